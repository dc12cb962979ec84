"""What came out for a file, kept for the runs in which its text, the rulebook and the settings are the same.

A sheet holds the files of a folder, or a part of them: each under its name, with a digest of its contents (and of
those of its tariff), so a file that has changed is not found, and takes the place of its old self. What came out for
some files is packed together, since much of it is alike; only what is asked for is unpacked, and only what has changed
is packed anew. Nothing on a shelf is ever needed: what is missing or damaged is worked out again.
"""

from __future__ import annotations

import marshal
import os
import zlib
from collections import Counter
from itertools import islice

from checker.bulk.one import One
from checker.check import Run
from checker.tally import Tally
from dsl.cache import cache_folder, digest, forget_old, write_atomically
from dsl.packing import pack, unpack
from dsl.record import NamedTuple

SHEETS = 16  # for each folder: one file more is one sheet more to write, not all
TOGETHER = 64  # files packed together, at most
FORM = 5  # of a sheet; another form has another name
PICKLED = b"\x80"  # what is packed begins so, unless it is compressed as well

# digest of the file; name and digest of the tariff of an offer, or "" and b""; the number of its pack
Entry = tuple[bytes, str, bytes, int]


class Kept(NamedTuple):
    """What is known of a file. ``of_offer``: for an offer, and its tariff by name and digest."""

    one: One
    tariff: str = ""
    tariff_digest: bytes = b""
    of_offer: Tally | None = None


class Shelf:
    """The sheets of one run."""

    def __init__(self, run: Run, used: bool = True) -> None:
        self.folder = cache_folder() if used and run.book.key else None
        chosen = run.rules if len(run.rules) < len(run.book.rules) else []  # with all of them the book says it
        rules = digest(*(rule.id.encode() for rule in chosen))
        self.settings = repr((FORM, run.book.key, run.as_of, rules, run.by_document, run.in_full)).encode()
        self.sheets: dict[tuple[str, int], _Sheet] = {}  # by folder and number

    def get(self, path: str, contents: bytes) -> Kept | None:
        """What is known of the file with this digest; None if nothing is."""
        return self._sheet(path).get(path, contents) if self.folder is not None else None

    def put(self, path: str, contents: bytes, kept: Kept) -> None:
        """Keep what came out, from the end of the run on."""
        if self.folder is not None:
            self._sheet(path).new[path] = (contents, kept)

    def write(self) -> None:
        """Write the sheets that have changed, without files that are gone."""
        changed = [sheet for sheet in self.sheets.values() if sheet.new]
        for sheet in changed:
            sheet.write()
        if any(sheet.is_new for sheet in changed):
            forget_old()

    def _sheet(self, path: str) -> _Sheet:
        folder, _, name = path.rpartition("/")
        number = zlib.crc32(name.encode("utf-8", "surrogateescape")) % SHEETS
        sheet = self.sheets.get((folder, number))
        if sheet is None:
            key = digest(self.settings, os.fsencode(folder), bytes([number])).hex()
            sheet = self.sheets[folder, number] = _Sheet(os.path.join(self.folder or "", f"sheet-{key}"))
        return sheet


class _Sheet:
    """Files by path. ``packs``: what came out for some of them each; ``new``: what has come out in this run."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.entries: dict[str, Entry] = {}
        self.packs: list[bytes] = []
        self.unpacked: dict[int, dict[str, Kept]] = {}
        self.new: dict[str, tuple[bytes, Kept]] = {}
        self.is_new = not os.path.exists(name)
        try:
            with open(name, "rb") as file:
                data = file.read()
        except OSError:
            return
        if digest(data[16:]) == data[:16]:
            self.entries, self.packs = marshal.loads(data[16:])

    def get(self, path: str, contents: bytes) -> Kept | None:
        entry = self.entries.get(path)
        return self._of(entry[3]).get(path) if entry is not None and entry[0] == contents else None

    def _of(self, number: int) -> dict[str, Kept]:
        found = self.unpacked.get(number)
        if found is None:
            try:
                data = self.packs[number]
                packed = unpack(data if data.startswith(PICKLED) else zlib.decompress(data))
                found = {path: Kept(one, *self.entries[path][1:3], of_offer) for path, one, of_offer in packed}
            except Exception:  # of a program that is not this one, whatever the key says: then it is worked out again
                found = {}
            self.unpacked[number] = found
        return found

    def write(self) -> None:
        """Write what is known of files that are there; full packs in which nothing has changed stay as they are."""
        gone = {path for path in self.entries if path in self.new or not os.path.exists(path)}
        sizes = Counter(entry[3] for entry in self.entries.values())
        again = {number for number, size in sizes.items() if size < TOGETHER // 2}
        again |= {self.entries[path][3] for path in gone}
        places = {number: place for place, number in enumerate(sorted(sizes.keys() - again))}
        entries = {path: (*each[:3], places[each[3]]) for path, each in self.entries.items() if each[3] in places}
        packs = [self.packs[number] for number in places]
        rest = {
            path: (self.entries[path][0], kept)
            for number in sorted(again)
            for path, kept in self._of(number).items()
            if path not in gone
        }
        left = iter((rest | self.new).items())
        while several := list(islice(left, TOGETHER)):
            entries |= {path: (known, each.tariff, each.tariff_digest, len(packs)) for path, (known, each) in several}
            values = [(path, each.one, each.of_offer) for path, (_, each) in several]
            data = pack(values)
            packs.append(zlib.compress(data, 1) if len(several) > 1 else data)  # one file has little that is alike
        written = marshal.dumps((entries, packs))
        write_atomically(self.name, digest(written) + written)
