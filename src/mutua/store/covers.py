"""Covers in the archive, beside `store.people`: why they changed, who is exempt, what use was carried on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, func, select

from mutua.domain.cover_life import CoverChange, CoverReason
from mutua.store.base import stored
from mutua.store.bulk import among
from mutua.store.tables import carried_use, cohabitation, cover, cover_change, cover_exemption, entry, movement
from mutua.store.unit_of_work import Entry

NO_CLAIM = 0  # a movement that no request made


class Exemption(NamedTuple):
    """Somebody need not join a plan with their household from a day to a day (None: until something else is told)."""

    person_id: int
    plan_code: str
    grounds: str
    evidence: str
    effective_from: date
    ends_on: date | None

    def holds_on(self, day: date) -> bool:
        return self.effective_from <= day and (self.ends_on is None or day <= self.ends_on)


class Carried(NamedTuple):
    """Use of a ceiling of one plan that counts in a ceiling of another, in one period of one holder."""

    owner_id: int
    holder: str
    from_plan: str
    from_pot: str
    to_plan: str
    to_pot: str
    period: date


class ChangeTold(NamedTuple):
    """A change as it is kept: plan, assistance and first day of the cover before and of the one after."""

    person_id: int
    reason: CoverReason
    asked_on: date
    effective_on: date
    from_plan: str | None
    from_assistance: str | None
    from_since: date | None
    to_plan: str | None
    to_assistance: str | None
    to_since: date | None

    @property
    def before(self) -> tuple[str, str, date] | None:
        """What names the cover before: plan, assistance, first day."""
        return None if self.from_plan is None else (self.from_plan, self.from_assistance or "", _sure(self.from_since))

    @property
    def after(self) -> tuple[str, str, date] | None:
        """What names the cover after."""
        return None if self.to_plan is None else (self.to_plan, self.to_assistance or "", _sure(self.to_since))


def told_change(one: CoverChange) -> ChangeTold:
    """A change as it is kept."""
    before, after = (
        (None, None, None) if held is None else (held.plan_code, held.cover.assistance, held.cover.effective_from)
        for held in (one.before, one.after)
    )
    return ChangeTold(one.person_id, one.reason, one.asked_on, one.effective_on, *before, *after)


def _sure(day: date | None) -> date:
    assert day is not None  # a rule of the table: who has a plan has a first day
    return day


def standing_changes(told: Iterable[ChangeTold]) -> list[ChangeTold]:
    """The changes, in the order in which they were told, without those that were taken back since."""
    found: list[ChangeTold] = []
    for one in told:
        if one.reason is CoverReason.TAKEN_BACK:
            found = [each for each in found if each.after != one.before or one.after not in (None, each.before)]
        else:
            found.append(one)
    return found


# ---------------------------------------------------------------- writing


def tell_change(entry: Entry, number: int, one: CoverChange) -> None:
    days = [told.isoformat() if isinstance(told, date) else told for told in told_change(one)[2:]]
    entry.add(cover_change, number, one.person_id, one.reason.value, *days)


def tell_exemption(entry: Entry, number: int, one: Exemption, *, void: bool = False) -> None:
    entry.add(
        cover_exemption, number, one.person_id, one.plan_code, one.grounds, one.evidence,
        one.effective_from.isoformat(), None if one.ends_on is None else one.ends_on.isoformat(), int(void),
    )  # fmt: skip


def tell_carried(entry: Entry, number: int, one: Carried, used: int) -> None:
    """Use that is carried, with the movement on the ceiling of the other plan."""
    period = one.period.isoformat()
    entry.add(
        carried_use, number, one.owner_id, one.holder, one.from_plan, one.from_pot, one.to_plan, one.to_pot, period,
        used,
    )  # fmt: skip
    entry.add(movement, number, NO_CLAIM, 0, one.owner_id, one.to_plan, one.to_pot, one.holder, period, used, 0, "")


# ---------------------------------------------------------------- reading


def read_exemptions(connection: Connection, person_ids: Iterable[int]) -> dict[int, list[Exemption]]:
    """The exemptions of the people as they count now, by person."""
    newest: dict[tuple[int, str, date], Any] = {}
    for row in connection.execute(_exemptions(), {"ids": sorted(set(person_ids))}):
        newest[row[0], row[1], row[4]] = row
    found: dict[int, list[Exemption]] = {}
    for row in newest.values():
        if not row[6]:
            found.setdefault(row[0], []).append(Exemption(*row[:6]))
    return found


def read_changes(connection: Connection, person_ids: Iterable[int]) -> dict[int, list[ChangeTold]]:
    """What happened to the covers of the people, in the order in which it was told, by person."""
    found: dict[int, list[ChangeTold]] = {}
    for row in connection.execute(_changes(), {"ids": sorted(set(person_ids))}):
        one = ChangeTold(row[0], CoverReason(row[1]), *row[2:])
        found.setdefault(one.person_id, []).append(one)
    return found


@cache
def _exemptions() -> Select[Any]:
    told = cover_exemption.c
    return (
        select(*[told[name] for name in Exemption._fields], told.void)
        .select_from(_with_entry(cover_exemption))
        .where(among(told.person_id))
        .order_by(entry.c.recorded_at, told.chain_id, told.position, told.number)
    )


@cache
def _changes() -> Select[Any]:
    told = cover_change.c
    return (
        select(*[told[name] for name in ChangeTold._fields])
        .select_from(_with_entry(cover_change))
        .where(among(told.person_id))
        .order_by(entry.c.recorded_at, told.chain_id, told.position, told.number)
    )


def _with_entry(table: Any) -> Any:
    return table.join(entry, (entry.c.chain_id == table.c.chain_id) & (entry.c.position == table.c.position))


def carried_so_far(connection: Connection, owner_ids: Iterable[int]) -> dict[Carried, int]:
    """How much was carried, by ceiling, holder and period, for these owners."""
    told = carried_use.c
    columns = [told[name] for name in Carried._fields]
    query = select(*columns, func.sum(told.used)).where(among(told.owner_id)).group_by(*columns)
    rows = connection.execute(query, {"ids": sorted(set(owner_ids))})
    return {Carried(*row[:7]): int(row[7]) for row in rows}


def living_apart(connection: Connection, person_ids: Iterable[int], day: date) -> set[int]:
    """Those of whom it was said that on the day they do not live with their household."""
    told = cohabitation.c
    query = (
        select(told.person_id, told.cohabiting, told.effective_from, told.ends_on, told.void)
        .where(among(told.person_id))
        .order_by(told.effective_from, told.chain_id, told.position, told.number)
    )
    said: dict[int, bool] = {}
    for person_id, cohabiting, since, until, void in connection.execute(query, {"ids": sorted(set(person_ids))}):
        if since <= day and (until is None or day <= until):
            said[person_id] = bool(void or cohabiting)
    return {person_id for person_id, together in said.items() if not together}


def people_told_twice(connection: Connection) -> list[int]:
    """Those with more than one cover of a plan, by its assistance or its first day: the only ones who may overlap."""
    query = (
        select(cover.c.person_id)
        .group_by(cover.c.person_id, cover.c.plan_code)
        .having(
            (func.count(stored(cover.c.effective_from).distinct()) > 1)
            | (func.count(cover.c.assistance.distinct()) > 1)
        )
    )  # fmt: skip
    return sorted(set(connection.scalars(query)))


def carried_without_movement(connection: Connection) -> Iterator[tuple[int, int]]:
    """Entries whose carried use and movements without a request do not say the same: by chain and position."""
    one, other = carried_use.c, movement.c
    there: dict[tuple[int, int], set[tuple[Any, ...]]] = {}
    for chain_id, position, *told in connection.execute(
        select(one.chain_id, one.position, one.number, one.owner_id, one.to_plan, one.to_pot, one.holder,
               stored(one.period), one.used)
    ):  # fmt: skip
        there.setdefault((chain_id, position), set()).add((*told, 0))
    moved: dict[tuple[int, int], set[tuple[Any, ...]]] = {}
    for chain_id, position, *told in connection.execute(
        select(other.chain_id, other.position, other.number, other.owner_id, other.plan_code, other.pot, other.holder,
               stored(other.period), other.used, other.reserved).where(other.claim_id == NO_CLAIM)
    ):  # fmt: skip
        moved.setdefault((chain_id, position), set()).add(tuple(told))
    for key in sorted(there.keys() | moved.keys()):
        if there.get(key) != moved.get(key):
            yield key
