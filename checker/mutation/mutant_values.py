"""Values a slip of the pen away: a unit of the last digit more or less, a day before or after, a name more or less."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import overload

from checker.expressions import atoms
from checker.vocabulary import Vocabulary
from dsl.document import NameSet, Value
from dsl.period import Duration, LaterOf, Until
from dsl.quantity import Amount
from dsl.record import replace
from dsl.rule import Compare, Expr


def moved_day(day: date, days: int) -> date:
    """``day`` moved by some days, as far as the calendar goes."""
    return date.fromordinal(min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal()))


def moved_days(day: date | None, days: int) -> date | None:
    """``day`` moved, if there is one."""
    return None if day is None else moved_day(day, days)


@overload
def shifted(value: Decimal) -> Iterator[Decimal]: ...
@overload
def shifted(value: Value) -> Iterator[Value]: ...
def shifted(value: Value | Decimal) -> Iterator[Value | Decimal]:
    """``value`` one unit more and one less: of the last digit written, of the unit of time, of days."""
    if isinstance(value, Decimal):
        exponent = value.as_tuple().exponent
        assert isinstance(exponent, int)
        unit = Decimal(1).scaleb(min(exponent, 0))
        yield from (value + unit, value - unit)
    elif isinstance(value, Amount):
        yield from (replace(value, value=moved) for moved in shifted(value.value))
    elif isinstance(value, Duration):
        yield replace(value, count=value.count + 1)
        if value.count:
            yield replace(value, count=value.count - 1)
    elif isinstance(value, Until):
        yield from (Until(moved_day(value.day, days)) for days in (1, -1))
    elif isinstance(value, LaterOf):
        for at, part in enumerate(value.parts):
            for moved in shifted(part):
                assert isinstance(moved, Duration | Until)
                yield LaterOf((*value.parts[:at], moved, *value.parts[at + 1 :]))
    elif isinstance(value, date):
        yield from (moved_day(value, days) for days in (1, -1))


def other_lists(
    expr: Compare, vocabulary: Vocabulary, spoken: frozenset[str]
) -> Iterator[tuple[NameSet, NameSet | None]]:
    """The list of a comparison with one name left out, or with more names of its enumeration, and which those are.

    ``spoken``: the names the declaration speaks of. Each of them is added by itself; all others, of which it has
    nothing to say, together.
    """
    listed = expr.operand
    if not isinstance(listed, NameSet):
        return
    if len(listed.names) > 1:
        for name in sorted(listed.names):
            yield vocabulary.name_set(expr.term, listed.names - {name}), None
    others = vocabulary.names(vocabulary.terms[expr.term].type.of) - listed.names
    for more in (*(frozenset({name}) for name in sorted(others & spoken)), others - spoken):
        if more:
            yield vocabulary.name_set(expr.term, listed.names | more), vocabulary.name_set(expr.term, more)


def spoken_names(exprs: Iterable[Expr], term: str) -> frozenset[str]:
    """The names that ``exprs`` compare ``term`` with."""
    found: set[str] = set()
    for atom in (atom for expr in exprs for atom in atoms(expr)):
        if isinstance(atom, Compare) and atom.term == term:
            if isinstance(atom.operand, NameSet):
                found |= atom.operand.names
            elif isinstance(atom.operand, str):
                found.add(atom.operand)
    return frozenset(found)
