"""Named tuples and dataclasses do what those of the standard library do."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import typing
from collections.abc import Callable
from typing import Any

import pytest

from dsl import record


class Place(record.NamedTuple):
    """Where."""

    line: int
    column: int = 1

    @property
    def shown(self) -> str:
        return f"{self.line}:{self.column}"


class StandardPlace(typing.NamedTuple):
    """Where."""

    line: int
    column: int = 1

    @property
    def shown(self) -> str:
        return f"{self.line}:{self.column}"


class Alone(record.NamedTuple):
    only: str


@record.dataclass(frozen=True, slots=True)
class Length:
    months: int
    days: int = 0

    def __post_init__(self) -> None:
        if self.days < 0:
            raise ValueError("negative")


@dataclasses.dataclass(frozen=True, slots=True)
class StandardLength:
    months: int
    days: int = 0

    def __post_init__(self) -> None:
        if self.days < 0:
            raise ValueError("negative")


@record.dataclass(frozen=True)
class Endless:
    pass


@record.dataclass(frozen=True)
class Year:
    days: int = 365


@record.dataclass(slots=True)
class Box:
    name: str
    things: list[str] = record.field(default_factory=list)
    weight: int = record.field(init=False)
    known: dict[str, int] = record.field(default_factory=dict, init=False)


@dataclasses.dataclass(slots=True)
class StandardBox:
    name: str
    things: list[str] = dataclasses.field(default_factory=list)
    weight: int = dataclasses.field(init=False)
    known: dict[str, int] = dataclasses.field(default_factory=dict, init=False)


@record.dataclass(frozen=True, eq=False)
class Land:
    name: str


def outcome(call: Callable[[], Any]) -> str:
    """What comes out, or which kind of error, with the name of the class taken out."""
    try:
        found = repr(call())
    except Exception as error:
        found = next(kind.__name__ for kind in (TypeError, ValueError, AttributeError) if isinstance(error, kind))
    return found.replace("Standard", "")


PLACES: list[Callable[[Any], Any]] = [
    lambda made: made(3),
    lambda made: made(3, 4),
    lambda made: made(line=3, column=4),
    lambda made: made(3).shown,
    lambda made: made(),
    lambda made: made(1, 2, 3),
    lambda made: made(3, row=4),
    lambda made: made(3) == made(3, 1) == (3, 1),
    lambda made: made(3) < made(3, 2),
    lambda made: hash(made(3)),
    lambda made: {made(3): 1}[(3, 1)],
    lambda made: made(3)._replace(column=7),
    lambda made: made(3)._replace(row=7),
    lambda made: made(3)._asdict(),
    lambda made: made._make([5, 6]),
    lambda made: made._make([5]),
    lambda made: (made._fields, made._field_defaults, made.__match_args__, made.__doc__, made.__bases__),
    lambda made: setattr(made(3), "line", 4),
    lambda made: setattr(made(3), "row", 4),
    lambda made: [*made(3)],
    lambda made: pickle.loads(pickle.dumps(made(3, 4))),
    lambda made: copy.deepcopy(made(3, 4)),
    lambda made: isinstance(made(3), tuple),
]
LENGTHS: list[Callable[[Any], Any]] = [
    lambda made: made(3),
    lambda made: made(months=3, days=4),
    lambda made: made(),
    lambda made: made(1, 2, 3),
    lambda made: made(3, -1),
    lambda made: made(3) == made(3, 0),
    lambda made: made(3) == (3, 0),
    lambda made: made(3) == Place(3, 0),
    lambda made: made(3) != made(4),
    lambda made: made(3) < made(4),
    lambda made: hash(made(3)) == hash(made(3, 0)),
    lambda made: made.__match_args__,
    lambda made: setattr(made(3), "months", 4),
    lambda made: delattr(made(3), "months"),
    lambda made: [*made(3)],
    lambda made: pickle.loads(pickle.dumps(made(3, 4))),
    lambda made: copy.deepcopy(made(3, 4)),
]
BOXES: list[Callable[[Any], Any]] = [
    lambda made: made("a").things,
    lambda made: made("a", ["b"]).things,
    lambda made: made(things=["b"], name="a").things,
    lambda made: made("a").known,
    lambda made: made("a") == made("a"),
    lambda made: made(),
    lambda made: made(things=[]),
    lambda made: made("a", ["b"], 3),
    lambda made: made("a", name="b"),
    lambda made: made("a", colour="red"),
    lambda made: made("a", weight=3),
    lambda made: made("a", known={}),
    lambda made: made("a").weight,
    lambda made: setattr(made("a"), "colour", "red"),
]


@pytest.mark.parametrize("does", PLACES)
def test_a_named_tuple_is_like_one_of_typing(does: Callable[[Any], Any]) -> None:
    assert outcome(lambda: does(Place)) == outcome(lambda: does(StandardPlace))


@pytest.mark.parametrize("does", LENGTHS)
def test_a_frozen_dataclass_is_like_one_of_the_standard_library(does: Callable[[Any], Any]) -> None:
    assert outcome(lambda: does(Length)) == outcome(lambda: does(StandardLength))


@pytest.mark.parametrize("does", BOXES)
def test_a_dataclass_is_made_like_one_of_the_standard_library(does: Callable[[Any], Any]) -> None:
    assert outcome(lambda: does(Box)) == outcome(lambda: does(StandardBox))


def test_fields_and_replace_are_those_of_dataclasses() -> None:
    value, standard = Length(3, 4), StandardLength(3, 4)
    assert [each.name for each in record.fields(value)] == [each.name for each in dataclasses.fields(standard)]
    assert repr(record.replace(value, days=5)) == repr(dataclasses.replace(standard, days=5)).replace("Standard", "")
    assert record.is_dataclass(value)
    assert not record.is_dataclass(Place(3))
    with pytest.raises(ValueError, match="negative"):
        record.replace(value, days=-1)


def test_classes_with_one_field_or_none() -> None:
    assert repr([Alone("a"), Endless(), Year()]) == "[Alone(only='a'), Endless(), Year(days=365)]"
    assert (Alone("a"), Endless(), Year()) == (Alone("a"), Endless(), Year(365))
    assert len({Endless(), Endless(), Year(), Year(366), Alone("a"), Alone("a")}) == 4
    assert Endless() != Year()
    assert pickle.loads(pickle.dumps((Alone("a"), Endless(), Year(366)))) == (Alone("a"), Endless(), Year(366))


def test_what_may_change_has_defaults_of_its_own_and_no_hash() -> None:
    one, other = Box("one"), Box("other")
    one.things.append("hammer")
    one.weight = 3
    assert other.things == []
    assert pickle.loads(pickle.dumps(one)) == one
    assert not hasattr(other, "weight")
    assert record.replace(one, name="two").things == ["hammer"]
    with pytest.raises(TypeError):
        hash(one)


def test_without_eq_an_object_is_itself_alone() -> None:
    land = Land("Berlin")
    assert land == land
    assert land != Land("Berlin")
    assert len({land, Land("Berlin")}) == 2
