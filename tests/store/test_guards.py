"""History is kept by the database itself: no row of it can be changed, taken away or replaced."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from mutua.store.database import Archive
from mutua.store.tables import claim_withdrawal
from mutua.store.unit_of_work import UnitOfWork, unit_of_work

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


@pytest.fixture
def with_an_entry(archive: Archive) -> Archive:
    with archive.writer.begin() as connection:
        connection.execute(text("INSERT INTO actor (id, public_id, kind, name) VALUES (1, 'a', 'system', 'prova')"))

    def work(unit: UnitOfWork) -> None:
        unit.new_chain(7, "household", "N1")
        unit.entry(7, "people")

    unit_of_work(archive, [], work, actor_id=1, now=NOW)
    return archive


@pytest.mark.parametrize("statement", ["UPDATE entry SET kind = 'x'", "DELETE FROM entry"])
def test_the_database_refuses_to_change_or_take_away_an_entry(with_an_entry: Archive, statement: str) -> None:
    with with_an_entry.writer.connect() as connection, pytest.raises(DBAPIError, match="history is kept"):
        connection.execute(text(statement))


def test_an_insert_that_would_replace_a_row_is_refused(with_an_entry: Archive) -> None:
    if with_an_entry.dialect == "sqlite":
        statement = (
            "INSERT OR REPLACE INTO entry SELECT chain_id, position, 'x', recorded_at, actor_id, hash FROM entry"
        )
    else:
        statement = "TRUNCATE entry CASCADE"
    with with_an_entry.writer.connect() as connection, pytest.raises(DBAPIError, match="history is kept"):
        connection.execute(text(statement))


def test_a_row_without_its_entry_is_refused(with_an_entry: Archive) -> None:
    row = claim_withdrawal.insert().values(chain_id=7, position=9, claim_id=1, motive="x")
    with with_an_entry.writer.connect() as connection, pytest.raises(DBAPIError):
        connection.execute(row)
