"""What the statement of the period that is running would ask for, before it is made: reckoned as statements are.

Nothing is written, and no table is read that a firm may not reach. Of whom the firm told something since its last
statement the forecast goes by what it told alone, as its pages do (`firm_door_people.py`): whether somebody is covered
elsewhere too it learns from the statement, and from nothing that it could try out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, select

from mutua.domain.firm_covers import covers_of
from mutua.domain.firms import NOTHING, Category, Enrolment, FirmCover, FirmPlan, Part, period_of
from mutua.domain.months import ONE_DAY
from mutua.domain.statements import Due, Key, StatementLine, lines_between, of_people, owed
from mutua.rules.engine.calendar import day_in_rome
from mutua.services.firm_door_people import by_the_firm_alone
from mutua.services.firm_relatives import workers_of_relatives
from mutua.store.bulk import among
from mutua.store.firm_view import StatementRow
from mutua.store.firms import enrolments_of_firms, enrolments_of_people, read_plans, supplied_names
from mutua.store.tables_firms import enrolment
from mutua.store.tables_kept import entry
from mutua.store.tables_roster import firm_statement, firm_statement_row

Covers = Mapping[int, Sequence[FirmCover]]


@dataclass(frozen=True, slots=True)
class Forecast:
    """What would be asked for a period, line by line as on a statement; `statement_id`: it was made already, and there
    is nothing to foresee."""

    plan_id: int
    first_day: date
    last_day: date
    rows: tuple[StatementRow, ...] = ()
    statement_id: int | None = None

    @property
    def parts(self) -> Part:
        """The sum of all lines."""
        firm, worker = sum(one.firm_cents for one in self.rows), sum(one.worker_cents for one in self.rows)
        return Part(firm + worker, firm, worker, sum(one.fund_cents for one in self.rows))


class _Issued(NamedTuple):
    """The newest statement of a plan."""

    statement_id: int
    first_day: date
    last_day: date
    issued_on: date


def forecasts(connection: Connection, firm_id: int, today: date) -> list[Forecast]:
    """Of each plan of the firm what the statement of the period that today lies in would ask for. A plan that would ask
    for nothing has none."""
    plans = read_plans(connection, [firm_id]).get(firm_id, [])
    found = []
    for plan in plans:
        first, last = period_of(plan, today)
        if plan.starts_on is None or last < plan.starts_on:
            continue
        newest = _newest(connection, plan.plan_id)
        if newest is not None and newest.first_day >= first:
            found.append(Forecast(plan.plan_id, newest.first_day, newest.last_day, statement_id=newest.statement_id))
            continue
        rows = _rows(connection, plan, plans, newest, first, last)
        if rows:
            found.append(Forecast(plan.plan_id, first, last, tuple(rows)))
    return found


def _newest(connection: Connection, plan_id: int) -> _Issued | None:
    c = firm_statement.c
    query = select(c.statement_id, c.first_day, c.last_day, c.issued_on).where(c.plan_id == plan_id)
    row = connection.execute(query.order_by(c.first_day.desc()).limit(1)).one_or_none()
    return None if row is None else _Issued(*row)


def _rows(
    connection: Connection, plan: FirmPlan, plans: Sequence[FirmPlan], newest: _Issued | None, first: date, last: date
) -> list[StatementRow]:
    recorded = enrolments_of_firms(connection, [plan.firm_id])
    now = {id_: one.one for id_, one in recorded.items()}
    then = {} if newest is None else _told_before(connection, plan.firm_id, newest.issued_on)
    moved = _moved(then, now)
    covers = {**_as_the_society_knows(connection, now, moved, plans), **_as_told(now, moved, plans)}
    workers = workers_of_relatives(connection, recorded)
    asked, whose = _asked(connection, plan.plan_id)
    people = {id_: one.person_id for id_, one in now.items()}
    due, heads = _of_workers(owed(plan, covers, last), workers, people)
    if newest is not None:
        # What it had told by then and was not asked for is not its to pay: the society sees to it, as it did then.
        known = _of_workers(owed(plan, _as_told(then, moved, plans), newest.last_day), workers, people)[0]
        due = {key: one for key, one in due.items() if key in asked or key not in known}
    before = {key: part for key, part in asked.items() if key[2] <= last}
    lines = lines_between(due, before, whose, first)
    names = supplied_names(connection, {one.enrolment_id for one in lines})
    rows = [_row(one, names.get(one.enrolment_id, ("", "", "", "")), heads) for one in lines]
    return sorted(rows, key=lambda row: (row.surname.casefold(), row.given_name.casefold(), row.month, row.assistance))


def _row(one: StatementLine, names: tuple[str, str, str, str], heads: Mapping[Key, int]) -> StatementRow:
    surname, given_name, code, payroll = names
    people = heads.get((one.person_id, one.assistance, one.month), 1)
    return StatementRow(surname, given_name, payroll, one.assistance, one.month, one.adjustment,
                        one.part.contribution, one.part.firm, one.part.worker, one.part.fund, people, code)  # fmt: skip


# ---------------------------------------------------------------- who is covered, as far as a firm may know


def _told_before(connection: Connection, firm_id: int, day: date) -> dict[int, Enrolment]:
    """The enrolments at the firm as they had been told before a day."""
    c = enrolment.c
    query = (
        select(enrolment, entry.c.recorded_at)
        .join(entry, (entry.c.chain_id == c.chain_id) & (entry.c.position == c.position))
        .where(c.firm_id == firm_id)
        .order_by(c.enrolment_id, c.sequence)
    )
    newest = {row.enrolment_id: row for row in connection.execute(query) if day_in_rome(row.recorded_at) < day}
    return {
        id_: Enrolment(id_, row.person_id, firm_id, Category(row.category), row.hired_on, row.left_on, row.reason)
        for id_, row in newest.items() if not row.void
    }  # fmt: skip


def _moved(then: Mapping[int, Enrolment], now: Mapping[int, Enrolment]) -> set[int]:
    """The people of whom the firm told other days, or another category, since."""
    return {
        one.person_id for id_ in then.keys() | now.keys()
        for one in (then.get(id_), now.get(id_)) if one is not None and _days(then.get(id_)) != _days(now.get(id_))
    }  # fmt: skip


def _days(one: Enrolment | None) -> object:
    return None if one is None else (one.category, one.hired_on, one.left_on)


def _as_told(enrolments: Mapping[int, Enrolment], persons: Iterable[int], plans: Sequence[FirmPlan]) -> dict[
    int, Sequence[FirmCover]
]:  # fmt: skip
    """The covers of these people by the word of the firm alone."""
    wanted = set(persons)
    theirs = of_people(by_the_firm_alone(one) for one in enrolments.values() if one.person_id in wanted)
    return {person_id: covers_of(some, {one.firm_id: plans for one in some}) for person_id, some in theirs.items()}


def _as_the_society_knows(
    connection: Connection, enrolments: Mapping[int, Enrolment], but: set[int], mine: Sequence[FirmPlan]
) -> dict[int, Sequence[FirmCover]]:  # fmt: skip
    """The covers through all their firms of the others: what statements go by."""
    recorded = enrolments_of_people(connection, {one.person_id for one in enrolments.values()} - but)
    others = {one.one.firm_id for one in recorded.values()} - {plan.firm_id for plan in mine}
    plans = {**(read_plans(connection, others) if others else {}), mine[0].firm_id: mine}
    theirs = of_people(one.one for one in recorded.values())
    return {person_id: covers_of(some, plans) for person_id, some in theirs.items()}


# ---------------------------------------------------------------- what is owed and what was asked, by who works there


def _of_workers(
    due: Due, workers: Mapping[int, int], people: Mapping[int, int]
) -> tuple[dict[Key, tuple[int, Part]], dict[Key, int]]:  # fmt: skip
    """What is owed for somebody and for their relatives in one sum, under who works there; and of how many it is."""
    found: dict[Key, tuple[int, Part]] = {}
    heads: dict[Key, int] = {}
    for (person_id, assistance, month), (enrolment_id, part) in due.items():
        worker = workers.get(enrolment_id, enrolment_id)
        key = (people.get(worker, person_id), assistance, month)
        found[key] = worker, found.get(key, (worker, NOTHING))[1].plus(part)
        heads[key] = heads.get(key, 0) + 1
    return found, heads


def _asked(connection: Connection, plan_id: int) -> tuple[dict[Key, Part], dict[int, int]]:
    """What the statements of a plan asked for so far, by who works there, assistance and month; of which enrolment."""
    c = firm_statement_row.c
    query = (
        select(c.enrolment_id, c.assistance, c.month, c.contribution_cents, c.firm_cents, c.worker_cents, c.fund_cents)
        .join(firm_statement, firm_statement.c.statement_id == c.statement_id)
        .where(firm_statement.c.plan_id == plan_id)
        .order_by(c.statement_id, c.number)
    )
    rows = connection.execute(query).all()
    ids = sorted({row.enrolment_id for row in rows})
    who = select(enrolment.c.enrolment_id, enrolment.c.person_id).where(among(enrolment.c.enrolment_id)).distinct()
    people = {row.enrolment_id: row.person_id for row in connection.execute(who, {"ids": ids})}
    found: dict[Key, Part] = {}
    whose: dict[int, int] = {}
    for enrolment_id, assistance, month, *cents in rows:
        key = (people[enrolment_id], assistance, month)
        found[key] = found.get(key, NOTHING).plus(Part(*cents))
        whose[people[enrolment_id]] = enrolment_id
    return found, whose


# ---------------------------------------------------------------- what a correction would change


def consequences(
    connection: Connection, firm_id: int, after: Mapping[int, Enrolment], today: date
) -> list[StatementLine]:
    """What enrolments put right would add or take off, month by month until the end of the period that is running, by
    the word of the firm. What a statement asked for already is an adjustment of the next one."""
    plans = read_plans(connection, [firm_id]).get(firm_id, [])
    recorded = {id_: one.one for id_, one in enrolments_of_firms(connection, [firm_id]).items()}
    persons = {recorded[id_].person_id for id_ in after}
    was, will = _as_told(recorded, persons, plans), _as_told({**recorded, **after}, persons, plans)
    found: list[StatementLine] = []
    for plan in plans:
        if plan.starts_on is None:
            continue
        newest, last = _newest(connection, plan.plan_id), period_of(plan, today)[1]
        unasked = date.min if newest is None else newest.last_day + ONE_DAY
        before = owed(plan, was, last)
        found += lines_between(
            owed(plan, will, last), {key: part for key, (_, part) in before.items()},
            {person_id: id_ for (person_id, _, _), (id_, _) in before.items()}, unasked,
        )  # fmt: skip
    return found


def cover_days(connection: Connection, firm_id: int, one: Enrolment) -> tuple[date | None, date | None]:
    """The first and the last day (None: no end yet) that the plans of the firm cover somebody, by its word alone."""
    plans = read_plans(connection, [firm_id]).get(firm_id, [])
    covers = covers_of([by_the_firm_alone(replace(one, firm_id=firm_id))], {firm_id: plans})
    ends = [cover.ends_on for cover in covers]
    closed = [day for day in ends if day is not None]
    first = min((cover.effective_from for cover in covers), default=None)
    return first, max(closed) if closed and len(closed) == len(ends) else None
