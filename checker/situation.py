"""What a contract looks like to the questions asked of it: values and selections of cells, as small numbers.

A judge asks hundreds of rules of one contract, and thousands of contracts that differ in little. So everything a
verdict can depend on gets a number once, and two contracts with the same numbers get the same answer.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from checker.axis import Axis
from checker.cases import Domain, domain, lead_domain
from checker.layers import Contract
from checker.rulebook import Rulebook
from checker.vocabulary import Fact, section_of
from dsl.document import Mark
from dsl.quantity import Amount

LOST = "?"  # the key of the sections with lines that could not be read
SECTION = "#"  # prefix of the key that says whether a section is there
GATHERED = "+"  # prefix of the key of what all sections of a kind state of a term
PRESENCE = "!"  # prefix of the key that says whether a term has a value


class Selection(NamedTuple):
    """The cells of an axis that a contract admits.

    ``known``: the contract says so; if not, ``missing`` names the fact that would. ``day``: the only admitted day.
    """

    cells: tuple[int, ...]
    known: bool
    missing: str
    day: date | None


class Situation(dict[object, int]):
    """Numbers by term name (its value), by axis (its selection), by `#Section` (whether it is there).

    Worked out when first asked for. ``numbers`` is shared by all situations of a judge.
    """

    def __init__(
        self, contract: Contract, book: Rulebook, as_of: date | None, admit_all: bool, numbers: dict[object, int]
    ) -> None:
        super().__init__()
        self.contract = contract
        self.book = book
        self.as_of = as_of
        self.admit_all = admit_all
        self.numbers = numbers
        self._domains: dict[tuple[str, bool], Domain] = {}
        self._selections: dict[Axis, Selection] = {}

    def __missing__(self, key: object) -> int:
        number = self[key] = self._number_of(key)
        return number

    def _number_of(self, key: object) -> int:
        if isinstance(key, Axis):
            selection = self.selection(key)
            return self.numbers.setdefault(selection, len(self.numbers) + 1)
        name = str(key)
        if name == LOST:
            return self.numbers.setdefault(self.contract.lost, len(self.numbers) + 1)
        if name.startswith(SECTION):
            return int(has_section(name.removeprefix(SECTION), self.contract.facts, self.contract))
        if name.startswith(GATHERED):
            return self._gathered(name.removeprefix(GATHERED))
        if name.startswith(PRESENCE):
            return _presence(self.contract.facts.get(name.removeprefix(PRESENCE)))
        fact = self.contract.facts.get(name)
        return 0 if fact is None else _number(fact, self.numbers)

    def _gathered(self, name: str) -> int:
        """The number of what each section of a kind states of a term."""
        instances = self.contract.instances.get(section_of(name), ())
        facts = [instance.facts.get(name) for instance in instances]
        key = (GATHERED, *(0 if fact is None else _number(fact, self.numbers) for fact in facts))
        return self.numbers.setdefault(key, len(self.numbers) + 1)

    def domain(self, axis: Axis) -> Domain:
        """The domain of an axis in this contract."""
        key = (axis.name, axis.lead)
        found = self._domains.get(key)
        if found is None:
            term = axis.term
            if axis.lead:
                found = lead_domain(term, self.contract, self.admit_all)
            else:
                names = self.book.vocabulary.names(term.type.of)
                found = domain(term, self.contract, names, self.as_of, self.admit_all)
            self._domains[key] = found
        return found

    def selection(self, axis: Axis) -> Selection:
        """The cells of an axis that this contract admits."""
        found = self._selections.get(axis)
        if found is None:
            limits = self.domain(axis)
            days = limits.days
            only = days.start if days is not None and days.start == days.end else None
            day = limits.pinned if isinstance(limits.pinned, date) else only
            found = Selection(axis.admitted(limits), limits.known, limits.missing, day)
            self._selections[axis] = found
        return found


def section_numbers(facts: dict[str, Fact], numbers: dict[object, int]) -> dict[object, int]:
    """The numbers of one section's facts; 0 for what is not stated."""
    found = _Values((name, _number(fact, numbers)) for name, fact in facts.items())
    found.update((PRESENCE + name, _presence(fact)) for name, fact in facts.items())
    return found


def has_section(section: str, facts: dict[str, Fact], contract: Contract) -> bool:
    """Whether anything is stated of a section."""
    start = f"{section}."
    return bool(contract.instances.get(section)) or any(name.startswith(start) for name in facts)


class _Values(dict[object, int]):
    """A dictionary in which what is absent is 0."""

    def __missing__(self, key: object) -> int:
        return 0


def _presence(fact: Fact | None) -> int:
    """0 not stated, 1 `keine`, 2 `unbekannt`, 3 a value."""
    if fact is None:
        return 0
    return {Mark.NONE: 1, Mark.UNKNOWN: 2}.get(fact.value, 3) if isinstance(fact.value, Mark) else 3


def _number(fact: Fact, numbers: dict[object, int]) -> int:
    value: object = (type(fact.value), fact.value)
    if isinstance(fact.value, Amount):
        # 27,4 and 27,40 are the same amount, but what is rounded like them is not
        value = (value, fact.value.value.as_tuple().exponent)
    return numbers.setdefault(value, len(numbers) + 1)
