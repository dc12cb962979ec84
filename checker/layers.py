"""The effective contract: offer over tariff over the terms' defaults over statutory defaults.

The highest layer that states a fact wins; lists that are declared `vereinigt` unite. Every fact keeps its layer and its
place, so that a finding can say "6 Wochen, from this clause of the AGB, because the tariff is silent".
"""

from __future__ import annotations

from checker.ledger import agreed, price_changes
from checker.rulebook import Rulebook, Terms
from checker.vocabulary import Document, Fact, Instance
from dsl.document import Mark, NameSet
from dsl.record import dataclass, field
from dsl.source import Span


@dataclass(slots=True)
class Contract:
    """What applies between supplier and customer, with provenance.

    ``kind`` is Tarif, Angebot, AGB (the terms alone) or Beispiel. ``span`` is where a finding points that rests on no
    line of the document itself. ``terms``: the sets of terms it is under, the first one first.
    """

    kind: str
    id: str
    path: str
    span: Span
    terms: tuple[str, ...]
    facts: dict[str, Fact] = field(default_factory=dict)
    instances: dict[str, list[Instance]] = field(default_factory=dict)
    # sections with a line that could not be read: what is absent there may have been meant to be there
    lost: frozenset[str] = frozenset()
    # the stated day an offer became a contract, and the term that would state it
    concluded: Fact | None = None
    conclusion_term: str = ""


def contract_of(document: Document, tariff: Document | None, book: Rulebook) -> Contract:
    """The effective contract of a tariff, or of an offer with its tariff."""
    layers = [document] if tariff is None else [document, tariff]
    named: dict[str, None] = {}
    for name in book.vocabulary.references:
        reference = next((d.facts[name].value for d in layers if name in d.facts), None)
        if isinstance(reference, str):
            named.setdefault(reference)
    contract = Contract(document.kind, document.id, document.path, document.span, tuple(named))
    contract.lost = frozenset().union(*(d.lost for d in layers))
    terms = book.vocabulary.terms
    days = [name for name in book.vocabulary.case_days if terms[name].domain and not terms[name].domain_open]
    contract.conclusion_term = days[0] if days else ""
    contract.concluded = next((document.facts[name] for name in days if name in document.facts), None)
    for stated in layers:
        _lay(contract, stated.facts, stated.instances, book)
    for defaults in (*(book.terms.get(name) for name in named), book.statute):
        if defaults is not None:
            _complete(contract, defaults)
            _lay(contract, defaults.facts, defaults.instances, book)
    contract.instances |= price_changes(contract, book)
    return contract


def terms_alone(terms_id: str, book: Rulebook) -> Contract:
    """The terms without any tariff: what their clauses say by themselves."""
    terms = book.terms[terms_id]
    contract = Contract("AGB", terms_id, terms.norm.span.path, terms.norm.span, (terms_id,))
    for defaults in (terms, book.statute):
        if defaults is not None:
            _lay(contract, defaults.facts, defaults.instances, book)
    return contract


def _lay(contract: Contract, facts: dict[str, Fact], instances: dict[str, list[Instance]], book: Rulebook) -> None:
    """Put a lower layer under what is already there."""
    mine = contract.facts
    contract.facts = mine | facts | mine if mine else dict(facts)  # in this order: its own facts come first
    for name in mine.keys() & facts.keys():
        if book.vocabulary.terms[name].united:
            contract.facts[name] = _united(mine[name], facts[name])
    for section, several in instances.items():
        there = contract.instances.setdefault(section, [])
        keyed = bool(book.vocabulary.sections[section].repeat != "plain")
        for instance in several:
            twin = next((i for i, other in enumerate(there) if keyed and other.key == instance.key), None)
            if twin is None:
                # Prices, bonuses and guarantees of an offer stand for themselves beside those of its tariff.
                there.append(instance)
            elif there[twin].layer == instance.layer and book.vocabulary.sections[section].repeat == "day":
                there[twin] = there[twin]._replace(facts=agreed(there[twin].facts, instance.facts))
            else:
                there[twin] = there[twin]._replace(facts=instance.facts | there[twin].facts)


def _united(upper: Fact, lower: Fact) -> Fact:
    """Lists that unite: a stated list and the lower layer's list; `keine` and `unbekannt` add nothing."""
    if isinstance(upper.value, NameSet) and isinstance(lower.value, NameSet):
        shown = tuple(dict.fromkeys((*upper.value.shown, *lower.value.shown)))
        return upper._replace(value=NameSet(upper.value.names | lower.value.names, shown))
    if upper.value is Mark.NONE:
        return lower
    return upper


def _complete(contract: Contract, defaults: Terms) -> None:
    """Fill in the sections a tariff states with what the terms say of that kind."""
    for (section, kind), facts in defaults.completions.items():
        several = contract.instances.get(section, [])
        for index, instance in enumerate(several):
            stated = instance.facts.get(f"{section}.Art")
            if not kind or (stated is not None and stated.value == kind):
                several[index] = instance._replace(facts=facts | instance.facts)
