"""`tariflint change`: what differs between two versions, for whom it is worse, what the change takes, and by when.

The tariffs are small and stand here as text; the vocabulary, the rules and the terms are those that ship.
"""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

import golden
import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from support import Call, process

from checker import cli
from checker.change.by_consumption import Spread
from checker.change.calendar import calendar
from checker.change.change_json import schema
from checker.change.compare import Comparison, Side, When, compare
from checker.change.differences import ADDED, CHANGED, REMOVED
from checker.change.effect import BETTER, MIRRORED, MIXED, NEUTRAL, WORSE, effect
from checker.change.limits import Plan
from checker.change.plan import Planner
from checker.judge import VIOLATED, Judge
from checker.layers import contract_of
from checker.ledger import day_of
from checker.rule_files import load_rulebook
from checker.rulebook import Rulebook
from checker.vocabulary import Document
from dsl.reader import read_tariff
from dsl.source import read_source
from dsl.workdays import public_holidays

ROOT = Path(__file__).parent.parent
DAY = timedelta(1)

HEAD = """\
Tarif strom-plus "Strom Plus"
    Lieferant: "Stromio GmbH"
    AGB: stromio-2018-05-25
    Versorgungsart: Sondervertrag
    Vertrieb: ab 2024-01-01 bis 2024-12-31
Belieferung
    Kundengruppe: Privat, Gewerbe
    Jahresverbrauch: höchstens 100.000 kWh/a
    Lieferfrist: 1 Monat
"""
PRICE = """\
Preis ab 2024-01-01
    Grundpreis: 11,90 EUR/Monat brutto
    Arbeitspreis: 35,70 ct/kWh brutto
    Beschaffung: 15,000 ct/kWh netto
    Netzentgelt: 9,000 ct/kWh netto
    Umsatzsteuersatz: 19 %
"""
# procurement rises by 2 ct net, 2,38 ct gross
DEARER = """\
Preis ab 2026-04-01
    Grundpreis: 11,90 EUR/Monat brutto
    Arbeitspreis: 38,08 ct/kWh brutto
    Beschaffung: 17,000 ct/kWh netto
    Netzentgelt: 9,000 ct/kWh netto
    Umsatzsteuersatz: 19 %
"""
GUARANTEE = """\
Preisgarantie
    Art: eingeschränkt
    Bestandteile: lit. a bis c
    Dauer: 24 Monate ab Lieferbeginn
"""
TERM = """\
Laufzeit
    Erstlaufzeit: 12 Monate ab Lieferbeginn
    Verlängerung: unbefristet
    Kündigungsfrist: 4 Wochen zum Ende Erstlaufzeit
"""
BONUS = """\
Bonus Sofortbonus
    Betrag: 60 EUR
    Auszahlung: 60 Tage ab Lieferbeginn
"""
OLD = HEAD + PRICE


@lru_cache(maxsize=1)
def book() -> Rulebook:
    return load_rulebook([], examples=False)


@lru_cache(maxsize=1)
def planner() -> Planner:
    return Planner(book())


def document(text: str, path: str = "t.tarif") -> Document:
    source, problems = read_source(path, text.encode())
    raw, found = read_tariff(source, book().vocabulary.sections)
    assert raw is not None
    read, more = book().vocabulary.document(raw, raw.kind)
    assert not [*problems, *found, *more], [*problems, *found, *more]
    return read


def side(text: str) -> Side:
    read = document(text)
    return Side(read, contract_of(read, None, book()))


def change(old: str, new: str, sent: str = "2026-01-15", effective: str = "", today: str = "2026-01-15") -> Comparison:
    wished = date.fromisoformat(effective) if effective else None
    when = When(date.fromisoformat(sent), wished, date.fromisoformat(today))
    return compare(side(old), side(new), planner(), when)


def plan(old: str, new: str, sent: str = "2026-01-15", effective: str = "") -> Plan:
    """The plan for the one price change."""
    ((_, found),) = change(old, new, sent, effective).plans
    return found


# ------------------------------------------------------------------------------------------------ what users see


def supply(kind: str, text: str) -> str:
    """The same tariff as another kind of supply, under no terms."""
    return text.replace("Sondervertrag", kind).replace("AGB: stromio-2018-05-25", "AGB: keine")


TWO_REGISTERS = f"""\
{HEAD}Preis ab 2024-01-01
    Grundpreis: 11,90 EUR/Monat brutto
    Arbeitspreis-HT: 35,70 ct/kWh brutto
    Arbeitspreis-NT: 25,70 ct/kWh brutto
"""
# the base price rises, the peak price falls, the off-peak price rises
TWO_DEARER = """\
Preis ab 2026-04-01
    Grundpreis: 15,90 EUR/Monat brutto
    Arbeitspreis-HT: 34,70 ct/kWh brutto
    Arbeitspreis-NT: 26,70 ct/kWh brutto
"""
BANDS = f"""\
{HEAD}Preis ab 2024-01-01
    Grundpreis: 11,90 EUR/Monat brutto
    Arbeitspreis: keine
Preiszone
    Verbrauch: höchstens 6.000 kWh/a
    Verfahren: gesamte-Menge
    Arbeitspreis: 30,00 ct/kWh brutto
Preiszone
    Verbrauch: mehr als 6.000 kWh/a
    Verfahren: gesamte-Menge
    Arbeitspreis: 28,00 ct/kWh brutto
"""


