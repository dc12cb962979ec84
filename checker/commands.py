"""What each command does. Heavy imports wait until a command needs them: start-up is most of a short run."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from checker.cli import CLEAN, FINDINGS, INTERNAL, NOTHING, USAGE

if TYPE_CHECKING:
    from checker.check import Run
    from checker.finding import Finding, Report
    from checker.library import Library
    from checker.rulebook import Prepared, Rulebook

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

    commands = {
        "check": _check,
        "explain": _explain,
        "rules": _rules,
        "test": _test,
        "prove": _prove,
        "coverage": _coverage,
        "verify-text": _verify_text,
        "docs": _docs,
        "format": _format,
    }
    command = commands[options.command]
    try:
        return command(options)
    except Unusable as error:
        complain(error.code, options.lang, path=error.path, reason=error.reason)
        return INTERNAL if error.code == "file-unreadable" else USAGE


def _show(report: Report, options: Namespace, form: str = "text") -> None:
    from checker import output

    if form == "json":
        from checker.report.json_report import to_json

        output.put(to_json(report))
    elif form == "concise":
        from checker.report.cells import clean, encodable
        from checker.report.concise import render as one_line

        lines = [clean(line, options.ascii) for line in one_line(report, options.lang)]
        output.put("".join(encodable(line, sys.stdout.encoding) + "\n" for line in lines))
    else:
        from checker.report.text import render

        output.show(render(report, language=options.lang, width=output.width(), ascii_only=options.ascii))


def _book(options: Namespace, paths: Sequence[str] = (), examples: bool = True) -> Rulebook:
    """The shipped rules and the user's own as one book."""
    from checker.library import load_rulebook

    return load_rulebook([*options.rules, *paths], examples=examples)


def _refused(book: Rulebook, options: Namespace, form: str = "text") -> bool:
    """Whether the rulebook contradicts itself; if so, its findings are shown."""
    if not book.problems:
        return False
    from checker.finding import Counts, Finding, Report
    from checker.library import finding_of
    from checker.output import complain

    findings = tuple(sorted((finding_of(found, "") for found in book.problems), key=Finding.sort_key))
    used = {label.span.path for finding in findings for label in (finding.primary, *finding.related)}
    sources = {path: text for path, text in book.sources.items() if path in used}
    _show(Report(findings, Counts(), sources=sources), options, form)
    complain("rulebook-refused", options.lang)
    return True


def _unknown_id(name: str, book: Rulebook, language: str) -> int:
    from checker.output import complain
    from dsl.nearest import nearest

    hint = ", ".join(nearest(name, sorted(book.rules)))
    complain("rule-id-unknown", language, rule=name, hint=hint)
    return USAGE


# ------------------------------------------------------------------------------------------------ check


def _check(options: Namespace) -> int:
    from checker.check import Run
    from checker.files import files_below
    from checker.library import UNREADABLE, standing_in
    from checker.output import complain

    named = options.paths or ["."]
    found = files_below(named, (".tarif",))
    tariffs = [path for path in found if not path.endswith(".regel")]
    own_rules = [path for path in found if path.endswith(".regel")]
    book = _book(options, own_rules, examples=False)
    if _refused(book, options, options.format):
        return USAGE
    for prefix in (*options.select, *options.ignore):
        if not any(name.startswith(prefix) for name in book.rules):
            return _unknown_id(prefix, book, options.lang)
    run = Run(book, options.as_of, options.select, options.ignore)
    if not run.rules:
        complain("no-rules", options.lang)
        return NOTHING
    if own_rules and not tariffs:
        files = standing_in(book, own_rules)
        terms = sorted(name for name, each in book.terms.items() if each.norm.span.path in files)
        if not terms:
            complain("no-terms", options.lang, path=", ".join(own_rules))
            return NOTHING
        report = run.terms_report(terms, {})
        _show(report, options, options.format)
        return _status(report, options.strict)
    if not tariffs:
        complain("nothing-found", options.lang, path=", ".join(named))
        return NOTHING
    library, report = _judged(run, tariffs, options)
    _show(report, options, options.format)
    for error in library.unreadable:
        complain(error.code, options.lang, path=error.path, reason=error.reason)
    if library.unreadable or any(finding.rule in UNREADABLE for finding in report.findings):
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

    def fails(finding: Finding) -> bool:
        return strict or not (finding.verdict == "unentschieden" or finding.severity == "hinweis")

    return FINDINGS if any(fails(finding) for finding in report.findings) else CLEAN


# ------------------------------------------------------------------------------------------------ the others


def _explain(options: Namespace) -> int:
    from checker import output
    from checker.explain import explain

    book = _book(options)
    if _refused(book, options):
        return USAGE
    rule = book.rules.get(options.rule) or book.rules.get(options.rule.upper())
    if rule is None:
        return _unknown_id(options.rule, book, options.lang)
    output.show(explain(rule, book, options.lang, output.width(), options.ascii))
    return CLEAN


