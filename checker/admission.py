"""Whether a tariff admits the customer and the day of an offer made under it."""

from __future__ import annotations

from datetime import date

from checker.vocabulary import Document, Fact, Vocabulary
from dsl.document import Mark, NameSet, show
from dsl.period import DateRange
from dsl.quantity import Amount, Bound
from dsl.rule import Term
from dsl.source import Problem, problem


def not_admitted(offer: Document, tariff: Document, vocabulary: Vocabulary) -> list[Problem]:
    """A problem for each stated case term of ``offer`` that lies outside what ``tariff`` itself states.

    What the terms exclude is said by their rules; here only the tariff's own lines count.
    """
    problems: list[Problem] = []
    for term in vocabulary.terms.values():
        stated = offer.facts.get(term.name)
        if stated is None or not term.is_case or term.domain_open:
            continue
        for bound in _bounds(term, tariff):
            if _outside(stated, bound, excluded=bound.term == term.domain_without):
                details = {"term": term.name, "found": show(stated.value), "admitted": show(bound.value)}
                code = "offer-excluded" if bound.term == term.domain_without else "offer-outside-tariff"
                problems.append(problem(code, stated.span, bound.span, tariff=tariff.id, **details))
    return problems


def _bounds(term: Term, tariff: Document) -> list[Fact]:
    names = (term.domain, term.domain_with, term.domain_without)
    return [tariff.facts[name] for name in names if name is not None and name in tariff.facts]


def _outside(stated: Fact, bound: Fact, excluded: bool) -> bool:
    value, limit = stated.value, bound.value
    if limit is Mark.NONE:  # for nobody, or on no day; an amount has no limit then, and of names none is left out
        return isinstance(value, date | str) and not excluded
    if isinstance(limit, Bound) and isinstance(value, Amount):
        return not limit.contains(value)
    if isinstance(limit, DateRange) and isinstance(value, date):
        return not limit.contains(value)
    if isinstance(limit, NameSet) and isinstance(value, str):
        return value not in limit.names
    if isinstance(limit, NameSet) and isinstance(value, NameSet):
        return bool(value.names & limit.names) if excluded else not limit.names <= value.names
    return False
