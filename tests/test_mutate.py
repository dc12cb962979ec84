"""Mutants: which mistakes an example notices, which none does, and what is proved to be no mistake at all.

A test states its rule and examples in full, so that a reader can tell which mistake stays unnoticed, and why.
"""

from __future__ import annotations

from datetime import date
from itertools import product
from pathlib import Path
from textwrap import indent

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import NORM, Call, rule, rulebook

from checker import cli
from checker.evaluate import Env, compare_periods, evaluate
from checker.examples import stated_contract
from checker.judge import Judge
from checker.mutation.mutate import Mutation, Tally
from checker.mutation.mutation_report import mutation_lines
from checker.mutation.representatives import Representatives
from checker.mutation.unread_periods import Asked, Unread
from checker.report.cells import plain
from checker.rulebook import Rulebook
from checker.vocabulary import Fact
from dsl.document import Mark, Value
from dsl.period import Duration
from dsl.quantity import Amount
from dsl.record import replace
from dsl.rule import Compare
from dsl.source import Span

WORDS = """
Aufzählung Kundengruppe "customer group"
    Privat "private"
    Gewerbe "commercial"
    Kirche "church"
Aufzählung Form "form"
    Brief "letter"
    E-Mail "e-mail"
    Portal "portal"
Abschnitt Tarif "tariff"
Abschnitt Vertrieb "sale"
Abschnitt Kunde "customer"
Abschnitt Belieferung "supply"
Abschnitt Laufzeit "term"
Abschnitt Entgelt "fee"
Begriff Tarif.AGB "terms"
    typ Verweis auf AGB
Begriff Vertrieb.Zeitraum "on sale"
    typ Zeitraum
Begriff Belieferung.Kundengruppe "customer group"
    typ mehrere aus Kundengruppe
Begriff Belieferung.Jahresverbrauch "annual consumption"
    typ Grenze in kWh/a
Begriff Vertragsschluss "conclusion"
    typ Datum
    bereich Vertrieb.Zeitraum
Begriff Kunde.Gruppe "customer group"
    typ eines aus Kundengruppe
    bereich Belieferung.Kundengruppe
Begriff Kunde.Jahresverbrauch "annual consumption"
    typ Menge in kWh/a
    bereich Belieferung.Jahresverbrauch
Begriff Entgelt.Betrag "amount"
    typ Menge in EUR
Begriff Entgelt.Form "form"
    typ mehrere aus Form
Begriff Laufzeit.Kündigungsfrist "notice"
    typ Frist
"""


def tally_of(*texts: str, files: frozenset[str] | None = None) -> Tally:
    return Mutation(rulebook(WORDS, NORM + "".join(texts)), files).run()


def survivors(tally: Tally) -> list[str]:
    return [survivor.mutant.change.words.de for survivor in tally.survivors]


def example(verdict: str, *facts: str) -> str:
    head = f'Beispiel {verdict} "Fall" / "case"'
    return "\n".join([head, *(f"    {fact}" for fact in facts)])


def fee(body: str, *examples: str, id: str = "R") -> str:
    """A rule with examples of its own instead of the two that say nothing."""
    text = rule(body, id)
    return text[: text.index("    Beispiel")] + indent("\n".join(examples), "    ") + "\n"


# ------------------------------------------------------------------------------------------------ what survives


def test_a_boundary_shown_on_both_sides_kills_every_shift_and_flip() -> None:
    tally = tally_of(
        fee(
            "fordert Entgelt.Betrag höchstens 2,50 EUR",
            example("erfüllt", "Entgelt.Betrag: 2,50 EUR"),
            example("verletzt", "Entgelt.Betrag: 2,51 EUR"),
        )
    )
    # a cent more, a cent less, `mehr als`, no demand at all
    assert (tally.mutants, tally.killed, tally.survivors) == (4, 4, [])
    assert tally.clean


