"""The configuration: what can be set, which setting wins, and what is said of one that cannot be followed."""

from __future__ import annotations

import json
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from golden import check
from hypothesis import given, settings
from hypothesis import strategies as st
from support import Call

from checker import cli
from checker.finding import SEVERITIES, Finding
from checker.gate import configuration
from checker.gate.keys import KEYS, PLACE_KEYS
from checker.gate.levels import CERTAINTIES, OTHER_WORDS, Level, fails, read_levels, written
from checker.gate.toml_lines import TomlLines

ROOT = Path(__file__).parent.parent
SCHEMA: dict[str, Any] = json.loads((ROOT / "checker/gate/config.schema.json").read_text(encoding="utf-8"))
NOTICE = (ROOT / "contracts/stromio/fehler_kuendigungsfrist_drei_monate.tarif").read_text(encoding="utf-8")
# of its one fault the tariff is told by this rule: mandatory law, and settled
RULE = "BGB-309-9-C"

EVERYTHING = """\
language = "en"
format = "concise"
rules = ["regeln"]
select = ["BGB", "AGB"]
ignore = [
    "UWG",   # not ours
    "AGB-2",
]
strict = true
fail-on = "error,warning:settled"
exceptions = "ausnahmen.toml"
baseline = "baseline.json"
longest-exception = 90
grace = 365
waive-mandatory = true

[output]
html = "bericht.html"
markdown = "summary.md"

[severity]
BGB-309-9-C = "warning"

[paths."alt/**"]
ignore = ["AGB-13"]

[paths."*.tarif".severity]
BGB-314-SOFORT = "note"
"""


@pytest.fixture
def repository(tarife: Path) -> Path:
    """A folder that is a repository, with one tariff."""
    subprocess.run(["git", "init", "-q", "."], check=True)
    (tarife / "t.tarif").write_text(NOTICE, encoding="utf-8")
    return tarife


def write(folder: Path, text: str, name: str = "tariflint.toml") -> None:
    (folder / name).write_text(text, encoding="utf-8")


# ------------------------------------------------------------------------------------------------ as it is seen


@pytest.mark.parametrize(("language", "width"), [("de", "60"), ("en", "120")])
def test_the_settings_and_where_each_comes_from(
    run: Call, repository: Path, monkeypatch: pytest.MonkeyPatch, language: str, width: str
) -> None:
    write(repository, EVERYTHING)
    (repository / "regeln").mkdir()
    (repository / "ausnahmen.toml").touch()
    monkeypatch.setenv("COLUMNS", width)
    said = run("config", "--lang", language, "--no-strict", "--rules", "mehr")
    assert (said.status, said.err) == (cli.CLEAN, "")
    check(f"config/everything-{language}-{width}", said.out)


def test_the_defaults_and_json(run: Call, repository: Path) -> None:
    said = run("config")
    assert said.status == cli.CLEAN
    write(repository, EVERYTHING)
    (repository / "regeln").mkdir()
    (repository / "ausnahmen.toml").touch()
    both = run("config", "--format", "json")
    value = json.loads(both.out)
    assert [row["key"] for row in value["settings"]] == [key.name for key in KEYS]
    check("config/defaults", said.out + both.out)


# ------------------------------------------------------------------------------------------------ where it is found


