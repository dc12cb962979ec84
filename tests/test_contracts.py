"""The contracts that ship: what the tool says of each, in full, and the verdicts that must come out.

``contracts/stromio`` is what a newcomer reads first, ``contracts/market`` what occurs in the market, so every file is
checked alone and its rendered report kept as a golden file. The verdicts of the law and of the terms are asserted
besides, through the library, in tables.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator
from pathlib import Path

import golden
import pytest

from checker import commands
from checker.check import Run
from checker.documents import find_tariffs, read_documents
from checker.files import files_below
from checker.finding import Finding, Report
from checker.judge import HOLDS, NOT_APPLICABLE, UNDECIDED, VIOLATED, Judge
from checker.layers import contract_of
from checker.report.text import render, write
from checker.rule_files import load_rulebook
from checker.rulebook import Rulebook

ROOT = Path(__file__).parent.parent
FOLDER = "contracts/stromio"
NAMES = sorted(path.stem for path in (ROOT / FOLDER).glob("*.tarif"))
IN_ENGLISH = ("basis_2018_weiter_im_vertrieb", "fehler_24_monate_ab_lieferbeginn", "angebot_laden_8000_kwh")
MARKET = "contracts/market"
MARKET_NAMES = sorted(path.stem for path in (ROOT / MARKET).glob("*.tarif"))
MARKET_IN_ENGLISH = ("fehler_laufzeit_das_spaetere", "fehler_paket_verfaellt")


@pytest.fixture(scope="module", autouse=True)
def _in_the_repository() -> Iterator[None]:
    """Paths in reports are those a user sees who works in the repository."""
    before = Path.cwd()
    os.chdir(ROOT)
    yield
    os.chdir(before)


@pytest.fixture(scope="module")
def book() -> Rulebook:
    loaded = load_rulebook()
    assert not loaded.problems
    return loaded


def check(book: Rulebook, *names: str, folder: str = FOLDER) -> Report:
    """The report on these files (in this order), or on all contracts."""
    paths = [f"{folder}/{name}.tarif" for name in names] or files_below(["contracts"], (".tarif",))
    return Run(book).report(read_documents(paths, book.vocabulary))


def shown(report: Report, language: str = "de") -> str:
    page = io.StringIO()
    write(render(report, language="en" if language == "en" else "de", width=100, ascii_only=False), page, colour=False)
    return page.getvalue()


def own(report: Report) -> list[Finding]:
    """What the documents themselves violate, without the clauses of the terms."""
    return [finding for finding in report.findings if finding.kind == "rule" and finding.verdict == VIOLATED]


def of_terms(report: Report) -> list[Finding]:
    return [finding for finding in report.findings if finding.kind == "terms"]


def verdict(book: Rulebook, name: str, rule_id: str) -> str:
    """The verdict of one rule on one file; the worst, where the rule is asked of several sections."""
    library = read_documents([f"{FOLDER}/{name}.tarif"], book.vocabulary)
    (document,) = library.documents
    tariffs = find_tariffs(library, book.vocabulary)
    tariff = tariffs[str(document.facts["Angebot.Tarif"].value)] if document.kind == "Angebot" else None
    found = [(i, o) for _, i, o in Judge(book).verdicts([book.rules[rule_id]], contract_of(document, tariff, book))]
    return min((outcome.verdict for _, outcome in found), key=[VIOLATED, UNDECIDED, HOLDS, NOT_APPLICABLE].index)


# ------------------------------------------------------------------------------------------------ what the user sees


@pytest.mark.parametrize("name", NAMES)
def test_report_on_one_file(book: Rulebook, name: str) -> None:
    golden.check(f"contracts/{name}", shown(check(book, name)))


@pytest.mark.parametrize("name", IN_ENGLISH)
def test_report_in_english(book: Rulebook, name: str) -> None:
    golden.check(f"contracts/{name}.en", shown(check(book, name), "en"))


@pytest.mark.parametrize("name", MARKET_NAMES)
def test_report_on_a_tariff_of_the_market(book: Rulebook, name: str) -> None:
    golden.check(f"{MARKET}/{name}", shown(check(book, name, folder=MARKET)))


@pytest.mark.parametrize("name", MARKET_IN_ENGLISH)
def test_report_on_a_tariff_of_the_market_in_english(book: Rulebook, name: str) -> None:
    golden.check(f"{MARKET}/{name}.en", shown(check(book, name, folder=MARKET), "en"))


def test_report_on_all_contracts(book: Rulebook) -> None:
    golden.check("contracts/all", shown(check(book)))


def test_every_golden_file_has_its_contract() -> None:
    kept = {path.stem for path in (golden.FOLDER / "contracts").glob("*.txt")}
    assert kept == {*NAMES, *(f"{name}.en" for name in IN_ENGLISH), "all"}
    of_market = {path.stem for path in (golden.FOLDER / MARKET).glob("*.txt")}
    assert of_market == {*MARKET_NAMES, *(f"{name}.en" for name in MARKET_IN_ENGLISH)}


def test_one_offer_is_outside_its_tariff_and_no_other_file_has_a_mistake_of_form(book: Rulebook) -> None:
    (finding,) = [finding for finding in check(book).findings if finding.kind == "syntax"]
    assert (finding.rule, finding.document) == ("offer-outside-tariff", "angebot-vor-vertriebsbeginn")
    assert finding.primary.span.path == f"{FOLDER}/angebot_vor_vertriebsbeginn.tarif"
    assert [label.span.path for label in finding.related] == [f"{FOLDER}/festpreis_2026.tarif"]


# ------------------------------------------------------------------------------------------------ one fault each

# file, then what its own lines violate
FAULTS = {
    "fehler_umlage_nicht_gesenkt": "AGB-6-1-AENDERUNG ENWG-118-38-SENKUNG ENWG-118-5-AENDERUNG",
    "fehler_24_monate_ab_lieferbeginn": "BGB-309-9-A",
    "fehler_bonus_mit_mindestverbrauch": "AGB-5-3-BEDINGUNGEN",
    "fehler_bonus_senkt_abschlaege": "AGB-5-1-GUTSCHRIFT AGB-5-5-VERRECHNUNG BGB-307-1-BONUSVERLUST",
    "fehler_erstlaufzeit_36_monate": "BGB-309-9-A",
    "fehler_festpreis_nur_sechs_monate": "ENWG-41A-4-DAUER",
    "fehler_garantie_zu_eng": "AGB-7-UMFANG",
    "fehler_garantie_zu_weit": "AGB-7-UMFANG",
    "fehler_kuendigung_nur_schriftlich": "AGB-16-4-FORM BGB-309-13-B-KUENDIGUNG",
    "fehler_kuendigungsfrist_drei_monate": "BGB-309-9-C",
    "fehler_mahnung_zu_teuer": "AGB-14-2-BETRAG BGB-309-5-A",
    "fehler_nur_lastschrift": "AGB-13-4-ZAHLUNGSWEISEN ENWG-41-2-WAHL",
    "fehler_ohne_kuendigungsschaltflaeche": "BGB-312K",
    "fehler_ohne_widerrufsschaltflaeche": "BGB-356A",
    "fehler_papierrechnung_nie_kostenlos": "ENWG-40B-1-PAPIER",
    "fehler_preis_nach_belieben": "AGB-6-1-WEISE BGB-307-1-PREISERMESSEN",
    "fehler_preisaenderung_zwei_wochen_vorher": "AGB-6-3-FRIST ENWG-41-5-FRIST",
    "fehler_spotpreis": "AGB-4-1-PREISMODELL",
    "fehler_ueberweisung_kostet": "AGB-13-5-BETRAG BGB-270A-SEPA",
    "fehler_umlage_vom_vorjahr": "ENFG-12-KWKG",
    "fehler_umlagen_ohne_kuendigungsrecht": "AGB-6-6-KUENDIGUNG BGB-307-1-KUENDIGUNG ENWG-41-6-ERHOEHUNG-KUENDIGUNG",
    "fehler_umzug_nimmt_vertrag_mit": "AGB-17-2-WIRKUNG",
    "fehler_verbrauch_ueber_100000": "AGB-2-2-MENGE STROMNZV-12-100000",
    "fehler_verlaengerung_zwoelf_monate": "BGB-309-9-B",
    "fehler_waermepumpe_zugelassen": "AGB-2-2-ANLAGEN",
    "fehler_wechsel_kostet": "AGB-16-5-ENTGELT ENWG-20A-3-WECHSEL",
    "verlauf_2020": "AGB-6-3-AENDERUNG AGB-6-3-AENDERUNG AGB-7-AENDERUNG ENWG-41-5-AENDERUNG ENWG-41-5-AENDERUNG-ANLASS"
    " ENWG-41-5-AENDERUNG-BETREFF ENWG-41-5-AENDERUNG-VERGLEICH",
    "fehler_zweitarifzaehler": "AGB-2-2-ZAEHLER",
    # whoever is offered such a tariff
    "angebot_2022_03_01": "BGB-309-9-B BGB-309-9-C",
    "angebot_24_monate_tag_danach": "BGB-309-9-A",
    "angebot_30_tage_zu_lang": "BGB-309-9-C",
    "angebot_baeckerei_100001_kwh": "AGB-2-2-MENGE STROMNZV-12-100000",
    "angebot_familie_18000_kwh": "AGB-13-4-ZAHLUNGSWEISEN ENWG-41-2-WAHL",
    "angebot_laden_8000_kwh": "AGB-13-4-ZAHLUNGSWEISEN ENWG-41-2-WAHL",
    "angebot_laden_10000_kwh": "AGB-13-4-ZAHLUNGSWEISEN ENWG-41-2-WAHL",
    "angebot_waermepumpe": "AGB-2-2-ANLAGEN",
    # the old tariff, sold on
    "basis_2018_weiter_im_vertrieb": (
        "AGB-6-1-KOSTENSENKUNG AGB-6-1-KOSTENSENKUNG BGB-309-9-B BGB-309-9-C ENWG-118-38-SENKUNG"
    ),
    # its only price stands while official amounts fall
    "basis_2018": "AGB-6-1-KOSTENSENKUNG AGB-6-1-KOSTENSENKUNG",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_file_violates_what_it_says_and_nothing_else(book: Rulebook, name: str) -> None:
    assert sorted(finding.rule for finding in own(check(book, name))) == FAULTS.get(name, "").split()


TWINS = [
    ("basis_2018", "basis_2018_weiter_im_vertrieb", ["Tarif", "Vertrieb"]),
    ("angebot_2022_02_28", "angebot_2022_03_01", ["Angebot", "Vertragsschluss"]),
    ("angebot_24_monate_am_selben_tag", "angebot_24_monate_tag_danach", ["Angebot", "Lieferbeginn"]),
    ("angebot_30_tage_passt", "angebot_30_tage_zu_lang", ["Angebot", "Vertragsschluss", "Lieferbeginn"]),
    ("angebot_laden_10000_kwh", "angebot_laden_10001_kwh", ["Angebot", "Jahresverbrauch"]),
]


@pytest.mark.parametrize(("one", "other", "differ_in"), TWINS, ids=[one for one, _, _ in TWINS])
def test_twins_differ_only_where_it_matters(one: str, other: str, differ_in: list[str]) -> None:
    texts = [(ROOT / FOLDER / f"{name}.tarif").read_text(encoding="utf-8") for name in (one, other)]
    ours, theirs = ([line for line in text.splitlines() if not line.startswith("#")] for text in texts)
    changed = [mine for mine, yours in zip(ours, theirs, strict=True) if mine != yours]
    assert [re.split("[: ]", line.strip())[0] for line in changed] == differ_in


def test_every_file_called_a_fault_is_one() -> None:
    assert [name for name in NAMES if name.startswith("fehler_") and name not in FAULTS] == []
    assert [name for name in FAULTS if name not in NAMES] == []


@pytest.mark.parametrize("name", ["festpreis_2026", "angebot_festpreis_2026"])
def test_the_lawful_successor_has_no_finding_at_all(book: Rulebook, name: str) -> None:
    assert check(book, name).findings == ()
    assert commands.run(["check", "--strict", f"{FOLDER}/{name}.tarif"]) == 0


# ------------------------------------------------------------------------------------------------ the market

# what a tariff of the market violates; what is not here is lawful, and nothing in it is left open
MARKET_FAULTS = {
    "fehler_bonus_verfaellt": "BGB-307-1-BONUSENDE BGB-307-1-BONUSVERLUST",
    "fehler_dynamisch_ohne_risiken": "ENWG-3-95-TAKT ENWG-41A-6-DYNAMISCH",
    "fehler_grundversorgung_mit_frist": "ENWG-36-1-EINHEITSPREIS STROMGVV-20-FRIST",
    "fehler_laufzeit_das_spaetere": "BGB-309-9-A",
    "fehler_paket_verfaellt": "BGB-307-1-MINDESTABNAHME ENWG-41B-3-FAELLIGKEIT",
    "fehler_preisblatt_rechnet_falsch": "PANGV-1-ARBEITSPREIS-HT",
    "gewerbe_leistungspreis": "ENWG-41-2-DREI",
}
MARKET_OPEN = {"offen_ladestrom_30_tage": "BGB-309-9-B-FRIST BGB-309-9-C"}


@pytest.mark.parametrize("name", MARKET_NAMES)
def test_a_tariff_of_the_market_violates_what_it_says_and_leaves_nothing_else_open(book: Rulebook, name: str) -> None:
    report = check(book, name, folder=MARKET)
    assert sorted(finding.rule for finding in own(report)) == MARKET_FAULTS.get(name, "").split()
    rest = [finding for finding in report.findings if finding not in own(report)]
    assert {finding.verdict for finding in rest} <= {UNDECIDED}
    assert sorted(finding.rule for finding in rest) == MARKET_OPEN.get(name, "").split()


def test_the_market_says_of_each_file_what_it_shows() -> None:
    """The comment at the top promises what the tables above hold; the file is named after it."""
    words = {"fehler": "Fehler:", "offen": "Offen:"}
    for name in MARKET_NAMES:
        text = (ROOT / MARKET / f"{name}.tarif").read_text(encoding="utf-8")
        comment = " ".join(line.removeprefix("# ") for line in text.partition("\nTarif ")[0].splitlines())
        assert comment.endswith("Preise frei erfunden."), name
        (promised,) = [word for word in ("Fehler:", "Offen:", "Ein Zweifel bleibt:", "Rechtmäßig.") if word in comment]
        assert (promised == "Rechtmäßig.") == (name not in MARKET_FAULTS and name not in MARKET_OPEN), name
        assert promised == words.get(name.partition("_")[0], promised), name


def test_the_later_of_two_terms_binds_too_long_for_those_who_come_early(book: Rulebook) -> None:
    (finding,) = own(check(book, "fehler_laufzeit_das_spaetere", folder=MARKET))
    assert finding.region is not None
    assert finding.region.de == "Verbraucher, Vertragsschluss ab 2026-01-01 bis 2026-06-29"


# ------------------------------------------------------------------------------------------------ the lawful successor

SECTIONS = ["Laufzeit", "Lieferantenkündigung", "Zahlung", "Entgelt Mahnung", "Abrechnung", "Bestellweg"]


@pytest.mark.parametrize("section", SECTIONS)
def test_the_successor_is_clean_by_what_it_states(book: Rulebook, tmp_path: Path, section: str) -> None:
    """Without any one of these sections the old terms, or silence, come through again."""
    whole = (ROOT / FOLDER / "festpreis_2026.tarif").read_text(encoding="utf-8")
    less = tmp_path / "less.tarif"
    less.write_text(re.sub(rf"(?m)^{section}\n(    .*\n)+", "", whole), encoding="utf-8")
    assert Run(book).report(read_documents([str(less)], book.vocabulary)).findings


# ------------------------------------------------------------------------------------------------ verdicts

VERDICTS = """
file                              rule              verdict

