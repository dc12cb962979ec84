"""Messages about `.regel` files: declarations, lines, comparisons, versions, values, examples."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dsl.messages import Entry

MESSAGES: dict[str, Entry] = {
    # -------------------------------------------------------------------------------------------- lines
    "declaration-unknown": {
        "title": ("Unbekannte Überschrift", "Unknown heading"),
        "text": (
            "Mit „{found}“ beginnt keine Regel, Norm oder Vorgabe.",
            "No rule, norm or default begins with “{found}”.",
        ),
        "label": ("{found}, keine Überschrift", "{found}, not a heading"),
        "help": ("Möglich sind: {known}.", "Possible are: {known}."),
    },
    "declaration-indented": {
        "title": ("Eingerückte Überschrift", "Indented heading"),
        "text": (
            "„{found}“ beginnt einen eigenen Block und steht am Zeilenanfang.",
            "“{found}” begins a block of its own and stands at the margin.",
        ),
        "label": ("{found}; hier eingerückt", "{found}; indented here"),
        "help": ("Die Zeile ohne Leerzeichen davor schreiben.", "Write the line without spaces before it."),
    },
    "keyword-unknown": {
        "title": ("Unbekanntes Wort am Zeilenanfang", "Unknown word at the start of a line"),
        "text": (
            "Mit „{found}“ beginnt keine Zeile unter „{where}“.",
            "No line below “{where}” begins with “{found}”.",
        ),
        "label": ("{found}, hier kein Zeilenanfang", "{found}, no start of a line here"),
    },
    "line-misplaced": {
        "title": ("Zeile an falscher Stelle", "Line in the wrong place"),
        "text": (
            "„{found}“ steht unter „{where}“, wo es nichts bedeutet.",
            "“{found}” stands below “{where}”, where it means nothing.",
        ),
        "label": ("nicht unter „{where}“", "not below “{where}”"),
        "help": ("Unter „{where}“ stehen: {known}.", "Below “{where}” there may be: {known}."),
    },
    "lines-misplaced": {
        "title": ("Zeilen an falscher Stelle", "Lines in the wrong place"),
        "text": (
            "„{found}“ und weitere Zeilen stehen unter „{where}“, wo sie nichts bedeuten; davor fehlt wohl eine "
            "Überschrift.",
            "“{found}” and further lines stand below “{where}”, where they mean nothing; a heading is probably missing "
            "before them.",
        ),
        "label": ("nicht unter „{where}“", "not below “{where}”"),
        "help": ("Unter „{where}“ stehen: {known}.", "Below “{where}” there may be: {known}."),
    },
    "line-before-heading": {
        "title": ("Zeile ohne Überschrift", "Line without a heading"),
        "text": (
            "Über „{found}“ fehlt die Überschrift, zu der die Zeile gehört.",
            "The heading that “{found}” belongs to is missing above it.",
        ),
        "label": ("davor fehlt eine Überschrift", "a heading is missing before this"),
        "help": (
            'Zum Beispiel: Norm MUSTER "auf Deutsch" / "in English"',
            'For example: Norm MUSTER "auf Deutsch" / "in English"',
        ),
    },
    "line-twice": {
        "title": ("Zeile doppelt", "Line twice"),
        "text": (
            "„{line}“ steht hier schon einmal und gilt nur einmal.",
            "“{line}” already stands here and counts once only.",
        ),
        "label": ("zum zweiten Mal", "for the second time"),
        "other": ("zuerst hier", "first here"),
        "help": ("Eine der beiden Zeilen streichen.", "Delete one of the two lines."),
    },
    "heading-repeated": {
        "title": ("Überschrift fehlt", "Heading missing"),
        "text": (
            "Ab „{found}“ wiederholen sich die Zeilen; darüber fehlt wohl eine Überschrift wie „Regel“ oder „Fassung“.",
            "From “{found}” on the lines repeat; a heading such as “Regel” or “Fassung” is probably missing above.",
        ),
        "label": ("davor fehlt wohl eine Überschrift", "a heading is probably missing before this"),
    },
    "rule-empty": {
        "title": ("Leere Regel", "Empty rule"),
        "text": ("Unter „{rule}“ steht nichts.", "Nothing stands below “{rule}”."),
        "label": ("ohne Zeilen darunter", "without lines below"),
    },
    "word-unknown": {
        "title": ("Unbekannter Wert", "Unknown value"),
        "text": (
            "„{found}“ ist hier nicht vorgesehen.",
            "“{found}” is not one of the possible words here.",
        ),
        "label": ("{found}, hier nicht vorgesehen", "{found}, not possible here"),
        "help": ("Möglich sind: {known}.", "Possible are: {known}."),
    },
    "expression-deep": {
        "title": ("Zu tief geschachtelt", "Nested too deeply"),
        "text": (
            "Die Bedingung ist mehr als {limit} Ebenen tief geschachtelt; so liest sie niemand mehr.",
            "The condition is nested more than {limit} levels deep; nobody can read it.",
        ),
        "label": ("mehr als {limit} Ebenen", "more than {limit} levels"),
        "help": (
            "Teile davon als eigenen Begriff mit „gilt wenn“ schreiben.",
            "Write parts of it as a term of their own, with “gilt wenn”.",
        ),
    },
    "declared-twice": {
        "title": ("Name doppelt vergeben", "Name declared twice"),
        "text": (
            "„{name}“ ist schon vergeben; gelesen wird die erste Stelle.",
            "“{name}” is taken already; the first declaration is read.",
        ),
        "label": ("{name}, zum zweiten Mal", "{name}, for the second time"),
        "other": ("zuerst hier", "first here"),
    },
    "title-missing": {
        "title": ("Titel fehlt", "Title missing"),
        "text": (
            "Zu „{name}“ fehlt der Titel in beiden Sprachen.",
            "“{name}” has no title in either language.",
        ),
        "label": ("ohne Titel", "without a title"),
        "help": (
            'Dahinter ergänzen: "auf Deutsch" / "in English"',
            'Add after it: "auf Deutsch" / "in English"',
        ),
    },
    "title-english-missing": {
        "title": ("Englischer Text fehlt", "English text missing"),
        "text": (
            "{found} steht nur auf Deutsch da; Regeln sprechen beide Sprachen.",
            "{found} stands in German only; rules speak both languages.",
        ),
        "label": ("nur Deutsch", "German only"),
        "help": ('Dahinter ergänzen: / "in English"', 'Add after it: / "in English"'),
    },
    "language-missing": {
        "title": ("Zweite Sprache fehlt", "Second language missing"),
        "text": (
            "Zu „{line}“ fehlt der {language} Text; Regeln sprechen beide Sprachen.",
            "The {language} text of “{line}” is missing; rules speak both languages.",
        ),
        "label": ("nur in einer Sprache", "in one language only"),
        "help": ('Eine Zeile ergänzen: {line} {short} "…"', 'Add a line: {line} {short} "…"'),
    },
    # -------------------------------------------------------------------------------------------- what a rule needs
    "rule-without-citation": {
        "title": ("Fundstelle fehlt", "Citation missing"),
        "text": (
            "„{rule}“ sagt nicht, welche Vorschrift oder Klausel es ist.",
            "“{rule}” does not say which provision or clause it is.",
        ),
        "label": ("ohne quelle", "without quelle"),
        "help": ("Eine Zeile ergänzen: quelle § 16 Abs. 2 AGB", "Add a line: quelle § 16 Abs. 2 AGB"),
    },
    "rule-without-reference-day": {
        "title": ("Stichtag fehlt", "Reference day missing"),
        "text": (
            "„{rule}“ sagt nicht, welcher Tag die Fassung bestimmt.",
            "“{rule}” does not say which day selects its version.",
        ),
        "label": ("ohne stichtag", "without stichtag"),
        "help": ("Eine Zeile ergänzen: stichtag Vertragsschluss", "Add a line: stichtag Vertragsschluss"),
    },
    "rule-without-message": {
        "title": ("Meldung fehlt", "Message missing"),
        "text": (
            "„{rule}“ sagt nicht, was bei einem Verstoß gemeldet wird.",
            "“{rule}” does not say what is reported on a violation.",
        ),
        "label": ("ohne Meldung", "without Meldung"),
        "help": (
            'Zwei Zeilen ergänzen: Meldung de "…" und Meldung en "…"',
            'Add two lines: Meldung de "…" and Meldung en "…"',
        ),
    },
    "rule-without-severity": {
        "title": ("Schwere fehlt", "Severity missing"),
        "text": (
            "„{rule}“ sagt nicht, wie schwer ein Verstoß wiegt.",
            "“{rule}” does not say how grave a violation is.",
        ),
        "label": ("ohne schwere", "without schwere"),
        "help": (
            "Eine Zeile ergänzen: schwere fehler, schwere warnung oder schwere hinweis",
            "Add a line: schwere fehler, schwere warnung or schwere hinweis",
        ),
    },
    "rule-without-certainty": {
        "title": ("Sicherheit fehlt", "Certainty missing"),
        "text": (
            "„{rule}“ sagt nicht, wie gefestigt die Rechtslage ist.",
            "“{rule}” does not say how settled the law is.",
        ),
        "label": ("ohne sicherheit", "without sicherheit"),
        "help": (
            "Eine Zeile ergänzen: sicherheit gesichert, überwiegend oder umstritten",
            "Add a line: sicherheit gesichert, überwiegend or umstritten",
        ),
    },
    "rule-without-version": {
        "title": ("Fassung fehlt", "Version missing"),
        "text": (
            "„{rule}“ hat keine Fassung und fordert damit nichts.",
            "“{rule}” has no version and so demands nothing.",
        ),
        "label": ("ohne Fassung", "without Fassung"),
        "help": (
            "Eine Zeile „Fassung ab 2022-03-01“ ergänzen und darunter, eingerückt, was sie fordert.",
            "Add a line “Fassung ab 2022-03-01” and below it, indented, what it demands.",
        ),
    },
    "example-missing": {
        "title": ("Beispiel fehlt", "Example missing"),
        "text": (
            "„{rule}“ zeigt keinen Fall mit dem Ergebnis „{verdict}“.",
            "“{rule}” shows no case with the verdict “{verdict}”.",
        ),
        "label": ("ohne „Beispiel {verdict}“", "without “Beispiel {verdict}”"),
        "help": (
            'Ergänzen: Beispiel {verdict} "warum" / "why", darunter eingerückt die Angaben des Falls.',
            'Add: Beispiel {verdict} "warum" / "why", and below it, indented, the facts of the case.',
        ),
    },
    "norm-missing": {
        "title": ("Regel ohne Norm", "Rule without a norm"),
        "text": (
            "Über „{rule}“ steht keine Norm, zu der es gehört.",
            "No norm that “{rule}” belongs to stands above it.",
        ),
        "label": ("zu welcher Norm?", "of which norm?"),
        "help": (
            "Die Norm darüber schreiben oder eine Zeile „norm KENNUNG“ ergänzen.",
            "Write the norm above it or add a line “norm ID”.",
        ),
    },
    "norm-unknown": {
        "title": ("Unbekannte Norm", "Unknown norm"),
        "text": (
            "Eine Norm „{norm}“ gibt es nicht; „{rule}“ beruft sich darauf.",
            "There is no norm “{norm}”; “{rule}” refers to it.",
        ),
        "label": ("{norm}, keine bekannte Norm", "{norm}, not a known norm"),
    },
    "norm-without-rank": {
        "title": ("Rang fehlt", "Rank missing"),
        "text": (
            "Die Norm „{norm}“ sagt nicht, ob sie zwingend ist.",
            "The norm “{norm}” does not say whether it is mandatory.",
        ),
        "label": ("ohne rang", "without rang"),
        "help": (
            "Eine Zeile ergänzen: rang zwingend, rang vertraglich oder rang empfehlung",
            "Add a line: rang zwingend, rang vertraglich or rang empfehlung",
        ),
    },
    "disputed-error": {
        "title": ("Umstrittener Fehler", "Disputed error"),
        "text": (
            "„{rule}“ ist umstritten und meldet doch einen Fehler; Umstrittenes ist höchstens eine Warnung.",
            "“{rule}” is disputed and still reports an error; a disputed point is a warning at most.",
        ),
        "label": ("umstritten; erlaubt sind warnung und hinweis", "disputed; warnung and hinweis are allowed"),
    },
    "rule-unknown": {
        "title": ("Unbekannte Regel", "Unknown rule"),
        "text": ("Eine Regel „{name}“ gibt es nicht.", "There is no rule “{name}”."),
        "label": ("{name}, keine bekannte Regel", "{name}, not a known rule"),
    },
    "cycle": {
        "title": ("Kreis von Verweisen", "Circle of references"),
        "text": (
            "Über „{relation}“ führt die Kette zu sich selbst zurück: {path}.",
            "By “{relation}” the chain leads back to itself: {path}.",
        ),
        "label": ("führt im Kreis: {path}", "leads in a circle: {path}"),
        "help": ("Einen der Verweise streichen.", "Delete one of the references."),
    },
    "gap-unknown": {
        "title": ("Unbekannter Platzhalter", "Unknown placeholder"),
        "text": (
            "In den Klammern der Meldung steht „{name}“; das ist kein Begriff.",
            "“{name}” stands in the braces of the message; it is no term.",
        ),
        "label": ("{name}, kein Begriff", "{name}, not a term"),
    },
    # -------------------------------------------------------------------------------------------- versions and values
    "version-empty": {
        "title": ("Leere Fassung", "Empty version"),
        "text": (
            "„{found}“ fordert nichts und sagt nicht, warum.",
            "“{found}” demands nothing and does not say why.",
        ),
        "label": ("darunter steht nichts, was gilt", "nothing below it holds"),
        "help": (
            'Darunter, eingerückt: fordert …, gilt nicht, oder nicht kodiert de "warum" und en "why".',
            'Below it, indented: fordert …, gilt nicht, or nicht kodiert de "warum" and en "why".',
        ),
    },
    "version-mixed": {
        "title": ("Widersprüchliche Fassung", "Contradictory version"),
        "text": (
            "„{found}“ fordert etwas und sagt zugleich, dass nichts gilt oder nichts kodiert ist.",
            "“{found}” demands something and also says that nothing holds or nothing is encoded.",
        ),
        "label": (
            "fordert, gilt nicht und nicht kodiert schließen sich aus",
            "fordert, gilt nicht and nicht kodiert exclude each other",
        ),
    },
    "versions-overlap": {
        "title": ("Fassungen überschneiden sich", "Versions overlap"),
        "text": (
            "Zwei Fassungen von „{name}“ gelten am selben Tag.",
            "Two versions of “{name}” hold on the same day.",
        ),
        "label": ("beginnt, bevor die vorige endet", "begins before the one above ends"),
        "other": ("die vorige Fassung", "the version before"),
        "help": (
            "Eine Fassung endet am Tag, bevor die nächste beginnt: bis 2022-02-28, ab 2022-03-01.",
            "A version ends on the day before the next begins: bis 2022-02-28, ab 2022-03-01.",
        ),
    },
    "versions-gap": {
        "title": ("Lücke zwischen Fassungen", "Gap between versions"),
        "text": (
            "Vom {first} bis {last} gilt keine Fassung von „{name}“.",
            "From {first} to {last} no version of “{name}” holds.",
        ),
        "label": ("beginnt erst nach dem {last}", "begins only after {last}"),
        "other": ("endet schon vor dem {first}", "ends before {first} already"),
        "help": (
            "Die Fassungen anschließen lassen; eine bekannte Lücke ist eine Fassung mit „nicht kodiert“.",
            "Let the versions adjoin; a known gap is a version with “nicht kodiert”.",
        ),
    },
    "steps-out-of-order": {
        "title": ("Werte nicht in der Reihenfolge der Tage", "Values not in the order of days"),
        "text": (
            "Die Stufen von „{name}“ stehen nicht in der Reihenfolge ihrer Tage, oder ein Tag steht zweimal da.",
            "The steps of “{name}” are not in the order of their days, or a day stands twice.",
        ),
        "label": ("gilt nicht später als die Zeile davor", "not later than the line before"),
        "other": ("die Zeile davor", "the line before"),
    },
    "steps-overlap": {
        "title": ("Werte überschneiden sich", "Values overlap"),
        "text": (
            "Für „{name}“ gelten zwei Werte am selben Tag.",
            "Two values of “{name}” hold on the same day.",
        ),
        "label": ("beginnt, bevor der vorige endet", "begins before the one above ends"),
        "other": ("der vorige Wert", "the value before"),
    },
    "steps-gap": {
        "title": ("Lücke zwischen Werten", "Gap between values"),
        "text": (
            "Ab {day} hat „{name}“ keinen Wert, bis zur nächsten Zeile.",
            "From {day} “{name}” has no value until the next line.",
        ),
        "label": ("beginnt erst später", "begins only later"),
        "other": ("endet vor dem {day}", "ends before {day}"),
        "help": (
            "Die Tage anschließen lassen oder „bis“ streichen.",
            "Let the days adjoin, or leave out “bis”.",
        ),
    },
    "value-without-steps": {
        "title": ("Wert ohne Zahlen", "Value without figures"),
        "text": ("„{value}“ nennt für keinen Tag einen Betrag.", "“{value}” states no amount for any day."),
        "label": ("ohne Beträge", "without amounts"),
        "help": ("Je Stufe eine Zeile: 2024-01-01: 0,275", "One line for each step: 2024-01-01: 0,275"),
    },
    "value-without-review": {
        "title": ("Prüftag fehlt", "Day of review missing"),
        "text": (
            "„{value}“ sagt nicht, bis wann die Beträge geprüft sind; danach gelten sie als unbekannt.",
            "“{value}” does not say up to when its amounts were reviewed; after that they count as unknown.",
        ),
        "label": ("ohne geprüft", "without geprüft"),
        "help": ("Eine Zeile ergänzen: geprüft 2026-11-21", "Add a line: geprüft 2026-11-21"),
    },
    "default-empty": {
        "title": ("Leere Vorgabe", "Empty default"),
        "text": ("„{rule}“ gibt nichts vor.", "“{rule}” states no default."),
        "label": ("ohne Angaben", "without facts"),
        "help": (
            "Darunter, eingerückt: Laufzeit.Erstlaufzeit: 12 Monate",
            "Below it, indented: Laufzeit.Erstlaufzeit: 12 Monate",
        ),
    },
    "default-twice": {
        "title": ("Vorgabe doppelt", "Default twice"),
        "text": (
            "Für „{name}“ gibt es schon eine Vorgabe; beide können nicht gelten.",
            "There is a default for “{name}” already; they cannot both hold.",
        ),
        "label": ("zum zweiten Mal", "for the second time"),
        "other": ("zuerst hier", "first here"),
    },
    # -------------------------------------------------------------------------------------------- vocabulary
    "term-without-type": {
        "title": ("Typ fehlt", "Type missing"),
        "text": (
            "Der Begriff „{term}“ sagt nicht, welche Werte er annimmt.",
            "The term “{term}” does not say which values it takes.",
        ),
        "label": ("ohne typ", "without typ"),
        "help": (
            "Eine Zeile ergänzen: typ Menge in ct/kWh, oder „gilt wenn“ für einen abgeleiteten Begriff.",
            "Add a line: typ Menge in ct/kWh, or “gilt wenn” for a derived term.",
        ),
    },
    "term-derived-with-type": {
        "title": ("Abgeleiteter Begriff mit Typ", "Derived term with a type"),
        "text": (
            "„{term}“ gilt, wenn eine Bedingung zutrifft; sein Typ ist damit ja/nein.",
            "“{term}” holds when a condition does; so its type is yes or no.",
        ),
        "label": ("überflüssig neben gilt wenn", "needless beside gilt wenn"),
        "help": ("Die Zeile streichen.", "Delete the line."),
    },
    "better-unfit": {
        "title": ("Richtung passt nicht zum Typ", "Direction does not fit the type"),
        "text": (
            "Was bei „{term}“ besser für die Kunden ist, lässt sich so nicht sagen.",
            "What of “{term}” is better for customers cannot be said so.",
        ),
        "label": ("passt nicht zum Typ", "does not fit the type"),
        "help": ("Möglich sind: {known}.", "Possible are: {known}."),
    },
    "order-twice": {
        "title": ("Name zweimal in der Reihenfolge", "Name twice in the order"),
        "text": (
            "„{found}“ steht bei „{term}“ zweimal in der Reihenfolge vom Besseren zum Schlechteren.",
            "“{found}” stands twice in the order of “{term}” from better to worse.",
        ),
        "label": ("schon genannt", "named already"),
        "help": ("Einmal genügt; eine der beiden Stellen streichen.", "Once is enough; delete one of the two."),
    },
    "order-unknown": {
        "title": ("Unbekannter Name in der Reihenfolge", "Unknown name in the order"),
        "text": (
            "„{found}“ gehört nicht zur Aufzählung von „{term}“.",
            "“{found}” is not in the enumeration of “{term}”.",
        ),
        "label": ("steht nicht in der Aufzählung", "not in the enumeration"),
    },
    "term-without-gloss": {
        "title": ("Englisches Wort fehlt", "English word missing"),
        "text": (
            "Zu „{term}“ fehlt die englische Entsprechung.",
            "The English word for “{term}” is missing.",
        ),
        "label": ("ohne englisches Wort", "without an English word"),
        "help": (
            'Dahinter in Anführungszeichen ergänzen: {term} "english words"',
            'Add it in quotes: {term} "english words"',
        ),
    },
    "gloss-twice": {
        "title": ("Zwei Texte statt eines", "Two texts instead of one"),
        "text": (
            "„{term}“ hat zwei Texte: {found}. Der Begriff ist schon das deutsche Wort; dahinter steht das englische.",
            "“{term}” has two texts: {found}. The term itself is the German word; only the English one follows it.",
        ),
        "label": ("erwartet ist nur das englische Wort", "expected is the English word alone"),
    },
    "enum-twice": {
        "title": ("Name doppelt", "Name twice"),
        "text": (
            "„{name}“ steht in der Aufzählung zweimal.",
            "“{name}” stands twice in the enumeration.",
        ),
        "label": ("zum zweiten Mal", "for the second time"),
        "other": ("zuerst hier", "first here"),
    },
    "successor-unknown": {
        "title": ("Unbekannter Nachfolger", "Unknown successor"),
        "text": (
            "An die Stelle eines Namens tritt ein anderer der Aufzählung „{of}“; „{name}“ ist keiner.",
            "The place of a name is taken by another one of the enumeration “{of}”; “{name}” is none.",
        ),
        "label": ("kein anderer Name aus {of}", "no other name of {of}"),
    },
    "section-undeclared": {
        "title": ("Abschnitt nicht vereinbart", "Section not declared"),
        "text": (
            "„{term}“ gehört zum Abschnitt „{name}“, den es nicht gibt.",
            "“{term}” belongs to the section “{name}”, which does not exist.",
        ),
        "label": ("{name}, kein Abschnitt", "{name}, not a section"),
        "help": (
            'Vereinbart wird er so: Abschnitt {name} "english words"',
            'Declare it so: Abschnitt {name} "english words"',
        ),
    },
    "enumeration-unknown": {
        "title": ("Unbekannte Aufzählung", "Unknown enumeration"),
        "text": ("Eine Aufzählung „{name}“ gibt es nicht.", "There is no enumeration “{name}”."),
        "label": ("{name}, keine Aufzählung", "{name}, not an enumeration"),
    },
    "unit-of-term": {
        "title": ("Unbekannte Einheit", "Unknown unit"),
        "text": (
            "„{term}“ steht in „{unit}“; das ist keine Einheit.",
            "“{term}” is in “{unit}”, which is no unit.",
        ),
        "label": ("{unit}, keine Einheit", "{unit}, not a unit"),
        "help": ("Einheiten sind: {known}.", "The units are: {known}."),
    },
    "term-unknown-rule": {
        "title": ("Unbekannter Begriff", "Unknown term"),
        "text": ("Einen Begriff „{name}“ gibt es nicht.", "There is no term “{name}”."),
        "label": ("{name}, kein Begriff", "{name}, not a term"),
    },
    # -------------------------------------------------------------------------------------------- comparisons
    "section-bare": {
        "title": ("Abschnitt statt Begriff", "Section instead of a term"),
        "text": (
            "„{name}“ ist ein Abschnitt; für sich allein sagt er weder ja noch nein.",
            "“{name}” is a section; alone it says neither yes nor no.",
        ),
        "label": ("{name}, ein Abschnitt", "{name}, a section"),
        "help": (
            "Ob es ihn gibt, fragt „{name} ist angegeben“.",
            "Whether there is one is asked by “{name} ist angegeben”.",
        ),
    },
    "bare-not-yes-no": {
        "title": ("Bedingung ohne Vergleich", "Condition without a comparison"),
        "text": (
            "„{term}“ steht für sich allein, ist aber nicht ja oder nein, sondern {type}.",
            "“{term}” stands alone, but it is not yes or no: it is {type}.",
        ),
        "label": ("womit verglichen?", "compared with what?"),
        "help": ("Zum Beispiel: {term} ist {like}", "For example: {term} ist {like}"),
    },
    "operator-wrong": {
        "title": ("Vergleich passt nicht", "Comparison does not fit"),
        "text": (
            "„{term}“ ist {type}; „{op}“ lässt sich danach nicht fragen.",
            "“{term}” is {type}; “{op}” cannot be asked of it.",
        ),
        "label": ("{op}; hier passt: {known}", "{op}; what fits here: {known}"),
    },
    "types-differ": {
        "title": ("Vergleich von Verschiedenem", "Comparison of different kinds"),
        "text": (
            "„{term}“ ist {type}, „{other_term}“ ist {other_type}; das lässt sich nicht vergleichen.",
            "“{term}” is {type}, “{other_term}” is {other_type}; they cannot be compared.",
        ),
        "label": ("{other_type}; erwartet ist {type}", "{other_type}; expected is {type}"),
    },
    "mark-operand": {
        "title": ("Grenze ohne Größe", "Bound without a quantity"),
        "text": (
            "„{term} {op} {mark}“ sagt nichts: „{mark}“ ist keine Größe.",
            "“{term} {op} {mark}” says nothing: “{mark}” is no quantity.",
        ),
        "label": (
            "{op}; zu „{mark}“ passen nur „ist“ und „ist nicht“",
            "{op}; only “ist” and “ist nicht” fit “{mark}”",
        ),
    },
    "unknown-operand": {
        "title": ("Vergleich mit „unbekannt“", "Comparison with “unbekannt”"),
        "text": (
            "Ob „{term}“ unbekannt ist, kann eine Regel nicht fragen: Unbekanntes lässt sie unentschieden.",
            "A rule cannot ask whether “{term}” is unknown: the unknown leaves it undecided.",
        ),
        "label": ("kein Wert", "not a value"),
        "help": (
            "Ob etwas angegeben ist, fragt „{term} ist angegeben“.",
            "Whether something is stated is asked by “{term} ist angegeben”.",
        ),
    },
    "each-missing": {
        "title": ("Welcher Abschnitt?", "Which section?"),
        "text": (
            "Den Abschnitt „{section}“ kann es mehrfach geben; welcher gemeint ist, sagt die Regel nicht.",
            "There may be several sections “{section}”; the rule does not say which one is meant.",
        ),
        "label": ("{term}, in welchem Abschnitt?", "{term}, in which section?"),
        "help": (
            "Eine Zeile „je {section}“ ergänzen: Dann wird jeder Abschnitt für sich geprüft.",
            "Add a line “je {section}”: then each section is checked by itself.",
        ),
    },
    "given-derived": {
        "title": ("Abgeleiteter Begriff nie angegeben", "Derived term never stated"),
        "text": (
            "„{term}“ folgt aus anderen Angaben und wird nie selbst angegeben.",
            "“{term}” follows from other facts and is never stated itself.",
        ),
        "label": ("wird hergeleitet, nicht angegeben", "is derived, not stated"),
        "help": (
            "Nach einer Angabe fragen, aus der es folgt.",
            "Ask for a fact that it follows from.",
        ),
    },
    "tax-not-money": {
        "title": ("Brutto oder netto ohne Geldbetrag", "Gross or net without money"),
        "text": (
            "„{tax}“ kann nur ein Geldbetrag sein; „{term}“ ist {type}.",
            "Only money can be “{tax}”; “{term}” is {type}.",
        ),
        "label": ("{term} ist kein Geldbetrag", "{term} is no money"),
    },
    "reference-day-type": {
        "title": ("Stichtag ist kein Datum", "Reference day is no date"),
        "text": (
            "„{term}“ ist {type} und kann keine Fassung bestimmen.",
            "“{term}” is {type} and cannot select a version.",
        ),
        "label": ("{term}; erwartet ist ein Datum", "{term}; expected is a date"),
        "help": ("Möglich sind: {known}.", "Possible are: {known}."),
    },
}
