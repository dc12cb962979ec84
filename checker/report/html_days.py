"""The days of a finding along time, for the HTML report: a bar, and the same in words for whoever does not see it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from checker.finding import Days

from .format_words import FormatWords
from .html_excerpt import text

WIDTH, HEIGHT = 1000, 24
DAY = timedelta(days=1)
# how much of the bar stands for days without a first or last one
OPEN = 8


def timeline(days: Days, more: FormatWords, language: str) -> Iterator[str]:
    """A figure with a bar of all days, and a line for each stretch of them."""
    stretches = list(_stretches(days))
    yield '<figure class="days">'
    yield f"<figcaption>{text(more.timeline)}: {text(days.event.in_language(language))}</figcaption>"
    yield (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        + "".join(_bars(days, stretches))
        + "</svg>"
    )
    yield "<ul>"
    for first, last, hit in stretches:
        said = _said(first, last, more)
        begun = f" ({text(more.version.format(first))})" if first and first in days.versions else ""
        verdict = f"<strong>{text(more.violated)}</strong>" if hit else text(more.not_violated)
        yield f"<li>{text(said)}: {verdict}{begun}</li>"
    yield "</ul>"
    yield "</figure>"


def _stretches(days: Days) -> Iterator[tuple[str, str, bool]]:
    """All days in stretches between which something changes: first, last ("" for none), and whether violated."""
    first, last = days.whole
    starts = {first, *days.versions}
    for begin, end in days.violated:
        starts |= {begin} | ({str(date.fromisoformat(end) + DAY)} if end and end != last else set())
    ordered = sorted(start for start in starts if start == first or ((not last or start <= last) and start > first))
    for start, after in zip(ordered, [*ordered[1:], ""], strict=True):
        end = str(date.fromisoformat(after) - DAY) if after else last
        yield start, end, any(begin <= start and (not stop or start <= stop) for begin, stop in days.violated)


def _bars(days: Days, stretches: list[tuple[str, str, bool]]) -> Iterator[str]:
    """The stretches as boxes, as wide as they are long; those without an end are as wide as they may be."""
    known = [date.fromisoformat(day).toordinal() for first, last, _ in stretches for day in (first, last) if day]
    low, high = (min(known), max(known)) if known else (0, 1)
    more = max((high - low) // OPEN, 365)
    low, high = low - (0 if days.whole[0] else more), high + (0 if days.whole[1] else more)

    def at(day: str, otherwise: int) -> int:
        ordinal = date.fromisoformat(day).toordinal() if day else otherwise
        return round((ordinal - low) * WIDTH / max(high - low, 1))

    for first, last, hit in stretches:
        left, right = at(first, low), at(last, high)
        kind, top = ("hit", 0) if hit else ("calm", HEIGHT // 3)
        size = f'width="{max(right - left, 4)}" height="{HEIGHT - 2 * top}"'
        yield f'<rect class="{kind}" x="{min(left, WIDTH - 4)}" y="{top}" {size}/>'


def _said(first: str, last: str, more: FormatWords) -> str:
    if first and last:
        return more.from_to.format(first, last)
    if first or last:
        return more.from_on.format(first) if first else more.until.format(last)
    return more.always
