"""A line for a tariff that is silent, where what the terms put in its place is not lawful."""

from __future__ import annotations

from checker.vocabulary import Fact, Instance, Vocabulary, section_of
from dsl.document import show
from dsl.layout import Block, blocks
from dsl.source import Fix, Source, Span


def inserted(path: str, text: str, instance: Instance | None, fact: Fact, vocabulary: Vocabulary) -> Fix | None:
    """The fix that states ``fact`` in the tariff with this ``text``, as the last line of its section.

    ``instance``: the section a rule was asked of, if it was asked of one. None where the fact has no section to stand
    in, or one that cannot be told from others of its kind.
    """
    top, _ = blocks(Source(path, text, tuple(text.split("\n"))))
    section = section_of(fact.term)
    if not section or not top:
        return None
    line = f"{fact.term.rpartition('.')[2]}: {show(fact.value)}"
    block = top[0] if section == "Tarif" else _found(top, section, instance, vocabulary)
    if block is not None:
        return _after(_last(block), text, path, f"\n    {line}")
    heading = _heading(section, instance, vocabulary)
    return _after(_last(top[-1]), text, path, f"\n\n{heading}\n    {line}") if heading else None


def _found(top: list[Block], section: str, instance: Instance | None, vocabulary: Vocabulary) -> Block | None:
    """The section that the fact belongs into, if the tariff has it."""
    if not vocabulary.sections[section].repeat:
        return next((block for block in top if block.content == section), None)
    if instance is None or instance.section != section or instance.layer != "Tarif":
        return None
    return next((block for block in top if block.line == instance.span.line), None)


def _heading(section: str, instance: Instance | None, vocabulary: Vocabulary) -> str:
    """The heading of a section that the tariff has not; "" where nobody could write it."""
    known = vocabulary.sections[section]
    if not known.repeat:
        return section
    mine = instance is not None and instance.section == section and instance.layer != "Tarif"
    return f"{section} {instance.key}" if instance is not None and mine and known.repeat == "kind" else ""


def _last(block: Block) -> int:
    """The last line of a block."""
    return max([block.pieces[-1][1], *(_last(child) for child in block.children)])


def _after(line: int, text: str, path: str, added: str) -> Fix:
    end = len(text.split("\n")[line - 1]) + 1
    return Fix(Span(path, line, end, end), added, safe=False)