@pytest.mark.parametrize(
    ("kept", "broken", "unnoticed"),
    [
        ("2,49 EUR", "2,51 EUR", "»Entgelt.Betrag höchstens 2,49 EUR« statt »Entgelt.Betrag höchstens 2,50 EUR«"),
        ("2,50 EUR", "2,52 EUR", "»Entgelt.Betrag höchstens 2,51 EUR« statt »Entgelt.Betrag höchstens 2,50 EUR«"),
    ],
)
def test_a_boundary_missed_by_one_cent_is_reported(kept: str, broken: str, unnoticed: str) -> None:
    tally = tally_of(
        fee(
            "fordert Entgelt.Betrag höchstens 2,50 EUR",
            example("erfüllt", f"Entgelt.Betrag: {kept}"),
            example("verletzt", f"Entgelt.Betrag: {broken}"),
        )
    )
    assert survivors(tally) == [unnoticed]
    assert not tally.clean


def test_each_kind_of_mistake_has_its_words() -> None:
    """Two poor examples: nearly everything could be wrong, and every mistake is named."""
    body = """
    wenn Kunde.Gruppe ist Privat und Kunde.Jahresverbrauch mehr als 100 kWh/a
    Fassung bis 2022-02-28
        fordert Laufzeit.Kündigungsfrist höchstens 3 Monate
    Fassung ab 2022-03-01
        fordert Laufzeit.Kündigungsfrist höchstens 1 Monat wenn Entgelt.Form enthält nicht Brief, Portal
    es sei denn Entgelt.Betrag ist keine
        gilt ab 2023-01-01
    """
    examples = (
        example("erfüllt", "Vertragsschluss: 2024-06-01", "Laufzeit.Kündigungsfrist: 1 Tag", "Entgelt.Form: E-Mail"),
        example("verletzt", "Vertragsschluss: 2024-06-01", "Laufzeit.Kündigungsfrist: 1 Jahr", "Entgelt.Form: E-Mail"),
    )
    assert survivors(tally_of(fee(body, *examples))) == [
        "»wenn Kunde.Gruppe ist Privat und Kunde.Jahresverbrauch mehr als 100 kWh/a« gestrichen",
        "»oder« statt »und« in »Kunde.Gruppe ist Privat und Kunde.Jahresverbrauch mehr als 100 kWh/a«",
        "»und Kunde.Gruppe ist Privat« gestrichen",
        "»Kunde.Gruppe ist nicht Privat« statt »Kunde.Gruppe ist Privat«",
        "»und Kunde.Jahresverbrauch mehr als 100 kWh/a« gestrichen",
        "»Kunde.Jahresverbrauch höchstens 100 kWh/a« statt »Kunde.Jahresverbrauch mehr als 100 kWh/a«",
        "»Kunde.Jahresverbrauch mehr als 101 kWh/a« statt »Kunde.Jahresverbrauch mehr als 100 kWh/a«",
        "»Kunde.Jahresverbrauch mehr als 99 kWh/a« statt »Kunde.Jahresverbrauch mehr als 100 kWh/a«",
        "»fordert Laufzeit.Kündigungsfrist höchstens 3 Monate« gestrichen",
        "»Laufzeit.Kündigungsfrist mehr als 3 Monate« statt »Laufzeit.Kündigungsfrist höchstens 3 Monate«",
        "»Laufzeit.Kündigungsfrist höchstens 4 Monate« statt »Laufzeit.Kündigungsfrist höchstens 3 Monate«",
        "»Laufzeit.Kündigungsfrist höchstens 2 Monate« statt »Laufzeit.Kündigungsfrist höchstens 3 Monate«",
        "»Laufzeit.Kündigungsfrist höchstens 2 Monate« statt »Laufzeit.Kündigungsfrist höchstens 1 Monat«",
        "»wenn Entgelt.Form enthält nicht Brief, Portal« gestrichen",
        "ohne »Brief« in »Entgelt.Form enthält nicht Brief, Portal«",
        "ohne »Portal« in »Entgelt.Form enthält nicht Brief, Portal«",
        "»Fassung bis 2022-02-28« gestrichen: an ihrer Stelle gilt »Fassung ab 2022-03-01«",
        "»Fassung ab 2022-03-01« gestrichen: an ihrer Stelle gilt »Fassung bis 2022-02-28«",
        "»Fassung ab 2022-03-02« statt 2022-03-01",
        "»Fassung ab 2022-02-28« statt 2022-03-01",
        "»es sei denn Entgelt.Betrag ist keine« gestrichen",
        "»Entgelt.Betrag ist nicht keine« statt »Entgelt.Betrag ist keine«",
        "»es sei denn … gilt ab 2023-01-02« statt 2023-01-01",
        "»es sei denn … gilt ab 2022-12-31« statt 2023-01-01",
    ]