# the customers the terms supply, the boundary inside
angebot_haushalt_mit_wallbox      AGB-2-2-ANLAGEN   erfüllt
angebot_waermepumpe               AGB-2-2-ANLAGEN   verletzt
angebot_baeckerei_100000_kwh      AGB-2-2-MENGE     erfüllt
angebot_baeckerei_100001_kwh      AGB-2-2-MENGE     verletzt

# household supply: in 2019 the law protects household customers only
angebot_laden_8000_kwh            ENWG-41-2-WAHL    verletzt
angebot_laden_10000_kwh           ENWG-41-2-WAHL    verletzt
angebot_laden_10001_kwh           ENWG-41-2-WAHL    unanwendbar
angebot_familie_18000_kwh         ENWG-41-2-WAHL    verletzt

# the last day of the old law and the first of the new
basis_2018                        BGB-309-9-B       erfüllt
basis_2018                        BGB-309-9-C       erfüllt
angebot_2022_02_28                BGB-309-9-B       erfüllt
angebot_2022_02_28                BGB-309-9-C       erfüllt
angebot_2022_03_01                BGB-309-9-B       verletzt
angebot_2022_03_01                BGB-309-9-C       verletzt

# 24 months from the start of supply against two years from conclusion
fehler_24_monate_ab_lieferbeginn  BGB-309-9-A       verletzt
angebot_24_monate_am_selben_tag   BGB-309-9-A       erfüllt
angebot_24_monate_tag_danach      BGB-309-9-A       verletzt

