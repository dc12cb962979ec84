"""What a check costs, as ratios within one run, so that the numbers mean the same on a slow and on a fast machine.

    python bench/run.py            everything (about a minute)
    python bench/run.py start      one small tariff, cold, the whole process
    python bench/run.py many       1,000 and 10,000 tariffs on one core
    python bench/run.py again      unchanged, and one changed of 1,000: what need not be done again
    python bench/run.py jobs       1,000 tariffs by one process and by several, by the clock
    python bench/run.py huge       100,000 tariffs (six to ten minutes): time and memory for each
    python bench/run.py others     other linters on one small file of their own, where they are installed
    python bench/run.py profile    where the time goes with 1,000 tariffs

The unit is one start of Python itself: ``python -I -c pass``. All times are processor time of one process (everything
runs on one core and waits for nothing), which another program on the same machine disturbs less than the clock.
"""

from __future__ import annotations

import os
import pstats
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from shutil import which
from statistics import median
from time import perf_counter

import tariffs

ROOT = Path(__file__).resolve().parent.parent
SMALL = "contracts/stromio/basis_2018.tarif"
ROUNDS = 15
FEW = 2  # so often for what takes seconds
BARE = "tariflint check, no cache"
COLD = "tariflint check, compiled rules at hand"
NOTHING = [sys.executable, "-I", "-c", "pass"]
# What the installed command `tariflint` runs, here out of this checkout.
CHECK = [sys.executable, "-c", "from checker.cli import script; script()", "check"]
# The stages of a run one after the other, each timed in a fresh process; prints "milliseconds name" lines.
STAGES = """
import gc, time
gc.disable()  # as the command does
marks = [("", time.process_time())]
def mark(name): marks.append((name, time.process_time()))
from checker.plain_call import plain_call
plain_call(["check"])
mark("the command line read")
import _pickle, datetime, decimal, enum, fractions, functools, re, unicodedata, zlib
mark("standard library: re, decimal, datetime, ...")
import checker.check, checker.documents, checker.rule_files, checker.commands
mark("our modules: finding them, making their classes")
import checker.report.text
mark("our reports")
book = checker.rule_files.load_rulebook(examples=False)
mark("compiled rulebook read")
library = checker.documents.read_documents([%r], book.vocabulary)
mark("tables of the grammar and tariff read")
report = checker.check.Run(book).report(library)
mark("judged")
checker.report.text.render(report, language="de", width=100, ascii_only=False)
mark("rendered")
for (_, before), (name, after) in zip(marks, marks[1:]):
    print(f"{(after - before) * 1000:.3f} {name}")
"""


