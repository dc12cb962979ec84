"""Lines and blocks: comments removed, indentation turned into a tree, every place kept.

A block is a line and the more deeply indented lines below it. Nothing here knows what a line says, so one broken
line never hides another.
"""

from __future__ import annotations

import re
from functools import lru_cache

from dsl.source import MAX_LINE, MAX_PROBLEMS, Problem, Source, Span, is_conflict_marker, problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dsl.tables import Word

# Lines indented deeper than this many levels count as one level: no file of ours has more than four.
MAX_NESTING = 20

# Signs nobody sees and nobody means: control characters, soft hyphens, zero-width spaces, changes of direction.
# Compiled for the first line that may hold one: hardly any file has such a line.
_INVISIBLE = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
# Blanks of other widths come with text from web pages and word processors; they are blanks all the same.
_BLANKS = "[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"


class Block:
    """One logical line.

    ``pieces`` maps offsets in ``content`` to the physical line and column they came from: (offset in content, line from
    1, column offset from 0). ``last``: of a corrected line its last sign in the file, behind which no place lies.
    """

    __slots__ = ("children", "content", "indent", "last", "path", "pieces")

    def __init__(
        self,
        content: str,
        indent: int,
        path: str,
        pieces: list[tuple[int, int, int]],
        children: list[Block] | None = None,
        last: Span | None = None,
    ) -> None:
        self.content = content
        self.indent = indent
        self.path = path
        self.pieces = pieces
        self.children = [] if children is None else children
        self.last = last

    @property
    def line(self) -> int:
        return self.pieces[0][1]

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """The place of ``content[start:end]``; a stretch over a joined line ends with the first line's part."""
        end = len(self.content) if end is None else end
        if len(self.pieces) == 1:
            _, line, column = self.pieces[0]
            return Span(self.path, line, column + start + 1, column + (end if end > start else start + 1) + 1)
        first = self._piece(start)
        offset, line, column = self.pieces[first]
        following = next((piece[0] for piece in self.pieces[first + 1 :] if piece[1] != line), None)
        end = max(min(end, end if following is None else following - 1), start + 1)
        last_offset, _, last_column = self.pieces[self._piece(end - 1)]
        first_column, end_column = column + start - offset + 1, last_column + end - last_offset + 1
        if self.last is not None and self.last.line == line:
            end_column = max(2, min(end_column, self.last.end_column))
            first_column = min(first_column, end_column - 1)
        return Span(self.path, line, first_column, max(end_column, first_column + 1))

    def corrected(self, flaw: Flaw) -> Block | None:
        """The line as it was probably meant, its places still those of the text; None where that cannot be told."""
        better = dict(flaw.details).get("better")
        if better is None:
            return None
        grown = len(better) - (flaw.end - flaw.start)
        offset, line, column = self.pieces[self._piece(flaw.end)]
        pieces = [piece for piece in self.pieces if piece[0] <= flaw.start]
        pieces.append((flaw.start + len(better), line, column + flaw.end - offset))
        pieces += [(piece[0] + grown, *piece[1:]) for piece in self.pieces if piece[0] > flaw.end]
        content = self.content[: flaw.start] + better + self.content[flaw.end :]
        last = self.span(len(self.content) - 1)
        return Block(content, self.indent, self.path, pieces, self.children, self.last or last)

    def _piece(self, at: int) -> int:
        """The index of the piece that holds the character at offset ``at``."""
        return max(index for index, piece in enumerate(self.pieces) if piece[0] <= max(at, 0))


