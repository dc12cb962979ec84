"""The fixed words of the reports, German and English side by side in one shape."""

from __future__ import annotations

from collections.abc import Mapping

from dsl.record import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    Language = Literal["de", "en"]
else:
    Language = str
Noun = tuple[str, str]  # one, several


class Words(NamedTuple):
    """All fixed words of one language; ``{}`` marks a gap."""

    severity: Mapping[str, str]
    severity_nouns: Mapping[str, Noun]
    certainty: Mapping[str, str]  # only what the first line of a finding has to say
    rank: Mapping[str, str]
    undecided: str
    accepted: Mapping[str, str]  # why a finding does not fail the run
    accepted_title: str
    terms_clause: str
    # names of the lines below an excerpt
    region: str
    witness: str
    clause: str
    missing: str
    norm: str
    reading: str
    note: str
    help: str
    fix: str
    suggestion: str
    # sentences
    clause_of: str
    clause_affects: str
    clause_affects_none: str
    more: str
    more_undecided: str
    unread: str
    all_clear: str
    nothing_checked: str
    nothing_applied: str
    no_violations: str
    violated: str
    holds: str
    not_applicable: str
    most_helpful: str
    as_of: str
    left_out: str
    reviewed_until: str
    no_advice: str
    # nouns
    file: Noun
    document: Noun
    rule: Noun
    question: Noun
    verdict: Noun
    example: Noun
    tariff: Noun
    thousands: str

    def field_names(self) -> tuple[str, ...]:
        return (self.region, self.witness, self.clause, self.missing, self.norm, self.reading, self.note, self.help)

    def of_verdict(self, verdict: str) -> str:
        """The word for one of ``checker.finding.VERDICTS``."""
        said = {"verletzt": self.violated, "unentschieden": self.undecided, "erfüllt": self.holds}
        return said.get(verdict, self.not_applicable)

    def number(self, count: int) -> str:
        return f"{count:,}".replace(",", self.thousands)

    def counted(self, count: int, noun: Noun) -> str:
        """``3 Dateien``: the number and the noun in its right form."""
        return f"{self.number(count)} {noun[0] if count == 1 else noun[1]}"


GERMAN = Words(
    severity={"fehler": "fehler", "warnung": "warnung", "hinweis": "hinweis"},
    severity_nouns={
        "fehler": ("Fehler", "Fehler"),
        "warnung": ("Warnung", "Warnungen"),
        "hinweis": ("Hinweis", "Hinweise"),
    },
    certainty={"überwiegend": "überwiegende Ansicht", "umstritten": "umstritten"},
    rank={"vertraglich": "vertraglich", "empfehlung": "Empfehlung"},
    undecided="unentschieden",
    accepted={"waived": "geduldet", "baseline": "in der Baseline", "before": "schon vorher"},
    accepted_title="Hingenommen",
    terms_clause="AGB-Klausel",
    region="gilt für",
    witness="zum Beispiel",
    clause="Klausel",
    missing="es fehlt",
    norm="Norm",
    reading="Auslegung",
    note="Hinweis",
    help="Hilfe",
    fix="Korrektur",
    suggestion="Vorschlag",
    clause_of="der AGB {}",
    clause_affects="betrifft {}: {}",
    clause_affects_none="betrifft keinen der geprüften Tarife",
    more="und {} weitere",
    more_undecided="… und {} weitere (--format concise zeigt alle)",
    unread=" (davon {} nur wegen unlesbarer Zeilen)",
    all_clear="In Ordnung: {} gegen {} geprüft, nichts zu beanstanden.",
    nothing_checked="Kein Dokument wurde gegen die Regeln geprüft.",
    nothing_applied="Keine Regel war anwendbar.",
    no_violations="keine Verstöße",
    violated="verletzt",
    holds="erfüllt",
    not_applicable="unanwendbar",
    most_helpful="Am meisten klären würde: {}",
    as_of="Stand: {}.",
    left_out="Nicht geprüft, weil die Konfiguration sie auslässt: {}.",
    reviewed_until="Rechtsstand geprüft bis {}.",
    no_advice="Keine Rechtsberatung.",
    file=("Datei", "Dateien"),
    document=("Dokument", "Dokumente"),
    rule=("Regel", "Regeln"),
    question=("offene Frage", "offene Fragen"),
    verdict=("Urteil", "Urteile"),
    example=("Beispiel", "Beispiele"),
    tariff=("Tarif", "Tarife"),
    thousands=".",
)