# 30 days against one month
offen_kuendigungsfrist_30_tage    BGB-309-9-C       unentschieden
angebot_30_tage_passt             BGB-309-9-C       erfüllt
angebot_30_tage_zu_lang           BGB-309-9-C       verletzt

# an unknown due date is never lawful
offen_bonus_ohne_faelligkeit      AGB-5-2-FAELLIGKEIT  unentschieden
basis_2018                        AGB-5-2-FAELLIGKEIT  erfüllt
"""
ROWS = [line.split() for line in VERDICTS.splitlines()[2:] if line and not line.startswith("#")]


@pytest.mark.parametrize(("name", "rule", "expected"), ROWS, ids=[f"{name}-{rule}" for name, rule, _ in ROWS])
def test_verdict(book: Rulebook, name: str, rule: str, expected: str) -> None:
    assert verdict(book, name, rule) == expected


def test_the_2018_tariff_has_no_error_and_its_terms_have_one(book: Rulebook) -> None:
    """Official amounts fell in 2019 and in 2022 while its only price stood: a note each."""
    report = check(book, "basis_2018")
    assert [(each.rule, each.severity) for each in own(report)] == [("AGB-6-1-KOSTENSENKUNG", "hinweis")] * 2
    errors = [finding for finding in of_terms(report) if finding.severity == "fehler"]
    assert [(finding.rule, finding.path) for finding in errors] == [("BGB-270A-SEPA", "Entgelt[Überweisung].Betrag")]
    assert {finding.severity for finding in of_terms(report)} == {"fehler", "warnung", "hinweis"}


def test_left_on_sale_it_violates_the_new_law_for_consumers(book: Rulebook) -> None:
    """Through the terms' defaults, but under the tariff: it is the tariff that is still sold."""
    found = own(check(book, "basis_2018_weiter_im_vertrieb"))
    prices = ["ENWG-118-38-SENKUNG", "AGB-6-1-KOSTENSENKUNG", "AGB-6-1-KOSTENSENKUNG"]  # the levies fell, the price not
    assert [finding.rule for finding in found] == ["BGB-309-9-B", "BGB-309-9-C", *prices]
    for finding in found[:2]:
        assert finding.document == "stromio-basis-2018-weiter"
        assert finding.primary.span.path == f"{FOLDER}/basis_2018_weiter_im_vertrieb.tarif"
        assert "§ 16 Abs. 2 AGB" in finding.primary.text.de
        assert [label.span.path for label in finding.related] == ["rules/agb/stromio_2018_05_25.regel"]
        assert finding.region is not None
        assert finding.region.de == "Verbraucher, Vertragsschluss ab 2022-03-01"
        assert ("Vertragsschluss", "2022-03-01") in finding.witness_facts


