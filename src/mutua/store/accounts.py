"""Logins in the archive: who they are, their web sessions, who tried in vain."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from mutua.domain.access import Role
from mutua.store.tables import (
    access_key,
    account,
    account_firm,
    account_role,
    actor,
    failed_entry,
    given_password,
    web_session,
)


@dataclass(frozen=True, slots=True)
class Account:
    """A login as it stands now. `must_change`: the first entry is still to come, with another password."""

    id: int
    public_id: str
    actor_id: int
    login: str
    name: str
    person_id: int | None
    password_hash: str
    must_change: bool
    secret: str
    last_step: int
    created_at: datetime
    disabled_at: datetime | None
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class WebSession:
    """Somebody who entered: when, when last seen, whether both factors were proved and when the second was."""

    token_hash: str
    account_id: int
    whole: bool
    begun_at: datetime
    seen_at: datetime
    proved_at: datetime | None


def digest_of(text: str) -> str:
    """How a token, a name or an address is written down: by its SHA-256."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def find_account(connection: Connection, wanted: ColumnElement[bool]) -> Account | None:
    """The one login for which the condition holds."""
    found = read_accounts(connection, wanted)
    return found[0] if found else None


def read_accounts(connection: Connection, wanted: ColumnElement[bool] | None = None) -> list[Account]:
    """The logins, by name."""
    query = select(
        account.c.id, account.c.public_id, account.c.actor_id, account.c.login, actor.c.name, account.c.person_id,
        account.c.password_hash, account.c.must_change, account.c.secret, account.c.last_step, account.c.created_at,
        account.c.disabled_at,
    ).join(actor, actor.c.id == account.c.actor_id).order_by(account.c.login)  # fmt: skip
    rows = connection.execute(query if wanted is None else query.where(wanted)).all()
    roles: dict[int, set[Role]] = {}
    for id_, role in connection.execute(
        select(account_role.c.account_id, account_role.c.role).where(
            account_role.c.account_id.in_([row[0] for row in rows])
        )
    ):
        roles.setdefault(id_, set()).add(Role(role))
    return [
        Account(
            id=row[0], public_id=row[1], actor_id=row[2], login=row[3], name=row[4], person_id=row[5],
            password_hash=row[6], must_change=bool(row[7]), secret=row[8], last_step=row[9], created_at=row[10],
            disabled_at=row[11], roles=frozenset(roles.get(row[0], ())),
        )
        for row in rows
    ]  # fmt: skip


def write_account(
    connection: Connection, *, public_id: str, actor_id: int, login: str, password_hash: str, secret: str,
    at: datetime, roles: Iterable[Role], person_id: int | None = None,
) -> int:  # fmt: skip
    """A new login whose password was given by somebody else; gives its number."""
    made = connection.execute(
        insert(account)
        .values(public_id=public_id, actor_id=actor_id, login=login, person_id=person_id, password_hash=password_hash,
                must_change=1, secret=secret, last_step=0, created_at=at, disabled_at=None)
        .returning(account.c.id)
    ).scalar_one()  # fmt: skip
    write_roles(connection, made, roles)
    return int(made)


def write_roles(connection: Connection, account_id: int, roles: Iterable[Role]) -> None:
    """These roles instead of those there were."""
    connection.execute(delete(account_role).where(account_role.c.account_id == account_id))
    connection.execute(
        insert(account_role), [{"account_id": account_id, "role": role.value} for role in sorted(set(roles))]
    )


def write_given(connection: Connection, account_id: int, at: datetime | None) -> None:
    """When a password for the first entry was given; None: there is none any more."""
    connection.execute(delete(given_password).where(given_password.c.account_id == account_id))
    if at is not None:
        connection.execute(insert(given_password).values(account_id=account_id, given_at=at))


def read_given(connection: Connection) -> dict[int, datetime]:
    """When the passwords for a first entry that is still to come were given, by number of the login."""
    query = select(given_password.c.account_id, given_password.c.given_at)
    return {row.account_id: row.given_at for row in connection.execute(query)}


