"""The statements of a firm: issued once for a plan and a period, never changed; paid, they settle what they asked for.

What is known later comes as an adjustment of the next statement.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, select

from mutua.domain.firm_covers import covers_of
from mutua.domain.firms import FirmPlan, Part, Terms, period_of
from mutua.domain.identifiers.creditor_reference import ReferenceKind, make_reference
from mutua.domain.italian import written_day
from mutua.domain.mails import FirmMailKind
from mutua.domain.pact import FirmArrears, firm_arrears
from mutua.domain.statements import Statement, of_people, statement_of
from mutua.rules.engine.calendar import day_in_rome
from mutua.services.charge_writing import write_charges
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.firm_mail import tell_firm
from mutua.services.firm_relatives import workers_of_relatives
from mutua.services.locks import Moved, until_nobody_moves
from mutua.services.statement_money import charges_of, free_due_day
from mutua.store.bulk import among, insert_rows
from mutua.store.claims import next_numbers
from mutua.store.firms import enrolments_of_firms, enrolments_of_people, open_firms, read_plans
from mutua.store.people import People, households_of, read_people
from mutua.store.tables_firms import statement, statement_line
from mutua.store.tables_kept import FIRMS_CHAIN
from mutua.store.tables_roster import firm_statement, firm_statement_row
from mutua.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Issued:
    """A statement as it was issued. `new`: just now; otherwise it was there already and nothing was done."""

    statement_id: int
    plan_id: int
    first_day: date
    last_day: date
    issued_on: date
    due_on: date
    reference: str
    contribution_cents: int
    fund_cents: int
    new: bool = False

    @property
    def total_cents(self) -> int:
        return self.contribution_cents + self.fund_cents


class AllIssued(NamedTuple):
    """What came of the statements of a month of all firms: how many were new; of which firm none, and why."""

    month: date
    new: int
    refused: tuple[tuple[int, Refusal], ...]


def issue_for_every_firm(at: Desktop, month: date) -> AllIssued | Refusal:
    """The statements of a month of every firm with a plan, each firm by itself: one that cannot stops no other."""
    if month > day_in_rome(at.now):
        return Refusal("statement_too_early", written_day(month))
    with at.archive.reader.begin() as connection:
        firms = sorted(read_plans(connection))
    new, refused = 0, []
    for firm_id in firms:
        found = issue_statements(at, firm_id, month)
        if isinstance(found, Refusal):
            refused.append((firm_id, found))
        else:
            new += sum(one.new for one in found)
    return AllIssued(month, new, tuple(refused))


def issue_statements(at: Desktop, firm_id: int, month: date) -> list[Issued] | Refusal:
    """Issues the statement of each plan of the firm for the period that the month lies in. Those issued before are
    given as they are; a plan that asks for nothing has none. Refuses a period that is not begun."""
    today = day_in_rome(at.now)
    if month > today:
        return Refusal("statement_too_early", written_day(month))

    locked: set[int] = set()

    def work(unit: UnitOfWork) -> list[Issued] | Refusal:
        open_firms(unit, locked)
        found: list[Issued] = []
        plans = read_plans(unit.connection, [firm_id]).get(firm_id, [])
        for plan in plans:
            if plan.starts_on is None:
                continue
            first, last = period_of(plan, month)
            if last < plan.starts_on:
                continue
            known = issued_for(unit.connection, plan.plan_id, first)
            if known is not None:
                found.append(known)
                continue
            later = unit.connection.scalar(
                select(statement.c.first_day).where(
                    (statement.c.plan_id == plan.plan_id) & (statement.c.first_day > first)
                )
            )
            if later is not None:
                return Refusal("statement_after_later", written_day(later))
            made = compute_statement(unit.connection, plan, month)
            homes = households_of(unit.connection, {line.person_id for line in made.lines})
            wanted = {home for theirs in homes.values() for home in theirs}
            if wanted - locked:
                locked.update(wanted)
                raise Moved
            if made.lines:
                found.append(_issue(unit, plan, made, read_people(unit.connection, wanted), today))
        return found if plans else Refusal("firm_without_plan")

    return until_nobody_moves(at.archive, work, actor_id=at.actor_id, now=at.now)


def compute_statement(connection: Connection, plan: FirmPlan, month: date) -> Statement:
    """The statement as it would be issued now. Nothing is written."""
    mine = enrolments_of_firms(connection, [plan.firm_id])
    persons = {one.one.person_id for one in mine.values()}
    asked, asked_of = asked_before(connection, plan.plan_id)
    persons |= {person_id for _, person_id in asked_of}
    recorded = enrolments_of_people(connection, persons)
    firms = {one.one.firm_id for one in recorded.values()} | {plan.firm_id}
    plans = read_plans(connection, firms)
    theirs = of_people(one.one for one in recorded.values())
    covers = {person_id: covers_of(some, plans) for person_id, some in theirs.items()}
    made = statement_of(plan, covers, asked, asked_of, month)
    workers = workers_of_relatives(connection, mine)
    lines = [one._replace(enrolment_id=workers.get(one.enrolment_id, one.enrolment_id)) for one in made.lines]
    return replace(made, lines=tuple(lines))


def asked_before(
    connection: Connection, plan_id: int
) -> tuple[dict[tuple[int, int, str, date], Part], dict[tuple[int, int], int]]:
    """What the statements of a plan asked for so far, by plan, person, assistance and month; and of which enrolment."""
    found: dict[tuple[int, int, str, date], Part] = {}
    whose: dict[tuple[int, int], int] = {}
    lines, heads = statement_line.c, statement.c
    query = (
        select(lines.person_id, lines.assistance, lines.month, lines.enrolment_id, lines.contribution_cents,
               lines.firm_cents, lines.worker_cents, lines.fund_cents)
        .where((lines.statement_id == heads.statement_id) & (heads.plan_id == plan_id))
        .order_by(heads.statement_id, lines.number)
    )  # fmt: skip
    for person_id, assistance, month, enrolment_id, *cents in connection.execute(query):
        key = (plan_id, person_id, assistance, month)
        before = found.get(key, Part(0, 0, 0, 0))
        found[key] = Part(*(one + other for one, other in zip(before, cents, strict=True)))
        whose[plan_id, person_id] = enrolment_id
    return found, whose


def _issue(unit: UnitOfWork, plan: FirmPlan, made: Statement, people: People, today: date) -> Issued:
    statement_id = next_numbers(unit, "statement")
    wanted = today + timedelta(days=plan.on(made.last).due_days)
    due_on = free_due_day(unit.connection, plan.plan_code, sorted(people.by_household), wanted)
    reference = make_reference(ReferenceKind.STATEMENT, statement_id)
    head = (
        statement_id, plan.firm_id, plan.plan_id, made.first.isoformat(), made.last.isoformat(), today.isoformat(),
        due_on.isoformat(), reference, made.contribution, made.fund,
    )  # fmt: skip
    entry = unit.entry(FIRMS_CHAIN, "statement")
    entry.add(statement, *head)
    seen = []
    for number, line in enumerate(made.lines, 1):
        entry.add(
            statement_line, number, statement_id, line.enrolment_id, line.person_id, line.assistance,
            line.month.isoformat(), int(line.adjustment), *line.part,
        )  # fmt: skip
        seen.append(
            (statement_id, number, line.enrolment_id, line.assistance, line.month.isoformat(), int(line.adjustment),
             *line.part)
        )  # fmt: skip
    charges = charges_of(made, plan, people, statement_id=statement_id, due_on=due_on, reference=reference)
    write_charges(unit, charges, booked_on=today)
    insert_rows(unit.connection, firm_statement, [(*head, None)])
    insert_rows(unit.connection, firm_statement_row, seen)
    tell_firm(unit, FirmMailKind.STATEMENT, plan.firm_id, statement_id)
    return Issued(
        statement_id, plan.plan_id, made.first, made.last, today, due_on, reference, made.contribution, made.fund,
        new=True,
    )  # fmt: skip


def issued_for(connection: Connection, plan_id: int, first: date) -> Issued | None:
    """The statement of a plan for the period that begins on the day; None where none was issued."""
    row = connection.execute(
        select(statement).where((statement.c.plan_id == plan_id) & (statement.c.first_day == first))
    ).one_or_none()
    return None if row is None else _issued(row)


def statement_numbered(connection: Connection, statement_id: int) -> Issued | None:
    row = connection.execute(select(statement).where(statement.c.statement_id == statement_id)).one_or_none()
    return None if row is None else _issued(row)


def _issued(row: object) -> Issued:
    return Issued(
        row.statement_id, row.plan_id, row.first_day, row.last_day, row.issued_on, row.due_on, row.reference,  # type: ignore[attr-defined]  # a row
        row.contribution_cents, row.fund_cents,  # type: ignore[attr-defined]  # a row
    )  # fmt: skip


def lines_of(connection: Connection, statement_ids: list[int]) -> Mapping[int, list[tuple[int, str, date, bool, Part]]]:
    """The lines of statements: enrolment, assistance, month, whether it adjusts, and the parts."""
    found: dict[int, list[tuple[int, str, date, bool, Part]]] = {}
    query = select(statement_line).where(among(statement_line.c.statement_id))
    for row in connection.execute(
        query.order_by(statement_line.c.position, statement_line.c.number), {"ids": statement_ids}
    ):
        part = Part(row.contribution_cents, row.firm_cents, row.worker_cents, row.fund_cents)
        found.setdefault(row.statement_id, []).append(
            (row.enrolment_id, row.assistance, row.month, bool(row.adjustment), part)
        )
    return found


def arrears_of(connection: Connection, plan_id: int, terms: Terms, on: date) -> FirmArrears:
    """How a plan stands with its payments on a day: in grace, suspended after it, back after the lag."""
    query = select(firm_statement.c.due_on, firm_statement.c.paid_on).where(
        (firm_statement.c.plan_id == plan_id) & (firm_statement.c.contribution_cents + firm_statement.c.fund_cents > 0)
    )
    told = [(due_on, paid_on) for due_on, paid_on in connection.execute(query)]
    return firm_arrears(told, on, grace_days=terms.grace_days, restore_days=terms.restore_days)
