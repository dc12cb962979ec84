"""A call that has been made before: the same output and exit status again, if nothing it rests on has changed.

This stands before everything else, so it imports next to nothing: a run that is recalled costs little more than
the start of Python. What a call rests on was noticed while it ran (``remember``): the contents of all files it read,
the names in all folders it looked through, whether files it looked for are there, and the program itself. The name of
its entry is made of what is known before: the arguments, the folder, the day, the environment and the streams.
"""

from __future__ import annotations

import marshal
import os
import sys
import time

from checker import VERSION
from dsl.cache import cache_folder, digest

# Every variable that a run looks at. A test looks for others in the source, ours and rich's.
ENVIRONMENT = (
    *("COLUMNS", "LINES", "TERM", "COLORTERM", "NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"),
    *(
        "JUPYTER_COLUMNS",
        "JUPYTER_LINES",
        "TARIFLINT_CACHE",
        "XDG_CACHE_HOME",
        "HOME",
        "UNICODE_VERSION",
        "DATABRICKS_RUNTIME_VERSION",
    ),
)
# What these options do is more than a report: it is done each time.
EACH_TIME = ("--no-cache", "--time")
FORM = 2  # of an entry; another form has another name

# status, standard output, standard error, folders, files, looked for, program, state of folders, files and program
Entry = tuple[int, bytes, bytes, list[str], list[str], list[tuple[str, bool]], list[str], bytes]


def run(arguments: list[str]) -> int:
    """Run the command, or repeat what it said last time; returns the exit status."""
    from_before = entry_path(arguments)
    if from_before is None:
        from checker import commands

        return commands.run(arguments)
    status = _again(from_before)
    if status is not None:
        return status
    from checker.memory.bundle import Bundle

    bundle = Bundle()
    sys.meta_path.insert(0, bundle)
    try:
        from checker.memory import remember

        status = remember.run(from_before, arguments, bundle.sources())
        bundle.keep()
        return status
    finally:
        sys.meta_path.remove(bundle)


def entry_path(arguments: list[str]) -> str | None:
    """Where this call is kept; None for a call that is not."""
    if "check" not in arguments or any(option in arguments for option in EACH_TIME):
        return None
    folder = cache_folder()
    if folder is None or not (hasattr(sys.stdout, "buffer") and hasattr(sys.stderr, "buffer")):
        return None
    try:
        known = (
            (FORM, VERSION, __file__, sys.version, sys.prefix, sys.getfilesystemencoding(), time.localtime()[:3]),
            (os.getcwd(), arguments, [os.environ.get(name) for name in ENVIRONMENT]),
            [_stream(stream) for stream in (sys.stdout, sys.stderr)],
        )
    except OSError:  # the current folder is gone, or the terminal
        return None
    return os.path.join(folder, "run-" + digest(repr(known).encode("utf-8", "surrogatepass")).hex())


def _stream(stream: object) -> object:
    """What a run can know of where it writes to."""
    encoding, isatty = getattr(stream, "encoding", None), getattr(stream, "isatty", bool)()
    return encoding, isatty, tuple(os.get_terminal_size(stream.fileno())) if isatty else ()  # type: ignore[attr-defined]


def _again(path: str) -> int | None:
    """Say again what is kept under ``path``; None if nothing is, or something has changed."""
    entry = read_entry(path)
    if entry is None:
        return None
    status, out, err, folders, files, looked_for, program, known = entry
    if any(os.path.exists(name) is not there for name, there in looked_for):
        return None
    if state(folders, files, [program_file(name) for name in program]) != known:
        return None
    for stream, data in ((sys.stdout, out), (sys.stderr, err)):
        try:
            stream.buffer.write(data)
            stream.flush()
        except BrokenPipeError:  # `tariflint check | head`: the reader has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    return status


def read_entry(path: str) -> Entry | None:
    """The entry; None if there is none, or not a whole one."""
    data = contents_of(path)
    if data is None or digest(data[16:]) != data[:16]:
        return None
    entry: Entry = marshal.loads(data[16:])
    return entry


def write_entry(path: str, entry: Entry) -> None:
    from dsl.cache import forget_old, write_atomically

    data, is_new = marshal.dumps(entry), not os.path.exists(path)
    write_atomically(path, digest(data) + data)
    if is_new:
        forget_old()


def contents_of(path: str) -> bytes | None:
    """The bytes of a plain file; None for anything else: a pipe has no contents to compare."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    except (OSError, ValueError):
        return None
    try:
        size = os.fstat(handle).st_size
        data = os.read(handle, size + 1)
        while 0 < len(data) < size:  # one read gives no more than 2 GB
            more = os.read(handle, size)
            if not more:
                break
            data += more
        return data
    except OSError:
        return None
    finally:
        os.close(handle)


def program_file(path: str) -> list[int]:
    """What tells whether a file of the program itself is the same: size, and times in nanoseconds."""
    try:
        found = os.stat(path)
    except OSError:
        return []
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns]


def state(folders: list[str], files: list[str], program: list[list[int]]) -> bytes:
    """A digest of the names in ``folders``, the contents of ``files`` and what tells files of the ``program``.

    It is b"" if one of the folders and files cannot be read.
    """
    parts = [marshal.dumps(program, 2)]  # later versions write the same values in several ways
    for folder in folders:
        try:
            with os.scandir(folder) as entries:
                names = sorted(f"{entry.name}/" if entry.is_dir() else entry.name for entry in entries)
        except OSError:
            return b""
        parts.append("\0".join(names).encode("utf-8", "surrogateescape"))
    for file in files:
        data = contents_of(file)
        if data is None:
            return b""
        parts.append(data)
    return digest(*parts)
