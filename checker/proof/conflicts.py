"""Two rules that cannot both be kept: facts in which both ask something, each can be kept alone, and not both.

It is asked of the rules as they stand on one day: days that select the versions of two rules are taken to be the same
day. Otherwise a notice of 2018 would be held against a contract of 2026.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from checker.proof.candidates import Point
from checker.proof.pairs import MAX_CASES, Classes, Masks, Pair, Side, Unclear, met
from checker.proof.truth_table import HOLDS, VIOLATED, Case, RuleTable, State
from dsl.period import DateRange
from dsl.record import NamedTuple, dataclass, field

# what a rule can be for a value of the shared facts: surely kept, surely asked, perhaps kept, perhaps asked
KEPT, ASKED, MAYBE_KEPT, MAYBE_ASKED = 1, 2, 4, 8
BOTH = (MAYBE_KEPT, MAYBE_KEPT)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Both rules ask something of the same facts, and no value of these facts keeps both.

    ``first``: the first rule is kept and the second is not; ``second``: the other way round. ``days``: the days on
    which it is so. ``setting``: the facts that were not free to change.
    """

    first: Case
    second: Case
    days: tuple[DateRange, ...]
    setting: dict[str, Point]


@dataclass(slots=True)
class _View:
    """What a rule is for each value of the free shared facts, everything else being settled; with states to show it."""

    flags: dict[Classes, int] = field(default_factory=dict)
    states: dict[tuple[Classes, int], State] = field(default_factory=dict)


def conflicts(first: RuleTable, second: RuleTable) -> Iterator[Conflict | Unclear]:
    """Facts in which both rules ask something of the same facts, and no value of these keeps both; each setting once.

    What the demands speak of is free to change, except for what describes the customer and the day: a customer is as he
    is, unless both demands are about him. Nothing comes out where both can be kept; ``Unclear`` comes alone.
    """
    pair = Pair(first, second, one_day=True)
    terms = first.book.vocabulary.terms
    days = {first.rule.rule.reference_day, second.rule.rule.reference_day}
    both = first.demanded & second.demanded
    free = {
        name
        for name in first.demanded | second.demanded
        if name not in days and (name in both or name not in terms or not terms[name].is_case)
    }
    open_keys = [key for key in pair.keys if key in free]
    fixed_keys = [key for key in pair.keys if key not in free]
    mine, theirs = (_settings(side, free, open_keys, fixed_keys) for side in pair.sides)
    found: list[tuple[Masks, _Lifted, _Lifted]] = []
    unclear: list[tuple[Masks, _Lifted, _Lifted]] = []
    for setting, several in mine.items():
        for other, others in theirs.items():
            agreed = met(setting, other)
            if agreed is None:
                continue
            for a in several:
                for b in others:
                    sure, perhaps = _clash(a, b)
                    if sure or perhaps:
                        (found if sure else unclear).append((agreed, a, b))
    if not found and unclear:
        settings = tuple(
            tuple(islice(_shown(pair, dict(zip(fixed_keys, at, strict=True)), open_keys, a, b, *BOTH), MAX_CASES))
            for at, a, b in unclear
        )
        yield Unclear(frozenset(first.opaque | second.opaque), settings)
    day = fixed_keys.index(pair.day) if pair.day in fixed_keys else None
    for agreed, a, b in found:
        when = 0
        for each, *_ in found:
            if day is not None and _but(each, day) == _but(agreed, day):
                when |= each[day]
        chosen = dict(zip(fixed_keys, agreed, strict=True))
        sides = [next(_shown(pair, chosen, open_keys, a, b, *flags)) for flags in ((KEPT, ASKED), (ASKED, KEPT))]
        stretches = _stretches(pair.values[pair.day], when) if day is not None and pair.day is not None else ()
        setting_facts = {name: value for name, value in sides[0].facts if name not in free}
        yield Conflict(sides[0], sides[1], stretches, setting_facts)


class _Lifted(NamedTuple):
    """A view in common values."""

    flags: list[tuple[Masks, int]]
    view: _View
    chosen: list[Classes]  # what the entries of ``flags`` are in the table's own classes


def _settings(side: Side, free: set[str], open_keys: list[str], fixed_keys: list[str]) -> dict[Masks, list[_Lifted]]:
    """For each setting of the shared facts that are not free, what the rule says of those that are."""
    open_columns, fixed_columns = side.columns(open_keys), side.columns(fixed_keys)
    lifted: dict[Masks, list[_Lifted]] = {}
    for classes, views in _views(side, free, open_columns, fixed_columns).items():
        setting = side.lifted(fixed_columns, classes, fixed_keys)
        if not all(setting):
            continue
        for view in views:
            flags = [(side.lifted(open_columns, chosen, open_keys), flag) for chosen, flag in view.flags.items()]
            lifted.setdefault(setting, []).append(_Lifted(flags, view, list(view.flags)))
    return lifted


