"""Whether the clauses that rules and defaults cite still say what they said when the rules were written.

An `anker` is a figure or a term of art that stands in the cited clause. Where it is not found there any more, the
clause has changed or moved, and what was encoded from it must be read again.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.rulebook import Rulebook
from checker.source_text import WHOLE, Clause, Path, SourceText, cited
from dsl.record import dataclass
from dsl.rule import Default, Norm, Rule
from dsl.rule_reader import read_rules
from dsl.source import Source

Item = Rule | Default


@dataclass(frozen=True, slots=True)
class Lost:
    """An anchor that is not in the cited clause. ``elsewhere``: the clauses it is found in now; ``concerned``: what
    else is encoded from the clause."""

    item: Item
    anchor: str
    elsewhere: tuple[str, ...]
    concerned: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found. ``unknown``: clauses that are cited and not there; ``bare``: what has no anchor, neither of its
    own nor of something else from its clause; ``untouched``: clauses that nothing cites."""

    norms: tuple[Norm, ...]
    items: tuple[Item, ...]
    lost: tuple[Lost, ...]
    unknown: tuple[tuple[Item, str], ...]
    bare: tuple[Item, ...]
    untouched: tuple[Clause, ...]

    @property
    def anchors(self) -> int:
        """How many anchors were looked for."""
        return sum(len(item.anchors) for item in self.items)

    @property
    def sound(self) -> bool:
        """Whether every clause is there and says what it said."""
        return not self.lost and not self.unknown


def norms_of(book: Rulebook, name: str) -> tuple[Norm, ...]:
    """The norm of this id, or those of the terms of this id."""
    return tuple(norm for norm in book.norms.values() if name in (norm.id, norm.terms))


def verify(book: Rulebook, norms: tuple[Norm, ...], text: str) -> Verification:
    """Look for the anchors of ``norms`` in ``text``, the Markdown of the terms or policy."""
    source = SourceText(text)
    items = tuple(_items(book, norms))
    works = _works(items)
    paths: dict[str, list[Path]] = {}
    unknown: list[tuple[Item, str]] = []
    for item in items:
        mine = paths[item.id] = []
        for path, work in cited(item.citation):
            if work not in works:
                continue  # a statute, which is not in this text
            found = source.resolve(path)
            if found is None:
                unknown.append((item, " ".join(path)))
            else:
                mine.append(found)
    lost: list[Lost] = []
    for item in items:
        words = " ".join(source.text(path) for path in paths[item.id])
        near = tuple(other.id for other in items if other is not item and _near(paths[item.id], paths[other.id]))
        lost += [
            Lost(item, anchor, tuple(source.where(anchor)), near)
            for anchor in item.anchors
            if not source.says(words, anchor)
        ]
    anchored = [path for item in items if item.anchors for path in paths[item.id]]
    bare = tuple(item for item in items if paths[item.id] and not _near(paths[item.id], anchored))
    touched = {path for mine in paths.values() for path in mine}
    return Verification(norms, items, tuple(lost), tuple(unknown), bare, tuple(_untouched(source, touched)))


def _works(items: tuple[Item, ...]) -> frozenset[str]:
    """What the text itself is cited as: defaults come from the text, rules may cite a statute as well."""
    defaults = [item for item in items if isinstance(item, Default)] or items
    return frozenset({"", *(work for item in defaults for _, work in cited(item.citation))})


def _near(paths: list[Path], others: list[Path]) -> bool:
    """Whether one is a clause of the others, or is inside one, or holds one."""
    return any(one[: len(two)] == two or two[: len(one)] == one for one in paths for two in others)


def _items(book: Rulebook, norms: tuple[Norm, ...]) -> Iterator[Item]:
    """The defaults and rules of ``norms``, in the order of the files."""
    names = {norm.id for norm in norms}
    for path, text in sorted(book.sources.items()):
        if not any(name in text for name in names):
            continue
        file, _ = read_rules(Source(path, text, tuple(text.split("\n"))))
        found: list[Item] = [default for default in file.defaults if default.norm in names]
        found += [rule for rule in file.rules if rule.norm in names]
        yield from sorted(found, key=lambda each: each.span.line)


def _untouched(source: SourceText, touched: set[Path]) -> Iterator[Clause]:
    """The clauses that nothing cites, of the kinds that are cited at all (paragraphs, numbers, headings)."""
    if WHOLE in touched:
        return
    kinds = {_kind(path) for path in touched}
    covered = {id(clause) for path in touched for clause in source.inside(path)}
    for clause in source.smallest():
        if id(clause) not in covered and _kind(clause.path) in kinds and clause.says_something:
            yield clause


def _kind(path: Path) -> str:
    return next((mark for mark in ("§", "Nr.") if path[0].startswith(mark)), "heading")
