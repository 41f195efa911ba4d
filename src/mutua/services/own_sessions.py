"""Where one is in: the sessions of one's own login, one of them ended, or whether this one began with a link."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, select

from mutua.services.enter import ABSOLUTE, IDLE, PROVED_FOR, Visitor
from mutua.services.entry_links import Purpose
from mutua.store.accounts import drop_session
from mutua.store.database import Archive
from mutua.store.tables import entry_link, web_session
from mutua.store.unit_of_work import UnitOfWork, unit_of_work

NAMED = 20  # signs of the name of a session on its page


class OwnSession(NamedTuple):
    """A session that is open: what the page calls it, since when, when last used, whether it is the one that asks."""

    name: str
    begun_at: datetime
    seen_at: datetime
    here: bool


def own_sessions(connection: Connection, visitor: Visitor, now: datetime) -> list[OwnSession]:
    """Those in which somebody is in, this one first, then the one used last."""
    one = web_session.c
    query = select(one.token_hash, one.begun_at, one.seen_at).where(
        (one.account_id == visitor.account.id) & (one.stage == "whole") & (one.begun_at >= now - ABSOLUTE)
        & (one.seen_at >= now - IDLE)
    )  # fmt: skip
    found = [
        OwnSession(_name(row[0]), row[1], row[2], row[0] == visitor.session.token_hash)
        for row in connection.execute(query)
    ]
    return sorted(found, key=lambda each: (not each.here, -each.seen_at.timestamp()))


def _name(token_hash: str) -> str:
    """What says nothing of the token, nor of its digest."""
    return hashlib.sha256(f"session\0{token_hash}".encode()).hexdigest()[:NAMED]


def end_own_session(archive: Archive, visitor: Visitor, name: str, *, now: datetime) -> bool:
    """Ends the session of one's own that is called so; True where it is the one that asks. One that is over is over."""

    def work(unit: UnitOfWork) -> bool:
        query = select(web_session.c.token_hash).where(web_session.c.account_id == visitor.account.id)
        found = next((one for one in unit.connection.scalars(query) if _name(one) == name), None)
        if found is not None:
            drop_session(unit.connection, found)
        return found == visitor.session.token_hash

    return unit_of_work(archive, [], work, actor_id=visitor.account.actor_id, now=now)


def came_by_link(connection: Connection, visitor: Visitor, now: datetime) -> bool:
    """Whether a link let them into this session, a few minutes ago at most: it stands for the password they forgot."""
    begun_at = visitor.session.begun_at
    if now - begun_at > PROVED_FOR:
        return False
    one = entry_link.c
    query = select(one.token_hash).where(
        (one.account_id == visitor.account.id) & (one.purpose == Purpose.ENTER.value) & (one.used_at == begun_at)
    )
    return connection.scalars(query).first() is not None
