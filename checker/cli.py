"""The command line: runs a command and turns whatever happens into an exit status.

Exit status: 0 clean · 1 findings · 2 usage, configuration or a rulebook that is refused · 3 internal error or
unreadable input · 4 nothing was checked.
"""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

CLEAN, FINDINGS, USAGE, INTERNAL, NOTHING = 0, 1, 2, 3, 4


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns the exit status. Nothing leaves it as an exception."""
    # A run makes many values and no cycles of them; looking for cycles would be a fifth of a short run.
    collecting = gc.isenabled()
    gc.disable()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        if arguments is None:  # a process of its own, whose output may be what it was last time
            from checker.memory import recall

            return recall.run(arguments := sys.argv[1:])
        from checker import commands

        return commands.run(arguments)
    except KeyboardInterrupt:
        print("abgebrochen / interrupted", file=sys.stderr)
        return 130
    except Exception as error:
        from checker import crash

        crash.report(error, arguments or [])
        return INTERNAL
    finally:
        if collecting:
            gc.enable()


def script() -> NoReturn:
    """The command as a process of its own, which ends at once: taking apart what a run made costs a third of it."""
    gc.disable()  # for good: what is left to do needs no memory
    status = main()
    try:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
    except (AttributeError, OSError, ValueError):  # no stream, or nobody reads it: Python knows what to do
        sys.exit(status)
    if sys.getprofile() is not None or sys.gettrace() is not None:
        sys.exit(status)  # whoever watches has something to write down
    os._exit(status)


if __name__ == "__main__":
    script()
