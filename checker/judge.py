"""Rule × contract × cases: the verdict of one rule on one contract, for every customer and every day it admits.

An ``Outcome`` is made of values and terms only, never of places, so the same question is answered once however many
tariffs ask it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from typing import cast

from checker import cases
from checker.cases import Cell, Domain
from checker.evaluate import Env, evaluate, failing, operand_value, responsible, section_names
from checker.layers import Contract
from checker.rulebook import Prepared, Rulebook, atoms, expressions, read_terms
from checker.truth import Truth, all_of, any_of, negate
from checker.vocabulary import Fact, Instance
from dsl import period
from dsl.document import Mark, NameSet, Value, show
from dsl.period import Duration, LaterOf, Length, Until
from dsl.quantity import Amount
from dsl.rule import Bare, Compare, Expr, Given, TermRef, Version

HOLDS, VIOLATED, UNDECIDED, NOT_APPLICABLE = "erfüllt", "verletzt", "unentschieden", "unanwendbar"
# More combinations than this are not tried: the rule is then undecided and says so.
MAX_CASES = 50_000
LONG_LEAD = Length(months=1200)


@dataclass(frozen=True, slots=True)
class Breach:
    """One comparison that is not kept: what was found, what is demanded."""

    atom: Compare | Given | Bare
    found: str
    demanded: str


@dataclass(frozen=True, slots=True)
class Box:
    """A block of cells: for each case term the cells it covers; terms it does not restrict are left out."""

    cells: tuple[tuple[str, tuple[Cell, ...]], ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The verdict of a rule on a contract (or one of its sections), with what a reader needs to see it is right."""

    verdict: str
    version: Version | None = None  # the version that decided the witness
    exercised: tuple[Version, ...] = ()  # every version some case fell into
    boxes: tuple[Box, ...] = ()  # where it is violated
    witness: tuple[tuple[str, Value], ...] = ()
    breaches: tuple[Breach, ...] = ()
    repair: tuple[Expr, ...] = ()  # what is demanded and not kept
    groups: tuple[str, ...] = ()  # derived terms that say for whom it is violated (`Kunde.Haushaltskunde`)
    missing: frozenset[str] = frozenset()
    unproven: tuple[Expr, ...] = ()  # exemptions that might apply, if somebody proved them
    exempt: bool = False
    not_encoded: Version | None = None
    every_day: bool = True  # the verdict does not depend on when the contract was made
    undecided_elsewhere: bool = False  # violated in some cases, undecided in others


@dataclass(frozen=True, slots=True)
class _Case:
    """What came out in one cell."""

    verdict: str
    version: Version | None
    missing: frozenset[str] = frozenset()
    unproven: tuple[Expr, ...] = ()
    exempt: bool = False


