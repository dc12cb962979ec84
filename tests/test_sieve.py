"""Rules that are set aside before any case is asked: only those that apply to nobody, whoever asked before."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import NORM, contract, rule, rulebook

from checker.documents import find_tariffs, read_documents
from checker.judge import NOT_APPLICABLE, VIOLATED, Judge
from checker.layers import contract_of
from checker.rule_files import load_rulebook

CONTRACTS = Path(__file__).parent.parent / "contracts"
VOCABULARY = """
Aufzählung Gruppe "group"
    Privat "private"
    Gewerbe "commercial"
Abschnitt Tarif "tariff"
Abschnitt Kunde "customer"
Abschnitt Laufzeit "term"
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
Begriff Laufzeit.Erstlaufzeit "term"
    typ Laufzeit
Begriff Laufzeit.Frist "notice"
    typ Frist
"""
TOO_MUCH = "Fassung\n    fordert Tarif.Betrag höchstens 5 EUR"


def tariff(*facts: str) -> str:
    return "\n    ".join(
        ["Tarif t", "Vertrieb: ab 2022-01-01 bis 2022-12-31", "Gruppe: Privat", "Betrag: 9 EUR", *facts]
    )


@pytest.mark.parametrize(
    ("condition", "verdict"),
    [
        ("wenn Kunde.Gruppe ist angegeben", VIOLATED),
        ("wenn nicht Kunde.Gruppe ist angegeben", NOT_APPLICABLE),
        ("wenn Kunde.Gruppe ist Privat", VIOLATED),
        ("wenn Kunde.Gruppe ist Gewerbe", NOT_APPLICABLE),
        ("wenn Tarif.Betrag ist angegeben", VIOLATED),
        ("wenn Laufzeit ist angegeben", NOT_APPLICABLE),
    ],
)
def test_what_differs_between_customers_is_left_open(condition: str, verdict: str) -> None:
    book = rulebook(VOCABULARY, NORM + rule(f"{condition}\n{TOO_MUCH}"))
    outcomes = Judge(book).verdicts([book.rules["R"]], contract(book, tariff()))
    assert [outcome.verdict for *_, outcome in outcomes] == [verdict]


def test_a_notice_counts_back_from_the_end_of_this_contract_and_not_of_the_one_before() -> None:
    # a month before 31 March has 31 days, a month before 30 March ends with February and has 30
    book = rulebook(VOCABULARY, NORM + rule(f"wenn Laufzeit.Frist mindestens 1 Monat\n{TOO_MUCH}"))
    judge, rules = Judge(book), list(book.rules.values())
    ends = {"2023-03-31": NOT_APPLICABLE, "2023-03-30": VIOLATED, "2023-08-31": NOT_APPLICABLE}
    for end, verdict in ends.items():
        text = tariff() + f"\nLaufzeit\n    Erstlaufzeit: bis {end}\n    Frist: 30 Tage zum Ende Erstlaufzeit"
        (outcome,) = [outcome for *_, outcome in judge.verdicts(rules, contract(book, text))]
        alone = Judge(book).outcome(rules[0], contract(book, text))
        assert (outcome.verdict, alone.verdict) == (verdict, verdict), end


def test_the_rules_set_aside_for_the_shipped_contracts_apply_to_nobody() -> None:
    book = load_rulebook()
    library = read_documents([str(path) for path in sorted(CONTRACTS.rglob("*.tarif"))[::6]], book.vocabulary)
    tariffs = find_tariffs(library, book.vocabulary)
    judge, rules = Judge(book), list(book.rules.values())
    for document in library.documents:
        offered = document.facts.get("Angebot.Tarif")
        found = contract_of(document, tariffs[str(offered.value)] if offered is not None else None, book)
        _, aside = judge.sift(rules, found)
        assert aside
        for each, instance in aside:
            if each.each is None or instance is not None:
                assert judge.outcome(each, found, instance).verdict == NOT_APPLICABLE, (document.id, each.id)