# the contract promises a notice in working days; Good Friday and Easter Monday lie in it
WORKDAYS = """\
{}Preisanpassung
    Ankündigung: 40 Werktage
Kommunikation
    Zugangsfiktion: 2 Werktage
{}""".format(HEAD.replace("stromio-2018-05-25", "keine"), PRICE)
WORKDAYS_DEARER = DEARER.replace("2026-04-01", "2026-05-01")


PAIRS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "price_rise": (OLD, OLD + DEARER, ()),
    "steps": (OLD, OLD + DEARER, ("--steps", "--sent", "2026-02-10")),
    "guarantee": (OLD + GUARANTEE, OLD + DEARER.replace("2026-04-01", "2025-10-01") + GUARANTEE, ()),
    "break_even": (
        OLD,
        OLD + DEARER.replace("11,90", "15,90").replace("38,08", "34,70").replace("17,000", "14,160"),
        (),
    ),
    # the renewables levy fell: exempt by statute, not by the terms
    "exempt": (
        OLD.replace("2024-", "2021-").replace("Netzentgelt:", "EEG-Umlage: 3,723 ct/kWh netto\n    Netzentgelt:"),
        OLD.replace("2024-", "2021-").replace("Netzentgelt:", "EEG-Umlage: 3,723 ct/kWh netto\n    Netzentgelt:")
        + PRICE.replace("2024-01-01", "2022-07-01")
        .replace("35,70", "31,27")
        .replace("Netzentgelt:", "EEG-Umlage: 0 ct/kWh netto\n    Netzentgelt:"),
        ("--sent", "2022-05-01"),
    ),
    "two_registers": (TWO_REGISTERS, TWO_REGISTERS + TWO_DEARER, ()),
    "bands": (BANDS, BANDS.replace("30,00", "29,00").replace("28,00", "28,50"), ("--effective", "2026-04-01")),
    "workdays": (WORKDAYS, WORKDAYS + WORKDAYS_DEARER, ()),
    "workdays_in_nw": (WORKDAYS, WORKDAYS + WORKDAYS_DEARER, ("--land", "NW", "--steps")),
    "default_supply": (supply("Grundversorgung", OLD), supply("Grundversorgung", OLD + DEARER), ()),
    "history": (OLD, OLD.replace("35,70", "36,70"), ()),
    "terms": (
        OLD + TERM + BONUS,
        OLD.replace("Privat, Gewerbe", "Privat")
        + TERM.replace("4 Wochen", "6 Wochen")
        + "Zahlung\n    Zahlungsweisen: SEPA-Lastschrift\n",
        ("--effective", "2026-04-01"),
    ),
}


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("columns", [60, 100])
@pytest.mark.parametrize("name", PAIRS)
def test_a_change_as_users_see_it(
    name: str, columns: int, language: str, tarife: Path, run: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new, options = PAIRS[name]
    (tarife / "alt.tarif").write_text(old, encoding="utf-8")
    (tarife / "neu.tarif").write_text(new, encoding="utf-8")
    monkeypatch.setenv("COLUMNS", str(columns))
    said = run("change", "--lang", language, "--today", "2026-01-15", *options, "alt.tarif", "neu.tarif")
    assert said.err == ""
    assert all(cell_len(line) <= columns for line in said.out.splitlines())
    golden.check(f"change/{name}_{language}_{columns}", f"{said.out}=> {said.status}\n")


def test_in_ascii_it_says_the_same(tarife: Path, run: Call) -> None:
    (tarife / "alt.tarif").write_text(OLD, encoding="utf-8")
    (tarife / "neu.tarif").write_text(OLD + DEARER, encoding="utf-8")
    said = run("change", "--ascii", "--today", "2026-01-15", "alt.tarif", "neu.tarif")
    assert said.out.isascii()
    assert "Die Mitteilung muss spaetestens am 2026-02-17 zugehen" in said.out


# ------------------------------------------------------------------------------------------------ better or worse


@pytest.mark.parametrize(
    ("term", "old", "new", "expected"),
    [
        ("Preis.Arbeitspreis", "30,00 ct/kWh brutto", "30,01 ct/kWh brutto", WORSE),
        ("Preis.Arbeitspreis", "30,00 ct/kWh brutto", "0,2999 EUR/kWh brutto", BETTER),
        ("Preis.Arbeitspreis", "30,00 ct/kWh brutto", "25,00 ct/kWh netto", NEUTRAL),  # does not compare
        ("Preis.Beschaffung", "7 ct/kWh netto", "9 ct/kWh netto", NEUTRAL),  # the customer pays the energy price
        ("Bonus.Betrag", "60 EUR", "50 EUR", WORSE),
        ("Entgelt.Betrag", "2,00 EUR", "keine", BETTER),
        ("Laufzeit.Kündigungsfrist", "1 Monat jederzeit", "6 Wochen jederzeit", WORSE),
        ("Laufzeit.Kündigungsfrist", "1 Monat jederzeit", "30 Tage jederzeit", NEUTRAL),  # nobody can tell
        ("Laufzeit.Kündigungsfrist", "1 Monat jederzeit", "27 Tage jederzeit", BETTER),
        ("Laufzeit.Erstlaufzeit", "bis 2026-12-31", "bis 2027-12-31", WORSE),
        ("Preisgarantie.Dauer", "12 Monate ab Lieferbeginn", "24 Monate ab Lieferbeginn", BETTER),
        ("Preisgarantie.Dauer", "12 Monate ab Lieferbeginn", "24 Monate ab Vertragsschluss", NEUTRAL),
        ("Preisanpassung.Kündigungsrecht", "ja", "nein", WORSE),
        ("Preisanpassung.Weise", "keine", "Ermessen", WORSE),
        ("Preisanpassung.Weise", "freies-Ermessen", "Ermessen", BETTER),
        ("Preisanpassung.Weise", "Ermessen", "Index", NEUTRAL),  # an index has no place in the order
        ("Kündigung.Form", "Textform", "Schriftform", WORSE),
        ("Kündigung.Form-Lieferant", "Textform", "Schriftform", BETTER),  # the customer gets it on paper
        ("Kündigung.Form", "Textform", "keine", NEUTRAL),
        ("Vertragsanpassung.Zustimmungsfiktion", "ja", "nein", BETTER),
        ("Zahlung.Zahlungsweisen", "SEPA-Lastschrift", "SEPA-Lastschrift, Überweisung", BETTER),
        ("Zahlung.Zahlungsweisen", "SEPA-Lastschrift", "Überweisung", MIXED),
        ("Belieferung.Ausschluss", "keine", "Wärmepumpe", WORSE),
        ("Belieferung.Jahresverbrauch", "höchstens 100.000 kWh/a", "weniger als 100.000 kWh/a", WORSE),
        ("Belieferung.Jahresverbrauch", "1.000 bis 9.000 kWh/a", "2.000 bis 10.000 kWh/a", NEUTRAL),
        ("Preisanpassung.Ankündigung", "6 Wochen", "unbekannt", NEUTRAL),
    ],
)
def test_what_is_better_is_said_by_the_vocabulary(term: str, old: str, new: str, expected: str) -> None:
    section, _, name = term.rpartition(".")
    head = {"Preis": "Preis ab 2024-01-01", "Bonus": "Bonus Sofortbonus", "Entgelt": "Entgelt Überweisung"}
    texts = [f"Tarif t\n{head.get(section, section)}\n    {name}: {value}\n" for value in (old, new)]
    facts = [
        document(text).facts
        | {n: f for many in document(text).instances.values() for i in many for n, f in i.facts.items()}
        for text in texts
    ]
    one, other = (each[term].value for each in facts)
    declared = book().vocabulary.terms[term]
    assert effect(declared, one, other) == expected
    assert effect(declared, other, one) == MIRRORED[expected]
    assert effect(declared, one, one) == effect(declared, None, other) == NEUTRAL


LINES = {
    "Tarif": ["    Vertriebswege: Web", "    Vertriebswege: Web, App"],
    "Belieferung": ["    Kundengruppe: Privat", "    Kundengruppe: Privat, Gewerbe", "    Ausschluss: Wärmepumpe"],
    "Laufzeit": ["    Kündigungsfrist: 4 Wochen zum Ende Erstlaufzeit", "    Kündigungsfrist: 1 Monat jederzeit"],
    "Zahlung": ["    Zahlungsweisen: SEPA-Lastschrift", "    Zahlungsweisen: Überweisung, Karte"],
    "Bonus Sofortbonus": ["    Betrag: 60 EUR", "    Betrag: 80 EUR\n    Sperrfrist: 6 Monate"],
    "Entgelt Mahnung": ["    Betrag: 1,00 EUR", "    Betrag: 2,50 EUR"],
    "Preis ab 2024-01-01": ["    Grundpreis: 9,90 EUR/Monat brutto\n    Arbeitspreis: 30,00 ct/kWh brutto"],
    "Preis ab 2025-01-01": [
        "    Grundpreis: 9,90 EUR/Monat brutto\n    Arbeitspreis: 31,00 ct/kWh brutto",
        "    Grundpreis: 12,90 EUR/Monat brutto\n    Arbeitspreis: 29,00 ct/kWh brutto",
    ],
    "Preiszone": [
        "    Verbrauch: höchstens 5.000 kWh/a\n    Verfahren: gesamte-Menge\n    Arbeitspreis: 30,00 ct/kWh brutto",
        "    Verbrauch: höchstens 5.000 kWh/a\n    Verfahren: gesamte-Menge\n    Arbeitspreis: 31,00 ct/kWh brutto",
    ],
    "Preis ab 2027-01-01": ["    Grundpreis: 12,90 EUR/Monat brutto\n    Arbeitspreis: 33,00 ct/kWh brutto"],
}


@st.composite
def tariffs(draw: st.DrawFn) -> str:
    """A tariff with some of these sections, the heading first."""
    text = "Tarif t\n    AGB: stromio-2018-05-25\n"
    for name, choices in LINES.items():
        chosen = draw(st.sampled_from(["", *choices]))
        if chosen:
            text += chosen + "\n" if name == "Tarif" else f"{name}\n{chosen}\n"
    guarantees = draw(st.lists(st.sampled_from([12, 24, 36]), max_size=2))
    return text + "".join(f"Preisgarantie\n    Dauer: {each} Monate ab Lieferbeginn\n" for each in guarantees)


def effects(found: Comparison) -> list[tuple[str, ...]]:
    """Everything that has an effect, with its place."""
    listed = [(each.section, each.key, each.kind, each.effect) for each in found.differences]
    listed += [(p.term, each.key, each.kind, p.effect) for each in found.differences for p in each.parts]
    for step in found.steps:
        listed.append((str(step.day), step.kind, step.effect))
        listed += [(str(step.day), step.kind, *falls) for falls in spread_in_words(step.by_use)]
        listed += [(str(step.day), step.kind, part.term, part.effect) for part in step.parts]
    listed += [("bands", *falls) for falls in spread_in_words(found.bands)]
    return sorted(listed)


def spread_in_words(found: Spread | None) -> list[tuple[str, ...]]:
    ranges = found.ranges if found is not None else ()
    return [(str(each.low), str(each.high), str(each.first), str(each.last), each.effect) for each in ranges]


TURNED = MIRRORED | {ADDED: REMOVED, REMOVED: ADDED, CHANGED: CHANGED}


@settings(max_examples=60, deadline=None)
@given(tariffs(), tariffs())
def test_the_reversed_pair_turns_worse_into_better(old: str, new: str) -> None:
    there, back = change(old, new), change(new, old)
    assert effects(back) == sorted(tuple(TURNED.get(word, word) for word in each) for each in effects(there))
    assert there.is_empty() == back.is_empty()


@settings(max_examples=20, deadline=None)
@given(tariffs())
def test_nothing_differs_from_itself(text: str) -> None:
    assert change(text, text).is_empty()


def test_the_break_even_is_where_both_prices_cost_the_same() -> None:
    (step,) = change(*PAIRS["break_even"][:2]).steps
    assert step.by_use is not None
    assert step.by_use.even is not None
    amount, below, above, inside = step.by_use.even
    assert (str(amount), below, above, inside) == ("4.800 kWh/a", WORSE, BETTER, True)
    assert step.effect == MIXED
    small = [text.replace("höchstens 100.000 kWh/a", "höchstens 4.800 kWh/a") for text in PAIRS["break_even"][:2]]
    (step,) = change(*small).steps
    assert step.effect == WORSE
    large = [text.replace("höchstens 100.000 kWh/a", "mindestens 4.800 kWh/a") for text in PAIRS["break_even"][:2]]
    (step,) = change(*large).steps
    assert step.effect == BETTER


def test_terms_that_step_in_where_a_line_was_dropped_are_compared() -> None:
    shorter = TERM.replace("    Kündigungsfrist: 4 Wochen zum Ende Erstlaufzeit\n", "")
    (found,) = change(OLD + TERM, OLD + shorter).differences
    (part,) = found.parts
    assert part.new is not None
    assert (part.term, part.effect, part.new.citation) == ("Laufzeit.Kündigungsfrist", WORSE, "§ 16 Abs. 2 AGB")


def test_an_old_price_edited_is_not_a_price_change() -> None:
    edited = change(OLD, OLD.replace("35,70", "36,70"))
    (step,) = edited.steps
    assert (step.kind, step.past, edited.plans) == (CHANGED, True, ())
    planned = change(OLD + DEARER, OLD + DEARER.replace("38,08", "38,09"))
    (step,) = planned.steps
    assert (step.kind, step.past) == (CHANGED, False)  # not yet
    assert [day for day, _ in planned.plans] == [date(2026, 4, 1)]
    inserted = change(OLD + DEARER, OLD + DEARER.replace("2026-04", "2025-04") + DEARER)
    assert [(step.kind, step.past) for step in inserted.steps] == [(ADDED, True)]


# ------------------------------------------------------------------------------------------------ days


def test_the_strictest_limit_comes_first_and_each_names_for_whom() -> None:
    found = plan(OLD, OLD + DEARER)
    assert [
        (str(each.notice.length), each.duty.whom and each.duty.whom.de, each.duty.norm.de) for each in found.limits
    ] == [
        ("6 Wochen", None, "§ 6 Abs. 3, § 18 Abs. 2 AGB"),
        ("1 Monat", "Haushaltskunde", "§ 41 Abs. 5 Satz 2 EnWG (Fassung ab 2021-07-27)"),
        (
            "2 Wochen",
            "Gruppe Gewerbe, Jahresverbrauch über 10.000 kWh/a bis 100.000 kWh/a",
            "§ 41 Abs. 5 Satz 2 EnWG (Fassung ab 2021-07-27)",
        ),
    ]
    assert (found.last_receipt, found.last_sending) == (date(2026, 2, 17), date(2026, 2, 16))


def violated(text: str, received: date, effective: date) -> set[str]:
    """The rules on single changes that a notice received on that day violates, as `check` judges them."""
    notice = f"Mitteilung\n    Preis-ab: {effective}\n    Versand: {received}\n    Zugang: {received}\n    Weg: Brief\n"
    contract = side(text + notice).contract
    (about,) = [each for each in contract.instances["Preisänderung"] if day_of(each) == effective]
    rules = [rule for rule in book().rules.values() if rule.each == "Preisänderung"]
    asked = Judge(book()).verdicts(rules, contract)
    return {rule.id for rule, each, outcome in asked if each is about and outcome.verdict == VIOLATED}


@settings(max_examples=12, deadline=None)
@given(st.dates(date(2021, 10, 1), date(2026, 12, 31)), st.sampled_from(["AGB: stromio-2018-05-25", "AGB: keine"]))
def test_a_notice_on_the_last_day_is_in_time_and_a_day_later_it_is_not(effective: date, terms: str) -> None:
    old = OLD.replace("2024-", "2020-").replace("AGB: stromio-2018-05-25", terms)
    new = old + DEARER.replace("2026-04-01", str(effective))
    found = plan(old, new)
    (strictest, *_), due = found.limits, found.last_receipt
    assert due is not None
    rule = strictest.duty.rule
    assert rule not in violated(new, due, effective)
    assert rule in violated(new, due + DAY, effective)


@settings(max_examples=12, deadline=None)
@given(st.dates(date(2023, 1, 1), date(2026, 12, 31)))
def test_the_first_day_for_the_last_day_of_sending_is_the_wished_one(effective: date) -> None:
    old = OLD.replace("2024-", "2020-")
    new = old + DEARER.replace("2026-04-01", str(effective))
    last = plan(old, new).last_sending
    assert last is not None
    in_time, late = plan(old, new, str(last)), plan(old, new, str(last + DAY))
    assert in_time.first_effective is not None
    assert late.first_effective is not None
    assert in_time.first_effective <= effective < late.first_effective
    assert not in_time.comes_late
    assert late.comes_late


ALL_SAID = """\
    Betreff-erkennbar: ja
    hervorgehoben: ja
    Internetseite: ja
    Bekanntgabe: {0}
    Anlässe: eigene-Kosten
    Inhalt: Anlass, Voraussetzungen, Umfang, Bestandteile-alt-neu, Kündigungsrecht, Kündigungstag, Versorgeranteil
"""


def first_day_by_trying(old: str, sent: date, way: str) -> date:
    """The first day on which `check` finds nothing violated, tried one by one with a notice that says everything."""
    rules = [rule for rule in book().rules.values() if rule.each == "Preisänderung"]
    judge, day = Judge(book()), sent + DAY
    while True:
        notice = f"Mitteilung\n    Preis-ab: {day}\n    Versand: {sent}\n{way}{ALL_SAID.format(sent)}"
        contract = side(old + DEARER.replace("2026-04-01", str(day)) + notice).contract
        if all(outcome.verdict != VIOLATED for _, _, outcome in judge.verdicts(rules, contract)):
            return day
        day += DAY


SUPPLIES = {
    "special contract": (OLD, "    Weg: E-Mail\n"),
    "under no terms": (OLD.replace("AGB: stromio-2018-05-25", "AGB: keine"), "    Weg: Brief\n    Zugang: {0}\n"),
    "default supply": (supply("Grundversorgung", OLD), "    Weg: Brief\n    Zugang: {0}\n"),
}


@settings(max_examples=12, deadline=None)
@given(st.sampled_from(sorted(SUPPLIES)), st.dates(date(2025, 1, 1), date(2026, 12, 31)), st.integers(0, 70))
def test_the_first_day_is_the_first_that_check_lets_pass(name: str, sent: date, guaranteed: int) -> None:
    old, way = SUPPLIES[name]
    old += GUARANTEE.replace("24 Monate ab Lieferbeginn", f"bis {sent + guaranteed * DAY}")
    planned = plan(old, old + DEARER.replace("2026-04-01", "2027-06-01"), sent=str(sent))
    assert planned.first_effective == first_day_by_trying(old, sent, way.format(sent))


@pytest.mark.parametrize(
    ("held", "first", "barred"),
    [
        ("bis 2026-12-31", "2027-01-01", None),  # far more than a month after the times alone would let it be
        ("bis 2036-01-15", "2036-01-16", None),  # the last day that is looked at
        ("bis 2036-01-16", None, "2036-01-16"),
    ],
)
def test_the_first_day_is_looked_for_as_long_as_it_takes_or_said_to_be_open(
    held: str, first: str | None, barred: str | None
) -> None:
    held = GUARANTEE.replace("24 Monate ab Lieferbeginn", held)
    found = plan(OLD + held, OLD + held + DEARER)
    assert (found.first_effective and str(found.first_effective), found.postponed) == (first, ("AGB-7-AENDERUNG",))
    assert (found.barred_until and str(found.barred_until)) == barred


def test_another_day_is_planned_for_if_one_is_wished() -> None:
    found = plan(OLD, OLD + DEARER, effective="2026-06-01")
    assert (found.effective, found.last_receipt) == (date(2026, 6, 1), date(2026, 4, 19))


def test_the_old_law_counts_where_the_notice_goes_out_under_it() -> None:
    """Under the old law the notice had to be there before; the new one begins with 2021-07-27."""
    old = OLD.replace("2024-", "2020-").replace("AGB: stromio-2018-05-25", "AGB: keine")
    found = plan(old, old + DEARER.replace("2026-04-01", "2021-07-20"))
    assert [(str(each.notice.length), str(each.receipt.day)) for each in found.limits] == [("0 Tage", "2021-07-19")]
    found = plan(old, old + DEARER.replace("2026-04-01", "2021-10-01"))
    assert [str(each.notice.length) for each in found.limits] == ["1 Monat", "2 Wochen"]


def test_a_guarantee_that_runs_forbids_the_rise_until_it_ends() -> None:
    """The last customer signed on 2024-12-31 and was supplied a month later at the latest."""
    forbidden = plan(OLD + GUARANTEE, OLD + GUARANTEE + DEARER, effective="2026-12-31").answers.forbidden
    assert [rule.id for rule, _, _ in forbidden] == ["AGB-7-AENDERUNG"]
    assert plan(OLD + GUARANTEE, OLD + GUARANTEE + DEARER, effective="2027-02-01").answers.forbidden == []


def test_a_day_that_the_contract_does_not_name_forbids_the_rise() -> None:
    old = OLD + "Preisanpassung\n    Wirksamkeitstag: Monatsbeginn\n"
    found = plan(old, old + DEARER, effective="2026-05-02")
    assert [rule.id for rule, _, _ in found.answers.forbidden] == ["ENWG-41-5-AENDERUNG-TAG"]
    assert (str(found.first_effective), found.postponed) == ("2026-03-01", ("ENWG-41-5-AENDERUNG-TAG",))
    assert plan(old, old + DEARER, effective="2026-05-01").answers.forbidden == []


def test_a_notice_in_the_file_is_held_against_the_last_day() -> None:
    notice = "Mitteilung\n    Preis-ab: 2026-04-01\n    Versand: {0}\n    Zugang: {0}\n    Weg: Brief\n"
    in_time = plan(OLD, OLD + DEARER + notice.format("2026-02-17"), sent="2026-03-31")
    late = plan(OLD, OLD + DEARER + notice.format("2026-02-18"), sent="2026-01-01")
    assert (in_time.comes_late, late.comes_late) == (False, True)


# ------------------------------------------------------------------------------------------------ JSON and calendar


@pytest.mark.parametrize("name", PAIRS)
def test_the_json_keeps_its_schema(name: str, tarife: Path, run: Call) -> None:
    old, new, options = PAIRS[name]
    (tarife / "alt.tarif").write_text(old, encoding="utf-8")
    (tarife / "neu.tarif").write_text(new, encoding="utf-8")
    said = run("change", "--format", "json", "--today", "2026-01-15", *options, "alt.tarif", "neu.tarif")
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.validate(json.loads(said.out), schema(), format_checker=jsonschema.FormatChecker())
    assert said.out.isascii()


def test_a_calendar_program_accepts_the_deadlines(tarife: Path, run: Call) -> None:
    from icalendar import Calendar

    title = 'Strom; "ganz, ohne\\Umlaute" für Großverbraucher und alle, die noch mehr Strom verbrauchen als andere'
    named = [text.replace("Strom Plus", title.replace('"', "'")) for text in (OLD, OLD + DEARER)]
    (tarife / "alt.tarif").write_text(named[0], encoding="utf-8")
    (tarife / "neu.tarif").write_text(named[1], encoding="utf-8")
    said = run("change", "--today", "2026-01-15", "--ics", "fristen.ics", "alt.tarif", "neu.tarif")
    assert said.status == cli.CLEAN
    data = (tarife / "fristen.ics").read_bytes()
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert data.count(b"\n") == data.count(b"\r\n")
    events = Calendar.from_ical(data).walk("VEVENT")
    assert [event["DTSTART"].dt for event in events] == [date(2026, 2, 16), date(2026, 2, 17), date(2026, 4, 1)]
    assert all(event["DTEND"].dt == event["DTSTART"].dt + DAY for event in events)
    assert all(title.replace('"', "'") in event["SUMMARY"] for event in events)
    assert "6 Wochen: § 6 Abs. 3, § 18 Abs. 2 AGB" in events[0]["DESCRIPTION"]
    assert len({event["UID"] for event in events}) == 3


def test_without_a_day_there_is_no_calendar(tarife: Path, run: Call) -> None:
    (tarife / "alt.tarif").write_text(OLD + TERM, encoding="utf-8")
    (tarife / "neu.tarif").write_text(OLD + TERM.replace("4 Wochen", "3 Wochen"), encoding="utf-8")
    call = ("change", "--today", "2026-01-15", "--ics", "fristen.ics", "alt.tarif", "neu.tarif")
    assert "also ist fristen.ics nicht geschrieben" in run(*call).err
    assert not (tarife / "fristen.ics").exists()
    assert run(*call, "--effective", "2026-04-01").err == ""
    assert (tarife / "fristen.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


def test_a_calendar_is_the_same_whenever_it_is_written_and_its_identities_are_made_of_meaning() -> None:
    found = change(OLD, OLD + DEARER)
    assert calendar([found], "de") == calendar([change(OLD, OLD + DEARER)], "de")

    def identities(comparison: Comparison) -> list[bytes]:
        return [line for line in calendar([comparison], "de").split(b"\r\n") if line.startswith(b"UID:")]

    assert identities(found) == identities(change(OLD, OLD + DEARER.replace("38,08", "39,00"), sent="2026-01-20"))
    assert identities(found) != identities(change(OLD, OLD + DEARER, effective="2026-05-01"))


# ------------------------------------------------------------------------------------------------ trees


def git(folder: Path, *arguments: str) -> None:
    named = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *named, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tarife: Path) -> Path:
    """A repository with three tariffs; since its first state one has changed, one is gone, one has come."""
    git(tarife, "init")
    (tarife / "tarife").mkdir()
    for name in ("bleibt", "plus", "weg"):
        (tarife / f"tarife/{name}.tarif").write_text(OLD.replace("strom-plus", f"strom-{name}"), encoding="utf-8")
    git(tarife, "add", ".")
    git(tarife, "commit", "-m", "a")
    git(tarife, "tag", "v1")
    (tarife / "tarife/plus.tarif").write_text(OLD.replace("strom-plus", "strom-plus") + DEARER, encoding="utf-8")
    (tarife / "tarife/weg.tarif").unlink()
    (tarife / "tarife/neu.tarif").write_text(OLD.replace("strom-plus", "strom-neu"), encoding="utf-8")
    return tarife


def test_a_working_tree_is_compared_with_a_state_of_its_repository(repository: Path, run: Call) -> None:
    said = run("change", "--since", "v1", "--today", "2026-01-15")
    assert said.status == cli.CLEAN, said
    golden.check("change/since", said.out)
    below = run("change", "--since", "v1", "--today", "2026-01-15", "tarife/plus.tarif")
    assert "v1:tarife/plus.tarif → tarife/plus.tarif" in below.out
    assert "strom-neu" not in below.out
    assert run("change", "--since", "HEAD", "--today", "2026-01-15", "tarife/bleibt.tarif").out.startswith(
        "Unverändert"
    )


@pytest.mark.parametrize("reference", ["v2", "--output=x", "v1:tarife", ""])
def test_a_state_that_the_repository_does_not_know(reference: str, repository: Path, run: Call) -> None:
    said = run("change", f"--since={reference}")
    assert said.status == cli.USAGE
    assert f"Einen Stand „{reference}“ kennt git hier nicht" in said.err


def test_a_period_in_years_whose_holidays_nobody_knows(tarife: Path, run: Call) -> None:
    (tarife / "a.tarif").write_text(WORKDAYS, encoding="utf-8")
    (tarife / "b.tarif").write_text(WORKDAYS + WORKDAYS_DEARER, encoding="utf-8")
    said = run("change", "--land", "NW", "--today", "2026-01-15", "--sent", "2100-12-20", "a.tarif", "b.tarif")
    assert (said.status, "Feiertage bekannt sind (1991 bis 2100)" in said.err) == (cli.USAGE, True), said


def test_holidays_need_their_extra(tarife: Path, run: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    (tarife / "a.tarif").write_text(OLD, encoding="utf-8")
    (tarife / "b.tarif").write_text(OLD + DEARER, encoding="utf-8")
    monkeypatch.setitem(sys.modules, "holidays", None)
    public_holidays.cache_clear()
    said = run("change", "--land", "NW", "--today", "2026-01-15", "a.tarif", "b.tarif")
    assert (said.status, "pip install 'tariflint[kalender]'" in said.err) == (cli.USAGE, True)


def test_no_repository_and_no_git(tarife: Path, run: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tarife.parent))
    said = run("change", "--since", "main")
    assert (said.status, "git-Repository" in said.err) == (cli.USAGE, True)
    monkeypatch.setenv("PATH", str(tarife))
    said = run("change", "--since", "main")
    assert (said.status, "git ist nicht zu finden" in said.err) == (cli.USAGE, True)


def test_folders_are_compared_by_name(tarife: Path, run: Call) -> None:
    for name, text in {"alt/a": OLD, "alt/b": OLD.replace("plus", "b"), "neu/c": OLD + DEARER}.items():
        (tarife / f"{name}.tarif").parent.mkdir(exist_ok=True)
        (tarife / f"{name}.tarif").write_text(text, encoding="utf-8")
    said = run("change", "--today", "2026-01-15", "alt", "neu")
    assert "Änderung strom-plus „Strom Plus“\n   alt/a.tarif → neu/c.tarif" in said.out
    assert "Entfallen strom-b" in said.out


# ------------------------------------------------------------------------------------------------ bad input


def test_what_cannot_be_compared_is_said(tarife: Path, run: Call) -> None:
    (tarife / "a.tarif").write_text(OLD, encoding="utf-8")
    (tarife / "b.tarif").write_text(OLD + DEARER, encoding="utf-8")
    (tarife / "leer").mkdir()
    for arguments, status, words in (
        (("a.tarif",), cli.USAGE, "Verglichen werden zwei Dateien"),
        (("a.tarif", "c.tarif"), cli.USAGE, "Den Pfad c.tarif gibt es nicht"),
        (("leer", "leer"), cli.NOTHING, "In leer, leer ist nichts zu vergleichen"),
        (("--effective", "2023-12-31", "a.tarif", "b.tarif"), cli.USAGE, "Am 2023-12-31 geht dem neuen Preis keiner"),
        (("--ics", "leer/x/y.ics", "a.tarif", "b.tarif"), cli.INTERNAL, "lässt sich nicht schreiben"),
        (("--sent", "01.02.2026", "a.tarif", "b.tarif"), cli.USAGE, "01.02.2026 nach --sent ist kein Tag"),
        (("--land", "XX", "a.tarif", "b.tarif"), cli.USAGE, "„XX“ nach --land ist kein Land. Möglich sind: BB, BE"),
    ):
        said = run("change", "--today", "2026-01-15", *arguments)
        assert (said.status, words in said.err) == (status, True), said
    assert run("change", "a.tarif", "a.tarif").status == cli.CLEAN


@pytest.mark.parametrize(
    ("first", "then", "sent"), [("0001-01-01", "0001-01-02", "2026-01-15"), ("2024-01-01", "2026-04-01", "9999-12-31")]
)
def test_a_period_that_leads_out_of_the_calendar(first: str, then: str, sent: str, tarife: Path, run: Call) -> None:
    old = OLD.replace("Preis ab 2024-01-01", f"Preis ab {first}")
    (tarife / "a.tarif").write_text(old, encoding="utf-8")
    (tarife / "b.tarif").write_text(old + DEARER.replace("2026-04-01", then), encoding="utf-8")
    said = run("change", "--today", "2026-01-15", "--sent", sent, "a.tarif", "b.tarif")
    assert (said.status, "führt aus dem Kalender hinaus" in said.err) == (cli.USAGE, True), said


def test_a_line_that_cannot_be_read_is_named_and_fails(tarife: Path, run: Call) -> None:
    (tarife / "a.tarif").write_text(OLD, encoding="utf-8")
    (tarife / "b.tarif").write_text(OLD.replace("35,70", "35.70"), encoding="utf-8")
    said = run("change", "--today", "2026-01-15", "a.tarif", "b.tarif")
    assert said.status == cli.FINDINGS
    assert "b.tarif:" in said.out.splitlines()[0]
    (tarife / "c.tarif").write_bytes(b"\xff\xfeT\x00")
    assert run("change", "--today", "2026-01-15", "a.tarif", "c.tarif").status == cli.INTERNAL


def test_the_bytes_are_the_same_whatever_the_hash_order(tmp_path: Path) -> None:
    old, new = tmp_path / "alt.tarif", tmp_path / "neu.tarif"
    old.write_text(PAIRS["terms"][0], encoding="utf-8")
    new.write_text(PAIRS["terms"][1] + DEARER, encoding="utf-8")
    call = ("change", "--format", "json", "--today", "2026-01-15", str(old), str(new))
    first, second = (process(*call, env={"PYTHONHASHSEED": seed}) for seed in ("1", "2"))
    assert first.stdout == second.stdout
    assert first.stdout


HOUSE_TERMS = """\
Norm HAUS-AGB "AGB des Hauses" / "house terms"
    rang vertraglich
    geprüft 2026-01-01
    AGB haus-2024
    stand 2024-01-01

Vorgabe HAUS-7 "Kündigung" / "notice"
    quelle § 7 AGB
    Laufzeit.Kündigungsfrist: 2 Monate zum Ende Erstlaufzeit
"""


def test_what_is_set_for_the_repository_holds(tarife: Path, run: Call) -> None:
    """The language, and terms of one's own: a line that was dropped is what they put in its place."""
    (tarife / "haus.regel").write_text(HOUSE_TERMS, encoding="utf-8")
    settings = tarife / "tariflint.toml"
    settings.write_text('language = "en"\nterms = ["haus.regel"]\n', encoding="utf-8")
    under = HEAD.replace("stromio-2018-05-25", "haus-2024")
    for name, notice in (("alt", "    Kündigungsfrist: 1 Monat zum Ende Erstlaufzeit\n"), ("neu", "")):
        text = f"{under}{PRICE}Laufzeit\n    Erstlaufzeit: 12 Monate ab Lieferbeginn\n{notice}"
        (tarife / f"{name}.tarif").write_text(text, encoding="utf-8")
    said = run("change", "--today", "2026-01-15", "alt.tarif", "neu.tarif").out
    assert (
        "notice period: 1 month to the end of the initial term → 2 months to the end of the initial term"
        in " ".join(said.split())
    )
    settings.write_text('ignore = ["BGB-999"]\n', encoding="utf-8")
    said = run("change", "--today", "2026-01-15", "alt.tarif", "neu.tarif")
    assert (said.status, said.err[:47]) == (cli.USAGE, "tariflint: tariflint.toml:1: Keine Regel heißt ")
