"""What a compiled book keeps of rules is what a judge says who works it out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from support import NORM, contract, rule, rulebook
from test_sharing import VOCABULARY, afresh, tariff, told

from checker.check import Run
from checker.documents import Library, read_text
from checker.evaluate import Env
from checker.judge import NOT_APPLICABLE, UNDECIDED, Case, Judge
from checker.layers import Contract, contract_of
from checker.prepared import Prepared
from checker.question import Question, readers
from checker.rule_files import load_rulebook
from checker.sharing import Sharing
from checker.silence import silent
from checker.unplaced import for_checks
from dsl.record import replace

BOOK = load_rulebook(examples=False)
SHIPPED = BOOK if BOOK.silences else for_checks(BOOK)  # which it is not yet where there is no cache
ALL_TERMS = sorted(SHIPPED.silences)


def read(text: str) -> Contract:
    library = Library()
    document = read_text("a.tarif", text.encode(), SHIPPED.vocabulary, library)
    assert document is not None
    assert not library.problems
    return contract_of(document, None, SHIPPED)


# sections that the terms fill in, or know themselves
SECTIONS = [
    "",
    "\nBonus Sofortbonus\n    Betrag: 60 EUR\n",
    "",
    "\nEntgelt Überweisung\n    Betrag: 2,00 EUR brutto\n",
    "\nBonus Treuebonus\n    Betrag: 60 EUR\n\nPreisgarantie\n    Dauer: 6 Monate ab Lieferbeginn\n",
    "",
    "\nBonus Prozentbonus\n    Sperrfrist: 6 Monate\n",
]


def who(terms: tuple[str, ...]) -> Iterator[str]:
    """Tariffs that state little but whom and when they admit: around every day at which a rule changes."""
    cuts = {
        day
        for each in SHIPPED.rules.values()
        for version in each.rule.versions
        for day in (version.since, version.until)
        if day is not None
    }
    named = "".join(f"    AGB: {name}\n" for name in terms)
    customers = [
        "",
        "    Kundengruppe: Privat\n    Jahresverbrauch: höchstens 10.000 kWh/a\n",
        "    Kundengruppe: Gewerbe\n    Jahresverbrauch: mehr als 10.000 kWh/a\n",
        "    Kundengruppe: Privat, Gewerbe\n    Jahresverbrauch: höchstens 100.000 kWh/a\n",
        "    Kundengruppe: keine\n    Jahresverbrauch: unbekannt\n",
    ]
    sales = ["", "keine", "unbekannt"]
    for day in sorted(cuts):
        sales += [f"ab {day} bis {day + timedelta(1)}", f"bis {day}", f"ab {day}"]
    sales += [f"ab {day} bis {day}" for day in sorted(cuts)[::9]]
    for number, sale in enumerate(sales):
        on_sale = f"    Vertrieb: {sale}\n" if sale else ""
        customer = customers[number % len(customers)] or "    Zähler: Eintarifzähler\n"
        section = SECTIONS[number % len(SECTIONS)]
        yield f'Tarif t{number} "T"\n{named}{on_sale}\nBelieferung\n{customer}{section}'


@pytest.mark.parametrize("terms", ALL_TERMS, ids=lambda terms: " ".join(terms) or "none")
def test_what_is_kept_for_shipped_terms_is_what_comes_out(terms: tuple[str, ...]) -> None:
    rules = [each for _, each in sorted(SHIPPED.rules.items())]
    plain = replace(SHIPPED, silences={})
    sharing, judged = Sharing(Judge(SHIPPED), rules, applied=True), Sharing(Judge(plain), rules, applied=True)
    for number, text in enumerate(who(terms)):
        asked = read(text)
        assert asked.terms == terms
        assert told(sharing, asked) == told(judged, asked), text
        if number % 40 == 0:  # and the judge by itself
            assert told(sharing, asked) == afresh(plain, rules, asked), text


@pytest.mark.parametrize("day", [date(2022, 2, 28), date(2022, 3, 1)])
def test_a_run_for_one_day_is_the_same(day: date) -> None:
    rules = [each for _, each in sorted(SHIPPED.rules.items())]
    asked = read(next(who(ALL_TERMS[-1])))
    plain = replace(SHIPPED, silences={})
    found = [told(Sharing(Judge(book, day), rules, applied=True), asked) for book in (SHIPPED, plain)]
    assert found[0] == found[1]


def test_most_that_applies_to_a_silent_tariff_is_kept() -> None:
    terms = ("stromio-2018-05-25",)
    judge = Judge(SHIPPED)
    sharing = Sharing(judge, [each for _, each in sorted(SHIPPED.rules.items())], applied=True)
    found = sharing.ask(silent(SHIPPED, terms))
    applied = [rule for rule, verdict in found.applied if verdict != NOT_APPLICABLE]
    asked = set(judge._questions)  # what a judge works out, it keeps
    assert len(set(applied) - asked) > 3 * len(asked)


def test_what_a_silent_tariff_leaves_open_is_not_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    case = Judge._case

    def listened(self: Judge, rule: Prepared, env: Env) -> Case:
        asked.append(rule.id)
        return case(self, rule, env)

    monkeypatch.setattr(Judge, "_case", listened)
    sharing = Sharing(Judge(SHIPPED), [each for _, each in sorted(SHIPPED.rules.items())])
    text = """\
