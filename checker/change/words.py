"""The fixed words of what is said about changes, German and English side by side in one shape."""

from __future__ import annotations

from checker.change.differences import ADDED, CHANGED, REMOVED
from checker.change.effect import BETTER, MIXED, NEUTRAL, WORSE
from dsl.record import NamedTuple


class ChangeWords(NamedTuple):
    """All fixed words of one language; ``{}`` marks a gap."""

    effects: dict[str, str]
    kinds: dict[str, str]
    head: dict[str, str]
    same: str
    silent: str
    price: dict[str, str]
    price_base: str
    price_first: str
    past: dict[str, str]
    ranges: dict[str, str]
    depends: str
    bands: str
    plan_price_open: str
    even_outside: str
    plan_price: str
    plan_terms: str
    plan_terms_open: str
    received_by: str
    both_by: str
    public_by: str
    postponed: str
    barred: str
    limit_public: str
    not_so: str
    before: str
    first: str
    first_deemed: str
    first_public: str
    too_late: str
    whom_all: str
    limit: str
    limit_sent: str
    fields: dict[str, str]
    freed: str
    no_limit: str
    uncounted: str
    not_counted: str
    only_ways: str
    exit: str
    guaranteed: str
    guaranteed_none: str
    guaranteed_unknown: str
    notice_known: str
    notice_in_time: str
    notice_late: str
    open: str
    open_more: str
    groups: str
    group_gone: str
    group_new: str
    nothing: str
    identical: str
    steps: dict[str, str]
    events: dict[str, str]


GERMAN = ChangeWords(
    effects={WORSE: "schlechter", BETTER: "besser", MIXED: "gemischt", NEUTRAL: "neutral"},
    kinds={ADDED: "kommt hinzu", REMOVED: "entfällt", CHANGED: "geändert"},
    head={CHANGED: "Änderung", ADDED: "Neu", REMOVED: "Entfallen"},
    same="Kein Unterschied.",
    silent="(nichts)",
    price={ADDED: "Preis ab {}", REMOVED: "Preis ab {} entfällt", CHANGED: "Preis ab {} nachträglich geändert"},
    price_base="verglichen mit dem Preis ab {}",
    price_first="Kein Preis geht diesem voraus.",
    past={
        ADDED: "Dieser Preis ist zwischen alte Preise gesetzt: Die Datei erzählt ihre Vergangenheit jetzt anders.",
        REMOVED: "Dieser Preis galt schon: Die Datei verschweigt jetzt einen Teil ihrer Vergangenheit.",
        CHANGED: "Dieser Preis gilt schon: Die Datei erzählt ihre Vergangenheit jetzt anders. "
        "Ein neuer Preis bekommt einen eigenen Abschnitt.",
    },
    ranges={
        "all": "{2}",
        "under": "unter {1} {2}",
        "to": "bis {1} {2}",
        "between": "zwischen {0} und {1} {2}",
        "from": "ab {0} {2}",
        "above": "darüber {2}",
    },
    depends="je nach Anteil von {}",
    bands="Jahreskosten",
    plan_price_open="Preisänderung",
    even_outside="Gleich teuer wäre es bei {}; so viel oder so wenig verbraucht hier niemand.",
    plan_price="Preisänderung zum {}",
    plan_terms="Änderung laufender Verträge zum {}",
    plan_terms_open="Änderung laufender Verträge",
    received_by="Die Mitteilung muss spätestens am {} zugehen.",
    both_by="Die Mitteilung muss spätestens am {0} zugehen; elektronisch ist sie spätestens am {1} abzusenden.",
    public_by="Die Änderung muss spätestens am {} öffentlich bekannt gegeben sein.",
    postponed="Eher nicht wegen {}.",
    barred="Bis {} darf die Änderung an keinem Tag wirken, wegen {}. Spätere Tage sind nicht untersucht.",
    limit_public="Bekanntgabe bis {}",
    not_so="nicht {}",
    before="vor dem ersten Tag",
    first="Geht sie am {0} zu, kann die Änderung frühestens am {1} wirken.",
    first_public="Wird sie am {0} öffentlich bekannt gegeben, kann die Änderung frühestens am {1} wirken.",
    first_deemed="Wird sie am {0} elektronisch abgesandt, kann die Änderung frühestens am {1} wirken.",
    too_late="Das ist zu spät für den {}.",
    whom_all="alle Kunden",
    limit="Zugang bis {}",
    limit_sent="Absendung bis {}",
    fields={
        "ledger": "Ursache",
        "limit": "Frist",
        "content": "Inhalt",
        "form": "Form",
        "notice": "Gebot",
        "clause": "Vertrag",
        "exit": "Kündigung",
        "guarantee": "Garantie",
        "sent": "Mitteilung",
        "free": "frei",
        "forbidden": "verboten",
        "open": "offen",
        "steps": "Rechnung",
    },
    freed="nicht verlangt von {}",
    no_limit="Eine Frist ist für diese Änderung nirgends kodiert und im Vertrag nicht angegeben.",
    uncounted="{0} ({1}): Werktage zählt jedes Land anders; mit --land, etwa --land NW, wird auch das gerechnet.",
    not_counted="Fristen in Werktagen sind dabei nicht mitgerechnet.",
    only_ways="bei {}",
    exit="Kunden dürfen kündigen",
    guaranteed="an diesem Tag für manche Kunden garantiert: {}",
    guaranteed_none="an diesem Tag läuft keine",
    guaranteed_unknown="ob an diesem Tag eine läuft, ist nicht zu erkennen",
    notice_known="Versand {0}, Zugang {1}: {2}",
    notice_in_time="rechtzeitig",
    notice_late="zu spät, Zugang war bis {} nötig",
    open="es fehlt {}",
    open_more="nicht zu entscheiden",
    groups="Je Kundengruppe",
    group_gone="nicht mehr beliefert",
    group_new="neu beliefert",
    nothing="nichts schlechter, nichts besser",
    identical="Unverändert: {}.",
    steps={"receipt": "Zugang", "sending": "Absendung", "first": "Erste Wirkung"},
    events={
        "effective": "Preisänderung wirkt: {}",
        "terms": "Vertragsänderung wirkt: {}",
        "sending": "Letzter Tag zum Absenden der Mitteilung: {}",
        "receipt": "Letzter Tag für den Zugang der Mitteilung: {}",
        "public": "Letzter Tag für die öffentliche Bekanntgabe: {}",
    },
)

