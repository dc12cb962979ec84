"""What stands in the same project as the files of a run without being named: read only to resolve references.

A run may be given some files of many: a commit hook names those that changed, and spreads them over several processes.
What one of them refers to, and whether its id is its own, must not depend on which others were named with it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator

from checker.files import Unusable, files_below, is_there, is_within, read_bytes

# What makes a folder a project of its own.
MARKS = (".git", "tariflint.toml")
# so many ids are quicker looked for one by one than by what opens a document
FEW = 8
# A line that may open a document, and its id: enough to pass over the many files that are not asked for.
_HEADING = rb"(?m)^(?:\xef\xbb\xbf)?[^\s#:\"-]+[ \t]+([^\s#:\"]+)"
# what git writes for each submodule
_SUBMODULE = rb"(?m)^[ \t]*path[ \t]*=[ \t]*(.+?)[ \t]*$"


def project_of(folder: str) -> str | None:
    """The folder of the project that ``folder`` lies in, told from the current one: the nearest above with settings of
    its own, or a git repository. None if there is neither."""
    above = os.path.realpath(folder)
    while not any(is_there(os.path.join(above, name)) for name in MARKS):
        if above == os.path.dirname(above):
            return None
        above = os.path.dirname(above)
    return os.path.relpath(above)


def is_looked_through(folder: str, paths: Iterable[str]) -> bool:
    """Whether a run over ``paths`` looks at everything below ``folder``."""
    return is_within(os.path.realpath(folder), [os.path.realpath(path) for path in paths])


def not_fetched(paths: Iterable[str]) -> list[str]:
    """The submodules of this git repository below ``paths`` that are empty here: what they hold cannot be looked at.

    A clone has them empty unless it is told otherwise. Raises Unusable.
    """
    folder, up = os.getcwd(), ""
    while not is_there(f"{up}.git"):
        if folder == os.path.dirname(folder):
            return []
        folder, up = os.path.dirname(folder), f"../{up}"
    if not is_there(f"{up}.gitmodules"):
        return []
    named = [
        os.path.normpath(up + os.fsdecode(path)) for path in re.findall(_SUBMODULE, read_bytes(f"{up}.gitmodules"))
    ]
    looked_through = [os.path.realpath(path) for path in paths]
    return sorted(path for path in named if _is_empty(path) and is_within(os.path.realpath(path), looked_through))


def _is_empty(folder: str) -> bool:
    """Whether there is such a folder with nothing in it; one that cannot be looked into is none."""
    try:
        return is_there(folder) and not os.listdir(folder)
    except OSError:
        return False


def ids_in(paths: Iterable[str]) -> set[str]:
    """The ids that the `.tarif` files below ``paths`` declare, as far as their first heading tells. Raises Unusable."""
    found = (re.search(_HEADING, read_bytes(path)) for path in files_below(paths, (".tarif",)))
    return {heading[1].decode("utf-8", "replace") for heading in found if heading is not None}


def files_with(ids: Collection[str], folders: Iterable[str], besides: Iterable[str]) -> Iterator[str]:
    """The `.tarif` files below ``folders`` that may declare one of ``ids``, ``besides`` those left out.

    A file that cannot be opened declares nothing. Raises Unusable for a folder that cannot be looked into.
    """
    wanted = {name.encode() for name in ids}
    few = len(wanted) < FEW
    named = set(besides)
    passed: set[str] | None = None  # in full, for files that are called otherwise here; most are not
    for path in files_below(dict.fromkeys(folders), (".tarif",)) if wanted else ():
        if path in named:
            continue
        passed = passed or {os.path.abspath(each) for each in named}
        if os.path.abspath(path) in passed:
            continue
        try:
            data = read_bytes(path)
        except Unusable:
            continue
        if few and not any(name in data for name in wanted):
            continue  # most files do not even contain the words
        if not wanted.isdisjoint(re.findall(_HEADING, data)):
            yield path
