"""What would be lawful, as one would write it: from what a rule demands and does not find."""

from __future__ import annotations

from checker.finding import Text
from checker.phrases import show_expr
from checker.vocabulary import Fact, Vocabulary, section_of
from dsl.document import show
from dsl.record import NamedTuple
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


class Place(NamedTuple):
    """Where the help is written: ``section`` under question (`Entgelt Überweisung`), the fact the finding rests on,
    and whether case terms are stated there (an offer) or bounded (a tariff)."""

    section: str
    fact: Fact | None
    offer: bool
    vocabulary: Vocabulary


def help_text(repair: tuple[Expr, ...], place: Place) -> Text | None:
    """What would satisfy the rule, in the words one writes into the file."""
    if not repair:
        return None
    whole = repair[0] if len(repair) == 1 else AllOf(tuple(dict.fromkeys(repair)))
    de, en = _say(whole, place, True), _say(whole, place, False)
    fact = place.fact
    if fact is not None and fact.layer in ("AGB", "Gesetz"):
        section = place.section or section_of(fact.term) or "Tarif"
        heads = f"im Tarif selbst regeln, Abschnitt {section}", f"state in the tariff, section {section}"
        return Text(f"{heads[0]}: {de}", f"{heads[1]}: {en}")
    return Text(f"einzuhalten mit {de}", f"kept with {en}")


def _say(expr: Expr, place: Place, german: bool) -> str:
    if isinstance(expr, AnyOf):
        merged = _alternatives(expr, place, german)
        return (" oder " if german else " or ").join(merged)
    if isinstance(expr, AllOf):
        parts = [_say(part, place, german) for part in expr.parts]
        return (" und " if german else " and ").join(dict.fromkeys(parts))
    if isinstance(expr, Not):
        return _negated(expr.part, place, german)
    if isinstance(expr, Given):
        return f"{_name(expr.term, place)} angeben" if german else f"a stated {_name(expr.term, place)}"
    if isinstance(expr, Bare):
        return f"{_name(expr.term, place)}: ja"
    name, value = _sides(expr, place, german)
    return f"{name}: {value}"


def _alternatives(expr: AnyOf, place: Place, german: bool) -> list[str]:
    """Values of one term follow each other: `Verlängerung: unbefristet oder keine`."""
    said: list[str] = []
    term = ""
    for part in expr.parts:
        if isinstance(part, Compare) and part.term == term:
            said.append(_sides(part, place, german)[1])
        else:
            said.append(_say(part, place, german))
        term = part.term if isinstance(part, Compare) else ""
    return said


def _negated(expr: Expr, place: Place, german: bool) -> str:
    if isinstance(expr, Bare):
        return f"{_name(expr.term, place)}: nein"
    if isinstance(expr, Compare):
        name, value = _sides(expr, place, german)
        return f"{name}: {'nicht' if german else 'not'} {value}"
    return f"{'nicht' if german else 'not'} ({show_expr(expr, 'de' if german else 'en')})"


def _sides(expr: Compare, place: Place, german: bool) -> tuple[str, str]:
    """The term and the value one writes: for a case term of a tariff, the fact that admits customers."""
    known = place.vocabulary.terms[expr.term]
    name, word = _name(expr.term, place), AFTER_COLON[expr.op][0 if german else 1]
    if known.is_case and not place.offer:
        required = known.domain_with is not None and place.fact is not None and place.fact.term == known.domain_with
        if required and known.domain_with is not None:
            name = known.domain_with
        elif known.domain_without is not None and expr.op == "enthält nicht":
            name, word = known.domain_without, ""
        elif known.domain is not None:
            name = known.domain
    operand = expr.operand
    if isinstance(operand, TermRef):
        return name, f"{word} {operand.name}".strip()
    value = show(operand)
    return name, f"{word} {in_a_row(value, german) if expr.op == 'ist eines aus' else value}".strip()


def _name(term: str, place: Place) -> str:
    """A term as the section under question names it."""
    return term.rpartition(".")[2] if place.section and section_of(term) == place.section.split(" ")[0] else term


def in_a_row(names: str, german: bool) -> str:
    """`a, b, c` as `a, b oder c`."""
    head, comma, last = names.rpartition(", ")
    return f"{head} {'oder' if german else 'or'} {last}" if comma else names
