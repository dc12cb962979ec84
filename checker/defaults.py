"""What holds where a tariff is silent: the defaults of each set of terms, and those of mandatory law, as facts."""

from __future__ import annotations

from checker.rulebook import Rulebook, Terms
from checker.vocabulary import Fact, Instance, section_of
from dsl.document import RawSection
from dsl.nearest import nearest
from dsl.rule import Default, SectionKind
from dsl.source import Problem, Span, problem


def lay_defaults(book: Rulebook, defaults: list[Default]) -> None:
    """The defaults of each set of terms, and those of mandatory law, as facts."""
    book.terms = {each.terms: Terms(each) for each in book.norms.values() if each.terms is not None}
    for default in defaults:
        norm = book.norms.get(default.norm)
        if norm is None:
            book.problems += missing_norm(book, default.id, default.norm, default.span)
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


def missing_norm(book: Rulebook, name: str, norm: str, span: Span) -> list[Problem]:
    """What to say where the rule or default ``name`` belongs to no norm of the book."""
    if not norm:
        return [problem("norm-missing", span, rule=name)]
    hint = ", ".join(nearest(norm, book.norms))
    return (
        []
        if f"Norm {norm}" in book.vocabulary.broken
        else [problem("norm-unknown", span, rule=name, norm=norm, hint=hint)]
    )


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
        if kind is not None:
            book.problems.append(problem("section-once", raw.name_span, name=raw.name))
        elif raw.name not in book.vocabulary.broken:
            several = [section.name for section in book.vocabulary.sections.values() if section.repeat]
            hint = ", ".join(nearest(raw.name, several))
            known = ", ".join(several)
            book.problems.append(problem("section-unknown", raw.name_span, name=raw.name, hint=hint, known=known))
        return None, []
    # The kinds are those of the heading, or of the term Art where sections repeat without a kind in the heading.
    stated = book.vocabulary.terms.get(f"{raw.name}.Art")
    kinds = book.vocabulary.names(stated.type.of) if stated is not None else frozenset()
    if raw.kind is not None and raw.kind not in kinds:
        hint = ", ".join(nearest(raw.kind, sorted(kinds)))
        known = ", ".join(sorted(kinds))
        what = problem("kind-unknown", raw.kind_span, name=raw.name, found=raw.kind, hint=hint, known=known)
        book.problems.append(what)
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
        book.problems.append(book.vocabulary.without_kind(raw, kind))
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