def test_names_the_rule_speaks_of_are_added_one_by_one_and_all_others_together() -> None:
    body = """
    wenn nicht Entgelt.Form enthält Brief
    Fassung
        fordert Entgelt.Form nur E-Mail
    """
    tally = tally_of(fee(body, example("erfüllt", "Entgelt.Form: E-Mail"), example("verletzt", "Entgelt.Form: Portal")))
    assert [words for words in survivors(tally) if "zusätzlich" in words] == [
        "zusätzlich »E-Mail« in »Entgelt.Form enthält Brief«",
        "zusätzlich »Portal« in »Entgelt.Form enthält Brief«",
    ]
    # a letter besides in the demand changes nothing, for the rule is not about letters: that is proved
    assert tally.equal == 1


def test_a_derived_term_is_killed_by_the_examples_of_a_rule_that_reads_it() -> None:
    term = """
Begriff Kunde.groß "large"
    gilt wenn Kunde.Jahresverbrauch mehr als 100.000 kWh/a
"""
    thorough = fee(
        "wenn Kunde.groß\nFassung\n    fordert Entgelt.Betrag ist keine",
        example("erfüllt", "Kunde.Jahresverbrauch: 100.001 kWh/a", "Entgelt.Betrag: keine"),
        example("verletzt", "Kunde.Jahresverbrauch: 100.001 kWh/a", "Entgelt.Betrag: 1 EUR"),
        example("unanwendbar", "Kunde.Jahresverbrauch: 100.000 kWh/a", "Entgelt.Betrag: 1 EUR"),
    )
    careless = thorough.replace("100.001 kWh/a", "200.000 kWh/a").replace("Regel R", "Regel S")
    assert survivors(tally_of(term, careless)) == [
        "»Kunde.Jahresverbrauch mehr als 100.001 kWh/a« statt »Kunde.Jahresverbrauch mehr als 100.000 kWh/a«"
    ]
    assert survivors(tally_of(term, careless, thorough)) == []


def test_every_step_of_a_value_needs_its_amount_and_both_sides_of_its_day() -> None:
    value = """
Wert Abgabe in EUR "Abgabe" / "levy"
    quelle § 2 N
    geprüft 2026-01-01
    2024-01-01: 1,00
    2025-01-01: 1,50
"""
    examples = (
        example("erfüllt", "Vertragsschluss: 2024-12-31", "Entgelt.Betrag: 1,00 EUR"),
        example("erfüllt", "Vertragsschluss: 2025-01-01", "Entgelt.Betrag: 1,50 EUR"),
        example("verletzt", "Vertragsschluss: 2025-01-01", "Entgelt.Betrag: 1,00 EUR"),
    )
    assert survivors(tally_of(value, fee("fordert Entgelt.Betrag ist Abgabe", *examples))) == [
        "»Abgabe ab 2024-01-02« statt 2024-01-01",
        "»Abgabe ab 2023-12-31« statt 2024-01-01",
    ]
    complete = (
        *examples,
        example("erfüllt", "Vertragsschluss: 2024-01-01", "Entgelt.Betrag: 1,00 EUR"),
        example("unentschieden", "Vertragsschluss: 2023-12-31", "Entgelt.Betrag: 1,00 EUR"),
    )
    assert tally_of(value, fee("fordert Entgelt.Betrag ist Abgabe", *complete)).clean


