"""One person at a firm: leave of absence, and the offer to go on alone for who left; what services ask to be looked at.

Who comes and who goes is told by the same road as a list, of one row.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, select

from mutua.domain.case import Cover
from mutua.domain.firms import RELATIVES, Absence, Enrolment, FirmCover
from mutua.domain.identifiers.fiscal_code import FiscalCode, read_fiscal_code
from mutua.domain.identifiers.person_beside_code import doubts
from mutua.domain.italian import written_day
from mutua.domain.staff_rows import Mode, StaffRow
from mutua.intake.mistakes import Mistake
from mutua.rules.engine.calendar import day_in_rome
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.firm_door_people import offers_stand
from mutua.services.firm_recording import CoveredAlready, Step, Stopped, home_of, record_steps
from mutua.services.firm_sight import firm_covers, offer_days
from mutua.services.locks import Moved, until_nobody_moves
from mutua.services.staff_lists import Done, ListTold
from mutua.store.bulk import among
from mutua.store.firms import (
    Recorded,
    enrolments_of_firms,
    enrolments_of_people,
    homes_with_relatives,
    iso,
    open_firms,
    read_plans,
    relatives_at_home,
    supplied_names,
)
from mutua.store.people import People, households_of, read_people, tell_cover
from mutua.store.tables import claim, claim_line, decision, firm
from mutua.store.tables_firms import absence, continuation, enrolment
from mutua.store.tables_roster import firm_roster
from mutua.store.tellings import tell_order_of
from mutua.store.unit_of_work import UnitOfWork
from mutua.store.who import read_identities


def one_row(row: StaffRow, mode: Mode, today: date) -> ListTold:
    """A list of one row, told at the desk."""
    return ListTold(mode, today, (row.firm_id,), (row._replace(number=1),), digest="", form=True)


def told_of_one(row: StaffRow, mode: Mode, today: date) -> ListTold | list[Mistake]:
    """The same, with the fiscal code as it was typed: every reason why it is none, or what it and the name say
    otherwise."""
    found = read_fiscal_code(row.fiscal_code)
    if not isinstance(found, FiscalCode):
        return [Mistake(one.code, found=one.found, values=one.values, suggestion=one.suggestion) for one in found]
    odd = [
        Mistake(one.code, 1, found=one.found, values=one.values, warning=True)
        for one in doubts(found, surname=row.surname, given_name=row.given_name)
    ]
    return replace(one_row(row._replace(fiscal_code=found.text), mode, today), mistakes=tuple(odd))


def enrolment_of(connection: Connection, firm_id: int, fiscal_code: str) -> Recorded | Refusal:
    """The newest enrolment of somebody at a firm, by the fiscal code that the firm supplied."""
    recorded = enrolments_of_firms(connection, [firm_id])
    names = supplied_names(connection, recorded)
    mine = [one for id_, one in recorded.items() if id_ in names and names[id_][2] == fiscal_code.strip().upper()]
    if not mine:
        return Refusal("worker_unknown", fiscal_code)
    return max(mine, key=lambda one: (one.one.hired_on, one.one.enrolment_id))


class CoveredElsewhere(NamedTuple):
    """Other firms whose cover holds on days of somebody's work at a firm, each with its first day; `since`: from when
    the firm itself covers them (None: not at all as things stand)."""

    others: tuple[tuple[str, date], ...]
    since: date | None


def covered_elsewhere(connection: Connection, firm_id: int, fiscal_code: str) -> CoveredElsewhere | None:
    """For the office alone: whether other firms cover who was just enrolled; None where none does."""
    mine = enrolment_of(connection, firm_id, fiscal_code)
    if isinstance(mine, Refusal):
        return None
    person_id, hired_on, left_on = mine.one.person_id, mine.one.hired_on, mine.one.left_on
    firms = {id_: told.one.firm_id for id_, told in enrolments_of_people(connection, {person_id}).items()}
    covers = firm_covers(connection, [person_id]).get(person_id, ())
    first: dict[int, date] = {}
    for one in covers:
        begun = left_on is None or one.effective_from <= left_on
        if firms[one.enrolment_id] != firm_id and begun and (one.ends_on is None or one.ends_on >= hired_on):
            first[firms[one.enrolment_id]] = min(first.get(firms[one.enrolment_id], date.max), one.effective_from)
    if not first:
        return None
    names = {row.id: row.name for row in connection.execute(select(firm.c.id, firm.c.name).where(firm.c.id.in_(first)))}
    own = [one.effective_from for one in covers if one.enrolment_id == mine.one.enrolment_id]
    others = tuple(sorted((names[id_], day) for id_, day in first.items()))
    return CoveredElsewhere(others, min(own, default=None))


# ---------------------------------------------------------------- absence


def tell_absence(
    at: Desktop, enrolment_id: int, kind: Absence, *, since: date, until: date | None, void: bool = False
) -> Done | Refusal:
    """Parental or unpaid leave from a day to a day (None: not known yet). Told again with the same first day it takes
    the place of what was told before. Cover goes on, save where the plan suspends it in unpaid leave."""

    def work(unit: UnitOfWork) -> Done | Refusal:
        open_firms(unit, locked)
        before = recorded_enrolment(unit.connection, enrolment_id)
        if before is None:
            return Refusal("worker_unknown", str(enrolment_id))
        if until is not None and until < since:
            return Refusal("absence_days", written_day(until))
        if since < before.one.hired_on or (before.one.left_on is not None and since > before.one.left_on):
            return Refusal("absence_days", written_day(since))
        homes = homes_with_relatives(unit.connection, [before.one.person_id])
        if homes - locked:
            locked.update(homes)
            raise Moved
        others = tuple(one for one in before.one.absences if one[:2] != (kind, since))
        away = others if void else (*others, (kind, since, until))
        people = read_people(unit.connection, homes)
        home = home_of(people, before.one.person_id, since)
        entry = unit.entry(home, "absence")
        steps = []
        for number, one in enumerate((before, *_covered_with(unit.connection, before.one, home)), 1):
            entry.add(absence, number, one.one.enrolment_id, kind.value, since.isoformat(), iso(until), int(void))
            steps.append(Step(one, replace(one.one, absences=tuple(sorted(away, key=lambda told: told[1])))))
        tell_order_of(unit, [entry])
        try:
            record_steps(unit, at.plans, steps, people)
        except CoveredAlready:
            raise Stopped(Refusal("covered_already")) from None
        return Done(None, changed=1)

    locked: set[int] = set()
    try:
        return until_nobody_moves(at.archive, work, actor_id=at.actor_id, now=at.now)
    except Stopped as stopped:
        return stopped.refusal


def _covered_with(connection: Connection, worker: Enrolment, home: int) -> list[Recorded]:
    """The enrolments of relatives of the household that are covered with who works there."""
    return [
        one for one in relatives_at_home(connection, [home]).values()
        if one.one.firm_id == worker.firm_id and one.one.category is worker.category.of_relative
    ]  # fmt: skip


def recorded_enrolment(connection: Connection, enrolment_id: int) -> Recorded | None:
    """The enrolment with the number as it stands now; None where there is none, or it never was."""
    person_id = connection.scalar(select(enrolment.c.person_id).where(enrolment.c.enrolment_id == enrolment_id))
    return None if person_id is None else enrolments_of_people(connection, [person_id]).get(enrolment_id)


# ---------------------------------------------------------------- the offer to go on alone


@dataclass(frozen=True, slots=True)
class Offer:
    """Somebody who left a firm and may go on alone until a day; `answer`: "" (none yet), accepted, declined."""

    enrolment_id: int
    firm_id: int
    surname: str
    given_name: str
    cover_until: date
    offer_until: date
    answer: str

    def is_open(self, day: date) -> bool:
        return not self.answer and day <= self.offer_until


def offers(connection: Connection, firm_id: int | None = None) -> list[Offer]:
    """Every offer to who left, and to relatives who were covered with them, by the day until which it stands; who is
    covered through another firm has none."""
    c = firm_roster.c
    query = select(firm_roster).where(c.offer_until.is_not(None))
    if firm_id is not None:
        query = query.where(c.firm_id == firm_id)
    rows = connection.execute(query).all()
    ids = sorted(row.enrolment_id for row in rows)
    answers: dict[int, str] = {}
    told = select(continuation).where(among(continuation.c.enrolment_id)).order_by(continuation.c.position)
    for row in connection.execute(told, {"ids": ids}):
        answers[row.enrolment_id] = "" if row.event == "offered" else row.event
    whose = select(enrolment.c.enrolment_id, enrolment.c.person_id).where(among(enrolment.c.enrolment_id))
    people: dict[int, int] = {row.enrolment_id: row.person_id for row in connection.execute(whose, {"ids": ids})}
    covers = firm_covers(connection, people.values())
    found = [
        Offer(row.enrolment_id, row.firm_id, row.surname, row.given_name, row.cover_until, row.offer_until,
              answers.get(row.enrolment_id, ""))
        for row in rows
        if not _covered_after(covers.get(people[row.enrolment_id], ()), row.cover_until)
    ]  # fmt: skip
    found += _offers_to_relatives(connection, firm_id)
    until = offers_stand(connection, {one.enrolment_id: (one.cover_until, one.offer_until) for one in found})
    found = [replace(one, offer_until=until[one.enrolment_id]) for one in found]
    return sorted(found, key=lambda one: (one.offer_until, one.surname, one.given_name))


def _offers_to_relatives(connection: Connection, firm_id: int | None) -> list[Offer]:
    """Relatives have no row of what firms see: their offers follow from the facts, under the society's own names."""
    query = select(enrolment.c.person_id).where(enrolment.c.category.in_([one.value for one in RELATIVES]))
    if firm_id is not None:
        query = query.where(enrolment.c.firm_id == firm_id)
    recorded = enrolments_of_people(connection, set(connection.scalars(query.distinct())))
    if not recorded:
        return []
    persons = {one.one.person_id for one in recorded.values()}
    covers, who = firm_covers(connection, persons), read_identities(connection, persons)
    plans = read_plans(connection, {one.one.firm_id for one in recorded.values()})
    told = select(continuation).where(among(continuation.c.enrolment_id)).order_by(continuation.c.position)
    answers = {row.enrolment_id: row.event for row in connection.execute(told, {"ids": sorted(recorded)})}
    found = []
    for id_, (one, _, _) in recorded.items():
        mine = [cover for cover in covers.get(one.person_id, ()) if cover.enrolment_id == id_]
        ends = [cover.ends_on for cover in mine if cover.ends_on is not None]
        wanted = one.category.is_relative and one.left_on and not one.died_on and one.person_id in who
        if not wanted or not mine or len(ends) < len(mine) or firm_id not in (None, one.firm_id):
            continue
        if not _covered_after(covers[one.person_id], max(ends)):
            until = max(ends) + timedelta(days=offer_days(one, mine, plans))
            name = who[one.person_id]
            found.append(
                Offer(id_, one.firm_id, name.surname, name.given_name, max(ends), until, answers.get(id_, ""))
            )  # fmt: skip
    return found


