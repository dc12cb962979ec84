"""What a rule asks of a contract: the terms it reads, and the axes of the cases it must be asked for.

``Question`` is worked out once per rule. Its axes split the case terms at every constant the rule compares them with;
most constants stand in the rule, some in facts it reads (`bis 2025-12-31` against `2 Jahre ab Vertragsschluss`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from operator import itemgetter

from checker.axis import AmountAxis, Axis, DayAxis, LeadAxis, NameAxis, SetAxis, TruthAxis
from checker.cases import LONG_LEAD, longest_lead
from checker.expressions import PERIODS, atoms, expressions, gathered_from, worked_out_from
from checker.layers import Contract
from checker.prepared import Prepared, Reads
from checker.rulebook import Rulebook
from checker.situation import GATHERED, LOST, PRESENCE, SECTION
from checker.vocabulary import Fact, Instance, section_of
from dsl import period
from dsl.document import Mark, NameSet, Value
from dsl.period import DateRange, Duration, LaterOf, Length, Until
from dsl.quantity import Amount
from dsl.rule import Bare, Compare, Given, Term, TermRef

# what a compiled book keeps of a question; the rest follows from it
STORED = ("atoms", "sections", "leads", "running", "case_terms")


class Question:
    """The terms, comparisons and days of one rule; rules that may displace it included."""

    def __init__(self, rule: Prepared, book: Rulebook) -> None:
        self.prepared = rule
        self.rule = rule.rule
        self.book = book
        if rule.asks is not None:
            self.__dict__.update(rule.asks)
            assert rule.reads is not None
            self._take(rule.reads)
            self.anchors = book.vocabulary.case_days
            return
        terms = book.vocabulary.terms
        self.atoms: list[Compare | Given | Bare] = []
        self.day_cuts: set[date] = set()  # the days at which something about the reference day can change
        self.sections: list[str] = []  # sections it asks whether they are there
        self._summands: set[str] = set()  # what its computed terms read
        self._gathered: dict[str, None] = {}  # and what they read in every section of a kind
        reads = self._unfold()
        reads.setdefault(self.rule.reference_day)
        kinds = {terms[atom.term].type.kind for atom in self.atoms if atom.term in terms}
        # Lengths counted from different days need the days, and how far apart they may lie.
        self.anchors = book.vocabulary.case_days
        anchored = any(self._is_anchored(atom) for atom in self.atoms)
        self.leads = [name for name in self.anchors if anchored and terms[name].not_before]
        # whether the day supply starts, or the contract is made, can decide how long a period is
        self.running = bool(self.leads) or "Frist" in kinds
        case_terms = [name for name in reads if name in terms and terms[name].is_case]
        for atom in self.atoms if anchored else ():
            for part in _parts(atom.operand) if isinstance(atom, Compare) else ():
                if isinstance(part, Duration) and part.anchor in self.anchors:
                    case_terms.append(part.anchor)
        self.case_terms = [name for name in dict.fromkeys(case_terms) if not terms[name].not_before]
        self._value_terms(list(reads), kinds)

    def known(self) -> tuple[dict[str, object], Reads]:
        """What was worked out, for a compiled book."""
        return {name: getattr(self, name) for name in STORED}, self.reads

    def _take(self, reads: Reads) -> None:
        """What a verdict can rest on besides cases, and how the numbers of all these are picked."""
        self.reads = reads
        self.stated_day, self.day_cuts = reads.day, set(reads.days)
        self.of_contract = itemgetter(*reads.contract)
        self.of_section = itemgetter(*reads.section) if reads.section else _nothing

    def _value_terms(self, reads: list[str], kinds: set[str]) -> None:
        """The facts whose very value a verdict can depend on: of the contract, and of the section under question."""
        terms = self.book.vocabulary.terms
        found = [name for name in reads if name not in self.case_terms]
        if kinds & set(PERIODS):
            found += self.anchors
        found += self.book.vocabulary.ends_for(atom.term for atom in self.atoms)
        for name in self.leads:
            found += [other for other in (terms[name].at_latest, terms[name].not_before) if other is not None]
        found = list(dict.fromkeys(found))
        day = self.rule.reference_day
        mentioned = {name for atom in self.atoms for name in _terms_of(atom)}
        # A stated reference day matters only for what it selects: versions and official amounts.
        stated_day = day if day in found and day not in mentioned else None
        found = [self._key(name) for name in found if name != stated_day]
        each = self.rule.each
        section_terms = [name for name in found if each is not None and section_of(name.lstrip(PRESENCE)) == each]
        contract_terms = [name for name in found if name not in section_terms]
        gathered = [GATHERED + name for name in self._gathered]
        keys = [*contract_terms, *gathered, *(SECTION + name for name in self.sections), LOST]
        days = tuple(sorted(self.day_cuts))
        self._take(Reads(tuple(keys), tuple(section_terms), stated_day, days, self._ended(), tuple(gathered)))

    def _ended(self) -> tuple[str, tuple[DateRange, ...]] | None:
        """Where the rule demanded something, if it no longer does and its reference day differs between cases."""
        day = self.rule.reference_day
        demanding = [each for each in self.rule.versions if each.demands or each.not_encoded is not None]
        if day not in self.case_terms or any(each.until is None for each in demanding):
            return None
        return day, tuple(DateRange(each.since, each.until) for each in demanding)

    def _key(self, name: str) -> str:
        """The value of a term; or only whether it has one, gross or net, where nothing else is asked of it."""
        if name in self._summands:
            return name
        asked = [atom for atom in self.atoms if name in _terms_of(atom)]
        return PRESENCE + name if asked and all(self._asks_presence(atom) for atom in asked) else name

    def _asks_presence(self, atom: Compare | Given | Bare) -> bool:
        """Whether all amounts alike, or all gross and all net ones, give the same answer."""
        if not isinstance(atom, Compare) or atom.operand is Mark.NONE:
            return not isinstance(atom, Bare)
        # an amount is compared with a word where it is to be gross, or net
        return isinstance(atom.operand, str) and self.book.vocabulary.terms[atom.term].type.kind == "Menge"

    def period_of(self, contract: Contract, instance: Instance | None) -> object:
        """Which stretch between two changes of the rule the stated reference day lies in."""
        if self.stated_day is None:
            return None
        fact = instance.facts.get(self.stated_day) if instance is not None else None
        if fact is None:
            fact = contract.facts.get(self.stated_day)
        if fact is None or not isinstance(fact.value, date):
            return "" if fact is None else fact.value
        return bisect_right(self.reads.days, fact.value)

    def _unfold(self) -> dict[str, None]:
        """Collect the comparisons, with derived terms unfolded; returns the stated and case terms they read."""
        terms, rule = self.book.vocabulary.terms, self.rule
        exprs = list(expressions(rule))
        for other in self._displacing():
            exprs += other.rule.conditions
            for version in other.rule.versions:
                self._cut(version.since, version.until)
        for since, until in [(v.since, v.until) for v in rule.versions] + [(e.since, e.until) for e in rule.exemptions]:
            self._cut(since, until)
        pending = [atom for expr in exprs for atom in atoms(expr)]
        reads: dict[str, None] = {}
        unfolded: set[str] = set()
        while pending:
            atom = pending.pop(0)
            self.atoms.append(atom)
            names = [atom.term]
            if isinstance(atom, Compare) and isinstance(atom.operand, TermRef):
                names.append(atom.operand.name)
            for name in [*names, *(read for each in names for read in self._worked_out_from(each))]:
                if name in self.book.values:
                    self._cut_value(name)
                elif name not in terms:
                    self.sections.append(name)
                elif not terms[name].versions:
                    reads.setdefault(name)
                elif name not in unfolded:
                    unfolded.add(name)
                    for term_version in terms[name].versions:
                        pending += atoms(term_version.expr)
                        self._cut(term_version.since, term_version.until)
        return reads

    def _worked_out_from(self, name: str) -> tuple[str, ...]:
        """What a computed term reads: it is the values that matter, and not only whether there are any."""
        found = worked_out_from(self.book.vocabulary, name)
        self._summands.update(found)
        self._gathered |= dict.fromkeys(gathered_from(self.book.vocabulary, name))
        return found

    def _displacing(self) -> list[Prepared]:
        """The rules that may take this one's place, those that may take theirs, and so on."""
        found: dict[str, Prepared] = {}
        pending = [*self.prepared.displaced_by]
        while pending:
            other = self.book.rules.get(pending.pop(0))
            if other is not None and other.id not in found:
                found[other.id] = other
                pending += other.displaced_by
        return list(found.values())

    def _is_anchored(self, atom: Compare | Given | Bare) -> bool:
        """Whether a comparison counts from a named day, or compares two stated periods."""
        if not isinstance(atom, Compare):
            return False
        if isinstance(atom.operand, TermRef):
            term = self.book.vocabulary.terms.get(atom.term)
            return term is not None and term.type.kind in PERIODS
        return any(isinstance(part, Duration) and part.anchor is not None for part in _parts(atom.operand))

    def _cut(self, since: date | None, until: date | None) -> None:
        """A version starts on its first day and has ended on the day after its last."""
        if since is not None:
            self.day_cuts.add(since)
        if until is not None and until < date.max:
            self.day_cuts.add(until + timedelta(1))

    def _cut_value(self, name: str) -> None:
        value = self.book.values[name]
        for step in value.steps:
            self._cut(step.since, step.until)
        self._cut(None, value.reviewed)

    # -------------------------------------------------------------------------------------------- axes

    def axes(self, contract: Contract, facts: dict[str, Fact]) -> list[tuple[type[Axis], Term, tuple[object, ...]]]:
        """What makes each axis: its class, its term and its constants, for the facts of ``contract``.

        ``facts``: the facts of the contract, with those of the section under question.
        """
        vocabulary = self.book.vocabulary
        found: list[tuple[type[Axis], Term, tuple[object, ...]]] = []
        for name in self.case_terms:
            term = vocabulary.terms[name]
            kind = term.type.kind
            if kind == "Datum":
                found.append((DayAxis, term, (tuple(sorted(self._day_cuts(name, facts))),)))
            elif kind == "Menge":
                found.append((AmountAxis, term, (tuple(sorted(self._amount_cuts(name, facts))),)))
            elif kind == "ja/nein":
                found.append((TruthAxis, term, ()))
            else:
                order = tuple(value.name for value in vocabulary.enumerations[term.type.of].values)
                names = frozenset(self._mentioned(name, facts))
                found.append((SetAxis if kind == "mehrere" else NameAxis, term, (names, order)))
        for name in self.leads:
            leads = self._leads(name, contract, facts)
            if leads:
                found.append((LeadAxis, vocabulary.terms[name], (leads,)))
        return found

    def _compared(self, name: str, facts: dict[str, Fact]) -> list[Value | TermRef]:
        """What a case term is compared with, on whichever side of the comparison it stands."""
        found: list[Value | TermRef] = []
        for atom in self.atoms:
            if not isinstance(atom, Compare):
                continue
            if atom.term == name:
                constant = self._constant(atom.operand, facts)
                found.append(atom.operand if constant is None else constant)
            elif isinstance(atom.operand, TermRef) and atom.operand.name == name and atom.term in facts:
                found.append(facts[atom.term].value)
        return found

    def _constant(self, operand: Value | TermRef, facts: dict[str, Fact]) -> Value | None:
        if not isinstance(operand, TermRef):
            return operand
        fact = facts.get(operand.name)
        return fact.value if fact is not None else None

    def _day_cuts(self, name: str, facts: dict[str, Fact]) -> set[date]:
        """The days at which something a rule says of this day can change."""
        cuts = set(self.day_cuts) if name == self.rule.reference_day else set()
        for day in self._compared(name, facts):
            if isinstance(day, date):
                cuts |= {day, day + timedelta(1) if day < date.max else day}
        for atom in self.atoms:
            if not isinstance(atom, Compare) or self.book.vocabulary.terms[atom.term].type.kind not in PERIODS:
                continue
            operand = self._constant(atom.operand, facts)
            stated = facts.get(atom.term)
            value = stated.value if stated is not None else None
            both = (_parts(operand), _parts(value))
            for mine, theirs in (both, both[::-1]):
                for length, until in product(mine, theirs):
                    if isinstance(length, Duration) and length.anchor == name and isinstance(until, Until):
                        cuts |= _crossings(length.length, until.day)
        return cuts

    def _amount_cuts(self, name: str, facts: dict[str, Fact]) -> set[Decimal]:
        cuts: set[Decimal] = set()
        for other in self._compared(name, facts):
            if isinstance(other, TermRef) and other.name in self.book.values:
                value = self.book.values[other.name]
                cuts |= {Amount(step.value, value.unit).in_base() for step in value.steps}
            elif isinstance(other, Amount):
                cuts.add(other.in_base())
        return cuts

    def _mentioned(self, name: str, facts: dict[str, Fact]) -> set[str]:
        """The names a choice or set is compared with."""
        mentioned: set[str] = set()
        for other in self._compared(name, facts):
            if isinstance(other, str):
                mentioned.add(other)
            elif isinstance(other, NameSet):
                mentioned |= other.names
        return mentioned

    def _leads(self, name: str, contract: Contract, facts: dict[str, Fact]) -> tuple[Length, ...]:
        """How long after its anchor a day may lie: nothing, a day, up to the latest, and where a comparison turns.

        Empty where both days are known.
        """
        term = self.book.vocabulary.terms[name]
        stated = [facts[each].value for each in (name, term.not_before or "") if each in facts]
        if len(stated) == 2 and all(isinstance(value, date) for value in stated):
            return ()
        most = longest_lead(term, contract) or LONG_LEAD
        leads = [Length(), Length(days=1), most]
        for atom in self.atoms:
            if isinstance(atom, Compare):
                mine = facts.get(atom.term)
                limits = _parts(self._constant(atom.operand, facts))
                for part, limit in product(_parts(mine.value if mine is not None else None), limits):
                    leads += _critical_leads(part, limit)
        kept = [lead for lead in dict.fromkeys(leads) if period.at_most(lead, most) is True]
        return tuple(sorted(kept, key=lambda lead: lead.months * 31 + lead.days))


