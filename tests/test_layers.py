"""The effective contract: offer over tariff over the terms' defaults over statutory defaults."""

from __future__ import annotations

from support import contract, rulebook

from checker.layers import Contract, terms_alone
from dsl.document import show

VOCABULARY = """
Aufzählung Anlage "installation"
    Wallbox "wall box"
    Speicher "battery"
    Wärmepumpe "heat pump"
Aufzählung Bonusart "kind of bonus"
    Sofortbonus "immediate bonus"
    Neukundenbonus "new customer bonus"
Aufzählung Garantieart "kind of guarantee"
    voll "full"
    halb "half"

Abschnitt Tarif "tariff"
Abschnitt Angebot "offer"
Abschnitt Kunde "customer"
Abschnitt Laufzeit "term"
Abschnitt Belieferung "supply"
Abschnitt Bonus "bonus"
    mehrfach nach Bonusart
Abschnitt Preis "price"
    mehrfach ab Datum
Abschnitt Preisgarantie "guarantee"
    mehrfach

Begriff Vertragsschluss "conclusion"
    typ Datum
    bereich Tarif.Vertrieb
Begriff Tarif.Vertrieb "on sale"
    typ Zeitraum
Begriff Tarif.AGB "terms"
    typ Verweis auf AGB
Begriff Angebot.Tarif "tariff"
    typ Verweis auf Tarif
Begriff Laufzeit.Erstlaufzeit "term"
    typ Laufzeit
Begriff Laufzeit.Verlängerung "renewal"
    typ Verlängerung
Begriff Laufzeit.Frist "notice"
    typ Frist
Begriff Belieferung.Ausschluss "excluded"
    typ mehrere aus Anlage
    vereinigt
Begriff Belieferung.Voraussetzung "required"
    typ mehrere aus Anlage
Begriff Bonus.Betrag "amount"
    typ Menge in EUR
Begriff Bonus.Auszahlung "due"
    typ Dauer
Begriff Preis.Arbeitspreis "energy price"
    typ Menge in ct/kWh
Begriff Preis.Grundpreis "base price"
    typ Menge in EUR/Monat
Begriff Preisgarantie.Art "kind"
    typ eines aus Garantieart
Begriff Preisgarantie.Dauer "period"
    typ Laufzeit
"""
TERMS = """
Norm AGB "AGB" / "terms"
    rang vertraglich
    AGB muster-1
    stand 2020-01-01

Vorgabe AGB-1 "Laufzeit" / "term"
    quelle § 1 AGB
    Laufzeit.Erstlaufzeit: 12 Monate
    Laufzeit.Frist: 6 Wochen
    Belieferung.Ausschluss: Wärmepumpe
    Belieferung.Voraussetzung: Speicher
Vorgabe AGB-2 "Bonus" / "bonus"
    quelle § 2 AGB
    Bonus Sofortbonus
        Betrag: 50 EUR
Vorgabe AGB-2-2 "Fälligkeit" / "due"
    quelle § 2 Abs. 2 AGB
    Bonus Sofortbonus
        Auszahlung: 60 Tage
    ergänzt Bonus Neukundenbonus
        Auszahlung: 12 Monate
    ergänzt Preisgarantie halb
        Dauer: 6 Monate
Vorgabe AGB-3 "Grundpreis" / "base price"
    quelle § 3 AGB
    Preis.Grundpreis: keine
"""
STATUTE = """
Norm GESETZ "Gesetz" / "statute"
    rang zwingend

Vorgabe GESETZ-1 "Gesetz" / "statute"
    quelle § 1 Gesetz
    Laufzeit.Frist: 2 Wochen
    Laufzeit.Verlängerung: unbefristet
"""
BOOK = (VOCABULARY, TERMS, STATUTE)


def effective(tariff: str, offer: str | None = None) -> Contract:
    book = rulebook(*BOOK)
    return contract(book, tariff) if offer is None else contract(book, offer, tariff)


def fact(found: Contract, name: str) -> str:
    """A fact with where it comes from; "" where nobody says anything."""
    stated = found.facts.get(name)
    return (
        ""
        if stated is None
        else " / ".join(part for part in (show(stated.value), stated.layer, stated.citation) if part)
    )


def sections(found: Contract, name: str) -> list[str]:
    """The sections of a kind: layer, key, facts."""
    return [
        f"{each.layer} {each.key}: "
        + ", ".join(f"{n.rpartition('.')[2]} {show(f.value)}" for n, f in sorted(each.facts.items()))
        for each in found.instances.get(name, [])
    ]


