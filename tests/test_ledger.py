"""Price changes: what arises between two prices, the notice that belongs to one, and what is wrong with a ledger.

``CHANGE`` and ``TARIFF`` are small; the vocabulary, the official amounts and the terms are those that ship.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from textwrap import dedent, indent

import golden
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import Call

from checker.check import Run
from checker.documents import Library
from checker.finding import Finding
from checker.guarantees import guaranteed, runs_on
from checker.judge import Judge
from checker.layers import contract_of
from checker.ledger_steps import difference, lead, months_begun
from checker.rule_files import load_rulebook
from checker.rulebook import Rulebook
from checker.vocabulary import Document, Instance
from dsl.document import Mark, show
from dsl.period import Duration
from dsl.quantity import Amount
from dsl.reader import read_tariff
from dsl.source import read_source

HEAD = """\
Tarif t "T"
    AGB: stromio-2018-05-25
    Vertrieb: ab 2018-06-01 bis 2021-06-30
Belieferung
    Kundengruppe: Privat
    Jahresverbrauch: höchstens 100.000 kWh/a
    Lieferfrist: 1 Monat
"""
OLD = """\
Preis ab 2018-06-01
    Grundpreis: 11,90 EUR/Monat brutto
    Arbeitspreis: 28,55 ct/kWh brutto
    Beschaffung: 8,140 ct/kWh netto
    Netzentgelt: 7,400 ct/kWh netto
    EEG-Umlage: 6,405 ct/kWh netto
    Umsatzsteuersatz: 19 %
