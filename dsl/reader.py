"""`.tarif` text to a ``RawDocument``: Lark reads each line, indentation makes the blocks.

Recovery is by construction: a line that cannot be read yields one problem and an empty fact, everything else stands.
Lines repeat from tariff to tariff, so what a line says is read once and kept (``read_fact``).
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from dsl.document import Letters, Names, RawDocument, RawFact, RawSection, Value
from dsl.layout import Block, Flaw, blocks, flaw_at
from dsl.source import MAX_PROBLEMS, Problem, Source, Span, problem
from dsl.values import MAX_COUNT, day, kind_of, parse, value_of

__all__ = ["MAX_COUNT", "Line", "facts_of", "read_fact", "read_tariff"]

DOCUMENT_KINDS = ("Tarif", "Angebot")
_NAME = re.compile(r"[^\W\d_][\w\-]*(?:\.[^\W\d_][\w\-]*)*")
# flaws of a line of which not even the name is sure
_VAGUE = ("line-unreadable", "line-unfinished", "string-unclosed")
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
            rows: list[Any] = tree.children
            items = tuple((row.children[0].start_pos, _end(row.children)) for row in rows)
        return Line(name, value_of(tree), value_start, len(content), has_value, None, items)
    except Flaw as found:
        return Line(name, None, value_start, len(content), has_value, Flaw(*_fields(found)))


def _end(tokens: list[object]) -> int:
    return max(getattr(token, "end_pos", None) or 0 for token in tokens)


def _fields(found: Flaw, shift: int = 0) -> tuple[str, int, int, tuple[tuple[str, str], ...]]:
    """What a flaw says, without the traceback it carries: kept in the cache, that would keep every frame alive."""
    return found.code, found.start + shift, found.end + shift, found.details


def _oddly_named(content: str, name: str, value_start: int) -> Line:
    """`Netz Entgelt: 7,17 ct/kWh`: the value is read all the same; that the name is none, the vocabulary will say."""
    line = read_fact("N: " + content[value_start:] if value_start < len(content) else "N:")
    shift = value_start - len("N: ")
    found = None if line.flaw is None else Flaw(*_fields(line.flaw, shift))
    if name.startswith('"') and found is None:
        found = flaw_at("name-quoted", 0, len(name), found=name, better=name.strip('" '))
    items = tuple((start + shift, end + shift) for start, end in line.items)
    return Line(name.strip('" ') or name, line.value, value_start, len(content), line.has_value, found, items)


# ------------------------------------------------------------------------------------------------ documents


def read_tariff(source: Source, headings: Container[str] = ()) -> tuple[RawDocument | None, list[Problem]]:
    """All that could be read, and a problem for each line that could not. None only without any usable heading.

    ``headings``: the names of sections, as far as they are known: an indented heading is then told from a fact
    without a colon.
    """
    lines, problems = blocks(source)
    if not lines:
        if not problems:
            problems.append(problem("file-empty", Span(source.path, 1, 1, 2)))
        return None, problems
    of_the_file = len(problems)
    reader = _Reader(problems, headings)
    for block in reader.outline(lines):
        if len(problems) >= MAX_PROBLEMS:
            problems.append(problem("too-many", block.span(), limit=MAX_PROBLEMS))
            break
        reader.top(block)
    if reader.head is not None:
        head, others = reader.head, [section for section in reader.sections if section is not reader.head]
        if reader.stray is not None:
            problems.append(problem("document-not-first", reader.stray.span(), other=head.name_span, kind=head.name))
        sections = (head, *others)
        return RawDocument(
            head.name, head.kind or "", head.title or "", source.path, head.name_span, sections
        ), problems
    lost = [found for found in problems if found.code == "fact-before-heading"]
    if not any(not headings or section.name in headings for section in reader.sections):
        problems = [*problems[:of_the_file], *lost]  # not one line is ours: what is wrong with each helps nobody
    if not lost:
        start = lines[0].span()
        problems = [found for found in problems if found.span.line != start.line]
        problems.append(problem("document-missing", start, found=lines[0].content))
    return None, problems


class _Reader:
    """The sections of one file, in order."""

    def __init__(self, problems: list[Problem], headings: Container[str]) -> None:
        self.problems = problems
        self.headings = headings
        self.head: RawSection | None = None
        self.sections: list[RawSection] = []
        self.stray: Block | None = None  # the first section above the document's heading
        self.lost = False  # below facts without a heading: a run of them is one mistake
        self.second = False  # in a second document: read for its mistakes only

    def outline(self, lines: list[Block]) -> Iterator[Block]:
        """The headings with their facts. A heading that is indented by mistake is one all the same."""
        seen = False
        for block in self._lists(lines):
            children, block.children = block.children, []
            current = block
            found = [block]
            for child, above in _with_grandchildren(children):
                if self._is_heading(child):
                    if not seen:
                        better = child.content.rstrip(": ")
                        self.problems.append(problem("heading-indented", child.span(), found=better))
                        seen = True
                    child.content = child.content.rstrip(": ")
                    current = child
                    found.append(child)
                elif above is None or current is not block:
                    current.children.append(child)
                else:
                    above.children.append(child)
            yield from found

    def _lists(self, lines: list[Block]) -> list[Block]:
        """The blocks at column 0; list items among them go to the fact above that opens a list."""
        found: list[Block] = []
        above: Block | None = None
        odd = False
        for block in lines:
            last = above.children[-1] if above is not None and above.children else None
            if last is None or not _is_item(block.content) or not (last.content.endswith(":") or odd):
                above, odd = block, False
                found.append(block)
                continue
            if not odd:
                name = last.content.rstrip(": ")
                self.problems.append(problem("item-indent", block.span(), name=name, found=block.content))
                odd = True
            last.children.append(block)
        return found

    def _is_heading(self, block: Block) -> bool:
        """Whether an indented line is a heading: it starts with a section's name and states no value."""
        name, _, rest = block.content.partition(" ")
        if ":" in block.content.rstrip(": ") or (name.rstrip(":") not in self.headings):
            return False
        if block.content.endswith(":"):
            return any(not _is_item(child.content) for child in block.children)
        return not rest or _NAME.fullmatch(rest.split(" ")[0]) is not None

    def top(self, block: Block) -> None:
        """One block at column 0: a heading with its facts, or a line that ought to be indented."""
        content = block.content
        colon = content.find(":")
        kind = content[: max(colon, 0)].strip()
        if (kind in DOCUMENT_KINDS and self.head is None and block.indent == 0) or (
            content.endswith(":") and any(not _is_item(child.content) for child in block.children)
        ):
            self.problems.append(problem("heading-colon", block.span(colon, colon + 1), found=content, better=""))
            block.content = f"{content[:colon]} {content[colon + 1 :]}".rstrip()
        elif _is_item(content) or (colon >= 0 and '"' not in kind and " " not in kind):
            self._outdented(block)
            return
        self._section(block)

    def _outdented(self, block: Block) -> None:
        """`Grundpreis: 9,90 EUR` at column 0 belongs to the heading above; a run of such lines is one mistake."""
        if not self.lost:
            code = "indent-missing" if self.sections else "fact-before-heading"
            self.problems.append(problem(code, block.span(), found=block.content))
            self.lost = True
        if _is_item(block.content):
            return
        items = [child for child in block.children if _is_item(child.content)]
        deeper = [child for child in block.children if not _is_item(child.content)]
        block.children = items
        facts, found = facts_of([block, *deeper])
        self.problems += found
        if self.sections:
            last = self.sections.pop()
            self.sections.append(replace(last, facts=(*last.facts, *facts)))
            self.head = self.sections[-1] if last is self.head else self.head

    def _section(self, block: Block) -> None:
        section = self._heading(block)
        facts, found = facts_of(block.children)
        self.problems += found
        if section is None:
            return  # facts under an unreadable heading are still read for their own mistakes
        self.lost = False
        section = replace(section, facts=tuple(facts))
        if section.name not in DOCUMENT_KINDS:
            if self.head is None and self.stray is None:
                self.stray = block
            if not self.second:
                self.sections.append(section)
        elif self.head is not None:
            here, other = section.name_span, self.head.name_span
            self.problems.append(problem("document-twice", here, other=other, kind=section.name))
            if self.head.facts:
                self.second = True
            else:  # the same heading twice in a row: the facts are those of the document
                self.sections[self.sections.index(self.head)] = self.head = replace(self.head, facts=section.facts)
        else:
            self.head = section
            self.sections.append(section)
            if section.kind is None and not section.guessed:
                self.problems.append(problem("document-without-id", section.name_span, kind=section.name))

    def _heading(self, block: Block) -> RawSection | None:
        """The heading of ``block``. One that could not be read is read as it was probably meant."""
        try:
            return self._document_kind(_heading(block, block.content))
        except Flaw as found:
            self.problems.append(found.at(block))
            better = dict(found.details).get("better")
            name = block.content.split(" ")[0]
            if better is not None:
                try:
                    content = block.content[: found.start] + better + block.content[found.end :]
                    return replace(_heading(block, content), guessed=True)
                except Flaw:
                    pass
            if name in DOCUMENT_KINDS and self.head is None:
                return RawSection(name, "", None, None, block.span(0, len(name)), block.span(), (), True)
            return None

    def _document_kind(self, section: RawSection) -> RawSection:
        """`tarif`, `Tariff` and `Offer` are documents too, and wrong."""
        if self.head is not None or self.sections or section.name in DOCUMENT_KINDS or section.name in self.headings:
            return section
        from dsl.nearest import nearest

        meant = {"offer": ["Angebot"]}.get(section.name.casefold()) or nearest(section.name, DOCUMENT_KINDS)
        if not meant:
            return section
        self.problems.append(problem("document-kind", section.name_span, found=section.name, better=meant[0]))
        return replace(section, name=meant[0], guessed=True)


