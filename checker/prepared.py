"""A rule made ready for the judge: what it reads, what its conditions are, worked out once when rules are loaded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from checker.expressions import conjuncts, expressions, read_terms, said
from checker.vocabulary import Vocabulary
from dsl.packing import press, unpack
from dsl.period import DateRange
from dsl.record import NamedTuple
from dsl.rule import Expr, Norm, Rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from checker.rulebook import Rulebook

    Bare = Callable[[Any], Any]  # takes the places out of a value


class Condition(NamedTuple):
    """A condition of rules, and the terms and sections its truth can depend on, derived terms unfolded."""

    expr: Expr
    reads: tuple[str, ...]


class Reads(NamedTuple):
    """What a verdict can rest on besides cases, as keys of a situation: in the contract, and in one of its sections.

    ``day``: the stated reference day, of which only matters which of ``days`` have come. ``names``: all terms of these.
    ``ended``: of a rule that has no version any more, its reference day and the stretches in which it had one.
    """

    contract: tuple[str, ...]
    section: tuple[str, ...]
    day: str | None
    days: tuple[date, ...]
    names: frozenset[str]
    ended: tuple[str, tuple[DateRange, ...]] | None = None
    gathered: tuple[str, ...] = ()  # those keys of the contract that several sections may state


class Prepared(NamedTuple):
    """A typed rule with what the judge needs to know of it, worked out once."""

    id: str
    # the rule, and what a compiled book knows of its question (``question``), if anything; or both of them pickled
    # until somebody asks, since a check needs only some of them
    stored: list[Any]
    norm: Norm
    each: str | None
    terms: tuple[str, ...]  # every term its expressions read, derived terms unfolded, in order
    case_terms: tuple[str, ...]  # those of them that differ between customers and days, reference day included
    displaced_by: tuple[str, ...]  # rules that take its place where they apply
    conditions: tuple[Condition, ...] = ()  # what must all hold, one by one; the same object for the same words
    reads: Reads | None = None  # what a compiled book knows of its question as well, at hand without it

    @property
    def rule(self) -> Rule:
        """The typed rule."""
        rule: Rule = self._unpacked()[0]
        return rule

    @property
    def asks(self) -> dict[str, object] | None:
        """What a compiled book knows of the rule's question."""
        asks: dict[str, object] | None = self._unpacked()[1]
        return asks

    def _unpacked(self) -> list[Any]:
        if len(self.stored) == 1:
            self.stored[:] = unpack(self.stored[0])
        return self.stored

    def packed(self, asks: dict[str, object], reads: Reads, bare: Bare) -> Prepared:
        """The same without examples and places, in the form in which it is quickest to pass over."""
        stored = press(bare((self.rule._replace(examples=(), places=()), asks)))
        return Prepared(
            bare(self.id),
            [stored],
            self.norm,
            bare(self.each),
            bare(self.terms),
            bare(self.case_terms),
            bare(self.displaced_by),
            bare(self.conditions),
            bare(reads),
        )


def prepared(rule: Rule, norm: Norm, displaced_by: tuple[str, ...], book: Rulebook) -> Prepared:
    """A typed rule with what the judge needs to know of it."""
    terms = read_terms(book.vocabulary, expressions(rule))
    by_name = book.vocabulary.terms
    cases = [name for name in (*terms, rule.reference_day) if name in by_name and by_name[name].is_case]
    conditions = tuple(
        book.shared.setdefault(said(part), _condition(part, book.vocabulary)) for part in conjuncts(rule.conditions)
    )
    return Prepared(
        rule.id, [rule, None], norm, rule.each, terms, tuple(dict.fromkeys(cases)), displaced_by, conditions
    )


def _condition(expr: Expr, vocabulary: Vocabulary) -> Condition:
    reads = read_terms(vocabulary, [expr])
    return Condition(expr, tuple(dict.fromkeys((*reads, *vocabulary.ends_for(reads)))))