def _views(side: Side, free: set[str], open_columns: list[int], fixed_columns: list[int]) -> dict[Classes, list[_View]]:
    """The views of a table in its own classes, equal ones once; worked out once for all pairs that share these facts.

    A fact that is free and not shared may take whatever value suits: the rule counts as kept if one does.
    """
    table = side.table
    opened, fixed = [side.shared[n] for n in open_columns], [side.shared[n] for n in fixed_columns]
    private = [at for at, v in enumerate(table.variables) if at not in side.shared and v.name not in free]
    key = (tuple(opened), tuple(fixed), tuple(private))
    known = table.reduced.get(key)
    if known is not None:
        return known  # type: ignore[return-value]
    found: dict[Classes, dict[Classes, _View]] = {}
    for state, verdicts in table.cells:
        if not verdicts & (HOLDS | VIOLATED):
            continue
        flags = MAYBE_ASKED
        if verdicts & HOLDS:
            flags |= KEPT | MAYBE_KEPT if verdicts == HOLDS else MAYBE_KEPT
        if not verdicts & ~(HOLDS | VIOLATED):
            flags |= ASKED
        setting, own = tuple(state[at] for at in fixed), tuple(state[at] for at in private)
        chosen = tuple(state[at] for at in opened)
        views = found.setdefault(setting, {})
        if own not in views:
            views[own] = _View()
        view = views[own]
        view.flags[chosen] = view.flags.get(chosen, 0) | flags
        for flag in (KEPT, ASKED, MAYBE_KEPT):
            if flags & flag:
                view.states.setdefault((chosen, flag), state)
    distinct: dict[Classes, list[_View]] = {}
    for setting, by_own in found.items():
        unique: dict[frozenset[tuple[Classes, int]], _View] = {}
        for view in by_own.values():
            # what cannot be kept alone does not clash with another
            if any(flags & MAYBE_KEPT for flags in view.flags.values()):
                unique.setdefault(frozenset(view.flags.items()), view)
        if unique:
            distinct[setting] = list(unique.values())
    table.reduced[key] = distinct
    return distinct


def _clash(first: _Lifted, second: _Lifted) -> tuple[bool, bool]:
    """Whether both rules are asked, each can be kept, and both cannot: surely, and perhaps."""
    sure_first = sure_second = maybe_first = maybe_second = maybe_both = False
    for mine, a in first.flags:
        for theirs, b in second.flags:
            for x, y in zip(mine, theirs, strict=True):
                if not x & y:
                    break
            else:
                if a & b & KEPT:
                    return False, False
                maybe_both |= bool(a & b & MAYBE_KEPT)
                sure_first |= bool(a & KEPT and b & ASKED)
                sure_second |= bool(a & ASKED and b & KEPT)
                maybe_first |= bool(a & MAYBE_KEPT)
                maybe_second |= bool(b & MAYBE_KEPT)
    sure = sure_first and sure_second and not maybe_both
    return sure, maybe_first and maybe_second and not sure


def _shown(
    pair: Pair, chosen: dict[str, int], open_keys: list[str], a: _Lifted, b: _Lifted, mine: int, other: int
) -> Iterator[Case]:
    """Facts in which the two rules are what the flags say: one kept and the other asked, or both perhaps kept."""
    for (masks, _), classes in zip(a.flags, a.chosen, strict=True):
        for (others, _), their_classes in zip(b.flags, b.chosen, strict=True):
            state, their_state = a.view.states.get((classes, mine)), b.view.states.get((their_classes, other))
            agreed = met(masks, others)
            if agreed is not None and state is not None and their_state is not None:
                bits = chosen | dict(zip(open_keys, agreed, strict=True))
                yield pair.case(zip(pair.sides, (state, their_state), strict=True), bits)


def _but(masks: Masks, at: int) -> Masks:
    return (*masks[:at], *masks[at + 1 :])


def _stretches(values: list[Point], bits: int) -> tuple[DateRange, ...]:
    """Days, each the first of a stretch, as stretches of time; neighbours joined."""
    days = sorted((value, bool(bits >> at & 1)) for at, value in enumerate(values) if isinstance(value, date))
    found: list[DateRange] = []
    for number, (day, inside) in enumerate(days):
        end = days[number + 1][0] - timedelta(1) if number + 1 < len(days) else None
        start = day if number else None
        if inside and found and start is not None and found[-1].end == start - timedelta(1):
            found[-1] = DateRange(found[-1].start, end)
        elif inside:
            found.append(DateRange(start, end))
    return tuple(found)