@lru_cache(maxsize=4_000)
def _heading_parts(content: str) -> tuple[Any, ...]:
    """Name, kind, title and day of a heading, read once for every distinct content. Raises Flaw."""
    return tuple(parse("tarif", content, "heading").children)


def _with_grandchildren(children: list[Block]) -> Iterator[tuple[Block, Block | None]]:
    """``children``, each followed by its own children with it; these are taken from it."""
    for child in children:
        deeper, child.children = child.children, []
        yield child, None
        for each in deeper:
            yield each, child


def _heading(block: Block, content: str) -> RawSection:
    """The heading ``content``; its places are those of ``block``, as far as the two agree. Raises Flaw."""
    name, kind, title, since = _heading_parts(content)
    whole, part = block.span(0, len(block.content)), kind if kind is not None else since
    return RawSection(
        str(name),
        str(kind) if kind is not None else None,
        day(since) if since is not None else None,
        str(title)[1:-1] if title is not None else None,
        block.span(0, len(name)),
        block.span(part.start_pos, part.end_pos) if part is not None and content == block.content else whole,
        (),
    )


def _is_item(content: str) -> bool:
    return content.startswith(("-", *_BULLETS))


def facts_of(lines: list[Block]) -> tuple[list[RawFact], list[Problem]]:
    """The facts of a section. Every line has its own message at most; a fact with a broken value keeps its name.

    Of lines that are indented unlike the first only the first is a problem: it is one mistake.
    """
    facts: list[RawFact] = []
    problems: list[Problem] = []
    level = lines[0].indent if lines else 0
    uneven = False
    todo = list(reversed(lines))
    while todo:
        block = todo.pop()
        if len(problems) >= MAX_PROBLEMS:
            problems.append(problem("too-many", block.span(), limit=MAX_PROBLEMS))
            break
        if _is_item(block.content):
            problems.append(problem("item-alone", block.span(), found=block.content))
            _following_items(todo)
            continue
        items = [child for child in block.children if _is_item(child.content)]
        deeper = [child for child in block.children if not _is_item(child.content)]
        line = read_fact(block.content)
        if line.flaw is not None:
            problems.append(line.flaw.at(block))
        if block.indent < level and not uneven:
            uneven = True
            if _is_sound(line):
                problems.append(problem("indent-uneven", block.span(), found=block.content))
        if not items and not line.has_value and ":" in block.content:
            items = _following_items(todo)
            if items:
                problems.append(problem("item-indent", items[0].span(), name=line.name, found=items[0].content))
        facts.append(_fact(block, line, items, problems))
        if deeper and not uneven:
            uneven = True
            if _is_sound(line) and _is_sound(read_fact(deeper[0].content)):
                problems.append(problem("indent-deep", deeper[0].span(), found=deeper[0].content, name=line.name))
        todo += reversed(deeper)
    return facts, problems


