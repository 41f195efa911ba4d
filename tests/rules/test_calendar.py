"""Days, months and years, against the dates a person would count and against python-dateutil."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from mutua.rules.engine import calendar
from mutua.rules.model import CalendarSpan, Duration, DurationUnit, TimeRules

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31))
USUAL = TimeRules()


@given(DAYS, st.integers(-600, 600))
def test_months_from_a_day_are_those_of_dateutil(day: date, months: int) -> None:
    assert calendar.add_months(day, months) == day + relativedelta(months=months)


@given(DAYS, DAYS)
def test_completed_months_are_the_most_that_fit(since: date, day: date) -> None:
    months = calendar.completed_months(since, day)
    if day < since:
        assert months == 0
    else:
        assert calendar.add_months(since, months) <= day < calendar.add_months(since, months + 1)


@pytest.mark.parametrize(
    ("born", "day", "march", "february"),
    [
        (date(2008, 2, 29), date(2026, 2, 28), 17, 18),
        (date(2008, 2, 29), date(2026, 3, 1), 18, 18),
        (date(2008, 2, 29), date(2028, 2, 28), 19, 19),
        (date(2008, 2, 29), date(2028, 2, 29), 20, 20),
        (date(1959, 5, 3), date(2026, 5, 2), 66, 66),
        (date(1959, 5, 3), date(2026, 5, 3), 67, 67),
        (date(2026, 5, 3), date(2026, 5, 2), 0, 0),
    ],
)
def test_who_is_born_on_29_february_completes_years_as_the_ruleset_says(
    born: date, day: date, march: int, february: int
) -> None:
    assert calendar.age_on(born, day, USUAL) == march
    assert calendar.age_on(born, day, TimeRules(leap_birthday_in_march=False)) == february


def test_the_published_deadline_of_sixty_days() -> None:
    sixty = Duration(60, DurationUnit.DAYS)
    assert calendar.shift(date(2021, 9, 10), sixty, 1, USUAL) == date(2021, 11, 9)
    assert calendar.shift(date(2021, 9, 10), sixty, 1, TimeRules(day_zero=False)) == date(2021, 11, 8)


def test_a_month_too_short_falls_back_or_rolls_over() -> None:
    month = Duration(1, DurationUnit.MONTHS)
    assert calendar.shift(date(2026, 1, 31), month, 1, USUAL) == date(2026, 2, 28)
    assert calendar.shift(date(2026, 1, 31), month, 1, TimeRules(clamp_months=False)) == date(2026, 3, 1)
    assert calendar.shift(date(2026, 3, 31), month, -1, USUAL) == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("span", "after", "end"),
    [
        (CalendarSpan.MONTH, 0, date(2026, 5, 31)),
        (CalendarSpan.QUARTER, 0, date(2026, 6, 30)),
        (CalendarSpan.QUARTER, 1, date(2026, 9, 30)),
        (CalendarSpan.HALF, 1, date(2026, 12, 31)),
        (CalendarSpan.YEAR, 1, date(2027, 12, 31)),
    ],
)
def test_the_end_of_the_span_and_of_the_following_one(span: CalendarSpan, after: int, end: date) -> None:
    assert calendar.end_of(date(2026, 5, 12), span, after) == end


def test_the_first_day_of_the_fourth_month_ignores_the_day() -> None:
    assert (
        calendar.first_of_month(date(2026, 1, 1), 4)
        == calendar.first_of_month(date(2026, 1, 31), 4)
        == date(2026, 5, 1)
    )


@pytest.mark.parametrize("day", [date.min, date.max])
@pytest.mark.parametrize("count", [-200_000, 200_000])
def test_no_term_leaves_the_calendar(day: date, count: int) -> None:
    for unit in (DurationUnit.DAYS, DurationUnit.MONTHS, DurationUnit.YEARS):
        assert date.min <= calendar.shift(day, Duration(abs(count), unit), 1 if count > 0 else -1, USUAL) <= date.max
    assert date.min <= calendar.end_of(day, CalendarSpan.YEAR, 3) <= date.max


def test_an_instant_has_its_day_in_italy() -> None:
    assert calendar.day_in_rome(datetime(2026, 3, 10, 23, 30, tzinfo=UTC)) == date(2026, 3, 11)
    assert calendar.day_in_rome(datetime(2026, 7, 10, 22, 0, tzinfo=UTC)) == date(2026, 7, 11)
