"""Contracts over days: the flips agree with asking every day, the radar knows what it does not know, the drawings.

The tests of the commands bring two rules and a tariff of their own, so that only these decide what is shown.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import golden
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from rich.cells import cell_len
from small_interpreter import FIRST, VALUES, VOCABULARY, WINDOW, Law
from support import NORM, Call, contract, rule, rulebook
from test_properties import PERIODS, complete, contract_with, laws

from checker import cli
from checker.course import Course, Courses, phase_on
from checker.documents import find_tariffs, read_documents
from checker.judge import HOLDS, NOT_APPLICABLE, UNDECIDED, VIOLATED, Judge
from checker.layers import Contract, contract_of
from checker.prepared import Prepared
from checker.report.json_report import SCHEMA, schema
from checker.rule_files import load_rulebook
from checker.rulebook import Rulebook
from checker.turning import Flip, Turning

ROOT = Path(__file__).parent.parent
DAY = timedelta(1)


def every_day(first: date, last: date) -> list[date]:
    return [first + n * DAY for n in range((last - first).days + 1)]


def courses(book: Rulebook, rules: list[Prepared], about: Contract, first: date, last: date) -> list[Course]:
    return Courses(book, rules, first, last).of(about)[0]


def flips_of(book: Rulebook, about: Contract, first: date, last: date) -> list[Flip]:
    follow = Courses(book, list(book.rules.values()), first, last)
    turning = Turning(follow)
    return [flip for course in follow.of(about)[0] for flip in turning.flips(course)]


def said(flips: list[Flip]) -> list[tuple[str, str, str, list[str]]]:
    """Each flip as day, verdicts, and the kinds and names of its causes."""
    return [(str(f.day), f.before, f.after, [f"{c.kind} {c.name}" for c in f.causes]) for f in flips]


# ------------------------------------------------------------------------------------------------ brute force


def check_against_every_day(book: Rulebook, about: Contract, first: date, last: date) -> None:
    """Each rule has the verdict on each day that it has when asked of that day only; every flip has a cause."""
    rules = [rule for _, rule in sorted(book.rules.items())]
    follow = Courses(book, rules, first, last)
    found, aside = follow.of(about)
    turning = Turning(follow)
    for course in found:
        assert (course.phases[0].first, course.phases[-1].last) == (first, last)
        assert all(a.last + DAY == b.first and a.verdict != b.verdict for a, b in pairwise(course.phases))
        assert all(flip.causes for flip in turning.flips(course)), (course.rule.id, course.phases)
    asking = Judge(book)
    for day in every_day(first, last):
        judge = Judge(book, day, like=asking)
        expected = {(r.id, id(i)): o.verdict for r, i, o in judge.verdicts(rules, about)}
        mine = {(c.rule.id, id(c.instance)): phase_on(c, day).verdict for c in found}
        mine |= {(r.id, id(i)): NOT_APPLICABLE for r, i in aside}
        assert mine == expected, day


def check_law(law: Law, values: dict[str, str], offer: bool, data: st.DataObject) -> None:
    book = rulebook(VOCABULARY, NORM + VALUES + str(law))
    names = [name for name in values if offer or name not in ("Vertragsschluss", "Lieferbeginn")]
    silent = data.draw(st.lists(st.sampled_from(names), max_size=3))
    about = contract_with(book, values, [name for name in names if name not in silent], offer)
    first, last = FIRST - 8 * DAY, FIRST + (WINDOW + 12) * DAY
    check_against_every_day(book, about, first, last)
    event(f"{len(flips_of(book, about, first, last))} flips")


@pytest.mark.slow
@settings(max_examples=40)
@given(laws(PERIODS), complete(), st.sampled_from([False, False, True]), st.data())
def test_the_flips_agree_with_asking_every_day(
    law: Law, values: dict[str, str], offer: bool, data: st.DataObject
) -> None:
    check_law(law, values, offer, data)


@pytest.mark.slow
@settings(max_examples=60)
@given(laws(PERIODS), complete(), st.sampled_from([False, False, True]), st.data())
def test_the_flips_agree_with_asking_every_day_at_length(
    law: Law, values: dict[str, str], offer: bool, data: st.DataObject
) -> None:
    check_law(law, values, offer, data)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("basis_2018_weiter_im_vertrieb", date(2022, 2, 1), date(2022, 4, 30)),  # consumer contracts act
        ("offen_kuendigungsfrist_30_tage", date(2026, 5, 20), date(2026, 8, 31)),  # withdrawal button; end of review
    ],
)
def test_shipped_contracts_agree_with_asking_every_day(name: str, first: date, last: date) -> None:
    book = load_rulebook([], examples=False)
    library = read_documents([str(ROOT / f"contracts/stromio/{name}.tarif")], book.vocabulary)
    about = contract_of(library.documents[0], None, book)
    check_against_every_day(book, about, first, last)
    assert {flip.after for flip in flips_of(book, about, first, last)} & {VIOLATED, UNDECIDED}


@lru_cache(maxsize=1)
def shipped() -> Rulebook:
    return load_rulebook([], examples=False)


@pytest.mark.slow
@pytest.mark.parametrize("path", sorted((ROOT / "contracts").rglob("*.tarif")), ids=lambda path: path.stem)
def test_every_shipped_contract_agrees_with_asking_every_day(path: Path) -> None:
    """Over the days of December 2025 on which three amendments come into force, one after the other."""
    library = read_documents([str(path)], shipped().vocabulary)
    tariffs = find_tariffs(library, shipped().vocabulary)
    for document in library.documents:
        fact = document.facts.get("Angebot.Tarif")
        about = contract_of(document, None if fact is None else tariffs[str(fact.value)], shipped())
        check_against_every_day(shipped(), about, date(2025, 12, 11), date(2025, 12, 24))


# ------------------------------------------------------------------------------------------------ what flips a verdict

TARIFF = """
Tarif t
    Vertrieb: ab 2022-01-05 bis 2022-03-10
    Laufzeit: 30 Tage ab Vertragsschluss