def test_what_no_rule_reads_no_example_can_test() -> None:
    value = 'Wert Abgabe in EUR "Abgabe" / "levy"\n    quelle § 2 N\n    geprüft 2026-01-01\n    2024-01-01: 1,00\n'
    tally = tally_of(value)
    assert [declared.name for declared in tally.unread] == ["Abgabe"]
    assert not tally.clean


def test_a_displaced_rule_must_show_that_it_steps_back() -> None:
    special = fee(
        "verdrängt R\nwenn Kunde.Gruppe ist Kirche\nFassung\n    fordert Entgelt.Betrag höchstens 9 EUR",
        example("erfüllt", "Kunde.Gruppe: Kirche", "Entgelt.Betrag: 9 EUR"),
        example("verletzt", "Kunde.Gruppe: Kirche", "Entgelt.Betrag: 10 EUR"),
        example("unanwendbar", "Kunde.Gruppe: Privat", "Entgelt.Betrag: 10 EUR"),
        id="S",
    )
    general = (
        example("erfüllt", "Kunde.Gruppe: Privat", "Entgelt.Betrag: 1 EUR"),
        example("verletzt", "Kunde.Gruppe: Privat", "Entgelt.Betrag: 2 EUR"),
    )
    stepping_back = example("unanwendbar", "Kunde.Gruppe: Kirche", "Entgelt.Betrag: 2 EUR")
    demand = "fordert Entgelt.Betrag höchstens 1 EUR"
    found = tally_of(fee(demand, *general), special)
    assert survivors(found) == ["»verdrängt R« gestrichen"]
    telling = found.survivors[0].telling
    assert telling is not None
    assert (telling.rule.id, telling.before) == ("R", "unanwendbar")
    assert tally_of(fee(demand, *general, stepping_back), special).clean


def test_a_formula_is_mutated_too_but_not_into_one_the_book_would_refuse() -> None:
    words = """
Begriff Entgelt.Grundbetrag "base"
    typ Menge in EUR
Begriff Entgelt.Summe "sum"
    typ Menge in EUR
    rechnet Entgelt.Grundbetrag + 2 EUR
"""
    tally = tally_of(
        words,
        fee(
            "fordert Entgelt.Summe höchstens 5 EUR",
            example("erfüllt", "Entgelt.Grundbetrag: 1 EUR"),
            example("verletzt", "Entgelt.Grundbetrag: 9 EUR"),
        ),
    )
    # without the 2 EUR; less 2 EUR; a euro more or less. Without the base nothing would be violated: that is noticed.
    assert [words for words in survivors(tally) if "Grundbetrag" in words] == [
        "»Entgelt.Grundbetrag« statt »Entgelt.Grundbetrag + 2 EUR«",
        "»Entgelt.Grundbetrag − 2 EUR« statt »Entgelt.Grundbetrag + 2 EUR«",
        "»Entgelt.Grundbetrag + 3 EUR« statt »Entgelt.Grundbetrag + 2 EUR«",
        "»Entgelt.Grundbetrag + 1 EUR« statt »Entgelt.Grundbetrag + 2 EUR«",
    ]
    # a base of 3 EUR or 4 EUR would notice them; 4 EUR lies too far from what the examples state to be tried
    assert [survivor.telling is not None for survivor in tally.survivors].count(False) <= 1


# ------------------------------------------------------------------------------------------------ what is proved


def test_a_shift_below_everything_that_occurs_is_equivalent() -> None:
    tally = tally_of(
        fee(
            "wenn Kunde.Jahresverbrauch mindestens 0 kWh/a\nFassung\n    fordert Entgelt.Betrag ist keine",
            example("erfüllt", "Kunde.Jahresverbrauch: 0 kWh/a", "Entgelt.Betrag: keine"),
            example("verletzt", "Entgelt.Betrag: 1 EUR"),
            example("unanwendbar", "Kunde.Jahresverbrauch: keine", "Entgelt.Betrag: 1 EUR"),
        )
    )
    assert tally.equal == 1  # at least -1 kWh/a: nobody consumes less than nothing
    assert tally.clean