ENGLISH = ChangeWords(
    effects={WORSE: "worse", BETTER: "better", MIXED: "mixed", NEUTRAL: "neutral"},
    kinds={ADDED: "added", REMOVED: "removed", CHANGED: "changed"},
    head={CHANGED: "Change", ADDED: "New", REMOVED: "Gone"},
    same="No difference.",
    silent="(nothing)",
    price={ADDED: "price from {}", REMOVED: "price from {} removed", CHANGED: "price from {} edited afterwards"},
    price_base="compared with the price from {}",
    price_first="No price precedes this one.",
    past={
        ADDED: "This price is put between old prices: the file now tells its past differently.",
        REMOVED: "This price has applied already: the file now leaves out a part of its past.",
        CHANGED: "This price applies already: the file now tells its past differently. "
        "A new price gets a section of its own.",
    },
    ranges={
        "all": "{2}",
        "under": "{2} below {1}",
        "to": "{2} up to {1}",
        "between": "{2} between {0} and {1}",
        "from": "{2} from {0} on",
        "above": "{2} above",
    },
    depends="depending on the share of {}",
    bands="cost of a year",
    plan_price_open="Price change",
    even_outside="It would cost the same at {}; nobody here uses as much or as little.",
    plan_price="Price change on {}",
    plan_terms="Change of running contracts on {}",
    plan_terms_open="Change of running contracts",
    received_by="The notice must be received on {} at the latest.",
    both_by="The notice must be received on {0} at the latest; sent electronically, on {1} at the latest.",
    public_by="The change must have been made public on {} at the latest.",
    postponed="No sooner because of {}.",
    barred="Until {} the change may take effect on no day, because of {}. Later days were not looked at.",
    limit_public="public by {}",
    not_so="not {}",
    before="before the first day",
    first="Received on {0}, the change can take effect on {1} at the earliest.",
    first_public="Made public on {0}, the change can take effect on {1} at the earliest.",
    first_deemed="Sent electronically on {0}, the change can take effect on {1} at the earliest.",
    too_late="That is too late for {}.",
    whom_all="all customers",
    limit="received by {}",
    limit_sent="sent by {}",
    fields={
        "ledger": "cause",
        "limit": "period",
        "content": "content",
        "form": "form",
        "notice": "duty",
        "clause": "contract",
        "exit": "exit",
        "guarantee": "guarantee",
        "sent": "notice",
        "free": "exempt",
        "forbidden": "forbidden",
        "open": "open",
        "steps": "steps",
    },
    freed="not asked by {}",
    no_limit="No period is encoded for this change, and the contract states none.",
    uncounted="{0} ({1}): each Land counts working days differently; with --land, say --land NW, this is counted too.",
    not_counted="Periods in working days are not counted in.",
    only_ways="by {}",
    exit="customers may terminate",
    guaranteed="under a guarantee on this day, for some customers: {}",
    guaranteed_none="none runs on this day",
    guaranteed_unknown="whether one runs on this day cannot be told",
    notice_known="sent {0}, received {1}: {2}",
    notice_in_time="in time",
    notice_late="too late, it had to be received by {}",
    open="missing {}",
    open_more="cannot be decided",
    groups="By customer group",
    group_gone="no longer supplied",
    group_new="newly supplied",
    nothing="nothing worse, nothing better",
    identical="Unchanged: {}.",
    steps={"receipt": "receipt", "sending": "sending", "first": "first effect"},
    events={
        "effective": "Price change takes effect: {}",
        "terms": "Change of terms takes effect: {}",
        "sending": "Last day to send the notice: {}",
        "receipt": "Last day for the notice to be received: {}",
        "public": "Last day for the public notice: {}",
    },
)


def change_words(language: str) -> ChangeWords:
    """The words of ``language``."""
    return ENGLISH if language == "en" else GERMAN
