"""`tariflint change`: what it does with a book, paths and options."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from pathlib import Path

from checker.change.compare import Comparison, Tree, When, compare, paired, tree
from checker.change.plan import Planner
from checker.cli import CLEAN, FINDINGS, INTERNAL, NOTHING, USAGE
from checker.commands import load, refused, unsettled
from checker.documents import UNREADABLE, Library, finding_of, read_documents
from checker.files import files_below
from checker.output import complain, put, show, width
from checker.rule_files import rules_folder
from checker.rulebook import Rulebook
from dsl.workdays import YEARS, Calendar, CalendarMissing, UnknownYear, public_holidays

NORMS = "fristen.csv"
# the codes of ISO 3166-2:DE
LANDS = ("BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH")


def run(options: Namespace) -> int:
    """Compare what ``options`` name; returns the exit status. Raises Unusable."""
    wanted = 1 if options.since is not None else 2
    if (options.since is None and len(options.paths) != 2) or (options.since is not None and len(options.paths) > 1):
        complain("change-paths", options.lang, count=str(wanted))
        return USAGE
    book = load(options, examples=False)
    if refused(book, options, "text") or unsettled(options, book):
        return USAGE
    today = options.today or date.today()
    when = When(options.sent or today, options.effective, today)
    if options.since is not None:
        from checker.change.versions import at_reference

        path = options.paths[0] if options.paths else "."
        old, new = at_reference(options.since, path, book), _tree(path, book)
        by_name = True
    else:
        old, new = (_tree(path, book) for path in options.paths)
        by_name = any(Path(path).is_dir() for path in options.paths)
    if not any(each.found.documents or _broken(each) for each in (old, new)):
        complain("nothing-to-compare", options.lang, path=", ".join(options.paths) or ".")
        return NOTHING
    try:
        planner = Planner(book, _holidays(options.land))
    except CalendarMissing as missing:
        complain("calendar-missing", options.lang, words=missing.words.en if options.lang == "en" else missing.words.de)
        return USAGE
    except ValueError:
        complain("land-unknown", options.lang, land=options.land, known=", ".join(LANDS))
        return USAGE
    try:
        found = [compare(*pair, planner, when) for pair in paired(old.sides, new.sides, by_name)]
    except UnknownYear:
        complain("holidays-unknown", options.lang, first=str(YEARS[0]), last=str(YEARS[-1]))
        return USAGE
    except OverflowError:  # a period that leads out of the calendar
        complain("days-out-of-calendar", options.lang)
        return USAGE
    if any(each.unplanned for each in found):
        complain("effective-too-early", options.lang, day=str(options.effective))
        return USAGE
    _report(found, (old, new), book, options, when)
    if options.ics is not None:
        from checker.change.calendar import calendar

        days = calendar(found, options.lang)
        if not days:
            complain("no-deadlines", options.lang, path=options.ics)
        try:
            if days:
                Path(options.ics).write_bytes(days)
        except OSError as error:
            complain("file-unwritable", options.lang, path=options.ics, reason=error.strerror or str(error))
            return INTERNAL
    unread = [_unread(each.found, options) for each in (old, new)]
    if any(unread):
        return INTERNAL
    return FINDINGS if any(in_the_way(each) for each in found) or _broken(old) or _broken(new) else CLEAN


def _holidays(land: str | None) -> Calendar | None:
    """The public holidays of a Land. Raises CalendarMissing without the extra, ValueError for another Land."""
    return public_holidays(land.upper()) if land is not None else None


def _tree(path: str, book: Rulebook) -> Tree:
    return tree(read_documents(files_below([path], (".tarif",)), book.vocabulary), book)


def _report(found: list[Comparison], trees: tuple[Tree, Tree], book: Rulebook, options: Namespace, when: When) -> None:
    """The mistakes in the texts first: what could not be read may be a difference as well."""
    from dsl.deadline import read_norms

    problems = [finding_of(*each) for each_tree in trees for each in each_tree.found.problems]
    norms = read_norms(Path(rules_folder(), NORMS).read_text(encoding="utf-8"))
    if options.format == "json":
        from checker.change.change_json import change_json

        put(change_json(found, problems, book.vocabulary, when, norms))
        return
    from checker.change.report import change_lines
    from checker.report.time_page import TimePage
    from checker.report.time_report import problem_lines

    page = TimePage(options.lang, width(), options.ascii, date.min, date.max)
    problem_lines(page, tuple(problems), options.lang)
    lines = change_lines(found, book.vocabulary, options.lang, width(), options.ascii, norms if options.steps else None)
    show([*page.lines, *([()] if page.lines else []), *lines])


def _broken(read: Tree) -> bool:
    return bool(read.found.problems or read.found.unreadable)


def _unread(library: Library, options: Namespace) -> bool:
    """Whether a file could not be read, which is said."""
    for error in library.unreadable:
        complain(error.code, options.lang, path=error.path, reason=error.reason)
    return bool(library.unreadable) or any(problem.code in UNREADABLE for problem, _ in library.problems)


def in_the_way(found: Comparison) -> bool:
    """Whether something forbids the change, the notice would come too late, or the past was edited."""
    plans = [*(plan for _, plan in found.plans), *filter(None, (found.terms, found.priced))]
    late = any(plan.comes_late or plan.answers.forbidden for plan in plans)
    return late or any(step.past for step in found.steps)
