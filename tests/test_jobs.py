"""Several processes say what one says, to the byte; and they are only started where they pay."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections import Counter
from pathlib import Path

import pytest
from support import ROOT, Call

from checker import cli
from checker.bulk import judging, workers
from checker.bulk.timing import Timing
from checker.check import Run
from checker.documents import read_documents
from checker.report.formats import FORMATS
from checker.rule_files import load_rulebook

OFFER = """\
Angebot frage-{number}
    Tarif: {tariff}
    Vertragsschluss: 2026-02-{number:02}
"""


@pytest.fixture
def corpus(tarife: Path) -> Path:
    """Tariffs lawful and broken, offers with and without a tariff, an id given twice, a file that is no text."""
    for path in sorted((ROOT / "contracts").rglob("*.tarif"))[::4]:
        shutil.copy(path, tarife / path.name)
    lawful = (ROOT / "contracts/stromio/festpreis_2026.tarif").read_text(encoding="utf-8")
    for name in ("fest.tarif", "noch_einmal.tarif"):
        (tarife / name).write_text(lawful, encoding="utf-8")
    for number in range(1, 10):
        tariff = "stromio-festpreis-2026" if number % 3 else "gibt-es-nicht"
        (tarife / f"frage_{number}.tarif").write_text(OFFER.format(number=number, tariff=tariff), encoding="utf-8")
    (tarife / "bild.tarif").write_bytes(b"\x89PNG\x00\x00")
    return tarife


def forget() -> None:
    for path in Path(os.environ["TARIFLINT_CACHE"]).glob("sheet-*"):
        path.unlink()


def test_one_two_and_three_processes_say_the_same_in_every_format(
    corpus: Path, run: Call, tmp_path_factory: pytest.TempPathFactory
) -> None:
    said = []
    for jobs in ("1", "2", "3"):
        forget()
        folder = tmp_path_factory.mktemp(f"mit_{jobs}")
        into = [each for form in FORMATS for each in ("--output", f"{form}={folder / form}")]
        ended = run("check", "--jobs", jobs, *into)
        said.append([ended, *((folder / form).read_bytes() for form in FORMATS)])
    assert said[0] == said[1] == said[2]
    assert said[0][0].status == cli.INTERNAL  # one file is no text
    assert all(said[0])


def test_what_is_judged_file_by_file_is_what_is_judged_together(corpus: Path) -> None:
    book = load_rulebook(examples=False)
    paths = sorted(path.name for path in corpus.glob("*.tarif"))
    together = Run(book, by_document=True).report(read_documents(paths, book.vocabulary))
    forget()
    for _ in range(2):  # worked out, then taken from the shelf
        library, apart = judging.judged(Run(book, by_document=True), paths, 1)
        assert apart == together
        without = sum(each.rule == "tariff-unknown" for each in apart.findings)  # offers that wait for a tariff
        assert len(library.documents) == apart.counts.documents + without


def double(run: Run, number: int) -> int:
    return 2 * number


def test_what_is_worked_out_beside_each_other_comes_in_order() -> None:
    run = Run(load_rulebook(examples=False))
    assert list(workers.each(run, double, range(1_000), 3)) == list(range(0, 2_000, 2))
    assert list(workers.each(run, double, [], 3)) == []


HERE = os.getpid()


def ends_its_process(run: Run, number: int) -> int:
    if number == 500 and os.getpid() != HERE:
        os._exit(9)
    return 2 * number


def test_a_worker_that_is_ended_from_outside_costs_only_time() -> None:
    run = Run(load_rulebook(examples=False))
    assert list(workers.each(run, ends_its_process, range(1_000), 2)) == list(range(0, 2_000, 2))


def fails(run: Run, number: int) -> int:
    raise ZeroDivisionError(number)


def test_an_error_in_a_worker_is_an_error_of_the_run() -> None:
    with pytest.raises(ZeroDivisionError):
        list(workers.each(Run(load_rulebook(examples=False)), fails, range(100), 2))


def test_processes_are_started_where_they_pay(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def each(run: Run, work: object, given: list[int], jobs: int) -> object:
        asked.append(jobs)
        return iter(given)

    monkeypatch.setattr(workers, "each", each)
    monkeypatch.setattr(judging, "cores", lambda: 4)
    few, many = range(2 * judging.PAYS - 1), range(2 * judging.PAYS)
    run = Run(load_rulebook(examples=False))
    for given, jobs in ((few, None), (many, None), (range(100 * judging.PAYS), None), (few, 1), (many, 1), (few, 3)):
        list(judging._each(run, double, list(given), jobs))
    assert asked == [2, 4, 3]  # never for a few, unless somebody says so


@pytest.mark.parametrize("number", ["0", "-1", "65", "viele", "1.5", "²"])
def test_a_number_of_processes_that_is_none(run: Call, number: str) -> None:
    said = run("check", f"--jobs={number}")
    assert said.status == cli.USAGE
    assert said.err == (
        "tariflint: Nach --jobs steht, wie viele Prozesse zugleich arbeiten: 1 bis 64.\nHilfe: tariflint --help\n"
    )
    english = run("--lang", "en", "check", f"--jobs={number}")
    assert english.err.startswith("tariflint: --jobs takes how many processes work at once: 1 to 64.\n")


def test_one_file_needs_no_processes() -> None:
    assert "checker.bulk.workers" not in _modules_of("check", "contracts/stromio/basis_2018.tarif")


def _modules_of(*arguments: str) -> set[str]:
    import subprocess

    code = "import sys; from checker.cli import main; main(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return set(done.stderr.split())


# ------------------------------------------------------------------------------------------------ how long it took


def test_the_slowest_files_and_rules_are_named_beside_the_report(corpus: Path, run: Call) -> None:
    plain, timed = run("check", "--format", "json"), run("check", "--format", "json", "--time")
    assert (timed.status, timed.out) == (plain.status, plain.out)
    lines = timed.err.splitlines()
    files, rules = lines.index("langsamste Dateien"), lines.index("langsamste Regeln")
    assert re.fullmatch(r"Zeit: \d+ Dateien und \d+ Regeln in \d+,\d\d s", lines[0])
    named = [re.fullmatch(r" +\d+,\d ms  (\S+)", line) for line in lines[files + 1 : rules]]
    assert all(found is not None and (corpus / found[1]).is_file() for found in named)
    asked = [re.fullmatch(r" +\d+,\d ms  (\S+)", line) for line in lines[rules + 1 : rules + 11]]
    book = load_rulebook(examples=False)
    assert all(found is not None and found[1] in book.rules for found in asked)
    assert run("check", "--lang", "en", "--time").err.startswith("time: ")


def test_the_clock_is_read_for_every_file_and_rule() -> None:
    book = load_rulebook(examples=False)
    run = Run(book, select=("BGB-309-9-C",))
    clock = Timing(run)
    judging.judged(run, [str(ROOT / "contracts/stromio/basis_2018_weiter_im_vertrieb.tarif")], timing=clock)
    assert set(clock.rules) == {"BGB-309-9-C"}
    assert 0 < clock.rules["BGB-309-9-C"] < sum(clock.files.values())
    clock.files = Counter({"b.tarif": 0.0123, "a.tarif": 0.0123, "c.tarif": 1.5})
    assert clock.lines("de")[1:5] == [
        "langsamste Dateien",
        "   1.500,0 ms  c.tarif",
        "      12,3 ms  a.tarif",
        "      12,3 ms  b.tarif",
    ]
    assert clock.lines("en")[2] == "   1,500.0 ms  c.tarif"
