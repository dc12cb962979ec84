"""Evidence: a run leaves a record that anybody can check again; reports are the same bytes whoever makes them."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import golden
import jsonschema
import pytest
from support import ROOT, Call, process

import checker.gate
from checker.finding import Counts
from checker.report.formats import FORMATS

FAULTY = (ROOT / "contracts/stromio/fehler_kuendigungsfrist_drei_monate.tarif").read_text(encoding="utf-8")
LAWFUL = FAULTY.replace("3 Monate zum Ende", "1 Monat zum Ende").replace("stromio-frist-lang", "stromio-gut")
SCHEMA = json.loads((Path(checker.gate.__file__).parent / "evidence.schema.json").read_text(encoding="utf-8"))
ONLY = ("--select", "BGB-309-9")


@pytest.fixture
def two(tarife: Path) -> Path:
    """A folder with a lawful and a faulty tariff."""
    (tarife / "gut.tarif").write_text(LAWFUL, encoding="utf-8")
    (tarife / "lang.tarif").write_text(FAULTY, encoding="utf-8")
    return tarife


def record(folder: Path, name: str = "e.json") -> Any:
    return json.loads((folder / name).read_text(encoding="utf-8"))


def test_the_record_says_what_was_checked(two: Path, run: Call) -> None:
    assert run("check", "--evidence", "e.json", "--today", "2026-11-22", *ONLY).status == 1
    found = record(two)
    jsonschema.Draft202012Validator(SCHEMA).validate(found)
    assert [each["path"] for each in found["files"]] == ["gut.tarif", "lang.tarif"]
    assert found["files"][1]["sha256"] == hashlib.sha256(FAULTY.encode()).hexdigest()
    assert len(found["rulebook"]["files"]) == len(list((ROOT / "rules").rglob("*.regel")))
    shown = {name: value for name, value in found.items() if name not in ("rulebook", "version")}
    golden.check("evidence/record", json.dumps(shown, indent=1, ensure_ascii=False) + "\n")


def test_the_verdicts_of_all_documents_and_rules_add_up(two: Path, run: Call) -> None:
    """The numbers of the closing line are those of the record, and every rule is accounted for in every document."""
    said = run("check", "--evidence", "e.json", "--format", "json", ".")
    found = record(two)
    counts = {name: number for name, number in found["counts"].items() if name in Counts._fields}
    assert counts == json.loads(said.out)["counts"]
    totals = dict.fromkeys(("verletzt", "unentschieden", "erfüllt"), 0)
    for document in found["documents"]:
        asked = {rule for rules in document["verdicts"].values() for rule in rules}
        assert asked <= set(found["rules"])
        for verdict, rules in document["verdicts"].items():
            totals[verdict] += len(rules)
        assert len(asked) == sum(map(len, document["verdicts"].values()))
        assert len(asked) + document["not_applicable"] == len(found["rules"])
    assert list(totals.values()) == [counts["violated"], counts["undecided"], counts["holds"]]
    assert sum(document["not_applicable"] for document in found["documents"]) == counts["not_applicable"]
    assert len(found["documents"]) == counts["documents"]
    assert len(found["rules"]) == counts["rules"]


def test_everything_in_the_schema_is_described() -> None:
    def described(part: Any, name: str) -> None:
        if isinstance(part, dict):
            for key, value in part.get("properties", {}).items():
                assert "description" in value or "$ref" in value, (name, key)
            for key, value in part.items():
                described(value, key)

    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    described(SCHEMA, "")


def _edit(name: str, text: str) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_text(text, encoding="utf-8")


def _recorded(change: Callable[[Any], object]) -> Callable[[Path], object]:
    def changed(folder: Path) -> None:
        found = record(folder)
        change(found)
        (folder / "e.json").write_text(json.dumps(found), encoding="utf-8")

    return changed


# what is done after the record was made, and one line that verify must say of it
CHANGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "a comment": (_edit("gut.tarif", "# neu\n" + LAWFUL), "Datei gut.tarif: "),
    "a fault": (
        _edit("gut.tarif", FAULTY.replace("frist-lang", "gut")),
        "Urteil stromio-gut (gut.tarif) BGB-309-9-C: ",
    ),
    "a fault mended": (_edit("lang.tarif", LAWFUL.replace("stromio-gut", "stromio-frist-lang")), "Exit-Status 1 → 0"),
    "a file more": (_edit("neu.tarif", LAWFUL.replace("stromio-gut", "neu")), "Dokument neu (neu.tarif): fehlt → da"),
    "a file less": (lambda folder: (folder / "gut.tarif").unlink(), "Datei gut.tarif: "),
    "a verdict forged": (
        _recorded(lambda found: found["documents"][1]["verdicts"].update(verletzt=[])),
        "Urteil stromio-frist-lang (lang.tarif) BGB-309-9-C: fehlt → verletzt",
    ),
    "a finding left out": (_recorded(lambda found: found["findings"].clear()), "Befund BGB-309-9-C "),
    "another rule": (
        _recorded(lambda found: found["rulebook"]["files"][0].update(sha256="0" * 64)),
        "Regeldatei rules/",
    ),
    "another version": (_recorded(lambda found: found.update(version="0.0.1")), "Version 0.0.1 → "),
    "another status": (_recorded(lambda found: found.update(status=0)), "Exit-Status 0 → 1"),
}


@pytest.mark.parametrize("case", CHANGES)
def test_verify_says_what_differs(case: str, two: Path, run: Call) -> None:
    run("check", "--evidence", "e.json", *ONLY)
    change, expected = CHANGES[case]
    change(two)
    said = run("verify", "e.json")
    assert said.status == 1
    assert expected in said.out
    assert said.out.endswith("Das ist nicht, was festgehalten wurde.\n")


@pytest.mark.parametrize("language", ["de", "en"])
def test_what_a_user_sees(language: str, two: Path, run: Call) -> None:
    run("check", "--evidence", "e.json", *ONLY)
    same = run("verify", "--lang", language, "e.json")
    assert (same.status, same.err) == (0, "")
    (two / "lang.tarif").write_text(LAWFUL.replace("stromio-gut", "stromio-frist-lang"), encoding="utf-8")
    other = run("verify", "--lang", language, "e.json")
    golden.check(f"evidence/verify-{language}", same.out + "\n" + other.out)


def test_a_whole_folder_that_is_gone_differs(two: Path, run: Call) -> None:
    (two / "tarife").mkdir()
    (two / "lang.tarif").rename(two / "tarife/lang.tarif")
    run("check", "--evidence", "e.json", *ONLY, "tarife")
    (two / "tarife").rename(two / "anders")
    said = run("verify", "e.json")
    assert said.status == 1
    assert "Datei tarife/lang.tarif: " in said.out


def test_what_was_accepted_and_by_which_baseline_is_recorded(two: Path, run: Call) -> None:
    run("baseline", "accept", "b.json", *ONLY)
    assert run("check", "--baseline", "b.json", "--evidence", "e.json", "--as-of", "2026-03-01", *ONLY).status == 0
    found = record(two)
    jsonschema.Draft202012Validator(SCHEMA).validate(found)
    assert [(each["why"], each["finding"]["rule"]) for each in found["accepted"]] == [("baseline", "BGB-309-9-C")]
    assert ("b.json", "baseline") in [(each["path"], each["role"]) for each in found["files"]]
    assert found["options"]["as_of"] == "2026-03-01"
    assert run("verify", "e.json").status == 0
    (two / "b.json").write_text('{"format": 1, "known": []}', encoding="utf-8")
    said = run("verify", "e.json")
    assert said.status == 1
    assert "Datei b.json: " in said.out


def test_a_comparison_is_recorded_with_its_commit(two: Path, run: Call) -> None:
    names = {f"GIT_{role}_{part}": "m@example.org" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}
    for command in ("init --quiet .", "add gut.tarif lang.tarif", "commit --quiet --message Stand"):
        subprocess.run(["git", *command.split()], env=os.environ | names, check=True)
    assert run("check", "--since", "HEAD", "--evidence", "e.json", *ONLY, "lang.tarif").status == 0
    assert len(record(two)["options"]["since"]) == 40
    subprocess.run(["git", "commit", "--quiet", "--allow-empty", "--message", "x"], env=os.environ | names, check=True)
    assert run("verify", "e.json").status == 0


def test_what_cannot_be_read_is_recorded_too(two: Path, run: Call) -> None:
    (two / "x.tarif").write_bytes(b"\x00\x01")
    assert run("check", "--evidence", "e.json", *ONLY).status == 3
    jsonschema.Draft202012Validator(SCHEMA).validate(record(two))
    assert run("verify", "e.json").status == 0, "it comes out so again"


def test_terms_by_themselves_are_recorded(tarife: Path, run: Call) -> None:
    terms = (ROOT / "rules/agb/stromio_2018_05_25.regel").read_bytes()
    (tarife / "agb.regel").write_bytes(terms)
    assert run("check", "--evidence", "e.json", "agb.regel").status == 1
    assert [each["document"] for each in record(tarife)["documents"]] == [
        "stromio-2018-05-25",
        "stromio-datenschutz-2018-05-25",
    ]
    assert run("verify", "e.json").status == 0


@pytest.mark.parametrize(("language", "width"), [("de", 60), ("en", 120)])
def test_where_to_start_is_said_first(
    language: str, width: int, two: Path, run: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    (two / "nach weise" / "alt").mkdir(parents=True)
    run("check", "--evidence", "nach weise/e.json", *ONLY)
    page = []

    def say(folder: str, evidence: str) -> None:
        monkeypatch.chdir(two / folder)
        said = run("verify", "--lang", language, evidence)
        assert (said.status, said.err) == (1, "")
        page.append(f"$ cd {folder} && tariflint verify {evidence}\n{said.out}\n")

    say("nach weise", "e.json")
    say("nach weise/alt", "../e.json")
    (two.parent / "ganz-woanders").mkdir(exist_ok=True)
    shutil.copy(two / "nach weise/e.json", two.parent / "ganz-woanders/e.json")
    say("../ganz-woanders", "e.json")
    golden.check(f"evidence/elsewhere-{language}", "".join(page))
    # what is proposed does what it says
    monkeypatch.chdir(two / "nach weise" / "alt")
    monkeypatch.chdir("../..")
    assert run("verify", "nach weise/e.json").status == 0
    (two / "gut.tarif").unlink()
    assert "gut.tarif" in run("verify", "nach weise/e.json").out.splitlines()[0]


BROKEN = {
    "no json": "{",
    "another file": '{"name": "x"}',
    "a list": "[1]",
    "another format": '{"format": 9}',
    "cut short": '{"format": 2, "version": "0.1.0"}',
    "deep": "[" * 100_000,
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_is_no_evidence_is_refused(case: str, tarife: Path, run: Call) -> None:
    (tarife / "e.json").write_text(BROKEN[case], encoding="utf-8")
    said = run("verify", "e.json")
    assert (said.status, said.out) == (2, "")
    assert "e.json" in said.err


def test_no_mangled_record_crashes(two: Path, run: Call) -> None:
    run("check", "--evidence", "e.json", *ONLY)
    whole = record(two)
    for name in whole:
        for put in (None, 1, "x", [1], {"a": 1}, [{}]):
            (two / "e.json").write_text(json.dumps(whole | {name: put}), encoding="utf-8")
            assert run("verify", "e.json").status in ((0,) if whole[name] == put else (1, 2)), (name, put)
    for name, put in (("as_of", "gestern"), ("paths", [1]), ("unbekannt", True), ("select", 3), ("rules", "x")):
        (two / "e.json").write_text(json.dumps(whole | {"options": whole["options"] | {name: put}}), encoding="utf-8")
        assert run("verify", "e.json").status == 2, name


def test_a_record_goes_where_it_harms_nothing(two: Path, run: Call) -> None:
    assert run("check", "--evidence", "gut.tarif").status == 2
    assert run("check", "--evidence", "kein/ordner/e.json").status == 3
    assert run("check", "--evidence", "e.json", "--output", "json=e.json").status == 2
    assert run("verify", "fehlt.json").status == 3


# ------------------------------------------------------------------------------------------------ the same bytes


def test_the_same_bytes_whatever_the_hash_seed_and_the_order_of_files(two: Path) -> None:
    """Two processes with other hash seeds and the files named in another order: every form, and the record."""
    (two / "unklar.tarif").write_text(LAWFUL.replace("stromio-gut", "unklar"), encoding="utf-8")
    (two / "haus.tarif").write_bytes((ROOT / "contracts/stromio/offen_bonus_ohne_faelligkeit.tarif").read_bytes())
    files = ["gut.tarif", "lang.tarif", "unklar.tarif", "haus.tarif"]
    written = []
    for seed, order in (("0", files), ("12345", [*reversed(files), "gut.tarif", "./lang.tarif"])):
        outputs = [argument for form in FORMATS for argument in ("--output", f"{form}=bericht.{form}")]
        settings = {"PYTHONHASHSEED": seed}
        done = process("check", *outputs, "--evidence", "bericht.nachweis", *order, cwd=two, env=settings)
        assert done.returncode == 1, done.stderr
        reports = {path.name: path.read_bytes() for path in two.glob("bericht.*")}
        assert len(reports) == len(FORMATS) + 1
        written.append((reports, done.stdout))
    assert written[0] == written[1]
    today = date.today().isoformat().encode()
    assert [name for name, data in written[0][0].items() if today in data] == ["bericht.nachweis"]


# ------------------------------------------------------------------------------------------------ what a team has set

SETTINGS = """\
exceptions = "ausnahmen.toml"
baseline = "b.json"
select = ["BGB-309-9", "HAUS"]
rules = ["haus.regel"]
"""
EXCEPTIONS = """\
[[exception]]
rule = "HAUS-1"
document = "stromio-gut"
reason = "Umstellung"
norm = "Hausregel 1"
owner = "Anna Beck"
approver = "Jan Voß"
expiry = 2026-12-31
"""
HOUSE = """\
Norm HAUS "Hausregeln" / "house rules"
    rang empfehlung
    geprüft 2026-08-19

