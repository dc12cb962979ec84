"""Proofs about rules: each kind of statement with a neighbour that differs in one figure, and all against brute force.

A test writes the rules it is about; ``said`` runs the prover on them. Every statement comes with models, and the prover
has run each of them before it says anything.
"""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import combinations, product
from pathlib import Path

import golden
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from support import NORM, rule, rulebook

from checker.cli import main
from checker.judge import HOLDS, NOT_APPLICABLE, UNDECIDED, VIOLATED, Judge
from checker.layers import Contract
from checker.proof import truth_table
from checker.proof.candidates import candidates
from checker.proof.conflicts import conflicts
from checker.proof.dead_parts import dead_parts
from checker.proof.models import Model, replays
from checker.proof.pairs import Implied, Unclear, implied
from checker.proof.prove import Prover
from checker.proof.statement import Proofs, Statement
from checker.proof.truth_table import RuleTable
from checker.proof.variables import asked_in
from checker.report.cells import plain
from checker.report.proofs import render, to_json
from checker.rule_files import load_rulebook
from checker.rulebook import Rulebook
from checker.vocabulary import Fact
from dsl.document import Mark, NameSet, Value, show
from dsl.period import Duration
from dsl.quantity import Amount
from dsl.rule import Version
from dsl.source import Span

settings.register_profile("properties", deadline=None, derandomize=True)
settings.load_profile("properties")

VOCABULARY = """
Aufzählung Gruppe "group"
    Privat "private"
    Gewerbe "commercial"
    Verein "club"
Aufzählung Weg "channel"
    Brief "letter"
    Mail "mail"
    Portal "portal"
Aufzählung Bonusart "kind of bonus"
    Sofortbonus "immediate"
    Treuebonus "loyalty"
Abschnitt Tarif "tariff"
Abschnitt Kunde "customer"
Abschnitt Belieferung "supply"
Abschnitt Garantie "guarantee"
Abschnitt Bonus "bonus"
    mehrfach nach Bonusart

Begriff Tarif.Vertrieb "on sale"
    typ Zeitraum
Begriff Tarif.AGB "terms"
    typ Verweis auf AGB
Begriff Vertragsschluss "conclusion"
    typ Datum
    bereich Tarif.Vertrieb
Begriff Mitteilung "notice"
    typ Datum
    bereich Tarif.Vertrieb offen
Begriff Kunde.Gruppe "group"
    typ eines aus Gruppe
    bereich Belieferung.Gruppe
Begriff Kunde.Verbrauch "consumption"
    typ Menge in kWh/a
    bereich Belieferung.Verbrauch
Begriff Belieferung.Gruppe "groups"
    typ mehrere aus Gruppe
Begriff Belieferung.Verbrauch "consumption"
    typ Grenze in kWh/a
Begriff Tarif.Frist "notice period"
    typ Dauer
Begriff Tarif.Sperre "blocking period"
    typ Dauer
Begriff Tarif.Laufzeit "term"
    typ Laufzeit
Begriff Tarif.Preis "price"
    typ Menge in ct/kWh
Begriff Tarif.Aufschlag "surcharge"
    typ Menge in ct/kWh
Begriff Tarif.Menge "quantity"
    typ Menge in kWh/a
Begriff Tarif.Anzahl "number"
    typ Anzahl
Begriff Tarif.Online "online"
    typ ja/nein
Begriff Tarif.Weg "channel"
    typ eines aus Weg
Begriff Tarif.Wege "channels"
    typ mehrere aus Weg
Begriff Garantie.Dauer "guarantee"
    typ Dauer
Begriff Bonus.Betrag "amount"
    typ Menge in EUR
Begriff Kunde.klein "small customer"
    Fassung bis 2021-12-31
        gilt wenn Kunde.Gruppe ist Privat
    Fassung ab 2022-01-01
        gilt wenn Kunde.Gruppe ist Privat oder Kunde.Verbrauch höchstens 10.000 kWh/a
"""
VALUES = """
Wert Umlage in ct/kWh "Umlage" / "levy"
    quelle § 2 N
    geprüft 2024-01-01
    2022-01-01: 0,3
    2023-01-01 bis 2023-12-31: 0,5
"""
TERMS = """
Norm A "AGB" / "terms"
    rang vertraglich
    AGB haus-2020
    stand 2020-01-01
    geprüft 2026-01-01
"""
OTHER_TERMS = TERMS.replace("Norm A", "Norm B").replace("haus-2020", "anders-2021")
ADVICE = NORM.replace("Norm N", "Norm E").replace("zwingend", "empfehlung")
MODEL_KINDS = ("stricter", "follows")


def book_of(*rules: str) -> Rulebook:
    """A rulebook of these rules, all of the norm N unless a text brings its own."""
    return rulebook(VOCABULARY, NORM + VALUES + "".join(rules))


def clause(body: str, id: str, norm: str = TERMS) -> str:
    """A rule of terms."""
    return norm + rule(body, id)


def proofs_of(*rules: str) -> Proofs:
    proofs = Prover(book_of(*rules)).run()
    assert not [each for each in proofs.undecided if "model" in each.reasons], "a model that was not confirmed"
    return proofs


def said(*rules: str) -> list[str]:
    """Every statement as `kind rule rule`; what is undecided with a question mark and the reasons."""
    proofs = proofs_of(*rules)
    found = [" ".join((each.kind, *each.rules)) for each in proofs.statements]
    return found + [" ".join(("?", each.kind, *each.rules, *each.reasons)) for each in proofs.undecided]


def only(*rules: str) -> Statement:
    """The one statement about these rules."""
    (statement,) = proofs_of(*rules).statements
    return statement


def shown(model: Model) -> str:
    verdicts = ", ".join(f"{id} {verdict}" for id, verdict in model.claims)
    return "; ".join(model.lines()) + " → " + verdicts


# ------------------------------------------------------------------------------------------------ contradictions


def pair(one: str, two: str) -> tuple[str, str]:
    return rule(one, "R-1"), rule(two, "R-2")


