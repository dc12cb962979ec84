"""`tariflint check --fix`: what was fixed is written file by file, as a whole or not at all, and said line by line.

`--diff` writes nothing and shows what would change. What stands in files that were fixed is then checked as ever.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from checker import output
from checker.cli import CLEAN, FINDINGS, INTERNAL
from checker.commands import failing
from checker.files import Unusable, read_bytes, replace_bytes
from checker.fixing.mend import Change, Mended, Refused, mend
from checker.fixing.trial import UNREAD, WRITTEN_RIGHT, Trial
from checker.tally import Tally
from dsl.record import NamedTuple

if TYPE_CHECKING:
    from checker.check import Run
    from checker.finding import Report

MAX_NAMED = 3
# German, English
FIXED = ("korrigiert: {place}  {rule}  {before} → {after}", "fixed: {place}  {rule}  {before} → {after}")
FIXED_FILE = ("korrigiert: {place}  {rule}", "fixed: {place}  {rule}")
WOULD = ("würde korrigiert: {place}  {rule}  {before} → {after}", "would be fixed: {place}  {rule}  {before} → {after}")
WOULD_FILE = ("würde korrigiert: {place}  {rule}", "would be fixed: {place}  {rule}")
NOTHING = ("nichts", "nothing")
REFUSED = (
    "nicht korrigiert: {place}  {rule}: danach wäre zu beanstanden: {worse}",
    "not fixed: {place}  {rule}: after it there would be: {worse}",
)
SAME = (
    "nicht korrigiert: {place}  {rule}: die Beanstandung bliebe bestehen",
    "not fixed: {place}  {rule}: the finding would remain",
)
LESS = (
    "nicht korrigiert: {place}  {rule}: danach wäre weniger zu lesen als davor",
    "not fixed: {place}  {rule}: less could be read after it than before",
)
WAITING = (
    "nicht korrigiert: {place}  {rule}: erst müssen alle Zeilen der Datei lesbar sein",
    "not fixed: {place}  {rule}: all lines of the file must be readable first",
)
LEFT = (
    "nicht angerührt: {path} ist nicht ganz zu lesen",
    "left alone: {path} cannot be read as a whole",
)
DONE = ("{places} in {files} korrigiert.", "{places} in {files} fixed.")
DRY = ("{places} in {files} zu korrigieren, nichts geschrieben.", "{places} in {files} to fix, nothing written.")
PLACES = (("1 Stelle", "{} Stellen"), ("1 place", "{} places"))


class _Fixed(NamedTuple):
    path: str
    old: bytes
    mended: Mended

    @property
    def is_changed(self) -> bool:
        return self.mended.data != self.old


def misused(options: Namespace) -> bool:
    """Whether what was asked does not go together; says so."""
    if not options.fix:
        output.complain("fix-alone", options.lang, option="--unsafe" if options.unsafe else "--diff")
    elif options.between is not None:
        output.complain("fix-tariffs", options.lang, option="--between")
    elif options.paths and all(path.endswith(".regel") for path in options.paths):
        output.complain("fix-tariffs", options.lang, option=options.paths[0])
    else:
        return False
    return True


def fixed(run: Run, tariffs: list[str], options: Namespace) -> int | None:
    """Fix what can be fixed in ``tariffs``; the exit status, or None where the check follows. Raises Unusable."""
    from checker.documents import read_documents

    library = read_documents(tariffs, run.book.vocabulary)
    report = run.report(library)
    trial = Trial(run, library)
    closed = {error.path for error in library.unreadable}
    files = [_mended(trial, path, report, options) for path in tariffs if path not in closed]
    run.tally = Tally()
    if options.diff:
        for error in library.unreadable:
            output.complain(error.code, options.lang, path=error.path, reason=error.reason)
        from checker.check_command import Checked, accepted

        documents = frozenset(f"{document.kind} {document.id}" for document in library.documents)
        checked = accepted(Checked(run, report, documents, library, unreadable=tuple(library.unreadable)), options)
        return _shown(files, checked.report, options, whole=not closed)
    written, sound = [], True
    for file in files:
        if file.is_changed:
            try:
                replace_bytes(file.path, file.mended.data)
            except Unusable as error:
                output.complain(error.code, options.lang, path=error.path, reason=error.reason)
                sound = False
                continue
            written.append(file)
        _tell(file, options)
    _put(_counted(DONE, written, options), options)
    return None if sound else INTERNAL


def _mended(trial: Trial, path: str, report: Report, options: Namespace) -> _Fixed:
    """The file as it should be; without a finding that has to do with it nothing is tried."""
    data = read_bytes(path)
    concerned = any(
        finding.primary.span.path == path or (finding.fix is not None and finding.fix.span.path == path)
        for finding in report.findings
    )
    return _Fixed(path, data, mend(trial, path, data, options.unsafe) if concerned else Mended(data))


def _shown(files: list[_Fixed], report: Report, options: Namespace, whole: bool) -> int:
    """What would change, as a diff; the exit status is that of what is in the files now."""
    from checker.documents import UNREADABLE
    from checker.formatting import show_diff

    changed = [file for file in files if file.is_changed]
    for file in changed:
        show_diff(file.path, file.old, file.mended.data, options)
    for file in files:
        _tell(file, options)
    _put(_counted(DRY, changed, options), options)
    if not whole or any(finding.rule in UNREADABLE for finding in report.findings):
        return INTERNAL
    return FINDINGS if changed or any(map(failing(options), report.findings)) else CLEAN


# ------------------------------------------------------------------------------------------------ what is said


def _tell(file: _Fixed, options: Namespace) -> None:
    if not file.mended.whole:
        _put(_said(LEFT, options, path=file.path), options)
    for change in file.mended.changes:
        _put(_change(change, options), options)
    for refused in file.mended.refused:
        _put(_refused(refused, options), options)


def _change(change: Change, options: Namespace) -> str:
    place = f"{change.path}:{change.line}"
    if change.rule in WRITTEN_RIGHT:
        return _said(WOULD_FILE if options.diff else FIXED_FILE, options, place=place, rule=change.rule)
    nothing = NOTHING[options.lang == "en"]
    before, after = (" ".join(text.split()) or nothing for text in (change.before, change.after))
    sentence = WOULD if options.diff else FIXED
    return _said(sentence, options, place=place, rule=change.rule, before=before, after=after)


def _refused(refused: Refused, options: Namespace) -> str:
    place = f"{refused.path}:{refused.line}"
    if not refused.worse:
        return _said(WAITING, options, place=place, rule=refused.rule)
    if UNREAD in refused.worse:
        return _said(LESS, options, place=place, rule=refused.rule)
    others = [each for each in refused.worse if each != refused.rule]
    if not others:
        return _said(SAME, options, place=place, rule=refused.rule)
    worse = ", ".join(others[:MAX_NAMED]) + (", …" if len(others) > MAX_NAMED else "")
    return _said(REFUSED, options, place=place, rule=refused.rule, worse=worse)


def _counted(sentence: tuple[str, str], changed: list[_Fixed], options: Namespace) -> str:
    from checker.report.wording import words

    language = words(options.lang)
    number = sum(len(file.mended.changes) for file in changed)
    one, several = PLACES[options.lang == "en"]
    places = one if number == 1 else several.format(language.number(number))
    return _said(sentence, options, places=places, files=language.counted(len(changed), language.file))


def _said(sentence: tuple[str, str], options: Namespace, **gaps: str) -> str:
    return sentence[options.lang == "en"].format(**gaps)


def _put(text: str, options: Namespace) -> None:
    """Beside the text for a person; where a diff or a report for programs goes out, on standard error."""
    from checker.report.cells import clean

    stream = sys.stderr if options.diff or options.format != "text" else sys.stdout
    line = output.encoded(clean(text, options.ascii), stream) + "\n"
    if stream is sys.stderr:
        sys.stderr.write(line)
    else:
        output.put(line)
