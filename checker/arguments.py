"""The command line: commands, options, and what is said, in the user's language, where they are not understood."""

from __future__ import annotations

import re
from argparse import SUPPRESS, ArgumentParser, ArgumentTypeError, Namespace, RawDescriptionHelpFormatter
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
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
CHECK_EXAMPLES = """\
examples:
  tariflint check --strict tarife/         a gate: what cannot be decided fails too
  tariflint check --format json tarife/    for other programs; both languages in one report
  tariflint check --as-of 2022-03-01 .     who signs on that day only
  tariflint check --select AGB .           only rules whose id starts with AGB
  tariflint check --rules haus.regel .     with rules of your own besides
  tariflint check agb.regel                what is wrong with a set of terms by itself

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
    parser = _parser()
    try:
        options = parser.parse_args(arguments)
    except Rejected as error:
        raise Rejected(_in_words(str(error), _language(arguments), parser)) from None
    if options.command is None:
        parser.print_help()
        raise Rejected("")
    return options


def _parser() -> ArgumentParser:
    top = _Parser(prog="tariflint", description=DESCRIPTION, epilog=EXAMPLES)
    top.add_argument("--version", action="version", version=f"tariflint {VERSION}")
    top.add_argument("--lang", choices=("de", "en"), default="de", help="language of the output (default: de)")
    spoken = _Parser(add_help=False)
    spoken.add_argument("--lang", choices=("de", "en"), default=SUPPRESS, help="language of the output (default: de)")
    spoken.add_argument("--ascii", action="store_true", help="write nothing but ASCII")
    shared = _Parser(add_help=False, parents=[spoken])
    shared.add_argument("--rules", action="append", default=[], metavar="PATH", help="rule files of your own, besides")
    commands = top.add_subparsers(dest="command", metavar="COMMAND")

    check = commands.add_parser(
        "check",
        parents=[shared],
        help="check tariffs and offers (or a set of terms: a .regel file)",
        description="Check tariffs, offers and sets of terms.",
        epilog=CHECK_EXAMPLES,
    )
    check.add_argument("paths", nargs="*", metavar="PATH", help="files and folders (default: this folder)")
    check.add_argument("--format", choices=("text", "concise", "json"), default="text", help="form of the report")
    check.add_argument("--as-of", type=_day, metavar="DATE", help="verdicts on this day only")
    check.add_argument("--strict", action="store_true", help="undecided rules and notes fail too")
    check.add_argument("--select", type=_ids, default=(), metavar="ID,ID", help="only rules whose id starts so")
    check.add_argument("--ignore", type=_ids, default=(), metavar="ID,ID", help="all rules but those")

    explain = commands.add_parser("explain", parents=[shared], help="what one rule demands, and why")
    explain.add_argument("rule", metavar="RULE", help="the id of a rule, as findings name it")
    commands.add_parser("rules", parents=[shared], help="list every rule")
    test = commands.add_parser("test", parents=[shared], help="run the examples of rules")
    test.add_argument("paths", nargs="*", metavar="PATH", help="rule files and folders (default: the shipped rules)")
    test.add_argument("--quiet", "-q", action="store_true", help="only failures and the summary")
    test.add_argument("--mutate", action="store_true", help="which mistakes in these rules no example would notice")
    coverage = commands.add_parser(
        "coverage",
        parents=[shared],
        help="what of the sources is encoded, and what is not, and why",
        description="What of the terms, statutes and privacy policies is encoded, by which rules; why the rest is not.",
        epilog=COVERAGE_EXAMPLES,
    )
    coverage.add_argument("--format", choices=("text", "json", "markdown"), default="text", help="form of the report")
    coverage.add_argument(
        "--contracts", nargs="+", metavar="PATH", help="instead: which rules these contracts never put to the test"
    )
    verify = commands.add_parser(
        "verify-text",
        parents=[shared],
        help="whether the clauses that rules cite still say what they said",
        description="Find each anker in the cited clause of a source text; where it is not, the clause has changed.",
    )
    verify.add_argument("norm", metavar="NORM", help="a set of terms, or a norm, by its id: AGB-STROMIO-2018")
    verify.add_argument("file", metavar="FILE", help="the text, as Markdown")
    docs = commands.add_parser(
        "docs",
        parents=[shared],
        help="write a page for every rule, and an index by statute",
        description="Write a Markdown page for every rule, German and English, and an index by statute.",
    )
    docs.add_argument("dir", metavar="DIR", help="the folder to write to")
    prove = commands.add_parser(
        "prove",
        parents=[shared],
        help="prove what follows from the rules alone: contradictions, redundant and dead rules",
        description="Prove what follows from the text of the rules alone, each time with facts that show it.",
        epilog=PROVE_EXAMPLES,
    )
    prove.add_argument("paths", nargs="*", metavar="PATH", help="rule files of your own (default: the shipped rules)")
    prove.add_argument("--format", choices=("text", "json"), default="text", help="form of the report")
    prove.add_argument("--strict", action="store_true", help="warnings fail too")
    layout = commands.add_parser(
        "format",
        parents=[spoken],
        help="rewrite files in one canonical layout",
        description="Rewrite tariffs, offers and rules in one canonical layout; what they say stays the same.",
        epilog=FORMAT_EXAMPLES,
    )
    layout.add_argument("paths", nargs="*", metavar="PATH", help="files and folders, - for standard input")
    layout.add_argument("--check", action="store_true", help="write nothing; fail if something would change")
    layout.add_argument("--diff", action="store_true", help="write nothing; show what would change")
    return top


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


# ------------------------------------------------------------------------------------------------ what went wrong

# What argparse says, and what the user is told; the gaps are the groups, {hint} the nearest word that exists.
SENTENCES = (
    (
        r"argument COMMAND: invalid choice: '(.*?)'.*\(choose from (.+)\)",
        "Einen Befehl {0} gibt es nicht; es gibt {1}.{hint}",
        "There is no command {0}; there are {1}.{hint}",
    ),
    (
        r"argument (\S+): invalid choice: '(.*?)'.*\(choose from (.+)\)",
        "{1} passt nicht zu {0}; möglich sind {2}.{hint}",
        "{1} does not fit {0}; possible are {2}.{hint}",
    ),
    (
        r"argument (\S+): no day: (.*)",
        "{1} nach {0} ist kein Tag; ein Tag sieht so aus: 2022-03-01.",
        "{1} after {0} is no day; a day looks like this: 2022-03-01.",
    ),
    (
        r"argument (\S+): no id",
        "Nach {0} fehlt der Name einer Regel, zum Beispiel AGB.",
        "The id of a rule is missing after {0}, for example AGB.",
    ),
    (r"argument (\S+): expected one argument", "Nach {0} fehlt eine Angabe.", "A value is missing after {0}."),
    (r"argument (\S+): ignored explicit argument (.+)", "{0} nimmt keine Angabe.", "{0} takes no value."),
    (r"the following arguments are required: (.+)", "Es fehlt: {0}.", "Missing: {0}."),
    (r"unrecognized arguments: (.+)", "Unbekannt: {0}.{hint}", "Unknown: {0}.{hint}"),
)


def _in_words(message: str, language: str, parser: ArgumentParser) -> str:
    """What argparse rejected, in the words of ``language``; a message we do not know stays as it is."""
    for pattern, german, english in SENTENCES:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found is not None:
            gaps = [group.replace("'", "") for group in found.groups()]
            known = gaps[-1].split(", ") if len(gaps) > 1 else list(_options(parser))
            hint = _hint(gaps[-2] if len(gaps) > 1 else gaps[0].split()[0].partition("=")[0], known, language)
            said = (english if language == "en" else german).format(*gaps, hint=hint)
            return f"{said}\n{'Help' if language == 'en' else 'Hilfe'}: tariflint --help"
    return message


def _hint(word: str, known: list[str], language: str) -> str:
    from dsl.nearest import nearest

    close = nearest(word, known)
    if not close:
        return ""
    return f" Did you mean {close[0]}?" if language == "en" else f" Gemeint: {close[0]}?"


def _options(parser: ArgumentParser) -> Iterator[str]:
    """Every option of the parser and of its commands."""
    for action in parser._actions:
        yield from action.option_strings
        if isinstance(action.choices, dict):
            for command in action.choices.values():
                yield from _options(command)


def _language(arguments: list[str]) -> str:
    """The language asked for by arguments that could not be read as a whole."""
    english = "--lang=en" in arguments or ("--lang", "en") in pairwise(arguments)
    return "en" if english else "de"
