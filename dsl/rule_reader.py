"""`.regel` text to a ``RuleFile``: Lark reads each line, indentation makes the blocks.

A line that cannot be read, or stands where it means nothing, yields a problem; the declaration it belongs to is then
left out, and the others stand. Whether the declarations fit together is the rulebook's business.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from dsl.document import RawFact, RawSection
from dsl.facts import facts_of
from dsl.layout import Block, Flaw, blocks
from dsl.nearest import nearest
from dsl.quantity import is_money
from dsl.rule import (
    DatedValue,
    Default,
    Demand,
    Enumeration,
    EnumValue,
    Example,
    Exemption,
    Norm,
    Rule,
    RuleFile,
    SectionKind,
    Step,
    Term,
    TermVersion,
    Traced,
    Type,
    Version,
    Words,
)
from dsl.rule_lines import Line, LineReader, meant_word
from dsl.rule_outline import outline
from dsl.rule_words import BELOW, BETTER, CHOICE, DECLARATIONS, INSIDE, JOINS, LINES, NOT_COMPUTED
from dsl.source import MAX_PROBLEMS, Problem, Source, Span, problem
from dsl.values import kind_of, number

RANKS = ("zwingend", "vertraglich", "empfehlung")
SEVERITIES = ("fehler", "warnung", "hinweis")
CERTAINTIES = ("gesichert", "überwiegend", "umstritten")
EXAMPLE_VERDICTS = ("verletzt", "erfüllt", "unentschieden", "unanwendbar")
PLAIN_TYPES = ("Text", "Anzahl", "Datum", "Zeitraum", "Dauer", "Frist", "Laufzeit", "Verlängerung")
# the others, for the list of what a type can be
JOINED_TYPES = ("ja/nein", "Menge in …", "Grenze in …", "eines aus …", "mehrere aus …", "Verweis auf …")

# lines that consist of names of other things
_NAMING = (
    *("displaces", "follows", "each", "norm_ref", "reference_day", "domain", "domain_sets", "domain_without"),
    *("not_before", "at_latest", "traces", "better"),
)
_DEFAULT_LINES = ("norm_ref", "citation", "anchors", "fact", "nested_section", "completed_section", "item")


def read_rules(source: Source) -> tuple[RuleFile, list[Problem]]:
    """All declarations of the file that could be read, and a problem for each line that could not."""
    lines, problems = blocks(source, joins=JOINS)
    declarations, damaged = outline(lines, problems)
    reader = _Reader(source.path, problems, damaged)
    for block in declarations:
        if len(problems) >= MAX_PROBLEMS:
            problems.append(problem("too-many", block.span(), limit=MAX_PROBLEMS))
            break
        reader.declaration(block)
    return reader.file(), problems


class _Reader(LineReader):
    """Collects the declarations of one file."""

    def __init__(self, path: str, problems: list[Problem], damaged: frozenset[int]) -> None:
        super().__init__(problems)
        self.path = path
        self.damaged = damaged  # where declarations begin of which a line is beyond recognition
        # the norm above; where its heading is missing, a name that counts as broken
        self.norm = "?" if 0 in damaged else ""
        self.norms: list[Norm] = []
        self.rules: list[Rule] = []
        self.terms: list[Term] = []
        self.enumerations: list[Enumeration] = []
        self.sections: list[SectionKind] = []
        self.defaults: list[Default] = []
        self.values: list[DatedValue] = []
        self.broken: set[str] = {f"Norm {self.norm}"} if self.norm else set()

    def file(self) -> RuleFile:
        return RuleFile(
            self.path,
            tuple(self.norms),
            tuple(self.rules),
            tuple(self.terms),
            tuple(self.enumerations),
            tuple(self.sections),
            tuple(self.defaults),
            tuple(self.values),
            frozenset(self.broken),
        )

    def declaration(self, block: Block) -> None:
        """Read one heading and what stands below it."""
        word, _, rest = block.content.partition(" ")
        name = re.match(r"[^\s\"]*", rest.lstrip())
        self.broken.add(name[0] if name else "")
        hint = [word] if word in DECLARATIONS else meant_word(word, DECLARATIONS)
        if hint == ["Norm"]:
            self.norm = name[0] if name else ""
            self.broken.add(f"Norm {self.norm}")
        if word not in DECLARATIONS and (len(hint) != 1 or hint[0].casefold() != word.casefold()):
            known, place = ", ".join(DECLARATIONS), block.span(0, len(word))
            self.report("declaration-unknown", place, found=word, hint=", ".join(hint), known=known)
            return
        line = self.top(block)
        if line is None:
            return
        # a name is broken until its declaration has been taken up
        self.broken.add(str(line.parts[0]))
        read = {
            "norm": self._norm,
            "rule": self._rule,
            "term": self._term,
            "default": self._default,
            "dated_value": self._dated_value,
            "section": self._section,
            "enumeration": self._enumeration,
        }[line.kind]
        if read(line):
            self.broken.discard(str(line.parts[0]))

    # -------------------------------------------------------------------------------------------- norms and rules

    def _norm(self, head: Line) -> bool:
        name = str(head.parts[0])
        self.norm = name
        place = head.place(head.parts[0])
        found = self.lines(head.block, BELOW["Norm"], "Norm")
        lines = found or []
        web, terms = self.one(lines, "web"), self.one(lines, "terms")
        reviewed, edition = self.one(lines, "reviewed"), self.one(lines, "edition")
        rank = self.one(lines, "rank")
        if rank is None and found is not None:
            self.report("norm-without-rank", place, norm=name)
        self.norms.append(
            Norm(
                name,
                self.texts(head.parts[1], head.block, place, name),
                str(web.parts[0])[1:-1] if web else "",
                self.choice(rank, RANKS, "zwingend"),
                self.day(reviewed.parts[0], reviewed.block) if reviewed else None,
                str(terms.parts[0]) if terms else None,
                self.day(edition.parts[0], edition.block) if edition else None,
                place,
            )
        )
        return True

    def _rule(self, head: Line) -> bool:
        name = str(head.parts[0])
        before = len(self.problems)
        span = head.place(head.parts[0])
        if not head.block.children:
            self.report("rule-empty", span, rule=name)
            return False
        lines = self.lines(head.block, BELOW["Regel"], "Regel")
        if lines is None or head.block.line in self.damaged:
            return False
        norm, each, anchors = (self.one(lines, kind) for kind in ("norm_ref", "each", "anchors"))
        reference = self.one(lines, "reference_day")
        citation, message = self.citation(lines), self.bilingual(lines, "message")
        severity, certainty = self.one(lines, "severity"), self.one(lines, "certainty")
        for kind, found in (
            ("citation", citation),
            ("reference-day", reference),
            ("message", message),
            ("severity", severity),
            ("certainty", certainty),
        ):
            if found is None:
                self.report(f"rule-without-{kind}", span, rule=name)
        conditions = [self.expr(line.parts[0], line.block) for line in lines if line.kind == "condition"]
        versions = [self._version(line) for line in lines if line.kind == "version"]
        if not versions:
            self.report("rule-without-version", span, rule=name)
        exemptions = [self._exemption(line) for line in lines if line.kind == "exemption"]
        examples = [self._example(line) for line in lines if line.kind == "example"]
        rule = Rule(
            name,
            self.texts(head.parts[1], head.block, span, name),
            str(norm.parts[0]) if norm else self.norm,
            citation or "",
            str(reference.parts[0]) if reference else "",
            self.choice(severity, SEVERITIES, "fehler"),
            self.choice(certainty, CERTAINTIES, "gesichert"),
            self.bilingual(lines, "reading"),
            tuple(str(line.parts[0]) for line in lines if line.kind == "displaces"),
            tuple(str(line.parts[0]) for line in lines if line.kind == "follows"),
            str(each.parts[0]) if each else None,
            tuple(c for c in conditions if c is not None),
            tuple(v for v in versions if v is not None),
            tuple(e for e in exemptions if e is not None),
            message or Words("", ""),
            tuple(e for e in examples if e is not None),
            span,
            tuple(_places(lines)),
            tuple(str(part)[1:-1] for part in anchors.parts) if anchors else (),
        )
        if len(self.problems) > before:
            return False
        self.rules.append(rule)
        return True

    def _version(self, head: Line) -> Version | None:
        since, until, texts = head.parts
        lines = self.lines(head.block, INSIDE["Regel", "Fassung"], "Fassung")
        if lines is None:
            return None
        demands: list[Demand] = []
        stated = 0
        for line in lines:
            if line.kind == "demand":
                stated += 1
                expr, condition = (self.expr(part, line.block) for part in line.parts)
                if expr is not None:
                    demands.append(Demand(expr, condition, line.span))
        gap, off = self.bilingual(lines, "not_encoded"), self.one(lines, "not_in_force")
        kinds = sum((bool(stated), gap is not None, off is not None))
        if kinds != 1:
            self.report("version-mixed" if kinds else "version-empty", head.span, found=head.block.content)
            return None
        severity, certainty = self.one(lines, "severity"), self.one(lines, "certainty")
        return Version(
            self.day(since, head.block),
            self.day(until, head.block),
            self.texts(texts, head.block, head.span, "Fassung") if texts is not None else None,
            tuple(demands),
            gap,
            self.citation(lines),
            self.choice(severity, SEVERITIES, "fehler") if severity else None,
            self.choice(certainty, CERTAINTIES, "gesichert") if certainty else None,
            self.bilingual(lines, "reading"),
            head.span,
        )

    def _exemption(self, head: Line) -> Exemption | None:
        lines = self.lines(head.block, INSIDE["Regel", "es"], "es sei denn")
        expr = self.expr(head.parts[0], head.block)
        if lines is None or expr is None:
            return None
        since = until = None
        for line in lines:
            if line.kind == "in_force":
                since, until = self.day(line.parts[0], line.block), self.day(line.parts[1], line.block)
            elif line.kind == "in_force_until":
                until = self.day(line.parts[0], line.block)
        name = head.parts[1]
        return Exemption(expr, str(name) if name is not None else None, since, until, self.citation(lines), head.span)

    def _example(self, head: Line) -> Example | None:
        known = self.known(head.parts[0], head, EXAMPLE_VERDICTS)
        place, tree = head.place(head.parts[0]), head.parts[1]
        title = Words("", "")
        if known or tree is not None:
            title = self.texts(tree, head.block, place, f"Beispiel {head.parts[0]}")
        facts = self._facts(head.block.children)
        return Example(str(head.parts[0]), title, facts, head.span) if known else None

    def _facts(self, lines: list[Block]) -> tuple[RawFact, ...]:
        facts, found = facts_of(lines)
        self.problems += found
        return tuple(facts)

    # -------------------------------------------------------------------------------------------- vocabulary

    def _gloss(self, tree: Any, place: Span, name: object) -> str:
        """The English words of a declaration of the vocabulary."""
        if tree is None:
            self.report("term-without-gloss", place, term=name)
            return ""
        first, second = tree.children
        if second is not None:
            self.report("gloss-twice", place, term=name, found=f"{first} / {second}")
        return str(first)[1:-1]

    def _term(self, head: Line) -> bool:
        name = str(head.parts[0])
        before = len(self.problems)
        lines = self.lines(head.block, BELOW["Begriff"], "Begriff")
        if lines is None or head.block.line in self.damaged:
            return False
        place = head.place(head.parts[0])
        domain, type_line = self.one(lines, "domain"), self.one(lines, "type_line")
        sets = self.one(lines, "domain_sets") or self.one(lines, "domain_without")
        not_before, at_latest = self.one(lines, "not_before"), self.one(lines, "at_latest")
        versions = self._term_versions(lines)
        derived = any(line.kind in ("derived", "version") for line in lines)
        traces = self.one(lines, "traces")
        if type_line is None and not derived and traces is None:
            self.report("term-without-type", place, term=name)
        computed = self.one(lines, "computed")
        beside = next((line for line in lines if line.kind in NOT_COMPUTED), None)
        if computed is not None and beside is not None:
            self.report("formula-beside", beside.span, computed.span, term=name, line=LINES[beside.kind])
        elif type_line is not None and derived:
            self.report("term-derived-with-type", type_line.span, term=name)
        type_ = self._type(type_line) if type_line else Type("ja/nein")
        former: list[tuple[str, date]] = []
        for line in lines:
            until = self.day(line.parts[1], line.block) if line.kind == "former_name" else None
            if until is not None:
                former.append((str(line.parts[0])[1:-1], until))
        term = Term(
            name,
            self._gloss(head.parts[1], place, name),
            type_,
            self.citation(lines),
            self.bilingual(lines, "reading"),
            str(domain.parts[0]) if domain else None,
            domain is not None and domain.parts[1] is not None,
            str(sets.parts[0]) if sets and sets.kind == "domain_sets" else None,
            str(sets.parts[-1]) if sets else None,
            str(not_before.parts[0]) if not_before else None,
            str(at_latest.parts[0]) if at_latest else None,
            any(line.kind == "united" for line in lines),
            tuple(former),
            versions,
            place,
            tuple(_places(lines)),
            self.computation(computed) if computed is not None else None,
            Traced(*(str(part or "") for part in traces.parts)) if traces is not None else None,
            *self._better(self.one(lines, "better"), type_.kind, name),
        )
        if len(self.problems) > before:
            return False
        self.terms.append(term)
        return True

    def _term_versions(self, lines: list[Line]) -> tuple[TermVersion, ...]:
        versions: list[TermVersion] = []
        for line in lines:
            if line.kind == "derived":
                expr = self.expr(line.parts[0], line.block)
                if expr is not None:
                    versions.append(TermVersion(None, None, None, expr, line.span))
            elif line.kind == "version":
                inner = self.lines(line.block, INSIDE["Begriff", "Fassung"], "Fassung")
                if inner is None:
                    continue
                derived = self.one(inner, "derived")
                if derived is None:
                    self.report("version-empty", line.span, found=line.block.content)
                    continue
                expr = self.expr(derived.parts[0], derived.block)
                since, until = self.day(line.parts[0], line.block), self.day(line.parts[1], line.block)
                if expr is not None:
                    versions.append(TermVersion(since, until, self.citation(inner), expr, line.span))
        return tuple(versions)

    def _type(self, line: Line) -> Type:
        tree = line.parts[0]
        kind = kind_of(tree)
        names = {
            "amount_type": "Menge",
            "bound_type": "Grenze",
            "choice_type": "eines",
            "set_type": "mehrere",
            "reference_type": "Verweis",
        }
        if kind == "yes_no":
            return Type("ja/nein")
        token = tree.children[0]
        if kind not in names:
            self.known(token, line, (*PLAIN_TYPES, *JOINED_TYPES))
        tax = tree.children[1] if kind == "amount_type" else None
        self._tax_fits(tax, token, line)
        return Type(names.get(kind, str(token)), str(token) if kind in names else "", str(tax or ""))

    def _better(self, line: Line | None, kind: str, name: str) -> tuple[str, tuple[str, ...]]:
        """What of ``name`` is better for the customer: a word that fits its kind, "" where no line says it; of a choice
        no word but its names, the best first."""
        if line is None:
            return "", ()
        words, known = line.parts, BETTER.get(kind, ())
        if kind == CHOICE and len(words) > 1:
            for at, word in enumerate(words):
                if word in words[:at]:
                    self.report("order-twice", line.place(word), found=word, term=name)
            return "", tuple(str(word) for word in words)
        if len(words) > 1 or str(words[0]) not in known:
            self.report("better-unfit", line.place(words[0]), found=words[0], term=name, known=", ".join(known))
        return str(words[0]), ()

    def _tax_fits(self, tax: Any, unit: Any, line: Line) -> None:
        """Only money is gross or net."""
        if tax is not None and not is_money(str(unit)):
            self.report("tax-on-quantity", line.place(tax), found=tax, unit=unit, better="")

    def _section(self, head: Line) -> bool:
        lines = self.lines(head.block, BELOW["Abschnitt"], "Abschnitt")
        if lines is None:
            return False
        repeats = {"repeated": "plain", "repeated_by_kind": "kind", "repeated_by_day": "day"}
        made_from = self.one(lines, "made_from")
        line = next((line for line in lines if line.kind in repeats), None)
        by_kind = line is not None and line.kind == "repeated_by_kind"
        token = line.parts[0] if line is not None and by_kind else head.parts[0]
        place = head.place(head.parts[0])
        gloss = self._gloss(head.parts[1], place, head.parts[0])
        if gloss:
            repeat, kinds = repeats[line.kind] if line else "", str(token) if by_kind else ""
            kinds_span = line.place(token) if line is not None and by_kind else place
            source = str(made_from.parts[0]) if made_from is not None else ""
            better, _ = self._better(self.one(lines, "better"), "Abschnitt", str(head.parts[0]))
            self.sections.append(
                SectionKind(str(head.parts[0]), gloss, repeat, kinds, place, kinds_span, source, better)
            )
        return bool(gloss)

    def _enumeration(self, head: Line) -> bool:
        lines = self.lines(head.block, ("enum_value", "nested_section"), "Aufzählung")
        if lines is None:
            return False
        before = len(self.problems)
        values: dict[str, EnumValue] = {}
        places: dict[str, Span] = {}
        successors: list[tuple[Line, Any]] = []
        for line in lines:
            if line.kind == "nested_section":  # a name without its English word
                self.report("term-without-gloss", line.place(line.parts[0]), term=line.parts[0])
                continue
            name, gloss, _, letter, successor = line.parts
            if str(name) in values:
                self.report("enum-twice", line.place(name), places[str(name)], name=name)
                continue
            places[str(name)] = line.place(name)
            values[str(name)] = EnumValue(
                str(name), str(gloss)[1:-1], str(letter) if letter is not None else None, str(successor or "")
            )
            if successor is not None:
                successors.append((line, successor))
        for line, successor in successors:
            if str(successor) not in values or str(successor) == str(line.parts[0]):
                hint = ", ".join(nearest(str(successor), [name for name in values if name != str(line.parts[0])]))
                self.report("successor-unknown", line.place(successor), name=successor, of=head.parts[0], hint=hint)
        place = head.place(head.parts[0])
        gloss = self._gloss(head.parts[1], place, head.parts[0])
        if gloss:
            self.enumerations.append(Enumeration(str(head.parts[0]), gloss, tuple(values.values()), place))
        return len(self.problems) == before

    # -------------------------------------------------------------------------------------------- defaults and values

    def _default(self, head: Line) -> bool:
        name = str(head.parts[0])
        before = len(self.problems)
        place = head.place(head.parts[0])
        lines = self.lines(head.block, _DEFAULT_LINES, "Vorgabe")
        if lines is None or head.block.line in self.damaged:
            return False
        citation, norm, anchors = self.citation(lines), self.one(lines, "norm_ref"), self.one(lines, "anchors")
        if citation is None and lines:
            self.report("rule-without-citation", place, rule=name)
        facts = self._facts([line.block for line in lines if line.kind in ("fact", "item")])
        sections = [self._inner_section(line) for line in lines if line.kind == "nested_section"]
        completions = [self._inner_section(line) for line in lines if line.kind == "completed_section"]
        if not facts and not sections and not completions:
            self.report("default-empty", place, rule=name)
        default = Default(
            name,
            self.texts(head.parts[1], head.block, place, name),
            str(norm.parts[0]) if norm else self.norm,
            citation or "",
            tuple(str(part)[1:-1] for part in anchors.parts) if anchors else (),
            facts,
            tuple(sections),
            tuple(completions),
            place,
        )
        if len(self.problems) > before:
            return False
        self.defaults.append(default)
        return True

    def _inner_section(self, line: Line) -> RawSection:
        section, kind, *since = line.parts
        return RawSection(
            str(section),
            str(kind) if kind is not None else None,
            self.day(since[0], line.block) if since else None,
            None,
            line.place(section),
            line.place(kind if kind is not None else section),
            self._facts(line.block.children),
        )

    def _dated_value(self, head: Line) -> bool:
        name, unit, tax, texts = head.parts
        before = len(self.problems)
        place = head.place(name)
        self._tax_fits(tax, unit, head)
        lines = self.lines(head.block, BELOW["Wert"], "Wert")
        if lines is None or head.block.line in self.damaged:
            return False
        citation, reviewed = self.citation(lines), self.one(lines, "reviewed")
        if citation is None:
            self.report("rule-without-citation", place, rule=name)
        if reviewed is None:
            self.report("value-without-review", place, value=name)
        steps: list[Step] = []
        for line in lines:
            if line.kind == "step":
                since, until = self.day(line.parts[0], line.block), self.day(line.parts[1], line.block)
                try:
                    amount = number(line.parts[2])
                except Flaw as found:
                    self.problems.append(found.at(line.block))
                    continue
                if since is not None:
                    steps.append(Step(since, until, amount, line.span))
        if not any(line.kind == "step" for line in lines):
            self.report("value-without-steps", place, value=name)
        value = DatedValue(
            str(name),
            str(unit),
            self.texts(texts, head.block, place, str(name)),
            citation or "",
            self.day(reviewed.parts[0], reviewed.block) if reviewed else None,
            tuple(steps),
            place,
            head.place(unit),
            str(tax) if tax is not None else None,
        )
        if len(self.problems) > before:
            return False
        self.values.append(value)
        return True


def _places(lines: list[Line]) -> list[tuple[str, Span]]:
    """Where a declaration names other things: rules, terms, sections, units, enumerations, texts."""
    places: list[tuple[str, Span]] = []
    for line in lines:
        if line.kind in _NAMING:
            places += [(str(token), line.place(token)) for token in line.parts if token is not None]
        elif line.kind == "type_line":
            places += [(str(token), line.place(token)) for token in line.parts[0].children if token is not None]
        elif line.kind == "message":
            places.append((f"Meldung {line.parts[0]}", line.place(line.parts[1])))
    return places
