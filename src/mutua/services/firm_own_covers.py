"""Who was enrolled at a firm's door and keeps a cover of their own: the firm's begins the day after that one ends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from mutua.domain.firm_covers import covers_of
from mutua.domain.firms import Absence, Away
from mutua.domain.months import ONE_DAY
from mutua.services.firm_continuity import own_covers
from mutua.services.firm_recording import Step
from mutua.services.firm_sight import by_person
from mutua.store.firms import enrolments_of_people, read_plans
from mutua.store.people import People


def ended_by_now(connection: Connection, people: People, person_ids: Iterable[int]) -> list[Step]:
    """What changes of these people's enrolments as their own covers stand now: days left to a cover of their own end
    with it, and never become more."""
    recorded = enrolments_of_people(connection, person_ids)
    plans = read_plans(connection, {one.one.firm_id for one in recorded.values()})
    theirs = by_person(recorded.values())
    found = []
    for one in recorded.values():
        codes = {plan.plan_code for plan in plans.get(one.one.firm_id, ())}
        person_id = one.one.person_id
        of_firms = {(told.plan_code, told.assistance, told.effective_from)
                    for told in covers_of(theirs[person_id], plans)}  # fmt: skip
        own = own_covers(people.covers.get(person_id, ()), of_firms)
        ends = [held.cover.ends_on for held in own if held.plan_code in codes]
        for away in one.one.absences:
            shorter = _until(away, ends)
            if shorter is not None:
                kept = tuple(other for other in one.one.absences if other != away)
                found.append(Step(one, replace(one.one, absences=(*kept, shorter)), keeps_own=shorter))
    return found


def _until(away: Away, ends: list[date | None]) -> Away | None:
    """The days left to a cover of their own, where they are fewer now; `ends`: the last days of those there are."""
    kind, since, until = away
    if kind is not Absence.OWN_COVER or None in ends:
        return None
    last = max((day for day in ends if day is not None), default=since - ONE_DAY)
    last = max(last, since - ONE_DAY)
    return (kind, since, last) if until is None or last < until else None
