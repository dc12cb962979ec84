"""What lies between two prices, and between a notice and the day it takes effect."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from checker.arithmetic import subtracted
from dsl.deadline import Notice
from dsl.document import Mark, Value
from dsl.period import Duration, Length, later
from dsl.quantity import Amount
from dsl.record import replace


def difference(old: Value, new: Value) -> Value | None:
    """``new`` minus ``old``; `keine` is nothing. None for what is not known or not on the same basis."""
    if old is Mark.NONE and new is Mark.NONE:
        return Mark.NONE
    amounts = [each for each in (old, new) if isinstance(each, Amount)]
    if len(amounts) + (old is Mark.NONE) + (new is Mark.NONE) != 2:
        return None
    if len({each.tax for each in amounts if each.value}) > 1:
        return None
    nothing = Amount(Decimal(0), amounts[0].unit)
    before, after = (each if isinstance(each, Amount) else nothing for each in (old, new))
    tax = next((each.tax for each in amounts if each.tax), None)
    return replace(subtracted(after, before), tax=tax)


def lead(received: date, effective: date) -> tuple[Duration, Duration]:
    """The full days, and the full months, between the day of receipt and the start of ``effective``.

    Each is the longest notice that is still in time, counted back from the effect.
    """
    days = max((effective - received).days - 1, 0)
    months = 0
    while received < effective and Notice(Duration(months + 1, "Monat")).latest(effective) >= received:
        months += 1
    return Duration(days, "Tag"), Duration(months, "Monat")


def months_begun(start: date, end: date) -> Duration:
    """The months from ``start`` to ``end``; one that has begun counts in full."""
    months = (end.year - start.year) * 12 + end.month - start.month
    while later(start, Length(months=months)) < end:
        months += 1
    return Duration(months, "Monat")


def rest(actual: Amount, expected: Fraction) -> Amount:
    """``actual`` less ``expected`` (in base units), with as many digits as ``actual`` is stated with; half goes up."""
    unit = Fraction(replace(actual, value=Decimal(1)).in_base())
    exponent = int(actual.value.as_tuple().exponent)
    last = Fraction(10) ** exponent
    count = (Fraction(actual.in_base()) - expected) / unit / last
    return replace(actual, value=Decimal(int((2 * count + 1) // 2)).scaleb(exponent))


def half_unit(amount: Amount) -> Fraction:
    """Half a unit of the last digit an amount is stated with, in base units."""
    exponent = int(amount.value.as_tuple().exponent)
    unit = replace(amount, value=Decimal(1))
    return Fraction(unit.in_base()) * Fraction(10) ** exponent / 2
