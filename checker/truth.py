"""Yes, no, or unknown because facts are missing: strong Kleene logic that remembers what it lacks."""

from __future__ import annotations

# True, False, or the facts whose value would decide (never empty).
Truth = bool | frozenset[str]


def unknown(*missing: str) -> frozenset[str]:
    """Unknown, for want of these facts."""
    return frozenset(missing)


def all_of(parts: list[Truth]) -> Truth:
    """Conjunction: one no decides, whatever is missing elsewhere."""
    if any(part is False for part in parts):
        return False
    missing = [part for part in parts if part is not True]
    return frozenset().union(*(part for part in missing if part is not False)) if missing else True


def any_of(parts: list[Truth]) -> Truth:
    """Disjunction: one yes decides, whatever is missing elsewhere."""
    if any(part is True for part in parts):
        return True
    missing = [part for part in parts if part is not False]
    return frozenset().union(*(part for part in missing if part is not True)) if missing else False


def negate(part: Truth) -> Truth:
    """No for yes, yes for no; the unknown stays unknown."""
    return part if isinstance(part, frozenset) else not part
