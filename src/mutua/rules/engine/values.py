"""Numbers of a regulation: a constant, a table, an outside figure, a price."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from typing import Any

from mutua.domain.decisions import Missing, Reason
from mutua.rules.engine import calendar
from mutua.rules.engine.conditions import compile_condition
from mutua.rules.engine.context import NO_SERVICE, Context, Figure, Unknown, compile_fact
from mutua.rules.model import (
    After,
    AnchorDay,
    Anniversary,
    BandTable,
    ChoiceTable,
    Condition,
    Constant,
    DayOfYear,
    Duration,
    DurationUnit,
    Earliest,
    EndOf,
    FactAmount,
    FirstOfMonth,
    FixedDay,
    Latest,
    MarginalTable,
    Named,
    NoTerm,
    OneOf,
    Parameter,
    ParameterValue,
    Ruleset,
    Tariff,
    TariffPrice,
    Term,
    TermCases,
    Test,
    Value,
    ValueCases,
)

ValueOf = Callable[[Context], Figure]
TermOf = Callable[[Context], "date | Unknown | None"]


def half_up(amount: Fraction) -> int:
    """The nearest integer of an amount not below zero; a half goes up."""
    return (2 * amount.numerator + amount.denominator) // (2 * amount.denominator)


Marginal = Callable[[MarginalTable], Callable[[Context], Any]]


def compile_value(value: Value, ruleset: Ruleset, marginal: Marginal | None = None) -> ValueOf:
    """An int (cents, minutes, units) or an exact fraction (a share); Unknown or the Reason of a refusal otherwise.

    `marginal` says what a marginal table gives where it may stand (mutua.rules.engine.measures).
    """
    if isinstance(value, Constant):
        amount = value.amount
        return lambda ctx: amount
    if isinstance(value, BandTable):
        return _band_table(value, ruleset, marginal)
    if isinstance(value, ChoiceTable):
        return _choice_table(value, ruleset, marginal)
    if isinstance(value, ParameterValue):
        return _parameter(ruleset.parameters[value.name], value.share)
    if isinstance(value, TariffPrice):
        return _tariff_price(value, ruleset)
    if isinstance(value, FactAmount):
        return _fact_amount(value, ruleset)
    if isinstance(value, ValueCases):
        cases = [(when, compile_value(one, ruleset, marginal)) for when, one in value.cases]
        chosen: ValueOf = choose_case(cases, compile_value(value.otherwise, ruleset, marginal), ruleset)
        return chosen
    assert marginal is not None, "a marginal table stands only where something is multiplied"
    return marginal(value)


def choose_case(cases: list[tuple[Condition, Callable[[Context], Any]]], otherwise: Any, ruleset: Ruleset) -> Any:
    """The one case that holds, else Unknown if one may hold, else `otherwise`. Cases exclude each other."""
    by_fact = by_one_fact(cases)
    if by_fact is not None:
        return _looked_up(*by_fact, otherwise, ruleset)
    compiled = [(compile_condition(when, ruleset), then) for when, then in cases]

    def chosen(ctx: Context) -> Any:
        unknown: list[Unknown] = []
        for holds, then in compiled:
            truth = holds(ctx)
            if truth is True:
                return then(ctx)
            if isinstance(truth, Unknown):
                unknown.append(truth)
        return Unknown.of(unknown) if unknown else otherwise(ctx)

    return chosen


def by_one_fact(cases: list[tuple[Condition, Any]]) -> tuple[Test, dict[Any, Any]] | None:
    """The cases as what each value of the fact leads to, where all of them ask for values of one fact."""
    found: dict[Any, Any] = {}
    first: Test | None = None
    for when, then in cases:
        while isinstance(when, Named):
            when = when.condition
        if not isinstance(when, Test) or not isinstance(when.check, OneOf):
            return None
        first = first or when
        if (when.fact, when.read_on) != (first.fact, first.read_on):
            return None
        for value in when.check.values:
            found.setdefault(value, then)
    return (first, found) if first is not None else None


def _looked_up(test: Test, found: dict[Any, Any], otherwise: Any, ruleset: Ruleset) -> Any:
    read = compile_fact(test.fact, test.read_on, ruleset)

    def chosen(ctx: Context) -> Any:
        value = read(ctx)
        return value if value.__class__ is Unknown else found.get(value, otherwise)(ctx)

    return chosen


def _not_foreseen(name: str, value: Any) -> Reason:
    return Reason("value_not_foreseen", {"fact": name, "value": value})


def _band_table(table: BandTable, ruleset: Ruleset, marginal: Marginal | None) -> ValueOf:
    read = compile_fact(table.fact, table.read_on, ruleset)
    bands = [(band.low, band.high, compile_value(band.value, ruleset, marginal)) for band in table.bands]
    otherwise = compile_value(table.otherwise, ruleset, marginal) if table.otherwise is not None else None
    name = table.fact

    def banded(ctx: Context) -> Figure:
        fact = read(ctx)
        if fact.__class__ is Unknown:
            return fact
        for low, high, value in bands:
            if (low is None or low <= fact) and (high is None or fact <= high):
                return value(ctx)
        return otherwise(ctx) if otherwise is not None else _not_foreseen(name, fact)

    return banded


def _choice_table(table: ChoiceTable, ruleset: Ruleset, marginal: Marginal | None) -> ValueOf:
    read = compile_fact(table.fact, table.read_on, ruleset)
    entries = {choice: compile_value(value, ruleset, marginal) for choice, value in table.entries}
    otherwise = compile_value(table.otherwise, ruleset, marginal) if table.otherwise is not None else None
    name = table.fact

    def chosen(ctx: Context) -> Figure:
        fact = read(ctx)
        if fact.__class__ is Unknown:
            return fact
        value = entries.get(fact, otherwise)
        return value(ctx) if value is not None else _not_foreseen(name, fact)

    return chosen


Dated = tuple[date, "date | None", "int | None"]  # a figure with the days it holds: from, to (None = still)


def in_force(figures: Iterable[Dated], day: date) -> int | None:
    """The first figure that holds on the day; None where there is none."""
    for since, until, cents in figures:
        if since <= day and (until is None or day <= until) and cents is not None:
            return cents
    return None


def figures_of(parameter: Parameter, share: Fraction) -> list[Dated]:
    """The share of each of the parameter's figures, in cents rounded half up, with the days it holds."""
    return [(one.since, one.until, half_up(one.cents * share)) for one in parameter.figures]


