"""Every message as the user sees it: a corpus of broken files, and the text that must come out.

``tests/messages`` holds the files, each named after its mistake; ``tests/golden/messages`` what is said about them.
The tests below the goldens name the traits a good message has (docs: design, section 6).
"""

from __future__ import annotations

import re
import shutil
from functools import cache
from pathlib import Path

import pytest
from golden import check
from rich.cells import cell_len

from checker.building import build
from checker.check import Run
from checker.documents import finding_of, read_documents
from checker.finding import Counts, Finding, Report
from checker.report.cells import plain
from checker.report.text import render
from checker.report.wording import Language
from checker.rule_files import load_rulebook
from checker.rulebook import Rulebook
from dsl.rule import RuleFile
from dsl.rule_reader import read_rules
from dsl.source import UNREADABLE, Fix, read_source
from dsl.values import grammar

CORPUS = Path(__file__).with_name("messages")
VOCABULARY = Path(__file__).parent.parent / "rules" / "begriffe.regel"
NAMES = sorted(
    path.relative_to(CORPUS).with_suffix("").as_posix()
    for kind in ("tarif", "regel")
    for path in (CORPUS / kind).iterdir()
)
ENGLISH = [
    "tarif/decimal_point",
    "tarif/unit_euro_sign",
    "tarif/day_german",
    "tarif/day_impossible",
    "tarif/term_transliterated",
    "tarif/term_unknown",
    "tarif/term_in_wrong_section",
    "tarif/section_twice",
    "tarif/name_unknown_short_list",
    "tarif/amount_for_a_name",
    "tarif/bound_without_direction",
    "tarif/notice_unfinished",
    "tarif/conflict",
    "tarif/latin1",
    "tarif/list_not_indented",
    "tarif/offer_outside_tariff",
    "tarif/five_mistakes",
    "regel/versions_gap",
    "regel/operator_of_another_type",
    "regel/terms_of_different_kinds",
    "regel/message_without_english",
    "regel/value_steps_overlap",
    "regel/keyword_english",
]
NARROW = [
    "tarif/five_mistakes",
    "tarif/duration_from_unknown",
    "tarif/fact_twice",
    "tarif/overlong_line",
    "regel/versions_gap",
]
NARROW += ["regel/term_without_section", "regel/nested_too_deeply"]
ASCII = ["tarif/five_mistakes", "tarif/text_in_typographic_quotes", "tarif/emoji_and_mistake", "tarif/unit_euro_sign"]
ASCII += ["regel/term_in_a_circle"]
# how many findings a file has; the others have one mistake and one message
SEVERAL = {
    "tarif/conflict": 2,
    "tarif/five_mistakes": 5,
    "tarif/heading_without_ab": 2,
    "tarif/indentation_too_deep": 2,
    "tarif/invisible_character_and_mistake": 2,
    "tarif/offer_outside_tariff": 2,
    "tarif/section_misspelt": 2,
    "tarif/two_mistakes_in_a_line": 2,
    "tarif/windows_1252": 2,
    "regel/three_mistakes": 3,
}


@cache
def book() -> Rulebook:
    return load_rulebook()


@cache
def vocabulary() -> RuleFile:
    """The shipped vocabulary, without any rules."""
    return read_rules(read_source("rules/begriffe.regel", VOCABULARY.read_bytes())[0])[0]


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus outside of this repository, in which most of its files would declare what others declare too."""
    return Path(shutil.copytree(CORPUS, tmp_path_factory.mktemp("corpus") / "messages"))


@pytest.fixture(autouse=True)
def _in_the_corpus(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths are shown as a user in that folder would see them."""
    monkeypatch.chdir(corpus)


@cache
def report_on(name: str) -> Report:
    """What is wrong with the text of a tariff, of the documents of a folder, or of a file of rules."""
    return fresh_report(name)


def fresh_report(name: str) -> Report:
    return rule_report(name) if name.startswith("regel/") else tariff_report(name)


def tariff_report(name: str) -> Report:
    folder = Path(name)
    paths = sorted(path.as_posix() for path in folder.iterdir()) if folder.is_dir() else [f"{name}.tarif"]
    # no rules: what they say of the sound lines is not this test's business
    report = Run(book(), select=("no-rule",)).report(read_documents(paths, book().vocabulary))
    return Report(tuple(f for f in report.findings if f.kind == "syntax"), report.counts, sources=report.sources)


def rule_report(name: str) -> Report:
    """Why a rulebook with this file is refused."""
    source, problems = read_source(f"{name}.regel", Path(f"{name}.regel").read_bytes())
    file, found = read_rules(source)
    findings = tuple(finding_of(each, "") for each in build([vocabulary(), file], [*problems, *found]).problems)
    return Report(findings, Counts(), sources={source.path: source.text})