"""
SEEN = date(2022, 1, 1), date(2022, 3, 31)
SALE = [
    ("2022-01-05", NOT_APPLICABLE, HOLDS, ["sale Tarif.Vertrieb"]),
    ("2022-03-11", HOLDS, NOT_APPLICABLE, ["sale Tarif.Vertrieb"]),
]


def flips(body: str, tariff: str = TARIFF, more: str = "") -> list[tuple[str, str, str, list[str]]]:
    book = rulebook(VOCABULARY, NORM + VALUES + rule(body) + more)
    return said(flips_of(book, contract(book, tariff), *SEEN))


def test_the_sale_starts_and_ends() -> None:
    assert flips("fordert Tarif.Laufzeit höchstens 6 Wochen") == SALE


def test_a_version_starts_on_its_first_day_and_no_day_earlier() -> None:
    versions = """
    Fassung bis 2022-02-14
        fordert Tarif.Laufzeit höchstens 6 Wochen
    Fassung ab 2022-02-15
        fordert Tarif.Laufzeit höchstens 2 Wochen
    """
    found = [SALE[0], ("2022-02-15", HOLDS, VIOLATED, ["version R"])]
    assert flips(versions) == [*found, ("2022-03-11", VIOLATED, NOT_APPLICABLE, ["sale Tarif.Vertrieb"])]


def test_a_version_that_changes_nothing_here_flips_nothing() -> None:
    versions = """
    Fassung bis 2022-02-14
        fordert Tarif.Laufzeit höchstens 6 Wochen
    Fassung ab 2022-02-15
        fordert Tarif.Laufzeit höchstens 5 Wochen
    """
    assert flips(versions) == SALE


def test_an_official_amount_ends_starts_and_is_reviewed_no_further() -> None:
    tariff = TARIFF + "    Grenze: 9 kWh/a\n"
    assert flips("fordert Tarif.Grenze mehr als Richtwert", tariff) == [
        ("2022-01-05", NOT_APPLICABLE, UNDECIDED, ["sale Tarif.Vertrieb"]),
        ("2022-01-10", UNDECIDED, HOLDS, ["value Richtwert"]),
        ("2022-01-25", HOLDS, VIOLATED, ["value Richtwert"]),
        ("2022-02-11", VIOLATED, UNDECIDED, ["review Richtwert"]),
        ("2022-03-11", UNDECIDED, NOT_APPLICABLE, ["sale Tarif.Vertrieb"]),
    ]


def test_an_exception_a_derived_term_and_a_rule_that_takes_precedence() -> None:
    tariff = TARIFF + "    Online: ja\n    Grenze: 3 kWh/a\n"
    exception = """
    Fassung
        fordert Tarif.Laufzeit höchstens 2 Wochen
    es sei denn Tarif.Online
        gilt ab 2022-02-01
    """
    assert ("2022-02-01", VIOLATED, NOT_APPLICABLE, ["exemption R"]) in flips(exception, tariff)
    special = rule(
        """
        verdrängt R
        Fassung ab 2022-02-20
            fordert Tarif.Online
        """,
        id="S",
    )
    plain = "Fassung\n    fordert Tarif.Laufzeit höchstens 2 Wochen"
    assert ("2022-02-20", VIOLATED, NOT_APPLICABLE, ["rule S"]) in flips(plain, tariff, special)
    small = "wenn Kunde.klein\nFassung\n    fordert Tarif.Laufzeit höchstens 2 Wochen"
    buyers = tariff + "\nBelieferung\n    Gruppe: Privat\n    Verbrauch: mehr als 20 kWh/a\n"
    assert ("2022-01-21", VIOLATED, NOT_APPLICABLE, ["term Kunde.klein"]) in flips(small, buyers)


def test_a_day_that_the_rule_or_the_contract_names() -> None:
    until = [SALE[0], ("2022-02-02", HOLDS, VIOLATED, ["day R"])]
    assert flips("fordert Vertragsschluss höchstens 2022-02-01")[:2] == until
    stated = TARIFF + "    Stichtag: 2022-02-01\n"
    found = flips("fordert Vertragsschluss höchstens Tarif.Stichtag", stated)
    assert found[1] == ("2022-02-02", HOLDS, VIOLATED, ["day Tarif.Stichtag"])


def test_where_the_length_of_the_month_decides_each_day_is_looked_at() -> None:
    """30 days are at most a month from a day of January up to the 29th, and more than one from a day of February."""
    found = flips("fordert Tarif.Laufzeit höchstens 1 Monat ab Vertragsschluss")
    assert found[:2] == [SALE[0], ("2022-01-30", HOLDS, VIOLATED, ["calendar Tarif.Laufzeit"])]
    assert [day for day, *_ in found] == ["2022-01-05", "2022-01-30", "2022-03-01", "2022-03-11"]


def test_a_condition_on_which_the_month_decides_is_looked_at_each_day_too() -> None:
    body = "wenn Tarif.Laufzeit mehr als 1 Monat ab Vertragsschluss\nFassung\n    fordert Tarif.Online"
    found = flips(body, TARIFF + "    Online: ja\n")
    assert [(day, after) for day, _, after, _ in found] == [("2022-01-30", HOLDS), ("2022-03-01", NOT_APPLICABLE)]


def test_the_window_of_one_day_has_one_verdict() -> None:
    book = rulebook(VOCABULARY, NORM + rule("fordert Tarif.Laufzeit höchstens 1 Monat ab Vertragsschluss"))
    day = date(2022, 2, 1)
    (course,) = courses(book, list(book.rules.values()), contract(book, TARIFF), day, day)
    assert [(phase.first, phase.last, phase.verdict) for phase in course.phases] == [(day, day, VIOLATED)]


# ------------------------------------------------------------------------------------------------ the commands

HOUSE = """\
Norm HAUS-1 "Hausregel" / "house rule"
    netz "https://example.org/hausregel"
    rang zwingend
    geprüft 2026-01-01

