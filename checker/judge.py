"""Rule × contract × cases: the verdict of one rule on one contract, for every customer and every day it admits.

An ``Outcome`` is made of values and terms only, never of places, so the same question is answered once however many
tariffs ask it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import cast

from checker.cases import TooManyCases
from checker.evaluate import Env, evaluate, exact_days, failing, operand_value, responsible, section_names
from checker.layers import Contract
from checker.question import Dimension, Question
from checker.region import Box, Index, every_day, region
from checker.rulebook import Prepared, Rulebook
from checker.truth import Truth, all_of, any_of, negate
from checker.vocabulary import Fact, Instance
from dsl.document import Value
from dsl.period import Length, later
from dsl.quantity import Amount
from dsl.rule import Bare, Compare, Expr, Given, Version

HOLDS, VIOLATED, UNDECIDED, NOT_APPLICABLE = "erfüllt", "verletzt", "unentschieden", "unanwendbar"
# More combinations than this are not tried: the rule is then undecided and says so.
MAX_CASES = 50_000


@dataclass(frozen=True, slots=True)
class Breach:
    """One comparison that is not kept: what was found, what it was compared with, and what it should come to.

    ``days``: how many days the operand has here, where that depends on dates and they are known.
    """

    atom: Compare | Given | Bare
    found: Value | None
    operand: Value | None
    wanted: bool
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The verdict of a rule on a contract (or one of its sections), with what a reader needs to see it is right."""

    verdict: str
    version: Version | None = None  # the version that decided the witness
    exercised: tuple[Version, ...] = ()  # every version some case fell into
    boxes: tuple[Box, ...] = ()  # where it is violated (or undecided)
    witness: tuple[tuple[str, Value | Length], ...] = ()  # a lead is a length after its anchor
    breaches: tuple[Breach, ...] = ()
    repair: tuple[Expr, ...] = ()  # what is demanded and not kept
    missing: frozenset[str] = frozenset()
    unproven: tuple[Expr, ...] = ()  # exemptions that might apply, if somebody proved them
    exempt: bool = False
    not_encoded: Version | None = None  # the version that is a known gap, where a case falls into one
    every_day: bool = False  # violated for somebody on every day on which the contract can be made
    open_elsewhere: tuple[Box, ...] = ()  # violated in some cases, undecided in these others


@dataclass(frozen=True, slots=True)
class _Case:
    """What came out in one cell."""

    verdict: str
    version: Version | None
    missing: frozenset[str] = frozenset()
    unproven: tuple[Expr, ...] = ()
    exempt: bool = False


