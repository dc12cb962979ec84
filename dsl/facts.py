"""The facts of a section: `Name: value` lines and their lists, each read once for every distinct content.

A line that cannot be read yields one problem and an empty fact; everything else stands. Lines repeat from tariff to
tariff, so what a line says is kept (``read_fact``).
"""

from __future__ import annotations

import re
from functools import lru_cache

from dsl.document import Letters, Names, RawFact, Value
from dsl.layout import Block, Flaw, flaw_at
from dsl.record import NamedTuple
from dsl.source import MAX_PROBLEMS, Problem, Span, problem
from dsl.values import kind_of, parse, value_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

NAME = re.compile(r"[^\W\d_][\w\-]*(?:\.[^\W\d_][\w\-]*)*")
# flaws of a line of which not even the name is sure
_VAGUE = ("line-unreadable", "line-unfinished", "string-unclosed")
_ITEM = ("-", "* ", "• ", "· ", "– ", "— ", "+ ")


class Line(NamedTuple):
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
        if not NAME.fullmatch(name) and re.match('("[^":]*"|[^":]+):', content):
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


def is_item(content: str) -> bool:
    """Whether a line is an item of a list, whatever sign it begins with."""
    return content.startswith(_ITEM)


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
        if is_item(block.content):
            problems.append(problem("item-alone", block.span(), found=block.content))
            _following_items(todo)
            continue
        line = read_fact(block.content)
        if line.has_value and line.flaw is None and not block.children and block.indent >= level:
            facts.append(_fact(block, line, [], problems))  # as nearly all are
            continue
        items: list[Block] = []
        deeper: list[Block] = []
        for child in block.children:
            (items if is_item(child.content) else deeper).append(child)
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
        deeper.reverse()
        todo += deeper
    return facts, problems


def _is_sound(line: Line) -> bool:
    """Whether the line itself is in order; if not, its indentation is no news."""
    return line.flaw is None and NAME.fullmatch(line.name) is not None


def _following_items(todo: list[Block]) -> list[Block]:
    """Takes the list items that come next."""
    items: list[Block] = []
    while todo and is_item(todo[-1].content):
        items.append(todo.pop())
    return items


def _fact(block: Block, line: Line, items: list[Block], problems: list[Problem]) -> RawFact:
    """The fact of one line and its list."""
    if ":" not in block.content:
        # What stands for a name without a colon is a guess: whoever knows the names may use it.
        match = NAME.match(block.content)
        name = match[0] if match else ""
        return RawFact(name, None, block.span(0, len(name)), block.span(), (), True)
    value = line.value
    value_span = block.span(line.value_start, line.value_end) if line.has_value else block.span(0, len(line.name) + 1)
    spans = tuple([block.span(start, end) for start, end in line.items]) if line.items else ()
    if items and line.has_value:
        problems.append(problem("value-and-list", value_span, other=items[0].span(), name=line.name))
        value = None
    elif items:
        value, spans = _items(items, problems)
        value_span = items[0].span(2)
    elif not line.has_value and line.flaw is None:
        problems.append(problem("value-missing", value_span, name=line.name))
    guessed = not line.name or (line.flaw is not None and line.flaw.code in _VAGUE)
    return RawFact(line.name, value, block.span(0, len(line.name)), value_span, spans, guessed)


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
