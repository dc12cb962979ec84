"""The traps: whatever would make a gate green for the wrong reason fails loudly. One test each.

Those about a baseline stand in ``test_baseline``, those about the form of the configuration in ``test_config``.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from golden import check
from support import Call
from test_config import OWN

from checker import cli

ROOT = Path(__file__).parent.parent
LAWFUL = (ROOT / "contracts/stromio/festpreis_2026.tarif").read_text(encoding="utf-8")
FAULTY = LAWFUL.replace("Kündigungsfrist: 1 Monat zum Ende", "Kündigungsfrist: 3 Monate zum Ende")


@pytest.fixture
def repository(tarife: Path) -> Path:
    """A repository with a lawful tariff."""
    subprocess.run(["git", "init", "-q", "."], check=True)
    (tarife / "gut.tarif").write_text(LAWFUL, encoding="utf-8")
    return tarife


def test_the_lawful_tariff_is_clean(run: Call, repository: Path) -> None:
    """Or the tests below would prove nothing."""
    assert run("check", "--strict").status == cli.CLEAN


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_an_unknown_rule_on_the_command_line(run: Call, repository: Path, option: str) -> None:
    said = run("check", option, "BGB-309-9-D")
    assert (said.status, said.out) == (cli.USAGE, "")
    assert said.err == (
        "tariflint: Keine Regel heißt BGB-309-9-D oder beginnt so. Gemeint: BGB-309-9-C, BGB-309-9-B, BGB-309-9-A?\n"
    )


@pytest.mark.parametrize("text", ['ignore = ["BGB-309-9-D"]', '[severity]\nBGB-309-9-D = "fehler"'])
def test_an_unknown_rule_in_the_configuration(run: Call, repository: Path, text: str) -> None:
    (repository / "tariflint.toml").write_text(text + "\n", encoding="utf-8")
    said = run("check")
    assert (said.status, said.out) == (cli.USAGE, "")
    assert said.err.startswith("tariflint: tariflint.toml:")
    assert "Keine Regel heißt BGB-309-9-D" in said.err


def test_an_unknown_rule_in_a_suppression(run: Call, repository: Path) -> None:
    (repository / "gut.tarif").write_text('# geduldet BGB-309-9-D bis 2026-12-31 "Grund"\n' + LAWFUL, encoding="utf-8")
    said = run("check", "--today", "2026-06-01", "--format", "concise")
    assert said.status == cli.FINDINGS
    assert said.out == (
        "gut.tarif:1:12: fehler waiver-rule-unknown Keine Regel heißt BGB-309-9-D; geduldet wird nichts.\n"
    )


def test_a_misspelt_key_of_the_configuration(run: Call, repository: Path) -> None:
    (repository / "tariflint.toml").write_text("strickt = true\n", encoding="utf-8")
    said = run("check")
    assert (said.status, said.out, said.err) == (
        cli.USAGE,
        "",
        "tariflint: tariflint.toml:1: Eine Einstellung strickt gibt es nicht. Gemeint: strict?\n",
    )


@pytest.mark.parametrize(
    "comment",
    [
        "# geduldet BGB-309-9-C",
        "# geduldet BGB-309-9-C bis 2026-12-31",
        '# geduldet BGB-309-9-C "Grund"',
        '# geduldet BGB-309-9-C bis 2026-12-31 ""',
        '# Geduldet: BGB-309-9-C bis 2026-12-31 "Grund"',
        '# gedultet BGB-309-9-C bis 2026-12-31 "Grund"',
    ],
)
def test_a_malformed_suppression(run: Call, repository: Path, comment: str) -> None:
    (repository / "gut.tarif").write_text(f"{comment}\n{FAULTY}", encoding="utf-8")
    said = run("check", "--today", "2026-06-01", "--format", "concise", "--select", "BGB-309-9-C")
    assert said.status == cli.FINDINGS
    assert [line.split()[2] for line in said.out.splitlines()] == ["waiver-malformed", "BGB-309-9-C"]


def test_a_stale_suppression(run: Call, repository: Path) -> None:
    (repository / "gut.tarif").write_text('# geduldet BGB-309-9-C bis 2026-12-31 "Grund"\n' + LAWFUL, encoding="utf-8")
    said = run("check", "--today", "2026-06-01", "--format", "concise")
    assert said.status == cli.FINDINGS
    assert [line.split()[2] for line in said.out.splitlines()] == ["waiver-stale"]


def test_no_file_matched(run: Call, repository: Path) -> None:
    (repository / "leer").mkdir()
    said = run("check", "leer")
    assert (said.status, said.out) == (cli.NOTHING, "")
    assert said.err == "tariflint: In leer ist nichts zu prüfen: Dort steht keine passende Datei.\n"


@pytest.mark.parametrize("paths", [["fort.tarif"], ["gut.tarif", "fort.tarif"]])
def test_a_named_file_that_is_missing(run: Call, repository: Path, paths: list[str]) -> None:
    said = run("check", *paths)
    assert (said.status, said.out, said.err) == (cli.USAGE, "", "tariflint: Den Pfad fort.tarif gibt es nicht.\n")


UNPARSABLE = {
    "empty": (b"", cli.FINDINGS, "file-empty"),
    "comments-only": (b"# nichts\n", cli.FINDINGS, "file-empty"),
    "binary": (b"\x00\x01\xff" * 50, cli.INTERNAL, "binary"),
    "utf-16": ("Tarif x".encode("utf-16"), cli.INTERNAL, "encoding-utf16"),
    "prose": (b"Sehr geehrte Damen und Herren,\n", cli.FINDINGS, ""),
}


@pytest.mark.parametrize("beside", [False, True], ids=["alone", "beside-a-good-one"])
@pytest.mark.parametrize("name", UNPARSABLE)
def test_a_file_that_says_nothing_or_nonsense(run: Call, repository: Path, name: str, beside: bool) -> None:
    data, status, code = UNPARSABLE[name]
    (repository / "schlecht.tarif").write_bytes(data)
    said = run("check", "--format", "concise", "schlecht.tarif", *(["gut.tarif"] if beside else []))
    assert said.status == status
    assert f"schlecht.tarif:1:1: fehler {code}" in said.out


@pytest.mark.parametrize("beside", [False, True], ids=["alone", "beside-a-good-one"])
def test_a_file_that_cannot_be_opened(run: Call, repository: Path, beside: bool) -> None:
    (repository / "schlecht.tarif").symlink_to(repository / "nirgends.tarif")
    said = run("check", ".") if beside else run("check", "schlecht.tarif")
    assert said.status in (cli.INTERNAL, cli.USAGE)
    assert "schlecht.tarif" in said.err


def test_a_rule_of_ones_own_that_can_never_fire(run: Call, repository: Path) -> None:
    """The condition lets nothing through that the demand does not allow."""
    rule = OWN.replace("    Fassung\n", "    wenn Laufzeit.Erstlaufzeit höchstens 3 Monate\n    Fassung\n", 1)
    (repository / "haus.regel").write_text(rule, encoding="utf-8")
    call = ("check", "--rules", "haus.regel", "--select", "HAUS")
    german, english = run(*call), run(*call, "--lang", "en")
    assert (german.status, german.err) == (cli.FINDINGS, "")
    check("traps/never-fires", german.out + english.out)


def test_a_rule_of_ones_own_that_can_fire(run: Call, repository: Path) -> None:
    (repository / "haus.regel").write_text(OWN, encoding="utf-8")
    assert "rule-never" not in run("check", "--rules", "haus.regel").out


def test_a_rule_of_ones_own_that_sets_settled_law_aside(run: Call, repository: Path) -> None:
    """It would be a waiver that nobody sees, with no end and no reason."""
    (repository / "gut.tarif").write_text(FAULTY, encoding="utf-8")
    assert "    sicherheit gesichert\n" in OWN
    house = OWN.replace("    sicherheit gesichert\n", "    sicherheit gesichert\n    verdrängt BGB-309-9-C\n", 1)
    (repository / "haus.regel").write_text(house, encoding="utf-8")
    line = house.split("\n").index("    verdrängt BGB-309-9-C") + 1
    (repository / "tariflint.toml").write_text('rules = ["haus.regel"]\n', encoding="utf-8")
    sentences = {
        "de": f"tariflint: haus.regel:{line}: HAUS-1 verdrängt BGB-309-9-C, zwingendes und gesichertes Recht; "
        "das erlaubt nur waive-mandatory = true.\n",
        "en": f"tariflint: haus.regel:{line}: HAUS-1 displaces BGB-309-9-C, mandatory and settled law; "
        "only waive-mandatory = true allows that.\n",
    }
    for language, sentence in sentences.items():
        assert run("check", "--lang", language) == (cli.USAGE, "", sentence)
    (repository / "tariflint.toml").write_text('rules = ["haus.regel"]\nwaive-mandatory = true\n', encoding="utf-8")
    assert "BGB-309-9-C" not in run("check", "--format", "concise").out
    (repository / "tariflint.toml").write_text('rules = ["haus.regel"]\n', encoding="utf-8")
    # a clause of terms is for those who made them to set aside
    (repository / "haus.regel").write_text(house.replace("BGB-309-9-C", "AGB-13-5-BETRAG"), encoding="utf-8")
    assert run("check").status == cli.FINDINGS


def test_a_reference_to_terms_that_no_rulebook_holds(run: Call, repository: Path) -> None:
    text = LAWFUL.replace("AGB: stromio-2018-05-25", "AGB: stromio-2019-05-25")
    assert text != LAWFUL
    (repository / "gut.tarif").write_text(text, encoding="utf-8")
    said = run("check", "--format", "concise")
    assert said.status == cli.FINDINGS
    assert "fehler terms-unknown" in said.out


OFFER = """\
Angebot muster-1
    Tarif: stromio-festpreis-2026
    Vertragsschluss: 2026-03-02
    Lieferbeginn: 2026-05-01
    Vertriebsweg: Web

