"""The clauses of a set of terms that the law does not let stand whatever the tariff, from the terms alone."""

from __future__ import annotations

from collections.abc import Iterable

from checker.describe import severity_of
from checker.finding import Finding, Text
from checker.judge import VIOLATED, Judge, Outcome
from checker.layers import Contract, terms_alone
from checker.prepared import Prepared
from checker.rulebook import Rulebook
from checker.vocabulary import Fact, Instance
from dsl.period import DateRange
from dsl.record import NamedTuple


class Clause(NamedTuple):
    """A clause of the terms that violates a rule by itself. ``citation``: where it stands in the terms.

    ``finding``: what a run says of it, where the book was compiled for checks.
    """

    rule: Prepared
    outcome: Outcome
    contract: Contract
    instance: Instance | None
    citation: str
    finding: Finding | None = None


def terms_contract(book: Rulebook, terms_id: str) -> Contract:
    """The terms by themselves, in use from the day they were issued."""
    contract = terms_alone(terms_id, book)
    edition = book.terms[terms_id].norm.edition
    span = contract.span
    contract.facts["Tarif.Vertrieb"] = Fact("Tarif.Vertrieb", DateRange(edition, None), span, span, "AGB", terms_id)
    return contract


def void_clauses(judge: Judge, terms_id: str) -> tuple[Clause, ...]:
    """The clauses that violate a rule of law for somebody on every day on which a contract can be made.

    ``judge`` must admit all that the terms do not rule out.
    """
    contract = terms_contract(judge.book, terms_id)
    law = [rule for _, rule in sorted(judge.book.rules.items()) if rule.norm.terms is None]
    return tuple(
        Clause(rule, outcome, contract, instance, citation_of(rule, outcome, contract, instance))
        for rule, instance, outcome in judge.verdicts(law, contract)
        if outcome.verdict == VIOLATED and outcome.every_day
    )


def citation_of(rule: Prepared, outcome: Outcome, contract: Contract, instance: Instance | None) -> str:
    """The clause a violation rests on."""
    facts = contract.facts | (instance.facts if instance is not None else {})
    for name in [breach.atom.term for breach in outcome.breaches] + list(rule.terms):
        fact = facts.get(name)
        if fact is not None and fact.citation:
            return fact.citation
    return ""


def same_place(clause: Clause, instance: Instance | None) -> bool:
    """Whether a clause is about the same section."""
    return (clause.instance.key if clause.instance is not None else "") == (
        instance.key if instance is not None else ""
    )


def rests_on(clause: Clause, contract: Contract, instance: Instance | None) -> bool:
    """Whether a contract says, of all that the rule of a clause reads, nothing else than the clause does."""
    if not same_place(clause, instance):
        return False
    case_terms = clause.rule.case_terms
    for name in clause.rule.terms:
        mine, its = _fact(name, contract, instance), _fact(name, clause.contract, clause.instance)
        if mine is its or name in case_terms:
            continue
        if mine is None or its is None or mine.value != its.value:
            return False
    return True


def beside_void_clause(
    finding: Finding, outcome: Outcome, instance: Instance | None, clauses: Iterable[Clause]
) -> Finding:
    """A tariff that contradicts a clause which would not hold anyway: both say something of the same fact."""
    said = {breach.atom.term for breach in outcome.breaches}
    for clause in clauses:
        same_fact = said & {breach.atom.term for breach in clause.outcome.breaches}
        if not same_fact or not same_place(clause, instance):
            continue
        if severity_of(clause.rule, clause.outcome.version) == "fehler":
            note = Text(
                f"Die Klausel {clause.citation} hielte ohnehin nicht ({clause.rule.id}).",
                f"The clause {clause.citation} would not hold anyway ({clause.rule.id}).",
            )
            return finding._replace(notes=(*finding.notes, note))
    return finding


def _fact(name: str, contract: Contract, instance: Instance | None) -> Fact | None:
    fact = instance.facts.get(name) if instance is not None else None
    return contract.facts.get(name) if fact is None else fact