ENGLISH = Words(
    severity={"fehler": "error", "warnung": "warning", "hinweis": "note"},
    severity_nouns={
        "fehler": ("error", "errors"),
        "warnung": ("warning", "warnings"),
        "hinweis": ("note", "notes"),
    },
    certainty={"überwiegend": "prevailing view", "umstritten": "disputed"},
    rank={"vertraglich": "contractual", "empfehlung": "recommendation"},
    undecided="undecided",
    accepted={"waived": "waived", "baseline": "in the baseline", "before": "there before"},
    accepted_title="Accepted",
    terms_clause="clause of the terms",
    region="applies to",
    witness="for example",
    clause="clause",
    missing="missing",
    norm="norm",
    reading="reading",
    note="note",
    help="help",
    fix="fix",
    suggestion="suggestion",
    clause_of="of the terms {}",
    clause_affects="affects {}: {}",
    clause_affects_none="affects none of the tariffs checked",
    more="and {} more",
    more_undecided="… and {} more (--format concise shows all)",
    unread=" ({} of them only for lines that could not be read)",
    all_clear="All clear: {} checked against {}, nothing to report.",
    nothing_checked="No document was checked against the rules.",
    nothing_applied="No rule was applicable.",
    no_violations="no violations",
    violated="violated",
    holds="fulfilled",
    not_applicable="not applicable",
    most_helpful="Would settle the most: {}",
    as_of="As of {}.",
    left_out="Not checked, because the configuration leaves them out: {}.",
    reviewed_until="Law reviewed up to {}.",
    no_advice="Not legal advice.",
    file=("file", "files"),
    document=("document", "documents"),
    rule=("rule", "rules"),
    question=("open question", "open questions"),
    verdict=("verdict", "verdicts"),
    example=("example", "examples"),
    tariff=("tariff", "tariffs"),
    thousands=",",
)


def words(language: str) -> Words:
    """The words of ``language``; anything but "en" is German, as in ``checker.finding.Text``."""
    return ENGLISH if language == "en" else GERMAN


