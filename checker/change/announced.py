"""The contract in which a price changes on a day, and that change as rules are asked about it."""

from __future__ import annotations

from datetime import date

from checker.change.differences import PRICE
from checker.change.effect import BETTER, MIXED, WORSE
from checker.change.prices import PriceStep, by_day
from checker.layers import Contract
from checker.ledger import day_of, price_changes
from checker.ledger_official import FALL
from checker.rulebook import Rulebook
from checker.vocabulary import Instance
from dsl.record import replace

# what a change of bands has in common with one of the price; by how much they change what, the ledger does not trace
DIRECTION, DIRECTIONS = "Richtung", {WORSE: "höher", BETTER: "niedriger", MIXED: "gemischt"}
KNOWN = ("ab", "Monatsbeginn", "garantiert", "Geltung")


def announced(
    old: Contract, new: Contract, step: PriceStep, effective: date | None, book: Rulebook
) -> tuple[Contract, Instance | None]:
    """The contract in which the price of ``step`` follows the one before, on the wished day, and that change."""
    prices = by_day(old) | by_day(new)
    price = prices.pop(step.day)
    day = effective or step.day
    if effective is not None:
        prices = {each: known for each, known in prices.items() if each < effective}
        fact = price.facts[f"{PRICE}.ab"]
        price = price._replace(key=day.isoformat(), facts=price.facts | {fact.term: fact._replace(value=day)})
    prices[day] = price
    instances = new.instances | {PRICE: [prices[each] for each in sorted(prices)]}
    contract = replace(new, instances=instances)
    contract.instances |= price_changes(contract, book)
    return contract, _on(contract, day, book)


def repriced(contract: Contract, effective: date, effect: str | None, book: Rulebook) -> tuple[Contract, Instance]:
    """``contract`` with its last price once more from ``effective`` on, and that change with what is known of it.

    ``effect``: what it is for the customer, None if nobody can tell.

    Raises ValueError where it has no price before that day.
    """
    prices = {day: each for day, each in by_day(contract).items() if day < effective}
    if not prices:
        raise ValueError(f"no price before {effective}")
    last = prices[max(prices)]
    fact = last.facts[f"{PRICE}.ab"]._replace(value=effective)
    again = last._replace(key=effective.isoformat(), facts=last.facts | {fact.term: fact})
    changed = replace(contract, instances=contract.instances | {PRICE: [*prices.values(), again]})
    changed.instances |= price_changes(changed, book)
    change = _on(changed, effective, book)
    assert change is not None
    kept = {f"{change.section}.{name}" for name in KNOWN}
    facts = {name: fact for name, fact in change.facts.items() if name in kept}
    direction = f"{change.section}.{DIRECTION}"
    if effect in DIRECTIONS and direction in book.vocabulary.terms:
        facts[direction] = facts[f"{change.section}.ab"]._replace(term=direction, value=DIRECTIONS[effect])
    return changed, change._replace(facts=facts)


def _on(contract: Contract, day: date, book: Rulebook) -> Instance | None:
    """The change of the price on ``day``."""
    for section in (name for name in book.vocabulary.derived_sections if name != FALL):
        for change in contract.instances.get(section, ()):
            if day_of(change) == day:
                return change
    return None
