"""A contract that states another value than it does: everything else stays as it is."""

from __future__ import annotations

from checker.layers import Contract
from checker.ledger import price_changes
from checker.rulebook import Rulebook
from checker.vocabulary import Fact, Instance, section_of
from dsl.record import replace


def restated(
    contract: Contract, instance: Instance | None, fact: Fact, book: Rulebook
) -> tuple[Contract, Instance | None]:
    """``contract`` with ``fact`` in the place of what it says of that term, in ``instance`` if that has the term.

    The contract states it itself then, also where it was silent; for terms alone a tariff does. What is
    made from sections (price changes) is made anew. Returned with the section that stands for ``instance``.
    """
    section = section_of(fact.term)
    # of clauses a judge takes for granted that they are the same in every contract
    layer = "Tarif" if contract.kind == "AGB" else contract.kind
    fact = fact._replace(layer=layer)
    if instance is None or instance.section != section:
        other = replace(contract, facts=contract.facts | {fact.term: fact})
    else:
        changed = instance._replace(facts=instance.facts | {fact.term: fact}, layer=layer)
        several = [changed if each is instance else each for each in contract.instances.get(section, ())]
        other = replace(contract, instances=contract.instances | {section: several})
        instance = changed
    made = price_changes(other, book)
    return replace(other, instances=other.instances | made) if made else other, instance
