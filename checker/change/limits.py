"""The times between a notice and its effect, the days they lead to, and what a plan of a change consists of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from checker.change.probing import Answers, Duty, is_set_of
from checker.ledger import RECEIVED, SENT
from checker.vocabulary import Fact, Instance
from dsl.deadline import Deadline, Notice, first_effective, first_effective_when_sent, last_receipt, last_sending
from dsl.document import NameSet
from dsl.period import Duration
from dsl.record import NamedTuple

# the time between a public notice and its effect
PUBLIC = "Bekanntgabe-Vorlauf"


class Limit(NamedTuple):
    """A time that must lie between the notice and its effect, and the days it leads to.

    ``receipt`` and ``sending``: the last days for the effective day, ``sending`` only where receipt is deemed;
    ``first``: the first effective day for the day of sending, None where nobody gave one. ``public``: it is counted
    from a public notice and not from what the customer receives.
    """

    duty: Duty
    notice: Notice
    receipt: Deadline
    sending: Deadline | None
    first: Deadline | None

    @property
    def public(self) -> bool:
        return self.duty.term.endswith(f".{PUBLIC}")


class Plan(NamedTuple):
    """Everything about one change. ``effective``: None where no day was given.

    ``limits``: the strictest first. ``exits``: rules by which customers may leave. ``clause``: what the contract itself
    says of such changes. ``guaranteed``: components under a guarantee on the day. ``notices``: those in the file.
    ``first_effective``: the first day the change can take effect, if the notice is sent on ``sent``; where the limits
    alone would let it be earlier, ``postponed`` names the rules that do not. ``barred_until``: where these rules let it
    be on no day, the last day that was looked at. ``uncounted``: periods in working days, by their terms, which nobody
    can count without the public holidays of a Land; the days leave them out. ``ledger``: what the change is put down
    to, and whether its components explain it, as far as the prices tell.
    """

    effective: date | None
    sent: date
    limits: tuple[Limit, ...]
    contents: tuple[Duty, ...]
    exits: tuple[Duty, ...]
    clause: tuple[Fact, ...]
    answers: Answers
    guaranteed: Fact | None
    notices: tuple[Instance, ...]
    first_effective: date | None = None
    postponed: tuple[str, ...] = ()
    barred_until: date | None = None
    uncounted: tuple[tuple[str, Duration], ...] = ()
    ledger: tuple[Fact, ...] = ()

    @property
    def last_receipt(self) -> date | None:
        """The last day for the notice to be received that keeps every limit."""
        return self._last([limit.receipt for limit in self.limits if not limit.public])

    @property
    def last_sending(self) -> date | None:
        """The last day to send it electronically; None where nothing says when it is received then."""
        received = [limit for limit in self.limits if not limit.public]
        return self._last([limit.sending for limit in received]) if all(each.sending for each in received) else None

    @property
    def last_public(self) -> date | None:
        """The last day for a public notice."""
        return self._last([limit.receipt for limit in self.limits if limit.public])

    def _last(self, days: list[Deadline] | list[Deadline | None]) -> date | None:
        return min((each.day for each in days if each is not None), default=None) if self.effective else None

    def is_late(self, notice: Instance) -> bool | None:
        """Whether a notice in the file comes too late for a limit; None where that cannot be told."""
        received, sent = (notice.facts.get(name) for name in (RECEIVED, SENT))
        stated, due = (received, self.last_receipt) if received is not None else (sent, self.last_sending)
        if stated is None or due is None or not isinstance(stated.value, date):
            return None
        return stated.value > due

    @property
    def comes_late(self) -> bool:
        """Whether the notices in the file, or else one that is sent on ``sent``, are too late for the effective day."""
        if self.notices:
            return any(self.is_late(notice) for notice in self.notices)
        first, wished = self.first_effective, self.effective
        return first is not None and wished is not None and first > wished


def limit(duty: Duty, notice: Notice, effective: date, sent: date | None) -> Limit:
    """The days that a time between notice and effect leads to."""
    electronic = notice.deemed is not None
    first = None
    if sent is not None:
        first = first_effective_when_sent(sent, notice) if electronic else first_effective(sent, notice)
    sending = last_sending(effective, notice) if electronic else None
    return Limit(duty, notice, last_receipt(effective, notice), sending, first)


def latest(limits: tuple[Limit, ...]) -> date | None:
    """The first day on which every limit is kept."""
    return max((limit.first.day for limit in limits if limit.first is not None), default=None)


def leads_in(duties: Iterable[Duty], terms: tuple[str, ...], workdays: bool) -> list[tuple[Duty, Duration]]:
    """The duties that ask for time between the notice and its effect; `vor dem neuen Preis` is no time at all.

    ``workdays``: whether working days can be counted; without a Land they cannot.
    """
    found: list[tuple[Duty, Duration]] = []
    for duty in duties:
        if duty.term not in terms:
            continue
        if isinstance(duty.operand, Duration) and duty.op == "mindestens":
            if duty.operand.length.workdays and not workdays:
                continue
            found.append((duty, duty.operand))
        elif isinstance(duty.operand, date) and duty.op == "weniger als":
            found.append((duty, Duration(0, "Tag")))
    return found


def listed(duty: Duty) -> frozenset[str]:
    """What a duty asks to be stated; nothing where it asks for something else."""
    return duty.operand.names if is_set_of(duty) and isinstance(duty.operand, NameSet) else frozenset()
