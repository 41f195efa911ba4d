"""Days on which banks move euro (TARGET): no Saturday, no Sunday, and six feasts of the year."""

from __future__ import annotations

from datetime import date, timedelta

_FIXED = ((1, 1), (5, 1), (12, 25), (12, 26))


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the method of Meeus, Jones and Butcher)."""
    golden, century, of_century = year % 19, year // 100, year % 100
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - moon - of_century % 4) % 7
    late = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def is_bank_day(day: date) -> bool:
    """Whether euro payments settle on a day. Feasts of one country or town do not count."""
    if day.weekday() > 4 or (day.month, day.day) in _FIXED:
        return False
    sunday = easter(day.year)
    return day not in (sunday - timedelta(days=2), sunday + timedelta(days=1))


def bank_day_from(day: date) -> date:
    """That day, or the first bank day after it."""
    while not is_bank_day(day):
        day += timedelta(days=1)
    return day


def bank_days_after(day: date, count: int) -> date:
    """The day so many bank days after one, which itself is not counted."""
    for _ in range(count):
        day = bank_day_from(day + timedelta(days=1))
    return day
