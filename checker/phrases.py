"""Customers, days and expressions in words, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from checker.axis import Cell
from checker.finding import Text
from checker.region import Box, Restriction
from checker.values_in_words import figures, shown
from checker.vocabulary import Vocabulary
from dsl.document import Value, show
from dsl.period import Length
from dsl.quantity import Amount
from dsl.rule import AllOf, AnyOf, Bare, DatedValue, Expr, Given, Not, TermRef

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
}
MAX_BOXES = 3


# ------------------------------------------------------------------------------------------------ regions


def witness_text(witness: tuple[tuple[str, Value | Length], ...], vocabulary: Vocabulary) -> Text | None:
    """One concrete customer and day."""
    if not witness:
        return None
    return Text(_witness(witness, vocabulary, "de"), _witness(witness, vocabulary, "en"))


def _witness(witness: tuple[tuple[str, Value | Length], ...], vocabulary: Vocabulary, language: str) -> str:
    parts: list[str] = []
    for name, value in witness:
        if isinstance(value, Length):
            parts.append(_lead(name, value, vocabulary, language))
        else:
            parts.append(f"{_title(name, vocabulary, language)} {shown(value, name, vocabulary, language)}")
    return ", ".join(parts)


def _title(name: str, vocabulary: Vocabulary, language: str) -> str:
    """What a term is called in running text."""
    return vocabulary.gloss(name, "en") if language == "en" else name.rpartition(".")[2]


def _lead(name: str, value: Length, vocabulary: Vocabulary, language: str) -> str:
    term = vocabulary.terms[name]
    anchor = vocabulary.gloss(term.not_before or "", language)
    gap = shown(value, name, vocabulary, language)
    if language == "en":
        return f"{term.gloss} {gap + ' after' if gap else 'on the day of'} {anchor}"
    return f"{name} {gap + ' nach' if gap else 'am Tag von'} {anchor}"


def region(boxes: tuple[Box, ...], vocabulary: Vocabulary) -> Text | None:
    """For whom and when, as few blocks; None where it is for everybody always."""
    if not boxes or any(not box.restrictions and not box.groups for box in boxes):
        return None
    first = boxes[:MAX_BOXES]
    de = "; oder ".join(_box(box, vocabulary, "de") for box in first)
    en = "; or ".join(_box(box, vocabulary, "en") for box in first)
    more = len(boxes) - len(first)
    if more:
        de, en = f"{de}; und {more} weitere Fallgruppen", f"{en}; and {more} further groups of cases"
    return Text(de, en)


def _box(box: Box, vocabulary: Vocabulary, language: str) -> str:
    named = [_title(name, vocabulary, language) for name in box.groups]
    return ", ".join([*named, *(_range(part, vocabulary, language) for part in box.restrictions)])


def _leads(part: Restriction, vocabulary: Vocabulary, language: str) -> str:
    """From how long after its anchor on a day lies in the region: violations by a late start have no upper end."""
    least = part.cells[0].value
    assert isinstance(least, Length)
    said = _lead(part.name, least, vocabulary, language)
    if not least.months and not least.days:
        return said
    term = vocabulary.terms[part.name]
    if least == Length(days=1):
        anchor = vocabulary.gloss(term.not_before or "", language)
        return f"{term.gloss} later than {anchor}" if language == "en" else f"{part.name} später als {anchor}"
    if least.days:
        # one day more than what just fits
        fits = shown(Length(least.months, least.days - 1), part.name, vocabulary, language)
        anchor = vocabulary.gloss(term.not_before or "", language)
        if language == "en":
            return f"{term.gloss} more than {fits} after {anchor}"
        return f"{part.name} mehr als {fits} nach {anchor}"
    return f"{said} or later" if language == "en" else f"{said} oder später"


def _range(part: Restriction, vocabulary: Vocabulary, language: str) -> str:
    """The cells of one term, neighbours joined."""
    english = language == "en"
    if part.lead:
        return _leads(part, vocabulary, language)
    name, cells = part.name, list(part.cells)
    term = vocabulary.terms[name]
    title = _title(name, vocabulary, language)
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
        return f"{title}: {shown(cells[0].value, name, vocabulary, language)}"
    members = [n for cell in cells for n in sorted(cell.names)]
    every = [value.name for value in vocabulary.enumerations[term.type.of].values]
    rest = [n for n in every if n not in members]
    if len(members) > 4 and len(rest) <= 3:
        named = [vocabulary.value_gloss(term.type, n) if english else n for n in rest]
        return f"{title}: {'all but' if english else 'alle außer'} {', '.join(named)}"
    ordered = [n for n in every if n in members]
    named = [vocabulary.value_gloss(term.type, n) if english else n for n in ordered]
    return f"{title} {_or(named, english)}"


def _or(parts: list[str], english: bool) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {'or' if english else 'oder'} {parts[-1]}"


def _day_ranges(cells: list[Cell], english: bool) -> list[str]:
    joined: list[list[date | None]] = []
    for cell in cells:
        low, high = cell.low, cell.high
        assert not isinstance(low, Amount)
        assert not isinstance(high, Amount)
        previous = joined[-1][1] if joined else None
        if joined and previous is not None and low is not None and previous.toordinal() + 1 == low.toordinal():
            joined[-1][1] = high
        else:
            joined.append([low, high])
    said: list[str] = []
    for low, high in joined:
        if low is not None and low == high:
            said.append(("on " if english else "am ") + low.isoformat())
            continue
        start = ("from " if english else "ab ") + low.isoformat() if low is not None else ""
        end = ("until " if english else "bis ") + high.isoformat() if high is not None else ""
        said.append(" ".join(part for part in (start, end) if part))
    return said


def _amount_ranges(cells: list[Cell], english: bool) -> list[str]:
    joined: list[list[object]] = []
    for cell in cells:
        assert not isinstance(cell.low, date)
        assert not isinstance(cell.high, date)
        touches = joined and joined[-1][2] is not None and cell.low is not None
        if touches and cell.low.compare(joined[-1][2]) == 0 and (joined[-1][3] or cell.low_inclusive):  # type: ignore[union-attr, arg-type]
            joined[-1][2:] = [cell.high, cell.high_inclusive]
        else:
            joined.append([cell.low, cell.low_inclusive, cell.high, cell.high_inclusive])
    said: list[str] = []
    for low, low_in, high, high_in in joined:
        if isinstance(low, Amount) and isinstance(high, Amount) and low == high:
            said.append(_amount(low, english))
            continue
        parts = []
        if isinstance(low, Amount) and (low.value or not low_in):
            more = ("from" if low_in else "over") if english else ("ab" if low_in else "über")
            parts.append(f"{more} {_amount(low, english)}")
        if isinstance(high, Amount):
            less = ("up to" if high_in else "under") if english else ("bis" if high_in else "unter")
            parts.append(f"{less} {_amount(high, english)}")
        said.append(" ".join(parts) if parts else ("any" if english else "beliebig"))
    return said


def _amount(amount: Amount, english: bool) -> str:
    value = amount.value.normalize()
    plain = value.quantize(Decimal(1)) if value == value.to_integral_value() else value
    return f"{figures(plain, 'en' if english else 'de')} {amount.unit}"


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
        if isinstance(expr.part, Bare):
            return f"{expr.part.term}: {'nein' if language == 'de' else 'no'}"
        inner = show_expr(expr.part, language)
        return f"{non} ({inner})" if isinstance(expr.part, AllOf | AnyOf) else f"{non} {inner}"
    if isinstance(expr, Given):
        return f"{expr.term} ist angegeben" if language == "de" else f"{expr.term} stated"
    if isinstance(expr, Bare):
        return f"{expr.term}: {'ja' if language == 'de' else 'yes'}"
    op = expr.op if language == "de" else OPERATORS[expr.op]
    operand = expr.operand.name if isinstance(expr.operand, TermRef) else show(expr.operand)
    return f"{expr.term} {op} {operand}"


def official_unknown(names: Iterable[str], values: Mapping[str, DatedValue]) -> Text:
    """That these official amounts are not known for the days at hand, and for which they are; "" for none."""
    known = [(name, _known_days(values[name])) for name in sorted(names)]
    german = [f"der amtliche Wert {name} ist für diese Tage nicht bekannt, nur {days.de}" for name, days in known]
    english = [f"the official amount {name} is not known for these days, only {days.en}" for name, days in known]
    return Text("; ".join(german), "; ".join(english))


def _known_days(value: DatedValue) -> Text:
    """The days for which an official amount is known: after its review none, unless it says until when it holds."""
    since, until = value.steps[0].since, value.steps[-1].until or value.reviewed
    german = f"ab {since}" if until is None else f"von {since} bis {until}"
    return Text(german, f"from {since}" + (f" until {until}" if until is not None else ""))
