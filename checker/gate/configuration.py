"""The configuration: `tariflint.toml`, or the table `[tool.tariflint]` of a `pyproject.toml`.

It is looked for from the current folder up to the root of the repository; the nearest one holds. Paths in it are told
from its own folder. Nothing in it is passed over: what is not known, or not of the right kind, is said with its line.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence

from checker.files import Unusable, is_there, read_bytes
from checker.finding import SEVERITIES
from dsl.record import NamedTuple

from .keys import KEYS, KINDS, PLACE_KEYS, Key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

OWN, SHARED = "tariflint.toml", "pyproject.toml"
TABLE = ("tool", "tariflint")
ENDINGS = ("toml", "yaml", "yml")


class Complaint(NamedTuple):
    """Something wrong with a configuration: the code of a sentence in ``checker.report.complaints``, and its gaps."""

    code: str
    gaps: dict[str, str]


class Misconfigured(Exception):
    """A configuration that cannot be followed, and everything that is wrong with it."""

    def __init__(self, *complaints: Complaint, language: str = "") -> None:
        super().__init__(*(each.code for each in complaints))
        self.complaints = complaints
        self.language = language  # that it asks for, as far as it could be read


class Place(NamedTuple):
    """What holds for the files that ``glob`` describes."""

    glob: str
    ignore: tuple[str, ...]
    severity: tuple[tuple[str, str], ...]
    where: str  # file and line of what it ignores


class Configuration(NamedTuple):
    """``values`` by key, only of the keys that are there; ``where`` says file and line of each."""

    path: str
    values: dict[str, Any]
    where: dict[tuple[str, ...], str]

    @property
    def folder(self) -> str:
        """What its paths are told from, itself told from the current folder; "" is the current folder."""
        return os.path.dirname(self.path)


def find() -> str:
    """The configuration that holds here, told from the current folder; "" if there is none. Raises Misconfigured."""
    folder, up = os.getcwd(), ""
    _nearly(os.curdir)
    while True:
        found = [up + name for name in (OWN, SHARED) if is_there(up + name)]
        found = [path for path in found if path.endswith(OWN) or _has_table(path)]
        if len(found) > 1:
            raise Misconfigured(Complaint("config-twice", {"path": found[0], "other": found[1]}))
        if found:
            return found[0]
        if is_there(f"{up}.git") or folder == os.path.dirname(folder):
            return ""
        folder, up = os.path.dirname(folder), f"../{up}"


def _nearly(folder: str) -> None:
    """Raises Misconfigured if there is no configuration in ``folder`` but a file that was probably meant to be one."""
    names = os.listdir(folder)
    if OWN in names:
        return
    for name in sorted(names):
        stem, _, ending = name.removeprefix(".").rpartition(".")
        if ending in ENDINGS and (name == f".{OWN}" or _sounds_like_ours(stem)):
            raise Misconfigured(Complaint("config-misspelt", {"path": name, "hint": OWN}))


def _sounds_like_ours(word: str) -> bool:
    """Whether it is our name misspelt; few words have so many of its letters, and need be looked at closely."""
    if len(set(word.lower()) & set(TABLE[1])) < 6:
        return False
    from dsl.nearest import nearest

    return bool(nearest(word, TABLE[1:], 0.8))


def _has_table(path: str) -> bool:
    data = read_bytes(path)
    for part in data.split(b"[tool.")[1:]:
        word = part.partition(b"]")[0].partition(b".")[0].strip(b" \t\"'").decode("utf-8", "replace")
        if word != TABLE[1] and _sounds_like_ours(word):
            raise Misconfigured(
                Complaint("config-misspelt", {"path": f"{path}: [tool.{word}]", "hint": "[tool.tariflint]"})
            )
    # most projects have none, and need not wait for a parser to say so
    if b"tariflint" not in data:
        return False
    lines = [line.strip(b" \t\r") for line in data.split(b"\n")]
    named = [line.lstrip(b"\"'") for line in lines if b"tariflint" in line]
    # the line of a program that is called so is no table, unless it stands below the header `[tool]`
    below = any(line.startswith(b"[") and line.split(b"]")[0].strip(b"[ \t\"'") == b"tool" for line in lines)
    if not any(line.startswith((b"[", b"tool", b"tariflint" if below else b"[")) for line in named):
        return False
    return _table(parsed(path, data), path) is not None


def read(path: str) -> Configuration:
    """The configuration in the file ``path``. Raises Misconfigured, and Unusable where it cannot be opened."""
    from .toml_lines import TomlLines

    data = read_bytes(path)
    table = _table(parsed(path, data), path)
    prefix = TABLE if os.path.basename(path) == SHARED else ()
    lines = TomlLines(data.decode("utf-8"))

    def where(*names: str | int) -> str:
        return f"{path}:{lines.line(*prefix, *names)}"

    if not isinstance(table, dict):
        return Configuration(path, {}, {})
    reader = _Reader(where, os.path.dirname(path))
    values = reader.table(table, KEYS, ())
    if reader.complaints:
        raise Misconfigured(*reader.complaints, language=str(values.get("language", "")))
    return Configuration(path, values, {(name,): where(name) for name in values} | reader.where)


def language_set(path: str = "") -> str:
    """The language that the configuration asks for, also one with mistakes; "" where there is none. Never raises."""
    try:
        path = path or find()
        return str(read(path).values.get("language", "")) if path else ""
    except Misconfigured as error:
        return error.language
    except Unusable:
        return ""


def parsed(path: str, data: bytes) -> dict[str, Any]:
    """The TOML in ``data``. Raises Misconfigured, with the line, where it is none."""
    import re
    import tomllib

    try:
        return tomllib.loads(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Misconfigured(Complaint("toml-encoding", {"where": f"{path}:{line}"})) from None
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+), column (\d+)", str(error))
        last = data.rstrip().count(b"\n") + 1
        at = f"{found[1]}:{found[2]}" if found else str(last)
        raise Misconfigured(Complaint("toml-broken", {"where": f"{path}:{at}"})) from None


def _table(whole: dict[str, Any], path: str) -> dict[str, Any] | None:
    """The part of the file that is ours; None where a shared file has none."""
    if os.path.basename(path) != SHARED:
        return whole
    tool = whole.get("tool")
    table = tool.get("tariflint") if isinstance(tool, dict) else None
    if table is not None and not isinstance(table, dict):
        raise Misconfigured(Complaint("config-no-table", {"where": path}))
    return table


class _Reader:
    """Turns a table into values of the right kind and notes what is wrong."""

    def __init__(self, where: Callable[..., str], folder: str) -> None:
        self.line_of = where
        self.folder = folder
        self.complaints: list[Complaint] = []
        self.where: dict[tuple[str, ...], str] = {}

    def table(self, table: dict[str, Any], keys: Sequence[Key], path: tuple[str, ...]) -> dict[str, Any]:
        known = {key.name: key for key in keys}
        values: dict[str, Any] = {}
        for name, found in table.items():
            if name not in known:
                self._unknown(name, list(known), (*path, name))
                continue
            value = self.value(known[name].kind, found, (*path, name))
            if value is None:
                self._wrong(known[name].kind, found, (*path, name))
            else:
                values[name] = value
        return values

    def value(self, kind: str, found: Any, path: tuple[str, ...]) -> Any:
        """``found`` as a value of ``kind``; None where it is none."""
        from .levels import read_levels

        if kind == "yes":
            return found if isinstance(found, bool) else None
        if kind == "days":
            return found if isinstance(found, int) and not isinstance(found, bool) and 0 <= found < 10**6 else None
        if kind == "language":
            return found if found in ("de", "en") else None
        if kind == "format":
            return found if _is_format(found) else None
        if kind == "outputs":
            return self._outputs(found)
        if kind == "levels":
            return read_levels(found) if isinstance(found, str) else None
        if kind == "path":
            return self._path(found) if isinstance(found, str) and found else None
        if kind in ("paths", "ids"):
            return self._list(kind, found)
        if not isinstance(found, dict):
            return None
        return self._severities(found, path) if kind == "severities" else tuple(self._places(found, path))

    def _list(self, kind: str, found: Any) -> tuple[str, ...] | None:
        if not isinstance(found, list) or not all(isinstance(each, str) and each.strip() for each in found):
            return None
        return tuple(self._path(each) if kind == "paths" else each.strip() for each in found)

    def _outputs(self, found: Any) -> tuple[tuple[str, str], ...] | None:
        if not isinstance(found, dict) or not all(isinstance(path, str) and path for path in found.values()):
            return None
        if not all(map(_is_format, found)):
            return None
        return tuple((form, self._path(path)) for form, path in found.items())

    def _path(self, path: str) -> str:
        return os.path.normpath(os.path.join(self.folder, path)).replace(os.sep, "/")

    def _severities(self, table: dict[str, Any], path: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
        from .levels import german

        values = []
        for rule, found in table.items():
            severity = german(found) if isinstance(found, str) else ""
            if severity in SEVERITIES:
                values.append((rule, severity))
                self.where[(*path, rule)] = self.line_of(*path, rule)
            else:
                self._wrong("severity", found, (*path, rule))
        return tuple(values)

    def _places(self, table: dict[str, Any], path: tuple[str, ...]) -> Iterator[Place]:
        for glob, found in table.items():
            if not isinstance(found, dict):
                self._wrong("places", found, (*path, glob))
                continue
            values = self.table(found, PLACE_KEYS, (*path, glob))
            where = self.line_of(*path, glob, "ignore")
            yield Place(glob, values.get("ignore", ()), values.get("severity", ()), where)

    def _unknown(self, name: str, known: list[str], path: tuple[str, ...]) -> None:
        from dsl.nearest import nearest

        hint = ", ".join(nearest(name, known))
        gaps = {"where": self.line_of(*path), "key": name}
        if hint:
            self.complaints.append(Complaint("setting-unknown", {**gaps, "hint": hint}))
        else:
            self.complaints.append(Complaint("setting-unknown-at-all", {**gaps, "known": ", ".join(known)}))

    def _wrong(self, kind: str, found: Any, path: tuple[str, ...]) -> None:
        german_words, english = KINDS[kind]
        gaps = {"where": self.line_of(*path), "key": ".".join(path), "found": _shown(found)}
        self.complaints.append(Complaint("setting-wrong", {**gaps, "de": german_words, "en": english}))


def _is_format(found: Any) -> bool:
    from checker.report.formats import FORMATS

    return found in FORMATS


def _shown(found: Any) -> str:
    """A value as it is written in TOML, shortened."""
    import json

    text = json.dumps(found, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else text[:59] + "…"
