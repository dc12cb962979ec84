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
