"""SARIF 2.1.0 (OASIS), for code scanning on GitHub, for editors and viewers.

What readers make of it decided the details. Columns are counted in code points, as everywhere here, and ``columnKind``
says so. GitHub knows a finding again by ``primaryLocationLineHash`` and would otherwise hash the line, so that two
findings on one line become one; ours is made of meaning. An undecided rule is ``open`` and therefore of level ``none``.
The text is ASCII (umlauts escaped), so that no stream can spoil it.
"""

from __future__ import annotations

import json
import os
import re
from typing import Any
from urllib.parse import quote

from checker import VERSION
from checker.finding import Finding, Label, Report, RuleText
from dsl.source import Fix, Span

from .formats import Settings
from .sentences import as_lines, identities, in_order, is_open, tally, verdicts, visible, whole
from .wording import Language, words

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {"fehler": "error", "warnung": "warning", "hinweis": "note"}
# GitHub filters by these words
PRECISION = {"gesichert": "very-high", "überwiegend": "high", "umstritten": "medium"}
ROOT = "%SRCROOT%"


def render(report: Report, settings: Settings) -> str:
    """One run, as indented JSON with a line end at its end."""
    language = settings.language
    findings, said = in_order(report.findings), words(language)
    names = identities(findings)
    rules = {finding.rule: finding for finding in reversed(findings)}
    index = {rule: number for number, rule in enumerate(sorted(rules))}
    run = {
        "tool": {
            "driver": {
                "name": "tariflint",
                "semanticVersion": VERSION,
                "rules": [_rule(rules[name], report.rules.get(name), language) for name in sorted(rules)],
            }
        },
        "language": language,
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": _message(_ROOT_SAID[language])}},
        "invocations": [_invocation(report, language)],
        "results": [
            _result(finding, index[finding.rule], names[position], report, language)
            for position, finding in enumerate(findings)
        ],
        "properties": {
            "summary": "; ".join(filter(None, (tally(report, said), verdicts(report, said)))),
            "asOf": report.as_of or None,
            "reviewedUntil": report.reviewed_until or None,
            **report.counts._asdict(),
        },
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=True) + "\n"


_ROOT_SAID = {"de": "Der Ordner, in dem tariflint lief.", "en": "The folder tariflint was run in."}


def _invocation(report: Report, language: Language) -> dict[str, Any]:
    """Whether everything could be read; a report with gaps must not look complete."""
    said: dict[str, Any] = {"executionSuccessful": not report.failures}
    told: list[dict[str, Any]] = [
        {"level": "warning", "message": _message(visible(remark.in_language(language)))} for remark in report.remarks
    ]
    told += [
        {
            "level": "error",
            "message": _message(visible(sentence.in_language(language))),
            "locations": [{"physicalLocation": {"artifactLocation": _artifact(path)}}],
        }
        for path, sentence in report.failures
    ]
    return said | {"toolExecutionNotifications": told} if told else said


def _rule(finding: Finding, known: RuleText | None, language: Language) -> dict[str, Any]:
    """What is said of the rule itself; of a syntax message there is only what its finding says."""
    title = visible((known.title if known else finding.title).in_language(language))
    severity = known.severity if known else finding.severity
    certainty, rank = (known.certainty, known.rank) if known else (finding.certainty, finding.rank)
    said: dict[str, Any] = {"id": whole(finding.rule), "shortDescription": _message(title)}
    if known is not None:
        norm = visible(known.norm.in_language(language))
        said["fullDescription"] = _message(f"{title}. {norm}")
        page = known.page.in_language(language)
        fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", page)), default=0))
        link = f"[{_markdown(norm)}]({quote(known.web, safe=':/?#&=%~')})" if known.web else _markdown(norm)
        said["help"] = {"text": _escaped(page), "markdown": _braces(f"{link}\n\n{fence}text\n{page}\n{fence}\n")}
        if known.web:
            said["helpUri"] = quote(known.web, safe=":/?#&=%~")
    elif finding.help is not None:
        said["help"] = _message(visible(finding.help.in_language(language)))
    tags = [tag for tag in (rank, certainty) if tag]
    said["defaultConfiguration"] = {"level": LEVELS.get(severity, "warning")}
    said["properties"] = {
        "certainty": certainty,
        "rank": rank,
        "precision": PRECISION.get(certainty, "medium"),
        "problem.severity": {"note": "recommendation"}.get(LEVELS[severity], LEVELS[severity]),
        "tags": tags,
    }
    return said


