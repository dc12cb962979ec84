"""What the terms of a change are called: ``checker.ledger`` fills them in, and so does a probe."""

from __future__ import annotations

from checker.ledger import JOINED
from checker.rulebook import Rulebook
from checker.vocabulary import section_of
from dsl.record import NamedTuple


class Names(NamedTuple):
    """What the terms of a change are called: ``ledger`` fills them in, and so does a probe.

    ``told``: all that a notice says; ``notified`` and ``way`` are "" where there are no such terms.
    """

    section: str
    notified: str
    sent: str
    received: str
    way: str
    causes: str
    found_causes: str
    day: str
    leads: tuple[str, ...]
    other_days: tuple[str, ...]
    told: tuple[str, ...]
    ways: tuple[str, ...]


def names_of(section: str, book: Rulebook, joined: str = JOINED) -> Names:
    """The names in the vocabulary, of a section of changes; ``joined``: what those of its notice begin with."""
    terms = book.vocabulary.terms
    notice = f"{section}.{joined}"
    way, sent, received, day = f"{notice}Weg", f"{notice}Versand", f"{notice}Zugang", f"{section}.ab"
    term, notified = terms.get(way), f"{section}.mitgeteilt"
    mine = [each for name, each in terms.items() if section_of(name) == section]
    leads = tuple(each.name for each in mine if each.type.kind == "Dauer" and each.better == "länger")
    told = tuple(each.name for each in mine if each.name.startswith(notice) and each.name != day)
    others = tuple(n for n in told if terms[n].type.kind == "Datum" and n not in (sent, received))
    ways = [value.name for value in book.vocabulary.enumerations[term.type.of].values] if term is not None else []
    return Names(
        section,
        notified if notified in terms else "",
        sent,
        received,
        way if term is not None else "",
        f"{notice}Anlässe",
        f"{section}.Anlässe",
        day,
        leads,
        others,
        told,
        tuple(ways),
    )
