"""A case term split at the constants it is compared with: the cells on which a verdict is constant.

An axis does not depend on any one tariff. What a tariff admits is a selection of its cells (``admitted``); for a
reader, a cell is then cut down to what the tariff really admits (``cell_in``).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal

from checker.cases import Domain
from dsl.document import Mark, NameSet, Value
from dsl.period import Length
from dsl.quantity import Amount, Bound
from dsl.record import NamedTuple, cast
from dsl.rule import Term

DAY = timedelta(1)
ZERO = Decimal(0)
# a day to show where any day will do, and the amount to show where any amount will do: what a household uses in a year
ANY_DAY = date(2018, 1, 1)
ORDINARY = Decimal(3500)
# 2 to the power of this many sets of installations at most; a rule that mentions more is refused, not sampled
MAX_SET_NAMES = 12


class TooManyCases(Exception):
    """A rule mentions so many names of a set that its cases cannot be enumerated."""


class Cell(NamedTuple):
    """One piece of a domain: a representative, and how far the piece reaches (``low``/``high`` for days and amounts).

    For names and sets ``names`` is what the piece stands for.
    """

    value: Value
    low: date | Amount | None = None
    low_inclusive: bool = True
    high: date | Amount | None = None
    high_inclusive: bool = True
    names: frozenset[str] = frozenset()


NOTHING = Cell(Mark.NONE)  # the term is stated as `keine`


class Axis:
    """The cells of one case term, by numbers. ``none``: the last one, that of a term stated as `keine`.

    ``lead``: the cells are not days but how long after its anchor the day lies.
    """

    lead = False

    def __init__(self, term: Term, none: int, make: Callable[[int], Cell]) -> None:
        self.term = term
        self.name = term.name
        self.none = none
        self._make = make
        self._made = {none: NOTHING}  # of most it is enough to know whether they are admitted
        self._reached: dict[object, tuple[int, ...]] = {}  # by names; tariffs admit the same ones again and again

    def cell(self, at: int) -> Cell:
        """Cell ``at``, whatever a contract admits."""
        return self._made.get(at) or self._made.setdefault(at, self._make(at))

    def admitted(self, domain: Domain) -> tuple[int, ...]:
        """The cells that ``domain`` reaches into, in order."""
        return (self.none,) if domain.pinned is Mark.NONE else self._admitted(domain)

    def reach(self, domain: Domain) -> tuple[int, ...]:
        """What tells the cells of ``domain`` from those of any other domain of this axis."""
        if domain.pinned is not None or not domain.names:
            return self.admitted(domain)
        names = (domain.required, domain.names)
        if names not in self._reached:
            self._reached[names] = self.admitted(domain)
        return self._reached[names]

    def _admitted(self, domain: Domain) -> tuple[int, ...]:
        raise NotImplementedError

    def cell_in(self, at: int, domain: Domain) -> Cell:
        """Cell ``at``, cut down to ``domain``, with a representative worth showing."""
        return self._cell_in(at, domain) if domain.pinned is None else _pinned(domain.pinned)

    def _cell_in(self, at: int, domain: Domain) -> Cell:
        return self.cell(at)


def _pinned(value: Value) -> Cell:
    if isinstance(value, date | Amount):
        return Cell(value, value, True, value)
    return Cell(value, names=value.names if isinstance(value, NameSet) else frozenset({str(value)}))


class DayAxis(Axis):
    """Days, from cut to cut: a cut is the first day on which something can change."""

    def __init__(self, term: Term, cuts: Sequence[date]) -> None:
        self.cuts = [cut for cut in cuts if cut > date.min]
        super().__init__(term, len(self.cuts) + 1, self._piece)

    def _piece(self, at: int, first: date = date.min, last: date = date.max) -> Cell:
        start = max(first, self.cuts[at - 1] if at else first)
        end = min(last, self.cuts[at] - DAY if at < len(self.cuts) else last)
        # A witness before the first known day would be a day nobody means.
        value = start if start != date.min else (end if end != date.max else ANY_DAY)
        return Cell(value, start if start != date.min else None, True, end if end != date.max else None)

    def _admitted(self, domain: Domain) -> tuple[int, ...]:
        ends = self.reach(domain)
        return tuple(range(ends[0], ends[1] + 1)) if ends else ()

    def reach(self, domain: Domain) -> tuple[int, ...]:
        """The first cell and the last."""
        if domain.pinned is Mark.NONE:
            return self.none, self.none
        days = domain.days
        first, last = (days.start or date.min, days.end or date.max) if days is not None else (date.min, date.max)
        if isinstance(domain.pinned, date):
            if not first <= domain.pinned <= last:
                return ()
            first = last = domain.pinned
        if first > last:
            return ()
        return bisect_right(self.cuts, first), bisect_right(self.cuts, last)

    def _cell_in(self, at: int, domain: Domain) -> Cell:
        assert domain.days is not None
        return self._piece(at, domain.days.start or date.min, domain.days.end or date.max)


class AmountAxis(Axis):
    """Amounts from zero: points at the constants (even cells) and the open stretches above them (odd cells).

    ``cuts`` are in the base unit of the term's unit.
    """

    def __init__(self, term: Term, cuts: Sequence[Decimal]) -> None:
        self.unit = term.type.of
        self.factor = Amount(Decimal(1), self.unit).in_base()
        self.points = sorted({ZERO, *(cut for cut in cuts if cut > 0)})
        super().__init__(term, 2 * len(self.points), lambda at: self._cell_in(at, Domain(term, None, True, "", None)))

    def _amount(self, base: Decimal) -> Amount:
        return Amount(base / self.factor, self.unit)

    def _ends(self, at: int) -> tuple[Decimal, Decimal | None]:
        """The stretch above point ``at // 2``; None without an upper end."""
        index = at // 2
        return self.points[index], self.points[index + 1] if index + 1 < len(self.points) else None

    def _admitted(self, domain: Domain) -> tuple[int, ...]:
        if isinstance(domain.pinned, Amount):
            value = domain.pinned.in_base()
            index = max(bisect_right(self.points, value) - 1, 0)
            return (2 * index if self.points[index] == value else 2 * index + 1,)
        found: list[int] = []
        for at in range(2 * len(self.points)):
            low, high = self._ends(at)
            if at % 2 == 0:
                if domain.bound is None or domain.bound.contains(self._amount(low)):
                    found.append(at)
            elif _meets(low, high, domain.bound):
                found.append(at)
        return tuple(found)

    def _cell_in(self, at: int, domain: Domain) -> Cell:
        low, high = self._ends(at)
        if at % 2 == 0:
            here = self._amount(low)
            return Cell(here, here, True, here)
        low_in = high_in = False
        bound = domain.bound
        if bound is not None and bound.low is not None and bound.low.in_base() > low:
            low, low_in = bound.low.in_base(), bound.low_inclusive
        if bound is not None and bound.high is not None and (high is None or bound.high.in_base() < high):
            high, high_in = bound.high.in_base(), bound.high_inclusive
        value = self._telling(low, low_in, high)
        return Cell(
            self._amount(value), self._amount(low), low_in, self._amount(high) if high is not None else None, high_in
        )

    def _telling(self, low: Decimal, low_in: bool, high: Decimal | None) -> Decimal:
        """Just above a constant is the telling example; above nothing, an ordinary customer is."""
        if low_in:
            return low
        value = low + self.factor if low else ORDINARY * self.factor
        if high is not None and value >= high:
            return (low + high) / 2
        return value


