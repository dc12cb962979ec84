"""JUnit XML as Jenkins and GitLab read it: a suite a document, a case a rule that applies to it.

The elements and attributes are those that the schemas of both Jenkins' xunit plug-in and windyroad (the one most tools
follow) know, no others. A case fails where its finding fails the run; what is undecided, or only noted, is skipped
unless the run is strict, and so is what was accepted. No clock is read: the same input gives the same bytes, so a
suite takes no time.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import Counter

from checker import VERSION
from checker.finding import VERDICTS, Accepted, Finding, Judged, Report
from dsl.record import dataclass, field

from .formats import Settings
from .sentences import as_lines, in_order, severity, visible
from .wording import words

# The schema wants a moment; a report that could be compared byte by byte has none.
NO_MOMENT = "1970-01-01T00:00:00"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


@dataclass(slots=True)
class _Suite:
    """A document: rule -> verdict, rule -> its findings, and what could not even be read."""

    document: str
    path: str
    verdicts: dict[str, str] = field(default_factory=dict)
    findings: dict[str, list[Finding]] = field(default_factory=dict)
    judged: Judged | None = None
    errors: list[str] = field(default_factory=list)


def render(report: Report, settings: Settings) -> str:
    """The suites by file and document, with a line end at the end."""
    root = ET.Element("testsuites")
    suites = _suites(report)
    for path, sentence in report.failures:
        suites.append(_Suite("", path, errors=[sentence.in_language(settings.language)]))
    suites.sort(key=lambda suite: (suite.path, suite.document))
    names = Counter(suite.document for suite in suites)
    for number, suite in enumerate(suites):
        # two documents of one name, and files without a document, are told apart by their file
        alone = suite.document and names[suite.document] == 1
        name = suite.document if alone else f"{suite.document} {suite.path}".strip() or "-"
        root.append(_element(suite, visible(name), number, report, settings))
    ET.indent(root)
    return HEAD + ET.tostring(root, encoding="unicode") + "\n"


def _suites(report: Report) -> list[_Suite]:
    """Every document of the run with its verdicts, and the findings where they belong."""
    suites: list[_Suite] = []
    for judged in report.judged:
        suites.append(_Suite(judged.document, judged.path, dict(judged.verdicts), judged=judged))
    by_place = {(suite.document, suite.path): suite for suite in reversed(suites)}
    by_path = {suite.path: suite for suite in reversed(suites)}
    by_document = {suite.document: suite for suite in reversed(suites)}
    clauses: dict[str, list[Finding]] = {}
    for finding in in_order([*report.findings, *(each.finding for each in report.accepted)]):
        document, path = finding.document, finding.primary.span.path
        if finding.kind == "terms":
            clauses.setdefault(finding.rule, []).append(finding)
            if document not in by_document:
                continue  # it is told with the documents that it affects, below
        found = by_place.get((document, path)) or (by_document.get(document) if document else by_path.get(path))
        suite = found or _Suite(document, path)
        if found is None:
            suites.append(suite)
            by_place[document, path] = by_path[path] = suite
            if document:
                by_document[document] = suite
        suite.findings.setdefault(finding.rule, []).append(finding)
        suite.verdicts.setdefault(finding.rule, finding.verdict)
    for suite in suites:
        for rule, verdict in suite.verdicts.items():
            if verdict == "verletzt" and rule not in suite.findings:
                # the terms are at fault, and the finding is theirs
                mine = [each for each in clauses.get(rule, ()) if suite.document in each.affected]
                suite.findings[rule] = mine or clauses.get(rule, [])
    told = {id(each) for suite in suites for several in suite.findings.values() for each in several}
    for finding in [each for several in clauses.values() for each in several if id(each) not in told]:
        suite = by_document.setdefault(finding.document, _Suite(finding.document, finding.primary.span.path))
        if not suite.findings:
            suites.append(suite)
        suite.findings.setdefault(finding.rule, []).append(finding)
        suite.verdicts[finding.rule] = finding.verdict
    return suites


def _element(suite: _Suite, name: str, number: int, report: Report, settings: Settings) -> ET.Element:
    names = words(settings.language)
    accepted = {id(each.finding): each for each in report.accepted}
    cases = [_case(suite, rule, name, accepted, settings) for rule in sorted(suite.verdicts)]
    for sentence in suite.errors:
        case = _named("file-unreadable", name)
        ET.SubElement(case, "error", message=visible(sentence), type="file-unreadable").text = visible(sentence)
        cases.append(case)
    came = Counter(verdict for _, verdict in suite.judged.verdicts) if suite.judged is not None else Counter()
    came[VERDICTS[-1]] = suite.judged.not_applicable if suite.judged is not None else 0
    element = ET.Element(
        "testsuite",
        {
            "name": name,
            "id": str(number),
            "package": visible(suite.path),
            "tests": str(len(cases)),
            "failures": str(sum(1 for case in cases if case.find("failure") is not None)),
            "errors": str(len(suite.errors)),
            "skipped": str(sum(1 for case in cases if case.find("skipped") is not None)),
            "time": "0",
            "timestamp": NO_MOMENT,
            "hostname": "localhost",
        },
    )
    properties = ET.SubElement(element, "properties")
    said = {
        "tariflint": VERSION,
        "file": suite.path,
        "language": settings.language,
        "as-of": report.as_of,
        "reviewed-until": report.reviewed_until,
        **{names.of_verdict(verdict): str(came[verdict]) for verdict in VERDICTS},
    }
    for key, value in said.items():
        if value:
            ET.SubElement(properties, "property", name=key, value=visible(value))
    element.extend(cases)
    for stream in ("system-out", "system-err"):
        ET.SubElement(element, stream)
    return element


def _named(rule: str, suite: str) -> ET.Element:
    return ET.Element("testcase", {"classname": suite, "name": visible(rule) or "-", "time": "0"})


def _case(suite: _Suite, rule: str, name: str, accepted: dict[int, Accepted], settings: Settings) -> ET.Element:
    """The case of one rule: passed, failed with everything its findings say, or skipped."""

    def fails(finding: Finding) -> bool:
        return id(finding) not in accepted and settings.fails(finding)

    def word(finding: Finding) -> str:
        return names.accepted[accepted[id(finding)].why] if id(finding) in accepted else severity(finding, names)

    def block(finding: Finding) -> list[str]:
        lines = [visible(str(finding.primary.span)), *as_lines(finding, names, language)]
        if id(finding) in accepted:
            note = visible(accepted[id(finding)].note.in_language(language))
            lines.append(f"{word(finding)}: {note}" if note else word(finding))
        return lines

    names, language = words(settings.language), settings.language
    case = _named(rule, name)
    verdict = suite.verdicts[rule]
    findings = sorted(suite.findings.get(rule, []), key=lambda finding: not fails(finding))
    if verdict == "erfüllt" and not findings:
        return case
    # a violation whose finding was left out still fails: nothing is called passed that did not pass
    failed = any(fails(finding) for finding in findings) or (verdict == "verletzt" and not findings)
    said = " · ".join(dict.fromkeys(visible(finding.message.in_language(language)) for finding in findings))
    kind = word(findings[0]) if findings else names.undecided
    child = ET.SubElement(case, "failure" if failed else "skipped", message=f"{kind}: {said}" if said else kind)
    if failed:
        child.set("type", kind)
    child.text = "\n\n".join("\n".join(block(finding)) for finding in findings)
    return case
