"""The hooks as a team has them: the real pre-commit builds them from a repository of ours and runs them on commits."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from support import ROOT

# one worker builds the environments of the hooks
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("precommit")]

TARIFF = (ROOT / "contracts/stromio/festpreis_2026.tarif").read_text(encoding="utf-8")
NOTICE = "Kündigungsfrist: 1 Monat zum Ende Erstlaufzeit"
FAULTY = TARIFF.replace(NOTICE, "Kündigungsfrist: 6 Wochen zum Ende Erstlaufzeit")
OFFER = """\
Angebot {id}
    Tarif: stromio-festpreis-2026
    Vertragsschluss: 2026-06-01
    Vertriebsweg: Web

Kunde
    Gruppe: Privat
    Jahresverbrauch: 3.500 kWh/a
    Zähler: Eintarifzähler
    Lastprofil: Standardlastprofil
    Anlagen: keine
"""
RULE = """\
Norm HAUS "Grundsätze des Hauses" / "Principles of the house"
    rang empfehlung
    geprüft 2026-08-19

Regel HAUS-NETTO "Preise nennen wir brutto" / "We state gross prices"
    quelle Grundsatz 1 HAUS
    stichtag Vertragsschluss
    schwere warnung
    sicherheit gesichert
    Fassung
        fordert Preis.Arbeitspreis ist brutto
    je Preis
    Meldung de "Der Arbeitspreis steht netto im Tarif."
    Meldung en "The energy price is stated net."
    Beispiel erfüllt "brutto" / "gross"
        Preis.Arbeitspreis: 30,00 ct/kWh brutto
    Beispiel verletzt "netto" / "net"
        Preis.Arbeitspreis: 30,00 ct/kWh netto
"""
TERM = """\
Begriff Kunde.Neukunde-des-Hauses "new customer of the house"
    typ ja/nein
"""
TERMS = """\
Norm AGB-HAUS "AGB des Hauses" / "Terms of the house"
    rang vertraglich
    AGB haus-2026
    stand 2026-01-01
    geprüft 2026-08-19
"""
CONFIG = """\
repos:
  - repo: {source}
    rev: {rev}
    hooks:
      - id: tariflint-check
      - id: tariflint-format
      - id: tariflint-rules
"""


def git(folder: Path, *arguments: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    command = ["git", *arguments]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False, timeout=300)


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What pre-commit runs in: a store of its own, and no index: pip finds what is installed here, packed again."""
    wheels = tmp_path_factory.mktemp("wheels")
    wanted = ["lark", "rich", "hatchling"]
    packed: set[str] = set()
    while wanted:
        found = distribution(wanted.pop())
        if found.name in packed:
            continue
        packed.add(found.name)
        name = f"{found.name.replace('-', '_')}-{found.version}-py3-none-any.whl"
        with zipfile.ZipFile(wheels / name, "w") as wheel:
            for file in found.files or ():
                if ".." not in file.parts and "__pycache__" not in file.parts:
                    wheel.write(str(file.locate()), str(file))
        needed = [Requirement(need) for need in found.requires or ()]
        wanted += [need.name for need in needed if need.marker is None or need.marker.evaluate({"extra": ""})]
    home = tmp_path_factory.mktemp("home")
    (home / "gitconfig").write_text("[user]\n    name = Team\n    email = team@example.org\n", encoding="utf-8")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PYTHON", "PRE_"))}
    return inherited | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "GIT_CONFIG_GLOBAL": str(home / "gitconfig"),
        "PRE_COMMIT_HOME": str(home / "store"),
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(wheels),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_NO_COMPILE": "1",
        "VIRTUALENV_NO_PERIODIC_UPDATE": "1",
        "TARIFLINT_CACHE": str(home / "cache"),
    }


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]) -> Path:
    """This checkout as a repository that pre-commit can clone."""
    folder = tmp_path_factory.mktemp("source")
    for name in ("dsl", "checker", "rules"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, folder / name)
    for step in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "tariflint"]):
        assert git(folder, *step, env=environment).returncode == 0
    return folder


