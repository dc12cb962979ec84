"""The report formats. Reading tests/golden/report is seeing the tool."""

from __future__ import annotations

import io
import itertools
import json
import re
import subprocess
import sys
import unicodedata
from datetime import date
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from golden import check
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from checker.finding import Accepted, Counts, Days, Finding, Label, Report, Text
from checker.report import cells, concise, json_report, text
from checker.report.cells import clean, fill, plain
from checker.report.wording import ENGLISH, GERMAN, Language
from dsl.record import replace
from dsl.source import Fix, Span

FLEX = """\
Tarif stromio-flex-2023 "Strom Flex"
    Lieferant: "Stromio GmbH"
    AGB: stromio-2018-05-25

Laufzeit
    Erstlaufzeit: 24 Monate ab Vertragsschluss
    Verlängerung: 12 Monate
    Kündigungsfrist: 6 Wochen zum Ende Erstlaufzeit
"""
TERMS = """\
Vorgabe AGB-16-2 "Laufzeit, wenn der Tarif schweigt"
    quelle § 16 Abs. 2 AGB
    Laufzeit.Verlängerung: 12 Monate
"""
SOURCES = {"contracts/stromio/flex-2023.tarif": FLEX, "rules/agb/16_laufzeit.regel": TERMS}


def counts(violated: int = 1, undecided: int = 0) -> Counts:
    """Three documents and 57 rules."""
    return Counts(3, 57, 120, violated, undecided, 3 * 57 - 120 - violated - undecided, files=3)


def place(path: str, line: int, part: str, de: str = "", en: str = "", source: str | None = None) -> Label:
    """A label on ``part``, found in line ``line`` of the file."""
    column = (SOURCES[path] if source is None else source).split("\n")[line - 1].index(part) + 1
    return Label(Span(path, line, column, column + len(part)), Text(de, en or de))


