"""What was proved of the rulebook, for a person and for programs."""

from __future__ import annotations

import json
from typing import Any

from checker.finding import SEVERITIES, Text
from checker.phrases import show_expr
from checker.proof.statement import DEFAULT, Proofs, Statement, Undecided
from checker.rulebook import Rulebook
from dsl.period import DateRange
from dsl.source import Span

from .cells import Line, Segment, clean, fill
from .excerpt import Excerpts, Mark
from .proof_words import DEFAULTS, FOLGT, PAIR, REASONS, STATEMENTS, TRIED, VERDICTS, WORDS
from .wording import words

MIN_WIDTH = 40
MAX_PAIRS = 5
MAX_RULES = 6
FORMAT = 1
QUIET = ("stricter", "follows")  # as it should be: counted, not shown one by one


def render(proofs: Proofs, book: Rulebook, *, language: str, width: int, ascii_only: bool) -> list[Line]:
    """The whole report as lines of at most ``width`` cells (never fewer than 40)."""
    return _Page(proofs, book, language, max(width, MIN_WIDTH), ascii_only).lines()


def title_of(statement: Statement, book: Rulebook) -> Text:
    """The class of a statement in few words."""
    return Text(*STATEMENTS[_shape(statement, book)][0])


def message_of(statement: Statement, book: Rulebook) -> Text:
    """What is proved, as a sentence."""
    german, english = STATEMENTS[_shape(statement, book)][1]
    return Text(_filled(german, statement, "de"), _filled(english, statement, "en"))


def _shape(statement: Statement, book: Rulebook) -> str:
    """Which sentence a statement is told with."""
    if statement.kind == "contradiction":
        terms = [book.rules[id].norm.terms for id in statement.rules[:2]]
        return "contradiction-with-law" if terms[0] is not None and terms[1] is None else statement.kind
    if statement.kind in ("dead-rule", "dead-version") and statement.expr is None:
        return f"{statement.kind}-taken"
    return statement.kind


def _filled(sentence: str, statement: Statement, language: str) -> str:
    a, b, c = (*statement.rules, "", "", "")[:3]
    more = len(statement.rules) - MAX_RULES
    everyone = ", ".join(statement.rules[:MAX_RULES]) + (f" (+{more})" if more > 0 else "")
    finding = statement.finding.message.in_language(language) if statement.finding is not None else ""
    days = days_in_words(statement.days, language)
    expr = show_expr(statement.expr, language) if statement.expr is not None else ""
    gaps = {"a": a, "b": b, "c": c, "all": everyone, "subject": statement.subject, "days": days, "expr": expr}
    return sentence.format(**gaps, finding=finding)


def days_in_words(days: tuple[DateRange, ...], language: str) -> str:
    """`ab 2022-03-01`, `bis 2020-08-13`, both, several; "" where it is always so."""
    at = 1 if language == "en" else 0
    said = []
    for stretch in days:
        start = WORDS["from"][at].format(stretch.start) if stretch.start is not None else ""
        end = WORDS["until"][at].format(stretch.end) if stretch.end is not None else ""
        said.append(" ".join(part for part in (start, end) if part))
    return f" {WORDS['and'][at]} ".join(part for part in said if part)


