"""Changes put into the bytes of a file: comments, layout and line ends stay as they are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from dsl.record import NamedTuple
from dsl.source import Fix

_BOM = b"\xef\xbb\xbf"
_END = re.compile(r"\r\n|\r|\n")


class Lines(NamedTuple):
    """The lines of a file without their ends, and the ends; the last line has an empty end."""

    bodies: tuple[str, ...]
    ends: tuple[str, ...]

    def to_bytes(self) -> bytes:
        """The file again."""
        return "".join(body + end for body, end in zip(self.bodies, self.ends, strict=True)).encode("utf-8")


def lines_of(data: bytes) -> Lines | None:
    """The lines that ``dsl.source`` numbers and counts columns in: composed letters, no byte order mark.

    None where the bytes are not UTF-8.
    """
    try:
        text = data.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError:
        return None
    bodies = tuple(unicodedata.normalize("NFC", body) for body in _END.split(text))
    return Lines(bodies, (*_END.findall(text), ""))


def edited(lines: Lines, fixes: Iterable[Fix]) -> Lines:
    """``lines`` with the fixes made. No two of them may be on one line; a fix may bring lines of its own."""
    bodies = list(lines.bodies)
    end = next((each for each in lines.ends if each), "\n")
    for fix in fixes:
        line, column, end_column = fix.span.line - 1, fix.span.column - 1, fix.span.end_column - 1
        body = bodies[line]
        bodies[line] = body[:column] + fix.text.replace("\n", end) + body[end_column:]
    return Lines(tuple(bodies), lines.ends)
