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
from checker.judge import HOLDS, NOT_APPLICABLE, UNDECIDED, VIOLATED, Answer, Grid, Judge, Outcome
from checker.layers import Contract
from checker.prepared import Prepared
from checker.question import readers
from checker.sieve import Group, Sieve, Values
from checker.silence import Cells, Silence
from checker.situation import GATHERED, Situation
from checker.vocabulary import Instance
from dsl.record import NamedTuple

NO_VALUES: Values = {}
APPLIED = (VIOLATED, UNDECIDED, HOLDS)  # the worst first


class Told(NamedTuple):
    """A verdict that somebody must hear of: a violation, or an open question."""

    rule: Prepared
    instance: Instance | None
    verdict: str
    outcome: Callable[[], Outcome]  # in the terms of the contract; valid until the next contract is asked


class Verdicts(NamedTuple):
    """What came out for a contract: each rule has one verdict, the worst of its sections.

    ``counts``: how many rules have it, by verdict. ``told``: by rule and section. ``applied``: the rules that apply.
    """

    counts: dict[str, int]
    told: list[Told]
    applied: list[tuple[str, str]]


class Sharing:
    """Asks ``rules`` of one contract after another. ``applied``: whether what came out is listed rule by rule."""

    def __init__(self, judge: Judge, rules: Sequence[Prepared], applied: bool = False) -> None:
        self.judge = judge
        self.several = len(rules)
        self.groups = Sieve(rules, judge.book).groups
        self.applied = applied
        self._readers = judge.book.readers or readers(rules, judge.question)
        self._plans: dict[object, list[Family]] = {}  # by shape
        self._silences: dict[tuple[str, ...], Silence] = {}

    def ask(self, contract: Contract) -> Verdicts:
        """The verdicts of all rules on ``contract``, in the order of the groups, their sections, and their rules."""
        situation = self.judge.situation_of(contract)
        verdicts = Verdicts(dict.fromkeys(VERDICTS, 0), [], [])
        for group in self.groups:
            came = 0
            for instance in group.instances(contract):
                came |= self._group(group, situation, instance, verdicts.told)
            if came:
                _take_in(came, group, verdicts, self.applied)
        verdicts.counts[NOT_APPLICABLE] = self.several - sum(verdicts.counts.values())
        return verdicts

    def _group(self, group: Group, situation: Situation, instance: Instance | None, heard: list[Told]) -> int:
        """What came out for the rules of a group that apply to a contract, or to one of its sections: as in Result."""
        came = 0
        told: list[Heard] = []
        numbers, alike, own = NO_VALUES, 0, NOTHING
        if instance is not None:
            found = self.judge.numbers_of(instance)
            numbers, alike, own = found, found.alike, found.own
        shape = (group.each, situation.shape, own, alike if own else 0)
        plan = self._plans.get(shape)
        if plan is None:
            plan = self._plans[shape] = self._families(group, situation, numbers, instance, own)
        for family in plan:
            if family.ended is not None and situation.is_after(family.ended):
                continue
            key = family.key(situation, numbers, alike, instance)
            known = family.kept.get(key)
            if known is None:
                known = family.kept[key] = self._circles(family, group, situation, numbers, instance)
            for circle in known:
                selection = circle.select(situation)
                result = circle.results.get(selection)
                if result is None:
                    result = circle.results[selection] = self._result(circle, group, situation, instance)
                came |= result.came
                if result.told:
                    told += result.told
        for at, grid, answer in sorted(told, key=itemgetter(0)):
            heard.append(self._told(group.rules[at], instance, grid, answer, situation.contract))
        return came

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
    ) -> list[Family]:
        """The rules of a group that concern a contract, by what they read of its own statements and its section's.

        Left out is what all that contracts and sections of this shape have in common sets aside.
        """
        elsewhere = group.elsewhere(situation.contract)
        families: dict[object, Family] = {(SILENT, None): Family(SILENT, None)}
        silent = families[SILENT, None].places
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
                continue
            # what has ended is not asked anew for each value that it would read
            ended = reads.ended if found != SILENT else None
            family = families.get((found, ended))
            if family is None:
                family = families[found, ended] = Family(found, ended)
            family.places.append(at)
        return list(families.values())

    def _reading(self, names: Iterable[str]) -> set[str]:
        """The ids of the rules that read any of these."""
        return set().union(*[self._readers.get(name, ()) for name in names])

    def _circles(
        self, family: Family, group: Group, situation: Situation, numbers: Values, instance: Instance | None
    ) -> tuple[Circle, ...]:
        """The rules of a family that are not set aside, by the case terms they ask about."""
        known, places = self._known(family, group, situation, numbers, instance)
        for at in places:
            if group.meets(at, situation, numbers, instance):
                known.append((self.judge.grid(group.rules[at], situation.contract, instance), [at]))
        by_terms: dict[tuple[str, ...], list[Asked]] = {}
        for grid, several in known:
            names = () if isinstance(grid, Outcome) else tuple(sorted({axis.name for axis in grid.axes}))
            by_terms.setdefault(names, []).append((grid, several))
        return tuple([Circle(asked, self.judge) for asked in by_terms.values()])

    def _known(
        self, family: Family, group: Group, situation: Situation, numbers: Values, instance: Instance | None
    ) -> tuple[list[Asked], list[int]]:
        """What is known of the rules of a family that apply where they read nothing that a document states; and the
        places of those of which nothing is."""
        terms = situation.contract.terms
        lost = bool(situation.contract.lost)  # then nobody knows what is stated
        if lost or not family.silent or self.judge.admit_all or terms not in self.judge.book.silences:
            return [], family.places
        silence = self._silences.get(terms)
        if silence is None:
            silence = self._silences[terms] = Silence(self.judge, terms)
        place, more = silence.place(situation, instance, numbers)
        kept, unknown = silence.known(place, group.rules, family.places, self._reading(more))
        return [*kept], unknown

    def _result(self, circle: Circle, group: Group, situation: Situation, instance: Instance | None) -> Result:
        """Ask the judge about every rule of a circle, where it is not known what it comes to."""
        came, size = 0, len(group.rules)
        told: list[Heard] = []
        contract = situation.contract
        for asked, places in circle.asked:
            verdict = asked.verdict(situation) if isinstance(asked, Cells) else None
            if verdict is not None:
                came |= _bits(places, verdict, size)
                if verdict == VIOLATED:
                    told += [(at, asked, None) for at in places]
                continue
            for at in places:
                grid = asked if not isinstance(asked, Cells) else self.judge.grid(group.rules[at], contract, instance)
                if isinstance(grid, Grid) and isinstance(asked, Cells):
                    asked.tell(grid)
                answer = self.judge.answer(grid, contract, instance) if isinstance(grid, Grid) else Answer(grid)
                verdict = answer.outcome.verdict
                came |= _bits((at,), verdict, size)
                if verdict in (VIOLATED, UNDECIDED):
                    told.append((at, grid, answer))
        return Result(came, tuple(told))


def _bits(places: Iterable[int], verdict: str, size: int) -> int:
    """The bits for a verdict of the rules at these places of a group of ``size``; 0 where they do not apply."""
    return sum([1 << at for at in places]) << APPLIED.index(verdict) * size if verdict in APPLIED else 0


def _take_in(came: int, group: Group, verdicts: Verdicts, listed: bool) -> None:
    """Put into ``verdicts`` what came out for a group, for each rule the worst; ``listed``: rule by rule as well."""
    size = len(group.rules)
    rest = (1 << size) - 1  # the rules of which nothing worse is known
    of: dict[str, int] = {}
    for verdict in APPLIED:
        of[verdict] = came & rest
        rest &= ~came
        came >>= size
        verdicts.counts[verdict] += of[verdict].bit_count()
    if listed:
        for at, rule in enumerate(group.rules):
            verdicts.applied.extend((rule.id, verdict) for verdict, rules in of.items() if rules >> at & 1)
