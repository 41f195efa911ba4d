"""Edges of the straight road that chance seldom meets: both sides of each, on both roads."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from mutua.domain.case import Balance, Case, Cover, Line
from mutua.domain.decisions import LineAssessment
from mutua.rules.assess import assess
from mutua.rules.facts import BUILTIN
from mutua.rules.model import (
    After,
    AtMost,
    Benefit,
    Constant,
    Counting,
    Counts,
    DayCount,
    Duration,
    DurationUnit,
    Expense,
    Flat,
    Holder,
    Parameter,
    ParameterFigure,
    ParameterValue,
    Per,
    PerKind,
    Plan,
    PlanHead,
    Pot,
    PotDraw,
    Requirement,
    Row,
    Ruleset,
    Share,
    Test,
    Unit,
    Waiting,
    Window,
    Years,
)
from mutua.rules.straight import roads
from rules.both_roads import same

SERVICE = date(2026, 5, 4)
DAYS = Pot(
    name="giorni", title="giorni", unit=Unit.DAYS, holders=(Holder.PERSON,), period=Years(), size=Constant(10),
    counts=Counts.QUANTITY,
)  # fmt: skip
EXPENSE = Row(steps=(Expense(),))


@pytest.fixture(autouse=True)
def every_benefit_is_written_out_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roads, "LINES_BEFORE", 0)


def rules(**changes: Any) -> Ruleset:
    benefit = Benefit(**{"code": "VISITA", "title": "Visita", "article": "art. 1", "rows": (EXPENSE,), **changes})
    return Ruleset(
        plan=PlanHead(code="prova/piano", title="Prova", society="Prova", version_by="servizio"),
        in_force_from=date(2020, 1, 1), in_force_to=None, approval=None, facts=BUILTIN, papers={}, conditions={},
        pots={"giorni": DAYS}, exchanges={}, tariffs={}, parameters={}, benefits={"VISITA": benefit},
    )  # fmt: skip


def decided(ruleset: Ruleset | Plan, joined: date = date(2020, 1, 1), used: int = 0, **facts: Any) -> LineAssessment:
    """The line's answer, which the straight road gave and the general one gives too."""
    line = Line("1", "VISITA", {"servizio": SERVICE, "spesa": 8_000, **facts})
    pots = {("giorni", "Anna"): {date(2026, 1, 1): Balance(used)}}
    case = Case(lines=(line,), holders={"person": "Anna"}, covers=(Cover("", joined),), pots=pots)
    assert same(case, ruleset) == 1
    return assess(case, ruleset).lines[0]


def days(count: int) -> Duration:
    return Duration(count, DurationUnit.DAYS)


@pytest.mark.parametrize(("after", "outcome"), [(59, "refused"), (60, "paid"), (61, "paid")])
def test_waits_until_the_first_day_and_not_longer(after: int, outcome: str) -> None:
    ruleset = rules(waiting=Waiting(After(days(60), "iscrizione")))
    assert decided(ruleset, joined=SERVICE - timedelta(days=after)).outcome == outcome


@pytest.mark.parametrize(("after", "outcome"), [(-1, "refused"), (0, "paid"), (30, "paid"), (31, "refused")])
def test_a_window_holds_on_its_first_and_its_last_day(after: int, outcome: str) -> None:
    ruleset = rules(requires=(Requirement(Test("servizio", Window(days(30), "ricovero"))),))
    assert decided(ruleset, ricovero=SERVICE - timedelta(days=after)).outcome == outcome
    backwards = rules(requires=(Requirement(Test("servizio", Window(days(30), "ricovero", before=True))),))
    assert decided(backwards, ricovero=SERVICE + timedelta(days=after)).outcome == outcome


@pytest.mark.parametrize(("used", "granted"), [(0, 5), (2, 5), (3, 4), (6, 1), (7, 0)])
def test_days_that_are_not_paid_draw_too_where_the_rules_say_so(used: int, granted: int) -> None:
    """Eight days, of which the first three draw unpaid: 10 in the pot − used − 3, at most 5."""
    daily = Flat(Constant(1_000), Per(PerKind.DAY), even_without_expense=True)
    row = Row(steps=(daily,), consumes=(PotDraw("giorni"),))
    counting = Counting(DayCount.ALL, first=4, excluded_use_limits=True)
    ruleset = rules(unit=Unit.DAYS, counting=counting, rows=(row,))
    answer = decided(ruleset, used=used, inizio=SERVICE, fine=SERVICE + timedelta(days=7))
    assert (answer.quantity_granted, answer.granted_cents) == (granted, granted * 1_000)


@pytest.mark.parametrize(("minutes", "cents"), [(60, 1_200), (90, 1_800), (61, 1_220)])
def test_hours_are_minutes_by_sixty_whatever_the_file_calls_them(minutes: int, cents: int) -> None:
    row = Row(steps=(Expense(), AtMost(Constant(1_200), Per(PerKind.UNIT))))
    assert decided(rules(unit=Unit.HOURS, rows=(row,)), quantità=minutes).granted_cents == cents


def test_figures_are_read_on_the_day_that_picks_the_version() -> None:
    """Asked in 2026 for a service of 2025: the plan goes by the request, so this year's figure bounds."""
    figures = (
        ParameterFigure(date(2025, 1, 1), date(2025, 12, 31), 1_000, "INPS"),
        ParameterFigure(date(2026, 1, 1), None, 2_000, "INPS"),
    )
    row = Row(steps=(Expense(), AtMost(ParameterValue("assegno"), Per())))
    ruleset = replace(rules(rows=(row,)), parameters={"assegno": Parameter("assegno", "Assegno", figures)})
    head = replace(ruleset.plan, version_by="richiesta")
    plan = Plan(head, (replace(ruleset, plan=head),))
    told = {"servizio": date(2025, 12, 30), "richiesta": date(2026, 1, 2)}
    assert decided(plan, **told).granted_cents == 2_000
    assert decided(ruleset, **told).granted_cents == 1_000


@pytest.mark.parametrize(("expense", "cents"), [(2, 1), (3, 1), (4, 1), (5, 2), (10, 3), (15, 5)])
def test_rounds_a_half_up_once(expense: int, cents: int) -> None:
    """Three tenths: 2 × 0.3 = 0.6, 3 × 0.3 = 0.9, 4 × 0.3 = 1.2, 5 × 0.3 = 1.5, 15 × 0.3 = 4.5."""
    row = Row(steps=(Expense(), Share(Constant(Fraction(3, 10)))))
    assert decided(rules(rows=(row,)), spesa=expense).granted_cents == cents
