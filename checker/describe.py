"""Outcomes in words: from what the judge found to a finding with places, region, witness and help."""

from __future__ import annotations

import zlib
from datetime import date

from checker.expressions import read_terms
from checker.finding import Finding, Label, Text
from checker.judge import Breach, Outcome
from checker.layers import Contract
from checker.phrases import OPERATORS, region, show_expr, shown_case, witness_text
from checker.rulebook import GAP, Prepared, Rulebook
from checker.vocabulary import Fact, Instance, section_of
from dsl.document import Mark, Value, show
from dsl.period import SINGULAR, Duration, Length, shortest_and_longest
from dsl.rule import AllOf, Bare, Compare, Expr, Given, Version, Words

# `verlangt ist ...` before the operand; nothing for what reads well by itself
GERMAN = {"ist": "", "ist nicht": "nicht", "ist eines aus": "eines aus", "enthält": "mit", "enthält nicht": "ohne"}


def text(words: Words | None) -> Text | None:
    return None if words is None else Text(words.de, words.en)


def both(value: str) -> Text:
    """Words of the languages themselves are quoted alike in German and English."""
    return Text(value, value)


# ------------------------------------------------------------------------------------------------ findings


def violation(
    rule: Prepared, outcome: Outcome, contract: Contract, instance: Instance | None, book: Rulebook
) -> Finding:
    """The finding for a violated rule."""
    version = outcome.version
    breach = outcome.breaches[0] if outcome.breaches else None
    fact = _fact_of(breach, contract, instance, book) if breach is not None else None
    primary, related, notes = _places(breach, fact, contract, instance, book)
    witness = dict(outcome.witness)
    path = breach.atom.term if breach is not None else rule.id
    if instance is not None:
        path = f"{instance.section}[{instance.key}].{path.rpartition('.')[2]}"
    value = breach.found if breach is not None else ""
    for expr in outcome.unproven:
        shown = show_expr(expr)
        notes.append(
            Text(
                f"Eine Ausnahme ist möglich, aber nicht nachgewiesen: {shown}.",
                f"An exemption is possible but not proven: {shown}.",
            )
        )
    if outcome.undecided_elsewhere:
        gaps = ", ".join(sorted(outcome.missing))
        notes.append(
            Text(f"Für weitere Fälle offen, es fehlt: {gaps}.", f"Open for further cases, missing: {gaps}.")
            if gaps
            else Text("Für weitere Fälle offen.", "Open for further cases.")
        )
    return Finding(
        kind="rule",
        rule=rule.id,
        verdict="verletzt",
        severity=severity_of(rule, version),
        certainty=(version.certainty if version else None) or rule.rule.certainty,
        rank=rule.norm.rank,
        title=Text(rule.rule.title.de, rule.rule.title.en),
        message=message(rule, contract, instance, witness, book),
        document=contract.id,
        primary=primary,
        related=tuple(related),
        region=region(outcome.boxes, book.vocabulary, outcome.groups),
        witness=witness_text(outcome.witness, book.vocabulary),
        norm=norm_text(rule, version),
        reading=text((version.reading if version else None) or rule.rule.reading),
        help=_help(outcome.repair, fact),
        notes=tuple(notes),
        path=path,
        value=value,
        witness_facts=tuple((name, shown_case(value)) for name, value in outcome.witness),
        fingerprint=fingerprint(rule.id, contract.id, path, value),
    )


