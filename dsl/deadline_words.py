"""The sentences that explain a deadline, in German and English."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from dsl.period import Duration
from dsl.rule import Words
from dsl.workdays import Week, weekday

_SENTENCES: dict[str, tuple[str, str]] = {
    "event": (
        "Das Ereignis fällt auf {day}; dieser Tag zählt nicht mit.",
        "The event falls on {day}; this day does not count.",
    ),
    "begins": (
        "Die Frist beginnt mit dem Anfang von {day}; dieser Tag zählt mit.",
        "The period begins with the start of {day}; this day counts.",
    ),
    "effect": (
        "Die Mitteilung soll ab {day} wirken; dieser Tag zählt nicht mit.",
        "The notice is to take effect from {day}; this day does not count.",
    ),
    "in_time": (
        "Die Mitteilung soll ab {day} wirken; vorher muss die Frist ab Zugang abgelaufen sein.",
        "The notice is to take effect from {day}; the period from receipt must be over before.",
    ),
    "receipt": (
        "Die Mitteilung geht am {day} zu; dieser Tag zählt nicht mit.",
        "The notice is received on {day}; this day does not count.",
    ),
    "sent": (
        "Die Mitteilung wird am {day} versandt; dieser Tag zählt nicht mit.",
        "The notice is sent on {day}; this day does not count.",
    ),
    "ends": (
        "{length}: die Frist endet mit Ablauf von {day}.{skipped}",
        "{length}: the period ends with the end of {day}.{skipped}",
    ),
    "back": (
        "{length} zurückgerechnet: die Frist beginnt mit dem Anfang von {day}.{skipped}",
        "{length} counted back: the period begins with the start of {day}.{skipped}",
    ),
    "clamped": (
        "Einen {number}. hat dieser Monat nicht; maßgebend ist sein letzter Tag, {day}.",
        "This month has no day {number}; its last day takes the place, {day}.",
    ),
    "received": (
        "Vorher muss die Mitteilung zugegangen sein, spätestens am {day}.",
        "The notice must have been received before, on {day} at the latest.",
    ),
    "day_later": (
        "Einen Tag später endete die Frist zu spät; zugehen muss die Mitteilung spätestens am {day}.",
        "A day later the period would end too late; the notice must be received on {day} at the latest.",
    ),
    "send": (
        "Zwischen Versand und Zugang liegt die vereinbarte Zeit, {length}; spätester Versand ist am {day}.{skipped}",
        "Between sending and receipt lies the time agreed, {length}; {day} is the last day to send.{skipped}",
    ),
    "arrives": (
        "Zwischen Versand und Zugang liegt die vereinbarte Zeit, {length}; als zugegangen gilt sie am {day}.{skipped}",
        "Between sending and receipt lies the time agreed, {length}; it counts as received on {day}.{skipped}",
    ),
    "takes_effect": (
        "Die Mitteilung kann ab {day} wirken, nicht früher.",
        "The notice can take effect from {day}, no sooner.",
    ),
    "too_late": (
        "Von {soonest} zurückgerechnet wäre {needed} der letzte Tag für den Zugang; "
        "der erste Tag, für den die Zeit reicht, ist {day}.",
        "Counted back from {soonest}, {needed} would be the last day of receipt; "
        "the first day for which the time suffices is {day}.",
    ),
    "last_day": (
        "Der Vertrag soll mit Ablauf von {day} enden, die Mitteilung also ab dem Tag danach wirken.",
        "The contract is to end with the end of {day}, so the notice is to take effect from the day after.",
    ),
    "term_end": (
        "Das erste Ende der Laufzeit, zu dem die Frist gewahrt ist: {day}.",
        "The first end of the term that leaves the full period: {day}.",
    ),
    "Monatsende": (
        "Das erste Monatsende, zu dem die Frist gewahrt ist: {day}.",
        "The first end of a month that leaves the full period: {day}.",
    ),
    "Quartalsende": (
        "Das erste Quartalsende, zu dem die Frist gewahrt ist: {day}.",
        "The first end of a quarter that leaves the full period: {day}.",
    ),
    "Halbjahresende": (
        "Das erste Halbjahresende, zu dem die Frist gewahrt ist: {day}.",
        "The first end of a half-year that leaves the full period: {day}.",
    ),
    "Jahresende": (
        "Das erste Jahresende, zu dem die Frist gewahrt ist: {day}.",
        "The first end of a year that leaves the full period: {day}.",
    ),
    "next": (
        "Der letzte Tag wäre {old}; an seine Stelle tritt der nächste Arbeitstag, {day}.",
        "The last day would be {old}; the next business day takes its place, {day}.",
    ),
    "previous": (
        "Der letzte Tag wäre {old}; aus Vorsicht zählt der Arbeitstag davor, {day}.",
        "The last day would be {old}; out of caution the business day before counts, {day}.",
    ),
    "stays": (
        "{day} ist kein Arbeitstag. Das verschiebt nichts: die Zeit bis zur Wirkung steht dem Empfänger ungekürzt zu.",
        "{day} is no business day. That moves nothing: the time until the effect belongs to the recipient in full.",
    ),
    "result": ("Ergebnis: {day}", "Result: {day}"),
}
_ENGLISH_UNITS = {
    "Tag": ("day", "days"),
    "Woche": ("week", "weeks"),
    "Monat": ("month", "months"),
    "Jahr": ("year", "years"),
    "Werktag": ("working day (Monday to Saturday)", "working days (Monday to Saturday)"),
}
_NOTHING = Words("", "")


def say(sentence: str, **details: date | int | Words) -> Words:
    """The sentence with its gaps filled: days with their weekdays, numbers as they are."""
    de, en = _SENTENCES[sentence]
    words = {gap: _in_words(detail) for gap, detail in details.items()}
    return Words(
        de.format_map({gap: each.de for gap, each in words.items()}),
        en.format_map({gap: each.en for gap, each in words.items()}),
    )


def name_day(day: date, holiday: Words | None = None) -> Words:
    """A day with the name of its weekday and of its holiday."""
    name = weekday(day)
    if holiday is None or holiday == name:
        return Words(f"{day} ({name.de})", f"{day} ({name.en})")
    return Words(f"{day} ({name.de}, {holiday.de})", f"{day} ({name.en}, {holiday.en})")


def name_length(length: Duration, week: Week) -> Words:
    """A length without what it runs from and to: 6 Wochen, 6 weeks."""
    german = str(Duration(length.count, length.unit)) + (" (Montag bis Samstag)" if length.unit == "Werktag" else "")
    singular, plural = _ENGLISH_UNITS[length.unit]
    english = f"{length.count:,} {singular if length.count == 1 else plural}"
    if length.unit == "Werktag" and week is Week.ARBEITSTAGE:
        german = german.replace("Werktag", "Arbeitstag").replace("Samstag", "Freitag")
        english = english.replace("working", "business").replace("Saturday", "Friday")
    return Words(german, english)


def name_skipped(days: Sequence[tuple[date, Words]]) -> Words:
    """A sentence on the days that were not counted, each with the reason: holidays by name, weekends by number."""
    if not days:
        return _NOTHING
    holidays = [(day, name) for day, name in days if name != weekday(day)]
    weekends = Counter(name for day, name in days if name == weekday(day))
    german = [f"{day} ({name.de})" for day, name in holidays] + [f"{n} × {name.de}" for name, n in weekends.items()]
    english = [f"{day} ({name.en})" for day, name in holidays] + [f"{n} × {name.en}" for name, n in weekends.items()]
    return Words(f" Nicht mitgezählt: {', '.join(german)}.", f" Not counted: {', '.join(english)}.")


def _in_words(detail: date | int | Words) -> Words:
    if isinstance(detail, Words):
        return detail
    return name_day(detail) if isinstance(detail, date) else Words(str(detail), str(detail))
