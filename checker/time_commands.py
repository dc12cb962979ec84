"""`check --between`, `radar` and `timeline`: what each does with a book, paths and options."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable
from datetime import date

from checker.check import Run
from checker.cli import CLEAN, FINDINGS, INTERNAL, NOTHING, USAGE
from checker.commands import failing, load, refused, unsettled
from checker.documents import UNREADABLE, Library, read_documents
from checker.files import files_below
from checker.gate.settings import COMMAND_LINE
from checker.history import History
from checker.output import complain, encoded, put, show, width
from checker.radar import horizon, scan
from checker.report.cells import clean


def _run(options: Namespace) -> Run | int:
    """A run with the rules that are asked for, or the exit status where there are none."""
    book = load(options, examples=False)
    if refused(book, options, options.format):
        return USAGE
    if unsettled(options, book):
        return USAGE
    run = Run(book, None, options.select, options.ignore)
    if not run.rules:
        complain("no-rules", options.lang)
        return NOTHING
    return run


def between(run: Run, tariffs: list[str], options: Namespace) -> int:
    """The verdicts from day to day, and what flips them."""
    from checker.history import follow
    from checker.report.time_json import history_json
    from checker.report.time_report import flips_concise, history_lines

    forms, settings = ("text", "concise", "json"), options.settings.by_key
    # what is set for the reports of a check is not asked for here; other forms on the command line are
    if options.format not in forms and settings["format"].origin != COMMAND_LINE:
        options.format = "text"
    written = options.output if settings["output"].origin == COMMAND_LINE else ()
    if written or options.since or options.evidence or options.format not in forms:
        complain("between-forms", options.lang)
        return USAGE
    first, last = options.between
    if last < first:
        complain("days-reversed", options.lang, first=str(first), last=str(last))
        return USAGE
    library = read_documents(tariffs, run.book.vocabulary)
    settle = _settling(run, library, options)
    history = follow(run, library, first, last)
    settle(history)
    if options.format == "json":
        put(history_json(history))
    elif options.format == "concise":
        lines = [clean(line, options.ascii) for line in flips_concise(history, options.lang)]
        put("".join(f"{encoded(line, sys.stdout)}\n" for line in lines))
    else:
        show(history_lines(history, options.lang, width(), options.ascii))
    return _unread(library, options) or (FINDINGS if history.fails(failing(options)) else CLEAN)


def radar(options: Namespace) -> int:
    """What is on sale and will not stay lawful."""
    from checker.report.time_json import radar_json
    from checker.report.time_report import radar_lines

    run = _run(options)
    if isinstance(run, int):
        return run
    first = options.since or horizon(run)
    if first is None:
        complain("no-horizon", options.lang)
        return USAGE
    if options.until < first:
        complain("days-reversed", options.lang, first=str(first), last=str(options.until))
        return USAGE
    paths = options.paths or ["."]
    tariffs = files_below(paths, (".tarif",))
    if not tariffs:
        from checker.nothing_found import say_nothing_found

        say_nothing_found(paths, options.lang)
        return NOTHING
    library = read_documents(tariffs, run.book.vocabulary)
    found = scan(run, library, first, options.until, _settling(run, library, options))
    if not found.history.documents and not found.history.problems and not library.unreadable:
        complain("nothing-on-sale", options.lang, first=str(first), last=str(options.until))
        return NOTHING
    if options.format == "json":
        put(radar_json(found))
    else:
        show(radar_lines(found, options.lang, width(), options.ascii))
    return _unread(library, options) or (FINDINGS if found.fails(failing(options), options.strict) else CLEAN)


def timeline(options: Namespace) -> int:
    """One tariff or offer, drawn."""
    from checker.history import read
    from checker.report.time_json import timeline_json
    from checker.report.time_page import TimePage
    from checker.report.time_report import problem_lines
    from checker.report.timeline_report import timeline_lines
    from checker.timeline import draw

    run = _run(options)
    if isinstance(run, int):
        return run
    library = read_documents(files_below([options.file], (".tarif",)), run.book.vocabulary)
    problems, found = read(run, library)
    if len(found) != 1:
        page = TimePage(options.lang, width(), options.ascii, date.min, date.max)
        problem_lines(page, problems, options.lang)
        show(page.lines)
        if not library.unreadable and not problems:
            complain("not-one-document", options.lang, path=options.file)
        return _unread(library, options) or (FINDINGS if problems else NOTHING)
    document, contract = found[0]
    settle = _settling(run, library, options)
    drawn = draw(run, contract, document.title, options.since, options.until)
    if drawn is None:
        complain("days-reversed", options.lang, first=str(options.since or ""), last=str(options.until or ""))
        return USAGE
    drawn.history.problems = problems
    settle(drawn.history)
    if options.format == "json":
        put(timeline_json(drawn))
    else:
        show(timeline_lines(drawn, options.lang, width(), options.ascii))
    return _unread(library, options) or (FINDINGS if drawn.history.fails(failing(options)) else CLEAN)


def _settling(run: Run, library: Library, options: Namespace) -> Callable[[History], None]:
    """What says of a history which of its faults fail no run, by what is set. Raises Unusable."""
    from checker.gate import baseline
    from checker.gate.over_time import settle

    known = baseline.read(options.baseline, run.book.rules) if options.baseline else None
    return lambda history: settle(history, run, library, options, known)


def _unread(library: Library, options: Namespace) -> int:
    """INTERNAL if a file could not be read, which is said; else 0."""
    for error in library.unreadable:
        complain(error.code, options.lang, path=error.path, reason=error.reason)
    return INTERNAL if library.unreadable or any(p.code in UNREADABLE for p, _ in library.problems) else 0
