"""What would be right instead: the nearest lawful value, and fixes that are tried before they are made."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import golden
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import Call, rule, rulebook

from checker.check import Run
from checker.documents import Library, read_documents
from checker.finding import Finding
from checker.fixing.changed import restated
from checker.fixing.edits import edited, lines_of
from checker.fixing.mend import Mended, mend
from checker.fixing.nearest import nearest
from checker.fixing.recheck import BADNESS, Recheck
from checker.fixing.trial import Trial
from checker.judge import Judge
from checker.layers import contract_of
from checker.rule_files import load_rulebook
from checker.rulebook import Rulebook
from checker.vocabulary import Fact, Instance
from dsl.document import Value, show
from dsl.period import Duration, LaterOf, Until
from dsl.quantity import Amount, Bound
from dsl.record import replace
from dsl.source import Fix, Span

ROOT = Path(__file__).parent.parent
CONTRACTS = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "contracts").rglob("*.tarif"))
CORPUS = sorted((ROOT / "tests/messages/tarif").glob("*.tarif"))
FEW = settings(derandomize=True, deadline=None, max_examples=40)

VOCABULARY = """
Aufzählung Gruppe "group"
    Privat "private"
    Gewerbe "commercial"
Abschnitt Tarif "tariff"
Abschnitt Angebot "offer"
Abschnitt Belieferung "supply"
Abschnitt Laufzeit "term"
Abschnitt Kunde "customer"
Abschnitt Entgelt "charge"
Abschnitt Preis "price"
    mehrfach ab Datum
Begriff Vertragsschluss "conclusion"
    typ Datum
    bereich Tarif.Vertrieb
Begriff Kunde.Gruppe "group"
    typ eines aus Gruppe
    bereich Belieferung.Gruppe
Begriff Kunde.Verbrauch "consumption"
    typ Menge in kWh/a
    bereich Belieferung.Verbrauch
Begriff Tarif.Vertrieb "on sale"
    typ Zeitraum
Begriff Angebot.Tarif "tariff"
    typ Verweis auf Tarif
Begriff Belieferung.Gruppe "groups"
    typ mehrere aus Gruppe
Begriff Belieferung.Verbrauch "consumption"
    typ Grenze in kWh/a
Begriff Laufzeit.Frist "notice"
    typ Frist
Begriff Entgelt.Mahnung "reminder"
    typ Menge in EUR
Begriff Preis.Umlage "levy"
    typ Menge in ct/kWh netto
    früher "Abgabe" bis 2023-12-31
Begriff Preis.Brutto "gross price"
    typ Menge in ct/kWh brutto
Begriff Preis.Netto "net price"
    typ Menge in ct/kWh netto
Begriff Preis.Netto-aus-Brutto "net price worked out"
    typ Menge in ct/kWh netto
    rechnet Preis.Brutto ohne Steuer gerundet wie Preis.Netto
Begriff Preis.Brutto-aus-Netto "gross price worked out"
    typ Menge in ct/kWh brutto
    rechnet Preis.Netto zuzüglich Steuer gerundet wie Preis.Brutto
Norm N "Norm" / "norm"
    rang zwingend
    geprüft 2026-01-01
Wert Umlage in ct/kWh netto "Umlage" / "levy"
    quelle § 1 N
    geprüft 2026-01-01
    2023-01-01: 0,500
    2024-01-01: 0,275
    2025-01-01: 0
Wert Steuer in % "Steuer" / "tax"
    quelle § 1 N
    geprüft 2026-01-01
    2020-01-01: 19
"""
HEAD = """\
Tarif muster "Muster"  # Kopf
    Vertrieb: ab 2022-01-01 bis 2025-12-31

Belieferung
    Gruppe: Privat, Gewerbe
    Verbrauch: höchstens 100 kWh/a

