"""One rule on one contract: conditions, exceptions, versions, sections, derived terms, dated values."""

from __future__ import annotations

import pytest
from support import NORM, contract, judge, rule, rulebook, verdict

from checker.describe import violation
from checker.judge import Judge, Outcome
from dsl.rule import Compare

VOCABULARY = """
Aufzählung Gruppe "group"
    Privat "private"
    Gewerbe "commercial"
Aufzählung Bonusart "kind of bonus"
    Sofortbonus "immediate bonus"
    Neukundenbonus "new customer bonus"

Abschnitt Tarif "tariff"
Abschnitt Kunde "customer"
Abschnitt Bonus "bonus"
    mehrfach nach Bonusart
Abschnitt Preis "price"
    mehrfach ab Datum
Abschnitt Entgelt "fee"
    mehrfach

Begriff Vertragsschluss "conclusion"
    typ Datum
    bereich Tarif.Vertrieb
Begriff Tarif.Vertrieb "on sale"
    typ Zeitraum
Begriff Kunde.Gruppe "group"
    typ eines aus Gruppe
    bereich Tarif.Gruppe
Begriff Tarif.Gruppe "groups"
    typ mehrere aus Gruppe
Begriff Tarif.Betrag "amount"
    typ Menge in EUR
Begriff Tarif.Umlage "levy"
    typ Menge in ct/kWh
Begriff Tarif.Online "online"
    typ ja/nein
Begriff Tarif.Erlaubt "allowed"
    typ ja/nein
Begriff Bonus.Betrag "amount"
    typ Menge in EUR
Begriff Preis.Umlage "levy"
    typ Menge in ct/kWh
Begriff Entgelt.Betrag "amount"
    typ Menge in EUR
"""
DEMAND = "fordert Tarif.Betrag höchstens 5 EUR"


def tariff(*facts: str, sale: str = "ab 2022-01-01 bis 2022-12-31") -> str:
    return "\n    ".join(["Tarif t", f"Vertrieb: {sale}", "Gruppe: Privat", *facts])


def book_of(*rules: str):  # type: ignore[no-untyped-def]
    return rulebook(VOCABULARY + NORM + "".join(rules))


# ------------------------------------------------------------------------------------------------ conditions


@pytest.mark.parametrize(
    ("online", "amount", "verdict_"),
    [
        ("ja", "5 EUR", "erfüllt"),
        ("ja", "6 EUR", "verletzt"),
        ("ja", "unbekannt", "unentschieden"),
        ("nein", "6 EUR", "unanwendbar"),
        ("nein", "unbekannt", "unanwendbar"),
        # an unknown condition leaves open whether the rule applies, unless it is kept anyway
        ("unbekannt", "6 EUR", "unentschieden"),
        ("unbekannt", "5 EUR", "erfüllt"),
    ],
)
def test_a_condition(online: str, amount: str, verdict_: str) -> None:
    facts = (f"Online: {online}", f"Betrag: {amount}")
    whole = book_of(rule(f"wenn Tarif.Online\nFassung\n    {DEMAND}"))
    assert verdict(whole, tariff(*facts)) == verdict_
    # the condition of a demand says the same of that demand
    assert verdict(book_of(rule(f"{DEMAND} wenn Tarif.Online")), tariff(*facts)) == verdict_


def test_all_conditions_must_hold() -> None:
    book = book_of(rule(f"wenn Tarif.Online\nwenn Tarif.Erlaubt\nFassung\n    {DEMAND}"))
    assert verdict(book, tariff("Online: ja", "Erlaubt: ja", "Betrag: 6 EUR")) == "verletzt"
    assert verdict(book, tariff("Online: ja", "Erlaubt: nein", "Betrag: 6 EUR")) == "unanwendbar"
    assert verdict(book, tariff("Erlaubt: nein", "Betrag: 6 EUR")) == "unanwendbar"


