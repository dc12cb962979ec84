"""What each command does. Heavy imports wait until a command needs them: start-up is most of a short run."""

from __future__ import annotations

import os
import sys
from argparse import SUPPRESS, ArgumentParser, ArgumentTypeError, Namespace, RawDescriptionHelpFormatter
from datetime import date
from typing import TYPE_CHECKING

from checker.cli import CLEAN, FINDINGS, INTERNAL, NOTHING, USAGE

if TYPE_CHECKING:
    from checker.finding import Finding, Report
    from checker.rulebook import Prepared, Rulebook

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

exit status: 0 clean, 1 findings, 2 usage or rulebook, 3 internal error or unreadable input, 4 nothing checked
"""


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"not a date: {text!r}; write it as 2022-03-01") from None


def _ids(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def parser() -> ArgumentParser:
    """The commands and their options."""
    from checker.library import VERSION

    top = ArgumentParser(
        "tariflint", description=DESCRIPTION, epilog=EXAMPLES, formatter_class=RawDescriptionHelpFormatter
    )
    top.add_argument("--version", action="version", version=f"tariflint {VERSION}")
    shared = ArgumentParser(add_help=False)
    shared.add_argument("--lang", choices=("de", "en"), default=SUPPRESS, help="language of the output (default: de)")
    shared.add_argument("--ascii", action="store_true", help="write nothing but ASCII")
    shared.add_argument("--rules", action="append", default=[], metavar="PATH", help="rule files of your own, besides")
    top.add_argument("--lang", choices=("de", "en"), default="de", help=SUPPRESS)
    commands = top.add_subparsers(dest="command", metavar="COMMAND")

    check = commands.add_parser(
        "check",
        parents=[shared],
        help="check tariffs and offers (or a set of terms: a .regel file)",
        description="Check tariffs, offers and sets of terms.",
        epilog=EXAMPLES,
        formatter_class=RawDescriptionHelpFormatter,
    )
    check.add_argument(
        "paths", nargs="*", default=["."], metavar="PATH", help="files and folders (default: this folder)"
    )
    check.add_argument("--format", choices=("text", "concise", "json"), default="text", help="form of the report")
    check.add_argument("--as-of", type=_day, metavar="DATE", help="verdicts on this day only")
    check.add_argument("--strict", action="store_true", help="undecided rules and notes fail too")
    check.add_argument("--select", type=_ids, default=(), metavar="ID,…", help="only rules whose id starts so")
    check.add_argument("--ignore", type=_ids, default=(), metavar="ID,…", help="all rules but those")
    check.add_argument("--no-progress", action="store_true", help=SUPPRESS)

    explain = commands.add_parser("explain", parents=[shared], help="what one rule demands, and why")
    explain.add_argument("rule", metavar="RULE")

    commands.add_parser("rules", parents=[shared], help="list every rule")

    test = commands.add_parser("test", parents=[shared], help="run the examples of rules")
    test.add_argument("paths", nargs="*", metavar="PATH", help="rule files and folders (default: the shipped rules)")
    test.add_argument("--quiet", "-q", action="store_true", help="only failures and the summary")
    return top


def run(arguments: list[str]) -> int:
    """Parse ``arguments`` and run the command."""
    top = parser()
    try:
        options = top.parse_args(arguments)
    except SystemExit as stop:
        return USAGE if stop.code else CLEAN
    if options.command is None:
        top.print_help()
        return CLEAN
    from checker.library import Unusable

    try:
        return {"check": _check, "explain": _explain, "rules": _rules, "test": _test}[options.command](options)
    except Unusable as error:
        from checker.report.wording import usage_error

        print(usage_error(error.code, options.lang, path=error.path, reason=error.reason), file=sys.stderr)
        return INTERNAL if error.code == "file-unreadable" else USAGE


# ------------------------------------------------------------------------------------------------ output


def _width() -> int:
    """Columns to write for: the terminal's, or 100 where there is none."""
    if os.environ.get("COLUMNS", "").isdigit():
        return int(os.environ["COLUMNS"])
    if sys.stdout.isatty():
        return os.get_terminal_size().columns
    return 100


def _colour() -> bool:
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def _show(report: Report, options: Namespace) -> None:
    if options.format == "json":
        from checker.report.json_report import to_json

        sys.stdout.write(to_json(report))
        return
    if options.format == "concise":
        from checker.report.concise import render as one_line

        for line in one_line(report, options.lang):
            print(line)
        return
    from checker.report.text import render, write

    write(render(report, language=options.lang, width=_width(), ascii_only=options.ascii), sys.stdout, _colour())


def _book(options: Namespace, paths: list[str] | None = None) -> tuple[Rulebook, Report | None]:
    """The rulebook; and a report on it, if it must be refused."""
    from checker.library import load_rulebook

    book = load_rulebook([*options.rules, *(paths or [])])
    if not book.problems:
        return book, None
    return book, refusal(book)


def refusal(book: Rulebook) -> Report:
    """The findings of a rulebook that contradicts itself."""
    from checker.finding import Counts, Finding, Report
    from checker.library import finding_of

    findings = tuple(sorted((finding_of(found, "") for found in book.problems), key=Finding.sort_key))
    used = {label.span.path for f in findings for label in (f.primary, *f.related)}
    return Report(findings, Counts(), sources={p: t for p, t in book.sources.items() if p in used})


# ------------------------------------------------------------------------------------------------ check


