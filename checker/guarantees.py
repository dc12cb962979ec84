"""Which price components a guarantee holds fast on a day, and guarantees that get in each other's way.

A guarantee that runs from the start of supply, or from the contract, ends on another day for each customer. So it runs
on a day if it does for somebody who had a contract before: the last one who could sign tells. A guarantee of single
prices (`Preispositionen`) covers the components of these prices: theirs is what is stated in the same unit.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from checker.vocabulary import Instance, Vocabulary
from dsl.counting import End
from dsl.deadline import period_end
from dsl.document import Mark, NameSet, Value
from dsl.period import DateRange, Duration, LaterOf, Until, later
from dsl.quantity import unit_family
from dsl.source import Problem, problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from checker.layers import Contract

GUARANTEE, COVERED = "Preisgarantie", "Preisgarantie.Bestandteile"
ROLLING = "Preisgarantie.rollierend"
LINES, PERIOD = "Preisgarantie.Preispositionen", "Preisgarantie.Dauer"
ON_SALE, SUPPLY_WITHIN = "Tarif.Vertrieb", "Belieferung.Lieferfrist"
RATE = "%"  # the unit of what is a part of every price: VAT
DAY = timedelta(1)


def guaranteed(contract: Contract, day: date, vocabulary: Vocabulary) -> frozenset[str] | None:
    """The components that some customer's guarantee covers on ``day``; None where that cannot be told."""
    found: frozenset[str] = frozenset()
    for each in contract.instances.get(GUARANTEE, ()):
        period, covered = each.facts.get(PERIOD), each.facts.get(COVERED)
        runs = runs_on(period.value, day, contract) if period is not None else None
        if runs is False:
            runs = _rolls_on(each, day, contract)
        if runs is False:
            continue
        lines = each.facts.get(LINES)
        if runs is None or covered is None or not isinstance(covered.value, NameSet):
            return None
        if lines is None:
            found |= covered.value.names
        elif isinstance(lines.value, NameSet):
            found |= _parts_of(lines.value.names, covered.value.names, vocabulary)
        else:
            return None
    return found


def _parts_of(lines: frozenset[str], components: frozenset[str], vocabulary: Vocabulary) -> frozenset[str]:
    """The components that are part of these prices: VAT of every price, what is paid by the year of no energy price.

    A component that no term follows may be a part of any.
    """
    prices: set[str] = set()  # in which units
    units: dict[str, set[str]] = {}
    for name, traced in vocabulary.traced.items():
        family = unit_family(vocabulary.terms[traced.term].type.of)
        if traced.component:
            units.setdefault(traced.component, set()).add(family)
        elif any(f"{name.rpartition('.')[2]}-".startswith(f"{line}-") for line in lines):
            prices.add(family)
    return frozenset(each for each in components if each not in units or units[each] & (prices | {RATE}))


def _rolls_on(guarantee: Instance, day: date, contract: Contract) -> bool | None:
    """Whether a guarantee that is over has rolled on: to the next end of its kind, so that a price may change on the
    day after one only."""
    fact, period = guarantee.facts.get(ROLLING), guarantee.facts[PERIOD].value
    if fact is None or fact.value is Mark.NONE or period is Mark.NONE:
        return False
    begun = contract.facts.get(period.anchor) if isinstance(period, Duration) and period.anchor else None
    if begun is not None and isinstance(begun.value, date) and day <= begun.value:
        return False
    kind = next((each for each in End if each.value == fact.value), None)
    return None if kind is None else kind.on_or_after(day - DAY) != day - DAY


def runs_on(period: Value, day: date, contract: Contract) -> bool | None:
    """Whether a guarantee of this length is running on ``day`` for somebody whose contract is older."""
    if isinstance(period, LaterOf):
        parts = [runs_on(part, day, contract) for part in period.parts]
        return True if True in parts else None if None in parts else False
    if period is Mark.NONE:
        return False
    if isinstance(period, Until):
        return day <= period.day
    if not isinstance(period, Duration) or period.anchor is None or period.length.workdays:
        return None
    fact = contract.facts.get(period.anchor)
    if fact is not None:
        return isinstance(fact.value, date) and fact.value < day <= _end(fact.value, period, contract)
    if contract.kind != "Tarif":
        return None
    sale = contract.facts.get(ON_SALE)
    if sale is None or not isinstance(sale.value, DateRange):
        return None
    signed = min(day - DAY, sale.value.end or date.max)
    if day <= _end(signed, period, contract):
        return True
    if period.anchor == contract.conclusion_term:
        return False
    # supply begins later than the contract was made: how much later decides
    within = contract.facts.get(SUPPLY_WITHIN)
    if within is None or not isinstance(within.value, Duration) or within.value.length.workdays:
        return None
    begun = min(day - DAY, later(signed, within.value.length))
    return day <= _end(begun, period, contract)


def _end(start: date, period: Duration, contract: Contract) -> date:
    """The last day of a guarantee: it begins with the first day of supply, but in the course of the day of signing."""
    return period_end(start, period, first_day_counts=period.anchor != contract.conclusion_term).day


def overlapping(guarantees: list[Instance], vocabulary: Vocabulary) -> Iterator[Problem]:
    """Two guarantees of one component and price: all of them begin with the contract, so they run side by side."""
    for index, each in enumerate(guarantees):
        for other in guarantees[:index]:
            common = _names(each, COVERED) & _names(other, COVERED)
            lines = _names(each, LINES), _names(other, LINES)
            apart = all(lines) and not lines[0] & lines[1]
            if common and not apart:
                found = ", ".join(vocabulary.name_set(COVERED, common).shown)
                yield problem("guarantees-overlap", each.span, other=other.span, name=GUARANTEE, found=found)
                break


def _names(guarantee: Instance, term: str) -> frozenset[str]:
    fact = guarantee.facts.get(term)
    return fact.value.names if fact is not None and isinstance(fact.value, NameSet) else frozenset()