def test_all_demands_of_a_version_must_be_met() -> None:
    book = book_of(rule(f"Fassung\n    {DEMAND}\n    fordert Tarif.Erlaubt wenn Tarif.Online"))
    assert verdict(book, tariff("Betrag: 5 EUR", "Online: ja", "Erlaubt: ja")) == "erfüllt"
    assert verdict(book, tariff("Betrag: 5 EUR", "Online: ja", "Erlaubt: nein")) == "verletzt"
    assert verdict(book, tariff("Betrag: 5 EUR", "Online: nein", "Erlaubt: nein")) == "erfüllt"
    assert verdict(book, tariff("Betrag: 6 EUR", "Online: nein")) == "verletzt"
    assert verdict(book, tariff("Betrag: 6 EUR")) == "verletzt"
    outcome = judge(book, tariff("Betrag: 5 EUR"))
    assert (outcome.verdict, outcome.missing) == ("unentschieden", {"Tarif.Online", "Tarif.Erlaubt"})


def test_where_no_demand_is_made_the_rule_does_not_apply() -> None:
    book = book_of(rule(f"Fassung\n    {DEMAND} wenn Tarif.Online\n    fordert Tarif.Erlaubt wenn Tarif.Online"))
    assert verdict(book, tariff("Betrag: 6 EUR", "Online: nein", "Erlaubt: nein")) == "unanwendbar"


# ------------------------------------------------------------------------------------------------ exceptions


@pytest.mark.parametrize(
    ("allowed", "amount", "verdict_", "unproven"),
    [
        ("ja", "6 EUR", "unanwendbar", 0),  # proven
        ("ja", "5 EUR", "unanwendbar", 0),
        ("ja", "unbekannt", "unanwendbar", 0),
        ("nein", "6 EUR", "verletzt", 0),  # disproved
        ("nein", "5 EUR", "erfüllt", 0),
        ("unbekannt", "6 EUR", "verletzt", 1),  # not proven: it does not apply, and is named
        ("unbekannt", "5 EUR", "erfüllt", 0),
        ("unbekannt", "unbekannt", "unentschieden", 1),
    ],
)
def test_who_invokes_an_exception_must_prove_it(allowed: str, amount: str, verdict_: str, unproven: int) -> None:
    book = book_of(rule(f"Fassung\n    {DEMAND}\nes sei denn Tarif.Erlaubt AUSNAHME\n    quelle § 2 N"))
    outcome = judge(book, tariff(f"Erlaubt: {allowed}", f"Betrag: {amount}"))
    assert (outcome.verdict, len(outcome.unproven)) == (verdict_, unproven)
    assert outcome.exempt is (allowed == "ja")


def test_one_proven_exception_is_enough() -> None:
    book = book_of(rule(f"Fassung\n    {DEMAND}\nes sei denn Tarif.Erlaubt\nes sei denn Tarif.Online"))
    assert verdict(book, tariff("Online: ja", "Betrag: 6 EUR")) == "unanwendbar"
    assert len(judge(book, tariff("Betrag: 6 EUR")).unproven) == 2


@pytest.mark.parametrize(
    ("limits", "exempt_from", "exempt_to"),
    [
        ("", "2022-01-01", "2022-12-31"),
        ("\n    gilt ab 2022-03-01", "2022-03-01", "2022-12-31"),
        ("\n    gilt bis 2022-05-31", "2022-01-01", "2022-05-31"),
        ("\n    gilt ab 2022-03-01 bis 2022-05-31", "2022-03-01", "2022-05-31"),
    ],
)
def test_an_exception_has_days_of_its_own(limits: str, exempt_from: str, exempt_to: str) -> None:
    book = book_of(rule(f"Fassung\n    {DEMAND}\nes sei denn Tarif.Erlaubt{limits}"))

    def on(day: str) -> str:
        return verdict(book, tariff("Erlaubt: ja", "Betrag: 6 EUR", sale=f"ab {day} bis {day}"))

    for day in ("2022-01-01", "2022-02-28", "2022-03-01", "2022-05-31", "2022-06-01", "2022-12-31"):
        assert on(day) == ("unanwendbar" if exempt_from <= day <= exempt_to else "verletzt")


