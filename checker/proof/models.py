"""A model: a few facts, written like a `Beispiel` of a rule, and the verdicts they are claimed to have.

A model is believed only after it was run: its lines are read as a rule file would be, and judged by the judge that
judges contracts. A proof whose model does not come out as claimed is not shown.
"""

from __future__ import annotations

from checker.examples import example_contract
from checker.judge import Judge
from checker.proof.candidates import SOME_DAY, Dated, TooManyCandidates, candidates
from checker.proof.truth_table import Case
from checker.proof.variables import SECTION
from checker.rulebook import Rulebook
from checker.vocabulary import Vocabulary, section_of
from dsl.document import RawFact, Value, show
from dsl.facts import read_fact
from dsl.period import Duration
from dsl.record import dataclass
from dsl.rule import Example, Words
from dsl.source import Span


@dataclass(frozen=True, slots=True)
class Model:
    """``facts``: term and value, as a `Beispiel` states them. ``claims``: rule ids and the verdicts they must have."""

    facts: tuple[tuple[str, str], ...]
    claims: tuple[tuple[str, str], ...]

    def lines(self) -> list[str]:
        """The facts as lines of a `Beispiel`."""
        return [f"{name}: {value}" for name, value in self.facts]


def model_of(case: Case, claims: dict[str, str], vocabulary: Vocabulary) -> Model:
    """The facts of ``case`` as lines. A section of which nothing but its presence is asked gets a line of its own."""
    known = {name for name, _ in case.facts}
    stated = {name: value for name, value in case.facts if value is not None}
    facts: list[tuple[str, str]] = []
    for name, value in stated.items():
        if isinstance(value, Dated):
            facts += _dated_fact(name, value, known, vocabulary)
        elif not name.startswith(SECTION) and not (value is False and vocabulary.terms[name].versions):
            # what is derived is not stated: of nothing it does not come to be
            facts.append((name, show(value)))
    for name in stated:
        section = name.removeprefix(SECTION)
        if name.startswith(SECTION) and not any(section_of(other) == section for other, _ in facts):
            facts += _any_fact(section, known, vocabulary)
    return Model(tuple(facts), tuple(claims.items()))


def _dated_fact(name: str, value: Dated, known: set[str], vocabulary: Vocabulary) -> list[tuple[str, str]]:
    """A period and the day it runs from; where the rules do not say from which, a day they do not read."""
    period, anchor = value.period, value.period.anchor
    if anchor == SOME_DAY:
        days = [name for name, t in vocabulary.terms.items() if t.type.kind == "Datum" and t.is_case]
        anchor = next((day for day in days if day not in known and not vocabulary.terms[day].not_before), None)
    lines = [(name, show(Duration(period.count, period.unit, anchor)))]
    if anchor is not None and anchor not in known:
        known.add(anchor)
        lines.append((anchor, value.start.isoformat()))
    return lines


def _any_fact(section: str, known: set[str], vocabulary: Vocabulary) -> list[tuple[str, str]]:
    """Some fact of a section that no rule at hand reads; nothing where there is none."""
    for name, term in vocabulary.terms.items():
        if section_of(name) != section or name in known or term.versions or term.is_computed:
            continue
        enumeration = vocabulary.enumerations.get(term.type.of)
        names = tuple(value.name for value in enumeration.values) if enumeration is not None else ()
        try:
            values: list[Value] = candidates(term, (), names, True)
        except TooManyCandidates:
            continue
        if values:
            return [(name, show(values[0]))]
    return []


def replays(model: Model, book: Rulebook, judge: Judge) -> bool:
    """Whether the model, read and judged, has the verdicts it claims. ``judge`` admits all that is not stated."""
    return bool(model.claims) and all(judged(model, id, book, judge) == verdict for id, verdict in model.claims)


def judged(model: Model, id: str, book: Rulebook, judge: Judge) -> str:
    """The verdict of rule ``id`` on the facts of the model; "" where these are no facts."""
    rule = book.rules[id]
    example = Example("", Words("", ""), tuple(_read(model, rule.rule.span)), rule.rule.span)
    contract, instance, problems = example_contract(book, rule, example)
    return "" if problems else judge.outcome(rule, contract, instance).verdict


def _read(model: Model, span: Span) -> list[RawFact]:
    """The lines as facts, by the reader of the language; a line it cannot read has no value and so is a problem."""
    facts: list[RawFact] = []
    for content in model.lines():
        line = read_fact(content)
        facts.append(RawFact(line.name, None if line.flaw is not None else line.value, span, span))
    return facts
