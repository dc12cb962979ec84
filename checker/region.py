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
    """A block of cells; terms it does not restrict are left out.

    ``groups``: derived terms that name a part of the restriction (`Kunde.Haushaltskunde`).
    """

    groups: tuple[str, ...]
    restrictions: tuple[Restriction, ...]


def region(
    rule: Prepared, chosen: list[Index], dimensions: list[Dimension], envs: dict[Index, Env], book: Rulebook
) -> tuple[Box, ...]:
    """``chosen`` as few blocks as possible, with names for groups of customers that have one."""
    return tuple(
        box
        for groups, part in _named_parts(rule, chosen, dimensions, envs, book)
        for box in _boxes(part, dimensions, groups)
    )


def _boxes(chosen: list[Index], dimensions: list[Dimension], groups: tuple[str, ...]) -> tuple[Box, ...]:
    """``chosen`` as few blocks; a term is left out of a block where it restricts nothing."""
    blocks: list[tuple[frozenset[int], ...]] = [tuple(frozenset({at}) for at in index) for index in sorted(chosen)]
    merged = True
    while merged and len(blocks) > 1:
        merged = False
        for axis in range(len(dimensions)):
            alike: dict[tuple[object, ...], frozenset[int]] = {}
            for block in blocks:
                key = (*block[:axis], None, *block[axis + 1 :])
                alike[key] = alike.get(key, frozenset()) | block[axis]
            if len(alike) < len(blocks):
                merged = True
                blocks = [
                    tuple(union if part is None else cast(frozenset[int], part) for part in key)
                    for key, union in alike.items()
                ]
    return tuple(dict.fromkeys(_box(block, dimensions, groups) for block in blocks))


def _box(block: tuple[frozenset[int], ...], dimensions: list[Dimension], groups: tuple[str, ...]) -> Box:
    return Box(
        groups,
        tuple(
            Restriction(dimension.name, tuple(dimension.cells[at] for at in sorted(part)), dimension.lead)
            for part, dimension in zip(block, dimensions, strict=True)
            if len(part) < len(dimension.cells)
        ),
    )


def _named_parts(
    rule: Prepared, chosen: list[Index], dimensions: list[Dimension], envs: dict[Index, Env], book: Rulebook
) -> list[tuple[tuple[str, ...], list[Index]]]:
    """Say "Haushaltskunde" instead of the cells it is made of, where the two are the same.

    Returns parts of ``chosen`` with the derived terms that name them; what a name covers is no longer restricted.
    """
    terms = book.vocabulary.terms
    parts: list[tuple[tuple[str, ...], list[Index]]] = [((), chosen)]
    for name in _group_terms(rule):
        support = set(read_terms(book.vocabulary, [version.expr for version in terms[name].versions]))
        axes = [i for i, dimension in enumerate(dimensions) if dimension.name in support]
        everyone = {_project(index, axes) for index in envs}
        whole = {
            _project(index, axes) for index, env in envs.items() if evaluate(Bare(name, terms[name].span), env) is True
        }
        if not axes or whole == everyone:
            continue
        split: list[tuple[tuple[str, ...], list[Index]]] = []
        for groups, part in parts:
            members: dict[Index, set[Index]] = {}
            for index in part:
                members.setdefault(_rest(index, axes), set()).add(_project(index, axes))
            if any(group not in (whole, everyone) for group in members.values()):
                split.append((groups, part))
                continue
            named = [index for index in part if members[_rest(index, axes)] == whole]
            others = [index for index in part if members[_rest(index, axes)] != whole]
            if named:
                split.append(((*groups, name), list(dict.fromkeys(_widened(named, axes, everyone)))))
            if others:
                split.append((groups, others))
        parts = split
    return parts


def _group_terms(rule: Prepared) -> list[str]:
    """The yes/no terms that the rule's conditions stand on."""
    guards = [d.condition for version in rule.rule.versions for d in version.demands if d.condition is not None]
    found = [atom.term for expr in (*rule.rule.conditions, *guards) for atom in atoms(expr) if isinstance(atom, Bare)]
    return list(dict.fromkeys(found))


def _rest(index: Index, axes: list[int]) -> Index:
    return tuple(at for i, at in enumerate(index) if i not in axes)


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
