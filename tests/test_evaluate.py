"""What each operator says of each kind of value: truth tables, as a reader would draw them.

In a table the columns are what a tariff states, the rows what a rule demands: `+` the demand is met, `-` it is not,
`?` nobody can tell. The column `…` is a tariff without the line.
"""

# ruff: noqa: E501 (truth tables are as wide as they are)
from __future__ import annotations

from itertools import product

import pytest
from support import NORM, judge, rule, rulebook, verdict

from checker.truth import Truth, all_of, any_of, negate, unknown

VOCABULARY = """
Aufzählung Gruppe "group"
    Privat "private"
    Gewerbe "commercial"
    Verein "club"
Aufzählung Bestandteil "component"
    Beschaffung "procurement" lit. a
    Netzentgelt "network charges" lit. b
    Steuer "tax" lit. c

Aufzählung Fristbeginn "day a period runs from"
    Rechnungszugang "receipt of the bill"
Aufzählung Fristende "day a notice runs to"
    Monatsende "end of a month"

Abschnitt Tarif "tariff"

Begriff Vertragsschluss "conclusion"
    typ Datum
    bereich Tarif.Vertrieb
Begriff Lieferbeginn "start of supply"
    typ Datum
    nicht vor Vertragsschluss
    spätestens Tarif.Lieferfrist
Begriff Tarif.Vertrieb "on sale"
    typ Zeitraum
Begriff Tarif.Lieferfrist "latest start"
    typ Dauer
Begriff Tarif.Betrag "amount"
    typ Menge in EUR
Begriff Tarif.Deckel "cap"
    typ Menge in EUR
Begriff Tarif.Anzahl "number"
    typ Anzahl
Begriff Tarif.Online "online"
    typ ja/nein
Begriff Tarif.Gruppe "group"
    typ eines aus Gruppe
Begriff Tarif.Gruppen "groups"
    typ mehrere aus Gruppe
Begriff Tarif.Bestandteile "components"
    typ mehrere aus Bestandteil
Begriff Tarif.Beginn "start"
    typ Datum
Begriff Tarif.Menge "quantity"
    typ Grenze in kWh/a
Begriff Tarif.Name "name"
    typ Text
Begriff Tarif.AGB "terms"
    typ Verweis auf AGB
Begriff Tarif.Dauer "duration"
    typ Dauer
Begriff Tarif.Frist "notice"
    typ Frist
Begriff Tarif.Laufzeit "term"
    typ Laufzeit
Begriff Tarif.Verlängerung "renewal"
    typ Verlängerung
Begriff Tarif.günstig "cheap"
    gilt wenn Tarif.Betrag höchstens 5 EUR
"""
SIGNS = {"erfüllt": "+", "verletzt": "-", "unentschieden": "?"}


def tariff(*lines: str, sale: str = "ab 2022-03-01 bis 2022-03-31") -> str:
    return "\n    ".join(["Tarif t", f"Vertrieb: {sale}", *(line for line in lines if line)])


def table(term: str, text: str) -> list[pytest.ParameterSet]:  # type: ignore[name-defined]
    """A table as cases: (term, what the tariff states, what the rule demands, the sign)."""
    head, *rows = [line.split("|") for line in text.strip().splitlines()]
    return [
        pytest.param(term, stated.strip(), row[0].strip(), sign.strip(), id=f"{row[0].strip()} / {stated.strip()}")
        for row in rows
        for stated, sign in zip(head[1:], row[1:], strict=True)
    ]


