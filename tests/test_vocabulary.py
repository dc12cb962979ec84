"""A tariff in the words of the vocabulary: what it states, and what does not fit.

As in the tests of the rulebook a comment `# <- code` stands on the line that is wrong, one for each code.
"""

from __future__ import annotations

import re

import pytest
from support import document, parse, rulebook

from checker.vocabulary import Document, Vocabulary
from dsl.document import show
from dsl.nearest import nearest
from dsl.reader import read_tariff
from dsl.source import read_source

VOCABULARY = """
Aufzählung Gruppe "group"
    Privat "private"
    Gewerbe "commercial"
Aufzählung Bestandteil "component"
    Beschaffung "procurement" lit. a
    Netzentgelt "network charges" lit. b
    Stromsteuer "electricity tax" lit. c
Aufzählung Bonusart "kind of bonus"
    Sofortbonus "immediate bonus"
    Neukundenbonus "new customer bonus"

Abschnitt Tarif "tariff"
Abschnitt Angebot "offer"
Abschnitt Kunde "customer"
Abschnitt Belieferung "supply"
Abschnitt Laufzeit "term"
Abschnitt Bonus "bonus"
    mehrfach nach Bonusart
Abschnitt Preis "price"
    mehrfach ab Datum
Abschnitt Entgelt "fee"
    mehrfach

Begriff Vertragsschluss "conclusion of the contract"
    typ Datum
Begriff Tarif.Name "name"
    typ Text
Begriff Tarif.AGB "terms"
    typ Verweis auf AGB
Begriff Tarif.Vertrieb "on sale"
    typ Zeitraum
Begriff Tarif.Kunden "customers"
    typ Anzahl
Begriff Angebot.Tarif "tariff"
    typ Verweis auf Tarif
Begriff Kunde.Gruppe "group"
    typ eines aus Gruppe
Begriff Belieferung.Gruppen "groups"
    typ mehrere aus Gruppe
Begriff Belieferung.Verbrauch "consumption"
    typ Grenze in kWh/a
Begriff Belieferung.online "online only"
    typ ja/nein
Begriff Laufzeit.Erstlaufzeit "initial term"
    typ Laufzeit
Begriff Laufzeit.Verlängerung "renewal"
    typ Verlängerung
Begriff Laufzeit.Kündigungsfrist "notice period"
    typ Frist
Begriff Laufzeit.Widerruf "withdrawal"
    typ Dauer
Begriff Laufzeit.lang "long"
    gilt wenn Laufzeit.Erstlaufzeit mehr als 1 Jahr
Begriff Bonus.Betrag "amount"
    typ Menge in EUR
Begriff Preis.Arbeitspreis "energy price"
    typ Menge in ct/kWh
Begriff Preis.Bestandteile "components"
    typ mehrere aus Bestandteil
Begriff Preis.Aufschlag "surcharge"
    typ Menge in ct/kWh
    früher "StromNEV-Umlage" bis 2024-12-31
Begriff Entgelt.Betrag "amount"
    typ Menge in EUR
"""


def read(text: str) -> tuple[Document, list[tuple[int, str]]]:
    """The document, and what was wrong with it: (line, code)."""
    source, problems = read_source("test.tarif", text.encode())
    raw, found = read_tariff(source)
    assert raw is not None
    read, more = rulebook(VOCABULARY).vocabulary.document(raw, raw.kind)
    return read, sorted((problem.span.line, problem.code) for problem in [*problems, *found, *more])


def marked(text: str) -> list[tuple[int, str]]:
    lines = enumerate(text.split("\n"), 1)
    return [(n, match[1]) for n, line in lines if (match := re.search(r"# <- ([\w-]+)$", line))]


def check(text: str) -> Document:
    found, problems = read(text)
    assert problems == marked(text)
    return found


def stated(found: Document) -> dict[str, str]:
    return {name: show(fact.value) for name, fact in found.facts.items()}


SOUND = """\
Tarif t "Tarif"
    Name: "Basis"
    AGB: muster-1
    Vertrieb: ab 2022-01-01
    Kunden: 1.200
Belieferung
    Gruppen: Gewerbe, Privat
    Verbrauch: mehr als 0 kWh/a und höchstens 10.000 kWh/a
    online: ja
Laufzeit
    Erstlaufzeit: das Spätere von 24 Monate ab Vertragsschluss und bis 2025-12-31
    Verlängerung: unbefristet
    Kündigungsfrist: 1 Monat zum Ende Erstlaufzeit
    Widerruf: 14 Tage ab Vertragsschluss
"""


