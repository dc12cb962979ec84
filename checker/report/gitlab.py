"""GitLab Code Quality: one array, of which GitLab shows in a merge request what is new.

Its reader stops at the first entry that lacks something, and of two entries with one fingerprint keeps one. Paths are
relative, without ``./``. The text is ASCII (umlauts escaped), so that no stream can spoil it. What was accepted keeps
its fingerprint and is of the lowest severity.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from checker.finding import Accepted, Finding, Report

from .formats import Settings
from .sentences import accepted_in_order, as_lines, identities, in_order, is_open, severity, visible, whole
from .wording import Language, words

SEVERITIES = {"fehler": "critical", "warnung": "major", "hinweis": "minor"}


def render(report: Report, settings: Settings) -> str:
    """The findings in report order, before them every file that could not be opened, behind them what was accepted."""
    findings, accepted = in_order(report.findings), accepted_in_order(report)
    names = identities([*findings, *(each.finding for each in accepted)])
    entries = [_failure(path, sentence.in_language(settings.language)) for path, sentence in report.failures]
    entries += [
        _entry(finding, names[position], settings.fails(finding), settings.language)
        for position, finding in enumerate(findings)
    ]
    entries += [
        _accepted(each, names[position], settings.language) for position, each in enumerate(accepted, len(findings))
    ]
    return json.dumps(entries, indent=2, ensure_ascii=True) + "\n"


def _entry(finding: Finding, identity: str, fails: bool, language: Language) -> dict[str, Any]:
    # an open question is as bad as the rule only where it fails the run
    level = "info" if is_open(finding) and not fails else SEVERITIES[finding.severity]
    said = severity(finding, words(language))
    text = " · ".join([visible(finding.title.in_language(language)), *as_lines(finding, words(language), language)])
    return _quality(
        f"{said}: {text}", finding.rule, identity, level, finding.primary.span.path, finding.primary.span.line
    )


def _accepted(each: Accepted, identity: str, language: Language) -> dict[str, Any]:
    span, note = each.finding.primary.span, visible(each.note.in_language(language))
    said = " · ".join(filter(None, (visible(each.finding.title.in_language(language)), note)))
    text = f"{words(language).accepted[each.why]}: {said}"
    return _quality(text, each.finding.rule, identity, "info", span.path, span.line)


def _failure(path: str, sentence: str) -> dict[str, Any]:
    identity = hashlib.sha256(f"file-unreadable\0{path}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return _quality(visible(sentence), "file-unreadable", identity, "blocker", path, 1)


def _quality(text: str, rule: str, identity: str, level: str, path: str, line: int) -> dict[str, Any]:
    return {
        "type": "issue",
        "check_name": whole(rule) or "tariflint",
        "description": whole(text) or "tariflint",
        "categories": ["Bug Risk"],
        "severity": level,
        "fingerprint": identity,
        "location": {"path": whole(path) or "-", "lines": {"begin": max(1, line)}},
    }
