"""Situations that can never be: a benefit nobody can have, a row never reached, a pot never drawn."""

from __future__ import annotations

from collections.abc import Iterator

from mutua.rules.model import (
    All,
    AnyOf,
    Benefit,
    Condition,
    Draw,
    InOrder,
    Not,
    OneOf,
    Place,
    PotDraw,
    Row,
    Ruleset,
    Test,
    ValueCases,
)
from mutua.rules.reading.problems import Problem
from mutua.rules.reading.reader_exclusive import can_hold


def unreached(version: Ruleset) -> list[Problem]:
    """What the conditions of the version prove impossible."""
    found = [
        Problem(one.place, "condition_impossible", one.name, warning=True)
        for one in version.conditions.values()
        if not can_hold(version.facts, one.condition)
    ]
    for benefit in version.benefits.values():
        found += _benefit(version, benefit)
    for pot in version.pots.values():
        if isinstance(pot.size, ValueCases):
            found += _cases(version, pot.size, pot.place)
    return found


def _benefit(version: Ruleset, benefit: Benefit) -> Iterator[Problem]:
    passed = All((
        Test("prestazione", OneOf((benefit.code,))),
        *(one.condition for one in benefit.requires), *(Not(one.condition) for one in benefit.excludes),
    ))  # fmt: skip
    if not can_hold(version.facts, passed):
        yield Problem(benefit.place, "benefit_unreachable", benefit.code, warning=True)
        return
    whens = tuple(row.when for row in benefit.rows if row.when is not None)
    for row in benefit.rows:
        here = _situation(row, whens, passed)
        if not can_hold(version.facts, here):
            if not row.not_due:
                yield Problem(row.place, "row_unreachable", benefit.code, warning=True)
            continue
        for draw in _draws(row.consumes):
            if draw.when is not None and not can_hold(version.facts, All((here, draw.when))):
                yield Problem(row.place, "draw_unreachable", draw.pot, {"benefit": benefit.code}, warning=True)


def _situation(row: Row, whens: tuple[Condition, ...], passed: Condition) -> Condition:
    if row.otherwise:
        return All((passed, Not(AnyOf(whens)))) if whens else passed
    return passed if row.when is None else All((passed, row.when))


def _draws(draws: tuple[Draw, ...]) -> Iterator[PotDraw]:
    for draw in draws:
        for one in draw.draws if isinstance(draw, InOrder) else (draw,):
            if isinstance(one, PotDraw):
                yield one


def _cases(version: Ruleset, cases: ValueCases, place: Place) -> Iterator[Problem]:
    for condition, _ in cases.cases:
        if not can_hold(version.facts, condition):
            yield Problem(place, "case_impossible", place.cell, warning=True)
