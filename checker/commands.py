"""What each command does. Heavy imports wait until a command needs them: start-up is most of a short run."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from checker.cli import CLEAN, INTERNAL, USAGE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace

    from checker.finding import Finding, Report
    from checker.rulebook import Rulebook


def run(arguments: list[str]) -> int:
    """Parse ``arguments`` and run the command; returns the exit status."""
    from checker.plain_call import plain_call

    options = plain_call(arguments) or _options(arguments)
    if isinstance(options, int):
        return options
    from checker.files import Unusable
    from checker.gate.configuration import Misconfigured
    from checker.gate.settings import settle
    from checker.output import complain
    from dsl import cache

    cache.switch(on=not getattr(options, "no_cache", False))
    try:
        settle(options)
        return _command(options.command)(options)
    except Misconfigured as error:
        for complaint in error.complaints:
            complain(complaint.code, options.lang or error.language or "de", **complaint.gaps)
        return USAGE
    except Unusable as error:
        complain(error.code, options.lang or "de", path=error.path, reason=error.reason, hint=error.hint)
        return INTERNAL if error.code in ("file-unreadable", "file-unwritable") else USAGE
    finally:
        cache.switch(on=True)


def _options(arguments: list[str]) -> Namespace | int:
    """The options, or an exit status if there is nothing more to do."""
    from checker.arguments import Rejected, read

    try:
        return read(arguments)
    except SystemExit:  # --help and --version have said all there is to say
        return CLEAN
    except Rejected as error:
        if str(error):
            print(f"tariflint: {error}", file=sys.stderr)
        return USAGE


def _command(name: str) -> Callable[[Namespace], int]:
    if name == "check":
        from checker import check_command

        return check_command.run
    if name == "baseline":
        from checker.gate import baseline_command

        return baseline_command.run
    if name == "config":
        from checker.gate import show_settings

        return show_settings.run
    if name == "verify":
        from checker.gate import verify_command

        return verify_command.run
    if name == "format":
        from checker import formatting

        return formatting.run
    if name == "init":
        from checker.starter import init_command

        return init_command.run
    if name == "change":
        from checker.change import command

        return command.run
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

    folder = os.getcwd().replace(os.sep, "/")
    settings = Settings(options.lang, failing(options), options.ascii, folder)
    outputs.show(form, report, settings)
    return outputs.write_all(getattr(options, "output", ()), report, settings)


def load(options: Namespace, paths: Sequence[str] = (), examples: bool = True) -> Rulebook:
    """The shipped rules and the user's own as one book."""
    from checker.rule_files import load_rulebook

    return load_rulebook([*options.rules, *paths], examples=examples)


def refused(book: Rulebook, options: Namespace, form: str = "text") -> bool:
    """Whether the rulebook contradicts itself; if so, its findings are shown."""
    if not book.problems:
        return False
    from checker.documents import finding_of
    from checker.finding import Counts, Finding, Report
    from checker.output import complain

    findings = tuple(sorted((finding_of(found, "") for found in book.problems), key=Finding.sort_key))
    used = {label.span.path for finding in findings for label in (finding.primary, *finding.related)}
    sources = {path: text for path, text in book.sources.items() if path in used}
    show(Report(findings, Counts(), sources=sources), options, form)
    complain("rulebook-refused", options.lang)
    return True


def unsettled(options: Namespace, book: Rulebook) -> bool:
    """Whether the settings name rules that there are not, or make rules milder that they may not; that is said."""
    from checker.gate.settings import against_the_book
    from checker.output import complain

    complaints = list(against_the_book(options.settings, book))
    for each in complaints:
        complain(each.code, options.lang, **each.gaps)
    return bool(complaints)


def unknown_id(name: str, book: Rulebook, language: str) -> int:
    from checker.output import complain
    from dsl.nearest import nearest

    hint = ", ".join(nearest(name, sorted(book.rules)))
    complain("rule-id-unknown", language, rule=name, hint=hint)
    return USAGE


def failing(options: Namespace) -> Callable[[Finding], bool]:
    """Whether a finding fails the run, by the severity and certainty that are asked for."""
    from checker.gate.levels import fails

    strict, levels = bool(getattr(options, "strict", False)), getattr(options, "fail_on", None) or ()
    return lambda finding: fails(finding, strict, levels)
