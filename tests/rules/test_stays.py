"""Stays of years and of centuries: days are granted in spans, and the answer is the one of counting them one by one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from mutua.domain.case import Balance, Case
from mutua.rules.assess import assess
from mutua.rules.model import (
    Band,
    Constant,
    Counting,
    Counts,
    DayCount,
    Duration,
    DurationUnit,
    EachDay,
    EachMonth,
    Exchange,
    ExchangeDraw,
    FromFirstUse,
    InOrder,
    JoiningYears,
    Lifetime,
    MarginalTable,
    PotDraw,
    Proration,
    Rolling,
    Ruleset,
    Run,
    Unit,
    Years,
)
from oracle.build import benefit, case, flat, line, per, pot, row, ruleset
from oracle.compare import differences
from oracle.interpreter import assess as oracle

PERIODS: dict[str, Any] = {
    "year": Years(), "two years": Years(count=2, anchor_year=2025), "joining": JoiningYears(), "month": EachMonth(1),
    "quarter": EachMonth(3), "life": Lifetime(), "day": EachDay(), "run": Run(),
    "distance": Rolling(Duration(3, DurationUnit.MONTHS)), "first use": FromFirstUse(Duration(90, DurationUnit.DAYS)),
}  # fmt: skip
DAILY = flat(100, per("day"), free=True)
STEPS = {
    "day": DAILY,
    "month": flat(100, per("month"), free=True),
    "part of month": flat(100, per("month", proration=Proration.DAYS_OF_MONTH), free=True),
    "thirtieths": flat(100, per("month", proration=Proration.THIRTIETHS), free=True),
    "bands": flat(MarginalTable((Band(1, 10, Constant(100)), Band(11, None, Constant(30)))), per("day"), free=True),
}


BY_DAY = Counting(DayCount.ALL, day_by_day=True)


def days_pot(name: str, size: int, every: Any, **more: Any) -> Any:
    return pot(name, size, unit=Unit.DAYS, counts=Counts.QUANTITY, every=every, **more)


def rules(
    first: Any, second: Any, exchange: Exchange | None, uses: list[Any], step: Any, counting: Counting
) -> Ruleset:
    pots = [first, second, days_pot("fonte", 40, Years())]
    found = benefit(row(step, uses=uses), unit=Unit.DAYS, counting=counting)
    return ruleset(found, pots=pots, exchanges=[exchange] if exchange is not None else [])


def made(random: Random) -> tuple[Case, Ruleset]:
    kinds = [random.choice(list(PERIODS)) for _ in "12"]
    sizes = [random.choice((1, 2, 5, 17, 60, 400)) for _ in "12"]
    pots = [days_pot(f"p{i}", sizes[i], PERIODS[kinds[i]]) for i in range(2)]
    ratio, cap = Fraction(random.choice((1, 2, 3)), random.choice((1, 2))), Constant(random.choice((3, 20)))
    exchange = Exchange("scambio", "scambio", "fonte", Unit.DAYS, ratio, cap, None, "art. 4")
    a, b, c = PotDraw("p0"), PotDraw("p1"), ExchangeDraw("scambio")
    uses = random.choice(([a], [a, b], [InOrder((a, b))], [InOrder((a, c))], [InOrder((a, c)), b]))
    counting = Counting(
        random.choice(list(DayCount)), first=random.choice((1, 1, 4)), last=random.choice((None, None, 120)),
        day_by_day=True, excluded_use_limits=random.choice((True, False)),
    )  # fmt: skip
    start = date(2026, 1, 1) + timedelta(days=random.randrange(400))
    stay = line(inizio=start, fine=start + timedelta(days=random.randrange(1, 300)), servizio=start)
    state: dict[tuple[str, str], dict[date, Balance]] = {}
    for found in (*pots, days_pot("fonte", 40, Years())):
        if random.random() < 0.4:
            first = date(2026, 1, 1) if found.name != "p1" else start + timedelta(days=random.randrange(300))
            state[found.name, "anna"] = {first: Balance(random.randrange(1, 4), random.choice((0, 1)))}
    lines = [stay] if random.random() < 0.7 else [stay, replace(stay, id="2")]
    return case(*lines, pots=state), rules(*pots, exchange, uses, random.choice(list(STEPS.values())), counting)


@pytest.mark.parametrize("seed", range(40))
def test_spans_give_what_counting_the_days_one_by_one_gives(seed: int) -> None:
    asked, ruled = made(Random(f"stay {seed}"))
    assert differences(asked, ruled, assess, oracle) == []


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("by_day", [True, False])
@pytest.mark.parametrize("period", PERIODS)
def test_nine_centuries_are_answered_whatever_the_days_are_counted_by(period: str, by_day: bool, step: str) -> None:
    """Periods that begin with a first use are walked one by one, which takes seconds: one step takes them all, the
    others the last two centuries.
    """
    counting = Counting(DayCount.ALL, day_by_day=by_day)
    first_year = 1126 if period != "first use" or step == "day" else 1826
    stay = case(line(inizio=date(first_year, 1, 1), fine=date(2026, 1, 1)))
    ruled = rules(days_pot("p0", 5, PERIODS[period]), days_pot("p1", 9, Years()), None, ["p0"], STEPS[step], counting)
    told = assess(stay, ruled).lines[0]
    assert told.quantity_asked == {1126: 328_720, 1826: 73_050}[first_year]
    assert told.quantity_granted == sum(one.amount for one in told.movements)
    assert told.quantity_granted > 0


def test_a_year_of_five_days_gives_five_days_in_each_of_nine_hundred_years() -> None:
    ruled = rules(days_pot("p0", 5, Years()), days_pot("p1", 9, Years()), None, ["p0"], DAILY, BY_DAY)
    told = assess(case(line(inizio=date(1126, 1, 1), fine=date(2025, 12, 31))), ruled).lines[0]
    assert (told.quantity_granted, told.granted_cents) == (900 * 5, 900 * 5 * 100)
    assert {one.amount for one in told.movements} == {5}


@pytest.mark.parametrize(("days", "granted"), [(3_659, 3_659), (3_660, 3_660), (3_661, 3_660), (9_000, 3_660)])
def test_days_that_stand_each_by_itself_are_looked_at_for_ten_years(days: int, granted: int) -> None:
    start = date(2000, 1, 1)
    ruled = rules(days_pot("p0", 1, EachDay()), days_pot("p1", 9, Years()), None, ["p0"], DAILY, BY_DAY)
    asked = case(line(inizio=start, fine=start + timedelta(days=days - 1)))
    told = assess(asked, ruled).lines[0]
    assert told.quantity_granted == granted
    assert [one.values["pot"] for one in told.reasons] == (["p0"] if days > granted else [])
