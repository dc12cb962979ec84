"""Which days are working days: days of the week, and the public holidays of a Land.

Public holidays come from the library ``holidays`` (the extra ``kalender``), which is imported when a Land is asked for,
or from a list of one's own. What the library calls things is pinned here: the category ``public`` holds what is a
public holiday in the whole Land, ``catholic`` adds what is one in municipalities with a Catholic majority only.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from enum import Enum
from functools import lru_cache

from dsl.record import NamedTuple, dataclass
from dsl.rule import Words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol
else:
    Protocol = object

#: the years of which the library knows every public holiday
YEARS = range(1991, 2101)
_DAY = timedelta(1)


class CalendarMissing(ImportError):
    """The library of public holidays is not installed; ``words`` says what to install."""

    words = Words(
        "Für die Feiertage eines Landes fehlt die Zusatzausstattung „kalender“: pip install 'tariflint[kalender]'",
        "the public holidays of a Land need the extra “kalender”: pip install 'tariflint[kalender]'",
    )

    def __init__(self) -> None:
        super().__init__(self.words.en)


class UnknownYear(ValueError):
    """A day in a year of which not every public holiday is known."""


class Calendar(Protocol):
    """Whatever knows public holidays."""

    def holiday(self, day: date) -> Words | None:
        """The name of the public holiday on ``day``, None if there is none."""


class Listed(NamedTuple):
    """Public holidays from a list, complete for every day it is asked about."""

    days: Mapping[date, Words]

    def holiday(self, day: date) -> Words | None:
        """See ``Calendar``."""
        return self.days.get(day)


@dataclass(frozen=True, slots=True, eq=False)
class _Land:
    # the library's mappings fill themselves year by year when asked
    german: Mapping[date, str]
    english: Mapping[date, str]

    def holiday(self, day: date) -> Words | None:
        if day.year not in YEARS:
            raise UnknownYear(f"public holidays are known from {YEARS[0]} to {YEARS[-1]}, not for {day}")
        name = self.german.get(day)
        return None if name is None else Words(name, self.english.get(day, name))


class Week(Enum):
    """Which days of the week are working days; the value is how many, from Monday on."""

    WERKTAGE = 6
    ARBEITSTAGE = 5

    def off(self, day: date, calendar: Calendar) -> Words | None:
        """Why ``day`` is no working day: the name of the holiday or of the day of the week; None if it is one."""
        holiday = calendar.holiday(day)
        if holiday is not None or day.weekday() < self.value:
            return holiday
        return weekday(day)


_WEEKDAYS = tuple(
    Words(de, en)
    for de, en in (
        ("Montag", "Monday"),
        ("Dienstag", "Tuesday"),
        ("Mittwoch", "Wednesday"),
        ("Donnerstag", "Thursday"),
        ("Freitag", "Friday"),
        ("Samstag", "Saturday"),
        ("Sonntag", "Sunday"),
    )
)


def weekday(day: date) -> Words:
    """The name of the day of the week."""
    return _WEEKDAYS[day.weekday()]


def move(day: date, count: int, week: Week, calendar: Calendar) -> date:
    """The ``count``-th working day after ``day``, before it if negative; ``day`` itself, working or not, for 0.

    Raises OverflowError outside the years 1 to 9999, and what ``calendar`` raises.
    """
    step = _DAY if count > 0 else -_DAY
    missing = abs(count)
    while missing:
        day += step
        missing -= week.off(day, calendar) is None
    return day


@lru_cache(maxsize=64)
def public_holidays(land: str, catholic: bool = False) -> Calendar:
    """The public holidays of a Land, by the code of ISO 3166-2:DE without its prefix (``NW``).

    ``catholic``: with what is a public holiday only where most are Catholic (15 August in Bavaria, Corpus Christi in
    parts of Saxony and Thuringia). Which municipalities these are, the library does not know; whoever asks must.
    Asked for a day outside ``YEARS``, the calendar raises ValueError. Raises ValueError for another Land,
    CalendarMissing without the extra.
    """
    try:
        from holidays import country_holidays
    except ImportError as error:
        raise CalendarMissing from error
    # every name is given: what the library takes by default has changed before
    categories = ("public", "catholic") if catholic else ("public",)
    lands = country_holidays("DE").subdivisions
    if land not in lands:
        raise ValueError(f"not a Land: {land!r}; known are {', '.join(lands)}")
    german, english = (
        country_holidays("DE", subdiv=land, categories=categories, language=language) for language in ("de", "en_US")
    )
    return _Land(german, english)
