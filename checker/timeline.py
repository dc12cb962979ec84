"""One tariff or offer drawn along time: sale, prices, guarantee, bonus, notices, changes of the rules, verdicts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from checker.axis import ANY_DAY
from checker.check import Run
from checker.course import DAY, Course, Courses
from checker.finding import Text
from checker.history import History, followed, section
from checker.judge import HOLDS, UNDECIDED, VIOLATED
from checker.layers import Contract
from checker.radar import horizon
from checker.turning import Turning
from checker.values_in_words import shown
from checker.vocabulary import Fact, Instance, Vocabulary
from dsl.document import Value
from dsl.period import DateRange, Duration, LaterOf, Until, later
from dsl.quantity import Amount
from dsl.record import NamedTuple

UNKNOWN = "unbekannt"  # kept as far as one can tell, on a day that the review does not reach
LAW = ("version", "rule", "term", "exemption", "value", "review")
YEAR = timedelta(365)


class Bar(NamedTuple):
    """Days in a row, both ends included. ``kind``: runs, day (one day that counts), or a verdict."""

    first: date
    last: date
    kind: str


class Row(NamedTuple):
    """One line of the drawing. ``group``: sale, ledger, period, notice, versions, findings. ``note``: what it says."""

    group: str
    name: Text
    bars: tuple[Bar, ...]
    note: Text | None = None


class Timeline(NamedTuple):
    """``signed``: the day on which the contract of the periods is made; ``history``: the rules that matter."""

    contract: Contract
    title: str
    first: date
    last: date
    signed: date | None
    rows: tuple[Row, ...]
    history: History


def draw(run: Run, contract: Contract, title: str, first: date | None, last: date | None) -> Timeline | None:
    """The timeline from ``first`` to ``last``; by default all days that the contract speaks of, while it is on sale up
    to the last whose law is known. None if the window ends before it begins."""
    vocabulary = run.book.vocabulary
    sale = _sale(contract, vocabulary)
    signed = _signed(contract, sale)
    rows = [*sale, *_ledger(contract, vocabulary), *_periods(contract, vocabulary, signed)]
    days = [day for row in rows for bar in row.bars for day in (bar.first, bar.last) if date.min < day < date.max]
    known = horizon(run)
    if known is not None and any(bar.last == date.max for row in rows for bar in row.bars):
        days.append(known)
    days = days or [known or first or last or ANY_DAY]
    begin = signed if contract.kind == "Angebot" and signed is not None else min(days)
    start, end = first or begin, last or max(days)
    if first is None and start == end:
        start = start - YEAR
    if end < start:
        return None
    history = followed(run, [contract], start, end)
    turning = Turning(Courses(run.book, run.rules, start, end))
    rows += _law(history, turning, start, end)
    return Timeline(contract, title, start, end, signed, tuple(rows), history)


# ------------------------------------------------------------------------------------------------ the contract


def _named(term: str, vocabulary: Vocabulary) -> Text:
    return Text(term.rpartition(".")[2], vocabulary.gloss(term, "en"))


def _said(value: Value, term: str, vocabulary: Vocabulary) -> Text:
    return Text(shown(value, term, vocabulary, "de"), shown(value, term, vocabulary, "en"))


def _sale(contract: Contract, vocabulary: Vocabulary) -> list[Row]:
    """The days on which contracts are made: a range, or the day of an offer."""
    if contract.kind == "Angebot" and contract.concluded is not None:
        fact = contract.concluded
        if isinstance(fact.value, date):
            return [Row("sale", _named(fact.term, vocabulary), (Bar(fact.value, fact.value, "day"),))]
    found: list[Row] = []
    for name in dict.fromkeys(t.domain for t in vocabulary.terms.values() if t.type.kind == "Datum" and t.domain):
        stated = contract.facts.get(name)
        if stated is not None and isinstance(stated.value, DateRange):
            start, end = stated.value
            bar = Bar(start or date.min, end or date.max, "runs")
            found.append(Row("sale", _named(name, vocabulary), (bar,), _said(stated.value, name, vocabulary)))
    return found


def _signed(contract: Contract, sale: list[Row]) -> date | None:
    """The day of the offer, or the first day of sale: from it the periods are counted."""
    days = [row.bars[0].first for row in sale if row.bars[0].first > date.min]
    return min(days) if days else None


def _ledger(contract: Contract, vocabulary: Vocabulary) -> Iterator[Row]:
    """Sections that hold from a day on, each until the next one."""
    for kind in vocabulary.sections.values():
        if kind.repeat != "day" or kind.made_from:
            continue
        dated = [(each.facts[f"{kind.name}.ab"].value, each) for each in contract.instances.get(kind.name, ())]
        starts = sorted((day for day, _ in dated if isinstance(day, date)))
        for day, each in sorted(((d, e) for d, e in dated if isinstance(d, date)), key=lambda item: item[0]):
            following = [start for start in starts if start > day]
            bar = Bar(day, following[0] - DAY if following else date.max, "runs")
            name = Text(f"{kind.name} ab {day}", f"{kind.gloss} from {day}")
            yield Row("ledger", name, (bar,), _amounts(each, vocabulary))


def _amounts(instance: Instance, vocabulary: Vocabulary) -> Text | None:
    """The first two amounts of a section."""
    facts = [fact for fact in instance.facts.values() if isinstance(fact.value, Amount)][:2]
    said = [_said(fact.value, fact.term, vocabulary) for fact in facts]
    return Text(", ".join(each.de for each in said), ", ".join(each.en for each in said)) if said else None


def _periods(contract: Contract, vocabulary: Vocabulary, signed: date | None) -> Iterator[Row]:
    """Terms, guarantees, bonuses, notices: what runs from a day, and the days they name."""
    for fact in contract.facts.values():
        if vocabulary.terms[fact.term].type.kind == "Laufzeit":
            yield from _period(fact, "", vocabulary, signed)
    for kind in vocabulary.sections.values():
        several = contract.instances.get(kind.name, ())
        for each in several:
            if not kind.repeat or kind.made_from or each.layer == "AGB":
                continue
            key = f" {each.key}" if len(several) > 1 or kind.repeat == "kind" else ""
            if kind.repeat != "day":
                yield from _days(each, Text(f"{kind.name}{key}", f"{kind.gloss}{key}"), vocabulary)
                for fact in each.facts.values():
                    yield from _period(fact, key, vocabulary, signed)


def _days(instance: Instance, name: Text, vocabulary: Vocabulary) -> Iterator[Row]:
    """The days a section names, on one row: a notice was sent on one and is about another."""
    dated = [(fact.term, fact.value) for fact in instance.facts.values() if isinstance(fact.value, date)]
    if dated:
        dated.sort(key=lambda item: item[1])
        de = ", ".join(f"{term.rpartition('.')[2]} {day}" for term, day in dated)
        en = ", ".join(f"{vocabulary.gloss(term, 'en')} {day}" for term, day in dated)
        yield Row("notice", name, tuple(Bar(day, day, "day") for _, day in dated), Text(de, en))


def _in_section(term: str, key: str, vocabulary: Vocabulary) -> Text:
    """`Bonus Sofortbonus: Sperrfrist`."""
    head, _, tail = term.rpartition(".")
    kind = vocabulary.sections.get(head)
    gloss = vocabulary.gloss(term, "en")
    return Text(f"{head}{key}: {tail}", f"{kind.gloss if kind is not None else head}{key}: {gloss}")


def _period(fact: Fact, key: str, vocabulary: Vocabulary, signed: date | None) -> Iterator[Row]:
    """A period from the day of signing; its end where that is known."""
    end = _end(fact.value, signed)
    if end is not None:
        start = signed if signed is not None and signed <= end else end
        name = _in_section(fact.term, key, vocabulary)
        yield Row("period", name, (Bar(start, end, "runs"),), _said(fact.value, fact.term, vocabulary))


def _end(value: Value, signed: date | None) -> date | None:
    if isinstance(value, Until):
        return value.day
    if isinstance(value, LaterOf):
        ends = [_end(part, signed) for part in value.parts]
        known = [end for end in ends if end is not None]
        return max(known) if len(known) == len(ends) else None
    if not isinstance(value, Duration) or value.target is not None or value.length.workdays or signed is None:
        return None
    return later(signed, value.length)


# ------------------------------------------------------------------------------------------------ the rules


def _law(history: History, turning: Turning, first: date, last: date) -> list[Row]:
    """The rules that matter here: violated ones first, then open ones, then those whose change flips a verdict."""
    by_law = {id(flip.course) for flip in history.flips if any(cause.kind in LAW for cause in flip.causes)}
    chosen = [course for course in history.courses if _weight(course) < 2 or id(course) in by_law]
    chosen.sort(key=lambda course: (_weight(course), course.rule.id, section(course)))
    versions: dict[str, Row] = {}
    findings: list[Row] = []
    for course in chosen:
        name = course.rule.id
        changes = turning.changes(course.rule)
        days = [day for day in sorted(changes) if first < day <= last]
        if days and course.rule.rule.reference_day in course.days:
            bars = (Bar(first, last, "runs"), *(Bar(day, day, "day") for day in days))
            said = [cause.text for day in days for cause in changes[day]]
            note = Text("; ".join(text.de for text in said), "; ".join(text.en for text in said))
            versions.setdefault(name, Row("versions", Text(name, name), bars, note))
        where = f" {course.instance.key}" if course.instance is not None else ""
        findings.append(Row("findings", Text(name + where, name + where), tuple(_verdicts(course))))
    return [*versions.values(), *findings]


def _weight(course: Course) -> int:
    verdicts = {phase.verdict for phase in course.phases}
    return 0 if VIOLATED in verdicts else 1 if UNDECIDED in verdicts else 2


def _verdicts(course: Course) -> Iterator[Bar]:
    """The verdicts; that a rule is kept after its review is unknown. What happens on a day is judged on that day."""
    reviewed = course.rule.norm.reviewed or date.max
    dated = course.instance.facts.get(course.rule.rule.reference_day) if course.instance is not None else None
    if dated is not None and isinstance(dated.value, date) and len(course.phases) == 1:
        yield Bar(dated.value, dated.value, course.phases[0].verdict)
        return
    for phase in course.phases:
        if phase.verdict != HOLDS or phase.last <= reviewed:
            yield Bar(phase.first, phase.last, phase.verdict)
            continue
        if phase.first <= reviewed:
            yield Bar(phase.first, reviewed, phase.verdict)
        yield Bar(max(phase.first, reviewed + DAY), phase.last, UNKNOWN)
