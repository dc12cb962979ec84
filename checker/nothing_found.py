"""What to say where there is no tariff and no offer to check: what stands there instead, and what to do with it."""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from checker.files import Unusable, files_below, read_bytes
from checker.output import complain
from dsl.rule_reader import read_rules
from dsl.source import read_source

MOST = 3  # files that are named


def say_nothing_found(paths: Sequence[str], language: str) -> None:
    """Say it for the files and folders that were named. Raises Unusable for one that there is not."""
    rules = files_below(list(paths), (".regel",))
    if not rules:
        complain("nothing-found", language, path=", ".join(paths))
        return
    gaps = {"path": ", ".join(paths), "files": _some(rules, language), "command": shlex.join(paths)}
    terms = [path for path in rules if _holds_terms(path)]
    complain("only-terms" if terms else "only-rules", language, **gaps, terms=shlex.join(terms[:1]))


def _some(files: list[str], language: str) -> str:
    rest = len(files) - MOST
    more = f" and {rest} more" if language == "en" else f" und {rest} weitere"
    return ", ".join(files[:MOST]) + (more if rest > 0 else "")


def _holds_terms(path: str) -> bool:
    try:
        file, _ = read_rules(read_source(path, read_bytes(path))[0])
    except Unusable:
        return False
    return any(norm.terms is not None for norm in file.norms)
