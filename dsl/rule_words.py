"""The words a line of a `.regel` file can begin with, and which line may stand where. Tables, read by the readers."""

from __future__ import annotations

OPERATORS = {
    "is_tax": "ist",
    "is_not_tax": "ist nicht",
    "is_value": "ist",
    "is_not": "ist nicht",
    "is_one_of": "ist eines aus",
    "contains": "enthält",
    "contains_not": "enthält nicht",
    "only": "nur",
    "at_most_op": "höchstens",
    "at_least_op": "mindestens",
    "more_than_op": "mehr als",
    "less_than_op": "weniger als",
}
#: kind of a formula -> its operator, and which operators form one row with it
FORMULAS = {
    "plus": "+",
    "minus": "-",
    "times": "mal",
    "divided": "durch",
    "plus_percent": "zuzüglich",
    "minus_percent": "abzüglich",
    "without_percent": "ohne",
}
GATHERED = {"sum_of": "Summe", "only_of": "Einzelwert"}
ROWS = (("plus", "minus"), ("times", "divided"), ("plus_percent", "minus_percent", "without_percent"))
# the words that a line may begin with that continues the one above
JOINS = ("und", "oder", "+", "mal", "durch", "zuzüglich", "abzüglich", "soweit", "gerundet")
#: kind of a line -> how it begins
LINES = {
    "web": "netz",
    "rank": "rang",
    "reviewed": "geprüft",
    "edition": "stand",
    "terms": "AGB",
    "norm_ref": "norm",
    "citation": "quelle",
    "reference_day": "stichtag",
    "severity": "schwere",
    "certainty": "sicherheit",
    "reading": "auslegung",
    "displaces": "verdrängt",
    "follows": "folgt",
    "each": "je",
    "condition": "wenn",
    "derived": "gilt wenn",
    "computed": "rechnet",
    "not_in_force": "gilt nicht",
    "in_force": "gilt ab",
    "in_force_until": "gilt bis",
    "not_encoded": "nicht kodiert",
    "version": "Fassung",
    "demand": "fordert",
    "exemption": "es sei denn",
    "message": "Meldung",
    "example": "Beispiel",
    "anchors": "anker",
    "type_line": "typ",
    "domain": "bereich",
    "domain_sets": "bereich mit",
    "domain_without": "bereich ohne",
    "not_before": "nicht vor",
    "at_latest": "spätestens",
    "united": "vereinigt",
    "better": "besser",
    "former_name": "früher",
    "repeated": "mehrfach",
    "repeated_by_kind": "mehrfach nach",
    "repeated_by_day": "mehrfach ab Datum",
    "completed_section": "ergänzt",
    "made_from": "abgeleitet aus",
    "traces": "verfolgt",
}
# the lines that begin with no word of the language, for the list of what may stand in a place
OPEN_LINES = {"fact": "Name: Wert", "enum_value": 'Name "English word"', "step": "2024-01-01: 0,275"}
FIRST_WORDS = frozenset(start.split(" ")[0] for start in LINES.values())
DECLARATIONS = ("Norm", "Regel", "Begriff", "Vorgabe", "Wert", "Abschnitt", "Aufzählung")
#: what may stand below a heading
BELOW: dict[str, tuple[str, ...]] = {
    "Norm": ("web", "rank", "reviewed", "terms", "edition"),
    "Regel": (
        *("norm_ref", "citation", "anchors", "reference_day", "severity", "certainty", "reading", "displaces"),
        *("follows", "each", "condition", "version", "exemption", "message", "example"),
    ),
    "Begriff": (
        *("type_line", "citation", "reading", "domain", "domain_sets", "domain_without", "not_before", "at_latest"),
        *("united", "former_name", "derived", "version", "computed", "traces", "better"),
    ),
    "Wert": ("citation", "reviewed", "step"),
    "Abschnitt": ("repeated", "repeated_by_kind", "repeated_by_day", "made_from", "better"),
}
#: what may stand below a line of a heading: (heading, first word of the line) -> kinds
INSIDE: dict[tuple[str, str], tuple[str, ...]] = {
    ("Regel", "Fassung"): (
        "demand",
        "not_encoded",
        "not_in_force",
        "citation",
        "severity",
        "certainty",
        "reading",
    ),
    ("Regel", "es"): ("in_force", "in_force_until", "citation"),
    ("Regel", "Beispiel"): ("fact",),
    ("Begriff", "Fassung"): ("derived", "citation"),
}
# lines that a block may hold only once (of those with a language: once for each)
UNIQUE = (
    *("web", "rank", "reviewed", "terms", "edition", "norm_ref", "citation", "reference_day", "severity", "certainty"),
    *("each", "type_line", "derived", "computed", "traces", "made_from", "reading", "message", "not_encoded"),
    "better",
)
# lines that say nothing of a term that is worked out
NOT_COMPUTED = (
    *("derived", "version", "domain", "domain_sets", "domain_without", "not_before", "at_latest", "united"),
    "former_name",
)
# what may be better for the customer: by the kind of type, and for a section that may stand there
BETTER: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("Menge", "Anzahl"), ("höher", "niedriger")),
    **dict.fromkeys(("Dauer", "Frist", "Laufzeit", "Verlängerung"), ("länger", "kürzer")),
    "Datum": ("früher", "später"),
    "ja/nein": ("ja", "nein"),
    **dict.fromkeys(("mehrere", "Grenze", "Abschnitt"), ("mehr", "weniger")),
    "eines": ("A vor B",),
}
# the kind of type of which the names themselves are put in order
CHOICE = "eines"
# lines that others may stand below
PARENTS = ("version", "exemption", "example", "nested_section", "completed_section", "fact")
# flaws that a misspelt first word explains better
VAGUE = ("line-unreadable", "line-unfinished", "word-misspelt", "word-english", "equals-sign")
