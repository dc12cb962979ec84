"""Days on which official amounts fall while a price stands: the section `Kostensenkung`, one for each such day.

A price stands until the next one begins; the last one of a document, be it the only one, as long as the tariff is on
sale. What is official of a price, and which component it is, stands in the vocabulary (`verfolgt … amtlich`). A
component that the price does not state counts as contained in it, one stated as `keine` does not.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal

from checker.guarantees import ON_SALE, guaranteed
from checker.ledger_steps import months_begun
from checker.vocabulary import Fact, Instance
from dsl.document import Mark, Value
from dsl.period import DateRange
from dsl.quantity import Amount
from dsl.record import NamedTuple
from dsl.rule import DatedValue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from checker.layers import Contract
    from checker.rulebook import Rulebook

# the section that arises, and the unit of the prices whose components are followed
FALL, UNIT = "Kostensenkung", "ct/kWh"
DAY = timedelta(1)


class Moved(NamedTuple):
    """A day on which an official amount changes: by how much all of them have moved since a price began (``total``),
    and on this day (``fall``); which components have fallen on it."""

    day: date
    total: Decimal
    fall: Decimal
    fallen: frozenset[str]


def official_falls(prices: list[tuple[date, Instance]], contract: Contract, book: Rulebook) -> list[Instance]:
    """The falls of each price in turn; ``prices`` with their days, in order."""
    if not prices:
        return []
    ends = [*(day for day, _ in prices[1:]), _off_sale(contract)]
    found: list[Instance] = []
    for (start, price), end in zip(prices, ends, strict=True):
        if end is not None:
            found += _of_one(start, price, end, contract, book)
    return found


def _off_sale(contract: Contract) -> date | None:
    """The first day on which a tariff is not on sale any more; None where it states no sale."""
    sale = contract.facts.get(ON_SALE)
    if contract.kind != "Tarif" or sale is None or not isinstance(sale.value, DateRange):
        return None
    return sale.value.end + DAY if sale.value.end is not None and sale.value.end < date.max else date.max


def _of_one(start: date, price: Instance, end: date, contract: Contract, book: Rulebook) -> Iterator[Instance]:
    """``start``: first day of a price; ``end``: the first that it is not known to stand on (``date.max``: none)."""
    moves = _moves(start, _parts(price, book), book)
    for at, (day, total, fall, fallen) in enumerate(moves):
        if day >= end:
            return
        if fall >= 0 or total >= 0:
            continue
        held = guaranteed(contract, day, book.vocabulary)
        over = min(next((later.day for later in moves[at + 1 :] if later.total >= 0), end), end)
        yield _section(
            price,
            contract,
            book,
            {
                "ab": day,
                "Preis-ab": start,
                "Betrag": Amount(-total, UNIT, "netto"),
                "Rückgang": Amount(-fall, UNIT, "netto"),
                "Bestandteile": _set("Bestandteile", fallen, book),
                "genannt": all(_states(price, part, book) for part in fallen),
                "garantiert": None if held is None else _set("garantiert", held, book),
                "Dauer": months_begun(day, over) if over < date.max else None,
            },
        )


def _moves(start: date, parts: dict[str, str], book: Rulebook) -> list[Moved]:
    """What each step of the official amounts ``parts`` after ``start`` comes to; worked out once for all days between
    two on which one of them changes."""
    amounts = tuple(parts)
    if amounts not in book.moves:
        book.moves[amounts] = (sorted({day for name in parts for day in _changes(book.values[name])}), {})
    changes, known = book.moves[amounts]
    place = bisect_right(changes, start)
    found = known.get(place)
    if found is None:
        found = known[place] = []
        first = _amounts(start, parts, book)
        for day in sorted({step.since for name in parts for step in book.values[name].steps if step.since > start}):
            before, now = _amounts(day - DAY, parts, book), _amounts(day, parts, book)
            steps = {part: _moved(before[name], now[name]) for name, part in parts.items()}
            fallen = frozenset(part for part, moved in steps.items() if moved is not None and moved < 0)
            total = _sum(_moved(first[name], now[name]) for name in parts)
            found.append(Moved(day, total, _sum(steps.values()), fallen))
    return found


def _changes(value: DatedValue) -> Iterator[date]:
    """The first days on which another amount is known, or none any more."""
    for step in value.steps:
        yield step.since
        if step.until is not None and step.until < date.max:
            yield step.until + DAY
    if value.reviewed is not None and value.reviewed < date.max:
        yield value.reviewed + DAY


def _sum(moves: Iterable[Decimal | None]) -> Decimal:
    """What is known of the moves, added up."""
    return sum((moved for moved in moves if moved is not None), Decimal(0))


def _parts(price: Instance, book: Rulebook) -> dict[str, str]:
    """The official amounts that a price contains, each with the component it is."""
    found: dict[str, str] = {}
    for traced in book.vocabulary.traced.values():
        value = book.values.get(traced.official)
        stated = price.facts.get(traced.term)
        if value is None or value.unit != UNIT or (stated is not None and stated.value is Mark.NONE):
            continue
        found.setdefault(traced.official, traced.component)
    return found


def _states(price: Instance, component: str, book: Rulebook) -> bool:
    terms = [traced.term for traced in book.vocabulary.traced.values() if traced.component == component]
    return any(name in price.facts and isinstance(price.facts[name].value, Amount) for name in terms)


def _amounts(day: date, names: Iterable[str], book: Rulebook) -> dict[str, Amount | None]:
    """These official amounts on a day; None for those that are not known."""
    return {name: book.value_on(name, day) for name in names}


def _moved(old: Amount | None, new: Amount | None) -> Decimal | None:
    """By how much an official amount moved; None where one of them is not known."""
    return None if old is None or new is None else new.value - old.value


def _set(name: str, names: frozenset[str], book: Rulebook) -> Value:
    return book.vocabulary.name_set(f"{FALL}.{name}", names) if names else Mark.NONE


def _section(price: Instance, contract: Contract, book: Rulebook, values: dict[str, Value | None]) -> Instance:
    facts: dict[str, Fact] = {}
    for name, value in values.items():
        term = f"{FALL}.{name}"
        if value is not None and term in book.vocabulary.terms:
            facts[term] = Fact(term, value, price.span, price.span, price.layer, contract.id)
    day = values["ab"]
    assert isinstance(day, date)
    return Instance(FALL, day.isoformat(), facts, price.span, price.layer)
