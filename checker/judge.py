"""Rule × contract × cases: the verdict of one rule on one contract, for every customer and every day it admits.

What a verdict rests on is values and cells, never places in files: so the same question is answered once, however many
tariffs ask it, and only what a reader sees (regions, witnesses) is worked out for each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import product
from math import prod
from operator import itemgetter

from checker.arithmetic import Working, workings
from checker.axis import Axis, TooManyCases
from checker.cases import AsOf
from checker.evaluate import Env, evaluate, exact_days, failing, operand_value, responsible, term_value
from checker.expressions import atoms
from checker.layers import Contract
from checker.prepared import Prepared
from checker.question import Question
from checker.region import Box, Index, Part, boxes, every_day, parts
from checker.rulebook import Rulebook
from checker.sieve import Asked, Sieve
from checker.situation import Numbers, SectionNumbers, Situation, has_section
from checker.truth import Truth, all_of, any_of, negate
from checker.vocabulary import Fact, Instance
from dsl.document import Value
from dsl.period import Length, later
from dsl.quantity import Amount
from dsl.record import NamedTuple, cast, handle
from dsl.rule import Bare, Compare, Expr, Given, Term, TermRef, Version

HOLDS, VIOLATED, UNDECIDED, NOT_APPLICABLE = "erfüllt", "verletzt", "unentschieden", "unanwendbar"
# More combinations than this are not tried: the rule is then undecided and says so.
MAX_CASES = 50_000


class Breach(NamedTuple):
    """One comparison that is not kept: what was found, what it was compared with, and what it should come to.

    ``days``: how many days the operand has here, where that depends on dates and they are known.
    """

    atom: Compare | Given | Bare
    found: Value | None
    operand: Value | None
    wanted: bool
    days: int | None = None
    workings: tuple[Working, ...] = ()  # of either side, where it is worked out


class Outcome(NamedTuple):
    """The verdict of a rule on a contract (or one of its sections), with what a reader needs to see it is right."""

    verdict: str
    version: Version | None = None  # the version that decided the witness
    exercised: tuple[Version, ...] = ()  # every version some case fell into
    boxes: tuple[Box, ...] = ()  # where it is violated (or undecided)
    witness: tuple[tuple[str, Value | Length], ...] = ()  # a lead is a length after its anchor
    breaches: tuple[Breach, ...] = ()
    further: tuple[Breach, ...] = ()  # what is not kept in other cases than that of the witness
    repair: tuple[Expr, ...] = ()  # what is demanded and not kept
    missing: frozenset[str] = frozenset()
    unproven: tuple[Expr, ...] = ()  # exemptions that might apply, if somebody proved them
    exempt: bool = False
    not_encoded: Version | None = None  # the version that is a known gap, where a case falls into one
    every_day: bool = False  # violated for somebody on every day on which the contract can be made
    open_elsewhere: tuple[Box, ...] = ()  # violated in some cases, undecided in these others
    running: tuple[str, ...] = ()  # stated days that the periods of the rule run from


UNCONCERNED = Outcome(NOT_APPLICABLE)


class Case(NamedTuple):
    """What came out in one cell."""

    verdict: str
    version: Version | None
    missing: frozenset[str] = frozenset()
    unproven: tuple[Expr, ...] = ()
    exempt: bool = False


class Grid(NamedTuple):
    """The axes of a question for given values, and what came out in their cells so far."""

    question: Question
    axes: tuple[Axis, ...]
    select: Callable[[Situation], tuple[int, ...]]  # the selections of a contract, one number for each axis
    answers: dict[tuple[int, ...], Answer]
    cases: dict[tuple[Index, tuple[date | None, ...]], Case]


class Answer(NamedTuple):
    """An outcome in cells: ``violated`` and ``still_open`` become boxes, ``first`` the witness, for one contract."""

    outcome: Outcome
    violated: tuple[Part, ...] = ()
    still_open: tuple[Part, ...] = ()
    first: Index = ()


class Judge:
    """Judges rules on contracts; remembers answers by the values and cells they rest on.

    ``as_of``: look at this day only, or at the days of this stretch. ``admit_all``: what a contract does not state
    admits everybody (examples, and the terms by themselves); then every case is asked, also where the verdict is
    certain before, since examples show which versions they fall into.
    """

    def __init__(self, book: Rulebook, as_of: AsOf = None, admit_all: bool = False, like: Judge | None = None) -> None:
        self.book = book
        self.as_of = as_of
        self.admit_all = admit_all
        # what rules ask, and numbers, do not depend on the judge: another judge of the same book may share them
        self._questions: dict[str, Question] = {} if like is None else like._questions
        self._grids: dict[tuple[object, ...], Grid] = {}
        self._axes: dict[object, Axis] = {}
        self.numbers: Numbers = Numbers(book) if like is None else like.numbers
        self._situation: Situation | None = None
        # the values of sections: of the contract at hand, and of the terms (the instance keeps its id alive)
        self._sections: dict[int, tuple[Instance, SectionNumbers]] = {}
        self._sieve: Sieve | None = None
        self._terms_sections: dict[int, tuple[Instance, SectionNumbers]] = {}

    def verdicts(
        self, rules: Sequence[Prepared], contract: Contract
    ) -> Iterator[tuple[Prepared, Instance | None, Outcome]]:
        """Every rule on the contract, or on each of its sections of the kind a rule asks about.

        Rules of a set of terms are asked of contracts under these terms only.
        """
        asked, aside = self.sift(rules, contract)
        yield from ((rule, instance, UNCONCERNED) for rule, instance in aside)
        for rule, instance in asked:
            yield rule, instance, self.outcome(rule, contract, instance)

    def sift(self, rules: Sequence[Prepared], contract: Contract) -> tuple[list[Asked], list[Asked]]:
        """The rules, each with the section it is about, that must be asked of a contract; and those that need not."""
        if self._sieve is None or self._sieve.rules is not rules:
            self._sieve = Sieve(rules, self.book)
        return self._sieve.sift(self.situation_of(contract), self.numbers_of)

    def situation_of(self, contract: Contract) -> Situation:
        """The numbers of the contract at hand."""
        if self._situation is None or self._situation.contract is not contract:
            self._situation = Situation(contract, self.book, self.as_of, self.admit_all, self.numbers)
            self._sections = {}
        return self._situation

    def question(self, rule: Prepared) -> Question:
        """What a rule asks, worked out once."""
        question = self._questions.get(rule.id)
        if question is None:
            question = self._questions[rule.id] = Question(rule, self.book)
        return question

    def outcome(self, rule: Prepared, contract: Contract, instance: Instance | None = None) -> Outcome:
        """The verdict of ``rule`` on ``contract``, asked of one of its sections if ``instance`` is given."""
        grid = self.grid(rule, contract, instance)
        if isinstance(grid, Outcome):
            return grid
        return self.shown(self.answer(grid, contract, instance), grid, contract, instance)

    def is_violated(self, rule: Prepared, contract: Contract, instance: Instance | None = None) -> bool:
        """Whether the rule is violated in any case that is admitted: the first one found answers it."""
        grid = self.grid(rule, contract, instance)
        if isinstance(grid, Outcome):
            return False
        facts = contract.facts if instance is None else contract.facts | instance.facts
        found = self._decide(grid, self.situation_of(contract), facts, instance, only_whether=True)
        return found.outcome.verdict == VIOLATED

    def grid(self, rule: Prepared, contract: Contract, instance: Instance | None) -> Grid | Outcome:
        """What ``rule`` asks of a contract with these values; an outcome if that are too many cases to ask for."""
        question = self.question(rule)
        situation = self.situation_of(contract)
        period = None
        if question.stated_day is not None:
            period = question.period_of(contract, instance)
        key = (rule.id, question.of_contract(situation), self._of_section(question, instance), period)
        grid = self._grids.get(key)
        if grid is None:
            facts = contract.facts if instance is None else contract.facts | instance.facts
            try:
                grid = self._grids[key] = self._grid(question, contract, facts)
            except TooManyCases as error:
                return Outcome(UNDECIDED, missing=frozenset({str(error)}))
        return grid

    def answer(self, grid: Grid, contract: Contract, instance: Instance | None) -> Answer:
        """The answer to the question of ``grid`` in the cells that a contract admits."""
        situation = self.situation_of(contract)
        selection = grid.select(situation)
        answer = grid.answers.get(selection)
        if answer is None:
            facts = contract.facts if instance is None else contract.facts | instance.facts
            answer = grid.answers[selection] = self._decide(grid, situation, facts, instance)
        return answer

    def _of_section(self, question: Question, instance: Instance | None) -> object:
        return None if instance is None else question.of_section(self.numbers_of(instance))

    def numbers_of(self, instance: Instance) -> SectionNumbers:
        """The values of a section; a section of the terms serves every tariff."""
        kept = self._terms_sections if instance.layer == "AGB" else self._sections
        place = handle(instance)
        known = kept.get(place)
        if known is None or known[0] is not instance:
            known = kept[place] = (instance, SectionNumbers(instance, self.numbers))
        return known[1]

    def axis(self, kind: type[Axis], term: Term, constants: tuple[object, ...]) -> Axis:
        """The axis of a term that is compared with these constants; there is one of it."""
        identity = (kind, term.name, constants)
        axis = self._axes.get(identity)
        if axis is None:
            axis = self._axes[identity] = kind(term, *constants)  # type: ignore[arg-type]
        return axis

    def _grid(self, question: Question, contract: Contract, facts: dict[str, Fact]) -> Grid:
        axes = [self.axis(*described) for described in question.axes(contract, facts)]
        select = itemgetter(*axes) if len(axes) > 1 else (lambda s: (s[axes[0]],)) if axes else (lambda s: ())
        return Grid(question, tuple(axes), cast("Callable[[Situation], tuple[int, ...]]", select), {}, {})

    # -------------------------------------------------------------------------------------------- all cases

    def _decide(
        self,
        grid: Grid,
        situation: Situation,
        facts: dict[str, Fact],
        instance: Instance | None,
        only_whether: bool = False,
    ) -> Answer:
        """Ask the rule in every admitted cell and put the verdicts together.

        ``only_whether``: whether it is violated in any cell is all that the answer tells.
        """
        question = grid.question
        selections = [situation.selection(axis) for axis in grid.axes]
        admitted = [selection.cells for selection in selections]
        size = prod(len(cells) for cells in admitted)
        if size > MAX_CASES:
            names = frozenset(axis.name for axis, cells in zip(grid.axes, admitted, strict=True) if len(cells) > 10)
            return Answer(Outcome(UNDECIDED, missing=names))
        if size == 0:
            return Answer(Outcome(NOT_APPLICABLE))
        contract = situation.contract
        sections = frozenset(name for name in question.sections if has_section(name, facts, contract))
        days = tuple(selection.day for selection in selections)

        def env_of(index: Index) -> Env:
            return self._env(question, grid.axes, index, days, facts, sections, contract)

        kept = size > 1 and not self.admit_all and _is_kept(question, situation.stated(instance))
        results: dict[Index, Case] = {}
        for index in product(*admitted):
            case = grid.cases.get((index, days))
            if case is None:
                case = grid.cases[index, days] = self._case(question.prepared, env_of(index))
            if kept and case.verdict == HOLDS:
                return Answer(Outcome(HOLDS))  # in the other cases it holds, or does not apply
            if only_whether and case.verdict == VIOLATED:
                return Answer(Outcome(VIOLATED))
            results[index] = case
        if only_whether:
            return Answer(Outcome(NOT_APPLICABLE))
        case = results[index]
        if size == 1 and case.verdict in (HOLDS, NOT_APPLICABLE):  # most are
            return Answer(
                Outcome(case.verdict, None, () if case.version is None else (case.version,), exempt=case.exempt)
            )
        known = [selection.known for selection in selections]
        missing = [selection.missing for selection in selections]
        return self._merge(question.prepared, grid.axes, admitted, known, missing, results, env_of)

    def every_case(self, grid: Grid, contract: Contract, instance: Instance | None) -> Iterator[tuple[Index, Case]]:
        """What comes out in each cell there is, whatever a contract with these values admits, but for `keine`."""
        question = grid.question
        facts = contract.facts if instance is None else contract.facts | instance.facts
        sections = frozenset(name for name in question.sections if has_section(name, facts, contract))
        days = (None,) * len(grid.axes)
        for index in product(*(range(axis.none) for axis in grid.axes)):
            env = self._env(question, grid.axes, index, days, facts, sections, contract)
            yield index, self._case(question.prepared, env)

    def _env(
        self,
        question: Question,
        axes: Sequence[Axis],
        index: Index,
        days: Sequence[date | None],
        facts: dict[str, Fact],
        sections: frozenset[str],
        contract: Contract,
    ) -> Env:
        exact: dict[str, date] = {}
        for name in question.anchors:
            fact = facts.get(name)
            if fact is not None and isinstance(fact.value, date):
                exact[name] = fact.value
        values: dict[str, Value] = {}
        leads: dict[str, Length] = {}
        for axis, at, only_day in zip(axes, index, days, strict=True):
            cell = axis.cell(at)
            if axis.lead:
                leads[axis.name] = cast(Length, cell.value)
                continue
            values[axis.name] = only_day or cell.value
            if only_day is not None:
                exact[axis.name] = only_day
            elif isinstance(cell.value, date) and cell.low is not None and cell.low == cell.high:
                exact[axis.name] = cell.value
        day_term = question.rule.reference_day
        day: Value | None = values.get(day_term)
        if day is None and day_term in facts:
            day = facts[day_term].value
        known_day = day if isinstance(day, date) else None
        running = question.running
        lost, instances = contract.lost, contract.instances
        return Env(self.book, facts, sections, values, exact, known_day, day_term, leads, lost, running, instances)

    def _merge(
        self,
        rule: Prepared,
        axes: Sequence[Axis],
        admitted: list[tuple[int, ...]],
        known: list[bool],
        bounding: list[str],
        results: dict[Index, Case],
        env_of: Callable[[Index], Env],
    ) -> Answer:
        """One verdict from all cells. Over terms whose domain nobody has stated, a mixture is undecided.

        ``bounding``: for each axis, the fact that would bound it.
        """
        unbound = [i for i, cells in enumerate(admitted) if not known[i] and len(cells) > 1]
        groups: dict[Index, list[Index]] = {}
        for index in results:
            groups.setdefault(tuple(at for i, at in enumerate(index) if i not in unbound), []).append(index)
        violated: list[Index] = []
        undecided: list[Index] = []
        missing: frozenset[str] = frozenset()
        holds = False
        for members in groups.values():
            verdicts = {results[index].verdict for index in members}
            if verdicts == {VIOLATED}:
                violated += members
            elif VIOLATED in verdicts or UNDECIDED in verdicts:
                undecided += [index for index in members if results[index].verdict in (UNDECIDED, VIOLATED)]
                missing |= _turning(members, results, unbound, admitted, bounding)
            holds = holds or HOLDS in verdicts
        exercised = tuple({handle(c.version): c.version for c in results.values() if c.version is not None}.values())
        exempt = any(case.exempt for case in results.values())
        for index in undecided:
            missing |= results[index].missing
        gaps = [results[index].version for index in undecided]
        gap = next((v for v in gaps if v is not None and v.not_encoded is not None), None)

        def blocks(chosen: list[Index]) -> tuple[Part, ...]:
            return parts(rule, chosen, admitted, axes, env_of, self.book, results) if chosen else ()

        if violated:
            first = min(violated, key=lambda index: _plainness(index, axes))
            case, env = results[first], env_of(first)
            breaches = _breaches(case, env)
            outcome = Outcome(
                VIOLATED,
                case.version,
                exercised,
                breaches=breaches,
                further=_further(rule, breaches, ((results[index], index) for index in violated), env_of),
                repair=_repair(case, env),
                missing=missing,
                unproven=case.unproven,
                exempt=exempt,
                not_encoded=gap,
                every_day=every_day(violated, admitted, axes),
                running=tuple(env.exact) if env.running else (),
            )
            return Answer(outcome, blocks(violated), blocks(undecided), first)
        if undecided:
            outcome = Outcome(
                UNDECIDED,
                gaps[0],
                exercised,
                missing=missing,
                unproven=tuple(dict.fromkeys(expr for index in undecided for expr in results[index].unproven)),
                exempt=exempt,
                not_encoded=None if missing else gap,
            )
            return Answer(outcome, still_open=blocks(undecided))
        return Answer(Outcome(HOLDS if holds else NOT_APPLICABLE, None, exercised, exempt=exempt))

    def shown(self, answer: Answer, grid: Grid, contract: Contract, instance: Instance | None) -> Outcome:
        """The outcome with regions, witness and what was found in the terms of one contract."""
        if not answer.violated and not answer.still_open:
            return answer.outcome
        situation = self.situation_of(contract)
        still_open = boxes(answer.still_open, grid.axes, situation.domain)
        if answer.outcome.verdict == UNDECIDED:
            return answer.outcome._replace(boxes=still_open)
        values: dict[str, Value | Length] = {}
        violated = boxes(answer.violated, grid.axes, situation.domain)
        told = {(part.name, part.lead) for box in violated for part in box.restrictions}
        for axis, at in zip(grid.axes, answer.first, strict=True):
            if axis.lead and (axis.name, True) not in told:
                continue  # how late supply starts makes no difference
            value: Value | Length = axis.cell_in(at, situation.domain(axis)).value
            anchor = values.get(axis.term.not_before or "") if axis.lead else None
            # A day that is given by its lead is worked out where its anchor is known.
            values[axis.name] = later(anchor, cast(Length, value)) if isinstance(anchor, date) else value
        facts = situation.contract.facts
        for name in answer.outcome.running:
            # Days that an offer pins and that the periods of the rule run from.
            fact = facts.get(name)
            if fact is not None and isinstance(fact.value, date):
                values.setdefault(name, fact.value)

        def found(breach: Breach) -> Breach:
            """With the value of this contract: another that answers alike may state a different one."""
            name = breach.atom.term
            fact = (instance.facts.get(name) if instance is not None else None) or facts.get(name)
            if breach.found is None or fact is None or name in self.numbers.case_terms:
                return breach
            return breach._replace(found=fact.value)

        breaches = tuple(
            # of a customer or a day the value of the witness is shown, not the cell's representative
            breach._replace(found=cast(Value, values[breach.atom.term]))
            if breach.atom.term in values
            else found(breach)
            for breach in answer.outcome.breaches
        )
        return answer.outcome._replace(
            breaches=breaches,
            further=tuple(found(breach) for breach in answer.outcome.further),
            boxes=violated,
            witness=tuple(values.items()),
            open_elsewhere=still_open,
        )

    # -------------------------------------------------------------------------------------------- one case

    def _case(self, rule: Prepared, env: Env) -> Case:
        """The verdict in one cell: conditions, exceptions, then what the version in force demands."""
        if env.day is None:
            excluded = any(evaluate(condition.expr, env) is False for condition in rule.conditions)
            return Case(NOT_APPLICABLE, None) if excluded else Case(UNDECIDED, None, frozenset({env.day_term}))
        version = version_on(rule, env.day)
        if version is None or (not version.demands and version.not_encoded is None):
            return Case(NOT_APPLICABLE, version)
        applies = self._applies(rule, env)
        if applies is False:
            return Case(NOT_APPLICABLE, version)
        unproven: list[Expr] = []
        for exemption in rule.rule.exemptions:
            if (exemption.since and env.day < exemption.since) or (exemption.until and env.day > exemption.until):
                continue
            proven = evaluate(exemption.expr, env)
            if proven is True:
                return Case(NOT_APPLICABLE, version, exempt=True)
            if proven is not False:
                unproven.append(exemption.expr)
        if version.not_encoded is not None:
            return Case(UNDECIDED, version, applies if isinstance(applies, frozenset) else frozenset())
        conditions = [
            True if demand.condition is None else evaluate(demand.condition, env) for demand in version.demands
        ]
        if all(condition is False for condition in conditions):
            return Case(NOT_APPLICABLE, version)
        kept: list[Truth] = [
            True if condition is False else any_of([negate(condition), evaluate(demand.expr, env)])
            for demand, condition in zip(version.demands, conditions, strict=True)
        ]
        truth = any_of([negate(applies), all_of(kept)])
        if truth is True:
            return Case(HOLDS, version)
        if truth is False:
            return Case(VIOLATED, version, unproven=tuple(unproven))
        assert isinstance(truth, frozenset)
        return Case(UNDECIDED, version, truth, tuple(unproven))

    def _applies(self, rule: Prepared, env: Env) -> Truth:
        """All conditions hold, and no rule that displaces this one applies."""
        applies = all_of(evaluate(condition, env) for condition in rule.rule.conditions)
        for name in rule.displaced_by if applies is not False else ():
            other = self.book.rules.get(name)
            version = version_on(other, env.day) if other is not None and env.day is not None else None
            if other is not None and version is not None and version.demands:
                applies = all_of([applies, negate(self._applies(other, env))])
        return applies


def _is_kept(question: Question, env: Env) -> bool:
    """Whether what is stated keeps every version of the rule, whatever the case."""
    return all(
        version.not_encoded is None and all(evaluate(demand.expr, env) is True for demand in version.demands)
        for version in question.rule.versions
    )


def version_on(rule: Prepared, day: date) -> Version | None:
    """The version in force on ``day``."""
    for version in rule.rule.versions:
        if (version.since is None or version.since <= day) and (version.until is None or day <= version.until):
            return version
    return None


def _turning(
    members: list[Index],
    results: dict[Index, Case],
    unbound: list[int],
    admitted: list[tuple[int, ...]],
    bounding: list[str],
) -> frozenset[str]:
    """The facts that would bound the open terms on which the verdict really turns."""
    verdicts = {index: results[index].verdict for index in members}
    turning: set[str] = set()
    for place in unbound:
        for index, verdict in verdicts.items():
            others = ((*index[:place], at, *index[place + 1 :]) for at in admitted[place])
            if any(verdicts[other] != verdict for other in others):
                turning.add(bounding[place])
                break
    return frozenset(turning)


def _plainness(index: Index, axes: Sequence[Axis]) -> tuple[object, ...]:
    """Which violated cell makes the best example: an ordinary customer, then the first day."""
    values = [axis.cell(at).value for axis, at in zip(axes, index, strict=True)]
    return (sum(isinstance(value, Amount) and not value.value for value in values), index)


def _demanded(case: Case, env: Env) -> list[Expr]:
    """What the version of this case demands in this case."""
    assert case.version is not None
    return [
        demand.expr
        for demand in case.version.demands
        if demand.condition is None or evaluate(demand.condition, env) is not False
    ]


def _breaches(case: Case, env: Env) -> tuple[Breach, ...]:
    """The comparisons that are not kept, each once."""
    found: dict[object, Breach] = {}
    for expr in _demanded(case, env):
        for atom, wanted in responsible(expr, env):
            breach = _breach(atom, wanted, env)
            op = atom.op if isinstance(atom, Compare) else ""
            found.setdefault((atom.term, op, breach.operand, wanted), breach)
    return tuple(found.values())


def _further(
    rule: Prepared, known: tuple[Breach, ...], violated: Iterable[tuple[Case, Index]], env_of: Callable[[Index], Env]
) -> tuple[Breach, ...]:
    """What is not kept in other cases, of a rule that demands something of several terms."""
    demanded = {atom.term for version in rule.rule.versions for each in version.demands for atom in atoms(each.expr)}
    if demanded <= {breach.atom.term for breach in known}:
        return ()
    found: dict[str, Breach] = {breach.atom.term: breach for breach in known}
    for case, index in violated:
        for breach in _breaches(case, env_of(index)):
            found.setdefault(breach.atom.term, breach)
    return tuple(found.values())[len({breach.atom.term for breach in known}) :]


def _repair(case: Case, env: Env) -> tuple[Expr, ...]:
    """What is demanded and not kept in this case."""
    parts = [failing(expr, env) for expr in _demanded(case, env)]
    return tuple(part for part in parts if part is not None)


def _breach(atom: Compare | Given | Bare, wanted: bool, env: Env) -> Breach:
    """What was found and what it was compared with."""
    if isinstance(atom, Given):
        return Breach(atom, None, None, wanted)
    if isinstance(atom, Bare):
        return Breach(atom, not wanted, None, wanted)
    value = term_value(atom.term, env)
    operand = operand_value(atom.operand, env)
    return Breach(
        atom,
        None if isinstance(value, frozenset) else value,
        None if isinstance(operand, frozenset) else operand,
        wanted,
        None if isinstance(value, frozenset) or isinstance(operand, frozenset) else exact_days(value, operand, env),
        workings([atom.term, *([atom.operand.name] if isinstance(atom.operand, TermRef) else [])], env),
    )