"""


def each_price(demand: str, id: str) -> str:
    return rule(f"je Preis\nFassung\n    fordert {demand}", id=id, day="Preis.ab")


RULES = (
    rule("wenn Kunde.Gruppe ist Privat\nFassung\n    fordert Laufzeit.Frist höchstens 1 Monat", id="FRIST"),
    rule("fordert Entgelt.Mahnung höchstens 2,50 EUR", id="MAHNUNG"),
    rule("fordert Entgelt.Mahnung höchstens 0,76 EUR wenn Kunde.Gruppe ist Privat", id="MAHNUNG-PRIVAT"),
    rule("fordert Kunde.Verbrauch höchstens 100.000 kWh/a", id="MENGE"),
    each_price("Preis.Umlage ist Umlage", "UMLAGE"),
    each_price("Preis.Brutto ist Preis.Brutto-aus-Netto oder Preis.Netto ist Preis.Netto-aus-Brutto", "PAAR"),
)


def small(*rules: str) -> Rulebook:
    """The vocabulary above and these rules."""
    return rulebook("\n".join((VOCABULARY, *rules)))


def trial(book: Rulebook) -> Trial:
    library = Library()
    run = Run(book)
    run.report(library)
    return Trial(run, library)


def mended(text: str | bytes, unsafe: bool = False, *more: str) -> Mended:
    data = text if isinstance(text, bytes) else text.encode()
    return mend(trial(small(*RULES, *more)), "t.tarif", data, unsafe)


def found(text: str, *more: str) -> dict[str, Finding]:
    """The findings in a text by rule."""
    state = trial(small(*RULES, *more)).state("t.tarif", text.encode())
    return {finding.rule: finding for finding in state.findings}


def last_line(result: Mended) -> str:
    return result.data.decode().rstrip("\n").split("\n")[-1].strip()


# ------------------------------------------------------------------------------------------------ the nearest value


def ct(text: str, tax: str | None = None) -> Amount:
    return Amount(Decimal(text), "ct/kWh", tax)


@pytest.mark.parametrize(
    ("value", "operand", "wanted"),
    [
        (ct("0.345"), ct("0.280"), "0,280 ct/kWh"),
        (ct("5"), ct("2.5"), "2,50 ct/kWh"),
        (Amount(Decimal(25), "EUR"), Amount(Decimal(0), "EUR"), "0 EUR"),
        (Amount(Decimal("12.90"), "EUR/Monat"), Amount(Decimal(100), "EUR/a"), "8,33 EUR/Monat"),
        (Amount(Decimal(100_001), "kWh/a"), Amount(Decimal(100_000), "kWh/a"), "100.000 kWh/a"),
        (Duration(3, "Monat"), Duration(1, "Monat"), "1 Monat"),
        (Duration(6, "Woche"), Duration(1, "Monat"), "4 Wochen"),
        (Duration(30, "Tag"), Duration(1, "Monat"), "28 Tage"),
        (Duration(1, "Monat", target="jederzeit"), Duration(2, "Woche"), "2 Wochen jederzeit"),
        (Until(date(2028, 6, 30)), Until(date(2027, 12, 31)), "bis 2027-12-31"),
        (date(2028, 6, 30), date(2027, 12, 31), "2027-12-31"),
    ],
)
def test_at_most_is_kept_by_the_nearest_value_in_its_own_unit(value: Value, operand: Value, wanted: str) -> None:
    def order(a: Value) -> Decimal:
        if isinstance(a, Amount):
            return a.in_base()
        if isinstance(a, Duration):  # months at their longest
            return Decimal(a.length.months * 31 + a.length.days)
        day = a.day if isinstance(a, Until) else a
        assert isinstance(day, date)
        return Decimal(day.toordinal())

    limit = order(operand) - (3 if isinstance(value, Duration) and value.unit != "Monat" else 0)
    kept = nearest(value, [operand], lambda each: order(each) <= limit)
    assert kept is not None
    assert show(kept) == wanted


def test_one_end_of_a_range_moves() -> None:
    bound = Bound(Amount(Decimal(10), "kWh/a"), True, Amount(Decimal(150), "kWh/a"), True)
    limit = Amount(Decimal(100), "kWh/a")

    def keeps(value: Value) -> bool:
        return isinstance(value, Bound) and value.high is not None and value.high.compare(limit) <= 0

    assert str(nearest(bound, [limit], keeps)) == "10 bis 100 kWh/a"


def test_one_part_of_a_later_of_moves() -> None:
    value = LaterOf((Duration(24, "Monat", "Vertragsschluss"), Until(date(2028, 6, 30))))

    def keeps(each: Value) -> bool:
        return isinstance(each, LaterOf) and all(p.day <= date(2028, 1, 1) for p in each.parts if isinstance(p, Until))

    kept = nearest(value, [Duration(2, "Jahr", "Vertragsschluss")], keeps)
    assert str(kept) == "das Spätere von 24 Monate ab Vertragsschluss und bis 2028-01-01"


def test_a_name_has_no_nearest_value() -> None:
    assert nearest("Festpreis", ["Spotpreis"], lambda _: True) is None


def test_nothing_is_asked_for_ever() -> None:
    asked = []

    def keeps(value: Value) -> bool:
        asked.append(value)
        return False

    assert nearest(Duration(5, "Tag", "A"), [Duration(n, "Monat", f"B{n}") for n in range(1, 90)], keeps) is None
    assert len(asked) <= 60


amounts = st.integers(0, 400).map(lambda n: Decimal(n).scaleb(-2))


@pytest.mark.slow
@FEW
@given(stated=amounts, limit=amounts, op=st.sampled_from(["höchstens", "mindestens", "weniger als", "mehr als", "ist"]))
def test_the_nearest_amount_keeps_the_rule_and_one_step_less_does_not(stated: Decimal, limit: Decimal, op: str) -> None:
    def written(number: Decimal) -> str:
        return f"{number:.2f}".replace(".", ",")

    def text(number: Decimal) -> str:
        return f"{HEAD}Entgelt\n    Mahnung: {written(number)} EUR\n"

    judged = trial(small(rule(f"fordert Entgelt.Mahnung {op} {written(limit)} EUR", id="R")))

    def finding(number: Decimal) -> Finding | None:
        return next(
            (each for each in judged.state("t.tarif", text(number).encode()).findings if each.rule == "R"), None
        )

    before = finding(stated)
    if before is None:
        return
    step = Decimal("0.01")
    if before.nearest is None:  # only what is less than nothing would do
        assert op == "weniger als"
        assert not limit
        return
    kept = Decimal(before.nearest.value.removesuffix(" EUR").replace(",", "."))
    assert finding(kept) is None
    assert finding(kept + (step if kept < stated else -step)) is not None
    assert abs(kept - stated) == min(
        abs(Decimal(n).scaleb(-2) - stated) for n in range(500) if finding(Decimal(n).scaleb(-2)) is None
    )


@FEW
@given(
    stated=st.builds(Duration, st.integers(0, 60), st.sampled_from(["Tag", "Woche", "Monat"])),
    limit=st.builds(Duration, st.integers(1, 9), st.sampled_from(["Tag", "Woche", "Monat"])),
    op=st.sampled_from(["höchstens", "mindestens"]),
)
def test_the_nearest_period_keeps_the_rule_and_one_step_less_does_not(
    stated: Duration, limit: Duration, op: str
) -> None:
    judged = trial(small(rule(f"fordert Laufzeit.Frist {op} {limit}", id="R")))

    def finding(value: str) -> Finding | None:
        text = f"{HEAD}Laufzeit\n    Frist: {value} jederzeit\n"
        return next((each for each in judged.state("t.tarif", text.encode()).findings if each.rule == "R"), None)

    before = finding(str(stated))
    if before is None or before.verdict != "verletzt":
        return
    assert before.nearest is not None
    value = before.nearest.value.removesuffix(" jederzeit")
    assert finding(value) is None
    count, unit = int(value.split()[0]), value.split()[1]
    if str(Duration(count, stated.unit)) == value:
        step = 1 if op == "höchstens" else -1
        assert finding(str(Duration(count + step, stated.unit))) is not None, unit


@pytest.fixture(scope="module")
def shipped() -> Iterator[Rulebook]:
    before = Path.cwd()
    os.chdir(ROOT)
    yield load_rulebook(examples=False)
    os.chdir(before)


def test_in_every_contract_one_step_less_is_still_a_violation(shipped: Rulebook) -> None:
    library = read_documents(CONTRACTS, shipped.vocabulary)
    run = Run(shipped)
    report = run.report(library)
    tried = Trial(run, library)
    numeric = [each for each in report.findings if each.fix is not None and each.nearest is not None]
    assert len(numeric) > 15
    for finding in numeric:
        assert finding.fix is not None
        assert finding.rule not in not_kept(tried, finding.fix), finding.fix
        assert finding.nearest is not None
        for less in _one_step_less(finding.nearest.value, finding.value):
            assert finding.rule in not_kept(tried, finding.fix._replace(text=less)), (finding.rule, less)


def test_the_rules_that_can_notice_a_change_are_all_that_notice_it(shipped: Rulebook) -> None:
    """What is asked again after a change of one fact finds what a check of the whole text finds."""
    library = read_documents(CONTRACTS, shipped.vocabulary)
    recheck = Recheck(Judge(shipped))
    everything = sorted(shipped.rules.values(), key=lambda each: each.id)
    seen = 0
    for document in library.documents:
        if document.kind != "Tarif" or document.lost:
            continue
        contract = contract_of(document, None, shipped)
        sections = [each for several in contract.instances.values() for each in several if each.layer == "Tarif"]
        stated_facts: list[tuple[Instance | None, Fact]] = [(None, fact) for fact in contract.facts.values()]
        stated_facts += [(each, fact) for each in sections for fact in each.facts.values()]
        for instance, fact in stated_facts:
            value, section = fact.value, fact.term.rpartition(".")[0]
            other: Value
            if fact.layer != "Tarif" or section in shipped.vocabulary.derived_sections:
                continue
            if isinstance(value, Duration):
                other = replace(value, count=value.count + 7)
            elif isinstance(value, Amount):
                other = replace(value, value=value.value * 3 + 1)
            else:
                continue
            after, _ = restated(contract, instance, fact._replace(value=other), shipped)
            noticed = set(recheck.worse(contract, after, fact.term))
            judged = Judge(shipped)
            was, now = (
                {(rule.id, i and i.key): BADNESS.get(o.verdict, 0) for rule, i, o in judged.verdicts(everything, each)}
                for each in (contract, after)
            )
            assert noticed == {key[0] for key, badness in now.items() if badness > was.get(key, 0)}, fact.term
            seen += 1
        if seen > 40:
            break
    assert seen > 40


def not_kept(tried: Trial, fix: Fix) -> set[str]:
    """The rules that a file violates after a change, or keeps in some cases and perhaps not in others."""
    lines = lines_of(Path(fix.span.path).read_bytes())
    assert lines is not None
    state = tried.state(fix.span.path, edited(lines, [fix]).to_bytes())
    return {each.rule for each in state.findings if each.verdict == "verletzt" or each.missing}


def _one_step_less(value: str, stated: str) -> Iterator[str]:
    """``value`` one step nearer to ``stated``, for amounts and periods of one unit."""
    number, _, rest = value.partition(" ")
    before, _, unit = stated.partition(" ")
    if rest.split()[0][:4] != unit.split()[0][:4] or not number[0].isdigit() or "bis" in value:
        return
    digits = len(number.partition(",")[2])
    mine, other = (Decimal(each.replace(".", "").replace(",", ".")) for each in (number, before))
    nearer = mine + Decimal(1).scaleb(-digits) * (1 if other > mine else -1)
    if mine != other:
        yield f"{nearer:.{digits}f}".replace(".", ",") + " " + rest.replace("Monat ", "Monate ")


# ------------------------------------------------------------------------------------------------ in the finding


def test_a_violation_names_the_nearest_value_and_shows_the_change() -> None:
    finding = found(HEAD + "Laufzeit\n    Frist: 6 Wochen jederzeit\n")["FRIST"]
    assert finding.nearest == ("Laufzeit.Frist", "4 Wochen jederzeit")
    assert finding.help is not None
    assert finding.help.de.endswith("höchstens 1 Monat; nächster zulässiger Wert: 4 Wochen jederzeit")
    assert finding.help.en.endswith("at most 1 Monat; nearest lawful value: 4 Wochen jederzeit")
    assert finding.fix == Fix(Span("t.tarif", 9, 12, 30), "4 Wochen jederzeit", safe=False)


@pytest.mark.parametrize(
    ("demand", "stated", "said"),
    [
        ("höchstens 2,50 EUR", "3,00 EUR", "höchstens 2,50 EUR"),
        ("höchstens 2,5 EUR", "3,00 EUR", "höchstens 2,5 EUR"),  # with one digit more it is the same
        ("höchstens 2,50 EUR brutto", "3,00 EUR brutto", "höchstens 2,50 EUR brutto"),
        ("höchstens 0 EUR", "3,00 EUR brutto", "höchstens 0 EUR"),
        ("mindestens 5 EUR", "3 EUR", "mindestens 5 EUR"),
        ("weniger als 2,50 EUR", "3,00 EUR", "weniger als 2,50 EUR; nächster zulässiger Wert: 2,49 EUR"),
        ("mehr als 5 EUR", "3 EUR", "mehr als 5 EUR; nächster zulässiger Wert: 5,01 EUR"),
    ],
)
def test_a_limit_that_is_the_nearest_value_is_said_once(demand: str, stated: str, said: str) -> None:
    text = HEAD + f"Entgelt\n    Mahnung: {stated}\n"
    own = rule(f"fordert Entgelt.Mahnung {demand}", "GRENZE")
    help_ = found(text, own)["GRENZE"].help
    assert help_ is not None
    assert help_.de.partition("Entgelt.Mahnung: ")[2] == said
    assert ("nearest" in help_.en) is ("nächster" in said)


def test_two_rules_on_one_fact_are_cured_by_one_change() -> None:
    findings = found(HEAD + "Entgelt\n    Mahnung: 5,00 EUR\n")
    assert [findings[name].nearest.value for name in ("MAHNUNG", "MAHNUNG-PRIVAT")] == ["2,50 EUR", "0,76 EUR"]  # type: ignore[union-attr]
    assert {findings[name].fix.text for name in ("MAHNUNG", "MAHNUNG-PRIVAT")} == {"0,76 EUR"}  # type: ignore[union-attr]


def test_what_would_violate_another_rule_is_not_offered_and_that_is_said() -> None:
    least = rule("fordert Laufzeit.Frist mindestens 5 Wochen", id="MINDESTENS")
    finding = found(HEAD + "Laufzeit\n    Frist: 6 Wochen jederzeit\n", least)["FRIST"]
    assert finding.nearest == ("Laufzeit.Frist", "4 Wochen jederzeit")
    assert finding.fix is None
    assert [note.de for note in finding.notes] == [
        "Nicht als Korrektur angeboten: Mit 4 Wochen jederzeit wäre nicht mehr erfüllt: MINDESTENS."
    ]
    assert [note.en for note in finding.notes] == [
        "Not offered as a fix: with 4 Wochen jederzeit these would no longer be fulfilled: MINDESTENS."
    ]


@pytest.mark.parametrize(
    ("section", "after", "safe"),
    [
        ("Preis ab 2024-06-01\n    Umlage: 0,500 ct/kWh", "Umlage: 0,275 ct/kWh", True),
        ("Preis ab 2025-06-01\n    Umlage: 0,275 ct/kWh", "Umlage: 0,000 ct/kWh", True),
        ("Preis ab 2024-06-01\n    Umlage: 0,500 ct/kWh netto", "Umlage: 0,275 ct/kWh netto", True),
        ("Preis ab 2024-06-01\n    Brutto: 23,80 ct/kWh\n    Netto: 19,00 ct/kWh", "Netto: 20,00 ct/kWh", True),
        ("Entgelt\n    Mahnung: 1 EUR", "Mahnung: 0,76 EUR", False),
        ("Laufzeit\n    Frist: 3 Monate jederzeit", "Frist: 1 Monat jederzeit", False),
    ],
)
def test_what_is_official_or_worked_out_is_safe_and_an_offer_is_not(section: str, after: str, safe: bool) -> None:
    text = f"{HEAD}{section}\n"
    assert last_line(mended(text)) == (after if safe else text.rstrip("\n").split("\n")[-1].strip())
    assert last_line(mended(text, True)) == after


def test_what_bounds_the_customers_is_offered_and_what_a_customer_is_is_not() -> None:
    wide = HEAD.replace("höchstens 100 kWh/a", "höchstens 100.001 kWh/a")
    assert "Verbrauch: höchstens 100.000 kWh/a" in mended(wide, True).data.decode()
    book = small(*RULES)
    tariff = read_text("m.tarif", HEAD, book)
    run = Run(book)
    run.report(tariff)
    offer = "Angebot o\n    Tarif: muster\n    Vertragsschluss: 2023-01-01\nKunde\n    Verbrauch: 100.001 kWh/a\n"
    state = Trial(run, tariff).state("o.tarif", offer.encode())
    finding = next(each for each in state.findings if each.rule == "MENGE")
    assert finding.nearest == ("Kunde.Verbrauch", "100.000 kWh/a")
    assert finding.fix is None


def read_text(path: str, text: str, book: Rulebook) -> Library:
    from checker.documents import read_text as read_tariff_text

    library = Library()
    document = read_tariff_text(path, text.encode(), book.vocabulary, library)
    assert document is not None
    library.documents.append(document)
    library.by_id[document.kind, document.id] = document
    return library


def test_a_change_that_spoils_an_offer_is_not_made() -> None:
    """The business of an offer would no longer be admitted by the tariff that was mended for private customers."""
    book = small(
        rule("wenn Kunde.Gruppe ist Privat\nFassung\n    fordert Kunde.Verbrauch höchstens 50 kWh/a", id="KLEIN")
    )
    library = read_text("m.tarif", HEAD, book)
    offer = "Angebot o\n    Tarif: muster\n    Vertragsschluss: 2023-01-01\nKunde\n    Gruppe: Gewerbe\n"
    more = read_text("o.tarif", offer + "    Verbrauch: 90 kWh/a\n", book)
    alone = Run(book)
    alone.report(library)
    assert mend(Trial(alone, library), "m.tarif", HEAD.encode(), True).changes
    library.documents += more.documents
    library.by_id.update(more.by_id)
    library.sources.update(more.sources)
    both = Run(book)
    both.report(library)
    result = mend(Trial(both, library), "m.tarif", HEAD.encode(), True)
    assert not result.changes
    assert [(each.rule, each.worse) for each in result.refused] == [("KLEIN", ("offer-outside-tariff",))]


# ------------------------------------------------------------------------------------------------ in the text


def test_comments_line_ends_and_all_other_lines_stay() -> None:
    text = (HEAD + "Preis ab 01.06.2024  # neu\n    Abgabe: 0.500 ct/kWh # alt\n").replace("\n", "\r\n")
    result = mended(text)
    assert result.data.decode() == (HEAD + "Preis ab 2024-06-01  # neu\n    Umlage: 0,275 ct/kWh # alt\n").replace(
        "\n", "\r\n"
    )
    assert [(change.line, change.rule) for change in result.changes] == [
        (8, "day-german"),
        (9, "number-point"),
        (9, "name-outdated"),
        (9, "UMLAGE"),
    ]


def test_of_a_file_with_a_line_that_cannot_be_read_the_rules_say_nothing_yet() -> None:
    text = HEAD + "Entgelt\n    Mahnung: fünf Euro vielleicht\nPreis ab 2024-06-01\n    Umlage: 0,500 ct/kWh\n"
    result = mended(text)
    assert result.data.decode() == text
    assert [(each.line, each.rule, each.worse) for each in result.refused] == [(11, "UMLAGE", ())]


def test_a_spelling_that_makes_a_fact_stand_twice_is_left() -> None:
    text = HEAD + "Entgelt\n    Mahnung: 0,50 EUR\n    Mahnúng: 0,60 EUR\n"
    result = mended(text, True)
    assert result.data.decode() == text
    assert [(each.line, each.worse) for each in result.refused] == [(10, ("fact-twice",))]


@pytest.mark.parametrize(
    "data",
    [
        HEAD.replace("Muster", "Müller").encode("latin-1"),
        HEAD.encode("utf-16"),
        b"\x00\x01\x02",
        (HEAD + "<<<<<<< a\nEntgelt\n    Mahnung: 9.9 EUR\n=======\n>>>>>>> b\n").encode(),
        ("x" * 2_100_000).encode(),
    ],
    ids=["latin1", "utf16", "binary", "conflict", "large"],
)
def test_what_cannot_be_read_as_a_whole_is_left_alone(data: bytes) -> None:
    assert mended(data, True) == Mended(data, whole=False)


def test_a_mark_at_the_beginning_and_letters_in_two_pieces_are_written_right() -> None:
    import unicodedata

    text = HEAD + 'Entgelt  # "ä"\n    Mahnung: 0.50 EUR\n'
    data = b"\xef\xbb\xbf" + unicodedata.normalize("NFD", text).encode()
    assert mended(data).data.decode() == text.replace("0.50", "0,50")


@pytest.mark.parametrize("path", CORPUS[::4], ids=lambda path: path.stem)
def test_mending_twice_is_mending_once_and_no_fact_is_lost(path: Path, words: Trial) -> None:
    data = path.read_bytes()
    for unsafe in (False, True):
        once = mend(words, path.name, data, unsafe)
        twice = mend(words, path.name, once.data, unsafe)
        assert twice.data == once.data
        assert not twice.changes
        if once.whole:
            assert len(lines_of(once.data).bodies) == len(lines_of(data).bodies)  # type: ignore[union-attr]
            before, after = (words.state(path.name, each).document for each in (data, once.data))
            assert stated(before) <= stated(after)


@pytest.fixture(scope="module")
def words() -> Trial:
    """The shipped vocabulary without rules: what is written, not what is lawful."""
    return trial(rulebook((ROOT / "rules/begriffe.regel").read_text(encoding="utf-8")))


def stated(document: object) -> set[str]:
    facts = getattr(document, "facts", {})
    instances = [each for several in getattr(document, "instances", {}).values() for each in several]
    known = {name for name, fact in facts.items() if show(fact.value) != "unbekannt"}
    return known | {f"{each.section} {name}" for each in instances for name in each.facts}


HABITS = ["9,90 EUR", "9.90 EUR", "9,90 €", "5 Euro", "1,000.50 EUR", "0,50", "keine", "Keine", "+1 EUR", "5,00 EUR,"]
NAMES = ["Mahnung", "mahnung", "Mahnúng", "Mahnng", '"Mahnung"']


@FEW
@given(
    value=st.sampled_from(HABITS),
    name=st.sampled_from(NAMES),
    day=st.sampled_from(["2024-06-01", "01.06.2024", "1. Juni 2024", "2024-6-1"]),
    levy=st.sampled_from(["0,500 ct/kWh", "0.275 ct/kWh", "2,75 EUR/MWh", "0,275 Cent/kWh"]),
    end=st.sampled_from(["\n", "\r\n"]),
    unsafe=st.booleans(),
)
def test_a_second_fix_changes_nothing(value: str, name: str, day: str, levy: str, end: str, unsafe: bool) -> None:
    text = f"{HEAD}Entgelt\n    {name}: {value}  # bleibt\n\nPreis ab {day}\n    Umlage: {levy}\n".replace("\n", end)
    once = mended(text, unsafe)
    twice = mended(once.data, unsafe)
    assert (twice.data, twice.changes) == (once.data, ())
    lines = once.data.decode().split(end)
    assert len(lines) == len(text.split(end))
    assert lines[8].endswith("# bleibt")
    assert lines[0] == text.split(end)[0]


# ------------------------------------------------------------------------------------------------ the command

TARIFF = """\
Tarif strom-1 "Strom 1"  # ein Muster
    AGB: stromio-2018-05-25
    Vertrieb: ab 2024-01-01 bis 2024-12-31

