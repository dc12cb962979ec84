"""Which change of price or terms needs a notice and gives an exit right: every cell of the table, on its first and last
day, asked of the rules that ship. ``docs/price_changes.md`` is written from what comes out.

A cell is found out with three tariffs that differ in their notice only: none; one without the exit right; a full one.
"""

from __future__ import annotations

import os
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from textwrap import indent
from typing import NamedTuple

import pytest

from checker.judge import Judge
from checker.layers import contract_of
from checker.rule_files import load_rulebook
from checker.rulebook import Rulebook
from dsl.reader import read_tariff
from dsl.source import read_source

PAGE = Path(__file__).parent.parent / "docs" / "price_changes.md"

PRICE = {
    "Arbeitspreis": "28,55 ct/kWh brutto",
    "Beschaffung": "6,550 ct/kWh netto",
    "Netzentgelt": "7,400 ct/kWh netto",
    "Konzessionsabgabe": "1,590 ct/kWh netto",
    "EEG-Umlage": "6,405 ct/kWh netto",
    "Stromsteuer": "2,050 ct/kWh netto",
    "Umsatzsteuersatz": "19 %",
}
LOWER, HIGHER = {"Arbeitspreis": "27,36 ct/kWh brutto"}, {"Arbeitspreis": "29,74 ct/kWh brutto"}  # 1 ct net less, more


class Column(NamedTuple):
    """A span of days in which one law applies. ``days``: the first and the last of them, or one that is known."""

    title: str
    days: tuple[str, str]
    fixed: bool = False


class Row(NamedTuple):
    """A cause, with examples of it: what the new price says differently. ``cells``: what the law says, per column."""

    title: str
    examples: tuple[dict[str, str], ...]
    cells: tuple[str, ...]


COLUMNS = (
    Column("until 2020-08-13", ("2018-07-01", "2020-08-13")),
    Column("2020-08-14 – 2021-07-26", ("2020-08-14", "2021-07-26")),
    Column("2021-07-27 – 2022-05-27", ("2021-07-27", "2022-05-27")),
    Column("2022-05-28 – 2025-12-11", ("2022-05-28", "2025-12-11")),
    Column("since 2025-12-12", ("2025-12-12", "2026-08-19")),
    Column("fixed-price contract, since 2025-12-23", ("2025-12-23", "2026-08-19"), fixed=True),
)
DUE, FREE, BARRED = "notice, exit right", "exempt", "barred by the guarantee"
VAT = (
    {"Arbeitspreis": "27,83 ct/kWh brutto", "Umsatzsteuersatz": "16 %"},
    {"Arbeitspreis": "29,03 ct/kWh brutto", "Umsatzsteuersatz": "21 %"},
)
ROWS = (
    Row("VAT rate up or down, passed on unchanged", VAT, (DUE, FREE, FREE, FREE, FREE, FREE)),
    Row(
        "levies: net decrease, unchanged",
        (
            {**LOWER, "EEG-Umlage": "5,405 ct/kWh netto"},
            {"Arbeitspreis": "26,67 ct/kWh brutto", "EEG-Umlage": "5,405 ct/kWh netto", "Umsatzsteuersatz": "16 %"},
        ),
        (DUE, DUE, DUE, FREE, FREE, FREE),
    ),
    Row(
        "electricity tax, concession fee, network charges: net decrease, unchanged",
        (
            {**LOWER, "Stromsteuer": "1,050 ct/kWh netto"},
            {**LOWER, "Konzessionsabgabe": "0,590 ct/kWh netto"},
            {**LOWER, "Netzentgelt": "6,400 ct/kWh netto"},
            {**LOWER, "Netzentgelt": "5,400 ct/kWh netto", "EEG-Umlage": "7,405 ct/kWh netto"},
        ),
        (DUE, DUE, DUE, DUE, FREE, FREE),
    ),
    Row(
        "any of these: net increase",
        (
            {**HIGHER, "EEG-Umlage": "7,405 ct/kWh netto"},
            {**HIGHER, "Stromsteuer": "3,050 ct/kWh netto"},
            {**HIGHER, "Netzentgelt": "8,400 ct/kWh netto"},
            {**HIGHER, "Netzentgelt": "9,400 ct/kWh netto", "EEG-Umlage": "5,405 ct/kWh netto"},
        ),
        (DUE, DUE, DUE, DUE, DUE, FREE),
    ),
    Row(
        "a decrease of which two hundredths of a cent are kept back",
        ({"Arbeitspreis": "27,38 ct/kWh brutto", "EEG-Umlage": "5,405 ct/kWh netto"},),
        (DUE,) * 6,
    ),
    Row(
        "own cost or margin: increase",
        ({**HIGHER, "Beschaffung": "7,550 ct/kWh netto"},),
        (DUE, DUE, DUE, DUE, DUE, BARRED),
    ),
    Row("own cost or margin: decrease", ({**LOWER, "Beschaffung": "5,550 ct/kWh netto"},), (DUE,) * 6),
)
TERMS = Row("other terms or services", (), (DUE,) * 6)

