"""Outcomes in words: from what the judge found to a finding with places, region, witness and help."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from checker import identity
from checker.arithmetic import amount_of
from checker.evaluate import Env
from checker.expressions import read_terms, worked_out_from
from checker.finding import Finding, Label, Text
from checker.judge import Breach, Outcome
from checker.labels import calculations, label
from checker.layers import Contract
from checker.phrases import official_unknown, region, show_expr, witness_text
from checker.prepared import Prepared
from checker.repair import Place, help_text
from checker.rulebook import GAP, Rulebook
from checker.values_in_words import shown
from checker.vocabulary import Fact, Instance
from dsl.document import Value, show
from dsl.period import Length
from dsl.record import NamedTuple
from dsl.rule import Compare, Given, Version, Words

# the times between a notice and its effect, in months or in days: a day decides whether they are kept
LEADS = ("Vorlauf", "Vorlauf-Monate")
NOTHING = Text("", "")


@lru_cache(maxsize=2_000)
def said(de: str, en: str) -> Text:
    """One object for one text, however many findings say it: kept and sent once."""
    return Text(de, en)


def text(words: Words | None) -> Text | None:
    return None if words is None else said(words.de, words.en)


def both(value: str) -> Text:
    """Words of the languages themselves are quoted alike in German and English."""
    return Text(value, value)


class Violation(NamedTuple):
    """A violation as it was found, of which rule and in which section, and what is said of it."""

    finding: Finding
    rule: Prepared
    outcome: Outcome
    contract: Contract
    instance: Instance | None


# ------------------------------------------------------------------------------------------------ findings


def violation(
    rule: Prepared,
    outcome: Outcome,
    contract: Contract,
    instance: Instance | None,
    book: Rulebook,
    in_full: bool = True,
    along_time: bool = False,
) -> Finding:
    """The finding for a violated rule. Where not ``in_full``, its places say nothing, and nothing tells more of it;
    ``along_time``: with the days on which it is violated."""
    version = outcome.version
    breach = outcome.breaches[0] if outcome.breaches else None
    fact = stated_fact(breach, contract, instance, book) if breach is not None else None
    primary, related = _places(outcome, fact, contract, instance, book, in_full)
    path = breach.atom.term if breach is not None else rule.id
    if instance is not None:
        path = f"{instance.section}[{instance.key}].{path.rpartition('.')[2]}"
    facts = [stated_fact(each, contract, instance, book) for each in (*outcome.breaches, *outcome.further)]
    identities = identity.of_violation(rule, outcome, contract, instance, facts, book.vocabulary)
    found = Finding(
        kind="rule",
        rule=rule.id,
        verdict="verletzt",
        severity=severity_of(rule, version),
        certainty=(version.certainty if version else None) or rule.rule.certainty,
        rank=rule.norm.rank,
        title=said(rule.rule.title.de, rule.rule.title.en),
        message=message(rule, contract, instance, dict(outcome.witness), book),
        document=contract.id,
        primary=primary,
        related=tuple(related),
        norm=norm_text(rule, version),
        path=path,
        value=show(breach.found) if breach is not None and breach.found is not None else "",
        identities=identities,
        fingerprint=identity.fingerprint(identities),
    )
    if not in_full:
        return found
    section = f"{instance.section} {instance.key}" if instance is not None else ""
    days = None
    if along_time:
        from checker.days import days_of

        days = days_of(rule, outcome, contract, book.vocabulary)
    return found._replace(
        region=region(outcome.boxes, book.vocabulary),
        witness=witness_text(outcome.witness, book.vocabulary),
        reading=text((version.reading if version else None) or rule.rule.reading),
        help=help_text(outcome.repair, Place(section, fact, contract.kind == "Angebot", book.vocabulary)),
        notes=tuple(_notes(outcome, contract, instance, book)),
        witness_facts=tuple((name, shown(value, name, book.vocabulary, "de")) for name, value in outcome.witness),
        days=days,
    )


def _notes(outcome: Outcome, contract: Contract, instance: Instance | None, book: Rulebook) -> Iterator[Text]:
    """What a reader should know besides."""
    yield from calculations(outcome, book)
    if instance is not None and any(breach.atom.term.endswith(LEADS) for breach in outcome.breaches):
        from checker.last_day import last_days

        yield from last_days(outcome.breaches, contract, instance)
    for expr in outcome.unproven:
        yield Text(
            f"Eine Ausnahme ist möglich, aber nicht nachgewiesen: {show_expr(expr)}.",
            f"An exemption is possible but not proven: {show_expr(expr, 'en')}.",
        )
    if outcome.open_elsewhere:
        yield _open_elsewhere(outcome, book)


def _open_elsewhere(outcome: Outcome, book: Rulebook) -> Text:
    """For which cases the rule stays open, and why."""
    where = region(outcome.open_elsewhere, book.vocabulary)
    gap = outcome.not_encoded.not_encoded if outcome.not_encoded is not None else None
    why_de = why_en = ""
    if outcome.missing:
        official = outcome.missing & book.values.keys()
        facts, unknown = ", ".join(sorted(outcome.missing - official)), official_unknown(official, book.values)
        why_de = "; ".join(filter(None, (f"es fehlt {facts}" if facts else "", unknown.de)))
        why_en = "; ".join(filter(None, (f"missing {facts}" if facts else "", unknown.en)))
    elif gap is not None:
        why_de, why_en = f"nicht kodiert: {gap.de}", f"not encoded: {gap.en}"
    head_de = f"Offen für {where.de}" if where is not None else "Für weitere Fälle offen"
    head_en = f"Open for {where.en}" if where is not None else "Open for further cases"
    return Text(f"{head_de} ({why_de.rstrip('.')}).", f"{head_en} ({why_en.rstrip('.')}).")


def severity_of(rule: Prepared, version: Version | None) -> str:
    return (version.severity if version is not None else None) or rule.rule.severity


def norm_text(rule: Prepared, version: Version | None) -> Text:
    """The citation, with the version that was applied."""
    citation = (version.citation if version is not None else None) or rule.rule.citation
    return _norm_text(citation, version.since if version else None, version.until if version else None)


@lru_cache(maxsize=2_000)
def _norm_text(citation: str, first: date | None, last: date | None) -> Text:
    if first is None and last is None:
        return both(citation)
    since = first.isoformat() if first else ""
    until = last.isoformat() if last else ""
    de = " ".join(part for part in ("Fassung", f"ab {since}" if since else "", f"bis {until}" if until else "") if part)
    en = " ".join(
        part for part in ("version", f"from {since}" if since else "", f"until {until}" if until else "") if part
    )
    return Text(f"{citation} ({de})", f"{citation} ({en})")


def message(
    rule: Prepared, contract: Contract, instance: Instance | None, witness: dict[str, Value | Length], book: Rulebook
) -> Text:
    """The rule's own message with its gaps filled."""

    def filled(template: str, language: str) -> str:
        def value(name: str) -> str:
            found = _value_of(name, contract, instance, witness, book)
            if found is None:
                return "(not stated)" if language == "en" else "(nicht angegeben)"
            return shown(found, name, book.vocabulary, language)

        return GAP.sub(lambda match: value(match[1]), template)

    words = rule.rule.message
    return Text(filled(words.de, "de"), filled(words.en, "en"))


