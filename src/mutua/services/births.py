"""A child was born: told by a parent on their page, with the day from which each plan covers the child.

What was told waits for a clerk, who records the child as at the counter; nothing is recorded from here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from mutua.domain.faults import Fault
from mutua.domain.identifiers.fiscal_code import FiscalCode
from mutua.domain.identifiers.person_beside_code import STATE_UNKNOWN
from mutua.domain.newborns import Clock, same_child
from mutua.domain.records import Identity
from mutua.rules.engine.calendar import day_in_rome
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.household_kin import HEAD, PARTNERS
from mutua.services.household_moves import covers_of_newborn
from mutua.services.newcomers import WrongPart, read_person
from mutua.services.plan_book import PlanBook
from mutua.store.claims import next_numbers
from mutua.store.people import People, Place, households_of, read_people
from mutua.store.tables import birth_notice, person
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from mutua.store.who import read_identities

ONE_DAY = timedelta(days=1)
FAR = 366  # days within which a term is looked for; a child older than that is no newborn any more
KEPT_ASIDE = timedelta(days=60)
MOST = 5  # of one household that wait
_ANOTHER_BIRTH = ("fiscal_code_birth", "fiscal_code_birth_year")  # doubts elsewhere; of a newborn the code is wrong


class Birth(NamedTuple):
    """A birth that was told: of whom, by whom, when. `told`: why it was set aside, "" while it waits."""

    number: int
    public_id: str
    person_id: int
    teller: str
    teller_public_id: str
    who: Identity
    received_at: datetime
    told: str
    set_aside: bool
    household_id: int

    @property
    def received_on(self) -> date:
        return day_in_rome(self.received_at)

    @property
    def born_on(self) -> date:
        assert self.who.born_on is not None  # of every one that was told
        return self.who.born_on


class ToTell(NamedTuple):
    """A birth as it would be told, with its clocks; `odd`: what is to be looked at in its code."""

    who: Identity
    clocks: tuple[Clock, ...]
    odd: tuple[Fault, ...] = ()


# ---------------------------------------------------------------- the clock


def clocks(plans: PlanBook, people: People, head: Place, born_on: date, asked_on: date) -> tuple[Clock, ...]:
    """Of each plan that covers the member on the day, what telling of the child then would bring.

    By the very rule that the child is recorded with, day after day until it answers otherwise.
    """

    @cache
    def first_days(asked: date) -> dict[str, date]:
        found: dict[str, date] = {}
        for one in covers_of_newborn(plans, people, head, born_on, asked)[0]:
            found[one.plan_code] = min(one.effective_from, found.get(one.plan_code, date.max))
        return found

    covered = dict.fromkeys(
        code for code, cover in people.covers.get(head.person_id, ())
        if cover.effective_from <= asked_on and (cover.ends_on is None or cover.ends_on >= asked_on)
    )  # fmt: skip
    titles = {code: booked.plan.head.title for code in covered if (booked := plans.get(code)) is not None}
    return tuple(_clock(code, titles.get(code, code), asked_on, first_days) for code in covered)


def _clock(code: str, title: str, asked_on: date, first_days: Callable[[date], Mapping[str, date]]) -> Clock:
    def first_day(asked: date) -> date | None:
        return first_days(asked).get(code)

    starts_on = first_day(asked_on)
    if starts_on is None:
        return Clock(code, title, None, False, None)
    on_telling = starts_on == asked_on and first_day(asked_on + ONE_DAY) == asked_on + ONE_DAY
    for days in range(1, FAR + 1):
        asked = asked_on + days * ONE_DAY
        if first_day(asked) != (asked if on_telling else starts_on):
            return Clock(code, title, starts_on, on_telling, asked - ONE_DAY)
    return Clock(code, title, starts_on, on_telling, None)


def household_clocks(
    connection: Connection, plans: PlanBook, person_id: int, born_on: date, asked_on: date
) -> tuple[Clock, ...] | None:
    """The clocks of a child of the person, who is head of a household on the day or its partner; else None."""
    found = _home(connection, person_id, asked_on)
    return None if found is None else clocks(plans, found[0], found[1], born_on, asked_on)


def _home(connection: Connection, person_id: int, day: date) -> tuple[People, Place] | None:
    """The people around the person and the head of their household; None for who is neither head nor partner."""
    people = read_people(connection, households_of(connection, [person_id]).get(person_id, set()))
    own = next((one for one in people.places.get(person_id, ()) if one.holds_on(day)), None)
    if own is None or own.kinship not in (HEAD, *PARTNERS):
        return None
    home = people.by_household.get(own.household_id, ())
    head = next((one for one in home if one.kinship == HEAD and one.holds_on(day)), None)
    return None if head is None else (people, head)


# ---------------------------------------------------------------- told by a parent


def look_at_birth(
    connection: Connection, plans: PlanBook, person_id: int, typed: Identity, today: date
) -> ToTell | list[WrongPart] | Refusal:
    """The birth as it was understood, with its clocks; every part that is wrong; or why it cannot be told here."""
    found = _home(connection, person_id, today)
    if found is None:
        return Refusal("birth_not_yours")
    read = read_person(typed, today)
    if isinstance(read, list):
        return read
    who = read.who
    wrong = [WrongPart("fiscal_code", one) for one in read.doubts if one.code in _ANOTHER_BIRTH]
    if who.born_on is None:
        wrong.append(WrongPart("born_on", Fault("birth_day_missing", "")))
    elif who.born_on < today - timedelta(days=FAR):
        wrong.append(WrongPart("born_on", _long_ago(typed, who)))
    if wrong or who.born_on is None:
        return wrong
    people, head = found
    if _there(connection, people, head.household_id, who):
        return Refusal("birth_known", who.given_name)
    odd = tuple(one for one in read.doubts if one.code == STATE_UNKNOWN)
    return ToTell(who, clocks(plans, people, head, who.born_on, today), odd)


def _long_ago(typed: Identity, who: Identity) -> Fault:
    """Why the birth is none of a newborn: by the day that was typed, or by the code, whose year tells no century."""
    if typed.born_on is not None:
        return Fault("birth_long_ago", "")
    return Fault("birth_of_code_long_ago", "", {"year": FiscalCode(who.fiscal_code).year_figures})


def _there(connection: Connection, people: People, household_id: int, who: Identity) -> bool:
    """Whether the child is of the household by now. Of people elsewhere nothing is said: a code tells nobody who is
    known to the society."""
    ids = {one.person_id for one in people.by_household.get(household_id, ())}
    return any(same_child(one, who) for one in read_identities(connection, ids).values())


def tell_birth(at: Desktop, person_id: int, typed: Identity) -> str | list[WrongPart] | Refusal:
    """The birth waits for the office: its public name. Told again, by either parent, it is the same."""

    def work(unit: UnitOfWork) -> str | list[WrongPart] | Refusal:
        unit.take_turn("birth notice")
        _forget_old(unit)
        today = day_in_rome(unit.now)
        found = look_at_birth(unit.connection, at.plans, person_id, typed, today)
        if not isinstance(found, ToTell):
            return found
        home = _home(unit.connection, person_id, today)
        assert home is not None  # looked at just now
        waiting = [one for one in _births(unit.connection, birth_notice.c.household_id == home[1].household_id)
                   if not one.set_aside]  # fmt: skip
        for one in waiting:
            if same_child(one.who, found.who):
                return one.public_id
        if len(waiting) >= MOST:
            return Refusal("birth_too_many")
        name, who = at.ids.public(), found.who
        unit.connection.execute(insert(birth_notice).values(
            id=next_numbers(unit, "birth_notice"), public_id=name, person_id=person_id,
            household_id=home[1].household_id, surname=who.surname, given_name=who.given_name, born_on=who.born_on,
            fiscal_code=who.fiscal_code, received_at=unit.now, told="", settled_at=None,
        ))  # fmt: skip
        return name

    return unit_of_work(at.archive, [], work, actor_id=at.actor_id, now=at.now)


def _forget_old(unit: UnitOfWork) -> None:
    unit.connection.execute(delete(birth_notice).where(birth_notice.c.settled_at < unit.now - KEPT_ASIDE))


def births_of(connection: Connection, person_id: int, today: date) -> list[Birth]:
    """What was told of births in the person's household of today and is not recorded; for its head and partner."""
    home = _home(connection, person_id, today)
    return [] if home is None else _births(connection, birth_notice.c.household_id == home[1].household_id)


