"""Two versions of tariffs, paired and compared: differences, price steps, and a plan for each change of contracts."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from checker.change.announced import announced, repriced
from checker.change.bill import BAND, PACKAGE, WINDOW
from checker.change.by_consumption import Spread
from checker.change.differences import ADDED, CHANGED, REMOVED, Difference, differences
from checker.change.effect import BETTER, NEUTRAL, WORSE, limits_customers
from checker.change.limits import Plan
from checker.change.plan import Planner
from checker.change.prices import PriceStep, bands_differ, price_steps
from checker.documents import Library, find_tariffs
from checker.layers import Contract, contract_of
from checker.rulebook import Rulebook
from checker.vocabulary import Document, Fact
from dsl.document import NameSet
from dsl.record import NamedTuple
from dsl.source import problem

GROUPS = "Belieferung.Kundengruppe"
NOTICE = "Mitteilung"
DAY = timedelta(1)


class Side(NamedTuple):
    """One version of a document: its contract, and what it is called."""

    document: Document
    contract: Contract


class Group(NamedTuple):
    """What a change means for a group of customers: ``supplied`` in the old and the new version; effects counted."""

    name: str
    supplied: tuple[bool, bool]
    effects: tuple[tuple[str, int], ...]


class Comparison(NamedTuple):
    """Two versions of one tariff or offer; ``old`` is None for a new one, ``new`` for one that is gone.

    ``plans``: by the day of each price that came or was edited; ``terms``: the plan for other terms, None where no
    contract that runs is touched. ``unplanned``: on the wished day there would be no price before a new one. ``bands``:
    how other bands, windows or packages fall on consumptions, where no price comes with them; ``priced``: the plan for
    them, as for a price.
    """

    old: Side | None
    new: Side | None
    differences: tuple[Difference, ...] = ()
    steps: tuple[PriceStep, ...] = ()
    plans: tuple[tuple[date, Plan], ...] = ()
    terms: Plan | None = None
    unplanned: bool = False
    groups: tuple[Group, ...] = ()
    bands: Spread | None = None
    priced: Plan | None = None

    @property
    def kind(self) -> str:
        return ADDED if self.old is None else REMOVED if self.new is None else CHANGED

    @property
    def side(self) -> Side:
        """The version that is there, the new one of two."""
        found = self.new or self.old
        assert found is not None
        return found

    def is_empty(self) -> bool:
        return self.kind == CHANGED and not self.differences and not self.steps


class When(NamedTuple):
    """``sent``: the day the notice is sent; ``effective``: the wished first day, None for that of the price itself."""

    sent: date
    effective: date | None
    today: date


class Tree(NamedTuple):
    """One version of some documents: what was read, and every document with its contract."""

    found: Library
    sides: list[Side]


def tree(library: Library, book: Rulebook) -> Tree:
    """The documents of a library with their contracts; an offer whose tariff is not found has none.

    That the other version has the same id in the same repository is no mistake here.
    """
    problems = list(library.problems)
    tariffs = find_tariffs(library, book.vocabulary)
    library.problems = problems
    found: list[Side] = []
    for document in library.documents:
        fact = document.facts.get("Angebot.Tarif")
        tariff = tariffs.get(str(fact.value)) if document.kind == "Angebot" and fact is not None else None
        if document.kind != "Angebot" or tariff is not None:
            found.append(Side(document, contract_of(document, tariff, book)))
        else:
            span = fact.span if fact is not None else document.span
            name = str(fact.value) if fact is not None else ""
            code = "tariff-unknown" if fact is not None else "offer-without-tariff"
            library.problems.append((problem(code, span, found=name, hint="", id=document.id), document.id))
    return Tree(library, found)


def paired(old: list[Side], new: list[Side], by_name: bool) -> list[tuple[Side | None, Side | None]]:
    """The versions of the same document, in the order of names; two single files belong together whatever they say."""
    if not by_name and len(old) == len(new) == 1:
        return [(old[0], new[0])]
    before = {(each.document.kind, each.document.id): each for each in old}
    after = {(each.document.kind, each.document.id): each for each in new}
    return [(before.get(name), after.get(name)) for name in sorted({*before, *after})]


def compare(old: Side | None, new: Side | None, planner: Planner, when: When) -> Comparison:
    """Everything about one pair."""
    if old is None or new is None:
        return Comparison(old, new)
    vocabulary = planner.book.vocabulary
    found = tuple(differences(old.contract, new.contract, vocabulary))
    steps = tuple(price_steps(old.contract, new.contract, vocabulary, when.today))
    plans: list[tuple[date, Plan]] = []
    unplanned = False
    for step in steps:
        if step.kind != REMOVED and step.base is not None and not (step.past and step.kind == CHANGED):
            contract, change = announced(old.contract, new.contract, step, when.effective, planner.book)
            unplanned = unplanned or change is None
            if change is not None:
                on = partial(announced, old.contract, new.contract, step, book=planner.book)
                plans.append((step.day, planner.price(contract, change, when.sent, on)))
    touched = [each for each in found if each.section != NOTICE and not _only_customers(each, planner.book)]
    charged = [each for each in touched if each.section in (BAND, WINDOW, PACKAGE)]
    terms = planner.terms(new.contract, when.effective, when.sent) if len(touched) > len(charged) else None
    bands = bands_differ(old.contract, new.contract) if charged and not steps else None
    priced = _plan_of_bands(new.contract, bands, planner, when) if charged and not plans else None
    groups = tuple(_groups(old, new, found, steps, bands))
    return Comparison(old, new, found, steps, tuple(plans), terms, unplanned, groups, bands, priced)


def _plan_of_bands(contract: Contract, bands: Spread | None, planner: Planner, when: When) -> Plan | None:
    """The plan for other bands, windows or packages, which have no day of their own; None where there is no price."""
    effect = None if bands is None else bands.effect
    on = partial(repriced, contract, effect=effect, book=planner.book)
    try:
        changed, change = on(when.effective or when.sent + DAY)
    except ValueError:
        return None
    plan = planner.price(changed, change, when.sent, on)
    return plan if when.effective is not None else plan._replace(effective=None)


def _only_customers(found: Difference, book: Rulebook) -> bool:
    """Whether a difference only says who may sign and when, or what the tariff is called."""
    texts = ("Text",)
    return all(
        limits_customers(part.term, book.vocabulary)
        or book.vocabulary.terms[part.term].is_case
        or book.vocabulary.terms[part.term].type.kind in texts
        for part in found.parts
    )


def _groups(
    old: Side, new: Side, found: tuple[Difference, ...], steps: tuple[PriceStep, ...], bands: Spread | None
) -> list[Group]:
    """The effects by group of customers; a group that is no longer supplied, or newly, is said to be so.

    Bands, windows and packages count as one where it is known what they come to in a year.
    """
    summed = (BAND, WINDOW, PACKAGE) if bands is not None or any(step.by_use for step in steps) else ()
    before, after = _supplied(old), _supplied(new)
    names = [*before, *(name for name in after if name not in before)]
    groups: list[Group] = []
    for name in names:
        supplied = (name in before, name in after)
        if supplied[0] != supplied[1]:
            groups.append(Group(name, supplied, ((BETTER if supplied[1] else WORSE, 1),)))
            continue
        effects = [step.effect for step in steps] + ([bands.effect] if bands is not None else [])
        for each in (each for each in found if each.section not in summed):
            whole = each.kind != CHANGED
            effects += [each.effect] if whole else [part.effect for part in each.parts if part.term != GROUPS]
        counted = {effect: effects.count(effect) for effect in effects if effect != NEUTRAL}
        groups.append(Group(name, supplied, tuple(sorted(counted.items()))))
    return groups


def _supplied(side: Side) -> tuple[str, ...]:
    fact: Fact | None = side.contract.facts.get(GROUPS)
    if fact is None or not isinstance(fact.value, NameSet):
        return ()
    return fact.value.shown if set(fact.value.shown) == fact.value.names else tuple(sorted(fact.value.names))