def _value_of(
    name: str, contract: Contract, instance: Instance | None, witness: dict[str, Value | Length], book: Rulebook
) -> Value | Length | None:
    """The value a message speaks of: of the witness, of the contract, or the official amount of the day."""
    if name in witness:
        return witness[name]
    own = instance.facts if instance is not None else {}
    for facts in (own, contract.facts):
        if name in facts:
            return facts[name].value
    term = book.vocabulary.terms.get(name)
    computed = term is not None and term.computation is not None
    if name not in book.values and not computed:
        return None
    days = [fact.value for term, fact in own.items() if term.endswith(".ab")] + list(witness.values())
    day = next((each for each in days if isinstance(each, date)), None)
    if computed:
        facts, instances = contract.facts | own, contract.instances
        env = Env(book, facts, frozenset(), {}, {}, day, "", {}, contract.lost, False, instances)
        amount = amount_of(name, env)
        return None if isinstance(amount, frozenset) else amount
    return book.value_on(name, day) if day is not None else None


# ------------------------------------------------------------------------------------------------ places


def stated_fact(breach: Breach, contract: Contract, instance: Instance | None, book: Rulebook) -> Fact | None:
    """The stated fact a breach rests on: the term itself, what it is derived from, or what bounds the case term."""
    vocabulary = book.vocabulary
    term = vocabulary.terms.get(breach.atom.term)
    names = [breach.atom.term]
    if term is not None and term.versions:
        names = list(read_terms(book.vocabulary, [version.expr for version in term.versions]))
    names += worked_out_from(book.vocabulary, breach.atom.term)
    for name in list(names):
        inner = vocabulary.terms.get(name)
        if inner is not None:
            names += [n for n in (inner.domain_with, inner.domain, inner.domain_without, inner.at_latest) if n]
    for name in names:
        for facts in (instance.facts if instance is not None else {}, contract.facts):
            if name in facts:
                return facts[name]
    return None


def _places(
    outcome: Outcome, fact: Fact | None, contract: Contract, instance: Instance | None, book: Rulebook, in_full: bool
) -> tuple[Label, list[Label]]:
    """Where the finding stands: the line of the document it rests on, and the lines of other layers."""
    own = instance is not None and instance.layer in (contract.kind, "Tarif")
    home = instance.span if instance is not None and own else contract.span
    if not outcome.breaches:
        return Label(home, NOTHING), []
    breach = outcome.breaches[0]
    found = label(outcome, book.vocabulary) if in_full else NOTHING
    if fact is None:
        silent = Text("hierzu steht nichts", "nothing is stated here")
        return Label(home, silent if isinstance(breach.atom, Given) else found), []
    if fact.layer == contract.kind or contract.kind == "AGB":
        if (
            fact.term != breach.atom.term
            and isinstance(breach.atom, Compare)
            and breach.found not in (None, fact.value)
        ):
            found = Text(f"lässt zu: {found.de}", f"admits: {found.en}")
        return Label(fact.span, found), []
    if fact.layer == "Tarif":
        reference = contract.facts.get("Angebot.Tarif")
        place = reference.span if reference is not None else home
        return Label(place, Text("aus diesem Tarif", "from this tariff")), [Label(fact.span, found)]
    # The line that brings the default in: the terms the tariff names, or the tariff an offer names.
    names = ["Angebot.Tarif"] if contract.kind == "Angebot" else book.vocabulary.references
    reference = next((contract.facts[name] for name in names if name in contract.facts), None)
    place = reference.span if reference is not None and (fact.layer == "AGB" or contract.kind == "Angebot") else home
    german, english = (shown(fact.value, fact.term, book.vocabulary, language) for language in ("de", "en"))
    silent = Text(
        f"der Tarif schweigt zu {fact.term}; nach {fact.citation} gilt: {german}",
        f"the tariff is silent on {fact.term}; under {fact.citation} it is: {english}",
    )
    return Label(place, silent), [Label(fact.span, found)]
