"""Where a rule is violated: cells merged into few blocks, and into groups that have a name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from checker.cases import Cell
from checker.evaluate import Env, evaluate
from checker.expressions import atoms, read_terms
from checker.question import Dimension
from checker.rulebook import Prepared, Rulebook
from dsl.rule import Bare

Index = tuple[int, ...]  # one cell of each dimension


@dataclass(frozen=True, slots=True)
class Restriction:
    """One case term of a block and the cells it is restricted to."""

    name: str
    cells: tuple[Cell, ...]
    lead: bool


@dataclass(frozen=True, slots=True)
class Box:
    """A block of cells; terms it does not restrict are left out."""

    restrictions: tuple[Restriction, ...]


def boxes(chosen: list[Index], dimensions: list[Dimension]) -> tuple[Box, ...]:
    """``chosen`` as few blocks; a term is left out of a block where it restricts nothing."""
    blocks: list[tuple[frozenset[int], ...]] = [tuple(frozenset({at}) for at in index) for index in sorted(chosen)]
    merged = True
    while merged and len(blocks) > 1:
        merged = False
        for axis in range(len(dimensions)):
            groups: dict[tuple[object, ...], frozenset[int]] = {}
            for block in blocks:
                key = (*block[:axis], None, *block[axis + 1 :])
                groups[key] = groups.get(key, frozenset()) | block[axis]
            if len(groups) < len(blocks):
                merged = True
                blocks = [
                    tuple(union if part is None else cast(frozenset[int], part) for part in key)
                    for key, union in groups.items()
                ]
    return tuple(dict.fromkeys(_box(block, dimensions) for block in blocks))


def _box(block: tuple[frozenset[int], ...], dimensions: list[Dimension]) -> Box:
    return Box(
        tuple(
            Restriction(dimension.name, tuple(dimension.cells[at] for at in sorted(part)), dimension.lead)
            for part, dimension in zip(block, dimensions, strict=True)
            if len(part) < len(dimension.cells)
        )
    )


def named_groups(
    rule: Prepared, violated: list[Index], dimensions: list[Dimension], envs: dict[Index, Env], book: Rulebook
) -> tuple[tuple[str, ...], list[Index]]:
    """Say "Haushaltskunde" instead of the cells it is made of, where the two are the same.

    Returns the derived terms that name the violated group, and the violated cells with what the names cover no longer
    restricted.
    """
    terms = book.vocabulary.terms
    named: list[str] = []
    conditions = [atom for condition in rule.rule.conditions for atom in atoms(condition)]
    demanded = [
        atom
        for version in rule.rule.versions
        for demand in version.demands
        if demand.condition is not None
        for atom in atoms(demand.condition)
    ]
    for name in dict.fromkeys(atom.term for atom in (*conditions, *demanded) if isinstance(atom, Bare)):
        support = set(read_terms(book.vocabulary, [version.expr for version in terms[name].versions]))
        axes = [i for i, dimension in enumerate(dimensions) if dimension.name in support]
        if not axes:
            continue
        everyone = {_project(index, axes) for index in envs}
        whole = {
            _project(index, axes) for index, env in envs.items() if evaluate(Bare(name, terms[name].span), env) is True
        }
        members: dict[Index, set[Index]] = {}
        for index in violated:
            rest = tuple(at for i, at in enumerate(index) if i not in axes)
            members.setdefault(rest, set()).add(_project(index, axes))
        if whole == everyone or any(group != whole for group in members.values()):
            continue
        named.append(name)
        violated = list(dict.fromkeys(_widened(violated, axes, everyone)))
    return tuple(named), violated


def _project(index: Index, axes: list[int]) -> Index:
    return tuple(index[axis] for axis in axes)


def _widened(chosen: list[Index], axes: list[int], everyone: set[Index]) -> Iterable[Index]:
    for index in chosen:
        for values in sorted(everyone):
            moved = list(index)
            for axis, value in zip(axes, values, strict=True):
                moved[axis] = value
            yield tuple(moved)


def every_day(violated: list[Index], dimensions: list[Dimension], book: Rulebook) -> bool:
    """Whether somebody is hit on every day on which the contract can be made."""
    for axis, dimension in enumerate(dimensions):
        term = book.vocabulary.terms[dimension.name]
        if dimension.lead or term.type.kind != "Datum" or term.domain_open:
            continue
        if len({index[axis] for index in violated}) < len(dimension.cells):
            return False
    return True
