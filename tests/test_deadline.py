"""Deadlines: textbook examples, properties against counting day by day, and what a reader sees.

The brute force knows the calendar only as one day after the other. Public holidays of a Land come from the library of
the extra ``kalender``; where the days matter and not the law, they are made up.
"""

from __future__ import annotations

import re
import sys
import tomllib
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsl.counting import Counting, End, RestDay
from dsl.deadline import (
    Deadline,
    Notice,
    arrival,
    explain,
    first_effective,
    first_effective_when_sent,
    first_end,
    first_term_end,
    last_receipt,
    last_receipt_to_end,
    last_sending,
    period_end,
    read_norms,
)
from dsl.period import SINGULAR, Duration, at_least, earlier, later
from dsl.rule import Words
from dsl.workdays import Calendar, CalendarMissing, Listed, Week, public_holidays

ROOT = Path(__file__).parent.parent
DAY = timedelta(1)
NW = public_holidays("NW")
ONE_DAY = Duration(1, "Tag")


def duration(text: str) -> Duration:
    """``6 Wochen`` as a value."""
    count, unit = text.split(" ")
    return Duration(int(count), SINGULAR[unit])


def day(text: str) -> date:
    return date.fromisoformat(text)


# --- forward ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("event", "length", "end"),
    [
        ("2026-01-31", "1 Monat", "2026-02-28"),
        ("2028-01-31", "1 Monat", "2028-02-29"),
        ("2026-01-30", "1 Monat", "2026-02-28"),
        ("2026-01-28", "1 Monat", "2026-02-28"),
        ("2026-01-27", "1 Monat", "2026-02-27"),
        ("2026-02-28", "1 Monat", "2026-03-28"),  # the last of a month is no number
        ("2026-03-31", "1 Monat", "2026-04-30"),
        ("2026-12-31", "2 Monate", "2027-02-28"),
        ("2027-12-31", "2 Monate", "2028-02-29"),
        ("2028-02-29", "1 Jahr", "2029-02-28"),
        ("2028-02-29", "4 Jahre", "2032-02-29"),
        ("2027-02-28", "1 Jahr", "2028-02-28"),
        ("2096-02-29", "4 Jahre", "2100-02-28"),  # 2100 is no leap year
        ("2026-11-18", "1 Woche", "2026-11-25"),  # a Wednesday, and the next
        ("2026-12-28", "2 Wochen", "2027-01-11"),
        ("2028-02-22", "1 Woche", "2028-02-29"),
        ("2026-06-20", "14 Tage", "2026-07-04"),
        ("2026-02-27", "3 Tage", "2026-03-02"),
        ("2026-02-27", "0 Tage", "2026-02-27"),
    ],
)
def test_the_day_of_the_event_does_not_count(event: str, length: str, end: str) -> None:
    assert period_end(day(event), duration(length)).day == day(end)


@pytest.mark.parametrize(
    ("first", "length", "end"),
    [
        ("2026-01-01", "1 Monat", "2026-01-31"),
        ("2026-02-01", "1 Monat", "2026-02-28"),
        ("2028-02-01", "1 Monat", "2028-02-29"),
        ("2026-01-15", "1 Monat", "2026-02-14"),
        ("2026-01-29", "1 Monat", "2026-02-28"),
        ("2026-01-30", "1 Monat", "2026-02-28"),  # the 29th before the 30th is missing
        ("2028-01-30", "1 Monat", "2028-02-29"),
        ("2026-01-31", "1 Monat", "2026-02-28"),  # and so is the 30th before the 31st
        ("2026-03-31", "1 Monat", "2026-04-30"),
        ("2026-01-01", "12 Monate", "2026-12-31"),
        ("2028-02-29", "1 Jahr", "2029-02-28"),
        ("2028-03-01", "1 Jahr", "2029-02-28"),
        ("2027-03-01", "1 Jahr", "2028-02-29"),
        ("2026-11-18", "1 Woche", "2026-11-24"),
        ("2026-11-18", "1 Tag", "2026-11-18"),
        ("2026-11-18", "0 Tage", "2026-11-17"),
    ],
)
def test_a_first_day_from_its_start_counts(first: str, length: str, end: str) -> None:
    assert period_end(day(first), duration(length), first_day_counts=True).day == day(end)


