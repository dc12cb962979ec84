"""A plain call of check is read as argparse reads it; what argparse refuses is left to it."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import ROOT

from checker.arguments import read
from checker.plain_call import plain_call

WORDS = ["check", "a.tarif", "tarife/", "", "--strict", "--ascii", "--no-cache", "--lang", "de", "en", "--format"]
WORDS += ["json", "html", "--", "-h", "--select", "AGB", "--strict=1", "-", "--lang=en", "rules"]


@pytest.mark.parametrize(
    "arguments",
    [
        "check",
        "check a.tarif",
        "check a.tarif b/ c.tarif",
        "check --strict --ascii --no-cache a.tarif",
        "check a.tarif --lang en --format json",
        "check --format concise a.tarif b.tarif",
    ],
)
def test_a_plain_call_is_read_without_argparse(arguments: str) -> None:
    found = plain_call(arguments.split())
    assert found is not None
    assert vars(found) == vars(read(arguments.split()))


@pytest.mark.parametrize(
    "arguments", ["", "rules", "check -h", "check --lang fr", "check --lang", "check a --strict b"]
)
def test_any_other_call_is_left_to_argparse(arguments: str) -> None:
    assert plain_call(arguments.split()) is None


@given(st.lists(st.sampled_from(WORDS), max_size=6))
def test_what_is_read_is_what_argparse_reads(words: list[str]) -> None:
    found = plain_call(["check", *words])
    assert found is None or vars(found) == vars(read(["check", *words]))


def test_a_plain_check_imports_no_argparse() -> None:
    call = "cli.main(['check', 'rules/begriffe.regel'])"
    code = f"import sys; from checker import cli; {call}; print('argparse' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.split()[-1:] == ["False"]
