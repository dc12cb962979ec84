"""A baseline holds findings by meaning, as a set: it hides nothing new and revives nothing old."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from random import Random

import golden
import pytest
from support import NORM, ROOT, Call, rule, rulebook

from checker.check import Run
from checker.documents import read_documents
from checker.files import Unusable
from checker.finding import Identity
from checker.gate import baseline
from checker.gate.baseline import Baseline

VOCABULARY = """
Aufzählung Gruppe "group"
    Privat "private"
    Gewerbe "commercial"
Aufzählung Bonusart "kind of bonus"
    Sofortbonus "immediate bonus"
    Treuebonus "loyalty bonus"
Aufzählung Weise "way to pay"
    Lastschrift "direct debit"
    Überweisung "transfer"
    Karte "card"
    Bar "cash"
Aufzählung Garantieart "kind of guarantee"
    netto "net"
    brutto "gross"
Abschnitt Tarif "tariff"
Abschnitt Angebot "offer"
Abschnitt Kunde "customer"
Abschnitt Belieferung "supply"
Abschnitt Laufzeit "term"
Abschnitt Zahlung "payment"
Abschnitt Bonus "bonus"
    mehrfach nach Bonusart
Abschnitt Preis "price"
    mehrfach ab Datum
Abschnitt Preisgarantie "price guarantee"
    mehrfach

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
Begriff Laufzeit.Verlängerung "renewal"
    typ Verlängerung
Begriff Zahlung.Weisen "ways to pay"
    typ mehrere aus Weise
Begriff Zahlung.Sprache "language"
    typ Text
Begriff Bonus.Betrag "amount"
    typ Menge in EUR
Begriff Preis.Arbeitspreis "energy price"
    typ Menge in ct/kWh
    früher "Verbrauchspreis" bis 2024-12-31
Begriff Preisgarantie.Art "kind"
    typ eines aus Garantieart
Begriff Preisgarantie.Dauer "length"
    typ Dauer
"""
RULES = (
    rule("fordert Laufzeit.Frist höchstens 1 Monat und Laufzeit.Verlängerung ist unbefristet", id="N-LAUFZEIT"),
    rule("fordert Laufzeit.Frist höchstens 2 Wochen", id="N-FRIST"),
    rule("je Bonus\nFassung\n    fordert Bonus.Betrag höchstens 50 EUR", id="N-BONUS"),
    rule("je Preis\nFassung\n    fordert Preis.Arbeitspreis höchstens 30 ct/kWh", id="N-PREIS"),
    rule("je Preisgarantie\nFassung\n    fordert Preisgarantie.Dauer mindestens 12 Monate", id="N-GARANTIE"),
    rule("fordert Zahlung.Weisen nur Überweisung, Bar", id="N-WEISEN"),
    rule("fordert Kunde.Verbrauch höchstens 50.000 kWh/a", id="N-MENGE"),
    rule("fordert Zahlung.Sprache ist angegeben", id="N-SPRACHE"),
)
TARIFF = """\
Tarif {id} "Strom"
    Vertrieb: ab 2026-01-01 bis 2026-12-31

Belieferung
    Gruppe: Privat, Gewerbe
    Verbrauch: höchstens 100.000 kWh/a

Preis ab 2026-01-01
    Arbeitspreis: 31,50 ct/kWh brutto

Preis ab 2026-07-01
    Verbrauchspreis: 29,00 ct/kWh brutto

Preisgarantie
    Art: netto
    Dauer: 6 Monate

Preisgarantie
    Art: brutto
    Dauer: 12 Monate

Bonus Sofortbonus
    Betrag: 60,00 EUR

Bonus Treuebonus
    Betrag: 40,00 EUR

Zahlung
    Weisen: Lastschrift, Karte, Bar

Laufzeit
    Frist: 6 Wochen jederzeit
    Verlängerung: unbefristet
