"""What a stated value can become, step by step: one step is its last digit, or one of its unit of time, or one day."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from dsl.document import Value
from dsl.period import UNIT_NAMES, Duration, LaterOf, Until
from dsl.quantity import UNITS, Amount, Bound, is_money, unit_family
from dsl.record import NamedTuple, replace
from dsl.values import MAX_COUNT

# money is stated in hundredths; of an operand no more digits than this are taken over
MONEY_DIGITS = 2
MAX_DIGITS = 9
# an average month in days, by how much months stray from it, and how much a work day may stretch
MONTH, STRAY = Fraction(146_097, 4_800), 8
STRETCH = 2
# the shortest and the longest day count of one of each unit
DAYS = {"Tag": (1, 1), "Woche": (7, 7), "Monat": (28, 31), "Jahr": (365, 366), "Werktag": (1, 4)}
DOUBLINGS = 14  # 2^14 days are 45 years
LAST_DAY = date.max.toordinal()


class Scale(NamedTuple):
    """The values ``at(number)`` for ``least`` to ``most``; the stated value is nearest to number ``start``.

    ``turns``: numbers at or between which a comparison can turn. At ``start`` itself may stand another value than the
    stated one: the same number from another day, or net instead of gross.
    """

    start: int
    least: int
    most: int
    at: Callable[[int], Value]
    turns: tuple[int, ...]


def scales(value: Value, operands: Sequence[Value]) -> Iterator[tuple[Scale, ...]]:
    """The scales of ``value`` for a comparison with ``operands``, those first that change least of how it is stated.

    The scales of one group are alike. A value without an order (a name, `keine`, `unbefristet`) has none.
    """
    if isinstance(value, Amount):
        yield from _amounts(value, operands)
    elif isinstance(value, Bound):
        yield tuple(_ends(value, operands))
    elif isinstance(value, Duration):
        yield from _durations(value, operands)
    elif isinstance(value, Until):
        yield (_days(value.day, operands, Until),)
    elif isinstance(value, date):
        yield (_days(value, operands, lambda day: day),)
    elif isinstance(value, LaterOf):
        yield tuple(_parts(value, operands))


# ------------------------------------------------------------------------------------------------ amounts


def _amounts(value: Amount, operands: Sequence[Value]) -> Iterator[tuple[Scale, ...]]:
    """First the other of net and gross where the number is right, then steps of the last digit, then finer ones."""
    others = [each for each in operands if isinstance(each, Amount) and _family(each) == _family(value)]
    for other in others:
        if other.tax and value.tax != other.tax and other.in_base() == value.in_base():
            yield (_renamed(replace(value, tax=other.tax)),)
    digits = max(_digits(value.value), MONEY_DIGITS if is_money(value.unit) else 0)
    yield (_amount(value, others, digits),)
    exact = max((_digits_of(other, value.unit) for other in others), default=0)
    if exact > digits:
        yield (_amount(value, others, exact),)


def _renamed(value: Amount) -> Scale:
    return Scale(0, 0, 0, lambda _: value, ())


def _amount(value: Amount, others: Sequence[Amount], digits: int) -> Scale:
    own = max(_digits(value.value), 0)

    def at(number: int) -> Amount:
        found = Decimal(number).scaleb(-digits)
        needed = max(_digits(found.normalize()), own)
        shown = MONEY_DIGITS if is_money(value.unit) and 0 < needed < MONEY_DIGITS else needed
        return replace(value, value=found.quantize(Decimal(1).scaleb(-shown)))

    turns = {near for other in others for near in _around(_in_unit(other, value.unit) * 10**digits)}
    start = int(value.value.scaleb(digits))
    return Scale(start, min(start, 0), max(start, *turns, 0), at, tuple(turns))


def _ends(value: Bound, operands: Sequence[Value]) -> Iterator[Scale]:
    """Either end of a range moves."""
    for place, end in enumerate((value.low, value.high)):
        if end is not None:
            for scale in next(_in_steps(end, operands)):
                yield scale._replace(at=_within(value, place, scale.at))


def _within(value: Bound, place: int, at: Callable[[int], Value]) -> Callable[[int], Value]:
    def made(number: int) -> Value:
        end = at(number)
        assert isinstance(end, Amount)
        return replace(value, high=end) if place else replace(value, low=end)

    return made


def _in_steps(value: Amount, operands: Sequence[Value]) -> Iterator[tuple[Scale, ...]]:
    plain = [replace(each, tax=value.tax) if isinstance(each, Amount) else each for each in operands]
    return _amounts(value, plain)


def _family(amount: Amount) -> str:
    return unit_family(amount.unit)


def _digits(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def _in_unit(amount: Amount, unit: str) -> Fraction:
    return Fraction(amount.in_base()) / Fraction(UNITS[unit][1])


def _digits_of(amount: Amount, unit: str) -> int:
    """The digits that ``amount`` needs in ``unit``; 0 if it has no end there."""
    number = _in_unit(amount, unit)
    return next((digits for digits in range(MAX_DIGITS + 1) if (number * 10**digits).denominator == 1), 0)


def _around(number: Fraction) -> tuple[int, ...]:
    low, high = floor(number), ceil(number)
    return low - 1, low, high, high + 1


# ------------------------------------------------------------------------------------------------ periods and days


def _durations(value: Duration, operands: Sequence[Value]) -> Iterator[tuple[Scale, ...]]:
    """More or fewer of the same unit, from the same day or from that of the operand; then of the operand's unit.

    Last of all none at all, which is hardly what anybody means.
    """
    others = [each for each in operands if isinstance(each, Duration)]
    anchors = {other.anchor for other in others if other.anchor is not None and value.target is None}
    units = {other.unit for other in others if other.unit != value.unit}
    for unit, least in (value.unit, 1), *((each, 1) for each in sorted(units)), (value.unit, 0):
        start = value.count if unit == value.unit else value.count * DAYS[value.unit][1] // DAYS[unit][0]
        turns = {start, least} | {number for other in others for number in _turns(unit, other)}
        yield tuple(
            Scale(start, least, MAX_COUNT, _counted(replace(value, unit=unit, anchor=anchor)), tuple(turns))
            for anchor in dict.fromkeys((value.anchor, *sorted(anchors)))
        )


def _counted(like: Duration) -> Callable[[int], Value]:
    return lambda number: replace(like, count=number)


def _turns(unit: str, other: Duration) -> tuple[int, ...]:
    """Between which counts of ``unit`` a period may pass ``other``."""
    months, days, workdays = other.length.months, other.length.days, other.length.workdays
    mine = UNIT_NAMES[unit]
    if mine[0] and not days and not workdays:
        return _around(Fraction(months, mine[0]))
    shortest, longest = DAYS[unit]
    least = floor(months * MONTH) - (STRAY if months else 0) + days + workdays
    most = ceil(months * MONTH) + (STRAY if months else 0) + days + DAYS["Werktag"][1] * workdays
    return max(least, 0) // longest - 1, floor(least / shortest), ceil(most / longest), most // shortest + STRETCH


def _days(day: date, operands: Sequence[Value], made: Callable[[date], Value]) -> Scale:
    """Earlier or later days."""
    start = day.toordinal()
    known = [each.day if isinstance(each, Until) else each for each in operands if isinstance(each, Until | date)]
    turns = {near for each in known for near in _around(Fraction(each.toordinal()))}
    if any(isinstance(each, Duration) for each in operands):
        turns |= {start + sign * 2**power for power in range(DOUBLINGS + 1) for sign in (-1, 1)}
    return Scale(start, 1, LAST_DAY, lambda number: made(date.fromordinal(number)), tuple(turns))


def _parts(value: LaterOf, operands: Sequence[Value]) -> Iterator[Scale]:
    """One part of a later-of moves, the others stay."""
    for place, part in enumerate(value.parts):
        for group in scales(part, operands):
            for scale in group:
                yield scale._replace(at=_beside(value, place, scale.at))


def _beside(value: LaterOf, place: int, at: Callable[[int], Value]) -> Callable[[int], Value]:
    def made(number: int) -> Value:
        part = at(number)
        assert isinstance(part, Duration | Until)
        return LaterOf((*value.parts[:place], part, *value.parts[place + 1 :]))

    return made
