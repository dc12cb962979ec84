"""`--evidence FILE`: what was checked against what, with which verdicts, so that anybody can check it again.

Nothing in it depends on the machine: no time, no absolute path below the current folder, no order of files. Every
verdict of every document is there; a rule that a document does not list did not apply to it.
"""

from __future__ import annotations

import json
import os
from argparse import Namespace
from datetime import date
from typing import TYPE_CHECKING, Any

from checker import VERSION
from checker.files import Unusable, read_bytes
from checker.finding import Accepted, Finding, Judged

if TYPE_CHECKING:
    from checker.check_command import Checked

FORMAT = 2
# how a report looks and where it goes changes no verdict; everything else that was asked for is kept
ABOUT_OUTPUT = frozenset(
    (
        "ascii",
        "between",
        "command",
        "evidence",
        "format",
        "jobs",
        "lang",
        "no_cache",
        "no_output",
        "output",
        "settings",
        "time",
    )
)
# what a run wrote afterwards is not what it found
WRITING = frozenset(("fix", "unsafe", "diff"))
# what the run was told by, besides documents and rules: option -> role
BESIDES = {"baseline": "baseline", "exceptions": "exceptions", "config": "configuration"}


def evidence(checked: Checked, options: Namespace, status: int) -> dict[str, Any]:
    """The record of a run that ended with ``status``: plain values, ready for JSON."""
    report = checked.report
    return {
        "format": FORMAT,
        "version": VERSION,
        "status": status,
        "options": _options(options),
        "files": files_of(checked, options),
        "rulebook": _rulebook(checked, options),
        "counts": report.counts._asdict(),
        "rules": [rule.id for rule in checked.run.rules],
        "documents": [_judged(each) for each in sorted(report.judged, key=lambda each: (each.path, each.document))],
        "findings": [_finding(finding) for finding in report.findings],
        "accepted": [_accepted(each) for each in report.accepted],
    }


def to_json(record: dict[str, Any]) -> str:
    """The record as text in ASCII, the same bytes for the same record."""
    return json.dumps(record, indent=1, ensure_ascii=True) + "\n"


def write(checked: Checked, options: Namespace, status: int) -> bool:
    """Write the record to ``options.evidence``; what cannot be written is said. Whether it was. Raises Unusable."""
    from checker.output import complain

    data = to_json(evidence(checked, options, status)).encode("ascii")
    try:
        with open(options.evidence, "wb") as file:
            file.write(data)
    except OSError as error:
        complain("file-unwritable", options.lang, path=options.evidence, reason=error.strerror or str(error))
        return False
    return True


def _options(options: Namespace) -> dict[str, Any]:
    """What was asked for, as plain values by the name of the option; what was left out is left out."""
    from checker.gate.settings import given

    found: dict[str, Any] = {}
    for name, value in sorted(given(options).items()):
        if name not in ABOUT_OUTPUT | WRITING and value not in (None, (), [], False):
            found[name] = value.isoformat() if isinstance(value, date) else value
    found["paths"] = sorted({_told(path) for path in options.paths or ["."]})
    if options.since is not None:
        from checker.git import commit_of

        found["since"] = commit_of(options.since)  # a branch moves on, a commit does not
    return found


def files_of(checked: Checked, options: Namespace) -> list[dict[str, Any]]:
    """Every file the verdicts rest on besides the rulebook, with the digest of its bytes."""
    roles = dict.fromkeys(checked.read, "document")
    for name, role in BESIDES.items():
        if getattr(options, name, None):
            roles[getattr(options, name)] = role
    if options.settings.configuration.path:
        roles[options.settings.configuration.path] = "configuration"
    rows = ((_told(path), role, path) for path, role in roles.items())
    return [{"path": told, "role": role, "sha256": _digest_of(path)} for told, role, path in sorted(rows)]


def _rulebook(checked: Checked, options: Namespace) -> dict[str, Any]:
    """Every rule file, and one digest for all of them."""
    from checker.rule_files import rule_files

    own = [path for path in options.paths if path.endswith(".regel")]
    files = [{"path": _told(name), "sha256": _digest(data)} for name, data in rule_files([*options.rules, *own])]
    files.sort(key=lambda each: each["path"])
    whole = "".join(f"{each['path']}\0{each['sha256']}\n" for each in files)
    return {
        "sha256": _digest(whole.encode("utf-8", "surrogateescape")),
        "reviewed_until": checked.run.book.reviewed_until or None,
        "files": files,
    }


def _judged(judged: Judged) -> dict[str, Any]:
    """One document: the rules under each verdict."""
    found: dict[str, list[str]] = {"verletzt": [], "unentschieden": [], "erfüllt": []}
    for rule, verdict in sorted(judged.verdicts):
        found.setdefault(verdict, []).append(rule)
    return {
        "document": judged.document,
        "path": _told(judged.path),
        "verdicts": found,
        "not_applicable": judged.not_applicable,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "verdict": finding.verdict,
        "severity": finding.severity,
        "certainty": finding.certainty,
        "fingerprint": finding.fingerprint,
        "identities": [
            {"document": each.document, "path": each.path, "value": each.value} for each in finding.identities
        ],
    }


def _accepted(each: Accepted) -> dict[str, Any]:
    return {
        "why": each.why,
        "until": each.until or None,
        "by": list(each.by),
        "reason": each.reason,
        "finding": _finding(each.finding),
    }


def _told(path: str) -> str:
    """The path with slashes, told from the current folder if it lies below."""
    inside = os.path.relpath(path)
    outside = os.path.isabs(path) and inside.split(os.sep)[0] == os.pardir
    return (path if outside else inside).replace(os.sep, "/")


def _digest_of(path: str) -> str | None:
    """None for a file that cannot be opened."""
    try:
        return _digest(read_bytes(path))
    except Unusable:
        return None


def _digest(data: bytes) -> str:
    import hashlib

    return hashlib.sha256(data).hexdigest()
