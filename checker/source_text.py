"""The source text of terms or a policy, cut into clauses, and citations of them: `§ N Abs. 2 AGB`, `Nr. 1.2, 4 …`.

A clause is known by its path: (`§ N`, `Abs. 2`, `lit. a`), (`Nr. 1.2`,), (`Widerrufsbelehrung`, `Widerrufsrecht`). The
text is Markdown as one gets it from a PDF: a heading may have lost its marks and stand as an item of a list, and a
sentence may go on after an empty line. Sentences are not told apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dsl.record import NamedTuple, dataclass, field

Path = tuple[str, ...]
WHOLE: Path = ()

_MARKS = re.compile(r"^\s*(?:#+\s*|[-*]\s+|\*\*\s*|\d+\.\s+(?=§))*")
_PARAGRAPH = re.compile(r"(§ ?\d+[a-z]?)\s+(?!(?:Abs|Absatz|Satz|Nr|Ziff)\b)(\S.*)")
_HEADING = re.compile(r"(#+)\s+(.*)")
_NUMBERED = re.compile(r"(\d+(?:\.\d+)*)\.?\s+(\S.*)")
_ITEM = re.compile(r"\s*(?:[-*]\s+)?(?:\((\d+[a-z]?)\)|([a-z])\))\s+(.*)")


@dataclass(slots=True)
class Clause:
    """One clause with the line it begins on and its own text, without that of the clauses inside it."""

    path: Path
    line: int
    parts: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """`§ N Abs. 2`, as a citation would say."""
        return " ".join(self.path)

    @property
    def says_something(self) -> bool:
        """Whether it has words besides its heading."""
        return self.path[-1].startswith(("Abs. ", "lit. ")) or len(self.parts) > 1


class SourceText:
    """The clauses of a text, in order."""

    def __init__(self, text: str) -> None:
        self.clauses: list[Clause] = [Clause(WHOLE, 1)]
        self._last = 0  # the number of the last paragraph
        self._headings: list[tuple[int, str]] = []  # open headings with their level
        for number, line in enumerate(text.splitlines(), 1):
            if line.strip():
                self._line(number, line)

    def _line(self, number: int, line: str) -> None:
        paragraph = self._paragraph(line)
        heading = _HEADING.match(line)
        if paragraph is not None:
            self._headings = []
            self._open((paragraph[0],), number, paragraph[1])
        elif heading is not None:
            self._heading(len(heading[1]), _plain(heading[2]), number)
        else:
            item = _ITEM.match(line)
            if item is None:
                self.clauses[-1].parts.append(line)
            else:
                self._item(f"Abs. {item[1]}" if item[1] else f"lit. {item[2]}", number, item[3])

    def _paragraph(self, line: str) -> tuple[str, str] | None:
        """A paragraph's name and title: a heading, or a line that carries the number that comes next."""
        found = _PARAGRAPH.match(_MARKS.sub("", line, count=1))
        if found is None:
            return None
        name = re.sub(r"§ ?", "§ ", found[1])
        count = int(re.sub(r"\D", "", name))
        if not line.lstrip().startswith(("#", "**")) and (not self._last or count != self._last + 1):
            return None
        self._last = count
        return name, _plain(found[2])

    def _heading(self, level: int, title: str, number: int) -> None:
        numbered = _NUMBERED.match(title)
        self._last = 0
        if numbered is not None:
            self._headings = [(level, f"Nr. {numbered[1]}")]
            self._open((f"Nr. {numbered[1]}",), number, numbered[2])
            return
        inside_number = bool(self._headings) and self._headings[0][1].startswith("Nr. ")
        kept = self._headings[:1] if inside_number else [each for each in self._headings if each[0] < level]
        self._headings = [*kept, (level, title)]
        self._open(tuple(name for _, name in self._headings), number, title)

    def _item(self, label: str, number: int, text: str) -> None:
        path = self.clauses[-1].path
        kinds = ("Abs. ", "lit. ") if label.startswith("Abs.") else ("lit. ",)
        while path and path[-1].startswith(kinds):
            path = path[:-1]
        self._open((*path, label), number, text)

    def _open(self, path: Path, line: int, text: str) -> None:
        self.clauses.append(Clause(path, line, [text]))

    # -------------------------------------------------------------------------------------------- asking

    def inside(self, path: Path) -> Iterator[Clause]:
        """The clause and all clauses inside it: `Nr. 1` holds `Nr. 1.2`."""
        for clause in self.clauses:
            if _holds(path, clause.path):
                yield clause

    def text(self, path: Path) -> str:
        """The words of a clause, with what is inside it; "" if there is none."""
        return _plain(" ".join(part for clause in self.inside(path) for part in clause.parts))

    def says(self, text: str, words: str) -> bool:
        """Whether ``words`` stand in ``text``, a clause's."""
        return _plain(words) in text

    def resolve(self, path: Path) -> Path | None:
        """The clause that is meant; of letters and numbers that are no items of their own, the clause around them."""
        while path:
            found = next((clause.path for clause in self.inside(path)), None)
            if found is not None:
                return path
            if not path[-1].startswith(("lit. ", "Nr. ")) or len(path) == 1:
                return None
            path = path[:-1]
        return WHOLE

    def where(self, words: str) -> list[str]:
        """The smallest clauses in which ``words`` are found."""
        wanted = _plain(words)
        found: list[Clause] = []
        for clause in self.clauses:
            if wanted in _plain(" ".join(clause.parts)):
                found.append(clause)
        return [clause.name or "–" for clause in found]

    def smallest(self) -> list[Clause]:
        """The paragraphs, or parts of paragraphs, and headings that a rule can be about; letters go with theirs."""
        own = [clause for clause in self.clauses if clause.path and not clause.path[-1].startswith("lit. ")]
        return [
            clause
            for clause in own
            if not any(other is not clause and _holds(clause.path, other.path) and _is_part(other) for other in own)
        ]


