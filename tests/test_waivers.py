"""Exceptions with a life cycle: comments in a document, and a file of exceptions.

Reading tests/golden/waivers is seeing them.
"""

from __future__ import annotations

import json
import re
import subprocess
from datetime import date
from pathlib import Path

import golden
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import Call

from checker import cli
from checker.gate.accepting import may_hold_one
from checker.gate.by_file import pattern
from checker.gate.waiver_comments import waivers_in
from dsl.formatter import format_file
from dsl.source import read_source

ROOT = Path(__file__).parent.parent
LAWFUL = (ROOT / "contracts/stromio/festpreis_2026.tarif").read_text(encoding="utf-8")
TODAY = "2026-06-01"
# what the tariff below does not keep: a rule of the house, and mandatory, settled law
HOUSE, LAW = "HAUS-1", "BGB-309-9-C"
RULES = """\
Norm HAUS "Hausregeln" / "house rules"
    rang empfehlung
    geprüft 2026-08-19

Regel HAUS-1 "Erstlaufzeit" / "initial term"
    quelle Hausregel 1
    stichtag Vertragsschluss
    schwere fehler
    sicherheit gesichert
    Fassung
        fordert Laufzeit.Erstlaufzeit höchstens 6 Monate
    Meldung de "Die Erstlaufzeit {Laufzeit.Erstlaufzeit} ist zu lang."
    Meldung en "The initial term {Laufzeit.Erstlaufzeit} is too long."
    Beispiel erfüllt "genau" / "exactly"
        Laufzeit.Erstlaufzeit: 6 Monate ab Lieferbeginn
    Beispiel verletzt "zu lang" / "too long"
        Laufzeit.Erstlaufzeit: 7 Monate ab Lieferbeginn
"""
HEAD = """\
Tarif muster "Muster"
    Lieferant: "Muster GmbH"
    AGB: keine
    Vertrieb: ab 2026-01-01

Belieferung
    Kundengruppe: Privat
"""
TERM = "    Erstlaufzeit: 12 Monate ab Lieferbeginn"
PLAIN = f"{HEAD}\nLaufzeit\n{TERM}\n"
REASON = f'geduldet {HOUSE} bis 2026-12-31 "läuft aus"'


@pytest.fixture
def house(tarife: Path) -> Path:
    """A repository with a rule of the house, and a tariff that does not keep it."""
    subprocess.run(["git", "init", "-q", "."], check=True)
    (tarife / "haus.regel").write_text(RULES, encoding="utf-8")
    (tarife / "tariflint.toml").write_text('rules = ["haus.regel"]\nselect = ["HAUS"]\n', encoding="utf-8")
    (tarife / "muster.tarif").write_text(PLAIN, encoding="utf-8")
    return tarife


def codes(out: str) -> list[str]:
    """The rule of each line of a concise report, with how it is called."""
    return [" ".join(line.split()[1:3]) for line in out.splitlines()]


def check(name: str, text: str) -> None:
    """As a golden file holds it; how many rules ship is another matter."""
    golden.check(name, re.sub(r"\b\d{3} (Regeln|rules)\b", r"NNN \1", text))


def concise(run: Call, *arguments: str, today: str = TODAY) -> tuple[int, list[str]]:
    said = run("check", "--today", today, "--format", "concise", *arguments)
    assert not said.err
    return said.status, codes(said.out)


# ------------------------------------------------------------------------------------------------ as it is seen

