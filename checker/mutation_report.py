"""What a run of mutants found, in words: each survivor with its place, what was changed, and what would notice it."""

from __future__ import annotations

from checker.explain import Page
from checker.mutate import Mutant, Tally
from checker.report.cells import Line
from checker.report.wording import words as nouns
from checker.rulebook import Rulebook

WORDS: dict[str, dict[str, str]] = {
    "de": {
        "survived": "überlebt",
        "unread": "keine Regel liest {0}; kein Beispiel kann einen Fehler darin bemerken",
        "failing": "seine Beispiele bestehen nicht, also sagen sie nichts über Mutanten: tariflint test",
        "summary": "{0}: {1}, {2} getötet, {3} überlebt",
    },
    "en": {
        "survived": "survived",
        "unread": "no rule reads {0}; no example can notice a mistake in it",
        "failing": "its examples fail, so they say nothing about mutants: tariflint test",
        "summary": "{0}: {1}, {2} killed, {3} survived",
    },
}
MUTANT = {"de": ("Mutant", "Mutanten"), "en": ("mutant", "mutants")}
DECLARATION = {
    "de": ("Regel, Begriff oder Wert", "Regeln, Begriffe und Werte"),
    "en": ("rule, term or value", "rules, terms and values"),
}


def mutation_lines(book: Rulebook, tally: Tally, language: str, width: int, ascii_only: bool) -> list[Line]:
    """Survivors by declaration, in the order of the files; then how many there were of what."""
    page = Page(language, width, ascii_only)
    words, numbers = WORDS[language], nouns(language)
    current = ""
    for mutant in tally.survivors:
        if mutant.owner != current:
            current = mutant.owner
            page.say((current, "rule"), ("  " + _title(current, book, page), ""), hang=3)
        _survivor(mutant, page)
    for name in tally.failing:
        page.say((name, "rule"), (f"  {words['failing']}", ""), hang=3)
    for declared in tally.unread:
        page.say((declared.name, "rule"), hang=3)
        page.say((str(declared.span), "field"), (f"  {words['unread'].format(declared.name)}", ""), indent=3, hang=3)
    if page.lines:
        page.gap()
    declarations = numbers.count(tally.declarations, DECLARATION[language])
    mutants = numbers.count(tally.mutants, MUTANT[language])
    killed, survived = numbers.number(tally.killed), numbers.number(len(tally.survivors))
    page.say((words["summary"].format(declarations, mutants, killed, survived), "title"))
    return page.lines


def _survivor(mutant: Mutant, page: Page) -> None:
    change = mutant.change
    page.say((f"{change.span}", "field"), (f"  {page.pick(change.words)}", ""), indent=3, hang=3)


def _title(owner: str, book: Rulebook, page: Page) -> str:
    if owner in book.rules:
        return page.pick(book.rules[owner].rule.title)
    if owner in book.values:
        return page.pick(book.values[owner].title)
    return book.vocabulary.gloss(owner, "en") if page.language == "en" else ""
