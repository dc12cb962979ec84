"""Contracts over a window of days: the verdicts, the days on which they flip, and what flips them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from checker import describe
from checker.check import Run
from checker.course import Course, Courses, Phase
from checker.documents import Library
from checker.finding import SEVERITIES, Accepted, Finding
from checker.judge import UNDECIDED, VIOLATED
from checker.layers import Contract, contract_of
from checker.open_questions import OpenQuestions
from checker.turning import Flip, Turning
from checker.vocabulary import Document, section_of
from dsl.document import Mark
from dsl.period import DateRange
from dsl.record import NamedTuple, dataclass, field


class Fault(NamedTuple):
    """Days in a row on which a rule is violated or undecided.

    ``finding`` is that of the first of them; ``severity`` the worst of all of them; ``accepted``: why it fails no run.
    """

    course: Course
    phase: Phase
    finding: Finding
    severity: str
    accepted: Accepted | None = None


@dataclass(slots=True)
class History:
    """Everything about a window (``first`` to ``last``, both included). ``problems``: mistakes in the texts.

    ``accepted``: those of them that fail no run. ``aside``: how many rules the contracts set aside by what they state,
    over all contracts.
    """

    first: date
    last: date
    documents: int
    rules: int
    reviewed_until: str
    courses: list[Course] = field(default_factory=list)
    flips: list[Flip] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    problems: tuple[Finding, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    aside: int = 0

    @property
    def standing(self) -> list[Fault]:
        """The faults that nobody accepted."""
        return [fault for fault in self.faults if fault.accepted is None]

    def fails(self, failing: Callable[[Finding], bool]) -> bool:
        """Whether somebody must act: whether any problem or fault is ``failing``."""
        return any(map(failing, (*self.problems, *(fault.finding for fault in self.standing))))


def read(run: Run, library: Library) -> tuple[tuple[Finding, ...], list[tuple[Document, Contract]]]:
    """The mistakes in the texts, and every document with its effective contract.

    An offer whose tariff is not found has none; that is among the mistakes.
    """
    problems = tuple(finding for finding in run.report(library).findings if finding.kind == "syntax")
    found: list[tuple[Document, Contract]] = []
    for document in library.documents:
        tariff = None
        if document.kind == "Angebot":
            fact = document.facts.get("Angebot.Tarif")
            tariff = run.tariffs.get(str(fact.value)) if fact is not None else None
            if tariff is None:
                continue
        found.append((document, contract_of(document, tariff, run.book)))
    return problems, found


def follow(run: Run, library: Library, first: date, last: date) -> History:
    """Every document of ``library`` from ``first`` to ``last``."""
    problems, found = read(run, library)
    history = followed(run, [contract for _, contract in found], first, last)
    history.documents, history.problems = len(library.documents), problems
    return history


def followed(run: Run, contracts: list[Contract], first: date, last: date) -> History:
    """``contracts`` from ``first`` to ``last``."""
    history = History(first, last, len(contracts), len(run.rules), run.book.reviewed_until)
    courses = Courses(run.book, run.rules, first, last)
    turning = Turning(courses)
    for contract in contracts:
        found, aside = courses.of(contract)
        history.aside += len(aside)
        for course in found:
            history.courses.append(course)
            history.flips += turning.flips(course)
            history.faults += _faults(course, run)
    history.flips.sort(key=lambda flip: (flip.day, flip.course.rule.id, flip.course.contract.id, section(flip.course)))
    history.faults.sort(key=_order)
    return history


def section(course: Course) -> str:
    """The section a course is about: `Preis 2018-06-01`; empty for the contract as a whole."""
    return "" if course.instance is None else f"{course.instance.section} {course.instance.key}"


def on_sale(document: Document, days: DateRange) -> bool:
    """Whether a tariff is on sale on one of ``days``; one that does not say since when is taken to be."""
    fact = document.facts.get("Tarif.Vertrieb")
    if document.kind != "Tarif":
        return False
    if fact is None or not isinstance(fact.value, DateRange):
        return fact is None or fact.value is not Mark.NONE
    starts_late = fact.value.start is not None and days.end is not None and fact.value.start > days.end
    ended = fact.value.end is not None and days.start is not None and fact.value.end < days.start
    return not starts_late and not ended


def _faults(course: Course, run: Run) -> Iterator[Fault]:
    contract, rule, instance, book = course.contract, course.rule, course.instance, run.book
    for phase in course.phases:
        severities = [describe.severity_of(rule, outcome.version) for outcome in phase.outcomes]
        severity = min(severities, key=SEVERITIES.index)
        if phase.verdict == VIOLATED:
            finding = describe.violation(rule, phase.outcomes[0], contract, instance, book)
            yield Fault(course, phase, finding._replace(severity=severity), severity)
        elif phase.verdict == UNDECIDED and not _silent(phase, contract):
            finding = OpenQuestions(book).finding(rule, phase.outcomes[0], contract, instance)
            yield Fault(course, phase, finding._replace(severity=severity), severity)


def _silent(phase: Phase, contract: Contract) -> bool:
    """What follows from a line that could not be read, which has had its own message, stays silent."""
    missing = frozenset().union(*(outcome.missing for outcome in phase.outcomes))
    return bool(missing) and all("*" in contract.lost or section_of(name) in contract.lost for name in missing)


def _order(fault: Fault) -> tuple[object, ...]:
    kind = fault.phase.verdict == UNDECIDED
    course = fault.course
    return (kind, fault.phase.first, fault.phase.last, course.rule.id, course.contract.id, section(course))