"""


@lru_cache(maxsize=1)
def book() -> Rulebook:
    loaded = load_rulebook()
    assert not loaded.problems
    return loaded


def document(text: str) -> tuple[Document, list[str]]:
    """The tariff, and the codes of what is wrong with its text."""
    source, problems = read_source("t.tarif", text.encode())
    raw, found = read_tariff(source, book().vocabulary.sections)
    assert raw is not None
    read, more = book().vocabulary.document(raw, raw.kind)
    return read, [each.code for each in (*problems, *found, *more)]


def changes(*sections: str, head: str = HEAD) -> list[Instance]:
    read, codes = document(head + "".join(dedent(section) for section in sections))
    assert not codes
    return contract_of(read, None, book()).instances.get("Preisänderung", [])


def told(change: Instance) -> dict[str, str]:
    """The facts of a change as a reader sees them."""
    return {name.removeprefix("Preisänderung."): show(fact.value) for name, fact in change.facts.items()}


def findings(*sections: str, head: str = HEAD) -> list[Finding]:
    """What a check says of the form of the tariff, rules aside."""
    read, _ = document(head + "".join(dedent(section) for section in sections))
    report = Run(book(), select=("nothing",)).report(Library(documents=[read]))
    return [each for each in report.findings if each.kind == "syntax"]


def verdicts(rule: str, *sections: str, head: str = HEAD) -> list[str]:
    """The verdicts of one rule on all changes, in the order of their days."""
    read, codes = document(head + "".join(dedent(section) for section in sections))
    assert not codes
    found = Judge(book()).verdicts([book().rules[rule]], contract_of(read, None, book()))
    return [outcome.verdict for _, _, outcome in found]


def price(day: str, **facts: str) -> str:
    """A price like ``OLD`` from ``day`` on, with other facts put in."""
    lines = dict(line.strip().split(": ", 1) for line in OLD.splitlines()[1:])
    lines |= {name.replace("_", "-"): value for name, value in facts.items()}
    return f"Preis ab {day}\n" + indent("\n".join(f"{k}: {v}" for k, v in lines.items()), "    ") + "\n"


def notice(day: str, sent: str, way: str = "E-Mail", more: str = "") -> str:
    return f"Mitteilung\n    Preis-ab: {day}\n    Versand: {sent}\n    Weg: {way}\n{more}"


# ------------------------------------------------------------------------------------------------ what changes


def test_one_price_is_no_change() -> None:
    assert changes(OLD) == []


def test_old_new_difference_and_cause() -> None:
    later = price("2022-01-01", EEG_Umlage="3,723 ct/kWh netto", Arbeitspreis="25,36 ct/kWh brutto")
    (change,) = changes(OLD, later)
    facts = told(change)
    assert change.key == facts["ab"] == "2022-01-01"
    assert facts["EEG-Umlage-vorher"] == "6,405 ct/kWh netto"
    assert facts["EEG-Umlage-nachher"] == "3,723 ct/kWh netto"
    assert facts["EEG-Umlage-Differenz"] == "-2,682 ct/kWh netto"
    assert facts["Arbeitspreis-Differenz"] == "-3,19 ct/kWh brutto"
    assert (facts["Richtung"], facts["Anlässe"], facts["gesunken"]) == ("niedriger", "EEG-Umlage", "EEG-Umlage")
    assert (facts["erklärt"], facts["gestiegen"]) == ("ja", "keine")


@pytest.mark.parametrize(
    ("new", "explained"),
    [
        # 25,36 lies between 25,353 and 25,363: net 23,9916 (28,55 without VAT) less 2,682, with VAT; both are rounded
        ("25,34", "nein"),
        ("25,35", "ja"),
        ("25,36", "ja"),
        ("25,37", "nein"),
    ],
)
def test_the_components_explain_the_price_up_to_rounding(new: str, explained: str) -> None:
    later = price("2022-01-01", EEG_Umlage="3,723 ct/kWh netto", Arbeitspreis=f"{new} ct/kWh brutto")
    assert told(changes(OLD, later)[0])["erklärt"] == explained


def test_vat_alone_changes_both_prices() -> None:
    cut = price(
        "2020-07-01",
        Grundpreis="11,60 EUR/Monat brutto",
        Arbeitspreis="27,83 ct/kWh brutto",
        Umsatzsteuersatz="16 %",
    )
    facts = told(changes(OLD, cut)[0])
    assert (facts["Anlässe"], facts["erklärt"], facts["Richtung"]) == ("Umsatzsteuer", "ja", "niedriger")


def test_a_component_stated_in_one_price_only_leaves_the_causes_open() -> None:
    facts = told(changes(OLD, price("2022-01-01", KWKG_Umlage="0,378 ct/kWh netto"))[0])
    assert not {"Anlässe", "gestiegen", "gesunken", "erklärt", "KWKG-Umlage-Differenz"} & set(facts)
    assert facts["KWKG-Umlage-nachher"] == "0,378 ct/kWh netto"


def test_an_abolished_component_falls_to_nothing() -> None:
    facts = told(changes(OLD, price("2023-01-01", EEG_Umlage="keine", Arbeitspreis="20,93 ct/kWh brutto"))[0])
    assert (facts["EEG-Umlage-Differenz"], facts["gesunken"]) == ("-6,405 ct/kWh netto", "EEG-Umlage")


def test_prices_are_taken_in_the_order_of_their_days() -> None:
    last, middle = price("2022-01-01"), price("2020-01-01", Netzentgelt="7,500 ct/kWh netto")
    found = changes(OLD, last, middle)
    assert [change.key for change in found] == ["2020-01-01", "2022-01-01"]
    assert [told(change)["Netzentgelt-Differenz"] for change in found] == ["0,100 ct/kWh netto", "-0,100 ct/kWh netto"]


def test_official_amounts_of_both_days() -> None:
    facts = told(changes(OLD, price("2020-07-01"))[0])
    assert "Umsatzsteuer" not in facts["amtlich-unverändert"]
    assert "Stromsteuer" in facts["amtlich-unverändert"]


AMOUNTS = st.decimals(-100, 100, places=3).map(lambda number: Amount(number, "ct/kWh", "netto"))
STEPS = st.one_of(AMOUNTS, st.just(Mark.NONE))


def worth(value: object) -> Decimal:
    return value.value if isinstance(value, Amount) else Decimal(0)


@given(STEPS, STEPS, STEPS)
def test_differences_add_up(one: Amount | Mark, two: Amount | Mark, three: Amount | Mark) -> None:
    parts = worth(difference(one, two)) + worth(difference(two, three))
    assert parts == worth(difference(one, three)) == worth(three) - worth(one)


@given(STEPS, STEPS)
def test_reversing_a_change_reverses_its_difference(one: Amount | Mark, two: Amount | Mark) -> None:
    assert worth(difference(one, two)) == -worth(difference(two, one))


def test_reversing_a_change_makes_higher_lower() -> None:
    dear = {"Beschaffung": "9,140 ct/kWh netto", "Arbeitspreis": "29,74 ct/kWh brutto"}
    up, down = changes(OLD, price("2019-01-01", **dear), price("2020-01-01"))
    assert (told(up)["Richtung"], told(down)["Richtung"]) == ("höher", "niedriger")
    assert told(up)["gestiegen"] == told(down)["gesunken"] == "Beschaffung"
    assert told(up)["Anlässe"] == told(down)["Anlässe"] == "eigene-Kosten"


def test_gross_and_net_have_no_difference() -> None:
    assert difference(Amount(Decimal(1), "ct/kWh", "netto"), Amount(Decimal(1), "ct/kWh", "brutto")) is None
    assert difference(Amount(Decimal(1), "ct/kWh", "netto"), Mark.UNKNOWN) is None


# ------------------------------------------------------------------------------------------------ notices


@pytest.mark.parametrize(
    ("received", "effective", "days", "months"),
    [
        ("2022-01-31", "2022-03-01", 28, 1),  # the whole of February
        ("2022-02-01", "2022-03-01", 27, 0),
        ("2024-01-31", "2024-03-01", 29, 1),
        ("2024-02-01", "2024-03-01", 28, 0),  # 29 February is missing
        ("2021-11-19", "2022-01-01", 42, 1),
        ("2021-11-20", "2022-01-01", 41, 1),
        ("2022-01-01", "2022-01-01", 0, 0),
        ("2022-02-01", "2022-01-01", 0, 0),
    ],
)
def test_full_days_and_months_between_receipt_and_effect(received: str, effective: str, days: int, months: int) -> None:
    found = lead(date.fromisoformat(received), date.fromisoformat(effective))
    assert found == (Duration(days, "Tag"), Duration(months, "Monat"))


@given(st.dates(date(2018, 1, 1), date(2030, 1, 1)), st.integers(1, 400))
def test_a_day_later_is_never_more_time(received: date, days: int) -> None:
    effective = received + timedelta(days)
    before, after = lead(received, effective), lead(received + timedelta(1), effective)
    assert before[0].count == max(after[0].count + 1, 0) or not before[0].count
    assert before[1].count >= after[1].count


def test_an_email_counts_as_received_the_day_after() -> None:
    (change,) = changes(OLD, price("2022-01-01"), notice("2022-01-01", "2021-11-18"))
    facts = told(change)
    assert (facts["Mitteilung-Versand"], facts["Mitteilung-Zugang"]) == ("2021-11-18", "2021-11-19")
    assert (facts["Vorlauf"], facts["mitgeteilt"]) == ("42 Tage", "ja")


def test_when_a_letter_arrives_is_a_fact() -> None:
    facts = told(changes(OLD, price("2022-01-01"), notice("2022-01-01", "2021-11-18", "Brief"))[0])
    assert facts["mitgeteilt"] == "ja"
    assert not {"Mitteilung-Zugang", "Vorlauf"} & set(facts)
    stated = notice("2022-01-01", "2021-11-18", "Brief", "    Zugang: 2021-11-20\n")
    assert told(changes(OLD, price("2022-01-01"), stated)[0])["Vorlauf"] == "41 Tage"


DEARER = price("2022-01-01", Netzentgelt="8,400 ct/kWh netto", Arbeitspreis="29,74 ct/kWh brutto")


@pytest.mark.parametrize(("sent", "verdict"), [("2021-11-18", "erfüllt"), ("2021-11-19", "verletzt")])
def test_six_weeks_to_the_day(sent: str, verdict: str) -> None:
    assert verdicts("AGB-6-3-AENDERUNG", OLD, DEARER, notice("2022-01-01", sent)) == [verdict]


@pytest.mark.parametrize(
    ("sent", "verdict"), [("2021-11-29", "erfüllt"), ("2021-11-30", "erfüllt"), ("2021-12-01", "verletzt")]
)
def test_a_month_to_the_day_by_letter(sent: str, verdict: str) -> None:
    same_day = notice("2022-01-01", sent, "Brief", f"    Zugang: {sent}\n")
    assert verdicts("ENWG-41-5-AENDERUNG-FRIST", OLD, DEARER, same_day) == [verdict]


def test_a_file_without_notices_does_not_speak_of_them() -> None:
    assert verdicts("ENWG-41-5-AENDERUNG", OLD, DEARER) == ["unentschieden"]


def test_a_file_with_notices_has_all_of_them() -> None:
    first = price("2020-01-01", Netzentgelt="7,500 ct/kWh netto", Arbeitspreis="28,67 ct/kWh brutto")
    assert verdicts("ENWG-41-5-AENDERUNG", OLD, first, DEARER, notice("2022-01-01", "2021-11-18")) == [
        "verletzt",
        "erfüllt",
    ]


def test_no_notice_can_be_stated() -> None:
    none = "Mitteilung\n    Preis-ab: 2022-01-01\n    Versand: keine\n"
    assert verdicts("ENWG-41-5-AENDERUNG", OLD, DEARER, none) == ["verletzt"]


# ------------------------------------------------------------------------------------------------ guarantees

GUARANTEE = "Preisgarantie\n    Art: eingeschränkt\n    Dauer: 12 Monate ab {anchor}\n"


@pytest.mark.parametrize(
    ("anchor", "day", "guaranteed"),
    [
        # sold until 2021-06-30; supply begins within a month, so on 2021-07-30 at the latest
        ("Lieferbeginn", "2022-07-29", True),
        ("Lieferbeginn", "2022-07-30", False),
        # signed on 2021-06-30, which does not count
        ("Vertragsschluss", "2022-06-30", True),
        ("Vertragsschluss", "2022-07-01", False),
    ],
)
def test_a_guarantee_runs_for_the_last_who_could_sign(anchor: str, day: str, guaranteed: bool) -> None:
    dearer = DEARER.replace("2022-01-01", day)
    (change,) = changes(OLD, dearer, GUARANTEE.format(anchor=anchor))
    assert told(change)["garantiert"] == (
        "Beschaffung, Vertriebskosten, Abrechnungskosten, Netzentgelt, Messung" if guaranteed else "keine"
    )
    expected = "verletzt" if guaranteed else "erfüllt"
    assert verdicts("AGB-7-AENDERUNG", OLD, dearer, GUARANTEE.format(anchor=anchor)) == [expected]


@pytest.mark.parametrize(
    ("day", "held"),
    [
        ("2026-06-30", True),
        ("2026-07-01", False),  # the day after an end
        ("2026-07-02", True),  # it has rolled on
        ("2026-12-31", True),
        ("2027-01-01", False),
    ],
)
def test_a_rolling_guarantee_lets_the_price_change_on_the_day_after_an_end(day: str, held: bool) -> None:
    text = "Preisgarantie\n    Bestandteile: Beschaffung\n    Dauer: bis 2026-06-30\n    rollierend: Halbjahresende\n"
    read, codes = document(HEAD + text)
    assert not codes
    found = guaranteed(contract_of(read, None, book()), date.fromisoformat(day), book().vocabulary)
    assert found == (frozenset({"Beschaffung"}) if held else frozenset())


def test_a_guarantee_does_not_hold_levies() -> None:
    later = price("2021-01-01", EEG_Umlage="6,500 ct/kWh netto", Arbeitspreis="28,66 ct/kWh brutto")
    assert verdicts("AGB-7-AENDERUNG", OLD, later, GUARANTEE.format(anchor="Lieferbeginn")) == ["erfüllt"]


def test_a_guarantee_without_a_known_start_leaves_it_open() -> None:
    read, _ = document(HEAD + OLD)
    contract = contract_of(read, None, book())
    assert runs_on(Duration(12, "Monat"), date(2022, 1, 1), contract) is None
    assert runs_on(Mark.NONE, date(2022, 1, 1), contract) is False


# ------------------------------------------------------------------------------------------------ official amounts fall


def falls(*sections: str, sale: str = "ab 2018-06-01 bis 2021-06-30") -> list[dict[str, str]]:
    head = HEAD.replace("ab 2018-06-01 bis 2021-06-30", sale)
    read, codes = document(head + "".join(sections))
    assert not codes
    found = contract_of(read, None, book()).instances.get("Kostensenkung", [])
    return [{name.partition(".")[2]: show(fact.value) for name, fact in each.facts.items()} for each in found]


@pytest.mark.parametrize(
    ("next_price", "sale", "expected"),
    [
        ("2022-07-01", "ab 2018-06-01 bis 2021-06-30", []),  # the new price begins on that day
        ("2022-07-02", "ab 2018-06-01 bis 2021-06-30", ["2022-07-01"]),
        (
            "",
            "ab 2018-06-01 bis 2022-06-30",
            [],
        ),  # sold for the last time on the day before; what became of it is unknown
        ("", "ab 2018-06-01 bis 2022-07-01", ["2022-07-01"]),
    ],
)
def test_a_price_stands_until_the_next_or_as_long_as_it_is_on_sale(
    next_price: str, sale: str, expected: list[str]
) -> None:
    first = price("2021-12-31"), price("2022-01-01", EEG_Umlage="3,723 ct/kWh netto")
    found = falls(*first, price(next_price) if next_price else "", sale=sale)
    assert [each["ab"] for each in found] == expected


def test_by_how_much_and_since_when() -> None:
    (fall,) = falls(price("2022-01-01", EEG_Umlage="3,723 ct/kWh netto"), price("2022-08-01"))
    assert fall == {
        "ab": "2022-07-01",
        "Preis-ab": "2022-01-01",
        "Betrag": "3,723 ct/kWh netto",
        "Rückgang": "3,723 ct/kWh netto",
        "Bestandteile": "EEG-Umlage",
        "genannt": "ja",
        "garantiert": "keine",
        "Dauer": "1 Monat",
    }


def test_what_the_price_does_not_contain_does_not_fall() -> None:
    assert falls(price("2022-01-01", EEG_Umlage="keine"), price("2022-08-01")) == []


def test_levies_that_rise_eat_up_those_that_fall() -> None:
    # 2019: EEG 6,792 to 6,405, CHP 0,345 to 0,280, network use 0,370 to 0,305, AbLaV 0,011 to 0,005; but offshore 0,037
    # to 0,416. From 2020 on all of them together are dearer than in 2018, so that the fall lasts a year
    (fall,) = falls(price("2018-06-01"), price("2020-06-01"), sale="ab 2018-06-01 bis 2020-12-31")
    assert (fall["ab"], fall["Betrag"], fall["Dauer"]) == ("2019-01-01", "0,144 ct/kWh netto", "12 Monate")
    assert (
        falls(price("2018-06-01", EEG_Umlage="keine"), price("2020-06-01"), sale="ab 2018-06-01 bis 2020-12-31") == []
    )


@pytest.mark.parametrize(
    ("since", "sale", "expected"),
    [
        ("2022-06-30", "ab 2018-06-01 bis 2022-07-01", [("2022-07-01", "3,723 ct/kWh netto", "1 Monat")]),
        ("2022-06-30", "ab 2018-06-01 bis 2022-06-30", []),  # not on sale any more on the day of the fall
        ("2022-07-01", "ab 2018-06-01 bis 2022-12-31", []),  # the price was set on that very day
    ],
)
def test_a_single_price_stands_as_long_as_it_is_on_sale(
    since: str, sale: str, expected: list[tuple[str, str, str]]
) -> None:
    found = falls(price(since), sale=sale)
    assert [(each["ab"], each["Betrag"], each["Dauer"]) for each in found] == expected


def test_without_a_known_sale_nobody_can_tell_how_long_the_only_price_stands() -> None:
    assert falls(price("2022-01-01"), sale="unbekannt") == []


@pytest.mark.parametrize(
    ("end", "months"), [("2023-01-01", 6), ("2023-01-02", 7), ("2022-07-02", 1), ("2022-08-01", 1)]
)
def test_a_month_that_has_begun_counts_in_full(end: str, months: int) -> None:
    assert months_begun(date(2022, 7, 1), date.fromisoformat(end)) == Duration(months, "Monat")


@pytest.mark.parametrize(
    ("new", "unexplained"),
    [("25,36", "0,00"), ("25,37", "0,01"), ("25,35", "0,00"), ("25,34", "-0,02"), ("28,55", "3,19")],
)
def test_what_the_components_do_not_explain(new: str, unexplained: str) -> None:
    # 25,358 would be exact, up to half a hundredth of both prices
    later = price("2022-01-01", EEG_Umlage="3,723 ct/kWh netto", Arbeitspreis=f"{new} ct/kWh brutto")
    assert told(changes(OLD, later)[0])["Arbeitspreis-unerklärt"] == f"{unexplained} ct/kWh brutto"


@pytest.mark.parametrize(("day", "first"), [("2022-03-01", "ja"), ("2022-03-02", "nein"), ("2022-02-28", "nein")])
def test_the_first_of_a_month(day: str, first: str) -> None:
    assert told(changes(OLD, price(day))[0])["Monatsbeginn"] == first


# ------------------------------------------------------------------------------------------------ what is wrong


def test_a_ledger_in_order_is_fine() -> None:
    assert findings(OLD, DEARER, notice("2022-01-01", "2021-11-18"), GUARANTEE.format(anchor="Lieferbeginn")) == []


@pytest.mark.parametrize(
    ("sections", "code", "line", "other", "words"),
    [
        ([DEARER, price("2020-01-01")], "ledger-out-of-order", 22, 15, "„Preis ab 2020-01-01“ steht hinter"),
        ([price("2018-06-01")], "change-before-sale", None, None, ""),
        ([price("2018-05-31")], "ledger-out-of-order", 15, 8, "steht hinter „Preis ab 2018-06-01“"),
        ([DEARER, notice("2022-01-02", "2021-11-18")], "notice-without-change", 23, None, "kein Preis"),
        ([notice("2018-06-01", "2018-01-01")], "notice-without-change-at-all", 16, None, "nur einen Preis"),
        ([DEARER, "Mitteilung\n    Versand: 2021-11-18\n"], "notice-without-day", 22, None, "welcher Preisänderung"),
        ([DEARER, notice("2022-01-01", "2021-11-18") * 2], "notice-twice", 26, 22, "geprüft wird die erste"),
        ([GUARANTEE.format(anchor="Lieferbeginn") * 2], "guarantees-overlap", 18, 15, "Beschaffung, Vertriebskosten"),
    ],
)
def test_each_flaw_has_its_own_message(
    sections: list[str], code: str, line: int | None, other: int | None, words: str
) -> None:
    found = {each.rule: each for each in findings(OLD, *sections)}
    if line is None:
        assert code not in found  # two prices for the first day: that there are two is the flaw
        return
    finding = found[code]
    assert finding.primary.span.line == line
    assert [label.span.line for label in finding.related] == ([other] if other else [])
    assert words in finding.message.de
    assert finding.message.en


@pytest.mark.parametrize(("day", "flawed"), [("2018-05-31", True), ("2018-06-01", True), ("2018-06-02", False)])
def test_a_price_changes_only_after_the_sale_has_begun(day: str, flawed: bool) -> None:
    early = OLD.replace("2018-06-01", "2018-01-01")
    assert [each.rule for each in findings(early, price(day))] == ["change-before-sale"] * flawed


def test_two_prices_for_one_day_are_named_and_neither_is_taken() -> None:
    read, codes = document(HEAD + OLD + DEARER + price("2022-01-01"))
    assert codes == ["section-same-key"]
    (change,) = contract_of(read, None, book()).instances["Preisänderung"]
    facts = told(change)
    assert facts["Netzentgelt-nachher"] == "unbekannt"
    assert facts["EEG-Umlage-Differenz"] == "0,000 ct/kWh netto"
    assert "Anlässe" not in facts


def test_nobody_writes_a_price_change() -> None:
    _, codes = document(HEAD + OLD + "Preisänderung ab 2022-01-01\n    Richtung: höher\n")
    assert codes == ["section-derived"]


def test_a_guarantee_of_one_price_covers_the_parts_of_that_price() -> None:
    """Procurement is paid by the kilowatt-hour, metering by the year, VAT with every price."""
    text = "Preisgarantie\n    Art: individuell\n    Bestandteile: Beschaffung, Messung, Umsatzsteuer\n"
    text += "    Preispositionen: {}\n    Dauer: bis 2021-12-31\n"
    new = price("2020-01-01", Arbeitspreis="29,74 ct/kWh brutto", Beschaffung="9,140 ct/kWh netto")

    def covered(lines: str) -> str | None:
        (change,) = changes(OLD, new, text.format(lines))
        return told(change).get("garantiert")

    assert covered("Arbeitspreis") == "Beschaffung, Umsatzsteuer"
    assert covered("Grundpreis") == "Messung, Umsatzsteuer"
    assert covered("Grundpreis, Arbeitspreis") == "Beschaffung, Messung, Umsatzsteuer"
    assert covered("unbekannt") is None
    guarantee = text.replace("Beschaffung, Messung, Umsatzsteuer", "lit. a bis j")
    assert verdicts("AGB-7-AENDERUNG", OLD, new, guarantee.format("Arbeitspreis")) == ["verletzt"]
    assert verdicts("AGB-7-AENDERUNG", OLD, new, guarantee.format("Grundpreis")) == ["erfüllt"]
    dearer = price("2020-01-01", Grundpreis="12,90 EUR/Monat brutto")  # why, its parts do not say
    assert verdicts("AGB-7-AENDERUNG", OLD, dearer, guarantee.format("Grundpreis")) == ["unentschieden"]
    metered = OLD + "    Messung: 10,00 EUR/a netto\n"
    dearer = price("2020-01-01", Grundpreis="12,90 EUR/Monat brutto", Messung="20,08 EUR/a netto")
    assert verdicts("AGB-7-AENDERUNG", metered, dearer, guarantee.format("Grundpreis")) == ["verletzt"]
    assert verdicts("AGB-7-AENDERUNG", metered, dearer, guarantee.format("Arbeitspreis")) == ["erfüllt"]


def test_guarantees_of_different_prices_do_not_overlap() -> None:
    energy = "Preisgarantie\n    Art: individuell\n    Bestandteile: lit. a\n    Preispositionen: Arbeitspreis\n"
    assert findings(OLD, energy, energy.replace("Arbeitspreis", "Grundpreis")) == []
    assert findings(OLD, energy, energy.replace("lit. a", "lit. b")) == []


# every flaw of a ledger once; the second file has the two that exclude some of the first
FLAWED = """\
Tarif a "A"
    AGB: keine
    Vertrieb: ab 2020-06-01