def undecided(
    rule: Prepared, outcome: Outcome, contract: Contract, instance: Instance | None, book: Rulebook
) -> Finding:
    """The finding for a rule that cannot be decided, with the facts that would decide it."""
    gap = outcome.not_encoded.not_encoded if outcome.not_encoded is not None else None
    missing = tuple(sorted(outcome.missing))
    if gap is not None:
        said = Text(f"Nicht kodiert: {gap.de}", f"Not encoded: {gap.en}")
    else:
        shown = ", ".join(missing)
        said = Text(f"Nicht zu entscheiden; es fehlt: {shown}.", f"Cannot be decided; missing: {shown}.")
    span = instance.span if instance is not None else contract.span
    path = f"{instance.section}[{instance.key}]" if instance is not None else ""
    return Finding(
        kind="rule",
        rule=rule.id,
        verdict="unentschieden",
        severity=severity_of(rule, outcome.version),
        certainty=(outcome.version.certainty if outcome.version else None) or rule.rule.certainty,
        rank=rule.norm.rank,
        title=Text(rule.rule.title.de, rule.rule.title.en),
        message=said,
        document=contract.id,
        primary=Label(span, said),
        region=region(outcome.boxes, book.vocabulary),
        norm=norm_text(rule, outcome.version),
        missing=missing,
        path=path,
        fingerprint=fingerprint(rule.id, contract.id, path, "unentschieden"),
    )


def severity_of(rule: Prepared, version: Version | None) -> str:
    return (version.severity if version is not None else None) or rule.rule.severity


def fingerprint(*parts: str) -> str:
    """A name made of meaning: rule, document, path and value."""
    data = "\0".join(parts).encode()
    return f"{zlib.crc32(data):08x}{zlib.adler32(data[::-1]) ^ len(data):08x}"


def norm_text(rule: Prepared, version: Version | None) -> Text:
    """The citation, with the version that was applied."""
    citation = (version.citation if version is not None else None) or rule.rule.citation
    if version is None or (version.since is None and version.until is None):
        return both(citation)
    since = version.since.isoformat() if version.since else ""
    until = version.until.isoformat() if version.until else ""
    de = " ".join(part for part in ("Fassung", f"ab {since}" if since else "", f"bis {until}" if until else "") if part)
    en = " ".join(
        part for part in ("version", f"from {since}" if since else "", f"until {until}" if until else "") if part
    )
    return Text(f"{citation}, {de}", f"{citation}, {en}")


def message(
    rule: Prepared, contract: Contract, instance: Instance | None, witness: dict[str, Value | Length], book: Rulebook
) -> Text:
    """The rule's own message with its gaps filled."""

    def filled(template: str, absent: str) -> str:
        def value(name: str) -> str:
            if name in witness:
                return shown_case(witness[name])
            for facts in (instance.facts if instance is not None else {}, contract.facts):
                fact = facts.get(name)
                if fact is not None:
                    return show(fact.value)
            if name in book.values:
                day = next((v for v in witness.values() if isinstance(v, date)), None)
                if instance is not None and f"{instance.section}.ab" in instance.facts:
                    stated = instance.facts[f"{instance.section}.ab"].value
                    day = stated if isinstance(stated, date) else day
                amount = book.value_on(name, day) if day is not None else None
                return str(amount) if amount is not None else absent
            return absent

        return GAP.sub(lambda match: value(match[1]), template)

    words = rule.rule.message
    return Text(filled(words.de, "(nicht angegeben)"), filled(words.en, "(not stated)"))


# ------------------------------------------------------------------------------------------------ places


