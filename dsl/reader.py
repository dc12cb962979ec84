"""`.tarif` text to a ``RawDocument``: Lark reads each line, indentation makes the blocks.

Recovery is by construction: a line that cannot be read yields one problem and an empty fact, everything else stands.
Lines repeat from tariff to tariff, so what a line says is read once and kept (``read_fact``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dsl import habits
from dsl.document import Letters, Mark, Names, RawDocument, RawFact, RawSection, Text, Value
from dsl.layout import Block, Flaw, blocks, flaw
from dsl.period import SINGULAR, UNIT_NAMES, DateRange, Duration, Indefinite, LaterOf, Until
from dsl.quantity import UNITS, Amount, Bound, parse_number
from dsl.source import Problem, Source, Span, problem

if TYPE_CHECKING:
    from lark import Lark, Token, Tree

GRAMMARS = {"tarif": ["heading", "fact", "item"], "regel": ["top", "line"]}
MARKS: dict[str, Value] = {
    "keine": Mark.NONE,
    "kein": Mark.NONE,
    "keiner": Mark.NONE,
    "keines": Mark.NONE,
    "unbekannt": Mark.UNKNOWN,
    "unbefristet": Indefinite(),
    "ja": True,
    "nein": False,
}
DOCUMENT_KINDS = ("Tarif", "Angebot")
# A period of more units than this is a slip of the pen, and would leave the calendar.
MAX_COUNT = 12_000


@lru_cache(maxsize=2)
def grammar(name: str) -> Lark:
    """The compiled grammar ``name``; Lark keeps the compiled form on disk where the user's cache is writable."""
    from lark import Lark

    from dsl.cache import cache_file

    path = Path(__file__).with_name(f"{name}.lark")
    options: dict[str, Any] = {"parser": "lalr", "start": GRAMMARS[name], "maybe_placeholders": True}
    content = path.read_bytes() + (b"" if name == "tarif" else path.with_name("tarif.lark").read_bytes())
    cached = cache_file(f"grammar-{name}", content)
    try:
        if cached is not None:
            return Lark.open(str(path), cache=str(cached), **options)
    except Exception:  # a damaged or foreign cache must never stop a check: build the grammar anew
        pass
    return Lark.open(str(path), **options)


def parse(name: str, content: str, start: str) -> Tree[Any]:
    """Lark's tree of one line. Raises Flaw, in words of the domain."""
    from lark.exceptions import UnexpectedInput

    try:
        return grammar(name).parse(content, start=start)
    except UnexpectedInput as error:
        raise habits.explain(content, error, start) from None


def terminal_text(name: str) -> str:
    """The word a terminal stands for (`HÖCHSTENS` -> `höchstens`); "" for what has no one spelling."""
    for lark in (grammar("tarif"), grammar("regel")):
        for terminal in lark.terminals:
            if terminal.name.removeprefix("tarif__") == name and terminal.pattern.type == "str":
                return str(terminal.pattern.value)
    return ""


def kind_of(tree: Tree[Any]) -> str:
    """The name of a tree's rule, without the prefix Lark gives imported rules."""
    return str(tree.data).removeprefix("tarif__")


# ------------------------------------------------------------------------------------------------ values


def number(token: Token) -> Any:
    """Decimal of a German number. Raises Flaw with the habit it recognises (`12.90`, `01.02.2026`)."""
    try:
        return parse_number(str(token))
    except ValueError:
        raise habits.wrong_number(token) from None


def day(token: Token) -> date:
    """A calendar day. Raises Flaw for a day that does not exist."""
    try:
        if len(token) != len("2022-03-01"):
            raise ValueError(str(token))
        return date.fromisoformat(str(token))
    except ValueError:
        raise habits.wrong_day(token) from None


def duration(count: Token, unit: Token, anchor: Token | None = None, target: str | None = None) -> Duration:
    value = number(count)
    if str(unit) not in UNIT_NAMES:
        raise habits.wrong_time_unit(unit)
    if value != int(value) or not 0 <= value <= MAX_COUNT:
        raise flaw("duration-number", count, found=count, unit=unit, limit=MAX_COUNT)
    return Duration(int(value), SINGULAR[str(unit)], str(anchor) if anchor else None, target)


def quantity(tree: Tree[Any]) -> Amount | Duration:
    count, unit, tax = tree.children
    if str(unit) in UNIT_NAMES:
        if tax is not None:
            raise flaw("tax-on-period", tax, found=tax)
        return duration(count, unit)
    value = number(count)
    if str(unit) not in UNITS:
        raise habits.wrong_unit(unit)
    if tax is not None and "EUR" not in unit and "ct" not in unit:
        raise flaw("tax-on-quantity", tax, found=tax, unit=unit)
    return Amount(value, str(unit), str(tax) if tax else None)


def amount(tree: Tree[Any]) -> Amount:
    value = quantity(tree)
    if isinstance(value, Duration):
        raise flaw("bound-of-period", tree.children[0], found=value)
    return value


