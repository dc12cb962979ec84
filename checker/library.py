"""The files of a run: rules into one rulebook, tariffs and offers into documents. All reading happens here."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

import dsl
from checker.describe import fingerprint
from checker.finding import Finding, Label, Text
from checker.rulebook import Rulebook, build
from checker.vocabulary import Document, Vocabulary
from dsl.cache import cache_file, write_atomically
from dsl.document import RawDocument
from dsl.messages import message_of
from dsl.source import Problem, Source, Span, problem, read_source

VERSION = "0.1.0"


class Unusable(Exception):
    """The run cannot go on: a path that does not exist, a file that cannot be opened. The text says which."""

    def __init__(self, code: str, path: str, reason: str = "") -> None:
        super().__init__(code)
        self.code, self.path, self.reason = code, path, reason


def rules_folder() -> Path:
    """The shipped rules: inside the package once installed, beside it in a checkout."""
    inside = Path(__file__).with_name("rules")
    return inside if inside.is_dir() else Path(__file__).parent.parent / "rules"


def files_below(paths: Iterable[str], suffixes: tuple[str, ...]) -> list[str]:
    """The files of ``paths`` (folders searched through) that end in ``suffixes``, each once, in a fixed order.

    Raises Unusable for a path that does not exist.
    """
    found: dict[str, str] = {}
    for name in paths:
        path = Path(name)
        if path.is_dir():
            for folder, folders, files in os.walk(path):
                folders[:] = sorted(
                    f for f in folders if not f.startswith(".") and f not in ("node_modules", "__pycache__")
                )
                for file in sorted(files):
                    if file.endswith(suffixes):
                        full = os.path.normpath(os.path.join(folder, file))
                        found.setdefault(os.path.abspath(full), full)
        elif path.exists():
            found.setdefault(os.path.abspath(name), os.path.normpath(name))
        else:
            raise Unusable("path-missing", name)
    return [found[key].replace(os.sep, "/") for key in sorted(found)]


def read_bytes(path: str) -> bytes:
    """The file's bytes. Raises Unusable if it cannot be read."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise Unusable("file-unreadable", path, error.strerror or str(error)) from None


# ------------------------------------------------------------------------------------------------ rules


def load_rulebook(extra: Iterable[str] = (), shipped: bool = True) -> Rulebook:
    """The shipped rules and rule files of one's own as one book; compiled books are kept in the cache."""
    files: list[tuple[str, bytes]] = []
    if shipped:
        folder = rules_folder()
        for path in sorted(folder.rglob("*.regel"), key=lambda p: p.relative_to(folder).as_posix()):
            files.append((f"rules/{path.relative_to(folder).as_posix()}", path.read_bytes()))
    known = {content for _, content in files}
    for name in files_below(extra, (".regel",)):
        data = read_bytes(name)
        if data not in known:
            files.append((name, data))
    contents = [part for name, data in files for part in (name.encode(), data)]
    cached = cache_file("rulebook", *contents, _code_key())
    if cached is not None:
        try:
            book = pickle.loads(cached.read_bytes())
            if isinstance(book, Rulebook):
                return book
        except Exception:  # missing or damaged: build it anew, it costs a second
            pass
    book = _build(files)
    if cached is not None:
        write_atomically(cached, pickle.dumps(book, protocol=pickle.HIGHEST_PROTOCOL))
    return book


def _code_key() -> bytes:
    """Changes with the program: a rulebook compiled by another version is not used."""
    parts = [VERSION]
    for package in (Path(dsl.__file__).parent, Path(__file__).parent):
        for entry in sorted(os.scandir(package), key=lambda e: e.name):
            if entry.name.endswith((".py", ".lark")):
                stat = entry.stat()
                parts.append(f"{entry.name}:{stat.st_size}:{stat.st_mtime_ns}")
    return "|".join(parts).encode()


def _build(files: list[tuple[str, bytes]]) -> Rulebook:
    from dsl.rule_reader import read_rules

    parsed = []
    problems: list[Problem] = []
    sources: dict[str, str] = {}
    for name, data in files:
        source, found = read_source(name, data)
        file, more = read_rules(source)
        parsed.append(file)
        problems += [*found, *more]
        sources[name] = source.text
    book = build(parsed, problems)
    book.sources = sources
    return book


# ------------------------------------------------------------------------------------------------ tariffs


@dataclass(slots=True)
class Library:
    """The documents of a run by id, with the problems of their texts and the texts themselves."""

    documents: list[Document] = field(default_factory=list)
    by_id: dict[tuple[str, str], Document] = field(default_factory=dict)
    problems: list[tuple[Problem, str]] = field(default_factory=list)  # with the id of the document
    sources: dict[str, str] = field(default_factory=dict)
    unreadable: list[Unusable] = field(default_factory=list)


