"""Relatives of who works at a firm, covered through it: who is enrolled with whom, who could be, who follows whom.

A relative is of the household of who works there. They are no employee, and the firm knows of them only how many it
pays or keeps back for: what is asked for them stands on the statement with who works there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from mutua.domain.firms import Enrolment, FamilyRule
from mutua.domain.italian import written_day
from mutua.domain.relatives import following
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.enrolments import recorded_enrolment
from mutua.services.firm_recording import CoveredAlready, Step, Stopped, home_of, record_steps, relatives_follow
from mutua.services.locks import Moved, until_nobody_moves
from mutua.services.plan_book import PlanBook
from mutua.services.staff_lists import Done
from mutua.store.claims import next_numbers
from mutua.store.firms import (
    Recorded,
    enrolments_of_firms,
    enrolments_of_people,
    homes_with_relatives,
    iso,
    open_firms,
    read_plans,
    supplied_names,
)
from mutua.store.members import read_deaths
from mutua.store.people import People, households_of, read_people
from mutua.store.tables_firms import absence
from mutua.store.tellings import tell_order_of
from mutua.store.unit_of_work import UnitOfWork
from mutua.store.who import read_identities


def enrol_relative(
    at: Desktop, worker: Enrolment, person_id: int, *, since: date, until: date | None = None
) -> Done | Refusal:
    """A relative is covered with who works at the firm, from a day on (to a day): the price of the firm's plan, paid by
    its family rule. It ends when who works there leaves, and they may go on alone.

    Refuses where the plan covers no relatives, who works there does not on that day, the two are not in one household
    then, the relative works there or is enrolled already, is dead, or has a cover of their own.
    """
    locked: set[int] = set()

    def work(unit: UnitOfWork) -> Done | Refusal:
        open_firms(unit, locked)
        homes = homes_with_relatives(unit.connection, [worker.person_id, person_id])
        if homes - locked:
            locked.update(homes)
            raise Moved
        now = enrolments_of_people(unit.connection, [worker.person_id]).get(worker.enrolment_id)
        if now is None:
            return Refusal("worker_unknown", str(worker.enrolment_id))
        people = read_people(unit.connection, homes)
        why = _why_not(unit.connection, now.one, person_id, since, until, people)
        if why is not None:
            return why
        number = next_numbers(unit, "enrolment")
        made = Enrolment(
            number, person_id, worker.firm_id, now.one.category.of_relative, since, until, "leave" if until else "",
            now.one.absences,
        )  # fmt: skip
        made = following(made, [now.one]) or made
        if made.absences:
            entry = unit.entry(home_of(people, person_id, since), "absence")
            for at_row, (kind, first, last) in enumerate(made.absences, 1):
                entry.add(absence, at_row, number, kind.value, first.isoformat(), iso(last), 0)
            tell_order_of(unit, [entry])
        record_steps(unit, at.plans, [Step(None, made)], people)
        return Done(None, new=1)

    return _all_or_nothing(at, work)


def end_relative(at: Desktop, enrolment_id: int, *, on: date) -> Done | Refusal:
    """A relative is covered no longer: the day on which that was said goes by the exit rule of the plan."""
    locked: set[int] = set()

    def work(unit: UnitOfWork) -> Done | Refusal:
        open_firms(unit, locked)
        found = recorded_enrolment(unit.connection, enrolment_id)
        if found is None or not found.one.category.is_relative:
            return Refusal("relative_unknown", str(enrolment_id))
        homes = homes_with_relatives(unit.connection, [found.one.person_id])
        if homes - locked:
            locked.update(homes)
            raise Moved
        if on < found.one.hired_on or (found.one.left_on is not None and on > found.one.left_on):
            return Refusal("relative_days", written_day(found.one.left_on or found.one.hired_on))
        after = replace(found.one, left_on=on, reason="leave")
        record_steps(unit, at.plans, [Step(found, after)], read_people(unit.connection, homes))
        return Done(None, ended=1)

    return _all_or_nothing(at, work)


def _all_or_nothing(at: Desktop, work: Callable[[UnitOfWork], Done | Refusal]) -> Done | Refusal:
    try:
        return until_nobody_moves(at.archive, work, actor_id=at.actor_id, now=at.now)
    except CoveredAlready:
        return Refusal("covered_already")
    except Stopped as stopped:
        return stopped.refusal


def _why_not(
    connection: Connection, worker: Enrolment, person_id: int, since: date, until: date | None, people: People
) -> Refusal | None:
    rules = _rules(connection, worker, since)
    if rules <= {FamilyRule.NONE}:
        return Refusal("relatives_not_covered")
    if not worker.works_on(since):
        return Refusal("relative_days", written_day(worker.left_on or worker.hired_on))
    if until is not None and until < since:
        return Refusal("relative_days", written_day(until))
    if worker.person_id == person_id or not _together(people, worker.person_id, person_id, since):
        return Refusal("relative_not_at_home", written_day(since))
    died_on = read_deaths(connection, [person_id]).get(person_id)
    if died_on is not None and died_on < since:
        return Refusal("person_died", written_day(died_on))
    for told in enrolments_of_people(connection, [person_id]).values():
        if told.one.firm_id == worker.firm_id and (told.one.left_on is None or told.one.left_on >= since):
            return Refusal("relative_enrolled_already")
    return None


def _rules(connection: Connection, worker: Enrolment, day: date) -> set[FamilyRule]:
    """The family rules of the firm's plans that cover who works there as that."""
    plans = read_plans(connection, [worker.firm_id]).get(worker.firm_id, ())
    return {
        plan.on(day).family_rule for plan in plans
        if plan.starts_on is not None and plan.on(day).category is worker.category
        and (plan.ends_on is None or plan.ends_on >= day)
    }  # fmt: skip