class Judge:
    """Judges rules on contracts; remembers answers by the values they rest on.

    ``as_of``: look at this day only. ``admit_all``: what a contract does not state admits everybody (examples, and the
    terms by themselves).
    """

    def __init__(self, book: Rulebook, as_of: date | None = None, admit_all: bool = False) -> None:
        self.book = book
        self.as_of = as_of
        self.admit_all = admit_all
        self._remembered: dict[tuple[object, ...], Outcome] = {}
        self._numbers: dict[object, int] = {}
        self._questions: dict[str, Question] = {}

    def applies(self, rule: Prepared, contract: Contract) -> bool:
        """Rules of a set of terms are asked of contracts under these terms only."""
        return rule.norm.terms is None or rule.norm.terms == contract.terms

    def outcomes(self, rule: Prepared, contract: Contract) -> list[tuple[Instance | None, Outcome]]:
        """One outcome for the contract, or one for each section of the kind the rule asks about."""
        if rule.rule.each is None:
            return [(None, self.outcome(rule, contract, None))]
        instances = contract.instances.get(rule.rule.each, [])
        if not instances:
            return [(None, Outcome(NOT_APPLICABLE))]
        return [(instance, self.outcome(rule, contract, instance)) for instance in instances]

    def outcome(self, rule: Prepared, contract: Contract, instance: Instance | None) -> Outcome:
        """The verdict of ``rule`` on ``contract``, asked of one of its sections if ``instance`` is given."""
        question = self._questions.get(rule.id)
        if question is None:
            question = self._questions[rule.id] = Question(rule, self.book)
        facts = contract.facts if instance is None else contract.facts | instance.facts
        key = self._key(question, contract, facts)
        found = self._remembered.get(key)
        if found is None:
            found = self._remembered[key] = self._decide(question, contract, facts)
        return found

    def _key(self, question: Question, contract: Contract, facts: dict[str, Fact]) -> tuple[object, ...]:
        """Everything the verdict can depend on, values as small numbers."""
        numbers = self._numbers
        key: list[object] = [question.rule.id, contract.lost, contract.kind == "Angebot"]
        for names, source in ((question.reads, facts), (question.bounds, contract.facts)):
            for name in names:
                fact = source.get(name)
                value = None if fact is None else fact.value
                key.append(numbers.setdefault((type(value), value), len(numbers)))
        if question.sections:
            present = self._sections(contract, facts)
            key += [name in present for name in question.sections]
        return tuple(key)

    def _sections(self, contract: Contract, facts: dict[str, Fact]) -> frozenset[str]:
        return section_names(facts) | frozenset(name for name, several in contract.instances.items() if several)

    # -------------------------------------------------------------------------------------------- deciding

    def _decide(self, question: Question, contract: Contract, facts: dict[str, Fact]) -> Outcome:
        try:
            dimensions = question.dimensions(contract, facts, self.as_of, self.admit_all)
        except TooManyCases as error:
            return Outcome(UNDECIDED, missing=frozenset({str(error)}))
        size = 1
        for dimension in dimensions:
            size *= len(dimension.cells)
        if size > MAX_CASES:
            return Outcome(UNDECIDED, missing=frozenset(d.name for d in dimensions if len(d.cells) > 10))
        if size == 0:
            return Outcome(NOT_APPLICABLE)
        sections = self._sections(contract, facts)
        results: dict[Index, _Case] = {}
        envs: dict[Index, Env] = {}
        for index in product(*(range(len(dimension.cells)) for dimension in dimensions)):
            env = self._env(question, index, dimensions, facts, sections, contract.lost)
            envs[index] = env
            results[index] = self._case(question.rule, env)
        return self._merge(question.rule, dimensions, results, envs)

    def _env(
        self,
        question: Question,
        index: Index,
        dimensions: list[Dimension],
        facts: dict[str, Fact],
        sections: frozenset[str],
        lost: frozenset[str],
    ) -> Env:
        exact: dict[str, date] = {}
        for name in question.anchors:
            fact = facts.get(name)
            if fact is not None and isinstance(fact.value, date):
                exact[name] = fact.value
        values: dict[str, Value] = {}
        leads: dict[str, Length] = {}
        for at, dimension in zip(index, dimensions, strict=True):
            cell = dimension.cells[at]
            if dimension.lead:
                leads[dimension.name] = cast(Length, cell.value)
                continue
            values[dimension.name] = cell.value
            if isinstance(cell.value, date) and cell.low == cell.high:
                exact[dimension.name] = cell.value
        day_term = question.rule.rule.reference_day
        day: Value | None = values.get(day_term)
        if day is None and day_term in facts:
            day = facts[day_term].value
        known_day = day if isinstance(day, date) else None
        return Env(self.book, facts, sections, values, exact, known_day, day_term, leads, lost, bool(question.leads))

    # -------------------------------------------------------------------------------------------- one case

    def _case(self, rule: Prepared, env: Env) -> _Case:
        """The verdict in one cell: conditions, exceptions, then what the version in force demands."""
        if env.day is None:
            return _Case(UNDECIDED, None, frozenset({env.day_term}))
        version = version_on(rule, env.day)
        if version is None or (not version.demands and version.not_encoded is None):
            return _Case(NOT_APPLICABLE, version)
        applies = self._applies(rule, env)
        if applies is False:
            return _Case(NOT_APPLICABLE, version)
        unproven: list[Expr] = []
        for exemption in rule.rule.exemptions:
            if (exemption.since and env.day < exemption.since) or (exemption.until and env.day > exemption.until):
                continue
            proven = evaluate(exemption.expr, env)
            if proven is True:
                return _Case(NOT_APPLICABLE, version, exempt=True)
            if proven is not False:
                unproven.append(exemption.expr)
        if version.not_encoded is not None:
            return _Case(UNDECIDED, version, applies if isinstance(applies, frozenset) else frozenset())
        conditions = [
            True if demand.condition is None else evaluate(demand.condition, env) for demand in version.demands
        ]
        if all(condition is False for condition in conditions):
            return _Case(NOT_APPLICABLE, version)
        kept: list[Truth] = [
            True if condition is False else any_of([negate(condition), evaluate(demand.expr, env)])
            for demand, condition in zip(version.demands, conditions, strict=True)
        ]
        truth = any_of([negate(applies), all_of(kept)])
        if truth is True:
            return _Case(HOLDS, version)
        if truth is False:
            return _Case(VIOLATED, version, unproven=tuple(unproven))
        assert isinstance(truth, frozenset)
        return _Case(UNDECIDED, version, truth, tuple(unproven))

    def _applies(self, rule: Prepared, env: Env) -> Truth:
        """All conditions hold, and no rule that displaces this one applies."""
        parts = [evaluate(condition, env) for condition in rule.rule.conditions]
        for name in rule.displaced_by:
            other = self.book.rules.get(name)
            if other is None:
                continue
            version = version_on(other, env.day) if env.day is not None else None
            if version is not None and version.demands:
                parts.append(negate(self._applies(other, env)))
        return all_of(parts)

    # -------------------------------------------------------------------------------------------- all cases

    def _merge(
        self, rule: Prepared, dimensions: list[Dimension], results: dict[Index, _Case], envs: dict[Index, Env]
    ) -> Outcome:
        """One verdict from all cells. Over terms whose domain nobody has stated, a mixture is undecided."""
        open_axes = [i for i, d in enumerate(dimensions) if not d.domain.known and len(d.cells) > 1]
        groups: dict[Index, list[Index]] = {}
        for index in results:
            groups.setdefault(tuple(at for i, at in enumerate(index) if i not in open_axes), []).append(index)
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
                missing |= _turning(members, results, open_axes, dimensions)
            holds = holds or HOLDS in verdicts
        exercised = tuple(dict.fromkeys(case.version for case in results.values() if case.version is not None))
        exempt = any(case.exempt for case in results.values())
        for index in undecided:
            missing |= results[index].missing
        gaps = [results[index].version for index in undecided]
        gap = next((v for v in gaps if v is not None and v.not_encoded is not None), None)
        if violated:
            first = min(violated, key=lambda index: _plainness(index, dimensions))
            case, env = results[first], envs[first]
            return Outcome(
                VIOLATED,
                case.version,
                exercised,
                region(rule, violated, dimensions, envs, self.book),
                _witness(first, dimensions, env),
                _breaches(case, env),
                _repair(case, env),
                missing,
                case.unproven,
                exempt,
                gap,
                every_day(violated, dimensions, self.book),
                region(rule, undecided, dimensions, envs, self.book) if undecided else (),
            )
        if undecided:
            return Outcome(
                UNDECIDED,
                gaps[0],
                exercised,
                region(rule, undecided, dimensions, envs, self.book),
                missing=missing,
                unproven=tuple(dict.fromkeys(expr for index in undecided for expr in results[index].unproven)),
                exempt=exempt,
                not_encoded=None if missing else gap,
            )
        return Outcome(HOLDS if holds else NOT_APPLICABLE, None, exercised, exempt=exempt)


