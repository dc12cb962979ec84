"""Values as a reader of either language writes them: German as in the files, English with English figures and units."""

from __future__ import annotations

from decimal import Decimal

from checker.vocabulary import Vocabulary
from dsl.document import Mark, Names, NameSet, Text, Value, show
from dsl.period import DateRange, Duration, Indefinite, LaterOf, Length, Until
from dsl.quantity import Amount, Bound, format_number

UNITS = {"Tag": "day", "Woche": "week", "Monat": "month", "Jahr": "year", "Werktag": "working day"}
TARGETS = {
    "jederzeit": "at any time",
    "Monatsende": "to the end of a month",
    "Quartalsende": "to the end of a quarter",
    "Halbjahresende": "to the end of a half-year",
    "Jahresende": "to the end of a year",
}
ENGLISH_FIGURES = str.maketrans(".,", ",.")
TAXES = {"brutto": " gross", "netto": " net", None: ""}


def shown(value: Value | Length, term: str, vocabulary: Vocabulary, language: str) -> str:
    """``value`` of ``term`` in ``language``."""
    if isinstance(value, Length):
        return _length(value, language)
    return show(value) if language == "de" else _english(value, term, vocabulary)


def _length(length: Length, language: str) -> str:
    parts: list[str] = []
    for count, german, english in ((length.months, "Monat", "month"), (length.days, "Tag", "day")):
        if count:
            many_de, many_en = ("", "") if count == 1 else ("e", "s")
            parts.append(f"{count} {german}{many_de}" if language == "de" else f"{count} {english}{many_en}")
    return (" und " if language == "de" else " and ").join(parts)


def figures(number: Decimal, language: str) -> str:
    """`100.001,5` in German, `100,001.5` in English."""
    german = format_number(number)
    return german if language == "de" else german.translate(ENGLISH_FIGURES)


def in_language(unit: str, language: str) -> str:
    """`EUR/month` for EUR/Monat."""
    return unit.replace("Monat", "month") if language == "en" else unit


def _english(value: Value, term: str, vocabulary: Vocabulary) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Amount):
        return f"{figures(value.value, 'en')} {in_language(value.unit, 'en')}{TAXES[value.tax]}".strip()
    if isinstance(value, Bound):
        low = _english(value.low, term, vocabulary) if value.low is not None else ""
        high = _english(value.high, term, vocabulary) if value.high is not None else ""
        parts = [f"{'from' if value.low_inclusive else 'more than'} {low}"] if low else []
        parts += [f"{'up to' if value.high_inclusive else 'less than'} {high}"] if high else []
        return " ".join(parts)
    if isinstance(value, Duration):
        return _duration(value, vocabulary)
    if isinstance(value, DateRange):
        start = f"from {value.start}" if value.start is not None else ""
        end = f"until {value.end}" if value.end is not None else ""
        return " ".join(part for part in (start, end) if part)
    if isinstance(value, Until):
        return f"until {value.day}"
    if isinstance(value, LaterOf):
        return f"the later of {' and '.join(_english(part, term, vocabulary) for part in value.parts)}"
    if isinstance(value, Indefinite):
        return "indefinite"
    if isinstance(value, Mark):
        return "none" if value is Mark.NONE else "unknown"
    known = vocabulary.terms.get(term)
    if isinstance(value, str) and value in TAXES:
        return TAXES[value].strip()
    if isinstance(value, str) and known is not None:
        return vocabulary.value_gloss(known.type, value)
    if isinstance(value, NameSet) and known is not None:
        return ", ".join(vocabulary.value_gloss(known.type, name) for name in value.shown or sorted(value.names))
    if isinstance(value, Text | Names):
        return str(value)
    return show(value)


def _duration(value: Duration, vocabulary: Vocabulary) -> str:
    unit = UNITS[value.unit]
    said = f"{value.count} {unit}" if value.count == 1 else f"{value.count} {unit}s"
    if value.anchor is not None:
        said += f" from {vocabulary.gloss(value.anchor, 'en')}"
    if value.target is None:
        return said
    if value.target in TARGETS:
        return f"{said} {TARGETS[value.target]}"
    name = value.target.removeprefix("Ende ")
    return f"{said} to the end of the {vocabulary.gloss(vocabulary.in_full(name) or name, 'en')}"
