"""What a rule asks of a contract: the terms it reads, and the cases it must be asked for.

``Question`` is worked out once per rule; ``dimensions`` splits the domains of its case terms, for one contract, at
every constant the rule compares them with.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import cast

from checker import cases
from checker.cases import Cell, Domain
from checker.expressions import atoms, expressions
from checker.layers import Contract
from checker.rulebook import Prepared, Rulebook
from checker.vocabulary import Fact
from dsl import period
from dsl.document import Mark, NameSet, Value
from dsl.period import Duration, LaterOf, Length, Until
from dsl.quantity import Amount
from dsl.rule import Bare, Compare, Given, TermRef

PERIODS = ("Dauer", "Frist", "Laufzeit", "Verlängerung")
# the lead to try where nothing bounds it
LONG_LEAD = Length(months=1200)


@dataclass(frozen=True, slots=True)
class Dimension:
    """One case term, its domain in a contract, and the cells the domain splits into.

    A ``lead`` is not a day but how long after its anchor the day lies (Lieferbeginn after Vertragsschluss); the
    representatives are then lengths.
    """

    name: str
    domain: Domain
    cells: tuple[Cell, ...]
    lead: bool = False


class Question:
    """The terms, comparisons and days of one rule; rules that may displace it included."""

    def __init__(self, rule: Prepared, book: Rulebook) -> None:
        self.rule = rule
        self.book = book
        terms = book.vocabulary.terms
        self.atoms: list[Compare | Given | Bare] = []
        self.day_cuts: set[date] = set()  # the days at which something about the reference day can change
        self.sections: list[str] = []  # sections it asks whether they are there
        reads = self._unfold()
        reads.setdefault(rule.rule.reference_day)
        kinds = {terms[atom.term].type.kind for atom in self.atoms if atom.term in terms}
        # Lengths counted from different days need the days, and how far apart they may lie.
        self.anchors = [name for name, term in terms.items() if term.type.kind == "Datum" and term.is_case]
        anchored = any(self._is_anchored(atom) for atom in self.atoms)
        self.leads = [name for name in self.anchors if anchored and terms[name].not_before]
        case_terms = [name for name in reads if name in terms and terms[name].is_case]
        for atom in self.atoms if anchored else ():
            operand = atom.operand if isinstance(atom, Compare) else None
            if isinstance(operand, Duration) and operand.anchor in self.anchors:
                case_terms.append(operand.anchor)
        self.case_terms = [name for name in dict.fromkeys(case_terms) if not terms[name].not_before]
        self.reads = [*reads, *(self.anchors if kinds & set(PERIODS) else [])]
        self.bounds = self._bounds("Frist" in kinds)

    def _unfold(self) -> dict[str, None]:
        """Collect the comparisons, with derived terms unfolded; returns the stated and case terms they read."""
        terms, rule = self.book.vocabulary.terms, self.rule.rule
        exprs = list(expressions(rule))
        for name in self.rule.displaced_by:
            other = self.book.rules.get(name)
            if other is not None:
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
            for name in names:
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

    def _is_anchored(self, atom: Compare | Given | Bare) -> bool:
        """Whether a comparison counts from a named day, or compares two stated periods."""
        if not isinstance(atom, Compare):
            return False
        if isinstance(atom.operand, TermRef):
            term = self.book.vocabulary.terms.get(atom.term)
            return term is not None and term.type.kind in PERIODS
        return isinstance(atom.operand, Duration) and atom.operand.anchor is not None

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

    def _bounds(self, notice: bool) -> list[str]:
        """The facts besides the terms read that a verdict can depend on: they bound the case terms."""
        terms = self.book.vocabulary.terms
        found: list[str] = []
        for name in (*self.case_terms, *self.leads):
            term = terms[name]
            several = (term.domain, term.domain_with, term.domain_without, term.at_latest, term.not_before)
            found += [name, *(other for other in several if other is not None)]
        if notice:
            # a notice may count back from the end of any stated term
            found += [name for name, term in terms.items() if term.type.kind == "Laufzeit"]
        if any(terms[name].type.kind == "Datum" for name in self.case_terms):
            found += [name for name in self.anchors if terms[name].domain and not terms[name].domain_open]
        return list(dict.fromkeys(found))

    # -------------------------------------------------------------------------------------------- dimensions

    def dimensions(
        self, contract: Contract, facts: dict[str, Fact], as_of: date | None, admit_all: bool
    ) -> list[Dimension]:
        """The case terms of the question with their cells in ``contract``.

        ``facts``: the facts of the contract, with those of the section under question. Raises TooManyCases.
        """
        vocabulary = self.book.vocabulary
        found: list[Dimension] = []
        for name in self.case_terms:
            term = vocabulary.terms[name]
            names = vocabulary.names(term.type.of)
            domain = cases.domain(term, contract, names, as_of, admit_all)
            order = [value.name for value in vocabulary.enumerations[term.type.of].values] if names else []
            kind = term.type.kind
            if domain.pinned is not None and kind != "Datum":
                cells = cases.pinned_cells(domain)
            elif kind == "Datum":
                cells = cases.day_cells(domain, self._day_cuts(name, facts))
            elif kind == "Menge":
                cells = cases.amount_cells(domain, self._amount_cuts(name, facts), term.type.of)
            elif kind == "mehrere":
                cells = cases.set_cells(domain, self._mentioned(name, facts), order)
            elif kind == "ja/nein":
                cells = [Cell(True), Cell(False)]
            else:
                cells = cases.name_cells(domain, self._mentioned(name, facts), order)
            found.append(Dimension(name, domain, tuple(cells)))
        for name in self.leads:
            dimension = self._lead(name, contract, facts, admit_all)
            if dimension is not None:
                found.append(dimension)
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
        cuts = set(self.day_cuts) if name == self.rule.rule.reference_day else set()
        for day in self._compared(name, facts):
            if isinstance(day, date):
                cuts |= {day, day + timedelta(1) if day < date.max else day}
        for atom in self.atoms:
            if not isinstance(atom, Compare):
                continue
            operand = self._constant(atom.operand, facts)
            stated = facts.get(atom.term)
            value = stated.value if stated is not None else None
            both = (operand, value)
            for period_side, other in (both, both[::-1]):
                if isinstance(period_side, Duration) and period_side.anchor == name:
                    for until in _until_days(other):
                        cuts |= _crossings(period_side.length, until)
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

    def _lead(self, name: str, contract: Contract, facts: dict[str, Fact], admit_all: bool) -> Dimension | None:
        """How long after its anchor a day may lie: nothing, a day, up to the latest, and where a comparison turns.

        None where both days are known.
        """
        term = self.book.vocabulary.terms[name]
        anchor = term.not_before or ""
        stated = [facts[each].value for each in (name, anchor) if each in facts]
        if len(stated) == 2 and all(isinstance(value, date) for value in stated):
            return None
        latest = contract.facts.get(term.at_latest) if term.at_latest else None
        limit = latest.value if latest is not None else None
        most = LONG_LEAD
        if isinstance(limit, Duration) and limit.anchor in (None, anchor) and not limit.length.workdays:
            most = limit.length
        known = most is not LONG_LEAD or limit is Mark.NONE or (admit_all and latest is None)
        leads = [Length(), Length(days=1), most]
        for atom in self.atoms:
            if isinstance(atom, Compare):
                mine = facts.get(atom.term)
                leads += _critical_leads(mine.value if mine is not None else None, self._constant(atom.operand, facts))
        kept = [lead for lead in dict.fromkeys(leads) if period.at_most(lead, most) is True]
        kept.sort(key=lambda lead: lead.months * 31 + lead.days)
        one = contract.kind == "Angebot"
        domain = Domain(term, None, known and not one, name if one else (term.at_latest or name), latest)
        return Dimension(name, domain, tuple(Cell(cast(Value, lead)) for lead in kept), lead=True)


def _until_days(value: Value | None) -> list[date]:
    if isinstance(value, Until):
        return [value.day]
    if isinstance(value, LaterOf):
        return [part.day for part in value.parts if isinstance(part, Until)]
    return []


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


def _critical_leads(mine: Value | None, limit: Value | None) -> list[Length]:
    """The leads at which one period from the later day just fits into the other from the earlier, and a day more."""
    if not isinstance(mine, Duration) or not isinstance(limit, Duration):
        return []
    found: list[Length] = []
    for longer, shorter in ((limit.length, mine.length), (mine.length, limit.length)):
        months, days = longer.months - shorter.months, longer.days - shorter.days
        if months >= 0 and days >= 0:
            found += [Length(months, days), Length(months, days + 1)]
    return found
