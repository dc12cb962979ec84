"""`.tarif` text to a ``RawDocument``: Lark reads each line, indentation makes the blocks.

Recovery is by construction: a line that cannot be read yields one problem, everything else stands. A heading that
slipped or is misspelt is read as it was probably meant, so that its facts are still checked.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from datetime import date
from functools import lru_cache

from dsl.document import RawDocument, RawSection
from dsl.facts import NAME, facts_of, is_item
from dsl.layout import Block, Flaw, blocks
from dsl.record import NamedTuple
from dsl.source import MAX_PROBLEMS, Problem, Source, Span, problem
from dsl.values import MAX_COUNT, day, parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = ["MAX_COUNT", "read_tariff"]

DOCUMENT_KINDS = ("Tarif", "Angebot")


def read_tariff(source: Source, headings: Container[str] = ()) -> tuple[RawDocument | None, list[Problem]]:
    """All that could be read, and a problem for each line that could not. None only without any usable heading.

    ``headings``: the names of sections, as far as they are known: an indented heading is then told from a fact
    without a colon.
    """
    lines, problems = blocks(source)
    if not lines:
        if not problems:
            problems.append(problem("file-empty", Span(source.path, 1, 1, 2)))
        return None, problems
    of_the_file = len(problems)
    reader = _Reader(problems, headings)
    for block in reader.outline(lines):
        if len(problems) >= MAX_PROBLEMS:
            problems.append(problem("too-many", block.span(), limit=MAX_PROBLEMS))
            break
        reader.top(block)
    if reader.head is not None:
        head, others = reader.head, [section for section in reader.sections if section is not reader.head]
        if reader.stray is not None:
            problems.append(problem("document-not-first", reader.stray.span(), other=head.name_span, kind=head.name))
        sections = (head, *others)
        return RawDocument(
            head.name, head.kind or "", head.title or "", source.path, head.name_span, sections
        ), problems
    lost = [found for found in problems if found.code == "fact-before-heading"]
    if not any(not headings or section.name in headings for section in reader.sections):
        problems = [*problems[:of_the_file], *lost]  # not one line is ours: what is wrong with each helps nobody
    if not lost:
        start = lines[0].span()
        problems = [found for found in problems if found.span.line != start.line]
        problems.append(problem("document-missing", start, found=lines[0].content))
    return None, problems


class _Reader:
    """The sections of one file, in order."""

    def __init__(self, problems: list[Problem], headings: Container[str]) -> None:
        self.problems = problems
        self.headings = headings
        self.head: RawSection | None = None
        self.sections: list[RawSection] = []
        self.stray: Block | None = None  # the first section above the document's heading
        self.lost = False  # below facts without a heading: a run of them is one mistake
        self.second = False  # in a second document: read for its mistakes only

    def outline(self, lines: list[Block]) -> Iterator[Block]:
        """The headings with their facts. A heading that is indented by mistake is one all the same."""
        seen = False
        for block in self._lists(lines):
            if not self._hides_heading(block):
                yield block
                continue
            children, block.children = block.children, []
            current = block
            found = [block]
            for child, above in _with_grandchildren(children):
                if self._is_heading(child):
                    if not seen:
                        better = child.content.rstrip(": ")
                        self.problems.append(problem("heading-indented", child.span(), found=better))
                        seen = True
                    child.content = child.content.rstrip(": ")
                    current = child
                    found.append(child)
                elif above is None or current is not block:
                    current.children.append(child)
                else:
                    above.children.append(child)
            yield from found

    def _hides_heading(self, block: Block) -> bool:
        """Whether a line one or two levels below is a heading; hardly ever."""
        return any(self._is_heading(child) or any(map(self._is_heading, child.children)) for child in block.children)

    def _lists(self, lines: list[Block]) -> list[Block]:
        """The blocks at column 0; list items among them go to the fact above that opens a list."""
        found: list[Block] = []
        above: Block | None = None
        odd = False
        for block in lines:
            last = above.children[-1] if above is not None and above.children else None
            if last is None or not is_item(block.content) or not (last.content.endswith(":") or odd):
                above, odd = block, False
                found.append(block)
                continue
            if not odd:
                name = last.content.rstrip(": ")
                self.problems.append(problem("item-indent", block.span(), name=name, found=block.content))
                odd = True
            last.children.append(block)
        return found

    def _is_heading(self, block: Block) -> bool:
        """Whether an indented line is a heading: it starts with a section's name and states no value."""
        if ":" in block.content.rstrip(": "):
            return False
        name, _, rest = block.content.partition(" ")
        if name.rstrip(":") not in self.headings:
            return False
        if block.content.endswith(":"):
            return any(not is_item(child.content) for child in block.children)
        return not rest or NAME.fullmatch(rest.split(" ")[0]) is not None

    def top(self, block: Block) -> None:
        """One block at column 0: a heading with its facts, or a line that ought to be indented."""
        content = block.content
        colon = content.find(":")
        kind = content[: max(colon, 0)].strip()
        if (kind in DOCUMENT_KINDS and self.head is None and block.indent == 0) or (
            content.endswith(":") and any(not is_item(child.content) for child in block.children)
        ):
            self.problems.append(problem("heading-colon", block.span(colon, colon + 1), found=content, better=""))
            block.content = f"{content[:colon]} {content[colon + 1 :]}".rstrip()
        elif is_item(content) or (colon >= 0 and '"' not in kind and " " not in kind):
            self._outdented(block)
            return
        self._section(block)

    def _outdented(self, block: Block) -> None:
        """`Grundpreis: 9,90 EUR` at column 0 belongs to the heading above; a run of such lines is one mistake."""
        if not self.lost:
            code = "indent-missing" if self.sections else "fact-before-heading"
            self.problems.append(problem(code, block.span(), found=block.content))
            self.lost = True
        if is_item(block.content):
            return
        items = [child for child in block.children if is_item(child.content)]
        deeper = [child for child in block.children if not is_item(child.content)]
        block.children = items
        facts, found = facts_of([block, *deeper])
        self.problems += found
        if self.sections:
            last = self.sections.pop()
            self.sections.append(last._replace(facts=(*last.facts, *facts)))
            self.head = self.sections[-1] if last is self.head else self.head

    def _section(self, block: Block) -> None:
        section = self._heading(block)
        facts, found = facts_of(block.children)
        self.problems += found
        if section is None:
            return  # facts under an unreadable heading are still read for their own mistakes
        self.lost = False
        section = section._replace(facts=tuple(facts))
        if section.name not in DOCUMENT_KINDS:
            if self.head is None and self.stray is None:
                self.stray = block
            if not self.second:
                self.sections.append(section)
        elif self.head is not None:
            here, other = section.name_span, self.head.name_span
            self.problems.append(problem("document-twice", here, other=other, kind=section.name))
            if self.head.facts:
                self.second = True
            else:  # the same heading twice in a row: the facts are those of the document
                self.sections[self.sections.index(self.head)] = self.head = self.head._replace(facts=section.facts)
        else:
            self.head = section
            self.sections.append(section)
            if section.kind is None and not section.guessed:
                self.problems.append(problem("document-without-id", section.name_span, kind=section.name))

    def _heading(self, block: Block) -> RawSection | None:
        """The heading of ``block``. One that could not be read is read as it was probably meant."""
        try:
            return self._document_kind(_heading(block, block.content))
        except Flaw as found:
            self.problems.append(found.at(block))
            better = dict(found.details).get("better")
            name = block.content.split(" ")[0]
            if better is not None:
                try:
                    content = block.content[: found.start] + better + block.content[found.end :]
                    return _heading(block, content)._replace(guessed=True)
                except Flaw:
                    pass
            if name in DOCUMENT_KINDS and self.head is None:
                return RawSection(name, "", None, None, block.span(0, len(name)), block.span(), (), True)
            return None

    def _document_kind(self, section: RawSection) -> RawSection:
        """`tarif`, `Tariff` and `Offer` are documents too, and wrong."""
        if self.head is not None or self.sections or section.name in DOCUMENT_KINDS or section.name in self.headings:
            return section
        from dsl.nearest import nearest

        meant = {"offer": ["Angebot"]}.get(section.name.casefold()) or nearest(section.name, DOCUMENT_KINDS)
        if not meant:
            return section
        self.problems.append(problem("document-kind", section.name_span, found=section.name, better=meant[0]))
        return section._replace(name=meant[0], guessed=True)


