"""Lines about changes in one language and width, and the words for what stands in them."""

from __future__ import annotations

from collections.abc import Mapping

from checker.change.words import change_words
from checker.finding import Text
from checker.report.cells import Line, Segment, clean, fill
from checker.report.text import MIN_WIDTH
from checker.report.wording import words
from checker.values_in_words import shown
from checker.vocabulary import Fact, Vocabulary
from dsl.document import Value

FIELD = 11


class Page:
    """Lines in one language and width. ``norms``: what the steps of a deadline rest on, where steps are asked for."""

    def __init__(
        self, vocabulary: Vocabulary, language: str, width: int, ascii_only: bool, norms: Mapping[str, str] | None
    ) -> None:
        self.vocabulary = vocabulary
        self.language = language
        self.words = change_words(language)
        self.names = words(language)
        self.width = max(width, MIN_WIDTH)
        self.ascii_only = ascii_only
        self.norms = norms
        self.lines: list[Line] = []

    # -------------------------------------------------------------------------------------------- lines

    def say(self, *parts: Segment, indent: int = 0, hang: int = 3) -> None:
        cleaned = [(clean(text, self.ascii_only), style) for text, style in parts if text]
        self.lines += fill(cleaned, self.width, prefix=((" " * indent, ""),) if indent else (), indent=indent + hang)

    def field(self, name: str, *parts: Segment) -> None:
        head = clean(self.words.fields[name], self.ascii_only).ljust(FIELD)
        cleaned = [(clean(text, self.ascii_only), style) for text, style in parts if text]
        self.lines += fill(cleaned, self.width, prefix=(("      ", ""), (head, "field")), indent=6 + FIELD)

    def gap(self) -> None:
        if self.lines and self.lines[-1]:
            self.lines.append(())

    def text(self, text: Text) -> str:
        return text.in_language(self.language)

    def value(self, value: Value | None, term: str) -> str:
        return self.words.silent if value is None else shown(value, term, self.vocabulary, self.language)

    def name(self, term: str) -> str:
        return self.vocabulary.gloss(term, self.language) if self.language == "en" else term.rpartition(".")[2]

    def section(self, name: str) -> str:
        kind = self.vocabulary.sections.get(name)
        return kind.gloss if kind is not None and self.language == "en" else name

    def stated(self, fact: Fact) -> str:
        return f"{self.name(fact.term)}: {self.value(fact.value, fact.term)}"

    def origin(self, fact: Fact | None) -> str:
        """Where a value comes from that the document itself does not state."""
        return f" ({fact.citation})" if fact is not None and fact.citation else ""
