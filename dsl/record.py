"""Named tuples and dataclasses as those of the standard library, made in a tenth of the time.

A short run makes a hundred such classes and few values of them: with ``typing`` and ``dataclasses`` that is a fifth of
it. So all modules take ``NamedTuple``, ``dataclass`` and what goes with them from here, and ``cast``; what else a check
needs of ``typing`` is for the type checker only. They are used in the same way, and a type checker sees those of the
standard library. Left out is what nothing here needs: inherited fields, order,
options of ``field`` other than ``default_factory`` and ``init``. Annotations must be texts
(``from __future__ import annotations``).
"""

from __future__ import annotations

from operator import attrgetter

# A number that tells an object from all others that are there, as ``id`` does; but of every ``id`` the interpreter
# tells whoever listens to what a run does, as ``checker.memory`` must. It is unique with CPython; who relies on it
# keeps the object beside what is known of it and looks whether it is the same.
handle = object.__hash__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
    from dataclasses import field as field
    from dataclasses import fields as fields
    from dataclasses import is_dataclass as is_dataclass
    from dataclasses import replace as replace
    from typing import NamedTuple as NamedTuple
    from typing import cast as cast
else:
    from _collections import _tuplegetter  # reads a field of a named tuple: as fast as a slot

    def cast(_, value):
        return value

    # ---------------------------------------------------------------------------------------- named tuples

    _tuple = tuple.__new__

    class _NamedTuples(type):
        """Makes a class body with annotated fields a class of tuples."""

        def __new__(cls, name, bases, body):
            names = tuple(body.get("__annotations__", ()))
            defaults = {each: body.pop(each) for each in names if each in body}
            new = _constructor(names)
            new.__defaults__ = tuple(defaults.values())
            body |= {each: _tuplegetter(place, "") for place, each in enumerate(names)}
            body |= {"__new__": new, "__slots__": (), "__match_args__": names, "_fields": names}
            for each, common in _COMMON.items():
                body.setdefault(each, common)
            return type(name, (tuple,), body | {"_field_defaults": defaults})

    _known = {}

    def _constructor(names):
        """The constructors of classes with equally many fields differ in nothing but the names: one is compiled."""
        if len(names) not in _known:
            given = ", ".join(f"_{number}" for number in range(len(names)))
            _known[len(names)] = eval(f"lambda _cls, {given}: _tuple(_cls, ({given},))").__code__
        code = _known[len(names)].replace(co_name="__new__", co_varnames=("_cls", *names))
        return type(_make)(code, globals())

    def _make(cls, values):
        found = _tuple(cls, values)
        if len(found) != len(cls._fields):
            raise TypeError(f"{cls.__name__} has {len(cls._fields)} fields, not {len(found)}")
        return found

    def _replaced(self, /, **changed):
        found = _tuple(type(self), map(changed.pop, self._fields, self))
        if changed:
            raise ValueError(f"{type(self).__name__} has no {', '.join(changed)}")
        return found

    def _named(self):
        return dict(zip(self._fields, self, strict=True))

    def _shown(self):
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__match_args__)
        return f"{type(self).__name__}({values})"

    _COMMON = {
        "_make": classmethod(_make),
        "_replace": _replaced,
        "_asdict": _named,
        "__reduce__": lambda self: (_tuple, (type(self), tuple(self))),  # quick to write, quicker to read
        "__repr__": _shown,
    }

    # the base of a class in its text; the class itself is then a plain subclass of ``tuple``
    NamedTuple = type.__new__(_NamedTuples, "NamedTuple", (), {})

    # ---------------------------------------------------------------------------------------- dataclasses

    _NOTHING = object()

    class _Field:
        """What is known of a field. ``made``: what makes its default, or None; ``init``: whether it can be given."""

        __slots__ = ("init", "made", "name")

        def __init__(self, made=None, init=True, name=""):
            self.made, self.init, self.name = made, init, name

    def field(*, default_factory=None, init=True):
        return _Field(default_factory, init)

    def dataclass(*, frozen=False, slots=False, eq=True):
        """``slots`` is always done, since fields are known and nothing else is ever set."""

        def made(cls):
            body = {name: value for name, value in vars(cls).items() if name not in ("__dict__", "__weakref__")}
            names = tuple(body.get("__annotations__", ()))
            defaults = {name: body.pop(name) for name in names if name in body}
            described = {name: each for name, each in defaults.items() if isinstance(each, _Field)}
            known = {name: described.get(name) or _Field() for name in names}
            for name, each in known.items():
                each.name = name
            common = {
                "__slots__": names,
                "__match_args__": names,
                "__dataclass_fields__": known,
                "__init__": _init(known, defaults, frozen, "__post_init__" in body),
                "__repr__": _shown,
            }
            values = _values(names)
            if eq:
                common |= {"__eq__": _equal(values), "__hash__": (lambda self: hash(values(self))) if frozen else None}
            if frozen:
                common |= {"__setattr__": _refuse, "__delattr__": _refuse}
                common["__reduce__"] = lambda self: (type(self), values(self))
            return type(cls)(cls.__name__, cls.__bases__, common | body)

        return made

    def _init(known, defaults, frozen, checked):
        """The constructor, written out as one would: that is the quickest there is."""
        scope = {f"_{name}": each.made if each.made else defaults.get(name) for name, each in known.items()}
        scope |= {"_set": object.__setattr__, "_NOTHING": _NOTHING}
        given, steps = ["self"], []
        for name, each in known.items():
            value = f"_{name}() if {name} is _NOTHING else {name}" if each.made else name
            default = "=_NOTHING" if each.made else f"=_{name}" if name in defaults else ""
            if each.init:
                given.append(name + default)
            elif each.made:
                value = f"_{name}()"
            if each.init or each.made:
                steps.append(f"_set(self, {name!r}, {value})" if frozen else f"self.{name} = {value}")
        if checked:
            steps.append("self.__post_init__()")
        exec(f"def __init__({', '.join(given)}): {'; '.join(steps) or 'pass'}", scope)
        return scope["__init__"]

    def _values(names):
        """What gives the values of an object as a tuple."""
        if len(names) > 1:
            return attrgetter(*names)
        return lambda self: tuple([getattr(self, name) for name in names])

    def _equal(values):
        return lambda self, other: values(self) == values(other) if type(self) is type(other) else NotImplemented

    def _refuse(self, name, *_):
        raise AttributeError(f"{type(self).__name__}.{name} is not to be changed")

    def fields(value):
        return tuple(value.__dataclass_fields__.values())

    def is_dataclass(value):
        return hasattr(value, "__dataclass_fields__")

    def replace(value, /, **changes):
        kept = {each.name: getattr(value, each.name) for each in fields(value) if each.init}
        return type(value)(**kept | changes)