@pytest.mark.parametrize(
    ("last", "moved"),
    [
        ("2026-07-03", "2026-07-03"),  # Friday
        ("2026-07-04", "2026-07-06"),  # Saturday
        ("2026-07-05", "2026-07-06"),  # Sunday
        ("2026-07-06", "2026-07-06"),
        ("2026-04-03", "2026-04-07"),  # Good Friday
        ("2026-12-24", "2026-12-24"),  # no public holiday
        ("2026-12-25", "2026-12-28"),
        ("2026-06-04", "2026-06-05"),  # Corpus Christi, in North Rhine-Westphalia
    ],
)
def test_a_declaration_may_be_made_on_the_next_day_that_is_not_one_of_rest(last: str, moved: str) -> None:
    event = day(last) - timedelta(14)
    found = period_end(event, duration("14 Tage"), rest_day=RestDay.NEXT, calendar=NW)
    assert found.day == day(moved)
    assert period_end(event, duration("14 Tage"), calendar=NW).day == day(last)
    assert ("ausweichtag" in [step.key for step in found.steps]) == (last != moved)


def test_a_holiday_of_another_land_moves_nothing() -> None:
    own = Listed({day("2026-06-04"): Words("Fronleichnam", "Corpus Christi")})
    assert period_end(day("2026-06-03"), ONE_DAY, rest_day=RestDay.NEXT, calendar=own).day == day("2026-06-05")
    found = period_end(day("2026-06-03"), ONE_DAY, rest_day=RestDay.NEXT, calendar=public_holidays("NI"))
    assert found.day == day("2026-06-04")


# --- working days -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("event", "count", "werktag", "arbeitstag"),
    [
        ("2026-04-01", 1, "2026-04-02", "2026-04-02"),
        ("2026-04-01", 2, "2026-04-04", "2026-04-07"),  # over Good Friday and Easter Monday
        ("2026-04-01", 3, "2026-04-07", "2026-04-08"),
        ("2026-12-23", 1, "2026-12-24", "2026-12-24"),
        ("2026-12-23", 2, "2026-12-28", "2026-12-28"),  # Boxing Day is a Saturday
        ("2026-12-30", 2, "2027-01-02", "2027-01-04"),  # over New Year
        ("2026-07-03", 1, "2026-07-04", "2026-07-06"),
        ("2026-07-05", 1, "2026-07-06", "2026-07-06"),
        ("2026-07-05", 0, "2026-07-05", "2026-07-05"),
    ],
)
def test_working_days_leave_out_sundays_and_holidays(event: str, count: int, werktag: str, arbeitstag: str) -> None:
    for week, expected in ((Week.WERKTAGE, werktag), (Week.ARBEITSTAGE, arbeitstag)):
        assert period_end(day(event), Duration(count, "Werktag"), week=week, calendar=NW).day == day(expected)


@pytest.mark.parametrize(
    ("first", "third", "moved"),
    [
        ("2026-05-01", "2026-05-05", "2026-05-05"),  # Labour Day is the first
        ("2026-06-01", "2026-06-03", "2026-06-03"),
        ("2026-04-01", "2026-04-04", "2026-04-07"),  # the third is the Saturday before Easter
    ],
)
def test_the_third_working_day_of_a_month(first: str, third: str, moved: str) -> None:
    three = duration("3 Werktage")
    assert period_end(day(first), three, first_day_counts=True, calendar=NW).day == day(third)
    found = period_end(day(first), three, first_day_counts=True, rest_day=RestDay.NEXT, calendar=NW)
    assert found.day == day(moved)


@pytest.mark.parametrize(
    ("effective", "receipt"),
    [
        ("2026-07-10", "2026-06-30"),  # July 1 to 9 without one Sunday
        ("2026-04-14", "2026-04-01"),
        ("2027-01-05", "2026-12-22"),
    ],
)
def test_eight_working_days_before_a_disconnection(effective: str, receipt: str) -> None:
    assert last_receipt(day(effective), Notice(duration("8 Werktage"), calendar=NW)).day == day(receipt)
    assert first_effective(day(receipt), Notice(duration("8 Werktage"), calendar=NW)).day == day(effective)


