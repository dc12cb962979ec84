"""The facts a rule reads, each as a variable: which of its values the comparisons of the rule can tell apart.

Values that come out alike in every comparison with a constant form one class. Days are cut where anything about them
changes; a derived term is read through what it is derived from. What compares two facts, or reads a computed term, is
left open (``opaque``), and so is what depends on a calendar nobody has fixed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta

from checker.evaluate import Env, evaluate
from checker.expressions import atoms, expressions
from checker.prepared import Prepared
from checker.proof.candidates import Dated, Point, TooManyCandidates, candidates, dated
from checker.rulebook import Rulebook
from checker.truth import Truth
from checker.vocabulary import section_of
from dsl.document import Value
from dsl.period import Duration
from dsl.quantity import Amount
from dsl.record import dataclass, field
from dsl.rule import Bare, Compare, Expr, Given, Term, TermRef

ABSENT = None  # the value of a fact that is not stated
SECTION = "#"  # a variable `#Preisgarantie` says whether the contract has such a section
# why a comparison is open: a fact is not stated or no official amount is known (then a verdict says so), or a proof
# cannot tell; these are words of the report
MISSING: frozenset[str] = frozenset({"missing"})
TERMS, CALENDAR, TAX, COMPUTED, MANY = "terms", "calendar", "tax", "computed", "many"
UNSURE: frozenset[str] = frozenset({CALENDAR})
DAY = timedelta(1)


Known = dict[tuple[str, str, Value | TermRef, Value | Dated], Truth]


class Outside(Exception):
    """A rule that has no table, or a pair that has no common values; the text is the reason."""


@dataclass(slots=True)
class Variable:
    """One fact a rule reads, and its classes.

    ``term``: None for whether a section is there. ``constants``: what it is compared with; for days, the days on which
    something changes. ``stated``: it can be `keine`. ``optional``: it may be missing. ``values``: one of each class.
    ``look``: what a value looks like to the rule; values that look alike form a class.
    """

    name: str
    term: Term | None
    constants: tuple[Value, ...]
    stated: bool
    optional: bool
    look: Callable[[Point], object]
    values: list[Point] = field(default_factory=list)
    classes: dict[object, int] = field(default_factory=dict)
    _marks: dict[Point, object] = field(default_factory=dict)

    def mark(self, value: Point) -> object:
        """What ``value`` looks like to the rule."""
        if value not in self._marks:
            self._marks[value] = self.look(value)
        return self._marks[value]

    def split(self, values: Iterable[Point]) -> None:
        """Make a class of each mark among ``values``."""
        for value in values:
            mark = self.mark(value)
            if mark not in self.classes:
                self.classes[mark] = len(self.values)
                self.values.append(value)

    def class_of(self, value: Point) -> int:
        """The class of ``value``. Raises Outside where none of the candidates was like it."""
        mark = self.mark(value)
        if mark not in self.classes:
            raise Outside(CALENDAR)
        return self.classes[mark]


@dataclass(frozen=True, slots=True)
class Atom:
    """A comparison of one variable. ``official``: the dated amount it is compared with, "" for a constant."""

    expr: Compare | Given | Bare
    official: str


class Reading:
    """What one rule reads: ``variables`` (the reference day first), ``days`` (one of each stretch between two changes),
    ``names`` (all names it mentions) and ``opaque`` (why some comparisons are left open). Raises Outside.

    ``known``: comparisons made before, for this rule or another. ``folded``: derived terms that are not read through.
    """

    def __init__(self, rule: Prepared, book: Rulebook, asked: frozenset[str], known: Known, folded: frozenset[str]):
        self.rule, self.book, self.folded = rule, book, folded
        self.asked = asked
        self.known = known
        self.names: set[str] = set()
        self.opaque: set[str] = set()
        self.compared: set[str] = set()  # facts compared with each other
        self._cuts: set[date] = set()
        self._atoms: dict[str, list[Atom]] = {}
        # demands first, so that the last facts of a table are those that only select cases
        demands = [d for version in rule.rule.versions for d in version.demands]
        guards = [d.condition for d in demands if d.condition is not None]
        exempting = [exemption.expr for exemption in rule.rule.exemptions]
        for expr in (*(d.expr for d in demands), *rule.rule.conditions, *exempting, *self._displacing(), *guards):
            self._walk(expr, set())
        for since, until in [(p.since, p.until) for p in rule.rule.versions + rule.rule.exemptions]:
            self._cut(since, until)
        self.variables = self._variables()
        self.days = [value for value in self.variables[0].values if isinstance(value, date)]
        self.index = {variable.name: at for at, variable in enumerate(self.variables)}
        for variable in self.variables:
            self.opaque |= _left_open(variable)

    def _displacing(self) -> Iterator[Expr]:
        """The conditions of the rules that may take this one's place, and of those that may take theirs."""
        pending, seen = list(self.rule.displaced_by), {self.rule.id}
        while pending:
            other = self.book.rules.get(pending.pop(0))
            if other is None or other.id in seen:
                continue
            seen.add(other.id)
            pending += other.displaced_by
            yield from other.rule.conditions
            for version in other.rule.versions:
                self._cut(version.since, version.until)

    def _cut(self, since: date | None, until: date | None) -> None:
        if since is not None:
            self._cuts.add(since)
        if until is not None and until < date.max:
            self._cuts.add(until + DAY)

    def _walk(self, expr: Expr, unfolded: set[str]) -> None:
        """Take up the comparisons of ``expr``, derived terms unfolded."""
        terms, values = self.book.vocabulary.terms, self.book.values
        for atom in atoms(expr):
            operand = atom.operand if isinstance(atom, Compare) else None
            other = operand.name if isinstance(operand, TermRef) else ""
            self.names |= {atom.term, other} - {""}
            term = terms.get(atom.term)
            if other and other not in values:
                self.opaque.add(COMPUTED if other in terms and terms[other].is_computed else TERMS)
                self.compared |= {atom.term, other}
            elif term is None:
                self._atoms.setdefault(SECTION + atom.term, []).append(Atom(atom, ""))
            elif term.is_computed:
                self.opaque.add(COMPUTED)
            elif not term.versions or atom.term in self.folded:
                self._atoms.setdefault(atom.term, []).append(Atom(atom, other))
                if other:
                    for step in values[other].steps:
                        self._cut(step.since, step.until)
                    self._cut(None, values[other].reviewed)
            elif atom.term not in unfolded:
                unfolded.add(atom.term)
                for version in term.versions:
                    self._cut(version.since, version.until)
                    self._walk(version.expr, unfolded)

    def _variables(self) -> list[Variable]:
        day = self.rule.rule.reference_day
        for atom in self._atoms.get(day, ()):
            self._cuts |= _changes(atom.expr)
        for section in sorted({section_of(name) for name in self._atoms} & self.asked):
            self._atoms.setdefault(SECTION + section, [])
        cuts = tuple(sorted(self._cuts))
        term = self.book.vocabulary.terms[day]
        stretches = Variable(day, term, cuts, False, False, lambda value: _stretch(value, cuts))
        stretches.split(candidates(term, cuts, (), False))
        return [stretches, *(self._variable(name) for name in self._atoms if name != day)]

    def _variable(self, name: str) -> Variable:
        vocabulary, read = self.book.vocabulary, self._atoms[name]
        if name.startswith(SECTION):
            always = name.removeprefix(SECTION) == self.rule.rule.each
            there = Variable(name, None, (), False, not always, lambda value: value)
            there.split([True] if always else [True, ABSENT])
            return there
        term = vocabulary.terms[name]
        constants = tuple(dict.fromkeys(constant for atom in read for constant in self._constants(atom, term)))
        section = vocabulary.sections.get(section_of(name))
        # the kind or day in the heading of a section is always there
        headings = {"kind": "Art", "day": "ab"}
        heading = section is not None and name == f"{section.name}.{headings.get(section.repeat, '')}"
        stated = not (term.is_case or heading or name in self.folded)
        optional = stated and (name in self.asked or SECTION + section_of(name) in self._atoms)
        variable = Variable(name, term, constants, stated, optional, lambda value: self._mark(read, value))
        # that something is not derived needs no facts, so it is tried first
        variable.split([False, True] if name in self.folded else values_of([variable], self.book))
        return variable

    def _constants(self, atom: Atom, term: Term) -> list[Value]:
        if term.type.kind == "Datum":
            return list(_changes(atom.expr))
        if atom.official:
            return list(self._amounts(atom.official))
        operand = atom.expr.operand if isinstance(atom.expr, Compare) else None
        return [] if operand is None or isinstance(operand, TermRef) else [operand]

    def _amounts(self, official: str) -> list[Amount]:
        value = self.book.values[official]
        return [Amount(step.value, value.unit) for step in value.steps]

    def _mark(self, read: list[Atom], value: Point) -> tuple[object, ...]:
        return tuple(
            tuple(self.truth(atom.expr, value, amount) for amount in self._amounts(atom.official))
            if atom.official
            else self.truth(atom.expr, value)
            for atom in read
        )

    def truth(self, expr: Compare | Given | Bare, value: Point, official: Amount | None = None) -> Truth:
        """A comparison of one stated value, asked of the evaluator that judges contracts."""
        if isinstance(expr, Given):
            return value is not ABSENT
        if value is ABSENT:
            return MISSING
        if isinstance(expr, Bare):
            return value is True
        operand = expr.operand if official is None else official
        asked = (expr.term, expr.op, operand, value)
        truth = self.known.get(asked)
        if truth is None:
            truth = self.known[asked] = self._evaluated(expr._replace(operand=operand), value)
        return truth

    def _evaluated(self, expr: Compare, value: Value | Dated) -> Truth:
        exact: dict[str, date] = {}
        if isinstance(value, Dated):
            exact = {value.period.anchor or "": value.start}
            value = value.period
        truth = evaluate(expr, Env(self.book, {}, frozenset(), {expr.term: value}, exact, None, "", {}))
        if isinstance(truth, bool):
            return truth
        return frozenset({TAX}) if isinstance(value, Amount) else UNSURE


