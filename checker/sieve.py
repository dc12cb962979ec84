"""Which rules a contract rules out by what it states, before any customer or day is asked for.

Most rules are about something a tariff does not have. Rules share their conditions, and contracts their values: a
condition is asked once for the same values, and a rule with a condition that is not met is set aside.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from operator import itemgetter

from checker.evaluate import evaluate
from checker.layers import Contract
from checker.prepared import Condition, Prepared
from checker.rulebook import Rulebook
from checker.situation import LOST, SECTION, Situation
from checker.vocabulary import Instance, section_of
from dsl.rule import Expr

Asked = tuple[Prepared, Instance | None]
Values = Mapping[object, int]  # the numbers of a section's facts
NumbersOf = Callable[[Instance], Values]


class Sieve:
    """A sequence of rules, by the sections they ask about."""

    def __init__(self, rules: Sequence[Prepared], book: Rulebook) -> None:
        self.rules = rules
        by_section: dict[str | None, list[Prepared]] = {}
        for rule in rules:
            by_section.setdefault(rule.each, []).append(rule)
        self.groups = [Group(each, group, book) for each, group in by_section.items()]

    def sift(self, situation: Situation, numbers_of: NumbersOf) -> tuple[list[Asked], list[Asked]]:
        """The rules to be asked of a contract, or of its sections, and those that are set aside.

        Rules of a set of terms are asked of contracts under these terms only.
        """
        asked: list[Asked] = []
        aside: list[Asked] = []
        for group in self.groups:
            group.sift(situation, numbers_of, asked, aside)
        return asked, aside


class Group:
    """The rules that ask about one kind of section, or about the contract as a whole (``each`` None)."""

    def __init__(self, each: str | None, rules: list[Prepared], book: Rulebook) -> None:
        self.each = each
        self.rules = rules
        self._book = book
        self._asked: dict[Expr, _Asked] = {}  # by the condition, which many rules have in common
        self._of_rule: dict[int, tuple[_Asked, ...]] = {}  # by the place of the rule
        self.terms = [(at, rule.under) for at, rule in enumerate(rules) if rule.under is not None]

    def instances(self, contract: Contract) -> Sequence[Instance | None]:
        """What the rules are asked of: the sections of their kind, or once the contract itself."""
        return [None] if self.each is None else contract.instances.get(self.each, ())

    def elsewhere(self, contract: Contract) -> set[int]:
        """The rules of sets of terms that the contract is not under."""
        return {at for at, terms in self.terms if terms not in contract.terms}

    def meets(self, at: int, situation: Situation, numbers: Values, instance: Instance | None) -> bool:
        """Whether no condition of rule ``at`` is ruled out."""
        return all(each.met(situation, numbers, instance) for each in self._conditions_of(at))

    def _conditions_of(self, at: int) -> tuple[_Asked, ...]:
        asked = self._of_rule.get(at)
        if asked is None:
            asked = self._of_rule[at] = tuple(map(self._of, self.rules[at].conditions))
        return asked

    def _of(self, condition: Condition) -> _Asked:
        asked = self._asked.get(condition.expr)
        if asked is None:
            asked = self._asked[condition.expr] = _Asked(condition, self.each, self._book)
        return asked

    @cached_property
    def _conditions(self) -> dict[_Asked, list[int]]:
        """Every condition once, with the rules that have it."""
        places: dict[_Asked, list[int]] = {}
        for at in range(len(self.rules)):
            for asked in self._conditions_of(at):
                places.setdefault(asked, []).append(at)
        return places

    def excludes(
        self, at: int, situation: Situation, numbers: Values, instance: Instance | None, own: frozenset[str]
    ) -> bool:
        """Whether a condition of rule ``at`` is ruled out, whatever the values of the terms ``own`` are."""
        conditions = self._conditions_of(at)
        return any(each.names.isdisjoint(own) and not each.met(situation, numbers, instance) for each in conditions)

    def sift(self, situation: Situation, numbers_of: NumbersOf, asked: list[Asked], aside: list[Asked]) -> None:
        elsewhere = self.elsewhere(situation.contract)
        instances = self.instances(situation.contract)
        for instance in instances:
            numbers: Values = {} if instance is None else numbers_of(instance)
            out = set(elsewhere)
            for condition, places in self._conditions.items():
                if not condition.met(situation, numbers, instance):
                    out.update(places)
            for at, rule in enumerate(self.rules):
                if at not in out:
                    asked.append((rule, instance))
                elif at not in elsewhere:
                    aside.append((rule, instance))
        if not instances:
            aside += [(rule, None) for at, rule in enumerate(self.rules) if at not in elsewhere]


class _Asked:
    """A condition of some rules of a group, what its answer depends on, and the answers so far."""

    def __init__(self, condition: Condition, each: str | None, book: Rulebook) -> None:
        self.expr = condition.expr
        self.answers: dict[object, bool] = {}
        terms = book.vocabulary.terms
        stated = [name for name in condition.reads if name not in book.vocabulary.case_terms]
        self.names = frozenset(stated)
        section = [name for name in stated if name in terms and each is not None and section_of(name) == each]
        contract = [name if name in terms else SECTION + name for name in stated if name not in section]
        self._contract = itemgetter(*contract, LOST)
        self._section = itemgetter(*section) if section else None

    def met(self, situation: Situation, numbers: Values, instance: Instance | None) -> bool:
        """Whether the condition is not ruled out by what is stated."""
        key: object = self._contract(situation)
        if self._section is not None:
            key = key, self._section(numbers)
        met = self.answers.get(key)
        if met is None:
            met = self.answers[key] = evaluate(self.expr, situation.stated(instance)) is not False
        return met
