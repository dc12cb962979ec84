"""Rule files made into a rulebook. What a file says is read once and kept, so that a change costs its own file only."""

from __future__ import annotations

from checker.building import build
from checker.clauses import void_clauses
from checker.files import read_bytes
from checker.judge import Judge
from checker.rulebook import Rulebook
from dsl.cache import cache_file, digest, write_atomically
from dsl.packing import pack, unpack
from dsl.record import replace
from dsl.rule import RuleFile
from dsl.rule_reader import read_rules
from dsl.source import Problem, read_source

# of one file: what it declares, the problems found in it, its text
Read = tuple[RuleFile, list[Problem], str]


def compiled(files: list[tuple[str, bytes]], own: list[str], code: bytes) -> Rulebook:
    """The book of these files (name and bytes each), with its problems; where it has none, with its void clauses and
    the rules in files of one's ``own`` that can never fire, or displace others.

    ``code``: changes with the program; what another version of it has read is read anew.
    """
    read = _read_all(files, code)
    book = build([file for file, _, _ in read], [problem for _, problems, _ in read for problem in problems])
    book.sources = {name: text for (name, _), (_, _, text) in zip(files, read, strict=True)}
    if not book.problems:
        judge = Judge(book, admit_all=True)
        book.terms = {name: replace(terms, void=void_clauses(judge, name)) for name, terms in book.terms.items()}
        if own:
            from checker.proof.own_rules import displacing, never_firing

            book.never_firing = never_firing(book, frozenset(own))
            book.displacing = displacing(book, frozenset(own))
    return book


def _read_all(files: list[tuple[str, bytes]], code: bytes) -> list[Read]:
    """What the files say; those that the last book was made of as well are not read again."""
    path = cache_file("rules", code)
    kept = _kept(path)
    wanted = {digest(name.encode("utf-8", "surrogateescape"), data): (name, data) for name, data in files}
    read = {key: kept.get(key) or _read(file) for key, file in wanted.items()}
    if path is not None and not read.keys() <= kept.keys():
        write_atomically(path, pack(read))
    return list(read.values())


def _kept(path: str | None) -> dict[bytes, Read]:
    """What files say that were read before, by name and content."""
    if path is None:
        return {}
    try:
        found = unpack(read_bytes(path))
    except Exception:  # missing or damaged: read them anew
        return {}
    return found if isinstance(found, dict) else {}


def _read(file: tuple[str, bytes]) -> Read:
    source, found = read_source(*file)
    rules, more = read_rules(source)
    return rules, [*found, *more], source.text
