"""Lark's compiled grammar as a plain table, for ``dsl.tables``."""

from __future__ import annotations

from typing import Any

from dsl.tables import Table


def tabulate(lark: Any) -> Table:
    """The table of a grammar that Lark has compiled (LALR, contextual lexer, no callbacks).

    What is read here are Lark's own tables; a test holds that lines read with either come out the same.
    """
    parse_table, lexer = lark.parser.parser._parse_table, lark.parser.lexer
    rules: dict[Any, int] = {}
    states = [
        {str(symbol): _action(does, to, rules) for symbol, (does, to) in parse_table.states[state].items()}
        for state in range(len(parse_table.states))
    ]
    lexers = [_terminals(lexer.lexers[state]) for state in range(len(states))]
    patterns = {
        str(terminal.name): (terminal.pattern.type == "str", _text(terminal.pattern)) for terminal in lark.terminals
    }
    starts = {start: (parse_table.start_states[start], parse_table.end_states[start]) for start in lark.options.start}
    return states, [_rule(rule) for rule in rules], lexers, patterns, starts


def _action(does: Any, to: Any, rules: dict[Any, int]) -> int:
    """The state a symbol leads to, or the rule to reduce by."""
    return int(to) if str(does) == "Shift" else ~rules.setdefault(to, len(rules))


def _text(pattern: Any) -> str:
    return str(pattern.value if pattern.type == "str" else pattern.to_regexp())


def _terminals(lexer: Any) -> list[tuple[str, dict[str, str] | None]]:
    """What is looked for in a state, in order. Words that a pattern finds as well are told apart after it."""
    found: list[tuple[str, dict[str, str] | None]] = []
    for terminal in lexer.scanner.terminals:
        words: dict[str, str] = {}
        callback = lexer.callback.get(terminal.name)
        for word in callback.scanner.terminals if callback is not None else ():
            words.setdefault(str(word.pattern.value), str(word.name))
        found.append((str(terminal.name), words or None))
    return found


def _rule(rule: Any) -> tuple[str, int, str, tuple[tuple[int, bool, int], ...], int, bool]:
    """How Lark makes a tree of a rule's symbols: which are left out, which merged, and where None stands."""
    size = len(rule.expansion)
    # True for something optional that is not there, False for each symbol that is
    gaps = rule.options.empty_indices or [False] * size
    children: list[tuple[int, bool, int]] = []
    missing, place = 0, 0
    for gap in gaps:
        if gap:
            missing += 1
            continue
        symbol = rule.expansion[place]
        if not (symbol.is_term and symbol.filter_out):
            children.append((place, not symbol.is_term and symbol.name.startswith("_"), missing))
            missing = 0
        place += 1
    single = bool(rule.options.expand1 and not rule.alias)
    return str(rule.alias or rule.origin.name), size, str(rule.origin.name), tuple(children), missing, single