# --- backward ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("effective", "length", "receipt"),
    [
        ("2026-04-01", "1 Monat", "2026-02-28"),
        ("2026-03-01", "1 Monat", "2026-01-31"),
        ("2028-04-01", "1 Monat", "2028-02-29"),
        ("2028-03-01", "1 Monat", "2028-01-31"),
        ("2027-01-01", "1 Monat", "2026-11-30"),
        ("2027-01-01", "6 Wochen", "2026-11-19"),
        ("2027-01-01", "14 Tage", "2026-12-17"),
        ("2027-01-01", "2 Wochen", "2026-12-17"),
        ("2026-03-15", "1 Monat", "2026-02-14"),
        ("2026-03-28", "1 Monat", "2026-02-27"),
        ("2026-03-29", "1 Monat", "2026-02-27"),  # no 29 February: the period begins with the 28th
        ("2026-03-31", "1 Monat", "2026-02-27"),
        ("2028-03-29", "1 Monat", "2028-02-28"),
        ("2028-03-31", "1 Monat", "2028-02-28"),
        ("2026-05-31", "1 Monat", "2026-04-29"),
        ("2027-02-28", "1 Jahr", "2026-02-27"),
        ("2028-02-29", "1 Jahr", "2027-02-27"),
        ("2028-03-01", "14 Tage", "2028-02-15"),
        ("2027-03-01", "14 Tage", "2027-02-14"),
        ("2027-01-01", "0 Tage", "2026-12-31"),
    ],
)
def test_the_whole_period_lies_between_receipt_and_effect(effective: str, length: str, receipt: str) -> None:
    notice = Notice(duration(length), ONE_DAY)
    assert last_receipt(day(effective), notice).day == day(receipt)
    assert last_sending(day(effective), notice).day == day(receipt) - DAY


@pytest.mark.parametrize(
    ("received", "length", "back", "forward"),
    [
        ("2026-02-27", "1 Monat", "2026-03-28", "2026-03-28"),
        ("2026-02-28", "1 Monat", "2026-04-01", "2026-03-29"),  # 29 to 31 March have no day in February
        ("2026-03-01", "1 Monat", "2026-04-02", "2026-04-02"),
        ("2026-01-31", "1 Monat", "2026-03-01", "2026-03-01"),
        ("2026-11-19", "6 Wochen", "2027-01-01", "2027-01-01"),
        ("2026-11-20", "6 Wochen", "2027-01-02", "2027-01-02"),
        ("2026-12-17", "14 Tage", "2027-01-01", "2027-01-01"),
        ("2026-12-18", "14 Tage", "2027-01-02", "2027-01-02"),
    ],
)
def test_the_first_day_of_effect_in_both_readings(received: str, length: str, back: str, forward: str) -> None:
    assert first_effective(day(received), Notice(duration(length))).day == day(back)
    assert first_effective(day(received), Notice(duration(length), counting=Counting.FORWARD)).day == day(forward)


def test_a_period_from_receipt_can_be_in_time_where_one_counted_back_is_not() -> None:
    month = duration("1 Monat")
    back, forward = Notice(month), Notice(month, counting=Counting.FORWARD)
    for number, last in ((28, 27), (29, 28), (30, 28), (31, 28)):
        effective = date(2026, 3, number)
        assert last_receipt(effective, back).day == day("2026-02-27")
        assert last_receipt(effective, forward).day == date(2026, 2, last)


@pytest.mark.parametrize(
    ("receipt", "stays", "previous"),
    [
        ("2026-02-27", "2026-02-27", "2026-02-27"),  # Friday
        ("2026-02-28", "2026-02-28", "2026-02-27"),
        ("2026-03-01", "2026-03-01", "2026-02-27"),
        ("2026-03-02", "2026-03-02", "2026-03-02"),
        ("2026-04-06", "2026-04-06", "2026-04-02"),  # Easter Monday
    ],
)
def test_no_weekend_cuts_a_notice_period(receipt: str, stays: str, previous: str) -> None:
    effective = day(receipt) + timedelta(15)
    length = duration("14 Tage")
    assert last_receipt(effective, Notice(length)).day == day(stays)
    assert last_receipt(effective, Notice(length, calendar=NW)).day == day(stays)
    assert last_receipt(effective, Notice(length, rest_day=RestDay.PREVIOUS, calendar=NW)).day == day(previous)
    with pytest.raises(ValueError, match="cannot cut"):
        Notice(length, rest_day=RestDay.NEXT, calendar=NW)


def test_who_is_cautious_takes_effect_later_for_what_came_on_a_weekend() -> None:
    cautious = Notice(duration("14 Tage"), rest_day=RestDay.PREVIOUS, calendar=NW)
    found = first_effective(day("2026-02-28"), cautious)
    assert found.day == day("2026-03-17")  # as if it had come on Monday, 2 March
    assert found.steps[-1].key == "vorgezogen"
    assert first_effective(day("2026-02-27"), cautious).day == day("2026-03-14")


def test_the_last_day_to_send_counts_forward_to_receipt() -> None:
    # a month after 28 February is 28 March, in time for the 30th; a month after 1 March is 1 April
    notice = Notice(duration("0 Tage"), duration("1 Monat"))
    assert last_sending(day("2026-03-31"), notice).day == day("2026-02-28")


