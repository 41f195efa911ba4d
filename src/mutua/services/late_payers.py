"""Who is late with contributions on a day: how much, since when, from when not covered, from when covered again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, select

from mutua.domain.case import Arrears
from mutua.rules.arrears import longest_wait, reinstating
from mutua.rules.engine.versions import version_on
from mutua.services.plan_book import PlanBook
from mutua.store.base import stored
from mutua.store.bulk import among, each_once
from mutua.store.dues import Known, read_contributions
from mutua.store.tables import allocation, contribution, due, household_late
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


def late_on(
    connection: Connection, plans: PlanBook, day: date, households: Iterable[int] | None = None,
    days: Collection[date] | None = None,
) -> list[Late]:
    """Who is in arrears on the day: what is still unpaid, and what was paid late and still suspends.

    By household code, then day. A contribution that came by a list counts as one that was charged. `days`: only what
    was due on one of these; None: on any.
    """
    codes = household_codes(connection, perhaps_late(connection, plans, day) if households is None else households)
    wanted = sorted(codes)
    found = []
    rules = _rules_on(plans, day)
    for first in range(0, len(wanted), HOUSEHOLDS):
        some = wanted[first : first + HOUSEHOLDS]
        before = read_contributions(connection, some, day, days)
        known = {key: one for key, one in before.items() if _is_late(key[2], one, day)}
        left = open_by_group(connection, {home for (home, _, _), one in known.items() if one.paid_on is None})
        for (home, plan_code, due_on), one in known.items():
            cents = 0 if one.paid_on is not None else left.get((home, plan_code, due_on), one.amount_cents)
            stands = rules.stands(plan_code, Arrears(due_on, one.paid_on))
            if one.paid_on is None or not stands.covered:
                found.append(stands._replace(household_id=home, household_code=codes[home], open_cents=cents))
    return sorted(found, key=lambda one: (one.household_code, one.due_on, one.plan_code))


def perhaps_late(connection: Connection, plans: PlanBook, day: date) -> set[int]:
    """The households that can be in arrears on the day; of all others it is known that they are not."""
    return set(connection.scalars(_UNPAID, {"day": day})).union(paid_late(connection, plans, day))


def paid_late(connection: Connection, plans: PlanBook, day: date) -> dict[int, set[date]]:
    """The households with something that was told paid late and would still take cover away on the day, with the days
    on which that was due."""
    found, asked = dict[int, set[date]](), _rules_on(plans, day)
    for plan_code in connection.scalars(_PLANS).all():
        booked = plans.get(plan_code)
        rules = version_on(booked.plan, day) if booked is not None else None
        if rules is None or rules.arrears is None or rules.arrears.suspends:
            continue  # what is paid takes nothing away
        wait = longest_wait(rules.arrears)
        since = date.min if wait is None else day - timedelta(days=wait)
        by_days: dict[tuple[str, str], set[int]] = {}
        for home, due_on, paid_on in connection.execute(
            _PAID_LATE, {"plan_code": plan_code, "since": since, "day": day}
        ):
            by_days.setdefault((due_on, paid_on), set()).add(home)
        for days, homes in by_days.items():
            arrears = Arrears(*map(date.fromisoformat, days))
            if not asked.stands(plan_code, arrears).covered:
                for home in homes:
                    found.setdefault(home, set()).add(arrears.due_on)
    return found


# The one row of a household that says how much is unpaid of what was due before the day.
LATE_ROW = (household_late.c.since_on < bindparam("day")) & (household_late.c.until_on >= bindparam("day"))
_UNPAID = select(household_late.c.household_id).where(LATE_ROW)
_told = contribution.c
_WAS_LATE = _told.paid_on > _told.due_on
_PLANS = each_once(_told.plan_code, _WAS_LATE)
_PAID_LATE = select(_told.chain_id, stored(_told.due_on), stored(_told.paid_on)).where(
    _WAS_LATE, _told.plan_code == bindparam("plan_code"), _told.paid_on >= bindparam("since"),
    _told.due_on < bindparam("day"),
)  # fmt: skip


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


class _Rules:
    """What the rules of each plan say on a day of what is late: worked out once for all households alike."""

    def __init__(self, plans: PlanBook, day: date) -> None:
        self._plans, self._day = plans, day
        self._asked: dict[str, Callable[[Arrears], Late]] = {}
        self._known: dict[tuple[str, Arrears], Late] = {}

    def stands(self, plan_code: str, arrears: Arrears) -> Late:
        """How a contribution stands, of nobody yet."""
        known = self._known.get((plan_code, arrears))
        if known is None:
            if plan_code not in self._asked:
                self._asked[plan_code] = self._of(plan_code)
            known = self._known[plan_code, arrears] = self._asked[plan_code](arrears)
        return known

    def _of(self, plan_code: str) -> Callable[[Arrears], Late]:
        booked = self._plans.get(plan_code)
        rules = version_on(booked.plan, self._day) if booked is not None else None
        if rules is None or rules.arrears is None:
            return lambda one: Late(0, "", plan_code, one.due_on, 0, one.paid_on, None, None, False, True, "")
        ask, article = reinstating(rules), rules.arrears.article

        def late(one: Arrears) -> Late:
            found = ask(one, self._day, {})
            return Late(0, "", plan_code, one.due_on, 0, one.paid_on, found.stops_on, found.resumes_on, found.waits,
                        found.covered, article)  # fmt: skip

        return late


@lru_cache(maxsize=4)
def _rules_on(plans: PlanBook, day: date) -> _Rules:
    return _Rules(plans, day)
