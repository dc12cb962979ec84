"""The customers and days a tariff admits.

A case term (`Kunde.Gruppe`, `Vertragsschluss`, ...) differs between customers and days. With the contract's own facts
put in, a rule compares it with constants only, so its domain splits at those constants into cells (``axis``) on which
the verdict is constant; one representative per cell decides the rule exactly. An offer pins the terms it states.
"""

from __future__ import annotations

from datetime import date

from checker.layers import Contract
from checker.vocabulary import Fact
from dsl.document import Mark, NameSet, Value
from dsl.period import DateRange, Duration, Length
from dsl.quantity import Bound
from dsl.record import NamedTuple
from dsl.rule import Term

NO_DAYS = DateRange(date.max, date.min)  # not on sale
# all days, one of them, or those of a stretch
AsOf = date | DateRange | None
# the lead to try where nothing bounds it
LONG_LEAD = Length(months=1200)


class Domain(NamedTuple):
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


def domain(term: Term, contract: Contract, names: frozenset[str], as_of: AsOf, admit_all: bool) -> Domain:
    """The domain of ``term``. ``names``: all names of its enumeration. ``as_of``: the only days to look at.
    ``admit_all``: silence admits everybody (examples and terms alone), otherwise silence is unknown."""
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
    return Domain(term, None, known, missing, source, names=admitted)


def _settled(source: Fact | None, admit_all: bool) -> bool:
    """Whether the contract says who or when is admitted; silence says so only where it admits everybody."""
    return admit_all if source is None else source.value is not Mark.UNKNOWN


def _day_domain(term: Term, contract: Contract, as_of: AsOf, admit_all: bool) -> Domain:
    source = contract.facts.get(term.domain) if term.domain else None
    sale = source.value if source is not None and isinstance(source.value, DateRange) else None
    if contract.kind == "Angebot":
        return _offer_day(term, contract, source, sale, as_of)
    if sale is None and source is not None and source.value is Mark.NONE:
        return Domain(term, None, True, "", source, days=NO_DAYS)
    if sale is None and not _settled(source, admit_all):
        missing = term.domain or term.name
        return _looked_at(Domain(term, None, as_of is not None, missing, source, days=DateRange(None, None)), as_of)
    first, last = (sale.start, None if term.domain_open else sale.end) if sale is not None else (None, None)
    return _looked_at(Domain(term, None, True, "", source, days=DateRange(first, last)), as_of)


def _looked_at(days: Domain, as_of: AsOf) -> Domain:
    """The domain on one day, or on those of its days that lie in a stretch."""
    if not isinstance(as_of, DateRange):
        return days if as_of is None else days._replace(pinned=as_of)
    mine = days.days or DateRange(None, None)
    first = max(day for day in (mine.start, as_of.start, date.min) if day is not None)
    last = min(day for day in (mine.end, as_of.end, date.max) if day is not None)
    return days._replace(days=DateRange(first, last))


def _offer_day(term: Term, contract: Contract, source: Fact | None, sale: DateRange | None, as_of: AsOf) -> Domain:
    """A day in the life of one contract: made on its day, running from then on."""
    concluded = contract.concluded
    made = concluded.value if concluded is not None and isinstance(concluded.value, date) else None
    if made is not None and not term.domain_open:
        # The advert was seen, the offer made, on the day of the contract at the latest.
        return Domain(term, made, True, "", concluded)
    days = DateRange(made or (sale.start if sale is not None else None), None)
    if as_of is not None and term.domain_open:
        return _looked_at(Domain(term, None, True, "", None, days=days), as_of)
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


def longest_lead(term: Term, contract: Contract) -> Length | None:
    """How long after its anchor the day of ``term`` may lie at most; None where nothing bounds it."""
    latest = contract.facts.get(term.at_latest) if term.at_latest else None
    limit = latest.value if latest is not None else None
    if isinstance(limit, Duration) and limit.anchor in (None, term.not_before) and not limit.length.workdays:
        return limit.length
    return None


def lead_domain(term: Term, contract: Contract, admit_all: bool) -> Domain:
    """The domain of how long after its anchor the day of ``term`` lies."""
    latest = contract.facts.get(term.at_latest) if term.at_latest else None
    one = contract.kind == "Angebot"
    stated_none = latest is not None and latest.value is Mark.NONE
    known = longest_lead(term, contract) is not None or stated_none or (admit_all and latest is None)
    return Domain(term, None, known and not one, term.name if one else (term.at_latest or term.name), latest)