def findings(name: str) -> tuple[Finding, ...]:
    return report_on(name).findings


def shown(name: str, language: Language = "de", width: int = 100, ascii_only: bool = False) -> str:
    """The findings on a file as text, without the summary of the run."""
    lines = [plain(line) for line in render(report_on(name), language=language, width=width, ascii_only=ascii_only)]
    end = max((number for number, line in enumerate(lines) if not line), default=0)
    return "".join(f"{line}\n" for line in lines[:end])


@cache
def token_names() -> frozenset[str]:
    """The names Lark gives to the kinds of words, but for those that are words of the language themselves."""
    terminals = [terminal for name in ("tarif", "regel") for terminal in grammar(name).terminals]
    return frozenset(t.name.removeprefix("tarif__") for t in terminals if t.name != str(t.pattern.value))


def underlined(finding: Finding, sources: dict[str, str]) -> str:
    """The text under the carets."""
    span = finding.primary.span
    return sources[span.path].split("\n")[span.line - 1][span.column - 1 : span.end_column - 1]


# ------------------------------------------------------------------------------------------------ golden texts


@pytest.mark.parametrize("name", NAMES)
def test_the_message_as_the_user_sees_it(name: str) -> None:
    check(f"messages/{name}", shown(name))


@pytest.mark.parametrize("name", ENGLISH)
def test_the_message_in_english(name: str) -> None:
    check(f"messages/english/{name}", shown(name, "en"))


@pytest.mark.parametrize("name", NARROW)
def test_the_message_in_60_columns(name: str) -> None:
    check(f"messages/60/{name}", shown(name, width=60))


@pytest.mark.parametrize("name", ASCII)
def test_the_message_in_ascii(name: str) -> None:
    check(f"messages/ascii/{name}", shown(name, ascii_only=True))


# ------------------------------------------------------------------------------------------------ traits


@pytest.mark.parametrize("name", NAMES)
def test_one_cause_one_message(name: str) -> None:
    assert len(findings(name)) == SEVERAL.get(name, 1), [finding.rule for finding in findings(name)]


@pytest.mark.parametrize("name", NAMES)
def test_the_users_own_text_is_quoted(name: str) -> None:
    text = shown(name)
    sources = report_on(name).sources
    for finding in findings(name):
        span = finding.primary.span
        line = sources[span.path].split("\n")[span.line - 1].strip()
        if line and finding.rule not in UNREADABLE and line.isprintable() and len(line) < 90:
            assert f"{span.line} | " in text
            assert line in text
        if finding.value and "\n" not in finding.value and len(finding.value) < 30:
            assert finding.value in finding.message.de + finding.primary.text.de + line


@pytest.mark.parametrize("name", NAMES)
def test_it_is_complete_plain_and_calm_in_both_languages(name: str) -> None:
    for finding in findings(name):
        label, related = finding.primary.text, [each.text for each in finding.related]
        for text in (finding.title, finding.message, label, *related, *([finding.help] if finding.help else [])):
            for words in (text.de, text.en):
                assert words.strip() == words != ""
                assert not re.search(r"[{}]", words) or "{" in str(finding.value) + finding.path + words
                assert not re.search(r"!(?!=)|\?\?|\b(Sie|Ihr|Ihre|du|dein|illegal|invalid|fatal)\b", words)
        assert finding.message.de.endswith((".", "?"))
        assert not finding.title.de.endswith(".")


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_no_token_name_type_or_traceback_is_shown(name: str, language: Language) -> None:
    """What the user wrote is theirs, whatever it looks like."""
    sources = "".join(report_on(name).sources.values())
    text = shown(name, language)
    assert not [word for word in re.findall(r"\b[^\W\d]{2,}\b", text) if word in token_names() and word not in sources]
    assert not re.search(r"Traceback|None|Decimal\(|<class|__|\$END|@\w+", text)


@pytest.mark.parametrize("name", NAMES)
def test_it_fits_into_60_columns_and_ascii(name: str) -> None:
    assert all(cell_len(line) <= 60 for line in shown(name, width=60).split("\n"))
    assert shown(name, width=60, ascii_only=True).isascii()


