"""`tariflint check`, stage after stage: what is asked, read, judge, accept, write, and whether it fails."""

from __future__ import annotations

import sys

from checker.cli import CLEAN, FINDINGS, INTERNAL, NOTHING, USAGE
from checker.commands import failing, load, refused, show, unsettled
from dsl.record import NamedTuple, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace

    from checker.check import Run
    from checker.documents import Library
    from checker.files import Unusable
    from checker.finding import Report
    from checker.gate.accepting import Grounds

# From so many documents on, a person at a terminal is shown how far the run is.
LONG = 200
# The last run and its rulebook, for nobody: a process that ends at once need not take them apart, which takes time.
LEFT: list[object] = []


class Checked(NamedTuple):
    """A run and what it found.

    ``documents``: what it judged, by kind and id (`Tarif strom-12`, `AGB haus-2024`); ``read``: the files of documents,
    with those that were read to resolve references; ``grounds``: what it is held against, if that is known yet.
    """

    run: Run
    report: Report
    documents: frozenset[str]
    library: Library | None = None  # the documents, where it was not terms alone that were judged
    read: frozenset[str] = frozenset()
    unreadable: tuple[Unusable, ...] = ()
    grounds: Grounds | None = None


def run(options: Namespace) -> int:
    """Check what ``options`` name and report it; returns the exit status. Raises Unusable."""
    if options.fix or options.unsafe or options.diff:
        from checker.fixing.command import misused

        if misused(options):
            return USAGE
    if options.evidence and options.today is None:
        from datetime import date

        options.today = date.today()  # the record says on which day exceptions were still good
    checked = examine(options)
    LEFT[:] = [checked]
    return checked if isinstance(checked, int) else _written(accepted(checked, options), options)


def examine(options: Namespace) -> Checked | int:
    """Read and judge what ``options`` name; the exit status where that leaves nothing to report. Raises Unusable."""
    from checker import outputs
    from checker.check import Run
    from checker.files import files_below
    from checker.output import complain
    from checker.report.formats import BY_DOCUMENT, IN_BRIEF
    from checker.repository import not_fetched

    named = options.paths or ["."]
    found = files_below(named, (".tarif",))
    for path in not_fetched(named):
        complain("submodule-empty", options.lang, path=path)
    tariffs = [path for path in found if not path.endswith(".regel")]
    own_rules = [path for path in found if path.endswith(".regel")]
    evidence = [("evidence", options.evidence)] if options.evidence else []
    outputs.check([*options.output, *evidence], [*found, *options.rules])
    book = load(options, own_rules, examples=False)
    if refused(book, options, options.format):
        return USAGE
    if unsettled(options, book):
        return USAGE
    forms = _forms(options)
    by_document, in_full = bool(evidence or forms & BY_DOCUMENT), bool(options.fix or forms - IN_BRIEF)
    run = Run(book, options.as_of, options.select, options.ignore, by_document, in_full)
    if not run.rules:
        complain("no-rules", options.lang)
        return NOTHING
    if options.between is not None and tariffs:
        from checker.time_commands import between

        return between(run, tariffs, options)
    if not tariffs and (not own_rules or options.between is not None):
        from checker.nothing_found import say_nothing_found

        say_nothing_found(named, options.lang)
        return NOTHING
    held = None
    if options.baseline or options.since is not None or options.settings["exceptions"]:
        from checker.gate.accepting import grounds

        held = grounds(options, book.rules)
    if not tariffs:
        checked = _terms(run, own_rules, options)
        return checked if isinstance(checked, int) else checked._replace(grounds=held)
    if options.fix:
        from checker.fixing.command import fixed

        options.fix = False  # these files, and no other state of them that is examined besides
        status = fixed(run, tariffs, options)
        if status is not None:
            return status
    library, report = _judged(run, tariffs, options)
    documents = frozenset(f"{document.kind} {document.id}" for document in library.documents)
    read, unreadable = frozenset((*tariffs, *library.sources)), tuple(library.unreadable)
    return Checked(run, report, documents, library, read, unreadable, held)