# What the columns call notice and exit right: the rules that say so.
PRICE_RULES = "ENWG-41-5-AENDERUNG", "ENWG-41-5-AENDERUNG-RECHT", "ENWG-41A-4-AENDERUNG"
TERMS_RULES = "ENWG-41-5-BEDINGUNGSAENDERUNG", "ENWG-41-5-BEDINGUNGSAENDERUNG-RECHT"


@cache
def book() -> Rulebook:
    return load_rulebook()


def section(heading: str, **facts: str) -> str:
    return heading + "\n" + indent("\n".join(f"{name}: {value}" for name, value in facts.items()), "    ") + "\n"


def tariff(*sections: str, fixed: bool = False, supply: str = "Sondervertrag") -> str:
    head = {"AGB": "keine", "Vertrieb": "ab 2017-01-01", "Versorgungsart": supply}
    if fixed:
        guarantee = section("Preisgarantie", Art="Versorgeranteil", Bestandteile="lit. a", Dauer="bis 2030-12-31")
        sections = (guarantee, *sections)
        head["Festpreisvertrag"] = "ja"
    return section('Tarif t "T"', **head) + section("Belieferung", Kundengruppe="Privat") + "".join(sections)


def verdict(rule: str, text: str) -> str:
    source, problems = read_source("t.tarif", text.encode())
    raw, found = read_tariff(source, book().vocabulary.sections)
    assert raw is not None
    read, more = book().vocabulary.document(raw, raw.kind)
    assert not [*problems, *found, *more], [*problems, *found, *more]
    outcomes = [
        outcome for *_, outcome in Judge(book()).verdicts([book().rules[rule]], contract_of(read, None, book()))
    ]
    assert len(outcomes) == 1
    return outcomes[0].verdict


def asked(rules: tuple[str, ...], no_notice: str, no_right: str, told: str) -> str:
    """A cell in words: what the rules demand, found out by leaving it out."""
    notice, right, *barring = rules
    if any(verdict(rule, told) == "verletzt" for rule in barring):
        return BARRED
    due = [word for word, rule, text in (("notice", notice, no_notice), ("exit right", right, no_right))
           if verdict(rule, text) == "verletzt" and verdict(rule, told) == "erfüllt"]  # fmt: skip
    return ", ".join(due) or FREE


def cell(row: Row, column: Column, day: str) -> set[str]:
    """What the rules say of each example on ``day``."""
    sent = (date.fromisoformat(day) - timedelta(60)).isoformat()
    found = set()
    for new in row.examples:
        prices = section("Preis ab 2017-06-01", **PRICE) + section(f"Preis ab {day}", **PRICE | new)
        texts = [
            tariff(prices, section("Mitteilung", **{"Preis-ab": day}, **notice), fixed=column.fixed)
            for notice in (
                {"Versand": "keine"},
                {"Versand": sent, "Zugang": sent, "Inhalt": "Anlass, Voraussetzungen, Umfang"},
                {"Versand": sent, "Zugang": sent, "Inhalt": "Anlass, Voraussetzungen, Umfang, Kündigungsrecht"},
            )
        ]
        found.add(asked(PRICE_RULES, *texts))
    return found


