"""Where compiled grammars and rulebooks are kept between runs: the user's cache folder, keyed by content.

Nothing in the cache is ever needed: a missing, damaged or unwritable cache only costs time. TARIFLINT_CACHE names
another folder, or switches the cache off when empty.
"""

from __future__ import annotations

import os
import sys
import zlib
from pathlib import Path


def cache_folder() -> Path | None:
    """The folder for cached files, created if need be; None where there is none to write to."""
    chosen = os.environ.get("TARIFLINT_CACHE")
    if chosen == "":
        return None
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    folder = Path(chosen) if chosen else Path(base) / "tariflint"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
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


def cache_file(name: str, *contents: bytes) -> Path | None:
    """The cache file for ``name`` in the state ``contents``, or None without a cache."""
    folder = cache_folder()
    return None if folder is None else folder / f"{name}-{content_key(*contents)}"


def write_atomically(path: Path, data: bytes) -> None:
    """Write beside and rename, so that a parallel run never reads half a file. Errors are of no consequence."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        temporary.write_bytes(data)
        os.replace(temporary, path)
    except OSError:
        temporary.unlink(missing_ok=True)


def forget_old(keep: int = 24) -> None:
    """Remove all but the newest files: every change of a rule or of the program leaves files nobody asks for again."""
    folder = cache_folder()
    if folder is None:
        return
    try:
        files = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime_ns, reverse=True)
        for path in files[keep:]:
            path.unlink()
    except OSError:  # a parallel run was quicker
        pass
