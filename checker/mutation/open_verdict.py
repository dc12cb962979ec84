"""What can be said of a verdict while facts are still open: the one that comes out however they are decided, if any."""

from __future__ import annotations

from datetime import date

from checker.evaluate import Env, evaluate
from checker.judge import HOLDS, NOT_APPLICABLE, UNDECIDED, VIOLATED, version_on
from checker.phrases import show_expr
from checker.prepared import Prepared
from checker.rulebook import Rulebook
from checker.truth import Truth, all_of, any_of, negate
from dsl.record import dataclass
from dsl.rule import Exemption, TermVersion, Version

UNKNOWN: Truth = frozenset({"?"})  # a known gap in the law: no fact would tell


@dataclass(frozen=True, slots=True)
class Side:
    """A rule with the book it is judged by."""

    rule: Prepared
    book: Rulebook


def said_on(rule: Prepared, day: date) -> list[object]:
    """What a rule says on ``day``, as a rule file would state it."""
    version = version_on(rule, day)
    said: list[object] = [show_expr(condition) for condition in rule.rule.conditions]
    said += [show_expr(each.expr) for each in rule.rule.exemptions if in_force(each, day)]
    said += rule.displaced_by
    if version is not None:
        said.append(version.not_encoded is not None)
        for demand in version.demands:
            said.append((show_expr(demand.expr), show_expr(demand.condition) if demand.condition is not None else ""))
    return said


def in_force(dated: Version | TermVersion | Exemption, day: date) -> bool:
    return (dated.since is None or dated.since <= day) and (dated.until is None or day <= dated.until)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a rule as a rule file would state it, and whether it holds."""

    text: tuple[str, ...]
    truth: Truth


@dataclass(frozen=True, slots=True)
class Cell:
    """What can be said while facts are open. ``verdict``: the one that comes out however they are decided."""

    verdict: str | None
    parts: tuple[Part, ...]

    def lacks(self, at: int) -> frozenset[str]:
        """The facts that part ``at`` still turns on."""
        truth = self.parts[at].truth
        return frozenset() if isinstance(truth, bool) else truth


def cell(side: Side, env: Env) -> Cell:
    """A verdict rests on four parts: whether the rule applies, an exception does, anything is demanded, all is kept."""
    rule = side.rule.rule
    if env.day is None:
        met = all_of(evaluate(condition, env) for condition in rule.conditions)
        part = Part(tuple(map(show_expr, rule.conditions)), met)
        return Cell((UNDECIDED if met else NOT_APPLICABLE) if isinstance(met, bool) else None, (part,) * 4)
    version = version_on(side.rule, env.day)
    exemptions = [each.expr for each in rule.exemptions if in_force(each, env.day)]
    demands = version.demands if version is not None else ()
    gap = version is not None and version.not_encoded is not None
    guards = [True if each.condition is None else evaluate(each.condition, env) for each in demands]
    kept = [any_of([negate(g), evaluate(each.expr, env)]) for g, each in zip(guards, demands, strict=True)]
    said = [show_expr(each.condition) if each.condition is not None else "" for each in demands]
    parts = (
        Part((*map(show_expr, rule.conditions), *side.rule.displaced_by), _applies(side, side.rule, env)),
        Part(tuple(map(show_expr, exemptions)), any_of([evaluate(expr, env) for expr in exemptions])),
        Part(("nicht kodiert",) if gap else tuple(said), True if gap else any_of(guards)),
        Part((*said, *(show_expr(each.expr) for each in demands)), UNKNOWN if gap else all_of(kept)),
    )
    applies, exempt, concerned, all_kept = (part.truth for part in parts)
    return Cell(_verdict(applies, exempt, concerned, all_kept, gap), parts)


def _verdict(applies: Truth, exempt: Truth, concerned: Truth, kept: Truth, gap: bool) -> str | None:
    """The verdict, if no open fact can change it."""
    if applies is False or exempt is True or concerned is False:
        return NOT_APPLICABLE
    if applies is True and exempt is False and concerned is True:
        if gap:
            return UNDECIDED
        if isinstance(kept, bool):
            return HOLDS if kept else VIOLATED
    return None


def _applies(side: Side, rule: Prepared, env: Env) -> Truth:
    applies = all_of(evaluate(condition, env) for condition in rule.rule.conditions)
    for name in rule.displaced_by if applies is not False else ():
        other = side.book.rules.get(name)
        version = version_on(other, env.day) if other is not None and env.day is not None else None
        if other is not None and version is not None and version.demands:
            applies = all_of([applies, negate(_applies(side, other, env))])
    return applies