"""
BOOK = rulebook(VOCABULARY, NORM + "".join(RULES))


def identities(folder: Path, files: dict[str, str]) -> set[Identity]:
    """What is found in these files, by name."""
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    report = Run(BOOK).report(read_documents([str(folder / name) for name in files], BOOK.vocabulary))
    assert not [finding for finding in report.findings if finding.blinds], report.findings
    return {each for finding in report.findings for each in finding.identities}


def new(before: Iterable[Identity], after: Iterable[Identity]) -> list[str]:
    return [
        f"{each.rule} {each.document} {each.path}: {each.value}"
        for each in baseline.in_order(after)
        if each not in set(before)
    ]


# ------------------------------------------------------------------------------------------------ identity


def test_a_finding_is_told_by_rule_document_path_and_value(tmp_path: Path) -> None:
    golden.check("baseline/file", baseline.written(identities(tmp_path, {"a.tarif": TARIFF.format(id="strom-1")})))


# one edit, and what it must bring up: a new mistake is new, whatever else was mended in the same breath
SWAPS = {
    "the same rule in another section": (
        [
            ("Betrag: 60,00 EUR", "Betrag: 40,00 EUR"),
            ("Treuebonus\n    Betrag: 40,00 EUR", "Treuebonus\n    Betrag: 60,00 EUR"),
        ],
        ["N-BONUS Tarif strom-1 Bonus[Treuebonus].Betrag: 60 EUR"],
    ),
    "the same rule at another price": (
        [("31,50", "28,00"), ("29,00", "31,50")],
        ["N-PREIS Tarif strom-1 Preis[2026-07-01].Arbeitspreis: 31,5 ct/kWh brutto"],
    ),
    "the same rule in a section without a name": (
        [("Dauer: 12 Monate", "Dauer: 6 Monate"), ("Art: netto\n    Dauer: 6", "Art: netto\n    Dauer: 12")],
        ["N-GARANTIE Tarif strom-1 Preisgarantie[Art: brutto].Dauer: 6 Monate"],
    ),
    "the second half of one rule": (
        [("Verlängerung: unbefristet", "Verlängerung: 12 Monate"), ("6 Wochen", "2 Wochen")],
        ["N-LAUFZEIT Tarif strom-1 Laufzeit.Verlängerung: 12 Monate"],
    ),
    "the second half of one rule, the first not mended": (
        [("Verlängerung: unbefristet", "Verlängerung: 12 Monate")],
        ["N-LAUFZEIT Tarif strom-1 Laufzeit.Verlängerung: 12 Monate"],
    ),
    "another value": (
        [("6 Wochen", "7 Wochen")],
        [
            "N-FRIST Tarif strom-1 Laufzeit.Frist: 7 Wochen jederzeit",
            "N-LAUFZEIT Tarif strom-1 Laufzeit.Frist: 7 Wochen jederzeit",
        ],
    ),
    "one name of a list for another": (
        [("Lastschrift, Karte, Bar", "Überweisung, Lastschrift, Bar")],
        ["N-WEISEN Tarif strom-1 Zahlung.Weisen: Bar, Lastschrift, Überweisung"],
    ),
    "more customers admitted": (
        [("höchstens 100.000", "höchstens 200.000")],
        ["N-MENGE Tarif strom-1 Kunde.Verbrauch: höchstens 200.000 kWh/a"],
    ),
    "the former name in another section": (
        [("    Verbrauchspreis", "    Arbeitspreis"), ("    Arbeitspreis: 31", "    Verbrauchspreis: 31")],
        ["name-outdated Tarif strom-1 Preis ab 2026-01-01: Verbrauchspreis, 2024-12-31"],
    ),
    "something mended only": ([("6 Wochen", "2 Wochen"), ("60,00", "50,00")], []),
}


@pytest.mark.parametrize("case", SWAPS)
def test_a_swap_in_one_file_is_new(case: str, tmp_path: Path) -> None:
    edits, expected = SWAPS[case]
    text = TARIFF.format(id="strom-1")
    before = identities(tmp_path, {"a.tarif": text})
    for old, put in edits:
        assert old in text
        text = text.replace(old, put, 1)
    assert new(before, identities(tmp_path, {"a.tarif": text})) == expected


def test_a_swap_between_files_is_new(tmp_path: Path) -> None:
    faulty, mended = TARIFF.format(id="{id}"), TARIFF.format(id="{id}").replace("6 Wochen", "2 Wochen")
    before = identities(tmp_path, {"a.tarif": faulty.format(id="a"), "b.tarif": mended.format(id="b")})
    after = identities(tmp_path, {"a.tarif": mended.format(id="a"), "b.tarif": faulty.format(id="b")})
    assert new(before, after) == [
        "N-FRIST Tarif b Laufzeit.Frist: 6 Wochen jederzeit",
        "N-LAUFZEIT Tarif b Laufzeit.Frist: 6 Wochen jederzeit",
    ]


def test_a_tariff_and_an_offer_of_one_name_are_two_documents(tmp_path: Path) -> None:
    offer = (
        "Angebot {id}\n    Tarif: strom-1\n    Vertragsschluss: 2026-02-01\n\nBonus Sofortbonus\n    Betrag: 60 EUR\n"
    )
    lawful = TARIFF.format(id="strom-1").replace("60,00", "50,00")
    before = identities(tmp_path, {"a.tarif": TARIFF.format(id="strom-1")})
    found = new(before, identities(tmp_path, {"a.tarif": lawful, "b.tarif": offer.format(id="strom-1")}))
    assert "N-BONUS Angebot strom-1 Bonus[Sofortbonus].Betrag: 60 EUR" in found


# ------------------------------------------------------------------------------------------------ edits without meaning


def _pieces(text: str) -> list[list[str]]:
    """The sections, each its heading and its lines."""
    return [block.split("\n") for block in text.strip().split("\n\n")]


def edited(text: str, random: Random) -> str:
    """``text`` after a few edits that change nothing of what it says."""
    head, *others = _pieces(text)
    for _ in range(random.randint(1, 4)):
        edit = random.randrange(7)
        block = random.choice([head, *others])
        if edit == 0:  # sections
            random.shuffle(others)
        elif edit == 1:  # lines
            block[1:] = random.sample(block[1:], len(block) - 1)
        elif edit == 2:  # names of a list
            for row in others:
                for at, line in enumerate(row):
                    name, colon, values = line.partition(": ")
                    if name.strip() in ("Weisen", "Gruppe"):
                        row[at] = name + colon + ", ".join(random.sample(values.split(", "), len(values.split(", "))))
        elif edit == 3:  # a list written one name a line
            at = next((at for at, line in enumerate(block) if "Weisen: " in line and ", " in line), None)
            if at is not None:
                items = block[at].partition(": ")[2].split(", ")
                block[at : at + 1] = ["    Weisen:", *(f"        - {item}" for item in items)]
                break  # its lines now belong together
        elif edit == 4:  # comments
            block[0] = f"# {random.choice(['geprüft', 'Frist: 7 Wochen', 'Bonus Sofortbonus'])}\n{block[0]}"
        elif edit == 5:  # digits that say nothing
            for row in others:
                row[:] = [
                    line.replace("31,50", "31,5").replace("60,00", "60").replace("100.000", "100000") for line in row
                ]
        else:  # the name of the tariff
            head[0] = head[0].replace('"Strom"', '"Strom Neu"')
    gap = random.choice(["\n\n", "\n\n\n", "\n\n# ----\n\n"])
    width = random.choice(["    ", "  ", "        "])
    lines = gap.join("\n".join(block) for block in [head, *others]).replace("    ", width)
    return lines.replace("\n", random.choice(["\n", "\n", "\r\n"])) + random.choice(["", "\n", "\n\n"])


@pytest.mark.parametrize("seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 10))])
def test_edits_without_meaning_neither_hide_nor_revive(seed: int, tmp_path: Path) -> None:
    """1,000 edits in ten rounds (200 where slow tests are left out), each in a file that is moved or renamed.

    Then a new mistake stands on top of the edit.
    """
    random = Random(seed)
    text = TARIFF.format(id="strom-1")
    before = identities(tmp_path, {"a.tarif": text})
    worse = identities(tmp_path, {"a.tarif": text.replace("40,00 EUR", "70,00 EUR")})
    added = new(before, worse)
    assert added == ["N-BONUS Tarif strom-1 Bonus[Treuebonus].Betrag: 70 EUR"]
    for _ in range(100):
        again = edited(text, random)
        place = random.choice(["a.tarif", "umbenannt.tarif", "neu/a.tarif", "neu/tief/b.tarif"])
        found = identities(tmp_path, {place: again})
        assert found == before, (again, new(before, found), new(found, before))
        found = identities(tmp_path, {place: again.replace("40,00 EUR", "70,00 EUR")})
        assert new(before, found) == added, again


# ------------------------------------------------------------------------------------------------ the command

FAULTY = (ROOT / "contracts/stromio/fehler_kuendigungsfrist_drei_monate.tarif").read_text(encoding="utf-8")
LAWFUL = FAULTY.replace("3 Monate zum Ende", "1 Monat zum Ende")
ONLY = ("--select", "BGB-309-9")


@pytest.fixture
def faulty(tarife: Path) -> Path:
    """A folder with one tariff whose notice period is too long."""
    (tarife / "t.tarif").write_text(FAULTY, encoding="utf-8")
    return tarife


@pytest.fixture
def known(faulty: Path, run: Call) -> Path:
    """The same, and a baseline that knows it."""
    assert run("baseline", "accept", "b.json").status == 0
    return faulty


def documents(folder: Path) -> set[str]:
    """What the baseline of this folder speaks of."""
    return {entry["document"] for entry in json.loads((folder / "b.json").read_text("utf-8"))["known"]}


@pytest.mark.parametrize("width", ["", "60", "120"])
@pytest.mark.parametrize("language", ["de", "en"])
def test_the_life_of_a_baseline(
    language: str, width: str, faulty: Path, run: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a user sees, from taking up the check to the last entry dropped."""
    if width:
        monkeypatch.setenv("COLUMNS", width)
    page = []

    def say(*arguments: str) -> None:
        said = run(*arguments, "--lang", language)
        page.append(f"$ tariflint {' '.join(arguments)}\n{said.out}{said.err}[{said.status}]\n")

    say("baseline", "accept", "b.json", *ONLY)
    page.append((faulty / "b.json").read_text("utf-8"))
    say("check", "--baseline", "b.json", *ONLY)
    (faulty / "t.tarif").write_text(FAULTY.replace("3 Monate", "4 Monate"), encoding="utf-8")
    say("check", "--baseline", "b.json", *ONLY)
    say("baseline", "accept", "b.json", *ONLY)
    (faulty / "t.tarif").write_text(LAWFUL, encoding="utf-8")
    say("check", "--baseline", "b.json", *ONLY)
    say("baseline", "shrink", "b.json", *ONLY)
    say("baseline", "shrink", "b.json", *ONLY)
    say("check", "--baseline", "b.json", "--strict", *ONLY)
    golden.check(f"baseline/life-{language}{width and f'-{width}'}", "\n".join(page))


