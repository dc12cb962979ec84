"""The report formats that other programs and people outside the team read, and `--output FORMAT=FILE`.

Reading tests/golden/formats is seeing the reports. What the readers insist on is checked here by hand, so that it
means something everywhere, and against the schemas of the formats where the folder with them lies beside the checkout.
"""

from __future__ import annotations

import itertools
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from golden import check
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from support import Call
from test_report import (
    ACCEPTED,
    CLAUSE,
    NOTICE,
    RENEWAL,
    REPORTS,
    SYNTAX,
    _is_harmless,
    one_line,
    open_question,
    report,
)

from checker import VERSION, cli
from checker.check import Run
from checker.documents import read_documents
from checker.finding import Counts, Judged, Label, Report, RuleText, Text
from checker.report.formats import FORMATS, IN_BRIEF, Settings, render
from checker.report.html_style import STYLE
from checker.rule_files import load_rulebook
from dsl.record import replace
from dsl.source import Fix, Span

ROOT = Path(__file__).parent.parent
CONTRACTS = ROOT / "contracts/stromio"
SCHEMAS = ROOT.parent / "shared/schemas"
NEW = ("sarif", "gitlab", "junit", "github", "markdown", "html")
KNOWN = ", ".join(FORMATS)
LAX = Settings("de", lambda finding: finding.verdict == "verletzt" and finding.severity != "hinweis")
STRICT = LAX._replace(fails=lambda finding: True)
LAWFUL = (CONTRACTS / "festpreis_2026.tarif").read_text(encoding="utf-8")
FAULTY = LAWFUL.replace("Kündigungsfrist: 1 Monat zum Ende", "Kündigungsfrist: 3 Monate zum Ende")

with_schemas = pytest.mark.skipif(
    not SCHEMAS.is_dir(), reason="the schemas are third-party files beside the checkout, not copied into it"
)


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Every format's report on all contracts of the repository, from one run."""
    folder = tmp_path_factory.mktemp("reports")
    outputs = [f"--output={form}={folder / form}" for form in FORMATS]
    command = [sys.executable, "-m", "checker.cli", "check", *outputs, "contracts"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, timeout=120)
    assert done.returncode == cli.FINDINGS, done.stderr
    return {form: (folder / form).read_text(encoding="utf-8") for form in FORMATS}


def test_what_would_cure_a_finding_is_looked_for_only_where_a_report_says_it() -> None:
    book = load_rulebook(examples=False)
    library = read_documents([str(CONTRACTS / "fehler_kuendigungsfrist_drei_monate.tarif")], book.vocabulary)
    in_full, without = (Run(book, in_full=each).report(library) for each in (True, False))
    assert any(each.nearest for each in in_full.findings)
    assert not any(each.nearest for each in without.findings)
    assert {f for f in FORMATS if render(f, in_full, LAX) == render(f, without, LAX)} == IN_BRIEF


# ------------------------------------------------------------------------------------------------ as they are seen

TWO = (
    "contracts/stromio/fehler_kuendigungsfrist_drei_monate.tarif",
    "contracts/stromio/offen_kuendigungsfrist_30_tage.tarif",
)


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("form", NEW)
def test_the_report_on_two_contracts(run: Call, monkeypatch: pytest.MonkeyPatch, form: str, language: str) -> None:
    monkeypatch.chdir(ROOT)
    said = run("check", "--lang", language, "--select", "BGB-309-9-C", "--format", form, *TWO)
    assert (said.status, said.err) == (cli.FINDINGS, "")
    check(f"formats/{form}-{language}", said.out.replace(VERSION, "VERSION").replace(STYLE, "STYLE\n"))


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("form", ["gitlab", "junit", "github", "markdown", "html"])
def test_what_was_accepted_is_listed_and_does_not_fail(form: str, language: str) -> None:
    said = render(form, ACCEPTED, STRICT._replace(language="en" if language == "en" else "de"))
    check(f"formats/accepted-{form}-{language}", said.replace(VERSION, "VERSION").replace(STYLE, "STYLE\n"))


def test_sarif_leaves_out_what_was_accepted() -> None:
    # GitHub ignores `suppressions` and would open an alert for each
    said = json.loads(render("sarif", ACCEPTED, STRICT))
    assert [result["ruleId"] for result in said["runs"][0]["results"]] == [SYNTAX.rule]
    assert "offene Frage" not in said["runs"][0]["properties"]["summary"]


def test_what_is_accepted_fails_no_case_and_keeps_its_fingerprint() -> None:
    failing = replace(ACCEPTED, findings=tuple(each.finding for each in ACCEPTED.accepted), accepted=())
    assert sum(suite.get("failures") != "0" for suite in suites(render("junit", failing, STRICT))) == 2
    assert [each.get("failures") for each in suites(render("junit", ACCEPTED, STRICT))] == ["0", "0", "1"]
    known = {each["fingerprint"] for each in quality(render("gitlab", failing, STRICT))}
    assert known < {each["fingerprint"] for each in quality(render("gitlab", ACCEPTED, STRICT))}


