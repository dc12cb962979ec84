"""The numbers of a report add up: each document has one verdict for each rule, and every pair is in one number."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import golden
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support import NORM, ROOT, Call, Said, rule, rulebook

from checker.check import Run
from checker.documents import Library, find_tariffs, read_text, take_up
from checker.finding import VERDICTS
from checker.judge import HOLDS, NOT_APPLICABLE, UNDECIDED, VIOLATED, Judge
from checker.layers import contract_of
from checker.tally import by_rule

# ------------------------------------------------------------------------------------------------ generated contracts

VOCABULARY = """
Aufzählung Gruppe "group"
    Privat "private"
    Gewerbe "commercial"
Aufzählung Bonusart "kind of bonus"
    Sofortbonus "immediate bonus"
    Treuebonus "loyalty bonus"
    Neubonus "new bonus"
Abschnitt Tarif "tariff"
Abschnitt Angebot "offer"
Abschnitt Kunde "customer"
Abschnitt Bonus "bonus"
    mehrfach nach Bonusart
Begriff Vertragsschluss "conclusion"
    typ Datum
    bereich Tarif.Vertrieb
Begriff Tarif.Vertrieb "on sale"
    typ Zeitraum
Begriff Tarif.AGB "terms"
    typ Verweis auf AGB
Begriff Angebot.Tarif "tariff"
    typ Verweis auf Tarif
Begriff Kunde.Gruppe "group"
    typ eines aus Gruppe
    bereich Tarif.Gruppe
Begriff Tarif.Gruppe "groups"
    typ mehrere aus Gruppe
Begriff Tarif.Grenze "limit"
    typ Menge in EUR
Begriff Bonus.Betrag "amount"
    typ Menge in EUR
"""
LAW = [
    rule("wenn Kunde.Gruppe ist Privat\nFassung\n    fordert Tarif.Grenze höchstens 50 EUR", "N-GRENZE"),
    rule("je Bonus\nFassung\n    fordert Bonus.Betrag höchstens 50 EUR", "N-BONUS"),
    rule("je Bonus\nwenn Bonus.Betrag mehr als 20 EUR\nFassung\n    fordert Tarif.Grenze ist angegeben", "N-JE"),
    rule("je Bonus\nFassung\n    fordert Bonus.Betrag höchstens Tarif.Grenze", "N-MIT"),
]
TERMS = [
    f"""
Norm AGB-{number} "AGB" / "terms"
    rang vertraglich
    AGB muster-{number}
    stand 2020-01-01
