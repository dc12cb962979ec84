"""Terminal cells: text made safe to show, measured, and wrapped.

A ``Line`` is a tuple of (text, style name) segments. What ``clean`` returns holds no control, format or joining
character, so the width of a text is the sum of the widths of its characters, on every terminal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

Segment = tuple[str, str]
Line = tuple[Segment, ...]

_ASCII = dict(
    zip(
        "äöüÄÖÜßẞ§…·•×€≤≥→⁄",
        ["ae", "oe", "ue", "Ae", "Oe", "Ue", "ss", "SS", "Par.", "...", "*", "*", "x", "EUR", "<=", ">=", "->", "/"],
        strict=True,
    )
)
_ASCII.update(dict.fromkeys("„“”«»‟″", '"'))
_ASCII.update(dict.fromkeys("‚‘’‹›′´", "'"))
_ASCII.update(dict.fromkeys("‐‑‒–—―−", "-"))
# joiners, variation selectors and skin tones: they change how the emoji before them is drawn
_EMOJI_MODIFIERS = frozenset("\u200d\ufe0e\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")
_MARKERS = frozenset(
    ["§", "§§", "Par.", "Nr.", "Abs.", "Art.", "Satz", "lit.", "Ziff.", "Buchst.", "No.", "Sec.", "Section", "Article"]
)
_NO_UNIT = frozenset(["und", "oder", "bis", "ab", "ist", "sind", "and", "or", "to", "from", "is", "are", "of"])
# what takes one cell each: nearly all that is ever said, so that nobody need wait for tables of Unicode
_NARROW = frozenset(map(chr, (*range(0x20, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x250)))) | frozenset(
    "–—…„“”‚‘’•€≤≥→"
)
_NUMBER = re.compile(r"\W*\d+(?:[.,]\d+)*\.?")
_DATE = re.compile(r"\d{4}-\d\d-\d\d\W*")
_WORD = re.compile(r"( *)([^ ]+)")


# --- making text safe ---


@lru_cache(maxsize=4096)
def _shown(char: str, ascii_only: bool) -> str:
    category = unicodedata.category(char)
    if category in ("Cc", "Cf", "Cs", "Zl", "Zp"):
        return f"<U+{ord(char):04X}>"
    if not ascii_only or char.isascii():
        return char
    return _ASCII.get(char) or _decomposed(char, category)


def _decomposed(char: str, category: str) -> str:
    """``é`` as ``e``; a mark that stands alone as nothing; what has no ASCII form as ``?``."""
    if category.startswith("Z"):
        return " "
    parts = unicodedata.normalize("NFKD", char)
    kept = "".join(_ASCII.get(part, part) for part in parts if not unicodedata.category(part).startswith("M"))
    return kept if kept.isascii() and kept.isprintable() and (kept or category.startswith("M")) else "?"


def shown_characters(text: str, ascii_only: bool) -> Iterator[str]:
    """For each character of ``text`` what is shown for it, perhaps nothing.

    Control and format characters become ``<U+001B>``: visible, and never an order to the terminal. Joined emoji are
    shown as their parts, because terminals disagree about the width of joined ones and carets must stand right.
    """
    previous = " "
    for char in text:
        if char in _EMOJI_MODIFIERS:
            yield f"<U+{ord(char):04X}>" if unicodedata.category(previous)[0] in "LZ" else ""
        else:
            yield _shown(char, ascii_only)
            previous = char


def _modified(text: str) -> bool:
    try:
        text.encode("latin-1")  # which has none of them: thirty times as quick as to look at every character
    except UnicodeEncodeError:
        return not _EMOJI_MODIFIERS.isdisjoint(text)
    return False


def clean(text: str, ascii_only: bool = False) -> str:
    """``text`` as one line that may be shown: white space as blanks, control characters visible."""
    # What is printable and no emoji is shown as it is; most texts are.
    if text.isprintable() and (text.isascii() or (not ascii_only and not _modified(text))):
        return text
    text = re.sub(r"[\t\n\r\v\f]", " ", text)
    if ascii_only:
        text = text.replace("§§", "§")
    return "".join(shown_characters(text, ascii_only))


def encodable(text: str, encoding: str | None) -> str:
    """``text`` with what ``encoding`` cannot say replaced by its nearest ASCII form."""
    encoding = encoding or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(_encodable_character(char, encoding) for char in text)
    except LookupError:
        return "".join(_shown(char, True) for char in text)
    return text


def _encodable_character(char: str, encoding: str) -> str:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return _shown(char, True)
    return char


def cell_len(text: str) -> int:
    """How many cells a terminal needs for ``text``."""
    if (text.isascii() and text.isprintable()) or _NARROW.issuperset(text):
        return len(text)
    from rich.cells import cell_len as by_tables

    return by_tables(text)


# --- lines ---


def plain(line: Line) -> str:
    """The characters of a line without its styles."""
    return "".join(text for text, _ in line)


def line_of(*segments: Segment) -> Line:
    """A line of these segments: neighbours of one style joined, blanks at the end dropped."""
    joined: list[Segment] = []
    for text, style in segments:
        if joined and (joined[-1][1] == style or not text.strip(" ")):
            text, style = joined[-1][0] + text, joined.pop()[1]
        if text:
            joined.append((text, style))
    while joined and not joined[-1][0].rstrip(" "):
        joined.pop()
    if joined:
        joined[-1] = (joined[-1][0].rstrip(" "), joined[-1][1])
    return tuple(joined)


# --- wrapping ---

_Word = tuple[int, str, int]  # blanks before it, text, cells


def fill(parts: Iterable[Segment], width: int, *, prefix: Line = (), indent: int = 0) -> list[Line]:
    """Wrap ``parts`` (cleaned texts with styles) to lines of at most ``width`` cells.

    ``prefix`` opens the first line, ``indent`` blanks open the others. A number stays with its unit and ``§`` with its
    number as long as the two fit on one line; a word that is longer than a line is cut, after a ``/`` or ``-`` if it
    has one. White space inside a text is kept except where a line ends.
    """
    lines: list[Line] = []
    current: list[Segment] = list(prefix)
    used = cell_len(plain(prefix))
    blank = True  # no word on the current line yet

    def end_line() -> None:
        nonlocal current, used, blank
        lines.append(line_of(*current))
        current, used, blank = [(" " * indent, "")], indent, True

    def put(text: str, style: str, cells: int) -> None:
        nonlocal used, blank
        if current and current[-1][1] == style:
            current[-1] = (current[-1][0] + text, style)
        else:
            current.append((text, style))
        used, blank = used + cells, False

    for whole, style in parts:
        cells = cell_len(whole)
        if used + cells <= width and whole[-1:] not in ("", " ") and not (blank and whole[0] == " "):
            put(whole, style, cells)  # all of its words fit
            continue
        queue = [*_chunks(whole)]
        queue.reverse()
        while queue:
            chunk = queue.pop()
            gap, text, size = chunk[0]
            for before, word, cells in chunk[1:]:
                text, size = text + " " * before + word, size + before + cells
            gap = 0 if blank else gap
            if used + gap + size <= width:
                put(" " * gap + text, style, gap + size)
            elif not blank or used > indent:
                end_line()
                queue.append(chunk)
            elif len(chunk) > 1:
                queue.extend([word] for word in reversed(chunk))
            else:
                head = cut(text, width - used)
                put(head, style, cell_len(head))
                if rest := text[len(head) :]:
                    queue.append([(0, rest, cell_len(rest))])
    if not blank or not lines:
        lines.append(line_of(*current))
    return lines


def _chunks(text: str) -> Iterator[list[_Word]]:
    """The words of ``text``; words that belong on one line stand in one chunk."""
    chunk: list[_Word] = []
    last = ""
    for blanks, word in _WORD.findall(text):
        if chunk and not _belongs(last, word):
            yield chunk
            chunk = []
        chunk.append((len(blanks), word, cell_len(word)))
        last = word
    if chunk:
        yield chunk


def _belongs(word: str, following: str) -> bool:
    """``6 Wochen``, ``Nr. 9``, ``ab 2022-03-01``."""
    if following in _MARKERS:
        return False
    if following[0].isdecimal() and _DATE.fullmatch(following):
        return word in _NO_UNIT
    if word[0].isalpha():  # most are: then it is no number
        return word in _MARKERS
    return word.lstrip("(") in _MARKERS or (_NUMBER.fullmatch(word) is not None and following not in _NO_UNIT)


def cut(text: str, room: int) -> str:
    """The longest beginning of ``text`` that fits into ``room`` cells, at least one character."""
    used = end = 0
    for char in text:
        used += cell_len(char)
        if used > room and end:
            break
        end += 1
    if end < len(text):
        for marks in ("/", "-_.,"):
            nice = max(text.rfind(mark, end // 3, end) for mark in marks)
            if nice >= 0:
                return text[: nice + 1]
    return text[:end]
