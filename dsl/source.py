"""A file: from bytes to text, with every place named.

``read_source`` turns bytes into a ``Source`` or into problems that say what is wrong with the file as a file: its
encoding, its normal form, merge-conflict markers. Lines and columns count from 1; a column counts code points, so it is
what an editor shows for text without combining marks.
"""

from __future__ import annotations

import unicodedata

from dsl.record import NamedTuple

MAX_BYTES = 2_000_000  # a tariff has a few kilobytes; a file larger than this is no tariff
MAX_LINES = 20_000
MAX_LINE = 4_000
# After this many problems the rest of a file is left alone: it is no file of ours, and nobody reads on.
MAX_PROBLEMS = 100
#: problems after which nothing of the file was read
UNREADABLE = frozenset({"binary", "encoding-utf16", "file-too-large", "file-too-long"})


class Span(NamedTuple):
    """A stretch of one line: ``column`` to ``end_column`` (exclusive), counted in code points from 1."""

    path: str
    line: int
    column: int
    end_column: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Problem(NamedTuple):
    """Something wrong with a text. ``code`` names the message in ``dsl.messages``; ``details`` fill its gaps.

    The detail ``better``, where there is one, is the text that should stand at ``span`` instead.
    """

    code: str
    span: Span
    details: tuple[tuple[str, str], ...] = ()
    # a second place: the other half of a conflict
    other: Span | None = None


class Fix(NamedTuple):
    """``text`` instead of what stands at ``span``. ``safe``: it can mean nothing else; otherwise it is a suggestion."""

    span: Span
    text: str
    safe: bool


class Source(NamedTuple):
    """A readable file: ``path`` as the user sees it, ``text`` in NFC with ``\\n`` line ends."""

    path: str
    text: str
    lines: tuple[str, ...]


def problem(code: str, span: Span, other: Span | None = None, **details: object) -> Problem:
    """Build a problem; the keyword arguments fill the gaps of its message."""
    return Problem(code, span, tuple((k, str(v)) for k, v in details.items()), other)


def read_source(path: str, data: bytes) -> tuple[Source, list[Problem]]:
    """Decode ``data``; the source is always usable (it is empty after a problem in ``UNREADABLE``)."""
    reason = _unreadable(path, data)
    if reason is not None:
        return Source(path, "", ("",)), [reason]
    problems: list[Problem] = []
    if data.startswith(b"\xef\xbb\xbf"):
        problems.append(problem("bom", Span(path, 1, 1, 2)))
        data = data[3:]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        text, found = _foreign(path, data, error.start)
        problems.append(found)
    text = _line_ends(text)
    if not unicodedata.is_normalized("NFC", text):
        problems.append(_decomposed(path, text))
        text = unicodedata.normalize("NFC", text)
    lines = tuple(text.split("\n"))
    if any(marker in text for marker in _MARKERS):
        problems += _conflicts(path, lines)
    return Source(path, text, lines), problems


def _unreadable(path: str, data: bytes) -> Problem | None:
    """Why these bytes are no text file of ours."""
    start = Span(path, 1, 1, 2)
    if len(data) > MAX_BYTES:
        return problem("file-too-large", start, size=len(data) // 1000, limit=MAX_BYTES // 1000)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return problem("encoding-utf16", start)
    if b"\x00" in data:
        # Every second byte of Latin text in UTF-16 is zero.
        halves = (data[::2].count(0), data[1::2].count(0))
        utf16 = min(halves) == 0 and max(halves) * 4 > len(data)
        return problem("encoding-utf16" if utf16 else "binary", start)
    count = max(data.count(b"\n"), data.count(b"\r")) + 1
    if count > MAX_LINES:
        return problem("file-too-long", start, lines=count, limit=MAX_LINES)
    return None


def _line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _foreign(path: str, data: bytes, at: int) -> tuple[str, Problem]:
    """The text of a file in the encoding of older Windows programs, and the problem at byte ``at``."""
    codec = "cp1252"
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:  # five bytes have no meaning there
        codec = "latin-1"
        text = data.decode(codec)
    before = _line_ends(data[:at].decode(codec))
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    word = _word_at(_line_ends(text).split("\n")[line - 1], column - 1)
    return text, problem("encoding", Span(path, line, column, column + 1), char=text[len(data[:at])], word=word)


def _decomposed(path: str, text: str) -> Problem:
    """The first letter that is written as two characters; its column counts in the composed text."""
    for number, line in enumerate(text.split("\n"), 1):
        composed = unicodedata.normalize("NFC", line)
        if composed != line:
            same = next((i for i, (a, b) in enumerate(zip(line, composed, strict=False)) if a != b), len(composed) - 1)
            same = max(0, min(same, len(composed) - 1))
            return problem("nfd", Span(path, number, same + 1, same + 2), word=_word_at(composed, same))
    raise AssertionError("a text that is not NFC has a line that is not")


def _word_at(line: str, at: int) -> str:
    """The word of ``line`` around offset ``at``."""
    start, end = line.rfind(" ", 0, at) + 1, line.find(" ", at)
    return line[start : len(line) if end < 0 else end].strip(":;,\"'()\t")


_MARKERS = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")


def is_conflict_marker(line: str) -> str:
    """The seven signs a version control system writes around a conflict; "" for any other line."""
    marker = line[:7]
    return marker if marker in _MARKERS and (len(line) == 7 or line[7] == " ") else ""


def _conflicts(path: str, lines: tuple[str, ...]) -> list[Problem]:
    """One problem for each block of merge-conflict markers: where it begins and where it ends."""
    found: list[Problem] = []
    start: Span | None = None
    for number, line in enumerate(lines, 1):
        marker = is_conflict_marker(line)
        if not marker:
            continue
        here = Span(path, number, 1, 8)
        if marker == "<<<<<<<" and start is None:
            start = here
        elif marker == ">>>>>>>" and start is not None:
            found.append(problem("conflict", start, here))
            start = None
        elif start is None and not found:
            found.append(problem("conflict-rest", here, found=marker))
    if start is not None:
        found.append(problem("conflict-rest", start, found="<<<<<<<"))
    return found[:MAX_PROBLEMS]
