"""What of the sources is encoded: as a table for a person, as Markdown, and for programs."""

from __future__ import annotations

import json
from typing import Any

from checker.coverage import ENCODED, IN_ENGLISH, NOT, OUTSIDE, PARTLY, STATES, Coverage, Row
from checker.explain import VERDICT, Page
from checker.vacuity import Vacuity

from .cells import Line, clean
from .wording import words as nouns

FORMAT = 1
STYLES = {ENCODED: "ok", PARTLY: "warnung", NOT: "field", OUTSIDE: "field"}
WORDS: dict[str, dict[str, str]] = {
    "de": {
        "title": "Was kodiert ist, und was warum nicht",
        "row": "Zeile",
        "state": "Stand",
        "rules": "Regeln, Vorgaben, Begriffe",
        "reason": "Grund",
        "source": "Quelle",
        "total": "insgesamt",
        "flaws": "Fehler in den Listen",
        "unnamed": "Regeln, die keine Zeile nennt: {0}",
        "none": "Es gibt keine Listen unter abdeckung/.",
        "never": "galten nie",
        "kept": "waren nie verletzt",
        "broken": "waren immer verletzt",
        "open": "blieben immer unentschieden",
        "contracts": "{0}, {1}",
    },
    "en": {
        "title": "What is encoded, and what is not, and why",
        "row": "row",
        "state": "state",
        "rules": "rules, defaults, terms",
        "reason": "reason",
        "source": "source",
        "total": "in total",
        "flaws": "mistakes in the lists",
        "unnamed": "rules that no row names: {0}",
        "none": "There are no lists below abdeckung/.",
        "never": "never applied",
        "kept": "were never violated",
        "broken": "were always violated",
        "open": "always stayed undecided",
        "contracts": "{0}, {1}",
    },
}
ROW = {"de": ("Zeile", "Zeilen"), "en": ("row", "rows")}
CONTRACT = {"de": ("Vertrag", "Verträge"), "en": ("contract", "contracts")}


def state_in(state: str, language: str) -> str:
    """A state in the reader's language."""
    return IN_ENGLISH.get(state, state) if language == "en" else state


def _reason(row: Row, language: str) -> str:
    return row.reason.en if language == "en" else row.reason.de


def _counts(found: Coverage, rows: list[Row] | None, language: str) -> str:
    counts = [(state, found.count(state, rows)) for state in STATES]
    return ", ".join(f"{count} {state_in(state, language)}" for state, count in counts if count)


# ------------------------------------------------------------------------------------------------ text


def render(found: Coverage, language: str, width: int, ascii_only: bool) -> list[Line]:
    """Every row by source and section, then what is wrong with the lists, then the sums."""
    page = Page(language, width, ascii_only)
    words = WORDS[language]
    if not found.rows and not found.flaws:
        page.say((words["none"], ""))
    for work, sections in found.groups():
        rows = [row for _, several in sections for row in several]
        page.say((work, "title"), (f"  {_counts(found, rows, language)}", "field"))
        for section, several in sections:
            page.say((section, "rule"), indent=3)
            for row in several:
                _row(row, page, language)
        page.gap()
    _flaws(found, page, language)
    if found.rows:
        page.say(
            (f"{nouns(language).counted(len(found.rows), ROW[language])}: {_counts(found, None, language)}", "title")
        )
    return page.lines


def _row(row: Row, page: Page, language: str) -> None:
    state = state_in(row.state, language)
    page.say((row.id, ""), (f"  {state}", STYLES.get(row.state, "fehler")), indent=6, hang=3)
    if row.names:
        page.say((", ".join(row.names), ""), indent=9, hang=3)
    if _reason(row, language):
        page.say((_reason(row, language), "field"), indent=9)


def _flaws(found: Coverage, page: Page, language: str) -> None:
    words = WORDS[language]
    if found.flaws:
        page.say((words["flaws"], "fehler"))
        for flaw in found.flaws:
            page.say((str(flaw.span), "field"), (f"  {page.pick(flaw.words)}", ""), indent=3, hang=3)
        page.gap()
    if found.unnamed and found.rows:
        page.say((words["unnamed"].format(", ".join(found.unnamed)), ""), hang=3)
        page.gap()


