"""`tariflint init`: what it writes is clean, complete in both languages, and never overwrites anything."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import golden
import pytest
from support import ROOT, Call

from checker import VERSION, cli
from checker.starter.init_command import files

LANGUAGES = ("de", "en")
FOLDERS = {"de": ("tarife", "angebote", "agb"), "en": ("tariffs", "offers", "terms")}


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below ``folder``, hidden ones too."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# ------------------------------------------------------------------------------------------------ what is written


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_what_it_wrote(run: Call, tarife: Path, language: str) -> None:
    done = run("init", "--lang", language, "strom")
    assert (done.status, done.err) == (cli.CLEAN, "")
    again = run("init", "--lang", language, "strom")
    golden.check(f"init/{language}", f"{done.out}\n{again.out}")
    assert tree(tarife / "strom") == dict(files(language))


def test_the_current_folder_is_the_default(run: Call, tarife: Path) -> None:
    assert run("init").status == cli.CLEAN
    assert (tarife / "tariflint.toml").exists()


def test_nothing_that_is_there_is_touched(run: Call, tarife: Path) -> None:
    (tarife / "README.md").write_text("mein Text\n", encoding="utf-8")
    (tarife / ".gitlab-ci.yml").symlink_to("nirgends")
    (tarife / "agb").mkdir()
    done = run("init")
    assert done.status == cli.CLEAN
    assert "schon da, bleibt: README.md\n" in done.out
    assert "schon da, bleibt: .gitlab-ci.yml\n" in done.out
    assert done.out.count("angelegt: ") == len(dict(files("de"))) - 2
    assert (tarife / "README.md").read_text(encoding="utf-8") == "mein Text\n"
    assert not (tarife / "nirgends").exists()


def test_a_file_in_the_place_of_a_folder(run: Call, tarife: Path) -> None:
    (tarife / "strom").write_text("", encoding="utf-8")
    done = run("init", "strom")
    assert (done.status, done.out) == (cli.USAGE, "")
    assert done.err == "tariflint: strom ist kein Ordner.\n"
    (tarife / "neu").mkdir()
    (tarife / "neu/tarife").write_text("", encoding="utf-8")
    assert run("init", "--lang", "en", "neu/tarife").err == "tariflint: neu/tarife is not a folder.\n"
    assert run("init", "neu").err == "tariflint: neu/tarife ist kein Ordner.\n"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written(run: Call, tarife: Path) -> None:
    (tarife / "fest").mkdir(mode=0o500)
    assert run("init", "fest").status == cli.INTERNAL


# ------------------------------------------------------------------------------------------------ what it is worth


@pytest.fixture(params=LANGUAGES)
def started(request: pytest.FixtureRequest, run: Call, tarife: Path, lately_reviewed: None) -> str:
    """The language of a fresh repository that is the current folder."""
    assert run("init", "--lang", request.param).status == cli.CLEAN
    return str(request.param)


def test_it_is_clean(run: Call, started: str) -> None:
    terms = FOLDERS[started][2]
    assert run("format", "--check").status == cli.CLEAN
    assert run("test", "--quiet", terms).status == cli.CLEAN
    done = run("check")
    assert done.status == cli.CLEAN, done.out
    assert {"de": "In Ordnung: 2 Dokumente", "en": "All clear: 2 documents"}[started] in done.out
    (sheet,) = Path(terms).glob("*.regel")
    assert run("check", str(sheet)).status == cli.CLEAN


def test_its_terms_set_a_limit_that_its_tariff_can_break(run: Call, started: str) -> None:
    """A change of one line is found, by the clause of its own terms: the settings lead to them."""
    (tariff,) = Path(FOLDERS[started][0]).glob("*.tarif")
    text = tariff.read_text(encoding="utf-8")
    tariff.write_text(text.replace("Auszahlung: 60 Tage", "Auszahlung: 61 Tage"), encoding="utf-8")
    done = run("check", "--format", "concise")
    assert done.status == cli.FINDINGS
    found = {line.split()[2] for line in done.out.splitlines()}
    assert found == {"MUSTER-3-BONUS" if started == "de" else "SAMPLE-3-BONUS"}


def test_undecided_fails_in_it(run: Call, started: str) -> None:
    (tariff,) = Path(FOLDERS[started][0]).glob("*.tarif")
    text = tariff.read_text(encoding="utf-8")
    tariff.write_text(text.replace("    Kündigungsschaltfläche: ja\n", ""), encoding="utf-8")
    assert run("check").status == cli.FINDINGS


def test_its_ci_files_are_what_github_and_gitlab_read(started: str) -> None:
    for schema, file in (
        ("vendor.github-workflows", ".github/workflows/tariflint.yml"),
        ("vendor.gitlab-ci", ".gitlab-ci.yml"),
    ):
        command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, file]
        if schema == "vendor.gitlab-ci":
            command += ["--data-transform", "gitlab-ci"]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
        assert done.returncode == 0, done.stdout + done.stderr


def test_the_calls_of_its_ci_are_understood(run: Call, started: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each `tariflint …` of the CI files is made; in the fresh repository every one is clean."""
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "summary.md")
    calls = []
    for file in (".github/workflows/tariflint.yml", ".gitlab-ci.yml"):
        text = Path(file).read_text(encoding="utf-8")
        calls += re.findall(r"^ +- (?:run: )?tariflint (.+)$", text, re.MULTILINE)
    assert len(calls) == 6
    for call in calls:
        done = run(*os.path.expandvars(call).replace('"', "").split())
        assert done.status == cli.CLEAN, f"{call}\n{done.out}{done.err}"
    assert {"summary.md", "tariflint.html", "tariflint.json", "tariflint.xml"} <= {p.name for p in Path().iterdir()}


