"""What came out for a file, kept for the runs in which its text, the rulebook and the settings are the same.

A sheet holds the files of a folder, or a part of them: each under its name, with a digest of its contents (and of
those of its tariff), so a file that has changed is not found, and takes the place of its old self. Nothing on a shelf
is ever needed: what is missing or damaged is worked out again.
"""

from __future__ import annotations

import marshal
import os
import pickle
import zlib

from checker.bulk.one import One
from checker.check import Run
from checker.tally import Tally
from dsl.cache import cache_folder, digest, forget_old, write_atomically
from dsl.record import NamedTuple

SHEETS = 16  # for each folder: one file more is one sheet more to write, not all
FORM = 1  # of an entry; another form has another name

# digest of the file; name and digest of the tariff of an offer, or "" and b""; what came out, pickled and packed
Entry = tuple[bytes, str, bytes, bytes]


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
        rules = digest(*(rule.id.encode() for rule in run.rules))
        self.settings = repr((FORM, run.book.key, run.as_of, rules, run.by_document, run.cures)).encode()
        self.sheets: dict[str, dict[str, Entry]] = {}
        self.changed: set[str] = set()

    def get(self, path: str, contents: bytes) -> Kept | None:
        """What is known of the file with this digest; None if nothing is."""
        entry = self._sheet(path).get(path) if self.folder is not None else None
        if entry is None or entry[0] != contents:
            return None
        try:
            one, of_offer = pickle.loads(zlib.decompress(entry[3]))
        except Exception:  # of a program that is not this one, whatever the key says: then it is worked out again
            return None
        return Kept(one, entry[1], entry[2], of_offer)

    def put(self, path: str, contents: bytes, kept: Kept) -> None:
        """Keep what came out, from the end of the run on."""
        if self.folder is not None:
            packed = zlib.compress(pickle.dumps((kept.one, kept.of_offer), pickle.HIGHEST_PROTOCOL), 1)
            self._sheet(path)[path] = (contents, kept.tariff, kept.tariff_digest, packed)
            self.changed.add(self._name(path))

    def write(self) -> None:
        """Write the sheets that have changed, without files that are gone."""
        for name in sorted(self.changed):
            sheet = {path: entry for path, entry in self.sheets[name].items() if os.path.exists(path)}
            data = marshal.dumps(sheet)
            write_atomically(name, digest(data) + data)
        if self.changed:
            forget_old()

    def _name(self, path: str) -> str:
        folder, _, name = path.rpartition("/")
        part = zlib.crc32(name.encode("utf-8", "surrogateescape")) % SHEETS
        key = digest(self.settings, os.fsencode(folder), bytes([part])).hex()
        return os.path.join(self.folder or "", f"sheet-{key}")

    def _sheet(self, path: str) -> dict[str, Entry]:
        name = self._name(path)
        if name not in self.sheets:
            self.sheets[name] = _read(name)
        return self.sheets[name]


def _read(name: str) -> dict[str, Entry]:
    try:
        with open(name, "rb") as file:
            data = file.read()
    except OSError:
        return {}
    if digest(data[16:]) != data[:16]:
        return {}
    sheet: dict[str, Entry] = marshal.loads(data[16:])
    return sheet
