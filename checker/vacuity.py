"""Which rules real contracts put to the test: a rule that never applies to any of them has not been tried by them."""

from __future__ import annotations

from collections import Counter

from checker.documents import Library, find_tariffs
from checker.judge import HOLDS, NOT_APPLICABLE, UNDECIDED, VIOLATED, Judge
from checker.layers import contract_of
from checker.prepared import Prepared
from checker.rulebook import Rulebook
from checker.tally import by_rule
from dsl.record import dataclass, field


@dataclass(slots=True)
class Vacuity:
    """On how many contracts each rule came out how; on one with several sections counts the worst."""

    contracts: int = 0
    counts: dict[str, Counter[str]] = field(default_factory=dict)

    def groups(self) -> list[tuple[str, list[str]]]:
        """The rules that never applied, that stayed undecided, that were always and that were never violated."""
        groups: dict[str, list[str]] = {"never": [], "open": [], "broken": [], "kept": []}
        for name, counts in sorted(self.counts.items()):
            if not counts[HOLDS] + counts[VIOLATED] + counts[UNDECIDED]:
                groups["never"].append(name)
            elif not counts[HOLDS] + counts[VIOLATED]:
                groups["open"].append(name)
            elif not counts[HOLDS]:
                groups["broken"].append(name)
            elif not counts[VIOLATED]:
                groups["kept"].append(name)
        return list(groups.items())


def vacuity(library: Library, book: Rulebook) -> Vacuity:
    """Judge every document of ``library`` by every rule. Offers whose tariff is not there are left out."""
    found = Vacuity(counts={name: Counter() for name in sorted(book.rules)})
    judge = Judge(book)
    rules: list[Prepared] = list(book.rules.values())
    tariffs = find_tariffs(library, book.vocabulary)
    for document in library.documents:
        tariff = None
        if document.kind == "Angebot":
            reference = document.facts.get("Angebot.Tarif")
            tariff = tariffs.get(str(reference.value)) if reference is not None else None
            if tariff is None:
                continue
        found.contracts += 1
        verdicts = judge.verdicts(rules, contract_of(document, tariff, book))
        for name, verdict in by_rule((rule.id, outcome.verdict) for rule, _, outcome in verdicts).items():
            if verdict != NOT_APPLICABLE:
                found.counts[name][verdict] += 1
    return found
