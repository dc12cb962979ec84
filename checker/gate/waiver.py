"""A waiver: for a while, for a reason, findings of one rule at one place do not fail the run."""

from __future__ import annotations

from datetime import date, timedelta

from checker.finding import Accepted, Finding, Text
from dsl.record import NamedTuple
from dsl.source import Problem, Span, problem

#: so many days before it expires a waiver is called to mind
FOREWARNED = 30


class Waiver(NamedTuple):
    """What a comment or an entry of an exceptions file says, as far as it could be read."""

    rule: str
    until: date | None  # the last day; None where what is written is no day: then it has expired
    reason: str
    rule_span: Span
    until_span: Span
    written: str  # the day as it is written
    by: tuple[str, ...] = ()  # who answers for it, who approved
    norm: str = ""
    document: str = ""  # the document it holds for: its id, or its kind and id
    # where it holds: in these lines of a file ...
    path: str = ""
    lines: tuple[int, int] = (0, 0)
    section: str = ""  # ... that are a whole section
    fact: str | None = None  # or at this path in the document, "" for all of it
    document_span: Span | None = None  # where the document is named, if it is

    def covers(self, finding: Finding) -> bool:
        """Whether it is about this finding: one of its own document, and none of an offer for it."""
        if finding.rule != self.rule:
            return False
        if self.fact is not None:
            return self._is_in_document(finding) and self._is_at_fact(finding)
        first, last = self.lines
        spans = [label.span for label in (finding.primary, *finding.related)]
        if spans[0].path != self.path:
            return False
        if any(span.path == self.path and first <= span.line <= last for span in spans):
            return True
        # what is missing in a section, or comes from elsewhere, is told where the document begins or brings it in
        return bool(self.section) and finding.path.startswith(f"{self.section}.")

    def _is_in_document(self, finding: Finding) -> bool:
        """The document is named by its id, or by kind and id."""
        return self.document in (finding.document, *(each.document for each in finding.identities))

    def _is_at_fact(self, finding: Finding) -> bool:
        paths = {identity.path for identity in finding.identities} or {finding.path}
        return not self.fact or finding.path == self.fact or paths == {self.fact}

    def accepted(self, finding: Finding) -> Accepted:
        """The finding as it is reported, with who answers for it, until when, and why."""
        until = self.written
        owner, approver = (*self.by, "", "")[:2]
        de = [f"bis {until}", owner, f"freigegeben von {approver}" if approver else ""]
        en = [f"until {until}", owner, f"approved by {approver}" if approver else ""]
        german, english = (", ".join(part for part in parts if part) for parts in (de, en))
        norm = f"; {self.norm}" if self.norm else ""
        where = f"{self.rule_span.path}:{self.rule_span.line}"
        note = Text(f"{german}: „{self.reason}“{norm} ({where})", f"{english}: “{self.reason}”{norm} ({where})")
        return Accepted(finding, "waived", note, until, self.by, self.reason)

    def expiry(self, today: date, longest: int) -> Problem | None:
        """That it has expired, or soon will, or has more than ``longest`` days left: then nobody looks after it."""
        if self.until is None:
            return problem("waiver-date", self.until_span, rule=self.rule, found=self.written)
        days = (self.until - today).days
        if days < 0:
            return problem("waiver-expired", self.until_span, rule=self.rule, until=self.written, today=today)
        if days > longest:
            last = str(today + timedelta(longest)) if longest <= (date.max - today).days else str(date.max)
            return problem("waiver-long", self.until_span, rule=self.rule, until=self.written, allowed=last)
        if days <= FOREWARNED:
            return problem("waiver-expiring", self.until_span, rule=self.rule, until=self.written, days=days)
        return None


def read_day(text: str) -> date | None:
    """`2026-12-31` as a day; None for anything else."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None
