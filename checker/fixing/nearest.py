"""The value nearest to the stated one that keeps a rule in every case: found by asking, never guessed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dsl.document import Value

from .steps import Scale, scales

# how often a rule is asked for one finding
MAX_ASKED = 60


class _Patience:
    """Asks whether a value keeps the rule, each value once and not for ever."""

    def __init__(self, keeps: Callable[[Value], bool]) -> None:
        self.keeps = keeps
        self.answers: dict[str, bool] = {}

    def __call__(self, value: Value) -> bool:
        said = str(value)  # 27,4 and 27,40 are equal, but others are rounded like them
        known = self.answers.get(said)
        if known is None:
            known = self.answers[said] = len(self.answers) < MAX_ASKED and self.keeps(value)
        return known


def nearest(value: Value, operands: Sequence[Value], keeps: Callable[[Value], bool]) -> Value | None:
    """The value fewest steps away from ``value`` for which ``keeps``; None if there is none, or none can be found.

    ``operands``: what the rule compares it with. One step less, towards ``value``, does not keep the rule.
    """
    ask = _Patience(keeps)
    for group in scales(value, operands):
        found = [(abs(number - scale.start), place, scale, number) for place, scale, number in _hits(group, value, ask)]
        if found:
            _, _, scale, number = min(found, key=lambda hit: hit[:2])
            return scale.at(number)
    return None


def _hits(group: tuple[Scale, ...], value: Value, ask: _Patience) -> list[tuple[int, Scale, int]]:
    """For each scale the number nearest to its start that keeps the rule."""
    hits = []
    for place, scale in enumerate(group):
        number = _first(scale, value, ask)
        if number is not None:
            hits.append((place, scale, number))
    return hits


def _first(scale: Scale, value: Value, ask: _Patience) -> int | None:
    """The turn nearest to the start that keeps the rule, then back from there as long as it is kept."""
    near = {number for number in (*scale.turns, scale.start) if scale.least <= number <= scale.most}
    for number in sorted(near, key=lambda each: (abs(each - scale.start), each)):
        if scale.at(number) != value and ask(scale.at(number)):
            return _back(scale, number, ask)
    return None


def _back(scale: Scale, kept: int, ask: _Patience) -> int:
    """From ``kept`` towards the start: the last number that keeps the rule before one that does not."""
    broken = scale.start
    if kept == broken:
        return kept
    step = 1 if broken > kept else -1
    if not ask(scale.at(kept + step)) or kept + step == broken:
        return kept
    while abs(broken - kept) > 1:
        middle = (broken + kept) // 2
        if ask(scale.at(middle)):
            kept = middle
        else:
            broken = middle
    return kept
