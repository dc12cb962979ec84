"""Kinds of words, values and types in plain words of both languages: (German, English)."""

from __future__ import annotations

# what may stand at a place
EXPECTED = {
    "@name": ("ein Name", "a name"),
    "@number": ("eine Zahl", "a number"),
    "@unit": ("eine Einheit", "a unit"),
    "@day": ("ein Datum wie 2022-03-01", "a date such as 2022-03-01"),
    "@text": ("ein Text in Anführungszeichen", "a text in quotes"),
    "@tax": ("brutto oder netto", "brutto or netto"),
    "@comma": ("ein Komma", "a comma"),
    "@citation": ("eine Fundstelle wie § 4 Abs. 1", "a citation such as § 4 Abs. 1"),
    "@language": ("de oder en", "de or en"),
    "@end": ("das Ende der Zeile", "the end of the line"),
    "@value": ("ein Wert, etwa eine Zahl mit Einheit, ein Datum oder ein Name", "a value: an amount, a date or a name"),
    "@keyword": ("ein Wort der Regelsprache", "a word of the rule language"),
    "@other": ("etwas anderes", "something else"),
}

# what was being read
READ = {
    "fact": ("eine Angabe der Form „Name: Wert“", "a fact, “Name: value”"),
    "item": ("ein Eintrag einer Liste", "an item of a list"),
    "heading": ("eine Überschrift wie „Preis ab 2018-06-01“", "a heading such as “Preis ab 2018-06-01”"),
    "top": ("der Kopf einer Regel, Norm oder Vorgabe", "the head of a rule, norm or default"),
    "line": ("eine Zeile der Regelsprache", "a line of the rule language"),
}

LANGUAGES = {"de": ("deutsche", "German"), "en": ("englische", "English")}

# what a value is
KINDS = {
    "yes-no": ("eine Ja-nein-Angabe", "a yes or no"),
    "amount": ("eine Zahl mit Einheit", "a number with a unit"),
    "count": ("eine Zahl ohne Einheit", "a number without a unit"),
    "bound": ("eine Grenze", "a bound"),
    "day": ("ein Datum", "a date"),
    "range": ("ein Zeitraum", "a range of days"),
    "period": ("eine Dauer", "a duration"),
    "term": ("eine Laufzeit mit zwei möglichen Enden", "a term with two possible ends"),
    "indefinite": ("eine unbefristete Laufzeit", "an indefinite term"),
    "names": ("ein Name oder eine Aufzählung von Namen", "a name or a row of names"),
    "text": ("ein Text", "a text"),
}

MONTHS = (
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "January February March April May June July August September October November December",
)

# unit -> an amount in it
EXAMPLES = {
    "kWh": "500 kWh",
    "kWh/a": "3.500 kWh/a",
    "kW": "30 kW",
    "EUR": "60 EUR",
    "ct": "5 ct",
    "EUR/a": "20,80 EUR/a",
    "EUR/Monat": "9,90 EUR/Monat",
    "EUR/kWh": "0,2742 EUR/kWh",
    "ct/kWh": "27,42 ct/kWh",
    "EUR/MWh": "85,00 EUR/MWh",
    "EUR/kW": "40,00 EUR/kW",
    "%": "19 %",
}

_TYPES = {
    "ja/nein": ("ja oder nein", "yes (ja) or no (nein)", "ja"),
    "Text": ("ein Text in Anführungszeichen", "a text in quotes", '"Stromio GmbH"'),
    "Anzahl": ("eine Anzahl ohne Einheit", "a count without a unit", "12"),
    "Datum": ("ein Datum", "a date", "2022-03-01"),
    "Zeitraum": ("ein Zeitraum", "a range of days", "ab 2018-06-01 bis 2022-02-28"),
    "Dauer": ("eine Dauer", "a duration", "6 Wochen"),
    "Frist": ("eine Frist", "a notice period", "6 Wochen zum Ende Erstlaufzeit"),
    "Laufzeit": ("eine Dauer oder ein Enddatum", "a duration or a last day", "12 Monate ab Lieferbeginn"),
    "Verlängerung": ("eine Dauer oder unbefristet", "a duration or unbefristet", "12 Monate"),
}


def type_name(kind: str, of: str) -> tuple[str, str]:
    """What a term of this type takes, in both languages. ``of``: its unit, enumeration or kind of document."""
    if kind in _TYPES:
        return _TYPES[kind][:2]
    if kind == "Menge" and of == "%":
        return "ein Prozentsatz", "a percentage"
    if kind == "Menge" and ("EUR" in of or "ct" in of):
        return f"ein Betrag in {of}", f"an amount in {of}"
    return {
        "Menge": (f"eine Menge in {of}", f"a quantity in {of}"),
        "Grenze": (f"eine Grenze in {of}", f"a bound in {of}"),
        "eines": (f"ein Name aus der Aufzählung {of}", f"one name of the enumeration {of}"),
        "mehrere": (f"eine Auswahl aus der Aufzählung {of}", f"a selection from the enumeration {of}"),
        "Verweis": {
            "AGB": ("die Kennung von AGB", "the id of a set of terms (AGB)"),
            "Tarif": ("die Kennung eines Tarifs", "the id of a tariff"),
        }.get(of, ("eine Kennung", "an id")),
    }[kind]


def type_example(kind: str, of: str, names: str) -> str:
    """A value of this type as a file would state it. ``names``: of the enumeration, as far as known."""
    if kind in _TYPES:
        return _TYPES[kind][2]
    first = names.split(", ")
    return {
        "Menge": EXAMPLES.get(of, f"1 {of}"),
        "Grenze": f"höchstens {EXAMPLES.get(of, f'1 {of}')}",
        "eines": first[0],
        "mehrere": ", ".join(first[:2]),
        "Verweis": "muster-2018-05-25" if of == "AGB" else "muster-basis-2018",
    }[kind]
