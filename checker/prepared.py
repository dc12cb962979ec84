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
    Part = tuple[Any, ...] | bytes


class Condition(NamedTuple):
    """A condition of rules, and the terms and sections its truth can depend on, derived terms unfolded."""

    expr: Expr
    reads: tuple[str, ...]


class Reads(NamedTuple):
    """What a verdict can rest on besides cases, as keys of a situation: in the contract, and in one of its sections.

    ``day``: the stated reference day, of which only matters which of ``days`` have come.
    ``ended``: of a rule that has no version any more, its reference day and the stretches in which it had one.
    """

    contract: tuple[str, ...]
    section: tuple[str, ...]
    day: str | None
    days: tuple[date, ...]
    ended: tuple[str, tuple[DateRange, ...]] | None = None
    gathered: tuple[str, ...] = ()  # those keys of the contract that several sections may state


# What of a rule is packed together: what tells whether it need be asked at all, and what is asked then.
REACH = ("conditions", "terms", "case_terms", "reads")
MATTER = ("rule", "norm", "displaced_by", "asks")


class Prepared:
    """A typed rule with what the judge needs to know of it, worked out once.

    ``reach`` and ``matter``: the values of what is packed together, in a tuple; or packed, in a book compiled for
    checks, since a check passes over most rules. They become attributes when one of them is first asked for.
    """

    __slots__ = ("each", "id", "matter", "reach", "under", *REACH, *MATTER)
    conditions: tuple[Condition, ...]  # what must all hold, one by one
    terms: tuple[str, ...]  # every term its expressions read, derived terms unfolded, in order
    case_terms: tuple[str, ...]  # those of them that differ between customers and days, reference day included
    reads: Reads | None  # what a compiled book knows of what its question reads
    rule: Rule
    norm: Norm
    displaced_by: tuple[str, ...]  # rules that take its place where they apply
    asks: dict[str, object] | None  # what a compiled book knows of its question besides what it reads

    def __init__(self, id: str, each: str | None, under: str | None, reach: Part, matter: Part) -> None:
        self.id, self.each = id, each
        self.under = under  # the set of terms it belongs to; None for law
        self.reach, self.matter = reach, matter

    if not TYPE_CHECKING:

        def __getattr__(self, name):
            names, part = (REACH, self.reach) if name in REACH else (MATTER, self.matter)
            if name not in names:
                raise AttributeError(name)
            for each, value in zip(names, unpack(part) if type(part) is bytes else part, strict=True):
                setattr(self, each, value)
            return getattr(self, name)

    def __reduce__(self) -> tuple[Any, ...]:
        return Prepared, (self.id, self.each, self.under, self.reach, self.matter)

    def packed(self, asks: dict[str, object], reads: Reads, bare: Bare) -> Prepared:
        """The same without examples and places, in the form in which it is quickest to pass over."""
        reach = self.conditions, self.terms, self.case_terms, reads
        matter = self.rule._replace(examples=(), places=()), self.norm, self.displaced_by, asks
        return Prepared(bare(self.id), bare(self.each), bare(self.under), press(bare(reach)), press(bare(matter)))


def prepared(rule: Rule, norm: Norm, displaced_by: tuple[str, ...], book: Rulebook) -> Prepared:
    """A typed rule with what the judge needs to know of it."""
    terms = read_terms(book.vocabulary, expressions(rule))
    by_name = book.vocabulary.terms
    cases = [name for name in (*terms, rule.reference_day) if name in by_name and by_name[name].is_case]
    conditions = tuple(
        book.shared.setdefault(said(part), _condition(part, book.vocabulary)) for part in conjuncts(rule.conditions)
    )
    reach = conditions, terms, tuple(dict.fromkeys(cases)), None
    return Prepared(rule.id, rule.each, norm.terms, reach, (rule, norm, displaced_by, None))


def _condition(expr: Expr, vocabulary: Vocabulary) -> Condition:
    reads = read_terms(vocabulary, [expr])
    return Condition(expr, tuple(dict.fromkeys((*reads, *vocabulary.ends_for(reads)))))
