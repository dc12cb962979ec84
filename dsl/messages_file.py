"""Messages about a file as a file and about its layout: encoding, conflicts, headings, indentation, lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dsl.messages import Entry

MESSAGES: dict[str, Entry] = {
    # -------------------------------------------------------------------------------------------- the file
    "file-empty": {
        "title": ("Leere Datei", "Empty file"),
        "text": (
            "Die Datei enthält keine Angaben, höchstens Leerzeilen und Kommentare.",
            "The file states nothing: it holds at most empty lines and comments.",
        ),
        "label": ("hier beginnt sonst „Tarif“ oder „Angebot“", "“Tarif” or “Angebot” should begin here"),
        "help": (
            'Die erste Zeile nennt den Tarif: Tarif muster-2024 "Strom Muster"',
            'The first line names the tariff: Tarif muster-2024 "Strom Muster"',
        ),
    },
    "file-too-large": {
        "title": ("Zu große Datei", "File too large"),
        "text": (
            "Die Datei hat {size} kB; gelesen werden höchstens {limit} kB. Ein Tarif hat wenige Kilobyte.",
            "The file has {size} kB; at most {limit} kB are read. A tariff has a few kilobytes.",
        ),
        "label": ("nicht gelesen", "not read"),
    },
    "file-too-long": {
        "title": ("Zu viele Zeilen", "Too many lines"),
        "text": (
            "Die Datei hat {lines} Zeilen; gelesen werden höchstens {limit}. Ein Tarif hat etwa 30.",
            "The file has {lines} lines; at most {limit} are read. A tariff has about 30.",
        ),
        "label": ("nicht gelesen", "not read"),
    },
    "line-too-long": {
        "title": ("Überlange Zeile", "Overlong line"),
        "text": (
            "Die Zeile hat mehr als {limit} Zeichen und wurde nicht gelesen.",
            "The line has more than {limit} characters and was not read.",
        ),
        "label": ("mehr als {limit} Zeichen", "more than {limit} characters"),
    },
    "too-many": {
        "title": ("Zu viele Fehler", "Too many mistakes"),
        "text": (
            "Nach {limit} Fehlern wurde hier nicht weitergelesen. Vielleicht ist es keine Datei dieser Sprache.",
            "After {limit} mistakes nothing more was read here. Perhaps it is no file of this language.",
        ),
        "label": ("ab hier nicht gelesen", "not read from here on"),
    },
    "bom": {
        "title": ("Unsichtbares Zeichen am Dateianfang", "Invisible mark at the start of the file"),
        "text": (
            "Vor der ersten Zeile steht eine Bytereihenfolge-Marke (BOM), wie manche Windows-Programme sie einfügen. "
            "Die Datei wurde trotzdem gelesen.",
            "A byte order mark (BOM) precedes the first line, as some Windows programs insert it. The file was read "
            "all the same.",
        ),
        "label": ("davor steht U+FEFF", "U+FEFF stands before this"),
        "help": ("Im Editor als „UTF-8 ohne BOM“ speichern.", "Save the file as “UTF-8 without BOM”."),
    },
    "binary": {
        "title": ("Keine Textdatei", "Not a text file"),
        "text": (
            "Die Datei enthält Nullbytes. Ein Tarif ist eine Textdatei in UTF-8.",
            "The file contains null bytes. A tariff is a text file in UTF-8.",
        ),
        "label": ("nicht gelesen", "not read"),
    },
    "encoding-utf16": {
        "title": ("Datei in UTF-16", "File in UTF-16"),
        "text": (
            "Die Datei ist in UTF-16 gespeichert; gelesen wird UTF-8.",
            "The file is saved in UTF-16; UTF-8 is what is read.",
        ),
        "label": ("nicht gelesen", "not read"),
        "help": (
            "Im Editor die Kodierung UTF-8 wählen und neu speichern (im Windows-Editor heißt UTF-16 „Unicode“).",
            "Choose the encoding UTF-8 in the editor and save again (Windows Notepad calls UTF-16 “Unicode”).",
        ),
    },
    "encoding": {
        "title": ("Datei nicht in UTF-8", "File not in UTF-8"),
        "text": (
            "Das „{char}“ in „{word}“ ist nicht in UTF-8 kodiert, sondern älter (Windows-1252 oder Latin-1). Gelesen "
            "wurde die Datei, als wäre sie ganz so kodiert.",
            "The “{char}” in “{word}” is not encoded in UTF-8 but in an older way (Windows-1252 or Latin-1). The file "
            "was read as if all of it were encoded so.",
        ),
        "label": ("„{char}“, nicht in UTF-8", "“{char}”, not in UTF-8"),
        "help": (
            "Im Editor die Kodierung UTF-8 wählen und neu speichern.",
            "Choose the encoding UTF-8 in the editor and save again.",
        ),
    },
    "nfd": {
        "title": ("Zerlegte Umlaute", "Decomposed umlauts"),
        "text": (
            "In „{word}“ bestehen Buchstaben aus zwei Zeichen, Grundbuchstabe und Akzent (Unicode-Form NFD), wie beim "
            "Kopieren aus PDF-Dateien oder vom Mac. Suchen und Vergleichen scheitert daran; gelesen wurde das Wort "
            "richtig.",
            "In “{word}” letters consist of two characters, the letter and its accent (Unicode form NFD), as when "
            "copied from PDF files or on a Mac. Searching and comparing fail on it; the word was read correctly.",
        ),
        "label": ("hier zwei Zeichen statt eines", "two characters here instead of one"),
        "help": (
            "Das Wort neu eintippen oder die Datei in der Form NFC speichern.",
            "Type the word anew, or save the file in the form NFC.",
        ),
    },
    "control-character": {
        "title": ("Unsichtbares Zeichen", "Invisible character"),
        "text": (
            "In der Zeile steht das unsichtbare Zeichen {char}, wie es beim Kopieren aus Webseiten oder PDF-Dateien "
            "mitkommt.",
            "The line contains the invisible character {char}, which comes along when copying from web pages or PDF "
            "files.",
        ),
        "label": ("{char}, unsichtbar", "{char}, invisible"),
        "help": ("Das Zeichen löschen.", "Delete the character."),
        "fix": "safe",
    },
    "conflict": {
        "title": ("Ungelöster Merge-Konflikt", "Unresolved merge conflict"),
        "text": (
            "Zwischen diesen Markierungen stehen zwei Fassungen derselben Zeilen. Gelesen wurde nur die obere.",
            "Two versions of the same lines stand between these markers. Only the upper one was read.",
        ),
        "label": ("Beginn des Konflikts", "the conflict begins here"),
        "other": ("Ende des Konflikts", "the conflict ends here"),
        "help": (
            "Eine der beiden Fassungen wählen und die Markierungen löschen.",
            "Choose one of the versions and delete the markers.",
        ),
    },
    "conflict-rest": {
        "title": ("Rest eines Merge-Konflikts", "Remains of a merge conflict"),
        "text": (
            "Die Markierung „{found}“ stammt aus einem Merge-Konflikt; ihr Gegenstück fehlt.",
            "The marker “{found}” comes from a merge conflict; its counterpart is missing.",
        ),
        "label": ("Markierung ohne Gegenstück", "a marker without its counterpart"),
        "help": (
            "Prüfen, welche Zeilen gelten, und die Markierung löschen.",
            "Check which lines hold; delete the marker.",
        ),
    },
    # -------------------------------------------------------------------------------------------- indentation
    "tab": {
        "title": ("Tabulator in der Einrückung", "Tab in the indentation"),
        "text": (
            "Die Zeile ist mit einem Tabulator eingerückt; wie breit er ist, entscheidet jeder Editor anders. Gezählt "
            "wurde er als vier Leerzeichen.",
            "The line is indented by a tab; how wide it is, each editor decides for itself. It was counted as four "
            "spaces.",
        ),
        "label": ("Tabulator; üblich sind vier Leerzeichen", "a tab; four spaces are used here"),
        "help": (
            "In der ganzen Datei Tabulatoren durch je vier Leerzeichen ersetzen.",
            "Replace the tabs of the whole file by four spaces each.",
        ),
    },
    "indent-missing": {
        "title": ("Fehlende Einrückung", "Missing indentation"),
        "text": (
            "„{found}“ steht am Zeilenanfang, gehört aber zur Überschrift darüber.",
            "“{found}” stands at the margin but belongs to the heading above.",
        ),
        "label": ("nicht eingerückt", "not indented"),
        "help": (
            "Die Zeilen unter einer Überschrift um vier Leerzeichen einrücken.",
            "Indent the lines below a heading by four spaces.",
        ),
    },
    "indent-uneven": {
        "title": ("Ungleiche Einrückung", "Uneven indentation"),
        "text": (
            "„{found}“ ist weniger eingerückt als die Zeilen darüber, aber mehr als die Überschrift.",
            "“{found}” is indented less than the lines above, but more than the heading.",
        ),
        "label": ("weniger eingerückt als darüber", "indented less than above"),
        "help": (
            "Alle Zeilen unter einer Überschrift gleich weit einrücken, um vier Leerzeichen.",
            "Indent all lines below a heading alike, by four spaces.",
        ),
    },
    "indent-below": {
        "title": ("Fehlende Einrückung", "Missing indentation"),
        "text": (
            "„{found}“ gehört unter „{name}“, ist aber nicht tiefer eingerückt.",
            "“{found}” belongs below “{name}” but is not indented more deeply.",
        ),
        "label": ("nicht tiefer als „{name}“", "not deeper than “{name}”"),
        "help": (
            "Die Zeile um vier Leerzeichen weiter einrücken.",
            "Indent the line by four spaces more.",
        ),
    },
    "indent-deep": {
        "title": ("Zu tiefe Einrückung", "Indentation too deep"),
        "text": (
            "„{found}“ ist tiefer eingerückt als „{name}“ darüber, gehört aber nicht darunter.",
            "“{found}” is indented more deeply than “{name}” above, but does not belong below it.",
        ),
        "label": ("tiefer eingerückt als darüber", "indented more deeply than above"),
        "help": (
            "Die Zeile so weit einrücken wie die darüber.",
            "Indent the line like the one above.",
        ),
    },
    # -------------------------------------------------------------------------------------------- headings
    "heading-indented": {
        "title": ("Eingerückte Überschrift", "Indented heading"),
        "text": (
            "„{found}“ ist eine Überschrift und beginnt am Zeilenanfang.",
            "“{found}” is a heading and starts at the margin.",
        ),
        "label": ("Überschrift; hier eingerückt", "a heading; indented here"),
        "help": (
            "Die Überschrift ohne Leerzeichen davor schreiben, ihre Angaben um vier Leerzeichen einrücken.",
            "Write the heading without spaces before it and indent its facts by four spaces.",
        ),
    },
    "heading-colon": {
        "title": ("Doppelpunkt in der Überschrift", "Colon in a heading"),
        "text": (
            "„{found}“ ist eine Überschrift; ein Doppelpunkt steht nur in Angaben wie „Grundpreis: 9,90 EUR/Monat“.",
            "“{found}” is a heading; a colon stands in facts only, such as “Grundpreis: 9,90 EUR/Monat”.",
        ),
        "label": ("Doppelpunkt; Überschriften haben keinen", "a colon; headings have none"),
        "fix": "safe",
    },
    "heading-day": {
        "title": ("Datum ohne „ab“", "Date without “ab”"),
        "text": (
            "Vor dem Datum einer Überschrift steht „ab“; hier steht „{found}“.",
            "The date of a heading follows “ab”; here it says “{found}”.",
        ),
        "label": ("{found}; geschrieben wird {better}", "{found}; write {better}"),
        "fix": "safe",
    },
    "id-malformed": {
        "title": ("Unzulässige Kennung", "Malformed id"),
        "text": (
            "„{found}“ ist keine Kennung: Erlaubt sind Kleinbuchstaben, Ziffern und Bindestriche, am Anfang ein "
            "Buchstabe.",
            "“{found}” is no id: lower-case letters, digits and hyphens are allowed, the first a letter.",
        ),
        "label": ("keine Kennung; zulässig wäre {better}", "no id; {better} would be one"),
        "help": (
            "Andere Dateien verweisen auf die Kennung. Der Name für Kunden steht dahinter in Anführungszeichen.",
            "Other files refer to the id. The name that customers see follows it in quotes.",
        ),
    },
    "title-unquoted": {
        "title": ("Name ohne Anführungszeichen", "Name without quotes"),
        "text": (
            "„{found}“ steht ohne Anführungszeichen in der Überschrift.",
            "“{found}” stands in the heading without quotes.",
        ),
        "label": ("{found}; geschrieben wird {better}", "{found}; write {better}"),
    },
    # -------------------------------------------------------------------------------------------- lists
    "item-alone": {
        "title": ("Liste ohne Angabe", "List without a fact"),
        "text": (
            "Über dem Listeneintrag „{found}“ fehlt die Angabe, zu der er gehört.",
            "The fact that the list item “{found}” belongs to is missing above it.",
        ),
        "label": ("zu welcher Angabe?", "of which fact?"),
        "help": (
            "Über die Liste gehört eine Zeile mit Namen und Doppelpunkt: Ausschluss:",
            "A line with a name and a colon goes above the list: Ausschluss:",
        ),
    },
    "item-indent": {
        "title": ("Liste nicht eingerückt", "List not indented"),
        "text": (
            "Der Eintrag „{found}“ ist nicht tiefer eingerückt als „{name}:“ darüber. Gelesen wurde er dort als Liste.",
            "The item “{found}” is not indented more deeply than “{name}:” above. It was read as part of its list.",
        ),
        "label": ("nicht tiefer als {name}", "not deeper than {name}"),
        "help": (
            "Die Einträge um vier Leerzeichen weiter einrücken als „{name}:“.",
            "Indent the items by four spaces more than “{name}:”.",
        ),
    },
    "item-not-name": {
        "title": ("Eintrag ist kein Name", "Item is no name"),
        "text": (
            "In einer Liste stehen Namen; „{found}“ ist keiner.",
            "A list holds names; “{found}” is none.",
        ),
        "label": ("{found}, kein Name", "{found}, not a name"),
        "help": (
            "Eine Menge, ein Datum oder ein Text steht allein hinter dem Doppelpunkt, ohne Liste.",
            "An amount, a date or a text stands alone after the colon, without a list.",
        ),
    },
    "bullet": {
        "title": ("Anderes Aufzählungszeichen", "Other bullet sign"),
        "text": (
            "Ein Listeneintrag beginnt mit „-“; hier steht „{found}“.",
            "A list item begins with “-”; here it is “{found}”.",
        ),
        "label": ("{found}; geschrieben wird -", "{found}; write -"),
        "fix": "safe",
    },
    "value-and-list": {
        "title": ("Wert und Liste zugleich", "Value and list at once"),
        "text": (
            "„{name}“ hat einen Wert hinter dem Doppelpunkt und darunter noch eine Liste.",
            "“{name}” has a value after the colon and a list below it as well.",
        ),
        "label": ("der Wert", "the value"),
        "other": ("und die Liste", "and the list"),
        "help": (
            "Alles in die Liste schreiben oder alles, mit Kommas getrennt, hinter den Doppelpunkt.",
            "Put everything into the list, or everything after the colon with commas between.",
        ),
    },
    "value-missing": {
        "title": ("Angabe ohne Wert", "Fact without a value"),
        "text": (
            "Hinter „{name}:“ steht nichts.",
            "Nothing follows “{name}:”.",
        ),
        "label": ("hier fehlt der Wert", "the value is missing here"),
        "help": (
            "Den Wert nachtragen; „keine“, wenn es nichts gibt; „unbekannt“, wenn er noch offen ist.",
            "Add the value; “keine” if there is none; “unbekannt” if it is still open.",
        ),
    },
}
