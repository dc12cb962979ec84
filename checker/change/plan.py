"""What a change of prices or of other terms takes: notice, form, content, exit right, days, and what forbids it.

For one effective day and one day of sending. The law that counts is that of those days: where the last day of sending
falls under an older version of a rule, it is asked again for that day.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from checker.change.probing import (
    Answers,
    Duty,
    Names,
    Single,
    ask_of_change,
    ask_of_clause,
    is_set_of,
    names_of,
    single_demands,
)
from checker.expressions import atoms
from checker.finding import Text
from checker.judge import Judge
from checker.layers import Contract
from checker.ledger import DEEMED, RECEIVED, SENT, notices_for
from checker.prepared import Prepared
from checker.rulebook import Rulebook
from checker.vocabulary import Fact, Instance, section_of
from dsl.deadline import Deadline, Notice, first_effective, first_effective_when_sent, last_receipt, last_sending
from dsl.document import NameSet
from dsl.period import Duration

# the clause on changes of prices, and the one on changes of other terms
PRICE_CLAUSE, TERMS_CLAUSE = "Preisanpassung", "Vertragsanpassung"
# what these clauses are asked for, and shown with
LEAD, FORM, EXIT, EXIT_NOTICE = "Ankündigung", "Form", "Kündigungsrecht", "Kündigungsfrist"
SHOWN = (LEAD, FORM, "Inhalt", "Wirksamkeitstag", EXIT, EXIT_NOTICE, "Gegenstand", "Zustimmungsfiktion", "Hinweis")
# whether notices may go out electronically at all
ELECTRONIC = "Kommunikation.Elektronisch"
DAY = timedelta(1)
# how often the days and the law that counts on them are brought together
MAX_ROUNDS = 8


class Limit(NamedTuple):
    """A time that must lie between the notice and its effect, and the days it leads to.

    ``receipt`` and ``sending``: the last days for the effective day, ``sending`` only where receipt is deemed;
    ``first``: the first effective day for the day of sending, None where nobody gave one.
    """

    duty: Duty
    notice: Notice
    receipt: Deadline
    sending: Deadline | None
    first: Deadline | None


class Plan(NamedTuple):
    """Everything about one change. ``effective``: None where no day was given.

    ``limits``: the strictest first. ``exits``: rules by which customers may leave. ``clause``: what the contract itself
    says of such changes. ``guaranteed``: components under a guarantee on the day. ``notices``: those in the file.
    """

    effective: date | None
    sent: date
    limits: tuple[Limit, ...]
    contents: tuple[Duty, ...]
    exits: tuple[Duty, ...]
    clause: tuple[Fact, ...]
    answers: Answers
    guaranteed: Fact | None
    notices: tuple[Instance, ...]

    @property
    def last_receipt(self) -> date | None:
        """The last day for the notice to be received that keeps every limit."""
        return min((limit.receipt.day for limit in self.limits), default=None) if self.effective else None

    @property
    def last_sending(self) -> date | None:
        """The last day to send it electronically; None where nothing says when it is received then."""
        days = [limit.sending.day for limit in self.limits if limit.sending is not None]
        return min(days) if days and len(days) == len(self.limits) and self.effective else None

    def is_late(self, notice: Instance) -> bool | None:
        """Whether a notice in the file comes too late for a limit; None where that cannot be told."""
        received, sent = (notice.facts.get(name) for name in (RECEIVED, SENT))
        stated, due = (received, self.last_receipt) if received is not None else (sent, self.last_sending)
        if stated is None or due is None or not isinstance(stated.value, date):
            return None
        return stated.value > due

    @property
    def comes_late(self) -> bool:
        """Whether the notices in the file, or else one that is sent on ``sent``, are too late for the effective day."""
        if self.notices:
            return any(self.is_late(notice) for notice in self.notices)
        first, wished = self.first_effective, self.effective
        return first is not None and wished is not None and first > wished

    @property
    def first_effective(self) -> date | None:
        """The first day the change can take effect, if the notice is sent on ``sent``."""
        days = [limit.first.day for limit in self.limits if limit.first is not None]
        return max(days, default=None)


class Planner:
    """Plans changes by one rulebook."""

    def __init__(self, book: Rulebook) -> None:
        self.book = book
        self.judge = Judge(book)
        self._of_changes: dict[str, list[Single]] = {}
        self._of_clauses: dict[str, list[Single]] = {}

    def price(self, contract: Contract, change: Instance, sent: date) -> Plan:
        """The plan for a price change: ``contract`` has the section ``change``, made by the ledger."""
        names = names_of(change.section, self.book)
        effective = change.facts[names.day].value
        assert isinstance(effective, date)
        answers, limits = self._settled(contract, change, names, effective)
        contents = tuple(duty for duty in answers.duties if duty.term not in (*names.leads, names.received))
        exits: list[Duty] = []
        asked = bool(answers.duties or answers.exempt)
        clause = self._clause_duties(contract, PRICE_CLAUSE, effective, effective if asked else None)
        exits += (duty for duty in clause if section_of(duty.term) and _short(duty) in (EXIT, EXIT_NOTICE))
        if not asked:  # no rule is asked of single changes of such a contract: what holds for its clause counts
            limits = self._limits(_leads(clause, (f"{PRICE_CLAUSE}.{LEAD}",)), contract, effective, sent)
            contents = tuple(duty for duty in clause if _short(duty) not in (LEAD, EXIT, EXIT_NOTICE))
        if answers.exempt:  # what the rules on clauses say of leaving is not meant for such a change
            exits = []
        if answers.duties or not answers.exempt:
            limits = self._with_agreed(limits, contract, PRICE_CLAUSE, effective, sent)
        limits = self._first_days(limits, contract, change, names, sent)
        day_of_guarantee = change.facts.get(f"{change.section}.garantiert")
        notices = tuple(notices_for(contract, effective))
        stated = _clause(contract, PRICE_CLAUSE)
        return Plan(effective, sent, tuple(limits), contents, tuple(exits), stated, answers, day_of_guarantee, notices)

    def terms(self, contract: Contract, effective: date | None, sent: date) -> Plan:
        """The plan for a change of other terms of contracts that run."""
        day = effective or sent
        duties = self._clause_duties(contract, TERMS_CLAUSE, day, None)
        limits = self._limits(_leads(duties, (f"{TERMS_CLAUSE}.{LEAD}",)), contract, day, sent)
        limits = self._with_agreed(limits, contract, TERMS_CLAUSE, day, sent)
        exits = tuple(duty for duty in duties if _short(duty) in (EXIT, EXIT_NOTICE))
        contents = tuple(duty for duty in duties if _short(duty) not in (LEAD, EXIT, EXIT_NOTICE))
        nothing = Answers([], [], [], {})
        stated = _clause(contract, TERMS_CLAUSE)
        return Plan(effective, sent, tuple(limits), contents, exits, stated, nothing, None, ())

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

    def _clause_duties(self, contract: Contract, clause: str, day: date, exits_only: date | None) -> list[Duty]:
        """Duties from rules on the clause; only those on leaving where rules were asked of the change itself."""
        rules = self._clause_rules(clause)
        if exits_only is not None:
            kept = {f"{clause}.{EXIT}", f"{clause}.{EXIT_NOTICE}"}
            rules = [each for each in rules if kept & _demanded(each)]
        mine = [rule for rule in rules if _is_asked(rule.whole, contract)]
        return ask_of_clause(mine, contract, clause, day, self.book, self.judge)

    # -------------------------------------------------------------------------------------------- days

    def _settled(
        self, contract: Contract, change: Instance, names: Names, effective: date
    ) -> tuple[Answers, list[Limit]]:
        """What rules ask, by the law of the last day on which the notice can be sent."""
        rules = [rule for rule in self._change_rules(change.section) if _is_asked(rule.whole, contract)]
        sent = effective - DAY
        for _ in range(MAX_ROUNDS):
            answers = ask_of_change(rules, contract, change, sent, self.judge, names)
            limits = self._limits(_leads(answers.duties, (*names.leads, names.received)), contract, effective, None)
            last = min((limit.receipt.day for limit in limits), default=sent)
            if last == sent:
                break
            sent = last
        return answers, limits

    def _limits(
        self, leads: Iterable[tuple[Duty, Duration]], contract: Contract, effective: date, sent: date | None
    ) -> list[Limit]:
        deemed, by_mail = contract.facts.get(DEEMED), contract.facts.get(ELECTRONIC)
        fiction = deemed.value if deemed is not None and isinstance(deemed.value, Duration) else None
        if fiction is not None and (fiction.length.workdays or (by_mail is not None and by_mail.value is False)):
            fiction = None
        found = [limit(duty, Notice(length, fiction), effective, sent) for duty, length in leads]
        return sorted(found, key=lambda each: (each.receipt.day, each.duty.rule))

    def _with_agreed(
        self, limits: list[Limit], contract: Contract, clause: str, effective: date, sent: date
    ) -> list[Limit]:
        """With the notice that the contract itself promises, unless a rule asks for that very time."""
        fact = contract.facts.get(f"{clause}.{LEAD}")
        if fact is None or not isinstance(fact.value, Duration) or fact.value.length.workdays:
            return limits
        if any(each.notice.length == fact.value for each in limits):
            return limits
        agreed = Text("vereinbart", "agreed")
        norm = Text(fact.citation, fact.citation) if fact.citation else agreed
        duty = Duty("", agreed, fact.term, "mindestens", fact.value, None, norm, "fehler", "gesichert")
        found = [*limits, *self._limits([(duty, fact.value)], contract, effective, sent)]
        return sorted(found, key=lambda each: (each.receipt.day, each.duty.rule))

    def _first_days(
        self, limits: list[Limit], contract: Contract, change: Instance, names: Names, sent: date
    ) -> list[Limit]:
        """The limits with the first effective day of each, for a notice that is sent on ``sent``."""
        return [limit(each.duty, each.notice, _effective(change, names), sent) for each in limits]


def limit(duty: Duty, notice: Notice, effective: date, sent: date | None) -> Limit:
    """The days that a time between notice and effect leads to."""
    electronic = notice.deemed is not None
    first = None
    if sent is not None:
        first = first_effective_when_sent(sent, notice) if electronic else first_effective(sent, notice)
    sending = last_sending(effective, notice) if electronic else None
    return Limit(duty, notice, last_receipt(effective, notice), sending, first)


def _effective(change: Instance, names: Names) -> date:
    day = change.facts[names.day].value
    assert isinstance(day, date)
    return day


def _leads(duties: Iterable[Duty], terms: tuple[str, ...]) -> list[tuple[Duty, Duration]]:
    """The duties that ask for time between the notice and its effect; `vor dem neuen Preis` is no time at all."""
    found: list[tuple[Duty, Duration]] = []
    for duty in duties:
        if duty.term not in terms:
            continue
        if isinstance(duty.operand, Duration) and duty.op == "mindestens" and not duty.operand.length.workdays:
            found.append((duty, duty.operand))
        elif isinstance(duty.operand, date) and duty.op == "weniger als":
            found.append((duty, Duration(0, "Tag")))
    return found


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


def listed(duty: Duty) -> frozenset[str]:
    """What a duty asks to be stated; nothing where it asks for something else."""
    return duty.operand.names if is_set_of(duty) and isinstance(duty.operand, NameSet) else frozenset()
