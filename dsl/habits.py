"""Habits from elsewhere, recognised: what somebody meant who wrote `12.90`, `€/kWh` or `01.01.2026`.

Every function returns a ``Flaw`` whose code names a message; none of them ever shows a token name. The detail
``better`` is what should stand at the flaw's place instead. Imported only when something is wrong.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from dsl.habit_lines import DAYS, HABITS
from dsl.habit_words import ENGLISH, MONTHS, TIME_HABITS, UNIT_HABITS
from dsl.layout import Flaw, flaw, flaw_at
from dsl.nearest import UMLAUTS, nearest, plain
from dsl.period import UNIT_NAMES
from dsl.quantity import UNITS

if TYPE_CHECKING:
    from dsl.tables import Word

# the units of time as a nominative: these are suggested
TIME_UNITS = tuple(name for name in UNIT_NAMES if not name.endswith(("gen", "ten", "ren")))

# ------------------------------------------------------------------------------------------------ single words


def wrong_number(token: Word) -> Flaw:
    """What is wrong with a number that is no German number."""
    text = str(token)
    if text.endswith((",", ".")):
        return flaw("number-unfinished", token, found=text, better=text.rstrip(",."))
    day = _day(text)
    if day is not None:
        return flaw_at(day.code, (token.start_pos or 0), (token.start_pos or 0) + len(text), **dict(day.details))
    if text.startswith("+"):
        return flaw("number-plus", token, found=text, better=text[1:])
    point = re.fullmatch(r"(-?\d+)\.(\d+)", text)
    if point:
        return flaw("number-point", token, found=text, better=f"{point[1]},{point[2]}")
    if re.fullmatch(r"-?\d{1,3}(,\d{3})+\.\d+|-?\d{1,3}(,\d{3}){2,}", text):
        better = text.replace(",", "\0").replace(".", ",").replace("\0", ".")
        return flaw("number-english", token, found=text, better=better)
    if "'" in text:
        return flaw("number-apostrophe", token, found=text, better=text.replace(".", ",").replace("'", "."))
    zeros = re.fullmatch(r"(-?)0+(\d[\d.,]*)", text)
    if zeros:
        return flaw("number-zeros", token, found=text, better=zeros[1] + zeros[2])
    return flaw("number-malformed", token, found=text)


def wrong_day(token: Word) -> Flaw:
    """What is wrong with a date: digits missing, or no such day."""
    year, month, number = (int(part) for part in str(token).split("-"))
    return _day_flaw("day-digits", str(token), token.start_pos or 0, year, month, number)


def _day(text: str) -> Flaw | None:
    """The days in ``text`` that are written in another order; the first that does not exist, if there is one."""
    for code, pattern in DAYS:
        flaws: list[Flaw] = []
        for match in re.finditer(pattern, text, re.IGNORECASE):
            month = MONTHS.get(match["month"].casefold()) or int(match["month"])
            year = int(match["year"]) + (2000 if len(match["year"]) == 2 else 0)
            flaws.append(_day_flaw(code, match[0], match.start(), year, month, int(match["day"])))
        if flaws:
            wrong = [flaw for flaw in flaws if flaw.code != code]
            return wrong[0] if wrong else _joined(code, text, flaws)
    return None


def _joined(code: str, text: str, flaws: list[Flaw]) -> Flaw:
    """Several places of one line as one flaw: it is one habit."""
    start, end = flaws[0].start, flaws[-1].end
    better, at = "", start
    for flaw_ in flaws:
        better += text[at : flaw_.start] + dict(flaw_.details)["better"]
        at = flaw_.end
    return flaw_at(code, start, end, found=text[start:end], better=better)


def _day_flaw(code: str, found: str, start: int, year: int, month: int, number: int) -> Flaw:
    """``code`` with the day in the language's form; or that there is no such day."""
    end = start + len(found)
    if not 1 <= month <= 12 or not 1 <= year <= 9999:
        swapped = 1 <= number <= 12 < month <= 28 and year > 999
        better = {"better": f"{year:04d}-{number:02d}-{month:02d}"} if swapped else {}
        return flaw_at("month-impossible", start, end, found=found, **better)
    days = 31 if month == 12 else (date(year, month + 1, 1) - date(year, month, 1)).days
    if not 1 <= number <= days:
        return flaw_at("day-impossible", start, end, found=found, month=f"{year:04d}-{month:02d}", days=days)
    return flaw_at(code, start, end, found=found, better=f"{year:04d}-{month:02d}-{number:02d}")


def wrong_unit(token: Word) -> Flaw:
    """An unknown unit, with the one that was probably meant."""
    return _unit_flaw("unit-unknown", token, (*filter(None, UNITS), *TIME_UNITS))


