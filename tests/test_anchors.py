"""Clauses and the words they must hold: texts of our own, changed one way at a time, and the real sources."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest
from support import Call, rulebook

from checker import cli
from checker.anchors import Verification, norms_of, verify
from checker.report.anchor_report import anchor_lines
from checker.report.cells import plain
from checker.rule_files import load_rulebook
from checker.rulebook import Rulebook
from checker.source_text import SourceText, cited
from dsl.record import replace

ROOT = Path(__file__).parent.parent
SOURCES = ROOT / "../shared/sources"

TEXT = """\
# Bedingungen der Muster AG

## § 1 Preise

- (1) Der Preis beträgt 2,00 Euro.
- (2) Er enthält:
  - a) die Steuer,
  - b) das Netzentgelt.

## § 2 Laufzeit

- (1) Der Vertrag läuft 12 Monate.
- (2) Er kann mit einer Frist von 6 Wochen
gekündigt werden,

wie es § 3 Absatz 1 sagt.
- § 3 Form**
- Die Kündigung bedarf der Textform nach § 4 Absatz 2.

**§ 4 Schluss**

- (1) Nebenabreden gibt es nicht.

## Widerrufsbelehrung

### Widerrufsrecht

Sie haben 14 Tage Zeit.

# Datenschutzhinweise

## 1. Allgemeines

Wir achten darauf.

### 1.2. Weitergabe

Keine Weitergabe.

#### Ausnahmen

An Boten.

### 2. Speicherung

Bis zu **10 Jahren**.
"""


# ------------------------------------------------------------------------------------------------ clauses


def test_a_text_falls_into_its_clauses() -> None:
    clauses = [(clause.line, clause.name) for clause in SourceText(TEXT).clauses if clause.path]
    assert clauses == [
        (1, "Bedingungen der Muster AG"),
        (3, "§ 1"),
        (5, "§ 1 Abs. 1"),
        (6, "§ 1 Abs. 2"),
        (7, "§ 1 Abs. 2 lit. a"),
        (8, "§ 1 Abs. 2 lit. b"),
        (10, "§ 2"),
        (12, "§ 2 Abs. 1"),
        (13, "§ 2 Abs. 2"),
        (17, "§ 3"),  # a heading that has become an item of the list before it
        (20, "§ 4"),
        (22, "§ 4 Abs. 1"),
        (24, "Widerrufsbelehrung"),
        (26, "Widerrufsbelehrung Widerrufsrecht"),
        (30, "Datenschutzhinweise"),
        (32, "Nr. 1"),
        (36, "Nr. 1.2"),
        (40, "Nr. 1.2 Ausnahmen"),
        (44, "Nr. 2"),
    ]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (("§ 2", "Abs. 2"), "Er kann mit einer Frist von 6 Wochen gekündigt werden, wie es § 3 Absatz 1 sagt."),
        (("§ 1", "Abs. 2"), "Er enthält: die Steuer, das Netzentgelt."),
        (("§ 1", "Abs. 2", "lit. b"), "das Netzentgelt."),
        (("§ 3",), "Form - Die Kündigung bedarf der Textform nach § 4 Absatz 2."),
        (("Nr. 1",), "Allgemeines Wir achten darauf. Weitergabe Keine Weitergabe. Ausnahmen An Boten."),
        (("Nr. 2",), "Speicherung Bis zu 10 Jahren."),
        (("Widerrufsrecht",), "Widerrufsrecht Sie haben 14 Tage Zeit."),
        (("§ 9",), ""),
    ],
)
def test_a_clause_holds_its_own_words_and_those_inside_it(path: tuple[str, ...], words: str) -> None:
    assert SourceText(TEXT).text(path) == words


def test_a_paragraph_that_is_only_cited_begins_no_clause() -> None:
    text = SourceText("## § 1 Eins\n- § 2 Abs. 3 bleibt unberührt.\n- § 7 Stromgesetz gilt.\n- § 2 Zwei\n- (1) Satz.\n")
    assert [clause.name for clause in text.clauses if clause.path] == ["§ 1", "§ 2", "§ 2 Abs. 1"]


@pytest.mark.parametrize(
    ("citation", "clauses"),
    [
        ("§ 16 Abs. 2 AGB", ["§ 16 Abs. 2"]),
        ("§ 13 Abs. 4, 5 AGB", ["§ 13 Abs. 4", "§ 13 Abs. 5"]),
        ("§ 8 Abs. 1 bis 3 AGB", ["§ 8 Abs. 1", "§ 8 Abs. 2", "§ 8 Abs. 3"]),
        ("§ 2 Abs. 1, § 19 AGB", ["§ 2 Abs. 1", "§ 19"]),
        ("§§ 6, 7 AGB", ["§ 6", "§ 7"]),
        ("§ 2 Abs. 2 Satz 1, 2 AGB", ["§ 2 Abs. 2"]),
        ("§ 3 Abs. 3 Satz 1 lit. a AGB", ["§ 3 Abs. 3 lit. a"]),
        ("§ 4 Abs. 2 lit. a bis c AGB", ["§ 4 Abs. 2 lit. a", "§ 4 Abs. 2 lit. b", "§ 4 Abs. 2 lit. c"]),
        ("Nr. 1.2, 4 Datenschutzhinweise", ["Nr. 1.2", "Nr. 4"]),
        ("Nr. 1 bis 3 Datenschutzhinweise", ["Nr. 1", "Nr. 2", "Nr. 3"]),
        ("Anlage Widerrufsbelehrung, Widerrufsrecht", ["Widerrufsbelehrung Widerrufsrecht"]),
        ("Abschnitt Live Chat - Beratung; Abschnitt Newsletter", ["Live Chat - Beratung", "Newsletter"]),
    ],
)
def test_a_citation_names_its_clauses(citation: str, clauses: list[str]) -> None:
    assert [" ".join(found.path) for found in cited(citation)] == clauses


# ------------------------------------------------------------------------------------------------ anchors

RULES = """
Abschnitt Tarif "tariff"
Abschnitt Vertrieb "sale"
Abschnitt Entgelt "fee"
Abschnitt Laufzeit "term"
Begriff Tarif.AGB "terms"
    typ Verweis auf AGB
