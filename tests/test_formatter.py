"""The canonical layout of both languages: what it looks like, that it loses nothing, and that it changes no meaning."""

from __future__ import annotations

import io
import os
import pty
import random
import re
import stat
import subprocess
import sys
import unicodedata
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_fuzz import RULES, TARIFFS, anything, mutated
from test_roundtrip import documents

from checker import cli
from dsl.formatter import Formatted, format_file, language_of
from dsl.layout import comment_start, without_invisible
from dsl.reader import read_tariff
from dsl.rule_reader import read_rules
from dsl.source import read_source
from dsl.writer import write_document

ROOT = Path(__file__).parent.parent
MESSAGES = sorted(path for path in (ROOT / "tests/messages").rglob("*") if path.is_file())
FILES = [*TARIFFS, *RULES]
FEW = settings(derandomize=True, deadline=None, max_examples=60)


def language(path: Path) -> str:
    return "regel" if path.suffix == ".regel" else "tarif"


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def formatted(text: str, kind: str) -> str:
    """The layout of a text that can be read."""
    result = format_file(f"test.{kind}", text.encode("utf-8"), kind)
    assert result.text is not None
    assert not result.problems, result.problems
    return result.text


def same(before: str, after: str, kind: str = "tarif") -> None:
    assert formatted(dedent(before), kind) == dedent(after)
    assert formatted(dedent(after), kind) == dedent(after)


# ------------------------------------------------------------------------------------------------ tariffs


def test_a_tariff() -> None:
    same(
        """\


        # Preise frei erfunden
        Tarif   strom-1    "Strom   Basis"


          AGB:a-1
          Vertrieb :   ab 2018-06-01   bis 2022-02-28
        Belieferung

          Jahresverbrauch: höchstens 100000kWh/a
          Kundengruppe: Privat,Gewerbe ,  Verein
        Preis   ab 2018-06-01
          Grundpreis:  9,90 EUR/Monat   brutto



        Bonus Sofortbonus
          Betrag: 25%

        """,
        """\
        # Preise frei erfunden
        Tarif strom-1 "Strom   Basis"
            AGB: a-1
            Vertrieb: ab 2018-06-01 bis 2022-02-28

        Belieferung
            Jahresverbrauch: höchstens 100.000 kWh/a
            Kundengruppe: Privat, Gewerbe, Verein

        Preis ab 2018-06-01
            Grundpreis: 9,90 EUR/Monat brutto

        Bonus Sofortbonus
            Betrag: 25 %
        """,
    )


def test_a_list_stays_a_list_and_a_row_a_row() -> None:
    same(
        """\
        Tarif t
            A: B, C, D, E, F
            G:
              -H
              -   I
            J: lit. a   bis c , lit. e
        """,
        """\
        Tarif t
            A: B, C, D, E, F
            G:
                - H
                - I
            J: lit. a bis c, lit. e
        """,
    )


def test_a_list_that_is_not_indented_is() -> None:
    same(
        "Tarif t\n    G:\n    - H\n    - I\n    K: L\n",
        "Tarif t\n    G:\n        - H\n        - I\n    K: L\n",
    )


@pytest.mark.parametrize(
    ("written", "laid_out"),
    [
        ("1000 kWh", "1.000 kWh"),
        ("999 kWh", "999 kWh"),
        ("1234567,80 kWh", "1.234.567,80 kWh"),
        ("-1000 kWh", "-1.000 kWh"),
        ("9,90 EUR", "9,90 EUR"),
        ("0,6792 ct/kWh", "0,6792 ct/kWh"),
        ("1000 bis 2000 kWh/a", "1.000 bis 2.000 kWh/a"),
        ("2022-03-01", "2022-03-01"),
        ('"1000 kWh"', '"1000 kWh"'),
    ],
)
def test_numbers_keep_their_value_and_their_digits(written: str, laid_out: str) -> None:
    same(f"Tarif t\n    A: {written}\n", f"Tarif t\n    A: {laid_out}\n")


# ------------------------------------------------------------------------------------------------ comments


