"""What a configuration says of single rules and single files: another severity, and what files do not fail for.

A pattern is told from the folder of the configuration: ``*`` and ``?`` stand for signs of one name, ``**`` for any
number of folders; a pattern that names a folder stands for everything below it.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator

from checker.finding import Accepted, Finding, Text
from checker.repository import is_looked_through

from .configuration import Place
from .settings import Settings


class ByFile:
    """The settings of rules and files, ready to be asked of many findings."""

    def __init__(self, settings: Settings) -> None:
        self.severity = dict(settings["severity"])
        self.places: list[tuple[re.Pattern[str], Place]] = [(pattern(each.glob), each) for each in settings["paths"]]
        self.folder = settings.configuration.folder or "."

    def graded(self, finding: Finding) -> Finding:
        """The finding with the severity that is set for its rule; what is set for its file comes first."""
        severity = self.severity.get(finding.rule, finding.severity)
        for place in self._places(finding):
            severity = dict(place.severity).get(finding.rule, severity)
        return finding._replace(severity=severity)

    def exempted(self, finding: Finding) -> Accepted | None:
        """The finding as accepted, where its file does not fail for it."""
        for place in self._places(finding):
            if finding.kind != "syntax" and place.ignore and finding.rule.startswith(place.ignore):
                note = Text(
                    f"für {place.glob} ausgenommen ({place.where})", f"exempted for {place.glob} ({place.where})"
                )
                return Accepted(finding, "waived", note)
        return None

    def unmatched(self, files: Iterable[str], paths: Iterable[str], texts: dict[str, str]) -> Iterator[Finding]:
        """That a pattern fits none of ``files``, if the run over ``paths`` looks at all there are: it may be misspelt.

        The text of the configuration goes into ``texts``.
        """
        if not self.places or not is_looked_through(self.folder, paths):
            return
        told = [posixpath.relpath(path, self.folder) for path in files]
        for found, place in self.places:
            if any(map(found.fullmatch, told)):
                continue
            from checker.documents import finding_of
            from checker.files import read_bytes
            from dsl.source import Span, problem

            path, _, line = place.where.rpartition(":")
            texts[path] = read_bytes(path).decode("utf-8")
            row = texts[path].split("\n")[int(line) - 1].rstrip()
            span = Span(path, int(line), len(row) - len(row.lstrip()) + 1, max(len(row), 1) + 1)
            yield finding_of(problem("place-unmatched", span, found=place.glob), "", blinds=False)

    def _places(self, finding: Finding) -> list[Place]:
        if not self.places:
            return []
        path = posixpath.relpath(finding.primary.span.path or ".", self.folder)
        return [place for found, place in self.places if found.fullmatch(path)]


def pattern(glob: str) -> re.Pattern[str]:
    """The paths that ``glob`` stands for."""
    glob = posixpath.normpath(glob)
    parts = []
    at = 0
    while at < len(glob):
        if glob.startswith("**/", at):
            parts.append("(?:[^/]+/)*")
            at += 3
        elif glob.startswith("**", at):
            parts.append(".*")
            at += 2
        else:
            parts.append({"*": "[^/]*", "?": "[^/]"}.get(glob[at]) or re.escape(glob[at]))
            at += 1
    return re.compile("".join(parts) + "(?:/.*)?", re.DOTALL)
