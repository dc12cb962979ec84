"""The tariffs of a git repository as they were: real git, read only, nothing of the working tree is touched."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

from checker.change.compare import Tree, tree
from checker.files import PASSED_OVER, Unusable
from checker.gate.before import GIT
from checker.library import read_documents
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
    top = _git(folder, "rev-parse", "--show-toplevel", otherwise=Unusable("no-repository", path))
    unknown = Unusable("ref-unknown", reference)
    if not reference or reference.startswith("-"):
        raise unknown
    commit = _text(_git(folder, "rev-parse", "--verify", "--quiet", f"{reference}^{{commit}}", otherwise=unknown))
    inside = _text(_git(folder, "rev-parse", "--show-prefix", otherwise=unknown)) + (
        "" if os.path.isdir(path) else os.path.basename(path)
    )
    listed = _git(_text(top), "ls-tree", "-r", "-z", "--name-only", commit, otherwise=unknown)
    with tempfile.TemporaryDirectory() as work:
        Path(work, ".git").mkdir()  # so that references are looked for in these copies only
        copies: dict[str, str] = {}
        for name in listed.decode("utf-8", "surrogateescape").split("\0"):
            asked = _is_asked(name, inside)
            if not name.endswith(SUFFIX) and not asked:
                continue
            copy = Path(work, name)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(_git(_text(top), "cat-file", "blob", f"{commit}:{name}", otherwise=unknown))
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


def _text(answer: bytes) -> str:
    return answer.decode("utf-8", "surrogateescape").rstrip("\n")


def _git(folder: str, *arguments: str, otherwise: Unusable) -> bytes:
    """What git answers. Raises ``otherwise``, with the reason, where it refuses; Unusable where it is missing."""
    try:
        done = subprocess.run([*GIT, "-C", folder, *arguments], capture_output=True, check=False)
    except FileNotFoundError:
        raise Unusable("git-missing", otherwise.path) from None
    except (OSError, ValueError) as error:  # a null byte in the name of a state
        raise Unusable(otherwise.code, otherwise.path, str(error)) from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise Unusable(otherwise.code, otherwise.path, said[0] if said else "")
    return done.stdout


def _called(found: Tree, names: dict[str, str]) -> Tree:
    """The tree with the names of its files in place of those of the copies."""
    library = found.library
    library.problems = [
        (problem._replace(span=problem.span._replace(path=names.get(problem.span.path, problem.span.path))), document)
        for problem, document in library.problems
    ]
    for error in library.unreadable:
        error.path = names.get(error.path, error.path)
    sides = [
        each._replace(document=each.document._replace(path=names.get(each.document.path, each.document.path)))
        for each in found.sides
    ]
    return Tree(library, sides)
