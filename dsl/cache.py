"""Where compiled grammars and rulebooks are kept between runs: the user's cache folder, keyed by content.

Nothing in the cache is ever needed: a missing, damaged or unwritable cache only costs time. TARIFLINT_CACHE names
another folder, or switches the cache off when empty.
"""

from __future__ import annotations

import os
import sys
import zlib
from contextlib import suppress


def cache_folder() -> str | None:
    """The folder for cached files, created if need be; None where there is none to write to."""
    chosen = os.environ.get("TARIFLINT_CACHE")
    if chosen == "":
        return None
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    folder = chosen or os.path.join(base, "tariflint")
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK) else None


def content_key(*contents: bytes) -> str:
    """A short name for these contents and this Python. Collisions are guarded by the length."""
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


def write_atomically(path: str, data: bytes) -> None:
    """Write beside and rename, so that a parallel run never reads half a file. Errors are of no consequence."""
    temporary = f"{path}.{os.getpid()}"
    try:
        with open(temporary, "wb") as file:
            file.write(data)
        os.replace(temporary, path)
    except OSError:
        with suppress(OSError):
            os.unlink(temporary)


def forget_old(keep: int = 24) -> None:
    """Remove all but the newest files: every change of a rule or of the program leaves files nobody asks for again."""
    folder = cache_folder()
    if folder is None:
        return
    with suppress(OSError):  # a parallel run was quicker
        for entry in sorted(os.scandir(folder), key=lambda entry: entry.stat().st_mtime_ns, reverse=True)[keep:]:
            os.unlink(entry.path)
