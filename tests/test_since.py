"""`check --since REF`: two states, each checked as a whole; what both have does not fail the run. With git itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import golden
import pytest
from support import ROOT, Call, Said

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

FAULTY = (ROOT / "contracts/stromio/fehler_kuendigungsfrist_drei_monate.tarif").read_text(encoding="utf-8")
LAWFUL = FAULTY.replace("3 Monate zum Ende", "1 Monat zum Ende")
OTHER = FAULTY.replace("stromio-frist-lang", "stromio-andere")
ONLY = ("--select", "BGB-309-9")
HOUSE = """
Norm HAUS-1 "Hausregel" / "rule of the house"
    netz "https://example.org/haus"
    rang empfehlung
    geprüft 2026-01-01

Regel HAUS-1-FRIST "Hausfrist" / "notice of the house"
    quelle § 1 HAUS
    stichtag Vertragsschluss
    schwere fehler
    sicherheit gesichert
    Fassung
        fordert Laufzeit.Kündigungsfrist höchstens {limit}
    Meldung de "Zu lang."
    Meldung en "Too long."
    Beispiel erfüllt "kurz" / "short"
        Laufzeit.Kündigungsfrist: 1 Woche jederzeit
    Beispiel verletzt "lang" / "long"
        Laufzeit.Kündigungsfrist: 9 Monate jederzeit
"""


def git(*arguments: str) -> str:
    names = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    for role in ("AUTHOR", "COMMITTER"):
        names |= {f"GIT_{role}_NAME": "Muster", f"GIT_{role}_EMAIL": "muster@example.org"}
    done = subprocess.run(["git", *arguments], env=os.environ | names, capture_output=True, text=True, check=True)
    return done.stdout


def write(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")


def commit(**files: str) -> None:
    for name, text in files.items():
        write(f"{name}.tarif", text)
    git("add", "--all")
    git("commit", "--quiet", "--allow-empty", "--message", "Stand")


@pytest.fixture
def repository(tarife: Path) -> Path:
    """A repository whose only commit has one faulty tariff."""
    git("init", "--quiet", ".")
    commit(alt=FAULTY)
    return tarife


def said(result: Said) -> list[str]:
    """The findings that fail, each as `file rule`."""
    lines = [line.split(" ") for line in result.out.splitlines()]
    return [f"{line[0].split(':')[0]} {line[2]}" for line in lines if line[1] == "fehler"]


def since(run: Call, *arguments: str) -> Said:
    return run("check", "--format", "concise", "--since", "HEAD", *ONLY, *arguments)


@pytest.mark.parametrize("language", ["de", "en"])
def test_what_stood_there_before_is_listed_and_does_not_fail(language: str, repository: Path, run: Call) -> None:
    write("neu.tarif", OTHER)
    result = run("check", "--lang", language, "--since", "HEAD", *ONLY)
    assert result.status == 1
    golden.check(f"since/{language}", result.out)


def test_moving_and_renaming_is_no_news_and_a_new_value_is(repository: Path, run: Call) -> None:
    assert since(run).status == 0
    git("mv", "alt.tarif", "umbenannt.tarif")
    assert since(run).status == 0
    write("umbenannt.tarif", "# verschoben\n\n" + FAULTY.replace("\nLaufzeit", "\n\n# hier\nLaufzeit"))
    assert since(run).status == 0
    write("umbenannt.tarif", FAULTY.replace("3 Monate", "4 Monate"))
    assert said(since(run)) == ["umbenannt.tarif BGB-309-9-C"]


def test_what_is_named_alone_is_found_where_it_stood(
    repository: Path, run: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both states are checked; a name that a file or a folder has now need not be that of then."""
    commit(**{"tarife/a": OTHER})
    git("mv", "tarife/a.tarif", "tarife/größer.tarif")
    assert since(run, "tarife/größer.tarif").status == 0
    git("mv", "tarife", "neu")
    assert since(run, "neu").status == 0
    write("neu/größer.tarif", OTHER.replace("3 Monate", "4 Monate"))
    assert said(since(run, "neu")) == ["neu/größer.tarif BGB-309-9-C"]
    monkeypatch.chdir(repository / "neu")
    assert said(since(run)) == ["größer.tarif BGB-309-9-C"]
    write("größer.tarif", OTHER)
    assert since(run).status == 0


