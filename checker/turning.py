"""Why a verdict turns on a day: the version, amount, exception, sale or named day that starts or ends there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from checker.cases import domain
from checker.course import DAY, Course, Courses
from checker.expressions import PERIODS, worked_out_from
from checker.finding import Text
from checker.phrases import show_expr
from checker.prepared import Prepared
from checker.question import Question
from checker.values_in_words import shown
from checker.vocabulary import Vocabulary
from dsl.quantity import Amount
from dsl.record import NamedTuple
from dsl.rule import Compare, DatedValue, TermRef, TermVersion, Version
from dsl.source import Span


class Cause(NamedTuple):
    """One thing that starts or ends on the day.

    ``kind``: version, rule (a version of a rule that displaces this one), term (a derived term), exemption, value,
    review (an official amount is reviewed no further), sale, day (a day that rule or contract names), calendar.
    ``name``: the rule, term or value; ``span``: where it stands.
    """

    kind: str
    name: str
    text: Text
    span: Span | None = None


class Flip(NamedTuple):
    """The first day of a new verdict, and why it is a new one."""

    day: date
    course: Course
    before: str
    after: str
    causes: tuple[Cause, ...]


class Turning:
    """Finds the causes; what the law changes is worked out once for each rule."""

    def __init__(self, courses: Courses) -> None:
        self.courses = courses
        self.book = courses.book
        self._changes: dict[str, dict[date, list[Cause]]] = {}

    def flips(self, course: Course) -> Iterator[Flip]:
        """Every day on which the verdict is another than on the day before."""
        for before, after in pairwise(course.phases):
            causes = self._causes(course, after.first)
            yield Flip(after.first, course, before.verdict, after.verdict, causes)

    def changes(self, rule: Prepared) -> dict[date, list[Cause]]:
        """What the rules themselves change for ``rule``, by the first day on which it is so."""
        found = self._changes.get(rule.id)
        if found is None:
            found = self._changes[rule.id] = {}
            for day, cause in self._law(rule, self.courses.question(rule)):
                if cause not in found.setdefault(day, []):
                    found[day].append(cause)
        return found

    def _causes(self, course: Course, day: date) -> tuple[Cause, ...]:
        sale = self._sale(course, day)
        if sale:
            return tuple(sale)  # whatever else starts on that day, before it nobody could sign
        found: list[Cause] = []
        if course.rule.rule.reference_day in course.days:
            found += self.changes(course.rule).get(day, [])
        found += self._named_days(course, day)
        return tuple(dict.fromkeys(found or self._calendar(course)))

    # -------------------------------------------------------------------------------------------- the law

    def _law(self, rule: Prepared, question: Question) -> Iterator[tuple[date, Cause]]:
        raw = rule.rule
        yield from _versions(rule, raw.versions, "version", raw.citation)
        for exemption in raw.exemptions:
            name = exemption.id or rule.id
            cited = exemption.citation or raw.citation
            de, en = show_expr(exemption.expr), show_expr(exemption.expr, "en")
            if exemption.since is not None:
                text = Text(f"Ausnahme gilt ab hier: {de} ({cited})", f"exemption from here on: {en} ({cited})")
                yield exemption.since, Cause("exemption", name, text, exemption.span)
            if exemption.until is not None:
                text = Text(f"Ausnahme gilt nicht mehr: {de} ({cited})", f"exemption no more: {en} ({cited})")
                yield exemption.until + DAY, Cause("exemption", name, text, exemption.span)
        for other in self._displacing(rule):
            yield from _versions(other, other.rule.versions, "rule", other.rule.citation)
        for name in self._names(question):
            term = self.book.vocabulary.terms.get(name)
            if name in self.book.values:
                yield from _steps(self.book.values[name], self.book.vocabulary)
            elif term is not None and term.versions:
                yield from _term_versions(name, term.versions, term.citation or "")

    def _displacing(self, rule: Prepared) -> list[Prepared]:
        """The rules that may take this one's place, and those that may take theirs."""
        found: dict[str, Prepared] = {}
        pending = [*rule.displaced_by]
        while pending:
            other = self.book.rules.get(pending.pop(0))
            if other is not None and other.id not in found:
                found[other.id] = other
                pending += other.displaced_by
        return list(found.values())

    def _names(self, question: Question) -> list[str]:
        """Every term and value that the comparisons of a rule read."""
        names: dict[str, None] = {}
        for atom in question.atoms:
            both = [atom.term]
            if isinstance(atom, Compare) and isinstance(atom.operand, TermRef):
                both.append(atom.operand.name)
            for name in both:
                names |= dict.fromkeys((name, *worked_out_from(self.book.vocabulary, name)))
        return list(names)

    # -------------------------------------------------------------------------------------------- the contract

    def _sale(self, course: Course, day: date) -> list[Cause]:
        """The sale, or what else bounds the days on which the rule can be asked, starts or is over."""
        terms = self.book.vocabulary.terms
        found: list[Cause] = []
        for name in course.days:
            limits = domain(terms[name], course.contract, frozenset(), None, False)
            start, end = limits.days if limits.days is not None else (None, None)
            fact = limits.fact or course.contract.concluded
            what = fact.term if fact is not None else name
            de, en = what.rpartition(".")[2], self.book.vocabulary.gloss(what, "en")
            span = fact.span if fact is not None else None
            if start == day:
                text = Text(f"{de} ab {start}", f"{en} from {start}")
            elif end is not None and end < date.max and end + DAY == day:
                text = Text(f"{de} bis {end}", f"{en} until {end}")
            else:
                continue
            found.append(Cause("sale", what, text, span))
        return list(dict.fromkeys(found))

    def _named_days(self, course: Course, day: date) -> list[Cause]:
        """Days that the rule or the contract names, and with which a day of the case is compared."""
        facts = course.contract.facts | (course.instance.facts if course.instance is not None else {})
        found: list[Cause] = []
        for atom in self.courses.question(course.rule).atoms:
            if not isinstance(atom, Compare):
                continue
            operand = atom.operand
            if atom.term in course.days and isinstance(operand, date) and _at(operand, day):
                text = Text(f"die Regel nennt den {operand}", f"the rule names {operand}")
                found.append(Cause("day", course.rule.id, text, atom.operand_span))
            names = (atom.term, operand.name if isinstance(operand, TermRef) else "")
            for mine, other in (names, names[::-1]):
                fact = facts.get(other)
                if mine in course.days and fact is not None and isinstance(fact.value, date) and _at(fact.value, day):
                    gloss = self.book.vocabulary.gloss(other, "en")
                    text = Text(f"{other}: {fact.value}", f"{gloss}: {fact.value}")
                    found.append(Cause("day", other, text, fact.span))
        return found

    def _calendar(self, course: Course) -> list[Cause]:
        """The periods whose length, or end, is another one on another day."""
        facts = course.contract.facts | (course.instance.facts if course.instance is not None else {})
        vocabulary = self.book.vocabulary
        found: list[Cause] = []
        for atom in self.courses.question(course.rule).atoms:
            fact = facts.get(atom.term)
            if fact is None or vocabulary.terms[atom.term].type.kind not in PERIODS:
                continue
            de, en = (shown(fact.value, atom.term, vocabulary, language) for language in ("de", "en"))
            text = Text(
                f"{atom.term}: {de}; wie lang das ist oder wann es endet, hängt vom Tag ab",
                f"{vocabulary.gloss(atom.term, 'en')}: {en}; how long that is or when it ends depends on the day",
            )
            found.append(Cause("calendar", atom.term, text, fact.span))
        return found


