"""A progress bar on long work when a person is watching; on standard error, so that a report stays clean.

It goes past what notes the output of a run to say it again (``checker.memory``): a bar is no part of that.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO, cast


def _screen() -> TextIO:
    """Standard error itself."""
    return cast(TextIO, getattr(getattr(sys.stderr, "buffer", None), "original", sys.stderr))


@contextmanager
def watch(total: int, language: str) -> Iterator[tuple[Callable[[int], None], Callable[[int], None]]]:
    """Two functions that take how many documents have been read, and judged."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    titles = ("reading", "checking") if language == "en" else ("lesen", "prüfen")
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(file=_screen()), transient=True) as progress:
        tasks = [progress.add_task(title, total=total) for title in titles]
        yield (
            lambda count: progress.update(tasks[0], completed=count),
            lambda count: progress.update(tasks[1], completed=count),
        )


@contextmanager
def count(total: int, language: str) -> Iterator[Callable[[int], None]]:
    """A function that takes how many rules have been mutated."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(file=_screen()), transient=True) as progress:
        task = progress.add_task("mutating" if language == "en" else "mutieren", total=total)
        yield lambda done: progress.update(task, completed=done)