class Judge:
    """Judges rules on contracts; remembers answers by the values they rest on.

    ``as_of``: look at this day only. ``admit_all``: what a contract does not state admits everybody (examples, and the
    terms by themselves).
    """

    def __init__(self, book: Rulebook, as_of: date | None = None, admit_all: bool = False) -> None:
        self.book = book
        self.as_of = as_of
        self.admit_all = admit_all
        self._remembered: dict[tuple[object, ...], Outcome] = {}
        self._numbers: dict[object, int] = {}
        self._questions = {rule.id: _Question(rule, book) for rule in book.rules.values()}

    def applies(self, rule: Prepared, contract: Contract) -> bool:
        """Rules of a set of terms are asked of contracts under these terms only."""
        return rule.norm.terms is None or rule.norm.terms == contract.terms

    def outcomes(self, rule: Prepared, contract: Contract) -> list[tuple[Instance | None, Outcome]]:
        """One outcome for the contract, or one for each section of the kind the rule asks about."""
        if rule.rule.each is None:
            return [(None, self.outcome(rule, contract, None))]
        instances = contract.instances.get(rule.rule.each, [])
        if not instances:
            return [(None, Outcome(NOT_APPLICABLE))]
        return [(instance, self.outcome(rule, contract, instance)) for instance in instances]

    def outcome(self, rule: Prepared, contract: Contract, instance: Instance | None) -> Outcome:
        question = self._questions[rule.id]
        facts = contract.facts if instance is None else contract.facts | instance.facts
        numbers = self._numbers
        key: list[object] = [rule.id, contract.broken, contract.kind == "Angebot"]
        for name in question.reads:
            fact = facts.get(name)
            value = None if fact is None else fact.value
            key.append(numbers.setdefault((type(value), value), len(numbers)))
        for name in question.domain_terms:
            fact = contract.facts.get(name)
            value = None if fact is None else fact.value
            key.append(numbers.setdefault((type(value), value), len(numbers)))
        for name in question.sections:
            key.append(bool(contract.instances.get(name)))
        remembered = tuple(key)
        found = self._remembered.get(remembered)
        if found is None:
            found = self._remembered[remembered] = self._decide(question, contract, facts)
        return found

    # -------------------------------------------------------------------------------------------- deciding

    def _decide(self, question: _Question, contract: Contract, facts: dict[str, Fact]) -> Outcome:
        rule = question.rule
        try:
            dimensions, domains = self._dimensions(question, contract, facts)
        except cases.TooManyCases as error:
            return Outcome(UNDECIDED, missing=frozenset({str(error)}))
        size = 1
        for _, cells in dimensions:
            size *= len(cells)
        if size > MAX_CASES:
            return Outcome(UNDECIDED, missing=frozenset(name for name, cells in dimensions if len(cells) > 10))
        if size == 0:
            return Outcome(NOT_APPLICABLE)
        sections = section_names(facts) | frozenset(name for name, several in contract.instances.items() if several)
        names = [name for name, _ in dimensions]
        results: dict[tuple[int, ...], _Case] = {}
        envs: dict[tuple[int, ...], Env] = {}
        for index in product(*(range(len(cells)) for _, cells in dimensions)):
            chosen = {name: dimensions[i][1][at] for i, (name, at) in enumerate(zip(names, index, strict=True))}
            env = self._env(question, chosen, domains, facts, sections, contract)
            envs[index] = env
            results[index] = self._case(rule, env)
        return self._merge(rule, dimensions, domains, results, envs)

    def _dimensions(
        self, question: _Question, contract: Contract, facts: dict[str, Fact]
    ) -> tuple[list[tuple[str, list[Cell]]], dict[str, Domain]]:
        vocabulary = self.book.vocabulary
        domains: dict[str, Domain] = {}
        dimensions: list[tuple[str, list[Cell]]] = []
        for name in question.case_terms:
            term = vocabulary.terms[name]
            known_names = vocabulary.names(term.type.of)
            domain = cases.domain(term, contract, known_names, self.as_of, self.admit_all)
            domains[name] = domain
            kind = term.type.kind
            order = [value.name for value in vocabulary.enumerations[term.type.of].values] if known_names else []
            if kind == "Datum":
                cells = cases.day_cells(domain, self._day_cuts(question, name, facts))
            elif kind == "Menge":
                cells = cases.amount_cells(domain, self._amount_cuts(question, name, facts), term.type.of)
            elif kind == "mehrere":
                cells = cases.set_cells(domain, self._mentioned(question, name, facts), order)
            elif kind == "ja/nein":
                cells = cases.truth_cells(domain)
            else:
                cells = cases.name_cells(domain, self._mentioned(question, name, facts), order)
            dimensions.append((name, cells))
        for name in question.leads:
            domain, cells = self._lead_cells(question, name, contract, facts)
            if domain.pinned is None:
                domains[f"@{name}"] = domain
                dimensions.append((f"@{name}", cells))
        return dimensions, domains

    def _env(
        self,
        question: _Question,
        chosen: dict[str, Cell],
        domains: dict[str, Domain],
        facts: dict[str, Fact],
        sections: frozenset[str],
        contract: Contract,
    ) -> Env:
        exact: dict[str, date] = {}
        for name in question.anchors:
            fact = facts.get(name)
            if fact is not None and isinstance(fact.value, date):
                exact[name] = fact.value
        for name, cell in chosen.items():
            if isinstance(cell.value, date) and cell.low == cell.high:
                exact[name] = cell.value
        day_term = question.rule.rule.reference_day
        day: Value | None = chosen[day_term].value if day_term in chosen else None
        if day is None and day_term in facts:
            day = facts[day_term].value
        leads = {name[1:]: cast(Length, cell.value) for name, cell in chosen.items() if name.startswith("@")}
        values = {name: cell.value for name, cell in chosen.items() if not name.startswith("@")}
        return Env(
            self.book,
            facts,
            sections,
            values,
            exact,
            day if isinstance(day, date) else None,
            day_term,
            leads,
            contract.broken,
        )

    # -------------------------------------------------------------------------------------------- one case

    def _case(self, rule: Prepared, env: Env) -> _Case:
        """The verdict in one cell: conditions, exceptions, then what the version in force demands."""
        if env.day is None:
            return _Case(UNDECIDED, None, frozenset({env.day_term}))
        version = version_on(rule, env.day)
        if version is None or (not version.demands and version.not_encoded is None):
            return _Case(NOT_APPLICABLE, version)
        applies = self._applies(rule, env)
        if applies is False:
            return _Case(NOT_APPLICABLE, version)
        unproven: list[Expr] = []
        for exemption in rule.rule.exemptions:
            if (exemption.since and env.day < exemption.since) or (exemption.until and env.day > exemption.until):
                continue
            proven = evaluate(exemption.expr, env)
            if proven is True:
                return _Case(NOT_APPLICABLE, version, exempt=True)
            if proven is not False:
                unproven.append(exemption.expr)
        if version.not_encoded is not None:
            return _Case(UNDECIDED, version, applies if isinstance(applies, frozenset) else frozenset())
        conditions = [
            True if demand.condition is None else evaluate(demand.condition, env) for demand in version.demands
        ]
        if all(condition is False for condition in conditions):
            return _Case(NOT_APPLICABLE, version)
        kept: list[Truth] = [
            True if condition is False else any_of([negate(condition), evaluate(demand.expr, env)])
            for demand, condition in zip(version.demands, conditions, strict=True)
        ]
        truth = any_of([negate(applies), all_of(kept)])
        if truth is True:
            return _Case(HOLDS, version)
        if truth is False:
            return _Case(VIOLATED, version, unproven=tuple(unproven))
        assert isinstance(truth, frozenset)
        return _Case(UNDECIDED, version, truth, tuple(unproven))

    def _applies(self, rule: Prepared, env: Env) -> Truth:
        """All conditions hold, and no rule that displaces this one applies."""
        parts = [evaluate(condition, env) for condition in rule.rule.conditions]
        for name in rule.displaced_by:
            other = self.book.rules.get(name)
            if other is None:
                continue
            version = version_on(other, env.day) if env.day is not None else None
            if version is not None and version.demands:
                parts.append(negate(self._applies(other, env)))
        return all_of(parts)

    # -------------------------------------------------------------------------------------------- all cases

    def _merge(
        self,
        rule: Prepared,
        dimensions: list[tuple[str, list[Cell]]],
        domains: dict[str, Domain],
        results: dict[tuple[int, ...], _Case],
        envs: dict[tuple[int, ...], Env],
    ) -> Outcome:
        """One verdict from all cells. Over terms whose domain nobody has stated, a mixture is undecided."""
        open_terms = [i for i, (name, cells) in enumerate(dimensions) if not domains[name].known and len(cells) > 1]
        groups: dict[tuple[int, ...], list[tuple[int, ...]]] = {}
        for index in results:
            groups.setdefault(tuple(at for i, at in enumerate(index) if i not in open_terms), []).append(index)
        absent = frozenset(domains[dimensions[i][0]].missing for i in open_terms)
        violated: list[tuple[int, ...]] = []
        undecided: list[tuple[int, ...]] = []
        missing: frozenset[str] = frozenset()
        holds = False
        for members in groups.values():
            verdicts = {results[index].verdict for index in members}
            if verdicts == {VIOLATED}:
                violated += members
            elif VIOLATED in verdicts or (UNDECIDED in verdicts and len(verdicts) > 1):
                undecided += [index for index in members if results[index].verdict in (UNDECIDED, VIOLATED)]
                missing |= self._absent(members, results, open_terms, dimensions, domains) or absent
            elif verdicts == {UNDECIDED}:
                undecided += members
            holds = holds or HOLDS in verdicts
        exercised = tuple(dict.fromkeys(case.version for case in results.values() if case.version is not None))
        for index in undecided:
            missing |= results[index].missing
        exempt = any(case.exempt for case in results.values())
        if violated:
            first = min(violated, key=lambda index: self._order(index, dimensions))
            case, env = results[first], envs[first]
            named, rest = self._named_groups(rule, violated, dimensions, envs)
            return Outcome(
                VIOLATED,
                case.version,
                exercised,
                _boxes(rest, dimensions),
                tuple((name, cells[at].value) for (name, cells), at in zip(dimensions, first, strict=True)),
                tuple(self._breaches(case, env)),
                tuple(self._repair(case, env)),
                named,
                missing,
                case.unproven,
                exempt,
                every_day=self._every_day(violated, dimensions),
                undecided_elsewhere=bool(undecided),
            )
        if undecided:
            gaps = [results[index].version for index in undecided]
            gap = next((v for v in gaps if v is not None and v.not_encoded is not None), None)
            version = gaps[0]
            unproven = tuple(dict.fromkeys(expr for index in undecided for expr in results[index].unproven))
            return Outcome(
                UNDECIDED,
                version,
                exercised,
                _boxes(undecided, dimensions),
                missing=missing,
                unproven=unproven,
                exempt=exempt,
                not_encoded=None if missing else gap,
            )
        return Outcome(HOLDS if holds else NOT_APPLICABLE, None, exercised, exempt=exempt)

    def _absent(
        self,
        members: list[tuple[int, ...]],
        results: dict[tuple[int, ...], _Case],
        open_terms: list[int],
        dimensions: list[tuple[str, list[Cell]]],
        domains: dict[str, Domain],
    ) -> frozenset[str]:
        """The open terms on which the verdict really turns."""
        turning: set[str] = set()
        by_index = {index: results[index].verdict for index in members}
        for i in open_terms:
            for index, verdict in by_index.items():
                if any(
                    by_index.get((*index[:i], at, *index[i + 1 :]), verdict) != verdict
                    for at in range(len(dimensions[i][1]))
                ):
                    turning.add(domains[dimensions[i][0]].missing)
                    break
        return frozenset(turning)

    def _order(self, index: tuple[int, ...], dimensions: list[tuple[str, list[Cell]]]) -> tuple[object, ...]:
        """Which violated cell makes the best example: an ordinary customer, then the first day."""
        ordinary = sum(
            1
            for (_, cells), at in zip(dimensions, index, strict=True)
            if isinstance(cells[at].value, Amount) and not cells[at].value.value  # type: ignore[union-attr]
        )
        return (ordinary, index)

    def _every_day(
        self,
        violated: list[tuple[int, ...]],
        dimensions: list[tuple[str, list[Cell]]],
    ) -> bool:
        """Whether somebody is hit on every day on which the contract can be made."""
        terms = self.book.vocabulary.terms
        for i, (name, cells) in enumerate(dimensions):
            if name.startswith("@") or terms[name].type.kind != "Datum" or terms[name].domain_open:
                continue
            if len({index[i] for index in violated}) < len(cells):
                return False
        return True

    def _named_groups(
        self,
        rule: Prepared,
        violated: list[tuple[int, ...]],
        dimensions: list[tuple[str, list[Cell]]],
        envs: dict[tuple[int, ...], Env],
    ) -> tuple[tuple[str, ...], list[tuple[int, ...]]]:
        """Say "Haushaltskunde" instead of the cells it is made of, where the two are the same.

        Returns the derived terms that name the violated group, and the violated cells with the terms they stand for
        no longer restricted.
        """
        terms = self.book.vocabulary.terms
        named: list[str] = []
        for name in dict.fromkeys(
            atom.term for c in rule.rule.conditions for atom in atoms(c) if isinstance(atom, Bare)
        ):
            if not terms[name].versions:
                continue
            support = set(read_terms(self.book, [version.expr for version in terms[name].versions]))
            axes = [i for i, (term, _) in enumerate(dimensions) if term in support]
            if not axes:
                continue
            members: dict[tuple[int, ...], set[tuple[int, ...]]] = {}
            for index in violated:
                rest = tuple(at for i, at in enumerate(index) if i not in axes)
                members.setdefault(rest, set()).add(tuple(index[i] for i in axes))
            whole = {
                tuple(index[i] for i in axes)
                for index, env in envs.items()
                if evaluate(Bare(name, terms[name].span), env) is True
            }
            everyone = {tuple(index[i] for i in axes) for index in envs}
            if whole == everyone or any(group != whole for group in members.values()):
                continue
            named.append(name)
            widened: dict[tuple[int, ...], None] = {}
            for index in violated:
                for values in everyone:
                    moved = list(index)
                    for axis, value in zip(axes, values, strict=True):
                        moved[axis] = value
                    widened.setdefault(tuple(moved))
            violated = list(widened)
        return tuple(named), violated

    def _repair(self, case: _Case, env: Env) -> list[Expr]:
        """What the version demands and this case does not keep."""
        assert case.version is not None
        found = [
            failing(demand.expr, env)
            for demand in case.version.demands
            if demand.condition is None or evaluate(demand.condition, env) is not False
        ]
        return [expr for expr in found if expr is not None]

    def _breaches(self, case: _Case, env: Env) -> list[Breach]:
        assert case.version is not None
        found: dict[tuple[str, str], Breach] = {}
        for demand in case.version.demands:
            if demand.condition is not None and evaluate(demand.condition, env) is False:
                continue
            for atom in responsible(demand.expr, env):
                breach = _breach(atom, env)
                found.setdefault((breach.atom.term, breach.demanded), breach)
        return list(found.values())

    # -------------------------------------------------------------------------------------------- cuts

    def _day_cuts(self, question: _Question, name: str, facts: dict[str, Fact]) -> set[date]:
        """The days at which something a rule says of this day can change."""
        cuts = set(question.day_cuts) if name == question.rule.rule.reference_day else set()
        for atom in question.atoms:
            if not isinstance(atom, Compare):
                continue
            operand = self._constant(atom.operand, facts)
            if atom.term == name and isinstance(operand, date):
                cuts |= {operand, operand + timedelta(1)}
            if isinstance(operand, Duration) and operand.anchor == name:
                stated = facts.get(atom.term)
                for until in _until_days(stated.value if stated is not None else None):
                    cuts |= _crossings(operand.length, until)
            if isinstance(operand, Until | LaterOf):
                stated = facts.get(atom.term)
                if stated is not None and isinstance(stated.value, Duration) and stated.value.anchor == name:
                    for until in _until_days(operand):
                        cuts |= _crossings(stated.value.length, until)
        return cuts

    def _constant(self, operand: Value | TermRef, facts: dict[str, Fact]) -> Value | None:
        if not isinstance(operand, TermRef):
            return operand
        fact = facts.get(operand.name)
        return fact.value if fact is not None else None

    def _amount_cuts(self, question: _Question, name: str, facts: dict[str, Fact]) -> set[Decimal]:
        cuts: set[Decimal] = set()
        for atom in question.atoms:
            if isinstance(atom, Compare) and atom.term == name:
                if isinstance(atom.operand, TermRef) and atom.operand.name in self.book.values:
                    value = self.book.values[atom.operand.name]
                    cuts |= {Amount(step.value, value.unit).in_base() for step in value.steps}
                    continue
                operand = self._constant(atom.operand, facts)
                if isinstance(operand, Amount):
                    cuts.add(operand.in_base())
        return cuts

    def _mentioned(self, question: _Question, name: str, facts: dict[str, Fact]) -> set[str]:
        mentioned: set[str] = set()
        for atom in question.atoms:
            if not isinstance(atom, Compare):
                continue
            others = []
            if atom.term == name:
                others.append(self._constant(atom.operand, facts))
            elif isinstance(atom.operand, TermRef) and atom.operand.name == name:
                fact = facts.get(atom.term)
                others.append(fact.value if fact is not None else None)
            for other in others:
                if isinstance(other, str):
                    mentioned.add(other)
                elif isinstance(other, NameSet):
                    mentioned |= other.names
        return mentioned

    # -------------------------------------------------------------------------------------------- leads

    def _lead_cells(
        self, question: _Question, name: str, contract: Contract, facts: dict[str, Fact]
    ) -> tuple[Domain, list[Cell]]:
        """How long after its anchor a day may lie: nothing, a day, up to the latest, and where a comparison turns."""
        term = self.book.vocabulary.terms[name]
        anchor = term.not_before or ""
        stated = facts.get(name)
        anchor_fact = facts.get(anchor)
        both = stated is not None and isinstance(stated.value, date)
        both = both and anchor_fact is not None and isinstance(anchor_fact.value, date)
        if both:
            assert stated is not None
            return Domain(term, stated.value, True, "", stated), []
        latest = contract.facts.get(term.at_latest) if term.at_latest else None
        limit = latest.value if latest is not None else None
        bounded = isinstance(limit, Duration) and limit.anchor in (None, anchor) and not limit.length.workdays
        known = bounded or self.admit_all or limit is Mark.NONE
        one = contract.kind == "Angebot"
        most = limit.length if bounded and isinstance(limit, Duration) else LONG_LEAD
        leads = [Length(), Length(days=1), most]
        for atom in question.atoms:
            if isinstance(atom, Compare):
                mine = facts.get(atom.term)
                leads += _critical_leads(mine.value if mine is not None else None, self._constant(atom.operand, facts))
        kept = [lead for lead in dict.fromkeys(leads) if period.at_most(lead, most) is True]
        cells = [Cell(cast(Value, lead)) for lead in sorted(kept, key=lambda lead: lead.months * 31 + lead.days)]
        missing = name if one else (term.at_latest or name)
        return Domain(term, None, known and not one, missing, latest), cells


