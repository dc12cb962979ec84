"""Files by name: which ones a path stands for, and their bytes."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

SETTLED = 2_000_000_000  # ns
# folders that hold no tariffs of one's own
PASSED_OVER = ("node_modules", "__pycache__")


class Unusable(Exception):
    """The run cannot go on: a path that does not exist, a file that cannot be opened. ``code`` names the sentence.

    ``hint``: the nearest names there are.
    """

    def __init__(self, code: str, path: str, reason: str = "", hint: str = "") -> None:
        super().__init__(code)
        self.code, self.path, self.reason, self.hint = code, path, reason, hint


def files_below(paths: Iterable[str], suffixes: tuple[str, ...]) -> list[str]:
    """The files of ``paths``, each once, in an order that does not depend on theirs.

    A file stands for itself whatever its name; a folder for all files below it that end in ``suffixes`` (in capitals,
    too), hidden folders left out. A link to a folder that is not looked through anyway stands for that folder. Raises
    Unusable for a path that does not exist and for a folder that cannot be looked into.
    """
    found: dict[str, str] = {}

    def take(name: str, key: str) -> None:
        other = found.setdefault(key, name)
        if other != name:  # the same file under two names is called by the shorter one
            found[key] = min(other, name, key=lambda each: (len(each), each))

    rest = list(paths)
    roots = [os.path.realpath(path) for path in rest]
    for path in rest:
        if os.path.isdir(path):
            for folder, folders, files in os.walk(path, onerror=_closed):
                folders[:] = [each for each in folders if not each.startswith(".") and each not in PASSED_OVER]
                for each in folders:
                    link = os.path.join(folder, each)
                    if not os.path.islink(link):
                        continue
                    if is_within(os.path.realpath(link), roots):
                        os.listdir(link)  # a run that rests on where it leads is not repeated when that changes
                    else:
                        rest.append(link)
                        roots.append(os.path.realpath(link))
                chosen = [file for file in files if file.lower().endswith(suffixes)]
                if chosen:  # worked out once for all files of a folder
                    near, far = os.path.normpath(os.path.join(folder, "x"))[:-1], os.path.abspath(folder)
                    for file in chosen:
                        take(near + file, os.path.join(far, file))
        elif os.path.exists(path):
            take(os.path.normpath(path), os.path.abspath(path))
        else:
            raise Unusable("path-missing", path or '""')  # a variable of a script that was never set
    return [found[key].replace(os.sep, "/") for key in sorted(found)]


def is_within(path: str, folders: Iterable[str]) -> bool:
    """Whether ``path`` is one of ``folders`` or lies below one; all of them in full, without links."""
    return any(path == folder or path.startswith(os.path.join(folder, "")) for folder in folders)


def _closed(error: OSError) -> NoReturn:
    raise Unusable("file-unreadable", str(error.filename), error.strerror or str(error))


def is_there(path: str) -> bool:
    """Whether something stands at ``path``; a run that rests on the answer is not repeated when it changes."""
    there = os.path.exists(path)
    sys.audit("tariflint.looked-for", path, there)
    return there


def read_bytes(path: str) -> bytes:
    """The file's bytes. Raises Unusable if it cannot be read."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise Unusable("file-unreadable", path, error.strerror or str(error)) from None


def looks_of(paths: Iterable[str]) -> list[tuple[str, int, int, int]] | None:
    """Size and times of these files, which tell that they are the same as before without reading them.

    None where a file changed just now: it may be changing within one tick of its clock. A run that relies on this is
    not repeated when one of them changes. Raises Unusable.
    """
    found = []
    for path in paths:
        try:
            like = os.stat(path)
        except OSError as error:
            raise Unusable("file-unreadable", path, error.strerror or str(error)) from None
        found.append((path, like.st_size, like.st_mtime_ns, like.st_ctime_ns))
    sys.audit("tariflint.relied-on", found)
    youngest = max((max(written, changed) for _, _, written, changed in found), default=0)
    return found if youngest < time.time_ns() - SETTLED else None


def replace_bytes(path: str, data: bytes) -> None:
    """Put ``data`` in the place of the file's bytes, all or nothing; its mode stays. Raises Unusable."""
    import tempfile

    target = os.path.realpath(path)
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(dir=os.path.dirname(target), prefix=".tariflint-")
        with open(handle, "wb") as file:
            file.write(data)
        os.chmod(temporary, os.stat(target).st_mode & 0o7777)
        os.replace(temporary, target)
    except OSError as error:
        if temporary:
            try:  # noqa: SIM105 - a check would wait for contextlib to be imported
                os.unlink(temporary)
            except OSError:
                pass
        raise Unusable("file-unwritable", path, error.strerror or str(error)) from None


def write_pages(folder: str, pages: dict[str, str], mark: str) -> tuple[int, int]:
    """Write ``pages`` (text by path below ``folder``); how many were written, and how many old ones removed.

    A page that is there already and says the same is left alone. Removed are Markdown files beside the pages that begin
    with ``mark`` and are no longer among them. Raises Unusable.
    """
    written = removed = 0
    path = folder
    try:
        for name, text in pages.items():
            path = os.path.join(folder, *name.split("/"))
            os.makedirs(os.path.dirname(path), exist_ok=True)
            data = text.encode("utf-8")
            if not os.path.exists(path) or read_bytes(path) != data:
                with open(path, "wb") as file:
                    file.write(data)
                written += 1
        for home in sorted({os.path.dirname(os.path.join(folder, *name.split("/"))) for name in pages}):
            for entry in sorted(os.listdir(home)):
                path = os.path.join(home, entry)
                known = os.path.relpath(path, folder).replace(os.sep, "/") in pages
                if entry.endswith(".md") and not known and read_bytes(path).startswith(mark.encode()):
                    os.unlink(path)
                    removed += 1
    except OSError as error:
        raise Unusable("file-unwritable", path, error.strerror or str(error)) from None
    return written, removed
