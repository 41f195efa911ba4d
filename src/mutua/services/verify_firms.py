"""Is all well with the firms? Codes, lives of plans, covers, statements, and what firms see as the facts make it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from mutua.domain.firm_covers import covers_of
from mutua.domain.pact import PLAN, PlanState
from mutua.domain.statements import of_people
from mutua.services.finding import Finding
from mutua.services.firm_sight import roster_row
from mutua.store.base import stored
from mutua.store.bulk import among
from mutua.store.codes import unknown_codes
from mutua.store.firms import every_enrolment, read_plan_events, read_plans, supplied_names
from mutua.store.tables import cover
from mutua.store.tables_firms import CODES, delegation, firm_plan, statement, statement_line, statement_payment
from mutua.store.tables_roster import firm_delegate, firm_roster, firm_statement, firm_statement_row


def check_firm_codes(connection: Connection) -> Iterator[Finding]:
    """Every code of a role, a plan, an enrolment and the like is one of those that there are."""
    for place, found in connection.execute(_UNKNOWN):
        yield Finding("firm_code_unknown", place, found)


def check_firm_plans(connection: Connection) -> Iterator[Finding]:
    """What happened to each plan follows as the table allows."""
    ids = connection.scalars(select(firm_plan.c.plan_id).distinct()).all()
    for plan_id, events in read_plan_events(connection, ids).items():
        state = PlanState.NONE
        for event, _ in events:
            if event not in PLAN[state]:
                yield Finding("firm_plan_not_as_allowed", str(plan_id), event.value)
                break
            state = PLAN[state][event]


def check_firm_covers(connection: Connection) -> Iterator[Finding]:
    """The covers that follow from enrolments and plans are told, and end when they should; the firms' view of people
    is the one that the facts make."""
    recorded = every_enrolment(connection)
    plans = read_plans(connection)
    theirs = of_people(one.one for one in recorded.values())
    covers = {person_id: covers_of(some, plans) for person_id, some in theirs.items()}
    told = _told_covers(connection, set(covers))
    for person_id, some in covers.items():
        for one_cover in some:
            key = (person_id, one_cover.plan_code, one_cover.assistance, one_cover.effective_from)
            if key not in told or told[key] != one_cover.ends_on:
                yield Finding("firm_cover_differs", f"{person_id}:{one_cover.plan_code}:{one_cover.assistance}")
    names = supplied_names(connection, recorded)
    wanted = {
        id_: roster_row(one.one, names.get(id_, ("", "", "", "")), covers[one.one.person_id], plans)
        for id_, one in recorded.items() if not one.one.category.is_relative
    }  # fmt: skip
    columns = [stored(column) for column in firm_roster.columns]
    there = {row[0]: tuple(row) for row in connection.execute(select(*columns))}
    for id_ in sorted(wanted.keys() | there.keys()):
        if wanted.get(id_) != there.get(id_):
            yield Finding("firm_roster_differs", str(id_))


def _told_covers(connection: Connection, persons: set[int]) -> dict[tuple[int, str, str, date], date | None]:
    """The covers of these people as they were told, the newest word of each."""
    newest: dict[tuple[int, str, str, date], Any] = {}
    query = select(cover).where(among(cover.c.person_id))
    order = query.order_by(cover.c.chain_id, cover.c.position, cover.c.number)
    for row in connection.execute(order, {"ids": sorted(persons)}):
        newest[row.person_id, row.plan_code, row.assistance, row.effective_from] = row
    return {key: row.ends_on for key, row in newest.items() if not row.void}


def check_statements(connection: Connection) -> Iterator[Finding]:
    """The sums of each statement are those of its lines; the firms' view of statements and delegations agrees."""
    sums: dict[int, tuple[int, int]] = {}
    for row in connection.execute(select(statement_line)):
        contribution, fund = sums.get(row.statement_id, (0, 0))
        sums[row.statement_id] = (contribution + row.contribution_cents, fund + row.fund_cents)
    paid: dict[int, date] = {}
    told: dict[int, int] = {}
    for row in connection.execute(select(statement_payment).order_by(statement_payment.c.position)):
        told[row.statement_id] = told.get(row.statement_id, 0) + row.amount_cents
        if told[row.statement_id]:
            paid[row.statement_id] = row.paid_on
        else:
            paid.pop(row.statement_id, None)
    heads = {}
    for row in connection.execute(select(statement)):
        if sums.get(row.statement_id, (0, 0)) != (row.contribution_cents, row.fund_cents):
            yield Finding("statement_sum_differs", str(row.statement_id))
        heads[row.statement_id] = (
            row.firm_id, row.plan_id, row.first_day, row.last_day, row.issued_on, row.due_on, row.reference,
            row.contribution_cents, row.fund_cents, paid.get(row.statement_id),
        )  # fmt: skip
    there = {row.statement_id: tuple(row)[1:] for row in connection.execute(select(firm_statement))}
    for id_ in sorted(heads.keys() | there.keys()):
        if heads.get(id_) != there.get(id_):
            yield Finding("firm_statement_differs", str(id_))
    kept = {
        (row.statement_id, row.number, row.enrolment_id, row.assistance, row.month, row.adjustment,
         row.contribution_cents, row.firm_cents, row.worker_cents, row.fund_cents)
        for row in connection.execute(select(statement_line))
    }  # fmt: skip
    seen = {tuple(row) for row in connection.execute(select(firm_statement_row))}
    for id_ in sorted({row[0] for row in kept ^ seen}):
        yield Finding("firm_statement_differs", str(id_))
    yield from _delegations(connection)


def _delegations(connection: Connection) -> Iterator[Finding]:
    newest = {}
    for row in connection.execute(select(delegation).order_by(delegation.c.position)):
        newest[row.firm_id, row.intermediary_id, row.effective_from] = row
    wanted = {(*key, row.scope, row.ends_on) for key, row in newest.items() if not row.void}
    there = {tuple(row) for row in connection.execute(select(firm_delegate))}
    for key in sorted(wanted ^ there, key=str):
        yield Finding("firm_delegation_differs", f"{key[0]}:{key[1]}")


_UNKNOWN = unknown_codes(CODES)
FIRM_CHECKS = (check_firm_codes, check_firm_plans, check_firm_covers, check_statements)
