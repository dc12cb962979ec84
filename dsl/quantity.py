"""Numbers as they are written in German, and amounts with a unit.

Money is ``Decimal``, never float, and every conversion is exact. Only units of one family compare: kWh (energy) and
kWh/a (energy per year) never mix.
"""

from __future__ import annotations

import re
from decimal import Context, Decimal

from dsl.record import dataclass

# 1.000 has groups of three, 1000 has none; 0.500 is an English half and 007 no number at all
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]*)(?:,[0-9]+)?")
_TO_DECIMAL = str.maketrans({".": None, ",": "."})
_TO_GERMAN = str.maketrans({".": ",", ",": "."})
# the default context rounds to 28 digits; a line of a file holds at most 4,000 characters
_EXACT = Context(prec=100_000)

_ONE = Decimal(1)

#: unit -> (base unit of its family, how many base units one of it is). A count has the unit "".
UNITS: dict[str, tuple[str, Decimal]] = {
    "": ("", _ONE),
    "kWh": ("kWh", _ONE),
    "kWh/a": ("kWh/a", _ONE),
    "kW": ("kW", _ONE),
    "EUR": ("EUR", _ONE),
    "ct": ("EUR", Decimal("0.01")),
    "EUR/a": ("EUR/a", _ONE),
    "EUR/Monat": ("EUR/a", Decimal(12)),
    "EUR/kWh": ("EUR/kWh", _ONE),
    "ct/kWh": ("EUR/kWh", Decimal("0.01")),
    "EUR/MWh": ("EUR/kWh", Decimal("0.001")),
    "EUR/kW": ("EUR/kW", _ONE),
    "EUR/kW/a": ("EUR/kW/a", _ONE),
    "EUR/kW/Monat": ("EUR/kW/a", Decimal(12)),
    "ct/kvarh": ("ct/kvarh", _ONE),
    "%": ("%", _ONE),
}


class UnitError(ValueError):
    """A unit that does not exist, or two units that do not convert into each other."""


def parse_number(text: str) -> Decimal:
    """The number a German reader sees: ``27,42``, ``100.000``, ``100.000,5``, ``1000``, ``-3``.

    A point separates groups of three digits and nothing else, so ``31.42``, ``1.00`` and ``0.500`` raise ValueError,
    as do ``1,000.5``, leading zeros, a plus sign and surrounding spaces. Decimal places are kept (``9,90``).
    """
    if _NUMBER.fullmatch(text) is None:
        raise ValueError(f"not a German number: {text!r}")
    return Decimal(text.translate(_TO_DECIMAL))


def format_number(number: Decimal) -> str:
    """A finite number in German, with thousands points and the decimal places it has; inverse of ``parse_number``.

    Raises ValueError for infinities and NaN.
    """
    if not number.is_finite():
        raise ValueError(f"not a finite number: {number}")
    return f"{number:,f}".translate(_TO_GERMAN)


def unit_family(unit: str) -> str:
    """The base unit that stands for everything ``unit`` converts to. Raises KeyError for an unknown unit."""
    return UNITS[unit][0]


def is_money(unit: str) -> bool:
    """Whether amounts in ``unit`` are money, gross or net. An unknown unit counts as money: it is another mistake."""
    return unit not in UNITS or UNITS[unit][0].startswith(("EUR", "ct"))


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with a unit from ``UNITS`` ("" for a count), for money perhaps with ``brutto`` or ``netto``.

    Raises UnitError for an unknown unit, ValueError for another ``tax``. ``==`` compares what is written
    (12 EUR/a is not the record 1 EUR/Monat); ``compare`` compares what it is worth.
    """

    value: Decimal
    unit: str
    tax: str | None = None

    def __post_init__(self) -> None:
        if self.unit not in UNITS:
            raise UnitError(f"unknown unit: {self.unit!r}")
        if self.tax not in (None, "brutto", "netto"):
            raise ValueError(f"neither brutto nor netto: {self.tax!r}")

    def in_base(self) -> Decimal:
        """The value in the base unit of the family, exact: 1 EUR/Monat gives 12 (EUR/a)."""
        return _EXACT.multiply(self.value, UNITS[self.unit][1])

    def compare(self, other: Amount) -> int:
        """-1, 0 or 1 as this is less than, equal to or more than ``other``. Does not look at ``tax``.

        Raises UnitError if the units are of different families.
        """
        if unit_family(self.unit) != unit_family(other.unit):
            raise UnitError(f"{self.unit or 'count'} and {other.unit or 'count'} do not compare")
        mine, theirs = self.in_base(), other.in_base()
        return (mine > theirs) - (mine < theirs)

    def __str__(self) -> str:
        return format_number(self.value) + self._suffix()

    def _suffix(self) -> str:
        return "".join(f" {word}" for word in (self.unit, self.tax) if word)


@dataclass(frozen=True, slots=True)
class Bound:
    """The amounts between two ends; an end that is None is open for good, whatever its ``inclusive`` says.

    Raises UnitError if the two ends are of different families. An empty bound (5 bis 3 kWh) is allowed and contains
    nothing.
    """

    low: Amount | None
    low_inclusive: bool
    high: Amount | None
    high_inclusive: bool

    def __post_init__(self) -> None:
        if self.low is not None and self.high is not None:
            self.low.compare(self.high)

    def contains(self, amount: Amount) -> bool:
        """Whether ``amount`` lies within. Raises UnitError if its unit is of another family."""
        if self.low is not None:
            order = amount.compare(self.low)
            if order < 0 or (order == 0 and not self.low_inclusive):
                return False
        if self.high is not None:
            order = amount.compare(self.high)
            if order > 0 or (order == 0 and not self.high_inclusive):
                return False
        return True

    def __str__(self) -> str:
        low_word = "mindestens" if self.low_inclusive else "mehr als"
        high_word = "höchstens" if self.high_inclusive else "weniger als"
        if self.low is None:
            return "unbegrenzt" if self.high is None else f"{high_word} {self.high}"
        if self.high is None:
            return f"{low_word} {self.low}"
        same_suffix = (self.low.unit, self.low.tax) == (self.high.unit, self.high.tax)
        if self.low_inclusive and self.high_inclusive:
            low = format_number(self.low.value) if same_suffix else str(self.low)
            return f"{low} bis {self.high}"
        return f"{low_word} {self.low} und {high_word} {self.high}"