# --- to an end --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("received", "length", "end", "expected"),
    [
        ("2026-01-31", "1 Monat", End.MONTH, "2026-02-28"),
        ("2026-02-01", "1 Monat", End.MONTH, "2026-03-31"),
        ("2026-02-28", "1 Monat", End.MONTH, "2026-03-31"),
        ("2028-01-31", "1 Monat", End.MONTH, "2028-02-29"),
        ("2026-11-30", "1 Monat", End.YEAR, "2026-12-31"),
        ("2026-12-01", "1 Monat", End.YEAR, "2027-12-31"),
        ("2026-11-19", "6 Wochen", End.QUARTER, "2026-12-31"),
        ("2026-11-20", "6 Wochen", End.QUARTER, "2027-03-31"),
        ("2026-03-31", "3 Monate", End.HALF_YEAR, "2026-06-30"),
        ("2026-04-01", "3 Monate", End.HALF_YEAR, "2026-12-31"),
        ("2026-03-31", "0 Tage", End.QUARTER, "2026-03-31"),
    ],
)
def test_a_notice_runs_to_the_first_end_that_leaves_the_period(
    received: str, length: str, end: End, expected: str
) -> None:
    notice = Notice(duration(length))
    assert first_end(day(received), notice, end).day == day(expected)
    assert last_receipt_to_end(day(expected), notice).day >= day(received)


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        ("2026-08-19", "2026-09-30"),
        ("2026-08-20", "2027-09-30"),
        ("2027-08-19", "2027-09-30"),
        ("2027-08-20", None),
    ],
)
def test_a_notice_to_the_end_of_a_term(received: str, expected: str | None) -> None:
    found = first_term_end(day(received), Notice(duration("6 Wochen")), [day("2027-09-30"), day("2026-09-30")])
    assert (found and found.day.isoformat()) == expected


def test_the_ends_are_those_of_the_language() -> None:
    vocabulary = (ROOT / "rules" / "begriffe.regel").read_text(encoding="utf-8")
    assert all(f'\n    {end.value} "' in vocabulary for end in End)


# --- against counting day by day --------------------------------------------------------------------------------------

DAYS = st.dates(date(1890, 1, 1), date(2210, 12, 31))
LENGTHS = st.one_of(
    st.builds(Duration, st.integers(0, 30), st.just("Monat")),
    st.builds(Duration, st.integers(0, 3), st.just("Jahr")),
    st.builds(Duration, st.integers(0, 30), st.just("Woche")),
    st.builds(Duration, st.integers(0, 200), st.just("Tag")),
)
WORKDAYS = st.builds(Duration, st.integers(0, 15), st.just("Werktag"))


class Feasts(NamedTuple):
    """A made-up holiday every nth day: many, some on Sundays, some between two weekends."""

    n: int

    def holiday(self, each: date) -> Words | None:
        return Words("Fest", "feast") if each.toordinal() % self.n == 0 else None


CALENDARS = st.builds(Feasts, st.integers(2, 40))


@st.composite
def notices(draw: st.DrawFn) -> Notice:
    return Notice(
        draw(
            st.one_of(
                st.builds(Duration, st.integers(0, 4), st.just("Monat")),
                st.builds(Duration, st.integers(0, 8), st.just("Woche")),
                st.builds(Duration, st.integers(0, 60), st.just("Tag")),
                WORKDAYS,
            )
        ),
        draw(st.builds(Duration, st.integers(0, 5), st.sampled_from(["Tag", "Werktag", "Woche", "Monat"]))),
        draw(st.sampled_from(Counting)),
        draw(st.sampled_from([RestDay.STAYS, RestDay.PREVIOUS])),
        draw(st.sampled_from(Week)),
        draw(CALENDARS),
    )


def works(each: date, week: Week, calendar: Calendar) -> bool:
    last = "Saturday" if week is Week.WERKTAGE else "Friday"
    names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
    return f"{each:%A}" in names[: names.index(last) + 1] and calendar.holiday(each) is None


def walk(start: date, length: Duration, direction: timedelta, week: Week, calendar: Calendar) -> date:
    """The day reached when every day is looked at: by the weekday, the number in the month, or one by one."""
    each, passed = start, 0
    months = length.count * (12 if length.unit == "Jahr" else 1)
    while True:
        if length.unit in ("Monat", "Jahr"):
            is_last = (each + DAY).day == 1
            if passed == months and (each.day == start.day or (is_last and each.day < start.day)):
                return each
        elif passed == length.count:
            return each
        before, each = each, each + direction
        if length.unit == "Woche":
            passed += each.weekday() == start.weekday()
        elif length.unit == "Werktag":
            passed += works(each, week, calendar)
        else:
            passed += length.unit == "Tag" or each.month != before.month


