"""GitHub workflow commands: annotations on the lines of a pull request, without a paid licence.

A command is a line; ``%``, line ends and, in its properties, ``:`` and ``,`` are escaped as GitHub's own toolkit does.
GitHub shows ten errors, ten warnings and ten notices a step; the log has all of them.
"""

from __future__ import annotations

from checker.finding import Accepted, Finding, Report

from .formats import Settings
from .sentences import accepted_in_order, as_lines, in_order, is_open, severity, tally, verdicts, visible
from .wording import words

COMMANDS = {"fehler": "error", "warnung": "warning", "hinweis": "notice"}


def render(report: Report, settings: Settings) -> str:
    """One command a finding, errors first because of GitHub's limit, what was accepted last; then the tally."""
    lines = [
        f"::error file={_property(path, settings)}::{_data(sentence.in_language(settings.language), settings)}"
        for path, sentence in report.failures
    ]
    commands = [(_command(finding, settings), finding) for finding in in_order(report.findings)]
    for name in COMMANDS.values():
        lines += [_line(name, finding, settings) for command, finding in commands if command == name]
    lines += [_accepted(each, settings) for each in accepted_in_order(report)]
    lines += [f"::warning::{_data(remark.in_language(settings.language), settings)}" for remark in report.remarks]
    names = words(settings.language)
    said = filter(None, (tally(report, names), verdicts(report, names)))
    lines += [visible(line, settings.ascii_only) for line in said]
    return "".join(line + "\n" for line in lines)


def _command(finding: Finding, settings: Settings) -> str:
    return "notice" if is_open(finding) and not settings.fails(finding) else COMMANDS[finding.severity]


def _line(name: str, finding: Finding, settings: Settings) -> str:
    word = severity(finding, words(settings.language))
    return _annotation(name, word, finding, as_lines(finding, words(settings.language), settings.language), settings)


def _accepted(each: Accepted, settings: Settings) -> str:
    word = words(settings.language).accepted[each.why]
    said = [each.finding.message.in_language(settings.language), each.note.in_language(settings.language)]
    return _annotation("notice", word, each.finding, [line for line in said if line], settings)


def _annotation(name: str, word: str, finding: Finding, said: list[str], settings: Settings) -> str:
    span = finding.primary.span
    title = f"{word} {finding.rule} {finding.title.in_language(settings.language)}"
    line, column = max(1, span.line), max(1, span.column)
    places = {
        "file": span.path,
        "line": str(line),
        "endLine": str(line),
        "col": str(column),
        "endColumn": str(max(column, span.end_column - 1)),  # GitHub means the last column, we the one behind it
        "title": title,
    }
    shown = ",".join(f"{key}={_property(value, settings)}" for key, value in places.items() if value)
    return f"::{name} {shown}::{_data(chr(10).join(said), settings)}"


def _data(text: str, settings: Settings) -> str:
    lines = [visible(line, settings.ascii_only) for line in text.split("\n")]
    return "%0A".join(line.replace("%", "%25") for line in lines)


def _property(text: str, settings: Settings) -> str:
    shown = visible(text, settings.ascii_only).replace("%", "%25")
    return shown.replace(":", "%3A").replace(",", "%2C")
