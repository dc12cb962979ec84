"""Where the words go: standard output for what was asked, standard error for what went wrong."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

    from checker.finding import Text
    from checker.report.cells import Line

USUAL_WIDTH = 100


def width() -> int:
    """Columns to write for: COLUMNS, else the terminal's, else 100."""
    if os.environ.get("COLUMNS", "").isdigit():
        return int(os.environ["COLUMNS"])
    if sys.stdout.isatty():
        return os.get_terminal_size(sys.stdout.fileno()).columns or USUAL_WIDTH
    return USUAL_WIDTH


def colour() -> bool:
    """Whether a person watches who has not asked for plain text (NO_COLOR, FORCE_COLOR, TERM=dumb)."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def show(lines: Iterable[Line]) -> None:
    """Write styled lines."""
    from checker.report.text import write

    try:
        write(lines, sys.stdout, colour())
        sys.stdout.flush()
    except BrokenPipeError:
        _closed()
    except SystemExit:  # rich leaves so when its pipe breaks
        _closed()


def put(text: str) -> None:
    """Write text as it is."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        _closed()


def put_bytes(data: bytes) -> None:
    """Write bytes as they are."""
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        _closed()


def encoded(text: str, stream: TextIO) -> str:
    """``text`` with what ``stream`` cannot say replaced."""
    from checker.report.cells import encodable

    return encodable(text, getattr(stream, "encoding", None))


def _closed() -> None:
    """`tariflint check | head`: the reader has seen enough. The verdict, and with it the exit status, still stands."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def remark(said: Text, language: str) -> None:
    """Say on standard error what a reader has to know."""
    from checker.report.cells import encodable

    print(encodable(f"tariflint: {said.in_language(language)}", sys.stderr.encoding), file=sys.stderr)


def complain(code: str, language: str, **gaps: str) -> None:
    """Say on standard error why what was asked cannot be done; ``code`` names the sentence."""
    from checker.report.cells import encodable
    from checker.report.complaints import usage_error

    print(encodable(usage_error(code, language, **gaps), sys.stderr.encoding), file=sys.stderr)
