"""Waivers in a document: `# geduldet RULE bis DATE "Grund"`, with `von NAME` behind it where somebody answers for it.

A comment behind a line holds for that line and what is indented below it; one on a line of its own for what comes next:
a line, a whole section below its heading, the whole document above its first line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from dsl.layout import Block, blocks, comment_start
from dsl.nearest import nearest
from dsl.source import Problem, Source, Span, problem

from .waiver import Waiver, read_day

KEYWORD = "geduldet"
_SHAPE = re.compile(
    rf"#\s*{KEYWORD}\s+(?P<rule>\S+)\s+bis\s+(?P<until>\S+)\s+"
    r"""["„“](?P<reason>[^"„“”]*[^"„“”\s][^"„“”]*)["“”](?:\s+von\s+(?P<by>\S.*?))?\s*"""
)
_WORDS = re.compile(r"#\s*(\S+?):?(?:\s+(\S+))?(?:\s|$)")


def waivers_in(source: Source, document: str, is_rule: Callable[[str], bool]) -> tuple[list[Waiver], list[Problem]]:
    """The waivers of a file, and what is meant as one but cannot be read. ``is_rule``: whether a rule is called so."""
    waivers: list[Waiver] = []
    problems: list[Problem] = []
    places: list[tuple[Block, int]] | None = None
    for number, raw in enumerate(source.lines, 1):
        if "#" not in raw:
            continue
        start = comment_start(raw)
        comment = raw[start:].rstrip()
        if not comment or not _is_meant(comment, is_rule):
            continue
        span = Span(source.path, number, start + 1, start + len(comment) + 1)
        found = _SHAPE.fullmatch(comment)
        if found is None:
            problems.append(problem("waiver-malformed", span, found=comment))
            continue
        places = list(_ends(source)) if places is None else places
        place = _place(places, number, raw[:start])
        if place is None:
            problems.append(problem("waiver-alone", span, rule=found["rule"]))
            continue
        waivers.append(_waiver(found, span, place, places, source, document))
    return waivers, problems


def _is_meant(comment: str, is_rule: Callable[[str], bool]) -> bool:
    """Whether a comment is a waiver, or was to be one."""
    words = _WORDS.match(comment)
    if words is None:
        return False
    first, second = words[1].casefold(), words[2] or ""
    return first == KEYWORD or (is_rule(second) and bool(nearest(first, [KEYWORD])))


def _ends(source: Source) -> Iterator[tuple[Block, int]]:
    """Every block of the file, in its order, and the last line that belongs to it."""
    top, _ = blocks(source)

    def walk(several: list[Block], end: int) -> Iterator[tuple[Block, int]]:
        for at, block in enumerate(several):
            last = several[at + 1].line - 1 if at + 1 < len(several) else end
            yield block, last
            yield from walk(block.children, last)

    yield from walk(top, len(source.lines))


def _place(places: list[tuple[Block, int]], number: int, before: str) -> int | None:
    """Which of ``places`` a comment on this line is about."""
    behind = bool(before.strip())
    for index, (block, _) in enumerate(places):
        if behind and any(line == number for _, line, _ in block.pieces):
            return index
        if not behind and block.line > number:
            # the last comment of a section says nothing of the next one
            deeper = len(before.expandtabs(4)) > block.indent
            return None if deeper else index
    return None


def _waiver(
    found: re.Match[str], span: Span, place: int, places: list[tuple[Block, int]], source: Source, document: str
) -> Waiver:
    def part(name: str) -> Span:
        return Span(span.path, span.line, span.column + found.start(name), span.column + found.end(name))

    block, last = places[place]
    whole = place == 0
    return Waiver(
        rule=found["rule"],
        until=read_day(found["until"]),
        reason=found["reason"].strip(),
        rule_span=part("rule"),
        until_span=part("until"),
        written=found["until"],
        by=(found["by"],) if found["by"] else (),
        document=document,
        path=source.path,
        lines=(1, len(source.lines)) if whole else (block.line, last),
        section=block.content.strip() if block.indent == 0 and not whole else "",
    )
