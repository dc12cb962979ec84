"""Terms that are worked out: amounts done by hand, rounding on both sides, what is missing, and what is refused.

The amounts beside the tests were worked out on paper. Generated formulas are compared with plain fractions.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import NORM, contract, judge, refusals, rule, rulebook, verdict

from checker.arithmetic import amount_of, dimension, rounded, subtracted, unit_name
from checker.describe import violation
from checker.evaluate import Env
from checker.explain import explain
from checker.finding import Finding
from checker.judge import Judge
from checker.report.cells import plain
from checker.vocabulary import Fact
from dsl.quantity import UNITS, Amount, parse_number
from dsl.source import Span

settings.register_profile("arithmetic", deadline=None, derandomize=True)
settings.load_profile("arithmetic")

VOCABULARY = """
Abschnitt Tarif "tariff"
Abschnitt Kunde "customer"
Abschnitt Kosten "cost statement"
Aufzählung Bonusart "kind of bonus"
    Sofort "immediate"
    Treue "loyalty"
Abschnitt Bonus "bonus"
    mehrfach nach Bonusart
Begriff Bonus.Betrag "bonus amount"
    typ Menge in EUR
Abschnitt Preis "price"
    mehrfach ab Datum
Begriff Tarif.Vertrieb "on sale"
    typ Zeitraum
Begriff Vertragsschluss "conclusion of the contract"
    typ Datum
    bereich Tarif.Vertrieb
Begriff Kunde.Verbrauch "annual consumption"
    typ Menge in kWh/a
    bereich Tarif.Verbrauch
Begriff Tarif.Verbrauch "consumption supplied"
    typ Grenze in kWh/a
Begriff Tarif.Name "name"
    typ Text
Begriff Preis.Brutto "gross price"
    typ Menge in ct/kWh
Begriff Preis.Netto "net price"
    typ Menge in ct/kWh netto
Begriff Preis.Beschaffung "procurement"
    typ Menge in ct/kWh
Begriff Preis.Netz "network charges"
    typ Menge in ct/kWh
Begriff Preis.Steuer "tax"
    typ Menge in ct/kWh
Begriff Preis.Grundpreis "base price"
    typ Menge in EUR/Monat
Begriff Preis.Rabatt "discount"
    typ Menge in %
Begriff Kosten.Verbrauch "consumption of the example"
    typ Menge in kWh/a
Begriff Kosten.Jahr "cost of a year"
    typ Menge in EUR/a
Begriff Kosten.Effektiv "effective price"
    typ Menge in ct/kWh
Begriff Kosten.Bonus "bonus"
    typ Menge in EUR

Wert Umsatzsteuer in % "Umsatzsteuer" / "VAT"
    quelle § 12 N
    geprüft 2026-01-01
    2018-01-01 bis 2020-06-30: 19
    2020-07-01 bis 2020-12-31: 16
    2021-01-01: 19

Begriff Preis.Brutto-aus-Netto "gross price worked out"
    typ Menge in ct/kWh brutto
    rechnet Preis.Netto zuzüglich Umsatzsteuer gerundet wie Preis.Brutto
Begriff Preis.Netto-aus-Brutto "net price worked out"
    typ Menge in ct/kWh netto
    rechnet Preis.Brutto ohne Umsatzsteuer gerundet wie Preis.Netto
Begriff Preis.Summe "sum of the components"
    typ Menge in ct/kWh
    rechnet Preis.Beschaffung + Preis.Netz + Preis.Steuer
Begriff Preis.Summe-soweit-genannt "sum of the stated components"
    typ Menge in ct/kWh
    rechnet Preis.Beschaffung + Preis.Netz + Preis.Steuer soweit angegeben
Begriff Preis.Rest "rest"
    typ Menge in ct/kWh
    rechnet Preis.Brutto - (Preis.Netz + Preis.Steuer)
Begriff Preis.Nachlass-Preis "discounted price"
    typ Menge in ct/kWh
    rechnet Preis.Brutto abzüglich Preis.Rabatt
Begriff Kosten.Jahr-gerechnet "cost of a year worked out"
    typ Menge in EUR/a
    rechnet Preis.Brutto mal Kosten.Verbrauch + Preis.Grundpreis
Begriff Kosten.Effektiv-gerechnet "effective price worked out"
    typ Menge in ct/kWh
    rechnet Kosten.Jahr-gerechnet durch Kosten.Verbrauch gerundet wie Kosten.Effektiv
Begriff Kosten.Erstes-Jahr "cost of the first year"
    typ Menge in EUR
    rechnet Kosten.Jahr-gerechnet mal 1 Jahr - Kosten.Bonus
Begriff Kosten.Boni "all bonuses"
    typ Menge in EUR
    rechnet Summe aus Bonus.Betrag
Begriff Kosten.Beispiel "cost of the example"
    typ Menge in EUR/a
    rechnet Einzelwert aus Preis.Brutto mal Kosten.Verbrauch gerundet wie Kosten.Jahr
