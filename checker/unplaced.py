"""The rulebook as a check loads it: what it never shows is left out, what it may not need is packed by itself.

Left out are the examples, and the places of words in files.
"""

from __future__ import annotations

from datetime import date
from operator import is_
from typing import TYPE_CHECKING, Any

from dsl.packing import Packed, Texts, pack, unpack
from dsl.record import fields, is_dataclass, replace
from dsl.rule import Exemption, Rule, Term, TermVersion, Version
from dsl.source import Span

if TYPE_CHECKING:
    from checker.rulebook import Rulebook, Terms

NOWHERE = Span("", 0, 0, 0)
PLAIN = (str, date)
# where these stand is told, when a verdict turns on them
PLACED = (Rule, Version, Exemption, TermVersion)


class Unplacing:
    """Takes the places out of values; what was one object in several of them stays one.

    Words and days that are alike become one object too, and tuples and sets of nothing else: each is read once.
    """

    def __init__(self) -> None:
        self._known: dict[int, tuple[object, Any]] = {}  # by the id of the value, which is kept alive
        self._alike: dict[object, object] = {}

    def of(self, value: Any) -> Any:
        """``value`` with NOWHERE for the places in it; the same object if there are none."""
        known = self._known.get(id(value))
        if known is None:
            known = self._known[id(value)] = (value, self._made(value))
        return known[1]

    def _made(self, value: Any) -> Any:
        if isinstance(value, Span):
            return NOWHERE
        if type(value) in PLAIN:
            return self._alike.setdefault(value, value)
        if isinstance(value, frozenset):
            return self._one_of(frozenset([self.of(part) for part in value]))
        if isinstance(value, tuple):
            parts = [self.of(part) for part in value]
            if isinstance(value, PLACED):
                parts[value._fields.index("span")] = value.span
            if isinstance(value, Term):
                parts[value._fields.index("places")] = ()
            if hasattr(value, "_fields"):
                return self._one_of(value if all(map(is_, parts, value)) else type(value)(*parts))
            return self._one_of(tuple(parts))
        if isinstance(value, list):
            return [self.of(part) for part in value]
        if isinstance(value, dict):
            return {self.of(key): self.of(part) for key, part in value.items()}
        if is_dataclass(value) and not isinstance(value, type):
            found = {each.name: self.of(getattr(value, each.name)) for each in fields(value) if each.init}
            changed = {name: part for name, part in found.items() if part is not getattr(value, name)}
            return replace(value, **changed) if changed else value
        return value

    def _one_of(self, value: tuple[Any, ...] | frozenset[Any]) -> object:
        """One object for all that are alike, if they hold words and days only: 1 and 1.00 are not."""
        alike = all(type(part) in PLAIN for part in value)
        return self._alike.setdefault((type(value), value), value) if alike else value


def for_checks(book: Rulebook) -> Rulebook:
    """What a check needs of ``book``, in the form that is quickest to load: rules and texts wait until asked for."""
    from checker.question import Question, readers
    from checker.silence import silences

    bare = Unplacing().of
    book.vocabulary.work_out()
    vocabulary = bare(book.vocabulary)
    questions = {name: Question(rule, book) for name, rule in book.rules.items()}
    rules = {name: rule.packed(*questions[name].known(), bare) for name, rule in book.rules.items()}
    terms = {
        name: replace(each, void=tuple(clause._replace(rule=rules[clause.rule.id]) for clause in each.void or ()))
        for name, each in book.terms.items()
    }
    short = replace(
        book,
        vocabulary=replace(vocabulary, enumerations=Packed(vocabulary.enumerations)),
        rules=rules,
        norms=Packed(book.norms),
        terms=terms,
        sources=Texts(book.sources),
        shared={},
        silences=Packed(silences(book)) if not book.problems else {},
        readers=bare(readers(book.rules.values(), lambda rule: questions[rule.id])),
    )
    short.terms = Packed(_told(short))
    return short


def _told(short: Rulebook) -> dict[str, Terms]:
    """The sets of terms, with what every run would say of their void clauses."""
    from checker.check import Run

    copy: Rulebook = unpack(pack(short))  # a run unpacks what it asks for
    run = Run(copy)
    told = {}
    for name, each in short.terms.items():
        both = zip(each.void or (), copy.terms[name].void or (), strict=True)
        void = [clause._replace(finding=run.clause_finding(known)) for clause, known in both]
        told[name] = replace(each, void=tuple(void))
    return told