AMOUNTS = """
                      | 4,99 EUR | 5 EUR | 500 ct | 5,01 EUR | 0 EUR | keine | unbekannt | …
    höchstens 5 EUR   | +        | +     | +      | -        | +     | +     | ?         | ?
    mindestens 5 EUR  | -        | +     | +      | +        | -     | -     | ?         | ?
    mehr als 5 EUR    | -        | -     | -      | +        | -     | -     | ?         | ?
    weniger als 5 EUR | +        | -     | -      | -        | +     | +     | ?         | ?
    ist 5 EUR         | -        | +     | +      | -        | -     | -     | ?         | ?
    ist nicht 5 EUR   | +        | -     | -      | +        | +     | +     | ?         | ?
    höchstens 0 EUR   | -        | -     | -      | -        | +     | +     | ?         | ?
    mindestens 0 EUR  | +        | +     | +      | +        | +     | -     | ?         | ?
    mehr als 0 EUR    | +        | +     | +      | +        | -     | -     | ?         | ?
    weniger als 0 EUR | -        | -     | -      | -        | -     | +     | ?         | ?
    ist 0 EUR         | -        | -     | -      | -        | +     | -     | ?         | ?
    ist nicht 0 EUR   | +        | +     | +      | +        | -     | +     | ?         | ?
    ist keine         | -        | -     | -      | -        | -     | +     | ?         | ?
    ist nicht keine   | +        | +     | +      | +        | +     | -     | ?         | ?
    ist angegeben     | +        | +     | +      | +        | +     | +     | -         | -
"""
COUNTS = """
                      | 4 | 5 | 6 | 0 | keine | unbekannt | …
    höchstens 5       | + | + | - | + | +     | ?         | ?
    mindestens 5      | - | + | + | - | -     | ?         | ?
    mehr als 5        | - | - | + | - | -     | ?         | ?
    weniger als 5     | + | - | - | + | +     | ?         | ?
    ist 5             | - | + | - | - | -     | ?         | ?
    ist nicht 5       | + | - | + | + | +     | ?         | ?
"""
YES_NO = """
                      | ja | nein | keine | unbekannt | …
                      | +  | -    | -     | ?         | ?
    ist ja            | +  | -    | -     | ?         | ?
    ist nein          | -  | +    | -     | ?         | ?
    ist nicht ja      | -  | +    | +     | ?         | ?
    ist keine         | -  | -    | +     | ?         | ?
    ist angegeben     | +  | +    | +     | -         | -
"""
CHOICES = """
                                  | Privat | Verein | keine | unbekannt | …
    ist Privat                    | +      | -      | -     | ?         | ?
    ist nicht Privat              | -      | +      | +     | ?         | ?
    ist eines aus Privat, Gewerbe | +      | -      | -     | ?         | ?
    ist eines aus Privat          | +      | -      | -     | ?         | ?
    ist keine                     | -      | -      | +     | ?         | ?
    ist nicht keine               | +      | +      | -     | ?         | ?
    ist angegeben                 | +      | +      | +     | -         | -
"""
SETS = """
                           | Privat | Gewerbe, Privat | Gewerbe | Verein | Privat, Verein | keine | unbekannt | …
    enthält Privat         | +      | +               | -       | -      | +              | -     | ?         | ?
    enthält Privat, Gewerbe| -      | +               | -       | -      | -              | -     | ?         | ?
    enthält nicht Privat   | -      | -               | +       | +      | -              | +     | ?         | ?
    enthält nicht Privat, Gewerbe | - | -             | -       | +      | -              | +     | ?         | ?
    nur Privat             | +      | -               | -       | -      | -              | +     | ?         | ?
    nur Privat, Gewerbe    | +      | +               | +       | -      | -              | +     | ?         | ?
    ist Privat             | +      | -               | -       | -      | -              | -     | ?         | ?
    ist Privat, Gewerbe    | -      | +               | -       | -      | -              | -     | ?         | ?
    ist nicht Privat       | -      | +               | +       | +      | +              | +     | ?         | ?
    ist keine              | -      | -               | -       | -      | -              | +     | ?         | ?
"""
LETTERS = """
                      | lit. a | lit. a bis c | lit. b, lit. c | Beschaffung | keine
    enthält lit. a    | +      | +            | -              | +           | -
    nur lit. a bis b  | +      | -            | -              | +           | +
    ist lit. a        | +      | -            | -              | +           | -
    enthält nicht lit. a bis b | - | -        | -              | -           | +
"""
DAYS = """
                           | 2022-02-28 | 2022-03-01 | 2022-03-02 | keine | unbekannt | …
    höchstens 2022-03-01   | +          | +          | -          | +     | ?         | ?
    mindestens 2022-03-01  | -          | +          | +          | -     | ?         | ?
    mehr als 2022-03-01    | -          | -          | +          | -     | ?         | ?
    weniger als 2022-03-01 | +          | -          | -          | +     | ?         | ?
    ist 2022-03-01         | -          | +          | -          | -     | ?         | ?
    ist nicht 2022-03-01   | +          | -          | +          | +     | ?         | ?
"""
TEXTS = """
                      | "A" | "B" | keine | …
    ist "A"           | +   | -   | -     | ?
    ist nicht "A"     | -   | +   | +     | ?
    ist angegeben     | +   | +   | +     | -
"""
REFERENCES = """
                      | stromio-1 | stromio-2 | keine | …
    ist stromio-1     | +         | -         | -     | ?
    ist nicht stromio-1 | -       | +         | +     | ?
"""
BOUNDS = """
                                 | höchstens 5 kWh/a | weniger als 5 kWh/a | keine | …
    ist höchstens 5 kWh/a        | +                 | -                   | -     | ?
    ist nicht höchstens 5 kWh/a  | -                 | +                   | +     | ?
"""
# One month has 28 to 31 days: what lies between cannot be told without the day it runs from.
LENGTHS = """
                        | 27 Tage | 28 Tage | 4 Wochen | 30 Tage | 31 Tage | 32 Tage | 6 Wochen | 1 Monat | 0 Tage | keine | unbekannt
    höchstens 1 Monat   | +       | +       | +        | ?       | ?       | -       | -        | +       | +      | +     | ?
    mindestens 1 Monat  | -       | ?       | ?        | ?       | +       | +       | +        | +       | -      | -     | ?
    mehr als 1 Monat    | -       | -       | -        | ?       | ?       | +       | +        | -       | -      | -     | ?
    weniger als 1 Monat | +       | ?       | ?        | ?       | -       | -       | -        | -       | +      | +     | ?
    ist 1 Monat         | -       | ?       | ?        | ?       | ?       | -       | -        | +       | -      | -     | ?
    ist nicht 1 Monat   | +       | ?       | ?        | ?       | ?       | +       | +        | -       | +      | +     | ?
    höchstens 30 Tage   | +       | +       | +        | +       | -       | -       | -        | ?       | +      | +     | ?
    höchstens 0 Tage    | -       | -       | -        | -       | -       | -       | -        | -       | +      | +     | ?
    ist keine           | -       | -       | -        | -       | -       | -       | -        | -       | -      | +     | ?
"""
# February 2022 has 28 days, so a month from the first is 28 days.
FROM_FEBRUARY = """
                                            | 27 Tage ab Vertragsschluss | 28 Tage ab Vertragsschluss | 29 Tage ab Vertragsschluss
    höchstens 1 Monat ab Vertragsschluss    | +                          | +                          | -
    mindestens 1 Monat ab Vertragsschluss   | -                          | +                          | +
    mehr als 1 Monat ab Vertragsschluss     | -                          | -                          | +
    weniger als 1 Monat ab Vertragsschluss  | +                          | -                          | -
    ist 1 Monat ab Vertragsschluss          | -                          | +                          | -
    höchstens 1 Monat                       | +                          | +                          | -
"""
# Two years from 2022-02-01 end on 2024-02-01.
TERMS = """
                                          | 24 Monate ab Vertragsschluss | bis 2024-01-31 | bis 2024-02-01 | bis 2024-02-02 | unbefristet | keine | unbekannt
    höchstens 2 Jahre ab Vertragsschluss  | +                            | +              | +              | -              | -           | +     | ?
    mindestens 2 Jahre ab Vertragsschluss | +                            | -              | +              | +              | +           | -     | ?
    mehr als 2 Jahre ab Vertragsschluss   | -                            | -              | -              | +              | +           | -     | ?
    weniger als 2 Jahre ab Vertragsschluss| -                            | +              | -              | -              | -           | +     | ?
    ist 2 Jahre ab Vertragsschluss        | +                            | -              | +              | -              | -           | -     | ?
    ist unbefristet                       | -                            | -              | -              | -              | +           | -     | ?
    ist nicht unbefristet                 | +                            | +              | +              | +              | -           | +     | ?
    höchstens bis 2024-02-01              | +                            | +              | +              | -              | -           | +     | ?
    mehr als bis 2024-02-01               | -                            | -              | -              | +              | +           | -     | ?
    mindestens 2 Jahre                    | +                            | ?              | ?              | ?              | +           | -     | ?
"""
LATER_OF = """
                                          | das Spätere von 23 Monate ab Vertragsschluss und bis 2024-02-01 | das Spätere von 25 Monate ab Vertragsschluss und bis 2023-01-01 | das Spätere von 1 Monat ab Vertragsschluss und bis 2024-02-02
    höchstens 2 Jahre ab Vertragsschluss  | +                                                               | -                                                               | -
    mindestens 2 Jahre ab Vertragsschluss | +                                                               | +                                                               | +
    mehr als 2 Jahre ab Vertragsschluss   | -                                                               | +                                                               | +
    ist 2 Jahre ab Vertragsschluss        | +                                                               | -                                                               | -
    weniger als das Spätere von 2 Jahre ab Vertragsschluss und bis 2024-02-02 | +                           | -                                                               | -
"""
RENEWALS = """
                      | 12 Monate | 13 Monate | unbefristet | keine | unbekannt
    höchstens 1 Jahr  | +         | -         | -           | +     | ?
    ist unbefristet   | -         | -         | +           | -     | ?
    ist keine         | -         | -         | -           | +     | ?
    mehr als 1 Jahr   | -         | +         | +           | -     | ?
"""
# Nothing is known of holidays: eight work days last at least eight days and can last any time.
WORK_DAYS = """
                          | 8 Werktage | 9 Werktage | 7 Tage | 9 Tage
    höchstens 8 Werktage  | +          | -          | +      | ?
    mindestens 8 Werktage | +          | +          | -      | ?
    mindestens 1 Woche    | +          | +          | +      | +
"""
# What a demand counts from, if it names no day, is what the tariff names; a tariff that names none is read both ways.
ANCHORS = """
                                         | 12 Monate | 24 Monate | 25 Monate
    höchstens 2 Jahre ab Vertragsschluss | +         | ?         | -
    mehr als 2 Jahre ab Vertragsschluss  | -         | -         | +
"""
CASES = [
    *table("Tarif.Betrag", AMOUNTS),
    *table("Tarif.Anzahl", COUNTS),
    *table("Tarif.Online", YES_NO),
    *table("Tarif.Gruppe", CHOICES),
    *table("Tarif.Gruppen", SETS),
    *table("Tarif.Bestandteile", LETTERS),
    *table("Tarif.Beginn", DAYS),
    *table("Tarif.Name", TEXTS),
    *table("Tarif.AGB", REFERENCES),
    *table("Tarif.Menge", BOUNDS),
    *table("Tarif.Dauer", LENGTHS),
    *table("Tarif.Frist", LENGTHS),
    *table("Tarif.Verlängerung", RENEWALS),
    *table("Tarif.Dauer", WORK_DAYS),
]


