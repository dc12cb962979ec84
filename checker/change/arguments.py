"""The options of `tariflint change`."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date
from typing import Any

EXAMPLES = """\
examples:
  tariflint change alt/basis.tarif neu/basis.tarif     what differs, and what it takes
  tariflint change --since main tarife/                the working tree against a state of the repository
  tariflint change --effective 2026-04-01 alt.tarif neu.tarif   the last day to send the notice for that day
  tariflint change --sent 2026-02-01 alt.tarif neu.tarif        the first day the change can take effect
  tariflint change --steps alt.tarif neu.tarif         how each day was counted, with the norms
  tariflint change --land NW alt.tarif neu.tarif       periods in working days, by the public holidays there
  tariflint change --ics fristen.ics alt.tarif neu.tarif        the deadlines for a calendar program

exit status: 0 nothing in the way, 1 the change is forbidden, comes too late, or edits the past, 2 usage or rulebook,
3 internal error or unreadable input, 4 nothing to compare
"""


def change(commands: Any, shared: ArgumentParser, day: Callable[[str], date]) -> None:
    """Add the command ``change``."""
    command = commands.add_parser(
        "change",
        parents=[shared],
        help="what differs between two versions of a tariff, for whom it is worse, and by when to give notice",
        description="Two versions of tariffs: every difference, for whom it is worse, and what the change takes.",
        epilog=EXAMPLES,
    )
    command.add_argument(
        "paths", nargs="*", metavar="PATH", help="OLD and NEW, files or folders; with --since what to look at"
    )
    command.add_argument("--since", metavar="GIT-REF", help="compare with this state of the repository")
    command.add_argument(
        "--effective", type=day, metavar="DATE", help="the wished first day (default: that of the price)"
    )
    command.add_argument("--sent", type=day, metavar="DATE", help="the day the notice is sent (default: today)")
    command.add_argument("--today", type=day, metavar="DATE", help="the day that counts as today")
    command.add_argument(
        "--land", metavar="CODE", help="count working days and public holidays of this Land, say NW (extra: kalender)"
    )
    command.add_argument("--steps", action="store_true", help="show how each deadline was counted, with the norms")
    command.add_argument("--ics", metavar="FILE", help="write the deadlines as a calendar file")
    command.add_argument("--format", choices=("text", "json"), default="text", help="form of the report")
