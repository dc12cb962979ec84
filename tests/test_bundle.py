"""The modules of a check in one file: used where it is whole and no source has changed, and nothing looks different."""

from __future__ import annotations

import json
import marshal
import os
import shutil
import subprocess
import sys
import time
import zlib
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from support import ROOT, Call

from checker.memory.bundle import Module
from checker.rule_files import load_rulebook

LAWFUL = (ROOT / "contracts/stromio/festpreis_2026.tarif").read_text(encoding="utf-8")
# as the command is started, but it says at the end what its modules are like
PROGRAM = """\
import json, sys
from checker.cli import main
status = main()
own = {name: module for name, module in sys.modules.items() if name.startswith(("checker", "dsl"))}
names = ("__name__", "__file__", "__package__", "__path__", "__doc__")
like = {name: [getattr(module, each, None) for each in names] for name, module in own.items()}
bundled = [name for name, module in own.items() if type(module.__loader__).__name__ == "Bundle"]
print(json.dumps([like, bundled]), file=sys.stderr)
sys.exit(status)
"""


class Ran(NamedTuple):
    status: int
    out: bytes
    like: dict[str, list[Any]]
    bundled: set[str]


@pytest.fixture(autouse=True)
def _files(tarife: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache of one's own with the compiled rules, tariffs that were never checked, a program that is long settled."""
    for number in range(6):
        text = LAWFUL.replace("festpreis-2026", f"fest-{number}").replace('"Strom Fest', f'"Fest {number}')
        (tarife / f"{number}.tarif").write_text(text, encoding="utf-8")
    newest = max(path.stat().st_mtime for folder in ("checker", "dsl") for path in (ROOT / folder).rglob("*.py"))
    time.sleep(max(0, newest + 2.1 - time.time()))
    load_rulebook(examples=False)
    before, own = Path(os.environ["TARIFLINT_CACHE"]), tmp_path / "cache"
    own.mkdir()
    monkeypatch.setenv("TARIFLINT_CACHE", str(own))
    for kind in ("grammar", "rule", "table"):
        for path in before.glob(f"{kind}*"):
            shutil.copy(path, own)
    check("0.tarif")  # what is still missing there is made by a run that imports more than the next one
    for path in own.glob("modules-*"):
        path.unlink()


def check(name: str) -> Ran:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "check", name],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
        timeout=120,
    )
    said = done.stderr.splitlines()
    like, bundled = json.loads(said[-1]) if said and said[-1].startswith(b"[{") else ({}, [])
    return Ran(done.returncode, done.stdout, like, set(bundled))


def place() -> Path:
    (found,) = Path(os.environ["TARIFLINT_CACHE"]).glob("modules-*")
    return found


def read() -> dict[str, Module]:
    modules: dict[str, Module] = marshal.loads(place().read_bytes()[4:])
    return modules


def write(modules: dict[str, Module]) -> None:
    data = marshal.dumps(modules)  # type: ignore[arg-type]
    place().write_bytes(zlib.adler32(data).to_bytes(4, "little") + data)


def test_the_next_check_takes_its_modules_from_there_and_says_the_same(run: Call) -> None:
    check("1.tarif")
    kept = place().read_bytes()
    one, other = check("2.tarif"), check("3.tarif")
    assert one.bundled >= {"checker.judge", "checker.report", "dsl.rule"}
    assert "checker.compilation" not in one.bundled
    assert (one.status, one.out) == (0, run("check", "2.tarif").out.encode())
    assert other.bundled == one.bundled
    assert place().read_bytes() == kept
    place().unlink()
    plain = check("4.tarif")
    assert not plain.bundled
    assert {name: plain.like[name] for name in one.like} == one.like


def test_what_is_there_is_used_unless_a_source_has_changed() -> None:
    check("1.tarif")
    modules = read()
    path, package, known, _ = modules["checker.judge"]
    stop = compile("raise SystemExit(9)", path, "exec")
    write(modules | {"checker.judge": (path, package, known, stop)})
    assert check("2.tarif").status == 9
    others = ([known[0] + 1, *known[1:]], [known[0], known[1] - 1, known[2]], [*known[:2], known[2] - 1], [])
    for number, other in enumerate(others):
        write(modules | {"checker.judge": (path, package, other, stop)})
        answer = check(f"{number + 2}.tarif")
        assert (answer.status, answer.bundled) == (0, set())
        assert read() == modules, "it is made anew"


def test_a_damaged_file_is_not_there() -> None:
    check("1.tarif")
    sound, modules = place().read_bytes(), read()
    middle = len(sound) // 2
    for number, data in enumerate((b"", sound[:3], sound[:middle], sound[:middle] + b"?" + sound[middle + 1 :])):
        place().write_bytes(data)
        answer = check(f"{number + 2}.tarif")
        assert (answer.status, answer.bundled) == (0, set())
        assert read() == modules, "it is made anew"


def test_a_source_that_was_written_just_now_may_change_once_more_unseen(tmp_path: Path) -> None:
    program = """\
import os, sys, time
import checker.judge
from checker.files import SETTLED
from checker.memory.bundle import Bundle

bundle = Bundle()
bundle.before = set()
own = [module.__file__ for name, module in sys.modules.items() if name.startswith(("checker.", "dsl."))]
newest = max(max(found.st_mtime_ns, found.st_ctime_ns) for found in map(os.stat, own))
for later in (SETTLED, SETTLED + 1):
    time.time_ns = lambda: newest + later
    bundle.keep()
    print(os.path.exists(bundle.place))
"""
    env = os.environ | {"PYTHONPATH": str(ROOT), "TARIFLINT_CACHE": str(tmp_path / "another")}
    done = subprocess.run([sys.executable, "-c", program], env=env, capture_output=True, text=True, check=True)
    assert done.stdout == "False\nTrue\n"
