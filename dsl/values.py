"""One line of either language: it is read with Lark's tables, and its nodes become a value.

Whatever is wrong with a line is a ``Flaw``, in words of the domain.
"""

from __future__ import annotations

import os
from datetime import date
from functools import lru_cache

from dsl.document import Letters, Mark, Names, Text, Value
from dsl.layout import flaw
from dsl.period import SINGULAR, UNIT_NAMES, DateRange, Duration, Indefinite, LaterOf, Until
from dsl.quantity import UNITS, Amount, Bound, parse_number
from dsl.record import cast
from dsl.tables import Node, Reader, Table, Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from lark import Lark


FORM = 1  # of a table; another form is another file
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
# A period of more units than this is a slip of the pen, and would leave the calendar.
MAX_COUNT = 12_000


@lru_cache(maxsize=2)
def grammar(name: str) -> Lark:
    """The compiled grammar ``name``; Lark keeps the compiled form on disk where the user's cache is writable."""
    from lark import Lark

    from dsl.cache import cache_file

    path, content = _grammar_file(name)
    options: dict[str, Any] = {"parser": "lalr", "start": GRAMMARS[name], "maybe_placeholders": True}
    cached = cache_file(f"grammar-{name}", content)
    try:
        if cached is not None:
            return Lark.open(path, cache=cached, **options)
    except Exception:  # a damaged or foreign cache must never stop a check: build the grammar anew
        pass
    return Lark.open(path, **options)


def _grammar_file(name: str) -> tuple[str, bytes]:
    """Where the grammar ``name`` stands, and its text with that of the grammar it rests on."""
    here = os.path.dirname(os.path.abspath(__file__))
    content = b""
    for needed in dict.fromkeys(("tarif", name)):
        with open(os.path.join(here, f"{needed}.lark"), "rb") as file:
            content += file.read()
    return os.path.join(here, f"{name}.lark"), content


@lru_cache(maxsize=2)
def reader(name: str) -> Reader:
    """What reads lines of the grammar ``name``; its table is kept on disk where the user's cache is writable."""
    from dsl.cache import cache_file, keep, read_kept

    cached = cache_file(f"table-{name}", _grammar_file(name)[1], str(FORM).encode())
    kept: Any = read_kept(cached)
    table: Table | None = kept
    if table is None:
        from dsl.tabulate import tabulate

        table = tabulate(grammar(name))
        keep(cached, table)
    return Reader(table)


def parse(name: str, content: str, start: str) -> Node:
    """The node of one line. Raises Flaw, in words of the domain."""
    node = reader(name).read(content, start)
    if node is not None:
        return node
    from lark.exceptions import UnexpectedInput, UnexpectedToken

    try:
        return cast(Node, grammar(name).parse(content, start=start))  # never comes to this: the same tables
    except UnexpectedInput as error:
        at, found = error.pos_in_stream or 0, content[error.pos_in_stream or 0 :][:1]
        expected: Any = getattr(error, "allowed", None)
        if isinstance(error, UnexpectedToken):
            at, found = (len(content), "") if error.token.type == "$END" else (at, str(error.token))
            expected = error.accepts
        spelt = spellings(name)
        names = sorted(str(terminal).removeprefix("tarif__") for terminal in expected or ())
        words = frozenset(word for word in spelt.values() if word.isalpha()) | {"brutto", "netto"}
        from dsl.habits import explain

        raise explain(content, start, at, found, [(each, spelt.get(each, "")) for each in names], words) from None


@lru_cache(maxsize=2)
def spellings(name: str) -> dict[str, str]:
    """terminal -> the word it stands for (`HÖCHSTENS` -> `höchstens`), for those that have one spelling."""
    return {
        terminal.name.removeprefix("tarif__"): str(terminal.pattern.value)
        for terminal in grammar(name).terminals
        if terminal.pattern.type == "str"
    }


def kind_of(node: Node) -> str:
    """The name of a node's rule, without the prefix Lark gives imported rules."""
    return str(node.data).removeprefix("tarif__")


# ------------------------------------------------------------------------------------------------ values


