"""What would be lawful, as one would write it: from what a rule demands and does not find."""

from __future__ import annotations

from checker.finding import Text
from checker.phrases import show_expr
from checker.values_in_words import shown
from checker.vocabulary import Fact, Vocabulary, section_of
from dsl.document import NameSet
from dsl.rule import AllOf, AnyOf, Bare, Compare, Expr, Given, Not, TermRef

# how an operator reads after `Term:`
AFTER_COLON: dict[str, tuple[str, str]] = {
    "ist": ("", ""),
    "ist nicht": ("nicht", "not"),
    "ist eines aus": ("", ""),
    "höchstens": ("höchstens", "at most"),
    "mindestens": ("mindestens", "at least"),
    "mehr als": ("mehr als", "more than"),
    "weniger als": ("weniger als", "less than"),
    "enthält": ("auch", "also"),
    "enthält nicht": ("ohne", "without"),
    "nur": ("nur", "only"),
}


def help_text(repair: tuple[Expr, ...], fact: Fact | None, offer: bool, vocabulary: Vocabulary) -> Text | None:
    """What would satisfy the rule. ``fact``: the fact the finding rests on; ``offer``: case terms are stated there."""
    if not repair:
        return None
    whole = repair[0] if len(repair) == 1 else AllOf(tuple(dict.fromkeys(repair)))
    de, en = (_say(whole, vocabulary, language, offer) for language in ("de", "en"))
    if fact is not None and fact.layer in ("AGB", "Gesetz"):
        section = section_of(fact.term) or "Tarif"
        return Text(
            f"im Tarif selbst regeln, Abschnitt {section}: {de}", f"state in the tariff, section {section}: {en}"
        )
    return Text(f"einzuhalten mit {de}", f"kept with {en}")


def _say(expr: Expr, vocabulary: Vocabulary, language: str, offer: bool) -> str:
    german = language == "de"
    if isinstance(expr, AnyOf):
        merged = _alternatives(expr, vocabulary, language, offer)
        return (" oder " if german else " or ").join(merged)
    if isinstance(expr, AllOf):
        parts = [_say(part, vocabulary, language, offer) for part in expr.parts]
        return (" und " if german else " and ").join(dict.fromkeys(parts))
    if isinstance(expr, Not):
        return _negated(expr.part, vocabulary, language, offer)
    if isinstance(expr, Given):
        return f"{expr.term} angeben" if german else f"a stated {expr.term}"
    if isinstance(expr, Bare):
        return f"{expr.term}: {'ja' if german else 'yes'}"
    name, value = _sides(expr, vocabulary, language, offer)
    return f"{name}: {value}"


def _alternatives(expr: AnyOf, vocabulary: Vocabulary, language: str, offer: bool) -> list[str]:
    """Values of one term follow each other: `Verlängerung: unbefristet oder keine`."""
    said: list[str] = []
    term = ""
    for part in expr.parts:
        if isinstance(part, Compare) and part.term == term:
            said.append(_sides(part, vocabulary, language, offer)[1])
        else:
            said.append(_say(part, vocabulary, language, offer))
        term = part.term if isinstance(part, Compare) else ""
    return said


def _negated(expr: Expr, vocabulary: Vocabulary, language: str, offer: bool) -> str:
    german = language == "de"
    if isinstance(expr, Bare):
        return f"{expr.term}: {'nein' if german else 'no'}"
    if isinstance(expr, Compare):
        name, value = _sides(expr, vocabulary, language, offer)
        return f"{name}: {'nicht' if german else 'not'} {value}"
    return f"{'nicht' if german else 'not'} ({show_expr(expr, language)})"


def _sides(expr: Compare, vocabulary: Vocabulary, language: str, offer: bool) -> tuple[str, str]:
    """The term and the value one writes: for a case term of a tariff, the fact that admits customers."""
    known = vocabulary.terms[expr.term]
    name, (german, english) = expr.term, AFTER_COLON[expr.op]
    word = german if language == "de" else english
    if known.is_case and not offer:
        if known.domain_without is not None and expr.op == "enthält nicht":
            name, word = known.domain_without, ""
        elif known.domain is not None:
            name = known.domain
    operand = expr.operand
    if isinstance(operand, TermRef):
        return name, f"{word} {operand.name}".strip()
    value = shown(operand, expr.term, vocabulary, language)
    if expr.op == "ist eines aus" and isinstance(operand, NameSet):
        head, _, last = value.rpartition(", ")
        value = f"{head} {'oder' if language == 'de' else 'or'} {last}" if head else last
    return name, f"{word} {value}".strip()
