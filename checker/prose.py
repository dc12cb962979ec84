"""Expressions and values in running text, by what the terms mean: `notice period at most 1 month`.

German keeps the words of the rule files, which are German terms of art; English uses their glosses.
"""

from __future__ import annotations

from checker.rulebook import Rulebook
from checker.values_in_words import shown
from dsl.document import Mark, NameSet, Value
from dsl.rule import AllOf, AnyOf, Bare, Compare, Expr, Given, Not, TermRef

ENGLISH = {
    "höchstens": "at most",
    "mindestens": "at least",
    "mehr als": "more than",
    "weniger als": "less than",
    "ist": "is",
    "ist nicht": "is not",
    "ist eines aus": "is",
    "enthält": "contains",
    "enthält nicht": "does not contain",
    "nur": "contains nothing but",
}
GERMAN = {"ist eines aus": "ist", "nur": "enthält nur"}
# what joins the names of a list: any of them, or all of them
ANY, ALL = ("ist eines aus", "enthält nicht"), ("enthält", "nur")


class Prose:
    """Sentences about one rulebook in one language."""

    def __init__(self, book: Rulebook, language: str) -> None:
        self.book = book
        self.english = language == "en"
        self.language = language

    def name(self, term: str) -> str:
        """What a term, section or dated value is called; in English with its section, unless the word says it."""
        vocabulary = self.book.vocabulary
        if not self.english:
            return term
        if term in self.book.values:
            return self.book.values[term].title.en
        if term in vocabulary.sections:
            return vocabulary.sections[term].gloss
        return vocabulary.gloss(term, "en")

    def expr(self, expr: Expr, inside: bool = False) -> str:
        """``expr`` in words; in parentheses where it stands inside another and would be read otherwise."""
        et, vel = ("and", "or") if self.english else ("und", "oder")
        if isinstance(expr, AllOf | AnyOf):
            joined = f" {et if isinstance(expr, AllOf) else vel} ".join(self.expr(part, True) for part in expr.parts)
            return f"({joined})" if inside else joined
        if isinstance(expr, Not):
            return self._denied(expr.part)
        if isinstance(expr, Bare):
            return self.name(expr.term)
        if isinstance(expr, Given):
            return f"{self.name(expr.term)} {'is stated' if self.english else 'ist angegeben'}"
        return self._comparison(expr)

    def _denied(self, part: Expr) -> str:
        """What must not be: `nicht Kunde.Verbraucher`, `annual consumption is not stated`."""
        if isinstance(part, Given):
            return f"{self.name(part.term)} {'is not stated' if self.english else 'ist nicht angegeben'}"
        if isinstance(part, Bare):
            return f"{'not' if self.english else 'nicht'} {self.name(part.term)}"
        if isinstance(part, Compare) and part.op == "ist eines aus":
            verb = "is not" if self.english else "ist nicht"
            return f"{self.name(part.term)} {verb} {self._operand(part)}"
        return f"{'not' if self.english else 'nicht'} {self.expr(part, True)}"

    def _comparison(self, expr: Compare) -> str:
        verb = ENGLISH[expr.op] if self.english else GERMAN.get(expr.op, expr.op)
        return f"{self.name(expr.term)} {verb} {self._operand(expr)}"

    def _operand(self, expr: Compare) -> str:
        operand = expr.operand
        if isinstance(operand, TermRef):
            return self.name(operand.name)
        if isinstance(operand, NameSet):
            et, vel = ("and", "or") if self.english else ("und", "oder")
            names = [self._name_of(name, expr.term) for name in operand.shown or sorted(operand.names)]
            word = vel if expr.op in ANY else et
            return f" {word} ".join(filter(None, (", ".join(names[:-1]), names[-1])))
        return self.value(operand, expr.term)

    def _name_of(self, name: str, term: str) -> str:
        known = self.book.vocabulary.terms[term]
        return self.book.vocabulary.value_gloss(known.type, name) if self.english else name

    def value(self, value: Value, term: str) -> str:
        """A value of ``term``."""
        if value is Mark.NONE:
            return "none" if self.english else "keine"
        return shown(value, term, self.book.vocabulary, self.language)
