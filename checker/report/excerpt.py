"""Source lines with carets: the user's own text, and what to say about a place in it.

Positions are terminal cells, so that carets stand right below umlauts, tabs, combining marks, wide characters and
emoji. A line that is too long is cropped around the place that is meant.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from dsl.record import NamedTuple
from dsl.source import Span

from .cells import Line, Segment, cell_len, clean, fill, is_clean, is_narrow, line_of, shown_characters

TAB = 4
_LONG = 4_000  # characters; of a longer line only the neighbourhood of the place is looked at
_INDENT = "   "


class Mark(NamedTuple):
    """A place and its label, ready to be shown: ``text`` is cleaned, ``caret`` is one ASCII character."""

    span: Span
    text: str
    caret: str
    style: str


class _Row:
    """One source line laid out in cells.

    ``cells``: what is shown in each, a character and the marks that stand on it; ``starts``: the columns at which they
    start, and the one behind the last; ``index``: the cell of each character.
    """

    def __init__(self, text: str, near: int, ascii_only: bool) -> None:
        self.offset = max(0, near - _LONG // 2) if len(text) > _LONG else 0
        text = text[self.offset : self.offset + _LONG]
        self.cells: Sequence[str] = text
        self.starts: Sequence[int] = range(len(text) + 1)
        self.index: Sequence[int] = range(len(text))
        if not (is_clean(text, ascii_only) and is_narrow(text)):
            self._lay_out(text, ascii_only)
        self.size = self.starts[-1]

    def _lay_out(self, text: str, ascii_only: bool) -> None:
        cells: list[str] = []
        starts, index = [0], []
        for char, shown in zip(text, shown_characters(text, ascii_only), strict=True):
            if char == "\t":
                shown = " " * (TAB - starts[-1] % TAB)
            size = cell_len(shown)
            if size or not cells:
                cells.append(shown)
                starts.append(starts[-1] + size)
            else:
                cells[-1] += shown
            index.append(len(cells) - 1)
        self.cells, self.starts, self.index = cells, starts, index

    def place(self, span: Span) -> tuple[int, int]:
        """First and last-plus-one cell of ``span``, at least one cell wide, at the latest just behind the text."""
        first = max(0, span.column - 1 - self.offset)
        last = max(first, span.end_column - 2 - self.offset)
        if first >= len(self.index):
            return self.size, self.size + 1
        start = self.starts[self.index[first]]
        return start, max(self.starts[self.index[min(last, len(self.index) - 1)] + 1], start + 1)


class _Window(NamedTuple):
    """The part of a row that is shown, from cell ``start`` to ``end``; ``shift`` is where cell ``start`` is printed."""

    text: str
    start: int
    end: int
    shift: int


def _window(row: _Row, wanted: tuple[int, int], room: int, dots: str) -> _Window:
    total = max(row.size, wanted[1])
    if total <= room:
        return _Window("".join(row.cells), 0, total, 0)
    inner = room - 2 * len(dots)
    if wanted[1] <= room - len(dots):
        start, end, left, right = 0, room - len(dots), "", dots
    else:
        spare = max(0, inner - (wanted[1] - wanted[0]))
        start, left = wanted[0] - spare // 2, dots
        right = dots if start + inner + len(dots) < total else ""
        end = start + inner if right else total
        if not right:
            start = max(0, total - room + len(dots))
    first, last = bisect_left(row.starts, start), bisect_right(row.starts, end) - 1
    # a wide character cut by the edge leaves blanks, so that the columns stay right
    pad_left = row.starts[first] - start if first < last else 0
    pad_right = end - row.starts[last] if first < last and right else 0
    text = left + " " * pad_left + "".join(row.cells[first:last]) + " " * pad_right + right
    return _Window(text, start, end, len(left))


class Excerpts:
    """Renders the places of one finding. ``sources`` maps a path to the text of that file."""

    def __init__(self, sources: Mapping[str, str], width: int, ascii_only: bool) -> None:
        self.sources = sources
        self.width = width
        self.ascii_only = ascii_only
        self.dots = "..." if ascii_only else "…"
        self._split: dict[str, list[str]] = {}

    def render(self, marks: Sequence[Mark]) -> list[Line]:
        """Blocks of one file each, the file of the first mark first."""
        numbers = [m.span.line for m in marks if 1 <= m.span.line <= len(self._lines(m.span.path))]
        digits = max(2, len(str(max(numbers, default=0))))
        lines: list[Line] = []
        for path in dict.fromkeys(mark.span.path for mark in marks):
            here = list(dict.fromkeys(mark for mark in marks if mark.span.path == path))
            if path:
                place = clean(str(here[0].span), self.ascii_only)
                lines += fill([(place, "path")], self.width, prefix=((_INDENT, ""),), indent=len(_INDENT))
            lines += self._block(path, here, digits)
        return lines

    def line(self, path: str, number: int) -> str:
        """Line ``number`` of ``path``; "" where there is none."""
        lines = self._lines(path)
        return lines[number - 1] if 1 <= number <= len(lines) else ""

    def _lines(self, path: str) -> list[str]:
        if path not in self._split:
            text = self.sources.get(path, "")
            self._split[path] = text.replace("\r\n", "\n").split("\n") if text else []
        return self._split[path]

    def _block(self, path: str, marks: list[Mark], digits: int) -> list[Line]:
        source = self._lines(path)
        lines: list[Line] = []
        last = 0
        for number in sorted({mark.span.line for mark in marks}):
            here = [mark for mark in marks if mark.span.line == number]
            if not 1 <= number <= len(source):
                for mark in here:
                    if mark.text:
                        prefix = ((_INDENT, ""), (mark.caret + " ", mark.style))
                        lines += fill([(mark.text, mark.style)], self.width, prefix=prefix, indent=len(_INDENT) + 2)
                continue
            if last and number == last + 2:
                lines += self._source_line(source[number - 2], number - 1, [], digits)
            elif last and number > last + 2:
                lines.append(line_of((self.dots.rjust(digits), "gutter")))
            lines += self._source_line(source[number - 1], number, here, digits)
            last = number
        return lines

    def _source_line(self, text: str, number: int, marks: list[Mark], digits: int) -> list[Line]:
        """The line once with all its marks below; once for each mark where the line is too long to show them all."""
        room = self.width - digits - 3
        near = marks[0].span.column if marks else 0
        row = _Row(text, near, self.ascii_only)
        places = [row.place(mark.span) for mark in marks] or [(0, 0)]
        union = (min(start for start, _ in places), max(end for _, end in places))
        if len(marks) > 1 and (row.size > room or len(text) > _LONG) and union[1] - union[0] > room // 2:
            return [line for mark in marks for line in self._source_line(text, number, [mark], digits)]
        window = _window(row, union, room, self.dots)
        lines = [line_of((f"{number:>{digits}} |", "gutter"), (" " + window.text, "source"))]
        gutter: Segment = (" " * digits + " |", "gutter")
        for mark, (start, end) in zip(marks, places, strict=False):
            at = window.shift + max(start, window.start) - window.start
            carets = mark.caret * max(1, min(end, window.end) - max(start, window.start))
            lines += self._label(gutter, at, carets, mark, room)
        return lines

    def _label(self, gutter: Segment, at: int, carets: str, mark: Mark, room: int) -> list[Line]:
        """Carets with the label beside them, or below where there is no room beside."""
        size = cell_len(mark.text)
        under = (gutter, (" " * (at + 1), ""), (carets, mark.style))
        if at + len(carets) + 1 + size <= room:
            return [line_of(*under, (" " + mark.text if mark.text else "", mark.style))]
        indent = at if at + size <= room else min(at, TAB)
        wrapped = fill([(mark.text, mark.style)], room - indent)
        return [line_of(*under), *(line_of(gutter, (" " * (indent + 1), ""), *line) for line in wrapped)]
