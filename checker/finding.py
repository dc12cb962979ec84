"""What a check says: a finding is a value, made of meaning, with its places in the text.

Checks build findings and return them; they never print and never raise. Texts stand in both languages, so that a
report chooses the language and nothing is computed twice.
"""

from __future__ import annotations

from dsl.record import NamedTuple, dataclass, field
from dsl.source import Fix, Span

# Severity, from the rule: how bad it is. Certainty is another axis.
SEVERITIES = ("fehler", "warnung", "hinweis")
VERDICTS = ("verletzt", "unentschieden", "erfüllt", "unanwendbar")  # the worst first


class Text(NamedTuple):
    """One sentence in both languages."""

    de: str
    en: str

    def in_language(self, language: str) -> str:
        return self.en if language == "en" else self.de


class Label(NamedTuple):
    """A place in a file and what to say about it."""

    span: Span
    text: Text


class Identity(NamedTuple):
    """What is not kept, or not known, in words that stay: of which rule, in which document, where, and which value."""

    rule: str
    document: str  # with its kind: `Tarif strom-12`
    path: str
    value: str


class Nearest(NamedTuple):
    """The value nearest to the stated one with which the rule is kept in every case, as a file would state it."""

    term: str
    value: str


class Days(NamedTuple):
    """The days on which something can happen that a rule asks about, and those of them on which it is violated.

    Stretches of ISO days, both ends included; "" where there is no first or last one. ``versions``: the days, later
    than the first, on which a version of the rule begins.
    """

    event: Text
    whole: tuple[str, str]
    violated: tuple[tuple[str, str], ...]
    versions: tuple[str, ...] = ()


class Finding(NamedTuple):
    """One thing the checker has to say about one document.

    ``kind`` is "rule" (a rule is violated or undecided), "terms" (a clause of the terms violates a rule; reported once
    for all tariffs) or "syntax" (the text itself is wrong; ``verdict`` is then "verletzt").
    """

    kind: str
    rule: str  # the id of the rule, or the code of a syntax message
    verdict: str  # verletzt | unentschieden
    severity: str  # fehler | warnung | hinweis
    certainty: str  # gesichert | überwiegend | umstritten
    rank: str  # zwingend | vertraglich | empfehlung | "" for syntax
    title: Text
    message: Text  # the instance: what is wrong here
    document: str  # id of the tariff, offer or terms; "" where the file has none
    primary: Label  # the smallest span, with expected and found side by side
    related: tuple[Label, ...] = ()  # the AGB default, the other half of a conflict
    region: Text | None = None  # for whom and when
    witness: Text | None = None  # one concrete customer and day
    norm: Text | None = None  # the citation, with the version that was applied
    reading: Text | None = None  # auslegung
    help: Text | None = None  # what would be lawful
    fix: Fix | None = None  # what could stand there instead
    nearest: Nearest | None = None  # the nearest lawful value, where values have an order
    notes: tuple[Text, ...] = ()  # unproven exceptions, "the clause would not hold anyway", layers
    missing: tuple[str, ...] = ()  # terms whose value would decide it (undecided)
    official: tuple[str, ...] = ()  # official amounts that are not known for the days in question (undecided)
    clause: str = ""  # the clause of the terms that is at fault ("terms")
    affected: tuple[str, ...] = ()  # documents a "terms" finding affects
    path: str = ""  # path in the document: Laufzeit.Kündigungsfrist
    value: str = ""  # the offending value, as text
    witness_facts: tuple[tuple[str, str], ...] = ()
    # what it consists of, told by rule, document, path and value: never by line numbers or places in a list
    identities: tuple[Identity, ...] = ()
    fingerprint: str = ""  # of the identities
    # while it stands, something of the document goes unchecked: no baseline and no comparison accepts it
    blinds: bool = False
    days: Days | None = None  # along time

    def sort_key(self) -> tuple[object, ...]:
        return (
            self.primary.span.path,
            self.primary.span.line,
            self.primary.span.column,
            SEVERITIES.index(self.severity),
            self.rule,
            self.message.de,
            self.document,
            self.fingerprint,
        )


class Accepted(NamedTuple):
    """A finding that does not fail the run, and why: every report lists it, none hides it."""

    finding: Finding
    why: str  # waived | baseline | before (it stood in the tree that is compared with)
    note: Text  # in words: who accepted it, until when, for which reason; "" where the kind says it all
    until: str = ""  # the last day on which it is accepted, ISO
    by: tuple[str, ...] = ()  # who answers for it, and who approved
    reason: str = ""  # as it was written


class Counts(NamedTuple):
    """How often each verdict came out: each document has one for each rule, the worst of its sections and cases.

    So ``holds``, ``violated``, ``undecided`` and ``not_applicable`` come to ``documents`` × ``rules``.
    """

    documents: int = 0  # that were judged
    rules: int = 0
    holds: int = 0
    violated: int = 0
    undecided: int = 0
    not_applicable: int = 0
    unread: int = 0  # of the undecided ones, those that wait for nothing but lines that could not be read
    files: int = 0  # that were named or found, whether or not a document could be read from them


class Judged(NamedTuple):
    """One document and what came out for each rule that applies to it."""

    document: str
    path: str  # of its file
    verdicts: tuple[tuple[str, str], ...]  # (rule, verdict)
    not_applicable: int


class RuleText(NamedTuple):
    """What a report may say of a rule itself."""

    title: Text
    norm: Text  # the citation and the title of the norm
    web: str  # where the norm can be read, or ""
    severity: str
    certainty: str
    rank: str
    page: Text  # the page of `explain`


@dataclass(frozen=True, slots=True)
class Report:
    """Everything one run says; the report formats render this and nothing else."""

    findings: tuple[Finding, ...]
    counts: Counts
    # (term, number of (document, rule) pairs with an open question it would help to settle), most helpful first
    missing_facts: tuple[tuple[str, int], ...] = ()
    reviewed_until: str = ""  # the oldest `geprüft` date of the rules that were applied, ISO
    as_of: str = ""  # ISO date or ""
    # path -> text of every file a span points into, for excerpts
    sources: dict[str, str] = field(default_factory=dict)
    # per document, and the rules the findings name; only where a format asks for them
    judged: tuple[Judged, ...] = ()
    rules: dict[str, RuleText] = field(default_factory=dict)
    # (path, sentence) for every file that could not be opened: a report must not look complete without it
    failures: tuple[tuple[str, Text], ...] = ()
    # what a reader has to know of how the run was made, besides
    remarks: tuple[Text, ...] = ()
    # found as well, but waived, in the baseline or there before; never among ``findings``
    accepted: tuple[Accepted, ...] = ()
    # how many rules there are that the configuration leaves out; those that a command line leaves out, it names itself
    left_out: int = 0