@pytest.mark.parametrize("name", NAMES)
def test_few_near_words_are_named(name: str) -> None:
    for finding in findings(name):
        meant = finding.primary.text.de.partition("gemeint ist wohl ")[2]
        assert len(re.split(", | oder ", meant)) <= 3


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("tarif/decimal_point", "27.42"),
        ("tarif/unit_euro_sign", "€/kWh"),
        ("tarif/name_misspelt", "Gewerb"),
        ("tarif/list_item_misspelt", "Speicherheizng"),
        ("tarif/day_german_two_digits", "1.6.18"),
        ("tarif/duration_from_unknown", "Lieferbegin"),
        ("tarif/notice_with_article", "der "),
        ("tarif/tab_before_mistake", "9.90"),
        ("tarif/no_break_space", "9.90"),
        ("tarif/emoji_and_mistake", ","),
        ("tarif/combining_marks_and_mistake", "12"),
        ("tarif/crlf", "9.90"),
        ("tarif/old_mac_line_ends", "9.90"),
        ("tarif/nfd", "ü"),
        ("tarif/latin1", "ä"),
        ("tarif/windows_1252", "€"),
        ("regel/operator_of_another_type", "höchstens"),
        ("regel/unit_wrong", "10.000 kWh"),
        ("regel/message_with_unknown_gap", "Laufzeit.Kündigungsfirst"),
        ("regel/mistake_in_a_continued_line", "Verien"),
        ("regel/displaces_unknown", "MUSTER-2"),
        ("regel/reference_day_unknown", "Vertragsschlus"),
    ],
)
def test_the_smallest_place_is_underlined(name: str, place: str) -> None:
    assert underlined(findings(name)[0], report_on(name).sources) == place


def test_columns_are_right_behind_invisible_signs() -> None:
    second = findings("tarif/invisible_character_and_mistake")[1]
    assert underlined(second, report_on("tarif/invisible_character_and_mistake").sources) == "9.90"


@pytest.mark.parametrize(
    "name",
    [
        "tarif/bonus_twice",
        "tarif/conflict",
        "tarif/document_not_first",
        "tarif/document_twice",
        "tarif/fact_twice",
        "tarif/list_and_value",
        "tarif/name_twice",
        "tarif/offer_outside_tariff",
        "tarif/same_id",
        "tarif/section_twice",
        "regel/default_twice",
        "regel/line_twice",
        "regel/rule_twice",
        "regel/value_steps_overlap",
        "regel/versions_gap",
    ],
)
def test_the_other_half_of_a_conflict_has_its_own_label(name: str) -> None:
    for finding in findings(name):
        assert all(label.text.de and label.text.en for label in finding.related)
    assert any(finding.related for finding in findings(name))


def test_labels_can_be_read_alone() -> None:
    """A label names what it stands under or says what is missing there; it is never a mere word such as "hier"."""
    for name in NAMES:
        for finding in findings(name):
            for text in (finding.primary.text.de, finding.primary.text.en):
                assert len(text) >= 8 or text.startswith("„"), (name, text)
                assert text.casefold() not in ("hier", "here", "fehler", "error")


@pytest.mark.parametrize(
    ("name", "both"),
    [
        ("tarif/decimal_point", ("27.42", "27,42")),
        ("tarif/unit_wrong", ("EUR/Monat", "ct/kWh")),
        ("tarif/day_for_a_duration", ("2024-06-01", "eine Frist")),
        ("tarif/term_in_wrong_section", ("Belieferung", "Laufzeit")),
        ("tarif/bound_reversed", ("100.000 kWh/a", "1.000 kWh/a")),
        ("tarif/day_impossible", ("Februar 2022", "28 Tage")),
        ("regel/terms_of_different_kinds", ("eine Frist", "eine Menge in kWh/a")),
        ("regel/comparison_sign", ("<=", "höchstens")),
    ],
)
def test_found_and_expected_stand_side_by_side(name: str, both: tuple[str, str]) -> None:
    assert all(part in findings(name)[0].primary.text.de for part in both)


@pytest.mark.parametrize(
    ("name", "instead"),
    [
        ("tarif/decimal_point", "27,42"),
        ("tarif/unit_euro_sign", "EUR/kWh"),
        ("tarif/day_german_two_digits", "2018-06-01"),
        ("tarif/term_transliterated", "Kündigungsfrist"),
        ("tarif/term_english", "Kündigungsfrist"),
        ("tarif/bound_sign", "höchstens"),
        ("tarif/text_in_typographic_quotes", '"Muster GmbH"'),
        ("tarif/number_with_spaces", "100.000"),
        ("tarif/none_english", "keine"),
        ("regel/comparison_equals", "ist"),
        ("regel/keyword_english", "quelle"),
    ],
)
def test_habits_from_elsewhere_are_recognised(name: str, instead: str) -> None:
    fix = findings(name)[0].fix
    assert fix is not None
    assert fix.text == instead


def test_what_was_being_read_and_what_was_expected_is_said() -> None:
    finding = findings("tarif/notice_unfinished")[0]
    assert "Gelesen wurde eine Angabe" in finding.message.de
    assert finding.primary.text.de.endswith("„Ende“ oder ein Name")


