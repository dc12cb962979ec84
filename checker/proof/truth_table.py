"""A rule as a table: every distinguishable state of the facts it reads, and the verdicts it can have there.

A state is complete: one class of every variable, each fact stated, or left out where some rule asks whether it is. The
verdicts of a state are one, unless a proof cannot tell (``variables`` says why); it is never guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import chain, product
from math import prod

from checker import judge
from checker.expressions import atoms, read_terms
from checker.prepared import Prepared
from checker.proof.candidates import Point
from checker.proof.variables import (
    ABSENT,
    COMPUTED,
    MANY,
    MISSING,
    SECTION,
    TERMS,
    Known,
    Outside,
    Reading,
)
from checker.rulebook import Rulebook
from checker.truth import Truth, all_of, any_of, negate
from checker.vocabulary import section_of
from dsl.record import dataclass
from dsl.rule import AllOf, AnyOf, Bare, Compare, Exemption, Expr, Given, Not, Term, TermRef, TermVersion, Version

# verdicts as bits, so that a set of them is a number: kept, violated, undecided for want of a fact, not applicable
HOLDS, VIOLATED, OPEN, OFF = 1, 2, 4, 8
MAX_CELLS = 40_000

State = tuple[int, ...]  # the number of a class, for each variable
Test = Callable[[State], Truth]


@dataclass(frozen=True, slots=True)
class Case:
    """Facts in which rules come out in a certain way. A value that is None: the fact is not stated."""

    facts: tuple[tuple[str, Point], ...]


class RuleTable:
    """The states of one rule and their verdicts: ``cells``. Raises Outside.

    ``asked``: what rules ask whether it is stated (``variables.asked_in``); ``known``: see ``variables.Reading``.
    ``demanded``: what the demands speak of. ``folded``: derived terms that are taken for a yes or no of their own, and
    ``behind`` what they are derived from. Then there are states that no facts have: what holds in all of them holds,
    what is found in one must be run.
    """

    def __init__(
        self,
        rule: Prepared,
        book: Rulebook,
        asked: frozenset[str],
        known: Known | None = None,
        folded: frozenset[str] = frozenset(),
    ) -> None:
        self.rule = rule
        self.book = book
        self.folded = folded
        folding = [version.expr for name in folded for version in book.vocabulary.terms[name].versions]
        self.behind = frozenset(read_terms(book.vocabulary, folding))
        self.reading = Reading(rule, book, asked, {} if known is None else known, folded)
        self.variables, self.opaque, self.names = self.reading.variables, self.reading.opaque, self.reading.names
        if prod(len(variable.values) for variable in self.variables) > MAX_CELLS:
            raise Outside(MANY)
        self.demanded = frozenset(
            SECTION + name if name in book.vocabulary.sections else name for name in demanded_in(rule, book)
        )
        self.conditions = [self.test(condition) for condition in rule.rule.conditions]
        self.exemptions = [self.test(exemption.expr) for exemption in rule.rule.exemptions]
        self.guards = {
            (at, number): self.test(demand.condition) if demand.condition is not None else _always
            for at, version in enumerate(rule.rule.versions)
            for number, demand in enumerate(version.demands)
        }
        self._demands = [[self.test(demand.expr) for demand in version.demands] for version in rule.rule.versions]
        self._displaced = [self._applying(name) for name in rule.displaced_by if name in book.rules]
        # the number of the version in force, for each class of days
        self.versions = [
            next((at for at, version in enumerate(rule.rule.versions) if _in_force(version, day)), None)
            for day in self.reading.days
        ]
        self.cells: list[tuple[State, int]] = [(state, self._verdicts(state)) for state in self._states(asked)]
        self.reduced: dict[object, object] = {}  # what comparisons with other rules have made of it

    # -------------------------------------------------------------------------------------------- tests of a state

    def test(self, expr: Expr) -> Test:
        """The truth of ``expr`` in a state."""
        if isinstance(expr, AllOf | AnyOf):
            tests = [self.test(part) for part in expr.parts]
            join = all_of if isinstance(expr, AllOf) else any_of
            return lambda state: join(test(state) for test in tests)
        if isinstance(expr, Not):
            inner = self.test(expr.part)
            return lambda state: negate(inner(state))
        operand = expr.operand if isinstance(expr, Compare) else None
        other = operand.name if isinstance(operand, TermRef) else ""
        term = self.book.vocabulary.terms.get(expr.term)
        compared = self.book.vocabulary.terms.get(other)
        if any(each is not None and each.is_computed for each in (term, compared)):
            return lambda state: frozenset({COMPUTED})
        if compared is not None:
            return lambda state: frozenset({TERMS})
        if term is not None and term.versions and expr.term not in self.folded:
            return self._derived(expr, term)
        return self._single(expr, other)

    def _single(self, expr: Compare | Given | Bare, official: str) -> Test:
        reading = self.reading
        at = reading.index[expr.term if expr.term in self.book.vocabulary.terms else SECTION + expr.term]
        values = self.variables[at].values
        if not official:
            truths = [reading.truth(expr, value) for value in values]
            return lambda state: truths[state[at]]
        amounts = [self.book.value_on(official, day) for day in reading.days]
        rows = [[MISSING if a is None else reading.truth(expr, value, a) for value in values] for a in amounts]
        return lambda state: rows[state[0]][state[at]]

    def _derived(self, expr: Compare | Given | Bare, term: Term) -> Test:
        """A derived term stands for the expression of the version in force; it is no where there is none."""
        tests = [self.test(version.expr) for version in term.versions]
        days = self.reading.days
        chosen = [next((at for at, v in enumerate(term.versions) if _in_force(v, day)), None) for day in days]

        def truth(state: State) -> Truth:
            at = chosen[state[0]]
            return False if at is None else tests[at](state)

        if not isinstance(expr, Compare):
            return truth
        if not isinstance(expr.operand, bool):  # yes or no is never `keine`
            return lambda state: expr.op == "ist nicht"
        return truth if expr.operand is (expr.op == "ist") else lambda state: negate(truth(state))

    def _applying(self, name: str) -> Test:
        """Whether a rule that takes this one's place applies."""
        other = self.book.rules[name]
        conditions = [self.test(condition) for condition in other.rule.conditions]
        displaced = [self._applying(each) for each in other.displaced_by if each in self.book.rules]
        live = [any(_in_force(v, day) and v.demands for v in other.rule.versions) for day in self.reading.days]

        def applies(state: State) -> Truth:
            if not live[state[0]]:
                return False
            return all_of([*(test(state) for test in conditions), *(negate(test(state)) for test in displaced)])

        return applies

    # -------------------------------------------------------------------------------------------- states

    def _states(self, asked: frozenset[str]) -> Iterator[State]:
        """Every state, except those with a stated fact in a section that is not there, or the other way round."""
        index = self.reading.index
        linked: list[tuple[int, int, bool]] = []
        for at, variable in enumerate(self.variables):
            section = index.get(SECTION + section_of(variable.name))
            if variable.term is not None and variable.optional and section is not None:
                linked.append((at, section, variable.name in asked))
        for state in product(*(range(len(variable.values)) for variable in self.variables)):
            for at, section, may_lack in linked:
                there = self.variables[section].values[state[section]] is not ABSENT
                stated = self.variables[at].values[state[at]] is not ABSENT
                if there is not stated and not (there and may_lack):
                    break
            else:
                yield state

    def applies(self, state: State) -> Truth:
        """All conditions hold, and no rule takes this one's place; exceptions not looked at."""
        # asked one after the other: most states are ruled out by one of the first
        return all_of(
            chain((test(state) for test in self.conditions), (negate(test(state)) for test in self._displaced))
        )

    def in_force(self, state: State, number: int) -> bool:
        """Whether exception ``number`` is in force on the day of ``state``."""
        return _in_force(self.rule.rule.exemptions[number], self.reading.days[state[0]])

    def exempted(self, state: State, number: int) -> Truth:
        """Whether exception ``number`` is in force and proven."""
        return self.in_force(state, number) and self.exemptions[number](state)

    def _verdicts(self, state: State) -> int:
        """The verdicts that are possible in a state; one, unless a proof cannot tell."""
        at = self.versions[state[0]]
        version = None if at is None else self.rule.rule.versions[at]
        if version is None or at is None or not (version.demands or version.not_encoded):
            return OFF
        applies = self.applies(state)
        if applies is False:
            return OFF
        found = 0
        for number in range(len(self.exemptions)):
            proven = self.exempted(state, number)
            if proven is True:
                return OFF
            # an exception for which a fact is missing is not proven and does not apply
            found |= OFF if _cannot_tell(proven) else 0
        guards = [self.guards[at, number](state) for number in range(len(version.demands))]
        if version.not_encoded is None and all(guard is False for guard in guards):
            return OFF
        if _cannot_tell(applies) or (guards and _cannot_tell(any_of(guards))):
            found |= OFF
        if version.not_encoded is not None:
            return found | OPEN
        kept = all_of(
            any_of([negate(guard), demand(state)]) for guard, demand in zip(guards, self._demands[at], strict=True)
        )
        truth = kept if _cannot_tell(applies) else any_of([negate(applies), kept])
        if isinstance(truth, bool):
            return found | (HOLDS if truth else VIOLATED)
        return found | (HOLDS | VIOLATED | OPEN if _cannot_tell(truth) else OPEN)


