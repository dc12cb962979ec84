"""What a contract looks like to the questions asked of it: values and selections of cells, as small numbers.

A judge asks hundreds of rules of one contract, and thousands of contracts that differ in little. So everything a
verdict can depend on gets a number once, and two contracts with the same numbers get the same answer.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property

from checker.axis import Axis
from checker.cases import AsOf, Domain, domain, lead_domain
from checker.evaluate import Env
from checker.layers import Contract
from checker.rulebook import Rulebook
from checker.vocabulary import Fact, Instance, section_of
from dsl.document import Mark, Value
from dsl.period import DateRange
from dsl.quantity import Amount
from dsl.record import NamedTuple, handle
from dsl.rule import Term

LOST = "?"  # the key of the sections with lines that could not be read
SECTION = "#"  # prefix of the key that says whether a section is there
GATHERED = "+"  # prefix of the key of what all sections of a kind state of a term
MOST_MET = 50_000  # values that are remembered by their identity; then one begins anew
NOT_OWN = ("AGB", "Gesetz")  # the layers that no document states
PRESENCE = "!"  # prefix of the key that says whether a term has a value, and of an amount whether it is gross or net


class Selection(NamedTuple):
    """The cells of an axis that a contract admits.

    ``known``: the contract says so; if not, ``missing`` names the fact that would. ``day``: the only admitted day.
    """

    cells: tuple[int, ...]
    known: bool
    missing: str
    day: date | None


class Numbers:
    """The number of every value that was met so far; shared by all situations of a judge."""

    def __init__(self, book: Rulebook) -> None:
        self._known: dict[object, int] = {}
        # many contracts state the same object: what the terms say, and lines that were read before
        self._met: dict[int, tuple[Value, int, int]] = {}
        #: the numbers that contracts of one shape have in common
        self.by_shape: dict[int, dict[object, int]] = {}
        #: the sections that are there in contracts of one shape, and the case terms that these state
        self.sections: dict[int, frozenset[str]] = {}
        self.cases: dict[int, frozenset[str]] = {}
        self.case_terms = book.vocabulary.case_terms

    def of(self, value: object) -> int:
        """The number of a value, from 1."""
        return self._known.setdefault(value, len(self._known) + 1)

    def of_value(self, value: Value) -> tuple[Value, int, int]:
        """After ``value`` its number, where values of different types differ, and that of its kind (`_presence`)."""
        place = handle(value)
        known = self._met.get(place)
        if known is None or known[0] is not value:
            if len(self._met) > MOST_MET:
                self._met.clear()
            known = self._met[place] = (value, self.of(_meaning(value)), _presence(value))
        return known


class Situation(dict[object, int]):
    """Numbers by term name (its value), by `!term` (what kind of value), by `#Section` (whether it is there), by axis.

    What nobody states is 0. The numbers of axes (the selection of cells) are worked out when first asked for.
    """

    def __init__(self, contract: Contract, book: Rulebook, as_of: AsOf, admit_all: bool, numbers: Numbers) -> None:
        self.contract = contract
        self.book = book
        self.as_of = as_of
        self.admit_all = admit_all
        self.numbers = numbers
        #: the terms that the documents state themselves; everything else follows from them and ``shape``
        self.own = frozenset([name for name, fact in contract.facts.items() if fact.layer not in NOT_OWN])
        there = frozenset([name for name, several in contract.instances.items() if several])
        #: contracts of one shape state the same terms, under the same sets of terms
        self.shape = numbers.of((contract.terms, self.own, there, contract.lost))
        like = numbers.by_shape.get(self.shape)
        if like is None:
            like = numbers.by_shape[self.shape] = self._unstated(there)
        self._like = like
        super().__init__(like)
        for name in self.own:
            _, self[name], self[PRESENCE + name] = numbers.of_value(contract.facts[name].value)
        self._domains: dict[tuple[str, bool], tuple[Domain, int]] = {}
        self._selections: dict[Axis, Selection] = {}
        self._stated: dict[int, tuple[Instance | None, Env]] = {}  # by the handle of a section

    def _unstated(self, sections: frozenset[str]) -> dict[object, int]:
        """The numbers of all that the documents do not state themselves."""
        found: dict[object, int] = {LOST: self.numbers.of(self.contract.lost) if self.contract.lost else 0}
        for name, fact in self.contract.facts.items():
            found[SECTION + section_of(name)] = 1
            if name not in self.own:
                _, found[name], found[PRESENCE + name] = self.numbers.of_value(fact.value)
        found.update((SECTION + name, 1) for name in sections)
        return found

    def __missing__(self, key: object) -> int:
        # an axis, what several sections state of a term, or something that nobody states
        if isinstance(key, Axis):
            limits, rest = self._limits(key.term, key.lead)
            number = self.numbers.of((key.reach(limits), rest))
        elif isinstance(key, str) and key.startswith(GATHERED):
            number = self._gathered(key.removeprefix(GATHERED))
        else:
            number = self._like[key] = 0  # nor does anybody in other contracts of this shape
        self[key] = number
        return number

    def _gathered(self, name: str) -> int:
        """The number of what each section of a kind states of a term."""
        facts = [each.facts.get(name) for each in self.contract.instances.get(section_of(name), ())]
        values = (0 if fact is None else self.numbers.of_value(fact.value)[1] for fact in facts)
        return self.numbers.of((GATHERED, *values))

    def stated(self, instance: Instance | None) -> Env:
        """What the contract and one of its sections state, whatever the case.

        Cases are unknown here: what is certain here is so in all of them.
        """
        place = handle(instance)
        known = self._stated.get(place)
        if known is None or known[0] is not instance:
            facts, sections = self._certain, self.sections
            if instance is not None:
                own = {name: fact for name, fact in instance.facts.items() if name not in self.numbers.case_terms}
                facts, sections = facts | own, sections | {section_of(name) for name in instance.facts}
            env = Env(self.book, facts, sections, {}, {}, None, "", {}, self.contract.lost, open_cases=True)
            known = self._stated[place] = (instance, env)
        return known[1]

    @cached_property
    def _certain(self) -> dict[str, Fact]:
        """What the contract states outside of repeated sections, whatever the case."""
        facts, cases = self.contract.facts, self.numbers.cases.get(self.shape)
        if cases is None:
            cases = self.numbers.cases[self.shape] = self.numbers.case_terms & facts.keys()
        return {name: fact for name, fact in facts.items() if name not in cases} if cases else facts

    @property
    def sections(self) -> frozenset[str]:
        """The sections that are there; contracts of one shape have the same."""
        found = self.numbers.sections.get(self.shape)
        if found is None:
            there = (name for name, several in self.contract.instances.items() if several)
            found = frozenset((*(section_of(name) for name in self.contract.facts), *there))
            self.numbers.sections[self.shape] = found
        return found

    def domain(self, axis: Axis) -> Domain:
        """The domain of an axis in this contract."""
        return self._limits(axis.term, axis.lead)[0]

    def _limits(self, term: Term, lead: bool) -> tuple[Domain, int]:
        """The domain of a term, or of its lead, and the number of what of it is the same for all its axes."""
        found = self._domains.get((term.name, lead))
        if found is None:
            if lead:
                limits = lead_domain(term, self.contract, self.admit_all)
            else:
                names = self.book.vocabulary.names(term.type.of)
                limits = domain(term, self.contract, names, self.as_of, self.admit_all)
            rest = self.numbers.of((limits.known, limits.missing, _only(limits)))
            found = self._domains[term.name, lead] = (limits, rest)
        return found

    def is_after(self, ended: tuple[str, tuple[DateRange, ...]]) -> bool:
        """Whether no day of a term that this contract admits lies in any of these stretches."""
        name, stretches = ended
        days = self._limits(self.book.vocabulary.terms[name], lead=False)[0].days
        return days is not None and not any(days.meets(each) for each in stretches)

    def selection(self, axis: Axis) -> Selection:
        """The cells of an axis that this contract admits."""
        found = self._selections.get(axis)
        if found is None:
            limits = self.domain(axis)
            found = Selection(axis.admitted(limits), limits.known, limits.missing, _only(limits))
            self._selections[axis] = found
        return found


def _only(limits: Domain) -> date | None:
    """The only day that is admitted."""
    if isinstance(limits.pinned, date):
        return limits.pinned
    return limits.days.start if limits.days is not None and limits.days.start == limits.days.end else None


def _meaning(value: Value) -> object:
    """All of a value that a verdict can rest on: 27,4 and 27,40 are one amount, but rounded like them others differ."""
    if isinstance(value, Amount):
        return (Amount, value, value.value.as_tuple().exponent)
    return (type(value), value)


class SectionNumbers(dict[object, int]):
    """The numbers of one section's facts; 0 for what is not stated.

    ``own``: the terms that the document states itself; ``alike``: the number of everything else.
    """

    def __init__(self, instance: Instance, numbers: Numbers) -> None:
        own: list[str] = []
        others: list[tuple[str, int]] = []
        for name, fact in instance.facts.items():
            _, self[name], self[PRESENCE + name] = numbers.of_value(fact.value)
            if fact.layer in NOT_OWN:
                others.append((name, self[name]))
            else:
                own.append(name)
        self.own = frozenset(own)
        self.alike = numbers.of(frozenset(others))

    def __missing__(self, key: object) -> int:
        return 0


def has_section(section: str, facts: dict[str, Fact], contract: Contract) -> bool:
    """Whether anything is stated of a section."""
    start = f"{section}."
    return bool(contract.instances.get(section)) or any(name.startswith(start) for name in facts)


def _presence(value: Value) -> int:
    """1 `keine`, 2 `unbekannt`, 3 a value, 4 one `brutto`, 5 one `netto`, 6 nought; 0 is for what is not stated."""
    if isinstance(value, Amount):  # nought is as good gross as net
        return (3 if value.tax is None else 4 if value.tax == "brutto" else 5) if value.value else 6
    return {Mark.NONE: 1, Mark.UNKNOWN: 2}[value] if isinstance(value, Mark) else 3