def write_account_firm(connection: Connection, account_id: int, firm_id: int, *, intermediary: bool) -> None:
    """Which organisation the login acts for."""
    connection.execute(
        insert(account_firm).values(account_id=account_id, firm_id=firm_id, intermediary=int(intermediary))
    )


def change_account(connection: Connection, account_id: int, **columns: object) -> None:
    connection.execute(update(account).where(account.c.id == account_id).values(**columns))


# ---------------------------------------------------------------- web sessions


def begin_session(connection: Connection, token: str, account_id: int, now: datetime) -> None:
    """A web session of somebody whose password is right and whose second factor is still to be proved."""
    connection.execute(insert(web_session).values(
        token_hash=digest_of(token), account_id=account_id, stage="password", begun_at=now, seen_at=now, proved_at=None,
    ))  # fmt: skip


def read_session(connection: Connection, token: str) -> WebSession | None:
    one = web_session.c
    row = connection.execute(
        select(one.token_hash, one.account_id, one.stage, one.begun_at, one.seen_at, one.proved_at).where(
            one.token_hash == digest_of(token)
        )
    ).first()
    return None if row is None else WebSession(row[0], row[1], row[2] == "whole", *row[3:])


def complete_session(connection: Connection, old: str, new: str, now: datetime) -> None:
    """Both factors are proved: the session goes on under another token, so that one known before is worth nothing."""
    connection.execute(
        update(web_session)
        .where(web_session.c.token_hash == digest_of(old))
        .values(token_hash=digest_of(new), stage="whole", seen_at=now, proved_at=now)
    )


def touch_session(connection: Connection, token_hash: str, **columns: datetime) -> None:
    connection.execute(update(web_session).where(web_session.c.token_hash == token_hash).values(**columns))


def end_sessions(connection: Connection, account_id: int, *, but: str = "") -> None:
    """Ends the sessions of a login, all or all but one (by the hash of its token)."""
    connection.execute(
        delete(web_session).where((web_session.c.account_id == account_id) & (web_session.c.token_hash != but))
    )


def end_keys(connection: Connection, account_id: int) -> None:
    """The keys of a login open nothing any more."""
    connection.execute(delete(access_key).where(access_key.c.account_id == account_id))


def end_session(connection: Connection, token: str) -> None:
    connection.execute(delete(web_session).where(web_session.c.token_hash == digest_of(token)))


def drop_session(connection: Connection, token_hash: str) -> None:
    connection.execute(delete(web_session).where(web_session.c.token_hash == token_hash))


def drop_old_sessions(connection: Connection, before: datetime) -> None:
    connection.execute(delete(web_session).where(web_session.c.begun_at < before))


# ---------------------------------------------------------------- those who tried in vain


def note_failures(connection: Connection, keys: Iterable[str], now: datetime) -> None:
    connection.execute(insert(failed_entry), [{"key": digest_of(key), "at": now} for key in keys])


def failures_since(connection: Connection, key: str, since: datetime) -> int:
    query = select(func.count()).select_from(failed_entry)
    return connection.scalar(query.where((failed_entry.c.key == digest_of(key)) & (failed_entry.c.at > since))) or 0


def failure_before(connection: Connection, key: str, nth: int) -> datetime | None:
    """When the last failure but so many was: the newest for 1; None where there were fewer."""
    query = select(failed_entry.c.at).where(failed_entry.c.key == digest_of(key)).order_by(failed_entry.c.at.desc())
    return connection.scalar(query.offset(nth - 1).limit(1))


def forget_failures(connection: Connection, *, before: datetime | None = None, key: str | None = None) -> None:
    """Those older than an instant, or all of a name: it was proved."""
    wanted = failed_entry.c.key == digest_of(key or "") if before is None else failed_entry.c.at < before
    connection.execute(delete(failed_entry).where(wanted))
