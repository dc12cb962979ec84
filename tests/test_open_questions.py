"""What an open question says: the facts that would settle it, and official amounts that nobody knows yet."""

from __future__ import annotations

import json
from pathlib import Path

import golden
import pytest
from support import Call, rulebook

from checker.phrases import official_unknown

TARIFF = """\
Tarif neu "Neu"
    Lieferant: "Muster GmbH"
    AGB: keine
    Vertrieb: ab {day} bis 2027-12-31

Belieferung
    Kundengruppe: Privat

Preis ab {day}
    Arbeitspreis-netto: 25,00 ct/kWh
    Arbeitspreis: {gross}
    KWKG-Umlage: 0,446 ct/kWh
"""
# a rule that rests on a stated fact and on an official amount
VAT = ("--select", "PANGV-1-ARBEITSPREIS")


def check(run: Call, *arguments: str, day: str, gross: str = "29,75 ct/kWh brutto") -> str:
    Path("neu.tarif").write_text(TARIFF.format(day=day, gross=gross), encoding="utf-8")
    return run("check", *arguments, "neu.tarif").out


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("width", [60, 120])
def test_an_amount_that_is_not_known_yet_is_no_fact_to_state(
    language: str, width: int, tarife: Path, run: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rate of VAT is reviewed up to 2026-08-19, and the levy is known for 2026."""
    monkeypatch.setenv("COLUMNS", str(width))
    rules = ("--select", "PANGV-1-ARBEITSPREIS,ENFG-12-KWKG,BGB-309-9-A")
    golden.check(f"open/official-{language}-{width}", check(run, *rules, "--lang", language, day="2027-01-01"))


@pytest.mark.parametrize(
    ("day", "gross", "missing", "official"),
    [
        ("2026-08-19", "29,75 ct/kWh brutto", None, None),
        ("2026-08-20", "29,75 ct/kWh brutto", [], ["Umsatzsteuer.Regelsatz"]),
        ("2026-08-20", "30,00 ct/kWh", ["Preis.Arbeitspreis (brutto oder netto)"], ["Umsatzsteuer.Regelsatz"]),
        ("2026-08-19", "30,00 ct/kWh", ["Preis.Arbeitspreis (brutto oder netto)"], []),
    ],
)
def test_it_is_known_up_to_its_review(
    day: str, gross: str, missing: list[str] | None, official: list[str] | None, tarife: Path, run: Call
) -> None:
    found = json.loads(check(run, "--format", "json", *VAT, day=day, gross=gross))
    assert [(each["missing"], each["official"]) for each in found["findings"]] == (
        [(missing, official)] if missing is not None else []
    )
    assert found["missing_facts"] == [{"term": name, "rules": 1} for name in missing or []]
    assert found["counts"]["undecided"] == len(found["findings"])


VALUES = """
Wert Umlage.A in ct/kWh "A" / "A"
    quelle § 1 N
    geprüft 2026-08-19
    2018-01-01: 1
    2019-01-01 bis 2019-12-31: 2
    2020-01-01: 3
Wert Umlage.B in ct/kWh "B" / "B"
    quelle § 1 N
    geprüft 2026-08-19
    2018-01-01: 1
    2020-01-01 bis 2026-12-31: 2
"""


def test_the_days_for_which_an_amount_is_known() -> None:
    """Up to its review, or as long as it says that it holds."""
    values = rulebook(VALUES).values
    assert official_unknown(["Umlage.B", "Umlage.A"], values).de == (
        "der amtliche Wert Umlage.A ist für diese Tage nicht bekannt, nur von 2018-01-01 bis 2026-08-19; "
        "der amtliche Wert Umlage.B ist für diese Tage nicht bekannt, nur von 2018-01-01 bis 2026-12-31"
    )
    assert official_unknown([], values).de == ""
