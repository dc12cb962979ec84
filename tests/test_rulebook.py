"""The rulebook checks itself: what it refuses, and where.

Each case is rule text in which a comment `# <- code` stands on the line that is refused, one for each code. Everything
else in the text is sound, so a case also shows that nothing else is refused.
"""

from __future__ import annotations

import os
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from support import NORM, TAIL, parse, refusals, rule, rulebook

from checker.building import build
from checker.rule_files import load_rulebook
from dsl.packing import Packed, pack, unpack

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
Begriff Tarif.Betrag "amount"
    typ Menge in EUR
Begriff Tarif.Preis "price"
    typ Menge in ct/kWh
Begriff Tarif.Menge "quantity"
    typ Menge in kWh
Begriff Tarif.Verbrauch "consumption"
    typ Menge in kWh/a
Begriff Tarif.Grenze "bound"
    typ Grenze in kWh/a
Begriff Tarif.Anzahl "number"
    typ Anzahl
Begriff Tarif.Online "online"
    typ ja/nein
Begriff Tarif.Gruppe "group"
    typ eines aus Gruppe
Begriff Tarif.Gruppen "groups"
    typ mehrere aus Gruppe
Begriff Tarif.Art "kind"
    typ eines aus Bonusart
Begriff Tarif.Beginn "start"
    typ Datum
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
Begriff Bonus.Betrag "amount"
    typ Menge in EUR
Begriff Preis.Arbeitspreis "energy price"
    typ Menge in ct/kWh
Begriff Entgelt.Betrag "amount"
    typ Menge in EUR
"""
RULE = """
Regel R "Titel" / "title"
    quelle § 1 N
    stichtag Vertragsschluss
    schwere fehler
    sicherheit gesichert
    Fassung
        fordert Tarif.Online
"""


def marked(text: str) -> list[tuple[int, str]]:
    """The lines that carry a mark, with their codes."""
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        mark = re.search(r"# <- ([\w\- ,]+)$", line)
        if mark:
            found += [(number, code.strip()) for code in mark[1].split(",")]
    return sorted(found)


def check(text: str) -> None:
    assert sorted((problem.span.line, problem.code) for problem in refusals(text)) == marked(text)


def test_a_sound_book_is_not_refused() -> None:
    check(VOCABULARY + NORM + RULE + TAIL)


def test_the_shipped_book_is_sound() -> None:
    book = load_rulebook()
    assert not book.problems
    assert len(book.rules) > 50


# ------------------------------------------------------------------------------------------------ types and units


@pytest.mark.parametrize(
    "demand",
    [
        # the operator does not fit the term
        "Tarif.Online höchstens 5  # <- operator-wrong",
        "Tarif.Betrag enthält Privat  # <- operator-wrong",
        "Tarif.Betrag ist eines aus Privat  # <- operator-wrong",
        "Tarif.Gruppe enthält Privat  # <- operator-wrong",
        "Tarif.Gruppe nur Privat  # <- operator-wrong",
        "Tarif.Gruppen ist eines aus Privat  # <- operator-wrong",
        "Tarif.Gruppen mindestens Privat  # <- operator-wrong",
        'Tarif.Name höchstens "A"  # <- operator-wrong',
        "Tarif.AGB mehr als stromio-1  # <- operator-wrong",
        "Tarif.Vertrieb weniger als ab 2020-01-01  # <- operator-wrong",
        "Tarif.Grenze höchstens 5 kWh/a  # <- operator-wrong",
        # the value does not fit the term
        "Tarif.Betrag höchstens 5 Tage  # <- type-mismatch",
        "Tarif.Dauer höchstens 5 EUR  # <- type-mismatch",
        "Tarif.Beginn höchstens 5 EUR  # <- type-mismatch",
        "Tarif.Anzahl höchstens 5 EUR  # <- type-mismatch",
        "Tarif.Verlängerung höchstens bis 2025-01-01  # <- type-mismatch",
        "Tarif.Online ist 2020-01-01  # <- type-mismatch",
        "Tarif.Name ist Basis  # <- text-unquoted",
        "Tarif.Gruppe ist Verein  # <- name-unknown",
        "Tarif.Gruppen enthält Privat, Verein  # <- name-unknown",
        # the unit does not fit the term
        "Tarif.Betrag höchstens 5  # <- unit-missing",
        "Tarif.Betrag höchstens 5 ct/kWh  # <- unit-wrong",
        "Tarif.Menge höchstens 5 kWh/a  # <- unit-wrong",
        "Tarif.Verbrauch höchstens 5 kWh  # <- unit-wrong",
        # another term does not fit the term
        "Tarif.Betrag höchstens Tarif.Preis  # <- types-differ",
        "Tarif.Menge höchstens Tarif.Verbrauch  # <- types-differ",
        "Tarif.Gruppe ist Tarif.Art  # <- types-differ",
        "Tarif.Dauer höchstens Tarif.Betrag  # <- types-differ",
        "Tarif.Betrag höchstens Levy  # <- unit-wrong",
        "Tarif.Anzahl ist Levy  # <- types-differ",
        # a term that is no question
        "Tarif.Betrag  # <- bare-not-yes-no",
        "nicht Tarif.Gruppe  # <- bare-not-yes-no",
        # `keine` and `unbekannt` have no order
        "Tarif.Betrag höchstens keine  # <- mark-operand",
        "Tarif.Gruppen enthält keine  # <- mark-operand",
        "Tarif.Betrag ist unbekannt  # <- unknown-operand",
        # words nobody declared
        "Tarif.Betrak höchstens 5 EUR  # <- term-unknown-rule",
        "Tarif.Betrag höchstens Tarif.Preiss  # <- term-unknown-rule",
        "Tarif.Betrak ist angegeben  # <- term-unknown-rule",
        "Tarif.Dauer höchstens 1 Monat ab Vertragsschlus  # <- anchor-unknown",
        "Tarif.Frist höchstens 1 Monat zum Ende Laufzeiten  # <- target-unknown",
        # sections
        "Bonus  # <- section-bare",
        "Bonus.Betrag höchstens 5 EUR  # <- each-missing",
        "Tarif.Betrag höchstens Bonus.Betrag  # <- each-missing",
        # every part of an expression is looked at
        "Tarif.Betrak ist 1 EUR oder nicht (Tarif.Online und Tarif.Pries)  # <- term-unknown-rule, term-unknown-rule",
    ],
)
def test_an_expression_that_does_not_fit_is_refused_wherever_it_stands(demand: str) -> None:
    expr, _, mark = demand.partition("  # ")
    levy = """
