"""What a configuration says of single rules and single files: another severity, and what files do not fail for.

A pattern is told from the folder of the configuration: ``*`` and ``?`` stand for signs of one name, ``**`` for any
number of folders; a pattern that names a folder stands for everything below it.
"""

from __future__ import annotations

import posixpath
import re

from checker.finding import Accepted, Finding, Text

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
