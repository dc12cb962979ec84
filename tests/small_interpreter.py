"""A second, far simpler interpreter of rules, to compare the checker with.

It shares no code with the checker and reads no text: a rule is a small tree, a customer a dict, and a verdict is asked
of one customer on one day. ``str`` of a rule or tariff is the text the checker reads.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain, combinations, product
from textwrap import indent

from support import rule

from checker.judge import HOLDS, NOT_APPLICABLE, UNDECIDED, VIOLATED

VOCABULARY = """
Aufzählung Gruppe "group"
    Privat "private"
    Gewerbe "commercial"
    Verein "club"
    Behörde "authority"
Aufzählung Anlage "installation"
    Wallbox "wall box"
    Speicher "battery"
    Solaranlage "solar panels"
    Wärmepumpe "heat pump"
Abschnitt Tarif "tariff"
Abschnitt Angebot "offer"
Abschnitt Belieferung "supply"
Abschnitt Kunde "customer"

Begriff Vertragsschluss "conclusion"
    typ Datum
    bereich Tarif.Vertrieb
Begriff Kunde.Gruppe "group"
    typ eines aus Gruppe
    bereich Belieferung.Gruppe
Begriff Kunde.Verbrauch "consumption"
    typ Menge in kWh/a
    bereich Belieferung.Verbrauch
Begriff Kunde.Anlagen "installations"
    typ mehrere aus Anlage
    bereich mit Belieferung.Voraussetzung ohne Belieferung.Ausschluss

Begriff Lieferbeginn "start of supply"
    typ Datum
    nicht vor Vertragsschluss
    spätestens Tarif.Lieferfrist
Begriff Tarif.Lieferfrist "latest start of supply"
    typ Dauer
Begriff Tarif.Laufzeit "term"
    typ Laufzeit
Begriff Tarif.Frist "notice"
    typ Frist

Begriff Tarif.Vertrieb "on sale"
    typ Zeitraum
Begriff Belieferung.Gruppe "groups"
    typ mehrere aus Gruppe
Begriff Belieferung.Verbrauch "consumption"
    typ Grenze in kWh/a
Begriff Belieferung.Voraussetzung "required"
    typ mehrere aus Anlage
Begriff Belieferung.Ausschluss "excluded"
    typ mehrere aus Anlage

Begriff Angebot.Tarif "tariff"
    typ Verweis auf Tarif
Begriff Tarif.Grenze "limit"
    typ Menge in kWh/a
Begriff Tarif.Stichtag "day"
    typ Datum
Begriff Tarif.Gruppe "group"
    typ eines aus Gruppe
Begriff Tarif.Anlagen "installations"
    typ mehrere aus Anlage
Begriff Tarif.Online "online"
    typ ja/nein

Begriff Kunde.klein "small customer"
    Fassung bis 2022-01-20
        gilt wenn Kunde.Gruppe ist Privat oder Kunde.Verbrauch höchstens 10 kWh/a
    Fassung ab 2022-01-21
        gilt wenn Kunde.Verbrauch weniger als 5 kWh/a und nicht Tarif.Online
Begriff Tarif.ladbar "chargeable"
    gilt wenn Kunde.Anlagen enthält Wallbox oder Tarif.Anlagen enthält Wallbox
"""
VALUES = """
Wert Richtwert in kWh/a "Richtwert" / "guide value"
    quelle § 2 N
    geprüft 2022-02-10
    2022-01-10: 7
    2022-01-25 bis 2022-02-04: 9
    2022-02-05: 12
