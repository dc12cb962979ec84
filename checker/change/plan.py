"""What a change of prices or of other terms takes: notice, form, content, exit right, days, and what forbids it.

For one effective day and one day of sending. The law that counts is that of those days: where the last day of sending
falls under an older version of a rule, it is asked again for that day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import partial

from checker.change.first_day import Standing, first_day
from checker.change.limits import PUBLIC, Limit, Plan, latest, leads_in, limit
from checker.change.names import Names, names_of
from checker.change.probing import (
    Answers,
    Duty,
    Single,
    ask_of_change,
    ask_of_clause,
    facts_of,
    forbidden_by,
    single_demands,
)
from checker.expressions import atoms
from checker.finding import Text
from checker.judge import Judge
from checker.layers import Contract
from checker.ledger import DEEMED, notices_for
from checker.prepared import Prepared
from checker.rulebook import Rulebook
from checker.vocabulary import Fact, Instance, section_of
from dsl.deadline import Notice
from dsl.period import Duration
from dsl.workdays import Calendar

# the clause on changes of prices, and the one on changes of other terms
PRICE_CLAUSE, TERMS_CLAUSE = "Preisanpassung", "Vertragsanpassung"
# the section that rules on single changes of other terms are asked of
TERMS = "Bedingungsänderung"
# what these clauses are asked for, and shown with
LEAD, FORM, EXIT, EXIT_NOTICE = "Ankündigung", "Form", "Kündigungsrecht", "Kündigungsfrist"
SHOWN = (LEAD, FORM, "Inhalt", "Wirksamkeitstag", EXIT, EXIT_NOTICE, "Gegenstand", "Zustimmungsfiktion", "Hinweis")
# how a notice reaches the customer
WAY = "Mitteilung-Weg"
# what the ledger says of a change: its causes, and whether its components explain it
TOLD = ("Anlässe", "erklärt")
# whether notices may go out electronically at all
ELECTRONIC = "Kommunikation.Elektronisch"
DAY = timedelta(1)
# a change on another day, with the contract it is made in; None where no price would precede it
Announced = Callable[[date], tuple[Contract, Instance | None]]
# how often the days and the law that counts on them are brought together
MAX_ROUNDS = 8


class Planner:
    """Plans changes by one rulebook; ``calendar``: the public holidays of a Land, None where none was given."""

    def __init__(self, book: Rulebook, calendar: Calendar | None = None) -> None:
        self.book = book
        self.calendar = calendar
        self.judge = Judge(book)
        self._of_changes: dict[str, list[Single]] = {}
        self._of_clauses: dict[str, list[Single]] = {}

    def price(self, contract: Contract, change: Instance, sent: date, on: Announced) -> Plan:
        """The plan for a price change: ``contract`` has the section ``change``, made by the ledger.

        ``on``: the same change on another day.
        """
        names = names_of(change.section, self.book)
        effective = change.facts[names.day].value
        assert isinstance(effective, date)
        answers, limits = self._settled(contract, change, names, effective)
        contents = tuple(duty for duty in answers.duties if duty.term not in (*names.leads, names.received))
        asked = _is_answered(answers)
        clause = self._clause_duties(contract, PRICE_CLAUSE, effective, asked)
        exits = [duty for duty in clause if section_of(duty.term) and _short(duty) in (EXIT, EXIT_NOTICE)]
        if not asked:
            contents = tuple(duty for duty in clause if _short(duty) not in (LEAD, EXIT, EXIT_NOTICE))
        if answers.exempt:  # what the rules on clauses say of leaving is not meant for such a change
            exits = []
        limits = self._times(contract, change, names, sent, answers, limits)
        day_of_guarantee = change.facts.get(f"{change.section}.garantiert")
        notices = tuple(notices_for(contract, effective))
        stated = _clause(contract, PRICE_CLAUSE)
        plan = Plan(effective, sent, tuple(limits), contents, tuple(exits), stated, answers, day_of_guarantee, notices)
        told = (change.facts.get(f"{change.section}.{name}") for name in TOLD)
        ledger = tuple(fact for fact in told if fact is not None)
        plan = plan._replace(uncounted=self._uncounted(contract, PRICE_CLAUSE, answers.duties), ledger=ledger)
        if not plan.limits:
            return plan
        found = first_day(sent, partial(self._standing, names=names, sent=sent, on=on), contract, self.book)
        until = found.searched if found.day is None else None
        return plan._replace(first_effective=found.day, postponed=found.against, barred_until=until)

    def _standing(self, day: date, before: tuple[str, ...], names: Names, sent: date, on: Announced) -> Standing:
        """What the rules say of the change on ``day``, if its notice is sent on ``sent``.

        Where one of ``before`` forbids it, nothing else is asked.
        """
        contract, change = on(day)
        if change is None:  # there would be no price before it
            return Standing((), None)
        rules = self._asked_rules(contract, change.section)
        known = [each for each in rules if each.whole.rule.id in before]
        if known and (still := _forbidding(ask_of_change(known, contract, change, sent, self.judge, names))):
            return Standing(still, None)
        timed, others = _timed(rules, names)
        answers = ask_of_change(timed, contract, change, sent, self.judge, names)
        if not answers.duties:  # then the others tell whether rules are asked of such a change at all
            answers = ask_of_change(rules, contract, change, sent, self.judge, names)
        elif others:
            answers.forbidden.extend(forbidden_by(others, contract, change, sent, self.judge, names))
        limits = self._limits(self._leads(answers, names), contract, day, None)
        limits = self._times(contract, change, names, sent, answers, limits)
        return Standing(_forbidding(answers), latest(tuple(limits)))

    def terms(self, contract: Contract, effective: date | None, sent: date) -> Plan:
        """The plan for a change of other terms of contracts that run."""
        day = effective or sent + DAY
        names = names_of(TERMS, self.book, "")
        change = Instance(TERMS, day.isoformat(), facts_of(contract, {names.day: day}), contract.span, contract.kind)
        answers, limits = self._settled(contract, change, names, day)
        duties = self._clause_duties(contract, TERMS_CLAUSE, day, exits_only=False)
        limits += self._limits(leads_in(duties, (f"{TERMS_CLAUSE}.{LEAD}",), self.counts), contract, day, sent)
        limits = self._with_agreed(limits, contract, TERMS_CLAUSE, day, sent)
        limits = self._first_days(limits, contract, change, names, sent)
        exits = tuple(duty for duty in duties if _short(duty) in (EXIT, EXIT_NOTICE))
        leads = [each.duty for each in limits]
        asked = [duty for duty in (*answers.duties, *duties) if duty not in leads and duty not in exits]
        stated = _clause(contract, TERMS_CLAUSE)
        first = latest(tuple(limits))
        uncounted = self._uncounted(contract, TERMS_CLAUSE, (*answers.duties, *duties))
        return Plan(
            effective, sent, tuple(limits), tuple(asked), exits, stated, answers, None, (), first, uncounted=uncounted
        )

    @property
    def counts(self) -> bool:
        """Whether working days can be counted."""
        return self.calendar is not None

    # -------------------------------------------------------------------------------------------- rules

    def _change_rules(self, section: str) -> list[Single]:
        if section not in self._of_changes:
            rules = [rule for _, rule in sorted(self.book.rules.items()) if rule.each == section]
            self._of_changes[section] = single_demands(rules, self.book)
        return self._of_changes[section]

    def _clause_rules(self, clause: str) -> list[Single]:
        """Rules on such a clause that look at contracts which run: their day never lies in the time of sale alone."""
        if clause not in self._of_clauses:
            terms = self.book.vocabulary.terms
            found: list[Prepared] = []
            for _, rule in sorted(self.book.rules.items()):
                if rule.each is not None or not any(section_of(name) == clause for name in rule.terms):
                    continue
                day = terms.get(rule.rule.reference_day)
                demanded = [atom.term for v in rule.rule.versions for d in v.demands for atom in atoms(d.expr)]
                if day is not None and day.domain_open and any(section_of(name) == clause for name in demanded):
                    found.append(rule)
            self._of_clauses[clause] = single_demands(found, self.book)
        return self._of_clauses[clause]

    def _clause_duties(self, contract: Contract, clause: str, day: date, exits_only: bool) -> list[Duty]:
        """Duties from rules on the clause; only those on leaving where rules were asked of the change itself."""
        rules = self._clause_rules(clause)
        if exits_only:
            kept = {f"{clause}.{EXIT}", f"{clause}.{EXIT_NOTICE}"}
            rules = [each for each in rules if kept & _demanded(each)]
        mine = [rule for rule in rules if _is_asked(rule.whole, contract)]
        return ask_of_clause(mine, contract, clause, day, self.book, self.judge)

    def _asked_rules(self, contract: Contract, section: str) -> list[Single]:
        return [each for each in self._change_rules(section) if _is_asked(each.whole, contract)]

    # -------------------------------------------------------------------------------------------- days

    def _times(
        self, contract: Contract, change: Instance, names: Names, sent: date, answers: Answers, limits: list[Limit]
    ) -> list[Limit]:
        """All times for a price change: ``limits`` by rules that are asked of it, and what its contract promises."""
        effective = _effective(change, names)
        if not _is_answered(answers):
            # no rule is asked of single changes of such a contract: what holds for its clause counts
            clause = self._clause_duties(contract, PRICE_CLAUSE, effective, exits_only=False)
            limits = self._limits(leads_in(clause, (f"{PRICE_CLAUSE}.{LEAD}",), self.counts), contract, effective, sent)
        if answers.duties or not answers.exempt:
            limits = self._with_agreed(limits, contract, PRICE_CLAUSE, effective, sent)
        return self._first_days(limits, contract, change, names, sent)

    def _settled(
        self, contract: Contract, change: Instance, names: Names, effective: date
    ) -> tuple[Answers, list[Limit]]:
        """What rules ask, by the law of the last day on which the notice can be sent."""
        rules = self._asked_rules(contract, change.section)
        timed, others = _timed(rules, names)
        sent = effective - DAY
        for _ in range(MAX_ROUNDS):
            answers = ask_of_change(timed, contract, change, sent, self.judge, names)
            limits = self._limits(self._leads(answers, names), contract, effective, None)
            last = min((limit.receipt.day for limit in limits), default=sent)
            if last == sent:
                break
            sent = last
        return ask_of_change(rules, contract, change, sent, self.judge, names) if others else answers, limits

    def _limits(
        self, leads: Iterable[tuple[Duty, Duration]], contract: Contract, effective: date, sent: date | None
    ) -> list[Limit]:
        deemed, by_mail = contract.facts.get(DEEMED), contract.facts.get(ELECTRONIC)
        fiction = deemed.value if deemed is not None and isinstance(deemed.value, Duration) else None
        unknown = fiction is not None and bool(fiction.length.workdays) and not self.counts
        if unknown or (by_mail is not None and by_mail.value is False):
            fiction = None
        found = []
        for duty, length in leads:
            deemed_after = None if duty.term.endswith(f".{PUBLIC}") else fiction
            found.append(limit(duty, Notice(length, deemed_after, calendar=self.calendar), effective, sent))
        return sorted(found, key=lambda each: (each.receipt.day, each.duty.rule))

    def _with_agreed(
        self, limits: list[Limit], contract: Contract, clause: str, effective: date, sent: date
    ) -> list[Limit]:
        """With the notice that the contract itself promises, unless a rule asks for that very time."""
        fact = contract.facts.get(f"{clause}.{LEAD}")
        if fact is None or not isinstance(fact.value, Duration) or (fact.value.length.workdays and not self.counts):
            return limits
        if any(each.notice.length == fact.value for each in limits):
            return limits
        agreed = Text("vereinbart", "agreed")
        norm = Text(fact.citation, fact.citation) if fact.citation else agreed
        duty = Duty("", agreed, fact.term, "mindestens", fact.value, None, norm, "fehler", "gesichert")
        found = [*limits, *self._limits([(duty, fact.value)], contract, effective, sent)]
        return sorted(found, key=lambda each: (each.receipt.day, each.duty.rule))

    def _leads(self, answers: Answers, names: Names) -> list[tuple[Duty, Duration]]:
        return leads_in(answers.duties, (*names.leads, names.received), self.counts)

    def _uncounted(self, contract: Contract, clause: str, duties: Iterable[Duty]) -> tuple[tuple[str, Duration], ...]:
        """The periods in working days that the contract or a rule names, where nobody can count these."""
        if self.counts:
            return ()
        facts = [contract.facts[name] for name in (f"{clause}.{LEAD}", DEEMED) if name in contract.facts]
        named = [(fact.term, fact.value) for fact in facts] + [(duty.term, duty.operand) for duty in duties]
        found = {(term, value) for term, value in named if isinstance(value, Duration) and value.length.workdays}
        return tuple(sorted(found, key=lambda each: (each[0], each[1].count)))

    def _first_days(
        self, limits: list[Limit], contract: Contract, change: Instance, names: Names, sent: date
    ) -> list[Limit]:
        """The limits with the first effective day of each, for a notice that is sent on ``sent``."""
        return [limit(each.duty, each.notice, _effective(change, names), sent) for each in limits]


def _is_answered(answers: Answers) -> bool:
    """Whether rules are asked of such a change at all."""
    return bool(answers.duties or answers.exempt)


def _timed(rules: list[Single], names: Names) -> tuple[list[Single], list[Single]]:
    """The rules that may ask for time between the notice and its effect, and the others."""
    times = {*names.leads, names.received}
    return [each for each in rules if times & _demanded(each)], [each for each in rules if not times & _demanded(each)]


def _forbidding(answers: Answers) -> tuple[str, ...]:
    return tuple(dict.fromkeys(rule.id for rule, _, _ in answers.forbidden))


def _effective(change: Instance, names: Names) -> date:
    day = change.facts[names.day].value
    assert isinstance(day, date)
    return day


def _short(duty: Duty) -> str:
    return duty.term.rpartition(".")[2]


def _demanded(single: Single) -> set[str]:
    return {atom.term for v in single.rule.rule.versions for d in v.demands for atom in atoms(d.expr)}


def _is_asked(rule: Prepared, contract: Contract) -> bool:
    """Rules of a set of terms are asked of contracts under these terms only."""
    return rule.norm.terms is None or rule.norm.terms in contract.terms


def _clause(contract: Contract, clause: str) -> tuple[Fact, ...]:
    """What the contract says of such changes."""
    names = (f"{clause}.{name}" for name in SHOWN)
    return tuple(contract.facts[name] for name in names if name in contract.facts)
