"""A file in its layout, line by line: what stands on each line, how deep it stands, and which lines stand apart.

Nothing is printed from values: every line that is not empty is taken from the file, in the order of the file.
"""

from __future__ import annotations

from dsl.facts import is_item
from dsl.layout import Block, blocks, comment_start, without_invisible
from dsl.record import dataclass
from dsl.rule_words import JOINS
from dsl.source import Source
from dsl.spacing import as_written, respaced, tokens

INDENT = "    "
#: declarations of one line or two, which may stand close together, like the rows of a table
CLOSE = ("Begriff", "Abschnitt")


@dataclass(slots=True)
class _Row:
    """One line of the file that is not empty. ``depth`` None: a line that the reader passes over, left as it is."""

    line: int
    text: str
    comment: str
    indent: int  # as it was written
    depth: int | None
    spaced: bool  # an empty line stands above it
    heading: str = ""  # the first word of a heading at the margin
    # the first word of the section the line is in or introduces; None after the last one, "" where that is no heading
    section: str | None = None


def laid_out(source: Source, language: str, broken: set[int], adrift: set[int]) -> str:
    """The text of ``source`` in its layout.

    ``broken``: the lines whose words stay as they are; ``adrift``: those whose whole section does.
    """
    rows = _rows(source, language, broken)
    _leave_adrift(rows, source.lines, adrift)
    _place_comments(rows)
    _find_sections(rows)
    _align_comments(rows)
    text: list[str] = []
    for index, row in enumerate(rows):
        if index and _space(rows, index):
            text.append("")
        text.append((INDENT * (row.depth or 0) + row.text + row.comment) if row.depth is not None else row.text)
    return "".join(f"{line}\n" for line in text)


def _leave_adrift(rows: list[_Row], lines: tuple[str, ...], adrift: set[int]) -> None:
    """The sections that hold a line of ``adrift`` stay as they are."""
    section: list[_Row] = []
    for row in [*rows, None]:
        if row is not None and not row.heading:
            section.append(row)
            continue
        if any(each.line in adrift for each in section):
            while not section[-1].text and section[-1].indent == 0:
                section.pop()  # comments that precede the next heading
            for each in section:
                each.text, each.comment, each.depth = lines[each.line - 1].rstrip(), "", None
        section = [row] if row is not None else []


def _rows(source: Source, language: str, broken: set[int]) -> list[_Row]:
    """The lines that are not empty, their depth by the block they stand in."""
    tree, _ = blocks(source, JOINS if language == "regel" else ())
    placed: dict[int, tuple[int, str, str]] = {}  # line -> depth, text, heading

    def place(lines: list[Block], depth: int) -> None:
        listing = False  # below a fact whose list is not indented
        for block in lines:
            item = is_item(block.content)
            listing = item and listing
            at = depth + listing
            found = tokens(language, block.content, at == 0)
            listing = listing or (depth > 0 and block.content.endswith(":") and not block.children)
            whole = found is not None and not any(line in broken for _, line, _ in block.pieces)
            text = respaced(block, source.lines, found[1]) if found and whole else as_written(block, source.lines)
            heading = block.content.split(" ")[0] if found and found[0] in ("heading", "top") else ""
            for line in text:
                placed[line] = (at + (line != block.line), text[line], heading if line == block.line else "")
            place(block.children, at + 1)

    place(tree, 0)
    rows: list[_Row] = []
    spaced = False
    for number, raw in enumerate(source.lines, 1):
        seen = without_invisible(raw)
        if not seen.strip():
            spaced = True
            continue
        start = comment_start(raw)
        comment, indent = raw[start:].rstrip(), len(seen[: len(seen) - len(seen.lstrip())].expandtabs(4))
        if number in placed:
            depth, text, heading = placed[number]
            rows.append(_Row(number, text, comment, indent, depth, spaced, heading))
        elif seen.lstrip().startswith("#"):
            rows.append(_Row(number, "", comment, indent, 0, spaced))
        else:
            rows.append(_Row(number, raw, "", indent, None, spaced))
        spaced = False
    return rows


# ------------------------------------------------------------------------------------------------ comments


def _place_comments(rows: list[_Row]) -> None:
    """Comments of their own line stand as deep as what they precede; the last ones of a section stay in it."""
    waiting: list[_Row] = []
    path: list[_Row] = []  # the line above, below the lines it belongs to
    for row in [*rows, None]:
        if row is not None and not row.text:
            waiting.append(row)
        elif row is None or row.depth is not None:
            depth = row.depth if row is not None and row.depth is not None else 0
            _place_waiting(waiting, depth, path)
            waiting = []
            if row is not None:
                path = [*(each for each in path if (each.depth or 0) < depth), row]


def _place_waiting(waiting: list[_Row], depth: int, path: list[_Row]) -> None:
    """``path``: the line above the comments ``waiting``, and those it belongs to; ``depth`` of the line below."""
    inside = len(waiting)
    if depth == 0 and path:
        while inside and waiting[inside - 1].indent == 0:
            inside -= 1
    written = 0
    for index in reversed(range(len(waiting))):
        row = waiting[index]
        if depth or not path or index >= inside:
            row.depth = depth
            continue
        # the last comments of a section: as deep as they were written, but never deeper than the line above; one at
        # the margin precedes the next that is indented
        written = row.indent or written
        row.depth = max(1, *(each.depth or 0 for each in path if each.indent <= written))


def _align_comments(rows: list[_Row]) -> None:
    """Comments at the end of neighbouring lines stand below each other, two blanks behind the longest line."""
    start = 0
    while start < len(rows):
        end = start
        while end < len(rows) and rows[end].text and rows[end].comment and (end == start or not _space(rows, end)):
            end += 1
        run = rows[start:end]
        widths = [len(INDENT) * (row.depth or 0) + len(row.text) for row in run]
        for row, width in zip(run, widths, strict=True):
            row.comment = " " * (max(widths) - width + 2) + row.comment
        start = max(end, start + 1)


# ------------------------------------------------------------------------------------------------ empty lines


def _find_sections(rows: list[_Row]) -> None:
    """Which section each line is in; a comment at the margin belongs to the one below it."""
    section: str | None = ""
    for row in rows:
        if row.depth == 0 and row.text:
            section = row.heading
        row.section = section
    section = None
    for row in reversed(rows):
        if row.depth == 0 and row.text:
            section = row.heading
        elif row.depth == 0:
            row.section = section


def _space(rows: list[_Row], index: int) -> bool:
    """Whether an empty line stands above ``rows[index]``, which is not the first."""
    above, row = rows[index - 1], rows[index]
    if row.depth is None:
        return row.spaced
    if row.depth:
        return False
    if row.section == "" or (not above.text and not above.depth):
        # no heading, though it stands at the margin; or between comments, or a comment and its heading
        return row.spaced
    return row.spaced if row.section == above.section and row.section in CLOSE else True