Wert Levy in ct/kWh "Umlage" / "levy"
    quelle § 2 N
    geprüft 2026-01-01
    2020-01-01: 1,5
"""
    text = VOCABULARY + NORM + levy
    check(text + rule(f"fordert {expr} # {mark}"))
    check(text + rule(f"fordert Tarif.Online wenn {expr} # {mark}"))
    check(text + rule(f"wenn {expr} # {mark}\nFassung\n    fordert Tarif.Online"))
    check(text + rule(f"Fassung\n    fordert Tarif.Online\nes sei denn {expr} # {mark}"))
    check(text + rule("fordert Tarif.neu") + f'\nBegriff Tarif.neu "new"\n    gilt wenn {expr} # {mark}\n')


@pytest.mark.parametrize(
    "demand",
    [
        "Tarif.Betrag höchstens 500 ct",
        "Tarif.Preis höchstens 50 EUR/MWh",
        "Tarif.Preis höchstens Levy",
        "Bonus ist angegeben",
        "Tarif.Dauer höchstens Tarif.Frist",
        "Tarif.Laufzeit höchstens bis 2025-01-01",
        "Tarif.Laufzeit höchstens das Spätere von 1 Jahr ab Vertragsschluss und bis 2025-01-01",
        "Tarif.Verlängerung ist unbefristet",
        "Tarif.Betrag ist keine",
        "Tarif.Betrag ist nicht keine",
        "Tarif.Gruppen ist Privat, Gewerbe",
        "Tarif.Online ist Tarif.Online",
        "Tarif.Grenze ist höchstens 5 kWh/a",
        "Tarif.Vertrieb ist ab 2020-01-01",
        "Tarif.AGB ist stromio-1",
        "Vertragsschluss mindestens Tarif.Beginn",
    ],
)
def test_an_expression_that_fits_is_not_refused(demand: str) -> None:
    levy = '\nWert Levy in ct/kWh "U" / "l"\n    quelle § 2 N\n    geprüft 2026-01-01\n    2020-01-01: 1,5\n'
    check(VOCABULARY + NORM + levy + rule(f"fordert {demand}"))


# ------------------------------------------------------------------------------------------------ versions and steps


@pytest.mark.parametrize(
    "versions",
    [
        """
        Fassung bis 2021-12-31
            fordert Tarif.Online
        Fassung ab 2022-01-01
            fordert nicht Tarif.Online
        """,
        """
        Fassung bis 2021-12-31
            fordert Tarif.Online
        Fassung ab 2022-01-02 # <- versions-gap
            fordert nicht Tarif.Online
        """,
        """
        Fassung bis 2021-12-31
            fordert Tarif.Online
        Fassung ab 2021-12-31 # <- versions-overlap
            fordert nicht Tarif.Online
        """,
        """
        Fassung
            fordert Tarif.Online
        Fassung ab 2021-12-31 # <- versions-overlap
            fordert nicht Tarif.Online
        """,
        """
        Fassung bis 2021-12-31
            fordert Tarif.Online
        Fassung # <- versions-overlap
            fordert nicht Tarif.Online
        """,
        """
        Fassung ab 2022-01-01 bis 2021-12-31 # <- range-reversed
            fordert Tarif.Online
        """,
        """
        Fassung ab 2022-01-01 bis 2022-01-01
            fordert Tarif.Online
        """,
        """
        Fassung bis 2021-12-31
            gilt nicht
        Fassung ab 2022-01-01 bis 2022-12-31
            nicht kodiert de "unklar"
            nicht kodiert en "unclear"
        Fassung ab 2023-01-01
            fordert Tarif.Online
        """,
        """
        Fassung # <- version-empty
            quelle § 3 N
        """,
        """
        Fassung # <- version-mixed
            gilt nicht
            fordert Tarif.Online
        """,
        """
        Fassung # <- version-mixed
            nicht kodiert de "unklar"
            nicht kodiert en "unclear"
            fordert Tarif.Online
        """,
        """
        Fassung
            nicht kodiert de "unklar" # <- language-missing
        """,
    ],
)
def test_versions_follow_each_other_day_by_day(versions: str) -> None:
    check(VOCABULARY + NORM + rule(versions))


@pytest.mark.parametrize(
    "versions",
    [
        "    gilt wenn Tarif.Online",
        "    Fassung bis 2021-12-31\n        gilt wenn Tarif.Online\n"
        "    Fassung ab 2022-01-01\n        gilt wenn nicht Tarif.Online",
        "    Fassung bis 2021-12-31\n        gilt wenn Tarif.Online\n"
        "    Fassung ab 2022-01-02 # <- versions-gap\n        gilt wenn nicht Tarif.Online",
        "    Fassung bis 2021-12-31\n        gilt wenn Tarif.Online\n"
        "    Fassung ab 2021-12-01 # <- versions-overlap\n        gilt wenn nicht Tarif.Online",
        "    Fassung # <- version-empty\n        quelle § 3 N",
        "    gilt wenn Bonus.Betrag ist 5 EUR # <- each-missing",
    ],
)
def test_a_derived_term_has_versions_too(versions: str) -> None:
    check(VOCABULARY + NORM + f'Begriff Tarif.neu "new"\n{versions}\n')


@pytest.mark.parametrize(
    "steps",
    [
        "    2020-01-01: 1\n    2021-01-01: 2",
        "    2020-01-01 bis 2020-12-31: 1\n    2021-01-01: 2",
        "    2020-01-01 bis 2020-12-31: 1\n    2021-01-02: 2 # <- steps-gap",
        "    2020-01-01 bis 2021-01-01: 1\n    2021-01-01: 2 # <- steps-overlap",
        "    2020-01-01: 1\n    2020-01-01: 2 # <- steps-out-of-order",
        "    2020-01-02: 1\n    2020-01-01: 2 # <- steps-out-of-order",
        "    2020-01-02 bis 2020-01-01: 1 # <- range-reversed",
    ],
)
def test_the_steps_of_a_value_follow_each_other_day_by_day(steps: str) -> None:
    head = '\nWert Levy in ct/kWh "Umlage" / "levy"\n    quelle § 2 N\n    geprüft 2026-01-01\n'
    check(NORM + head + steps)


# ------------------------------------------------------------------------------------------------ references


def test_a_rule_belongs_to_the_norm_above_it_or_to_the_one_it_names() -> None:
    check(VOCABULARY + RULE.replace('"title"', '"title" # <- norm-missing') + TAIL)
    check(VOCABULARY + NORM + RULE.replace("    quelle", "    norm N\n    quelle") + TAIL)
    check(VOCABULARY + NORM + RULE.replace("    quelle", "    norm M # <- norm-unknown\n    quelle") + TAIL)


@pytest.mark.parametrize("word", ["verdrängt", "folgt"])
def test_a_rule_refers_to_rules_there_are_and_never_in_a_circle(word: str) -> None:
    text = VOCABULARY + NORM

    def refers(name: str, other: str, mark: str = "") -> str:
        return rule(f"{word} {other}{mark}\nFassung\n    fordert Tarif.Online", id=name)

    check(text + refers("A", "B") + rule("fordert Tarif.Online", id="B"))
    check(text + refers("A", "C", " # <- rule-unknown") + rule("fordert Tarif.Online", id="B"))
    check(text + refers("A", "A", " # <- cycle"))
    check(text + refers("A", "B", " # <- cycle") + refers("B", "A"))
    check(text + refers("C", "A") + refers("A", "B", " # <- cycle") + refers("B", "C"))
    check(
        text + refers("A", "B", " # <- cycle") + refers("B", "A") + refers("C", "D", " # <- cycle") + refers("D", "C")
    )


def test_derived_terms_do_not_depend_on_themselves() -> None:
    check(
        VOCABULARY
        + """
