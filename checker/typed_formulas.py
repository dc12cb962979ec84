"""Formulas typed when the book is loaded: units, net and gross, and that nothing differs between customers.

What does not fit is a problem, so that a formula that has been taken up comes to an amount of its type or to nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.arithmetic import PERCENT, PERCENTAGES, TIME, Dimension, dimension, product, unit_name
from checker.expressions import Typer
from checker.vocabulary import Vocabulary, section_of
from dsl.period import Duration
from dsl.quantity import UNITS, Amount, is_money
from dsl.rule import Chain, Computation, DatedValue, Formula, Gathered, Operand, Term, TermRef, Type
from dsl.source import Problem, Span, problem


def typed_formula(term: Term, vocabulary: Vocabulary, values: dict[str, DatedValue], problems: list[Problem]) -> Term:
    """``term`` with the tax basis of its operands settled; what does not fit is appended to ``problems``."""
    assert term.computation is not None
    check = _Check(term, term.computation, vocabulary, values, problems)
    return term._replace(computation=check.computation())


class _Check:
    """Units, taxes and kinds of one formula."""

    def __init__(
        self,
        term: Term,
        computation: Computation,
        vocabulary: Vocabulary,
        values: dict[str, DatedValue],
        problems: list[Problem],
    ) -> None:
        self.term, self.raw = term, computation
        self.vocabulary, self.values, self.problems = vocabulary, values, problems
        self.typer = Typer(vocabulary, values, problems, None)
        # which of several sections is meant, the rule says
        self.typer.asked |= {section.name for section in vocabulary.sections.values() if section.repeat}

    def _report(self, code: str, span: Span, **details: object) -> None:
        self.problems.append(problem(code, span, None, **details))

    def computation(self) -> Computation:
        """The formula with its tax basis, as far as it can be told."""
        name, type_ = self.term.name, self.term.type
        if type_.kind != "Menge":
            self._report("formula-type", self.term.place(type_.of), term=name, type=type_)
            return self.raw
        self._sections()
        before = len(self.problems)
        found = self._formula(self.raw.formula)
        if found is None or len(self.problems) > before or type_.of not in UNITS:
            return self.raw
        made_of, tax = found
        wanted = dimension(type_.of)
        if made_of != wanted and not (wanted == PERCENT and not made_of):
            self._report("formula-result", self.raw.span, term=name, unit=type_.of, found=unit_name(made_of))
            return self.raw
        self._rounding(wanted)
        return self.raw._replace(tax=self._basis(tax) if is_money(type_.of) else "")

    def _sections(self) -> None:
        """A formula can be about one of several sections, not about one of these and one of those."""
        names = [self.term.name, *self.raw.names]
        kinds = (self.vocabulary.sections.get(section_of(name)) for name in names)
        several = list(dict.fromkeys(kind.name for kind in kinds if kind is not None and kind.repeat))
        if len(several) > 1:
            self._report("formula-sections", self.raw.span, term=self.term.name, sections=", ".join(several))

    def _rounding(self, wanted: Dimension) -> None:
        like = self.raw.like
        endless = next(_endless(self.raw.formula), None)
        if like is None:
            if endless is not None:
                self._report("formula-unrounded", self.raw.span, term=self.term.name, found=endless)
            return
        assert isinstance(like.value, TermRef)
        other = self.typer.term(like.value.name, like.span) if like.value.name not in self.values else None
        if other is None and like.value.name not in self.values:
            return
        if other is None or other.is_derived or other.is_case or not _is_amount_of(other.type, wanted):
            self._report("formula-like", like.span, name=like.value.name, unit=self.term.type.of)

    def _basis(self, tax: str) -> str:
        """The tax basis the operands must have for the result to be what the term says it is."""
        declared = self.term.type.tax
        formula = self.raw.formula
        steps = [op for op, _ in formula.rest] if isinstance(formula, Chain) else []
        turned = {("brutto", "zuzüglich"): "netto", ("netto", "ohne"): "brutto"}
        before = next((turned[declared, op] for op in steps if (declared, op) in turned), declared)
        if tax and declared and tax not in (declared, before):
            self._report("formula-tax-result", self.raw.span, term=self.term.name, found=tax, wanted=declared)
        return tax or before

    # -------------------------------------------------------------------------------------------- parts

    def _formula(self, formula: Formula) -> tuple[Dimension, str] | None:
        """What a formula is made of, and whether it is net or gross; None where that cannot be told (reported)."""
        if isinstance(formula, Operand):
            return self._operand(formula)
        first = self._formula(formula.first)
        rest = [(op, part, self._formula(part)) for op, part in formula.rest]
        if first is None or any(found is None for _, _, found in rest):
            return None
        made_of, tax = first
        for op, part, found in rest:
            assert found is not None
            other, other_tax = found
            if op in PERCENTAGES:
                if other != PERCENT:
                    self._report("formula-percent", _place(part), op=op, found=self._unit(part, other))
                    return None
                continue
            if op in ("mal", "durch"):
                made_of = () if made_of == PERCENT else made_of
                other = () if other == PERCENT else other
                sign = 1 if op == "mal" else -1
                made_of = product([made_of, tuple((name, sign * exponent) for name, exponent in other)])
            elif other != made_of:
                before, found_unit = self._unit(formula.first, made_of), self._unit(part, other)
                self._report("formula-units", _place(part), op=op, unit=before, found=found_unit)
                return None
            if tax and other_tax and tax != other_tax:
                self._report("formula-taxes", _place(part), found=other_tax, other_tax=tax)
                return None
            tax = tax or other_tax
        return made_of, tax

    def _unit(self, formula: Formula, made_of: Dimension) -> str:
        """The unit of a part as the reader knows it."""
        value = formula.value if isinstance(formula, Operand) else None
        if isinstance(value, Amount):
            return value.unit
        if isinstance(value, TermRef):
            dated = self.values.get(value.name)
            return dated.unit if dated is not None else self.vocabulary.terms[value.name].type.of or unit_name(made_of)
        return unit_name(made_of)

    def _operand(self, operand: Operand) -> tuple[Dimension, str] | None:
        value = operand.value
        if isinstance(value, Amount):
            return dimension(value.unit), value.tax or ""
        if isinstance(value, Duration):
            if value.unit not in ("Monat", "Jahr"):
                self._report("formula-period", operand.span, found=value)
                return None
            return TIME, ""
        if isinstance(value, Gathered):
            section = self.vocabulary.sections.get(section_of(value.name))
            known = self.vocabulary.terms.get(value.name)
            if known is not None and (section is None or not section.repeat or known.is_derived):
                self._report("formula-gathered", operand.span, how=value.how, name=value.name)
                return None
        elif value.name in self.values:
            dated = self.values[value.name]
            return (dimension(dated.unit), dated.tax or "") if dated.unit in UNITS else None
        term = self.typer.term(value.name, operand.span)
        if term is None:
            return None
        if term.is_case:
            self._report("formula-case", operand.span, name=term.name, term=self.term.name)
            return None
        if term.type.kind == "Anzahl":
            return (), ""
        if term.type.kind != "Menge":
            self._report("formula-operand", operand.span, term=term.name, type=term.type)
            return None
        return (dimension(term.type.of), term.type.tax) if term.type.of in UNITS else None


def _is_amount_of(type_: Type, wanted: Dimension) -> bool:
    return type_.kind == "Menge" and type_.of in UNITS and dimension(type_.of) == wanted


def _place(formula: Formula) -> Span:
    while isinstance(formula, Chain):
        formula = formula.first
    return formula.span


def _endless(formula: Formula) -> Iterator[str]:
    """The parts of a formula after which a number may have no end: a division, a part of a year."""
    if isinstance(formula, Chain):
        yield from _endless(formula.first)
        for op, part in formula.rest:
            if op in ("durch", "ohne"):
                yield op
            yield from _endless(part)
    elif isinstance(formula.value, Duration) and formula.value.length.months % 12:
        yield str(formula.value)