def _rules(options: Namespace) -> int:
    from checker import output
    from checker.explain import listing

    book = _book(options)
    if _refused(book, options):
        return USAGE
    output.show(listing(book, options.lang, output.width(), options.ascii))
    return CLEAN


def _test(options: Namespace) -> int:
    from checker import output
    from checker.examples import run_examples, unexercised
    from checker.explain import example_lines
    from checker.files import files_below
    from checker.library import standing_in

    named = files_below(options.paths, (".regel",))
    if options.paths and not named:
        output.complain("nothing-found", options.lang, path=", ".join(options.paths))
        return NOTHING
    book = _book(options, named)
    if _refused(book, options):
        return USAGE
    rules: list[Prepared] = list(book.rules.values())
    if named:
        files = standing_in(book, named)
        rules = [rule for rule in rules if rule.rule.span.path in files]
    if options.mutate:
        return _mutate(book, files if named else None, options)
    results = list(run_examples(book, rules))
    missing = [(rule, version) for rule in rules for version in unexercised(rule, results)]
    lines = example_lines(book, results, missing, options.lang, output.width(), options.ascii, options.quiet)
    output.show(lines)
    if not results:
        return NOTHING
    return FINDINGS if missing or not all(result.passed for result in results) else CLEAN


def _mutate(book: Rulebook, files: frozenset[str] | None, options: Namespace) -> int:
    from checker import output
    from checker.mutate import Mutation
    from checker.mutation_report import mutation_lines

    mutation = Mutation(book, files)
    if not mutation.size:
        output.complain("no-rules", options.lang)
        return NOTHING
    if sys.stderr.isatty():
        from checker.report.progress import count

        with count(mutation.size, options.lang) as progress:
            tally = mutation.run(progress)
    else:
        tally = mutation.run()
    output.show(mutation_lines(book, tally, options.lang, output.width(), options.ascii))
    return CLEAN if tally.clean else FINDINGS


def _prove(options: Namespace) -> int:
    from checker import output
    from checker.files import files_below
    from checker.library import standing_in
    from checker.prove import Prover
    from checker.report.proofs import render, to_json

    named = files_below(options.paths, (".regel",))
    if options.paths and not named:
        output.complain("nothing-found", options.lang, path=", ".join(options.paths))
        return NOTHING
    book = _book(options, named, examples=False)
    if _refused(book, options, options.format):
        return USAGE
    prover = Prover(book, standing_in(book, named) if named else None)
    if not prover.chosen:
        output.complain("no-rules", options.lang)
        return NOTHING
    proofs = prover.run()
    if options.format == "json":
        output.put(to_json(proofs, book))
    else:
        output.show(render(proofs, book, language=options.lang, width=output.width(), ascii_only=options.ascii))
    return FINDINGS if proofs.failed(options.strict) else CLEAN


# ------------------------------------------------------------------------------------------------ the sources


def _coverage(options: Namespace) -> int:
    from checker import output
    from checker.coverage import coverage
    from checker.library import coverage_lists
    from checker.report.coverage_report import render, to_json, to_markdown

    book = _book(options)
    if _refused(book, options):
        return USAGE
    if options.contracts:
        return _vacuity(book, options)
    found = coverage(coverage_lists(), book)
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
    from checker.files import files_below
    from checker.library import read_documents
    from checker.report.coverage_report import vacuity_json, vacuity_lines, vacuity_markdown
    from checker.vacuity import vacuity

    library = read_documents(files_below(options.contracts, (".tarif",)), book.vocabulary)
    found = vacuity(library, book)
    if not found.contracts:
        output.complain("nothing-found", options.lang, path=", ".join(options.contracts))
        return NOTHING
    if options.format == "json":
        output.put(vacuity_json(found))
    elif options.format == "markdown":
        output.put(vacuity_markdown(found, options.lang))
    else:
        output.show(vacuity_lines(found, options.lang, output.width(), options.ascii))
    return CLEAN


def _format(options: Namespace) -> int:
    from checker import formatting

    return formatting.run(options)


def _verify_text(options: Namespace) -> int:
    from checker import output
    from checker.anchors import norms_of, verify
    from checker.files import read_bytes
    from checker.report.anchor_report import anchor_lines
    from dsl.nearest import nearest
    from dsl.source import read_source

    book = _book(options)
    if _refused(book, options):
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


def _docs(options: Namespace) -> int:
    from checker import output
    from checker.files import write_pages
    from checker.rule_pages import MARK, WRITTEN, pages

    book = _book(options)
    if _refused(book, options):
        return USAGE
    found = pages(book)
    written, removed = write_pages(options.dir, found, MARK)
    output.put(WRITTEN[options.lang].format(total=len(found), written=written, removed=removed) + "\n")
    return CLEAN
