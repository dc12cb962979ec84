"""Messages about a value in itself: numbers, days, units, bounds, letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dsl.messages_line import INSTEAD

if TYPE_CHECKING:
    from dsl.messages import Entry

MESSAGES: dict[str, Entry] = {
    # -------------------------------------------------------------------------------------------- numbers
    "number-point": {
        "title": ("Punkt statt Dezimalkomma", "Point instead of a decimal comma"),
        "text": (
            "„{found}“ ist keine deutsche Zahl: Vor den Nachkommastellen steht ein Komma, der Punkt trennt Tausender.",
            "“{found}” is no German number: a comma precedes the decimals, a point separates thousands.",
        ),
        "label": INSTEAD,
        "fix": "safe",
    },
    "number-english": {
        "title": ("Englische Schreibung einer Zahl", "Number in English notation"),
        "text": (
            "In „{found}“ trennt das Komma Tausender; hier tut es der Punkt, und das Komma steht vor den Dezimalen.",
            "In “{found}” the comma separates thousands; here the point does, and the comma precedes the decimals.",
        ),
        "label": INSTEAD,
        "fix": "safe",
    },
    "number-apostrophe": {
        "title": ("Schweizer Schreibung einer Zahl", "Number in Swiss notation"),
        "text": (
            "Tausender trennt ein Punkt; in „{found}“ steht ein Apostroph.",
            "A point separates thousands; “{found}” has an apostrophe.",
        ),
        "label": INSTEAD,
        "fix": "safe",
    },
    "number-spaces": {
        "title": ("Leerzeichen in einer Zahl", "Blank within a number"),
        "text": (
            "Tausender trennt ein Punkt; in „{found}“ steht ein Leerzeichen.",
            "A point separates thousands; “{found}” has a blank.",
        ),
        "label": INSTEAD,
        "fix": "safe",
    },
    "number-plus": {
        "title": ("Zahl mit Pluszeichen", "Number with a plus sign"),
        "text": (
            "Zahlen haben kein Pluszeichen; hier steht „{found}“.",
            "Numbers have no plus sign; here it is “{found}”.",
        ),
        "label": INSTEAD,
        "fix": "safe",
    },
    "number-zeros": {
        "title": ("Zahl mit führenden Nullen", "Number with leading zeros"),
        "text": (
            "Zahlen beginnen nicht mit überzähligen Nullen; hier steht „{found}“.",
            "Numbers have no needless leading zeros; here it is “{found}”.",
        ),
        "label": INSTEAD,
        "fix": "safe",
    },
    "number-unfinished": {
        "title": ("Unvollständige Zahl", "Unfinished number"),
        "text": (
            "Hinter dem letzten Zeichen von „{found}“ fehlen Ziffern.",
            "Digits are missing at the end of “{found}”.",
        ),
        "label": (
            "{found}; hier fehlen Ziffern, oder es ist {better}",
            "{found}; digits are missing, or it is {better}",
        ),
    },
    "number-malformed": {
        "title": ("Keine Zahl", "Not a number"),
        "text": (
            "„{found}“ ist keine Zahl: Ein Komma steht vor den Dezimalen, Punkte trennen Gruppen von drei Ziffern.",
            "“{found}” is no number: one comma precedes the decimals, points separate groups of three digits.",
        ),
        "label": ("{found}; erwartet ist eine Zahl wie 1.234,50", "{found}; expected is a number such as 1.234,50"),
    },
    # -------------------------------------------------------------------------------------------- days
    "day-german": {
        "title": ("Datum in deutscher Schreibung", "Date in German notation"),
        "text": (
            "Ein Datum beginnt hier mit dem Jahr, damit es sich sortieren lässt; „{found}“ ist {better}.",
            "A date begins with the year here, so that it can be sorted; “{found}” is {better}.",
        ),
        "label": INSTEAD,
        "fix": "safe",
    },
    "day-words": {
        "title": ("Datum mit Monatsnamen", "Date with the name of a month"),
        "text": (
            "Ein Datum steht hier in Ziffern, das Jahr zuerst; „{found}“ ist {better}.",
            "A date stands in digits here, the year first; “{found}” is {better}.",
        ),
        "label": INSTEAD,
        "fix": "safe",
    },
    "day-year-first": {
        "title": ("Datum mit anderen Trennzeichen", "Date with other separators"),
        "text": (
            "Zwischen Jahr, Monat und Tag steht ein Bindestrich; „{found}“ ist {better}.",
            "Hyphens stand between year, month and day; “{found}” is {better}.",
        ),
        "label": INSTEAD,
        "fix": "safe",
    },
    "day-time": {
        "title": ("Datum mit Uhrzeit", "Date with a time"),
        "text": (
            "Gefragt ist nur der Tag; „{found}“ nennt auch eine Uhrzeit.",
            "Only the day is asked for; “{found}” also states a time.",
        ),
        "label": INSTEAD,
        "fix": "safe",
    },
    "day-slash": {
        "title": ("Datum mit Schrägstrichen", "Date with slashes"),
        "text": (
            "„{found}“ lässt offen, was Tag ist und was Monat.",
            "“{found}” leaves open which is the day and which the month.",
        ),
        "label": ("{found}; erwartet ist ein Datum wie 2018-06-01", "{found}; expected is a date such as 2018-06-01"),
    },
    "day-missing": {
        "title": ("Datum ohne Tag", "Date without a day"),
        "text": (
            "„{found}“ nennt nur Monat und Jahr; erwartet ist ein Tag.",
            "“{found}” states month and year only; a day is expected.",
        ),
        "label": ("{found}; erwartet ist ein Tag wie 2018-06-01", "{found}; expected is a day such as 2018-06-01"),
    },
    "day-digits": {
        "title": ("Datum mit fehlenden Nullen", "Date without leading zeros"),
        "text": (
            "Monat und Tag haben zwei Ziffern; hier steht „{found}“.",
            "Month and day have two digits; here it is “{found}”.",
        ),
        "label": INSTEAD,
        "fix": "safe",
    },
    "day-impossible": {
        "title": ("Tag, den es nicht gibt", "Day that does not exist"),
        "text": (
            "„{found}“ gibt es nicht: Der {month} hat {days} Tage.",
            "“{found}” does not exist: {month} has {days} days.",
        ),
        "label": (
            "kein Tag des Kalenders; der {month} hat {days} Tage",
            "no day of the calendar; {month} has {days} days",
        ),
    },
    "month-impossible": {
        "title": ("Monat, den es nicht gibt", "Month that does not exist"),
        "text": (
            "„{found}“ gibt es nicht: Monate zählen von 01 bis 12.",
            "“{found}” does not exist: months count from 01 to 12.",
        ),
        "label": ("kein Datum; das Muster ist Jahr-Monat-Tag", "no date; the pattern is year-month-day"),
    },
    "range-reversed": {
        "title": ("Ende vor dem Anfang", "End before the start"),
        "text": (
            "Der Zeitraum beginnt am {first} und endet schon am {last}.",
            "The range begins on {first} and ends on {last} already.",
        ),
        "label": ("{last} liegt vor {first}", "{last} is before {first}"),
    },
    "range-hyphen": {
        "title": ("Andere Schreibung eines Zeitraums", "Other notation of a range"),
        "text": (
            "Ein Zeitraum steht als „ab … bis …“; hier steht „{found}“.",
            "A range stands as “ab … bis …”; here it is “{found}”.",
        ),
        "label": ("geschrieben wird {better}", "write {better}"),
        "fix": "safe",
    },
    "range-number": {
        "title": ("Strich statt „bis“", "Dash instead of “bis”"),
        "text": (
            "Zwischen zwei Grenzen steht „bis“; hier steht ein Strich.",
            "“bis” stands between two bounds; this is a dash.",
        ),
        "label": ("Strich; geschrieben wird bis", "a dash; write bis"),
        "fix": "safe",
    },
    "range-words": {
        "title": ("Andere Wörter für zwei Grenzen", "Other words for two bounds"),
        "text": (
            "Zwei Grenzen stehen als „1.000 bis 100.000 kWh/a“; hier steht „{found}“.",
            "Two bounds stand as “1.000 bis 100.000 kWh/a”; here it is “{found}”.",
        ),
        "label": ("{found}; geschrieben wird {better}", "{found}; write {better}"),
    },
    # -------------------------------------------------------------------------------------------- units
    "unit-habit": {
        "title": ("Andere Schreibung einer Einheit", "Other notation of a unit"),
        "text": ("Die Einheit „{found}“ heißt hier „{better}“.", "The unit “{found}” is “{better}” here."),
        "label": INSTEAD,
        "fix": "safe",
    },
    "unit-spaced": {
        "title": ("Andere Schreibung einer Einheit", "Other notation of a unit"),
        "text": (
            "Die Einheit „{found}“ heißt hier „{better}“, ohne Leerzeichen.",
            "The unit “{found}” is “{better}” here, without blanks.",
        ),
        "label": INSTEAD,
        "fix": "safe",
    },
    "unit-before-number": {
        "title": ("Einheit vor der Zahl", "Unit before the number"),
        "text": (
            "Die Einheit steht hinter der Zahl; hier steht „{found}“.",
            "The unit follows the number; here it is “{found}”.",
        ),
        "label": INSTEAD,
        "fix": "safe",
    },
    "unit-unknown": {
        "title": ("Unbekannte Einheit", "Unknown unit"),
        "text": ("„{found}“ ist keine Einheit.", "“{found}” is no unit."),
        "label": ("{found}, keine Einheit", "{found}, not a unit"),
        "help": (
            "Einheiten sind: kWh, kWh/a, kW, EUR, ct, EUR/a, EUR/Monat, EUR/kWh, ct/kWh, EUR/MWh, EUR/kW, %; für Zeit: "
            "Tage, Werktage, Wochen, Monate, Jahre.",
            "The units are kWh, kWh/a, kW, EUR, ct, EUR/a, EUR/Monat, EUR/kWh, ct/kWh, EUR/MWh, EUR/kW, %; for time: "
            "Tage, Werktage, Wochen, Monate, Jahre.",
        ),
    },
    "time-unit-unknown": {
        "title": ("Keine Einheit der Zeit", "Not a unit of time"),
        "text": (
            "Hier läuft eine Dauer; „{found}“ misst keine Zeit.",
            "This is a duration; “{found}” measures no time.",
        ),
        "label": ("{found}; erwartet ist eine Einheit der Zeit", "{found}; expected is a unit of time"),
        "help": (
            "Zeit zählt in Tagen, Werktagen, Wochen, Monaten oder Jahren: 6 Wochen.",
            "Time counts in Tage, Werktage, Wochen, Monate or Jahre: 6 Wochen.",
        ),
    },
    "duration-fraction": {
        "title": ("Keine ganze Zahl", "Not a whole number"),
        "text": (
            "Eine Dauer zählt ganze Einheiten; hier steht „{found}“.",
            "A duration counts whole units; here it is “{found}”.",
        ),
        "label": ("{found}; erwartet ist eine ganze Zahl", "{found}; expected is a whole number"),
        "help": ("Eine kleinere Einheit nehmen: 6 Wochen, 45 Tage.", "Use a smaller unit: 6 Wochen, 45 Tage."),
    },
    "duration-range": {
        "title": ("Dauer außerhalb des Kalenders", "Duration outside the calendar"),
        "text": (
            "„{found}“ passt in keinen Kalender; gezählt wird von 0 bis {limit}.",
            "“{found}” fits no calendar; counts go from 0 to {limit}.",
        ),
        "label": ("erwartet ist eine Zahl von 0 bis {limit}", "expected is a number from 0 to {limit}"),
    },
    "tax-on-period": {
        "title": ("Brutto oder netto bei einer Dauer", "Gross or net with a duration"),
        "text": (
            "„{found}“ gehört zu einem Geldbetrag, nicht zu einer Dauer.",
            "“{found}” belongs to an amount of money, not to a duration.",
        ),
        "label": ("{found} streichen", "leave out {found}"),
    },
    "tax-on-quantity": {
        "title": ("Brutto oder netto ohne Geldbetrag", "Gross or net without money"),
        "text": (
            "„{found}“ gehört zu einem Geldbetrag; {unit} ist keiner.",
            "“{found}” belongs to an amount of money; {unit} is none.",
        ),
        "label": ("{found} streichen", "leave out {found}"),
    },
    # -------------------------------------------------------------------------------------------- bounds, letters
    "bound-of-period": {
        "title": ("Grenze für eine Dauer", "Bound of a duration"),
        "text": (
            "Eine Angabe nennt die Dauer selbst, ohne „höchstens“ und „mindestens“: {found}.",
            "A fact states the duration itself, without “höchstens” and “mindestens”: {found}.",
        ),
        "label": ("{found}; Grenzen gibt es nur für Mengen", "{found}; only quantities have bounds"),
    },
    "bound-units": {
        "title": ("Grenzen in verschiedenen Einheiten", "Bounds in different units"),
        "text": (
            "Die untere Grenze „{low}“ und die obere „{high}“ stehen in verschiedenen Einheiten.",
            "The lower bound “{low}” and the upper one, “{high}”, are in different units.",
        ),
        "label": ("{low}; die obere Grenze ist {high}", "{low}; the upper bound is {high}"),
    },
    "bound-reversed": {
        "title": ("Untere Grenze über der oberen", "Lower bound above the upper one"),
        "text": (
            "Die untere Grenze {low} ist größer als die obere {high}.",
            "The lower bound {low} exceeds the upper one, {high}.",
        ),
        "label": ("{low} ist mehr als {high}", "{low} is more than {high}"),
    },
    "letter": {
        "title": ("Kein einzelner Buchstabe", "Not a single letter"),
        "text": (
            "Hinter „lit.“ steht ein einzelner Buchstabe; hier steht „{found}“.",
            "A single letter follows “lit.”; here it is “{found}”.",
        ),
        "label": ("{found}; erwartet ist ein Buchstabe", "{found}; expected is one letter"),
        "help": (
            "Mehrere Buchstaben stehen als „lit. a bis c“ oder „lit. a, lit. d“.",
            "Several letters stand as “lit. a bis c” or “lit. a, lit. d”.",
        ),
    },
    "letters-reversed": {
        "title": ("Buchstaben in falscher Reihenfolge", "Letters in reverse"),
        "text": (
            "Die Reihe beginnt mit „{first}“ und endet mit „{last}“.",
            "The row begins with “{first}” and ends with “{last}”.",
        ),
        "label": ("{last} kommt vor {first}", "{last} comes before {first}"),
    },
    "mark-in-list": {
        "title": ("Sonderwert neben Namen", "Special value beside names"),
        "text": (
            "„{found}“ steht allein oder gar nicht; hier steht es neben anderen Namen.",
            "“{found}” stands alone or not at all; here other names stand beside it.",
        ),
        "label": ("{found}, neben anderen Namen", "{found}, beside other names"),
        "help": (
            "„{found}“ allein schreiben, oder nur die anderen Namen.",
            "Write “{found}” alone, or only the other names.",
        ),
    },
}
