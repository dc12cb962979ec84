"""What came out for one contract is used for another only where the judge, asked afresh, would say the same."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support import NORM, Call, contract, rule, rulebook

from checker.documents import find_tariffs, read_documents
from checker.finding import VERDICTS
from checker.judge import HOLDS, NOT_APPLICABLE, UNDECIDED, VIOLATED, Judge
from checker.layers import Contract, contract_of
from checker.prepared import Prepared
from checker.rule_files import load_rulebook
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
    """What sharing says: how many rules have each verdict, what must be heard of, and the rules that apply."""
    found = sharing.ask(asked)
    heard = [(each.rule.id, each.instance, each.verdict, each.outcome()) for each in found.told]
    return Counter({verdict: n for verdict, n in found.counts.items() if n}), heard, sorted(found.applied)


def afresh(book: Rulebook, rules: list[Prepared], asked: Contract) -> object:
    """The same from a judge that has seen no other contract; a rule has the worst verdict of its sections."""
    found = list(Judge(book).verdicts(rules, asked))
    heard = [(each.id, at, said.verdict, said) for each, at, said in found if said.verdict in (VIOLATED, UNDECIDED)]
    came: dict[str, set[str]] = {each.id: {NOT_APPLICABLE} for each in rules}
    for each, _, said in found:
        came[each.id].add(said.verdict)
    worst = {name: min(verdicts, key=VERDICTS.index) for name, verdicts in came.items()}
    applied = [(name, verdict) for name, verdict in worst.items() if verdict != NOT_APPLICABLE]
    return Counter(worst.values()), heard, sorted(applied)


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


ENDED = NORM + "\n".join(
    rule(
        f"{each}Fassung bis 2022-12-31\n    gilt nicht\nFassung ab 2023-01-01 bis 2023-12-31\n    {demand}\n"
        "Fassung ab 2024-01-01\n    gilt nicht",
        name,
    )
    for name, each, demand in [
        ("N-ENDE", "", "fordert Tarif.Betrag höchstens 5 EUR"),
        ("N-OFFEN", "", 'nicht kodiert de "offen"\n    nicht kodiert en "open"'),
        ("N-JE", "je Bonus\n", "fordert Bonus.Betrag höchstens Tarif.Betrag"),
    ]
)


@pytest.mark.parametrize("first", [True, False])
def test_a_rule_that_has_ended_is_asked_where_its_days_are_on_sale(first: bool) -> None:
    """Outside of them its values are not even looked at; a day more or less makes the difference."""
    book = rulebook(VOCABULARY, ENDED)
    rules = list(book.rules.values())
    assert all(each.reads is None for each in rules)  # not compiled: the question tells
    sales = ["bis 2022-12-31", "bis 2023-01-01", "ab 2023-12-31", "ab 2024-01-01", "ab 2022-05-01 bis 2024-05-01"]
    sales += ["keine", "unbekannt", "ab 2023-03-01 bis 2023-03-01"]
    sharing = Sharing(Judge(book), rules, applied=True)
    violated: list[str] = []
    for sale in sales if first else sales[::-1]:
        for amount in ("6 EUR", "7 EUR", "5 EUR"):
            asked = contract(book, tariff({"Betrag": amount, "Vertrieb": sale}, ("6 EUR", "8 EUR")))
            assert told(sharing, asked) == afresh(book, rules, asked), (sale, amount)
            counts = sharing.ask(asked).counts
            violated += [sale] if amount == "6 EUR" and counts[VIOLATED] else []
    assert sorted(violated) == sorted([*sales[1:3], sales[4], "ab 2023-03-01 bis 2023-03-01"])


# what asks of an amount whether there is one, or whether it is gross, and nothing else
ASKED = """
Aufzählung Rechnung "calculation"
    brutto "gross"
    netto "net"
    gemischt "mixed"
Begriff Tarif.Rechnung "calculation"
    typ eines aus Rechnung
