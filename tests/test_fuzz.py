"""No input, however broken, crashes the tool or makes it talk nonsense: from bytes to the text of the report.

Every example goes the whole way: read, check against all rules, render in both languages. What is found lies inside
the file, and no line shows the inside of the program.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.building import build
from checker.check import Run
from checker.documents import finding_of, read_documents
from checker.finding import Counts, Finding, Report
from checker.report.cells import plain
from checker.report.text import render
from checker.rule_files import load_rulebook
from checker.rulebook import Rulebook
from dsl.messages import catalogue
from dsl.rule import RuleFile
from dsl.rule_reader import read_rules
from dsl.source import read_source
from dsl.values import grammar

ROOT = Path(__file__).parent.parent
TARIFFS = sorted((ROOT / "contracts").rglob("*.tarif"))
RULES = sorted((ROOT / "rules").rglob("*.regel"))
FEW = settings(derandomize=True, deadline=None, max_examples=60)
MANY = settings(derandomize=True, deadline=None, max_examples=400)


@cache
def book() -> Rulebook:
    return load_rulebook()


@cache
def vocabulary() -> RuleFile:
    path = ROOT / "rules" / "begriffe.regel"
    return read_rules(read_source("rules/begriffe.regel", path.read_bytes())[0])[0]


@cache
def token_names() -> re.Pattern[str]:
    terminals = [terminal for name in ("tarif", "regel") for terminal in grammar(name).terminals]
    names = {t.name.removeprefix("tarif__") for t in terminals if t.name != str(t.pattern.value)}
    return re.compile(r"\b(?:" + "|".join(sorted(names)) + r")\b|__\w+|Traceback|\bNone\b|Decimal\(|<class|\$END")


def check_tariff(data: bytes, folder: Path) -> Report:
    """The report on ``data`` as a tariff or offer."""
    path = folder / "fuzz.tarif"
    path.write_bytes(data)
    library = read_documents([str(path)], book().vocabulary)
    report = Run(book()).report(library)
    examine(report, library.sources[str(path)], str(path))
    return report


def check_rules(data: bytes) -> Report:
    """Why a rulebook with ``data`` as a file of rules is refused."""
    source, problems = read_source("fuzz.regel", data)
    file, found = read_rules(source)
    refused = build([vocabulary(), file], [*problems, *found])
    findings = tuple(finding_of(each, "") for each in refused.problems)
    report = Report(findings, Counts(), sources={source.path: source.text})
    examine(report, source.text, source.path)
    return report


def examine(report: Report, text: str, path: str) -> None:
    """What must hold for every report."""
    lines = text.split("\n")
    for finding in report.findings:
        for label in (finding.primary, *finding.related):
            if label.span.path == path:
                assert inside(label.span.line, label.span.column, label.span.end_column, lines), label
        if finding.kind == "syntax":
            assert finding.rule in catalogue()
            assert_plain(finding, text)
    for language in ("de", "en"):
        rendered = render(report, language=language, width=60, ascii_only=language == "en")  # type: ignore[arg-type]
        for line in rendered:
            assert "\n" not in plain(line)


def inside(line: int, column: int, end: int, lines: list[str]) -> bool:
    """A place within its line, or one sign behind it, where something is missing."""
    return 1 <= line <= len(lines) and 1 <= column < end <= max(len(lines[line - 1]) + 1, column + 1)


def assert_plain(finding: Finding, text: str) -> None:
    """Nothing of the inside of the program is shown that is not in the file itself."""
    texts = [finding.title, finding.message, finding.primary.text, *(label.text for label in finding.related)]
    for words in (*texts, *([finding.help] if finding.help is not None else [])):
        for sentence in (words.de, words.en):
            assert sentence
            for found in token_names().findall(sentence):
                assert found in text, sentence


# ------------------------------------------------------------------------------------------------ what is put in

SIGNS = "abzABZäöüßÄé §€%¢:,;.-–—_/|\\\"'„“”‚‘()[]{}<>=!?*•#0123456789"
SIGNS += "\t\n\r\0\u00a0\u00ad\u200b\u202e\ufeff\U0001f600\u0308"
SAMPLES = """
Tarif Angebot Belieferung Laufzeit Preis Bonus Sofortbonus Kündigungsfrist Arbeitspreis Kundengruppe Privat
Laufzeit.Kündigungsfrist Kunde.Gruppe Vertragsschluss keine unbekannt unbefristet ja stromio-2018-05-25 27,42 27.42
1.000 0 -1 1.000.000 2022-03-01 2022-02-30 01.01.2026 9999-12-31 0001-01-01 ct/kWh EUR € kWh/a Monate Wochen Tage %
brutto lit. a k § 16 Abs. 2 AGB
"""
WORDS = [
    *(str(t.pattern.value) for name in ("tarif", "regel") for t in grammar(name).terminals if t.pattern.type == "str"),
    *SAMPLES.split(),
    *[
        '"Text"',
        '"',
        "„Text“",
        "# Kommentar",
        "-",
        "- ",
        "\n",
        "\n    ",
        "\n        ",
        "\n\t",
        "<<<<<<< a\n",
        "=======\n",
    ],
]
soup = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)
anything = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.text(alphabet=SIGNS, max_size=300).map(lambda text: text.encode("utf-8")),
    soup.map(lambda text: text.encode("utf-8")),
    soup.map(lambda text: f'Tarif muster "Muster"\n    {text}'.encode()),
    soup.map(lambda text: f'Norm N "n" / "n"\n    rang zwingend\nRegel R "r" / "r"\n    {text}'.encode()),
)


@st.composite
def mutated(draw: st.DrawFn, paths: list[Path]) -> bytes:
    """A real file with a few accidents: lines lost, doubled or swapped, signs changed, the end missing."""
    lines = draw(st.sampled_from(paths)).read_text(encoding="utf-8").split("\n")
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(lines) - 1))
        accident = draw(st.sampled_from(["lose", "double", "swap", "sign", "cut", "word", "indent", "end"]))
        line = lines[at]
        column = draw(st.integers(0, len(line)))
        if accident == "lose" and len(lines) > 1:
            del lines[at]
        elif accident == "double":
            lines.insert(at, line)
        elif accident == "swap":
            other = draw(st.integers(0, len(lines) - 1))
            lines[at], lines[other] = lines[other], lines[at]
        elif accident == "sign":
            lines[at] = line[:column] + draw(st.sampled_from(SIGNS)) + line[column + 1 :]
        elif accident == "cut":
            lines[at] = line[:column]
        elif accident == "word":
            lines[at] = line[:column] + draw(st.sampled_from(WORDS)) + line[column:]
        elif accident == "indent":
            lines[at] = " " * draw(st.integers(0, 12)) + line.lstrip()
        else:
            lines = lines[: at + 1]
    return "\n".join(lines).encode("utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


# ------------------------------------------------------------------------------------------------ anything


@FEW
@given(data=anything)
def test_anything_as_a_tariff(folder: Path, data: bytes) -> None:
    check_tariff(data, folder)


@FEW
@given(data=anything)
def test_anything_as_rules(data: bytes) -> None:
    check_rules(data)


@pytest.mark.slow
@FEW
@given(data=mutated(TARIFFS))
def test_real_tariffs_after_an_accident(folder: Path, data: bytes) -> None:
    check_tariff(data, folder)


@pytest.mark.slow
@FEW
@given(data=mutated(RULES))
def test_real_rules_after_an_accident(data: bytes) -> None:
    check_rules(data)


@pytest.mark.slow
@MANY
@given(data=anything)
def test_much_of_anything_as_a_tariff(folder: Path, data: bytes) -> None:
    check_tariff(data, folder)


@pytest.mark.slow
@MANY
@given(data=anything)
def test_much_of_anything_as_rules(data: bytes) -> None:
    check_rules(data)


@pytest.mark.slow
@MANY
@given(data=mutated(TARIFFS))
def test_many_real_tariffs_after_an_accident(folder: Path, data: bytes) -> None:
    check_tariff(data, folder)


@pytest.mark.slow
@MANY
@given(data=mutated(RULES))
def test_many_real_rules_after_an_accident(data: bytes) -> None:
    check_rules(data)


# ------------------------------------------------------------------------------------------------ far too much

HEAD = 'Tarif muster "Muster"\n    AGB: stromio-2018-05-25\n'
RULE = """\
Norm MUSTER "Muster" / "Sample"
    rang zwingend
