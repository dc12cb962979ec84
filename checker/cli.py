"""The command line: check, explain, rules, test.

Exit status: 0 clean · 1 findings · 2 usage, configuration or a rulebook that is refused · 3 internal error or
unreadable input · 4 nothing was checked.
"""

from __future__ import annotations

import sys

CLEAN, FINDINGS, USAGE, INTERNAL, NOTHING = 0, 1, 2, 3, 4


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns the exit status. Nothing but an interrupt leaves it as an exception."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    arguments = sys.argv[1:] if arguments is None else arguments
    try:
        from checker import commands

        return commands.run(arguments)
    except KeyboardInterrupt:
        print("abgebrochen / interrupted", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # `tariflint check | head`: the reader has seen enough
        sys.stderr.close()
        return CLEAN
    except RecursionError as error:
        return _internal(error, arguments)
    except Exception as error:
        return _internal(error, arguments)


def _internal(error: BaseException, arguments: list[str]) -> int:
    """An internal error says so, and leaves what is needed to reproduce it."""
    import os
    import tempfile
    import traceback

    handle, path = tempfile.mkstemp(prefix="tariflint-", suffix=".txt")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(f"tariflint {' '.join(arguments)}\n\n")
        traceback.print_exception(error, file=file)
    print(
        f"interner Fehler: {type(error).__name__}. Das ist ein Fehler in tariflint, nicht in Ihrer Datei.\n"
        f"internal error: this is a defect of tariflint, not of your file.\nReproducer: {path}",
        file=sys.stderr,
    )
    return INTERNAL


if __name__ == "__main__":
    sys.exit(main())
