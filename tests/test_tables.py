"""Lines read with Lark's tables come out as Lark reads them, and what Lark refuses is refused."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lark import Tree
from lark.exceptions import UnexpectedInput
from support import ROOT

from dsl.values import GRAMMARS, grammar, parse, reader

FILES = [*sorted((ROOT / "contracts").rglob("*.tarif")), *sorted((ROOT / "rules").rglob("*.regel"))[::16]]
PIECES = ["Tarif", "ab", "2022-03-01", "bis", "Preis:", "12,90", "EUR/Monat", "brutto", "- lit.", "a", ",", ":", '"x"']
PIECES += ["höchstens", "6 Wochen", "zum", "Ende", "Laufzeit", "keine", "wenn", "fordert", "Kunde.Gruppe", "ist", "  "]
PIECES += ["das Spätere von", "und", "Fassung", "§ 1", "Regel", "je", "oder", "nicht", "(", ")", "\t", "é", "100%", "-"]


def shape(node: object) -> object:
    """A tree of Lark's or one of ours as plain values: names, words with their places, None."""
    if node is None:
        return None
    if hasattr(node, "children"):
        return str(node.data), [shape(child) for child in node.children]  # type: ignore[attr-defined]
    return str(node), node.start_pos, node.end_pos  # type: ignore[attr-defined]


def by_lark(name: str, line: str, start: str) -> object:
    try:
        found = grammar(name).parse(line, start=start)
    except UnexpectedInput:
        return None
    assert isinstance(found, Tree)
    return shape(found)


@pytest.mark.parametrize("name", GRAMMARS)
def test_every_shipped_line_is_read_as_lark_reads_it(name: str) -> None:
    lines = sorted({line.strip() for file in FILES for line in file.read_text(encoding="utf-8").splitlines()})
    for line in lines:
        for start in GRAMMARS[name]:
            assert shape(reader(name).read(line, start)) == by_lark(name, line, start), line


@given(st.lists(st.sampled_from(PIECES), max_size=7).map(" ".join), st.sampled_from(sorted(GRAMMARS)))
def test_any_line_is_read_as_lark_reads_it(line: str, name: str) -> None:
    for start in GRAMMARS[name]:
        assert shape(reader(name).read(line, start)) == by_lark(name, line, start)


@pytest.mark.parametrize("name", GRAMMARS)
def test_no_terminal_tells_one_digit_from_another(name: str) -> None:
    """So lines with the same digits in the same places, whichever they are, are made of the same pieces."""
    found = reader(name)
    literals = [text for literal, text in found.patterns.values() if literal]
    literals += [word for lexer in found._lexers for _, words in lexer for word in words or ()]
    patterns = [text for literal, text in found.patterns.values() if not literal]
    assert len(patterns) >= 4
    counted = [re.sub(r"\\d|\{\d+(,\d*)?\}", "", text) for text in patterns]
    assert not [text for text in (*literals, *counted) if any(char.isdigit() for char in text)]


@given(
    st.lists(st.sampled_from([*PIECES, "12", "0,5 kWh", "1.000", "2 Jahre"]), min_size=1, max_size=6).map(" ".join),
    st.lists(st.sampled_from("0123456789"), min_size=40, max_size=40),
    st.sampled_from(sorted(GRAMMARS)),
)
def test_a_line_with_other_digits_is_read_as_lark_reads_it(line: str, digits: list[str], name: str) -> None:
    other = "".join(digits.pop() if char in "0123456789" and digits else char for char in line)
    for start in GRAMMARS[name]:
        for each in (line, other):
            assert shape(reader(name).read(each, start)) == by_lark(name, each, start)


def test_a_table_that_is_damaged_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TARIFLINT_CACHE", str(tmp_path))
    for damage in (b"", b"x" * 40, None):
        reader.cache_clear()
        assert shape(parse("tarif", "Betrag: 5 EUR", "fact"))
        (kept,) = tmp_path.glob("table-tarif-*")
        if damage is not None:
            kept.write_bytes(damage)
    reader.cache_clear()


def test_a_sound_line_is_read_without_lark() -> None:
    line = "'tarif', 'Betrag: 5 EUR', 'fact'"
    code = f"import sys; from dsl.values import parse; parse({line}); print('lark' in sys.modules)"
    runs = [subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True) for _ in range(2)]
    assert runs[1].stdout.split() == [b"False"]  # the first process made what the second finds
