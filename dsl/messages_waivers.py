"""Messages about waivers, in a document or in an exceptions file, and about rules that one must not rely on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dsl.messages import Entry

MESSAGES: dict[str, Entry] = {
    "waiver-malformed": {
        "title": ("Duldung nicht lesbar", "Waiver cannot be read"),
        "text": (
            "Ein Kommentar soll einen Befund dulden, sagt aber nicht richtig, welchen, bis wann und warum. "
            "Er duldet nichts.",
            "A comment is to waive a finding, but does not say properly which, until when and why. It waives nothing.",
        ),
        "label": ("nötig sind Regel, Tag und Grund", "rule, day and reason are needed"),
        "help": (
            'Geschrieben wird: # geduldet AGB-2-2-MENGE bis 2026-12-31 "läuft mit der Umstellung aus" von Anna Beck',
            'Write: # geduldet AGB-2-2-MENGE bis 2026-12-31 "ends with the migration" von Anna Beck',
        ),
    },
    "place-unmatched": {
        "title": ("Einstellungen für nichts", "Settings for nothing"),
        "text": (
            "Keine Datei passt zu „{found}“; was dort eingestellt ist, gilt nirgends.",
            "No file fits “{found}”; what is set there holds nowhere.",
        ),
        "label": ("dazu passt keine Datei", "no file fits this"),
        "help": (
            "Das Muster gilt vom Ordner der Konfiguration aus; wird es nicht mehr gebraucht, streichen.",
            "The pattern is told from the folder of the configuration; if it is needed no more, drop it.",
        ),
    },
    "waiver-alone": {
        "title": ("Duldung ohne Stelle", "Waiver without a place"),
        "text": (
            "Unter der Duldung von {rule} steht nichts mehr, was sie meinen könnte.",
            "Nothing stands below the waiver of {rule} that it could be about.",
        ),
        "label": ("meint keine Zeile", "is about no line"),
        "help": (
            "Sie gehört hinter die Zeile oder über die Zeile, den Abschnitt oder das Dokument, wofür sie gilt.",
            "It belongs behind the line, or above the line, the section or the document that it is for.",
        ),
    },
    "waiver-rule-unknown": {
        "title": ("Duldung einer unbekannten Regel", "Waiver of an unknown rule"),
        "text": ("Keine Regel heißt {found}; geduldet wird nichts.", "No rule is called {found}; nothing is waived."),
        "label": ("keine Regel heißt so", "no rule is called so"),
    },
    "waiver-date": {
        "title": ("Duldung ohne gültigen Tag", "Waiver without a valid day"),
        "text": (
            "Bis wann {rule} geduldet wird, ist nicht zu lesen: {found} ist kein Tag. Die Duldung gilt als abgelaufen.",
            "Until when {rule} is waived cannot be read: {found} is no day. The waiver counts as expired.",
        ),
        "label": ("kein Tag; ein Tag sieht so aus: 2026-12-31", "no day; a day looks like this: 2026-12-31"),
    },
    "waiver-expired": {
        "title": ("Abgelaufene Duldung", "Expired waiver"),
        "text": (
            "{rule} war nur bis {until} geduldet; heute ist der {today}.",
            "{rule} was waived until {until} only; today is {today}.",
        ),
        "label": ("abgelaufen", "has expired"),
        "help": (
            "den Mangel beheben und die Duldung entfernen, oder neu entscheiden und einen neuen Tag nennen",
            "mend the fault and remove the waiver, or decide anew and name another day",
        ),
    },
    "waiver-long": {
        "title": ("Duldung auf zu lange Zeit", "Waiver for too long"),
        "text": (
            "{rule} soll bis {until} geduldet werden; der letzte zulässige Tag ist heute {allowed}. "
            "So wird nichts geduldet.",
            "{rule} is to be waived until {until}; as of today the last day allowed is {allowed}. As it is, nothing is "
            "waived.",
        ),
        "label": ("zu weit weg", "too far away"),
        "help": (
            "einen Tag bis {allowed} nennen und dann neu entscheiden; wie weit er weg sein darf, sagt "
            "longest-exception in der Konfiguration",
            "name a day up to {allowed} and decide anew then; how far away it may be, longest-exception says in the "
            "configuration",
        ),
    },
    "waiver-expiring": {
        "title": ("Duldung läuft bald ab", "Waiver expires soon"),
        "text": (
            "{rule} ist noch bis {until} geduldet; Tage bis dahin: {days}. Danach scheitert die Prüfung daran.",
            "{rule} is waived until {until}; days until then: {days}. After that the check fails for it.",
        ),
        "label": ("läuft bald ab", "expires soon"),
    },
    "waiver-stale": {
        "title": ("Überflüssige Duldung", "Waiver of nothing"),
        "text": (
            "Die Duldung von {rule} wird nicht gebraucht: Gefunden wurde nichts, was sie dulden könnte.",
            "The waiver of {rule} is not needed: nothing was found that it could waive.",
        ),
        "label": ("duldet nichts", "waives nothing"),
        "help": ("die Duldung entfernen", "remove the waiver"),
    },
    "waiver-mandatory": {
        "title": ("Unzulässige Duldung", "Waiver that is not allowed"),
        "text": (
            "{rule} ist zwingendes, gesichertes Recht und lässt sich nicht dulden.",
            "{rule} is mandatory and settled law and cannot be waived.",
        ),
        "label": ("wird nicht geduldet", "is not waived"),
        "help": (
            "den Mangel beheben; nur wenn in der Konfiguration waive-mandatory = true steht, gilt auch diese Duldung",
            "mend the fault; only with waive-mandatory = true in the configuration does this waiver hold as well",
        ),
    },
    "exception-incomplete": {
        "title": ("Unvollständige Ausnahme", "Incomplete exception"),
        "text": (
            "Der Ausnahme fehlt: {missing}. Sie duldet nichts.",
            "The exception lacks: {missing}. It waives nothing.",
        ),
        "label": ("hier fehlt: {missing}", "missing here: {missing}"),
    },
    "exception-no-text": {
        "title": ("Falsche Angabe in einer Ausnahme", "Wrong value in an exception"),
        "text": (
            "Hinter {name} steht in einer Ausnahme ein Text in Anführungszeichen. Sie duldet nichts.",
            "In an exception {name} takes a text in quotes. It waives nothing.",
        ),
        "label": ("nötig ist ein Text in Anführungszeichen", "a text in quotes is needed"),
    },
    "exception-approver": {
        "title": ("Ausnahme ohne zweite Person", "Exception without a second person"),
        "text": (
            "{found} hat die eigene Ausnahme freigegeben; das muss jemand anderes tun. Sie duldet nichts.",
            "{found} has approved an exception of their own; somebody else has to. It waives nothing.",
        ),
        "label": ("dieselbe Person wie bei owner", "the same person as in owner"),
    },
    "exception-document": {
        "title": ("Ausnahme für ein unbekanntes Dokument", "Exception for an unknown document"),
        "text": (
            "Ein Dokument {found} gibt es hier nicht; die Ausnahme duldet nichts.",
            "There is no document {found} here; the exception waives nothing.",
        ),
        "label": ("kein Tarif, kein Angebot und keine AGB heißen so", "no tariff, no offer and no terms are called so"),
    },
    "exception-key": {
        "title": ("Unbekannte Angabe in der Ausnahmedatei", "Unknown key in the exceptions file"),
        "text": ("Eine Angabe {found} gibt es dort nicht.", "There is no key {found} there."),
        "label": ("keine bekannte Angabe", "no known key"),
        "help": ("Möglich: {known}", "Possible: {known}"),
    },
    "rule-never": {
        "title": ("Regel, die nie greift", "Rule that can never fire"),
        "text": (
            "Kein Tarif kann {name} verletzen: Die Regel sieht nach einer Prüfung aus, prüft aber nichts.",
            "No tariff can violate {name}: the rule looks like a check but checks nothing.",
        ),
        "label": ("greift nie", "can never fire"),
        "help": (
            "tariflint prove mit dieser Datei sagt, welche Bedingung im Weg steht",
            "tariflint prove with this file says which condition is in the way",
        ),
    },
    "rulebook-old": {
        "title": ("Veraltetes Regelwerk", "Rulebook out of date"),
        "text": (
            "Das Regelwerk ist nur bis {reviewed} mit dem Recht verglichen und darf {grace} Tage älter sein, "
            "also bis {last}; heute ist der {today}.",
            "The rulebook was compared with the law up to {reviewed} only and may be {grace} days older, "
            "that is until {last}; today is {today}.",
        ),
        "label": ("die älteste Prüfung: {name}", "the oldest review: {name}"),
        "help": (
            "eine neuere Fassung von tariflint einspielen, eigene Regeln neu prüfen",
            "install a newer version of tariflint, review rules of your own",
        ),
    },
}
