"""Prices held against each other: which price follows which, what was edited afterwards, and who pays more.

A price that is appended is a price change. One that is edited or gone is a change of what the file said before: of
history, if its day has come. Swapping the two contracts mirrors every effect.
"""

from __future__ import annotations

from datetime import date

from checker.change.bill import BASE_LINES, ENERGY_LINES, NET, bills
from checker.change.by_consumption import Spread, spread
from checker.change.differences import ADDED, CHANGED, PRICE, REMOVED, Part, parts
from checker.change.effect import NEUTRAL, together
from checker.layers import Contract
from checker.ledger import day_of, ledger
from checker.vocabulary import Instance, Vocabulary
from dsl.record import NamedTuple


class PriceStep(NamedTuple):
    """A price that came (``added``), went (``removed``) or was edited (``changed``).

    ``base``: the price it is held against; None for one that nothing precedes. ``past``: its day has come, so that the
    history of the file was changed; never said of a price that follows all the others. ``by_use``: how it falls on
    consumptions, None where that cannot be told.
    """

    day: date
    kind: str
    base: Instance | None
    price: Instance
    parts: tuple[Part, ...]
    effect: str
    by_use: Spread | None
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
    lines = [part for part in found if _is_line(part)]
    by_use = spread_of((base, contracts[0]), (price, contracts[1])) if lines else None
    if by_use is None:
        whole = together(part.effect for part in found)
    else:
        whole = together([by_use.effect, *(part.effect for part in found if part not in lines)])
    return PriceStep(day, kind, base if kind != REMOVED else price, shown, found, whole, by_use, past)


def spread_of(one: tuple[Instance, Contract], other: tuple[Instance, Contract]) -> Spread | None:
    """How the change from one price to another, each in its contract, falls on consumptions."""
    found = bills(one, other)
    return None if found is None else spread(*found, (one[1], other[1]))


def bands_differ(old: Contract, new: Contract) -> Spread | None:
    """How a change of bands, windows or packages falls on consumptions, under the last price of each contract."""
    prices = [by_day(contract) for contract in (old, new)]
    if not all(prices):
        return None
    last, latest = (each[max(each)] for each in prices)
    return spread_of((last, old), (latest, new))


def _is_line(part: Part) -> bool:
    """Whether a part is what is charged by the year or by the kilowatt-hour, and not for something else."""
    name = part.term.removeprefix(f"{PRICE}.").removesuffix(NET)
    return part.effect != NEUTRAL and name in (*BASE_LINES, *ENERGY_LINES)
