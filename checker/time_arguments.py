"""The options of the commands about time: radar and timeline."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date
from typing import Any

from checker.check_arguments import gate, today

RADAR_EXAMPLES = """\
examples:
  tariflint radar --until 2027-12-31       what below this folder is on sale and will not stay lawful
  tariflint radar --from 2022-01-01 --until 2022-12-31 --lang en tarife/

exit status: 0 nothing becomes unlawful, 1 findings, 2 usage or rulebook, 3 internal error or unreadable input,
4 nothing on sale
"""
TIMELINE_EXAMPLES = """\
examples:
  tariflint timeline basis.tarif
  tariflint timeline --from 2022-01-01 --until 2022-12-31 --select AGB basis.tarif

exit status: 0 clean, 1 findings, 2 usage or rulebook, 3 internal error or unreadable input, 4 nothing to draw
"""
Day = Callable[[str], date]
Ids = Callable[[str], tuple[str, ...]]


def radar(commands: Any, shared: ArgumentParser, day: Day, ids: Ids) -> None:
    command = commands.add_parser(
        "radar",
        parents=[shared],
        help="what is on sale and will not stay lawful, and what nobody knows yet",
        description="What is on sale and becomes unlawful or undecided, when, and by which version of which rule.",
        epilog=RADAR_EXAMPLES,
    )
    command.add_argument("paths", nargs="*", metavar="PATH", help="files and folders (default: this folder)")
    command.add_argument("--until", type=day, metavar="DATE", required=True, help="the last day to look at")
    command.add_argument(
        "--from", dest="since", type=day, metavar="DATE", help="the first day (default: the last whose law is known)"
    )
    _chosen(command, day, ids)


def timeline(commands: Any, shared: ArgumentParser, day: Day, ids: Ids) -> None:
    command = commands.add_parser(
        "timeline",
        parents=[shared],
        help="draw one tariff: sale, prices, guarantee, bonus, changes of the rules, verdicts",
        description="Draw one tariff or offer along time.",
        epilog=TIMELINE_EXAMPLES,
    )
    command.add_argument("file", metavar="FILE", help="a tariff or an offer")
    command.add_argument("--from", dest="since", type=day, metavar="DATE", help="the first day to draw")
    command.add_argument("--until", type=day, metavar="DATE", help="the last day to draw")
    _chosen(command, day, ids)


def _chosen(command: ArgumentParser, day: Day, ids: Ids) -> None:
    """The form of the report, which rules it is about, and when it fails."""
    command.add_argument("--format", choices=("text", "json"), default="text", help="form of the report")
    today(command, day)
    gate(command, ids)
