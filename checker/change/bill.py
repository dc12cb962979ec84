"""What a year costs, in EUR by consumption: the lines of a price, and its bands, windows or package.

All amounts are exact. A bill is None where the sections do not tell it: a line is silent, stated neither net nor gross
like the others, or two sections price the same kilowatt-hour.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from checker.layers import Contract
from checker.vocabulary import Fact, Instance
from dsl.document import Mark, Value
from dsl.quantity import Amount, Bound
from dsl.record import NamedTuple

PRICE, BAND, WINDOW, PACKAGE = "Preis", "Preiszone", "Zeitfenster", "Paket"
# lines of a price by the month, and by the kilowatt-hour; each may also be stated net, under a name of its own
BASE_LINES = ("Grundpreis", "Verrechnungspreis")
ENERGY_LINES = ("Arbeitspreis", "Arbeitspreis-HT", "Arbeitspreis-NT", "Arbeitspreis-gesteuert")
NET, RATE = "-netto", "Umsatzsteuersatz"
# how bands apply
WHOLE, SLICES, BEST = "gesamte-Menge", "Teilmenge", "Bestabrechnung"
BASES = ("brutto", "netto", "")


class Slab(NamedTuple):
    """A band of consumption (kWh/a) with its price (EUR/kWh) and base price (EUR/a)."""

    low: Fraction
    high: Fraction | None
    price: Fraction
    base: Fraction


class Bill(NamedTuple):
    """``base``: EUR/a. ``lines``: EUR/kWh by name, among which the customer's use decides; or else ``slabs`` by
    ``method``, or a ``package``: its quantity, its price, that of each kWh more and the refund for each less."""

    base: Fraction
    lines: dict[str, Fraction]
    slabs: tuple[Slab, ...] = ()
    method: str = ""
    package: tuple[Fraction, Fraction, Fraction, Fraction] | None = None

    def kinks(self) -> set[Fraction]:
        """The consumptions between which the cost runs straight."""
        found = {bound for slab in self.slabs for bound in (slab.low, slab.high) if bound is not None}
        if self.method == BEST:
            for one in self.slabs:
                found |= {
                    (other.base - one.base) / (one.price - other.price)
                    for other in self.slabs
                    if one.price != other.price
                }
        return {each for each in found if each > 0} | ({self.package[0]} if self.package is not None else set())

    def cost(self, used: Fraction) -> Fraction | None:
        """EUR in a year in which ``used`` kWh are used, where the kind of line does not matter; None between bands."""
        if self.package is not None:
            quantity, price, more, less = self.package
            return (
                self.base + price + more * max(used - quantity, Fraction(0)) - less * max(quantity - used, Fraction(0))
            )
        if not self.slabs:
            return self.base + sum(self.lines.values(), Fraction(0)) * used
        if self.method == BEST:
            return self.base + min(slab.base + slab.price * used for slab in self.slabs)
        here = [slab for slab in self.slabs if slab.low <= used and (slab.high is None or used <= slab.high)]
        if not here:
            return None
        if self.method == WHOLE:
            return self.base + here[0].base + here[0].price * used
        below = [(slab, min(used, slab.high if slab.high is not None else used) - slab.low) for slab in self.slabs]
        return (
            self.base + here[0].base + sum((slab.price * max(part, Fraction(0)) for slab, part in below), Fraction(0))
        )


def bills(one: tuple[Instance, Contract], other: tuple[Instance, Contract]) -> tuple[Bill, Bill] | None:
    """The bills of two prices, each in its contract, both gross, both net or both without a word on it."""
    if len({frozenset(_named(price.facts)) for price, _ in (one, other)}) > 1:
        return None
    for basis in BASES:
        found = _bill(*one, basis), _bill(*other, basis)
        if found[0] is not None and found[1] is not None:
            return found[0], found[1]
    return None


def _bill(price: Instance, contract: Contract, basis: str) -> Bill | None:
    rate = _rate(price)
    base, energy = (_lines(price.facts, names, basis, rate) for names in (BASE_LINES, ENERGY_LINES))
    windows = _windows(contract.instances.get(WINDOW, ()), basis, rate)
    if base is None or energy is None or windows is None:
        return None
    bands, packages = contract.instances.get(BAND, ()), contract.instances.get(PACKAGE, ())
    fixed = sum(base.values(), Fraction(0))
    if windows and energy:
        return None
    energy = energy or windows
    if not bands and not packages:
        return Bill(fixed, energy)
    if energy or (bands and packages) or len(packages) > 1:
        return None
    return _package(packages[0], fixed, basis, rate) if packages else _banded(bands, fixed, bool(base), basis, rate)


def _banded(
    bands: Iterable[Instance], fixed: Fraction, has_base: bool, basis: str, rate: Fraction | None
) -> Bill | None:
    slabs: list[Slab] = []
    methods: set[str] = set()
    for each in bands:
        quantity, method = _value(each, "Verbrauch"), _value(each, "Verfahren")
        price = _money(each.facts.get(f"{BAND}.Arbeitspreis"), "EUR/kWh", basis, rate)
        own = each.facts.get(f"{BAND}.Grundpreis")
        base = Fraction(0) if own is None else _money(own, "EUR/a", basis, rate)
        if price is None or base is None or (base and has_base) or not isinstance(quantity, Bound):
            return None
        low = Fraction(0) if quantity.low is None else _in(quantity.low, "kWh/a")
        slabs.append(Slab(low, None if quantity.high is None else _in(quantity.high, "kWh/a"), price, base))
        methods.add(method if isinstance(method, str) else "")
    slabs.sort(key=lambda slab: slab.low)
    method = methods.pop()
    return Bill(fixed, {}, tuple(slabs), method) if not methods and method in (WHOLE, SLICES, BEST) else None


def _package(package: Instance, fixed: Fraction, basis: str, rate: Fraction | None) -> Bill | None:
    quantity, tolerance = _value(package, "Menge"), _value(package, "Toleranz")
    units = (("Preis", "EUR/a"), ("Mehrverbrauch", "EUR/kWh"), ("Minderverbrauch", "EUR/kWh"))
    price, more, less = (_money(package.facts.get(f"{PACKAGE}.{name}"), unit, basis, rate) for name, unit in units)
    if not isinstance(quantity, Amount) or price is None or more is None or less is None:
        return None
    if isinstance(tolerance, Amount) and tolerance.value:  # what is priced within it nobody says
        return None
    return Bill(fixed, {}, package=(_in(quantity, "kWh/a"), price, more, less))


def _windows(windows: Iterable[Instance], basis: str, rate: Fraction | None) -> dict[str, Fraction] | None:
    """The prices of windows by their name; none where no window has a price of its own."""
    found: dict[str, Fraction] = {}
    priced = [each for each in windows if f"{WINDOW}.Arbeitspreis" in each.facts]
    for each in priced:
        price = _money(each.facts[f"{WINDOW}.Arbeitspreis"], "EUR/kWh", basis, rate)
        name = str(_value(each, "Tarifzeit") or _value(each, "Uhrzeiten") or "")
        if price is None or name in found:
            return None
        found[name] = price
    return found


def _lines(
    facts: dict[str, Fact], names: Iterable[str], basis: str, rate: Fraction | None
) -> dict[str, Fraction] | None:
    """The lines that are stated, in EUR a year or a kilowatt-hour; None where one of them is not known in ``basis``."""
    found: dict[str, Fraction] = {}
    for name in names:
        unit = "EUR/a" if name in BASE_LINES else "EUR/kWh"
        stated = [facts[full] for full in (f"{PRICE}.{name}", f"{PRICE}.{name}{NET}") if full in facts]
        if not stated or all(fact.value is Mark.NONE for fact in stated):
            continue
        own = [money for fact in stated if (money := _money(fact, unit, basis, rate)) is not None]
        exact = [fact for fact in stated if isinstance(fact.value, Amount) and (fact.value.tax or "") == basis]
        amount = _money(exact[0], unit, basis, rate) if exact else own[0] if own else None
        if amount is None:
            return None
        found[name] = amount
    return found


def _named(facts: dict[str, Fact]) -> set[str]:
    """The base prices that are stated, be it that there is none."""
    return {name for name in BASE_LINES if f"{PRICE}.{name}" in facts or f"{PRICE}.{name}{NET}" in facts}


def _rate(price: Instance) -> Fraction | None:
    value = _value(price, RATE)
    return Fraction(value.value) / 100 if isinstance(value, Amount) else None


def _money(fact: Fact | None, unit: str, basis: str, rate: Fraction | None) -> Fraction | None:
    """An amount in ``unit`` as ``basis`` has it, made gross by the rate of VAT; None where that cannot be told."""
    if fact is None or not isinstance(fact.value, Amount):
        return Fraction(0) if fact is not None and fact.value is Mark.NONE else None
    amount, tax = _in(fact.value, unit), fact.value.tax or ""
    if tax == basis or not amount:
        return amount
    return amount * (1 + rate) if (tax, basis) == ("netto", "brutto") and rate is not None else None


def _in(amount: Amount, unit: str) -> Fraction:
    return Fraction(amount.in_base()) / Fraction(Amount(Decimal(1), unit).in_base())


def _value(section: Instance, name: str) -> Value | None:
    fact = section.facts.get(f"{section.section}.{name}")
    return None if fact is None else fact.value
