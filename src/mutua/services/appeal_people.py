"""Who objected to a decision through a member's pages, and who took the objection back: by name, as far as it is known.

Both parents look after a child's request: each reads whose objection it is, and only whoever sent it takes it back.
"""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, Table, select

from mutua.services.members_acting import members_acting
from mutua.store.tables import account, appeal_addition, claim, claim_appeal, claim_appeal_answer, entry


class Acted(NamedTuple):
    """`filed`, `withdrawn`: the member's name, "" where the office did it, nobody did, or they were erased.

    `by_me`: whoever looks sent it; `mine`: they sent it, or it was recorded at the counter, or the request is about
    the one who looks: theirs to take back. `withdrawn_by_me`: whoever looks took it back. `added`: who said more, the
    first first, and whether it was whoever looks.
    """

    filed: str = ""
    by_me: bool = False
    mine: bool = True
    withdrawn: str = ""
    withdrawn_by_me: bool = False
    added: tuple[tuple[str, bool], ...] = ()


NOBODY = Acted()


def who_acted(
    connection: Connection, claim_id: int, actor_id: int, *, about_self: bool = False, printed: bool = False
) -> dict[int, Acted]:
    """Of each objection to a decision (`sequence`), who acted, as `actor_id` reads it.

    `printed`: as whoever the request is about reads it.
    """
    filed, answered, more = (_actors(connection, table, claim_id) for table in _TABLES)
    person_id = connection.scalar(select(claim.c.person_id).where(claim.c.claim_id == claim_id))
    acting = {(by, person_id) for _, by in (*filed, *answered, *more)}
    theirs = select(account.c.actor_id).where(account.c.person_id == person_id)
    me = set(connection.scalars(theirs)) if printed else {actor_id}
    names = {one: told.name for (one, _), told in members_acting(connection, acting).items()}
    withdrawn = dict(answered)
    return {
        sequence: Acted(
            names.get(by, ""), by in me, by in me or by not in names or about_self,
            names.get(withdrawn.get(sequence, 0), ""), withdrawn.get(sequence) in me,
            tuple((names.get(who, ""), who in me) for at, who in more if at == sequence),
        )
        for sequence, by in filed
    }  # fmt: skip


_TABLES = (claim_appeal, claim_appeal_answer, appeal_addition)


def _actors(connection: Connection, table: Table, claim_id: int) -> list[tuple[int, int]]:
    """The decision that each row is about, and who recorded the row; the first first."""
    query = (
        select(table.c.sequence, entry.c.actor_id)
        .join(entry, (entry.c.chain_id == table.c.chain_id) & (entry.c.position == table.c.position))
        .where(table.c.claim_id == claim_id)
        .order_by(entry.c.recorded_at, entry.c.chain_id, entry.c.position)
    )
    return [(row.sequence, row.actor_id) for row in connection.execute(query)]
