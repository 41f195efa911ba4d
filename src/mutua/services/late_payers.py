"""Who is late with contributions on a day: how much, since when, from when not covered, from when covered again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, select

from mutua.domain.case import Arrears
from mutua.rules.arrears import reinstatement
from mutua.rules.engine.versions import version_on
from mutua.services.plan_book import PlanBook
from mutua.store.dues import Known, read_contributions, read_dues
from mutua.store.tables import household
from mutua.store.who import household_codes

HOUSEHOLDS = 500


class Late(NamedTuple):
    """A contribution of a household that was not paid in time, seen on a day.

    `open_cents` is 0 and `paid_on` a day where it was paid since. `stops_on`: the first day without cover, None where
    the plan's rules take nothing away. `resumes_on`: the first day covered again. `waits`: services wait for the
    payment instead of being lost. `article`: where the rules say so.
    """

    household_id: int
    household_code: str
    plan_code: str
    due_on: date
    open_cents: int
    paid_on: date | None
    stops_on: date | None
    resumes_on: date | None
    waits: bool
    covered: bool
    article: str


def late_on(connection: Connection, plans: PlanBook, day: date, households: Iterable[int] | None = None) -> list[Late]:
    """Who is in arrears on the day: what is still unpaid, and what was paid late and still suspends.

    By household code, then day. A contribution that came by a list counts as one that was charged.
    """
    every = select(household.c.id, household.c.code)
    if households is None:
        codes = {row.id: row.code for row in connection.execute(every).all()}
    else:
        codes = household_codes(connection, households)
    wanted = sorted(codes)
    found = []
    for first in range(0, len(wanted), HOUSEHOLDS):
        some = wanted[first : first + HOUSEHOLDS]
        known = {key: one for key, one in read_contributions(connection, some).items() if _is_late(key[2], one, day)}
        left = open_by_group(connection, {home for home, _, _ in known}) if known else {}
        for (home, plan_code, due_on), one in known.items():
            cents = 0 if one.paid_on is not None else left.get((home, plan_code, due_on), one.amount_cents)
            late = _late(plans, codes[home], home, plan_code, Arrears(due_on, one.paid_on), cents, day)
            if one.paid_on is None or not late.covered:
                found.append(late)
    return sorted(found, key=lambda one: (one.household_code, one.due_on, one.plan_code))


def _is_late(due_on: date, one: Known, day: date) -> bool:
    return due_on < day and (one.paid_on is None or one.paid_on > due_on)


def open_by_group(connection: Connection, households: Iterable[int]) -> dict[tuple[int, str, date], int]:
    """What is still open of each household, plan and day, whoever pays it."""
    found: dict[tuple[int, str, date], int] = {}
    for home, some in read_dues(connection, households).items():
        for one in some:
            key = (home, one.due.plan_code, one.due.due_on)
            found[key] = found.get(key, 0) + one.open_cents
    return found


def _late(
    plans: PlanBook, code: str, home: int, plan_code: str, arrears: Arrears, cents: int, day: date
) -> Late:
    booked = plans.get(plan_code)
    rules = version_on(booked.plan, day) if booked is not None else None
    if rules is None or rules.arrears is None:
        return Late(home, code, plan_code, arrears.due_on, cents, arrears.paid_on, None, None, False, True, "")
    answer = reinstatement(rules, arrears, day)
    return Late(
        home, code, plan_code, arrears.due_on, cents, arrears.paid_on, answer.stops_on, answer.resumes_on,
        answer.waits, answer.covered, rules.arrears.article,
    )  # fmt: skip
