"""What charging a year would do, read before it is done: sums by plan, who is not charged and why, adjustments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from mutua.services.charge_contributions import ChargingPlan
from mutua.services.charge_people import Question
from mutua.services.plan_book import PlanBook
from mutua.store.who import household_codes, read_identities
from mutua.wording.numbers import Language
from mutua.wording.reasons import reason_sentence
from mutua.wording.voice import Voice

MOST = 50  # of each list


class PlanSum(NamedTuple):
    """How many people are charged how much under a plan."""

    plan_code: str
    people: int
    cents: int


class NotCharged(NamedTuple):
    """A household that is not charged: of whom something is missing, the code of the sentence and what it is about."""

    household: str
    name: str
    plan_code: str
    code: str
    found: str


class Adjusted(NamedTuple):
    household: str
    name: str
    plan_code: str
    title: str
    cents: int


@dataclass(frozen=True, slots=True)
class ChargeShown:
    """A charging plan in words. Lists hold the first 50; `questions` and `adjustments` count all."""

    year: int
    sums: tuple[PlanSum, ...]
    people: int
    households: int
    cents: int
    unchanged: int
    not_charged: tuple[NotCharged, ...]
    homes_not_charged: int
    adjusted: tuple[Adjusted, ...]
    homes_adjusted: int
    fingerprint: str


def sums_of(plan: ChargingPlan) -> tuple[PlanSum, ...]:
    """How many are charged how much, by plan."""
    found: dict[str, tuple[set[int], int]] = {}
    for one in plan.new:
        for due in one.new.dues:
            people, cents = found.get(due.plan_code, (set(), 0))
            people.add(due.person_id)
            found[due.plan_code] = (people, cents + due.amount_cents)
    return tuple(PlanSum(code, len(people), cents) for code, (people, cents) in sorted(found.items()))


def past_days(plan: ChargingPlan, today: date) -> tuple[date, ...]:
    """The days that are past by which something would be asked for anew."""
    return tuple(sorted({due.due_on for one in plan.new for due in one.new.dues if due.due_on < today}))


def idle_days(plan: ChargingPlan) -> tuple[date, ...]:
    """The days that were told and by which nobody is asked for anything anew, where somebody is for something."""
    used = {due.due_on for one in plan.new for due in one.new.dues}
    return tuple(sorted(set(plan.due_days) - used)) if used else ()


def charge_shown(connection: Connection, plans: PlanBook, plan: ChargingPlan, language: Language) -> ChargeShown:
    """What the plan would do."""
    some, changed = plan.questions, plan.adjusted
    homes = {one.household_id for one in some} | {one.household_id for one in changed}
    codes = household_codes(connection, homes)
    people = {one.person_id for one in some} | {made.person_id for one in changed for made in one.adjustments.charges}
    who = read_identities(connection, people)
    names = {id_: f"{one.surname} {one.given_name}".strip() for id_, one in who.items()}
    sums = sums_of(plan)
    ordered = sorted(some, key=lambda one: (codes[one.household_id], one.person_id, one.found))
    adjusted = [
        Adjusted(codes[one.household_id], names.get(made.person_id, ""), made.plan_code, made.title, made.amount_cents)
        for one in sorted(changed, key=lambda one: codes[one.household_id]) for made in one.adjustments.charges
    ]  # fmt: skip
    return ChargeShown(
        plan.year, sums, len({due.person_id for one in plan.new for due in one.new.dues}), len(plan.new),
        sum(one.cents for one in sums), plan.unchanged,
        tuple(NotCharged(codes[one.household_id], names.get(one.person_id, ""), one.plan_code, one.code,
                         asked_in_words(plans, one, language)) for one in ordered[:MOST]),
        len({one.household_id for one in some}), tuple(adjusted[:MOST]), len(changed), plan.fingerprint,
    )  # fmt: skip


def asked_in_words(plans: PlanBook, one: Question, language: Language) -> str:
    """What is missing of somebody: the question of the rules, or their reason."""
    booked = plans.get(one.plan_code)
    if booked is None:
        return one.found
    voice = Voice(booked.plan.versions[-1], language)
    if one.code == "charge_unanswered":
        return f"{voice.question(one.found)} ({one.found})"
    return one.found if one.reason is None else reason_sentence(voice, one.reason)
