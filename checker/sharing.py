"""All rules on a contract at once, with what came out shared between contracts that state alike.

Tariffs differ in little, and most rules rest on nothing that a tariff states itself. So rules are put into families by
the own statements they read: where these are the same, and the customers and days admitted fall into the same cells,
the whole family has the same verdicts. Nothing here decides anything; the judge does, once for each such case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter

from checker.evaluate import NOTHING
from checker.families import SILENT, Circle, Family, Heard, Result, own_reads
from checker.finding import VERDICTS
from checker.judge import NOT_APPLICABLE, UNDECIDED, VIOLATED, Answer, Grid, Judge, Outcome
from checker.layers import Contract
from checker.prepared import Prepared
from checker.sieve import Group, Sieve, Values
from checker.silence import Cells, Silence
from checker.situation import Situation
from checker.vocabulary import Instance
from dsl.record import NamedTuple

NO_VALUES: Values = {}


class Told(NamedTuple):
    """A verdict that somebody must hear of: a violation, or an open question."""

    rule: Prepared
    instance: Instance | None
    verdict: str
    outcome: Callable[[], Outcome]  # in the terms of the contract; valid until the next contract is asked


class Verdicts(NamedTuple):
    """What came out for a contract. ``counts``: how often, by verdict. ``applied``: the rules that apply, with it."""

    counts: dict[str, int]
    told: list[Told]
    applied: list[tuple[str, str]]


class Sharing:
    """Asks ``rules`` of one contract after another. ``applied``: whether what came out is listed rule by rule."""

    def __init__(self, judge: Judge, rules: Sequence[Prepared], applied: bool = False) -> None:
        self.judge = judge
        self.groups = Sieve(rules, judge.book).groups
        self.applied = applied
        self._plans: dict[object, tuple[int, list[Family]]] = {}  # by shape: how many are set aside, the others
        self._silences: dict[tuple[str, ...], Silence] = {}

    def ask(self, contract: Contract) -> Verdicts:
        """The verdicts of all rules on ``contract``, in the order of the groups, their sections, and their rules."""
        situation = self.judge.situation_of(contract)
        verdicts = Verdicts(dict.fromkeys(VERDICTS, 0), [], [])
        for group in self.groups:
            instances = group.instances(contract)
            if not instances:
                several = len(group.rules) - len(group.elsewhere(contract))
                verdicts.counts[NOT_APPLICABLE] += several
            for instance in instances:
                self._group(group, situation, instance, verdicts)
        return verdicts

    def _group(self, group: Group, situation: Situation, instance: Instance | None, verdicts: Verdicts) -> None:
        counts = verdicts.counts
        told: list[Heard] = []
        applied: list[tuple[int, str]] = []
        numbers, alike, own = NO_VALUES, 0, NOTHING
        if instance is not None:
            found = self.judge.numbers_of(instance)
            numbers, alike, own = found, found.alike, found.own
        shape = (group.each, situation.shape, own, alike if own else 0)
        plan = self._plans.get(shape)
        if plan is None:
            plan = self._plans[shape] = self._families(group, situation, numbers, instance, own)
        counts[NOT_APPLICABLE] += plan[0]
        for family in plan[1]:
            if family.ended is not None and situation.is_after(family.ended):
                counts[NOT_APPLICABLE] += len(family.places)
                continue
            key = family.key(situation, numbers, alike, instance)
            known = family.kept.get(key)
            if known is None:
                known = family.kept[key] = self._circles(family, group, situation, numbers, instance)
            counts[NOT_APPLICABLE] += known[0]
            for circle in known[1]:
                selection = circle.select(situation)
                result = circle.results.get(selection)
                if result is None:
                    result = circle.results[selection] = self._result(circle, group, situation, instance)
                for verdict, several in result.counts:
                    counts[verdict] += several
                if result.told:
                    told += result.told
                if result.applied:
                    applied += result.applied
        for at, grid, answer in sorted(told, key=itemgetter(0)):
            verdicts.told.append(self._told(group.rules[at], instance, grid, answer, situation.contract))
        if applied:
            verdicts.applied.extend((group.rules[at].id, verdict) for at, verdict in sorted(applied))

    def _told(
        self,
        rule: Prepared,
        instance: Instance | None,
        grid: Grid | Outcome | Cells,
        answer: Answer | None,
        contract: Contract,
    ) -> Told:
        def outcome() -> Outcome:
            if answer is None:
                return self.judge.outcome(rule, contract, instance)
            return self.judge.shown(answer, grid, contract, instance) if isinstance(grid, Grid) else answer.outcome

        return Told(rule, instance, VIOLATED if answer is None else answer.outcome.verdict, outcome)

    # -------------------------------------------------------------------------------------------- what is not known yet

    def _families(
        self, group: Group, situation: Situation, numbers: Values, instance: Instance | None, own: frozenset[str]
    ) -> tuple[int, list[Family]]:
        """The rules of a group that concern a contract, by what they read of its own statements and its section's.

        Before them how many others are set aside by what all contracts and sections of this shape have in common.
        """
        elsewhere = group.elsewhere(situation.contract)
        families: dict[object, Family] = {}
        aside = 0
        differs = own | situation.own
        for at, rule in enumerate(group.rules):
            if at in elsewhere:
                continue
            reads = rule.reads or self.judge.question(rule).reads
            silent = not reads.gathered and reads.names.isdisjoint(differs)  # most are
            found = SILENT if silent else own_reads(reads, situation.own, own)
            # a section of which nothing is stated shares its plan with others, which differ in what the terms say
            shared = instance is not None and not own
            if found != SILENT and not shared and group.excludes(at, situation, numbers, instance, differs):
                aside += 1
                continue
            # what has ended is not asked anew for each value that it would read
            ended = reads.ended if found != SILENT else None
            family = families.get((found, ended))
            if family is None:
                family = families[found, ended] = Family(found, ended)
            family.places.append(at)
        return aside, list(families.values())

    def _circles(
        self, family: Family, group: Group, situation: Situation, numbers: Values, instance: Instance | None
    ) -> tuple[int, tuple[Circle, ...]]:
        """How many rules of a family are set aside, and the others by the case terms they ask about."""
        by_terms: dict[tuple[str, ...], list[tuple[int, Grid | Outcome | Cells]]] = {}
        aside = 0
        for at, known in self._known(family, group, situation, numbers, instance):
            if not (group.meets(at, situation, numbers, instance) if known is None else known.apply):
                aside += 1
                continue
            grid = known or self.judge.grid(group.rules[at], situation.contract, instance)
            names = tuple(sorted({axis.name for axis in grid.axes})) if not isinstance(grid, Outcome) else ()
            by_terms.setdefault(names, []).append((at, grid))
        return aside, tuple(Circle(asked, self.judge) for asked in by_terms.values())

    def _known(
        self, family: Family, group: Group, situation: Situation, numbers: Values, instance: Instance | None
    ) -> Iterable[tuple[int, Cells | None]]:
        """The rules of a family, with what is known of them where they read nothing that a document states."""
        terms = situation.contract.terms
        if not family.silent or self.judge.admit_all or terms not in self.judge.book.silences:
            return ((at, None) for at in family.places)
        silence = self._silences.get(terms)
        if silence is None:
            silence = self._silences[terms] = Silence(self.judge, terms)
        return silence.known(((at, group.rules[at]) for at in family.places), situation, instance, numbers)

    def _result(self, circle: Circle, group: Group, situation: Situation, instance: Instance | None) -> Result:
        """Ask the judge about every rule of a circle, where it is not known what it comes to."""
        counts: dict[str, int] = {}
        told: list[Heard] = []
        applied: list[tuple[int, str]] = []
        contract = situation.contract
        known: dict[Cells, str | None] = {}  # many rules have them in common
        for at, grid in circle.asked:
            if isinstance(grid, Cells):
                if grid not in known:
                    known[grid] = grid.verdict(situation)
                found = known[grid]
                if found is not None:
                    counts[found] = counts.get(found, 0) + 1
                    if found == VIOLATED:
                        told.append((at, grid, None))
                    if self.applied and found != NOT_APPLICABLE:
                        applied.append((at, found))
                    continue
                grid = self.judge.grid(group.rules[at], contract, instance)
            answer = self.judge.answer(grid, contract, instance) if isinstance(grid, Grid) else Answer(grid)
            verdict = answer.outcome.verdict
            counts[verdict] = counts.get(verdict, 0) + 1
            if verdict in (VIOLATED, UNDECIDED):
                told.append((at, grid, answer))
            if self.applied and verdict != NOT_APPLICABLE:
                applied.append((at, verdict))
        return Result(tuple(counts.items()), tuple(told), tuple(applied))
