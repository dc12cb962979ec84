"""One HTML file that a lawyer can read, print and file: summary, findings with the text they stand in, open questions.

It is complete in itself: nothing is loaded, nothing runs, and a content policy says so to the browser. What stands in a
tariff is German whatever the language of the report, and marked so for screen readers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from checker import VERSION
from checker.finding import VERDICTS, Finding, Report

from .format_words import format_words
from .formats import Settings
from .html_excerpt import HtmlExcerpts, breakable, text
from .html_style import STYLE
from .sentences import (
    accepted_in_order,
    by_severity,
    by_verdict,
    closing,
    fields,
    headline,
    identities,
    in_order,
    is_open,
    most_helpful,
    open_question,
    qualifiers,
    severity,
    some,
    tally,
    verdicts,
)
from .wording import words

POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def render(report: Report, settings: Settings) -> str:
    """The page, with a line end at its end."""
    return _Page(report, settings).page()


class _Page:
    """One rendering: the report and how it is wanted."""

    def __init__(self, report: Report, settings: Settings) -> None:
        self.report = report
        self.settings = settings
        self.language = settings.language
        self.names = words(settings.language)
        self.more = format_words(settings.language)
        findings = in_order(report.findings)
        names = identities(findings)
        # an anchor that stays when lines move can be sent in a mail
        self.violations = [(f"f-{names[at][:12]}", each) for at, each in enumerate(findings) if not is_open(each)]
        self.open = [finding for finding in findings if is_open(finding)]
        self.excerpts = HtmlExcerpts(report.sources, self.names, self.more, self.language)

    def page(self) -> str:
        sections = [
            ("summary", self.more.summary, self.summary()),
            ("failures", self.more.failures, self.failures()),
            ("findings", self.more.findings, self.findings()),
            ("open", self.more.open, self.questions()),
            ("accepted", self.names.accepted_title, self.accepted()),
            ("documents", self.more.documents, self.documents()),
        ]
        shown = [(anchor, title, list(body)) for anchor, title, body in sections]
        shown = [each for each in shown if each[2]]
        parts = [
            "<!DOCTYPE html>",
            f'<html lang="{self.language}">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            f'<meta name="generator" content="tariflint {VERSION}">',
            f"<title>{text(self.more.title)}</title>",
            f"<style>\n{STYLE}</style>",
            "</head>",
            "<body>",
            f'<a class="skip" href="#content">{text(self.more.skip)}</a>',
            "<header>",
            f"<h1>{text(self.more.title)}</h1>",
            "</header>",
            f'<nav aria-label="{text(self.more.contents)}">',
            "<ul>",
            *(f'<li><a href="#{anchor}">{text(title)}</a></li>' for anchor, title, _ in shown),
            "</ul>",
            "</nav>",
            '<main id="content">',
        ]
        for anchor, title, body in shown:
            parts += [
                f'<section aria-labelledby="{anchor}">',
                f'<h2 id="{anchor}">{text(title)}</h2>',
                *body,
                "</section>",
            ]
        parts += ["</main>", "<footer>"]
        parts += [f"<p>{text(' '.join(closing(self.report, self.names)))} {text(self.more.no_claim)}</p>"]
        parts += [f"<p>{text(self.more.made_by.format(VERSION))}</p>", "</footer>", "</body>", "</html>"]
        return "\n".join(parts) + "\n"

    # --- summary ---

    def summary(self) -> Iterable[str]:
        report, names = self.report, self.names
        failing = any(self.settings.fails(finding) for finding in report.findings) or bool(report.failures)
        style, sentence = headline(report, names)
        said, word = (
            (self.more.failed + ".", "fehler") if failing else (sentence or self.more.passed + ".", style or "ok")
        )
        yield f'<p class="result"><span class="word {"open" if word == "undecided" else word}">{text(said)}</span></p>'
        for remark in report.remarks:
            yield f'<p><span class="word warnung">{text(remark.in_language(self.language))}</span></p>'
        numbers = [(names.severity_nouns[each][1], number) for each, number in by_severity(report).items()]
        yield from self.numbers(tally(report, names), [*numbers, (names.question[1], len(self.open))])
        came = [(names.of_verdict(verdict), number) for verdict, number in by_verdict(report).items()]
        if said := verdicts(report, names):
            yield from self.numbers(said, came)
        if self.violations:
            yield from self.table(
                self.more.findings,
                (self.more.rule, self.more.severity, self.more.finding, self.more.place),
                [
                    (
                        f'<a class="rule" href="#{anchor}">{text(each.rule)}</a>',
                        f'<span class="word {each.severity}">{text(severity(each, names))}</span>',
                        text(each.title.in_language(self.language)),
                        breakable(f"{each.primary.span.path}:{each.primary.span.line}"),
                    )
                    for anchor, each in self.violations
                ],
            )

    def numbers(self, said: str, numbers: list[tuple[str, int]]) -> Iterable[str]:
        yield f"<p>{text(said)}</p>"
        yield '<dl class="numbers">'
        for name, number in numbers:
            yield f"<div><dt>{text(name)}</dt><dd>{self.names.number(number)}</dd></div>"
        yield "</dl>"

    def failures(self) -> Iterable[str]:
        if self.report.failures:
            yield "<ul>"
            for _, sentence in self.report.failures:
                yield f"<li>{text(sentence.in_language(self.language))}</li>"
            yield "</ul>"

    # --- findings ---

    def findings(self) -> Iterable[str]:
        if not self.violations:
            yield f"<p>{text(self.more.no_findings)}</p>"
        for anchor, finding in self.violations:
            yield from self.finding(anchor, finding)

    def finding(self, anchor: str, finding: Finding) -> Iterable[str]:
        title, message = finding.title.in_language(self.language), finding.message.in_language(self.language)
        badge = ", ".join([severity(finding, self.names), *qualifiers(finding, self.names)])
        yield f'<article class="{finding.severity}" id="{anchor}" aria-labelledby="{anchor}-h">'
        yield (
            f'<h3 id="{anchor}-h"><span class="badge">{text(badge)}</span> '
            f'<span class="rule">{text(finding.rule)}</span> {text(title)}</h3>'
        )
        if message and message != title:
            yield f"<p>{text(message)}</p>"
        for label in dict.fromkeys((finding.primary, *finding.related)):
            yield from self.excerpts.place(label)
        rows = [(name, text(said)) for name, said in fields(finding, self.names, self.language)]
        rows = [(name, self.linked(finding, text) if name == self.names.norm else text) for name, text in rows]
        if rows:
            yield '<dl class="fields">'
            for name, shown in rows:
                yield f"<dt>{text(name)}</dt><dd>{shown}</dd>"
            yield "</dl>"
        if finding.days is not None:
            from .html_days import timeline

            yield from timeline(finding.days, self.more, self.language)
        yield from self.excerpts.change(finding)
        yield "</article>"

    def linked(self, finding: Finding, shown: str) -> str:
        """The norm as a link to its text, where the rule names an address of the web."""
        known = self.report.rules.get(finding.rule)
        if known is None or not known.web.startswith(("https://", "http://")):
            return shown
        return f'<a href="{text(known.web)}" rel="noreferrer">{shown}</a>'

    # --- what cannot be told, and what was checked ---

    def questions(self) -> Iterable[str]:
        if not self.open:
            return
        yield f"<p>{text(self.more.open_said)}</p>"
        if self.report.missing_facts:
            yield f"<p>{text(most_helpful(self.report, self.names))}</p>"
        groups: dict[tuple[str, str], list[Finding]] = {}
        for finding in self.open:
            key = finding.rule, open_question(finding, self.names, self.language)
            groups.setdefault(key, []).append(finding)
        rows = []
        for (rule, question), group in groups.items():
            documents = sorted({each.document or each.primary.span.path for each in group})
            norm = group[0].norm
            rows.append(
                (
                    f'<span class="rule">{text(rule)}</span> {text(group[0].title.in_language(self.language))}',
                    breakable(question),
                    text(norm.in_language(self.language) if norm else ""),
                    breakable(some(documents, self.names)),
                )
            )
        heads = (self.more.rule, self.more.finding, self.names.norm, self.names.document[1])
        yield from self.table(self.more.open, heads, rows)

    def accepted(self) -> Iterable[str]:
        if not self.report.accepted:
            return
        yield f"<p>{text(self.more.accepted_said)}</p>"
        rows = []
        for each in accepted_in_order(self.report):
            finding, place = each.finding, each.finding.primary.span
            rows.append(
                (
                    f'<span class="rule">{text(finding.rule)}</span> {text(finding.title.in_language(self.language))}',
                    text(self.names.accepted[each.why]),
                    f'<span class="word {finding.severity}">{text(severity(finding, self.names))}</span>',
                    breakable(f"{place.path}:{place.line}"),
                    breakable(each.note.in_language(self.language)),
                )
            )
        more = self.more
        heads = (more.rule, more.accepted_why, more.severity, more.place, more.accepted_note)
        yield from self.table(self.names.accepted_title, heads, rows)

    def documents(self) -> Iterable[str]:
        names, judged = self.names, self.report.judged
        if not judged:
            return
        words_of = {verdict: names.of_verdict(verdict) for verdict in VERDICTS[:-1]}
        rows = []
        for each in sorted(judged, key=lambda one: (one.path, one.document)):
            came = [verdict for _, verdict in each.verdicts]
            numbers = [names.number(came.count(verdict)) for verdict in words_of]
            rows.append((breakable(each.document), breakable(each.path), *numbers, names.number(each.not_applicable)))
        heads = (names.document[0], self.more.place, *words_of.values(), names.not_applicable)
        yield from self.table(self.more.documents, heads, rows, numbers_from=2)

    def table(
        self, caption: str, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]], numbers_from: int = 99
    ) -> Iterable[str]:
        """A table; the cells are HTML already, the first of each row is its heading."""
        kinds = [' class="number"' if column >= numbers_from else "" for column in range(len(heads))]
        cells = "".join(f'<th scope="col"{kind}>{text(head)}</th>' for head, kind in zip(heads, kinds, strict=True))
        yield f"<table><caption>{text(caption)}</caption>"
        yield f"<thead><tr>{cells}</tr></thead>"
        yield "<tbody>"
        for first, *others in rows:
            rest = "".join(f"<td{kind}>{cell}</td>" for cell, kind in zip(others, kinds[1:], strict=True))
            yield f'<tr><th scope="row">{first}</th>{rest}</tr>'
        yield "</tbody></table>"