def value_of(tree: Tree[Any]) -> Value:
    """The value a tree stands for. Raises Flaw."""
    kind, parts = kind_of(tree), tree.children
    if kind == "names":
        return _names(parts)
    if kind == "quantity":
        return quantity(tree)
    if kind == "count":
        return Amount(number(parts[0]), "")
    if kind == "text":
        return Text(str(parts[0])[1:-1])
    if kind == "day":
        return day(parts[0])
    if kind == "until":
        return DateRange(None, day(parts[0]))
    if kind == "day_range":
        first, last = day(parts[0]), day(parts[1]) if parts[1] is not None else None
        if last is not None and last < first:
            raise flaw("range-reversed", parts[1], first=first, last=last)
        return DateRange(first, last)
    if kind == "anchored":
        return duration(parts[0], parts[1], parts[2])
    if kind == "notice":
        target = f"Ende {parts[4]}" if parts[3] is not None else str(parts[4])
        return duration(parts[0], parts[1], parts[2], target)
    if kind == "any_day":
        return duration(parts[0], parts[1], None, "jederzeit")
    if kind == "later_of":
        return LaterOf(tuple(_later_part(part) for part in parts))
    return _bound(kind, parts)


def _names(parts: list[Any]) -> Value:
    items: list[str | Letters] = []
    for part in parts:
        if kind_of(part) == "plain":
            items.append(str(part.children[0]))
        else:
            _, first, last = part.children
            for letter in (first, last):
                if letter is not None and len(letter) != 1:
                    raise flaw("letter", letter, found=letter)
            if last is not None and last < first:
                raise flaw("letters-reversed", last, first=first, last=last)
            items.append(Letters(str(first), str(last or first)))
    if len(items) == 1 and items[0] in MARKS:
        return MARKS[str(items[0])]
    for part, item in zip(parts, items, strict=True):
        if item in MARKS:
            raise flaw("mark-in-list", part.children[0], found=item)
    return Names(tuple(items))


def _later_part(tree: Tree[Any]) -> Duration | Until:
    inner = tree.children[0] if kind_of(tree) == "later_part" else tree
    parts = inner.children
    if kind_of(inner) == "until":
        return Until(day(parts[0]))
    return duration(parts[0], parts[1], parts[2])


def _bound(kind: str, parts: list[Any]) -> Bound | Duration:
    if kind in ("at_most", "at_least"):
        limit = amount(parts[0])
        return Bound(None, False, limit, True) if kind == "at_most" else Bound(limit, True, None, False)
    if kind == "less_than":
        return Bound(None, False, amount(parts[0]), False)
    if kind == "more_than":
        high = amount(parts[1]) if parts[1] is not None else None
        return _ordered(Bound(amount(parts[0]), False, high, high is not None), parts[0])
    high = amount(parts[1])
    first = parts[0]
    low = amount(first) if hasattr(first, "data") else Amount(number(first), high.unit, high.tax)
    return _ordered(Bound(low, True, high, True), first)


def _ordered(bound: Bound, where: Any) -> Bound:
    low, high = bound.low, bound.high
    if low is not None and high is not None:
        token = where.children[0] if hasattr(where, "data") else where
        if low.unit != high.unit:
            raise flaw("bound-units", token, low=low.unit, high=high.unit)
        if low.compare(high) > 0:
            raise flaw("bound-reversed", token, low=low, high=high)
    return bound


# ------------------------------------------------------------------------------------------------ lines


@dataclass(frozen=True, slots=True)
class Line:
    """One line of `Name: value` or `- value`; offsets into its content."""

    name: str
    value: Value | None
    value_start: int
    value_end: int
    has_value: bool
    flaw: Flaw | None = None


@lru_cache(maxsize=40_000)
def read_fact(content: str, start: str = "fact") -> Line:
    """Read `Name: value` (or, with ``start="item"``, `- value`) once for every distinct content."""
    name, value_start = "", 0
    if start == "fact":
        head, _, tail = content.partition(":")
        name = head.rstrip()
        value_start = len(head) + 1 + len(tail) - len(tail.lstrip())
    else:
        value_start = len(content) - len(content[1:].lstrip())
    has_value = value_start < len(content)
    try:
        tree = parse("tarif", content, start)
        value_tree = tree.children[-1]
        value = value_of(value_tree) if value_tree is not None else None
        return Line(name, value, value_start, len(content), has_value)
    except Flaw as found:
        return Line(name, None, value_start, len(content), has_value, found)