TARIFF = """
Tarif t
    AGB: muster-1
"""


def test_where_the_tariff_is_silent_the_terms_speak_and_then_the_statute() -> None:
    found = effective(TARIFF)
    assert fact(found, "Laufzeit.Erstlaufzeit") == "12 Monate / AGB / § 1 AGB"
    assert fact(found, "Laufzeit.Frist") == "6 Wochen / AGB / § 1 AGB"
    assert fact(found, "Laufzeit.Verlängerung") == "unbefristet / Gesetz / § 1 Gesetz"
    assert fact(found, "Vertragsschluss") == ""


def test_a_tariff_under_other_terms_or_none_has_the_statute_only() -> None:
    for text in ("Tarif t", "Tarif t\n    AGB: muster-2", "Tarif t\n    AGB: unbekannt"):
        found = effective(text)
        assert fact(found, "Laufzeit.Erstlaufzeit") == ""
        assert fact(found, "Laufzeit.Frist") == "2 Wochen / Gesetz / § 1 Gesetz"


def test_the_tariff_beats_the_terms_and_the_offer_beats_the_tariff() -> None:
    tariff = TARIFF + "Laufzeit\n    Erstlaufzeit: 24 Monate\n    Frist: 4 Wochen"
    offer = "Angebot a\n    Tarif: t\nLaufzeit\n    Erstlaufzeit: 6 Monate"
    assert fact(effective(tariff), "Laufzeit.Erstlaufzeit") == "24 Monate / Tarif"
    found = effective(tariff, offer)
    assert found.kind == "Angebot"
    assert found.terms == ("muster-1",)
    assert fact(found, "Laufzeit.Erstlaufzeit") == "6 Monate / Angebot"
    assert fact(found, "Laufzeit.Frist") == "4 Wochen / Tarif"
    assert fact(found, "Laufzeit.Verlängerung") == "unbefristet / Gesetz / § 1 Gesetz"


def test_what_is_stated_as_unknown_or_none_is_stated() -> None:
    for mark in ("unbekannt", "keine"):
        found = effective(TARIFF + f"Laufzeit\n    Erstlaufzeit: {mark}")
        assert fact(found, "Laufzeit.Erstlaufzeit") == f"{mark} / Tarif"


def test_exclusions_unite_and_other_lists_do_not() -> None:
    found = effective(TARIFF + "Belieferung\n    Ausschluss: Wallbox\n    Voraussetzung: Wallbox")
    assert fact(found, "Belieferung.Ausschluss") == "Wallbox, Wärmepumpe / Tarif"
    assert fact(found, "Belieferung.Voraussetzung") == "Wallbox / Tarif"
    # three layers
    found = effective(
        TARIFF + "Belieferung\n    Ausschluss: Wallbox",
        "Angebot a\n    Tarif: t\nBelieferung\n    Ausschluss: Speicher, Wallbox",
    )
    assert fact(found, "Belieferung.Ausschluss") == "Speicher, Wallbox, Wärmepumpe / Angebot"


def test_a_tariff_that_excludes_nothing_does_not_lift_what_the_terms_exclude() -> None:
    assert fact(effective(TARIFF + "Belieferung\n    Ausschluss: keine"), "Belieferung.Ausschluss") == (
        "Wärmepumpe / AGB / § 1 AGB"
    )
    assert fact(effective(TARIFF + "Belieferung\n    Ausschluss: unbekannt"), "Belieferung.Ausschluss") == (
        "unbekannt / Tarif"
    )
    assert fact(effective(TARIFF), "Belieferung.Ausschluss") == "Wärmepumpe / AGB / § 1 AGB"


def test_a_section_of_the_terms_stands_unless_the_tariff_has_its_own() -> None:
    assert sections(effective(TARIFF), "Bonus") == [
        "AGB Sofortbonus: Art Sofortbonus, Auszahlung 60 Tage, Betrag 50 EUR"
    ]
    found = effective(TARIFF + "Bonus Sofortbonus\n    Betrag: 80 EUR")
    assert sections(found, "Bonus") == ["Tarif Sofortbonus: Art Sofortbonus, Auszahlung 60 Tage, Betrag 80 EUR"]
    assert found.instances["Bonus"][0].facts["Bonus.Auszahlung"].citation == "§ 2 Abs. 2 AGB"


