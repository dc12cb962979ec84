"""Rules that one must not rely on: not compared with the law for too long, or never able to fire."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from checker.finding import Finding
from dsl.source import Span, problem

if TYPE_CHECKING:
    from checker.rulebook import Rulebook


def too_old(book: Rulebook, grace: int | None, today: date | None) -> list[Finding]:
    """That the rulebook is past its review by more than ``grace`` days, at the norm that was reviewed first.

    ``grace`` None: it may be as old as it likes; ``today`` None: the day of this machine.
    """
    if grace is None:
        return []
    from checker.documents import finding_of

    reviewed = book.reviewed_until
    norms = [norm for norm in book.norms.values() if norm.reviewed is not None and str(norm.reviewed) == reviewed]
    if not norms:
        return []
    oldest = min(norms, key=lambda norm: (norm.rank != "zwingend", norm.span))
    today = today or date.today()
    last = date.fromisoformat(reviewed) + timedelta(days=grace)
    if today <= last:
        return []
    span = _line_of(book.sources.get(oldest.span.path, ""), oldest.span, "geprüft")
    found = problem("rulebook-old", span, name=oldest.id, reviewed=reviewed, grace=grace, last=last, today=today)
    return [finding_of(found, "", blinds=False)]


def never_firing(book: Rulebook) -> list[Finding]:
    """Every rule of one's own that nothing can violate."""
    from checker.documents import finding_of

    return [finding_of(problem("rule-never", span, name=name), "", blinds=False) for name, span in book.never_firing]


def _line_of(text: str, span: Span, word: str) -> Span:
    """The first line behind ``span`` that starts with ``word``; ``span`` where there is none."""
    for number, line in enumerate(text.split("\n")[span.line :], span.line + 1):
        if line.strip().startswith(f"{word} "):
            start = len(line) - len(line.lstrip())
            return Span(span.path, number, start + 1, len(line.rstrip()) + 1)
    return span