Begriff Vertrieb.Zeitraum "on sale"
    typ Zeitraum
Begriff Vertragsschluss "conclusion"
    typ Datum
    bereich Vertrieb.Zeitraum
Begriff Entgelt.Betrag "amount"
    typ Menge in EUR
Begriff Laufzeit.Kündigungsfrist "notice"
    typ Frist

Norm MUSTER "Bedingungen" / "terms"
    rang vertraglich
    geprüft 2026-01-01
    AGB muster-2020
    stand 2020-01-01

Vorgabe M-1 "Preis" / "price"
    quelle § 1 Abs. 1 AGB
    anker "2,00 Euro"
    Entgelt.Betrag: 2 EUR

Vorgabe M-2 "Frist" / "notice"
    quelle § 2 Abs. 2 AGB
    anker "6 Wochen", "gekündigt werden, wie"
    Laufzeit.Kündigungsfrist: 6 Wochen

Regel M-2-FRIST "Frist" / "notice"
    quelle § 2 Abs. 2 AGB
    stichtag Vertragsschluss
    schwere fehler
    sicherheit gesichert
    Fassung
        fordert Laufzeit.Kündigungsfrist höchstens 6 Wochen
    Meldung de "so nicht"
    Meldung en "not so"
    Beispiel erfüllt "ja" / "yes"
    Beispiel verletzt "nein" / "no"

Regel M-3-FORM "Form" / "form"
    quelle § 3 AGB; § 126 BGB
    anker "Textform"
    stichtag Vertragsschluss
    schwere fehler
    sicherheit gesichert
    Fassung
        fordert Entgelt.Betrag höchstens 6 EUR
    Meldung de "so nicht"
    Meldung en "not so"
    Beispiel erfüllt "ja" / "yes"
    Beispiel verletzt "nein" / "no"

Regel M-2-DAUER "Dauer" / "duration"
    quelle § 2 Abs. 1 AGB
    stichtag Vertragsschluss
    schwere fehler
    sicherheit gesichert
    Fassung
        fordert Entgelt.Betrag höchstens 6 EUR
    Meldung de "so nicht"
    Meldung en "not so"
    Beispiel erfüllt "ja" / "yes"
    Beispiel verletzt "nein" / "no"
