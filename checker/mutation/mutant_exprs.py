"""Every small mistake that could stand in an expression: a threshold, an operator, a name, a part, `und` for `oder`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.mutation.mutant_values import other_lists, shifted, spoken_names
from checker.phrases import show_expr
from checker.vocabulary import Vocabulary
from dsl.document import NameSet
from dsl.record import dataclass
from dsl.rule import AllOf, AnyOf, Compare, Expr, Not, TermRef, Words
from dsl.source import Span

FLIPS = {
    "höchstens": "mehr als",
    "mehr als": "höchstens",
    "mindestens": "weniger als",
    "weniger als": "mindestens",
    "ist": "ist nicht",
    "ist nicht": "ist",
    "enthält": "enthält nicht",
    "enthält nicht": "enthält",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing changed: what stands there instead, where, and in words.

    ``kind``: `shift` (an amount, count, period or day of a comparison), `flip`, `drop`, `add` (names of a list),
    `join` (und, oder), `merge` (a version swallowed by its neighbour), `date` (a day of a version, exception or value).
    ``labels``: the two versions concerned differ in citation, severity, certainty or reading.
    """

    kind: str
    span: Span
    words: Words
    labels: bool = False


@dataclass(frozen=True, slots=True)
class Altered:
    """A changed expression; None where nothing is left of it."""

    expr: Expr | None
    change: Change


class Spoken:
    """The vocabulary, and which names of it a declaration compares a term with."""

    def __init__(self, vocabulary: Vocabulary, exprs: Iterable[Expr]) -> None:
        self.vocabulary = vocabulary
        self.exprs = tuple(exprs)

    def names(self, term: str) -> frozenset[str]:
        return spoken_names(self.exprs, term)


def altered(expr: Expr, words: Spoken) -> Iterator[Altered]:
    """Every mutant of one expression, from left to right."""
    if isinstance(expr, AllOf | AnyOf):
        yield from _of_parts(expr, words)
    elif isinstance(expr, Not):
        for inner in altered(expr.part, words):
            assert inner.expr is not None
            yield Altered(Not(inner.expr), inner.change)
    elif isinstance(expr, Compare):
        yield from _of_comparison(expr, words)
    else:
        yield Altered(Not(expr), Change("flip", expr.span, _becomes(expr, Not(expr))))


def _of_parts(expr: AllOf | AnyOf, words: Spoken) -> Iterator[Altered]:
    join, other = ("und", "oder") if isinstance(expr, AllOf) else ("oder", "und")
    swapped = AnyOf(expr.parts) if isinstance(expr, AllOf) else AllOf(expr.parts)
    yield Altered(
        swapped,
        Change(
            "join",
            place(expr),
            Words(
                f"»{other}« statt »{join}« in »{show_expr(expr)}«",
                f"“{other}” for “{join}” in “{show_expr(expr)}”",
            ),
        ),
    )
    for at, part in enumerate(expr.parts):
        rest = (*expr.parts[:at], *expr.parts[at + 1 :])
        left = rest[0] if len(rest) == 1 else type(expr)(rest)
        yield Altered(left, Change("drop", place(part), dropped(f"{join} {show_expr(part)}")))
        for inner in altered(part, words):
            assert inner.expr is not None
            yield Altered(type(expr)((*expr.parts[:at], inner.expr, *expr.parts[at + 1 :])), inner.change)


def _of_comparison(expr: Compare, words: Spoken) -> Iterator[Altered]:
    if expr.op in FLIPS:
        turned: Expr = expr._replace(op=FLIPS[expr.op])
        yield Altered(turned, Change("flip", expr.span, _becomes(expr, turned)))
    elif expr.op == "ist eines aus":
        yield Altered(Not(expr), Change("flip", expr.span, _becomes(expr, Not(expr))))
    if isinstance(expr.operand, TermRef):
        return
    for value in shifted(expr.operand):
        moved = expr._replace(operand=value)
        yield Altered(moved, Change("shift", expr.operand_span, _becomes(expr, moved)))
    for names, added in other_lists(expr, words.vocabulary, words.names(expr.term)):
        yield Altered(
            expr._replace(operand=names),
            Change("drop" if added is None else "add", expr.operand_span, _listed(expr, names, added)),
        )


def place(expr: Expr) -> Span:
    """Where an expression begins."""
    while isinstance(expr, AllOf | AnyOf | Not):
        expr = expr.part if isinstance(expr, Not) else expr.parts[0]
    return expr.span


def _becomes(before: Expr, after: Expr) -> Words:
    old, new = show_expr(before), show_expr(after)
    return Words(f"»{new}« statt »{old}«", f"“{new}” for “{old}”")


def _listed(expr: Compare, names: NameSet, added: NameSet | None) -> Words:
    said = show_expr(expr)
    if added is not None:
        return Words(f"zusätzlich »{added}« in »{said}«", f"“{added}” besides in “{said}”")
    assert isinstance(expr.operand, NameSet)
    lacking = NameSet(expr.operand.names - names.names)
    return Words(f"ohne »{lacking}« in »{said}«", f"without “{lacking}” in “{said}”")


def dropped(text: str) -> Words:
    return Words(f"»{text}« gestrichen", f"“{text}” dropped")
