"""The whole report as JSON, in both languages, described by ``report.schema.json``.

The text is ASCII (umlauts escaped), so that no stream can spoil it, and the same report always gives the same bytes.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from checker.finding import Accepted, Days, Finding, Label, Report, Text
from dsl.source import Fix

from .sentences import accepted_in_order, in_order, whole

FORMAT = 1
SCHEMA = Path(__file__).with_name("report.schema.json")


def schema(name: str = "report") -> dict[str, Any]:
    """A shipped JSON schema, draft 2020-12: ``report`` of `check`, ``between``, ``radar``, ``timeline``, ``prove``."""
    loaded: dict[str, Any] = json.loads(SCHEMA.with_name(f"{name}.schema.json").read_text(encoding="utf-8"))
    return loaded


def to_json(report: Report) -> str:
    """The report as indented JSON with a line end at its end."""
    counts = report.counts
    value = {
        "format": FORMAT,
        "as_of": report.as_of or None,
        "reviewed_until": report.reviewed_until or None,
        "counts": {
            "files": counts.files,
            "documents": counts.documents,
            "rules": counts.rules,
            "holds": counts.holds,
            "violated": counts.violated,
            "undecided": counts.undecided,
            "unread": counts.unread,
            "not_applicable": counts.not_applicable,
        },
        "remarks": [_text(remark) for remark in report.remarks],
        "findings": [_finding(finding) for finding in in_order(report.findings)],
        "accepted": [_accepted(each) for each in accepted_in_order(report)],
        "missing_facts": [{"term": whole(term), "rules": number} for term, number in report.missing_facts],
    }
    return json.dumps(value, indent=2, ensure_ascii=True) + "\n"


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "kind": finding.kind,
        "rule": whole(finding.rule),
        "verdict": finding.verdict,
        "severity": finding.severity,
        "certainty": finding.certainty,
        "rank": finding.rank,
        "title": _text(finding.title),
        "message": _text(finding.message),
        "document": whole(finding.document),
        "path": whole(finding.path),
        "value": whole(finding.value),
        "primary": _label(finding.primary),
        "related": [_label(label) for label in finding.related],
        "region": _optional(finding.region),
        "witness": _optional(finding.witness),
        "witness_facts": [{"term": whole(term), "value": whole(value)} for term, value in finding.witness_facts],
        "norm": _optional(finding.norm),
        "reading": _optional(finding.reading),
        "help": _optional(finding.help),
        "fix": None if finding.fix is None else _fix(finding.fix),
        "nearest": None
        if finding.nearest is None
        else {name: whole(v) for name, v in finding.nearest._asdict().items()},
        "notes": [_text(note) for note in finding.notes],
        "missing": [whole(term) for term in finding.missing],
        "official": [whole(name) for name in finding.official],
        "clause": whole(finding.clause),
        "affected": [whole(document) for document in finding.affected],
        "identities": [
            {"document": whole(each.document), "path": whole(each.path), "value": whole(each.value)}
            for each in finding.identities
        ],
        "fingerprint": finding.fingerprint,
        "blinds": finding.blinds,
        "days": None if finding.days is None else _days(finding.days),
    }


def _days(days: Days) -> dict[str, Any]:
    return {
        "event": _text(days.event),
        "whole": _stretch(days.whole),
        "violated": [_stretch(each) for each in days.violated],
        "versions": list(days.versions),
    }


def _stretch(days: tuple[str, str]) -> dict[str, Any]:
    first, last = days
    return {"from": first or None, "until": last or None}


def _accepted(each: Accepted) -> dict[str, Any]:
    return {
        "why": each.why,
        "until": each.until or None,
        "by": [whole(name) for name in each.by],
        "reason": whole(each.reason),
        "note": _text(each.note),
        "finding": _finding(each.finding),
    }


def _label(label: Label) -> dict[str, Any]:
    span = label.span
    return {
        "file": whole(span.path),
        "line": span.line,
        "column": span.column,
        "end_column": span.end_column,
        "text": _text(label.text),
    }


def _fix(fix: Fix) -> dict[str, Any]:
    span = fix.span
    return {
        "file": whole(span.path),
        "line": span.line,
        "column": span.column,
        "end_column": span.end_column,
        "text": whole(fix.text),
        "safe": fix.safe,
    }


def _text(text: Text) -> dict[str, str]:
    return {"de": whole(text.de), "en": whole(text.en)}


def _optional(text: Text | None) -> dict[str, str] | None:
    return None if text is None else _text(text)
