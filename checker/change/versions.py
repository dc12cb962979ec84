"""The tariffs of a git repository as they were: real git, read only, nothing of the working tree is touched."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from checker.change.compare import Tree, tree
from checker.documents import read_documents
from checker.files import PASSED_OVER, Unusable
from checker.git import answer, commit_of, line, top_of
from checker.rulebook import Rulebook

SUFFIX = ".tarif"


def at_reference(reference: str, path: str, book: Rulebook) -> Tree:
    """The documents below ``path`` (a file or folder of the working tree) in the state ``reference``.

    They are called by their names there, after the reference: `main:tarife/basis.tarif`. The other tariffs of that
    state are read for what offers refer to. Raises Unusable where there is no git, no repository, or no such state.
    """
    folder = path if os.path.isdir(path) else os.path.dirname(path) or "."
    if not os.path.isdir(folder):
        raise Unusable("path-missing", path)
    top, commit = top_of(folder, path), commit_of(reference, folder)
    unknown = Unusable("ref-unknown", reference)
    inside = line(folder, "rev-parse", "--show-prefix", otherwise=unknown)
    inside += "" if os.path.isdir(path) else os.path.basename(path)
    listed = answer(top, "ls-tree", "-r", "-z", "--name-only", commit, otherwise=unknown)
    with tempfile.TemporaryDirectory() as work:
        Path(work, ".git").mkdir()  # so that references are looked for in these copies only
        copies: dict[str, str] = {}
        for name in listed.decode("utf-8", "surrogateescape").split("\0"):
            asked = _is_asked(name, inside)
            if not name.endswith(SUFFIX) and not asked:
                continue
            copy = Path(work, name)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(answer(top, "cat-file", "blob", f"{commit}:{name}", otherwise=unknown))
            if asked:
                shown = (
                    os.path.normpath(os.path.join(path, os.path.relpath(name, inside or ".")))
                    if inside != name
                    else path
                )
                copies[str(copy).replace(os.sep, "/")] = f"{reference}:{shown}".replace(os.sep, "/")
        found = tree(read_documents(sorted(copies), book.vocabulary), book)
    return _called(found, copies)


def _is_asked(name: str, inside: str) -> bool:
    """The file that is asked for by name; below a folder all tariffs that are not hidden."""
    if not name or name == inside:
        return bool(name)
    if not name.startswith(inside) or (inside and not inside.endswith("/")):
        return False
    folders = name.removeprefix(inside).split("/")[:-1]
    hidden = any(each.startswith(".") or each in PASSED_OVER for each in folders)
    return name.endswith(SUFFIX) and not hidden


def _called(read: Tree, names: dict[str, str]) -> Tree:
    """The tree with the names of its files in place of those of the copies."""
    library = read.found
    library.problems = [
        (problem._replace(span=problem.span._replace(path=names.get(problem.span.path, problem.span.path))), document)
        for problem, document in library.problems
    ]
    for error in library.unreadable:
        error.path = names.get(error.path, error.path)
    sides = [
        each._replace(document=each.document._replace(path=names.get(each.document.path, each.document.path)))
        for each in read.sides
    ]
    return Tree(library, sides)
