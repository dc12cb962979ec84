"""What became of the clauses that rules cite: which have changed or moved, and what no rule is about."""

from __future__ import annotations

from checker.anchors import Verification
from checker.explain import Page
from checker.rulebook import Rulebook

from .cells import Line
from .wording import words as nouns

WORDS: dict[str, dict[str, str]] = {
    "de": {
        "lost": "»{0}« steht nicht mehr in {1}",
        "moved": "; gefunden in {0}",
        "gone": "; nirgends sonst gefunden",
        "concerned": "betrifft auch {0}",
        "unknown": "{0} gibt es in diesem Text nicht",
        "again": "Diese Klauseln sind zu lesen, und was aus ihnen kodiert ist, zu prüfen",
        "bare": "Ohne Anker, auch nicht in ihrer Klausel: {0}",
        "untouched": "Klauseln, aus denen nichts kodiert ist: {0}",
        "summary": "{0}, {1}: {2} gefunden, {3} nicht gefunden",
    },
    "en": {
        "lost": "“{0}” is no longer in {1}",
        "moved": "; found in {0}",
        "gone": "; found nowhere else",
        "concerned": "also concerns {0}",
        "unknown": "there is no {0} in this text",
        "again": "These clauses must be read again, and what is encoded from them checked",
        "bare": "Without an anchor, in their clause as well: {0}",
        "untouched": "Clauses from which nothing is encoded: {0}",
        "summary": "{0}, {1}: {2} found, {3} not found",
    },
}
ITEM = {"de": ("Regel oder Vorgabe", "Regeln und Vorgaben"), "en": ("rule or default", "rules and defaults")}
ANCHOR = {"de": ("Anker", "Anker"), "en": ("anchor", "anchors")}
# of clauses cited by many, the first tell enough
MAX_PLACES = 4


def anchor_lines(found: Verification, book: Rulebook, language: str, width: int, ascii_only: bool) -> list[Line]:
    """What must be read again first; then what has no anchor, what no rule is about, and the sums."""
    page = Page(language, width, ascii_only)
    words, numbers = WORDS[language], nouns(language)
    if not found.sound:
        page.say((words["again"], "title"))
    for item in found.items:
        said = [words["unknown"].format(citation) for other, citation in found.unknown if other is item]
        mine = [lost for lost in found.lost if lost.item is item]
        for lost in mine:
            moved = words["moved"].format(", ".join(lost.elsewhere[:MAX_PLACES])) if lost.elsewhere else words["gone"]
            said.append(words["lost"].format(lost.anchor, item.citation) + moved)
        if mine and mine[0].concerned:
            said.append(words["concerned"].format(", ".join(mine[0].concerned)))
        if said:
            page.say((item.id, "rule"), (f"  {page.pick(item.title)}", ""), (f"  {item.span}", "field"), indent=3)
        for sentence in said:
            page.say((sentence, ""), indent=6, hang=3)
    for key, names in (("bare", [item.id for item in found.bare]), ("untouched", [c.name for c in found.untouched])):
        if names:
            page.gap()
            page.say((words[key].format(", ".join(names)), "field"), hang=3)
    if page.lines:
        page.gap()
    items = numbers.counted(len(found.items), ITEM[language])
    anchors = numbers.counted(found.anchors, ANCHOR[language])
    lost_count = len(found.lost)
    page.say((words["summary"].format(items, anchors, found.anchors - lost_count, lost_count), "title"))
    return page.lines
