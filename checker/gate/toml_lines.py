"""On which line of a TOML text each key stands: the parser of the standard library does not say."""

from __future__ import annotations

import re

Path = tuple[str | int, ...]

_PART = re.compile(r"""\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([\w-]+))\s*""")


class TomlLines:
    """The lines of the keys of ``text``, which is TOML that could be read."""

    def __init__(self, text: str) -> None:
        self._lines: dict[Path, int] = {}
        self._tables: dict[Path, int] = {}  # of an array of tables how many there were
        rows = text.splitlines()
        prefix: Path = ()
        number = 0
        while number < len(rows):
            row = rows[number].strip()
            if row.startswith("["):
                prefix = self._heading(row, number + 1)
            elif row and not row.startswith("#"):
                names, end = _names(rows[number])
                for depth in range(len(names)):
                    self._lines.setdefault((*prefix, *names[: depth + 1]), number + 1)
                number = _last_row(rows, number, end)
            number += 1

    def line(self, *path: str | int) -> int:
        """The line of a key, or of the nearest thing it stands in; 1 where nothing is known."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)

    def _heading(self, row: str, number: int) -> Path:
        several = row.startswith("[[")
        names, _ = _names(row.lstrip("["))
        path: Path = ()
        for name in names:
            path = (*path, name)
            self._lines.setdefault(path, number)
            if path in self._tables and path != names:
                path = (*path, self._tables[path] - 1)
        if several:
            count = self._tables.get(path, 0)
            self._tables[path] = count + 1
            path = (*path, count)
        self._lines.setdefault(path, number)
        return path


def _names(row: str) -> tuple[Path, int]:
    """The parts of a dotted key at the start of ``row``, and where it ends."""
    names: list[str] = []
    at = 0
    while found := _PART.match(row, at):
        quoted, literal, bare = found.groups()
        names.append(next(each for each in (quoted, literal, bare) if each is not None))
        at = found.end()
        if row[at : at + 1] != ".":
            break
        at += 1
    return tuple(names), at


def _last_row(rows: list[str], number: int, at: int) -> int:
    """The row on which the value ends that begins behind column ``at`` of row ``number``."""
    depth, quote = 0, ""
    while True:
        row = rows[number]
        while at < len(row):
            char = row[at]
            if quote:
                if char == "\\" and quote[0] == '"':
                    at += 1
                elif row.startswith(quote, at):
                    at += len(quote) - 1
                    quote = ""
            elif char in "\"'":
                quote = char * 3 if row.startswith(char * 3, at) else char
                at += len(quote) - 1
            elif char == "#":
                break
            else:
                depth += (char in "[{") - (char in "]}")
            at += 1
        if len(quote) == 1:
            quote = ""
        if (depth <= 0 and not quote) or number + 1 == len(rows):
            return number
        number, at = number + 1, 0
