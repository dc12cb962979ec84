"""What a `.tarif` file says, before anybody asks what its words mean.

A ``Document`` is a heading and sections of facts. Names are still strings: which terms exist and of which type they
are is vocabulary, and vocabulary is text that the checker loads.
"""

from __future__ import annotations

from datetime import date
from enum import Enum

from dsl.period import DateRange, Duration, Indefinite, LaterOf, Until
from dsl.quantity import Amount, Bound
from dsl.record import NamedTuple, dataclass
from dsl.source import Span


class Mark(Enum):
    """Stated gaps: ``NONE`` (`keine`, there is none) and ``UNKNOWN`` (`unbekannt`, nobody knows)."""

    NONE = "keine"
    UNKNOWN = "unbekannt"

    def __str__(self) -> str:
        return self.value


class Text(NamedTuple):
    """A quoted text."""

    text: str

    def __str__(self) -> str:
        return f'"{self.text}"'


class Letters(NamedTuple):
    """`lit. a bis c`: the names of an enumeration that carry these letters, both ends included."""

    first: str
    last: str

    def __str__(self) -> str:
        return f"lit. {self.first}" if self.first == self.last else f"lit. {self.first} bis {self.last}"


class Names(NamedTuple):
    """One or more names in a row: a choice, a set, or a reference."""

    items: tuple[str | Letters, ...]

    def __str__(self) -> str:
        return ", ".join(str(item) for item in self.items)


@dataclass(frozen=True, slots=True)
class NameSet:
    """A set of enumeration names, in the order of the file; equal whatever the order."""

    names: frozenset[str]
    shown: tuple[str, ...] = ()

    def __str__(self) -> str:
        return ", ".join(self.shown or tuple(sorted(self.names)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, NameSet) and other.names == self.names

    def __hash__(self) -> int:
        return hash(self.names)


Value = (
    Amount
    | Bound
    | date
    | DateRange
    | Duration
    | Until
    | LaterOf
    | Indefinite
    | Names
    | NameSet
    | Text
    | Mark
    | bool
    | str
)


def show(value: Value) -> str:
    """The value as a file would state it."""
    if value is True:
        return "ja"
    if value is False:
        return "nein"
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


class RawFact(NamedTuple):
    """`Name: value`, as written. ``value`` is None where the line could not be read.

    ``item_spans``: the place of each name of a row or list. ``guessed``: the line as a whole is broken, and its name a
    guess.
    """

    name: str
    value: Value | None
    name_span: Span
    value_span: Span
    item_spans: tuple[Span, ...] = ()
    guessed: bool = False


class RawSection(NamedTuple):
    """A heading and its facts. ``kind`` is the word after the heading's name, ``since`` the date after `ab`.

    ``guessed``: the heading could not be read and is read as it was probably meant; it has had its message.
    """

    name: str
    kind: str | None
    since: date | None
    title: str | None
    name_span: Span
    kind_span: Span
    facts: tuple[RawFact, ...]
    guessed: bool = False


class RawDocument(NamedTuple):
    """A whole file: ``kind`` is `Tarif` or `Angebot`, ``id`` its reference, the first section its head."""

    kind: str
    id: str
    title: str
    path: str
    span: Span
    sections: tuple[RawSection, ...]
