"""Every small mistake that could stand in a formula: an operator, a number, a part or the rounding left out.

Only what the book would take up is a mutant: a formula in the wrong unit is refused when it is loaded, and needs no
example.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.formulas import show_formula
from checker.mutation.mutant_exprs import Change
from checker.mutation.mutant_values import shifted
from checker.typed_formulas import typed_formula
from checker.vocabulary import Vocabulary
from dsl.period import Duration
from dsl.quantity import Amount
from dsl.rule import Chain, Computation, DatedValue, Formula, Operand, Term, Words
from dsl.source import Problem

OTHERS = {
    "+": ("-",),
    "-": ("+",),
    "mal": ("durch",),
    "durch": ("mal",),
    "zuzüglich": ("abzüglich", "ohne"),
    "abzüglich": ("zuzüglich", "ohne"),
    "ohne": ("zuzüglich", "abzüglich"),
}


def of_formula(term: Term, vocabulary: Vocabulary, values: dict[str, DatedValue]) -> Iterator[tuple[Term, Change]]:
    """Every mutant of a computed term."""
    assert term.computation is not None
    for kind, computation in _changed(term.computation):
        problems: list[Problem] = []
        changed = typed_formula(term._replace(computation=computation._replace(tax="")), vocabulary, values, problems)
        if problems or changed.computation is None:
            continue
        said = [
            [show_formula(each, vocabulary, values, language) for each in (changed.computation, term.computation)]
            for language in ("de", "en")
        ]
        words = Words(f"»{said[0][0]}« statt »{said[0][1]}«", f"“{said[1][0]}” for “{said[1][1]}”")
        yield changed, Change(kind, term.computation.span, words)


def _changed(computation: Computation) -> Iterator[tuple[str, Computation]]:
    for kind, formula in _formulas(computation.formula):
        yield kind, computation._replace(formula=formula)
    if computation.like is not None:
        yield "drop", computation._replace(like=None)


def _formulas(formula: Formula) -> Iterator[tuple[str, Formula]]:
    if isinstance(formula, Operand):
        if isinstance(formula.value, Amount | Duration):
            for value in shifted(formula.value):
                assert isinstance(value, Amount | Duration)
                yield "shift", formula._replace(value=value)
        return
    first, rest = formula.first, formula.rest
    for kind, changed in _formulas(first):
        yield kind, formula._replace(first=changed)
    if rest[0][0] == "+":
        yield "drop", formula._replace(first=rest[0][1], rest=rest[1:]) if rest[1:] else rest[0][1]
    for at, (op, part) in enumerate(rest):
        others = (*rest[:at], *rest[at + 1 :])
        yield "drop", formula._replace(rest=others) if others else first
        for other in OTHERS[op]:
            yield "flip", formula._replace(rest=(*rest[:at], (other, part), *rest[at + 1 :]))
        for kind, changed in _formulas(part):
            yield kind, formula._replace(rest=(*rest[:at], (op, changed), *rest[at + 1 :]))
    if formula.stated:
        yield "drop", Chain(first, rest)
