"""Rules in words: what one demands, since when, for whom, with its own tests as examples; the list; the test log."""

from __future__ import annotations

from checker.examples import Result
from checker.formulas import show_formula
from checker.phrases import show_expr
from checker.prepared import Prepared
from checker.report.cells import Line, clean, fill
from checker.report.wording import words as nouns
from checker.rulebook import Rulebook
from dsl.document import RawFact, show
from dsl.messages import message_of
from dsl.rule import Version, Words

WORDS = {
    "de": {
        "norm": "Norm",
        "severity": "Schwere",
        "certainty": "Sicherheit",
        "day": "Stichtag",
        "each": "je",
        "when": "gilt, wenn",
        "unless": "es sei denn",
        "demands": "verlangt",
        "history": "Fassungen",
        "always": "ohne zeitliche Grenze",
        "from": "ab",
        "until": "bis",
        "gap": "nicht kodiert",
        "off": "galt nicht",
        "reading": "Auslegung",
        "right": "Erfüllt",
        "wrong": "Verletzt",
        "other": "Weitere Beispiele",
        "says": "Meldung",
        "formulas": "Berechnung",
        "displaces": "verdrängt",
        "follows": "folgt",
        "reviewed": "geprüft",
        "source": "Quelle",
        "exercised": "Fassung",
        "failed": "FEHLT",
        "expected": "erwartet {0}, heraus kam {1}",
        "unexercised": "kein Beispiel trifft die Fassung {0}",
        "summary": "{0}, {1}: {2} bestanden, {3} nicht bestanden",
    },
    "en": {
        "norm": "Norm",
        "severity": "Severity",
        "certainty": "Certainty",
        "day": "Reference day",
        "each": "for each",
        "when": "applies if",
        "unless": "unless",
        "demands": "demands",
        "history": "Versions",
        "always": "without limit in time",
        "from": "from",
        "until": "until",
        "gap": "not encoded",
        "off": "was not in force",
        "reading": "Reading",
        "right": "Kept",
        "wrong": "Violated",
        "other": "Further examples",
        "says": "Message",
        "formulas": "Calculation",
        "displaces": "displaces",
        "follows": "follows",
        "reviewed": "reviewed",
        "source": "Source",
        "exercised": "version",
        "failed": "FAILED",
        "expected": "expected {0}, came out as {1}",
        "unexercised": "no example falls into version {0}",
        "summary": "{0}, {1}: {2} passed, {3} failed",
    },
}
SEVERITY = {"fehler": "error", "warnung": "warning", "hinweis": "note"}
CERTAINTY = {"gesichert": "settled", "überwiegend": "prevailing view", "umstritten": "disputed"}
VERDICT = {
    "erfüllt": "kept",
    "verletzt": "violated",
    "unentschieden": "undecided",
    "unanwendbar": "not applicable",
}


class Page:
    """Lines of one page in one language and width."""

    def __init__(self, language: str, width: int, ascii_only: bool) -> None:
        self.language = language
        self.words = WORDS[language]
        self.width = max(width, 40)
        self.ascii_only = ascii_only
        self.lines: list[Line] = []

    def say(self, *parts: tuple[str, str], indent: int = 0, hang: int = 0) -> None:
        cleaned = [(clean(text, self.ascii_only), style) for text, style in parts]
        self.lines += fill(cleaned, self.width, prefix=((" " * indent, ""),) if indent else (), indent=indent + hang)

    def field(self, name: str, text: str) -> None:
        if text:
            label = clean(name, self.ascii_only)
            prefix: Line = ((f"   {label}" + " " * max(1, 16 - len(label)), "field"),)
            self.lines += fill([(clean(text, self.ascii_only), "")], self.width, prefix=prefix, indent=19)

    def gap(self) -> None:
        self.lines.append(())

    def pick(self, words: Words | None) -> str:
        return "" if words is None else (words.en if self.language == "en" else words.de)

    def one(self, german: str, english: dict[str, str]) -> str:
        return english.get(german, german) if self.language == "en" else german


def when(version: Version, words: dict[str, str]) -> str:
    """`ab 2022-03-01`, `bis 2022-02-28`, both, or "always"."""
    since = f"{words['from']} {version.since.isoformat()}" if version.since else ""
    until = f"{words['until']} {version.until.isoformat()}" if version.until else ""
    return " ".join(part for part in (since, until) if part) or words["always"]


