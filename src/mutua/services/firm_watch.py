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
from mutua.store.bulk import among
from mutua.store.claims import next_numbers
from mutua.store.firms import every_death, open_firms, read_plans
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
    undone = select(staff_list.c.undoes_id).where(staff_list.c.undoes_id.is_not(None))
    counts = staff_list.c.undoes_id.is_(None) & staff_list.c.list_id.not_in(undone) & (staff_list.c.listed_on <= until)
    whose = func.coalesce(staff_list.c.firm_id, enrolment.c.firm_id)
    query = (
        select(whose, func.max(staff_list.c.listed_on))
        .outerjoin(enrolment, enrolment.c.list_id == staff_list.c.list_id)
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
    (hired after the day on which they died, so that no cover begins)."""

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
    return sorted(found)
