"""What a check costs, as ratios within one run, so that the numbers mean the same on a slow and on a fast machine.

    python bench/run.py            everything (about a minute)
    python bench/run.py start      one small tariff, cold, the whole process
    python bench/run.py many       1,000 and 10,000 tariffs on one core
    python bench/run.py profile    where the time goes with 1,000 tariffs

The unit is one start of Python itself: ``python -I -c pass``.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import tariffs

ROOT = Path(__file__).resolve().parent.parent
SMALL = "contracts/stromio/basis_2018.tarif"
ROUNDS = 15
NOTHING = [sys.executable, "-I", "-c", "pass"]
CHECK = [sys.executable, "-m", "checker.cli", "check", "--format", "concise"]
# The stages of a run one after the other, each timed in a fresh process; prints "name milliseconds" lines.
STAGES = """
import time
marks = [("", time.perf_counter())]
def mark(name): marks.append((name, time.perf_counter()))
from checker.arguments import read
read(["check"])
mark("argparse and the command line")
import checker.check, checker.library
mark("import checker and dsl")
import checker.report.text
mark("import checker.report and rich")
book = checker.library.load_rulebook(examples=False)
mark("read the compiled rulebook")
import lark
mark("import lark")
library = checker.library.read_documents([%r], book.vocabulary)
mark("read the tariff")
run = checker.check.Run(book)
mark("prepare the questions")
report = run.report(library)
mark("judge")
checker.report.text.render(report, language="de", width=100, ascii_only=False)
mark("render")
for (_, before), (name, after) in zip(marks, marks[1:]):
    print(f"{(after - before) * 1000:.3f} {name}")
"""


def environment(folder: Path) -> dict[str, str]:
    """Bytecode and compiled rules are kept, but in ``folder``: the user's own caches are neither used nor touched."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return kept | {"PYTHONPYCACHEPREFIX": str(folder / "bytecode"), "TARIFLINT_CACHE": str(folder / "cache")}


def seconds(command: list[str], env: dict[str, str]) -> float:
    """Wall time of one process. Raises RuntimeError if it ends in anything but a verdict."""
    start = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    passed = time.perf_counter() - start
    if done.returncode not in (0, 1):
        raise RuntimeError(f"{command} ended with {done.returncode}: {done.stderr.decode()}")
    return passed


def start(folder: Path) -> None:
    """One small tariff, cold."""
    env = environment(folder)
    check = [*CHECK[:-1], "text", SMALL]
    kinds = {
        "python -I -c pass": (NOTHING, env),
        "python -c 'import lark'": ([sys.executable, "-c", "import lark"], env),
        "tariflint check, compiled rules at hand": (check, env),
        "tariflint check, no cache": (check, env | {"TARIFLINT_CACHE": ""}),
    }
    for command, its_env in kinds.values():  # the first run writes bytecode and caches
        seconds(command, its_env)
    taken: dict[str, list[float]] = {name: [] for name in kinds}
    for _ in range(ROUNDS):  # in turn, so that a change of the machine's speed hits all alike
        for name, (command, its_env) in kinds.items():
            taken[name].append(seconds(command, its_env))
    unit = median(taken["python -I -c pass"])
    print(f"one small tariff, whole process, median of {ROUNDS}")
    for name, times in taken.items():
        print(f"  {name:42} {median(times) * 1000:8.1f} ms {median(times) / unit:7.1f} ×")
    print("where the time goes")
    rounds = [stages(env) for _ in range(ROUNDS)]
    for name in rounds[0]:
        spent = median([each[name] for each in rounds])
        print(f"  {name:42} {spent:8.1f} ms {spent / unit / 1000:7.1f} ×")


def stages(env: dict[str, str]) -> dict[str, float]:
    """Milliseconds by stage of one fresh process."""
    command = [sys.executable, "-c", STAGES % SMALL]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    pairs = [line.partition(" ") for line in done.stdout.splitlines()]
    return {name: float(spent) for spent, _, name in pairs}


def many(folder: Path) -> None:
    """1,000 and 10,000 tariffs with all rules on one core."""
    env = environment(folder)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    unit = median(seconds(NOTHING, env) for _ in range(ROUNDS))
    seconds([*CHECK, SMALL], env)
    print("many different tariffs of about 30 lines, all rules, one core, whole process")
    for count in (1_000, 10_000):
        below = folder / str(count)
        tariffs.write(below, count)
        passed, peak = measured([*CHECK, str(below)], env)
        print(
            f"  {count:6,} tariffs {passed:7.2f} s  {passed / unit:7.0f} ×  "
            f"{passed / count * 1000:6.2f} ms each  peak {peak:4.0f} MiB"
        )


def measured(command: list[str], env: dict[str, str]) -> tuple[float, float]:
    """Wall seconds and peak resident MiB of one process."""
    begin = time.perf_counter()
    with open(os.devnull, "r+b") as nowhere:
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdin=nowhere, stdout=nowhere)
        _, status, usage = os.wait4(process.pid, 0)
    passed = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise RuntimeError(f"{command} ended with {process.returncode}")
    return passed, usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)


def profile(folder: Path) -> None:
    """The functions that take longest with 1,000 tariffs."""
    tariffs.write(folder / "tarife", 1_000)
    stats = str(folder / "stats")
    command = [sys.executable, "-m", "cProfile", "-o", stats, "-m", "checker.cli", "check", "--format", "concise"]
    seconds([*command, str(folder / "tarife")], environment(folder))
    import pstats

    pstats.Stats(stats).strip_dirs().sort_stats("tottime").print_stats(25)


PARTS = {"start": start, "many": many, "profile": profile}

if __name__ == "__main__":
    chosen = sys.argv[1:] or ["start", "many"]
    if unknown := [name for name in chosen if name not in PARTS]:
        sys.exit(f"no part called {', '.join(unknown)}; there are {', '.join(PARTS)}")
    for name in chosen:
        with tempfile.TemporaryDirectory(prefix="tariflint-bench-") as made:
            PARTS[name](Path(made))