@pytest.mark.parametrize(
    ("one", "two", "contradict"),
    [
        ("Tarif.Preis höchstens 5 ct/kWh", "Tarif.Preis mehr als 5 ct/kWh", True),
        ("Tarif.Preis höchstens 5 ct/kWh", "Tarif.Preis mindestens 5 ct/kWh", False),
        ("Tarif.Preis höchstens 5 ct/kWh", "Tarif.Preis mindestens 0,06 EUR/kWh", True),
        ("Tarif.Preis mehr als 5 ct/kWh", "Tarif.Preis weniger als 5,01 ct/kWh", False),
        ("Tarif.Anzahl mehr als 1", "Tarif.Anzahl weniger als 2", True),
        ("Tarif.Anzahl mehr als 1", "Tarif.Anzahl weniger als 3", False),
        ("Tarif.Frist höchstens 1 Monat", "Tarif.Frist mindestens 6 Wochen", True),
        ("Tarif.Frist höchstens 1 Monat", "Tarif.Frist mindestens 4 Wochen", False),
        ("Tarif.Laufzeit höchstens 2 Jahre", "Tarif.Laufzeit ist unbefristet", True),
        ("Tarif.Laufzeit mindestens 2 Jahre", "Tarif.Laufzeit ist unbefristet", False),
        (
            "Tarif.Laufzeit höchstens 1 Jahr ab Vertragsschluss",
            "Tarif.Laufzeit mindestens 2 Jahre ab Vertragsschluss",
            True,
        ),
        ("Tarif.Online", "Tarif.Online ist nein", True),
        ("Tarif.Online", "Tarif.Online ist nicht nein", False),
        ("Tarif.Weg ist eines aus Brief, Mail", "Tarif.Weg ist eines aus Portal", True),
        ("Tarif.Weg ist eines aus Brief, Mail", "Tarif.Weg ist eines aus Mail, Portal", False),
        ("Tarif.Weg ist nicht keine", "Tarif.Weg ist keine", True),
        ("Tarif.Wege enthält Brief, Mail", "Tarif.Wege enthält nicht Mail", True),
        ("Tarif.Wege enthält Brief", "Tarif.Wege enthält nicht Mail", False),
        ("Tarif.Wege nur Brief", "Tarif.Wege enthält Mail", True),
        ("Tarif.Wege nur Brief", "Tarif.Wege ist keine", False),
        ("Tarif.Wege ist Brief, Mail", "Tarif.Wege nur Brief, Portal", True),
        ("Kunde.Verbrauch höchstens 10 kWh/a", "Kunde.Verbrauch mindestens 20 kWh/a", True),
        ("Kunde.Verbrauch höchstens 20 kWh/a", "Kunde.Verbrauch mindestens 20 kWh/a", False),
        ("Tarif.Preis höchstens 5 ct/kWh oder Tarif.Online", "Tarif.Preis mindestens 6 ct/kWh", False),
        ("nicht (Tarif.Preis mehr als 5 ct/kWh oder Tarif.Online)", "Tarif.Preis mindestens 6 ct/kWh", True),
    ],
)
def test_two_demands_contradict_or_not(one: str, two: str, contradict: bool) -> None:
    found = [each for each in said(*pair(f"fordert {one}", f"fordert {two}")) if "redundant" not in each]
    assert found == (["contradiction R-1 R-2"] if contradict else [])


def test_a_contradiction_shows_facts_that_keep_one_rule_and_facts_that_keep_the_other() -> None:
    one = "wenn Kunde.Gruppe ist Privat\nFassung\n    fordert Tarif.Frist höchstens 1 Monat"
    two = "wenn nicht Tarif.Online\nFassung\n    fordert Tarif.Frist mindestens 6 Wochen"
    statement = only(*pair(one, two))
    assert statement.severity == "fehler"
    assert [shown(model) for model in statement.models] == [
        "Vertragsschluss: 2018-01-01; Tarif.Frist: 1 Monat; Kunde.Gruppe: Privat; Tarif.Online: nein"
        " → R-1 erfüllt, R-2 verletzt",
        "Vertragsschluss: 2018-01-01; Tarif.Frist: 6 Wochen; Kunde.Gruppe: Privat; Tarif.Online: nein"
        " → R-1 verletzt, R-2 erfüllt",
    ]


@pytest.mark.parametrize(
    ("first", "second", "contradict"),
    [
        ("Kunde.Gruppe ist Privat", "Kunde.Gruppe ist eines aus Privat, Verein", True),
        ("Kunde.Gruppe ist Privat", "Kunde.Gruppe ist nicht Privat", False),
        ("Kunde.Verbrauch höchstens 10 kWh/a", "Kunde.Verbrauch mindestens 10 kWh/a", True),
        ("Kunde.Verbrauch höchstens 10 kWh/a", "Kunde.Verbrauch mehr als 10 kWh/a", False),
        ("Kunde.klein", "Kunde.Gruppe ist Gewerbe", True),
        ("Kunde.klein", "Kunde.Gruppe ist Gewerbe\nwenn Kunde.Verbrauch mehr als 10.000 kWh/a", False),
        ("Kunde.klein", "nicht Kunde.klein", False),
        ("Tarif.Wege enthält Brief", "Tarif.Wege nur Mail", False),
        ("Tarif.Preis ist angegeben", "nicht Tarif.Preis ist angegeben", False),
        ("Garantie ist angegeben", "nicht Garantie ist angegeben", False),
        ("Garantie ist angegeben", "Garantie.Dauer ist keine", True),
        ("nicht Garantie ist angegeben", "Garantie.Dauer ist keine", False),
    ],
)
def test_rules_contradict_only_where_both_apply(first: str, second: str, contradict: bool) -> None:
    one = f"wenn {first}\nFassung\n    fordert Tarif.Frist höchstens 1 Monat"
    two = f"wenn {second}\nFassung\n    fordert Tarif.Frist mindestens 3 Monate"
    assert said(*pair(one, two)) == (["contradiction R-1 R-2"] if contradict else [])


def test_a_derived_term_is_read_in_the_version_of_the_day() -> None:
    one = "wenn Kunde.klein\nFassung\n    fordert Tarif.Online"
    two = "wenn Kunde.Gruppe ist Verein\nFassung\n    fordert nicht Tarif.Online"
    assert [str(stretch) for stretch in only(*pair(one, two)).days] == ["ab 2022-01-01"]


def test_the_days_of_a_contradiction_are_those_on_which_both_versions_demand_it() -> None:
    one = """
        Fassung bis 2021-12-31
            fordert Tarif.Frist höchstens 3 Monate
        Fassung ab 2022-01-01
            fordert Tarif.Frist höchstens 1 Monat
        """
    two = """
        Fassung bis 2022-06-30
            fordert Tarif.Frist mindestens 2 Monate
        Fassung ab 2022-07-01
            gilt nicht
        """
    statement = only(*pair(one, two))
    assert [str(stretch) for stretch in statement.days] == ["ab 2022-01-01 bis 2022-06-30"]
    later = two.replace("2022-06-30", "2021-12-31").replace("2022-07-01", "2022-01-01")
    assert said(*pair(one, later)) == []


def test_rules_with_different_reference_days_are_held_against_each_other_on_one_day() -> None:
    one = rule("Fassung bis 2021-12-31\n    fordert Tarif.Online\nFassung ab 2022-01-01\n    gilt nicht", "R-1")
    two = "Fassung bis {}\n    gilt nicht\nFassung ab {}\n    fordert nicht Tarif.Online"
    # an old contract and a new notice: no day on which both demand something
    assert said(one, rule(two.format("2021-12-31", "2022-01-01"), "R-2", day="Mitteilung")) == []
    statement = only(one, rule(two.format("2021-12-30", "2021-12-31"), "R-2", day="Mitteilung"))
    assert [str(stretch) for stretch in statement.days] == ["ab 2021-12-31 bis 2021-12-31"]
    assert "Vertragsschluss: 2021-12-31" in statement.models[0].lines()
    assert "Mitteilung: 2021-12-31" in statement.models[0].lines()


def test_a_customer_is_as_he_is_unless_both_demands_are_about_him() -> None:
    # who is not private may have any notice period, but a private customer is not talked out of being one
    way_out = "fordert Tarif.Frist höchstens 1 Monat oder Kunde.Gruppe ist nicht Privat"
    other = "fordert Tarif.Frist mindestens 3 Monate"
    statement = only(*pair(way_out, other))
    assert "Kunde.Gruppe: Privat" in statement.models[0].lines()
    assert said(*pair(way_out, other + " oder Kunde.Gruppe ist Gewerbe")) == []


def test_an_exception_takes_its_cases_out_while_it_is_in_force() -> None:
    one = "Fassung\n    fordert Tarif.Online\nes sei denn Kunde.Gruppe ist Verein"
    two = "wenn Kunde.Gruppe ist Verein\nFassung\n    fordert nicht Tarif.Online"
    assert said(*pair(one, two)) == []
    dated = one + " AUSNAHME\n    gilt ab 2022-01-01"
    assert [str(stretch) for stretch in only(*pair(dated, two)).days] == ["bis 2021-12-31"]


