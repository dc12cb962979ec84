"""For whom a change of prices is worse, by consumption: the difference of two bills, its sign from 0 kWh on.

How customers spread their use over peak and off-peak nobody knows, so the difference lies between two lines, and where
these disagree the spread decides. Swapping the bills mirrors everything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from fractions import Fraction

from checker.change.bill import Bill
from checker.change.effect import BETTER, MIXED, NEUTRAL, WORSE
from checker.layers import Contract
from dsl.quantity import Amount, Bound
from dsl.record import NamedTuple

CONSUMPTION = "Belieferung.Jahresverbrauch"
UNPRICED = ""  # the effect where no band has a price
Difference = Callable[[Fraction], Fraction | None]


class Range(NamedTuple):
    """Customers who use more than ``low`` and less than ``high`` kWh/a (None: any amount more), and the effect.

    ``last``: whether just ``high`` still belongs to it; ``first``: whether just ``low`` does.
    """

    low: Fraction
    high: Fraction | None
    effect: str
    first: bool = True
    last: bool = False


class Even(NamedTuple):
    """The yearly consumption at which a change costs nothing; ``below`` and above it the effect differs.

    ``inside``: whether customers on both sides of it are supplied.
    """

    amount: Amount
    below: str
    above: str
    inside: bool


class Spread(NamedTuple):
    """``ranges``: for the customers who are supplied; ``everywhere``: for any consumption at all.

    ``deciding``: the lines on whose share it depends where the effect is mixed.
    """

    ranges: tuple[Range, ...]
    everywhere: tuple[Range, ...]
    deciding: tuple[str, ...]

    @property
    def effect(self) -> str:
        """The effect for all of them, mixed where it differs."""
        found = {each.effect for each in self.ranges}
        return found.pop() if len(found) == 1 else MIXED

    @property
    def is_divided(self) -> bool:
        """Whether some of them are worse off and others are not, or nobody knows which."""
        return len(self.ranges) > 1 or bool(self.deciding)

    @property
    def even(self) -> Even | None:
        """Where the change costs nothing, if that is one consumption with better on one side and worse on the other."""
        if len(self.everywhere) != 2 or {each.effect for each in self.everywhere} != {BETTER, WORSE}:
            return None
        below, above = self.everywhere
        if below.high is None or below.last or above.first:  # a step from one to the other, and no balance
            return None
        return Even(kwh(below.high), below.effect, above.effect, len(self.ranges) == 2)


def kwh(used: Fraction) -> Amount:
    """A consumption as users read it, in whole kilowatt-hours."""
    return Amount(Decimal(round(used)), "kWh/a")


def spread(one: Bill, other: Bill, contracts: tuple[Contract, Contract]) -> Spread | None:
    """How the change from ``one`` to ``other`` falls on consumptions; None where the lines of the two do not match, or
    some consumption has no price."""
    changes = _changes(one, other)
    if changes is None:
        return None
    fixed = other.base - one.base
    if not changes or len(set(changes.values())) == 1:
        least = most = _same_use(one, other, fixed, changes)
    else:
        low, high = min(changes.values()), max(changes.values())
        least, most = (lambda used: fixed + low * used), (lambda used: fixed + high * used)
    everywhere = _ranges(least, most, one.kinks() | other.kinks())
    low_end, high_end = _supplied(contracts)
    ranges = tuple(_within(everywhere, low_end, high_end))
    if not ranges or any(each.effect == UNPRICED for each in ranges):
        return None
    split = any(each.effect == MIXED for each in ranges)
    deciding = tuple(changes) if split else ()
    return Spread(ranges, everywhere, deciding)


def _changes(one: Bill, other: Bill) -> dict[str, Fraction] | None:
    """By how much each line changes; a single line stands for all of the other bill. Empty where bands decide."""
    banded = [each for each in (one, other) if each.slabs or each.package is not None]
    if banded:
        return {} if all(len(each.lines) <= 1 for each in (one, other)) else None
    if not one.lines or not other.lines:
        return {} if not one.lines and not other.lines else None
    if set(one.lines) == set(other.lines):
        return {name: other.lines[name] - one.lines[name] for name in one.lines}
    if len(other.lines) == 1:
        (single,) = other.lines.values()
        return {name: single - before for name, before in one.lines.items()}
    if len(one.lines) == 1:
        (single,) = one.lines.values()
        return {name: after - single for name, after in other.lines.items()}
    return None


def _same_use(one: Bill, other: Bill, fixed: Fraction, changes: dict[str, Fraction]) -> Difference:
    if changes:
        (change,) = set(changes.values())
        return lambda used: fixed + change * used

    def difference(used: Fraction) -> Fraction | None:
        before, after = one.cost(used), other.cost(used)
        return None if before is None or after is None else after - before

    return difference


def _ranges(least: Difference, most: Difference, kinks: Iterable[Fraction]) -> tuple[Range, ...]:
    """The effects from 0 on; between two kinks both differences run straight."""
    bounds = sorted({Fraction(0), *kinks})
    points: set[Fraction] = set(bounds)
    for low, high in zip(bounds, [*bounds[1:], None], strict=True):
        for line in (least, most):
            root = _root(line, low, high)
            if root is not None:
                points.add(root)
    found: list[Range] = []
    ordered = sorted(points)
    for low, high in zip(ordered, [*ordered[1:], None], strict=True):
        effect = _effect(least, most, low + 1 if high is None else (low + high) / 2)
        if found and found[-1].effect == effect:
            found[-1] = found[-1]._replace(high=high)
            continue
        at = _effect(least, most, low)
        if found:
            found[-1] = found[-1]._replace(last=at == found[-1].effect)
        found.append(Range(low, high, effect, first=not found or at == effect))
    return tuple(found)


def _root(line: Difference, low: Fraction, high: Fraction | None) -> Fraction | None:
    """Where a straight line is nothing, strictly between ``low`` and ``high``."""
    one, two = (low + 1, low + 2) if high is None else ((2 * low + high) / 3, (low + 2 * high) / 3)
    first, second = line(one), line(two)
    if first is None or second is None or first == second:
        return None
    root = one - first * (two - one) / (second - first)
    return root if low < root and (high is None or root < high) else None


def _effect(least: Difference, most: Difference, used: Fraction) -> str:
    low, high = least(used), most(used)
    if low is None or high is None:
        return UNPRICED
    if low >= 0:
        return WORSE if high > 0 else NEUTRAL
    return BETTER if high <= 0 else MIXED


def _supplied(contracts: tuple[Contract, Contract]) -> tuple[Fraction, Fraction | None]:
    """The least and the most that a customer of one of the contracts uses in a year."""
    lows, highs = [], []
    for contract in contracts:
        fact = contract.facts.get(CONSUMPTION)
        bound = fact.value if fact is not None and isinstance(fact.value, Bound) else None
        lows.append(Fraction(0) if bound is None or bound.low is None else _kwh(bound.low))
        highs.append(None if bound is None or bound.high is None else _kwh(bound.high))
    return min(lows), None if None in highs else max(each for each in highs if each is not None)


def _kwh(amount: Amount) -> Fraction:
    return Fraction(amount.in_base())


def _within(ranges: Iterable[Range], low: Fraction, high: Fraction | None) -> Iterable[Range]:
    """What of the ranges lies between two consumptions."""
    for each in ranges:
        start = max(each.low, low)
        end = each.high if high is None else high if each.high is None else min(each.high, high)
        if end is None or start < end:
            yield each._replace(
                low=start, high=end, first=each.first or start > each.low, last=each.last or end != each.high
            )
