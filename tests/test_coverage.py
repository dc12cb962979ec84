"""What of the sources is encoded: the lists and what can be wrong with them, their faces, and the real lists."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from textwrap import dedent

import pytest
from support import NORM, Call, rule, rulebook

from checker import cli, rule_files
from checker.coverage import Coverage, Flaw, Row, coverage, read_rows
from checker.report.cells import plain
from checker.report.coverage_report import render, to_json, to_markdown
from checker.rulebook import Rulebook
from dsl.rule import Words
from dsl.source import Span

ROOT = Path(__file__).parent.parent
LAW = ROOT / "../shared/law"
HEADER = "zeile;quelle;stand;regeln;grund_de;grund_en\n"
VOCABULARY = """
Abschnitt Tarif "tariff"
Abschnitt Vertrieb "sale"
Abschnitt Entgelt "fee"
Begriff Tarif.AGB "terms"
    typ Verweis auf AGB
Begriff Vertrieb.Zeitraum "on sale"
    typ Zeitraum
Begriff Vertragsschluss "conclusion"
    typ Datum
    bereich Vertrieb.Zeitraum
Begriff Entgelt.Betrag "amount"
    typ Menge in EUR
"""
TERMS = """
Norm AGB-X "Bedingungen" / "terms"
    rang vertraglich
    geprüft 2026-01-01
    AGB muster-2020
    stand 2020-01-01
Vorgabe AGB-2 "Entgelt" / "fee"
    quelle § 2 AGB
    Entgelt.Betrag: 1 EUR