def _births(connection: Connection, which: ColumnElement[bool]) -> list[Birth]:
    c = birth_notice.c
    query = select(birth_notice, person.c.public_id.label("teller")).join(person, person.c.id == c.person_id)
    rows = list(connection.execute(query.where(which).order_by(c.born_on, c.id)))
    names = read_identities(connection, {row.person_id for row in rows})
    return [
        Birth(row.id, row.public_id, row.person_id,
              f"{names[row.person_id].surname} {names[row.person_id].given_name}".strip()
              if row.person_id in names else "",
              row.teller, Identity(row.surname, row.given_name, row.fiscal_code, born_on=row.born_on),
              row.received_at, row.told, row.settled_at is not None, row.household_id)
        for row in rows
    ]  # fmt: skip


# ---------------------------------------------------------------- at the counter


class Waits(NamedTuple):
    """A birth that waits for the office: its clocks on the day it was told, whether the child is recorded by now."""

    birth: Birth
    clocks: tuple[Clock, ...]
    there: bool


def births_waiting(
    connection: Connection, plans: PlanBook, without: Collection[int] = ()
) -> tuple[list[Waits], int]:
    """Those that wait, told first first, and how many were left out: told by those `without`."""
    every = _births(connection, birth_notice.c.settled_at.is_(None))
    found = []
    for one in every:
        if one.person_id not in without:
            people = read_people(connection, [one.household_id])
            told = household_clocks(connection, plans, one.person_id, one.born_on, one.received_on) or ()
            found.append(Waits(one, told, _there(connection, people, one.household_id, one.who)))
    found.sort(key=lambda one: one.birth.number)
    return found, len(every) - len(found)


def count_births(connection: Connection) -> int:
    query = select(func.count()).select_from(birth_notice).where(birth_notice.c.settled_at.is_(None))
    return connection.scalar(query) or 0


def close_birth(at: Desktop, person_id: int, public_id: str, told: str) -> Refusal | None:
    """The child is recorded, and what was told goes; or it is set aside with a reason for whoever told it."""

    def work(unit: UnitOfWork) -> Refusal | None:
        unit.take_turn("birth notice")
        c = birth_notice.c
        which = (c.public_id == public_id) & (c.person_id == person_id) & c.settled_at.is_(None)
        one = next(iter(_births(unit.connection, which)), None)
        if one is None:
            return Refusal("birth_gone")
        if told.strip():
            unit.connection.execute(update(birth_notice).where(which).values(told=told.strip(), settled_at=unit.now))
            return None
        people = read_people(unit.connection, [one.household_id])
        if not _there(unit.connection, people, one.household_id, one.who):
            return Refusal("birth_not_recorded", one.who.given_name)
        unit.connection.execute(delete(birth_notice).where(which))
        return None

    return unit_of_work(at.archive, [], work, actor_id=at.actor_id, now=at.now)