class Heading(NamedTuple):
    """What a heading says; ``part``: where its kind stands, or its day."""

    name: str
    kind: str | None
    since: date | None
    title: str | None
    part: tuple[int, int] | None


@lru_cache(maxsize=4_000)
def _read_heading(content: str) -> Heading:
    """A heading read once for every distinct content. Raises Flaw."""
    parts: list[Any] = parse("tarif", content, "heading").children
    name, kind, title, since = parts
    part = kind if kind is not None else since
    return Heading(
        str(name),
        str(kind) if kind is not None else None,
        day(since) if since is not None else None,
        str(title)[1:-1] if title is not None else None,
        (part.start_pos, part.end_pos) if part is not None else None,
    )


def _with_grandchildren(children: list[Block]) -> Iterator[tuple[Block, Block | None]]:
    """``children``, each followed by its own children with it; these are taken from it."""
    for child in children:
        deeper, child.children = child.children, []
        yield child, None
        for each in deeper:
            yield each, child


def _heading(block: Block, content: str) -> RawSection:
    """The heading ``content``; its places are those of ``block``, as far as the two agree. Raises Flaw."""
    name, kind, since, title, part = _read_heading(content)
    place = block.span(*part) if part is not None and content == block.content else block.span(0, len(block.content))
    return RawSection(name, kind, since, title, block.span(0, len(name)), place, ())
