"""What a run of mutants found, in words: each survivor with its place, what was changed, and what would notice it."""

from __future__ import annotations

from checker.explain import VERDICT, Page
from checker.mutation.mutate import Survivor, Tally
from checker.report.cells import Line
from checker.report.wording import words as nouns
from checker.rulebook import Rulebook
from dsl.document import show

WORDS: dict[str, dict[str, str]] = {
    "de": {
        "kill": "bemerken würde es: Beispiel {0}{1} mit {2} (geändert: {3})",
        "of": " in {0}",
        "nothing": "beliebigen Angaben",
        "redundant": "überflüssig, bewiesen: Kein Vertrag wird damit anders beurteilt.",
        "open": "Es fand sich kein Vertrag, der damit anders beurteilt wird, und kein Beweis, dass es keinen gibt.",
        "unread": "Keine Regel liest {0}, also kann kein Beispiel einen Fehler darin bemerken.",
        "failing": "Die Beispiele der Regel bestehen nicht, also sagen sie nichts über Mutanten; siehe tariflint test.",
        "summary": "{0}: {1}, {2} getötet, {3} gleichwertig, {4} überlebt",
    },
    "en": {
        "kill": "what would notice: an example {0}{1} with {2} (changed: {3})",
        "of": " in {0}",
        "nothing": "any facts",
        "redundant": "redundant, proved: no contract is judged otherwise with it.",
        "open": "No contract was found that is judged otherwise with it, nor a proof that there is none.",
        "unread": "No rule reads {0}, so no example can notice a mistake in it.",
        "failing": "The examples of the rule fail, so they say nothing about mutants; see tariflint test.",
        "summary": "{0}: {1}, {2} killed, {3} equivalent, {4} survived",
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
    for survivor in tally.survivors:
        if survivor.mutant.owner != current:
            current = survivor.mutant.owner
            page.say((current, "rule"), ("  " + _title(current, book, page), ""), hang=3)
        _survivor(survivor, book, page)
    for name in tally.failing:
        page.say((name, "rule"), (f"  {words['failing']}", ""), hang=3)
    for declared in tally.unread:
        page.say((declared.name, "rule"), hang=3)
        page.say((str(declared.span), "field"), (f"  {words['unread'].format(declared.name)}", ""), indent=3, hang=3)
    if page.lines:
        page.gap()
    declarations = numbers.counted(tally.declarations, DECLARATION[language])
    mutants = numbers.counted(tally.mutants, MUTANT[language])
    ends = [numbers.number(count) for count in (tally.killed, tally.equal, len(tally.survivors))]
    page.say((words["summary"].format(declarations, mutants, *ends), "title"))
    return page.lines


def _survivor(survivor: Survivor, book: Rulebook, page: Page) -> None:
    """What was changed, where, and the example that is missing."""
    mutant, words = survivor.mutant, WORDS[page.language]
    page.say((f"{mutant.change.span}", "field"), (f"  {page.pick(mutant.change.words)}", ""), indent=3, hang=3)
    telling = survivor.telling
    if telling is None:
        page.say((words["redundant" if survivor.redundant else "open"], ""), indent=6, hang=3)
        return
    facts = ", ".join(f"{name}: {show(value)}" for name, value in telling.facts) or words["nothing"]
    where = words["of"].format(telling.rule.id) if telling.rule.id != mutant.owner else ""
    before, after = (page.one(verdict, VERDICT) for verdict in (telling.before, telling.after))
    page.say((words["kill"].format(before, where, facts, after), ""), indent=6, hang=3)


def _title(owner: str, book: Rulebook, page: Page) -> str:
    if owner in book.rules:
        return page.pick(book.rules[owner].rule.title)
    if owner in book.values:
        return page.pick(book.values[owner].title)
    return book.vocabulary.gloss(owner, "en") if page.language == "en" else ""