def version_on(rule: Prepared, day: date) -> Version | None:
    """The version in force on ``day``."""
    for version in rule.rule.versions:
        if (version.since is None or version.since <= day) and (version.until is None or day <= version.until):
            return version
    return None


def _turning(
    members: list[Index], results: dict[Index, _Case], open_axes: list[int], dimensions: list[Dimension]
) -> frozenset[str]:
    """The facts that would bound the open terms on which the verdict really turns."""
    verdicts = {index: results[index].verdict for index in members}
    turning: set[str] = set()
    for axis in open_axes:
        for index, verdict in verdicts.items():
            others = ((*index[:axis], at, *index[axis + 1 :]) for at in range(len(dimensions[axis].cells)))
            if any(verdicts[other] != verdict for other in others):
                turning.add(dimensions[axis].domain.missing)
                break
    return frozenset(turning)


def _plainness(index: Index, dimensions: list[Dimension]) -> tuple[object, ...]:
    """Which violated cell makes the best example: an ordinary customer, then the first day."""
    values = [dimension.cells[at].value for dimension, at in zip(dimensions, index, strict=True)]
    return (sum(isinstance(value, Amount) and not value.value for value in values), index)


def _witness(index: Index, dimensions: list[Dimension], env: Env) -> tuple[tuple[str, Value | Length], ...]:
    """The customer and days of a cell; a day that is given by its lead is worked out where its anchor is known."""
    found: list[tuple[str, Value | Length]] = []
    for dimension, at in zip(dimensions, index, strict=True):
        value: Value | Length = dimension.cells[at].value
        anchor = env.cases.get(dimension.domain.term.not_before or "") if dimension.lead else None
        if isinstance(anchor, date):
            value = later(anchor, cast(Length, value))
        found.append((dimension.name, value))
    # Days that an offer pins and that the periods of the rule run from.
    stated = [name for name in env.exact if name in env.facts and name not in dict(found) and env.running]
    return (*found, *((name, env.exact[name]) for name in stated))


def _demanded(case: _Case, env: Env) -> list[Expr]:
    """What the version of this case demands in this case."""
    assert case.version is not None
    return [
        demand.expr
        for demand in case.version.demands
        if demand.condition is None or evaluate(demand.condition, env) is not False
    ]


def _breaches(case: _Case, env: Env) -> tuple[Breach, ...]:
    """The comparisons that are not kept, each once."""
    found: dict[object, Breach] = {}
    for expr in _demanded(case, env):
        for atom, wanted in responsible(expr, env):
            breach = _breach(atom, wanted, env)
            op = atom.op if isinstance(atom, Compare) else ""
            found.setdefault((atom.term, op, breach.operand, wanted), breach)
    return tuple(found.values())


def _repair(case: _Case, env: Env) -> tuple[Expr, ...]:
    """What is demanded and not kept in this case."""
    parts = [failing(expr, env) for expr in _demanded(case, env)]
    return tuple(part for part in parts if part is not None)


def _breach(atom: Compare | Given | Bare, wanted: bool, env: Env) -> Breach:
    """What was found and what it was compared with."""
    if isinstance(atom, Given):
        return Breach(atom, None, None, wanted)
    if isinstance(atom, Bare):
        return Breach(atom, not wanted, None, wanted)
    term = env.book.vocabulary.terms[atom.term]
    value = evaluate(Bare(atom.term, atom.span), env) if term.versions else env.value(atom.term)
    operand = operand_value(atom.operand, env)
    return Breach(
        atom,
        None if isinstance(value, frozenset) else value,
        None if isinstance(operand, frozenset) else operand,
        wanted,
        None if isinstance(value, frozenset) or isinstance(operand, frozenset) else exact_days(value, operand, env),
    )