"""
GROUPS = ("Privat", "Gewerbe", "Verein", "Behörde")
DEVICES = ("Wallbox", "Speicher", "Solaranlage", "Wärmepumpe")
FIRST = date(2022, 1, 1)
WINDOW = 60
AMOUNTS = 30
CASES = ("Kunde.Gruppe", "Kunde.Verbrauch", "Kunde.Anlagen")

# ------------------------------------------------------------------------------------------------ the small interpreter

# A fact is a number, a day, a name, a frozenset of names, a bool, NONE (`keine`), or None: nobody knows.
NONE = "keine"
Customer = dict[str, object]
Tri = bool | None


@dataclass(frozen=True)
class Atom:
    """``term op value``; a value of type Term is another term or the dated value."""

    term: str
    op: str
    value: object

    def __str__(self) -> str:
        return self.term if self.op == "" else f"{self.term} {self.op} {written(self.term, self.value)}"


class Term(str):
    """The name of a term, where a value might stand as well."""


@dataclass(frozen=True)
class Tree:
    """`und`, `oder` or `nicht` over parts."""

    word: str
    parts: tuple[Expr, ...]

    def __str__(self) -> str:
        if self.word == "nicht":
            return f"nicht ({self.parts[0]})"
        return f" {self.word} ".join(f"({part})" for part in self.parts)


Expr = Atom | Tree


def written(term: str, value: object) -> str:
    """A value as it stands in a file."""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return ", ".join(sorted(value))
    return f"{value} kWh/a" if isinstance(value, int) else str(value)


def conjunction(parts: list[Tri]) -> Tri:
    return False if False in parts else None if None in parts else True


def negation(part: Tri) -> Tri:
    return None if part is None else not part


def official(day: date) -> int | None:
    """The dated value, by hand."""
    for first, last, value in (
        (date(2022, 1, 10), date(2022, 1, 24), 7),
        (date(2022, 1, 25), date(2022, 2, 4), 9),
        (date(2022, 2, 5), date(2022, 2, 10), 12),
    ):
        if first <= day <= last:
            return value
    return None


def truth(expr: Expr, facts: Customer) -> Tri:
    """The truth of ``expr`` for one customer on one day."""
    if isinstance(expr, Tree):
        parts = [truth(part, facts) for part in expr.parts]
        if expr.word == "nicht":
            return negation(parts[0])
        if expr.word == "und":
            return conjunction(parts)
        return negation(conjunction([negation(part) for part in parts]))
    if expr.term in ("Kunde.klein", "Tarif.ladbar"):
        return truth(derived(expr.term, facts), facts)
    left = facts.get(expr.term)
    if expr.op == "":
        return None if left is None else left is True
    right = expr.value
    if isinstance(right, Term):
        day = facts["Vertragsschluss"]
        assert isinstance(day, date)
        right = official(day) if right == "Richtwert" else facts.get(right)
    if left is None or right is None:
        return None
    return compared(left, expr.op, right)


def derived(term: str, facts: Customer) -> Expr:
    if term == "Tarif.ladbar":
        charging = frozenset({"Wallbox"})
        return Tree("oder", (Atom("Kunde.Anlagen", "enthält", charging), Atom("Tarif.Anlagen", "enthält", charging)))
    day = facts["Vertragsschluss"]
    assert isinstance(day, date)
    if day <= date(2022, 1, 20):
        return Tree("oder", (Atom("Kunde.Gruppe", "ist", "Privat"), Atom("Kunde.Verbrauch", "höchstens", 10)))
    return Tree("und", (Atom("Kunde.Verbrauch", "weniger als", 5), Tree("nicht", (Atom("Tarif.Online", "", None),))))


def compared(left: object, op: str, right: object) -> bool:
    """``left op right``: `keine` is the empty set, and less than every amount and day."""
    if op in ("enthält", "enthält nicht", "nur"):
        mine = left if isinstance(left, frozenset) else frozenset()
        theirs = right if isinstance(right, frozenset) else frozenset()
        return {"enthält": theirs <= mine, "enthält nicht": not mine & theirs, "nur": mine <= theirs}[op]
    if op == "ist eines aus":
        return isinstance(right, frozenset) and left in right
    if op in ("ist", "ist nicht"):
        return (left == right) is (op == "ist")
    order = (left != NONE) - (right != NONE)
    if left != NONE and right != NONE:
        order = (left > right) - (left < right)  # type: ignore[operator]
    return {"höchstens": order <= 0, "mindestens": order >= 0, "mehr als": order > 0, "weniger als": order < 0}[op]


@dataclass(frozen=True)
class Version:
    since: date | None
    until: date | None
    demands: tuple[tuple[Expr, Expr | None], ...]  # with the condition of each
    gap: bool  # `nicht kodiert`

    def __str__(self) -> str:
        head = " ".join(
            ["Fassung", *([f"ab {self.since}"] if self.since else []), *([f"bis {self.until}"] if self.until else [])]
        )
        lines = [
            f"fordert {demand}" + (f" wenn {condition}" if condition else "") for demand, condition in self.demands
        ]
        if self.gap:
            lines = ['nicht kodiert de "offen"', 'nicht kodiert en "open"']
        return "\n    ".join([head, *(lines or ["gilt nicht"])])


# the special rule S takes the place of R, and the still more special T that of S
DISPLACED = {"S": "R", "T": "S"}


@dataclass(frozen=True)
class Law:
    """A rule; its text is followed by that of the rules that take its place."""

    conditions: tuple[Expr, ...]
    versions: tuple[Version, ...]
    exemptions: tuple[tuple[Expr, date | None, date | None], ...]
    special: Law | None = None  # the rule that takes its place where it applies
    id: str = "R"

    def __str__(self) -> str:
        lines = [f"verdrängt {DISPLACED[self.id]}"] if self.id in DISPLACED else []
        lines += [f"wenn {condition}" for condition in self.conditions] + [str(version) for version in self.versions]
        for expr, since, until in self.exemptions:
            lines.append(f"es sei denn {expr}")
            if since is not None:
                lines.append(f"    gilt ab {since}" + (f" bis {until}" if until is not None else ""))
            elif until is not None:
                lines.append(f"    gilt bis {until}")
        return rule("\n".join(lines), id=self.id) + (str(self.special) if self.special is not None else "")

    def atoms(self) -> Iterator[Atom]:
        if self.special is not None:
            yield from self.special.atoms()
        pending: list[Expr] = [*self.conditions, *(expr for expr, _, _ in self.exemptions)]
        pending += [part for version in self.versions for pair in version.demands for part in pair if part is not None]
        while pending:
            expr = pending.pop()
            if isinstance(expr, Tree):
                pending += expr.parts
            else:
                yield expr
                if expr.term in ("Kunde.klein", "Tarif.ladbar"):
                    for day in (FIRST, FIRST + timedelta(WINDOW)):
                        pending.append(derived(expr.term, {"Vertragsschluss": day}))

    def version_on(self, day: date) -> Version | None:
        return next((version for version in self.versions if within(day, version.since, version.until)), None)

    def applies(self, facts: Customer, day: date) -> Tri:
        """Whether its conditions hold, and no special rule that is in force and demands something applies."""
        parts = [truth(condition, facts) for condition in self.conditions]
        version = self.special.version_on(day) if self.special is not None else None
        if self.special is not None and version is not None and version.demands:
            parts.append(negation(self.special.applies(facts, day)))
        return conjunction(parts)

    def verdict(self, facts: Customer) -> str:
        """One customer on one day: conditions, exceptions, then what the version in force demands."""
        day = facts["Vertragsschluss"]
        assert isinstance(day, date)
        version = self.version_on(day)
        if version is None or not (version.demands or version.gap):
            return NOT_APPLICABLE
        applies = self.applies(facts, day)
        exempt = [truth(expr, facts) for expr, since, until in self.exemptions if within(day, since, until)]
        if applies is False or True in exempt:
            return NOT_APPLICABLE
        if version.gap:
            return UNDECIDED
        asked = [True if condition is None else truth(condition, facts) for _, condition in version.demands]
        if all(condition is False for condition in asked):
            return NOT_APPLICABLE
        broken = [  # a demand is broken if it is asked for and not met
            conjunction([applies, condition, negation(truth(demand, facts))])
            for (demand, _), condition in zip(version.demands, asked, strict=True)
        ]
        return VIOLATED if True in broken else UNDECIDED if None in broken else HOLDS


def within(day: date, since: date | None, until: date | None) -> bool:
    return (since is None or since <= day) and (until is None or day <= until)


# ------------------------------------------------------------------------------------------------ the contracts


@dataclass(frozen=True)
class Tariff:
    """Stated facts as they stand in the file, and what is admitted of each case term; None where nothing is said.

    Consumption is admitted from ``low`` to ``high``, each with whether it is included.
    """

    facts: tuple[tuple[str, object], ...]
    on_sale: tuple[date | None, date | None] | None
    groups: frozenset[str] | None
    consumption: tuple[int | None, bool, int | None, bool] | None
    excluded: frozenset[str] | str | None
    required: frozenset[str]

    def __str__(self) -> str:
        tariff = [f"{name.removeprefix('Tarif.')}: {written(name, value)}" for name, value in self.facts]
        supply = []
        if self.on_sale is not None:
            first, last = self.on_sale
            ends = [f"ab {first}"] if first else []
            tariff.append(f"Vertrieb: {' '.join([*ends, *([f'bis {last}'] if last else [])])}")
        if self.groups is not None:
            supply.append(f"Gruppe: {written('', self.groups)}")
        if self.consumption is not None:
            supply.append(f"Verbrauch: {self._bound(*self.consumption)}")
        if self.excluded is not None:
            supply.append(f"Ausschluss: {written('', self.excluded)}")
        if self.required:
            supply.append(f"Voraussetzung: {written('', self.required)}")
        return "\n".join(
            ["Tarif t", indent("\n".join(tariff), "    "), "Belieferung", indent("\n".join(supply), "    ")]
        )

    @staticmethod
    def _bound(low: int | None, low_included: bool, high: int | None, high_included: bool) -> str:
        if low is None:
            return f"{'höchstens' if high_included else 'weniger als'} {high} kWh/a"
        if high is None:
            return f"{'mindestens' if low_included else 'mehr als'} {low} kWh/a"
        if low_included:
            return f"{low} bis {high} kWh/a"
        return f"mehr als {low} kWh/a und höchstens {high} kWh/a"

    def admits(self, term: str, value: object) -> bool:
        if term == "Vertragsschluss":
            assert isinstance(value, date)
            return self.on_sale is None or within(value, *self.on_sale)
        if term == "Kunde.Gruppe":
            return self.groups is None or value in self.groups
        if term == "Kunde.Verbrauch":
            assert isinstance(value, int | float)
            low, low_included, high, high_included = self.consumption or (None, False, None, False)
            above = low is None or value > low or (low_included and value == low)
            return value >= 0 and above and (high is None or value < high or (high_included and value == high))
        mine = value if isinstance(value, frozenset) else frozenset()
        shut = self.excluded if isinstance(self.excluded, frozenset) else frozenset()
        return self.required <= mine and not (mine - self.required) & shut

    def open(self, term: str) -> bool:
        """Whether nobody has said what the tariff admits."""
        stated = {
            "Vertragsschluss": self.on_sale,
            "Kunde.Gruppe": self.groups,
            "Kunde.Verbrauch": self.consumption,
            "Kunde.Anlagen": self.excluded,
        }
        return stated[term] is None


# Constants are whole numbers and days of the window (or five before it), so halves and a day on either side stand for
# everything between and beyond.
def universe(term: str) -> list[object]:
    if term == "Vertragsschluss":
        return [FIRST + timedelta(n) for n in range(-7, WINDOW + 2)]
    if term == "Kunde.Gruppe":
        return list(GROUPS)
    if term == "Kunde.Verbrauch":
        return [n / 2 for n in range(2 * AMOUNTS + 2)]
    sets = chain.from_iterable(combinations(DEVICES, size) for size in range(len(DEVICES) + 1))
    return [frozenset(names) or NONE for names in sets]


def customers(tariff: Tariff, terms: list[str]) -> list[Customer]:
    """Every customer the tariff admits on every day; terms no rule reads are left out."""
    admitted = [[value for value in universe(term) if tariff.admits(term, value)] for term in terms]
    return [dict(zip(terms, values, strict=True)) for values in product(*admitted)]
