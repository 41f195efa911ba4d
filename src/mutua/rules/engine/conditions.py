"""Conditions: whether something holds, does not hold, or cannot be said until somebody answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from mutua.domain.case import Series
from mutua.rules.engine import calendar
from mutua.rules.engine.context import Context, FactReader, Truth, Unknown, compile_fact, is_answered
from mutua.rules.model import (
    Against,
    All,
    AnyOf,
    Between,
    Condition,
    DayOrder,
    Named,
    Not,
    OneOf,
    Present,
    Ruleset,
    Season,
    SumInWindow,
    Test,
    TimeRules,
    Window,
)

Check = Callable[[Context], Truth]


def compile_condition(condition: Condition, ruleset: Ruleset) -> Check:
    """True, False, or Unknown with every answer that matters."""
    if isinstance(condition, Named):
        return compile_condition(condition.condition, ruleset)
    if isinstance(condition, Not):
        inner = compile_condition(condition.condition, ruleset)

        def negated(ctx: Context) -> Truth:
            truth = inner(ctx)
            return truth if truth.__class__ is Unknown else not truth

        return negated
    if isinstance(condition, All):
        return _combine([compile_condition(part, ruleset) for part in condition.conditions], decisive=False)
    if isinstance(condition, AnyOf):
        parts = [compile_condition(part, ruleset) for part in condition.conditions]
        if condition.at_least != 1:
            return _at_least(parts, condition.at_least)
        return _combine(parts, decisive=True)
    return _compile_test(condition, ruleset)


def _combine(parts: list[Check], *, decisive: bool) -> Check:
    """All of them (one False decides) or any of them (one True decides)."""
    if len(parts) == 1:
        return parts[0]

    def combined(ctx: Context) -> Truth:
        unknown: list[Unknown] | None = None
        for part in parts:
            truth = part(ctx)
            if truth is decisive:
                return decisive
            if truth.__class__ is Unknown:
                unknown = [*(unknown or []), truth]
        return not decisive if unknown is None else Unknown.of(unknown)

    return combined


def _at_least(parts: list[Check], wanted: int) -> Check:
    """So many of them: true once enough hold, false once enough can no longer hold."""

    def counted(ctx: Context) -> Truth:
        held, unknown = 0, []
        for part in parts:
            truth = part(ctx)
            if truth is True:
                held += 1
            elif isinstance(truth, Unknown):
                unknown.append(truth)
        if held >= wanted:
            return True
        return Unknown.of(unknown) if held + len(unknown) >= wanted else False

    return counted


def _compile_test(test: Test, ruleset: Ruleset) -> Check:
    check = test.check
    if isinstance(check, Present):
        answered, absent = is_answered(test.fact, ruleset), check.absent
        return lambda ctx: answered(ctx) is not absent
    read = compile_fact(test.fact, test.read_on, ruleset)
    if isinstance(check, OneOf):
        return _one_of(read, check)
    if isinstance(check, Between):
        return _between(read, check)
    if isinstance(check, Season):
        return _season(read, check)
    if isinstance(check, Against):
        return _against(read, check, compile_fact(check.anchor, None, ruleset))
    anchor = compile_fact(check.anchor, None, ruleset)
    if isinstance(check, Window):
        return _window(read, check, anchor, ruleset.time)
    return _sum_in_window(read, check, anchor, ruleset.time)


def _one_of(read: FactReader, check: OneOf) -> Check:
    if len(check.values) == 1:
        only = check.values[0]

        def equal(ctx: Context) -> Truth:
            value = read(ctx)
            return value if value.__class__ is Unknown else value == only

        return equal
    values = frozenset(check.values)

    def among(ctx: Context) -> Truth:
        value = read(ctx)
        return value if value.__class__ is Unknown else value in values

    return among


def _between(read: FactReader, check: Between) -> Check:
    low, high = check.low, check.high

    def between(ctx: Context) -> Truth:
        value = read(ctx)
        if value.__class__ is Unknown:
            return value
        if value.__class__ is datetime:
            value = calendar.day_in_rome(value)
        return (low is None or low <= value) and (high is None or value <= high)

    return between


def _season(read: FactReader, check: Season) -> Check:
    first, last = (check.from_month, check.from_day), (check.to_month, check.to_day)

    def in_season(ctx: Context) -> Truth:
        value = read(ctx)
        if value.__class__ is Unknown:
            return value
        day = calendar.day_in_rome(value)
        spot = (day.month, day.day)
        return first <= spot <= last if first <= last else spot >= first or spot <= last

    return in_season


def _both(read: FactReader, anchor: FactReader, ctx: Context) -> tuple[date, date] | Unknown:
    value, against = read(ctx), anchor(ctx)
    unknown = [one for one in (value, against) if one.__class__ is Unknown]
    if unknown:
        return Unknown.of(unknown)
    return calendar.day_in_rome(value), calendar.day_in_rome(against)


def _against(read: FactReader, check: Against, anchor: FactReader) -> Check:
    order = check.order

    def compared(ctx: Context) -> Truth:
        days = _both(read, anchor, ctx)
        if isinstance(days, Unknown):
            return days
        value, against = days
        if order is DayOrder.BEFORE:
            return value < against
        if order is DayOrder.NOT_AFTER:
            return value <= against
        if order is DayOrder.AFTER:
            return value > against
        return value >= against if order is DayOrder.NOT_BEFORE else value == against

    return compared


def _window(read: FactReader, check: Window, anchor: FactReader, rules: TimeRules) -> Check:
    duration, before = check.duration, check.before

    def within(ctx: Context) -> Truth:
        days = _both(read, anchor, ctx)
        if isinstance(days, Unknown):
            return days
        value, against = days
        if before:
            return calendar.shift(against, duration, -1, rules) <= value <= against
        return against <= value <= calendar.shift(against, duration, 1, rules)

    return within


def _sum_in_window(read: FactReader, check: SumInWindow, anchor: FactReader, rules: TimeRules) -> Check:
    low, high, duration = check.low, check.high, check.duration

    def summed(ctx: Context) -> Truth:
        series, against = read(ctx), anchor(ctx)
        unknown = [one for one in (series, against) if one.__class__ is Unknown]
        if unknown:
            return Unknown.of(unknown)
        end = calendar.day_in_rome(against)
        start = calendar.shift(end, duration, -1, rules)
        entries = series.entries if isinstance(series, Series) else ()
        total = sum(figure for day, figure in entries if start <= day < end)
        return (low is None or low <= total) and (high is None or total <= high)

    return summed