Kunde
    Gruppe: Privat
    Jahresverbrauch: 3.500 kWh/a
"""
BROKEN = {
    "a-line": ("    Kündigungsfrist: 1 Monat", "    Kündigungfrist: 1 Monat", "term-unknown"),
    "a-number": ("Grundpreis: 12,90", "Grundpreis: 12.90", "number-point"),
    "its-terms": ("AGB: stromio-2018-05-25", "AGB: stromio-2019-05-25", "terms-unknown"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_an_offer_alone_of_a_tariff_that_cannot_be_checked(run: Call, repository: Path, name: str) -> None:
    """Its tariff is nobody's argument (a commit names what it changes), and still what the offer is judged by."""
    old, new, code = BROKEN[name]
    assert LAWFUL.count(old) == 1
    (repository / "angebot.tarif").write_text(OFFER, encoding="utf-8")
    assert run("check", "--strict", "angebot.tarif").status == cli.CLEAN
    (repository / "gut.tarif").write_text(LAWFUL.replace(old, new), encoding="utf-8")
    alone, both = run("check", "--format", "concise", "angebot.tarif"), run("check", "--format", "concise")
    assert alone.status == both.status == cli.FINDINGS
    for said in (alone, both):
        faults = [line for line in said.out.splitlines() if f"fehler {code}" in line]
        assert len(faults) == 1
        assert faults[0].startswith("gut.tarif:")
        if name != "its-terms":  # what a line that is not read leaves open has its message already
            assert said.out.splitlines() == faults
    before = (repository / "gut.tarif").read_bytes()
    run("check", "--fix", "angebot.tarif")
    assert (repository / "gut.tarif").read_bytes() == before  # which nobody named


