"""Finitely many values of a term that stand for all: of each kind one, as far as given comparisons can tell.

For amounts the constants, what lies between them and outside; for choices the names mentioned and one other; for sets
the names in the blocks the comparisons tell apart; for days each stretch between two of them; for periods every length
at which a comparison can turn, in months, days and working days. Where two values are told apart by no comparison with
the constants, one of them is enough; so no solver is needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise, product

from checker.axis import ANY_DAY, ORDINARY
from dsl.document import Mark, NameSet, Text, Value
from dsl.period import DateRange, Duration, Indefinite, LaterOf, Length, Until, shortest_and_longest
from dsl.quantity import Amount, Bound
from dsl.record import dataclass
from dsl.rule import Term, Type

# more sets of names, or lengths, than this are not listed: the rule is then outside of what is proved
MAX_CANDIDATES = 3_000
DAY = timedelta(1)
# The first days of months from which every run of month lengths begins that periods of up to four years can meet; for
# longer ones the years about one that is no leap year are added.
STARTS = tuple(date(year, month, 1) for year in range(2021, 2025) for month in range(1, 13))
MORE_STARTS = tuple(date(year, month, 1) for year in range(2092, 2105) for month in range(1, 13))
LONG = 48 * 28
SOME_DAY = "@"  # the anchor of a period that runs from some day, whatever the rule calls it


@dataclass(frozen=True, slots=True)
class Dated:
    """A period of days that runs from one day of the calendar: against months, days alone may not decide."""

    period: Duration
    start: date

    def __str__(self) -> str:
        return str(self.period)


Point = Value | Dated | None  # a value, or that the fact is not stated


class TooManyCandidates(Exception):
    """A term is compared with so many names that its sets cannot be listed."""


def candidates(term: Term, constants: Iterable[Value], names: Sequence[str], stated: bool) -> list[Value]:
    """Values of ``term`` that stand for all others under comparisons with ``constants``; the plainest first.

    ``names``: its enumeration in order. ``stated``: a contract states it, so it can be `keine`; a customer and a day
    are never `keine`. Days are given by the days on which something changes. Raises TooManyCandidates.
    """
    kind = term.type.kind
    given = list(dict.fromkeys(constants))
    none: list[Value] = [Mark.NONE] if stated else []
    if kind == "Datum":
        return [*_days([c for c in given if isinstance(c, date)]), *none]
    if kind == "Menge":
        bases = [c for c in given if isinstance(c, str)]  # `ist brutto`
        return [*_amounts([c for c in given if isinstance(c, Amount)], term.type, stated, bool(bases)), *none]
    if kind == "Anzahl":
        return [*_counts([c for c in given if isinstance(c, Amount)]), *none]
    if kind == "ja/nein":
        return [True, False, *none]
    if kind == "eines":
        mentioned = _names(given)
        other = next((name for name in names if name not in mentioned), None)
        chosen = [name for name in names if name in mentioned or name == other]
        return [*chosen, *none]
    if kind == "mehrere":
        # the empty set is written `keine`
        return list(_sets([_names([c]) for c in given], names, term.name))
    if kind in ("Dauer", "Frist", "Laufzeit", "Verlängerung"):
        return [*_periods(given, kind), *none]
    return [*(c for c in given if c is not Mark.NONE), *_another(kind, term.type.of, given), *none]


def _names(constants: list[Value]) -> frozenset[str]:
    found = [c.names if isinstance(c, NameSet) else frozenset({c}) for c in constants if isinstance(c, NameSet | str)]
    return frozenset().union(*found)


def _another(kind: str, unit: str, given: list[Value]) -> list[Value]:
    """A text, reference, range or bound that is none of the constants."""
    if kind == "Grenze":
        return [Bound(Amount(Decimal(1), unit), True, None, False)]
    pool: dict[str, list[Value]] = {
        "Text": [Text("anders"), Text("noch anders")],
        "Verweis": ["ein-anderer", "noch-ein-anderer"],
        "Zeitraum": [DateRange(ANY_DAY, None), DateRange(ANY_DAY + DAY, None)],
    }
    return [value for value in pool.get(kind, []) if value not in given][:1]


def dated(value: Point) -> list[Point]:
    """A period as it runs from every kind of day; anything else as it is."""
    if not isinstance(value, Duration) or value.length.workdays:
        return [value]
    anchored = Duration(value.count, value.unit, value.anchor or SOME_DAY)
    starts = STARTS if value.length.months * 28 + value.length.days <= LONG else STARTS + MORE_STARTS
    return [Dated(anchored, start) for start in starts]


# ------------------------------------------------------------------------------------------------ days and amounts


def _days(cuts: list[date]) -> list[Value]:
    """The first day of every stretch; a cut is the first day on which something is different."""
    if not cuts:
        return [ANY_DAY]
    first = min(cuts)
    before = [first - DAY] if first > date.min else []
    return [*sorted(cuts), *before]


def _amounts(constants: list[Amount], type_: Type, stated: bool, both: bool) -> list[Value]:
    """The constants, one amount in each gap between them, one above all; with the tax they speak of.

    What a contract states (``stated``) can be negative; what a customer uses cannot, and is a household's by default.
    """
    unit = type_.of
    one = Amount(Decimal(1), unit).in_base()
    by_base = {amount.in_base(): amount for amount in reversed(constants)}
    by_base.setdefault(Decimal(0), Amount(Decimal(0), unit))
    points = sorted(by_base)
    between = [low + one if high - low > one else (low + high) / 2 for low, high in pairwise(points)]
    above = points[-1] + one if stated or len(points) > 1 else ORDINARY * one
    found = [by_base[point] for point in points if point] + [Amount(base / one, unit) for base in (*between, above)]
    found.append(by_base[Decimal(0)])
    if stated:
        found.append(Amount(min(points[0] / one, Decimal(0)) - 1, unit))
    taxes: list[str | None] = list(dict.fromkeys(c.tax for c in constants if c.tax)) or [type_.tax or None]
    if both and not type_.tax:
        taxes = ["brutto", "netto"]
    return [Amount(amount.value, amount.unit, tax) for tax in taxes for amount in found]


def _counts(constants: list[Amount]) -> list[Value]:
    values = {Decimal(0), Decimal(1)}
    for amount in constants:
        values |= {amount.value - 1, amount.value, amount.value + 1}
    return [Amount(value, "") for value in sorted(values) if value >= 0]


# ------------------------------------------------------------------------------------------------ sets


def _sets(mentioned: list[frozenset[str]], names: Sequence[str], term: str) -> Iterable[Value]:
    """Every combination of blocks: names that all comparisons mention together are in a set all, in part or not."""
    blocks: dict[tuple[bool, ...], list[str]] = {}
    for name in names:
        blocks.setdefault(tuple(name in group for group in mentioned), []).append(name)
    choices: list[list[list[str]]] = []
    for mark, block in blocks.items():
        if any(mark):
            choices.append([[], block, block[:1]] if len(block) > 1 else [[], block])
        else:
            choices.append([[], block[:1]])  # names that nothing mentions are all alike
    size = 1
    for choice in choices:
        size *= len(choice)
    if size > MAX_CANDIDATES:
        raise TooManyCandidates(term)
    found = [[name for part in parts for name in part] for parts in product(*choices)]
    order = {name: at for at, name in enumerate(names)}
    for chosen in sorted(found, key=lambda each: (not each, len(each), [order[name] for name in each])):
        shown = tuple(sorted(chosen, key=order.__getitem__))
        yield NameSet(frozenset(chosen), shown) if chosen else Mark.NONE


# ------------------------------------------------------------------------------------------------ periods


def _periods(constants: list[Value], kind: str) -> list[Value]:
    """The constants themselves, and the lengths around each in every unit, from every anchor the constants have."""
    parts = [part for c in constants for part in (c.parts if isinstance(c, LaterOf) else (c,))]
    durations = [part for part in parts if isinstance(part, Duration)]
    found: list[Value] = [part for part in durations if part.target is None]
    anchors: list[str | None] = list(dict.fromkeys(part.anchor for part in durations)) or [None]
    lengths = {part.length for part in durations}
    for anchor in anchors:
        for unit, count in sorted(
            _turning_points(lengths), key=lambda each: (not each[1], each[0] != "Monat", each[1])
        ):
            found.append(Duration(count, unit, anchor))
    if None not in anchors:
        found += [Duration(part.count, part.unit) for part in durations]
    for part in parts:
        if isinstance(part, Until):
            found += [Until(part.day - DAY), part, Until(part.day + DAY)]
    if kind in ("Laufzeit", "Verlängerung"):
        found.append(Indefinite())
    if len(found) > MAX_CANDIDATES:
        raise TooManyCandidates(kind)
    return list(dict.fromkeys(found))


def _turning_points(lengths: set[Length]) -> set[tuple[str, int]]:
    """Counts of months, days and working days at which a comparison with one of ``lengths`` can change, and a count
    between every two of them."""
    months: set[int] = {0, 1}
    days: set[int] = {0, 1}
    workdays: set[int] = {1}
    for length in lengths:
        low, high = shortest_and_longest(length.months)
        least, most = low + length.days + length.workdays, high + length.days + length.workdays
        days |= _around(least, most)
        months |= _around(length.months, length.months)
        # the months that last about so many days
        months |= _around(least // 31, most // 28 + 1)
        workdays |= _around(length.workdays, length.workdays) | _around(least, most)
    return (
        {("Monat", count) for count in _filled(months)}
        | {("Tag", count) for count in _filled(days)}
        | ({("Werktag", count) for count in _filled(workdays)} if any(each.workdays for each in lengths) else set())
    )


def _around(low: int, high: int) -> set[int]:
    return {low - 1, low, low + 1, high - 1, high, high + 1}


def _filled(counts: set[int]) -> list[int]:
    """The counts, and one in every gap between two that are no neighbours."""
    known = sorted(count for count in counts if count >= 0)
    return sorted({*known, *((low + high) // 2 for low, high in pairwise(known))})
