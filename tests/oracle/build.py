"""Short ways to write rulesets and cases as values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from mutua.domain.case import Case, Cover, FactValue, Line
from mutua.rules.facts import BUILTIN
from mutua.rules.model import (
    Approval,
    AtMost,
    Benefit,
    Constant,
    Counts,
    Draw,
    Expense,
    Fact,
    Flat,
    Holder,
    MoneyStep,
    Paper,
    Per,
    PerKind,
    PlanHead,
    Pot,
    PotDraw,
    Row,
    Ruleset,
    Scope,
    Share,
    Unit,
    Value,
    Years,
)

PLAN = PlanHead("prova/piano", "Piano di prova", "prova", "servizio")
YEAR = Years()
SERVICE = date(2026, 3, 10)
HOLDERS = {"person": "anna", "member": "mario", "household": "casa", "firm": "ditta"}
EXPENSE = Expense()


def value(figure: int | Fraction | Value) -> Value:
    return Constant(figure) if isinstance(figure, (int, Fraction)) else figure


def per(kind: str = "once", scope: str = "line", fact: str = "", **more: Any) -> Per:
    return Per(PerKind(kind), Scope(scope), fact, **more)


ONCE = per()


def share(percent: int | Value) -> Share:
    return Share(Constant(Fraction(percent, 100)) if isinstance(percent, int) else percent)


def at_most(figure: int | Value, by: Per = ONCE) -> AtMost:
    return AtMost(value(figure), by)


def flat(figure: int | Value, by: Per = ONCE, free: bool = False) -> Flat:
    return Flat(value(figure), by, free)


def pot(
    name: str,
    size: int | Value,
    *,
    unit: Unit = Unit.EURO,
    of: Iterable[str] = ("person",),
    every: Any = YEAR,
    counts: Counts = Counts.BENEFIT,
    **more: Any,
) -> Pot:
    return Pot(name, name, unit, tuple(Holder(one) for one in of), every, value(size), counts, **more)


def row(*steps: MoneyStep, uses: Iterable[str | Draw] = (), **more: Any) -> Row:
    draws = tuple(PotDraw(one) if isinstance(one, str) else one for one in uses)
    return Row(steps=steps, consumes=draws, **more)


def benefit(*rows: Row, code: str = "VIS", **more: Any) -> Benefit:
    return Benefit(code, code, "art. 1", rows=rows, **more)


def ruleset(
    *benefits: Benefit,
    pots: Iterable[Pot] = (),
    facts: Iterable[Fact] = (),
    papers: Iterable[str] = (),
    **more: Any,
) -> Ruleset:
    return Ruleset(
        plan=PLAN,
        in_force_from=date(2000, 1, 1),
        in_force_to=None,
        approval=Approval("assemblea", "1/2000", date(1999, 12, 1)),
        facts={**BUILTIN, **{fact.name: fact for fact in facts}},
        papers={name: Paper(name, name) for name in papers},
        conditions=more.pop("conditions", {}),
        pots={one.name: one for one in pots},
        exchanges={one.name: one for one in more.pop("exchanges", ())},
        benefits={one.code: one for one in benefits},
        tariffs=more.pop("tariffs", {}),
        parameters=more.pop("parameters", {}),
        **more,
    )


def line(id: str = "1", benefit: str = "VIS", papers: Mapping[str, date | None] | None = None, **facts: Any) -> Line:
    return Line(id, benefit, {"servizio": SERVICE, **facts}, papers or {})


def bare(id: str = "1", benefit: str = "VIS", **facts: Any) -> Line:
    """A line without even a service date."""
    return Line(id, benefit, facts)


def case(*lines: Line, facts: Mapping[str, FactValue] | None = None, **more: Any) -> Case:
    more.setdefault("covers", (Cover("base", date(2020, 1, 1)),))
    more.setdefault("holders", HOLDERS)
    return Case(lines=lines, facts=facts or {}, **more)
