"""What does not fail a run: by the settings of rules and files, by waivers, by a baseline. All of it is listed."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date

from checker.finding import Accepted, Finding, Report, Text
from dsl.record import NamedTuple, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace

    from checker.check import Run
    from checker.check_command import Checked
    from checker.documents import Library

    from .baseline import Baseline
    from .settings import Settings

# a comment whose second word may be the name of a rule
_MAYBE = rb"#\s*\S+\s+\w+-\w"


def accept(
    report: Report,
    run: Run,
    library: Library | None,
    settings: Settings,
    paths: Sequence[str],
    today: date | None,
    partly: bool = False,
) -> Report:
    """The report with what does not fail it set apart.

    ``library``: the documents that were judged; ``paths``: the files and folders that were named; ``today``: None for
    the day of this machine, which is looked up where it matters; ``partly``: not everything was looked at, so nobody
    knows which waivers are needed no more. Raises Misconfigured where the exceptions file is no
    TOML, and Unusable where it cannot be opened.
    """
    if not _is_asked(settings, run, library):
        return report
    from .by_file import ByFile
    from .reliance import never_firing, too_old
    from .waiving import Waiving

    by_file = ByFile(settings)
    findings = [by_file.graded(finding) for finding in report.findings] if by_file.severity or by_file.places else None
    kept: list[Finding] = []
    accepted: list[Accepted] = []
    for finding in report.findings if findings is None else findings:
        exempted = by_file.exempted(finding)
        if exempted is None:
            kept.append(finding)
        else:
            accepted.append(exempted)
    waiving = Waiving(run, library, settings, paths, partly)
    kept = waiving.applied(kept, accepted, today)
    stale = (
        []
        if partly
        else by_file.unmatched([*(library.sources if library else ()), *run.book.sources], paths, waiving.texts)
    )
    problems = [*waiving.found, *stale, *too_old(run.book, settings["grace"], today), *never_firing(run.book)]
    if not problems and not accepted and findings is None:
        return report
    kept += problems
    sources = _sources(report, [*kept, *(each.finding for each in accepted)], run, library, waiving.texts)
    return replace(
        report,
        findings=tuple(sorted(kept, key=Finding.sort_key)),
        accepted=(*report.accepted, *accepted),
        sources=sources,
    )


def _is_asked(settings: Settings, run: Run, library: Library | None) -> bool:
    """Whether there is anything that could set a finding apart or add one; most runs need not import what does."""
    if any(settings[key] for key in ("severity", "paths", "exceptions")) or settings["grace"] is not None:
        return True
    if run.book.never_firing:
        return True
    read = [library.data.get(document.path) for document in library.documents] if library is not None else []
    return any(data is None or may_hold_one(data) for data in read)


def may_hold_one(data: bytes) -> bool:
    """Whether it is worth looking at the comments of a file; never wrongly no."""
    return b"#" in data and (b"geduldet" in data.lower() or re.search(_MAYBE, data) is not None)


def _sources(
    report: Report, findings: list[Finding], run: Run, library: Library | None, texts: dict[str, str]
) -> dict[str, str]:
    """The text of every file that a finding points into."""
    used = {label.span.path for finding in findings for label in (finding.primary, *finding.related)}
    # what is not asked for is not read: a run may be over many files
    known = (report.sources, texts, library.sources if library is not None else {}, run.book.sources)
    found = {path: next((each for each in known if path in each), None) for path in sorted(used)}
    return {path: several[path] for path, several in found.items() if several is not None}


class Grounds(NamedTuple):
    """What a run is held against: its baseline, and what another state of the repository had; None where there is none.

    Both are looked for before anything is judged, so that nobody waits for a run that cannot be told the end of.
    """

    known: Baseline | None = None
    before: Baseline | None = None
    remarks: tuple[Text, ...] = ()  # what a reader has to know of them


def grounds(options: Namespace, rules: Collection[str]) -> Grounds:
    """What ``options`` name; ``rules``: the ids there are.

    Raises Unusable for a baseline, an exceptions file or a state that cannot be used, and Misconfigured for an
    exceptions file that is no TOML.
    """
    from . import baseline

    if options.settings["exceptions"]:
        from .exceptions import read_exceptions

        read_exceptions(options.settings["exceptions"])
    known = baseline.read(options.baseline, rules) if options.baseline else None
    if options.since is None:
        return Grounds(known)
    from .before import Refused, found_at

    try:
        found = found_at(options.since, options)
    except Refused as error:  # what mends such a state must be able to pass
        from checker.report.complaints import failure

        said = failure("before-refused", path=options.since, de=error.reason.de, en=error.reason.en)
        return Grounds(known, baseline.Baseline(options.since), (Text(*said),))
    return Grounds(known, baseline.Baseline(options.since, dict.fromkeys(found, 1)))


def by_state(checked: Checked, before: Baseline) -> Checked:
    """What was found at the state ``before`` of the repository is accepted."""
    report = checked.report
    note = Text(f"stand schon in {before.path}", f"stood in {before.path} already")
    findings, accepted = before.accept(report.findings, "before", note)
    return checked._replace(report=replace(report, findings=findings, accepted=(*report.accepted, *accepted)))


def by_baseline(checked: Checked, known: Baseline, paths: Sequence[str]) -> Checked:
    """What the baseline covers is accepted; entries that nothing was found for below ``paths`` are noted."""
    run, report = checked.run, checked.report
    findings, accepted = known.accept(report.findings)
    stale = []
    # As long as something could not be checked, or only one day was looked at, nobody knows what is settled.
    if run.as_of is None and not checked.unreadable and not any(finding.blinds for finding in findings):
        asked = {rule.id for rule in run.rules} | {finding.rule for finding in report.findings}
        found = [*report.findings, *(each.finding for each in report.accepted)]
        stale = known.stale(found, None if known.is_about(paths) else checked.documents, asked)
    sources = report.sources | ({known.path: known.text} if stale else {})
    return checked._replace(
        report=replace(report, findings=(*findings, *stale), accepted=(*report.accepted, *accepted), sources=sources)
    )
