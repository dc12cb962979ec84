"""What is wrong with the prices, notices and guarantees of a document in time; each flaw is a problem of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from checker.guarantees import GUARANTEE, ON_SALE, overlapping
from checker.layers import Contract
from checker.ledger import NOTICE, NOTICE_FOR, day_of, ledger
from checker.rulebook import Rulebook
from checker.vocabulary import Document, Instance
from dsl.period import DateRange
from dsl.source import Problem, problem


def ledger_problems(document: Document, contract: Contract, book: Rulebook) -> Iterator[Problem]:
    """The flaws of what ``document`` itself states, held against its effective contract."""
    for source in dict.fromkeys(book.vocabulary.derived_sections.values()):
        stated = document.instances.get(source, [])
        for before, after in pairwise(stated):
            first, second = day_of(before), day_of(after)
            if first is not None and second is not None and second < first:
                yield problem(
                    "ledger-out-of-order", after.span, other=before.span, name=source, day=second, before=first
                )
        prices = ledger(contract.instances.get(source, ()))
        yield from _before_sale(prices[1:], document, contract)
        yield from _notices(document, [day for each in prices[1:] if (day := day_of(each)) is not None])
    mine = {each.span for each in document.instances.get(GUARANTEE, ())}
    several = [each for each in contract.instances.get(GUARANTEE, ()) if each.span in mine]
    yield from overlapping(several, book.vocabulary)


def _before_sale(changes: list[Instance], document: Document, contract: Contract) -> Iterator[Problem]:
    """A price that changes before anybody can have a contract."""
    sale = contract.facts.get(ON_SALE)
    if document.kind != "Tarif" or sale is None or not isinstance(sale.value, DateRange) or sale.value.start is None:
        return
    for each in changes:
        day = day_of(each)
        if day is not None and day <= sale.value.start:
            yield problem("change-before-sale", each.span, other=sale.span, day=day, start=sale.value.start)


def _notices(document: Document, changes: list[date]) -> Iterator[Problem]:
    seen: dict[date, Instance] = {}
    known = ", ".join(day.isoformat() for day in changes)
    for each in document.instances.get(NOTICE, ()):
        fact = each.facts.get(NOTICE_FOR)
        if fact is None:
            if NOTICE not in document.lost:
                yield problem("notice-without-day", each.span, name=NOTICE_FOR.rpartition(".")[2])
            continue
        day = fact.value
        if not isinstance(day, date):
            continue
        if day not in changes:
            code = "notice-without-change" if changes else "notice-without-change-at-all"
            yield problem(code, fact.span, day=day, known=known)
        elif day in seen:
            yield problem("notice-twice", each.span, other=seen[day].span, day=day)
        else:
            seen[day] = each
