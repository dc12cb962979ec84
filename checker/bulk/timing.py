"""How long each file and each rule took: `check --time`. Nothing of it is in a report, which is the same every time.

One process works everything out, so that the times mean something. Rules are asked once for all files that state the
same, so the time of a rule is that of all files together. Times are processor time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from time import process_time
from typing import TypeVar

from checker.check import Run
from checker.report.wording import words

MOST = 10  # lines of either list
Made = TypeVar("Made")

SENTENCES = {
    "de": ("Zeit: {} und {} in {}", "langsamste Dateien", "langsamste Regeln"),
    "en": ("time: {} and {} in {}", "slowest files", "slowest rules"),
}


class Timing:
    """The clock of one run; the judge of the run is asked through it."""

    def __init__(self, run: Run) -> None:
        self.start = process_time()
        self.files: Counter[str] = Counter()  # seconds
        self.rules: Counter[str] = Counter(dict.fromkeys((rule.id for rule in run.rules), 0))
        grid, answer = run.judge.grid, run.judge.answer
        judge = run.judge
        judge.grid = lambda rule, *rest: self._timed(self.rules, rule.id, lambda: grid(rule, *rest))  # type: ignore
        judge.answer = lambda found, *rest: self._timed(  # type: ignore
            self.rules, found.question.rule.id, lambda: answer(found, *rest)
        )

    def of_file(self, path: str, work: Callable[[], Made]) -> Made:
        """What ``work`` gives, its time noted for the file."""
        return self._timed(self.files, path, work)

    def _timed(self, times: Counter[str], name: str, work: Callable[[], Made]) -> Made:
        start = process_time()
        try:
            return work()
        finally:
            times[name] += process_time() - start  # type: ignore[assignment]

    def lines(self, language: str) -> list[str]:
        """What took longest, for a person."""
        names = words("en" if language == "en" else "de")
        head, files, rules = SENTENCES[language]
        whole = self._number(process_time() - self.start, 2, language)
        counted = names.counted(len(self.files), names.file), names.counted(len(self.rules), names.rule)
        return [
            head.format(*counted, f"{whole} s"),
            files,
            *self._rows(self.files.items(), language),
            rules,
            *self._rows(self.rules.items(), language),
        ]

    def _rows(self, times: Iterable[tuple[str, float]], language: str) -> list[str]:
        slowest = sorted(times, key=lambda item: (-item[1], item[0]))[:MOST]
        return [f"{self._number(seconds * 1000, 1, language):>10} ms  {name}" for name, seconds in slowest]

    def _number(self, value: float, digits: int, language: str) -> str:
        text = f"{value:,.{digits}f}"
        return text if language == "en" else text.translate({ord(","): ".", ord("."): ","})
