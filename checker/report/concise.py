"""One line a finding: ``path:line:col: fehler RULE message``, as compilers write it, for editors and grep.

Nothing is left out but the excerpt: undecided findings name what is missing, whom it concerns, and their notes.
"""

from __future__ import annotations

from checker.finding import Finding, Report

from .cells import clean
from .sentences import in_order, qualifiers
from .wording import Language, words


def render(report: Report, language: Language) -> list[str]:
    """The findings in report order; each is one line without control characters."""
    return [_line(finding, language) for finding in in_order(report.findings)]


def _line(finding: Finding, language: Language) -> str:
    names = words(language)
    undecided = finding.verdict == "unentschieden"
    severity = names.undecided if undecided else names.severity.get(finding.severity, finding.severity)
    asides = qualifiers(finding, names)
    if finding.missing:
        asides.append(f"{names.missing}: {', '.join(finding.missing)}")
    if undecided:
        if finding.region:
            asides.append(f"{names.region}: {finding.region.in_language(language)}")
        asides += [f"{names.note}: {note.in_language(language)}" for note in finding.notes]
    aside = f" ({'; '.join(asides)})" if asides else ""
    return clean(f"{finding.primary.span}: {severity} {finding.rule} {finding.message.in_language(language)}{aside}")
