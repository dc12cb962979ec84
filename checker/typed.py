"""Values as the vocabulary wants them: from what a line says to what a term can be, or what is wrong with it."""

from __future__ import annotations

from datetime import date

from dsl.document import Letters, Mark, Names, NameSet, Text, Value, show
from dsl.nearest import meant
from dsl.period import DateRange, Duration, Indefinite, LaterOf, Until
from dsl.quantity import UNITS, Amount, Bound, unit_family
from dsl.record import replace
from dsl.rule import Enumeration, Type
from dsl.source import MAX_PROBLEMS, Problem, Span, problem

_FITS: dict[str, tuple[type, ...]] = {
    "ja/nein": (bool,),
    "Text": (Text,),
    "Datum": (date,),
    "Zeitraum": (DateRange,),
    "Dauer": (Duration, Until),
    "Frist": (Duration,),
    "Laufzeit": (Duration, Until, LaterOf, Indefinite),
    "Verlängerung": (Duration, Indefinite),
}


def as_type(
    value: Value, type_: Type, term: str, enumeration: Enumeration | None, span: Span, items: tuple[Span, ...]
) -> tuple[Value | None, list[Problem]]:
    """``value`` as ``type_`` wants it, or None and the problem.

    ``enumeration``: the names of a choice or set. ``items``: the place of each name, where they stand on lines of
    their own.
    """
    if isinstance(value, Mark):
        return value, []
    kind = type_.kind
    if kind in ("eines", "mehrere") and isinstance(value, Names) and enumeration is not None:
        return _chosen(value, type_, term, enumeration, span, items)
    if kind == "Verweis" and isinstance(value, Names):
        if len(value.items) == 1 and isinstance(value.items[0], str):
            return value.items[0], []
        return None, [problem("reference-single", span, term=term, found=show(value))]
    if kind in ("Menge", "Anzahl", "Grenze"):
        return _measured(value, type_, term, span)
    if isinstance(value, DateRange) and kind in ("Dauer", "Laufzeit") and value.start is None and value.end:
        value = Until(value.end)
    if kind == "Zeitraum" and isinstance(value, date):
        return None, [problem("range-expected", span, term=term, found=show(value), better=f"ab {show(value)}")]
    if kind == "Text" and isinstance(value, Names):
        return None, [problem("text-unquoted", span, term=term, found=show(value), better=f'"{show(value)}"')]
    if isinstance(value, _FITS.get(kind, ())):
        if isinstance(value, Duration) and value.target and kind in ("Dauer", "Laufzeit", "Verlängerung"):
            return None, [problem("target-not-here", span, term=term, target=value.target)]
        return value, []
    return None, [_mismatch(value, type_, term, span, enumeration)]


def _chosen(
    value: Names, type_: Type, term: str, enumeration: Enumeration, span: Span, items: tuple[Span, ...]
) -> tuple[Value | None, list[Problem]]:
    """Names of an enumeration; letters stand for the names that carry them."""
    known = {v.name: v.gloss for v in enumeration.values}
    problems: list[Problem] = []
    names: dict[str, Span] = {}
    twice: set[str] = set()
    for index, item in enumerate(value.items):
        if len(problems) >= MAX_PROBLEMS:
            break
        place = items[index] if index < len(items) else span
        if isinstance(item, Letters):
            lettered = [v.name for v in enumeration.values if v.letter and item.first <= v.letter <= item.last]
            if not lettered:
                letters = ", ".join(dict.fromkeys(v.letter for v in enumeration.values if v.letter))
                problems.append(problem("letters-unknown", place, found=item, term=term, known=letters))
            names |= dict.fromkeys(lettered, place)
        elif item not in known:
            hint = meant(item, known)
            habit = _value_word(item, place) if not hint and len(value.items) == 1 else None
            if habit is not None:
                return None, [habit]
            listed = ", ".join(known) if len(known) <= 12 else ""
            problems.append(problem("name-unknown", place, found=item, term=term, hint=", ".join(hint), known=listed))
        elif item in names:
            if item not in twice:
                problems.append(problem("name-twice", place, names[item], found=item, term=term))
            twice.add(item)
        else:
            names[item] = place
    if problems:
        return None, problems
    if type_.kind == "eines":
        if len(names) != 1:
            return None, [problem("choice-single", span, term=term, found=", ".join(names))]
        return next(iter(names)), []
    # Shown as it was written: `lit. a bis c` stays so.
    return NameSet(frozenset(names), tuple(str(item) for item in value.items)), []


