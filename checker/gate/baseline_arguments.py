"""The options of `tariflint baseline`."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from checker.check_arguments import which_rules

BASELINE_EXAMPLES = """\
examples:
  tariflint baseline accept baseline.json          take up the check: what fails today is known from now on
  tariflint check --baseline baseline.json         fails for everything else
  tariflint baseline shrink baseline.json          drop what has been mended, so that it cannot come back
  tariflint baseline accept --new baseline.json    accept new findings as well, on purpose
"""
ACCEPT = """\
Take what would fail the check today into the baseline FILE. A file that is there already only grows if --new says so:
new findings are listed, and nothing is written. What keeps something from being checked is never accepted.

exit status: 0 done or nothing to do, 1 new findings or something that cannot be accepted, 2 usage, rulebook or a broken
baseline, 3 unreadable input, 4 nothing checked
"""
SHRINK = """\
Drop what is no longer found from the baseline FILE; nothing is ever added. If PATH takes in the whole project, what is
said of documents that are not there is dropped too; if not, only what is said of the documents found there.
Entries of rules that were not asked stay.

exit status: 0 done or nothing to do, 1 something kept a document from being checked, 2 usage, rulebook or a broken
baseline, 3 unreadable input, 4 nothing checked
"""


def baseline(commands: Any, shared: ArgumentParser, ids: Callable[[str], tuple[str, ...]]) -> None:
    """Add the command ``baseline``; ``shared`` has the options of every command that needs rules."""
    command = commands.add_parser(
        "baseline",
        help="accept the findings of today in a file, and drop from it what has been mended",
        description="Keep the findings that a repository had when it took up the check.",
        epilog=BASELINE_EXAMPLES,
    )
    actions = command.add_subparsers(dest="action", metavar="ACTION", required=True)
    accept = actions.add_parser("accept", parents=[shared], help="take today's findings in", description=ACCEPT)
    accept.add_argument("--new", action="store_true", help="also findings that a baseline already there does not know")
    shrink = actions.add_parser("shrink", parents=[shared], help="drop what is no longer found", description=SHRINK)
    for each in (accept, shrink):
        each.add_argument("file", metavar="FILE", help="the baseline")
        each.add_argument(
            "paths", nargs="*", default=[], metavar="PATH", help="what the check looks at (default: this folder)"
        )
        which_rules(each, ids)
    accept.add_argument("--strict", action="store_true", help="also undecided rules and notes, which fail --strict")
