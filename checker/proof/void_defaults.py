"""Defaults of terms (`Vorgabe`) that offend mandatory law, and from when: the judge judges the terms alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from checker.clauses import terms_contract
from checker.describe import violation
from checker.judge import VIOLATED, Judge, Outcome
from checker.layers import Contract
from checker.prepared import Prepared
from checker.proof.models import Model
from checker.proof.statement import DEFAULT, Statement
from checker.vocabulary import Fact, Instance, section_of
from dsl.document import Mark, show
from dsl.period import DateRange, Length


def void_defaults(judge: Judge, terms_id: str) -> Iterator[Statement]:
    """Every mandatory rule that the terms violate by themselves. ``judge`` admits all that they do not rule out."""
    book = judge.book
    contract = terms_contract(book, terms_id)
    law = [rule for _, rule in sorted(book.rules.items()) if rule.norm.rank == "zwingend"]
    edition = book.terms[terms_id].norm.edition
    for rule, instance, outcome in judge.verdicts(law, contract):
        if outcome.verdict != VIOLATED:
            continue
        stated = contract.facts | (instance.facts if instance is not None else {})
        finding = violation(rule, outcome, contract, instance, book)
        place = finding.primary.span
        source = next((fact.source for fact in stated.values() if fact.span == place), terms_id)
        days = _days_of(outcome, rule.rule.reference_day) or ((DateRange(edition, None),) if edition else ())
        yield Statement(
            DEFAULT,
            finding.severity,
            (rule.id,),
            place,
            (_model(rule, outcome, stated, contract, instance),),
            subject=source,
            days=days,
            finding=finding,
        )


def _model(
    rule: Prepared, outcome: Outcome, stated: dict[str, Fact], contract: Contract, instance: Instance | None
) -> Model:
    """What the terms state of the facts the rule reads, and the witness."""
    lines = {
        name: show(stated[name].value)
        for name in rule.terms
        if name in stated and name not in rule.case_terms and stated[name].value is not Mark.UNKNOWN
    }
    for section in rule.terms:  # a rule may ask whether the terms have a section at all
        several = [each.facts for each in contract.instances.get(section, ())] or [stated]
        facts = [fact for fact in several[0].values() if section_of(fact.term) == section]
        if facts and not any(section_of(name) == section for name in lines):
            lines[facts[0].term] = show(facts[0].value)
    lines |= {name: show(value) for name, value in outcome.witness if not isinstance(value, Length)}
    return Model(tuple(lines.items()), ((rule.id, VIOLATED),))


def _days_of(outcome: Outcome, day: str) -> tuple[DateRange, ...]:
    """The days of the violated cases, neighbours joined; empty where they have no limits."""
    found: set[tuple[date, date]] = set()
    for box in outcome.boxes:
        cells = [cell for part in box.restrictions if part.name == day and not part.lead for cell in part.cells]
        if not cells:
            return ()
        for cell in cells:
            low, high = cell.low, cell.high
            found.add((low if isinstance(low, date) else date.min, high if isinstance(high, date) else date.max))
    joined: list[tuple[date, date]] = []
    for start, end in sorted(found):
        if joined and (joined[-1][1] == date.max or joined[-1][1] + timedelta(1) >= start):
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return tuple(
        DateRange(None if start == date.min else start, None if end == date.max else end) for start, end in joined
    )
