"""A baseline: the findings a repository had when it took up the check, by identity and as a set.

The file is JSON, sorted, with one identity on a line, so that its diff says what came and what went:

    {"rule": "HAUS-1-FRIST", "document": "Tarif strom-12", "path": "Laufzeit.Kündigungsfrist", "value": "6 Wochen"}

A finding is covered if every identity it consists of stands in the file. What keeps something of a document from being
checked is never covered: a baseline accepts faults, not blindness.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable
from typing import NoReturn

from checker.files import Unusable, read_bytes
from checker.finding import Accepted, Finding, Identity, Text
from dsl.messages_waivers import MESSAGES
from dsl.record import dataclass, field
from dsl.source import Span

FORMAT = 1
STALE = "baseline-stale"
# what follows from other findings, or from the day of the run, is never an old fault
NEVER = frozenset({STALE, *MESSAGES})
NO_NOTE = Text("", "")


@dataclass(frozen=True, slots=True)
class Baseline:
    """What stands in the file at ``path``: each identity with its line."""

    path: str
    known: dict[Identity, int] = field(default_factory=dict)
    text: str = ""

    def covers(self, finding: Finding) -> bool:
        """Whether everything the finding consists of is known."""
        return can_be_kept(finding) and all(each in self.known for each in finding.identities)

    def accept(
        self, findings: Iterable[Finding], why: str = "baseline", note: Text = NO_NOTE
    ) -> tuple[tuple[Finding, ...], tuple[Accepted, ...]]:
        """What is not covered, and what is, with the reason why it is accepted."""
        left, accepted = [], []
        for finding in findings:
            if self.covers(finding):
                accepted.append(Accepted(finding, why, note))
            else:
                left.append(finding)
        return tuple(left), tuple(accepted)

    def stale(
        self, found: Iterable[Finding], documents: Collection[str] | None, rules: Collection[str]
    ) -> list[Finding]:
        """A note for each entry about one of ``documents`` and one of ``rules`` that nothing was found for.

        ``documents`` None: everything was looked at, so what is said of any other document is said of none there is.
        """
        missed = [each for each in self.gone(found) if documents is None or each.document in documents]
        return [_stale(self, each) for each in missed if each.rule in rules]

    def is_about(self, paths: Iterable[str]) -> bool:
        """Whether a run over ``paths`` looks at all that the baseline may speak of: the whole project it lies in."""
        from checker.repository import is_looked_through, project_of

        folder = os.path.dirname(self.path) or "."
        return is_looked_through(project_of(folder) or folder, paths)

    def gone(self, found: Iterable[Finding]) -> list[Identity]:
        """The entries that no finding consists of, in their order."""
        there = {each for finding in found for each in finding.identities}
        return in_order(set(self.known) - there)


def can_be_kept(finding: Finding) -> bool:
    """Whether a baseline may hold this finding at all."""
    return bool(finding.identities) and not finding.blinds and finding.rule not in NEVER


def read(path: str, rules: Collection[str]) -> Baseline:
    """The baseline at ``path``; ``rules``: the ids there are.

    Raises Unusable if the file is missing, is no baseline, or names a rule that does not exist.
    """
    baseline = read_unchecked(path)
    for each, line in baseline.known.items():
        if not exists(each.rule, rules):
            from dsl.nearest import nearest

            raise Unusable(
                "baseline-rule", f"{path}:{line}", each.rule, hint=", ".join(nearest(each.rule, sorted(rules)))
            )
    return baseline


def exists(rule: str, rules: Collection[str]) -> bool:
    """Whether this is the id of a rule or the code of a message."""
    if rule in rules:
        return True
    from dsl.messages import catalogue

    return rule in catalogue()


def read_unchecked(path: str) -> Baseline:
    """The same, whatever rules it names: to drop those that are gone."""
    try:
        data = read_bytes(path)
    except Unusable as error:
        raise Unusable("baseline-missing", path, error.reason) from None
    try:
        text = data.decode("utf-8-sig")
        value = json.loads(text)
    except UnicodeDecodeError:
        raise Unusable("baseline-no-text", path) from None
    except json.JSONDecodeError as error:
        raise Unusable("baseline-no-json", f"{path}:{error.lineno}") from None
    except (RecursionError, ValueError):
        raise Unusable("baseline-no-json", path) from None
    if not isinstance(value, dict) or set(value) != {"format", "known"} or not isinstance(value["known"], list):
        raise Unusable("baseline-shape", path)
    if value["format"] != FORMAT:
        raise Unusable("baseline-format", path, str(value["format"]))
    lines = _lines_of(text)
    known: dict[Identity, int] = {}
    for number, entry in enumerate(value["known"], 1):
        each = _identity(entry)
        if each is None:
            _no_entry(path, number)
        known[each] = lines.get(each, 1)
    return Baseline(path, known, text)


def written(known: Iterable[Identity]) -> str:
    """The file that holds these identities; the same set always gives the same bytes."""
    entries = [json.dumps(each._asdict(), ensure_ascii=False) for each in in_order(known)]
    rows = ",".join(f"\n    {entry}" for entry in entries) + ("\n  " if entries else "")
    text = f'{{\n  "format": {FORMAT},\n  "known": [{rows}]\n}}\n'
    # a lone surrogate stands for a byte that is no text; as an escape it survives in any file
    return "".join(f"\\u{ord(sign):04x}" if "\ud800" <= sign <= "\udfff" else sign for sign in text)


def in_order(known: Iterable[Identity]) -> list[Identity]:
    """Each once, by document, rule, path and value."""
    return sorted(set(known), key=lambda each: (each.document, each.rule, each.path, each.value))


def _identity(entry: object) -> Identity | None:
    if not isinstance(entry, dict) or set(entry) != set(Identity._fields):
        return None
    if not all(isinstance(part, str) for part in entry.values()):
        return None
    return Identity(**entry)


def _no_entry(path: str, number: int) -> NoReturn:
    raise Unusable("baseline-entry", path, str(number))


def _lines_of(text: str) -> dict[Identity, int]:
    """On which line each identity stands, as far as the file keeps to one a line."""
    found: dict[Identity, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        try:
            each = _identity(json.loads(line.strip().removesuffix(",")))
        except (ValueError, RecursionError):
            continue
        if each is not None:
            found[each] = number
    return found


def _stale(baseline: Baseline, gone: Identity) -> Finding:
    from checker.documents import finding_of
    from dsl.source import problem

    number = baseline.known[gone]
    line = baseline.text.split("\n")[number - 1]
    start = len(line) - len(line.lstrip())
    span = Span(baseline.path, number, start + 1, max(len(line.rstrip().removesuffix(",")) + 1, start + 2))
    where = ": ".join(filter(None, (gone.path, gone.value)))
    found = problem("baseline-stale", span, rule=gone.rule, document=gone.document, found=where, path=baseline.path)
    return finding_of(found, gone.document.partition(" ")[2])
