"""Values as bytes, for what is kept between runs: the same as ``pickle`` gives, without its module.

That takes a tenth of the start of Python to import, and most of it is there for those who have no C.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from copyreg import add_extension

try:
    from _pickle import dumps, loads
except ImportError:
    from pickle import dumps, loads

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    _Mapping = Mapping[Any, Any]
else:
    _Mapping = Mapping

FORM = 5  # of the bytes: the newest that every Python knows that we run on
# What most packed values hold is packed as a number: a name takes as long to look up as ten values to make.
OFTEN = {
    "builtins": ("getattr", "tuple"),
    "checker.prepared": ("Condition", "Reads"),
    "datetime": ("date",),
    "decimal": ("Decimal",),
    "dsl.document": ("Mark", "NameSet"),
    "dsl.period": ("Duration",),
    "dsl.quantity": ("Amount",),
    "dsl.rule": ("Bare", "Compare", "Demand", "Given", "Rule", "Term", "Type", "Version", "Words"),
    "dsl.source": ("Span",),
}
for _number, (_module, _name) in enumerate([(module, name) for module in OFTEN for name in OFTEN[module]], 1):
    add_extension(_module, _name, _number)


def pack(value: object) -> bytes:
    """``value`` as bytes."""
    return dumps(value, FORM)


def press(value: object) -> bytes:
    """``value`` as bytes that take longer to make and are a seventh quicker to read: for what is read by every run."""
    from pickletools import optimize

    return optimize(dumps(value, FORM))


unpack = loads


class Packed(_Mapping):
    """Values by name, packed one by one until somebody asks for them: of many only a few are."""

    def __init__(self, values: Mapping[Any, Any]) -> None:
        self._values: dict[Any, Any] = {name: press(value) for name, value in values.items()}

    def __getitem__(self, name: Any) -> Any:
        value = self._values[name]
        if type(value) is bytes:
            value = self._values[name] = unpack(value)
        return value

    def get(self, name: Any, default: Any = None) -> Any:
        return self[name] if name in self._values else default

    def __contains__(self, name: object) -> bool:
        return name in self._values

    def __iter__(self) -> Iterator[Any]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


class Texts(Packed):
    """Texts by name: of few of them somebody asks, and then once."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._values = {name: zlib.compress(text.encode("utf-8", "surrogatepass")) for name, text in texts.items()}

    def __getitem__(self, name: str) -> str:
        return zlib.decompress(self._values[name]).decode("utf-8", "surrogatepass")
