"""Which terms exist, and of which type: turns what a file states into facts the rules can read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from checker.typed import as_type
from dsl.document import Mark, Names, NameSet, RawDocument, RawFact, RawSection, Value
from dsl.nearest import meant, nearest, plain
from dsl.period import Duration, LaterOf
from dsl.quantity import UNITS, unit_family
from dsl.record import NamedTuple, dataclass, field
from dsl.rule import Enumeration, RuleFile, SectionKind, Term, Traced, Type
from dsl.source import MAX_PROBLEMS, Problem, Span, problem

# the enumerations that name what a period runs from and to, besides the days and terms themselves
ANCHORS, TARGETS = "Fristbeginn", "Fristende"
ENDING = ("Laufzeit", "Verlängerung")
# what a derived section has of a term it traces, with the English gloss
TRACES = {"vorher": "before", "nachher": "after", "Differenz": "difference"}


class Fact(NamedTuple):
    """A stated fact with its origin. ``layer``: Angebot, Tarif, AGB or Gesetz; ``source``: the document or default."""

    term: str
    value: Value
    span: Span
    name_span: Span
    layer: str
    source: str
    citation: str = ""
    former: str = ""  # the former name of the term, where the file uses it


class Instance(NamedTuple):
    """One of several sections of a kind: its key (kind, day or number) and its facts."""

    section: str
    key: str
    facts: dict[str, Fact]
    span: Span
    layer: str


class Document(NamedTuple):
    """A tariff or an offer in the words of the vocabulary."""

    kind: str
    id: str
    title: str
    path: str
    span: Span
    facts: dict[str, Fact]
    instances: dict[str, list[Instance]]
    # sections with a line that could not be read ("*": any section): what is absent there may have been meant
    lost: frozenset[str] = frozenset()


@dataclass(slots=True)
class Vocabulary:
    """Terms, enumerations and sections by name. ``former`` maps an old full name to its term and last day."""

    terms: dict[str, Term] = field(default_factory=dict)
    enumerations: dict[str, Enumeration] = field(default_factory=dict)
    sections: dict[str, SectionKind] = field(default_factory=dict)
    former: dict[str, tuple[str, date]] = field(default_factory=dict)
    # names whose declaration could not be read: that they are missing is no news
    broken: set[str] = field(default_factory=set)
    # the sections that are made from others, and what they trace: terms of which nobody states any
    derived_sections: dict[str, str] = field(default_factory=dict)
    traced: dict[str, Traced] = field(default_factory=dict)
    _names: dict[str, frozenset[str]] = field(default_factory=dict, init=False)
    # what is worked out from the terms, with their number, as long as the number is right
    _case_days: tuple[int, list[str]] = (0, [])
    _case_terms: tuple[int, frozenset[str]] = (0, frozenset())
    _references: tuple[int, list[str]] = (0, [])
    _short: tuple[int, dict[str, str]] = (0, {})
    _ends: tuple[int, dict[str, None], dict[str, None]] | None = None
    _meant: dict[tuple[int, str, str, str], tuple[Term | None, date | None]] = field(default_factory=dict, init=False)
    # names as the values of a term, where nothing is wrong with them: lists repeat from tariff to tariff
    _chosen: dict[tuple[str, str, Names], Value] = field(default_factory=dict, init=False)

    # -------------------------------------------------------------------------------------------- building

    def add(self, file: RuleFile) -> list[Problem]:
        """Take up the declarations of ``file``; a name declared twice is a problem and keeps its first meaning."""
        problems: list[Problem] = []
        self.broken |= file.broken
        for enumeration in file.enumerations:
            if enumeration.name in self.enumerations:
                other = self.enumerations[enumeration.name].span
                problems.append(problem("declared-twice", enumeration.span, other=other, name=enumeration.name))
            else:
                self.enumerations[enumeration.name] = enumeration
        for section in file.sections:
            if section.name in self.sections:
                other = self.sections[section.name].span
                problems.append(problem("declared-twice", section.span, other=other, name=section.name))
                continue
            self.sections[section.name] = section
            if section.made_from:
                self.derived_sections[section.name] = section.made_from
            implied = {"kind": ("Art", Type("eines", section.kinds)), "day": ("ab", Type("Datum"))}.get(section.repeat)
            if implied is not None:
                name = f"{section.name}.{implied[0]}"
                self.terms.setdefault(name, implied_term(name, implied[1], section.span))
        for term in file.terms:
            if term.name in self.terms:
                other = self.terms[term.name].span
                problems.append(problem("declared-twice", term.span, other=other, name=term.name))
                continue
            self.terms[term.name] = term
            for old, until in term.former:
                self.former[f"{section_of(term.name)}.{old}"] = (term.name, until)
        return problems

    @property
    def references(self) -> list[str]:
        """The terms by which a contract names the terms (AGB) it is under, in the order of their declaration."""
        if self._references[0] != len(self.terms):
            names = [term.name for term in self.terms.values() if term.type == Type("Verweis", "AGB")]
            self._references = (len(self.terms), names)
        return self._references[1]

    def ends_for(self, names: Iterable[str]) -> list[str]:
        """The terms a comparison of these may depend on besides: a notice may count back from any stated term's end."""
        if not any(name in self.terms and self.terms[name].type.kind == "Frist" for name in names):
            return []
        return [name for name, term in self.terms.items() if term.type.kind == "Laufzeit"]

    @property
    def case_days(self) -> list[str]:
        """The days that differ between customers: conclusion of the contract, start of supply, ..."""
        if self._case_days[0] != len(self.terms):
            days = [name for name, term in self.terms.items() if term.type.kind == "Datum" and term.is_case]
            self._case_days = (len(self.terms), days)
        return self._case_days[1]

    @property
    def case_terms(self) -> frozenset[str]:
        """All that differs between customers and days."""
        if self._case_terms[0] != len(self.terms):
            self._case_terms = (len(self.terms), frozenset(name for name, term in self.terms.items() if term.is_case))
        return self._case_terms[1]

    def work_out(self) -> None:
        """What every check asks of all terms, before the vocabulary is kept."""
        _ = self.references, self.case_days, self.case_terms

    def in_full(self, name: str) -> str | None:
        """The first term with this name in a section: Laufzeit.Erstlaufzeit for Erstlaufzeit."""
        if self._short[0] != len(self.terms):
            short = {term.rpartition(".")[2]: term for term in reversed(self.terms)}
            self._short = (len(self.terms), short)
        return self._short[1].get(name)

    def trace(self) -> list[Problem]:
        """Each term that traces another becomes three: what it was before, what it is after, and the difference."""
        problems: list[Problem] = []
        for term in [each for each in self.terms.values() if each.traced is not None]:
            assert term.traced is not None
            del self.terms[term.name]
            source = self.terms.get(term.traced.term)
            if source is None or source.type.kind != "Menge":
                if term.traced.term not in self.broken:
                    amounts = [name for name, each in self.terms.items() if each.type.kind == "Menge"]
                    hint, place = self.hint(term.traced.term, amounts), term.place(term.traced.term)
                    problems.append(problem("term-unknown-rule", place, name=term.traced.term, hint=hint))
                self.broken |= {f"{term.name}-{part}" for part in TRACES}
                continue
            self.traced[term.name] = term.traced
            for part, gloss in TRACES.items():
                name = f"{term.name}-{part}"
                each = implied_term(name, source.type, term.span)
                self.terms.setdefault(name, each._replace(gloss=f"{term.gloss}, {gloss}"))
        return problems

    def check(self) -> list[Problem]:
        """Sections, enumerations, units and domains that the terms refer to must exist."""
        problems: list[Problem] = self.trace()
        for term in self.terms.values():
            section = section_of(term.name)
            of = term.type.of
            if section and section not in {*self.sections, *self.broken}:
                hint = self.hint(section, self.sections)
                problems.append(problem("section-undeclared", term.span, name=section, term=term.name, hint=hint))
            implied = section in self.sections and self.sections[section].kinds == of
            if term.type.kind in ("eines", "mehrere") and of not in {*self.enumerations, *self.broken} and not implied:
                hint = self.hint(of, self.enumerations)
                problems.append(problem("enumeration-unknown", term.place(of), name=of, hint=hint))
            if of in self.enumerations:
                for name in term.order:
                    if name != Mark.NONE.value and name not in self.names(of):
                        hint = self.hint(name, self.names(of))
                        problems.append(
                            problem("order-unknown", term.place(name), found=name, term=term.name, hint=hint)
                        )
            if term.type.kind in ("Menge", "Grenze") and not _is_unit(of):
                problems.append(unit_problem(of, term.place(of), term.name))
            for other in (term.domain, term.domain_with, term.domain_without, term.not_before, term.at_latest):
                if other is not None and other not in {*self.terms, *self.broken}:
                    hint = self.hint(other, self.terms)
                    problems.append(problem("term-unknown-rule", term.place(other), name=other, hint=hint))
        for kind in self.sections.values():
            if kind.kinds and kind.kinds not in {*self.enumerations, *self.broken}:
                hint = self.hint(kind.kinds, self.enumerations)
                problems.append(problem("enumeration-unknown", kind.kinds_span, name=kind.kinds, hint=hint))
        return problems

    def names(self, enumeration: str) -> frozenset[str]:
        known = self._names.get(enumeration)
        if known is None:
            if enumeration not in self.enumerations:
                return frozenset()
            known = self._names[enumeration] = frozenset([each.name for each in self.enumerations[enumeration].values])
        return known

    def name_set(self, term: str, names: frozenset[str]) -> NameSet:
        """``names`` of a set term, shown in the order of their enumeration."""
        enumeration = self.enumerations[self.terms[term].type.of]
        return NameSet(names, tuple(value.name for value in enumeration.values if value.name in names))

    def successors(self, term: str) -> dict[str, str]:
        """The names that a choice or set may state and that have been superseded, with what took their place."""
        enumeration = self.enumerations.get(self.terms[term].type.of)
        return {each.name: each.successor for each in enumeration.values if each.successor} if enumeration else {}

    def gloss(self, name: str, language: str) -> str:
        """A term in the reader's language: its own name in German, its gloss in English."""
        term = self.terms.get(name)
        return term.gloss if term is not None and language == "en" else name

    def value_gloss(self, type_: Type, name: str) -> str:
        """An enumeration name in English."""
        enumeration = self.enumerations.get(type_.of)
        for value in enumeration.values if enumeration else ():
            if value.name == name:
                return value.gloss
        return name

    def hint(self, word: str, known: Iterable[str]) -> str:
        """For a message: the nearest known names, best first, at most three; "" if none is near."""
        return ", ".join(nearest(word, list(known)))

    def typed(self, value: Value, term: Term, span: Span, items: tuple[Span, ...] = ()) -> tuple[Value, list[Problem]]:
        """``value`` as the type of ``term`` wants it. What does not fit becomes `unbekannt` and a problem."""
        # an operand may be a set of names where the term is one of them
        key = (term.name, term.type.kind, value) if isinstance(value, Names) else None
        known = self._chosen.get(key) if key is not None else None
        if known is not None:
            return known, []
        enumeration = self.enumerations.get(term.type.of)
        if enumeration is None and term.type.of in self.broken:
            return Mark.UNKNOWN, []
        converted, problems = as_type(value, term.type, term.name, enumeration, span, items)
        if converted is None:
            return Mark.UNKNOWN, problems
        if type(converted) is Duration or type(converted) is LaterOf:
            problems += self.period_problems(converted, span)
        if key is not None and not problems:
            self._chosen[key] = converted
        return converted, problems

    def period_problems(self, value: Value, span: Span) -> list[Problem]:
        """A period runs from a day, and a notice to an end, that the vocabulary knows."""
        parts = value.parts if isinstance(value, LaterOf) else (value,)
        problems: list[Problem] = []
        for part in parts:
            if not isinstance(part, Duration) or (part.anchor is None and part.target is None):
                continue
            anchors, targets = self._anchors_and_targets()
            if part.anchor is not None and part.anchor not in anchors:
                hint, known = self.hint(part.anchor, anchors), ", ".join(anchors)
                place = _tail(span, part.anchor if part is value and not part.target else "")
                problems.append(problem("anchor-unknown", place, found=part.anchor, hint=hint, known=known))
            if part.target is not None and part.target not in targets:
                hint, known = self.hint(part.target, targets), ", ".join(targets)
                place = _tail(span, part.target if part is value else "")
                problems.append(problem("target-unknown", place, found=part.target, hint=hint, known=known))
        return problems

    def _anchors_and_targets(self) -> tuple[dict[str, None], dict[str, None]]:
        """What a period may run from, and a notice count to; worked out once the vocabulary is complete."""
        if self._ends is None or self._ends[0] != len(self.terms):
            days = [name for name, term in self.terms.items() if term.type.kind == "Datum"]
            anchors = [name for name in days if section_of(name) not in self.derived_sections]
            anchors += sorted(self.names(ANCHORS))
            ends = [f"Ende {n.rpartition('.')[2]}" for n, t in self.terms.items() if t.type.kind in ENDING]
            targets = ["jederzeit", *ends, *sorted(self.names(TARGETS))]
            self._ends = (len(self.terms), dict.fromkeys(anchors), dict.fromkeys(targets))
        return self._ends[1], self._ends[2]

    # -------------------------------------------------------------------------------------------- facts

    def term_of(self, section: str, name: str, document: str = "") -> tuple[Term | None, date | None]:
        """The term a fact name means in a section; with its last day if the name is a former one."""
        key = (len(self.terms), section, name, document)
        found = self._meant.get(key)
        if found is None:
            found = self._meant[key] = self._term_of(section, name, document)
        return found

    def _term_of(self, section: str, name: str, document: str) -> tuple[Term | None, date | None]:
        for full in (f"{section}.{name}", name if section == document or not section else ""):
            if full in self.terms and not self.terms[full].is_derived:
                return self.terms[full], None
            if full in self.former:
                term, until = self.former[full]
                return self.terms[term], until
        return None, None

    def document(self, raw: RawDocument, layer: str) -> tuple[Document, list[Problem]]:
        """The facts of ``raw`` in the words of the vocabulary; what does not fit is a problem and no fact."""
        problems: list[Problem] = []
        facts: dict[str, Fact] = {}
        instances: dict[str, list[Instance]] = {}
        seen: dict[str, Span] = {}
        lost: set[str] = set()
        for section in raw.sections:
            if len(problems) >= MAX_PROBLEMS:
                break
            kind = self.sections.get(section.name)
            guessed = section.guessed
            if kind is None:
                if not section.guessed:
                    problems.append(self._unknown_section(section))
                lost.add("*")
                guessed = True
                section = self._as_meant(section)
                kind = self.sections.get(section.name)
                if kind is None:
                    continue
            if section.name != raw.kind and section.name in ("Tarif", "Angebot"):
                continue
            if kind.made_from:
                problems.append(problem("section-derived", section.name_span, name=section.name, of=kind.made_from))
                continue
            if section.name == "Kunde" and raw.kind == "Tarif":
                problems.append(problem("customer-in-tariff", section.name_span))
                lost.add(section.name)
                continue
            key, found = self._key(section, kind, raw.kind)
            problems += found if not guessed else []
            if not found and kind.repeat != "plain":
                mark = f"{section.name} {key}" if kind.repeat else section.name
                if mark in seen:
                    code = "section-twice" if not kind.repeat else "section-same-key"
                    problems.append(problem(code, section.name_span, other=seen[mark], name=section.name, key=key))
                seen[mark] = section.name_span
            typed, more = self._section(section, raw, layer)
            problems += more
            if found or more:
                lost.add(section.name)
                lost |= {
                    name for p in more for key_, where in p.details if key_ == "where" for name in where.split(", ")
                }
            if kind.repeat and not key and kind.repeat != "plain":
                continue
            if kind.repeat:
                if kind.repeat == "plain":
                    key = str(len(instances.get(section.name, [])) + 1)
                typed = self._implied(section, kind, layer, raw.id) | typed
                instances.setdefault(section.name, []).append(
                    Instance(section.name, key, typed, section.name_span, layer)
                )
            else:
                for name, fact in typed.items():
                    facts.setdefault(name, fact)
        return Document(raw.kind, raw.id, raw.title, raw.path, raw.span, facts, instances, frozenset(lost)), problems

    def _implied(self, section: RawSection, kind: SectionKind, layer: str, source: str) -> dict[str, Fact]:
        """`Bonus Sofortbonus` implies Bonus.Art; `Preis ab DATE` implies Preis.ab."""
        if kind.repeat == "kind" and section.kind is not None:
            name: str = f"{section.name}.Art"
            return {name: Fact(name, section.kind, section.kind_span, section.kind_span, layer, source)}
        if kind.repeat == "day" and section.since is not None:
            name = f"{section.name}.ab"
            return {name: Fact(name, section.since, section.kind_span, section.name_span, layer, source)}
        return {}

    def without_kind(self, section: RawSection, kind: SectionKind) -> Problem:
        """What is wrong with a heading that lacks its kind."""
        kinds = [value.name for value in self.enumerations[kind.kinds].values]
        return problem(
            "section-without-kind", section.name_span, name=section.name, example=kinds[0], known=", ".join(kinds)
        )

    def _key(self, section: RawSection, kind: SectionKind, document: str) -> tuple[str, list[Problem]]:
        """What tells this section from its like, and what is wrong with its heading."""
        name = section.name
        if name == document:
            return "", []
        if kind.repeat == "kind":
            known = self.names(kind.kinds)
            if section.kind is None:
                return "", [self.without_kind(section, kind)]
            if section.kind not in known:
                return "", [
                    problem(
                        "kind-unknown",
                        section.kind_span,
                        name=name,
                        found=section.kind,
                        hint=", ".join(meant(section.kind, self._glosses(kind.kinds))),
                        known=", ".join(value.name for value in self.enumerations[kind.kinds].values),
                    )
                ]
            return section.kind + (f" {section.title}" if section.title else ""), []
        if kind.repeat == "day":
            if section.since is None:
                return "", [problem("section-without-day", section.name_span, name=name)]
            return section.since.isoformat(), []
        if section.kind is not None:
            return "", [problem("section-with-kind", section.kind_span, name=name, found=section.kind)]
        if section.since is not None:
            return "", [problem("section-with-day", section.kind_span, name=name, found=section.since)]
        return "", []

    def _glosses(self, enumeration: str) -> dict[str, str]:
        return {value.name: value.gloss for value in self.enumerations[enumeration].values}

    def _sections_meant(self, name: str) -> list[str]:
        return meant(name, {section.name: section.gloss for section in self.sections.values()})

    def _unknown_section(self, section: RawSection) -> Problem:
        whole = f"{section.name} {section.kind}" if section.kind is not None else ""
        gloss = [each.name for each in self.sections.values() if plain(each.gloss) == plain(whole)]
        if gloss:  # `Price guarantee`
            place = section.name_span._replace(end_column=section.kind_span.end_column)
            return problem("section-unknown", place, name=whole, hint=gloss[0], known="")
        hint = ", ".join(self._sections_meant(section.name))
        homes = [term for term in self.terms if term.endswith(f".{section.name}")]
        if homes and plain(hint) != plain(section.name):
            where = ", ".join(dict.fromkeys(section_of(home) for home in homes))
            return problem("section-is-fact", section.name_span, name=section.name, where=where)
        written = [each for each in self.sections if each not in {"Tarif", "Angebot", *self.derived_sections}]
        known = ", ".join(written) if not hint else ""
        return problem("section-unknown", section.name_span, name=section.name, hint=hint, known=known)

    def _as_meant(self, section: RawSection) -> RawSection:
        """A section with a misspelt name as the one that has such facts, so that its facts are still checked."""
        for name in self._sections_meant(section.name):
            if any(self.term_of(name, fact.name)[0] is not None for fact in section.facts):
                return section._replace(name=name)
        return section

    def _section(self, section: RawSection, raw: RawDocument, layer: str) -> tuple[dict[str, Fact], list[Problem]]:
        problems: list[Problem] = []
        facts: dict[str, Fact] = {}
        doubtful: list[Fact] = []
        for fact in section.facts:
            if len(problems) >= MAX_PROBLEMS:
                problems.append(problem("too-many", fact.name_span, limit=MAX_PROBLEMS))
                break
            typed, found = self.fact(fact, section.name, layer, raw.id, document=raw.kind)
            problems += found
            if typed is None:
                doubtful += self._as_unknown(fact, section.name, layer, raw)
                continue
            if fact.guessed:
                doubtful.append(typed)
                continue
            if typed.term in facts:
                first = facts[typed.term].name_span
                problems.append(problem("fact-twice", typed.name_span, other=first, name=fact.name))
            else:
                facts[typed.term] = typed
        for guess in doubtful:
            facts.setdefault(guess.term, guess)
        return facts, _lost_headings(problems)

    def _as_unknown(self, fact: RawFact, section: str, layer: str, raw: RawDocument) -> list[Fact]:
        """What was meant by a misspelt name was stated: it counts as unknown, and no default takes its place."""
        for name in self._terms_meant(fact.name, section, raw.kind)[:1]:
            term, _ = self.term_of(section, name, raw.kind)
            if term is not None:
                return [Fact(term.name, Mark.UNKNOWN, fact.value_span, fact.name_span, layer, raw.id)]
        return []

    def _terms_meant(self, name: str, section: str, document: str) -> list[str]:
        return meant(name, self._stated_in(section, document))

    def _stated_in(self, section: str, document: str) -> dict[str, str]:
        """The names of the facts a section can state, with their English words; full names outside of sections."""
        prefix = f"{section}."
        here = {
            name.removeprefix(prefix): term.gloss
            for name, term in self.terms.items()
            if not term.is_derived and (name.startswith(prefix) or not section)
        }
        if section == document:
            here |= {name: term.gloss for name, term in self.terms.items() if "." not in name}
        return here

    def fact(
        self, raw: RawFact, section: str, layer: str, source: str, citation: str = "", document: str = ""
    ) -> tuple[Fact | None, list[Problem]]:
        """One fact. A broken value becomes `unbekannt`: what was meant to be stated must not count as silence."""
        term, until = self.term_of(section, raw.name, document)
        if term is None:
            full = f"{section}.{raw.name}" if section else raw.name
            silent = raw.guessed or full in self.broken
            return None, [] if silent else [self._unknown_term(raw, section, document)]
        if raw.value is None:
            return Fact(term.name, Mark.UNKNOWN, raw.value_span, raw.name_span, layer, source, citation), []
        value, problems = self.typed(raw.value, term, raw.value_span, raw.item_spans)
        former = raw.name if until is not None else ""
        return Fact(term.name, value, raw.value_span, raw.name_span, layer, source, citation, former), problems

    def _unknown_term(self, raw: RawFact, section: str, document: str) -> Problem:
        full = f"{section}.{raw.name}" if section else raw.name
        if full in self.terms and self.terms[full].is_derived:
            return problem("term-derived", raw.name_span, name=full)
        hint = self._terms_meant(raw.name, section, document)
        homes = [name for name, term in self.terms.items() if name.endswith(f".{raw.name}") and not term.is_derived]
        if homes and not (hint and plain(hint[0]) == plain(raw.name)):
            if not section:
                return problem("term-short", raw.name_span, name=raw.name, known=", ".join(homes))
            where = ", ".join(section_of(home) for home in homes)
            return problem("term-elsewhere", raw.name_span, name=raw.name, section=section, where=where)
        listed = ", ".join(self._stated_in(section, document)) if section and not hint else ""
        return problem(
            "term-unknown", raw.name_span, name=raw.name, section=section, hint=", ".join(hint), known=listed
        )


