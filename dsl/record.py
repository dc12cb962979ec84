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
            new = _constructor(names, tuple(defaults.values()))
            body |= {each: _tuplegetter(place, "") for place, each in enumerate(names)}
            body |= {"__new__": new, "__slots__": (), "__match_args__": names, "_fields": names}
            for each, common in _COMMON.items():
                body.setdefault(each, common)
            return type(name, (tuple,), body | {"_field_defaults": defaults})

    # Written out, since to compile one takes as long as to make several classes.
    _FIRST = [
        lambda _cls, a: _tuple(_cls, (a,)),
        lambda _cls, a, b: _tuple(_cls, (a, b)),
        lambda _cls, a, b, c: _tuple(_cls, (a, b, c)),
        lambda _cls, a, b, c, d: _tuple(_cls, (a, b, c, d)),
        lambda _cls, a, b, c, d, e: _tuple(_cls, (a, b, c, d, e)),
        lambda _cls, a, b, c, d, e, f: _tuple(_cls, (a, b, c, d, e, f)),
        lambda _cls, a, b, c, d, e, f, g: _tuple(_cls, (a, b, c, d, e, f, g)),
        lambda _cls, a, b, c, d, e, f, g, h: _tuple(_cls, (a, b, c, d, e, f, g, h)),
        lambda _cls, a, b, c, d, e, f, g, h, i: _tuple(_cls, (a, b, c, d, e, f, g, h, i)),
        lambda _cls, a, b, c, d, e, f, g, h, i, j: _tuple(_cls, (a, b, c, d, e, f, g, h, i, j)),
    ]
    _known = {count: each.__code__ for count, each in enumerate(_FIRST, 1)}

    def _constructor(names, defaults):
        """The constructors of classes with equally many fields differ in nothing but the names."""
        if len(names) not in _known:
            given = ", ".join(f"_{number}" for number in range(len(names)))
            _known[len(names)] = eval(f"lambda _cls, {given}: _tuple(_cls, ({given},))").__code__
        code = _known[len(names)].replace(co_name="__new__", co_varnames=("_cls", *names))
        return type(_make)(code, globals(), None, defaults)

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

    _set = object.__setattr__
    # Constructors of most that are frozen: how many fields, and whether they are checked. Compiled with the module.
    _FROZEN = {
        (1, False): lambda self, a: _set(self, "a", a),
        (2, False): lambda self, a, b: _set(self, "a", a) or _set(self, "b", b),
        (3, True): lambda self, a, b, c: (
            _set(self, "a", a) or _set(self, "b", b) or _set(self, "c", c) or self.__post_init__()
        ),
        (4, True): lambda self, a, b, c, d: (
            _set(self, "a", a) or _set(self, "b", b) or _set(self, "c", c) or _set(self, "d", d) or self.__post_init__()
        ),
    }

    def _init(known, defaults, frozen, checked):
        """The constructor, written out as one would: that is the quickest there is."""
        like = _FROZEN.get((len(known), checked)) if frozen else None
        if like is not None and all(each.init and not each.made for each in known.values()):
            names = dict(zip("abcd", known, strict=False))
            code = like.__code__.replace(
                co_name="__init__",
                co_varnames=("self", *known),
                co_consts=tuple([names.get(each, each) for each in like.__code__.co_consts]),
            )
            return type(like)(code, globals(), None, tuple(defaults.values()))
        return _patient(known, {name: each for name, each in defaults.items() if not isinstance(each, _Field)}, checked)

    def _patient(known, defaults, checked):
        """The constructor of what is made a few times in a run: to compile one takes longer than these take in all."""
        taken = [name for name, each in known.items() if each.init]
        makers = [(name, each.made) for name, each in known.items() if each.made]
        needed = {name for name in taken if name not in defaults and not known[name].made}
        most = set(taken)

        def init(self, *given, **named):
            values = dict(zip(taken, given, strict=False)) | named
            if len(values) < len(given) + len(named) or not needed <= values.keys() <= most:
                raise TypeError(f"{type(self).__name__} takes {', '.join(taken)}")
            for name, make in makers:
                if name not in values:
                    values[name] = make()
            for name, value in (defaults | values).items():
                _set(self, name, value)
            if checked:
                self.__post_init__()

        return init

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
