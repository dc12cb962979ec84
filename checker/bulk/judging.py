"""A run over many files: what is kept is taken, the rest worked out, put together as if all had been read anew."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, MutableMapping, Sequence
from functools import partial

from checker.bulk.one import One, offer, one
from checker.bulk.shelf import Kept, Shelf
from checker.check import Run
from checker.documents import Library, find_tariffs, take_up
from checker.files import Unusable, read_bytes
from checker.tally import Tally
from checker.vocabulary import Document
from dsl.cache import digest
from dsl.source import read_source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeVar

    from checker.bulk.timing import Timing
    from checker.finding import Report

    Progress = Callable[[int], None]
    Each = Callable[..., Iterator[Any]]  # work of every item, in their order
    Given = TypeVar("Given")
    Made = TypeVar("Made")

# A worker costs about what this many files cost.
PAYS = 150


def judged(
    run: Run,
    paths: list[str],
    jobs: int | None = None,
    progress: tuple[Progress, Progress] | None = None,
    timing: Timing | None = None,
) -> tuple[Library, Report]:
    """Read and judge these files; the documents of the library are headers.

    ``jobs``: None is as many as pay. With ``timing`` everything is worked out, by this process.
    """
    reading, judging = progress or (None, None)
    files = _Files(paths, reading)
    library = Library(sources=Texts(files.data), data=files.data, unreadable=files.unreadable)
    shelf = Shelf(run, used=timing is None)
    each = _in_turn(timing) if timing is not None else partial(_each, jobs=jobs)
    found = {path: kept for path in files.data if (kept := shelf.get(path, files.digest(path))) is not None}
    before = len(found)
    for path, made in zip(
        rest := [path for path in files.data if path not in found],
        each(run, _one, [(path, files.data[path]) for path in rest]),
        strict=True,
    ):
        found[path] = Kept(made)
        shelf.put(path, files.digest(path), found[path])
        if judging is not None:
            judging(before := before + 1)
    _offers(run, library, files, found, shelf, each)
    shelf.write()
    return library, run.closed(len(paths), library.sources)


def _offers(run: Run, library: Library, files: _Files, found: dict[str, Kept], shelf: Shelf, each: Each) -> None:
    """Put everything together; offers are judged here, since all tariffs are known now."""
    for path in files.data:
        header = found[path].one.header
        if header is not None:
            take_up(header, library)
    tariffs = find_tariffs(library, run.book.vocabulary)
    run.problems(library)
    tariff_of = {path: _named(found[path].one, tariffs) for path in files.data}
    rest = [
        path
        for path, tariff in tariff_of.items()
        if tariff is not None
        and (found[path].of_offer is None or _rests(found[path]) != (tariff.path, files.digest(tariff.path)))
    ]
    given = [(path, files.data[path], t.path, files.contents(t.path)) for path in rest if (t := tariff_of[path])]
    for path, tally in zip(rest, each(run, _offer, given), strict=True):
        tariff = tariff_of[path]
        assert tariff is not None
        found[path] = Kept(found[path].one, tariff.path, files.digest(tariff.path), tally)
        shelf.put(path, files.digest(path), found[path])
    for path in files.data:
        kept = found.pop(path)
        run.tally.add(kept.one.tally)
        if tariff_of[path] is not None and kept.of_offer is not None:
            run.tally.add(kept.of_offer)
        elif kept.one.header is not None and kept.one.header.kind == "Angebot":
            run.document(kept.one.header, tariffs, library.sources)  # which says that it has no tariff


def _rests(kept: Kept) -> tuple[str, bytes]:
    return kept.tariff, kept.tariff_digest


def _named(made: One, tariffs: dict[str, Document]) -> Document | None:
    return tariffs.get(made.tariff) if made.tariff is not None else None


def _one(run: Run, given: tuple[str, bytes]) -> One:
    return one(run, *given)


def _offer(run: Run, given: tuple[str, bytes, str, bytes]) -> Tally:
    return offer(run, *given)


def _each(run: Run, work: Callable[[Run, Given], Made], given: list[Given], jobs: int | None) -> Iterator[Made]:
    """``work`` of every item, in their order."""
    most = cores() if jobs is None else jobs
    several = min(most, len(given) // PAYS) if jobs is None else min(most, len(given))
    if several > 1:
        from checker.bulk import workers

        return workers.each(run, work, given, several)
    return (work(run, item) for item in given)


def _in_turn(timing: Timing) -> Each:
    """All items by this process, which looks at the clock."""

    def each(run: Run, work: Callable[[Run, Any], Made], given: Sequence[Any]) -> Iterator[Made]:
        return (timing.of_file(item[0], lambda item=item: work(run, item)) for item in given)  # type: ignore[misc]

    return each


def cores() -> int:
    """How many processes can run at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Files:
    """The bytes of the files of a run, read once."""

    def __init__(self, paths: list[str], progress: Progress | None) -> None:
        self.data: dict[str, bytes] = {}
        self.unreadable: list[Unusable] = []
        self._others: dict[str, bytes] = {}  # tariffs that nobody named
        self._digests: dict[str, bytes] = {}
        for count, path in enumerate(paths):
            try:
                self.data[path] = read_bytes(path)
            except Unusable as error:
                self.unreadable.append(error)
            if progress is not None:
                progress(count + 1)

    def contents(self, path: str) -> bytes:
        if path in self.data:
            return self.data[path]
        if path not in self._others:
            self._others[path] = read_bytes(path)
        return self._others[path]

    def digest(self, path: str) -> bytes:
        if path not in self._digests:
            self._digests[path] = digest(self.contents(path))
        return self._digests[path]


class Texts(MutableMapping[str, str]):
    """The texts of files by path, made from their bytes when somebody asks."""

    def __init__(self, data: dict[str, bytes]) -> None:
        self._data = data
        self._texts: dict[str, str] = {}

    def __getitem__(self, path: str) -> str:
        if path not in self._texts:
            self._texts[path] = read_source(path, self._data[path])[0].text
        return self._texts[path]

    def __setitem__(self, path: str, text: str) -> None:
        self._texts[path] = text

    def __delitem__(self, path: str) -> None:
        raise TypeError("what was read stays read")

    def __contains__(self, path: object) -> bool:
        return path in self._data or path in self._texts

    def __iter__(self) -> Iterator[str]:
        yield from self._data
        yield from (path for path in self._texts if path not in self._data)

    def __len__(self) -> int:
        return len(self._data.keys() | self._texts.keys())