def _covered_after(covers: tuple[FirmCover, ...], day: date) -> bool:
    return any(one.ends_on is None or one.ends_on > day for one in covers)


def answer_offer(at: Desktop, enrolment_id: int, *, accept: bool, on: date | None = None) -> Done | Refusal:
    """Who left says yes, and goes on alone the day after the firm's cover ended, with the seniority of before and no
    new waiting; or says no. Refuses an answer that comes too late, and a second one."""
    today = on or day_in_rome(at.now)

    def work(unit: UnitOfWork) -> Done | Refusal:
        open_firms(unit, locked)
        offer = next((one for one in offers(unit.connection) if one.enrolment_id == enrolment_id), None)
        if offer is None:
            return Refusal("offer_unknown", str(enrolment_id))
        if offer.answer:
            return Refusal("offer_answered")
        if today > offer.offer_until:
            return Refusal("offer_over", written_day(offer.offer_until))
        before = recorded_enrolment(unit.connection, enrolment_id)
        assert before is not None  # it has an offer
        person_id = before.one.person_id
        homes = households_of(unit.connection, [person_id])[person_id]
        if homes - locked:
            locked.update(homes)
            raise Moved
        people = read_people(unit.connection, homes)
        entry = unit.entry(home_of(people, person_id, offer.cover_until), "continuation")
        event = "accepted" if accept else "declined"
        entry.add(continuation, enrolment_id, event, today.isoformat(), offer.offer_until.isoformat())
        if accept:
            told = goes_on(unit.connection, offer, person_id, people)
            for number, (plan_code, cover) in enumerate(told, 1):
                tell_cover(entry, number, person_id, plan_code, cover)
        return Done(None, changed=1)

    locked: set[int] = set()
    return until_nobody_moves(at.archive, work, actor_id=at.actor_id, now=at.now)


