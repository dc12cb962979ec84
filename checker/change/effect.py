"""Better or worse for the customer: two values of a term held against each other, as the vocabulary says.

In go two values and the word beside `besser`; out comes one of four effects. Swapping the values mirrors the effect.
"""

from __future__ import annotations

from collections.abc import Iterable

from checker.vocabulary import Vocabulary, section_of
from dsl import period
from dsl.document import Mark, NameSet, Value
from dsl.period import Duration, Indefinite, Until
from dsl.quantity import Amount, Bound
from dsl.rule import Term

WORSE, BETTER, MIXED, NEUTRAL = "worse", "better", "mixed", "neutral"
EFFECTS = (WORSE, MIXED, BETTER, NEUTRAL)
MIRRORED = {WORSE: BETTER, BETTER: WORSE, MIXED: MIXED, NEUTRAL: NEUTRAL}
# words for which less of a thing is better
_LESS = ("niedriger", "kürzer", "früher", "weniger")


def same(old: Value, new: Value) -> bool:
    """Whether two values say the same: 27,40 ct/kWh is 0,274 EUR/kWh, but gross is not net."""
    if isinstance(old, Amount) and isinstance(new, Amount) and old.tax == new.tax and old.unit != new.unit:
        try:
            return old.compare(new) == 0
        except ValueError:
            return False
    return type(old) is type(new) and old == new


def effect(term: Term, old: Value | None, new: Value | None) -> str:
    """What it means for the customer that ``term`` turns from ``old`` into ``new``; None is silence.

    Neutral is also what nobody can tell: no direction is declared, a side is silent or unknown, or the two values do
    not compare (gross with net, periods from different days, two months with sixty days).
    """
    if not (term.better or term.order) or old is None or new is None or Mark.UNKNOWN in (old, new):
        return NEUTRAL
    if term.order:
        return _by_order(term.order, old, new)
    if term.better in ("ja", "nein"):
        if not isinstance(old, bool) or not isinstance(new, bool) or old == new:
            return NEUTRAL
        return BETTER if new == (term.better == "ja") else WORSE
    grown = _grown(old, new)
    if grown in (None, 0):
        return MIXED if grown is None and _both_sets(old, new) else NEUTRAL
    return BETTER if (grown > 0) != (term.better in _LESS) else WORSE


def section_effect(name: str, added: bool, vocabulary: Vocabulary) -> str:
    """What it means for the customer that a section like ``name`` is ``added``, or else taken away."""
    kind = vocabulary.sections.get(name)
    if kind is None or not kind.better:
        return NEUTRAL
    return BETTER if added == (kind.better == "mehr") else WORSE


def together(effects: Iterable[str]) -> str:
    """One effect of several."""
    found = set(effects) - {NEUTRAL}
    return MIXED if len(found) > 1 else found.pop() if found else NEUTRAL


def limits_customers(term: str, vocabulary: Vocabulary) -> bool:
    """Whether a term only says who may sign and when: contracts that run are not touched by it."""
    return any(
        term in (each.domain, each.domain_with, each.domain_without, each.at_latest)
        for each in vocabulary.terms.values()
        if each.is_case and section_of(term)
    )


def _by_order(order: tuple[str, ...], old: Value, new: Value) -> str:
    """Names that stand in an order, the best first; what does not stand there is neither better nor worse."""
    places = [order.index(name) if (name := _named(value)) in order else None for value in (old, new)]
    if None in places or places[0] == places[1]:
        return NEUTRAL
    return BETTER if places[1] < places[0] else WORSE  # type: ignore[operator]


def _named(value: Value) -> str:
    return value.value if isinstance(value, Mark) else str(value)


def _both_sets(old: Value, new: Value) -> bool:
    return isinstance(old, NameSet) and isinstance(new, NameSet)


def _grown(old: Value, new: Value) -> int | None:
    """1 where ``new`` is more, longer or later than ``old``, -1 where it is less; None where that cannot be told."""
    if old is Mark.NONE or new is Mark.NONE:
        return (new is not Mark.NONE and not _is_nothing(new)) - (old is not Mark.NONE and not _is_nothing(old))
    if isinstance(old, Amount) and isinstance(new, Amount):
        return None if old.tax != new.tax and old.value and new.value else new.compare(old)
    if isinstance(old, NameSet) and isinstance(new, NameSet):
        return _inclusion(old.names <= new.names, new.names <= old.names)
    if isinstance(old, Bound) and isinstance(new, Bound):
        return _inclusion(_within(old, new), _within(new, old))
    return _longer(old, new)


def _is_nothing(value: Value) -> bool:
    return (isinstance(value, Amount) and not value.value) or (isinstance(value, Duration) and not value.count)


def _inclusion(in_new: bool, in_old: bool) -> int | None:
    return 0 if in_new and in_old else 1 if in_new else -1 if in_old else None


def _within(inner: Bound, outer: Bound) -> bool:
    """Whether every amount of ``inner`` is one of ``outer``; below no lower end lies nothing but zero."""
    if outer.low is not None and outer.low.value:
        if inner.low is None or inner.low.compare(outer.low) < 0:
            return False
        if inner.low.compare(outer.low) == 0 and inner.low_inclusive and not outer.low_inclusive:
            return False
    if outer.high is None:
        return True
    if inner.high is None or inner.high.compare(outer.high) > 0:
        return False
    return not (inner.high.compare(outer.high) == 0 and inner.high_inclusive and not outer.high_inclusive)


def _longer(old: Value, new: Value) -> int | None:
    if isinstance(old, Indefinite) or isinstance(new, Indefinite):
        return isinstance(new, Indefinite) - isinstance(old, Indefinite)
    if isinstance(old, Until) and isinstance(new, Until):
        return (new.day > old.day) - (new.day < old.day)
    if not isinstance(old, Duration) or not isinstance(new, Duration):
        return None
    if (old.anchor, old.target) != (new.anchor, new.target):
        return None
    found = period.compare(new.length, old.length)
    if found.longer and not found.shorter and not found.equal:
        return 1
    if found.shorter and not found.longer and not found.equal:
        return -1
    return 0 if found.equal and not found.longer and not found.shorter else None