def prices_of(tariff: Tariff, column: str, share: Fraction) -> dict[str, list[Dated]]:
    """The prices of each code in one column of a price list, times a share, with the days they hold."""
    index = tariff.columns.index(column)
    rows: dict[str, list[Dated]] = {}
    for row in tariff.rows:
        cents = row.prices[index]
        part = cents if cents is None or share == 1 else half_up(cents * share)
        rows.setdefault(row.code, []).append((row.since, row.until, part))
    return rows


def _parameter(parameter: Parameter, share: Fraction) -> ValueOf:
    figures = figures_of(parameter, share)
    absent = Unknown(Missing("parameter", parameter.name))

    def figure(ctx: Context) -> Figure:
        day = ctx.rules_day
        if day is None:
            return NO_SERVICE
        cents = in_force(figures, day)
        return absent if cents is None else cents  # no figure entered for this year: nobody is refused for that

    return figure


def _tariff_price(value: TariffPrice, ruleset: Ruleset) -> ValueOf:
    read, tariff = compile_fact("codice", None, ruleset), ruleset.tariffs[value.tariff]
    rows = prices_of(tariff, value.column, value.share)

    def price(ctx: Context) -> Figure:
        code = read(ctx)
        if code.__class__ is Unknown:
            return code
        day = ctx.rules_day
        if day is None:
            return NO_SERVICE
        cents = in_force(rows.get(code, ()), day)
        return Reason("code_not_in_tariff", {"code": code}, tariff.article) if cents is None else cents

    return price


