"""Two rules on the facts they share, and whether keeping one is keeping the other.

Rules are compared through the facts they share; whatever else they read is free to take any value. So each table is
first reduced to what it says about the shared facts, and only these small tables meet.

That one rule is implied by another is asked for every combination of the days that select their versions: the claim is
that the weaker rule adds nothing, ever.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.proof.candidates import Point
from checker.proof.truth_table import VIOLATED, Case, RuleTable, State
from checker.proof.variables import Variable, values_of
from dsl.record import dataclass

COMMON_DAY = "@day"  # the common day of two rules with different reference days
MAX_CASES = 12  # so many cases of what is open are handed on
Classes = tuple[int, ...]  # one class of each of some variables of a table
Masks = tuple[int, ...]  # for each of some shared facts the values, as bits, that a class stands for


@dataclass(frozen=True, slots=True)
class Implied:
    """``proved``: every violation of the weaker rule is one of the stricter; ``case`` violates both, or, where it is
    refuted, the weaker one alone."""

    proved: bool
    case: Case
    sure: bool = True  # otherwise something in it is left open


@dataclass(frozen=True, slots=True)
class Unclear:
    """Outside of what can be proved; ``reasons`` are words of the report.

    ``settings``: where it is open; in each, some cases of which one could settle it.
    """

    reasons: frozenset[str]
    settings: tuple[tuple[Case, ...], ...] = ()


class Side:
    """One table of a pair: which of its variables are shared, and the common values that their classes stand for."""

    def __init__(self, table: RuleTable, shared: list[str], same: set[str], values: dict[str, list[Point]]):
        self.table = table
        self.places = {key: at for at, key in enumerate(shared)}
        keys = [COMMON_DAY if variable.name in same else variable.name for variable in table.variables]
        self.shared = [at for at, key in enumerate(keys) if key in self.places]
        self.keys = [keys[at] for at in self.shared]
        self.bits = [_bits_of(table.variables[at], values[keys[at]]) for at in self.shared]

    def columns(self, keys: Iterable[str]) -> list[int]:
        """Which of the shared variables have one of these keys."""
        wanted = set(keys)
        return [number for number, key in enumerate(self.keys) if key in wanted]

    def lifted(self, columns: list[int], classes: Classes, keys: list[str]) -> Masks:
        """The common values of ``keys`` that classes of these columns stand for. A key this table lacks is open."""
        found = dict.fromkeys(keys, -1)
        for number, at in zip(columns, classes, strict=True):
            found[self.keys[number]] &= self.bits[number][at]
        return tuple(found.values())


class Pair:
    """Two tables on their shared facts. ``one_day``: the reference days of both are the same day."""

    def __init__(self, first: RuleTable, second: RuleTable, one_day: bool) -> None:
        days = {table.rule.rule.reference_day for table in (first, second)}
        same = days if one_day and len(days) > 1 else set()
        readers: dict[str, list[Variable]] = {}
        for variable in (*first.variables, *second.variables):
            readers.setdefault(COMMON_DAY if variable.name in same else variable.name, []).append(variable)
        self.keys = [key for key, several in readers.items() if len(several) > 1]
        self.values = {key: _common_values(key, readers[key], first, second) for key in self.keys}
        self.sides = [Side(table, self.keys, same, self.values) for table in (first, second)]
        self.day = next((key for key in self.keys if key == COMMON_DAY or key in days), None)

    def case(self, states: Iterable[tuple[Side, State]], chosen: dict[str, int]) -> Case:
        """The facts of states that agree on the shared facts: ``chosen`` are the common values, as bits."""
        facts: dict[str, Point] = {}
        for side, state in states:
            keys = dict(zip(side.shared, side.keys, strict=True))
            for at, variable in enumerate(side.table.variables):
                bits = chosen.get(keys.get(at, ""), 0)
                value = self.values[keys[at]][(bits & -bits).bit_length() - 1] if bits else variable.values[state[at]]
                facts[variable.name] = value
        return Case(tuple(facts.items()))


def _common_values(key: str, variables: list[Variable], first: RuleTable, second: RuleTable) -> list[Point]:
    """Values of a shared fact that stand for all others in the comparisons of both rules. Raises Outside."""
    if variables[0].term is None:  # a rule that is asked for each section never misses it
        return [value for value in variables[0].values if all(value in each.values for each in variables)]
    one, two = sorted((first, second), key=lambda table: table.rule.id)
    name = ("values", key, two.rule.id)
    if name not in one.reduced:
        one.reduced[name] = values_of(variables, one.book)
    return one.reduced[name]  # type: ignore[return-value]


def _bits_of(variable: Variable, values: list[Point]) -> list[int]:
    """For each class of ``variable`` the values that belong to it."""
    bits = [0] * len(variable.values)
    for at, value in enumerate(values):
        bits[variable.class_of(value)] |= 1 << at
    return bits


def met(mine: Masks, theirs: Masks) -> Masks | None:
    """The common values of both; None where there are none."""
    both = tuple(a & b for a, b in zip(mine, theirs, strict=True))
    return both if all(both) else None


# ------------------------------------------------------------------------------------------------ implication


@dataclass(slots=True)
class _Sum:
    """The verdicts a rule can have for some values of the shared facts, and states that show two of them."""

    verdicts: int = 0
    violated: State | None = None  # surely violated
    spared: State | None = None  # surely not violated
    hit: State | None = None  # perhaps violated
    missed: State | None = None  # perhaps not


def implied(weaker: RuleTable, stricter: RuleTable) -> Implied | Unclear | None:
    """Whether every violation of ``weaker`` is a violation of ``stricter``, whatever the facts and the days.

    None where ``weaker`` is never violated, so that nothing is claimed.
    """
    pair = Pair(weaker, stricter, one_day=False)
    mine, theirs = pair.sides
    shown: Case | None = None
    perhaps: Case | None = None  # what would show it, if the weaker rule is violated there
    unclear: list[Case] = []
    columns = theirs.columns(pair.keys)
    others = _Tree([(theirs.lifted(columns, c, pair.keys), s) for c, s in _sums(theirs).items()])
    for classes, here in _sums(mine).items():
        if not here.verdicts & VIOLATED:
            continue
        masks = mine.lifted(mine.columns(pair.keys), classes, pair.keys)
        for agreed, there in others.meeting(masks):
            if there.verdicts == VIOLATED and shown is not None:
                continue
            chosen = dict(zip(pair.keys, agreed, strict=True))
            if there.verdicts == VIOLATED:
                if here.violated is not None and there.violated is not None:
                    shown = pair.case([(mine, here.violated), (theirs, there.violated)], chosen)
                elif here.hit is not None and there.violated is not None and perhaps is None:
                    perhaps = pair.case([(mine, here.hit), (theirs, there.violated)], chosen)
            elif here.violated is not None and there.spared is not None:
                return Implied(False, pair.case([(mine, here.violated), (theirs, there.spared)], chosen))
            elif here.hit is not None and there.missed is not None:
                unclear.append(pair.case([(mine, here.hit), (theirs, there.missed)], chosen))
    if unclear:
        return Unclear(frozenset(weaker.opaque | stricter.opaque), (tuple(unclear[:MAX_CASES]),))
    if shown is None and perhaps is not None:
        return Implied(True, perhaps, sure=False)
    return Implied(True, shown) if shown is not None else None


class _Tree:
    """Sums by their common values: those of the first shared fact, below each the next ones, made when asked for."""

    __slots__ = ("_below", "_entries", "depth")

    def __init__(self, entries: list[tuple[Masks, _Sum]], depth: int = 0) -> None:
        self.depth = depth
        self._entries = entries
        self._below: dict[int, _Tree] | None = None

    def below(self) -> dict[int, _Tree]:
        if self._below is None:
            groups: dict[int, list[tuple[Masks, _Sum]]] = {}
            for entry in self._entries:
                groups.setdefault(entry[0][self.depth], []).append(entry)
            self._below = {mask: _Tree(several, self.depth + 1) for mask, several in groups.items()}
        return self._below

    def meeting(self, masks: Masks, agreed: Masks = ()) -> Iterator[tuple[Masks, _Sum]]:
        """The sums that share common values with ``masks``, and which."""
        if self.depth == len(masks):
            for _, entry in self._entries:
                yield agreed, entry
            return
        for mask, tree in self.below().items():
            both = mask & masks[self.depth]
            if both:
                yield from tree.meeting(masks, (*agreed, both))


def _sums(side: Side) -> dict[Classes, _Sum]:
    """The verdicts of a rule by its shared facts, in its own classes; worked out once for all pairs that share them."""
    table, key = side.table, tuple(side.shared)
    known = table.reduced.get(key)
    if known is not None:
        return known  # type: ignore[return-value]
    found: dict[Classes, _Sum] = {}
    for state, verdicts in table.cells:
        shared = tuple([state[at] for at in key])
        if shared not in found:
            found[shared] = _Sum()
        entry = found[shared]
        entry.verdicts |= verdicts
        if verdicts == VIOLATED and entry.violated is None:
            entry.violated = state
        elif not verdicts & VIOLATED and entry.spared is None:
            entry.spared = state
        if verdicts & VIOLATED and entry.hit is None:
            entry.hit = state
        if verdicts != VIOLATED and entry.missed is None:
            entry.missed = state
    table.reduced[key] = found
    return found
