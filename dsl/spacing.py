"""The blanks inside a line: one between words, none before a comma or a colon, numbers with their thousands points.

The line is cut into the tokens of its grammar and put together again; what stands between quotes, and a citation, is
taken from the file as it is.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from dsl.layout import Block
from dsl.quantity import format_number, parse_number
from dsl.values import grammar

# (language, at column 0) -> the grammars and starts that a line is tried with, in this order
_STARTS = {
    ("tarif", True): (("tarif", "heading"), ("tarif", "fact"), ("tarif", "item")),
    ("tarif", False): (("tarif", "fact"), ("tarif", "item")),
    ("regel", True): (("regel", "top"), ("regel", "line")),
    # the facts of an example are those of a tariff: their names may be words of this language
    ("regel", False): (("regel", "line"), ("tarif", "fact"), ("tarif", "item")),
}
_AS_WRITTEN = ("STRING", "CITATION")
_WIDE = re.compile(r"-?[1-9]\d{3,}(,\d+)?")  # 1000 or more, without a point

Token = tuple[str, int, int]  # its type, and its place in the content


@lru_cache(maxsize=20_000)
def tokens(language: str, content: str, at_margin: bool) -> tuple[str, tuple[Token, ...]] | None:
    """How the line begins in its grammar (`heading`, `line` ...) and its tokens; None if no grammar takes it."""
    from lark.exceptions import UnexpectedInput

    for name, start in _STARTS[language, at_margin]:
        parser: Any = grammar(name).parse_interactive(content, start=start)
        try:
            found = [(token.type, token.start_pos or 0, token.end_pos or 0) for token in parser.iter_parse()]
            parser.feed_eof()
        except UnexpectedInput:
            continue
        return start, tuple(found)
    return None


def as_written(block: Block, lines: tuple[str, ...]) -> dict[int, str]:
    """The text of each line of ``block`` as it stands in the file, without its indentation and its comment."""
    return {
        line: lines[line - 1][block.pieces[first][2] : block.pieces[last][2] + end - block.pieces[last][0]]
        for line, (first, last, end) in _extents(block).items()
    }


def respaced(block: Block, lines: tuple[str, ...], found: tuple[Token, ...]) -> dict[int, str]:
    """The text of each line of ``block`` with its blanks in order. ``found``: the tokens of its content."""
    text: dict[int, str] = {}
    before: dict[int, Token] = {}
    extents = _extents(block)
    written = as_written(block, lines)
    for token in found:
        kind, start, end = token
        for line, (first, _, stop) in extents.items():
            offset = block.pieces[first][0]
            low, high = max(start, offset), min(end, stop)
            if low >= high:
                continue
            part = block.content[low:high]
            if kind in _AS_WRITTEN:
                part = written[line][low - offset : high - offset].strip()
            elif kind == "NUMBER" and _WIDE.fullmatch(part):
                part = format_number(parse_number(part))
            gap = _gap(before[line], token, block.content) if line in before else ""
            text[line] = text.get(line, "") + gap + part
            before[line] = token
    return text


def _extents(block: Block) -> dict[int, tuple[int, int, int]]:
    """For each line of ``block``: its first and its last piece, and where it ends in the content."""
    found: dict[int, tuple[int, int, int]] = {}
    for index, (_, line, _) in enumerate(block.pieces):
        first = found[line][0] if line in found else index
        following = block.pieces[index + 1] if index + 1 < len(block.pieces) else None
        # the lines of a block are joined by one blank
        end = len(block.content) if following is None else following[0] - (following[1] != line)
        found[line] = (first, index, end)
    return found


def _gap(before: Token, after: Token, content: str) -> str:
    """What stands between two tokens: a blank, or nothing."""
    left = "" if before[0] in _AS_WRITTEN else content[before[1] : before[2]]
    right = "" if after[0] in _AS_WRITTEN else content[after[1] : after[2]]
    if right in (",", ":", ")") or left == "(":
        return ""
    if "/" in (left, right):  # `ja/nein`, but `"Deutsch" / "English"`
        return " " if "STRING" in (before[0], after[0]) else ""
    return " "
