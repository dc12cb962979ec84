"""The deadlines of changes as a calendar file (RFC 5545): days without hours, the same bytes for the same change.

Every event is a whole day. Its identity (UID) is made of what it means, so that a file that is read in again moves an
event instead of doubling it; the time it was made (DTSTAMP) is the start of the day of sending that was asked about.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, timedelta

from checker.change.compare import Comparison
from checker.change.limits import Plan
from checker.change.words import change_words

LINE = 75  # octets, without the line end (RFC 5545, 3.1)
DAY = timedelta(1)


def calendar(found: Iterable[Comparison], language: str) -> bytes:
    """A calendar with the last days for each notice, and the days on which the changes take effect.

    Empty where there is no such day: a calendar without an event is none (RFC 5545, 3.6).
    """
    lines: list[str] = []
    for each in found:
        for _, plan in each.plans:
            lines += _events(each, plan, "effective", language)
        if each.priced is not None:
            lines += _events(each, each.priced, "effective", language)
        if each.terms is not None:
            lines += _events(each, each.terms, "terms", language)
    if not lines:
        return b""
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//tariflint//change//{language.upper()}", "CALSCALE:GREGORIAN")
    lines = [*head, *lines, "END:VCALENDAR"]
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode("utf-8")


def _events(found: Comparison, plan: Plan, kind: str, language: str) -> Iterable[str]:
    if plan.effective is None:
        return
    words, document = change_words(language), found.side.document
    name = document.title or document.id
    why = "\n".join(
        f"{limit.notice.length}: {limit.duty.norm.in_language(language)}, {words.limit.format(limit.receipt.day)}"
        for limit in plan.limits
    )
    for what, day in (
        ("sending", plan.last_sending),
        ("receipt", plan.last_receipt),
        ("public", plan.last_public),
        (kind, plan.effective),
    ):
        if day is None:
            continue
        yield from (
            "BEGIN:VEVENT",
            f"UID:{_identity(document.id, kind, plan.effective.isoformat(), what)}@tariflint",
            f"DTSTAMP:{plan.sent:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{_written(day)}",
            f"DTEND;VALUE=DATE:{_written(day + DAY)}",
            f"SUMMARY:{_escaped(words.events[what].format(f'{name} ({plan.effective})'))}",
            f"DESCRIPTION:{_escaped(why)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        )


def _identity(*parts: str) -> str:
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=12).hexdigest()


def _written(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _escaped(text: str) -> str:
    """TEXT of RFC 5545, 3.3.11; control characters have no place in it."""
    for char in ("\\", ";", ","):
        text = text.replace(char, f"\\{char}")
    return "".join(char for char in text.replace("\n", "\\n") if char.isprintable())


def _folded(line: str) -> str:
    """``line`` in pieces of at most 75 octets; no character is cut in two."""
    pieces: list[str] = []
    piece, used = "", 0
    for char in line:
        size = len(char.encode("utf-8"))
        if used + size > LINE:
            pieces.append(piece)
            piece, used = " ", 1
        piece, used = piece + char, used + size
    return "\r\n".join([*pieces, piece])
