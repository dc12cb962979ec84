"""An expression on facts: yes, no, or unknown for want of named facts.

``Env`` is one cell of cases put into one contract. Comparisons of periods are exact: by dates where the anchor's day is
known, by the order of lengths over the whole calendar where it is not, and by the lead between two anchors where one
never precedes the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checker.arithmetic import amount_of
from checker.rulebook import Rulebook
from checker.truth import Truth, all_of, any_of, negate, unknown
from checker.vocabulary import Fact, Instance, section_of
from dsl import period
from dsl.document import Mark, NameSet, Value
from dsl.period import Duration, Indefinite, LaterOf, Length, Until
from dsl.quantity import Amount
from dsl.record import NamedTuple
from dsl.rule import AllOf, AnyOf, Bare, Compare, Expr, Given, Not, TermRef

NOTHING: frozenset[str] = frozenset()
Period = Duration | Until | LaterOf | Indefinite
TAXES = ("brutto", "netto")
MIRROR = {"höchstens": "mindestens", "mindestens": "höchstens", "mehr als": "weniger als", "weniger als": "mehr als"}


class Env(NamedTuple):
    """One contract in one cell.

    ``values``: the stated facts by term (the section under question included). ``cases``: the cell's representatives.
    ``exact``: days known to the day. ``day``: the reference day. ``leads``: how long after its anchor a day lies in
    this cell (Lieferbeginn after Vertragsschluss); ``lead_missing``: the fact that would bound it.
    """

    book: Rulebook
    facts: dict[str, Fact]
    sections: frozenset[str]
    cases: dict[str, Value]
    exact: dict[str, date]
    day: date | None
    day_term: str
    leads: dict[str, Length]
    lost: frozenset[str] = frozenset()
    running: bool = False  # the rule compares periods that run from different days
    instances: dict[str, list[Instance]] | None = None  # all sections that repeat, where a sum over them is asked for
    open_cases: bool = False  # the cases are left open: whether one has a value is unknown as well

    def value(self, term: str) -> Value | frozenset[str]:
        """The value of a stated or case term, or the missing fact."""
        if term in self.cases:
            return self.cases[term]
        fact = self.facts.get(term)
        if fact is None or fact.value is Mark.UNKNOWN:
            return unknown(term)
        return fact.value


def evaluate(expr: Expr, env: Env) -> Truth:
    """The truth of ``expr`` in ``env``."""
    if isinstance(expr, Compare):  # by far the most frequent
        return _compare(expr, env)
    if isinstance(expr, Bare):
        return _yes_no(expr.term, env)
    if isinstance(expr, AllOf):
        return all_of(evaluate(part, env) for part in expr.parts)
    if isinstance(expr, AnyOf):
        return any_of(evaluate(part, env) for part in expr.parts)
    if isinstance(expr, Not):
        return negate(evaluate(expr.part, env))
    return _given(expr.term, env)


def responsible(expr: Expr, env: Env, wanted: bool = True) -> Iterator[tuple[Compare | Given | Bare, bool]]:
    """The comparisons that keep ``expr`` from being ``wanted``, from left to right, with what each should come to."""
    if isinstance(expr, Not):
        yield from responsible(expr.part, env, not wanted)
    elif isinstance(expr, AllOf | AnyOf):
        for part in expr.parts:
            if evaluate(part, env) is not wanted:
                yield from responsible(part, env, wanted)
    elif evaluate(expr, env) is not wanted:
        inner = _unfolded(expr.term, env) if isinstance(expr, Bare) else None
        if inner is not None:
            yield from responsible(inner, env, wanted)
        else:
            yield expr, wanted


def failing(expr: Expr, env: Env, wanted: bool = True) -> Expr | None:
    """What is left of ``expr`` when the parts that already come out as ``wanted`` are dropped; None if all do."""
    if evaluate(expr, env) is wanted:
        return None
    if isinstance(expr, Not):
        inner = failing(expr.part, env, not wanted)
        return Not(inner) if inner is not None else None
    if isinstance(expr, AllOf | AnyOf):
        parts = [part for part in (failing(part, env, wanted) for part in expr.parts) if part is not None]
        if len(parts) == 1:
            return parts[0]
        return AllOf(tuple(parts)) if isinstance(expr, AllOf) else AnyOf(tuple(parts))
    if isinstance(expr, Compare):
        return _failing_compare(expr, env, wanted)
    unfolded = _unfolded(expr.term, env) if isinstance(expr, Bare) else None
    return failing(unfolded, env, wanted) if unfolded is not None else expr


def _failing_compare(expr: Compare, env: Env, wanted: bool) -> Expr:
    """The comparison with the value of the day put in, and a set reduced to what is missing or too much."""
    operand = operand_value(expr.operand, env)
    if isinstance(operand, frozenset):
        return expr
    mine = env.value(expr.term) if not env.book.vocabulary.terms[expr.term].versions else None
    if wanted and isinstance(operand, NameSet) and isinstance(mine, NameSet):
        if expr.op == "enthält":
            return expr._replace(operand=env.book.vocabulary.name_set(expr.term, operand.names - mine.names))
        if expr.op == "enthält nicht":
            return expr._replace(operand=env.book.vocabulary.name_set(expr.term, operand.names & mine.names))
    return expr._replace(operand=operand)


def _unfolded(name: str, env: Env) -> Expr | None:
    """What a derived term stands for on the reference day."""
    for version in env.book.vocabulary.terms[name].versions:
        if version.since is None and version.until is None:
            return version.expr
        if env.day is not None and (version.since or date.min) <= env.day <= (version.until or date.max):
            return version.expr
    return None


def _given(name: str, env: Env) -> Truth:
    """Whether a value, or a section, is stated. After a line that could not be read nobody knows."""
    if name in env.cases:
        return True
    is_section = name in env.book.vocabulary.sections
    fact = env.facts.get(name)
    if name in env.sections if is_section else fact is not None and fact.value is not Mark.UNKNOWN:
        return True
    if env.open_cases and not is_section and env.book.vocabulary.terms[name].is_case:
        return unknown(name)
    section = name if is_section else section_of(name)
    return unknown(name) if section in env.lost or "*" in env.lost else False


def _yes_no(name: str, env: Env) -> Truth:
    term = env.book.vocabulary.terms[name]
    if term.versions:
        unfolded = _unfolded(name, env)
        if unfolded is not None:
            return evaluate(unfolded, env)
        return unknown(env.day_term) if env.day is None else False
    value = env.value(name)
    if isinstance(value, frozenset):
        return value
    return value is True


def operand_value(operand: Value | TermRef, env: Env) -> Value | frozenset[str]:
    """The right side of a comparison: a constant, the official amount of the day, or another term."""
    if not isinstance(operand, TermRef):
        return operand
    if operand.name in env.book.values:
        if env.day is None:
            return unknown(env.day_term)
        amount = env.book.value_on(operand.name, env.day)
        return unknown(operand.name) if amount is None else amount
    return term_value(operand.name, env)


def term_value(name: str, env: Env) -> Value | frozenset[str]:
    """The value of a term, stated, derived or worked out, or what is missing."""
    term = env.book.vocabulary.terms[name]
    if term.versions:
        return _yes_no(name, env)
    return env.value(name) if term.computation is None else amount_of(name, env)


def _compare(expr: Compare, env: Env) -> Truth:
    left = term_value(expr.term, env)
    if isinstance(left, frozenset):
        return left
    right = operand_value(expr.operand, env)
    if isinstance(right, frozenset):
        return right
    if expr.op == "ist nicht":
        return negate(_holds("ist", left, right, env, expr.term))
    return _holds(expr.op, left, right, env, expr.term)


def _holds(op: str, left: Value, right: Value, env: Env, term: str) -> Truth:
    """``left op right`` for two known values. `keine` is less than every amount and an empty set."""
    if op in ("enthält", "enthält nicht", "nur"):
        mine = left.names if isinstance(left, NameSet) else NOTHING
        theirs = right.names if isinstance(right, NameSet) else NOTHING
        if op == "enthält":
            return theirs <= mine
        return not (theirs & mine) if op == "enthält nicht" else mine <= theirs
    if op == "ist eines aus":
        return isinstance(right, NameSet) and isinstance(left, str) and left in right.names
    if isinstance(left, Mark) or isinstance(right, Mark):
        same = left is right
        if op == "ist":
            return same
        if op in ("höchstens", "mindestens") and same:
            return True
        return (left is Mark.NONE) is (op in ("höchstens", "weniger als")) if not same else False
    if isinstance(left, Amount) and isinstance(right, Amount):
        if left.tax and right.tax and left.tax != right.tax and left.value and right.value:
            return unknown(f"{term} ({right.tax})")
        return _ordered(op, left.compare(right))
    if isinstance(left, Amount) and right in TAXES:
        if left.tax is None and left.value:
            return unknown(f"{term} (brutto oder netto)")
        return not left.value or left.tax == right
    if isinstance(left, Period) and isinstance(right, Period):
        return compare_periods(op, left, right, env, term)
    if isinstance(left, date) and isinstance(right, date):
        return _ordered(op, (left > right) - (left < right))
    return op == "ist" and left == right


def _ordered(op: str, sign: int) -> bool:
    """Whether a comparison holds, from the sign of left minus right."""
    if op == "höchstens":
        return sign <= 0
    if op == "mindestens":
        return sign >= 0
    if op == "mehr als":
        return sign > 0
    if op == "weniger als":
        return sign < 0
    return sign == 0


# ------------------------------------------------------------------------------------------------ periods


def compare_periods(op: str, left: Period, right: Period, env: Env, term: str) -> Truth:
    """``left op right`` by when they end. A later-of ends with the last of its parts."""
    if op == "ist":
        if isinstance(left, Indefinite) or isinstance(right, Indefinite):
            return isinstance(left, Indefinite) and isinstance(right, Indefinite)
        sides = ("höchstens", "mindestens")
        return all_of([compare_periods(side, left, right, env, term) for side in sides])
    if isinstance(left, Indefinite) or isinstance(right, Indefinite):
        sign = isinstance(left, Indefinite) - isinstance(right, Indefinite)
        return _ordered(op, sign)
    if isinstance(left, LaterOf):
        parts = [compare_periods(op, part, right, env, term) for part in left.parts]
        return all_of(parts) if op in ("höchstens", "weniger als") else any_of(parts)
    if isinstance(right, LaterOf):
        return compare_periods(MIRROR[op], right, left, env, term)
    if isinstance(left, Until) and isinstance(right, Until):
        return _ordered(op, (left.day > right.day) - (left.day < right.day))
    if isinstance(left, Until):
        assert isinstance(right, Duration)
        return negate_if(_ends_by(right, left.day, env, term), op)
    if isinstance(right, Until):
        return compare_periods(MIRROR[op], right, left, env, term)
    return _compare_durations(op, left, right, env, term)


def negate_if(sign: int | frozenset[str], op: str) -> Truth:
    """The comparison's truth from the sign of left minus right, or what is missing."""
    return sign if isinstance(sign, frozenset) else _ordered(op, sign)


