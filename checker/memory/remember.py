"""A run that is kept for the next time: what it read, what it looked for, and every byte it said.

Python reports each file that is opened and each folder that is listed to an audit hook (PEP 578), whoever opens it: so
a stage that reads one more file is covered without knowing of this module. What the code asks without opening anything
(is there a `.git`?) it says itself, see ``files.is_there``.

A run is kept only if it ended with a verdict, wrote nothing, started no other program, and nothing it read changed
while it ran.
"""

from __future__ import annotations

import io
import os
import stat
import sys
import time

from checker.files import SETTLED
from checker.memory.recall import program_file, state, write_entry
from dsl.cache import cache_folder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TextIO

MOST = 32_000_000  # bytes of output; what is longer is not worth its place
COARSE = 1_000_000_000  # ns; a time of whole seconds is one of a file system that knows no others
CHANGING = ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod")
FOREIGN = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile", "socket.connect")
# All that is looked at. An interpreter reports thousands of other events, and waits for each of them to be heard.
WATCHED = frozenset(
    ["open", "os.scandir", "os.listdir", "tariflint.relied-on", "tariflint.looked-for", *CHANGING, *FOREIGN]
)
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def run(path: str, arguments: list[str], sources: dict[str, list[int]]) -> int:
    """Run the command and keep it under ``path`` if it may be kept; returns the exit status.

    ``sources``: size and times of files of the program, as far as they are known already.
    """
    seen = Seen(cache_folder() or "", sources)
    out, err = Copy(sys.stdout), Copy(sys.stderr)
    sys.stdout, sys.stderr = out.stream, err.stream

    def hook(event: str, details: tuple[Any, ...]) -> None:
        # Called thousands of times. A function: of a method Python would make an AttributeError each time, and drop it.
        if event in WATCHED:
            seen.notice(event, details)

    sys.addaudithook(hook)
    try:
        from checker import commands

        status = commands.run(arguments)
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        seen.ended = True
        sys.stdout, sys.stderr = out.original, err.original
    if status in (0, 1) and out.whole and err.whole and not seen.did_more:
        seen.keep(path, status, b"".join(out.said), b"".join(err.said))
    return status


class Copy(io.BufferedIOBase):
    """What is written to a stream goes there, and is noted."""

    def __init__(self, original: TextIO) -> None:
        self.original = original
        self.said: list[bytes] = []
        self.size = 0
        self.whole = True
        this: Any = self  # all of a binary stream that its wrapper asks for
        self.stream = io.TextIOWrapper(
            this, original.encoding, original.errors, line_buffering=bool(original.line_buffering)
        )

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        data = bytes(data)
        self.size += len(data)
        if self.size > MOST:
            self.whole = False
            self.said.clear()
        elif self.whole:
            self.said.append(data)
        try:
            return self.original.buffer.write(data)
        except BrokenPipeError:
            self.whole = False
            raise

    def flush(self) -> None:
        try:
            self.original.flush()
        except BrokenPipeError:
            self.whole = False
            raise

    def isatty(self) -> bool:
        return self.original.isatty()

    def fileno(self) -> int:
        return self.original.fileno()