def brute_receipt(effective: date, notice: Notice) -> date:
    calendar = notice.calendar
    assert calendar is not None
    if notice.counting is Counting.BACKWARD:
        found = walk(effective, notice.length, -DAY, notice.week, calendar) - DAY
    else:
        found = effective - DAY
        while walk(found, notice.length, DAY, notice.week, calendar) >= effective:
            found -= DAY
    while notice.rest_day is RestDay.PREVIOUS and not works(found, Week.ARBEITSTAGE, calendar):
        found -= DAY
    return found


@given(DAYS, st.one_of(LENGTHS, WORKDAYS), st.sampled_from(Week), CALENDARS, st.booleans())
def test_a_period_ends_where_counting_ends(
    event: date, length: Duration, week: Week, calendar: Feasts, moves: bool
) -> None:
    expected = walk(event, length, DAY, week, calendar)
    while moves and not works(expected, Week.ARBEITSTAGE, calendar):
        expected += DAY
    rest_day = RestDay.NEXT if moves else RestDay.STAYS
    assert period_end(event, length, rest_day=rest_day, week=week, calendar=calendar).day == expected


@given(DAYS, st.one_of(LENGTHS, WORKDAYS), st.sampled_from(Week), CALENDARS)
def test_a_period_that_counts_its_first_day_ends_where_counting_ends(
    first: date, length: Duration, week: Week, calendar: Feasts
) -> None:
    found = period_end(first, length, first_day_counts=True, week=week, calendar=calendar).day
    if length.unit not in ("Monat", "Jahr"):
        # what counts its first day is what an event on the day before sets off
        assert found == walk(first - DAY, length, DAY, week, calendar)
        return
    # the day after the period has the number of its first day; where there is none, the month is over
    total = length.count * (12 if length.unit == "Jahr" else 1)
    after, months = first, 0
    while months < total or after.day != first.day:
        after += DAY
        if after.day == 1 and months == total:
            break
        months += after.day == 1
    assert found == after - DAY


@given(DAYS, notices())
def test_the_last_receipt_is_the_last_that_leaves_the_period(effective: date, notice: Notice) -> None:
    assert last_receipt(effective, notice).day == brute_receipt(effective, notice)


@given(DAYS, notices())
def test_what_is_sent_on_the_last_day_is_in_time_and_a_day_later_is_not(effective: date, notice: Notice) -> None:
    last = last_sending(effective, notice).day
    assert first_effective_when_sent(last, notice).day <= effective
    assert first_effective_when_sent(last + DAY, notice).day > effective
    assert arrival(last, notice).day <= last_receipt(effective, notice).day < arrival(last + DAY, notice).day


@given(DAYS, notices())
def test_the_first_day_of_effect_is_the_first(received: date, notice: Notice) -> None:
    found = first_effective(received, notice).day
    assert last_receipt(found, notice).day >= received
    assert last_receipt(found - DAY, notice).day < received


@given(DAYS, notices(), st.sampled_from(End))
def test_no_end_is_left_out(received: date, notice: Notice, end: End) -> None:
    starts = {End.MONTH: range(1, 13), End.QUARTER: (1, 4, 7, 10), End.HALF_YEAR: (1, 7), End.YEAR: (1,)}[end]
    after = received + DAY  # the day after an end is the first of a period
    while after.day != 1 or after.month not in starts or brute_receipt(after, notice) < received:
        after += DAY
    assert first_end(received, notice, end).day == after - DAY


@given(DAYS, LENGTHS, LENGTHS)
def test_lengths_are_those_of_the_module_period(start: date, length: Duration, other: Duration) -> None:
    assert period_end(start, length).day == later(start, length.length)
    assert last_receipt(start, Notice(length)).day == earlier(start, length.length) - DAY
    longer = at_least(length.length, other.length, start, backward=True)
    assert longer == (last_receipt(start, Notice(length)).day <= last_receipt(start, Notice(other)).day)


