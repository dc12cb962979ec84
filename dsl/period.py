"""Days, lengths of time and how lengths compare.

A month has 28 to 31 days, so lengths are only partially ordered: 6 Wochen exceed every 1 Monat, 4 Wochen exceed none,
and 30 Tage against 1 Monat depends on the date. ``compare`` says exactly which of shorter, equal and longer can occur.

Source of the arithmetic: §§ 187, 188 BGB. The day of the event does not count; a period of months ends on the day that
has the number of the event's day, or on the last of the month if there is none.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from itertools import accumulate
from operator import sub

from dsl.record import NamedTuple, dataclass

_UNITS = (  # singular, plural, further spellings, (months, days, workdays) of one
    ("Tag", "Tage", ("Tagen",), (0, 1, 0)),
    ("Woche", "Wochen", (), (0, 7, 0)),
    ("Monat", "Monate", ("Monaten",), (1, 0, 0)),
    ("Jahr", "Jahre", ("Jahren",), (12, 0, 0)),
    ("Werktag", "Werktage", ("Werktagen",), (0, 0, 1)),
)
#: every accepted spelling -> (months, days, workdays) of one
UNIT_NAMES: dict[str, tuple[int, int, int]] = {
    name: length for singular, plural, more, length in _UNITS for name in (singular, plural, *more)
}
#: every accepted spelling -> the singular that ``Duration.unit`` holds
SINGULAR: dict[str, str] = {name: row[0] for row in _UNITS for name in (row[0], row[1], *row[2])}
_PLURAL: dict[str, str] = {row[0]: row[1] for row in _UNITS}

_CYCLE_MONTHS = 4_800  # the Gregorian calendar repeats after 400 years ...
_CYCLE_DAYS = 146_097  # ... of this many days
_MONTH_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DAYS_BEFORE = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
_LAST_ORDINAL = date.max.toordinal()
# Months stray from their average of 146097/4800 days by less than this many days, however many they are (see the test).
_STRAY = 8


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time that is not yet on the calendar: months, then days, then work days.

    Raises ValueError if a part is negative.
    """

    months: int = 0
    days: int = 0
    workdays: int = 0

    def __post_init__(self) -> None:
        if self.months < 0 or self.days < 0 or self.workdays < 0:
            raise ValueError(f"a length cannot be negative: {self!r}")

    def __add__(self, other: Length) -> Length:
        return Length(self.months + other.months, self.days + other.days, self.workdays + other.workdays)


@dataclass(frozen=True, slots=True)
class Duration:
    """A duration or notice as written: ``6 Wochen zum Ende Erstlaufzeit`` is (6, "Woche", None, "Ende Erstlaufzeit").

    ``unit`` is the singular noun (see ``SINGULAR``), ``anchor`` the words after ``ab``, ``target`` the words after
    ``zum``, or ``jederzeit``. Raises ValueError for another unit or a negative count.
    """

    count: int
    unit: str
    anchor: str | None = None
    target: str | None = None

    def __post_init__(self) -> None:
        if self.unit not in _PLURAL:
            raise ValueError(f"not a unit of time: {self.unit!r}")
        if self.count < 0:
            raise ValueError(f"a duration cannot be negative: {self.count}")

    @property
    def length(self) -> Length:
        """The bare length, without anchor and target: 6 Wochen are 42 days."""
        months, days, workdays = UNIT_NAMES[self.unit]
        return Length(self.count * months, self.count * days, self.count * workdays)

    def __str__(self) -> str:
        noun = self.unit if self.count == 1 else _PLURAL[self.unit]
        text = f"{self.count:,}".replace(",", ".") + f" {noun}"
        if self.anchor is not None:
            text += f" ab {self.anchor}"
        if self.target is not None:
            text += " jederzeit" if self.target == "jederzeit" else f" zum {self.target}"
        return text


