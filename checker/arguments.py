"""The command line: commands and their options."""

from __future__ import annotations

from argparse import SUPPRESS, ArgumentParser, ArgumentTypeError, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable
from datetime import date
from typing import Any, NoReturn

from checker import VERSION

DESCRIPTION = """\
tariflint checks electricity tariffs and offers against the supplier's terms and the law,
for every customer they admit and every day they are on sale.
"""
EXAMPLES = """\
examples:
  tariflint check                          check every .tarif file below this folder
  tariflint check tarife/basis.tarif       check one tariff
  tariflint check --lang en --as-of 2022-03-01 tarife/
  tariflint explain AGB-2-2-MENGE          what a rule demands, since when, with examples
  tariflint rules                          list every rule
  tariflint test meine-regeln/             run the examples of your own rule files
  tariflint test --mutate haus.regel       which mistakes in your rules no example would notice
  tariflint format --diff tarife/          what the canonical layout would change

exit status: 0 clean, 1 findings, 2 usage or rulebook, 3 internal error or unreadable input, 4 nothing checked
"""
COVERAGE_EXAMPLES = """\
examples:
  tariflint coverage                       every row of the lists, by source
  tariflint coverage --format markdown     the same as a document
  tariflint coverage --contracts tarife/   rules that never applied, never failed, always failed there

exit status: 0 complete, 1 mistakes in the lists, 2 usage or rulebook, 3 internal error, 4 no lists, no contracts
"""
FORMAT_EXAMPLES = """\
examples:
  tariflint format                         rewrite every .tarif and .regel file below this folder
  tariflint format --check tarife/         a gate: name the files that are not in the layout, write nothing
  tariflint format --diff basis.tarif      what would change
  tariflint format - < basis.tarif         from standard input to standard output, for editors

A line that cannot be read keeps its words, and is named; the rest of its file is formatted.

exit status: 0 done or nothing to do, 1 something would change (with --check or --diff), 2 usage,
3 something could not be read or written, 4 no file found
"""
PROVE_EXAMPLES = """\
examples:
  tariflint prove                          the shipped rules among themselves
  tariflint prove haus.regel               rules of your own, among themselves and with the shipped ones
  tariflint prove --format json            for other programs; both languages in one report

exit status: 0 nothing wrong, 1 rules that contradict each other or themselves, or a refuted `folgt`
(with --strict every warning as well), 2 usage or rulebook, 3 internal error, 4 nothing to prove
"""


Commands = Any  # argparse has no public name for what add_subparsers gives


class Rejected(Exception):
    """Arguments that were not understood; the text says why, in the user's language."""


