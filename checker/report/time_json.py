"""Windows of days as JSON, in both languages; ASCII, and the same bytes for the same report."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from checker.course import Course
from checker.finding import Accepted, Counts, Report, Text
from checker.history import Fault, History, section
from checker.judge import NOT_APPLICABLE
from checker.radar import Radar
from checker.timeline import Timeline
from checker.turning import Cause, Flip

from .json_report import to_json
from .sentences import whole

FORMAT = 1


def history_json(history: History) -> str:
    """`check --between`: every verdict of every rule that applies on some day, and every flip with its causes."""
    value = _window(history.first, history.last, history)
    value["flips"] = [_flip(flip) for flip in history.flips]
    value["faults"] = [_fault(fault) for fault in history.standing]
    value["verdicts"] = [
        _place(course) | {"verdict": phase.verdict, "from": phase.first.isoformat(), "until": phase.last.isoformat()}
        for course in _applied(history.courses)
        for phase in course.phases
    ]
    return _dumped(value)


def radar_json(radar: Radar) -> str:
    """`radar`: what comes, what is already so, what is unknown from when on."""
    history = radar.history
    value = _window(history.first, history.last, history)
    value["off_sale"] = radar.off_sale
    value["coming"] = [_fault(fault) | {"flip": _flip(flip)} for flip, fault in radar.coming]
    value["already"] = [_fault(fault) for fault in radar.already]
    value["unknown"] = [
        _place(each.course)
        | {"from": each.since.isoformat(), "until": each.until.isoformat(), "reviewed": each.reviewed.isoformat()}
        for each in radar.unknown
    ]
    return _dumped(value)


def timeline_json(timeline: Timeline) -> str:
    """`timeline`: the rows with their days, and the flips of every rule."""
    value = _window(timeline.first, timeline.last, timeline.history)
    value["document"] = timeline.contract.id
    value["signed"] = timeline.signed.isoformat() if timeline.signed is not None else None
    value["rows"] = [
        {
            "group": row.group,
            "name": _text(row.name),
            "note": None if row.note is None else _text(row.note),
            "bars": [{"from": _day(bar.first), "until": _day(bar.last), "kind": bar.kind} for bar in row.bars],
        }
        for row in timeline.rows
    ]
    value["flips"] = [_flip(flip) for flip in timeline.history.flips]
    value["faults"] = [_fault(fault) for fault in timeline.history.standing]
    return _dumped(value)


def _window(first: date, last: date, history: History) -> dict[str, Any]:
    problems = json.loads(to_json(Report(history.problems, Counts(), accepted=history.accepted)))
    return {
        "format": FORMAT,
        "from": first.isoformat(),
        "until": last.isoformat(),
        "reviewed_until": history.reviewed_until or None,
        "documents": history.documents,
        "rules": history.rules,
        "problems": problems["findings"],
        "accepted": [
            _fault(fault) | {"accepted": _reason(fault.accepted)} for fault in history.faults if fault.accepted
        ],
        "accepted_problems": problems["accepted"],
    }


def _applied(courses: Iterable[Course]) -> list[Course]:
    found = [each for each in courses if any(phase.verdict != NOT_APPLICABLE for phase in each.phases)]
    return sorted(found, key=lambda course: (course.contract.id, course.rule.id, section(course)))


def _place(course: Course) -> dict[str, Any]:
    return {
        "document": whole(course.contract.id),
        "rule": course.rule.id,
        "section": section(course) or None,
    }


def _flip(flip: Flip) -> dict[str, Any]:
    return _place(flip.course) | {
        "day": flip.day.isoformat(),
        "before": flip.before,
        "after": flip.after,
        "causes": [_cause(cause) for cause in flip.causes],
    }


def _cause(cause: Cause) -> dict[str, Any]:
    span = cause.span
    return {
        "kind": cause.kind,
        "name": cause.name,
        "text": _text(cause.text),
        "file": None if span is None else whole(span.path),
        "line": None if span is None else span.line,
    }


def _fault(fault: Fault) -> dict[str, Any]:
    finding, phase = fault.finding, fault.phase
    return _place(fault.course) | {
        "verdict": phase.verdict,
        "from": phase.first.isoformat(),
        "until": phase.last.isoformat(),
        "severity": fault.severity,
        "title": _text(finding.title),
        "message": _text(finding.message),
        "norm": None if finding.norm is None else _text(finding.norm),
        "missing": list(finding.missing),
        "file": whole(finding.primary.span.path),
        "line": finding.primary.span.line,
    }


def _reason(each: Accepted) -> dict[str, Any]:
    return {
        "why": each.why,
        "until": each.until or None,
        "by": [whole(name) for name in each.by],
        "reason": whole(each.reason),
        "note": _text(each.note),
    }


def _day(day: date) -> str | None:
    """A day; None where a bar has no end."""
    return None if day in (date.min, date.max) else day.isoformat()


def _dumped(value: dict[str, Any]) -> str:
    return json.dumps(value, indent=2, ensure_ascii=True) + "\n"


def _text(text: Text) -> dict[str, str]:
    return {"de": whole(text.de), "en": whole(text.en)}