Begriff Tarif.eins "one" # <- cycle
    gilt wenn Tarif.zwei oder Tarif.Online
Begriff Tarif.zwei "two"
    gilt wenn nicht Tarif.eins
Begriff Tarif.drei "three"
    gilt wenn Tarif.eins
"""
    )


def test_one_name_has_one_meaning() -> None:
    check(VOCABULARY + NORM + RULE + TAIL + RULE.replace('"title"', '"title" # <- declared-twice') + TAIL)
    check(NORM + NORM.replace('"norm"', '"norm" # <- declared-twice'))
    check(
        """
Abschnitt A "a"
Abschnitt A "a" # <- declared-twice
Aufzählung E "e"
    Eins "one"
Aufzählung E "e" # <- declared-twice
    Zwei "two"
Begriff A.B "b"
    typ ja/nein
Begriff A.B "b" # <- declared-twice
    typ Anzahl
Wert W in EUR "w" / "w"
    quelle § 1
    geprüft 2026-01-01
    2020-01-01: 1
Wert W in EUR "w" / "w" # <- declared-twice
    quelle § 1
    geprüft 2026-01-01
    2020-01-01: 2
"""
    )


def test_a_term_refers_to_what_is_declared() -> None:
    check(
        """
Abschnitt A "a"
Abschnitt B "b"
    mehrfach nach Art # <- enumeration-unknown
