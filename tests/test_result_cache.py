"""What is not worked out twice: a call that was made before is answered from the cache, and never wrongly.

Each test makes a call in a process of its own, makes it again, changes one thing, and compares with what a run in this
process says, which recalls nothing.
"""

from __future__ import annotations

import marshal
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
import rich
from support import ROOT, Call

from checker.bulk import judging, shelf
from checker.bulk import one as one_file
from checker.check import Run
from checker.documents import read_documents
from checker.memory import recall, remember
from checker.memory.recall import ENVIRONMENT, entry_path, read_entry
from checker.rule_files import load_rulebook

LAWFUL = (ROOT / "contracts/stromio/festpreis_2026.tarif").read_text(encoding="utf-8")
FAULTY = LAWFUL.replace("Kündigungsfrist: 1 Monat zum Ende", "Kündigungsfrist: 3 Monate zum Ende")
OFFER = """\
Angebot frage-1
    Tarif: stromio-festpreis-2026
    Vertragsschluss: 2026-02-10
"""
# as the command is started, but it says at the end whether anything had to be worked out
PROGRAM = """\
import sys
from checker.cli import main
status = main()
print("WORKED OUT" if "checker.commands" in sys.modules else "RECALLED", file=sys.stderr)
sys.exit(status)
"""


class Answer(NamedTuple):
    status: int
    out: bytes
    err: bytes
    recalled: bool