def said(term: str, stated: str, demand: str, sale: str = "ab 2022-03-01 bis 2022-03-31", more: str = "") -> str:
    """The sign for ``term demand`` in a tariff that states ``term: stated``."""
    name = term.removeprefix("Tarif.")
    book = rulebook(VOCABULARY, NORM + rule(f"fordert {term} {demand}".strip()))
    fact = f"{name}: {stated}" if stated != "…" else ""
    return SIGNS[verdict(book, tariff(fact, more, sale=sale))]


@pytest.mark.parametrize(("term", "stated", "demand", "sign"), CASES)
def test_an_operator_on_a_value(term: str, stated: str, demand: str, sign: str) -> None:
    assert said(term, stated, demand) == sign


@pytest.mark.parametrize(
    ("term", "stated", "demand", "sign"),
    [*table("Tarif.Dauer", FROM_FEBRUARY), *table("Tarif.Laufzeit", TERMS), *table("Tarif.Laufzeit", LATER_OF)],
)
def test_a_period_that_runs_from_a_known_day(term: str, stated: str, demand: str, sign: str) -> None:
    assert said(term, stated, demand, sale="ab 2022-02-01 bis 2022-02-01") == sign


@pytest.mark.parametrize(("term", "stated", "demand", "sign"), table("Tarif.Laufzeit", ANCHORS))
def test_a_period_without_an_anchor_must_come_out_alike_from_every_day(
    term: str, stated: str, demand: str, sign: str
) -> None:
    assert said(term, stated, demand, more="Lieferfrist: 12 Monate ab Vertragsschluss") == sign