Begriff Kosten.Grundpreis-Anteil "share of the base price"
    typ Menge in %
    rechnet Preis.Grundpreis durch Kosten.Jahr-gerechnet gerundet wie Preis.Rabatt
"""
BOOK = rulebook(VOCABULARY + NORM)


def worked(name: str, day: str = "2024-01-01", lost: frozenset[str] = frozenset(), **stated: str) -> object:
    """What ``name`` comes to for these facts (the names without section), as a file would state it."""
    from dsl.values import parse, value_of

    facts: dict[str, Fact] = {}
    here = Span("test", 1, 1, 2)
    for key, text in stated.items():
        term = next(t for t in BOOK.vocabulary.terms.values() if t.name.replace(".", "_").replace("-", "_") == key)
        raw = value_of(parse("tarif", f"X: {text}", "fact").children[1])
        value, problems = BOOK.vocabulary.typed(raw, term, here)
        assert not problems, problems
        facts[term.name] = Fact(term.name, value, here, here, "Tarif", "test")
    env = Env(BOOK, facts, frozenset(), {}, {}, date.fromisoformat(day), "Vertragsschluss", {}, lost)
    found = amount_of(name, env)
    return found if isinstance(found, frozenset) else str(found)


# ------------------------------------------------------------------------------------------------ by hand


@pytest.mark.parametrize(
    ("day", "net", "gross", "comes_to"),
    [
        ("2024-01-01", "23,04 ct/kWh", "27,42 ct/kWh brutto", "27,42 ct/kWh brutto"),  # 27.4176
        ("2024-01-01", "23,045 ct/kWh", "27,42 ct/kWh brutto", "27,42 ct/kWh brutto"),  # 27.42355
        ("2024-01-01", "23,04 ct/kWh", "27,4 ct/kWh brutto", "27,4 ct/kWh brutto"),
        ("2024-01-01", "23,04 ct/kWh", "27 ct/kWh brutto", "27 ct/kWh brutto"),
        ("2024-01-01", "23,04 ct/kWh", "27,4176 ct/kWh brutto", "27,4176 ct/kWh brutto"),
        ("2024-01-01", "23,04 ct/kWh", "27,41760 ct/kWh brutto", "27,41760 ct/kWh brutto"),
        ("2024-01-01", "23,04 ct/kWh", "0,27 EUR/kWh brutto", "0,27 EUR/kWh brutto"),
        ("2020-06-30", "10,00 ct/kWh", "11,90 ct/kWh brutto", "11,90 ct/kWh brutto"),
        ("2020-07-01", "10,00 ct/kWh", "11,60 ct/kWh brutto", "11,60 ct/kWh brutto"),
        ("2020-12-31", "10,00 ct/kWh", "11,60 ct/kWh brutto", "11,60 ct/kWh brutto"),
        ("2021-01-01", "10,00 ct/kWh", "11,90 ct/kWh brutto", "11,90 ct/kWh brutto"),
        ("2024-01-01", "0 ct/kWh", "0,00 ct/kWh brutto", "0,00 ct/kWh brutto"),
        ("2024-01-01", "-1,00 ct/kWh", "-1,2 ct/kWh brutto", "-1,2 ct/kWh brutto"),  # -1.19
    ],
)
def test_gross_is_net_and_tax_rounded_like_the_stated_gross(day: str, net: str, gross: str, comes_to: str) -> None:
    assert worked("Preis.Brutto-aus-Netto", day, Preis_Netto=net, Preis_Brutto=gross) == comes_to


@pytest.mark.parametrize(
    ("net", "gross"),
    [
        ("12,50 ct/kWh", "14,88 ct/kWh brutto"),  # 14.875 is half a unit, and goes up
        ("12,4999 ct/kWh", "14,87 ct/kWh brutto"),  # 14.874881
        ("12,5001 ct/kWh", "14,88 ct/kWh brutto"),
        ("37,50 ct/kWh", "44,63 ct/kWh brutto"),  # 44.625: half even would leave 44.62
        ("-12,50 ct/kWh", "-14,88 ct/kWh brutto"),  # commercially: away from zero
    ],
)
def test_half_a_unit_goes_up(net: str, gross: str) -> None:
    assert worked("Preis.Brutto-aus-Netto", Preis_Netto=net, Preis_Brutto=gross) == gross


@pytest.mark.parametrize(
    ("gross", "net"),
    [
        ("27,42 ct/kWh brutto", "23,04 ct/kWh netto"),  # 23.04201…
        ("27,42 ct/kWh brutto", "23,0420 ct/kWh netto"),
        ("11,90 ct/kWh brutto", "10 ct/kWh netto"),
        ("0,03 ct/kWh brutto", "0,03 ct/kWh netto"),  # 0.0252…: there is no net amount of two digits with 0.03 gross
    ],
)
def test_net_is_gross_without_the_tax_in_it(gross: str, net: str) -> None:
    assert worked("Preis.Netto-aus-Brutto", Preis_Brutto=gross, Preis_Netto=net) == net


COMPONENTS = {
    "Preis_Beschaffung": "9,80 ct/kWh netto",
    "Preis_Netz": "8,90 ct/kWh netto",
    "Preis_Steuer": "2,05 ct/kWh netto",
}
YEAR = {
    "Preis_Brutto": "27,42 ct/kWh brutto",
    "Preis_Grundpreis": "9,90 EUR/Monat brutto",
    "Kosten_Verbrauch": "3.500 kWh/a",
}


def test_sums_differences_and_discounts() -> None:
    assert worked("Preis.Summe", **COMPONENTS) == "20,75 ct/kWh netto"
    three = {"Preis_Brutto": "30 ct/kWh", "Preis_Netz": "0,1 EUR/kWh", "Preis_Steuer": "2,05 ct/kWh"}
    assert worked("Preis.Rest", **three) == "17,95 ct/kWh"
    assert worked("Preis.Nachlass-Preis", Preis_Brutto="30,00 ct/kWh", Preis_Rabatt="2,5 %") == "29,25 ct/kWh"


def test_the_cost_of_a_year() -> None:
    """3,500 × 0.2742 = 959.70; 12 × 9.90 = 118.80."""
    assert worked("Kosten.Jahr-gerechnet", **YEAR) == "1.078,5 EUR/a brutto"
    assert worked("Kosten.Erstes-Jahr", **YEAR, Kosten_Bonus="60 EUR") == "1.018,5 EUR brutto"
    # 1078.50 / 3500 = 0.308142857…
    assert worked("Kosten.Effektiv-gerechnet", **YEAR, Kosten_Effektiv="30,81 ct/kWh") == "30,81 ct/kWh brutto"
    # 118.80 / 1078.50 = 11.0152…%
    assert worked("Kosten.Grundpreis-Anteil", **YEAR, Preis_Rabatt="1,0 %") == "11,0 %"


def test_a_base_price_by_the_year_and_by_the_month_come_to_the_same() -> None:
    by_year = worked("Kosten.Jahr-gerechnet", **(YEAR | {"Preis_Grundpreis": "118,80 EUR/a brutto"}))
    assert by_year == worked("Kosten.Jahr-gerechnet", **YEAR)


# ------------------------------------------------------------------------------------------------ missing and none


def test_what_is_missing_is_named() -> None:
    two = {name: value for name, value in COMPONENTS.items() if name != "Preis_Netz"}
    assert worked("Preis.Summe", **two) == frozenset({"Preis.Netz"})
    assert worked("Preis.Summe", Preis_Netz="unbekannt") == frozenset(
        {"Preis.Beschaffung", "Preis.Netz", "Preis.Steuer"}
    )
    assert worked("Preis.Brutto-aus-Netto", Preis_Netto="10 ct/kWh") == frozenset({"Preis.Brutto"})
    assert worked("Preis.Brutto-aus-Netto", "2026-01-02", Preis_Netto="10 ct/kWh") == frozenset({"Umsatzsteuer"})
    assert worked("Kosten.Effektiv-gerechnet", **(YEAR | {"Kosten_Verbrauch": "unbekannt"})) == frozenset(
        {"Kosten.Verbrauch"}
    )


def test_none_counts_as_nothing() -> None:
    assert worked("Preis.Summe", **(COMPONENTS | {"Preis_Netz": "keine"})) == "11,85 ct/kWh netto"
    assert worked("Kosten.Jahr-gerechnet", **(YEAR | {"Preis_Grundpreis": "keine"})) == "959,7 EUR/a brutto"
    assert worked("Kosten.Jahr-gerechnet", **(YEAR | {"Preis_Brutto": "keine"})) == "118,8 EUR/a brutto"
    assert worked("Preis.Nachlass-Preis", Preis_Brutto="30,00 ct/kWh", Preis_Rabatt="keine") == "30 ct/kWh"
    assert worked("Preis.Rest", Preis_Brutto="keine", Preis_Netz="2 ct/kWh", Preis_Steuer="keine") == "-2 ct/kWh"


def test_of_nothing_but_none_nothing_comes() -> None:
    assert worked("Preis.Summe", **dict.fromkeys(COMPONENTS, "keine")) == "keine"
    assert worked("Preis.Brutto-aus-Netto", Preis_Netto="keine", Preis_Brutto="keine") == "keine"


def test_nothing_can_be_divided_by_nothing() -> None:
    for nothing in ("0 kWh/a", "keine"):
        facts = YEAR | {"Kosten_Verbrauch": nothing, "Kosten_Effektiv": "30,81 ct/kWh"}
        assert worked("Kosten.Effektiv-gerechnet", **facts) == frozenset({"Kosten.Verbrauch"})


def test_summands_that_are_not_stated_count_as_nothing_where_the_formula_says_so() -> None:
    assert worked("Preis.Summe-soweit-genannt", Preis_Netz="8,90 ct/kWh") == "8,9 ct/kWh"
    assert worked("Preis.Summe-soweit-genannt") == "keine"
    assert worked("Preis.Summe-soweit-genannt", Preis_Netz="unbekannt") == frozenset({"Preis.Netz"})


def test_a_line_that_could_not_be_read_is_not_taken_for_silence() -> None:
    for lost in ("Preis", "*"):
        found = worked("Preis.Summe-soweit-genannt", lost=frozenset({lost}), Preis_Netz="8,90 ct/kWh")
        assert found == frozenset({"Preis.Beschaffung", "Preis.Steuer"})


def test_net_and_gross_are_not_added() -> None:
    mixed = COMPONENTS | {"Preis_Steuer": "2,44 ct/kWh brutto"}
    assert worked("Preis.Summe", **mixed) == frozenset({"Preis.Steuer (netto)"})
    assert worked("Preis.Summe", **(mixed | {"Preis_Steuer": "0 ct/kWh brutto"})) == "18,7 ct/kWh netto"
    # what is said to be net cannot be what the tax is already in
    assert worked("Preis.Netto-aus-Brutto", Preis_Brutto="10 ct/kWh netto", Preis_Netto="1 ct/kWh") == frozenset(
        {"Preis.Brutto (brutto)"}
    )


# ------------------------------------------------------------------------------------------------ against fractions

numbers = st.decimals(min_value=-1000, max_value=1000, places=3)
amounts = st.decimals(min_value=0, max_value=1000, places=4)
rates = st.decimals(min_value=0, max_value=100, places=1)


def german(number: Decimal) -> str:
    return f"{number:f}".replace(".", ",")


def value_in(said: object, unit: str) -> Fraction:
    assert isinstance(said, str)
    number, _, rest = said.partition(" ")
    assert rest.split(" ")[0] == unit
    return Fraction(parse_number(number))


@given(numbers, numbers, numbers)
def test_sums_are_exact(a: Decimal, b: Decimal, c: Decimal) -> None:
    stated = {"Preis_Brutto": a, "Preis_Netz": b, "Preis_Steuer": c}
    said = worked("Preis.Rest", **{name: f"{german(value)} ct/kWh" for name, value in stated.items()})
    assert value_in(said, "ct/kWh") == Fraction(a) - (Fraction(b) + Fraction(c))


@given(amounts, amounts, st.integers(1, 100_000), amounts)
def test_costs_are_exact(price: Decimal, base: Decimal, consumption: int, bonus: Decimal) -> None:
    year = {
        "Preis_Brutto": f"{german(price)} ct/kWh",
        "Preis_Grundpreis": f"{german(base)} EUR/Monat",
        "Kosten_Verbrauch": f"{consumption} kWh/a",
    }
    cost = Fraction(price) / 100 * consumption + 12 * Fraction(base)
    assert value_in(worked("Kosten.Jahr-gerechnet", **year), "EUR/a") == cost
    first = worked("Kosten.Erstes-Jahr", **year, Kosten_Bonus=f"{german(bonus)} EUR")
    assert value_in(first, "EUR") == cost - Fraction(bonus)
    effective = worked("Kosten.Effektiv-gerechnet", **year, Kosten_Effektiv="1,23 ct/kWh")
    assert abs(value_in(effective, "ct/kWh") - cost / consumption * 100) <= Fraction(1, 200)


@given(numbers, rates)
def test_percentages_are_exact(price: Decimal, rate: Decimal) -> None:
    said = worked("Preis.Nachlass-Preis", Preis_Brutto=f"{german(price)} ct/kWh", Preis_Rabatt=f"{german(rate)} %")
    assert value_in(said, "ct/kWh") == Fraction(price) * (1 - Fraction(rate) / 100)


@given(st.fractions(min_value=-1000, max_value=1000), st.integers(0, 6))
def test_rounding_is_the_nearest_number_and_half_goes_away_from_zero(number: Fraction, digits: int) -> None:
    unit = Fraction(1, 10**digits)
    result = Fraction(rounded(number, digits))
    assert result % unit == 0
    assert abs(result - number) <= unit / 2
    if abs(result - number) == unit / 2:
        assert abs(result) > abs(number)
    assert rounded(-number, digits) == -rounded(number, digits)
    assert -int(rounded(number, digits).as_tuple().exponent) == digits


@given(st.integers(0, 10**40), st.integers(0, 30))
def test_long_numbers_keep_all_their_digits(number: int, digits: int) -> None:
    """Longer than the default context of Decimal."""
    assert Fraction(rounded(Fraction(number, 10**digits), digits)) == Fraction(number, 10**digits)


@given(amounts)
def test_a_gross_price_made_of_a_net_one_fits_it(net: Decimal) -> None:
    """Whatever digits the gross price is stated with."""
    for digits in range(5):
        gross = rounded(Fraction(net) * Fraction(119, 100), digits)
        said = worked(
            "Preis.Brutto-aus-Netto", Preis_Netto=f"{german(net)} ct/kWh", Preis_Brutto=f"{german(gross)} ct/kWh brutto"
        )
        assert value_in(said, "ct/kWh") == Fraction(gross)


# ------------------------------------------------------------------------------------------------ in rules

FITS = rule(
    """
    je Preis
    wenn Preis.Netto ist angegeben
    fordert Preis.Brutto ist Preis.Brutto-aus-Netto oder Preis.Netto ist Preis.Netto-aus-Brutto
    """.replace("    fordert", "    Fassung\n        fordert")
)
RULES = rulebook(VOCABULARY + NORM + FITS)


def prices(net: str, gross: str, sale: str = "ab 2024-01-01 bis 2024-12-31") -> str:
    return f"""
    Tarif muster "Muster"
        Vertrieb: {sale}

    Preis ab 2024-01-01
        Netto: {net} ct/kWh
        Brutto: {gross} ct/kWh brutto
    """


@pytest.mark.parametrize(
    ("net", "gross", "expected"),
    [
        ("23,04", "27,42", "erfüllt"),
        ("23,04", "27,41", "verletzt"),
        ("23,04", "27,43", "verletzt"),
        ("0,03", "0,03", "erfüllt"),  # rounded from the gross price
        ("0,03", "0,04", "erfüllt"),  # rounded from the net price
        ("0,03", "0,05", "verletzt"),
        ("0,03", "0,02", "verletzt"),
    ],
)
def test_a_pair_fits_if_either_is_the_other_one_rounded(net: str, gross: str, expected: str) -> None:
    assert verdict(RULES, prices(net, gross)) == expected


def test_the_day_axis_splits_where_the_rate_changes() -> None:
    """The same pair fits 19 % and not 16 %: for contracts of the second half of 2020 only."""
    outcome = judge(RULES, prices("10,00", "11,90", "ab 2020-01-01 bis 2021-12-31"))
    assert outcome.verdict == "verletzt"
    (box,) = outcome.boxes
    (restriction,) = box.restrictions
    assert [(cell.low, cell.high) for cell in restriction.cells] == [(date(2020, 7, 1), date(2020, 12, 31))]
    assert dict(outcome.witness)["Vertragsschluss"] == date(2020, 7, 1)


def test_after_the_review_nobody_knows_the_rate() -> None:
    outcome = judge(RULES, prices("10,00", "11,90", "ab 2024-01-01 bis 2026-12-31"))
    assert outcome.verdict == "unentschieden"
    assert outcome.missing == frozenset({"Umsatzsteuer"})
    (box,) = outcome.boxes
    assert [cell.low for cell in box.restrictions[0].cells] == [date(2026, 1, 2)]


def test_a_judge_does_not_take_one_amount_for_another() -> None:
    """Verdicts are remembered by the values they rest on: those a formula reads are among them."""
    judge_ = Judge(RULES)
    texts = [("23,04", "27,42"), ("23,04", "27,41"), ("24,04", "27,42"), ("23,04", "27,42")]
    verdicts = [
        next(outcome.verdict for *_, outcome in judge_.verdicts([RULES.rules["R"]], contract(RULES, prices(*text))))
        for text in texts
    ]
    assert verdicts == ["erfüllt", "verletzt", "verletzt", "erfüllt"]


def test_a_formula_reads_the_section_under_question() -> None:
    two = (
        prices("23,04", "27,42")
        + "\n    Preis ab 2025-01-01\n        Netto: 20 ct/kWh\n        Brutto: 24 ct/kWh brutto\n"
    )
    found = [
        (instance.key if instance else "", outcome.verdict)
        for _, instance, outcome in Judge(RULES).verdicts([RULES.rules["R"]], contract(RULES, two))
    ]
    assert found == [("2024-01-01", "erfüllt"), ("2025-01-01", "erfüllt")]
    wrong = two.replace("24 ct/kWh brutto", "25 ct/kWh brutto")
    found = [
        (instance.key if instance else "", outcome.verdict)
        for _, instance, outcome in Judge(RULES).verdicts([RULES.rules["R"]], contract(RULES, wrong))
    ]
    assert found == [("2024-01-01", "erfüllt"), ("2025-01-01", "verletzt")]


def finding(text: str) -> Finding:
    agreed = contract(RULES, text)
    rule_, instance, outcome = next(iter(Judge(RULES).verdicts([RULES.rules["R"]], agreed)))
    return violation(rule_, outcome, agreed, instance, RULES)


def test_a_finding_shows_the_calculation() -> None:
    found = finding(prices("23,04", "28,42"))
    assert found.primary.text.de == "28,42 ct/kWh brutto; verlangt ist 27,42 ct/kWh brutto"
    assert [note.de for note in found.notes] == [
        "Preis.Brutto-aus-Netto = 23,04 ct/kWh netto (Netto) zuzüglich 19 % (Umsatzsteuer) = 27,4176 ct/kWh, "
        "gerundet 27,42 ct/kWh brutto",
        "Abweichung: 1,00 ct/kWh",
        "Preis.Netto-aus-Brutto = 28,42 ct/kWh brutto (Brutto) ohne 19 % (Umsatzsteuer) ≈ 23,882353 ct/kWh, "
        "gerundet 23,88 ct/kWh netto",
        "Abweichung: -0,84 ct/kWh",
    ]
    assert [note.en for note in found.notes][:2] == [
        "gross price worked out = 23.04 ct/kWh net (net price) plus 19 % (VAT) = 27.4176 ct/kWh, "
        "rounded 27.42 ct/kWh gross",
        "Difference: 1.00 ct/kWh",
    ]


def test_the_explanation_has_the_formula_in_words() -> None:
    pages = {
        lang: "\n".join(plain(line) for line in explain(RULES.rules["R"], RULES, lang, 100, False))
        for lang in ("de", "en")
    }
    assert (
        "Berechnung\n   Preis.Brutto-aus-Netto = Preis.Netto zuzüglich Umsatzsteuer, gerundet wie Preis.Brutto\n"
        in pages["de"]
    )
    assert "Preis.Netto-aus-Brutto = Preis.Brutto ohne Umsatzsteuer, gerundet wie Preis.Netto\n" in pages["de"]
    english = " ".join(pages["en"].split())
    assert "Preis.Brutto-aus-Netto (gross price worked out) = net price plus VAT, rounded like gross price" in english
    assert "= gross price without the included VAT, rounded like net price" in english


def test_a_computed_term_is_not_stated_in_a_tariff() -> None:
    from dsl.reader import read_tariff
    from dsl.source import read_source

    text = 'Tarif muster "Muster"\n\nPreis ab 2024-01-01\n    Summe: 20 ct/kWh\n'
    raw, _ = read_tariff(read_source("test.tarif", text.encode())[0])
    assert raw is not None
    _, problems = BOOK.vocabulary.document(raw, raw.kind)
    assert [problem.code for problem in problems] == ["term-derived"]


def test_gross_or_net_can_be_asked_for() -> None:
    book = rulebook(VOCABULARY + NORM + rule("je Preis\nFassung\n    fordert Preis.Brutto ist brutto"))

    def of(price: str) -> str:
        head = 'Tarif muster "Muster"\n    Vertrieb: ab 2024-01-01\n\nPreis ab 2024-01-01\n    '
        return verdict(book, f"{head}Brutto: {price}\n")

    assert of("27,42 ct/kWh brutto") == "erfüllt"
    assert of("27,42 ct/kWh netto") == "verletzt"
    assert of("27,42 ct/kWh") == "unentschieden"
    assert of("0 ct/kWh") == "erfüllt"
    assert of("keine") == "verletzt"
    assert of("unbekannt") == "unentschieden"


def test_digits_are_part_of_what_a_verdict_rests_on() -> None:
    """27,4 and 27,40 are the same amount; rounded to one digit 27.4176 is that, rounded to two it is not."""
    judge_ = Judge(RULES)
    verdicts = [
        next(outcome.verdict for *_, outcome in judge_.verdicts([RULES.rules["R"]], contract(RULES, prices(*text))))
        for text in (("23,045", "27,4"), ("23,045", "27,40"), ("23,045", "27,4"))
    ]
    assert verdicts == ["erfüllt", "verletzt", "erfüllt"]


# ------------------------------------------------------------------------------------------------ several sections

GATHERS = rulebook(
    VOCABULARY
    + NORM
    + rule("fordert Kosten.Boni höchstens 50 EUR", id="BONI")
    + rule("fordert Kosten.Jahr ist Kosten.Beispiel", id="BEISPIEL")
)


def gathered(rule_id: str, sections: str) -> tuple[str, frozenset[str]]:
    text = 'Tarif muster "Muster"\n    Vertrieb: ab 2024-01-01 bis 2024-12-31\n\n' + sections
    outcome = judge(GATHERS, text, id=rule_id)
    return outcome.verdict, outcome.missing


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        (["30 EUR", "20 EUR"], "erfüllt"),
        (["30 EUR", "20,01 EUR"], "verletzt"),
        (["30 EUR", "2.001 ct"], "verletzt"),
        (["50 EUR", "keine"], "erfüllt"),
        (["keine", "keine"], "erfüllt"),
        (["60 EUR"], "verletzt"),
        ([], "erfüllt"),
    ],
)
def test_the_sum_over_all_sections(amounts: list[str], expected: str) -> None:
    kinds = zip(("Sofort", "Treue"), amounts, strict=False)
    sections = "\n".join(f"Bonus {kind}\n    Betrag: {amount}\n" for kind, amount in kinds)
    assert gathered("BONI", sections)[0] == expected


def test_a_section_that_is_silent_leaves_the_sum_open() -> None:
    sections = "Bonus Sofort\n    Betrag: 60 EUR\n\nBonus Treue\n    Betrag: unbekannt\n"
    assert gathered("BONI", sections) == ("unentschieden", frozenset({"Bonus.Betrag"}))
    assert gathered("BONI", sections.replace("    Betrag: unbekannt\n", "")) == (
        "unentschieden",
        frozenset({"Bonus.Betrag"}),
    )


def test_the_one_amount_of_all_sections() -> None:
    cost = "Kosten\n    Verbrauch: 1.000 kWh/a\n    Jahr: 300 EUR/a\n\n"
    price = "Preis ab 2024-01-01\n    Brutto: 30 ct/kWh\n\n"
    assert gathered("BEISPIEL", cost + price)[0] == "erfüllt"
    assert gathered("BEISPIEL", cost + price.replace("30", "31"))[0] == "verletzt"
    later = price.replace("2024-01-01", "2025-01-01")
    assert gathered("BEISPIEL", cost + price + later)[0] == "erfüllt"
    assert gathered("BEISPIEL", cost + price + later.replace("30 ct", "31 ct")) == (
        "unentschieden",
        frozenset({"Preis.Brutto (mehrere)"}),
    )
    assert gathered("BEISPIEL", cost) == ("unentschieden", frozenset({"Preis.Brutto"}))


# ------------------------------------------------------------------------------------------------ refused

TERM = """
Begriff {name} "worked out"
    typ {type}
    rechnet {formula}