def _meets(low: Decimal, high: Decimal | None, bound: Bound | None) -> bool:
    """Whether the open stretch from ``low`` to ``high`` has an amount inside ``bound``."""
    if bound is None:
        return True
    least, least_in = low, False
    if bound.low is not None and bound.low.in_base() > low:
        least, least_in = bound.low.in_base(), bound.low_inclusive
    most, most_in = high, False
    if bound.high is not None and (high is None or bound.high.in_base() < high):
        most, most_in = bound.high.in_base(), bound.high_inclusive
    return most is None or least < most or (least == most and least_in and most_in)


class NameAxis(Axis):
    """A choice: each mentioned name by itself, all others together in the cell after them."""

    def __init__(self, term: Term, mentioned: frozenset[str], order: Sequence[str]) -> None:
        self.order = order
        self.named = [name for name in order if name in mentioned]
        super().__init__(term, len(self.named) + 1, lambda at: self._of(at, frozenset(order) - mentioned))

    def _of(self, at: int, rest: frozenset[str]) -> Cell:
        names = frozenset({self.named[at]}) if at < len(self.named) else rest
        return Cell(next((name for name in self.order if name in names), ""), names=names)

    def _admitted(self, domain: Domain) -> tuple[int, ...]:
        names = frozenset({domain.pinned}) if isinstance(domain.pinned, str) else domain.names
        found = [at for at, name in enumerate(self.named) if name in names]
        if names - frozenset(self.named):
            found.append(len(self.named))
        return tuple(found)

    def _cell_in(self, at: int, domain: Domain) -> Cell:
        return self._of(at, domain.names - frozenset(self.named))