def test_versions_that_say_the_same_are_redundant_unless_they_cite_otherwise() -> None:
    body = """
    Fassung bis 2022-02-28
        fordert Entgelt.Betrag höchstens 1 EUR
    Fassung ab 2022-03-01
        {}fordert Entgelt.Betrag höchstens 1 EUR
    """
    examples = [
        example(verdict, f"Vertragsschluss: {day}", f"Entgelt.Betrag: {amount} EUR")
        for day, (verdict, amount) in product(("2022-02-28", "2022-03-01"), (("erfüllt", 1), ("verletzt", 2)))
    ]
    same = tally_of(fee(body.format(""), *examples))
    assert [(s.mutant.change.words.de, s.redundant) for s in same.survivors] == [
        ("»Fassung bis 2022-02-28« gestrichen: an ihrer Stelle gilt »Fassung ab 2022-03-01«", True)
    ]
    assert not same.clean
    cited = tally_of(fee(body.format("quelle § 2 N\n        "), *examples))
    assert cited.clean
    assert cited.equal == 4


def test_a_part_that_another_implies_is_redundant_also_for_periods() -> None:
    """Whoever keeps a month keeps two weeks, so that the second demand need not say for whom it is meant."""
    body = """
    Fassung
        fordert Laufzeit.Kündigungsfrist mindestens 1 Monat wenn Kunde.Gruppe ist Privat
        fordert Laufzeit.Kündigungsfrist mindestens 2 Wochen wenn Kunde.Gruppe ist nicht Privat
    """
    tally = tally_of(
        fee(
            body,
            example("erfüllt", "Kunde.Gruppe: Privat", "Laufzeit.Kündigungsfrist: 1 Monat"),
            example("verletzt", "Kunde.Gruppe: Privat", "Laufzeit.Kündigungsfrist: 27 Tage"),
            example("erfüllt", "Kunde.Gruppe: Kirche", "Laufzeit.Kündigungsfrist: 2 Wochen"),
            example("verletzt", "Kunde.Gruppe: Kirche", "Laufzeit.Kündigungsfrist: 13 Tage"),
            example("unentschieden", "Kunde.Gruppe: Privat", "Laufzeit.Kündigungsfrist: 30 Tage"),
        )
    )
    assert [(s.mutant.change.words.de, s.redundant) for s in tally.survivors] == [
        ("»wenn Kunde.Gruppe ist nicht Privat« gestrichen", True)
    ]


@pytest.mark.slow
def test_the_example_that_is_named_kills_the_mutant_it_is_named_for() -> None:
    """On the shipped rules, with only the first example of each rule left: then many mutants survive."""
    book = shipped()
    poor = {name: replace_examples(book, name) for name in list(book.rules)[::25]}
    mutation = Mutation(replace(book, rules=book.rules | poor))
    mutation.rules = list(poor.values())
    mutation.terms, mutation.values = [], []
    tally = mutation.run()
    told = [survivor for survivor in tally.survivors if survivor.telling is not None]
    assert len(told) > 40
    assert len(told) > 0.9 * len(tally.survivors)
    for survivor in told:
        telling, mutant = survivor.telling, survivor.mutant
        assert telling is not None
        assert telling.before != telling.after
        for judged, in_book, verdict in (
            (mutant.originals[0], book, telling.before),
            (mutant.rules[0], mutant.book, telling.after),
        ):
            span = judged.rule.span
            facts = [Fact(name, value, span, span, "Beispiel", "") for name, value in telling.facts]
            contract, instance = stated_contract(in_book, judged, facts, span)
            assert Judge(in_book, admit_all=True).outcome(judged, contract, instance).verdict == verdict