def test_one_fault_for_another_is_new(repository: Path, run: Call) -> None:
    commit(a=FAULTY.replace("stromio-frist-lang", "a"), b=LAWFUL.replace("stromio-frist-lang", "b"))
    write("a.tarif", LAWFUL.replace("stromio-frist-lang", "a"))
    write("b.tarif", FAULTY.replace("stromio-frist-lang", "b"))
    assert said(since(run)) == ["b.tarif BGB-309-9-C"]


@pytest.mark.slow
def test_each_state_has_its_own_rules_and_a_line_nobody_touched_can_be_new(repository: Path, run: Call) -> None:
    write("haus.regel", HOUSE.format(limit="6 Monate"))
    commit()
    house = ("--rules", "haus.regel", "--select", "HAUS", ".")
    write("haus.regel", HOUSE.format(limit="2 Monate"))
    assert said(since(run, *house)) == ["alt.tarif HAUS-1-FRIST"]
    commit()
    assert since(run, *house).status == 0


@pytest.mark.slow
def test_each_state_has_its_own_settings(repository: Path, run: Call) -> None:
    """A rule file that was there, but not in force, is no excuse."""
    write("haus.regel", HOUSE.format(limit="2 Monate"))
    commit()
    write("tariflint.toml", 'rules = ["haus.regel"]\n')
    house = ("--select", "HAUS", ".")
    assert said(since(run, *house)) == ["alt.tarif HAUS-1-FRIST"]
    commit()
    assert since(run, *house).status == 0