def read_tariff(source: Source) -> tuple[RawDocument | None, list[Problem]]:
    """All that could be read, and a problem for each line that could not. None only without any usable heading."""
    lines, problems = blocks(source)
    if not lines:
        problems.append(problem("file-empty", Span(source.path, 1, 1, 2)))
        return None, problems
    sections: list[RawSection] = []
    document: tuple[str, str, str, Span] | None = None
    stray: list[Block] = []
    for block in lines:
        if _looks_like_fact(block.content) and sections:
            # `Grundpreis: 9,90 EUR` at column 0: the heading above is what it belongs to.
            problems.append(problem("indent-missing", block.span(), name=block.content.split(":")[0].strip()))
            facts, found = facts_of([block, *block.children] if not block.children else [block])
            problems += found
            last = sections.pop()
            sections.append(_with_facts(last, facts))
            continue
        try:
            section = _heading(block)
        except Flaw as found_flaw:
            problems.append(found_flaw.at(block))
            # Facts under an unreadable heading are still read for their own mistakes.
            problems += facts_of(block.children)[1]
            continue
        facts, found = facts_of(block.children)
        problems += found
        section = _with_facts(section, facts)
        if document is None and section.name in DOCUMENT_KINDS:
            document = (section.name, section.kind or "", section.title or "", section.name_span)
            if section.kind is None:
                problems.append(problem("document-without-id", section.name_span, kind=section.name))
        elif section.name in DOCUMENT_KINDS and document is not None:
            problems.append(problem("document-twice", section.name_span, other=document[3], kind=section.name))
            continue
        elif document is None:
            stray.append(block)
        sections.append(section)
    if document is None:
        if stray and not problems:
            problems.append(problem("document-missing", stray[0].span(), found=stray[0].content.split(" ")[0]))
        elif stray or not problems:
            problems.append(problem("document-missing", lines[0].span(), found=lines[0].content.split(" ")[0]))
        return None, problems
    if stray:
        problems.append(problem("document-not-first", stray[0].span(), other=document[3], kind=document[0]))
    head = next(s for s in sections if s.name in DOCUMENT_KINDS)
    ordered = [head, *(s for s in sections if s is not head)]
    return RawDocument(document[0], document[1], document[2], source.path, document[3], tuple(ordered)), problems


def _looks_like_fact(content: str) -> bool:
    head, colon, _ = content.partition(":")
    return bool(colon) and '"' not in head and " " not in head.strip() and not head.startswith("-")


def _with_facts(section: RawSection, facts: list[RawFact]) -> RawSection:
    return RawSection(
        section.name,
        section.kind,
        section.since,
        section.title,
        section.name_span,
        section.kind_span,
        (*section.facts, *facts),
    )


def _heading(block: Block) -> RawSection:
    tree = parse("tarif", block.content, "heading")
    name, kind, title, since = tree.children
    end = (kind.end_pos if kind is not None else None) or len(name)
    return RawSection(
        str(name),
        str(kind) if kind is not None else None,
        day(since) if since is not None else None,
        str(title)[1:-1] if title is not None else None,
        block.span(0, len(name)),
        block.span(kind.start_pos, end) if kind is not None else block.span(0, len(block.content)),
        (),
    )


def facts_of(lines: list[Block]) -> tuple[list[RawFact], list[Problem]]:
    """The facts of a section. Every line has its own message at most; a fact with a broken value keeps its name."""
    facts: list[RawFact] = []
    problems: list[Problem] = []
    level = lines[0].indent if lines else 0
    for block in lines:
        if block.content.startswith("- ") or block.content == "-":
            if facts and facts[-1].value is None:
                problems.append(problem("item-indent", block.span(), name=facts[-1].name))
            else:
                problems.append(problem("item-alone", block.span()))
            continue
        if block.indent < level:
            problems.append(problem("indent-uneven", block.span()))
            level = block.indent
        line = read_fact(block.content)
        items = [child for child in block.children if child.content.startswith("-")]
        deeper = [child for child in block.children if not child.content.startswith("-")]
        if line.flaw is not None:
            problems.append(line.flaw.at(block))
        if not line.name or ":" not in block.content:
            problems += facts_of(deeper)[1]
            continue
        value, value_span, spans = line.value, block.span(line.value_start, line.value_end), ()
        if not line.has_value:
            value_span = block.span(0, len(line.name) + 1)
        if items:
            if line.has_value:
                problems.append(problem("value-and-list", value_span, other=items[0].span(), name=line.name))
            else:
                value, spans, found = _items(items)
                value_span = items[0].span(2)
                problems += found
        elif not line.has_value and line.flaw is None:
            problems.append(problem("value-missing", value_span, name=line.name))
        name_span = block.span(0, len(line.name))
        facts.append(RawFact(line.name, value, name_span, value_span, spans))
        if deeper:
            problems.append(problem("indent-deep", deeper[0].span(), name=line.name))
            inner, found = facts_of(deeper)
            facts += inner
            problems += found
    return facts, problems


def _items(lines: list[Block]) -> tuple[Names | None, tuple[Span, ...], list[Problem]]:
    names: list[str | Letters] = []
    spans: list[Span] = []
    problems: list[Problem] = []
    for block in lines:
        line = read_fact(block.content, "item")
        span = block.span(line.value_start, line.value_end)
        if line.flaw is not None:
            problems.append(line.flaw.at(block))
        elif not isinstance(line.value, Names):
            problems.append(problem("item-not-name", span, found=block.content[line.value_start :]))
        else:
            names += line.value.items
            spans += [span] * len(line.value.items)
    return (Names(tuple(names)) if names and not problems else None), tuple(spans), problems