NOTICE = Finding(
    kind="rule",
    rule="BGB-309-9-C",
    verdict="verletzt",
    severity="fehler",
    certainty="gesichert",
    rank="zwingend",
    title=Text("Kündigungsfrist vor Ablauf der Vertragsdauer", "Notice before the end of the term"),
    message=Text(
        "Die Kündigungsfrist 6 Wochen zum Ende Erstlaufzeit ist länger als erlaubt.",
        "The notice period of 6 weeks to the end of the initial term is longer than allowed.",
    ),
    document="stromio-flex-2023",
    primary=place(
        "contracts/stromio/flex-2023.tarif",
        8,
        "6 Wochen",
        "42 Tage; erlaubt ist 1 Monat (höchstens 31 Tage)",
        "42 days; 1 month is allowed (at most 31 days)",
    ),
    region=Text("Verbraucher, Vertragsschluss ab 2023-01-01", "consumers, contracts concluded from 2023-01-01"),
    witness=Text("Privatkunde, Vertragsschluss 2023-01-01", "private customer, contract concluded 2023-01-01"),
    norm=Text("§ 309 Nr. 9 lit. c BGB, Fassung ab 2022-03-01", "§ 309 No. 9 lit. c BGB, version from 2022-03-01"),
    help=Text("4 Wochen oder 1 Monat erfüllen die Regel", "4 weeks or 1 month would fulfil the rule"),
    path="Laufzeit.Kündigungsfrist",
    value="6 Wochen zum Ende Erstlaufzeit",
    witness_facts=(("Kunde.Gruppe", "Privat"), ("Vertragsschluss", "2023-01-01")),
    fingerprint="5b0c1a7e9d3f2846",
)
RENEWAL = NOTICE._replace(
    rule="BGB-309-9-B",
    severity="warnung",
    certainty="umstritten",
    title=Text("Stillschweigende Verlängerung", "Tacit renewal"),
    message=Text(
        "Der Vertrag verlängert sich um 12 Monate; seit dem 1. März 2022 nur noch auf unbestimmte Zeit.",
        "The contract is renewed by 12 months; since 1 March 2022 only for an indefinite period.",
    ),
    primary=place(
        "contracts/stromio/flex-2023.tarif",
        7,
        "12 Monate",
        "12 Monate; erlaubt ist nur unbefristet, mit 1 Monat Kündigungsfrist",
        "12 months; only indefinite is allowed, with 1 month's notice",
    ),
    related=(
        place(
            "rules/agb/16_laufzeit.regel",
            3,
            "12 Monate",
            "so auch § 16 Abs. 2 AGB, der ohne die Zeile im Tarif gelten würde",
            "as does § 16 Abs. 2 AGB, which would apply without the line in the tariff",
        ),
    ),
    reading=Text(
        "Ob die Vorschrift auch Energielieferverträge erfasst, die vor dem Stichtag angeboten wurden, ist umstritten.",
        "Whether the provision covers energy contracts offered before the reference date is disputed.",
    ),
    notes=(
        Text(
            "Die Klausel der AGB wäre an diesem Tag selbst unwirksam.",
            "The clause of the terms would itself be void on that day.",
        ),
        Text(
            "Ausnahme BGB-309-9-AUS nicht nachgewiesen: Kunde.Unternehmer ist unbekannt.",
            "Exception BGB-309-9-AUS not proven: Kunde.Unternehmer is unknown.",
        ),
    ),
    help=None,
    path="Laufzeit.Verlängerung",
    value="12 Monate",
    fingerprint="0d41c0ffee15bad0",
)
CLAUSE = NOTICE._replace(
    kind="terms",
    rank="vertraglich",
    rule="BGB-309-9-B",
    message=Text("§ 16 Abs. 2 AGB verlängert den Vertrag um 12 Monate.", "§ 16 Abs. 2 AGB renews by 12 months."),
    title=Text("Stillschweigende Verlängerung", "Tacit renewal"),
    document="stromio-2018-05-25",
    primary=place("rules/agb/16_laufzeit.regel", 3, "12 Monate", "erlaubt ist nur unbefristet", "only indefinite"),
    affected=tuple(f"stromio-{kind}-2018" for kind in ("basis", "fix", "flex", "maxi", "mini", "natur", "plus")),
    witness=None,
    help=None,
)
SYNTAX = Finding(
    kind="syntax",
    rule="einheit-unbekannt",
    verdict="verletzt",
    severity="fehler",
    certainty="gesichert",
    rank="",
    title=Text("Unbekannte Einheit", "Unknown unit"),
    message=Text("„Monte“ ist keine Einheit einer Dauer.", "“Monte” is no unit of a duration."),
    document="",
    primary=place("k.tarif", 2, "Monte", "meinten Sie Monate?", "did you mean Monate?", "Laufzeit\n    x: 12 Monte"),
    help=Text("Tage, Werktage, Wochen, Monate, Jahre", "Tage, Werktage, Wochen, Monate, Jahre"),
)


def open_question(number: int, document: str = "stromio-flex-2023", *missing: str) -> Finding:
    return NOTICE._replace(
        verdict="unentschieden",
        rule=f"ENWG-41-{number}",
        document=document,
        message=Text("30 Tage gegen 1 Monat hängt vom Datum ab.", "30 days against 1 month depends on the date."),
        missing=missing,
        notes=(Text("steht in § 3 AGB", "stated in § 3 AGB"),),
    )


def report(*findings: Finding, **changes: Any) -> Report:
    given_report = Report(tuple(findings), counts(), (), "2026-08-19", "", dict(SOURCES))
    return replace(given_report, **changes)


def shown(given_report: Report, language: Language = "de", width: int = 80, ascii_only: bool = False) -> str:
    lines = text.render(given_report, language=language, width=width, ascii_only=ascii_only)
    return "".join(plain(line) + "\n" for line in lines)


def one_line(source: str, span: tuple[int, int], *related: tuple[int, int], label: str = "hier") -> Report:
    """A report with one finding on a file of one line."""
    labels = [Label(Span("t.tarif", 1, start, end), Text(label, label)) for start, end in (span, *related)]
    finding = SYNTAX._replace(primary=labels[0], related=tuple(labels[1:]), help=None)
    return report(finding, sources={"t.tarif": source})