Begriff A.eins "one"
    typ eines aus Gruppe # <- enumeration-unknown
Begriff A.zwei "two"
    typ mehrere aus Gruppe # <- enumeration-unknown
Begriff A.drei "three"
    typ Menge in Zoll # <- unit-of-term
Begriff A.vier "four"
    typ Grenze in Zoll # <- unit-of-term
Begriff C.fünf "five" # <- section-undeclared
    typ ja/nein
Begriff A.sechs "six"
    typ Datum
    bereich A.nichts # <- term-unknown-rule
Begriff A.sieben "seven"
    typ Datum
    nicht vor A.nichts # <- term-unknown-rule
    spätestens A.niemals # <- term-unknown-rule
Wert W in Zoll "w" / "w" # <- unit-of-term
    quelle § 1
    geprüft 2026-01-01
    2020-01-01: 1
"""
    )


def test_a_rule_asks_about_a_section_that_repeats() -> None:
    check(VOCABULARY + NORM + rule("je Bonus\nFassung\n    fordert Bonus.Betrag höchstens 5 EUR"))
    check(VOCABULARY + NORM + rule("je Bonuss # <- section-unknown\nFassung\n    fordert Tarif.Online"))
    check(VOCABULARY + NORM + rule("je Tarif # <- section-once\nFassung\n    fordert Tarif.Online"))
    check(VOCABULARY + NORM + rule("je Bonus\nFassung\n    fordert Preis.Arbeitspreis ist 5 ct/kWh # <- each-missing"))


def test_the_reference_day_is_a_day() -> None:
    check(VOCABULARY + NORM + rule("fordert Tarif.Online", day="Tarif.Beginn"))
    check(VOCABULARY + NORM + rule("fordert Tarif.Online", day="Tarif.Betrag # <- reference-day-type"))
    check(VOCABULARY + NORM + rule("fordert Tarif.Online", day="Vertragschluss # <- term-unknown-rule"))


# ------------------------------------------------------------------------------------------------ what a rule must have


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("    quelle § 1 N\n", "rule-without-citation"),
        ("    stichtag Vertragsschluss\n", "rule-without-reference-day"),
        ("    schwere fehler\n", "rule-without-severity"),
        ("    sicherheit gesichert\n", "rule-without-certainty"),
        ("    Fassung\n        fordert Tarif.Online\n", "rule-without-version"),
        ('    Meldung de "Meldung."\n    Meldung en "Message."\n', "rule-without-message"),
        (' / "title"', "title-english-missing"),
        (' "Titel" / "title"', "title-missing"),
        ('    Beispiel erfüllt "ja" / "yes"\n', "example-missing"),
        ('    Beispiel verletzt "nein" / "no"\n', "example-missing"),
    ],
)
def test_a_rule_without_what_every_rule_has_is_refused(line: str, code: str) -> None:
    whole = RULE + TAIL
    assert whole.count(line) == 1
    text = whole.replace(line, "").replace("Regel R", "Regel R", 1)
    lines = text.split("\n")
    lines[1] += f" # <- {code}"
    check(VOCABULARY + NORM + "\n".join(lines))


@pytest.mark.parametrize(
    ("line", "instead"),
    [
        ('    Meldung en "Message."\n', '    Meldung de "Meldung." # <- language-missing\n'),
        ('    Meldung de "Meldung."\n', '    Meldung en "Message." # <- language-missing\n'),
    ],
)
def test_a_message_has_both_languages(line: str, instead: str) -> None:
    text = VOCABULARY + NORM + RULE + TAIL
    other = instead.partition(" # <-")[0] + "\n"
    check(text.replace(line, "").replace(other, instead))


@pytest.mark.parametrize(
    ("line", "instead"),
    [
        ("schwere fehler", "schwere schlimm # <- word-unknown"),
        ("sicherheit gesichert", "sicherheit klar # <- word-unknown"),
        ("sicherheit gesichert", "sicherheit umstritten"),
        ("Beispiel erfüllt", "Beispiel gut"),
        ("stichtag Vertragsschluss", "stichtag Vertragsschluss\n    stichtag Vertragsschluss # <- line-twice"),
        ("quelle § 1 N", "quelle § 1 N\n    quelle § 2 N # <- line-twice"),
        ("quelle § 1 N", "quelle § 1 N\n    geprüft 2026-01-01 # <- line-misplaced"),
        ("quelle § 1 N", "quelle § 1 N\n    fordert Tarif.Online # <- line-misplaced"),
        ("Meldung.", "{Tarif.Betrag} und {Tarif.Online}."),
        ('"Meldung."', '"{Tarif.Betrak}." # <- gap-unknown'),
        ('"Message."', '"{Betrag}." # <- gap-unknown'),
        ('"Message."', '"{}." # <- gap-unknown'),
    ],
)
def test_a_line_of_a_rule_says_something_that_has_a_meaning(line: str, instead: str) -> None:
    text = VOCABULARY + NORM + RULE + TAIL
    assert text.count(line) == 1
    text = text.replace(line, instead)
    if "umstritten" in instead:
        # a disputed point is a warning, never an error: the version in force is what is wrong
        text = text.replace("    Fassung\n", "    Fassung # <- disputed-error\n")
    if "gut" in instead:
        text = text.replace('"ja" / "yes"', '"ja" / "yes" # <- word-unknown')
    check(text)


def test_a_disputed_point_may_be_a_warning() -> None:
    text = VOCABULARY + NORM + RULE + TAIL
    check(text.replace("schwere fehler", "schwere warnung").replace("sicherheit gesichert", "sicherheit umstritten"))
    version = "    Fassung\n        sicherheit umstritten\n"
    check(text.replace("    Fassung\n", version.replace("Fassung", "Fassung # <- disputed-error")))
    check(text.replace("    Fassung\n", f"{version}        schwere hinweis\n"))


def test_a_version_that_demands_nothing_needs_no_examples() -> None:
    text = VOCABULARY + NORM + RULE.replace("fordert Tarif.Online", "gilt nicht") + TAIL
    check("\n".join(line for line in text.split("\n") if "Beispiel" not in line))


def test_an_example_speaks_the_words_of_the_vocabulary() -> None:
    tail = TAIL + "        Tarif.Betrak: 5 EUR # <- term-unknown\n        Tarif.Menge: 5 EUR # <- unit-wrong\n"
    check(VOCABULARY + NORM + RULE + tail)


def test_a_norm_has_a_rank_and_two_titles() -> None:
    check('\nNorm N "n" / "n" # <- norm-without-rank\n    geprüft 2026-01-01\n')
    check('\nNorm N "n" # <- title-english-missing\n    rang zwingend\n')
    check('\nNorm N "n" / "n"\n    rang hoch # <- word-unknown\n')


def test_a_term_has_a_type_or_is_derived() -> None:
    check(
        """
