"""The forms a report can take, by name: for `--format` on standard output and `--output FORMAT=FILE`.

``render`` knows what each form needs; a run imports only those it writes.
"""

from __future__ import annotations

from collections.abc import Callable

from dsl.record import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from checker.finding import Finding, Report

    from .wording import Language

# in the order in which the help names them
FORMATS = ("text", "concise", "json", "sarif", "gitlab", "junit", "github", "markdown", "html")
# forms that say for each document what came out for each rule, and that tell of the rules themselves
BY_DOCUMENT = frozenset({"junit", "html"})
OF_RULES = frozenset({"sarif", "html"})
# forms that show of a finding what was found, where, and by which norm, and nothing of what would cure it
IN_BRIEF = frozenset({"concise", "markdown"})
# forms that can write any character in ASCII, so that no encoding can spoil them
_REFERENCES = frozenset({"junit", "html"})
FILE_WIDTH = 100


class Settings(NamedTuple):
    """How a report is wanted. ``fails``: whether a finding fails the run; ``folder``: where the run was started."""

    language: Language
    fails: Callable[[Finding], bool]
    ascii_only: bool = False
    folder: str = ""


def render(form: str, report: Report, settings: Settings) -> str:
    """The report in the form of this name (one of ``FORMATS``), with a line end at its end."""
    if form == "json":
        from .json_report import to_json

        return to_json(report)
    if form == "concise":
        from .cells import clean
        from .concise import render as concise

        said = concise(report, settings.language)
        return "".join(f"{clean(line, True) if settings.ascii_only else line}\n" for line in said)
    if form == "text":
        from .cells import plain
        from .text import render as text

        lines = text(report, language=settings.language, width=FILE_WIDTH, ascii_only=settings.ascii_only)
        return "".join(plain(line) + "\n" for line in lines)
    from importlib import import_module

    from .relative import relative_to

    written: str = import_module(f".{form}", __package__).render(relative_to(report, settings.folder), settings)
    return encoded(form, written, "ascii") if settings.ascii_only else written


def encoded(form: str, text: str, encoding: str | None) -> str:
    """``text`` with what ``encoding`` cannot say in another way: by reference where the form has one."""
    if form in _REFERENCES:
        # both say in their first lines that they are UTF-8, and ASCII is that too
        utf8 = (encoding or "utf-8").lower().replace("_", "-") in ("utf-8", "utf8")
        return text if utf8 else text.encode("ascii", "xmlcharrefreplace").decode("ascii")
    from .cells import encodable

    return encodable(text, encoding)
