"""A document printed as `.tarif` text in one canonical layout: what is read again from it is the same document.

Sections are set apart by an empty line, facts stand one to a line, four spaces deep; a set of more than three names
becomes a list, so that a changed name is a changed line. Comments are no part of a document and are not printed.
"""

from __future__ import annotations

from dsl.document import Names, RawDocument, RawFact, RawSection, show

INDENT = "    "
# a longer row of names is written as a list, one name to a line
NAMES_IN_A_ROW = 3


def write_document(document: RawDocument) -> str:
    """The text of ``document``. Raises ValueError for a fact whose value could not be read."""
    return "\n".join("".join(f"{line}\n" for line in _section(section)) for section in document.sections)


def _section(section: RawSection) -> list[str]:
    heading = section.name
    if section.kind is not None:
        heading += f" {section.kind}"
    if section.title is not None:
        heading += f' "{section.title}"'
    if section.since is not None:
        heading += f" ab {section.since.isoformat()}"
    return [heading, *(INDENT + line for fact in section.facts for line in _fact(fact))]


def _fact(fact: RawFact) -> list[str]:
    value = fact.value
    if value is None:
        raise ValueError(f"the value of {fact.name} could not be read, so it cannot be written")
    if isinstance(value, Names) and len(value.items) > NAMES_IN_A_ROW:
        return [f"{fact.name}:", *(f"{INDENT}- {item}" for item in value.items)]
    return [f"{fact.name}: {show(value)}"]
