"""Messages about a line that could not be read: its signs and its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dsl.messages import Entry

# the label of most habits: what was found, and how it is written here
INSTEAD = ("{found}; geschrieben wird {better}", "{found}; write {better}")

MESSAGES: dict[str, Entry] = {
    # -------------------------------------------------------------------------------------------- the line
    "line-unreadable": {
        "title": ("Zeile nicht verstanden", "Line not understood"),
        "text": (
            "„{found}“ passt hier nicht. Gelesen wurde {what}.",
            "“{found}” does not fit here. What was being read is {what}.",
        ),
        "label": ("{found}; erwartet ist {expected}", "{found}; expected is {expected}"),
    },
    "line-unfinished": {
        "title": ("Unvollständige Zeile", "Unfinished line"),
        "text": (
            "„{line}“ bricht ab. Gelesen wurde {what}.",
            "“{line}” breaks off. What was being read is {what}.",
        ),
        "label": ("hier fehlt etwas: {expected}", "something is missing here: {expected}"),
    },
    "colon-missing": {
        "title": ("Doppelpunkt fehlt", "Colon missing"),
        "text": (
            "„{found}“ ist keine Angabe: Zwischen Name und Wert steht ein Doppelpunkt.",
            "“{found}” is no fact: a colon stands between name and value.",
        ),
        "label": ("kein Doppelpunkt; erwartet ist „Name: Wert“", "no colon; expected is “Name: value”"),
    },
    "equals-sign": {
        "title": ("Gleichheitszeichen statt Doppelpunkt", "Equals sign instead of a colon"),
        "text": (
            "Zwischen Name und Wert steht „{found}“; hier ist es ein Doppelpunkt.",
            "“{found}” stands between name and value; a colon is used here.",
        ),
        "label": ("{found}; geschrieben wird :", "{found}; write :"),
        "fix": "safe",
    },
    "name-quoted": {
        "title": ("Name in Anführungszeichen", "Name in quotes"),
        "text": (
            "Der Name einer Angabe steht ohne Anführungszeichen; hier steht {found}.",
            "The name of a fact stands without quotes; here it is {found}.",
        ),
        "label": INSTEAD,
        "fix": "safe",
    },
    "string-unclosed": {
        "title": ("Anführungszeichen nicht geschlossen", "Quotes not closed"),
        "text": (
            "Der Text {found} hat kein schließendes Anführungszeichen.",
            "The text {found} has no closing quote.",
        ),
        "label": ("beginnt hier und endet nicht", "begins here and does not end"),
    },
    "quotes-typographic": {
        "title": ("Typografische Anführungszeichen", "Typographic quotes"),
        "text": (
            'Texte stehen zwischen geraden Anführungszeichen "…"; hier steht {found}, wie Textprogramme es einsetzen.',
            'Texts stand between straight quotes "…"; here it is {found}, as word processors put it.',
        ),
        "label": ('hier gerade Anführungszeichen " verwenden', 'straight quotes " are used here'),
        "fix": "safe",
    },
    "quotes-single": {
        "title": ("Einfache Anführungszeichen", "Single quotes"),
        "text": (
            'Texte stehen zwischen doppelten Anführungszeichen "…"; hier steht {found}.',
            'Texts stand between double quotes "…"; here it is {found}.',
        ),
        "label": ("{found}; geschrieben wird {better}", "{found}; write {better}"),
        "fix": "safe",
    },
    "comment-slashes": {
        "title": ("Fremdes Kommentarzeichen", "Comment sign of another language"),
        "text": (
            "Kommentare beginnen mit „#“; hier steht „{found}“.",
            "Comments begin with “#”; here it is “{found}”.",
        ),
        "label": ("{found}; geschrieben wird #", "{found}; write #"),
    },
    "braces": {
        "title": ("Klammern einer anderen Sprache", "Brackets of another language"),
        "text": (
            "„{found}“ kommt hier nicht vor: Was zusammengehört, zeigt die Einrückung; Namen trennt ein Komma.",
            "“{found}” is not used here: indentation shows what belongs together; commas separate names.",
        ),
        "label": ("ohne Klammern", "without brackets"),
    },
    "bar": {
        "title": ("Senkrechter Strich", "Vertical bar"),
        "text": (
            "„{found}“ kommt hier nicht vor; Tabellen werden Zeile für Zeile als „Name: Wert“ geschrieben.",
            "“{found}” is not used here; tables are written line by line as “Name: value”.",
        ),
        "label": ("{found} streichen", "leave out {found}"),
    },
    "semicolon": {
        "title": ("Semikolon am Zeilenende", "Semicolon at the end of a line"),
        "text": ("Eine Angabe endet mit der Zeile, ohne Semikolon.", "A fact ends with its line, without a semicolon."),
        "label": ("Semikolon; hier endet die Zeile ohne Zeichen", "a semicolon; the line ends without a sign here"),
        "fix": "safe",
    },
    "semicolon-list": {
        "title": ("Semikolon statt Komma", "Semicolon instead of a comma"),
        "text": (
            "Namen werden mit Kommas getrennt; hier steht ein Semikolon.",
            "Commas separate names; this is a semicolon.",
        ),
        "label": ("Semikolon; geschrieben wird ein Komma", "a semicolon; write a comma"),
        "fix": "safe",
    },
    "comma-last": {
        "title": ("Komma am Zeilenende", "Comma at the end of a line"),
        "text": (
            "Hinter dem letzten Komma fehlt ein Name, oder das Komma ist zu viel.",
            "A name is missing after the last comma, or there is one comma too many.",
        ),
        "label": ("nach dem Komma kommt nichts", "nothing follows the comma"),
    },
    "comma-twice": {
        "title": ("Komma ohne Namen", "Comma without a name"),
        "text": ("Zwischen zwei Kommas fehlt ein Name.", "A name is missing between two commas."),
        "label": ("zwei Kommas; gemeint ist wohl eines", "two commas; probably one is meant"),
    },
    "list-and": {
        "title": ("Aufzählung ohne Komma", "Row of names without commas"),
        "text": (
            "Namen werden mit Kommas getrennt, auch der letzte; hier steht „{found}“.",
            "Commas separate names, the last one too; here it is “{found}”.",
        ),
        "label": ("{found}; geschrieben wird ein Komma", "{found}; write a comma"),
        "fix": "safe",
    },
    "words-in-a-row": {
        "title": ("Mehrere Wörter ohne Anführungszeichen", "Several words without quotes"),
        "text": (
            "„{found}“ steht ohne Anführungszeichen und ohne Kommas.",
            "“{found}” stands without quotes and without commas.",
        ),
        "label": ("mehrere Wörter", "several words"),
        "help": ("Als Text: {as_text}; als Namen: {as_names}", "As a text: {as_text}; as names: {as_names}"),
    },
    "parenthesis": {
        "title": ("Klammer ohne Gegenstück", "Unmatched parenthesis"),
        "text": ("Zu „{found}“ fehlt „{wanted}“.", "“{found}” has no “{wanted}”."),
        "label": ("ohne „{wanted}“", "without “{wanted}”"),
    },
    "slash-missing": {
        "title": ("Schrägstrich zwischen den Sprachen fehlt", "Slash between the languages missing"),
        "text": (
            "Zwischen dem deutschen und dem englischen Text steht ein Schrägstrich.",
            "A slash stands between the German and the English text.",
        ),
        "label": ("hier fehlt /", "/ is missing here"),
        "fix": "safe",
    },
    "hyphen-typographic": {
        "title": ("Typografischer Bindestrich", "Typographic hyphen"),
        "text": (
            "Namen haben den einfachen Bindestrich „-“; hier steht das ähnliche Zeichen „{found}“.",
            "Names have the plain hyphen “-”; this is the similar sign “{found}”.",
        ),
        "label": ("{found}; geschrieben wird -", "{found}; write -"),
        "fix": "safe",
    },
    # -------------------------------------------------------------------------------------------- words
    "word-spelling": {
        "title": ("Andere Schreibweise", "Other spelling"),
        "text": (
            "„{found}“ wird hier „{better}“ geschrieben; Umlaute und Großschreibung zählen.",
            "“{found}” is written “{better}” here; umlauts and capitals count.",
        ),
        "label": INSTEAD,
        "fix": "safe",
    },
    "word-english": {
        "title": ("Englisches Wort", "English word"),
        "text": (
            "Die Sprache ist deutsch: „{found}“ heißt „{better}“.",
            "The language is German: “{found}” is “{better}”.",
        ),
        "label": ("{found}; auf Deutsch {better}", "{found}; in German {better}"),
    },
    "word-misspelt": {
        "title": ("Unbekanntes Wort", "Unknown word"),
        "text": ("Das Wort „{found}“ kennt die Sprache nicht.", "The language does not know the word “{found}”."),
        "label": ("{found}, kein Wort der Sprache", "{found}, no word of the language"),
    },
    "value-word": {
        "title": ("Fremdes Wort für einen Wert", "Foreign word for a value"),
        "text": ("Für „{found}“ steht hier „{better}“.", "“{found}” is “{better}” here."),
        "label": INSTEAD,
    },
    "count-word": {
        "title": ("Zahl in Worten", "Number in words"),
        "text": ("Zahlen stehen in Ziffern; hier steht „{found}“.", "Numbers stand in digits; here it is “{found}”."),
        "label": INSTEAD,
        "fix": "safe",
    },
    "bound-word": {
        "title": ("Andere Wörter für eine Grenze", "Other words for a bound"),
        "text": (
            "Grenzen heißen „höchstens“, „mindestens“ (mit dem Grenzwert), „mehr als“, „weniger als“ (ohne ihn); hier "
            "steht „{found}“.",
            "Bounds are “höchstens”, “mindestens” (the limit included), “mehr als”, “weniger als” (excluded); here it "
            "is “{found}”.",
        ),
        "label": INSTEAD,
    },
    "comparison-sign": {
        "title": ("Zeichen statt Wort", "Sign instead of a word"),
        "text": (
            "Verglichen wird mit Worten; „{found}“ heißt „{better}“.",
            "Comparisons are words; “{found}” is “{better}”.",
        ),
        "label": INSTEAD,
        "fix": "safe",
    },
    "tax-word": {
        "title": ("Andere Wörter für brutto und netto", "Other words for gross and net"),
        "text": (
            "Hinter dem Betrag steht „brutto“ oder „netto“; hier steht „{found}“.",
            "“brutto” or “netto” follows the amount; here it is “{found}”.",
        ),
        "label": INSTEAD,
    },
    "anchor-word": {
        "title": ("Beginn einer Dauer", "Start of a duration"),
        "text": (
            "Wovon an eine Dauer läuft, steht hinter „ab“; hier steht „{found}“.",
            "What a duration runs from follows “ab”; here it is “{found}”.",
        ),
        "label": INSTEAD,
    },
    "article": {
        "title": ("Artikel zu viel", "Article too many"),
        "text": (
            "Hinter „Ende“ steht der Begriff ohne Artikel: zum Ende Erstlaufzeit.",
            "The term follows “Ende” without an article: zum Ende Erstlaufzeit.",
        ),
        "label": ("„{found}“ streichen", "leave out “{found}”"),
        "fix": "safe",
    },
}
