"""The first day on which a change can take effect, looked for day by day.

In go the day of sending and what the rules say of the change on a day; out comes the first day from the next one on on
which no rule forbids it and every time between notice and effect is kept. Rules are asked anew only where their answer
can differ: by law or official amounts (``turning_days``), by what a guarantee holds fast, on the first of a month.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from checker.guarantees import guaranteed
from checker.layers import Contract
from checker.rulebook import Rulebook
from checker.vocabulary import Fact
from dsl.document import Value
from dsl.period import DateRange, LaterOf, Until
from dsl.record import NamedTuple

DAY = timedelta(1)
# how far ahead is looked; what stands in the way for longer is no matter of the calendar
HORIZON = timedelta(3653)


class Standing(NamedTuple):
    """What the rules say of the change on one day.

    ``forbidden``: the rules that do not let it be, whatever its notice says; ``soonest``: the first day on which all
    times are kept for a notice that is sent on the day of sending, None where no time is asked for.
    """

    forbidden: tuple[str, ...]
    soonest: date | None


class FirstDay(NamedTuple):
    """``day``: None where there is none until ``searched``; ``against``: rules that forbid days which are in time."""

    day: date | None
    searched: date
    against: tuple[str, ...]


# what stands on a day; of rules that forbade a day before it may say no more than that they still do
Ask = Callable[[date, tuple[str, ...]], Standing]


def first_day(sent: date, standing: Ask, contract: Contract, book: Rulebook) -> FirstDay:
    """The first day after ``sent``. Raises OverflowError where that is out of the calendar."""
    turns = turning_days(book, contract)
    known: dict[object, Standing] = {}
    against: dict[str, None] = {}
    last = sent + HORIZON if date.max - sent > HORIZON else date.max
    day = sent + DAY
    while True:
        alike = (day.day == 1, guaranteed(contract, day, book.vocabulary), bisect_right(turns, day))
        found = known.get(alike)
        if found is None:
            found = known[alike] = standing(day, tuple(against))
        if found.soonest is None or found.soonest <= day:
            if not found.forbidden:
                return FirstDay(day, day, tuple(against))
            against |= dict.fromkeys(found.forbidden)
        if day >= last:
            return FirstDay(None, last, tuple(against))
        day += DAY


def turning_days(book: Rulebook, contract: Contract) -> list[date]:
    """The days on which law or an official amount changes, those that the contract names, and each day after these."""
    firsts: set[date | None] = set()
    lasts: set[date | None] = set()
    for rule in book.rules.values():
        firsts |= {each.since for each in rule.rule.versions} | {each.since for each in rule.rule.exemptions}
        lasts |= {each.until for each in rule.rule.versions} | {each.until for each in rule.rule.exemptions}
    for term in book.vocabulary.terms.values():
        firsts |= {version.since for version in term.versions}
        lasts |= {version.until for version in term.versions}
    for value in book.values.values():
        firsts |= {step.since for step in value.steps}
        lasts |= {value.reviewed, *(step.until for step in value.steps)}
    stated: list[Fact] = list(contract.facts.values())
    for several in contract.instances.values():
        stated += (fact for each in several for fact in each.facts.values())
    named = {day for fact in stated for day in _days_in(fact.value)}
    after = {each + DAY for each in lasts | named if each is not None and each < date.max}
    return sorted(each for each in firsts | named | after if each is not None)


def _days_in(value: Value) -> Iterable[date | None]:
    if isinstance(value, date):
        return (value,)
    if isinstance(value, DateRange):
        return (value.start, value.end)
    if isinstance(value, Until):
        return (value.day,)
    if isinstance(value, LaterOf):
        return tuple(day for part in value.parts for day in _days_in(part))
    return ()