COMMENTED = {
    "waived": PLAIN.replace(TERM, f"{TERM}  # {REASON} von Anna Beck"),
    "expired": PLAIN.replace(TERM, f'{TERM}  # geduldet {HOUSE} bis 2026-05-31 "war bald vorbei"'),
    "expiring": PLAIN.replace(TERM, f'{TERM}  # geduldet {HOUSE} bis 2026-07-01 "bald vorbei"'),
    "long": PLAIN.replace(TERM, f'{TERM}  # geduldet {HOUSE} bis 9999-12-31 "für immer"'),
    "no-day": PLAIN.replace(TERM, f'{TERM}  # geduldet {HOUSE} bis 31.12.2026 "Grund"'),
    "stale": PLAIN.replace("12 Monate", "6 Monate").replace("Laufzeit\n", f"# {REASON}\nLaufzeit\n"),
    "malformed": PLAIN.replace("Laufzeit\n", f"# geduldet {HOUSE} bis 2026-12-31\nLaufzeit\n"),
    "unknown": PLAIN.replace(TERM, f'{TERM}  # geduldet HAUS-2 bis 2026-12-31 "Grund"'),
    "alone": f"{PLAIN}    # {REASON}\n",
}


@pytest.mark.parametrize("name", COMMENTED)
def test_a_waiver_in_a_document_as_the_user_sees_it(
    run: Call, house: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (house / "muster.tarif").write_text(COMMENTED[name], encoding="utf-8")
    monkeypatch.setenv("COLUMNS", "60")
    german = run("check", "--today", TODAY)
    monkeypatch.setenv("COLUMNS", "120")
    english = run("check", "--today", TODAY, "--lang", "en")
    assert german.status == english.status == (cli.CLEAN if name in ("waived", "expiring") else cli.FINDINGS)
    check(f"waivers/{name}", german.out + english.out)


def test_mandatory_law_cannot_be_waived_unless_the_configuration_says_so(run: Call, house: Path) -> None:
    text = LAWFUL.replace("Kündigungsfrist: 1 Monat zum Ende", "Kündigungsfrist: 3 Monate zum Ende")
    comment = f'# geduldet {LAW} bis 2026-12-31 "bis zur Umstellung"\n'
    (house / "muster.tarif").write_text(comment + text, encoding="utf-8")
    (house / "tariflint.toml").write_text(f'select = ["{LAW}"]\n', encoding="utf-8")
    said = run("check", "--today", TODAY)
    assert said.status == cli.FINDINGS
    check("waivers/mandatory", said.out + run("check", "--today", TODAY, "--lang", "en").out)
    (house / "tariflint.toml").write_text(f'select = ["{LAW}"]\nwaive-mandatory = true\n', encoding="utf-8")
    assert concise(run) == (cli.CLEAN, [f"geduldet {LAW}"])


# ------------------------------------------------------------------------------------------------ the life of a waiver


@pytest.mark.parametrize(
    ("today", "status", "said"),
    [
        ("2026-11-30", cli.CLEAN, [f"geduldet {HOUSE}"]),  # 31 days before
        ("2026-12-01", cli.CLEAN, ["warnung waiver-expiring", f"geduldet {HOUSE}"]),  # 30 days before
        ("2026-12-31", cli.CLEAN, ["warnung waiver-expiring", f"geduldet {HOUSE}"]),  # the last day
        ("2027-01-01", cli.FINDINGS, [f"fehler {HOUSE}", "fehler waiver-expired"]),
    ],
)
def test_it_holds_up_to_its_last_day_and_is_called_to_mind_before(
    run: Call, house: Path, today: str, status: int, said: list[str]
) -> None:
    (house / "muster.tarif").write_text(COMMENTED["waived"], encoding="utf-8")
    assert concise(run, today=today) == (status, said)
    assert concise(run, "--strict", today=today)[0] == status  # a warning in time fails nobody


@pytest.mark.parametrize(
    ("settings", "last", "too_long"),
    [
        ("", "2027-06-02", "2027-06-03"),  # 366 days from today on
        ("longest-exception = 30\n", "2026-07-01", "2026-07-02"),
        ("longest-exception = 0\n", "2026-06-01", "2026-06-02"),
        ("longest-exception = 999999\n", "4763-12-31", None),
    ],
)
@pytest.mark.parametrize("in_file", [False, True], ids=["comment", "exceptions file"])
def test_an_exception_runs_for_a_while_and_not_for_ever(
    settings: str, last: str, too_long: str | None, in_file: bool, run: Call, house: Path
) -> None:
    with (house / "tariflint.toml").open("a", encoding="utf-8") as file:
        file.write(settings + ('exceptions = "ausnahmen.toml"\n' if in_file else ""))

    def waived_until(day: str) -> tuple[int, list[str]]:
        comment = "" if in_file else f'  # geduldet {HOUSE} bis {day} "Grund"'
        (house / "muster.tarif").write_text(PLAIN.replace(TERM, TERM + comment), encoding="utf-8")
        if in_file:
            text = EXCEPTION.replace("expiry = 2026-12-31", f"expiry = {day}")
            assert day in text
            (house / "ausnahmen.toml").write_text(text, encoding="utf-8")
        status, said = concise(run)
        return status, [each for each in said if each != "warnung waiver-expiring"]

    assert waived_until(last) == (cli.CLEAN, [f"geduldet {HOUSE}"])
    if too_long is not None:
        status, said = waived_until(too_long)
        assert (status, sorted(said)) == (cli.FINDINGS, [f"fehler {HOUSE}", "fehler waiver-long"])


@pytest.mark.parametrize("exception", ["long", "expired", "expiring"])
def test_the_finding_on_an_exception_is_the_same_tomorrow(run: Call, house: Path, exception: str) -> None:
    (house / "muster.tarif").write_text(COMMENTED[exception], encoding="utf-8")
    names = []
    for today in ("2026-06-02", "2026-06-03"):
        found = json.loads(run("check", "--today", today, "--format", "json").out)["findings"]
        names.append([each["fingerprint"] for each in found])
    assert names[0] == names[1] != []


def test_nothing_is_stale_that_this_run_could_not_have_found(run: Call, house: Path) -> None:
    (house / "muster.tarif").write_text(COMMENTED["stale"], encoding="utf-8")
    assert concise(run) == (cli.FINDINGS, ["fehler waiver-stale"])
    assert "fehler waiver-stale" not in concise(run, "--select", LAW)[1]  # the rule was not asked
    assert concise(run, "--as-of", "2026-02-01")[1] == []  # nor any other day
    (house / "muster.tarif").write_text(COMMENTED["stale"] + "    Verlängerung: 12 Monde\n", encoding="utf-8")
    assert "fehler waiver-stale" not in concise(run)[1]  # a line of the document could not be read


def test_two_waivers_of_one_finding_are_one_too_many(run: Call, house: Path) -> None:
    text = PLAIN.replace(TERM, f"    # {REASON}\n{TERM}  # {REASON}")
    (house / "muster.tarif").write_text(text, encoding="utf-8")
    assert concise(run)[1] == ["fehler waiver-stale", f"geduldet {HOUSE}"]


# ------------------------------------------------------------------------------------------------ where it holds


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        (PLAIN.replace(TERM, f"{TERM} # {REASON}"), True),
        (PLAIN.replace(TERM, f"    # {REASON}\n{TERM}"), True),
        (PLAIN.replace("Laufzeit\n", f"# {REASON}\nLaufzeit\n"), True),
        (PLAIN.replace("Laufzeit\n", f"Laufzeit # {REASON}\n"), True),
        (f"# {REASON}\n{PLAIN}", True),
        (PLAIN.replace('"Muster"\n', f'"Muster" # {REASON}\n', 1), True),
        (PLAIN.replace("Belieferung\n", f"# {REASON}\nBelieferung\n"), False),
        (PLAIN.replace('"Muster GmbH"', f'"Muster GmbH" # {REASON}'), False),
        (PLAIN.replace('"Muster GmbH"', f'"Muster # {REASON[:9]} GmbH"'), False),
    ],
)
def test_it_holds_for_the_line_the_section_or_the_document(run: Call, house: Path, text: str, holds: bool) -> None:
    (house / "muster.tarif").write_text(text, encoding="utf-8")
    assert (f"geduldet {HOUSE}" in concise(run)[1]) is holds


