"""What of a staff list the archive speaks against, and each worker of a list as an enrolment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from mutua.domain.firm_covers import covers_of, told_anew
from mutua.domain.firms import Absence, Category, Enrolment, FirmPlan, wanted
from mutua.domain.identifiers.fiscal_code import FiscalCode, read_fiscal_code
from mutua.domain.italian import written_day
from mutua.domain.staff_list import OLDEST_WORKER, YOUNGEST_WORKER, age_at_work, birth_of_worker
from mutua.domain.staff_rows import Change, RowProblem, StaffPlan, StaffRow, Worker
from mutua.domain.statements import of_people
from mutua.intake.staff_columns import TITLES
from mutua.rules.engine.versions import version_on
from mutua.rules.joining import may_join
from mutua.services.firm_recording import Step, own_covers_met
from mutua.services.firm_sight import Names
from mutua.services.plan_book import PlanBook
from mutua.store.firms import Recorded, enrolments_of_people, read_plans
from mutua.store.members import read_deaths
from mutua.store.people import households_of, read_people
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


class Alone(NamedTuple):
    """A change of somebody who has a cover of their own, which ends on a day (None: no end yet)."""

    change: Change
    until: date | None


def covered_by_themselves(
    connection: Connection, plan: StaffPlan, recorded: Mapping[int, Recorded], known: Mapping[str, int]
) -> dict[int, Alone]:
    """The changes by which somebody would be covered through a firm on days on which they have a cover of their own,
    under the same assistance; by person."""
    rows = {
        recorded[one.before.enrolment_id].one.person_id if one.before else known.get(one.after.fiscal_code, 0): one
        for one in plan.changes
    }
    rows.pop(0, None)
    if not rows:
        return {}
    homes = households_of(connection, rows)
    people = read_people(
        connection, {home for theirs in homes.values() for home in theirs}, membership_only=True
    )
    theirs = of_people(one.one for one in enrolments_of_people(connection, rows).values())
    firms = {one.firm_id for some in theirs.values() for one in some} | {one.after.firm_id for one in rows.values()}
    plans = read_plans(connection, firms)
    found = {}
    for person_id, one in rows.items():
        was = theirs.get(person_id, [])
        number = one.after.enrolment_id
        others = [told for told in was if told.enrolment_id != number]
        now = _as_told_now(one, recorded, was) if one.before else enrolment_of(1 << 60, person_id, one.after)
        after = covers_of([*others, *([now] if now else [])], plans)
        met = own_covers_met(people, person_id, covers_of(was, plans), after)
        if met:
            ends = [held.cover.ends_on for held in met if held.cover.ends_on is not None]
            found[person_id] = Alone(one, max(ends) if len(ends) == len(met) else None)
    return found


def left_to_the_office(several: Iterable[Alone]) -> list[RowProblem]:
    """At the counter the office ends a cover of somebody's own first."""
    told = [one.change for one in several]
    return [RowProblem("staff_office", one.row, TITLES["fiscal_code"], one.after.fiscal_code) for one in told]


def keeping_own(step: Step, until: date | None) -> Step:
    """The step of somebody who keeps a cover of their own until a day (None: until the office says so)."""
    if step.after is None:
        return step
    away = (Absence.OWN_COVER, step.after.hired_on, until)
    return replace(step, after=replace(step.after, absences=(*step.after.absences, away)), keeps_own=away)


def _as_told_now(one: Change, recorded: Mapping[int, Recorded], was: Iterable[Enrolment]) -> Enrolment | None:
    """How the enrolment that a change is of would stand, after what was told of it before."""
    after = step_of(one, recorded[one.after.enrolment_id]).after
    before = next((told for told in was if told.enrolment_id == one.after.enrolment_id), None)
    return told_anew(before, after) if before and after else after


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


def of_an_odd_age(
    connection: Connection, plan: StaffPlan, rows: Iterable[StaffRow], book: PlanBook | None
) -> Iterable[RowProblem]:  # fmt: skip
    """Who by their code, or by the birth told beside one that tells none, is of an age at which nobody works, or which
    the plan does not have of who joins it: said of who is new, and of whose code or first day is put right."""
    added = [one for one in plan.changes if _joins_otherwise(one)]
    plans = read_plans(connection, {one.after.firm_id for one in added}) if added and book else {}
    births = {row.number: row.born_on for row in rows if row.born_on}
    known: dict[tuple[object, ...], bool] = {}
    for one in added:
        told = one.after
        code = read_fiscal_code(told.fiscal_code)
        by_code = None if not isinstance(code, FiscalCode) else birth_of_worker(code, told.hired_on)
        born = by_code or births.get(one.row)
        if born is None:
            continue
        age = age_at_work(born, told.hired_on)
        odd = "" if YOUNGEST_WORKER <= told.hired_on.year - born.year <= OLDEST_WORKER else "staff_age"
        if not odd and book is not None:
            key = (told.firm_id, told.category, told.hired_on, told.left_on, born)
            if key not in known:
                known[key] = _too_young_or_old(told, born, plans.get(told.firm_id, ()), book)
            odd = "staff_age_of_plan" if known[key] else ""
        if odd:
            values = {"age": str(age)}
            if by_code is None:
                yield RowProblem(f"{odd}_told", one.row, "data di nascita", written_day(born), values, warning=True)
                continue
            column = TITLES["new_code" if one.before and one.before.fiscal_code != told.fiscal_code else "fiscal_code"]
            yield RowProblem(odd, one.row, column, told.fiscal_code, values, warning=True)


def _joins_otherwise(one: Change) -> bool:
    was, now = one.before, one.after
    return was is None or (was.fiscal_code, was.hired_on) != (now.fiscal_code, now.hired_on)


def _too_young_or_old(one: Worker, born: date, plans: Iterable[FirmPlan], book: PlanBook) -> bool:
    """Whether a plan that would cover somebody has, for who joins it, a condition that their birth alone fails."""
    told = Enrolment(0, 0, one.firm_id, one.category, one.hired_on, one.left_on)
    for plan in plans:
        booked = book.get(plan.plan_code) if wanted(told, plan) else None
        rules = None if booked is None else version_on(booked.plan, one.hired_on)
        if rules is not None and may_join(rules, {"nascita": born, "richiesta": one.hired_on}).reasons:
            return True
    return False


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
