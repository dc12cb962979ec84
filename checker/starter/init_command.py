"""`tariflint init`: the files of a repository to start from, each written unless one of its name is there."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Iterator

from checker import VERSION, output
from checker.cli import CLEAN
from checker.files import Unusable, read_bytes
from checker.report.cells import clean
from checker.report.wording import words

# what is said of a file: German, English
WRITTEN = ("angelegt: {path}", "written: {path}")
KEPT = ("schon da, bleibt: {path}", "there already, kept: {path}")
# and of all of them
SUMMARY = ("{written} angelegt, {kept} schon da.", "{written} written, {kept} there already.")
NEXT = (
    "Weiter geht es mit README.md; im neuen Ordner prüft tariflint check alles.",
    "Go on with README.md; in the new folder tariflint check checks everything.",
)


def run(options: Namespace) -> int:
    """Write the files and say so; returns the exit status. Raises Unusable."""
    if os.path.lexists(options.dir) and not os.path.isdir(options.dir):
        raise Unusable("not-a-folder", options.dir)
    written = kept = 0
    for name, data in files(options.lang):
        path = os.path.normpath(os.path.join(options.dir, name))
        new = _write(path, data)
        written += new
        kept += not new
        _say((WRITTEN if new else KEPT), options, path=path.replace(os.sep, "/"))
    language = words(options.lang)
    _say(SUMMARY, options, written=language.counted(written, language.file), kept=language.number(kept), before="\n")
    if written:
        _say(NEXT, options)
    return CLEAN


def files(language: str) -> Iterator[tuple[str, bytes]]:
    """Each file of the repository in ``language``: its path below the folder, and its content."""
    home = os.path.join(os.path.dirname(os.path.abspath(__file__)), language)
    for folder, folders, names in os.walk(home):
        folders.sort()
        for name in sorted(names):
            path = os.path.join(folder, name)
            parts = os.path.relpath(path, home).split(os.sep)
            data = read_bytes(path)
            if name == "requirements.txt":
                data = data.replace(b"{version}", VERSION.encode())
            yield "/".join("." + part[4:] if part.startswith("dot_") else part for part in parts), data


def _write(path: str, data: bytes) -> bool:
    """Write a new file; False if something of that name is there. Raises Unusable."""
    try:
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        with open(path, "xb") as file:
            file.write(data)
    except FileExistsError:
        if os.path.lexists(path):
            return False
        raise Unusable("not-a-folder", os.path.dirname(path)) from None
    except OSError as error:
        raise Unusable("file-unwritable", path, error.strerror or str(error)) from None
    return True


def _say(sentence: tuple[str, str], options: Namespace, before: str = "", **gaps: str) -> None:
    line = clean(sentence[options.lang == "en"].format(**gaps), options.ascii)
    output.put(f"{before}{output.encoded(line, sys.stdout)}\n")
