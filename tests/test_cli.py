"""The command: what is asked of it, what it prints, with which exit status it ends.

Most tests call ``main`` in this process; a terminal, a closed pipe and the environment need a process of their own.
"""

from __future__ import annotations

import io
import json
import os
import pty
import re
import subprocess
import sys
import termios
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import golden
import jsonschema
import pytest
from support import Call, Said, process

from checker import arguments as command_line
from checker import check as checking
from checker import check_arguments, check_command, cli, commands, compilation, misunderstood
from checker.explain import explain as page_of
from checker.report.cells import cell_len, clean
from checker.report.json_report import schema
from checker.rule_files import load_rulebook
from dsl import facts, values
from dsl.cache import cache_file, cache_folder, forget_old, write_atomically
from dsl.rule import RuleFile
from dsl.rule_reader import read_rules
from dsl.source import Problem, Source

ROOT = Path(__file__).parent.parent
LAWFUL = (ROOT / "contracts/stromio/festpreis_2026.tarif").read_text(encoding="utf-8")
# one line of the lawful tariff changed: three months' notice, where one month is allowed
FAULTY = LAWFUL.replace("Kündigungsfrist: 1 Monat zum Ende", "Kündigungsfrist: 3 Monate zum Ende")
# the same line left open on purpose
OPEN = LAWFUL.replace("Kündigungsfrist: 1 Monat zum Ende Erstlaufzeit", "Kündigungsfrist: unbekannt")
ESCAPE = "\x1b["
FORMATS = "text, concise, json, sarif, gitlab, junit, github, markdown, html"


def faults(said: Said) -> list[str]:
    """The rules that a concise report names, in order."""
    return [line.split(": ", 1)[1].split()[1] for line in said.out.splitlines()]


# ------------------------------------------------------------------------------------------------ help


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"]])
def test_help_teaches_with_examples_and_names_every_exit_status(run: Call, arguments: list[str]) -> None:
    said = run(*arguments)
    assert said.status == cli.CLEAN
    assert len(re.findall(r"^  tariflint \w+", said.out, re.MULTILINE)) >= 6
    assert "0 clean, 1 findings, 2 usage" in said.out
    assert all(len(line) <= 110 for line in said.out.splitlines())


COMMANDS = ", ".join(command_line.COMMANDS)


def test_the_examples_of_the_help_are_understood() -> None:
    examples = re.findall(
        r"^  tariflint (.+?)(?:  .*)?$", command_line.EXAMPLES + check_arguments.CHECK_EXAMPLES, re.MULTILINE
    )
    assert len(examples) >= 17
    for example in examples:
        assert command_line.read(example.split()).command == example.split()[0]


def test_without_a_command_the_help_is_shown_and_nothing_is_claimed_to_be_clean(run: Call) -> None:
    said = run()
    assert said.status == cli.USAGE
    assert said.out.startswith("usage: tariflint")


def test_version(run: Call) -> None:
    said = run("--version")
    assert said.status == cli.CLEAN
    assert re.fullmatch(r"tariflint \d+\.\d+\.\d+\n", said.out)


# ------------------------------------------------------------------------------------------------ exit status


def test_0_a_lawful_tariff_is_clean_even_under_strict(run: Call, tarife: Path) -> None:
    (tarife / "fest.tarif").write_text(LAWFUL, encoding="utf-8")
    said = run("check", "--strict", "fest.tarif")
    assert said.status == cli.CLEAN
    assert said.out.startswith("In Ordnung: 1 Dokument gegen ")
    assert said.err == ""


def test_1_findings(run: Call, tarife: Path) -> None:
    (tarife / "frist.tarif").write_text(FAULTY, encoding="utf-8")
    said = run("check", "frist.tarif")
    assert said.status == cli.FINDINGS
    assert said.out.startswith("fehler BGB-309-9-C  Kündigungsfrist vor Ablauf der Vertragsdauer\n")


def test_an_open_question_fails_only_under_strict(run: Call, tarife: Path) -> None:
    (tarife / "offen.tarif").write_text(OPEN, encoding="utf-8")
    plain, strict = run("check", "offen.tarif"), run("check", "--strict", "offen.tarif")
    assert (plain.status, strict.status) == (cli.CLEAN, cli.FINDINGS)
    assert plain.out == strict.out
    assert "unentschieden BGB-309-9-C" in plain.out
    assert "es fehlt: Laufzeit.Kündigungsfrist" in plain.out