Abschnitt A "a"
Abschnitt B # <- term-without-gloss
Aufzählung E # <- term-without-gloss
    Eins "one"
Aufzählung F "f"
    Eins "one"
    Eins "one" # <- enum-twice
Begriff A.eins "one" # <- term-without-type
Begriff A.zwei # <- term-without-gloss
    typ ja/nein
Begriff A.drei "three"
    typ ja/nein # <- term-derived-with-type
    gilt wenn A.vier
Begriff A.vier "four"
    typ ja/nein
Begriff A.fünf "five"
    typ Zahl # <- word-unknown
"""
    )


def test_what_is_better_fits_the_type_of_the_term() -> None:
    check(
        """
Aufzählung Gruppe "group"
    Eins "one"
Abschnitt A "a"
    mehrfach
    besser mehr
Abschnitt B "b"
    besser höher # <- better-unfit
Begriff A.Preis "price"
    typ Menge in EUR
    besser niedriger
Begriff A.Frist "notice"
    typ Frist
    besser niedriger # <- better-unfit
Begriff A.Tag "day"
    typ Datum
    besser früher
Begriff A.Menge "set"
    typ mehrere aus Gruppe
    besser weniger
Begriff A.Grenze "bound"
    typ Grenze in kWh/a
    besser mehr
