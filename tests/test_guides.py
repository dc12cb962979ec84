"""The guides are walked through as a reader would: files written, changed and checked in the order they stand in.

- a block after a line that is a path in backticks is that file, written where the reader stands
- a ``diff`` block changes the file that was named last above it
- a ``console`` block is calls and what they say, on standard output and error; ``[…]`` stands for whatever is left out.
  `cd`, `git` and `cp` are carried out as well; `echo $?` shows how the call before ended

``UPDATE_GOLDEN=1`` writes what calls say, where nothing is left out.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from support import ROOT, Call

GUIDES = sorted((ROOT / "docs").glob("guide_*.md"))
BLOCK = re.compile(r"(?:^`([\w/.-]+)`\n\n)?^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LEFT_OUT = "[…]"


class Walk:
    """Someone who does what a guide says, in the current folder."""

    def __init__(self, run: Call) -> None:
        self.run = run
        self.file = ""
        self.status = 0

    def console(self, block: str) -> str:
        """What the calls of the block say, each after its own line."""
        return "".join(f"$ {call}\n{self.call(call)}" for call in re.findall(r"^\$ (.*)$", block, re.MULTILINE))

    def call(self, line: str) -> str:
        if line == "echo $?":
            return f"{self.status}\n"
        name, *arguments = shlex.split(line)
        if name == "cd":
            os.chdir(*arguments)
            return ""
        if name == "tariflint":
            self.status, out, err = self.run(*arguments)
            return out + err
        assert name in ("git", "cp"), line
        done = subprocess.run([name, *arguments], capture_output=True, text=True, check=False, timeout=60)
        assert done.returncode == 0, f"{line}\n{done.stderr}"
        return ""

    def write(self, name: str, text: str) -> None:
        self.file = name
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")

    def change(self, name: str, difference: str) -> None:
        """Replace the lines that the block takes away by those that it adds; they stand in the file once."""
        self.file = name or self.file
        lines = difference.splitlines(keepends=True)
        old = "".join(line[1:] for line in lines if line[0] in " -")
        new = "".join(line[1:] for line in lines if line[0] in " +")
        text = Path(self.file).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{self.file}: {old!r}"
        Path(self.file).write_text(text.replace(old, new), encoding="utf-8")


def same(shown: str, said: str) -> bool:
    """Whether ``shown`` is ``said``, but for what it leaves out: lines where the mark has its own, else part of one."""
    gaps = {f"\n{LEFT_OUT}\n": r"\n(?s:.*)", LEFT_OUT: ".*"}
    parts = re.split(f"({'|'.join(map(re.escape, gaps))})", shown)
    return re.fullmatch("".join(gaps.get(part, re.escape(part)) for part in parts), said) is not None


def walked(text: str, walk: Walk) -> Iterator[tuple[str, str]]:
    """Carry out every block; those of calls, with what was said."""
    for name, language, block in BLOCK.findall(text):
        if language == "console":
            yield block, walk.console(block)
        elif language == "diff":
            walk.change(name, block)
        elif name:
            walk.write(name, block)


@pytest.mark.parametrize(
    "guide",
    # those that change rules compile the rulebook anew at every step
    [pytest.param(guide, marks=pytest.mark.slow if "product" not in guide.name else ()) for guide in GUIDES],
    ids=lambda guide: guide.name,
)
def test_a_guide_can_be_followed(
    guide: Path,
    run: Call,
    tarife: Path,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
    lately_reviewed: None,
) -> None:
    settings = tmp_path_factory.mktemp("home") / "gitconfig"
    settings.write_text("[user]\n    name = Team\n    email = team@example.org\n", encoding="utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    text = guide.read_text(encoding="utf-8")
    for shown, said in walked(text, Walk(run)):
        if os.environ.get("UPDATE_GOLDEN") and LEFT_OUT not in shown:
            text = text.replace(f"```console\n{shown}", f"```console\n{said}")
            continue
        assert same(shown, said), f"shown:\n{shown}\nsaid:\n{said}"
    if os.environ.get("UPDATE_GOLDEN"):
        guide.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_a_guide_leads_to_what_there_is(guide: Path) -> None:
    text = guide.read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#:]+)\)", text)
    assert links
    assert [link for link in links if not (guide.parent / link).exists()] == []


def test_what_is_left_out_is_the_only_thing_that_may_differ() -> None:
    said = "eins\nzwei\nzwei\ndrei\n"
    assert same("eins\n[…]\ndrei\n", said)
    assert same("eins\nzwei\n[…]\n", said)
    assert same("eins\n[…]\neins\n", "eins\neins\n")
    assert same("ei[…]\nzwei\n[…]\n", said)
    assert not same("ei[…]\ndrei\n", said)
    assert not same("eins\n[…]\nvier\n", said)
    assert not same("eins\nzwei\n", said)
