"""What each command does. Heavy imports wait until a command needs them: start-up is most of a short run."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from checker.cli import CLEAN, FINDINGS, INTERNAL, NOTHING, USAGE

if TYPE_CHECKING:
    from checker.check import Run
    from checker.finding import Finding, Report
    from checker.library import Library
    from checker.rulebook import Rulebook

# From so many documents on, a person at a terminal is shown how far the run is.
LONG = 200


def run(arguments: list[str]) -> int:
    """Parse ``arguments`` and run the command; returns the exit status."""
    from checker.arguments import Rejected, read

    try:
        options = read(arguments)
    except SystemExit:  # --help and --version have said all there is to say
        return CLEAN
    except Rejected as error:
        if str(error):
            print(f"tariflint: {error}", file=sys.stderr)
        return USAGE
    from checker.files import Unusable
    from checker.output import complain

    try:
        return _command(options.command)(options)
    except Unusable as error:
        complain(error.code, options.lang, path=error.path, reason=error.reason)
        return INTERNAL if error.code in ("file-unreadable", "file-unwritable") else USAGE


def _command(name: str) -> Callable[[Namespace], int]:
    if name == "check":
        return _check
    if name == "format":
        from checker import formatting

        return formatting.run
    if name in ("radar", "timeline"):
        from checker import time_commands

        return time_commands.radar if name == "radar" else time_commands.timeline
    from checker import rule_commands, source_commands

    return {
        "explain": rule_commands.explain,
        "rules": rule_commands.listing,
        "test": rule_commands.test,
        "prove": rule_commands.prove,
        "coverage": source_commands.coverage,
        "verify-text": source_commands.verify_text,
        "docs": source_commands.docs,
    }[name]


def show(report: Report, options: Namespace, form: str = "text") -> bool:
    """The report on standard output, and into the files asked for; whether all of them could be written."""
    import os

    from checker import outputs
    from checker.report.formats import Settings

    strict, folder = getattr(options, "strict", False), os.getcwd().replace(os.sep, "/")
    settings = Settings(options.lang, lambda finding: _fails(finding, strict), options.ascii, folder)
    outputs.show(form, report, settings)
    return outputs.write_all(getattr(options, "output", ()), report, settings)


def load(options: Namespace, paths: Sequence[str] = (), examples: bool = True) -> Rulebook:
    """The shipped rules and the user's own as one book."""
    from checker.library import load_rulebook

    return load_rulebook([*options.rules, *paths], examples=examples)


def refused(book: Rulebook, options: Namespace, form: str = "text") -> bool:
    """Whether the rulebook contradicts itself; if so, its findings are shown."""
    if not book.problems:
        return False
    from checker.finding import Counts, Finding, Report
    from checker.library import finding_of
    from checker.output import complain

    findings = tuple(sorted((finding_of(found, "") for found in book.problems), key=Finding.sort_key))
    used = {label.span.path for finding in findings for label in (finding.primary, *finding.related)}
    sources = {path: text for path, text in book.sources.items() if path in used}
    show(Report(findings, Counts(), sources=sources), options, form)
    complain("rulebook-refused", options.lang)
    return True


def unknown_id(name: str, book: Rulebook, language: str) -> int:
    from checker.output import complain
    from dsl.nearest import nearest

    hint = ", ".join(nearest(name, sorted(book.rules)))
    complain("rule-id-unknown", language, rule=name, hint=hint)
    return USAGE


# ------------------------------------------------------------------------------------------------ check


def _check(options: Namespace) -> int:
    from checker import outputs
    from checker.check import Run
    from checker.files import files_below
    from checker.library import UNREADABLE, standing_in
    from checker.output import complain
    from checker.report.formats import BY_DOCUMENT

    named = options.paths or ["."]
    found = files_below(named, (".tarif",))
    tariffs = [path for path in found if not path.endswith(".regel")]
    own_rules = [path for path in found if path.endswith(".regel")]
    outputs.check(options.output, [*found, *options.rules])
    book = load(options, own_rules, examples=False)
    if refused(book, options, options.format):
        return USAGE
    for prefix in (*options.select, *options.ignore):
        if not any(name.startswith(prefix) for name in book.rules):
            return unknown_id(prefix, book, options.lang)
    forms = {options.format, *(form for form, _ in options.output)}
    run = Run(book, options.as_of, options.select, options.ignore, bool(forms & BY_DOCUMENT))
    if not run.rules:
        complain("no-rules", options.lang)
        return NOTHING
    if options.between is not None and tariffs:
        from checker.time_commands import between

        return between(run, tariffs, options)
    if own_rules and not tariffs and options.between is None:
        files = standing_in(book, own_rules)
        terms = sorted(name for name, each in book.terms.items() if each.norm.span.path in files)
        if not terms:
            complain("no-terms", options.lang, path=", ".join(own_rules))
            return NOTHING
        report = outputs.told(run.terms_report(terms, {}), book, forms)
        return _status(report, options.strict) if show(report, options, options.format) else INTERNAL
    if not tariffs:
        complain("nothing-found", options.lang, path=", ".join(named))
        return NOTHING
    library, report = _judged(run, tariffs, options)
    written = show(outputs.told(report, book, forms, library.unreadable), options, options.format)
    for error in library.unreadable:
        complain(error.code, options.lang, path=error.path, reason=error.reason)
    if not written or library.unreadable or any(finding.rule in UNREADABLE for finding in report.findings):
        return INTERNAL
    return _status(report, options.strict)


def _judged(run: Run, tariffs: list[str], options: Namespace) -> tuple[Library, Report]:
    """Read and judge; with a progress bar where it takes long and a person is watching."""
    from checker.library import read_documents

    if len(tariffs) < LONG or not sys.stderr.isatty():
        library = read_documents(tariffs, run.book.vocabulary)
        return library, run.report(library)
    from checker.report.progress import watch

    with watch(len(tariffs), options.lang) as (reading, judging):
        library = read_documents(tariffs, run.book.vocabulary, reading)
        return library, run.report(library, judging)


def _status(report: Report, strict: bool) -> int:
    """Violations fail, notes and open questions only when asked to."""
    return FINDINGS if any(_fails(finding, strict) for finding in report.findings) else CLEAN


def _fails(finding: Finding, strict: bool) -> bool:
    return strict or not (finding.verdict == "unentschieden" or finding.severity == "hinweis")


# ------------------------------------------------------------------------------------------------ the others
