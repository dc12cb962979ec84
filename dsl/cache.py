"""Where compiled grammars and rulebooks are kept between runs: the user's cache folder, keyed by content.

Nothing in the cache is ever needed: a missing, damaged or unwritable cache only costs time. TARIFLINT_CACHE names
another folder, or switches the cache off when empty.
"""

from __future__ import annotations

import marshal
import os
import sys

_OFF = False
# How many files of a kind are kept (the kind is what stands before the last hyphen of the name), and of all others.
KEPT = {"run": 200, "sheet": 2_000}
KEPT_OF_OTHERS = 24


def cache_folder() -> str | None:
    """The folder for cached files, created if need be; None where there is none to write to."""
    chosen = os.environ.get("TARIFLINT_CACHE")
    if chosen == "" or _OFF:
        return None
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    folder = chosen or os.path.join(base, "tariflint")
    if os.access(folder, os.W_OK | os.X_OK):
        return folder
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK) else None


def switch(on: bool) -> None:
    """Use the cache or do without, from now on."""
    global _OFF
    _OFF = not on


def content_key(*contents: bytes) -> str:
    """A short name for these contents and this Python. Collisions are guarded by the length."""
    import zlib

    seed = zlib.crc32(sys.version.encode())
    total = 0
    left = right = seed
    for content in contents:
        left = zlib.crc32(content, left)
        right = zlib.adler32(content, right)
        total += len(content)
    return f"{left:08x}{right:08x}{total:x}"


def cache_file(name: str, *contents: bytes) -> str | None:
    """The path of the cache file for ``name`` in the state ``contents``, or None without a cache."""
    folder = cache_folder()
    return None if folder is None else os.path.join(folder, f"{name}-{content_key(*contents)}")


def digest(*contents: bytes) -> bytes:
    """16 bytes that no other contents have."""
    try:  # what hashlib would give, which takes half as long to import as Python to start
        from _blake2 import blake2b
    except ImportError:
        from hashlib import blake2b
    state = blake2b(digest_size=16)
    for content in contents:
        state.update(len(content).to_bytes(8, "little"))
        state.update(content)
    return state.digest()


def read_kept(path: str | None) -> object:
    """The plain value kept under ``path``; None if there is none, or not a whole one."""
    if path is None:
        return None
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError:
        return None
    return marshal.loads(data[16:]) if digest(data[16:]) == data[:16] else None


def keep(path: str | None, value: object) -> None:
    """Keep a plain value (numbers, texts, lists, tuples, dictionaries of them) under ``path``, if there is one."""
    if path is not None:
        data = marshal.dumps(value)  # type: ignore[arg-type]
        write_atomically(path, digest(data) + data)


def write_atomically(path: str, data: bytes) -> None:
    """Write beside and rename, so that a parallel run never reads half a file. Errors are of no consequence."""
    temporary = f"{path}.{os.getpid()}"
    try:
        with open(temporary, "wb") as file:
            file.write(data)
        os.replace(temporary, path)
    except OSError:
        try:  # noqa: SIM105 - contextlib takes longer to import than this whole module
            os.unlink(temporary)
        except OSError:
            pass


def forget_old(keep: int = KEPT_OF_OTHERS) -> None:
    """Remove all but the newest files of each kind: every change leaves files nobody asks for again.

    ``keep``: how many of a kind that ``KEPT`` does not name. A kind may be an eighth over that, so that not every run
    has to ask how old thousands of files are.
    """
    folder = cache_folder()
    if folder is None:
        return
    try:
        kinds: dict[str, list[os.DirEntry[str]]] = {}
        for entry in os.scandir(folder):
            kinds.setdefault(entry.name.rpartition("-")[0], []).append(entry)
        for kind, entries in kinds.items():
            most = KEPT.get(kind, keep)
            if len(entries) > most + most // 8:
                entries.sort(key=lambda entry: entry.stat().st_mtime_ns, reverse=True)
                for entry in entries[most:]:
                    os.unlink(entry.path)
    except OSError:  # a parallel run was quicker
        pass
