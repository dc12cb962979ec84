"""The catalogue of messages is complete: every problem in the source has its message, every message its problem.

The codes are read from the source itself: the first argument of the calls that build problems.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dsl.habit_lines import DAYS, HABITS
from dsl.messages import Entry, catalogue, gaps_in, message_of
from dsl.source import Problem, Span

ROOT = Path(__file__).parent.parent
BUILDERS = {"problem", "flaw", "flaw_at", "Flaw", "report", "_report", "_day_flaw", "_unit_flaw", "_tell"}
# gaps that are worked out from other details
DERIVED = {"like": {"type", "unit"}, "other_like": {"other_type"}, "short": {"language"}}
# what the helpers of habits pass on by themselves
FORWARDED = {"_day_flaw": {"found", "better"}, "_unit_flaw": {"found", "hint"}, "_tell": {"found", "name"}}


class Call:
    """One place that builds a problem: the codes it may have and the details it passes; None where they are open."""

    def __init__(self, codes: set[str], details: set[str] | None, place: str) -> None:
        self.codes, self.details, self.place = codes, details, place


def calls() -> Iterator[Call]:
    for package in ("dsl", "checker"):
        for path in sorted((ROOT / package).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            for function in ast.walk(tree):
                if isinstance(function, ast.FunctionDef):
                    yield from _calls_in(function, path.name)


def _calls_in(function: ast.FunctionDef, file: str) -> Iterator[Call]:
    for node in ast.walk(function):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name not in BUILDERS:
            continue
        codes = _codes(node.args[0], function)
        details: set[str] | None = {keyword.arg for keyword in node.keywords if keyword.arg} | FORWARDED.get(
            name, set()
        )
        if any(keyword.arg is None for keyword in node.keywords) or name == "Flaw":
            details = None
        if codes:
            yield Call(codes, details, f"{file}:{node.lineno}")


def _codes(node: ast.expr, function: ast.FunctionDef) -> set[str]:
    """The codes an expression may stand for; none where it is a parameter, which then stands at the caller's."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return {node.value}
    if isinstance(node, ast.IfExp):
        return _codes(node.body, function) | _codes(node.orelse, function)
    if isinstance(node, ast.JoinedStr):
        pattern = "".join(
            re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+" for part in node.values
        )
        return {code for code in catalogue() if re.fullmatch(pattern, code)}
    if isinstance(node, ast.Name):
        assigned = [
            each.value
            for each in ast.walk(function)
            if isinstance(each, ast.Assign) and any(isinstance(t, ast.Name) and t.id == node.id for t in each.targets)
        ]
        defaults = dict(zip([a.arg for a in function.args.args][::-1], function.args.defaults[::-1], strict=False))
        found = [_codes(value, function) for value in assigned]
        found += [_codes(defaults[node.id], function)] if node.id in defaults else []
        return set().union(*found)
    return set()


CALLS = list(calls())
HABIT_CODES = {code for code, *_ in (*HABITS, *DAYS)}


def test_every_problem_has_a_message() -> None:
    missing = {code: call.place for call in CALLS for code in call.codes if code not in catalogue()}
    assert not missing
    assert set(catalogue()) >= HABIT_CODES


def test_every_message_has_a_problem() -> None:
    used = {code for call in CALLS for code in call.codes} | HABIT_CODES
    assert set(catalogue()) == used


def test_the_test_sees_the_calls() -> None:
    """A guard for the tests above: the ways in which codes are written are all understood."""
    seen = {code for call in CALLS for code in call.codes}
    assert {"number-point", "section-same-key", "rule-without-reference-day", "version-mixed", "offer-excluded"} <= seen
    assert len(CALLS) > 150


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_the_gaps_are_filled_by_the_details(code: str) -> None:
    """Every call passes what the message needs; what only some calls pass may only stand in a help line."""
    wanted = needed(catalogue()[code])
    for call in CALLS:
        if code in call.codes and call.details is not None:
            for gap in wanted:
                assert gap in call.details or DERIVED.get(gap, set()) & call.details, (call.place, gap)
    if code in HABIT_CODES:
        betters = [better for habit, _, better in HABITS if habit == code]
        passed = {"found"} | ({"better"} if None not in betters else set())
        assert wanted <= passed


def needed(entry: Entry) -> set[str]:
    parts = [entry["title"], entry["text"], entry["label"], *([entry["other"]] if "other" in entry else [])]
    parts += [entry["help"]] if "help" in entry else []
    return {gap for part in parts for sentence in part for gap in gaps_in(sentence)}


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_both_languages_say_the_same(code: str) -> None:
    """The same gaps in both languages, no gap in a title, sentences in the text, no full stop under the carets."""
    entry = catalogue()[code]
    assert {"title", "text", "label"} <= set(entry) <= {"title", "text", "label", "help", "other", "fix"}
    for part, pair in entry.items():
        if part == "fix":
            continue
        assert isinstance(pair, tuple)
        german, english = pair
        assert german
        assert english
        assert gaps_in(german) == gaps_in(english)
        assert german.count("„") == german.count("“")
        assert english.count("“") == english.count("”")
    assert not gaps_in(entry["title"][0])
    assert all(sentence.endswith(".") for sentence in entry["text"])
    assert not any(sentence.endswith(".") for sentence in (*entry["label"], *entry["title"]))


def test_a_conflict_has_a_label_for_its_other_half() -> None:
    """Where a call names a second place, the message says what stands there."""
    with_other = {
        code
        for path in sorted((ROOT / "checker").rglob("*.py"))
        for code in re.findall(r'problem\(\s*"([a-z-]+)"[^()]*(?:\([^()]*\)[^()]*)*other=', path.read_text("utf-8"))
    }
    assert len(with_other) > 8
    assert all("other" in catalogue()[code] for code in with_other)


def test_a_message_for_an_unknown_code_is_a_defect() -> None:
    with pytest.raises(KeyError):
        message_of(Problem("no-such-code", Span("a.tarif", 1, 1, 2)))


def test_long_texts_are_shortened_and_lists_have_an_end() -> None:
    span = Span("a.tarif", 1, 1, 2)
    long = message_of(Problem("colon-missing", span, (("found", "x" * 500),)))
    assert "x" * 59 + "…" in long.text.de
    assert "x" * 60 not in long.text.de
    names = ", ".join(f"Name-{number}" for number in range(60))
    many = message_of(Problem("name-unknown", span, (("found", "x"), ("term", "T.x"), ("hint", ""), ("known", names))))
    assert many.help is not None
    assert many.help.de.endswith("Name-23, ….")


def test_numbers_are_written_in_the_language() -> None:
    said = message_of(Problem("file-too-long", Span("a.tarif", 1, 1, 2), (("lines", "100000"), ("limit", "20000"))))
    assert "100.000" in said.text.de
    assert "100,000" in said.text.en