def goes_on(connection: Connection, offer: Offer, person_id: int, people: People) -> list[tuple[str, Cover]]:
    """The covers of the person's own, with their plans, that take the place of the firm's where the offer is accepted:
    from the day after, with the seniority of before."""
    known = {
        (plan_code, cover.assistance, cover.effective_from): cover.joined_on
        for plan_code, cover in people.covers.get(person_id, ())
    }
    first, found = offer.cover_until + timedelta(days=1), []
    for one in firm_covers(connection, [person_id]).get(person_id, ()):
        if one.enrolment_id == offer.enrolment_id and one.ends_on == offer.cover_until:
            joined_on = known.get((one.plan_code, one.assistance, one.effective_from)) or one.effective_from
            found.append((one.plan_code, Cover(one.assistance, first, None, joined_on)))
    return found


# ---------------------------------------------------------------- what to look at


def services_after_end(connection: Connection, enrolment_ids: list[int]) -> list[int]:
    """Requests for services after the cover through these enrolments ended: what was paid of them is kept, and is to be
    looked at. Never shown to a firm."""
    asked = _asked_by(connection, enrolment_ids)
    last: dict[int, date] = {}
    for person_id, covers in firm_covers(connection, asked).items():
        ends = [one.ends_on for one in covers]
        closed = [day for day in ends if day is not None]
        if closed and len(closed) == len(ends):
            last[person_id] = max(closed)
    return sorted(
        {claim_id for person_id, day in last.items() for claim_id, served in asked[person_id] if served > day}
    )


