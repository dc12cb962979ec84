"""The pages of the rules: one page in full, what each kind of rule adds to it, and the pages in the repository."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent

import pytest
from support import NORM, rule, rulebook

from checker import cli
from checker.prose import Prose
from checker.rule_files import load_rulebook
from checker.rule_pages import pages
from checker.rulebook import Rulebook

ROOT = Path(__file__).parent.parent
PAGES = ROOT / "docs/rules"
WORDS = """
Aufzählung Form "form"
    Brief "letter"
    E-Mail "e-mail"
    Portal "portal"
Abschnitt Tarif "tariff"
Abschnitt Vertrieb "sale"
Abschnitt Kunde "customer"
Abschnitt Belieferung "supply"
Abschnitt Entgelt "fee"
    mehrfach
Abschnitt Laufzeit "term"
Begriff Tarif.AGB "terms"
    typ Verweis auf AGB
Begriff Vertrieb.Zeitraum "on sale"
    typ Zeitraum
Begriff Vertragsschluss "conclusion of the contract"
    typ Datum
    bereich Vertrieb.Zeitraum
Begriff Belieferung.Jahresverbrauch "annual consumption admitted"
    typ Grenze in kWh/a
Begriff Kunde.Jahresverbrauch "annual consumption"
    typ Menge in kWh/a
    bereich Belieferung.Jahresverbrauch
Begriff Kunde.groß "large customer"
    gilt wenn Kunde.Jahresverbrauch mehr als 100.000 kWh/a
Begriff Entgelt.Betrag "amount of the fee"
    typ Menge in EUR
Begriff Entgelt.Form "form of the fee"
    typ mehrere aus Form
Begriff Laufzeit.Kündigungsfrist "notice period"
    typ Frist
"""
FRIST = """
Regel N-1-FRIST "Kündigungsfrist" / "Notice"
    quelle § 1 Abs. 2 NormG
    stichtag Vertragsschluss
    schwere fehler
    sicherheit gesichert
    auslegung de "So lesen wir es."
    auslegung en "So we read it."
    verdrängt N-2
    wenn nicht Kunde.groß
    Fassung bis 2019-12-31
        nicht kodiert de "Das alte Recht fehlt."
        nicht kodiert en "The old law is missing."
    Fassung ab 2020-01-01 bis 2022-02-28
        schwere warnung
        quelle § 1 NormG a.F.
        fordert Laufzeit.Kündigungsfrist höchstens 3 Monate
    Fassung ab 2022-03-01 "Neues Gesetz" / "New act"
        fordert Laufzeit.Kündigungsfrist höchstens 1 Monat wenn Laufzeit.Kündigungsfrist ist angegeben
    es sei denn Kunde.Jahresverbrauch höchstens 0 kWh/a
        gilt ab 2023-01-01
        quelle § 9 NormG
    Meldung de "Die Frist {Laufzeit.Kündigungsfrist} ist zu lang."
    Meldung en "The period {Laufzeit.Kündigungsfrist} is too long."
    Beispiel erfüllt "ein Monat" / "one month"
        Vertragsschluss: 2022-03-01
        Laufzeit.Kündigungsfrist: 1 Monat jederzeit
    Beispiel verletzt "zwei Monate" / "two months"
        Vertragsschluss: 2022-03-01
        Kunde.Jahresverbrauch: 2.500 kWh/a
        Laufzeit.Kündigungsfrist: 2 Monate
