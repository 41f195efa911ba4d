"""Links that open something once: made for a login, for one purpose, until an instant; known by their digest alone.

One that is over, one that was used and one that nobody made are the same: it opens nothing, and says nothing.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import delete, insert, select, update

from mutua.store.accounts import Account, digest_of, find_account
from mutua.store.database import Archive
from mutua.store.tables import account, entry_link
from mutua.store.unit_of_work import UnitOfWork, unit_of_work

KEPT = timedelta(days=90)  # after its end


class Purpose(StrEnum):
    """What a link opens."""

    ENTER = "enter"
    NOTHING_CHANGED = "nothing_changed"


def make_link(
    archive: Archive, account_id: int, purpose: Purpose, *, lasts: timedelta, actor_id: int, now: datetime
) -> str:
    """A new link; gives what is written into the address, which is nowhere else."""
    token = secrets.token_urlsafe(32)

    def work(unit: UnitOfWork) -> None:
        unit.connection.execute(delete(entry_link).where(entry_link.c.ends_at < unit.now - KEPT))
        unit.connection.execute(insert(entry_link).values(
            token_hash=digest_of(token), account_id=account_id, purpose=purpose.value, made_at=unit.now,
            ends_at=unit.now + lasts, used_at=None,
        ))  # fmt: skip

    unit_of_work(archive, [], work, actor_id=actor_id, now=now)
    return token


def use_link(unit: UnitOfWork, token: str, purpose: Purpose) -> tuple[Account, datetime] | None:
    """Whose link it is and when it was made; it is used up with that. None where it opens nothing."""
    one = entry_link.c
    row = unit.connection.execute(
        update(entry_link)
        .where(
            (one.token_hash == digest_of(token)) & (one.purpose == purpose.value) & one.used_at.is_(None)
            & (one.ends_at >= unit.now)
        )
        .values(used_at=unit.now)
        .returning(one.account_id, one.made_at)
    ).first()  # fmt: skip
    if row is None:
        return None
    found = find_account(unit.connection, account.c.id == row[0])
    return None if found is None or found.disabled_at is not None else (found, row[1])


def drop_links(unit: UnitOfWork, account_id: int) -> None:
    """The links of a login open nothing any more."""
    unused = select(entry_link.c.token_hash).where(
        (entry_link.c.account_id == account_id) & entry_link.c.used_at.is_(None)
    )
    unit.connection.execute(delete(entry_link).where(entry_link.c.token_hash.in_(unused)))
