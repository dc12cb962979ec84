"""Processes that work out files beside each other. Each has the rulebook from the process it was made by.

What they give is what one process gives: files are judged by themselves, and put together in the order of their names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_all_start_methods, get_context
from typing import TypeVar

from checker.check import Run

AT_ONCE = 40  # files that a worker is sent at a time, at most
Given = TypeVar("Given")
Made = TypeVar("Made")

_run: Run | None = None  # the run of this worker


def each(run: Run, work: Callable[[Run, Given], Made], given: Sequence[Given], jobs: int) -> Iterator[Made]:
    """``work`` of every item of ``given``, in their order; by ``jobs`` processes where that is more than one."""
    if jobs > 1 and given and "fork" in get_all_start_methods():
        done = 0
        try:
            for several in _spread(run, work, given, jobs):
                yield from several
                done += len(several)
            return
        except BrokenProcessPool:  # a worker was ended from outside: the rest is done here
            given = given[done:]
    for item in given:
        yield work(run, item)


def _spread(run: Run, work: Callable[[Run, Given], Made], given: Sequence[Given], jobs: int) -> Iterator[list[Made]]:
    """Parts of ``given`` sent to processes, a few ahead of what has been taken."""
    global _run
    _run = run  # what a process is forked from, it has
    size = min(AT_ONCE, -(-len(given) // (4 * jobs)))  # several parts for each, so that all end together
    parts = [given[start : start + size] for start in range(0, len(given), size)]
    try:
        with ProcessPoolExecutor(min(jobs, len(parts)), mp_context=get_context("fork"), initializer=_begin) as pool:
            ahead: list[Future[list[Made]]] = []
            for part in parts:
                ahead.append(pool.submit(_part, work, part))
                if len(ahead) > 4 * jobs:
                    yield ahead.pop(0).result()
            for future in ahead:
                yield future.result()
    finally:
        _run = None


def _begin() -> None:
    import gc
    import signal

    gc.disable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that made this one answers it


def _part(work: Callable[[Run, Given], Made], part: Sequence[Given]) -> list[Made]:
    assert _run is not None
    return [work(_run, item) for item in part]
