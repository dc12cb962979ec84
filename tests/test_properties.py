"""What must hold of every rule and every contract, over generated ones.

- The representatives agree with brute force: the small interpreter asks every customer on every day.
- Filling in a missing fact never turns erfüllt into verletzt or back; and the facts an open verdict asks for settle it.
- Periods counted from different days agree with counting the days.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from itertools import combinations
from operator import eq, ge, gt, le, lt, ne

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from small_interpreter import (
    AMOUNTS,
    CASES,
    DEVICES,
    FIRST,
    GROUPS,
    NONE,
    VALUES,
    VOCABULARY,
    WINDOW,
    Atom,
    Customer,
    Expr,
    Law,
    Tariff,
    Term,
    Tree,
    Version,
    customers,
    truth,
)
from support import NORM, document, judge, rule, rulebook

from checker.axis import Cell
from checker.judge import HOLDS, NOT_APPLICABLE, UNDECIDED, VIOLATED, Judge, Outcome
from checker.layers import Contract, contract_of
from checker.region import Box
from checker.rulebook import Rulebook
from dsl.document import Mark, NameSet
from dsl.quantity import Amount

settings.register_profile("properties", deadline=None, derandomize=True)
settings.load_profile("properties")

# ------------------------------------------------------------------------------------------------ generated rules

days = st.integers(0, WINDOW).map(lambda n: FIRST + timedelta(n))
whole = st.integers(0, AMOUNTS)
groups = st.frozensets(st.sampled_from(GROUPS), min_size=1, max_size=3)
devices = st.frozensets(st.sampled_from(DEVICES), min_size=1, max_size=2)
order = st.sampled_from(["höchstens", "mindestens", "mehr als", "weniger als", "ist", "ist nicht"])
same = st.sampled_from(["ist", "ist nicht"])
sets = st.sampled_from(["enthält", "enthält nicht", "nur", "ist", "ist nicht"])
none = st.just(NONE)


# (term, operators, values or another term)
Comparison = tuple[str, st.SearchStrategy[str], st.SearchStrategy[object] | Term]
COMPARISONS: tuple[Comparison, ...] = (
    ("Vertragsschluss", order, days),
    ("Vertragsschluss", order, Term("Tarif.Stichtag")),
    ("Kunde.Gruppe", same, st.sampled_from(GROUPS)),
    ("Kunde.Gruppe", st.just("ist eines aus"), groups),
    ("Kunde.Gruppe", same, Term("Tarif.Gruppe")),
    ("Kunde.Verbrauch", order, whole),
    ("Kunde.Verbrauch", order, Term("Tarif.Grenze")),
    ("Kunde.Verbrauch", order, Term("Richtwert")),
    ("Kunde.Anlagen", sets, devices),
    ("Kunde.Anlagen", same, none),
    ("Kunde.Anlagen", sets, Term("Tarif.Anlagen")),
    ("Tarif.Grenze", order, whole),
    ("Tarif.Grenze", same, none),
    ("Tarif.Grenze", order, Term("Kunde.Verbrauch")),
    ("Tarif.Grenze", order, Term("Richtwert")),
    ("Tarif.Stichtag", order, days),
    ("Tarif.Stichtag", order, Term("Vertragsschluss")),
    ("Tarif.Gruppe", st.just("ist eines aus"), groups),
    ("Tarif.Gruppe", same, Term("Kunde.Gruppe")),
    ("Tarif.Anlagen", sets, devices),
    ("Tarif.Anlagen", sets, Term("Kunde.Anlagen")),
    ("Tarif.Online", st.just(""), st.none()),
    ("Tarif.Online", same, st.booleans()),
    ("Kunde.klein", st.just(""), st.none()),
    ("Tarif.ladbar", st.just(""), st.none()),
)


DERIVED_FROM = {"Kunde.klein": {"Kunde.Gruppe", "Kunde.Verbrauch"}, "Tarif.ladbar": {"Kunde.Anlagen"}}


@st.composite
def exprs(draw: st.DrawFn, about: frozenset[str], depth: int = 2, more: tuple[Comparison, ...] = ()) -> Expr:
    """A comparison, or `und`, `oder`, `nicht` over some. Of the customer it reads no more than ``about``."""
    word = draw(st.sampled_from(["", "", "nicht", "und", "oder"])) if depth else ""
    if word:
        several = 1 if word == "nicht" else draw(st.integers(2, 3))
        return Tree(word, tuple(draw(exprs(about, depth - 1, more)) for _ in range(several)))
    known = [
        (term, op, value)
        for term, op, value in (*COMPARISONS, *more)
        if DERIVED_FROM.get(term, {term, value} & {*CASES}) <= about
    ]
    term, op, value = draw(st.sampled_from(known))
    return Atom(term, draw(op), value if isinstance(value, Term) else draw(value))


@st.composite
def laws(draw: st.DrawFn, more: tuple[Comparison, ...] = ()) -> Law:
    """A rule with up to three versions; of the customer it reads at most two terms, so that all can be tried."""
    about = frozenset(draw(st.sampled_from([("Kunde.Gruppe", "Kunde.Verbrauch"), *combinations(CASES, 2)])))
    starts = sorted(draw(st.sets(days, max_size=2)))
    first = FIRST - timedelta(5) if draw(st.booleans()) else None
    last = FIRST + timedelta(WINDOW) if draw(st.booleans()) else None
    versions = []
    for since, following in zip([first, *starts], [*starts, None], strict=True):
        until = following - timedelta(1) if following is not None else last
        demands = draw(
            st.lists(st.tuples(exprs(about, 2, more), st.none() | exprs(about, 1, more)), min_size=1, max_size=2)
        )
        kind = draw(st.sampled_from(["demands", "demands", "demands", "demands", "gap", "off"]))
        versions.append(Version(since, until, tuple(demands) if kind == "demands" else (), kind == "gap"))
    exemptions = []
    for expr in draw(st.lists(exprs(about, 1, more), max_size=1)):
        since, until = sorted([draw(days), draw(days)])
        limits = draw(st.sampled_from([(None, None), (since, None), (since, until), (None, until)]))
        exemptions.append((expr, *limits))
    conditions = draw(st.lists(exprs(about, 1, more), max_size=1))
    if DERIVED_FROM["Kunde.klein"] <= about and draw(st.booleans()):
        # the group a finding can name
        small: Expr = Atom("Kunde.klein", "", None)
        conditions = [Tree("oder", (small, *conditions)) if conditions else small]
    special = None
    for id in draw(st.sampled_from([(), (), ("S",), ("T", "S")])):
        only = st.lists(exprs(about, 1), min_size=1, max_size=1)
        special = Law(tuple(draw(only)), draw(displacing(about)), (), special, id)
    return Law(tuple(conditions), tuple(versions), tuple(exemptions), special)


@st.composite
def displacing(draw: st.DrawFn, about: frozenset[str]) -> tuple[Version, ...]:
    """The versions of a special rule: one, from or to a day, or off before it."""
    day, demand = draw(days), draw(exprs(about, 0))
    since = draw(st.sampled_from([None, day]))
    version = Version(since, None if since else draw(st.none() | st.just(day)), ((demand, None),), False)
    before = Version(None, day - timedelta(1), (), False)
    return (before, version) if since and draw(st.booleans()) else (version,)


@st.composite
def tariffs(draw: st.DrawFn) -> Tariff:
    """A tariff that mostly states everything."""
    silent = st.sampled_from([False] * 7 + [True])
    facts: list[tuple[str, object]] = []
    for name, values in (
        ("Tarif.Grenze", whole | none),
        ("Tarif.Stichtag", days),
        ("Tarif.Gruppe", st.sampled_from(GROUPS) | none),
        ("Tarif.Anlagen", devices | none),
        ("Tarif.Online", st.booleans()),
    ):
        if not draw(silent):
            facts.append((name, draw(values)))
        elif draw(st.booleans()):
            facts.append((name, "unbekannt"))
    first, last = sorted([draw(days), draw(days)])
    low, high = sorted([draw(whole), draw(whole)])
    included = draw(st.booleans()) or low == high
    return Tariff(
        tuple(facts),
        None if draw(silent) else draw(st.sampled_from([(first, last), (first, last), (first, None), (None, last)])),
        None if draw(silent) else draw(groups),
        None
        if draw(silent)
        else draw(
            st.sampled_from([(low, included, high, True), (None, False, high, True), (low, included, None, False)])
        ),
        None if draw(silent) else draw(none | devices),
        draw(st.frozensets(st.sampled_from(DEVICES), max_size=1)),
    )


def judged(law: Law, tariff: Tariff, as_of: date | None = None) -> Outcome:
    book = rulebook(VOCABULARY, NORM + VALUES + str(law))
    contract = contract_of(document(book, str(tariff)), None, book)
    return Judge(book, as_of).outcome(book.rules["R"], contract, None)


# ------------------------------------------------------------------------------------------------ brute force


def plain(value: object) -> object:
    """A value of the checker as the small interpreter writes it."""
    if isinstance(value, Amount):
        return float(value.value)
    if isinstance(value, NameSet):
        return value.names
    return NONE if value is Mark.NONE else value


def in_region(boxes: tuple[Box, ...], customer: Customer, mentioned: frozenset[str], tariff: Tariff) -> bool:
    """Whether one of the blocks holds this customer."""
    facts = {**{n: v for n, v in tariff.facts if v != "unbekannt"}, **customer}
    return any(
        all(truth(Atom(group, "", None), facts) for group in box.groups)
        and all(
            any(in_cell(customer[r.name], cell, r.name, mentioned, tariff.required) for cell in r.cells)
            for r in box.restrictions
        )
        for box in boxes
    )


def in_cell(value: object, cell: Cell, term: str, mentioned: frozenset[str], required: frozenset[str]) -> bool:
    if term == "Kunde.Gruppe":
        return value in cell.names
    if term == "Kunde.Anlagen":
        # names no comparison mentions are all alike: some of them, or none
        mine = value if isinstance(value, frozenset) else frozenset()
        if mine & mentioned != cell.names & mentioned:
            return False
        # where everybody has one of them, it makes no difference who has more
        return bool(required - mentioned) or bool(mine - mentioned) == bool(cell.names - mentioned)
    low, high = plain(cell.low), plain(cell.high)
    above = low is None or value > low or (cell.low_inclusive and value == low)  # type: ignore[operator]
    return above and (high is None or value < high or (cell.high_inclusive and value == high))  # type: ignore[operator]


def expected(law: Law, tariff: Tariff, terms: list[str]) -> list[tuple[Customer, str]]:
    """Every admitted customer on every day, with the verdict.

    Over what nobody has stated anything may be true: a violation that turns on it is no more than undecided.
    """
    stated = {name: value for name, value in tariff.facts if value != "unbekannt"}
    closed = [term for term in terms if not tariff.open(term)]
    alike: dict[tuple[object, ...], list[tuple[Customer, str]]] = {}
    for customer in customers(tariff, terms):
        key = tuple(customer[term] for term in closed)
        alike.setdefault(key, []).append((customer, law.verdict(stated | customer)))
    found = []
    for several in alike.values():
        sure = {verdict for _, verdict in several} == {VIOLATED}
        found += [(who, UNDECIDED if verdict == VIOLATED and not sure else verdict) for who, verdict in several]
    return found


def read_cases(law: Law) -> list[str]:
    """The terms that differ between customers and that the rule reads, the day first."""
    names = {name for atom in law.atoms() for name in (atom.term, atom.value) if isinstance(name, str)}
    return ["Vertragsschluss", *(term for term in CASES if term in names)]


def mentioned_devices(law: Law, tariff: Tariff) -> frozenset[str]:
    stated = dict(tariff.facts)
    found: set[str] = set()
    for atom in law.atoms():
        if "Kunde.Anlagen" in (atom.term, atom.value):
            sides = [atom.value, stated.get("Tarif.Anlagen") if "Tarif.Anlagen" in (atom.term, atom.value) else None]
            found |= {name for side in sides if isinstance(side, frozenset) for name in side}
    return frozenset(found)


def summary(verdicts: set[str]) -> str:
    """One verdict for all: the worst there is."""
    return next((v for v in (VIOLATED, UNDECIDED, HOLDS) if v in verdicts), NOT_APPLICABLE)


def check_against_brute_force(law: Law, tariff: Tariff) -> None:
    terms = read_cases(law)
    everybody = expected(law, tariff, terms)
    verdicts = {verdict for _, verdict in everybody}
    outcome = judged(law, tariff)
    event(outcome.verdict)
    assert outcome.verdict == summary(verdicts)
    if tariff.on_sale is not None and everybody:
        # asked of one day only, it is the verdict of that day
        day = everybody[len(everybody) // 2][0]["Vertragsschluss"]
        assert isinstance(day, date)
        that_day = {verdict for customer, verdict in everybody if customer["Vertragsschluss"] == day}
        assert judged(law, tariff, as_of=day).verdict == summary(that_day)
    # the regions are exactly where it is violated, and where it is undecided
    regions = {outcome.verdict: outcome.boxes, UNDECIDED: outcome.open_elsewhere or outcome.boxes}
    mentioned = mentioned_devices(law, tariff)
    for verdict in {VIOLATED, UNDECIDED} & verdicts:
        for customer, his in everybody:
            assert in_region(regions[verdict], customer, mentioned, tariff) is (his == verdict), customer
    # the witness is somebody the tariff admits, for whom it is violated
    witness = {name: plain(value) for name, value in outcome.witness}
    assert bool(witness) is (outcome.verdict == VIOLATED)
    if witness:
        stated = {name: value for name, value in tariff.facts if value != "unbekannt"}
        assert all(tariff.admits(name, value) for name, value in witness.items())
        assert law.verdict(stated | witness) == VIOLATED


@pytest.mark.slow
@settings(max_examples=50)
@given(laws(), tariffs())
def test_the_representatives_agree_with_every_customer_on_every_day(law: Law, tariff: Tariff) -> None:
    check_against_brute_force(law, tariff)


@pytest.mark.slow
@settings(max_examples=150)
@given(laws(), tariffs())
def test_the_representatives_agree_with_every_customer_on_every_day_at_length(law: Law, tariff: Tariff) -> None:
    check_against_brute_force(law, tariff)


# ------------------------------------------------------------------------------------------------ filling in

PERIODS: tuple[Comparison, ...] = (
    ("Tarif.Laufzeit", order, st.sampled_from(["30 Tage", "1 Monat ab Vertragsschluss", "5 Wochen ab Lieferbeginn"])),
    ("Tarif.Laufzeit", order, st.just("bis 2022-02-15")),
    ("Tarif.Laufzeit", same, st.sampled_from(["unbefristet", "keine"])),
    ("Tarif.Frist", order, st.sampled_from(["1 Monat", "30 Tage", "4 Wochen"])),
    ("Lieferbeginn", order, days),
)
# A value is drawn for every fact there is, such that one customer on one day is admitted by all of them: filling in
# never shuts everybody out. What a rule asks with `ist angegeben` is left out on purpose: it asks whether the line is
# there, so writing the line changes its answer, which is why it serves duties to inform and nothing else.
# Silence on Belieferung.Voraussetzung means that nothing is required, so it is stated from the start.


@st.composite
def complete(draw: st.DrawFn) -> dict[str, str]:
    """A value for every fact of a tariff and an offer, as text."""
    group, used, owned = draw(st.sampled_from(GROUPS)), draw(whole), draw(st.frozensets(st.sampled_from(DEVICES)))
    day, lead = draw(days), draw(st.integers(0, 40))
    early, late = draw(st.integers(0, 9)), draw(st.integers(0, 9))
    more = draw(st.sampled_from([0, 5, 20]))
    shut = frozenset(DEVICES) - owned
    return {
        "Tarif.Vertrieb": f"ab {day - timedelta(early)} bis {day + timedelta(late)}",
        "Tarif.Grenze": draw(st.sampled_from(["keine", f"{draw(whole)} kWh/a"])),
        "Tarif.Stichtag": str(draw(days)),
        "Tarif.Gruppe": draw(st.sampled_from(GROUPS)),
        "Tarif.Anlagen": ", ".join(sorted(draw(devices))),
        "Tarif.Online": draw(st.sampled_from(["ja", "nein"])),
        "Tarif.Lieferfrist": f"{lead + more} Tage ab Vertragsschluss",
        "Tarif.Laufzeit": draw(
            st.sampled_from(
                [
                    "5 Wochen",
                    "1 Monat ab Vertragsschluss",
                    "30 Tage ab Lieferbeginn",
                    "bis 2022-02-15",
                    "das Spätere von 4 Wochen ab Lieferbeginn und bis 2022-02-10",
                    "unbefristet",
                ]
            )
        ),
        "Tarif.Frist": draw(st.sampled_from(["30 Tage zum Ende Laufzeit", "1 Monat jederzeit", "28 Tage"])),
        "Belieferung.Gruppe": ", ".join(sorted(draw(groups) | {group})),
        "Belieferung.Verbrauch": f"{used} bis {used + more} kWh/a",
        "Belieferung.Voraussetzung": ", ".join(
            sorted(draw(st.frozensets(st.sampled_from(sorted(owned)))) if owned else ())
        )
        or "keine",
        "Belieferung.Ausschluss": ", ".join(sorted(draw(st.frozensets(st.sampled_from(sorted(shut)))) if shut else ()))
        or "keine",
        "Vertragsschluss": str(day),
        "Lieferbeginn": str(day + timedelta(lead)),
        "Kunde.Gruppe": group,
        "Kunde.Verbrauch": f"{used} kWh/a",
        "Kunde.Anlagen": ", ".join(sorted(owned)) or "keine",
    }


OFFER = ("Vertragsschluss", "Lieferbeginn", "Kunde.Gruppe", "Kunde.Verbrauch", "Kunde.Anlagen")


def as_text(head: str, facts: dict[str, str]) -> str:
    """The facts as a document; those without a section stand under the heading."""
    kind = head.split(" ")[0]
    sections: dict[str, list[str]] = {kind: [head]}
    for name, value in facts.items():
        section, _, short = name.rpartition(".")
        sections.setdefault(section or kind, [section]).append(f"    {short}: {value}")
    return "\n\n".join("\n".join(lines) for lines in sections.values())


def contract_with(book: Rulebook, values: dict[str, str], names: list[str], offer: bool) -> Contract:
    """The contract where just these facts are stated."""
    stated = {name: value for name, value in values.items() if name in names}
    tariff = document(book, as_text("Tarif t", {n: v for n, v in stated.items() if n not in OFFER}))
    if not offer:
        return contract_of(tariff, None, book)
    mine = {"Angebot.Tarif": "t", **{n: v for n, v in stated.items() if n in OFFER}}
    return contract_of(document(book, as_text("Angebot a", mine)), tariff, book)


def check_filling_in(law: Law, values: dict[str, str], offer: bool, data: st.DataObject) -> None:
    book = rulebook(VOCABULARY, NORM + VALUES + str(law))
    wanted = [name for name in values if offer or name not in OFFER]
    wanted = data.draw(st.permutations([name for name in wanted if name != "Belieferung.Voraussetzung"]))
    asked_before = Judge(book)
    verdicts: list[str] = []
    for count in range(len(wanted) + 1):
        stated = ["Belieferung.Voraussetzung", *wanted[:count]]
        contract = contract_with(book, values, stated, offer)
        outcome = Judge(book).outcome(book.rules["R"], contract, None)
        verdicts.append(outcome.verdict)
        assert {HOLDS, VIOLATED} - {*verdicts}, (stated, verdicts)
        # what a judge was asked before makes no difference
        assert asked_before.outcome(book.rules["R"], contract, None) == outcome
    event(f"{verdicts[0]} to {verdicts[-1]}")


@pytest.mark.slow
@settings(max_examples=60)
@given(laws(PERIODS), complete(), st.booleans(), st.data())
def test_filling_in_a_missing_fact_never_turns_kept_into_violated_or_back(
    law: Law, values: dict[str, str], offer: bool, data: st.DataObject
) -> None:
    check_filling_in(law, values, offer, data)


@pytest.mark.slow
@settings(max_examples=150)
@given(laws(PERIODS), complete(), st.booleans(), st.data())
def test_filling_in_a_missing_fact_never_turns_kept_into_violated_or_back_at_length(
    law: Law, values: dict[str, str], offer: bool, data: st.DataObject
) -> None:
    check_filling_in(law, values, offer, data)


@settings(max_examples=60)
@given(laws(), complete(), st.booleans(), st.data())
def test_the_facts_an_open_verdict_asks_for_settle_it(
    law: Law, values: dict[str, str], offer: bool, data: st.DataObject
) -> None:
    book = rulebook(VOCABULARY, NORM + VALUES + str(law))
    stated = data.draw(st.lists(st.sampled_from([n for n in values if offer or n not in OFFER]), unique=True))
    for _ in values:
        outcome = Judge(book).outcome(book.rules["R"], contract_with(book, values, stated, offer), None)
        if outcome.verdict != UNDECIDED or outcome.not_encoded or "Richtwert" in outcome.missing:
            return
        assert outcome.missing
        asked = [name for name in values if name in outcome.missing]
        assert {*asked} == outcome.missing
        assert not {*asked} & {*stated}, "it asks for what is stated"
        stated += asked
    raise AssertionError("it never stops asking")


# ------------------------------------------------------------------------------------------------ periods and days

Part = tuple[int, str, str | None] | date  # 6, "Wochen", its anchor; or a fixed end
lengths = st.one_of(
    st.tuples(st.integers(0, 90), st.just("Tage")),
    st.tuples(st.integers(0, 13), st.just("Wochen")),
    st.tuples(st.integers(0, 3), st.just("Monate")),
)
anchored = st.builds(
    lambda length, anchor: (*length, anchor), lengths, st.sampled_from(["Vertragsschluss", "Lieferbeginn"])
)
starts = st.integers(0, 730).map(lambda n: date(2023, 1, 1) + timedelta(n))


@st.composite
def periods(draw: st.DrawFn, near: date) -> tuple[Part, ...]:
    """A period from one of the two days, a fixed end, or the later of such."""
    ends = st.integers(-5, 90).map(lambda n: near + timedelta(n))
    return tuple(draw(st.lists(anchored | anchored | ends, min_size=1, max_size=2)))


def spelt(parts: tuple[Part, ...]) -> str:
    shown = [f"bis {p}" if isinstance(p, date) else f"{p[0]} {p[1]}" + (f" ab {p[2]}" if p[2] else "") for p in parts]
    return shown[0] if len(shown) == 1 else "das Spätere von " + " und ".join(shown)


def end_of(parts: tuple[Part, ...], days: dict[str, date]) -> date:
    """The day on which the last of the parts has ended."""
    return max(p if isinstance(p, date) else moved(days[p[2] or ""], p[0], p[1]) for p in parts)


def moved(day: date, count: int, unit: str) -> date:
    """The day a period from ``day`` ends on: months first go by number of the day, or to the last of the month."""
    if unit != "Monate":
        return day + timedelta(count * {"Tage": 1, "Wochen": 7}[unit])
    month = day.month - 1 + count
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


COMPARE = {"höchstens": le, "mindestens": ge, "mehr als": gt, "weniger als": lt, "ist": eq, "ist nicht": ne}


def check_periods(
    mine: tuple[Part, ...], op: str, limit: tuple[Part, ...], frist: tuple[int, str], sale: list[date]
) -> None:
    book = rulebook(VOCABULARY, NORM + rule(f"fordert Tarif.Laufzeit {op} {spelt(limit)}"))
    text = f"Tarif t\n    Vertrieb: ab {sale[0]} bis {sale[-1]}\n    Laufzeit: {spelt(mine)}\n"
    outcome = judge(book, f"{text}    Lieferfrist: {frist[0]} {frist[1]} ab Vertragsschluss")
    kept: dict[tuple[date, date], bool] = {}
    for start in sale:
        for lead in range((moved(start, *frist) - start).days + 1):
            days = {"Vertragsschluss": start, "Lieferbeginn": start + timedelta(lead)}
            kept[start, days["Lieferbeginn"]] = COMPARE[op](end_of(mine, days), end_of(limit, days))
    event(outcome.verdict)
    if outcome.verdict == HOLDS:
        assert all(kept.values()), min(days for days, good in kept.items() if not good)
    if outcome.verdict == VIOLATED:
        assert not all(kept.values())
        witness = dict(outcome.witness)
        day = witness.get("Vertragsschluss", sale[0])
        assert not kept[day, witness.get("Lieferbeginn", day)]
    fixed = any(isinstance(part, date) for part in (*mine, *limit))
    if len(sale) == 1 and not (fixed and "Lieferbeginn" in spelt(mine) + spelt(limit)):
        # Both days are known. A period from the start of supply is not held against a fixed day: the tariff does not
        # say on which day supply starts, only how late.
        assert outcome.verdict != UNDECIDED


@pytest.mark.slow
@settings(max_examples=200)
@given(st.data(), order, lengths, starts, st.sampled_from([1, 1, 3, 40]))
def test_periods_from_different_days_agree_with_counting_the_days(
    data: st.DataObject, op: str, frist: tuple[int, str], first: date, many: int
) -> None:
    mine, limit = data.draw(periods(first)), data.draw(periods(first))
    check_periods(mine, op, limit, frist, [first + timedelta(n) for n in range(many)])