Begriff A.Recht "right"
    typ ja/nein
    besser schneller # <- better-unfit
Begriff A.Wahl "choice"
    typ eines aus Gruppe
    besser mehr # <- better-unfit
Begriff A.Art "kind"
    typ eines aus Gruppe
    besser keine vor Eins
Begriff A.Stufe "level"
    typ eines aus Gruppe
    besser Eins vor keine vor Eins # <- order-twice
Begriff A.Rang "rank"
    typ eines aus Gruppe
    besser Eins # <- better-unfit
Begriff A.Reihe "row"
    typ mehrere aus Gruppe
    besser Eins vor keine # <- better-unfit
Begriff A.Dauer "period"
    typ Dauer
    besser länger
    besser kürzer # <- line-twice
"""
    )


def test_an_order_names_what_the_enumeration_has() -> None:
    check(
        """
Aufzählung Gruppe "group"
    Eins "one"
    Zwei "two"
Begriff Art "kind"
    typ eines aus Gruppe
    besser keine vor Zwei vor Drei # <- order-unknown
"""
    )


def test_a_value_has_a_citation_a_review_and_steps() -> None:
    check('\nWert W in EUR "w" / "w" # <- rule-without-citation\n    geprüft 2026-01-01\n    2020-01-01: 1\n')
    check('\nWert W in EUR "w" / "w" # <- value-without-review\n    quelle § 1\n    2020-01-01: 1\n')
    check('\nWert W in EUR "w" / "w" # <- value-without-steps\n    quelle § 1\n    geprüft 2026-01-01\n')
    check('\nWert W in EUR "w" / "w"\n    quelle § 1\n    geprüft 2026-01-01\n    2020-01-01: 1.5 # <- number-point\n')


# ------------------------------------------------------------------------------------------------ defaults

DEFAULT = '\nVorgabe V "Vorgabe" / "default"\n    quelle § 3 N\n'


@pytest.mark.parametrize(
    "lines",
    [
        "    Tarif.Betrag: 5 EUR\n    Tarif.Gruppen:\n        - Privat\n        - Gewerbe",
        "    Tarif.Betrag: 5 EUR\n    Tarif.Betrag: 6 EUR # <- default-twice",
        "    Tarif.Betrag: 5 kWh # <- unit-wrong",
        "    Tarif.Betrak: 5 EUR # <- term-unknown",
        "    Bonus Sofortbonus\n        Betrag: 5 EUR",
        "    Bonus Sofortbonus\n        Betrag: 5 EUR\n        Betrag: 6 EUR # <- default-twice",
        "    Bonus Sofortbonus\n        Betrak: 5 EUR # <- term-unknown",
        "    Bonus # <- section-without-kind\n        Betrag: 5 EUR",
        "    Bonus Treuebonus # <- kind-unknown\n        Betrag: 5 EUR",
        "    Bonuss Sofortbonus # <- section-unknown\n        Betrag: 5 EUR",
        "    Tarif # <- section-once\n        Betrag: 5 EUR",
        "    Preis ab 2020-01-01\n        Arbeitspreis: 5 ct/kWh",
        "    Entgelt\n        Betrag: 5 EUR",
        "    Bonus.Betrag: 5 EUR",
        "    ergänzt Bonus Sofortbonus\n        Betrag: 5 EUR",
        "    ergänzt Bonus\n        Betrag: 5 EUR",
        "    ergänzt Bonus\n        Betrag: 5 EUR\n        Betrag: 6 EUR # <- default-twice",
        "    ergänzt Bonus Treuebonus # <- kind-unknown\n        Betrag: 5 EUR",
        "    ergänzt Tarif # <- section-once\n        Betrag: 5 EUR",
    ],
)
def test_a_default_states_facts_of_the_vocabulary(lines: str) -> None:
    check(VOCABULARY + NORM + DEFAULT + lines + "\n")


def test_a_default_belongs_to_a_norm_and_cites_it() -> None:
    check(VOCABULARY + DEFAULT.replace('"default"', '"default" # <- norm-missing') + "    Tarif.Betrag: 5 EUR\n")
    cited = DEFAULT.replace("    quelle § 3 N\n", "").replace('"default"', '"default" # <- rule-without-citation')
    check(VOCABULARY + NORM + cited + "    Tarif.Betrag: 5 EUR\n")
    check(VOCABULARY + NORM + DEFAULT.replace('"default"', '"default" # <- default-empty'))


# ------------------------------------------------------------------------------------------------ the sound book


def test_one_refused_rule_leaves_the_others_standing() -> None:
    file, found = parse(
        VOCABULARY + NORM + rule("fordert Tarif.Betrak ist keine", id="A") + rule("fordert Tarif.Online")
    )
    assert not found
    book = build([file])
    assert list(book.rules) == ["R"]
    assert [problem.code for problem in book.problems] == ["term-unknown-rule"]


def test_no_rule_stands_on_a_vocabulary_that_is_not_sound() -> None:
    file, _ = parse(VOCABULARY + 'Begriff Nirgends.X "x"\n    typ ja/nein\n' + NORM + rule("fordert Tarif.Online"))
    assert not build([file]).rules


def test_the_order_of_the_files_does_not_matter() -> None:
    texts = (VOCABULARY, NORM, rule("fordert Tarif.Online").replace("    quelle", "    norm N\n    quelle"))
    files = [parse(text, f"{number}.regel")[0] for number, text in enumerate(texts)]
    for order in (files, files[::-1]):
        book = build(order)
        assert not book.problems
        assert book.rules["R"].rule.id == "R"


def test_a_prepared_rule_knows_what_it_reads() -> None:
    book = rulebook(
        VOCABULARY
        + NORM
        + 'Begriff Tarif.neu "new"\n    gilt wenn Tarif.Online oder Tarif.Betrag höchstens Tarif.alt\n'
        + 'Begriff Tarif.alt "old"\n    typ Menge in EUR\n'
        + rule("wenn Tarif.neu\nFassung\n    fordert Tarif.Beginn höchstens Vertragsschluss")
    )
    prepared = book.rules["R"]
    assert prepared.terms == ("Tarif.Beginn", "Vertragsschluss", "Tarif.Online", "Tarif.Betrag", "Tarif.alt")
    assert prepared.case_terms == ("Vertragsschluss",)


def test_a_rule_of_a_book_for_checks_is_the_rule_without_examples_and_places() -> None:
    whole, lean = load_rulebook(), load_rulebook(examples=False)
    assert lean.rules.keys() == whole.rules.keys()
    for name, each in whole.rules.items():
        packed = lean.rules[name]
        assert (packed.id, packed.each, packed.under) == (name, each.each, each.norm.terms)
        assert (packed.terms, packed.case_terms) == (each.terms, each.case_terms)
        assert (packed.norm.id, packed.displaced_by) == (each.rule.norm, each.displaced_by)
        assert lean.norms[packed.norm.id] == whole.norms[packed.norm.id]
        assert (packed.rule.title, packed.rule.message) == (each.rule.title, each.rule.message)
        assert not packed.rule.examples
        assert not hasattr(packed, "example")


def test_what_is_packed_is_unpacked_once_and_packed_as_it_is() -> None:
    packed = unpack(pack(Packed({"a": ["b"], "c": [Decimal("1.0")]})))
    assert packed["a"] is packed["a"]
    assert packed.get("b") is None
    assert "b" not in packed
    assert list(packed) == ["a", "c"]
    assert unpack(pack(packed)) == {"a": ["b"], "c": [Decimal("1.0")]}


def test_the_book_says_up_to_when_the_law_was_reviewed() -> None:
    norms = "".join(
        f'Norm N{n} "n" / "n"\n    rang {rank}\n    geprüft {day}\n'
        for n, (rank, day) in enumerate(
            [("zwingend", "2026-02-01"), ("zwingend", "2026-01-15"), ("vertraglich", "2020-01-01")]
        )
    )
    assert rulebook(norms).reviewed_until == "2026-01-15"
    assert rulebook(VOCABULARY).reviewed_until == ""


@pytest.mark.parametrize(
    ("day", "amount"),
    [
        ("2019-12-31", None),
        ("2020-01-01", "1,5 ct/kWh"),
        ("2020-12-31", "1,5 ct/kWh"),
        ("2021-01-01", "2 ct/kWh"),
        ("2021-06-30", "2 ct/kWh"),
        ("2021-07-01", "3 ct/kWh"),
        ("2026-01-01", "3 ct/kWh"),  # the day of the review
        ("2026-01-02", None),  # after it nobody has looked
    ],
)
def test_a_dated_value_is_known_from_its_first_step_to_its_review(day: str, amount: str | None) -> None:
    book = rulebook(
        """