Preis ab 2020-06-01
    Arbeitspreis: 28,00 ct/kWh brutto

Preis ab 2022-01-01
    Arbeitspreis: 30,00 ct/kWh brutto

Preis ab 2021-01-01
    Arbeitspreis: 29,00 ct/kWh brutto

Preis ab 2022-01-01
    Arbeitspreis: 31,00 ct/kWh brutto

Preisgarantie
    Art: individuell
    Bestandteile: Beschaffung, Netzentgelt
    Dauer: bis 2021-12-31

Preisgarantie
    Art: individuell
    Bestandteile: Netzentgelt
    Dauer: bis 2022-12-31

Mitteilung
    Preis-ab: 2021-02-01
    Versand: 2020-12-01

Mitteilung
    Versand: 2020-12-01

Mitteilung
    Preis-ab: 2021-01-01
    Versand: 2020-11-01

Mitteilung
    Preis-ab: 2021-01-01
    Versand: 2020-11-02
"""
EARLY = """\
Tarif b "B"
    AGB: keine
    Vertrieb: ab 2020-06-01

Preis ab 2020-01-01
    Arbeitspreis: 28,00 ct/kWh brutto

Preis ab 2020-06-01
    Arbeitspreis: 29,00 ct/kWh brutto

Kostensenkung ab 2020-07-01
    Betrag: 1,00 ct/kWh netto
"""


@pytest.mark.parametrize("language", ["de", "en"])
def test_what_a_user_sees_of_a_broken_ledger(language: str, run: Call, tarife: Path) -> None:
    (tarife / "a.tarif").write_text(FLAWED, encoding="utf-8")
    (tarife / "b.tarif").write_text(EARLY, encoding="utf-8")
    said = run("check", "--lang", language, "--select", "UWG-5", "a.tarif", "b.tarif")
    assert said.status == 1
    golden.check(f"ledger/flaws.{language}", said.out)
