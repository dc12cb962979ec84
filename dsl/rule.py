"""What `.regel` files say: norms, rules with their versions and examples, terms, defaults, dated values.

Values only; what they mean is decided in ``checker``. Operands stay as written until the rulebook has typed them.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from dsl.document import RawFact, RawSection, Value
from dsl.period import Duration
from dsl.quantity import Amount
from dsl.record import NamedTuple, dataclass
from dsl.source import Span


class Words(NamedTuple):
    """One sentence in German and English."""

    de: str
    en: str


# ------------------------------------------------------------------------------------------------ expressions

# Nodes that hold alike but mean differently are no named tuples: a conjunction never equals a disjunction.


@dataclass(frozen=True)
class TermRef:
    """The other side of a comparison is a term or a dated value, not a constant."""

    name: str

    def __str__(self) -> str:
        return self.name


class Compare(NamedTuple):
    """``term op operand``; ``op`` as written (`höchstens`, `ist nicht`, `enthält`, ...). ``span``: the term's place."""

    term: str
    op: str
    operand: Value | TermRef
    span: Span
    operand_span: Span
    item_spans: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Given:
    """`term ist angegeben`."""

    term: str
    span: Span


@dataclass(frozen=True)
class Bare:
    """A yes/no term alone."""

    term: str
    span: Span


@dataclass(frozen=True)
class Not:
    part: Expr


@dataclass(frozen=True)
class AllOf:
    parts: tuple[Expr, ...]


@dataclass(frozen=True)
class AnyOf:
    parts: tuple[Expr, ...]


Expr = Compare | Given | Bare | Not | AllOf | AnyOf


# ------------------------------------------------------------------------------------------------ formulas


@dataclass(frozen=True)
class Gathered:
    """One amount from all sections of a kind: their sum (`Summe`), or the one they all state (`Einzelwert`)."""

    how: str
    name: str

    def __str__(self) -> str:
        return f"{self.how} aus {self.name}"


class Operand(NamedTuple):
    """One operand of a formula: a term or dated value by name, an amount, a period (`mal 12 Monate`), or what is
    gathered from several sections."""

    value: TermRef | Gathered | Amount | Duration
    span: Span


class Chain(NamedTuple):
    """``first``, and what is joined to all before it: by `+` and `-`; by `mal` and `durch`; or by `zuzüglich`,
    `abzüglich` and `ohne`. ``stated``: summands that are not stated count as nothing (`soweit angegeben`)."""

    first: Formula
    rest: tuple[tuple[str, Formula], ...]
    stated: bool = False


Formula = Operand | Chain


class Computation(NamedTuple):
    """`rechnet FORMULA gerundet wie TERM`. ``tax``: the basis that stated amounts must have; "" any, but one."""

    formula: Formula
    like: Operand | None
    span: Span
    tax: str = ""

    @property
    def operands(self) -> tuple[Operand, ...]:
        """Every operand, from left to right; last the term it is rounded like."""
        found: list[Operand] = []
        pending: list[Formula] = [self.formula]
        while pending:
            part = pending.pop()
            if isinstance(part, Operand):
                found.append(part)
            else:
                pending += [inner for _, inner in reversed(part.rest)]
                pending.append(part.first)
        return (*found, *([self.like] if self.like is not None else []))

    @property
    def names(self) -> tuple[str, ...]:
        """The terms and dated values it reads, each once."""
        refs = (operand.value for operand in self.operands)
        return tuple(dict.fromkeys(ref.name for ref in refs if isinstance(ref, TermRef)))

    @property
    def gathered(self) -> tuple[str, ...]:
        """The terms it reads in every section of their kind, each once."""
        refs = (operand.value for operand in self.operands)
        return tuple(dict.fromkeys(ref.name for ref in refs if isinstance(ref, Gathered)))


# ------------------------------------------------------------------------------------------------ rules


class Norm(NamedTuple):
    id: str
    title: Words
    web: str
    rank: str  # zwingend | vertraglich | empfehlung
    reviewed: date | None
    terms: str | None  # the AGB these rules belong to
    edition: date | None
    span: Span


class Demand(NamedTuple):
    """`fordert EXPR wenn EXPR`."""

    expr: Expr
    condition: Expr | None
    span: Span


class Version(NamedTuple):
    """A dated version. Neither demands nor ``not_encoded``: the rule was not in force."""

    since: date | None
    until: date | None
    title: Words | None
    demands: tuple[Demand, ...]
    not_encoded: Words | None
    citation: str | None
    severity: str | None
    certainty: str | None
    reading: Words | None
    span: Span


class Exemption(NamedTuple):
    """`es sei denn EXPR`: who invokes it must prove it."""

    expr: Expr
    id: str | None
    since: date | None
    until: date | None
    citation: str | None
    span: Span


class Example(NamedTuple):
    verdict: str
    title: Words
    facts: tuple[RawFact, ...]
    span: Span