def test_a_waiver_above_a_section_holds_for_what_the_section_does_not_say(run: Call, house: Path) -> None:
    """The finding stands where the document brings in the terms, but is about the section."""
    text = (ROOT / "contracts/stromio/basis_2018_weiter_im_vertrieb.tarif").read_text(encoding="utf-8")
    comment = f'# geduldet {LAW} bis 2026-12-31 "Grund"\nLaufzeit\n    Erstlaufzeit: 12 Monate ab Lieferbeginn\n'
    (house / "muster.tarif").write_text(f"{text}\n{comment}", encoding="utf-8")
    (house / "tariflint.toml").write_text(f'select = ["{LAW}"]\nwaive-mandatory = true\n', encoding="utf-8")
    assert concise(run) == (cli.CLEAN, [f"geduldet {LAW}"])


def test_the_formatter_keeps_it_where_it_holds(run: Call, house: Path) -> None:
    for text in COMMENTED.values():
        formatted = format_file("muster.tarif", text.encode(), "tarif").text
        (house / "muster.tarif").write_text(text, encoding="utf-8")
        before = concise(run)
        (house / "muster.tarif").write_text(str(formatted), encoding="utf-8")
        assert concise(run) == before


@settings(max_examples=150, deadline=None)
@given(st.text('#ab "\n\t gedult-A1:', max_size=80) | st.text(f'# {REASON}\n "', max_size=120))
def test_no_comment_breaks_the_reading_of_waivers(text: str) -> None:
    source, _ = read_source("t.tarif", text.encode())
    waivers, problems = waivers_in(source, "t", lambda name: name == "A-1")
    assert may_hold_one(text.encode()) or not (waivers or problems)
    for waiver in waivers:
        assert 1 <= waiver.lines[0] <= waiver.lines[1] <= len(source.lines)