VIOLATIONS = report(NOTICE, RENEWAL, counts=counts(violated=2))
UNDECIDED = report(
    NOTICE,
    *(open_question(number, "stromio-flex-2023", "Laufzeit.Verlängerung") for number in range(1, 4)),
    open_question(4, "stromio-fix-2018"),
    open_question(5, "stromio-fix-2018", "Preis.Netzentgelt", "Preis.KWKG-Umlage", "Preis.Beschaffung"),
    open_question(5, "stromio-fix-2018", "Preis.Beschaffung", "Preis.ab"),
    counts=counts(undecided=5),
    missing_facts=(("Laufzeit.Verlängerung", 3), ("Preis.Beschaffung", 1)),
)
MANY = report(
    *(open_question(number, "a", "Laufzeit.Verlängerung", "Preis.ab") for number in range(1, 24)),
    counts=Counts(1, 1_057, 1_000, 0, 23, 34, files=1),
    missing_facts=tuple((f"Preis.Bestandteil{number}", 9 - number) for number in range(9)),
)
MERGED = report(
    NOTICE._replace(
        related=(
            place("contracts/stromio/flex-2023.tarif", 8, "Ende Erstlaufzeit", "gerechnet bis hierhin"),
            place("contracts/stromio/flex-2023.tarif", 6, "24 Monate", "diese Laufzeit"),
            place("contracts/stromio/flex-2023.tarif", 1, "stromio-flex-2023", "der Tarif"),
            Label(Span("rules/gone.regel", 12, 5, 9), Text("Fassung der Regel", "version of the rule")),
        ),
    )
)
ACCEPTED = report(
    SYNTAX,
    counts=counts(violated=3, undecided=2),
    accepted=(
        Accepted(open_question(5, "stromio-fix-2018", "Preis.ab"), "before", Text("", "")),
        Accepted(RENEWAL, "baseline", Text("", "")),
        Accepted(
            NOTICE,
            "waived",
            Text(
                "bis 2026-12-31, Anna Beck, freigegeben von Jan Voß: „Umstellung läuft“ (ausnahmen.toml:3)",
                "until 2026-12-31, Anna Beck, approved by Jan Voß: “Umstellung läuft” (ausnahmen.toml:3)",
            ),
            "2026-12-31",
            ("Anna Beck", "Jan Voß"),
            "Umstellung läuft",
        ),
    ),
    sources={"k.tarif": "Laufzeit\n    x: 12 Monte"},
)
ACCEPTED_MANY = report(
    counts=counts(violated=24),
    accepted=tuple(
        Accepted(NOTICE._replace(rule=f"ENWG-41-{number:02}"), "waived" if number > 22 else "baseline", Text("", ""))
        for number in range(1, 25)
    ),
)
LONG = "    Beschreibung: " + "sehr " * 30 + "12.90 €/kWh " + "lang " * 30

GOLDEN: dict[str, tuple[Report, Language, int, bool]] = {
    "violation-60": (VIOLATIONS, "de", 60, False),
    "violation-120": (VIOLATIONS, "de", 120, False),
    "violation-40": (VIOLATIONS, "de", 40, False),
    "violation-english-80": (VIOLATIONS, "en", 80, False),
    "violation-ascii-60": (VIOLATIONS, "de", 60, True),
    "terms-80": (report(CLAUSE), "de", 80, False),
    "terms-english-60": (report(CLAUSE._replace(affected=())), "en", 60, False),
    "undecided-60": (UNDECIDED, "de", 60, False),
    "undecided-english-120": (UNDECIDED, "en", 120, False),
    "undecided-many-80": (MANY, "de", 80, False),
    "syntax-80": (report(SYNTAX, sources={"k.tarif": "Laufzeit\n    x: 12 Monte"}), "de", 80, False),
    "merged-80": (MERGED, "de", 80, False),
    "columns-tab-80": (one_line("\tPreis:\t27,42 ct/kWh", (9, 21)), "de", 80, False),
    "columns-emoji-80": (
        one_line("Größe 👨‍👩‍👧 ☀️ 電気 e\u0301 n\u0303o: falsch", (20, 26), (1, 6), (15, 17)),
        "de",
        80,
        False,
    ),
    "columns-emoji-ascii-80": (one_line("Größe 👨‍👩‍👧 § 9 – 5 €: falsch", (20, 26), (1, 6)), "de", 80, True),
    "cropped-60": (one_line(LONG, (169, 180), (5, 17)), "de", 60, False),
    "escape-60": (
        one_line('Tarif a "\x1b[31mrot\u202e\x07"', (10, 11), label="\x1b]0;böse\x07\nzwei"),
        "de",
        60,
        False,
    ),
    "all-clear-60": (report(counts=counts(violated=0)), "de", 60, False),
    "all-clear-english-60": (report(counts=Counts(1, 1, 1, files=1), as_of="2022-03-01"), "en", 60, False),
    "nothing-applied-80": (report(counts=Counts(1, 57, 0, 0, 0, 57, files=1)), "de", 80, False),
    "nothing-checked-80": (report(counts=Counts(), reviewed_until=""), "de", 80, False),
    "accepted-60": (ACCEPTED, "de", 60, False),
    "accepted-english-120": (ACCEPTED, "en", 120, False),
    "accepted-many-80": (ACCEPTED_MANY, "de", 80, False),
    "as-of-60": (report(NOTICE, as_of="2022-03-01"), "de", 60, False),
}