def _measured(value: Value, type_: Type, term: str, span: Span) -> tuple[Value | None, list[Problem]]:
    """An amount, count or bound in a unit of the right family."""
    if type_.kind == "Anzahl":
        if isinstance(value, Amount) and value.unit == "":
            return value, []
        return None, [_mismatch(value, type_, term, span)]
    if type_.kind == "Menge" and isinstance(value, Bound):
        return None, [problem("bound-not-here", span, term=term, found=str(value))]
    if type_.kind == "Grenze" and isinstance(value, Amount) and value.unit:
        return None, [problem("bound-expected", span, term=term, found=str(value))]
    amounts = [value] if isinstance(value, Amount) else []
    if type_.kind == "Grenze":
        amounts = [a for a in (value.low, value.high) if a is not None] if isinstance(value, Bound) else []
    if not amounts:
        return None, [_mismatch(value, type_, term, span)]
    for amount in amounts:
        if amount.unit == "":
            return None, [problem("unit-missing", span, term=term, unit=type_.of, found=str(amount))]
        if unit_family(amount.unit) != unit_family(type_.of):
            wrong = problem("unit-wrong", span, term=term, unit=type_.of, found=amount.unit)
            better = _in_full(value, amount.unit, type_.of)
            return None, [wrong._replace(details=(*wrong.details, ("better", better))) if better else wrong]
    if isinstance(value, Amount) and type_.tax:
        if value.tax and value.tax != type_.tax:
            return None, [problem("tax-wrong", span, term=term, tax=type_.tax, found=str(value))]
        return replace(value, tax=type_.tax), []
    return value, []


def _value_word(word: str, span: Span) -> Problem | None:
    """`none`, `yes`, `tbd`: words that other files use for what has its own word here; None for any other word."""
    from dsl.habit_words import VALUE_WORDS

    better = VALUE_WORDS.get(word.casefold())
    return problem("value-word", span, found=word, better=better) if better is not None else None


def _mismatch(value: Value, type_: Type, term: str, span: Span, enumeration: Enumeration | None = None) -> Problem:
    habit = _value_word(show(value), span) if isinstance(value, Names) else None
    if habit is not None:
        return habit
    if isinstance(value, Text) and value.text:
        return problem("text-quoted", span, term=term, found=show(value), better=value.text)
    known = ", ".join(each.name for each in enumeration.values[:2]) if enumeration is not None else ""
    is_ = kind_of_value(value)
    return problem("type-mismatch", span, term=term, type=str(type_), found=show(value), is_=is_, known=known)


def kind_of_value(value: Value) -> str:
    """Which kind of value this is; a word of the message catalogue."""
    if isinstance(value, bool):
        return "yes-no"
    if isinstance(value, Amount):
        return "amount" if value.unit else "count"
    names: dict[type, str] = {
        Bound: "bound",
        date: "day",
        DateRange: "range",
        Duration: "period",
        Until: "range",
        LaterOf: "term",
        Indefinite: "indefinite",
        Names: "names",
        Text: "text",
    }
    return next((word for kind, word in names.items() if isinstance(value, kind)), "names")


def _in_full(value: Value, short: str, unit: str) -> str:
    """What was probably meant where only the beginning of a unit stands: `3.500 kWh` a year. Empty where another
    unit begins so too: `9,90 EUR` may be a month's or a year's."""
    begun = [each for each in UNITS if each.startswith(f"{short}/") and unit_family(each) == unit_family(unit)]
    if begun != [unit]:
        return ""
    if isinstance(value, Amount):
        return str(replace(value, unit=unit))
    if not isinstance(value, Bound):
        return ""
    low, high = (replace(end, unit=unit) if end is not None else None for end in (value.low, value.high))
    return str(replace(value, low=low, high=high))