"""


def book() -> Rulebook:
    exempted = """
    Fassung
        fordert Entgelt.Betrag höchstens 1 EUR
    es sei denn Entgelt.Betrag ist keine N-1-AUSNAHME
    """
    return rulebook(VOCABULARY, NORM + rule(exempted, "N-1") + rule("fordert Entgelt.Betrag ist keine", "N-2"), TERMS)


def covered(text: str, *more: str) -> Coverage:
    files = [(f"liste{number}.csv", (HEADER + each).encode()) for number, each in enumerate((text, *more), 1)]
    return coverage(files, book())


def complaints(text: str, *more: str) -> list[tuple[str, str]]:
    """Place and German sentence of each mistake in rows below the header."""
    return [(f"{flaw.span.path}:{flaw.span.line}", flaw.words.de) for flaw in covered(text, *more).flaws]


# ------------------------------------------------------------------------------------------------ mistakes

GOOD = "A-1;§ 1 N;kodiert;N-1 N-2;;\n"


def test_a_row_may_name_rules_exceptions_defaults_terms() -> None:
    found = covered('A-1;§ 1 N;kodiert;N-1 N-1-AUSNAHME, AGB-2 Entgelt.Betrag;"erst; dann";"first; then"\n')
    assert found.flaws == ()
    assert found.rows[0].names == ("N-1", "N-1-AUSNAHME", "AGB-2", "Entgelt.Betrag")
    assert found.rows[0].reason == Words("erst; dann", "first; then")
    assert found.unnamed == ("N-2",)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            "A-1;§ 1 N;kodiert;Entgelt.Betrak;;\n",
            "A-1 nennt Entgelt.Betrak; so heißt keine Regel, Vorgabe und kein Begriff. Gemeint: Entgelt.Betrag?",
        ),
        ("A-1;§ 1 N;kodiert;;;\n", "A-1 ist kodiert, nennt aber keine Regel."),
        ("A-1;§ 1 N;teilweise;;halb;half\n", "A-1 ist teilweise, nennt aber keine Regel."),
        ("A-1;§ 1 N;teilweise;N-1;;\n", "A-1: Der Grund fehlt (grund_de und grund_en)."),
        ("A-1;§ 1 N;außerhalb;;nur deutsch;\n", "A-1: Der Grund fehlt (grund_en)."),
        ("A-1;§ 1 N;kodiert;N-1;;only English\n", "A-1: Der Grund fehlt (grund_de)."),
        (
            "A-1;§ 1 N;Kodiert;N-1;;\n",
            "A-1: »Kodiert« ist kein Stand; möglich sind kodiert, teilweise, bewusst nicht, außerhalb.",
        ),
        (";§ 1 N;kodiert;N-1;;\n", "Der Zeile fehlt ihr Name oder ihre Quelle."),
        (
            "A-1;§ 1 N;außerhalb;;erst; dann;first\n",
            "Die Zeile hat 7 Felder statt 6. Ein Semikolon im Text braucht Anführungszeichen ums Feld.",
        ),
        (
            'A-1;§ 1 N;außerhalb;;"offen;open\n',
            "Ein Anführungszeichen ist nicht geschlossen oder steht mitten im Feld.",
        ),
    ],
)
def test_each_mistake_is_named_where_it_stands(row: str, said: str) -> None:
    found = covered("\n" + row)
    assert [(flaw.span.line, flaw.words.de) for flaw in found.flaws] == [(3, said)]
    assert found.flaws[0].words.en
    assert not re.search("[äöüß]", found.flaws[0].words.en.replace("außerhalb", "").replace("»", ""))


def test_a_row_stands_once_in_all_lists_together() -> None:
    assert complaints(GOOD, "A-2;§ 1 N;kodiert;N-1;;\n" + GOOD) == [
        ("liste2.csv:3", "Die Zeile A-1 steht schon in liste1.csv:2; jede Zeile hat genau einen Stand.")
    ]


def test_a_list_begins_with_its_header_and_is_utf8() -> None:
    rows, flaws = read_rows("liste.csv", b"zeile,quelle\n" + GOOD.encode())
    assert len(rows) == 1
    assert [flaw.words.en for flaw in flaws] == [f"The first line must be {HEADER.strip()}."]
    rows, flaws = read_rows("liste.csv", (HEADER + "A-1;§ 1;außerhalb;;für;for\n").encode("latin-1"))
    assert rows == []
    assert [flaw.words.de for flaw in flaws] == ["Die Datei ist kein UTF-8-Text."]


# ------------------------------------------------------------------------------------------------ places


@pytest.mark.parametrize(
    ("source", "work", "section"),
    [
        ("§ 41a Abs. 4 Satz 2 bis 4 EnWG", "EnWG", "§ 41a"),
        ("§ 41 Abs. 3, 3a EnWG a.F.", "EnWG", "§ 41"),
        ("§§ 4, 5, 7 AGB", "AGB", "§ 4"),
        ("§ 309 Nr. 9 lit. a BGB", "BGB", "§ 309"),
        ("Art. 246a § 1 Abs. 1 Satz 1 Nr. 5, 8 EGBGB", "EGBGB", "Art. 246a"),
        ("Nr. 1.2, 4 Datenschutzhinweise", "Datenschutzhinweise", "Nr. 1"),
        ("§ 5 Abs. 3, § 6 Abs. 4 AGB; § 307 BGB", "AGB", "§ 5"),
        ("Abschnitt Newsletter", "A", "Abschnitt Newsletter"),
        ("BGH VIII ZR 14/12", "BGH", "BGH VIII ZR 14/12"),
    ],
)
def test_a_row_is_grouped_by_its_source(source: str, work: str, section: str) -> None:
    row = Row("A-1", source, "kodiert", (), Words("", ""), Span("liste.csv", 2, 1, 2))
    assert row.place == (work, section)


def test_sections_stand_in_their_own_order() -> None:
    rows = "".join(f"A-{at};§ {number} N;kodiert;N-1;;\n" for at, number in enumerate(("40a", "9", "40", "111b", "41")))
    ((work, sections),) = covered(rows).groups()
    assert (work, [section for section, _ in sections]) == ("N", ["§ 9", "§ 40", "§ 40a", "§ 41", "§ 111b"])


# ------------------------------------------------------------------------------------------------ faces

SMALL = """\
A-1;§ 1 Abs. 1 N;kodiert;N-1;;
A-2;§ 1 Abs. 2 N;teilweise;N-2;Nur der Betrag.;The amount only.
A-3;§ 2 N;bewusst nicht;;Kein Tarif zeigt es.;No tariff shows it.
A-3;§ 2 N;außerhalb;;Bindet das Amt.;Binds the authority.
"""


def test_the_table() -> None:
    lines = [plain(line) for line in render(covered(SMALL), "de", 80, False)]
    assert "\n".join(lines) == dedent("""\
        N  1 kodiert, 1 teilweise, 1 bewusst nicht, 1 außerhalb
           § 1
              A-1  kodiert
                 N-1
              A-2  teilweise
                 N-2
                 Nur der Betrag.
           § 2
              A-3  bewusst nicht
                 Kein Tarif zeigt es.
              A-3  außerhalb
                 Bindet das Amt.

        Fehler in den Listen
           liste1.csv:5:1  Die Zeile A-3 steht schon in liste1.csv:4; jede Zeile hat
              genau einen Stand.

        4 Zeilen: 1 kodiert, 1 teilweise, 1 bewusst nicht, 1 außerhalb""")
    english = [plain(line) for line in render(covered(SMALL), "en", 80, True)]
    assert english[-1] == "4 rows: 1 encoded, 1 partly, 1 deliberately not, 1 out of scope"
    assert "      A-3  out of scope" in english


def test_markdown_and_json_say_the_same() -> None:
    found = covered(SMALL)
    markdown = to_markdown(found, "en")
    assert "| N | 1 | 1 | 1 | 1 |\n" in markdown
    assert "### § 1\n" in markdown
    assert "| A-2 | § 1 Abs. 2 N | partly | `N-2` | The amount only. |\n" in markdown
    document = json.loads(to_json(found))
    assert document["sums"] == {"kodiert": 1, "teilweise": 1, "bewusst nicht": 1, "außerhalb": 1}
    assert document["rows"][1] == {
        "row": "A-2",
        "source": "§ 1 Abs. 2 N",
        "work": "N",
        "section": "§ 1",
        "state": "teilweise",
        "rules": ["N-2"],
        "reason": {"de": "Nur der Betrag.", "en": "The amount only."},
        "path": "liste1.csv",
        "line": 3,
    }
    assert [flaw["line"] for flaw in document["flaws"]] == [5]


def test_a_stroke_in_a_reason_breaks_no_table() -> None:
    assert "a \\| b" in to_markdown(covered("A-1;§ 1 N;außerhalb;;a | b;a | b\n"), "de")


# ------------------------------------------------------------------------------------------------ the command


def test_the_command_ends_by_what_it_found(run: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    for lists, status in (
        ("A-1;§ 1 N;kodiert;Vertragsschluss;;\n", cli.CLEAN),
        ("A-1;§ 1 N;kodiert;;;\n", cli.FINDINGS),
    ):
        monkeypatch.setattr(rule_files, "coverage_lists", lambda lists=lists: [("l.csv", (HEADER + lists).encode())])
        assert run("coverage")[0] == status
        assert run("coverage", "--format", "json")[0] == status
    monkeypatch.setattr(rule_files, "coverage_lists", list)
    assert run("coverage")[:2] == (cli.NOTHING, "Es gibt keine Listen unter abdeckung/.\n")


TARIFF = """
Tarif eins "Eins"
    Lieferant: "X"
    AGB: keine
    Vertrieb: ab 2024-01-01 bis 2024-12-31