class DateRange(NamedTuple):
    """The days from ``start`` to ``end``, both included; None is open. A range that ends before it starts is empty."""

    start: date | None
    end: date | None

    def contains(self, day: date) -> bool:
        """Whether ``day`` is one of the days."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def meets(self, other: DateRange) -> bool:
        """Whether there is a day that both contain."""
        first = max(self.start or date.min, other.start or date.min)
        return first <= min(self.end or date.max, other.end or date.max)

    def __str__(self) -> str:
        ends = [f"ab {self.start}"] if self.start is not None else []
        if self.end is not None:
            ends.append(f"bis {self.end}")
        return " ".join(ends) or "unbegrenzt"


class Until(NamedTuple):
    """A term that ends on a fixed day, which it includes."""

    day: date

    def __str__(self) -> str:
        return f"bis {self.day}"


class LaterOf(NamedTuple):
    """A term that ends when the last of its parts has ended."""

    parts: tuple[Duration | Until, ...]

    def __str__(self) -> str:
        return f"das Spätere von {' und '.join(str(part) for part in self.parts)}"


@dataclass(frozen=True, slots=True)
class Indefinite:
    """A term or renewal without an end."""

    def __str__(self) -> str:
        return "unbefristet"


class Relation(NamedTuple):
    """Which of shorter, equal and longer can occur between a first length and a second."""

    shorter: bool
    equal: bool
    longer: bool


def later(day: date, length: Length) -> date:
    """The last day of a period of ``length`` that starts with an event on ``day`` (§ 187 Abs. 1, § 188 BGB).

    Months first (31 January and a month: the last of February), then days. A day outside the years 1 to 9999 becomes
    ``date.min`` or ``date.max``. Raises ValueError for work days: without holidays they cannot be counted.
    """
    return _date(_moved(day, _calendar_only(length), 1))


def earlier(day: date, length: Length) -> date:
    """The day ``length`` before ``day``, counted backward with the same rules and errors as ``later``."""
    return _date(_moved(day, _calendar_only(length), -1))


def compare(a: Length, b: Length, start: date | None = None, backward: bool = False) -> Relation:
    """How ``a`` compares with ``b``: exactly what occurs when both start on ``start``, or else on any day at all.

    With ``backward`` both are counted back from ``start``, their common end; without ``start`` it changes nothing.
    Without work days the result holds what occurs and nothing else. Of work days it is known only that n of them last
    at least n days: then the result may hold more than occurs, never less.
    """
    if a.workdays < b.workdays:
        mirrored = compare(b, a, start, backward)
        return Relation(mirrored.longer, mirrored.equal, mirrored.shorter)
    rest = _compare_calendar(a, b, start, backward)
    if not a.workdays:
        return rest
    if a.workdays == b.workdays:
        # the same work days after different days may end together: one after a Saturday, one after a Sunday
        return Relation(rest.shorter, True, rest.longer)
    if not rest.shorter:
        return Relation(False, False, True)
    least = Length(a.months, a.days + a.workdays - b.workdays)
    worst = _compare_calendar(least, b, start, backward)
    if worst.shorter:
        return Relation(True, True, True)
    return Relation(False, worst.equal, True)


def at_most(a: Length, b: Length, start: date | None = None, backward: bool = False) -> bool | None:
    """Whether ``a`` is at most as long as ``b``: True always, False never, None if it depends on the date."""
    found = compare(a, b, start, backward)
    return _certainty(found.shorter or found.equal, found.longer)


def at_least(a: Length, b: Length, start: date | None = None, backward: bool = False) -> bool | None:
    """Whether ``a`` is at least as long as ``b``: True always, False never, None if it depends on the date."""
    found = compare(a, b, start, backward)
    return _certainty(found.longer or found.equal, found.shorter)


def more_than(a: Length, b: Length, start: date | None = None, backward: bool = False) -> bool | None:
    """Whether ``a`` is longer than ``b``: True always, False never, None if it depends on the date."""
    found = compare(a, b, start, backward)
    return _certainty(found.longer, found.shorter or found.equal)


def less_than(a: Length, b: Length, start: date | None = None, backward: bool = False) -> bool | None:
    """Whether ``a`` is shorter than ``b``: True always, False never, None if it depends on the date."""
    found = compare(a, b, start, backward)
    return _certainty(found.shorter, found.longer or found.equal)


def equal(a: Length, b: Length, start: date | None = None, backward: bool = False) -> bool | None:
    """Whether ``a`` is as long as ``b``: True always, False never, None if it depends on the date."""
    found = compare(a, b, start, backward)
    return _certainty(found.equal, found.shorter or found.longer)


def shortest_and_longest(months: int) -> tuple[int, int]:
    """The fewest and the most days that ``months`` months can last: 28 and 31 for one."""
    spans = _spans(months)
    return min(spans), max(spans)


def _certainty(can_hold: bool, can_fail: bool) -> bool | None:
    return None if can_hold and can_fail else can_hold


def _calendar_only(length: Length) -> Length:
    if length.workdays:
        raise ValueError("work days cannot be placed on a calendar without its holidays")
    return length


def _date(ordinal: int) -> date:
    return date.fromordinal(min(max(ordinal, 1), _LAST_ORDINAL))


def _moved(day: date, length: Length, sign: int) -> int:
    """The ordinal of the day reached, in a calendar that goes on before year 1 and after year 9999."""
    year, month = divmod(day.year * 12 + day.month - 1 + sign * length.months, 12)
    before = year - 1
    leap = _is_leap(year)
    ordinal = before * 365 + before // 4 - before // 100 + before // 400 + _DAYS_BEFORE[month] + (leap and month > 1)
    return ordinal + min(day.day, _MONTH_LENGTHS[month] + (leap and month == 1)) + sign * length.days


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _compare_calendar(a: Length, b: Length, start: date | None, backward: bool) -> Relation:
    """``compare`` for months and days alone; work days are ignored."""
    if start is not None:
        sign = -1 if backward else 1
        gap = sign * (_moved(start, a, sign) - _moved(start, b, sign))
        return Relation(gap < 0, gap == 0, gap > 0)
    months, days = a.months - b.months, b.days - a.days  # a is longer when its further months outlast b's further days
    if months == 0:
        return Relation(days > 0, days == 0, days < 0)
    if days == 0:  # a later month, whatever the day in it
        return Relation(months < 0, False, months > 0)
    surplus = months * _CYCLE_DAYS - days * _CYCLE_MONTHS
    if abs(surplus) >= _STRAY * _CYCLE_MONTHS:
        return Relation(surplus < 0, False, surplus > 0)
    spans = _spans(months)
    return Relation(min(spans) < days, days in spans, max(spans) > days)


@lru_cache(maxsize=4_096)
def _spans(months: int) -> frozenset[int]:
    """Every number of days that can lie between a day moved by some months and the same day moved by ``months`` more.

    The first days of the 4,800 months of a cycle show all there is: a day that clamps adds nothing, and counting
    backward meets the same pairs of months (both proved in the test, over all days).
    """
    cycles, months = divmod(months, _CYCLE_MONTHS)
    firsts = _firsts()
    return frozenset(
        gap + cycles * _CYCLE_DAYS for gap in set(map(sub, firsts[months : months + _CYCLE_MONTHS], firsts))
    )


@lru_cache(maxsize=1)
def _firsts() -> list[int]:
    """The number of the first day of each month of two cycles, so that one of the first can move by up to a cycle."""
    leap_lengths = (31, 29, *_MONTH_LENGTHS[2:])
    lengths = [days for year in range(400) for days in (leap_lengths if _is_leap(year) else _MONTH_LENGTHS)]
    return list(accumulate(lengths + lengths[:-1], initial=0))