def test_an_exception_frees_only_those_it_is_proven_for() -> None:
    book = book_of(rule(f"Fassung\n    {DEMAND}\nes sei denn Kunde.Gruppe ist Gewerbe"))
    outcome = judge(book, tariff("Betrag: 6 EUR").replace("Privat", "Privat, Gewerbe"))
    assert outcome.verdict == "verletzt"
    assert outcome.exempt
    assert [cell.value for box in outcome.boxes for r in box.restrictions for cell in r.cells] == ["Privat"]


# ------------------------------------------------------------------------------------------------ lex specialis


def special(condition: str, version: str = "Fassung\n    fordert Tarif.Online") -> str:
    return rule(f"verdrängt R\nwenn {condition}\n{version}", id="S")


@pytest.mark.parametrize(
    ("allowed", "verdict_"), [("ja", "unanwendbar"), ("nein", "verletzt"), ("unbekannt", "unentschieden")]
)
def test_where_the_special_rule_applies_the_general_one_does_not(allowed: str, verdict_: str) -> None:
    book = book_of(rule(DEMAND), special("Tarif.Erlaubt"))
    assert verdict(book, tariff(f"Erlaubt: {allowed}", "Betrag: 6 EUR")) == verdict_
    # the special rule itself is asked as ever
    assert verdict(book, tariff("Erlaubt: ja", "Online: nein"), id="S") == "verletzt"


def test_a_special_rule_displaces_only_while_it_is_in_force() -> None:
    version = "Fassung bis 2022-05-31\n    gilt nicht\nFassung ab 2022-06-01\n    fordert Tarif.Online"
    book = book_of(rule(DEMAND), special("Tarif.Erlaubt", version))
    facts = ("Erlaubt: ja", "Betrag: 6 EUR")
    assert verdict(book, tariff(*facts, sale="ab 2022-05-31 bis 2022-05-31")) == "verletzt"
    assert verdict(book, tariff(*facts, sale="ab 2022-06-01 bis 2022-06-01")) == "unanwendbar"
    # over both days: violated up to the last day before
    outcome = judge(book, tariff(*facts, sale="ab 2022-01-01"))
    assert outcome.verdict == "verletzt"
    assert [str(cell.high) for box in outcome.boxes for r in box.restrictions for cell in r.cells] == ["2022-05-31"]


def test_a_chain_of_special_rules() -> None:
    most_special = rule("verdrängt S\nwenn Tarif.Online\nFassung\n    fordert Tarif.Erlaubt", id="T")
    book = book_of(rule(DEMAND), special("Tarif.Erlaubt"), most_special)
    assert verdict(book, tariff("Erlaubt: ja", "Online: nein", "Betrag: 6 EUR")) == "unanwendbar"
    # T takes the place of S, so S no longer takes the place of R
    assert verdict(book, tariff("Erlaubt: ja", "Online: ja", "Betrag: 6 EUR")) == "verletzt"
    # ... and what decides that is part of the question, for one judge asked of many tariffs
    asked = Judge(book)
    for online, expected in (("nein", "unanwendbar"), ("ja", "verletzt"), ("nein", "unanwendbar")):
        judged = contract(book, tariff("Erlaubt: ja", f"Online: {online}", "Betrag: 6 EUR"))
        assert asked.outcome(book.rules["R"], judged, None).verdict == expected


def test_a_chain_of_special_rules_may_turn_on_the_customer() -> None:
    most_special = rule("verdrängt S\nwenn Kunde.Gruppe ist Privat\nFassung\n    fordert Tarif.Erlaubt", id="T")
    book = book_of(rule(DEMAND), special("Tarif.Erlaubt"), most_special)
    facts = tariff("Erlaubt: ja", "Betrag: 6 EUR")
    assert verdict(book, facts) == "verletzt"
    assert verdict(book, facts.replace("Privat", "Gewerbe")) == "unanwendbar"
    outcome = judge(book, facts.replace("Privat", "Privat, Gewerbe"))
    assert [cell.value for box in outcome.boxes for r in box.restrictions for cell in r.cells] == ["Privat"]