def test_comments_stay_where_they_belong() -> None:
    same(
        """\
        #oben

        # zum Tarif
        Tarif t # der Tarif
          # zur AGB
          AGB: a-1#ohne Blank
        # am Rand, gehört zum Vertrieb
          Vertrieb: ab 2018-06-01      # mit Blanks
          Text: "# kein Kommentar" # aber dies
          # am Ende des Abschnitts
        # zur Belieferung
        Belieferung

              # zur Gruppe


          Kundengruppe:
              # zum ersten
              - Privat
                # zum letzten
          # ans Ende
        # zum Schluss
        """,
        """\
        #oben

        # zum Tarif
        Tarif t  # der Tarif
            # zur AGB
            AGB: a-1  #ohne Blank
            # am Rand, gehört zum Vertrieb
            Vertrieb: ab 2018-06-01   # mit Blanks
            Text: "# kein Kommentar"  # aber dies
            # am Ende des Abschnitts

        # zur Belieferung
        Belieferung
            # zur Gruppe
            Kundengruppe:
                # zum ersten
                - Privat
                # zum letzten
            # ans Ende

        # zum Schluss
        """,
    )


def test_a_file_of_comments_only_keeps_them() -> None:
    result = format_file("t.regel", b"\n  # eins\n\n\n# zwei", "regel")
    assert result.text == "# eins\n\n# zwei\n"


def test_comments_at_the_end_of_neighbouring_lines_are_aligned() -> None:
    same(
        "Tarif t\n    A: B # eins\n    Langer-Name: C # zwei\n    D: E\n    F: G # drei\n",
        "Tarif t\n    A: B            # eins\n    Langer-Name: C  # zwei\n    D: E\n    F: G  # drei\n",
    )


# ------------------------------------------------------------------------------------------------ rules


def test_a_rule() -> None:
    same(
        """\
        Norm N "Norm"/"norm"
          rang zwingend
          geprüft 2026-01-01
        Regel R "Titel"   /   "title"
          quelle   § 1  Abs. 2 N
          stichtag Vertragsschluss

          schwere fehler
          sicherheit gesichert
          wenn Kunde.Gruppe ist eines aus Privat,Verein
           und ( Kunde.Verbraucher oder nicht   Kunde.Gewerblich )
          Fassung   bis 2022-02-28
              nicht kodiert de "so  nicht"
              nicht kodiert en "not  so"
          Fassung ab 2022-03-01   "Gesetz"/"Act"
              fordert Laufzeit.Kündigungsfrist   höchstens 1 Monat wenn Kunde.Verbraucher
          Meldung de "zu  lang"
          Meldung en "too  long"
          Beispiel verletzt "nein"/"no"
              Laufzeit.Kündigungsfrist:6 Wochen
              Tarif.AGB: a-1
        """,
        """\
        Norm N "Norm" / "norm"
            rang zwingend
            geprüft 2026-01-01

        Regel R "Titel" / "title"
            quelle § 1  Abs. 2 N
            stichtag Vertragsschluss
            schwere fehler
            sicherheit gesichert
            wenn Kunde.Gruppe ist eines aus Privat, Verein
                und (Kunde.Verbraucher oder nicht Kunde.Gewerblich)
            Fassung bis 2022-02-28
                nicht kodiert de "so  nicht"
                nicht kodiert en "not  so"
            Fassung ab 2022-03-01 "Gesetz" / "Act"
                fordert Laufzeit.Kündigungsfrist höchstens 1 Monat wenn Kunde.Verbraucher
            Meldung de "zu  lang"
            Meldung en "too  long"
            Beispiel verletzt "nein" / "no"
                Laufzeit.Kündigungsfrist: 6 Wochen
                Tarif.AGB: a-1
        """,
        "regel",
    )


def test_the_vocabulary() -> None:
    """Terms and sections may stand close together or apart, as the author chose; every other declaration is apart."""
    same(
        """\
        Begriff A.x "x"
          typ ja / nein
        # zu y
        Begriff A.y "y"
          typ Anzahl


        Begriff A.z "z"
          typ Text
        Abschnitt A "a"
        Abschnitt B "b"
          mehrfach   nach Art
        Aufzählung Art "kind"
          Neu   "new"  lit.   a
        """,
        """\
        Begriff A.x "x"
            typ ja/nein
        # zu y
        Begriff A.y "y"
            typ Anzahl

        Begriff A.z "z"
            typ Text

        Abschnitt A "a"
        Abschnitt B "b"
            mehrfach nach Art

        Aufzählung Art "kind"
            Neu "new" lit. a
        """,
        "regel",
    )