# ------------------------------------------------------------------------------------------------ SARIF

TEXT: dict[str, Any] = {"type": "string", "minLength": 1}


def closed(required: str, **properties: Any) -> dict[str, Any]:
    """An object with these properties and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": required.split(),
        "additionalProperties": False,
    }


def several(item: dict[str, Any], least: int = 0) -> dict[str, Any]:
    return {"type": "array", "items": item, "minItems": least}


NUMBER = {"type": "integer", "minimum": 1}
MESSAGE = closed("text", text={"type": "string"}, markdown=TEXT)
ARTIFACT = closed("uri", uri={"type": "string", "pattern": r"^(?!\./)[^\s\\]+$"}, uriBaseId={"const": "%SRCROOT%"})
REGION = closed(
    "startLine startColumn endColumn", startLine=NUMBER, startColumn=NUMBER, endColumn=NUMBER, snippet=MESSAGE
)
LOCATION = closed(
    "",
    id=NUMBER,
    physicalLocation=closed("artifactLocation", artifactLocation=ARTIFACT, region=REGION),
    logicalLocations=several(closed("fullyQualifiedName", fullyQualifiedName=TEXT)),
    message=MESSAGE,
)
REPLACEMENT = closed("deletedRegion insertedContent", deletedRegion=REGION, insertedContent=MESSAGE)
RESULT = closed(
    "ruleId ruleIndex kind level message locations partialFingerprints properties",
    ruleId={"type": "string"},
    ruleIndex={"type": "integer", "minimum": 0},
    kind={"enum": ["fail", "open"]},
    level={"enum": ["error", "warning", "note", "none"]},
    message=MESSAGE,
    locations=several(LOCATION, 1),
    relatedLocations=several(LOCATION, 1),
    partialFingerprints={"type": "object", "additionalProperties": TEXT, "minProperties": 1},
    fixes=several(
        closed(
            "description artifactChanges",
            description=MESSAGE,
            artifactChanges=several(
                closed(
                    "artifactLocation replacements", artifactLocation=ARTIFACT, replacements=several(REPLACEMENT, 1)
                ),
                1,
            ),
        )
    ),
    properties={"type": "object"},
)
RULE = closed(
    "id shortDescription defaultConfiguration properties",
    id={"type": "string"},
    shortDescription=MESSAGE,
    fullDescription=MESSAGE,
    help=MESSAGE,
    helpUri={"type": "string", "pattern": "^https?://"},
    defaultConfiguration=closed("level", level={"enum": ["error", "warning", "note"]}),
    properties={"type": "object", "required": ["certainty", "rank", "precision", "problem.severity", "tags"]},
)
DRIVER = closed("name semanticVersion rules", name={"const": "tariflint"}, semanticVersion=TEXT, rules=several(RULE))
SARIF = closed(
    "$schema version runs",
    **{"$schema": {"type": "string"}},
    version={"const": "2.1.0"},
    runs=several(
        closed(
            "tool language columnKind originalUriBaseIds invocations results properties",
            tool=closed("driver", driver=DRIVER),
            language={"enum": ["de", "en"]},
            columnKind={"const": "unicodeCodePoints"},
            originalUriBaseIds={"type": "object"},
            invocations=several({"type": "object", "required": ["executionSuccessful"]}, 1),
            results=several(RESULT),
            properties={"type": "object"},
        ),
        1,
    ),
)


def sarif(text: str) -> dict[str, Any]:
    """The one run of a SARIF report that keeps to what its readers insist on."""
    log = json.loads(text)
    jsonschema.Draft202012Validator(SARIF).validate(log)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert (result["kind"] == "open") == (result["level"] == "none")
    for name in ("primaryLocationLineHash", "tariflint/v1"):
        marks = [result["partialFingerprints"][name] for result in run["results"]]
        assert len(set(marks)) == len(marks)
    found: dict[str, Any] = run
    return found


def test_sarif_of_all_contracts_keeps_to_its_readers(everything: dict[str, str]) -> None:
    found = sarif(everything["sarif"])
    assert len(found["results"]) > 100
    assert everything["sarif"].isascii()
    rules = [rule for rule in found["tool"]["driver"]["rules"] if rule["id"].isupper()]
    assert len(rules) > 20
    for rule in rules:
        assert rule["id"] in rule["help"]["text"]
        assert rule["properties"]["rank"] in ("zwingend", "vertraglich", "empfehlung")
    uris = {place["physicalLocation"]["artifactLocation"]["uri"] for r in found["results"] for place in r["locations"]}
    assert all((ROOT / uri).is_file() for uri in uris)


@with_schemas
def test_sarif_is_valid(everything: dict[str, str]) -> None:
    schema = json.loads((SCHEMAS / "sarif-2.1.0.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    validator.validate(json.loads(everything["sarif"]))
    validator.validate(json.loads(render("sarif", WILD, LAX)))


FIX = Fix(Span("t.tarif", 1, 7, 9), "{ä}", True)
WILD = report(
    SYNTAX._replace(
        primary=Label(Span("ö 100%/a b.tarif", 1, 1, 2), Text("[x](y) {0} \\", "")),
        related=(Label(Span("/anderswo/x.tarif", 3, 1, 2), Text("dort", "there")),),
        fix=FIX,
    ),
    failures=(("weg.tarif", Text("Die Datei weg.tarif fehlt.", "The file weg.tarif is missing.")),),
)


def test_sarif_escapes_what_would_be_a_link_a_gap_or_no_uri() -> None:
    found = sarif(render("sarif", WILD, LAX).replace("file:///anderswo", "anderswo"))
    (result,) = found["results"]
    place = result["locations"][0]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "%C3%B6%20100%25/a%20b.tarif"
    assert place["message"]["text"] == r"\[x\](y) {{0}} \\"
    assert result["fixes"][0]["artifactChanges"][0]["replacements"] == [
        {"deletedRegion": {"startLine": 1, "startColumn": 7, "endColumn": 9}, "insertedContent": {"text": "{ä}"}}
    ]
    assert '"uri": "file:///anderswo/x.tarif"' in render("sarif", WILD, LAX)


@pytest.mark.parametrize("before", ["", "Größe ", "👨‍👩‍👧 ☀️ 電気 ", "e\u0301 \t", "😀😀"])
def test_columns_count_code_points_as_sarif_is_told(before: str) -> None:
    source = f"{before}falsch danach"
    start = len(before) + 1
    found = sarif(render("sarif", one_line(source, (start, start + 6)), LAX))
    region = found["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert source[region["startColumn"] - 1 : region["endColumn"] - 1] == "falsch" == region["snippet"]["text"]


def test_a_rule_is_told_with_its_norm_and_page() -> None:
    page = Text("BGB-X\n```\n[a] {b}", "BGB-X")
    about = RuleText(
        Text("Titel", "Title"), Text("§ 1 X", "§ 1 X"), "https://x.example/ä", "warnung", "gesichert", "zwingend", page
    )
    found = sarif(render("sarif", report(NOTICE, rules={NOTICE.rule: about}), LAX))
    (rule,) = found["tool"]["driver"]["rules"]
    assert rule["defaultConfiguration"] == {"level": "warning"}
    assert rule["helpUri"] == "https://x.example/%C3%A4"
    assert rule["help"]["text"] == "BGB-X\n```\n\\[a\\] {{b}}"
    assert rule["help"]["markdown"].startswith("[§ 1 X](https://x.example/%C3%A4)\n\n````text\nBGB-X\n")


# ------------------------------------------------------------------------------------------------ GitLab

QUALITY = several(
    closed(
        "description check_name fingerprint severity location",
        type={"const": "issue"},
        check_name=TEXT,
        description=TEXT,
        categories=several(TEXT),
        severity={"enum": ["info", "minor", "major", "critical", "blocker"]},
        fingerprint=TEXT,
        location=closed(
            "path lines", path={"type": "string", "pattern": r"^(?!\./)[\s\S]"}, lines=closed("begin", begin=NUMBER)
        ),
    )
)


def quality(text: str) -> list[dict[str, Any]]:
    """The entries of a Code Quality report that GitLab reads to its end and tells apart."""
    entries: list[dict[str, Any]] = json.loads(text)
    jsonschema.Draft202012Validator(QUALITY).validate(entries)
    assert len({entry["fingerprint"] for entry in entries}) == len(entries)
    return entries


def test_gitlab_of_all_contracts_is_read_to_its_end(everything: dict[str, str]) -> None:
    entries = quality(everything["gitlab"])
    assert len(entries) == len(json.loads(everything["json"])["findings"]) > 100
    assert all((ROOT / entry["location"]["path"]).is_file() for entry in entries)


@with_schemas
def test_gitlab_is_valid(everything: dict[str, str]) -> None:
    schema = json.loads((SCHEMAS / "gitlab-code-quality.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(json.loads(everything["gitlab"]))


def test_an_open_question_is_serious_in_gitlab_only_where_it_fails() -> None:
    given_report = report(open_question(1), RENEWAL)
    assert [entry["severity"] for entry in quality(render("gitlab", given_report, LAX))] == ["major", "info"]
    assert [entry["severity"] for entry in quality(render("gitlab", given_report, STRICT))] == ["major", "critical"]


# ------------------------------------------------------------------------------------------------ fingerprints


def marks(text: str, form: str) -> list[str]:
    if form == "gitlab":
        return sorted(entry["fingerprint"] for entry in quality(text))
    return sorted(result["partialFingerprints"]["tariflint/v1"] for result in sarif(text)["results"])


@pytest.mark.parametrize("form", ["gitlab", "sarif"])
def test_a_finding_keeps_its_fingerprint_when_lines_move(run: Call, tarife: Path, form: str) -> None:
    def checked(text: str) -> list[str]:
        (tarife / "t.tarif").write_text(text, encoding="utf-8")
        return marks(run("check", "--format", form, "t.tarif").out, form)

    before = checked(FAULTY)
    assert before
    assert checked("# vorweg\n\n" + FAULTY.replace("\nLaufzeit", "\n\n# neu\n\nLaufzeit")) == before
    assert checked(FAULTY.replace("3 Monate zum Ende", "4 Monate zum Ende")) != before
    assert checked(LAWFUL) == []


def test_two_findings_of_one_meaning_have_two_fingerprints_in_any_order() -> None:
    twice = (NOTICE, NOTICE._replace(primary=RENEWAL.primary))
    assert len(set(marks(render("gitlab", report(*twice), LAX), "gitlab"))) == 2
    assert render("gitlab", report(*twice), LAX) == render("gitlab", report(*reversed(twice)), LAX)


# ------------------------------------------------------------------------------------------------ JUnit

SUITE = {"name", "id", "package", "tests", "failures", "errors", "skipped", "time", "timestamp", "hostname"}


def suites(text: str) -> list[ET.Element]:
    """The suites of a JUnit report whose elements, attributes and numbers both Jenkins and windyroad accept."""
    root = ET.fromstring(text)
    assert (root.tag, root.attrib) == ("testsuites", {})
    names = [suite.get("name") for suite in root]
    assert len(set(names)) == len(names)
    for number, suite in enumerate(root):
        assert set(suite.attrib) == SUITE
        assert suite.get("name")
        assert suite.get("id") == str(number)
        cases = suite.findall("testcase")
        assert [child.tag for child in suite] == ["properties", *["testcase"] * len(cases), "system-out", "system-err"]
        for case in cases:
            assert set(case.attrib) == {"classname", "name", "time"}
            assert case.get("classname") == suite.get("name")
            assert len(case) <= 1
            assert all(set(child.attrib) <= {"message", "type"} for child in case)
            assert all(child.get("type") for child in case if child.tag in ("failure", "error"))
        assert len({case.get("name") for case in cases}) == len(cases) == int(suite.get("tests", ""))
        for attribute, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(suite.get(attribute, "")) == len(suite.findall(f"testcase/{tag}"))
    return list(root)


def test_junit_has_a_suite_a_document_and_a_case_a_rule_that_applies(everything: dict[str, str]) -> None:
    found = suites(everything["junit"])
    counts = json.loads(everything["json"])["counts"]
    assert len(found) == counts["documents"]

    def total(name: str) -> int:
        return sum(
            int(each.get("value", "")) for suite in found for each in suite.iterfind(f"properties/*[@name='{name}']")
        )

    names = {"verletzt": "violated", "unentschieden": "undecided", "erfüllt": "holds", "unanwendbar": "not_applicable"}
    assert {each: total(each) for each in names} == {each: counts[name] for each, name in names.items()}
    assert sum(int(suite.get("failures", "")) for suite in found) <= counts["violated"] + 1
    lawful = next(suite for suite in found if suite.get("package", "").endswith("/festpreis_2026.tarif"))
    assert (lawful.get("failures"), lawful.get("skipped")) == ("0", "0")
    assert int(lawful.get("tests", "")) > 100


@with_schemas
@pytest.mark.parametrize("schema", ["junit-jenkins.xsd", "junit-windyroad.xsd"])
def test_junit_is_valid(run: Call, monkeypatch: pytest.MonkeyPatch, schema: str) -> None:
    xmlschema = pytest.importorskip("xmlschema", reason="xmlschema is not installed")
    monkeypatch.chdir(ROOT)
    known = xmlschema.XMLSchema(str(SCHEMAS / schema))
    known.validate(ET.fromstring(run("check", "--format", "junit", *TWO).out))
    known.validate(ET.fromstring(render("junit", WILD, LAX)))
    known.validate(ET.fromstring(render("junit", report(CLAUSE, SYNTAX, open_question(1)), STRICT)))


def outcomes(text: str) -> list[tuple[str | None, str | None, str]]:
    """(suite, case, outcome) of everything that did not simply pass."""
    return [(s.get("name"), c.get("name"), c[0].tag) for s in suites(text) for c in s.iterfind("testcase") if len(c)]


def test_undecided_is_skipped_unless_strict_and_a_clause_fails_the_tariffs_it_reaches() -> None:
    given_report = report(
        open_question(1, "offen"),
        CLAUSE._replace(affected=("a",)),
        judged=(
            Judged("a", "a.tarif", (("BGB-309-9-B", "verletzt"), ("X", "erfüllt")), 5),
            Judged("offen", "o.tarif", (("ENWG-41-1", "unentschieden"),), 0),
        ),
    )
    lax = [("a", "BGB-309-9-B", "failure"), ("offen", "ENWG-41-1", "skipped")]
    assert outcomes(render("junit", given_report, LAX)) == lax
    assert outcomes(render("junit", given_report, STRICT)) == [lax[0], ("offen", "ENWG-41-1", "failure")]


def test_documents_of_one_name_and_files_without_one_are_told_apart() -> None:
    given_report = report(
        SYNTAX,
        judged=(
            Judged("a", "1.tarif", (), 0),
            Judged("a", "2.tarif", (("X", "erfüllt"),), 0),
            Judged("b", "b.tarif", (), 0),
        ),
    )
    assert [suite.get("name") for suite in suites(render("junit", given_report, LAX))] == [
        "a 1.tarif",
        "a 2.tarif",
        "b",
        "k.tarif",
    ]


def test_a_violation_whose_finding_was_left_out_is_not_called_passed() -> None:
    given_report = report(judged=(Judged("a", "a.tarif", (("X", "verletzt"),), 0),))
    assert outcomes(render("junit", given_report, LAX)) == [("a", "X", "failure")]


# ------------------------------------------------------------------------------------------------ GitHub

COMMAND = re.compile(r"::(error|warning|notice) (\w+=[^,:\r\n]*(?:,\w+=[^,:\r\n]*)*)::([^\r\n]*)")


def test_a_command_cannot_be_left_by_what_a_tariff_says() -> None:
    finding = NOTICE._replace(
        primary=Label(Span("a,b:c%/t.tarif", 2, 3, 5), Text("", "")),
        title=Text("x::y,z", ""),
        message=Text("100 %\n::error::falsch\r\n\x1b[2J", ""),
        region=None,
        witness=None,
        norm=None,
        help=None,
    )
    assert render("github", report(finding, counts=Counts(1, 1, 0, 1, files=1)), LAX) == (
        "::error file=a%2Cb%3Ac%25/t.tarif,line=2,endLine=2,col=3,endColumn=4,"
        "title=fehler BGB-309-9-C x%3A%3Ay%2Cz::100 %25 ::error::falsch  <U+001B>[2J\n"
        "1 Datei: 1 Fehler\n1 Dokument × 1 Regel: 1 verletzt, 0 unentschieden, 0 erfüllt, 0 unanwendbar\n"
    )


def test_errors_come_first_and_open_questions_are_notices_unless_strict() -> None:
    given_report = report(open_question(1), RENEWAL, NOTICE)
    for how, wanted in ((LAX, ["error", "warning", "notice"]), (STRICT, ["error", "error", "warning"])):
        lines = render("github", given_report, how).splitlines()[:-2]
        assert [line.split(" ")[0] for line in lines] == [f"::{name}" for name in wanted]


# ------------------------------------------------------------------------------------------------ Markdown


def rendered(markdown: str) -> str:
    return MarkdownIt("commonmark", {"html": True}).enable("table").render(markdown)


EVIL = "<script>alert(1)</script> [x](http://x) ![y](z) | `a` *b* _c_ ~d~ &amp; # 1 @wer #12 !34 $x$ \\ | ende"


def test_markdown_shows_what_a_tariff_says_and_nothing_else() -> None:
    finding = NOTICE._replace(
        message=Text(EVIL, EVIL), rule="A|B`", primary=Label(Span("a|`b`.tarif", 1, 1, 2), Text("", ""))
    )
    seen = rendered(render("markdown", report(finding), LAX))
    cells = re.findall(r"<td>(.*?)</td>", seen)
    assert len(cells) == 5
    assert "<script" not in seen
    assert not re.search(r"<(?!/?(?:h2|p|table|thead|tbody|tr|th|td|strong|code|em)>|!-- -->)", seen)
    plain = re.sub(r"<[^>]*>", "", cells[2])
    import html

    assert html.unescape(plain) == EVIL
    assert "@wer" not in seen
    assert "#12" not in seen
    assert cells[4] == "<code>a|`b`.tarif:1</code>"


def test_markdown_ends_before_the_limit_of_a_comment_and_counts_the_rest() -> None:
    many = [NOTICE._replace(message=Text("@" * 290, ""), fingerprint=str(n)) for n in range(400)]
    opened = [open_question(n, "d", "@" * 290) for n in range(4_000)]
    given_report = report(*many, *opened, counts=Counts(1, 9_999, 0, 400, 4_000, 5_599, files=1))
    text = render("markdown", given_report, LAX)
    assert 30_000 < len(text) < 65_536
    rows = text.count("\n| 🔴")
    assert f"… und {400 - rows} weitere" in text
    lines = text.count("\n- **")
    assert f"… und {4_000 - lines:,} weitere".replace(",", ".") in text
    assert text.rstrip().endswith("*Keine Rechtsberatung.*")


# ------------------------------------------------------------------------------------------------ HTML

VOID = {"meta", "wbr"}
LANDMARKS = ["header", "nav", "main", "footer"]


class Page(HTMLParser):
    """An HTML page, read strictly: every element is closed, in order."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: dict[str, str] = {}
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        assert len(dict(attrs)) == len(attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        for tag in {*self.open}:
            self.text[tag] = self.text.get(tag, "") + data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def accessible(text: str, language: str) -> Page:
    """The page, if a screen reader and a keyboard find their way through it and nothing is loaded or run."""
    assert text.startswith(f'<!DOCTYPE html>\n<html lang="{language}">\n')
    page = Page(text)
    tags = [tag for tag, _ in page.elements]
    assert [tag for tag in tags if tag in LANDMARKS] == LANDMARKS
    assert page.text["title"].strip()
    levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1 == levels[0]
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(set(ids)) == len(ids)
    for tag, attributes in page.elements:
        assert tag not in ("script", "img", "link", "iframe", "object", "embed", "form", "base")
        assert not {"src", "style", "srcdoc", "action"} & set(attributes)
        assert not [name for name in attributes if name.startswith("on")]
        href = attributes.get("href") or "#content"
        assert href.startswith("https://") or href[1:] in ids
        if "aria-labelledby" in attributes:
            assert attributes["aria-labelledby"] in ids
        if tag in ("section", "article"):
            assert "aria-labelledby" in attributes
        if tag == "nav":
            assert attributes.get("aria-label")
        if tag == "th":
            assert attributes.get("scope") in ("row", "col")
        if tag == "code":
            assert attributes.get("lang") == "de"
    assert tags.count("table") == tags.count("caption")
    assert page.all("a")[0] == {"class": "skip", "href": "#content"}
    policy = [each["content"] for each in page.all("meta") if each.get("http-equiv") == "Content-Security-Policy"]
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'"]
    return page


def test_the_page_of_all_contracts_is_accessible_and_loads_nothing(everything: dict[str, str]) -> None:
    page = accessible(everything["html"], "de")
    findings = json.loads(everything["json"])["findings"]
    violations = [finding for finding in findings if finding["verdict"] == "verletzt"]
    assert len(page.all("article")) == len(violations) > 10
    for finding in violations:
        for part in ("message", "norm", "witness", "reading", "help"):
            if finding[part]:
                assert " ".join(finding[part]["de"].split()) in " ".join(page.text["article"].split())
    assert not re.search(r"url\(|@import|@font-face", STYLE)


def test_the_page_in_english_with_a_change_and_a_file_that_could_not_be_read() -> None:
    fix = Fix(NOTICE.primary.span, "1 Monat", True)
    failures = (("weg.tarif", Text("Die Datei fehlt.", "The file is missing.")),)
    given_report = report(NOTICE._replace(fix=fix), open_question(1, "d", "Preis.ab"), failures=failures)
    text = render("html", given_report, LAX._replace(language="en"))
    page = accessible(text, "en")
    assert page.text["del"] == "-     Kündigungsfrist: 6 Wochen zum Ende Erstlaufzeit"
    assert page.text["ins"] == "+     Kündigungsfrist: 1 Monat zum Ende Erstlaufzeit"
    assert page.text["mark"] == "6 Wochen"
    assert "The file is missing." in text
    assert "missing: Preis." in re.sub("<wbr>", "", text)


def contrast(first: str, second: str) -> float:
    """The contrast of two colours as WCAG 2.2 defines it, from 1 to 21."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [0, 1, 2], ids=["light", "dark", "print"])
def test_every_colour_can_be_read_on_its_ground(theme: int) -> None:
    blocks = re.findall(r":root \{([^}]*)\}", STYLE)
    assert len(blocks) == 3
    colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", blocks[theme]))
    assert len(colours) == 13
    for name in ("text", "soft", "link", "fehler", "warnung", "hinweis", "open", "ok"):
        assert contrast(colours[name], colours["ground"]) >= 4.5, name
        assert contrast(colours[name], colours["panel"]) >= 4.5, name
    assert contrast(colours["marked"], colours["mark"]) >= 4.5
    assert contrast("#777777", "#ffffff") < 4.5 < contrast("#767676", "#ffffff")


def test_an_invisible_character_in_a_tariff_can_be_seen_in_the_page() -> None:
    text = render("html", one_line("Tarif \u202e<b>\x07\t</b>", (7, 9)), LAX)
    assert "Tarif <mark>&lt;U+202E&gt;&lt;</mark>b&gt;&lt;U+0007&gt;    &lt;/b&gt;" in text


# ------------------------------------------------------------------------------------------------ anything at all

NAMES = st.text(max_size=12) | st.sampled_from(["", "a", "a.tarif", "\udce4", "\ufffe]]>"])
JUDGED = st.builds(
    Judged,
    NAMES,
    NAMES,
    st.lists(st.tuples(NAMES, st.sampled_from(["erfüllt", "verletzt", "unentschieden"])), max_size=4).map(tuple),
    st.integers(0, 9),
)
FAILURES = st.lists(st.tuples(NAMES, st.builds(Text, NAMES, NAMES)), max_size=2).map(tuple)


@pytest.mark.slow
@settings(max_examples=120, deadline=None)
@given(REPORTS, st.lists(JUDGED, max_size=4), FAILURES, st.sampled_from(["de", "en"]), st.booleans(), st.booleans())
def test_no_text_breaks_a_format(
    base: Report, judged: list[Judged], failures: Any, language: Any, strict: bool, ascii_only: bool
) -> None:
    given_report = replace(base, judged=tuple(judged), failures=failures)
    how = (STRICT if strict else LAX)._replace(language=language, ascii_only=ascii_only, folder="/b")
    texts = {form: render(form, given_report, how) for form in NEW}
    # findings of one run differ in this; only where they do is there an order to keep
    told_apart = len({finding.sort_key() for finding in base.findings}) == len(base.findings)
    for form, text in texts.items():
        assert text.endswith("\n")
        assert text.isascii() or not ascii_only
        _is_harmless(text)
        if told_apart:
            assert render(form, replace(given_report, findings=given_report.findings[::-1]), how) == text
    located = replace(given_report, findings=tuple(f for f in given_report.findings if f.primary.span.path))
    sarif(re.sub(r"file:///", "", render("sarif", located, how)).replace('"uri": ""', '"uri": "x"'))
    quality(texts["gitlab"]) if len({path for path, _ in failures}) == len(failures) else None
    ET.fromstring(texts["junit"])
    closing = 2 if base.counts.documents else 1  # what was found, and what came out where anything was judged
    commands = texts["github"].split("\n")[: -closing - 1]
    assert len(commands) == len(given_report.findings) + len(given_report.accepted) + len(failures)
    assert all(COMMAND.fullmatch(command) for command in commands)
    assert len(texts["markdown"]) < 65_536
    Page(texts["html"])
    assert texts["html"].count("<script") == 0


# ------------------------------------------------------------------------------------------------ the command


def test_several_reports_at_once_and_the_text_as_without_them(run: Call, tarife: Path) -> None:
    (tarife / "t.tarif").write_text(FAULTY, encoding="utf-8")
    alone = run("check", "t.tarif")
    outputs = [f"--output={form}=bericht.{form}" for form in FORMATS]
    beside = run("check", *outputs, "t.tarif")
    assert (beside.status, beside.out, beside.err) == (alone.status, alone.out, "") == (cli.FINDINGS, alone.out, "")
    for form in FORMATS:
        written = (tarife / f"bericht.{form}").read_text(encoding="utf-8")
        assert written == run("check", "--format", form, "t.tarif").out
        assert "BGB-309-9-C" in written


@pytest.mark.parametrize(
    ("arguments", "status", "german", "english"),
    [
        (
            ["--output", "sarf=x"],
            cli.USAGE,
            f"Ein Format sarf gibt es nicht; möglich sind {KNOWN}. Gemeint: sarif?\nHilfe: tariflint --help",
            f"There is no format sarf; possible are {KNOWN}. Did you mean sarif?\nHelp: tariflint --help",
        ),
        *(
            (
                ["--output", value],
                cli.USAGE,
                "Nach --output steht FORMAT=DATEI, zum Beispiel sarif=bericht.sarif.\nHilfe: tariflint --help",
                "--output takes FORMAT=FILE, for example sarif=report.sarif.\nHelp: tariflint --help",
            )
            for value in ("sarif", "sarif=", "=x", "sarif=-", "")
        ),
        (
            ["--output", "json=x", "--output", "html=neu/../x"],
            cli.USAGE,
            "In die Datei neu/../x sollen zwei Berichte; der zweite würde den ersten überschreiben.",
            "Two reports are to go into neu/../x; the second would overwrite the first.",
        ),
        (
            ["--output", "json=./t.tarif"],
            cli.USAGE,
            "Der Bericht würde die Datei ./t.tarif überschreiben, die geprüft wird.",
            "The report would overwrite ./t.tarif, which is to be checked.",
        ),
        (
            ["--output", "json=fehlt/x.json"],
            cli.INTERNAL,
            "Die Datei fehlt/x.json lässt sich nicht schreiben: Datei oder Ordner gibt es nicht.",
            f"The file fehlt/x.json cannot be written: {os.strerror(2)}",
        ),
        (
            ["--output", "json=."],
            cli.INTERNAL,
            "Die Datei . lässt sich nicht schreiben: Das ist ein Ordner.",
            f"The file . cannot be written: {os.strerror(21)}",
        ),
    ],
)
def test_what_cannot_be_written_is_said_before_the_check(
    run: Call, tarife: Path, arguments: list[str], status: int, german: str, english: str
) -> None:
    (tarife / "t.tarif").write_text(FAULTY, encoding="utf-8")
    (tarife / "neu").mkdir()
    for language, text in (("de", german), ("en", english)):
        said = run("--lang", language, "check", *arguments, "t.tarif")
        assert (said.status, said.out, said.err) == (status, "", f"tariflint: {text}\n")
    assert (tarife / "t.tarif").read_text(encoding="utf-8") == FAULTY
    assert sorted(path.name for path in tarife.iterdir()) == ["neu", "t.tarif"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no file that is always full")
def test_a_full_disk_is_said_and_the_other_reports_are_written(run: Call, tarife: Path) -> None:
    (tarife / "t.tarif").write_text(LAWFUL, encoding="utf-8")
    said = run("check", "--output", "json=/dev/full", "--output", "sarif=a.sarif", "t.tarif")
    assert said.status == cli.INTERNAL
    assert said.out.startswith("In Ordnung")
    assert (
        said.err == "tariflint: Die Datei /dev/full lässt sich nicht schreiben: Auf dem Laufwerk ist kein Platz mehr.\n"
    )
    assert sarif((tarife / "a.sarif").read_text(encoding="utf-8"))["results"] == []


def test_a_file_that_cannot_be_opened_spoils_every_report(run: Call, tarife: Path) -> None:
    (tarife / "a.tarif").write_text(LAWFUL, encoding="utf-8")
    (tarife / "b.tarif").symlink_to("weg.tarif")
    outputs = [f"--output={form}={form}" for form in NEW]
    assert run("check", *outputs, ".").status == cli.INTERNAL
    text = {form: (tarife / form).read_text(encoding="utf-8") for form in NEW}
    said = "Die Datei b.tarif lässt sich nicht lesen: Datei oder Ordner gibt es nicht."
    invocation = sarif(text["sarif"])["invocations"][0]
    assert invocation["executionSuccessful"] is False
    assert invocation["toolExecutionNotifications"][0]["message"]["text"] == said
    assert [(entry["severity"], entry["description"]) for entry in quality(text["gitlab"])] == [("blocker", said)]
    assert outcomes(text["junit"]) == [("b.tarif", "file-unreadable", "error")]
    assert text["github"].startswith(f"::error file=b.tarif::{said}\n")
    assert text["markdown"].startswith("## ❌ ")
    assert said in re.sub(r"\\", "", text["markdown"])
    assert said in text["html"]
    assert "Die Prüfung ist nicht bestanden." in text["html"]


def test_a_rulebook_that_is_refused_leaves_no_report_that_looks_clean(run: Call, tarife: Path) -> None:
    (tarife / "t.tarif").write_text(LAWFUL, encoding="utf-8")
    (tarife / "haus.regel").write_text("Unsinn\n", encoding="utf-8")
    said = run("check", "--rules", "haus.regel", "--output", "sarif=a", "--output", "junit=b", "t.tarif")
    assert said.status == cli.USAGE
    assert sarif((tarife / "a").read_text(encoding="utf-8"))["results"]
    assert {outcome for *_, outcome in outcomes((tarife / "b").read_text(encoding="utf-8"))} == {"failure"}


def test_paths_are_relative_to_the_folder_of_the_run(run: Call, tarife: Path) -> None:
    (tarife / "tarife").mkdir()
    (tarife / "tarife/ö.tarif").write_text(FAULTY, encoding="utf-8")
    for form in NEW:
        told = run("check", "--format", form, "./tarife/ö.tarif").out
        assert run("check", "--format", form, tarife / "tarife/ö.tarif").out == told
        assert str(tarife) not in told


def test_the_same_bytes_whatever_the_hash_order_and_the_order_of_the_files(tmp_path: Path) -> None:
    seen = []
    for seed, paths in (("1", TWO), ("2", TWO[::-1])):
        outputs = [f"--output={form}={tmp_path / form}" for form in FORMATS]
        command = [sys.executable, "-m", "checker.cli", "check", *outputs, *paths]
        env = os.environ | {"PYTHONHASHSEED": seed}
        subprocess.run(command, cwd=ROOT, env=env, capture_output=True, check=False, timeout=120)
        seen.append({form: (tmp_path / form).read_bytes() for form in FORMATS})
    assert seen[0] == seen[1]


@pytest.mark.parametrize("form", NEW)
def test_a_stream_that_knows_only_ascii(tmp_path: Path, form: str) -> None:
    (tmp_path / "ö.tarif").write_text(FAULTY, encoding="utf-8")
    env = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "checker.cli", "check", "--format", form, "."]
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, check=False, timeout=120)
    assert (done.returncode, done.stderr) == (cli.FINDINGS, b"")
    text = done.stdout.decode("ascii")
    if form == "junit":
        assert any(
            "Kündigungsfrist" in (case[0].get("message") or "")
            for s in suites(text)
            for case in s.iter("testcase")
            if len(case)
        )
    if form == "html":
        assert "Kündigungsfrist" in accessible(text, "de").text["article"]


def test_formats_cost_nothing_where_none_is_asked_for() -> None:
    code = "import sys; from checker.cli import main; main(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    run = subprocess.run(
        [sys.executable, "-c", code, "check", TWO[0]], cwd=ROOT, capture_output=True, text=True, check=False
    )
    loaded = set(run.stderr.split())
    assert "checker.judge" in loaded
    assert not loaded & {"json", "html", "xml.etree.ElementTree", "urllib.parse", "checker.rule_texts"}
