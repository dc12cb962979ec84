"""One line read with the tables that Lark made of a grammar, without importing Lark.

A table says, for each state of the parser, which terminals are looked for there and in which order, and what is done
with each (``dsl.tabulate`` makes it). What a table cannot read, Lark reads once more to say what is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# A string literal or pattern by its terminal. Plain values, so that a table loads in no time: (states, rules, lexers,
# patterns, start state and end state by start rule).
# - state: symbol -> the state it leads to; below zero, the rule to reduce by is ~number
# - rule: (name of its node, how many symbols, symbol, children, how many are not there after them, whether an only
#   child stands for itself)
# - child: (place, whether its children take its place, how many children are not there before it)
# - lexer, one by state: (terminal, what words are other terminals) in the order in which they are tried
Table = tuple[
    list[dict[str, int]],
    list[tuple[str, int, str, tuple[tuple[int, bool, int], ...], int, bool]],
    list[list[tuple[str, dict[str, str] | None]]],
    dict[str, tuple[bool, str]],
    dict[str, tuple[int, int]],
]
MOST_SHAPES = 10_000
_ONE_DIGIT = str.maketrans("123456789", "000000000")
IGNORED = "__IGNORE"
END = "$END"  # both are names that Lark gives


class Word(str):
    """A piece of a line, and where it stands in it."""

    start_pos: int
    end_pos: int


def _word(line: str, start: int, end: int) -> Word:
    word = Word(line[start:end])
    word.start_pos, word.end_pos = start, end
    return word


class Node:
    """A rule of the grammar with what it was made of: words, nodes, and None for what is not there."""

    __slots__ = ("children", "data")

    def __init__(self, data: str, children: list[Any]) -> None:
        self.data, self.children = data, children

    def with_text(self, line: str) -> Node:
        """The same with the words that stand in the same places of ``line``."""
        children = [
            child
            if child is None
            else child.with_text(line)
            if isinstance(child, Node)
            else _word(line, child.start_pos, child.end_pos)
            for child in self.children
        ]
        return Node(self.data, children)

    def words(self) -> list[Word]:
        """All words below."""
        found: list[Word] = []
        for child in self.children:
            if child is not None:
                found += child.words() if isinstance(child, Node) else [child]
        return found


class Reader:
    """Reads lines with a table."""

    def __init__(self, table: Table) -> None:
        self.states, self.rules, lexers, self.patterns, self.starts = table
        self._matchers: dict[str, Callable[[str, int], int]] = {}
        self._known: list[list[tuple[str, Callable[[str, int], int], dict[str, str] | None]] | None]
        self._known = [None] * len(lexers)
        self._lexers = lexers
        self._shapes: dict[tuple[str, str], Node] = {}

    def read(self, line: str, start: str) -> Node | None:
        """The node of ``line`` as a ``start``; None if it cannot be read as one.

        No terminal tells one digit from another (a test). So lines that differ in nothing but their digits are made of
        the same pieces, and of many one is taken apart.
        """
        shape = (start, line.translate(_ONE_DIGIT))
        known = self._shapes.get(shape)
        if known is not None:
            return known.with_text(line)
        found = self._read(line, start)
        if found is not None and len(self._shapes) < MOST_SHAPES:
            self._shapes[shape] = found
        return found

    def _read(self, line: str, start: str) -> Node | None:
        states, rules = self.states, self.rules
        first, end = self.starts[start]
        stack: list[int] = [first]
        values: list[Any] = []
        at = 0
        while True:
            terminal, begin, at = self._next(line, at, stack[-1])
            action = states[stack[-1]].get(terminal)
            while action is not None and action < 0:
                data, size, symbol, children, missing, single = rules[~action]
                parts = values[len(values) - size :]
                del stack[len(stack) - size :], values[len(values) - size :]
                values.append(_node(data, parts, children, missing, single))
                stack.append(states[stack[-1]][symbol])
                if terminal == END and stack[-1] == end:
                    found: Node = values[-1]
                    return found
                action = states[stack[-1]].get(terminal)
            if action is None:
                return None
            stack.append(action)
            values.append(_word(line, begin, at))

    def _next(self, line: str, at: int, state: int) -> tuple[str, int, int]:
        """The next terminal from ``at`` that may stand in ``state``, where it begins and where it ends."""
        lexer = self._known[state] or self._lexer(state)
        while at < len(line):
            for terminal, match, words in lexer:
                stop = match(line, at)
                if stop > at:
                    if terminal.startswith(IGNORED):
                        at = stop
                        break
                    return terminal if words is None else words.get(line[at:stop], terminal), at, stop
            else:
                return "", at, at  # nothing that may stand here
        return END, at, at

    def _lexer(self, state: int) -> list[tuple[str, Callable[[str, int], int], dict[str, str] | None]]:
        """The terminals that are looked for in a state, made ready when the first line comes to it."""
        found = [(terminal, self._matcher(terminal), words) for terminal, words in self._lexers[state]]
        self._known[state] = found
        return found

    def _matcher(self, terminal: str) -> Callable[[str, int], int]:
        """A function that says where ``terminal`` ends that begins at an offset; the offset itself if it does not."""
        found = self._matchers.get(terminal)
        if found is None:
            literal, pattern = self.patterns[terminal]
            found = self._matchers[terminal] = _literal(pattern) if literal else _pattern(pattern)
        return found


def _literal(text: str) -> Callable[[str, int], int]:
    length = len(text)
    return lambda line, at: at + length if line.startswith(text, at) else at


def _pattern(text: str) -> Callable[[str, int], int]:
    match = re.compile(text).match

    def end(line: str, at: int) -> int:
        found = match(line, at)
        return at if found is None else found.end()

    return end


def _node(
    data: str, parts: list[Any], children: tuple[tuple[int, bool, int], ...], missing: int, single: bool
) -> object:
    """What a rule makes of its parts."""
    found: list[Any] = []
    for place, merged, before in children:
        if before:
            found += [None] * before
        if merged:
            found += parts[place].children
        else:
            found.append(parts[place])
    if missing:
        found += [None] * missing
    return found[0] if single and len(found) == 1 else Node(data, found)
