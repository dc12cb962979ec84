"""Where a rule is violated: cells merged into few blocks, and into groups that have a name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from checker.axis import Axis, Cell
from checker.cases import Domain
from checker.evaluate import Env, evaluate
from checker.expressions import atoms, read_terms
from checker.prepared import Prepared
from checker.rulebook import Rulebook
from dsl.record import NamedTuple, cast
from dsl.rule import Bare

Index = tuple[int, ...]  # one cell of each axis
Block = tuple[frozenset[int], ...]  # some cells of each axis


class Part(NamedTuple):
    """Blocks of cells, with the derived terms that name a part of the restriction (`Kunde.Haushaltskunde`).

    Of each block the axes that it restricts, by their places, and the cells that are left, in order.
    """

    groups: tuple[str, ...]
    blocks: tuple[tuple[tuple[int, Index], ...], ...]


class Restriction(NamedTuple):
    """One case term of a box and the cells it is restricted to."""

    name: str
    cells: tuple[Cell, ...]
    lead: bool


class Box(NamedTuple):
    """A block of cells as a reader sees it; terms it does not restrict are left out."""

    groups: tuple[str, ...]
    restrictions: tuple[Restriction, ...]


def parts(
    rule: Prepared,
    chosen: list[Index],
    admitted: Sequence[tuple[int, ...]],
    axes: Sequence[Axis],
    env_of: Callable[[Index], Env],
    book: Rulebook,
    everyone: Iterable[Index],
) -> tuple[Part, ...]:
    """``chosen`` as few blocks as possible, with names for groups of customers that have one.

    ``everyone``: all admitted cells; ``env_of``: the facts in one of them.
    """
    named = _named_parts(rule, chosen, axes, env_of, book, list(everyone))
    return tuple(
        Part(groups, tuple(_restricted(block, admitted) for block in _blocks(part, len(admitted))))
        for groups, part in named
    )


def _restricted(block: Block, admitted: Sequence[tuple[int, ...]]) -> tuple[tuple[int, Index], ...]:
    return tuple(
        (place, tuple(sorted(cells)))
        for place, (cells, all_cells) in enumerate(zip(block, admitted, strict=True))
        if len(cells) < len(all_cells)
    )


def boxes(found: tuple[Part, ...], axes: Sequence[Axis], domain_of: Callable[[Axis], Domain]) -> tuple[Box, ...]:
    """The blocks in the terms of one contract: cells cut down to its domains."""
    return tuple([_box(part.groups, block, axes, domain_of) for part in found for block in part.blocks])


def _box(
    groups: tuple[str, ...],
    block: tuple[tuple[int, Index], ...],
    axes: Sequence[Axis],
    domain_of: Callable[[Axis], Domain],
) -> Box:
    restrictions: list[Restriction] = []
    for place, cells in block:
        axis = axes[place]
        domain = domain_of(axis)
        restrictions.append(Restriction(axis.name, tuple([axis.cell_in(at, domain) for at in cells]), axis.lead))
    return Box(groups, tuple(restrictions))


def _blocks(chosen: list[Index], width: int) -> tuple[Block, ...]:
    """``chosen`` as few blocks: those that differ on one axis only are merged until none do."""
    blocks: list[Block] = [tuple(frozenset({at}) for at in index) for index in sorted(chosen)]
    merged = True
    while merged and len(blocks) > 1:
        merged = False
        for axis in range(width):
            alike: dict[tuple[object, ...], frozenset[int]] = {}
            for block in blocks:
                key = (*block[:axis], None, *block[axis + 1 :])
                alike[key] = alike.get(key, frozenset()) | block[axis]
            if len(alike) < len(blocks):
                merged = True
                blocks = [
                    tuple(union if part is None else cast("frozenset[int]", part) for part in key)
                    for key, union in alike.items()
                ]
    return tuple(blocks)


def _named_parts(
    rule: Prepared,
    chosen: list[Index],
    axes: Sequence[Axis],
    env_of: Callable[[Index], Env],
    book: Rulebook,
    everyone: list[Index],
) -> list[tuple[tuple[str, ...], list[Index]]]:
    """Say "Haushaltskunde" instead of the cells it is made of, where the two are the same.

    What a name covers is no longer restricted.
    """
    terms = book.vocabulary.terms
    found: list[tuple[tuple[str, ...], list[Index]]] = [((), chosen)]
    for name in _group_terms(rule):
        support = set(read_terms(book.vocabulary, [version.expr for version in terms[name].versions]))
        places = [i for i, axis in enumerate(axes) if axis.name in support]
        if not places:
            continue
        # Who belongs to a group may differ from day to day, so groups are compared for each choice of the other terms.
        everybody = _by_rest(everyone, places)
        members_of = [_by_rest(part, places) for _, part in found]
        partly = {rest for members in members_of for rest, group in members.items() if group != everybody[rest]}
        if not partly:
            continue  # nobody is left out, so there is no group to name
        bare = Bare(name, terms[name].span)
        asked = [index for index in everyone if _rest(index, places) in partly]
        belonging = _by_rest([index for index in asked if evaluate(bare, env_of(index)) is True], places)
        split: list[tuple[tuple[str, ...], list[Index]]] = []
        for (groups, part), members in zip(found, members_of, strict=True):
            if any(group not in (belonging.get(rest), everybody[rest]) for rest, group in members.items()):
                split.append((groups, part))
                continue
            whole = {rest for rest, group in members.items() if group == everybody[rest]}
            named = [index for index in part if _rest(index, places) not in whole]
            others = [index for index in part if _rest(index, places) in whole]
            if named:
                split.append(((*groups, name), list(dict.fromkeys(_widened(named, places, everybody)))))
            if others:
                split.append((groups, others))
        found = split
    return found


def _group_terms(rule: Prepared) -> list[str]:
    """The yes/no terms that the rule's conditions stand on."""
    guards = [d.condition for version in rule.rule.versions for d in version.demands if d.condition is not None]
    found = [atom.term for expr in (*rule.rule.conditions, *guards) for atom in atoms(expr) if isinstance(atom, Bare)]
    return list(dict.fromkeys(found))


def _by_rest(several: Iterable[Index], places: list[int]) -> dict[Index, set[Index]]:
    """The cells at ``places`` by those of the other axes."""
    found: dict[Index, set[Index]] = {}
    for index in several:
        found.setdefault(_rest(index, places), set()).add(_project(index, places))
    return found


def _rest(index: Index, places: list[int]) -> Index:
    return tuple([at for i, at in enumerate(index) if i not in places])


def _project(index: Index, places: list[int]) -> Index:
    return tuple([index[place] for place in places])


def _widened(chosen: list[Index], places: list[int], everybody: dict[Index, set[Index]]) -> Iterable[Index]:
    for index in chosen:
        for values in sorted(everybody[_rest(index, places)]):
            moved = list(index)
            for place, value in zip(places, values, strict=True):
                moved[place] = value
            yield tuple(moved)


def every_day(violated: list[Index], admitted: Sequence[tuple[int, ...]], axes: Sequence[Axis]) -> bool:
    """Whether somebody is hit on every day on which the contract can be made."""
    for place, axis in enumerate(axes):
        if axis.lead or axis.term.type.kind != "Datum" or axis.term.domain_open:
            continue
        if len({index[place] for index in violated}) < len(admitted[place]):
            return False
    return True
