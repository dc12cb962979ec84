"""What stands beside the carets: found and demanded side by side, lengths in days where the units differ."""

from __future__ import annotations

from checker.finding import Text
from checker.judge import Breach, Outcome
from checker.phrases import OPERATORS
from checker.values_in_words import shown
from checker.vocabulary import Vocabulary
from dsl.document import Value
from dsl.period import Duration, shortest_and_longest
from dsl.rule import AnyOf, Bare, Given

# `verlangt ist ...` before the operand; nothing for what reads well by itself
GERMAN = {"ist": "", "ist nicht": "nicht", "ist eines aus": "eines aus", "enthält": "mit", "enthält nicht": "ohne"}


def label(outcome: Outcome, vocabulary: Vocabulary) -> Text:
    """The label of a violated outcome, from its first breach and the alternatives to it."""
    first = outcome.breaches[0]
    atom = first.atom
    if isinstance(atom, Given):
        return Text("fehlt", "is missing") if first.wanted else Text("darf hier nicht stehen", "must not stand here")
    if isinstance(atom, Bare):
        found = ("nein", "no") if first.wanted else ("ja", "yes")
        wanted = ("ja", "yes") if first.wanted else ("nein", "no")
        return Text(f"{found[0]}; verlangt ist {wanted[0]}", f"{found[1]}; required is {wanted[1]}")
    choices = [first]
    if len(outcome.repair) == 1 and isinstance(outcome.repair[0], AnyOf):
        choices = [b for b in outcome.breaches if b.atom.term == atom.term and not isinstance(b.atom, Given | Bare)]
    de = " oder ".join(filter(None, (_demand(choice, vocabulary, "de") for choice in choices)))
    en = " or ".join(filter(None, (_demand(choice, vocabulary, "en") for choice in choices)))
    return Text(
        f"{_found(first, vocabulary, 'de')}; verlangt ist {de}",
        f"{_found(first, vocabulary, 'en')}; required is {en}",
    )


def _demand(breach: Breach, vocabulary: Vocabulary, language: str) -> str:
    """`höchstens 1 Monat (28 bis 31 Tage)`."""
    op = breach.atom.op  # type: ignore[union-attr]
    words = [] if breach.wanted else ["nicht" if language == "de" else "not"]
    words.append(GERMAN.get(op, op) if language == "de" else OPERATORS[op])
    if breach.operand is not None:
        words.append(shown(breach.operand, breach.atom.term, vocabulary, language))
    if _mixed(breach.found, breach.operand) and isinstance(breach.operand, Duration) and breach.operand.length.months:
        low, high = shortest_and_longest(breach.operand.length.months)
        words.append(f"({low} bis {high} Tage)" if language == "de" else f"({low} to {high} days)")
    return " ".join(filter(None, words))


def _found(breach: Breach, vocabulary: Vocabulary, language: str) -> str:
    """`6 Wochen zum Ende Erstlaufzeit = 42 Tage`, where it is held against months."""
    value = breach.found
    said = shown(value, breach.atom.term, vocabulary, language) if value is not None else "–"
    if _mixed(value, breach.operand) and isinstance(value, Duration) and value.unit == "Woche":
        return f"{said} = {value.length.days} {'Tage' if language == 'de' else 'days'}"
    return said


def _mixed(left: Value | None, right: Value | None) -> bool:
    """Whether one is counted in days or weeks and the other in months or years."""
    if not isinstance(left, Duration) or not isinstance(right, Duration):
        return False
    mine, theirs = left.length, right.length
    return not (mine.workdays or theirs.workdays) and bool(mine.months) != bool(theirs.months)