def test_it_is_looked_for_up_to_the_root_of_the_repository(
    run: Call, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = repository / "innen/tiefer"
    folder.mkdir(parents=True)
    write(repository, 'rules = ["regeln"]\ngrace = 7\n')
    (repository / "regeln").mkdir()
    monkeypatch.chdir(folder)
    value = json.loads(run("config", "--format", "json").out)
    assert value["configuration"] == "../../tariflint.toml"
    assert {row["key"]: row["value"] for row in value["settings"]}["rules"] == ["../../regeln"]
    (repository / "innen/.git").mkdir()
    assert json.loads(run("config", "--format", "json").out)["configuration"] is None


def test_outside_a_repository_the_nearest_one_holds(run: Call, tarife: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tarife, "grace = 7\n")
    (tarife / "innen").mkdir()
    monkeypatch.chdir(tarife / "innen")
    assert json.loads(run("config", "--format", "json").out)["configuration"] == "../tariflint.toml"
    write(tarife / "innen", "grace = 8\n")
    assert json.loads(run("config", "--format", "json").out)["configuration"] == "tariflint.toml"


def test_a_table_of_pyproject(run: Call, repository: Path) -> None:
    write(repository, '[project]\nname = "tariflint-von-haus"\n', "pyproject.toml")
    assert json.loads(run("config", "--format", "json").out)["configuration"] is None
    write(repository, '[project]\nname = "x"\n\n[tool.tariflint]\nstrict = true\ngrace = "x"\n', "pyproject.toml")
    said = run("config")
    assert (said.status, said.err) == (
        cli.USAGE,
        'tariflint: pyproject.toml:6: grace = "x" passt nicht; nötig: eine ganze Zahl von Tagen, etwa 365.\n',
    )


def test_another_configuration_can_be_named(run: Call, repository: Path) -> None:
    write(repository, "strict = true\n")
    write(repository, "grace = 7\n", "andere.toml")
    value = json.loads(run("config", "--config", "andere.toml", "--format", "json").out)
    assert value["configuration"] == "andere.toml"
    assert run("config", "--config", "keine.toml").status == cli.USAGE


# ------------------------------------------------------------------------------------------------ what it does


def test_a_check_does_what_is_set_and_the_command_line_beats_it(run: Call, repository: Path) -> None:
    write(repository, 'language = "en"\nselect = ["BGB-309-9-C"]\nfail-on = "fehler"\n')
    said = run("check")
    assert said.status == cli.FINDINGS
    assert said.out.startswith("error BGB-309-9-C")
    assert "1 file: 1 error\n1 document × 1 rule: 1 violated" in said.out
    assert "1 Datei: 1 Fehler\n1 Dokument × 1 Regel" in run("check", "--lang", "de").out
    assert run("check", "--select", "AGB-13").out.count("rule") > 0
    assert run("check", "--select", "AGB-13").status == cli.CLEAN


def test_rules_of_ones_own_are_known_to_every_command(run: Call, repository: Path) -> None:
    (repository / "haus.regel").write_text(OWN, encoding="utf-8")
    write(repository, 'rules = ["haus.regel"]\n')
    assert "HAUS-1" in run("explain", "HAUS-1").out
    assert "HAUS-1" in run("check", "--select", "HAUS").out


def test_terms_of_ones_own_must_hold_terms(run: Call, repository: Path) -> None:
    (repository / "haus.regel").write_text(OWN, encoding="utf-8")
    write(repository, 'terms = ["haus.regel"]\n')
    said = run("check")
    assert (said.status, said.err) == (cli.USAGE, "tariflint: tariflint.toml:1: In haus.regel stehen keine AGB.\n")


OWN = """\
Norm HAUS "Hausregeln" / "house rules"
    rang empfehlung
    geprüft 2026-01-01

Regel HAUS-1 "Erstlaufzeit" / "initial term"
    quelle Hausregel 1
    stichtag Vertragsschluss
    schwere hinweis
    sicherheit gesichert
    Fassung
        fordert Laufzeit.Erstlaufzeit höchstens 6 Monate
    Meldung de "Die Erstlaufzeit {Laufzeit.Erstlaufzeit} ist zu lang."
    Meldung en "The initial term {Laufzeit.Erstlaufzeit} is too long."
    Beispiel erfüllt "genau" / "exactly"
        Laufzeit.Erstlaufzeit: 6 Monate ab Lieferbeginn
    Beispiel verletzt "zu lang" / "too long"
        Laufzeit.Erstlaufzeit: 7 Monate ab Lieferbeginn
"""


# ------------------------------------------------------------------------------------------------ what is wrong

WRONG = {
    "key-misspelt": 'strickt = true\n\n[path."alt/**"]\nignore = []\n\n[paths."alt/**"]\nsevereity = {}\n',
    "key-unheard-of": "zeilenlaenge = 100\n",
    "wrong-kinds": (
        'language = "fr"\nrules = "regeln"\nselect = [1]\nstrict = "ja"\nfail-on = "schlimm"\ngrace = -1\n'
        'exceptions = 3\npaths = 3\n\n[severity]\nAGB-2-2-MENGE = "schlimm"\n'
    ),
    "no-toml": "strict = true\nlanguage = en\n",
    "key-twice": "strict = true\nstrict = false\n",
    "unclosed": 'rules = [\n    "regeln",\n',
    "path-missing": 'grace = 7\nrules = ["regeln"]\nexceptions = "ausnahmen.toml"\n',
    "rule-unknown": (
        'select = ["ABG"]\nignore = [\n    "UWG",\n    "XYZ",\n]\n\n[severity]\nBGB-309-9-D = "fehler"\n\n'
        '[paths."alt/**"]\nignore = ["AGB-99"]\n\n[paths."alt/**".severity]\nAGB-2-2-MENGEN = "hinweis"\n'
    ),
    "mandatory": f'[severity]\n{RULE} = "warnung"\n\n[paths."alt/**"]\nignore = ["BGB"]\n',
}


@pytest.mark.parametrize("name", WRONG)
def test_a_configuration_that_cannot_be_followed(run: Call, repository: Path, name: str) -> None:
    write(repository, WRONG[name])
    german, english = run("check"), run("check", "--lang", "en")
    assert (german.status, german.out, english.status) == (cli.USAGE, "", cli.USAGE)
    assert all(line.startswith("tariflint: tariflint.toml:") for line in german.err.splitlines())
    check(f"config/{name}", german.err + english.err)


def test_two_configurations_in_one_folder(run: Call, repository: Path) -> None:
    write(repository, "strict = true\n")
    write(repository, "[tool.tariflint]\nstrict = false\n", "pyproject.toml")
    said = run("check")
    assert said.status == cli.USAGE
    assert said.err == (
        "tariflint: tariflint.toml und pyproject.toml legen beide fest, was gilt; eine Konfiguration genügt.\n"
    )


def test_a_configuration_in_another_encoding(run: Call, repository: Path) -> None:
    (repository / "tariflint.toml").write_bytes("grace = 7\n# Größe\n".encode("cp1252"))
    assert run("check").err == "tariflint: tariflint.toml:2: Das ist kein UTF-8.\n"


def test_a_severity_that_is_not_milder_may_be_set_for_any_rule(run: Call, repository: Path) -> None:
    write(repository, f'[severity]\n{RULE} = "fehler"\n')
    assert run("check").status == cli.FINDINGS
    write(repository, f'waive-mandatory = true\n\n[severity]\n{RULE} = "hinweis"\n')
    assert run("check", "--select", RULE).status == cli.CLEAN


# ------------------------------------------------------------------------------------------------ schema and code

EXAMPLES = [EVERYTHING, "", 'language = "de"\nfail-on = " fehler : gesichert , hinweis"\n', *WRONG.values()]
VALUES: list[Any] = ["de", "fehler", "fehler:settled", "", " ", True, 0, -1, 7, 1.5, [], ["AGB"], [""], [1], {}]
VALUES += [{"A-1": "note"}, {"A-1": "schlimm"}, {"a/**": {}}, {"a/**": {"ignore": ["A"]}}, {"a/**": {"ignore": 3}}]
VALUES += ["json", "xml", {"html": "a.html"}, {"html": ""}, {"html": 1}, {"xml": "a.xml"}]
VALUES += [{"a/**": {"severity": {"A": "error"}}}, {"a/**": {"severity": {"A": 1}}}, {"a/**": {"other": 1}}]


def test_the_schema_knows_the_same_keys() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert list(SCHEMA["properties"]) == [key.name for key in KEYS]
    assert list(SCHEMA["properties"]["paths"]["additionalProperties"]["properties"]) == [k.name for k in PLACE_KEYS]
    assert all(part["description"] for part in SCHEMA["properties"].values())
    severities = {*SEVERITIES, *(word for word, german in OTHER_WORDS.items() if german in SEVERITIES)}
    assert set(SCHEMA["properties"]["severity"]["additionalProperties"]["enum"]) == severities
    for word in [*CERTAINTIES, *(word for word, german in OTHER_WORDS.items() if german in CERTAINTIES)]:
        assert f"|{word}" in SCHEMA["properties"]["fail-on"]["pattern"].replace("(", "|")


@pytest.mark.parametrize("text", EXAMPLES)
def test_schema_and_reader_agree(tarife: Path, text: str) -> None:
    write(tarife, text)
    try:
        value = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        with pytest.raises(configuration.Misconfigured):
            configuration.read("tariflint.toml")
        return
    assert jsonschema.Draft202012Validator(SCHEMA).is_valid(value) == is_read(tarife)


def is_read(folder: Path) -> bool:
    try:
        configuration.read(str(folder / "tariflint.toml"))
    except configuration.Misconfigured:
        return False
    return True


@pytest.mark.parametrize("key", [key.name for key in KEYS])
@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_schema_and_reader_agree_on_every_value(tarife: Path, key: str, value: Any) -> None:
    write(tarife, f"{key} = {toml(value)}\n")
    assert jsonschema.Draft202012Validator(SCHEMA).is_valid({key: value}) == is_read(tarife)


def toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f'"{name}" = {toml(each)}' for name, each in value.items()) + "}"
    return json.dumps(value)


