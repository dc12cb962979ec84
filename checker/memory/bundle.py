"""The modules of a check in one file: to look for each, open it and read it is a sixth of a short run.

What a check has imported is kept, compiled, with size and times of each source. The next one gives it to Python by the
protocol that is there for it (a finder and loader of ``importlib``), unless a source is another now; whatever is not in
the file Python finds as ever. Only ``recall`` uses this, and only where there is a cache.
"""

from __future__ import annotations

import marshal
import os
import sys
import time
import zlib

from checker import VERSION
from checker.memory.recall import contents_of, program_file
from dsl.cache import cache_file, write_atomically

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.machinery import ModuleSpec
    from types import CodeType, ModuleType

FORM = 1  # of the file
OWN = ("checker.", "dsl.")
# So many modules that are not in the file are found as ever; for more it is made anew.
FEW = 8

# path, whether it is a package, size and times of the source, compiled
Module = tuple[str, bool, list[int], "CodeType"]


class Bundle:
    """Finds and loads the modules that an earlier check has imported."""

    def __init__(self) -> None:
        at = (FORM, VERSION, sys.version, sys.flags.optimize, os.path.dirname(__file__))
        self.place = cache_file("modules", repr(at).encode("utf-8", "surrogatepass"))
        self.before = set(sys.modules)
        self.modules: dict[str, Module] = self._kept()
        if any(program_file(path) != known for path, _, known, _ in self.modules.values()):
            self.modules = {}

    def _kept(self) -> dict[str, Module]:
        data = contents_of(self.place) if self.place is not None else None
        # a checksum that costs nothing beside a million bytes: the file may be damaged, and nobody forges it
        if data is None or zlib.adler32(memoryview(data)[4:]).to_bytes(4, "little") != data[:4]:
            return {}
        modules: dict[str, Module] = marshal.loads(memoryview(data)[4:])
        return modules

    def sources(self) -> dict[str, list[int]]:
        """Size and times of the sources of these modules, by path."""
        return {path: known for path, _, known, _ in self.modules.values()}

    def find_spec(self, name: str, path: Sequence[str] | None = None, target: object = None) -> ModuleSpec | None:
        """See ``importlib.abc.MetaPathFinder``."""
        known = self.modules.get(name)
        if known is None:
            return None
        spec: ModuleSpec = type(__spec__)(name, self, origin=known[0], is_package=known[1])  # type: ignore[arg-type]
        if spec.submodule_search_locations is not None:
            spec.submodule_search_locations.append(os.path.dirname(known[0]))
        return spec

    def create_module(self, spec: ModuleSpec) -> None:
        """See ``importlib.abc.Loader``: a module like any other."""

    def exec_module(self, module: ModuleType) -> None:
        """See ``importlib.abc.Loader``."""
        path, _, _, compiled = self.modules[module.__name__]
        module.__file__ = path
        exec(compiled, module.__dict__)

    def keep(self) -> None:
        """Keep what this run has imported, if much of it was not kept before.

        A run that has compiled the rules has imported more than the next one needs.
        """
        imported = {name: module for name, module in sys.modules.items() if name.startswith(OWN)}
        new = imported.keys() - self.before - self.modules.keys()
        if len(new) <= FEW or "checker.compilation" in imported:
            return
        modules = {name: self.modules[name] for name in sorted(imported.keys() & self.modules.keys())}
        for name in sorted(new):
            spec = imported[name].__spec__
            get_code = getattr(spec.loader, "get_code", None) if spec is not None else None
            if spec is None or spec.origin is None or get_code is None:
                return  # a program in another form: Python reads it as it does
            package = spec.submodule_search_locations is not None
            modules[name] = (spec.origin, package, program_file(spec.origin), get_code(name))
        from checker.files import SETTLED

        just_now = time.time_ns() - SETTLED
        if self.place is not None and all(known and max(known[1:]) < just_now for _, _, known, _ in modules.values()):
            data = marshal.dumps(modules)
            write_atomically(self.place, zlib.adler32(data).to_bytes(4, "little") + data)
