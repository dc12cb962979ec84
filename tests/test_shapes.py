"""Files of an adversarial shape: what they cost grows no faster than they do, or they are refused with a message."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest
from support import Call

from checker import cli

HEAD = 'Tarif t "T"\n    Lieferant: "L"\n    AGB: stromio-2018-05-25\n    Vertrieb: ab 2026-01-01\n\n'

SHAPES: dict[str, Callable[[int], str]] = {
    "sections": lambda n: HEAD + "".join(f"Bonus Sofortbonus\n    Betrag: {i} EUR\n\n" for i in range(n // 3)),
    "a section over and over": lambda n: HEAD + "Laufzeit\n    Erstlaufzeit: 12 Monate\n" * (n // 2),
    "facts": lambda n: HEAD + "Laufzeit\n" + "    Erstlaufzeit: 12 Monate\n" * n,
    "a list": lambda n: HEAD + "Belieferung\n    Ausschluss:\n" + "        - Wärmepumpe\n" * n,
    "deep indentation": lambda n: HEAD + "".join(" " * min(i, 200) + "Laufzeit\n" for i in range(n)),
    "comments": lambda n: HEAD + "# nichts\n" * n,
    "lines nobody can read": lambda n: HEAD + "((((((((((\n" * n,
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_file_of_many_lines_costs_no_more_than_its_length(run: Call, tarife: Path, shape: str) -> None:
    spent = []
    for lines in (1_000, 4_000):
        (tarife / "t.tarif").write_text(SHAPES[shape](lines), encoding="utf-8")
        start = process_time()
        said = run("check", "--format", "concise", "--select", "BGB-309-9-C")
        spent.append(process_time() - start)
        assert said.status in (cli.CLEAN, cli.FINDINGS, cli.INTERNAL)
        assert "tariflint-" not in said.err
    assert spent[1] < 8 * spent[0] + 1, "four times the lines, with room for a busy machine"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD + "# nichts\n" * 100_000, "file-too-long"),
        (HEAD + "Bonus Sofortbonus\n    Betrag: 1 EUR\n\n" * 100_000, "file-too-large"),
    ],
    ids=["100,000 lines", "100,000 sections"],
)
def test_what_is_too_long_is_refused_with_one_message(run: Call, tarife: Path, text: str, message: str) -> None:
    (tarife / "t.tarif").write_text(text, encoding="utf-8")
    start = process_time()
    said = run("check", "--format", "concise")
    assert process_time() - start < 20
    assert said.status == cli.INTERNAL
    assert said.out.count("\n") == 1
    assert message in said.out


@pytest.mark.slow
def test_a_line_of_a_hundred_megabytes_is_refused_at_once(run: Call, tarife: Path) -> None:
    (tarife / "t.tarif").write_bytes(b"x" * 100_000_000)
    start = process_time()
    said = run("check", "--format", "concise")
    assert process_time() - start < 20
    assert said.status == cli.INTERNAL
    assert said.out.count("\n") == 1
    assert "file-too-large" in said.out


# ------------------------------------------------------------------------------------------------ rules of one's own

NORM = """\
Norm HAUS "Hausregeln" / "house rules"
    rang vertraglich
    geprüft 2026-01-01
    AGB haus-2024
    stand 2024-01-01
"""
RULE = """
Regel HAUS-{number} "R" / "R"
    quelle § {number} HausR
    stichtag Vertragsschluss
    schwere fehler
    sicherheit gesichert
    wenn Kunde.Jahresverbrauch mehr als {number} kWh/a und Kunde.Gruppe ist Privat und Vertriebsweg ist nicht Telefon
    wenn {more}
    Fassung
        fordert Laufzeit.Kündigungsfrist höchstens 1 Monat oder Vertragsschluss höchstens {year}-01-01
    Meldung de "Zu lang."
    Meldung en "Too long."
    Beispiel erfüllt "ja" / "yes"
        Laufzeit.Kündigungsfrist: 1 Monat jederzeit
    Beispiel verletzt "nein" / "no"
        Laufzeit.Kündigungsfrist: 6 Wochen jederzeit
"""
TARIFF = """\
Tarif t "T"
    Lieferant: "L"
    AGB: haus-2024
    Vertrieb: ab 2026-01-01 bis 2026-12-31
    Vertriebswege: Telefon, Web

Belieferung
    Kundengruppe: Privat, Gewerbe
    Jahresverbrauch: höchstens 100.000 kWh/a

Laufzeit
    Kündigungsfrist: 6 Wochen jederzeit
"""


def house(folder: Path, count: int, more: str = "Kunde.Verbraucher") -> None:
    """A folder of rules that each look at many sides of a customer, 500 in a file, and a tariff under them."""
    rules = folder / "haus"
    rules.mkdir(exist_ok=True)
    texts = [RULE.format(number=number, year=2000 + number % 26, more=more) for number in range(1, count + 1)]
    for start in range(0, count, 500):
        head = NORM if not start else ""
        text = head + "".join(texts[start : start + 500]).replace("    quelle", "    norm HAUS\n    quelle")
        (rules / f"{start}.regel").write_text(text, encoding="utf-8")
    (folder / "t.tarif").write_text(TARIFF, encoding="utf-8")


def time_of(run: Call, count: int) -> float:
    start = process_time()
    said = run("check", "--format", "concise", "--rules", "haus", "--select", "HAUS")
    spent = process_time() - start
    assert (said.status, said.err) == (cli.FINDINGS, "")
    assert said.out.count(" fehler HAUS-") == count
    return spent


@pytest.mark.slow
def test_thousands_of_rules_with_many_case_terms_cost_no_more_than_their_number(run: Call, tarife: Path) -> None:
    spent = []
    for count in (500, 2_000):
        house(tarife, count)
        spent.append(time_of(run, count))
    assert spent[1] < 8 * spent[0] + 1, "four times the rules, with room for a busy machine"


def test_a_rule_with_too_many_cases_is_undecided_and_says_so(run: Call, tarife: Path) -> None:
    """80 amounts and 90 days, between two groups and two ways, make more combinations than are tried."""
    amounts, days = range(100, 180), [f"2026-{n // 25 + 1:02}-{n % 25 + 1:02}" for n in range(90)]
    many = "\n        oder ".join(f"Kunde.Jahresverbrauch ist {each} kWh/a" for each in amounts)
    more = "\n        oder ".join(f"Vertragsschluss ist {day}" for day in days)
    house(tarife, 1, f"{many}\n    wenn {more}")
    start = process_time()
    said = run("check", "--format", "concise", "--rules", "haus", "--select", "HAUS")
    assert process_time() - start < 60
    assert said.out.startswith("t.tarif:1:1: unentschieden HAUS-1 ")
    assert "Kunde.Jahresverbrauch, Vertragsschluss" in said.out


def test_a_file_of_more_rules_than_anybody_reads_is_refused(run: Call, tarife: Path) -> None:
    (tarife / "haus.regel").write_text(NORM + "\n# nichts" * 20_000, encoding="utf-8")
    (tarife / "t.tarif").write_text(TARIFF, encoding="utf-8")
    said = run("check", "--format", "concise", "--rules", "haus.regel")
    assert said.status == cli.USAGE
    assert "file-too-long" in said.out