def table_of(rule: Prepared, book: Rulebook, asked: frozenset[str], known: Known) -> RuleTable:
    """The table of a rule; where it has too many states, derived terms that only except from it are folded. Raises
    Outside."""
    folded: frozenset[str] = frozenset()
    for name in ("", *_foldable(rule, book)):
        folded |= {name} - {""}
        try:
            return RuleTable(rule, book, asked, known, folded)
        except Outside as reason:
            if str(reason) != MANY:
                raise
    raise Outside(MANY)


def _foldable(rule: Prepared, book: Rulebook) -> list[str]:
    """The derived terms that nothing but exceptions read, and these as they are."""
    terms = book.vocabulary.terms
    excepting = [atom for exemption in rule.rule.exemptions for atom in atoms(exemption.expr)]
    bare = {atom.term for atom in excepting if isinstance(atom, Bare) and terms[atom.term].versions}
    demands = [demand for version in rule.rule.versions for demand in version.demands]
    guards = [demand.condition for demand in demands if demand.condition is not None]
    others = [*rule.rule.conditions, *(demand.expr for demand in demands), *guards]
    compared = {atom.term for atom in excepting if not isinstance(atom, Bare)}
    return sorted(bare - compared - {atom.term for expr in others for atom in atoms(expr)})


def may_hold(truth: Truth) -> bool:
    """Whether it holds, or a proof cannot tell; what is open for want of a fact does not."""
    return truth is True or _cannot_tell(truth)


def verdict_of(bits: int) -> str:
    """The verdict in words; "" where several are possible."""
    return {HOLDS: judge.HOLDS, VIOLATED: judge.VIOLATED, OPEN: judge.UNDECIDED, OFF: judge.NOT_APPLICABLE}.get(
        bits, ""
    )


def case_of(table: RuleTable, state: State) -> Case:
    """The facts of a state."""
    return Case(tuple((v.name, v.values[at]) for v, at in zip(table.variables, state, strict=True)))


def demanded_in(rule: Prepared, book: Rulebook) -> frozenset[str]:
    """The terms and sections that the demands of a rule speak of, derived terms unfolded."""
    return frozenset(read_terms(book.vocabulary, [d.expr for v in rule.rule.versions for d in v.demands]))


def _always(state: State) -> Truth:
    return True


def _cannot_tell(truth: Truth) -> bool:
    """Whether it is open for another reason than a missing fact."""
    return isinstance(truth, frozenset) and bool(truth - MISSING)


def _in_force(part: Version | TermVersion | Exemption, day: date) -> bool:
    return (part.since or date.min) <= day <= (part.until or date.max)
