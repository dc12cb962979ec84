"""Days, lengths and their order: tables of examples, properties, and brute force over the 400-year cycle.

The brute force builds its own calendar from ``calendar.monthrange`` and asks all 146,097 days.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from itertools import combinations
from operator import sub

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dsl import period
from dsl.period import (
    SINGULAR,
    UNIT_NAMES,
    DateRange,
    Duration,
    Indefinite,
    LaterOf,
    Length,
    Relation,
    Until,
    at_least,
    at_most,
    compare,
    earlier,
    equal,
    later,
    less_than,
    more_than,
    shortest_and_longest,
)

CYCLE = [(year, month) for year in range(2000, 2400) for month in range(1, 13)]


def length(text: str) -> Length:
    """``1 Monat + 3 Tage`` as a value."""
    total = Length()
    for part in text.split(" + "):
        count, unit = part.split(" ")
        total += Duration(int(count), SINGULAR[unit]).length
    return total


def relation(possible: str) -> Relation:
    """``<=`` is shorter or equal."""
    return Relation("<" in possible, "=" in possible, ">" in possible)


# --- values -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Duration(12, "Monat"), "12 Monate"),
        (Duration(1, "Monat"), "1 Monat"),
        (Duration(0, "Tag"), "0 Tage"),
        (Duration(1, "Tag"), "1 Tag"),
        (Duration(1, "Woche"), "1 Woche"),
        (Duration(2, "Jahr"), "2 Jahre"),
        (Duration(8, "Werktag"), "8 Werktage"),
        (Duration(1000, "Tag"), "1.000 Tage"),
        (Duration(12, "Monat", "Lieferbeginn"), "12 Monate ab Lieferbeginn"),
        (Duration(6, "Woche", target="Ende Erstlaufzeit"), "6 Wochen zum Ende Erstlaufzeit"),
        (Duration(1, "Monat", target="Monatsende"), "1 Monat zum Monatsende"),
        (Duration(1, "Monat", target="jederzeit"), "1 Monat jederzeit"),
        (DateRange(date(2018, 6, 1), date(2022, 2, 28)), "ab 2018-06-01 bis 2022-02-28"),
        (DateRange(date(2018, 6, 1), None), "ab 2018-06-01"),
        (DateRange(None, date(2022, 2, 28)), "bis 2022-02-28"),
        (DateRange(None, None), "unbegrenzt"),
        (Until(date(2025, 12, 31)), "bis 2025-12-31"),
        (
            LaterOf((Duration(24, "Monat", "Vertragsschluss"), Until(date(2025, 12, 31)))),
            "das Spätere von 24 Monate ab Vertragsschluss und bis 2025-12-31",
        ),
        (
            LaterOf((Duration(1, "Jahr"), Duration(9, "Monat"), Until(date(2025, 12, 31)))),
            "das Spätere von 1 Jahr und 9 Monate und bis 2025-12-31",
        ),
        (Indefinite(), "unbefristet"),
    ],
)
def test_a_value_is_written_as_in_a_file(value: object, text: str) -> None:
    assert str(value) == text
    assert len({value, value}) == 1


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Duration(6, "Woche", target="Ende Erstlaufzeit"), Length(0, 42, 0)),
        (Duration(12, "Monat", "Lieferbeginn"), Length(12, 0, 0)),
        (Duration(2, "Jahr"), Length(24, 0, 0)),
        (Duration(30, "Tag"), Length(0, 30, 0)),
        (Duration(8, "Werktag"), Length(0, 0, 8)),
    ],
)
def test_a_duration_has_a_length(value: Duration, expected: Length) -> None:
    assert value.length == expected


def test_every_spelling_has_a_singular_of_the_same_length() -> None:
    assert UNIT_NAMES.keys() == SINGULAR.keys()
    assert set(SINGULAR.values()) == {"Tag", "Woche", "Monat", "Jahr", "Werktag"}
    for name, singular in SINGULAR.items():
        assert UNIT_NAMES[name] == UNIT_NAMES[singular]
    assert not {"Quartal", "Halbjahr", "tag", "Wochens"} & UNIT_NAMES.keys()


def test_lengths_add_part_by_part() -> None:
    assert Length(1, 2, 3) + Length(10, 20, 30) == Length(11, 22, 33)


def test_nothing_is_negative_or_without_a_unit() -> None:
    for parts in ((-1, 0, 0), (0, -1, 0), (0, 0, -1)):
        with pytest.raises(ValueError, match="negative"):
            Length(*parts)
    with pytest.raises(ValueError, match="negative"):
        Duration(-1, "Tag")
    with pytest.raises(ValueError, match="Quartal"):
        Duration(1, "Quartal")


@pytest.mark.parametrize(
    ("start", "end", "inside"),
    [
        (date(2018, 6, 1), date(2018, 6, 3), [1, 2, 3]),
        (date(2018, 6, 3), None, [3, 4, 5]),
        (None, date(2018, 6, 2), [1, 2]),
        (None, None, [1, 2, 3, 4, 5]),
        (date(2018, 6, 3), date(2018, 6, 1), []),
    ],
)
def test_a_range_includes_both_ends(start: date | None, end: date | None, inside: list[int]) -> None:
    days = DateRange(start, end)
    assert [n for n in range(1, 6) if days.contains(date(2018, 6, n))] == inside


ENDS = st.none() | st.integers(1, 6).map(lambda n: date(2018, 6, n))


@given(ENDS, ENDS, ENDS, ENDS)
def test_two_ranges_meet_where_a_day_lies_in_both(
    a: date | None, b: date | None, c: date | None, d: date | None
) -> None:
    one, other = DateRange(a, b), DateRange(c, d)
    common = [n for n in range(1, 7) if one.contains(day := date(2018, 6, n)) and other.contains(day)]
    assert one.meets(other) == other.meets(one) == bool(common)


# --- on the calendar --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "added", "end"),
    [
        ("2022-03-01", "0 Tage", "2022-03-01"),
        ("2022-03-01", "14 Tage", "2022-03-15"),
        ("2022-03-01", "6 Wochen", "2022-04-12"),
        ("2022-03-01", "1 Monat", "2022-04-01"),
        ("2022-01-31", "1 Monat", "2022-02-28"),
        ("2024-01-31", "1 Monat", "2024-02-29"),
        ("2024-01-31", "2 Monate", "2024-03-31"),  # not twice one month
        ("2022-08-31", "1 Monat", "2022-09-30"),
        ("2024-02-29", "1 Jahr", "2025-02-28"),
        ("2024-02-29", "4 Jahre", "2028-02-29"),
        ("1896-02-29", "4 Jahre", "1900-02-28"),
        ("2022-12-31", "12 Monate", "2023-12-31"),
        ("2022-01-31", "1 Monat + 1 Tag", "2022-03-01"),  # months first
        ("9999-12-01", "1 Monat", "9999-12-31"),
        ("9999-12-31", "1 Tag", "9999-12-31"),
        ("2022-01-01", "1000000 Jahre", "9999-12-31"),
    ],
)
def test_a_period_ends(start: str, added: str, end: str) -> None:
    assert later(date.fromisoformat(start), length(added)) == date.fromisoformat(end)


@pytest.mark.parametrize(
    ("end", "taken", "start"),
    [
        ("2022-04-12", "6 Wochen", "2022-03-01"),
        ("2022-03-31", "1 Monat", "2022-02-28"),
        ("2024-03-31", "1 Monat", "2024-02-29"),
        ("2022-02-28", "1 Monat", "2022-01-28"),  # not the inverse of a month after 31 January
        ("2024-02-29", "1 Jahr", "2023-02-28"),
        ("2022-03-31", "1 Monat + 1 Tag", "2022-02-27"),
        ("2022-01-31", "2 Monate", "2021-11-30"),
        ("0001-01-01", "1 Tag", "0001-01-01"),
        ("0001-01-15", "1 Monat", "0001-01-01"),
        ("2022-01-01", "1000000 Jahre", "0001-01-01"),
    ],
)
def test_a_period_is_counted_backward(end: str, taken: str, start: str) -> None:
    assert earlier(date.fromisoformat(end), length(taken)) == date.fromisoformat(start)


@pytest.mark.parametrize("move", [later, earlier])
def test_work_days_are_not_placed_on_a_calendar(move: object) -> None:
    assert callable(move)
    with pytest.raises(ValueError, match="work days"):
        move(date(2022, 3, 1), Length(workdays=1))


DAYS = st.dates()
LENGTHS = st.builds(Length, st.integers(0, 60), st.integers(0, 1_900))


@given(DAYS, st.integers(0, 10**7))
def test_days_are_added_as_the_calendar_does(day: date, count: int) -> None:
    try:
        expected = day + timedelta(count)
    except OverflowError:
        expected = date.max
    assert later(day, Length(days=count)) == expected


@given(DAYS, st.integers(0, 10**6))
def test_no_day_overflows_and_none_moves_the_wrong_way(day: date, months: int) -> None:
    assert earlier(day, Length(months)) <= day <= later(day, Length(months))


@given(DAYS, LENGTHS, LENGTHS)
def test_a_longer_length_never_ends_sooner(day: date, a: Length, b: Length) -> None:
    assert later(day, a) <= later(day, a + b)
    assert earlier(day, a) >= earlier(day, a + b)


@cache
def reached(months: int) -> list[int]:
    """For each of the 146,097 days of a cycle the ordinal of the day ``months`` months on (back if negative)."""
    ordinals: list[int] = []
    for year, month in CYCLE:
        years, month0 = divmod(month - 1 + months, 12)
        # the calendar of 4,000 years is that of ten cycles: stay in the range of date
        cycles, target = divmod(year + years, 400)
        first = date(target + 400, month0 + 1, 1).toordinal() + (cycles - 1) * 146_097
        last = monthrange(target + 400, month0 + 1)[1]
        ordinals += [first + min(day, last) - 1 for day in range(1, monthrange(year, month)[1] + 1)]
    return ordinals


def test_the_reference_calendar_is_the_calendar() -> None:
    first = date(2000, 1, 1).toordinal()
    assert reached(0) == list(range(first, first + 146_097))


@pytest.mark.parametrize("months", [0, 1, 6, 11, 12, 25, 48, 1201, 4799, 4800, 4801])
def test_months_are_moved_as_in_the_reference(months: int) -> None:
    """Every 13th day of the cycle, which meets every day of every month of the year."""
    starts = [date.fromordinal(ordinal) for ordinal in reached(0)[::13]]
    assert [later(day, Length(months)).toordinal() for day in starts] == reached(months)[::13]
    back = [earlier(day, Length(months)).toordinal() for day in starts]
    assert back == [max(1, ordinal) for ordinal in reached(-months)[::13]]


# --- the order --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("a", "possible", "b"),
    [
        ("6 Wochen", ">", "1 Monat"),
        ("5 Wochen", ">", "1 Monat"),
        ("4 Wochen", "<=", "1 Monat"),
        ("27 Tage", "<", "1 Monat"),
        ("28 Tage", "<=", "1 Monat"),
        ("29 Tage", "<=>", "1 Monat"),
        ("30 Tage", "<=>", "1 Monat"),
        ("31 Tage", "=>", "1 Monat"),
        ("32 Tage", ">", "1 Monat"),
        ("59 Tage", "<=", "2 Monate"),
        ("62 Tage", "=>", "2 Monate"),
        ("13 Wochen", "<=>", "3 Monate"),
        ("365 Tage", "<=", "1 Jahr"),
        ("366 Tage", "=>", "1 Jahr"),
        ("52 Wochen", "<", "1 Jahr"),
        ("53 Wochen", ">", "1 Jahr"),
        ("12 Monate", "=", "1 Jahr"),
        ("24 Monate", ">", "1 Jahr"),
        ("3 Monate", "<", "4 Monate"),
        ("14 Tage", "=", "2 Wochen"),
        ("0 Tage", "=", "0 Monate"),
        ("1 Tag", ">", "0 Monate"),
        ("1461 Tage", "=>", "4 Jahre"),  # 1,460 days around 1900
        ("146097 Tage", "=", "400 Jahre"),
        ("1 Monat + 1 Tag", ">", "1 Monat"),
        ("2 Monate", "=>", "1 Monat + 28 Tage"),
    ],
)
def test_which_length_can_be_longer(a: str, possible: str, b: str) -> None:
    assert compare(length(a), length(b)) == relation(possible)
    assert compare(length(b), length(a)) == relation(possible.translate(str.maketrans("<>", "><")))


@pytest.mark.parametrize(
    ("start", "backward", "a", "possible", "b"),
    [
        ("2022-01-15", False, "30 Tage", "<", "1 Monat"),
        ("2022-04-15", False, "30 Tage", "=", "1 Monat"),
        ("2022-02-15", False, "30 Tage", ">", "1 Monat"),
        ("2022-03-31", True, "30 Tage", "<", "1 Monat"),
        ("2022-03-15", True, "30 Tage", ">", "1 Monat"),
        ("2022-02-28", False, "365 Tage", "=", "1 Jahr"),
        ("2024-02-29", False, "365 Tage", "=", "1 Jahr"),  # to 2025-02-28
        ("2024-02-28", False, "365 Tage", "<", "1 Jahr"),
        ("9999-12-31", False, "30 Tage", "<", "1 Monat"),  # beyond the last date of Python
        ("0001-01-31", True, "30 Tage", "<", "1 Monat"),
    ],
)
def test_a_day_decides(start: str, backward: bool, a: str, possible: str, b: str) -> None:
    assert compare(length(a), length(b), date.fromisoformat(start), backward) == relation(possible)


@pytest.mark.parametrize(
    ("a", "possible", "b"),
    [
        ("8 Werktage", ">", "7 Tage"),
        ("8 Werktage", "=>", "8 Tage"),
        ("8 Werktage", "<=>", "9 Tage"),
        ("8 Werktage", ">", "1 Woche"),
        ("8 Werktage", "<=>", "2 Wochen"),
        ("40 Werktage", ">", "1 Monat"),
        ("31 Werktage", "=>", "1 Monat"),
        ("30 Werktage", "<=>", "1 Monat"),
        ("3 Werktage", "<", "4 Werktage"),
        ("3 Werktage", "=", "3 Werktage"),
        ("0 Werktage", "=", "0 Tage"),
        ("1 Tag + 3 Werktage", "=>", "3 Werktage"),  # from Saturday or from Sunday: Wednesday
        ("1 Tag + 3 Werktage", ">", "2 Werktage"),
        ("1 Tag + 3 Werktage", "=>", "4 Tage"),
        ("3 Werktage", "<=>", "5 Tage + 1 Werktag"),
        ("3 Werktage", "=>", "2 Tage + 1 Werktag"),
        ("3 Werktage", ">", "1 Tag + 1 Werktag"),
    ],
)
def test_work_days_last_at_least_as_many_days(a: str, possible: str, b: str) -> None:
    for start in (None, date(2022, 3, 1)):  # a month of 31 days, the longest
        assert compare(length(a), length(b), start) == relation(possible)
        assert compare(length(b), length(a), start) == relation(possible.translate(str.maketrans("<>", "><")))


@pytest.mark.parametrize(
    ("possible", "most", "least", "more", "less", "same"),
    [
        ("<", True, False, False, True, False),
        ("=", True, True, False, False, True),
        (">", False, True, True, False, False),
        ("<=", True, None, False, None, None),
        ("=>", None, True, None, False, None),
        ("<=>", None, None, None, None, None),
    ],
)
def test_a_question_is_answered_only_if_certain(
    possible: str, most: bool | None, least: bool | None, more: bool | None, less: bool | None, same: bool | None
) -> None:
    days = {"<": 27, "<=": 28, "<=>": 30, "=>": 31, ">": 32}
    a, b = (Length(12), length("1 Jahr")) if possible == "=" else (Length(days=days[possible]), Length(1))
    assert compare(a, b) == relation(possible)
    answers = [ask(a, b) for ask in (at_most, at_least, more_than, less_than, equal)]
    assert answers == [most, least, more, less, same]


def test_a_question_is_always_answered_on_a_day() -> None:
    day = date(2022, 2, 15)
    asked = (at_most, at_least, more_than, less_than, equal)
    assert [ask(Length(days=28), Length(1), day) for ask in asked] == [True, True, False, False, True]
    assert [ask(Length(days=28), Length(1), day, True) for ask in asked] == [True, False, False, True, False]


NEAR = st.integers(0, 60).flatmap(
    # a number of days close to the months, so that the comparison is a close one
    lambda n: st.builds(Length, st.just(0), st.integers(max(0, n * 30 - 3), n * 31 + 3)).map(lambda d: (Length(n), d))
)


@settings(deadline=None)
@given(NEAR, st.builds(Length, st.integers(0, 12), st.integers(0, 10)), DAYS, st.booleans())
def test_what_occurs_on_a_day_is_possible(pair: tuple[Length, Length], both: Length, day: date, backward: bool) -> None:
    a, b = pair[0] + both, pair[1] + both
    found, general = compare(a, b, day, backward), compare(a, b, backward=backward)
    assert found.shorter <= general.shorter
    assert found.equal <= general.equal
    assert found.longer <= general.longer
    assert found.shorter + found.equal + found.longer == 1


@settings(deadline=None)
@given(LENGTHS, LENGTHS, st.none() | DAYS, st.booleans())
def test_the_order_can_be_read_from_either_side(a: Length, b: Length, day: date | None, backward: bool) -> None:
    there, back = compare(a, b, day, backward), compare(b, a, day, backward)
    assert (there.shorter, there.equal, there.longer) == (back.longer, back.equal, back.shorter)
    assert compare(a, a, day, backward) == relation("=")


@settings(deadline=None)
@given(LENGTHS, LENGTHS, st.dates(date(1000, 1, 1), date(9000, 1, 1)))
def test_on_a_day_the_order_is_that_of_the_dates(a: Length, b: Length, day: date) -> None:
    ends, starts = (later(day, a), later(day, b)), (earlier(day, a), earlier(day, b))
    assert compare(a, b, day) == Relation(ends[0] < ends[1], ends[0] == ends[1], ends[0] > ends[1])
    assert compare(a, b, day, True) == Relation(starts[0] > starts[1], starts[0] == starts[1], starts[0] < starts[1])


# --- brute force ------------------------------------------------------------------------------------------------------


def check_every_day(more: int, fewer: int) -> None:
    """Compare lengths of ``more`` and ``fewer`` months with every number of days that makes it close, on all days."""
    for backward in (False, True):
        first, second = (-fewer, -more) if backward else (more, fewer)
        gaps = set(map(sub, reached(first), reached(second)))
        for days in range(min(gaps) - 12, max(gaps) + 13):
            truth = Relation(any(g < days for g in gaps), days in gaps, any(g > days for g in gaps))
            more_days, fewer_days = max(0, -days), max(0, days)
            for further in (0, 17):
                a, b = Length(more, more_days + further), Length(fewer, fewer_days + further)
                assert compare(a, b, backward=backward) == truth, (a, b, backward)
        if fewer == 0:
            assert shortest_and_longest(more) == (min(gaps), max(gaps))


@pytest.mark.parametrize(("fewer", "more"), list(combinations([0, 1, 2, 3, 6, 12, 13, 24], 2)))
def test_every_day_of_the_cycle_agrees(fewer: int, more: int) -> None:
    check_every_day(more, fewer)


@pytest.mark.slow
def test_every_day_of_the_cycle_agrees_for_many_months() -> None:
    for fewer, more in combinations([*range(26), 36, 48, 60, 120, 1200, 4799, 4800, 4801], 2):
        check_every_day(more, fewer)


def check_clamped_days_add_nothing(numbers_of_months: Iterable[int]) -> None:
    """Whatever two months lie n apart, the 29th, 30th and 31st (or the last) are as far apart as some two firsts.

    The days up to the 28th are as far apart as the firsts of their months. A pair of months is met forward from a
    day before both and backward from a day after both, so this covers all lengths, all days and both directions.
    """
    lengths = [monthrange(year, month)[1] for year, month in CYCLE]
    firsts = [date(year, month, 1).toordinal() for year, month in CYCLE]
    clamped = [[first + min(day, n) for first, n in zip(firsts, lengths, strict=True)] for day in (29, 30, 31)]
    for table in (firsts, *clamped):
        table += [ordinal + 146_097 for ordinal in table]
    for months in numbers_of_months:
        spans = set(map(sub, firsts[months:], firsts[:4_800]))
        assert all(set(map(sub, days[months:], days[:4_800])) <= spans for days in clamped), months


def test_clamped_days_add_nothing() -> None:
    check_clamped_days_add_nothing(range(1, 4_800, 47))


@pytest.mark.slow
def test_clamped_days_add_nothing_to_any_number_of_months() -> None:
    check_clamped_days_add_nothing(range(4_801))


def test_the_shortcut_is_taken_only_where_nothing_is_close() -> None:
    """Months stray from their average by less than the margin beyond which ``compare`` does not look at a calendar.

    The stray of one number of months against another is the difference of the strays of two months of the cycle, seen
    from the same day; the average over a cycle is exact, so one cycle shows all there is.
    """
    firsts = [date(year, month, 1).toordinal() for year, month in CYCLE]
    lengths = [monthrange(year, month)[1] for year, month in CYCLE]
    for day in (28, 29, 30, 31):
        strays = [
            (first + min(day, length)) * 4_800 - index * 146_097
            for index, (first, length) in enumerate(zip(firsts, lengths, strict=True))
        ]
        assert max(strays) - min(strays) < period._STRAY * 4_800