def environment(folder: Path) -> dict[str, str]:
    """Bytecode and compiled rules are kept, but in ``folder``: the user's own caches are neither used nor touched."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return kept | {"PYTHONPYCACHEPREFIX": str(folder / "bytecode"), "TARIFLINT_CACHE": str(folder / "cache")}


def cost(command: list[str], env: dict[str, str]) -> tuple[float, float]:
    """Processor seconds and peak resident MiB of one process. Raises RuntimeError if it ends in no verdict."""
    with open(os.devnull, "r+b") as nowhere:
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdin=nowhere, stdout=nowhere)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise RuntimeError(f"{command} ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)


def forget(folder: Path) -> None:
    """Remove what is kept of runs and of documents; the compiled rules stay."""
    for kind in ("run", "sheet"):
        for path in (folder / "cache").glob(f"{kind}-*"):
            path.unlink()


def start(folder: Path) -> None:
    """One small tariff, cold; in a folder of its own, since a repository is looked through for ids given twice."""
    env = environment(folder)
    (folder / "tarife").mkdir()
    small = str(shutil.copy(ROOT / SMALL, folder / "tarife"))
    kinds = {
        "python -I -c pass": (NOTHING, env),
        COLD: ([*CHECK, small], env),
        "tariflint check, once more, nothing changed": ([*CHECK, small], env),
        BARE: ([*CHECK, small], env | {"TARIFLINT_CACHE": ""}),
    }
    for command, its_env in kinds.values():  # the first run writes bytecode and caches
        cost(command, its_env)
    taken: dict[str, list[float]] = {name: [] for name in kinds}
    stages: dict[str, list[float]] = {}
    for turn in range(ROUNDS):  # in turn, so that a change of the machine's speed hits all alike
        for name, (command, its_env) in kinds.items():
            if turn >= FEW and name == BARE:
                continue
            if name == COLD:
                forget(folder)
            taken[name].append(cost(command, its_env)[0])
        script = [sys.executable, "-c", STAGES % small]
        done = subprocess.run(script, cwd=ROOT, env=env, capture_output=True, text=True, check=True)
        for spent, _, name in (line.partition(" ") for line in done.stdout.splitlines()):
            stages.setdefault(name, []).append(float(spent) / 1000)
    unit = median(taken["python -I -c pass"])
    print(f"one small tariff, whole process, median of {ROUNDS}")
    for name, times in taken.items():
        print(f"  {name:52} {median(times) * 1000:8.1f} ms {median(times) / unit:7.1f} ×")
    print("where the time goes")
    for name, times in stages.items():
        print(f"  {name:52} {median(times) * 1000:8.1f} ms {median(times) / unit:7.1f} ×")


def many(folder: Path) -> None:
    """1,000 and 10,000 tariffs with all rules on one core."""
    env = environment(folder)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    cost([*CHECK, SMALL], env)
    print("many different tariffs of about 30 lines, all rules, one core, whole process")
    for count in (1_000, 10_000):
        below = folder / str(count)
        tariffs.write(below, count)
        before = [cost(NOTHING, env)[0] for _ in range(ROUNDS)]
        spent, peak = cost([*CHECK, "--format", "concise", "--jobs", "1", str(below)], env)
        unit = median([*before, *(cost(NOTHING, env)[0] for _ in range(ROUNDS))])
        each = spent / count * 1000
        print(f"  {count:6,} tariffs {spent:7.2f} s  {spent / unit:6.0f} ×  {each:5.2f} ms each  peak {peak:4.0f} MiB")


def again(folder: Path) -> None:
    """What a run costs when nothing has changed, or one file of 1,000."""
    env = environment(folder)
    tariffs.write(folder / "1000", 1_000)
    one, thousand = [*CHECK, SMALL], [*CHECK, "--format", "concise", "--jobs", "1", str(folder / "1000")]
    changing = folder / "1000" / "messung_00500.tarif"
    text = changing.read_text(encoding="utf-8")
    for command in (one, thousand):
        for _ in range(3):  # bytecode, compiled rules, then the answer
            cost(command, env)
    taken: dict[str, list[float]] = {}
    peaks: dict[str, float] = {}
    kinds = {
        "python -I -c pass": NOTHING,
        "one small tariff, unchanged": one,
        "1,000 tariffs, unchanged": thousand,
        "1,000 tariffs, one changed": thousand,
    }
    for number in range(ROUNDS):
        for name, command in kinds.items():
            if name.endswith("one changed"):
                changing.write_text(f"# {number}\n{text}", encoding="utf-8")
            spent, peaks[name] = cost(command, env)
            taken.setdefault(name, []).append(spent)
    unit = median(taken["python -I -c pass"])
    print(f"what was done before, whole process, median of {ROUNDS}")
    for name, times in taken.items():
        print(f"  {name:52} {median(times) * 1000:8.1f} ms {median(times) / unit:7.1f} ×  peak {peaks[name]:4.0f} MiB")


def jobs(folder: Path) -> None:
    """The same tariffs by one process and by several. The clock counts, so the machine should do nothing else."""
    env = environment(folder)
    tariffs.write(folder / "1000", 1_000)
    cost([*CHECK, SMALL], env)
    print("1,000 tariffs, all rules, by the clock")
    for number in ("1", "2", "3"):
        forget(folder)
        start = perf_counter()
        cost([*CHECK, "--format", "concise", "--jobs", number, str(folder / "1000")], env)
        print(f"  --jobs {number} {perf_counter() - start:7.2f} s")


def huge(folder: Path) -> None:
    """100,000 tariffs, by as many processes as pay; linear means: each costs what it costs among 10,000."""
    env = environment(folder)
    cost([*CHECK, SMALL], env)
    for count in (10_000, 100_000):
        tariffs.write(folder / str(count), count)
        start = perf_counter()
        spent, peak = cost([*CHECK, "--format", "concise", str(folder / str(count))], env)
        each, kib = spent / count * 1000, peak * 1024 / count
        said = f"{perf_counter() - start:7.1f} s by the clock {each:5.2f} ms each"
        print(f"  {count:7,} tariffs {said}  peak {peak:5.0f} MiB, {kib:4.1f} KiB each")


# What other linters are given: files of their own kind that are as long as a tariff.
OTHERS = {
    "yamllint": ("tarif.yaml", "---\n" + "".join(f"wert_{n}: {n}\n" for n in range(30)), []),
    "check-jsonschema": ("tarif.json", '{"version": 2, "updates": []}\n', ["--builtin-schema", "vendor.dependabot"]),
    "ruff": ("tarif.py", "".join(f"wert_{n} = {n}\n" for n in range(30)), ["check", "--no-cache", "--isolated"]),
    "bean-check": ("tarif.beancount", "".join(f"2018-06-01 open Assets:Bank{n} EUR\n" for n in range(30)), []),
}


def others(folder: Path) -> None:
    """One small file by each linter that is installed, in the unit of this run."""
    env = environment(folder)
    commands = {"python -I -c pass": NOTHING, "tariflint check, cold": [*CHECK, SMALL]}
    for name, (file, text, options) in OTHERS.items():
        found = which(name) or which(name, path=os.path.dirname(sys.executable))
        if found is None:
            print(f"  {name} is not installed")
            continue
        (folder / file).write_text(text, encoding="utf-8")
        commands[name] = [found, *options, str(folder / file)]
    taken: dict[str, list[float]] = {}
    for _ in range(ROUNDS + 2):
        for name, command in commands.items():
            forget(folder)
            taken.setdefault(name, []).append(cost(command, env)[0])
    unit = median(taken["python -I -c pass"])
    print(f"one small file, whole process, median of {ROUNDS}")
    for name, times in taken.items():
        print(f"  {name:52} {median(times[2:]) * 1000:8.1f} ms {median(times[2:]) / unit:7.1f} ×")


def profile(folder: Path) -> None:
    """The functions that take longest with 1,000 tariffs, once the caches are warm."""
    env = environment(folder)
    cost([*CHECK, SMALL], env)
    tariffs.write(folder / "tarife", 1_000)
    stats = str(folder / "stats")
    command = [sys.executable, "-m", "cProfile", "-o", stats, "-m", "checker.cli", "check"]
    cost([*command, "--format", "concise", "--jobs", "1", str(folder / "tarife")], env)
    pstats.Stats(stats).strip_dirs().sort_stats("tottime").print_stats(25)


PARTS = {
    "start": start,
    "many": many,
    "again": again,
    "jobs": jobs,
    "huge": huge,
    "others": others,
    "profile": profile,
}

if __name__ == "__main__":
    chosen = sys.argv[1:] or ["start", "many", "again", "others"]
    if unknown := [name for name in chosen if name not in PARTS]:
        sys.exit(f"no part called {', '.join(unknown)}; there are {', '.join(PARTS)}")
    for name in chosen:
        with tempfile.TemporaryDirectory(prefix="tariflint-bench-") as made:
            PARTS[name](Path(made))
