"""Who of the office has taken a request on: one person at a time, until nothing is left to do about it.

Whoever decides it frees it, by the very rows that are written: the list of one's own stays as short as the work.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, Table, delete, insert, select

from mutua.store.bulk import Written, among
from mutua.store.tables import account, actor, claim_appeal_answer, claim_withdrawal, decision, decision_line
from mutua.store.tables_work import SUSPENDED, claim_taken

Row = tuple[Any, ...]
_FREED = "DELETE FROM claim_taken WHERE claim_id = "
_SEVERAL = "DELETE FROM claim_taken WHERE claim_id = ANY(%s::bigint[])"


class Holder(NamedTuple):
    """Who has a request."""

    account_id: int
    name: str


def freed_by(rows: Mapping[Table, Sequence[Row]]) -> list[Written]:
    """What to write beside the rows of some entries: requests decided with nothing missing, withdrawn, or whose
    objection was answered are nobody's any more."""
    waiting = {row[:2] for row in rows.get(decision_line, ()) if row[4] == SUSPENDED}
    newest: dict[int, Row] = {}
    for row in rows.get(decision, ()):
        if row[2] not in newest or newest[row[2]][3] < row[3]:
            newest[row[2]] = row
    freed = {claim_id for claim_id, row in newest.items() if row[:2] not in waiting}
    freed |= {row[2] for table in (claim_withdrawal, claim_appeal_answer) for row in rows.get(table, ())}
    return [Written(_FREED, "{}", [(one,) for one in sorted(freed)], columns=_SEVERAL)] if freed else []


def put_holder(connection: Connection, claim_id: int, account_id: int | None, at: datetime) -> None:
    """From now on the request is with this login; None: with nobody."""
    connection.execute(delete(claim_taken).where(claim_taken.c.claim_id == claim_id))
    if account_id is not None:
        connection.execute(insert(claim_taken).values(claim_id=claim_id, account_id=account_id, taken_at=at))


def held_by(account_id: int) -> Select[Any]:
    """The requests that a login has, by number."""
    return select(claim_taken.c.claim_id).where(claim_taken.c.account_id == account_id)


def read_holders(connection: Connection, claim_ids: Sequence[int]) -> dict[int, Holder]:
    """Who has each of some requests; those that nobody has are left out."""
    return {row[0]: Holder(*row[1:]) for row in connection.execute(_HOLDERS, {"ids": list(claim_ids)})}


_HOLDERS = (
    select(claim_taken.c.claim_id, account.c.id, actor.c.name)
    .select_from(
        claim_taken.join(account, account.c.id == claim_taken.c.account_id)
        .join(actor, actor.c.id == account.c.actor_id)
    )
    .where(among(claim_taken.c.claim_id))
)  # fmt: skip