# ------------------------------------------------------------------------------------------------ lines


def test_every_key_is_found_on_its_line() -> None:
    text = """\
a.b = 1 # c = 2
list = [ # [x]
    "}", '''
]''', {y = "]"},
]
"quoted key".z = \"\"\"
a = 1
\"\"\"
[t."u.v"]
k = "#\\""
[[many]]
one = 1
[[many]]
one = 2
[many.deep]
two = 3
"""
    tomllib.loads(text)
    lines = TomlLines(text)
    assert lines.line("a", "b") == 1
    assert lines.line("list") == 2
    assert lines.line("quoted key", "z") == 6
    assert lines.line("t", "u.v", "k") == 10
    assert [lines.line("many", 0, "one"), lines.line("many", 1, "one"), lines.line("many", 1)] == [12, 14, 13]
    assert lines.line("many", 1, "deep", "two") == 16
    assert lines.line("many", 1, "missing") == 13
    assert lines.line("nowhere") == 1


@settings(max_examples=200, deadline=None)
@given(st.text("ab=\"'[]{}#\\\n., 1", max_size=60))
def test_lines_of_any_text_end(text: str) -> None:
    assert TomlLines(text).line("a") >= 1


# ------------------------------------------------------------------------------------------------ what fails

SPEECH = {"fehler": "error", "warnung": "warning", "hinweis": "note"}


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("fehler", [Level("fehler", "umstritten")]),
        ("error:settled", [Level("fehler", "gesichert")]),
        ("fehler, warnung:überwiegend", [Level("fehler"), Level("warnung", "überwiegend")]),
        ("warning:ueberwiegend", [Level("warnung", "überwiegend")]),
        ("", None),
        ("fehler:", None),
        ("fehler:hinweis", None),
        ("Fehler", None),
        ("nie", None),
    ],
)
def test_levels_are_read(text: str, levels: list[Level] | None) -> None:
    assert read_levels(text) == (None if levels is None else tuple(levels))
    if levels is not None:
        assert read_levels(written(levels)) == tuple(levels)


