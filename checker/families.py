"""Rules that a contract gives the same to read, and of these the ones that ask about the same case terms.

Where what a family reads is the same, and the cells of its circles are, all its rules come to what they came to before.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from datetime import date
from operator import itemgetter

from checker.axis import Axis, DayAxis, NameAxis
from checker.judge import Answer, Grid, Judge, Outcome
from checker.prepared import Reads
from checker.sieve import Values
from checker.silence import Cells
from checker.situation import PRESENCE, Situation
from checker.vocabulary import Instance
from dsl.period import DateRange
from dsl.record import NamedTuple
from dsl.rule import Term

# what a family reads: keys of the contract, keys of a section, the stated reference day and the days it is held against
OwnReads = tuple[tuple[str, ...], tuple[str, ...], str | None, tuple[date, ...]]
# the class of an axis, its term, its constants
Described = tuple[type[Axis], Term, tuple[object, ...]]
Ended = tuple[str, tuple[DateRange, ...]] | None  # as in Reads
SILENT: OwnReads = ((), (), None, ())
# what is asked of a contract, and the rules that ask it by their places in their group
Asked = tuple["Grid | Outcome | Cells", list[int]]
# a rule by its place, what it asked, and the answer: None where a violation is known and nobody has asked for more
Heard = tuple[int, "Grid | Outcome | Cells", "Answer | None"]


class Result(NamedTuple):
    """What came out for some rules of a group in the same cells.

    ``came``: a bit is set for the place of each rule that is violated, above these for each that is open, then kept.
    """

    came: int
    told: tuple[Heard, ...]


class Circle:
    """Rules of a family that ask about the same case terms, for given values; what came out by the cells admitted."""

    __slots__ = ("asked", "results", "select")

    def __init__(self, asked: list[Asked], judge: Judge) -> None:
        self.asked = asked
        axes = [axis for grid, _ in asked if not isinstance(grid, Outcome) for axis in grid.axes]
        if len(asked) > 1:  # in how few axes it can be told which cells of all of them a contract admits
            axes = [axis if isinstance(axis, Axis) else judge.axis(*axis) for axis in _together(axes)]
        # without axes any key will do: then nothing differs
        self.select: Callable[[Situation], object] = itemgetter(*axes) if axes else lambda _: None
        self.results: dict[object, Result] = {}


class Family:
    """Rules that read the same of what a contract, or a section, states itself."""

    __slots__ = ("contract", "day", "days", "ended", "kept", "places", "section", "silent")

    def __init__(self, reads: OwnReads, ended: Ended) -> None:
        contract, section, self.day, self.days = reads
        self.ended = ended
        self.contract = itemgetter(*contract) if contract else None
        self.section = itemgetter(*section) if section else None
        self.silent = not contract and not section and self.day is None
        self.places: list[int] = []
        self.kept: dict[object, tuple[Circle, ...]] = {}  # by values

    def key(self, situation: Situation, numbers: Values, alike: int, instance: Instance | None) -> object:
        period: object = None
        if self.day is not None:
            fact = instance.facts.get(self.day) if instance is not None else None
            fact = fact or situation.contract.facts.get(self.day)
            period = fact.value if fact is not None else None
            if isinstance(period, date):
                period = bisect_right(self.days, period)
        return (
            alike,
            None if self.contract is None else self.contract(situation),
            None if self.section is None else self.section(numbers),
            period,
        )


def own_reads(reads: Reads, contract: frozenset[str], section: frozenset[str]) -> OwnReads:
    """What of all that a rule reads a contract states itself (the terms ``contract``), or its section (``section``)."""
    dated = reads.day is not None and (reads.day in contract or reads.day in section)
    return (
        reads.gathered + tuple([key for key in reads.contract if key.lstrip(PRESENCE) in contract]),
        tuple([key for key in reads.section if key.lstrip(PRESENCE) in section]),
        reads.day if dated else None,
        reads.days if dated else (),
    )


def _together(axes: Iterable[Axis]) -> list[Axis | Described]:
    """Fewer axes, such that the cells a domain admits of these tell which it admits of ``axes``.

    Several axes of days, or of names, become one with all their cells; it is described, so that there be one of it.
    """
    found: list[Axis | Described] = []
    days: dict[str, list[DayAxis]] = {}
    names: dict[str, list[NameAxis]] = {}
    for axis in dict.fromkeys(axes):
        if isinstance(axis, DayAxis):
            days.setdefault(axis.name, []).append(axis)
        elif isinstance(axis, NameAxis):
            names.setdefault(axis.name, []).append(axis)
        else:
            found.append(axis)
    for several in days.values():
        cuts = {cut for axis in several for cut in axis.cuts}
        found.append((DayAxis, several[0].term, (tuple(sorted(cuts)),)))
    for alike in names.values():
        mentioned = frozenset(name for axis in alike for name in axis.named)
        found.append((NameAxis, alike[0].term, (mentioned, alike[0].order)))
    return found
