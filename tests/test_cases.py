"""The customers and days a tariff admits: where a rule is violated, for whom for example, and what is unknown.

A region is written as the tests read it: a number is a point, ``]10 .. 100]`` a stretch, names and days as in a file.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from support import NORM, contract, judge, rule, rulebook, verdict

from checker.axis import Cell
from checker.judge import Judge, Outcome
from checker.region import Restriction
from dsl.document import Mark, NameSet, show
from dsl.quantity import Amount

VOCABULARY = """
Aufzählung Gruppe "group"
    Privat "private"
    Gewerbe "commercial"
    Verein "club"
    Behörde "authority"
Aufzählung Anlage "installation"
    Wallbox "wall box"
    Speicher "battery"
    Solaranlage "solar panels"
    Wärmepumpe "heat pump"
Aufzählung Buchstabe "letter"
    A1 "1"
    A2 "2"
    A3 "3"
    A4 "4"
    A5 "5"
    A6 "6"
    A7 "7"
    A8 "8"
    A9 "9"
    A10 "10"
    A11 "11"
    A12 "12"
    A13 "13"

Abschnitt Tarif "tariff"
Abschnitt Angebot "offer"
Abschnitt Belieferung "supply"
Abschnitt Kunde "customer"

Begriff Vertragsschluss "conclusion"
    typ Datum
    bereich Tarif.Vertrieb
Begriff Mitteilung "notice"
    typ Datum
    bereich Tarif.Vertrieb offen
Begriff Angebotsdatum "day of the offer"
    typ Datum
    bereich Tarif.Vertrieb
Begriff Kunde.Gruppe "group"
    typ eines aus Gruppe
    bereich Belieferung.Gruppe
Begriff Kunde.Verbrauch "consumption"
    typ Menge in kWh/a
    bereich Belieferung.Verbrauch
Begriff Kunde.Anlagen "installations"
    typ mehrere aus Anlage
    bereich mit Belieferung.Voraussetzung ohne Belieferung.Ausschluss
Begriff Kunde.Umzug "moved"
    typ ja/nein
    bereich Belieferung.Umzug
Begriff Kunde.eins "letters"
    typ mehrere aus Buchstabe
    bereich ohne Belieferung.Ausschluss
Begriff Kunde.zwei "letters"
    typ mehrere aus Buchstabe
    bereich ohne Belieferung.Ausschluss

Begriff Tarif.Vertrieb "on sale"
    typ Zeitraum
Begriff Angebot.Tarif "tariff"
    typ Verweis auf Tarif
Begriff Belieferung.Gruppe "groups"
    typ mehrere aus Gruppe
Begriff Belieferung.Verbrauch "consumption"
    typ Grenze in kWh/a
Begriff Belieferung.Voraussetzung "required"
    typ mehrere aus Anlage
Begriff Belieferung.Ausschluss "excluded"
    typ mehrere aus Anlage
Begriff Belieferung.Umzug "moved"
    typ ja/nein
Begriff Tarif.Menge "quantity"
    typ Menge in kWh/a
Begriff Tarif.Online "online"
    typ ja/nein