# What the command says when it cannot do what was asked; {} gaps by name.
USAGE_ERRORS: dict[str, tuple[str, str]] = {
    "path-missing": ("Den Pfad {path} gibt es nicht.", "There is no path {path}."),
    "not-a-folder": ("{path} ist kein Ordner.", "{path} is not a folder."),
    "config-misspelt": (
        "{path} wird nicht gelesen, und was dort steht, gilt nicht.{hint}",
        "{path} is not read, and what it says does not hold.{hint}",
    ),
    "file-unreadable": (
        "Die Datei {path} lässt sich nicht lesen: {reason}",
        "The file {path} cannot be read: {reason}",
    ),
    "file-unwritable": (
        "Die Datei {path} lässt sich nicht schreiben: {reason}",
        "The file {path} cannot be written: {reason}",
    ),
    "file-left-alone": (
        "Die Datei {path} bleibt, wie sie ist: Was sie sagt, ist nicht sicher zu erkennen.",
        "The file {path} stays as it is: what it says cannot be told for sure.",
    ),
    "layout-unsure": (
        "Die Datei {path} bleibt, wie sie ist: Neu gesetzt hätte sie anderes gesagt. Das ist ein Fehler von tariflint.",
        "The file {path} stays as it is: laid out anew it would have said something else. This is a bug in tariflint.",
    ),
    "nothing-to-format": (
        "In {path} ist nichts zu formatieren: Dort steht keine passende Datei.",
        "Nothing to format in {path}: there is no such file.",
    ),
    "output-twice": (
        "In die Datei {path} sollen zwei Berichte; der zweite würde den ersten überschreiben.",
        "Two reports are to go into {path}; the second would overwrite the first.",
    ),
    "output-is-input": (
        "Der Bericht würde die Datei {path} überschreiben, die geprüft wird.",
        "The report would overwrite {path}, which is to be checked.",
    ),
    "submodule-empty": (
        "Der Ordner {path} ist ein Submodul von git, das hier nicht geholt ist; was darin steht, ist nicht geprüft "
        "(git submodule update --init holt es).",
        "The folder {path} is a git submodule that is not fetched here; what it holds is not checked "
        "(git submodule update --init fetches it).",
    ),
    "nothing-found": (
        "In {path} ist nichts zu prüfen: Dort steht keine passende Datei.",
        "Nothing to check in {path}: there is no such file.",
    ),
    "days-reversed": (
        "Der letzte Tag {last} liegt vor dem ersten {first}.",
        "The last day {last} lies before the first {first}.",
    ),
    "between-forms": (
        "Mit --between gibt es nur text, concise und json, und kein --output, --since oder --evidence.",
        "With --between there is only text, concise and json, and no --output, --since or --evidence.",
    ),
    "no-horizon": (
        "Bis wann das Recht geprüft ist, sagt keine Norm; nötig ist --from.",
        "No norm says until when the law is reviewed; --from is needed.",
    ),
    "nothing-on-sale": (
        "Von {first} bis {last} ist kein Tarif im Vertrieb; geprüft wurde nichts.",
        "From {first} to {last} no tariff is on sale; nothing was checked.",
    ),
    "not-one-document": (
        "In {path} steht nicht genau ein Tarif oder Angebot.",
        "There is not exactly one tariff or offer in {path}.",
    ),
    "change-paths": (
        "Verglichen werden zwei Dateien oder Ordner, der alte und der neue; mit --since höchstens ein Pfad.",
        "Two files or folders are compared, the old one and the new one; with --since one path at most.",
    ),
    "days-out-of-calendar": (
        "Eine Frist führt aus dem Kalender hinaus, der vom Jahr 1 bis zum Jahr 9999 reicht.",
        "A period leads out of the calendar, which goes from the year 1 to the year 9999.",
    ),
    "no-deadlines": (
        "Kein Tag für den Kalender, also ist {path} nicht geschrieben; mit --effective DATE gibt es einen.",
        "No day for a calendar, so {path} is not written; with --effective DATE there is one.",
    ),
    "calendar-missing": ("{words}", "{words}"),
    "land-unknown": (
        "„{land}“ nach --land ist kein Land. Möglich sind: {known}.",
        "“{land}” after --land is no Land. Possible are: {known}.",
    ),
    "holidays-unknown": (
        "Eine Frist reicht über die Jahre hinaus, für die die Feiertage bekannt sind ({first} bis {last}).",
        "A period leads out of the years for which public holidays are known ({first} to {last}).",
    ),
    "effective-too-early": (
        "Am {day} geht dem neuen Preis keiner voraus; eine Preisänderung ist das nicht.",
        "On {day} no price precedes the new one; that is no price change.",
    ),
    "nothing-to-compare": (
        "In {path} ist nichts zu vergleichen: Dort steht keine passende Datei.",
        "Nothing to compare in {path}: there is no such file.",
    ),
    "fix-alone": ("{option} gilt nur zusammen mit --fix.", "{option} goes with --fix only."),
    "fix-tariffs": (
        "--fix korrigiert Tarife und Angebote; mit {option} geht es nicht zusammen.",
        "--fix mends tariffs and offers; it does not go with {option}.",
    ),
    "no-rules": ("Keine Regel bleibt übrig, also wurde nichts geprüft.", "No rule is left, so nothing was checked."),
    "only-declarations": (
        "In {path} steht keine Regel. Normen, Begriffe, Werte, Vorgaben: {count}; sie passen zum Regelwerk.",
        "There is no rule in {path}. Norms, terms, values, defaults: {count}; they fit the rulebook.",
    ),
    "no-rule-files": (
        "Keine eigenen Regeln in {path}: Dort steht keine Datei, die auf .regel endet.",
        "No rules of your own in {path}: no file there ends in .regel.",
    ),
    "no-terms": ("In {path} stehen keine AGB.", "There are no terms in {path}."),
    "norm-unknown": (
        "Keine Norm und keine AGB heißen {norm}.{hint}",
        "No norm and no set of terms is called {norm}.{hint}",
    ),
    "rule-id-unknown": (
        "Keine Regel heißt {rule} oder beginnt so.{hint}",
        "No rule is called {rule} or starts so.{hint}",
    ),
    "baseline-missing": (
        "Die Baseline {path} lässt sich nicht lesen: {reason}",
        "The baseline {path} cannot be read: {reason}",
    ),
    "baseline-no-text": ("Die Baseline {path} ist kein UTF-8-Text.", "The baseline {path} is no UTF-8 text."),
    "baseline-no-json": (
        "Die Baseline {path} ist kein JSON; schreiben lässt sie sich mit tariflint baseline accept.",
        "The baseline {path} is no JSON; tariflint baseline accept writes one.",
    ),
    "baseline-shape": (
        "{path} ist keine Baseline: Darin stehen „format“ und „known“, sonst nichts.",
        "{path} is no baseline: it holds “format” and “known”, nothing else.",
    ),
    "baseline-format": (
        "Die Baseline {path} hat das Format {reason}, das diese Version nicht kennt.",
        "The baseline {path} has format {reason}, which this version does not know.",
    ),
    "baseline-entry": (
        "Der {reason}. Eintrag der Baseline {path} ist keiner: Er nennt rule, document, path und value als Text.",
        "Entry {reason} of the baseline {path} is none: it names rule, document, path and value, each as text.",
    ),
    "baseline-rule": (
        "{path}: Eine Regel {reason} gibt es nicht; tariflint baseline shrink nimmt den Eintrag heraus.{hint}",
        "{path}: There is no rule {reason}; tariflint baseline shrink drops the entry.{hint}",
    ),
    "git-missing": (
        "Für --since braucht es git, und git ist nicht zu finden.",
        "--since needs git, and git cannot be found.",
    ),
    "no-repository": (
        "Für --since braucht es ein git-Repository: {reason}",
        "--since needs a git repository: {reason}",
    ),
    "ref-unknown": (
        "Einen Stand „{path}“ kennt git hier nicht. In CI wird oft nur der letzte geholt (fetch-depth: 0 holt alle).",
        "git knows no state “{path}” here. In CI often only the last one is fetched (fetch-depth: 0 fetches all).",
    ),
    "path-outside": (
        "{path} liegt außerhalb des Repositorys; mit --since lässt sich das nicht prüfen.",
        "{path} lies outside of the repository; with --since it cannot be checked.",
    ),
    "before-unwritten": (
        "Der Stand {path} lässt sich nicht herstellen: {reason}",
        "The state {path} cannot be written out: {reason}",
    ),
    "before-unchecked": (
        "Der Stand {path} lässt sich nicht prüfen: {reason}",
        "The state {path} cannot be checked: {reason}",
    ),
    "config-twice": (
        "{path} und {other} legen beide fest, was gilt; eine Konfiguration genügt.",
        "{path} and {other} both say what holds; one configuration is enough.",
    ),
    "config-no-table": ("{where}: [tool.tariflint] ist keine Tabelle.", "{where}: [tool.tariflint] is no table."),
    "toml-encoding": ("{where}: Das ist kein UTF-8.", "{where}: This is not UTF-8."),
    "toml-broken": (
        "{where}: Das ist kein gültiges TOML; ein Text steht dort in Anführungszeichen, jeder Schlüssel nur einmal.",
        "{where}: This is no valid TOML; a text stands in quotes there, and each key only once.",
    ),
    "setting-unknown": (
        "{where}: Eine Einstellung {key} gibt es nicht.{hint}",
        "{where}: There is no setting {key}.{hint}",
    ),
    "setting-unknown-at-all": (
        "{where}: Eine Einstellung {key} gibt es nicht; möglich sind {known}.",
        "{where}: There is no setting {key}; possible are {known}.",
    ),
    "setting-wrong": (
        "{where}: {key} = {found} passt nicht; nötig: {de}.",
        "{where}: {key} = {found} does not fit; needed: {en}.",
    ),
    "setting-path-missing": (
        "{where}: Den Pfad {path} bei {key} gibt es nicht.",
        "{where}: There is no path {path}, named by {key}.",
    ),
    "setting-rule-unknown": (
        "{where}: Keine Regel heißt {rule} oder beginnt so.{hint}",
        "{where}: No rule is called {rule} or starts so.{hint}",
    ),
    "setting-no-terms": ("{where}: In {path} stehen keine AGB.", "{where}: There are no terms in {path}."),
    "setting-mandatory": (
        "{where}: {key} träfe {rule}, zwingendes und gesichertes Recht; das erlaubt nur waive-mandatory = true.",
        "{where}: {key} would reach {rule}, mandatory and settled law; only waive-mandatory = true allows that.",
    ),
    "rule-displaces-mandatory": (
        "{where}: {rule} verdrängt {other}, zwingendes und gesichertes Recht; das erlaubt nur waive-mandatory = true.",
        "{where}: {rule} displaces {other}, mandatory and settled law; only waive-mandatory = true allows that.",
    ),
    "evidence-broken": (
        "{path} ist kein Nachweis; einen schreibt tariflint check --evidence.",
        "{path} is no evidence; tariflint check --evidence writes it.",
    ),
    "evidence-format": (
        "Der Nachweis {path} hat das Format {reason}, das diese Version nicht kennt.",
        "The evidence {path} has format {reason}, which this version does not know.",
    ),
    "evidence-option": (
        "Der Nachweis {path} beruht auf der Einstellung {reason}, die diese Version nicht kennt.",
        "The evidence {path} rests on the setting {reason}, which this version does not know.",
    ),
    "rulebook-refused": (
        "Das Regelwerk widerspricht sich selbst; geprüft wurde nichts.",
        "The rulebook contradicts itself; nothing was checked.",
    ),
}


def usage_error(code: str, language: str, **gaps: str) -> str:
    """One sentence for standard error."""
    german, english = USAGE_ERRORS[code]
    if gaps.get("hint"):
        gaps["hint"] = f" Gemeint: {gaps['hint']}?" if language != "en" else f" Did you mean {gaps['hint']}?"
    if gaps.get("reason"):
        from .reasons import reason

        gaps["reason"] = reason(gaps["reason"], language)
    text = (english if language == "en" else german).format(**{"hint": "", **gaps})
    return f"tariflint: {text}"


def failure(code: str, **gaps: str) -> tuple[str, str]:
    """The same sentence in German and English, for a report."""
    from .reasons import reason

    why = gaps.get("reason", "")
    german, english = USAGE_ERRORS[code]
    return german.format(**{**gaps, "reason": reason(why, "de")}), english.format(**{**gaps, "reason": why})