# the rulebook that ships was reviewed last on 2026-08-19 where it was reviewed first
REVIEWED = "2026-08-19"


@pytest.mark.parametrize(
    ("today", "status"), [("2026-08-18", cli.CLEAN), ("2026-09-18", cli.CLEAN), ("2026-09-19", cli.FINDINGS)]
)
def test_a_rulebook_that_is_older_than_its_review_allows(run: Call, repository: Path, today: str, status: int) -> None:
    (repository / "tariflint.toml").write_text("grace = 30\n", encoding="utf-8")
    said = run("check", "--today", today, "--select", "BGB-309-9-C")
    assert said.status == status
    if status == cli.FINDINGS:
        english = run("check", "--today", today, "--select", "BGB-309-9-C", "--lang", "en")
        check("traps/rulebook-old", said.out + english.out)
        names = [
            re.findall(r'"fingerprint": "(\w+)"', run("check", "--today", day, "--format", "json").out)
            for day in (today, "2026-12-31")
        ]
        assert names[0] == names[1] != []  # it is the same finding on another day
        (repository / "tariflint.toml").unlink()
        assert run("check", "--today", today).status == cli.CLEAN  # no grace is set


def test_rules_that_the_configuration_leaves_out_are_counted(run: Call, repository: Path) -> None:
    """Who reads a report has not read the configuration; who gives an option knows of it."""
    settings = repository / "tariflint.toml"
    settings.write_text('ignore = ["BGB-309-9-C"]\n', encoding="utf-8")
    german = "Nicht geprüft, weil die Konfiguration sie auslässt: 1 Regel. "
    english = "Not checked, because the configuration leaves them out: 1 rule. "
    for form in ("text", "html"):
        assert german in run("check", "--format", form).out
        assert english in run("check", "--format", form, "--lang", "en").out
    assert german.strip() in run("check", "--format", "markdown").out
    settings.write_text("", encoding="utf-8")
    assert "Nicht geprüft" not in run("check", "--ignore", "BGB-309-9-C").out


