"""The findings of a run set apart that do not fail it; what was accepted is listed, never dropped."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checker.finding import Text
from checker.gate import baseline

if TYPE_CHECKING:
    from argparse import Namespace

    from checker.check_command import Checked


def by_state(checked: Checked, ref: str, options: Namespace) -> Checked:
    """What was found at the state ``ref`` of the repository is accepted. Raises Unusable."""
    from checker.gate.before import found_at

    before = baseline.Baseline(ref, dict.fromkeys(found_at(ref, options), 1))
    report = checked.report
    note = Text(f"stand schon in {ref}", f"stood in {ref} already")
    findings, accepted = before.accept(report.findings, "before", note)
    return checked._replace(report=replace(report, findings=findings, accepted=(*report.accepted, *accepted)))


def by_baseline(checked: Checked, path: str) -> Checked:
    """What the baseline at ``path`` covers is accepted; entries that nothing was found for are noted.

    Raises Unusable for a baseline that cannot be used.
    """
    run, report = checked.run, checked.report
    known = baseline.read(path, run.book.rules)
    findings, accepted = known.accept(report.findings)
    stale = []
    # As long as something could not be checked, or only one day was looked at, nobody knows what is settled.
    if run.as_of is None and not checked.unreadable and not any(finding.blinds for finding in findings):
        asked = {rule.id for rule in run.rules} | {finding.rule for finding in report.findings}
        found = [*report.findings, *(each.finding for each in report.accepted)]
        stale = known.stale(found, checked.documents, asked)
    sources = report.sources | ({path: known.text} if stale else {})
    return checked._replace(
        report=replace(report, findings=(*findings, *stale), accepted=(*report.accepted, *accepted), sources=sources)
    )
