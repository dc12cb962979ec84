"""Every message as the user sees it: a corpus of broken files, and the text that must come out.

``tests/messages`` holds the files, each named after its mistake; ``tests/golden/messages`` what is said about them.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from golden import check

from checker.check import Run
from checker.finding import Counts, Report
from checker.library import finding_of, load_rulebook, read_documents
from checker.report.cells import plain
from checker.report.text import render
from checker.report.wording import Language
from checker.rulebook import Rulebook, build
from dsl.rule import RuleFile
from dsl.rule_reader import read_rules
from dsl.source import read_source

CORPUS = Path(__file__).with_name("messages")
TARIFFS = sorted(path.relative_to(CORPUS).with_suffix("").as_posix() for path in (CORPUS / "tarif").iterdir())
RULES = sorted(path.relative_to(CORPUS).with_suffix("").as_posix() for path in (CORPUS / "regel").iterdir())


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load_rulebook()


@pytest.fixture(scope="module")
def vocabulary() -> RuleFile:
    """The shipped vocabulary, without any rules."""
    path = Path(__file__).parent.parent / "rules" / "begriffe.regel"
    return read_rules(read_source("rules/begriffe.regel", path.read_bytes())[0])[0]


@pytest.fixture(autouse=True)
def _in_the_corpus(monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths are shown as a user in that folder would see them."""
    monkeypatch.chdir(CORPUS)


def tariff_report(name: str, book: Rulebook) -> Report:
    """What is wrong with the text of a tariff, or of the tariffs and offers of a folder."""
    folder = Path(name)
    paths = sorted(path.as_posix() for path in folder.iterdir()) if folder.is_dir() else [f"{name}.tarif"]
    report = Run(book).report(read_documents(paths, book.vocabulary))
    return Report(tuple(f for f in report.findings if f.kind == "syntax"), report.counts, sources=report.sources)


def rule_report(name: str, vocabulary: RuleFile) -> Report:
    """Why a rulebook with this file is refused."""
    source, problems = read_source(f"{name}.regel", Path(f"{name}.regel").read_bytes())
    file, found = read_rules(source)
    book = build([vocabulary, file], [*problems, *found])
    return Report(tuple(finding_of(found, "") for found in book.problems), Counts(), sources={source.path: source.text})


def shown(report: Report, language: Language = "de", width: int = 100, ascii_only: bool = False) -> str:
    """The findings of a report as text, without its summary."""
    lines = [plain(line) for line in render(report, language=language, width=width, ascii_only=ascii_only)]
    end = max((number for number, line in enumerate(lines) if not line), default=0)
    return "".join(f"{line}\n" for line in lines[:end])


@pytest.mark.parametrize("name", TARIFFS)
def test_a_broken_tariff(name: str, book: Rulebook) -> None:
    check(f"messages/{name}", shown(tariff_report(name, book)))


@pytest.mark.parametrize("name", RULES)
def test_a_broken_rule(name: str, vocabulary: RuleFile) -> None:
    check(f"messages/{name}", shown(rule_report(name, vocabulary)))