class _Question:
    """What a rule asks of a contract, worked out once."""

    def __init__(self, rule: Prepared, book: Rulebook) -> None:
        self.rule = rule
        exprs = list(expressions(rule.rule))
        for name in rule.displaced_by:
            if name in book.rules:
                exprs += book.rules[name].rule.conditions
        terms = book.vocabulary.terms
        self.atoms: list[Compare | Given | Bare] = []
        self.day_cuts: set[date] = set()
        self.sections: list[str] = []
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
                if name in book.values:
                    for step in book.values[name].steps:
                        self.day_cuts.add(step.since)
                        if step.until is not None:
                            self.day_cuts.add(step.until + timedelta(1))
                    reviewed = book.values[name].reviewed
                    if reviewed is not None:
                        self.day_cuts.add(reviewed + timedelta(1))
                elif name in terms and terms[name].versions:
                    if name not in unfolded:
                        unfolded.add(name)
                        for version in terms[name].versions:
                            pending += atoms(version.expr)
                            _cut_at(self.day_cuts, version.since, version.until)
                elif name in terms:
                    reads.setdefault(name)
                else:
                    self.sections.append(name)
        _cut_at(self.day_cuts, *(d for v in rule.rule.versions for d in (v.since, None)))
        for version in rule.rule.versions:
            _cut_at(self.day_cuts, version.since, version.until)
        for exemption in rule.rule.exemptions:
            _cut_at(self.day_cuts, exemption.since, exemption.until)
        reads.setdefault(rule.rule.reference_day)
        anchors = [name for name, term in terms.items() if term.type.kind == "Datum" and term.is_case]
        anchored = any(_is_anchored(atom) for atom in self.atoms)
        self.case_terms = [name for name in reads if name in terms and terms[name].is_case]
        # Lengths counted from different days need the days, and how far apart they may lie.
        self.leads = [name for name in anchors if anchored and terms[name].not_before]
        if anchored:
            for atom in self.atoms:
                operand = atom.operand if isinstance(atom, Compare) else None
                if isinstance(operand, Duration) and operand.anchor in terms and terms[operand.anchor].is_case:
                    if operand.anchor not in self.case_terms:
                        self.case_terms.append(operand.anchor)
        self.case_terms = [name for name in self.case_terms if not terms[name].not_before]
        self.anchors = anchors
        targets = {_target_term(atom, book) for atom in self.atoms}
        periods = any(
            term_kind(book, atom.term) in ("Frist", "Dauer", "Laufzeit", "Verlängerung") for atom in self.atoms
        )
        self.reads = [*reads, *(anchors if periods else [])]
        self.domain_terms = [name for name in sorted(targets) if name]
        for name in (*self.case_terms, *self.leads):
            term = terms[name]
            for other in (name, term.domain, term.domain_with, term.domain_without, term.at_latest):
                if other is not None:
                    self.domain_terms.append(other)
        if "Frist" in {term_kind(book, atom.term) for atom in self.atoms}:
            # a notice may count back from the end of any stated term
            self.domain_terms += [name for name, term in terms.items() if term.type.kind == "Laufzeit"]
        if any(terms[name].type.kind == "Datum" for name in self.case_terms if name in terms):
            self.domain_terms += [name for name in anchors if terms[name].domain and not terms[name].domain_open]