def implied_term(name: str, type_: Type, span: Span) -> Term:
    """The term a section heading states by itself."""
    gloss = "kind" if name.endswith(".Art") else "from"
    return Term(name, gloss, type_, None, None, None, False, None, None, None, None, False, (), (), span)


def section_of(term: str) -> str:
    """The section of a full term name; "" for a term without one."""
    return term.rpartition(".")[0]


def _lost_headings(problems: list[Problem]) -> list[Problem]:
    """Several facts in a row that all belong to one other section lack its heading: that is one mistake."""
    found: list[Problem] = []
    run: list[Problem] = []
    common: list[str] = []
    for each in [*problems, None]:
        homes = dict(each.details).get("where", "").split(", ") if each and each.code == "term-elsewhere" else []
        shared = [home for home in common if home in homes] if run else homes
        if each is not None and shared and (not run or each.span.line == run[-1].span.line + 1):
            run.append(each)
            common = shared
            continue
        if len(run) > 1:
            details = dict(run[0].details) | {"where": ", ".join(common)}
            found.append(problem("heading-missing", run[0].span, None, count=len(run), **details))
        else:
            found += run
        run, common = ([each], homes) if each is not None and homes else ([], [])
        found += [each] if each is not None and not homes else []
    return found


def _tail(span: Span, text: str) -> Span:
    """The end of ``span`` that holds ``text``; all of it if ``text`` is empty."""
    return span._replace(column=max(span.column, span.end_column - len(text))) if text else span


def unit_problem(unit: str, span: Span, name: str) -> Problem:
    """A declaration in a unit that does not exist."""
    from dsl.habits import meant_unit

    known = [each for each in UNITS if each]
    better = meant_unit(unit)
    hint = [better] if better in known else nearest(unit, known)
    return problem("unit-of-term", span, unit=unit, term=name, hint=", ".join(hint), known=", ".join(known))


def _is_unit(unit: str) -> bool:
    try:
        unit_family(unit)
    except KeyError:
        return False
    return True
