"""The report for a person: what is wrong, where it stands, for whom, why, and what would be lawful.

``render`` computes lines of styled segments without rich's console, which is slow to import; ``write`` puts them on a
stream and imports it only where colour is wanted. The characters are the same either way: colour carries no meaning.
"""

from __future__ import annotations

from collections.abc import Iterable

from checker.finding import Accepted, Finding, Report, Text
from dsl.source import Fix

from .cells import Line, Segment, clean, cut, encodable, fill, line_of
from .excerpt import Excerpts, Mark
from .sentences import (
    accepted_in_order,
    changed_lines,
    closing,
    fields,
    headline,
    in_order,
    most_helpful,
    open_question,
    qualifiers,
    some,
    tally,
    verdicts,
)
from .wording import Language, Words, words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

MIN_WIDTH = 40
MAX_UNDECIDED = 20
MAX_ACCEPTED = 20

# style name -> rich style
STYLES = {
    "fehler": "bold red",
    "warnung": "bold yellow",
    "hinweis": "bold cyan",
    "undecided": "bold magenta",
    "ok": "bold green",
    "accepted": "bold blue",
    "rule": "bold",
    "title": "bold",
    "related": "cyan",
    "path": "cyan",
    "gutter": "dim",
    "field": "dim",
}


def render(report: Report, *, language: Language, width: int, ascii_only: bool) -> list[Line]:
    """The whole report as lines of at most ``width`` cells (never fewer than 40)."""
    return _Page(report, words(language), language, max(width, MIN_WIDTH), ascii_only).lines()


def write(lines: Iterable[Line], stream: TextIO, colour: bool) -> None:
    """Write ``lines``. What the stream's encoding cannot say is replaced; an encoding error is never raised."""
    encoding = getattr(stream, "encoding", None)
    if not colour:
        stream.write(encodable("".join([text for line in lines for text, _ in (*line, ("\n", ""))]), encoding))
        return
    from rich.console import Console
    from rich.text import Text as RichText

    console = Console(file=stream, force_terminal=True, highlight=False, markup=False, emoji=False)
    for line in lines:
        shown = RichText(no_wrap=True, end="\n")
        for text, style in line:
            shown.append(encodable(text, encoding), STYLES.get(style))
        console.print(shown, soft_wrap=True)


