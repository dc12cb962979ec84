"""Rule files made into a rulebook. What shipped files say is read once and kept: one's own change more often."""

from __future__ import annotations

import pickle

from checker.clauses import void_clauses
from checker.files import read_bytes
from checker.judge import Judge
from checker.rulebook import Rulebook, build
from dsl.cache import cache_file, write_atomically
from dsl.rule import RuleFile
from dsl.rule_reader import read_rules
from dsl.source import Problem, read_source

# of one file: what it declares, the problems found in it, its text
Read = tuple[RuleFile, list[Problem], str]


def compiled(shipped: list[tuple[str, bytes]], own: list[tuple[str, bytes]], code: bytes) -> Rulebook:
    """The book of these files (name and bytes each), with its problems and, where it has none, its void clauses.

    ``code``: changes with the program; what another version of it has read is read anew.
    """
    read = [*_kept(shipped, code), *map(_read, own)]
    book = build([file for file, _, _ in read], [problem for _, problems, _ in read for problem in problems])
    book.texts = {name: text for (name, _), (_, _, text) in zip((*shipped, *own), read, strict=True)}
    if not book.problems:
        judge = Judge(book, admit_all=True)
        book.void_clauses = {terms: void_clauses(judge, terms) for terms in book.terms}
    return book


def _kept(files: list[tuple[str, bytes]], code: bytes) -> list[Read]:
    """What shipped files say, from the cache where it holds them."""
    path = cache_file("rules", code, *(part for name, data in files for part in (name.encode(), data)))
    if path is not None:
        try:
            kept: list[Read] = pickle.loads(read_bytes(path))
            if [file.path for file, _, _ in kept] == [name for name, _ in files]:
                return kept
        except Exception:  # missing or damaged: read them
            pass
    read = [_read(file) for file in files]
    if path is not None:
        write_atomically(path, pickle.dumps(read, pickle.HIGHEST_PROTOCOL))
    return read


def _read(file: tuple[str, bytes]) -> Read:
    source, found = read_source(*file)
    rules, more = read_rules(source)
    return rules, [*found, *more], source.text