def test_what_a_tariff_states() -> None:
    found = check(SOUND)
    assert stated(found) == {
        "Tarif.Name": '"Basis"',
        "Tarif.AGB": "muster-1",
        "Tarif.Vertrieb": "ab 2022-01-01",
        "Tarif.Kunden": "1.200",
        "Belieferung.Gruppen": "Gewerbe, Privat",
        "Belieferung.Verbrauch": "mehr als 0 kWh/a und höchstens 10.000 kWh/a",
        "Belieferung.online": "ja",
        "Laufzeit.Erstlaufzeit": "das Spätere von 24 Monate ab Vertragsschluss und bis 2025-12-31",
        "Laufzeit.Verlängerung": "unbefristet",
        "Laufzeit.Kündigungsfrist": "1 Monat zum Ende Erstlaufzeit",
        "Laufzeit.Widerruf": "14 Tage ab Vertragsschluss",
    }
    assert {fact.layer for fact in found.facts.values()} == {"Tarif"}
    assert not found.lost


@pytest.mark.parametrize(
    "line",
    [
        "Vertrieb: 2022-01-01 # <- range-expected",
        "Vertrieb: 12 Monate # <- type-mismatch",
        "Name: Basis # <- text-unquoted",
        'AGB: "muster-1" # <- text-quoted',
        "AGB: muster-1, muster-2 # <- reference-single",
        "Kunden: 5 EUR # <- type-mismatch",
        "Kunden: fünf # <- type-mismatch",
        "Vertragsschluss: 2022-01-01",
        "Vertragsschluss: ab 2022-01-01 # <- type-mismatch",
        "Kunden: keine",
        "Kunden: unbekannt",
        "Name: lit. a # <- text-unquoted",
    ],
)
def test_a_line_of_the_head(line: str) -> None:
    check(f"Tarif t\n    {line}")


@pytest.mark.parametrize(
    ("section", "line"),
    [
        ("Belieferung", "Gruppen: Privat, Verein # <- name-unknown"),
        ("Belieferung", "Gruppen: Privat, Privat # <- name-twice"),
        ("Belieferung", "Gruppen: lit. a # <- letters-unknown"),
        ("Belieferung", "Gruppen: 5 # <- type-mismatch"),
        ("Belieferung", "Verbrauch: 10.000 kWh/a # <- bound-expected"),
        ("Belieferung", "Verbrauch: höchstens 10.000 kWh # <- unit-wrong"),
        ("Belieferung", "Verbrauch: ja # <- type-mismatch"),
        ("Belieferung", "Verbrauch: 12 # <- type-mismatch"),
        ("Belieferung", "online: vielleicht # <- type-mismatch"),
        ("Laufzeit", "Erstlaufzeit: 6 Wochen zum Ende Erstlaufzeit # <- target-not-here"),
        ("Laufzeit", "Erstlaufzeit: 1 Monat ab Lieferung # <- anchor-unknown"),
        ("Laufzeit", "Kündigungsfrist: 1 Monat zum Ende Vertrag # <- target-unknown"),
        ("Laufzeit", "Kündigungsfrist: 1 Monat jederzeit"),
        ("Laufzeit", "Kündigungsfrist: unbefristet # <- type-mismatch"),
        ("Laufzeit", "Verlängerung: bis 2025-12-31 # <- type-mismatch"),
        ("Laufzeit", "Widerruf: bis 2025-12-31"),
        ("Laufzeit", "Widerruf: ab 2025-12-31 # <- type-mismatch"),
        ("Laufzeit", "Widerruf: das Spätere von 1 Monat und bis 2025-12-31 # <- type-mismatch"),
        ("Laufzeit", "lang: ja # <- term-derived"),
        ("Laufzeit", "Kuendigungsfrist: 1 Monat # <- term-unknown"),
        ("Laufzeit", "Verbrauch: 5 kWh # <- term-elsewhere"),
        ("Bonus Sofortbonus", "Betrag: 5 # <- unit-missing"),
        ("Bonus Sofortbonus", "Betrag: höchstens 5 EUR # <- bound-not-here"),
        ("Bonus Sofortbonus", "Betrag: 2 Wochen # <- type-mismatch"),
        ("Preis ab 2022-01-01", "Bestandteile: lit. a bis b"),
        ("Preis ab 2022-01-01", "Bestandteile: lit. x # <- letters-unknown"),
    ],
)
def test_a_line_of_a_section(section: str, line: str) -> None:
    check(f"Tarif t\n{section}\n    {line}")