def test_a_folder_of_rules_that_holds_none(run: Call, repository: Path) -> None:
    """Its rules have moved, or end in something else: none of them would be asked."""
    (repository / "haus").mkdir()
    (repository / "haus/haus.regel.txt").write_text(OWN, encoding="utf-8")
    sentence = "tariflint: Keine eigenen Regeln in haus: Dort steht keine Datei, die auf .regel endet.\n"
    assert run("check", "--rules", "haus") == (cli.USAGE, "", sentence)
    (repository / "tariflint.toml").write_text('rules = ["haus"]\n', encoding="utf-8")
    assert run("check") == (cli.USAGE, "", sentence)
    assert (
        run("check", "--lang", "en").err == "tariflint: No rules of your own in haus: no file there ends in .regel.\n"
    )
    (repository / "haus/haus.REGEL").write_text(OWN, encoding="utf-8")
    assert run("check").status == cli.CLEAN


@pytest.mark.parametrize("name", [".tariflint.toml", "tarifflint.toml", "Tariflint.toml", "tariflint.yml"])
def test_a_configuration_under_a_name_that_nobody_reads(run: Call, repository: Path, name: str) -> None:
    (repository / name).write_text("strict = true\n", encoding="utf-8")
    said = run("check")
    assert (said.status, said.out, said.err) == (
        cli.USAGE,
        "",
        f"tariflint: {name} wird nicht gelesen, und was dort steht, gilt nicht. Gemeint: tariflint.toml?\n",
    )
    (repository / "tariflint.toml").write_text("", encoding="utf-8")
    assert run("check").status == cli.CLEAN


def test_a_table_under_a_name_that_nobody_reads(run: Call, repository: Path) -> None:
    shared = repository / "pyproject.toml"
    shared.write_text("[tool.tariflnt]\nstrict = true\n", encoding="utf-8")
    said = run("check", "--lang", "en")
    assert (said.status, said.out, said.err) == (
        cli.USAGE,
        "",
        "tariflint: pyproject.toml: [tool.tariflnt] is not read, and what it says does not hold. "
        "Did you mean [tool.tariflint]?\n",
    )
    for other in (
        "[tool.yamllint]",
        "[tool.ruff.lint]",
        "[tool.tariflint]",
        '[tool."tariflint".paths]',
        "[tool.taplo]",
    ):
        shared.write_text(f"{other}\n", encoding="utf-8")
        assert run("check").status == cli.CLEAN


@pytest.mark.parametrize("name", ["exceptions.toml", "tarife.toml", "tariflint.json", "tariflint.xml", "tarife.yml"])
def test_a_file_with_a_name_of_its_own_is_no_configuration(run: Call, repository: Path, name: str) -> None:
    (repository / name).write_text("", encoding="utf-8")
    assert run("check").status == cli.CLEAN