class Seen:
    """What a run has looked at so far."""

    def __init__(self, cache: str, sources: dict[str, list[int]]) -> None:
        self.sources = sources
        self.cache = os.path.join(os.path.abspath(cache), "") if cache else os.devnull
        self.files: dict[str, tuple[int, ...]] = {}  # path -> what it was like when it was first opened
        self.folders: dict[str, tuple[int, ...]] = {}
        self.looked_for: dict[str, bool] = {}
        self.relied_on: dict[str, list[int]] = {}  # by path: size and times of what is told by these, and was not read
        self.did_more = False
        self.ended = False

    def notice(self, event: str, details: tuple[Any, ...]) -> None:
        """One event of the interpreter. Never raises: what cannot be understood is a reason not to keep the run."""
        if self.ended:
            return
        try:
            self._noticed(event, details)
        except (TypeError, ValueError, OSError):
            self.did_more = True

    def _noticed(self, event: str, details: tuple[Any, ...]) -> None:
        if event == "open":
            path, mode, flags = details
            if isinstance(path, int) or self._is_ours(name := os.fsdecode(path)):
                return
            if flags & WRITING or (mode is not None and set(mode) & set("wax+")):
                self.did_more = True
            elif name not in self.files:
                try:
                    self.files[name] = _like(name)
                except FileNotFoundError:
                    self.looked_for.setdefault(name, False)
        elif event == "os.scandir" or event == "os.listdir":
            name = os.fsdecode(details[0] or ".")
            # what the import of modules looks for is in the list of modules
            if not self._is_ours(name) and (event == "os.scandir" or name not in sys.path_importer_cache):
                self.folders.setdefault(name, _like(name))
        elif event == "tariflint.relied-on":
            self.relied_on.update((name, like) for name, *like in details[0])
        elif event == "tariflint.looked-for":
            self.looked_for.setdefault(*details)
        elif event in FOREIGN or (event in CHANGING and not self._is_ours(os.fsdecode(details[0]))):
            self.did_more = True

    def _is_ours(self, path: str) -> bool:
        """Whether it is a file that Python or this program keeps for itself."""
        kept = sys.pycache_prefix is not None and path.startswith(sys.pycache_prefix)
        compiled = (kept or "__pycache__" in path) and not path.endswith((".tarif", ".regel"))
        return compiled or path == os.devnull or os.path.join(_whole(path), "").startswith(self.cache)

    def keep(self, path: str, status: int, out: bytes, err: bytes) -> None:
        """Keep the run under ``path``, unless something it read has changed since."""
        program = {name: self.sources.get(name) or program_file(name) for name in _modules()} | self.relied_on
        own = _own_folders()
        for several in (self.files, self.folders):  # those that are the program's are told as its modules are
            for name in [each for each in several if each in program or (_whole(each) + os.sep).startswith(own)]:
                del several[name]
                program[name] = program.get(name) or program_file(name)
        before = time.time_ns() - SETTLED
        if any(not known or known[1] > before or known[2] > before for known in program.values()):
            return
        read = [*self.folders.items(), *self.files.items()]
        folders, files, names = sorted(self.folders), sorted(self.files), sorted(program)
        found = state(folders, files, [program[name] for name in names])
        if found and all(like and _like(name) == like for name, like in read):
            write_entry(path, (status, out, err, folders, files, sorted(self.looked_for.items()), names, found))


def _whole(path: str) -> str:
    """The path from the root; most are already, and making it sure takes time."""
    return path if path.startswith(os.sep) else os.path.abspath(path)


def _like(path: str) -> tuple[int, ...]:
    """What a file or folder is like now; () if it must not be relied on: a pipe, or changed just now."""
    found = os.stat(path)
    if not (stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)):
        return ()
    if found.st_mtime_ns % COARSE == 0 and time.time_ns() - found.st_mtime_ns < SETTLED:
        return ()
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _modules() -> list[str]:
    """The files of all modules of this run that are not Python's own."""
    own = os.path.dirname(os.__file__)
    files = {getattr(module, "__dict__", {}).get("__file__") for module in list(sys.modules.values())}
    return [file for file in files if file and ("site-packages" in file or not file.startswith(own))]


def _own_folders() -> tuple[str, ...]:
    """The folders of the program: the shipped rules and both packages. As Python does where it looks for modules, it
    is taken for granted that the time of a folder changes with the names in it."""
    import checker
    import dsl
    from checker.rule_files import rules_folder

    packages = [os.path.dirname(os.path.abspath(each.__file__ or "")) for each in (checker, dsl)]
    return tuple(os.path.join(folder, "") for folder in (rules_folder(), *packages))
