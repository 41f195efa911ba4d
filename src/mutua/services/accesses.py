"""Who looked at whose file, when and how: written before anything is shown, told to the person, forgotten in time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select

from mutua.domain.kinds import Looked
from mutua.rules.engine.calendar import day_in_rome
from mutua.rules.retention import Keeping, Retention
from mutua.services.claim_life import Desktop
from mutua.services.members_acting import MemberActing, members_acting
from mutua.store.database import Archive
from mutua.store.settings import read_setting
from mutua.store.tables import actor, audit, claim, file_access
from mutua.store.unit_of_work import UnitOfWork, unit_of_work

CLERKS_NAMED = "accesses_name_clerks"  # "no": whoever asks is told that a clerk looked, not which


class Access(NamedTuple):
    """Somebody looked: when, who, how, and why where they said so. `member`: through a member's pages, and by whose
    proxy."""

    at: datetime
    by: str
    what: Looked
    motive: str
    member: MemberActing | None = None


def note_access(unit: UnitOfWork, person_ids: Iterable[int], what: Looked, motive: str = "") -> None:
    """Writes down, in what is being written, that somebody looks at the people's files."""
    rows = [
        {"at": unit.now, "actor_id": unit.actor_id, "person_id": one, "what": what.value, "motive": motive}
        for one in sorted(set(person_ids))
    ]
    if rows:
        unit.connection.execute(insert(file_access), rows)


def look_at(
    archive: Archive, person_ids: Iterable[int], what: Looked, *, actor_id: int, now: datetime, motive: str = ""
) -> None:
    """Writes it down by itself. Where that is refused (a disk that cannot be written), nothing may be shown."""
    ids = list(person_ids)
    unit_of_work(archive, [], lambda unit: note_access(unit, ids, what, motive), actor_id=actor_id, now=now)


def note_refused(archive: Archive, page: str, *, actor_id: int, now: datetime) -> None:
    """Writes down that a login of a firm asked for something of the house: which kind of page; whose, nobody looked."""

    def work(unit: UnitOfWork) -> None:
        unit.connection.execute(
            insert(audit).values(at=unit.now, actor_id=unit.actor_id, kind="refused", object_kind="page",
                                 object_id=page, motive="")
        )  # fmt: skip

    unit_of_work(archive, [], work, actor_id=actor_id, now=now)


def person_of_claim(connection: Connection, claim_id: int) -> int | None:
    return connection.scalar(select(claim.c.person_id).where(claim.c.claim_id == claim_id))


def accesses_of(connection: Connection, person_id: int) -> list[Access]:
    """Everybody who looked at the person's file, the newest first. Of the house by name where the society says so, else
    as what; a member always by name."""
    named = read_setting(connection, CLERKS_NAMED) != "no"
    query = (
        select(file_access.c.at, actor.c.name if named else actor.c.kind, file_access.c.what, file_access.c.motive,
               file_access.c.actor_id)
        .join(actor, actor.c.id == file_access.c.actor_id)
        .where(file_access.c.person_id == person_id)
        .order_by(file_access.c.at.desc(), file_access.c.id.desc())
    )  # fmt: skip
    rows = connection.execute(query).all()
    acting = members_acting(connection, {(row.actor_id, person_id) for row in rows})
    return [
        Access(at, by, Looked(what), motive, acting.get((actor_id, person_id)))
        for at, by, what, motive, actor_id in rows
    ]


def over_by(connection: Connection, retention: Retention, now: datetime) -> list[int]:
    """The accesses whose time of keeping is over."""
    today = day_in_rome(now)
    query = select(file_access.c.id, file_access.c.at).order_by(file_access.c.at)
    found = []
    for id_, at in connection.execute(query):
        if retention.last_day(Keeping.ACCESSES, day_in_rome(at), today) >= today:
            break
        found.append(id_)
    return found


def forget_accesses(at: Desktop, retention: Retention) -> int:
    """Takes away the accesses whose time of keeping is over; gives how many."""

    def work(unit: UnitOfWork) -> int:
        over = over_by(unit.connection, retention, unit.now)
        for first in range(0, len(over), 500):
            unit.connection.execute(delete(file_access).where(file_access.c.id.in_(over[first : first + 500])))
        return len(over)

    return unit_of_work(at.archive, [], work, actor_id=at.actor_id, now=at.now)