# ------------------------------------------------------------------------------------------------ versions


VERSIONS = """
    Fassung ab 2020-01-01 bis 2020-12-31
        gilt nicht
    Fassung ab 2021-01-01 bis 2021-12-31
        nicht kodiert de "keine feste Grenze"
        nicht kodiert en "no fixed limit"
    Fassung ab 2022-01-01 bis 2022-12-31
        fordert Tarif.Betrag höchstens 5 EUR
    Fassung ab 2023-01-01 bis 2023-12-31
        fordert Tarif.Betrag höchstens 3 EUR
"""


@pytest.mark.parametrize(
    ("day", "amount", "verdict_"),
    [
        ("2019-12-31", "9 EUR", "unanwendbar"),  # before the first version
        ("2020-01-01", "9 EUR", "unanwendbar"),  # gilt nicht
        ("2020-12-31", "9 EUR", "unanwendbar"),
        ("2021-01-01", "9 EUR", "unentschieden"),  # nicht kodiert
        ("2021-12-31", "0 EUR", "unentschieden"),
        ("2022-01-01", "5 EUR", "erfüllt"),
        ("2022-12-31", "6 EUR", "verletzt"),
        ("2023-01-01", "3 EUR", "erfüllt"),
        ("2023-12-31", "4 EUR", "verletzt"),
        ("2024-01-01", "9 EUR", "unanwendbar"),  # after the last
    ],
)
def test_the_reference_day_selects_the_version(day: str, amount: str, verdict_: str) -> None:
    book = book_of(rule(VERSIONS))
    assert verdict(book, tariff(f"Betrag: {amount}", sale=f"ab {day} bis {day}")) == verdict_


def test_a_tariff_on_sale_for_years_meets_all_versions() -> None:
    book = book_of(rule(VERSIONS))

    def outcome(amount: str, sale: str) -> Outcome:
        return judge(book, tariff(f"Betrag: {amount}", sale=sale))

    both = outcome("4 EUR", "ab 2022-06-01 bis 2023-06-30")
    assert both.verdict == "verletzt"
    assert [str(version.since) for version in both.exercised] == ["2022-01-01", "2023-01-01"]
    assert both.version is not None
    assert str(both.version.since) == "2023-01-01"
    assert not both.every_day
    assert outcome("6 EUR", "ab 2022-06-01 bis 2023-06-30").every_day
    # a known gap leaves the verdict open, and says so only where nothing else is missing
    gap = outcome("4 EUR", "ab 2021-06-01 bis 2022-06-30")
    assert (gap.verdict, gap.missing) == ("unentschieden", frozenset())
    assert gap.not_encoded is not None
    assert outcome("6 EUR", "ab 2021-06-01 bis 2022-06-30").open_elsewhere


def test_a_known_gap_is_no_gap_for_whom_the_rule_does_not_apply() -> None:
    version = 'Fassung\n    nicht kodiert de "unklar"\n    nicht kodiert en "unclear"'
    book = book_of(rule(f"wenn Tarif.Online\n{version}\nes sei denn Tarif.Erlaubt"))
    assert verdict(book, tariff("Online: nein")) == "unanwendbar"
    assert verdict(book, tariff("Online: ja", "Erlaubt: ja")) == "unanwendbar"
    assert verdict(book, tariff("Online: ja")) == "unentschieden"
    assert judge(book, tariff()).missing == {"Tarif.Online"}


