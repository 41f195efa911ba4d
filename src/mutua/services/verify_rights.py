"""Is all well with papers and erasures? Known kinds of paper; of who was erased nothing that can be erased is there."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from mutua.services.finding import Finding
from mutua.store.codes import unknown_codes
from mutua.store.personal import what_is_left
from mutua.store.tables import person_erased
from mutua.store.tables_rights import PAPER_CODES


def check_paper_codes(connection: Connection) -> Iterator[Finding]:
    """Every paper issued is of a kind that there is."""
    for place, found in connection.execute(_UNKNOWN):
        yield Finding("paper_kind_unknown", place, found)


def check_erased(connection: Connection) -> Iterator[Finding]:
    """Nobody who was erased came back."""
    for person_id in connection.scalars(
        select(person_erased.c.person_id).distinct().order_by(person_erased.c.person_id)
    ):
        for table in what_is_left(connection, person_id):
            yield Finding("erased_still_there", table, str(person_id))


_UNKNOWN = unknown_codes(PAPER_CODES)
RIGHTS_CHECKS = (check_paper_codes, check_erased)
