"""Paths as programs on other machines need them: relative to the folder of the run, with slashes."""

from __future__ import annotations

import posixpath

from checker.finding import Finding, Label, Report
from dsl.record import replace


def relative_to(report: Report, folder: str) -> Report:
    """The report with every path below ``folder`` (absolute, with slashes) told from there; others stay as they are."""

    def told(path: str) -> str:
        path = path.replace("\\", "/") if path[1:3] == ":\\" else path
        path = posixpath.normpath(path) if path else path
        inside = folder.rstrip("/") + "/"
        return path[len(inside) :] if folder and path.startswith(inside) else path

    def label(each: Label) -> Label:
        return each._replace(span=each.span._replace(path=told(each.span.path)))

    def finding(each: Finding) -> Finding:
        fix = each.fix and each.fix._replace(span=each.fix.span._replace(path=told(each.fix.span.path)))
        return each._replace(primary=label(each.primary), related=tuple(map(label, each.related)), fix=fix)

    return replace(
        report,
        findings=tuple(map(finding, report.findings)),
        accepted=tuple(each._replace(finding=finding(each.finding)) for each in report.accepted),
        sources={told(path): text for path, text in report.sources.items()},
        judged=tuple(each._replace(path=told(each.path)) for each in report.judged),
        failures=tuple((told(path), said) for path, said in report.failures),
    )
