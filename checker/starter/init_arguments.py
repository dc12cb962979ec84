"""The options of `tariflint init`."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

EXAMPLES = """\
examples:
  tariflint init stromtarife               a repository in German
  tariflint init --lang en tariffs         the same in English

What is there already stays as it is.

exit status: 0 done or nothing to do, 2 usage, 3 something could not be written
"""


def init(commands: Any, spoken: ArgumentParser) -> None:
    """Add the command ``init``; ``spoken`` has the options of every command."""
    command = commands.add_parser(
        "init",
        parents=[spoken],
        help="write a repository to start from: example, terms, settings, hooks, CI",
        description="Write a repository to start from: tariff, offer, terms, settings, commit hooks, CI, README.",
        epilog=EXAMPLES,
    )
    command.add_argument("dir", nargs="?", default=".", metavar="DIR", help="the folder (default: this one)")
