"""The contributions of a year household by household: how much is due, paid and open, and who had a notice."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from mutua.domain.dues import DueState
from mutua.services.household_account import heads_of
from mutua.store.bulk import among
from mutua.store.tables import allocation, due, household, notice_sent, person

AT_ONCE = 25  # of a page


class HouseholdDues(NamedTuple):
    """A household of the list; `next_on`: the first day of what is open."""

    public_id: str
    code: str
    name: str
    owed_cents: int
    paid_cents: int
    next_on: date | None
    state: DueState
    notice_on: date | None

    @property
    def open_cents(self) -> int:
        return self.owed_cents - self.paid_cents


@dataclass(frozen=True, slots=True)
class YearOfDues:
    """A page of a year, by code, and the sums of all its households.

    `without_notice`: those that have to pay and had none yet.
    """

    year: int
    shown: tuple[HouseholdDues, ...]
    number: int
    pages: int
    total: int
    households: int
    owed_cents: int
    paid_cents: int
    late_cents: int
    without_notice: int
    of_family: int

    @property
    def open_cents(self) -> int:
        return self.owed_cents - self.paid_cents


@dataclass(slots=True)
class _Sums:
    owed: int = 0
    paid: int = 0
    late: int = 0
    next_on: date | None = None


def dues_of_year(
    connection: Connection, year: int, on: date, *, state: DueState | None = None, page: int = 1,
    without: Collection[int] = (),
) -> YearOfDues:  # fmt: skip
    """What households themselves owe for the year; a firm's part is the firm's. Those `without` are counted alone."""
    sums = _sums(connection, year, on)
    query = select(notice_sent.c.chain_id, func.max(notice_sent.c.issued_on)).where(
        (notice_sent.c.year == year) & (notice_sent.c.kind == "notice")
    )
    told = {row[0]: row[1] for row in connection.execute(query.group_by(notice_sent.c.chain_id))}
    codes = {row.id: row.code for row in connection.execute(select(household.c.id, household.c.code))}
    wanted = sorted(
        (home for home, one in sums.items() if home not in without and state in (None, _state(one))),
        key=lambda home: codes[home],
    )
    some = wanted[(page - 1) * AT_ONCE : page * AT_ONCE]
    return YearOfDues(
        year, _shown(connection, some, sums, codes, told, on), page, max(1, -(-len(wanted) // AT_ONCE)), len(wanted),
        len(sums), sum(one.owed for one in sums.values()), sum(one.paid for one in sums.values()),
        sum(one.late for one in sums.values()),
        sum(home not in told and one.owed > one.paid for home, one in sums.items()),
        sum(home in without for home in sums),
    )  # fmt: skip


def _shown(
    connection: Connection, some: list[int], sums: dict[int, _Sums], codes: dict[int, str], told: dict[int, date],
    on: date,
) -> tuple[HouseholdDues, ...]:  # fmt: skip
    heads = heads_of(connection, some, on)
    names = public_ids(connection, [one.person_id for one in heads.values()])
    found = []
    for home in some:
        one, head = sums[home], heads.get(home)
        public_id, name = "", ""
        if head is not None:
            public_id, name = names[head.person_id], f"{head.who.surname} {head.who.given_name}".strip()
        found.append(HouseholdDues(public_id, codes[home], name, one.owed, one.paid, one.next_on, _state(one),
                                   told.get(home)))  # fmt: skip
    return tuple(found)


def public_ids(connection: Connection, person_ids: Collection[int]) -> dict[int, str]:
    """How addresses name these people."""
    query = select(person.c.id, person.c.public_id).where(among(person.c.id))
    return {row.id: row.public_id for row in connection.execute(query, {"ids": sorted(set(person_ids))})}


def _sums(connection: Connection, year: int, on: date) -> dict[int, _Sums]:
    paid = (
        select(allocation.c.due_id, func.sum(allocation.c.amount_cents).label("cents"))
        .where(allocation.c.due_id.is_not(None)).group_by(allocation.c.due_id).subquery()
    )  # fmt: skip
    query = (
        select(due.c.chain_id, due.c.due_on, due.c.amount_cents, func.coalesce(paid.c.cents, 0))
        .select_from(due.outerjoin(paid, paid.c.due_id == due.c.due_id))
        .where((due.c.year == year) & due.c.firm_id.is_(None))
    )
    found: dict[int, _Sums] = {}
    for home, due_on, cents, done in connection.execute(query):
        one = found.setdefault(home, _Sums())
        open_cents = cents - int(done)
        one.owed += cents
        one.paid += int(done)
        if open_cents > 0:
            one.next_on = due_on if one.next_on is None else min(one.next_on, due_on)
            one.late += open_cents if due_on < on else 0
    return found


def _state(one: _Sums) -> DueState:
    if one.owed < one.paid:
        return DueState.CREDIT
    if one.owed == one.paid:
        return DueState.PAID
    return DueState.LATE if one.late else DueState.OPEN


def years_of_dues(connection: Connection, this: int) -> list[int]:
    """The years that have dues, with this one and the next, the newest first."""
    return sorted({*connection.scalars(select(due.c.year).distinct()), this, this + 1}, reverse=True)
