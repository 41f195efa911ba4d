"""The contributions of a year household by household: how much is due, paid and open, and who had a notice."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, bindparam, func, select, true

from mutua.domain.dues import DueState
from mutua.services.household_account import heads_of
from mutua.store.base import Day, Whole
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
    given = {"year": year, "day": on, "own": sorted(without), "first": (page - 1) * AT_ONCE}
    homes, owed, paid = connection.execute(_SUMS, given).one()
    late, in_part, no_notice = connection.execute(_SUMS_OPEN, given).one()
    if in_part:
        late = (late or 0) + (connection.scalar(_LATE_IN_PART, given) or 0)
    of_family = connection.scalar(_OF_FAMILY, given) or 0 if without else 0
    how_many, listed = _lists(state)
    total = homes - of_family if state is None else connection.scalar(how_many, given) or 0
    some = list(connection.scalars(listed, given))
    return YearOfDues(
        year, _shown(connection, some, year, on), page, max(1, -(-total // AT_ONCE)), total, homes, int(owed or 0),
        int(paid or 0), int(late or 0), no_notice, of_family,
    )  # fmt: skip


_row, _DAY = household_year.c, bindparam("day", type_=Day())
_OF_YEAR, _OWN = _row.year == bindparam("year"), _row.household_id.in_(bindparam("own", expanding=True))
_ANY_OPEN, _IS_LATE = _row.open_cents > 0, _row.first_on < _DAY
_ASKS = _ANY_OPEN & (_row.owed_cents > _row.paid_cents)
_STANDS: Mapping[DueState | None, ColumnElement[bool]] = {
    None: true(), DueState.CREDIT: _row.owed_cents < _row.paid_cents, DueState.PAID: _row.owed_cents == _row.paid_cents,
    DueState.LATE: _ASKS & _IS_LATE, DueState.OPEN: _ASKS & ~_IS_LATE,
}  # fmt: skip
_IN_PART = _IS_LATE & (_row.last_on >= _DAY)  # other days are still to come
_SUMS = select(func.count(), func.sum(_row.owed_cents), func.sum(_row.paid_cents)).where(_OF_YEAR)
_SUMS_OPEN = select(
    func.sum(_row.open_cents).filter(_row.last_on < _DAY), func.count().filter(_IN_PART),
    func.count().filter((_row.owed_cents > _row.paid_cents) & _row.notice_on.is_(None)),
).where(_OF_YEAR & _ANY_OPEN)  # fmt: skip
_OF_FAMILY = select(func.count()).select_from(household_year).where(_OF_YEAR & _OWN)
_paid = func.coalesce(
    select(func.sum(allocation.c.amount_cents)).where(allocation.c.due_id == due.c.due_id).scalar_subquery(), 0
)
_LATE_IN_PART = select(func.sum(due.c.amount_cents - _paid)).where(
    due.c.chain_id.in_(select(_row.household_id).where(_OF_YEAR & _IN_PART)), due.c.year == bindparam("year"),
    due.c.firm_id.is_(None), due.c.due_on < _DAY, due.c.amount_cents > _paid,
)  # fmt: skip


_ROWS = select(household_year).where(_OF_YEAR & among(_row.household_id))


@cache
def _lists(state: DueState | None) -> tuple[Select[Any], Select[Any]]:
    """How many households stand so, and a page of them by code, as far as it is read."""
    which = _OF_YEAR & ~_OWN & _STANDS[state]
    here = select(_row.household_id).where((_row.household_id == household.c.id) & which)
    listed = select(household.c.id).where(here.exists()).order_by(household.c.code)
    first = bindparam("first", type_=Whole)
    return select(func.count()).select_from(household_year).where(which), listed.offset(first).limit(AT_ONCE)


def _shown(connection: Connection, some: Sequence[int], year: int, on: date) -> tuple[HouseholdDues, ...]:
    rows = {row.household_id: row for row in connection.execute(_ROWS, {"year": year, "ids": some})}
    codes, heads = household_codes(connection, some), heads_of(connection, some, on)
    names = public_ids(connection, [one.person_id for one in heads.values()])
    found = []
    for home in some:
        one, head = rows[home], heads.get(home)
        public_id, name = "", ""
        if head is not None:
            public_id, name = names[head.person_id], f"{head.who.surname} {head.who.given_name}".strip()
        stands = _state(one.owed_cents - one.paid_cents, one.first_on, on)
        found.append(HouseholdDues(public_id, codes[home], name, one.owed_cents, one.paid_cents, one.first_on, stands,
                                   one.notice_on))  # fmt: skip
    return tuple(found)


def _state(open_cents: int, first_on: date | None, on: date) -> DueState:
    if open_cents <= 0:
        return DueState.CREDIT if open_cents < 0 else DueState.PAID
    return DueState.LATE if first_on is not None and first_on < on else DueState.OPEN


_NAMES = select(person.c.id, person.c.public_id).where(among(person.c.id))
_YEARS = each_once(household_year.c.year)


def public_ids(connection: Connection, person_ids: Collection[int]) -> dict[int, str]:
    """How addresses name these people."""
    return {row.id: row.public_id for row in connection.execute(_NAMES, {"ids": sorted(set(person_ids))})}


def years_of_dues(connection: Connection, this: int) -> list[int]:
    """The years that have dues, with this one and the next, the newest first."""
    return sorted({*connection.scalars(_YEARS), this, this + 1}, reverse=True)