# ------------------------------------------------------------------------------------------------ the exceptions file

EXCEPTION = """\
[[exception]]
rule = "HAUS-1"
document = "muster"
path = "Laufzeit.Erstlaufzeit"
reason = "läuft mit der Umstellung aus"
norm = "Hausregel 1"
owner = "Anna Beck"
approver = "Jan Voß"
expiry = 2026-12-31
"""
FILES = {
    "file-waived": EXCEPTION,
    "file-day-as-text": EXCEPTION.replace("2026-12-31", '"2026-12-31"').replace('path = "Laufzeit.Erstlaufzeit"\n', ""),
    "file-expired": EXCEPTION.replace("2026-12-31", "2026-05-31"),
    "file-no-day": EXCEPTION.replace("2026-12-31", '"31.12.2026"'),
    "file-approver": EXCEPTION.replace("Jan Voß", "anna  beck"),
    "file-incomplete": EXCEPTION.replace('owner = "Anna Beck"\n', "").replace('"Hausregel 1"', '" "'),
    "file-no-text": EXCEPTION.replace('"Hausregel 1"', "3"),
    "file-key": EXCEPTION.replace("expiry", "until = 2026-12-31\nexpiry") + "\n[other]\nx = 1\n",
    "file-rule": EXCEPTION.replace("HAUS-1", "HAUS-2"),
    "file-stale": EXCEPTION.replace("Laufzeit.Erstlaufzeit", "Laufzeit.Verlängerung"),
    "file-document": EXCEPTION.replace('"muster"', '"mustre"'),
}


@pytest.mark.parametrize("name", FILES)
def test_an_exceptions_file_as_the_user_sees_it(run: Call, house: Path, name: str) -> None:
    (house / "ausnahmen.toml").write_text(FILES[name], encoding="utf-8")
    call = ("check", "--today", TODAY, "--exceptions", "ausnahmen.toml")
    german, english = run(*call), run(*call, "--lang", "en")
    assert (german.err, english.err) == ("", "")
    assert german.status == (cli.CLEAN if name in ("file-waived", "file-day-as-text") else cli.FINDINGS)
    check(f"waivers/{name}", german.out + english.out)