def test_short_closed_sets_are_listed() -> None:
    assert findings("tarif/name_unknown_short_list")[0].help is not None
    assert "Monatsbeginn, jeder-Tag oder Monatserster-oder-15" in shown("tarif/name_unknown_short_list")
    assert findings("tarif/name_unknown_long_list")[0].help is None


@pytest.mark.parametrize("name", NAMES)
def test_a_fix_mends_what_it_was_offered_for(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, corpus: Path
) -> None:
    """Each fix, applied to the file, takes its own finding away; a safe one adds none."""
    for finding in findings(name):
        if finding.fix is None:
            continue
        work = tmp_path / finding.rule
        (work / name).parent.mkdir(parents=True)
        if Path(name).is_dir():
            shutil.copytree(name, work / name)
        path = finding.fix.span.path
        (work / path).write_text(applied(report_on(name).sources[path], finding.fix), "utf-8")
        monkeypatch.chdir(work)
        left = fresh_report(name).findings
        monkeypatch.chdir(corpus)
        same = [f for f in left if f.rule == finding.rule and f.primary.span.line == finding.primary.span.line]
        assert not same, same
        if finding.fix.safe:
            assert len(left) <= len(findings(name))


def applied(text: str, fix: Fix) -> str:
    lines = text.split("\n")
    line = lines[fix.span.line - 1]
    lines[fix.span.line - 1] = line[: fix.span.column - 1] + fix.text + line[fix.span.end_column - 1 :]
    return "\n".join(lines)


def test_a_fix_is_shown_as_a_diff_and_graded() -> None:
    safe, guess = shown("tarif/decimal_point"), shown("tarif/name_misspelt")
    assert "   Korrektur     - Arbeitspreis: 27.42 ct/kWh brutto\n                 + Arbeitspreis: 27,42 ct/kWh" in safe
    assert "   Vorschlag     - Kundengruppe: Privat, Gewerb\n                 + Kundengruppe: Privat, Gewerbe" in guess


def test_reading_goes_on_after_an_error() -> None:
    """Five mistakes, five messages; the sound facts are judged all the same: 36 months are too long."""
    report = Run(book()).report(read_documents(["tarif/five_mistakes.tarif"], book().vocabulary))
    assert sum(finding.kind == "syntax" for finding in report.findings) == 5
    assert any("Erstlaufzeit" in finding.path for finding in report.findings if finding.kind == "rule")


def test_a_broken_line_is_not_taken_for_silence() -> None:
    """The terms' notice period does not take the place of one that was stated in a line with a mistake."""
    report = Run(book()).report(read_documents(["tarif/five_mistakes.tarif"], book().vocabulary))
    assert not [f for f in report.findings if f.path == "Laufzeit.Kündigungsfrist" and f.kind != "syntax"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("tarif/conflict", "conflict"),
        ("tarif/conflict_half_resolved", "conflict-rest"),
        ("tarif/bom", "bom"),
        ("tarif/latin1", "encoding"),
        ("tarif/utf16_without_bom", "encoding-utf16"),
        ("tarif/nfd", "nfd"),
        ("tarif/null_bytes", "binary"),
        ("tarif/tabs", "tab"),
    ],
)
def test_what_is_wrong_with_a_file_as_a_file_has_its_own_message(name: str, code: str) -> None:
    assert findings(name)[0].rule == code


def test_order_and_text_are_stable() -> None:
    once, again = shown("tarif/five_mistakes"), shown("tarif/five_mistakes")
    assert once == again
    places = [finding.primary.span.line for finding in findings("tarif/five_mistakes")]
    assert sorted(places) == [8, 10, 11, 16, 17]
    assert [int(line) for line in re.findall(r"tarif:(\d+):", once)] == sorted(places)


# ------------------------------------------------------------------------------------------------ too large to be kept


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("gross.tarif").write_bytes(b'Tarif muster "Muster"\n' + b"# " + b"x" * 2_000_000)
    Path("lang.tarif").write_bytes(b'Tarif muster "Muster"\n' + b"    AGB: keine\n" * 20_000)
    check("messages/too_large", shown_in(tmp_path, "gross") + shown_in(tmp_path, "lang"))


def test_after_a_hundred_mistakes_reading_stops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("viele.tarif").write_text("Tarif muster\n" + "    Farbe: 1.5 EUR\n" * 5_000, encoding="utf-8")
    found = tariff_report("viele").findings
    assert 100 <= len(found) <= 203
    assert sum(finding.rule == "too-many" for finding in found) >= 1


def shown_in(folder: Path, name: str) -> str:
    lines = [plain(line) for line in render(tariff_report(name), language="de", width=100, ascii_only=False)]
    return "".join(f"{line}\n" for line in lines[: len(lines) - 1 - lines[::-1].index("")])
