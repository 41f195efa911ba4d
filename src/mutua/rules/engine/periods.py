"""Periods of the ceilings: the year, the block, the distance in which a draw counts, and the one that follows."""

from __future__ import annotations

from datetime import date
from typing import Union

from mutua.rules.engine import calendar
from mutua.rules.engine.counters import Counters
from mutua.rules.model import (
    EachDay,
    EachMonth,
    FirstYear,
    FromFirstUse,
    JoiningYears,
    Lifetime,
    Period,
    Rolling,
    RoundingMode,
    TimeRules,
    Years,
)

Blocks = Union[Years, JoiningYears]
_PLAIN = TimeRules()  # distances between draws are plain days and clamped months


def _year_start(rule: Years, year: int) -> date:
    return calendar.day_in_year(year, rule.month, rule.day)


def _years_from(joined_on: date, day: date) -> int:
    """The last anniversary not after the day, as a number of years; below zero before joining."""
    years = day.year - joined_on.year
    return years if calendar.add_months(joined_on, years * 12) <= day else years - 1


def block_start(rule: Blocks, day: date, joined_on: date | None) -> date:
    """First day of the block of years that holds the day. Joining anniversaries are clamped (29 February to 28)."""
    if isinstance(rule, JoiningYears):
        assert joined_on is not None
        return calendar.add_months(joined_on, _years_from(joined_on, day) // rule.count * rule.count * 12)
    year = day.year
    if day < _year_start(rule, year):
        year -= 1
    if rule.anchor_year is not None:
        year = rule.anchor_year + (year - rule.anchor_year) // rule.count * rule.count
    return _year_start(rule, year)


def next_block(rule: Blocks, start: date, joined_on: date | None) -> date:
    """First day of the following block, counted from the anchor; held inside the calendar."""
    if isinstance(rule, JoiningYears):
        assert joined_on is not None
        return calendar.add_months(joined_on, (_years_from(joined_on, start) + rule.count) * 12)
    if start.year + rule.count > 9999:
        return date.max
    return _year_start(rule, start.year + rule.count)


def next_period(rule: Period, start: date, joined_on: date | None) -> date | None:
    """First day of the period after the one that starts on that day; None where periods do not follow each other."""
    if isinstance(rule, (Years, JoiningYears)):
        return next_block(rule, start, joined_on)
    if isinstance(rule, EachMonth):
        return calendar.add_months(start, rule.count)
    return calendar.add_days(start, 1) if isinstance(rule, EachDay) else None


def period_start(
    rule: Period, day: date, joined_on: date | None, counters: Counters, keys: tuple[str, ...], holder: str
) -> date:
    """The first day of the period in which something on that day is counted: the name of the period."""
    if isinstance(rule, Years) and rule.month == rule.day == rule.count == 1:
        return date(day.year, 1, 1)
    if isinstance(rule, (Years, JoiningYears)):
        return block_start(rule, day, joined_on)
    if isinstance(rule, Lifetime):
        return date.min
    if isinstance(rule, EachMonth):
        return date(day.year, day.month - (day.month - 1) % rule.count, 1)
    if isinstance(rule, FromFirstUse):
        first, _ = reach(rule, day)
        opened = [period for period in counters.opened(keys, holder) if first <= period <= day]
        return max(opened, default=day)
    return day


def near(rule: Rolling, day: date, other: date) -> bool:
    """Whether two draws are less than the distance away, before or after."""
    first, last = min(day, other), max(day, other)
    return last < calendar.shift(first, rule.duration, 1, _PLAIN)


def used_and_reserved(
    rule: Period, period: date, counters: Counters, keys: tuple[str, ...], holder: str
) -> tuple[int, int]:
    """What counts in the period; for a distance, every draw less than the distance away, before or after."""
    if not isinstance(rule, Rolling):
        return counters.read(keys, holder, period)
    first, last = reach(rule, period)
    used = reserved = 0
    for other, used_there, reserved_there in counters.periods(keys, holder):
        if first <= other < last:
            used += used_there
            reserved += reserved_there
    return used, reserved


def reach(rule: Rolling | FromFirstUse, day: date) -> tuple[date, date]:
    """The first day less than the distance before that day, and the first day not less than the distance after it."""
    first = calendar.add_days(calendar.shift(day, rule.duration, -1, _PLAIN), -4)  # months are not all as long
    while first <= day and calendar.shift(first, rule.duration, 1, _PLAIN) <= day and first < date.max:
        first = calendar.add_days(first, 1)
    return first, calendar.shift(day, rule.duration, 1, _PLAIN)


def within_distance(rule: Rolling, period: date, counters: Counters, keys: tuple[str, ...], holder: str) -> set[date]:
    """The days on which something was drawn less than the distance away, before or after."""
    return {other for other, _, _ in counters.periods(keys, holder) if near(rule, period, other)}


def changes_on(
    rule: Rolling | FromFirstUse, day: date, period: date, counters: Counters, keys: tuple[str, ...], holder: str
) -> date | None:
    """The first later day on which other draws count than on this one; None where there is none."""
    if isinstance(rule, FromFirstUse):
        later = [opened for opened in counters.opened(keys, holder) if opened > day]
        return min([calendar.shift(period, rule.duration, 1, _PLAIN), *later])
    ends = [
        calendar.shift(other, rule.duration, 1, _PLAIN)
        for other, used, reserved in counters.periods(keys, holder)
        if used + reserved and near(rule, day, other)
    ]
    return min(ends, default=None)


def run_length(
    day: date, counters: Counters, keys: tuple[str, ...], holder: str, before: int | None = None
) -> int:
    """Length of the unbroken run of drawn days that the day would belong to, itself included.

    `before` is the length of the run that ended on the day before when that day was drawn, where it is known.
    """

    def drawn(other: date) -> bool:
        return sum(counters.read(keys, holder, other)) > 0

    known = before if before is not None and not drawn(day) else None
    length = 1 + (known or 0)
    for step in (-1, 1) if known is None else (1,):
        other = calendar.add_days(day, step)
        while drawn(other):
            length += 1
            following = calendar.add_days(other, step)
            if following == other:
                break
            other = following
    return length


def first_year_size(size: int, rule: FirstYear, period: Years, start: date, end: date, joined_on: date) -> int:
    """The size × months left / the period's months, if the cover began inside the period after its first day."""
    if not start < joined_on < end:
        return size
    months = 12 * period.count
    gone = calendar.months_touched(start, joined_on) - 1
    left = months - gone - (0 if rule.joining_month_counts else 1)
    if rule.rounding is RoundingMode.DOWN:
        return size * left // months
    if rule.rounding is RoundingMode.UP:
        return -(-size * left // months)
    return (2 * size * left + months) // (2 * months)