class _Parser(ArgumentParser):
    """Options in full only, so that a new option never changes what an old call means."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(formatter_class=RawDescriptionHelpFormatter, allow_abbrev=False, **settings)

    def error(self, message: str) -> NoReturn:
        raise Rejected(message)


def read(arguments: list[str]) -> Namespace:
    """The options. Raises Rejected; raises SystemExit after --help and --version."""
    parser = _parser(arguments[0] if arguments and arguments[0] in COMMANDS else None)
    try:
        options = parser.parse_args(arguments)
    except Rejected as error:
        from checker.misunderstood import in_words, language_of

        raise Rejected(in_words(str(error), language_of(arguments), parser)) from None
    if options.command is None:
        parser.print_help()
        raise Rejected("")
    return options


def _parser(wanted: str | None) -> ArgumentParser:
    """The parser of all commands; of one only, where it is clear which one is wanted."""
    top = _Parser(prog="tariflint", description=DESCRIPTION, epilog=EXAMPLES)
    top.add_argument("--version", action="version", version=f"tariflint {VERSION}")
    top.add_argument("--lang", choices=("de", "en"), help="language of the output (default: de)")
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    for name, add in COMMANDS.items():
        if wanted is None or name == wanted:
            add(commands)
    return top


def _spoken() -> ArgumentParser:
    """The options of every command."""
    spoken = _Parser(add_help=False)
    spoken.add_argument("--lang", choices=("de", "en"), default=SUPPRESS, help="language of the output (default: de)")
    spoken.add_argument("--config", metavar="FILE", help="the configuration (default: tariflint.toml, pyproject.toml)")
    spoken.add_argument("--ascii", action="store_true", help="write nothing but ASCII")
    return spoken


def _shared() -> ArgumentParser:
    """The options of every command that needs rules."""
    shared = _Parser(add_help=False, parents=[_spoken()])
    shared.add_argument("--rules", action="append", default=[], metavar="PATH", help="rule files of your own, besides")
    return shared


def _check(commands: Commands) -> None:
    from checker.check_arguments import check

    check(commands, _shared(), _day, _ids)


def _explain(commands: Commands) -> None:
    command = commands.add_parser("explain", parents=[_shared()], help="what one rule demands, and why")
    command.add_argument("rule", metavar="RULE", help="the id of a rule, as findings name it")


def _rules(commands: Commands) -> None:
    commands.add_parser("rules", parents=[_shared()], help="list every rule")


def _test(commands: Commands) -> None:
    command = commands.add_parser("test", parents=[_shared()], help="run the examples of rules")
    command.add_argument("paths", nargs="*", metavar="PATH", help="rule files and folders (default: the shipped rules)")
    command.add_argument("--quiet", "-q", action="store_true", help="only failures and the summary")
    command.add_argument("--mutate", action="store_true", help="which mistakes in these rules no example would notice")


def _coverage(commands: Commands) -> None:
    command = commands.add_parser(
        "coverage",
        parents=[_shared()],
        help="what of the sources is encoded, and what is not, and why",
        description="What of the terms, statutes and privacy policies is encoded, by which rules; why the rest is not.",
        epilog=COVERAGE_EXAMPLES,
    )
    command.add_argument("--format", choices=("text", "json", "markdown"), default="text", help="form of the report")
    command.add_argument(
        "--contracts", nargs="+", metavar="PATH", help="instead: which rules these contracts never put to the test"
    )


def _verify_text(commands: Commands) -> None:
    command = commands.add_parser(
        "verify-text",
        parents=[_shared()],
        help="whether the clauses that rules cite still say what they said",
        description="Find each anker in the cited clause of a source text; where it is not, the clause has changed.",
    )
    command.add_argument("norm", metavar="NORM", help="a set of terms, or a norm, by its id: AGB-STROMIO-2018")
    command.add_argument("file", metavar="FILE", help="the text, as Markdown")


def _docs(commands: Commands) -> None:
    command = commands.add_parser(
        "docs",
        parents=[_shared()],
        help="write a page for every rule, and an index by statute",
        description="Write a Markdown page for every rule, German and English, and an index by statute.",
    )
    command.add_argument("dir", metavar="DIR", help="the folder to write to")


def _prove(commands: Commands) -> None:
    command = commands.add_parser(
        "prove",
        parents=[_shared()],
        help="prove what follows from the rules alone: contradictions, redundant and dead rules",
        description="Prove what follows from the text of the rules alone, each time with facts that show it.",
        epilog=PROVE_EXAMPLES,
    )
    command.add_argument("paths", nargs="*", metavar="PATH", help="rule files of your own (default: the shipped rules)")
    command.add_argument("--format", choices=("text", "json"), default="text", help="form of the report")
    command.add_argument("--strict", action="store_true", help="warnings fail too")


def _format(commands: Commands) -> None:
    command = commands.add_parser(
        "format",
        parents=[_spoken()],
        help="rewrite files in one canonical layout",
        description="Rewrite tariffs, offers and rules in one canonical layout; what they say stays the same.",
        epilog=FORMAT_EXAMPLES,
    )
    command.add_argument("paths", nargs="*", metavar="PATH", help="files and folders, - for standard input")
    command.add_argument("--check", action="store_true", help="write nothing; fail if something would change")
    command.add_argument("--diff", action="store_true", help="write nothing; show what would change")


def _init(commands: Commands) -> None:
    from checker.starter.init_arguments import init

    init(commands, _spoken())


def _radar(commands: Commands) -> None:
    from checker.time_arguments import radar

    radar(commands, _shared(), _day, _ids)


def _timeline(commands: Commands) -> None:
    from checker.time_arguments import timeline

    timeline(commands, _shared(), _day, _ids)


def _baseline(commands: Commands) -> None:
    from checker.gate.baseline_arguments import baseline

    baseline(commands, _shared(), _ids)


def _change(commands: Commands) -> None:
    from checker.change.arguments import change

    change(commands, _shared(), _day)


def _config(commands: Commands) -> None:
    from checker.check_arguments import config

    config(commands, _shared(), _ids)


def _verify(commands: Commands) -> None:
    from checker.gate.verify_arguments import verify

    verify(commands, _spoken())


COMMANDS: dict[str, Callable[[Commands], None]] = {
    "check": _check,
    "baseline": _baseline,
    "verify": _verify,
    "explain": _explain,
    "rules": _rules,
    "test": _test,
    "radar": _radar,
    "timeline": _timeline,
    "change": _change,
    "coverage": _coverage,
    "verify-text": _verify_text,
    "docs": _docs,
    "prove": _prove,
    "format": _format,
    "init": _init,
    "config": _config,
}


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"no day: {text}") from None
    if day.isoformat() != text:  # 20220301 and 2022-W09-2 are days to Python, but not in these languages
        raise ArgumentTypeError(f"no day: {text}")
    return day


def _ids(text: str) -> tuple[str, ...]:
    ids = tuple(part.strip() for part in text.split(",") if part.strip())
    if not ids:
        raise ArgumentTypeError("no id")
    return ids
