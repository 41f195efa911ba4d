"""Keys for programs: each acts as the login that made it, until its day or until it is taken back."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import delete, insert, select, update

from mutua.rules.engine.calendar import day_in_rome
from mutua.services.accounts import plain_login
from mutua.services.decide_claim import Refusal
from mutua.services.enter import Visitor
from mutua.store.accounts import WebSession, digest_of, find_account
from mutua.store.database import Archive
from mutua.store.ids import Ids
from mutua.store.tables import access_key, account
from mutua.store.unit_of_work import UnitOfWork, unit_of_work

LONGEST_DAYS, MOST_KEYS, LONGEST_PURPOSE = 366, 20, 80
_START = "mutua_"  # by which scanners of code find a key that was left somewhere


class KeyListed(NamedTuple):
    """A key of a login, which nobody can read any more."""

    public_id: str
    purpose: str
    made_at: datetime
    ends_at: datetime


class NewKey(NamedTuple):
    """A key as it is shown once, and never again."""

    text: str
    ends_at: datetime


def make_key(
    archive: Archive, account_id: int, purpose: str, days: int, *, actor_id: int, now: datetime, ids: Ids
) -> NewKey | Refusal:
    """A key for a program. Refuses one without a purpose, for no day or over a year, and more than 20 that hold."""
    named = " ".join(purpose.split())
    if not named or len(named) > LONGEST_PURPOSE:
        return Refusal("key_without_purpose", purpose[:LONGEST_PURPOSE])
    if not 1 <= days <= LONGEST_DAYS:
        return Refusal("key_days", str(days))
    made = NewKey(_START + secrets.token_urlsafe(32), now + timedelta(days=days))

    def work(unit: UnitOfWork) -> NewKey | Refusal:
        unit.take_turn(f"keys\0{account_id}")
        unit.connection.execute(delete(access_key).where(access_key.c.ends_at <= now))
        held = unit.connection.execute(select(access_key.c.public_id).where(access_key.c.account_id == account_id))
        if len(held.all()) >= MOST_KEYS:
            return Refusal("key_too_many", str(MOST_KEYS))
        unit.connection.execute(insert(access_key).values(
            public_id=ids.public(), account_id=account_id, key_hash=digest_of(made.text), purpose=named, made_at=now,
            ends_at=made.ends_at, used_on=None,
        ))  # fmt: skip
        return made

    return unit_of_work(archive, [], work, actor_id=actor_id, now=now)


def make_key_of(
    archive: Archive, login: str, purpose: str, days: int, *, actor_id: int, now: datetime, ids: Ids
) -> NewKey | Refusal:
    """The same for a login by its name. Refuses one that is not there, or is closed."""
    with archive.reader.begin() as connection:
        one = find_account(connection, account.c.login == plain_login(login))
    if one is None or one.disabled_at is not None:
        return Refusal("login_unknown", login)
    return make_key(archive, one.id, purpose, days, actor_id=actor_id, now=now, ids=ids)


def list_keys(archive: Archive, account_id: int, now: datetime) -> list[KeyListed]:
    """The keys of a login that hold, the newest first."""
    query = (
        select(access_key.c.public_id, access_key.c.purpose, access_key.c.made_at, access_key.c.ends_at)
        .where(access_key.c.account_id == account_id, access_key.c.ends_at > now)
        .order_by(access_key.c.made_at.desc(), access_key.c.public_id)
    )
    with archive.reader.begin() as connection:
        return [KeyListed(*row) for row in connection.execute(query)]


def take_back_key(archive: Archive, account_id: int, public_id: str, *, actor_id: int, now: datetime) -> bool:
    """From now on the key opens nothing; False where the login has no such key."""

    def work(unit: UnitOfWork) -> bool:
        mine = (access_key.c.public_id == public_id) & (access_key.c.account_id == account_id)
        return unit.connection.execute(delete(access_key).where(mine)).rowcount == 1

    return unit_of_work(archive, [], work, actor_id=actor_id, now=now)


def holder_of(archive: Archive, text: str, *, now: datetime) -> Visitor | None:
    """Who acts by the key; None where it opens nothing (any more). The day of its use is noted, once a day."""
    if not text.startswith(_START):
        return None
    key_hash = digest_of(text)
    with archive.reader.begin() as connection:
        row = connection.execute(
            select(access_key.c.account_id, access_key.c.made_at, access_key.c.used_on)
            .where(access_key.c.key_hash == key_hash, access_key.c.ends_at > now)
        ).first()  # fmt: skip
        one = None if row is None else find_account(connection, account.c.id == row.account_id)
    if row is None or one is None or one.disabled_at is not None or one.must_change:
        return None
    today = day_in_rome(now)
    if row.used_on != today:

        def touch(unit: UnitOfWork) -> None:
            unit.connection.execute(update(access_key).where(access_key.c.key_hash == key_hash).values(used_on=today))

        unit_of_work(archive, [], touch, actor_id=one.actor_id, now=now)
    return Visitor(one, WebSession(key_hash, one.id, True, row.made_at, now, None))
