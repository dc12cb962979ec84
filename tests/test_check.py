"""A whole run: documents of a folder to findings. Which findings there are, where, and whose they are."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from support import rule, rulebook

from checker.check import Run
from checker.documents import read_documents
from checker.files import files_below
from checker.finding import Finding, Report
from checker.report.sentences import tally, verdicts
from checker.report.wording import words
from checker.rulebook import Rulebook

VOCABULARY = """
Aufzählung Gruppe "group"
    Privat "private"
    Gewerbe "commercial"
Aufzählung Bonusart "kind of bonus"
    Sofortbonus "immediate bonus"
Abschnitt Tarif "tariff"
Abschnitt Angebot "offer"
Abschnitt Kunde "customer"
Abschnitt Belieferung "supply"
Abschnitt Laufzeit "term"
Abschnitt Bonus "bonus"
    mehrfach nach Bonusart
Abschnitt Preis "price"
    mehrfach ab Datum

Begriff Vertragsschluss "conclusion"
    typ Datum
    bereich Tarif.Vertrieb
Begriff Kunde.Gruppe "group"
    typ eines aus Gruppe
    bereich Belieferung.Gruppe
Begriff Kunde.Verbrauch "consumption"
    typ Menge in kWh/a
    bereich Belieferung.Verbrauch
Begriff Tarif.Vertrieb "on sale"
    typ Zeitraum
Begriff Tarif.AGB "terms"
    typ Verweis auf AGB
Begriff Angebot.Tarif "tariff"
    typ Verweis auf Tarif
Begriff Belieferung.Gruppe "groups"
    typ mehrere aus Gruppe
Begriff Belieferung.Verbrauch "consumption"
    typ Grenze in kWh/a
Begriff Laufzeit.Frist "notice"
    typ Frist
Begriff Laufzeit.Verlängerung "renewal"
    typ Verlängerung
Begriff Bonus.Betrag "amount"
    typ Menge in EUR
Begriff Preis.Aufschlag "surcharge"
    typ Menge in ct/kWh
    früher "Umlage" bis 2024-12-31
"""
# The terms ask for six weeks' notice; they also demand that a tariff keeps to it. The law allows a month.
RULES = """
Norm GESETZ "Gesetz" / "statute"
    rang zwingend
    geprüft 2026-01-01
{law}
{bonus}
Norm AGB "AGB" / "terms"
    rang vertraglich
    AGB muster-1
    stand 2020-01-01
Vorgabe AGB-16-2 "Frist" / "notice"
    quelle § 16 Abs. 2 AGB
    Laufzeit.Frist: 6 Wochen
{terms}
""".format(
    law=rule("wenn Kunde.Gruppe ist Privat\nFassung\n    fordert Laufzeit.Frist höchstens 1 Monat", id="GESETZ-1"),
    bonus=rule("je Bonus\nFassung\n    fordert Bonus.Betrag höchstens 50 EUR", id="GESETZ-2"),
    terms=rule("fordert Laufzeit.Frist mindestens 6 Wochen", id="AGB-16-2-FRIST"),
)
BOOK = (VOCABULARY, RULES)
HEAD = """
Tarif {id}
    AGB: muster-1
    Vertrieb: ab 2022-01-01 bis 2022-12-31
Belieferung
    Gruppe: Privat, Gewerbe
    Verbrauch: höchstens 100 kWh/a
