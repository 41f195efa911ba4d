"""What a firm may see of its people, written from the facts: one row for each enrolment, by the firm's own word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import Connection, delete, select

from mutua.domain.firm_covers import covers_of
from mutua.domain.firms import Enrolment, FirmCover, FirmPlan
from mutua.store.bulk import among, insert_rows
from mutua.store.firms import Recorded, enrolments_of_people, read_plans, supplied_names
from mutua.store.tables_roster import firm_roster, firm_statement_row, supplied_identity
from mutua.store.unit_of_work import UnitOfWork

Names = tuple[str, str, str, str]  # surname, given name, fiscal code, payroll number
Plans = Mapping[int, Sequence[FirmPlan]]
RosterRow = tuple[object, ...]


def roster_row(
    one: Enrolment, names: Names, covers: Iterable[FirmCover], plans: Plans, *, own: bool = False
) -> RosterRow:
    """An enrolment as it stands on the firm's roster. `own`: all the covers are of this enrolment."""
    first, last, offer = as_seen(one, covers, plans, own=own)
    surname, given_name, code, payroll = names
    return (
        one.enrolment_id, one.firm_id, surname, given_name, code, payroll, one.category.value, _iso(one.hired_on),
        _iso(one.left_on), one.reason, _iso(first), _iso(last), int(first is not None), _iso(offer),
    )  # fmt: skip


def as_seen(
    one: Enrolment, covers: Iterable[FirmCover], plans: Plans, *, own: bool = False
) -> tuple[date | None, date | None, date | None]:  # fmt: skip
    """Of somebody at a firm the first day covered, the last one, and until when they may say that they go on alone."""
    mine = covers if own else [cover for cover in covers if cover.enrolment_id == one.enrolment_id]
    first, last, offer = None, None, None
    for cover in mine:
        first = cover.effective_from if first is None else min(first, cover.effective_from)
    ends = [cover.ends_on for cover in mine]
    closed = [day for day in ends if day is not None]
    if closed and len(closed) == len(ends):
        last = max(closed)
        if one.left_on is not None and one.reason != "death":
            offer = last + timedelta(days=offer_days(one, mine, plans))
    return first, last, offer


def offer_days(one: Enrolment, mine: Iterable[FirmCover], plans: Plans) -> int:
    """How long who left may take to say that they go on alone, by the terms of the plans that covered them."""
    plan_ids = {cover.plan_id for cover in mine}
    day = one.left_on or one.hired_on
    return max(plan.on(day).offer_days for plan in plans.get(one.firm_id, ()) if plan.plan_id in plan_ids)


def write_roster(
    unit: UnitOfWork, enrolments: Mapping[int, Enrolment], covers: Mapping[int, Sequence[FirmCover]], plans: Plans,
    gone: Sequence[int] = (),
) -> None:  # fmt: skip
    """The rows of the read model for these enrolments, instead of those that were there. Relatives of who works there
    have none: they are nobody whom the firm named."""
    names = supplied_names(unit.connection, enrolments)
    rows = [
        roster_row(one, names.get(id_, ("", "", "", "")), covers.get(one.person_id, ()), plans)
        for id_, one in enrolments.items() if not one.category.is_relative
    ]  # fmt: skip
    away = delete(firm_roster).where(among(firm_roster.c.enrolment_id))
    unit.connection.execute(away, {"ids": sorted({*enrolments, *gone})})
    insert_rows(unit.connection, firm_roster, rows)


def firm_covers(connection: Connection, person_ids: Iterable[int]) -> dict[int, tuple[FirmCover, ...]]:
    """The covers that people have through firms, by the facts; who has none is left out."""
    theirs = by_person(enrolments_of_people(connection, person_ids).values())
    plans = read_plans(connection, {one.firm_id for some in theirs.values() for one in some})
    return {person_id: covers_of(some, plans) for person_id, some in theirs.items()}


def look_again(unit: UnitOfWork, person_id: int) -> None:
    """What a firm may see of somebody, after something about them was told elsewhere: a death, or its undoing."""
    unit.flush()
    recorded = enrolments_of_people(unit.connection, [person_id])
    if not recorded:
        return
    theirs = {id_: one.one for id_, one in recorded.items()}
    plans = read_plans(unit.connection, {one.firm_id for one in theirs.values()})
    write_roster(unit, theirs, {person_id: covers_of(theirs.values(), plans)}, plans)


def keep_names(unit: UnitOfWork, names: Mapping[int, Names], gone: Sequence[int] = ()) -> None:
    """Who people are by the word of the firm, instead of what was kept before. Of enrolments that are gone nothing,
    save where a statement has a line of them: it is printed with their names until they are erased."""
    if not names and not gone:
        return
    asked = select(firm_statement_row.c.enrolment_id).where(among(firm_statement_row.c.enrolment_id)).distinct()
    billed = set(unit.connection.scalars(asked, {"ids": sorted(gone)})) if gone else set()
    away = delete(supplied_identity).where(among(supplied_identity.c.enrolment_id))
    unit.connection.execute(away, {"ids": sorted({*names, *(set(gone) - billed)})})
    insert_rows(unit.connection, supplied_identity, [(id_, *told) for id_, told in names.items()])


def by_person(recorded: Iterable[Recorded]) -> dict[int, list[Enrolment]]:
    """Enrolments as they stand, by person."""
    found: dict[int, list[Enrolment]] = {}
    for one in recorded:
        found.setdefault(one.one.person_id, []).append(one.one)
    return found


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
