"""Mutation of the rulebook: every mutant that no example kills shows where a mistake would go unnoticed.

A mutant of a rule is killed when an example of the rule no longer comes out as stated; of a derived term or a dated
value, when an example of any rule that reads it does; of a `verdrängt`, when an example of either rule does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from checker.examples import example_contract
from checker.expressions import atoms, expressions, worked_out_from
from checker.judge import Judge
from checker.layers import Contract
from checker.mutation.mutant_exprs import Change
from checker.mutation.mutant_formulas import of_formula
from checker.mutation.mutants import of_rule, of_term, of_value
from checker.mutation.open_verdict import Side, said_on
from checker.mutation.telling import MAX_TRIES, Telling, asking, displacing, tell
from checker.prepared import Prepared, prepared
from checker.rulebook import Rulebook
from checker.vocabulary import Fact, Instance
from dsl.document import Value
from dsl.record import dataclass, field, replace
from dsl.rule import Compare, DatedValue, Example, Expr, Term, TermRef, Words

# Where these change nothing, the rule is as good as before: what was moved or added lies outside of what can occur.
# Of anything else that changes nothing, the rule has no need.
HARMLESS = ("shift", "add")


@dataclass(frozen=True, slots=True)
class Trial:
    """An example ready to be asked again."""

    example: Example
    contract: Contract
    instance: Instance | None

    @property
    def facts(self) -> dict[str, Fact]:
        """What it states."""
        return self.contract.facts | (self.instance.facts if self.instance is not None else {})

    @property
    def values(self) -> dict[str, Value]:
        """The same as bare values."""
        return {name: fact.value for name, fact in self.facts.items()}


@dataclass(frozen=True, slots=True)
class Mutant:
    """A changed declaration: ``book`` to be asked, and the rules (as changed) whose examples may notice.

    ``originals``: the same rules, as they stand.
    """

    owner: str
    change: Change
    book: Rulebook
    rules: tuple[Prepared, ...]
    originals: tuple[Prepared, ...]


@dataclass(frozen=True, slots=True)
class Survivor:
    """A mutant that no example kills. ``telling``: what would. ``redundant``: nothing can, it is proved; so what was
    changed changes nothing, and need not stand there."""

    mutant: Mutant
    telling: Telling | None
    redundant: bool


@dataclass(slots=True)
class Tally:
    """What came of a run. ``equal``: mutants proved to mean the same. ``unread``: declared, but no rule reads it, so
    that no example can tell."""

    declarations: int = 0
    mutants: int = 0
    killed: int = 0
    equal: int = 0
    survivors: list[Survivor] = field(default_factory=list)
    unread: list[Term | DatedValue] = field(default_factory=list)
    failing: list[str] = field(default_factory=list)  # rules whose examples fail before anything is changed

    def knows(self, mutant: Mutant) -> bool:
        """Whether it was said already that these two versions say the same."""
        dated = ("merge", "date")
        return mutant.change.kind in dated and any(
            known.redundant and known.mutant.change.kind in dated and known.mutant.change.span == mutant.change.span
            for known in self.survivors
        )

    @property
    def clean(self) -> bool:
        """Whether every mistake would be noticed."""
        return not (self.survivors or self.unread or self.failing)


class Mutation:
    """One run over the declarations that stand in ``files`` (None: all of the book)."""

    def __init__(self, book: Rulebook, files: frozenset[str] | None = None) -> None:
        self.book = book
        self.rules = [rule for rule in book.rules.values() if files is None or rule.rule.span.path in files]
        terms = [term for term in book.vocabulary.terms.values() if term.is_derived]
        self.terms = [term for term in terms if files is None or term.span.path in files]
        self.values = [value for value in book.values.values() if files is None or value.span.path in files]
        self._trials: dict[str, list[Trial]] = {}
        self._sound: dict[str, bool] = {}
        self._readers: dict[str, list[Prepared]] = {}
        for rule in book.rules.values():
            for name in self._derived(rule):
                self._readers.setdefault(name, []).append(rule)

    @property
    def size(self) -> int:
        """How many declarations are mutated."""
        return len(self.rules) + len(self.terms) + len(self.values)

    def run(self, progress: Callable[[int], None] = lambda _: None) -> Tally:
        """Ask every mutant. ``progress`` is told how many declarations are done."""
        tally = Tally(self.size)
        for done, mutants in enumerate(self._declarations(tally), 1):
            for mutant in mutants:
                tally.mutants += 1
                if self.kills(mutant):
                    tally.killed += 1
                    continue
                telling, proved = self.tell(mutant)
                if proved and (mutant.change.kind in HARMLESS or mutant.change.labels or tally.knows(mutant)):
                    tally.equal += 1
                else:
                    tally.survivors.append(Survivor(mutant, telling, proved))
            progress(done)
        return tally

    def _declarations(self, tally: Tally) -> Iterator[Iterator[Mutant]]:
        for rule in self.rules:
            if self._is_sound(rule):
                yield self._of_rule(rule)
            else:
                tally.failing.append(rule.id)
        declarations: list[Term | DatedValue] = [*self.terms, *self.values]
        for declared in declarations:
            readers = [rule for rule in self._readers.get(declared.name, []) if self._is_sound(rule)]
            if readers:
                yield self._of_declared(declared, readers)
            else:
                tally.unread.append(declared)

    # -------------------------------------------------------------------------------------------- mutants

    def _of_rule(self, rule: Prepared) -> Iterator[Mutant]:
        vocabulary = self.book.vocabulary
        for changed, change in of_rule(rule.rule, vocabulary):
            new = prepared(changed, rule.norm, rule.displaced_by, self.book)
            yield Mutant(rule.id, change, self.book, (new,), (rule,))
        for name in rule.rule.displaces:
            other = self.book.rules.get(name)
            if other is None or not self._is_sound(other):
                continue
            left = tuple(each for each in other.displaced_by if each != rule.id)
            free = prepared(other.rule, other.norm, left, self.book)
            said = Words(f"»verdrängt {name}« gestrichen", f"“verdrängt {name}” dropped")
            book = replace(self.book, rules=self.book.rules | {name: free})
            yield Mutant(rule.id, Change("drop", rule.rule.place(name), said), book, (free, rule), (other, rule))

    def _of_declared(self, declared: Term | DatedValue, readers: list[Prepared]) -> Iterator[Mutant]:
        originals = tuple(readers)
        for book, change in self._changed_books(declared):
            rules = tuple(prepared(rule.rule, rule.norm, rule.displaced_by, book) for rule in readers)
            yield Mutant(declared.name, change, book, rules, originals)

    def _changed_books(self, declared: Term | DatedValue) -> Iterator[tuple[Rulebook, Change]]:
        if isinstance(declared, DatedValue):
            for value, change in of_value(declared):
                yield replace(self.book, values=self.book.values | {value.name: value}, shared={}), change
            return
        terms = of_term(declared, self.book.vocabulary)
        if declared.computation is not None:
            terms = of_formula(declared, self.book.vocabulary, self.book.values)
        for term, change in terms:
            vocabulary = replace(self.book.vocabulary, terms=self.book.vocabulary.terms | {term.name: term})
            yield replace(self.book, vocabulary=vocabulary, shared={}), change

    def _derived(self, rule: Prepared) -> frozenset[str]:
        """The derived terms and dated values a verdict of ``rule`` rests on."""
        vocabulary = self.book.vocabulary
        found: set[str] = set()
        pending: list[Expr] = list(expressions(rule.rule))
        for other in displacing(Side(rule, self.book)).values():
            pending += other.rule.conditions
        while pending:
            for atom in atoms(pending.pop()):
                names = [atom.term]
                if isinstance(atom, Compare) and isinstance(atom.operand, TermRef):
                    names.append(atom.operand.name)
                for name in [*names, *(read for each in names for read in worked_out_from(vocabulary, each))]:
                    term = vocabulary.terms.get(name)
                    if name in found or (name not in self.book.values and (term is None or not term.is_derived)):
                        continue
                    found.add(name)
                    pending += [version.expr for version in term.versions] if term is not None else []
        return frozenset(found)

    # -------------------------------------------------------------------------------------------- examples

    def kills(self, mutant: Mutant) -> bool:
        """Whether an example no longer comes out as stated."""
        judge = Judge(mutant.book, admit_all=True)
        for original, rule in zip(mutant.originals, mutant.rules, strict=True):
            trials = self.trials(original)
            for at, trial in enumerate(trials):
                if mutant.book is self.book and _says_the_same(original, rule, trial):
                    continue
                if judge.outcome(rule, trial.contract, trial.instance).verdict != trial.example.verdict:
                    trials.insert(0, trials.pop(at))  # what noticed one mistake often notices the next
                    return True
        return False

    def tell(self, mutant: Mutant) -> tuple[Telling | None, bool]:
        """An example that would kill the mutant, or whether it is proved that none can."""
        if self._same_term(mutant):
            return None, True
        proved = True
        limit = MAX_TRIES // len(mutant.rules) + 100
        for original, changed in zip(mutant.originals, mutant.rules, strict=True):
            examples = [trial.values for trial in self.trials(original)]
            telling, same = tell(Side(original, self.book), Side(changed, mutant.book), examples, limit)
            if telling is not None:
                return telling, False
            proved = proved and same
        return None, proved

    def _same_term(self, mutant: Mutant) -> bool:
        """Whether a changed term is proved to mean what it did, on every day that a rule asks for it."""
        term = self.book.vocabulary.terms.get(mutant.owner)
        if term is None or not term.versions:
            return False
        asked = {(rule.rule.reference_day, rule.rule.each): asking(rule, term, self.book) for rule in mutant.originals}
        return all(tell(Side(rule, self.book), Side(rule, mutant.book), ())[1] for rule in asked.values())

    def trials(self, rule: Prepared) -> list[Trial]:
        """The examples of a rule, ready to be asked."""
        found = self._trials.get(rule.id)
        if found is None:
            found = self._trials[rule.id] = []
            for example in rule.rule.examples:
                contract, instance, _ = example_contract(self.book, rule, example)
                found.append(Trial(example, contract, instance))
        return found

    def _is_sound(self, rule: Prepared) -> bool:
        """Whether the examples come out as stated while nothing is changed."""
        known = self._sound.get(rule.id)
        if known is None:
            judge = Judge(self.book, admit_all=True)
            known = self._sound[rule.id] = all(
                judge.outcome(rule, trial.contract, trial.instance).verdict == trial.example.verdict
                for trial in self.trials(rule)
            )
        return known


def _says_the_same(original: Prepared, changed: Prepared, trial: Trial) -> bool:
    """Whether nothing is changed in what the rule says on the day of an example."""
    fact = trial.facts.get(original.rule.reference_day)
    day = fact.value if fact is not None else None
    return isinstance(day, date) and said_on(original, day) == said_on(changed, day)