def test_settings_for_files_that_there_are_not(run: Call, repository: Path) -> None:
    """They may make a rule stricter there; misspelt, they hold for nothing."""
    text = 'strict = true\n\n[paths."tarief/**"]\nseverity = { AGB-2-2-MENGE = "fehler" }\n'
    (repository / "tariflint.toml").write_text(text, encoding="utf-8")
    said, english = run("check"), run("check", "--lang", "en")
    assert said.status == cli.FINDINGS
    check("traps/settings-for-nothing", said.out + english.out)
    assert run("check", "gut.tarif").status == cli.CLEAN  # nobody knows what else there is
    (repository / "tarief").mkdir()
    (repository / "gut.tarif").rename(repository / "tarief/gut.tarif")
    assert run("check").status == cli.CLEAN


def test_a_submodule_that_is_not_fetched_is_said(run: Call, repository: Path) -> None:
    """A clone has none of them unless told otherwise, and the gate has fewer files to look at."""
    text = '[submodule "extern"]\n\tpath = extern\n\turl = ../extern.git\n'
    (repository / ".gitmodules").write_text(text, encoding="utf-8")
    (repository / "extern").mkdir()
    said = run("check")
    assert (said.status, said.err) == (
        cli.CLEAN,
        "tariflint: Der Ordner extern ist ein Submodul von git, das hier nicht geholt ist; was darin steht, ist nicht "
        "geprüft (git submodule update --init holt es).\n",
    )
    assert run("check", "gut.tarif").err == ""
    (repository / "extern/.git").write_text("gitdir: ../.git/modules/extern\n", encoding="utf-8")
    assert run("check").err == ""


def test_a_link_to_a_folder_is_looked_through(
    run: Call, repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "schlecht.TARIF").write_text(FAULTY.replace("stromio-festpreis-2026", "anderer"), encoding="utf-8")
    (repository / "drinnen").symlink_to(repository)
    assert run("check").status == cli.CLEAN
    (repository / "draussen").symlink_to(outside)
    said = run("check", "--format", "concise", "--select", "BGB-309-9-C")
    assert said.status == cli.FINDINGS
    assert [line.split(":")[0] for line in said.out.splitlines()] == ["draussen/schlecht.TARIF"]


# ------------------------------------------------------------------------------------------------ said in time


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--baseline", "fehlt.json"), "fehlt.json"),
        (("--baseline", "t.tarif"), "t.tarif"),
        (("--since", "nirgends"), "nirgends"),
        (("--exceptions", "fehlt.toml"), "fehlt.toml"),
        (("--exceptions", "t.tarif"), "t.tarif"),
    ],
)
@pytest.mark.parametrize("more", [(), ("--fix",)])
def test_what_a_run_is_held_against_is_looked_for_before_anything_is_judged(
    run: Call,
    repository: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    said: str,
    more: tuple[str, ...],
) -> None:
    def judged(*_: object) -> None:
        raise AssertionError("too early")

    (repository / "t.tarif").write_text("Tarif t\n", encoding="utf-8")
    monkeypatch.setattr("checker.bulk.judging.judged", judged)
    monkeypatch.setattr("checker.fixing.command.fixed", judged)
    found = run("check", *arguments, *more)
    assert found.status in (cli.USAGE, cli.INTERNAL)
    assert found.err.startswith("tariflint: ")
    assert said in found.err


def test_options_are_misunderstood_in_the_language_that_is_set(run: Call, repository: Path) -> None:
    settings = repository / "tariflint.toml"
    settings.write_text('language = "en"\n', encoding="utf-8")
    for arguments in (("check", "--bogus"), ("chekc",), ("check", "--as-of", "1.1.2026"), ("explain",)):
        assert run(*arguments).err.endswith("Help: tariflint --help\n")
        assert run("--lang", "de", *arguments).err.endswith("Hilfe: tariflint --help\n")
    settings.write_text('language = "en"\nstrikt = true\n', encoding="utf-8")
    assert run("check", "--bogus").err.endswith("Help: tariflint --help\n")
    settings.write_text("language = \n", encoding="utf-8")
    assert run("check", "--bogus").err.endswith("Hilfe: tariflint --help\n")
    (repository / "other.toml").write_text('language = "en"\n', encoding="utf-8")
    for named in (("--config", "other.toml"), ("--config=other.toml",)):
        assert run("check", *named, "--bogus").err.endswith("Help: tariflint --help\n")
