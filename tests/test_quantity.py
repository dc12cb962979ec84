"""German numbers, units, amounts and bounds: tables of examples, then properties."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsl.quantity import UNITS, Amount, Bound, UnitError, format_number, parse_number, unit_family


def amount(text: str) -> Amount:
    """``9,90 EUR/Monat brutto`` as a value."""
    number, *words = text.split(" ")
    tax = words.pop() if words and words[-1] in ("brutto", "netto") else None
    return Amount(parse_number(number), words[0] if words else "", tax)


def bound(low: str | None, low_inclusive: bool, high: str | None, high_inclusive: bool) -> Bound:
    return Bound(amount(low) if low else None, low_inclusive, amount(high) if high else None, high_inclusive)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("12", "12"),
        ("-3", "-3"),
        ("27,42", "27.42"),
        ("9,90", "9.90"),
        ("0,446", "0.446"),
        ("-0,5", "-0.5"),
        ("1000", "1000"),
        ("1.000", "1000"),
        ("31.420", "31420"),
        ("100.000", "100000"),
        ("100.000,5", "100000.5"),
        ("1.234.567,89", "1234567.89"),
    ],
)
def test_a_german_number_is_read(text: str, value: str) -> None:
    assert str(parse_number(text)) == value


@pytest.mark.parametrize(
    "text",
    [
        "31.42",
        "1.5",
        "1.00",
        "1,000.5",
        "1,000,000",
        "12.34.567",
        "1.0000",
        "1000.000",
        "1234.567",
        "0.500",
        "000.500",
        "007",
        "00",
        "",
        "-",
        ",5",
        "5,",
        ".500",
        "1.000.",
        "+3",
        "--3",
        "- 3",
        "\N{MINUS SIGN}3",
        " 3",
        "3 ",
        "3\n",
        "1 000",
        "1_000",
        "1e3",
        "1E3",
        "NaN",
        "Infinity",
        "\N{ARABIC-INDIC DIGIT THREE}",
        "\N{SUPERSCRIPT TWO}",
        "3kWh",
    ],
)
def test_everything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a German number"):
        parse_number(text)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0", "0"),
        ("0.00", "0,00"),
        ("9.90", "9,90"),
        ("-0.5", "-0,5"),
        ("999", "999"),
        ("1000", "1.000"),
        ("-1000", "-1.000"),
        ("1E+3", "1.000"),
        ("1234567.890", "1.234.567,890"),
    ],
)
def test_a_number_is_written_in_german(value: str, text: str) -> None:
    assert format_number(Decimal(value)) == text


@pytest.mark.parametrize("value", ["NaN", "sNaN", "Infinity", "-Infinity"])
def test_only_finite_numbers_are_written(value: str) -> None:
    with pytest.raises(ValueError, match="not a finite number"):
        format_number(Decimal(value))


FINITE = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**40), max_value=10**40)


@given(FINITE)
def test_writing_and_reading_gives_the_same_number(number: Decimal) -> None:
    assert parse_number(format_number(number)) == number


@given(st.integers(-(10**15), 10**15), st.sampled_from(["", ",0", ",90", ",007"]))
def test_a_number_with_thousands_points_is_written_as_it_was_read(whole: int, places: str) -> None:
    text = f"{whole:,}".replace(",", ".") + places
    assert format_number(parse_number(text)) == text


@given(st.text(alphabet="0123456789.,-+ e", max_size=12))
def test_what_is_read_is_what_a_german_reader_sees(text: str) -> None:
    try:
        number = parse_number(text)
    except ValueError:
        return
    whole, _, places = text.partition(",")
    assert "." not in places
    assert all(len(group) == 3 for group in whole.split(".")[1:])
    assert number == Decimal(text.replace(".", "").replace(",", "."))


def test_the_units_are_those_of_the_language() -> None:
    """The list of docs/language.md, and no unit for counts."""
    named = (
        "kWh, kWh/a, kW, EUR, ct, EUR/a, EUR/Monat, EUR/kWh, ct/kWh, EUR/MWh, EUR/kW, EUR/kW/a, EUR/kW/Monat, "
        "ct/kvarh, %"
    )
    assert sorted(UNITS) == sorted(["", *named.split(", ")])


def test_the_families_are_those_that_convert() -> None:
    families: dict[str, set[str]] = {}
    for unit in UNITS:
        families.setdefault(unit_family(unit), set()).add(unit)
    assert sorted(map(sorted, families.values())) == [
        [""],
        ["%"],
        ["EUR", "ct"],
        ["EUR/MWh", "EUR/kWh", "ct/kWh"],
        ["EUR/Monat", "EUR/a"],
        ["EUR/kW"],
        ["EUR/kW/Monat", "EUR/kW/a"],
        ["ct/kvarh"],
        ["kW"],
        ["kWh"],
        ["kWh/a"],
    ]


def test_a_base_unit_is_its_own_base() -> None:
    for base, _ in UNITS.values():
        assert UNITS[base] == (base, Decimal(1))


def test_an_unknown_unit_has_no_family() -> None:
    with pytest.raises(KeyError):
        unit_family("EUR/Jahr")


@pytest.mark.parametrize(
    ("a", "order", "b"),
    [
        ("50 EUR", "=", "5.000 ct"),
        ("50,00 EUR", "=", "50 EUR"),
        ("27,42 ct/kWh", "=", "0,2742 EUR/kWh"),
        ("27,42 ct/kWh", "=", "274,2 EUR/MWh"),
        ("27,43 ct/kWh", ">", "274,2 EUR/MWh"),
        ("9,90 EUR/Monat", "=", "118,80 EUR/a"),
        ("9,90 EUR/Monat", "<", "118,81 EUR/a"),
        ("10 EUR/Monat brutto", "=", "10 EUR/Monat netto"),
        ("3.500 kWh/a", "<", "10.000 kWh/a"),
        ("-3 %", "<", "0 %"),
        ("12", ">", "3"),
        # one digit beyond the 28 of the default context
        ("1.000.000.000.000.000.000.000.000.000,01 EUR/Monat", ">", "12.000.000.000.000.000.000.000.000.000 EUR/a"),
    ],
)
def test_amounts_compare_by_what_they_are_worth(a: str, order: str, b: str) -> None:
    expected = "<=>".index(order) - 1
    assert amount(a).compare(amount(b)) == expected
    assert amount(b).compare(amount(a)) == -expected


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("1 kWh", "1 kWh/a"),
        ("1 EUR", "1 EUR/a"),
        ("1 EUR/kW", "1 EUR/kWh"),
        ("1 kW", "1 kWh"),
        ("1 %", "1"),
        ("1", "1 EUR"),
    ],
)
def test_amounts_of_different_families_do_not_compare(a: str, b: str) -> None:
    with pytest.raises(UnitError, match="do not compare"):
        amount(a).compare(amount(b))


def test_an_amount_refuses_what_the_language_does_not_have() -> None:
    with pytest.raises(UnitError, match="EUR/Jahr"):
        Amount(Decimal(1), "EUR/Jahr")
    with pytest.raises(ValueError, match="steuerfrei"):
        Amount(Decimal(1), "EUR", "steuerfrei")


@pytest.mark.parametrize("text", ["9,90 EUR/Monat brutto", "2,00 EUR netto", "27,42 ct/kWh", "25 %", "12", "1.000 kWh"])
def test_an_amount_is_written_as_in_a_file(text: str) -> None:
    assert str(amount(text)) == text


AMOUNTS = st.builds(Amount, FINITE, st.sampled_from(["ct/kWh", "EUR/kWh", "EUR/MWh"]))


@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_one_family_is_totally_ordered(a: Amount, b: Amount, c: Amount) -> None:
    assert a.compare(b) == -b.compare(a)
    if a.compare(b) <= 0 and b.compare(c) <= 0:
        assert a.compare(c) <= 0


@given(FINITE)
def test_a_year_has_twelve_months_to_the_last_digit(number: Decimal) -> None:
    digits = number.as_tuple()
    yearly = Amount(number, "EUR/Monat").in_base()
    # integers are exact whatever the context
    assert isinstance(digits.exponent, int)
    scaled = int("".join(map(str, digits.digits))) * (-1 if digits.sign else 1)
    assert yearly == Decimal(f"{scaled * 12}E{digits.exponent}")


@pytest.mark.parametrize(
    ("value", "text", "inside", "outside"),
    [
        (bound(None, False, "100.000 kWh/a", True), "höchstens 100.000 kWh/a", "100.000", "100.000,1"),
        (bound(None, False, "100.000 kWh/a", False), "weniger als 100.000 kWh/a", "99.999,9", "100.000"),
        (bound("1.000 kWh/a", True, None, False), "mindestens 1.000 kWh/a", "1.000", "999,9"),
        (bound("0 kWh/a", False, None, False), "mehr als 0 kWh/a", "0,1", "0"),
        (bound("1.000 kWh/a", True, "100.000 kWh/a", True), "1.000 bis 100.000 kWh/a", "1.000", "999"),
        (bound("1.000 kWh/a", True, "100.000 kWh/a", True), "1.000 bis 100.000 kWh/a", "100.000", "100.001"),
        (bound("0 kWh/a", False, "5 kWh/a", True), "mehr als 0 kWh/a und höchstens 5 kWh/a", "5", "0"),
        (bound("0 kWh/a", True, "5 kWh/a", False), "mindestens 0 kWh/a und weniger als 5 kWh/a", "0", "5"),
        (bound("0 kWh/a", False, "5 kWh/a", False), "mehr als 0 kWh/a und weniger als 5 kWh/a", "1", "5"),
        (bound("5 kWh/a", True, "5 kWh/a", True), "5 bis 5 kWh/a", "5", "4"),
    ],
)
def test_a_bound_is_written_and_holds(value: Bound, text: str, inside: str, outside: str) -> None:
    assert str(value) == text
    assert value.contains(amount(f"{inside} kWh/a"))
    assert not value.contains(amount(f"{outside} kWh/a"))


def test_a_bound_converts_within_its_family() -> None:
    monthly = bound("1 EUR/Monat", True, "24 EUR/a", False)
    assert str(monthly) == "mindestens 1 EUR/Monat und weniger als 24 EUR/a"
    assert monthly.contains(amount("12 EUR/a"))
    assert not monthly.contains(amount("2 EUR/Monat"))


def test_a_bound_without_ends_holds_everything() -> None:
    assert str(bound(None, False, None, False)) == "unbegrenzt"
    assert bound(None, False, None, False).contains(amount("-1 EUR"))


def test_a_bound_of_one_family_holds_no_amount_of_another() -> None:
    with pytest.raises(UnitError):
        bound("1 kWh", True, "2 kWh/a", True)
    with pytest.raises(UnitError):
        bound("1 kWh", True, None, False).contains(amount("1 kWh/a"))


def test_an_empty_bound_holds_nothing() -> None:
    assert not any(bound("5 kWh", True, "3 kWh", True).contains(amount(f"{n} kWh")) for n in range(9))


def test_values_are_hashable() -> None:
    assert len({amount("9,90 EUR"), amount("9,9 EUR"), amount("9,90 EUR brutto")}) == 2
    assert len({bound("1 kWh", True, None, False), bound("1 kWh", True, None, False)}) == 1
