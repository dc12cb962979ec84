"""The fixed words of the forms that are pages: Markdown and HTML, German and English side by side."""

from __future__ import annotations

from dsl.record import dataclass


@dataclass(frozen=True, slots=True)
class FormatWords:
    """All of them in one language; ``{}`` marks a gap."""

    title: str
    failed: str
    passed: str
    skip: str
    contents: str
    summary: str
    findings: str
    no_findings: str
    open: str
    open_said: str
    accepted_said: str
    accepted_why: str
    accepted_note: str
    documents: str
    failures: str
    finding: str
    severity: str
    rule: str
    place: str
    source: str
    line: str
    change: str
    violated: str
    not_violated: str
    timeline: str
    version: str
    from_to: str
    from_on: str
    until: str
    always: str
    made_by: str
    no_claim: str


GERMAN = FormatWords(
    title="Prüfbericht Stromverträge",
    failed="Die Prüfung ist nicht bestanden",
    passed="Die Prüfung ist bestanden",
    skip="Zum Inhalt springen",
    contents="Inhalt",
    summary="Überblick",
    findings="Befunde",
    no_findings="Es gibt keine Verstöße.",
    open="Offene Fragen",
    open_said="Diese Regeln lassen sich mit den Angaben nicht entscheiden: sie sind weder erfüllt noch verletzt.",
    accepted_said=(
        "Diese Befunde bestehen, aber die Prüfung scheitert nicht an ihnen: Sie sind geduldet oder waren schon da."
    ),
    accepted_why="Warum",
    accepted_note="Frist und Grund",
    documents="Geprüfte Dokumente",
    failures="Nicht gelesene Dateien",
    finding="Befund",
    severity="Schwere",
    rule="Regel",
    place="Ort",
    source="Auszug aus {}",
    line="Zeile",
    change="- bisher, + neu",
    violated="verletzt",
    not_violated="nicht verletzt",
    timeline="Zeitstrahl",
    version="Fassung ab {}",
    from_to="{} bis {}",
    from_on="ab {}, ohne Ende",
    until="bis {}",
    always="an jedem Tag",
    made_by="Erstellt mit tariflint {}.",
    no_claim="Die Regeln sind eine Lesart des Rechts; was nicht kodiert ist, wurde nicht geprüft.",
)
ENGLISH = FormatWords(
    title="Report on electricity contracts",
    failed="The check has failed",
    passed="The check has passed",
    skip="Skip to content",
    contents="Contents",
    summary="Overview",
    findings="Findings",
    no_findings="There are no violations.",
    open="Open questions",
    open_said="With what is stated these rules cannot be decided; they count as neither fulfilled nor violated.",
    accepted_said="These findings stand. The check does not fail for them, since they are waived or were there before.",
    accepted_why="Why",
    accepted_note="Expiry and reason",
    documents="Documents checked",
    failures="Files that were not read",
    finding="Finding",
    severity="Severity",
    rule="Rule",
    place="Place",
    source="Excerpt from {}",
    line="line",
    change="- before, + after",
    violated="violated",
    not_violated="not violated",
    timeline="Timeline",
    version="version from {}",
    from_to="{} to {}",
    from_on="from {}, without end",
    until="until {}",
    always="on every day",
    made_by="Made with tariflint {}.",
    no_claim="The rules are a reading of the law; what is not encoded was not checked.",
)


def format_words(language: str) -> FormatWords:
    """The words of ``language``; anything but "en" is German."""
    return ENGLISH if language == "en" else GERMAN