# ------------------------------------------------------------------------------------------------ Markdown


def to_markdown(found: Coverage, language: str) -> str:
    """One document: a table of sums, then a table for each source."""
    words = WORDS[language]
    states = [state_in(state, language) for state in STATES]
    lines = [f"# {words['title']}", "", _table_row([words["source"], *states]), _table_row(["---"] * (len(STATES) + 1))]
    groups = list(found.groups())
    for work, sections in groups:
        rows = [row for _, several in sections for row in several]
        lines.append(_table_row([work, *(str(found.count(state, rows)) for state in STATES)]))
    lines.append(_table_row([words["total"], *(str(found.count(state)) for state in STATES)]))
    for work, sections in groups:
        lines += ["", f"## {work}"]
        for section, several in sections:
            heads = [words["row"], words["source"], words["state"], words["rules"], words["reason"]]
            lines += ["", f"### {section}", "", _table_row(heads), _table_row(["---"] * len(heads))]
            for row in several:
                named = ", ".join(f"`{name}`" for name in row.names)
                reason = _reason(row, language)
                lines.append(_table_row([row.id, row.source, state_in(row.state, language), named, reason]))
    return "\n".join([*lines, ""])


def _table_row(fields: list[str]) -> str:
    return "| " + " | ".join(clean(field).replace("|", "\\|") for field in fields) + " |"


# ------------------------------------------------------------------------------------------------ JSON


def to_json(found: Coverage) -> str:
    """Rows, flaws and sums; both languages in one document."""
    rows: list[dict[str, Any]] = []
    for row in found.rows:
        work, section = row.place
        rows.append(
            {
                "row": row.id,
                "source": row.source,
                "work": work,
                "section": section,
                "state": row.state,
                "rules": list(row.names),
                "reason": {"de": row.reason.de, "en": row.reason.en},
                "path": row.span.path,
                "line": row.span.line,
            }
        )
    flaws = [
        {"path": flaw.span.path, "line": flaw.span.line, "message": {"de": flaw.words.de, "en": flaw.words.en}}
        for flaw in found.flaws
    ]
    sums = {state: found.count(state) for state in STATES}
    document = {"format": FORMAT, "rows": rows, "flaws": flaws, "unnamed": list(found.unnamed), "sums": sums}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


# ------------------------------------------------------------------------------------------------ vacuity


def vacuity_lines(found: Vacuity, language: str, width: int, ascii_only: bool) -> list[Line]:
    """Which rules these contracts never put to the test."""
    page = Page(language, width, ascii_only)
    words, numbers = WORDS[language], nouns(language)
    for key, names in found.groups():
        if names:
            page.say((f"{numbers.counted(len(names), numbers.rule)} {words[key]}", "title"))
            for name in names:
                counts = found.counts[name]
                shown = ", ".join(f"{page.one(verdict, VERDICT)} {count}" for verdict, count in sorted(counts.items()))
                page.say((name, ""), (f"  {shown}" if key != "never" else "", "field"), indent=3, hang=3)
            page.gap()
    contracts = numbers.counted(found.contracts, CONTRACT[language])
    rules = numbers.counted(len(found.counts), numbers.rule)
    page.say((words["contracts"].format(contracts, rules), "title"))
    return page.lines


def vacuity_json(found: Vacuity) -> str:
    """The same for programs."""
    document = {
        "format": FORMAT,
        "contracts": found.contracts,
        "rules": {name: dict(counts) for name, counts in found.counts.items()},
        **dict(found.groups()),
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def vacuity_markdown(found: Vacuity, language: str) -> str:
    """The same as a list in Markdown."""
    words, numbers = WORDS[language], nouns(language)
    lines: list[str] = []
    for key, names in found.groups():
        lines += [f"## {numbers.counted(len(names), numbers.rule)} {words[key]}", ""]
        lines += [*(f"- `{name}`" for name in names), ""] if names else []
    return "\n".join(lines)
