"""The expressions of rules: typed against the vocabulary on load, and taken apart for those who reason about them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.vocabulary import Vocabulary, section_of
from dsl.document import Mark, Names, Value
from dsl.period import Duration, Indefinite
from dsl.quantity import is_money, unit_family
from dsl.rule import AllOf, AnyOf, Bare, Compare, DatedValue, Expr, Given, Not, Rule, Term, TermRef, Type
from dsl.source import Problem, Span, problem

ORDERED = ("höchstens", "mindestens", "mehr als", "weniger als")
PERIODS = ("Dauer", "Frist", "Laufzeit", "Verlängerung")
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


class Typer:
    """Types the expressions of one declaration; what does not fit is appended to ``problems``.

    ``each``: the repeated section the declaration is about, whose terms it may read.
    """

    def __init__(
        self, vocabulary: Vocabulary, values: dict[str, DatedValue], problems: list[Problem], each: str | None
    ) -> None:
        self.vocabulary = vocabulary
        self.values = values
        self.problems = problems
        self.each = each
        self.asked: set[str] = set()  # the sections for which `je` was asked already

    def expr(self, expr: Expr) -> Expr:
        if isinstance(expr, AllOf):
            return AllOf(tuple(self.expr(part) for part in expr.parts))
        if isinstance(expr, AnyOf):
            return AnyOf(tuple(self.expr(part) for part in expr.parts))
        if isinstance(expr, Not):
            return Not(self.expr(expr.part))
        if isinstance(expr, Given):
            if expr.term not in self.vocabulary.sections:
                given = self.term(expr.term, expr.span)
                if given is not None and given.is_derived:
                    self._report("given-derived", expr.span, term=given.name)
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
            if name in self.vocabulary.sections:
                self._report("section-bare", span, name=name, better=f"{name} ist angegeben")
            elif name not in self.vocabulary.broken:
                hint = self.vocabulary.hint(name, [*self.vocabulary.terms, *self.vocabulary.sections])
                self._report("term-unknown-rule", span, name=name, hint=hint)
            return None
        for read in (name, *worked_out_from(self.vocabulary, name)):
            section = self.vocabulary.sections.get(section_of(read))
            if section is not None and section.repeat and section.name not in (self.each, *self.asked):
                self._report("each-missing", span, term=read, section=section.name)
                self.asked.add(section.name)
        return term

    def _report(self, code: str, span: Span, **details: object) -> None:
        self.problems.append(problem(code, span, None, **details))

    def _compare(self, expr: Compare, term: Term) -> Compare:
        kind = term.type.kind
        if expr.op not in OPERATORS[kind]:
            known = ", ".join(OPERATORS[kind])
            self._report("operator-wrong", _between(expr), op=expr.op, term=term.name, type=term.type, known=known)
            return expr
        if isinstance(expr.operand, str) and kind in ("eines", "mehrere"):
            # a name of an enumeration, spelt like the basis of an amount
            expr = expr._replace(operand=Names((expr.operand,)), item_spans=(expr.operand_span,))
        operand = expr.operand
        if isinstance(operand, str):
            if kind != "Menge" or not is_money(term.type.of):
                self._report("tax-not-money", _between(expr), tax=operand, term=term.name, type=term.type)
            return expr
        if isinstance(operand, Mark):
            if operand is Mark.UNKNOWN:
                self._report("unknown-operand", expr.operand_span, term=term.name)
            elif expr.op not in ("ist", "ist nicht"):
                self._report("mark-operand", _between(expr), op=expr.op, mark=operand, term=term.name)
            return expr
        other = self._reference(operand, term, expr)
        if other is not None:
            return expr._replace(operand=other)
        type_ = term.type
        if expr.op == "ist eines aus":
            type_ = Type("mehrere", type_.of)
        if kind in PERIODS and isinstance(operand, Duration | Indefinite):
            self.problems += self.vocabulary.period_problems(operand, expr.operand_span)
            return expr
        assert not isinstance(operand, TermRef)
        typed, found = self.vocabulary.typed(operand, term._replace(type=type_), expr.operand_span, expr.item_spans)
        self.problems += found
        return expr._replace(operand=typed)

    def _reference(self, operand: Value | TermRef, term: Term, expr: Compare) -> TermRef | None:
        """A single name that is no name of the enumeration may be another term or a dated value."""
        if not isinstance(operand, Names) or len(operand.items) != 1 or not isinstance(operand.items[0], str):
            return None
        name = operand.items[0]
        if term.type.kind in ("eines", "mehrere") and name in self.vocabulary.names(term.type.of):
            return None
        if name in self.values:
            unit = self.values[name].unit
            if term.type.kind != "Menge":
                self._differ(expr, term, name, Type("Menge", unit))
            elif _family(unit) != _family(term.type.of):
                self._report("unit-wrong", expr.operand_span, term=term.name, unit=term.type.of, found=unit)
            return TermRef(name)
        if name in self.vocabulary.terms:
            other = self.term(name, expr.operand_span)
            if other is not None and not _comparable(term.type, other.type):
                self._differ(expr, term, name, other.type)
            elif other is not None:
                self._fixed_against_cases(expr, term, other)
            return TermRef(name)
        if name in self.vocabulary.broken:
            return TermRef(name)
        # A dotted name is meant as a term; any other is a value that does not fit.
        if "." in name and term.type.kind not in ("eines", "mehrere", "Verweis"):
            hint = self.vocabulary.hint(name, [*self.vocabulary.terms, *self.values])
            self._report("term-unknown-rule", expr.operand_span, name=name, hint=hint)
            return TermRef(name)
        return None

    def _fixed_against_cases(self, expr: Compare, term: Term, other: Term) -> None:
        """What differs between customers is compared with what is stated, not with what is worked out."""
        for case, computed in ((term, other), (other, term)):
            if case.is_case and computed.computation is not None:
                self._report("formula-compared", expr.operand_span, term=computed.name, name=case.name)

    def _differ(self, expr: Compare, term: Term, other: str, other_type: Type) -> None:
        self._report(
            "types-differ", expr.operand_span, term=term.name, type=term.type, other_term=other, other_type=other_type
        )


def _between(expr: Compare) -> Span:
    """The place of the operator: between the term and what it is compared with."""
    term, operand = expr.span, expr.operand_span
    if term.line != operand.line or operand.column - term.end_column < 3:
        return term
    return Span(term.path, term.line, term.end_column + 1, operand.column - 1)


def _family(unit: str) -> str:
    try:
        return unit_family(unit)
    except KeyError:
        return unit


def _comparable(left: Type, right: Type) -> bool:
    if left.kind in PERIODS and right.kind in PERIODS:
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


def worked_out_from(vocabulary: Vocabulary, name: str) -> tuple[str, ...]:
    """The terms and dated values that a term is worked out from, computed ones unfolded; empty for any other term."""
    found: dict[str, None] = {}
    pending = [name]
    while pending:
        term = vocabulary.terms.get(pending.pop())
        if term is not None and term.computation is not None:
            pending += [each for each in term.computation.names if each not in found]
            found |= dict.fromkeys(term.computation.names)
    return tuple(found)


def gathered_from(vocabulary: Vocabulary, name: str) -> tuple[str, ...]:
    """The terms that a computed term reads in every section of their kind."""
    computed = (
        vocabulary.terms[each] for each in (name, *worked_out_from(vocabulary, name)) if each in vocabulary.terms
    )
    return tuple(dict.fromkeys(each for t in computed if t.computation is not None for each in t.computation.gathered))


def read_terms(vocabulary: Vocabulary, exprs: Iterable[Expr]) -> tuple[str, ...]:
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
            term = vocabulary.terms.get(name)
            if term is not None and term.versions:
                if name not in unfolded:
                    unfolded.add(name)
                    pending += [inner for version in term.versions for inner in atoms(version.expr)]
            else:
                found.setdefault(name)
            found |= dict.fromkeys((*worked_out_from(vocabulary, name), *gathered_from(vocabulary, name)))
    return tuple(found)


def said(expr: Expr) -> object:
    """What an expression says, wherever it is written."""
    if isinstance(expr, AllOf | AnyOf):
        return (type(expr), *(said(part) for part in expr.parts))
    if isinstance(expr, Not):
        return (Not, said(expr.part))
    if isinstance(expr, Compare):
        return (Compare, expr.term, expr.op, type(expr.operand), expr.operand)
    return (type(expr), expr.term)


def conjuncts(conditions: Iterable[Expr]) -> Iterator[Expr]:
    """The parts of conditions that must all hold: where one is not met, nothing else need be asked."""
    for condition in conditions:
        if isinstance(condition, AllOf):
            yield from conjuncts(condition.parts)
        else:
            yield condition