def number(token: Word) -> Any:
    """Decimal of a German number. Raises Flaw with the habit it recognises (`12.90`, `01.02.2026`)."""
    try:
        return parse_number(str(token))
    except ValueError:
        from dsl.habits import wrong_number

        raise wrong_number(token) from None


def day(token: Word) -> date:
    """A calendar day. Raises Flaw for a day that does not exist."""
    try:
        if len(token) != len("2022-03-01"):
            raise ValueError(str(token))
        return date.fromisoformat(str(token))
    except ValueError:
        from dsl.habits import wrong_day

        raise wrong_day(token) from None


def duration(count: Word, unit: Word, anchor: Word | None = None, target: str | None = None) -> Duration:
    value = number(count)
    if str(unit) not in UNIT_NAMES:
        from dsl.habits import wrong_time_unit

        raise wrong_time_unit(unit)
    if value != int(value):
        raise flaw("duration-fraction", count, found=f"{count} {unit}")
    if not 0 <= value <= MAX_COUNT:
        raise flaw("duration-range", count, found=f"{count} {unit}", limit=MAX_COUNT)
    return Duration(int(value), SINGULAR[str(unit)], str(anchor) if anchor else None, target)


def quantity(node: Node) -> Amount | Duration:
    parts: list[Any] = node.children
    count, unit, tax = parts
    if str(unit) in UNIT_NAMES:
        if tax is not None:
            raise flaw("tax-on-period", tax, found=tax, better="")
        return duration(count, unit)
    value = number(count)
    if str(unit) not in UNITS:
        from dsl.habits import wrong_unit

        raise wrong_unit(unit)
    if tax is not None and "EUR" not in unit and "ct" not in unit:
        raise flaw("tax-on-quantity", tax, found=tax, unit=unit, better="")
    return Amount(value, str(unit), str(tax) if tax else None)


def amount(node: Node) -> Amount:
    value = quantity(node)
    if isinstance(value, Duration):
        count: Any = node.children[0]
        raise flaw("bound-of-period", count, found=value)
    return value


def value_of(node: Node) -> Value:
    """The value a node stands for. Raises Flaw."""
    kind = kind_of(node)
    parts: list[Any] = node.children
    if kind == "names":
        return _names(parts)
    if kind == "quantity":
        return quantity(node)
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
    if len(items) == 1 and str(items[0]).casefold() in MARKS:
        raise flaw("word-spelling", parts[0].children[0], found=items[0], better=str(items[0]).casefold())
    for part, item in zip(parts, items, strict=True):
        if item in MARKS:
            raise flaw("mark-in-list", part.children[0], found=item)
    return Names(tuple(items))


def _later_part(node: Node) -> Duration | Until:
    inner: Any = node.children[0] if kind_of(node) == "later_part" else node
    parts: list[Any] = inner.children
    if kind_of(inner) == "until":
        return Until(day(parts[0]))
    return duration(parts[0], parts[1], parts[2])


def _bound(kind: str, parts: list[Any]) -> Bound | Duration:
    if kind in ("at_most", "at_least"):
        limit = amount(parts[0])
        return Bound(None, False, limit, True) if kind == "at_most" else Bound(limit, True, None, False)
    if kind == "less_than":
        return Bound(None, False, amount(parts[0]), False)
    first, last = parts
    if kind == "more_than":
        low = amount(first)
        high = amount(last) if last is not None else None
        _ordered(low, high, first)
        return Bound(low, False, high, high is not None)
    high = amount(last)
    low = amount(first) if hasattr(first, "data") else Amount(number(first), high.unit, high.tax)
    _ordered(low, high, first)
    return Bound(low, True, high, True)


def _ordered(low: Amount, high: Amount | None, where: Any) -> None:
    """Raises Flaw if the bounds are in different units, or the lower one is above the upper one."""
    token = where.children[0] if hasattr(where, "data") else where
    if high is not None and low.unit != high.unit:
        raise flaw("bound-units", token, low=low, high=high)
    if high is not None and low.compare(high) > 0:
        raise flaw("bound-reversed", token, low=low, high=high)