def values_of(variables: Sequence[Variable], book: Rulebook) -> list[Point]:
    """Values of a fact that stand for all others in the comparisons of these variables, which all read it; with the
    months that days run through, where a comparison turns on them. Raises Outside."""
    first = variables[0]
    assert first.term is not None
    constants = dict.fromkeys(constant for variable in variables for constant in variable.constants)
    enumeration = book.vocabulary.enumerations.get(first.term.type.of)
    names = tuple(value.name for value in enumeration.values) if enumeration is not None else ()
    try:
        plain = candidates(first.term, constants, names, first.stated)
    except TooManyCandidates:
        raise Outside(MANY) from None
    found: list[Point] = []
    late: list[Point] = []
    seen: set[object] = set()
    for value in plain:
        unsure = isinstance(value, Duration) and any(_unsure(variable, value) for variable in variables)
        for each in dated(value) if unsure else [value]:
            mark = tuple(variable.mark(each) for variable in variables)
            if mark not in seen:
                seen.add(mark)
                (late if each is not value else found).append(each)
    return [*found, *late, ABSENT] if first.optional else [*found, *late]


def _stretch(value: Point, cuts: Sequence[date]) -> object:
    """The number of the stretch a day lies in; a day that another rule reads as a fact may be `keine`."""
    return bisect_right(cuts, value) if isinstance(value, date) else value


def _left_open(variable: Variable) -> set[str]:
    """Why some values of a variable are like neither yes nor no."""
    parts = [part for mark in variable.classes if isinstance(mark, tuple) for part in mark]
    return {reason for part in parts if isinstance(part, frozenset) for reason in part - MISSING}


def _unsure(variable: Variable, value: Value) -> bool:
    mark = variable.mark(value)
    return isinstance(mark, tuple) and any(part == UNSURE for part in mark)


def asked_in(book: Rulebook) -> frozenset[str]:
    """The terms and sections of which some rule or derived term asks whether they are stated."""
    exprs = [expr for rule in book.rules.values() for expr in expressions(rule.rule)]
    exprs += [version.expr for term in book.vocabulary.terms.values() for version in term.versions]
    return frozenset(atom.term for expr in exprs for atom in atoms(expr) if isinstance(atom, Given))


def _changes(expr: Compare | Given | Bare) -> set[date]:
    """The days on which a comparison of a day can come out differently."""
    day = expr.operand if isinstance(expr, Compare) else None
    return {day, day + DAY} if isinstance(day, date) and day < date.max else set()
