"""Prices held against each other: which price follows which, what was edited afterwards, and who pays more.

A price that is appended is a price change. One that is edited or gone is a change of what the file said before: of
history, if its day has come. Swapping the two contracts mirrors every effect.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from checker.change.differences import ADDED, CHANGED, PRICE, REMOVED, Part, parts
from checker.change.effect import BETTER, NEUTRAL, WORSE, together
from checker.layers import Contract
from checker.ledger import day_of, ledger
from checker.vocabulary import Instance, Vocabulary
from dsl.document import Mark
from dsl.quantity import Amount, Bound, unit_family
from dsl.record import NamedTuple

CONSUMPTION = "Belieferung.Jahresverbrauch"


class Evenness(NamedTuple):
    """The yearly consumption at which a change costs nothing; ``below`` and above it the effect differs.

    ``inside``: whether the tariff supplies customers on both sides of it.
    """

    amount: Amount  # kWh/a, rounded to whole ones
    below: str
    above: str
    inside: bool


class PriceStep(NamedTuple):
    """A price that came (``added``), went (``removed``) or was edited (``changed``).

    ``base``: the price it is held against; None for one that nothing precedes. ``past``: its day has come, so that the
    history of the file was changed; never said of a price that follows all the others.
    """

    day: date
    kind: str
    base: Instance | None
    price: Instance
    parts: tuple[Part, ...]
    effect: str
    even: Evenness | None
    past: bool


def price_steps(old: Contract, new: Contract, vocabulary: Vocabulary, today: date) -> list[PriceStep]:
    """What differs in the prices, in the order of days."""
    before, after = by_day(old), by_day(new)
    found: list[PriceStep] = []
    last = max(before, default=None)
    for day in sorted({*before, *after}):
        one, other = before.get(day), after.get(day)
        if one is not None and other is not None:
            if parts(one.facts, other.facts, vocabulary):
                found.append(_step(day, CHANGED, one, other, (old, new), vocabulary, day <= today))
        elif other is not None:
            base = _preceding(day, before | after)
            inserted = last is not None and day < last
            found.append(_step(day, ADDED, base, other, (old, new), vocabulary, inserted and day <= today))
        elif one is not None:
            base = _preceding(day, after | before)
            found.append(_step(day, REMOVED, one, base, (old, new), vocabulary, day <= today))
    return found


def by_day(contract: Contract) -> dict[date, Instance]:
    """The prices of a contract by their days."""
    return {day: each for each in ledger(contract.instances.get(PRICE, ())) if (day := day_of(each)) is not None}


def _preceding(day: date, prices: dict[date, Instance]) -> Instance | None:
    earlier = [each for each in prices if each < day]
    return prices[max(earlier)] if earlier else None


def _step(
    day: date,
    kind: str,
    base: Instance | None,
    price: Instance | None,
    contracts: tuple[Contract, Contract],
    vocabulary: Vocabulary,
    past: bool,
) -> PriceStep:
    """``base`` turns into ``price``; of a price that went, ``base`` is that price."""
    shown = price if kind != REMOVED else base
    assert shown is not None
    if base is None or price is None:
        stated = parts({}, shown.facts, vocabulary) if kind == ADDED else parts(shown.facts, {}, vocabulary)
        terms = vocabulary.terms  # what it is made of says nothing without a price to hold it against
        listed = tuple(part._replace(effect=NEUTRAL) for part in stated if terms[part.term].better)
        return PriceStep(day, kind, None, shown, listed, NEUTRAL, None, past)
    found = tuple(part for part in parts(base.facts, price.facts, vocabulary) if not part.term.endswith(".ab"))
    even = _evenness(found, contracts)
    whole = together(part.effect for part in found)
    if even is not None and not even.inside:
        whole = even.below if _side(even.amount, contracts) < 0 else even.above
    return PriceStep(day, kind, base if kind != REMOVED else price, shown, found, whole, even, past)


def _evenness(found: tuple[Part, ...], contracts: tuple[Contract, Contract]) -> Evenness | None:
    """Where one price by the month rises and one by the kilowatt-hour falls, or the other way round."""
    moved = [part for part in found if part.effect in (WORSE, BETTER)]
    gross = [part for part in moved if _is_gross(part)]
    changes = [_difference(part) for part in gross or moved]
    if len(changes) != 2 or None in changes:
        return None
    by_unit = dict(change for change in changes if change is not None)
    if set(by_unit) != {"EUR/a", "EUR/kWh"} or by_unit["EUR/a"] * by_unit["EUR/kWh"] >= 0:
        return None
    amount = Amount(Decimal(round(-by_unit["EUR/a"] / by_unit["EUR/kWh"])), "kWh/a")
    below, above = (WORSE, BETTER) if by_unit["EUR/a"] > 0 else (BETTER, WORSE)
    return Evenness(amount, below, above, _side(amount, contracts) == 0)


def _is_gross(part: Part) -> bool:
    return any(fact is not None and isinstance(fact.value, Amount) and fact.value.tax == "brutto" for fact in part[1:3])


def _difference(part: Part) -> tuple[str, Fraction] | None:
    """The change in EUR a year, or in EUR a kilowatt-hour, after its unit; None of anything else."""
    values = [None if fact is None else fact.value for fact in (part.old, part.new)]
    amounts = [value for value in values if isinstance(value, Amount)]
    unit = next((unit for unit in ("EUR/a", "EUR/kWh") if amounts and _like(amounts[0], unit)), None)
    if unit is None or any(not isinstance(value, Amount) and value is not Mark.NONE for value in values):
        return None
    one, other = (Fraction(v.in_base()) if isinstance(v, Amount) else Fraction(0) for v in values)
    return unit, (other - one) / Fraction(Amount(Decimal(1), unit).in_base())


def _like(amount: Amount, unit: str) -> bool:
    return unit_family(amount.unit) == unit_family(unit)


def _side(amount: Amount, contracts: tuple[Contract, Contract]) -> int:
    """0 where customers on both sides of ``amount`` are supplied; -1 where all lie below it, 1 where all lie above."""
    sides = set()
    for contract in contracts:
        fact = contract.facts.get(CONSUMPTION)
        bound = fact.value if fact is not None and isinstance(fact.value, Bound) else None
        below = bound is not None and bound.high is not None and bound.high.compare(amount) <= 0
        above = bound is not None and bound.low is not None and bound.low.compare(amount) >= 0
        sides.add(above - below)
    return sides.pop() if len(sides) == 1 else 0
