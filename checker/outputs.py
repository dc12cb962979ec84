"""Reports in every form: on standard output and, with `--output FORMAT=FILE`, into files.

A file that could not be written is refused before a long run rather than after it.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterable, Sequence

from checker import output
from checker.files import Unusable
from dsl.record import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from checker.finding import Report
    from checker.report.formats import Settings
    from checker.rulebook import Rulebook


def check(outputs: Iterable[tuple[str, str]], inputs: Iterable[str]) -> None:
    """Raises Unusable if two reports would go into one file, one over an input, or one where nothing can be written."""
    taken: set[str] = set()
    outputs = list(outputs)
    read = {os.path.realpath(path) for path in inputs} if outputs else set()
    for _, path in outputs:
        real = os.path.realpath(path)
        if real in taken:
            raise Unusable("output-twice", path)
        taken.add(real)
        if real in read:
            raise Unusable("output-is-input", path)
        folder = os.path.dirname(real)
        if os.path.isdir(real):
            raise _unwritable(path, errno.EISDIR)
        if not os.path.isdir(folder):
            raise _unwritable(path, errno.ENOENT)
        if not os.access(real if os.path.exists(real) else folder, os.W_OK):
            raise _unwritable(path, errno.EACCES)


def _unwritable(path: str, number: int) -> Unusable:
    return Unusable("file-unwritable", path, os.strerror(number))


def told(report: Report, book: Rulebook, forms: set[str], unreadable: Sequence[Unusable] = ()) -> Report:
    """The report with what ``forms`` say beyond its findings: the rules, and the files that could not be opened."""
    from checker.report.formats import OF_RULES

    if unreadable:
        from checker.finding import Text
        from checker.report.complaints import failure

        said = [(error.path, failure(error.code, path=error.path, reason=error.reason)) for error in unreadable]
        report = replace(report, failures=tuple((path, Text(*both)) for path, both in said))
    if forms & OF_RULES:
        from checker.rule_texts import rule_texts

        named = [each.rule for each in (*report.findings, *(each.finding for each in report.accepted))]
        report = replace(report, rules=rule_texts(book, named))
    return report


def show(form: str, report: Report, settings: Settings) -> None:
    """Write the report to standard output; text in the width and colours of the terminal."""
    if form == "text":
        from checker.report.text import render

        output.show(render(report, language=settings.language, width=output.width(), ascii_only=settings.ascii_only))
        return
    from checker.report.formats import encoded
    from checker.report.formats import render as written

    output.put(encoded(form, written(form, report, settings), sys.stdout.encoding))


def write_all(outputs: Iterable[tuple[str, str]], report: Report, settings: Settings) -> bool:
    """Write every report; what cannot be written is said, and does not stop the others. Whether all were written."""
    from checker.report.formats import render

    written = True
    for form, path in outputs:
        data = render(form, report, settings).encode("utf-8", "replace")
        try:
            with open(path, "wb") as file:
                file.write(data)
        except OSError as error:  # for example a full disk
            reason = error.strerror or str(error)
            output.complain("file-unwritable", settings.language, path=path, reason=reason)
            written = False
    return written