@given(DAYS, notices())
def test_the_last_step_reaches_the_day(start: date, notice: Notice) -> None:
    for function in (last_receipt, last_receipt_to_end, last_sending, arrival, first_effective):
        found = function(start, notice)
        assert found.steps[-1].day == found.day
        assert found.steps[0].day == start
        for language in ("de", "en"):
            lines = explain(found, language)
            assert len(lines) == len(found.steps) + 1
            assert all(step.day.isoformat() in line for step, line in zip(found.steps, lines, strict=False))


# --- what a reader sees -----------------------------------------------------------------------------------------------


def norms() -> dict[str, str]:
    return read_norms((ROOT / "rules" / "fristen.csv").read_text(encoding="utf-8"))


def test_a_price_change_explains_itself_in_german() -> None:
    notice = Notice(duration("1 Monat"), ONE_DAY)
    assert explain(last_sending(day("2026-03-30"), notice), "de", norms()) == [
        "1. Die Mitteilung soll ab 2026-03-30 (Montag) wirken; dieser Tag zählt nicht mit. [§ 187 Abs. 1 BGB]",
        "2. 1 Monat zurückgerechnet: die Frist beginnt mit dem Anfang von 2026-02-28 (Samstag). [§ 188 Abs. 2 BGB]",
        "3. Einen 30. hat dieser Monat nicht; maßgebend ist sein letzter Tag, 2026-02-28 (Samstag). [§ 188 Abs. 3 BGB]",
        "4. Vorher muss die Mitteilung zugegangen sein, spätestens am 2026-02-27 (Freitag). [§ 130 Abs. 1 Satz 1 BGB]",
        "5. Zwischen Versand und Zugang liegt die vereinbarte Zeit, 1 Tag; "
        "spätester Versand ist am 2026-02-26 (Donnerstag). [§ 18 Abs. 2 AGB]",
        "Ergebnis: 2026-02-26 (Donnerstag)",
    ]


def test_a_disconnection_over_easter_explains_itself_in_english() -> None:
    notice = Notice(duration("8 Werktage"), calendar=NW)
    assert explain(last_receipt(day("2026-04-14"), notice), "en") == [
        "1. The notice is to take effect from 2026-04-14 (Tuesday); this day does not count.",
        "2. 8 working days (Monday to Saturday) counted back: the period begins with the start of 2026-04-02 "
        "(Thursday). Not counted: 2026-04-03 (Good Friday), 2026-04-06 (Easter Monday), 2 × Sunday.",
        "3. The notice must have been received before, on 2026-04-01 (Wednesday) at the latest.",
        "Result: 2026-04-01 (Wednesday)",
    ]


def test_a_weekend_is_named_whether_it_moves_something_or_not() -> None:
    moved = period_end(day("2026-06-20"), duration("14 Tage"), rest_day=RestDay.NEXT, calendar=NW)
    assert explain(moved, "de", norms())[-2:] == [
        "3. Der letzte Tag wäre 2026-07-04 (Samstag); an seine Stelle tritt der nächste Arbeitstag, "
        "2026-07-06 (Montag). [§ 193 BGB]",
        "Ergebnis: 2026-07-06 (Montag)",
    ]
    stays = last_receipt_to_end(day("2026-04-17"), Notice(duration("2 Wochen"), calendar=NW))
    assert explain(stays, "en")[-2:] == [
        "5. 2026-04-03 (Friday, Good Friday) is no business day. "
        "That moves nothing: the time until the effect belongs to the recipient in full.",
        "Result: 2026-04-03 (Friday)",
    ]


def test_a_period_from_receipt_explains_itself() -> None:
    notice = Notice(duration("1 Monat"), counting=Counting.FORWARD)
    assert explain(last_receipt(day("2028-03-31"), notice), "de", norms()) == [
        "1. Die Mitteilung soll ab 2028-03-31 (Freitag) wirken; vorher muss die Frist ab Zugang abgelaufen sein.",
        "2. Die Mitteilung geht am 2028-02-29 (Dienstag) zu; dieser Tag zählt nicht mit. [§ 187 Abs. 1 BGB]",
        "3. 1 Monat: die Frist endet mit Ablauf von 2028-03-29 (Mittwoch). [§ 188 Abs. 2 BGB]",
        "4. Einen Tag später endete die Frist zu spät; "
        "zugehen muss die Mitteilung spätestens am 2028-02-29 (Dienstag). [§ 130 Abs. 1 Satz 1 BGB]",
        "Ergebnis: 2028-02-29 (Dienstag)",
    ]


