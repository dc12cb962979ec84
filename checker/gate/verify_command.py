"""`tariflint verify FILE`: check again what an evidence file records, and say what differs."""

from __future__ import annotations

import json
import os
from argparse import Namespace
from collections.abc import Iterator, Set
from datetime import date
from typing import Any

from checker.cli import CLEAN, FINDINGS
from checker.files import Unusable, read_bytes
from checker.gate.evidence import FORMAT, evidence
from checker.gate.levels import Level
from checker.gate.settings import settle
from checker.gate.start_folder import started_elsewhere
from dsl.record import NamedTuple

DAYS = frozenset({"as_of", "today"})
ASIDE = "unanwendbar"
MOST = 40  # differences that are shown
ABSENT = ("fehlt", "missing")
THERE = ("da", "there")
NOUNS = (
    ("Dokument", "Dokumente", "document", "documents"),
    ("Regel", "Regeln", "rule", "rules"),
    ("Datei", "Dateien", "file", "files"),
)
COUNTED = {
    "files": ("Dateien", "files"),
    "documents": ("Dokumente", "documents"),
    "rules": ("Regeln", "rules"),
    "holds": ("erfüllt", "fulfilled"),
    "violated": ("verletzt", "violated"),
    "undecided": ("unentschieden", "undecided"),
    "not_applicable": ("unanwendbar", "not applicable"),
    "unread": ("ungelesen", "unread"),
}


class Difference(NamedTuple):
    """What is not as it was recorded: which thing, and what it was and is, each in German and English."""

    what: tuple[str, str]
    name: str
    before: tuple[str, str]
    now: tuple[str, str]


def run(options: Namespace) -> int:
    """Recompute and compare; the exit status. Raises Unusable."""
    from checker import output
    from checker.explain import Page

    recorded = _recorded(options.file)
    page, language = Page(options.lang, output.width(), options.ascii), options.lang == "en"
    elsewhere = started_elsewhere(recorded, options.file)
    if elsewhere is not None:  # the rest follows from it
        page.say((elsewhere[language], ""))
        output.show(page.lines)
    now = _now(recorded, options) if elsewhere is None else _gone(recorded)
    # what is recorded besides is compared as a whole: nothing may differ in silence
    others = [Difference(("Angabe", "entry"), name, THERE, ("anders", "different")) for name in _unlike(recorded, now)]
    found = list(differences(recorded, now)) or others
    page = Page(options.lang, output.width(), options.ascii)
    for each in found[:MOST]:
        said = f"{each.before[language]} → {each.now[language]}"
        said = f": {said}" if each.name else f" {said}"
        page.say((each.what[language], "warnung"), (f" {each.name}".rstrip(), "rule"), (said, ""), hang=3)
    if len(found) > MOST:
        rest = len(found) - MOST
        page.say((f"… and {rest} more" if language else f"… und {rest} weitere", ""))
    page.say((_sentence(recorded, bool(found), language), ""))
    output.show(page.lines)
    return FINDINGS if found else CLEAN