def test_a_baseline_grows_only_when_told_to(known: Path, run: Call) -> None:
    before = (known / "b.json").read_bytes()
    (known / "t.tarif").write_text(FAULTY.replace("3 Monate", "4 Monate"), encoding="utf-8")
    assert run("baseline", "accept", "b.json").status == 1
    assert run("baseline", "shrink", "b.json", "u.tarif").status == 2
    assert (known / "b.json").read_bytes() == before
    assert run("baseline", "accept", "--new", "b.json").status == 0
    assert set(before.splitlines()) < set((known / "b.json").read_bytes().splitlines()) | {before.splitlines()[-3]}
    assert run("check", "--baseline", "b.json").status == 0


def test_a_baseline_is_the_same_bytes_whatever_wrote_it(known: Path, run: Call) -> None:
    before = (known / "b.json").read_bytes()
    (known / "t.tarif").rename(known / "umbenannt.tarif")
    assert run("baseline", "accept", "b2.json").status == 0
    assert (known / "b2.json").read_bytes() == before
    assert run("baseline", "accept", "b.json").status == 0
    assert run("baseline", "shrink", "b.json").status == 0
    assert (known / "b.json").read_bytes() == before


def test_with_a_baseline_an_open_question_is_accepted_only_if_it_was_asked_for(faulty: Path, run: Call) -> None:
    run("baseline", "accept", "b.json")
    assert run("check", "--strict", "--baseline", "b.json").status == 1
    run("baseline", "accept", "--new", "--strict", "b.json")
    assert run("check", "--strict", "--baseline", "b.json").status == 0
    text = FAULTY.replace("    Kündigungsfrist: 3", "    Verlängerung: unbefristet\n    Kündigungsfrist: 3")
    (faulty / "t.tarif").write_text("\n".join(line for line in text.split("\n") if "Erstlaufzeit:" not in line))
    assert run("check", "--strict", "--baseline", "b.json").status == 1