def term_kind(book: Rulebook, name: str) -> str:
    term = book.vocabulary.terms.get(name)
    return term.type.kind if term is not None else ""


def _target_term(atom: Compare | Given | Bare, book: Rulebook) -> str:
    if isinstance(atom, Compare) and isinstance(atom.operand, Duration) and atom.operand.target:
        name = atom.operand.target.removeprefix("Ende ")
        return next((term for term in book.vocabulary.terms if term.rpartition(".")[2] == name), "")
    return ""


def _is_anchored(atom: Compare | Given | Bare) -> bool:
    """Whether a comparison counts from a named day, or compares two stated periods."""
    if not isinstance(atom, Compare):
        return False
    if isinstance(atom.operand, TermRef):
        return True
    return isinstance(atom.operand, Duration) and atom.operand.anchor is not None


def _cut_at(cuts: set[date], *days: date | None) -> None:
    """A version starts on its first day and has ended on the day after its last."""
    since, until = (*days, None, None)[:2]
    if since is not None:
        cuts.add(since)
    if until is not None and until < date.max:
        cuts.add(until + timedelta(1))


def version_on(rule: Prepared, day: date) -> Version | None:
    """The version in force on ``day``."""
    for version in rule.rule.versions:
        if (version.since is None or version.since <= day) and (version.until is None or day <= version.until):
            return version
    return None


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
    """The leads at which `mine` from the later day just fits into `limit` from the earlier one, and one day more."""
    if not isinstance(mine, Duration) or not isinstance(limit, Duration):
        return []
    found: list[Length] = []
    for longer, shorter in ((limit.length, mine.length), (mine.length, limit.length)):
        months, days = longer.months - shorter.months, longer.days - shorter.days
        if months >= 0 and days >= 0:
            found += [Length(months, days), Length(months, days + 1)]
    return found