def test_a_rule_does_not_contradict_the_one_it_displaces() -> None:
    general = rule("fordert Tarif.Online", "R-1")
    special = "wenn Kunde.Gruppe ist Verein\nFassung\n    fordert nicht Tarif.Online"
    assert said(general, rule(special, "R-2")) == ["contradiction R-1 R-2"]
    assert said(general, rule("verdrängt R-1\n" + special, "R-2")) == []


def test_rules_about_sections_contradict_within_one_section() -> None:
    one = "je Bonus\nFassung\n    fordert Bonus.Betrag höchstens 50 EUR"
    two = "je Bonus\nwenn Bonus.Art ist {}\nFassung\n    fordert Bonus.Betrag mindestens 60 EUR"
    statement = only(*pair(one, two.format("Treuebonus")))
    assert "Bonus.Art: Treuebonus" in statement.models[0].lines()
    other = two.format("Treuebonus").replace("mindestens 60", "mindestens 50")
    assert said(*pair(one, other)) == []
    kinds = [one.replace("je Bonus", "je Bonus\nwenn Bonus.Art ist Sofortbonus"), two.format("Treuebonus")]
    assert said(*pair(*kinds)) == []


def test_an_official_amount_counts_as_on_the_day() -> None:
    one = "fordert Tarif.Preis ist Umlage"
    _, statement = proofs_of(*pair(one, "fordert Tarif.Preis mindestens 0,4 ct/kWh")).statements
    assert statement.kind == "contradiction"
    assert [str(stretch) for stretch in statement.days] == ["ab 2022-01-01 bis 2022-12-31"]
    assert said(*pair(one, "fordert Tarif.Preis mindestens 0,3 ct/kWh")) == ["value-ends R-1"]


def test_a_contradiction_that_a_third_rule_leaves_no_room_for_is_a_note() -> None:
    one = "wenn Kunde.Gruppe ist Verein\nFassung\n    fordert Tarif.Online"
    two = "fordert nicht Tarif.Online"
    ban = rule("fordert Kunde.Gruppe ist eines aus Privat, Gewerbe", "R-3")
    statement = only(*pair(one, two), ban)
    assert (statement.kind, statement.severity, statement.rules) == (
        "contradiction-elsewhere",
        "hinweis",
        ("R-1", "R-2", "R-3"),
    )
    assert dict(statement.models[0].claims)["R-3"] == VIOLATED
    assert said(*pair(one, two), ban.replace("Privat, Gewerbe", "Privat, Verein")) == ["contradiction R-1 R-2"]


def test_a_ban_in_parts_is_no_contradiction() -> None:
    # the first rule asks for post, the second applies to nobody who keeps it
    one = "fordert Tarif.Weg ist Brief"
    two = "wenn Tarif.Weg ist Mail\nFassung\n    fordert Tarif.Online"
    assert said(*pair(one, two)) == []


# ------------------------------------------------------------------------------------------------ terms and the law


def test_a_clause_that_cannot_be_kept_lawfully_is_at_fault_itself() -> None:
    law = rule("Fassung bis 2021-12-31\n    gilt nicht\nFassung ab 2022-01-01\n    fordert Tarif.Online", "Z-1")
    statement = only(law, clause("fordert nicht Tarif.Online", "A-1"))
    assert statement.rules == ("A-1", "Z-1")
    assert [str(stretch) for stretch in statement.days] == ["ab 2022-01-01"]
    # stricter than the law is what terms may be
    strict = clause("fordert Tarif.Frist höchstens 2 Wochen", "A-1")
    assert said(rule("fordert Tarif.Frist höchstens 1 Monat", "Z-1"), strict) == ["stricter A-1 Z-1"]


def test_rules_of_different_terms_never_meet() -> None:
    mine, other = clause("fordert Tarif.Online", "A-1"), clause("fordert nicht Tarif.Online", "B-1", OTHER_TERMS)
    proofs = proofs_of(mine, other)
    assert not proofs.statements
    assert proofs.pairs["never-together"] == 1
    assert said(mine, clause("fordert nicht Tarif.Online", "A-2", "")) == ["contradiction A-1 A-2"]


def test_against_a_recommendation_it_is_a_warning() -> None:
    statement = only(rule("fordert Tarif.Online", "R-1"), ADVICE + rule("fordert nicht Tarif.Online", "R-2"))
    assert (statement.kind, statement.severity) == ("contradiction", "warnung")


def test_a_default_against_mandatory_law_is_dated() -> None:
    law = """
        wenn Kunde.Gruppe ist Privat
        Fassung bis 2022-02-28
            fordert Tarif.Frist höchstens 3 Monate
        Fassung ab 2022-03-01
            fordert Tarif.Frist höchstens 1 Monat
        """
    default = TERMS + '\nVorgabe A-16 "Frist" / "notice"\n    quelle § 16 A\n    Tarif.Frist: {}\n'
    statement = only(rule(law, "Z-1"), default.format("6 Wochen"))
    assert (statement.kind, statement.subject, statement.rules) == ("default-against-law", "A-16", ("Z-1",))
    assert [str(stretch) for stretch in statement.days] == ["ab 2022-03-01"]
    assert "Tarif.Frist: 6 Wochen" in statement.models[0].lines()
    assert said(rule(law, "Z-1"), default.format("4 Wochen")) == []
    always = only(rule(law, "Z-1"), default.format("4 Monate"))
    assert [str(stretch) for stretch in always.days] == ["ab 2020-01-01"], "from the day the terms were issued"


# ------------------------------------------------------------------------------------------------ implied rules


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("höchstens 1 Monat", "höchstens 3 Monate", ["redundant R-2 R-1"]),
        ("höchstens 1 Monat", "höchstens 31 Tage", ["redundant R-2 R-1"]),
        ("höchstens 4 Wochen", "höchstens 1 Monat", ["redundant R-2 R-1"]),
        ("höchstens 12 Monate", "höchstens 1 Jahr", ["equally-strict R-2 R-1"]),
        ("weniger als 1 Monat", "höchstens 1 Monat", ["redundant R-2 R-1"]),
        ("ist keine", "höchstens 1 Monat", ["redundant R-2 R-1"]),
        ("höchstens 1 Monat", "mindestens 0 Tage", []),
    ],
)
def test_a_rule_that_follows_from_another_is_redundant(one: str, two: str, expected: list[str]) -> None:
    found = said(*pair(f"fordert Tarif.Frist {one}", f"fordert Tarif.Frist {two}"))
    if expected and expected[0].startswith("equally"):
        assert [set(each.split()) for each in found] == [set(each.split()) for each in expected]
    else:
        assert found == expected


def test_days_are_held_against_the_months_they_can_run_through() -> None:
    """31 days make one month from 1 March, and 30 days exceed one from 1 February."""
    month = "fordert Tarif.Frist höchstens 1 Monat"
    assert said(*pair("fordert Tarif.Frist höchstens 30 Tage", month)) == []
    assert said(*pair("fordert Tarif.Frist höchstens 28 Tage", month)) == ["redundant R-2 R-1"]
    assert said(*pair("fordert Tarif.Frist mindestens 31 Tage", month)) == []
    assert said(*pair("fordert Tarif.Frist mindestens 32 Tage", month)) == ["contradiction R-1 R-2"]


def test_working_days_are_left_open_because_nobody_knows_the_holidays() -> None:
    open_ = said(*pair("fordert Tarif.Frist mindestens 9 Werktage", "fordert Tarif.Frist höchstens 8 Werktage"))
    assert open_ == ["? contradiction R-1 R-2 calendar"]