"""
SALE = "ab 2022-01-01 bis 2022-12-31"


def tariff(supply: str = "", sale: str | None = SALE, more: str = "") -> str:
    lines = ["Tarif t"] + ([f"    Vertrieb: {sale}"] if sale else []) + [f"    {more}"] * bool(more)
    return "\n".join([*lines, "Belieferung", *(f"    {line.strip()}" for line in supply.strip().splitlines())])


def found(demand: str, supply: str = "", sale: str | None = SALE) -> Outcome:
    return judge(rulebook(VOCABULARY, NORM + rule(demand)), tariff(supply, sale))


def region(outcome: Outcome) -> list[str]:
    """The blocks of the region, each as ``term: cells``."""
    return [", ".join(f"{r.name}: {written(r)}" for r in box.restrictions) or "everybody" for box in outcome.boxes]


def written(restriction: Restriction) -> str:
    if not isinstance(restriction.cells[0].value, date):
        return " | ".join(written_cell(cell) for cell in restriction.cells)
    stretches: list[tuple[object, object]] = []  # days that follow each other are one stretch
    for cell in restriction.cells:
        last = stretches[-1][1] if stretches else None
        if isinstance(last, date) and cell.low == last + timedelta(1):
            stretches[-1] = (stretches[-1][0], cell.high)
        else:
            stretches.append((cell.low, cell.high))
    return " | ".join(str(low) if low == high else f"{low or ''} .. {high or ''}" for low, high in stretches)


def written_cell(cell: Cell) -> str:
    if isinstance(cell.low or cell.high, Amount):
        low = f"{cell.low.value:f}" if isinstance(cell.low, Amount) else ""
        if cell.low == cell.high:
            return low
        high = f"{cell.high.value:f}" if isinstance(cell.high, Amount) else ""
        return f"{'[' if cell.low_inclusive else ']'}{low} .. {high}{']' if cell.high_inclusive else '['}"
    if isinstance(cell.value, NameSet | Mark):
        return show(cell.value)
    return " ".join(sorted(cell.names)) or show(cell.value)


def example(outcome: Outcome) -> dict[str, str]:
    """The witness as it would be stated."""
    return {name: show(value) for name, value in outcome.witness if name != "Vertragsschluss"}  # type: ignore[arg-type]


# ------------------------------------------------------------------------------------------------ amounts


@pytest.mark.parametrize(
    ("demand", "admitted", "where", "who"),
    [
        ("höchstens 10 kWh/a", "höchstens 100 kWh/a", "]10 .. 100]", "11 kWh/a"),
        ("höchstens 10 kWh/a", "weniger als 100 kWh/a", "]10 .. 100[", "11 kWh/a"),
        ("höchstens 10 kWh/a", "weniger als 11 kWh/a", "]10 .. 11[", "10,5 kWh/a"),
        ("höchstens 10 kWh/a", "mindestens 0 kWh/a", "]10 .. [", "11 kWh/a"),
        ("höchstens 10 kWh/a", "mindestens 50 kWh/a", "everybody", "50 kWh/a"),
        ("höchstens 10 kWh/a", "mehr als 50 kWh/a", "everybody", "51 kWh/a"),
        ("höchstens 10 kWh/a", "20 bis 30 kWh/a", "everybody", "20 kWh/a"),
        ("höchstens 10 kWh/a", "5 bis 30 kWh/a", "]10 .. 30]", "11 kWh/a"),
        ("weniger als 10 kWh/a", "höchstens 10 kWh/a", "10", "10 kWh/a"),
        ("weniger als 10 kWh/a", "höchstens 100 kWh/a", "10 | ]10 .. 100]", "10 kWh/a"),
        ("mindestens 10 kWh/a", "höchstens 100 kWh/a", "0 | ]0 .. 10[", "5 kWh/a"),
        ("mindestens 10 kWh/a", "mehr als 0 kWh/a", "]0 .. 10[", "5 kWh/a"),
        ("mehr als 0 kWh/a", "höchstens 100 kWh/a", "0", "0 kWh/a"),
        # where any amount will do, an ordinary household is the example
        ("ist 0 kWh/a", "mindestens 0 kWh/a", "]0 .. [", "3.500 kWh/a"),
    ],
)
def test_a_region_of_amounts(demand: str, admitted: str, where: str, who: str) -> None:
    outcome = found(f"fordert Kunde.Verbrauch {demand}", f"Verbrauch: {admitted}")
    assert region(outcome) == [where if where == "everybody" else f"Kunde.Verbrauch: {where}"]
    assert example(outcome) == {"Kunde.Verbrauch": who}


@pytest.mark.parametrize(
    ("demand", "admitted"),
    [
        ("höchstens 10 kWh/a", "höchstens 10 kWh/a"),
        ("höchstens 10 kWh/a", "weniger als 10 kWh/a"),
        ("weniger als 10 kWh/a", "weniger als 10 kWh/a"),
        ("mindestens 10 kWh/a", "mindestens 10 kWh/a"),
        ("mehr als 10 kWh/a", "mehr als 10 kWh/a"),
        ("mindestens 0 kWh/a", "höchstens 10 kWh/a"),
        ("ist nicht 10 kWh/a", "weniger als 10 kWh/a"),
        ("ist 10 kWh/a", "10 bis 10 kWh/a"),
    ],
)
def test_no_amount_that_is_admitted_breaks_the_rule(demand: str, admitted: str) -> None:
    assert found(f"fordert Kunde.Verbrauch {demand}", f"Verbrauch: {admitted}").verdict == "erfüllt"


def test_an_amount_that_another_fact_states_is_a_limit_too() -> None:
    book = rulebook(VOCABULARY, NORM + rule("fordert Kunde.Verbrauch höchstens Tarif.Menge"))
    outcome = judge(book, tariff("Verbrauch: höchstens 100 kWh/a", more="Menge: 10 kWh/a"))
    assert region(outcome) == ["Kunde.Verbrauch: ]10 .. 100]"]
    assert verdict(book, tariff("Verbrauch: höchstens 10 kWh/a", more="Menge: 10 kWh/a")) == "erfüllt"
    mirrored = rulebook(VOCABULARY, NORM + rule("fordert Tarif.Menge mindestens Kunde.Verbrauch"))
    outcome = judge(mirrored, tariff("Verbrauch: höchstens 100 kWh/a", more="Menge: 10 kWh/a"))
    assert region(outcome) == ["Kunde.Verbrauch: ]10 .. 100]"]


# ------------------------------------------------------------------------------------------------ days


@pytest.mark.parametrize(
    ("sale", "where", "day"),
    [
        ("ab 2022-01-01 bis 2022-12-31", "2022-03-01 .. 2022-12-31", "2022-03-01"),
        ("ab 2022-01-01", "2022-03-01 .. ", "2022-03-01"),
        ("bis 2022-03-01", "2022-03-01", "2022-03-01"),
        ("ab 2022-06-01", "everybody", "2022-06-01"),
        ("ab 2022-03-01 bis 2022-03-01", "everybody", "2022-03-01"),
    ],
)
def test_a_region_of_days(sale: str, where: str, day: str) -> None:
    book = rulebook(VOCABULARY, NORM + rule("fordert Vertragsschluss weniger als 2022-03-01"))
    outcome = judge(book, tariff(sale=sale))
    assert region(outcome) == [where if where == "everybody" else f"Vertragsschluss: {where}"]
    assert dict(outcome.witness)["Vertragsschluss"] == date.fromisoformat(day)


def test_the_last_day_before_and_the_first_day_of_a_version() -> None:
    book = rulebook(
        VOCABULARY,
        NORM
        + rule(
            """
            Fassung bis 2022-02-28
                fordert Tarif.Online
            Fassung ab 2022-03-01
                fordert nicht Tarif.Online
            """
        ),
    )
    assert verdict(book, tariff(sale="ab 2021-01-01 bis 2022-02-28", more="Online: ja")) == "erfüllt"
    assert region(judge(book, tariff(sale="ab 2021-01-01 bis 2022-03-01", more="Online: ja"))) == [
        "Vertragsschluss: 2022-03-01"
    ]
    assert region(judge(book, tariff(sale="bis 2022-03-01", more="Online: nein"))) == [
        "Vertragsschluss:  .. 2022-02-28"
    ]


def test_a_tariff_that_is_not_on_sale_admits_nobody() -> None:
    assert found("fordert Tarif.Online", sale="keine").verdict == "unanwendbar"


def test_a_notice_can_come_after_the_sale_has_ended() -> None:
    book = rulebook(VOCABULARY, NORM + rule("fordert Mitteilung weniger als 2022-06-01", day="Mitteilung"))
    assert region(judge(book, tariff(sale="ab 2022-01-01 bis 2022-01-31"))) == ["Mitteilung: 2022-06-01 .. "]


# ------------------------------------------------------------------------------------------------ names and sets


def test_a_region_of_names() -> None:
    outcome = found("fordert Kunde.Gruppe ist Privat", "Gruppe: Privat, Verein, Behörde")
    assert region(outcome) == ["Kunde.Gruppe: Behörde Verein"]
    assert example(outcome) == {"Kunde.Gruppe": "Verein"}
    assert found("fordert Kunde.Gruppe ist Privat", "Gruppe: Privat").verdict == "erfüllt"
    assert region(found("fordert Kunde.Gruppe ist Privat", "Gruppe: Verein")) == ["everybody"]
    assert region(found("fordert Kunde.Gruppe ist nicht Verein", "Gruppe: Verein, Gewerbe")) == ["Kunde.Gruppe: Verein"]


def test_a_region_of_sets() -> None:
    outcome = found("fordert Kunde.Anlagen enthält nicht Wallbox", "Ausschluss: Wärmepumpe")
    assert region(outcome) == ["Kunde.Anlagen: Wallbox | Wallbox, Speicher"]  # one name stands for the others
    assert example(outcome) == {"Kunde.Anlagen": "Wallbox"}
    assert found("fordert Kunde.Anlagen enthält nicht Wallbox", "Ausschluss: Wallbox").verdict == "erfüllt"


def test_what_is_required_everybody_has() -> None:
    supply = "Ausschluss: keine\nVoraussetzung: Wallbox"
    assert found("fordert Kunde.Anlagen enthält Wallbox", supply).verdict == "erfüllt"
    assert example(found("fordert Kunde.Anlagen enthält nicht Wallbox", supply)) == {"Kunde.Anlagen": "Wallbox"}
    assert example(found("fordert Kunde.Anlagen ist keine", supply)) == {"Kunde.Anlagen": "Wallbox"}
    assert example(found("fordert Kunde.Anlagen nur Wallbox", supply)) == {"Kunde.Anlagen": "Wallbox, Speicher"}
    both = "Ausschluss: Speicher, Solaranlage, Wärmepumpe\nVoraussetzung: Wallbox"
    assert found("fordert Kunde.Anlagen ist Wallbox", both).verdict == "erfüllt"


def test_the_empty_set_is_somebody_without_installations() -> None:
    assert example(found("fordert Kunde.Anlagen enthält Wallbox", "Ausschluss: keine")) == {"Kunde.Anlagen": "keine"}
    outcome = found("fordert nicht Kunde.Anlagen ist keine", "Ausschluss: Wallbox, Speicher, Solaranlage, Wärmepumpe")
    assert region(outcome) == ["everybody"]


def test_yes_and_no_are_both_tried() -> None:
    outcome = found("fordert Kunde.Umzug", "Umzug: ja")
    assert region(outcome) == ["Kunde.Umzug: nein"]


def test_cells_that_differ_in_one_term_become_one_block() -> None:
    outcome = found(
        "fordert Kunde.Gruppe ist Privat oder Kunde.Verbrauch höchstens 10 kWh/a",
        "Gruppe: Privat, Gewerbe\nVerbrauch: höchstens 20 kWh/a",
    )
    assert region(outcome) == ["Kunde.Gruppe: Gewerbe, Kunde.Verbrauch: ]10 .. 20]"]


# ------------------------------------------------------------------------------------------------ too many cases


def test_twelve_names_are_tried_and_thirteen_are_refused() -> None:
    def outcome(names: int) -> Outcome:
        listed = ", ".join(f"A{n}" for n in range(1, names + 1))
        return found(f"fordert Kunde.eins enthält nicht {listed}", "Ausschluss: keine")

    assert outcome(12).verdict == "verletzt"
    assert outcome(13).verdict == "unentschieden"
    assert outcome(13).missing == {"Kunde.eins"}


def test_a_product_of_too_many_cells_is_refused_and_says_of_what() -> None:
    listed = ", ".join(f"A{n}" for n in range(1, 10))
    demand = f"fordert Kunde.eins enthält nicht {listed} oder Kunde.zwei enthält nicht {listed}"
    outcome = found(demand, "Ausschluss: keine")
    assert outcome.verdict == "unentschieden"
    assert outcome.missing == {"Kunde.eins", "Kunde.zwei"}


# ------------------------------------------------------------------------------------------------ unknown domains


@pytest.mark.parametrize(
    ("demand", "supply", "verdict", "missing"),
    [
        # what nobody has stated may be anything: where the verdict turns on it, it is open
        ("Kunde.Verbrauch höchstens 10 kWh/a", "", "unentschieden", {"Belieferung.Verbrauch"}),
        ("Kunde.Gruppe ist Privat", "", "unentschieden", {"Belieferung.Gruppe"}),
        ("Kunde.Anlagen enthält nicht Wallbox", "", "unentschieden", {"Belieferung.Ausschluss"}),
        ("Kunde.Umzug", "", "unentschieden", {"Belieferung.Umzug"}),
        ("Kunde.Verbrauch höchstens 10 kWh/a", "Verbrauch: unbekannt", "unentschieden", {"Belieferung.Verbrauch"}),
        ("Kunde.Gruppe ist Privat", "Gruppe: unbekannt", "unentschieden", {"Belieferung.Gruppe"}),
        ("Kunde.Anlagen enthält nicht Wallbox", "Ausschluss: unbekannt", "unentschieden", {"Belieferung.Ausschluss"}),
        # where it does not, it is decided
        ("Kunde.Verbrauch mindestens 0 kWh/a", "", "erfüllt", set()),
        ("Kunde.Verbrauch weniger als 0 kWh/a", "", "verletzt", set()),
        ("Kunde.Gruppe ist eines aus Privat, Gewerbe, Verein, Behörde", "", "erfüllt", set()),
        ("Kunde.Gruppe ist Privat und Kunde.Gruppe ist Verein", "", "verletzt", set()),
        # only what it turns on is asked for
        ("Kunde.Gruppe ist Privat oder Kunde.Verbrauch mindestens 0 kWh/a", "", "erfüllt", set()),
        (
            "Kunde.Gruppe ist Privat oder Kunde.Verbrauch höchstens 10 kWh/a",
            "Gruppe: Gewerbe",
            "unentschieden",
            {"Belieferung.Verbrauch"},
        ),
        (
            "Kunde.Gruppe ist Privat oder Kunde.Verbrauch höchstens 10 kWh/a",
            "",
            "unentschieden",
            {"Belieferung.Gruppe", "Belieferung.Verbrauch"},
        ),
    ],
)
def test_an_unknown_domain(demand: str, supply: str, verdict: str, missing: set[str]) -> None:
    outcome = found(f"fordert {demand}", supply)
    assert (outcome.verdict, outcome.missing) == (verdict, missing)


def test_nobody_knows_when_it_is_on_sale() -> None:
    outcome = found("fordert Vertragsschluss mindestens 2022-03-01", sale=None)
    assert (outcome.verdict, outcome.missing) == ("unentschieden", {"Tarif.Vertrieb"})
    assert found("fordert Kunde.Verbrauch mindestens 0 kWh/a", sale=None).verdict == "erfüllt"


def test_violated_for_some_and_open_for_others_is_violated_and_says_so() -> None:
    outcome = found(
        "fordert Kunde.Gruppe ist nicht Verein und (Kunde.Gruppe ist Privat oder Tarif.Online)",
        "Gruppe: Privat, Gewerbe, Verein",
    )
    assert outcome.verdict == "verletzt"
    assert region(outcome) == ["Kunde.Gruppe: Verein"]
    assert outcome.missing == {"Tarif.Online"}
    assert [restriction.cells[0].value for box in outcome.open_elsewhere for restriction in box.restrictions] == [
        "Gewerbe"
    ]


# ------------------------------------------------------------------------------------------------ one day, one customer


def test_as_of_looks_at_one_day_only() -> None:
    book = rulebook(VOCABULARY, NORM + rule("fordert Vertragsschluss weniger als 2022-03-01"))

    def on(day: str, sale: str | None = SALE) -> str:
        judge = Judge(book, as_of=date.fromisoformat(day))
        return judge.outcome(book.rules["R"], contract(book, tariff(sale=sale)), None).verdict

    assert on("2022-02-28") == "erfüllt"
    assert on("2022-03-01") == "verletzt"
    assert on("2023-01-01") == "unanwendbar"  # no longer on sale
    assert on("2022-03-01", sale=None) == "verletzt"


def test_silence_admits_everybody_where_that_is_asked() -> None:
    book = rulebook(VOCABULARY, NORM + rule("fordert Kunde.Gruppe ist Privat"))
    judge = Judge(book, admit_all=True)
    assert judge.outcome(book.rules["R"], contract(book, "Tarif t"), None).verdict == "verletzt"


OFFERED = """
Tarif t
    Vertrieb: ab 2022-01-01 bis 2022-12-31
