"""Firms as the office sees them today: who is in the pact, which plan stands how, what is owed, who is silent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, select

from mutua.domain.firms import FirmPlan, Role, Terms
from mutua.domain.pact import (
    ADHESION,
    PLAN,
    AdhesionEvent,
    AdhesionStanding,
    AdhesionState,
    AdhesionTold,
    FirmArrears,
    PlanEvent,
    PlanState,
    adhesion_on,
)
from mutua.services.adhesions import Admission, admission_on, read_adhesion
from mutua.services.decide_claim import Refusal
from mutua.services.enrolments import Offer, offers
from mutua.services.firm_plans import covered_by, overlapping, standing_of_plan, state_of_plan
from mutua.services.firm_statements import arrears_of
from mutua.services.firm_to_confirm import ToConfirm, to_confirm
from mutua.services.firm_watch import silent_firms
from mutua.services.organisations import (
    Delegate,
    Organisation,
    delegates_of,
    delegating,
    every_organisation,
    organisation,
)
from mutua.services.staff_list_whose import Undoing, undoings
from mutua.services.statement_settling import FirmAccount, account_of
from mutua.store.bulk import among
from mutua.store.firm_view import RosterRow, StatementHead, view_of
from mutua.store.firms import read_plans
from mutua.store.tables import firm, person
from mutua.store.tables_firms import enrolment, staff_list


class FirmToday(NamedTuple):
    """A line of the list of firms. `late_cents`: of statements past their day; `silent`: said nothing this month."""

    firm_id: int
    public_id: str
    name: str
    vat_number: str
    municipality: str
    roles: tuple[Role, ...]
    adhesion: AdhesionStanding
    plans: tuple[PlanState, ...]
    people: int
    owed_cents: int
    late_cents: int
    silent: bool

    @property
    def with_us(self) -> bool:
        """Whether it has to do with the pact, a plan, people or money; others are only known by name."""
        return self.adhesion.state is not AdhesionState.OUTSIDE or bool(self.plans or self.people or self.owed_cents)


def firms_today(connection: Connection, today: date) -> list[FirmToday]:
    """Every organisation, by name."""
    silent = {one.firm_id for one in silent_firms(connection, today)}
    names = {row.id: row.public_id for row in connection.execute(select(firm.c.id, firm.c.public_id))}
    plans = read_plans(connection)
    found = []
    for one in every_organisation(connection):
        view = view_of(connection, one.firm_id)
        heads = [] if view is None else view.statements(connection)
        states = tuple(state_of_plan(connection, plan.plan_id, today) for plan in plans.get(one.firm_id, ()))
        found.append(FirmToday(
            one.firm_id, names[one.firm_id], one.name, one.vat_number, one.contact.municipality, roles_on(one, today),
            adhesion_on(read_adhesion(connection, one.firm_id), today), states,
            0 if view is None else len({row.fiscal_code for row in view.roster(connection, today)}),
            account_of(connection, one.firm_id).owed_cents,
            sum(head.total_cents for head in late(heads, today)), one.firm_id in silent,
        ))  # fmt: skip
    return found


def roles_on(one: Organisation, today: date) -> tuple[Role, ...]:
    return tuple(role for role, since, until in one.roles if since <= today and (until is None or today <= until))


def late(heads: Iterable[StatementHead], today: date) -> list[StatementHead]:
    """The statements that ask for money, are not paid, and whose day is past."""
    return [one for one in heads if one.paid_on is None and one.total_cents > 0 and one.due_on < today]


class PlanToday(NamedTuple):
    """A plan of a firm with its terms of today. `steps`: what may happen to it next."""

    plan: FirmPlan
    terms: Terms
    state: PlanState
    covered: int
    arrears: FirmArrears
    steps: tuple[PlanEvent, ...]
    overlaps: tuple[FirmPlan, ...]  # other plans of the firm for the same people


class ListRecorded(NamedTuple):
    """A staff list that was recorded. `mode` also `form` (one person), `undo`, `unchanged`; `undone`: taken back.
    `standing`: nothing of it changed since, so that it can be. `part`: of several firms, brought by another; only the
    part of the firm counts. `gone`: of how many firms of the list the part alone was taken back."""

    list_id: int
    mode: str
    on: date
    new: int
    ended: int
    changed: int
    undone: bool
    standing: bool
    part: bool = False
    gone: int = 0


@dataclass(frozen=True, slots=True)
class FirmPage:
    """A firm whole. `steps`: what may happen next in its adhesion; `delegating`: how many firms let it act for them."""

    one: Organisation
    roles: tuple[Role, ...]
    delegates: tuple[Delegate, ...]
    delegating: int
    plans: tuple[PlanToday, ...]
    people: tuple[RosterRow, ...]
    statements: tuple[StatementHead, ...]
    late: tuple[int, ...]
    account: FirmAccount
    lists: tuple[ListRecorded, ...]
    offers: tuple[Offer, ...]
    events: tuple[AdhesionTold, ...]
    standing: AdhesionStanding
    admission: Admission | None
    steps: tuple[AdhesionEvent, ...]
    to_confirm: tuple[ToConfirm, ...]
    sheets: Mapping[int, str]  # the public name of whom each enrolment is of

    @property
    def may_offset(self) -> bool:
        """Whether what is owed back, or on account, could pay something that is owed."""
        told = self.account
        return bool(told.owed_cents) and (bool(told.owed_back_cents) or told.on_account_cents >= told.owed_cents)


def firm_page(connection: Connection, firm_id: int, today: date) -> FirmPage:
    one, events = organisation(connection, firm_id), read_adhesion(connection, firm_id)
    view, standing = view_of(connection, firm_id), adhesion_on(events, today)
    heads = [] if view is None else view.statements(connection)
    plans = [_plan(connection, plan, today) for plan in read_plans(connection, [firm_id]).get(firm_id, ())]
    open_offers = [told for told in offers(connection, firm_id) if not told.answer and told.is_open(today)]
    sheets = select(enrolment.c.enrolment_id, person.c.public_id).join(person, person.c.id == enrolment.c.person_id)
    return FirmPage(
        one, roles_on(one, today), tuple(delegates_of(connection, firm_id, today)),
        len(delegating(connection, firm_id, today)), tuple(plans),
        () if view is None else tuple(view.roster(connection, today)), tuple(heads),
        tuple(head.statement_id for head in late(heads, today)), account_of(connection, firm_id),
        lists_of(connection, firm_id), tuple(open_offers), tuple(events), standing,
        admission_on(connection, firm_id, today), next_steps(standing.state),
        tuple(to_confirm(connection, today, firm_id)),
        {row[0]: row[1] for row in connection.execute(sheets.where(enrolment.c.firm_id == firm_id).distinct())},
    )  # fmt: skip


def _plan(connection: Connection, plan: FirmPlan, today: date) -> PlanToday:
    terms = plan.on(today)
    return PlanToday(
        plan, terms, state_of_plan(connection, plan.plan_id, today), covered_by(connection, plan, today),
        arrears_of(connection, plan.plan_id, terms, today), tuple(PLAN[standing_of_plan(connection, plan.plan_id)]),
        tuple(overlapping(connection, plan)),
    )  # fmt: skip


def next_steps(state: AdhesionState) -> tuple[AdhesionEvent, ...]:
    """What may follow in an adhesion; a new text of the pact concerns every adherent, and is told for all of them."""
    return tuple(one for one in ADHESION[state] if one is not AdhesionEvent.NEW_TEXT)


def lists_of(connection: Connection, firm_id: int, most: int = 20) -> tuple[ListRecorded, ...]:
    """The newest staff lists of the firm, that it brought for others, or that others brought for it among several."""
    c = staff_list.c
    rows: Sequence[Any] = connection.execute(
        staff_list.select().where(_lists_about(firm_id)).order_by(c.list_id.desc()).limit(most)
    ).all()
    ids = [row.list_id for row in rows]
    undone = set(connection.scalars(select(c.undoes_id).where(among(c.undoes_id)), {"ids": ids}))
    told = undoings(connection, ids)
    return tuple(_list_recorded(row, firm_id, row.list_id in undone, told.get(row.list_id)) for row in rows)


def _lists_about(firm_id: int) -> ColumnElement[bool]:
    c, e = staff_list.c, enrolment.c
    told = select(e.list_id).where((e.firm_id == firm_id) & e.list_id.is_not(None))
    return (c.firm_id == firm_id) | (c.intermediary_id == firm_id) | (c.firm_id.is_(None) & c.list_id.in_(told))


def _list_recorded(row: Any, firm_id: int, undone: bool, told: Undoing | None) -> ListRecorded:
    part = row.firm_id is None and row.intermediary_id != firm_id
    standing = told is not None and (firm_id in told.standing if part else told.stands_whole)
    back = told is not None and part and firm_id in told.undone
    new, ended, changed = (0, 0, 0) if part else (row.new_count, row.ended_count, row.changed_count)
    gone = len(told.undone) if told is not None and not part else 0
    return ListRecorded(
        row.list_id, row.mode, row.listed_on, new, ended, changed, undone or back, standing, part, gone
    )  # fmt: skip


def part_of_list(connection: Connection, firm_id: int, list_id: int) -> int | Refusal | None:
    """Whose part of a list is taken back from the page of the firm: None, all of it, where the firm told it or brought
    it for others; the firm's own, where others brought it for several."""
    c = staff_list.c
    row = connection.execute(select(staff_list).where(_lists_about(firm_id) & (c.list_id == list_id))).one_or_none()
    if row is None:
        return Refusal("list_unknown", str(list_id))
    return firm_id if row.firm_id is None and row.intermediary_id != firm_id else None
