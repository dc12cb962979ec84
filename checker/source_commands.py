"""The commands about the sources of the rules: coverage, verify-text, docs."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from checker.cli import CLEAN, FINDINGS, NOTHING, USAGE
from checker.commands import load, refused

if TYPE_CHECKING:
    from checker.rulebook import Rulebook


def coverage(options: Namespace) -> int:
    from checker import output
    from checker.coverage import coverage as states_of
    from checker.report.coverage_report import render, to_json, to_markdown
    from checker.rule_files import coverage_lists

    book = load(options)
    if refused(book, options):
        return USAGE
    if options.contracts:
        return _vacuity(book, options)
    found = states_of(coverage_lists(), book)
    if options.format == "json":
        output.put(to_json(found))
    elif options.format == "markdown":
        output.put(to_markdown(found, options.lang))
    else:
        output.show(render(found, options.lang, output.width(), options.ascii))
    if not found.rows and not found.flaws:
        return NOTHING
    return FINDINGS if found.flaws else CLEAN


def _vacuity(book: Rulebook, options: Namespace) -> int:
    from checker import output
    from checker.documents import read_documents
    from checker.files import files_below
    from checker.report.coverage_report import vacuity_json, vacuity_lines, vacuity_markdown
    from checker.vacuity import vacuity

    library = read_documents(files_below(options.contracts, (".tarif",)), book.vocabulary)
    found = vacuity(library, book)
    if not found.contracts:
        from checker.nothing_found import say_nothing_found

        say_nothing_found(options.contracts, options.lang)
        return NOTHING
    if options.format == "json":
        output.put(vacuity_json(found))
    elif options.format == "markdown":
        output.put(vacuity_markdown(found, options.lang))
    else:
        output.show(vacuity_lines(found, options.lang, output.width(), options.ascii))
    return CLEAN


def verify_text(options: Namespace) -> int:
    from checker import output
    from checker.anchors import norms_of, verify
    from checker.files import read_bytes
    from checker.report.anchor_report import anchor_lines
    from dsl.nearest import nearest
    from dsl.source import read_source

    book = load(options)
    if refused(book, options):
        return USAGE
    norms = norms_of(book, options.norm)
    if not norms:
        known = sorted({name for norm in book.norms.values() for name in (norm.id, norm.terms) if name})
        output.complain("norm-unknown", options.lang, norm=options.norm, hint=", ".join(nearest(options.norm, known)))
        return USAGE
    source, _ = read_source(options.file, read_bytes(options.file))
    found = verify(book, norms, source.text)
    output.show(anchor_lines(found, book, options.lang, output.width(), options.ascii))
    if not found.items:
        return NOTHING
    return CLEAN if found.sound else FINDINGS


def docs(options: Namespace) -> int:
    from checker import output
    from checker.files import write_pages
    from checker.rule_pages import MARK, WRITTEN, pages

    book = load(options)
    if refused(book, options):
        return USAGE
    found = pages(book)
    written, removed = write_pages(options.dir, found, MARK)
    output.put(WRITTEN[options.lang].format(total=len(found), written=written, removed=removed) + "\n")
    return CLEAN
