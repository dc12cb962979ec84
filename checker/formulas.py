"""Formulas in words, in both languages: as a rule file states them, and with the amounts put in."""

from __future__ import annotations

from collections.abc import Callable

from checker.arithmetic import Working
from checker.values_in_words import figures, in_language, shown
from checker.vocabulary import Vocabulary
from dsl.document import Mark, Value
from dsl.rule import Chain, Computation, DatedValue, Formula, Gathered, Operand, TermRef

OPERATORS = {
    "+": ("+", "+"),
    "-": ("−", "−"),
    "mal": ("mal", "times"),
    "durch": ("durch", "divided by"),
    "zuzüglich": ("zuzüglich", "plus"),
    "abzüglich": ("abzüglich", "less"),
    "ohne": ("ohne", "without the included"),
}
STATED = ("soweit angegeben", "as far as stated")
SUM_OF = ("Summe aus", "sum of")
LIKE = ("gerundet wie", "rounded like")


def show_formula(computation: Computation, vocabulary: Vocabulary, values: dict[str, DatedValue], language: str) -> str:
    """`Preis.Arbeitspreis-netto zuzüglich Umsatzsteuer.Regelsatz, gerundet wie Preis.Arbeitspreis`.

    In English by what the terms mean: `net energy price plus VAT, rounded like energy price`.
    """

    def name(operand: Operand) -> str:
        ref = operand.value
        if not isinstance(ref, TermRef | Gathered):
            return shown(ref, "", vocabulary, language)
        said = _name(ref.name, vocabulary, values) if language == "en" else ref.name
        return f"{SUM_OF[language == 'en']} {said}" if isinstance(ref, Gathered) and ref.how == "Summe" else said

    said = _say(computation.formula, name, language)
    if computation.like is not None:
        said += f", {LIKE[language == 'en']} {name(computation.like)}"
    return said


def _say(formula: Formula, name: Callable[[Operand], str], language: str) -> str:
    if isinstance(formula, Operand):
        return name(formula)
    said = _part(formula.first, name, language, formula)
    for op, part in formula.rest:
        said += f" {OPERATORS[op][language == 'en']} {_part(part, name, language, formula)}"
    return f"{said}, {STATED[language == 'en']}" if formula.stated else said


def _part(part: Formula, name: Callable[[Operand], str], language: str, whole: Chain) -> str:
    """A part of a row; in parentheses where it would be read otherwise."""
    said = _say(part, name, language)
    if isinstance(part, Operand):
        return said
    ops = [op for op, _ in (*part.rest, *whole.rest)]
    plain = part.rest and part.rest[0][0] in ("mal", "durch") and ops[-1] in ("+", "-")
    percent = part is whole.first and ops[-1] in ("zuzüglich", "abzüglich", "ohne")
    return said if plain or percent else f"({said})"


def show_working(working: Working, vocabulary: Vocabulary, values: dict[str, DatedValue], language: str) -> str:
    """`Preis.Brutto = 23,04 ct/kWh netto (Netto) zuzüglich 19 % (Regelsatz) = 27,4176 ct/kWh, gerundet 27,42 ct/kWh`.

    Each amount with the term it is stated for; summands that are not stated are left out.
    """
    read = dict(working.values)

    def amount(operand: Operand) -> str:
        ref = operand.value
        if not isinstance(ref, TermRef | Gathered):
            return shown(ref, "", vocabulary, language)
        value = read.get(str(ref))
        said = shown(value, ref.name, vocabulary, language) if value is not None else ""
        short = _name(ref.name, vocabulary, values) if language == "en" else ref.name.rpartition(".")[2]
        return f"{said} ({short})" if said else ""

    title, formula = vocabulary.gloss(working.term, language), _stated(working.computation.formula, read)
    said = f"{title} = {_say(formula, amount, language)}"
    if isinstance(formula, Operand) and working.computation.like is None and working.exact is not None:
        return said
    result = shown(working.result, working.term, vocabulary, language)
    if working.computation.like is None or working.exact is None:
        return f"{said} = {result}"
    about = "≈" if working.cut else "="
    exact = f"{figures(working.exact.value, language)} {in_language(working.exact.unit, language)}"
    return f"{said} {about} {exact}, {'rounded' if language == 'en' else 'gerundet'} {result}"


def _name(name: str, vocabulary: Vocabulary, values: dict[str, DatedValue]) -> str:
    """What a term or dated value is called in English."""
    return values[name].title.en if name in values else vocabulary.gloss(name, "en")


def _stated(formula: Formula, read: dict[str, Value | None]) -> Formula:
    """The formula without the summands that came to nothing."""
    if isinstance(formula, Operand):
        return formula
    first = _stated(formula.first, read)
    rest = [(op, _stated(part, read)) for op, part in formula.rest]
    if not rest or rest[0][0] not in ("+", "-"):
        return Chain(first, tuple(rest))
    parts = [(op, part) for op, part in (("+", first), *rest) if not _is_nothing(part, read)]
    if not parts:
        return first
    if len(parts) == 1:
        return parts[0][1]
    return Chain(parts[0][1], tuple(parts[1:]))


def _is_nothing(part: Formula, read: dict[str, Value | None]) -> bool:
    if not isinstance(part, Operand) or not isinstance(part.value, TermRef | Gathered):
        return False
    value = read.get(str(part.value))
    return value is None or isinstance(value, Mark)
