"""Lines and blocks: comments removed, indentation turned into a tree, every place kept.

A block is a line and the more deeply indented lines below it. Nothing here knows what a line says, so one broken
line never hides another.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dsl.source import MAX_LINE, Problem, Source, Span, problem

if TYPE_CHECKING:
    from lark import Token


@dataclass(slots=True)
class Block:
    """One logical line. ``pieces`` maps offsets in ``content`` to the physical line and column they came from."""

    content: str
    indent: int
    path: str
    pieces: list[tuple[int, int, int]]  # (offset in content, line from 1, column offset from 0)
    children: list[Block] = field(default_factory=list)

    @property
    def line(self) -> int:
        return self.pieces[0][1]

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """The place of ``content[start:end]``; a stretch over a joined line ends with the first line's part."""
        end = len(self.content) if end is None else end
        for index in range(len(self.pieces) - 1, -1, -1):
            offset, line, column = self.pieces[index]
            if start >= offset:
                stop = self.pieces[index + 1][0] - 1 if index + 1 < len(self.pieces) else len(self.content)
                stop = max(min(end, stop), start + 1)
                return Span(self.path, line, column + start - offset + 1, column + stop - offset + 1)
        raise AssertionError("a block has a piece at offset 0")


@dataclass(frozen=True, slots=True)
class Flaw(Exception):
    """A problem inside one line: offsets count from the start of the line's content."""

    code: str
    start: int
    end: int
    details: tuple[tuple[str, str], ...] = ()

    def at(self, block: Block) -> Problem:
        return Problem(self.code, block.span(self.start, self.end), self.details)


def flaw(code: str, token: Token, **details: object) -> Flaw:
    start = token.start_pos or 0
    return Flaw(code, start, start + len(token), tuple((k, str(v)) for k, v in details.items()))


def blocks(source: Source, joins: tuple[str, ...] = ()) -> tuple[list[Block], list[Problem]]:
    """The top-level blocks of ``source``. Lines that start with a word of ``joins`` continue the line above."""
    problems: list[Problem] = []
    top: list[Block] = []
    stack: list[Block] = []
    tab_seen = False
    in_conflict = False
    for number, raw in enumerate(source.lines, 1):
        # The halves of a merge conflict are not read: the markers have had their own message.
        if raw.startswith("<<<<<<<"):
            in_conflict = True
        if in_conflict:
            in_conflict = not raw.startswith(">>>>>>>")
            continue
        if len(raw) > MAX_LINE:
            problems.append(problem("line-too-long", Span(source.path, number, 1, 2), limit=MAX_LINE))
            continue
        stripped = raw.lstrip(" \t\u00a0")
        margin = raw[: len(raw) - len(stripped)]
        if "\t" in margin and stripped.strip() and not tab_seen:
            tab_seen = True
            at = margin.index("\t")
            problems.append(problem("tab", Span(source.path, number, at + 1, at + 2)))
        content = _without_comment(stripped).rstrip()
        if not content:
            continue
        bad = next((i for i, c in enumerate(content) if _is_control(c)), None)
        if bad is not None:
            column = len(margin) + bad + 1
            code = f"U+{ord(content[bad]):04X}"
            problems.append(problem("control-character", Span(source.path, number, column, column + 1), char=code))
            content = "".join(" " if _is_control(c) else c for c in content).rstrip()
            if not content.strip():
                continue
        if "\u00a0" in content:
            content = content.replace("\u00a0", " ")
        indent = len(margin.expandtabs(4))
        if stack and content.split(" ", 1)[0] in joins:
            previous = stack[-1]
            previous.pieces.append((len(previous.content) + 1, number, len(margin)))
            previous.content += " " + content
            continue
        block = Block(content, indent, source.path, [(0, number, len(margin))])
        while stack and stack[-1].indent >= indent:
            stack.pop()
        (stack[-1].children if stack else top).append(block)
        stack.append(block)
    return top, problems


def _without_comment(text: str) -> str:
    """Cut at the first `#` outside quotes."""
    if "#" not in text:
        return text
    quoted = False
    for index, char in enumerate(text):
        if char == '"':
            quoted = not quoted
        elif char == "#" and not quoted:
            return text[:index]
    # An unclosed quote swallows the comment sign; then the comment is cut and the quote gets its own message.
    return text


def _is_control(char: str) -> bool:
    return (
        char < " " and char != "\t"
    ) or char in "\x7f\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