def _at(named: date, day: date) -> bool:
    """Whether something can change on ``day`` because ``named`` is reached, or has passed."""
    return named == day or named == day - timedelta(1)


def _versions(rule: Prepared, versions: tuple[Version, ...], kind: str, citation: str) -> Iterator[tuple[date, Cause]]:
    starts = {version.since for version in versions}
    for version in versions:
        title = version.title
        cited = version.citation or citation
        if version.since is not None:
            de = f"Fassung ab {version.since}" + (f" „{title.de}“" if title else "") + f" ({cited})"
            en = f"version from {version.since}" + (f" “{title.en}”" if title else "") + f" ({cited})"
            yield version.since, Cause(kind, rule.id, _of(rule, kind, de, en), version.span)
        if version.until is not None and version.until < date.max and version.until + DAY not in starts:
            de, en = f"Fassung bis {version.until} ({cited})", f"version until {version.until} ({cited})"
            yield version.until + DAY, Cause(kind, rule.id, _of(rule, kind, de, en), version.span)


def _of(rule: Prepared, kind: str, de: str, en: str) -> Text:
    """A version of the rule itself, or of one that takes its place."""
    if kind == "version":
        return Text(de, en)
    return Text(f"{rule.id} geht vor: {de}", f"{rule.id} takes precedence: {en}")


def _term_versions(name: str, versions: tuple[TermVersion, ...], citation: str) -> Iterator[tuple[date, Cause]]:
    starts = {version.since for version in versions}
    for version in versions:
        cited = version.citation or citation
        note = f" ({cited})" if cited else ""
        if version.since is not None:
            text = Text(f"{name}, Fassung ab {version.since}{note}", f"{name}, version from {version.since}{note}")
            yield version.since, Cause("term", name, text, version.span)
        if version.until is not None and version.until < date.max and version.until + DAY not in starts:
            text = Text(f"{name}, Fassung bis {version.until}{note}", f"{name}, version until {version.until}{note}")
            yield version.until + DAY, Cause("term", name, text, version.span)


def _steps(value: DatedValue, vocabulary: Vocabulary) -> Iterator[tuple[date, Cause]]:
    """The steps of an official amount, and the end of what was looked up."""
    before: tuple[str, str] | None = None
    for step in value.steps:
        amount = Amount(step.value, value.unit, value.tax)
        now = shown(amount, value.name, vocabulary, "de"), shown(amount, value.name, vocabulary, "en")
        de, en = f"{value.name} ab {step.since}: {now[0]}", f"{value.name} from {step.since}: {now[1]}"
        if before is not None:
            de, en = f"{de} (vorher {before[0]})", f"{en} (before: {before[1]})"
        yield step.since, Cause("value", value.name, Text(de, en), step.span)
        before = now
        if step.until is not None and step.until < date.max and all(s.since != step.until + DAY for s in value.steps):
            text = Text(f"{value.name} gilt bis {step.until}", f"{value.name} holds until {step.until}")
            yield step.until + DAY, Cause("value", value.name, text, step.span)
    if value.reviewed is not None and value.steps[-1].until is None:
        text = Text(
            f"{value.name} ist nur bis {value.reviewed} geprüft",
            f"{value.name} is reviewed until {value.reviewed} only",
        )
        yield value.reviewed + DAY, Cause("review", value.name, text, value.span)