def test_an_entry_about_another_file_is_not_stale_where_only_some_are_checked(run: Call, house: Path) -> None:
    """A hook names the files that changed; only who checks the whole folder can say that a document is gone."""
    (house / "ausnahmen.toml").write_text(FILES["file-document"], encoding="utf-8")
    call = ("--exceptions", "ausnahmen.toml")
    assert concise(run, *call)[1] == ["fehler exception-document", f"fehler {HOUSE}"]
    assert concise(run, *call, "muster.tarif")[1] == [f"fehler {HOUSE}"]


OFFER = """\
Angebot muster-0042
    Tarif: muster
    Vertragsschluss: 2026-03-01

Kunde
    Gruppe: Privat
"""


def both(run: Call, *more: str) -> list[str]:
    """What is said of the tariff and of the offer for it."""
    said = run("check", "--today", TODAY, "--format", "concise", *more)
    return sorted(f"{line.split(':')[0]} {line.split()[1]}" for line in said.out.splitlines() if HOUSE in line)


@pytest.mark.parametrize(
    ("document", "excused"),
    [
        ("muster", "muster.tarif"),
        ("Tarif muster", "muster.tarif"),
        ("muster-0042", "offer.tarif"),
        ("Angebot muster-0042", "offer.tarif"),
        ("Angebot muster", ""),
    ],
)
def test_an_exception_for_a_tariff_excuses_no_offer_and_one_for_an_offer_no_tariff(
    run: Call, house: Path, document: str, excused: str
) -> None:
    """An offer is a promise of its own: who puts up with the tariff has not put up with what was offered under it."""
    (house / "offer.tarif").write_text(OFFER, encoding="utf-8")
    assert both(run) == ["muster.tarif fehler", "offer.tarif fehler"]
    (house / "ausnahmen.toml").write_text(EXCEPTION.replace('"muster"', f'"{document}"'), encoding="utf-8")
    found = both(run, "--exceptions", "ausnahmen.toml")
    assert found == [
        f"{name} {'geduldet' if name == excused else 'fehler'}" for name in ("muster.tarif", "offer.tarif")
    ]
    codes_of_all = concise(run, "--exceptions", "ausnahmen.toml")[1]
    assert ("fehler exception-document" in codes_of_all) == (not excused)


@pytest.mark.parametrize(
    ("tariff", "offer", "excused"),
    [
        (PLAIN.replace(TERM, f"{TERM}  # {REASON}"), OFFER, "muster.tarif"),
        (f"# {REASON}\n{PLAIN}", OFFER, "muster.tarif"),
        (PLAIN, OFFER.replace("Tarif: muster", f"Tarif: muster  # {REASON}"), "offer.tarif"),
        (PLAIN, f"# {REASON}\n{OFFER}", "offer.tarif"),
    ],
)
def test_a_comment_holds_in_its_own_document(run: Call, house: Path, tariff: str, offer: str, excused: str) -> None:
    (house / "muster.tarif").write_text(tariff, encoding="utf-8")
    (house / "offer.tarif").write_text(offer, encoding="utf-8")
    found = both(run)
    assert found == [
        f"{name} {'geduldet' if name == excused else 'fehler'}" for name in ("muster.tarif", "offer.tarif")
    ]


def test_two_documents_of_one_id_are_told_apart_by_their_kind(run: Call, house: Path) -> None:
    (house / "offer.tarif").write_text(OFFER.replace("muster-0042", "muster"), encoding="utf-8")
    (house / "ausnahmen.toml").write_text(EXCEPTION.replace('"muster"', '"Tarif muster"'), encoding="utf-8")
    assert both(run, "--exceptions", "ausnahmen.toml") == ["muster.tarif geduldet", "offer.tarif fehler"]


