"""A short Markdown summary for a merge request or a job page: counts, violations as a table, open questions folded.

Nothing of a tariff is taken for Markdown or HTML: what it says is escaped, and neither calls people nor names issues.
GitHub refuses a comment of more than 65,536 characters, so rows end before that and the rest is counted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from checker.finding import Finding, Report, Text

from .format_words import format_words
from .formats import Settings
from .sentences import (
    accepted_in_order,
    closing,
    headline,
    in_order,
    is_open,
    most_helpful,
    open_question,
    severity,
    tally,
    verdicts,
    visible,
)
from .wording import words

LIMIT = 60_000
MOST_ROWS = 50
MOST_OPEN = 100
LONGEST = 300  # characters of a cell
MARKS = {"fehler": "🔴", "warnung": "🟡", "hinweis": "🔵"}
# signs of Markdown, of HTML and of formulas; people; issues and merge requests
_SPECIAL = re.compile(r"[\\`*_{}\[\]~]|[<>&|$]|@|[#!](?=\d)")


def render(report: Report, settings: Settings) -> str:
    """Markdown of at most 60,000 characters with a line end at its end."""
    names, more = words(settings.language), format_words(settings.language)
    findings = in_order(report.findings)
    violations = [finding for finding in findings if not is_open(finding)]
    style, sentence = headline(report, names)
    failing = any(settings.fails(finding) for finding in findings) or bool(report.failures)
    mark = "❌" if failing else "❔" if style == "undecided" else "✅"
    page = [f"## {mark} tariflint: {more.failed if failing else sentence or more.passed}"]
    page += [_text(said) for said in (tally(report, names), verdicts(report, names)) if said]
    page += [f"⚠️ {_text(remark.in_language(settings.language))}" for remark in report.remarks]
    page += [f"❌ {_text(sentence.in_language(settings.language))}" for _, sentence in report.failures[:MOST_ROWS]]
    if violations:
        page.append(_table(violations, report, settings))
    opened = [finding for finding in findings if is_open(finding)]
    if opened:
        page.append(_folded(opened, LIMIT - sum(len(part) + 2 for part in page) - 2_000, report, settings))
    if report.accepted:
        page.append(_accepted(LIMIT - sum(len(part) + 2 for part in page) - 1_000, report, settings))
    page.append(" ".join(f"*{_text(each)}*" for each in closing(report, names)))
    return "\n\n".join(page) + "\n"


def _table(findings: list[Finding], report: Report, settings: Settings) -> str:
    names, more = words(settings.language), format_words(settings.language)
    heads = ("", more.rule, more.finding, names.norm, more.place)
    lines = [_row(heads), _row(["---"] * len(heads))]
    room = LIMIT // 2
    shown = 0
    for finding in findings[:MOST_ROWS]:
        cells = (
            f"{MARKS[finding.severity]} {severity(finding, names)}",
            f"**{_text(finding.rule)}**",
            _text(finding.message.in_language(settings.language)),
            _text(_said(finding.norm, settings)),
            _code(f"{finding.primary.span.path}:{finding.primary.span.line}"),
        )
        row = _row(cells)
        if len(row) + 1 > room:
            break
        room -= len(row) + 1
        lines.append(row)
        shown += 1
    table = "\n".join(lines)
    return f"{table}\n\n{_rest(len(findings) - shown, settings)}" if shown < len(findings) else table


def _folded(findings: list[Finding], room: int, report: Report, settings: Settings) -> str:
    """Open questions, a line for each rule and what it lacks, behind a heading that opens."""
    names = words(settings.language)
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.rule, open_question(finding, names, settings.language)), []).append(finding)
    count = names.counted(len(findings), names.question)
    lines = [f"<details><summary>❔ {_text(count)}</summary>", ""]
    if report.missing_facts:
        lines += [_text(most_helpful(report, names)), ""]
    room -= sum(len(line) + 1 for line in lines)
    shown = 0
    for (rule, question), group in list(groups.items())[:MOST_OPEN]:
        documents = len({finding.document or finding.primary.span.path for finding in group})
        line = f"- **{_text(rule)}** {_text(question)} {_text(f'({names.counted(documents, names.document)})')}"
        if len(line) + 1 > room:
            break
        room -= len(line) + 1
        lines.append(line)
        shown += 1
    if shown < len(groups):
        lines += ["", _rest(len(groups) - shown, settings)]
    return "\n".join([*lines, "", "</details>"])


def _accepted(room: int, report: Report, settings: Settings) -> str:
    """What was accepted, a line each, behind a heading that opens."""
    names = words(settings.language)
    lines = [
        f"<details><summary>{_text(f'{names.accepted_title}: {names.number(len(report.accepted))}')}</summary>",
        "",
    ]
    shown = 0
    for each in accepted_in_order(report):
        place, note = each.finding.primary.span, _text(each.note.in_language(settings.language))
        line = (
            f"- {names.accepted[each.why]} **{_text(each.finding.rule)}** {_code(f'{place.path}:{place.line}')} {note}"
        )
        room -= len(line) + 1
        if room < 0:
            break
        lines.append(line.rstrip())
        shown += 1
    if shown < len(report.accepted):
        lines += ["", _rest(len(report.accepted) - shown, settings)]
    return "\n".join([*lines, "", "</details>"])


def _rest(count: int, settings: Settings) -> str:
    return _text(words(settings.language).more_undecided.format(words(settings.language).number(count)))


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _said(text: Text | None, settings: Settings) -> str:
    return "" if text is None else text.in_language(settings.language)


def _text(text: str) -> str:
    """``text`` as Markdown that shows it: one line, not too long, every sign of Markdown escaped."""
    shown = visible(text)
    if len(shown) > LONGEST:
        shown = shown[: LONGEST - 1] + "…"
    return _SPECIAL.sub(_escaped, shown)


def _escaped(found: re.Match[str]) -> str:
    char = found[0]
    if char in "@#!":
        return f"{char}<!-- -->"  # an empty comment parts the sign from the name behind it
    return f"&#{ord(char)};" if char in "<>&|$" else f"\\{char}"


def _code(text: str) -> str:
    """``text`` as code in a cell of a table."""
    shown = visible(text)[-LONGEST:].replace("|", "\\|")
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", shown)), default=0))
    pad = " " if fence != "`" else ""
    return f"{fence}{pad}{shown}{pad}{fence}"