def test_24_months_fail_as_soon_as_supply_may_start_later(book: Rulebook) -> None:
    (finding,) = own(check(book, "fehler_24_monate_ab_lieferbeginn"))
    assert finding.region is not None
    assert finding.region.de == "Verbraucher, Lieferbeginn später als Vertragsschluss"


def test_30_days_wait_for_the_start_of_supply(book: Rulebook) -> None:
    report = check(book, "offen_kuendigungsfrist_30_tage")
    (finding,) = [finding for finding in report.findings if finding.rule == "BGB-309-9-C"]
    assert (finding.verdict, finding.missing) == (UNDECIDED, ("Lieferbeginn",))


@pytest.mark.parametrize("line", ["", "    Auszahlung: unbekannt"], ids=["missing", "stated as unknown"])
def test_an_unknown_due_date_names_itself(book: Rulebook, tmp_path: Path, line: str) -> None:
    bonus = tmp_path / "bonus.tarif"
    text = (ROOT / FOLDER / "offen_bonus_ohne_faelligkeit.tarif").read_text(encoding="utf-8")
    bonus.write_text(f"{text}{line}\n", encoding="utf-8")
    report = Run(book).report(read_documents([str(bonus)], book.vocabulary))
    (finding,) = [finding for finding in report.findings if finding.rule == "AGB-5-2-FAELLIGKEIT"]
    assert (finding.verdict, finding.missing) == (UNDECIDED, ("Bonus.Auszahlung",))