def finding(severity: str, certainty: str, verdict: str = "verletzt") -> Finding:
    from test_report import NOTICE as ANY

    return ANY._replace(severity=severity, certainty=certainty, verdict=verdict)


def failing(text: str, strict: bool = False, verdict: str = "verletzt") -> list[str]:
    levels = read_levels(text) if text else ()
    assert levels is not None
    pairs = [(severity, certainty) for severity in SEVERITIES for certainty in CERTAINTIES]
    return [f"{s}:{c}" for s, c in pairs if fails(finding(s, c, verdict), strict, levels)]


def test_from_a_level_on_what_is_worse_or_more_settled_fails_too() -> None:
    errors, warnings = ([f"{severity}:{certainty}" for certainty in CERTAINTIES] for severity in ("fehler", "warnung"))
    assert failing("") == errors + warnings
    assert failing("fehler") == errors
    assert failing("fehler:gesichert") == ["fehler:gesichert"]
    assert failing("warnung:überwiegend") == errors[:2] + warnings[:2]
    assert failing("fehler,warnung:gesichert") == [*errors, "warnung:gesichert"]
    assert len(failing("hinweis")) == 9


def test_what_is_undecided_fails_only_in_a_strict_run_and_from_the_same_level_on() -> None:
    assert failing("hinweis", verdict="unentschieden") == []
    assert len(failing("", strict=True, verdict="unentschieden")) == len(failing("", strict=True)) == 9
    assert failing("fehler:gesichert", strict=True, verdict="unentschieden") == ["fehler:gesichert"]


