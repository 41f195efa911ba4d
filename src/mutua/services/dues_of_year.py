"""The contributions of a year household by household: how much is due, paid and open, and who had a notice."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, case, func, literal, select

from mutua.domain.dues import DueState
from mutua.services.household_account import heads_of
from mutua.store.bulk import among, each_once
from mutua.store.tables import allocation, due, household, household_year, person
from mutua.store.who import household_codes

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


def dues_of_year(
    connection: Connection, year: int, on: date, *, state: DueState | None = None, page: int = 1,
    without: Collection[int] = (),
) -> YearOfDues:  # fmt: skip
    """What households themselves owe for the year; a firm's part is the firm's. Those `without` are counted alone."""
    own, row = sorted(without), household_year.c
    homes, owed, paid, late, no_notice, of_family = connection.execute(
        select(
            func.count(), func.sum(row.owed_cents), func.sum(row.paid_cents),
            func.sum(case((row.last_on < on, row.open_cents), else_=0)),
            func.sum(case(((row.owed_cents > row.paid_cents) & row.notice_on.is_(None), 1), else_=0)),
            func.sum(case((row.household_id.in_(own), 1), else_=0)) if own else literal(0),
        ).where(row.year == year)
    ).one()  # fmt: skip
    which = (row.year == year, row.household_id.not_in(own), *_stands(state, on))
    total = homes - of_family if homes and state is None else connection.scalar(select(func.count()).where(*which)) or 0
    here = select(row.household_id).where(row.household_id == household.c.id, *which)
    listed = select(household.c.id).where(here.exists()).order_by(household.c.code)
    some = list(connection.scalars(listed.offset((page - 1) * AT_ONCE).limit(AT_ONCE)))
    return YearOfDues(
        year, _shown(connection, some, year, on), page, max(1, -(-total // AT_ONCE)), total, homes, int(owed or 0),
        int(paid or 0), int(late or 0) + _late_in_part(connection, year, on), int(no_notice or 0), int(of_family or 0),
    )  # fmt: skip


def _stands(state: DueState | None, on: date) -> tuple[ColumnElement[bool], ...]:
    """Which rows stand so on the day."""
    row = household_year.c
    asks, late = row.owed_cents > row.paid_cents, row.first_on < on
    match state:
        case None:
            return ()
        case DueState.CREDIT:
            return (row.owed_cents < row.paid_cents,)
        case DueState.PAID:
            return (row.owed_cents == row.paid_cents,)
        case DueState.LATE:
            return asks, late
        case DueState.OPEN:
            return asks, ~late


def _late_in_part(connection: Connection, year: int, on: date) -> int:
    """What is late of households that have other days still to come."""
    row = household_year.c
    some = select(row.household_id).where(row.year == year, row.first_on < on, row.last_on >= on)
    paid = select(func.sum(allocation.c.amount_cents)).where(allocation.c.due_id == due.c.due_id).scalar_subquery()
    left = due.c.amount_cents - func.coalesce(paid, 0)
    mine = (due.c.year == year) & due.c.firm_id.is_(None) & (due.c.due_on < on)
    query = select(func.sum(case((left > 0, left), else_=0))).where(mine & due.c.chain_id.in_(some))
    return int(connection.scalar(query) or 0)


def _shown(connection: Connection, some: Sequence[int], year: int, on: date) -> tuple[HouseholdDues, ...]:
    query = select(household_year).where((household_year.c.year == year) & among(household_year.c.household_id))
    rows = {row.household_id: row for row in connection.execute(query, {"ids": some})}
    codes, heads = household_codes(connection, some), heads_of(connection, some, on)
    names = public_ids(connection, [one.person_id for one in heads.values()])
    found = []
    for home in some:
        one, head = rows[home], heads.get(home)
        public_id, name = "", ""
        if head is not None:
            public_id, name = names[head.person_id], f"{head.who.surname} {head.who.given_name}".strip()
        found.append(HouseholdDues(public_id, codes[home], name, one.owed_cents, one.paid_cents, one.first_on,
                                   _state(one.owed_cents - one.paid_cents, one.first_on, on), one.notice_on))  # fmt: skip
    return tuple(found)


def _state(open_cents: int, first_on: date | None, on: date) -> DueState:
    if open_cents <= 0:
        return DueState.CREDIT if open_cents < 0 else DueState.PAID
    return DueState.LATE if first_on is not None and first_on < on else DueState.OPEN


def public_ids(connection: Connection, person_ids: Collection[int]) -> dict[int, str]:
    """How addresses name these people."""
    query = select(person.c.id, person.c.public_id).where(among(person.c.id))
    return {row.id: row.public_id for row in connection.execute(query, {"ids": sorted(set(person_ids))})}


def years_of_dues(connection: Connection, this: int) -> list[int]:
    """The years that have dues, with this one and the next, the newest first."""
    return sorted({*connection.scalars(each_once(household_year.c.year)), this, this + 1}, reverse=True)