def _terms(run: Run, own_rules: list[str], options: Namespace) -> Checked | int:
    """What is wrong with the sets of terms in these rule files by themselves."""
    from checker.output import complain
    from checker.rule_files import standing_in

    files = standing_in(run.book, own_rules)
    terms = sorted(name for name, each in run.book.terms.items() if each.norm.span.path in files)
    if not terms:
        complain("no-terms", options.lang, path=", ".join(own_rules), command=" ".join(own_rules))
        return NOTHING
    documents = frozenset(f"AGB {name}" for name in terms)
    return Checked(run, run.terms_report(terms, {}), documents)


def _judged(run: Run, tariffs: list[str], options: Namespace) -> tuple[Library, Report]:
    """Read and judge; with a progress bar where it takes long and a person is watching."""
    from checker.bulk.judging import judged

    if options.time:
        from checker.bulk.timing import Timing

        timing = Timing(run)
        found = judged(run, tariffs, timing=timing)
        print(*timing.lines(options.lang), sep="\n", file=sys.stderr)
        return found
    if len(tariffs) < LONG or not sys.stderr.isatty():
        return judged(run, tariffs, options.jobs)
    from checker.report.progress import watch

    with watch(len(tariffs), options.lang) as progress:
        return judged(run, tariffs, options.jobs, progress)


def accepted(checked: Checked, options: Namespace) -> Checked:
    """The run with what does not fail it set apart. Raises Unusable and Misconfigured."""
    from checker.gate.accepting import accept

    paths, today = options.paths or ["."], getattr(options, "today", None)
    checked = checked._replace(
        report=accept(checked.report, checked.run, checked.library, options.settings, paths, today)
    )
    if options.baseline or options.since is not None:
        from checker.gate.accepting import by_baseline, by_state, grounds

        known, before, remarks = checked.grounds or grounds(options, checked.run.book.rules)
        checked = by_baseline(checked, known, paths) if known is not None else checked
        checked = by_state(checked, before) if before is not None else checked
        checked = checked._replace(report=replace(checked.report, remarks=remarks)) if remarks else checked
    return checked


def _written(checked: Checked, options: Namespace) -> int:
    """Write the report; the exit status."""
    from checker import outputs
    from checker.output import complain

    report = replace(checked.report, left_out=_left_out(checked.run, options))
    told = outputs.told(report, checked.run.book, _forms(options), checked.unreadable)
    written = show(told, options, options.format)
    for error in checked.unreadable:
        complain(error.code, options.lang, path=error.path, reason=error.reason)
    if options.format != "text":  # which says it itself
        from checker.output import remark

        for said in report.remarks:
            remark(said, options.lang)
    status = status_of(checked, options)
    if options.evidence:
        from checker.gate.evidence import write

        written = write(checked, options, status) and written
    return status if written else INTERNAL


def _left_out(run: Run, options: Namespace) -> int:
    """How many rules the configuration leaves out: whoever reads the report has not seen it."""
    configured = {key for key in ("select", "ignore") if options.settings[key]} & {
        *options.settings.configuration.values
    }
    return len(run.book.rules) - len(run.rules) if configured else 0


def status_of(checked: Checked, options: Namespace) -> int:
    """How the run ends, apart from what cannot be written."""
    from checker.documents import UNREADABLE

    if checked.unreadable or any(finding.rule in UNREADABLE for finding in checked.report.findings):
        return INTERNAL
    return _status(checked.report, options)


def _forms(options: Namespace) -> set[str]:
    """The forms the report is written in."""
    return {options.format, *(form for form, _ in options.output)}


def _status(report: Report, options: Namespace) -> int:
    """Violations fail, notes and open questions only when asked to."""
    return FINDINGS if any(map(failing(options), report.findings)) else CLEAN