def _ends_by(limit: Duration, day: date, env: Env, term: str) -> int | frozenset[str]:
    """Sign of ``day`` minus the day on which ``limit`` ends."""
    if limit.anchor is None:
        return unknown(f"{term} (ab wann)")
    start = env.exact.get(limit.anchor) or env.cases.get(limit.anchor)
    if not isinstance(start, date) or limit.length.workdays:
        return unknown(limit.anchor)
    end = period.later(start, limit.length)
    return (day > end) - (day < end)


def _compare_durations(op: str, left: Duration, right: Duration, env: Env, term: str) -> Truth:
    mine, theirs = left.anchor, right.anchor
    if mine == theirs or theirs is None:
        return _same_anchor(op, left, right, env)
    if mine is None:
        # The terms do not say from when the period runs: it must come out alike for every anchor it may have.
        readings = {theirs, *_neighbours(theirs, env)}
        truths = {
            _compare_durations(op, Duration(left.count, left.unit, anchor), right, env, term) for anchor in readings
        }
        if len(truths) == 1:
            return truths.pop()
        missing = NOTHING.union(*(truth for truth in truths if isinstance(truth, frozenset)))
        return missing | unknown(f"{term} (ab wann)")
    days = env.exact.get(mine), env.exact.get(theirs)
    if days[0] is not None and days[1] is not None:
        if left.length.workdays or right.length.workdays:
            return unknown(mine, theirs)
        ends = period.later(days[0], left.length), period.later(days[1], right.length)
        return _ordered(op, (ends[0] > ends[1]) - (ends[0] < ends[1]))
    terms = env.book.vocabulary.terms
    if mine in terms and terms[mine].not_before == theirs:
        return _with_lead(op, left.length, right.length, mine, True, env)
    if theirs in terms and terms[theirs].not_before == mine:
        return _with_lead(op, left.length, right.length, theirs, False, env)
    return unknown(mine, theirs)