def test_a_formula_over_several_lines() -> None:
    same(
        """\
        Begriff A.z "z"
          typ Menge in ct/kWh netto
          rechnet (A.y  -A.v)  durch 12   Monate
              # warum
            + A.w   # der Rest
           soweit angegeben
          quelle § 1 N
             und § 2 N
        """,
        """\
        Begriff A.z "z"
            typ Menge in ct/kWh netto
            rechnet (A.y - A.v) durch 12 Monate
                # warum
                + A.w  # der Rest
                soweit angegeben
            quelle § 1 N
                und § 2 N
        """,
        "regel",
    )


def test_dated_values_and_defaults() -> None:
    same(
        """\
        Wert W.x   in ct/kWh netto "x"/"x"
          quelle § 1 N
          geprüft 2026-01-01
          2024-01-01:0,275
          2025-01-01   bis 2025-12-31 :  1000
        Vorgabe V "v"/"v"
          quelle § 2 N
          anker "a","b"
          Laufzeit.Verlängerung:12 Monate
          Entgelt   Mahnung
             Betrag: 2,00 EUR   brutto
        """,
        """\
        Wert W.x in ct/kWh netto "x" / "x"
            quelle § 1 N
            geprüft 2026-01-01
            2024-01-01: 0,275
            2025-01-01 bis 2025-12-31: 1.000

        Vorgabe V "v" / "v"
            quelle § 2 N
            anker "a", "b"
            Laufzeit.Verlängerung: 12 Monate
            Entgelt Mahnung
                Betrag: 2,00 EUR brutto
        """,
        "regel",
    )


# ------------------------------------------------------------------------------------------------ the file itself


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("Tarif t\r\n    A: Zähler\r\n".encode(), id="crlf"),
        pytest.param("Tarif t\r    A: Zähler\r".encode(), id="cr"),
        pytest.param("\ufeffTarif t\n    A: Zähler\n".encode(), id="bom"),
        pytest.param(unicodedata.normalize("NFD", "Tarif t\n    A: Zähler\n").encode(), id="nfd"),
        pytest.param("Tarif t\n\tA: Zähler\n".encode(), id="tab"),
        pytest.param("Tarif t\n    A:\u00a0Zähler\u00a0\n".encode(), id="no-break space"),
        pytest.param("Tarif t  \n    A: Zähler\t\n   \n".encode(), id="trailing blanks"),
        pytest.param("Tarif t\n    A: Zähler".encode(), id="no final line end"),
    ],
)
def test_how_the_file_is_stored(data: bytes) -> None:
    result = format_file("t.tarif", data, "tarif")
    assert result == Formatted("Tarif t\n    A: Zähler\n", (), ())


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("Tarif t\n  A: Zähler\n".encode("cp1252"), id="another encoding"),
        pytest.param("Tarif t\n  A: B\n".encode("utf-16"), id="utf-16"),
        pytest.param(b"Tarif t\n  A: \0\n", id="binary"),
        pytest.param(b"Tarif t\n<<<<<<< a\n  A: B\n=======\n  A: C\n>>>>>>> b\n", id="conflict"),
        pytest.param(b"Tarif t\n" + b"  A: 12.90 EUR\n" * 200, id="nothing but mistakes"),
    ],
)
def test_a_file_nobody_can_read_is_left_alone(data: bytes) -> None:
    result = format_file("t.tarif", data, "tarif")
    assert result.text is None
    assert result.problems


# ------------------------------------------------------------------------------------------------ mistakes


def test_a_line_that_cannot_be_read_keeps_its_words_and_the_rest_is_formatted() -> None:
    result = format_file("t.tarif", b"Tarif t\n  A:   12.90   EUR # x\n  B:  1000 kWh\nC\n  D:E\n", "tarif")
    assert result.text == "Tarif t\n    A:   12.90   EUR  # x\n    B: 1.000 kWh\n\nC\n    D: E\n"
    assert [(found.code, found.span.line, found.span.column) for found in result.problems] == [("number-point", 2, 8)]
    assert [(found.code, found.span.line, found.span.column) for found in result.after] == [("number-point", 2, 10)]


def test_a_section_with_a_line_nobody_knows_the_place_of_stays_as_it_is() -> None:
    """To push `Netzentgelt` below `Arbeitspreis` would make the slip look meant."""
    text = "Preis\n   Grundpreis: 1  EUR\n  Arbeitspreis: 2  EUR\n\n   Netzentgelt: 3  EUR\n"
    result = format_file("t.tarif", f"Tarif t\n  A:  B\n{text}Laufzeit\n  C:  D\n".encode(), "tarif")
    assert result.text == f"Tarif t\n    A: B\n{text}\nLaufzeit\n    C: D\n"
    assert [found.code for found in result.problems] == ["indent-uneven"]


