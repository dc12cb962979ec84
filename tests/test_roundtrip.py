"""A document printed and read again is the same: over generated documents, and over every contract there is."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from unicodedata import is_normalized

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dsl.document import Letters, Mark, Names, RawDocument, RawFact, RawSection, Text, Value
from dsl.period import DateRange, Duration, Indefinite, LaterOf, Until
from dsl.quantity import UNITS, Amount, Bound
from dsl.reader import MAX_COUNT, read_tariff
from dsl.source import Problem, Span, read_source
from dsl.writer import write_document

CONTRACTS = sorted(Path(__file__).parent.parent.joinpath("contracts").rglob("*.tarif"))
NOWHERE = Span("", 1, 1, 2)


def read(text: str) -> tuple[RawDocument | None, list[Problem]]:
    source, problems = read_source("test.tarif", text.encode())
    document, found = read_tariff(source)
    return document, [*problems, *found]


def meaning(document: RawDocument) -> object:
    """All that a document says, without the places where it says it."""
    sections = [
        (section.name, section.kind, section.since, section.title, [(fact.name, fact.value) for fact in section.facts])
        for section in document.sections
    ]
    return (document.kind, document.id, document.title, sections)


# ------------------------------------------------------------------------------------------------ the layout

PLAIN = """\
Tarif strom-2018 "Strom Basis"
    AGB: stromio-2018-05-25
    Vertrieb: ab 2018-06-01 bis 2022-02-28

Belieferung
    Jahresverbrauch: mehr als 0 kWh/a und höchstens 100.000 kWh/a
    Kundengruppe: Privat, Gewerbe
    Ausschluss:
        - Reservestromanlage
        - Notstromaggregat
        - Speicherheizung
        - Wärmepumpe

Preis ab 2018-06-01
    Grundpreis: 9,90 EUR/Monat brutto

Bonus Sofortbonus "für Neukunden"
    Betrag: keine

Laufzeit
    Erstlaufzeit: das Spätere von 24 Monate ab Vertragsschluss und bis 2025-12-31
    Kündigungsfrist: 6 Wochen zum Ende Erstlaufzeit
