"""The customers and days a tariff admits, as finitely many cells.

A case term (`Kunde.Gruppe`, `Vertragsschluss`, ...) differs between customers and days. With the contract's own facts
put in, a rule compares it with constants only, so its domain splits at those constants into cells on which the verdict
is constant; one representative per cell decides the rule exactly. An offer pins the terms it states.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations

from checker.layers import Contract
from checker.vocabulary import Fact
from dsl.document import Mark, NameSet, Value
from dsl.period import DateRange
from dsl.quantity import Amount, Bound
from dsl.rule import Term, Type

DAY = timedelta(1)
# the amount to show where any amount will do: what a household uses in a year
ORDINARY = Decimal(3500)
# 2 to the power of this many sets of installations at most; a rule that mentions more is refused, not sampled
MAX_SET_NAMES = 12


@dataclass(frozen=True, slots=True)
class Cell:
    """One piece of a domain: a representative, and how far the piece reaches (``low``/``high`` for days and amounts).

    For names and sets ``names`` is what the piece stands for.
    """

    value: Value
    low: date | Amount | None = None
    low_inclusive: bool = True
    high: date | Amount | None = None
    high_inclusive: bool = True
    names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Domain:
    """The values a case term can take in a contract.

    ``pinned``: exactly one value, stated. ``known``: the contract says which values are admitted; if not, ``missing``
    names the fact that would. ``fact`` is the statement the domain comes from.
    """

    term: Term
    pinned: Value | None
    known: bool
    missing: str
    fact: Fact | None
    days: DateRange | None = None
    bound: Bound | None = None
    names: frozenset[str] = frozenset()
    required: frozenset[str] = frozenset()

    @property
    def key(self) -> tuple[object, ...]:
        """What a verdict can depend on, without places in files."""
        return (self.pinned, self.known, self.days, self.bound, self.names, self.required)


class TooManyCases(Exception):
    """A rule mentions so many names of a set that its cases cannot be enumerated."""


def domain(term: Term, contract: Contract, names: frozenset[str], as_of: date | None, admit_all: bool) -> Domain:
    """The domain of ``term``. ``names``: all names of its enumeration. ``admit_all``: silence admits everybody
    (examples and terms alone), otherwise silence is unknown."""
    stated = contract.facts.get(term.name)
    if stated is not None and stated.value is not Mark.UNKNOWN:
        return Domain(term, stated.value, True, "", stated)
    if term.type.kind == "Datum":
        return _day_domain(term, contract, as_of, admit_all)
    if term.type.kind == "mehrere":
        return _set_domain(term, contract, names, admit_all)
    source = contract.facts.get(term.domain) if term.domain else None
    value = source.value if source is not None else None
    # An offer is made to one customer: what it leaves out is unknown within what the tariff admits.
    one = contract.kind == "Angebot"
    missing = term.name if one else (term.domain or term.name)
    known = not one and (admit_all or (source is not None and not isinstance(value, Mark)))
    if term.type.kind == "Menge":
        bound = value if isinstance(value, Bound) else None
        return Domain(term, None, known, missing, source, bound=bound)
    if term.type.kind == "ja/nein":
        return Domain(term, None, known, missing, source)
    admitted = value.names if isinstance(value, NameSet) else names
    if len(admitted) == 1 and known:
        return Domain(term, None, True, missing, source, names=admitted)
    return Domain(term, None, known, missing, source, names=admitted)


def _day_domain(term: Term, contract: Contract, as_of: date | None, admit_all: bool) -> Domain:
    source = contract.facts.get(term.domain) if term.domain else None
    sale = source.value if source is not None and isinstance(source.value, DateRange) else None
    if contract.kind == "Angebot":
        concluded = contract.facts.get("Vertragsschluss") or source
        start = concluded.value if concluded is not None and isinstance(concluded.value, date) else None
        if start is not None and term.domain and not term.domain_open:
            # the advert was seen on the day the contract was made, at the latest
            return Domain(term, start, True, "", concluded)
        first = start or (sale.start if sale is not None else None)
        days = DateRange(first, None)
        if as_of is not None and days.contains(as_of) and term.domain_open:
            return Domain(term, as_of, True, "", None)
        return Domain(term, None, term.domain_open and start is not None, term.name, source, days=days)
    if sale is None and not admit_all:
        return Domain(term, as_of, as_of is not None, term.domain or term.name, source, days=DateRange(None, None))
    first, last = (sale.start, None if term.domain_open else sale.end) if sale is not None else (None, None)
    if as_of is not None:
        return Domain(term, as_of, True, "", source, days=DateRange(first, last))
    return Domain(term, None, True, "", source, days=DateRange(first, last))


def _set_domain(term: Term, contract: Contract, names: frozenset[str], admit_all: bool) -> Domain:
    without = contract.facts.get(term.domain_without) if term.domain_without else None
    required = contract.facts.get(term.domain_with) if term.domain_with else None
    shut = without.value.names if without is not None and isinstance(without.value, NameSet) else frozenset()
    must = required.value.names if required is not None and isinstance(required.value, NameSet) else frozenset()
    one = contract.kind == "Angebot"
    settled = without is not None and without.value is not Mark.UNKNOWN
    known = not one and (admit_all or settled)
    missing = term.name if one else (term.domain_without or term.name)
    source = required if must else without
    return Domain(term, None, known, missing, source, names=(names - shut) | must, required=must)


# ------------------------------------------------------------------------------------------------ cells


def day_cells(domain: Domain, cuts: set[date]) -> list[Cell]:
    """Days from cut to cut; the representative is the first day of the piece."""
    if isinstance(domain.pinned, date):
        if domain.days is not None and not domain.days.contains(domain.pinned):
            return []
        return [Cell(domain.pinned, domain.pinned, True, domain.pinned)]
    assert domain.days is not None
    first = domain.days.start or date.min
    last = domain.days.end or date.max
    inner = sorted(cut for cut in cuts if first < cut <= last)
    starts = [first, *inner]
    cells: list[Cell] = []
    for start, following in zip(starts, [*inner, None], strict=True):
        end = following - DAY if following is not None else last
        # a witness before the first known day would be a day nobody means
        value = start if start != date.min else (end if end != date.max else date(2018, 1, 1))
        low = start if start != date.min else None
        cells.append(Cell(value, low, True, end if end != date.max else None))
    return cells


def amount_cells(domain: Domain, cuts: set[Decimal], unit: str) -> list[Cell]:
    """Points at the constants and the open stretches between them; ``cuts`` in the base unit of ``unit``."""
    if isinstance(domain.pinned, Amount):
        return [Cell(domain.pinned, domain.pinned, True, domain.pinned)]
    if domain.pinned is not None:
        return [Cell(domain.pinned)]
    bound = domain.bound or Bound(None, False, None, False)
    points = {cut for cut in cuts if cut >= 0} | {Decimal(0)}
    for end in (bound.low, bound.high):
        if end is not None:
            points.add(end.in_base())
    factor = Amount(Decimal(1), unit).in_base()
    ordered = sorted(points)
    cells: list[Cell] = []
    for index, point in enumerate(ordered):
        here = Amount(point / factor, unit)
        if bound.contains(here):
            cells.append(Cell(here, here, True, here))
        following = ordered[index + 1] if index + 1 < len(ordered) else None
        # Just above a constant is the telling example; above nothing, an ordinary customer is.
        between = point / factor + 1 if point else ORDINARY
        if following is not None and between >= following / factor:
            between = (point + following) / 2 / factor
        inside = Amount(between, unit)
        if bound.contains(inside):
            high = Amount(following / factor, unit) if following is not None else None
            cells.append(Cell(inside, here, False, high, False))
    return cells


def name_cells(domain: Domain, mentioned: set[str], order: list[str]) -> list[Cell]:
    """Each mentioned name by itself, all others together."""
    if domain.pinned is not None:
        return [Cell(domain.pinned, names=frozenset({str(domain.pinned)}))]
    cells = [Cell(name, names=frozenset({name})) for name in order if name in domain.names and name in mentioned]
    rest = [name for name in order if name in domain.names and name not in mentioned]
    if rest:
        cells.append(Cell(rest[0], names=frozenset(rest)))
    return cells


def set_cells(domain: Domain, mentioned: set[str], order: list[str]) -> list[Cell]:
    """Every subset of the mentioned names the domain leaves open, smallest first, with one other name as "the rest"."""
    if isinstance(domain.pinned, NameSet):
        return [Cell(domain.pinned, names=domain.pinned.names)]
    if domain.pinned is not None:
        return [Cell(domain.pinned)]
    free = [name for name in order if name in mentioned and name in domain.names and name not in domain.required]
    if len(free) > MAX_SET_NAMES:
        raise TooManyCases(domain.term.name)
    # One name that no comparison mentions stands for all of them: only `nur` can tell it from nothing.
    rest = [name for name in order if name in domain.names and name not in mentioned | domain.required][:1]
    cells: list[Cell] = []
    for extra in ([], rest) if rest else ([],):
        for size in range(len(free) + 1):
            for chosen in combinations(free, size):
                names = frozenset(chosen) | domain.required | frozenset(extra)
                shown = tuple(name for name in order if name in names)
                cells.append(Cell(NameSet(names, shown) if names else Mark.NONE, names=names))
    return cells


def truth_cells(domain: Domain) -> list[Cell]:
    if domain.pinned is not None:
        return [Cell(domain.pinned)]
    return [Cell(True), Cell(False)]


def is_set(type_: Type) -> bool:
    return type_.kind == "mehrere"
