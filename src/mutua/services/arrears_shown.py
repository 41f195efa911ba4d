"""Who is late with contributions, household by household: how much, since when, which cover it stops, reminders."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, select

from mutua.domain.member_life import State, standing_on
from mutua.services.dues_of_year import AT_ONCE, public_ids
from mutua.services.household_account import heads_of, plan_title
from mutua.services.late_payers import LATE_ROW, Late, late_on, paid_late
from mutua.services.plan_book import PlanBook
from mutua.store.base import Whole
from mutua.store.bulk import among
from mutua.store.dues import read_notices
from mutua.store.members import read_lives
from mutua.store.tables import household, household_late


class HouseholdLate(NamedTuple):
    """A household that is late: who stands for it, what is open since when, each contribution with its cover.

    `state`: where the person stands as a member. `reminded_on`: when the last reminder went out, of how many.
    """

    public_id: str
    code: str
    name: str
    state: State
    open_cents: int
    since: date
    days: int
    late: tuple[tuple[str, Late], ...]
    reminders: int
    reminded_on: date | None


@dataclass(frozen=True, slots=True)
class LatePage:
    """A page of those who are late, the largest debt first, with the sum of all."""

    shown: tuple[HouseholdLate, ...]
    number: int
    pages: int
    total: int
    open_cents: int
    of_family: int


def late_page(
    connection: Connection, plans: PlanBook, on: date, page: int = 1, without: Collection[int] = ()
) -> LatePage:
    """Who is late on the day; those `without` are counted, not named. Sums and page are read from the list alone."""
    own, first = sorted(without), (page - 1) * AT_ONCE
    listed, cents = connection.execute(_SUMS, {"day": on, "own": own}).one()
    some = list(connection.scalars(_PAGE, {"day": on, "own": own, "first": first}))
    only_paid = _only_paid(connection, plans, on, own)
    some += only_paid[max(0, first - listed) : max(0, first + AT_ONCE - listed)]
    total = listed + len(only_paid)
    of_family = {one.household_id for one in late_on(connection, plans, on, own)} if own else ()
    return LatePage(_shown(connection, plans, some, on), page, max(1, -(-total // AT_ONCE)), total, int(cents or 0),
                    len(of_family))  # fmt: skip


def _only_paid(connection: Connection, plans: PlanBook, on: date, own: Sequence[int]) -> list[int]:
    """Who has nothing unpaid and yet no cover, since something was paid late: by code."""
    told = paid_late(connection, plans, on)
    perhaps = told.keys() - set(own)
    perhaps -= set(connection.scalars(_UNPAID, {"day": on, "ids": sorted(perhaps)})) if perhaps else set()
    if not perhaps:
        return []
    late = late_on(connection, plans, on, perhaps, set().union(*(told[home] for home in perhaps)))
    return list(dict.fromkeys(one.household_id for one in late))


_OTHERS = LATE_ROW & household_late.c.household_id.not_in(bindparam("own", expanding=True))
_SUMS = select(func.count(), func.sum(household_late.c.open_cents)).where(_OTHERS)
_PAGE = (
    select(household_late.c.household_id).join(household, household.c.id == household_late.c.household_id)
    .where(_OTHERS).order_by(household_late.c.open_cents.desc(), household.c.code)
    .offset(bindparam("first", type_=Whole)).limit(AT_ONCE)
)  # fmt: skip
_UNPAID = select(household_late.c.household_id).where(LATE_ROW & among(household_late.c.household_id))


def _shown(connection: Connection, plans: PlanBook, some: Sequence[int], on: date) -> tuple[HouseholdLate, ...]:
    by_home: dict[int, list[Late]] = {}
    for one in late_on(connection, plans, on, some):
        by_home.setdefault(one.household_id, []).append(one)
    heads = heads_of(connection, some, on)
    names = public_ids(connection, [one.person_id for one in heads.values()])
    lives = read_lives(connection, [one.person_id for one in heads.values()])
    sent = read_notices(connection, some)
    shown = []
    for home in some:
        head, late = heads.get(home), by_home[home]
        reminders = [one.issued_on for one in sent.get(home, ()) if one.kind == "reminder"]
        since = min(one.due_on for one in late)
        life = lives.get(head.person_id) if head is not None else None
        shown.append(
            HouseholdLate(
                names[head.person_id] if head is not None else "", late[0].household_code,
                f"{head.who.surname} {head.who.given_name}".strip() if head is not None else "",
                State.OUTSIDER if life is None else standing_on(life.events, on).state, _open(late), since,
                (on - since).days, tuple((plan_title(plans, one.plan_code), one) for one in late), len(reminders),
                max(reminders, default=None),
            )
        )  # fmt: skip
    return tuple(shown)


def _open(late: Sequence[Late]) -> int:
    return sum(one.open_cents for one in late)
