"""The settings of a check, its waivers and its baseline, for what is found over days: the same holds there.

A waiver is about the day of the run, not about the days that are looked at: as long as it lasts, what it covers fails
no run, and is listed with its end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.finding import Counts, Finding, Report

from .accepting import accept

if TYPE_CHECKING:
    from argparse import Namespace

    from checker.check import Run
    from checker.documents import Library
    from checker.history import History

    from .baseline import Baseline


def settle(history: History, run: Run, library: Library, options: Namespace, known: Baseline | None) -> None:
    """Give the faults of ``history`` the severity that is set for them, and those that fail no run the reason why.

    What is wrong with waivers and with the rulebook joins its problems. ``known``: the baseline, if there is one.
    Raises Misconfigured where the exceptions file is no TOML, and Unusable where it cannot be opened.
    """
    found = [fault.finding._replace(severity=fault.severity) for fault in history.faults]
    report = Report((*history.problems, *found), Counts(), sources=dict(library.sources))
    settings, paths = options.settings, [*getattr(options, "paths", ())] or ["."]
    settled = accept(report, run, library, settings, paths, options.today, partly=True)
    accepted = [*settled.accepted]
    left = settled.findings
    if known is not None:
        left, more = known.accept(left)
        accepted += more
    severities = {_meaning(finding): finding.severity for finding in left}
    reasons = {_meaning(each.finding): each for each in accepted}
    faults = []
    for fault, finding in zip(history.faults, found, strict=True):
        reason = reasons.get(_meaning(finding))
        severity = severities[_meaning(finding)] if reason is None else reason.finding.severity
        finding = finding._replace(severity=severity)
        faults.append(fault._replace(finding=finding, severity=severity, accepted=reason))
    meant = {_meaning(finding) for finding in found}
    history.faults = faults
    history.problems = tuple(finding for finding in left if _meaning(finding) not in meant)
    history.accepted = tuple(each for each in accepted if _meaning(each.finding) not in meant)


def _meaning(finding: Finding) -> Finding:
    """A finding whatever its severity."""
    return finding._replace(severity="")
