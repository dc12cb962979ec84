"""On which days a contract violates a rule, of those it can be made on: what a picture along time is drawn from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from checker.cases import domain
from checker.finding import Days, Text
from checker.judge import Outcome
from checker.layers import Contract
from checker.prepared import Prepared
from checker.vocabulary import Vocabulary

Stretch = tuple[date, date]  # both ends included; the ends of the calendar where there is none
DAY = timedelta(days=1)


def days_of(rule: Prepared, outcome: Outcome, contract: Contract, vocabulary: Vocabulary) -> Days | None:
    """The reference days of ``rule`` in ``contract``, and those on which it is violated.

    None where the day is no matter of choice: it is stated, or told by how long after another one it lies.
    """
    term = vocabulary.terms.get(rule.rule.reference_day)
    if term is None or not term.is_case:
        return None
    admitted = domain(term, contract, frozenset(), None, admit_all=True)
    if admitted.days is None or admitted.pinned is not None:
        return None
    whole = admitted.days.start or date.min, admitted.days.end or date.max
    hit: list[Stretch] = []
    for box in outcome.boxes:
        part = next((each for each in box.restrictions if each.name == term.name), None)
        if part is None:
            hit.append(whole)
        elif part.lead:
            return None
        else:
            hit += [(_day(cell.low, date.min), _day(cell.high, date.max)) for cell in part.cells]
    if whole[0] >= whole[1] or not hit:
        return None
    begun = {version.since for version in rule.rule.versions if version.since is not None}
    return Days(
        Text(term.name.rpartition(".")[2], vocabulary.gloss(term.name, "en")),
        _written(whole),
        tuple(map(_written, _merged(hit))),
        tuple(str(day) for day in sorted(begun) if whole[0] < day <= whole[1]),
    )


def _day(found: object, otherwise: date) -> date:
    return found if isinstance(found, date) else otherwise


def _merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The same days as few stretches, in their order."""
    merged: list[Stretch] = []
    for first, last in sorted(stretches):
        if merged and (merged[-1][1] == date.max or first <= merged[-1][1] + DAY):
            merged[-1] = merged[-1][0], max(merged[-1][1], last)
        else:
            merged.append((first, last))
    return merged


def _written(stretch: Stretch) -> tuple[str, str]:
    first, last = stretch
    return "" if first == date.min else str(first), "" if last == date.max else str(last)