def test_redundant_is_only_what_the_other_rule_covers_everywhere() -> None:
    strict = "fordert Tarif.Preis höchstens 5 ct/kWh"
    weak = "wenn Kunde.Gruppe ist Privat\nFassung\n    fordert Tarif.Preis höchstens 6 ct/kWh"
    assert said(*pair(strict, weak)) == ["redundant R-2 R-1"]
    narrow = "wenn Kunde.Gruppe ist Privat\n    und Kunde.Verbrauch höchstens 10 kWh/a\nFassung\n    " + strict
    assert said(*pair(narrow, weak)) == []
    since = "Fassung bis 2021-12-31\n    gilt nicht\nFassung ab 2022-01-01\n    " + strict
    assert said(*pair(since, weak)) == []
    excepted = "Fassung\n    " + strict + "\nes sei denn Tarif.Online"
    assert said(*pair(excepted, weak)) == []


def test_whoever_keeps_one_of_several_days_does_not_keep_all() -> None:
    """A contract of 2021 and a notice of 2023 fall under different versions, so nothing is redundant."""
    strict = rule("Fassung bis 2021-12-31\n    gilt nicht\nFassung ab 2022-01-01\n    fordert Tarif.Online", "R-1")
    weak = rule("Fassung bis 2021-12-31\n    gilt nicht\nFassung ab 2022-01-01\n    fordert Tarif.Online", "R-2")
    assert said(strict, weak) == ["equally-strict R-1 R-2"]
    assert (
        said(strict, rule(weak.split("cherheit gesichert")[1].split("    Meldung")[0], "R-2", day="Mitteilung")) == []
    )


def test_a_warning_does_not_make_an_error_redundant() -> None:
    mild = rule("fordert Tarif.Preis höchstens 5 ct/kWh", "R-1").replace("schwere fehler", "schwere warnung")
    grave = rule("fordert Tarif.Preis höchstens 6 ct/kWh", "R-2")
    assert said(mild, grave) == []
    assert said(mild.replace("schwere warnung", "schwere fehler"), grave) == ["redundant R-2 R-1"]
    doubtful = mild.replace("sicherheit gesichert", "sicherheit umstritten")
    assert said(doubtful, grave.replace("schwere fehler", "schwere warnung")) == []


def test_a_clause_that_says_no_more_than_the_law_is_a_note() -> None:
    law, weak = rule("fordert Tarif.Preis höchstens 5 ct/kWh", "Z-1"), "fordert Tarif.Preis höchstens 6 ct/kWh"
    statement = only(law, clause(weak, "A-1"))
    assert (statement.kind, statement.severity, statement.rules) == ("redundant", "hinweis", ("A-1", "Z-1"))
    # terms bind only those who agreed to them, so they never make a law superfluous
    assert said(rule(weak, "Z-1"), clause("fordert Tarif.Preis höchstens 5 ct/kWh", "A-1")) == ["stricter A-1 Z-1"]


# ------------------------------------------------------------------------------------------------ too many cases

FREE = """
Begriff Tarif.frei "exempt"
    gilt wenn Tarif.Online und Tarif.Weg ist Brief und Tarif.Preis höchstens 10 ct/kWh
        und Tarif.Aufschlag höchstens 1 ct/kWh
        oder Tarif.Wege enthält Mail und Tarif.Menge höchstens 100 kWh/a
"""
FREED = "Fassung\n    fordert Tarif.Frist höchstens {weeks} Wochen\nes sei denn Tarif.frei"


def folded(*rules: str) -> list[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(truth_table, "MAX_CELLS", 60)
        return said(FREE, *rules)


def test_a_derived_term_that_only_excepts_counts_as_one_yes_or_no() -> None:
    two, four = rule(FREED.format(weeks=2), "R-1"), rule(FREED.format(weeks=4), "R-2")
    assert said(FREE, two, four) == folded(two, four) == ["redundant R-2 R-1"]


def test_a_conflict_of_what_is_not_exempt_is_found() -> None:
    one = rule(FREED.format(weeks=2), "R-1")
    other = rule("wenn Tarif.Online ist nein\nFassung\n    fordert Tarif.Frist mindestens 3 Wochen", "R-2")
    assert said(FREE, one, other) == folded(one, other) == ["contradiction R-1 R-2"]


def test_what_a_condition_reads_is_always_read_through() -> None:
    one = rule(FREED.format(weeks=2), "R-1")
    other = rule("wenn Tarif.frei\nFassung\n    fordert Tarif.Frist mindestens 3 Wochen", "R-2")
    assert said(FREE, one, other) == []
    assert folded(one, other) == ["? contradiction R-1 R-2 many", "? dead-rule R-2 many"]


def test_a_demand_on_what_it_is_derived_from_is_left_open() -> None:
    one = rule("Fassung\n    fordert Tarif.Preis mindestens 20 ct/kWh\nes sei denn Tarif.frei", "R-1")
    other = rule("Fassung\n    fordert Tarif.Preis höchstens 5 ct/kWh", "R-2")
    assert folded(one, other) == ["? contradiction R-1 R-2 many"]


# ------------------------------------------------------------------------------------------------ folgt


def follower(demand: str, target: str = "Z-1") -> str:
    return clause(f"folgt {target}\nFassung\n    fordert {demand}", "A-1")


def test_a_claim_to_follow_is_proved_again() -> None:
    law = rule("wenn Kunde.klein\nFassung\n    fordert Tarif.Frist höchstens 1 Monat", "Z-1")
    statement = only(law, follower("Tarif.Frist höchstens 4 Wochen"))
    assert (statement.kind, statement.severity, statement.rules) == ("follows", "", ("A-1", "Z-1"))
    assert dict(statement.models[0].claims) == {"A-1": VIOLATED, "Z-1": VIOLATED}
    refuted = only(law, follower("Tarif.Frist höchstens 6 Wochen"))
    assert (refuted.kind, refuted.severity) == ("does-not-follow", "fehler")
    assert dict(refuted.models[0].claims) == {"A-1": HOLDS, "Z-1": VIOLATED}
    february = only(law, follower("Tarif.Frist höchstens 30 Tage"))
    assert february.kind == "does-not-follow"
    assert "? follows A-1 Z-1 calendar" in said(law, follower("Tarif.Frist höchstens 20 Werktage"))


def test_a_claim_that_stops_holding_names_where() -> None:
    law = rule("fordert Tarif.Frist höchstens 1 Monat", "Z-1")
    narrower = "folgt Z-1\nwenn Kunde.Gruppe ist nicht Verein\nFassung\n    fordert Tarif.Frist höchstens 2 Wochen"
    refuted = only(law, clause(narrower, "A-1"))
    assert refuted.kind == "does-not-follow"
    assert "Kunde.Gruppe: Verein" in refuted.models[0].lines()
    assert dict(refuted.models[0].claims) == {"A-1": NOT_APPLICABLE, "Z-1": VIOLATED}


def test_to_follow_what_nobody_can_violate_means_nothing() -> None:
    law = rule("wenn Tarif.Online\nFassung\n    fordert Tarif.Online oder Tarif.Frist ist keine", "Z-1")
    found = said(law, follower("Tarif.Frist höchstens 4 Wochen"))
    assert found == ["never-violated Z-1", "? follows A-1 Z-1 vacuous"]


# ------------------------------------------------------------------------------------------------ dead parts


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # a rule
        ("wenn Kunde.klein\nwenn {}\nFassung\n    fordert Tarif.Online", "Kunde.Verbrauch mehr als 10.000 kWh/a"),
        ("wenn Kunde.Gruppe ist Verein\nwenn {}\nFassung\n    fordert Tarif.Online", "Kunde.Gruppe ist Verein"),
        ("wenn Tarif.Wege nur Brief\nwenn {}\nFassung\n    fordert Tarif.Online", "Tarif.Wege ist keine"),
        ("wenn Tarif.Preis mehr als 3 ct/kWh\nwenn {}\nFassung\n    fordert Tarif.Online", "Tarif.Preis ist 4 ct/kWh"),
    ],
)
def test_conditions_that_can_meet_are_no_finding(body: str, expected: str) -> None:
    assert said(rule(body.format(expected))) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Kunde.Gruppe ist Verein", "Kunde.Gruppe ist Privat"),
        ("Kunde.klein", "Kunde.Gruppe ist Gewerbe\nwenn Kunde.Verbrauch mehr als 10.000 kWh/a"),
        ("Tarif.Wege nur Brief", "Tarif.Wege enthält Mail"),
        ("Tarif.Preis mehr als 3 ct/kWh", "Tarif.Preis höchstens 3 ct/kWh"),
        ("Tarif.Anzahl mehr als 3", "Tarif.Anzahl weniger als 4"),
        ("Tarif.Frist mehr als 1 Monat", "Tarif.Frist höchstens 4 Wochen"),
        ("Vertragsschluss mindestens 2022-01-01", "Vertragsschluss weniger als 2022-01-01"),
    ],
)
def test_a_rule_whose_conditions_exclude_each_other_never_applies(first: str, second: str) -> None:
    statement = only(rule(f"wenn {first}\nwenn {second}\nFassung\n    fordert Tarif.Online"))
    assert (statement.kind, statement.severity) == ("dead-rule", "warnung")
    assert statement.models[0].claims == (("R", NOT_APPLICABLE),)