Belieferung
    Kundengruppe: Privat
    Jahresverbrauch: höchstens 100.000 kWh/a

Preis ab 01.01.2024
    Grundpreis: 12.90 €/Monat brutto
    Arbeitspreis: 32,59 ct/kWh brutto
    KWKG-Umlage: 0,280 ct/kWh netto  # Vorjahr

Laufzeit
    Erstlaufzeit: 36 Monate ab Vertragsschluss
    Verlaengerung: unbefristet
    Kündigungsfrist: 6 Wochen zum Ende Erstlaufzeit
"""
ONLY = ("--select", "ENFG-12-KWKG,BGB-309-9-A,BGB-309-9-C,AGB-2-2")


def told(said: str) -> str:
    """What is said of fixes: the lines up to their number, before the report."""
    lines = said.split("\n")
    last = next(at for at, line in enumerate(lines) if line.endswith((" korrigiert.", " fixed.")))
    return "\n".join(lines[: last + 1]) + "\n"


def test_safe_fixes_are_written_and_said(tarife: Path, run: Call) -> None:
    path = tarife / "t.tarif"
    path.write_text(TARIFF, encoding="utf-8")
    path.chmod(0o640)
    said = run("check", "--fix", *ONLY, "t.tarif")
    golden.check("fix/safe", said.out)
    golden.check("fix/safe-file", path.read_text(encoding="utf-8"))
    assert said.status == 1
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    again = run("check", "--fix", *ONLY, "t.tarif")
    assert told(again.out) == "0 Stellen in 0 Dateien korrigiert.\n"


def test_unsafe_fixes_are_written_only_when_asked_for(tarife: Path, run: Call) -> None:
    path = tarife / "t.tarif"
    path.write_text(TARIFF, encoding="utf-8")
    said = run("check", "--fix", "--unsafe", "--lang", "en", *ONLY, "t.tarif")
    golden.check("fix/unsafe.en", told(said.out))
    assert "    Kündigungsfrist: 4 Wochen zum Ende Erstlaufzeit\n" in path.read_text(encoding="utf-8")
    assert said.status == 0


def test_a_preview_writes_nothing(tarife: Path, run: Call) -> None:
    path = tarife / "t.tarif"
    path.write_text(TARIFF, encoding="utf-8")
    before = path.stat().st_mtime_ns
    said = run("check", "--fix", "--diff", *ONLY, "t.tarif")
    golden.check("fix/diff", said.out + said.err)
    assert (said.status, path.stat().st_mtime_ns, path.read_text(encoding="utf-8")) == (1, before, TARIFF)


def test_reports_for_programs_stay_clean(tarife: Path, run: Call) -> None:
    (tarife / "t.tarif").write_text(TARIFF, encoding="utf-8")
    said = run("check", "--fix", "--format", "json", *ONLY, "t.tarif")
    assert said.out.startswith("{")
    assert "korrigiert: t.tarif:9  day-german  01.01.2024 → 2024-01-01" in said.err


def test_a_report_that_shows_no_fixes_does_not_keep_them_from_being_made(tarife: Path, run: Call) -> None:
    (tarife / "t.tarif").write_text(TARIFF, encoding="utf-8")
    said = run("check", "--fix", "--format", "concise", *ONLY, "t.tarif")
    assert "korrigiert: t.tarif:12  ENFG-12-KWKG  0,280 ct/kWh netto → 0,275 ct/kWh netto" in said.err


def test_a_file_that_cannot_be_written_is_named(tarife: Path, run: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    (tarife / "t.tarif").write_text(TARIFF, encoding="utf-8")

    def closed(*_: object, **__: object) -> None:
        raise OSError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", closed)
    said = run("check", "--fix", *ONLY, "t.tarif")
    assert (said.status, (tarife / "t.tarif").read_text(encoding="utf-8")) == (3, TARIFF)
    assert said.err == "tariflint: Die Datei t.tarif lässt sich nicht schreiben: Dazu fehlt die Berechtigung.\n"
    assert said.out == "0 Stellen in 0 Dateien korrigiert.\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--unsafe", "t.tarif"), "--unsafe gilt nur zusammen mit --fix."),
        (("--diff", "t.tarif"), "--diff gilt nur zusammen mit --fix."),
        (("--fix", "--between", "2024-01-01", "2024-02-01", "t.tarif"), "mit --between geht es nicht zusammen."),
        (("--fix", "agb.regel"), "mit agb.regel geht es nicht zusammen."),
    ],
)
def test_what_does_not_go_together_is_refused(
    arguments: tuple[str, ...], sentence: str, tarife: Path, run: Call
) -> None:
    (tarife / "t.tarif").write_text(TARIFF, encoding="utf-8")
    said = run("check", *arguments)
    assert said.status == 2
    assert said.err.strip().endswith(sentence)


# ------------------------------------------------------------------------------------------------ what is superseded

CITING = """
Aufzählung Zitat "citation"
    P-1-alt "section 1" abgelöst durch P-2-neu
    P-3-alt "section 3" abgelöst durch P-4-neu
    P-9-fort "section 9"
    P-2-neu "section 2"
    P-4-neu "section 4"
