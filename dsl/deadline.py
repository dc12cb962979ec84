"""Deadlines: the day a period ends, counted forward from an event or back from one, explained step by step.

A step says what was done and which day that led to; its ``key`` names the norm it rests on. The citations are data:
rules/fristen.csv. Lengths are those of ``period``; ``counting`` lays them on the calendar.

Readings taken, each with a parameter that takes another:

- A period counted back mirrors one counted forward: the day of the effect is its event and does not count, and the
  notice must have been received before the first day of the period begins (``Counting.BACKWARD``). Where a month lacks
  a day, a period that runs from receipt can end in time although that one does not (``Counting.FORWARD``).
- A weekend or holiday moves a last day only where a declaration is to be made or something to be done within a period
  that runs forward (``RestDay.NEXT``). The time before a notice takes effect belongs to its recipient and is never cut.
- Saturday is a working day (``Week.WERKTAGE``), but one of rest where weekends move a last day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from dsl.counting import Counting, End, Measure, RestDay, moved_off
from dsl.deadline_words import name_day, name_length, name_skipped, say
from dsl.period import Duration
from dsl.record import NamedTuple, dataclass
from dsl.rule import Words
from dsl.workdays import Calendar, Listed, Week

_DAY = timedelta(1)
_NO_HOLIDAYS = Listed({})
_KEYS = {"Tag": "tage", "Woche": "wochen", "Monat": "monate", "Jahr": "jahre"}


class Step(NamedTuple):
    """One step of a computation: the norm it rests on (a key of rules/fristen.csv), the day reached, and the words."""

    key: str
    day: date
    words: Words


class Deadline(NamedTuple):
    """A day and how it was found; the last step ends on it."""

    day: date
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """How long before it takes effect a notice must be received, and how that is counted.

    ``deemed``: how long after it was sent a notice counts as received. ``week`` and ``calendar`` are for working days
    and holidays. Raises ValueError for RestDay.NEXT, which would cut the period, and where a calendar is needed.
    """

    length: Duration
    deemed: Duration | None = None
    counting: Counting = Counting.BACKWARD
    rest_day: RestDay = RestDay.STAYS
    week: Week = Week.WERKTAGE
    calendar: Calendar | None = None

    def __post_init__(self) -> None:
        if self.rest_day is RestDay.NEXT:
            raise ValueError("a weekend cannot cut the time that a notice must leave")
        for length in filter(None, (self.length, self.deemed)):
            _check_calendar(length, self.rest_day, self.calendar)

    @property
    def period(self) -> Measure:
        """The time that must lie between receipt and effect."""
        return Measure(self.length, self.week, self.calendar)

    @property
    def delivery(self) -> Measure:
        """The time between sending and deemed receipt. Raises ValueError where none is agreed: it is a fact then."""
        if self.deemed is None:
            raise ValueError("without deemed receipt nobody can say when what is sent is received")
        return Measure(self.deemed, self.week, self.calendar)

    def latest(self, effective: date) -> date:
        """The day of ``last_receipt`` alone."""
        return moved_off(self.period.latest(effective, self.counting), self.rest_day, self.calendar)


def period_end(
    event: date,
    length: Duration,
    *,
    first_day_counts: bool = False,
    rest_day: RestDay = RestDay.STAYS,
    week: Week = Week.WERKTAGE,
    calendar: Calendar | None = None,
) -> Deadline:
    """The last day of a period of ``length`` that an event on ``event`` sets off.

    ``first_day_counts``: the period begins with the start of that day and not with an event in its course; one of no
    length is then over the day before. ``rest_day``: NEXT where a declaration is to be made or something to be done
    within the period. Raises ValueError where a calendar is needed, OverflowError outside the years 1 to 9999.
    """
    _check_calendar(length, rest_day, calendar)
    measure = Measure(length, week, calendar)
    end = measure.end(event, first_day_counts)
    if first_day_counts:
        steps = [_step("tagesbeginn", "begins", event), _counted("ends", measure, end, event, end)]
    else:
        steps = [_step("ereignistag", "event", event), _counted("ends", measure, end, event + _DAY, end)]
    steps += _clamped(event.day - first_day_counts, end, length)
    return _rested(steps, rest_day, calendar)


def last_receipt(effective: date, notice: Notice) -> Deadline:
    """The last day on which a notice may be received that is to take effect with the start of ``effective``.

    Raises OverflowError outside the years 1 to 9999, and what the calendar raises.
    """
    measure = notice.period
    day = measure.latest(effective, notice.counting)
    if notice.counting is Counting.BACKWARD:
        first = day + _DAY
        steps = [_step("ereignistag", "effect", effective)]
        steps.append(_counted("back", measure, first, first, effective - _DAY))
        steps += _clamped(effective.day, first, notice.length)
        steps.append(_step("zugang", "received", day))
    else:
        steps = [_step("wirkung", "in_time", effective)]
        steps += _from_receipt(day, notice)
        steps.append(_step("zugang", "day_later", day))
    return _rested(steps, notice.rest_day, notice.calendar, backward=True)


def last_receipt_to_end(last_day: date, notice: Notice) -> Deadline:
    """The last day on which a notice may be received that is to end a contract with the end of ``last_day``."""
    found = last_receipt(last_day + _DAY, notice)
    return Deadline(found.day, (_step("laufzeitende", "last_day", last_day), *found.steps))


def last_sending(effective: date, notice: Notice) -> Deadline:
    """The last day on which a notice may be sent that is to take effect with the start of ``effective``.

    Raises ValueError without ``deemed``: when a notice arrives that does not count as received is a fact.
    """
    delivery = notice.delivery
    receipt = last_receipt(effective, notice)
    # what counts as received before the day after the last day of receipt was sent in time
    day = delivery.latest(receipt.day + _DAY, Counting.FORWARD)
    sent = _counted("send", delivery, day, day + _DAY, receipt.day, "zugangsfiktion")
    return Deadline(day, (*receipt.steps, sent))


def arrival(sent: date, notice: Notice) -> Deadline:
    """The day on which a notice that is sent on ``sent`` counts as received. Errors as ``last_sending``."""
    delivery = notice.delivery
    day = delivery.end(sent)
    received = _counted("arrives", delivery, day, sent + _DAY, day, "zugangsfiktion")
    return Deadline(day, (_step("ereignistag", "sent", sent), received))


def first_effective(received: date, notice: Notice) -> Deadline:
    """The first day with whose start a notice that is received on ``received`` can take effect.

    The first for which ``last_receipt`` is not before ``received``. Errors as there.
    """
    measure = notice.period
    soonest = day = measure.end(received) + _DAY
    while notice.latest(day) < received:
        day += _DAY
    steps = _from_receipt(received, notice)
    if day == soonest:
        return Deadline(day, (*steps, _step("wirkung", "takes_effect", day)))
    key = "rueckwaerts" if measure.latest(soonest, notice.counting) < received else "vorgezogen"
    words = say("too_late", day=day, soonest=soonest, needed=notice.latest(soonest))
    return Deadline(day, (*steps, Step(key, day, words)))


def first_effective_when_sent(sent: date, notice: Notice) -> Deadline:
    """The first day with whose start a notice that is sent on ``sent`` can take effect. Errors as ``arrival``."""
    received = arrival(sent, notice)
    found = first_effective(received.day, notice)
    return Deadline(found.day, (*received.steps, *found.steps))


def first_end(received: date, notice: Notice, end: End) -> Deadline:
    """The first end of a month, quarter, half-year or year to which a notice received on ``received`` can run."""
    day = end.on_or_after(notice.period.end(received))
    while notice.latest(day + _DAY) < received:
        day = end.on_or_after(day + _DAY)
    last = Step(end.value.lower(), day, say(end.value, day=day))
    return Deadline(day, (*_from_receipt(received, notice), last))


def first_term_end(received: date, notice: Notice, terms: Iterable[date]) -> Deadline | None:
    """The first of ``terms``, the last days of terms, to which a notice received on ``received`` can run, or None."""
    for day in sorted(terms):
        if notice.latest(day + _DAY) >= received:
            last = _step("laufzeitende", "term_end", day)
            return Deadline(day, (*_from_receipt(received, notice), last))
    return None


def explain(deadline: Deadline, language: str, norms: Mapping[str, str] | None = None) -> list[str]:
    """The steps as numbered lines in ``de`` or ``en``, and the day; with ``norms`` (by key) also what each rests on.

    Raises KeyError for a key that ``norms`` does not have; an empty norm is not shown.
    """
    lines = []
    for number, step in enumerate(deadline.steps, 1):
        norm = norms[step.key] if norms is not None else ""
        words = step.words.en if language == "en" else step.words.de
        lines.append(f"{number}. {words}" + (f" [{norm}]" if norm else ""))
    result = say("result", day=deadline.day)
    return [*lines, result.en if language == "en" else result.de]


def read_norms(text: str) -> dict[str, str]:
    """The norm of each key, from the text of rules/fristen.csv (``schritt;norm``, one a line)."""
    rows = (line.partition(";") for line in text.splitlines()[1:])
    return {key: norm for key, _, norm in rows}


# ------------------------------------------------------------------------------------------------ the steps


def _check_calendar(length: Duration, rest_day: RestDay, calendar: Calendar | None) -> None:
    if calendar is None and (length.length.workdays or rest_day is not RestDay.STAYS):
        raise ValueError("working days cannot be counted without the public holidays of a Land")


def _step(key: str, sentence: str, day: date) -> Step:
    return Step(key, day, say(sentence, day=day))


def _from_receipt(received: date, notice: Notice) -> list[Step]:
    """The steps from receipt to the end of the period."""
    end = notice.period.end(received)
    counted = _counted("ends", notice.period, end, received + _DAY, end)
    return [_step("ereignistag", "receipt", received), counted, *_clamped(received.day, end, notice.length)]


def _counted(sentence: str, measure: Measure, day: date, first: date, last: date, key: str | None = None) -> Step:
    """The step that goes over the days from ``first`` to ``last`` and so finds ``day``."""
    length = name_length(measure.length, measure.week)
    skipped = name_skipped(measure.skipped(first, last))
    words = say(sentence, day=day, length=length, skipped=skipped)
    return Step(key or _KEYS.get(measure.length.unit, measure.week.name.lower()), day, words)


def _clamped(wanted: int, day: date, length: Duration) -> list[Step]:
    if not length.length.months or day.day >= wanted:
        return []
    return [Step("monatsletzter", day, say("clamped", day=day, number=wanted))]


def _rested(steps: list[Step], rest_day: RestDay, calendar: Calendar | None, backward: bool = False) -> Deadline:
    """The deadline of ``steps``, moved off a day of rest or with the reason why it is not."""
    day = steps[-1].day
    moved = moved_off(day, rest_day, calendar)
    why = Week.ARBEITSTAGE.off(day, calendar or _NO_HOLIDAYS)
    if moved != day:
        key = "ausweichtag" if rest_day is RestDay.NEXT else "vorgezogen"
        steps.append(Step(key, moved, say(rest_day.value, day=moved, old=name_day(day, why))))
    elif backward and why is not None:
        steps.append(Step("kein_ausweichtag", day, say("stays", day=name_day(day, why))))
    return Deadline(moved, tuple(steps))