def _result(finding: Finding, index: int, identity: str, report: Report, language: Language) -> dict[str, Any]:
    undecided = is_open(finding)
    message = "\n".join(as_lines(finding, words(language), language))
    said: dict[str, Any] = {
        "ruleId": whole(finding.rule),
        "ruleIndex": index,
        "kind": "open" if undecided else "fail",
        "level": "none" if undecided else LEVELS[finding.severity],
        "message": _message(message),
        "locations": [_location(finding.primary, finding, report, language)],
        "partialFingerprints": {"primaryLocationLineHash": f"{identity}:1", "tariflint/v1": identity},
    }
    if finding.related:
        said["relatedLocations"] = [
            {"id": number, **_location(label, None, report, language)}
            for number, label in enumerate(finding.related, 1)
        ]
    if finding.fix is not None:
        said["fixes"] = [_fix(finding.fix, language)]
    texts = {
        "kind": finding.kind,
        "verdict": finding.verdict,
        "certainty": finding.certainty,
        "rank": finding.rank,
        "document": finding.document,
        "path": finding.path,
        "value": finding.value,
        "clause": finding.clause,
        "fingerprint": finding.fingerprint,
    }
    lists = {"affected": finding.affected, "missing": finding.missing, "official": finding.official}
    said["properties"] = {name: whole(text) for name, text in texts.items() if text}
    said["properties"] |= {name: [whole(each) for each in several] for name, several in lists.items() if several}
    return said


def _location(label: Label, finding: Finding | None, report: Report, language: Language) -> dict[str, Any]:
    said: dict[str, Any] = {}
    span = label.span
    if span.path:
        said["physicalLocation"] = {"artifactLocation": _artifact(span.path), "region": _region(span, report)}
    if finding is not None and finding.document:
        name = f"{finding.document}/{finding.path}" if finding.path else finding.document
        said["logicalLocations"] = [{"fullyQualifiedName": whole(name)}]
    text = label.text.in_language(language)
    if text.strip():
        said["message"] = _message(visible(text))
    return said


def _artifact(path: str) -> dict[str, str]:
    uri = quote(os.fsencode(path) if _encodable(path) else path.encode("utf-8", "replace"), safe="/~!$&'()*,;=@-._")
    if path.startswith("/"):
        return {"uri": f"file://{uri}"}
    # a colon in the first part would be taken for a scheme; it is quoted by not being among the safe ones
    return {"uri": uri, "uriBaseId": ROOT}


def _encodable(path: str) -> bool:
    try:
        os.fsencode(path)
    except UnicodeEncodeError:
        return False
    return True


def _region(span: Span, report: Report) -> dict[str, Any]:
    line, start = max(1, span.line), max(1, span.column)
    end = max(start, span.end_column)
    said: dict[str, Any] = {"startLine": line, "startColumn": start, "endColumn": end}
    lines = report.sources.get(span.path, "").split("\n")
    if line <= len(lines) and (shown := lines[line - 1][start - 1 : end - 1]):
        said["snippet"] = {"text": whole(shown)}
    return said


def _fix(fix: Fix, language: Language) -> dict[str, Any]:
    names = words(language)
    start = max(1, fix.span.column)
    place = {
        "startLine": max(1, fix.span.line),
        "startColumn": start,
        "endColumn": max(start, fix.span.end_column),
    }
    replacement = {"deletedRegion": place, "insertedContent": {"text": whole(fix.text)}}
    return {
        "description": _message(names.fix if fix.safe else names.suggestion),
        "artifactChanges": [{"artifactLocation": _artifact(fix.span.path), "replacements": [replacement]}],
    }


# ------------------------------------------------------------------------------------------------ text


def _message(text: str) -> dict[str, str]:
    return {"text": _escaped(text)}


def _escaped(text: str) -> str:
    """Plain text of a message: brackets would make a link, braces a gap (SARIF 2.1.0, 3.11.5 and 3.11.6)."""
    return _braces(re.sub(r"([\\\[\]])", r"\\\1", text))


def _braces(text: str) -> str:
    return whole(text.replace("{", "{{").replace("}", "}}"))


def _markdown(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>])", r"\\\1", text)
