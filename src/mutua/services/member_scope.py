"""Whose matters a member may see and look after: their own, their minor children's, those of who gave them a proxy.

Adults are private, married or not. What holds today counts: a child who came of age, a spouse who moved out, a proxy
that was taken back are out of sight from that day on. A minor sees nobody: whoever stands for them enters instead.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import Connection, select

from mutua.domain.records import Identity
from mutua.services.decide_claim import Refusal
from mutua.services.household_kin import CHILD, HEAD, PARTNERS
from mutua.services.proxies import is_adult
from mutua.store.database import Archive
from mutua.store.members import read_deaths
from mutua.store.people import People, Place, households_of, read_people
from mutua.store.proxies import read_proxies
from mutua.store.tables import person
from mutua.store.who import read_identities


class By(StrEnum):
    """Why somebody's matters are there."""

    SELF = "self"
    CHILD = "child"
    PROXY = "proxy"


class Mine(NamedTuple):
    """Somebody whose matters whoever is in may look after, and why; `until`: of a proxy that ends."""

    person_id: int
    public_id: str
    who: Identity
    by: By
    until: date | None = None

    @property
    def name(self) -> str:
        return self.who.given_name or self.who.surname

    @property
    def full_name(self) -> str:
        return f"{self.who.given_name} {self.who.surname}".strip()


class OwnClaim(NamedTuple):
    """A request of somebody in sight."""

    claim_id: int
    public_id: str
    whose: Mine


class OwnDraft(NamedTuple):
    """A request that whoever is in began to write, about somebody who is still in sight."""

    public_id: str
    whose: Mine


def behind_login(archive: Archive, person_id: int) -> Identity | None:
    """Who a login of a member is; None where they are not known any more."""
    with archive.reader.begin() as connection:
        return read_identities(connection, [person_id]).get(person_id)


def people_in_sight(connection: Connection, person_id: int, today: date) -> tuple[Mine, ...]:
    """Oneself first, then children by birth, then who gave a proxy. Nobody where the person died, was erased or is a
    minor."""
    reasons: dict[int, tuple[By, date | None]] = {person_id: (By.SELF, None)}
    people = read_people(connection, households_of(connection, [person_id]).get(person_id, set()))
    for child in _children(people, person_id, today):
        reasons.setdefault(child, (By.CHILD, None))
    for one in read_proxies(connection, [person_id]):
        if one.delegate_id == person_id and one.holds_on(today):
            reasons.setdefault(one.grantor_id, (By.PROXY, one.ends_on))
    who, dead = read_identities(connection, reasons), read_deaths(connection, list(reasons))
    if person_id not in who or person_id in dead or not is_adult(who[person_id].born_on, today):
        return ()
    query = select(person.c.id, person.c.public_id).where(person.c.id.in_(list(reasons)))
    names: dict[int, str] = {row.id: row.public_id for row in connection.execute(query)}
    return tuple(
        Mine(id_, names[id_], who[id_], by, until) for id_, (by, until) in reasons.items()
        if id_ in who and id_ not in dead
    )  # fmt: skip


def why_no_login(connection: Connection, person_id: int, today: date) -> Refusal | None:
    """Why somebody has no login of their own: they are under age. It says by name who stands for them, if anybody."""
    people = read_people(connection, households_of(connection, [person_id]).get(person_id, set()))
    if is_adult(people.born_on.get(person_id), today):
        return None
    place = _today(people, person_id, today)
    adults = [
        one for one in people.by_household.get(0 if place is None else place.household_id, ())
        if one.holds_on(today) and person_id in _children(people, one.person_id, today)
    ]  # fmt: skip
    dead = read_deaths(connection, [one.person_id for one in adults])
    who = read_identities(connection, [one.person_id for one in adults if one.person_id not in dead])
    names = [f"{who[id_].given_name} {who[id_].surname}".strip() for id_ in dict.fromkeys(
        one.person_id for one in sorted(adults, key=lambda one: one.kinship != HEAD)
    ) if id_ in who]  # fmt: skip
    return Refusal("login_of_child", ", ".join(names)) if names else Refusal("login_of_child_alone")


def _children(people: People, person_id: int, today: date) -> list[int]:
    """The minors of the person's household of today whom they stand for, the eldest first: the head for all, a partner
    for the children who did not live there before them (decision 0014). A child stands for nobody, nor does a grown one
    for a sibling."""
    place = _today(people, person_id, today)
    if place is None or place.kinship not in (HEAD, *PARTNERS) or not is_adult(people.born_on.get(person_id), today):
        return []
    found = [
        one.person_id for one in people.by_household.get(place.household_id, ())
        if one.holds_on(today) and one.person_id != person_id
        and not is_adult(people.born_on.get(one.person_id), today)
        and (place.kinship == HEAD or (one.kinship == CHILD and _since(people, place) <= _since(people, one)))
    ]  # fmt: skip
    return sorted(found, key=lambda id_: (people.born_on[id_], id_))


def _since(people: People, place: Place) -> date:
    """Since when, without a day between, somebody has been in that household: as a head or partner, or as anybody."""
    kinships = (HEAD, *PARTNERS) if place.kinship in PARTNERS else None
    first = place.effective_from
    for one in sorted(people.places.get(place.person_id, ()), key=lambda one: one.effective_from, reverse=True):
        follows = one.ends_on is not None and one.effective_from < first <= one.ends_on + timedelta(days=1)
        if one.household_id == place.household_id and follows and (kinships is None or one.kinship in kinships):
            first = one.effective_from
    return first


def _today(people: People, person_id: int, today: date) -> Place | None:
    return next((one for one in people.places.get(person_id, ()) if one.holds_on(today)), None)
