"""`tariflint format`: files rewritten in their canonical layout, compared with it, or shown as a diff.

A file is written only when it changes, and as a whole or not at all. What cannot be read is named on standard error
and ends the run with status 3, the rest is formatted all the same.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator

from checker import output
from checker.cli import CLEAN, FINDINGS, INTERNAL, NOTHING
from checker.files import Unusable, files_below, read_bytes, replace_bytes
from checker.report.wording import words
from dsl.formatter import Formatted, format_file, language_of
from dsl.record import NamedTuple
from dsl.source import Problem

STDIN = "-"
SUFFIXES = (".tarif", ".regel")
# what is said of a file: German, English
DONE = ("neu geschrieben: {path}", "rewritten: {path}")
WOULD = ("nicht im Layout: {path}", "not in the layout: {path}")
# and of all of them
SUMMARY_DONE = ("{files} neu geschrieben, {same} unverändert.", "{files} rewritten, {same} unchanged.")
SUMMARY_WOULD = ("{files} nicht im Layout, {same} in Ordnung.", "{files} not in the layout, {same} in order.")


class _File(NamedTuple):
    path: str
    data: bytes
    formatted: Formatted

    @property
    def new(self) -> bytes:
        """The bytes that should stand in the file; those that do if it was left alone."""
        text = self.formatted.text
        return self.data if text is None else text.encode("utf-8")


class _Tally:
    def __init__(self) -> None:
        self.changed = self.same = 0
        self.unreadable = False


def run(options: Namespace) -> int:
    """Format; returns the exit status. Raises Unusable for a path that does not exist."""
    named = options.paths or ["."]
    paths = files_below([path for path in named if path != STDIN], SUFFIXES)
    if STDIN in named:
        paths.append(STDIN)
    if not paths:
        output.complain("nothing-to-format", options.lang, path=", ".join(named))
        return NOTHING
    dry = options.check or options.diff
    tally = _Tally()
    for file in _formatted(paths, options, tally):
        written = not dry
        changed = file.new != file.data
        if changed and not dry and file.path != STDIN:
            written = _written(file, options, tally)
        tally.changed += changed
        tally.same += not changed
        if changed and options.diff:
            show_diff(file.path, file.data, file.new, options)
        elif changed and file.path != STDIN and (options.check or written):
            output.put(_line(_said(WOULD if dry else DONE, options, path=file.path), options))
        if file.path == STDIN and not dry:
            output.put_bytes(file.new)
        _tell(file, options, tally, written and changed)
    _summary(paths, options, tally, dry)
    if tally.unreadable:
        return INTERNAL
    return FINDINGS if dry and tally.changed else CLEAN


def _formatted(paths: list[str], options: Namespace, tally: _Tally) -> Iterator[_File]:
    """Each file that can be opened, in its layout."""
    for path in paths:
        try:
            data = sys.stdin.buffer.read() if path == STDIN else read_bytes(path)
        except Unusable as error:
            output.complain(error.code, options.lang, path=error.path, reason=error.reason)
            tally.unreadable = True
            continue
        if path == STDIN:
            language = language_of(data.decode("utf-8", "replace"))
        else:
            language = "regel" if path.endswith(".regel") else "tarif"
        yield _File(path, data, format_file(path, data, language))


def _written(file: _File, options: Namespace, tally: _Tally) -> bool:
    try:
        replace_bytes(file.path, file.new)
    except Unusable as error:
        output.complain(error.code, options.lang, path=error.path, reason=error.reason)
        tally.unreadable = True
        return False
    return True


def _tell(file: _File, options: Namespace, tally: _Tally, rewritten: bool) -> None:
    """Name what could not be read, where it stands now."""
    text, problems, after = file.formatted
    if text is None and not problems:
        output.complain("layout-unsure", options.lang, path=file.path)
        tally.unreadable = True
    found = after if rewritten else problems
    if found:
        tally.unreadable = True
        for line in _problem_lines(found, options):
            print(output.encoded(line, sys.stderr), file=sys.stderr)
        if text is None:
            output.complain("file-left-alone", options.lang, path=file.path)


def _problem_lines(problems: tuple[Problem, ...], options: Namespace) -> list[str]:
    from checker.documents import finding_of
    from checker.finding import Counts, Report
    from checker.report.cells import clean
    from checker.report.concise import render

    report = Report(tuple(finding_of(each, "") for each in problems), Counts())
    return [clean(line, options.ascii) for line in render(report, options.lang)]


def _said(sentence: tuple[str, str], options: Namespace, **gaps: str) -> str:
    return sentence[options.lang == "en"].format(**gaps)


def _line(text: str, options: Namespace) -> str:
    from checker.report.cells import clean

    return output.encoded(clean(text, options.ascii), sys.stdout) + "\n"


def _summary(paths: list[str], options: Namespace, tally: _Tally, dry: bool) -> None:
    """How many; beside a diff or a text that other programs read, on standard error."""
    if paths == [STDIN] and not options.check:
        return
    language = words(options.lang)
    files = language.counted(tally.changed, language.file)
    sentence = SUMMARY_WOULD if dry else SUMMARY_DONE
    line = _line(_said(sentence, options, files=files, same=language.number(tally.same)), options)
    if options.diff or STDIN in paths:
        sys.stderr.write(line)
    else:
        output.put(line)


def show_diff(path: str, before: bytes, after: bytes, options: Namespace) -> None:
    """A unified diff: in colour for a person, byte for byte for a patch."""
    from difflib import unified_diff

    diff = list(unified_diff(_lines(before), _lines(after), path, path))
    if not output.colour():
        broken = "\n\\ No newline at end of file\n"
        output.put_bytes("".join(line if line.endswith("\n") else line + broken for line in diff).encode("utf-8"))
        return
    from checker.report.cells import clean

    styles = {"+": "ok", "-": "fehler", "@": "path"}
    heads = [((line.rstrip("\n"), "path"),) for line in diff[:2]]
    rows = [((clean(line.rstrip("\n"), options.ascii), styles.get(line[:1], "")),) for line in diff[2:]]
    output.show([*heads, *rows])


def _lines(data: bytes) -> list[str]:
    """The lines with their ends; cut at \\n only, for a text may hold other separators."""
    lines = [f"{line}\n" for line in data.decode("utf-8").split("\n")]
    lines[-1] = lines[-1][:-1]
    return [line for line in lines if line]
