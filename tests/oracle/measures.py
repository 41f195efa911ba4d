"""What a step's figure is multiplied by: units, days, hours, months, a fact."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from mutua.rules.model import (
    MarginalTable,
    Per,
    PerKind,
    Proration,
    Unit,
    Value,
)

from . import days
from .answers import known
from .logic import value, within
from .runners import Runner


def measure(amount: Value, per: Per, runner: Runner) -> Fraction:
    """The measure of a step times what it is multiplied by."""
    figure = value(amount, runner.sight)
    if isinstance(figure, MarginalTable):
        return by_bands(figure, per, runner)
    return figure * times(per, runner)


def times(per: Per, runner: Runner) -> Fraction:
    if per.kind is PerKind.ONCE:
        return Fraction(1)
    if per.kind is PerKind.FACT:
        return Fraction(known(runner.sight.figure(per.fact)))
    benefit = runner.sight.ruleset.benefits[runner.sight.line.benefit]
    if per.kind is PerKind.MONTH and benefit.unit is not Unit.MONTHS:
        return months(per, runner)
    granted = Fraction(runner.done.granted)
    return granted / 60 if per.kind is PerKind.HOUR else granted


def months(per: Per, runner: Runner) -> Fraction:
    found = runner.done.granted_days
    if found is None:
        first, last = known(runner.sight.read("inizio")), known(runner.sight.read("fine"))
        found = days.days_between(first, last)
    by_month: dict[date, int] = {}
    for day in found:
        by_month[day.replace(day=1)] = by_month.get(day.replace(day=1), 0) + 1
    if per.proration is None:
        return Fraction(len(by_month))
    if per.proration is Proration.DAYS_OF_MONTH:
        return sum((Fraction(count, days.month_length(month)) for month, count in by_month.items()), Fraction(0))
    return sum((thirtieths(month, count) for month, count in by_month.items()), Fraction(0))


def thirtieths(month: date, count: int) -> Fraction:
    """A month is worth 30 thirtieths, however long it is."""
    return Fraction(1) if count >= min(30, days.month_length(month)) else Fraction(count, 30)


def by_bands(table: MarginalTable, per: Per, runner: Runner) -> Fraction:
    """Each granted unit pays the band of its own number; beyond the bands nothing."""
    done = runner.done
    total = Fraction(0)
    if per.kind is PerKind.HOUR:
        full, part = divmod(done.granted, 60)
        for hour in range(1, full + 1):
            total += of_band(table, hour, runner)
        return total + of_band(table, full + 1, runner) * Fraction(part, 60)
    for number in done.numbers:
        total += of_band(table, number, runner)
    return total


def of_band(table: MarginalTable, number: int, runner: Runner) -> Fraction:
    for band in table.bands:
        if within(number, band.low, band.high):
            figure = value(band.value, runner.sight)
            assert isinstance(figure, Fraction)
            return figure
    return Fraction(0)