@pytest.mark.parametrize(
    ("first", "counts", "keys"),
    [
        ("2026-01-29", True, ["tagesbeginn", "monate"]),  # up to the 28th, a Saturday that moves nothing
        ("2026-01-30", True, ["tagesbeginn", "monate", "monatsletzter"]),
        ("2026-02-01", True, ["tagesbeginn", "monate"]),
        ("2026-01-28", False, ["ereignistag", "monate"]),
        ("2026-01-29", False, ["ereignistag", "monate", "monatsletzter"]),
    ],
)
def test_a_missing_day_is_a_step_of_its_own(first: str, counts: bool, keys: list[str]) -> None:
    found = period_end(day(first), duration("1 Monat"), first_day_counts=counts)
    assert [step.key for step in found.steps] == keys


def test_only_days_within_the_period_are_said_not_to_count() -> None:
    one = Notice(duration("1 Werktag"), calendar=NW)
    assert "Not counted" not in "".join(explain(last_receipt(day("2026-07-05"), one), "en"))
    assert "Not counted: 1 × Sunday." in "".join(explain(last_receipt(day("2026-07-06"), one), "en"))
    assert "Not counted" not in "".join(explain(period_end(day("2026-07-05"), one.length, calendar=NW), "en"))


def test_business_days_are_called_by_their_name() -> None:
    found = period_end(day("2026-07-03"), Duration(1, "Werktag", "Zugang"), week=Week.ARBEITSTAGE, calendar=NW)
    assert explain(found, "de")[1] == (
        "2. 1 Arbeitstag (Montag bis Freitag): die Frist endet mit Ablauf von 2026-07-06 (Montag). "
        "Nicht mitgezählt: 1 × Samstag, 1 × Sonntag."
    )
    assert explain(found, "en")[1] == (
        "2. 1 business day (Monday to Friday): the period ends with the end of 2026-07-06 (Monday). "
        "Not counted: 1 × Saturday, 1 × Sunday."
    )


def every_kind() -> list[Deadline]:
    start = day("2026-01-31")
    lengths = [duration(text) for text in ("1 Tag", "2 Wochen", "1 Monat", "1 Jahr", "3 Werktage")]
    rest_days = (RestDay.STAYS, RestDay.PREVIOUS)
    found = []
    for week in Week:
        found += [
            period_end(start, length, first_day_counts=counts, rest_day=RestDay.NEXT, week=week, calendar=NW)
            for length in lengths
            for counts in (True, False)
        ]
        for notice in (Notice(n, ONE_DAY, c, r, week, NW) for n in lengths for c in Counting for r in rest_days):
            found += [first_end(start, notice, end) for end in End]
            found += [last_receipt_to_end(start, notice), last_sending(day("2026-03-30"), notice)]
            found += [first_effective(each, notice) for each in (start, day("2026-02-28"))]
    return found


def test_every_step_has_its_norm_and_every_norm_its_step() -> None:
    assert {step.key for found in every_kind() for step in found.steps} == norms().keys()


def test_both_languages_say_the_same_days_and_none_the_other_s_words() -> None:
    for found in every_kind():
        german, english = "\n".join(explain(found, "de")), "\n".join(explain(found, "en"))
        assert sorted(re.findall(r"\d{4}-\d\d-\d\d", german)) == sorted(re.findall(r"\d{4}-\d\d-\d\d", english))
        assert not re.search(r"\b(?:the|day|notice|Monday|Saturday)\b|[{}]", german)
        assert not re.search(r"\b(?:der|Tag|Frist|Montag|Samstag)\b|[{}äöüß]", english)


def test_the_citations_are_data() -> None:
    for module in ("counting", "deadline", "deadline_words", "workdays"):
        text = (ROOT / "dsl" / f"{module}.py").read_text(encoding="utf-8")
        assert not re.search(r"§|\bArt\.|\b(?:130|18[6-9]|19[0-3])\b|\b(?:BGB|AGB|BGH|EnWG)\b", text), module


