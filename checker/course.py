"""The verdicts of rules on a contract from day to day, worked out from the days on which one can change.

For a day means what ``--as-of`` means: who signs, is supplied or billed on that day. A verdict can change where a
version, an official amount or an exception starts or ends, where the sale does, and at a day that the contract or the
rule names. Between two such days it stays. Only how long a month is differs from one day to the next: where a verdict
hangs on that, and nowhere else, the days of the stretch are looked at one by one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import cast

from checker.axis import DayAxis
from checker.cases import domain
from checker.evaluate import Env, evaluate
from checker.expressions import PERIODS, atoms
from checker.judge import UNDECIDED, Judge, Outcome
from checker.layers import Contract
from checker.prepared import Prepared
from checker.question import Question
from checker.rulebook import Rulebook
from checker.sieve import Asked
from checker.situation import Numbers, Situation
from checker.vocabulary import Instance
from dsl.period import DateRange
from dsl.record import NamedTuple, dataclass
from dsl.rule import Bare, Compare, Expr, Given, TermRef

DAY = timedelta(1)
Stretch = tuple[date, date]


class Phase(NamedTuple):
    """Days in a row with one verdict, both ends included. ``outcomes``: what was found, in the order of time."""

    first: date
    last: date
    verdict: str
    outcomes: tuple[Outcome, ...]


class Course(NamedTuple):
    """The verdicts of one rule on a contract, or on one of its sections, over a window of days.

    ``days``: the terms that stand for the day that is looked at; stated days do not.
    """

    contract: Contract
    rule: Prepared
    instance: Instance | None
    days: tuple[str, ...]
    phases: tuple[Phase, ...]


@dataclass(slots=True)
class _Asked:
    """One rule on one contract: the days on which its verdict can change, and what was found from when to when."""

    rule: Prepared
    instance: Instance | None
    question: Question
    days: tuple[str, ...]
    bounds: list[date]
    periods: bool  # it compares periods, which may be longer on one day than on the next
    found: dict[date, tuple[date, Outcome]]


class Courses:
    """Follows contracts through a window of days (``first`` to ``last``, both included)."""

    def __init__(self, book: Rulebook, rules: Sequence[Prepared], first: date, last: date) -> None:
        self.book = book
        self.rules = rules
        self.first, self.last = first, last
        self._sifting = Judge(book)
        self._judges: dict[Stretch, Judge] = {}
        self._questions: dict[str, Question] = {}
        self._numbers = Numbers(book)

    def of(self, contract: Contract) -> tuple[list[Course], list[Asked]]:
        """The course of every rule that a contract does not set aside by what it states; and those it sets aside."""
        sifted, aside = self._sifting.sift(self.rules, contract)
        asked = [self._asked(rule, instance, contract) for rule, instance in sifted]
        self._judge(contract, [(each, stretch) for each in asked for stretch in self._stretches(each)])
        situation = Situation(contract, self.book, None, False, self._numbers)
        self._judge(contract, [(each, day) for each in asked for day in self._single_days(each, situation)])
        return [Course(contract, each.rule, each.instance, each.days, _phases(each.found)) for each in asked], aside

    def question(self, rule: Prepared) -> Question:
        """What a rule asks, worked out once."""
        found = self._questions.get(rule.id)
        if found is None:
            found = self._questions[rule.id] = Question(rule, self.book)
        return found

    # -------------------------------------------------------------------------------------------- bounds

    def _asked(self, rule: Prepared, instance: Instance | None, contract: Contract) -> _Asked:
        question = self.question(rule)
        terms = self.book.vocabulary.terms
        facts = contract.facts if instance is None else contract.facts | instance.facts
        bounds: set[date] = set()
        days: list[str] = []
        for kind, term, constants in question.axes(contract, facts):
            if kind is not DayAxis:
                continue
            limits = domain(term, contract, frozenset(), None, False)
            if limits.pinned is not None or limits.days is None:
                continue  # a stated day is the same whatever day is looked at
            days.append(term.name)
            bounds.update(cast(tuple[date, ...], constants[0]))
            start, end = limits.days
            bounds |= {start} if start is not None else set()
            bounds |= {end + DAY} if end is not None and end < date.max else set()
        periods = any(isinstance(atom, Compare) and terms[atom.term].type.kind in PERIODS for atom in question.atoms)
        inside = sorted(day for day in bounds if self.first < day <= self.last)
        return _Asked(rule, instance, question, tuple(days), inside, periods, {})

    def _stretches(self, asked: _Asked) -> list[Stretch]:
        starts = [self.first, *asked.bounds]
        ends = [*(day - DAY for day in asked.bounds), self.last]
        return list(zip(starts, ends, strict=True))

    # -------------------------------------------------------------------------------------------- verdicts

    def _judge(self, contract: Contract, tasks: Iterable[tuple[_Asked, Stretch]]) -> None:
        """Ask each rule for the days of its stretch; without periods its first day stands for all of them."""
        by_days: dict[Stretch, list[tuple[_Asked, Stretch]]] = {}
        for asked, stretch in tasks:
            days = stretch if asked.periods else (stretch[0], stretch[0])
            by_days.setdefault(days, []).append((asked, stretch))
        for days, group in by_days.items():
            judge = self._judges.get(days)
            if judge is None:
                judge = self._judges[days] = Judge(self.book, DateRange(*days), like=self._sifting)
            for asked, (first, last) in group:
                asked.found[first] = last, judge.outcome(asked.rule, contract, asked.instance)

    def _single_days(self, asked: _Asked, situation: Situation) -> list[Stretch]:
        """The days that must be looked at one by one, because the length of a month may decide."""
        if not asked.periods:
            return []
        days = set(self.book.vocabulary.case_days)
        guarded = self._hangs_on_day(asked, situation.stated(asked.instance), days)
        found: list[Stretch] = []
        for first, (last, outcome) in asked.found.items():
            if first == last:
                continue
            if guarded or (outcome.verdict == UNDECIDED and outcome.missing & days):
                found += [(day, day) for day in (first + n * DAY for n in range((last - first).days + 1))]
        return found

    def _hangs_on_day(self, asked: _Asked, env: Env, days: set[str]) -> bool:
        """Whether a condition or an exception cannot be told without the day: then a sure verdict may differ by day.

        What is demanded needs no such care: where the day decides about it, the stretch as a whole is undecided.
        """
        for atom in self._guards(asked.rule):
            if not isinstance(atom, Compare):
                continue
            if isinstance(atom.operand, TermRef) and {atom.term, atom.operand.name} <= days:
                return True
            truth = evaluate(atom, env) if self._is_period(atom) else True
            if isinstance(truth, frozenset) and truth & days:
                return True
        return False

    def _is_period(self, atom: Compare) -> bool:
        return self.book.vocabulary.terms[atom.term].type.kind in PERIODS

    def _guards(self, rule: Prepared) -> list[Compare | Given | Bare]:
        """The comparisons that decide whether a rule applies, derived terms and displacing rules unfolded."""
        pending: list[Expr] = []
        rules, seen = [rule], {rule.id}
        while rules:
            each = rules.pop()
            raw = each.rule
            pending += [*raw.conditions, *(exemption.expr for exemption in raw.exemptions)]
            pending += [d.condition for version in raw.versions for d in version.demands if d.condition is not None]
            others = [self.book.rules[name] for name in each.displaced_by if name in self.book.rules]
            rules += [other for other in others if other.id not in seen]
            seen |= {other.id for other in others}
        found: list[Compare | Given | Bare] = []
        terms, unfolded = self.book.vocabulary.terms, set[str]()
        while pending:
            for atom in atoms(pending.pop()):
                found.append(atom)
                if atom.term in terms and atom.term not in unfolded:
                    unfolded.add(atom.term)
                    pending += [version.expr for version in terms[atom.term].versions]
        return found


def _phases(found: dict[date, tuple[date, Outcome]]) -> tuple[Phase, ...]:
    """Neighbouring stretches with one verdict as one; a single day that was looked at replaces its stretch."""
    phases: list[Phase] = []
    for first in sorted(found):
        last, outcome = found[first]
        if phases and phases[-1].verdict == outcome.verdict:
            phases[-1] = phases[-1]._replace(last=last, outcomes=(*phases[-1].outcomes, outcome))
        else:
            phases.append(Phase(first, last, outcome.verdict, (outcome,)))
    return tuple(phases)


def phase_on(course: Course, day: date) -> Phase:
    """The phase of a day of the window."""
    at = bisect_right(course.phases, day, key=lambda phase: phase.first) - 1
    return course.phases[at]
