"""What can be proved of a rulebook: a statement, the facts that show it, and what could not be decided."""

from __future__ import annotations

from checker.finding import Finding
from checker.proof.models import Model
from dsl.period import DateRange
from dsl.record import dataclass, field
from dsl.rule import Expr, Version
from dsl.source import Span

# kinds of statements besides those of dead parts
CONFLICT, ELSEWHERE = "contradiction", "contradiction-elsewhere"
REDUNDANT, EQUAL, STRICTER = "redundant", "equally-strict", "stricter"
FOLLOWS, NOT_FOLLOWS = "follows", "does-not-follow"
VERSION_ENDS, VALUE_ENDS, TERM_ENDS = "version-ends", "value-ends", "term-ends"
DEFAULT = "default-against-law"
# how bad each kind is; "" for what is as it should be. A default is as bad as the rule it violates.
SEVERITY = {
    CONFLICT: "fehler",
    ELSEWHERE: "hinweis",
    REDUNDANT: "warnung",
    EQUAL: "warnung",
    STRICTER: "",
    FOLLOWS: "",
    NOT_FOLLOWS: "fehler",
    VERSION_ENDS: "warnung",
    VALUE_ENDS: "hinweis",
    TERM_ENDS: "warnung",
    "dead-rule": "warnung",
    "dead-version": "warnung",
    "dead-exception": "warnung",
    "dead-guard": "warnung",
    "dead-branch": "warnung",
    "never-violated": "warnung",
    "never-kept": "fehler",
}
# reasons for which something is undecided, besides those of a table
MODEL = "model"  # the model does not come out as claimed
VACUOUS = "vacuous"  # the other rule is never violated


@dataclass(frozen=True, slots=True)
class Statement:
    """Something proved of the rulebook.

    ``rules``: those it is about, the one at fault first. ``subject``: the term, value or default it is about, where it
    is no rule. ``days``: when; empty where it is always so. ``models``: facts that show it; each was run.
    """

    kind: str
    severity: str
    rules: tuple[str, ...]
    place: Span
    models: tuple[Model, ...]
    other: Span | None = None
    subject: str = ""
    version: Version | None = None
    expr: Expr | None = None
    days: tuple[DateRange, ...] = ()
    finding: Finding | None = None

    def sort_key(self) -> tuple[object, ...]:
        return (self.place.path, self.place.line, self.place.column, self.kind, self.rules, self.subject)


@dataclass(frozen=True, slots=True)
class Undecided:
    """What could not be decided, and why. ``kind``: of the statement that was tried."""

    kind: str
    rules: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(slots=True)
class Proofs:
    """Everything one run proved. ``rules``: how many were looked at. ``replayed``: how many models were run.

    ``pairs`` counts pairs of rules: `all`, and of these `never-together` (of different terms), `no-shared-fact`,
    `other-demands` (share facts, but not what they demand) and `compared`.
    """

    rules: int = 0
    statements: list[Statement] = field(default_factory=list)
    undecided: list[Undecided] = field(default_factory=list)
    pairs: dict[str, int] = field(default_factory=dict)
    replayed: int = 0

    def failed(self, strict: bool) -> bool:
        """Whether the rules are at fault. A default against the law is the fault of the terms: `check` says so."""
        wrong = ("fehler", "warnung") if strict else ("fehler",)
        return any(each.severity in wrong and each.kind != DEFAULT for each in self.statements)
