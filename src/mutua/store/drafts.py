"""Requests being written at the counter, kept until they are registered or thrown away."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, Select, delete, insert, select, update

from mutua.store.tables import claim_draft


class DraftRow(NamedTuple):
    """A draft as it stands: whose (login and person), how often it was saved, what it holds, when last saved."""

    public_id: str
    account_id: int
    person_id: int
    version: int
    content: str
    saved_at: datetime


_D = claim_draft.c


def _drafts() -> Select[tuple[str, int, int, int, str, datetime]]:
    return select(_D.public_id, _D.account_id, _D.person_id, _D.version, _D.content, _D.saved_at)


def read_draft(connection: Connection, public_id: str) -> DraftRow | None:
    row = connection.execute(_drafts().where(_D.public_id == public_id)).first()
    return None if row is None else DraftRow._make(row)


def drafts_of(connection: Connection, account_id: int, person_id: int | None = None) -> list[DraftRow]:
    """The drafts of a login, or those about one person; the last saved first."""
    query = _drafts().where(_D.account_id == account_id)
    if person_id is not None:
        query = query.where(_D.person_id == person_id)
    rows = connection.execute(query.order_by(_D.saved_at.desc(), _D.public_id))
    return [DraftRow._make(row) for row in rows]


def write_draft(connection: Connection, draft: DraftRow) -> None:
    connection.execute(insert(claim_draft).values(draft._asdict()))


def change_draft(connection: Connection, public_id: str, before: int, content: str, at: datetime) -> bool:
    """The draft told anew, one version on; False where it is no longer at the version it was read at."""
    changed = connection.execute(
        update(claim_draft)
        .where((_D.public_id == public_id) & (_D.version == before))
        .values(version=before + 1, content=content, saved_at=at)
    )
    return changed.rowcount == 1


def drop_draft(connection: Connection, public_id: str) -> None:
    connection.execute(delete(claim_draft).where(_D.public_id == public_id))
