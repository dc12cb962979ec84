"""Habits that a pattern finds in a line that could not be read, and what should stand there instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from dsl.habit_words import BOUND_WORDS, COUNT_WORDS, MONEY, MONTHS, PER, SIGNS, TAX_WORDS
from dsl.period import UNIT_NAMES

Match = re.Match[str]
Better = str | Callable[[Match], str | None] | None


def _any_of(words: Iterable[str]) -> str:
    """A pattern for any of ``words``, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True)).replace(r"\ ", " +")


_FREE = r"(?<![\w.\-])"  # not within a word, an id or a number
_NUMBER = r"\d[\d.,]*"
_DAY = r"\d{4}-\d{2}-\d{2}"
_BOUNDS = _any_of(word for word in BOUND_WORDS if word not in ("ab", "bis"))
_TAXES = rf"(?:{_any_of(TAX_WORDS)})\.? +(?:MwSt|USt|Mehrwertsteuer|Umsatzsteuer)\.?"
_PER = rf"(?:{_any_of(MONEY)})(?: */ *| +(?:pro|je|im|per|a) +)(?:{_any_of(PER)}|Mon\.)(?!\w)"

# Days in other orders: code, pattern with the groups year, month, day.
DAYS = (
    ("day-german", _FREE + r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4}|\d{2})(?![\w\-])"),
    ("day-words", _FREE + rf"(?P<day>\d{{1,2}})\.? *(?P<month>{_any_of(MONTHS)})\.? +(?P<year>\d{{4}})\b"),
    ("day-year-first", _FREE + r"(?P<year>\d{4})[/.](?P<month>\d{2})[/.](?P<day>\d{2})(?!\w)"),
    ("day-time", _FREE + r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})T[\d:.]*Z?(?!\w)"),
)


def _per(match: Match) -> str:
    money, per = re.split(r" */ *| +\w+ +", match[1], maxsplit=1)
    return f"{MONEY[money.casefold()]}/{PER[per.casefold().rstrip('.')]}"


def _tax(match: Match) -> str:
    word = re.split(r"\W", match[1].strip("()"), maxsplit=1)[0].casefold()
    return TAX_WORDS.get(word, word)


def _bound(match: Match) -> str:
    return BOUND_WORDS[re.sub(r"[. ]+", " ", match[1].casefold()).strip()]


# Looked for in this order, first hit wins: code, pattern, what should stand in place of group 1 (a template, or worked
# out from the match; None where it cannot be told). Texts in quotes are blanked out before.
HABITS: tuple[tuple[str, str, Better], ...] = (
    ("quotes-typographic", r'([„“”‟«»]([^„“”‟«»"]*)[„“”‟«»"])', r'"\2"'),
    ("quotes-typographic", "([„“”‟«»])", None),
    ("quotes-single", r"(?<!\d)(['‚‘’]([^'‚‘’]*)['‘’])", r'"\2"'),
    ("number-apostrophe", r"(\d{1,3}(?:[’'´`]\d{3})+)", lambda match: re.sub(r"\D", ".", match[1])),
    ("number-spaces", _FREE + r"(\d{1,3}(?: \d{3})+)(?![\d.])", lambda match: match[1].replace(" ", ".")),
    ("day-slash", _FREE + r"(\d{1,2}/\d{1,2}/\d{4})(?!\w)", None),
    ("day-missing", _FREE + r"(\d{4}-\d{2}|\d{1,2}/\d{4})(?![\w\-])", None),
    ("unit-before-number", _FREE + rf"(€\s*({_NUMBER}))", r"\2 EUR"),
    ("unit-before-number", _FREE + rf"((?:EUR|Euro)\s*({_NUMBER}))", r"\2 EUR"),
    ("unit-spaced", rf"(?<=[\d ])({_PER})", _per),
    ("range-hyphen", rf"(?<!ab )(?<![\w.\-])(({_DAY}) *(?:[-–—]|bis) *({_DAY}))", r"ab \2 bis \3"),
    ("range-hyphen", rf"(from +({_DAY}) +(?:to|until|till|through) +({_DAY}))", r"ab \2 bis \3"),
    ("range-number", _FREE + rf"{_NUMBER}( *[-–—] *)(?={_NUMBER} +[^\W\d])", " bis "),
    ("range-words", rf"((?:zwischen|von) +({_NUMBER})[^\d]*? (?:und|bis))(?= +\d)", r"\2 bis"),
    ("comparison-sign", r"(?<=[\s:])(<=|=<|>=|=>|≤|≥|!=|<>|≠|==|<|>|=)(?=[\s\d])", lambda match: SIGNS[match[1]]),
    ("bound-word", _FREE + rf"((?:{_BOUNDS})\.?)(?= +{_NUMBER}(?:\s|$))", _bound),
    ("bound-word", rf"(?<=: )(ab|bis)(?= +{_NUMBER}(?:\s|$))", _bound),
    ("tax-word", rf"(\(?{_TAXES}\)?|\((?:brutto|netto)\))", _tax),
    (
        "count-word",
        _FREE + rf"({_any_of(COUNT_WORDS)})(?= +(?:{_any_of(UNIT_NAMES)})\b)",
        lambda match: COUNT_WORDS[match[1].casefold()],
    ),
    ("anchor-word", r"(?<=[a-z] )(nach|seit|von|ab +de[mr])(?= +[^\W\d_])", "ab"),
    ("article", r"(?<=Ende )((?:der|des|dieser|eines) )(?=[^\W\d_])", ""),
    ("value-word", r"(?<=: )(\?+|[-–—]+|\.{3}|…|k\. ?A\.|n/?a)\s*$", "unbekannt"),
    ("comment-slashes", r"(//|/\*|--(?= )|<!--)", "#"),
    ("braces", r"(\[([^\[\]{}]*)\])", r"\2"),
    ("braces", r"([{}\[\]])", None),
    ("bar", r"(\|)", None),
    ("hyphen-typographic", r"(?<=\w)([‐‑‒–—−])(?=\w)", "-"),
    ("comma-last", r"(,)\s*$", ""),
    ("comma-twice", r"(,(?:\s*,)+)", ","),
    ("semicolon", r"(\s*;)\s*$", ""),
    ("semicolon-list", r"(\s*;)", ","),
)