def test_an_invisible_sign_stays_within_a_line_and_goes_before_it() -> None:
    result = format_file("t.tarif", '\u200bTarif t\n  A:  "Strom\u200bBasis"\n'.encode(), "tarif")
    assert result.text == 'Tarif t\n    A:  "Strom\u200bBasis"\n'
    assert [(found.code, found.span.line) for found in result.problems] == [("control-character", 2)]


def test_what_a_rule_lacks_is_no_matter_of_layout() -> None:
    same('Regel R "r"\n  quelle  § 1\n', 'Regel R "r"\n    quelle § 1\n', "regel")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("# x\n\nNorm N", "regel"),
        ("\ufeffBegriff A.b", "regel"),
        ("Tarif t", "tarif"),
        ("Angebot a", "tarif"),
        ("", "tarif"),
        ("nichts", "tarif"),
    ],
)
def test_the_language_is_told_by_the_first_word(text: str, kind: str) -> None:
    assert language_of(text) == kind


# ------------------------------------------------------------------------------------------------ the command

UNTIDY, TIDY = "Tarif   t\n  A:B\n", "Tarif t\n    A: B\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an untidy and a tidy tariff, which is also the current one."""
    monkeypatch.chdir(tmp_path)
    for variable in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(variable, raising=False)
    (tmp_path / "a.tarif").write_text(UNTIDY, encoding="utf-8")
    (tmp_path / "b.tarif").write_text(TIDY, encoding="utf-8")
    return tmp_path


