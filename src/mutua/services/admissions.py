"""Who waits for the society's word, applications and appeals with their last day; what may be done with somebody."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from mutua.domain.member_life import (
    TRANSITIONS,
    Event,
    LifeEvent,
    MemberKind,
    State,
    last_standing,
    standing_on,
    was_member,
)
from mutua.domain.records import Identity
from mutua.store.bulk import among
from mutua.store.members import read_lives
from mutua.store.tables import membership, person
from mutua.store.who import read_identities

AT_ONCE = 25  # of a page
_WAITING = frozenset({State.APPLICANT, State.APPEALING, State.CONTESTING})
_LAST = (Event.APPLIED, Event.APPEALED, Event.REFUSED, Event.EXCLUDED, Event.TAKEN_BACK)


class Awaited(NamedTuple):
    """Somebody of whom the society must say something (or who may still appeal): since when, by which day.

    `days_left` is below nought where the day is past; both are None where no clock runs.
    """

    public_id: str
    who: Identity
    state: State
    kind: MemberKind | None
    since: date
    by: date | None
    days_left: int | None


class Waiting(NamedTuple):
    """A page of who waits, the nearest day first; `refused`: who may still appeal; `of_family`: left out."""

    people: tuple[Awaited, ...]
    refused: tuple[Awaited, ...]
    number: int
    pages: int
    total: int
    of_family: int


def who_waits(connection: Connection, today: date, page: int = 1, without: Collection[int] = ()) -> Waiting:
    """Who waits on the day. Those `without` are counted, not named."""
    newest = (
        select(membership.c.person_id, func.max(membership.c.sequence).label("sequence"))
        .group_by(membership.c.person_id).subquery()
    )  # fmt: skip
    query = select(membership.c.person_id).join(
        newest, (newest.c.person_id == membership.c.person_id) & (newest.c.sequence == membership.c.sequence)
    ).where(membership.c.event.in_([one.value for one in _LAST]))  # fmt: skip
    lives = read_lives(connection, connection.scalars(query))
    found: list[tuple[int, State, LifeEvent]] = []
    for person_id, life in lives.items():
        at = last_standing(life.events)
        if at is not None:
            found.append((person_id, standing_on(life.events, date.max).state, life.events[at]))
    waiting = [one for one in found if one[1] in _WAITING]
    refused = [
        one for one in found
        if one[1] in (State.REFUSED, State.EXCLUDED) and one[2].due_on is not None and one[2].due_on >= today
    ]  # fmt: skip
    shown = sorted((one for one in waiting if one[0] not in without),
                   key=lambda one: (one[2].due_on or date.max, one[2].happened_on, one[0]))  # fmt: skip
    pages = max(1, -(-len(shown) // AT_ONCE))
    some = shown[(page - 1) * AT_ONCE : page * AT_ONCE]
    later = sorted((one for one in refused if one[0] not in without), key=lambda one: (one[2].due_on or date.max))
    told = _awaited(connection, [*some, *later], today)
    return Waiting(tuple(told[: len(some)]), tuple(told[len(some) :]), page, pages, len(shown),
                   len(waiting) - len(shown))  # fmt: skip


def _awaited(
    connection: Connection, some: Sequence[tuple[int, State, LifeEvent]], today: date
) -> list[Awaited]:
    ids = [one[0] for one in some]
    who = read_identities(connection, ids)
    names = {
        row.id: row.public_id
        for row in connection.execute(select(person.c.id, person.c.public_id).where(among(person.c.id)), {"ids": ids})
    }
    return [
        Awaited(names[id_], who.get(id_, Identity("", "")), state, event.kind, event.happened_on, event.due_on,
                None if event.due_on is None else (event.due_on - today).days)
        for id_, state, event in some
    ]  # fmt: skip


def steps_open(connection: Connection, person_id: int, *, dead: bool) -> frozenset[Event]:
    """What may follow from where the person stands at the end of all that is told; who died has only it taken back."""
    life = read_lives(connection, [person_id]).get(person_id)
    events = life.events if life is not None else []
    back = {Event.TAKEN_BACK} if dead or last_standing(events) is not None else set()
    if dead:
        return frozenset(back)
    found = set(TRANSITIONS[standing_on(events, date.max).state]) - {Event.CARRIED_OVER}
    found -= {Event.READMITTED if not was_member(events) else Event.ADMITTED}
    if was_member(events) and Event.APPLIED in found:
        found.add(Event.READMITTED)  # asked and decided in one go
    return frozenset(found | back | {Event.DIED})