def _neighbours(anchor: str, env: Env) -> list[str]:
    """Anchors whose order to this one is known."""
    terms = env.book.vocabulary.terms
    found = [name for name, term in terms.items() if term.not_before == anchor]
    before = terms[anchor].not_before if anchor in terms else None
    return [*found, before] if before is not None else found


def _with_lead(op: str, left: Length, right: Length, later_anchor: str, left_is_later: bool, env: Env) -> Truth:
    lead = env.leads.get(later_anchor)
    if lead is None:
        return unknown(later_anchor)
    earlier = env.exact.get(env.book.vocabulary.terms[later_anchor].not_before or "")
    if earlier is not None and not (left.workdays or right.workdays):
        # Counted from the later day itself: a month from it need not end where a month and the lead would.
        begin = period.later(earlier, lead)
        mine, theirs = (begin, earlier) if left_is_later else (earlier, begin)
        ends = period.later(mine, left), period.later(theirs, right)
        return _ordered(op, (ends[0] > ends[1]) - (ends[0] < ends[1]))
    if left_is_later:
        left = left + lead
    else:
        right = right + lead
    return _by_length(op, left, right, earlier, False, later_anchor)


def _same_anchor(op: str, left: Duration, right: Duration, env: Env) -> Truth:
    start, backward, missing = _running(left, right, env)
    return _by_length(op, left.length, right.length, start, backward, missing)


