"""The lines of a `.regel` file: which may stand where, what is wrong with one that cannot be read, and what it says."""

from __future__ import annotations

from datetime import date
from typing import Any

from dsl.layout import Block, Flaw
from dsl.period import Duration
from dsl.quantity import Amount
from dsl.rule import (
    AllOf,
    AnyOf,
    Bare,
    Chain,
    Compare,
    Computation,
    Expr,
    Formula,
    Gathered,
    Given,
    Not,
    Operand,
    TermRef,
    Words,
)
from dsl.rule_words import FIRST_WORDS, FORMULAS, GATHERED, LINES, OPEN_LINES, OPERATORS, PARENTS, ROWS, UNIQUE, VAGUE
from dsl.source import MAX_PROBLEMS, Problem, Span, problem
from dsl.values import day, kind_of, parse, quantity, value_of

# An expression nested deeper than this is none that anybody reads.
MAX_DEPTH = 40


class Line:
    """A parsed line: its kind, its parts, its block."""

    __slots__ = ("block", "kind", "parts")

    def __init__(self, kind: str, parts: list[Any], block: Block) -> None:
        self.kind = kind
        self.parts = parts
        self.block = block

    @property
    def span(self) -> Span:
        return self.block.span()

    def place(self, token: Any) -> Span:
        """Where a part of the line stands."""
        return self.block.span(token.start_pos, token.end_pos)


