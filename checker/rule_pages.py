"""A page for every rule and an index by statute, in German and English, from the rule text alone.

What a page says is what the checker does: the same rule, its own examples, its own reading.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.coverage import section_key, source_place
from checker.explain import CERTAINTY, SEVERITY, VERDICT, when
from checker.explain import WORDS as EXPLAIN_WORDS
from checker.formulas import show_formula
from checker.prepared import Prepared
from checker.prose import Prose
from checker.rulebook import GAP, Rulebook
from dsl.rule import Demand, Example, Exemption, Version, Words

MARK = "<!-- tariflint docs -->"
WRITTEN = {
    "de": "{total} Seiten: {written} geschrieben, {removed} alte entfernt",
    "en": "{total} pages: {written} written, {removed} old ones removed",
}
WORDS: dict[str, dict[str, str]] = {
    "de": {
        "index": "Regeln",
        "intro": "{0} Regeln, nach Quellen. Jede Seite ist aus der Regel erzeugt: `tariflint docs`.",
        "other": "English",
        "demands": "Verlangt: {0}",
        "ended": "Galt {0}. Verlangte: {1}",
        "open": "Nicht kodiert: {0}",
        "norm": "Norm",
        "read": "geprüft",
        "history": "Fassungen",
        "day": "Es zählt die Fassung an diesem Tag: {0}.",
        "who": "Wer geschützt ist und wann die Regel gilt",
        "everybody": "Für jeden Vertrag.",
        "terms": "Für Tarife mit diesen Bedingungen: {0}.",
        "each": "Gefragt wird je {0}.",
        "unless": "Es sei denn: {0}",
        "wrong": "So nicht",
        "right": "So ja",
        "tests": "Die Regel hat {0} solcher Beispiele; alle laufen als Tests: `tariflint test`.",
        "reading": "Auslegung und Sicherheit",
        "formulas": "Berechnung",
        "message": "Meldung",
        "related": "Verwandte Regeln",
        "displaces": "geht vor",
        "displaced": "tritt zurück hinter",
        "follows": "mindestens so streng wie",
        "followed": "Mindestmaß für",
        "siblings": "dieselbe Norm",
        "off": "galt nicht",
        "if": "wenn",
    },
    "en": {
        "index": "Rules",
        "intro": "{0} rules, by source. Every page is made from its rule: `tariflint docs`.",
        "other": "Deutsch",
        "demands": "Demands: {0}",
        "ended": "Was in force {0}. Demanded: {1}",
        "open": "Not encoded: {0}",
        "norm": "Norm",
        "read": "reviewed",
        "history": "Versions",
        "day": "The version on this day counts: {0}.",
        "who": "Who is protected, and when the rule applies",
        "everybody": "For every contract.",
        "terms": "For tariffs under these terms: {0}.",
        "each": "It is asked for each {0}.",
        "unless": "Unless: {0}",
        "wrong": "Not like this",
        "right": "Like this",
        "tests": "The rule has {0} such examples; all are run as tests: `tariflint test`.",
        "reading": "Reading and certainty",
        "formulas": "Calculation",
        "message": "Message",
        "related": "Related rules",
        "displaces": "takes precedence over",
        "displaced": "steps back behind",
        "follows": "at least as strict as",
        "followed": "the least that is asked of",
        "siblings": "the same norm",
        "off": "was not in force",
        "if": "if",
    },
}


def pages(book: Rulebook) -> dict[str, str]:
    """Every page by its path below the folder of the pages: `de/AGB-7-DAUER.md`, `en/README.md`, `README.md`."""
    found = {"README.md": f"{MARK}\n# Regeln / Rules\n\n- [Deutsch](de/README.md)\n- [English](en/README.md)\n"}
    for language in ("de", "en"):
        found[f"{language}/README.md"] = _index(book, language)
        for rule in book.rules.values():
            found[f"{language}/{rule.id}.md"] = "\n".join([MARK, *_Writer(rule, book, language).lines(), ""])
    return found


def _index(book: Rulebook, language: str) -> str:
    """The rules by statute and paragraph."""
    words = WORDS[language]
    works: dict[str, dict[str, list[Prepared]]] = {}
    for rule in book.rules.values():
        work, section = source_place(rule.rule.citation, rule.id)
        works.setdefault(work, {}).setdefault(section, []).append(rule)
    other = "de" if language == "en" else "en"
    lines = [MARK, f"# {words['index']}", "", f"[{words['other']}](../{other}/README.md)"]
    lines += ["", words["intro"].format(len(book.rules))]
    for work in sorted(works, key=str.casefold):
        lines += ["", f"## {work}"]
        for section in sorted(works[work], key=section_key):
            lines += ["", f"### {section}", ""]
            for rule in sorted(works[work][section], key=lambda each: each.id):
                lines.append(f"- [{rule.id}]({rule.id}.md) {_pick(rule.rule.title, language)}")
    return "\n".join([*lines, ""])


def _pick(words: Words | None, language: str) -> str:
    return "" if words is None else (words.en if language == "en" else words.de)


class _Writer:
    """The page of one rule in one language."""

    def __init__(self, rule: Prepared, book: Rulebook, language: str) -> None:
        self.prepared, self.rule, self.book, self.language = rule, rule.rule, book, language
        self.words = WORDS[language]
        self.prose = Prose(book, language)

    def lines(self) -> Iterator[str]:
        rule, words = self.rule, self.words
        other = "de" if self.language == "en" else "en"
        yield f"# {rule.id}: {self._pick(rule.title)}"
        yield ""
        yield f"[{words['other']}](../{other}/{rule.id}.md)"
        yield ""
        yield f"**{self._sentence()}**"
        yield from self._norm()
        yield from self._history()
        yield from self._who()
        for verdict, heading in (("verletzt", "wrong"), ("erfüllt", "right")):
            example = next((each for each in rule.examples if each.verdict == verdict), None)
            if example is not None:
                yield from self._example(example, words[heading])
        if rule.examples:
            yield ""
            yield words["tests"].format(len(rule.examples))
        yield from self._reading()
        yield from self._formulas()
        yield from self._related()

    def _pick(self, words: Words | None) -> str:
        return _pick(words, self.language)

    def _one(self, german: str, english: dict[str, str]) -> str:
        return english.get(german, german) if self.language == "en" else german

    # -------------------------------------------------------------------------------------------- what it says

    def _sentence(self) -> str:
        """What the rule demands, in its last version that demands anything."""
        last = self.rule.versions[-1]
        if last.not_encoded is not None:
            return self.words["open"].format(self._pick(last.not_encoded))
        if last.demands:
            return self.words["demands"].format(self._demands(last)) + "."
        earlier = next((version for version in reversed(self.rule.versions) if version.demands), last)
        return self.words["ended"].format(self._when(earlier), self._demands(earlier)) + "."

    def _when(self, version: Version) -> str:
        return when(version, EXPLAIN_WORDS[self.language])

    def _demands(self, version: Version) -> str:
        return "; ".join(self._demand(demand) for demand in version.demands)

    def _demand(self, demand: Demand) -> str:
        said = self.prose.expr(demand.expr)
        if demand.condition is None:
            return said
        return f"{said}, {self.words['if']} {self.prose.expr(demand.condition)}"

    def _norm(self) -> Iterator[str]:
        norm = self.prepared.norm
        title = self._pick(norm.title)
        linked = f"[{title}]({norm.web})" if norm.web else title
        reviewed = f" ({self.words['read']} {norm.reviewed.isoformat()})" if norm.reviewed is not None else ""
        yield from self._heading("norm")
        yield f"{self.rule.citation}: {linked}{reviewed}"

    def _history(self) -> Iterator[str]:
        """A text timeline: what was demanded when, each change with the act that made it."""
        yield from self._heading("history")
        yield self.words["day"].format(self.prose.name(self.rule.reference_day))
        yield ""
        yield "```text"
        for at, version in enumerate(self.rule.versions):
            start = version.since.isoformat() if version.since is not None else "…"
            title = f"  {self._pick(version.title)}" if version.title is not None else ""
            yield f"{start:<10} ┬{title}".rstrip()
            for sentence in self._version(version):
                yield f"{'':<10} │  {sentence}"
            if version.until is not None and at == len(self.rule.versions) - 1:
                yield f"{version.until.isoformat():<10} ┴"
        yield "```"

    def _version(self, version: Version) -> Iterator[str]:
        if version.not_encoded is not None:
            yield self.words["open"].format(self._pick(version.not_encoded))
        elif not version.demands:
            yield self.words["off"]
        yield from (self._demand(demand) for demand in version.demands)
        notes = [version.citation or "", self._one(version.severity or "", SEVERITY)]
        notes.append(self._one(version.certainty or "", CERTAINTY))
        if any(notes):
            yield f"({', '.join(note for note in notes if note)})"

    def _who(self) -> Iterator[str]:
        rule, words = self.rule, self.words
        yield from self._heading("who")
        if self.prepared.norm.terms is not None:
            yield f"- {words['terms'].format(self._pick(self.prepared.norm.title))}"
        elif not rule.conditions and rule.each is None:
            yield f"- {words['everybody']}"
        if rule.each is not None:
            yield f"- {words['each'].format(self.prose.name(rule.each))}"
        yield from (f"- {self.prose.expr(condition)}" for condition in rule.conditions)
        yield from (f"- {words['unless'].format(self._exemption(exemption))}" for exemption in rule.exemptions)

    def _exemption(self, exemption: Exemption) -> str:
        limits = EXPLAIN_WORDS[self.language]
        notes = [f"{limits['from']} {exemption.since}" if exemption.since is not None else ""]
        notes += [
            f"{limits['until']} {exemption.until}" if exemption.until is not None else "",
            exemption.citation or "",
        ]
        shown = ", ".join(note for note in notes if note)
        return self.prose.expr(exemption.expr) + (f" ({shown})" if shown else "")

    # -------------------------------------------------------------------------------------------- examples and more

    def _example(self, example: Example, heading: str) -> Iterator[str]:
        yield ""
        yield f"## {heading}: {self._pick(example.title)}"
        yield ""
        yield "```text"
        for raw in example.facts:
            fact, _ = self.book.vocabulary.fact(raw, "", "Beispiel", self.rule.id)
            if fact is not None:
                yield f"{self.prose.name(fact.term)}: {self.prose.value(fact.value, fact.term)}"
        yield f"→ {self._one(example.verdict, VERDICT)}"
        yield "```"

    def _reading(self) -> Iterator[str]:
        rule = self.rule
        yield from self._heading("reading")
        yield f"{self._one(rule.severity, SEVERITY)}, {self._one(rule.certainty, CERTAINTY)}"
        readings = [("", rule.reading), *((self._when(each), each.reading) for each in rule.versions)]
        for days, reading in readings:
            if reading is not None:
                yield ""
                yield f"{days}: {self._pick(reading)}" if days else self._pick(reading)
        yield ""
        message = GAP.sub(lambda gap: f"[{self.prose.name(gap[1])}]", self._pick(rule.message))
        yield f"{self.words['message']}: {message}"

    def _formulas(self) -> Iterator[str]:
        """How the terms are worked out that the rule compares."""
        vocabulary = self.book.vocabulary
        names = [name for name in self.prepared.terms if name in vocabulary.terms]
        computed = [vocabulary.terms[name] for name in names if vocabulary.terms[name].computation is not None]
        if not computed:
            return
        yield from self._heading("formulas")
        for term in computed:
            assert term.computation is not None
            said = show_formula(term.computation, vocabulary, self.book.values, self.language)
            yield f"- {self.prose.name(term.name)} = {said}"

    def _related(self) -> Iterator[str]:
        others = [other for other in self.book.rules.values() if other.id != self.rule.id]
        relations = [
            ("displaces", list(self.rule.displaces)),
            ("displaced", list(self.prepared.displaced_by)),
            ("follows", list(self.rule.follows)),
            ("followed", [other.id for other in others if self.rule.id in other.rule.follows]),
            ("siblings", sorted(other.id for other in others if other.norm.id == self.prepared.norm.id)),
        ]
        if not any(names for _, names in relations):
            return
        yield from self._heading("related")
        for relation, names in relations:
            known = [f"[{name}]({name}.md)" for name in names if name in self.book.rules]
            if known:
                yield f"- {self.words[relation]}: {', '.join(known)}"

    def _heading(self, key: str) -> Iterator[str]:
        yield ""
        yield f"## {self.words[key]}"
        yield ""