def _is_part(clause: Clause) -> bool:
    return clause.path[-1].startswith(("Abs. ", "Nr. "))


def _holds(path: Path, other: Path) -> bool:
    """Whether the clause ``path`` is, or holds, the clause ``other``."""
    if other[: len(path)] == path:
        return True
    numbers = len(path) == 1 and path[0].startswith("Nr. ") and other and other[0].startswith(f"{path[0]}.")
    headed = len(path) == 1 and len(other) >= 1 and not path[0].startswith(("Nr. ", "§ ")) and _heads(path[0], other)
    return bool(numbers) or headed


def _heads(name: str, other: Path) -> bool:
    """Whether one of the headings of ``other`` is called ``name``, or begins so: titles are cited in short."""
    return any(each == name or each.startswith(f"{name} ") for each in other)


def _plain(text: str) -> str:
    """``text`` without marks of Markdown and with single blanks, as it is compared and shown."""
    text = text.replace("\\_", "_").replace("**", "").replace("\u00a0", " ").replace("\u00ad", "")
    return " ".join(text.split())


# ------------------------------------------------------------------------------------------------ citations

_TOKEN = re.compile(r"(§§?|Abs\.|Nr\.|lit\.|Satz|bis|und|,)|(\d+(?:\.\d+)*[a-z]?|[a-z])(?=[\s,;]|$)|(\S+)")
_DEPTH = {"§": 0, "Abs.": 1, "Nr.": 2, "lit.": 2}


class Citation(NamedTuple):
    """A clause by its path, and the work it is cited from (`AGB`, a statute; "" for a heading)."""

    path: Path
    work: str


def cited(citation: str) -> list[Citation]:
    """The clauses a citation names: `§ N Abs. 4, 5 AGB` are two."""
    found: list[Citation] = []
    for part in citation.split(";"):
        words = part.strip()
        kind, _, rest = words.partition(" ")
        if kind == "Abschnitt":
            found.append(Citation((rest,), ""))
        elif kind == "Anlage":
            found.append(Citation(tuple(each.strip() for each in rest.split(",")), ""))
        elif kind in ("ganze", "ganzer", "ganzes"):
            found.append(Citation(WHOLE, ""))
        else:
            paths, work = _numbers(words)
            found += [Citation(path, work) for path in paths]
    return found


def _numbers(citation: str) -> tuple[list[Path], str]:
    """`§ N Abs. 1, § M AGB`, `Nr. 1.2, 4 Datenschutzhinweise`, `§ N Abs. 1 bis 3 AGB`."""
    found: list[Path] = []
    level, joined, ranged = "", False, False
    for mark, number, word in _TOKEN.findall(citation):
        if word:
            return found, word.rstrip(",")
        if mark in ("bis", "und", ","):
            ranged, joined = mark == "bis", True
        elif mark:
            level = "§" if mark == "§§" else mark
        elif level and level != "Satz":
            if ranged and found:
                found += _through(found[-1], number)
            else:
                _take(found, level, number, joined)
            ranged = joined = False
    return found, ""


def _take(found: list[Path], level: str, number: str, joined: bool) -> None:
    """Add a clause, or go deeper into the last one."""
    label = f"{level} {number}"
    last = found[-1] if found else ()
    if level == "§" or (level == "Nr." and not last[:1]) or (level == "Nr." and last[0].startswith("Nr.")):
        found.append((label,))
        return
    depth = _DEPTH[level]
    above = tuple(each for each in last if _DEPTH[each.split()[0]] < depth)
    if not joined and above == last:
        found[-1] = (*above, label)
    else:
        found.append((*above, label))


def _through(last: Path, number: str) -> list[Path]:
    """`Abs. 1 bis 3`: what follows the first up to the last; a range of letters alike."""
    level, _, start = last[-1].partition(" ")
    if start.isdigit() and number.isdigit():
        return [(*last[:-1], f"{level} {at}") for at in range(int(start) + 1, int(number) + 1)]
    if len(start) == len(number) == 1:
        return [(*last[:-1], f"{level} {chr(at)}") for at in range(ord(start) + 1, ord(number) + 1)]
    return [(*last[:-1], f"{level} {number}")]