def _unlike(before: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """The parts of a record that are not the same; the settings are taken from it, so they are."""
    return [name for name in sorted(before.keys() | now.keys()) if before.get(name) != now.get(name)]


def _sentence(recorded: dict[str, Any], differs: bool, english: bool) -> str:
    counts, files = recorded["counts"], len(recorded["files"])
    if differs:
        return "This is not what was recorded." if english else "Das ist nicht, was festgehalten wurde."
    numbers = (counts["documents"], counts["rules"], files)
    said = ", ".join(f"{n} {noun[2 * english + (n != 1)]}" for n, noun in zip(numbers, NOUNS, strict=True))
    return f"The same: {said}, every verdict." if english else f"Dasselbe: {said}, jedes Urteil."


def _recorded(path: str) -> dict[str, Any]:
    """The record in the file. Raises Unusable if it is none."""
    try:
        value = json.loads(read_bytes(path))
    except (ValueError, RecursionError):
        raise Unusable("evidence-broken", path) from None
    if not isinstance(value, dict) or "format" not in value:
        raise Unusable("evidence-broken", path)
    if value["format"] != FORMAT:
        raise Unusable("evidence-format", path, str(value["format"]))
    if not _has_its_shape(value):
        raise Unusable("evidence-broken", path)
    return value


def _has_its_shape(value: dict[str, Any]) -> bool:
    """Whether everything is there that is read below; the schema says more."""
    shape: dict[str, type] = {"version": str, "status": int, "options": dict, "files": list, "rulebook": dict}
    shape |= {"counts": dict, "rules": list, "documents": list, "findings": list, "accepted": list}
    if not all(isinstance(value.get(name), kind) for name, kind in shape.items()):
        return False
    try:
        list(differences(value, value))
    except (KeyError, TypeError, AttributeError, ValueError):
        return False
    names = [*value["rules"], *(row["path"] for row in (*value["files"], *value["rulebook"]["files"]))]
    if not all(isinstance(name, str) for name in names):
        return False
    return {"documents", "rules"} <= set(value["counts"]) and isinstance(value["options"].get("paths"), list)


def _now(recorded: dict[str, Any], options: Namespace) -> dict[str, Any]:
    """The record as it comes out now; without verdicts where what was named is gone."""
    from checker.arguments import read
    from checker.check_command import Checked, accepted, examine, status_of

    asked = read(["check"])
    asked.lang, asked.ascii = options.lang, options.ascii
    asked.evidence = os.devnull  # every verdict is asked for, and nothing is written
    asked.no_output = True
    for name, value in recorded["options"].items():
        if not hasattr(asked, name):
            raise Unusable("evidence-option", options.file, name)
        try:
            setattr(asked, name, _as_given(name, value, getattr(asked, name)))
        except (ValueError, TypeError):
            raise Unusable("evidence-broken", options.file) from None
    settle(asked)
    gone = [path for path in (*asked.paths, *asked.rules) if not os.path.exists(path)]
    if gone:
        return _gone(recorded)
    checked = examine(asked)
    if not isinstance(checked, Checked):
        return recorded | {"status": checked, "documents": [], "findings": [], "accepted": []}
    checked = accepted(checked, asked)
    return json.loads(json.dumps(evidence(checked, asked, status_of(checked, asked))))  # type: ignore[no-any-return]


def _gone(recorded: dict[str, Any]) -> dict[str, Any]:
    """The record where something that was named is gone: no verdict, and the files that are left."""
    files = [each for each in recorded["files"] if os.path.exists(each["path"])]
    return recorded | {"files": files, "documents": [], "findings": [], "accepted": []}


def _as_given(name: str, value: Any, default: object) -> object:
    """The value of an option as the command line gives it. Raises ValueError and TypeError for one that is none."""
    if name in DAYS:
        return date.fromisoformat(value)
    if name == "fail_on":
        return tuple(Level(*each) for each in value)
    if isinstance(default, tuple | list):
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise ValueError(value)
        return type(default)(value)
    if not isinstance(value, type(default) if default is not None else bool | str):
        raise TypeError(value)
    return value


# ------------------------------------------------------------------------------------------------ what differs


def differences(before: dict[str, Any], now: dict[str, Any]) -> Iterator[Difference]:
    """What is not the same: the cause first, then what came of it."""
    if before["version"] != now["version"]:
        yield Difference(("Version", "version"), "", _both(before["version"]), _both(now["version"]))
    for what, kind in ((("Datei", "file"), "files"), (("Regeldatei", "rule file"), "rulebook")):
        one, other = (_digests(record[kind] if kind == "files" else record[kind]["files"]) for record in (before, now))
        yield from _mapped(what, one, other)
    one, other = (dict.fromkeys(map(_document, record["documents"]), "") for record in (before, now))
    yield from _appeared(("Dokument", "document"), one, other)
    both = one.keys() & other.keys()
    yield from _mapped(("Urteil", "verdict"), _verdicts(before, both), _verdicts(now, both))
    for what, kind in ((("Befund", "finding"), "findings"), (("hingenommen", "accepted"), "accepted")):
        one, other = (dict.fromkeys(map(_named, record[kind]), "") for record in (before, now))
        yield from _appeared(what, one, other)
    for name in sorted(before["counts"].keys() | now["counts"].keys()):
        one, other = (record["counts"].get(name) for record in (before, now))
        if one != other:
            german, english = COUNTED.get(name, (name, name))
            yield Difference((f"Zahl ({german})", f"number ({english})"), "", _both(one), _both(other))
    yield from _appeared(("Regel", "rule"), dict.fromkeys(before["rules"], ""), dict.fromkeys(now["rules"], ""))
    if before["status"] != now["status"]:
        yield Difference(("Exit-Status", "exit status"), "", _both(before["status"]), _both(now["status"]))


def _mapped(what: tuple[str, str], before: dict[str, str], now: dict[str, str]) -> Iterator[Difference]:
    for name in sorted(before.keys() | now.keys()):
        if before.get(name) != now.get(name):
            one, other = (_both(each[name]) if name in each else ABSENT for each in (before, now))
            yield Difference(what, name, one, other)


def _appeared(what: tuple[str, str], before: dict[str, str], now: dict[str, str]) -> Iterator[Difference]:
    """What came, and what went."""
    for each in _mapped(what, before, now):
        was_there = each.before != ABSENT
        yield each._replace(before=THERE if was_there else ABSENT, now=ABSENT if was_there else THERE)


def _digests(rows: list[dict[str, Any]]) -> dict[str, str]:
    return {row["path"]: (row["sha256"] or "")[:12] or "?" for row in rows}


def _document(entry: dict[str, Any]) -> str:
    return f"{entry['document']} ({entry['path']})"


def _verdicts(record: dict[str, Any], documents: Set[str]) -> dict[str, str]:
    """For each of ``documents`` and each rule the verdict."""
    found: dict[str, list[str]] = {}
    for document in record["documents"]:
        for verdict, rules in document["verdicts"].items() if _document(document) in documents else ():
            for rule in rules:
                found.setdefault(f"{_document(document)} {rule}", []).append(verdict)
        if _document(document) in documents:
            found[f"{_document(document)} {ASIDE}"] = [str(document["not_applicable"])]
    return {name: ", ".join(sorted(verdicts)) for name, verdicts in found.items()}


def _named(entry: dict[str, Any]) -> str:
    finding = entry.get("finding", entry)
    where = "; ".join(f"{each['document']} {each['path']} {each['value']}".strip() for each in finding["identities"])
    return " ".join(filter(None, (entry.get("why"), finding["rule"], where, finding["severity"], entry.get("until"))))


def _both(value: object) -> tuple[str, str]:
    return str(value), str(value)
