"""What has come out so far: of one document, or of all documents of a run. Values only, so it can be kept and sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from checker.finding import VERDICTS, Finding, Judged
from dsl.record import dataclass, field

# A clause of the terms that the law does not let stand: the id of the terms, and its number among them.
ClauseKey = tuple[str, int]


@dataclass(slots=True)
class Tally:
    """``documents``: how many were judged; ``counts``: how often each verdict came out, once for each of them and rule.

    ``missing``: for how many of these each fact would help to settle an open question; ``unread``: how many are open
    only for lines that could not be read. ``affected``: the tariffs that each
    void clause reaches (a dict, for its order). ``judged`` stays empty unless a report asks for it.
    """

    findings: list[Finding] = field(default_factory=list)
    documents: int = 0
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(VERDICTS, 0))
    missing: dict[str, int] = field(default_factory=dict)
    unread: int = 0
    judged: list[Judged] = field(default_factory=list)
    affected: dict[ClauseKey, dict[str, None]] = field(default_factory=dict)

    def count(self, verdicts: Mapping[str, int], documents: int = 1) -> None:
        """Take in how often verdicts came out, for one document or several."""
        self.documents += documents
        for verdict, several in verdicts.items():
            self.counts[verdict] += several

    def miss(self, facts: Iterable[str], several: int = 1) -> None:
        """Take in that ``facts`` would help to settle an open question of a rule, or of ``several``."""
        for name in facts:
            self.missing[name] = self.missing.get(name, 0) + several

    def add(self, other: Tally) -> None:
        """Take in what came out for something else."""
        self.findings += other.findings
        self.count(other.counts, other.documents)
        for name, several in other.missing.items():
            self.miss((name,), several)
        self.unread += other.unread
        self.judged += other.judged
        for clause, tariffs in other.affected.items():
            self.affected.setdefault(clause, {}).update(tariffs)


def by_rule(verdicts: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Each rule once with the worst of its verdicts, given (rule, verdict) for each section it was asked of."""
    found: dict[str, str] = {}
    for rule, verdict in verdicts:
        known = found.get(rule)
        if known is None or VERDICTS.index(verdict) < VERDICTS.index(known):
            found[rule] = verdict
    return found
