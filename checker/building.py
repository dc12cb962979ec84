"""Rules put together as one book: typed, and checked against themselves and each other.

A rulebook that contradicts its own vocabulary is refused: ``Rulebook.problems`` then says where, in the same form as
for tariffs. What is checked on load: types and units of every comparison, unknown terms, gaps and overlaps between
versions and between steps of a value, dangling and cyclic references, missing citations, messages and examples.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import pairwise

from checker.defaults import lay_defaults, missing_norm
from checker.expressions import Typer, atoms
from checker.prepared import prepared
from checker.rulebook import GAP, Rulebook
from checker.typed_formulas import typed_formula
from checker.vocabulary import section_of, unit_problem
from dsl.nearest import nearest
from dsl.quantity import UNITS
from dsl.rule import DatedValue, Demand, Norm, Rule, RuleFile, TermVersion, Version
from dsl.source import Problem, Span, problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeVar

    Declared = TypeVar("Declared", Norm, DatedValue)


def build(files: Iterable[RuleFile], problems: Iterable[Problem] = ()) -> Rulebook:
    """One rulebook from all files, in the order given (which does not matter for its meaning)."""
    book = Rulebook(problems=list(problems))
    files = list(files)
    for file in files:
        book.problems += book.vocabulary.add(file)
    book.problems += book.vocabulary.check()
    vocabulary_sound = not book.problems
    book.norms = norms = dict[str, Norm]()
    for file in files:
        for norm in file.norms:
            _declare(book, norms, norm.id, norm, norm.span)
        for value in file.values:
            _declare(book, book.values, value.name, value, value.span)
    days = [norm.reviewed for norm in norms.values() if norm.rank == "zwingend" and norm.reviewed is not None]
    book.reviewed_until = min(days).isoformat() if days else ""
    for value in book.values.values():
        book.problems += _value_problems(value)
    _derive(book)
    raw = [rule for file in files for rule in file.rules]
    known = {rule.id for rule in raw}
    known |= book.vocabulary.broken
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
    places = {rule.id: rule for rule in raw}
    for relation, edges in (
        ("verdrängt", {rule.id: rule.displaces for rule in raw}),
        ("folgt", {rule.id: rule.follows for rule in raw}),
    ):
        for name, path in _cycles(edges):
            book.problems.append(
                problem("cycle", places[name].place(path[1]), relation=relation, path=" → ".join(path))
            )
    lay_defaults(book, [default for file in files for default in file.defaults])
    return book


def _declare(book: Rulebook, table: dict[str, Declared], name: str, value: Declared, span: Span) -> None:
    if name in table:
        other = table[name].span
        book.problems.append(problem("declared-twice", span, other=other, name=name))
    else:
        table[name] = value


# ------------------------------------------------------------------------------------------------ values and versions


def _value_problems(value: DatedValue) -> list[Problem]:
    """Steps in order, without overlap; a gap must be left on purpose by `bis`, then it is a gap too."""
    problems: list[Problem] = []
    if value.unit not in UNITS:
        problems.append(unit_problem(value.unit, value.unit_span, value.name))
    for before, after in pairwise(value.steps):
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


def _version_problems(versions: Sequence[Version | TermVersion], name: str) -> list[Problem]:
    """Versions follow each other day by day."""
    problems: list[Problem] = []
    for version in versions:
        if version.since and version.until and version.until < version.since:
            problems.append(problem("range-reversed", version.span, first=version.since, last=version.until))
    for before, after in pairwise(versions):
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


def _derive(book: Rulebook) -> None:
    """Type the derived and the computed terms; a term may not depend on itself."""
    terms = book.vocabulary.terms
    edges: dict[str, tuple[str, ...]] = {}
    sums: dict[str, tuple[str, ...]] = {}
    for term in list(terms.values()):
        if term.computation is not None:
            terms[term.name] = typed_formula(term, book.vocabulary, book.values, book.problems)
            sums[term.name] = term.computation.names
        if not term.versions:
            continue
        section = book.vocabulary.sections.get(section_of(term.name))
        each = section.name if section is not None and section.repeat else None
        typer = Typer(book.vocabulary, book.values, book.problems, each)
        book.problems += _version_problems(term.versions, term.name)
        versions = tuple(version._replace(expr=typer.expr(version.expr)) for version in term.versions)
        terms[term.name] = term._replace(versions=versions)
        edges[term.name] = tuple(atom.term for version in versions for atom in atoms(version.expr))
    for relation, found in (("gilt wenn", edges), ("rechnet", sums)):
        for name, path in _cycles(found):
            book.problems.append(problem("cycle", terms[name].span, relation=relation, path=" → ".join(path)))


# ------------------------------------------------------------------------------------------------ rules


def _prepare(book: Rulebook, rule: Rule, known: set[str], displaced_by: tuple[str, ...], sound: bool) -> None:
    """Type one rule and take it up; every flaw is a problem."""
    before = len(book.problems)
    report = book.problems.append
    norm = book.norms.get(rule.norm)
    if norm is None:
        book.problems += missing_norm(book, rule.id, rule.norm, rule.place(rule.norm))
    if rule.each is not None:
        section = book.vocabulary.sections.get(rule.each)
        if section is None and rule.each not in book.vocabulary.broken:
            several = [name for name, kind in book.vocabulary.sections.items() if kind.repeat]
            hint, listed = ", ".join(nearest(rule.each, several)), ", ".join(several)
            report(problem("section-unknown", rule.place(rule.each), name=rule.each, hint=hint, known=listed))
        elif section is not None and not section.repeat:
            report(problem("section-once", rule.place(rule.each), name=rule.each))
        if section is None or not section.repeat:
            return
    typer = Typer(book.vocabulary, book.values, book.problems, rule.each)
    place = rule.place(rule.reference_day)
    day = typer.term(rule.reference_day, place)
    if day is not None and day.type.kind != "Datum":
        days = ", ".join(
            name for name, term in book.vocabulary.terms.items() if term.type.kind == "Datum" and term.is_case
        )
        report(problem("reference-day-type", place, term=day.name, type=day.type, known=days))
    conditions = tuple(typer.expr(condition) for condition in rule.conditions)
    versions = tuple(
        version._replace(
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
    exemptions = tuple(exemption._replace(expr=typer.expr(exemption.expr)) for exemption in rule.exemptions)
    book.problems += _version_problems(versions, rule.id)
    for severity, certainty, span in [
        (v.severity or rule.severity, v.certainty or rule.certainty, v.span) for v in versions
    ]:
        if severity == "fehler" and certainty == "umstritten":
            report(problem("disputed-error", span, rule=rule.id))
    for other in (*rule.displaces, *rule.follows):
        if other not in known:
            report(
                problem("rule-unknown", rule.place(other), name=other, hint=", ".join(nearest(other, sorted(known))))
            )
    for language, text in (("de", rule.message.de), ("en", rule.message.en)):
        line = rule.place(f"Meldung {language}")
        for gap in GAP.finditer(text):
            if gap[1] not in {*book.vocabulary.terms, *book.values, *book.vocabulary.broken}:
                hint = ", ".join(nearest(gap[1], book.vocabulary.terms))
                start = line.column + 1 + gap.start(1)  # behind the quote
                here = line._replace(column=start, end_column=start + max(len(gap[1]), 1))
                report(problem("gap-unknown", here, name=gap[1], hint=hint))
    _example_problems(book, rule)
    typed = rule._replace(conditions=conditions, versions=versions, exemptions=exemptions)
    if len(book.problems) > before or not sound or norm is None:
        return
    book.rules[rule.id] = prepared(typed, norm, displaced_by, book)


def _example_problems(book: Rulebook, rule: Rule) -> None:
    """Examples speak the words of the vocabulary. A rule that demands something shows a case for either verdict."""
    for example in rule.examples:
        for raw in example.facts:
            book.problems += book.vocabulary.fact(raw, "", "Beispiel", rule.id)[1]
    if not any(version.demands for version in rule.versions):
        return
    shown = {example.verdict for example in rule.examples}
    for verdict in ("erfüllt", "verletzt"):
        if verdict not in shown:
            book.problems.append(problem("example-missing", rule.span, rule=rule.id, verdict=verdict))
