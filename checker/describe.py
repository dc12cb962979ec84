"""Outcomes in words: from what the judge found to a finding with places, region, witness and help, in both languages."""

from __future__ import annotations

import zlib
from datetime import date

from checker.cases import Cell
from checker.finding import Finding, Label, Text
from checker.judge import Box, Breach, Outcome
from checker.layers import Contract
from checker.rulebook import GAP, Prepared, Rulebook, read_terms
from checker.vocabulary import Fact, Instance, Vocabulary, section_of
from dsl.document import Mark, NameSet, Value, show
from dsl.period import Duration, Length, shortest_and_longest
from dsl.quantity import Amount, format_number
from dsl.rule import AllOf, AnyOf, Bare, Compare, Expr, Given, Not, Version, Words

OPERATORS = {
    "höchstens": "at most",
    "mindestens": "at least",
    "mehr als": "more than",
    "weniger als": "less than",
    "ist": "exactly",
    "ist nicht": "not",
    "ist eines aus": "one of",
    "enthält": "with",
    "enthält nicht": "without",
    "nur": "only",
    "ist angegeben": "stated",
}
GERMAN = {"ist": "", "ist nicht": "nicht", "ist eines aus": "eines aus", "enthält": "mit", "enthält nicht": "ohne"}
MAX_BOXES = 3


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
        witness_facts=tuple((name.lstrip("@"), shown_case(value)) for name, value in outcome.witness),
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
    rule: Prepared, contract: Contract, instance: Instance | None, witness: dict[str, Value], book: Rulebook
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
        names = list(read_terms(book, [version.expr for version in term.versions]))
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
        return Text("fehlt", "is missing")
    if isinstance(atom, Bare):
        wanted = ("ja", "yes") if breach.found != "ja" else ("nein", "no")
        return Text(f"{breach.found}; verlangt ist {wanted[0]}", f"{breach.found}; required is {wanted[1]}")
    operand = breach.demanded.removeprefix(atom.op).strip()
    found, extra = breach.found, ""
    if isinstance(atom.operand, Duration):
        found, extra = _in_days(breach.found, atom.operand)
    op_de = GERMAN.get(atom.op, atom.op)
    de = " ".join(part for part in (f"{found}; verlangt ist", op_de, operand, extra) if part)
    en = " ".join(part for part in (f"{found}; required is", OPERATORS[atom.op], operand, extra) if part)
    return Text(de, en.replace(" Tage)", " days)"))


def _in_days(found: str, limit: Duration) -> tuple[str, str]:
    """`6 Wochen` against `1 Monat`: 42 Tage, and how long the month can be."""
    words = found.split(" ")
    from dsl.period import SINGULAR

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


# ------------------------------------------------------------------------------------------------ regions


def shown_case(value: object) -> str:
    """A representative as a reader wants to see it."""
    if isinstance(value, Length):
        if not value.months and not value.days:
            return "am selben Tag"
        parts = [f"{value.months} Monate"] if value.months else []
        parts += [f"{value.days} Tag{'e' if value.days != 1 else ''}"] if value.days else []
        return " und ".join(parts).replace("1 Monate", "1 Monat") if parts else ""
    if value is Mark.NONE:
        return "keine"
    return show(value)  # type: ignore[arg-type]


def witness_text(witness: tuple[tuple[str, Value], ...], vocabulary: Vocabulary) -> Text | None:
    """One concrete customer and day."""
    if not witness:
        return None
    return Text(_witness(witness, vocabulary, "de"), _witness(witness, vocabulary, "en"))


def _witness(witness: tuple[tuple[str, Value], ...], vocabulary: Vocabulary, language: str) -> str:
    parts: list[str] = []
    for name, value in witness:
        if name.startswith("@"):
            parts.append(_lead(name[1:], value, vocabulary, language))
        elif language == "en":
            parts.append(f"{vocabulary.gloss(name, 'en')} {_english(name, value, vocabulary)}")
        else:
            parts.append(f"{name.rpartition('.')[2]} {shown_case(value)}")
    return ", ".join(parts)