@pytest.mark.parametrize("name", GOLDEN)
def test_the_report_as_the_user_sees_it(name: str) -> None:
    given_report, language, width, ascii_only = GOLDEN[name]
    output = shown(given_report, language, width, ascii_only)
    assert all(cell_len(line) <= width and line == line.rstrip() for line in output.split("\n"))
    assert output.isascii() or not ascii_only
    check(f"report/{name}", output)


def test_order_does_not_depend_on_the_order_of_the_findings() -> None:
    findings = (NOTICE, RENEWAL, CLAUSE, SYNTAX, NOTICE._replace(document="other", fingerprint="1"))
    assert shown(report(*findings)) == shown(report(*reversed(findings)))
    assert json_report.to_json(report(*findings)) == json_report.to_json(report(*reversed(findings)))


def test_concise() -> None:
    given_report = report(NOTICE, RENEWAL, CLAUSE, SYNTAX, open_question(4, "stromio-flex-2023", "Preis.ab"))
    check("report/concise", "".join(line + "\n" for line in concise.render(given_report, "de")))
    check("report/concise-english", "".join(line + "\n" for line in concise.render(given_report, "en")))


def test_concise_tells_last_what_was_accepted() -> None:
    lines = [
        line + "\n"
        for language in ("de", "en")
        for line in concise.render(ACCEPTED, "en" if language == "en" else "de")
    ]
    check("report/concise-accepted", "".join(lines))


def test_concise_is_one_harmless_line_a_finding() -> None:
    line = concise.render(report(NOTICE._replace(message=Text("a\nb\x1b[2J", ""))), "de")[0]
    assert line == "contracts/stromio/flex-2023.tarif:8:22: fehler BGB-309-9-C a b<U+001B>[2J"


# --- carets ---


@pytest.mark.parametrize(
    ("source", "part"),
    [
        ("Kündigungsfrist: 6 Wochen", "6 Wochen"),
        ("\tPreis:\t27,42 ct", "27,42 ct"),
        ("ab\tcd\tef", "\tef"),
        ("Tarif 電気 x", "電気"),
        ("😀😀 falsch", "falsch"),
        ("👩🏽‍🔧 ☀️ ❤️ falsch", "falsch"),
        ("n\u0303\u0308o falsch", "falsch"),
        ("a\x07\u200bb falsch", "falsch"),
    ],
)
def test_carets_stand_below_the_right_cells(source: str, part: str) -> None:
    start = source.index(part) + 1
    lines = shown(one_line(source, (start, start + len(part)))).split("\n")
    row = next(i for i, line in enumerate(lines) if line.startswith(" 1 | "))
    above, below = lines[row], lines[row + 1]
    carets = below.index("^"), below.rindex("^") + 1
    assert "".join(_cells(above)[slice(*carets)]).replace("\0", "") == clean(part).replace(" ef", "  ef")


def _cells(line: str) -> list[str]:
    """One entry for each cell; the second cell of a wide character is a NUL."""
    cells: list[str] = []
    for char in line:
        size = cell_len(char)
        if size == 0:
            cells[-1] += char
        else:
            cells += [char, "\0"][:size]
    return cells


def test_a_mark_of_its_own_is_underlined_with_its_letter() -> None:
    assert "\n   | ^ hier\n" in shown(one_line("a\u0303b", (2, 3)))