class SetAxis(Axis):
    """A set: every subset of the mentioned names, smallest first, without and with one other name.

    One name that no comparison mentions stands for all of them: only `nur` and `ist` can tell it from nothing.
    """

    def __init__(self, term: Term, mentioned: frozenset[str], order: Sequence[str]) -> None:
        self.order = order
        self.named = [name for name in order if name in mentioned]
        if len(self.named) > MAX_SET_NAMES:
            raise TooManyCases(term.name)
        other = next((name for name in order if name not in mentioned), None)
        masks = sorted(range(1 << len(self.named)), key=lambda mask: (mask.bit_count(), mask))
        self.keys = [(mask, rest) for rest in ((False, True) if other else (False,)) for mask in masks]
        self.at = {key: index for index, key in enumerate(self.keys)}
        others = frozenset[str](), frozenset([other] if other else [])
        super().__init__(term, len(self.keys), lambda at: self._subset(self.keys[at][0], others[self.keys[at][1]]))

    def _subset(self, mask: int, others: frozenset[str]) -> Cell:
        names = frozenset(name for bit, name in enumerate(self.named) if mask >> bit & 1) | others
        shown = tuple(name for name in self.order if name in names)
        return Cell(NameSet(names, shown) if names else Mark.NONE, names=names)

    def _mask(self, names: frozenset[str]) -> int:
        return sum(1 << bit for bit, name in enumerate(self.named) if name in names)

    def _admitted(self, domain: Domain) -> tuple[int, ...]:
        named = frozenset(self.named)
        if isinstance(domain.pinned, NameSet):
            return (self.at[self._mask(domain.pinned.names), bool(domain.pinned.names - named)],)
        must, may = self._mask(domain.required), self._mask(domain.names)
        rests = {bool(domain.required - named), bool(domain.names - named)}
        return tuple(
            at for at, (mask, rest) in enumerate(self.keys) if mask & must == must and not mask & ~may and rest in rests
        )

    def _cell_in(self, at: int, domain: Domain) -> Cell:
        mask, rest = self.keys[at]
        named = frozenset(self.named)
        others = domain.required - named
        if rest and not others:
            others = frozenset({next(name for name in self.order if name in domain.names - named)})
        return self._subset(mask, others)


class TruthAxis(Axis):
    """Yes and no."""

    def __init__(self, term: Term) -> None:
        super().__init__(term, 2, lambda at: Cell(at == 0))

    def _admitted(self, domain: Domain) -> tuple[int, ...]:
        return (0, 1) if domain.pinned is None else (0 if domain.pinned is True else 1,)


class LeadAxis(Axis):
    """How long after its anchor a day lies: the lengths to try, shortest first."""

    lead = True

    def __init__(self, term: Term, leads: Sequence[Length]) -> None:
        super().__init__(term, len(leads), lambda at: Cell(cast(Value, leads[at])))

    def _admitted(self, domain: Domain) -> tuple[int, ...]:
        return tuple(range(self.none))
