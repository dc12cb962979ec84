"""What makes a finding the same finding tomorrow: rule, document, path in the document and offending value.

Made of meaning alone: the order of lines, sections and lists, the layout, comments and the name of the file change
nothing. A finding has one identity for each thing that is not kept (or not known), so that the second mistake under a
rule is never covered by the first, and one of two that is mended leaves the other as it was.
"""

from __future__ import annotations

import zlib

from checker.finding import Identity
from checker.judge import Breach, Outcome
from checker.layers import Contract
from checker.prepared import Prepared
from checker.vocabulary import Fact, Instance, Vocabulary, section_of
from dsl.document import NameSet, Value, show
from dsl.quantity import Amount, Bound
from dsl.source import Problem

# details of a problem that advise or compare: they change with the vocabulary, the lines around, and the day of the run
ADVICE = frozenset({"hint", "known", "better", "where", "limit", "type", "unit", "id", "allowed", "today", "days"})
OPEN, NOT_ENCODED = "unentschieden", "nicht kodiert"


def fingerprint(identities: tuple[Identity, ...]) -> str:
    """A short name for what a finding consists of, whatever the order."""
    if len(identities) == 1:  # as most do
        said = "\0".join(identities[0])
    else:
        said = "\0\0".join(["\0".join(each) for each in sorted(identities)])
    data = said.encode("utf-8", "surrogatepass")
    return f"{zlib.crc32(data):08x}{zlib.adler32(data[::-1]) ^ len(data):08x}"


def of_violation(
    rule: Prepared,
    outcome: Outcome,
    contract: Contract,
    instance: Instance | None,
    facts: list[Fact | None],
    vocabulary: Vocabulary,
) -> tuple[Identity, ...]:
    """One identity for each comparison that is not kept; ``facts`` are the stated facts they rest on."""
    document = f"{contract.kind} {contract.id}"
    found = {
        Identity(rule.id, document, _path(breach.atom.term, instance, vocabulary), _offending(breach, fact, outcome))
        for breach, fact in zip((*outcome.breaches, *outcome.further), facts, strict=True)
    }
    return tuple(sorted(found)) or (Identity(rule.id, document, _path(rule.id, instance, vocabulary), ""),)


def of_open_question(
    rule: Prepared, outcome: Outcome, contract: Contract, instance: Instance | None, vocabulary: Vocabulary
) -> tuple[Identity, ...]:
    """One identity for each fact that is missing."""
    document = f"{contract.kind} {contract.id}"
    if outcome.not_encoded is not None or not outcome.missing:
        return (Identity(rule.id, document, section_path(instance, vocabulary), NOT_ENCODED),)
    return tuple(
        Identity(rule.id, document, _path(name, instance, vocabulary), OPEN) for name in sorted(outcome.missing)
    )


def of_problem(found: Problem, document: str, section: str) -> tuple[Identity, ...]:
    """The identity of a problem of the text; ``section`` as `section_in_text` tells it."""
    details = [value for name, value in found.details if name not in ADVICE and value]
    return (Identity(found.code, document, section, ", ".join(details)),)


# ------------------------------------------------------------------------------------------------ paths


def section_path(instance: Instance | None, vocabulary: Vocabulary) -> str:
    """`Bonus[Sofortbonus]`; a section without name or date of its own is told by what it states."""
    if instance is None:
        return ""
    return f"{instance.section}[{_key(instance, vocabulary)}]"


def _path(term: str, instance: Instance | None, vocabulary: Vocabulary) -> str:
    """`Laufzeit.Kündigungsfrist`, or `Bonus[Sofortbonus].Betrag` of the section that was asked."""
    if instance is None or section_of(term) != instance.section:
        return f"{section_path(instance, vocabulary)} {term}".strip()
    return f"{instance.section}[{_key(instance, vocabulary, term)}].{term.rpartition('.')[2]}"


def _key(instance: Instance, vocabulary: Vocabulary, besides: str = "") -> str:
    kind = vocabulary.sections.get(instance.section)
    if kind is None or kind.repeat != "plain":
        return instance.key
    stated = sorted(
        (name.rpartition(".")[2], meant(fact.value))
        for name, fact in instance.facts.items()
        if fact.layer == instance.layer and name != besides
    )
    return ", ".join(f"{name}: {value}" for name, value in stated)


def section_in_text(text: str, line: int, vocabulary: Vocabulary) -> str:
    """The heading that ``line`` (from 1) of ``text`` stands below, with the lines of a section that has no name."""
    lines = text.split("\n")
    start = min(line, len(lines)) - 1
    while start > 0 and not _is_heading(lines[start]):
        start -= 1
    heading = _bare(lines[start])
    if heading.partition(" ")[0] in ("Tarif", "Angebot"):  # whose id is told with the document
        return heading.partition(" ")[0]
    kind = vocabulary.sections.get(heading)
    if kind is None or kind.repeat != "plain":
        return heading
    end = start + 1
    while end < len(lines) and not _is_heading(lines[end]):
        end += 1
    inside = sorted(filter(None, map(_bare, lines[start + 1 : end])))
    return f"{heading}[{', '.join(inside)}]"


def _is_heading(line: str) -> bool:
    return bool(line[:1].strip()) and not line.startswith("#")


def _bare(line: str) -> str:
    """The line without its comment and its layout."""
    quoted = line.split('"')
    for place in range(0, len(quoted), 2):  # every other piece stands outside of quotation marks
        if "#" in quoted[place]:
            quoted[place:] = [quoted[place].partition("#")[0]]
            break
    return " ".join('"'.join(quoted).split())


# ------------------------------------------------------------------------------------------------ values


def _offending(breach: Breach, fact: Fact | None, outcome: Outcome) -> str:
    """The value that is not lawful, as it is meant; of what differs between customers, what the document admits."""
    term = breach.atom.term
    if any(term == name for name, _ in outcome.witness):
        if fact is not None and not isinstance(fact.value, NameSet):
            return meant(fact.value)
        cells = [cell for box in outcome.boxes for r in box.restrictions if r.name == term for cell in r.cells]
        names = {name for cell in cells for name in (cell.names or {meant(cell.value)})}
        if names:
            return ", ".join(sorted(names))
    if breach.found is not None:
        return meant(breach.found)
    return meant(fact.value) if fact is not None else ""


def meant(value: Value) -> str:
    """The value as text that is the same for the same meaning: lists in order, numbers without trailing zeros."""
    if isinstance(value, NameSet):
        return ", ".join(sorted(value.names))
    if isinstance(value, Amount | Bound):
        return " ".join(_without_zeros(word) for word in show(value).split(" "))
    return show(value)


def _without_zeros(word: str) -> str:
    return word.rstrip("0").rstrip(",") if "," in word and word[-1:].isdigit() else word
