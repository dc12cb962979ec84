"""What rules of one's own do and nobody may have noticed: some can never fire, some set others aside."""

from __future__ import annotations

from collections.abc import Collection

from checker.proof.dead_parts import RULE, SILENT, VERSION, dead_parts
from checker.proof.truth_table import table_of
from checker.proof.variables import Known, Outside, asked_in
from checker.rulebook import Rulebook
from dsl.source import Span


def displacing(book: Rulebook, files: Collection[str]) -> tuple[tuple[str, str, Span], ...]:
    """Which rule of these files displaces which one that stands elsewhere, and where: by id."""
    return tuple(
        (rule.id, other, rule.rule.place(other))
        for rule in (rule for _, rule in sorted(book.rules.items()) if rule.rule.span.path in files)
        for other in rule.rule.displaces
        if other in book.rules and book.rules[other].rule.span.path not in files
    )


def never_firing(book: Rulebook, files: Collection[str]) -> tuple[tuple[str, Span], ...]:
    """The rules of these files that nothing can violate, as far as that can be proved: id and place, by id."""
    rules = [rule for name, rule in sorted(book.rules.items()) if rule.rule.span.path in files]
    if not rules:
        return ()
    asked = asked_in(book)
    known: Known = {}
    found = []
    for rule in rules:
        try:
            parts = list(dead_parts(table_of(rule, book, asked, known)))
        except Outside:  # no table of it can be made; it is not known to be dead
            continue
        demanding = [version.span for version in rule.rule.versions if version.demands]
        silent = {part.version.span for part in parts if part.kind in (VERSION, SILENT) and part.version is not None}
        if demanding and (any(part.kind == RULE for part in parts) or silent.issuperset(demanding)):
            found.append((rule.id, rule.rule.span))
    return tuple(found)