def test_a_condition_on_a_fact_that_is_not_there_leaves_a_rule_that_nobody_violates() -> None:
    body = "wenn {}\nwenn nicht {} ist angegeben\nFassung\n    fordert Tarif.Online"
    assert said(rule(body.format("Tarif.Preis mehr als 3 ct/kWh", "Tarif.Preis"))) == ["never-violated R"]
    assert said(rule(body.format("Garantie.Dauer ist keine", "Garantie"))) == ["never-violated R"]
    assert said(rule(body.format("Tarif.Preis mehr als 3 ct/kWh", "Garantie"))) == []


def test_the_condition_that_cannot_be_met_is_named() -> None:
    body = "wenn Kunde.Gruppe ist Verein\nwenn Tarif.Online\nwenn Kunde.klein\nwenn Kunde.Verbrauch mehr als {} kWh/a"
    book = book_of(rule(body.format("10.000") + "\nFassung\n    fordert Tarif.Frist ist keine"))
    (statement,) = Prover(book).run().statements
    assert statement.expr == book.rules["R"].rule.conditions[3]
    assert said(rule(body.format("9.999") + "\nFassung\n    fordert Tarif.Frist ist keine")) == []


def test_a_version_whose_time_its_conditions_exclude_never_applies() -> None:
    body = """
        wenn Vertragsschluss mindestens {}
        Fassung bis 2021-12-31
            fordert Tarif.Online
        Fassung ab 2022-01-01
            fordert nicht Tarif.Online
        """
    assert said(rule(body.format("2022-01-01"))) == ["dead-version R"]
    assert said(rule(body.format("2021-12-31"))) == []


def test_a_rule_that_exceptions_or_special_rules_take_whole_never_applies() -> None:
    body = "wenn Kunde.Gruppe ist Verein\nFassung\n    fordert Tarif.Online\nes sei denn Kunde.Gruppe ist {}"
    assert said(rule(body.format("Verein"))) == ["dead-rule R"]
    general, special = (
        "wenn Kunde.Gruppe ist Verein\nFassung\n    fordert Tarif.Online",
        "fordert Tarif.Frist ist keine",
    )
    displacing = rule("verdrängt R-1\nFassung\n    " + special, "R-2")
    assert said(rule(general, "R-1"), displacing) == ["dead-rule R-1"]


def test_an_exception_that_never_holds_where_the_rule_applies_is_dead() -> None:
    body = "wenn Kunde.Gruppe ist Privat\nFassung\n    fordert Tarif.Online\nes sei denn {}"
    assert said(rule(body.format("Kunde.Gruppe ist Verein"))) == ["dead-exception R"]
    assert said(rule(body.format("Tarif.Frist ist keine"))) == []
    ended = """
        Fassung bis 2021-12-31
            gilt nicht
        Fassung ab 2022-01-01
            fordert Tarif.Online
        es sei denn Tarif.Frist ist keine AUSNAHME
            gilt bis {}
        """
    assert said(rule(ended.replace("gilt bis", "gilt ab 2020-01-01 bis").format("2021-12-31"))) == ["dead-exception R"]
    assert said(rule(ended.replace("gilt bis", "gilt ab 2020-01-01 bis").format("2022-01-01"))) == []


def test_a_demand_whose_own_condition_never_holds_is_dead() -> None:
    body = """
        wenn Kunde.Gruppe ist Privat
        Fassung
            fordert Tarif.Online
            fordert Tarif.Frist ist keine wenn Kunde.Gruppe ist {}
        """
    assert said(rule(body.format("Verein"))) == ["dead-guard R"]
    assert said(rule(body.format("Privat"))) == []


def test_an_alternative_that_never_holds_is_dead() -> None:
    body = "wenn Kunde.Gruppe ist Privat\nwenn Tarif.Online oder Kunde.Gruppe ist {}"
    body += "\nFassung\n    fordert Tarif.Frist ist keine"
    assert said(rule(body.format("Verein"))) == ["dead-branch R"]
    assert said(rule(body.format("Privat"))) == []


def test_a_rule_that_nobody_can_violate_never_fires() -> None:
    body = "wenn Tarif.Preis höchstens 3 ct/kWh\nFassung\n    fordert Tarif.Preis höchstens {} ct/kWh"
    statement = only(rule(body.format("5")))
    assert (statement.kind, statement.severity) == ("never-violated", "warnung")
    assert statement.models[0].claims == (("R", HOLDS),)
    assert said(rule(body.format("3"))) == ["never-violated R"]
    assert said(rule(body.format("2"))) == []


def test_a_rule_that_nobody_can_keep_contradicts_itself() -> None:
    body = "fordert Tarif.Preis höchstens 5 ct/kWh und Tarif.Preis mindestens {} ct/kWh"
    statement = only(rule(body.format("6")))
    assert (statement.kind, statement.severity) == ("never-kept", "fehler")
    assert said(rule(body.format("5"))) == []
    # a ban is kept by whoever stays out of it
    assert said(rule("wenn Tarif.Online\nFassung\n    fordert nicht Tarif.Online")) == []


# ------------------------------------------------------------------------------------------------ endings


def test_a_rule_that_just_ends_is_shown_on_both_sides_of_its_end() -> None:
    statement = only(rule("Fassung bis 2022-12-31\n    fordert Tarif.Online"))
    assert (statement.kind, [str(stretch) for stretch in statement.days]) == ("version-ends", ["ab 2023-01-01"])
    assert [shown(model) for model in statement.models] == [
        "Vertragsschluss: 2022-12-31; Tarif.Online: nein → R verletzt",
        "Vertragsschluss: 2023-01-01; Tarif.Online: nein → R unanwendbar",
    ]
    assert said(rule("Fassung bis 2022-12-31\n    fordert Tarif.Online\nFassung ab 2023-01-01\n    gilt nicht")) == []