Wert Haus.Höchstbonus in EUR "Höchstbonus" / "highest bonus"
    quelle § 2 HausR
    geprüft 2026-05-31
    2025-01-01: 50
    2026-04-01: 40

Regel HAUS-1-FRIST "Kündigungsfrist" / "notice period"
    quelle § 1 HausR
    stichtag Vertragsschluss
    schwere fehler
    sicherheit gesichert
    Fassung bis 2026-06-30
        fordert Laufzeit.Kündigungsfrist höchstens 3 Monate
    Fassung ab 2026-07-01 "Hausnovelle" / "House Reform"
        fordert Laufzeit.Kündigungsfrist höchstens 1 Monat
    Meldung de "Die Frist {Laufzeit.Kündigungsfrist} ist zu lang."
    Meldung en "The notice period {Laufzeit.Kündigungsfrist} is too long."
    Beispiel erfüllt "genau ein Monat" / "exactly one month"
        Vertragsschluss: 2026-07-01
        Laufzeit.Kündigungsfrist: 1 Monat jederzeit
    Beispiel verletzt "sechs Wochen" / "six weeks"
        Vertragsschluss: 2026-07-01
        Laufzeit.Kündigungsfrist: 6 Wochen jederzeit

Regel HAUS-1-BONUS "Höhe des Bonus" / "amount of the bonus"
    quelle § 2 HausR
    stichtag Vertragsschluss
    schwere warnung
    sicherheit gesichert
    je Bonus
    Fassung
        fordert Bonus.Betrag höchstens Haus.Höchstbonus
    Meldung de "Der Bonus von {Bonus.Betrag} ist zu hoch."
    Meldung en "The bonus of {Bonus.Betrag} is too high."
    Beispiel erfüllt "genau der Höchstbonus" / "exactly the highest bonus"
        Vertragsschluss: 2026-04-01
        Bonus.Betrag: 40 EUR
    Beispiel verletzt "ein Cent mehr" / "one cent more"
        Vertragsschluss: 2026-04-01
        Bonus.Betrag: 40,01 EUR