Regel HAUS-1 "Arbeitspreis" / "energy price"
    quelle Hausregel 1
    stichtag Vertragsschluss
    schwere fehler
    sicherheit gesichert
    Fassung
        fordert Laufzeit.Kündigungsfrist weniger als 1 Monat
    Meldung de "Zu lang."
    Meldung en "Too long."
    Beispiel erfüllt "genau" / "exactly"
        Laufzeit.Kündigungsfrist: 27 Tage jederzeit
    Beispiel verletzt "zu lang" / "too long"
        Laufzeit.Kündigungsfrist: 1 Monat jederzeit
"""


@pytest.fixture
def settled(two: Path, run: Call) -> Path:
    """A folder with settings, an exception, a baseline and a rule of its own, checked, with the record of it."""
    (two / "haus.regel").write_text(HOUSE, encoding="utf-8")
    (two / "ausnahmen.toml").write_text(EXCEPTIONS, encoding="utf-8")
    (two / "tariflint.toml").write_text(SETTINGS, encoding="utf-8")
    (two / "b.json").write_text('{"format": 1, "known": []}\n', encoding="utf-8")
    assert run("baseline", "accept", "--new", "b.json").status == 0
    assert run("check", "--evidence", "e.json", "--today", "2026-11-22").status == 0
    return two


def test_settings_exceptions_baseline_and_own_rules_are_recorded(settled: Path, run: Call) -> None:
    found = record(settled)
    jsonschema.Draft202012Validator(SCHEMA).validate(found)
    files = {each["role"]: (each["path"], each["sha256"]) for each in found["files"]}
    for role, name in (("configuration", "tariflint.toml"), ("exceptions", "ausnahmen.toml"), ("baseline", "b.json")):
        assert files[role] == (name, hashlib.sha256((settled / name).read_bytes()).hexdigest())
    assert "haus.regel" in [each["path"] for each in found["rulebook"]["files"]]
    assert found["options"]["today"] == "2026-11-22"
    assert {(each["why"], each["finding"]["rule"]) for each in found["accepted"]} == {
        ("baseline", "BGB-309-9-C"),
        ("baseline", "HAUS-1"),
        ("waived", "HAUS-1"),
    }
    assert run("verify", "e.json").status == 0


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("tariflint.toml", f"# ein Kommentar\n{SETTINGS}"),
        ("tariflint.toml", f"strict = true\n{SETTINGS}"),
        ("ausnahmen.toml", f"{EXCEPTIONS}\n"),
        ("ausnahmen.toml", EXCEPTIONS.replace("2026-12-31", "2026-11-21")),
        ("b.json", '{"format": 1, "known": []}'),
        ("haus.regel", HOUSE.replace("Hausregel 1", "Hausregel 2")),
    ],
)
def test_verify_notices_a_change_of_any_of_them(settled: Path, run: Call, name: str, text: str) -> None:
    (settled / name).write_text(text, encoding="utf-8")
    said = run("verify", "e.json")
    assert said.status == 1
    assert f"{'Regeldatei' if name.endswith('.regel') else 'Datei'} {name}: " in said.out


@pytest.mark.parametrize("name", ["tariflint.toml", "ausnahmen.toml", "b.json", "haus.regel"])
def test_verify_notices_that_any_of_them_is_gone(settled: Path, run: Call, name: str) -> None:
    (settled / name).unlink()
    said = run("verify", "e.json")
    assert said.status not in (0, 4)
    assert name in said.out + said.err


def test_verify_notices_settings_that_came_later(two: Path, run: Call) -> None:
    run("check", "--evidence", "e.json", *ONLY)
    (two / "tariflint.toml").write_text("", encoding="utf-8")
    said = run("verify", "e.json")
    assert said.status == 1
    assert "Datei tariflint.toml: fehlt → " in said.out