def terms_cell(column: Column, day: str) -> str:
    sent = (date.fromisoformat(day) - timedelta(60)).isoformat()
    texts = [
        tariff(section(f"Bedingungsänderung ab {day}", **notice), fixed=column.fixed)
        for notice in (
            {"Versand": "keine"},
            {"Versand": sent, "Inhalt": "Umfang"},
            {"Versand": sent, "Inhalt": "Umfang, Kündigungsrecht"},
        )
    ]
    return asked(TERMS_RULES, *texts)


CELLS = [(row, column, expected) for row in ROWS for column, expected in zip(COLUMNS, row.cells, strict=True)]


@pytest.mark.parametrize(
    ("row", "column", "expected"), CELLS, ids=[f"{row.title}, {column.title}" for row, column, _ in CELLS]
)
def test_every_cell_on_its_first_and_last_day(row: Row, column: Column, expected: str) -> None:
    assert [cell(row, column, day) for day in column.days] == [{expected}, {expected}]


@pytest.mark.parametrize("column", COLUMNS, ids=[column.title for column in COLUMNS])
def test_other_terms(column: Column) -> None:
    assert [terms_cell(column, day) for day in column.days] == [DUE, DUE]


# ------------------------------------------------------------------------------------------------ how long before

# in time and a day too late for a price from 2024-03-01
FRIST = "ENWG-41-5-AENDERUNG-FRIST"


@pytest.mark.parametrize(
    ("group", "received", "expected"),
    [
        ("Privat", "2024-01-31", "erfüllt"),
        ("Privat", "2024-02-01", "verletzt"),
        ("Industrie", "2024-02-15", "erfüllt"),
        ("Industrie", "2024-02-16", "verletzt"),
    ],
)
def test_how_long_before_outside_default_supply(group: str, received: str, expected: str) -> None:
    prices = section("Preis ab 2017-06-01", **PRICE) + section("Preis ab 2024-03-01", **PRICE | HIGHER)
    notice = section("Mitteilung", **{"Preis-ab": "2024-03-01", "Versand": "2024-01-20", "Zugang": received})
    text = tariff(prices, notice).replace("Privat", group + "\n    Jahresverbrauch: mindestens 10.001 kWh/a")
    assert verdict(FRIST, text) == expected


# ------------------------------------------------------------------------------------------------ default supply

LETTER = {
    "Versand": "2024-01-18",
    "Zugang": "2024-01-20",
    "Bekanntgabe": "2024-01-18",
    "Internetseite": "ja",
    "Internetseite-ab": "2024-01-18",
    "Weg": "Brief",
    "Inhalt": "Anlass, Voraussetzungen, Umfang, Bestandteile-alt-neu, Kündigungsrecht",
}
NO_EXIT = "Anlass, Voraussetzungen, Umfang, Bestandteile-alt-neu"
# the rule, what it asks, and one thing done differently that breaks it (`ab`: another day of the new price)
DEFAULT = (
    ("STROMGVV-5-2-AENDERUNG", "notice to the customers", {"Versand": "keine"}),
    ("STROMGVV-5-2-AENDERUNG-MONATSBEGINN", "effect on the first of a month", {"ab": "2024-03-02"}),
    ("STROMGVV-5-2-AENDERUNG-BEKANNTGABE", "public notice", {"Bekanntgabe": "keine"}),
    ("STROMGVV-5-2-AENDERUNG-FRIST", "public notice six weeks before", {"Bekanntgabe": "2024-01-19"}),
    ("STROMGVV-5-2-AENDERUNG-BRIEF", "letter", {"Weg": "E-Mail"}),
    ("STROMGVV-5-2-AENDERUNG-INTERNET", "website", {"Internetseite": "nein"}),
    ("STROMGVV-5-2-AENDERUNG-ZEITGLEICH", "letter no later than the public notice", {"Versand": "2024-01-19"}),
    (
        "STROMGVV-5-2-AENDERUNG-INTERNET-ZEITGLEICH",
        "website no later than the public notice",
        {"Internetseite-ab": "2024-01-19"},
    ),
    ("STROMGVV-5-2-AENDERUNG-INHALT", "cause, conditions, extent", {"Inhalt": "Umfang, Kündigungsrecht"}),
    ("STROMGVV-5-2-AENDERUNG-VERGLEICH", "old and new components side by side", {"Inhalt": "Umfang, Kündigungsrecht"}),
    ("STROMGVV-5-3-AENDERUNG-RECHT", "exit right in the letter", {"Inhalt": NO_EXIT}),
)