def shipped() -> Rulebook:
    from checker.rule_files import load_rulebook

    return load_rulebook()


def replace_examples(book: Rulebook, name: str):  # type: ignore[no-untyped-def]
    from checker.prepared import prepared

    rule_ = book.rules[name]
    return prepared(rule_.rule._replace(examples=rule_.rule.examples[:1]), rule_.norm, rule_.displaced_by, book)


# ------------------------------------------------------------------------------------------------ representatives

NOWHERE = Span("test.regel", 1, 1, 2)
OPERATORS = ("höchstens", "mindestens", "mehr als", "weniger als", "ist", "ist nicht")
LENGTHS = st.builds(
    Duration, st.integers(0, 40), st.sampled_from(["Tag", "Woche", "Monat", "Jahr", "Werktag"]), st.none(), st.none()
)


AMOUNTS = st.builds(
    Amount, st.decimals(-5, 5, places=1), st.sampled_from(["EUR", "ct"]), st.sampled_from([None, "brutto", "netto"])
)
COMPARISONS = st.one_of(
    st.tuples(st.sampled_from(OPERATORS), AMOUNTS),
    st.tuples(st.sampled_from(["ist", "ist nicht"]), st.sampled_from(["brutto", "netto"])),
)


@given(st.lists(COMPARISONS, min_size=1, max_size=4), AMOUNTS)
def test_whatever_an_amount_is_a_representative_compares_alike(
    comparisons: list[tuple[str, Amount | str]], value: Amount
) -> None:
    book = rulebook(WORDS, NORM)
    atoms = [Compare("Entgelt.Betrag", op, operand, NOWHERE, NOWHERE) for op, operand in comparisons]
    tried = Representatives(book.vocabulary, atoms, [], "", set(), {})

    def truths(amount: Value) -> list[object]:
        stated = {"Entgelt.Betrag": Fact("Entgelt.Betrag", amount, NOWHERE, NOWHERE, "Tarif", "")}
        env = Env(book, stated, frozenset(), {}, {}, None, "", {})
        return [truth if isinstance(truth := evaluate(atom, env), bool) else None for atom in atoms]

    assert truths(value) in [truths(each) for each in tried.of("Entgelt.Betrag")]
    assert tried.exact
    assert Mark.NONE in tried.of("Entgelt.Betrag")


@given(
    LENGTHS,
    LENGTHS,
    LENGTHS,
    st.sampled_from(["höchstens", "mindestens"]),
    st.sampled_from(["höchstens", "mindestens"]),
)
def test_answers_that_a_period_gives_are_never_ruled_out(
    found: Duration, one: Duration, two: Duration, first: str, second: str
) -> None:
    book = rulebook(WORDS, NORM)
    env = Env(book, {}, frozenset(), {}, {}, None, "", {})
    unread = Unread(questions={"1": Asked("T", first, one), "2": Asked("T", second, two)})
    truths = [compare_periods(op, found, limit, env, "T") for op, limit in ((first, one), (second, two))]
    answers = [truth if isinstance(truth, bool) else None for truth in truths]
    assert unread.possible("2", answers[1], {"1": answers[0]})


def test_answers_that_no_period_gives_are_ruled_out() -> None:
    unread = Unread(
        questions={
            "14 Tage": Asked("T", "mindestens", Duration(14, "Tag")),
            "1 Monat": Asked("T", "mindestens", Duration(1, "Monat")),
            "höchstens 13": Asked("T", "höchstens", Duration(13, "Tag")),
        }
    )
    assert not unread.possible("14 Tage", False, {"1 Monat": True})
    assert not unread.possible("14 Tage", None, {"1 Monat": True})
    assert unread.possible("14 Tage", True, {"1 Monat": None})
    assert not unread.possible("14 Tage", True, {"höchstens 13": True})
    assert unread.possible("14 Tage", False, {"höchstens 13": True})


# ------------------------------------------------------------------------------------------------ the command

