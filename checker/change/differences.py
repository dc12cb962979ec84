"""What differs between two effective contracts: section by section, fact by fact, prices apart (``prices``).

Contracts, not files, are compared: where a line is dropped and the terms step in, the difference is what then holds.
Sections that repeat are matched by their name or day; those without one by what they have in common.
"""

from __future__ import annotations

from checker.change.effect import NEUTRAL, effect, same, section_effect, together
from checker.layers import Contract
from checker.vocabulary import Fact, Instance, Vocabulary, section_of
from dsl.record import NamedTuple

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
PRICE = "Preis"


class Part(NamedTuple):
    """One term that differs; a side that is silent is None."""

    term: str
    old: Fact | None
    new: Fact | None
    effect: str


class Difference(NamedTuple):
    """A section that differs. ``key``: its name or day, "" for one that stands once.

    ``kind``: added, removed or changed. ``parts``: what differs, or all that a section states that came or went.
    ``told_by``: what tells a section without a key from its like, the first thing that both versions say alike.
    """

    section: str
    key: str
    kind: str
    parts: tuple[Part, ...]
    effect: str
    told_by: Fact | None = None


def differences(old: Contract, new: Contract, vocabulary: Vocabulary) -> list[Difference]:
    """Everything that differs but prices, in the order of the vocabulary."""
    found: list[Difference] = []
    skipped = {PRICE, *vocabulary.derived_sections}
    singles = _singles(old.facts, new.facts, vocabulary)
    for name in ["", *vocabulary.sections]:
        if name in singles:
            found.append(Difference(name, "", CHANGED, singles[name], together(part.effect for part in singles[name])))
        if name in skipped or (name not in old.instances and name not in new.instances):
            continue
        pairs = matched(old.instances.get(name, []), new.instances.get(name, []), vocabulary)
        found += [each for pair in pairs if (each := _difference(*pair, vocabulary)) is not None]
    return found


def _singles(old: dict[str, Fact], new: dict[str, Fact], vocabulary: Vocabulary) -> dict[str, tuple[Part, ...]]:
    """By section: the facts of sections that stand once and differ."""
    found: dict[str, list[Part]] = {}
    for part in parts(old, new, vocabulary):
        found.setdefault(section_of(part.term), []).append(part)
    return {name: tuple(several) for name, several in found.items()}


def parts(old: dict[str, Fact], new: dict[str, Fact], vocabulary: Vocabulary) -> list[Part]:
    """The terms that two sets of facts do not say the same of, in the order of the vocabulary."""
    found: list[Part] = []
    for name, term in vocabulary.terms.items():
        before, after = old.get(name), new.get(name)
        if before is after or (before is not None and after is not None and same(before.value, after.value)):
            continue
        values = (None if fact is None else fact.value for fact in (before, after))
        found.append(Part(name, before, after, effect(term, *values)))
    return found


def _difference(old: Instance | None, new: Instance | None, vocabulary: Vocabulary) -> Difference | None:
    """What a pair of sections differs in; None where they say the same."""
    shown = new if new is not None else old
    assert shown is not None
    key = shown.key if vocabulary.sections[shown.section].repeat != "plain" else ""
    if old is not None and new is not None:
        found = parts(old.facts, new.facts, vocabulary)
        if not found:
            return None
        differ = {part.term for part in found}
        alike = next(
            (fact for name in vocabulary.terms if (fact := shown.facts.get(name)) and name not in differ), None
        )
        told_by = alike if not key else None
        return Difference(shown.section, key, CHANGED, tuple(found), together(part.effect for part in found), told_by)
    meant = section_effect(shown.section, new is not None, vocabulary)
    sides = ({}, shown.facts) if new is not None else (shown.facts, {})
    stated = tuple(part._replace(effect=NEUTRAL) for part in parts(*sides, vocabulary))
    return Difference(shown.section, key, ADDED if new is not None else REMOVED, stated, meant)


def matched(
    old: list[Instance], new: list[Instance], vocabulary: Vocabulary
) -> list[tuple[Instance | None, Instance | None]]:
    """Each section with its like, None where it has none: by key, or by how much they have in common."""
    if not old or vocabulary.sections[old[0].section].repeat != "plain":
        keyed = {each.key: each for each in old}
        pairs: list[tuple[Instance | None, Instance | None]] = [(keyed.pop(each.key, None), each) for each in new]
        return [*((each, None) for each in keyed.values()), *pairs]
    scores = sorted(
        (-_common(one, other), i + j, i, j)
        for i, one in enumerate(old)
        for j, other in enumerate(new)
        if _common(one, other)
    )
    left, right = dict(enumerate(old)), dict(enumerate(new))
    pairs = []
    for _, _, i, j in scores:
        if i in left and j in right:
            pairs.append((left.pop(i), right.pop(j)))
    return [*pairs, *((each, None) for each in left.values()), *((None, each) for each in right.values())]


def _common(one: Instance, other: Instance) -> int:
    """How many facts two sections share; at least one, where they speak of the same terms at all."""
    shared = [name for name in one.facts if name in other.facts]
    return 2 * sum(same(one.facts[name].value, other.facts[name].value) for name in shared) + bool(shared)
