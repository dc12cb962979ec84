"""Proofs over the whole rulebook, from the text of the rules alone.

Every rule becomes a table (``truth_table``), every two rules that demand something of the same facts are compared
(``conflicts``, ``pairs``), and every table is searched for parts that can never matter (``dead_parts``, ``endings``).
What is found is a ``Statement`` with models that were run; what cannot be decided is counted and named, never guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from itertools import combinations

from checker import judge as verdicts
from checker.judge import Judge
from checker.prepared import Prepared
from checker.proof.candidates import Point
from checker.proof.conflicts import Conflict, conflicts
from checker.proof.dead_parts import dead_parts
from checker.proof.endings import endings
from checker.proof.models import judged, model_of, replays
from checker.proof.pairs import Implied, Unclear, implied
from checker.proof.statement import (
    CONFLICT,
    ELSEWHERE,
    EQUAL,
    FOLLOWS,
    MODEL,
    NOT_FOLLOWS,
    REDUNDANT,
    SEVERITY,
    STRICTER,
    VACUOUS,
    Proofs,
    Statement,
    Undecided,
)
from checker.proof.truth_table import VIOLATED, Case, RuleTable, case_of, demanded_in, table_of, verdict_of
from checker.proof.variables import MANY, Known, Outside, asked_in
from checker.proof.void_defaults import void_defaults
from checker.proof.witnesses import completed, refuted, settled
from checker.rulebook import Rulebook

# from the first on ever milder
SEVERITIES = ("fehler", "warnung", "hinweis")
CERTAINTIES = ("gesichert", "überwiegend", "umstritten")
RANKS = ("zwingend", "vertraglich", "empfehlung")


class Prover:
    """Proves over ``book``; with ``files``, only what rules of these files have a part in."""

    def __init__(self, book: Rulebook, files: frozenset[str] | None = None) -> None:
        self.book = book
        self.judge = Judge(book, admit_all=True)
        self.proofs = Proofs()
        rules = [book.rules[id] for id in sorted(book.rules)]
        self.chosen = {rule.id for rule in rules if files is None or rule.rule.span.path in files}
        self.terms = [id for id, t in sorted(book.terms.items()) if files is None or t.norm.span.path in files]
        self.demands = {rule.id: demanded_in(rule, book) for rule in rules}
        self.tables: dict[str, RuleTable] = {}
        self.outside: dict[str, str] = {}  # rule -> why it has no table
        asked = asked_in(book)
        known: Known = {}
        for rule in rules:
            try:
                self.tables[rule.id] = table_of(rule, book, asked, known)
            except Outside as reason:
                self.outside[rule.id] = str(reason)

    def run(self) -> Proofs:
        """Everything that can be proved."""
        proofs = self.proofs
        proofs.rules = len(self.chosen)
        mine = [self.tables[id] for id in sorted(self.chosen) if id in self.tables]
        for id in sorted(self.chosen & set(self.outside)):
            self._open("dead-rule", (id,), {self.outside[id]})
        for table in mine:
            for part in dead_parts(table):
                model = part.state and model_of(
                    case_of(table, part.state), {table.rule.id: verdict_of(part.verdict)}, self.book.vocabulary
                )
                models = (model,) if model else ()
                ids = (table.rule.id,)
                self._state(
                    Statement(
                        part.kind, SEVERITY[part.kind], ids, part.place, models, version=part.version, expr=part.expr
                    )
                )
        for statement in endings(self.book, mine):
            self._state(statement)
        self._follows()
        self._compare()
        for terms_id in self.terms:
            for statement in void_defaults(self.judge, terms_id):
                self._state(statement)
        proofs.statements.sort(key=Statement.sort_key)
        proofs.undecided.sort(key=lambda each: (each.kind, each.rules))
        return proofs

    def _state(self, statement: Statement) -> None:
        """Take up a statement if each of its models comes out as claimed."""
        if statement.models and all(replays(model, self.book, self.judge) for model in statement.models):
            self.proofs.statements.append(statement)
            self.proofs.replayed += len(statement.models)
        else:
            self._open(statement.kind, statement.rules, {MANY if self._folded(*statement.rules) else MODEL})

    def _folded(self, *ids: str) -> bool:
        return any(id in self.tables and self.tables[id].folded for id in ids)

    def _open(self, kind: str, rules: tuple[str, ...], reasons: set[str] | frozenset[str]) -> None:
        self.proofs.undecided.append(Undecided(kind, rules, tuple(sorted(reasons))))

    # -------------------------------------------------------------------------------------------- folgt

    def _follows(self) -> None:
        """Every `folgt` proved again."""
        for id in sorted(self.book.rules):
            rule = self.book.rules[id]
            for other in rule.rule.follows:
                if other not in self.book.rules or not {id, other} & self.chosen:
                    continue
                missing = {self.outside[each] for each in (id, other) if each in self.outside}
                found = Unclear(frozenset(missing)) if missing else self._implied(other, id)
                if isinstance(found, Implied):
                    self._state_implied(FOLLOWS if found.proved else NOT_FOLLOWS, rule, self.book.rules[other], found)
                else:
                    self._open(FOLLOWS, (id, other), {VACUOUS} if found is None else found.reasons)

    def _implied(self, weaker: str, stricter: str) -> Implied | Unclear | None:
        """Proved, refuted, or refuted by facts found for what the tables leave open."""
        tables = self.tables[weaker], self.tables[stricter]
        try:
            found = implied(*tables)
        except Outside as reason:
            return Unclear(frozenset({str(reason)}))
        if isinstance(found, Implied) and not found.proved and self._folded(weaker, stricter):
            apart = self._judged(found.case, stricter) not in (verdicts.VIOLATED, "")
            return (
                found if apart and self._judged(found.case, weaker) == verdicts.VIOLATED else Unclear(frozenset({MANY}))
            )
        return refuted(found, *tables, self._judged) or found if isinstance(found, Unclear) else found

    def _judged(self, case: Case, id: str) -> str:
        return judged(model_of(case, {}, self.book.vocabulary), id, self.book, self.judge)

    def _state_implied(self, kind: str, stricter: Prepared, weaker: Prepared, found: Implied) -> None:
        claims = {stricter.id: verdicts.VIOLATED, weaker.id: verdicts.VIOLATED}
        if not found.proved:
            claims[stricter.id] = self._judged(found.case, stricter.id)
        model = model_of(found.case, claims, self.book.vocabulary)
        if not replays(model, self.book, self.judge):
            # what the tables leave open may still have to be filled in
            tables = self.tables[stricter.id], self.tables[weaker.id]
            models = (model_of(full, claims, self.book.vocabulary) for full in completed(found.case, *tables))
            model = next((each for each in models if replays(each, self.book, self.judge)), model)
            if not found.sure and not replays(model, self.book, self.judge):
                self._open(kind, (stricter.id, weaker.id), tables[0].opaque | tables[1].opaque)
                return
        first, second, place = stricter, weaker, stricter.rule.place(weaker.id)
        severity = SEVERITY[kind]
        if kind in (REDUNDANT, EQUAL):
            first, second, place = weaker, stricter, weaker.rule.span
            # a clause that says no more than the law is no mistake
            severity = "hinweis" if weaker.norm.terms is not None and stricter.norm.terms is None else severity
        self._state(Statement(kind, severity, (first.id, second.id), place, (model,), second.rule.span))

    # -------------------------------------------------------------------------------------------- two rules

    def _compare(self) -> None:
        """Every pair of rules that demand something of the same facts."""
        counts = dict.fromkeys(("all", "never-together", "no-shared-fact", "other-demands", "compared"), 0)
        self.proofs.pairs = counts
        facts = {rule.id: frozenset(rule.terms) for rule in self.book.rules.values()}
        for one, two in combinations(sorted(self.book.rules), 2):
            if one not in self.chosen and two not in self.chosen:
                continue
            counts["all"] += 1
            if not _together(self.book.rules[one], self.book.rules[two]):
                counts["never-together"] += 1
            elif facts[one].isdisjoint(facts[two]):
                counts["no-shared-fact"] += 1
            elif self.demands[one].isdisjoint(self.demands[two]):
                counts["other-demands"] += 1
            else:
                counts["compared"] += 1
                missing = {self.outside[each] for each in (one, two) if each in self.outside}
                if missing:
                    self._open(CONFLICT, (one, two), missing)
                    continue
                self._conflict(self.tables[one], self.tables[two])
                self._redundant(self.book.rules[one], self.book.rules[two])

    def _conflict(self, one: RuleTable, two: RuleTable) -> None:
        """A conflict in lawful circumstances, or one where a third rule is violated anyway."""
        # A clause that cannot be kept together with the law is itself at fault.
        if two.rule.norm.terms is not None and one.rule.norm.terms is None:
            one, two = two, one
        elsewhere: tuple[Conflict, str] | None = None
        if (one.behind | two.behind) & (one.demanded | two.demanded):
            self._open(CONFLICT, (one.rule.id, two.rule.id), {MANY})
            return
        try:
            for found in conflicts(one, two):
                if isinstance(found, Unclear):
                    if not settled(found, one, two, self._judged):
                        self._open(CONFLICT, (one.rule.id, two.rule.id), found.reasons)
                    return
                ban = self._banned(found.setting, one.rule, two.rule)
                if ban is None:
                    self._state_conflict(CONFLICT, one.rule, two.rule, found)
                    return
                elsewhere = elsewhere or (found, ban)
        except Outside as reason:
            self._open(CONFLICT, (one.rule.id, two.rule.id), {str(reason)})
            return
        if elsewhere is not None:
            self._state_conflict(ELSEWHERE, one.rule, two.rule, *elsewhere)

    def _state_conflict(self, kind: str, one: Prepared, two: Prepared, found: Conflict, third: str = "") -> None:
        ids = (one.id, two.id, third) if third else (one.id, two.id)
        claims = dict.fromkeys(ids, verdicts.VIOLATED)
        models = (
            model_of(found.first, claims | {one.id: verdicts.HOLDS}, self.book.vocabulary),
            model_of(found.second, claims | {two.id: verdicts.HOLDS}, self.book.vocabulary),
        )
        advice = "empfehlung" in (one.norm.rank, two.norm.rank) and kind == CONFLICT
        severity = "warnung" if advice else SEVERITY[kind]
        days = () if any(each.start is None and each.end is None for each in found.days) else found.days
        self._state(Statement(kind, severity, ids, one.rule.span, models, two.rule.span, days=days))

    def _banned(self, setting: dict[str, Point], one: Prepared, two: Prepared) -> str | None:
        """A third rule that these two never meet without: violated in their setting, whatever else the facts are."""
        reach = {one.norm.terms, two.norm.terms, None}
        for id, table in self.tables.items():
            if table.rule.norm.terms not in reach or id in (one.id, two.id) or not self.demands[id] & set(setting):
                continue
            fixed = []
            for at, variable in enumerate(table.variables):
                if variable.name in setting:
                    with suppress(Outside):
                        fixed.append((at, variable.class_of(setting[variable.name])))
            found = {verdict for state, verdict in table.cells if all(state[at] == number for at, number in fixed)}
            if found == {VIOLATED}:
                return id
        return None

    def _redundant(self, one: Prepared, two: Prepared) -> None:
        """Whether one of two rules adds nothing to the other."""
        proved: list[tuple[Prepared, Prepared, Implied]] = []
        for stricter, weaker in ((two, one), (one, two)):
            found = self._implied(weaker.id, stricter.id)
            if weaker.id in stricter.rule.follows:
                continue  # told already
            if isinstance(found, Unclear):
                self._open(REDUNDANT, (weaker.id, stricter.id), found.reasons)
            elif found is not None and found.proved:
                proved.append((stricter, weaker, found))
        if len(proved) == 2 and all(_replaces(stricter, weaker) for stricter, weaker, _ in proved):
            self._state_implied(EQUAL, *proved[0])
            return
        for stricter, weaker, found in proved:
            if _replaces(stricter, weaker):
                self._state_implied(REDUNDANT, stricter, weaker, found)
            elif stricter.norm.terms is not None and weaker.norm.terms is None:
                self._state_implied(STRICTER, stricter, weaker, found)


def _together(one: Prepared, two: Prepared) -> bool:
    """Whether both rules can be asked of one contract: it has one set of terms."""
    return None in (one.norm.terms, two.norm.terms) or one.norm.terms == two.norm.terms


def _replaces(stricter: Prepared, weaker: Prepared) -> bool:
    """Whether the weaker rule could be struck: the stricter one reaches as far, is as severe and as settled."""
    if stricter.norm.terms not in (None, weaker.norm.terms):
        return False
    mildest, gravest = _marks(stricter, max), _marks(weaker, min)
    return RANKS.index(stricter.norm.rank) <= RANKS.index(weaker.norm.rank) and all(
        a <= b for a, b in zip(mildest, gravest, strict=True)
    )


def _marks(rule: Prepared, choose: Callable[[Iterable[int]], int]) -> tuple[int, int]:
    """The mildest (max) or gravest (min) severity and certainty of the versions of a rule."""
    demanding = [version for version in rule.rule.versions if version.demands]
    return (
        choose(SEVERITIES.index(version.severity or rule.rule.severity) for version in demanding),
        choose(CERTAINTIES.index(version.certainty or rule.rule.certainty) for version in demanding),
    )
