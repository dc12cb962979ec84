"""Rules with their periods left unread: each comparison of a period becomes a question answered by yes, no or unknown.

Periods are only partially ordered, and how they compare depends on the calendar, so no finite number of them stands for
all; nor of the amounts that a formula is worked out from. But where a proof holds whatever the answers to these
questions are, it holds for all of them. Answers that no period can give are left out: whatever is at most 2 Wochen is
at most 1 Monat.
"""

from __future__ import annotations

from checker.expressions import PERIODS, worked_out_from
from checker.prepared import Prepared, prepared
from checker.rulebook import Rulebook
from checker.vocabulary import Vocabulary
from dsl import period
from dsl.document import Mark, Value
from dsl.period import Duration
from dsl.record import dataclass, field, replace
from dsl.rule import AllOf, AnyOf, Bare, Compare, Expr, Not, Rule, Term, TermRef, Type

# a comparison said the other way round: `mehr als` is not `höchstens`
OPPOSITE = {"mehr als": "höchstens", "weniger als": "mindestens", "ist nicht": "ist"}
NO, UNKNOWN, YES = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Asked:
    """`term op limit`, asked instead of compared."""

    term: str
    op: str
    limit: Value | TermRef


@dataclass(slots=True)
class Unread:
    """The questions of one or several rules by the names of the yes/no terms that stand for them."""

    questions: dict[str, Asked] = field(default_factory=dict)
    terms: dict[str, Term] = field(default_factory=dict)
    computed: bool = False  # a question is about something worked out

    def expr(self, expr: Expr, vocabulary: Vocabulary) -> Expr:
        """``expr`` with questions for such comparisons."""
        if isinstance(expr, AllOf | AnyOf):
            return type(expr)(tuple(self.expr(part, vocabulary) for part in expr.parts))
        if isinstance(expr, Not):
            return Not(self.expr(expr.part, vocabulary))
        if not isinstance(expr, Compare) or not _is_unread(expr, vocabulary):
            return expr
        names = (expr.term, str(expr.operand))
        self.computed |= any(worked_out_from(vocabulary, name) for name in names)
        asked = Asked(expr.term, OPPOSITE.get(expr.op, expr.op), expr.operand)
        name = f"{asked.term} {asked.op} {asked.limit}"
        self.questions[name] = asked
        term = vocabulary.terms[expr.term]
        self.terms[name] = term._replace(
            name=name, type=Type("ja/nein"), domain=None, not_before=None, versions=(), computation=None
        )
        bare = Bare(name, expr.span)
        return Not(bare) if expr.op in OPPOSITE else bare

    def rule(self, rule: Rule, vocabulary: Vocabulary) -> Rule:
        """``rule`` with questions for such comparisons."""

        def of(expr: Expr) -> Expr:
            return self.expr(expr, vocabulary)

        versions = tuple(
            version._replace(
                demands=tuple(
                    each._replace(expr=of(each.expr), condition=of(each.condition) if each.condition else None)
                    for each in version.demands
                ),
            )
            for version in rule.versions
        )
        exemptions = tuple(each._replace(expr=of(each.expr)) for each in rule.exemptions)
        return rule._replace(conditions=tuple(map(of, rule.conditions)), versions=versions, exemptions=exemptions)

    def book(self, rules: dict[str, Prepared], book: Rulebook) -> Rulebook:
        """``book`` with these ``rules`` only, and with questions for such comparisons in all it says."""
        vocabulary = book.vocabulary
        derived = {
            name: term._replace(
                versions=tuple(each._replace(expr=self.expr(each.expr, vocabulary)) for each in term.versions)
            )
            for name, term in vocabulary.terms.items()
            if term.versions
        }
        unread = replace(book, vocabulary=replace(vocabulary, terms=vocabulary.terms | derived | self.terms))
        again = {name: self.prepared(rule, vocabulary, unread) for name, rule in rules.items()}
        return replace(unread, rules=again)

    def prepared(self, rule: Prepared, vocabulary: Vocabulary, unread: Rulebook) -> Prepared:
        """``rule`` with questions for such comparisons, for the book ``unread``."""
        return prepared(self.rule(rule.rule, vocabulary), rule.norm, rule.displaced_by, unread)

    def possible(self, name: str, answer: Value | None, answers: dict[str, Value | None]) -> bool:
        """Whether a period can give ``answer`` besides the ``answers`` that are given."""
        asked = self.questions.get(name)
        if asked is None:
            return True
        return answer is not Mark.NONE and all(
            _possible(asked, answer, self.questions[other], answers[other])
            for other in answers
            if other in self.questions and self.questions[other].term == asked.term
        )


def _is_unread(expr: Compare, vocabulary: Vocabulary) -> bool:
    """Whether a comparison is of periods, or of what is worked out."""
    names = [expr.term, *([expr.operand.name] if isinstance(expr.operand, TermRef) else [])]
    terms = [vocabulary.terms[name] for name in names if name in vocabulary.terms]
    return any(term.type.kind in PERIODS or term.computation is not None for term in terms)


def _possible(one: Asked, answer: Value | None, other: Asked, given: Value | None) -> bool:
    """Whether these answers go together; where the two limits have no order, anything may."""
    limits = one.limit, other.limit
    sides = (one.op, other.op)
    if not all(isinstance(limit, Duration) for limit in limits) or not set(sides) <= {"höchstens", "mindestens"}:
        return True
    mine, theirs = (limit for limit in limits if isinstance(limit, Duration))
    if (mine.anchor, mine.target) != (theirs.anchor, theirs.target):
        return True
    shorter = period.at_most(mine.length, theirs.length) is True
    longer = period.at_least(mine.length, theirs.length) is True
    answers = _rank(answer), _rank(given)
    if sides[0] == sides[1]:
        upwards, downwards = (shorter, longer) if sides[0] == "höchstens" else (longer, shorter)
        return not (upwards and answers[0] > answers[1]) and not (downwards and answers[0] < answers[1])
    # at least a, and at most b
    if sides[0] == "höchstens":
        answers, shorter, longer = answers[::-1], longer, shorter
        mine, theirs = theirs, mine
    if period.more_than(mine.length, theirs.length) is True and min(answers) == YES:
        return False
    return not (shorter and max(answers) == NO)


def _rank(answer: Value | None) -> int:
    return YES if answer is True else NO if answer is False else UNKNOWN
