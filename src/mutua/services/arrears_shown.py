"""Who is late with contributions, household by household: how much, since when, which cover it stops, reminders."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from mutua.domain.member_life import State, standing_on
from mutua.services.dues_of_year import AT_ONCE, public_ids
from mutua.services.household_account import heads_of, plan_title
from mutua.services.late_payers import Late, late_on
from mutua.services.plan_book import PlanBook
from mutua.store.dues import read_notices
from mutua.store.members import read_lives


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
    """Who is late on the day; those `without` are counted, not named."""
    by_home: dict[int, list[Late]] = {}
    for one in late_on(connection, plans, on):
        by_home.setdefault(one.household_id, []).append(one)
    wanted = sorted((home for home in by_home if home not in without),
                    key=lambda home: (-_open(by_home[home]), by_home[home][0].household_code))  # fmt: skip
    some = wanted[(page - 1) * AT_ONCE : page * AT_ONCE]
    heads = heads_of(connection, some, on)
    names = public_ids(connection, [one.person_id for one in heads.values()])
    lives = read_lives(connection, [one.person_id for one in heads.values()])
    sent = read_notices(connection, some)
    shown = []
    for home in some:
        head, late = heads[home], by_home[home]
        reminders = [one.issued_on for one in sent.get(home, ()) if one.kind == "reminder"]
        since = min(one.due_on for one in late)
        life = lives.get(head.person_id)
        shown.append(
            HouseholdLate(
                names[head.person_id], late[0].household_code, f"{head.who.surname} {head.who.given_name}".strip(),
                State.OUTSIDER if life is None else standing_on(life.events, on).state, _open(late), since,
                (on - since).days, tuple((plan_title(plans, one.plan_code), one) for one in late), len(reminders),
                max(reminders, default=None),
            )
        )  # fmt: skip
    return LatePage(tuple(shown), page, max(1, -(-len(wanted) // AT_ONCE)), len(wanted),
                    sum(_open(by_home[home]) for home in wanted), len(by_home) - len(wanted))  # fmt: skip


def _open(late: Sequence[Late]) -> int:
    return sum(one.open_cents for one in late)
