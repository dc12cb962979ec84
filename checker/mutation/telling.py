"""A contract that tells a changed rule from the rule as it stands, or the proof that there is none.

The facts are decided one after the other, and only those on which the verdicts still turn: where both verdicts are
settled and equal, nothing that is still open can part them. So few contracts are tried, and yet all are covered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import product

from checker.evaluate import Env
from checker.examples import stated_contract
from checker.judge import Judge
from checker.mutation.open_verdict import Part, Side, cell, in_force, said_on
from checker.mutation.representatives import Representatives
from checker.mutation.unread_periods import Unread
from checker.phrases import show_expr
from checker.prepared import Prepared, prepared
from checker.question import Question
from checker.rulebook import Rulebook
from checker.vocabulary import Fact, section_of
from dsl.document import Mark, Value
from dsl.quantity import Amount
from dsl.record import dataclass, field
from dsl.rule import (
    Bare,
    Demand,
    Given,
    Term,
    Version,
)

SECTION = "#"  # prefix of the choice whether a section is there
# so many combinations are tried for one rule; then the question stays open
MAX_TRIES = 4_000
# of an amount that a formula reads, so many values are put into the examples, and so many contracts asked in all
MAX_VALUES, MAX_NEAR = 4, 300


@dataclass(frozen=True, slots=True)
class Telling:
    """Facts of a contract, and the verdict of the rule as it stands and as changed."""

    rule: Prepared
    facts: tuple[tuple[str, Value], ...]
    before: str
    after: str


@dataclass(slots=True)
class Search:
    """One search. ``found``: a contract that tells the sides apart; if there is none, ``proved`` says whether all were
    covered."""

    stands: Side
    changed: Side
    examples: Sequence[dict[str, Value]]  # what each example states
    limit: int = MAX_TRIES
    unread: Unread = field(default_factory=Unread)
    found: Telling | None = None
    proved: bool = False
    tries: int = 0
    _complete: bool = True
    _first: list[str] = field(default_factory=list)
    _judges: tuple[Judge, ...] = ()
    _terms: list[str] = field(default_factory=list)
    _official: list[str] = field(default_factory=list)
    _values: Representatives = field(init=False)

    def run(self) -> Search:
        questions = tuple(Question(side.rule, side.book) for side in (self.stands, self.changed))
        self._judges = tuple(Judge(side.book, admit_all=True) for side in (self.stands, self.changed))
        atoms = [atom for question in questions for atom in question.atoms]
        days = {day for question in questions for day in question.day_cuts}
        books, day = (self.stands.book, self.changed.book), self.stands.rule.rule.reference_day
        values = [book.values for book in books]
        vocabulary = books[0].vocabulary
        stated: dict[str, list[Value]] = {}
        for name, value in (item for example in self.examples for item in example.items()):
            stated.setdefault(name, []).append(value)
        self._values = Representatives(vocabulary, atoms, values, day, days, stated)
        if books[0] is not books[1]:
            self._note_what_differs()
        elif not any(isinstance(each, date) and self._differ(each) for each in self._values.of(day)):
            self.proved = True
            return self
        if self._values.summands and self._near():
            return self
        given = [atom.term for atom in atoms if isinstance(atom, Given)]
        self._first = [day, *(SECTION + name if name in vocabulary.sections else name for name in given)]
        self._visit({})
        self.proved = self.found is None and self._complete and self._values.exact
        return self

    def _note_what_differs(self) -> None:
        """The terms and values that the books say differently."""
        mine, theirs = self.stands.book, self.changed.book
        terms, others = mine.vocabulary.terms, theirs.vocabulary.terms
        if terms is not others:
            self._terms = [name for name, term in terms.items() if term.is_derived and term is not others.get(name)]
        self._official = [name for name, value in mine.values.items() if value is not theirs.values.get(name)]

    def _near(self) -> bool:
        """Look for a contract that is an example but for one amount that something is worked out from.

        Between two amounts of which one keeps the rule and the other does not lies one at which it turns;
        there a changed formula or limit shows.
        """
        terms = self.stands.book.vocabulary.terms
        formulas = [terms[name].computation for name in self._terms]
        changed = {name for formula in formulas if formula is not None for name in formula.names}
        names = [name for name in self._values.summands if name in terms and not terms[name].is_derived]
        names.sort(key=lambda name: (name not in changed, name))
        asked = 0
        for name, example in product(names, self.examples):
            amounts = [value for value in self._values.of(name) if isinstance(value, Amount)]
            stated = example.get(name)
            tax = stated.tax if isinstance(stated, Amount) else amounts[0].tax if amounts else None
            points = sorted({amount.value for amount in amounts if amount.tax == tax})
            for value in (*points[:MAX_VALUES], *self._turns(example, name, points, tax)):
                asked += 1
                if asked > MAX_NEAR:
                    return False
                if self._tell({**example, name: Amount(value, terms[name].type.of, tax)}):
                    return True
        return False

    def _turns(self, example: dict[str, Value], name: str, points: list[Decimal], tax: str | None) -> Iterator[Decimal]:
        """Where a verdict turns while one amount grows: the amounts on either side, to the last digit stated."""
        unit = self.stands.book.vocabulary.terms[name].type.of
        step = min((Decimal(1).scaleb(min(int(point.as_tuple().exponent), 0)) for point in points), default=Decimal(1))

        def verdicts(value: Decimal) -> tuple[str, str]:
            return self._verdicts(self._facts({**example, name: Amount(value, unit, tax)}))

        for low, high in ((points[0], points[-1]),) if len(points) > 1 else ():
            ends = verdicts(low), verdicts(high)
            for side in (0, 1):
                left, right = low, high
                while ends[0][side] != ends[1][side] and right - left > step:
                    middle = left + ((right - left) / 2).quantize(step)
                    if verdicts(middle)[side] == ends[0][side]:
                        left = middle
                    else:
                        right = middle
                yield from (left, right)

    def _visit(self, chosen: dict[str, Value | None]) -> bool:
        """Decide the next fact that matters; True once a contract is found."""
        self.tries += 1
        if self.tries > self.limit:
            self._complete = False
            return False
        following = next((name for name in self._first if name not in chosen), None)
        if following is None:
            one, other = (cell(side, self._env(side, chosen)) for side in (self.stands, self.changed))
            if one.verdict is not None and one.verdict == other.verdict:
                return False
            parting = [at for at in range(len(one.parts)) if not self._alike(one.parts[at], other.parts[at], chosen)]
            if not parting:
                return False
            missing = [lacks for at in (*parting, *range(len(one.parts))) for lacks in (one.lacks(at), other.lacks(at))]
            following = next((name for each in missing for name in self._open(each, chosen)), None)
            settled = one.verdict is not None and other.verdict is not None
            if settled or following is None:
                told = self._tell(chosen)
                self._complete = self._complete and (told or not settled)
                return told
        return any(self._visit(chosen | {following: value}) for value in self._choices(following, chosen))

    def _alike(self, one: Part, other: Part, chosen: dict[str, Value | None]) -> bool:
        """Whether a part of either rule comes out alike, however the open facts are decided."""
        if isinstance(one.truth, bool) or isinstance(other.truth, bool):
            same = one.truth == other.truth
        else:  # both unknown for good
            same = not self._open(one.truth | other.truth, chosen)
        return same or (self.stands.book is self.changed.book and one.text == other.text)

    def _open(self, missing: Iterable[str], chosen: dict[str, Value | None]) -> list[str]:
        """The facts that can still be decided."""
        terms = self.stands.book.vocabulary.terms
        return [name for name in sorted(missing) if name in terms and name not in chosen]

    def _choices(self, name: str, chosen: dict[str, Value | None]) -> Iterable[Value | None]:
        if name == self.stands.rule.rule.reference_day:
            return [day for day in self._values.of(name) if not isinstance(day, date) or self._differ(day)]
        if name.startswith(SECTION):
            return (True, False)
        if chosen.get(SECTION + section_of(name)) is False:
            return (None,)
        term = self.stands.book.vocabulary.terms[name]
        # what nobody states of a customer ranges over everything, so every cell is tried in its place
        values = self._values.of(name) if term.is_case else (*self._values.of(name), None)
        return [value for value in values if self.unread.possible(name, value, chosen)]

    def _differ(self, day: date) -> bool:
        """Whether the two rules, and what they read, say different things on ``day``."""
        terms = self.stands.book.vocabulary.terms
        if any(terms[name].computation is not None for name in self._terms):
            return True
        texts = []
        for side in (self.stands, self.changed):
            said: list[object] = list(said_on(side.rule, day))
            for name in self._terms:
                said += [show_expr(v.expr) for v in side.book.vocabulary.terms[name].versions if in_force(v, day)]
            said += [side.book.value_on(name, day) for name in self._official]
            texts.append(said)
        return texts[0] != texts[1]

    def _env(self, side: Side, chosen: dict[str, Value | None]) -> Env:
        terms = side.book.vocabulary.terms
        stated = {name: value for name, value in chosen.items() if value is not None and name in terms}
        cases = {name: value for name, value in stated.items() if terms[name].is_case}
        facts = {fact.term: fact for fact in self._facts(chosen) if fact.term not in cases}
        exact = {name: value for name, value in cases.items() if isinstance(value, date)}
        sections = frozenset(section_of(name) for name in stated)
        sections |= {name.removeprefix(SECTION) for name, value in chosen.items() if name[0] == SECTION and value}
        day = stated.get(side.rule.rule.reference_day)
        known = day if isinstance(day, date) else None
        return Env(side.book, facts, sections, cases, exact, known, side.rule.rule.reference_day, {})

    def _facts(self, chosen: dict[str, Value | None]) -> list[Fact]:
        vocabulary, span = self.stands.book.vocabulary, self.stands.rule.rule.span
        facts = {name: value for name, value in chosen.items() if value is not None and name in vocabulary.terms}
        for name, value in chosen.items():
            section = name.removeprefix(SECTION)
            if name.startswith(SECTION) and value and section not in map(section_of, facts):
                filler = next((term for term in vocabulary.terms if section_of(term) == section), None)
                facts |= {filler: Mark.UNKNOWN} if filler is not None else {}
        return [Fact(name, value, span, span, "Beispiel", "") for name, value in facts.items()]

    # -------------------------------------------------------------------------------------------- contracts

    def _tell(self, chosen: dict[str, Value | None]) -> bool:
        """Whether a contract of these facts, judged as an example is, really comes out otherwise; then without what
        is not needed for it."""
        facts = self._facts(chosen)
        verdicts = self._verdicts(facts)
        if verdicts[0] == verdicts[1]:
            return False
        for fact in facts:
            fewer = [each for each in facts if each is not fact]
            if self._verdicts(fewer) == verdicts:
                facts = fewer
        shown = tuple((fact.term, fact.value) for fact in facts)
        self.found = Telling(self.stands.rule, shown, *verdicts)
        return True

    def _verdicts(self, facts: list[Fact]) -> tuple[str, str]:
        found = []
        for side, judge in zip((self.stands, self.changed), self._judges, strict=True):
            contract, instance = stated_contract(side.book, side.rule, facts, side.rule.rule.span)
            found.append(judge.outcome(side.rule, contract, instance).verdict)
        return found[0], found[1]


def tell(
    stands: Side, changed: Side, examples: Sequence[dict[str, Value]], limit: int = MAX_TRIES
) -> tuple[Telling | None, bool]:
    """A contract that tells the sides apart, or whether it is proved that there is none."""
    search = Search(stands, changed, examples, limit).run()
    if search.found is not None or search.proved:
        return search.found, search.proved
    # Periods have no values that stand for all; but where whatever they come to makes no difference, nothing does.
    unread = Unread()
    blind: list[Side] = []
    for _ in range(2):  # the second time either book knows the questions of both
        blind = []
        for side in (stands, changed):
            same = bool(blind) and side.book is stands.book
            book = blind[0].book if same else unread.book(displacing(side), side.book)
            blind.append(Side(unread.prepared(side.rule, side.book.vocabulary, book), book))
    if unread.computed and stands.book is not changed.book:
        return None, False  # what is worked out may come to something else
    return None, Search(blind[0], blind[1], (), limit, unread).run().proved


def displacing(side: Side) -> dict[str, Prepared]:
    """The rules that may displace the rule, those that may displace these, and so on."""
    found: dict[str, Prepared] = {}
    pending = list(side.rule.displaced_by)
    while pending:
        name = pending.pop()
        other = side.book.rules.get(name)
        if other is not None and name not in found:
            found[name] = other
            pending += other.displaced_by
    return found


def asking(reader: Prepared, term: Term, book: Rulebook) -> Prepared:
    """A rule that asks for nothing but a derived term, on the day and in the section that ``reader`` asks for it."""
    demand = Demand(Bare(term.name, term.span), None, term.span)
    version = Version(None, None, None, (demand,), None, None, None, None, None, term.span)
    bare = reader.rule._replace(conditions=(), versions=(version,), exemptions=())
    return prepared(bare, reader.norm, (), book)