def test_an_amount_and_a_term_that_end_are_shown_where_a_rule_reads_them() -> None:
    statement = only(rule("fordert Tarif.Preis ist Umlage"))
    assert (statement.kind, statement.subject) == ("value-ends", "Umlage")
    assert [dict(model.claims)["R"] for model in statement.models] == [VIOLATED, UNDECIDED]
    term = 'Begriff Kunde.früh "early"\n    Fassung bis 2022-06-30\n        gilt wenn Kunde.Gruppe ist Privat\n'
    reader = rule("wenn Kunde.früh\nFassung\n    fordert Tarif.Online")
    ends = only(term + reader)
    assert (ends.kind, ends.subject, [str(stretch) for stretch in ends.days]) == (
        "term-ends",
        "Kunde.früh",
        ["ab 2022-07-01"],
    )
    assert said(term + rule("fordert Tarif.Online")) == []


# ------------------------------------------------------------------------------------------------ what is left open


def test_pairs_are_counted() -> None:
    rules = [
        rule("fordert Tarif.Online", "R-1"),
        rule("wenn Tarif.Online\nFassung\n    fordert Tarif.Frist ist keine", "R-2"),
        rule("fordert Tarif.Weg ist Brief", "R-3"),
        rule("fordert Tarif.Weg ist nicht Mail", "R-4"),
    ]
    assert proofs_of(*rules).pairs == {
        "all": 6,
        "never-together": 0,
        "no-shared-fact": 4,
        "other-demands": 1,
        "compared": 1,
    }


def test_facts_are_sought_for_what_two_facts_compared_leave_open() -> None:
    one, two = "fordert Tarif.Frist höchstens Tarif.Sperre", "fordert Tarif.Frist mindestens 3 Monate"
    assert said(*pair(one, two)) == [], "a long blocking period keeps both, and neither follows from the other"
    refuted = only(rule("folgt R-2\nFassung\n    " + one, "R-1"), rule(two, "R-2"))
    assert refuted.kind == "does-not-follow"
    assert any(line.startswith("Tarif.Sperre: ") for line in refuted.models[0].lines())
    # where the comparison makes no difference, it does not stand in the way
    assert said(*pair(one + " oder Tarif.Frist ist keine", "fordert Tarif.Frist ist keine")) == ["redundant R-1 R-2"]


def test_what_facts_cannot_settle_is_named_and_never_guessed() -> None:
    """One customer who can be served shows nothing about the next."""
    one, two = "fordert Tarif.Menge mindestens Kunde.Verbrauch", "fordert Tarif.Menge höchstens 10 kWh/a"
    assert said(*pair(one, two)) == ["? contradiction R-1 R-2 terms"]
    guarded = "wenn Tarif.Frist höchstens Tarif.Sperre\nFassung\n    fordert Tarif.Online"
    assert "? contradiction R-1 R-2 terms" in said(*pair(guarded, "fordert nicht Tarif.Online"))


def test_a_computed_term_is_left_open() -> None:
    total = 'Begriff Tarif.Summe "total"\n    typ Menge in ct/kWh\n    rechnet Tarif.Preis + Tarif.Aufschlag\n'
    one, two = "fordert Tarif.Summe höchstens 5 ct/kWh", "fordert Tarif.Summe mindestens 6 ct/kWh"
    assert said(total, *pair(one, two)) == [
        "? contradiction R-1 R-2 computed",
        "? redundant R-1 R-2 computed",
        "? redundant R-2 R-1 computed",
    ]


def test_a_model_that_does_not_come_out_as_claimed_is_not_believed() -> None:
    book = book_of(rule("fordert Tarif.Preis höchstens 5 ct/kWh"))
    judge = Judge(book, admit_all=True)
    facts = (("Vertragsschluss", "2022-01-01"), ("Tarif.Preis", "5 ct/kWh"))
    assert replays(Model(facts, (("R", HOLDS),)), book, judge)
    assert not replays(Model(facts, (("R", VIOLATED),)), book, judge)
    assert not replays(Model((*facts, ("Tarif.Online", "vielleicht")), (("R", HOLDS),)), book, judge)
    assert not replays(Model((*facts, ("Tarif.Gibtesnicht", "ja")), (("R", HOLDS),)), book, judge)
    assert not replays(Model(facts, ()), book, judge)


# ------------------------------------------------------------------------------------------------ what a user sees

LAW = (
    rule(
        "Fassung bis 2021-12-31\n    gilt nicht\nFassung ab 2022-01-01\n    fordert Tarif.Frist höchstens 1 Monat",
        "Z-1",
    ),
    rule("wenn Kunde.Gruppe ist Privat\nFassung\n    fordert Tarif.Frist höchstens 2 Jahre", "Z-2"),
    rule("wenn Kunde.Gruppe ist Verein\nwenn Kunde.Gruppe ist Gewerbe\nFassung\n    fordert Tarif.Online", "Z-3"),
    rule("folgt Z-5\nFassung\n    fordert Tarif.Anzahl höchstens 5", "Z-4"),
    rule("wenn Kunde.Gruppe ist Privat\nFassung\n    fordert Tarif.Anzahl höchstens 4", "Z-5"),
    rule("fordert Tarif.Preis ist Umlage", "Z-6"),
    rule("fordert Tarif.Menge mindestens Kunde.Verbrauch", "Z-7"),
    rule("fordert Tarif.Menge höchstens 10 kWh/a", "Z-8"),
)
CLAUSES = TERMS + rule("wenn Kunde.klein\nFassung\n    fordert Tarif.Frist mindestens 6 Wochen", "A-1")
DEFAULT = """
Vorgabe A-16 "Frist" / "notice"
    quelle § 16 A
    Tarif.Frist: 6 Wochen
"""


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Rulebook:
    """Rules of one's own, without the shipped ones, in the current folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "haus.regel").write_text(
        VOCABULARY + NORM + VALUES + "".join(LAW) + CLAUSES + DEFAULT, encoding="utf-8"
    )
    return load_rulebook(["haus.regel"], shipped=False)


@pytest.mark.parametrize(
    ("name", "language", "width", "ascii_only"),
    [("house-80", "de", 80, False), ("house-english-100", "en", 100, False), ("house-ascii-60", "de", 60, True)],
)
def test_the_report_shows_what_was_proved(
    house: Rulebook, name: str, language: str, width: int, ascii_only: bool
) -> None:
    lines = render(Prover(house).run(), house, language=language, width=width, ascii_only=ascii_only)
    text = "".join(plain(line) + "\n" for line in lines)
    assert all(len(plain(line)) <= width for line in lines)
    assert text.isascii() or not ascii_only
    golden.check(f"prove/{name}", text)


def test_the_report_for_programs_holds_everything_in_both_languages(house: Rulebook) -> None:
    text = to_json(Prover(house).run(), house)
    golden.check("prove/json", text)
    assert text.isascii()
    report = json.loads(text)
    for statement in report["statements"]:
        assert statement["message"]["de"] != statement["message"]["en"]
        assert statement["models"]


RULE_OF_ONES_OWN = """
Norm HAUS "Hausregeln" / "house rules"
    rang empfehlung
    geprüft 2026-01-01

Regel HAUS-1 "Frist" / "notice"
    quelle § 1 HAUS
    stichtag Vertragsschluss
    schwere fehler
    sicherheit gesichert
    wenn Laufzeit.Kündigungsfrist höchstens {} Wochen
    Fassung
        fordert Laufzeit.Kündigungsfrist höchstens 4 Wochen
    Meldung de "Zu lang."
    Meldung en "Too long."
    Beispiel erfüllt "kurz" / "short"
        Laufzeit.Kündigungsfrist: 2 Wochen
    Beispiel verletzt "lang" / "long"
        Laufzeit.Kündigungsfrist: 5 Wochen
