"""What the reports about time share: verdicts in words, flips and faults put together, lines of a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from checker.finding import Accepted, Text
from checker.history import Fault, History, section
from checker.judge import UNDECIDED, VIOLATED
from checker.turning import Cause, Flip

from .cells import Line, Segment, clean, fill
from .sentences import ACCEPTED, some
from .text import MAX_UNDECIDED, MIN_WIDTH
from .time_words import time_words
from .wording import words

VERDICT_STYLES = {VIOLATED: "fehler", UNDECIDED: "undecided", "erfüllt": "ok", "unanwendbar": "field"}


class TimePage:
    """Lines of one page in one language and width. ``first`` and ``last``: the days it is about."""

    def __init__(self, language: str, width: int, ascii_only: bool, first: date, last: date) -> None:
        self.language = language
        self.names = words(language)
        self.words = time_words(language)
        self.width = max(width, MIN_WIDTH)
        self.ascii_only = ascii_only
        self.first, self.last = first, last
        self.lines: list[Line] = []

    def say(self, *parts: Segment, indent: int = 0, hang: int = 3) -> None:
        cleaned = [(clean(text, self.ascii_only), style) for text, style in parts if text]
        self.lines += fill(cleaned, self.width, prefix=((" " * indent, ""),) if indent else (), indent=indent + hang)

    def gap(self) -> None:
        if self.lines and self.lines[-1]:
            self.lines.append(())

    def text(self, text: Text) -> str:
        return text.in_language(self.language)

    def window(self) -> str:
        return self.words.span.format(self.first, self.last)

    def days(self, first: date, last: date) -> str:
        """`2022-03-01 bis 2022-04-30`; in words where it is the whole window, or one day."""
        if (first, last) == (self.first, self.last):
            return self.words.every_day
        return self.words.one_day.format(first) if first == last else self.words.span.format(first, last)

    def causes(self, causes: Sequence[Cause], indent: int) -> None:
        for cause in causes:
            self.say((self.words.because, "field"), (f" {self.text(cause.text)}", ""), indent=indent)

    def documents(self, found: Iterable[Fault | Flip], indent: int) -> None:
        """The documents concerned, each with its section where the rule asks about sections."""
        places: dict[str, dict[str, None]] = {}
        for each in found:
            places.setdefault(each.course.contract.id, {})[section(each.course)] = None
        named: list[str] = []
        for document, sections in places.items():
            where = [name for name in sections if name]
            note = where[0] if len(where) == 1 else self.names.counted(len(where), self.words.section) if where else ""
            named.append(f"{document} ({note})" if note else document)
        self.say((self.words.concerns, "field"), (f" {some(named, self.names)}", ""), indent=indent)

    def title(self, fault: Fault | Flip) -> str:
        title = fault.course.rule.rule.title
        return title.en if self.language == "en" else title.de

    # -------------------------------------------------------------------------------------------- faults

    def faults(self, faults: list[Fault], indent: int = 0) -> None:
        """Violated rules one by one, open ones by what they lack; documents with the same days together."""
        for heading, verdict in ((self.words.violated, VIOLATED), (self.words.undecided, UNDECIDED)):
            chosen = [fault for fault in faults if fault.phase.verdict == verdict]
            if not chosen:
                continue
            self.gap()
            self.say((heading, "title"), indent=indent)
            groups: dict[tuple[object, ...], list[Fault]] = {}
            for fault in chosen:
                phase = fault.phase
                groups.setdefault((phase.first, phase.last, fault.course.rule.id, self.what(fault)), []).append(fault)
            rows = list(groups.values())
            shown = rows if verdict == VIOLATED else rows[:MAX_UNDECIDED]
            for group in shown:
                self.fault(group, indent + 3)
            if len(rows) > len(shown):
                rest = self.names.number(len(rows) - len(shown))
                self.say((self.words.more_undecided.format(rest), ""), indent=indent + 3)

    def fault(self, group: list[Fault], indent: int) -> None:
        first = group[0]
        undecided = first.phase.verdict == UNDECIDED
        word = self.names.undecided if undecided else self.names.severity[first.severity]
        self.say(
            (word, "undecided" if undecided else first.severity),
            (f" {first.course.rule.id}", "rule"),
            (f"  {self.title(first)}", "title"),
            (f" · {self.days(first.phase.first, first.phase.last)}", "field"),
            indent=indent,
        )
        self.say((self.what(first), ""), indent=indent + 3, hang=0)
        self.documents(group, indent + 3)

    def accepted(self, history: History) -> None:
        """What fails no run, and why, rule by rule."""
        groups: dict[tuple[int, str, Text], list[Fault]] = {}
        for fault in history.faults:
            if fault.accepted is not None:
                place = (ACCEPTED.index(fault.accepted.why), fault.course.rule.id, fault.accepted.note)
                groups.setdefault(place, []).append(fault)
        if not groups and not history.accepted:
            return
        self.gap()
        self.say((self.names.accepted_title, "title"))
        for each in history.accepted:
            self._accepted(each, f"  {self.text(each.finding.title)}", str(each.finding.primary.span))
        for key in sorted(groups):
            first = groups[key][0]
            if first.accepted is not None:
                self._accepted(first.accepted, f"  {self.title(first)}", "")
                self.documents(groups[key], 3)

    def _accepted(self, each: Accepted, title: str, place: str) -> None:
        why = self.names.accepted[each.why]
        self.say((why, "accepted"), (f" {each.finding.rule}", "rule"), (title, "title"))
        for said, style in ((place, "path"), (self.text(each.note), "")):
            if said:
                self.say((said, style), indent=3, hang=0)

    def what(self, fault: Fault) -> str:
        """The message of a violation; what an open question lacks."""
        finding = fault.finding
        if fault.phase.verdict == UNDECIDED and finding.missing and not finding.official:
            return self.words.missing.format(", ".join(finding.missing))
        return self.text(finding.message)

    def tally(self, faults: list[Fault]) -> str:
        """How many violations, and how many open questions: rules on documents."""
        violated = {_place(fault) for fault in faults if fault.phase.verdict == VIOLATED}
        undecided = {_place(fault) for fault in faults if fault.phase.verdict == UNDECIDED}
        said = self.names.counted(len(violated), self.words.violation) if violated else self.words.none
        return self.words.faults.format(said, self.names.number(len(undecided)))

    def closing(self, reviewed_until: str) -> None:
        parts = [self.names.reviewed_until.format(reviewed_until)] if reviewed_until else []
        if reviewed_until and self.last.isoformat() > reviewed_until:
            parts.append(self.words.known_until.format(reviewed_until))
        self.say((" ".join([*parts, self.names.no_advice]), "field"), hang=0)


def _place(fault: Fault) -> tuple[str, str, str, str]:
    course = fault.course
    return course.contract.path, course.contract.id, course.rule.id, section(course)
