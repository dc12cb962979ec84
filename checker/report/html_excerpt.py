"""Excerpts of source files as HTML: the lines around a place, the place marked, and a change as before and after.

What is invisible or would turn the direction of writing is shown by its number, as in every report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from checker.finding import Finding, Label

from .format_words import FormatWords
from .sentences import changed_lines, visible
from .wording import Language, Words

AROUND = 1  # lines shown above and below a place
LONG = 400  # characters of a line that are shown around a place
TAB = "    "


def text(said: str) -> str:
    """``said`` as the text of an element or the value of an attribute."""
    return escape(visible(said))


def breakable(said: str) -> str:
    """The same for names and paths, which may be broken where a person would do it."""
    return re.sub(r"([/_.](?=\w))", r"\1<wbr>", text(said))


class HtmlExcerpts:
    """The places of findings. ``sources`` maps a path to the text of that file."""

    def __init__(self, sources: dict[str, str], names: Words, more: FormatWords, language: Language) -> None:
        self.sources, self.names, self.more, self.language = sources, names, more, language
        self._split: dict[str, list[str]] = {}

    def lines(self, path: str) -> list[str]:
        """The lines of a file; none where its text is not at hand."""
        if path not in self._split:
            content = self.sources.get(path, "")
            self._split[path] = content.replace("\r\n", "\n").split("\n") if content else []
        return self._split[path]

    def place(self, label: Label) -> Iterator[str]:
        """A figure of the lines around ``label`` and what is to be said about it; without the lines only that."""
        span, source = label.span, self.lines(label.span.path)
        said = text(label.text.in_language(self.language))
        if not 1 <= span.line <= len(source):
            if said:
                yield f"<p>{text(str(span))}: {said}</p>" if span.path else f"<p>{said}</p>"
            return
        first, last = max(1, span.line - AROUND), min(len(source), span.line + AROUND)
        digits = len(str(last))
        rows = []
        for number in range(first, last + 1):
            line = source[number - 1]
            shown = _marked(line, span.column - 1, span.end_column - 1) if number == span.line else _line(line)
            rows.append(f'<span class="number">{number:>{digits}} </span>{shown}')
        yield "<figure>"
        yield f"<figcaption>{text(self.more.source.format(span.path))}, {text(self.more.line)} {span.line}</figcaption>"
        yield '<pre><code lang="de">' + "\n".join(rows) + "</code></pre>"
        if said:
            yield f"<p>{said}</p>"
        yield "</figure>"

    def change(self, finding: Finding) -> Iterator[str]:
        """The line as it stands and as it would be with the finding's fix."""
        if finding.fix is None:
            return
        span, source = finding.fix.span, self.lines(finding.fix.span.path)
        line = source[span.line - 1] if 1 <= span.line <= len(source) else ""
        rows = [_changed(sign, shown) for sign, shown in changed_lines(line, finding.fix)]
        name = self.names.fix if finding.fix.safe else self.names.suggestion
        yield "<figure>"
        yield f"<figcaption>{text(name)}, {text(self.more.line)} {span.line} ({text(self.more.change)})</figcaption>"
        yield '<pre><code lang="de">' + "\n".join(rows) + "</code></pre>"
        yield "</figure>"


def _changed(sign: str, line: str) -> str:
    tag = {"- ": "del", "+ ": "ins"}.get(sign)
    return f"<{tag}>{sign}{_line(line)}</{tag}>" if tag else f"{sign}{_line(line)}"


def _marked(line: str, start: int, end: int) -> str:
    """The line with characters ``start`` to ``end`` marked; of a line too long to read, what stands around them."""
    start = min(max(0, start), len(line))
    end = min(max(start, end), len(line))
    before, place, after = line[:start], line[start:end], line[end:]
    if len(line) > LONG:
        before = "…" + before[-LONG // 2 :] if len(before) > LONG // 2 else before
        place = place[:LONG] + "…" if len(place) > LONG else place
        after = after[: LONG // 2] + "…" if len(after) > LONG // 2 else after
    return f"{_spaced(before)}<mark>{_spaced(place) or '&nbsp;'}</mark>{_spaced(after)}"


def _line(line: str) -> str:
    return _spaced(line if len(line) <= LONG else line[:LONG] + "…")


def _spaced(line: str) -> str:
    return text(line.replace("\t", TAB))
