"""What can be set in a configuration: each key, what it takes, and what it is for.

``config.schema.json`` says the same to editors; a test keeps the two in step.
"""

from __future__ import annotations

from dsl.record import NamedTuple


class Key(NamedTuple):
    """One key. ``kind`` names what it takes, ``default`` is in the form of that kind."""

    name: str
    kind: str  # one of KINDS
    default: object
    de: str
    en: str


# kind -> what is expected, German and English
KINDS: dict[str, tuple[str, str]] = {
    "language": ('"de" oder "en"', '"de" or "en"'),
    "format": (
        'eine Form, etwa "text", "concise", "json" oder "github"',
        'a form, such as "text", "concise", "json" or "github"',
    ),
    "outputs": (
        'eine Tabelle von Form = Pfad, etwa { html = "bericht.html" }',
        'a table of form = path, such as { html = "report.html" }',
    ),
    "yes": ("true oder false", "true or false"),
    "days": ("eine ganze Zahl von Tagen, etwa 365", "a whole number of days, such as 365"),
    "path": ('ein Pfad in Anführungszeichen, etwa "ausnahmen.toml"', 'a path in quotes, such as "exceptions.toml"'),
    "paths": ('eine Liste von Pfaden, etwa ["regeln/"]', 'a list of paths, such as ["rules/"]'),
    "ids": (
        'eine Liste von Anfängen von Regelnamen, etwa ["AGB"]',
        'a list of what names of rules start with, such as ["AGB"]',
    ),
    "levels": (
        '"fehler", "warnung" oder "hinweis", auch mit Sicherheit: "fehler:gesichert"',
        '"error", "warning" or "note", also with a certainty: "error:settled"',
    ),
    "severity": ('"fehler", "warnung" oder "hinweis"', '"error", "warning" or "note"'),
    "severities": (
        'eine Tabelle von Regel = "fehler", "warnung" oder "hinweis"',
        'a table of rule = "error", "warning" or "note"',
    ),
    "places": (
        'Tabellen wie [paths."alt/**"] mit ignore und severity',
        'tables such as [paths."old/**"] with ignore and severity',
    ),
}

KEYS: tuple[Key, ...] = (
    Key("language", "language", "de", "Sprache der Ausgabe", "language of the output"),
    Key("format", "format", "text", "Form des Berichts einer Prüfung", "form of the report of a check"),
    Key("output", "outputs", (), "Berichte, die eine Prüfung in Dateien schreibt", "reports a check writes into files"),
    Key("rules", "paths", (), "eigene Regeldateien und Ordner", "rule files and folders of one's own"),
    Key("terms", "paths", (), "eigene AGB als Regeldateien", "terms of one's own, as rule files"),
    Key("select", "ids", (), "nur Regeln, die so beginnen", "only rules whose id starts so"),
    Key("ignore", "ids", (), "alle Regeln außer diesen", "all rules but those"),
    Key(
        "strict",
        "yes",
        False,
        "auch Unentschiedenes und Hinweise lassen scheitern",
        "undecided rules and notes fail too",
    ),
    Key("fail-on", "levels", None, "ab welcher Schwere ein Befund scheitern lässt", "from which severity on it fails"),
    Key("severity", "severities", (), "Schwere einzelner Regeln", "severity of single rules"),
    Key("paths", "places", (), "was nur für manche Dateien gilt", "what holds for some files only"),
    Key("exceptions", "path", "", "Datei mit Ausnahmen auf Zeit", "file of exceptions that expire"),
    Key("baseline", "path", "", "Datei mit hingenommenen alten Befunden", "file of old findings that are accepted"),
    Key(
        "longest-exception",
        "days",
        366,
        "wie viele Tage eine Duldung oder Ausnahme vom heutigen Tag an höchstens noch laufen darf",
        "for how many days from today a waiver or an exception may run at most",
    ),
    Key(
        "grace",
        "days",
        None,
        "wie viele Tage die älteste Prüfung des Regelwerks (geprüft) zurückliegen darf; ohne Angabe beliebig viele",
        "how many days ago the oldest review of the rulebook (geprüft) may be; any number where nothing is set",
    ),
    Key(
        "waive-mandatory",
        "yes",
        False,
        "ob sich auch zwingendes, gesichertes Recht dulden lässt",
        "whether settled mandatory law may be waived as well",
    ),
)

# what a table below `paths` may hold
PLACE_KEYS: tuple[Key, ...] = (
    Key("ignore", "ids", (), "Regeln, an denen diese Dateien nicht scheitern", "rules these files do not fail for"),
    Key("severity", "severities", (), "Schwere einzelner Regeln", "severity of single rules"),
)