def test_a_stated_day_can_be_the_reference_day() -> None:
    vocabulary = VOCABULARY + 'Begriff Tarif.Beginn "start"\n    typ Datum\n'
    book = rulebook(vocabulary + NORM + rule(VERSIONS, day="Tarif.Beginn"))
    assert verdict(book, tariff("Betrag: 4 EUR", "Beginn: 2022-12-31")) == "erfüllt"
    assert verdict(book, tariff("Betrag: 4 EUR", "Beginn: 2023-01-01")) == "verletzt"
    assert judge(book, tariff("Betrag: 4 EUR")).missing == {"Tarif.Beginn"}
    assert judge(book, tariff("Betrag: 4 EUR", "Beginn: keine")).missing == {"Tarif.Beginn"}


# ------------------------------------------------------------------------------------------------ sections


def verdicts(book, text: str) -> list[tuple[str, str]]:  # type: ignore[no-untyped-def]
    """The verdict on each section, by its key."""
    judged = Judge(book).verdicts([book.rules["R"]], contract(book, text))
    return [(instance.key if instance else "", outcome.verdict) for _, instance, outcome in judged]


def test_a_rule_is_asked_of_each_section() -> None:
    book = book_of(rule("je Bonus\nFassung\n    fordert Bonus.Betrag höchstens 5 EUR wenn Bonus.Art ist Sofortbonus"))
    text = tariff() + "\nBonus Sofortbonus\n    Betrag: 5 EUR\nBonus Neukundenbonus\n    Betrag: 6 EUR"
    assert verdicts(book, text) == [("Sofortbonus", "erfüllt"), ("Neukundenbonus", "unanwendbar")]
    assert verdicts(book, text.replace("5 EUR", "6 EUR"))[0] == ("Sofortbonus", "verletzt")
    assert verdicts(book, tariff() + "\nBonus Sofortbonus") == [("Sofortbonus", "unentschieden")]
    assert verdicts(book, tariff()) == [("", "unanwendbar")]


def test_two_bonuses_of_a_kind_need_names() -> None:
    book = book_of(rule("je Bonus\nFassung\n    fordert Bonus.Betrag höchstens 5 EUR"))
    text = tariff() + '\nBonus Sofortbonus "A"\n    Betrag: 5 EUR\nBonus Sofortbonus "B"\n    Betrag: 6 EUR'
    assert verdicts(book, text) == [("Sofortbonus A", "erfüllt"), ("Sofortbonus B", "verletzt")]


def test_the_day_of_a_section_can_be_the_reference_day() -> None:
    levy = """
Wert Umlage in ct/kWh "Umlage" / "levy"
    quelle § 2 N
    geprüft 2023-06-30
    2022-01-01: 1
    2023-01-01: 2
"""
    book = book_of(levy, rule("je Preis\nFassung\n    fordert Preis.Umlage ist Umlage", day="Preis.ab"))
    text = tariff()
    for day, amount, expected in (
        ("2021-12-31", "1", "unentschieden"),
        ("2022-01-01", "1", "erfüllt"),
        ("2022-12-31", "2", "verletzt"),
        ("2023-01-01", "2", "erfüllt"),
        ("2023-06-30", "1", "verletzt"),
        ("2023-07-01", "2", "unentschieden"),
    ):
        text += f"\nPreis ab {day}\n    Umlage: {amount} ct/kWh"
        assert verdicts(book, text)[-1] == (day, expected)
    outcomes = Judge(book).verdicts([book.rules["R"]], contract(book, text))
    assert [set(outcome.missing) for _, _, outcome in outcomes if outcome.missing] == [{"Umlage"}, {"Umlage"}]


def test_plain_sections_are_counted() -> None:
    book = book_of(rule("je Entgelt\nFassung\n    fordert Entgelt.Betrag ist keine"))
    assert verdicts(book, tariff() + "\nEntgelt\n    Betrag: keine\nEntgelt\n    Betrag: 1 EUR") == [
        ("1", "erfüllt"),
        ("2", "verletzt"),
    ]