def default_supply(different: dict[str, str], new: dict[str, str] = HIGHER) -> str:
    day = different.get("ab", "2024-03-01")
    prices = section("Preis ab 2017-06-01", **PRICE) + section(f"Preis ab {day}", **PRICE | new)
    facts = LETTER | {name: value for name, value in different.items() if name != "ab"}
    return tariff(prices, section("Mitteilung", **{"Preis-ab": day}, **facts), supply="Grundversorgung")


@pytest.mark.parametrize(("rule", "what", "different"), DEFAULT, ids=[rule for rule, *_ in DEFAULT])
def test_default_supply(rule: str, what: str, different: dict[str, str]) -> None:
    assert what
    assert verdict(rule, default_supply({})) == "erfüllt"
    assert verdict(rule, default_supply(different)) == "verletzt"
    assert verdict(rule, default_supply(different, VAT[0])) == "unanwendbar"


# ------------------------------------------------------------------------------------------------ the page


def page() -> str:
    """The tables, as the rules have it."""
    lines = [
        "# Which change needs a notice and gives an exit right",
        "",
        "Written by `tests/test_price_change_table.py` from what the rules say of a tariff with two prices, on the",
        "first and on the last day of each column. The day the new price takes effect decides, and the customers are",
        "households. Outside default supply:",
        "",
        "| cause of the change | " + " | ".join(column.title for column in COLUMNS) + " |",
        "| --- " * (len(COLUMNS) + 1) + "|",
    ]
    for row in ROWS:
        found = [" / ".join(sorted(cell(row, column, column.days[0]))) for column in COLUMNS]
        lines.append(f"| {row.title} | " + " | ".join(found) + " |")
    lines.append(f"| {TERMS.title} | " + " | ".join(terms_cell(column, column.days[0]) for column in COLUMNS) + " |")
    lines += [
        "",
        "Notice: `ENWG-41-5-AENDERUNG`; exit right in the notice: `ENWG-41-5-AENDERUNG-RECHT`; barred:",
        "`ENWG-41A-4-AENDERUNG`; what is exempt: `Preisänderung.freigestellt` in `rules/enwg/41_preisverlauf.regel`.",
        "Other terms: `ENWG-41-5-BEDINGUNGSAENDERUNG` with `-FRIST` (before the end of the billing period), `-VORHER`",
        "and `-RECHT`. Since 2021-07-27 the notice of a price is due 1 month before to household customers and 2 weeks",
        "before to others (`ENWG-41-5-AENDERUNG-FRIST`); until then, in time.",
        "Net means one figure for all levies, or for taxes, fees, levies and network charges: a lower levy eaten up by",
        "a higher network charge is an increase. Unchanged means up to the rounding of the prices.",
        "",
        "In default supply every change needs all of this, unless it is exempt as above:",
        "",
        "| what is asked | rule |",
        "| --- | --- |",
        *(f"| {what} | `{rule}` |" for rule, what, _ in DEFAULT),
    ]
    return "\n".join(lines) + "\n"


def test_the_page_says_what_the_rules_say() -> None:
    text = page()
    if os.environ.get("UPDATE_GOLDEN"):
        PAGE.write_text(text, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == text
