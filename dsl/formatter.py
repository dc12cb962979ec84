"""One canonical layout for both languages, made line by line, so that nothing is lost.

Four spaces a level, an empty line between sections and none inside, one blank between words, comments where they
belong: above what they precede, or at the end of its line. What the file says stays as it is, and that is checked: the
new text is read and compared with the old. A line that cannot be read keeps its words; a file of which nobody can tell
what it says is left alone.
"""

from __future__ import annotations

from collections import Counter
from itertools import accumulate
from typing import Any

from dsl.layout import without_invisible
from dsl.record import NamedTuple, fields, is_dataclass
from dsl.rows import laid_out
from dsl.rule_words import DECLARATIONS
from dsl.source import MAX_PROBLEMS, UNREADABLE, Problem, Source, Span, read_source

#: after these nobody can tell what the file says, so it is left alone
LEFT_ALONE = UNREADABLE | {"encoding", "conflict", "conflict-rest", "too-many"}
#: what the layout puts right
MENDED = frozenset({"bom", "nfd", "tab", "item-indent"})
# an invisible sign before the first word goes with the indentation; one inside a line stays and is named
_MAY_GO = MENDED | {"control-character"}
# a line of which nobody can tell what it belongs to: its section is left as it is
_ADRIFT = (
    *("indent-missing", "indent-below", "indent-deep", "indent-uneven", "heading-indented", "declaration-indented"),
    *("colon-missing", "line-misplaced", "lines-misplaced", "line-before-heading", "fact-before-heading"),
    "document-missing",
)
# what is missing in a declaration or contradicts itself: a mistake of what is said, not of how it is written
_SAID = (
    *("document-without-id", "document-twice", "document-not-first", "rule-empty", "declared-twice", "title-missing"),
    *("title-english-missing", "language-missing", "rule-without-citation", "rule-without-reference-day"),
    *("rule-without-message", "rule-without-severity", "rule-without-certainty", "rule-without-version"),
    *("norm-without-rank", "version-empty", "version-mixed", "value-without-steps", "value-without-review"),
    *("default-empty", "term-without-type", "term-derived-with-type", "term-without-gloss", "gloss-twice"),
    *("line-twice", "enum-twice", "formula-beside", "heading-repeated", "word-unknown"),
)


class Formatted(NamedTuple):
    """``text``: the file in its layout, None if it was left alone.

    ``problems``: what could not be read, placed in the old text; ``after``: the same, placed in the new one. No text
    and no problems: the new text would read differently, which is a defect of this module.
    """

    text: str | None
    problems: tuple[Problem, ...]
    after: tuple[Problem, ...]


def format_file(path: str, data: bytes, language: str) -> Formatted:
    """``data`` in the canonical layout of ``language``, `tarif` or `regel`."""
    source, found = read_source(path, data)
    meaning, more = _read(source, language)
    problems = [*found, *more]
    if any(each.code in LEFT_ALONE for each in problems) or len(problems) >= MAX_PROBLEMS:
        kept = tuple(problems)
        return Formatted(None, kept, kept)
    kept = tuple(each for each in problems if each.code not in _SAID)
    broken = {each.span.line for each in kept if each.code not in MENDED}
    adrift = {each.span.line for each in kept if each.code in _ADRIFT}
    text = laid_out(source, language, broken, adrift)
    if text == source.text:
        kept = tuple(each for each in kept if each not in found or each.code not in ("bom", "nfd"))
        return Formatted(text, kept, kept)
    again, mended = read_source(path, text.encode("utf-8"))
    new_meaning, more = _read(again, language)
    after = tuple(each for each in (*mended, *more) if each.code not in _SAID)
    had, left = Counter(each.code for each in kept), Counter(each.code for each in after)
    if new_meaning != meaning or left - had or set(had - left) - _MAY_GO:
        return Formatted(None, kept, kept)
    old, new = _ordinals(source), _ordinals(again)
    places = {(new[each.span.line], each.code) for each in after}
    remaining = [
        each for each in kept if left[each.code] == had[each.code] or (old[each.span.line], each.code) in places
    ]
    return Formatted(text, tuple(remaining), after)


def _ordinals(source: Source) -> list[int]:
    """For each line, counted from 1, how many lines up to it are not empty: the same before and after."""
    return list(accumulate((bool(without_invisible(line).strip()) for line in source.lines), initial=0))


def language_of(text: str) -> str:
    """`tarif` or `regel`, told by the first word: for a text without a file name."""
    words = (line.split()[0] for line in text.lstrip("\ufeff").splitlines() if line.strip() and line.strip()[0] != "#")
    return "regel" if next(words, "") in DECLARATIONS else "tarif"


def _read(source: Source, language: str) -> tuple[object, list[Problem]]:
    """What the file says, without the places where it says it, and its problems."""
    if language == "tarif":
        from dsl.reader import read_tariff

        document, problems = read_tariff(source)
        return _without_places(document), problems
    from dsl.rule_reader import read_rules

    rules, problems = read_rules(source)
    return _without_places(rules), problems


def _without_places(value: Any) -> Any:
    """``value`` with nothing in the place of every span."""
    if isinstance(value, Span):
        return None
    if isinstance(value, tuple):
        return (type(value).__name__, *map(_without_places, value))
    if is_dataclass(value) and not isinstance(value, type):
        return (type(value).__name__, *(_without_places(getattr(value, field.name)) for field in fields(value)))
    return value