"""


def book() -> Rulebook:
    each = """
    je Entgelt
    Fassung bis 2021-12-31
        fordert Entgelt.Form nur Brief, E-Mail oder Entgelt.Betrag ist keine
    Fassung ab 2022-01-01
        gilt nicht
    """
    return rulebook(WORDS, NORM + FRIST + rule(each, "N-2"))


def test_a_page_says_everything_its_rule_says() -> None:
    assert pages(book())["en/N-1-FRIST.md"] == dedent("""\
        <!-- tariflint docs -->
        # N-1-FRIST: Notice

        [Deutsch](../de/N-1-FRIST.md)

        **Demands: notice period at most 1 month, if notice period is stated.**

        ## Norm

        § 1 Abs. 2 NormG: norm (reviewed 2026-01-01)

        ## Versions

        The version on this day counts: conclusion of the contract.

        ```text
        …          ┬
                   │  Not encoded: The old law is missing.
        2020-01-01 ┬
                   │  notice period at most 3 months
                   │  (§ 1 NormG a.F., warning)
        2022-03-01 ┬  New act
                   │  notice period at most 1 month, if notice period is stated
        ```

        ## Who is protected, and when the rule applies

        - not large customer
        - Unless: annual consumption at most 0 kWh/a (from 2023-01-01, § 9 NormG)

        ## Not like this: two months

        ```text
        conclusion of the contract: 2022-03-01
        annual consumption: 2,500 kWh/a
        notice period: 2 months
        → violated
        ```

        ## Like this: one month

        ```text
        conclusion of the contract: 2022-03-01
        notice period: 1 month at any time
        → kept
        ```

        The rule has 2 such examples; all are run as tests: `tariflint test`.

        ## Reading and certainty

        error, settled

        So we read it.

        Message: The period [notice period] is too long.

        ## Related rules

        - takes precedence over: [N-2](N-2.md)
        - the same norm: [N-2](N-2.md)
        """)


def test_the_german_page_keeps_the_words_of_the_rule() -> None:
    page = pages(book())["de/N-1-FRIST.md"]
    assert (
        "**Verlangt: Laufzeit.Kündigungsfrist höchstens 1 Monat, wenn Laufzeit.Kündigungsfrist ist angegeben.**" in page
    )
    assert (
        "- nicht Kunde.groß\n- Es sei denn: Kunde.Jahresverbrauch höchstens 0 kWh/a (ab 2023-01-01, § 9 NormG)" in page
    )
    assert "Kunde.Jahresverbrauch: 2.500 kWh/a\n" in page
    assert "fehler, gesichert" in page


def test_a_rule_that_has_ended_says_so() -> None:
    page = pages(book())["en/N-2.md"]
    assert (
        "**Was in force until 2021-12-31. Demanded: "
        "form of the fee contains nothing but letter and e-mail or amount of the fee is none.**"
    ) in page
    assert "2022-01-01 ┬\n           │  was not in force\n" in page
    assert "- It is asked for each fee.\n" in page
    assert "- steps back behind: [N-1-FRIST](N-1-FRIST.md)\n" in page


@pytest.mark.parametrize(
    ("written", "german", "english"),
    [
        ("nicht Entgelt.Form enthält Brief", "nicht Entgelt.Form enthält Brief", "not form of the fee contains letter"),
        (
            "Entgelt.Form enthält nicht Brief, Portal",
            "Entgelt.Form enthält nicht Brief oder Portal",
            "form of the fee does not contain letter or portal",
        ),
        ("nicht Entgelt ist angegeben", "Entgelt ist nicht angegeben", "fee is not stated"),
        (
            "Kunde.groß und (Entgelt.Betrag ist keine oder Entgelt.Betrag mehr als 1 EUR)",
            "Kunde.groß und (Entgelt.Betrag ist keine oder Entgelt.Betrag mehr als 1 EUR)",
            "large customer and (amount of the fee is none or amount of the fee more than 1 EUR)",
        ),
    ],
)
def test_expressions_in_words(written: str, german: str, english: str) -> None:
    made = rulebook(WORDS, NORM + rule(f"je Entgelt\nwenn {written}\nFassung\n    fordert Entgelt.Betrag ist keine"))
    (condition,) = made.rules["R"].rule.conditions
    assert [Prose(made, language).expr(condition) for language in ("de", "en")] == [german, english]


def test_the_index_goes_by_statute_and_links_every_page() -> None:
    found = pages(book())
    assert "\n## N\n\n### § 1\n\n- [N-2](N-2.md) title\n" in found["en/README.md"]
    assert "\n## NormG\n\n### § 1\n\n- [N-1-FRIST](N-1-FRIST.md) Notice\n" in found["en/README.md"]
    for name, text in found.items():
        home = name.rpartition("/")[0]
        for link in re.findall(r"\]\(([^):]+\.md)\)", text):
            target = re.sub(r"[^/]+/\.\./", "", f"{home}/{link}" if home else link)
            assert target in found, (name, link)


@pytest.mark.slow
def test_the_command_writes_what_is_new_and_removes_only_its_own_old_pages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "pages"
    assert cli.main(["docs", str(folder)]) == cli.CLEAN
    count = len(load_rulebook().rules) * 2 + 3
    assert capsys.readouterr().out == f"{count} Seiten: {count} geschrieben, 0 alte entfernt\n"
    (folder / "de/AGB-ALT.md").write_text("<!-- tariflint docs -->\n# AGB-ALT\n", encoding="utf-8")
    (folder / "de/notizen.md").write_text("# Eigene Notizen\n", encoding="utf-8")
    assert cli.main(["docs", "--lang", "en", str(folder)]) == cli.CLEAN
    assert capsys.readouterr().out == f"{count} pages: 0 written, 1 old ones removed\n"
    assert not (folder / "de/AGB-ALT.md").exists()
    assert (folder / "de/notizen.md").exists()


def test_no_shipped_page_shows_the_machinery() -> None:
    for name, text in pages(load_rulebook()).items():
        assert not re.search(r": None\b|=None|Mark\.|frozenset|Decimal\(|Span\(", text), name
        if name.startswith("en/"):
            heads = [line for line in text.splitlines() if line.startswith(("## ", "**Demands"))]
            # names and addresses are quoted as they are
            assert not [line for line in heads if re.search("[äöüß]", re.sub('".*?"|: .*straße', "", line))], name


@pytest.mark.skipif(not PAGES.is_dir(), reason="the pages are written before a release: tariflint docs docs/rules")
def test_the_pages_in_the_repository_are_what_the_command_writes() -> None:
    wanted = pages(load_rulebook())
    there = {path.relative_to(PAGES).as_posix(): path for path in PAGES.rglob("*.md")}
    assert sorted(there) == sorted(wanted)
    assert [name for name, text in wanted.items() if there[name].read_text(encoding="utf-8") != text] == []
