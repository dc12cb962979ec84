"""The days of a period, counted forward from an event or back from one, on the calendar and in working days.

Lengths are those of ``period``. Here they also meet public holidays, and periods that begin with the start of a day.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum

from dsl.period import Duration, earlier, later
from dsl.record import NamedTuple
from dsl.rule import Words
from dsl.workdays import Calendar, Week, move

_DAY = timedelta(1)


def _days_in(year: int, month: int) -> int:
    """How many days a month has. (``calendar`` knows it too, and takes longer to import than this package.)"""
    return 31 if month == 12 else (date(year, month + 1, 1) - _DAY).day


class RestDay(Enum):
    """What becomes of a last day that is a Saturday, a Sunday or a public holiday."""

    STAYS = "stays"
    NEXT = "next"  # the next working day takes its place
    PREVIOUS = "previous"  # out of caution: the working day before


class Counting(Enum):
    """Whether a notice period is counted back from the day of effect or forward from receipt."""

    BACKWARD = "backward"
    FORWARD = "forward"


class End(Enum):
    """The ends of calendar periods to which a notice can run, as they are written in a tariff."""

    MONTH = "Monatsende"
    QUARTER = "Quartalsende"
    HALF_YEAR = "Halbjahresende"
    YEAR = "Jahresende"

    def on_or_after(self, day: date) -> date:
        """The first such end that is not before ``day``."""
        months = {End.MONTH: 1, End.QUARTER: 3, End.HALF_YEAR: 6, End.YEAR: 12}[self]
        month = (day.month + months - 1) // months * months
        return date(day.year, month, _days_in(day.year, month))


class Measure(NamedTuple):
    """A length and what is needed to lay it on the calendar. One in work days needs ``calendar``."""

    length: Duration
    week: Week
    calendar: Calendar | None

    def end(self, event: date, first_day_counts: bool = False) -> date:
        """The last day of the period that runs forward from ``event``.

        Raises OverflowError outside the years 1 to 9999.
        """
        length = self.length.length
        if length.workdays:
            return self._move(event - _DAY if first_day_counts else event, length.workdays)
        if not first_day_counts:
            return _inside(later(event, length))
        if not length.months:
            return _inside(later(event - _DAY, length))
        # the day before the one with the number of the first day: it can be missing as well, and then the month ends it
        month = _inside(later(event.replace(day=1), length))
        return month + timedelta(min(event.day - 1, _days_in(month.year, month.month)) - 1)

    def latest(self, effect: date, counting: Counting) -> date:
        """The last day that leaves the whole period between itself and ``effect``. Errors as ``end``."""
        length = self.length.length
        if length.workdays:
            return self._move(effect, -length.workdays) - _DAY
        day = _inside(earlier(effect, length)) - _DAY
        if counting is Counting.FORWARD:
            while later(day + _DAY, length) < effect:
                day += _DAY
        return day

    def skipped(self, first: date, last: date) -> list[tuple[date, Words]]:
        """The days from ``first`` to ``last`` that do not count, each with the reason."""
        if self.calendar is None or not self.length.length.workdays:
            return []
        days = map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))
        return [(day, why) for day in days if (why := self.week.off(day, self.calendar)) is not None]

    def _move(self, day: date, workdays: int) -> date:
        assert self.calendar is not None  # INVARIANT: whoever takes a length in work days asks for a calendar
        return move(day, workdays, self.week, self.calendar)


def moved_off(day: date, rest_day: RestDay, calendar: Calendar | None) -> date:
    """The day that takes the place of ``day`` if that is a day of rest."""
    # whatever the working week of the period: a Saturday is a day of rest here
    if calendar is None or rest_day is RestDay.STAYS or Week.ARBEITSTAGE.off(day, calendar) is None:
        return day
    return move(day, 1 if rest_day is RestDay.NEXT else -1, Week.ARBEITSTAGE, calendar)


def _inside(day: date) -> date:
    # a day outside the calendar comes back as its first or last one, which nobody's contract means
    if day in (date.min, date.max):
        raise OverflowError("a deadline outside the years 1 to 9999")
    return day