def test_its_settings_and_its_version(started: str) -> None:
    settings = tomllib.loads(Path("tariflint.toml").read_text(encoding="utf-8"))
    assert settings == {"rules": [FOLDERS[started][2]], "language": started, "strict": True, "grace": 365}
    pinned = Path("requirements.txt").read_text(encoding="utf-8").splitlines()[-1]
    assert pinned == f"tariflint=={VERSION}"


def test_with_it_a_rulebook_that_nobody_reviewed_for_a_year_fails(run: Call, started: str) -> None:
    assert run("check", "--today", "2027-08-19").status == cli.CLEAN
    done = run("check", "--format", "concise", "--today", "2027-08-20")
    assert done.status == cli.FINDINGS
    assert [line.split()[2] for line in done.out.splitlines()] == ["rulebook-old"]


def test_its_hooks_are_ours(started: str) -> None:
    """The same ids, patterns and calls as in the manifest of this project."""
    own = re.findall(r"(id|entry|files|require_serial): (.+)", Path(".pre-commit-config.yaml").read_text("utf-8"))
    ours = re.findall(r"(id|entry|files|require_serial): (.+)", (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert own == ours


def test_its_readme_names_what_is_there(started: str) -> None:
    text = Path("README.md").read_text(encoding="utf-8")
    named = re.findall(r"`(\.?\w[\w./-]*(?:/|\.\w+))`", text)
    assert len(named) >= 10
    there = [f"{path.as_posix()}{'/' * path.is_dir()}" for path in Path().rglob("*")]
    assert [name for name in named if not any(f"/{path}".endswith(name) for path in there)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_file_is_text_with_unix_ends(language: str) -> None:
    for name, data in files(language):
        text = data.decode("utf-8")
        assert text.endswith("\n"), name
        assert "\r" not in text, name
        assert "{version}" not in text, name


# ------------------------------------------------------------------------------------------------ its own hook


@pytest.mark.slow
def test_its_hook_lets_the_fresh_repository_pass_and_a_fault_not(
    run: Call, started: str, tarife: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    home = tmp_path_factory.mktemp("home")
    # its hooks know no other day than that of the machine
    settings = tarife / "tariflint.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("grace = 365", "grace = 99999"), encoding="utf-8")
    tool = home / "tariflint"
    tool.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m checker.cli "$@"\n', encoding="utf-8")
    tool.chmod(0o755)
    (home / "gitconfig").write_text("[user]\n    name = Team\n    email = team@example.org\n", encoding="utf-8")
    env = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PRE_"))} | {
        "PATH": f"{home}{os.pathsep}{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "GIT_CONFIG_GLOBAL": str(home / "gitconfig"),
        "PRE_COMMIT_HOME": str(home / "store"),
    }

    def call(*command: str) -> tuple[int, str]:
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=300)
        return done.returncode, done.stdout + done.stderr

    for command in (("git", "init", "-q"), ("pre-commit", "install"), ("git", "add", ".")):
        assert call(*command)[0] == 0
    status, said = call("git", "commit", "-m", "Anfang")
    assert status == 0, said
    assert said.count("Passed") == 3

    assert run("prove", FOLDERS[started][2]).status == cli.CLEAN
    (offer,) = (tarife / FOLDERS[started][1]).glob("*.tarif")
    offer.write_text(offer.read_text(encoding="utf-8").replace("2026-06-15", "2027-01-01"), encoding="utf-8")
    status, said = call("git", "commit", "-am", "zu spät")
    assert status == 1
    assert offer.name in said
