"""Yes, no, or unknown because facts are missing: strong Kleene logic that remembers what it lacks."""

from __future__ import annotations

from collections.abc import Iterable

# True, False, or the facts whose value would decide (never empty).
Truth = bool | frozenset[str]


def unknown(*missing: str) -> frozenset[str]:
    """Unknown, for want of these facts."""
    return frozenset(missing)


def all_of(parts: Iterable[Truth]) -> Truth:
    """Conjunction: one no decides, whatever is missing elsewhere; what follows it is not asked for."""
    missing: frozenset[str] = frozenset()
    for part in parts:
        if part is False:
            return False
        if part is not True:
            missing |= part
    return missing or True


def any_of(parts: Iterable[Truth]) -> Truth:
    """Disjunction: one yes decides, whatever is missing elsewhere; what follows it is not asked for."""
    missing: frozenset[str] = frozenset()
    for part in parts:
        if part is True:
            return True
        if part is not False:
            missing |= part
    return missing or False


def negate(part: Truth) -> Truth:
    """No for yes, yes for no; the unknown stays unknown."""
    return part if isinstance(part, frozenset) else not part
