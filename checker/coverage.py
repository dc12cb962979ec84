"""What of the sources is encoded: the rows of `rules/abdeckung/*.csv`, read, checked against the book, and grouped.

Each row names a constraint that somebody found in a source (its id, `zeile`), where it stands (`quelle`), whether it is
encoded (`stand`), by which rules, and why not or not wholly. So what is left out is left out on purpose, with a reason.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator

from checker.rulebook import Rulebook
from dsl.nearest import nearest
from dsl.record import dataclass
from dsl.rule import Words
from dsl.source import Span, read_source

ENCODED, PARTLY, NOT, OUTSIDE = "kodiert", "teilweise", "bewusst nicht", "außerhalb"
STATES = (ENCODED, PARTLY, NOT, OUTSIDE)
HEADER = ("zeile", "quelle", "stand", "regeln", "grund_de", "grund_en")
SECTION = re.compile(r"(§§?|Art\.|Nr\.) ?(\d+(?:\.\d+)*[a-z]?)")
# what a citation is made of besides the name of its source: `§ N Abs. 3, 4 Satz 1 Nr. 2 lit. a`
STRUCTURE = re.compile(r"(§§?|Art\.|Abs\.|Satz|Nr\.|lit\.|bis|und|Halbs\.|S\.|\d+(\.\d+)*[a-z]?|[a-z])")


@dataclass(frozen=True, slots=True)
class Row:
    """One constraint of a source. ``names``: rules, defaults, derived terms or dated values that encode it."""

    id: str
    source: str
    state: str
    names: tuple[str, ...]
    reason: Words
    span: Span

    @property
    def place(self) -> tuple[str, str]:
        """What the source is part of, and where in it."""
        return source_place(self.source, self.id)


def source_place(source: str, id_: str) -> tuple[str, str]:
    """What a citation is part of, and where in it: (a statute, `§ Na`), (`Datenschutzhinweise`, `Nr. 1`).

    A source without paragraphs goes by its heading, under the court or authority it is of, or the first part of the id
    of what cites it.
    """
    words = source.split(";")[0].replace(",", " ").split()
    found = SECTION.match(source)
    if found is not None:
        name = next((word for word in words if not STRUCTURE.fullmatch(word)), "")
        if name[:1].isupper():
            return name, f"{found[1].replace('§§', '§')} {found[2].partition('.')[0]}"
    first = words[0] if words else ""
    short = sum(letter.isupper() for letter in first) > 1
    return first if short else id_.partition("-")[0], source


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something wrong with a row, where it stands."""

    span: Span
    words: Words


@dataclass(frozen=True, slots=True)
class Coverage:
    """The rows in the order of their sources. ``unnamed``: rules that no row names."""

    rows: tuple[Row, ...]
    flaws: tuple[Flaw, ...]
    unnamed: tuple[str, ...]

    def groups(self) -> Iterator[tuple[str, list[tuple[str, list[Row]]]]]:
        """The rows by work and section."""
        works: dict[str, dict[str, list[Row]]] = {}
        for row in self.rows:
            work, section = row.place
            works.setdefault(work, {}).setdefault(section, []).append(row)
        for work in sorted(works, key=str.casefold):
            yield work, sorted(works[work].items(), key=lambda item: section_key(item[0]))

    def count(self, state: str, rows: Iterable[Row] | None = None) -> int:
        """How many rows, of all or of these, are in ``state``."""
        return sum(row.state == state for row in (self.rows if rows is None else rows))


def section_key(section: str) -> tuple[object, ...]:
    """By number, then by letter: the ninth paragraph before the tenth, that before its neighbour with an `a`."""
    found = SECTION.match(section)
    if found is None:
        return (1, 0, section)
    number = re.match(r"\d+", found[2])
    return (0, int(number[0]) if number else 0, found[2])


def coverage(files: Iterable[tuple[str, bytes]], book: Rulebook) -> Coverage:
    """The rows of ``files`` (name, content), checked against ``book``."""
    rows: list[Row] = []
    flaws: list[Flaw] = []
    for path, data in files:
        found, wrong = read_rows(path, data)
        rows += found
        flaws += wrong
    flaws += _checked(rows, book)
    named = {name for row in rows for name in row.names}
    unnamed = tuple(sorted(name for name in book.rules if name not in named))
    return Coverage(tuple(rows), tuple(sorted(flaws, key=lambda flaw: flaw.span)), unnamed)


# ------------------------------------------------------------------------------------------------ reading


