"""What a proof says, German and English side by side; the gaps are filled by ``proofs``."""

from __future__ import annotations

# kind of statement -> (title, sentence), each German and English. {a} and {b} are rules, the one at fault first.
Sentence = tuple[str, str]
STATEMENTS: dict[str, tuple[Sentence, Sentence]] = {
    "contradiction": (
        ("Widerspruch", "contradiction"),
        (
            "{a} und {b} lassen sich nicht zugleich einhalten: Wer die eine einhält, verletzt die andere.",
            "{a} and {b} cannot both be kept: whoever keeps one violates the other.",
        ),
    ),
    "contradiction-with-law": (
        ("Klausel gegen zwingendes Recht", "clause against mandatory law"),
        (
            "Die Klausel {a} lässt sich nicht einhalten, ohne {b} zu verletzen.",
            "The clause {a} cannot be kept without violating {b}.",
        ),
    ),
    "contradiction-elsewhere": (
        ("Widerspruch, wo schon anderes verletzt ist", "contradiction where another rule is violated anyway"),
        (
            "{a} und {b} lassen sich nicht zugleich einhalten, aber nur dort, wo schon {c} verletzt ist.",
            "{a} and {b} cannot both be kept, but only where {c} is violated anyway.",
        ),
    ),
    "redundant": (
        ("überflüssig", "redundant"),
        (
            "{a} verlangt nichts, was nicht schon {b} verlangt: Wer {a} verletzt, verletzt auch {b}.",
            "{a} demands nothing that {b} does not: whoever violates {a} violates {b}.",
        ),
    ),
    "equally-strict": (
        ("doppelt", "twice the same"),
        (
            "{a} und {b} verlangen dasselbe: Wer eine von beiden verletzt, verletzt beide.",
            "{a} and {b} demand the same: whoever violates one of them violates both.",
        ),
    ),
    "stricter": (
        ("mindestens so streng", "at least as strict"),
        (
            "{a} ist mindestens so streng wie {b}; „folgt {b}“ würde das festhalten.",
            "{a} is at least as strict as {b}; “folgt {b}” would record it.",
        ),
    ),
    "follows": (
        ("folgt bestätigt", "folgt confirmed"),
        ("{a} ist mindestens so streng wie {b}.", "{a} is at least as strict as {b}."),
    ),
    "does-not-follow": (
        ("folgt widerlegt", "folgt refuted"),
        (
            "{a} will {b} folgen, ist aber nicht so streng: Im Modell ist {b} verletzt und {a} nicht.",
            "{a} claims to follow {b} but is not as strict: in the model {b} is violated and {a} is not.",
        ),
    ),
    "version-ends": (
        ("Regel endet", "rule ends"),
        (
            "Auf die letzte Fassung folgt keine mehr: {days} gilt {a} nicht, ohne dass es dasteht.",
            "No version follows the last one: {days} {a} does not apply, and nothing says so.",
        ),
    ),
    "value-ends": (
        ("Wert endet", "value ends"),
        (
            "{subject} ist {days} unbekannt; davon hängt ab: {all}.",
            "{subject} is unknown {days}; on it depends: {all}.",
        ),
    ),
    "term-ends": (
        ("Begriff endet", "term ends"),
        (
            "{subject} hat {days} keine Fassung und ist dann immer nein; davon hängt ab: {all}.",
            "{subject} has no version {days} and is always no then; on it depends: {all}.",
        ),
    ),
    "default-against-law": (
        ("Vorgabe gegen zwingendes Recht", "default against mandatory law"),
        ("{subject} verletzt {a}: {finding}", "{subject} violates {a}: {finding}"),
    ),
    "dead-rule": (
        ("Regel ohne Anwendungsfall", "rule that never applies"),
        (
            "{a} gilt nie: „{expr}“ trifft nie zusammen mit den anderen Bedingungen zu.",
            "{a} never applies: “{expr}” never holds together with the other conditions.",
        ),
    ),
    "dead-rule-taken": (
        ("Regel ohne Anwendungsfall", "rule that never applies"),
        (
            "{a} gilt nie: Ausnahmen, verdrängende Regeln oder Bedingungen der Forderungen schließen jeden Fall aus.",
            "{a} never applies: exceptions, displacing rules or the conditions of its demands exclude every case.",
        ),
    ),
    "dead-version": (
        ("Fassung ohne Anwendungsfall", "version that never applies"),
        (
            "Diese Fassung von {a} gilt nie: „{expr}“ trifft in ihrer Zeit nie mit den anderen Bedingungen zu.",
            "This version of {a} never applies: in its time “{expr}” never holds together with the other conditions.",
        ),
    ),
    "dead-version-taken": (
        ("Fassung ohne Anwendungsfall", "version that never applies"),
        (
            "Diese Fassung von {a} gilt nie: In ihrer Zeit ist jeder Fall ausgenommen.",
            "This version of {a} never applies: in its time every case is excluded.",
        ),
    ),
    "dead-exception": (
        ("Ausnahme ohne Anwendungsfall", "exception that never applies"),
        (
            "Die Ausnahme „{expr}“ von {a} greift nie: Wo die Regel gilt, trifft sie nicht zu.",
            "The exception “{expr}” of {a} never applies: where the rule applies, it does not hold.",
        ),
    ),
    "dead-guard": (
        ("Forderung ohne Anwendungsfall", "demand that never applies"),
        (
            "Diese Forderung von {a} gilt nie: „{expr}“ trifft nie zu, wo die Regel gilt.",
            "This demand of {a} never applies: “{expr}” never holds where the rule applies.",
        ),
    ),
    "dead-branch": (
        ("Fall, den es nicht gibt", "case that cannot be"),
        (
            "„{expr}“ trifft hier nie zu und kann in {a} entfallen.",
            "“{expr}” never holds here and can be dropped from {a}.",
        ),
    ),
    "never-violated": (
        ("Regel, die nie anschlägt", "rule that never fires"),
        (
            "Diese Fassung von {a} kann niemand verletzen: Wo sie gilt, ist erfüllt, was sie fordert.",
            "Nobody can violate this version of {a}: where it applies, what it demands is kept.",
        ),
    ),
    "never-kept": (
        ("Regel in sich widersprüchlich", "rule that contradicts itself"),
        (
            "Diese Fassung von {a} kann niemand einhalten: Ihre Forderungen widersprechen einander.",
            "Nobody can keep this version of {a}: its demands contradict each other.",
        ),
    ),
}

