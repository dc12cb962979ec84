"""An internal error says so, in both languages, and saves what is needed to reproduce it."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import traceback

from checker import VERSION

MOST = 100_000  # characters of each file that was named; a reproducer is to be sent around


def report(error: Exception, arguments: list[str]) -> None:
    """Save the call, the place of the error and the files that were named; say where on standard error."""
    print(
        "interner Fehler: Das ist ein Fehler in tariflint, nicht in Ihrer Datei.\n"
        "internal error: this is a defect of tariflint, not of your file.",
        file=sys.stderr,
    )
    text = [
        f"tariflint {' '.join(arguments)}\n",
        f"tariflint {VERSION}, Python {platform.python_version()}, {sys.platform}\n\n",
        *traceback.format_exception(error),
    ]
    try:
        for name in filter(os.path.isfile, arguments):
            with open(name, encoding="utf-8", errors="backslashreplace") as named:
                text += [f"\n--- {name}\n", named.read(MOST)]
        handle, path = tempfile.mkstemp(prefix="tariflint-", suffix=".txt")
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.writelines(text)
    except OSError:
        print("Es ließ sich nichts dazu speichern. / Nothing about it could be saved.", file=sys.stderr)
    else:
        print(f"Zum Nachstellen: {path}\nReproducer: {path}", file=sys.stderr)
