"""What came out for one contract is used for another only where the judge, asked afresh, would say the same."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from support import NORM, contract, rule, rulebook

from checker.judge import NOT_APPLICABLE, UNDECIDED, VIOLATED, Judge
from checker.layers import Contract, contract_of
from checker.library import find_tariffs, load_rulebook, read_documents
from checker.prepared import Prepared
from checker.rulebook import Rulebook
from checker.sharing import Sharing

CONTRACTS = Path(__file__).parent.parent / "contracts"
VOCABULARY = """
Aufzählung Gruppe "group"
    Privat "private"
    Gewerbe "commercial"
Abschnitt Tarif "tariff"
Abschnitt Kunde "customer"
Abschnitt Bonus "bonus"
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
Begriff Tarif.Grenze "limit"
    typ Menge in EUR
Begriff Bonus.Betrag "amount"
    typ Menge in EUR
"""


def told(sharing: Sharing, asked: Contract) -> tuple[Counter[str], list[object], list[tuple[str, str]]]:
    """What sharing says: how often each verdict, what must be heard of, and the rules that apply."""
    found = sharing.ask(asked)
    heard = [(each.rule.id, each.instance, each.verdict, each.outcome()) for each in found.told]
    return Counter({verdict: n for verdict, n in found.counts.items() if n}), heard, found.applied


def afresh(book: Rulebook, rules: list[Prepared], asked: Contract) -> object:
    """The same from a judge that has seen no other contract."""
    found = list(Judge(book).verdicts(rules, asked))
    heard = [(each.id, at, said.verdict, said) for each, at, said in found if said.verdict in (VIOLATED, UNDECIDED)]
    applied = [(each.id, said.verdict) for each, _, said in found if said.verdict != NOT_APPLICABLE]
    return Counter(said.verdict for _, _, said in found), heard, applied


@pytest.mark.parametrize("order", [1, -1])
def test_every_shipped_contract_after_every_other(order: int) -> None:
    book = load_rulebook(examples=False)
    library = read_documents(sorted(str(path) for path in CONTRACTS.rglob("*.tarif"))[::order], book.vocabulary)
    tariffs = find_tariffs(library, book.vocabulary)
    rules = [each for _, each in sorted(book.rules.items())]
    sharing = Sharing(Judge(book), rules, applied=True)
    for document in library.documents:
        named = document.facts.get("Angebot.Tarif")
        tariff = tariffs.get(str(named.value)) if named is not None else None
        if document.kind == "Tarif" or tariff is not None:
            asked = contract_of(document, tariff, book)
            assert told(sharing, asked) == afresh(book, rules, asked), document.path


BOOK = NORM + "\n".join(
    rule(f"{each}Fassung bis 2022-06-30\n    fordert {demand}\nFassung ab 2022-07-01\n    fordert {later}", name)
    for name, each, demand, later in [
        ("N-A", "", "Tarif.Betrag höchstens 5 EUR", "Tarif.Betrag höchstens 4 EUR"),
        ("N-B", "wenn Kunde.Gruppe ist Privat\n", "Tarif.Betrag höchstens 9 EUR", "Tarif.Betrag höchstens 7 EUR"),
        ("N-C", "wenn Tarif.Grenze ist angegeben\n", "Tarif.Betrag höchstens Tarif.Grenze", "Tarif.Grenze ist keine"),
        ("N-D", "je Bonus\n", "Bonus.Betrag höchstens 5 EUR", "Bonus.Betrag höchstens Tarif.Betrag"),
    ]
)


PLAIN = {"Betrag": "6 EUR", "Gruppe": "Privat, Gewerbe", "Vertrieb": "ab 2022-01-01 bis 2022-12-31"}


def tariff(facts: dict[str, str], bonuses: tuple[str, ...] = ()) -> str:
    heads = [f"\nBonus\n    Betrag: {amount}" for amount in bonuses]
    return "\n".join(["Tarif t", *(f"    {name}: {value}" for name, value in facts.items()), *heads])


@pytest.mark.parametrize(
    "other",
    [
        tariff(PLAIN | {"Betrag": "4 EUR"}),
        tariff(PLAIN | {"Betrag": "5 EUR"}),
        tariff(PLAIN | {"Betrag": "keine"}),
        tariff(PLAIN | {"Betrag": "unbekannt"}),
        tariff(PLAIN | {"Gruppe": "Privat"}),
        tariff(PLAIN | {"Gruppe": "Gewerbe"}),
        tariff(PLAIN | {"Grenze": "5 EUR"}),
        tariff(PLAIN | {"Vertrieb": "ab 2022-01-01 bis 2022-06-30"}),
        tariff(PLAIN | {"Vertrieb": "ab 2022-07-01"}),
        tariff(PLAIN, ("6 EUR",)),
        tariff(PLAIN | {"Betrag": "8 EUR"}, ("6 EUR", "1 EUR")),
        tariff({}),
    ],
)
def test_a_contract_that_differs_in_one_statement_is_asked_for_it(other: str) -> None:
    book = rulebook(VOCABULARY, BOOK)
    rules = list(book.rules.values())
    sharing = Sharing(Judge(book), rules, applied=True)
    for text in (tariff(PLAIN), other, tariff(PLAIN, ("6 EUR",)), other):
        asked = contract(book, text)
        assert told(sharing, asked) == afresh(book, rules, asked)
