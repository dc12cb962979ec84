"""What the command says when it cannot do what was asked, German and English; imported when it is said."""

from __future__ import annotations

from .reasons import reason

# code -> the sentence; {} gaps by name
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
    "only-rules": (
        "In {path} steht kein Tarif und kein Angebot (.tarif), also wurde nichts geprüft. Dort stehen Regeln: {files}. "
        "Für sie gibt es tariflint test {command} (ihre Beispiele) "
        "und tariflint prove {command} (was aus ihnen folgt).",
        "There is no tariff and no offer (.tarif) in {path}, so nothing was checked. There are rules: {files}. "
        "For them there are tariflint test {command} (their examples) and tariflint prove {command} (what follows).",
    ),
    "only-terms": (
        "In {path} steht kein Tarif und kein Angebot (.tarif), also wurde nichts geprüft. Dort stehen Regeln: {files}. "
        "Für sie gibt es tariflint check {terms} (AGB für sich) und tariflint test {command} (ihre Beispiele).",
        "There is no tariff and no offer (.tarif) in {path}, so nothing was checked. There are rules: {files}. "
        "For them there are tariflint check {terms} (terms by themselves) "
        "and tariflint test {command} (their examples).",
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
    "no-terms": (
        "In {path} stehen keine AGB, also wurde nichts geprüft; "
        "für Regeln gibt es tariflint test {command} (ihre Beispiele).",
        "There are no terms in {path}, so nothing was checked; "
        "for rules there is tariflint test {command} (their examples).",
    ),
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
    "before-refused": (
        "Der Stand {path} lässt sich nicht prüfen; deshalb gilt alles, was jetzt gefunden wird, als neu. Dort: {de}",
        "The state {path} cannot be checked, so everything that is found now counts as new. There: {en}",
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
        gaps["reason"] = reason(gaps["reason"], language)
    text = (english if language == "en" else german).format(**{"hint": "", **gaps})
    return f"tariflint: {text}"


def failure(code: str, **gaps: str) -> tuple[str, str]:
    """The same sentence in German and English, for a report."""
    why = gaps.get("reason", "")
    german, english = USAGE_ERRORS[code]
    return german.format(**{**gaps, "reason": reason(why, "de")}), english.format(**{**gaps, "reason": why})