"""


def test_the_canonical_layout_is_written_as_it_was_read() -> None:
    document, problems = read(PLAIN)
    assert document is not None
    assert not problems
    assert write_document(document) == PLAIN


def test_an_untidy_document_is_written_in_the_canonical_layout() -> None:
    document, _ = read(
        "Tarif t\n"
        "  AGB:   a-1   # der Kommentar geht verloren\n\n\n"
        "Belieferung\n"
        "  Kundengruppe:\n"
        "    - Privat\n"
        "  Ausschluss: A, B, C, D\n"
        "Kündigung\n"
    )
    assert document is not None
    assert write_document(document) == (
        "Tarif t\n    AGB: a-1\n\n"
        "Belieferung\n    Kundengruppe: Privat\n    Ausschluss:\n        - A\n        - B\n        - C\n        - D\n\n"
        "Kündigung\n"
    )


def test_a_line_that_could_not_be_read_cannot_be_written() -> None:
    document, problems = read("Tarif t\n    Betrag: 12.90 EUR\n")
    assert document is not None
    assert problems
    with pytest.raises(ValueError, match="Betrag"):
        write_document(document)


def test_there_are_contracts() -> None:
    assert CONTRACTS


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.stem)
def test_every_contract_survives_printing(path: Path) -> None:
    document, problems = read(path.read_text(encoding="utf-8"))
    assert document is not None
    if any(fact.value is None for section in document.sections for fact in section.facts):
        with pytest.raises(ValueError, match="could not be read"):
            write_document(document)
        return
    again, found = read(write_document(document))
    assert again is not None
    assert meaning(again) == meaning(document)
    assert [problem.code for problem in found] == [problem.code for problem in problems]
    assert write_document(again) == write_document(document)


# ------------------------------------------------------------------------------------------------ any document

# what is written at these places and means something else: a mark, or the end of a term
names = st.from_regex(r"[A-ZÄÖÜ][a-zäöüß0-9]{0,6}(-[A-Za-zäöü0-9]{1,4})?", fullmatch=True).filter(
    lambda name: name not in ("Ende", "Spätere", "Tarif", "Angebot")
)
ids = st.from_regex(r"[a-z]{1,5}-[0-9a-z]{1,5}(-[0-9]{1,4})?", fullmatch=True)
# everything a quoted text can hold: no quotes, no controls, nothing that normalisation would change, and of all spaces
# the common one, as which every other is read
texts = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S"), include_characters=" ", exclude_characters='"'),
    max_size=20,
).filter(lambda text: is_normalized("NFC", text))
days = st.dates(date(1000, 1, 1), date(9999, 12, 31))
numbers = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places), st.integers(-(10**9), 10**9), st.integers(0, 3)
)
time_units = st.sampled_from(["Tag", "Woche", "Monat", "Jahr", "Werktag"])
counts = st.integers(0, MAX_COUNT)


@st.composite
def amounts(draw: st.DrawFn, unit: str | None = None) -> Amount:
    unit = unit or draw(st.sampled_from(sorted(UNITS)))
    money = "EUR" in unit or "ct" in unit
    return Amount(draw(numbers), unit, draw(st.sampled_from([None, "brutto", "netto"])) if money else None)


@st.composite
def bounds(draw: st.DrawFn) -> Bound:
    unit = draw(st.sampled_from([unit for unit in sorted(UNITS) if unit]))
    low, high = sorted([draw(amounts(unit)), draw(amounts(unit))], key=lambda amount: amount.value)
    form = draw(st.sampled_from(["from to", "over to", "most", "least", "less", "more"]))
    if form in ("from to", "over to"):
        return Bound(low, form == "from to", high, True)
    if form in ("most", "less"):
        return Bound(None, False, high, form == "most")
    return Bound(low, form == "least", None, False)


@st.composite
def ranges(draw: st.DrawFn) -> DateRange:
    first, last = sorted([draw(days), draw(days)])
    return draw(st.sampled_from([DateRange(first, last), DateRange(first, None), DateRange(None, last)]))


periods = st.builds(Duration, counts, time_units, st.none() | names)
notices = st.builds(Duration, counts, time_units, st.none() | names, names | names.map(lambda name: f"Ende {name}"))
any_day = st.builds(Duration, counts, time_units, st.none(), st.just("jederzeit"))
later_of = st.builds(LaterOf, st.lists(periods | st.builds(Until, days), min_size=2, max_size=3).map(tuple))
letters = st.tuples(st.sampled_from("abcdefg"), st.sampled_from("abcdefg")).map(lambda pair: Letters(*sorted(pair)))
rows = st.lists(names | letters, min_size=1, max_size=6).map(lambda items: Names(tuple(items)))
values: st.SearchStrategy[Value] = st.one_of(
    amounts(),
    bounds(),
    days,
    ranges(),
    periods,
    notices,
    any_day,
    later_of,
    rows,
    ids.map(lambda name: Names((name,))),
    texts.map(Text),
    st.sampled_from([Mark.NONE, Mark.UNKNOWN, Indefinite(), True, False]),
)
facts = st.builds(lambda name, value: RawFact(name, value, NOWHERE, NOWHERE), names, values)
sections = st.builds(
    lambda name, kind, since, title, inside: RawSection(name, kind, since, title, NOWHERE, NOWHERE, tuple(inside)),
    names,
    st.none() | names,
    st.none() | days,
    st.none() | texts,
    st.lists(facts, max_size=5),
)


@st.composite
def documents(draw: st.DrawFn) -> RawDocument:
    kind, id, title = draw(st.sampled_from(["Tarif", "Angebot"])), draw(ids), draw(st.none() | texts)
    head = RawSection(kind, id, None, title, NOWHERE, NOWHERE, tuple(draw(st.lists(facts, max_size=5))))
    rest = draw(st.lists(sections, max_size=5))
    return RawDocument(kind, id, title or "", "", NOWHERE, (head, *rest))


@pytest.mark.slow
@settings(max_examples=80, deadline=None, derandomize=True)
@given(documents())
def test_a_document_printed_and_read_again_is_the_same(document: RawDocument) -> None:
    text = write_document(document)
    again, problems = read(text)
    assert not problems
    assert again is not None
    assert meaning(again) == meaning(document)
    assert write_document(again) == text