Begriff Tarif.Zitate "citations"
    typ mehrere aus Zitat
"""
STALE = "\n".join(
    rule(
        f"Fassung bis 2021-12-31\n    gilt nicht\nFassung ab 2022-01-01\n    fordert Tarif.Zitate enthält nicht {name}",
        id=f"ALT-{name[2]}",
    )
    for name in ("P-1-alt", "P-3-alt", "P-9-fort")
)


def citing(stated: str, since: str = "2022-01-01") -> str:
    return f'Tarif muster "Muster"\n    Vertrieb: ab {since} bis 2025-12-31\n    Zitate: {stated}\n'


@pytest.mark.parametrize(
    ("stated", "after"),
    [
        ("P-1-alt", "P-2-neu"),
        ("P-1-alt, P-3-alt  # beide", "P-2-neu, P-4-neu  # beide"),
        ("P-4-neu, P-1-alt", "P-4-neu, P-2-neu"),
        ("P-9-fort, P-1-alt", "P-9-fort, P-2-neu"),
        ("\n        - P-4-neu\n        # noch einer\n        - P-1-alt", None),
        ("P-9-fort", "P-9-fort"),  # nothing took its place
        ("P-1-alt, P-2-neu", "P-1-alt, P-2-neu"),  # a name would go, and no name is removed
    ],
)
def test_a_stale_citation_becomes_what_took_its_place(stated: str, after: str | None) -> None:
    text = citing(stated)
    result = mended(text, False, CITING, STALE)
    expected = text.replace("- P-1-alt", "- P-2-neu") if after is None else citing(after)
    assert result.data.decode() == expected
    assert not result.refused
    assert mended(result.data, True, CITING, STALE).data == result.data


def test_a_citation_that_was_right_when_the_sale_began_is_changed_only_when_asked_for() -> None:
    """The text was right for those who signed on the last day of the old law."""
    text = citing("P-1-alt", since="2021-12-31")
    assert mended(text, False, CITING, STALE).data.decode() == text
    assert mended(text, True, CITING, STALE).data.decode() == citing("P-2-neu", since="2021-12-31")


def test_every_stale_citation_of_the_rulebook_is_mended_or_has_no_successor(shipped: Rulebook) -> None:
    names = [each.name for each in shipped.vocabulary.enumerations["Normzitat"].values]
    successors = shipped.vocabulary.successors("Tarif.zitierte-Normen")
    demands = [(each, repr(each.rule.versions[-1].demands)) for each in shipped.rules.values()]
    judged = trial(shipped)
    for name in names:
        rules = [each.id for each, text in demands if each.id.startswith("VERWEIS-") and f"'{name}'" in text]
        assert len(rules) == (name not in successors.values()), name
        text = f'Tarif muster "Muster"\n    AGB: keine\n    Vertrieb: ab 2026-06-01\n    zitierte-Normen: {name}\n'
        changes = mend(judged, "t.tarif", text.encode(), False).changes
        wanted = [(rules[0], name, successors[name])] if name in successors else []
        assert [(each.rule, each.before, each.after) for each in changes] == wanted
    assert set(names) - set(successors) - set(successors.values()) == {"EEG-Umlage", "AbLaV-Umlage", "StromNZV"}


def test_the_successor_of_a_name_is_another_of_the_same_row() -> None:
    from support import refusals

    for wrong in ("P-1-alt", "P-7"):
        text = f'Aufzählung Zitat "citation"\n    P-1-alt "section 1" abgelöst durch {wrong}\n    P-2 "section 2"\n'
        assert [each.code for each in refusals(text)] == ["successor-unknown"]


# ------------------------------------------------------------------------------------------------ what is not stated

TERMS = """
Norm HAUS "Hausbedingungen" / "house terms"
    rang vertraglich
    geprüft 2026-01-01
    AGB haus-2020
    stand 2020-01-01
