"""The rule files there are, and the one rulebook they make; compiled books are kept."""

from __future__ import annotations

import marshal
import os
from collections.abc import Iterable

import dsl
from checker import VERSION
from checker.files import Unusable, files_below, looks_of, read_bytes
from checker.rulebook import Rulebook
from dsl.cache import cache_file, content_key, forget_old, keep, read_kept, write_atomically
from dsl.packing import pack, press, unpack
from dsl.source import read_source

PLAIN = 2  # the last version of ``marshal`` that writes the same values in one way


def rules_folder() -> str:
    """The shipped rules: inside the package once installed, beside it in a checkout."""
    here = os.path.dirname(os.path.abspath(__file__))
    inside = os.path.join(here, "rules")
    return inside if os.path.isdir(inside) else os.path.join(os.path.dirname(here), "rules")


def shipped_files(folder: str = "") -> list[str]:
    """The shipped rule files, which are where they are put: looked for more simply than those of a user."""
    found = []
    for entry in os.scandir(folder or rules_folder()):
        if entry.name.endswith(".regel"):
            found.append(entry.path)
        elif entry.is_dir():
            found += shipped_files(entry.path)
    return sorted(found)


def coverage_lists() -> list[tuple[str, bytes]]:
    """The lists of what the rules encode, that ship with them: name and content."""
    folder = rules_folder()
    lists = os.path.join(folder, "abdeckung")
    paths = files_below([lists], (".csv",)) if os.path.isdir(lists) else []
    return [(f"rules/abdeckung/{os.path.basename(path)}", read_bytes(path)) for path in paths]


def load_rulebook(extra: Iterable[str] = (), shipped: bool = True, examples: bool = True) -> Rulebook:
    """The shipped rules and rule files of one's own as one book; compiled books are kept in the cache.

    ``examples``: with the rules' own examples, which are half of the book and which a check does not need; they are
    there in any case where no cache is. Raises Unusable for a path that does not exist and for a folder without rule
    files: nothing of one's own would be asked.
    """
    extra, code = list(extra), _code_key()
    for own in extra:
        if not holds_rules(own):
            raise Unusable("no-rule-files", own)
    seen = _seen(extra, shipped, code)
    known = read_kept(seen)
    if isinstance(known, str) and (book := _kept(known, examples)) is not None:
        return book
    files = rule_files(extra, shipped)
    contents = [part for name, data in files for part in (name.encode("utf-8", "surrogateescape"), data)]
    key = content_key(*contents, code)
    keep(seen, key)
    if (book := _kept(key, examples)) is not None:
        return book
    from checker.compilation import compiled
    from checker.unplaced import for_checks

    book = compiled(files, files_below(extra, (".regel",)), code)
    book.key = key
    whole, lean = _place(key, examples=True), _place(key, examples=False)
    if whole is None or lean is None:  # to make it quicker to read takes longer than a check
        return book
    short = for_checks(book)
    write_atomically(whole, pack(book))
    write_atomically(lean, press(short))
    forget_old()
    return book if examples else short


def holds_rules(path: str) -> bool:
    """Whether there is a rule file at ``path``. Raises Unusable where nothing stands there."""
    return bool(files_below([path], (".regel",)))


def _place(key: str, examples: bool) -> str | None:
    return cache_file("rulebook" if examples else "rulebook-lean", key.encode())


def _kept(key: str, examples: bool) -> Rulebook | None:
    """The compiled book of this name; None if there is none, or not a whole one."""
    path = _place(key, examples)
    try:
        book = unpack(read_bytes(path)) if path is not None else None
    except Exception:  # missing or damaged: build it anew, it costs a second
        return None
    if not isinstance(book, Rulebook):
        return None
    book.key = key
    return book


def _seen(extra: list[str], shipped: bool, code: bytes) -> str | None:
    """Where the name of the book is kept under what its files look like; None where that is no help.

    The shipped rules are part of the program: like it they are told by size and times, and not read each time.
    """
    own = [(name, read_bytes(name)) for name in files_below(extra, (".regel",))]
    looks = looks_of(shipped_files() if shipped else ())
    return cache_file("rules-seen", marshal.dumps((looks, own), PLAIN), code) if looks is not None else None


def rule_files(extra: Iterable[str] = (), shipped: bool = True) -> list[tuple[str, bytes]]:
    """The files of a rulebook, name and bytes: the shipped ones, then those of one's own that are no copies of them."""
    folder = rules_folder()
    files = [
        (f"rules/{os.path.relpath(path, folder)}".replace(os.sep, "/"), read_bytes(path))
        for path in (shipped_files() if shipped else ())
    ]
    known = {content for _, content in files}
    return files + [(name, data) for name in files_below(extra, (".regel",)) if (data := read_bytes(name)) not in known]


def _code_key() -> bytes:
    """Changes with the program: a rulebook compiled by another version is not used."""
    parts: list[object] = [VERSION]
    here = os.path.dirname(os.path.abspath(__file__))
    below = [os.path.join(here, name) for name in ("bulk", "fixing", "proof")]  # what makes and keeps a book
    for folder in (os.path.dirname(os.path.abspath(dsl.__file__)), here, *below):
        for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
            if entry.name.endswith((".py", ".lark")):
                stat = entry.stat()
                parts.append((entry.name, stat.st_size, stat.st_mtime_ns))
    return marshal.dumps(parts, PLAIN)


def standing_in(book: Rulebook, paths: list[str]) -> frozenset[str]:
    """What the book calls these rule files: a copy of a shipped file is the shipped file."""
    names = set(paths) & set(book.sources)
    texts = {read_source(path, read_bytes(path))[0].text for path in paths if path not in names}
    return frozenset(names | {name for name, text in book.sources.items() if text in texts})
