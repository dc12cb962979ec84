"""The options of `tariflint check`."""

from __future__ import annotations

from argparse import Action, ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from checker.report.formats import FORMATS

if TYPE_CHECKING:
    from checker.gate.levels import Level

MOST_JOBS = 64
Commands = Any  # argparse has no public name for what add_subparsers gives
Days = Callable[[str], date]
Ids = Callable[[str], tuple[str, ...]]

CHECK_EXAMPLES = """\
examples:
  tariflint check --strict tarife/         a gate: what cannot be decided fails too
  tariflint check --fail-on fehler:gesichert .   only errors on settled points fail
  tariflint check --format json tarife/    for other programs; both languages in one report
  tariflint check --output sarif=b.sarif --output html=b.html .   text here, reports into files
  tariflint check --fix --diff tarife/     what would be fixed where there is one right answer; writes nothing
  tariflint check --as-of 2022-03-01 .     who signs on that day only
  tariflint check --between 2022-02-01 2022-04-30 .  on which days a verdict flips, and which law flips it
  tariflint check --select AGB .           only rules whose id starts with AGB
  tariflint check --rules haus.regel .     with rules of your own besides
  tariflint check --baseline baseline.json .  a gate for what is new (see tariflint baseline)
  tariflint check --since origin/main .    what a merge request would add: both states are checked as a whole
  tariflint check --evidence nachweis.json .  what was checked, with digests and every verdict
  tariflint check agb.regel                what is wrong with a set of terms by itself

exit status: 0 clean, 1 findings, 2 usage or rulebook, 3 internal error or unreadable input, 4 nothing checked
"""


def check(commands: Commands, shared: ArgumentParser, day: Days, ids: Ids) -> None:
    """Add the command ``check``; ``shared`` has the options of every command that needs rules."""
    command = commands.add_parser(
        "check",
        parents=[shared],
        help="check tariffs and offers (or a set of terms: a .regel file)",
        description="Check tariffs, offers and sets of terms.",
        epilog=CHECK_EXAMPLES,
    )
    command.add_argument("paths", nargs="*", metavar="PATH", help="files and folders (default: this folder)")
    command.add_argument("--format", choices=FORMATS, help="form of the report (default: text)")
    command.add_argument(
        "--output",
        type=_output,
        action="append",
        default=[],
        metavar="FORMAT=FILE",
        help="write the report into a file as well; may be given several times",
    )
    command.add_argument("--no-output", action="store_true", help="none of the files that the configuration names")
    days = command.add_mutually_exclusive_group()
    days.add_argument("--as-of", type=day, metavar="DATE", help="verdicts on this day only")
    days.add_argument(
        "--between", type=day, nargs=2, metavar=("A", "B"), help="verdicts from day A to day B, and what flips them"
    )
    command.add_argument("--since", metavar="REF", help="do not fail for what this git state had already")
    command.add_argument("--evidence", metavar="FILE", help="record what was checked, for tariflint verify")
    today(command, day)
    command.add_argument("--fix", action="store_true", help="write into the files what has one right answer")
    command.add_argument("--unsafe", action="store_true", help="with --fix: also what changes the offer")
    command.add_argument("--diff", action="store_true", help="with --fix: show what would change, write nothing")
    command.add_argument("--jobs", type=_jobs, metavar="N", help="processes at once (default: as many as pay)")
    command.add_argument("--time", action="store_true", help="which files and rules took longest, on standard error")
    command.add_argument("--no-cache", action="store_true", help="work everything out anew, and keep nothing")
    gate(command, ids)


CONFIG_EXAMPLES = """\
examples:
  tariflint config                         what holds in this folder, and where it is set
  tariflint config --strict                the same with options of a check
  tariflint config --format json           for other programs

exit status: 0 done, 2 usage or configuration
"""


def config(commands: Commands, shared: ArgumentParser, ids: Ids) -> None:
    """Add the command ``config``, with the options of ``check`` that a configuration can set."""
    command = commands.add_parser(
        "config",
        parents=[shared],
        help="what is set here, and where each setting comes from",
        description="Show the settings that hold here, and where each comes from.",
        epilog=CONFIG_EXAMPLES,
    )
    command.add_argument("--format", choices=("text", "json"), default="text", help="form of the report")
    gate(command, ids)


def today(command: ArgumentParser, day: Days) -> None:
    """The option for the day of the run."""
    command.add_argument(
        "--today", type=day, metavar="DATE", help="the day for exceptions and grace (default: that of this machine)"
    )


def gate(command: ArgumentParser, ids: Ids) -> None:
    """The options that say which rules are asked and when the run fails; a configuration can say the same."""
    command.add_argument(
        "--strict", action="store_const", const=True, default=None, help="undecided rules and notes fail too"
    )
    command.add_argument(
        "--no-strict", dest="strict", action="store_const", const=False, help="not even if the configuration says so"
    )
    command.add_argument(
        "--fail-on",
        type=_levels,
        action=Adding,
        metavar="LEVEL,LEVEL",
        help="which findings fail: fehler, warnung:gesichert, note",
    )
    which_rules(command, ids)
    command.add_argument("--baseline", metavar="FILE", help="do not fail for what this baseline knows")
    command.add_argument("--exceptions", metavar="FILE", help="exceptions that expire, with owner and approver")


def which_rules(command: ArgumentParser, ids: Ids) -> None:
    """The options that say which rules are asked."""
    for option, told in (("--select", "only rules whose id starts so"), ("--ignore", "all rules but those")):
        command.add_argument(option, type=ids, action=Adding, default=(), metavar="ID,ID", help=told)


class Adding(Action):
    """An option that may be given several times: what is named each time counts, not what is named last."""

    def __call__(
        self,
        parser: ArgumentParser,
        namespace: Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,
    ) -> None:
        setattr(namespace, self.dest, (*(getattr(namespace, self.dest) or ()), *(values or ())))


def _levels(text: str) -> tuple[Level, ...]:
    from checker.gate.levels import read_levels

    levels = read_levels(text)
    if levels is None:
        raise ArgumentTypeError(f"no level: {text}")
    return levels


def _jobs(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= MOST_JOBS:
        raise ArgumentTypeError("no number of processes")
    return int(text)


def _output(text: str) -> tuple[str, str]:
    """`sarif=bericht.sarif` as form and file."""
    form, _, path = text.partition("=")
    if not form or path in ("", "-"):  # standard output is what --format is for
        raise ArgumentTypeError("no form and file")
    if form not in FORMATS:
        raise ArgumentTypeError(f"no form: {form} (choose from {', '.join(FORMATS)})")
    return form, path
