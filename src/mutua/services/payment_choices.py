"""How a household pays a plan: in which instalments and by which channel, from a year on."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from mutua.domain.dues import Channel
from mutua.rules.engine.calendar import day_in_rome
from mutua.rules.engine.versions import version_on
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.plan_book import PlanBook
from mutua.store.debits import read_mandates
from mutua.store.dues import PaymentChoice, tell_choice
from mutua.store.unit_of_work import UnitOfWork, unit_of_work


def ways_of_paying(plans: PlanBook, plan_code: str, year: int) -> tuple[str, ...]:
    """The ways of paying that the plan knows in the year, by the names of the rules."""
    booked = plans.get(plan_code)
    rules = version_on(booked.plan, date(year, 1, 1)) if booked is not None else None
    if rules is None or rules.contributions is None:
        return ()
    return tuple(one.name for one in rules.contributions.plans)


def nobody_signed(connection: Connection, household_id: int, channel: str) -> bool:
    """Whether a household that chose the debit has no mandate: until it has one its notices ask for a transfer."""
    return channel == Channel.DIRECT_DEBIT and not read_mandates(connection, live=True, household_id=household_id)


def choose(
    at: Desktop, household_id: int, plan_code: str, year: int, instalments: str, channel: str
) -> PaymentChoice | Refusal:
    """Records the choice, from that year on. Refuses a plan and a way of paying that are not there.

    Whether the way is open to the household is told when the year is charged: it may go by facts of that day.
    """
    if at.plans.get(plan_code) is None:
        return Refusal("plan_unknown", plan_code)
    if instalments and instalments not in ways_of_paying(at.plans, plan_code, year):
        return Refusal("instalments_unknown", instalments)
    made = PaymentChoice(plan_code, year, instalments, channel, day_in_rome(at.now))

    def work(unit: UnitOfWork) -> PaymentChoice:
        tell_choice(unit.entry(household_id, "payment_choice"), 1, made)
        return made

    return unit_of_work(at.archive, [household_id], work, actor_id=at.actor_id, now=at.now)