CARELESS = (
    WORDS
    + NORM
    + fee(
        "fordert Entgelt.Betrag höchstens 2,50 EUR",
        example("erfüllt", "Entgelt.Betrag: 2 EUR"),
        example("verletzt", "Entgelt.Betrag: 2,51 EUR"),
    )
)


def lines(tally: Tally, book: Rulebook, language: str) -> list[str]:
    return [plain(line) for line in mutation_lines(book, tally, language, 100, False)]


def test_a_survivor_is_shown_with_its_place_and_the_example_that_is_missing() -> None:
    book = rulebook(CARELESS)
    assert lines(Mutation(book).run(), book, "de") == [
        "R  Titel",
        "   test1.regel:50:42  »Entgelt.Betrag höchstens 2,49 EUR« statt »Entgelt.Betrag höchstens 2,50 EUR«",
        "      bemerken würde es: Beispiel erfüllt mit Entgelt.Betrag: 2,50 EUR (geändert: verletzt)",
        "",
        "1 Regel, Begriff oder Wert: 4 Mutanten, 3 getötet, 0 gleichwertig, 1 überlebt",
    ]
    assert lines(Mutation(book).run(), book, "en") == [
        "R  title",
        "   test1.regel:50:42  “Entgelt.Betrag höchstens 2,49 EUR” for “Entgelt.Betrag höchstens 2,50 EUR”",
        "      what would notice: an example kept with Entgelt.Betrag: 2,50 EUR (changed: violated)",
        "",
        "1 rule, term or value: 4 mutants, 3 killed, 0 equivalent, 1 survived",
    ]


OWN = """
Norm HAUS-1 "Hausregeln" / "house rules"
    rang empfehlung
    geprüft 2026-01-01

Regel HAUS-1-PREIS "Arbeitspreis" / "energy price"
    quelle § 1 Hausregeln
    stichtag Vertragsschluss
    schwere hinweis
    sicherheit gesichert
    je Preis
    Fassung
        fordert Preis.Arbeitspreis höchstens 40 ct/kWh
    Meldung de "zu teuer"
    Meldung en "too dear"
    Beispiel erfüllt "an der Grenze" / "at the limit"
        Preis.Arbeitspreis: 40 ct/kWh
    Beispiel verletzt "darüber" / "above"
        Preis.Arbeitspreis: {} ct/kWh
"""


def test_the_command_mutates_the_named_files_only_with_the_words_of_the_shipped_ones(run: Call, tmp_path: Path) -> None:
    own = tmp_path / "haus.regel"
    own.write_text(OWN.format("41"), encoding="utf-8")
    status, out, _ = run("test", "--mutate", own)
    assert (status, out) == (
        cli.CLEAN,
        "1 Regel, Begriff oder Wert: 4 Mutanten, 4 getötet, 0 gleichwertig, 0 überlebt\n",
    )
    own.write_text(OWN.format("42"), encoding="utf-8")
    status, out, _ = run("test", "--mutate", "--lang", "en", own)
    assert status == cli.FINDINGS
    assert "an example violated with Preis.Arbeitspreis: 41 ct/kWh (changed: kept)" in " ".join(out.split())


def test_a_rule_whose_examples_fail_says_so_instead(run: Call, tmp_path: Path) -> None:
    own = tmp_path / "haus.regel"
    own.write_text(OWN.format("39"), encoding="utf-8")
    status, out, _ = run("test", "--mutate", own)
    assert status == cli.FINDINGS
    assert "Die Beispiele der Regel bestehen nicht" in out


def test_a_file_without_rules_is_nothing_to_mutate(run: Call, tmp_path: Path) -> None:
    own = tmp_path / "leer.regel"
    own.write_text("# nichts\n", encoding="utf-8")
    assert run("test", "--mutate", own)[0] == cli.NOTHING


def test_the_day_of_a_mutant_stays_on_the_calendar() -> None:
    from checker.mutation.mutant_values import moved_day

    assert (moved_day(date.max, 1), moved_day(date.min, -1)) == (date.max, date.min)