Begriff Tarif.AGB "terms"
    typ Verweis auf AGB
Abschnitt Bonus "bonus"
    mehrfach nach Bonusart
Aufzählung Bonusart "kind"
    Treue "loyalty"
Begriff Bonus.Sperre "blocking period"
    typ Dauer
Vorgabe HAUS-1 "Frist" / "notice"
    quelle § 1 HAUS
    Laufzeit.Frist: 6 Wochen jederzeit
    Bonus Treue
        Sperre: 9 Monate
"""
SILENT = HEAD.replace("    Vertrieb", "    AGB: haus-2020\n    Vertrieb", 1)
# the clauses were lawful when they were issued: what they put into a tariff of today is the tariff's business
SINCE = "Fassung bis 2021-12-31\n    gilt nicht\nFassung ab 2022-01-01\n    fordert"
LATER = rule(f"{SINCE} Laufzeit.Frist höchstens 1 Monat", id="LATER")
SPERRE = rule(f"je Bonus\n{SINCE} Bonus.Sperre höchstens 6 Monate", id="SPERRE")


@pytest.mark.parametrize(
    ("end", "after"),
    [
        ("", "\n\nLaufzeit\n    Frist: 4 Wochen jederzeit"),
        ("\n\nLaufzeit\n    # noch nichts", "\n\nLaufzeit\n    Frist: 4 Wochen jederzeit\n    # noch nichts"),
        ("\n\nPreis ab 2024-01-01 # Ende", "\n\nPreis ab 2024-01-01 # Ende\n\nLaufzeit\n    Frist: 4 Wochen jederzeit"),
    ],
)
@pytest.mark.parametrize("last", ["", "\n"])
def test_a_line_that_is_missing_is_put_into_its_section(end: str, after: str, last: str) -> None:
    """Below the last line of the section; a section that is missing comes last."""
    text = SILENT.rstrip("\n") + end + last
    fix = found(text, TERMS, LATER)["LATER"].fix
    assert fix is not None
    assert not fix.safe
    assert mended(text, False, TERMS, LATER).data.decode() == text
    result = mended(text, True, TERMS, LATER)
    assert result.data.decode() == SILENT.rstrip("\n") + after + last
    assert mended(result.data, True, TERMS, LATER).data == result.data
    assert "LATER" not in found(result.data.decode(), TERMS, LATER)


def test_a_section_that_only_the_terms_have_is_stated_by_its_kind() -> None:
    text = SILENT + "Laufzeit\n    Frist: 1 Woche jederzeit\n"
    assert "SPERRE" in found(text, TERMS, SPERRE)
    assert mended(text, True, TERMS, SPERRE).data.decode() == text + "\nBonus Treue\n    Sperre: 6 Monate\n"


def test_a_clause_of_the_terms_has_a_nearest_value_and_no_fix(tarife: Path, run: Call) -> None:
    (tarife / "haus.regel").write_text(HOUSE_TERMS.format("2024-01-01"), encoding="utf-8")
    said = run("check", "--lang", "en", "--select", "BGB-309-9", "haus.regel")
    golden.check("fix/clause.en", said.out)
    assert said.status == 1


HOUSE_TERMS = """\
Norm HAUS-AGB "AGB des Hauses" / "house terms"
    rang vertraglich
    geprüft 2026-01-01
    AGB haus-2024
    stand {}