def _running(left: Duration, right: Duration, env: Env) -> tuple[date | None, bool, str]:
    """The day two periods run from (or back from, for a notice), where it is known, and what would tell it."""
    target = left.target or right.target
    if target is not None:
        day, missing = _target_day(target, env)
        return day, True, missing
    if left.anchor is not None:
        return env.exact.get(left.anchor), False, left.anchor
    return None, False, ""


def exact_days(left: Value, right: Value, env: Env) -> int | None:
    """How many days ``right`` has, held against ``left``, where that depends on the calendar and the day is known."""
    if not isinstance(left, Duration) or not isinstance(right, Duration) or not right.length.months:
        return None
    start, backward, _ = _running(left, right, env)
    if start is None or right.length.workdays:
        return None
    other = period.earlier(start, right.length) if backward else period.later(start, right.length)
    return abs((start - other).days)


def _by_length(op: str, left: Length, right: Length, start: date | None, backward: bool, missing: str) -> Truth:
    compare = {
        "höchstens": period.at_most,
        "mindestens": period.at_least,
        "mehr als": period.more_than,
        "weniger als": period.less_than,
    }[op]
    if left.workdays or right.workdays:
        start = None
    truth = compare(left, right, start, backward)
    return truth if truth is not None else unknown(missing or "Fristbeginn")


def _target_day(target: str, env: Env) -> tuple[date | None, str]:
    """The day a notice counts back from, where it is known: `Ende Erstlaufzeit` is the end of that term."""
    if not target.startswith("Ende "):
        return None, "Kündigungstag"  # no contract states it
    name = target.removeprefix("Ende ")
    full = env.book.vocabulary.in_full(name)
    fact = env.facts.get(full) if full is not None else None
    if fact is None or full is None:
        return None, full or target
    if isinstance(fact.value, Until):
        return fact.value.day, ""
    if isinstance(fact.value, Duration) and not fact.value.length.workdays:
        anchor = fact.value.anchor
        if anchor is not None and anchor in env.exact:
            return period.later(env.exact[anchor], fact.value.length), ""
        return None, anchor or f"{full} (ab wann)"
    return None, target