"""
KINDS = NORM + "\n".join(
    rule(f"{each}Fassung bis 2022-06-30\n    fordert {demand}\nFassung ab 2022-07-01\n    fordert {later}", name)
    for name, each, demand, later in [
        ("N-BRUTTO", "", "Tarif.Betrag ist brutto", "Tarif.Grenze ist nicht netto"),
        ("N-KEINER", "", "Tarif.Betrag ist keine", "nicht (Tarif.Betrag ist nicht keine)"),
        ("N-STATT", "wenn Tarif.Betrag ist netto\n", "Tarif.Grenze ist angegeben", "Tarif.Grenze ist brutto"),
        ("N-WORT", "", "Tarif.Rechnung ist brutto", "Tarif.Rechnung ist nicht gemischt"),
        ("N-JE", "je Bonus\n", "Bonus.Betrag ist brutto", "nicht Bonus.Betrag ist netto"),
    ]
)
AMOUNTS = [f"{number} EUR{tax}" for number in (6, 7, 0) for tax in (" brutto", " netto", "")] + ["keine", "unbekannt"]


@given(
    st.lists(
        st.tuples(
            st.fixed_dictionaries(
                {"Vertrieb": st.just(PLAIN["Vertrieb"])},
                optional={
                    "Betrag": st.sampled_from(AMOUNTS),
                    "Grenze": st.sampled_from(AMOUNTS),
                    "Rechnung": st.sampled_from(["brutto", "netto", "gemischt"]),
                },
            ),
            st.lists(st.sampled_from(AMOUNTS), max_size=2),
        ),
        min_size=2,
        max_size=6,
    )
)
@example([(PLAIN | {"Betrag": each, "Grenze": each}, [each]) for each in ("6 EUR netto", "7 EUR netto")])
def test_contracts_that_differ_in_an_amount_of_which_only_its_kind_is_asked(
    several: list[tuple[dict[str, str], list[str]]],
) -> None:
    book = rulebook(VOCABULARY + ASKED, KINDS)
    rules = list(book.rules.values())
    sharing = Sharing(Judge(book), rules, applied=True)
    for facts, bonuses in several:
        asked = contract(book, tariff(facts, tuple(bonuses)))
        assert told(sharing, asked) == afresh(book, rules, asked)


@pytest.mark.parametrize(
    ("first", "then", "verdict", "anew"),
    [
        ("6 EUR brutto", "7 EUR brutto", HOLDS, False),
        ("6 EUR netto", "7 EUR netto", VIOLATED, False),
        ("6 EUR", "7 EUR", UNDECIDED, False),
        ("0 EUR brutto", "0,00 EUR netto", HOLDS, False),  # nought is both
        ("6 EUR netto", "6 EUR brutto", HOLDS, True),
        ("6 EUR brutto", "6 EUR netto", VIOLATED, True),
        ("6 EUR netto", "6 EUR", UNDECIDED, True),
        ("6 EUR netto", "0 EUR netto", HOLDS, True),
        ("6 EUR brutto", "keine", VIOLATED, True),
        ("keine", "unbekannt", UNDECIDED, True),
    ],
)
def test_whether_an_amount_is_gross_is_asked_once_for_all_gross_ones(
    first: str, then: str, verdict: str, anew: bool
) -> None:
    book = rulebook(VOCABULARY, NORM + rule("fordert Tarif.Betrag ist brutto"))
    judge, demanded = Judge(book), book.rules["R"]
    grids = [judge.grid(demanded, contract(book, tariff({"Betrag": each})), None) for each in (first, then)]
    assert (grids[0] is not grids[1]) is anew
    for amount in (first, then):
        asked = contract(book, tariff({"Betrag": amount}))
        found = judge.outcome(demanded, asked)
        assert found == Judge(book).outcome(demanded, asked)
        assert [each.found for each in found.breaches] in ([], [asked.facts["Tarif.Betrag"].value])
    assert found.verdict == verdict


def test_two_tariffs_that_differ_in_price_only_are_each_told_of_their_own(run: Call, tarife: Path) -> None:
    prices = {"a": "27,42 ct/kWh netto", "b": "31,05 ct/kWh netto", "c": "31,05 ct/kWh brutto", "d": "9,9 ct/kWh netto"}
    for name, price in prices.items():
        text = f"""
Tarif {name}
    AGB: keine
    Vertrieb: ab 2024-01-01 bis 2024-06-30

Belieferung
    Kundengruppe: Privat

Preis ab 2024-01-01
    Arbeitspreis: {price}
"""
        (tarife / f"{name}.tarif").write_text(text.lstrip(), encoding="utf-8")
    asked = ("check", "--no-cache", "--jobs", "1", "--select", "PANGV-3-ARBEITSPREIS", "--format", "json")
    together = json.loads(run(*asked, ".").out)
    assert [(each["primary"]["file"], each["value"], each["message"]["en"]) for each in together["findings"]] == [
        (
            f"{name}.tarif",
            f"{amount} ct/kWh netto",
            f"Energy price for consumers: {said} ct/kWh net, not including VAT.",
        )
        for name, amount, said in [("a", "27,42", "27.42"), ("b", "31,05", "31.05"), ("d", "9,9", "9.9")]
    ]
    alone = [json.loads(run(*asked, f"{name}.tarif").out)["findings"] for name in prices]
    assert together["findings"] == [finding for findings in alone for finding in findings]