def test_what_cannot_be_read_is_never_accepted(faulty: Path, run: Call) -> None:
    (faulty / "u.tarif").write_text(LAWFUL.replace("id", "").replace("1 Monat zum", "ein Monat zum"), encoding="utf-8")
    said = run("baseline", "accept", "--new", "b.json")
    assert said.status == 1
    assert "nicht aufnehmbar" in said.out
    assert "Das nimmt keine Baseline auf; es ist zuerst zu beheben." in said.out
    assert run("check", "--baseline", "b.json", "t.tarif").status == 0
    assert run("check", "--baseline", "b.json").status == 1
    before = (faulty / "b.json").read_bytes()
    (faulty / "t.tarif").write_text(LAWFUL, encoding="utf-8")
    assert run("baseline", "shrink", "b.json").status == 1, "a baseline shrinks on sure ground only"
    (faulty / "v.tarif").write_bytes(b"\x00\x01")
    assert run("baseline", "accept", "--new", "b.json").status == 1
    assert (faulty / "b.json").read_bytes() == before


def test_what_is_said_of_other_files_stays(known: Path, run: Call) -> None:
    (known / "u.tarif").write_text(LAWFUL.replace("stromio-frist-lang", "u"), encoding="utf-8")
    before = (known / "b.json").read_bytes()
    assert run("check", "--baseline", "b.json", "--strict", *ONLY, "u.tarif").status == 0, "not stale: not looked at"
    assert run("baseline", "shrink", "b.json", "u.tarif").status == 0
    assert (known / "b.json").read_bytes() == before
    (known / "t.tarif").unlink()
    assert run("baseline", "shrink", "b.json").status == 0
    assert documents(known) == {"AGB stromio-2018-05-25"}


