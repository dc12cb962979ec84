"""One text mended: its fixes made, as long as each of them cures what it is for and brings nothing new."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.finding import Finding
from checker.fixing.edits import edited
from checker.fixing.trial import UNREAD, WRITTEN_RIGHT, State, Trial, worse
from dsl.record import NamedTuple
from dsl.source import Fix

# A line may need several fixes one after another; a text that needs more rounds than this can be mended again.
MAX_ROUNDS = 40


class Change(NamedTuple):
    """A fix that was made: at ``line``, ``before`` became ``after``; ``rule`` had asked for it."""

    path: str
    line: int
    rule: str
    before: str
    after: str


class Refused(NamedTuple):
    """A fix that was not made: after it ``worse`` would be found. Empty: a line of the file cannot be read."""

    path: str
    line: int
    rule: str
    worse: tuple[str, ...]


class Mended(NamedTuple):
    """What became of a text. ``whole``: it could be read as a file; if not, it was left alone."""

    data: bytes
    changes: tuple[Change, ...] = ()
    refused: tuple[Refused, ...] = ()
    whole: bool = True


def mend(trial: Trial, path: str, data: bytes, unsafe: bool) -> Mended:
    """``data``, the content of ``path``, with its safe fixes made, and with the others too if ``unsafe``."""
    state = trial.state(path, data)
    if state.unreadable:
        return Mended(data, whole=False)
    changes = [
        Change(path, finding.primary.span.line, finding.rule, "", "")
        for finding in state.findings
        if finding.rule in WRITTEN_RIGHT
    ]
    if changes:
        state = trial.state(path, state.lines.to_bytes())
    refused: dict[tuple[str, int, str], Refused] = {}
    for _ in range(MAX_ROUNDS):
        chosen = [each for each in _fixable(state, path, unsafe) if _place(each) not in refused]
        if not chosen:
            break
        for batch in _batches(chosen):
            after = trial.state(path, edited(state.lines, [_fix(each) for each in batch]).to_bytes())
            against = [UNREAD] if after.unreadable else worse(state, after, batch)
            if not against:
                changes += [_change(state, each) for each in batch]
                state = after
                if len(batch) > 1:
                    break
            elif len(batch) == 1:
                refused[_place(batch[0])] = Refused(*_place(batch[0]), tuple(dict.fromkeys(against)))
    if state.lost:
        for finding in _of_rules(state, path, unsafe):
            refused[_place(finding)] = Refused(*_place(finding), ())
    new = state.lines.to_bytes() if changes else data
    return Mended(new, tuple(sorted(changes, key=lambda each: each.line)), tuple(refused.values()))


def _batches(chosen: Sequence[Finding]) -> Iterator[list[Finding]]:
    """All at once, which mostly is right; then one by one."""
    if len(chosen) > 1:
        yield list(chosen)
    yield from ([each] for each in chosen)


def _fixable(state: State, path: str, unsafe: bool) -> list[Finding]:
    """The findings to fix next, on a line of their own each: what cannot be read first, then rule by rule."""
    lines: dict[int, Finding] = {}
    for finding in state.findings:
        if finding.kind == "syntax" and _is_open(finding, path, unsafe):
            lines.setdefault(_fix(finding).span.line, finding)
    if lines or state.lost:
        return list(lines.values())
    return _of_rules(state, path, unsafe)[:1]


def _of_rules(state: State, path: str, unsafe: bool) -> list[Finding]:
    """The violations with a fix, those first of which nothing else can be right."""
    found = [each for each in state.findings if each.kind == "rule" and _is_open(each, path, unsafe)]
    return sorted(found, key=lambda each: not _fix(each).safe)


def _is_open(finding: Finding, path: str, unsafe: bool) -> bool:
    fix = finding.fix
    return fix is not None and fix.span.path == path and (fix.safe or unsafe)


def _fix(finding: Finding) -> Fix:
    assert finding.fix is not None
    return finding.fix


def _place(finding: Finding) -> tuple[str, int, str]:
    span = _fix(finding).span
    return span.path, span.line, finding.rule


def _change(state: State, finding: Finding) -> Change:
    fix = _fix(finding)
    before = state.lines.bodies[fix.span.line - 1][fix.span.column - 1 : fix.span.end_column - 1]
    return Change(fix.span.path, fix.span.line, finding.rule, before, fix.text)
