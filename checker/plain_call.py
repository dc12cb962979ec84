"""`tariflint check PATH…` read without argparse: the call of every commit hook, and a tenth of its time.

Understood are paths and the options below, each written out in full. Everything else, mistakes above all, is left to
``arguments``; a test holds that both read the same.
"""

from __future__ import annotations

import sys

from dsl.record import cast

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace

# What `check` is told by nobody: the same as the defaults of ``check_arguments``.
DEFAULTS: dict[str, object] = {
    "command": "check",
    "lang": None,
    "config": None,
    "ascii": False,
    "format": None,
    "no_output": False,
    "as_of": None,
    "between": None,
    "today": None,
    "strict": None,
    "fail_on": None,
    "baseline": None,
    "since": None,
    "exceptions": None,
    "fix": False,
    "unsafe": False,
    "diff": False,
    "evidence": None,
    "select": (),
    "ignore": (),
    "no_cache": False,
    "jobs": None,
    "time": False,
}
LISTS = ("rules", "paths", "output")
FLAGS = {"--strict": "strict", "--ascii": "ascii", "--no-cache": "no_cache", "--no-output": "no_output"}
CHOICES = {
    "--lang": ("lang", ("de", "en")),
    "--format": ("format", ("text", "concise", "json")),
}

Options = type(sys.implementation)  # the plainest class there is, without an import


def plain_call(arguments: list[str]) -> Namespace | None:
    """The options of a plain call of `check`, as argparse would give them; None for any other call."""
    if not arguments or arguments[0] != "check":
        return None
    found: dict[str, object] = {**DEFAULTS, **{name: [] for name in LISTS}}
    paths: list[str] = []
    rest = iter(arguments[1:])
    before = ""
    for argument in rest:
        apart, before = bool(paths) and before.startswith("-"), argument
        if not argument.startswith("-"):
            if apart:  # paths in two places are refused
                return None
            paths.append(argument)
        elif argument in FLAGS:
            found[FLAGS[argument]] = True
        elif argument in CHOICES:
            name, choices = CHOICES[argument]
            value = next(rest, None)
            if value not in choices:
                return None
            found[name] = value
        else:
            return None
    found["paths"] = paths
    return cast("Namespace", Options(**found))