def read_documents(paths: list[str], vocabulary: Vocabulary, progress: Callable[[int], None] | None = None) -> Library:
    """Read every `.tarif` file. A file that cannot be read is noted, the others stand."""
    library = Library()
    for count, path in enumerate(paths):
        document = _read(path, vocabulary, library)
        if document is not None:
            _take_up(document, library)
        if progress is not None:
            progress(count + 1)
    return library


def _read(path: str, vocabulary: Vocabulary, library: Library) -> Document | None:
    from dsl.reader import read_tariff

    try:
        data = read_bytes(path)
    except Unusable as error:
        library.unreadable.append(error)
        return None
    source, problems = read_source(path, data)
    library.sources[path] = source.text
    if any(p.code in ("binary", "encoding-utf16", "file-too-large") for p in problems):
        library.problems += [(p, "") for p in problems]
        return None
    raw, found = read_tariff(source)
    problems += found
    document = None
    if raw is not None:
        document, more = vocabulary.document(raw, raw.kind)
        problems += more
        document = replace(document, lost=document.lost | _lost_sections(source, raw, found))
    library.problems += [(p, raw.id if raw is not None else "") for p in problems]
    return document


def _lost_sections(source: Source, raw: RawDocument, problems: list[Problem]) -> frozenset[str]:
    """The sections in which a line could not be read; "*" where a heading is lost and nobody knows of what."""
    headings = sorted((section.name_span.line, section.name) for section in raw.sections)
    lines = {line for line, _ in headings}
    lost: set[str] = set()
    for found in problems:
        line = found.span.line
        text = source.lines[line - 1] if line <= len(source.lines) else ""
        above = [name for start, name in headings if start <= line]
        at_margin = text[:1].strip() and line not in lines
        lost.add("*" if at_margin or not above else above[-1])
    return frozenset(lost)


def _take_up(document: Document, library: Library) -> None:
    key = (document.kind, document.id)
    if document.id and key in library.by_id:
        other = library.by_id[key].span
        library.problems.append((problem("document-same-id", document.span, other=other, id=document.id), document.id))
    else:
        library.by_id[key] = document
    library.documents.append(document)


def find_tariffs(library: Library, vocabulary: Vocabulary) -> dict[str, Document]:
    """Tariffs by id: those of the run, and for offers also those in the same repository that were not named."""
    tariffs = {document.id: document for (kind, _), document in library.by_id.items() if kind == "Tarif"}
    wanted = {
        str(d.facts["Angebot.Tarif"].value): d.path
        for d in library.documents
        if d.kind == "Angebot" and "Angebot.Tarif" in d.facts
    }
    lost = {name: path for name, path in wanted.items() if name not in tariffs}
    read = {os.path.abspath(path) for path in library.sources}
    for folder in dict.fromkeys(_search_folder(path) for path in lost.values()):
        for path in files_below([folder], (".tarif",)):
            if os.path.abspath(path) in read:
                continue
            read.add(os.path.abspath(path))
            silent = Library()
            document = _read(path, vocabulary, silent)
            if document is not None and document.kind == "Tarif" and document.id in lost:
                tariffs.setdefault(document.id, document)
                library.sources.update(silent.sources)
    return tariffs


def _search_folder(path: str) -> str:
    """The repository a file stands in; without one, its folder."""
    folder = Path(path).resolve().parent
    for above in (folder, *folder.parents):
        if (above / ".git").exists():
            return os.path.relpath(above)
    return os.path.relpath(folder)


# ------------------------------------------------------------------------------------------------ problems


SEVERITY = {"terms-missing": "warnung", "name-outdated": "hinweis"}


def finding_of(found: Problem, document: str) -> Finding:
    """A problem of the text in the same form as every other finding."""
    said = message_of(found)
    value = dict(found.details).get("found", "")
    related: tuple[Label, ...] = ()
    if found.other is not None:
        words = said.other
        related = (Label(found.other, Text(words.de, words.en) if words is not None else Text("", "")),)
    return Finding(
        kind="syntax",
        rule=found.code,
        verdict="verletzt",
        severity=SEVERITY.get(found.code, "fehler"),
        certainty="gesichert",
        rank="",
        title=Text(said.title.de, said.title.en),
        message=Text(said.text.de, said.text.en),
        document=document,
        primary=Label(found.span, Text(said.label.de, said.label.en)),
        related=related,
        help=Text(said.help.de, said.help.en) if said.help is not None else None,
        path=dict(found.details).get("term", dict(found.details).get("name", "")),
        value=value,
        fingerprint=fingerprint(found.code, document, *(v for _, v in found.details)),
    )


def span_at_start(path: str) -> Span:
    return Span(path, 1, 1, 2)
