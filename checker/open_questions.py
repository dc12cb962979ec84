"""Open questions in words: rules that a contract leaves undecided, with the facts that would decide them."""

from __future__ import annotations

from checker import identity
from checker.describe import norm_text, said, severity_of
from checker.finding import Finding, Label
from checker.judge import Outcome
from checker.layers import Contract
from checker.phrases import official_unknown, region
from checker.prepared import Prepared
from checker.rulebook import Rulebook
from checker.vocabulary import Instance


class OpenQuestions:
    """Makes the findings for one contract after another.

    Most leave the same open: what there is to say of it, whichever contract it is, is said once.
    """

    def __init__(self, book: Rulebook) -> None:
        self.book = book
        self._known: dict[tuple[object, ...], Finding] = {}

    def finding(self, rule: Prepared, outcome: Outcome, contract: Contract, instance: Instance | None) -> Finding:
        """The finding for ``rule``, which ``outcome`` leaves undecided for the contract, or one of its sections."""
        version, gap = outcome.version, outcome.not_encoded
        since, of_gap = version and (version.since, version.until), gap and (gap.since, gap.until)
        key = (rule.id, outcome.missing, since, of_gap, outcome.boxes)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = _finding(rule, outcome, contract, self.book)
        identities = identity.of_open_question(rule, outcome, contract, instance, self.book.vocabulary)
        return found._replace(
            document=contract.id,
            primary=Label(instance.span if instance is not None else contract.span, found.message),
            path=f"{instance.section}[{instance.key}]" if instance is not None else "",
            identities=identities,
            fingerprint=identity.fingerprint(identities),
        )


def _finding(rule: Prepared, outcome: Outcome, contract: Contract, book: Rulebook) -> Finding:
    gap = outcome.not_encoded.not_encoded if outcome.not_encoded is not None else None
    official = tuple(sorted(outcome.missing & book.values.keys()))  # nobody can state them
    missing = tuple(sorted(outcome.missing.difference(official)))
    if gap is not None:
        message = said(f"Nicht kodiert: {gap.de}", f"Not encoded: {gap.en}")
    else:
        gaps, unknown = ", ".join(missing), official_unknown(official, book.values)
        german = ("Nicht zu entscheiden", f"es fehlt: {gaps}" if gaps else "", unknown.de)
        english = ("Cannot be decided", f"missing: {gaps}" if gaps else "", unknown.en)
        message = said(f"{'; '.join(filter(None, german))}.", f"{'; '.join(filter(None, english))}.")
    return Finding(
        kind="rule",
        rule=rule.id,
        verdict="unentschieden",
        severity=severity_of(rule, outcome.version),
        certainty=(outcome.version.certainty if outcome.version else None) or rule.rule.certainty,
        rank=rule.norm.rank,
        title=said(rule.rule.title.de, rule.rule.title.en),
        message=message,
        document=contract.id,
        primary=Label(contract.span, message),
        region=region(outcome.boxes, book.vocabulary),
        norm=norm_text(rule, outcome.version),
        missing=missing,
        official=official,
    )