def _fact_of(breach: Breach, contract: Contract, instance: Instance | None, book: Rulebook) -> Fact | None:
    """The stated fact a breach rests on: the term itself, what it is derived from, or what bounds the case term."""
    vocabulary = book.vocabulary
    term = vocabulary.terms.get(breach.atom.term)
    names = [breach.atom.term]
    if term is not None and term.versions:
        names = list(read_terms(book.vocabulary, [version.expr for version in term.versions]))
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
    breach: Breach | None, fact: Fact | None, contract: Contract, instance: Instance | None, book: Rulebook
) -> tuple[Label, list[Label], list[Text]]:
    """The primary label, the others, and notes on layers."""
    home = instance.span if instance is not None and instance.layer in (contract.kind, "Tarif") else contract.span
    if breach is None:
        return Label(home, Text("", "")), [], []
    found = label(breach)
    if fact is None:
        silent = Text("hierzu steht nichts", "nothing is stated here")
        return Label(home, silent if isinstance(breach.atom, Given) else found), [], []
    if fact.layer == contract.kind or (contract.kind in ("AGB", "Beispiel")):
        if fact.term != breach.atom.term and isinstance(breach.atom, Compare):
            term = breach.atom.term
            de, en = f"lässt {term} {breach.found} zu; {found.de}", f"admits {term} {breach.found}; {found.en}"
            if fact.value != Mark.UNKNOWN and breach.found != show(fact.value):
                found = Text(de, en)
        return Label(fact.span, found), [], []
    if fact.layer == "Tarif":
        reference = contract.facts.get("Angebot.Tarif")
        place = reference.span if reference is not None else home
        return Label(place, Text("aus diesem Tarif", "from this tariff")), [Label(fact.span, found)], []
    shown = show(fact.value)
    reference = contract.facts.get("Tarif.AGB") if fact.layer == "AGB" else None
    place = reference.span if reference is not None and reference.layer == contract.kind else home
    silent = Text(
        f"der Tarif schweigt zu {fact.term}; nach {fact.citation} gilt: {shown}",
        f"the tariff is silent on {fact.term}; under {fact.citation} it is: {shown}",
    )
    return Label(place, silent), [Label(fact.span, found)], []


def label(breach: Breach) -> Text:
    """Found and demanded side by side; lengths in days where the units differ."""
    atom = breach.atom
    if isinstance(atom, Given):
        return Text("fehlt", "is missing") if breach.wanted else Text("darf hier nicht stehen", "must not stand here")
    if isinstance(atom, Bare):
        wanted = ("ja", "yes") if breach.wanted else ("nein", "no")
        found_en = "no" if breach.wanted else "yes"
        return Text(f"{breach.found}; verlangt ist {wanted[0]}", f"{found_en}; required is {wanted[1]}")
    found, extra = breach.found, ""
    if isinstance(atom.operand, Duration):
        found, extra = _in_days(breach.found, atom.operand)
    no_de, no_en = ("", "") if breach.wanted else ("nicht", "not")
    de = (f"{found}; verlangt ist", no_de, GERMAN.get(atom.op, atom.op), breach.operand, extra)
    en = (f"{found}; required is", no_en, OPERATORS[atom.op], breach.operand, extra.replace("Tage", "days"))
    en = (en[0].replace(" Tage;", " days;"), *en[1:]) if extra else en
    return Text(
        " ".join(filter(None, de)),
        " ".join(filter(None, en)).replace(" bis ", " to ") if extra else " ".join(filter(None, en)),
    )


def _in_days(found: str, limit: Duration) -> tuple[str, str]:
    """`6 Wochen` against `1 Monat`: 42 Tage, and how long the month can be."""
    words = found.split(" ")
    if len(words) < 2 or words[1] not in SINGULAR or not words[0].isdigit():
        return found, ""
    mine = Duration(int(words[0]), SINGULAR[words[1]]).length
    theirs = limit.length
    if mine.workdays or theirs.workdays or bool(mine.months) == bool(theirs.months):
        return found, ""
    shown = f"{found} = {mine.days} Tage" if mine.days and words[1] not in ("Tag", "Tage") else found
    extra = ""
    if theirs.months:
        low, high = shortest_and_longest(theirs.months)
        extra = f"({low} bis {high} Tage)"
    return shown, extra


def _help(repair: tuple[Expr, ...], fact: Fact | None) -> Text | None:
    """What would satisfy the rule, from what it demands."""
    if not repair:
        return None
    whole = repair[0] if len(repair) == 1 else AllOf(tuple(dict.fromkeys(repair)))
    de, en = show_expr(whole), show_expr(whole, "en")
    if fact is not None and fact.layer in ("AGB", "Gesetz"):
        section = section_of(fact.term) or "Tarif"
        return Text(
            f"Im Tarif selbst regeln (Abschnitt {section}): {de}",
            f"State it in the tariff (section {section}): {en}",
        )
    return Text(f"Eingehalten ist die Regel mit: {de}", f"The rule is kept with: {en}")