def wrong_time_unit(token: Word) -> Flaw:
    """A unit that measures no time, where a time is wanted."""
    return _unit_flaw("time-unit-unknown", token, TIME_UNITS)


def _unit_flaw(code: str, token: Word, units: tuple[str, ...]) -> Flaw:
    text = str(token)
    better = meant_unit(text)
    if better in units:
        return flaw("unit-habit", token, found=text, better=better)
    return flaw(code, token, found=text, hint=", ".join(nearest(text, units)))


def meant_unit(text: str) -> str | None:
    """The unit that people mean who write ``text``; None for what is no habit."""
    known = UNIT_HABITS.get(text) or TIME_HABITS.get(text)
    return known or next((unit for unit in (*UNITS, *UNIT_NAMES) if unit.casefold() == text.casefold()), None)


# ------------------------------------------------------------------------------------------------ whole lines

_QUOTED = re.compile(r'"[^"]*"')
_NAME = r"[^\W\d_][\w\-]*(?:\.[^\W\d_][\w\-]*)*"
_AND = r"und|oder|/|&|\+|u\."


def explain(
    content: str, start: str, at: int, found: str, expected: list[tuple[str, str]], words: frozenset[str]
) -> Flaw:
    """Say in words of the domain why a line could not be read.

    ``start``: what was being read. ``at``: the offset where reading stopped, at ``found`` ("" at the end of the line).
    ``expected``: what could have stood there, as (terminal, its spelling or ""). ``words``: the words of the grammar.
    """
    masked = _QUOTED.sub(lambda match: '"' + "_" * (len(match[0]) - 2) + '"', content)
    return (
        _unclosed(content, masked)
        or _other_format(content, masked, start)
        or _day(masked)
        or _habit(content, masked)
        or _word(masked, words)
        or _shape(content, masked, start)
        or _generic(content, start, at, found, expected)
    )


def _unclosed(content: str, masked: str) -> Flaw | None:
    """A text in quotes that never ends. In `„Strom"` the other kind of quotes is the mistake."""
    at = masked.rfind('"')
    if masked.count('"') % 2 == 0 or re.search("[„“”‟«»]", masked[:at]):
        return None
    rest = content[at + 1 :].split(" #")[0].rstrip("„“”‟«»' ")
    return flaw_at("string-unclosed", at, len(content), found=content[at:], better=f'"{rest}"')


def _other_format(content: str, masked: str, start: str) -> Flaw | None:
    """Lines as other formats write them."""
    equals = re.match(rf"{_NAME}(\s*:?=)(?!=)", masked)
    if equals and start in ("fact", "line"):
        return flaw_at("equals-sign", *equals.span(1), found=equals[1].strip(), better=":")
    if start == "heading" and masked.rstrip().endswith(":"):
        at = masked.rindex(":")
        return flaw_at("heading-colon", at, at + 1, found=content, better="")
    texts = re.search(r'(?<=")(\s+)(?=")', masked)
    if texts and start in ("top", "line") and "/" not in masked:
        return flaw_at("slash-missing", *texts.span(), better=" / ")
    return None


def _habit(content: str, masked: str) -> Flaw | None:
    for code, pattern, better in HABITS:
        if code == "tax-word" and content.startswith("rechnet "):
            continue  # there a tax is added to an amount, and says nothing of it
        flaws: list[Flaw] = []
        for match in re.finditer(pattern, masked, re.IGNORECASE):
            start, end = match.span(1)
            instead = match.expand(better) if isinstance(better, str) else better(match) if better else None
            if instead is None:
                return flaw_at(code, start, end, found=content[start:end])
            if instead != match[1]:
                flaws.append(flaw_at(code, start, end, found=content[start:end], better=instead))
        if flaws:
            return _joined(code, content, flaws)
    return None


def _word(masked: str, words: frozenset[str]) -> Flaw | None:
    """A word of the language in another spelling (`hoechstens`, `Brutto`), in English, or misspelt."""
    free = [match for match in re.finditer(r"[^\W\d_]+", masked) if masked[: match.start()][-1:] not in tuple('-._"')]
    free = [match for match in free if match[0] not in words and masked[match.end() :][:1] not in tuple("-.:")]
    by_plain = {plain(word): word for word in words}
    for match in free:
        better = by_plain.get(plain(match[0]))
        if better is not None:
            return flaw_at("word-spelling", *match.span(), found=match[0], better=better)
    for english in sorted(ENGLISH, key=len, reverse=True):
        match_ = re.search(rf'(?<![\w.\-"]){english}(?![\w.\-:])', masked, re.IGNORECASE)
        if match_ and ENGLISH[english].split(" ")[0] in words:
            return flaw_at("word-english", *match_.span(), found=match_[0], better=ENGLISH[english])
    small = [word for word in words if word.islower() and len(word) > 3]
    for match in free:
        if match[0].islower() and len(match[0]) > 3:
            close = nearest(match[0], small, 0.8)
            if close:
                return flaw_at("word-misspelt", *match.span(), found=match[0], hint=", ".join(close))
    return None