def _lead(name: str, value: object, vocabulary: Vocabulary, language: str) -> str:
    term = vocabulary.terms[name]
    anchor = term.not_before or ""
    assert isinstance(value, Length)
    if language == "en":
        months = f"{value.months} month{'s' if value.months != 1 else ''}" if value.months else ""
        days = f"{value.days} day{'s' if value.days != 1 else ''}" if value.days else ""
        gap = " and ".join(part for part in (months, days) if part)
        return f"{term.gloss} {gap + ' after' if gap else 'on the day of'} {vocabulary.gloss(anchor, 'en')}"
    if not value.months and not value.days:
        return f"{name} am Tag von {anchor}"
    return f"{name} {shown_case(value)} nach {anchor}"


def _english(name: str, value: Value, vocabulary: Vocabulary) -> str:
    term = vocabulary.terms[name]
    if isinstance(value, str):
        return vocabulary.value_gloss(term.type, value)
    if isinstance(value, NameSet):
        return ", ".join(vocabulary.value_gloss(term.type, each) for each in value.shown)
    return "none" if value is Mark.NONE else show(value)


def region(boxes: tuple[Box, ...], vocabulary: Vocabulary, groups: tuple[str, ...] = ()) -> Text | None:
    """For whom and when, as few blocks; None where the rule is violated for everybody always."""
    restricted = [box for box in boxes if box.cells] if all(box.cells for box in boxes) else []
    named_de = ", ".join(name.rpartition(".")[2] for name in groups)
    named_en = ", ".join(vocabulary.gloss(name, "en") for name in groups)
    if not restricted:
        return Text(named_de, named_en) if groups else None
    shown = restricted[:MAX_BOXES]
    de = "; oder ".join(_box(box, vocabulary, "de") for box in shown)
    en = "; or ".join(_box(box, vocabulary, "en") for box in shown)
    more = len(restricted) - len(shown)
    if more:
        de, en = f"{de}; und {more} weitere Fallgruppen", f"{en}; and {more} further groups of cases"
    return Text(f"{named_de}, {de}" if groups else de, f"{named_en}, {en}" if groups else en)


def _box(box: Box, vocabulary: Vocabulary, language: str) -> str:
    return ", ".join(_range(name, list(cells), vocabulary, language) for name, cells in box.cells)


def _range(name: str, cells: list[Cell], vocabulary: Vocabulary, language: str) -> str:
    """The cells of one term, neighbours joined."""
    english = language == "en"
    if name.startswith("@"):
        least = cells[0].value
        term = vocabulary.terms[name[1:]]
        assert isinstance(least, Length)
        lead = _lead(name[1:], least, vocabulary, language)
        if not least.months and not least.days:
            return lead
        if least == Length(days=1):
            anchor = vocabulary.gloss(term.not_before or "", language)
            return f"{term.gloss} later than {anchor}" if english else f"{name[1:]} später als {anchor}"
        return f"{lead} or later" if english else f"{lead} oder später"
    term = vocabulary.terms[name]
    title = vocabulary.gloss(name, "en") if english else name.rpartition(".")[2]
    if term.type.kind == "Datum":
        return f"{title} {_or(_day_ranges(cells, english), english)}"
    if term.type.kind == "Menge":
        return f"{title} {_or(_amount_ranges(cells, english), english)}"
    if term.type.kind == "mehrere":
        single = sorted(
            {n for cell in cells if len(cell.names) == min(len(c.names) for c in cells) for n in cell.names}
        )
        names = [vocabulary.value_gloss(term.type, n) if english else n for n in single]
        if not names:
            return f"{title}: {'none' if english else 'keine'}"
        return f"{title} {'with' if english else 'mit'} {_or(names, english)}"
    if term.type.kind == "ja/nein":
        return f"{title}: {' / '.join(show(cell.value) for cell in cells)}"
    members = [n for cell in cells for n in sorted(cell.names)]
    every = [value.name for value in vocabulary.enumerations[term.type.of].values]
    rest = [n for n in every if n not in members]
    if len(members) > 4 and len(rest) <= 3:
        shown = [vocabulary.value_gloss(term.type, n) if english else n for n in rest]
        return f"{title}: {'all but' if english else 'alle außer'} {', '.join(shown)}"
    ordered = [n for n in every if n in members]
    shown = [vocabulary.value_gloss(term.type, n) if english else n for n in ordered]
    return f"{title} {_or(shown, english)}"


