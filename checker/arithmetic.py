"""Terms that are worked out: a price from its parts, gross from net, the cost of a year.

A formula joins amounts that the contract states, and official amounts of the reference day. It is typed when the book
is loaded: units, net and gross, and that nothing in it differs between customers. Every step is exact; only the end is
rounded, commercially (half up), to the digits another amount is stated with. `keine` counts as nothing.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from checker.expressions import worked_out_from
from checker.truth import unknown
from checker.vocabulary import section_of
from dsl.document import Mark, Value
from dsl.period import Duration
from dsl.quantity import UNITS, Amount, is_money
from dsl.record import NamedTuple
from dsl.rule import Chain, Computation, Formula, Gathered, Operand, TermRef

TYPE_CHECKING = False
if TYPE_CHECKING:
    from checker.evaluate import Env

# what a unit is made of: (base unit, exponent), sorted; a count is made of nothing
Dimension = tuple[tuple[str, int], ...]
PERCENT: Dimension = (("%", 1),)
TIME: Dimension = (("a", 1),)
PERCENTAGES = ("zuzüglich", "abzüglich", "ohne")
# how many digits a reader is shown of a number that has no end
SHOWN_DIGITS = 4


def dimension(unit: str) -> Dimension:
    """`ct/kWh` is EUR by kWh. Raises KeyError for an unknown unit."""
    numerator, *denominators = UNITS[unit][0].split("/")
    return product([((numerator, 1),) if numerator else (), *(((name, -1),) for name in denominators)])


def product(parts: list[Dimension]) -> Dimension:
    exponents: dict[str, int] = {}
    for part in parts:
        for name, exponent in part:
            exponents[name] = exponents.get(name, 0) + exponent
    return tuple(sorted((name, exponent) for name, exponent in exponents.items() if exponent))


def unit_name(made_of: Dimension) -> str:
    """A unit a reader knows; where there is none, what it is made of: `EUR·kWh`."""
    known = next((unit for unit in UNITS if dimension(unit) == made_of), None)
    if known is not None:
        return known or "1"
    above = "·".join(name for name, exponent in made_of for _ in range(exponent))
    below = [name for name, exponent in made_of for _ in range(-exponent)]
    return "/".join([above or "1", *below])


# ------------------------------------------------------------------------------------------------ on facts


class Working(NamedTuple):
    """How a term was worked out. ``values``: what was read, by name; None for what is not stated.

    ``exact``: before rounding; ``cut`` if it has no end and is shown to some digits.
    """

    term: str
    computation: Computation
    values: tuple[tuple[str, Value | None], ...]
    exact: Amount | None
    cut: bool
    result: Value


def amount_of(name: str, env: Env) -> Value | frozenset[str]:
    """What the term ``name`` comes to in ``env``, or the facts that are missing."""
    working = work_out(name, env)
    return working if isinstance(working, frozenset) else working.result


def workings(names: list[str], env: Env) -> tuple[Working, ...]:
    """How the computed terms among ``names`` were worked out, what each rests on first."""
    found: dict[str, Working] = {}
    for name in names:
        for each in (*reversed(worked_out_from(env.book.vocabulary, name)), name):
            term = env.book.vocabulary.terms.get(each)
            working = work_out(each, env) if term is not None and term.computation is not None else None
            if isinstance(working, Working):
                found.setdefault(each, working)
    return tuple(found.values())


def work_out(name: str, env: Env) -> Working | frozenset[str]:
    """The working of the term ``name`` in ``env``, or the facts that are missing."""
    term = env.book.vocabulary.terms[name]
    assert term.computation is not None
    sheet = _Sheet(env, term.computation.tax)
    exact = sheet.number(term.computation.formula)
    if sheet.missing:
        return frozenset(sheet.missing)
    read = tuple(sheet.read.items())
    if exact is None:
        return Working(name, term.computation, read, None, False, Mark.NONE)
    if dimension(term.type.of) == PERCENT:
        exact *= 100
    tax = (term.type.tax or sheet.tax or None) if is_money(term.type.of) else None
    like = term.computation.like
    if like is None:
        whole = _in_unit(exact, term.type.of, tax)
        return Working(name, term.computation, read, whole, False, whole)
    assert isinstance(like.value, TermRef)
    model = env.value(like.value.name)
    if isinstance(model, frozenset):
        return model
    if not isinstance(model, Amount):
        return unknown(like.value.name)
    digits = _places(model)
    inside = exact / Fraction(UNITS[model.unit][1])
    shown, cut = _shown(inside, digits + SHOWN_DIGITS)
    result = Amount(rounded(inside, digits), model.unit, tax)
    return Working(name, term.computation, read, Amount(shown, model.unit), cut, result)


class _Sheet:
    """The reading of one formula: numbers in base units, what was read, and what is missing."""

    def __init__(self, env: Env, tax: str) -> None:
        self.env = env
        self.tax = tax  # the basis of the amounts; where the formula leaves it open, that of the first one
        self.read: dict[str, Value | None] = {}
        self.missing: set[str] = set()

    def number(self, formula: Formula, optional: bool = False) -> Fraction | None:
        """The value in base units (a year for periods, 0.19 for 19 %); None for nothing (`keine`)."""
        if isinstance(formula, Operand):
            return self._operand(formula, optional)
        total = self.number(formula.first, formula.stated)
        for op, part in formula.rest:
            other = self.number(part, formula.stated)
            if op in ("+", "-"):
                if other is not None:
                    total = (total or Fraction(0)) + (other if op == "+" else -other)
            elif op in PERCENTAGES:
                total = self._percentage(total, op, other or Fraction(0), part)
            elif op == "mal":
                total = None if total is None or other is None else total * other
            elif not other:
                self.missing |= {_name(part)}
            else:
                total = None if total is None else total / other
        return total

    def _percentage(self, total: Fraction | None, op: str, percent: Fraction, part: Formula) -> Fraction | None:
        factor = 1 + (percent if op != "abzüglich" else -percent)
        if op == "ohne" and not factor:
            self.missing |= {_name(part)}
        if total is None or self.missing:
            return None
        return total / factor if op == "ohne" else total * factor

    def _operand(self, operand: Operand, optional: bool) -> Fraction | None:
        value = operand.value
        if isinstance(value, Duration):
            return Fraction(value.length.months, 12)
        if isinstance(value, Gathered):
            return self._gathered(value)
        if isinstance(value, Amount):
            return self._in_base(value, "")
        found = self._value(value.name, optional)
        if isinstance(found, frozenset):
            self.missing |= found
            return None
        self.read[value.name] = found
        return self._in_base(found, value.name)

    def _in_base(self, value: Value | None, name: str) -> Fraction | None:
        """The number of an amount; None for anything else. It must be net or gross as the others are."""
        if not isinstance(value, Amount):
            return None
        if value.tax and value.value and is_money(value.unit):
            self.tax = self.tax or value.tax
            if value.tax != self.tax:
                self.missing |= {f"{name} ({self.tax})"}
        base = Fraction(value.in_base())
        return base / 100 if value.unit == "%" else base

    def _gathered(self, what: Gathered) -> Fraction | None:
        """What several sections state: all together, or the one amount that is the same in all of them."""
        name, section = what.name, section_of(what.name)
        known = self.env.instances
        facts = [instance.facts.get(name) for instance in known.get(section, ())] if known is not None else [None]
        if any(fact is None or fact.value is Mark.UNKNOWN for fact in facts) or self.env.lost & {section, "*"}:
            self.missing |= {name}
            return None
        values = [fact.value for fact in facts if fact is not None]
        numbers = [number for number in (self._in_base(value, name) for value in values) if number is not None]
        if what.how == "Summe":
            self.read[str(what)] = _together(values)
            return sum(numbers, Fraction(0)) if numbers else None
        if len(set(numbers)) + (len(numbers) < len(values)) != 1:
            self.missing |= {name if not values else f"{name} (mehrere)"}
            return None
        self.read[str(what)] = values[0]
        return numbers[0] if numbers else None

    def _value(self, name: str, optional: bool) -> Value | frozenset[str] | None:
        env = self.env
        if name in env.book.values:
            if env.day is None:
                return unknown(env.day_term)
            amount = env.book.value_on(name, env.day)
            return unknown(name) if amount is None else amount
        if env.book.vocabulary.terms[name].computation is not None:
            return amount_of(name, env)
        if optional and name not in env.facts and not env.lost & {section_of(name), "*"}:
            return None
        return env.value(name)


def _together(values: list[Value]) -> Value:
    """The sum of some amounts, for a reader, in the unit of the first."""
    amounts = [value for value in values if isinstance(value, Amount)]
    if not amounts:
        return Mark.NONE
    first = amounts[0]
    return _in_unit(sum((Fraction(each.in_base()) for each in amounts), Fraction(0)), first.unit, first.tax)


def _name(formula: Formula) -> str:
    """The operand a formula begins with."""
    while isinstance(formula, Chain):
        formula = formula.first
    return str(formula.value)


# ------------------------------------------------------------------------------------------------ numbers


def rounded(number: Fraction, digits: int) -> Decimal:
    """``number`` to so many digits behind the comma, half a unit away from zero."""
    scaled = abs(number) * 10**digits
    units = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return _decimal(units if number >= 0 else -units, digits)


def _decimal(units: int, digits: int) -> Decimal:
    """``units`` of the last of so many digits; exact, whatever the precision of the context."""
    places = tuple(int(place) for place in str(abs(units)))
    return Decimal((int(units < 0), places, -digits))


def subtracted(left: Amount, right: Amount) -> Amount:
    """``left`` minus ``right``, in the unit of ``left``; to some digits where it has no end."""
    number = (Fraction(left.in_base()) - Fraction(right.in_base())) / Fraction(UNITS[left.unit][1])
    if left.unit == right.unit:
        return Amount(rounded(number, max(_places(left), _places(right))), left.unit)
    return Amount(_shown(number, 2 * SHOWN_DIGITS)[0], left.unit)


def _places(amount: Amount) -> int:
    """How many digits behind the comma an amount is stated with."""
    return -int(amount.value.as_tuple().exponent)


def _shown(number: Fraction, most: int) -> tuple[Decimal, bool]:
    """``number`` with the digits it has, but no more than ``most``; and whether any are left out."""
    for digits in range(most + 1):
        if not 10**digits % number.denominator:
            return _decimal(number.numerator * 10**digits // number.denominator, digits), False
    return rounded(number, most), True


def _in_unit(base: Fraction, unit: str, tax: str | None) -> Amount:
    """An exact amount in ``unit``; in the base unit of its family where it has an end only there."""
    for each in (unit, UNITS[unit][0]):
        number = base / Fraction(UNITS[each][1])
        digits = _digits(number.denominator)
        if digits is not None:
            return Amount(_decimal(number.numerator * 10**digits // number.denominator, digits), each, tax)
    raise AssertionError("a number without end is rounded: the book is refused otherwise")


def _digits(denominator: int) -> int | None:
    """How many digits a fraction with this denominator has behind the comma; None if they never end."""
    powers = {2: 0, 5: 0}
    for prime in powers:
        while denominator % prime == 0:
            denominator //= prime
            powers[prime] += 1
    return max(powers.values()) if denominator == 1 else None
