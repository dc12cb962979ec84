"""The timeline on a terminal: one character for a few days, in plain ASCII, so that it reads the same everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from checker.judge import UNDECIDED, VIOLATED
from checker.timeline import UNKNOWN, Bar, Row, Timeline

from .cells import Line, cell_len, clean, line_of
from .time_page import VERDICT_STYLES, TimePage
from .time_report import flip_lines, problem_lines
from .wording import Language

MAX_ROWS = 12
# bar kind -> its character, the weakest first: where several share a cell, the strongest is drawn
MARKS = {"unanwendbar": ".", "runs": "=", "erfüllt": "=", UNKNOWN: "~", UNDECIDED: "?", VIOLATED: "#", "day": "|"}
STRENGTH = {kind: strength for strength, kind in enumerate(MARKS)}
STYLES = VERDICT_STYLES | {"runs": "related", "day": "title", UNKNOWN: "field"}
STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 600)  # months between two labels of the scale


def timeline_lines(timeline: Timeline, language: Language, width: int, ascii_only: bool) -> list[Line]:
    """The drawing, what its characters mean, and the days on which a verdict flips for better or worse."""
    page = TimePage(language, width, ascii_only, timeline.first, timeline.last)
    said = page.words
    quoted = f"„{timeline.title}“" if language == "de" else f"“{timeline.title}”"
    name = f"{timeline.contract.id} {quoted}" if timeline.title else timeline.contract.id
    page.say((f"{name}, {page.window()}", "title"))
    problem_lines(page, timeline.history.problems, language)
    page.gap()
    chart = _Chart(page, timeline)
    page.lines += chart.lines()
    page.gap()
    page.say((said.legend, "field"), hang=0)
    if timeline.signed is not None and any(row.group == "period" for row in timeline.rows):
        page.say((said.counted_from.format(timeline.signed), "field"), hang=0)
    flip_lines(page, [f for f in timeline.history.flips if {f.before, f.after} & {VIOLATED, UNDECIDED}])
    page.accepted(timeline.history)
    page.gap()
    page.say((page.tally(timeline.history.standing), ""), hang=0)
    page.closing(timeline.history.reviewed_until)
    return page.lines


class _Chart:
    """Rows of names and bars: the days of the window spread over the cells that the names leave."""

    def __init__(self, page: TimePage, timeline: Timeline) -> None:
        self.page = page
        self.timeline = timeline
        names = [cell_len(self.name(row)) for row in timeline.rows]
        self.margin = min(max(names, default=0), page.width * 2 // 5) + 2
        self.days = (timeline.last - timeline.first).days + 1
        self.cells = min(page.width - self.margin - 1, self.days)

    def name(self, row: Row) -> str:
        return clean(self.page.text(row.name), self.page.ascii_only)

    def lines(self) -> Iterator[Line]:
        yield line_of((" " * self.margin, ""), (self.scale(), "field"))
        for row in (row for row in self.timeline.rows if row.group not in ("versions", "findings")):
            yield from self.drawn(row)
        for group in ("versions", "findings"):
            rows = [row for row in self.timeline.rows if row.group == group]
            if rows:
                yield ()
                yield line_of((clean(self.page.words.rows[group], self.page.ascii_only), "title"))
            for row in rows[:MAX_ROWS]:
                yield from self.drawn(row)
            if len(rows) > MAX_ROWS:
                rest = self.page.names.number(len(rows) - MAX_ROWS)
                yield line_of((clean(self.page.words.more_rows.format(rest), self.page.ascii_only), ""))

    def at(self, day: date) -> int:
        """The cell of a day."""
        return (day - self.timeline.first).days * self.cells // self.days

    def drawn(self, row: Row) -> Iterator[Line]:
        """The name and the bar; a name that leaves no room for it stands above it: cut short, two rules look alike."""
        name, style = self.name(row), "rule" if row.group in ("versions", "findings") else ""
        if cell_len(name) > self.margin - 2:
            if cell_len(name) > self.page.width:
                name = _shortened(name, self.page.width, clean("…", self.page.ascii_only))
            yield line_of((name, style))
            name = ""
        yield self.line(row, name, style)

    def line(self, row: Row, name: str, style: str) -> Line:
        drawn: list[str] = [""] * self.cells
        for bar in row.bars:
            self.put(drawn, bar)
        parts = [(MARKS.get(kind, " "), STYLES.get(kind, "")) for kind in drawn]
        padding = " " * (self.margin - cell_len(name))
        line = line_of((name + padding, style), *parts)
        return self.noted(line, row)

    def put(self, drawn: list[str], bar: Bar) -> None:
        """Draw a bar into the cells its days fall into; a bar outside the window leaves nothing."""
        first, last = max(bar.first, self.timeline.first), min(bar.last, self.timeline.last)
        if first > last:
            return
        for at in range(self.at(first), self.at(last) + 1):
            if not drawn[at] or STRENGTH[bar.kind] > STRENGTH[drawn[at]]:
                drawn[at] = bar.kind

    def noted(self, line: Line, row: Row) -> Line:
        """The line with its note behind the bar, where there is room."""
        if row.note is None or row.group in ("sale", "versions"):
            return line
        note = clean(self.page.text(row.note), self.page.ascii_only)
        used = sum(cell_len(text) for text, _ in line)
        return line_of(*line, (f" {note}", "field")) if used + 1 + cell_len(note) <= self.page.width else line

    def scale(self) -> str:
        """`|2018    |2019`: a tick and its label at the first of every so many months."""
        for step in STEPS:
            ticks = [(self.at(day), _label(day, step)) for day in self.firsts(step)]
            gaps = [after - before for (before, _), (after, _) in pairwise(ticks)]
            if all(gap >= len(_label(self.timeline.first, step)) + 2 for gap in gaps):
                break
        scale = " " * self.cells
        for at, label in ticks:
            text = f"|{label}"
            if at + len(text) <= self.cells:
                scale = scale[:at] + text + scale[at + len(text) :]
        return scale.rstrip() or "|"

    def firsts(self, step: int) -> list[date]:
        """The first days of every ``step``-th month in the window."""
        first, last = self.timeline.first, self.timeline.last
        months = range(first.year * 12, min(last.year, date.max.year) * 12 + 12)
        days = [date(month // 12, month % 12 + 1, 1) for month in months if month % step == 0]
        return [day for day in days if first <= day <= last]


def _shortened(name: str, room: int, dots: str) -> str:
    """A long name without its middle: rules differ in how they begin, sections in how they end."""
    kept = room - len(dots)
    head, tail = name, name[-1:]
    while cell_len(head) > kept - kept // 3:
        head = head[:-1]
    while len(tail) < len(name) and cell_len(head + name[-len(tail) - 1 :]) <= kept:
        tail = name[-len(tail) - 1 :]
    return head + dots + tail


def _label(day: date, step: int) -> str:
    return f"{day.year}" if step >= 12 else f"{day.year}-{day.month:02}"