class Team:
    """A repository of tariffs, the hooks installed."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.folder, self.environment = folder, environment

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def commit(self) -> tuple[bool, str]:
        """Commit everything; whether the hooks let it pass, and what was said."""
        git(self.folder, "add", "--all", env=self.environment)
        done = git(self.folder, "commit", "-m", "Stand", env=self.environment)
        return done.returncode == 0, done.stdout + done.stderr

    def precommit(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["pre-commit", *arguments],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=600,
        )


@pytest.fixture
def team(tmp_path: Path, source: Path, environment: dict[str, str]) -> Team:
    team = Team(tmp_path / "tarife", environment)
    rev = git(source, "rev-parse", "HEAD").stdout.strip()
    team.write(".pre-commit-config.yaml", CONFIG.format(source=source, rev=rev))
    git(team.folder, "init", "-q", env=environment)
    assert team.precommit("install").returncode == 0
    return team


def test_try_repo_runs_the_three_hooks(team: Team, source: Path) -> None:
    team.write("strom.tarif", FAULTY)
    team.write("haus.regel", RULE)
    git(team.folder, "add", ".")
    done = team.precommit("try-repo", str(source), "--all-files")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "fehler BGB-309-9-C" in done.stdout
    ends = [line.rpartition(".")[2] for line in done.stdout.splitlines() if line.startswith("tariflint ")]
    assert ends == ["Failed", "Passed", "Passed"]


def test_a_commit_passes_or_is_refused(team: Team) -> None:
    """Each fault is refused by the hook that is there for it, and says why; the good commit passes."""
    team.write("strom.tarif", FAULTY)
    passed, said = team.commit()
    assert not passed
    assert "tariflint check..." in said
    assert "fehler BGB-309-9-C  Kündigungsfrist vor Ablauf der Vertragsdauer" in said
    assert git(team.folder, "rev-parse", "--verify", "HEAD").returncode != 0

    team.write("strom.tarif", TARIFF)
    passed, said = team.commit()
    assert passed, said

    team.write("strom.tarif", TARIFF.replace("    AGB:", "    AGB:  "))
    passed, said = team.commit()
    assert not passed
    assert "files were modified by this hook" in said
    assert "neu geschrieben: strom.tarif" in said
    assert (team.folder / "strom.tarif").read_text(encoding="utf-8") == TARIFF

    team.write("haus.regel", RULE.replace("Beispiel erfüllt", "Beispiel unanwendbar"))
    passed, said = team.commit()
    assert not passed
    assert "HAUS-NETTO" in said
    team.write("haus.regel", RULE)
    passed, said = team.commit()
    assert passed, said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "fehler file-empty"),
        ("\0\1\2", "- exit code: 3"),
        ("Tarif strom-x\n    Grundpreis 12.90\n", "fehler colon-missing"),
        (TARIFF.replace("stromio-2018-05-25", "stromio-2019-01-01"), "fehler terms-unknown"),
    ],
    ids=["empty", "binary", "unparsable", "unknown terms"],
)
def test_what_cannot_be_checked_never_passes_beside_a_good_file(team: Team, text: str, said: str) -> None:
    team.write("gut.tarif", TARIFF)
    team.write("schlecht.tarif", text)
    passed, output = team.commit()
    assert not passed
    assert "schlecht.tarif" in output
    assert said in output


def test_rules_and_terms_come_from_the_settings(team: Team) -> None:
    """A rule names a term of another file, a tariff the terms of a third; commits name one file at a time."""
    team.write("tariflint.toml", 'rules = ["haus"]\n')
    team.write("haus/begriffe.regel", TERM)
    team.write("haus/agb.regel", TERMS)
    passed, said = team.commit()
    assert passed, said
    text = RULE.replace("    Fassung\n", "    wenn Kunde.Neukunde-des-Hauses\n    Fassung\n")
    fact = "        Preis.Arbeitspreis:"
    team.write("haus/netto.regel", text.replace(fact, f"        Kunde.Neukunde-des-Hauses: ja\n{fact}"))
    passed, said = team.commit()
    assert passed, said
    team.write("strom.tarif", TARIFF.replace("stromio-2018-05-25", "haus-2026"))
    passed, said = team.commit()
    assert "terms-unknown" not in said

    team.write("tariflint.toml", 'rulse = ["haus"]\n')
    team.write("strom.tarif", TARIFF)
    passed, said = team.commit()
    assert not passed
    assert "- exit code: 2" in said
    assert "rulse" in said


def test_files_spread_over_processes_are_judged_as_in_one(team: Team) -> None:
    """Paths so long that no command line holds them all; the tariff of the offers is not among them at all."""
    team.write("tarife/strom.tarif", TARIFF)
    assert team.commit()[0]
    folder = "/".join(["angebote-" + "x" * 190] * 5)
    for number in range(150):
        team.write(f"{folder}/angebot_{number}.tarif", OFFER.format(id=f"muster-{number}"))
    passed, said = team.commit()
    assert passed, said
    done = team.precommit("run", "tariflint-check", "--all-files", "--verbose")
    assert done.stdout.count("nichts zu beanstanden") >= 2, done.stdout

    # the same id as the tariff, and as an offer that another process is given
    team.write("tarife/kopie.tarif", TARIFF)
    assert team.commit()[0] is False
    (team.folder / "tarife/kopie.tarif").unlink()
    team.write(f"{folder}/angebot_149.tarif", OFFER.format(id="muster-0"))
    passed, said = team.commit()
    assert not passed
    assert "document-same-id" in said