def _is_sound(line: Line) -> bool:
    """Whether the line itself is in order; if not, its indentation is no news."""
    return line.flaw is None and _NAME.fullmatch(line.name) is not None


def _following_items(todo: list[Block]) -> list[Block]:
    """Takes the list items that come next."""
    items: list[Block] = []
    while todo and _is_item(todo[-1].content):
        items.append(todo.pop())
    return items


def _fact(block: Block, line: Line, items: list[Block], problems: list[Problem]) -> RawFact:
    """The fact of one line and its list."""
    if ":" not in block.content:
        # What stands for a name without a colon is a guess: whoever knows the names may use it.
        match = _NAME.match(block.content)
        name = match[0] if match else ""
        return RawFact(name, None, block.span(0, len(name)), block.span(), (), True)
    value = line.value
    value_span = block.span(line.value_start, line.value_end) if line.has_value else block.span(0, len(line.name) + 1)
    spans = tuple(block.span(start, end) for start, end in line.items)
    if items and line.has_value:
        problems.append(problem("value-and-list", value_span, other=items[0].span(), name=line.name))
        value = None
    elif items:
        value, spans = _items(items, problems)
        value_span = items[0].span(2)
    elif not line.has_value and line.flaw is None:
        problems.append(problem("value-missing", value_span, name=line.name))
    guessed = not line.name or (line.flaw is not None and line.flaw.code in _VAGUE)
    return RawFact(line.name, value, block.span(0, max(len(line.name), 1)), value_span, spans, guessed)


def _items(lines: list[Block], problems: list[Problem]) -> tuple[Names | None, tuple[Span, ...]]:
    """The names of a list, each with its place; None if one of them could not be read."""
    names: list[str | Letters] = []
    spans: list[Span] = []
    before = len(problems)
    odd = False
    for block in lines:
        if len(problems) >= MAX_PROBLEMS:
            break
        content = block.content
        if not content.startswith("-"):
            if not odd:
                problems.append(problem("bullet", block.span(0, 1), found=content[0], better="-"))
            content, odd = "-" + content[1:], True
        line = read_fact(content, "item")
        span = block.span(line.value_start, line.value_end)
        if line.flaw is not None:
            problems.append(line.flaw.at(block))
        elif isinstance(line.value, Names):
            names += line.value.items
            spans += [block.span(start, end) for start, end in line.items] or [span]
        else:
            problems.append(problem("item-not-name", span, found=content[line.value_start :]))
        if block.children:
            inner = block.children[0]
            problems.append(problem("indent-deep", inner.span(), found=inner.content, name=content))
    return (Names(tuple(names)) if names and len(problems) == before else None), tuple(spans)
