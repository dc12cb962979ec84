"""The last lawful day of a notice that came too late, and how it is counted: for findings that a day decides.

Only where a rule asks for time between a notice and the day its change takes effect, as `checker.ledger` fills it in.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from checker.finding import Text
from checker.judge import Breach
from checker.layers import Contract
from checker.ledger import DEEMED, JOINED, RECEIVED, SENT, day_of
from checker.vocabulary import Instance
from dsl.deadline import Deadline, Notice, explain, last_receipt, last_sending, read_norms
from dsl.period import Duration
from dsl.rule import Compare

LEADS, PUBLIC_LEAD = ("Vorlauf", "Vorlauf-Monate"), "Bekanntgabe-Vorlauf"

PUBLIC_BY = ("Letzter Tag der Bekanntgabe", "Last day to make it public")
RECEIVED_BY = ("Letzter Tag für den Zugang", "Last day to be received")
SENT_BY = ("Letzter Tag zum Absenden", "Last day to send it")


def last_days(breaches: tuple[Breach, ...], contract: Contract, instance: Instance | None) -> Iterator[Text]:
    """A sentence for each time that was not kept: the last day, and its steps with their norms."""
    effective = day_of(instance) if instance is not None else None
    if instance is None or effective is None:
        return
    for breach in breaches:
        atom, length = breach.atom, breach.operand
        if not isinstance(atom, Compare) or atom.op != "mindestens" or not isinstance(length, Duration):
            continue
        name = atom.term.removeprefix(f"{instance.section}.")
        if name not in (*LEADS, PUBLIC_LEAD) or length.length.workdays:
            continue
        deemed = _deemed(contract, instance) if name in LEADS else None
        notice = Notice(Duration(length.count, length.unit), deemed)
        heads = SENT_BY if deemed is not None else PUBLIC_BY if name == PUBLIC_LEAD else RECEIVED_BY
        try:
            yield _said(heads, (last_receipt if deemed is None else last_sending)(effective, notice))
        except OverflowError:  # before the year 1 there is no day to name
            continue


def _deemed(contract: Contract, change: Instance) -> Duration | None:
    """How long after it was sent the notice counts as received; None where the file states when it was received."""
    sent, received = (
        change.facts.get(f"{change.section}.{JOINED}{name.rpartition('.')[2]}") for name in (SENT, RECEIVED)
    )
    fiction = contract.facts.get(DEEMED)
    # the ledger puts a receipt that it worked out where the sending is stated
    if sent is None or received is None or received.span != sent.span or fiction is None:
        return None
    return fiction.value if isinstance(fiction.value, Duration) and not fiction.value.length.workdays else None


def _said(heads: tuple[str, str], deadline: Deadline) -> Text:
    german, english = (" ".join(explain(deadline, language, _norms())[:-1]) for language in ("de", "en"))
    day = deadline.day.isoformat()
    return Text(f"{heads[0]}: {day}. So gezählt: {german}", f"{heads[1]}: {day}. Counted so: {english}")


@lru_cache(maxsize=1)
def _norms() -> dict[str, str]:
    from checker.rule_files import rules_folder

    return read_norms(Path(rules_folder(), "fristen.csv").read_text(encoding="utf-8"))