def _or(parts: list[str], english: bool) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {'or' if english else 'oder'} {parts[-1]}"


def _day_ranges(cells: list[Cell], english: bool) -> list[str]:
    joined: list[list[date | None]] = []
    for cell in cells:
        low, high = cell.low, cell.high
        assert not isinstance(low, Amount) and not isinstance(high, Amount)
        previous = joined[-1][1] if joined else None
        if joined and previous is not None and low is not None and previous.toordinal() + 1 == low.toordinal():
            joined[-1][1] = high
        else:
            joined.append([low, high])
    shown: list[str] = []
    for low, high in joined:
        if low is not None and low == high:
            shown.append(("on " if english else "am ") + low.isoformat())
            continue
        start = ("from " if english else "ab ") + low.isoformat() if low is not None else ""
        end = ("until " if english else "bis ") + high.isoformat() if high is not None else ""
        shown.append(" ".join(part for part in (start, end) if part))
    return shown


def _amount_ranges(cells: list[Cell], english: bool) -> list[str]:
    joined: list[list[object]] = []
    for cell in cells:
        assert not isinstance(cell.low, date) and not isinstance(cell.high, date)
        touches = joined and joined[-1][2] is not None and cell.low is not None
        if touches and cell.low.compare(joined[-1][2]) == 0 and (joined[-1][3] or cell.low_inclusive):  # type: ignore[union-attr, arg-type]
            joined[-1][2:] = [cell.high, cell.high_inclusive]
        else:
            joined.append([cell.low, cell.low_inclusive, cell.high, cell.high_inclusive])
    shown: list[str] = []
    for low, low_in, high, high_in in joined:
        if isinstance(low, Amount) and isinstance(high, Amount) and low == high:
            shown.append(_amount(low))
            continue
        parts = []
        if isinstance(low, Amount) and (low.value or not low_in):
            more = ("from" if low_in else "over") if english else ("ab" if low_in else "über")
            parts.append(f"{more} {_amount(low)}")
        if isinstance(high, Amount):
            less = ("up to" if high_in else "under") if english else ("bis" if high_in else "unter")
            parts.append(f"{less} {_amount(high)}")
        shown.append(" ".join(parts) if parts else ("any" if english else "beliebig"))
    return shown


def _amount(amount: Amount) -> str:
    value = amount.value.normalize()
    plain = value.quantize(1) if value == value.to_integral_value() else value  # type: ignore[arg-type]
    return f"{format_number(plain)} {amount.unit}"


# ------------------------------------------------------------------------------------------------ expressions


def show_expr(expr: Expr, language: str = "de") -> str:
    """An expression as a rule file would state it; in English with English connectives."""
    et, vel, non = ("und", "oder", "nicht") if language == "de" else ("and", "or", "not")
    if isinstance(expr, AllOf):
        return f" {et} ".join(
            f"({show_expr(p, language)})" if isinstance(p, AnyOf) else show_expr(p, language) for p in expr.parts
        )
    if isinstance(expr, AnyOf):
        return f" {vel} ".join(show_expr(part, language) for part in expr.parts)
    if isinstance(expr, Not):
        inner = show_expr(expr.part, language)
        return f"{non} ({inner})" if isinstance(expr.part, AllOf | AnyOf) else f"{non} {inner}"
    if isinstance(expr, Given):
        return f"{expr.term} ist angegeben" if language == "de" else f"{expr.term} stated"
    if isinstance(expr, Bare):
        return f"{expr.term}: ja"
    op = expr.op if language == "de" else OPERATORS[expr.op]
    return f"{expr.term} {op} {show(expr.operand)}"  # type: ignore[arg-type]
