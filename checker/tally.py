"""What has come out so far: of one document, or of all documents of a run. Values only, so it can be kept and sent."""

from __future__ import annotations

from collections import Counter

from checker.finding import Finding, Judged
from dsl.record import dataclass, field

# A clause of the terms that the law does not let stand: the id of the terms, and its number among them.
ClauseKey = tuple[str, int]


@dataclass(slots=True)
class Tally:
    """``counts``: how often each verdict came out; ``missing``: how many open questions each fact would help to settle.

    ``unread``: the open questions that only wait for lines that could not be read. ``affected``: the tariffs that each
    void clause reaches (a dict, for its order). ``judged`` stays empty unless a report asks for it.
    """

    findings: list[Finding] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    missing: Counter[str] = field(default_factory=Counter)
    unread: int = 0
    judged: list[Judged] = field(default_factory=list)
    affected: dict[ClauseKey, dict[str, None]] = field(default_factory=dict)

    def add(self, other: Tally) -> None:
        """Take in what came out for something else."""
        self.findings += other.findings
        self.counts.update(other.counts)
        self.missing.update(other.missing)
        self.unread += other.unread
        self.judged += other.judged
        for clause, tariffs in other.affected.items():
            self.affected.setdefault(clause, {}).update(tariffs)