Vorgabe AGB-{number}-BONUS "Bonus" / "bonus"
    quelle § 1 AGB
    Bonus Treuebonus
        Betrag: {amount} EUR
{rule("fordert Tarif.Grenze mindestens 10 EUR", f"AGB-{number}-GRENZE")}
{rule("je Bonus" + chr(10) + "Fassung" + chr(10) + "    fordert Bonus.Betrag mindestens 5 EUR", f"AGB-{number}-JE")}
"""
    for number, amount in ((1, 40), (2, 60))
]
BOOK = rulebook(VOCABULARY, NORM + "\n".join(LAW) + "\n".join(TERMS))
AMOUNTS = st.sampled_from(["1 EUR", "20 EUR", "40 EUR", "60 EUR", "keine", "unbekannt", "1.5 EUR"])
BODIES = st.tuples(
    st.sampled_from(["keine", "muster-1", "muster-2", "unbekannt", "nirgends"]),
    st.none() | st.sampled_from(["Privat", "Gewerbe", "Privat, Gewerbe", "keine"]),
    st.none() | AMOUNTS,
    st.dictionaries(st.sampled_from(["Sofortbonus", "Neubonus"]), st.none() | AMOUNTS),
)
# a tariff, an offer under the tariff of that number (there may be none), or a file in which nothing can be read
FILES = st.lists(BODIES | st.integers(0, 3) | st.sampled_from(["", "kein Tarif\n"]), max_size=4)


def text(number: int, file: object) -> str:
    if isinstance(file, int):
        return f"Angebot a-{number}\n    Tarif: t-{file}\n    Vertragsschluss: 2022-02-01\n"
    if isinstance(file, str):
        return file
    terms, groups, limit, bonuses = file  # type: ignore[misc]
    lines = [f"Tarif t-{number}", f"    AGB: {terms}", "    Vertrieb: ab 2022-01-01 bis 2022-12-31"]
    lines += [f"    {name}: {value}" for name, value in (("Gruppe", groups), ("Grenze", limit)) if value is not None]
    for kind, amount in bonuses.items():
        lines += ["", f"Bonus {kind}", *([f"    Betrag: {amount}"] if amount is not None else [])]
    return "\n".join(lines) + "\n"


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    files=FILES,
    select=st.sampled_from([(), ("N-",), ("AGB-1", "N-BONUS")]),
    ignore=st.sampled_from([(), ("AGB-1",), ("N-JE",)]),
)
@example(
    files=[("muster-1", "Privat", "unbekannt", {"Sofortbonus": "60 EUR", "Neubonus": "unbekannt"}), 0, 1, ""],
    select=(),
    ignore=(),
)
def test_each_rule_counts_once_for_each_document(
    tmp_path_factory: pytest.TempPathFactory,
    files: list[object],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
) -> None:
    """Whatever sections there are, whichever rules were chosen: as a judge says who looks at one rule at a time."""
    library, folder = Library(), tmp_path_factory.mktemp("leer")
    for number, file in enumerate(files):
        document = read_text(f"{folder}/{number}.tarif", text(number, file).encode(), BOOK.vocabulary, library)
        if document is not None:
            take_up(document, library)
    run = Run(BOOK, None, select, ignore, by_document=True, in_full=False)
    report = run.report(library)
    counts = report.counts
    tariffs = find_tariffs(library, BOOK.vocabulary)
    judged = 0
    wanted: Counter[str] = Counter()
    asked: dict[tuple[str, str], set[str]] = {}
    for document in library.documents:
        named = document.facts.get("Angebot.Tarif")
        tariff = tariffs.get(str(named.value)) if named is not None else None
        if document.kind == "Angebot" and tariff is None:
            continue
        judged += 1
        contract = contract_of(document, tariff, BOOK)
        for each in run.rules:
            came = {outcome.verdict for _, _, outcome in Judge(BOOK).verdicts([each], contract)}
            wanted[min(came | {NOT_APPLICABLE}, key=VERDICTS.index)] += 1
    for finding in report.findings:
        if finding.verdict == UNDECIDED:
            asked.setdefault((finding.document, finding.rule), set()).update(finding.missing)
    assert (counts.files, counts.documents, counts.rules) == (len(files), judged, len(run.rules))
    found = {VIOLATED: counts.violated, UNDECIDED: counts.undecided, HOLDS: counts.holds}
    found[NOT_APPLICABLE] = counts.not_applicable
    assert found == {verdict: wanted[verdict] for verdict in VERDICTS}
    assert sum(found.values()) == counts.documents * counts.rules
    assert all(len(dict(each.verdicts)) + each.not_applicable == counts.rules for each in report.judged)
    assert 0 <= counts.unread <= counts.undecided
    assert dict(report.missing_facts) == Counter(name for names in asked.values() for name in names)


def test_the_worst_of_several_sections_is_the_verdict() -> None:
    came = [("A", HOLDS), ("B", UNDECIDED), ("A", VIOLATED), ("B", HOLDS), ("A", UNDECIDED), ("C", NOT_APPLICABLE)]
    assert by_rule(came) == by_rule(came[::-1]) == {"A": VIOLATED, "B": UNDECIDED, "C": NOT_APPLICABLE}


# ------------------------------------------------------------------------------------------------ as it is told

RULES = """\
Norm HAUS "Hausregeln" / "house rules"
    rang empfehlung
    geprüft 2026-08-19

Regel HAUS-BONUS "Bonus" / "bonus"
    quelle Hausregel 1
    stichtag Vertragsschluss
    schwere fehler
    sicherheit gesichert
    je Bonus
    Fassung
        fordert Bonus.Betrag höchstens 50 EUR
    Meldung de "Der Bonus {Bonus.Betrag} ist zu hoch."
    Meldung en "The bonus {Bonus.Betrag} is too high."
    Beispiel erfüllt "genau" / "exactly"
        Bonus.Betrag: 50 EUR
    Beispiel verletzt "zu hoch" / "too high"
        Bonus.Betrag: 51 EUR

Regel HAUS-ENTGELT "Entgelte" / "charges"
    quelle Hausregel 2
    stichtag Vertragsschluss
    schwere fehler
    sicherheit gesichert
    je Entgelt
    Fassung
        fordert Entgelt.Betrag höchstens 5 EUR
    Meldung de "Das Entgelt {Entgelt.Betrag} ist zu hoch."
    Meldung en "The charge {Entgelt.Betrag} is too high."
    Beispiel erfüllt "genau" / "exactly"
        Entgelt.Betrag: 5 EUR
    Beispiel verletzt "zu hoch" / "too high"
        Entgelt.Betrag: 6 EUR
"""
TARIFF = """\
Tarif {id} "Muster"
    Lieferant: "Muster GmbH"
    AGB: keine
    Vertrieb: ab 2026-01-01 bis 2026-12-31
