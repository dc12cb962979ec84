"""Texts judged before they are in any file: what would be found if they were."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable

from checker.check import Run
from checker.documents import Library, read_text
from checker.finding import Finding
from checker.fixing.edits import Lines, lines_of
from checker.tally import Tally
from checker.vocabulary import Document
from dsl.document import Mark
from dsl.record import NamedTuple

# what is wrong with a file as a file, so that nobody can be sure of having read it as it is meant
NOT_WHOLE = frozenset(
    {"binary", "encoding-utf16", "encoding", "file-too-large", "file-too-long", "conflict", "conflict-rest"}
)
# what is right again once the file is written: letters in one piece, no byte order mark
WRITTEN_RIGHT = frozenset({"bom", "nfd"})
# in the place of a rule: a fact would be lost, or the whole text
UNREAD = ""


class State(NamedTuple):
    """A text and what is found in it, and in the offers for it. ``lost``: a line could not be read.

    ``clauses``: the rules violated by clauses of its terms that it leaves as they are. ``read``: what reading it found,
    by code; all else was found by judging it.
    """

    lines: Lines
    document: Document | None
    findings: tuple[Finding, ...]
    lost: bool
    clauses: frozenset[str] = frozenset()
    read: frozenset[str] = frozenset()
    unreadable: bool = False

    def text_at(self, finding: Finding) -> str:
        """The line a finding stands on, without its margin."""
        line = finding.primary.span.line
        return self.lines.bodies[line - 1].strip() if line <= len(self.lines.bodies) else ""


class Trial:
    """Judges one text after another among the documents of a run. ``library``: as they are in their files."""

    def __init__(self, run: Run, library: Library) -> None:
        self.run = run
        self.library = library
        self.offers: dict[str, list[Document]] = {}
        for document in library.documents:
            tariff = document.facts.get("Angebot.Tarif")
            if tariff is not None and isinstance(tariff.value, str):
                self.offers.setdefault(tariff.value, []).append(document)

    def state(self, path: str, data: bytes) -> State:
        """What is found if ``data`` were the content of ``path``."""
        own = Library()
        document = read_text(path, data, self.run.book.vocabulary, own)
        lines = lines_of(data)
        codes = {found.code for found, _ in own.problems}
        if lines is None or codes & NOT_WHOLE:
            return State(lines or Lines(("",), ("",)), document, (), True, unreadable=True)
        self.run.tally = Tally()
        self.run.problems(own)
        if document is not None:
            tariffs = self.run.tariffs
            if document.kind == "Tarif":
                tariffs = tariffs | {document.id: document}
            self.run.document(document, tariffs, own.sources)
            sources = {**self.library.sources, **own.sources}
            for offer in self.offers.get(document.id, ()) if document.kind == "Tarif" else ():
                self.run.document(offer, tariffs, sources)
        findings = tuple(sorted(self.run.tally.findings, key=Finding.sort_key))
        clauses = frozenset(self.run.void_in(name)[number].rule.id for name, number in self.run.tally.affected)
        return State(lines, document, findings, document is None or bool(document.lost), clauses, frozenset(codes))


def worse(before: State, after: State, fixed: Collection[Finding]) -> list[str]:
    """The rules and messages that speak against having made the fixes of ``fixed``; UNREAD if facts are lost by them.

    A line that could not be read hid what it says: what comes to light on it, or through it, is not new.
    """
    if any(_is_there(finding, before, after) for finding in fixed):
        return sorted({finding.rule for finding in fixed if _is_there(finding, before, after)})
    if before.document is not None and _stated(after.document) < _stated(before.document):
        return [UNREAD]
    lines = {finding.primary.span.line for finding in fixed}
    sections = {line for line in lines if before.lines.bodies[line - 1][:1].strip()}
    known = Counter(_key(finding, before) for finding in before.findings)
    found = [] if before.lost else sorted(after.clauses - before.clauses)
    for finding in after.findings:
        key = _key(finding, after)
        if known[key]:
            known[key] -= 1
        elif finding.verdict == "unentschieden" and known[_key(finding._replace(verdict="verletzt"), after)]:
            continue  # violated before: only the cases of which no rule is known are left
        elif finding.kind != "syntax" or finding.rule not in after.read:
            if not before.lost:
                found.append(finding.rule)
        elif finding.related or not (finding.primary.span.line in lines or _below(finding, after) in sections):
            found.append(finding.rule)
    return found


def _key(finding: Finding, state: State) -> Hashable:
    """What makes a finding the same one after another line was changed."""
    if finding.kind == "syntax":
        return finding.rule, state.text_at(finding)
    head, bracket, _ = finding.path.partition("]")
    return finding.rule, finding.document, head if bracket else "", finding.verdict == "verletzt"


def _is_there(finding: Finding, before: State, after: State) -> bool:
    """Whether a finding stands after its fix."""
    if finding.kind != "syntax":
        return any(_key(each, after) == _key(finding, before) for each in after.findings)
    place = finding.rule, finding.primary.span, finding.value
    return any((each.rule, each.primary.span, each.value) == place for each in after.findings)


def _below(finding: Finding, state: State) -> int:
    """The line of the heading that a finding stands below."""
    line = min(finding.primary.span.line, len(state.lines.bodies))
    while line > 1 and not state.lines.bodies[line - 1][:1].strip():
        line -= 1
    return line


def _stated(document: Document | None) -> int:
    """How many facts a document states."""
    if document is None:
        return 0
    sections = [each.facts for several in document.instances.values() for each in several]
    return sum(fact.value is not Mark.UNKNOWN for facts in (document.facts, *sections) for fact in facts.values())
