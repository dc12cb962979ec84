"""The rules' own examples, run as tests: each states a small contract and the verdict it must have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.judge import Judge, Outcome
from checker.layers import Contract
from checker.prepared import Prepared
from checker.rulebook import Rulebook
from checker.vocabulary import Fact, Instance, section_of
from dsl.record import dataclass
from dsl.rule import Example, Version
from dsl.source import Problem, Span


@dataclass(frozen=True, slots=True)
class Result:
    """What an example was to show, what came out, and which versions it exercised."""

    rule: Prepared
    example: Example
    outcome: Outcome
    problems: tuple[Problem, ...]

    @property
    def passed(self) -> bool:
        return not self.problems and self.outcome.verdict == self.example.verdict

    @property
    def versions(self) -> tuple[Version, ...]:
        return self.outcome.exercised


def run_examples(book: Rulebook, rules: list[Prepared]) -> Iterator[Result]:
    """Every example of ``rules``, in order. Case terms an example leaves out range over everything."""
    judge = Judge(book, admit_all=True)
    for rule in rules:
        for example in rule.rule.examples:
            contract, instance, problems = example_contract(book, rule, example)
            outcome = judge.outcome(rule, contract, instance)
            yield Result(rule, example, outcome, tuple(problems))


def example_contract(
    book: Rulebook, rule: Prepared, example: Example
) -> tuple[Contract, Instance | None, list[Problem]]:
    """The contract of an example: only what it states; facts of the section the rule asks about form one section."""
    facts: list[Fact] = []
    problems: list[Problem] = []
    for raw in example.facts:
        fact, found = book.vocabulary.fact(raw, "", "Beispiel", rule.id)
        problems += found
        if fact is not None:
            facts.append(fact)
    return *stated_contract(book, rule, facts, example.span), problems


def stated_contract(
    book: Rulebook, rule: Prepared, facts: Iterable[Fact], span: Span
) -> tuple[Contract, Instance | None]:
    """The contract that states ``facts`` and nothing else, and the section of it that the rule asks about."""
    terms = (rule.norm.terms,) if rule.norm.terms is not None else ()
    contract = Contract("Beispiel", rule.id, span.path, span, terms)
    by_section: dict[str, dict[str, Fact]] = {}
    for fact in facts:
        section = section_of(fact.term)
        kind = book.vocabulary.sections.get(section)
        if kind is not None and kind.repeat:
            by_section.setdefault(section, {})[fact.term] = fact
        else:
            contract.facts[fact.term] = fact
    for name, stated in by_section.items():
        contract.instances[name] = [Instance(name, "1", stated, span, "Beispiel")]
    each = rule.rule.each
    if each is None:
        return contract, None
    return contract, contract.instances.get(each, [Instance(each, "1", {}, span, "Beispiel")])[0]


def unexercised(rule: Prepared, results: list[Result]) -> list[Version]:
    """Versions that demand something and that no example of the rule falls into."""
    shown = [version for result in results if result.rule is rule for version in result.versions]
    return [version for version in rule.rule.versions if version.demands and version not in shown]