Wert Levy in ct/kWh "Umlage" / "levy"
    quelle § 2 N
    geprüft 2026-01-01
    2020-01-01 bis 2020-12-31: 1,5
    2021-01-01: 2
    2021-07-01: 3
"""
    )
    found = book.value_on("Levy", date.fromisoformat(day))
    assert (None if found is None else str(found)) == amount


def test_a_step_with_an_end_is_known_to_its_end_even_after_the_review() -> None:
    book = rulebook(
        """
Wert Levy in ct/kWh "Umlage" / "levy"
    quelle § 2 N
    geprüft 2025-10-25
    2026-01-01 bis 2026-12-31: 1,5
"""
    )
    assert str(book.value_on("Levy", date(2026, 12, 31))) == "1,5 ct/kWh"
    assert book.value_on("Levy", date(2027, 1, 1)) is None


def test_shipped_rules_are_read_again_as_soon_as_one_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are part of the program, and told by size and times; a time that was put back deceives nobody."""
    rules = tmp_path / "rules"
    rules.mkdir()
    law = rules / "n.regel"
    text = VOCABULARY + NORM + rule("fordert Tarif.Betrag höchstens 4 EUR")
    law.write_text(text, encoding="utf-8")
    monkeypatch.setenv("TARIFLINT_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr("checker.rule_files.rules_folder", lambda: str(rules))
    opened: list[str] = []
    monkeypatch.setattr("checker.rule_files.read_bytes", lambda path: (opened.append(path), Path(path).read_bytes())[1])

    def demanded() -> str:
        opened.clear()
        (demand,) = load_rulebook(examples=False).rules["R"].rule.versions[0].demands
        return str(demand.expr)

    assert "'4'" in demanded()
    assert str(law) in opened
    assert demanded()
    assert str(law) in opened, "a file that changed just now may be changing still"
    monkeypatch.setattr("checker.files.SETTLED", 0)
    demanded()
    assert "'4'" in demanded()
    assert str(law) not in opened
    before = law.stat()
    law.write_text(text.replace("höchstens 4 EUR", "höchstens 3 EUR"), encoding="utf-8")
    os.utime(law, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert law.stat().st_size == before.st_size
    assert "'3'" in demanded()
    (rules / "m.regel").write_text("", encoding="utf-8")
    demanded()
    assert str(law) in opened
