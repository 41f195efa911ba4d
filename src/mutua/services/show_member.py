"""One member on a page: where they stand on a day, under which number, with which vote, and what happened so far."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, select

from mutua.domain.member_life import NOBODY, Event, MemberKind, Standing, standing_on
from mutua.domain.records import Identity
from mutua.rules.statute import Statute
from mutua.services.members_book import has_vote
from mutua.store.members import ResolutionTold, read_deaths, read_lives
from mutua.store.people import People, households_of, read_people
from mutua.store.tables import cohabitation, membership, resolution
from mutua.store.who import household_codes, read_identities


class Happened(NamedTuple):
    """An event with its resolution, and what was said of it."""

    event: Event
    happened_on: date
    effective_on: date
    communicated_on: date | None
    due_on: date | None
    kind: MemberKind | None
    reason: str
    motive: str
    resolution: ResolutionTold | None


class InHousehold(NamedTuple):
    """A place in a household; `cohabiting` None: nobody said."""

    code: str
    kinship: str
    fiscally_dependent: bool
    cohabiting: bool | None
    effective_from: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class MemberShown:
    """What is known of a member on a day. `beneficiary`: no member, but of the household of one; without a vote."""

    who: Identity
    standing: Standing
    member_number: int | None
    vote: bool
    beneficiary: bool
    died_on: date | None
    happened: tuple[Happened, ...]
    places: tuple[InHousehold, ...]


def show_member(
    connection: Connection, statute: Statute, person_id: int, on: date, people: People | None = None
) -> MemberShown:
    """The member as of the day; what happened is told whole. `people`: those of their households, if read already."""
    lives = read_lives(connection, [person_id])
    standing = standing_on(lives[person_id].events, on) if person_id in lives else NOBODY
    if people is None:
        people = read_people(connection, households_of(connection, [person_id]).get(person_id, set()))
    return MemberShown(
        who=read_identities(connection, [person_id]).get(person_id, Identity("", "")), standing=standing,
        member_number=lives[person_id].member_number if person_id in lives else None,
        vote=has_vote(statute, standing),
        beneficiary=not standing.is_member and _beside_a_member(connection, people, person_id, on),
        died_on=read_deaths(connection, [person_id]).get(person_id), happened=tuple(_happened(connection, person_id)),
        places=tuple(_places(connection, people, person_id)),
    )  # fmt: skip


def _beside_a_member(connection: Connection, people: People, person_id: int, on: date) -> bool:
    """Whether somebody of the person's household is a member on the day."""
    homes = {place.household_id for place in people.places.get(person_id, ()) if place.holds_on(on)}
    others = {
        place.person_id for home in homes for place in people.by_household.get(home, ()) if place.holds_on(on)
    }  # fmt: skip
    lives = read_lives(connection, others)
    return any(standing_on(life.events, on).is_member for life in lives.values())


def _happened(connection: Connection, person_id: int) -> list[Happened]:
    told = membership.c
    query = (
        select(
            told.event, told.happened_on, told.effective_on, told.communicated_on, told.due_on, told.kind,
            told.reason, told.motive, resolution.c.body, resolution.c.reference, resolution.c.decided_on,
        )
        .select_from(membership.outerjoin(resolution, resolution.c.resolution_id == told.resolution_id))
        .where(told.person_id == person_id)
        .order_by(told.sequence)
    )  # fmt: skip
    return [
        Happened(Event(row[0]), *row[1:5], None if row[5] is None else MemberKind(row[5]), *row[6:8],
                 None if row[8] is None else ResolutionTold(*row[8:11]))
        for row in connection.execute(query)
    ]  # fmt: skip


def _places(connection: Connection, people: People, person_id: int) -> list[InHousehold]:
    places = sorted(people.places.get(person_id, ()), key=lambda one: one.effective_from)
    codes = household_codes(connection, [one.household_id for one in places])
    query = select(cohabitation.c.chain_id, cohabitation.c.cohabiting, cohabitation.c.void).where(
        cohabitation.c.person_id == person_id
    )
    said: dict[int, bool | None] = {}
    for chain_id, cohabiting, void in connection.execute(
        query.order_by(cohabitation.c.effective_from, cohabitation.c.position, cohabitation.c.number)
    ):
        said[chain_id] = None if void else bool(cohabiting)
    return [
        InHousehold(codes[one.household_id], one.kinship, one.fiscally_dependent, said.get(one.household_id),
                    one.effective_from, one.ends_on)
        for one in places
    ]  # fmt: skip