@pytest.mark.parametrize(
    ("arguments", "german", "english"),
    [
        (
            ["chek"],
            f"Einen Befehl chek gibt es nicht; es gibt {COMMANDS}. Gemeint: check?\nHilfe: tariflint --help",
            f"There is no command chek; there are {COMMANDS}. Did you mean check?\nHelp: tariflint --help",
        ),
        (
            ["check", "--strit"],
            "Unbekannt: --strit. Gemeint: --strict?\nHilfe: tariflint --help",
            "Unknown: --strit. Did you mean --strict?\nHelp: tariflint --help",
        ),
        (
            ["check", "--format", "jsn"],
            f"jsn passt nicht zu --format; möglich sind {FORMATS}. Gemeint: json?\nHilfe: tariflint --help",
            f"jsn does not fit --format; possible are {FORMATS}. Did you mean json?\nHelp: tariflint --help",
        ),
        (
            ["check", "--as-of", "1.3.2022"],
            "1.3.2022 nach --as-of ist kein Tag; ein Tag sieht so aus: 2022-03-01.\nHilfe: tariflint --help",
            "1.3.2022 after --as-of is no day; a day looks like this: 2022-03-01.\nHelp: tariflint --help",
        ),
        (
            ["check", "--as-of", "20220301"],
            "20220301 nach --as-of ist kein Tag; ein Tag sieht so aus: 2022-03-01.\nHilfe: tariflint --help",
            "20220301 after --as-of is no day; a day looks like this: 2022-03-01.\nHelp: tariflint --help",
        ),
        (
            ["check", "--select", " , "],
            "Nach --select fehlt der Name einer Regel, zum Beispiel AGB.\nHilfe: tariflint --help",
            "The id of a rule is missing after --select, for example AGB.\nHelp: tariflint --help",
        ),
        (
            ["check", "--rules"],
            "Nach --rules fehlt eine Angabe.\nHilfe: tariflint --help",
            "A value is missing after --rules.\nHelp: tariflint --help",
        ),
        (
            ["check", "--strict=ja"],
            "--strict nimmt keine Angabe.\nHilfe: tariflint --help",
            "--strict takes no value.\nHelp: tariflint --help",
        ),
        (
            ["explain"],
            "Es fehlt: REGEL.\nHilfe: tariflint --help",
            "Missing: RULE.\nHelp: tariflint --help",
        ),
        (["check", "tarfie"], "Den Pfad tarfie gibt es nicht.", "There is no path tarfie."),
        (["check", "--rules", "haus.regel"], "Den Pfad haus.regel gibt es nicht.", "There is no path haus.regel."),
        (
            ["explain", "bgb-309-9-d"],
            "Keine Regel heißt bgb-309-9-d oder beginnt so. Gemeint: BGB-309-9-C, BGB-309-9-B, BGB-309-9-A?",
            "No rule is called bgb-309-9-d or starts so. Did you mean BGB-309-9-C, BGB-309-9-B, BGB-309-9-A?",
        ),
    ],
)
def test_2_what_was_not_understood_is_said_in_both_languages(
    run: Call, tarife: Path, arguments: list[str], german: str, english: str
) -> None:
    for language, text in (("de", german), ("en", english)):
        said = run("--lang", language, *arguments)
        assert (said.status, said.out, said.err) == (cli.USAGE, "", f"tariflint: {text}\n")


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_2_unknown_ids_are_refused_with_the_nearest(run: Call, tarife: Path, option: str) -> None:
    (tarife / "fest.tarif").write_text(LAWFUL, encoding="utf-8")
    said = run("check", option, "BGB-309-9-C,BGB-270-SEPA")
    assert (said.status, said.out) == (cli.USAGE, "")
    assert said.err == "tariflint: Keine Regel heißt BGB-270-SEPA oder beginnt so. Gemeint: BGB-270A-SEPA?\n"


OUT_OF_ORDER = """\
Norm HAUS-1 "Hausregel" / "house rule"
    rang empfehlung
    geprüft 2026-01-01

Wert Haus.Grenze in EUR "Grenze" / "limit"
    quelle Hausregel 1
    geprüft 2026-01-01
    2024-01-01: 10
    2023-01-01: 20
"""


@pytest.mark.parametrize("command", ["check", "rules", "test", "explain"])
def test_2_a_rulebook_that_contradicts_itself_is_refused_with_its_findings(
    run: Call, tarife: Path, command: str
) -> None:
    (tarife / "haus.regel").write_text(OUT_OF_ORDER, encoding="utf-8")
    said = run(command, *(["BGB-309-9-C"] if command == "explain" else []), "--rules", "haus.regel")
    assert said.status == cli.USAGE
    assert "haus.regel:9:" in said.out
    assert said.err == "tariflint: Das Regelwerk widerspricht sich selbst; geprüft wurde nichts.\n"


def test_3_a_file_that_is_no_text_is_named_and_the_others_are_checked(run: Call, tarife: Path) -> None:
    (tarife / "a.tarif").write_text(FAULTY, encoding="utf-8")
    (tarife / "b.tarif").write_bytes(b"PK\x03\x04\x00\x00")
    said = run("check", "--format", "concise")
    assert said.status == cli.INTERNAL
    assert faults(said) == ["BGB-309-9-C", "binary"]


def test_3_a_file_that_cannot_be_opened_is_named_and_the_others_are_checked(run: Call, tarife: Path) -> None:
    (tarife / "a.tarif").write_text(FAULTY, encoding="utf-8")
    (tarife / "b.tarif").symlink_to("weg.tarif")
    said = run("check", "--format", "concise", ".")
    assert said.status == cli.INTERNAL
    assert faults(said) == ["BGB-309-9-C"]
    assert said.err.startswith("tariflint: Die Datei b.tarif lässt sich nicht lesen: ")