# ------------------------------------------------------------------------------------------------ und, oder, nicht

A, B = unknown("A"), unknown("B")


def shown(truth: Truth) -> str:
    return "".join(sorted(truth)) if isinstance(truth, frozenset) else "+" if truth else "-"


def test_und_is_no_as_soon_as_one_part_is() -> None:
    assert [shown(all_of([left, right])) for left, right in product((True, False, A), repeat=2)] == list("+-A---A-A")


def test_oder_is_yes_as_soon_as_one_part_is() -> None:
    assert [shown(any_of([left, right])) for left, right in product((True, False, A), repeat=2)] == list("++++-A+AA")


def test_nicht_leaves_the_unknown_unknown() -> None:
    assert [shown(negate(part)) for part in (True, False, A)] == ["-", "+", "A"]


def test_what_is_missing_on_both_sides_is_remembered() -> None:
    assert shown(all_of([A, True, B])) == "AB"
    assert shown(any_of([A, False, B])) == "AB"


def test_nothing_at_all_is_yes_for_und_and_no_for_oder() -> None:
    assert all_of([]) is True
    assert any_of([]) is False


@pytest.mark.parametrize(
    ("demand", "sign"),
    [
        # Betrag: 9 EUR is more than 5 EUR; of the number nobody knows anything; it is online
        ("Tarif.Betrag höchstens 5 EUR und Tarif.Anzahl ist 1", "-"),
        ("Tarif.Betrag höchstens 5 EUR oder Tarif.Anzahl ist 1", "?"),
        ("Tarif.Online oder Tarif.Anzahl ist 1", "+"),
        ("Tarif.Online und Tarif.Anzahl ist 1", "?"),
        ("nicht Tarif.Anzahl ist 1", "?"),
        ("nicht (Tarif.Betrag höchstens 5 EUR und Tarif.Anzahl ist 1)", "+"),
        # `und` binds tighter than `oder`
        ("Tarif.Online oder Tarif.Online und Tarif.Betrag höchstens 5 EUR", "+"),
        ("(Tarif.Online oder Tarif.Online) und Tarif.Betrag höchstens 5 EUR", "-"),
        ("nicht Tarif.Online oder Tarif.Online", "+"),
        # an unknown fact and its opposite are still unknown: nobody looks for tautologies
        ("Tarif.Anzahl ist 1 oder nicht Tarif.Anzahl ist 1", "?"),
    ],
)
def test_an_expression(demand: str, sign: str) -> None:
    book = rulebook(VOCABULARY, NORM + rule(f"fordert {demand}"))
    assert SIGNS[verdict(book, tariff("Betrag: 9 EUR", "Online: ja"))] == sign


