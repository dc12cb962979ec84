"""Price changes: the section that arises where one `Preis ab DAY` follows another, with the notice of the change.

In goes a contract as its layers state it, out come sections of the kind that the vocabulary declares `abgeleitet aus
Preis`. What is traced from one price to the next, which component it is and what a change of it is put down to stands
in the vocabulary (`verfolgt`). All amounts are exact. What cannot be told is left out, and so is unknown to the rules.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from itertools import pairwise

from checker.guarantees import guaranteed
from checker.ledger_official import FALL, official_falls
from checker.ledger_steps import difference, half_unit, lead, rest
from checker.vocabulary import Fact, Instance
from dsl.deadline import Notice, arrival
from dsl.document import Mark, Value
from dsl.period import Duration
from dsl.quantity import Amount, unit_family
from dsl.rule import Traced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from checker.layers import Contract
    from checker.rulebook import Rulebook

# the section of notices, the term that says which change one is for, and what joined terms begin with
NOTICE, NOTICE_FOR, JOINED = "Mitteilung", "Mitteilung.Preis-ab", "Mitteilung-"
SENT, RECEIVED, WAY = "Mitteilung.Versand", "Mitteilung.Zugang", "Mitteilung.Weg"
PUBLISHED = "Mitteilung.Bekanntgabe"
# how long after it was sent an electronic notice counts as received
DEEMED, ELECTRONIC = "Kommunikation.Zugangsfiktion", ("E-Mail", "Portal")


def price_changes(contract: Contract, book: Rulebook) -> dict[str, list[Instance]]:
    """The derived sections of a contract by name, in the order of days: one for each price that follows another; of the
    other kind one for each day on which official amounts fall while a price stands."""
    found: dict[str, list[Instance]] = {}
    for section, source in book.vocabulary.derived_sections.items():
        prices = ledger(contract.instances.get(source, ()))
        if section == FALL:
            falls = official_falls([(day, each) for each in prices if (day := day_of(each))], contract, book)
            found |= {FALL: falls} if falls else {}
        elif len(prices) > 1:
            found[section] = [_Change(section, source, *pair, contract, book).instance() for pair in pairwise(prices)]
    return found


def ledger(prices: Iterable[Instance]) -> list[Instance]:
    """Prices in the order of their days, one for each day: of two for one day, only what both say is known."""
    by_day: dict[date, Instance] = {}
    for each in prices:
        day = day_of(each)
        if day is None:
            continue
        twin = by_day.get(day)
        by_day[day] = each if twin is None else twin._replace(facts=agreed(twin.facts, each.facts))
    return [by_day[day] for day in sorted(by_day)]


def day_of(section: Instance) -> date | None:
    """The day a section `ab DAY` begins with."""
    fact = section.facts.get(f"{section.section}.ab")
    return fact.value if fact is not None and isinstance(fact.value, date) else None


def notices_for(contract: Contract, day: date) -> list[Instance]:
    """The notices of the change on ``day``."""
    several = contract.instances.get(NOTICE, ())
    return [each for each in several if NOTICE_FOR in each.facts and each.facts[NOTICE_FOR].value == day]


def agreed(one: dict[str, Fact], other: dict[str, Fact]) -> dict[str, Fact]:
    """Two sections of one document for one day: what both say; everything else is unknown."""
    same = {name: fact for name, fact in one.items() if name in other and other[name].value == fact.value}
    open_ = {name: fact._replace(value=Mark.UNKNOWN) for name, fact in (one | other).items() if name not in same}
    return same | open_


class _Change:
    """The making of one derived section."""

    def __init__(
        self, section: str, source: str, before: Instance, after: Instance, contract: Contract, book: Rulebook
    ) -> None:
        self.section, self.source = section, source
        self.before, self.after = before, after
        self.contract, self.book = contract, book
        start, day = day_of(before), day_of(after)
        assert start is not None
        assert day is not None
        self.start, self.day = start, day
        self.facts: dict[str, Fact] = {}

    def instance(self) -> Instance:
        for name, fact in self.after.facts.items():  # the day, and what else a change has in common with its price
            self._put(name.removeprefix(f"{self.source}."), fact.value, fact)
        self._put("Monatsbeginn", self.day.day == 1)
        traced = self._traced()
        for name in traced:
            self._trace(name)
        prices = [name for name, what in traced.items() if not what.component]
        self._direction(prices)
        self._causes(traced, prices)
        self._put("garantiert", self._names("garantiert", guaranteed(self.contract, self.day, self.book.vocabulary)))
        self._notice()
        return Instance(self.section, self.day.isoformat(), self.facts, self.after.span, self.after.layer)

    def _put(self, name: str, value: Value | None, origin: Fact | None = None) -> None:
        """State ``name`` of the section, if it is declared and known; shown where ``origin`` stands."""
        full = f"{self.section}.{name}"
        if value is None or full not in self.book.vocabulary.terms:
            return
        if origin is not None:
            self.facts[full] = origin._replace(term=full, value=value)
        else:
            span = self.after.span
            self.facts[full] = Fact(full, value, span, span, self.after.layer, self.contract.id)

    def _names(self, name: str, names: Iterable[str] | None) -> Value | None:
        """A set as a value: `keine` if it is empty, None if it is not known."""
        full, chosen = f"{self.section}.{name}", frozenset(names) if names is not None else None
        if chosen is None or full not in self.book.vocabulary.terms:
            return None
        return self.book.vocabulary.name_set(full, chosen) if chosen else Mark.NONE

    # -------------------------------------------------------------------------------------------- amounts

    def _traced(self) -> dict[str, Traced]:
        prefix = f"{self.section}."
        return {
            name.removeprefix(prefix): what
            for name, what in self.book.vocabulary.traced.items()
            if name.startswith(prefix)
        }

    def _trace(self, name: str) -> None:
        term = self.book.vocabulary.traced[f"{self.section}.{name}"].term
        old, new = self.before.facts.get(term), self.after.facts.get(term)
        if old is not None:
            self._put(f"{name}-vorher", old.value, old)
        if new is not None:
            self._put(f"{name}-nachher", new.value, new)
        if old is not None and new is not None:
            self._put(f"{name}-Differenz", difference(old.value, new.value), new)

    def _change_of(self, name: str) -> Value | None:
        fact = self.facts.get(f"{self.section}.{name}-Differenz")
        return None if fact is None else fact.value

    def _stated(self, name: str) -> int:
        """In how many of the two prices ``name`` is stated."""
        return sum(f"{self.section}.{name}-{when}" in self.facts for when in ("vorher", "nachher"))

    def _direction(self, prices: list[str]) -> None:
        changes = [self._change_of(name) for name in prices if self._stated(name)]
        if not changes or any(change is None for change in changes):
            return
        amounts = [change.value for change in changes if isinstance(change, Amount)]
        up, down = any(each > 0 for each in amounts), any(each < 0 for each in amounts)
        self._put("Richtung", {(1, 0): "höher", (0, 1): "niedriger", (1, 1): "gemischt"}.get((up, down), "unverändert"))

    # -------------------------------------------------------------------------------------------- causes

    def _causes(self, traced: dict[str, Traced], prices: list[str]) -> None:
        """Why the price changed, as far as the components tell."""
        parts = [name for name, what in traced.items() if what.component and not self._is_rate(name)]
        rate = next((name for name in traced if self._is_rate(name)), None)
        stated = [name for name in parts if self._stated(name)]
        rates = self._rates(rate)
        known = all(self._change_of(name) is not None for name in stated)
        charged = [name for name in prices if self._stated(name) and self._change_of(name) is not Mark.NONE]
        explained = [self._explained(name, stated, rates) if known else None for name in charged]
        if False in explained or (explained and None not in explained):
            self._put("erklärt", False not in explained)
        unofficial = [
            what.cause for name, what in traced.items() if what.official and self._same_officially(what.official)
        ]
        self._put("amtlich-unverändert", self._names("amtlich-unverändert", unofficial))
        if not known or None in explained or (not stated and False in explained):
            return
        moved = {name: change for name in stated if isinstance(change := self._change_of(name), Amount)}
        signs = {name: (change.value > 0) - (change.value < 0) for name, change in moved.items()}
        if rate is not None and rates is not None:
            signs[rate] = (rates[1] > rates[0]) - (rates[1] < rates[0])
        self._put("gestiegen", self._names("gestiegen", [traced[n].component for n, sign in signs.items() if sign > 0]))
        self._put("gesunken", self._names("gesunken", [traced[n].component for n, sign in signs.items() if sign < 0]))
        self._put("Anlässe", self._names("Anlässe", [traced[name].cause for name, sign in signs.items() if sign]))

    def _is_rate(self, name: str) -> bool:
        return self.book.vocabulary.terms[f"{self.section}.{name}-Differenz"].type.of == "%"

    def _rates(self, rate: str | None) -> tuple[Fraction, Fraction] | None:
        """The rate of VAT in the old and in the new price: as stated, else the official one of its first day."""
        if rate is None:
            return None
        official = self.book.vocabulary.traced[f"{self.section}.{rate}"].official
        found: list[Fraction] = []
        for when, day in (("vorher", self.start), ("nachher", self.day)):
            fact = self.facts.get(f"{self.section}.{rate}-{when}")
            value = fact.value if fact is not None else self._official(official, day)
            if not isinstance(value, Amount):
                return None
            found.append(Fraction(value.value) / 100)
        return found[0], found[1]

    def _official(self, name: str, day: date) -> Amount | None:
        return self.book.value_on(name, day) if name in self.book.values else None

    def _same_officially(self, name: str) -> bool:
        old, new = self._official(name, self.start), self._official(name, self.day)
        return old is not None and new is not None and old.value == new.value

    def _explained(self, price: str, parts: list[str], rates: tuple[Fraction, Fraction] | None) -> bool | None:
        """Whether a price changed by what its components and VAT did, within the rounding of both prices.

        What is not stated as a component counts as unchanged; where nothing is, only a match tells anything.
        """
        old, new = (self.facts.get(f"{self.section}.{price}-{when}") for when in ("vorher", "nachher"))
        if old is None or new is None or not isinstance(old.value, Amount) or not isinstance(new.value, Amount):
            return None
        if old.value.tax != new.value.tax or old.value.tax is None:
            return None
        gross = old.value.tax == "brutto"
        if gross and rates is None:
            return None
        factors = [1 + rate for rate in rates] if gross and rates is not None else [Fraction(1), Fraction(1)]
        family, own = unit_family(new.value.unit), Fraction(0)
        mine = [name for name in parts if self._family(name) == family]
        for name in mine:
            change = self._change_of(name)
            if isinstance(change, Amount):
                if change.tax == "brutto":
                    return None
                own += Fraction(change.in_base())
        expected = (Fraction(old.value.in_base()) / factors[0] + own) * factors[1]
        slack = half_unit(new.value) + half_unit(old.value) * factors[1] / factors[0]
        within = abs(Fraction(new.value.in_base()) - expected) <= slack
        if mine:
            self._put(f"{price}-unerklärt", rest(new.value, Fraction(new.value.in_base()) if within else expected), new)
        return within or (False if mine else None)

    def _family(self, name: str) -> str:
        return unit_family(self.book.vocabulary.terms[f"{self.section}.{name}-Differenz"].type.of)

    # -------------------------------------------------------------------------------------------- notice

    def _notice(self) -> None:
        """Join the notice. A file that has notices has all of them; one that has none does not speak of the matter."""
        notices = notices_for(self.contract, self.day)
        if not notices:
            if self._all_placed() and not self.contract.lost & {NOTICE, "*"}:
                self._put("mitgeteilt", False)
            return
        notice = notices[0].facts
        for name, fact in notice.items():
            self._put(JOINED + name.removeprefix(f"{NOTICE}."), fact.value, fact)
        published = notice.get(PUBLISHED)
        if published is not None and isinstance(published.value, date):
            self._put("Bekanntgabe-Vorlauf", lead(published.value, self.day)[0], published)
        sent = notice.get(SENT)
        if sent is None or sent.value is Mark.UNKNOWN:
            return
        self._put("mitgeteilt", isinstance(sent.value, date), sent)
        received = notice.get(RECEIVED)
        day = received.value if received is not None else self._deemed(sent.value, notice.get(WAY))
        if not isinstance(day, date):
            return
        origin = received or sent
        self._put(JOINED + "Zugang", day, origin)
        days, months = lead(day, self.day)
        self._put("Vorlauf", days, origin)
        self._put("Vorlauf-Monate", months, origin)

    def _all_placed(self) -> bool:
        """Whether there are notices, and each is for a change: one for another day may have been meant for this one."""
        days = {day_of(each) for each in self.contract.instances.get(self.source, ())}
        meant = [each.facts.get(NOTICE_FOR) for each in self.contract.instances.get(NOTICE, ())]
        return bool(meant) and all(fact is not None and fact.value in days for fact in meant)

    def _deemed(self, sent: Value, way: Fact | None) -> date | None:
        """The day an electronic notice counts as received, where the terms say so."""
        fiction = self.contract.facts.get(DEEMED)
        if way is None or way.value not in ELECTRONIC or not isinstance(sent, date):
            return None
        if fiction is None or not isinstance(fiction.value, Duration) or fiction.value.length.workdays:
            return None
        return arrival(sent, Notice(Duration(0, "Tag"), deemed=fiction.value)).day
