"""`--since REF`: the same check of another state of the repository, with its own rules and settings.

What was found there as well does not fail the run. Nothing is filtered by changed lines: a line that nobody touched can
become unlawful by what changed elsewhere, and a line that moved is no news.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from argparse import Namespace

from checker.files import Unusable
from checker.finding import Identity
from checker.gate.settings import given
from checker.git import answer, commit_of, top_of

VERDICT = (0, 1)
UNREADABLE = 3  # some file could not be opened; the report is there
NOTHING = 4


def found_at(ref: str, options: Namespace) -> frozenset[Identity]:
    """What a check like that of ``options`` finds at ``ref`` and nothing there accepts.

    Raises Unusable if there is no git, no repository or no such state, if a path lies outside of the repository, or if
    the state cannot be checked.
    """
    top = os.path.realpath(top_of(".", "."))
    commit = commit_of(ref)
    here = os.path.relpath(os.path.realpath("."), top)
    paths = [_inside(path, top) for path in options.paths or ["."]]
    with tempfile.TemporaryDirectory(prefix="tariflint-", ignore_cleanup_errors=True) as folder:
        tree = os.path.join(folder, "tree", "")
        os.mkdir(tree)
        index = {"GIT_INDEX_FILE": os.path.join(folder, "index"), "GIT_LFS_SKIP_SMUDGE": "1"}
        unwritten = Unusable("before-unwritten", ref)
        # the files are written as the present ones were
        answer(top, "read-tree", "--no-sparse-checkout", commit, otherwise=unwritten, more=index)
        answer(top, "checkout-index", "--all", f"--prefix={tree}", otherwise=unwritten, more=index)
        os.makedirs(os.path.join(tree, ".git"), exist_ok=True)  # its settings and references end here
        there = [path for path in paths if os.path.lexists(os.path.join(tree, path))]
        start = os.path.join(tree, here)
        if not there or not os.path.isdir(start):
            return frozenset()
        named = [os.path.relpath(os.path.join(tree, path), start) for path in there]
        rules = [_moved(path, top, here) for path in given(options)["rules"]]
        return _checked(
            ref, start, named, [path for path in rules if os.path.exists(os.path.join(start, path))], options
        )


def _checked(ref: str, folder: str, paths: list[str], rules: list[str], options: Namespace) -> frozenset[Identity]:
    """What a check in ``folder`` finds: a process of its own, so that it finds its own settings."""
    arguments = ["check", "--format", "json", "--no-output", "--lang", options.lang or "de"]
    for name in ("as_of", "today"):
        if getattr(options, name, None) is not None:
            arguments += [f"--{name.replace('_', '-')}", str(getattr(options, name))]
    if options.config and os.path.exists(os.path.join(folder, options.config)):
        arguments += ["--config", options.config]
    for path in rules:
        arguments += ["--rules", path]
    import checker

    home = os.path.dirname(os.path.dirname(os.path.abspath(checker.__file__)))
    known = os.environ.get("PYTHONPATH")
    env = os.environ | {"PYTHONPATH": os.pathsep.join([home, *([known] if known else [])])}
    # -P: a package of the same name that stands in the folder is not ours
    command = [sys.executable, "-P", "-m", "checker.cli", *arguments, "--", *paths]
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, check=False)
    if done.returncode == NOTHING:
        return frozenset()
    try:
        if done.returncode not in (*VERDICT, UNREADABLE):
            raise ValueError
        findings = json.loads(done.stdout)["findings"]
    except (ValueError, KeyError):
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise Unusable("before-unchecked", ref, " ".join(line.removeprefix("tariflint: ") for line in said)) from None
    return frozenset(
        Identity(finding["rule"], each["document"], each["path"], each["value"])
        for finding in findings
        for each in finding["identities"]
    )


def _inside(path: str, top: str) -> str:
    """The path told from the top of the repository. Raises Unusable for one that lies outside."""
    known = _within(path, top)
    if known is None:
        raise Unusable("path-outside", path)
    return known


def _moved(path: str, top: str, here: str) -> str:
    """A rule file as told from ``here`` in any state; one outside of the repository is the same then and now."""
    known = _within(path, top)
    return os.path.abspath(path) if known is None else os.path.relpath(known, here)


def _within(path: str, top: str) -> str | None:
    known = os.path.relpath(os.path.realpath(path), top)
    return None if known == os.pardir or known.startswith(os.pardir + os.sep) else known