Regel MUSTER-1 "Titel" / "Title"
    quelle § 1 Muster
    stichtag Vertragsschluss
    schwere fehler
    sicherheit gesichert
    Fassung
        fordert {}
    Meldung de "Nein."
    Meldung en "No."
    Beispiel erfüllt "a" / "a"
        Laufzeit.Kündigungsfrist: 1 Monat
    Beispiel verletzt "b" / "b"
        Laufzeit.Kündigungsfrist: 2 Monate
"""
TERM = "Laufzeit.Kündigungsfrist höchstens 1 Monat"
TOO_MUCH: dict[str, tuple[str, set[str]]] = {
    "deep indentation": (HEAD + "".join(" " * depth + "Farbe: 1\n" for depth in range(1, 1_500)), {"indent-uneven"}),
    "a hundred thousand lines": (HEAD + "    AGB: keine\n" * 100_000, {"file-too-long"}),
    "many lines": (HEAD + "    AGB: keine\n" * 15_000, {"fact-twice", "too-many"}),
    "many headings": (HEAD + "Laufzeit\n" * 15_000, {"section-twice"}),
    "a line of a megabyte": (HEAD + "    Marke: " + "x" * 1_000_000, {"line-too-long"}),
    "a line of just under four thousand signs": (HEAD + "    Marke: " + "x," * 1_990, {"comma-last"}),
    "many names in a row": (HEAD + "    Vertriebswege: " + ", ".join(["Web"] * 700), {"name-twice"}),
    "a list of thousands": (HEAD + "    Vertriebswege:\n" + "        - Web\n" * 9_000, {"name-twice"}),
    "a list of thousands of unknown names": (
        HEAD + "    Vertriebswege:\n" + "".join(f"        - Weg-{number}\n" for number in range(9_000)),
        {"name-unknown"},
    ),
    "many conflicts": (HEAD + "<<<<<<< a\n" * 15_000, {"conflict-rest"}),
    "many quotes": (HEAD + "    Marke: " + '"' * 3_001, {"string-unclosed"}),
    "many parts of a term": (
        HEAD + "Laufzeit\n    Erstlaufzeit: das Spätere von 1 Monat" + " und 1 Monat" * 300,
        set(),
    ),
    "a number of thousands of digits": (
        HEAD + "Preis ab 2024-01-01\n    Arbeitspreis: " + "9" * 3_900 + " ct/kWh",
        set(),
    ),
    "a duration of thousands of digits": (
        HEAD + "Laufzeit\n    Verlängerung: " + "9" * 3_900 + " Tage",
        {"duration-range"},
    ),
}
TOO_MANY_RULES: dict[str, tuple[str, set[str]]] = {
    "parentheses": (RULE.format("(" * 1_500 + "Tarif.Online" + ")" * 1_500), set()),
    "parentheses that do not close": (RULE.format("(" * 1_500), {"parenthesis"}),
    "negations": (RULE.format("nicht " * 600 + "Tarif.Online"), {"expression-deep"}),
    "nested alternatives": (
        RULE.format("(Tarif.Online und (Tarif.Online oder " * 60 + "Tarif.Online" + "))" * 60),
        {"expression-deep"},
    ),
    "alternatives in a row": (RULE.format(TERM + f" oder {TERM}" * 70), set()),
    "lines that go on and on": (RULE.format(TERM + f"\n            oder {TERM}" * 5_000), {"line-too-long"}),
    "rules": ("Regel R\n" * 15_000, {"too-many", "rule-empty"}),
    "unknown lines": ('Norm N "n" / "n"\n' + "    x y\n" * 15_000, {"lines-misplaced"}),
    "deep indentation": (
        "".join(" " * depth + "wenn Tarif.Online\n" for depth in range(1, 1_500)),
        {"line-before-heading"},
    ),
}


@pytest.mark.parametrize("what", TOO_MUCH)
def test_far_too_much_of_a_tariff(what: str, folder: Path) -> None:
    text, codes = TOO_MUCH[what]
    report = check_tariff(text.encode("utf-8"), folder)
    assert codes <= {finding.rule for finding in report.findings}
    assert sum(finding.kind == "syntax" for finding in report.findings) <= 305


@pytest.mark.parametrize("what", TOO_MANY_RULES)
def test_far_too_many_rules(what: str) -> None:
    text, codes = TOO_MANY_RULES[what]
    report = check_rules(text.encode("utf-8"))
    assert codes <= {finding.rule for finding in report.findings}
    assert len(report.findings) <= 305
