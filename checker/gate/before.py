"""`--since REF`: the same check of another state of the repository, with its own rules and settings.

What was found there as well does not fail the run. Nothing is filtered by changed lines: a line that nobody touched can
become unlawful by what changed elsewhere, and a line that moved is no news.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from argparse import Namespace

from checker.files import Unusable, files_below
from checker.finding import Identity, Text
from checker.gate.settings import given
from checker.git import answer, commit_of, top_of
from checker.repository import files_with, ids_in
from checker.rule_files import holds_rules

VERDICT = (0, 1)
REFUSED = 2  # its rules or its settings
UNREADABLE = 3  # some file could not be opened; the report is there
NOTHING = 4


class Refused(Exception):
    """The rules or the settings of a state are refused, for ``reason``: nothing can be held against it."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


def found_at(ref: str, options: Namespace) -> frozenset[Identity]:
    """What a check like that of ``options`` finds at ``ref`` and nothing there accepts.

    Raises Refused if its rules or settings are refused, and Unusable if there is no git, no repository or no such
    state, if a path lies outside of the repository, or if the state cannot be checked for another reason.
    """
    top = os.path.realpath(top_of(".", "."))
    commit = commit_of(ref)
    here = os.path.relpath(os.path.realpath("."), top)
    paths = [_inside(path, top) for path in options.paths or ["."]]
    with tempfile.TemporaryDirectory(prefix="tariflint-", ignore_cleanup_errors=True) as folder:
        tree = os.path.join(folder, "tree", "")
        os.mkdir(tree)
        index = {"GIT_INDEX_FILE": os.path.join(folder, "index"), "GIT_LFS_SKIP_SMUDGE": "1"}
        unwritten = Unusable("before-unwritten", ref)
        # the files are written as the present ones were
        answer(top, "read-tree", "--no-sparse-checkout", commit, otherwise=unwritten, more=index)
        answer(top, "checkout-index", "--all", f"--prefix={tree}", otherwise=unwritten, more=index)
        os.makedirs(os.path.join(tree, ".git"), exist_ok=True)  # its settings and references end here
        there = [os.path.join(tree, path) for path in paths if os.path.lexists(os.path.join(tree, path))]
        there += _moved_since(options.paths or ["."], tree, there)
        if not there:
            return frozenset()
        start = os.path.join(tree, here)
        while not os.path.isdir(start):  # the folder has another name now
            start = os.path.dirname(start)
        named = [os.path.relpath(path, start) for path in there]
        moved = [_moved(path, top, tree, start) for path in (*given(options)["rules"], *filter(None, [options.config]))]
        config = moved.pop() if options.config else None
        rules = [path for path in moved if _holds_rules(os.path.join(start, path))]
        return _checked(ref, start, named, rules, config, options)


def _moved_since(paths: list[str], tree: str, there: list[str]) -> list[str]:
    """Where else in ``tree`` the documents stood that ``paths`` name now: files and folders may have been renamed."""
    if os.path.join(tree, os.curdir) in there:
        return []
    return list(files_with(ids_in(paths), [tree], files_below(there, (".tarif",))))


def _holds_rules(path: str) -> bool:
    return os.path.exists(path) and holds_rules(path)


def _checked(
    ref: str, folder: str, paths: list[str], rules: list[str], config: str | None, options: Namespace
) -> frozenset[Identity]:
    """What a check in ``folder`` finds: a process of its own, so that it finds its own settings."""
    arguments = ["check", "--format", "json", "--no-output"]
    for name in ("as_of", "today"):
        if getattr(options, name, None) is not None:
            arguments += [f"--{name.replace('_', '-')}", str(getattr(options, name))]
    if config and os.path.exists(os.path.join(folder, config)):
        arguments += ["--config", config]
    for path in rules:
        arguments += ["--rules", path]
    import checker

    home = os.path.dirname(os.path.dirname(os.path.abspath(checker.__file__)))
    known = os.environ.get("PYTHONPATH")
    env = os.environ | {"PYTHONPATH": os.pathsep.join([home, *([known] if known else [])])}

    def call(language: str) -> subprocess.CompletedProcess[bytes]:
        # -P: a package of the same name that stands in the folder is not ours
        command = [sys.executable, "-P", "-m", "checker.cli", *arguments, "--lang", language, "--", *paths]
        return subprocess.run(command, cwd=folder, env=env, capture_output=True, check=False)

    done = call(options.lang or "de")
    if done.returncode == NOTHING:
        return frozenset()
    if done.returncode == REFUSED:
        raise Refused(Text(*(_refusal(call(language), language) for language in ("de", "en"))))
    try:
        if done.returncode not in (*VERDICT, UNREADABLE):
            raise ValueError
        findings = json.loads(done.stdout)["findings"]
    except (ValueError, KeyError):
        raise Unusable("before-unchecked", ref, _said(done)) from None
    return frozenset(
        Identity(finding["rule"], each["document"], each["path"], each["value"])
        for finding in findings
        for each in finding["identities"]
    )


def _refusal(done: subprocess.CompletedProcess[bytes], language: str) -> str:
    """Why nothing was checked: the first place of the rulebook that is wrong, or what was said instead."""
    try:
        first, *rest = json.loads(done.stdout)["findings"]
    except (ValueError, KeyError):
        return _said(done)
    place = first["primary"]
    more = (f" (und {len(rest)} weitere)", f" (and {len(rest)} more)")[language == "en"] if rest else ""
    return f"{place['file']}:{place['line']}:{place['column']}: {first['message'][language]}{more}"


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return " ".join(line.removeprefix("tariflint: ") for line in lines)


def _inside(path: str, top: str) -> str:
    """The path told from the top of the repository. Raises Unusable for one that lies outside."""
    known = _within(path, top)
    if known is None:
        raise Unusable("path-outside", path)
    return known


def _moved(path: str, top: str, tree: str, start: str) -> str:
    """A file of rules or settings in ``tree``, told from ``start``; one outside of the repository is the same then."""
    known = _within(path, top)
    return os.path.abspath(path) if known is None else os.path.relpath(os.path.join(tree, known), start)


def _within(path: str, top: str) -> str | None:
    known = os.path.relpath(os.path.realpath(path), top)
    return None if known == os.pardir or known.startswith(os.pardir + os.sep) else known
