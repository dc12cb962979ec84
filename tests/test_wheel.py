"""What is shipped: the wheel carries everything a check needs, and checks in an environment that has nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FAULTY = """\
Tarif strom-36 "Strom 36"
    AGB: stromio-2018-05-25
    Vertrieb: ab 2026-01-01 bis 2026-12-31

Laufzeit
    Erstlaufzeit: 36 Monate ab Vertragsschluss
"""

# one worker builds and installs once
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("wheel")]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout without a download."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    built = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert built.returncode == 0, built.stdout + built.stderr
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the commands of an empty environment into which only the wheel was installed.

    Its two dependencies are lent by this environment, so that the test needs no network: first in line stands the
    new environment's own folder, and the checkout stands nowhere.
    """
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True, timeout=300)
    python = folder / "bin" / "python"
    install = [str(python), "-m", "pip", "install", "--no-deps", "--no-index", "--quiet", str(wheel)]
    subprocess.run(install, check=True, timeout=300)
    site = Path(sysconfig.get_path("purelib", vars={"base": str(folder)}))
    lent = tmp_path_factory.mktemp("lent")
    for name in ("lark", "rich", "pygments", "markdown_it", "mdurl"):
        __import__(name)
        (lent / name).symlink_to(Path(str(sys.modules[name].__file__)).parent)
    (site / "lent.pth").write_text(f"{lent}\n", encoding="utf-8")
    return folder / "bin"


def call(installed: Path, cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Call the installed command, away from the checkout."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    env |= {"TARIFLINT_CACHE": str(cwd / "cache"), "PYTHONIOENCODING": "utf-8"}
    command = [str(installed / "tariflint"), *arguments]
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False, timeout=120)


def test_the_wheel_carries_grammars_rules_schema_and_types(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {"dsl/tarif.lark", "dsl/regel.lark", "dsl/py.typed", "checker/py.typed"} <= names
    schemas = {path.relative_to(ROOT).as_posix() for path in (ROOT / "checker").rglob("*.schema.json")}
    kinds = {path.rpartition("/")[2].partition(".")[0] for path in schemas}
    assert kinds >= {"report", "between", "radar", "timeline", "prove", "config", "evidence", "change"}
    assert schemas <= names
    rules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "rules").rglob("*.regel")}
    assert len(rules) > 30
    assert {f"checker/{rule}" for rule in rules} <= names
    starter = {path.relative_to(ROOT).as_posix() for path in (ROOT / "checker/starter").rglob("*") if path.is_file()}
    assert {name for name in starter if "__pycache__" not in name} <= names
    modules = {path.relative_to(ROOT).as_posix() for each in ("dsl", "checker") for path in (ROOT / each).rglob("*.py")}
    assert modules <= names


def test_nothing_else_lands_in_an_environment(wheel: Path) -> None:
    top = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert top == {"dsl", "checker", f"{'-'.join(wheel.name.split('-')[:2])}.dist-info"}


def test_the_wheel_needs_lark_and_rich_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (path,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        lines = archive.read(path).decode().split("\n\n")[0].splitlines()
        licences = [name for name in archive.namelist() if name.endswith("/LICENSE")]
    needed = [line for line in lines if line.startswith("Requires-Dist: ") and "extra ==" not in line]
    assert [line.split()[1].split(">")[0] for line in needed] == ["lark", "rich"]
    assert "License-Expression: Apache-2.0" in lines
    assert "Requires-Python: >=3.11" in lines
    assert len(licences) == 1


def test_a_tariff_is_checked_where_only_the_wheel_is_installed(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "strom.tarif").write_text(FAULTY, encoding="utf-8")
    done = call(installed, tmp_path, "check", "--select", "BGB-309-9-A", "--format", "concise")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("strom.tarif:6:19: fehler BGB-309-9-A ")
    again = call(installed, tmp_path, "check", "--select", "BGB-309-9-A", "--format", "concise")
    assert again.stdout == done.stdout


def test_the_shipped_rules_are_the_ones_of_the_checkout(installed: Path, tmp_path: Path) -> None:
    inside = call(installed, tmp_path, "rules")
    command = [sys.executable, "-m", "checker.cli", "rules"]
    env = os.environ | {"PYTHONIOENCODING": "utf-8"}
    outside = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=True, timeout=120)
    assert inside.returncode == 0
    assert inside.stdout == outside.stdout


def test_the_installed_rules_pass_their_own_examples(installed: Path, tmp_path: Path) -> None:
    done = call(installed, tmp_path, "test", "--quiet", "--lang", "en")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith(" passed, 0 failed\n")


def test_the_installed_command_explains(installed: Path, tmp_path: Path) -> None:
    done = call(installed, tmp_path, "explain", "BGB-309-9-A")
    assert done.returncode == 0
    assert "§ 309 Nr. 9 lit. a BGB" in done.stdout


def test_the_packages_are_typed_for_those_who_build_on_them(installed: Path, tmp_path: Path) -> None:
    """The library is importable under its two names, and carries the marker that its types may be relied on."""
    script = "import checker.rule_files, dsl; print(len(checker.rule_files.load_rulebook().rules), dsl.__file__)"
    python = str(installed / "python")
    done = subprocess.run(
        [python, "-I", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True, timeout=120
    )
    count, file = done.stdout.split()
    assert int(count) > 100
    assert Path(file).is_relative_to(installed.parent)
    assert Path(file).with_name("py.typed").exists()
