"""Every small mistake that could stand in a rule, a derived term or a dated value instead of what stands there.

A mutant is the declaration with one thing changed: a threshold by one unit of its last digit, a day by a day, an
operator turned round, a name of a list left out or added, a condition, demand, exception or version dropped, `und` for
`oder`. Whoever wrote the examples must have thought of it: an example that comes out otherwise kills the mutant.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TypeVar

from checker.expressions import expressions
from checker.mutation.mutant_exprs import Change, Spoken, altered, dropped, place
from checker.mutation.mutant_values import moved_day, moved_days, shifted
from checker.phrases import show_expr
from checker.vocabulary import Vocabulary
from dsl.quantity import format_number
from dsl.rule import (
    DatedValue,
    Demand,
    Exemption,
    Rule,
    Step,
    Term,
    TermVersion,
    Version,
    Words,
)

Dated = TypeVar("Dated", Version, TermVersion)


# ------------------------------------------------------------------------------------------------ rules


def of_rule(rule: Rule, vocabulary: Vocabulary) -> Iterator[tuple[Rule, Change]]:
    """Every mutant of a rule but those of what it displaces."""
    words = Spoken(vocabulary, expressions(rule))
    for at, condition in enumerate(rule.conditions):
        rest = (*rule.conditions[:at], *rule.conditions[at + 1 :])
        said = dropped(f"wenn {show_expr(condition)}")
        yield rule._replace(conditions=rest), Change("drop", place(condition), said)
        for inner in altered(condition, words):
            assert inner.expr is not None
            changed = (*rule.conditions[:at], inner.expr, *rule.conditions[at + 1 :])
            yield rule._replace(conditions=changed), inner.change
    for at, version in enumerate(rule.versions):
        for new, change in _of_version(version, words):
            yield rule._replace(versions=(*rule.versions[:at], new, *rule.versions[at + 1 :])), change
    for versions, change in of_dates(rule.versions):
        yield rule._replace(versions=versions), change
    for at, exemption in enumerate(rule.exemptions):
        rest_ = (*rule.exemptions[:at], *rule.exemptions[at + 1 :])
        said = dropped(f"es sei denn {show_expr(exemption.expr)}")
        yield rule._replace(exemptions=rest_), Change("drop", exemption.span, said)
        for changed_, change in _of_exemption(exemption, words):
            yield rule._replace(exemptions=(*rule.exemptions[:at], changed_, *rule.exemptions[at + 1 :])), change


def _of_version(version: Version, words: Spoken) -> Iterator[tuple[Version, Change]]:
    for at, demand in enumerate(version.demands):
        before, after = version.demands[:at], version.demands[at + 1 :]
        guard = f" wenn {show_expr(demand.condition)}" if demand.condition is not None else ""
        said = dropped(f"fordert {show_expr(demand.expr)}{guard}")
        yield version._replace(demands=(*before, *after)), Change("drop", demand.span, said)
        for new, change in _of_demand(demand, words):
            yield version._replace(demands=(*before, new, *after)), change


def _of_demand(demand: Demand, words: Spoken) -> Iterator[tuple[Demand, Change]]:
    for inner in altered(demand.expr, words):
        assert inner.expr is not None
        yield demand._replace(expr=inner.expr), inner.change
    if demand.condition is None:
        return
    said = dropped(f"wenn {show_expr(demand.condition)}")
    yield demand._replace(condition=None), Change("drop", place(demand.condition), said)
    for inner in altered(demand.condition, words):
        yield demand._replace(condition=inner.expr), inner.change


def _of_exemption(exemption: Exemption, words: Spoken) -> Iterator[tuple[Exemption, Change]]:
    for inner in altered(exemption.expr, words):
        assert inner.expr is not None
        yield exemption._replace(expr=inner.expr), inner.change
    for days in (1, -1):
        if exemption.since is not None:
            since = moved_day(exemption.since, days)
            said = _moved("es sei denn … gilt ab", exemption.since, since)
            yield exemption._replace(since=since), Change("date", exemption.span, said)
        if exemption.until is not None:
            until = moved_day(exemption.until, days)
            said = _moved("es sei denn … gilt bis", exemption.until, until)
            yield exemption._replace(until=until), Change("date", exemption.span, said)


def _moved(what: str, before: date, after: date) -> Words:
    return Words(f"»{what} {after}« statt {before}", f"“{what} {after}” for {before}")


# ------------------------------------------------------------------------------------------------ versions


def of_dates(versions: tuple[Dated, ...]) -> Iterator[tuple[tuple[Dated, ...], Change]]:
    """A version swallowed by its neighbour; the day on which one follows the other, the first or last, moved by one."""
    for at, version in enumerate(versions):
        for other in (at - 1, at + 1):
            if 0 <= other < len(versions):
                said, labels = _merged(version, versions[other]), _labels(version) != _labels(versions[other])
                later = versions[max(at, other)]
                yield _swallowed(versions, at, other), Change("merge", later.span, said, labels)
    for at, version in enumerate(versions):
        for days in (1, -1):
            if version.since is not None:
                since = moved_day(version.since, days)
                said = _moved("Fassung ab", version.since, since)
                labels = at > 0 and _labels(version) != _labels(versions[at - 1])
                yield _following(versions, at, since), Change("date", version.span, said, labels)
            if version.until is not None and at == len(versions) - 1:
                until = moved_day(version.until, days)
                said = _moved("Fassung bis", version.until, until)
                yield _until(versions, until), Change("date", version.span, said)


def _labels(version: Version | TermVersion) -> tuple[object, ...]:
    """What a version says besides what it demands."""
    if isinstance(version, TermVersion):
        return (version.citation,)
    return version.citation, version.severity, version.certainty, version.reading


def _following(versions: tuple[Dated, ...], at: int, since: date) -> tuple[Dated, ...]:
    """Version ``at`` begins on ``since``, and the one before it ends the day before."""
    moved = list(versions)
    moved[at] = _lasting(versions[at], since, versions[at].until)
    if at:
        moved[at - 1] = _lasting(versions[at - 1], versions[at - 1].since, moved_day(since, -1))
    return tuple(moved)


def _until(versions: tuple[Dated, ...], until: date) -> tuple[Dated, ...]:
    """The last version ends on ``until``."""
    moved = list(versions)
    moved[-1] = _lasting(moved[-1], moved[-1].since, until)
    return tuple(moved)


def _lasting(version: Dated, since: date | None, until: date | None) -> Dated:
    return version._replace(since=since, until=until)


def _swallowed(versions: tuple[Dated, ...], at: int, other: int) -> tuple[Dated, ...]:
    """Without version ``at``: its neighbour ``other`` holds in its place."""
    version, heir = versions[at], versions[other]
    since, until = (heir.since, version.until) if other < at else (version.since, heir.until)
    heir = _lasting(heir, since, until)
    return tuple(heir if index == other else each for index, each in enumerate(versions) if index != at)


def _merged(version: Dated, heir: Dated) -> Words:
    old, new = period(version), period(heir)
    return Words(
        f"»Fassung {old}« gestrichen: an ihrer Stelle gilt »Fassung {new}«",
        f"version “{old}” dropped: version “{new}” holds in its place",
    )


def period(version: Dated) -> str:
    """`ab D bis D`, as the version is headed."""
    ends = [f"ab {version.since}" if version.since else "", f"bis {version.until}" if version.until else ""]
    return " ".join(end for end in ends if end)


# ------------------------------------------------------------------------------------------------ terms and values


def of_term(term: Term, vocabulary: Vocabulary) -> Iterator[tuple[Term, Change]]:
    """Every mutant of a derived term."""
    words = Spoken(vocabulary, (version.expr for version in term.versions))
    for at, version in enumerate(term.versions):
        for inner in altered(version.expr, words):
            assert inner.expr is not None
            new = version._replace(expr=inner.expr)
            yield term._replace(versions=(*term.versions[:at], new, *term.versions[at + 1 :])), inner.change
    for versions, change in of_dates(term.versions):
        yield term._replace(versions=versions), change


def of_value(value: DatedValue) -> Iterator[tuple[DatedValue, Change]]:
    """Every mutant of a dated value: each amount by one unit of its last digit, each day by a day."""
    for at, step in enumerate(value.steps):
        for amount in shifted(step.value):
            said = Words(
                f"»{step.since}: {format_number(amount)}« statt {format_number(step.value)} {value.unit}",
                f"“{step.since}: {format_number(amount)}” for {format_number(step.value)} {value.unit}",
            )
            yield _with_step(value, at, step._replace(value=amount)), Change("shift", step.span, said)
        for days in (1, -1):
            since = moved_day(step.since, days)
            changed = _with_step(value, at, step._replace(since=since))
            if at and value.steps[at - 1].until is not None:
                before = value.steps[at - 1]
                changed = _with_step(changed, at - 1, before._replace(until=moved_days(before.until, days)))
            said = _moved(f"{value.name} ab", step.since, since)
            yield changed, Change("date", step.span, said)
            if step.until is not None and at == len(value.steps) - 1:
                until = moved_day(step.until, days)
                said = _moved(f"{value.name} bis", step.until, until)
                yield _with_step(value, at, step._replace(until=until)), Change("date", step.span, said)


def _with_step(value: DatedValue, at: int, step: Step) -> DatedValue:
    return value._replace(steps=(*value.steps[:at], step, *value.steps[at + 1 :]))