def test_from_a_folder_and_for_named_files(repository: Path, run: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(**{"tarife/a": OTHER})
    write("tarife/neu.tarif", FAULTY.replace("stromio-frist-lang", "neu"))
    monkeypatch.chdir(repository / "tarife")
    assert said(since(run)) == ["neu.tarif BGB-309-9-C"]
    assert said(since(run, "a.tarif")) == []
    assert said(since(run, "neu.tarif")) == ["neu.tarif BGB-309-9-C"]
    assert said(since(run, "..")) == ["../tarife/neu.tarif BGB-309-9-C"]
    (repository / "frisch").mkdir()
    monkeypatch.chdir(repository / "frisch")
    write("x.tarif", FAULTY.replace("stromio-frist-lang", "x"))
    assert said(since(run)) == ["x.tarif BGB-309-9-C"], "a folder that was not there then"


def test_an_offer_finds_the_tariff_of_its_own_state(repository: Path, run: Call) -> None:
    offer = "Angebot a-1\n    Tarif: stromio-frist-lang\n    Vertragsschluss: 2026-02-01\n\nKunde\n    Gruppe: Privat\n"
    commit(**{"angebote/a": offer, "tarife/t": LAWFUL})
    git("rm", "--quiet", "alt.tarif")
    commit()
    write("tarife/t.tarif", FAULTY)
    assert said(since(run, "angebote")) == ["angebote/a.tarif BGB-309-9-C"]


def test_what_cannot_be_read_fails_although_it_stood_there_before(repository: Path, run: Call) -> None:
    commit(alt=FAULTY.replace("    Kündigungsfrist: 3", "    Kündigungsfrist: drei"))
    assert since(run).status == 1


def test_the_repository_stays_as_it_is_and_its_hooks_are_not_run(repository: Path, run: Call) -> None:
    for hook in ("post-index-change", "post-checkout", "reference-transaction"):
        write(f".git/hooks/{hook}", f"#!/bin/sh\ntouch '{repository}/ran'\n")
        Path(f".git/hooks/{hook}").chmod(0o755)
    write("alt.tarif", OTHER)
    write("neu.tarif", LAWFUL)
    git("-c", f"core.hooksPath={os.devnull}", "add", "neu.tarif")
    before = git("-c", f"core.hooksPath={os.devnull}", "status", "--porcelain"), Path(".git/index").read_bytes()
    assert since(run).status == 1
    assert (
        git("-c", f"core.hooksPath={os.devnull}", "status", "--porcelain"),
        Path(".git/index").read_bytes(),
    ) == before
    assert not Path("ran").exists()


def test_a_package_that_is_called_like_ours_is_not_run(repository: Path, run: Call) -> None:
    write("checker/__init__.py", "raise SystemExit('falsch')\n")
    commit()
    assert since(run).status == 0


def test_line_ends_and_export_rules_of_git_change_nothing(repository: Path, run: Call) -> None:
    write(".gitattributes", "*.tarif text eol=crlf export-ignore\n")
    commit()
    assert since(run).status == 0


@pytest.mark.parametrize("language", ["de", "en"])
def test_what_is_wrong_is_said(language: str, repository: Path, run: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    page = []

    def say(*arguments: str, status: int = 2) -> None:
        result = run("check", "--lang", language, *arguments)
        assert (result.status, result.out) == (status, ""), arguments
        page.append(f"$ tariflint check {' '.join(arguments)}\n{result.err.replace(str(repository.parent), '..')}\n")

    for ref in ("HAED", "", "-x", "a b", "HEAD~9", "main..HEAD", "HEAD:alt.tarif"):
        say(f"--since={ref}")
    say("--since", "HEAD", "--between", "2026-01-01", "2026-02-01", "alt.tarif")
    (repository.parent / "draussen.tarif").write_text(LAWFUL, encoding="utf-8")
    say("--since", "HEAD", "../draussen.tarif")
    (repository.parent / "draussen.tarif").unlink()
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("PATH", "")
        say("--since", "HEAD", "alt.tarif")
    golden.check(f"since/wrong-{language}", "".join(page))


SETTINGS = 'rules = ["haus.regel"]\nselect = ["BGB-309-9", "HAUS"]\n'
REFUSED = {
    "rules": {"haus.regel": HOUSE.format(limit="kaputt")},
    "settings": {"tariflint.toml": SETTINGS + "strikt = true\n"},
    "rules that are gone": {"tariflint.toml": SETTINGS.replace("haus.regel", "weg.regel")},
}


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("case", REFUSED)
def test_what_mends_a_state_that_is_refused_can_pass(case: str, language: str, repository: Path, run: Call) -> None:
    """Nothing can be held against such a state: all that is found now is new, and that is said with the reason."""
    good = {"haus.regel": HOUSE.format(limit="6 Monate"), "tariflint.toml": SETTINGS}
    for name, text in (good | REFUSED[case]).items():
        write(name, text)
    commit()
    assert run("check", "--since", "HEAD").status == 2  # refused now, too
    for name, text in good.items():
        write(name, text)
    assert (
        run("check", "--since", "HEAD", "--lang", language, "--format", "concise").status == 1
    )  # it stood there before
    write("alt.tarif", LAWFUL)
    mended = run("check", "--since", "HEAD", "--lang", language)
    assert (mended.status, mended.err) == (0, "")
    golden.check(f"since/refused-{case.replace(' ', '-')}-{language}", mended.out)
    commit()
    assert "neu" not in run("check", "--since", "HEAD", "--lang", "de").out


def test_every_report_says_that_nothing_could_be_held_against_the_state(repository: Path, run: Call) -> None:
    commit(alt=LAWFUL)
    write("tariflint.toml", "strikt = true\n")
    commit()
    write("tariflint.toml", 'select = ["BGB-309-9"]\n')
    said = "The state HEAD cannot be checked, so everything that is found now counts as new. There: tariflint.toml:1: "
    for form in ("text", "markdown", "html", "json", "sarif", "github"):
        told = run("check", "--since", "HEAD", "--lang", "en", "--format", form)
        assert told.status == 0
        assert said.strip() in " ".join(told.out.split()), form
        assert (said in told.err) is (form != "text")
    assert said in run("check", "--since", "HEAD", "--lang", "en", "--format", "concise").err


def test_without_a_repository_it_says_so(tarife: Path, run: Call) -> None:
    write("t.tarif", LAWFUL)
    result = run("check", "--since", "HEAD")
    assert result.status == 2
    assert result.err.startswith("tariflint: Für --since braucht es ein git-Repository: ")


def test_a_hook_may_have_its_own_index(repository: Path, run: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """git runs hooks with GIT_INDEX_FILE and GIT_DIR set."""
    monkeypatch.setenv("GIT_INDEX_FILE", str(repository / ".git/index"))
    monkeypatch.setenv("GIT_DIR", str(repository / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(repository))
    before = Path(".git/index").read_bytes()
    assert since(run).status == 0
    assert Path(".git/index").read_bytes() == before
    assert sys.version_info >= (3, 11)