def test_a_line_that_starts_with_oder_continues_the_line_above() -> None:
    book = rulebook(
        VOCABULARY,
        NORM
        + rule(
            """
            fordert Tarif.Betrag höchstens 5 EUR
                oder Tarif.Online
                und Tarif.Anzahl ist 1
            """
        ),
    )
    assert verdict(book, tariff("Betrag: 9 EUR", "Online: ja", "Anzahl: 1")) == "erfüllt"
    assert verdict(book, tariff("Betrag: 9 EUR", "Online: ja", "Anzahl: 2")) == "verletzt"


# ------------------------------------------------------------------------------------------------ the right-hand side


@pytest.mark.parametrize(
    ("amount", "cap", "sign"),
    [
        ("5 EUR", "5 EUR", "+"),
        ("5 EUR", "499 ct", "-"),
        ("keine", "5 EUR", "+"),
        ("keine", "keine", "+"),
        ("5 EUR", "keine", "-"),
        ("0 EUR", "keine", "-"),
        ("5 EUR", "unbekannt", "?"),
        ("unbekannt", "5 EUR", "?"),
    ],
)
def test_a_term_compared_with_a_term(amount: str, cap: str, sign: str) -> None:
    book = rulebook(VOCABULARY, NORM + rule("fordert Tarif.Betrag höchstens Tarif.Deckel"))
    assert SIGNS[verdict(book, tariff(f"Betrag: {amount}", f"Deckel: {cap}"))] == sign


