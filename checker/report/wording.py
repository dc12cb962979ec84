"""The fixed words of the reports, German and English side by side in one shape."""

from __future__ import annotations

from collections.abc import Mapping

from dsl.record import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    Language = Literal["de", "en"]
else:
    Language = str
Noun = tuple[str, str]  # one, several


@dataclass(frozen=True, slots=True)
class Words:
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
