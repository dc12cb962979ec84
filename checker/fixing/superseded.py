"""A name that the law has left behind, with what has taken its place: the vocabulary says which name that is."""

from __future__ import annotations

import re

from checker.judge import Breach
from checker.vocabulary import Vocabulary
from dsl.document import NameSet, Value
from dsl.record import replace
from dsl.rule import Compare
from dsl.source import Span


def succeeded(value: Value, breach: Breach, vocabulary: Vocabulary) -> Value | None:
    """``value`` with the successors in the place of the names that ``breach`` forbids; None where one has none."""
    atom = breach.atom
    if not isinstance(atom, Compare) or not isinstance(value, NameSet) or not isinstance(breach.operand, NameSet):
        return None
    if not breach.wanted or atom.op != "enthält nicht":
        return None
    stale = value.names & breach.operand.names
    successors = vocabulary.successors(atom.term)
    if not stale or not stale <= successors.keys():
        return None
    shown = tuple(dict.fromkeys(successors.get(name, name) if name in stale else name for name in value.shown))
    return replace(value, names=frozenset(shown), shown=shown)


def place_in(text: str, span: Span, before: Value, after: Value) -> tuple[Span, str] | None:
    """Where in the file ``after`` differs from ``before``, and what stands there then.

    ``span``: the place of the value, or of the first item of a list. None if it is no change of one name in the file.
    """
    if not isinstance(before, NameSet) or not isinstance(after, NameSet) or len(before.shown) != len(after.shown):
        return None
    changed = [(old, new) for old, new in zip(before.shown, after.shown, strict=True) if old != new]
    if len(changed) != 1:
        return None
    ((old, new),) = changed
    lines = text.split("\n")
    whole = re.compile(rf"(?<![\w.-]){re.escape(old)}(?![\w.-])")
    for number in range(span.line, len(lines) + 1):
        line = lines[number - 1]
        if number > span.line and line.strip()[:1] not in ("-", "#", ""):
            return None
        found = whole.search(line, span.column - 1 if number == span.line else 0)
        if found is not None and "#" not in line[: found.start()]:
            return Span(span.path, number, found.start() + 1, found.end() + 1), new
    return None