def readers(rules: Iterable[Prepared], question: Callable[[Prepared], Question]) -> dict[str, tuple[str, ...]]:
    """By all that rules read, terms and `#Section`, the ids of those that do; under GATHERED those that gather."""
    found: dict[str, list[str]] = {}
    for rule in rules:
        reads = rule.reads or question(rule).reads
        names = {key.lstrip(PRESENCE) for key in (*reads.contract, *reads.section, *([reads.day] if reads.day else ()))}
        for name in sorted(names - {LOST}) + [GATHERED] * bool(reads.gathered):  # what is lost they read all
            found.setdefault(name, []).append(rule.id)
    return {name: tuple(several) for name, several in found.items()}


def _terms_of(atom: Compare | Given | Bare) -> tuple[str, ...]:
    """The names a comparison mentions."""
    if isinstance(atom, Compare) and isinstance(atom.operand, TermRef):
        return atom.term, atom.operand.name
    return (atom.term,)


def _nothing(_: object) -> None:
    """The values of a section of which nothing is read."""


def _parts(value: Value | TermRef | None) -> tuple[Value | TermRef | None, ...]:
    """The parts of a period that ends with the later of several; any other value is its only part."""
    return value.parts if isinstance(value, LaterOf) else (value,)


def _crossings(length: Length, day: date) -> set[date]:
    """The first days from which a period of ``length`` ends on ``day`` or later, and after ``day``."""
    if length.workdays:
        return set()
    found: set[date] = set()
    for goal in (day, day + timedelta(1) if day < date.max else day):
        start = period.earlier(goal, length)
        start = max(start, date.min + timedelta(10)) - timedelta(10)
        while period.later(start, length) < goal and start < date.max:
            start += timedelta(1)
        found.add(start)
    return found


def _critical_leads(mine: Value | TermRef | None, limit: Value | TermRef | None) -> list[Length]:
    """The leads at which one period from the later day just fits into the other from the earlier, and a day more."""
    if not isinstance(mine, Duration) or not isinstance(limit, Duration):
        return []
    found: list[Length] = []
    for longer, shorter in ((limit.length, mine.length), (mine.length, limit.length)):
        months, days = longer.months - shorter.months, longer.days - shorter.days
        if months >= 0 and days >= 0:
            found += [Length(months, days), Length(months, days + 1)]
        else:
            # Days against months: which lead it is depends on the date, so try all it can be, and a day around.
            low, high = period.shortest_and_longest(abs(months))
            low, high = (low, high) if months >= 0 else (-high, -low)
            found += [Length(days=lead) for lead in range(max(low + days - 1, 0), high + days + 2)]
    return found