def test_whether_a_section_is_there() -> None:
    book = book_of(rule("fordert Bonus ist angegeben"), rule("fordert nicht Bonus ist angegeben", id="S"))
    assert (verdict(book, tariff()), verdict(book, tariff(), id="S")) == ("verletzt", "erfüllt")
    text = tariff() + "\nBonus Sofortbonus"
    assert (verdict(book, text), verdict(book, text, id="S")) == ("erfüllt", "verletzt")


# ------------------------------------------------------------------------------------------------ derived terms, values


def test_a_derived_term_follows_its_version() -> None:
    derived = """
Begriff Kunde.geschützt "protected"
    Fassung ab 2022-01-01 bis 2022-06-30
        gilt wenn Kunde.Gruppe ist Privat
    Fassung ab 2022-07-01
        gilt wenn Kunde.Gruppe ist eines aus Privat, Gewerbe
"""
    book = book_of(derived, rule(f"wenn Kunde.geschützt\nFassung\n    {DEMAND}"))

    def on(day: str, group: str) -> str:
        text = tariff("Betrag: 6 EUR", sale=f"ab {day} bis {day}")
        return verdict(book, text.replace("Gruppe: Privat", f"Gruppe: {group}"))

    assert on("2022-06-30", "Privat") == "verletzt"
    assert on("2022-06-30", "Gewerbe") == "unanwendbar"
    assert on("2022-07-01", "Gewerbe") == "verletzt"
    assert on("2021-12-31", "Privat") == "unanwendbar"  # before its first version nobody is


def test_a_derived_term_names_the_group_that_is_hit() -> None:
    derived = 'Begriff Kunde.geschützt "protected"\n    gilt wenn Kunde.Gruppe ist Privat oder Tarif.Online\n'
    book = book_of(derived, rule(f"wenn Kunde.geschützt\nFassung\n    {DEMAND}"))
    outcome = judge(book, tariff("Betrag: 6 EUR", "Online: nein").replace("Privat", "Privat, Gewerbe"))
    assert [(box.groups, box.restrictions) for box in outcome.boxes] == [(("Kunde.geschützt",), ())]
    assert dict(outcome.witness)["Kunde.Gruppe"] == "Privat"
    # where everybody belongs to it, there is nothing to name
    everybody = judge(book, tariff("Betrag: 6 EUR", "Online: ja").replace("Privat", "Privat, Gewerbe"))
    assert [(box.groups, box.restrictions) for box in everybody.boxes] == [((), ())]


def test_derived_terms_may_stand_on_derived_terms() -> None:
    derived = """
Begriff Tarif.teuer "expensive"
    gilt wenn nicht Tarif.billig
Begriff Tarif.billig "cheap"
    gilt wenn Tarif.Betrag höchstens 5 EUR
"""
    book = book_of(derived, rule("fordert Tarif.teuer"))
    assert verdict(book, tariff("Betrag: 6 EUR")) == "erfüllt"
    assert verdict(book, tariff("Betrag: 5 EUR")) == "verletzt"
    assert judge(book, tariff()).missing == {"Tarif.Betrag"}


@pytest.mark.parametrize(
    ("sale", "amount", "verdict_"),
    [
        ("ab 2022-01-01 bis 2022-12-31", "1 ct/kWh", "erfüllt"),
        ("ab 2022-01-01 bis 2022-12-31", "2 ct/kWh", "verletzt"),
        ("ab 2022-12-31 bis 2023-01-01", "1 ct/kWh", "verletzt"),  # on the last day it is another amount
        ("ab 2023-01-01 bis 2023-06-30", "2 ct/kWh", "erfüllt"),
        ("ab 2021-12-31 bis 2022-01-01", "1 ct/kWh", "unentschieden"),  # nobody knows an amount before the first
        ("ab 2023-06-30 bis 2023-07-01", "2 ct/kWh", "unentschieden"),  # nor after its last day
        ("ab 2024-01-01", "9 ct/kWh", "unentschieden"),
    ],
)
def test_the_official_amount_of_the_day(sale: str, amount: str, verdict_: str) -> None:
    levy = """
Wert Umlage in ct/kWh "Umlage" / "levy"
    quelle § 2 N
    geprüft 2022-10-25
    2022-01-01: 1
    2023-01-01 bis 2023-06-30: 2
"""
    book = book_of(levy, rule("fordert Tarif.Umlage ist Umlage"))
    assert verdict(book, tariff(f"Umlage: {amount}", sale=sale)) == verdict_


