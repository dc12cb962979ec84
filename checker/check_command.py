"""`tariflint check`, stage after stage: what is asked, read, judge, accept, write, and whether it fails."""

from __future__ import annotations

import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from checker.cli import CLEAN, FINDINGS, INTERNAL, NOTHING, USAGE
from checker.commands import fails, load, refused, show, unknown_id

if TYPE_CHECKING:
    from checker.check import Run
    from checker.finding import Report
    from checker.library import Library

# From so many documents on, a person at a terminal is shown how far the run is.
LONG = 200


def run(options: Namespace) -> int:
    """Check what ``options`` name and report it; returns the exit status. Raises Unusable."""
    from checker import outputs
    from checker.check import Run
    from checker.files import files_below
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
        return _terms(run, own_rules, options, forms)
    if not tariffs:
        complain("nothing-found", options.lang, path=", ".join(named))
        return NOTHING
    return _documents(run, tariffs, options, forms)


def _terms(run: Run, own_rules: list[str], options: Namespace, forms: set[str]) -> int:
    """What is wrong with the sets of terms in these rule files by themselves."""
    from checker import outputs
    from checker.library import standing_in
    from checker.output import complain

    files = standing_in(run.book, own_rules)
    terms = sorted(name for name, each in run.book.terms.items() if each.norm.span.path in files)
    if not terms:
        complain("no-terms", options.lang, path=", ".join(own_rules))
        return NOTHING
    report = outputs.told(run.terms_report(terms, {}), run.book, forms)
    return _status(report, options.strict) if show(report, options, options.format) else INTERNAL


def _documents(run: Run, tariffs: list[str], options: Namespace, forms: set[str]) -> int:
    """The tariffs and offers in these files."""
    from checker import outputs
    from checker.library import UNREADABLE
    from checker.output import complain

    library, report = _judged(run, tariffs, options)
    written = show(outputs.told(report, run.book, forms, library.unreadable), options, options.format)
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
    return FINDINGS if any(fails(finding, strict) for finding in report.findings) else CLEAN
