"""From which severity and certainty on a finding fails the run: `--fail-on fehler,warnung:gesichert`.

A level is a severity, alone or with a certainty behind a colon, in German or English. It stands for itself and whatever
is worse and more settled; a finding fails if it reaches one of the levels.
"""

from __future__ import annotations

from collections.abc import Sequence

from checker.finding import SEVERITIES, Finding
from dsl.record import NamedTuple

# from the most settled on, as severities are from the worst on
CERTAINTIES = ("gesichert", "überwiegend", "umstritten")
OTHER_WORDS = {
    "error": "fehler",
    "warning": "warnung",
    "note": "hinweis",
    "settled": "gesichert",
    "prevailing": "überwiegend",
    "disputed": "umstritten",
    "ueberwiegend": "überwiegend",  # for keyboards and scripts without umlauts
}
# said in time, so that nothing fails all of a sudden
FOREWARNINGS = frozenset({"waiver-expiring"})


class Level(NamedTuple):
    """``severity`` and worse, as settled as ``certainty`` and more."""

    severity: str
    certainty: str = CERTAINTIES[-1]

    def reached(self, finding: Finding) -> bool:
        """Whether ``finding`` is as bad and as settled as this."""
        return SEVERITIES.index(finding.severity) <= SEVERITIES.index(self.severity) and CERTAINTIES.index(
            finding.certainty
        ) <= CERTAINTIES.index(self.certainty)


USUAL = (Level("warnung"),)
EVERYTHING = (Level("hinweis"),)


def read_levels(text: str) -> tuple[Level, ...] | None:
    """The levels of `fehler,warnung:gesichert`; None where it is none."""
    levels = []
    for part in text.split(","):
        severity, colon, certainty = part.strip().partition(":")
        level = Level(german(severity), german(certainty) if colon else CERTAINTIES[-1])
        if level.severity not in SEVERITIES or level.certainty not in CERTAINTIES:
            return None
        levels.append(level)
    return tuple(levels)


def german(word: str) -> str:
    """The word of the rule language for a severity or a certainty in either language."""
    return OTHER_WORDS.get(word.strip(), word.strip())


def written(levels: Sequence[Level]) -> str:
    """The levels as they are written."""
    return ",".join(
        level.severity if level.certainty == CERTAINTIES[-1] else f"{level.severity}:{level.certainty}"
        for level in levels
    )


def fails(finding: Finding, strict: bool, levels: Sequence[Level] = ()) -> bool:
    """Whether a finding fails the run. Open questions do only in a strict one, which also fails for mere notes unless
    ``levels`` say otherwise."""
    if finding.rule in FOREWARNINGS or (finding.verdict == "unentschieden" and not strict):
        return False
    return any(level.reached(finding) for level in levels or (EVERYTHING if strict else USUAL))