def _fact_amount(value: FactAmount, ruleset: Ruleset) -> ValueOf:
    read = compile_fact(value.fact, value.read_on, ruleset)
    share = value.share
    if share == 1:
        return read

    def part(ctx: Context) -> Figure:
        fact = read(ctx)
        return fact if fact.__class__ is Unknown else fact * share

    return part


# ---------------------------------------------------------------- terms


def compile_term(term: Term, ruleset: Ruleset) -> TermOf:
    """The day of a term, None where there is no term, Unknown where an anchor is not answered."""
    if isinstance(term, NoTerm):
        return lambda ctx: None
    if isinstance(term, FixedDay):
        day = term.day
        return lambda ctx: day
    if isinstance(term, (Earliest, Latest)):
        pick = min if isinstance(term, Earliest) else max
        return _several([compile_term(one, ruleset) for one in term.terms], pick)
    if isinstance(term, TermCases):
        cases = [(when, compile_term(one, ruleset)) for when, one in term.cases]
        return choose_case(cases, compile_term(term.otherwise, ruleset), ruleset)  # type: ignore[no-any-return]
    if isinstance(term, Anniversary):
        return _anniversary(term, ruleset)
    return _anchored(term, ruleset)


def _several(terms: list[TermOf], pick: Callable[[list[date]], date]) -> TermOf:
    def picked(ctx: Context) -> date | Unknown | None:
        days = [term(ctx) for term in terms]
        unknown = [day for day in days if isinstance(day, Unknown)]
        if unknown:
            return Unknown.of(unknown)
        known = [day for day in days if isinstance(day, date)]
        return pick(known) if known else None

    return picked


def months_of(duration: Duration) -> int:
    """The months of a duration told in months or years."""
    return duration.count * (12 if duration.unit is DurationUnit.YEARS else 1)


def _anniversary(term: Anniversary, ruleset: Ruleset) -> TermOf:
    first, after = compile_fact(term.anchor, None, ruleset), compile_fact(term.after, None, ruleset)
    months = months_of(term.every)
    clamp = ruleset.time.clamp_months

    def renewal(ctx: Context) -> date | Unknown | None:
        anchor, day = first(ctx), after(ctx)
        unknown = [one for one in (anchor, day) if isinstance(one, Unknown)]
        if unknown:
            return Unknown.of(unknown)
        return calendar.renewal(calendar.day_in_rome(anchor), calendar.day_in_rome(day), months, clamp=clamp)

    return renewal


def _anchored(term: AnchorDay | After | DayOfYear | EndOf | FirstOfMonth, ruleset: Ruleset) -> TermOf:
    read = compile_fact(term.anchor, None, ruleset)
    move = calendar.remembered(mover(term, ruleset))

    def from_anchor(ctx: Context) -> date | Unknown | None:
        anchor = read(ctx)
        if anchor.__class__ is date:
            return move(anchor)
        return anchor if isinstance(anchor, Unknown) else move(calendar.day_in_rome(anchor))

    return from_anchor


def mover(term: AnchorDay | After | DayOfYear | EndOf | FirstOfMonth, ruleset: Ruleset) -> Callable[[date], date]:
    """How a day is moved to the day of the term that counts from it."""
    rules = ruleset.time
    if isinstance(term, AnchorDay):
        return lambda day: day
    if isinstance(term, After):
        duration, sign, extra = term.duration, -1 if term.before else 1, 1 if term.exceeding else 0
        if not extra:
            return lambda day: calendar.shift(day, duration, sign, rules)
        return lambda day: calendar.add_days(calendar.shift(day, duration, sign, rules), extra)
    if isinstance(term, DayOfYear):
        month, number, years = term.month, term.day, term.years_after
        return lambda day: calendar.day_in_year(day.year + years, month, number)
    if isinstance(term, EndOf):
        span, after = term.span, term.after
        return lambda day: calendar.end_of(day, span, after)
    nth = term.nth
    return lambda day: calendar.first_of_month(day, nth)
