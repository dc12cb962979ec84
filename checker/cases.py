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
from dsl.rule import Term

DAY = timedelta(1)
NO_DAYS = DateRange(date.max, date.min)  # not on sale
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
    known = not one and _settled(source, admit_all)
    if term.type.kind == "Menge":
        bound = value if isinstance(value, Bound) else None
        return Domain(term, None, known, missing, source, bound=bound)
    if term.type.kind == "ja/nein":
        return Domain(term, None, known, missing, source)
    admitted = value.names if isinstance(value, NameSet) else names
    if len(admitted) == 1 and known:
        return Domain(term, None, True, missing, source, names=admitted)
    return Domain(term, None, known, missing, source, names=admitted)


def _settled(source: Fact | None, admit_all: bool) -> bool:
    """Whether the contract says who or when is admitted; silence says so only where it admits everybody."""
    return admit_all if source is None else source.value is not Mark.UNKNOWN


def _day_domain(term: Term, contract: Contract, as_of: date | None, admit_all: bool) -> Domain:
    source = contract.facts.get(term.domain) if term.domain else None
    sale = source.value if source is not None and isinstance(source.value, DateRange) else None
    if contract.kind == "Angebot":
        return _offer_day(term, contract, source, sale, as_of)
    if sale is None and source is not None and source.value is Mark.NONE:
        return Domain(term, None, True, "", source, days=NO_DAYS)
    if sale is None and not _settled(source, admit_all):
        return Domain(term, as_of, as_of is not None, term.domain or term.name, source, days=DateRange(None, None))
    first, last = (sale.start, None if term.domain_open else sale.end) if sale is not None else (None, None)
    if as_of is not None:
        return Domain(term, as_of, True, "", source, days=DateRange(first, last))
    return Domain(term, None, True, "", source, days=DateRange(first, last))


def _offer_day(
    term: Term, contract: Contract, source: Fact | None, sale: DateRange | None, as_of: date | None
) -> Domain:
    """A day in the life of one contract: made on its day, running from then on."""
    concluded = contract.concluded
    made = concluded.value if concluded is not None and isinstance(concluded.value, date) else None
    if made is not None and not term.domain_open:
        # The advert was seen, the offer made, on the day of the contract at the latest.
        return Domain(term, made, True, "", concluded)
    days = DateRange(made or (sale.start if sale is not None else None), None)
    if as_of is not None and term.domain_open:
        return Domain(term, as_of, True, "", None, days=days)
    missing = concluded.term if concluded is not None else (contract.conclusion_term or term.name)
    return Domain(term, None, term.domain_open and made is not None, missing, source, days=days)


def _set_domain(term: Term, contract: Contract, names: frozenset[str], admit_all: bool) -> Domain:
    without = contract.facts.get(term.domain_without) if term.domain_without else None
    required = contract.facts.get(term.domain_with) if term.domain_with else None
    shut = without.value.names if without is not None and isinstance(without.value, NameSet) else frozenset()
    must = required.value.names if required is not None and isinstance(required.value, NameSet) else frozenset()
    one = contract.kind == "Angebot"
    known = not one and _settled(without, admit_all)
    missing = term.name if one else (term.domain_without or term.name)
    source = required if must else without
    return Domain(term, None, known, missing, source, names=(names - shut) | must, required=must)


# ------------------------------------------------------------------------------------------------ cells


def pinned_cells(domain: Domain) -> list[Cell]:
    """The one cell of a term that is stated."""
    value = domain.pinned
    assert value is not None
    if isinstance(value, Amount):
        return [Cell(value, value, True, value)]
    return [Cell(value, names=value.names if isinstance(value, NameSet) else frozenset({str(value)}))]


def day_cells(domain: Domain, cuts: set[date]) -> list[Cell]:
    """Days from cut to cut; the representative is the first day of the piece."""
    if isinstance(domain.pinned, date):
        if domain.days is not None and not domain.days.contains(domain.pinned):
            return []
        return [Cell(domain.pinned, domain.pinned, True, domain.pinned)]
    assert domain.days is not None
    first = domain.days.start or date.min
    last = domain.days.end or date.max
    if first > last:
        return []
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
    cells = [Cell(name, names=frozenset({name})) for name in order if name in domain.names and name in mentioned]
    rest = [name for name in order if name in domain.names and name not in mentioned]
    if rest:
        cells.append(Cell(rest[0], names=frozenset(rest)))
    return cells


def set_cells(domain: Domain, mentioned: set[str], order: list[str]) -> list[Cell]:
    """Every subset of the mentioned names the domain leaves open, smallest first, with one other name as "the rest"."""
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
