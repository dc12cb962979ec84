"""What git says of a repository: only asked, never told to change anything, and nothing of the repository is run."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping

from checker.files import Unusable

# hooks and watchers are programs that a repository brings along
GIT = ("git", "-c", "core.hooksPath=" + os.devnull, "-c", "core.fsmonitor=false")


def answer(folder: str, *arguments: str, otherwise: Unusable, more: Mapping[str, str] | None = None) -> bytes:
    """What git, called in ``folder``, writes to standard output; ``more`` joins its environment.

    Raises ``otherwise``, with the reason, where it refuses; Unusable where there is no git.
    """
    command, env = [*GIT, "-C", folder, *arguments], os.environ | dict(more or {})
    try:
        done = subprocess.run(command, env=env, capture_output=True, check=False)
    except FileNotFoundError:
        raise Unusable("git-missing", otherwise.path) from None
    except (OSError, ValueError) as error:  # a null byte in the name of a state
        raise Unusable(otherwise.code, otherwise.path, str(error)) from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise Unusable(otherwise.code, otherwise.path, said[0] if said else "")
    return done.stdout


def line(folder: str, *arguments: str, otherwise: Unusable) -> str:
    """The same as text, without its line end."""
    return answer(folder, *arguments, otherwise=otherwise).decode("utf-8", "surrogateescape").rstrip("\n")


def top_of(folder: str, path: str) -> str:
    """The root of the repository of ``folder``; ``path`` is what is named where there is none. Raises Unusable."""
    return line(folder, "rev-parse", "--show-toplevel", otherwise=Unusable("no-repository", path))


def commit_of(reference: str, folder: str = ".") -> str:
    """The commit that ``reference`` stands for. Raises Unusable."""
    unknown = Unusable("ref-unknown", reference)
    if not reference or reference.startswith("-"):
        raise unknown
    return line(folder, "rev-parse", "--verify", "--end-of-options", f"{reference}^{{commit}}", otherwise=unknown)
