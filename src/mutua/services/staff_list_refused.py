"""What of a staff list the archive speaks against, and each worker of a list as an enrolment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from mutua.domain.case import Cover
from mutua.domain.firm_covers import covers_of, told_anew
from mutua.domain.firms import Category, Enrolment, FirmPlan, wanted
from mutua.domain.staff_rows import Change, RowProblem, StaffPlan, Worker
from mutua.domain.statements import of_people
from mutua.intake.staff_columns import TITLES
from mutua.services.firm_recording import Step, covered_already
from mutua.services.firm_sight import Names
from mutua.store.firms import Recorded, enrolments_of_people, read_plans
from mutua.store.members import read_deaths
from mutua.store.people import People, households_of, read_people
from mutua.store.who import people_by_number


def hired_after_death(connection: Connection, plan: StaffPlan, known: Mapping[str, int]) -> Iterable[RowProblem]:
    """Nobody is hired after their death."""
    deaths = read_deaths(connection, known.values()) if known else {}
    for one in plan.changes:
        died_on = deaths.get(known.get(one.after.fiscal_code, 0))
        if one.before is None and died_on is not None and one.after.hired_on > died_on:
            yield RowProblem("staff_person_died", one.row, TITLES["fiscal_code"], one.after.fiscal_code)


def codes_of_others(connection: Connection, plan: StaffPlan, recorded: Mapping[int, Recorded]) -> Iterable[RowProblem]:
    """A code that is put right must not be somebody else's of the archive: whose it is, is told to nobody."""
    anew = [one for one in plan.changes if one.before and one.before.fiscal_code != one.after.fiscal_code]
    taken = people_by_number(connection, [], [one.after.fiscal_code for one in anew])
    for one in anew:
        if taken.get(one.after.fiscal_code, set()) - {recorded[one.after.enrolment_id].one.person_id}:
            yield RowProblem("staff_code_taken", one.row, TITLES["new_code"], one.after.fiscal_code)


def covered_already_alone(
    connection: Connection, plan: StaffPlan, recorded: Mapping[int, Recorded], known: Mapping[str, int], *,
    by_firm: bool,
) -> Iterable[RowProblem]:  # fmt: skip
    """Who has a cover of their own under the same assistance: the office ends it first. A firm is told no reason,
    and the same of one that a death ended, whatever day it says."""
    rows = {
        recorded[one.before.enrolment_id].one.person_id if one.before else known.get(one.after.fiscal_code, 0): one
        for one in plan.changes
    }
    rows.pop(0, None)
    if not rows:
        return
    homes = households_of(connection, rows)
    people = read_people(
        connection, {home for theirs in homes.values() for home in theirs}, membership_only=True
    )
    if by_firm:
        people = replace(people, covers=_as_if_alive(people, read_deaths(connection, rows)))
    theirs = of_people(one.one for one in enrolments_of_people(connection, rows).values())
    firms = {one.firm_id for some in theirs.values() for one in some} | {one.after.firm_id for one in rows.values()}
    plans = read_plans(connection, firms)
    for person_id, one in rows.items():
        was = theirs.get(person_id, [])
        number = one.after.enrolment_id
        others = [told for told in was if told.enrolment_id != number]
        now = _as_told_now(one, recorded, was) if one.before else enrolment_of(1 << 60, person_id, one.after)
        after = covers_of([*others, *([now] if now else [])], plans)
        if covered_already(people, person_id, covers_of(was, plans), after):
            yield RowProblem("staff_office", one.row, TITLES["fiscal_code"], one.after.fiscal_code)


def _as_told_now(one: Change, recorded: Mapping[int, Recorded], was: Iterable[Enrolment]) -> Enrolment | None:
    """How the enrolment that a change is of would stand, after what was told of it before."""
    after = step_of(one, recorded[one.after.enrolment_id]).after
    before = next((told for told in was if told.enrolment_id == one.after.enrolment_id), None)
    return told_anew(before, after) if before and after else after


def _as_if_alive(people: People, deaths: Mapping[int, date]) -> dict[int, list[tuple[str, Cover]]]:
    """The covers of people, those that ended with a death as if they went on."""
    return {
        person_id: [
            (code, replace(cover, ends_on=None)
             if person_id in deaths and cover.ends_on is not None and cover.ends_on >= deaths[person_id] else cover)
            for code, cover in theirs
        ]
        for person_id, theirs in people.covers.items()
    }  # fmt: skip


def without_cover(connection: Connection, plan: StaffPlan) -> Iterable[RowProblem]:
    """Who is on the roster and covered by no plan: it may be meant, and is said."""
    added = [one for one in plan.changes if one.before is None]
    plans = read_plans(connection, {one.after.firm_id for one in added}) if added else {}
    covered: dict[tuple[int, Category, date, date | None], bool] = {}
    for one in added:
        key = (one.after.firm_id, one.after.category, one.after.hired_on, one.after.left_on)
        if key not in covered:
            covered[key] = _is_covered(one.after, plans.get(one.after.firm_id, ()))
        if not covered[key]:
            yield RowProblem("staff_no_plan", one.row, warning=True)


def _is_covered(one: Worker, plans: Iterable[FirmPlan]) -> bool:
    told = Enrolment(0, 0, one.firm_id, one.category, one.hired_on, None)
    return any(wanted(told, plan) for plan in plans)


def enrolment_of(number: int, person_id: int, one: Worker) -> Enrolment:
    """The worker of a list as an enrolment of the archive, under this number."""
    return Enrolment(number, person_id, one.firm_id, one.category, one.hired_on, one.left_on, one.reason)


def names_of(one: Worker) -> Names:
    """How a firm calls the worker."""
    return one.surname, one.given_name, one.fiscal_code, one.payroll_number


def step_of(one: Change, before: Recorded) -> Step:
    """What a change does to the enrolment that is recorded."""
    after = replace(
        before.one, category=one.after.category, hired_on=one.after.hired_on, left_on=one.after.left_on,
        reason=one.after.reason,
    )  # fmt: skip
    return Step(before, after, names_of(one.after))
