"""What rules come to where a document is silent: worked out when a rulebook is compiled, not once for each run.

Of the rules that are asked of a tariff, most read nothing that it states itself: what they come to rests on its terms
and on the customers and days it admits. So for each set of terms, and for no terms at all, a compiled book keeps in
which cells such a rule holds. Where it is violated or open in any cell that is admitted, the judge is asked as ever.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from math import prod

from checker.axis import Axis
from checker.judge import HOLDS, NOT_APPLICABLE, UNDECIDED, VIOLATED, Case, Grid, Judge
from checker.layers import Contract, contract_of
from checker.region import Index
from checker.sieve import Sieve, Values
from checker.situation import SECTION, Situation
from checker.vocabulary import Document, Fact, Instance
from dsl.packing import pack, unpack
from dsl.source import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from checker.prepared import Prepared
    from checker.rulebook import Rulebook

# A rule with more cells is left to the judge, who asks for those only that a tariff admits.
MOST = 1_000
# a section that states nothing, beside those of the terms, which have numbers
SILENT = -1
NOWHERE = Span("", 0, 0, 0)


# an axis as it is kept: its class, the name of its term, its constants
KeptAxis = tuple[type[Axis], str, tuple[object, ...]]
# some of the cells of several axes: one bit for each, in the order of their product, without those of `keine`
Mask = int
# numbers of axes, where the rule holds, where it is violated, where it must be asked; what comes out then, packed
KeptCells = tuple[tuple[int, ...], Mask, Mask, Mask, bytes]
# a case, its version and what is unproven by their places in the rule; and the cells it comes out in
KeptCase = tuple[tuple[str, int | None, frozenset[str], tuple[int, ...], bool], list[Index]]
# by place (None for the contract, the number of a section of the terms, or SILENT) and rule: the number of its cells
Numbered = dict[int | None, dict[str, int]]
# and the sections that are there
Kept = tuple[list[KeptAxis], list[KeptCells], Numbered, frozenset[str]]
NEVER: KeptCells = ((), 0, 0, 0, b"")  # number 0


class Cells:
    """Where a rule holds, by the cells of its axes, where it is violated, and where the judge must be asked.

    In all other cells it does not apply. Rules that have all this in common have one object in common.
    """

    __slots__ = ("_cases", "asked", "axes", "holds", "violated")

    def __init__(self, axes: tuple[Axis, ...], holds: Mask, violated: Mask, asked: Mask, cases: bytes) -> None:
        self.axes, self.holds, self.violated, self.asked, self._cases = axes, holds, violated, asked, cases

    def verdict(self, situation: Situation) -> str | None:
        """The verdict on what a contract admits; None if the judge must be asked."""
        selections = [situation.selection(axis) for axis in self.axes]
        places = [0]  # of the admitted cells in the order of their product
        for axis, selection in zip(self.axes, selections, strict=True):
            # a day that is known can decide more than a stretch of days; `keine` was never tried
            if selection.day is not None or axis.none in selection.cells:
                return None
            places = [place * axis.none + at for place in places for at in selection.cells]
        admitted = _mask(places)
        if self.asked & admitted:
            return None
        if self.violated & admitted:
            # over cells of which nobody has said that they are admitted, it is for the judge to say what is open
            sure = all(selection.known or len(selection.cells) == 1 for selection in selections)
            return VIOLATED if sure else None
        return HOLDS if self.holds & admitted else NOT_APPLICABLE

    def tell(self, grid: Grid) -> None:
        """Put what comes out in each cell into ``grid``, which asks one of these rules in the same cells."""
        if not self._cases or grid.cases or grid.axes != self.axes:
            return
        rule, days = grid.question.rule, (None,) * len(self.axes)
        kept: list[KeptCase] = unpack(self._cases)
        for (verdict, version, missing, unproven, exempt), cells in kept:
            exprs = tuple([rule.exemptions[at].expr for at in unproven])
            case = Case(verdict, None if version is None else rule.versions[version], missing, exprs, exempt)
            grid.cases.update(dict.fromkeys([(index, days) for index in cells], case))


class Silence:
    """What is kept for a set of terms, for the contracts that a judge is asked about."""

    def __init__(self, judge: Judge, terms: tuple[str, ...]) -> None:
        self.judge = judge
        self._axes, self._all, self._kept, self._there = judge.book.silences[terms]
        self._cells: list[Cells | None] = [None] * len(self._all)
        self._sections = {
            section: [judge.numbers_of(instance) for instance in several]
            for section, several in silent(judge.book, terms).instances.items()
        }

    def place(
        self, situation: Situation, instance: Instance | None, numbers: Values
    ) -> tuple[int | None, frozenset[str]]:
        """Which section of the silent contract one is like, and what is there beyond that without being stated."""
        more = frozenset(SECTION + name for name in situation.sections - self._there)
        if instance is None:
            return None, more
        for place, known in enumerate(self._sections.get(instance.section, ())):
            if known == numbers:
                return place, more
        return SILENT, more.union(instance.facts)

    def known(
        self, place: int | None, rules: Sequence[Prepared], places: Iterable[int], reading: Container[str]
    ) -> tuple[list[tuple[Cells, list[int]]], list[int]]:
        """Of the rules at ``places``, which read nothing that is stated, what is kept of those that ever apply; and the
        places of those of which nothing is, or which are among those ``reading`` what is there besides."""
        numbers = self._kept.get(place, {})
        alike: dict[int, list[int]] = {}
        unknown: list[int] = []
        for at in places:
            name = rules[at].id
            number = numbers.get(name)
            if number is None or name in reading:
                unknown.append(at)
            elif number:
                alike.setdefault(number, []).append(at)
        kept = [(self._cells[number] or self._made(number), several) for number, several in alike.items()]
        return kept, unknown

    def _made(self, kept: int) -> Cells:
        terms = self.judge.book.vocabulary.terms
        axes, holds, violated, asked, cases = self._all[kept]
        described = [self._axes[number] for number in axes]
        made = tuple([self.judge.axis(kind, terms[name], constants) for kind, name, constants in described])
        cells = self._cells[kept] = Cells(made, holds, violated, asked, cases)
        return cells


# ------------------------------------------------------------------------------------------------ when it is compiled


def silences(book: Rulebook) -> dict[tuple[str, ...], Kept]:
    """For each set of terms of a sound book, and for none, what is kept."""
    named = [(name,) for name in sorted(book.terms)] if book.vocabulary.references else []
    return {terms: _silence(book, terms) for terms in [(), *named]}


def silent(book: Rulebook, terms: tuple[str, ...]) -> Contract:
    """The contract of a tariff that names its terms and states nothing else."""
    named = zip(book.vocabulary.references, terms, strict=False)
    facts = {name: Fact(name, each, NOWHERE, NOWHERE, "Tarif", "") for name, each in named}
    return contract_of(Document("Tarif", "", "", "", NOWHERE, facts, {}), None, book)


def _silence(book: Rulebook, terms: tuple[str, ...]) -> Kept:
    judge, contract = Judge(book), silent(book, terms)
    situation = judge.situation_of(contract)
    axes: dict[KeptAxis, int] = {}
    cells: dict[KeptCells, int] = {NEVER: 0}  # what many rules have in common is kept once
    found: dict[int | None, dict[str, int]] = {}
    for group in Sieve([*book.rules.values()], book).groups:
        elsewhere = group.elsewhere(contract)
        for place, instance in _places(group.each, contract):
            numbers: Values = {} if instance is None else judge.numbers_of(instance)
            for at, rule in enumerate(group.rules):
                if at in elsewhere or judge.question(rule).reads.gathered:
                    continue
                kept = NEVER
                if group.meets(at, situation, numbers, instance):
                    grid = judge.grid(rule, contract, instance)
                    if not isinstance(grid, Grid) or prod(axis.none + 1 for axis in grid.axes) > MOST:
                        continue
                    facts = contract.facts if instance is None else contract.facts | instance.facts
                    described = grid.question.axes(contract, facts)
                    cases = [*judge.every_case(grid, contract, instance)]
                    those = [axes.setdefault((kind, term.name, cuts), len(axes)) for kind, term, cuts in described]
                    where = [
                        _mask(at for at, (_, case) in enumerate(cases) if case.verdict == verdict)
                        for verdict in (HOLDS, VIOLATED, UNDECIDED)
                    ]
                    if any(where):
                        told = pack(_kept(cases, rule)) if where[2] else b""
                        kept = (tuple(those), where[0], where[1], where[2], told)
                found.setdefault(place, {})[rule.id] = cells.setdefault(kept, len(cells))
    return [*axes], [*cells], found, situation.sections


def _mask(places: Iterable[int]) -> Mask:
    return sum([1 << place for place in places])


def _kept(cases: list[tuple[Index, Case]], rule: Prepared) -> list[KeptCase]:
    exprs = [exemption.expr for exemption in rule.rule.exemptions]
    found: dict[Case, list[Index]] = {}
    for index, case in cases:
        found.setdefault(case, []).append(index)
    return [
        (
            (
                case.verdict,
                None if case.version is None else rule.rule.versions.index(case.version),
                case.missing,
                tuple([exprs.index(expr) for expr in case.unproven]),
                case.exempt,
            ),
            cells,
        )
        for case, cells in found.items()
    ]


def _places(each: str | None, contract: Contract) -> Iterator[tuple[int | None, Instance | None]]:
    """What the rules about one kind of section are asked of: a silent section, and those of the terms."""
    if each is None:
        yield None, None
        return
    yield SILENT, Instance(each, "", {}, NOWHERE, "Tarif")
    yield from enumerate(contract.instances.get(each, ()))