# why something could not be decided
REASONS: dict[str, Sentence] = {
    "terms": ("vergleicht zwei Angaben miteinander", "compares two facts with each other"),
    "calendar": (
        "hängt davon ab, wie lang Monate sind oder ab wann eine Frist läuft",
        "depends on how long months are, or from when a period runs",
    ),
    "tax": (
        "hängt davon ab, ob ein Betrag netto oder brutto ist",
        "depends on whether an amount is net or gross",
    ),
    "computed": ("liest einen errechneten Begriff", "reads a computed term"),
    "many": ("zu viele Fälle", "too many cases"),
    "model": ("ein Modell ließ sich nicht bestätigen", "a model could not be confirmed"),
    "vacuous": ("die andere Regel wird nie verletzt", "the other rule is never violated"),
}
# the list of the undecided names what was tried by the simplest statement of its kind
TRIED = {
    "contradiction-elsewhere": "contradiction",
    "equally-strict": "redundant",
    "stricter": "redundant",
    "follows": "folgt",
    "does-not-follow": "folgt",
}
FOLGT: Sentence = ("folgt", "folgt")
WORDS: dict[str, Sentence] = {
    "days": ("Tage", "days"),
    "model": ("Modell", "model"),
    "and": ("und", "and"),
    "from": ("ab {0}", "from {0}"),
    "until": ("bis {0}", "until {0}"),
    "region": ("gilt für", "applies to"),
    "undecided": ("Nicht entschieden:", "Not decided:"),
    "more": ("… und {0} weitere (--format json zeigt alle)", "… and {0} more (--format json shows all)"),
    "pairs": (
        "{rules}, {pairs}: {no_shared} teilen keine Angabe, {others} fordern Verschiedenes, {compared} verglichen,"
        " davon {undecided} nicht entschieden.",
        "{rules}, {pairs}: {no_shared} share no fact, {others} demand different things, {compared} compared,"
        " of these {undecided} not decided.",
    ),
    "never_together": (
        "{0} Paare gehören zu verschiedenen AGB und gelten nie zusammen.",
        "{0} pairs belong to different terms and never apply together.",
    ),
    "stricter": (
        "{0} vertragliche Vorschriften sind mindestens so streng wie zwingendes Recht; {1} folgt bestätigt.",
        "{0} contractual provisions are at least as strict as mandatory law; {1} folgt confirmed.",
    ),
    "defaults": (
        "{0} gegen zwingendes Recht, ohne Einfluss auf den Rückgabewert: `check` beanstandet sie.",
        "{0} against mandatory law, without effect on the exit status: `check` reports these.",
    ),
    "models": ("{0} Modelle nachgerechnet.", "{0} models run again."),
    "nothing": ("keine Beanstandung", "nothing to object to"),
    "no_conflict": (
        "Kein Widerspruch unter den verglichenen Regeln, soweit entschieden.",
        "No contradiction among the rules compared, as far as decided.",
    ),
}
PAIR = (("Paar", "Paare"), ("pair", "pairs"))
DEFAULTS = (("Vorgabe", "Vorgaben"), ("default", "defaults"))
VERDICTS = {
    "erfüllt": "kept",
    "verletzt": "violated",
    "unentschieden": "undecided",
    "unanwendbar": "not applicable",
}
