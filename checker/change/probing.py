"""Asking the rulebook what a change needs: rules are judged on the best and on the worst that could be done about it.

What is violated even at best forbids the change. What is violated at worst, and not at best, is a duty, and the
comparison that fails says which. So every duty comes from a rule, with its citation and for whom; which rules these
are is nowhere in the code. Best and worst of a term are told by its `besser`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from checker.change.names import Names
from checker.describe import norm_text, severity_of
from checker.expressions import atoms
from checker.finding import Text
from checker.judge import NOT_APPLICABLE, UNDECIDED, VIOLATED, Judge, Outcome
from checker.layers import Contract
from checker.phrases import region
from checker.prepared import Prepared, prepared
from checker.rulebook import Rulebook
from checker.vocabulary import Fact, Instance, section_of
from dsl.document import Mark, NameSet, Value
from dsl.period import Duration
from dsl.record import NamedTuple, replace
from dsl.rule import Compare, Exemption, Term, TermRef

AGES = Duration(36_500, "Tag")


class Duty(NamedTuple):
    """One comparison that a rule demands.

    ``term`` is compared by ``op`` with ``operand`` (both empty where it is a yes or no); ``whom``: None for everybody.
    ``ways``: the ways of the notice for which it is a duty, none for all of them.
    """

    rule: str
    title: Text
    term: str
    op: str
    operand: Value | None
    whom: Text | None
    norm: Text
    severity: str
    certainty: str
    ways: tuple[str, ...] = ()


class Single(NamedTuple):
    """A rule with one of its demands only; ``whole`` is the rule."""

    rule: Prepared
    whole: Prepared


def single_demands(rules: Iterable[Prepared], book: Rulebook) -> list[Single]:
    """Each rule as often as a version of it makes demands, so that each demand has an outcome of its own."""
    found: list[Single] = []
    for each in rules:
        rule = each.rule
        for index in range(max((len(version.demands) for version in rule.versions), default=0)):
            versions = tuple(v._replace(demands=v.demands[index : index + 1]) for v in rule.versions)
            name = f"{rule.id} {index + 1}"
            alone = prepared(rule._replace(id=name, versions=versions), each.norm, each.displaced_by, book)
            found.append(Single(alone, each))
    return found


def with_facts(contract: Contract, values: dict[str, Value]) -> Contract:
    """``contract`` with these values in place of its own, stated by nobody."""
    return replace(contract, facts=contract.facts | facts_of(contract, values))


def facts_of(contract: Contract, values: dict[str, Value]) -> dict[str, Fact]:
    span = contract.span
    return {name: Fact(name, value, span, span, contract.kind, contract.id) for name, value in values.items()}


def extreme(term: Term, best: bool, book: Rulebook) -> Value | None:
    """The best or the worst value of a term for the customer; None where the vocabulary does not say."""
    kind, more = term.type.kind, (term.better in ("höher", "länger", "mehr")) == best
    if not term.better:
        return None
    if kind == "ja/nein":
        return (term.better == "ja") == best
    if kind == "mehrere":
        names = book.vocabulary.names(term.type.of)
        return book.vocabulary.name_set(term.name, names) if more else Mark.NONE
    if kind in ("Dauer", "Frist", "Laufzeit"):
        return AGES if more else Duration(0, "Tag")
    return None


def duties_in(single: Single, outcome: Outcome, book: Rulebook) -> Iterator[Duty]:
    """What an outcome at worst says has to be done."""
    rule, version = single.whole, outcome.version
    for breach in outcome.breaches:
        atom = breach.atom
        # what the worst notice states beside it is nothing to hold on to; the rule's title says what is asked
        fixed = isinstance(atom, Compare) and (not isinstance(atom.operand, TermRef) or atom.op == "weniger als")
        yield Duty(
            rule.id,
            Text(rule.rule.title.de, rule.rule.title.en),
            breach.atom.term,
            breach.atom.op if isinstance(breach.atom, Compare) else "",
            breach.operand if fixed else None,
            region(outcome.boxes, book.vocabulary),
            norm_text(rule, version),
            severity_of(rule, version),
            (version.certainty if version else None) or rule.rule.certainty,
        )


def merged(duties: Iterable[Duty], every: tuple[str, ...]) -> list[Duty]:
    """Each duty once, with all the ways for which it is one; with none where that is every way."""
    found: dict[Duty, dict[str, None]] = {}
    for duty in duties:
        found.setdefault(duty._replace(ways=()), {}).update(dict.fromkeys(duty.ways))
    return [duty._replace(ways=() if set(ways) >= set(every) else tuple(ways)) for duty, ways in found.items()]


class Freed(NamedTuple):
    """An exception that lets rules go: what it rests on, and the rules that would ask for something without it."""

    norm: str
    rules: tuple[str, ...]


class Answers(NamedTuple):
    """What rules say of a change. ``forbidden``: violated even at best; ``open``: undecided then.

    ``exempt``: by the name of the exception, what it frees a change from.
    """

    duties: list[Duty]
    forbidden: list[tuple[Prepared, Outcome, Instance]]
    open: list[tuple[Prepared, Outcome, Instance]]
    exempt: dict[str, Freed]


def ask_of_change(
    rules: list[Single], contract: Contract, change: Instance, sent: date, judge: Judge, names: Names
) -> Answers:
    """What the rules that are asked of each change say of this one, if its notice is sent on ``sent``."""
    book = judge.book
    found = Answers([], [], [], {})
    duties: list[Duty] = []
    ways = names.ways or ("",)
    bests = [_noticed(contract, change, True, sent, way, book, names) for way in ways]
    worsts = [_noticed(contract, change, False, sent, way, book, names) for way in ways]
    none = dict.fromkeys(names.other_days, Mark.NONE)
    bare = [worst._replace(facts=worst.facts | facts_of(contract, dict(none))) for worst in worsts]
    before = sent - timedelta(1)  # one of the other days comes first, and what belongs to it follows
    apart = {name: [_with_day(worst, name, before, contract) for worst in worsts] for name in names.other_days}
    silent = _with(change, contract, {names.notified: False} if names.notified else {names.sent: Mark.NONE}, names)
    for each in rules:
        at_best = [judge.outcome(each.rule, contract, best) for best in bests]
        if all(outcome.verdict == VIOLATED for outcome in at_best):
            found.forbidden.append((each.whole, at_best[0], bests[0]))
            continue
        if all(outcome.verdict == UNDECIDED for outcome in at_best):
            found.open.append((each.whole, at_best[0], bests[0]))
        for at, way in enumerate(ways):
            for worst in (worsts[at], bare[at], *(apart[name][at] for name in apart if name in each.rule.terms)):
                at_worst = judge.outcome(each.rule, contract, worst)
                if at_worst.verdict == VIOLATED:
                    duties += (duty._replace(ways=(way,)) for duty in duties_in(each, at_worst, book))
                if at_worst.verdict == NOT_APPLICABLE and at_worst.exempt:
                    for name, freed in _exemptions(each, contract, worst, judge).items():
                        known = found.exempt.get(name, Freed(freed.norm, ()))
                        found.exempt[name] = Freed(known.norm, tuple(dict.fromkeys((*known.rules, *freed.rules))))
        unsent = judge.outcome(each.rule, contract, silent)
        if unsent.verdict == VIOLATED:
            duties += (duty._replace(ways=ways) for duty in duties_in(each, unsent, book))
    plain = (duty._replace(ways=ways) if duty.term == names.way else duty for duty in duties)
    found.duties.extend(merged(plain, ways))
    return found


def forbidden_by(
    rules: list[Single], contract: Contract, change: Instance, sent: date, judge: Judge, names: Names
) -> list[tuple[Prepared, Outcome, Instance]]:
    """Those of ``rules`` that forbid the change: the same as in ``ask_of_change``, and nothing else is asked."""
    bests = [_noticed(contract, change, True, sent, way, judge.book, names) for way in names.ways or ("",)]
    found: list[tuple[Prepared, Outcome, Instance]] = []
    for each in rules:
        first = judge.outcome(each.rule, contract, bests[0])
        others = (judge.outcome(each.rule, contract, best) for best in bests[1:])
        if first.verdict == VIOLATED and all(outcome.verdict == VIOLATED for outcome in others):
            found.append((each.whole, first, bests[0]))
    return found


def ask_of_clause(
    rules: list[Single], contract: Contract, clause: str, day: date, book: Rulebook, like: Judge
) -> list[Duty]:
    """What rules would object to on ``day`` if the clause (a section that stands once) were as bad as can be."""
    judge = Judge(book, day, like=like)
    terms = book.vocabulary.terms
    mine = [name for name in terms if section_of(name) == clause]
    worst = {name: value for name in mine if (value := extreme(terms[name], False, book)) is not None}
    choices = [name for name in mine if terms[name].type.kind == "eines"]
    duties: list[Duty] = []
    for each in rules:
        read = [name for name in choices if name in each.rule.terms]
        tried = [
            {name: value.name} for name in read for value in book.vocabulary.enumerations[terms[name].type.of].values
        ]
        for chosen in tried or [{}]:
            probe = with_facts(contract, worst | chosen)
            outcome = judge.outcome(each.rule, probe)
            if outcome.verdict == VIOLATED:
                duties += duties_in(each, outcome, book)
    return merged(duties, ())


def _with(change: Instance, contract: Contract, values: Mapping[str, Value], names: Names) -> Instance:
    """The change with these values; of the notice in the file nothing is left."""
    bare = {name: fact for name, fact in change.facts.items() if name not in names.told}
    return change._replace(facts=bare | facts_of(contract, dict(values)))


def _with_day(change: Instance, name: str, day: date, contract: Contract) -> Instance:
    return change._replace(facts=change.facts | facts_of(contract, {name: day}))


def _noticed(
    contract: Contract, change: Instance, best: bool, sent: date, way: str, book: Rulebook, names: Names
) -> Instance:
    """The change with the best or worst notice that could be sent on ``sent``."""
    terms = book.vocabulary.terms
    values: dict[str, Value] = {}
    for name in (*names.told, *names.leads):
        value = extreme(terms[name], best, book)
        if value is not None:
            values[name] = value
    day = change.facts[names.day].value
    assert isinstance(day, date)
    values |= dict.fromkeys(names.other_days, sent)
    values |= {names.notified: True, names.sent: sent, names.received: sent if best else day}
    if way:
        values[names.way] = way
    causes = change.facts.get(names.found_causes)
    if best and names.causes in terms and causes is not None:
        values[names.causes] = causes.value
    return _with(change, contract, {name: value for name, value in values.items() if name in terms}, names)


def _exemptions(single: Single, contract: Contract, instance: Instance, judge: Judge) -> dict[str, Freed]:
    """The exceptions of a rule that let it go, each tried alone, by name."""
    found: dict[str, Freed] = {}
    for exemption in single.whole.rule.exemptions:
        if not exemption.id:
            continue
        rule = single.rule.rule._replace(id=f"{single.rule.id} {exemption.id}", exemptions=(exemption,))
        alone = prepared(rule, single.whole.norm, single.whole.displaced_by, judge.book)
        if judge.outcome(alone, contract, instance).exempt:
            day = instance.facts[f"{instance.section}.ab"].value
            found[exemption.id] = Freed(_rests_on(exemption, day, judge.book), (single.whole.id,))
    return found


def _rests_on(exemption: Exemption, day: Value, book: Rulebook) -> str:
    """The citation of an exception, or of the terms it is made of, in their version on ``day``."""
    if exemption.citation or not isinstance(day, date):
        return exemption.citation or ""
    found: dict[str, None] = {}
    for atom in atoms(exemption.expr):
        term = book.vocabulary.terms.get(atom.term)
        for version in term.versions if term is not None else ():
            if (version.since or date.min) <= day <= (version.until or date.max):
                found.setdefault(version.citation or (term.citation if term is not None else None) or "")
    return "; ".join(filter(None, found))


def is_set_of(duty: Duty) -> bool:
    """Whether the duty lists what has to be stated."""
    return duty.op == "enthält" and isinstance(duty.operand, NameSet)
