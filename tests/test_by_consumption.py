"""From which consumption on a change of prices is better or worse, held against bills that are added up one by one."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.change.bill import BASE_LINES, BEST, ENERGY_LINES, NET, SLICES, WHOLE, Bill, Slab
from checker.change.by_consumption import Spread, spread
from checker.change.effect import BETTER, MIRRORED, MIXED, NEUTRAL, WORSE
from checker.layers import Contract
from checker.rule_files import load_rulebook
from checker.vocabulary import Fact
from dsl.quantity import Amount, Bound
from dsl.source import Span

NOBODY = Contract("Tarif", "t", "t.tarif", Span("t.tarif", 1, 1, 2), ())  # supplies every consumption
BOTH = (NOBODY, NOBODY)
TWO = (Fraction("0.30"), Fraction("0.31"))
SHARES = [Fraction(n, 4) for n in range(5)]

cents = st.integers(20, 32).map(lambda each: Fraction(each, 100))
bases = st.integers(0, 6).map(lambda each: Fraction(20 * each))


@st.composite
def bills(draw: st.DrawFn, *lines: str) -> Bill:
    return Bill(draw(bases), {each: draw(cents) for each in lines})


@st.composite
def banded(draw: st.DrawFn) -> Bill:
    """Two bands that meet, a package, or a single line."""
    kind = draw(st.sampled_from([WHOLE, SLICES, BEST, "package", "line"]))
    if kind == "line":
        return draw(bills("Arbeitspreis"))
    if kind == "package":
        return Bill(draw(bases), {}, package=(Fraction(2000), Fraction(600), draw(cents), draw(cents)))
    border = draw(st.sampled_from([1000, 2500, 4000]))
    first = Slab(Fraction(0), Fraction(border), draw(cents), draw(bases))
    return Bill(draw(bases), {}, (first, Slab(Fraction(border), None, draw(cents), draw(bases))), kind)


def at(found: Spread, used: Fraction) -> str:
    """The effect that is said of a consumption."""
    (effect,) = {
        each.effect
        for each in found.ranges
        if (each.low < used or (each.low == used and each.first))
        and (each.high is None or used < each.high or (each.high == used and each.last))
    }
    return effect


def cost(bill: Bill, used: Fraction, shares: dict[str, Fraction]) -> Fraction:
    """What a year costs whoever uses this share of it over each line."""
    return bill.base + sum((price * used * shares[name] for name, price in bill.lines.items()), Fraction(0))


@settings(max_examples=80, deadline=None)
@given(bills("HT", "NT"), bills("HT", "NT"), st.integers(1, 12_000))  # nobody who uses nothing notices a price
def test_with_two_lines_every_share_is_looked_at(one: Bill, other: Bill, kwh: int) -> None:
    found = spread(one, other, BOTH)
    assert found is not None
    used = Fraction(kwh)
    signs = set()
    for share in SHARES:
        split = {"HT": share, "NT": 1 - share}
        change = cost(other, used, split) - cost(one, used, split)
        signs.add((change > 0) - (change < 0))
    expected = MIXED if {1, -1} <= signs else WORSE if 1 in signs else BETTER if -1 in signs else NEUTRAL
    on_a_border = any(used == each.high and not each.last and not after.first for each, after in pairs(found))
    assert on_a_border or at(found, used) == expected


def pairs(found: Spread) -> list[tuple]:
    return list(zip(found.ranges, found.ranges[1:], strict=False))


@settings(max_examples=150, deadline=None)
@given(banded(), banded(), st.integers(1, 12_000))
def test_bands_and_packages_are_added_up(one: Bill, other: Bill, kwh: int) -> None:
    found = spread(one, other, BOTH)
    assert found is not None
    used = Fraction(2 * kwh + 1, 2)  # between whole ones, so on no border of a band
    before, after = one.cost(used), other.cost(used)
    assert before is not None
    assert after is not None
    expected = WORSE if after > before else BETTER if after < before else NEUTRAL
    on_a_border = any(used in (each.low, each.high) for each in found.ranges)
    assert on_a_border or at(found, used) == expected


@settings(max_examples=80, deadline=None)
@given(banded(), banded())
def test_swapping_the_bills_mirrors_the_ranges(one: Bill, other: Bill) -> None:
    there, back = spread(one, other, BOTH), spread(other, one, BOTH)
    assert there is not None
    assert back is not None
    assert [each._replace(effect=MIRRORED[each.effect]) for each in there.ranges] == list(back.ranges)


@pytest.mark.parametrize(
    ("method", "cost"),
    [
        (WHOLE, {1000: 300, 2500: 750, 4000: 1000}),  # 30 ct up to 2,500 kWh, 25 ct for all of it above
        (SLICES, {1000: 300, 2500: 750, 4000: 1125}),  # 25 ct for what lies above
        (BEST, {1000: 250, 2500: 625, 4000: 1000}),
    ],
)
def test_how_bands_apply(method: str, cost: dict[int, int]) -> None:
    slabs = (
        Slab(Fraction(0), Fraction(2500), Fraction("0.30"), Fraction(0)),
        Slab(Fraction(2500), None, Fraction("0.25"), Fraction(0)),
    )
    bill = Bill(Fraction(0), {}, slabs, method)
    assert {used: bill.cost(Fraction(used)) for used in cost} == cost


def test_a_package_refunds_and_charges() -> None:
    bill = Bill(Fraction(10), {}, package=(Fraction(2000), Fraction(700), Fraction("0.40"), Fraction("0.30")))
    assert [bill.cost(Fraction(used)) for used in (1000, 2000, 3000)] == [410, 710, 1110]


def test_a_single_line_stands_for_all_of_the_other_bill() -> None:
    two, single = Bill(Fraction(0), {"HT": Fraction(3), "NT": Fraction(2)}), Bill(Fraction(0), {"A": Fraction(2)})
    found = spread(two, single, BOTH)
    assert found is not None
    assert [each.effect for each in found.ranges] == [BETTER]
    assert spread(two, Bill(Fraction(0), {"HT": Fraction(3), "X": Fraction(2)}), BOTH) is None


def test_what_no_band_prices_matters_only_where_customers_use_as_much() -> None:
    """The bands begin with 1,000 kWh/a."""
    bill, dearer = (Bill(Fraction(0), {}, (Slab(Fraction(1000), None, price, Fraction(0)),), WHOLE) for price in TWO)
    assert spread(bill, dearer, BOTH) is None
    found = spread(bill, dearer, (supplied(Bound(Amount(Decimal(1000), "kWh/a"), True, None, True)),) * 2)
    assert found is not None
    assert [(each.low, each.high, each.effect) for each in found.ranges] == [(1000, None, WORSE)]


def supplied(used: Bound) -> Contract:
    """A contract whose customers use so much in a year."""
    fact = Fact("Belieferung.Jahresverbrauch", used, NOBODY.span, NOBODY.span, "Tarif", "t")
    return Contract("Tarif", "t", "t.tarif", NOBODY.span, (), {fact.term: fact})


def test_every_price_by_the_year_or_the_kilowatt_hour_is_a_line() -> None:
    """A new one in the vocabulary must be added to a bill, or here: a ceiling is charged to nobody."""
    terms = load_rulebook([], examples=False).vocabulary.terms.values()
    charged = {
        each.name.partition(".")[2].removesuffix(NET)
        for each in terms
        if each.name.startswith("Preis.") and each.better == "niedriger" and each.type.of in ("EUR/Monat", "ct/kWh")
    }
    assert charged == {*BASE_LINES, *ENERGY_LINES, "Preisobergrenze"}


def test_no_two_ranges_in_a_row_are_alike() -> None:
    for low, high in product((0, 1, 2), repeat=2):
        found = spread(Bill(Fraction(low), {"A": Fraction(1)}), Bill(Fraction(high), {"A": Fraction(1)}), BOTH)
        assert found is not None
        assert len(found.ranges) == 1
