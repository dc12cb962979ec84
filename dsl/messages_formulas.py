"""Messages about terms that are worked out: units, net and gross, rounding, what a formula may read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dsl.messages import Entry

MESSAGES: dict[str, Entry] = {
    "formula-beside": {
        "title": ("Zeile neben einer Formel", "Line beside a formula"),
        "text": (
            "„{term}“ wird gerechnet; eine Zeile „{line}“ sagt darüber nichts.",
            "“{term}” is worked out; a line “{line}” says nothing of it.",
        ),
        "label": ("neben „rechnet“ ohne Bedeutung", "without meaning beside “rechnet”"),
        "other": ("so wird gerechnet", "this is how it is worked out"),
        "help": ("Eine der beiden Zeilen streichen.", "Delete one of the two lines."),
    },
    "formula-type": {
        "title": ("Gerechnet wird nur eine Menge", "Only an amount can be worked out"),
        "text": (
            "„{term}“ wird gerechnet; das Ergebnis ist eine Menge und nicht {type}.",
            "“{term}” is worked out; the result is an amount and not {type}.",
        ),
        "label": ("erwartet ist eine Menge mit Einheit", "expected is an amount with a unit"),
        "help": ("Zum Beispiel: typ Menge in ct/kWh", "For example: typ Menge in ct/kWh"),
    },
    "formula-operand": {
        "title": ("Damit lässt sich nicht rechnen", "Not a number to calculate with"),
        "text": (
            "„{term}“ ist {type}; gerechnet wird mit Mengen und Anzahlen.",
            "“{term}” is {type}; formulas take amounts and counts.",
        ),
        "label": ("{type}, keine Menge", "{type}, no amount"),
    },
    "formula-period": {
        "title": ("Kein fester Teil eines Jahres", "No fixed part of a year"),
        "text": (
            "„{found}“ ist kein fester Teil eines Jahres; gerechnet wird mit Monaten und Jahren.",
            "“{found}” is no fixed part of a year; formulas take months and years.",
        ),
        "label": ("{found}; erwartet sind Monate oder Jahre", "{found}; expected are months or years"),
    },
    "formula-case": {
        "title": ("Vom Kunden abhängig", "Depends on the customer"),
        "text": (
            "„{name}“ ist nicht für jeden Kunden und Tag gleich; „{term}“ rechnet nur mit Angaben des Vertrags.",
            "“{name}” is not the same for every customer and day; “{term}” is worked out from facts of the contract "
            "alone.",
        ),
        "label": ("von Fall zu Fall verschieden", "differs from case to case"),
        "help": (
            "Eine Angabe des Vertrags verwenden, zum Beispiel einen genannten Verbrauch.",
            "Use a fact of the contract, for example a stated consumption.",
        ),
    },
    "formula-compared": {
        "title": ("Gerechnetes gegen den Einzelfall", "A calculation against a case"),
        "text": (
            "„{name}“ ist nicht für jeden Kunden und Tag gleich und lässt sich nicht mit „{term}“ vergleichen, das "
            "gerechnet wird.",
            "“{name}” is not the same for every customer and day and does not compare with “{term}”, which is worked "
            "out.",
        ),
        "label": ("{term} wird gerechnet", "{term} is worked out"),
    },
    "formula-units": {
        "title": ("Einheiten passen nicht zusammen", "Units do not go together"),
        "text": (
            "„{op}“ verbindet {unit} mit {found}; das ergibt keine Summe.",
            "“{op}” joins {unit} and {found}; that makes no sum.",
        ),
        "label": ("{found}; davor steht {unit}", "{found}; before it stands {unit}"),
    },
    "formula-percent": {
        "title": ("Prozentsatz erwartet", "Percentage expected"),
        "text": (
            "Nach „{op}“ steht ein Prozentsatz, nicht {found}.",
            "After “{op}” there is a percentage, not {found}.",
        ),
        "label": ("{found}; erwartet ist %", "{found}; expected is %"),
        "help": ("Mengen werden mit „+“ und „-“ verbunden.", "Amounts are joined by “+” and “-”."),
    },
    "formula-result": {
        "title": ("Ergebnis in anderer Einheit", "Result in another unit"),
        "text": (
            "„{term}“ steht in {unit}; aus der Rechnung kommt {found}.",
            "“{term}” is in {unit}; the formula comes to {found}.",
        ),
        "label": ("ergibt {found}; erwartet ist {unit}", "comes to {found}; expected is {unit}"),
    },
    "formula-taxes": {
        "title": ("Netto und brutto gemischt", "Net and gross mixed"),
        "text": (
            "Ein Betrag ist {found}, die davor sind {other_tax}; sie lassen sich nicht verrechnen.",
            "One amount is “{found}”, those before it are “{other_tax}”; they cannot be joined.",
        ),
        "label": ("{found}; davor steht {other_tax}", "“{found}”; before it stands “{other_tax}”"),
    },
    "formula-tax-result": {
        "title": ("Netto und brutto verwechselt", "Net and gross confused"),
        "text": (
            "„{term}“ ist {wanted}; die Beträge der Rechnung sind {found}, und dabei bleibt es.",
            "“{term}” is “{wanted}”; the amounts of the formula are “{found}” and remain so.",
        ),
        "label": ("ergibt {found}; erwartet ist {wanted}", "comes to “{found}”; expected is “{wanted}”"),
        "help": (
            "Von netto zu brutto führt „zuzüglich“ der Umsatzsteuer, zurück führt „ohne“.",
            "From net to gross it takes “zuzüglich” and the VAT, back it takes “ohne”.",
        ),
    },
    "formula-unrounded": {
        "title": ("Rundung fehlt", "Rounding missing"),
        "text": (
            "Nach „{found}“ kann eine Zahl unendlich viele Stellen haben; „{term}“ sagt nicht, wie gerundet wird.",
            "After “{found}” a number may have no end; “{term}” does not say how it is rounded.",
        ),
        "label": ("ohne „gerundet wie“", "without “gerundet wie”"),
        "help": (
            "Am Ende ergänzen: gerundet wie und der Begriff, mit dem verglichen wird.",
            "Add at the end: gerundet wie and the term it is compared with.",
        ),
    },
    "formula-like": {
        "title": ("Keine Vorlage zum Runden", "Nothing to round like"),
        "text": (
            "Gerundet wird wie eine angegebene Menge in derselben Einheit; „{name}“ ist keine in {unit}.",
            "Rounding goes by a stated amount in the same unit; “{name}” is none in {unit}.",
        ),
        "label": ("keine angegebene Menge in {unit}", "no stated amount in {unit}"),
    },
    "formula-gathered": {
        "title": ("Nichts zu sammeln", "Nothing to gather"),
        "text": (
            "„{how} aus“ sammelt, was mehrere Abschnitte angeben; „{name}“ steht nicht mehrfach oder wird hergeleitet.",
            "“{how} aus” gathers facts from several sections; “{name}” does not repeat or follows from other facts.",
        ),
        "label": ("{name}, keine Angabe mehrerer Abschnitte", "{name}, no fact of several sections"),
    },
    "formula-sections": {
        "title": ("Formel über mehrere Abschnitte", "Formula across sections"),
        "text": (
            "„{term}“ rechnet mit {sections}; von jedem kann es mehrere geben, und welche zusammengehören, ist offen.",
            "“{term}” takes from {sections}; there may be several of each, and which belong together is open.",
        ),
        "label": ("mehr als ein mehrfacher Abschnitt", "more than one repeated section"),
    },
}
