"""The tariffs and offers of a run, read from their files into documents."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from datetime import date

from checker.files import Unusable, read_bytes
from checker.finding import Finding, Label, Text
from checker.identity import fingerprint, of_problem
from checker.repository import files_with, project_of
from checker.vocabulary import Document, Vocabulary
from dsl.document import RawDocument
from dsl.record import dataclass, field
from dsl.source import Problem, Source, problem, read_source

# problems that leave nothing of a file to check
UNREADABLE = ("binary", "encoding-utf16", "file-too-large", "file-too-long")


@dataclass(slots=True)
class Library:
    """The documents of a run by id, with the problems of their texts and the texts themselves."""

    documents: list[Document] = field(default_factory=list)
    by_id: dict[tuple[str, str], Document] = field(default_factory=dict)
    problems: list[tuple[Problem, str]] = field(default_factory=list)  # with the id of the document
    sources: MutableMapping[str, str] = field(default_factory=dict)
    data: Mapping[str, bytes] = field(default_factory=dict)  # the same as it was read, as far as it is at hand
    unreadable: list[Unusable] = field(default_factory=list)
    #: tariffs that offers of the run rest on and nobody named
    borrowed: list[Document] = field(default_factory=list)


def read_documents(paths: list[str], vocabulary: Vocabulary, progress: Callable[[int], None] | None = None) -> Library:
    """Read every `.tarif` file. A file that cannot be read is noted, the others stand."""
    library = Library()
    for count, path in enumerate(paths):
        document = _read(path, vocabulary, library)
        if document is not None:
            take_up(document, library)
        if progress is not None:
            progress(count + 1)
    return library


def _read(path: str, vocabulary: Vocabulary, library: Library) -> Document | None:
    try:
        data = read_bytes(path)
    except Unusable as error:
        library.unreadable.append(error)
        return None
    return read_text(path, data, vocabulary, library)


def read_text(path: str, data: bytes, vocabulary: Vocabulary, library: Library) -> Document | None:
    """The document that these bytes state, if they do; the problems and the text go into the library."""
    from dsl.reader import read_tariff

    source, problems = read_source(path, data)
    library.sources[path] = source.text
    if any(p.code in UNREADABLE for p in problems):
        library.problems += [(p, "") for p in problems]
        return None
    raw, found = read_tariff(source, vocabulary.sections)
    problems += found
    document = None
    if raw is not None:
        document, more = vocabulary.document(raw, raw.kind)
        problems += more
        document = document._replace(lost=document.lost | _lost_sections(source, raw, found))
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


def take_up(document: Document, library: Library) -> None:
    """Put a document into the library; an id that another one has is a problem of the later one."""
    key = (document.kind, document.id)
    if document.id and key in library.by_id:
        other = library.by_id[key].span
        library.problems.append((problem("document-same-id", document.span, other=other, id=document.id), document.id))
    else:
        library.by_id[key] = document
    library.documents.append(document)


def find_tariffs(library: Library, vocabulary: Vocabulary) -> dict[str, Document]:
    """Tariffs by id: those of the run, and for offers also those in the same project that were not named.

    An id that is given twice in a project is a problem of the document of the run, whichever other was named. So is
    what keeps something of a tariff that was not named from being read: offers of the run rest on it.
    """
    tariffs = {document.id: document for (kind, _), document in library.by_id.items() if kind == "Tarif"}
    wanted = {
        str(d.facts["Angebot.Tarif"].value): d.path
        for d in library.documents
        if d.kind == "Angebot" and "Angebot.Tarif" in d.facts
    }
    lost = {name: path for name, path in wanted.items() if name not in tariffs}
    projects = {folder: project_of(folder) for folder in {os.path.dirname(d.path) for d in library.documents}}
    # without a project, only the folder of an offer is looked through
    near = [projects[os.path.dirname(path)] or os.path.dirname(path) or "." for path in lost.values()]
    folders = [*near, *(project for project in projects.values() if project is not None)]
    ids = {*lost, *(document.id for document in library.documents)}
    for path in files_with(ids, folders, library.sources):
        silent = Library()
        document = _read(path, vocabulary, silent)
        if document is None:
            continue
        named = library.by_id.get((document.kind, document.id))
        first = named or tariffs.get(document.id)
        if named is None and (document.kind != "Tarif" or document.id not in lost):
            continue
        library.sources.update(silent.sources)
        if first is None:
            tariffs[document.id] = document
            library.borrowed.append(document)
            library.problems += [each for each in silent.problems if is_severe(each[0])]
            continue
        here, there = (named, document) if named is not None else (document, first)
        twice = problem("document-same-id", here.span, other=there.span, id=document.id)
        library.problems.append((twice, document.id))
    return tariffs


# ------------------------------------------------------------------------------------------------ problems


def outdated_names(document: Document, vocabulary: Vocabulary) -> Iterator[Problem]:
    """A former name is right up to its last day; in a section dated later it gets a note with the new one."""
    for instance in [each for several in document.instances.values() for each in several]:
        start = instance.facts.get(f"{instance.section}.ab")
        day = start.value if start is not None and isinstance(start.value, date) else None
        for fact in instance.facts.values():
            if not fact.former or day is None:
                continue
            until = vocabulary.former[f"{instance.section}.{fact.former}"][1]
            if day > until:
                better = fact.term.rpartition(".")[2]
                yield problem("name-outdated", fact.name_span, found=fact.former, better=better, until=until)


# files that were read all the same
SEVERITY = {
    "terms-missing": "warnung",
    "bom": "warnung",
    "nfd": "warnung",
    "name-outdated": "hinweis",
    "baseline-stale": "hinweis",
    "waiver-expiring": "warnung",
}


def is_severe(found: Problem) -> bool:
    """Whether something of the document could not be read for it."""
    return SEVERITY.get(found.code, "fehler") == "fehler"


def finding_of(found: Problem, document: str, section: str = "", kind: str = "", blinds: bool = True) -> Finding:
    """A problem of the text in the same form as every other finding.

    ``section``: where it stands (`identity.section_in_text`); ``kind``: of the document; ``blinds``: whether, if it is
    severe, something of the document could not be checked for it.
    """
    from dsl.messages import message_of

    said = message_of(found)
    value = dict(found.details).get("found", "")
    related: tuple[Label, ...] = ()
    if found.other is not None:
        words = said.other
        related = (Label(found.other, Text(words.de, words.en) if words is not None else Text("", "")),)
    severity = SEVERITY.get(found.code, "fehler")
    identities = of_problem(found, f"{kind} {document}".strip(), section)
    return Finding(
        kind="syntax",
        rule=found.code,
        verdict="verletzt",
        severity=severity,
        certainty="gesichert",
        rank="",
        title=Text(said.title.de, said.title.en),
        message=Text(said.text.de, said.text.en),
        document=document,
        primary=Label(found.span, Text(said.label.de, said.label.en)),
        related=related,
        help=Text(said.help.de, said.help.en) if said.help is not None else None,
        fix=said.fix,
        path=dict(found.details).get("term", dict(found.details).get("name", "")),
        value=value,
        identities=identities,
        fingerprint=fingerprint(identities),
        blinds=blinds and severity == "fehler",
    )
