"""Applying waivers: which findings they take, and what is wrong with them.

A waiver that has expired or runs for too long, that nothing is found for, that names a rule there is not or one that
may not be waived is a finding itself: a green run has none that nobody looks after.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from checker.finding import Accepted, Finding
from checker.repository import is_looked_through
from dsl.source import Problem, Source, problem

from .settings import Settings
from .waiver import Waiver

if TYPE_CHECKING:
    from checker.check import Run
    from checker.documents import Library


class Waiving:
    """The waivers of one run, and what is wrong with them."""

    def __init__(
        self, run: Run, library: Library | None, settings: Settings, paths: Sequence[str], partly: bool = False
    ) -> None:
        self.run, self.library, self.settings, self.paths = run, library, settings, paths
        self.partly = partly or run.as_of is not None
        self.waivers: list[Waiver] = []
        self.found: list[Finding] = []
        self.texts: dict[str, str] = {}
        documents = library.documents if library is not None else []
        #: what the documents are called: by their id, and by kind and id
        self.documents = {name for each in documents for name in (each.id, f"{each.kind} {each.id}")}
        for document in documents:
            self._read_comments(document.path, document.id)
        path = settings["exceptions"]
        if path:
            self._read_exceptions(path)

    def _read_comments(self, path: str, document: str) -> None:
        from .accepting import may_hold_one
        from .waiver_comments import waivers_in

        assert self.library is not None
        data = self.library.data.get(path)
        # few documents have one: the others are not looked at line by line
        if data is not None and not may_hold_one(data):
            return
        text = self.library.sources[path]
        source = Source(path, text, tuple(text.split("\n")))
        waivers, problems = waivers_in(source, document, self.run.book.rules.__contains__)
        self._take(waivers, problems, document)

    def _read_exceptions(self, path: str) -> None:
        from .exceptions import read_exceptions

        waivers, problems, text = read_exceptions(path)
        self.texts[path] = text
        self._take(waivers, problems, "")

    def _take(self, waivers: Iterable[Waiver], problems: Iterable[Problem], document: str) -> None:
        self.waivers += waivers
        for each in problems:
            self._say(each, document)

    def _say(self, found: Problem, document: str) -> None:
        from checker.documents import finding_of

        self.found.append(finding_of(found, document, blinds=False))

    def applied(self, findings: list[Finding], accepted: list[Accepted], today: date | None) -> list[Finding]:
        """The findings that are left; the others go to ``accepted``. ``today`` None: the day of this machine."""
        if not self.waivers:
            return findings
        today = today or date.today()
        blind = {finding.document for finding in findings if finding.blinds}
        for waiver in self.waivers:
            if waiver.rule not in self.run.book.rules:
                self._unknown(waiver)
                continue
            expiry = waiver.expiry(today, self.settings["longest-exception"])
            if expiry is not None:
                self._say(expiry, waiver.document)
                if expiry.code != "waiver-expiring":
                    continue
            mine = [finding for finding in findings if waiver.covers(finding)]
            kept = [] if self.settings["waive-mandatory"] else [each for each in mine if _is_mandatory(each)]
            if kept:
                self._say(problem("waiver-mandatory", waiver.rule_span, rule=waiver.rule), waiver.document)
            elif not mine and waiver.document.rpartition(" ")[2] not in blind and self._can_be_told(waiver, accepted):
                self._stale(waiver)
            taken = {id(finding) for finding in mine} - {id(finding) for finding in kept}
            accepted += [waiver.accepted(finding) for finding in mine if id(finding) in taken]
            findings = [finding for finding in findings if id(finding) not in taken]
        return findings

    def _unknown(self, waiver: Waiver) -> None:
        from dsl.nearest import nearest

        hint = ", ".join(nearest(waiver.rule, sorted(self.run.book.rules)))
        self._say(problem("waiver-rule-unknown", waiver.rule_span, found=waiver.rule, hint=hint), waiver.document)

    def _stale(self, waiver: Waiver) -> None:
        known = {*self.documents, *self.run.book.terms, *(f"AGB {name}" for name in self.run.book.terms)}
        if waiver.document_span is None or waiver.document in known:
            self._say(problem("waiver-stale", waiver.rule_span, rule=waiver.rule), waiver.document)
            return
        from dsl.nearest import nearest

        hint = ", ".join(nearest(waiver.document, sorted(known)))
        found = problem("exception-document", waiver.document_span, found=waiver.document, hint=hint)
        self._say(found, waiver.document)

    def _can_be_told(self, waiver: Waiver, accepted: list[Accepted]) -> bool:
        """Whether this run would have found what the waiver is for."""
        if self.partly or not any(rule.id == waiver.rule for rule in self.run.rules):
            return False
        if any(waiver.covers(each.finding) for each in accepted):
            return True  # another waiver has taken it: one of the two is too many
        return waiver.document in self.documents or self._is_whole_repository()

    def _is_whole_repository(self) -> bool:
        """Whether all was checked that the exceptions file may speak of: everything in its folder."""
        return is_looked_through(os.path.dirname(self.settings["exceptions"]), self.paths)


def _is_mandatory(finding: Finding) -> bool:
    return finding.rank == "zwingend" and finding.certainty == "gesichert"