def _check(options: Namespace) -> int:
    from checker.check import Run
    from checker.library import files_below, read_documents
    from checker.report.wording import usage_error

    tariffs = [path for path in files_below(options.paths, (".tarif",)) if not path.endswith(".regel")]
    rule_paths = [path for path in options.paths if path.endswith(".regel")]
    book, refused = _book(options, rule_paths)
    if refused is not None:
        _show(refused, options)
        print(usage_error("rulebook-refused", options.lang), file=sys.stderr)
        return USAGE
    for prefix in (*options.select, *options.ignore):
        if not any(name.startswith(prefix) for name in book.rules):
            from checker.nearest import nearest

            hint = ", ".join(nearest(prefix, sorted(book.rules)))
            print(usage_error("rule-id-unknown", options.lang, rule=prefix, hint=hint), file=sys.stderr)
            return USAGE
    run_ = Run(book, options.as_of, options.select, options.ignore)
    if rule_paths and not tariffs:
        ids = _terms_in(book, rule_paths)
        if not ids:
            print(usage_error("no-terms", options.lang, path=", ".join(rule_paths)), file=sys.stderr)
            return NOTHING
        report = run_.terms_report(ids, {})
        _show(report, options)
        return _status(report, options.strict)
    if not tariffs:
        print(usage_error("nothing-found", options.lang, path=", ".join(options.paths)), file=sys.stderr)
        return NOTHING
    watched = len(tariffs) > 200 and sys.stderr.isatty() and not options.no_progress
    if watched:
        from checker.report.progress import watch

        with watch(len(tariffs), options.lang) as (reading, judging):
            library = read_documents(tariffs, book.vocabulary, reading)
            report = run_.report(library, judging)
    else:
        library = read_documents(tariffs, book.vocabulary)
        report = run_.report(library)
    _show(report, options)
    for error in library.unreadable:
        print(usage_error(error.code, options.lang, path=error.path, reason=error.reason), file=sys.stderr)
    unreadable = bool(library.unreadable) or any(
        f.rule in ("binary", "encoding-utf16", "file-too-large") for f in report.findings
    )
    if unreadable:
        return INTERNAL
    if report.counts.documents == 0 and not report.findings:
        return NOTHING
    return _status(report, options.strict)


def _terms_in(book: Rulebook, paths: list[str]) -> list[str]:
    """The sets of terms whose norm stands in one of these files."""
    contents = set()
    for path in paths:
        with open(path, encoding="utf-8", errors="replace") as file:
            contents.add(file.read())
    files = {name for name, text in book.sources.items() if text in contents or name in paths}
    return sorted(name for name, terms in book.terms.items() if terms.norm.span.path in files)


def _status(report: Report, strict: bool) -> int:
    def counts(finding: Finding) -> bool:
        if finding.verdict == "unentschieden" or finding.severity == "hinweis":
            return strict
        return True

    return FINDINGS if any(counts(finding) for finding in report.findings) else CLEAN


# ------------------------------------------------------------------------------------------------ the others


def _explain(options: Namespace) -> int:
    from checker.explain import explain
    from checker.nearest import nearest
    from checker.report.text import write
    from checker.report.wording import usage_error

    book, _ = _book(options)
    rule = book.rules.get(options.rule) or book.rules.get(options.rule.upper())
    if rule is None:
        hint = ", ".join(nearest(options.rule, sorted(book.rules)))
        print(usage_error("rule-id-unknown", options.lang, rule=options.rule, hint=hint), file=sys.stderr)
        return USAGE
    write(explain(rule, book, options.lang, _width(), options.ascii), sys.stdout, _colour())
    return CLEAN


def _rules(options: Namespace) -> int:
    from checker.explain import listing
    from checker.report.text import write

    book, _ = _book(options)
    write(listing(book, options.lang, _width(), options.ascii), sys.stdout, _colour())
    return CLEAN


def _test(options: Namespace) -> int:
    from checker.examples import Result, run_examples, unexercised
    from checker.explain import example_lines
    from checker.library import files_below
    from checker.report.text import write
    from checker.report.wording import usage_error

    named = files_below(options.paths, (".regel",)) if options.paths else []
    if options.paths and not named:
        print(usage_error("nothing-found", options.lang, path=", ".join(options.paths)), file=sys.stderr)
        return NOTHING
    book, refused = _book(options, named)
    if refused is not None:
        options.format = "text"
        _show(refused, options)
    rules = _rules_in(book, named) if named else list(book.rules.values())
    results: list[Result] = list(run_examples(book, rules))
    missing = [(rule, version) for rule in rules for version in unexercised(rule, results)]
    lines = example_lines(book, results, missing, options.lang, _width(), options.ascii, options.quiet)
    write(lines, sys.stdout, _colour())
    if refused is not None:
        return USAGE
    if not results:
        return NOTHING
    return FINDINGS if missing or not all(result.passed for result in results) else CLEAN


def _rules_in(book: Rulebook, paths: list[str]) -> list[Prepared]:
    """The rules that stand in these files (a shipped file is the same file under its shipped name)."""
    contents = set()
    for path in paths:
        with open(path, encoding="utf-8", errors="replace") as file:
            contents.add(file.read().replace("\r\n", "\n"))
    files = {name for name, text in book.sources.items() if text in contents or name in paths}
    return [rule for rule in book.rules.values() if rule.rule.span.path in files]
