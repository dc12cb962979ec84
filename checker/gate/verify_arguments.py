"""The options of `tariflint verify`."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any


def verify(commands: Any, spoken: ArgumentParser) -> None:
    """Add the command ``verify``."""
    command = commands.add_parser(
        "verify",
        parents=[spoken],
        help="check again what an evidence file records",
        description="Check again what `check --evidence FILE` recorded, in the folder it was called in.",
        epilog="exit status: 0 the same, 1 something differs, 2 no evidence, 3 unreadable, 4 nothing checked",
    )
    command.add_argument("file", metavar="FILE", help="the evidence")
