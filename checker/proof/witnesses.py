"""Facts for what a table leaves open: a fact compared with another, the day from which a period runs.

A table says that something may come out either way. One complete set of facts, judged, shows that it can: that two
rules can be kept together, or that one is violated while the other is not. It never shows that something cannot be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import islice, product

from checker.judge import HOLDS, VIOLATED
from checker.proof.candidates import Point, TooManyCandidates, candidates
from checker.proof.pairs import Implied, Unclear
from checker.proof.truth_table import Case, RuleTable
from checker.proof.variables import CALENDAR, TERMS
from checker.rulebook import Rulebook
from dsl.document import Value
from dsl.quantity import unit_family
from dsl.rule import Term

MAX_TRIED = 80
MAX_SETTINGS = 60
LEADS = (timedelta(0), timedelta(31), timedelta(400))


Verdict = Callable[[Case, str], str]  # of a rule in complete facts; "" where these are no facts


def left_open(*tables: RuleTable) -> list[Term] | None:
    """The stated terms that rules read but their tables do not; None where one of them is worked out."""
    known = {variable.name for table in tables for variable in table.variables}
    terms = tables[0].book.vocabulary.terms
    found: dict[str, Term] = {}
    for name in sorted({name for table in tables for name in table.names} - known):
        term = terms.get(name)
        if term is not None and term.is_computed:
            return None
        if term is not None and not term.versions:
            found[name] = term
    return list(found.values())


def completed(case: Case, *tables: RuleTable) -> Iterator[Case]:
    """``case`` with values for what the tables leave open; as many as are worth trying.

    A fact that is compared with another may take other values that are alike to every table.
    """
    facts = dict(case.facts)
    terms = left_open(*tables)
    if terms is None:
        return
    book = tables[0].book
    pools: list[list[tuple[str, Point]]] = []
    for name in {name for table in tables for name in table.reading.compared} | {term.name for term in terms}:
        term = book.vocabulary.terms[name]
        if term.versions or term.is_computed:
            continue
        alike = [value for other, value in facts.items() if _alike(term, book.vocabulary.terms.get(other))]
        constants = [value for value in alike if isinstance(value, Value)]
        values = _some_values(term, constants, book)
        if name in facts:
            values = [facts[name], *(value for value in values if _same_class(name, value, facts[name], tables))]
        if values:
            pools.append([(name, value) for value in values])
    if any(CALENDAR in table.opaque for table in tables):
        for name, term in book.vocabulary.terms.items():
            anchor = facts.get(term.not_before or "")
            if name not in facts and isinstance(anchor, date):
                pools.append([(name, anchor + lead) for lead in LEADS])
    for chosen in islice(product(*sorted(pools, key=lambda pool: pool[0][0])), MAX_TRIED):
        yield Case(tuple((facts | dict(chosen)).items()))


def _some_values(term: Term, constants: list[Value], book: Rulebook) -> list[Point]:
    enumeration = book.vocabulary.enumerations.get(term.type.of)
    names = tuple(each.name for each in enumeration.values) if enumeration is not None else ()
    try:
        return list(candidates(term, constants, names, not term.is_case))
    except TooManyCandidates:
        return []


def _same_class(name: str, value: Point, other: Point, tables: tuple[RuleTable, ...]) -> bool:
    variables = [table.variables[table.reading.index[name]] for table in tables if name in table.reading.index]
    return all(variable.mark(value) == variable.mark(other) for variable in variables)


def _alike(term: Term, other: Term | None) -> bool:
    """Whether the values of two terms can be compared."""
    periods = ("Dauer", "Frist", "Laufzeit", "Verlängerung")
    if other is None:
        return False
    if other.type.kind == term.type.kind == "Menge":
        return unit_family(other.type.of) == unit_family(term.type.of)
    return other.type == term.type or (other.type.kind in periods and term.type.kind in periods)


def refuted(found: Unclear, weaker: RuleTable, stricter: RuleTable, verdict: Verdict) -> Implied | None:
    """Facts in which the weaker rule is violated and the stricter one is not; None where none were found."""
    for case in (case for cases in found.settings for case in cases):
        for full in completed(case, weaker, stricter):
            if verdict(full, weaker.rule.id) == VIOLATED and verdict(full, stricter.rule.id) not in (VIOLATED, ""):
                return Implied(False, full)
    return None


def settled(found: Unclear, one: RuleTable, two: RuleTable, verdict: Verdict) -> bool:
    """Whether facts keep both rules wherever that is open.

    They count for every customer, day and other circumstance only if what is open is what the rules demand.
    """
    terms = left_open(one, two)
    if found.reasons != {TERMS} or terms is None or len(found.settings) > MAX_SETTINGS:
        return False
    compared = one.reading.compared | two.reading.compared
    if not compared <= one.demanded | two.demanded:
        return False
    if any(term.is_case for term in (*terms, *(one.book.vocabulary.terms[name] for name in compared))):
        return False
    ids = one.rule.id, two.rule.id
    return all(
        any(all(verdict(full, id) == HOLDS for id in ids) for case in cases for full in completed(case, one, two))
        for cases in found.settings
    )
