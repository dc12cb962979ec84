"""The rules as one book: loaded by directory, typed, and checked against itself.

A rulebook that contradicts its own vocabulary is refused: ``Rulebook.problems`` then says where, in the same form as
for tariffs. What is checked on load: types and units of every comparison, unknown terms, gaps and overlaps between
versions and between steps of a value, dangling and cyclic references, missing citations, messages and examples.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from checker.vocabulary import Fact, Instance, Vocabulary, nearest, section_of
from dsl.document import Mark, Names, RawSection, Value
from dsl.period import Duration, Indefinite
from dsl.quantity import UNITS, Amount, unit_family
from dsl.rule import (
    AllOf,
    AnyOf,
    Bare,
    Compare,
    DatedValue,
    Default,
    Demand,
    Expr,
    Given,
    Norm,
    Not,
    Rule,
    RuleFile,
    SectionKind,
    Term,
    TermRef,
    TermVersion,
    Type,
    Version,
)
from dsl.source import Problem, Span, problem

GAP = re.compile(r"\{([^{}]*)\}")
ORDERED = ("höchstens", "mindestens", "mehr als", "weniger als")
SETS = ("enthält", "enthält nicht", "nur")
# which operators a type admits
OPERATORS: dict[str, tuple[str, ...]] = {
    "Menge": (*ORDERED, "ist", "ist nicht"),
    "Anzahl": (*ORDERED, "ist", "ist nicht"),
    "Datum": (*ORDERED, "ist", "ist nicht"),
    "Dauer": (*ORDERED, "ist", "ist nicht"),
    "Frist": (*ORDERED, "ist", "ist nicht"),
    "Laufzeit": (*ORDERED, "ist", "ist nicht"),
    "Verlängerung": (*ORDERED, "ist", "ist nicht"),
    "eines": ("ist", "ist nicht", "ist eines aus"),
    "mehrere": (*SETS, "ist", "ist nicht"),
    "ja/nein": ("ist", "ist nicht"),
    "Text": ("ist", "ist nicht"),
    "Verweis": ("ist", "ist nicht"),
    "Zeitraum": ("ist", "ist nicht"),
    "Grenze": ("ist", "ist nicht"),
}


@dataclass(frozen=True, slots=True)
class Prepared:
    """A typed rule with what the judge needs to know of it, worked out once."""

    rule: Rule
    norm: Norm
    terms: tuple[str, ...]  # every term its expressions read, derived terms unfolded, in order
    case_terms: tuple[str, ...]  # those of them that differ between customers and days, reference day included
    displaced_by: tuple[str, ...]  # rules that take its place where they apply

    @property
    def id(self) -> str:
        return self.rule.id


@dataclass(frozen=True, slots=True)
class Terms:
    """A set of terms (AGB): its norm, its defaults as facts and sections."""

    norm: Norm
    facts: dict[str, Fact] = field(default_factory=dict)
    instances: dict[str, list[Instance]] = field(default_factory=dict)
    # (section, kind or "") -> facts that fill in every stated section of that kind
    completions: dict[tuple[str, str], dict[str, Fact]] = field(default_factory=dict)

    def completion(self, section: str, kind: str) -> dict[str, Fact]:
        return self.completions.setdefault((section, kind), {})


@dataclass(slots=True)
class Rulebook:
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    norms: dict[str, Norm] = field(default_factory=dict)
    rules: dict[str, Prepared] = field(default_factory=dict)
    values: dict[str, DatedValue] = field(default_factory=dict)
    terms: dict[str, Terms] = field(default_factory=dict)  # AGB id -> terms
    statute: Terms | None = None  # defaults of mandatory law
    problems: list[Problem] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)  # path -> text, for excerpts

    @property
    def reviewed_until(self) -> str:
        """The oldest `geprüft` date of the mandatory norms."""
        days = [n.reviewed for n in self.norms.values() if n.rank == "zwingend" and n.reviewed is not None]
        return min(days).isoformat() if days else ""

    def value_on(self, name: str, day: date) -> Amount | None:
        """The official amount on ``day``; None before the first step, after the last, and after the review."""
        value = self.values[name]
        for step in reversed(value.steps):
            if step.since <= day:
                if step.until is not None:
                    return Amount(step.value, value.unit) if day <= step.until else None
                if value.reviewed is not None and day > value.reviewed:
                    return None
                return Amount(step.value, value.unit)
        return None


def build(files: Iterable[RuleFile], problems: Iterable[Problem] = ()) -> Rulebook:
    """One rulebook from all files, in the order given (which does not matter for its meaning)."""
    book = Rulebook(problems=list(problems))
    files = list(files)
    for file in files:
        book.problems += book.vocabulary.add(file)
    book.problems += book.vocabulary.check()
    vocabulary_sound = not book.problems
    for file in files:
        for norm in file.norms:
            _declare(book, book.norms, norm.id, norm, norm.span)
        for value in file.values:
            _declare(book, book.values, value.name, value, value.span)
    for value in book.values.values():
        book.problems += _value_problems(value)
    _derive(book)
    raw = [rule for file in files for rule in file.rules]
    known = {rule.id for rule in raw}
    displaced: dict[str, list[str]] = {}
    for rule in raw:
        for other in rule.displaces:
            displaced.setdefault(other, []).append(rule.id)
    seen: dict[str, Span] = {}
    for rule in raw:
        if rule.id in seen:
            book.problems.append(problem("declared-twice", rule.span, other=seen[rule.id], name=rule.id))
            continue
        seen[rule.id] = rule.span
        _prepare(book, rule, known, tuple(displaced.get(rule.id, ())), vocabulary_sound)
    for relation, edges in (
        ("verdrängt", {rule.id: rule.displaces for rule in raw}),
        ("folgt", {rule.id: rule.follows for rule in raw}),
    ):
        for name, path in _cycles(edges):
            book.problems.append(problem("cycle", seen[name], what=relation, path=" → ".join(path)))
    _defaults(book, [default for file in files for default in file.defaults])
    return book


def _declare(book: Rulebook, table: dict[str, object], name: str, value: object, span: Span) -> None:
    if name in table:
        other = table[name].span  # type: ignore[attr-defined]
        book.problems.append(problem("declared-twice", span, other=other, name=name))
    else:
        table[name] = value


# ------------------------------------------------------------------------------------------------ values and versions


def _value_problems(value: DatedValue) -> list[Problem]:
    """Steps in order, without overlap; a gap must be left on purpose by `bis`, then it is a gap too."""
    problems: list[Problem] = []
    if value.unit not in UNITS:
        problems.append(problem("unit-of-term", value.span, unit=value.unit, term=value.name))
    for before, after in zip(value.steps, value.steps[1:], strict=False):
        if after.since <= before.since:
            problems.append(problem("steps-out-of-order", after.span, other=before.span, name=value.name))
        elif before.until is not None and before.until >= after.since:
            problems.append(problem("steps-overlap", after.span, other=before.span, name=value.name))
        elif before.until is not None and before.until + timedelta(1) < after.since:
            first = (before.until + timedelta(1)).isoformat()
            problems.append(problem("steps-gap", after.span, other=before.span, name=value.name, day=first))
    for step in value.steps:
        if step.until is not None and step.until < step.since:
            problems.append(problem("range-reversed", step.span, first=step.since, last=step.until))
    return problems


def _version_problems(versions: tuple[Version, ...] | tuple[TermVersion, ...], name: str) -> list[Problem]:
    """Versions follow each other day by day."""
    problems: list[Problem] = []
    for version in versions:
        if version.since and version.until and version.until < version.since:
            problems.append(problem("range-reversed", version.span, first=version.since, last=version.until))
    for before, after in zip(versions, versions[1:], strict=False):
        if before.until is None or after.since is None or before.until >= after.since:
            problems.append(problem("versions-overlap", after.span, other=before.span, name=name))
        elif before.until + timedelta(1) < after.since:
            first = (before.until + timedelta(1)).isoformat()
            last = (after.since - timedelta(1)).isoformat()
            problems.append(problem("versions-gap", after.span, other=before.span, name=name, first=first, last=last))
    return problems


def _cycles(edges: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, list[str]]]:
    """Each cycle once, named by its first member in order."""
    done: set[str] = set()
    for start in sorted(edges):
        path: list[str] = []
        node: str | None = start
        stack: list[tuple[str, list[str]]] = [(start, [start])]
        visited: set[str] = set()
        while stack:
            node, path = stack.pop()
            for following in edges.get(node, ()):
                if following == start and start not in done:
                    done.update(path)
                    yield start, [*path, start]
                elif following not in visited and following in edges:
                    visited.add(following)
                    stack.append((following, [*path, following]))


# ------------------------------------------------------------------------------------------------ expressions


class _Typer:
    """Types the expressions of one declaration."""

    def __init__(self, book: Rulebook, each: str | None) -> None:
        self.book = book
        self.vocabulary = book.vocabulary
        self.each = each

    def expr(self, expr: Expr) -> Expr:
        if isinstance(expr, AllOf):
            return AllOf(tuple(self.expr(part) for part in expr.parts))
        if isinstance(expr, AnyOf):
            return AnyOf(tuple(self.expr(part) for part in expr.parts))
        if isinstance(expr, Not):
            return Not(self.expr(expr.part))
        if isinstance(expr, Given):
            if expr.term not in self.vocabulary.sections:
                self.term(expr.term, expr.span)
            return expr
        term = self.term(expr.term, expr.span)
        if term is None:
            return expr
        if isinstance(expr, Bare):
            if term.type.kind != "ja/nein":
                self._report("bare-not-yes-no", expr.span, term=term.name, type=term.type)
            return expr
        return self._compare(expr, term)

    def term(self, name: str, span: Span) -> Term | None:
        term = self.vocabulary.terms.get(name)
        if term is None:
            hint = ", ".join(nearest(name, [*self.vocabulary.terms, *self.vocabulary.sections]))
            self._report("term-unknown-rule", span, name=name, hint=hint)
            return None
        section = self.vocabulary.sections.get(section_of(name))
        if section is not None and section.repeat and section.name != self.each:
            self._report("each-missing", span, term=name, section=section.name)
        return term

    def _report(self, code: str, span: Span, **details: object) -> None:
        self.book.problems.append(problem(code, span, **details))

    def _compare(self, expr: Compare, term: Term) -> Compare:
        kind = term.type.kind
        if expr.op not in OPERATORS[kind]:
            allowed = ", ".join(OPERATORS[kind])
            self._report("operator-wrong", expr.span, op=expr.op, term=term.name, type=term.type, allowed=allowed)
            return expr
        operand = expr.operand
        if isinstance(operand, Mark):
            if expr.op not in ("ist", "ist nicht") or operand is Mark.UNKNOWN:
                self._report("mark-operand", expr.span, op=expr.op, mark=operand)
            return expr
        other = self._reference(operand, term, expr)
        if other is not None:
            return replace(expr, operand=other)
        type_ = term.type
        if expr.op == "ist eines aus":
            type_ = Type("mehrere", type_.of)
        if kind in ("Dauer", "Frist", "Laufzeit", "Verlängerung") and isinstance(operand, Duration | Indefinite):
            return expr
        typed, found = self.vocabulary.typed(operand, replace(term, type=type_), expr.span)  # type: ignore[arg-type]
        self.book.problems += found
        return replace(expr, operand=typed)

    def _reference(self, operand: Value | TermRef, term: Term, expr: Compare) -> TermRef | None:
        """A single name that is no name of the enumeration may be another term or a dated value."""
        if not isinstance(operand, Names) or len(operand.items) != 1 or not isinstance(operand.items[0], str):
            return None
        name = operand.items[0]
        if term.type.kind in ("eines", "mehrere") and name in self.vocabulary.names(term.type.of):
            return None
        if name in self.book.values:
            unit = self.book.values[name].unit
            if term.type.kind != "Menge" or _family(unit) != _family(term.type.of):
                self._report("unit-wrong", expr.span, term=term.name, unit=term.type, found=unit)
            return TermRef(name)
        if name in self.vocabulary.terms:
            other = self.term(name, expr.span)
            if other is not None and not _comparable(term.type, other.type):
                self._report(
                    "types-differ", expr.span, term=term.name, type=term.type, other_term=name, other_type=other.type
                )
            return TermRef(name)
        if term.type.kind not in ("eines", "mehrere", "Verweis"):
            hint = ", ".join(nearest(name, [*self.vocabulary.terms, *self.book.values]))
            self._report("term-unknown-rule", expr.span, name=name, hint=hint)
            return TermRef(name)
        return None


def _family(unit: str) -> str:
    try:
        return unit_family(unit)
    except KeyError:
        return unit


def _comparable(left: Type, right: Type) -> bool:
    periods = ("Dauer", "Frist", "Laufzeit", "Verlängerung")
    if left.kind in periods and right.kind in periods:
        return True
    if left.kind == "Menge" and right.kind == "Menge":
        return _family(left.of) == _family(right.of)
    return left == right


def atoms(expr: Expr) -> Iterator[Compare | Given | Bare]:
    """The comparisons of an expression, from left to right."""
    if isinstance(expr, AllOf | AnyOf):
        for part in expr.parts:
            yield from atoms(part)
    elif isinstance(expr, Not):
        yield from atoms(expr.part)
    else:
        yield expr


def expressions(rule: Rule) -> Iterator[Expr]:
    """Every expression of a rule."""
    yield from rule.conditions
    for version in rule.versions:
        for demand in version.demands:
            yield demand.expr
            if demand.condition is not None:
                yield demand.condition
    for exemption in rule.exemptions:
        yield exemption.expr


def read_terms(book: Rulebook, exprs: Iterable[Expr]) -> tuple[str, ...]:
    """The stated terms and sections that ``exprs`` read, derived terms unfolded, each once."""
    found: dict[str, None] = {}
    pending = [atom for expr in exprs for atom in atoms(expr)]
    unfolded: set[str] = set()
    while pending:
        atom = pending.pop(0)
        names = [atom.term]
        if isinstance(atom, Compare) and isinstance(atom.operand, TermRef):
            names.append(atom.operand.name)
        for name in names:
            term = book.vocabulary.terms.get(name)
            if term is not None and term.versions:
                if name not in unfolded:
                    unfolded.add(name)
                    pending += [inner for version in term.versions for inner in atoms(version.expr)]
            else:
                found.setdefault(name)
    return tuple(found)


def _derive(book: Rulebook) -> None:
    """Type the derived terms; a term may not depend on itself."""
    terms = book.vocabulary.terms
    edges: dict[str, tuple[str, ...]] = {}
    for term in list(terms.values()):
        if not term.versions:
            continue
        section = book.vocabulary.sections.get(section_of(term.name))
        typer = _Typer(book, section.name if section is not None and section.repeat else None)
        book.problems += _version_problems(term.versions, term.name)
        versions = tuple(replace(version, expr=typer.expr(version.expr)) for version in term.versions)
        terms[term.name] = replace(term, versions=versions)
        edges[term.name] = tuple(atom.term for version in versions for atom in atoms(version.expr))
    for name, path in _cycles(edges):
        book.problems.append(problem("cycle", terms[name].span, what="gilt wenn", path=" → ".join(path)))


# ------------------------------------------------------------------------------------------------ rules


def _prepare(book: Rulebook, rule: Rule, known: set[str], displaced_by: tuple[str, ...], sound: bool) -> None:
    """Type one rule and take it up; every flaw is a problem."""
    before = len(book.problems)
    report = book.problems.append
    norm = book.norms.get(rule.norm)
    if norm is None:
        hint = ", ".join(nearest(rule.norm, list(book.norms)))
        report(problem("norm-unknown", rule.span, rule=rule.id, norm=rule.norm or "–", hint=hint))
    if rule.each is not None:
        section = book.vocabulary.sections.get(rule.each)
        if section is None or not section.repeat:
            report(problem("each-unknown", rule.span, section=rule.each, rule=rule.id))
            return
    typer = _Typer(book, rule.each)
    day = typer.term(rule.reference_day, rule.span)
    if day is not None and day.type.kind != "Datum":
        report(problem("reference-day-type", rule.span, term=day.name, rule=rule.id))
    conditions = tuple(typer.expr(condition) for condition in rule.conditions)
    versions = tuple(
        replace(
            version,
            demands=tuple(
                Demand(
                    typer.expr(demand.expr),
                    typer.expr(demand.condition) if demand.condition is not None else None,
                    demand.span,
                )
                for demand in version.demands
            ),
        )
        for version in rule.versions
    )
    exemptions = tuple(replace(exemption, expr=typer.expr(exemption.expr)) for exemption in rule.exemptions)
    book.problems += _version_problems(versions, rule.id)
    for severity, certainty, span in [
        (v.severity or rule.severity, v.certainty or rule.certainty, v.span) for v in versions
    ]:
        if severity == "fehler" and certainty == "umstritten":
            report(problem("disputed-error", span, rule=rule.id))
    for other in (*rule.displaces, *rule.follows):
        if other not in known:
            report(problem("rule-unknown", rule.span, name=other, hint=", ".join(nearest(other, sorted(known)))))
    for text in (rule.message.de, rule.message.en):
        for name in GAP.findall(text):
            if name not in book.vocabulary.terms and name not in book.values:
                hint = ", ".join(nearest(name, list(book.vocabulary.terms)))
                report(problem("gap-unknown", rule.span, rule=rule.id, name=name, hint=hint))
    _example_problems(book, rule)
    typed = replace(rule, conditions=conditions, versions=versions, exemptions=exemptions)
    if len(book.problems) > before or not sound or norm is None:
        return
    terms = read_terms(book, expressions(typed))
    by_name = book.vocabulary.terms
    cases = [name for name in (*terms, rule.reference_day) if name in by_name and by_name[name].is_case]
    book.rules[rule.id] = Prepared(typed, norm, terms, tuple(dict.fromkeys(cases)), displaced_by)


def _example_problems(book: Rulebook, rule: Rule) -> None:
    """A rule that demands something shows one case that keeps it and one that breaks it."""
    if not any(version.demands for version in rule.versions):
        return
    shown = {example.verdict for example in rule.examples}
    for verdict in ("erfüllt", "verletzt"):
        if verdict not in shown:
            book.problems.append(problem("example-missing", rule.span, rule=rule.id, verdict=verdict))


# ------------------------------------------------------------------------------------------------ defaults


def _defaults(book: Rulebook, defaults: list[Default]) -> None:
    """The defaults of each set of terms, and those of mandatory law, as facts."""
    for norm in book.norms.values():
        if norm.terms is not None:
            book.terms[norm.terms] = Terms(norm)
    for default in defaults:
        norm = book.norms.get(default.norm)
        if norm is None:
            hint = ", ".join(nearest(default.norm, list(book.norms)))
            book.problems.append(
                problem("norm-unknown", default.span, rule=default.id, norm=default.norm or "–", hint=hint)
            )
            continue
        if norm.terms is None and book.statute is None:
            book.statute = Terms(norm)
        home = book.terms[norm.terms] if norm.terms is not None else book.statute
        assert home is not None
        layer = "AGB" if norm.terms is not None else "Gesetz"
        for raw in default.facts:
            fact, found = book.vocabulary.fact(raw, "", layer, default.id, default.citation)
            book.problems += found
            if fact is None:
                continue
            section = book.vocabulary.sections.get(section_of(fact.term))
            # A dotted fact of a section that repeats fills in every section of that kind.
            target = home.facts if section is None or not section.repeat else home.completion(section.name, "")
            _state(book, target, fact)
        for raw_section in default.sections:
            _default_section(book, default, raw_section, home, layer)
        for raw_section in default.completions:
            kind, facts = _section_facts(book, default, raw_section, layer)
            if kind is not None:
                target = home.completion(raw_section.name, raw_section.kind or "")
                for fact in facts:
                    _state(book, target, fact)


def _state(book: Rulebook, target: dict[str, Fact], fact: Fact) -> None:
    """Two defaults for one fact cannot both hold."""
    if fact.term in target:
        other = target[fact.term].name_span
        book.problems.append(problem("default-twice", fact.name_span, other=other, name=fact.term))
    else:
        target[fact.term] = fact


def _section_facts(
    book: Rulebook, default: Default, raw: RawSection, layer: str
) -> tuple[SectionKind | None, list[Fact]]:
    kind = book.vocabulary.sections.get(raw.name)
    if kind is None or not kind.repeat:
        hint = ", ".join(nearest(raw.name, list(book.vocabulary.sections)))
        book.problems.append(problem("section-unknown", raw.name_span, name=raw.name, hint=hint))
        return None, []
    if raw.kind is not None and raw.kind not in book.vocabulary.names(kind.kinds):
        hint = ", ".join(nearest(raw.kind, sorted(book.vocabulary.names(kind.kinds))))
        book.problems.append(problem("kind-unknown", raw.kind_span, name=raw.name, found=raw.kind, hint=hint))
        return None, []
    facts: list[Fact] = []
    for raw_fact in raw.facts:
        fact, found = book.vocabulary.fact(raw_fact, raw.name, layer, default.id, default.citation)
        book.problems += found
        if fact is not None:
            facts.append(fact)
    return kind, facts


def _default_section(book: Rulebook, default: Default, raw: RawSection, home: Terms, layer: str) -> None:
    """A section that exists by default; several defaults may state parts of it."""
    kind, facts = _section_facts(book, default, raw, layer)
    if kind is None:
        return
    if kind.repeat == "kind" and raw.kind is None:
        few = ", ".join(value.name for value in book.vocabulary.enumerations[kind.kinds].values[:6])
        book.problems.append(problem("section-without-kind", raw.name_span, name=raw.name, known=few))
        return
    key = raw.kind or (raw.since.isoformat() if raw.since is not None else "1")
    present = home.instances.setdefault(raw.name, [])
    instance = next((other for other in present if other.key == key), None)
    if instance is None:
        instance = Instance(raw.name, key, {}, raw.name_span, layer)
        present.append(instance)
        if raw.kind is not None:
            name = f"{raw.name}.Art"
            instance.facts[name] = Fact(
                name, raw.kind, raw.kind_span, raw.kind_span, layer, default.id, default.citation
            )
    for fact in facts:
        _state(book, instance.facts, fact)


# ------------------------------------------------------------------------------------------------ files


def rule_files(folder: Path) -> list[Path]:
    """Every `.regel` file below ``folder``, in a fixed order."""
    return sorted(folder.rglob("*.regel"), key=lambda path: path.as_posix())