def test_a_place_behind_the_end_of_the_line_has_a_caret_there() -> None:
    assert "\n 1 | Laufzeit:\n   |          ^ hier\n" in shown(one_line("Laufzeit:", (10, 11)))


def test_a_place_in_an_unknown_file_keeps_its_label() -> None:
    assert "   rules/gone.regel:12:5\n   - Fassung der Regel\n" in shown(MERGED)


# --- wrapping ---


@pytest.mark.parametrize(
    "together", ["6 Wochen", "100.000 kWh/a", "(31 Tage)", "§ 309", "Nr. 9", "ab 2022-03-01", "1. März"]
)
@pytest.mark.parametrize("before", range(12, 32))
def test_what_belongs_together_is_not_split(together: str, before: int) -> None:
    lines = [plain(line) for line in fill([("x" * before + " " + together + " danach", "")], 40)]
    assert any(together in line for line in lines)


def test_a_word_too_long_for_a_line_is_cut_after_a_slash() -> None:
    path = "contracts/stromio/sonderangebote/flex-2023-sommer.tarif:41:22"
    assert [plain(line) for line in fill([(path, "")], 40)] == [path[:33], path[33:]]


WORDS = [
    "6",
    "Wochen",
    "§",
    "309",
    "Nr.",
    "(31",
    "Tage)",
    "ab",
    "2022-03-01",
    "Grundpreis/Arbeitspreis",
    "€",
    "電気",
    "e\u0301",
]


@given(st.lists(st.sampled_from(WORDS), min_size=1), st.integers(30, 60), st.integers(0, 5))
def test_every_line_holds_as_many_words_as_fit(words: list[str], width: int, indent: int) -> None:
    lines = [plain(line).removeprefix(" " * indent) for line in fill([(" ".join(words), "")], width, indent=indent)]
    assert " ".join(lines).split() == words
    for number, (line, following) in enumerate(itertools.pairwise(lines)):
        room = width - (indent if number else 0)
        assert cell_len(line) <= room
        # the next word, with all that belongs to it, has no room here
        together = next(n for n in range(1, len(following.split()) + 1) if not joined(following.split(), n))
        assert cell_len(" ".join([line, *following.split()[:together]])) > room


def joined(words: list[str], first: int) -> bool:
    """Whether the first words may not be parted from the next: by what is written out above, not by the program."""
    if first >= len(words) or words[first] in ("§", "Nr."):
        return False
    if words[first] == "2022-03-01":
        return words[first - 1] == "ab"
    return words[first - 1] in ("§", "Nr.") or (words[first - 1] in ("6", "309", "(31") and words[first] != "ab")


def test_a_long_text_of_wide_characters_fills_its_lines() -> None:
    lines = fill([("電気 " * 20_000, "")], 40)
    assert {cell_len(plain(line)) for line in lines} == {39}


@given(st.text(alphabet="ab äß§€„“", max_size=80), st.integers(1, 80), st.integers(1, 80))
def test_a_plain_line_is_laid_out_as_any_other(line: str, first: int, length: int) -> None:
    wide = line + "電"  # for which every character is measured
    place, other = ([*shown(one_line(each, (first, first + length)), width=200).split("\n")] for each in (line, wide))
    if first + length <= len(line):
        assert [each.rstrip("電").rstrip() for each in other] == [each.rstrip() for each in place]


def test_lines_stay_lines_in_an_encoding_that_nobody_knows() -> None:
    assert cells.encodable("Größe\n„x“\n", "no-such-code") == 'Groesse\n"x"\n'
    assert cells.encodable("Größe\n„x“\n", "latin-1") == 'Größe\n"x"\n'


# --- the stream ---


def test_colour_changes_no_character() -> None:
    lines = text.render(VIOLATIONS, language="de", width=60, ascii_only=False)
    coloured, bare = io.StringIO(), io.StringIO()
    text.write(lines, coloured, True)
    text.write(lines, bare, False)
    assert "\x1b[" in coloured.getvalue()
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured.getvalue()) == bare.getvalue() == shown(VIOLATIONS, width=60)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "cp850", "utf-8", "utf-16", "no-such-code"])
@pytest.mark.parametrize("colour", [True, False])
def test_an_encoding_never_stops_the_report(encoding: str, colour: bool) -> None:
    class Stream(io.StringIO):
        pass

    setattr(Stream, "encoding", encoding)  # noqa: B010  StringIO has a read-only encoding
    given_report = one_line("Größe 電気 \ud800 😀 „x“ – €", (1, 3))
    stream = Stream()
    text.write(text.render(given_report, language="de", width=60, ascii_only=False), stream, colour)
    if encoding != "no-such-code":
        stream.getvalue().encode(encoding)


