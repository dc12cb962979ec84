"""What of a rule can never matter: found in its own table, with facts that come as near to it as can be.

A condition that never holds together with the others, a version or exception that never applies, an alternative that is
never the case, a version that nobody can violate, and one that nobody can keep.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.expressions import atoms
from checker.proof.truth_table import HOLDS, OFF, OPEN, VIOLATED, RuleTable, State, may_hold
from checker.truth import all_of
from dsl.record import dataclass
from dsl.rule import AnyOf, Expr, Version
from dsl.source import Span

# kinds of dead parts
RULE, VERSION, EXEMPTION, GUARD, ALTERNATIVE = (
    "dead-rule",
    "dead-version",
    "dead-exception",
    "dead-guard",
    "dead-branch",
)
SILENT, UNKEEPABLE = "never-violated", "never-kept"


@dataclass(frozen=True, slots=True)
class Dead:
    """``expr``: the part that never holds, where there is one. ``verdict``: what the rule is in ``state`` (a bit)."""

    kind: str
    place: Span
    version: Version | None
    expr: Expr | None
    state: State | None
    verdict: int


def dead_parts(table: RuleTable) -> Iterator[Dead]:
    """The dead parts of one rule; of what is dead as a whole the parts are not listed as well."""
    live = {at: _states_of(table, at) for at, v in enumerate(table.rule.rule.versions) if v.demands or v.not_encoded}
    if not live:
        return
    versions = table.rule.rule.versions
    dead = [
        at
        for at, states in live.items()
        if not any(verdicts & (HOLDS | VIOLATED if versions[at].demands else OPEN) for _, verdicts in states)
    ]
    if len(dead) == len(live):
        states = [pair for several in live.values() for pair in several]
        place, expr, state = _hindrance(table, states)
        yield Dead(RULE, place or table.rule.rule.span, None, expr, state, _verdict(states, state))
        return
    for at in dead:
        states = live.pop(at)
        _, expr, state = _hindrance(table, states)
        yield Dead(VERSION, versions[at].span, versions[at], expr, state, _verdict(states, state))
    everywhere = [pair for several in live.values() for pair in several]
    yield from _dead_conditions(table, everywhere)
    yield from _dead_exemptions(table, everywhere)
    for at, states in live.items():
        version = table.rule.rule.versions[at]
        yield from _dead_guards(table, at, states)
        if version.demands and not any(verdicts & VIOLATED for _, verdicts in states):
            yield Dead(SILENT, version.span, version, None, *_sure(states, HOLDS, OPEN, OFF))
        elif version.demands and not any(verdicts & HOLDS for _, verdicts in states) and _inescapable(table, states):
            yield Dead(UNKEEPABLE, version.span, version, None, *_sure(states, VIOLATED))


States = list[tuple[State, int]]


def _states_of(table: RuleTable, at: int) -> States:
    return [(state, verdicts) for state, verdicts in table.cells if table.versions[state[0]] == at]


def _verdict(states: States, state: State | None) -> int:
    """What a rule is in one of its states."""
    return next((verdicts for each, verdicts in states if each == state), 0)


def _sure(states: States, *wanted: int) -> tuple[State | None, int]:
    """The first state that has surely one of these verdicts, in this order of preference."""
    for verdict in wanted:
        for state, verdicts in states:
            if verdicts == verdict:
                return state, verdict
    return None, 0


def _hindrance(table: RuleTable, states: States) -> tuple[Span | None, Expr | None, State | None]:
    """Why nothing applies in ``states``: the first condition that never holds with those before it, and a state in
    which all before it hold. No condition: an exception or another rule takes everything."""
    conditions = table.rule.rule.conditions
    near: State | None = None
    for number, expr in enumerate(conditions):
        held = [s for s, _ in states if may_hold(all_of(test(s) for test in table.conditions[: number + 1]))]
        if not held:
            return next(atoms(expr)).span, expr, near or (states[0][0] if states else None)
        near = next((s for s in held if all(test(s) is True for test in table.conditions[: number + 1])), near)
    off = [state for state, verdicts in states if verdicts == OFF]
    return None, None, near or (off[0] if off else None)


def _dead_conditions(table: RuleTable, states: States) -> Iterator[Dead]:
    """Alternatives of a condition that never hold together with the other conditions."""
    for number, condition in enumerate(table.rule.rule.conditions):
        if isinstance(condition, AnyOf):
            others = [test for at, test in enumerate(table.conditions) if at != number]
            near = [(s, v) for s, v in states if all(may_hold(test(s)) for test in others)]
            yield from _dead_branches(table, condition, near)


def _dead_branches(table: RuleTable, expr: AnyOf, states: States) -> Iterator[Dead]:
    for part in expr.parts:
        test = table.test(part)
        if states and not any(may_hold(test(state)) for state, _ in states):
            yield Dead(ALTERNATIVE, next(atoms(part)).span, None, part, *_sure(states, VIOLATED, HOLDS, OPEN, OFF))


def _dead_exemptions(table: RuleTable, states: States) -> Iterator[Dead]:
    near = [(state, verdicts) for state, verdicts in states if may_hold(table.applies(state))]
    for number, exemption in enumerate(table.rule.rule.exemptions if near else ()):
        if not any(may_hold(table.exempted(state, number)) for state, _ in near):
            yield Dead(EXEMPTION, exemption.span, None, exemption.expr, *_sure(near, VIOLATED, HOLDS, OPEN, OFF))
        elif isinstance(exemption.expr, AnyOf):
            yield from _dead_branches(table, exemption.expr, [(s, v) for s, v in near if table.in_force(s, number)])


def _dead_guards(table: RuleTable, at: int, states: States) -> Iterator[Dead]:
    """Demands whose own condition never holds where the rule applies."""
    near = [(state, verdicts) for state, verdicts in states if may_hold(table.applies(state))]
    for number, demand in enumerate(table.rule.rule.versions[at].demands if near else ()):
        guard, version = table.guards[at, number], table.rule.rule.versions[at]
        if demand.condition is None:
            continue
        if not any(may_hold(guard(state)) for state, _ in near):
            found = _sure(near, VIOLATED, HOLDS, OPEN, OFF)
            yield Dead(GUARD, demand.span, version, demand.condition, *found)
        elif isinstance(demand.condition, AnyOf):
            yield from _dead_branches(table, demand.condition, near)


def _inescapable(table: RuleTable, states: States) -> bool:
    """Whether somewhere it is violated whatever the demands are answered with: more than a ban of its conditions."""
    fixed = [at for at, variable in enumerate(table.variables) if variable.name not in table.demanded or at == 0]
    settings: dict[State, int] = {}
    for state, verdicts in states:
        key = tuple(state[at] for at in fixed)
        settings[key] = settings.get(key, 0) | verdicts
    return any(verdicts & VIOLATED and not verdicts & (HOLDS | OFF) for verdicts in settings.values())