def call(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = cli.main(["format", *arguments])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_files_are_rewritten_only_where_they_change(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.tarif").chmod(0o640)
    before = (folder / "b.tarif").stat()
    out = "neu geschrieben: a.tarif\n1 Datei neu geschrieben, 1 unverändert.\n"
    assert call(capsys) == (0, out, "")
    assert (folder / "a.tarif").read_bytes() == TIDY.encode()
    assert stat.S_IMODE((folder / "a.tarif").stat().st_mode) == 0o640
    assert ((folder / "b.tarif").stat().st_ino, (folder / "b.tarif").stat().st_mtime_ns) == (
        before.st_ino,
        before.st_mtime_ns,
    )
    assert sorted(path.name for path in folder.iterdir()) == ["a.tarif", "b.tarif"]
    assert call(capsys, "--lang", "en") == (0, "0 files rewritten, 2 unchanged.\n", "")


def test_a_link_stays_a_link(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "link.tarif").symlink_to("a.tarif")
    assert call(capsys, "link.tarif")[0] == 0
    assert (folder / "link.tarif").is_symlink()
    assert (folder / "a.tarif").read_text(encoding="utf-8") == TIDY


def test_check_names_what_would_change_and_writes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    german = "nicht im Layout: a.tarif\n1 Datei nicht im Layout, 1 in Ordnung.\n"
    english = "not in the layout: a.tarif\n1 file not in the layout, 1 in order.\n"
    assert call(capsys, "--check", ".") == (1, german, "")
    assert call(capsys, "--check", "--lang", "en") == (1, english, "")
    assert call(capsys, "--check", "b.tarif") == (0, "0 Dateien nicht im Layout, 1 in Ordnung.\n", "")
    assert (folder / "a.tarif").read_text(encoding="utf-8") == UNTIDY


def test_the_diff_is_a_patch(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.tarif").write_bytes(b"Tarif   t\r\n    A: B")
    status, out, err = call(capsys, "--diff")
    assert (status, err) == (1, "1 Datei nicht im Layout, 1 in Ordnung.\n")
    assert out == (
        "--- a.tarif\n+++ a.tarif\n@@ -1,2 +1,2 @@\n-Tarif   t\r\n-    A: B\n\\ No newline at end of file\n"
        "+Tarif t\n+    A: B\n"
    )
    (folder / "p").write_bytes(out.encode())
    subprocess.run(["git", "apply", "-p0", "p"], cwd=folder, check=True, capture_output=True)
    assert (folder / "a.tarif").read_bytes() == TIDY.encode()


def test_the_diff_is_in_colour_on_a_terminal(folder: Path) -> None:
    master, slave = pty.openpty()
    env = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR")}
    command = [sys.executable, "-m", "checker.cli", "format", "--diff", "a.tarif"]
    env |= {"PYTHONPATH": str(ROOT), "TERM": "xterm"}
    done = subprocess.run(command, cwd=folder, env=env, stdout=slave, stderr=subprocess.PIPE, check=False, timeout=120)
    os.close(slave)
    shown = os.read(master, 10_000).decode()
    os.close(master)
    assert done.returncode == 1
    assert "\x1b[1;31m-Tarif   t\x1b[0m" in shown
    assert "\x1b[1;32m+Tarif t\x1b[0m" in shown


def test_what_cannot_be_read_is_named_where_it_stands_now(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.tarif").write_text("Tarif t\nC\n  A:   12.90 EUR\n", encoding="utf-8")
    said = "error number-point “12.90” is no German number"
    status, out, err = call(capsys, "--check", "a.tarif", "--lang", "en")
    assert (status, out) == (3, "not in the layout: a.tarif\n1 file not in the layout, 0 in order.\n")
    assert err.startswith(f"a.tarif:3:8: {said}")
    status, out, err = call(capsys, "a.tarif", "--lang", "en")
    assert (status, out) == (3, "rewritten: a.tarif\n1 file rewritten, 0 unchanged.\n")
    assert err.startswith(f"a.tarif:4:10: {said}")
    assert (folder / "a.tarif").read_text(encoding="utf-8") == "Tarif t\n\nC\n    A:   12.90 EUR\n"


def test_a_file_left_alone_fails_beside_a_good_one(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "b.tarif").write_bytes(b"Tarif \xff\n  A: B\n")
    status, out, err = call(capsys, "--lang", "en")
    assert (status, out) == (3, "rewritten: a.tarif\n1 file rewritten, 1 unchanged.\n")
    assert err.endswith("tariflint: The file b.tarif stays as it is: what it says cannot be told for sure.\n")
    assert (folder / "b.tarif").read_bytes() == b"Tarif \xff\n  A: B\n"


def test_nothing_to_format_is_no_success(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "leer").mkdir()
    assert call(capsys, "leer")[0] == 4
    assert call(capsys, "fehlt.tarif")[0] == 2


@pytest.mark.parametrize("arguments", [["-"], ["--diff", "-"], ["--check", "-"]])
def test_standard_input(
    arguments: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = 'Norm   N "n"/"n"\n  rang zwingend\n'
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(rules.encode())))
    expected = {
        "-": (0, 'Norm N "n" / "n"\n    rang zwingend\n'),
        "--diff": (
            1,
            '--- -\n+++ -\n@@ -1,2 +1,2 @@\n-Norm   N "n"/"n"\n-  rang zwingend\n'
            '+Norm N "n" / "n"\n+    rang zwingend\n',
        ),
        "--check": (1, ""),
    }
    assert call(capsys, *arguments)[:2] == expected[arguments[0]]


def test_standard_input_that_cannot_be_read_comes_out_as_it_went_in(
    capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"Tarif \xff\r\n")))
    assert cli.main(["format", "-"]) == 3
    assert capfdbinary.readouterr().out == b"Tarif \xff\r\n"


# ------------------------------------------------------------------------------------------------ every file there is


def bare(text: str) -> list[str]:
    """The lines that are not empty, without blanks, invisible signs and thousands points."""
    text = unicodedata.normalize("NFC", text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
    lines = ("".join(without_invisible(line).split()) for line in text.split("\n"))
    return [re.sub(r"(?<=\d)\.(?=\d{3})", "", line) for line in lines if line]


@pytest.mark.parametrize("path", FILES, ids=name)
def test_every_file_of_the_repository_is_in_the_layout(path: Path) -> None:
    data = path.read_bytes()
    result = format_file(name(path), data, language(path))
    assert not result.problems
    assert result.text == data.decode("utf-8")


@pytest.mark.parametrize("path", MESSAGES, ids=name)
def test_no_mistake_crashes_it_or_costs_a_line(path: Path) -> None:
    data = path.read_bytes()
    result = format_file(name(path), data, language(path))
    assert result.text is not None or result.problems
    if result.text is not None:
        assert bare(result.text) == bare(data.decode("utf-8"))
        again = format_file(name(path), result.text.encode("utf-8"), language(path))
        assert again == Formatted(result.text, result.after, result.after)


def test_tariffs_and_rules_there_are() -> None:
    assert len(TARIFFS) > 40
    assert len(RULES) > 100
    assert len(MESSAGES) > 300


# ------------------------------------------------------------------------------------------------ properties


def meaning(data: bytes, kind: str) -> str:
    """Everything a file says; places are left out of the text."""
    source, _ = read_source("f", data)
    said = read_tariff(source)[0] if kind == "tarif" else read_rules(source)[0]
    return re.sub(r"Span\([^)]*\)", "", repr(said))


def untidy(text: str, kind: str, chance: random.Random) -> str:
    """The same text as a careless hand would have written it: same words, same order."""
    lines = text.split("\n")
    found: list[str] = []
    step = chance.randint(1, 7)
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else ""
        content = line.lstrip(" ")
        if content and line == content:
            step = chance.randint(1, 7)  # every section has a depth of its own
        depth = (len(line) - len(content)) // 4
        forced = kind == "tarif" or following.startswith("Regel ")
        if not line and forced and following[:1] != "#" and lines[index - 1][:1] == " " and chance.random() < 0.5:
            continue  # an empty line less between two sections
        if not content.startswith("#") and "#" not in line and not content.startswith("quelle"):
            parts = content.split('"')
            parts[::2] = [re.sub(" ", lambda _: " " * chance.choice((1, 1, 1, 3)), part) for part in parts[::2]]
            content = '"'.join(parts)
        found.append(" " * (depth * step) + content + " " * chance.choice((0, 0, 2)))
        if (not line or following[:1] == " ") and index + 1 < len(lines):
            found += [" " * chance.randint(0, 4)] * chance.choice((0, 0, 0, 1, 3))
    return chance.choice(("\n", "\r\n")).join(found)


@FEW
@given(st.sampled_from(FILES), st.integers(0, 2**32))
def test_blanks_and_empty_lines_of_any_hand_lead_to_the_same_text(path: Path, seed: int) -> None:
    text = path.read_text(encoding="utf-8")
    text = formatted(text, language(path))
    assert formatted(untidy(text, language(path), random.Random(seed)), language(path)) == text


COMMENTS = st.lists(
    st.tuples(
        st.integers(0, 10_000), st.booleans(), st.integers(0, 9), st.from_regex(r"#[ a-zä\"#]{0,12}x", fullmatch=True)
    ),
    max_size=12,
)


@pytest.mark.slow
@FEW
@given(st.sampled_from(FILES), COMMENTS)
def test_every_comment_is_kept_beside_the_same_line(path: Path, comments: list[tuple[int, bool, int, str]]) -> None:
    lines = path.read_text(encoding="utf-8").split("\n")
    for at, beside, indent, comment in comments:
        at %= len(lines)
        if beside and lines[at].count('"') % 2 == 0:
            lines[at] += comment
        else:
            lines.insert(at, " " * indent + comment)
    data = "\n".join(lines).encode("utf-8")
    text = formatted("\n".join(lines), language(path))
    assert bare(text) == bare(data.decode("utf-8"))
    assert formatted(text, language(path)) == text
    assert meaning(text.encode("utf-8"), language(path)) == meaning(data, language(path))
    for line, following in zip(text.split("\n"), text.split("\n")[1:], strict=False):
        if line.lstrip().startswith("#") and following.startswith(" ") and comment_start(following.lstrip()):
            assert len(line) - len(line.lstrip()) == len(following) - len(following.lstrip())


@FEW
@given(documents())
def test_the_layout_is_the_one_in_which_documents_are_printed(document: object) -> None:
    text = write_document(document)  # type: ignore[arg-type]
    assert formatted(text, "tarif") == text


def holds_for(data: bytes, kind: str) -> None:
    """What must hold whatever a file says."""
    result = format_file("f", data, kind)
    if result.text is None:
        assert result.problems
        return
    assert bare(result.text) == bare(data.decode("utf-8"))
    assert not result.text or result.text.endswith("\n")
    assert meaning(result.text.encode("utf-8"), kind) == meaning(data, kind)
    again = format_file("f", result.text.encode("utf-8"), kind)
    assert again == Formatted(result.text, result.after, result.after)


@settings(FEW, max_examples=150)
@given(anything, st.sampled_from(["tarif", "regel"]))
def test_any_text(data: bytes, kind: str) -> None:
    holds_for(data, kind)


@FEW
@given(mutated(TARIFFS))
def test_real_tariffs_with_accidents(data: bytes) -> None:
    holds_for(data, "tarif")


@pytest.mark.slow
@FEW
@given(mutated(RULES))
def test_real_rules_with_accidents(data: bytes) -> None:
    holds_for(data, "regel")