def check(*arguments: str, **env: str) -> Answer:
    """`tariflint check` as a process of its own in the current folder."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "check", *arguments],
        env=os.environ | {"PYTHONPATH": str(ROOT)} | env,
        capture_output=True,
        check=False,
        timeout=120,
    )
    err, _, how = done.stderr.rstrip(b"\n").rpartition(b"\n")
    assert how in (b"WORKED OUT", b"RECALLED"), done.stderr
    return Answer(done.returncode, done.stdout, err, how == b"RECALLED")


@pytest.fixture(autouse=True)
def _long_settled() -> None:
    """The program was not written within the last two seconds, however quickly a test follows an edit of it."""
    newest = max(
        path.stat().st_mtime for folder in ("checker", "dsl", "rules") for path in (ROOT / folder).rglob("*.*")
    )
    time.sleep(max(0, newest + 2.1 - time.time()))


@pytest.fixture
def folder(tarife: Path) -> Path:
    (tarife / "gut.tarif").write_text(LAWFUL, encoding="utf-8")
    (tarife / "schlecht.tarif").write_text(FAULTY.replace("festpreis-2026", "fest-2"), encoding="utf-8")
    return tarife


# ------------------------------------------------------------------------------------------------ unchanged


@pytest.mark.parametrize(
    ("arguments", "env"),
    [
        ((), {}),
        (("--lang", "en", "--format", "concise"), {}),
        (("gut.tarif", "--ascii"), {}),
        ((), {"FORCE_COLOR": "1", "COLUMNS": "60"}),
        (("--format", "html"), {}),
    ],
)
def test_a_call_is_answered_again_with_the_same_bytes(
    folder: Path, arguments: tuple[str, ...], env: dict[str, str]
) -> None:
    first, second = check(*arguments, **env), check(*arguments, **env)
    assert (first.recalled, second.recalled) == (False, True)
    assert first.out
    assert second[:3] == first[:3]
    assert first.status == (0 if "gut.tarif" in arguments else 1)


@pytest.mark.slow
def test_what_is_recalled_is_what_a_run_without_a_cache_says(folder: Path, run: Call) -> None:
    said = [check(), check(), check("--no-cache"), check(TARIFLINT_CACHE="")]
    assert [each.recalled for each in said] == [False, True, False, False]
    assert {each[:3] for each in said} == {(1, run("check").out.encode(), b"")}


# ------------------------------------------------------------------------------------------------ changed


def edit(name: str, old: str, new: str) -> None:
    """Change a file and leave no trace of it but its contents: the same length, the same time."""
    before, text = os.stat(name), Path(name).read_text(encoding="utf-8")
    assert old in text
    assert len(old) == len(new)
    Path(name).write_text(text.replace(old, new), encoding="utf-8")
    os.utime(name, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_a_change_is_never_missed(folder: Path, run: Call) -> None:
    (folder / "unten").mkdir()
    (folder / "unten/auch.tarif").write_text(FAULTY.replace("festpreis-2026", "fest-4"), encoding="utf-8")
    changes: list[Callable[[], object]] = [
        lambda: None,
        lambda: edit("schlecht.tarif", "3 Monate zum", "4 Monate zum"),
        lambda: edit("unten/auch.tarif", "3 Monate zum", "5 Monate zum"),
        lambda: Path("neu.tarif").write_text(FAULTY.replace("festpreis-2026", "fest-3"), "utf-8"),
        lambda: os.unlink("schlecht.tarif"),
        lambda: os.rename("neu.tarif", "alt.tarif"),
        lambda: (os.mkdir("neu"), Path("neu/a.tarif").write_text("Tarif", "utf-8")),
    ]
    said: set[str] = set()
    for change in changes:
        change()
        now = check("--format", "concise")
        expected = run("check", "--format", "concise")
        assert not now.recalled
        assert (now.status, now.out) == (expected.status, expected.out.encode())
        said.add(expected.out)
    assert check("--format", "concise").recalled
    assert len(said) == len(changes), "each change can be seen"


def test_settings_and_exceptions_are_part_of_the_call(folder: Path, run: Call) -> None:
    """Also where there were none before, and in a folder above."""
    (folder / "unten").mkdir()
    os.chdir("unten")
    os.rename("../schlecht.tarif", "schlecht.tarif")
    check("--format", "concise")
    assert check("--format", "concise").recalled
    said = set()
    for settings in ("", 'ignore = ["ENWG"]\n', 'ignore = ["ENWG", "BGB"]\n'):
        (folder / "tariflint.toml").write_text(settings, encoding="utf-8")
        now = check("--format", "concise")
        assert not now.recalled
        assert now.out == run("check", "--format", "concise").out.encode()
        said.add(now.out)
    assert len(said) > 1
    assert check("--format", "concise").recalled


def test_an_offer_rests_on_a_tariff_that_nobody_named(folder: Path, run: Call) -> None:
    """It is looked for in the whole repository, so where the repository begins matters too."""
    (folder / ".git").mkdir()
    (folder / "kunden").mkdir()
    (folder / "kunden/frage.tarif").write_text(OFFER, encoding="utf-8")
    call = ("kunden/frage.tarif", "--format", "concise")
    check(*call)
    assert check(*call).recalled
    edit("gut.tarif", "1 Monat zum", "7 Monat zum")
    changed = check(*call)
    assert not changed.recalled
    assert changed.out == run("check", *call).out.encode()
    assert check(*call).recalled
    (folder / "kunden/.git").mkdir()  # now the folder is a repository of its own, and the tariff is outside of it
    alone = check(*call)
    assert not alone.recalled
    assert b"stromio-festpreis-2026" in alone.out
    assert alone.out == run("check", *call).out.encode() != changed.out


def test_other_arguments_environments_and_folders_are_other_calls(folder: Path) -> None:
    check("gut.tarif")
    assert check("gut.tarif").recalled
    others: list[Answer] = [
        check("./gut.tarif"),
        check("gut.tarif", "--as-of", "2026-02-01"),
        check("gut.tarif", "--strict"),
        check("gut.tarif", COLUMNS="70"),
        check("gut.tarif", FORCE_COLOR="1"),
        check("gut.tarif", PYTHONIOENCODING="latin-1"),
    ]
    assert not [each for each in others if each.recalled]
    assert all(each.out for each in others)
    (folder / "nebenan").mkdir()
    (folder / "nebenan/gut.tarif").write_text(FAULTY, encoding="utf-8")
    os.chdir("nebenan")
    elsewhere = check("gut.tarif")
    assert not elsewhere.recalled
    assert elsewhere.status == 1


def test_rules_of_ones_own_are_part_of_the_call(folder: Path, run: Call) -> None:
    house = (ROOT / "tests/test_cli.py").read_text(encoding="utf-8").split('HOUSE = """\\\n')[1].split('"""')[0]
    (folder / "haus.regel").write_text(house.format(verdict="verletzt"), encoding="utf-8")
    call = ("gut.tarif", "--rules", "haus.regel", "--format", "concise", "--select", "HAUS")
    check(*call)
    assert check(*call).recalled
    edit("haus.regel", "höchstens 2 Wochen", "höchstens 9 Wochen")
    edit("haus.regel", '"genau zwei Wochen"', '"genau zwei woches"')
    edit("haus.regel", "15 Tage", "99 Tage")
    changed = check(*call)
    assert not changed.recalled
    assert changed.out == run("check", *call).out.encode() == b""


def test_a_program_that_has_changed_works_everything_out_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check("gut.tarif")
    known = newest_entry()
    entry = read_entry(known)
    assert entry is not None
    *_, folders, files, _, program, state = entry
    looks = [recall.program_file(name) for name in program]
    assert recall.state(folders, files, looks) == state
    assert {os.path.relpath(name, ROOT) for name in program} >= {"checker/judge.py", "dsl/source.py"}
    assert sum(name.endswith(".regel") for name in program) > 100
    assert any("site-packages" in name for name in program), "lark is part of the program"
    looks[program.index(str(ROOT / "checker/judge.py"))][0] += 1
    recall.write_entry(known, (*entry[:7], recall.state(folders, files, looks)))
    assert not check("gut.tarif").recalled


# ------------------------------------------------------------------------------------------------ damaged, parallel


def newest_entry() -> str:
    kept = sorted(Path(os.environ["TARIFLINT_CACHE"]).glob("run-*"), key=lambda path: path.stat().st_mtime_ns)
    return str(kept[-1])


def test_a_damaged_entry_is_not_there(folder: Path) -> None:
    first = check("gut.tarif")
    entry = Path(newest_entry())
    sound, known = entry.read_bytes(), read_entry(str(entry))
    damaged = [sound[: len(sound) // 2], b"", sound[:16], sound + b"x", bytes(len(sound))]
    for at in (0, 15, 16, len(sound) // 2, len(sound) - 1):
        damaged.append(sound[:at] + bytes([sound[at] ^ 1]) + sound[at + 1 :])
    for data in damaged:
        entry.write_bytes(data)
        assert read_entry(str(entry)) is None
    again = check("gut.tarif")
    assert (again.recalled, again[:3]) == (False, first[:3])
    anew = read_entry(str(entry))
    assert known is not None
    assert anew is not None, "it is written anew"
    assert anew[:4] == known[:4]  # the rest says what was read, and a first run may have had to compile the rules
    entry.unlink()
    entry.mkdir()
    assert check("gut.tarif")[:3] == first[:3]


def test_runs_side_by_side_do_not_disturb_each_other(folder: Path) -> None:
    command = [sys.executable, "-m", "checker.cli", "check"]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    runs = [subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(4)]
    said = {run.communicate() for run in runs}
    assert len(said) == 1
    after = check()
    assert after.recalled
    assert said == {(after.out, after.err)}


# ------------------------------------------------------------------------------------------------ what is not kept


def test_a_run_that_did_more_than_report_is_done_again(folder: Path) -> None:
    call = ("gut.tarif", "--output", "json=bericht.json")
    check(*call)
    os.unlink("bericht.json")
    assert not check(*call).recalled
    assert (folder / "bericht.json").exists()


def test_only_a_verdict_is_kept(folder: Path) -> None:
    (folder / "kaputt.tarif").write_bytes(b"\x00\x01")
    for call, status in ((("fehlt.tarif",), 2), (("kaputt.tarif",), 3), (("--select", "NICHTS"), 2)):
        assert [check(*call)[0::3] for _ in range(2)] == [(status, False)] * 2


def test_without_a_cache_nothing_is_written(folder: Path, tmp_path: Path) -> None:
    kept = tmp_path / "cache"
    check("gut.tarif", "--no-cache", TARIFLINT_CACHE=str(kept))
    assert not kept.exists()


def seen_in(folder: Path) -> remember.Seen:
    seen = remember.Seen(str(folder / "cache"), {})
    seen.notice("open", (str(folder / "gut.tarif"), "r", os.O_RDONLY))
    seen.notice("os.scandir", (str(folder),))
    return seen


def kept(seen: remember.Seen, path: Path) -> bool:
    seen.keep(str(path), 0, b"", b"")
    return not seen.did_more and path.exists()


def test_a_file_that_changed_while_it_was_read_is_not_kept(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    entry = tmp_path_factory.mktemp("neben") / "run-1"
    assert kept(seen_in(folder), entry)
    entry.unlink()
    seen = seen_in(folder)
    time.sleep(0.02)  # more than a tick of the clock of a file system
    edit(str(folder / "gut.tarif"), "1 Monat zum", "8 Monat zum")
    assert not kept(seen, entry)
    seen = seen_in(folder)
    time.sleep(0.02)
    (folder / "neu.tarif").write_text("", encoding="utf-8")
    assert not kept(seen, entry)


@pytest.mark.parametrize(
    ("event", "details"),
    [
        ("open", ("bericht.json", "w", os.O_WRONLY | os.O_CREAT)),
        ("open", ("bericht.json", None, os.O_RDWR)),
        ("os.rename", ("a.tarif", "b.tarif", -1, -1)),
        ("os.remove", ("a.tarif", -1)),
        ("subprocess.Popen", ("git", ["git", "show"], None, None)),
        ("os.scandir", (7,)),
    ],
)
def test_what_changes_the_world_or_asks_another_program_is_not_kept(
    folder: Path, event: str, details: tuple[object, ...]
) -> None:
    seen = remember.Seen(str(folder / "cache"), {})
    assert not seen.did_more
    seen.notice(event, details)
    assert seen.did_more


def test_a_file_that_is_not_there_is_a_fact_too(folder: Path) -> None:
    seen = remember.Seen(str(folder / "cache"), {})
    seen.notice("open", (str(folder / "tariflint.toml"), "rb", os.O_RDONLY))
    assert seen.looked_for == {str(folder / "tariflint.toml"): False}


def test_a_pipe_has_no_contents_to_compare(folder: Path) -> None:
    os.mkfifo("rohr")
    seen = remember.Seen(str(folder / "cache"), {})
    seen.notice("open", ("rohr", "rb", os.O_RDONLY))
    assert not kept(seen, folder / "run-1")


# ------------------------------------------------------------------------------------------------ nothing forgotten

SOURCES = sorted([*(ROOT / "checker").rglob("*.py"), *(ROOT / "dsl").rglob("*.py")])


def test_every_variable_that_is_read_is_part_of_the_call() -> None:
    """Ours, and those of rich, which writes colours. (A run that starts another program is not kept.)"""
    ours = [path for path in SOURCES if "import subprocess" not in path.read_text(encoding="utf-8")]
    for path in [*ours, *sorted(Path(rich.__file__).parent.rglob("*.py"))]:
        text = path.read_text(encoding="utf-8")
        names = re.findall(r"environ(?:\.get\(|\[) *\"(\w+)\"|getenv\(\"(\w+)\"", text)
        assert {a or b for a, b in names} <= set(ENVIRONMENT), path


# Who asks whether a file is there without opening it, and why the answer is in no record.
ASKS = {
    "checker/files.py": "is_there says it; a path that was named is opened next, or the run ends without a verdict; "
    "where a link leads is looked through",
    "checker/outputs.py": "where a report is written to: such a run is not kept",
    "checker/rule_files.py": "the program's own folder",
    "checker/crash.py": "such a run is not kept",
    "checker/gate/before.py": "it starts another program: such a run is not kept",
    "checker/gate/start_folder.py": "of another command than `check`",
    "checker/memory/recall.py": "it compares the record",
    "checker/memory/remember.py": "it makes the record",
    "checker/bulk/shelf.py": "the cache forgets files that are gone",
    "dsl/cache.py": "the cache",
}


def test_whoever_asks_whether_a_file_is_there_says_so() -> None:
    asking = (
        r"os\.path\.(l?exists|is(file|dir|link)|get[a-z]+)\b|os\.(l?stat|access)\(|\.(exists|is_file|is_dir|stat)\(\)"
    )
    found = {p.relative_to(ROOT).as_posix() for p in SOURCES if re.search(asking, p.read_text(encoding="utf-8"))}
    other = ("_command.py", "/command.py", "change/versions.py")  # of other commands than `check`, which are not kept
    found = {name for name in found if not name.endswith(other) or name == "checker/check_command.py"}
    assert found <= set(ASKS), "use files.is_there, or open it: then a run that rests on the answer is not repeated"


def test_a_call_without_streams_is_not_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    assert entry_path(["check"]) is None


# ------------------------------------------------------------------------------------------------ file by file


class Bench(NamedTuple):
    """Some files, and what each run of them had to work out."""

    paths: Callable[[], list[str]]
    worked_out: list[str]


@pytest.fixture
def bench(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    """A lawful tariff, a faulty one, an offer for each, and a cache of their own."""
    cache, named = folder / ".cache", re.compile("festpreis-2026")
    cache.mkdir()
    for path in Path(os.environ["TARIFLINT_CACHE"]).glob("rulebook-*"):
        os.link(path, cache / path.name)
    monkeypatch.setenv("TARIFLINT_CACHE", str(cache))
    (folder / "frage.tarif").write_text(OFFER, encoding="utf-8")
    (folder / "frage_2.tarif").write_text(named.sub("fest-2", OFFER).replace("frage-1", "frage-2"), encoding="utf-8")
    worked_out: list[str] = []
    for name in ("one", "offer"):
        work = getattr(one_file, name)

        def noted(run: Run, path: str, *rest: object, work: Callable[..., object] = work) -> object:
            worked_out.append(path)
            return work(run, path, *rest)

        monkeypatch.setattr(judging, name, noted)
    return Bench(lambda: sorted(path.name for path in folder.glob("*.tarif")), worked_out)


def judge(bench: Bench, **settings: object) -> list[str]:
    """Judge all files, see that nothing kept is wrong, and tell what was worked out: offers are read, then judged."""
    book = load_rulebook(examples=False)
    bench.worked_out.clear()
    _, report = judging.judged(Run(book, **settings), bench.paths(), 1)  # type: ignore[arg-type]
    assert report == Run(book, **settings).report(read_documents(bench.paths(), book.vocabulary))  # type: ignore[arg-type]
    return list(bench.worked_out)


ALL = ["frage.tarif", "frage_2.tarif", "gut.tarif", "schlecht.tarif", "frage.tarif", "frage_2.tarif"]


@pytest.mark.parametrize(("sheets", "together"), [(16, 64), (1, 1), (1, 2), (1, 4)])
def test_only_what_has_changed_is_worked_out(
    bench: Bench, sheets: int, together: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "SHEETS", sheets)
    monkeypatch.setattr(shelf, "TOGETHER", together)
    assert judge(bench) == ALL
    assert judge(bench) == []
    edit("schlecht.tarif", "3 Monate zum", "4 Monate zum")
    assert judge(bench) == ["schlecht.tarif", "frage_2.tarif"], "an offer rests on its tariff"
    os.rename("gut.tarif", "sehr_gut.tarif")
    assert judge(bench) == ["sehr_gut.tarif", "frage.tarif"], "places are told by the name of the file"
    os.unlink("schlecht.tarif")
    assert judge(bench) == [], "an offer without its tariff is not judged"
    Path("neu.tarif").write_text(FAULTY, encoding="utf-8")  # an id that is taken
    assert judge(bench) == ["neu.tarif", "frage.tarif"], "the first of two tariffs is the one an offer means"
    assert judge(bench) == []


def test_other_settings_are_kept_apart(bench: Bench) -> None:
    settings: list[dict[str, object]] = [
        {},
        {"as_of": date(2026, 2, 1)},
        {"select": ("BGB",)},
        {"by_document": True},
        {"in_full": False},
    ]
    for each in settings:
        assert judge(bench, **each) == ALL
    for each in settings:
        assert judge(bench, **each) == []


def test_a_damaged_sheet_costs_only_time(bench: Bench) -> None:
    judge(bench)
    sheets = sorted(Path(os.environ["TARIFLINT_CACHE"]).glob("sheet-*"))
    assert len(sheets) > 1
    for damage in (lambda data: data[:-1], lambda data: b"", lambda data: bytes(16) + data[16:]):
        for sheet in sheets:
            sheet.write_bytes(damage(sheet.read_bytes()))
        assert judge(bench) == ALL
        assert judge(bench) == []
    for sheet in sheets:  # whole, but with something else in it
        strange = {path: (judging.digest(Path(path).read_bytes()), "", b"", 0) for path in bench.paths()}
        data = marshal.dumps((strange, [b"x"]))
        sheet.write_bytes(judging.digest(data) + data)
    assert judge(bench) == ALL


def test_a_sheet_forgets_files_that_are_gone(bench: Bench, folder: Path) -> None:
    def kept() -> set[str]:
        sheets = Path(os.environ["TARIFLINT_CACHE"]).glob("sheet-*")
        return {name for sheet in sheets for name in marshal.loads(sheet.read_bytes()[16:])[0]}

    judge(bench)
    assert kept() == set(bench.paths())
    for path in bench.paths():
        os.rename(path, f"anders_{path}")
    judge(bench)
    for path in bench.paths():  # a sheet is only written when something on it has changed
        edit(path, "a", "e")
    judge(bench)
    assert set(bench.paths()) <= kept() < {*bench.paths(), *ALL}
