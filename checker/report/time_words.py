"""The fixed words of the reports about time, German and English side by side in one shape."""

from __future__ import annotations

from dsl.record import NamedTuple

from .wording import Noun


class TimeWords(NamedTuple):
    """All fixed words of one language; ``{}`` marks a gap."""

    verdicts: dict[str, str]
    span: str  # first and last day
    every_day: str
    one_day: str
    because: str
    concerns: str
    head: str
    radar_head: str
    violated: str
    undecided: str
    missing: str
    more_undecided: str
    no_flips: str
    flips: str
    never_wrong: str
    nothing_applied: str
    faults: str
    none: str
    known_until: str
    nothing_on_sale: str
    becomes: dict[str, str]
    already: str
    already_open: str
    unknown_from: str
    unknown_rules: str
    nothing_comes: str
    off_sale: str
    rows: dict[str, str]
    legend: str
    counted_from: str
    more_rows: str
    flip: Noun
    day: Noun
    section: Noun
    violation: Noun
    on_sale: Noun


GERMAN = TimeWords(
    verdicts={
        "erfüllt": "erfüllt",
        "verletzt": "verletzt",
        "unentschieden": "unentschieden",
        "unanwendbar": "unanwendbar",
    },
    span="{} bis {}",
    every_day="an allen Tagen",
    one_day="nur am {}",
    because="Grund",
    concerns="betrifft",
    head="{}: {} gegen {}",
    radar_head="Radar {}: {} gegen {}",
    violated="Verletzt",
    undecided="Unentschieden",
    missing="es fehlt: {}",
    more_undecided="… und {} weitere (--format json zeigt alle)",
    no_flips="Kein Urteil wechselt.",
    flips="{} an {}.",
    never_wrong="An keinem Tag etwas zu beanstanden.",
    nothing_applied="An keinem Tag war eine Regel anwendbar.",
    faults="{}, {} unentschieden.",
    none="keine Verstöße",
    known_until="Nach dem {} gilt das nur, soweit das Recht schon bekannt ist.",
    nothing_on_sale="An keinem dieser Tage ist ein Tarif im Vertrieb.",
    becomes={"verletzt": "wird verletzt", "unentschieden": "wird unentschieden"},
    already="Schon am {} verletzt",
    already_open="{} unentschieden; tariflint check zeigt, was fehlt.",
    unknown_from="Unbekannt ab {}",
    unknown_rules="{} sind bis dahin eingehalten, aber nur bis {} geprüft; ob das so bleibt, ist unbekannt: {}",
    nothing_comes="Nach dem bekannten Recht wird nichts unzulässig.",
    off_sale="Nicht im Vertrieb, also nicht betrachtet: {}.",
    rows={"versions": "Fassungen und Werte", "findings": "Urteile"},
    legend="= läuft, erfüllt; # verletzt; ? unentschieden; . unanwendbar; ~ ungeprüft, also unbekannt; | Tag",
    counted_from="Fristen sind für den Vertrag gezeichnet, der am {} geschlossen und gleich beliefert wird.",
    more_rows="… und {} weitere Regeln (--format json zeigt alle)",
    flip=("Wechsel", "Wechsel"),
    day=("Tag", "Tagen"),
    section=("Abschnitt", "Abschnitte"),
    violation=("Verstoß", "Verstöße"),
    on_sale=("Tarif im Vertrieb", "Tarife im Vertrieb"),
)

ENGLISH = TimeWords(
    verdicts={
        "erfüllt": "fulfilled",
        "verletzt": "violated",
        "unentschieden": "undecided",
        "unanwendbar": "not applicable",
    },
    span="{} to {}",
    every_day="on every day",
    one_day="only on {}",
    because="cause",
    concerns="concerns",
    head="{}: {} against {}",
    radar_head="Radar {}: {} against {}",
    violated="Violated",
    undecided="Undecided",
    missing="missing: {}",
    more_undecided="… and {} more (--format json shows all)",
    no_flips="No verdict flips.",
    flips="{} on {}.",
    never_wrong="Nothing to report on any day.",
    nothing_applied="No rule was applicable on any day.",
    faults="{}, {} undecided.",
    none="no violations",
    known_until="After {} this holds only as far as the law is already known.",
    nothing_on_sale="No tariff is on sale on any of these days.",
    becomes={"verletzt": "becomes violated", "unentschieden": "becomes undecided"},
    already="Already violated on {}",
    already_open="{} undecided; tariflint check shows what is missing.",
    unknown_from="Unknown from {}",
    unknown_rules="{} are kept until then, but reviewed only up to {}; whether that lasts is unknown: {}",
    nothing_comes="Under the law as it is known nothing becomes unlawful.",
    off_sale="Not on sale, so not looked at: {}.",
    rows={"versions": "versions and values", "findings": "verdicts"},
    legend="= runs, fulfilled; # violated; ? undecided; . not applicable; ~ not reviewed, so unknown; | day",
    counted_from="Periods are drawn for the contract that is made on {} and supplied at once.",
    more_rows="… and {} more rules (--format json shows all)",
    flip=("flip", "flips"),
    day=("day", "days"),
    section=("section", "sections"),
    violation=("violation", "violations"),
    on_sale=("tariff on sale", "tariffs on sale"),
)


def time_words(language: str) -> TimeWords:
    """The words of ``language``."""
    return ENGLISH if language == "en" else GERMAN