def claims_now_covered(connection: Connection, enrolment_ids: list[int]) -> list[int]:
    """Requests that were refused, or not decided yet, for services on days that these enrolments cover now."""
    asked = _asked_by(connection, enrolment_ids)
    covers = firm_covers(connection, asked)
    found = {
        claim_id
        for person_id, claims in asked.items()
        for claim_id, day in claims
        if any(
            one.effective_from <= day and (one.ends_on is None or day <= one.ends_on)
            for one in covers.get(person_id, ())
        )
    }
    query = select(decision.c.claim_id, decision.c.granted_cents).where(among(decision.c.claim_id))
    rows = connection.execute(query.order_by(decision.c.sequence), {"ids": sorted(found)})
    newest: dict[int, int] = {row.claim_id: row.granted_cents for row in rows}
    return sorted(one for one in found if not newest.get(one))


def _asked_by(connection: Connection, enrolment_ids: list[int]) -> dict[int, list[tuple[int, date]]]:
    """The requests of the people of these enrolments, by person: number and day of the service."""
    people = connection.scalars(
        select(enrolment.c.person_id).where(among(enrolment.c.enrolment_id)).distinct(), {"ids": sorted(enrolment_ids)}
    ).all()
    query = select(claim.c.person_id, claim.c.claim_id, claim_line.c.service_on).where(
        (claim_line.c.chain_id == claim.c.chain_id)
        & (claim_line.c.position == claim.c.position)
        & claim_line.c.service_on.is_not(None)
        & among(claim.c.person_id)
    )
    found: dict[int, list[tuple[int, date]]] = {}
    for person_id, claim_id, day in connection.execute(query, {"ids": sorted(people)}):
        found.setdefault(person_id, []).append((claim_id, day))
    return found


def claims_decided_otherwise(connection: Connection, list_id: int) -> tuple[list[int], list[int]]:
    """Requests of the people of a list: those with services after their cover ended, and those that are covered now."""
    query = select(enrolment.c.enrolment_id).where(enrolment.c.list_id == list_id).distinct()
    ids = list(connection.scalars(query))
    return services_after_end(connection, ids), claims_now_covered(connection, ids)
