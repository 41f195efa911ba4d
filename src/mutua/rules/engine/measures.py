"""Measures times what they are counted by: so much per visit, per day, per hour, per month."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Union

from mutua.domain.decisions import Reason
from mutua.rules.engine.calendar import add_days, last_day_of_month, months_touched
from mutua.rules.engine.context import Context, Unknown, compile_fact
from mutua.rules.engine.values import compile_value
from mutua.rules.model import Band, FactKind, MarginalTable, Per, PerKind, Proration, Ruleset, Unit, Value

# An exact amount as numerator and denominator; the denominator is positive.
Exact = tuple[int, int]
ExactOf = Callable[[Context], Union[Exact, Unknown, Reason]]


def as_exact(figure: object) -> Exact | Unknown | Reason:
    """An int or a Fraction as numerator and denominator; Unknown and Reason pass."""
    if figure.__class__ is int:
        return figure, 1
    if isinstance(figure, Fraction):
        return figure.numerator, figure.denominator
    assert isinstance(figure, (Unknown, Reason))
    return figure


def compile_count(per: Per, unit: Unit | None, ruleset: Ruleset) -> ExactOf:
    """By what a measure is multiplied."""
    if per.kind is PerKind.UNIT:
        scale = 60 if unit is Unit.HOURS else 1
        return lambda ctx: (ctx.quantity_granted, scale)
    if per.kind is PerKind.DAY:
        return lambda ctx: (ctx.quantity_granted, 1)
    if per.kind is PerKind.HOUR:
        return lambda ctx: (ctx.quantity_granted, 60)
    if per.kind is PerKind.MONTH and unit is Unit.MONTHS and per.proration is None:
        return lambda ctx: (ctx.quantity_granted, 1)
    if per.kind is PerKind.MONTH:
        return _months(per.proration, ruleset)
    if per.kind is PerKind.FACT:
        read = compile_fact(per.fact, None, ruleset)
        scale = 100 if ruleset.facts[per.fact].kind is FactKind.DECIMAL else 1

        def by_fact(ctx: Context) -> Exact | Unknown | Reason:
            value = read(ctx)
            return value if isinstance(value, Unknown) else (int(value), scale)

        return by_fact
    return lambda ctx: (1, 1)


def _months(proration: Proration | None, ruleset: Ruleset) -> ExactOf:
    first, last = compile_fact("inizio", None, ruleset), compile_fact("fine", None, ruleset)

    def months(ctx: Context) -> Exact | Unknown | Reason:
        if ctx.first_day is not None:
            return _months_of_numbers(ctx.first_day, ctx.granted_days, proration)
        start, end = first(ctx), last(ctx)
        unknown = [one for one in (start, end) if isinstance(one, Unknown)]
        if unknown:
            return Unknown.of(unknown)
        return _months_between(start, end, proration)

    return months


def _months_of_numbers(first: date, numbers: Sequence[int], proration: Proration | None) -> Exact:
    if isinstance(numbers, range):
        if not numbers:
            return 0, 1
        return _months_between(add_days(first, numbers[0] - 1), add_days(first, numbers[-1] - 1), proration)
    by_month: dict[tuple[int, int], int] = {}
    for day in (add_days(first, number - 1) for number in numbers):
        by_month[day.year, day.month] = by_month.get((day.year, day.month), 0) + 1
    return _sum_of_months(by_month, proration)


def _months_between(start: date, end: date, proration: Proration | None) -> Exact:
    if end < start:
        return 0, 1
    if proration is None:
        return months_touched(start, end), 1
    by_month: dict[tuple[int, int], int] = {}
    day = start
    while day <= end:
        last = date(day.year, day.month, last_day_of_month(day.year, day.month))
        stop = min(last, end)
        by_month[day.year, day.month] = (stop - day).days + 1
        if stop == end:
            break
        day = stop + timedelta(days=1)
    return _sum_of_months(by_month, proration)


def _sum_of_months(by_month: dict[tuple[int, int], int], proration: Proration | None) -> Exact:
    if proration is None:
        return len(by_month), 1
    if proration is Proration.THIRTIETHS:  # a whole month is 30 thirtieths, February too
        whole = {month for month, days in by_month.items() if days == last_day_of_month(*month)}
        return sum(30 if month in whole else min(days, 30) for month, days in by_month.items()), 30
    total = sum((Fraction(days, last_day_of_month(*month)) for month, days in by_month.items()), Fraction(0))
    return total.numerator, total.denominator


def compile_measure(amount: Value, per: Per, unit: Unit | None, ruleset: Ruleset) -> ExactOf:
    """The measure times its count, exact. A marginal table, wherever it stands, has counted by itself."""
    value = compile_value(amount, ruleset, lambda table: _marginal(table, per, unit, ruleset))
    if per.kind is PerKind.ONCE:
        return lambda ctx: as_exact(value(ctx))
    count = compile_count(per, unit, ruleset)

    def multiplied(ctx: Context) -> Exact | Unknown | Reason:
        figure: Any = value(ctx)
        if figure.__class__ is tuple:
            return figure
        one = as_exact(figure)
        if not isinstance(one, tuple):
            return one
        many = count(ctx)
        if not isinstance(many, tuple):
            return many
        return one[0] * many[0], one[1] * many[1]

    return multiplied


def _marginal(table: MarginalTable, per: Per, unit: Unit | None, ruleset: Ruleset) -> ExactOf:
    bands = [(band, compile_value(band.value, ruleset)) for band in table.bands]
    hours = per.kind is PerKind.HOUR or (per.kind is PerKind.UNIT and unit is Unit.HOURS)

    def summed(ctx: Context) -> Exact | Unknown | Reason:
        total = Fraction(0)
        for band, value in bands:
            price = as_exact(value(ctx))
            if not isinstance(price, tuple):
                return price
            total += Fraction(*price) * _units_in(band, ctx, hours)
        return total.numerator, total.denominator

    return summed


def _units_in(band: Band, ctx: Context, hours: bool) -> Fraction:
    """How many of the granted units have a number inside the band; for hours, parts count in proportion."""
    low, high = band.low or 1, band.high
    if hours:
        granted = Fraction(ctx.quantity_granted, 60)
        upper = granted if high is None else min(granted, Fraction(high))
        return max(Fraction(0), upper - (low - 1))
    numbers = ctx.granted_days if ctx.first_day is not None else range(1, ctx.quantity_granted + 1)
    if isinstance(numbers, range):
        first, last = max(low, numbers.start), numbers.stop - 1
        return Fraction(max(0, (last if high is None else min(last, high)) - first + 1))
    return Fraction(sum(1 for number in numbers if low <= number and (high is None or number <= high)))