"""


def book() -> Rulebook:
    return replace(rulebook(RULES), sources={"test1.regel": dedent(RULES)})


def verified(text: str) -> Verification:
    return verify(book(), norms_of(book(), "muster-2020"), text)


def told(text: str, language: str = "de") -> list[str]:
    lines = anchor_lines(verified(text), book(), language, 100, False)
    return [plain(line) for line in lines]


def test_every_anchor_is_found_in_its_clause() -> None:
    assert told(TEXT) == [
        "",
        "Ohne Anker, auch nicht in ihrer Klausel: M-2-DAUER",
        "",
        "Klauseln, aus denen nichts kodiert ist: § 1 Abs. 2, § 4 Abs. 1",
        "",
        "5 Regeln und Vorgaben, 4 Anker: 4 gefunden, 0 nicht gefunden",
    ]
    assert verified(TEXT).sound


def test_a_changed_figure_is_reported_with_all_that_rests_on_the_clause() -> None:
    assert told(TEXT.replace("6 Wochen", "4 Wochen"))[:4] == [
        "Diese Klauseln sind zu lesen, und was aus ihnen kodiert ist, zu prüfen",
        "   M-2  Frist  test1.regel:29:9",
        "      »6 Wochen« steht nicht mehr in § 2 Abs. 2 AGB; nirgends sonst gefunden",
        "      betrifft auch M-2-FRIST",
    ]


def test_a_moved_clause_is_reported_with_its_new_place() -> None:
    moved = TEXT.replace("- (1) Der Preis beträgt 2,00 Euro.\n", "- (1) Es gibt Preise.\n")
    moved = moved.replace("- (1) Nebenabreden", "- (1) Der Preis beträgt 2,00 Euro. Nebenabreden")
    assert told(moved, "en")[:3] == [
        "These clauses must be read again, and what is encoded from them checked",
        "   M-1  price  test1.regel:24:9",
        "      “2,00 Euro” is no longer in § 1 Abs. 1 AGB; found in § 4 Abs. 1",
    ]


def test_a_clause_that_is_gone_is_reported_by_everything_that_cites_it() -> None:
    found = verified(TEXT.replace("- (2) Er kann", "- Er kann"))
    assert [(item.id, clause) for item, clause in found.unknown] == [
        ("M-2", "§ 2 Abs. 2"),
        ("M-2-FRIST", "§ 2 Abs. 2"),
    ]
    assert not found.sound


@pytest.mark.parametrize(
    "written",
    ["6\u00a0Wochen", "**6 Wochen**", "6 Wo\u00adchen", "6  Wochen", "6\nWochen"],
)
def test_an_anchor_is_found_however_its_words_are_set(written: str) -> None:
    assert verified(TEXT.replace("6 Wochen", written)).sound


def test_a_statute_that_a_rule_cites_besides_is_not_sought_in_the_text() -> None:
    assert [item.id for item, _ in verified(TEXT).unknown] == []


# ------------------------------------------------------------------------------------------------ the command


def test_the_command_finds_terms_by_either_name_and_says_when_it_knows_none(run: Call, tmp_path: Path) -> None:
    text = tmp_path / "agb.md"
    text.write_text("## § 1 Alles neu\n\n- (1) Nichts ist mehr, wie es war.\n", encoding="utf-8")
    norm = next(norm for norm in load_rulebook().norms.values() if norm.terms is not None)
    assert norm.terms is not None
    status, out, _ = run("verify-text", norm.id, text)
    assert status == cli.FINDINGS
    assert "gibt es in diesem Text nicht" in out
    assert run("verify-text", norm.terms, text)[1] == out
    status, out, err = run("verify-text", norm.id.lower() + "x", text, "--lang", "en")
    assert (status, out) == (cli.USAGE, "")
    assert err.startswith("tariflint: No norm and no set of terms is called ")
    assert run("verify-text", norm.id, tmp_path / "fehlt.md")[0] == cli.INTERNAL


# ------------------------------------------------------------------------------------------------ the real sources


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the texts the rules were written from are not here")
def test_every_anchor_of_the_shipped_terms_stands_in_its_source() -> None:
    shipped = load_rulebook()
    texts = {path.name: path.read_text(encoding="utf-8") for path in SOURCES.glob("*.md")}
    of_terms = [norm for norm in shipped.norms.values() if norm.terms is not None]
    assert len(of_terms) == 3
    anchors = 0
    for norm in of_terms:
        assert norm.terms is not None
        name = "stadtwerke" if "bochum" in norm.terms else "stromio"
        (text,) = [text for file, text in texts.items() if file.startswith(name)]
        found = verify(shipped, (norm,), text)
        assert [(lost.item.id, lost.anchor, lost.elsewhere) for lost in found.lost] == []
        assert [(item.id, clause) for item, clause in found.unknown] == []
        anchors += found.anchors
    assert anchors > 300


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the texts the rules were written from are not here")
def test_paragraphs_whose_headings_lost_their_marks_are_found_in_the_real_terms() -> None:
    (path,) = SOURCES.glob("stromio*.md")
    names = [clause.name for clause in SourceText(path.read_text(encoding="utf-8")).clauses]
    assert [name for name in names if name.startswith("§ ") and " Abs" not in name] == [f"§ {n}" for n in range(1, 23)]