Belieferung
    Kundengruppe: Privat
Laufzeit
    Erstlaufzeit: 3 Jahre ab Vertragsschluss
"""


def test_rules_that_contracts_never_put_to_the_test(run: Call, tmp_path: Path) -> None:
    (tmp_path / "eins.tarif").write_text(TARIFF, encoding="utf-8")
    status, out, _ = run("coverage", "--format", "json", "--contracts", tmp_path)
    found = json.loads(out)
    assert status == cli.CLEAN
    assert found["contracts"] == 1
    assert "BGB-309-9-A" in found["broken"]
    assert "AGB-2-2-MENGE" in found["never"]
    groups = Counter(name for group in ("never", "open", "broken", "kept") for name in found[group])
    assert max(groups.values()) == 1
    status, out, _ = run("coverage", "--lang", "en", "--contracts", tmp_path)
    assert re.search(r"^   BGB-309-9-A  violated 1$", out, re.MULTILINE)
    assert re.search(r"^1 contract, \d+ rules$", out, re.MULTILINE)
    (tmp_path / "eins.tarif").unlink()
    assert run("coverage", "--contracts", tmp_path)[0] == cli.NOTHING


# ------------------------------------------------------------------------------------------------ the real lists


def rows_of_the_law() -> list[str]:
    """The ids of all tables of both documents whose first column is `id`."""
    found: list[str] = []
    for name in ("clauses.md", "statutes.md"):
        in_table = False
        for line in (LAW / name).read_text(encoding="utf-8").splitlines():
            cells = [cell.strip() for cell in line.split("|")[1:2]]
            if not cells:
                in_table = False
            elif cells == ["id"]:
                in_table = True
            elif in_table and not re.fullmatch(r"[-: ]+", cells[0]):
                found.append(cells[0])
    return found


@pytest.mark.skipif(not LAW.is_dir(), reason="the documents the rules were written from are not here")
def test_every_row_of_the_law_is_in_exactly_one_state() -> None:
    wanted = rows_of_the_law()
    assert len(wanted) == len(set(wanted)) == 431
    found = shipped()
    listed = Counter(row.id for row in found.rows)
    assert {name: listed[name] for name in wanted if listed[name] != 1} == {}


def test_the_shipped_lists_have_no_mistakes() -> None:
    assert [f"{flaw.span}: {flaw.words.en}" for flaw in shipped().flaws] == []


def shipped() -> Coverage:
    return coverage(rule_files.coverage_lists(), rule_files.load_rulebook())


def test_a_flaw_is_a_place_and_a_sentence() -> None:
    span = Span("liste.csv", 3, 1, 9)
    assert str(Flaw(span, Words("so", "so")).span) == "liste.csv:3:1"