@pytest.mark.parametrize(
    "heading",
    [
        "Bonus # <- section-without-kind",
        "Bonus Treuebonus # <- kind-unknown",
        "Preis # <- section-without-day",
        "Laufzeit Privat # <- section-with-kind",
        "Laufzeit ab 2022-01-01 # <- section-with-day",
        "Laufzeiten # <- section-unknown",
        "Kündigungsfrist # <- section-is-fact",
        "Kunde # <- customer-in-tariff",
    ],
)
def test_a_heading(heading: str) -> None:
    found = check(f"Tarif t\n{heading}\n")
    assert found.lost


def test_a_section_stands_once_unless_it_repeats() -> None:
    found = check(
        "Tarif t\n"
        "Laufzeit\n    Widerruf: 14 Tage\n"
        "Laufzeit # <- section-twice\n    Widerruf: 30 Tage\n"
        "Bonus Sofortbonus\n    Betrag: 1 EUR\n"
        "Bonus Sofortbonus # <- section-same-key\n"
        'Bonus Sofortbonus "zweiter"\n'
        "Preis ab 2022-01-01\n"
        "Preis ab 2022-01-01 # <- section-same-key\n"
        "Entgelt\n"
        "Entgelt\n"
    )
    assert stated(found) == {"Laufzeit.Widerruf": "14 Tage"}
    assert [each.key for each in found.instances["Entgelt"]] == ["1", "2"]


def test_a_fact_stands_once() -> None:
    found = check("Tarif t\nLaufzeit\n    Widerruf: 14 Tage\n    Widerruf: 30 Tage # <- fact-twice\n")
    assert stated(found) == {"Laufzeit.Widerruf": "14 Tage"}


def test_a_heading_states_a_fact_of_its_own() -> None:
    found = check("Tarif t\nBonus Sofortbonus\n    Betrag: 1 EUR\nPreis ab 2022-01-01\n")
    assert {name: show(fact.value) for name, fact in found.instances["Bonus"][0].facts.items()} == {
        "Bonus.Art": "Sofortbonus",
        "Bonus.Betrag": "1 EUR",
    }
    assert show(found.instances["Preis"][0].facts["Preis.ab"].value) == "2022-01-01"


def test_what_does_not_fit_counts_as_unknown_and_not_as_silence() -> None:
    found, _ = read(
        "Tarif t\nLaufzeit\n    Widerruf: 5 EUR\n    Erstlaufzeit: 12.5 Monate\n    Kuendigungsfrist: 1 Monat\n"
    )
    assert stated(found) == {
        "Laufzeit.Widerruf": "unbekannt",
        "Laufzeit.Erstlaufzeit": "unbekannt",
        "Laufzeit.Kündigungsfrist": "unbekannt",
    }
    assert found.lost == {"Laufzeit"}


def test_facts_under_a_misspelt_heading_are_still_checked() -> None:
    found = check(
        "Tarif t\nLaufzeid # <- section-unknown\n    Widerruf: 5 EUR # <- unit-wrong\n".replace(
            "unit-wrong", "type-mismatch"
        )
    )
    assert stated(found) == {"Laufzeit.Widerruf": "unbekannt"}
    assert "*" in found.lost


def test_a_name_of_former_times_means_the_term_of_today() -> None:
    found = check("Tarif t\nPreis ab 2024-01-01\n    StromNEV-Umlage: 0,4 ct/kWh\n")
    fact = found.instances["Preis"][0].facts["Preis.Aufschlag"]
    assert (show(fact.value), fact.former) == ("0,4 ct/kWh", "StromNEV-Umlage")


def test_an_offer_states_the_customer() -> None:
    found = check("Angebot a\n    Tarif: t\n    Vertragsschluss: 2022-03-01\nKunde\n    Gruppe: Privat\n")
    assert stated(found) == {"Angebot.Tarif": "t", "Vertragsschluss": "2022-03-01", "Kunde.Gruppe": "Privat"}
    check("Angebot a\nKunde\n    Gruppe: Privat, Gewerbe # <- choice-single\n")


def test_names_are_shown_as_they_were_written() -> None:
    found = check("Tarif t\nPreis ab 2022-01-01\n    Bestandteile: lit. a bis b\n")
    value = found.instances["Preis"][0].facts["Preis.Bestandteile"].value
    assert show(value) == "lit. a bis b"
    same = document(rulebook(VOCABULARY), "Tarif t\nPreis ab 2022-01-01\n    Bestandteile: Netzentgelt, Beschaffung\n")
    assert value == same.instances["Preis"][0].facts["Preis.Bestandteile"].value


