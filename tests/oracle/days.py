"""Days and months: what the regulations mean by «60 giorni da», «2 anni da», «fine del trimestre»."""

from __future__ import annotations

import calendar
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from mutua.rules.model import CalendarSpan, Duration, DurationUnit, TimeRules

ROME = ZoneInfo("Europe/Rome")
PLAIN = TimeRules()


def add_days(day: date, count: int) -> date:
    number = day.toordinal() + count
    if number < date.min.toordinal():
        return date.min
    if number > date.max.toordinal():
        return date.max
    return date.fromordinal(number)


def add_months(day: date, count: int, clamp: bool = True) -> date:
    """Same day number `count` months later; a day that is not there is the last of the month, or the next first."""
    months = day.year * 12 + day.month - 1 + count
    year, month = divmod(months, 12)
    month += 1
    if year < 1:
        return date.min
    if year > 9999:
        return date.max
    last = calendar.monthrange(year, month)[1]
    if day.day <= last:
        return date(year, month, day.day)
    if clamp:
        return date(year, month, last)
    return add_days(date(year, month, last), 1)


def shift(day: date, duration: Duration, time: TimeRules, sign: int = 1) -> date:
    """The anchor plus (or minus) a duration, by the conventions of the ruleset."""
    if duration.unit is DurationUnit.DAYS:
        count = duration.count if time.day_zero else duration.count - 1
        return add_days(day, sign * count)
    if duration.unit is DurationUnit.MONTHS:
        return add_months(day, sign * duration.count, time.clamp_months)
    if duration.unit is DurationUnit.YEARS:
        return add_months(day, sign * duration.count * 12, time.clamp_months)
    raise AssertionError("hours are only for notice")


def day_of_year(year: int, month: int, day: int) -> date:
    """29 February is 28 in common years."""
    if year < 1:
        return date.min
    if year > 9999:
        return date.max
    if (month, day) == (2, 29) and not calendar.isleap(year):
        day = 28
    return date(year, month, day)


def months_in(span: CalendarSpan) -> int:
    return {CalendarSpan.MONTH: 1, CalendarSpan.QUARTER: 3, CalendarSpan.HALF: 6, CalendarSpan.YEAR: 12}[span]


def end_of(day: date, span: CalendarSpan, after: int) -> date:
    length = months_in(span)
    block = (day.month - 1) // length + after
    months = day.year * 12 + (block + 1) * length  # the month after the span, counted from 0
    year, month = divmod(months, 12)
    if year > 9999:
        return date.max
    if year < 1:
        return date.min
    return add_days(date(year, month + 1, 1), -1)


def first_of_month(day: date, nth: int) -> date:
    return add_months(day.replace(day=1), nth)


def completed_months(start: date, day: date) -> int:
    """The largest n with start + n months (clamped) not after the day; 0 before the start."""
    if day < start:
        return 0
    count = (day.year - start.year) * 12 + day.month - start.month
    while count > 0 and add_months(start, count) > day:
        count -= 1
    return count


def completed_years(start: date, day: date) -> int:
    if day < start:
        return 0
    count = day.year - start.year
    while count > 0 and add_months(start, 12 * count) > day:
        count -= 1
    return count


def age(birth: date, day: date, time: TimeRules) -> int:
    """Completed years; who is born on 29 February completes them on 1 March, or 28 February if the ruleset says so."""
    if day < birth:
        return 0
    years = day.year - birth.year
    if (birth.month, birth.day) == (2, 29) and not calendar.isleap(day.year):
        birthday = (3, 1) if time.leap_birthday_in_march else (2, 28)
    else:
        birthday = (birth.month, birth.day)
    if (day.month, day.day) < birthday:
        years -= 1
    return max(0, years)


def date_in_rome(instant: datetime) -> date:
    try:
        return instant.astimezone(ROME).date()
    except OverflowError:
        return instant.date()


def elapsed(earlier: datetime, later: datetime) -> timedelta:
    """True time between two aware instants, whatever the clocks said."""
    naive = later.replace(tzinfo=None) - earlier.replace(tzinfo=None)
    return naive - (later.utcoffset() or timedelta()) + (earlier.utcoffset() or timedelta())


def days_between(first: date, last: date) -> list[date]:
    return [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]


def month_length(day: date) -> int:
    return calendar.monthrange(day.year, day.month)[1]
