"""A violation with what would cure it: the nearest lawful value, and the change of the file that brings it.

The change is offered only where asking all rules that can notice it shows that it cures this violation and brings no
other. It is safe where nothing else can be right: an official amount, one of two figures that must fit, or the name
that took the place of another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from checker.describe import Violation, stated_fact
from checker.expressions import atoms, worked_out_from
from checker.finding import Finding, Nearest, Text
from checker.judge import HOLDS, UNDECIDED, Breach, Judge, Outcome
from checker.rulebook import Rulebook
from checker.vocabulary import Fact, section_of
from dsl.document import NameSet, Value, show
from dsl.period import Duration, LaterOf, Until
from dsl.quantity import Amount, Bound
from dsl.record import NamedTuple, replace
from dsl.rule import Compare, TermRef
from dsl.source import Fix

TYPE_CHECKING = False
if TYPE_CHECKING:
    from checker.fixing.recheck import Recheck

# of one document no more violations than this are looked into
MAX_PER_DOCUMENT = 20
ORDERED = (Amount, Bound, Duration, Until, LaterOf, date)
TAXES = ("brutto", "netto")
LIMITS = ("höchstens", "mindestens")  # which the limit itself keeps


class _Cure(NamedTuple):
    """``fact`` with the value that keeps the rule, and whether nothing else can be right."""

    fact: Fact
    stated: Fact
    safe: bool


class Remedies:
    """Finds cures for the violations of a run."""

    def __init__(self, judge: Judge) -> None:
        self.book: Rulebook = judge.book
        self.judge = judge
        self._recheck: Recheck | None = None
        self.sources: Mapping[str, str] = {}

    def remedied(
        self, findings: Sequence[Finding], violations: Sequence[Violation], sources: Mapping[str, str]
    ) -> list[Finding]:
        """The findings of one document; those of its ``violations`` with cures where there are any.

        ``sources``: the texts of the files by path.
        """
        self.sources = sources
        cures = [(each, cure) for each in violations[:MAX_PER_DOCUMENT] if (cure := self._cure(each)) is not None]
        cured = {}
        joint: dict[int, Value | None] = {}  # by the fact that several violations rest on
        for violation, cure in cures:
            alike = [other for other, its in cures if its.stated is cure.stated]
            if len(alike) > 1 and id(cure.stated) not in joint:
                joint[id(cure.stated)] = self._joint(cure.stated, alike)
            cured[id(violation.finding)] = self._cured(violation, cure, joint.get(id(cure.stated)))
        return [cured.get(id(finding), finding) for finding in findings]

    def _cured(self, violation: Violation, cure: _Cure, joint: Value | None) -> Finding:
        """The finding with its nearest lawful value; ``joint`` cures other violations of the fact as well."""
        value = self._written(cure)
        breaches = violation.outcome.breaches
        several = len({breach.atom.term for breach in breaches}) > 1
        limits = [each.operand for each in breaches if each.operand is not None]
        same = [show(limit) for limit in limits if _is_same(limit, cure.fact.value)]
        said = _help(violation.finding.help, cure.fact.term if several else "", value, [value, *same])
        finding = violation.finding._replace(nearest=Nearest(cure.fact.term, value), help=said)
        contract = violation.contract
        silent = contract.kind == "Tarif" and cure.stated.layer in ("AGB", "Gesetz")
        if self._is_the_customers(cure.stated) or not (silent or cure.stated.layer == contract.kind != "AGB"):
            return finding
        if joint is not None and joint != cure.fact.value:
            cure = _Cure(cure.stated._replace(value=joint), cure.stated, False)
            value = self._written(cure)
        from checker.fixing.changed import restated
        from checker.fixing.recheck import Recheck

        after, _ = restated(contract, violation.instance, cure.fact, self.book)
        recheck = self._recheck = self._recheck or Recheck(self.judge)
        worse = recheck.worse(contract, after, cure.fact.term)
        if worse:
            return finding._replace(notes=(*finding.notes, _not_offered(value, worse)))
        if silent:
            from checker.fixing.insert import inserted

            text = self.sources[contract.path]
            return finding._replace(
                fix=inserted(contract.path, text, violation.instance, cure.fact, self.book.vocabulary)
            )
        span, written = cure.stated.span, value
        if isinstance(cure.stated.value, NameSet):
            from checker.fixing.superseded import place_in

            changed = place_in(self.sources[span.path], span, cure.stated.value, cure.fact.value)
            if changed is None:
                return finding
            span, written = changed
        return finding._replace(fix=Fix(span, written, cure.safe))

    def _joint(self, stated: Fact, alike: Sequence[Violation]) -> Value | None:
        """The value with which all violations that rest on one fact are cured."""
        from checker.fixing.nearest import nearest

        operands = [value for each in alike for breach in each.outcome.breaches for value in self._held(breach, each)]

        def keeps(value: Value) -> bool:
            return all(self._keeps(each, stated._replace(value=value)) for each in alike)

        return nearest(stated.value, operands, keeps)

    # -------------------------------------------------------------------------------------------- which value

    def _cure(self, violation: Violation) -> _Cure | None:
        """The first cure of a breach that nothing else can cure, else the first; each fact is looked at once."""
        cures: dict[str, _Cure | None] = {}
        for breach in violation.outcome.breaches:
            if breach.atom.term not in cures:
                cure = cures[breach.atom.term] = self._of_breach(breach, violation)
                if cure is not None and cure.safe:
                    return cure
        return next((cure for cure in cures.values() if cure is not None), None)

    def _of_breach(self, breach: Breach, violation: Violation) -> _Cure | None:
        contract, instance = violation.contract, violation.instance
        if not isinstance(breach.atom, Compare):
            return None
        stated = stated_fact(breach, contract, instance, self.book)
        if stated is None or not self._is_of(stated.term, breach.atom.term):
            return None
        if isinstance(stated.value, NameSet):
            return self._superseded(breach, stated, violation)
        if not isinstance(stated.value, ORDERED):
            return None
        if section_of(stated.term) in self.book.vocabulary.derived_sections:
            return None  # nobody states it
        from checker.fixing.nearest import nearest

        def keeps(value: Value) -> bool:
            return self._keeps(violation, stated._replace(value=value))

        value = nearest(stated.value, self._held(breach, violation), keeps)
        if value is None:
            return None
        return _Cure(stated._replace(value=value), stated, self._is_certain(breach, stated, value, keeps))

    def _superseded(self, breach: Breach, stated: Fact, violation: Violation) -> _Cure | None:
        """What took the place of the names that are stale; safe if they are so on every day of sale."""
        from checker.fixing.superseded import succeeded

        value = succeeded(stated.value, breach, self.book.vocabulary)
        fact = stated._replace(value=value) if value is not None else None
        if fact is None or not self._keeps(violation, fact):
            return None
        return _Cure(fact, stated, violation.outcome.every_day)

    def _keeps(self, violation: Violation, fact: Fact) -> bool:
        """Whether the violated rule is kept if the contract states ``fact``."""
        from checker.fixing.changed import restated

        changed, section = restated(violation.contract, violation.instance, fact, self.book)
        if self.judge.is_violated(violation.rule, changed, section):
            return False
        return _is_kept(self.judge.outcome(violation.rule, changed, section), violation.outcome)

    def _is_of(self, stated: str, term: str) -> bool:
        """Whether a change of ``stated`` is a change of ``term``: it is the term itself, or bounds it."""
        known = self.book.vocabulary.terms[term]
        if self.book.vocabulary.sections.get(section_of(stated)) and stated.endswith(".ab"):
            return False  # the day in a heading tells sections apart
        return stated == term or stated in (known.domain, known.domain_with, known.domain_without)

    def _held(self, breach: Breach, violation: Violation) -> list[Value]:
        """What the rule holds the term against: here, in other versions, and officially on other days."""
        term, rule, outcome = breach.atom.term, violation.rule, violation.outcome
        found = [breach.operand for breach in (*outcome.breaches, *outcome.further) if breach.atom.term == term]
        for version in rule.rule.versions:
            for atom in (atom for demand in version.demands for atom in atoms(demand.expr)):
                if not isinstance(atom, Compare) or atom.term != term:
                    continue
                if not isinstance(atom.operand, TermRef):
                    found.append(atom.operand)
                elif atom.operand.name in self.book.values:
                    official = self.book.values[atom.operand.name]
                    found += [Amount(step.value, official.unit, official.tax) for step in official.steps]
        return [each for each in found if each is not None]

    # -------------------------------------------------------------------------------------------- how sure

    def _is_certain(self, breach: Breach, stated: Fact, value: Value, keeps: Callable[[Value], bool]) -> bool:
        """Whether ``value`` is the only one: the official amount of the day, or what another figure comes to.

        Of a net and a gross figure that must fit, the gross one is what the customer pays: it stays. A figure that is
        right as the other of the two has the wrong word beside it.
        """
        assert isinstance(breach.atom, Compare)
        operand = breach.atom.operand
        if not isinstance(operand, TermRef) or not isinstance(value, Amount) or not isinstance(stated.value, Amount):
            return False
        if operand.name in self.book.values:
            last = value.value.as_tuple().exponent
            step = value.value.__class__(1).scaleb(last if isinstance(last, int) else 0)
            around = [replace(value, value=value.value + sign * step) for sign in (-1, 1)]
            return not any(keeps(each) for each in around if each.value >= 0)
        if breach.atom.op != "ist":
            return False
        if stated.value.tax != value.tax:
            return True
        known = self.book.vocabulary.terms[operand.name].computation
        rates = [name for name in worked_out_from(self.book.vocabulary, operand.name) if name in self.book.values]
        return bool(rates) and known is not None and known.tax == "brutto" and value.tax == "netto"

    def _is_the_customers(self, fact: Fact) -> bool:
        """Whether a fact tells of one customer: what a customer is and does is nothing to correct."""
        return self.book.vocabulary.terms[fact.term].is_case

    # -------------------------------------------------------------------------------------------- in the file

    def _written(self, cure: _Cure) -> str:
        """The value as the file would say it: net or gross only where it says so, or where that is what changes."""
        value = show(cure.fact.value)
        before = cure.stated.value
        if isinstance(cure.fact.value, Amount) and isinstance(before, Amount) and before.tax == cure.fact.value.tax:
            span = cure.stated.span
            text = self.sources[span.path] if span.path in self.sources else self.book.sources[span.path]
            written = text.split("\n")[span.line - 1][span.column - 1 : span.end_column - 1]
            if before.tax and not written.endswith(TAXES):
                return show(replace(cure.fact.value, tax=None))
        return value


def _is_kept(now: Outcome, before: Outcome) -> bool:
    """Whether the rule is kept in every case; cases of which the rulebook knows no rule stay as open as they were."""
    gap = now.verdict == UNDECIDED and not now.missing and now.not_encoded is not None
    return now.verdict == HOLDS or (gap and before.not_encoded is not None)


def _is_same(limit: Value, value: Value) -> bool:
    """Whether the nearest lawful value is the limit itself, however many digits either is written with."""
    if not isinstance(limit, Amount) or not isinstance(value, Amount) or limit.unit != value.unit:
        return False
    return limit.value == value.value and (limit.tax == value.tax or not limit.value)  # nought is both


def _help(said: Text | None, term: str, value: str, same: Sequence[str]) -> Text | None:
    """What would satisfy the rule, with the value; ``term`` where it might be that of another fact.

    ``same``: how the value is written where it is the limit. What is said already is not said twice.
    """
    if said is None or said.de.endswith(f": {value}"):
        return said
    if not term and said.de.endswith(tuple(f"{op} {each}" for op in LIMITS for each in same)):
        return said
    german, english = (f" für {term}", f" of {term}") if term else ("", "")
    return Text(
        f"{said.de}; nächster zulässiger Wert{german}: {value}", f"{said.en}; nearest lawful value{english}: {value}"
    )


def _not_offered(value: str, worse: tuple[str, ...]) -> Text:
    rules = ", ".join(worse[:3]) + (", …" if len(worse) > 3 else "")
    return Text(
        f"Nicht als Korrektur angeboten: Mit {value} wäre nicht mehr erfüllt: {rules}.",
        f"Not offered as a fix: with {value} these would no longer be fulfilled: {rules}.",
    )