# ------------------------------------------------------------------------------------------------ the terms, once

TEN = [name for name in NAMES if name.startswith("fehler_")][:10]


def test_a_clause_is_reported_once_for_ten_tariffs_in_any_order(book: Rulebook) -> None:
    report = check(book, *TEN)
    found = of_terms(report)
    assert len({(finding.rule, finding.path) for finding in found}) == len(found)
    (transfer,) = [finding for finding in found if finding.rule == "BGB-270A-SEPA"]
    assert len(transfer.affected) == 10
    for order in (TEN[::-1], TEN[5:] + TEN[:5], TEN[1::2] + TEN[::2]):
        assert of_terms(check(book, *order)) == found


def test_a_clause_counts_tariffs_not_offers(book: Rulebook) -> None:
    """Two offers under one tariff, and the tariff itself, are one tariff."""
    report = check(book, "angebot_laden_8000_kwh", "angebot_familie_18000_kwh", "fehler_nur_lastschrift")
    (transfer,) = [finding for finding in of_terms(report) if finding.rule == "BGB-270A-SEPA"]
    assert transfer.affected == ("stromio-lastschrift",)


def test_a_tariff_that_settles_the_matter_itself_is_not_affected(book: Rulebook) -> None:
    report = check(book, "basis_2018", "festpreis_2026")
    assert {finding.affected for finding in of_terms(report)} == {("stromio-basis-2018",)}


def test_the_tariff_contradicts_a_clause_that_would_not_hold_anyway(book: Rulebook) -> None:
    report = check(book, "fehler_ueberweisung_kostet")
    (against_the_terms,) = [finding for finding in own(report) if finding.rank == "vertraglich"]
    assert [note.de for note in against_the_terms.notes] == [
        "Die Klausel § 13 Abs. 5 AGB hielte ohnehin nicht (BGB-270A-SEPA)."
    ]
    # the cap on consumption holds, whatever else is doubtful in the same paragraph
    (cap, _) = own(check(book, "fehler_verbrauch_ueber_100000"))
    assert cap.rule == "AGB-2-2-MENGE"
    assert cap.notes == ()