def test_a_derived_term_may_stand_on_either_side() -> None:
    book = rulebook(
        VOCABULARY,
        NORM + rule("fordert Tarif.Online ist Tarif.günstig") + rule("fordert Tarif.günstig ist ja", id="S"),
    )
    for amount, online, same, cheap in (
        ("5 EUR", "ja", "+", "+"),
        ("6 EUR", "ja", "-", "-"),
        ("6 EUR", "nein", "+", "-"),
    ):
        stated = tariff(f"Betrag: {amount}", f"Online: {online}")
        assert (SIGNS[verdict(book, stated)], SIGNS[verdict(book, stated, id="S")]) == (same, cheap)
    assert judge(book, tariff("Online: ja")).missing == {"Tarif.Betrag"}


def test_net_and_gross_do_not_compare_unless_one_is_nothing() -> None:
    book = rulebook(VOCABULARY, NORM + rule("fordert Tarif.Betrag höchstens 5 EUR brutto"))
    assert verdict(book, tariff("Betrag: 5 EUR brutto")) == "erfüllt"
    assert verdict(book, tariff("Betrag: 6 EUR")) == "verletzt"
    assert verdict(book, tariff("Betrag: 0 EUR netto")) == "erfüllt"
    outcome = judge(book, tariff("Betrag: 4 EUR netto"))
    assert outcome.verdict == "unentschieden"
    assert outcome.missing == {"Tarif.Betrag (brutto)"}


# ------------------------------------------------------------------------------------------------ periods and days


def test_a_period_counts_from_its_anchor_and_the_earliest_start_is_the_anchor_itself() -> None:
    book = rulebook(VOCABULARY, NORM + rule("fordert Tarif.Laufzeit höchstens 2 Jahre ab Vertragsschluss"))
    term = "Laufzeit: 24 Monate ab Lieferbeginn"
    assert verdict(book, tariff(term, "Lieferfrist: 0 Tage ab Vertragsschluss")) == "erfüllt"
    assert verdict(book, tariff(term, "Lieferfrist: 1 Tag ab Vertragsschluss")) == "verletzt"
    assert judge(book, tariff(term)).missing == {"Tarif.Lieferfrist"}
    assert verdict(book, tariff("Laufzeit: 25 Monate ab Lieferbeginn")) == "verletzt"


def test_a_day_that_is_stated_counts() -> None:
    book = rulebook(VOCABULARY, NORM + rule("fordert Tarif.Laufzeit höchstens 2 Jahre ab Vertragsschluss"))
    sale, term = "ab 2023-01-10 bis 2023-01-10", "Laufzeit: 24 Monate ab Lieferbeginn"
    assert (
        verdict(book, tariff(term, "Lieferbeginn: 2023-01-10", "Vertragsschluss: 2023-01-10", sale=sale)) == "erfüllt"
    )
    assert (
        verdict(book, tariff(term, "Lieferbeginn: 2023-01-11", "Vertragsschluss: 2023-01-10", sale=sale)) == "verletzt"
    )


