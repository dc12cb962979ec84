"""What ends in a gap: a last version, an official amount or a derived term after which nothing comes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from checker.proof.models import Model, model_of
from checker.proof.statement import SEVERITY, TERM_ENDS, VALUE_ENDS, VERSION_ENDS, Statement
from checker.proof.truth_table import VIOLATED, Case, RuleTable, State, case_of, verdict_of
from checker.rulebook import Rulebook
from dsl.period import DateRange
from dsl.source import Span

DAY = timedelta(1)


def endings(book: Rulebook, tables: Iterable[RuleTable]) -> Iterator[Statement]:
    """Every gap at an end that one of these rules runs into."""
    tables = list(tables)
    for table in tables:
        last = table.rule.rule.versions[-1]
        if last.until is not None and last.until < date.max and (last.demands or last.not_encoded):
            yield _ending(VERSION_ENDS, last.span, last.until + DAY, [table])
    for value in book.values.values():
        until = value.steps[-1].until if value.steps else None
        readers = [table for table in tables if value.name in table.names]
        if until is not None and until < date.max and readers:
            yield _ending(VALUE_ENDS, value.steps[-1].span, until + DAY, readers, value.name)
    for term in book.vocabulary.terms.values():
        until = term.versions[-1].until if term.versions else None
        readers = [table for table in tables if term.name in table.names]
        if until is not None and until < date.max and readers:
            yield _ending(TERM_ENDS, term.versions[-1].span, until + DAY, readers, term.name)


def _ending(kind: str, place: Span, first: date, readers: list[RuleTable], subject: str = "") -> Statement:
    """The statement about what is missing from the day ``first`` on, shown on the rule that it changes most."""
    shown = max((_turn(table, first) for table in readers), key=_telling)
    ids = tuple(table.rule.id for table in readers)
    return Statement(kind, SEVERITY[kind], ids, place, shown, subject=subject, days=(DateRange(first, None),))


def _telling(models: tuple[Model, ...]) -> int:
    return len(models) and 1 + (models[0].claims != models[1].claims)


def _turn(table: RuleTable, first: date) -> tuple[Model, ...]:
    """The same facts on the day before ``first`` and on it, with different verdicts if there are such facts."""
    days = table.variables[0]
    before, after = days.class_of(first - DAY), days.class_of(first)
    verdicts = dict(table.cells)
    best: tuple[int, State] | None = None
    for state, was in table.cells:
        now = verdicts.get((after, *state[1:]))
        if state[0] == before and verdict_of(was) and now is not None and verdict_of(now):
            rank = 2 * (was != now) + (was == VIOLATED)
            if best is None or rank > best[0]:
                best = rank, state
    if best is None:
        return ()
    models = []
    for at, day in ((before, first - DAY), (after, first)):
        state = (at, *best[1][1:])
        facts = dict(case_of(table, state).facts) | {days.name: day}
        claims = {table.rule.id: verdict_of(verdicts[state])}
        models.append(model_of(Case(tuple(facts.items())), claims, table.book.vocabulary))
    return tuple(models)
