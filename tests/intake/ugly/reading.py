"""The program's own reading of an ugly workbook, in the words of its truth."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import Connection

from intake.ugly.truth import At, Reading, Ugly
from mutua.intake.rough.grid import Grid
from mutua.intake.rough.payments import see_payments
from mutua.intake.rough.side_by_side import BESIDE
from mutua.services.bring_members import look_at_members
from mutua.services.plan_book import PlanBook
from mutua.services.sheet_mappings import open_rough

NOW = datetime(2026, 6, 1, 8, tzinfo=UTC)


def read_ugly(connection: Connection, ugly: Ugly, *, accept_all: bool = False) -> Reading:
    """What the program makes of a workbook, before anybody has answered anything; or after a yes to all,
    with one day for those of whom nobody says since when."""
    file = open_rough(connection, ugly.raw, ugly.kind)
    if accept_all:
        for mapping in file.mappings:
            file.mapped(mapping.with_choices({"since": "01/01/2025"}))
    every = frozenset(_at(file.grid, row.number) for row in file.grid.rows)
    if ugly.kind == "claims":
        paid = see_payments(file, NOW.date())
        return Reading(
            *_ends(file.grid, paid.read, paid.set_aside, file.not_data), every,
            problems=frozenset((_at(file.grid, one.row), one.code) for one in paid.mistakes),
            paid={_at(file.grid, one.row): (one.code or one.card, one.cents or 0) for one in paid.payments},
        )  # fmt: skip
    plan = look_at_members(connection, PlanBook(lambda code: None), file, now=NOW, accept_all=accept_all)
    households = [
        frozenset(one.told.identity.fiscal_code or one.told.identity.card_number for one in people)
        for people in plan.plan.told.values()
    ]
    return Reading(
        *_ends(file.grid, plan.ended.read, plan.ended.set_aside, plan.ended.not_data), every, households,
        frozenset((_at(file.grid, one.row), one.code) for one in plan.mistakes),
    )  # fmt: skip


def _ends(
    grid: Grid, read: Iterable[int], aside: Iterable[int], not_data: Iterable[int]
) -> tuple[frozenset[At], frozenset[At], frozenset[At]]:
    """Where whole rows ended: one that two lists share is set aside with either, and without data only with both."""
    told, waits, nothing = ([_at(grid, row) for row in rows] for rows in (read, aside, not_data))
    if any(sheet.name.endswith(BESIDE) for sheet in grid.sheets):
        return frozenset(told) - {*waits}, frozenset(waits), frozenset(nothing) - {*told, *waits}
    return frozenset(told), frozenset(waits), frozenset(nothing)


def _at(grid: Grid, number: int) -> At:
    sheet, row = grid.place(number)
    return At(row, sheet.removesuffix(BESIDE).strip())
