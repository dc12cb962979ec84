"""What README, CONTRIBUTING and docs/language.md say is true: every block is read, run or compared.

A ``console`` block is a call and what the tool says; ``UPDATE_GOLDEN=1 pytest tests/test_docs.py`` writes them anew.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from checker import cli, rule_files
from checker.expressions import OPERATORS
from dsl.quantity import UNITS
from dsl.reader import read_tariff
from dsl.rule_reader import read_rules
from dsl.source import read_source

ROOT = Path(__file__).parent.parent
README, CONTRIBUTING, LANGUAGE = ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "docs/language.md"
# `rules/haus/bonus.regel`, an empty line, and the block that is this file
NAMED = re.compile(r"^`([\w/.-]+)`\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(file: Path, language: str) -> list[str]:
    """The fenced blocks of ``language``, without their fences."""
    return re.findall(rf"^```{language}\n(.*?)^```$", file.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def compare_consoles(file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Run each call a console block shows, and compare what it says with the rest of the block."""
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    text = file.read_text(encoding="utf-8")
    shown = blocks(file, "console")
    assert shown
    for block in shown:
        call = block.split("\n", 1)[0]
        assert call.startswith("$ tariflint ")
        cli.main(call.split()[2:])
        said = f"{call}\n{capsys.readouterr().out}"
        if os.environ.get("UPDATE_GOLDEN"):
            text = text.replace(block, said)
        else:
            assert block == said
    file.write_text(text, encoding="utf-8") if os.environ.get("UPDATE_GOLDEN") else None


# ------------------------------------------------------------------------------------------------ README


def test_the_finding_in_the_readme_is_what_the_tool_says(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    compare_consoles(README, capsys, monkeypatch)


def test_two_commands_do_the_set_up() -> None:
    first, second = blocks(README, "sh")
    assert first.count("\n") == second.count("\n") == 1
    assert first.rstrip().endswith(".venv/bin/tariflint check contracts")
    assert second.rstrip().endswith(".venv/bin/pytest -n auto")


def test_ci_runs_the_test_command_of_the_readme() -> None:
    assert "README.md" in (ROOT / ".ci/run").read_text(encoding="utf-8")


def test_the_tariff_in_the_readme_is_read_without_a_mistake(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (block,) = blocks(README, "tarif")
    (tmp_path / "strom.tarif").write_text(block, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    cli.main(["check", "--format", "concise"])
    rules = [line.split(": ", 1)[1] for line in capsys.readouterr().out.splitlines()]
    assert rules
    assert all(re.match(r"(fehler|warnung|hinweis|unentschieden) [A-Z0-9-]+ ", rule) for rule in rules)


def test_the_rule_in_the_readme_can_take_the_place_of_the_shipped_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (block,) = blocks(README, "regel")
    shutil.copytree(ROOT / "rules", tmp_path / "rules")
    norm = tmp_path / "rules/bgb/309_nr_9.regel"
    others = norm.read_text(encoding="utf-8")
    start = others.index("Regel BGB-309-9-C")
    following = others.find("\n\nRegel ", start)
    rule = block[block.index("Regel BGB-309-9-C") :]
    norm.write_text(others[:start] + rule + (others[following:] if following > 0 else ""), encoding="utf-8")
    monkeypatch.setattr(rule_files, "rules_folder", lambda: str(tmp_path / "rules"))
    assert cli.main(["test", "--quiet", str(norm)]) == cli.CLEAN, capsys.readouterr().out


@pytest.mark.parametrize("file", [README, CONTRIBUTING, LANGUAGE], ids=lambda file: file.name)
def test_what_is_linked_exists(file: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", file.read_text(encoding="utf-8"))
    assert [link for link in links if not (file.parent / link).exists()] == []


def test_the_options_and_commands_named_exist(capsys: pytest.CaptureFixture[str]) -> None:
    text = README.read_text(encoding="utf-8").split("## Commands", 1)[1].split("## Measured", 1)[0]
    for command in sorted(set(re.findall(r"`tariflint (\w[\w-]*)", text)), key=lambda name: name != "check"):
        cli.main([command, "--help"])
    known = capsys.readouterr().out
    options = set(re.findall(r"--[a-z][a-z-]+", text))
    assert len(options) >= 8
    assert {option for option in options if option not in known} == set()
    for status, words in ((0, "clean"), (1, "findings"), (2, "usage"), (3, "internal error"), (4, "nothing")):
        assert f"{status} {words}" in text
        assert f"{status} {words}" in known


# ------------------------------------------------------------------------------------------------ CONTRIBUTING


def test_the_rule_in_contributing_can_be_added_as_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its files are written where it says, beside the shipped rules; then its calls are made."""
    shutil.copytree(ROOT / "rules", tmp_path / "rules")
    written = NAMED.findall(CONTRIBUTING.read_text(encoding="utf-8"))
    assert [name for name, _ in written] == ["contracts/stromio/fehler_bonus_spaet.tarif", "rules/haus/bonus.regel"]
    for name, text in written:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(rule_files, "rules_folder", lambda: str(tmp_path / "rules"))
    monkeypatch.chdir(tmp_path)
    compare_consoles(CONTRIBUTING, capsys, monkeypatch)
    assert cli.main(["test", "--quiet", "rules/haus/bonus.regel"]) == cli.CLEAN
    assert cli.main(["check", "--select", "HAUS", "contracts"]) == cli.FINDINGS
    assert cli.main(["explain", "HAUS-BONUS-AUSZAHLUNG"]) == cli.CLEAN


def test_the_code_contributing_names_exists() -> None:
    text = CONTRIBUTING.read_text(encoding="utf-8")
    for name in re.findall(r"`(\w+\.py)`", text):
        assert (ROOT / "checker" / name).exists(), name
    assert "FAULTS" in (ROOT / "tests/test_contracts.py").read_text(encoding="utf-8")


# ------------------------------------------------------------------------------------------------ docs/language.md


@pytest.mark.parametrize("block", blocks(LANGUAGE, "tarif"))
def test_the_tariffs_in_the_description_are_read_without_a_mistake(block: str) -> None:
    source, problems = read_source("language.tarif", block.encode())
    assert [*problems, *read_tariff(source)[1]] == []


def test_the_rules_in_the_description_are_read_without_a_mistake() -> None:
    shown = blocks(LANGUAGE, "regel")
    assert len(shown) >= 3
    for number, block in enumerate(shown, 1):
        source, problems = read_source(f"language.md, block {number}", block.encode())
        assert [*problems, *read_rules(source)[1]] == []


def test_every_unit_and_type_is_described() -> None:
    text = LANGUAGE.read_text(encoding="utf-8")
    units = text.split("Units: ", 1)[1].split("Only ", 1)[0]
    assert set(re.findall(r"`([^`]+)`", units)) == {unit for unit in UNITS if unit}
    types = text.split("Types a term can have: ", 1)[1].split("Every type", 1)[0]
    named = {name.split()[0] for name in re.findall(r"`([^`]+)`", types)} - {"keine", "unbefristet"}
    assert named == set(OPERATORS)


def test_every_comparison_is_described() -> None:
    text = LANGUAGE.read_text(encoding="utf-8").split("## 6. Expressions", 1)[1].split("```")[1]
    for operator in {operator for several in OPERATORS.values() for operator in several}:
        assert operator in text, operator
