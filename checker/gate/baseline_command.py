"""`tariflint baseline accept` and `shrink`: a baseline grows only when told to, and shrinks to what is still found."""

from __future__ import annotations

import os
from argparse import Namespace
from typing import TYPE_CHECKING

from checker.cli import CLEAN, FINDINGS, INTERNAL

if TYPE_CHECKING:
    from checker.check_command import Checked
    from checker.finding import Identity

WORDS = {
    "de": {
        "new": "neu",
        "kept": "nicht aufnehmbar",
        "gone": "erledigt",
        "entries": ("Eintrag", "Einträge"),
        "written": "Die Baseline {path} hat jetzt {entries}; {new} neu.",
        "shrunk": "Die Baseline {path} hat jetzt {entries}; {gone} erledigt.",
        "same": "Die Baseline {path} bleibt, wie sie ist: {entries}.",
        "refused": "Nichts geschrieben: {new} neu. Wer das aufnehmen will, sagt es mit --new.",
        "blind": "Das nimmt keine Baseline auf; es ist zuerst zu beheben.",
        "halted": "Nichts geschrieben: Solange etwas nicht zu prüfen ist, steht nicht fest, was erledigt ist.",
    },
    "en": {
        "new": "new",
        "kept": "not acceptable",
        "gone": "settled",
        "entries": ("entry", "entries"),
        "written": "The baseline {path} now has {entries}; {new} new.",
        "shrunk": "The baseline {path} now has {entries}; {gone} settled.",
        "same": "The baseline {path} stays as it is: {entries}.",
        "refused": "Nothing written: {new} new. To accept that, say --new.",
        "blind": "No baseline accepts that; mend it first.",
        "halted": "Nothing written: as long as something cannot be checked, nobody knows what is settled.",
    },
}


def run(options: Namespace) -> int:
    """`accept` or `shrink`, as ``options.action`` says; the exit status. Raises Unusable."""
    from checker.check_command import Checked, accepted, examine
    from checker.output import complain

    asked = _as_check(options)
    checked = examine(asked)
    if not isinstance(checked, Checked):
        return checked
    for error in checked.unreadable:
        complain(error.code, options.lang, path=error.path, reason=error.reason)
    if checked.unreadable:
        return INTERNAL
    checked = accepted(checked, asked)
    if options.action == "accept":
        return _accept(checked, options)
    return _shrink(checked, options)


def _as_check(options: Namespace) -> Namespace:
    """The options of a check of the same files, without a baseline."""
    from checker.arguments import read

    asked = read(["check"])
    for name in ("paths", "rules", "select", "ignore", "lang", "ascii"):
        setattr(asked, name, getattr(options, name))
    asked.settings, asked.format = options.settings, "text"
    asked.strict = getattr(options, "strict", True) or options.settings["strict"]
    asked.fail_on = options.settings["fail-on"]
    return asked


def _accept(checked: Checked, options: Namespace) -> int:
    """Take in what fails; refuse what is new to a baseline that is there, unless told."""
    from checker.commands import failing
    from checker.gate import baseline

    failed = list(filter(failing(_as_check(options)), checked.report.findings))
    blind = [finding for finding in failed if not baseline.can_be_kept(finding)]
    found = {each for finding in failed if baseline.can_be_kept(finding) for each in finding.identities}
    there = os.path.lexists(options.file)
    known = set(baseline.read(options.file, checked.run.book.rules).known) if there else set()
    new = found - known
    rows = [("kept", each) for finding in blind for each in finding.identities]
    refused = there and bool(new) and not options.new
    if refused:
        _say([*rows, *(("new", each) for each in baseline.in_order(new))], "refused", options, new=len(new))
        return FINDINGS
    if new or not there:
        _write(options.file, baseline.written(known | new))
    _say(rows, "written" if new or not there else "same", options, entries=len(known | new), new=len(new))
    if blind:
        _say([], "blind", options)
    return FINDINGS if blind else CLEAN


def _shrink(checked: Checked, options: Namespace) -> int:
    """Drop what is not found any more."""
    from checker.gate import baseline

    findings = checked.report.findings
    old = baseline.read_unchecked(options.file)
    blind = [finding for finding in findings if finding.blinds]
    if blind:
        _say([("kept", each) for finding in blind for each in finding.identities], "halted", options)
        return FINDINGS
    passed_over = set(checked.run.book.rules) - {rule.id for rule in checked.run.rules}
    gone = [each for each in old.gone(findings) if each.rule not in passed_over]
    if not old.is_about(options.paths or ["."]):
        gone = [each for each in gone if each.document in checked.documents]
    left = set(old.known) - set(gone)
    if gone:
        _write(options.file, baseline.written(left))
    _say([("gone", each) for each in gone], "shrunk" if gone else "same", options, entries=len(left), gone=len(gone))
    return CLEAN


def _write(path: str, text: str) -> None:
    """Raises Unusable."""
    from checker.files import Unusable, replace_bytes

    if not os.path.lexists(path):
        try:
            with open(path, "x", encoding="utf-8"):
                pass
        except OSError as error:
            raise Unusable("file-unwritable", path, error.strerror or str(error)) from None
    replace_bytes(path, text.encode("utf-8"))


def _say(rows: list[tuple[str, Identity]], sentence: str, options: Namespace, **numbers: int) -> None:
    """The identities, each with what becomes of it, and one sentence."""
    from checker import output
    from checker.explain import Page
    from checker.report.wording import words as nouns

    words, named = WORDS[options.lang], nouns(options.lang)
    page = Page(options.lang, output.width(), options.ascii)
    for kind, each in rows:
        where = ": ".join(filter(None, (each.path, each.value)))
        page.say((str(words[kind]), "warnung"), (f" {each.rule}", "rule"), (f"  {each.document}  {where}", ""), hang=3)
    gaps = {name: named.number(number) for name, number in numbers.items()}
    if "entries" in numbers:
        one, several = words["entries"]
        gaps["entries"] = f"{gaps['entries']} {one if numbers['entries'] == 1 else several}"
    page.say((str(words[sentence]).format(path=options.file, **gaps), ""))
    output.show(page.lines)