def test_an_entry_of_a_document_that_is_gone_is_noted_where_all_was_looked_at(known: Path, run: Call) -> None:
    """Or the document could come back with its fault, and nobody would be told."""
    (known / "t.tarif").rename(known.parent / "t.tarif")
    (known / "u").mkdir()
    (known / "u/u.tarif").write_text(LAWFUL.replace("stromio-frist-lang", "u"), encoding="utf-8")
    check = ("check", "--baseline", "b.json", "--strict", "--format", "concise", *ONLY)
    gone = run(*check)
    assert gone.status == 1
    assert "baseline-stale BGB-309-9-C in Tarif stromio-frist-lang" in gone.out
    assert (run(*check, "u").status, run(*check, str(known)).status) == (0, 1)
    before = (known / "b.json").read_bytes()
    assert run("baseline", "shrink", "b.json", "u").status == 0
    assert (known / "b.json").read_bytes() == before, "what is said of other folders stays"


def test_a_baseline_may_be_set_in_the_configuration(known: Path, run: Call) -> None:
    (known / "tariflint.toml").write_text('baseline = "b.json"\n', encoding="utf-8")
    assert run("check").status == 0
    (known / "b.json").unlink()
    assert run("check").status == 2


def test_a_mended_finding_that_comes_back_is_new_once_the_baseline_has_shrunk(known: Path, run: Call) -> None:
    (known / "t.tarif").write_text(LAWFUL, encoding="utf-8")
    run("baseline", "shrink", "b.json")
    (known / "t.tarif").write_text(FAULTY, encoding="utf-8")
    assert run("check", "--baseline", "b.json").status == 1


