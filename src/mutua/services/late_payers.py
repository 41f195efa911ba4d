"""Who is late with contributions on a day: how much, since when, from when not covered, from when covered again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from mutua.domain.case import Arrears
from mutua.rules.arrears import reinstatement
from mutua.rules.engine.versions import version_on
from mutua.services.plan_book import PlanBook
from mutua.store.bulk import among
from mutua.store.dues import Known, read_contributions
from mutua.store.tables import allocation, due, household
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
    standing: dict[tuple[str, date, date | None], Late] = {}  # for all households alike
    for first in range(0, len(wanted), HOUSEHOLDS):
        some = wanted[first : first + HOUSEHOLDS]
        before = read_contributions(connection, some, before=day)
        known = {key: one for key, one in before.items() if _is_late(key[2], one, day)}
        left = open_by_group(connection, {home for (home, _, _), one in known.items() if one.paid_on is None})
        for (home, plan_code, due_on), one in known.items():
            cents = 0 if one.paid_on is not None else left.get((home, plan_code, due_on), one.amount_cents)
            stands = standing.get((plan_code, due_on, one.paid_on))
            if stands is None:
                stands = standing[plan_code, due_on, one.paid_on] = _late(
                    plans, plan_code, Arrears(due_on, one.paid_on), day
                )
            if one.paid_on is None or not stands.covered:
                found.append(stands._replace(household_id=home, household_code=codes[home], open_cents=cents))
    return sorted(found, key=lambda one: (one.household_code, one.due_on, one.plan_code))


def _is_late(due_on: date, one: Known, day: date) -> bool:
    return due_on < day and (one.paid_on is None or one.paid_on > due_on)


def open_by_group(connection: Connection, households: Iterable[int]) -> dict[tuple[int, str, date], int]:
    """What is still open of each household, plan and day, whoever pays it."""
    wanted = sorted(set(households))
    rows = connection.execute(_OPEN, {"ids": wanted}) if wanted else ()
    return {(home, plan_code, due_on): int(cents) for home, plan_code, due_on, cents in rows}


_paid = select(func.sum(allocation.c.amount_cents)).where(allocation.c.due_id == due.c.due_id).scalar_subquery()
_OPEN = (
    select(due.c.chain_id, due.c.plan_code, due.c.due_on, func.sum(due.c.amount_cents - func.coalesce(_paid, 0)))
    .where(among(due.c.chain_id)).group_by(due.c.chain_id, due.c.plan_code, due.c.due_on)
)  # fmt: skip


def _late(plans: PlanBook, plan_code: str, arrears: Arrears, day: date) -> Late:
    """How a contribution stands, of nobody yet."""
    booked = plans.get(plan_code)
    rules = version_on(booked.plan, day) if booked is not None else None
    if rules is None or rules.arrears is None:
        return Late(0, "", plan_code, arrears.due_on, 0, arrears.paid_on, None, None, False, True, "")
    answer = reinstatement(rules, arrears, day)
    return Late(
        0, "", plan_code, arrears.due_on, 0, arrears.paid_on, answer.stops_on, answer.resumes_on,
        answer.waits, answer.covered, rules.arrears.article,
    )  # fmt: skip
