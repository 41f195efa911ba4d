"""The plan of a firm: offered, signed, in force, renewed, ended. Its price changes at a renewal only.

A plan may be there without an adhesion to the pact, and an adhesion without a plan.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar

from sqlalchemy import Connection, select

from mutua.domain.firm_covers import told_anew
from mutua.domain.firms import FirmPlan, Terms
from mutua.domain.italian import written_day
from mutua.domain.pact import PLAN, PlanEvent, PlanState, plan_state
from mutua.rules.engine.calendar import day_in_rome
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.firm_recording import CoveredAlready, Stopped, record_steps
from mutua.services.firm_sight import firm_covers
from mutua.services.locks import Moved, until_nobody_moves
from mutua.store.claims import next_numbers
from mutua.store.firms import (
    enrolments_of_firms,
    last_sequence,
    open_firms,
    read_plan_events,
    read_plans,
    tell_plan_event,
    tell_terms,
)
from mutua.store.people import households_of, read_people
from mutua.store.tables_firms import firm_plan, firm_plan_event
from mutua.store.tables_kept import FIRMS_CHAIN
from mutua.store.unit_of_work import UnitOfWork, unit_of_work

T = TypeVar("T")


def offer_plan(at: Desktop, firm_id: int, plan_code: str, terms: Terms, *, quote: bool = False) -> int | Refusal:
    """A plan offered to a firm (or only quoted); gives its number. Nobody is covered by it until it is in force.

    Refuses a plan and an assistance that the regulations do not know.
    """
    why = _unknown(at, plan_code, terms)
    if why is not None:
        return why
    today = day_in_rome(at.now)

    def work(unit: UnitOfWork) -> int | Refusal:
        open_firms(unit)
        plan_id = next_numbers(unit, "firm_plan")
        tell_terms(unit.entry(FIRMS_CHAIN, "firm_plan"), plan_id, 1, firm_id, plan_code, terms)
        event = PlanEvent.QUOTED if quote else PlanEvent.OFFERED
        tell_plan_event(unit.entry(FIRMS_CHAIN, "firm_plan"), plan_id, 1, event, today, today)
        return plan_id

    return unit_of_work(at.archive, [], work, actor_id=at.actor_id, now=at.now)


def _unknown(at: Desktop, plan_code: str, terms: Terms) -> Refusal | None:
    booked = at.plans.get(plan_code)
    if booked is None:
        return Refusal("firm_plan_code", plan_code)
    known = {one for rules in booked.plan.versions for one in rules.covers}
    wrong = [rate.assistance for rate in terms.rates if rate.assistance not in known and (known or rate.assistance)]
    if wrong or not terms.rates:
        has = ", ".join(sorted(known)) or "="
        return Refusal("firm_plan_assistance", f"{', '.join(one or '=' for one in wrong) or '–'} → {has}")
    return None


def tell_plan(at: Desktop, plan_id: int, event: PlanEvent, *, on: date, motive: str = "") -> Refusal | None:
    """The next thing that happens to a plan: offered, signed, a renewal opened. See `activate_plan`, `end_plan`.

    Refuses to sign one whose legal basis has no day or no file (art. 51, paragraph 2, letter a, of the TUIR)."""

    def work(unit: UnitOfWork, plan: FirmPlan) -> Refusal | None:
        if event is PlanEvent.SIGNED and not plan.terms[-1].basis_proved:
            return Refusal("plan_without_basis", plan.terms[-1].legal_basis.value)
        return _tell(unit, plan_id, event, day_in_rome(at.now), on, motive)

    return _with_people(at, plan_id, work, lambda plan: plan)


def activate_plan(at: Desktop, plan_id: int, *, starts_on: date) -> Refusal | None:
    """The plan is in force from a day: who is on the roster and of its category is covered from then on.

    Refuses a day before the first agreed terms, and a legal basis without day or file."""

    def work(unit: UnitOfWork, plan: FirmPlan) -> Refusal | None:
        if not plan.terms[-1].basis_proved:
            return Refusal("plan_without_basis", plan.terms[-1].legal_basis.value)
        if starts_on < plan.terms[0].valid_from:
            return Refusal("plan_before_terms", written_day(plan.terms[0].valid_from))
        return _tell(unit, plan_id, PlanEvent.ACTIVATED, day_in_rome(at.now), starts_on, "")

    return _with_people(at, plan_id, work, lambda plan: replace(plan, starts_on=plan.starts_on or starts_on))


def end_plan(at: Desktop, plan_id: int, *, last_day: date, motive: str = "") -> Refusal | None:
    """The plan covers nobody after a day; what was asked for days after it is taken back by the next statement.

    The day before its first one: it never covered anybody. Refuses a day earlier than that."""

    def work(unit: UnitOfWork, plan: FirmPlan) -> Refusal | None:
        if plan.starts_on is not None and last_day < plan.starts_on - timedelta(days=1):
            return Refusal("plan_end_before_start", written_day(plan.starts_on))
        return _tell(unit, plan_id, PlanEvent.ENDED, day_in_rome(at.now), last_day, motive)

    return _with_people(at, plan_id, work, lambda plan: replace(plan, ends_on=last_day))


def renew_plan(at: Desktop, plan_id: int, terms: Terms) -> Refusal | None:
    """Other terms from a day on: the price, the split, the rules of entry and exit. What was asked for the months
    before stays as it was."""

    def work(unit: UnitOfWork, plan: FirmPlan) -> Refusal | None:
        why = _unknown(at, plan.plan_code, terms)
        if why is not None:
            return why
        agreed = _on_same_paper(plan, terms)
        if not agreed.basis_proved:
            return Refusal("plan_without_basis", agreed.legal_basis.value)
        if terms.valid_from <= plan.terms[-1].valid_from or terms.valid_from.day != 1:
            return Refusal("renewal_day", written_day(plan.terms[-1].valid_from))
        told = _tell(unit, plan_id, PlanEvent.RENEWED, day_in_rome(at.now), terms.valid_from, "")
        if told is not None:
            return told
        sequence = last_sequence(unit.connection, firm_plan, firm_plan.c.plan_id, plan_id) + 1
        entry = unit.entry(FIRMS_CHAIN, "firm_plan")
        tell_terms(entry, plan_id, sequence, plan.firm_id, plan.plan_code, agreed)
        return None

    return _with_people(
        at, plan_id, work, lambda plan: replace(plan, terms=(*plan.terms, _on_same_paper(plan, terms)))
    )


def _on_same_paper(plan: FirmPlan, terms: Terms) -> Terms:
    """New terms on the same basis as before rest on the same paper, where no other is named."""
    before = plan.terms[-1]
    if terms.legal_basis is not before.legal_basis or terms.legal_basis_sha256:
        return terms
    return replace(
        terms, legal_basis_on=terms.legal_basis_on or before.legal_basis_on,
        legal_basis_sha256=before.legal_basis_sha256,
    )  # fmt: skip


def _tell(
    unit: UnitOfWork, plan_id: int, event: PlanEvent, happened_on: date, effective_on: date, motive: str
) -> Refusal | None:
    state = standing_of_plan(unit.connection, plan_id)
    if event not in PLAN[state]:
        return Refusal("plan_step_not_allowed", state.value)
    sequence = last_sequence(unit.connection, firm_plan_event, firm_plan_event.c.plan_id, plan_id) + 1
    tell_plan_event(
        unit.entry(FIRMS_CHAIN, "firm_plan"), plan_id, sequence, event, happened_on, effective_on, motive
    )  # fmt: skip
    return None


def _with_people(
    at: Desktop, plan_id: int, work: Callable[[UnitOfWork, FirmPlan], Refusal | None],
    changed: Callable[[FirmPlan], FirmPlan],
) -> Refusal | None:  # fmt: skip
    """Does something to a plan, and tells anew the covers of everybody of the firm that follow from it."""
    locked: set[int] = set()

    def locking(unit: UnitOfWork) -> None:
        open_firms(unit, locked)
        plan = plan_numbered(unit.connection, plan_id)
        if plan is None:
            raise Stopped(Refusal("firm_plan_unknown", str(plan_id)))
        recorded = enrolments_of_firms(unit.connection, [plan.firm_id])
        persons = {one.one.person_id for one in recorded.values()}
        homes = {home for theirs in households_of(unit.connection, persons).values() for home in theirs}
        if homes - locked:
            locked.update(homes)
            raise Moved
        refusal = work(unit, plan)
        if refusal is not None:
            raise Stopped(refusal)
        after = changed(plan)
        if after != plan:
            after = told_anew(plan, after)
            all_of_firm = read_plans(unit.connection, [plan.firm_id])[plan.firm_id]
            others = [one for one in all_of_firm if one.plan_id != plan.plan_id]
            plans = {plan.firm_id: sorted([*others, after], key=lambda one: one.plan_id)}
            record_steps(unit, at.plans, [], read_people(unit.connection, homes), plans_after=plans, also=persons)

    try:
        until_nobody_moves(at.archive, locking, actor_id=at.actor_id, now=at.now)
    except Stopped as stopped:
        return stopped.refusal
    except CoveredAlready:
        return Refusal("covered_already")
    return None


def plan_numbered(connection: Connection, plan_id: int) -> FirmPlan | None:
    """The plan with the number; None where there is none."""
    firm_id = connection.scalar(select(firm_plan.c.firm_id).where(firm_plan.c.plan_id == plan_id))
    if firm_id is None:
        return None
    return next(one for one in read_plans(connection, [firm_id])[firm_id] if one.plan_id == plan_id)


def overlapping(connection: Connection, plan: FirmPlan) -> list[FirmPlan]:
    """The firm's other plans that cover people of the same category on days that this one covers, or would: who pays
    for the same people twice may not mean to. None of a quote, or of a plan that ended without covering anybody."""
    if plan.starts_on is None and standing_of_plan(connection, plan.plan_id) in (PlanState.QUOTE, PlanState.ENDED):
        return []
    start, end = plan.starts_on or plan.terms[0].valid_from, plan.ends_on
    return [
        other for other in read_plans(connection, [plan.firm_id])[plan.firm_id]
        if other.plan_id != plan.plan_id and other.starts_on is not None
        and other.on(start).category is plan.terms[-1].category
        and (end is None or (end >= start and other.starts_on <= end))
        and (other.ends_on is None or other.ends_on >= max(start, other.starts_on))
    ]  # fmt: skip


def standing_of_plan(connection: Connection, plan_id: int) -> PlanState:
    """Where the plan stands by all that was told of it: what may follow depends on this."""
    return plan_state([event for event, _ in read_plan_events(connection, [plan_id]).get(plan_id, [])])


def state_of_plan(connection: Connection, plan_id: int, on: date) -> PlanState:
    """Where the plan stands; one whose last day is to come is still in force."""
    events = read_plan_events(connection, [plan_id]).get(plan_id, [])
    told = [event for event, day in events if event is not PlanEvent.ENDED or day < on]
    return plan_state(told)


def covered_by(connection: Connection, plan: FirmPlan, on: date) -> int:
    """How many people the plan covers on a day. For the clerk: a firm is told no small counts."""
    persons = {one.one.person_id for one in enrolments_of_firms(connection, [plan.firm_id]).values()}
    return sum(
        any(
            one.plan_id == plan.plan_id and one.effective_from <= on and (one.ends_on is None or on <= one.ends_on)
            for one in covers
        )
        for covers in firm_covers(connection, persons).values()
    )
