"""What comes out for one file: values only, with nothing of the run in them."""

from __future__ import annotations

from checker.check import Run
from checker.documents import Library, read_text
from checker.tally import Tally
from checker.vocabulary import Document
from dsl.record import NamedTuple


class One(NamedTuple):
    """``header``: the document as other files may ask for it, None where the file has none.

    ``tally`` holds what is wrong with the text and, but for an offer, what came out for the rules.
    """

    header: Document | None
    tally: Tally

    @property
    def tariff(self) -> str | None:
        """The id of the tariff that an offer names."""
        if self.header is None or self.header.kind != "Angebot":
            return None
        fact = self.header.facts.get("Angebot.Tarif")
        return fact.value if fact is not None and isinstance(fact.value, str) else None


def one(run: Run, path: str, data: bytes) -> One:
    """A file by itself. An offer is not judged yet: it waits for its tariff."""
    library = Library()
    document = read_text(path, data, run.book.vocabulary, library)

    def take_in() -> None:
        run.problems(library)
        if document is not None and document.kind != "Angebot":
            run.document(document, {}, library.sources)

    return One(_header(document) if document is not None else None, run.apart(take_in))


def offer(run: Run, path: str, data: bytes, tariff_path: str, tariff_data: bytes) -> Tally:
    """What came out for the rules on an offer with its tariff. Both files are known to hold one."""
    library, vocabulary = Library(), run.book.vocabulary
    document = read_text(path, data, vocabulary, library)
    tariff = read_text(tariff_path, tariff_data, vocabulary, library)

    def take_in() -> None:
        if document is not None and tariff is not None:
            run.document(document, {tariff.id: tariff}, library.sources)

    return run.apart(take_in)


def _header(document: Document) -> Document:
    """The document without what it states, but for the tariff that an offer names."""
    facts = {name: fact for name, fact in document.facts.items() if name == "Angebot.Tarif"}
    return document._replace(facts=facts, instances={})
