"""Who objected to a decision through a member's pages, and who took the objection back: by name, as far as it is known.

Both parents look after a child's request: each reads whose objection it is, and only whoever sent it takes it back.
"""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, Table, select

from mutua.services.members_acting import members_acting
from mutua.store.tables import claim, claim_appeal, claim_appeal_answer, entry


class Acted(NamedTuple):
    """`filed`, `withdrawn`: the member's name, "" where the office did it, nobody did, or they were erased.

    `by_me`: whoever looks sent it; `mine`: they sent it, or it was recorded at the counter, or the request is about
    the one who looks: theirs to take back. `withdrawn_by_me`: whoever looks took it back.
    """

    filed: str = ""
    by_me: bool = False
    mine: bool = True
    withdrawn: str = ""
    withdrawn_by_me: bool = False


NOBODY = Acted()


def who_acted(connection: Connection, claim_id: int, actor_id: int, *, about_self: bool = False) -> dict[int, Acted]:
    """Of each objection to a decision (`sequence`), who acted, as `actor_id` reads it."""
    filed, answered = (_actors(connection, table, claim_id) for table in (claim_appeal, claim_appeal_answer))
    person_id = connection.scalar(select(claim.c.person_id).where(claim.c.claim_id == claim_id))
    who = members_acting(connection, {(one, person_id) for one in (*filed.values(), *answered.values())})
    names = {one: told.name for (one, _), told in who.items()}
    return {
        sequence: Acted(
            names.get(by, ""), by == actor_id, by == actor_id or by not in names or about_self,
            names.get(answered.get(sequence, 0), ""), answered.get(sequence) == actor_id,
        )
        for sequence, by in filed.items()
    }  # fmt: skip


def _actors(connection: Connection, table: Table, claim_id: int) -> dict[int, int]:
    query = (
        select(table.c.sequence, entry.c.actor_id)
        .join(entry, (entry.c.chain_id == table.c.chain_id) & (entry.c.position == table.c.position))
        .where(table.c.claim_id == claim_id)
    )
    return {row.sequence: row.actor_id for row in connection.execute(query)}
