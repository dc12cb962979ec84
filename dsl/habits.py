"""Habits from elsewhere, recognised: what somebody meant who wrote `12.90`, `€/kWh` or `01.01.2026`.

Every function returns a ``Flaw`` whose code names a message; none of them ever shows a token name.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from dsl.layout import Flaw, flaw
from dsl.quantity import UNITS

if TYPE_CHECKING:
    from lark import Token
    from lark.exceptions import UnexpectedInput

GERMAN_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
POINT_DECIMAL = re.compile(r"([+-]?\d+)\.(\d+)")
# how people write a unit -> how the language writes it
UNIT_HABITS = {
    "€": "EUR",
    "Euro": "EUR",
    "euro": "EUR",
    "eur": "EUR",
    "Eur": "EUR",
    "€/kWh": "EUR/kWh",
    "Euro/kWh": "EUR/kWh",
    "€/Monat": "EUR/Monat",
    "Euro/Monat": "EUR/Monat",
    "EUR/mtl.": "EUR/Monat",
    "EUR/mtl": "EUR/Monat",
    "EUR/M": "EUR/Monat",
    "EUR/month": "EUR/Monat",
    "€/Jahr": "EUR/a",
    "EUR/Jahr": "EUR/a",
    "Euro/Jahr": "EUR/a",
    "€/a": "EUR/a",
    "EUR/p.a.": "EUR/a",
    "Cent": "ct",
    "cent": "ct",
    "Ct": "ct",
    "Cent/kWh": "ct/kWh",
    "cent/kWh": "ct/kWh",
    "Ct/kWh": "ct/kWh",
    "ct/kwh": "ct/kWh",
    "ct/KWh": "ct/kWh",
    "ct/kWH": "ct/kWh",
    "¢/kWh": "ct/kWh",
    "kwh": "kWh",
    "KWh": "kWh",
    "KWH": "kWh",
    "kWH": "kWh",
    "kwh/a": "kWh/a",
    "KWh/a": "kWh/a",
    "kWh/Jahr": "kWh/a",
    "kwh/Jahr": "kWh/a",
    "kWh/year": "kWh/a",
    "kWh/p.a.": "kWh/a",
    "Prozent": "%",
    "percent": "%",
}
TIME_HABITS = {
    "Mon": "Monate",
    "Mon.": "Monate",
    "M": "Monate",
    "months": "Monate",
    "month": "Monat",
    "weeks": "Wochen",
    "week": "Woche",
    "days": "Tage",
    "day": "Tag",
    "years": "Jahre",
    "year": "Jahr",
    "Wo.": "Wochen",
    "monate": "Monate",
    "monat": "Monat",
    "wochen": "Wochen",
    "tage": "Tage",
    "jahre": "Jahre",
    "Werktagen": "Werktage",
}


def wrong_number(token: Token) -> Flaw:
    """What is wrong with a number that is no German number."""
    text = str(token)
    if text.endswith((",", ".")):
        return flaw("number-unfinished", token, found=text)
    german = GERMAN_DAY.fullmatch(text)
    if german:
        return _german_day(token, german)
    point = POINT_DECIMAL.fullmatch(text)
    if point:
        return flaw("number-point", token, found=text, better=f"{point[1].lstrip('+')},{point[2]}")
    if re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", text):
        better = text.replace(",", "\0").replace(".", ",").replace("\0", ".")
        return flaw("number-english", token, found=text, better=better)
    if "'" in text:
        return flaw("number-apostrophe", token, found=text, better=text.replace("'", "."))
    return flaw("number-malformed", token, found=text)


def _german_day(token: Token, match: re.Match[str]) -> Flaw:
    text = f"{int(match[3]):04d}-{int(match[2]):02d}-{int(match[1]):02d}"
    try:
        date.fromisoformat(text)
    except ValueError:
        return flaw("day-impossible", token, found=match[0])
    return flaw("day-german", token, found=match[0], better=text)


def wrong_day(token: Token) -> Flaw:
    """What is wrong with a date: digits missing, or no such day."""
    year, month, number = str(token).split("-")
    try:
        better = date(int(year), int(month), int(number)).isoformat()
    except ValueError:
        return flaw("day-impossible", token, found=token)
    return flaw("day-digits", token, found=token, better=better)


def wrong_unit(token: Token) -> Flaw:
    """An unknown unit, with the one that was probably meant."""
    text = str(token)
    better = UNIT_HABITS.get(text) or TIME_HABITS.get(text)
    if better is None:
        better = next((unit for unit in UNITS if unit and unit.casefold() == text.casefold()), None)
    if better is not None:
        return flaw("unit-habit", token, found=text, better=better)
    known = ", ".join(unit for unit in UNITS if unit)
    return flaw("unit-unknown", token, found=text, known=known)


def wrong_time_unit(token: Token) -> Flaw:
    text = str(token)
    if text in TIME_HABITS:
        return flaw("unit-habit", token, found=text, better=TIME_HABITS[text])
    return flaw("time-unit-unknown", token, found=text)


# Looked for in a line that could not be read, first hit wins: (pattern, code). Group 1, if any, is the place.
LINE_HABITS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r'^[^"]*("[^"]*"[^"]*)*("[^"]*)$'), "string-unclosed"),
    (re.compile(r"([„“”‟«»])"), "quotes-typographic"),
    (re.compile(r"('[^']*')"), "quotes-single"),
    (re.compile(r"^[\w.\-]+\s*(=)"), "equals-sign"),
    (re.compile(r"(;)"), "semicolon"),
    (re.compile(r"(\d{1,2}\.\d{1,2}\.\d{4})"), "day-german"),
    (re.compile(r"(?<![\w.])(\d{1,2}/\d{1,2}/\d{4})"), "day-slash"),
    (re.compile(r"(€\s*\d[\d.,]*)"), "unit-before-number"),
    (re.compile(r"(?<![\w.])(EUR\s+\d[\d.,]*)"), "unit-before-number"),
    (re.compile(r"(<=|>=|<|>|≤|≥)"), "comparison-sign"),
    (re.compile(r"\b(max\.?|maximal|bis zu|min\.?|minimal|mind\.|höchst\.)\s"), "bound-word"),
    (re.compile(r"(//|/\*)"), "comment-slashes"),
    (re.compile(r"([{}\[\]])"), "braces"),
    (re.compile(r"(\|)"), "bar"),
    (re.compile(r"([*•·–—])\s"), "bullet"),
    (re.compile(r"(,)\s*$"), "comma-last"),
    (re.compile(r"(,\s*,)"), "comma-twice"),
    (re.compile(r"\b(and|or|not|from|to|until)\b"), "english-word"),
)
BOUND_WORDS = {"mi": "mindestens", "ma": "höchstens", "hö": "höchstens", "bi": "höchstens"}
SIGNS = {
    "<=": "höchstens",
    "≤": "höchstens",
    ">=": "mindestens",
    "≥": "mindestens",
    "<": "weniger als",
    ">": "mehr als",
}
ENGLISH = {"and": "und", "or": "oder", "not": "nicht", "from": "ab", "to": "bis", "until": "bis"}

# What may stand at a place -> words a reader knows. Everything not listed is a word of the language itself.
EXPECTED = {
    "NAME": "name",
    "NUMBER": "number",
    "UNIT": "unit",
    "DATE": "day",
    "STRING": "text",
    "TAX": "tax",
    "LIT": "letter",
    "COLON": "colon",
    "COMMA": "comma",
    "CITATION": "citation",
    "LANG": "language",
    "$END": "end",
}


def explain(content: str, error: UnexpectedInput, start: str) -> Flaw:
    """Say in words of the domain why a line could not be read. ``start``: what was being read."""
    for pattern, code in LINE_HABITS:
        match = pattern.search(content)
        if match is None:
            continue
        group = 1 if match.lastindex else 0
        if code == "string-unclosed":
            group = 2
        return _habit(code, match, group)
    at = min(max(getattr(error, "pos_in_stream", 0) or 0, 0), len(content))
    token = getattr(error, "token", None)
    end = at + len(token) if token is not None and str(token) else _word_end(content, at)
    expected = sorted(getattr(error, "accepts", None) or getattr(error, "allowed", None) or ())
    words = ",".join(dict.fromkeys(_expected(name) for name in expected))
    found = content[at:end]
    if start in ("fact", "heading") and ":" not in content and start == "fact":
        return Flaw("colon-missing", 0, len(content), (("found", content),))
    if not found:
        return Flaw(
            "line-unfinished",
            max(len(content) - 1, 0),
            len(content),
            (("line", content), ("expected", words), ("what", start)),
        )
    details = (("found", found), ("expected", words), ("what", start))
    return Flaw("line-unreadable", at, max(end, at + 1), details)


def _habit(code: str, match: re.Match[str], group: int) -> Flaw:
    start, end = match.span(group)
    found = match[group]
    details: list[tuple[str, str]] = [("found", found)]
    if code == "day-german":
        german = GERMAN_DAY.fullmatch(found)
        assert german is not None
        day = f"{int(german[3]):04d}-{int(german[2]):02d}-{int(german[1]):02d}"
        try:
            date.fromisoformat(day)
        except ValueError:
            code = "day-impossible"
        details.append(("better", day))
    elif code == "comparison-sign":
        details.append(("better", SIGNS[found]))
    elif code == "bound-word":
        details.append(("better", BOUND_WORDS[found[:2]]))
    elif code == "english-word":
        details.append(("better", ENGLISH[found]))
    return Flaw(code, start, end, tuple(details))


def _expected(terminal: str) -> str:
    terminal = terminal.removeprefix("tarif__")
    if terminal in EXPECTED:
        return "@" + EXPECTED[terminal]
    from dsl.reader import terminal_text

    return terminal_text(terminal)


def _word_end(content: str, at: int) -> int:
    end = at
    while end < len(content) and content[end] not in " ,:":
        end += 1
    return max(end, min(at + 1, len(content)))
