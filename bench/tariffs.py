"""Tariffs for the measurements: each about 30 lines, each different, the same on every machine.

What a product team varies is varied: prices, days, customers, limits, excluded installations, guarantee, bonus, term.
Some of them violate rules, as real ones do.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from random import Random

INSTALLATIONS = ("Reservestromanlage", "Notstromaggregat", "Speicherheizung", "Wärmepumpe")


def german(hundredths: int) -> str:
    """1234 hundredths as `12,34`."""
    return f"{hundredths // 100},{hundredths % 100:02d}"


def tariff(number: int) -> str:
    """The text of tariff ``number``."""
    draw = Random(number)
    start = date(2018, 6, 1) + timedelta(days=draw.randrange(2_900))
    end = start + timedelta(days=draw.choice((89, 180, 364, 729)))
    base, energy = draw.randrange(490, 1_890), draw.randrange(2_200, 4_400)
    kind, components = draw.choice((("eingeschränkt", "lit. a bis c"), ("eingeschränkt", "lit. a, lit. b")))
    term = draw.choice((12, 12, 12, 24))
    renewal = draw.choice(("12 Monate", "unbefristet", "unbefristet", "1 Monat"))
    notice = draw.choice(("1 Monat", "4 Wochen", "6 Wochen", "2 Wochen", "30 Tage"))
    excluded = "\n".join(f"        - {name}" for name in INSTALLATIONS[: draw.randrange(2, 5)])
    return f"""\
Tarif messung-{number} "Messung {number}"
    Lieferant: "Stromio GmbH"
    AGB: stromio-2018-05-25
    Vertrieb: ab {start} bis {end}

Belieferung
    Kundengruppe: {draw.choice(("Privat", "Privat, Gewerbe", "Gewerbe"))}
    Jahresverbrauch: höchstens {draw.randrange(5, 101)}.000 kWh/a
    Zähler: Eintarifzähler
    Lastprofil: Standardlastprofil
    Ausschluss:
{excluded}

Preis ab {start}
    Grundpreis: {german(base)} EUR/Monat brutto
    Arbeitspreis: {german(energy)} ct/kWh brutto
    Beschaffung: {german(energy // 5)} ct/kWh netto
    Netzentgelt: {german(energy // 4)} ct/kWh netto

Preisgarantie
    Art: {kind}
    Bestandteile: {components}
    Dauer: {draw.choice((6, 12, 12, 24))} Monate ab Lieferbeginn

Bonus Sofortbonus
    Betrag: {draw.randrange(2, 30) * 5} EUR
    Auszahlung: {draw.choice((30, 60, 60, 90))} Tage ab Lieferbeginn
    Sperrfrist: 6 Monate

Laufzeit
    Erstlaufzeit: {term} Monate ab Lieferbeginn
    Verlängerung: {renewal}
    Kündigungsfrist: {notice} zum Ende Erstlaufzeit
"""


def write(folder: Path, count: int) -> None:
    """Write tariffs 1 to ``count`` into ``folder``."""
    folder.mkdir(parents=True)
    for number in range(1, count + 1):
        (folder / f"messung_{number:05d}.tarif").write_text(tariff(number), encoding="utf-8")
