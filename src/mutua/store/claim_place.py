"""Where the help that a request asks for is needed, and whom to ring: erased with the person, in no sealed history."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, insert, select

from mutua.store.tables_work import claim_place


class Where(NamedTuple):
    """The place and the telephone as they were told; "" where one was not."""

    place: str
    phone: str


def write_where(connection: Connection, claim_id: int, where: Where) -> None:
    connection.execute(insert(claim_place).values(claim_id=claim_id, place=where.place, phone=where.phone))


def read_where(connection: Connection, claim_id: int) -> Where | None:
    """What was told of the request; None where nothing was."""
    row = connection.execute(
        select(claim_place.c.place, claim_place.c.phone).where(claim_place.c.claim_id == claim_id)
    ).first()
    return None if row is None else Where(*row)
