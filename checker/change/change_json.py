"""Changes as JSON, in both languages, described by ``change.schema.json``; ASCII, the same bytes each time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from checker.change.by_consumption import Spread, kwh
from checker.change.compare import Comparison, Group, When
from checker.change.differences import Difference, Part
from checker.change.effect import MIXED
from checker.change.limits import Limit, Plan
from checker.change.prices import PriceStep
from checker.change.probing import Duty
from checker.finding import Finding, Text
from checker.report.sentences import whole
from checker.values_in_words import shown
from checker.vocabulary import Fact, Vocabulary
from dsl.deadline import Deadline

FORMAT = 1
SCHEMA = Path(__file__).with_name("change.schema.json")


def schema() -> dict[str, Any]:
    """The shipped JSON schema, draft 2020-12."""
    loaded: dict[str, Any] = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return loaded


def change_json(
    found: Iterable[Comparison],
    problems: Iterable[Finding],
    vocabulary: Vocabulary,
    when: When,
    norms: Mapping[str, str],
) -> str:
    """Every comparison, unchanged documents included, and the mistakes in the texts."""
    writer = _Writer(vocabulary, norms)
    value = {
        "format": FORMAT,
        "sent": when.sent.isoformat(),
        "effective": _day(when.effective),
        "changes": [writer.comparison(each) for each in found],
        "problems": [
            {"file": whole(each.primary.span.path), "line": each.primary.span.line, "message": _text(each.message)}
            for each in problems
        ],
    }
    return json.dumps(value, indent=2, ensure_ascii=True) + "\n"


class _Writer:
    def __init__(self, vocabulary: Vocabulary, norms: Mapping[str, str]) -> None:
        self.vocabulary = vocabulary
        self.norms = norms

    def comparison(self, found: Comparison) -> dict[str, Any]:
        document = found.side.document
        return {
            "kind": found.kind,
            "document": whole(document.id),
            "title": whole(document.title),
            "old": None if found.old is None else whole(found.old.document.path),
            "new": None if found.new is None else whole(found.new.document.path),
            "prices": [self.step(step, dict(found.plans).get(step.day)) for step in found.steps],
            "differences": [self.difference(each) for each in found.differences],
            "bands": None
            if found.priced is None
            else {
                "by_consumption": _by_use(found.bands),
                "effect": None if found.bands is None else found.bands.effect,
                "plan": self.plan(found.priced),
            },
            "terms": None if found.terms is None else self.plan(found.terms),
            "groups": [_group(each) for each in found.groups],
        }

    def difference(self, found: Difference) -> dict[str, Any]:
        return {
            "section": found.section,
            "key": whole(found.key),
            "kind": found.kind,
            "effect": found.effect,
            "parts": [self.part(each) for each in found.parts],
        }

    def step(self, step: PriceStep, plan: Plan | None) -> dict[str, Any]:
        even = step.by_use.even if step.by_use is not None else None
        return {
            "from": step.day.isoformat(),
            "kind": step.kind,
            "effect": step.effect,
            "compared_with": None if step.base is None else step.base.key,
            "edits_the_past": step.past,
            "break_even": None
            if even is None
            else {"amount": str(even.amount), "below": even.below, "above": even.above, "supplied": even.inside},
            "by_consumption": _by_use(step.by_use),
            "parts": [self.part(each) for each in step.parts],
            "plan": None if plan is None else self.plan(plan),
        }

    def part(self, part: Part) -> dict[str, Any]:
        return {"term": part.term, "old": self.fact(part.old), "new": self.fact(part.new), "effect": part.effect}

    def fact(self, fact: Fact | None) -> dict[str, Any] | None:
        if fact is None:
            return None
        german, english = (whole(shown(fact.value, fact.term, self.vocabulary, each)) for each in ("de", "en"))
        return {"value": {"de": german, "en": english}, "layer": fact.layer, "citation": whole(fact.citation)}

    def plan(self, plan: Plan) -> dict[str, Any]:
        return {
            "effective": _day(plan.effective),
            "sent": plan.sent.isoformat(),
            "last_receipt": _day(plan.last_receipt),
            "last_sending": _day(plan.last_sending),
            "last_public": _day(plan.last_public),
            "first_effective": _day(plan.first_effective),
            "postponed_by": list(plan.postponed),
            "barred_until": _day(plan.barred_until),
            "late": plan.comes_late,
            "limits": [self.limit(each) for each in plan.limits],
            "ledger": [{"term": each.term} | (self.fact(each) or {}) for each in plan.ledger],
            "uncounted": [{"term": term, "period": str(length)} for term, length in plan.uncounted],
            "contents": [self.duty(each) for each in plan.contents],
            "exits": [self.duty(each) for each in plan.exits],
            "contract": [{"term": each.term} | (self.fact(each) or {}) for each in plan.clause],
            "exempt": [
                {"exception": name, "norm": freed.norm, "rules": list(freed.rules)}
                for name, freed in sorted(plan.answers.exempt.items())
            ],
            "guaranteed": self.fact(plan.guaranteed),
            "forbidden_by": [
                {"rule": rule.id, "title": {"de": rule.rule.title.de, "en": rule.rule.title.en}}
                for rule, _, _ in plan.answers.forbidden
            ],
            "open": [{"rule": rule.id, "missing": sorted(outcome.missing)} for rule, outcome, _ in plan.answers.open],
        }

    def limit(self, limit: Limit) -> dict[str, Any]:
        return {
            "duty": self.duty(limit.duty),
            "public": limit.public,
            "receipt": self.deadline(limit.receipt),
            "sending": None if limit.sending is None else self.deadline(limit.sending),
            "first_effective": None if limit.first is None else self.deadline(limit.first),
        }

    def duty(self, duty: Duty) -> dict[str, Any]:
        operand = duty.operand
        value = None
        if operand is not None:
            german, english = (whole(shown(operand, duty.term, self.vocabulary, each)) for each in ("de", "en"))
            value = {"de": german, "en": english}
        return {
            "rule": duty.rule,
            "title": _text(duty.title),
            "term": duty.term,
            "comparison": duty.op,
            "value": value,
            "whom": None if duty.whom is None else _text(duty.whom),
            "norm": _text(duty.norm),
            "severity": duty.severity,
            "certainty": duty.certainty,
            "ways": list(duty.ways),
        }

    def deadline(self, deadline: Deadline) -> dict[str, Any]:
        return {
            "day": deadline.day.isoformat(),
            "steps": [
                {
                    "day": step.day.isoformat(),
                    "text": {"de": step.words.de, "en": step.words.en},
                    "norm": self.norms.get(step.key, ""),
                }
                for step in deadline.steps
            ],
        }


def _by_use(spread: Spread | None) -> list[dict[str, Any]] | None:
    """The effects by consumption; null where nobody can tell what the change comes to in a year."""
    if spread is None:
        return None
    return [
        {
            "from": str(kwh(each.low)),
            "to": None if each.high is None else str(kwh(each.high)),
            "effect": each.effect,
            "decided_by": list(spread.deciding) if each.effect == MIXED else [],
        }
        for each in spread.ranges
    ]


def _group(group: Group) -> dict[str, Any]:
    return {
        "group": group.name,
        "supplied_before": group.supplied[0],
        "supplied_after": group.supplied[1],
        "effects": dict(group.effects),
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _text(text: Text) -> dict[str, str]:
    return {"de": whole(text.de), "en": whole(text.en)}