"""
SILENT = HEAD.format(id="schweigt")
SHORT = HEAD.format(id="kurz") + "Laufzeit\n    Frist: 4 Wochen"
LONG = HEAD.format(id="lang") + "Laufzeit\n    Frist: 3 Monate"


def report(folder: Path, as_of: date | None = None, book: Rulebook | None = None, **texts: str) -> Report:
    """The report on these files; the argument's name is the file's."""
    book = book or rulebook(*BOOK)
    for name, text in texts.items():
        (folder / f"{name}.tarif").write_text(text.strip("\n") + "\n", encoding="utf-8")
    named = files_below([str(folder / f"{name}.tarif") for name in texts], (".tarif",))
    return Run(book, as_of).report(read_documents(named, book.vocabulary))


def said(report: Report) -> list[str]:
    """The findings, each as `file:line kind rule`."""
    return [f"{Path(f.primary.span.path).stem}:{f.primary.span.line} {f.kind} {f.rule}" for f in report.findings]


def one(report: Report) -> Finding:
    (finding,) = report.findings
    return finding


# ------------------------------------------------------------------------------------------------ the four layers


def test_the_tariff_contradicts_the_terms(tmp_path: Path) -> None:
    found = report(tmp_path, kurz=SHORT)
    assert said(found) == ["kurz:8 rule AGB-16-2-FRIST"]
    assert one(found).rank == "vertraglich"
    # the clause it contradicts would not hold anyway, and the finding says so
    assert [note.de for note in one(found).notes] == [
        "Die Klausel § 16 Abs. 2 AGB hielte ohnehin nicht (GESETZ-1).",
        "Nicht als Korrektur angeboten: Mit 6 Wochen wäre nicht mehr erfüllt: GESETZ-1.",
    ]


def test_the_tariff_contradicts_the_law(tmp_path: Path) -> None:
    found = report(tmp_path, lang=LONG)
    assert said(found) == ["lang:8 rule GESETZ-1"]
    assert (one(found).rank, one(found).document, one(found).value) == ("zwingend", "lang", "3 Monate")


def test_a_clause_is_void_and_said_once_for_all_tariffs(tmp_path: Path) -> None:
    found = report(tmp_path, a=SILENT, b=HEAD.format(id="schweigt-auch"), c=SHORT)
    assert [line.partition(" ")[2] for line in said(found)] == ["rule AGB-16-2-FRIST", "terms GESETZ-1"]
    clause = found.findings[1] if found.findings[1].kind == "terms" else found.findings[0]
    assert clause.document == "muster-1"
    assert clause.clause == "§ 16 Abs. 2 AGB"
    assert clause.affected == ("schweigt", "schweigt-auch")
    assert clause.primary.span.path == "test2.regel"


def test_the_terms_by_themselves() -> None:
    found = Run(rulebook(*BOOK)).terms_report(["muster-1"], {})
    assert [(f.kind, f.rule, f.affected) for f in found.findings] == [("terms", "GESETZ-1", ())]
    assert found.counts.documents == 1


def test_an_individual_agreement_beats_the_terms(tmp_path: Path) -> None:
    offer = "Angebot a\n    Tarif: schweigt\n    Vertragsschluss: 2022-03-01\nKunde\n    Gruppe: Privat\n"
    found = report(tmp_path, t=SILENT, o=offer)
    assert [f.kind for f in found.findings] == ["terms"]
    assert found.findings[0].affected == ("schweigt",)  # the tariff, not its offers
    agreed = report(tmp_path, t=SILENT, o=offer + "Laufzeit\n    Frist: 3 Monate\n")
    assert "o:7 rule GESETZ-1" in said(agreed)


# ------------------------------------------------------------------------------------------------ offers and references


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Angebot a\n    Vertragsschluss: 2022-03-01", ["o:1 syntax offer-without-tariff"]),
        ("Angebot a\n    Tarif: nirgends", ["o:2 syntax tariff-unknown"]),
        ("Angebot a\n    Tarif: unbekannt", ["o:2 syntax offer-without-tariff"]),  # or it would be clean unchecked
        ("Angebot a\n    Tarif: keine", ["o:2 syntax offer-without-tariff"]),
        ("Tarif t\n    AGB: muster-2\n    Vertrieb: keine", ["o:2 syntax terms-unknown"]),
        ("Tarif t\n    Vertrieb: keine", ["o:1 syntax terms-missing"]),
        ("Tarif t\n    AGB: unbekannt\n    Vertrieb: keine", []),
    ],
)
def test_what_a_document_refers_to(tmp_path: Path, text: str, codes: list[str]) -> None:
    assert said(report(tmp_path, o=text)) == codes


def test_a_misspelt_reference_names_the_nearest(tmp_path: Path) -> None:
    found = report(tmp_path, t=SHORT, o="Angebot a\n    Tarif: kurtz\n    Vertragsschluss: 2022-03-01")
    assert "o:2 syntax tariff-unknown" in said(found)
    (unknown,) = [f for f in found.findings if f.kind == "syntax"]
    assert unknown.primary.text.de == "kurtz, kein bekannter Tarif; gemeint ist wohl kurz"


def test_an_offer_finds_its_tariff_in_the_same_folder(tmp_path: Path) -> None:
    (tmp_path / "t.tarif").write_text(LONG.strip("\n"), encoding="utf-8")
    offer = "Angebot a\n    Tarif: lang\n    Vertragsschluss: 2022-03-01\nKunde\n    Gruppe: {}\n    Verbrauch: 5 kWh/a"
    found = report(tmp_path, o=offer.format("Privat"))
    assert said(found) == ["o:2 rule GESETZ-1"]
    assert [label.span.line for label in one(found).related] == [8]
    assert found.counts.documents == 1
    assert said(report(tmp_path, o=offer.format("Gewerbe"))) == []


@pytest.mark.parametrize(("fact", "line"), [("Vertrieb", 3), ("Gruppe", 5)])
def test_an_offer_under_a_tariff_for_nobody_or_no_day(tmp_path: Path, fact: str, line: int) -> None:
    offer = "Angebot a\n    Tarif: kurz\n    Vertragsschluss: 2022-03-02\nKunde\n    Gruppe: Gewerbe"
    tariff, changed = re.subn(f"    {fact}: .*", f"    {fact}: keine", SHORT, count=1)
    assert changed
    assert f"o:{line} syntax offer-outside-tariff" in said(report(tmp_path, t=tariff, o=offer))
    assert "outside" not in str(said(report(tmp_path, t=SHORT, o=offer)))


def test_an_offer_to_somebody_the_tariff_does_not_admit(tmp_path: Path) -> None:
    offer = "Angebot a\n    Tarif: kurz\n    Vertragsschluss: {}\nKunde\n    Gruppe: Gewerbe\n    Verbrauch: {} kWh/a"
    found = report(tmp_path, t=SHORT, o=offer.format("2022-12-31", 100))
    assert [line for line in said(found) if line.startswith("o")] == ["o:2 rule AGB-16-2-FRIST"]
    found = report(tmp_path, t=SHORT, o=offer.format("2023-01-01", 101))
    assert [line for line in said(found) if "outside" in line] == [
        "o:3 syntax offer-outside-tariff",
        "o:6 syntax offer-outside-tariff",
    ]


# ------------------------------------------------------------------------------------------------ lines, names, days


def test_what_follows_from_a_line_that_could_not_be_read_stays_silent(tmp_path: Path) -> None:
    broken = HEAD.format(id="t") + "Laufzeit\n    Frist: 4.5 Wochen\nBonus Sofortbonus\n    Betrag: 60 EUR"
    assert [line.split(" ")[1:] for line in said(report(tmp_path, t=broken))] == [
        ["syntax", "number-point"],
        ["rule", "GESETZ-2"],
    ]


def test_what_a_tariff_leaves_open_is_counted(tmp_path: Path) -> None:
    open_ = HEAD.format(id="t").replace("    Gruppe: Privat, Gewerbe\n", "") + "Laufzeit\n    Frist: unbekannt"
    found = report(tmp_path, t=open_ + "\nBonus Sofortbonus")
    assert [(f.rule, f.verdict) for f in found.findings] == [
        ("AGB-16-2-FRIST", "unentschieden"),
        ("GESETZ-1", "unentschieden"),
        ("GESETZ-2", "unentschieden"),
    ]
    assert found.missing_facts == (("Laufzeit.Frist", 2), ("Belieferung.Gruppe", 1), ("Bonus.Betrag", 1))
    assert (found.counts.undecided, found.counts.violated) == (3, 0)


@pytest.mark.parametrize(("day", "outdated"), [("2024-12-31", False), ("2025-01-01", True)])
def test_a_former_name_is_right_up_to_its_last_day(tmp_path: Path, day: str, outdated: bool) -> None:
    text = SHORT + f"\nPreis ab {day}\n    Umlage: 1 ct/kWh"
    found = report(tmp_path, t=text)
    assert ("t:10 syntax name-outdated" in said(found)) is outdated


def test_as_of_a_day(tmp_path: Path) -> None:
    assert said(report(tmp_path, as_of=date(2022, 6, 1), lang=LONG)) == ["lang:8 rule GESETZ-1"]
    found = report(tmp_path, as_of=date(2023, 6, 1), lang=LONG)
    assert said(found) == []
    assert found.as_of == "2023-06-01"


def test_rules_can_be_selected_and_ignored(tmp_path: Path) -> None:
    (tmp_path / "t.tarif").write_text(LONG.strip("\n"), encoding="utf-8")
    book = rulebook(*BOOK)

    def findings(**choice: tuple[str, ...]) -> list[str]:
        library = read_documents([str(tmp_path / "t.tarif")], book.vocabulary)
        return [f.rule for f in Run(book, **choice).report(library).findings]  # type: ignore[arg-type]

    assert findings() == ["GESETZ-1"]
    assert findings(select=("GESETZ",)) == ["GESETZ-1"]
    assert findings(select=("AGB",)) == []
    assert findings(ignore=("GESETZ-1",)) == []
    assert findings(select=("GESETZ",), ignore=("GESETZ-2",)) == ["GESETZ-1"]


def test_the_fingerprint_is_made_of_meaning(tmp_path: Path) -> None:
    first = one(report(tmp_path, t=LONG))
    moved = one(report(tmp_path, t="# ein Kommentar\n\n" + LONG))
    other = one(report(tmp_path, t=LONG.replace("3 Monate", "4 Monate")))
    assert first.primary.span.line != moved.primary.span.line
    assert first.fingerprint == moved.fingerprint
    assert first.fingerprint != other.fingerprint


def test_progress_is_told(tmp_path: Path) -> None:
    for n in range(3):
        (tmp_path / f"{n}.tarif").write_text(HEAD.format(id=f"t-{n}").strip("\n"), encoding="utf-8")
    book = rulebook(*BOOK)
    read: list[int] = []
    judged: list[int] = []
    library = read_documents(files_below([str(tmp_path)], (".tarif",)), book.vocabulary, read.append)
    Run(book).report(library, judged.append)
    assert (read, judged) == ([1, 2, 3], [1, 2, 3])


def test_an_offer_whose_tariff_stands_in_two_files_that_were_not_named(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    for name in ("eins", "zwei"):
        (tmp_path / f"{name}.tarif").write_text(HEAD.format(id="doppelt").lstrip(), encoding="utf-8")
    found = report(tmp_path, angebot="Angebot a\n    Tarif: doppelt\n    Vertragsschluss: 2022-02-01")
    assert "zwei:1 syntax document-same-id" in said(found)
    (twice,) = [finding for finding in found.findings if finding.rule == "document-same-id"]
    assert Path(twice.related[0].span.path).name == "eins.tarif"


def test_what_only_waits_for_a_line_that_cannot_be_read_is_counted_and_said_once(tmp_path: Path) -> None:
    found = report(tmp_path, t=HEAD.format(id="t") + "Laufzeit\n    Frist: etwa drei Monate")
    assert [finding.kind for finding in found.findings] == ["syntax"]
    # the two rules on the notice wait for that line; one on the bonus does not apply
    assert (found.counts.undecided, found.counts.unread, found.counts.not_applicable) == (2, 2, 1)
    assert tally(found, words("de")) == ("1 Datei: 1 Fehler")
    assert verdicts(found, words("de")) == (
        "1 Dokument × 3 Regeln: "
        "0 verletzt, 2 unentschieden (davon 2 nur wegen unlesbarer Zeilen), 0 erfüllt, 1 unanwendbar"
    )
    silent = report(tmp_path, t=SILENT)
    assert (silent.counts.unread, "unlesbar" in verdicts(silent, words("de"))) == (0, False)


def test_an_id_is_given_once_in_a_repository_whichever_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "alt").mkdir()
    (tmp_path / "alt" / "eins.tarif").write_text(HEAD.format(id="doppelt").lstrip(), encoding="utf-8")
    assert "document-same-id" not in str(said(report(tmp_path, zwei=HEAD.format(id="doppelt"))))
    (tmp_path / ".git").mkdir()
    found = report(tmp_path, zwei=HEAD.format(id="doppelt"))
    (twice,) = [finding for finding in found.findings if finding.rule == "document-same-id"]
    assert twice.document == "doppelt"
    assert Path(twice.primary.span.path).name == "zwei.tarif"
    assert Path(twice.related[0].span.path).name == "eins.tarif"
    assert not [each for each in report(tmp_path, zwei=HEAD.format(id="anders")).findings if each.kind == "syntax"]
