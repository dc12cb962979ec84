"""For each term a few values that stand for all: between them, comparisons with constants come out in every way.

For amounts, counts and days: the constants, and one value in each gap between them (as many as there are terms compared
with each other). For a choice the names that are spoken of and one other, for a set their subsets. Periods are only
partially ordered and depend on the calendar; for them the values are likely ones, not all (``exact`` says so).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import chain, combinations, pairwise

from checker.expressions import PERIODS, worked_out_from
from checker.mutation.mutant_values import shifted
from checker.vocabulary import Vocabulary
from dsl.document import Mark, NameSet, Text, Value
from dsl.period import Duration, Indefinite, LaterOf, Until
from dsl.quantity import Amount
from dsl.record import replace
from dsl.rule import Bare, Compare, DatedValue, Given, Term, TermRef

Atom = Compare | Given | Bare
DAY = timedelta(1)
# all subsets of more names than this are not tried
MAX_NAMES = 7
# as many terms compared with each other can lie in one gap in every order
MAX_IN_A_GAP = 3


class Representatives:
    """The values to try for the terms of ``atoms``.

    ``values``: dated values of the same name one after the other, where they are in several states. ``days``: the days
    at which something about ``day``, the reference day, can change. ``stated``: values that examples state.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        atoms: Sequence[Atom],
        values: Sequence[dict[str, DatedValue]],
        day: str,
        days: set[date],
        stated: dict[str, list[Value]],
    ) -> None:
        self.vocabulary = vocabulary
        self.atoms = [atom for atom in atoms if isinstance(atom, Compare)]
        self.values = values
        self.day, self.days = day, days
        self.stated = stated
        self.exact = True
        self.summands = {
            read
            for atom in self.atoms
            for name in (atom.term, str(atom.operand))
            for read in worked_out_from(vocabulary, name)
        }
        self._known: dict[str, tuple[Value, ...]] = {}

    def of(self, name: str) -> tuple[Value, ...]:
        """The values to try for a term, `keine` last."""
        known = self._known.get(name)
        if known is None:
            found = [*self._typed(self.vocabulary.terms[name]), Mark.NONE]
            known = self._known[name] = tuple(dict.fromkeys(found))
        return known

    def _typed(self, term: Term) -> Iterable[Value]:
        kind = term.type.kind
        linked = self._linked(term.name)
        constants = [value for name in linked for value in self._constants(name)]
        if kind == "ja/nein":
            return (True, False)
        if kind == "Datum":
            return self._days(term, [value for value in constants if isinstance(value, date)], len(linked))
        if kind in ("Menge", "Anzahl"):
            bases = any(isinstance(value, str) for value in constants)  # `ist brutto`
            amounts = [value for value in constants if isinstance(value, Amount)]
            return self._amounts(term, amounts, len(linked), bases or any(each.tax for each in amounts))
        if kind in ("eines", "mehrere"):
            return self._names(term, constants)
        if kind in PERIODS:
            return self._periods(term, constants)
        other: tuple[Value, ...] = (Text("–"),) if kind == "Text" else ("anderes",) if kind == "Verweis" else ()
        self.exact = self.exact and bool(other)
        return (*constants, *self.stated.get(term.name, ()), *other)

    def _linked(self, name: str) -> list[str]:
        """The term and those it is compared with, directly or through others."""
        found = [name]
        for each in found:
            for atom in self.atoms:
                if isinstance(atom.operand, TermRef) and each in (atom.term, atom.operand.name):
                    for other in (atom.term, atom.operand.name):
                        if other not in found and other in self.vocabulary.terms:
                            found.append(other)
        if len(found) > MAX_IN_A_GAP:
            self.exact = False
        return found

    def _constants(self, name: str) -> Iterator[Value]:
        for atom in self.atoms:
            if atom.term != name:
                continue
            if not isinstance(atom.operand, TermRef):
                yield atom.operand
            for values in self.values if isinstance(atom.operand, TermRef) else ():
                value = values.get(atom.operand.name) if isinstance(atom.operand, TermRef) else None
                for step in value.steps if value is not None else ():
                    assert value is not None
                    yield Amount(step.value, value.unit, value.tax)

    # -------------------------------------------------------------------------------------------- by type

    def _days(self, term: Term, constants: list[date], several: int) -> list[date]:
        cuts = set(self.days) if term.name == self.day else set()
        for day in constants:
            cuts |= {day, day + DAY if day < date.max else day}
        cuts |= {day for day in self.stated.get(term.name, ()) if isinstance(day, date)}
        if not cuts:
            return [date(2018, 1, 1)]
        starts = sorted(cuts)
        found = {each for start in starts for each in (start - DAY if start > date.min else start, start)}
        for more in range(1, several):
            found |= {start + more * DAY for start in starts if start < date.max - several * DAY}
        return sorted(found)

    def _amounts(self, term: Term, constants: list[Amount], several: int, taxed: bool) -> Iterator[Value]:
        """``taxed``: it matters whether an amount is net or gross, unless it is zero."""
        unit = term.type.of
        factor = Amount(Decimal(1), unit).in_base()
        stated = [value for value in self.stated.get(term.name, ()) if isinstance(value, Amount)]
        if term.name in self.summands:
            # any amount may matter, so the likely ones are tried: what examples state, and a little more and less
            self.exact = False
            near = [replace(each, value=value) for each in stated for value in shifted(each.value)]
            constants = [*constants, *stated, *near]
        points = sorted({amount.in_base() / factor for amount in constants} | ({Decimal(0)} if taxed else set()))
        if term.is_case:  # nobody consumes less than nothing
            points = sorted({Decimal(0), *(point for point in points if point > 0)})
        found = list(points)  # a value that stands in the rule makes the plainest example
        several = min(several, MAX_IN_A_GAP)
        for low, high in pairwise(points):
            step = _unit(low, high)
            found += [low + (high - low) * at / (several + 1) for at in range(1, several + 1)] if several > 1 else []
            found += [low + step] if several == 1 else []
        if points:
            found += [points[-1] + at * _unit(points[-1], None) for at in range(1, several + 1)]
        if points and not term.is_case:
            found += [points[0] - at * _unit(points[0], None) for at in range(1, several + 1)]
        for value in found or [Decimal(1)]:
            for tax in ("brutto", "netto", None) if taxed else (None,):
                yield Amount(value, unit, tax)

    def _names(self, term: Term, constants: list[Value]) -> Iterator[Value]:
        mentioned: set[str] = set()
        for value in constants:
            mentioned |= value.names if isinstance(value, NameSet) else {value} if isinstance(value, str) else set()
        order = [value.name for value in self.vocabulary.enumerations[term.type.of].values]
        named = [name for name in order if name in mentioned]
        other = [name for name in order if name not in mentioned][:1]
        if term.type.kind == "eines":
            yield from (*named, *other)
            return
        sizes: Iterable[int] = range(len(named) + 1)
        if len(named) > MAX_NAMES:
            self.exact = False
            sizes = (0, 1, 2, len(named) - 1, len(named))
        for names in chain.from_iterable(combinations(named, size) for size in sizes):
            for more in ((), tuple(other)) if other else ((),):
                if names or more:
                    yield self.vocabulary.name_set(term.name, frozenset((*names, *more)))

    def _periods(self, term: Term, constants: list[Value]) -> Iterator[Value]:
        exact, self.exact = self.exact, False
        stated = [value for value in self.stated.get(term.name, ()) if not isinstance(value, Mark)]
        targets = {value.target for value in stated if isinstance(value, Duration)}
        if not any(term.name in (atom.term, str(atom.operand)) for atom in self.atoms):
            self.exact = exact  # nobody asks how long it is
            yield Duration(1, "Monat")
        for value in dict.fromkeys([*constants, *stated]):
            for each in (value, *shifted(value)):
                if isinstance(each, Duration) and term.type.kind == "Frist" and each.target is None:
                    for target in sorted(targets - {None}, key=str):
                        yield Duration(each.count, each.unit, each.anchor, target)
                elif isinstance(each, Duration | LaterOf | Until | Indefinite):
                    yield each
        if term.type.kind in ("Laufzeit", "Verlängerung"):
            yield Indefinite()


def _unit(low: Decimal, high: Decimal | None) -> Decimal:
    """One unit of the last digit of ``low``, or half of the gap above it where that is narrower."""
    exponent = low.as_tuple().exponent
    unit = Decimal(1).scaleb(min(exponent, 0) if isinstance(exponent, int) else 0)
    return unit if high is None or low + unit < high else (high - low) / 2
