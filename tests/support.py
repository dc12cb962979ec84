"""Rules and tariffs as text in a test, judged: the whole path from text to verdict in one call.

A test states the vocabulary it needs, so that a reader sees everything a verdict rests on. ``rule`` wraps the lines
that matter (conditions, versions, exceptions) in what every rule must carry. ``process`` calls the command as a user
does; the fixture ``run`` calls it in this process.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from textwrap import dedent, indent
from typing import Any, NamedTuple

from checker.building import build
from checker.judge import Judge, Outcome
from checker.layers import Contract, contract_of
from checker.rulebook import Rulebook
from checker.vocabulary import Document
from dsl.reader import read_tariff
from dsl.rule import RuleFile
from dsl.rule_reader import read_rules
from dsl.source import Problem, read_source

ROOT = Path(__file__).parent.parent


class Said(NamedTuple):
    """How a call of the command ended."""

    status: int
    out: str
    err: str


Call = Callable[..., Said]


def process(*arguments: str, cwd: Path = ROOT, **settings: Any) -> subprocess.CompletedProcess[bytes]:
    """Call the command as a process of its own; ``env`` is added to this environment."""
    env = os.environ | {"PYTHONPATH": str(ROOT)} | settings.pop("env", {})
    command = [sys.executable, "-m", "checker.cli", *arguments]
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, check=False, timeout=120, **settings)


NORM = """
Norm N "Norm" / "norm"
    rang zwingend
    geprüft 2026-01-01
"""

HEAD = """
Regel {id} "Titel" / "title"
    quelle § 1 N
    stichtag {day}
    schwere fehler
    sicherheit gesichert
"""

TAIL = """
    Meldung de "Meldung."
    Meldung en "Message."
    Beispiel erfüllt "ja" / "yes"
    Beispiel verletzt "nein" / "no"
"""


def rule(body: str, id: str = "R", day: str = "Vertragsschluss") -> str:
    """A whole rule from its conditions, versions and exceptions. A body that starts with `fordert` is one version."""
    lines = dedent(body).strip()
    if lines.startswith("fordert"):
        lines = "Fassung\n" + indent(lines, "    ")
    return HEAD.format(id=id, day=day) + indent(lines, "    ") + TAIL


def parse(text: str, path: str = "test.regel") -> tuple[RuleFile, list[Problem]]:
    """The declarations of a `.regel` text."""
    source, problems = read_source(path, dedent(text).encode())
    file, found = read_rules(source)
    return file, [*problems, *found]


def refusals(*texts: str) -> list[Problem]:
    """What the rulebook made of ``texts`` is refused for."""
    parsed = [parse(text, f"test{number}.regel") for number, text in enumerate(texts, 1)]
    return build([file for file, _ in parsed], [problem for _, found in parsed for problem in found]).problems


@lru_cache(maxsize=64)
def rulebook(*texts: str) -> Rulebook:
    """A sound rulebook made of ``texts``. Tests share it and leave it alone."""
    parsed = [parse(text, f"test{number}.regel") for number, text in enumerate(texts, 1)]
    book = build([file for file, _ in parsed], [problem for _, found in parsed for problem in found])
    assert not book.problems, book.problems
    return book


def document(book: Rulebook, text: str, path: str = "test.tarif") -> Document:
    """The tariff or offer that ``text`` states without a mistake."""
    source, problems = read_source(path, dedent(text).encode())
    raw, found = read_tariff(source)
    assert raw is not None, found
    read, more = book.vocabulary.document(raw, raw.kind)
    assert not [*problems, *found, *more], [*problems, *found, *more]
    return read


def contract(book: Rulebook, text: str, tariff: str | None = None) -> Contract:
    """The effective contract of a tariff, or of an offer for ``tariff``."""
    return contract_of(document(book, text), document(book, tariff) if tariff is not None else None, book)


def judge(book: Rulebook, text: str, tariff: str | None = None, id: str = "R") -> Outcome:
    """What rule ``id`` says of the contract (of its first section, if it asks about sections)."""
    return next(outcome for *_, outcome in Judge(book).verdicts([book.rules[id]], contract(book, text, tariff)))


def verdict(book: Rulebook, text: str, tariff: str | None = None, id: str = "R") -> str:
    return judge(book, text, tariff, id).verdict