class Rule(NamedTuple):
    id: str
    title: Words
    norm: str
    citation: str
    reference_day: str
    severity: str
    certainty: str
    reading: Words | None
    displaces: tuple[str, ...]
    follows: tuple[str, ...]
    each: str | None
    conditions: tuple[Expr, ...]
    versions: tuple[Version, ...]
    exemptions: tuple[Exemption, ...]
    message: Words
    examples: tuple[Example, ...]
    span: Span
    places: tuple[tuple[str, Span], ...] = ()
    anchors: tuple[str, ...] = ()  # words that stand in the clause it cites

    def place(self, what: str) -> Span:
        """Where the rule names the rule, term or section ``what``, or says `Meldung de`; the rule itself otherwise."""
        return dict(self.places).get(what, self.span)


# ------------------------------------------------------------------------------------------------ vocabulary


class Type(NamedTuple):
    """``kind`` is `Menge`, `Grenze`, `eines`, `mehrere`, `Verweis`, `ja/nein`, ...; ``of`` its unit or names.

    ``tax``: `brutto` or `netto` where an amount can be nothing else.
    """

    kind: str
    of: str = ""
    tax: str = ""

    def __str__(self) -> str:
        joins = {"Menge": "in", "Grenze": "in", "eines": "aus", "mehrere": "aus", "Verweis": "auf"}
        return f"{self.kind} {joins[self.kind]} {self.of}" if self.of else self.kind


class TermVersion(NamedTuple):
    since: date | None
    until: date | None
    citation: str | None
    expr: Expr
    span: Span


class Traced(NamedTuple):
    """What a term of a derived section follows from one section to the next: a price, or a component of prices.

    ``component``: its name where guarantees speak of components, "" for a price; ``cause``: what a change of it is put
    down to; ``official``: the dated value it must come to.
    """

    term: str
    component: str
    cause: str
    official: str


class Term(NamedTuple):
    """A word of the vocabulary. ``domain`` names the facts that bound a case term; ``versions`` derive a yes or no,
    ``computation`` an amount."""

    name: str
    gloss: str
    type: Type
    citation: str | None
    reading: Words | None
    domain: str | None
    domain_open: bool  # starts with the domain, never ends
    domain_with: str | None
    domain_without: str | None
    not_before: str | None
    at_latest: str | None
    united: bool
    former: tuple[tuple[str, date], ...]
    versions: tuple[TermVersion, ...]
    span: Span
    places: tuple[tuple[str, Span], ...] = ()
    computation: Computation | None = None
    traced: Traced | None = None
    better: str = ""  # what is better for the customer: höher, niedriger, länger, kürzer, ...; "" where nobody says
    order: tuple[str, ...] = ()  # of a choice: its names from the best to the worst; the others compare with none

    def place(self, what: str) -> Span:
        """Where the declaration names the term, enumeration or unit ``what``; the declaration itself if it does not."""
        return dict(self.places).get(what, self.span)

    @property
    def is_case(self) -> bool:
        """Whether the term differs between the customers and days a tariff admits."""
        return bool(self.domain or self.domain_with or self.domain_without or self.not_before)

    @property
    def is_computed(self) -> bool:
        """Whether the term is worked out from others by arithmetic, which no table can hold."""
        return self.computation is not None

    @property
    def is_derived(self) -> bool:
        """Whether the term follows from others and is not stated itself."""
        return bool(self.versions) or self.computation is not None


class EnumValue(NamedTuple):
    name: str
    gloss: str
    letter: str | None
    successor: str = ""  # the name that has taken its place; "" where none has


class Enumeration(NamedTuple):
    name: str
    gloss: str
    values: tuple[EnumValue, ...]
    span: Span


class SectionKind(NamedTuple):
    """A section of the vocabulary. ``repeat`` is "" (once), "plain", "kind" or "day"."""

    name: str
    gloss: str
    repeat: str
    kinds: str  # the enumeration of its kinds, where repeat is "kind"
    span: Span
    kinds_span: Span
    made_from: str = ""  # the section it is derived from; nobody writes it then
    better: str = ""  # mehr or weniger such sections are better for the customer; "" where nobody says


class Default(NamedTuple):
    """`Vorgabe`: facts that hold where the layers above are silent. Dotted facts stand in ``facts``.

    ``sections`` exist by default (a fee the terms charge); ``completions`` only fill in sections of that kind which a
    tariff states (a bonus, if promised).
    """

    id: str
    title: Words
    norm: str
    citation: str
    anchors: tuple[str, ...]
    facts: tuple[RawFact, ...]
    sections: tuple[RawSection, ...]
    completions: tuple[RawSection, ...]
    span: Span


class Step(NamedTuple):
    since: date
    until: date | None
    value: Decimal
    span: Span


class DatedValue(NamedTuple):
    """`Wert`: an official amount by date. Unknown after its last `bis`, and after ``reviewed``."""

    name: str
    unit: str
    title: Words
    citation: str
    reviewed: date | None
    steps: tuple[Step, ...]
    span: Span
    unit_span: Span
    tax: str | None = None


class RuleFile(NamedTuple):
    """Everything one `.regel` file declares, in order. ``broken``: names whose declaration could not be read."""

    path: str
    norms: tuple[Norm, ...]
    rules: tuple[Rule, ...]
    terms: tuple[Term, ...]
    enumerations: tuple[Enumeration, ...]
    sections: tuple[SectionKind, ...]
    defaults: tuple[Default, ...]
    values: tuple[DatedValue, ...]
    broken: frozenset[str] = frozenset()
