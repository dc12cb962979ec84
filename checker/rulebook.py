"""The rules as one book: all that is declared, by name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from checker.prepared import Condition, Prepared
from checker.vocabulary import Fact, Instance, Vocabulary
from dsl.quantity import Amount
from dsl.record import dataclass, field
from dsl.rule import DatedValue, Norm
from dsl.source import Problem, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from checker.clauses import Clause
    from checker.ledger_official import Moved
    from checker.silence import Kept

GAP = re.compile(r"\{([^{}]*)\}")  # in the message of a rule


@dataclass(frozen=True, slots=True)
class Terms:
    """A set of terms (AGB): its norm, its defaults as facts and sections."""

    norm: Norm
    facts: dict[str, Fact] = field(default_factory=dict)
    instances: dict[str, list[Instance]] = field(default_factory=dict)
    # (section, kind or "") -> facts that fill in every stated section of that kind
    completions: dict[tuple[str, str], dict[str, Fact]] = field(default_factory=dict)
    # worked out when a book is compiled: the clauses that the law does not let stand
    void: tuple[Clause, ...] | None = None

    def completion(self, section: str, kind: str) -> dict[str, Fact]:
        return self.completions.setdefault((section, kind), {})


@dataclass(slots=True)
class Rulebook:
    """All declarations by name. ``problems`` is empty unless the book must be refused."""

    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    norms: Mapping[str, Norm] = field(default_factory=dict)
    rules: dict[str, Prepared] = field(default_factory=dict)
    values: dict[str, DatedValue] = field(default_factory=dict)
    terms: Mapping[str, Terms] = field(default_factory=dict)  # AGB id -> terms
    statute: Terms | None = None  # defaults of mandatory law
    problems: list[Problem] = field(default_factory=list)
    sources: Mapping[str, str] = field(default_factory=dict)  # path -> text of a rule file, for excerpts
    never_firing: tuple[tuple[str, Span], ...] = ()
    # of one's own rules: which one displaces which one that is not, and where it says so
    displacing: tuple[tuple[str, str, Span], ...] = ()
    shared: dict[object, Condition] = field(default_factory=dict)  # the conditions of rules, asked once of a contract
    # worked out when a book is compiled for checks: terms -> what the rules come to where a tariff is silent
    silences: Mapping[tuple[str, ...], Kept] = field(default_factory=dict)
    # worked out when a book is compiled for checks: what rules read -> the rules that read it (``question.readers``)
    readers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    # what is worked out of official amounts when somebody asks (``ledger_official``)
    moves: dict[tuple[str, ...], tuple[list[date], dict[int, list[Moved]]]] = field(default_factory=dict, init=False)
    reviewed_until: str = ""  # the oldest `geprüft` date of the mandatory norms
    key: str = ""  # the texts and the program it was made of, as a short name; "" if it was not read from files

    def value_on(self, name: str, day: date) -> Amount | None:
        """The official amount on ``day``; None before the first step, after a `bis`, and after the review."""
        value = self.values[name]
        last = True  # a step that another follows holds until then, whenever it was reviewed
        for step in reversed(value.steps):
            if step.since <= day:
                stale = last and value.reviewed is not None and day > value.reviewed
                known = not stale if step.until is None else day <= step.until
                return Amount(step.value, value.unit, value.tax) if known else None
            last = False
        return None