"""


@pytest.mark.slow
def test_a_rule_of_ones_own_that_can_never_fire_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "haus.regel").write_text(RULE_OF_ONES_OWN.format(3), encoding="utf-8")
    assert main(["prove", "haus.regel"]) == 0
    assert "HAUS-1  Regel, die nie anschlägt" in capsys.readouterr().out
    assert main(["prove", "--strict", "--lang", "en", "haus.regel"]) == 1
    assert "HAUS-1  rule that never fires" in capsys.readouterr().out
    (tmp_path / "haus.regel").write_text(RULE_OF_ONES_OWN.format(5), encoding="utf-8")
    assert main(["prove", "--strict", "haus.regel"]) == 0
    assert "nie anschlägt" not in capsys.readouterr().out


@pytest.mark.slow
def test_prove_ends_with_the_status_its_help_promises(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    own = RULE_OF_ONES_OWN.format(5)
    clash = (
        own[own.index("Regel") :]
        .replace("HAUS-1", "HAUS-2")
        .replace("fordert Laufzeit.Kündigungsfrist höchstens", "fordert Laufzeit.Kündigungsfrist mehr als")
    )
    law = own.replace("rang empfehlung", "rang zwingend")
    (tmp_path / "haus.regel").write_text(law + clash, encoding="utf-8")
    assert main(["prove", "--format", "json", "haus.regel"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert ["HAUS-1", "HAUS-2"] in [each["rules"] for each in report["statements"] if each["kind"] == "contradiction"]
    (tmp_path / "haus.regel").write_text(
        law.replace("stichtag Vertragsschluss", "stichtag Vertragschluss"), encoding="utf-8"
    )
    assert main(["prove", "haus.regel"]) == 2
    (tmp_path / "leer.regel").write_text('Norm LEER "leer" / "empty"\n    rang empfehlung\n', encoding="utf-8")
    assert main(["prove", "leer.regel"]) == 4
    assert "keine passende Datei" not in capsys.readouterr().err
    (tmp_path / "ordner").mkdir()
    assert main(["prove", "ordner"]) == 4
    assert "keine passende Datei" in capsys.readouterr().err


# ------------------------------------------------------------------------------------------------ the shipped rules


@cache
def shipped() -> tuple[Rulebook, Proofs]:
    book = load_rulebook()
    return book, Prover(book).run()


def test_the_shipped_rules_do_not_contradict_each_other() -> None:
    _, proofs = shipped()
    assert not [each.rules for each in proofs.statements if each.kind in ("contradiction", "never-kept")]
    assert not proofs.failed(strict=False)


def test_every_model_of_the_shipped_rules_comes_out_as_claimed() -> None:
    book, proofs = shipped()
    assert not [each for each in proofs.undecided if "model" in each.reasons]
    judge = Judge(book, admit_all=True)
    assert proofs.statements
    for statement in proofs.statements:
        assert statement.models
        assert all(replays(model, book, judge) for model in statement.models)


def test_every_rule_of_the_shipped_ones_has_a_table() -> None:
    book, proofs = shipped()
    assert proofs.pairs["all"] == len(book.rules) * (len(book.rules) - 1) // 2
    assert not [each for each in proofs.undecided if len(each.rules) == 1]


def test_what_is_proved_of_the_shipped_rules() -> None:
    book, proofs = shipped()
    lines = render(proofs, book, language="de", width=100, ascii_only=False)
    golden.check("prove/shipped", "".join(plain(line) + "\n" for line in lines))


# ------------------------------------------------------------------------------------------------ representatives

lengths = st.builds(Duration, st.integers(0, 70), st.sampled_from(["Tag", "Woche", "Monat", "Werktag"])) | st.builds(
    Duration, st.integers(0, 4), st.just("Jahr")
)


@pytest.mark.slow
@settings(max_examples=60)
@given(st.lists(lengths, min_size=1, max_size=3), lengths)
def test_every_length_is_like_one_of_the_candidates(constants: list[Duration], other: Duration) -> None:
    """For each comparison with the constants, whatever comes out for any length comes out for a candidate."""
    ops = ("höchstens", "mindestens", "mehr als", "weniger als", "ist")
    demands = " oder ".join(f"Tarif.Frist {op} {each}" for each in constants for op in ops)
    book = book_of(rule(f"wenn {demands}\nFassung\n    fordert Tarif.Online"))
    variable = RuleTable(book.rules["R"], book, frozenset()).variables[-1]
    assert variable.name == "Tarif.Frist"
    if other.unit == "Werktag" and not any(each.unit == "Werktag" for each in constants):
        return  # as long as some number of days, which are tried
    assert 0 <= variable.class_of(other) < len(variable.values)


def test_candidates_of_sets_keep_names_apart_that_a_comparison_keeps_apart() -> None:
    term = book_of().vocabulary.terms["Tarif.Wege"]
    names = ("a", "b", "c", "d")

    def sets(*mentioned: str) -> set[str]:
        constants: list[Value] = [NameSet(frozenset(each)) for each in mentioned]
        return {show(value) for value in candidates(term, constants, names, True)}

    assert sets() == {"a", "keine"}
    assert sets("a") == {"a", "b", "a, b", "keine"}
    assert sets("ab") == {"a", "a, b", "c", "a, c", "a, b, c", "keine"}
    assert len(sets("ab", "bc", "d")) == 2**4


SPAN = Span("test.regel", 1, 1, 2)

# ------------------------------------------------------------------------------------------------ brute force

FIRST = date(2022, 1, 1)
DAYS = [FIRST + timedelta(n) for n in range(8)]
GROUPS, WAYS = ("Privat", "Gewerbe", "Verein"), ("Brief", "Mail", "Portal")
# every value that the terms of random rules can have; None: not stated, where a rule asks whether it is
DOMAINS: dict[str, list[Value | None]] = {
    "Kunde.Gruppe": list(GROUPS),
    "Tarif.Weg": [*WAYS, Mark.NONE],
    "Tarif.Wege": [
        NameSet(frozenset(some)) if some else Mark.NONE for size in range(4) for some in combinations(WAYS, size)
    ],
    "Tarif.Anzahl": [*(Amount(Decimal(number), "") for number in range(5)), Mark.NONE],
    "Tarif.Online": [True, False, Mark.NONE],
}
DERIVED = """
Begriff Kunde.jung "young"
    Fassung bis 2022-01-03
        gilt wenn Kunde.Gruppe ist Privat
    Fassung ab 2022-01-04
        gilt wenn Kunde.Gruppe ist Privat oder Tarif.Online