def test_3_a_folder_that_cannot_be_looked_into_is_no_empty_folder(
    run: Call, tarife: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tarife / "a.tarif").write_text(LAWFUL, encoding="utf-8")
    (tarife / "zu").mkdir()
    real = os.scandir

    def scandir(path: Any) -> Any:
        if os.fspath(path).endswith("zu"):
            raise PermissionError(13, "Permission denied", os.fspath(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    said = run("check", ".")
    assert (said.status, said.out) == (cli.INTERNAL, "")
    assert said.err == "tariflint: Die Datei ./zu lässt sich nicht lesen: Dazu fehlt die Berechtigung.\n"


def test_3_an_internal_error_says_so_and_saves_what_reproduces_it(
    run: Call, tarife: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("Laufzeit")

    (tarife / "fest.tarif").write_text(LAWFUL, encoding="utf-8")
    monkeypatch.setattr(checking.Run, "closed", broken)
    monkeypatch.setattr("tempfile.tempdir", str(tarife))
    said = run("check", "fest.tarif")
    assert (said.status, said.out) == (cli.INTERNAL, "")
    first, second, third, fourth = said.err.splitlines()
    assert first == "interner Fehler: Das ist ein Fehler in tariflint, nicht in Ihrer Datei."
    assert second == "internal error: this is a defect of tariflint, not of your file."
    assert third.removeprefix("Zum Nachstellen: ") == fourth.removeprefix("Reproducer: ")
    saved = Path(fourth.removeprefix("Reproducer: ")).read_text(encoding="utf-8")
    assert saved.startswith("tariflint check fest.tarif\n")
    assert "KeyError: 'Laufzeit'" in saved
    assert saved.endswith(f"--- fest.tarif\n{LAWFUL}")


def test_3_an_internal_error_on_a_full_disk_still_says_so(
    run: Call, tarife: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr(commands, "run", broken)
    monkeypatch.setattr("tempfile.tempdir", str(tarife / "weg"))
    said = run("rules")
    assert said.status == cli.INTERNAL
    assert said.err.splitlines()[2] == "Es ließ sich nichts dazu speichern. / Nothing about it could be saved."


def test_what_argparse_may_yet_say_is_passed_on(run: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(misunderstood, "SENTENCES", ())
    said = run("check", "--select")
    assert (said.status, said.err) == (cli.USAGE, "tariflint: argument --select: expected one argument\n")


def test_another_program_may_lend_its_own_streams(tarife: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tarife / "t.tarif").write_text(FAULTY, encoding="utf-8")
    lent = io.StringIO()
    monkeypatch.setattr(sys, "stdout", lent)
    assert cli.main(["check", "--format", "concise"]) == cli.FINDINGS
    assert faults(Said(1, lent.getvalue(), "")) == ["BGB-309-9-C"]


def test_an_interrupt_is_no_error(run: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "run", interrupted)
    said = run("rules")
    assert (said.status, said.err) == (130, "abgebrochen / interrupted\n")


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["check"], "In . ist nichts zu prüfen: Dort steht keine passende Datei."),
        (["check", "leer"], "In leer ist nichts zu prüfen: Dort steht keine passende Datei."),
        (["test", "leer"], "In leer ist nichts zu prüfen: Dort steht keine passende Datei."),
        (
            ["check", "--select", "BGB", "--ignore", "BGB", "leer"],
            "Keine Regel bleibt übrig, also wurde nichts geprüft.",
        ),
    ],
)
def test_4_nothing_was_checked(run: Call, tarife: Path, arguments: list[str], text: str) -> None:
    (tarife / "leer").mkdir()
    said = run(*arguments)
    assert (said.status, said.out, said.err) == (cli.NOTHING, "", f"tariflint: {text}\n")


# ------------------------------------------------------------------------------------------------ what is checked


def test_folders_are_searched_through_and_hidden_ones_are_not(run: Call, tarife: Path) -> None:
    for name in ("a.tarif", "tief/unten/b.tarif", ".git/c.tarif", "node_modules/d.tarif", "notizen.txt"):
        (tarife / name).parent.mkdir(parents=True, exist_ok=True)
        text = FAULTY.replace("stromio-festpreis-2026", f"tarif-{Path(name).stem}")
        (tarife / name).write_text(text, encoding="utf-8")
    here = run("check", "--format", "concise")
    assert [line.split(":")[0] for line in here.out.splitlines()] == ["a.tarif", "tief/unten/b.tarif"]
    assert run("check", "--format", "concise", ".").out == here.out
    named = run("check", "--format", "concise", "notizen.txt")  # a file that is named is checked whatever its name
    assert named.out.startswith("notizen.txt:")


def test_the_order_and_spelling_of_the_paths_does_not_matter(run: Call, tarife: Path) -> None:
    for name in "abc":
        text = FAULTY.replace("stromio-festpreis-2026", f"tarif-{name}")
        (tarife / f"{name}.tarif").write_text(text, encoding="utf-8")
    first = run("check", "a.tarif", "b.tarif", "c.tarif").out
    assert first.count("fehler BGB-309-9-C") == 3
    assert run("check", "c.tarif", "./a.tarif", "b.tarif").out == first
    assert run("check", ".", str(tarife / "b.tarif")).out == first
    assert run("check", str(tarife / "b.tarif"), ".").out == first


def test_select_and_ignore_take_the_beginnings_of_ids(run: Call, tarife: Path) -> None:
    (tarife / "t.tarif").write_text(FAULTY.replace("Verzugsbetrag: 100", "Verzugsbetrag: 10"), encoding="utf-8")
    every = faults(run("check", "--format", "concise"))
    assert every == ["BGB-309-9-C", "AGB-16-3-BETRAG", "ENWG-41F-3-VERZUGSBETRAG"]
    assert faults(run("check", "--format", "concise", "--select", "BGB,STROMGVV")) == ["BGB-309-9-C"]
    assert faults(run("check", "--format", "concise", "--ignore", "BGB-309-9,AGB")) == ["ENWG-41F-3-VERZUGSBETRAG"]
    assert faults(run("check", "--format", "concise", "--select", "BGB", "--ignore", "BGB-309-9-C")) == []
    several = ("--ignore", "BGB-309-9", "--ignore", "AGB")  # each of them counts, not the last alone
    assert faults(run("check", "--format", "concise", *several)) == ["ENWG-41F-3-VERZUGSBETRAG"]
    several = ("--select", "AGB", "--select", "BGB")
    assert faults(run("check", "--format", "concise", *several)) == ["BGB-309-9-C", "AGB-16-3-BETRAG"]


def test_as_of_looks_at_one_day(run: Call, tarife: Path) -> None:
    """Sold across the change of law: three months were allowed until 2022-02-28."""
    sold = FAULTY.replace("Vertrieb: ab 2026-01-01", "Vertrieb: ab 2021-01-01")
    (tarife / "t.tarif").write_text(sold, encoding="utf-8")
    before = run("check", "--select", "BGB-309-9-C", "--as-of", "2022-02-28")
    after = run("check", "--select", "BGB-309-9-C", "--as-of", "2022-03-01")
    assert (before.status, after.status) == (cli.CLEAN, cli.FINDINGS)
    assert "Stand: 2022-02-28." in before.out
    assert "Vertragsschluss 2022-03-01" in after.out


def test_a_set_of_terms_is_checked_by_itself(run: Call, tarife: Path) -> None:
    terms = "rules/agb/stromio_2018_05_25.regel"
    (tarife / "agb.regel").write_bytes((ROOT / terms).read_bytes())
    said = run("check", "--format", "concise", "--select", "BGB-270A", "agb.regel")
    assert said.status == cli.FINDINGS
    assert faults(said) == ["BGB-270A-SEPA"]


def test_a_rule_file_without_terms_is_nothing_to_check(run: Call, tarife: Path) -> None:
    (tarife / "norm.regel").write_bytes((ROOT / "rules/bgb/309_nr_9.regel").read_bytes())
    said = run("check", "norm.regel")
    assert (said.status, said.err) == (
        cli.NOTHING,
        (
            "tariflint: In norm.regel stehen keine AGB, also wurde nichts geprüft; "
            "für Regeln gibt es tariflint test norm.regel (ihre Beispiele).\n"
        ),
    )


def test_a_folder_of_rules_says_what_is_there_and_what_to_do(run: Call, tarife: Path) -> None:
    for folder in ("haus", "agb", "leer"):
        (tarife / folder).mkdir()
    for number in range(5):
        (tarife / f"haus/norm {number}.regel").write_bytes((ROOT / "rules/bgb/309_nr_9.regel").read_bytes())
    (tarife / "agb/haus.regel").write_bytes((ROOT / "rules/agb/stromio_2018_05_25.regel").read_bytes())
    (tarife / "agb/weg.regel").symlink_to("nirgends.regel")
    said = [run("check", *paths, "--lang", lang) for paths in (("haus", "leer"), ("agb",)) for lang in ("de", "en")]
    assert {each.status for each in said} == {cli.NOTHING}
    assert [each.err for each in said] == [
        "tariflint: In haus, leer steht kein Tarif und kein Angebot (.tarif), also wurde nichts geprüft. Dort stehen "
        "Regeln: haus/norm 0.regel, haus/norm 1.regel, haus/norm 2.regel und 2 weitere. Für sie gibt es "
        "tariflint test haus leer (ihre Beispiele) und tariflint prove haus leer (was aus ihnen folgt).\n",
        "tariflint: There is no tariff and no offer (.tarif) in haus, leer, so nothing was checked. There are rules: "
        "haus/norm 0.regel, haus/norm 1.regel, haus/norm 2.regel and 2 more. For them there are "
        "tariflint test haus leer (their examples) and tariflint prove haus leer (what follows).\n",
        "tariflint: In agb steht kein Tarif und kein Angebot (.tarif), also wurde nichts geprüft. Dort stehen "
        "Regeln: agb/haus.regel, agb/weg.regel. Für sie gibt es "
        "tariflint check agb/haus.regel (AGB für sich) und tariflint test agb (ihre Beispiele).\n",
        "tariflint: There is no tariff and no offer (.tarif) in agb, so nothing was checked. There are rules: "
        "agb/haus.regel, agb/weg.regel. For them there are "
        "tariflint check agb/haus.regel (terms by themselves) and tariflint test agb (their examples).\n",
    ]
    assert run("radar", "--until", "2027-01-01", "agb") == said[2]
    # what is proposed does what it says
    assert run("check", "agb/haus.regel").status == cli.FINDINGS


# ------------------------------------------------------------------------------------------------ forms of the report


def test_json_is_valid_against_the_shipped_schema_and_says_what_the_text_says(run: Call, tarife: Path) -> None:
    (tarife / "a.tarif").write_text(FAULTY, encoding="utf-8")
    (tarife / "b.tarif").write_text("Tarif b\n    Lieferant Stromio\n", encoding="utf-8")
    said = run("check", "--format", "json")
    report = json.loads(said.out)
    jsonschema.Draft202012Validator(schema()).validate(report)
    concise = run("check", "--format", "concise")
    assert [finding["rule"] for finding in report["findings"]] == faults(concise)
    assert said.status == concise.status == cli.FINDINGS


def test_the_json_of_all_contracts_is_valid(run: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """Violations, clauses of the terms, open questions and mistakes of form are all among them."""
    monkeypatch.chdir(ROOT)
    report = json.loads(run("check", "--format", "json", "contracts").out)
    jsonschema.Draft202012Validator(schema()).validate(report)
    assert {finding["kind"] for finding in report["findings"]} == {"rule", "terms", "syntax"}
    assert {finding["verdict"] for finding in report["findings"]} == {"verletzt", "unentschieden"}


def test_the_schema_refuses_what_is_not_in_it() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema()).validate({"format": 1, "findings": [], "more": True})


def test_concise_is_one_line_a_finding(run: Call, tarife: Path) -> None:
    (tarife / "t.tarif").write_text(FAULTY, encoding="utf-8")
    line = FAULTY.splitlines().index("    Kündigungsfrist: 3 Monate zum Ende Erstlaufzeit") + 1
    said = run("check", "--format", "concise", "--lang", "en")
    assert said.out == (
        f"t.tarif:{line}:22: error BGB-309-9-C "
        "The notice period 3 months to the end of the initial term is longer than allowed.\n"
    )


def test_lang_may_stand_before_and_after_the_command(run: Call, tarife: Path) -> None:
    (tarife / "t.tarif").write_text(FAULTY, encoding="utf-8")
    before, after = run("--lang", "en", "check"), run("check", "--lang", "en")
    assert before.out == after.out
    assert before.out.startswith("error BGB-309-9-C")
    assert run("--lang", "en", "check", "--lang", "de").out.startswith("fehler BGB-309-9-C")


@pytest.mark.parametrize("arguments", [["check"], ["explain", "BGB-309-9-C"], ["rules"], ["test"]])
def test_60_columns_and_ascii(run: Call, tarife: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]) -> None:
    (tarife / "t.tarif").write_text(FAULTY, encoding="utf-8")
    monkeypatch.setenv("COLUMNS", "60")
    narrow, ascii_only = run(*arguments), run(*arguments, "--ascii")
    assert max(cell_len(line) for line in narrow.out.splitlines()) <= 60
    assert not narrow.out.isascii()
    assert ascii_only.out.isascii()
    assert "Kuendigungsfrist" in ascii_only.out
    assert narrow.status == ascii_only.status


def test_concise_knows_ascii_too(run: Call, tarife: Path) -> None:
    (tarife / "t.tarif").write_text(FAULTY, encoding="utf-8")
    assert "Die Kuendigungsfrist 3 Monate" in run("check", "--format", "concise", "--ascii").out


OFFER = """\
Angebot muster-1
    Tarif: stromio-festpreis-2026
    Vertragsschluss: 2026-03-02

Kunde
    Gruppe: Privat
    Jahresverbrauch: 3.500 kWh/a
"""


@pytest.mark.parametrize("mark", [".git", "tariflint.toml"])
def test_the_tariff_of_an_offer_is_looked_for_in_its_project(run: Call, tarife: Path, mark: str) -> None:
    """Not beyond: without a repository or settings only beside the offer."""
    (tarife / "angebote").mkdir()
    (tarife / "angebote/muster.tarif").write_text(OFFER, encoding="utf-8")
    (tarife / "tarife").mkdir()
    (tarife / "tarife/frist.tarif").write_text(FAULTY, encoding="utf-8")
    check = ("check", "--format", "concise", "--select", "BGB-309-9-C", "angebote/muster.tarif")
    assert faults(run(*check)) == ["tariff-unknown"]
    (tarife / mark).touch()
    assert faults(run(*check)) == ["BGB-309-9-C"]


# ------------------------------------------------------------------------------------------------ the other commands


def test_explain_finds_a_rule_however_it_is_typed(run: Call) -> None:
    page = run("explain", "BGB-309-9-C")
    assert page.status == cli.CLEAN
    assert page.out.startswith("BGB-309-9-C  Kündigungsfrist vor Ablauf der Vertragsdauer\n")
    assert "ab 2022-03-01" in page.out
    assert run("explain", "bgb-309-9-c").out == page.out


@pytest.mark.parametrize(("rule", "language"), [("BGB-309-9-C", "de"), ("ENWG-41-5-FRIST", "en")])
def test_explain_in_full(run: Call, monkeypatch: pytest.MonkeyPatch, rule: str, language: str) -> None:
    monkeypatch.setenv("COLUMNS", "90")
    golden.check(f"explain/{rule}.{language}", run("explain", "--lang", language, rule).out)


def test_every_rule_has_a_page_in_both_languages() -> None:
    """Narrow and in ASCII, every version, exception and example of the rule is on it."""
    book = load_rulebook()
    for rule in book.rules.values():
        for language in ("de", "en"):
            lines = ["".join(text for text, _ in line) for line in page_of(rule, book, language, 60, True)]
            page = " ".join(" ".join(lines).split())
            assert max(len(line) for line in lines) <= 60, rule.id
            assert page.isascii(), rule.id
            named = [rule.id, clean(rule.rule.citation, ascii_only=True), getattr(rule.rule.message, language)]
            named += [getattr(example.title, language) for example in rule.rule.examples]
            named += [version.since.isoformat() for version in rule.rule.versions if version.since is not None]
            missing = [each for each in named if " ".join(clean(each, ascii_only=True).split()) not in page]
            assert missing == [], rule.id


def test_rules_lists_what_check_applies(run: Call, tarife: Path) -> None:
    (tarife / "t.tarif").write_text(LAWFUL, encoding="utf-8")
    listed = run("rules").out
    count = re.search(r"^(\d+) Regeln$", listed, re.MULTILINE)
    assert count is not None
    assert f"gegen {count[1]} Regeln geprüft" in run("check").out


HOUSE = """\
Norm HAUS-1 "Hausregel" / "house rule"
    rang empfehlung
    geprüft 2026-01-01

Regel HAUS-1-FRIST "Kurze Frist" / "Short notice"
    quelle Hausregel 1
    stichtag Vertragsschluss
    schwere hinweis
    sicherheit gesichert
    Fassung
        fordert Laufzeit.Kündigungsfrist höchstens 2 Wochen
    Meldung de "Länger als zwei Wochen."
    Meldung en "Longer than two weeks."
    Beispiel erfüllt "genau zwei Wochen" / "exactly two weeks"
        Laufzeit.Kündigungsfrist: 2 Wochen zum Ende Erstlaufzeit
    Beispiel {verdict} "ein Tag mehr" / "a day more"
        Laufzeit.Kündigungsfrist: 15 Tage zum Ende Erstlaufzeit
"""


def test_rules_of_ones_own_are_tested_and_checked(run: Call, tarife: Path) -> None:
    (tarife / "haus.regel").write_text(HOUSE.format(verdict="verletzt"), encoding="utf-8")
    (tarife / "t.tarif").write_text(LAWFUL, encoding="utf-8")
    tested = run("test", "haus.regel")
    assert tested.status == cli.CLEAN
    assert tested.out == (
        "HAUS-1-FRIST  Kurze Frist\n"
        "   ok erfüllt: genau zwei Wochen  [Fassung ohne zeitliche Grenze]\n"
        "   ok verletzt: ein Tag mehr  [Fassung ohne zeitliche Grenze]\n"
        "\n"
        "1 Regel, 2 Beispiele: 2 bestanden, 0 nicht bestanden\n"
    )
    plain = run("check", "--rules", "haus.regel", "--format", "concise")
    assert faults(plain) == ["HAUS-1-FRIST"]
    assert plain.status == cli.CLEAN  # a note
    assert run("check", "--rules", "haus.regel", "--strict").status == cli.FINDINGS


def test_an_example_that_fails_is_shown_with_its_place(run: Call, tarife: Path) -> None:
    wrong = HOUSE.format(verdict="verletzt").replace("15 Tage", "13 Tage")
    (tarife / "haus.regel").write_text(wrong, encoding="utf-8")
    said = run("test", "--quiet", "haus.regel")
    assert said.status == cli.FINDINGS
    assert "FEHLT haus.regel:16:5 ein Tag mehr: erwartet verletzt, heraus kam erfüllt" in said.out


def test_a_file_without_rules_has_no_examples(run: Call, tarife: Path) -> None:
    """Vocabulary and defaults are read with the book, which is all there is to test; of a comment nothing is."""
    (tarife / "begriffe.regel").write_text('Begriff Kunde.Neu "new customer"\n    typ ja/nein\n', encoding="utf-8")
    (tarife / "leer.regel").write_text("# später\n", encoding="utf-8")
    nothing = "0 Regeln, 0 Beispiele: 0 bestanden, 0 nicht bestanden\n"
    said = run("test", "begriffe.regel")
    assert (said.status, said.out) == (cli.CLEAN, nothing)
    assert said.err.startswith("tariflint: In begriffe.regel steht keine Regel. Normen, Begriffe, Werte, Vorgaben: 1;")
    assert run("test", "leer.regel")[:2] == (cli.NOTHING, nothing)
    (tarife / "begriffe.regel").write_text('Begriff Kunde.Neu "new customer"\n    typ jein\n', encoding="utf-8")
    assert run("test", "begriffe.regel").status == cli.USAGE


def test_a_version_no_example_falls_into_fails(run: Call, tarife: Path) -> None:
    two = (
        HOUSE.format(verdict="verletzt")
        .replace(
            "    Fassung\n",
            "    Fassung bis 2019-12-31\n        fordert Laufzeit.Kündigungsfrist höchstens 1 Tag\n"
            "    Fassung ab 2020-01-01\n",
        )
        .replace(
            "        Laufzeit.Kündigungsfrist: ",
            "        Vertragsschluss: 2020-01-01\n        Laufzeit.Kündigungsfrist: ",
        )
    )
    (tarife / "haus.regel").write_text(two, encoding="utf-8")
    said = run("test", "--quiet", "haus.regel")
    assert said.status == cli.FINDINGS
    assert said.out == (
        "FEHLT HAUS-1-FRIST: kein Beispiel trifft die Fassung bis 2019-12-31\n\n"
        "1 Regel, 2 Beispiele: 2 bestanden, 1 nicht bestanden\n"
    )


# ------------------------------------------------------------------------------------------------ processes


def test_the_same_bytes_whatever_the_hash_order() -> None:
    command = ("check", "--format", "text", "contracts/stromio/fehler_umlagen_ohne_kuendigungsrecht.tarif")
    said = [process(*command, env={"PYTHONHASHSEED": seed}) for seed in ("0", "1", "2")]
    assert said[0].stdout == said[1].stdout == said[2].stdout
    assert said[0].returncode == cli.FINDINGS


@pytest.mark.parametrize("colour", ["", "1"])
def test_a_closed_pipe_ends_quietly_and_keeps_the_verdict(
    run: Call, tarife: Path, monkeypatch: pytest.MonkeyPatch, colour: str
) -> None:
    """The reader is gone before the first byte: ``check | true``."""
    (tarife / "t.tarif").write_text(FAULTY, encoding="utf-8")
    monkeypatch.setenv("FORCE_COLOR", colour)
    for form in ("text", "concise", "json"):
        reading, writing = os.pipe()
        os.close(reading)
        with os.fdopen(writing, "w", encoding="utf-8") as broken, monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", broken)
            said = run("check", "--format", form)
        assert (said.status, said.err) == (cli.FINDINGS, "")


def test_a_closed_pipe_leaves_no_complaint_of_the_interpreter(tmp_path: Path) -> None:
    (tmp_path / "t.tarif").write_text(FAULTY, encoding="utf-8")
    reading, writing = os.pipe()
    os.close(reading)
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "checker.cli", "check"]
    done = subprocess.run(
        command, cwd=tmp_path, env=env, stdout=writing, stderr=subprocess.PIPE, check=False, timeout=120
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (cli.FINDINGS, b"")


def test_a_stream_that_knows_only_ascii(tmp_path: Path) -> None:
    (tmp_path / "t.tarif").write_text(FAULTY, encoding="utf-8")
    for form in ("text", "concise", "json"):
        done = process("check", "--format", form, cwd=tmp_path, env={"PYTHONIOENCODING": "ascii"})
        assert (done.returncode, done.stderr) == (cli.FINDINGS, b"")
        assert b"Kuendigungsfrist" in done.stdout or b"K\\u00fcndigungsfrist" in done.stdout
    missing = process("check", "müll", env={"PYTHONIOENCODING": "ascii"})
    assert missing.stderr == b"tariflint: Den Pfad muell gibt es nicht.\n"


def test_a_name_that_is_no_unicode(tmp_path: Path) -> None:
    name = os.fsdecode(b"k\xfcndigung.tarif")
    (tmp_path / name).write_text(FAULTY, encoding="utf-8")
    for form in ("text", "concise", "json"):
        done = process("check", "--format", form, cwd=tmp_path)
        assert (done.returncode, done.stderr) == (cli.FINDINGS, b"")


def shown_on(terminal: int) -> Iterator[bytes]:
    """What arrives at a terminal until the program that writes to it is done."""
    try:
        while piece := os.read(terminal, 65_536):
            yield piece
    except OSError:  # closed on the other side
        pass


def watched(arguments: list[str], cwd: Path, **env: str) -> str:
    """What a person at a terminal sees; its width is 100 where nothing else is known."""
    parent, child = pty.openpty()
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")}
    env = kept | {"PYTHONPATH": str(ROOT), "TERM": "xterm-256color"} | env
    command = [sys.executable, "-m", "checker.cli", *arguments]
    process = subprocess.Popen(command, cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=child, stderr=child)
    os.close(child)
    seen = b"".join(shown_on(parent))
    os.close(parent)
    process.wait(timeout=120)
    return seen.decode().replace("\r\n", "\n")


def test_a_person_sees_colour_and_the_same_characters(tmp_path: Path) -> None:
    (tmp_path / "t.tarif").write_text(FAULTY, encoding="utf-8")
    coloured = watched(["check"], tmp_path)
    assert f"{ESCAPE}1;31mfehler{ESCAPE}0m" in coloured
    plain = process("check", cwd=tmp_path, env={"COLUMNS": "100"}).stdout.decode()
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


def test_the_width_is_that_of_the_terminal(run: Call, tarife: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The terminal is real, the call is made in this process."""
    (tarife / "t.tarif").write_text(FAULTY, encoding="utf-8")
    monkeypatch.setenv("COLUMNS", "72")
    expected = run("check").out
    monkeypatch.delenv("COLUMNS")
    monkeypatch.setenv("TERM", "dumb")
    parent, child = pty.openpty()
    termios.tcsetwinsize(child, (24, 72))
    pieces: list[bytes] = []
    reading = threading.Thread(target=lambda: pieces.extend(shown_on(parent)))
    reading.start()
    with os.fdopen(child, "w", encoding="utf-8") as terminal, monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", terminal)
        run("check")
    reading.join()
    os.close(parent)
    assert b"".join(pieces).decode().replace("\r\n", "\n") == expected


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_a_person_who_wants_no_colour_gets_none(tmp_path: Path, env: dict[str, str]) -> None:
    (tmp_path / "t.tarif").write_text(FAULTY, encoding="utf-8")
    assert ESCAPE not in watched(["check"], tmp_path, **env)


def test_no_colour_in_a_pipe_unless_forced(run: Call, tarife: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tarife / "t.tarif").write_text(FAULTY, encoding="utf-8")
    assert ESCAPE not in run("check").out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert ESCAPE in run("check").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert ESCAPE not in run("check").out


def test_a_person_sees_how_far_a_long_run_is(
    run: Call, tarife: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(3):
        text = FAULTY.replace("stromio-festpreis-2026", f"tarif-{number}")
        (tarife / f"{number}.tarif").write_text(text, encoding="utf-8")
    quiet = run("check")
    assert quiet.err == ""
    monkeypatch.setattr(check_command, "LONG", 3)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    seen = run("check", "--lang", "en")
    assert "checking" in seen.err
    assert run("check").out == quiet.out


# ------------------------------------------------------------------------------------------------ the cache


@pytest.mark.slow
def test_without_a_cache_and_with_a_damaged_one_the_report_is_the_same(
    run: Call, tarife: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def check() -> Said:
        for kept in (values.grammar, values.reader, facts.read_fact):
            kept.cache_clear()
        return run("check", "t.tarif")

    (tarife / "t.tarif").write_text(FAULTY, encoding="utf-8")
    monkeypatch.setenv("TARIFLINT_CACHE", "")
    expected = check()
    assert (expected.status, expected.err) == (cli.FINDINGS, "")
    cache = tarife / "cache"
    monkeypatch.setenv("TARIFLINT_CACHE", str(cache))
    said = [check()]
    kept = sorted(cache.iterdir())
    assert {path.name.rpartition("-")[0] for path in kept} >= {
        "rulebook",
        "rulebook-lean",
        "rules",
        "grammar-tarif",
        "table-tarif",
    }
    said.append(check())
    # cut off in the middle; empty; a sound pickle of something else
    for damage in (lambda data: data[: len(data) // 2], lambda data: b"", lambda data: b"\x80\x04N."):
        for path in kept:
            path.write_bytes(damage(path.read_bytes()))
        said.append(check())
    assert [(each.status, each.out, each.err) for each in said] == [(cli.FINDINGS, expected.out, "")] * 5


def test_a_cache_folder_that_cannot_be_made_costs_only_time(
    run: Call, tarife: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tarife / "t.tarif").write_text(FAULTY, encoding="utf-8")
    (tarife / "datei").write_text("", encoding="utf-8")
    monkeypatch.setenv("TARIFLINT_CACHE", str(tarife / "datei" / "cache"))
    said = run("check", "t.tarif")
    assert (said.status, said.err) == (cli.FINDINGS, "")


def test_without_a_named_folder_the_cache_is_the_users(tarife: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TARIFLINT_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tarife / "xdg"))
    assert cache_folder() == str(tarife / "xdg" / "tariflint")
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tarife))
    assert cache_folder() == str(tarife / ".cache" / "tariflint")


def test_a_cache_that_is_lost_while_it_is_written_is_no_error(tarife: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_atomically(str(tarife / "weg" / "rulebook-1"), b"x")
    assert list(tarife.iterdir()) == []
    monkeypatch.setenv("TARIFLINT_CACHE", "")
    assert cache_file("rulebook", b"x") is None
    forget_old()


def test_a_changed_rule_is_never_read_from_the_cache(run: Call, tarife: Path) -> None:
    """The same name, the same length, another limit."""
    (tarife / "t.tarif").write_text(LAWFUL, encoding="utf-8")
    (tarife / "haus.regel").write_text(HOUSE.format(verdict="verletzt"), encoding="utf-8")
    check = ("check", "--rules", "haus.regel", "--format", "concise")
    assert faults(run(*check)) == ["HAUS-1-FRIST"]
    (tarife / "haus.regel").write_text(HOUSE.format(verdict="verletzt").replace("2 Wochen", "6 Wochen"), "utf-8")
    assert faults(run(*check)) == []


def test_a_changed_rule_of_ones_own_has_only_its_file_read_anew(
    run: Call, tarife: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def noted(source: Source) -> tuple[RuleFile, list[Problem]]:
        read.append(source.path)
        return read_rules(source)

    (tarife / "t.tarif").write_text(LAWFUL, encoding="utf-8")
    (tarife / "haus.regel").write_text(HOUSE.format(verdict="verletzt"), encoding="utf-8")
    check = ("check", "--rules", "haus.regel", "--format", "concise")
    before = run(*check)
    (tarife / "haus.regel").write_text(HOUSE.format(verdict="verletzt") + "\n# eine Zeile mehr\n", encoding="utf-8")
    monkeypatch.setattr(compilation, "read_rules", noted)
    assert run(*check) == before
    assert read == ["haus.regel"]


def test_the_cache_does_not_grow_without_end(tarife: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TARIFLINT_CACHE", str(tarife / "cache"))
    for number in range(5):
        path = cache_file("rulebook", str(number).encode())
        assert path is not None
        write_atomically(path, b"x")
        os.utime(path, (number, number))
    forget_old(keep=2)
    assert sorted(os.stat(path).st_mtime for path in (tarife / "cache").iterdir()) == [3, 4]