def test_what_the_terms_complete_must_be_there() -> None:
    assert sections(effective(TARIFF), "Preisgarantie") == []
    found = effective(TARIFF + "Bonus Neukundenbonus\n    Betrag: 80 EUR")
    assert sections(found, "Bonus") == [
        "Tarif Neukundenbonus: Art Neukundenbonus, Auszahlung 12 Monate, Betrag 80 EUR",
        "AGB Sofortbonus: Art Sofortbonus, Auszahlung 60 Tage, Betrag 50 EUR",
    ]
    assert sections(effective(TARIFF + "Bonus Neukundenbonus\n    Auszahlung: 1 Monat"), "Bonus")[0] == (
        "Tarif Neukundenbonus: Art Neukundenbonus, Auszahlung 1 Monat"
    )


def test_the_kind_may_stand_in_a_line_of_the_section() -> None:
    found = effective(TARIFF + "Preisgarantie\n    Art: halb\nPreisgarantie\n    Art: voll\nPreisgarantie")
    assert sections(found, "Preisgarantie") == ["Tarif 1: Art halb, Dauer 6 Monate", "Tarif 2: Art voll", "Tarif 3: "]


def test_a_fact_of_a_section_that_repeats_fills_in_every_one() -> None:
    found = effective(
        TARIFF + "Preis ab 2020-01-01\n    Arbeitspreis: 30 ct/kWh\nPreis ab 2021-01-01\n    Grundpreis: 9 EUR/Monat"
    )
    assert sections(found, "Preis") == [
        "Tarif 2020-01-01: Arbeitspreis 30 ct/kWh, Grundpreis keine, ab 2020-01-01",
        "Tarif 2021-01-01: Grundpreis 9 EUR/Monat, ab 2021-01-01",
    ]


def test_a_section_of_the_offer_takes_the_place_of_the_one_with_the_same_key() -> None:
    tariff = (
        TARIFF
        + "Preis ab 2020-01-01\n    Arbeitspreis: 30 ct/kWh\n    Grundpreis: 9 EUR/Monat\nPreisgarantie\n    Art: voll"
    )
    offer = "Angebot a\n    Tarif: t\nPreis ab 2020-01-01\n    Arbeitspreis: 28 ct/kWh\nPreisgarantie\n    Art: voll"
    found = effective(tariff, offer)
    assert sections(found, "Preis") == [
        "Angebot 2020-01-01: Arbeitspreis 28 ct/kWh, Grundpreis 9 EUR/Monat, ab 2020-01-01"
    ]
    # sections without a key cannot be told apart and all stand
    assert sections(found, "Preisgarantie") == ["Angebot 1: Art voll", "Tarif 1: Art voll"]


def test_the_terms_by_themselves() -> None:
    found = terms_alone("muster-1", rulebook(*BOOK))
    assert (found.kind, found.id) == ("AGB", "muster-1")
    assert fact(found, "Laufzeit.Frist") == "6 Wochen / AGB / § 1 AGB"
    assert fact(found, "Laufzeit.Verlängerung") == "unbefristet / Gesetz / § 1 Gesetz"
    assert sections(found, "Bonus") == ["AGB Sofortbonus: Art Sofortbonus, Auszahlung 60 Tage, Betrag 50 EUR"]
    assert sections(found, "Preis") == []


def test_a_tariff_can_be_under_two_sets_of_terms_and_the_first_one_goes_first() -> None:
    vocabulary = VOCABULARY + 'Begriff Tarif.Datenschutzhinweise "privacy notes"\n    typ Verweis auf AGB\n'
    notes = """
Norm HINWEISE "Hinweise" / "notes"
    rang vertraglich
    AGB hinweise-1
    stand 2020-01-01
Vorgabe HINWEISE-1 "Laufzeit" / "term"
    quelle Nr. 1 Hinweise
    Laufzeit.Erstlaufzeit: 24 Monate
    Belieferung.Ausschluss: Wallbox
    Laufzeit.Verlängerung: 1 Monat
"""
    book = rulebook(vocabulary, TERMS, notes, STATUTE)
    found = contract(book, TARIFF + "    Datenschutzhinweise: hinweise-1")
    assert found.terms == ("muster-1", "hinweise-1")
    assert fact(found, "Laufzeit.Erstlaufzeit") == "12 Monate / AGB / § 1 AGB"
    assert fact(found, "Laufzeit.Verlängerung") == "1 Monat / AGB / Nr. 1 Hinweise"
    assert fact(found, "Belieferung.Ausschluss").startswith("Wärmepumpe, Wallbox")
    assert contract(book, TARIFF).terms == ("muster-1",)
