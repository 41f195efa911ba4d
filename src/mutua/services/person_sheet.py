"""The sheet of a person: everything that a call asks, gathered in one look at the archive; nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, select

from mutua.domain.firms import Category
from mutua.domain.person_sheet import CoverApart, CoverToday
from mutua.domain.records import Identity
from mutua.rules.engine.calendar import age_on
from mutua.rules.engine.versions import version_on
from mutua.rules.model import TimeRules
from mutua.rules.statute import Statute
from mutua.services.covers_over import still_asked
from mutua.services.late_payers import Late, late_on
from mutua.services.plan_book import PlanBook
from mutua.services.requests_of_person import Requests, requests_of_person
from mutua.services.show_covers import CoverShown, show_covers
from mutua.services.show_left import PlanLeft, show_left
from mutua.services.show_member import MemberShown, show_member
from mutua.store.bulk import among
from mutua.store.covers import Exemption
from mutua.store.firms import enrolments_of_people
from mutua.store.members import read_deaths
from mutua.store.people import People, Place, households_of, read_people
from mutua.store.tables import firm, person, person_erased
from mutua.store.who import household_codes, read_identities
from mutua.wording.numbers import Language

_HEAD = "titolare"
_AGES = TimeRules()


class Relative(NamedTuple):
    """Somebody of the household today; `plans`: the titles of the plans that cover them, none where they are not."""

    public_id: str
    surname: str
    given_name: str
    kinship: str
    dependent: bool
    age: int | None
    plans: tuple[str, ...]
    died_on: date | None
    is_self: bool


class Home(NamedTuple):
    """The household in which the person is today, the member first."""

    code: str
    people: tuple[Relative, ...]


class AtFirm(NamedTuple):
    """A firm where the person works or worked; `category`: as what, where the firm said so."""

    public_id: str
    name: str
    since: date
    until: date | None
    category: Category | None


@dataclass(frozen=True, slots=True)
class PersonSheet:
    """What is known today. `age`: at death, of who died. `later`, `ended`: the next cover, the one that ended last.
    `every`: all covers, past and to come."""

    who: Identity
    member: MemberShown
    age: int | None
    erased_on: date | None
    covers: tuple[CoverToday, ...]
    later: CoverApart | None
    ended: CoverApart | None
    exemptions: tuple[Exemption, ...]
    home: Home | None
    left: tuple[PlanLeft, ...]
    requests: Requests
    late: tuple[Late, ...]
    firms: tuple[AtFirm, ...]
    every: tuple[CoverShown, ...]

    @property
    def owed_by_home_cents(self) -> int:
        """What the household has not paid in time, in all."""
        return sum(one.open_cents for one in self.late)


def person_sheet(
    connection: Connection, plans: PlanBook, statute: Statute, person_id: int, today: date, language: Language
) -> PersonSheet:
    """The sheet as of today. The words of what is awaited are in the language."""
    homes = households_of(connection, [person_id]).get(person_id, set())
    people = read_people(connection, homes)
    member = show_member(connection, statute, person_id, today, people)
    shown = show_covers(connection, plans, person_id, today, people)
    place = next((one for one in people.places.get(person_id, ()) if one.holds_on(today)), None)
    late = late_on(connection, plans, today, [] if place is None else [place.household_id])
    now = [one for one in shown.covers if one.held.cover.holds_on(today)]
    return PersonSheet(
        who=member.who, member=member, age=_age(member.who, member.died_on or today),
        erased_on=_erased_on(connection, person_id),
        covers=tuple(_cover(plans, one, late, today) for one in now),
        later=_later(plans, [one for one in shown.covers if one.held.cover.effective_from > today]),
        ended=_ended(plans, people, person_id, shown.covers, today, alone=not now),
        exemptions=tuple(e for e in shown.exemptions if e.holds_on(today)),
        home=None if place is None else _home(connection, plans, people, place, person_id, today),
        left=show_left(connection, plans, person_id, today),
        requests=requests_of_person(connection, plans, person_id, today, language),
        late=tuple(late), firms=_firms(connection, people, person_id), every=shown.covers,
    )  # fmt: skip


def person_name(connection: Connection, person_id: int) -> str:
    """Surname and given name; "" of somebody who was erased."""
    who = read_identities(connection, [person_id]).get(person_id)
    return "" if who is None else f"{who.surname} {who.given_name}".strip()


def _age(who: Identity, on: date) -> int | None:
    return None if who.born_on is None or who.born_on > on else age_on(who.born_on, on, _AGES)


def _erased_on(connection: Connection, person_id: int) -> date | None:
    told: date | None = connection.scalar(_ERASED, {"person_id": person_id})
    return told


_ERASED = select(func.min(person_erased.c.erased_on)).where(person_erased.c.person_id == bindparam("person_id"))


# ---------------------------------------------------------------- covers


def _cover(plans: PlanBook, one: CoverShown, late: Sequence[Late], today: date) -> CoverToday:
    """The cover as it stands today: what unpaid contributions of its plan take away is told with it."""
    plan_code, cover = one.held.plan_code, one.held.cover
    stopped = [due for due in late if due.plan_code == plan_code and not due.covered]
    booked = plans.get(plan_code)
    return CoverToday(
        plan_code, title_of(plans, plan_code), _assistance(plans, plan_code, cover.assistance, today),
        cover.effective_from, cover.ends_on, cover.seniority_from,
        tuple((wait.first_day, wait.benefits) for wait in one.waits),
        stops_on=min((due.stops_on for due in stopped if due.stops_on is not None), default=None),
        resumes_on=_resumes(stopped), put_off=bool(stopped) and all(due.waits for due in stopped),
        known=booked is not None and version_on(booked.plan, today) is not None,
    )  # fmt: skip


def _resumes(stopped: Sequence[Late]) -> date | None:
    """The first day covered again, where everything was paid."""
    days = [due.resumes_on for due in stopped if due.paid_on is not None]
    return max((day for day in days if day is not None), default=None) if len(days) == len(stopped) else None


def _assistance(plans: PlanBook, plan_code: str, name: str, day: date) -> str:
    booked = plans.get(plan_code)
    rules = None if booked is None else version_on(booked.plan, day)
    known = None if rules is None else rules.assistances.get(name)
    return known.title if known is not None and known.title else name.replace("_", " ")


def _apart(plans: PlanBook, one: CoverShown | None) -> CoverApart | None:
    if one is None:
        return None
    cover = one.held.cover
    named = _assistance(plans, one.held.plan_code, cover.assistance, cover.effective_from)
    waits = tuple((wait.first_day, wait.benefits) for wait in one.waits)
    return CoverApart(title_of(plans, one.held.plan_code), named, cover.effective_from, cover.ends_on, waits)


def _later(plans: PlanBook, ahead: Sequence[CoverShown]) -> CoverApart | None:
    """The cover that comes next, with the other plans that begin on its day."""
    first = min(ahead, default=None, key=lambda one: one.held.cover.effective_from)
    told = _apart(plans, first)
    if first is None or told is None:
        return None
    titles = [title_of(plans, one.held.plan_code) for one in ahead
              if one.held.cover.effective_from == first.held.cover.effective_from]  # fmt: skip
    return told._replace(beside=tuple(dict.fromkeys(one for one in titles if one != told.plan)))


def _ended(
    plans: PlanBook, people: People, person_id: int, covers: Iterable[CoverShown], today: date, *, alone: bool
) -> CoverApart | None:
    """The cover that ended last; `alone`: no other holds, so it is told what may still be asked of it."""
    over = [(one.held.cover.ends_on, one) for one in covers if one.held.cover.ends_on is not None]
    past = [(day, one) for day, one in over if day is not None and day < today]
    last = max(past, key=lambda pair: pair[0])[1] if past else None
    told = _apart(plans, last)
    booked = None if last is None else plans.get(last.held.plan_code)
    if told is None or last is None or booked is None or not booked.plan.versions or not alone:
        return told
    _, asked = still_asked(people, booked, last.held, person_id, today)
    days = [one.ask_by for one in asked]
    latest = max((day for day in days if day is not None), default=None) if None not in days else None
    return told._replace(asked_still=bool(asked), ask_by=latest)


# ---------------------------------------------------------------- household and firms


def _home(
    connection: Connection, plans: PlanBook, people: People, place: Place, person_id: int, today: date
) -> Home:
    there = [one for one in people.by_household.get(place.household_id, ()) if one.holds_on(today)]
    there.sort(key=lambda one: (one.kinship != _HEAD, people.born_on.get(one.person_id, date.max), one.person_id))
    ids = [one.person_id for one in there]
    who, names, deaths = read_identities(connection, ids), _public_ids(connection, ids), read_deaths(connection, ids)
    found = []
    for one in there:
        known = who.get(one.person_id, Identity("", ""))
        covers = people.covers.get(one.person_id, ())
        titles = {title_of(plans, plan): None for plan, cover in covers if cover.holds_on(today)}
        died_on = deaths.get(one.person_id)
        found.append(
            Relative(
                names[one.person_id], known.surname, known.given_name, one.kinship, one.fiscally_dependent,
                _age(known, died_on or today), tuple(titles), died_on, one.person_id == person_id,
            )
        )  # fmt: skip
    return Home(household_codes(connection, [place.household_id])[place.household_id], tuple(found))


def title_of(plans: PlanBook, code: str) -> str:
    """The title of a plan; its code where it is not among the regulations."""
    booked = plans.get(code)
    return code if booked is None else booked.plan.head.title


def _public_ids(connection: Connection, ids: Sequence[int]) -> Mapping[int, str]:
    return {row.id: row.public_id for row in connection.execute(_NAMES, {"ids": list(ids)})}


_NAMES = select(person.c.id, person.c.public_id).where(among(person.c.id))


def _firms(connection: Connection, people: People, person_id: int) -> tuple[AtFirm, ...]:
    """Where the person works or worked, the newest first."""
    told = people.firms.get(person_id, ())
    if not told:
        return ()
    query = select(firm.c.id, firm.c.public_id, firm.c.name).where(firm.c.id.in_({one[0] for one in told}))
    names = {row.id: (row.public_id, row.name) for row in connection.execute(query)}
    enrolled = {
        (one.one.firm_id, one.one.hired_on): one.one.category
        for one in enrolments_of_people(connection, [person_id]).values()
    }
    found = [AtFirm(*names[id_], since, until, enrolled.get((id_, since))) for id_, since, until in told]
    return tuple(sorted(found, key=lambda one: one.since, reverse=True))