def _together(people: People, one: int, other: int, day: date) -> bool:
    """Whether both are in one household on the day."""
    homes = [
        {place.household_id for place in people.places.get(person_id, ()) if place.holds_on(day)}
        for person_id in (one, other)
    ]
    return bool(homes[0] & homes[1])


# ---------------------------------------------------------------- who follows whom


def workers_of_relatives(connection: Connection, recorded: Mapping[int, Recorded]) -> dict[int, int]:
    """Of each enrolment of a relative that of who works there, in whose name it is asked for: who did when it began."""
    relatives = {id_: one.one for id_, one in recorded.items() if one.one.category.is_relative}
    if not relatives:
        return {}
    homes = homes_with_relatives(connection, {one.person_id for one in relatives.values()})
    people = read_people(connection, homes, membership_only=True)
    workers: dict[tuple[int, str], list[Enrolment]] = {}
    for one, _, _ in recorded.values():
        if not one.category.is_relative:
            for place in people.places.get(one.person_id, ()):
                workers.setdefault((place.household_id, one.category.of_relative.value), []).append(one)
    found = {}
    for id_, one in relatives.items():
        there = workers.get((home_of(people, one.person_id, one.hired_on), one.category.value), ())
        first = sorted(there, key=lambda told: (not told.works_on(one.hired_on), told.enrolment_id))
        if first:
            found[id_] = first[0].enrolment_id
    return found


def follow_worker(unit: UnitOfWork, book: PlanBook, person_id: int, people: People) -> None:
    """Relatives follow somebody of whom something was told elsewhere: a death, or its undoing. Those whose households
    are not locked stay as they are."""
    unit.flush()
    theirs = enrolments_of_people(unit.connection, [person_id]).values()
    steps = relatives_follow(unit.connection, [Step(one, one.one) for one in theirs], people)
    homes = households_of(unit.connection, {one.person_id for one in steps})
    held = [one for one in steps if all(unit.holds(home) for home in homes[one.person_id])]
    if held:
        record_steps(unit, book, held, people)


# ---------------------------------------------------------------- what the office sees


@dataclass(frozen=True, slots=True)
class Relative:
    """Somebody of the household of who works at a firm. `enrolment_id` None: not covered through the firm.

    `rule`: optional, or whole_household (they have to be). `gone`: no longer of that household. `worker_id`: the
    enrolment of who works there.
    """

    worker: str
    name: str
    kinship: str
    rule: FamilyRule
    enrolment_id: int | None
    since: date | None = None
    until: date | None = None
    gone: bool = False
    worker_id: int = 0


def relatives_of_firm(connection: Connection, firm_id: int, on: date) -> list[Relative]:
    """For everybody who works at the firm on the day under a plan that covers relatives: who of their household is
    covered with them, and who is not."""
    recorded = enrolments_of_firms(connection, [firm_id])
    workers = [one.one for one in recorded.values() if not one.one.category.is_relative and one.one.works_on(on)]
    rules = {one.category: _rules(connection, one, on) - {FamilyRule.NONE} for one in workers}
    workers = [one for one in workers if rules[one.category]]
    people = read_people(connection, homes_with_relatives(connection, {one.person_id for one in workers}))
    by_worker: dict[int, list[Enrolment]] = {}
    for id_, worker_id in workers_of_relatives(connection, recorded).items():
        by_worker.setdefault(worker_id, []).append(recorded[id_].one)
    employed = {one.person_id for one in workers}
    who = read_identities(connection, people.places)
    names = supplied_names(connection, [one.enrolment_id for one in workers])
    found = []
    for one in workers:
        rule = max(rules[one.category])  # whole_household, where both are there
        worker = " ".join(names.get(one.enrolment_id, ("", ""))[:2])
        at_home = {
            place.person_id: place.kinship
            for home in people.places.get(one.person_id, ()) if home.holds_on(on)
            for place in people.by_household.get(home.household_id, ()) if place.holds_on(on)
        }
        covered = {told.person_id: told for told in by_worker.get(one.enrolment_id, ()) if told.works_on(on)}
        for person_id in sorted((at_home.keys() | covered.keys()) - {one.person_id}):
            told = covered.get(person_id)
            if person_id not in who or (told is None and person_id in employed):
                continue
            found.append(
                Relative(
                    worker, f"{who[person_id].surname} {who[person_id].given_name}".strip(),
                    at_home.get(person_id, ""), rule, told.enrolment_id if told else None,
                    told.hired_on if told else None, told.left_on if told else None, person_id not in at_home,
                    one.enrolment_id,
                )
            )  # fmt: skip
    return sorted(found, key=lambda one: (one.worker.casefold(), one.name.casefold()))
