"""Every sentence a reader can say, in German and English.

A message has a title (the class of mistake), a text (the instance), a label to stand beside the carets and, where there
is more to say, a help line and a fix. The sentences stand in the ``messages_*`` modules, by where the mistake lies; the
gaps in their braces are filled from the problem's details. They are loaded when something is wrong, not before.
"""

from __future__ import annotations

import re
from functools import lru_cache
from string import Formatter
from typing import Literal, TypedDict

from dsl.record import NamedTuple
from dsl.rule import Words
from dsl.source import Fix, Problem, Span

# of a long text in a sentence only the beginning is shown
MAX_QUOTE = 60
MAX_EXPECTED = 4
MAX_LISTED = 24


_DOUBLED = re.compile('[„“]("[^"„“”]*")[“”]')
# what a label says of the nearest words: the same word in another spelling, or words that are like it
_SPELT = ("; geschrieben wird {hint}", "; write {hint}")
_MEANT = ("; gemeint ist wohl {hint}", "; probably {hint} is meant")


class Entry(TypedDict, total=False):
    """One message, (German, English) each. ``help`` is left out where one of its gaps is empty.

    ``other``: what to say at the second place. ``fix``: whether the detail `better` is surely what was meant.
    """

    title: tuple[str, str]
    text: tuple[str, str]
    label: tuple[str, str]
    help: tuple[str, str]
    other: tuple[str, str]
    fix: Literal["safe"]


class Message(NamedTuple):
    """``other``: what to say at the second place."""

    title: Words
    text: Words
    label: Words
    help: Words | None = None
    other: Words | None = None
    fix: Fix | None = None


@lru_cache(maxsize=1)
def catalogue() -> dict[str, Entry]:
    """Every message by its code."""
    from dsl import (
        messages_file,
        messages_formulas,
        messages_gate,
        messages_line,
        messages_rules,
        messages_tariff,
        messages_value,
        messages_waivers,
    )

    modules = (
        messages_file,
        messages_line,
        messages_value,
        messages_tariff,
        messages_rules,
        messages_formulas,
        messages_gate,
        messages_waivers,
    )
    return {code: entry for module in modules for code, entry in module.MESSAGES.items()}


def message_of(problem: Problem) -> Message:
    """The sentences for ``problem``. Raises KeyError for a code without a message: a defect, found by a test."""
    entry = catalogue()[problem.code]
    details = dict(problem.details)
    gaps = tuple(_gaps(details, language) for language in (0, 1))

    def said(part: tuple[str, str]) -> Words:
        german, english = (_filled(sentence, gaps[language]) for language, sentence in enumerate(part))
        return Words(german, english)

    fix = _fix(problem.span, details, entry)
    label = entry["label"]
    if details.get("hint"):
        german, english = _SPELT if fix is not None and fix.safe else _MEANT
        label = (label[0] + german, label[1] + english)
    help_ = entry.get("help")
    if help_ is not None and not all(gaps[0].get(gap, True) for gap in gaps_in(help_[0])):
        help_ = None
    return Message(
        said(entry["title"]),
        said(entry["text"]),
        said(label),
        said(help_) if help_ is not None else None,
        said(entry["other"]) if "other" in entry else None,
        fix,
    )


def gaps_in(sentence: str) -> frozenset[str]:
    """The names in the braces of ``sentence``."""
    return frozenset(name for _, name, _, _ in Formatter().parse(sentence) if name)


def _filled(sentence: str, gaps: dict[str, str]) -> str:
    # a text that brings its own quotes needs no others
    return _DOUBLED.sub(r"\1", sentence.format_map(gaps))


def _fix(span: Span, details: dict[str, str], entry: Entry) -> Fix | None:
    """What should stand at the place: the detail `better`, or the one word that was probably meant."""
    if "better" in details:
        return Fix(span, details["better"], "fix" in entry)
    hint = details.get("hint", "")
    if not hint or ", " in hint:
        return None
    from dsl.nearest import plain

    # Umlauts, capitals and hyphens are spelling: nothing else can be meant.
    found = details.get("found") or details.get("name") or details.get("unit") or ""
    return Fix(span, hint, plain(found) == plain(hint))


# ------------------------------------------------------------------------------------------------ gaps


def _gaps(details: dict[str, str], language: int) -> dict[str, str]:
    """What fills the gaps of a sentence. Lists, types and kinds of words are put into words of the language."""
    from dsl import messages_words as words

    gaps = {name: _shortened(value) for name, value in details.items()}
    for name in ("limit", "size", "lines"):
        if name in details:
            gaps[name] = f"{int(details[name]):,}".replace(",", ".") if language == 0 else f"{int(details[name]):,}"
    for name in ("hint", "known", "where"):
        if name in details:
            gaps[name] = _listed(details[name].split(", "), language) if details[name] else ""
    if "expected" in details:
        gaps["expected"] = _expected(details["expected"], language)
    for name in ("type", "other_type"):
        if name in details:
            kind, _, of = details[name].partition(" ")
            of = of.rpartition(" ")[2]
            gaps[name] = words.type_name(kind, of)[language]
            gaps["like" if name == "type" else "other_like"] = words.type_example(kind, of, details.get("known", ""))
    for name, table in (("is_", words.KINDS), ("what", words.READ), ("language", words.LANGUAGES)):
        if name in details:
            gaps[name] = table[details[name]][language]
    if "month" in details:
        year, month = details["month"].split("-")
        gaps["month"] = f"{words.MONTHS[language].split()[int(month) - 1]} {year}"
    if "language" in details:
        gaps["short"] = details["language"]
    if "unit" in details:
        gaps["like"] = words.EXAMPLES.get(details["unit"], f"1 {details['unit']}")
    return gaps


def _shortened(text: str) -> str:
    return text if len(text) <= MAX_QUOTE else text[: MAX_QUOTE - 1].rstrip() + "…"


def _listed(names: list[str], language: int) -> str:
    """`A, B oder C`; of a long list the beginning."""
    if len(names) > MAX_LISTED:
        return ", ".join([*names[:MAX_LISTED], "…"])
    last = (" oder ", " or ")[language].join(names[-2:])
    return ", ".join([*names[:-2], last])


def _expected(names: str, language: int) -> str:
    """What may stand at a place, in a few words: `ein Datum, „ab“ oder das Ende der Zeile`."""
    from dsl import messages_words as words

    found = names.split(",") if names else []
    if {"@number", "@text", "@day"} <= set(found):
        found = ["@value"]
    elif len(found) > 2 * MAX_EXPECTED:
        found = ["@keyword"]
    quotes = ("„{}“", "“{}”")[language]
    shown = [words.EXPECTED[name][language] if name in words.EXPECTED else quotes.format(name) for name in found]
    # the words of the language first: they say more than "a name"
    shown.sort(key=lambda word: word[0] not in "„“")
    return _listed(shown[:MAX_EXPECTED], language) if shown else words.EXPECTED["@other"][language]
