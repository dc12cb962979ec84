"""Messages about what a tariff or an offer says: documents, sections, terms, kinds of values, references."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dsl.messages import Entry

MESSAGES: dict[str, Entry] = {
    # -------------------------------------------------------------------------------------------- documents
    "document-missing": {
        "title": ("Weder Tarif noch Angebot", "Neither tariff nor offer"),
        "text": (
            "Die Datei beginnt mit „{found}“; als Erstes steht, wovon sie handelt.",
            "The file begins with “{found}”; what it is about stands first.",
        ),
        "label": (
            "erwartet ist „Tarif“ oder „Angebot“ mit einer Kennung",
            "expected is “Tarif” or “Angebot” with an id",
        ),
        "help": (
            'Zum Beispiel: Tarif muster-basis-2024 "Strom Basis"',
            'For example: Tarif muster-basis-2024 "Strom Basis"',
        ),
    },
    "fact-before-heading": {
        "title": ("Angabe ohne Überschrift", "Fact without a heading"),
        "text": (
            "Über „{found}“ fehlt die Überschrift, zu der die Angabe gehört; als Erstes steht „Tarif“ oder „Angebot“.",
            "The heading that “{found}” belongs to is missing; “Tarif” or “Angebot” stands first.",
        ),
        "label": ("davor fehlt eine Überschrift", "a heading is missing before this"),
        "help": (
            'Zum Beispiel: Tarif muster-basis-2024 "Strom Basis"',
            'For example: Tarif muster-basis-2024 "Strom Basis"',
        ),
    },
    "document-kind": {
        "title": ("Weder Tarif noch Angebot", "Neither tariff nor offer"),
        "text": (
            "Ein Dokument beginnt mit „Tarif“ oder „Angebot“; hier steht „{found}“.",
            "A document begins with “Tarif” or “Angebot”; here it is “{found}”.",
        ),
        "label": ("{found}; geschrieben wird {better}", "{found}; write {better}"),
        "fix": "safe",
    },
    "document-without-id": {
        "title": ("Kennung fehlt", "Id missing"),
        "text": (
            "Hinter „{kind}“ fehlt die Kennung, mit der andere Dateien darauf verweisen.",
            "The id by which other files refer to it is missing after “{kind}”.",
        ),
        "label": ("ohne Kennung", "without an id"),
        "help": (
            "Eine Kennung besteht aus Kleinbuchstaben, Ziffern und Bindestrichen: {kind} muster-basis-2024",
            "An id consists of lower-case letters, digits and hyphens: {kind} muster-basis-2024",
        ),
    },
    "document-twice": {
        "title": ("Zweites Dokument in der Datei", "Second document in the file"),
        "text": (
            "In dieser Datei beginnt ein zweites Dokument; jede Datei enthält genau einen Tarif oder ein Angebot. "
            "Geprüft wird das erste.",
            "A second document begins in this file; each file holds exactly one tariff or offer. The first one is "
            "checked.",
        ),
        "label": ("das zweite", "the second one"),
        "other": ("das erste", "the first one"),
        "help": ("Das zweite in eine eigene Datei verschieben.", "Move the second one into a file of its own."),
    },
    "document-not-first": {
        "title": ("Abschnitt vor dem Dokument", "Section before the document"),
        "text": (
            "Dieser Abschnitt steht über der Zeile mit „{kind}“, die als Erstes kommt.",
            "This section stands above the line with “{kind}”, which comes first.",
        ),
        "label": ("steht zu weit oben", "stands too far up"),
        "other": ("dies ist die erste Überschrift", "this is the first heading"),
        "help": ("Den Abschnitt unter den Kopf verschieben.", "Move the section below the head."),
    },
    "document-same-id": {
        "title": ("Kennung doppelt vergeben", "Id used twice"),
        "text": (
            "Die Kennung „{id}“ gehört schon zu einem anderen Dokument; Verweise darauf wären nicht eindeutig.",
            "The id “{id}” already belongs to another document; references to it would be ambiguous.",
        ),
        "label": ("die Kennung {id}, zum zweiten Mal", "the id {id}, for the second time"),
        "other": ("zuerst hier vergeben", "first used here"),
    },
    # -------------------------------------------------------------------------------------------- sections
    "section-unknown": {
        "title": ("Unbekannter Abschnitt", "Unknown section"),
        "text": (
            "Einen Abschnitt „{name}“ gibt es nicht.",
            "There is no section “{name}”.",
        ),
        "label": ("{name}, kein Abschnitt", "{name}, not a section"),
        "help": ("Möglich sind: {known}.", "Possible are: {known}."),
    },
    "section-is-fact": {
        "title": ("Angabe als Überschrift", "Fact as a heading"),
        "text": (
            "„{name}“ ist kein Abschnitt, sondern eine Angabe im Abschnitt {where}.",
            "“{name}” is no section but a fact of the section {where}.",
        ),
        "label": ("eine Angabe in {where}", "a fact of {where}"),
        "help": (
            "Unter die Überschrift {where} schreiben, eingerückt, mit Doppelpunkt und Wert.",
            "Write it below the heading {where}, indented, with a colon and a value.",
        ),
    },
    "section-twice": {
        "title": ("Abschnitt doppelt", "Section twice"),
        "text": (
            "Der Abschnitt „{name}“ steht schon einmal in der Datei; es gibt ihn nur einmal.",
            "The section “{name}” already stands in the file; there is only one.",
        ),
        "label": ("zum zweiten Mal", "for the second time"),
        "other": ("zuerst hier", "first here"),
        "help": (
            "Die Angaben beider Abschnitte unter einer Überschrift vereinen.",
            "Unite the facts of both sections below one heading.",
        ),
    },
    "section-derived": {
        "title": ("Hergeleiteter Abschnitt", "Derived section"),
        "text": (
            "„{name}“ schreibt niemand selbst; der Abschnitt entsteht, wo in der Datei auf „{of}“ ein weiterer folgt.",
            "Nobody writes “{name}”; the section arises where another “{of}” follows one in the file.",
        ),
        "label": ("wird hergeleitet", "is derived"),
        "help": (
            "Den Abschnitt streichen und den neuen Stand als weiteren Abschnitt „{of}“ anfügen.",
            "Delete the section and append the new state as another section “{of}”.",
        ),
    },
    # -------------------------------------------------------------------------------------------- prices in time
    "ledger-out-of-order": {
        "title": ("Preise nicht in der Reihenfolge der Tage", "Prices not in the order of days"),
        "text": (
            "„{name} ab {day}“ steht hinter „{name} ab {before}“. Gerechnet wird in der Reihenfolge der Tage.",
            "“{name} ab {day}” stands behind “{name} ab {before}”. Changes are worked out in the order of days.",
        ),
        "label": ("früher als der Abschnitt davor", "earlier than the section before"),
        "other": ("der Abschnitt davor", "the section before"),
        "help": (
            "Neue Preise unten anfügen, den ältesten zuoberst.",
            "Append new prices at the end, the oldest at the top.",
        ),
    },
    "change-before-sale": {
        "title": ("Preisänderung vor dem Vertrieb", "Price change before the sale"),
        "text": (
            "Der Preis ändert sich am {day}, der Vertrieb beginnt am {start}: Vorher hat niemand einen Vertrag.",
            "The price changes on {day}, the sale begins on {start}: before that nobody has a contract.",
        ),
        "label": ("ändert keinen Vertrag", "changes no contract"),
        "other": ("Beginn des Vertriebs", "begin of the sale"),
        "help": (
            "Den älteren Preis streichen oder einen der beiden Tage berichtigen.",
            "Delete the older price, or correct one of the two days.",
        ),
    },
    "notice-without-change": {
        "title": ("Mitteilung ohne Preisänderung", "Notice without a price change"),
        "text": (
            "Die Mitteilung gilt einer Änderung am {day}; an diesem Tag ändert sich kein Preis.",
            "The notice is for a change on {day}; no price changes on that day.",
        ),
        "label": ("keine Änderung an diesem Tag", "no change on this day"),
        "help": ("Preisänderungen gibt es am {known}.", "There are price changes on {known}."),
    },
    "notice-without-change-at-all": {
        "title": ("Mitteilung ohne Preisänderung", "Notice without a price change"),
        "text": (
            "Die Mitteilung gilt einer Änderung am {day}; der Tarif hat nur einen Preis.",
            "The notice is for a change on {day}; the tariff has one price only.",
        ),
        "label": ("keine Änderung an diesem Tag", "no change on this day"),
        "help": (
            "Den neuen Preis als Abschnitt „Preis ab {day}“ anfügen.",
            "Append the new price as “Preis ab {day}”.",
        ),
    },
    "notice-without-day": {
        "title": ("Mitteilung ohne Tag der Änderung", "Notice without the day of the change"),
        "text": (
            "Die Mitteilung sagt nicht, welcher Preisänderung sie gilt.",
            "The notice does not say which price change it is for.",
        ),
        "label": ("zu welchem Preis?", "for which price?"),
        "help": (
            "Den Tag des neuen Preises angeben: „{name}: 2022-01-01“.",
            "State the day of the new price: “{name}: 2022-01-01”.",
        ),
    },
    "notice-twice": {
        "title": ("Zwei Mitteilungen für eine Preisänderung", "Two notices for one price change"),
        "text": (
            "Für die Preisänderung am {day} steht schon eine Mitteilung in der Datei; geprüft wird die erste.",
            "A notice of the price change on {day} already stands in the file; the first one is checked.",
        ),
        "label": ("zum zweiten Mal", "for the second time"),
        "other": ("zuerst hier", "first here"),
    },
    "guarantees-overlap": {
        "title": ("Preisgarantien überschneiden sich", "Price guarantees overlap"),
        "text": (
            "Zwei Preisgarantien sagen für dieselbe Zeit Verschiedenes über {found}.",
            "Two price guarantees say different things about {found} for the same time.",
        ),
        "label": ("überschneidet sich", "overlaps"),
        "other": ("mit dieser Garantie", "with this guarantee"),
        "help": (
            "Jeden Bestandteil nur einer Garantie zuordnen.",
            "Assign each component to one guarantee only.",
        ),
    },
    "section-same-key": {
        "title": ("Abschnitt doppelt", "Section twice"),
        "text": (
            "„{name}“ für {key} steht schon einmal in der Datei; welcher gilt, lässt sich nicht sagen.",
            "“{name}” for {key} already stands in the file; which one holds cannot be told.",
        ),
        "label": ("{key}, zum zweiten Mal", "{key}, for the second time"),
        "other": ("zuerst hier", "first here"),
        "help": (
            "Einen der beiden streichen oder ihm eine andere Art oder ein anderes Datum geben.",
            "Delete one of the two, or give it another kind or date.",
        ),
    },
    "section-without-kind": {
        "title": ("Abschnitt ohne Art", "Section without a kind"),
        "text": (
            "Hinter „{name}“ fehlt, um welche Art es geht.",
            "Which kind it is, is missing after “{name}”.",
        ),
        "label": ("welche Art?", "which kind?"),
        "help": (
            "Die Art steht in der Überschrift, etwa „{name} {example}“. Möglich sind: {known}.",
            "The kind stands in the heading, such as “{name} {example}”. Possible are: {known}.",
        ),
    },
    "section-without-day": {
        "title": ("Abschnitt ohne Datum", "Section without a date"),
        "text": (
            "Hinter „{name}“ fehlt, ab wann er gilt: Frühere Preise bleiben stehen, neue kommen darunter.",
            "Since when it holds is missing after “{name}”: former prices stay, new ones are added below.",
        ),
        "label": ("ab wann?", "since when?"),
        "help": ("Zum Beispiel: {name} ab 2024-01-01", "For example: {name} ab 2024-01-01"),
    },
    "section-with-kind": {
        "title": ("Wort zu viel in der Überschrift", "Word too many in a heading"),
        "text": (
            "Der Abschnitt „{name}“ hat keine Arten; hier steht „{found}“ dahinter.",
            "The section “{name}” has no kinds; here “{found}” follows it.",
        ),
        "label": ("{found}; erwartet ist nur {name}", "{found}; expected is {name} alone"),
    },
    "section-with-day": {
        "title": ("Datum zu viel in der Überschrift", "Date too many in a heading"),
        "text": (
            "Der Abschnitt „{name}“ hat kein Datum; hier steht „ab {found}“ dahinter.",
            "The section “{name}” has no date; here “ab {found}” follows it.",
        ),
        "label": ("{found}; erwartet ist nur {name}", "{found}; expected is {name} alone"),
    },
    "section-once": {
        "title": ("Abschnitt ohne Wiederholung", "Section without repetition"),
        "text": (
            "Den Abschnitt „{name}“ gibt es nur einmal; gefragt ist hier einer, der sich wiederholt wie „Bonus“.",
            "There is only one section “{name}”; one that repeats, such as “Bonus”, is asked for.",
        ),
        "label": ("steht in jedem Dokument höchstens einmal", "stands at most once in each document"),
        "help": (
            "Den vollen Namen der Angabe verwenden: {name}.…: Wert",
            "Use the full name of the fact: {name}.…: value",
        ),
    },
    "kind-unknown": {
        "title": ("Unbekannte Art", "Unknown kind"),
        "text": (
            "Eine Art „{found}“ kennt der Abschnitt „{name}“ nicht.",
            "The section “{name}” knows no kind “{found}”.",
        ),
        "label": ("{found}, keine Art von {name}", "{found}, not a kind of {name}"),
        "help": ("Möglich sind: {known}.", "Possible are: {known}."),
    },
    "customer-in-tariff": {
        "title": ("Kunde in einem Tarif", "Customer in a tariff"),
        "text": (
            "Ein Tarif gilt für viele Kunden; ein einzelner steht im Angebot.",
            "A tariff holds for many customers; a single one stands in an offer.",
        ),
        "label": ("nur in einem Angebot", "in offers only"),
        "help": (
            "Wen der Tarif beliefert, steht im Abschnitt Belieferung.",
            "Whom the tariff supplies stands in the section Belieferung.",
        ),
    },
    # -------------------------------------------------------------------------------------------- terms
    "term-unknown": {
        "title": ("Unbekannte Angabe", "Unknown fact"),
        "text": (
            "Eine Angabe „{name}“ gibt es hier nicht.",
            "There is no fact “{name}” here.",
        ),
        "label": ("{name}, keine bekannte Angabe", "{name}, not a known fact"),
        "help": ("In {section} gibt es: {known}.", "{section} has: {known}."),
    },
    "term-elsewhere": {
        "title": ("Angabe im falschen Abschnitt", "Fact in the wrong section"),
        "text": (
            "„{name}“ gibt es nicht im Abschnitt {section}.",
            "There is no “{name}” in the section {section}.",
        ),
        "label": ("steht in {section}; gehört zu {where}", "stands in {section}; belongs to {where}"),
        "help": (
            "Die Zeile unter die Überschrift {where} verschieben.",
            "Move the line below the heading {where}.",
        ),
    },
    "heading-missing": {
        "title": ("Überschrift fehlt", "Heading missing"),
        "text": (
            "„{name}“ und die folgenden Angaben ({count} zusammen) gehören nicht zu {section}, sondern zu {where}.",
            "“{name}” and the facts that follow ({count} together) do not belong to {section} but to {where}.",
        ),
        "label": ("davor fehlt wohl die Überschrift {where}", "the heading {where} is probably missing before this"),
    },
    "term-short": {
        "title": ("Angabe ohne Abschnitt", "Fact without its section"),
        "text": (
            "Außerhalb eines Abschnitts steht der volle Name; „{name}“ allein ist nicht eindeutig.",
            "Outside of a section the full name is used; “{name}” alone is not clear.",
        ),
        "label": ("{name}; gemeint ist wohl {known}", "{name}; probably {known} is meant"),
    },
    "term-derived": {
        "title": ("Abgeleitete Angabe", "Derived fact"),
        "text": (
            "„{name}“ folgt aus anderen Angaben und wird nicht selbst angegeben.",
            "“{name}” follows from other facts and is not stated itself.",
        ),
        "label": ("wird hergeleitet", "is derived"),
        "help": ("Stattdessen angeben, woraus es folgt.", "State what it follows from instead."),
    },
    "fact-twice": {
        "title": ("Angabe doppelt", "Fact twice"),
        "text": (
            "„{name}“ steht schon einmal in diesem Abschnitt; welcher Wert gilt, lässt sich nicht sagen.",
            "“{name}” already stands in this section; which value holds cannot be told.",
        ),
        "label": ("zum zweiten Mal", "for the second time"),
        "other": ("zuerst hier", "first here"),
        "help": ("Eine der beiden Zeilen streichen.", "Delete one of the two lines."),
    },
    "name-outdated": {
        "title": ("Früherer Name", "Former name"),
        "text": (
            "„{found}“ hieß die Angabe bis zum {until}; danach heißt sie „{better}“.",
            "The fact was called “{found}” up to {until}; after that it is “{better}”.",
        ),
        "label": ("{found}; nach dem {until} heißt es {better}", "{found}; after {until} it is {better}"),
        "fix": "safe",
    },
    # -------------------------------------------------------------------------------------------- kinds of values
    "type-mismatch": {
        "title": ("Wert von anderer Art", "Value of another kind"),
        "text": (
            "Zu „{term}“ gehört {type}; „{found}“ ist {is_}.",
            "“{term}” takes {type}; “{found}” is {is_}.",
        ),
        "label": ("{found}; erwartet ist {type}", "{found}; expected is {type}"),
        "help": ("Zum Beispiel: {like}", "For example: {like}"),
    },
    "text-quoted": {
        "title": ("Anführungszeichen zu viel", "Quotes too many"),
        "text": (
            "{found} steht in Anführungszeichen; „{term}“ ist kein Text.",
            "{found} stands in quotes; “{term}” is no text.",
        ),
        "label": ("{found}; geschrieben wird {better}", "{found}; write {better}"),
    },
    "text-unquoted": {
        "title": ("Text ohne Anführungszeichen", "Text without quotes"),
        "text": (
            "„{term}“ ist ein Text und steht in Anführungszeichen.",
            "“{term}” is a text and stands in quotes.",
        ),
        "label": ("{found}; geschrieben wird {better}", "{found}; write {better}"),
        "fix": "safe",
    },
    "range-expected": {
        "title": ("Tag statt Zeitraum", "Day instead of a range"),
        "text": (
            "„{term}“ ist ein Zeitraum; „{found}“ ist ein einzelner Tag.",
            "“{term}” is a range of days; “{found}” is a single day.",
        ),
        "label": ("{found}; erwartet ist ein Zeitraum", "{found}; expected is a range"),
        "help": (
            "Zum Beispiel: ab 2018-06-01 bis 2022-02-28; ohne „bis“ bleibt das Ende offen.",
            "For example: ab 2018-06-01 bis 2022-02-28; without “bis” the end stays open.",
        ),
    },
    "bound-expected": {
        "title": ("Menge ohne Richtung", "Quantity without a direction"),
        "text": (
            "„{term}“ ist eine Grenze; bei „{found}“ fehlt, ob sie nach oben oder nach unten gilt.",
            "“{term}” is a bound; “{found}” leaves open whether it is an upper or a lower one.",
        ),
        "label": ("{found}; erwartet ist höchstens oder mindestens", "{found}; expected is höchstens or mindestens"),
        "help": (
            "höchstens {found} und mindestens {found} schließen den Grenzwert ein, weniger als und mehr als schließen "
            "ihn aus.",
            "höchstens {found} and mindestens {found} include the limit, weniger als and mehr als exclude it.",
        ),
    },
    "bound-not-here": {
        "title": ("Grenze statt Wert", "Bound instead of a value"),
        "text": (
            "„{term}“ ist ein einzelner Wert; „{found}“ ist eine Grenze.",
            "“{term}” is a single value; “{found}” is a bound.",
        ),
        "label": ("{found}; erwartet ist ein einzelner Wert", "{found}; expected is a single value"),
    },
    "unit-missing": {
        "title": ("Einheit fehlt", "Unit missing"),
        "text": (
            "Hinter der Zahl {found} fehlt die Einheit; „{term}“ steht in {unit}.",
            "The unit is missing after the number {found}; “{term}” is in {unit}.",
        ),
        "label": ("{found}; erwartet ist eine Zahl mit {unit}", "{found}; expected is a number with {unit}"),
        "help": ("Zum Beispiel: {like}", "For example: {like}"),
    },
    "unit-wrong": {
        "title": ("Falsche Einheit", "Wrong unit"),
        "text": (
            "„{term}“ steht in {unit}; {found} lässt sich darin nicht umrechnen.",
            "“{term}” is in {unit}; {found} does not convert into it.",
        ),
        "label": ("{found}; erwartet ist {unit}", "{found}; expected is {unit}"),
    },
    "tax-wrong": {
        "title": ("Brutto statt netto oder umgekehrt", "Gross for net or the other way round"),
        "text": (
            "„{term}“ ist immer {tax}; „{found}“ ist es nicht.",
            "“{term}” is always “{tax}”; “{found}” is not.",
        ),
        "label": ("{found}; erwartet ist {tax}", "{found}; expected is “{tax}”"),
    },
    "name-unknown": {
        "title": ("Unbekannter Name", "Unknown name"),
        "text": (
            "„{found}“ ist kein Name, den „{term}“ kennt.",
            "“{found}” is no name that “{term}” knows.",
        ),
        "label": ("{found}, kein bekannter Name", "{found}, not a known name"),
        "help": ("Möglich sind: {known}.", "Possible are: {known}."),
    },
    "name-twice": {
        "title": ("Name doppelt", "Name twice"),
        "text": (
            "„{found}“ steht in „{term}“ zweimal.",
            "“{found}” stands twice in “{term}”.",
        ),
        "label": ("{found}, zum zweiten Mal", "{found}, for the second time"),
        "other": ("zuerst hier", "first here"),
        "help": ("Einen der beiden streichen.", "Delete one of the two."),
    },
    "choice-single": {
        "title": ("Mehrere Namen statt einem", "Several names instead of one"),
        "text": (
            "„{term}“ nimmt genau einen Namen; hier stehen mehrere: {found}.",
            "“{term}” takes exactly one name; here there are several: {found}.",
        ),
        "label": ("{found}; erwartet ist ein Name", "{found}; expected is one name"),
    },
    "letters-unknown": {
        "title": ("Unbekannter Buchstabe", "Unknown letter"),
        "text": (
            "Zu „{found}“ gehört in „{term}“ kein Name.",
            "No name of “{term}” carries the letters “{found}”.",
        ),
        "label": ("{found}; vergeben sind {known}", "{found}; in use are {known}"),
    },
    "target-not-here": {
        "title": ("Dauer mit Kündigungsziel", "Duration with a target"),
        "text": (
            "„{term}“ ist eine Dauer ohne Ziel; „{target}“ gehört nur zu einer Kündigungsfrist.",
            "“{term}” is a duration without a target; “{target}” belongs to notice periods only.",
        ),
        "label": (
            "mit dem Ziel {target}; erwartet ist nur die Dauer",
            "with the target {target}; expected is the duration alone",
        ),
    },
    "anchor-unknown": {
        "title": ("Unbekannter Beginn einer Dauer", "Unknown start of a duration"),
        "text": (
            "Von „{found}“ an kann keine Dauer laufen; der Name ist unbekannt.",
            "No duration can run from “{found}”; the name is unknown.",
        ),
        "label": ("{found}, kein bekannter Beginn", "{found}, not a known start"),
        "help": ("Möglich sind: {known}.", "Possible are: {known}."),
    },
    "target-unknown": {
        "title": ("Unbekanntes Ende einer Frist", "Unknown end of a notice period"),
        "text": (
            "Zu „{found}“ kann keine Frist enden; der Name ist unbekannt.",
            "No notice period can end at “{found}”; the name is unknown.",
        ),
        "label": ("{found}, kein bekanntes Ende", "{found}, not a known end"),
        "help": ("Möglich sind: {known}.", "Possible are: {known}."),
    },
    # -------------------------------------------------------------------------------------------- references
    "reference-single": {
        "title": ("Mehrere Kennungen statt einer", "Several ids instead of one"),
        "text": (
            "„{term}“ nennt genau eine Kennung; hier stehen mehrere: {found}.",
            "“{term}” names exactly one id; here there are several: {found}.",
        ),
        "label": ("{found}; erwartet ist eine Kennung", "{found}; expected is one id"),
    },
    "tariff-unknown": {
        "title": ("Unbekannter Tarif", "Unknown tariff"),
        "text": (
            "Einen Tarif „{found}“ gibt es weder unter den geprüften Dateien noch im selben Projektordner.",
            "There is no tariff “{found}”, neither among the files checked nor in the same project folder.",
        ),
        "label": ("{found}, kein bekannter Tarif", "{found}, not a known tariff"),
    },
    "terms-unknown": {
        "title": ("Unbekannte AGB", "Unknown terms"),
        "text": (
            "AGB mit der Kennung „{found}“ sind nicht hinterlegt; ihre Klauseln wurden nicht geprüft.",
            "There are no terms with the id “{found}”; their clauses were not checked.",
        ),
        "label": ("{found}, keine bekannten AGB", "{found}, not known terms"),
        "help": ("Hinterlegt sind: {known}.", "There are: {known}."),
    },
    "terms-missing": {
        "title": ("AGB nicht genannt", "Terms not named"),
        "text": (
            "Der Tarif „{id}“ nennt keine AGB; was sie regeln, wurde nicht geprüft.",
            "The tariff “{id}” names no terms; what they provide was not checked.",
        ),
        "label": ("ohne AGB", "without terms"),
        "help": (
            "Eine Zeile „AGB: Kennung“ ergänzen, oder „AGB: keine“.",
            "Add a line “AGB: id”, or “AGB: keine”.",
        ),
    },
    "offer-without-tariff": {
        "title": ("Angebot ohne Tarif", "Offer without a tariff"),
        "text": (
            "Das Angebot „{id}“ nennt keinen Tarif; ohne ihn lässt es sich nicht prüfen.",
            "The offer “{id}” names no tariff; without one it cannot be checked.",
        ),
        "label": ("ohne Tarif", "without a tariff"),
        "help": ("Eine Zeile „Tarif: Kennung“ ergänzen.", "Add a line “Tarif: id”."),
    },
    "offer-outside-tariff": {
        "title": ("Angebot außerhalb des Tarifs", "Offer outside its tariff"),
        "text": (
            "„{term}“ ist im Angebot {found}; der Tarif {tariff} gilt nur für {admitted}.",
            "“{term}” is {found} in the offer; the tariff {tariff} holds for {admitted} only.",
        ),
        "label": ("{found}; zugelassen ist {admitted}", "{found}; admitted is {admitted}"),
        "other": ("so begrenzt es der Tarif", "the tariff limits it so"),
    },
    "offer-excluded": {
        "title": ("Angebot außerhalb des Tarifs", "Offer outside its tariff"),
        "text": (
            "„{term}“ ist im Angebot {found}; der Tarif {tariff} schließt aus: {admitted}.",
            "“{term}” is {found} in the offer; the tariff {tariff} excludes {admitted}.",
        ),
        "label": ("{found}; ausgeschlossen ist {admitted}", "{found}; excluded is {admitted}"),
        "other": ("so schließt es der Tarif aus", "the tariff excludes it so"),
    },
}
