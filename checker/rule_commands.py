"""The commands about rules: explain, rules, test, prove. Heavy imports wait until a command needs them."""

from __future__ import annotations

import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from checker.cli import CLEAN, FINDINGS, NOTHING, USAGE
from checker.commands import load, refused, unknown_id

if TYPE_CHECKING:
    from checker.prepared import Prepared
    from checker.rulebook import Rulebook


def explain(options: Namespace) -> int:
    from checker import output
    from checker.explain import explain as page_of

    book = load(options)
    if refused(book, options):
        return USAGE
    rule = book.rules.get(options.rule) or book.rules.get(options.rule.upper())
    if rule is None:
        return unknown_id(options.rule, book, options.lang)
    output.show(page_of(rule, book, options.lang, output.width(), options.ascii))
    return CLEAN


def listing(options: Namespace) -> int:
    from checker import output
    from checker.explain import listing as lines_of

    book = load(options)
    if refused(book, options):
        return USAGE
    output.show(lines_of(book, options.lang, output.width(), options.ascii))
    return CLEAN


def test(options: Namespace) -> int:
    from checker import output
    from checker.examples import run_examples, unexercised
    from checker.explain import example_lines
    from checker.files import files_below
    from checker.rule_files import standing_in

    named = files_below(options.paths, (".regel",))
    if options.paths and not named:
        output.complain("nothing-found", options.lang, path=", ".join(options.paths))
        return NOTHING
    book = load(options, named)
    if refused(book, options):
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
        return _without_rules(named, options)
    return FINDINGS if missing or not all(result.passed for result in results) else CLEAN


def _without_rules(paths: list[str], options: Namespace) -> int:
    """Files that declare something else are sound if the book took them; of files that declare nothing, nothing was."""
    from checker import output
    from checker.files import read_bytes
    from dsl.rule_reader import read_rules
    from dsl.source import read_source

    files = [read_rules(read_source(path, read_bytes(path))[0])[0] for path in paths]
    count = sum(len(part) for file in files for part in file if isinstance(part, tuple))
    if not count:
        return NOTHING
    output.complain("only-declarations", options.lang, count=str(count), path=", ".join(paths))
    return CLEAN


def _mutate(book: Rulebook, files: frozenset[str] | None, options: Namespace) -> int:
    from checker import output
    from checker.mutation.mutate import Mutation
    from checker.mutation.mutation_report import mutation_lines

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


def prove(options: Namespace) -> int:
    from checker import output
    from checker.files import files_below
    from checker.proof.prove import Prover
    from checker.report.proofs import render, to_json
    from checker.rule_files import standing_in

    named = files_below(options.paths, (".regel",))
    if options.paths and not named:
        output.complain("nothing-found", options.lang, path=", ".join(options.paths))
        return NOTHING
    book = load(options, named, examples=False)
    if refused(book, options, options.format):
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