# ------------------------------------------------------------------------------------------------ what a reader is told


def test_the_comparisons_that_are_not_kept_are_named_with_what_was_found() -> None:
    book = book_of(rule("fordert (Tarif.Betrag höchstens 5 EUR oder Tarif.Online) und nicht Tarif.Erlaubt"))
    outcome = judge(book, tariff("Betrag: 6 EUR", "Online: nein", "Erlaubt: ja"))
    assert [(breach.atom.term, breach.wanted) for breach in outcome.breaches] == [
        ("Tarif.Betrag", True),
        ("Tarif.Online", True),
        ("Tarif.Erlaubt", False),
    ]
    half = judge(book, tariff("Betrag: 6 EUR", "Online: ja", "Erlaubt: ja"))
    assert [breach.atom.term for breach in half.breaches] == ["Tarif.Erlaubt"]


def test_a_derived_term_is_unfolded_to_what_is_wrong() -> None:
    derived = 'Begriff Tarif.billig "cheap"\n    gilt wenn Tarif.Betrag höchstens 5 EUR und Tarif.Online\n'
    book = book_of(derived, rule("fordert Tarif.billig"))
    outcome = judge(book, tariff("Betrag: 6 EUR", "Online: ja"))
    (breach,) = outcome.breaches
    assert isinstance(breach.atom, Compare)
    assert (breach.atom.term, str(breach.found), str(breach.operand)) == ("Tarif.Betrag", "6 EUR", "5 EUR")
    assert [type(part) for part in outcome.repair] == [Compare]


def test_a_demand_that_is_not_made_is_no_breach() -> None:
    book = book_of(rule("Fassung\n    fordert Tarif.Erlaubt wenn Tarif.Online\n    fordert Tarif.Betrag ist keine"))
    outcome = judge(book, tariff("Betrag: 6 EUR", "Online: nein", "Erlaubt: nein"))
    assert [breach.atom.term for breach in outcome.breaches] == ["Tarif.Betrag"]


def test_a_finding_can_be_made_of_every_violation() -> None:
    book = book_of(rule("fordert Tarif.Online ist angegeben"))
    judged = contract(book, tariff())
    outcome = Judge(book).outcome(book.rules["R"], judged, None)
    finding = violation(book.rules["R"], outcome, judged, None, book)
    assert (finding.rule, finding.path, finding.verdict) == ("R", "Tarif.Online", "verletzt")


def test_the_same_question_gets_the_same_answer() -> None:
    book = book_of(rule(DEMAND))
    asked = Judge(book)
    answers = [asked.outcome(book.rules["R"], contract(book, tariff(f"Betrag: {n} EUR")), None) for n in (6, 5, 6)]
    assert answers[0] == answers[2]
    assert [answer.verdict for answer in answers] == ["verletzt", "erfüllt", "verletzt"]


def test_rules_of_a_set_of_terms_are_asked_of_tariffs_under_these_terms_only() -> None:
    terms = NORM.replace("Norm N", "Norm A").replace("zwingend", "vertraglich\n    AGB muster-1\n    stand 2020-01-01")
    vocabulary = VOCABULARY + 'Begriff Tarif.AGB "terms"\n    typ Verweis auf AGB\n'
    book = rulebook(vocabulary + terms + rule(DEMAND))

    def asked(*facts: str) -> int:
        return len(list(Judge(book).verdicts([book.rules["R"]], contract(book, tariff(*facts)))))

    assert asked("AGB: muster-1") == 1
    assert asked("AGB: muster-2") == 0
    assert asked() == 0