@pytest.mark.parametrize(
    ("notice", "end", "sign"),
    [
        # a month before 31 March is 28 February, thirty days before is 1 March
        ("30 Tage zum Ende Laufzeit", "bis 2022-03-31", "+"),
        ("31 Tage zum Ende Laufzeit", "bis 2022-03-31", "+"),
        ("32 Tage zum Ende Laufzeit", "bis 2022-03-31", "-"),
        ("30 Tage zum Ende Laufzeit", "bis 2022-03-15", "-"),
        ("28 Tage zum Ende Laufzeit", "bis 2022-03-15", "+"),
        # 12 months from 2022-03-15 end on 2023-03-15
        ("30 Tage zum Ende Laufzeit", "12 Monate ab Vertragsschluss", "-"),
        ("30 Tage zum Ende Laufzeit", "12 Monate", "?"),
        ("30 Tage zum Ende Laufzeit", "unbefristet", "?"),
        ("30 Tage zum Ende Laufzeit", "8 Werktage", "?"),
        ("30 Tage zum Ende Verlängerung", "bis 2022-03-31", "?"),
        ("30 Tage zum Monatsende", "bis 2022-03-31", "?"),
        ("30 Tage jederzeit", "bis 2022-03-31", "?"),
        ("4 Wochen jederzeit", "unbefristet", "+"),
    ],
)
def test_a_notice_counts_back_from_the_end_it_names(notice: str, end: str, sign: str) -> None:
    sale = "ab 2022-03-15 bis 2022-03-15"
    assert said("Tarif.Frist", notice, "höchstens 1 Monat", sale, f"Laufzeit: {end}") == sign


def test_what_is_missing_is_the_day_the_period_runs_from() -> None:
    def missing(notice: str, *more: str) -> set[str]:
        book = rulebook(VOCABULARY, NORM + rule("fordert Tarif.Frist höchstens 1 Monat"))
        return set(judge(book, tariff(f"Frist: {notice}", *more)).missing)

    assert missing("30 Tage ab Vertragsschluss") == {"Vertragsschluss"}
    assert missing("30 Tage zum Ende Laufzeit") == {"Tarif.Laufzeit"}
    assert missing("30 Tage zum Ende Laufzeit", "Laufzeit: 12 Monate") == {"Tarif.Laufzeit (ab wann)"}
    assert missing("30 Tage zum Ende Laufzeit", "Laufzeit: 12 Monate ab Lieferbeginn") == {"Lieferbeginn"}
    assert missing("30 Tage zum Monatsende") == {"Kündigungstag"}
    assert missing("30 Tage") == {"Fristbeginn"}


def test_periods_from_days_whose_order_nobody_knows_do_not_compare() -> None:
    book = rulebook(VOCABULARY, NORM + rule("fordert Tarif.Dauer höchstens 2 Jahre ab Vertragsschluss"))
    outcome = judge(book, tariff("Dauer: 1 Monat ab Rechnungszugang"))
    assert outcome.verdict == "unentschieden"
    assert outcome.missing == {"Rechnungszugang", "Vertragsschluss"}


def test_work_days_do_not_compare_with_days_of_the_calendar() -> None:
    book = rulebook(VOCABULARY, NORM + rule("fordert Tarif.Dauer höchstens 1 Monat ab Vertragsschluss"))
    sale = "ab 2022-03-01 bis 2022-03-01"
    assert (
        verdict(book, tariff("Dauer: 2 Werktage ab Lieferbeginn", "Lieferbeginn: 2022-03-01", sale=sale))
        == "unentschieden"
    )
    assert verdict(book, tariff("Dauer: bis 2022-03-05", sale=sale)) == "erfüllt"
    book = rulebook(VOCABULARY, NORM + rule("fordert Tarif.Dauer höchstens 8 Werktage ab Vertragsschluss"))
    assert verdict(book, tariff("Dauer: bis 2022-03-05", sale=sale)) == "unentschieden"
