"""`.tarif` text to a ``RawDocument``: Lark reads each line, indentation makes the blocks.

Recovery is by construction: a line that cannot be read yields one problem and an empty fact, everything else stands.
Lines repeat from tariff to tariff, so what a line says is read once and kept (``read_fact``).
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from dsl.document import Letters, Names, RawDocument, RawFact, RawSection, Value
from dsl.layout import Block, Flaw, blocks
from dsl.source import MAX_PROBLEMS, Problem, Source, Span, problem
from dsl.values import MAX_COUNT, day, kind_of, parse, value_of

__all__ = ["MAX_COUNT", "Line", "facts_of", "read_fact", "read_tariff"]

DOCUMENT_KINDS = ("Tarif", "Angebot")
_NAME = re.compile(r"[^\W\d_][\w\-]*(?:\.[^\W\d_][\w\-]*)*")
_BULLETS = ("- ", "* ", "• ", "· ", "– ", "— ", "+ ")


# ------------------------------------------------------------------------------------------------ lines


@dataclass(frozen=True, slots=True)
class Line:
    """One line of `Name: value` or `- value`; offsets into its content. ``items``: the place of each name of a row."""

    name: str
    value: Value | None
    value_start: int
    value_end: int
    has_value: bool
    flaw: Flaw | None = None
    items: tuple[tuple[int, int], ...] = ()


@lru_cache(maxsize=40_000)
def read_fact(content: str, start: str = "fact") -> Line:
    """Read `Name: value` (or, with ``start="item"``, `- value`) once for every distinct content."""
    if start == "fact":
        head, _, tail = content.partition(":")
        name, value_start = head.rstrip(), len(head) + 1 + len(tail) - len(tail.lstrip())
        if not _NAME.fullmatch(name) and re.match('("[^":]*"|[^":]+):', content):
            return _oddly_named(content, name, value_start)
    else:
        name, value_start = "", len(content) - len(content[1:].lstrip())
    has_value = value_start < len(content)
    try:
        tree = parse("tarif", content, start).children[-1]
        if tree is None:
            return Line(name, None, value_start, len(content), has_value)
        items: tuple[tuple[int, int], ...] = ()
        if kind_of(tree) == "names" and len(tree.children) > 1:
            items = tuple((part.children[0].start_pos, _end(part.children)) for part in tree.children)
        return Line(name, value_of(tree), value_start, len(content), has_value, None, items)
    except Flaw as found:
        return Line(name, None, value_start, len(content), has_value, Flaw(*_fields(found)))


def _end(tokens: list[object]) -> int:
    return max(getattr(token, "end_pos", None) or 0 for token in tokens)


def _fields(found: Flaw, shift: int = 0) -> tuple[str, int, int, tuple[tuple[str, str], ...]]:
    """What a flaw says, without the traceback it carries: kept in the cache, that would keep every frame alive."""
    return found.code, found.start + shift, found.end + shift, found.details


def _oddly_named(content: str, name: str, value_start: int) -> Line:
    """`Netz Entgelt: 7,17 ct/kWh`: the value is read all the same; that the name is none is for the vocabulary to say."""
    line = read_fact("N: " + content[value_start:] if value_start < len(content) else "N:")
    shift = value_start - len("N: ")
    return Line(
        name.strip("\"' ") or name,
        line.value,
        value_start,
        len(content),
        line.has_value,
        None if line.flaw is None else Flaw(*_fields(line.flaw, shift)),
        tuple((start + shift, end + shift) for start, end in line.items),
    )


# ------------------------------------------------------------------------------------------------ documents


def read_tariff(source: Source, headings: Container[str] = ()) -> tuple[RawDocument | None, list[Problem]]:
    """All that could be read, and a problem for each line that could not. None only without any usable heading.

    ``headings``: the names of sections, as far as they are known: an indented heading is then told from a fact
    without a colon.
    """
    lines, problems = blocks(source)
    if not lines and not problems:
        problems.append(problem("file-empty", Span(source.path, 1, 1, 2)))
    reader = _Reader(problems, headings)
    for block in lines:
        if len(problems) >= MAX_PROBLEMS:
            problems.append(problem("too-many", block.span(), limit=MAX_PROBLEMS))
            break
        reader.top(block)
    return reader.document(source.path, lines[0] if lines else None), problems


class _Reader:
    """The sections of one file, in order."""

    def __init__(self, problems: list[Problem], headings: Container[str]) -> None:
        self.problems = problems
        self.headings = headings
        self.head: RawSection | None = None
        self.sections: list[RawSection] = []
        self.stray: Block | None = None  # the first section above the document's heading
        self.lost = False  # facts whose heading is missing or could not be read
        self.second = False  # a second document in the file: read for its mistakes only
        self.hoisted = False

    def top(self, block: Block) -> None:
        """One block at column 0: a heading with its facts, or a line that ought to be indented."""
        content = block.content
        if content.endswith(":") and any(not _is_item(child) for child in block.children):
            self.problems.append(problem("heading-colon", _last_sign(block), found=content, better=""))
            block.content = content.rstrip(": ")
        elif (_is_fact(content) or _is_item(block)) and not _is_document(content):
            self._outdented(block)
            return
        self._section(block)

    def _outdented(self, block: Block) -> None:
        """`Grundpreis: 9,90 EUR` at column 0 belongs to the heading above; a run of such lines is one mistake."""
        facts, found = facts_of([block])
        if not self.lost:
            name = block.content.split(":")[0].strip()
            code = "indent-missing" if self.sections else "fact-before-heading"
            self.problems.append(problem(code, block.span(), name=name, found=block.content))
            self.lost = True
        self.problems += found
        if self.sections:
            last = self.sections.pop()
            self.sections.append(replace(last, facts=(*last.facts, *facts)))

    def _section(self, block: Block) -> None:
        facts = self._hoist(block)
        self.lost = False
        try:
            section = _heading(block)
        except Flaw as found:
            self.problems.append(found.at(block))
            kind = block.content.split(" ")[0].rstrip(":")
            if kind not in DOCUMENT_KINDS or self.head is not None:
                # Facts under an unreadable heading are still read for their own mistakes.
                self.problems += facts_of(facts)[1]
                self.lost = True
                return
            section = RawSection(kind, "", None, None, block.span(0, len(kind)), block.span(), ())
        section = replace(section, facts=self._facts(facts))
        if section.name not in DOCUMENT_KINDS:
            if self.head is None and self.stray is None:
                self.stray = block
            if not self.second:
                self.sections.append(section)
        elif self.head is not None:
            self.problems.append(
                problem("document-twice", section.name_span, other=self.head.name_span, kind=section.name)
            )
            self.second = True
        else:
            self.head = section
            self.sections.append(section)
            if section.kind is None:
                self.problems.append(problem("document-without-id", section.name_span, kind=section.name))

    def _facts(self, lines: list[Block]) -> tuple[RawFact, ...]:
        facts, found = facts_of(lines)
        self.problems += found
        return tuple(facts)

    def _hoist(self, block: Block) -> list[Block]:
        """The facts of ``block``; headings among them, indented by mistake, become sections of their own."""
        for index, child in enumerate(block.children):
            if not self._is_heading(child):
                continue
            if not self.hoisted:
                self.problems.append(problem("heading-indented", child.span(), found=child.content.rstrip(": ")))
                self.hoisted = True
            child.content = child.content.rstrip(": ")
            later = block.children[index + 1 :]
            # Facts as deep as the heading itself are its facts, up to the next heading.
            while later and not child.children and not self._is_heading(later[0]):
                child.children.append(later.pop(0))
                if not later or self._is_heading(later[0]):
                    break
            own = block.children[:index]
            rest = Block("", block.indent, block.path, block.pieces, later)
            self.pending = [child, *rest.children]
            return own
        return block.children

    def _is_heading(self, block: Block) -> bool:
        return False

    def document(self, path: str, first: Block | None) -> RawDocument | None:
        """The document as far as it could be read."""
        return None
