"""`.regel` text to a ``RuleFile``: Lark reads each line, indentation makes the blocks.

A line that cannot be read, or stands where it means nothing, yields a problem; the declaration it belongs to is then
left out, and the others stand. Whether the declarations fit together is the rulebook's business.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from dsl.document import RawSection
from dsl.layout import Block, Flaw, blocks
from dsl.reader import day, facts_of, kind_of, number, parse, value_of
from dsl.rule import (
    AllOf,
    AnyOf,
    Bare,
    Compare,
    DatedValue,
    Default,
    Demand,
    Enumeration,
    EnumValue,
    Example,
    Exemption,
    Expr,
    Given,
    Norm,
    Not,
    Rule,
    RuleFile,
    SectionKind,
    Step,
    Term,
    TermVersion,
    Type,
    Version,
    Words,
)
from dsl.source import Problem, Source, Span, problem

RANKS = ("zwingend", "vertraglich", "empfehlung")
SEVERITIES = ("fehler", "warnung", "hinweis")
CERTAINTIES = ("gesichert", "überwiegend", "umstritten")
EXAMPLE_VERDICTS = ("verletzt", "erfüllt", "unentschieden", "unanwendbar")
PLAIN_TYPES = ("Text", "Anzahl", "Datum", "Zeitraum", "Dauer", "Frist", "Laufzeit", "Verlängerung")

OPERATORS = {
    "is_value": "ist",
    "is_not": "ist nicht",
    "is_one_of": "ist eines aus",
    "contains": "enthält",
    "contains_not": "enthält nicht",
    "only": "nur",
    "at_most_op": "höchstens",
    "at_least_op": "mindestens",
    "more_than_op": "mehr als",
    "less_than_op": "weniger als",
}


def read_rules(source: Source) -> tuple[RuleFile, list[Problem]]:
    """All declarations of the file that could be read, and a problem for each line that could not."""
    lines, problems = blocks(source, joins=("und", "oder"))
    reader = _Reader(source.path, problems)
    for block in lines:
        reader.declaration(block)
    return reader.file(), problems


class _Line:
    """A parsed line: its kind, its parts, its block."""

    __slots__ = ("block", "kind", "parts")

    def __init__(self, kind: str, parts: list[Any], block: Block) -> None:
        self.kind = kind
        self.parts = parts
        self.block = block

    @property
    def span(self) -> Span:
        return self.block.span()


class _Reader:
    """Collects the declarations of one file."""

    def __init__(self, path: str, problems: list[Problem]) -> None:
        self.path = path
        self.problems = problems
        self.norm = ""  # the norm above
        self.norms: list[Norm] = []
        self.rules: list[Rule] = []
        self.terms: list[Term] = []
        self.enumerations: list[Enumeration] = []
        self.sections: list[SectionKind] = []
        self.defaults: list[Default] = []
        self.values: list[DatedValue] = []

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
        )

    # -------------------------------------------------------------------------------------------- plumbing

    def declaration(self, block: Block) -> None:
        try:
            tree = parse("regel", block.content, "top")
        except Flaw as found:
            self.problems.append(found.at(block))
            return
        kind = kind_of(tree)
        handler = {
            "norm": self._norm,
            "rule": self._rule,
            "term": self._term,
            "default": self._default,
            "dated_value": self._dated_value,
            "section": self._section,
            "enumeration": self._enumeration,
        }[kind]
        handler(_Line(kind, tree.children, block))

    def _lines(self, block: Block, allowed: tuple[str, ...], where: str) -> list[_Line] | None:
        """The lines below ``block``. None if one is broken or stands where it means nothing (already reported)."""
        lines: list[_Line] = []
        sound = True
        for child in block.children:
            try:
                tree = parse("regel", child.content, "line")
            except Flaw as found:
                self.problems.append(found.at(child))
                sound = False
                continue
            kind = kind_of(tree)
            if kind not in allowed:
                self.problems.append(
                    problem("line-misplaced", child.span(), line=child.content.split(" ")[0], where=where)
                )
                sound = False
                continue
            lines.append(_Line(kind, tree.children, child))
        return lines if sound else None

    def _report(self, code: str, span: Span, **details: object) -> None:
        self.problems.append(problem(code, span, **details))

    def _one(self, lines: list[_Line], kind: str) -> _Line | None:
        """The only line of this kind; a second one is a problem."""
        found = [line for line in lines if line.kind == kind]
        if len(found) > 1:
            self.problems.append(
                problem("line-twice", found[1].span, other=found[0].span, line=found[1].block.content.split(" ")[0])
            )
        return found[0] if found else None

    def _texts(self, tree: Any, span: Span, what: str) -> Words:
        """`"Deutsch" / "English"`; a missing half is a problem."""
        if tree is None:
            self._report("title-missing", span, what=what)
            return Words("", "")
        first, second = tree.children
        if second is None:
            self._report("title-english-missing", span, what=what)
        return Words(str(first)[1:-1], str(second)[1:-1] if second is not None else "")

    def _day(self, token: Any, block: Block) -> date | None:
        if token is None:
            return None
        try:
            return day(token)
        except Flaw as found:
            self.problems.append(found.at(block))
            return None

    def _choice(self, line: _Line | None, allowed: tuple[str, ...], default: str) -> str:
        if line is None:
            return default
        word = str(line.parts[0])
        if word not in allowed:
            self._report("word-unknown", line.span, found=word, allowed=", ".join(allowed))
            return default
        return word

    def _bilingual(self, lines: list[_Line], kind: str) -> Words | None:
        """Lines such as `Meldung de "..."` and `Meldung en "..."`; both or neither."""
        texts: dict[str, str] = {}
        for line in lines:
            if line.kind == kind:
                language = str(line.parts[0])
                if language in texts:
                    self._report("line-twice", line.span, line=line.block.content.split('"')[0].strip())
                texts[language] = str(line.parts[1])[1:-1]
        if not texts:
            return None
        first = next(line for line in lines if line.kind == kind)
        for language in ("de", "en"):
            if language not in texts:
                self._report("language-missing", first.span, line=first.block.content.split(" ")[0], language=language)
        return Words(texts.get("de", ""), texts.get("en", ""))

    def _citation(self, lines: list[_Line]) -> str | None:
        line = self._one(lines, "citation")
        return str(line.parts[0]).strip() if line is not None else None

    # -------------------------------------------------------------------------------------------- expressions

    def _expr(self, tree: Any, block: Block) -> Expr:
        """The expression of a tree. Raises Flaw."""
        kind, parts = kind_of(tree), tree.children
        if kind == "any_of":
            return AnyOf(tuple(self._expr(part, block) for part in parts))
        if kind == "all_of":
            return AllOf(tuple(self._expr(part, block) for part in parts))
        if kind == "negated":
            return Not(self._expr(parts[0], block))
        if kind not in OPERATORS and kind not in ("bare", "given"):
            return self._expr(parts[0], block)
        token = parts[0]
        span = block.span(token.start_pos, token.end_pos)
        if kind == "bare":
            return Bare(str(token), span)
        if kind == "given":
            return Given(str(token), span)
        return Compare(str(token), OPERATORS[kind], value_of(parts[1]), span)

    def _safe_expr(self, tree: Any, block: Block) -> Expr | None:
        if tree is None:
            return None
        try:
            return self._expr(tree, block)
        except Flaw as found:
            self.problems.append(found.at(block))
            return None

    # -------------------------------------------------------------------------------------------- declarations

    def _norm(self, head: _Line) -> None:
        name = str(head.parts[0])
        self.norm = name
        lines = self._lines(head.block, ("web", "rank", "reviewed", "terms", "edition"), "Norm")
        if lines is None:
            return
        web, terms = self._one(lines, "web"), self._one(lines, "terms")
        reviewed, edition = self._one(lines, "reviewed"), self._one(lines, "edition")
        rank = self._one(lines, "rank")
        if rank is None:
            self._report("norm-without-rank", head.span, norm=name)
        self.norms.append(
            Norm(
                name,
                self._texts(head.parts[1], head.span, name),
                str(web.parts[0])[1:-1] if web else "",
                self._choice(rank, RANKS, "zwingend"),
                self._day(reviewed.parts[0], reviewed.block) if reviewed else None,
                str(terms.parts[0]) if terms else None,
                self._day(edition.parts[0], edition.block) if edition else None,
                head.block.span(head.parts[0].start_pos, head.parts[0].end_pos),
            )
        )

    def _rule(self, head: _Line) -> None:
        name = str(head.parts[0])
        before = len(self.problems)
        lines = self._lines(
            head.block,
            (
                "norm_ref",
                "citation",
                "reference_day",
                "severity",
                "certainty",
                "reading",
                "displaces",
                "follows",
                "each",
                "condition",
                "version",
                "exemption",
                "message",
                "example",
            ),
            "Regel",
        )
        if lines is None:
            return
        span = head.block.span(head.parts[0].start_pos, head.parts[0].end_pos)
        norm, each = self._one(lines, "norm_ref"), self._one(lines, "each")
        reference = self._one(lines, "reference_day")
        citation, message = self._citation(lines), self._bilingual(lines, "message")
        severity, certainty = self._one(lines, "severity"), self._one(lines, "certainty")
        for kind, found in (
            ("citation", citation),
            ("reference-day", reference),
            ("message", message),
            ("severity", severity),
            ("certainty", certainty),
        ):
            if found is None:
                self._report(f"rule-without-{kind}", span, rule=name)
        conditions = [self._safe_expr(line.parts[0], line.block) for line in lines if line.kind == "condition"]
        versions = [self._version(line) for line in lines if line.kind == "version"]
        if not versions:
            self._report("rule-without-version", span, rule=name)
        exemptions = [self._exemption(line) for line in lines if line.kind == "exemption"]
        examples = [self._example(line) for line in lines if line.kind == "example"]
        title = self._texts(head.parts[1], span, name)
        reading = self._bilingual(lines, "reading")
        if len(self.problems) > before:
            return
        self.rules.append(
            Rule(
                name,
                title,
                str(norm.parts[0]) if norm else self.norm,
                citation or "",
                str(reference.parts[0]) if reference else "",
                self._choice(severity, SEVERITIES, "fehler"),
                self._choice(certainty, CERTAINTIES, "gesichert"),
                reading,
                tuple(str(line.parts[0]) for line in lines if line.kind == "displaces"),
                tuple(str(line.parts[0]) for line in lines if line.kind == "follows"),
                str(each.parts[0]) if each else None,
                tuple(c for c in conditions if c is not None),
                tuple(v for v in versions if v is not None),
                tuple(e for e in exemptions if e is not None),
                message or Words("", ""),
                tuple(e for e in examples if e is not None),
                span,
            )
        )

    def _version(self, head: _Line) -> Version | None:
        since, until, texts = head.parts
        allowed = ("demand", "not_encoded", "not_in_force", "citation", "severity", "certainty", "reading")
        lines = self._lines(head.block, allowed, "Fassung")
        if lines is None:
            return None
        demands: list[Demand] = []
        for line in lines:
            if line.kind == "demand":
                expr = self._safe_expr(line.parts[0], line.block)
                condition = self._safe_expr(line.parts[1], line.block)
                if expr is not None:
                    demands.append(Demand(expr, condition, line.span))
        gap, off = self._bilingual(lines, "not_encoded"), self._one(lines, "not_in_force")
        if sum((bool(demands), gap is not None, off is not None)) != 1:
            self._report("version-empty" if not (demands or gap or off) else "version-mixed", head.span)
            return None
        severity, certainty = self._one(lines, "severity"), self._one(lines, "certainty")
        return Version(
            self._day(since, head.block),
            self._day(until, head.block),
            self._texts(texts, head.span, head.block.content) if texts is not None else None,
            tuple(demands),
            gap,
            self._citation(lines),
            self._choice(severity, SEVERITIES, "fehler") if severity else None,
            self._choice(certainty, CERTAINTIES, "gesichert") if certainty else None,
            self._bilingual(lines, "reading"),
            head.span,
        )

    def _exemption(self, head: _Line) -> Exemption | None:
        lines = self._lines(head.block, ("in_force", "in_force_until", "citation"), "es sei denn")
        expr = self._safe_expr(head.parts[0], head.block)
        if lines is None or expr is None:
            return None
        since = until = None
        for line in lines:
            if line.kind == "in_force":
                since, until = self._day(line.parts[0], line.block), self._day(line.parts[1], line.block)
            elif line.kind == "in_force_until":
                until = self._day(line.parts[0], line.block)
        name = head.parts[1]
        return Exemption(expr, str(name) if name is not None else None, since, until, self._citation(lines), head.span)

    def _example(self, head: _Line) -> Example | None:
        verdict = str(head.parts[0])
        if verdict not in EXAMPLE_VERDICTS:
            self._report("word-unknown", head.span, found=verdict, allowed=", ".join(EXAMPLE_VERDICTS))
            return None
        facts, found = facts_of(head.block.children)
        self.problems += found
        return Example(verdict, self._texts(head.parts[1], head.span, "Beispiel"), tuple(facts), head.span)

    def _term(self, head: _Line) -> None:
        name = str(head.parts[0])
        before = len(self.problems)
        allowed = (
            "type_line",
            "citation",
            "reading",
            "domain",
            "domain_sets",
            "domain_without",
            "not_before",
            "at_latest",
            "united",
            "former_name",
            "derived",
            "version",
        )
        lines = self._lines(head.block, allowed, "Begriff")
        if lines is None:
            return
        domain = self._one(lines, "domain")
        sets = self._one(lines, "domain_sets") or self._one(lines, "domain_without")
        not_before, at_latest = self._one(lines, "not_before"), self._one(lines, "at_latest")
        versions = self._term_versions(lines)
        type_line = self._one(lines, "type_line")
        if type_line is None and not versions:
            self._report("term-without-type", head.span, term=name)
        if type_line is not None and versions:
            self._report("term-derived-with-type", type_line.span, term=name)
        former: list[tuple[str, date]] = []
        for line in lines:
            if line.kind == "former_name":
                until = self._day(line.parts[1], line.block)
                if until is not None:
                    former.append((str(line.parts[0])[1:-1], until))
        type_ = self._type(type_line) if type_line else Type("ja/nein")
        gloss = head.parts[1]
        if gloss is None:
            self._report("term-without-gloss", head.span, term=name)
        if len(self.problems) > before:
            return
        with_name = str(sets.parts[0]) if sets and sets.kind == "domain_sets" else None
        without = str(sets.parts[-1]) if sets else None
        self.terms.append(
            Term(
                name,
                str(gloss.children[0])[1:-1],
                type_,
                self._citation(lines),
                self._bilingual(lines, "reading"),
                str(domain.parts[0]) if domain else None,
                domain is not None and domain.parts[1] is not None,
                with_name,
                without,
                str(not_before.parts[0]) if not_before else None,
                str(at_latest.parts[0]) if at_latest else None,
                any(line.kind == "united" for line in lines),
                tuple(former),
                versions,
                head.block.span(head.parts[0].start_pos, head.parts[0].end_pos),
            )
        )

    def _term_versions(self, lines: list[_Line]) -> tuple[TermVersion, ...]:
        versions: list[TermVersion] = []
        for line in lines:
            if line.kind == "derived":
                expr = self._safe_expr(line.parts[0], line.block)
                if expr is not None:
                    versions.append(TermVersion(None, None, None, expr, line.span))
            elif line.kind == "version":
                inner = self._lines(line.block, ("derived", "citation"), "Fassung")
                derived = self._one(inner, "derived") if inner is not None else None
                if inner is None:
                    continue
                expr = self._safe_expr(derived.parts[0], derived.block) if derived else None
                if derived is None:
                    self._report("version-empty", line.span)
                if expr is not None:
                    since, until = self._day(line.parts[0], line.block), self._day(line.parts[1], line.block)
                    versions.append(TermVersion(since, until, self._citation(inner), expr, line.span))
        return tuple(versions)

    def _type(self, line: _Line) -> Type:
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
        word = str(tree.children[0])
        if kind in names:
            return Type(names[kind], word)
        if word not in PLAIN_TYPES:
            self._report("word-unknown", line.span, found=word, allowed=", ".join(PLAIN_TYPES))
        return Type(word)

    def _default(self, head: _Line) -> None:
        name = str(head.parts[0])
        before = len(self.problems)
        allowed = ("norm_ref", "citation", "anchors", "fact", "nested_section", "completed_section", "item")
        lines = self._lines(head.block, allowed, "Vorgabe")
        if lines is None:
            return
        citation, norm = self._citation(lines), self._one(lines, "norm_ref")
        if citation is None:
            self._report("rule-without-citation", head.span, rule=name)
        facts, found = facts_of([line.block for line in lines if line.kind in ("fact", "item")])
        self.problems += found
        sections: list[RawSection] = []
        completions: list[RawSection] = []
        for line in lines:
            if line.kind in ("nested_section", "completed_section"):
                section, kind = line.parts[:2]
                since = line.parts[2] if line.kind == "nested_section" else None
                inner, found = facts_of(line.block.children)
                self.problems += found
                end = kind.end_pos if kind is not None else section.end_pos
                kind_start = kind.start_pos if kind is not None else 0
                (sections if line.kind == "nested_section" else completions).append(
                    RawSection(
                        str(section),
                        str(kind) if kind is not None else None,
                        self._day(since, line.block),
                        None,
                        line.block.span(section.start_pos, section.end_pos),
                        line.block.span(kind_start, end),
                        tuple(inner),
                    )
                )
        if not facts and not sections and not completions:
            self._report("default-empty", head.span, rule=name)
        title = self._texts(head.parts[1], head.span, name)
        if len(self.problems) > before:
            return
        anchors = self._one(lines, "anchors")
        self.defaults.append(
            Default(
                name,
                title,
                str(norm.parts[0]) if norm else self.norm,
                citation or "",
                tuple(str(part)[1:-1] for part in anchors.parts) if anchors else (),
                tuple(facts),
                tuple(sections),
                tuple(completions),
                head.block.span(head.parts[0].start_pos, head.parts[0].end_pos),
            )
        )

    def _dated_value(self, head: _Line) -> None:
        name, unit, texts = head.parts
        before = len(self.problems)
        lines = self._lines(head.block, ("citation", "reviewed", "step"), "Wert")
        if lines is None:
            return
        citation, reviewed = self._citation(lines), self._one(lines, "reviewed")
        if citation is None:
            self._report("rule-without-citation", head.span, rule=name)
        if reviewed is None:
            self._report("value-without-review", head.span, value=name)
        steps: list[Step] = []
        for line in lines:
            if line.kind == "step":
                since = self._day(line.parts[0], line.block)
                until = self._day(line.parts[1], line.block)
                try:
                    amount = number(line.parts[2])
                except Flaw as found:
                    self.problems.append(found.at(line.block))
                    continue
                if since is not None:
                    steps.append(Step(since, until, amount, line.span))
        if not steps:
            self._report("value-without-steps", head.span, value=name)
        title = self._texts(texts, head.span, name)
        if len(self.problems) > before:
            return
        self.values.append(
            DatedValue(
                str(name),
                str(unit),
                title,
                citation or "",
                self._day(reviewed.parts[0], reviewed.block) if reviewed else None,
                tuple(steps),
                head.block.span(name.start_pos, name.end_pos),
            )
        )

    def _section(self, head: _Line) -> None:
        lines = self._lines(head.block, ("repeated", "repeated_by_kind", "repeated_by_day"), "Abschnitt")
        if lines is None:
            return
        repeats = {"repeated": "plain", "repeated_by_kind": "kind", "repeated_by_day": "day"}
        line = lines[0] if lines else None
        repeat = repeats[line.kind] if line else ""
        kinds = str(line.parts[0]) if line and line.kind == "repeated_by_kind" else ""
        name, gloss = head.parts
        if gloss is None:
            self._report("term-without-gloss", head.span, term=name)
            return
        text = str(gloss.children[0])[1:-1]
        self.sections.append(SectionKind(str(name), text, repeat, kinds, head.block.span(0, name.end_pos)))

    def _enumeration(self, head: _Line) -> None:
        lines = self._lines(head.block, ("enum_value",), "Aufzählung")
        if lines is None:
            return
        values: list[EnumValue] = []
        for line in lines:
            name, gloss, _, letter = line.parts
            if any(value.name == str(name) for value in values):
                self._report("enum-twice", line.span, name=name)
                continue
            values.append(EnumValue(str(name), str(gloss)[1:-1], str(letter) if letter is not None else None))
        name, gloss = head.parts
        if gloss is None:
            self._report("term-without-gloss", head.span, term=name)
            return
        span = head.block.span(0, name.end_pos)
        self.enumerations.append(Enumeration(str(name), str(gloss.children[0])[1:-1], tuple(values), span))
