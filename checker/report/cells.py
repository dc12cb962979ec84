"""Terminal cells: text made safe to show, measured, and wrapped.

A ``Line`` is a tuple of (text, style name) segments. What ``clean`` returns holds no control, format or joining
character, so the width of a text is the sum of the widths of its characters, on every terminal.
"""

from __future__ import annotations

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
_WHITE = dict.fromkeys(b"\t\n\r\v\f", " ")
# joiners, variation selectors and skin tones: they change how the emoji before them is drawn
_EMOJI_MODIFIERS = frozenset("\u200d\ufe0e\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")
_MARKERS = frozenset(
    ["§", "§§", "Par.", "Nr.", "Abs.", "Art.", "Satz", "lit.", "Ziff.", "Buchst.", "No.", "Sec.", "Section", "Article"]
)
_NO_UNIT = frozenset(["und", "oder", "bis", "ab", "ist", "sind", "and", "or", "to", "from", "is", "are", "of"])
# what takes one cell each beside Latin letters: nearly all that is ever said, so that nobody need wait for big tables
_NARROW = frozenset("–—…„“”‚‘’•€≤≥→")
_LATIN = "\u0250"  # and what comes before it


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


def _is_latin(text: str) -> bool:
    try:
        text.encode("latin-1")  # thirty times as quick as to look at every character
    except UnicodeEncodeError:
        return False
    return True


def is_clean(text: str, ascii_only: bool) -> bool:
    """Whether every character of ``text`` is shown as it is: what is printable and no emoji."""
    if text.isascii() or ascii_only:
        return text.isascii() and text.isprintable()
    return text.isprintable() and (_is_latin(text) or _EMOJI_MODIFIERS.isdisjoint(text))


def clean(text: str, ascii_only: bool = False) -> str:
    """``text`` as one line that may be shown: white space as blanks, control characters visible."""
    if is_clean(text, ascii_only):  # most texts are
        return text
    text = text.translate(_WHITE)
    if ascii_only:
        text = text.replace("§§", "§")
    return "".join(shown_characters(text, ascii_only))


def encodable(text: str, encoding: str | None) -> str:
    """``text``, of any number of lines, with what ``encoding`` cannot say replaced by its nearest ASCII form."""
    encoding = encoding or "utf-8"
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return text.translate({ord(char): _encodable_character(char, encoding) for char in {*text} - {"\n"}})
    return text


def _encodable_character(char: str, encoding: str) -> str:
    try:
        char.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return _shown(char, True)
    return char


def cell_len(text: str) -> int:
    """How many cells a terminal needs for ``text``."""
    if text.isprintable() and is_narrow(text):
        return len(text)
    from rich.cells import cell_len as by_tables

    return by_tables(text)


def is_narrow(text: str) -> bool:
    """Whether every character of ``text``, which is cleaned, is known to take one cell."""
    return text.isascii() or _is_latin(text) or all(char < _LATIN or char in _NARROW for char in {*text})


# --- lines ---


def plain(line: Line) -> str:
    """The characters of a line without its styles."""
    return "".join([text for text, _ in line])


def line_of(*segments: Segment) -> Line:
    """A line of these segments: neighbours of one style joined, blanks at the end dropped."""
    joined: list[Segment] = []
    last = ""
    style = ""
    for text, its_style in segments:
        if last and (its_style == style or not text.strip(" ")):
            last += text
        else:
            if last:
                joined.append((last, style))
            last, style = text, its_style
    if last := last.rstrip(" "):
        joined.append((last, style))
    return tuple(joined)


# --- wrapping ---


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
    for text, style in parts:
        text = text.rstrip(" ")
        narrow, at = is_narrow(text), 0
        while at < len(text):
            while blank and text[at] == " ":
                at += 1
            room = width - used
            end = min(at + room, len(text)) if narrow else _reach(text, at, room)
            if ended := end < len(text):
                if blank and used <= indent:  # no line has more room
                    end = _parted(text, at, end) or _parted(text, at, end, True) or _cut(text, at, end)
                else:
                    end = _parted(text, at, end)
            if end:
                current.append((text[at:end], style))
                used, blank, at = used + (end - at if narrow else cell_len(text[at:end])), False, end
            if ended:
                lines.append(line_of(*current))
                current, used, blank = [(" " * indent, "")], indent, True
    if not blank or not lines:
        lines.append(line_of(*current))
    return lines


def _reach(text: str, at: int, room: int) -> int:
    """Where the longest part of ``text`` from ``at`` on ends that fits into ``room`` cells."""
    for end in range(at, len(text)):
        room -= cell_len(text[end])
        if room < 0:
            return end
    return len(text)


def _parted(text: str, at: int, end: int, anyhow: bool = False) -> int:
    """The end of the last word of ``text`` from ``at`` to ``end`` that the next may be parted from; 0 if none may.

    ``anyhow``: also from a word that it belongs to.
    """
    while (blank := text.rfind(" ", at, end + 1)) > at:
        end = blank - 1
        word = text[text.rfind(" ", 0, blank) + 1 : blank]  # "" between two blanks
        if word and (anyhow or not _belongs(word, _first_word(text, blank))):
            return blank
    return 0


def _belongs(word: str, following: str) -> bool:
    """``6 Wochen``, ``Nr. 9``, ``ab 2022-03-01``."""
    if following in _MARKERS:
        return False
    if following[:4].isdecimal() and following[4:5] == "-" == following[7:8]:  # a date
        return word in _NO_UNIT
    if word[0].isalpha():  # most are: then it is no number
        return word in _MARKERS
    return word.lstrip("(") in _MARKERS or (_is_number(word) and following not in _NO_UNIT)


def _is_number(word: str) -> bool:
    """``3``, ``(1.000,5``, ``2.``"""
    start = next((at for at, char in enumerate(word) if char.isalnum()), 0)
    return all(part.isdecimal() for part in word[start:].removesuffix(".").replace(",", ".").split("."))


def _first_word(text: str, at: int) -> str:
    """The word of ``text`` that follows the blank at ``at``."""
    while text[at] == " ":
        at += 1
    end = text.find(" ", at)
    return text[at:end] if end > 0 else text[at:]


def cut(text: str, room: int) -> str:
    """The longest beginning of ``text`` that fits into ``room`` cells, at least one character."""
    end = min(room, len(text)) if is_narrow(text) else _reach(text, 0, room)
    return text[: _cut(text, 0, end)] if end < len(text) else text


def _cut(text: str, at: int, end: int) -> int:
    """Where to cut a word that is longer than ``text`` from ``at`` to ``end``: after at least one character."""
    end = max(end, at + 1)
    for marks in ("/", "-_.,"):
        nice = max(text.rfind(mark, at + (end - at) // 3, end) for mark in marks)
        if nice >= 0:
            return nice + 1
    return end
