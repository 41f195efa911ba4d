"""Conditions with three answers, days computed from anchors, and values read from tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any, Union

from mutua.domain.case import Series
from mutua.domain.decisions import Missing
from mutua.rules.model import (
    After,
    Against,
    All,
    AnchorDay,
    Anniversary,
    AnyOf,
    BandTable,
    Between,
    ChoiceTable,
    Condition,
    Constant,
    DayOfYear,
    DayOrder,
    Earliest,
    EndOf,
    FactAmount,
    FirstOfMonth,
    FixedDay,
    Latest,
    MarginalTable,
    Named,
    Not,
    NoTerm,
    OneOf,
    ParameterValue,
    Present,
    Season,
    SumInWindow,
    TariffPrice,
    Term,
    TermCases,
    Test,
    Value,
    ValueCases,
    Window,
)

from . import days
from .answers import Answer, NeedsAnswer, Refused, Unknown, fact_missing, gather, half_up, known
from .sight import Sight


def holds(condition: Condition, sight: Sight) -> Answer:
    if isinstance(condition, Named):
        return holds(condition.condition, sight)
    if isinstance(condition, Not):
        answer = holds(condition.condition, sight)
        return answer if isinstance(answer, Unknown) else not answer
    if isinstance(condition, All):
        answers = [holds(one, sight) for one in condition.conditions]
        if any(answer is False for answer in answers):
            return False
        return gather(answers) or True
    if isinstance(condition, AnyOf):
        answers = [holds(one, sight) for one in condition.conditions]
        held = sum(answer is True for answer in answers)
        doubtful = sum(isinstance(answer, Unknown) for answer in answers)
        if held >= condition.at_least:
            return True
        return gather(answers) or False if held + doubtful >= condition.at_least else False
    assert isinstance(condition, Test)
    return test(condition, sight)


def test(condition: Test, sight: Sight) -> Answer:
    check = condition.check
    if isinstance(check, Present):
        return sight.present(condition.fact, condition.read_on) is not check.absent
    value = sight.read(condition.fact, condition.read_on)
    if isinstance(check, (Against, Window, SumInWindow)):
        anchor = sight.day(check.anchor)
        return gather([value, anchor]) or compared(check, value, anchor, sight)
    if isinstance(value, Unknown):
        return value
    if isinstance(check, OneOf):
        return value in check.values
    if isinstance(check, Between):
        return within(value, check.low, check.high)
    assert isinstance(check, Season)
    return in_season(value, check)


test.__test__ = False  # type: ignore[attr-defined]


def within(value: Any, low: Any, high: Any) -> bool:
    return (low is None or low <= value) and (high is None or value <= high)


def in_season(day: date, season: Season) -> bool:
    start, end = (season.from_month, season.from_day), (season.to_month, season.to_day)
    here = (day.month, day.day)
    if start <= end:
        return start <= here <= end
    return here >= start or here <= end


def compared(check: Against | Window | SumInWindow, value: Any, anchor: date, sight: Sight) -> bool:
    if isinstance(check, Against):
        return {
            DayOrder.BEFORE: value < anchor,
            DayOrder.NOT_AFTER: value <= anchor,
            DayOrder.AFTER: value > anchor,
            DayOrder.NOT_BEFORE: value >= anchor,
            DayOrder.SAME: value == anchor,
        }[check.order]
    time = sight.ruleset.time
    if isinstance(check, Window):
        if check.before:
            return days.shift(anchor, check.duration, time, -1) <= value <= anchor
        return anchor <= value <= days.shift(anchor, check.duration, time)
    assert isinstance(value, Series)
    start = days.shift(anchor, check.duration, time, -1)
    return within(sum(figure for day, figure in value.entries if start <= day < anchor), check.low, check.high)


def one_case(cases: Any, otherwise: Any, sight: Sight) -> Any:
    """What the one case that holds says, else `otherwise`; unknown if a case is, and none holds."""
    answers = [holds(condition, sight) for condition, _ in cases]
    for answer, (_, said) in zip(answers, cases, strict=True):
        if answer is True:
            return said
    return gather(answers) or otherwise


# ---------------------------------------------------------------- terms


def term(what: Term, sight: Sight) -> Union[date, Unknown, None]:
    """The day of a term; None where there is no term."""
    if isinstance(what, NoTerm):
        return None
    if isinstance(what, FixedDay):
        return what.day
    if isinstance(what, TermCases):
        said = one_case(what.cases, what.otherwise, sight)
        return said if isinstance(said, Unknown) else term(said, sight)
    if isinstance(what, (Earliest, Latest)):
        parts = [term(one, sight) for one in what.terms]
        unknown = gather(parts)
        if unknown:
            return unknown
        found = [part for part in parts if isinstance(part, date)]
        pick = min if isinstance(what, Earliest) else max
        return pick(found) if found else None
    if isinstance(what, Anniversary):
        return anniversary(what, sight)
    anchor = sight.day(what.anchor)
    return anchor if isinstance(anchor, Unknown) else anchored(what, anchor, sight)


def anniversary(what: Anniversary, sight: Sight) -> date | Unknown:
    """The first multiple of the duration from the anchor that is not before the other day."""
    anchor, after = sight.day(what.anchor), sight.day(what.after)
    unknown = gather([anchor, after])
    if unknown:
        return unknown
    times = 1
    while True:
        day = days.shift(anchor, replace(what.every, count=what.every.count * times), sight.ruleset.time)
        if day >= after or day == date.max:
            return day
        times += 1


def anchored(what: Any, anchor: date, sight: Sight) -> date:
    if isinstance(what, AnchorDay):
        return anchor
    if isinstance(what, After):
        found = days.shift(anchor, what.duration, sight.ruleset.time, -1 if what.before else 1)
        return days.add_days(found, 1) if what.exceeding else found
    if isinstance(what, DayOfYear):
        return days.day_of_year(anchor.year + what.years_after, what.month, what.day)
    if isinstance(what, EndOf):
        return days.end_of(anchor, what.span, what.after)
    assert isinstance(what, FirstOfMonth)
    return days.first_of_month(anchor, what.nth)


# ---------------------------------------------------------------- values


def value(what: Value, sight: Sight) -> Union[Fraction, MarginalTable]:
    """The figure, or a marginal table for the step that counts its units. Raises what stops the line."""
    if isinstance(what, Constant):
        return Fraction(what.amount)
    if isinstance(what, MarginalTable):
        return what
    if isinstance(what, ValueCases):
        return value(known(one_case(what.cases, what.otherwise, sight)), sight)
    if isinstance(what, (BandTable, ChoiceTable)):
        return value(entry(what, sight), sight)
    if isinstance(what, FactAmount):
        return Fraction(known(sight.figure(what.fact, what.read_on))) * what.share
    if isinstance(what, ParameterValue):
        return parameter(what, sight)
    assert isinstance(what, TariffPrice)
    return price(what, sight)


def entry(table: BandTable | ChoiceTable, sight: Sight) -> Value:
    found = known(sight.read(table.fact, table.read_on))
    if isinstance(table, BandTable):
        for band in table.bands:
            if within(found, band.low, band.high):
                return band.value
    else:
        for choice, said in table.entries:
            if type(choice) is type(found) and choice == found:
                return said
    if table.otherwise is None:
        raise Refused("value_not_foreseen", fact=table.fact, value=found)
    return table.otherwise


def version_day(sight: Sight) -> date:
    return sight.version_day or known(sight.service())


def parameter(what: ParameterValue, sight: Sight) -> Fraction:
    day = version_day(sight)
    for figure in sight.ruleset.parameters[what.name].figures:
        if figure.since <= day and (figure.until is None or day <= figure.until):
            return Fraction(half_up(figure.cents * what.share))
    raise NeedsAnswer(Unknown((Missing("parameter", what.name),)))


def price(what: TariffPrice, sight: Sight) -> Fraction:
    code = known(sight.read("codice"))
    day = version_day(sight)
    tariff = sight.ruleset.tariffs[what.tariff]
    column = tariff.columns.index(what.column)
    for row in tariff.rows:
        if row.code == code and row.since <= day and (row.until is None or day <= row.until):
            cents = row.prices[column]
            if cents is not None:
                return Fraction(half_up(cents * what.share))
    raise Refused("code_not_in_tariff", code=code)


def text_needed(sight: Sight, name: str) -> Any:
    """An id among the facts (invoice number, event, tooth), or what must be asked."""
    found = sight.read(name)
    return fact_missing(name) if found is None else found
