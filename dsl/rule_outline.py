"""Which line of a `.regel` file belongs below which: by indentation, and where that went wrong, by what the line says.

A line that slipped, to the margin or too deep, has one message and is read where it belongs, so that nothing else in
its declaration seems to be missing.
"""

from __future__ import annotations

import re

from dsl.layout import Block
from dsl.rule_lines import meant_word
from dsl.rule_words import BELOW, DECLARATIONS, FIRST_WORDS, INSIDE, LINES
from dsl.source import Problem, problem

_FACT = re.compile(r"[^\W\d_][\w\-.]*\s*:|\d{4}-[\d\- bis]+:|-")


def outline(lines: list[Block], problems: list[Problem]) -> tuple[list[Block], frozenset[int]]:
    """The declarations, each with its lines; and the first lines of those in which a line is beyond recognition.

    Line 0 stands for a declaration at the start of the file whose heading is missing.
    """
    return _Outline(problems).read(lines)


class _Outline:
    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        self.found: list[Block] = []
        self.damaged: set[int] = set()
        self.parent: Block | None = None  # the line of the current declaration that others may stand below
        self.told = False  # the current declaration has had its message about indentation
        self.hoisted = False

    def read(self, lines: list[Block]) -> tuple[list[Block], frozenset[int]]:
        for block in lines:
            word = block.content.split(" ")[0]
            known_line = word in FIRST_WORDS or _FACT.match(block.content) is not None
            if not self.found and known_line:
                if not self.damaged:
                    self.problems.append(problem("line-before-heading", block.span(), found=block.content))
                self.damaged.add(0)
            elif not self.found or word in DECLARATIONS:
                self._begin(block)
            elif known_line:
                if not self.told:
                    self.problems.append(problem("indent-missing", block.span(), found=block.content))
                    self.told = True
                self._place(block, 0, None)
            elif self._is_line(block):
                known = ", ".join(DECLARATIONS)
                place = block.span(0, len(word))
                self.problems.append(problem("declaration-unknown", place, found=word, hint="", known=known))
                self.damaged.add(self.found[-1].line)
                self.told = True
                self._below(block, 0)
            else:
                self._begin(block)
        return self.found, frozenset(self.damaged)

    def _is_line(self, block: Block) -> bool:
        """Whether an unknown line at the margin looks like the rest of a line rather than a misspelt heading."""
        word, _, rest = block.content.partition(" ")
        if meant_word(word, DECLARATIONS):
            return False
        return '"' not in rest or rest.split()[0] in FIRST_WORDS

    def _begin(self, block: Block) -> None:
        """A declaration and its lines."""
        self.found.append(block)
        self.parent, self.told = None, False
        if block.content.split(" ")[0] in BELOW:
            self._below(block, 0)

    def _below(self, block: Block, depth: int) -> None:
        children, block.children = block.children, []
        for child in children:
            self._place(child, depth + 1, block)

    def _place(self, line: Block, depth: int, above: Block | None) -> None:
        """Put ``line`` where it belongs; ``depth`` is how deep it stands below its heading, 0 at the margin."""
        heading = self.found[-1]
        word, kind = line.content.split(" ")[0], heading.content.split(" ")[0]
        if word in DECLARATIONS and '"' in line.content:
            if not self.hoisted:
                self.problems.append(problem("declaration-indented", line.span(0, len(word)), found=word))
                self.hoisted = True
            self._begin(line)
            return
        inside = INSIDE.get((kind, self.parent.content.split(" ")[0]), ()) if self.parent is not None else ()
        fits_top, fits_inside = _fits(line, BELOW.get(kind, ())), _fits(line, inside)
        if self.parent is not None and fits_inside and (depth != 1 or not fits_top):
            if depth == 1:
                self._tell("indent-below", line, self.parent)
            elif depth > 2 and above is not None and _FACT.match(above.content):
                self._tell("indent-deep", line, above)
            line.indent = self.parent.children[0].indent if self.parent.children else line.indent
            self.parent.children.append(line)
        elif depth > 1 and not fits_top and above is not None:
            if self.told:  # it fits nowhere, as little as what has been said before
                self.damaged.add(heading.line)
            else:
                above.children.append(line)
            return
        elif not fits_top and heading.line in self.damaged:
            return  # perhaps it stood below the line that is beyond recognition
        else:
            if depth > 1 and (above is None or above.content.split(" ")[0] in FIRST_WORDS):
                self._tell("indent-deep", line, above)
            heading.children.append(line)
            if (kind, word) in INSIDE:
                self.parent = line
        children, line.children = line.children, []
        for child in children:
            if child.content.startswith("-") and _FACT.match(line.content):
                line.children.append(child)  # a fact and its list
            else:
                self._place(child, max(depth, 1) + 1, line)

    def _tell(self, code: str, line: Block, above: Block | None) -> None:
        if not self.told:
            name = above.content if above is not None else ""
            self.problems.append(problem(code, line.span(), found=line.content, name=name))
            self.told = True


def _fits(line: Block, kinds: tuple[str, ...]) -> bool:
    """Whether ``line`` begins like a line of one of these kinds."""
    words = line.content.split(" ")
    if ("fact" in kinds or "step" in kinds) and _FACT.match(line.content) and words[0] not in FIRST_WORDS:
        return True
    return any(words[: len(start)] == start for start in (LINES[kind].split(" ") for kind in kinds if kind in LINES))