Belieferung
    Gruppe: Privat, Gewerbe
    Verbrauch: höchstens 100 kWh/a
    Ausschluss: Wärmepumpe
"""


def offer(*lines: str, concluded: str | None = "2022-02-01") -> str:
    head = ["Angebot a", "    Tarif: t"] + ([f"    Vertragsschluss: {concluded}"] if concluded else [])
    return "\n".join([*head, "Kunde", *(f"    {line}" for line in lines)])


@pytest.mark.parametrize(
    ("demand", "stated", "verdict", "missing"),
    [
        ("Kunde.Gruppe ist Privat", "Gruppe: Privat", "erfüllt", set()),
        ("Kunde.Gruppe ist Privat", "Gruppe: Gewerbe", "verletzt", set()),
        # an offer is made to one customer: what it leaves out is unknown, within what the tariff admits
        ("Kunde.Gruppe ist Privat", "", "unentschieden", {"Kunde.Gruppe"}),
        ("Kunde.Gruppe ist nicht Verein", "", "erfüllt", set()),
        ("Kunde.Verbrauch höchstens 10 kWh/a", "Verbrauch: 10 kWh/a", "erfüllt", set()),
        ("Kunde.Verbrauch höchstens 10 kWh/a", "Verbrauch: 10,001 kWh/a", "verletzt", set()),
        ("Kunde.Verbrauch höchstens 10 kWh/a", "", "unentschieden", {"Kunde.Verbrauch"}),
        ("Kunde.Verbrauch höchstens 100 kWh/a", "", "erfüllt", set()),
        ("Kunde.Anlagen enthält nicht Wallbox", "Anlagen: Speicher", "erfüllt", set()),
        ("Kunde.Anlagen enthält nicht Wallbox", "Anlagen: keine", "erfüllt", set()),
        ("Kunde.Anlagen enthält nicht Wallbox", "Anlagen: Wallbox, Speicher", "verletzt", set()),
        ("Kunde.Anlagen enthält nicht Wallbox", "", "unentschieden", {"Kunde.Anlagen"}),
        ("Kunde.Anlagen enthält nicht Wärmepumpe", "", "erfüllt", set()),
        ("Kunde.Umzug", "Umzug: ja", "erfüllt", set()),
        ("Kunde.Umzug", "Umzug: nein", "verletzt", set()),
        ("Kunde.Umzug", "", "unentschieden", {"Kunde.Umzug"}),
        ("Vertragsschluss weniger als 2022-02-01", "", "verletzt", set()),
        ("Angebotsdatum höchstens 2022-02-01", "", "erfüllt", set()),  # on the day of the contract at the latest
        ("Mitteilung mindestens 2022-02-01", "", "erfüllt", set()),  # after the day of the contract
    ],
)
def test_an_offer_is_one_customer(demand: str, stated: str, verdict: str, missing: set[str]) -> None:
    book = rulebook(VOCABULARY, NORM + rule(f"fordert {demand}"))
    outcome = judge(book, offer(*([stated] if stated else [])), OFFERED)
    assert (outcome.verdict, outcome.missing) == (verdict, missing)


def test_an_offer_without_a_day_asks_for_it() -> None:
    book = rulebook(VOCABULARY, NORM + rule("fordert Vertragsschluss weniger als 2022-03-01"))
    outcome = judge(book, offer(concluded=None), OFFERED)
    assert (outcome.verdict, outcome.missing) == ("unentschieden", {"Vertragsschluss"})
    assert verdict(book, offer(concluded="2022-02-28"), OFFERED) == "erfüllt"
    assert verdict(book, offer(concluded="2022-03-01"), OFFERED) == "verletzt"


def test_a_running_contract_is_looked_at_on_the_day_asked_for() -> None:
    book = rulebook(VOCABULARY, NORM + rule("fordert Mitteilung weniger als 2023-01-01", day="Mitteilung"))
    judged = contract(book, offer(), OFFERED)
    for day, expected in (("2022-12-31", "erfüllt"), ("2023-01-01", "verletzt"), ("2022-01-31", "unanwendbar")):
        assert Judge(book, as_of=date.fromisoformat(day)).outcome(book.rules["R"], judged, None).verdict == expected
    assert Judge(book).outcome(book.rules["R"], judged, None).verdict == "verletzt"