Regel HAUS-1-DAUER "Erstlaufzeit" / "initial term"
    quelle § 3 HausR
    stichtag Vertragsschluss
    schwere fehler
    sicherheit gesichert
    Fassung
        fordert Laufzeit.Erstlaufzeit höchstens 2 Jahre
    Meldung de "Die Laufzeit {Laufzeit.Erstlaufzeit} ist zu lang."
    Meldung en "The term {Laufzeit.Erstlaufzeit} is too long."
    Beispiel erfüllt "zwei Jahre" / "two years"
        Vertragsschluss: 2026-01-01
        Laufzeit.Erstlaufzeit: 24 Monate ab Lieferbeginn
    Beispiel verletzt "ein Monat mehr" / "one month more"
        Vertragsschluss: 2026-01-01
        Laufzeit.Erstlaufzeit: 25 Monate ab Lieferbeginn
"""
ON_SALE = """\
Tarif strom-12 "Strom 12"
    AGB: keine
    Vertrieb: ab 2025-10-01 bis 2026-09-30

Preis ab 2025-10-01
    Grundpreis: 12,90 EUR/Monat brutto
    Arbeitspreis: 32,59 ct/kWh brutto

Preis ab 2026-03-01
    Grundpreis: 13,90 EUR/Monat brutto
    Arbeitspreis: 31,10 ct/kWh brutto

Preisgarantie
    Dauer: bis 2026-12-31

Bonus Sofortbonus
    Betrag: 45 EUR
    Auszahlung: 60 Tage ab Lieferbeginn

Laufzeit
    Erstlaufzeit: 12 Monate ab Lieferbeginn
    Kündigungsfrist: 6 Wochen zum Ende Erstlaufzeit