def test_an_exceptions_file_that_is_no_toml_or_missing(run: Call, house: Path) -> None:
    (house / "ausnahmen.toml").write_text("[[exception]\n", encoding="utf-8")
    said = run("check", "--exceptions", "ausnahmen.toml")
    assert (said.status, said.out) == (cli.USAGE, "")
    assert said.err.startswith("tariflint: ausnahmen.toml:1:")
    assert run("check", "--exceptions", "keine.toml").status == cli.USAGE


def test_every_waiver_of_a_report_says_by_whom_until_when_and_why(run: Call, house: Path) -> None:
    (house / "ausnahmen.toml").write_text(EXCEPTION, encoding="utf-8")
    said = run("check", "--today", TODAY, "--exceptions", "ausnahmen.toml", "--format", "json")
    (accepted,) = json.loads(said.out)["accepted"]
    assert (accepted["why"], accepted["until"], accepted["by"], accepted["reason"]) == (
        "waived",
        "2026-12-31",
        ["Anna Beck", "Jan Voß"],
        "läuft mit der Umstellung aus",
    )
    assert accepted["finding"]["rule"] == HOUSE


# ------------------------------------------------------------------------------------------------ rules and files


@pytest.mark.parametrize(
    ("glob", "path", "matches"),
    [
        ("alt/**", "alt/a.tarif", True),
        ("alt/**", "alt/b/a.tarif", True),
        ("alt", "alt/a.tarif", True),
        ("alt/", "alt/a.tarif", True),
        ("alt", "alter/a.tarif", False),
        ("*.tarif", "a.tarif", True),
        ("*.tarif", "alt/a.tarif", False),
        ("**/*.tarif", "a.tarif", True),
        ("**/*.tarif", "alt/b/a.tarif", True),
        ("a?.tarif", "ab.tarif", True),
        ("a?.tarif", "a/.tarif", False),
        ("a[b].tarif", "a[b].tarif", True),
        ("./alt/*", "alt/a.tarif", True),
    ],
)
def test_the_files_a_pattern_stands_for(glob: str, path: str, matches: bool) -> None:
    assert (pattern(glob).fullmatch(path) is not None) is matches


def test_what_files_do_not_fail_for_is_listed(run: Call, house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (house / "tariflint.toml").open("a", encoding="utf-8") as file:
        file.write('\n[paths."alt/**"]\nignore = ["HAUS"]\n')
    (house / "alt").mkdir()
    (house / "alt/alt.tarif").write_text(PLAIN.replace("Tarif muster", "Tarif alt"), encoding="utf-8")
    assert concise(run) == (cli.FINDINGS, [f"fehler {HOUSE}", f"geduldet {HOUSE}"])
    check("waivers/by-file", run("check", "alt").out + run("check", "--lang", "en", "alt").out)
    monkeypatch.chdir(house / "alt")
    assert concise(run) == (cli.CLEAN, [f"geduldet {HOUSE}"])


def test_another_severity_for_a_rule_and_for_some_files(run: Call, house: Path) -> None:
    with (house / "tariflint.toml").open("a", encoding="utf-8") as file:
        file.write(f'\n[severity]\n{HOUSE} = "note"\n\n[paths."streng/**".severity]\n{HOUSE} = "warnung"\n')
    assert concise(run, "muster.tarif") == (cli.CLEAN, [f"hinweis {HOUSE}"])
    (house / "streng").mkdir()
    (house / "streng/s.tarif").write_text(PLAIN.replace("Tarif muster", "Tarif s"), encoding="utf-8")
    assert concise(run) == (cli.FINDINGS, [f"hinweis {HOUSE}", f"warnung {HOUSE}"])


def test_the_day_of_this_machine_counts_where_none_is_given(run: Call, house: Path) -> None:
    text = PLAIN.replace(TERM, f'{TERM} # geduldet {HOUSE} bis {date.min} "Grund"')
    (house / "muster.tarif").write_text(text, encoding="utf-8")
    assert "waiver-expired" in run("check").out
