"""The exceptions file: TOML, a table for each exception, with who answers for it and a second person who approved.

[[exception]]
rule = "AGB-2-2-MENGE"
document = "strom-12"                  # the id of a tariff, an offer or terms, perhaps with its kind: "Tarif strom-12"
path = "Belieferung.Jahresverbrauch"   # may be left out: the whole document
reason = "läuft mit der Umstellung aus"
norm = "die Klausel der AGB"
owner = "Anna Beck"
approver = "Jan Voß"                   # not the owner
expiry = 2026-12-31
"""

from __future__ import annotations

from datetime import date
from typing import Any

from checker.files import read_bytes
from dsl.nearest import nearest
from dsl.source import Problem, Span, problem

from .configuration import parsed
from .toml_lines import TomlLines
from .waiver import Waiver, read_day

TABLE = "exception"
NEEDED = ("rule", "document", "reason", "norm", "owner", "approver", "expiry")
KNOWN = (*NEEDED, "path")


def read_exceptions(path: str) -> tuple[list[Waiver], list[Problem], str]:
    """The exceptions of a file, what is wrong with it, and its text. Raises Misconfigured where it is no TOML."""
    data = read_bytes(path)
    table = parsed(path, data)
    text = data.decode("utf-8")
    reader = _Reader(path, text)
    waivers = []
    for name, found in table.items():
        if name != TABLE or not isinstance(found, list):
            reader.unknown(name, [TABLE], name)
            continue
        for number, entry in enumerate(found):
            waiver = reader.exception(number, entry) if isinstance(entry, dict) else None
            if waiver is not None:
                waivers.append(waiver)
    return waivers, reader.problems, text


class _Reader:
    """The entries of one file and where each word of them stands."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.rows = text.splitlines() or [""]
        self.lines = TomlLines(text)
        self.problems: list[Problem] = []

    def exception(self, number: int, entry: dict[str, Any]) -> Waiver | None:
        """One entry; None where it says too little to waive anything."""
        for name in entry:
            if name not in KNOWN:
                self.unknown(name, list(KNOWN), TABLE, number, name)
        missing = [name for name in NEEDED if not _said(entry.get(name))]
        if missing:
            where = self.span(TABLE, number)
            self.problems.append(problem("exception-incomplete", where, missing=", ".join(missing)))
            return None
        wrong = [name for name in KNOWN if name in entry and name != "expiry" and not isinstance(entry[name], str)]
        for name in wrong:
            where = self.span(TABLE, number, name)
            self.problems.append(problem("exception-no-text", where, name=name))
        if wrong:
            return None
        owner, approver = entry["owner"].strip(), entry["approver"].strip()
        if owner.casefold().split() == approver.casefold().split():
            where = self.span(TABLE, number, "approver")
            self.problems.append(problem("exception-approver", where, found=approver))
            return None
        written = entry["expiry"]
        # a moment is no day, though the parser's moments are days to Python
        until = written if type(written) is date else read_day(written) if isinstance(written, str) else None
        return Waiver(
            rule=entry["rule"].strip(),
            until=until,
            reason=entry["reason"].strip(),
            rule_span=self.span(TABLE, number, "rule"),
            until_span=self.span(TABLE, number, "expiry"),
            written=str(written),
            by=(owner, approver),
            norm=entry["norm"].strip(),
            document=entry["document"].strip(),
            fact=entry.get("path", "").strip(),
            document_span=self.span(TABLE, number, "document"),
        )

    def unknown(self, name: str, known: list[str], *path: str | int) -> None:
        hint = ", ".join(nearest(name, known))
        line = self.lines.line(*path)
        at = max(self.rows[line - 1].find(name), 0) + 1
        where = Span(self.path, line, at, at + max(len(name), 1))
        self.problems.append(problem("exception-key", where, found=name, hint=hint, known=", ".join(known)))

    def span(self, *path: str | int) -> Span:
        """The value on the line of a key; the whole line of anything else."""
        line = self.lines.line(*path)
        row = self.rows[line - 1].rstrip()
        start = len(row) - len(row.lstrip())
        if path and isinstance(path[-1], str) and row.lstrip().startswith(path[-1]) and "=" in row:
            value = row.index("=") + 1
            start = value + len(row[value:]) - len(row[value:].lstrip())
        quote = row[start : start + 1]
        if quote and quote in "\"'" and (end := row.find(quote, start + 1)) > start + 1:
            return Span(self.path, line, start + 2, end + 1)  # between the quotes
        end = row.find(" #", start)
        return Span(self.path, line, start + 1, max(len(row[: end if end > 0 else None].rstrip()), start + 1) + 1)


def _said(value: Any) -> bool:
    return bool(value.strip()) if isinstance(value, str) else value is not None