def test_fail_on_as_a_user_calls_it(run: Call, repository: Path) -> None:
    terms = ("check", "--select", "BGB-314-SOFORT", "t.tarif")  # a disputed warning about the terms
    assert run(*terms).status == cli.FINDINGS
    assert run(*terms, "--fail-on", "fehler").status == cli.CLEAN
    assert run(*terms, "--fail-on", "warnung:gesichert").status == cli.CLEAN
    assert run(*terms, "--fail-on", "warning:disputed").status == cli.FINDINGS
    assert run(*terms, "--fail-on", "warning:disputed", "--fail-on", "fehler").status == cli.FINDINGS
    assert run("check", "--select", RULE, "--fail-on", "fehler:gesichert").status == cli.FINDINGS
    said = run("check", "--fail-on", "schlimm")
    assert said.status == cli.USAGE
    assert said.err.startswith(
        "tariflint: schlimm nach --fail-on ist keine Schwere; eine sieht so aus: fehler, warnung, hinweis oder "
    )


@pytest.mark.parametrize(
    "text",
    [
        "[tool.tariflint]\ngrace = 7\n",
        ' [ tool . "tariflint" ]\ngrace = 7\n',
        "[tool]\ntariflint = { grace = 7 }\n",
        "[tool]\ntariflint.grace = 7\n",
        "tool.tariflint.grace = 7\n",
        "tool = { tariflint = { grace = 7 } }\n",
        "[tool.tariflint.severity]\n",
    ],
)
def test_every_way_to_write_the_table_is_found(run: Call, repository: Path, text: str) -> None:
    write(repository, text, "pyproject.toml")
    assert json.loads(run("config", "--format", "json").out)["configuration"] == "pyproject.toml"


# ------------------------------------------------------------------------------------------------ reports


def test_the_reports_that_are_set_are_written(run: Call, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Told from the folder of the configuration, wherever the check is called; the command line beats them."""
    (repository / "innen").mkdir()
    write(repository, 'format = "concise"\noutput = { json = "bericht.json", markdown = "bericht.md" }\n')
    plain = run("check", "--select", RULE)
    assert plain.out.startswith("t.tarif:15:22: ")
    (repository / "bericht.md").unlink()
    monkeypatch.chdir("innen")
    assert run("check", "--select", RULE, "..").out == f"../{plain.out}"
    monkeypatch.chdir("..")
    assert json.loads((repository / "bericht.json").read_text())["findings"]
    assert RULE in (repository / "bericht.md").read_text(encoding="utf-8")
    for name in ("bericht.json", "bericht.md"):
        (repository / name).unlink()
    assert json.loads(run("check", "--format", "json", "--no-output", "--select", RULE).out)["findings"]
    assert not (repository / "bericht.json").exists()
    assert run("check", "--output", "junit=x.xml", "--select", RULE).out == plain.out
    assert sorted(path.name for path in repository.iterdir() if path.suffix in (".json", ".xml")) == ["x.xml"]


def test_a_report_that_is_set_and_cannot_be_written_is_an_error(run: Call, repository: Path) -> None:
    write(repository, 'output = { json = "fehlt/bericht.json" }\n')
    said = run("check", "--select", RULE)
    assert (said.status, said.out) == (cli.INTERNAL, "")
    assert "fehlt/bericht.json" in said.err
    assert run("check", "--no-output", "--select", RULE).status == cli.FINDINGS


def test_commands_with_reports_of_their_own_are_not_told(run: Call, repository: Path) -> None:
    write(repository, 'format = "sarif"\noutput = { json = "bericht.json" }\n')
    days = ("--between", "2024-01-01", "2024-02-01", "--select", RULE)
    assert "2024-01-01 bis 2024-02-01: 1 Datei gegen 1 Regel" in run("check", *days).out
    assert run("check", *days, "--format", "sarif").status == cli.USAGE
    assert run("baseline", "accept", "--select", RULE, "alt.json").status == cli.CLEAN
    assert run("config").out.startswith("Konfiguration: tariflint.toml\n")
    assert not (repository / "bericht.json").exists()


def test_the_state_before_writes_no_reports(run: Call, repository: Path) -> None:
    """Nothing of what another state of the repository is set to write is written."""
    outside = repository.parent / "aussen.json"
    write(repository, f'output = {{ json = "{outside}" }}\n')
    for command in (("add", "."), ("-c", "user.name=T", "-c", "user.email=t@example.org", "commit", "-qm", "Anfang")):
        subprocess.run(["git", *command], check=True)
    write(repository, "")
    assert run("check", "--since", "HEAD", "--select", RULE).status == cli.CLEAN
    assert not outside.exists()
