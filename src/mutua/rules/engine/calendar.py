"""Days and terms: so many days, months or years from a day, and how many years somebody has completed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from mutua.rules.model import CalendarSpan, Duration, DurationUnit, TimeRules

ROME = ZoneInfo("Europe/Rome")
_KEPT_DAYS = 4096
_MONTHS_OF = {CalendarSpan.MONTH: 1, CalendarSpan.QUARTER: 3, CalendarSpan.HALF: 6, CalendarSpan.YEAR: 12}


def last_day_of_month(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def add_days(day: date, count: int) -> date:
    """The day `count` days later, held inside the calendar."""
    try:
        return day + timedelta(days=count)
    except OverflowError:
        return date.max if count > 0 else date.min


def add_months(day: date, count: int, *, clamp: bool = True) -> date:
    """Same day number `count` months later; where the month is too short its last day, or the next month's first.

    Always from the given day, never chained. Held inside the calendar.
    """
    months = day.year * 12 + day.month - 1 + count
    year, month = months // 12, months % 12 + 1
    if year > 9999:
        return date.max
    if year < 1:
        return date.min
    last = last_day_of_month(year, month)
    if day.day <= last:
        return date(year, month, day.day)
    return date(year, month, last) if clamp else add_days(date(year, month, last), 1)


def remembered(compute: Callable[[date], date]) -> Callable[[date], date]:
    """The same function of a day, with its last answers kept: years of claims ask for the same few days."""
    return lru_cache(maxsize=_KEPT_DAYS)(compute)


def shift(day: date, duration: Duration, sign: int, rules: TimeRules) -> date:
    """`duration` after the day (sign 1) or before it (sign -1), by the ruleset's conventions. Hours count no days."""
    count = duration.count * sign
    if duration.unit is DurationUnit.DAYS:
        if not rules.day_zero and count:
            count -= sign
        return add_days(day, count)
    if duration.unit is DurationUnit.MONTHS:
        return add_months(day, count, clamp=rules.clamp_months)
    if duration.unit is DurationUnit.YEARS:
        return add_months(day, count * 12, clamp=rules.clamp_months)
    return day


def completed_months(since: date, day: date) -> int:
    """The largest n such that n months after `since` is not after the day; 0 before `since`."""
    if day < since:
        return 0
    months = (day.year - since.year) * 12 + day.month - since.month
    return months if add_months(since, months) <= day else months - 1


def renewal(anchor: date, day: date, months: int, *, clamp: bool) -> date:
    """The first day `months`, or a multiple of them, after the anchor that is not before the day."""
    times = max(1, completed_months(anchor, day) // months)
    found = add_months(anchor, times * months, clamp=clamp)
    return found if found >= day else add_months(anchor, (times + 1) * months, clamp=clamp)


def completed_years(since: date, day: date) -> int:
    return completed_months(since, day) // 12


def age_on(born: date, day: date, rules: TimeRules) -> int:
    """Completed years. Who is born on 29 February completes them on 1 March in common years, or as the ruleset says."""
    if day < born:
        return 0
    month, number = born.month, born.day
    if month == 2 and number == 29 and last_day_of_month(day.year, 2) == 28:
        month, number = (3, 1) if rules.leap_birthday_in_march else (2, 28)
    return day.year - born.year - ((day.month, day.day) < (month, number))


def day_in_year(year: int, month: int, day: int) -> date:
    """Day and month of a year; 29 February falls back to 28. The year is held inside the calendar."""
    year = min(max(year, 1), 9999)
    return date(year, month, min(day, last_day_of_month(year, month)))


def end_of(day: date, span: CalendarSpan, after: int) -> date:
    """Last day of the day's month, quarter, half-year or year, or of the `after`-th following one."""
    size = _MONTHS_OF[span]
    index = (day.year * 12 + day.month - 1) // size + after
    last = index * size + size - 1
    year, month = last // 12, last % 12 + 1
    if year > 9999:
        return date.max
    return date(year, month, last_day_of_month(year, month))


def first_of_month(day: date, nth: int) -> date:
    """First day of the nth month after the day's month (0 = that month)."""
    return add_months(date(day.year, day.month, 1), nth)


def day_in_rome(value: date | datetime) -> date:
    """The calendar day in Italy of an instant; a plain day is itself."""
    if value.__class__ is date or not isinstance(value, datetime):
        return value
    try:
        return value.astimezone(ROME).date() if value.tzinfo else value.date()
    except (OverflowError, ValueError):
        return value.date()


def months_touched(first: date, last: date) -> int:
    return max(0, (last.year - first.year) * 12 + last.month - first.month + 1)