Tarif t "T"
    AGB: stromio-2018-05-25
    Vertrieb: ab 2018-06-01 bis 2024-12-31

Belieferung
    Kundengruppe: Privat, Gewerbe
    Jahresverbrauch: höchstens 100.000 kWh/a
"""
    left_open = {each.rule.id for each in sharing.ask(read(text)).told if each.verdict == UNDECIDED}
    assert {"ENWG-41-5-FRIST", "BGB-312K"} <= left_open
    assert left_open.isdisjoint(asked)


def test_which_rules_read_a_term_is_kept() -> None:
    book = load_rulebook()
    assert SHIPPED.readers == readers(book.rules.values(), lambda rule: Question(rule, book))
    assert "BGB-309-9-C" in SHIPPED.readers["Laufzeit.Kündigungsfrist"]


def test_what_is_kept_of_void_clauses_is_what_a_run_says_of_them() -> None:
    run = Run(load_rulebook(examples=False))
    clauses = [each for terms in run.book.terms.values() for each in terms.void or ()]
    assert len(clauses) >= 10
    for clause in clauses:
        assert clause.finding is not None
        assert run.clause_finding(clause, ["b", "a"]) == run.clause_finding(clause._replace(finding=None), ["a", "b"])


RULES = NORM + "\n".join(
    rule(text, name)
    for name, text in [
        ("N-A", "wenn Kunde.Gruppe ist Privat\nFassung ab 2022-07-01\n    fordert nicht Tarif.Grenze ist angegeben"),
        ("N-B", "wenn Tarif.Grenze ist angegeben\nFassung ab 2022-07-01\n    fordert Tarif.Betrag höchstens 5 EUR"),
        ("N-C", "je Bonus\nFassung ab 2022-07-01\n    fordert nicht Bonus.Betrag ist angegeben"),
        ("N-D", "Fassung ab 2022-07-01\n    fordert nicht Bonus ist angegeben"),
    ]
)


@pytest.mark.parametrize(
    "text",
    [
        tariff({}),
        tariff({"Gruppe": "Privat"}),
        tariff({"Gruppe": "Gewerbe"}),
        tariff({"Gruppe": "Gewerbe", "Vertrieb": "ab 2022-01-01 bis 2022-06-30"}),
        tariff({"Vertrieb": "ab 2022-07-01 bis 2022-07-01"}),
        tariff({"Grenze": "5 EUR"}),
        tariff({"Grenze": "unbekannt"}),
        tariff({"Grenze": "5 EUR", "Betrag": "6 EUR"}),
        tariff({}, ("5 EUR",)),
        tariff({}, ("5 EUR", "keine")),
    ],
)
def test_a_rule_is_asked_as_soon_as_a_tariff_states_what_it_reads(text: str) -> None:
    book = for_checks(rulebook(VOCABULARY, RULES))
    assert book.silences
    rules = list(book.rules.values())
    sharing = Sharing(Judge(book), rules, applied=True)
    for each in (tariff({}), text, tariff({})):
        asked = contract(book, each)
        assert told(sharing, asked) == afresh(replace(book, silences={}), rules, asked)
