"""What reports may say of the rules themselves: those that findings name, from the rulebook, in both languages."""

from __future__ import annotations

from collections.abc import Iterable

from checker.explain import explain
from checker.finding import RuleText, Text
from checker.report.cells import plain
from checker.rulebook import Rulebook

WIDTH = 80


def rule_texts(book: Rulebook, names: Iterable[str]) -> dict[str, RuleText]:
    """The rules among ``names``, sorted; codes of syntax messages are no rules and are left out."""
    return {name: _text(book, name) for name in sorted(set(names)) if name in book.rules}


def _text(book: Rulebook, name: str) -> RuleText:
    rule, norm = book.rules[name].rule, book.rules[name].norm
    german, english = (
        "\n".join(plain(line) for line in explain(book.rules[name], book, language, WIDTH, False))
        for language in ("de", "en")
    )
    return RuleText(
        title=Text(rule.title.de, rule.title.en),
        norm=Text(f"{rule.citation} · {norm.title.de}", f"{rule.citation} · {norm.title.en}"),
        web=norm.web,
        severity=rule.severity,
        certainty=rule.certainty,
        rank=norm.rank,
        page=Text(german, english),
    )