def explain(rule: Prepared, book: Rulebook, language: str, width: int, ascii_only: bool) -> list[Line]:
    """The page of one rule."""
    page = Page(language, width, ascii_only)
    raw, words = rule.rule, page.words
    page.say((raw.id, "rule"), ("  " + page.pick(raw.title), "title"))
    page.gap()
    norm = f"{raw.citation} · {page.pick(rule.norm.title)}"
    page.field(words["norm"], norm)
    if rule.norm.web:
        page.field(words["source"], rule.norm.web)
    if rule.norm.reviewed:
        page.field(words["reviewed"], rule.norm.reviewed.isoformat())
    page.field(words["severity"], page.one(raw.severity, SEVERITY))
    page.field(words["certainty"], page.one(raw.certainty, CERTAINTY))
    page.field(words["day"], _named(raw.reference_day, book, language))
    if raw.each:
        page.field(words["each"], raw.each)
    for condition in raw.conditions:
        page.field(words["when"], show_expr(condition))
    for exemption in raw.exemptions:
        limits = [f"{words['from']} {exemption.since}" if exemption.since else ""]
        limits += [f"{words['until']} {exemption.until}" if exemption.until else "", exemption.citation or ""]
        note = ", ".join(part for part in limits if part)
        page.field(words["unless"], show_expr(exemption.expr) + (f" ({note})" if note else ""))
    for name in raw.displaces:
        page.field(words["displaces"], name)
    for name in raw.follows:
        page.field(words["follows"], name)
    page.gap()
    page.say((words["history"], "title"))
    for version in raw.versions:
        title = page.pick(version.title)
        page.say((when(version, words), "rule"), (f"  {title}" if title else "", ""), indent=3, hang=3)
        for demand in version.demands:
            guard = f" wenn {show_expr(demand.condition)}" if demand.condition is not None else ""
            page.say((f"{words['demands']}:", "field"), (" " + show_expr(demand.expr) + guard, ""), indent=6, hang=3)
        if version.not_encoded is not None:
            page.say((f"{words['gap']}:", "field"), (" " + page.pick(version.not_encoded), ""), indent=6, hang=3)
        elif not version.demands:
            page.say((words["off"], ""), indent=6)
        for extra in (version.citation, version.certainty and page.one(version.certainty, CERTAINTY)):
            if extra:
                page.say((extra, "field"), indent=6, hang=3)
        if version.reading is not None:
            page.say((f"{words['reading']}:", "field"), (" " + page.pick(version.reading), ""), indent=6, hang=3)
    _formulas(page, rule, book)
    if raw.reading is not None:
        page.gap()
        page.say((words["reading"], "title"))
        page.say((page.pick(raw.reading), ""), indent=3)
    page.gap()
    page.say((words["says"], "title"))
    page.say((page.pick(raw.message), ""), indent=3)
    for verdict, heading in (("verletzt", "wrong"), ("erfüllt", "right"), ("", "other")):
        examples = [e for e in raw.examples if e.verdict == verdict or (not verdict and e.verdict not in _MAIN)]
        if not examples:
            continue
        page.gap()
        page.say((words[heading], "title"))
        for example in examples:
            label = "" if verdict else f" ({page.one(example.verdict, VERDICT)})"
            page.say((page.pick(example.title) + label, ""), indent=3, hang=3)
            for fact in example.facts:
                page.say((_fact(fact), "field"), indent=6, hang=3)
    return page.lines


def _formulas(page: Page, rule: Prepared, book: Rulebook) -> None:
    """How the terms are worked out that the rule compares."""
    terms = book.vocabulary.terms
    computed = [terms[name] for name in rule.terms if name in terms and terms[name].computation is not None]
    if not computed:
        return
    page.gap()
    page.say((page.words["formulas"], "title"))
    for term in computed:
        assert term.computation is not None
        said = show_formula(term.computation, book.vocabulary, book.values, page.language)
        page.say((_named(term.name, book, page.language), "rule"), (f" = {said}", ""), indent=3, hang=3)


_MAIN = ("verletzt", "erfüllt")


def _fact(fact: RawFact) -> str:
    return f"{fact.name}: {show(fact.value) if fact.value is not None else ''}".rstrip()


def _named(term: str, book: Rulebook, language: str) -> str:
    return f"{term} ({book.vocabulary.gloss(term, 'en')})" if language == "en" else term


def listing(book: Rulebook, language: str, width: int, ascii_only: bool) -> list[Line]:
    """Every rule on a line, by norm."""
    page = Page(language, width, ascii_only)
    by_norm: dict[str, list[Prepared]] = {}
    for rule in book.rules.values():
        by_norm.setdefault(rule.norm.id, []).append(rule)
    for norm_id in sorted(by_norm):
        norm = book.norms[norm_id]
        page.say((norm_id, "rule"), ("  " + page.pick(norm.title), "title"))
        for rule in sorted(by_norm[norm_id], key=lambda each: each.id):
            severity = page.one(rule.rule.severity, SEVERITY)
            page.say(
                (rule.id, ""), (f"  {page.pick(rule.rule.title)}", ""), (f" · {severity}", "field"), indent=3, hang=3
            )
        page.gap()
    page.say((nouns(language).counted(len(book.rules), nouns(language).rule), ""))
    return page.lines


def example_lines(
    book: Rulebook,
    results: list[Result],
    missing: list[tuple[Prepared, Version]],
    language: str,
    width: int,
    ascii_only: bool,
    quiet: bool,
) -> list[Line]:
    """The log of a test run: each rule, each example, the versions it exercised."""
    page = Page(language, width, ascii_only)
    words = page.words
    current = ""
    for result in results:
        if quiet and result.passed:
            continue
        if result.rule.id != current:
            current = result.rule.id
            page.say((current, "rule"), ("  " + page.pick(result.rule.rule.title), ""), hang=3)
        example = result.example
        verdict = page.one(example.verdict, VERDICT)
        title = page.pick(example.title)
        if result.passed:
            versions = ", ".join(when(version, words) for version in result.versions)
            shown = f"  [{words['exercised']} {versions}]" if versions else ""
            page.say(("ok", "ok"), (f" {verdict}: {title}", ""), (shown, "field"), indent=3, hang=3)
            continue
        came = page.one(result.outcome.verdict, VERDICT)
        note = words["expected"].format(verdict, came)
        if result.outcome.missing:
            note += f" ({', '.join(sorted(result.outcome.missing))})"
        for found in result.problems:
            note += f" · {page.pick(message_of(found).text)}"
        page.say((words["failed"], "fehler"), (f" {example.span} {title}: {note}", ""), indent=3, hang=3)
    for rule, version in missing:
        note = words["unexercised"].format(when(version, words))
        page.say((words["failed"], "fehler"), (f" {rule.id}: {note}", ""))
    failed = sum(1 for result in results if not result.passed) + len(missing)
    rules = nouns(language).counted(len({result.rule.id for result in results}), nouns(language).rule)
    examples = nouns(language).counted(len(results), nouns(language).example)
    if page.lines:
        page.gap()
    page.say((words["summary"].format(rules, examples, len(results) - failed + len(missing), failed), "title"))
    return page.lines