def _shape(content: str, masked: str, start: str) -> Flaw | None:
    """What is missing in a line of a known shape."""
    if start == "heading":
        return _heading(content, masked)
    if start in ("line", "top"):
        return _parenthesis(masked)
    if start == "fact" and ":" not in masked:
        parts = re.match(rf"({_NAME})\s+(\S.*)", content)
        better = {"better": f"{parts[1]}: {parts[2]}"} if parts else {}
        return flaw_at("colon-missing", 0, len(content), found=content, **better)
    value = re.match(r"(?:[^:]*:|-)\s*(.*)", masked)
    if value is None:
        return None
    at = value.start(1)
    if re.fullmatch(rf"{_NAME}(?:,? (?:{_AND}) {_NAME}|, *{_NAME})+", value[1]):
        sign = re.search(rf",? ({_AND}) ", value[1])
        if sign:
            return flaw_at("list-and", at + sign.start(), at + sign.end(), found=sign[1], better=", ")
    if re.match(rf"{_NAME} +[^\W\d_]", value[1]) and value[1][0].isupper() and '"' not in value[1]:
        words = content[at:]
        names = ", ".join(words.split())
        return flaw_at("words-in-a-row", at, len(content), found=words, as_text=f'"{words}"', as_names=names)
    return None


def _parenthesis(masked: str) -> Flaw | None:
    """The first parenthesis without its other half."""
    opened: list[int] = []
    for at, sign in enumerate(masked):
        if sign == "(":
            opened.append(at)
        elif sign == ")" and not opened:
            return flaw_at("parenthesis", at, at + 1, found=")", wanted="(")
        elif sign == ")":
            opened.pop()
    return flaw_at("parenthesis", opened[-1], opened[-1] + 1, found="(", wanted=")") if opened else None


def _heading(content: str, masked: str) -> Flaw | None:
    """A heading that is none: `Preis 2018-06-01`, `Tarif Strom Basis`."""
    day = re.match(rf"{_NAME} ((?:[a-zäöü]+\.? +)?(\d{{4}}-\d{{2}}-\d{{2}}))$", masked)
    if day:
        return flaw_at("heading-day", *day.span(1), found=day[1], better=f"ab {day[2]}")
    head = re.match(rf'({_NAME}) +([^":]*[^" :])', masked)
    if head is None:
        return None
    first, _, rest = head[2].partition(" ")
    if head[1] not in ("Tarif", "Angebot") and not first[0].isalpha():
        return flaw_at("colon-missing", 0, len(content), found=content, better=f"{head[1]}: {head[2]}")
    if (head[1] in ("Tarif", "Angebot") and not re.fullmatch(r"[a-z][\w\-]*", first)) or (rest and '"' in masked):
        slug = re.sub(r"[^\w]+", "-", head[2].casefold().translate(UMLAUTS)).strip("-_")
        better = slug if slug[:1].isalpha() else f"{head[1].casefold()}-{slug}".strip("-")
        return flaw_at("id-malformed", *head.span(2), found=head[2], better=better)
    if rest and not rest.startswith("ab "):
        at = head.start(2) + len(first) + 1
        return flaw_at("title-unquoted", at, head.end(2), found=rest, better=f'"{rest}"')
    return None


# What may stand at a place -> words a reader knows; what is not listed is a word of the language itself.
EXPECTED = {
    "NAME": "@name",
    "NUMBER": "@number",
    "UNIT": "@unit",
    "DATE": "@day",
    "STRING": "@text",
    "TAX": "@tax",
    "CITATION": "@citation",
    "LANG": "@language",
    "COMMA": "@comma",
    "$END": "@end",
}


def _generic(content: str, start: str, at: int, found: str, expected: list[tuple[str, str]]) -> Flaw:
    """Where reading stopped, and what could have stood there."""
    names = [EXPECTED.get(terminal, spelling) for terminal, spelling in expected]
    word = re.match(r"\w*", content[at:])
    if word and len(word[0]) > 2:
        hints = nearest(word[0], [spelling for _, spelling in expected if spelling.isalpha()], 0.7)
        if hints:
            return flaw_at("word-misspelt", at, at + word.end(), found=word[0], hint=", ".join(hints))
    words = ",".join(dict.fromkeys(filter(None, names)))
    if not found:
        return flaw_at("line-unfinished", len(content), len(content) + 1, line=content, expected=words, what=start)
    end = at + len(found)
    while end < len(content) and content[end - 1 : end + 1].isalnum():
        end += 1
    return flaw_at("line-unreadable", at, end, found=content[at:end], expected=words, what=start)