"""
UNFOLDED = {"Kunde.jung": ("Kunde.Gruppe", "Tarif.Online")}
orders = st.sampled_from(["höchstens", "mindestens", "mehr als", "weniger als", "ist", "ist nicht"])
some_days = st.sampled_from(DAYS[1:-1])


def some(names: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True).map(", ".join)


COMPARISONS: dict[str, st.SearchStrategy[str]] = {
    "Kunde.Gruppe": st.sampled_from([f"ist {name}" for name in GROUPS])
    | some(GROUPS).map(lambda names: f"ist eines aus {names}"),
    "Tarif.Weg": st.sampled_from([*(f"ist nicht {name}" for name in WAYS), "ist keine", "ist nicht keine"])
    | some(WAYS).map(lambda names: f"ist eines aus {names}"),
    "Tarif.Wege": st.builds(
        "{} {}".format, st.sampled_from(["enthält", "enthält nicht", "nur", "ist", "ist nicht"]), some(WAYS)
    )
    | st.just("ist keine"),
    "Tarif.Anzahl": st.builds("{} {}".format, orders, st.integers(0, 3)) | st.just("ist angegeben"),
    "Tarif.Online": st.sampled_from(["", "ist nein", "ist nicht ja", "ist angegeben"]),
    "Kunde.jung": st.sampled_from(["", "ist nein"]),
    "Vertragsschluss": st.builds("{} {}".format, orders, some_days),
}


@st.composite
def exprs(draw: st.DrawFn, terms: tuple[str, ...], depth: int = 1) -> str:
    word = draw(st.sampled_from(["", "", "", "nicht", "und", "oder"])) if depth else ""
    if word == "nicht":
        return f"nicht ({draw(exprs(terms, depth - 1))})"
    if word:
        return f"({draw(exprs(terms, depth - 1))} {word} {draw(exprs(terms, depth - 1))})"
    term = draw(st.sampled_from(terms))
    return f"{term} {draw(COMPARISONS[term])}".strip()


@st.composite
def bodies(draw: st.DrawFn, asked: tuple[str, ...], settled: tuple[str, ...]) -> str:
    """Conditions, versions, perhaps an exception. Demands speak of ``asked``, the rest of ``settled`` mostly."""
    lines = [f"wenn {draw(exprs(settled))}" for _ in range(draw(st.integers(0, 2)))]
    cut = draw(st.none() | some_days)
    for limits in [f"bis {cut - timedelta(1)}", f"ab {cut}"] if cut else [""]:
        lines.append(f"Fassung {limits}".strip())
        kind = draw(st.sampled_from(["demand", "demand", "demand", "guarded", "two", "off"])) if cut else "demand"
        if kind == "off":
            lines.append("    gilt nicht")
            continue
        for _ in range(2 if kind == "two" else 1):
            guard = f" wenn {draw(exprs(settled, 0))}" if kind == "guarded" else ""
            lines.append(f"    fordert {draw(exprs(asked))}{guard}")
    if draw(st.sampled_from([False, False, True])):
        lines.append(f"es sei denn {draw(exprs(settled, 0))}")
        lines += [f"    gilt ab {draw(some_days)}"] if draw(st.booleans()) else []
    return "\n".join(lines)


@st.composite
def rule_pairs(draw: st.DrawFn) -> tuple[str, str]:
    """Two rules that read at most three terms and the day between them."""
    terms = tuple(draw(st.lists(st.sampled_from([*DOMAINS, "Kunde.jung"]), min_size=2, max_size=3, unique=True)))
    asked = terms[:1] if draw(st.booleans()) else terms[:2]
    settled = (*terms, *draw(st.sampled_from([(), ("Vertragsschluss",)])))
    one, two = draw(bodies(asked, settled)), draw(bodies(asked, settled))
    special = draw(st.sampled_from(["", "", "verdrängt R-1\n"]))
    return one, special + two


def terms_in(text: str) -> set[str]:
    """The stated terms a text mentions, derived ones unfolded."""
    found = {name for name in [*DOMAINS, *UNFOLDED] if re.search(rf"{name}\b", text)}
    return {inner for name in found for inner in UNFOLDED.get(name, (name,))}


def demanded(body: str) -> set[str]:
    demands = re.findall(r"fordert (.*?)(?: wenn .*)?$", body, re.MULTILINE)
    return terms_in(" ".join(demands))


Row = tuple[dict[str, Value | None], str, str]


def every_row(book: Rulebook, one: str, two: str) -> list[Row]:
    """All facts on all days, with the verdicts of the judge that judges contracts."""
    judge = Judge(book, admit_all=True)
    both = f"{one}\n{two}"
    names = sorted(terms_in(both))
    asked = {name for name in names if f"{name} ist angegeben" in both}
    found: list[Row] = []
    for day, *values in product(DAYS, *([*DOMAINS[name], *([None] if name in asked else [])] for name in names)):
        facts: dict[str, Value | None] = {"Vertragsschluss": day, **dict(zip(names, values, strict=True))}
        stated = {n: Fact(n, value, SPAN, SPAN, "Beispiel", "R") for n, value in facts.items() if value is not None}
        verdicts = []
        for id in ("R-1", "R-2"):
            contract = Contract("Beispiel", "R", "test", SPAN, None, dict(stated))
            verdicts.append(judge.outcome(book.rules[id], contract, None).verdict)
        found.append((facts, verdicts[0], verdicts[1]))
    return found


def clash_exists(rows: list[Row], free: set[str]) -> bool:
    """Somewhere both are asked, each is kept for some value of the free facts, and never both."""
    settings: dict[tuple[object, ...], list[tuple[str, str]]] = {}
    for facts, mine, theirs in rows:
        key = tuple((name, value) for name, value in facts.items() if name not in free)
        if {mine, theirs} <= {HOLDS, VIOLATED}:
            settings.setdefault(key, []).append((mine, theirs))
    return any(
        (HOLDS, VIOLATED) in found and (VIOLATED, HOLDS) in found and (HOLDS, HOLDS) not in found
        for found in settings.values()
    )


def check_against_brute_force(one: str, two: str) -> None:
    book = rulebook(VOCABULARY + DERIVED, NORM + rule(one, "R-1") + rule(two, "R-2"))
    asked = asked_in(book)
    first, second = (RuleTable(book.rules[id], book, asked) for id in ("R-1", "R-2"))
    rows = every_row(book, one, two)
    # two rules
    mine, theirs = demanded(one), demanded(two)
    free = {name for name in mine | theirs if not name.startswith("Kunde.") or name in mine & theirs}
    found = list(conflicts(first, second))
    assert not any(isinstance(each, Unclear) for each in found)
    assert bool(found) is clash_exists(rows, free)
    event("contradiction" if found else "no contradiction")
    for weaker, stricter, at in ((first, second, 1), (second, first, 2)):
        violated = [row for row in rows if row[at] == VIOLATED]
        result = implied(weaker, stricter)
        if not violated:
            assert result is None
            continue
        assert isinstance(result, Implied)
        assert result.proved is all(row[3 - at] == VIOLATED for row in violated)
        event("implied" if result.proved else "not implied")
    # one rule
    for table, at in ((first, 1), (second, 2)):
        kinds = {(part.kind, part.version) for part in dead_parts(table)}
        verdicts = {row[at] for row in rows}
        demanding = [version for version in table.rule.rule.versions if version.demands]
        asks = bool(verdicts & {HOLDS, VIOLATED})
        assert (("dead-rule", None) in kinds) is (bool(demanding) and not asks)
        for version in demanding if asks else ():
            inside = {row[at] for row in rows if in_force(version, row[0]["Vertragsschluss"])}
            assert (("dead-version", version) in kinds) is (not inside & {HOLDS, VIOLATED})
            assert (("never-violated", version) in kinds) is (HOLDS in inside and VIOLATED not in inside)
        event(", ".join(sorted({kind for kind, _ in kinds})) or "nothing dead")
    # what the prover says of it was run again
    proofs = Prover(book).run()
    assert not [each for each in proofs.undecided if "model" in each.reasons]


def in_force(version: Version, day: Value | None) -> bool:
    assert isinstance(day, date)
    return (version.since or day) <= day <= (version.until or day)


@pytest.mark.slow
@settings(max_examples=60)
@given(rule_pairs())
def test_proofs_agree_with_trying_everything(rules: tuple[str, str]) -> None:
    check_against_brute_force(*rules)


@pytest.mark.slow
@settings(max_examples=150)
@given(rule_pairs())
def test_proofs_agree_with_trying_everything_at_length(rules: tuple[str, str]) -> None:
    check_against_brute_force(*rules)
