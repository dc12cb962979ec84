"""A file: from bytes to text, with every place named.

``read_source`` turns bytes into a ``Source`` or into problems that say what is wrong with the file as a file: its
encoding, its normal form, merge-conflict markers, control characters. Lines and columns count from 1; a column counts
code points, so it is what an editor shows for text without combining marks.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

MAX_BYTES = 2_000_000  # a tariff has a few kilobytes; a file larger than this is no tariff
MAX_LINE = 4_000


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one line: ``column`` to ``end_column`` (exclusive), counted in code points from 1."""

    path: str
    line: int
    column: int
    end_column: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a text. ``code`` names the message in ``dsl.messages``; ``details`` fill its gaps."""

    code: str
    span: Span
    details: tuple[tuple[str, str], ...] = ()
    # a second place: the other half of a conflict
    other: Span | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A readable file: ``path`` as the user sees it, ``text`` in NFC with ``\\n`` line ends."""

    path: str
    text: str
    lines: tuple[str, ...] = field(repr=False)

    def span(self, line: int, start: int, end: int) -> Span:
        """Span of line ``line`` (from 1), string offsets ``start`` to ``end`` (from 0)."""
        return Span(self.path, line, start + 1, max(end, start + 1) + 1 if end <= start else end + 1)


def problem(code: str, span: Span, other: Span | None = None, **details: object) -> Problem:
    """Build a problem; the keyword arguments fill the gaps of its message."""
    return Problem(code, span, tuple((k, str(v)) for k, v in details.items()), other)


def read_source(path: str, data: bytes) -> tuple[Source, list[Problem]]:
    """Decode ``data``; the source is always usable (undecodable bytes become U+FFFD), the problems say what was wrong."""
    problems: list[Problem] = []
    start = Span(path, 1, 1, 2)
    if len(data) > MAX_BYTES:
        problems.append(problem("file-too-large", start, size=len(data) // 1000, limit=MAX_BYTES // 1000))
        return Source(path, "", ("",)), problems
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        problems.append(problem("encoding-utf16", start))
        return Source(path, "", ("",)), problems
    if data.startswith(b"\xef\xbb\xbf"):
        problems.append(problem("bom", start))
        data = data[3:]
    if b"\x00" in data:
        problems.append(problem("binary", start))
        return Source(path, "", ("",)), problems
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        line_start = data.rfind(b"\n", 0, error.start) + 1
        column = len(data[line_start : error.start].decode("utf-8", "replace")) + 1
        shown = data[error.start : error.start + 1].decode("latin-1")
        problems.append(problem("encoding", Span(path, line, column, column + 1), char=shown))
        text = data.decode("latin-1")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = tuple(text.split("\n"))
    nfc = unicodedata.normalize("NFC", text)
    if nfc != text:
        for number, line_text in enumerate(lines, 1):
            composed = unicodedata.normalize("NFC", line_text)
            if composed != line_text:
                at = next((i for i, c in enumerate(line_text) if unicodedata.combining(c)), 0)
                problems.append(
                    problem("nfd", Span(path, number, max(at, 1), max(at, 1) + 2), word=_word_at(composed, at - 1))
                )
                break
        text = nfc
        lines = tuple(text.split("\n"))
    problems += _conflicts(path, lines)
    return Source(path, text, lines), problems


def _word_at(line: str, at: int) -> str:
    at = max(0, min(at, len(line) - 1))
    start = line.rfind(" ", 0, at) + 1
    end = line.find(" ", at)
    return line[start : len(line) if end < 0 else end].rstrip(":")


def _conflicts(path: str, lines: tuple[str, ...]) -> list[Problem]:
    """One problem for each block of merge-conflict markers."""
    found: list[Problem] = []
    for number, line in enumerate(lines, 1):
        if line.startswith("<<<<<<< ") or line == "<<<<<<<":
            end = next((n for n, later in enumerate(lines[number:], number + 1) if later.startswith(">>>>>>>")), None)
            other = Span(path, end, 1, 8) if end else None
            found.append(problem("conflict", Span(path, number, 1, 8), other))
    return found