BROKEN = {
    "missing": None,
    "empty": b"",
    "no text": b"\xff\xfe{}",
    "no json": b'{"format": 1,\n"known": [\n<<<<<<< ours\n]}',
    "deep": b"[" * 100_000,
    "another file": b'{"name": "paket"}',
    "a list": b"[]",
    "another format": b'{"format": 2, "known": []}',
    "an entry too short": b'{"format": 1, "known": [{"rule": "BGB-309-9-C"}]}',
    "an entry that is no text": b'{"format": 1, "known": [{"rule": 1, "document": "", "path": "", "value": ""}]}',
    "an unknown rule": b'{"format": 1, "known": [\n{"rule": "BGB-309-9-X", "document": "", "path": "", "value": ""}]}',
}


def test_a_baseline_that_is_missing_or_broken_is_loud(faulty: Path, run: Call) -> None:
    page = []
    for name, data in BROKEN.items():
        if data is not None:
            (faulty / "b.json").write_bytes(data)
        for language in ("de", "en"):
            said = run("check", "--baseline", "b.json", "--lang", language)
            assert (said.status, said.out) == (2, ""), name
            page.append(f"{name}: {said.err}")
    golden.check("baseline/broken", "".join(page))


def test_entries_of_rules_that_are_gone_are_dropped_by_shrinking(known: Path, run: Call) -> None:
    text = (known / "b.json").read_text("utf-8")
    (known / "b.json").write_text(text.replace("BGB-309-9-C", "BGB-309-9-X"), encoding="utf-8")
    assert run("baseline", "accept", "b.json").status == 2
    assert run("baseline", "shrink", "b.json").status == 0
    assert documents(known) == {"AGB stromio-2018-05-25"}


def test_a_baseline_that_cannot_be_written_says_so(faulty: Path, run: Call) -> None:
    said = run("baseline", "accept", "kein/ordner/b.json")
    assert said.status == 3
    assert "kein/ordner/b.json lässt sich nicht schreiben" in said.err
    assert run("baseline", "accept", "b.json", "fehlt.tarif").status == 2


def test_reading_and_writing_are_inverse(tmp_path: Path) -> None:
    odd = {
        Identity("N-1", 'Tarif "x"', "Bonus[a, b].c", "\\ ü \u2028 \ud800 \n"),
        Identity("N-1", "", "", ""),
        Identity("N-2", "Tarif a", "p", "v"),
    }
    path = tmp_path / "b.json"
    path.write_text(baseline.written(odd), encoding="utf-8")
    assert set(baseline.read_unchecked(str(path)).known) == odd
    assert baseline.written(baseline.read_unchecked(str(path)).known) == path.read_text(encoding="utf-8")
    assert baseline.read_unchecked(str(path)).known[Identity("N-2", "Tarif a", "p", "v")] == 6
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")), indent=4), encoding="utf-8")
    assert set(baseline.read_unchecked(str(path)).known) == odd, "a file laid out anew is still a baseline"
    with pytest.raises(Unusable):
        baseline.read(str(path), {"N-1"})
    assert Baseline("").gone([]) == []
