"""What the office keeps an eye on: firms that said nothing of a month, or say otherwise than the society holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from mutua.domain.italian import written_day
from mutua.domain.months import first_of, last_of
from mutua.rules.engine.calendar import day_in_rome
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.firm_continuity import own_covers
from mutua.services.firm_recording import doubled
from mutua.services.firm_sight import firm_covers
from mutua.store.bulk import among
from mutua.store.claims import next_numbers
from mutua.store.covers import people_told_twice
from mutua.store.firms import every_death, open_firms, read_plans
from mutua.store.people import households_of, read_people
from mutua.store.tables import firm, identity, person
from mutua.store.tables_firms import enrolment, firm_contact, staff_list
from mutua.store.tables_kept import FIRMS_CHAIN
from mutua.store.tables_roster import firm_roster
from mutua.store.unit_of_work import UnitOfWork, unit_of_work

# ---------------------------------------------------------------- firms that said nothing


@dataclass(frozen=True, slots=True)
class Silent:
    """A firm with a plan in force that said nothing of a month. `last_on`: when it said something last; `number`: what
    names its files."""

    firm_id: int
    number: str
    name: str
    email: str
    last_on: date | None


def silent_firms(connection: Connection, month: date) -> list[Silent]:
    """The firms that have a plan in force in the month and said neither who came or went, nor that nobody did."""
    first, last = first_of(month), last_of(month)
    wanted = [
        firm_id for firm_id, plans in read_plans(connection).items()
        if any(one.starts_on and one.starts_on <= last and (one.ends_on is None or one.ends_on >= first)
               for one in plans)
    ]  # fmt: skip
    told = _told_on(connection, last)
    firms = {row.id: row for row in connection.execute(select(firm))}
    query = select(firm_contact.c.firm_id, firm_contact.c.email, firm_contact.c.pec)
    mail = {row.firm_id: row.email or row.pec for row in connection.execute(query)}
    found = [
        Silent(one, firms[one].vat_number or firms[one].public_id, firms[one].name, mail.get(one, ""), told.get(one))
        for one in wanted if one not in told or told[one] < first
    ]  # fmt: skip
    return sorted(found, key=lambda one: one.name.casefold())


def _told_on(connection: Connection, until: date) -> dict[int, date]:
    """When each firm said something last, until a day, by itself or through who brought a list of several firms."""
    c = staff_list.c
    undone = select(c.undoes_id).where(c.undoes_id.is_not(None))
    counts = (c.mode != "undo") & c.list_id.not_in(undone) & (c.listed_on <= until)
    after, undo = enrolment.alias("told_after"), staff_list.alias("undo")
    following = (after.c.enrolment_id == enrolment.c.enrolment_id) & (after.c.sequence == enrolment.c.sequence + 1)
    part = select(after.c.enrolment_id).join_from(after, undo, undo.c.list_id == after.c.list_id)
    taken_back = part.where((undo.c.mode == "undo") & following).correlate(enrolment).exists()
    of_several = c.firm_id.is_(None) & (enrolment.c.list_id == c.list_id) & ~taken_back
    whose = func.coalesce(staff_list.c.firm_id, enrolment.c.firm_id)
    query = (
        select(whose, func.max(staff_list.c.listed_on))
        .outerjoin_from(staff_list, enrolment, of_several)
        .where(counts)
        .group_by(whose)
    )
    return {firm_id: on for firm_id, on in connection.execute(query) if firm_id is not None}


def tell_unchanged(at: Desktop, firm_id: int, *, on: date) -> int | Refusal:
    """The firm says that nobody came or went: noted as a list without changes; gives its number. Refuses a day that has
    not come."""
    today = day_in_rome(at.now)
    if on > today:
        return Refusal("pact_in_future", written_day(on))

    def work(unit: UnitOfWork) -> int:
        open_firms(unit)
        number = next_numbers(unit, "staff_list")
        unit.entry(FIRMS_CHAIN, "staff_list").add(
            staff_list, number, firm_id, None, "unchanged", on.isoformat(), "", "", 0, 0, 0, None
        )  # fmt: skip
        return number

    return unit_of_work(at.archive, [], work, actor_id=at.actor_id, now=at.now)


# ---------------------------------------------------------------- what a firm says otherwise


class Otherwise(NamedTuple):
    """Somebody of whom a firm says what the society does not hold. `why`: `name` (name or code differ), `death`
    (hired after the day on which they died, so that no cover begins), `twice` (the firm's cover and one of their own,
    of the same assistance, hold on the same days; told are the first days of the two)."""

    firm: str
    person_id: int
    why: str
    told: str
    known: str
    firm_public_id: str = ""
    person_public_id: str = ""


def told_otherwise(connection: Connection) -> list[Otherwise]:
    """Where the word of a firm and the register of the society differ, by firm: the office finds out who is right. What
    a firm tells through its own door never changes the register."""
    r, e, i = firm_roster.c, enrolment.c, identity.c
    people = select(e.enrolment_id, e.person_id).distinct().subquery()
    rows = (
        select(firm.c.name, firm.c.public_id, people.c.person_id, person.c.public_id.label("person_public_id"),
               r.surname, r.given_name, r.fiscal_code, r.hired_on)
        .join(people, people.c.enrolment_id == r.enrolment_id)
        .join(firm, firm.c.id == r.firm_id)
        .join(person, person.c.id == people.c.person_id)
    )  # fmt: skip
    code = func.coalesce(i.fiscal_code, "")
    differs = (r.surname != i.surname) | (r.given_name != i.given_name) | (r.fiscal_code != code)
    known = rows.add_columns(i.surname.label("ours"), i.given_name.label("our_given"), code.label("our_code"))
    found = [
        Otherwise(row.name, row.person_id, "name", f"{row.surname} {row.given_name} {row.fiscal_code}",
                  f"{row.ours} {row.our_given} {row.our_code}", row.public_id, row.person_public_id)
        for row in connection.execute(known.join(identity, i.person_id == people.c.person_id).where(differs))
    ]  # fmt: skip
    deaths = every_death(connection)
    for row in connection.execute(rows.where(among(people.c.person_id)), {"ids": sorted(deaths)}):
        if row.hired_on > deaths[row.person_id]:
            days = written_day(row.hired_on), written_day(deaths[row.person_id])
            found.append(Otherwise(row.name, row.person_id, "death", *days, row.public_id, row.person_public_id))
    return sorted([*found, *_twice(connection)])


def _twice(connection: Connection) -> list[Otherwise]:
    """Who has a cover of their own beside a firm's: recorded before that was refused."""
    people = people_told_twice(connection)
    given = firm_covers(connection, people)
    homes = {home for theirs in households_of(connection, given).values() for home in theirs}
    held = read_people(connection, homes, membership_only=True).covers if homes else {}
    firms = _firm_of_enrolment(connection, [one.enrolment_id for some in given.values() for one in some])
    public = {row.id: row.public_id for row in connection.execute(
        select(person.c.id, person.c.public_id).where(among(person.c.id)), {"ids": sorted(given)})}  # fmt: skip
    found = []
    for person_id, some in given.items():
        of_firms = {(one.plan_code, one.assistance, one.effective_from) for one in some}
        own = own_covers(held.get(person_id, ()), of_firms)
        for one in some:
            for other in doubled((one.effective_from, one.ends_on), one, own):
                days = written_day(one.effective_from), written_day(other.cover.effective_from)
                name, firm_public_id = firms[one.enrolment_id]
                found.append(Otherwise(name, person_id, "twice", *days, firm_public_id, public[person_id]))
    return found


def _firm_of_enrolment(connection: Connection, enrolment_ids: list[int]) -> dict[int, tuple[str, str]]:
    """Name and public number of the firm of each enrolment."""
    query = (
        select(enrolment.c.enrolment_id, firm.c.name, firm.c.public_id)
        .join(firm, firm.c.id == enrolment.c.firm_id)
        .where(among(enrolment.c.enrolment_id))
    )
    return {id_: (name, public) for id_, name, public in connection.execute(query, {"ids": sorted(enrolment_ids)})}