# --- public holidays --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "lands", "not_in"),
    [
        ("2026-01-01", "BB BE BW BY HB HE HH MV NI NW RP SH SL SN ST TH", ""),
        ("2026-10-03", "BB BE BW BY HB HE HH MV NI NW RP SH SL SN ST TH", ""),
        ("2026-12-24", "", "BB BE BW BY HB HE HH MV NI NW RP SH SL SN ST TH"),
        ("2026-12-31", "", "BB BE BW BY HB HE HH MV NI NW RP SH SL SN ST TH"),
        ("2026-01-06", "BW BY ST", "BE HE NW SN"),
        ("2026-06-04", "BW BY HE NW RP SL", "BB BE HB HH MV NI SH SN ST TH"),  # Corpus Christi
        ("2026-08-15", "SL", "BW BY NW"),
        ("2026-11-18", "SN", "BE BY NW TH"),  # Repentance and Prayer
        ("2017-10-31", "BB BE BW BY HB HE HH MV NI NW RP SH SL SN ST TH", ""),  # once everywhere
        ("2016-10-31", "BB MV SN ST TH", "BE HB HH NI NW SH"),
        ("2018-10-31", "BB HB HH MV NI SH SN ST TH", "BE BW BY HE NW RP SL"),
        ("2018-03-08", "", "BE MV"),
        ("2019-03-08", "BE", "MV"),
        ("2023-03-08", "BE MV", "BB"),
        ("2019-09-20", "TH", "SN"),
        ("2020-05-08", "BE", "BB"),
    ],
)
def test_a_land_has_its_own_holidays(when: str, lands: str, not_in: str) -> None:
    for land in lands.split():
        assert public_holidays(land).holiday(day(when)) is not None, land
    for land in not_in.split():
        assert public_holidays(land).holiday(day(when)) is None, land


@pytest.mark.parametrize(("land", "when"), [("BY", "2026-08-15"), ("SN", "2026-06-04"), ("TH", "2026-06-04")])
def test_what_only_catholic_municipalities_keep_is_asked_for(land: str, when: str) -> None:
    assert public_holidays(land).holiday(day(when)) is None
    assert public_holidays(land, catholic=True).holiday(day(when)) is not None


def test_a_holiday_has_a_name_in_both_languages() -> None:
    assert NW.holiday(day("2026-04-03")) == Words("Karfreitag", "Good Friday")


@pytest.mark.parametrize("land", ["", "XX", "nw", "Preußen", "DE-NW"])
def test_a_land_that_does_not_exist(land: str) -> None:
    with pytest.raises(ValueError, match=r"not a Land: .*BB, BE, BW, BY, HB"):
        public_holidays(land)


@pytest.mark.parametrize("year", [1990, 2101])
def test_no_year_without_holidays_is_made_up(year: int) -> None:
    assert NW.holiday(date(1991, 1, 1)) is not None
    assert NW.holiday(date(2100, 12, 26)) is not None
    with pytest.raises(ValueError, match="1991 to 2100"):
        NW.holiday(date(year, 6, 1))


def test_without_the_extra_the_error_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "holidays", None)
    public_holidays.cache_clear()
    with pytest.raises(CalendarMissing, match=r"tariflint\[kalender\]"):
        public_holidays("NW")
    assert "tariflint[kalender]" in CalendarMissing.words.de
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    [wanted] = project["optional-dependencies"]["kalender"]
    assert wanted in project["optional-dependencies"]["test"]
    # without the extra, whatever needs no holidays works
    assert last_receipt(day("2026-04-01"), Notice(duration("1 Monat"))).day == day("2026-02-28")


# --- what cannot be computed ------------------------------------------------------------------------------------------


def test_working_days_need_a_calendar() -> None:
    eight = duration("8 Werktage")
    calls: list[Callable[[], object]] = [
        lambda: period_end(day("2026-04-01"), eight),
        lambda: period_end(day("2026-04-01"), ONE_DAY, rest_day=RestDay.NEXT),
        lambda: Notice(eight),
        lambda: Notice(ONE_DAY, eight),
        lambda: Notice(ONE_DAY, rest_day=RestDay.PREVIOUS),
    ]
    for call in calls:
        with pytest.raises(ValueError, match="without the public holidays"):
            call()


def test_without_deemed_receipt_there_is_no_day_to_send() -> None:
    for function in (last_sending, arrival, first_effective_when_sent):
        with pytest.raises(ValueError, match="deemed"):
            function(day("2026-04-01"), Notice(ONE_DAY))


def test_the_calendar_has_an_end() -> None:
    month = duration("1 Monat")
    with pytest.raises(OverflowError):
        period_end(date(9999, 12, 15), month)
    with pytest.raises(OverflowError):
        last_receipt(date(1, 1, 15), Notice(month))
    assert period_end(date(9999, 11, 15), month).day == date(9999, 12, 15)
    assert last_receipt(date(1, 2, 15), Notice(month)).day == date(1, 1, 14)


def test_the_days_of_a_month_are_those_of_the_calendar() -> None:
    for year in (1, 1900, 2000, 2023, 2024, 2100, 9999):
        for month in range(1, 13):
            last = date(year, month, monthrange(year, month)[1])
            assert End.MONTH.on_or_after(date(year, month, 1)) == last