def _breach(atom: Compare | Given | Bare, env: Env) -> Breach:
    """What was found and what is demanded, in the words of the files."""
    if isinstance(atom, Given):
        return Breach(atom, "", "ist angegeben")
    if isinstance(atom, Bare):
        return Breach(atom, "nein" if evaluate(atom, env) is False else "ja", "")
    term = env.book.vocabulary.terms[atom.term]
    value = evaluate(Bare(atom.term, atom.span), env) if term.versions else env.value(atom.term)
    operand = operand_value(atom.operand, env)
    shown = "" if isinstance(operand, frozenset) else show(operand)
    return Breach(atom, "" if isinstance(value, frozenset) else show(value), f"{atom.op} {shown}".strip())


# ------------------------------------------------------------------------------------------------ regions


def _boxes(
    chosen: list[tuple[int, ...]],
    dimensions: list[tuple[str, list[Cell]]],
) -> tuple[Box, ...]:
    """``chosen`` as few blocks; a term is left out of a block where it restricts nothing."""
    width = len(dimensions)
    boxes: list[tuple[frozenset[int], ...]] = [tuple(frozenset({at}) for at in index) for index in sorted(chosen)]
    merged = True
    while merged and len(boxes) > 1:
        merged = False
        for axis in range(width):
            groups: dict[tuple[object, ...], frozenset[int]] = {}
            for box in boxes:
                key = (*box[:axis], None, *box[axis + 1 :])
                groups[key] = groups.get(key, frozenset()) | box[axis]
            if len(groups) < len(boxes):
                merged = True
                boxes = [
                    tuple(union if part is None else cast(frozenset[int], part) for part in key)
                    for key, union in groups.items()
                ]
    all_cells = [frozenset(range(len(cells))) for _, cells in dimensions]
    described: list[Box] = []
    for box in boxes:
        parts = []
        for axis, (name, cells) in enumerate(dimensions):
            if box[axis] == all_cells[axis] or (len(cells) == 1):
                continue
            parts.append((name, tuple(cells[at] for at in sorted(box[axis]))))
        described.append(Box(tuple(parts)))
    return tuple(dict.fromkeys(described))