@settings(deadline=None)  # the long example takes a busy machine longer
@given(text=st.text())
@example("".join(map(chr, range(0x20, 0x3000))))
def test_cells_are_counted_as_by_rich(text: str) -> None:
    for part in (text, *text):
        assert cells.cell_len(part) == cell_len(part)


def test_the_console_is_imported_only_for_colour() -> None:
    program = """
import io, sys
from checker.finding import Counts, Report
from checker.report import concise, json_report, text
report = Report((), Counts(1, 1, 1))
text.write(text.render(report, language="de", width=60, ascii_only=False), io.StringIO(), False)
concise.render(report, "de"), json_report.to_json(report)
print(sorted(name for name in sys.modules if name in ("rich.console", "rich.text", "rich.style")))
"""
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"


# --- words ---


def test_singular_and_plural() -> None:
    assert GERMAN.counted(1, GERMAN.file) == "1 Datei"
    assert GERMAN.counted(1_234, GERMAN.rule) == "1.234 Regeln"
    assert ENGLISH.counted(0, ENGLISH.severity_nouns["fehler"]) == "0 errors"


def test_a_tolerated_violation_is_not_denied() -> None:
    assert "0 Fehler" in shown(report())
    assert "In Ordnung" not in shown(report())
    assert "In Ordnung" not in shown(replace(ACCEPTED, findings=(), counts=Counts(1, 1, 1)))


def test_no_all_clear_where_anything_is_undecided() -> None:
    assert "In Ordnung" not in shown(report(counts=counts(violated=0, undecided=1)))


# --- JSON ---


def test_json_keeps_the_schema() -> None:
    schema = json_report.schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for given_report, *_ in GOLDEN.values():
        output = json_report.to_json(given_report)
        validator.validate(json.loads(output))
        assert output.isascii()
    check("report/json", json_report.to_json(UNDECIDED))
    check("report/json-accepted", json_report.to_json(ACCEPTED))


def test_every_property_of_the_schema_is_described() -> None:
    def properties(schema: dict[str, Any]) -> None:
        for name, part in schema.get("properties", {}).items():
            assert part.get("description"), name
            properties(part)
            properties(part.get("items", {}))

    schema = json_report.schema()
    for part in [schema, *schema["$defs"].values()]:
        assert part["description"]
        assert set(part["required"]) == set(part["properties"])
        properties(part)


def test_json_says_everything_a_finding_knows() -> None:
    assert set(json_report.schema()["$defs"]["finding"]["properties"]) == set(Finding._fields)
    assert set(json_report.schema()["$defs"]["accepted"]["properties"]) == set(Accepted._fields)
    assert set(json_report.schema()["properties"]["counts"]["properties"]) == set(Counts._fields)


# --- anything at all ---

ANY_TEXT = st.text(max_size=120) | st.text("ä6 §W\t-/.\u0301電😀\u200d\ufe0f\x1b\n", max_size=120)
TEXTS = st.builds(Text, ANY_TEXT, ANY_TEXT)
SPANS = st.builds(
    Span,
    st.sampled_from(["a.tarif", "b/ü \x1b.regel", "", "\udce4"]),
    *[st.integers(-1, 60) | st.integers(0, 10**9)] * 3,
)
LABELS = st.builds(Label, SPANS, TEXTS)
FIXES = st.builds(
    Fix,
    st.builds(Span, st.just("a.tarif"), *[st.integers(1, 60)] * 3),
    ANY_TEXT,
    st.booleans(),
)
ISO = st.dates(date(2018, 1, 1), date(2027, 12, 31)).map(str)


