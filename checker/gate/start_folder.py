"""In which folder `tariflint verify` has to be started: the paths in a record are told from where it was made."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator
from typing import Any


def started_elsewhere(recorded: dict[str, Any], evidence: str) -> tuple[str, str] | None:
    """That nothing of what is recorded stands in the current folder, and where it does, in German and English.

    ``evidence``: the file of the record. None where something of it is here, or no path is told from a folder.
    """
    options = recorded["options"]
    named = [row["path"] for row in recorded["files"]] or [*options["paths"], *options.get("rules", ())]
    paths = [path for path in named if isinstance(path, str) and not os.path.isabs(path)]
    if not paths or any(map(os.path.exists, paths)):
        return None
    german, english = (
        f"Von den festgehaltenen Dateien steht hier keine ({_some(paths)}).",
        f"None of the recorded files is here ({_some(paths)}).",
    )
    for folder in _candidates(evidence):
        if all(os.path.exists(os.path.join(folder, path)) for path in paths):
            file = os.path.relpath(evidence, folder)
            command = f"cd {shlex.quote(os.path.relpath(folder))} && tariflint verify {shlex.quote(file)}"
            return (
                f"{german} Sie stehen in einem anderen Ordner: {command}",
                f"{english} They are in another folder: {command}",
            )
    return (
        f"{german} Wenn es sie noch gibt, ist dort zu starten, wo der Nachweis entstand: "
        f"in dem Ordner, von dem aus {paths[0]} zu finden ist.",
        f"{english} If they still exist, start where the record was made: "
        f"in the folder from which {paths[0]} can be found.",
    )


def _some(paths: list[str]) -> str:
    return paths[0] if len(paths) == 1 else f"{paths[0]}, …"


def _candidates(evidence: str) -> Iterator[str]:
    """The folder of the record and those above it, then those above the current one."""
    for start in (os.path.dirname(os.path.abspath(evidence)), os.path.abspath(os.curdir)):
        folder = start
        yield folder
        while os.path.dirname(folder) != folder:
            folder = os.path.dirname(folder)
            yield folder
