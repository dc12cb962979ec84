"""All rules on a contract at once, with what came out shared between contracts that state alike.

Tariffs differ in little, and most rules rest on nothing that a tariff states itself. So rules are put into families by
the own statements they read: where these are the same, and the customers and days admitted fall into the same cells,
the whole family has the same verdicts. Nothing here decides anything; the judge does, once for each such case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter

from checker.evaluate import NOTHING
from checker.families import SILENT, Asked, Circle, Family, Heard, Result, own_reads
from checker.finding import VERDICTS
from checker.judge import NOT_APPLICABLE, UNDECIDED, VIOLATED, Answer, Grid, Judge, Outcome
from checker.layers import Contract
from checker.prepared import Prepared
from checker.question import readers
from checker.sieve import Group, Sieve, Values
from checker.silence import Cells, Silence
from checker.situation import GATHERED, Situation
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
        self._readers = judge.book.readers or readers(rules, judge.question)
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
        families: dict[object, Family] = {(SILENT, None): Family(SILENT, None)}
        silent = families[SILENT, None].places
        aside = 0
        differs = own | situation.own
        reading = self._reading(differs) | self._reading((GATHERED,))
        for at, rule in enumerate(group.rules):
            if at in elsewhere:
                continue
            if rule.id not in reading:  # most do not
                silent.append(at)
                continue
            reads = rule.reads or self.judge.question(rule).reads
            found = own_reads(reads, situation.own, own)
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

    def _reading(self, names: Iterable[str]) -> set[str]:
        """The ids of the rules that read any of these."""
        return set().union(*[self._readers.get(name, ()) for name in names])

    def _circles(
        self, family: Family, group: Group, situation: Situation, numbers: Values, instance: Instance | None
    ) -> tuple[int, tuple[Circle, ...]]:
        """How many rules of a family are set aside, and the others by the case terms they ask about."""
        aside, known, places = self._known(family, group, situation, numbers, instance)
        for at in places:
            if group.meets(at, situation, numbers, instance):
                known.append((self.judge.grid(group.rules[at], situation.contract, instance), [at]))
            else:
                aside += 1
        by_terms: dict[tuple[str, ...], list[Asked]] = {}
        for grid, several in known:
            names = () if isinstance(grid, Outcome) else tuple(sorted({axis.name for axis in grid.axes}))
            by_terms.setdefault(names, []).append((grid, several))
        return aside, tuple([Circle(asked, self.judge) for asked in by_terms.values()])

    def _known(
        self, family: Family, group: Group, situation: Situation, numbers: Values, instance: Instance | None
    ) -> tuple[int, list[Asked], list[int]]:
        """How many rules of a family are known not to apply where they read nothing that a document states, what is
        known of others there, and the places of those of which nothing is."""
        terms = situation.contract.terms
        lost = bool(situation.contract.lost)  # then nobody knows what is stated
        if lost or not family.silent or self.judge.admit_all or terms not in self.judge.book.silences:
            return 0, [], family.places
        silence = self._silences.get(terms)
        if silence is None:
            silence = self._silences[terms] = Silence(self.judge, terms)
        place, more = silence.place(situation, instance, numbers)
        aside, kept, unknown = silence.known(place, group.rules, family.places, self._reading(more))
        return aside, [*kept], unknown

    def _result(self, circle: Circle, group: Group, situation: Situation, instance: Instance | None) -> Result:
        """Ask the judge about every rule of a circle, where it is not known what it comes to."""
        counts: dict[str, int] = {}
        told: list[Heard] = []
        applied: list[tuple[int, str]] = []
        contract = situation.contract
        for asked, places in circle.asked:
            verdict = asked.verdict(situation) if isinstance(asked, Cells) else None
            if verdict is not None:
                counts[verdict] = counts.get(verdict, 0) + len(places)
                if verdict == VIOLATED:
                    told += [(at, asked, None) for at in places]
                if self.applied and verdict != NOT_APPLICABLE:
                    applied += [(at, verdict) for at in places]
                continue
            for at in places:
                grid = self.judge.grid(group.rules[at], contract, instance) if isinstance(asked, Cells) else asked
                answer = self.judge.answer(grid, contract, instance) if isinstance(grid, Grid) else Answer(grid)
                verdict = answer.outcome.verdict
                counts[verdict] = counts.get(verdict, 0) + 1
                if verdict in (VIOLATED, UNDECIDED):
                    told.append((at, grid, answer))
                if self.applied and verdict != NOT_APPLICABLE:
                    applied.append((at, verdict))
        return Result(tuple(counts.items()), tuple(told), tuple(applied))