def read_rows(path: str, data: bytes) -> tuple[list[Row], list[Flaw]]:
    """The rows of one file, and a flaw for each line that is none."""
    source, problems = read_source(path, data)
    if problems:
        return [], [
            _flaw(each.span, "Die Datei ist kein UTF-8-Text.", "The file is not UTF-8 text.") for each in problems
        ]
    rows: list[Row] = []
    flaws: list[Flaw] = []
    for number, line in enumerate(source.lines, 1):
        span = Span(path, number, 1, len(line) + 1)
        if number == 1:
            if tuple(line.split(";")) != HEADER:
                flaws.append(_header_flaw(span))
            continue
        if not line.strip():
            continue
        fields = _fields(line)
        if fields is None:
            flaws.append(
                _flaw(
                    span,
                    "Ein Anführungszeichen ist nicht geschlossen oder steht mitten im Feld.",
                    "A quotation mark is not closed, or stands in the middle of a field.",
                )
            )
        elif len(fields) != len(HEADER):
            flaws.append(_fields_flaw(span, len(fields)))
        else:
            id_, place, state, names, german, english = (field.strip() for field in fields)
            found = tuple(re.split(r"[,\s]+", names)) if names else ()
            rows.append(Row(id_, place, state, found, Words(german, english), span))
    return rows, flaws


def _fields(line: str) -> list[str] | None:
    """The fields of a line; None where its quotation marks do not match."""
    try:
        return next(csv.reader([line], delimiter=";", strict=True))
    except csv.Error:
        return None


def _flaw(span: Span, german: str, english: str) -> Flaw:
    return Flaw(span, Words(german, english))


def _header_flaw(span: Span) -> Flaw:
    header = ";".join(HEADER)
    return _flaw(span, f"Die erste Zeile muss {header} lauten.", f"The first line must be {header}.")


def _fields_flaw(span: Span, count: int) -> Flaw:
    return _flaw(
        span,
        f"Die Zeile hat {count} Felder statt {len(HEADER)}. Ein Semikolon im Text braucht Anführungszeichen ums Feld.",
        f"The line has {count} fields instead of {len(HEADER)}. A semicolon in a text needs quotation marks around it.",
    )


# ------------------------------------------------------------------------------------------------ checks


def _checked(rows: list[Row], book: Rulebook) -> Iterator[Flaw]:
    known = known_names(book)
    first: dict[str, Row] = {}
    for row in rows:
        if not row.id or not row.source:
            yield _flaw(row.span, "Der Zeile fehlt ihr Name oder ihre Quelle.", "The row lacks its id or its source.")
        other = first.setdefault(row.id, row)
        if other is not row:
            where = f"{other.span.path}:{other.span.line}"
            yield _flaw(
                row.span,
                f"Die Zeile {row.id} steht schon in {where}; jede Zeile hat genau einen Stand.",
                f"The row {row.id} stands in {where} already; each row is in one state only.",
            )
        yield from _state_flaws(row)
        for name in row.names:
            if name not in known:
                hint = nearest(name, known)
                german = f" Gemeint: {hint[0]}?" if hint else ""
                english = f" Did you mean {hint[0]}?" if hint else ""
                yield _flaw(
                    row.span,
                    f"{row.id} nennt {name}; so heißt keine Regel, Vorgabe und kein Begriff.{german}",
                    f"{row.id} names {name}; no rule, default or term is called so.{english}",
                )


def _state_flaws(row: Row) -> Iterator[Flaw]:
    if row.state not in STATES:
        states = ", ".join(STATES)
        yield _flaw(
            row.span,
            f"{row.id}: »{row.state}« ist kein Stand; möglich sind {states}.",
            f"{row.id}: “{row.state}” is no state; possible are {states}.",
        )
        return
    if row.state in (ENCODED, PARTLY) and not row.names:
        yield _flaw(
            row.span,
            f"{row.id} ist {row.state}, nennt aber keine Regel.",
            f"{row.id} is {IN_ENGLISH[row.state]}, but names no rule.",
        )
    if row.state != ENCODED or row.reason.de or row.reason.en:
        lacking = [name for name, text in (("grund_de", row.reason.de), ("grund_en", row.reason.en)) if not text]
        if lacking:
            fields = " und ".join(lacking), " and ".join(lacking)
            yield _flaw(row.span, f"{row.id}: Der Grund fehlt ({fields[0]}).", f"{row.id}: no reason ({fields[1]}).")


IN_ENGLISH = {ENCODED: "encoded", PARTLY: "partly", NOT: "deliberately not", OUTSIDE: "out of scope"}


def known_names(book: Rulebook) -> list[str]:
    """Everything that can encode a row: rules and their exceptions, defaults, terms, dated values."""
    exemptions = [each.id for rule in book.rules.values() for each in rule.rule.exemptions if each.id is not None]
    names = dict.fromkeys([*book.rules, *exemptions, *book.vocabulary.terms, *book.values])
    for terms in (*book.terms.values(), *([book.statute] if book.statute is not None else [])):
        several = [instance.facts for instances in terms.instances.values() for instance in instances]
        for facts in (terms.facts, *several, *terms.completions.values()):
            names |= dict.fromkeys(fact.source for fact in facts.values())
    return list(names)
