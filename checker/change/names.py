"""What the terms of a change are called: ``checker.ledger`` fills them in, and so does a probe."""

from __future__ import annotations

from typing import NamedTuple

from checker.rulebook import Rulebook
from checker.vocabulary import section_of


class Names(NamedTuple):
    """What the terms of a change are called: ``ledger`` fills them in, and so does a probe."""

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
    ways: tuple[str, ...]


def names_of(section: str, book: Rulebook) -> Names:
    """The names in the vocabulary, of a section that is made by ``ledger``."""
    way = f"{section}.Mitteilung-Weg"
    terms = book.vocabulary.terms
    term, sent, received = terms.get(way), f"{section}.Mitteilung-Versand", f"{section}.Mitteilung-Zugang"
    mine = [each for name, each in terms.items() if section_of(name) == section]
    leads = tuple(each.name for each in mine if each.type.kind == "Dauer" and each.better == "länger")
    days = (each.name for each in mine if each.type.kind == "Datum" and each.name.startswith(f"{section}.Mitteilung-"))
    others = tuple(name for name in days if name not in (sent, received))
    ways = [value.name for value in book.vocabulary.enumerations[term.type.of].values] if term is not None else []
    return Names(
        section,
        f"{section}.mitgeteilt",
        sent,
        received,
        way,
        f"{section}.Mitteilung-Anlässe",
        f"{section}.Anlässe",
        f"{section}.ab",
        leads,
        others,
        tuple(ways),
    )
