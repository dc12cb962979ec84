"""What stands beside the carets: found and demanded side by side, lengths in days where the units differ."""

from __future__ import annotations

from checker.arithmetic import subtracted
from checker.finding import Text
from checker.judge import Breach, Outcome
from checker.repair import AFTER_COLON, in_a_row
from checker.rulebook import Rulebook
from checker.values_in_words import figures, in_language, shown
from checker.vocabulary import Vocabulary
from dsl.document import NameSet, Value
from dsl.period import Duration, shortest_and_longest
from dsl.quantity import Amount
from dsl.rule import AnyOf, Bare, Compare, Given

# what a comparison says of its operand: a limit allows, a minimum is required; (German, English)
ALLOWED, REQUIRED, FORBIDDEN = (
    ("erlaubt ist", "allowed:"),
    ("verlangt ist", "required:"),
    ("nicht erlaubt ist", "not allowed:"),
)
VERBS: dict[str, tuple[str, str]] = {
    "höchstens": ALLOWED,
    "weniger als": ALLOWED,
    "mindestens": REQUIRED,
    "mehr als": REQUIRED,
    "ist": REQUIRED,
    "ist nicht": FORBIDDEN,
    "ist eines aus": ALLOWED,
}


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
    difference = _difference(first, vocabulary)
    if difference is not None:
        return difference
    choices = [first]
    if len(outcome.repair) == 1 and isinstance(outcome.repair[0], AnyOf):
        choices = [b for b in outcome.breaches if b.atom.term == atom.term and isinstance(b.atom, Compare)]
    return Text(*(f"{_found(first, vocabulary, lang)}; {_demands(choices, vocabulary, lang)}" for lang in ("de", "en")))


def calculations(outcome: Outcome, book: Rulebook) -> tuple[Text, ...]:
    """How the amounts were worked out that a comparison rests on, and by how much they differ from what is stated."""
    told: dict[str, Text] = {}
    for breach in outcome.breaches:
        for working in breach.workings:
            from checker.formulas import show_working

            said = (show_working(working, book.vocabulary, book.values, language) for language in ("de", "en"))
            told.setdefault(working.term, Text(*said))
        found, operand = breach.found, breach.operand
        if breach.workings and isinstance(found, Amount) and isinstance(operand, Amount) and breach.found != operand:
            gap = subtracted(found, operand)
            told[f"{breach.atom.term} - {operand}"] = Text(
                *(f"{word}: {_gap(gap, lang)}" for word, lang in (("Abweichung", "de"), ("Difference", "en")))
            )
    return tuple(told.values())


def _gap(amount: Amount, language: str) -> str:
    return f"{figures(amount.value, language)} {in_language(amount.unit, language)}"


def _difference(breach: Breach, vocabulary: Vocabulary) -> Text | None:
    """Of two sets, what is too much and what is missing."""
    assert isinstance(breach.atom, Compare)
    op, term = breach.atom.op, breach.atom.term
    if op not in ("enthält", "enthält nicht", "nur", "ist") or not isinstance(breach.operand, NameSet):
        return None
    mine = breach.found.names if isinstance(breach.found, NameSet) else frozenset()
    theirs = breach.operand.names
    too_much = {"enthält nicht": mine & theirs, "nur": mine - theirs, "ist": mine - theirs}.get(op, frozenset())
    lacking = theirs - mine if op in ("enthält", "ist") else frozenset()
    if not breach.wanted or not (too_much or lacking):
        shown_set = [shown(breach.operand, term, vocabulary, language) for language in ("de", "en")]
        return Text(f"nicht erlaubt ist nur {shown_set[0]}", f"only {shown_set[1]} is not allowed")
    parts_de: list[str] = []
    parts_en: list[str] = []
    excess = ("nicht erlaubt ist", "not allowed") if op == "enthält nicht" else ("zu viel ist", "too much")
    for names, (german, english) in ((too_much, excess), (lacking, ("es fehlt", "missing"))):
        if names:
            ordered = vocabulary.name_set(term, names)
            parts_de.append(f"{german} {shown(ordered, term, vocabulary, 'de')}")
            parts_en.append(f"{english}: {shown(ordered, term, vocabulary, 'en')}")
    if op == "nur":
        parts_de.append(f"erlaubt ist nur {shown(breach.operand, term, vocabulary, 'de')}")
        parts_en.append(f"only {shown(breach.operand, term, vocabulary, 'en')} allowed")
    return Text("; ".join(parts_de), "; ".join(parts_en))


def _demands(choices: list[Breach], vocabulary: Vocabulary, language: str) -> str:
    """`erlaubt ist höchstens 1 Monat (28 bis 31 Tage) oder unbefristet`."""
    german = language == "de"
    head = VERBS[choices[0].atom.op] if isinstance(choices[0].atom, Compare) else ALLOWED
    if not choices[0].wanted:
        head = FORBIDDEN
    elif len(choices) > 1:
        head = ALLOWED
    said: list[str] = []
    for choice in choices:
        assert isinstance(choice.atom, Compare)
        operand = "–" if choice.operand is None else shown(choice.operand, choice.atom.term, vocabulary, language)
        if choice.atom.op == "ist eines aus":
            operand = in_a_row(operand, german)
        word = "" if choice.atom.op == "ist nicht" else AFTER_COLON[choice.atom.op][0 if german else 1]
        said.append(" ".join(part for part in (word, operand + _days(choice, language)) if part))
    return f"{head[0 if german else 1]} {(' oder ' if german else ' or ').join(dict.fromkeys(said))}"


def _days(breach: Breach, language: str) -> str:
    """` (28 bis 31 Tage)` after months that are held against days; the one number where the dates are known."""
    operand = breach.operand
    if not _mixed(breach.found, operand) or not isinstance(operand, Duration) or not operand.length.months:
        return ""
    days = "Tage" if language == "de" else "days"
    if breach.days is not None:
        return f" ({'hier' if language == 'de' else 'here'} {breach.days} {days})"
    low, high = shortest_and_longest(operand.length.months)
    return f" ({low} {'bis' if language == 'de' else 'to'} {high} {days})"


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
