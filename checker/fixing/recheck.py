"""Whether a change of one fact makes anything worse: every rule that can notice it is asked before and after."""

from __future__ import annotations

from checker.judge import UNDECIDED, VIOLATED, Judge
from checker.layers import Contract
from checker.prepared import Prepared
from checker.rulebook import Rulebook
from checker.sieve import Sieve
from checker.vocabulary import Instance, section_of

# the verdicts from bad to fine
BADNESS = {VIOLATED: 2, UNDECIDED: 1}


class Recheck:
    """Asks the rules of a book; remembers which of them can notice a change of which term."""

    def __init__(self, judge: Judge) -> None:
        self.judge = judge
        self.book: Rulebook = judge.book
        self._noticing: dict[str, Sieve] = {}

    def worse(self, before: Contract, after: Contract, term: str) -> tuple[str, ...]:
        """The rules that ``after``, in which ``term`` has another value, violates or leaves open and ``before`` not."""
        asked, _ = self.noticing(term).sift(self.judge.situation_of(after), self.judge.numbers_of)
        bad = [(rule, instance, now) for rule, instance in asked if (now := self._badness(rule, after, instance))]
        found = [rule.id for rule, instance, now in bad if now > self._badness(rule, before, _same(instance, before))]
        return tuple(dict.fromkeys(found))

    def _badness(self, rule: Prepared, contract: Contract, instance: Instance | None) -> int:
        return BADNESS.get(self.judge.outcome(rule, contract, instance).verdict, 0)

    def noticing(self, term: str) -> Sieve:
        """The rules whose verdict can depend on ``term``."""
        known = self._noticing.get(term)
        if known is None:
            every = self._moves_days(term)
            rules = list(self.book.rules.values()) if every else self._readers(self._reached(term))
            known = self._noticing[term] = Sieve(sorted(rules, key=lambda rule: rule.id), self.book)
        return known

    def _reached(self, term: str) -> set[str]:
        """``term``, the customers it bounds, the notices that count back from its end, and all that is derived."""
        vocabulary = self.book.vocabulary
        reached = {term}
        for name, other in vocabulary.terms.items():
            bounds = (other.domain, other.domain_with, other.domain_without)
            ends = other.type.kind == "Frist" and vocabulary.terms[term].type.kind == "Laufzeit"
            if term in bounds or ends or section_of(name) in vocabulary.derived_sections:
                reached.add(name)
        return reached

    def _moves_days(self, term: str) -> bool:
        """Whether periods may run from ``term`` or from a day that it bounds: then any rule may notice."""
        terms = self.book.vocabulary.terms
        days = [each for each in terms.values() if each.type.kind == "Datum"]
        return terms[term].type.kind == "Datum" or any(term in (each.domain, each.at_latest) for each in days)

    def _readers(self, terms: set[str]) -> list[Prepared]:
        """The rules that read one of these terms, and those that such a rule displaces."""
        rules = self.book.rules.values()
        found = {rule.id for rule in rules if not terms.isdisjoint((*rule.terms, *rule.case_terms))}
        while True:
            more = {rule.id for rule in rules if rule.id not in found and not found.isdisjoint(rule.displaced_by)}
            if not more:
                return [rule for rule in rules if rule.id in found]
            found |= more


def _same(instance: Instance | None, contract: Contract) -> Instance | None:
    """The section of ``contract`` that ``instance`` is, perhaps changed."""
    if instance is None:
        return None
    several = contract.instances.get(instance.section, ())
    return next((each for each in several if each.key == instance.key), None)