class _Page:
    """One rendering: the report and how it shall look."""

    def __init__(self, report: Report, names: Words, language: Language, width: int, ascii_only: bool) -> None:
        self.report = report
        self.names = names
        self.language = language
        self.width = width
        self.ascii_only = ascii_only
        self.excerpts = Excerpts(report.sources, width, ascii_only)
        self.field_column = 3 + max(len(self.clean(name)) for name in names.field_names()) + 2

    def clean(self, text: str | Text) -> str:
        if isinstance(text, Text):
            text = text.in_language(self.language)
        return clean(text, self.ascii_only)

    def fill(self, *parts: Segment, indent: int = 3) -> list[Line]:
        return fill([(self.clean(text), style) for text, style in parts], self.width, indent=indent)

    def lines(self) -> list[Line]:
        findings = in_order(self.report.findings)
        brief: list[Finding] = []
        lines: list[Line] = []
        for finding in findings:
            if finding.kind == "rule" and finding.verdict == "unentschieden":
                brief.append(finding)
            else:
                lines += [*self.finding(finding), ()]
        if brief:
            lines += [*self.undecided(brief), ()]
        if self.report.accepted:
            lines += [*self.accepted(), ()]
        return lines + self.summary()

    # --- one finding ---

    def finding(self, finding: Finding) -> list[Line]:
        undecided = finding.verdict == "unentschieden"
        word = self.names.undecided if undecided else self.names.severity.get(finding.severity, finding.severity)
        style = "undecided" if undecided else finding.severity
        notes = qualifiers(finding, self.names)
        title, message = self.clean(finding.title), self.clean(finding.message)
        lines = self.fill(
            (word + (f" ({', '.join(notes)})" if notes else ""), style),
            (" " + finding.rule, "rule"),
            ("  " + title, "title"),
        )
        if message and message != title:
            lines += fill([(message, "")], self.width, prefix=(("   ", ""),), indent=3)
        marks = [Mark(finding.primary.span, self.clean(finding.primary.text), "^", style)]
        marks += [Mark(label.span, self.clean(label.text), "-", "related") for label in finding.related]
        lines += self.excerpts.render(marks)
        for name, text in self.fields(finding):
            lines += self.field(name, text)
        return lines + self.diff(finding.fix) if finding.fix is not None else lines

    def diff(self, fix: Fix) -> list[Line]:
        """The line as it stands and as it would be, under a name that says whether it can mean nothing else."""
        span, source = fix.span, self.excerpts.line(fix.span.path, fix.span.line)
        changes = changed_lines(source, fix)
        margin = min((len(text) - len(text.lstrip()) for _, text in changes if text.strip()), default=0)
        room = self.width - self.field_column - 2
        # of a line that is too long the neighbourhood of the place is shown
        longest = max(len(text) for _, text in changes) - margin
        start = margin if longest <= room or len(changes) > 2 else max(margin, span.column - room // 2)
        name = self.clean(self.names.fix if fix.safe else self.names.suggestion)
        lines: list[Line] = []
        for sign, text in changes:
            shown = self.clean(("…" if start > margin else "") + text[start:].rstrip())
            cropped = cut(shown, room)
            if cropped != shown:
                dots = self.clean("…")
                cropped = cut(shown, room - len(dots)) + dots
            lines.append(line_of(("   ", ""), (name.ljust(self.field_column - 3), "field"), (sign + cropped, "")))
            name = ""
        return lines

    def fields(self, finding: Finding) -> list[tuple[str, str]]:
        return [(name, self.clean(text)) for name, text in fields(finding, self.names, self.language)]

    def field(self, name: str, text: str) -> list[Line]:
        prefix = (("   ", ""), (self.clean(name).ljust(self.field_column - 3), "field"))
        return fill([(text, "")], self.width, prefix=prefix, indent=self.field_column) if text.strip() else []

    # --- what cannot be told ---

    def undecided(self, findings: list[Finding]) -> list[Line]:
        """One line for each rule and what it lacks, so that open questions do not drown violations."""
        groups: dict[tuple[str, str], list[Finding]] = {}
        for finding in findings:
            groups.setdefault((finding.rule, self.open_question(finding)), []).append(finding)
        rows = list(groups.items())
        several = len({finding.document or finding.primary.span.path for finding in findings}) > 1
        lines: list[Line] = []
        for (rule, what), group in rows[:MAX_UNDECIDED]:
            documents = sorted({finding.document or finding.primary.span.path for finding in group})
            lines += self.fill(
                (self.names.undecided, "undecided"),
                (" " + rule, "rule"),
                ("  " + self.clean(group[0].title), "title"),
                indent=3,
            )
            prefix = (("   ", ""),)
            where = f" ({some(documents, self.names, 2)})" if several else ""
            lines += fill([(what, ""), (self.clean(where), "field")], self.width, prefix=prefix, indent=3)
        if len(rows) > MAX_UNDECIDED:
            rest = self.names.number(len(rows) - MAX_UNDECIDED)
            lines += self.fill((self.names.more_undecided.format(rest), ""))
        return lines

    def open_question(self, finding: Finding) -> str:
        return self.clean(open_question(finding, self.names, self.language))

    # --- what does not fail the run ---

    def accepted(self) -> list[Line]:
        """Every waiver; of what stands in a baseline or was there before, the first few."""
        lines = self.fill((self.names.accepted_title, "title"))
        rest, others = 0, 0
        for each in accepted_in_order(self.report):
            others += each.why != "waived"
            if others > MAX_ACCEPTED:
                rest += 1
            else:
                lines += self.one_accepted(each)
        if rest:
            lines += self.fill((self.names.more_undecided.format(self.names.number(rest)), ""))
        return lines

    def one_accepted(self, each: Accepted) -> list[Line]:
        finding, prefix = each.finding, (("   ", ""),)
        head = [(self.names.accepted[each.why], "accepted"), (" " + finding.rule, "rule")]
        lines = self.fill(*head, ("  " + self.clean(finding.title), "title"))
        for said, style in ((str(finding.primary.span), "path"), (self.clean(each.note), "")):
            lines += fill([(self.clean(said), style)], self.width, prefix=prefix, indent=3) if said else []
        return lines

    # --- the end ---

    def summary(self) -> list[Line]:
        report, names = self.report, self.names
        style, sentence = headline(report, names)
        lines = self.fill((sentence, style)) if sentence else []
        for remark in report.remarks:
            lines += self.fill((self.clean(remark), "warnung"))
        if report.counts.documents or report.findings:
            lines += self.fill((tally(report, names), ""))
        if said := verdicts(report, names):
            lines += self.fill((said, ""))
        if report.missing_facts:
            lines += self.fill((most_helpful(report, names), ""))
        return lines + self.fill((" ".join(closing(report, names)), "field"))