class _Page:
    """One rendering."""

    def __init__(self, proofs: Proofs, book: Rulebook, language: str, width: int, ascii_only: bool) -> None:
        self.proofs = proofs
        self.book = book
        self.language = language
        self.at = 1 if language == "en" else 0
        self.names = words(language)
        self.width = width
        self.ascii_only = ascii_only
        self.excerpts = Excerpts(book.sources, width, ascii_only)
        self.column = 15

    def clean(self, text: str) -> str:
        return clean(text, self.ascii_only)

    def fill(self, *parts: Segment, indent: int = 3) -> list[Line]:
        return fill([(self.clean(text), style) for text, style in parts], self.width, indent=indent)

    def say(self, name: str, **gaps: object) -> str:
        return WORDS[name][self.at].format(**gaps)

    def lines(self) -> list[Line]:
        shown = [statement for statement in self.proofs.statements if statement.kind not in QUIET]
        lines: list[Line] = []
        # what is wrong with the rules comes before what is wrong with terms
        for statement in sorted(
            shown, key=lambda each: (each.kind == DEFAULT, SEVERITIES.index(each.severity), each.sort_key())
        ):
            lines += [*self.statement(statement), ()]
        if self.proofs.undecided:
            lines += [*self.undecided(), ()]
        return lines + self.summary(shown)

    def statement(self, statement: Statement) -> list[Line]:
        title = title_of(statement, self.book).in_language(self.language)
        about = statement.rules[:1] if statement.subject else statement.rules[:2]
        name = statement.subject or " · ".join(about)
        word = self.names.severity[statement.severity]
        lines = self.fill((word, statement.severity), (" " + name, "rule"), ("  " + title, "title"))
        message = message_of(statement, self.book).in_language(self.language)
        lines += fill([(self.clean(message), "")], self.width, prefix=(("   ", ""),), indent=3)
        marks = [Mark(statement.place, "", "^", statement.severity)]
        if statement.other is not None:
            marks.append(Mark(statement.other, "", "-", "related"))
        lines += self.excerpts.render(marks)
        if statement.kind not in ("version-ends", "value-ends", "term-ends"):
            lines += self.field(WORDS["days"][self.at], days_in_words(statement.days, self.language))
        if statement.finding is not None and statement.finding.region is not None:
            lines += self.field(WORDS["region"][self.at], statement.finding.region.in_language(self.language))
        for model in statement.models:
            facts = model.lines()
            lines += self.field(WORDS["model"][self.at], facts[0] if facts else "")
            for fact in facts[1:]:
                lines += self.field("", fact)
            said = [f"{id} {VERDICTS[v] if self.at else v}" for id, v in model.claims]
            lines += self.field("", "→ " + ", ".join(said))
        return lines

    def field(self, name: str, text: str) -> list[Line]:
        if not text:
            return []
        prefix = (("   ", ""), (self.clean(name).ljust(self.column - 3), "field"))
        return fill([(self.clean(text), "")], self.width, prefix=prefix, indent=self.column)

    def undecided(self) -> list[Line]:
        """What is open, by the reason: how many pairs, and the first few of them."""
        lines = self.fill((WORDS["undecided"][self.at], "undecided"))
        reasons: dict[tuple[str, ...], dict[tuple[str, ...], list[Undecided]]] = {}
        for each in self.proofs.undecided:
            reasons.setdefault(each.reasons, {}).setdefault(tuple(sorted(each.rules)), []).append(each)
        for why, pairs in sorted(reasons.items()):
            said = "; ".join(REASONS[reason][self.at] for reason in why)
            number = self.names.counted(len(pairs), PAIR[self.at])
            lines += fill([(self.clean(f"{said}: {number}"), "")], self.width, prefix=(("   ", ""),), indent=6)
            for rules, several in list(pairs.items())[:MAX_PAIRS]:
                lines += self.open_question(rules, several)
            if len(pairs) > MAX_PAIRS:
                more = WORDS["more"][self.at].format(self.names.number(len(pairs) - MAX_PAIRS))
                lines += fill([(self.clean(more), "")], self.width, prefix=(("      ", ""),), indent=9)
        return lines

    def open_question(self, rules: tuple[str, ...], several: list[Undecided]) -> list[Line]:
        """Two rules, and what was tried on them."""
        kinds = dict.fromkeys(TRIED.get(each.kind, each.kind) for each in several)
        tried = ", ".join((STATEMENTS[kind][0] if kind in STATEMENTS else FOLGT)[self.at] for kind in kinds)
        text = self.clean(f"{' · '.join(rules)} ({tried})")
        return fill([(text, "")], self.width, prefix=(("      ", ""),), indent=9)

    def summary(self, shown: list[Statement]) -> list[Line]:
        names, proofs, pairs = self.names, self.proofs, self.proofs.pairs
        clauses = [each for each in shown if each.kind == DEFAULT]
        shown = [each for each in shown if each.kind != DEFAULT]
        numbers = {severity: sum(1 for each in shown if each.severity == severity) for severity in SEVERITIES}
        found = [names.counted(number, names.severity_nouns[each]) for each, number in numbers.items() if number]
        counts = self.say(
            "pairs",
            rules=names.counted(proofs.rules, names.rule),
            pairs=names.counted(pairs["all"], PAIR[self.at]),
            no_shared=names.number(pairs["no-shared-fact"]),
            others=names.number(pairs["other-demands"]),
            compared=names.number(pairs["compared"]),
            undecided=names.number(len({frozenset(each.rules) for each in proofs.undecided if len(each.rules) == 2})),
        )
        lines: list[Line] = []
        if not any(each.kind.startswith("contradiction") or each.kind == "never-kept" for each in shown):
            lines += self.fill((WORDS["no_conflict"][self.at], "ok"))
        lines += self.fill((f"{', '.join(found) or WORDS['nothing'][self.at]}. {counts}", ""))
        if pairs["never-together"]:
            lines += self.fill((WORDS["never_together"][self.at].format(names.number(pairs["never-together"])), ""))
        if clauses:
            counted = names.counted(len(clauses), DEFAULTS[self.at])
            lines += self.fill((WORDS["defaults"][self.at].format(counted), ""))
        kinds = [each.kind for each in proofs.statements]
        stricter = WORDS["stricter"][self.at].format(
            names.number(kinds.count("stricter")), names.number(kinds.count("follows"))
        )
        models = WORDS["models"][self.at].format(names.number(proofs.replayed))
        closing = f"{stricter} {models} {names.no_advice}"
        return lines + self.fill((closing, "field"))


# ------------------------------------------------------------------------------------------------ json


def to_json(proofs: Proofs, book: Rulebook) -> str:
    """Everything as indented JSON, in both languages, ASCII, with a line end at its end."""
    value = {
        "format": FORMAT,
        "rules": proofs.rules,
        "pairs": {name.replace("-", "_"): count for name, count in proofs.pairs.items()},
        "models": proofs.replayed,
        "statements": [_statement(each, book) for each in proofs.statements],
        "undecided": [
            {"kind": each.kind, "rules": list(each.rules), "reasons": [_both(Text(*REASONS[r])) for r in each.reasons]}
            for each in proofs.undecided
        ],
    }
    return json.dumps(value, indent=2, ensure_ascii=True) + "\n"


def _statement(statement: Statement, book: Rulebook) -> dict[str, Any]:
    return {
        "kind": statement.kind,
        "severity": statement.severity or None,
        "rules": list(statement.rules),
        "subject": statement.subject,
        "title": _both(title_of(statement, book)),
        "message": _both(message_of(statement, book)),
        "place": _place(statement.place),
        "other": _place(statement.other) if statement.other is not None else None,
        "days": [
            {"from": day.start.isoformat() if day.start else None, "until": day.end.isoformat() if day.end else None}
            for day in statement.days
        ],
        "models": [
            {
                "facts": [{"term": term, "value": value} for term, value in model.facts],
                "verdicts": [{"rule": rule, "verdict": verdict} for rule, verdict in model.claims],
            }
            for model in statement.models
        ],
    }


def _place(span: Span) -> dict[str, Any]:
    return {"file": span.path, "line": span.line, "column": span.column, "end_column": span.end_column}


def _both(text: Text) -> dict[str, str]:
    return {"de": text.de, "en": text.en}