def test_a_flood_of_mistakes_is_cut_short() -> None:
    lines = "".join(f"    Wort{n}: 5\n" for n in range(1_000))
    assert len(read(f"Tarif t\nLaufzeit\n{lines}")[1]) < 250


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("Kuendigungsfrist", ["Kündigungsfrist"]),
        ("kündigungsfrist", ["Kündigungsfrist"]),
        ("Kündigungsfrisst", ["Kündigungsfrist"]),
        ("Erstlaufzeiten", ["Erstlaufzeit"]),
        ("Zzzzz", []),
        ("", []),
    ],
)
def test_the_nearest_word(word: str, meant: list[str]) -> None:
    known = ["Erstlaufzeit", "Kündigungsfrist", "Widerruf"]
    assert nearest(word, known) == meant
    assert nearest(word, known[::-1]) == meant


def test_english_glosses() -> None:
    vocabulary = rulebook(VOCABULARY).vocabulary
    assert vocabulary.gloss("Laufzeit.Kündigungsfrist", "en") == "notice period"
    assert vocabulary.gloss("Laufzeit.Kündigungsfrist", "de") == "Laufzeit.Kündigungsfrist"
    assert vocabulary.gloss("nichts", "en") == "nichts"
    assert vocabulary.value_gloss(vocabulary.terms["Kunde.Gruppe"].type, "Privat") == "private"
    assert vocabulary.value_gloss(vocabulary.terms["Kunde.Gruppe"].type, "Verein") == "Verein"
    assert vocabulary.value_gloss(vocabulary.terms["Tarif.Kunden"].type, "Verein") == "Verein"


def test_a_second_declaration_leaves_the_first_standing() -> None:
    vocabulary = Vocabulary()
    file, _ = parse('Abschnitt A "a"\nBegriff A.b "b"\n    typ ja/nein\n')
    again, _ = parse('Begriff A.b "c"\n    typ Anzahl\n')
    assert not vocabulary.add(file)
    assert [problem.code for problem in vocabulary.add(again)] == ["declared-twice"]
    assert vocabulary.terms["A.b"].gloss == "b"


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("billiges-Ermessen", []),  # of the two kinds the opposite one
        ("freis-Ermessen", ["freies-Ermessen"]),
        ("freies-Ermesen", ["freies-Ermessen"]),
        ("freiesErmessen", ["freies-Ermessen"]),
        ("BGB-309-9-D", ["BGB-309-9-C"]),
        ("Netto-Arbeitspreis", []),
    ],
)
def test_a_compound_is_meant_part_by_part(word: str, meant: list[str]) -> None:
    known = ["Ermessen", "freies-Ermessen", "BGB-309-9-C", "Brutto-Arbeitspreis"]
    assert nearest(word, known) == meant


SHORT_UNITS = """
Abschnitt Tarif "tariff"
Abschnitt Menge "amount"
Begriff Menge.Verbrauch "consumption"
    typ Menge in kWh/a
Begriff Menge.Rahmen "range"
    typ Grenze in kWh/a
Begriff Menge.Arbeitspreis "energy price"
    typ Menge in ct/kWh
Begriff Menge.Grundpreis "base price"
    typ Menge in EUR/Monat
"""


@pytest.mark.parametrize(
    ("stated", "better"),
    [
        ("Verbrauch: 3.500 kWh", "3.500 kWh/a"),
        ("Rahmen: mehr als 1.000 kWh", "mehr als 1.000 kWh/a"),
        ("Rahmen: 1.000 bis 5.000 kWh", "1.000 bis 5.000 kWh/a"),
        ("Arbeitspreis: 32,10 ct brutto", "32,10 ct/kWh brutto"),
        ("Arbeitspreis: 0,32 EUR brutto", None),  # per kWh, or per MWh
        ("Grundpreis: 9,90 EUR", None),  # a month's or a year's
        ("Verbrauch: 3 kW", None),
    ],
)
def test_a_unit_cut_short_is_completed_where_one_can_be_meant(stated: str, better: str | None) -> None:
    source, _ = read_source("t.tarif", f"Tarif t\nMenge\n    {stated}\n".encode())
    raw, _ = read_tariff(source)
    (found,) = rulebook(SHORT_UNITS).vocabulary.document(raw, "Tarif")[1]
    assert (found.code, dict(found.details).get("better")) == ("unit-wrong", better)
