"""One line a finding: ``path:line:col: fehler RULE message``, as compilers write it, for editors and grep.

Nothing is left out but the excerpt: undecided findings name what is missing, whom it concerns, and their notes. What
was accepted comes last: ``path:line:col: geduldet RULE message (fehler; bis 2026-12-31, …)``.
"""

from __future__ import annotations

from checker.finding import Accepted, Finding, Report

from .cells import clean
from .sentences import accepted_in_order, in_order, is_open, qualifiers
from .sentences import severity as named_severity
from .wording import Language, words


def render(report: Report, language: Language) -> list[str]:
    """The findings in report order; each is one line without control characters."""
    heads: dict[tuple[str, ...], tuple[str, list[str]]] = {}  # there are few, and thousands of lines
    lines = [_line(finding, language, heads) for finding in in_order(report.findings)]
    return lines + [_accepted(each, language) for each in accepted_in_order(report)]


def _line(finding: Finding, language: Language, heads: dict[tuple[str, ...], tuple[str, list[str]]]) -> str:
    names = words(language)
    told = (finding.verdict, finding.severity, finding.certainty, finding.rank, finding.kind)
    if told not in heads:
        heads[told] = named_severity(finding, names), qualifiers(finding, names)
    severity, asides = heads[told]
    if finding.missing:
        asides = [*asides, f"{names.missing}: {', '.join(finding.missing)}"]
    if is_open(finding):
        where = [f"{names.region}: {finding.region.in_language(language)}"] if finding.region else []
        asides = [*asides, *where, *(f"{names.note}: {note.in_language(language)}" for note in finding.notes)]
    aside = f" ({'; '.join(asides)})" if asides else ""
    return clean(f"{finding.primary.span}: {severity} {finding.rule} {finding.message.in_language(language)}{aside}")


def _accepted(each: Accepted, language: Language) -> str:
    names, finding = words(language), each.finding
    asides = "; ".join(filter(None, (named_severity(finding, names), each.note.in_language(language))))
    message = finding.message.in_language(language)
    return clean(f"{finding.primary.span}: {names.accepted[each.why]} {finding.rule} {message} ({asides})")