"""
# off sale before any of these days, and lawful until then
ENDED = ON_SALE.replace("strom-12", "strom-alt").replace("ab 2025-10-01 bis 2026-09-30", "ab 2025-01-01 bis 2025-12-31")
ONLY = ("--rules", "haus.regel", "--select", "HAUS")


@pytest.fixture
def haus(tarife: Path) -> Path:
    """The current folder: with the house rules, a tariff on sale and one that is no more; a plain pipe."""
    (tarife / "haus.regel").write_text(HOUSE, encoding="utf-8")
    (tarife / "strom.tarif").write_text(ON_SALE, encoding="utf-8")
    (tarife / "alt.tarif").write_text(ENDED, encoding="utf-8")
    return tarife


BETWEEN = ("check", "--between", "2025-12-01", "2026-10-31", "strom.tarif", *ONLY)
RADAR = ("radar", "--until", "2026-12-31", *ONLY)
TIMELINE = ("timeline", "strom.tarif", *ONLY)


@pytest.mark.parametrize("command", [BETWEEN, RADAR, TIMELINE], ids=["between", "radar", "timeline"])
@pytest.mark.parametrize(
    ("name", "width", "options"),
    [("120", 120, ()), ("english-ascii-60", 60, ("--lang", "en", "--ascii"))],
)
def test_what_is_shown(
    run: Call,
    haus: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
    name: str,
    width: int,
    options: tuple[str, ...],
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    shown = run(*command, *options)
    word = "between" if "--between" in command else command[0]
    golden.check(f"time/{word}-{name}", shown.out)
    assert shown.status == cli.FINDINGS
    assert shown.err == ""
    assert max(cell_len(line) for line in shown.out.splitlines()) <= width
    assert "--ascii" not in options or shown.out.isascii()
    assert "\x1b" not in shown.out


def test_the_flips_of_a_run_are_those_of_the_days_before_and_after(run: Call, haus: Path) -> None:
    """`--as-of` on both sides of each flip finds what `--between` says."""
    found = json.loads(run(*BETWEEN, "--format", "json").out)
    flips = [(flip["day"], flip["rule"], flip["before"], flip["after"]) for flip in found["flips"]]
    assert [flip for flip in flips if VIOLATED in flip] == [
        ("2026-04-01", "HAUS-1-BONUS", HOLDS, VIOLATED),
        ("2026-06-01", "HAUS-1-BONUS", VIOLATED, UNDECIDED),
        ("2026-07-01", "HAUS-1-FRIST", HOLDS, VIOLATED),
        ("2026-10-01", "HAUS-1-FRIST", VIOLATED, NOT_APPLICABLE),
    ]
    for day, name, before, after in flips:
        for other, verdict in ((date.fromisoformat(day) - DAY, before), (day, after)):
            report = json.loads(run("check", "strom.tarif", *ONLY, "--as-of", str(other), "--format", "json").out)
            verdicts = {each["rule"]: each["verdict"] for each in report["findings"]}
            assert verdicts.get(name, "") == (verdict if verdict in (VIOLATED, UNDECIDED) else "")


def test_json_names_the_law_its_place_and_both_languages(run: Call, haus: Path) -> None:
    found = json.loads(run(*BETWEEN, "--format", "json").out)
    (flip,) = [flip for flip in found["flips"] if flip["day"] == "2026-07-01"]
    (cause,) = flip["causes"]
    line = HOUSE.splitlines().index('    Fassung ab 2026-07-01 "Hausnovelle" / "House Reform"') + 1
    assert cause == {
        "kind": "version",
        "name": "HAUS-1-FRIST",
        "text": {
            "de": "Fassung ab 2026-07-01 „Hausnovelle“ (§ 1 HausR)",
            "en": "version from 2026-07-01 “House Reform” (§ 1 HausR)",
        },
        "file": "haus.regel",
        "line": line,
    }
    fault = next(each for each in found["faults"] if each["rule"] == "HAUS-1-FRIST")
    assert (fault["from"], fault["until"], fault["document"]) == ("2026-07-01", "2026-09-30", "strom-12")


def test_concise_is_one_line_a_flip(run: Call, haus: Path) -> None:
    shown = run(*BETWEEN, "--format", "concise", "--lang", "en").out.splitlines()
    assert (
        "strom.tarif:1:1: 2026-07-01 HAUS-1-FRIST fulfilled → violated: "
        "version from 2026-07-01 “House Reform” (§ 1 HausR)" in shown
    )
    assert len(shown) == 6


def test_the_radar_calls_unreviewed_days_unknown_and_not_fine(run: Call, haus: Path) -> None:
    """The house rules are reviewed up to the first day that is looked at."""
    found = json.loads(run(*RADAR, "--format", "json").out)
    assert (found["from"], found["documents"], found["off_sale"]) == ("2026-01-01", 1, 1)
    assert [(each["from"], each["rule"], each["verdict"]) for each in found["coming"]] == [
        ("2026-04-01", "HAUS-1-BONUS", VIOLATED),
        ("2026-06-01", "HAUS-1-BONUS", UNDECIDED),
        ("2026-07-01", "HAUS-1-FRIST", VIOLATED),
    ]
    unknown = {(each["rule"], each["from"], each["until"]) for each in found["unknown"]}
    assert unknown == {
        ("HAUS-1-BONUS", "2026-01-02", "2026-03-31"),
        ("HAUS-1-DAUER", "2026-01-02", "2026-09-30"),
        ("HAUS-1-FRIST", "2026-01-02", "2026-06-30"),
    }


def test_the_radar_fails_for_what_comes_and_strictly_for_what_is_unknown(run: Call, haus: Path) -> None:
    lawful = ("radar", "--rules", "haus.regel", "--select", "HAUS-1-DAUER")
    assert run(*lawful, "--until", "2026-01-01", "--strict").status == cli.CLEAN
    assert run(*lawful, "--until", "2026-01-02").status == cli.CLEAN
    assert run(*lawful, "--until", "2026-01-02", "--strict").status == cli.FINDINGS
    assert run(*RADAR, "--until", "2026-03-31").status == cli.CLEAN
    assert run(*RADAR, "--until", "2026-04-01").status == cli.FINDINGS


def test_what_was_violated_on_the_first_day_is_named_apart(run: Call, haus: Path) -> None:
    shown = run(*RADAR, "--from", "2026-08-01").out
    assert "Nach dem bekannten Recht wird nichts unzulässig.\n\nSchon am 2026-08-01 verletzt\n" in shown
    assert "1 unentschieden; tariflint check zeigt, was fehlt." in shown


def test_a_clean_window_says_so_and_strict_asks_for_more(run: Call, haus: Path) -> None:
    quiet = ("check", "--between", "2026-01-01", "2026-02-01", "strom.tarif", *ONLY)
    shown = run(*quiet)
    assert shown.status == cli.CLEAN
    assert "An keinem Tag etwas zu beanstanden.\nKein Urteil wechselt. keine Verstöße, 0 unentschieden.\n" in shown.out
    open_days = ("check", "--between", "2026-06-01", "2026-06-30", "strom.tarif", *ONLY)
    assert (run(*open_days).status, run(*open_days, "--strict").status) == (cli.CLEAN, cli.FINDINGS)


def test_names_that_leave_no_room_for_a_bar_stand_above_it(run: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.chdir(ROOT)
    rules = ("--select", "AGB-6,AGB-7,ENWG-41-5-AENDERUNG")
    shown = run("timeline", "contracts/stromio/verlauf_2020.tarif", "--until", "2022-12-31", *rules).out
    assert all(cell_len(line) <= 60 for line in shown.splitlines())
    golden.check("time/timeline-verlauf-60", shown)


def test_a_timeline_of_an_offer_starts_with_its_contract(run: Call, haus: Path) -> None:
    offer = "Angebot a-1\n    Tarif: strom-12\n    Vertragsschluss: 2026-05-04\n"
    (haus / "a.tarif").write_text(offer, encoding="utf-8")
    found = json.loads(run("timeline", "a.tarif", *ONLY, "--format", "json").out)
    assert (found["document"], found["from"], found["signed"]) == ("a-1", "2026-05-04", "2026-05-04")
    bonus = next(row for row in found["rows"] if row["name"]["de"] == "Bonus Sofortbonus: Auszahlung")
    assert bonus["bars"] == [{"from": "2026-05-04", "until": "2026-07-03", "kind": "runs"}]


def test_mistakes_in_a_text_are_said_and_fail(run: Call, haus: Path) -> None:
    (haus / "strom.tarif").write_text(ON_SALE.replace("45 EUR", "45 €€"), encoding="utf-8")
    for command in (BETWEEN, RADAR, TIMELINE):
        shown = run(*command)
        assert "strom.tarif:" in shown.out
        assert shown.status == cli.FINDINGS


@pytest.mark.parametrize(
    ("arguments", "status", "german", "english"),
    [
        (
            ["check", "--between", "2026-02-01", "2026-01-01"],
            cli.USAGE,
            "Der letzte Tag 2026-01-01 liegt vor dem ersten 2026-02-01.",
            "The last day 2026-01-01 lies before the first 2026-02-01.",
        ),
        (
            ["radar", "--from", "2026-02-01", "--until", "2026-01-01"],
            cli.USAGE,
            "Der letzte Tag 2026-01-01 liegt vor dem ersten 2026-02-01.",
            "The last day 2026-01-01 lies before the first 2026-02-01.",
        ),
        (
            ["timeline", "strom.tarif", "--from", "2026-02-01", "--until", "2026-01-01"],
            cli.USAGE,
            "Der letzte Tag 2026-01-01 liegt vor dem ersten 2026-02-01.",
            "The last day 2026-01-01 lies before the first 2026-02-01.",
        ),
        (
            ["check", "--between", "2026-02-01"],
            cli.USAGE,
            "Nach --between fehlen zwei Tage.\nHilfe: tariflint --help",
            "Two days are missing after --between.\nHelp: tariflint --help",
        ),
        (
            ["check", "--as-of", "2026-02-01", "--between", "2026-02-01", "2026-03-01"],
            cli.USAGE,
            "--between und --as-of gehen nicht zusammen.\nHilfe: tariflint --help",
            "--between and --as-of do not go together.\nHelp: tariflint --help",
        ),
        (
            ["check", "--between", "2026-02-01", "2026-03-01", "--format", "sarif"],
            cli.USAGE,
            "Mit --between gibt es nur text, concise und json, und kein --output, --since oder --evidence.",
            "With --between there is only text, concise and json, and no --output, --since or --evidence.",
        ),
        (
            ["radar"],
            cli.USAGE,
            "Es fehlt: --until.\nHilfe: tariflint --help",
            "Missing: --until.\nHelp: tariflint --help",
        ),
        (
            ["radar", "--from", "2030-01-01", "--until", "2030-12-31"],
            cli.NOTHING,
            "Von 2030-01-01 bis 2030-12-31 ist kein Tarif im Vertrieb; geprüft wurde nichts.",
            "From 2030-01-01 to 2030-12-31 no tariff is on sale; nothing was checked.",
        ),
        (
            ["timeline", "."],
            cli.NOTHING,
            "In . steht nicht genau ein Tarif oder Angebot.",
            "There is not exactly one tariff or offer in ..",
        ),
        (
            ["timeline", "fehlt.tarif"],
            cli.USAGE,
            "Den Pfad fehlt.tarif gibt es nicht.",
            "There is no path fehlt.tarif.",
        ),
    ],
)
def test_what_cannot_be_done_is_said_in_both_languages(
    run: Call, haus: Path, arguments: list[str], status: int, german: str, english: str
) -> None:
    for language, text in (("de", german), ("en", english)):
        shown = run("--lang", language, *arguments)
        assert (shown.status, shown.out, shown.err) == (status, "", f"tariflint: {text}\n")


# ------------------------------------------------------------------------------------------------ what is set

WAIVED = ON_SALE.replace(
    "    Betrag: 45 EUR\n",
    '    Betrag: 45 EUR  # geduldet HAUS-1-BONUS bis 2026-12-31 "Aktion läuft aus" von Anna Beck\n',
)
EXCEPTION = """\
[[exception]]
rule = "HAUS-1-FRIST"
document = "strom-12"
path = "Laufzeit.Kündigungsfrist"
reason = "neue AGB im Druck"
norm = "§ 1 HausR"
owner = "Anna Beck"
approver = "Jan Voß"
expiry = 2026-12-31
"""
DAY_OF_RUN = ("--today", "2026-11-22")
OVER_TIME = pytest.mark.parametrize("command", [BETWEEN, RADAR, TIMELINE], ids=["between", "radar", "timeline"])


@pytest.fixture
def agreed(haus: Path) -> Path:
    """The house with both of its faults put up with, the one in the tariff, the other in a file."""
    (haus / "strom.tarif").write_text(WAIVED, encoding="utf-8")
    (haus / "ausnahmen.toml").write_text(EXCEPTION, encoding="utf-8")
    (haus / "tariflint.toml").write_text('exceptions = "ausnahmen.toml"\nwaive-mandatory = true\n', encoding="utf-8")
    return haus


@OVER_TIME
@pytest.mark.parametrize(("name", "width", "language"), [("waived-120", 120, "de"), ("waived-60.en", 60, "en")])
def test_what_is_waived_fails_nothing_and_is_listed(
    run: Call,
    agreed: Path,
    command: tuple[str, ...],
    name: str,
    width: int,
    language: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    said = run(*command, *DAY_OF_RUN, "--lang", language)
    golden.check(f"time/{command[0]}-{name}", said.out)
    assert said.status == cli.CLEAN


@OVER_TIME
def test_json_says_what_was_waived_and_by_whom(run: Call, agreed: Path, command: tuple[str, ...]) -> None:
    found = json.loads(run(*command, *DAY_OF_RUN, "--format", "json").out)
    name = "between" if command is BETWEEN else command[0]
    registry: Registry[Any] = Registry().with_resource(SCHEMA.name, Resource.from_contents(schema()))
    Draft202012Validator(schema(name), registry=registry).validate(found)
    waived = {(each["rule"], each["accepted"]["until"], *each["accepted"]["by"]) for each in found["accepted"]}
    assert waived == {
        ("HAUS-1-BONUS", "2026-12-31", "Anna Beck"),
        ("HAUS-1-FRIST", "2026-12-31", "Anna Beck", "Jan Voß"),
    }
    assert not [each for each in found.get("faults", found.get("coming")) if each["verdict"] == VIOLATED]


@OVER_TIME
def test_a_waiver_ends_and_mandatory_law_needs_leave(run: Call, agreed: Path, command: tuple[str, ...]) -> None:
    assert run(*command, "--today", "2026-12-31").status == cli.CLEAN
    late = run(*command, "--today", "2027-01-01")
    assert late.status == cli.FINDINGS
    assert late.out.count("fehler waiver-expired") == 2
    (agreed / "tariflint.toml").write_text('exceptions = "ausnahmen.toml"\n', encoding="utf-8")
    strict = run(*command, *DAY_OF_RUN)
    assert (strict.status, strict.out.count("fehler waiver-mandatory")) == (cli.FINDINGS, 2)


@OVER_TIME
def test_severities_and_settings_of_files_hold(run: Call, haus: Path, command: tuple[str, ...]) -> None:
    settings = haus / "tariflint.toml"
    both = '{ HAUS-1-BONUS = "hinweis", HAUS-1-FRIST = "hinweis" }'
    leave = "waive-mandatory = true\n"
    for text, status in (
        (f"{leave}severity = {both}\n", cli.CLEAN),
        (f'{leave}[paths."strom*"]\nseverity = {both}\n', cli.CLEAN),
        (f'{leave}[paths."alt*"]\nseverity = {both}\n', cli.FINDINGS),
        (f'{leave}[paths."strom*"]\nignore = ["HAUS"]\n', cli.CLEAN),
        (f'{leave}[paths."alt*"]\nignore = ["HAUS"]\n', cli.FINDINGS),
        (f'{leave}fail-on = "fehler"\n[severity]\nHAUS-1-FRIST = "warnung"\n', cli.CLEAN),
        (f'{leave}[severity]\nHAUS-1-FRIST = "hinweis"\n', cli.FINDINGS),  # the bonus is a warning
    ):
        settings.write_text(text, encoding="utf-8")
        assert run(*command).status == status, text


@OVER_TIME
def test_the_baseline_of_the_check_holds(run: Call, haus: Path, command: tuple[str, ...]) -> None:
    assert run("baseline", "accept", "alt.json", *ONLY).status == cli.CLEAN
    assert run(*command).status == cli.FINDINGS
    (haus / "tariflint.toml").write_text('baseline = "alt.json"\n', encoding="utf-8")
    said = run(*command)
    assert said.status == cli.CLEAN
    assert "\nin der Baseline HAUS-1-BONUS  Höhe des Bonus\n" in said.out
    (haus / "tariflint.toml").write_text('baseline = "fehlt.json"\n', encoding="utf-8")
    assert run(*command).status == cli.USAGE


def test_what_one_window_does_not_need_is_not_called_stale(run: Call, agreed: Path) -> None:
    early = ("check", "--between", "2025-12-01", "2026-01-31", "strom.tarif", *ONLY, *DAY_OF_RUN)
    assert run(*early).out.endswith("\n")
    assert "waiver-stale" not in run(*early).out
    assert "waiver-stale" not in run(*RADAR, *DAY_OF_RUN, "--select", "HAUS-1-DAUER").out


def test_one_line_each_for_what_was_waived(run: Call, agreed: Path) -> None:
    lines = run(*BETWEEN, *DAY_OF_RUN, "--format", "concise").out.splitlines()
    assert [line.split(": ", 1)[1].split(" Der")[0].split(" Die")[0] for line in lines if "geduldet" in line] == [
        "geduldet HAUS-1-BONUS",
        "geduldet HAUS-1-FRIST",
    ]
