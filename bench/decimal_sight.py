"""What the Decimal interpreter sees of a line: its facts, the conditions that hold, the days and the figures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from mutua.domain.case import Case, Cover, Line
from mutua.rules.engine.calendar import add_months
from mutua.rules.model import (
    After,
    All,
    AnyOf,
    BandTable,
    Between,
    Condition,
    Constant,
    Duration,
    DurationUnit,
    Named,
    Not,
    NoTerm,
    OneOf,
    Ruleset,
    TariffPrice,
    Term,
    TermCases,
    Test,
    Value,
    ValueCases,
)


class Refused(Exception):
    """The line is refused for this reason."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Sight:
    """One line with the facts of its request, and the cover in force on the day of the service."""

    __slots__ = ("case", "cover", "facts", "rules", "service")

    def __init__(self, case: Case, line: Line, rules: Ruleset) -> None:
        self.case = case
        self.rules = rules
        self.facts: Mapping[str, Any] = {**case.facts, **line.facts}
        self.service: date = self.facts["servizio"]
        self.cover: Cover | None = None
        for cover in case.covers:
            if cover.holds_on(self.service) and (
                self.cover is None or cover.effective_from > self.cover.effective_from
            ):
                self.cover = cover

    def fact(self, name: str) -> Any:
        """The fact's value: answered, derived, or its default."""
        value = self.facts.get(name)
        if value is not None:
            return value
        if name == "iscrizione":
            assert self.cover is not None
            return self.cover.seniority_from
        if name == "notti":
            return max(0, (self.facts["fine"] - self.facts["inizio"]).days)
        default = self.rules.facts[name].default
        if default is None:
            raise NotImplementedError(f"nobody answered {name}")
        return default

    def shifted(self, day: date, duration: Duration, sign: int) -> date:
        if duration.unit is DurationUnit.DAYS:
            return day + timedelta(days=duration.count * sign)
        months = duration.count * (12 if duration.unit is DurationUnit.YEARS else 1)
        return add_months(day, months * sign)


def holds(condition: Condition, sight: Sight) -> bool:
    if isinstance(condition, Test):
        value = sight.fact(condition.fact)
        check = condition.check
        if isinstance(check, OneOf):
            return value in check.values
        if isinstance(check, Between):
            return (check.low is None or check.low <= value) and (check.high is None or value <= check.high)
        raise NotImplementedError(check)
    if isinstance(condition, All):
        return all(holds(one, sight) for one in condition.conditions)
    if isinstance(condition, AnyOf):
        return sum(holds(one, sight) for one in condition.conditions) >= condition.at_least
    if isinstance(condition, Not):
        return not holds(condition.condition, sight)
    assert isinstance(condition, Named)
    return holds(condition.condition, sight)


def term_day(term: Term, sight: Sight) -> date | None:
    """The day of a term; None where there is none."""
    if isinstance(term, After):
        sign = -1 if term.before else 1
        day = sight.shifted(sight.fact(term.anchor), term.duration, sign)
        return day + timedelta(days=1) if term.exceeding else day
    if isinstance(term, NoTerm):
        return None
    if isinstance(term, TermCases):
        for when, one in term.cases:
            if holds(when, sight):
                return term_day(one, sight)
        return term_day(term.otherwise, sight)
    raise NotImplementedError(term)


def value_of(value: Value, sight: Sight) -> Any:
    """A figure of the regulation for this line: cents, units, or a share."""
    if isinstance(value, Constant):
        return value.amount
    if isinstance(value, ValueCases):
        for when, one in value.cases:
            if holds(when, sight):
                return value_of(one, sight)
        return value_of(value.otherwise, sight)
    if isinstance(value, BandTable):
        figure = sight.fact(value.fact)
        for band in value.bands:
            if (band.low is None or band.low <= figure) and (band.high is None or figure <= band.high):
                return value_of(band.value, sight)
        raise Refused("value_not_foreseen")
    if isinstance(value, TariffPrice) and value.share == 1:
        return _price(value, sight)
    raise NotImplementedError(value)


def _price(value: TariffPrice, sight: Sight) -> int:
    tariff = sight.rules.tariffs[value.tariff]
    column, code = tariff.columns.index(value.column), sight.fact("codice")
    for row in tariff.rows:
        if row.code == code and row.since <= sight.service and (row.until is None or sight.service <= row.until):
            price = row.prices[column]
            if price is not None:
                return price
    raise Refused("code_not_in_tariff")