class LineReader:
    """Reads lines; what is wrong with them goes into ``problems``."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        self.misplaced: list[Block] = []  # lines of the current block that mean nothing there

    def report(self, code: str, span: Span, other: Span | None = None, **details: object) -> None:
        self.problems.append(problem(code, span, other, **details))

    def top(self, block: Block) -> Line | None:
        """The heading of ``block``; a flaw with one right answer is reported and the line read as it was meant."""
        try:
            return self._line(block, "top")
        except Flaw as found:
            return self._as_meant(block, found, "top")

    def _as_meant(self, block: Block, flaw: Flaw, start: str) -> Line | None:
        self.problems.append(flaw.at(block))
        # Where a text without its closing quote was meant to end, nobody can tell.
        meant = block.corrected(flaw) if flaw.code != "string-unclosed" else None
        try:
            return self._line(meant, start) if meant is not None else None
        except Flaw:
            return None

    def _line(self, block: Block, start: str) -> Line:
        tree = parse("regel", block.content, start)
        return Line(kind_of(tree), tree.children, block)

    def lines(self, block: Block, allowed: tuple[str, ...], where: str) -> list[Line] | None:
        """The lines below ``block``. None if one is broken or stands where it means nothing (already reported)."""
        lines: list[Line] = []
        sound = True
        self.misplaced = []
        for child in block.children:
            if len(self.problems) >= MAX_PROBLEMS:
                return None
            line = self._below(child, allowed, where)
            if line is None:
                sound = False
                continue
            if child.children and line.kind not in PARENTS:
                inner = child.children[0]
                self.report("indent-deep", inner.span(), found=inner.content, name=child.content)
                sound = False
            lines.append(line)
        if self.misplaced:
            first, shown = self.misplaced[0], LINES | OPEN_LINES
            known = ", ".join(dict.fromkeys(shown[kind] for kind in allowed if kind in shown))
            code = "line-misplaced" if len(self.misplaced) == 1 else "lines-misplaced"
            self.report(code, first.span(), found=first.content, where=where, known=known)
        return lines if sound and not self._repeated(lines) else None

    def _repeated(self, lines: list[Line]) -> bool:
        """Whether several kinds of lines come twice: then a heading is missing between them, and that is said."""
        seen: set[str] = set()
        again: list[Line] = []
        for line in lines:
            language = str(line.parts[0]) if line.kind in ("reading", "message", "not_encoded") else ""
            if line.kind in UNIQUE:
                again += [line] if line.kind + language in seen else []
                seen.add(line.kind + language)
        if len(again) > 1:
            self.report("heading-repeated", again[0].span, found=again[0].block.content)
        return len(again) > 1

    def _below(self, block: Block, allowed: tuple[str, ...], where: str) -> Line | None:
        """One line below a heading, if it may stand there."""
        word = block.content.split(" ")[0]
        own = tuple(dict.fromkeys(LINES[kind].split(" ")[0] for kind in allowed if kind in LINES))
        flaw: Flaw | None = None
        try:
            line = self._line(block, "line")
            if line.kind in allowed:
                return line
        except Flaw as found:
            flaw = found
        if word not in FIRST_WORDS and (flaw is None or flaw.code in VAGUE):
            hints = meant_word(word, own)
            if hints:
                self.report("keyword-unknown", block.span(0, len(word)), found=word, where=where, hint=", ".join(hints))
                return None
        if flaw is not None:
            meant = self._as_meant(block, flaw, "line")
            return meant if meant is not None and meant.kind in allowed else None
        self.misplaced.append(block)
        return None

    # -------------------------------------------------------------------------------------------- parts of a block

    def one(self, lines: list[Line], kind: str) -> Line | None:
        """The only line of this kind; a second one is a problem."""
        found = [line for line in lines if line.kind == kind]
        if len(found) > 1:
            self.report("line-twice", found[1].span, found[0].span, line=LINES[kind])
        return found[0] if found else None

    def texts(self, tree: Any, block: Block, place: Span, what: str) -> Words:
        """`"Deutsch" / "English"`; a missing half is a problem."""
        if tree is None:
            self.report("title-missing", place, name=what)
            return Words("", "")
        first, second = tree.children
        if second is None:
            self.report("title-english-missing", block.span(first.start_pos, first.end_pos), found=first)
        return Words(str(first)[1:-1], str(second)[1:-1] if second is not None else "")

    def day(self, token: Any, block: Block) -> date | None:
        """The day of ``token``; None without one, or if there is no such day (reported)."""
        if token is None:
            return None
        try:
            return day(token)
        except Flaw as found:
            self.problems.append(found.at(block))
            return None

    def choice(self, line: Line | None, allowed: tuple[str, ...], default: str) -> str:
        """The word of ``line``, one of ``allowed``."""
        if line is None:
            return default
        token = line.parts[0]
        return str(token) if self.known(token, line, allowed) else default

    def known(self, token: Any, line: Line, allowed: tuple[str, ...]) -> bool:
        """Whether ``token`` is one of ``allowed``; reported if not."""
        if str(token) in allowed:
            return True
        hint = ", ".join(meant_word(str(token), allowed))
        self.report("word-unknown", line.place(token), found=token, known=", ".join(allowed), hint=hint)
        return False

    def bilingual(self, lines: list[Line], kind: str) -> Words | None:
        """Lines such as `Meldung de "..."` and `Meldung en "..."`; both or neither."""
        first: dict[str, Line] = {}
        for line in lines:
            if line.kind == kind:
                language = str(line.parts[0])
                if language in first:
                    self.report("line-twice", line.span, first[language].span, line=f"{LINES[kind]} {language}")
                first.setdefault(language, line)
        if not first:
            return None
        for language, other in (("de", "en"), ("en", "de")):
            if language not in first:
                stated = first[other]
                self.report("language-missing", stated.place(stated.parts[0]), line=LINES[kind], language=language)
        return Words(*(str(first[each].parts[1])[1:-1] if each in first else "" for each in ("de", "en")))

    def citation(self, lines: list[Line]) -> str | None:
        line = self.one(lines, "citation")
        return str(line.parts[0]).strip() if line is not None else None

    # -------------------------------------------------------------------------------------------- expressions

    def expr(self, tree: Any, block: Block) -> Expr | None:
        """The expression of a tree; None without one, or if it could not be read (reported)."""
        if tree is None:
            return None
        try:
            return self._expr(tree, block, 0)
        except Flaw as found:
            self.problems.append(found.at(block))
            return None

    def _expr(self, tree: Any, block: Block, depth: int) -> Expr:
        """Raises Flaw."""
        kind, parts = kind_of(tree), tree.children
        if depth > MAX_DEPTH:
            raise Flaw("expression-deep", 0, len(block.content), (("limit", str(MAX_DEPTH)),))
        if kind == "any_of":
            return AnyOf(tuple(self._expr(part, block, depth + 1) for part in parts))
        if kind == "all_of":
            return AllOf(tuple(self._expr(part, block, depth + 1) for part in parts))
        if kind == "negated":
            return Not(self._expr(parts[0], block, depth + 1))
        if kind not in OPERATORS and kind not in ("bare", "given"):
            return self._expr(parts[0], block, depth + 1)
        token = parts[0]
        span = block.span(token.start_pos, token.end_pos)
        if kind == "bare":
            return Bare(str(token), span)
        if kind == "given":
            return Given(str(token), span)
        if kind in ("is_tax", "is_not_tax"):
            tax = parts[1]
            return Compare(
                str(token), OPERATORS[kind], str(tax), span, block.span(tax.start_pos, tax.start_pos + len(tax))
            )
        items = parts[1].children if kind_of(parts[1]) == "names" else ()
        spans = tuple(block.span(*_extent(item)) for item in items)
        return Compare(str(token), OPERATORS[kind], value_of(parts[1]), span, block.span(*_extent(parts[1])), spans)

    # -------------------------------------------------------------------------------------------- formulas

    def computation(self, line: Line) -> Computation | None:
        """The formula of a `rechnet` line; None if it could not be read (reported)."""
        tree, like = line.parts
        try:
            rounded = Operand(TermRef(str(like)), line.place(like)) if like is not None else None
            return Computation(self._formula(tree, line.block, 0), rounded, line.span)
        except Flaw as found:
            self.problems.append(found.at(line.block))
            return None

    def _formula(self, tree: Any, block: Block, depth: int) -> Formula:
        """Raises Flaw. A row of operators is read from its end, so that a long one needs no depth."""
        if depth > MAX_DEPTH:
            raise Flaw("expression-deep", 0, len(block.content), (("limit", str(MAX_DEPTH)),))
        stated = kind_of(tree) == "as_stated"
        at = tree.children[0] if stated else tree
        kind = kind_of(at)
        if kind not in FORMULAS:
            operand = Operand(_operand(at), block.span(*_extent(at)))
            return Chain(operand, (), True) if stated else operand
        row = next(row for row in ROWS if kind in row)
        if stated and row is not ROWS[0]:
            return Chain(self._formula(at, block, depth + 1), (), True)
        rest: list[tuple[str, Formula]] = []
        while kind_of(at) in row:
            rest.append((FORMULAS[kind_of(at)], self._formula(at.children[1], block, depth + 1)))
            at = at.children[0]
        return Chain(self._formula(at, block, depth + 1), tuple(reversed(rest)), stated)


def meant_word(word: str, allowed: tuple[str, ...]) -> list[str]:
    """The words of ``allowed`` that ``word`` may have been meant to be: in English, misspelt, or with `ae` for `ä`."""
    from dsl.habit_words import ENGLISH
    from dsl.nearest import nearest

    german = ENGLISH.get(word.casefold(), "")
    return [german] if german.split(" ")[0] in allowed else nearest(word, allowed, 0.7)


def _operand(tree: Any) -> TermRef | Gathered | Amount | Duration:
    """What a part of a formula stands for. Raises Flaw."""
    kind = kind_of(tree)
    if kind in GATHERED:
        return Gathered(GATHERED[kind], str(tree.children[0]))
    return TermRef(str(tree.children[0])) if kind == "operand" else quantity(tree)


def _extent(tree: Any) -> tuple[int, int]:
    """Where the tokens of ``tree`` begin and end."""
    tokens = tree.words()
    return min(token.start_pos for token in tokens), max(token.end_pos for token in tokens)