class Flaw(Exception):
    """A problem inside one line: offsets count from the start of the line's content."""

    def __init__(self, code: str, start: int, end: int, details: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(code, start, end, details)
        self.code = code
        self.start = start
        self.end = end
        self.details = details

    def at(self, block: Block) -> Problem:
        return Problem(self.code, block.span(self.start, self.end), self.details)


def flaw(code: str, token: Word, /, **details: object) -> Flaw:
    """The flaw ``code`` at ``token``; the keyword arguments fill the gaps of its message."""
    start = token.start_pos or 0
    return flaw_at(code, start, start + len(token), **details)


def flaw_at(code: str, start: int, end: int, /, **details: object) -> Flaw:
    """The flaw ``code`` from offset ``start`` to ``end``."""
    return Flaw(code, start, end, tuple((k, str(v)) for k, v in details.items()))


def blocks(source: Source, joins: tuple[str, ...] = ()) -> tuple[list[Block], list[Problem]]:
    """The top-level blocks of ``source``. Lines that start with a word of ``joins`` continue the line above."""
    problems: list[Problem] = []
    top: list[Block] = []
    stack: list[Block] = []
    tab_seen = False
    half = ""  # which half of a merge conflict this is: the first is read, so that its facts are still checked
    for number, raw in enumerate(source.lines, 1):
        plain = _plain(raw)
        if plain is None:
            marker = is_conflict_marker(raw)
            if marker:
                half = "" if marker == ">>>>>>>" or (not half and marker != "<<<<<<<") else marker
                continue
        if half and half != "<<<<<<<":
            continue
        if plain is not None:
            content, indent = plain
            if not content:
                continue
            pieces = [(0, number, indent)]
        else:
            if len(raw) > MAX_LINE:
                problems.append(problem("line-too-long", Span(source.path, number, 1, 2), limit=MAX_LINE))
                continue
            unseen = re.search(_INVISIBLE, raw)
            text = raw if unseen is None else without_invisible(raw)
            content, margin = _content(text)
            if not content:
                continue
            pieces = [(0, number, margin)]
            if unseen is not None:
                pieces = _pieces(raw, number, margin, len(content))
                at = unseen.start()
                if at <= pieces[-1][2] + len(content) - pieces[-1][0]:  # not in a comment
                    place = Span(source.path, number, at + 1, at + 2)
                    problems.append(problem("control-character", place, char=f"U+{ord(unseen[0]):04X}", better=""))
            content = re.sub(_BLANKS, " ", content)
            if "\t" in text[:margin] and not tab_seen:
                tab_seen = True
                at = raw.index("\t")
                problems.append(problem("tab", Span(source.path, number, at + 1, at + 2)))
            indent = len(text[:margin].expandtabs(4))
        if stack and joins and content.split(" ", 1)[0] in joins:
            previous = stack[-1]
            offset = len(previous.content) + 1
            if offset + len(content) > MAX_LINE:
                problems.append(problem("line-too-long", Span(source.path, number, 1, 2), limit=MAX_LINE))
                continue
            previous.pieces += [(offset + start, line, column) for start, line, column in pieces]
            previous.content += " " + content
            continue
        block = Block(content, indent, source.path, pieces)
        while stack and stack[-1].indent >= indent:
            stack.pop()
        (stack[-1].children if stack else top).append(block)
        if len(stack) < MAX_NESTING:
            stack.append(block)
    return top, problems[:MAX_PROBLEMS]


@lru_cache(maxsize=20_000)  # lines repeat from tariff to tariff
def _plain(raw: str) -> tuple[str, int] | None:
    """Content and indentation of a line of nothing but what is seen; None for one that must be looked at closely."""
    # nothing unseen is printable, and of all blanks only this one
    if len(raw) > MAX_LINE or not raw.isprintable() or is_conflict_marker(raw):
        return None
    return _content(raw)


def _content(text: str) -> tuple[str, int]:
    """What a line says without its comment, and how many blanks precede it."""
    stripped = text.lstrip()
    return stripped[: comment_start(stripped)].rstrip(), len(text) - len(stripped)


def comment_start(text: str) -> int:
    """Where the comment of a line begins: at the first `#` outside quotes. The end of the line if it has none."""
    if "#" not in text:
        return len(text)
    quoted = False
    for index, char in enumerate(text):
        if char == '"':
            quoted = not quoted
        elif char == "#" and not quoted:
            return index
    # An unclosed quote swallows the comment sign: the quote gets its message, with the rest of the line in it.
    return len(text)


def without_invisible(text: str) -> str:
    """``text`` as it is seen."""
    return re.sub(_INVISIBLE, "", text)


def _pieces(raw: str, line: int, margin: int, size: int) -> list[tuple[int, int, int]]:
    """Where the parts of a line came from whose invisible signs were left out."""
    kept = [column for column, char in enumerate(raw) if not re.match(_INVISIBLE, char)][margin : margin + size]
    return [(o, line, column) for o, column in enumerate(kept) if o == 0 or column != kept[o - 1] + 1]