"""


def codes(formula: str, type_: str = "Menge in ct/kWh", name: str = "Kosten.Neu", more: str = "") -> list[str]:
    return [p.code for p in refusals(VOCABULARY + NORM + TERM.format(name=name, type=type_, formula=formula) + more)]


@pytest.mark.parametrize(
    ("formula", "type_", "expected"),
    [
        ("Preis.Netz + Preis.Steuer", "Menge in ct/kWh", []),
        ("Preis.Netz + Preis.Steuer", "Menge in EUR/MWh", []),
        ("Preis.Netz + Preis.Grundpreis", "Menge in ct/kWh", ["formula-units"]),
        ("Preis.Netz - 3 %", "Menge in ct/kWh", ["formula-units"]),
        ("Preis.Netz + Kosten.Verbrauch", "Menge in ct/kWh", ["formula-units"]),
        ("Preis.Netz mal Kosten.Verbrauch", "Menge in EUR/a", []),
        ("Preis.Netz mal Kosten.Verbrauch", "Menge in EUR/Monat", []),
        ("Preis.Netz mal Kosten.Verbrauch", "Menge in EUR", ["formula-result"]),
        ("Preis.Netz mal Preis.Netz", "Menge in ct/kWh", ["formula-result"]),
        ("Preis.Netz mal 3 %", "Menge in ct/kWh", []),
        ("Preis.Grundpreis mal 1 Jahr", "Menge in EUR", []),
        ("Preis.Grundpreis mal 12 Monate", "Menge in EUR", []),
        ("Preis.Grundpreis mal 5 Monate", "Menge in EUR", ["formula-unrounded"]),
        ("Preis.Grundpreis mal 5 Monate gerundet wie Kosten.Bonus", "Menge in EUR", []),
        ("Preis.Grundpreis mal 6 Wochen", "Menge in EUR", ["formula-period"]),
        ("Preis.Netz zuzüglich Umsatzsteuer", "Menge in ct/kWh", []),
        ("Preis.Netz zuzüglich Preis.Steuer", "Menge in ct/kWh", ["formula-percent"]),
        ("Preis.Netz ohne Umsatzsteuer", "Menge in ct/kWh", ["formula-unrounded"]),
        ("Kosten.Jahr durch Kosten.Verbrauch", "Menge in ct/kWh", ["formula-unrounded"]),
        ("Kosten.Jahr durch Kosten.Verbrauch gerundet wie Kosten.Effektiv", "Menge in ct/kWh", []),
        ("Kosten.Jahr durch Kosten.Verbrauch gerundet wie Kosten.Jahr", "Menge in ct/kWh", ["formula-like"]),
        ("Preis.Netz gerundet wie Preis.Summe", "Menge in ct/kWh", ["formula-like"]),
        ("Preis.Netz gerundet wie Umsatzsteuer", "Menge in ct/kWh", ["formula-like"]),
        ("Preis.Netz gerundet wie Preis.Neetz", "Menge in ct/kWh", ["term-unknown-rule"]),
        ("Preis.Netto + Preis.Netz", "Menge in ct/kWh netto", []),
        ("Preis.Netto + 1 ct/kWh brutto", "Menge in ct/kWh", ["formula-taxes"]),
        ("Preis.Netto", "Menge in ct/kWh brutto", ["formula-tax-result"]),
        ("Preis.Netto zuzüglich Umsatzsteuer", "Menge in ct/kWh brutto", []),
        ("Preis.Netto abzüglich Umsatzsteuer", "Menge in ct/kWh brutto", ["formula-tax-result"]),
        ("1 ct/kWh brutto", "Menge in ct/kWh netto", ["formula-tax-result"]),
        ("1 ct/kWh brutto abzüglich Umsatzsteuer", "Menge in ct/kWh netto", ["formula-tax-result"]),
        ("1 ct/kWh brutto ohne Umsatzsteuer gerundet wie Preis.Netto", "Menge in ct/kWh netto", []),
        ("Preis.Netz mal Kunde.Verbrauch", "Menge in EUR/a", ["formula-case"]),
        ("Vertragsschluss", "Menge in EUR/a", ["formula-case"]),
        ("Tarif.Name", "Menge in EUR/a", ["formula-operand"]),
        ("Preis.Netz", "Anzahl", ["formula-type"]),
        ("Preis.Netz", "ja/nein", ["formula-type"]),
        ("Preis.Netzz", "Menge in ct/kWh", ["term-unknown-rule"]),
        ("Preis.Netz +", "Menge in ct/kWh", ["line-unfinished"]),
        ("Preis.Netz * Preis.Netz", "Menge in ct/kWh", ["line-unreadable"]),
        ("(Preis.Netz + Preis.Steuer", "Menge in ct/kWh", ["parenthesis"]),
        ("Preis.Netz zuzüglich Umsatzsteuer + Preis.Steuer", "Menge in ct/kWh", ["line-unreadable"]),
        ("Kosten.Neu + Preis.Netz", "Menge in ct/kWh", ["cycle"]),
        ("Summe aus Bonus.Betrag + Kosten.Bonus", "Menge in EUR", []),
        ("Summe aus Kosten.Bonus", "Menge in EUR", ["formula-gathered"]),
        ("Summe aus Preis.Summe", "Menge in ct/kWh", ["formula-gathered"]),
        ("Summe aus Bonus.Betragg", "Menge in EUR", ["term-unknown-rule"]),
        ("Summe aus Bonus.Betrag", "Menge in ct/kWh", ["formula-result"]),
    ],
)
def test_formulas_are_checked_on_load(formula: str, type_: str, expected: list[str]) -> None:
    assert codes(formula, type_) == expected


def test_net_and_gross_are_asked_of_money_only() -> None:
    wrong = rule("fordert Kosten.Verbrauch ist brutto")
    assert [p.code for p in refusals(VOCABULARY + NORM + wrong)] == ["tax-not-money"]


def test_a_rule_says_which_section_a_formula_is_about() -> None:
    asked = rule("fordert Kosten.Jahr ist Kosten.Jahr-gerechnet")
    assert [p.code for p in refusals(VOCABULARY + NORM + asked)] == ["each-missing"]
    by_price = rule("je Preis\nFassung\n    fordert Kosten.Jahr ist Kosten.Jahr-gerechnet")
    assert refusals(VOCABULARY + NORM + by_price) == []


def test_what_differs_between_customers_is_not_compared_with_a_calculation() -> None:
    term = TERM.format(name="Kosten.Neu", type="Menge in kWh/a", formula="Kosten.Verbrauch + 100 kWh/a")
    for text in ("Kunde.Verbrauch höchstens Kosten.Neu", "Kosten.Neu mindestens Kunde.Verbrauch"):
        assert [p.code for p in refusals(VOCABULARY + NORM + term + rule(f"fordert {text}"))] == ["formula-compared"]


def test_whether_a_calculation_is_stated_is_no_question() -> None:
    asked = rule("je Preis\nFassung\n    fordert Preis.Summe ist angegeben")
    assert [p.code for p in refusals(VOCABULARY + NORM + asked)] == ["given-derived"]


def test_a_long_row_needs_no_depth_and_a_deep_one_is_refused() -> None:
    assert codes(" + ".join(["Preis.Netz"] * 250)) == []
    assert codes("Preis.Netz + (" * 45 + "Preis.Netz" + ")" * 45) == ["expression-deep"]


def test_a_formula_may_stand_on_several_lines() -> None:
    assert (
        codes("Preis.Netz\n        + Preis.Steuer\n        zuzüglich Umsatzsteuer\n        gerundet wie Preis.Brutto")
        == []
    )


# ------------------------------------------------------------------------------------------------ units


def test_every_unit_is_made_of_base_units() -> None:
    assert dimension("ct/kWh") == dimension("EUR/MWh") == (("EUR", 1), ("kWh", -1))
    assert dimension("EUR/Monat") == (("EUR", 1), ("a", -1))
    assert dimension("EUR/kW/Monat") == (("EUR", 1), ("a", -1), ("kW", -1))
    assert dimension("") == ()
    for unit in UNITS:
        assert dimension(unit_name(dimension(unit)) if unit else "") == dimension(unit)
    assert unit_name((("EUR", 1), ("kWh", 1))) == "EUR·kWh"
    assert unit_name((("kWh", -1),)) == "1/kWh"


def test_differences_are_in_the_unit_of_the_stated_amount() -> None:
    of = subtracted(Amount(Decimal("0.30"), "EUR/kWh"), Amount(Decimal("27.42"), "ct/kWh"))
    assert str(of) == "0,0258 EUR/kWh"
    assert str(subtracted(Amount(Decimal(100), "EUR/Monat"), Amount(Decimal(100), "EUR/a"))) == "91,66666667 EUR/Monat"
