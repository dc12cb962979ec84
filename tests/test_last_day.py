"""A finding about a notice that came too late names the last lawful day and how it is counted; that day is lawful."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.check import Run
from checker.documents import Library
from checker.finding import Finding
from checker.rule_files import load_rulebook
from checker.rulebook import Rulebook
from dsl.reader import read_tariff
from dsl.source import read_source

DAY = timedelta(1)
TARIFF = """\
Tarif t "T"
    AGB: {terms}
    Versorgungsart: {supply}
    Vertrieb: ab 2020-01-01 bis 2020-12-31
Belieferung
    Kundengruppe: Privat
    Jahresverbrauch: höchstens 100.000 kWh/a
Preis ab 2020-01-01
    Arbeitspreis: 30,00 ct/kWh brutto
Preis ab {effective}
    Arbeitspreis: 31,00 ct/kWh brutto
Mitteilung
    Preis-ab: {effective}
"""


@lru_cache(maxsize=1)
def book() -> Rulebook:
    return load_rulebook([], examples=False)


def findings(text: str, *rules: str) -> list[Finding]:
    """What the rules find in a tariff."""
    source, _ = read_source("t.tarif", text.encode())
    raw, problems = read_tariff(source, book().vocabulary.sections)
    assert raw is not None
    document, more = book().vocabulary.document(raw, raw.kind)
    assert not [*problems, *more]
    library = Library(documents=[document], by_id={(document.kind, document.id): document})
    found = Run(book(), select=rules).report(library).findings
    return [finding for finding in found if finding.verdict == "verletzt"]


def late(
    notice: str, effective: str, *rules: str, terms: str = "keine", supply: str = "Sondervertrag"
) -> list[Finding]:
    text = TARIFF.format(terms=terms, supply=supply, effective=effective)
    return findings(text + "".join(f"    {line.strip()}\n" for line in notice.split(";")), *rules)


@pytest.mark.parametrize(
    ("notice", "terms", "rule", "german", "english"),
    [
        (
            "Versand: 2022-09-02; Zugang: 2022-09-02; Weg: Brief",
            "keine",
            "ENWG-41-5-AENDERUNG-FRIST",
            "Letzter Tag für den Zugang: 2022-08-31. So gezählt: 1. Die Mitteilung soll ab 2022-10-01 (Samstag) wirken",
            "Last day to be received: 2022-08-31. Counted so: 1. The notice is to take effect from 2022-10-01",
        ),
        (
            "Versand: 2022-09-02; Weg: E-Mail",
            "stromio-2018-05-25",
            "AGB-6-3-AENDERUNG",
            "Letzter Tag zum Absenden: 2022-08-18. So gezählt: 1.",
            "Last day to send it: 2022-08-18. Counted so: 1.",
        ),
        (
            "Versand: 2022-09-02; Zugang: 2022-09-02; Weg: Brief",
            "stromio-2018-05-25",
            "AGB-6-3-AENDERUNG",
            "Letzter Tag für den Zugang: 2022-08-19. So gezählt: 1.",
            "Last day to be received: 2022-08-19. Counted so: 1.",
        ),
    ],
)
def test_the_last_day_is_named_with_its_steps(notice: str, terms: str, rule: str, german: str, english: str) -> None:
    (finding,) = late(notice, "2022-10-01", rule, terms=terms)
    (note,) = [note for note in finding.notes if "Letzter Tag" in note.de]
    assert note.de.startswith(german)
    assert note.en.startswith(english)
    assert "[§ 188 Abs. 2 BGB]" in note.de


def test_a_public_notice_has_a_last_day_of_its_own() -> None:
    (finding,) = late(
        "Versand: 2022-09-01; Zugang: 2022-09-01; Bekanntgabe: 2022-09-01",
        "2022-10-01",
        "STROMGVV-5-2-AENDERUNG-FRIST",
        supply="Grundversorgung",
    )
    assert finding.notes[0].de.startswith("Letzter Tag der Bekanntgabe: 2022-08-19. So gezählt: 1.")


def test_a_notice_in_time_has_no_finding_and_another_finding_no_last_day() -> None:
    assert late("Versand: 2022-08-31; Zugang: 2022-08-31", "2022-10-01", "ENWG-41-5-AENDERUNG-FRIST") == []
    (finding,) = late("Versand: keine", "2022-10-01", "ENWG-41-5-AENDERUNG")[:1]
    assert not [note for note in finding.notes if "Letzter Tag" in note.de]


@settings(max_examples=25, deadline=None)
@given(st.dates(date(2021, 10, 1), date(2027, 12, 31)), st.integers(0, 25), st.booleans())
def test_the_day_named_is_the_last_that_is_lawful(effective: date, lead: int, terms: bool) -> None:
    rule = "AGB-6-3-AENDERUNG" if terms else "ENWG-41-5-AENDERUNG-FRIST"
    under = "stromio-2018-05-25" if terms else "keine"

    def received(day: date) -> list[Finding]:
        return late(f"Versand: {day}; Zugang: {day}; Weg: Brief", str(effective), rule, terms=under)

    (finding,) = received(effective - lead * DAY)
    said = re.match(r"Letzter Tag für den Zugang: ([\d-]+)\.", finding.notes[0].de)
    assert said is not None
    last = date.fromisoformat(said[1])
    assert received(last) == []
    assert len(received(last + DAY)) == 1