Vorgabe HAUS-7 "Kündigung" / "notice"
    quelle § 7 AGB
    Laufzeit.Kündigungsfrist: 3 Monate zum Ende Erstlaufzeit
"""


@pytest.mark.parametrize(("width", "language"), [(60, "de"), (120, "en")])
def test_a_missing_line_is_shown_where_it_would_stand(
    width: int, language: str, tarife: Path, run: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tarife / "haus.regel").write_text(HOUSE_TERMS.format("2021-01-01"), encoding="utf-8")
    text = (
        TARIFF.replace("stromio-2018-05-25", "haus-2024")
        .replace("01.01.2024", "2024-01-01")
        .replace("12.90 €", "9 EUR")
    )
    (tarife / "t.tarif").write_text(text.split("\nLaufzeit")[0], encoding="utf-8")
    monkeypatch.setenv("COLUMNS", str(width))
    said = run("check", "--lang", language, "--rules", "haus.regel", "--select", "BGB-309-9", "t.tarif")
    golden.check(f"fix/missing-{width}.{language}", said.out)
    page = run(
        "check", "--lang", language, "--rules", "haus.regel", "--select", "BGB-309-9", "--format", "html", "t.tarif"
    )
    assert "<ins>+ Laufzeit</ins>\n<ins>+     Kündigungsfrist: 1 Monat zum Ende Erstlaufzeit</ins>" in page.out