@st.composite
def some_days(draw: st.DrawFn) -> Days:
    """Days with at least one stretch on which something is violated; an end is open or not."""
    first, *inner, last = sorted(draw(st.lists(ISO, min_size=4, max_size=8, unique=True)))
    whole = (draw(st.sampled_from([first, ""])), draw(st.sampled_from([last, ""])))
    ends = inner[: len(inner) // 2 * 2]
    violated = list(zip(ends[::2], ends[1::2], strict=True))
    if draw(st.booleans()):
        violated[-1] = (violated[-1][0], whole[1])
    versions = draw(st.lists(st.sampled_from(inner), unique=True).map(sorted))
    return Days(draw(TEXTS), whole, tuple(violated), tuple(versions))


FINDINGS = st.builds(
    Finding,
    days=st.none() | some_days(),
    kind=st.sampled_from(["rule", "terms", "syntax"]),
    rule=ANY_TEXT,
    verdict=st.sampled_from(["verletzt", "unentschieden"]),
    severity=st.sampled_from(["fehler", "warnung", "hinweis"]),
    certainty=st.sampled_from(["gesichert", "überwiegend", "umstritten"]),
    rank=st.sampled_from(["zwingend", "vertraglich", "empfehlung", ""]),
    title=TEXTS,
    message=TEXTS,
    document=ANY_TEXT,
    primary=LABELS,
    related=st.lists(LABELS, max_size=3).map(tuple),
    region=st.none() | TEXTS,
    witness=st.none() | TEXTS,
    norm=st.none() | TEXTS,
    reading=st.none() | TEXTS,
    help=st.none() | TEXTS,
    fix=st.none() | FIXES,
    clause=ANY_TEXT,
    path=ANY_TEXT,
    value=ANY_TEXT,
    fingerprint=ANY_TEXT,
    notes=st.lists(TEXTS, max_size=2).map(tuple),
    missing=st.lists(ANY_TEXT, max_size=7).map(tuple),
    affected=st.lists(ANY_TEXT, max_size=7).map(tuple),
)
REPORTS = st.builds(
    Report,
    findings=st.lists(FINDINGS, max_size=4).map(tuple),
    counts=st.builds(Counts, *[st.integers(0, 10**6)] * len(Counts._fields)),
    accepted=st.lists(
        st.builds(
            Accepted,
            finding=FINDINGS,
            why=st.sampled_from(["waived", "baseline", "before"]),
            note=TEXTS,
            until=st.sampled_from(["", "2026-12-31"]),
            by=st.lists(ANY_TEXT, max_size=2).map(tuple),
            reason=ANY_TEXT,
        ),
        max_size=3,
    ).map(tuple),
    missing_facts=st.lists(st.tuples(ANY_TEXT, st.integers(0, 99)), max_size=7).map(tuple),
    reviewed_until=st.just("2026-08-19"),
    sources=st.dictionaries(
        st.sampled_from(["a.tarif", "b/ü \x1b.regel", "\udce4"]),
        ANY_TEXT | ANY_TEXT.map(lambda line: line * 90) | st.lists(ANY_TEXT).map("\n".join),
    ),
)


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(REPORTS, st.sampled_from(["de", "en"]), st.integers(40, 160), st.booleans())
def test_no_text_breaks_a_report(given_report: Report, language: Language, width: int, ascii_only: bool) -> None:
    output = shown(given_report, language, width, ascii_only)
    for line in output.split("\n"):
        assert cell_len(line) <= width
        assert line == line.rstrip(" ")
    _is_harmless(output)
    assert output.isascii() or not ascii_only
    for line in concise.render(given_report, language):
        assert "\n" not in line
        _is_harmless(line)


@pytest.mark.slow
@settings(max_examples=50, deadline=None)
@given(REPORTS)
def test_json_of_any_text_keeps_the_schema(given_report: Report) -> None:
    value = json.loads(json_report.to_json(given_report))
    for finding in [*value["findings"], *(each["finding"] for each in value["accepted"])]:
        for label in (finding["primary"], *finding["related"]):
            label.update(line=1, column=1, end_column=1)  # the places above are wild on purpose
    jsonschema.Draft202012Validator(json_report.schema()).validate(value)


def _is_harmless(output: str) -> None:
    """No character that a terminal would take for an order, and nothing a stream could not encode."""
    assert not [
        char for char in output if char != "\n" and unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")
    ]
    output.encode("utf-8")
