"""The wall before a firm: what lies behind it is refused before the database is asked, however it is written."""

from __future__ import annotations

import pytest
from sqlalchemy import select, text

from mutua.store.database import Archive
from mutua.store.tables import claim, firm, metadata
from mutua.store.wall import FIRM_TABLES, Walled, tables_named, walled

NEVER = ("claim", "decision", "fact", "paper", "movement", "balance", "contribution", "payment", "attachment", "charge",
         "ledger_entry", "posting", "due", "facts_seen", "claim_answer", "file_access", "membership")  # fmt: skip


def test_the_list_names_tables_that_there_are_and_none_of_health_or_money() -> None:
    assert set(metadata.tables) >= FIRM_TABLES
    assert FIRM_TABLES.isdisjoint(NEVER)
    assert set(metadata.tables) >= set(NEVER)


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("SELECT 1 FROM claim", {"claim"}), ("select 1 from CLAIM", {"claim"}),
        ('SELECT "claim"."id" FROM x', {"claim"}),
        ("SELECT 1 FROM main.claim", {"claim"}), ('SELECT 1 FROM "public"."claim"', {"claim"}),
        ("SELECT 1 FROM firm,claim AS x", {"firm", "claim"}), ("SELECT claim_id FROM firm", {"firm"}),
        ("INSERT INTO adhesion_event (firm_id, resolution) VALUES (?, ?)", {"adhesion_event"}),
        ("INSERT INTO firm (id) SELECT id FROM claim", {"firm", "claim"}),
        ("SELECT adhesion_event.resolution FROM adhesion_event", {"adhesion_event"}),
        ("WITH x AS (SELECT (SELECT max(id) FROM fact) AS y) SELECT y FROM x", {"fact"}),
    ],
)  # fmt: skip
def test_a_statement_names_its_tables(statement: str, named: set[str]) -> None:
    assert tables_named(statement) == named


def test_what_lies_behind_the_wall_cannot_be_reached_and_the_archive_itself_is_as_before(archive: Archive) -> None:
    beyond = walled(archive)
    for engine in (beyond.reader, beyond.writer):
        with engine.begin() as connection:
            assert connection.execute(select(firm)).all() == []
            with pytest.raises(Walled):
                connection.execute(select(claim))
            with pytest.raises(Walled):
                connection.execute(text("SELECT count(*) FROM claim"))
            with pytest.raises(Walled):
                connection.exec_driver_sql("DELETE FROM decision")
    with beyond.snapshot() as connection, pytest.raises(Walled):
        connection.execute(select(claim))
    beyond.close()
    with archive.reader.begin() as connection:
        assert connection.execute(select(claim)).all() == []
