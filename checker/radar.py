"""What is on sale and will not stay lawful: what becomes violated or undecided, when, and what of it nobody knows yet.

A rule is known up to the day its norm was reviewed (`geprüft`). After it, a version that is already enacted still makes
a tariff unlawful; but that a rule is kept then says nothing, because another may come. Such days are unknown.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from checker.check import Run
from checker.course import DAY, Course
from checker.documents import Library
from checker.finding import Finding
from checker.history import Fault, History, followed, on_sale, read
from checker.judge import HOLDS
from checker.turning import Flip
from dsl.period import DateRange
from dsl.record import NamedTuple, dataclass


class Unknown(NamedTuple):
    """Kept as far as the rules go, but from ``since`` to ``until`` the rule is not reviewed."""

    course: Course
    since: date
    until: date
    reviewed: date


@dataclass(slots=True)
class Radar:
    """``coming``: what begins within the window, with the flip that begins it; ``already``: what is so on its first
    day; ``off_sale``: how many documents of the run are not on sale in the window, or no tariffs."""

    history: History
    coming: list[tuple[Flip, Fault]]
    already: list[Fault]
    unknown: list[Unknown]
    off_sale: int

    def fails(self, failing: Callable[[Finding], bool], strict: bool) -> bool:
        """What is ``failing`` does; with ``strict`` also what nobody knows yet."""
        return self.history.fails(failing) or (strict and bool(self.unknown))


def horizon(run: Run) -> date | None:
    """The last day whose law the rules know: the oldest `geprüft` of mandatory law."""
    return date.fromisoformat(run.book.reviewed_until) if run.book.reviewed_until else None


def scan(run: Run, library: Library, first: date, last: date, settle: Callable[[History], None]) -> Radar:
    """The tariffs of ``library`` that are on sale on a day from ``first`` to ``last``.

    ``settle`` says of their faults which fail no run; those are neither coming nor already there.
    """
    problems, found = read(run, library)
    days = DateRange(first, last)
    contracts = [contract for document, contract in found if on_sale(document, days)]
    history = followed(run, contracts, first, last)
    history.problems = problems
    settle(history)
    begins = {(id(flip.course), flip.day): flip for flip in history.flips}
    coming: list[tuple[Flip, Fault]] = []
    already: list[Fault] = []
    for fault in history.standing:
        flip = begins.get((id(fault.course), fault.phase.first))
        if flip is None:
            already.append(fault)
        else:
            coming.append((flip, fault))
    coming.sort(key=lambda item: item[0].day)
    unknown = [found for course in history.courses for found in _unknown(course, last)]
    return Radar(history, coming, already, unknown, len(library.documents) - len(contracts))


def _unknown(course: Course, last: date) -> list[Unknown]:
    """The days after the review on which a rule is kept as far as one can tell."""
    reviewed = course.rule.norm.reviewed
    if reviewed is None or reviewed >= last:
        return []
    kept = [phase for phase in course.phases if phase.verdict == HOLDS and phase.last > reviewed]
    return [Unknown(course, max(phase.first, reviewed + DAY), phase.last, reviewed) for phase in kept]