"""
BONUS = "\nBonus {kind}\n    Betrag: {amount}\n"
# two bonuses too high and one of an unknown amount are one violated rule; two of unknown amounts one that is open
TEXTS = {
    "a": [("Sofortbonus", "60 EUR"), ("Neukundenbonus", "70 EUR"), ("Treuebonus", "unbekannt")],
    "b": [("Sofortbonus", "unbekannt"), ("Neukundenbonus", "unbekannt")],
    "c": [],
}


@pytest.fixture
def house(tarife: Path) -> Path:
    """A repository with two rules of the house, and three tariffs."""
    subprocess.run(["git", "init", "-q", "."], check=True)
    (tarife / "haus.regel").write_text(RULES, encoding="utf-8")
    (tarife / "tariflint.toml").write_text('rules = ["haus.regel"]\nselect = ["HAUS"]\n', encoding="utf-8")
    for name, bonuses in TEXTS.items():
        heads = [BONUS.format(kind=kind, amount=amount) for kind, amount in bonuses]
        (tarife / f"{name}.tarif").write_text(TARIFF.format(id=name) + "".join(heads), encoding="utf-8")
    return tarife


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("width", [60, 120])
def test_findings_and_verdicts_are_told_apart(
    language: str, width: int, house: Path, run: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    shown = run("check", "--lang", language)
    alone = run("check", "--lang", language, "a.tarif")
    nothing = house / "leer.tarif"
    nothing.touch()
    empty = run("check", "--lang", language, "leer.tarif", "c.tarif")
    tails = [said.out[said.out.rindex("\n\n") + 2 :] for said in (shown, alone, empty)]
    golden.check(f"counting/{language}-{width}", "\n".join(tails))


def test_every_report_tells_the_same_numbers(house: Path, run: Call) -> None:
    said = "3 documents × 2 rules = 6 verdicts: 1 violated, 1 undecided, 0 fulfilled, 4 not applicable"
    for form in ("text", "markdown", "html", "github", "sarif"):
        out = (
            json.loads(run("check", "--format", form).out)["runs"][0]["properties"]["summary"]
            if form == "sarif"
            else ""
        )
        assert said in (out or run("check", "--lang", "en", "--format", form).out) or form == "sarif", form
    counts = json.loads(run("check", "--format", "json").out)["counts"]
    wanted = {"files": 3, "documents": 3, "rules": 2, "violated": 1, "undecided": 1, "holds": 0, "not_applicable": 4}
    assert counts == wanted | {"unread": 0}
    junit = run("check", "--format", "junit").out
    assert [junit.count(f'<property name="{name}" value="1"') for name in VERDICTS[:3]] == [1, 1, 0]


# ------------------------------------------------------------------------------------------------ however it is run


def added_up(said: Said, documents: int | None = None) -> dict[str, int]:
    counts: dict[str, int] = json.loads(said.out)["counts"]
    came = [counts[name] for name in ("violated", "undecided", "holds", "not_applicable")]
    assert sum(came) == counts["documents"] * counts["rules"], said.err
    assert documents in (None, counts["documents"])
    return counts


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--jobs", "3"),
        ("--select", "BGB-3,ENWG"),
        ("--ignore", "AGB"),
        ("--as-of", "2022-03-01"),
        ("--strict",),
    ],
    ids=" ".join,
)
def test_all_contracts_of_the_repository(options: tuple[str, ...], tmp_path: Path, run: Call) -> None:
    record = tmp_path / "e.json"
    asked = ("check", "--format", "json", *options, "--evidence", record, "--today", "2026-11-22", ROOT / "contracts")
    first, second = (added_up(run(*asked), documents=len(list((ROOT / "contracts").rglob("*.tarif")))) for _ in "12")
    assert first == second  # worked out, then taken from what is kept
    documents = json.loads(record.read_text(encoding="utf-8"))["documents"]
    assert len(documents) == first["documents"]
    for each in documents:
        assert sum(map(len, each["verdicts"].values())) + each["not_applicable"] == first["rules"]


def test_terms_by_themselves(run: Call) -> None:
    counts = added_up(run("check", "--format", "json", ROOT / "rules" / "agb" / "stromio_2018_05_25.regel"))
    assert counts["files"] == 1


def test_what_was_accepted_or_there_before_counts_as_what_it_is(house: Path, run: Call) -> None:
    before = added_up(run("check", "--format", "json"), 3)
    name = ["-c", "user.name=M", "-c", "user.email=m@example.org"]
    subprocess.run(["git", "add", "--all"], check=True)
    subprocess.run(["git", *name, "commit", "-q", "-m", "Stand"], check=True)
    assert added_up(run("check", "--format", "json", "--since", "HEAD"), 3) == before
    run("baseline", "accept", "b.json")
    assert added_up(run("check", "--format", "json", "--baseline", "b.json"), 3) == before
    tariff = house / "a.tarif"
    waiver = '    Betrag: 60 EUR  # geduldet HAUS-BONUS bis 2026-12-31 "läuft aus"\n'
    tariff.write_text(tariff.read_text(encoding="utf-8").replace("    Betrag: 60 EUR\n", waiver), encoding="utf-8")
    assert added_up(run("check", "--format", "json", "--today", "2026-06-01"), 3) == before


def test_what_cannot_be_judged_is_no_document(house: Path, run: Call) -> None:
    (house / "leer.tarif").touch()
    (house / "bild.tarif").write_bytes(b"\x89PNG\x00\x00")
    (house / "frage.tarif").write_text("Angebot f\n    Tarif: nirgends\n", encoding="utf-8")
    (house / "weg.tarif").symlink_to("nirgends.tarif")
    shutil.copy(house / "a.tarif", house / "noch_einmal.tarif")
    counts = added_up(run("check", "--format", "json"), 4)
    assert counts["files"] == 8
    told = run("check", "--lang", "en", "frage.tarif", "leer.tarif").out
    assert "No document was checked against the rules.\n2 files: 2 errors\n" in told
    assert " × " not in told
