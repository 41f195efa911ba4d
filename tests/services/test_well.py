"""The look at each test's archive when it is over: quicker than `verify`, and it finds the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from mutua.services.verify_archive import CHECKS, check_chains, check_database, verify
from mutua.store.database import Archive
from services.societies import small_society
from well import checks_to_make, what_is_wrong

SPOILED = ("UPDATE chain SET position = position + 1", "DELETE FROM pending_claim")


@pytest.mark.tampered
def test_what_is_left_out_looks_at_empty_tables_alone(archive: Archive, tmp_path: Path) -> None:
    with archive.snapshot() as connection:
        alone = checks_to_make(connection)
    assert check_database in alone, "guards are looked at in any archive"
    assert check_chains not in alone, "there is no chain"
    society = small_society(archive, tmp_path)
    society.household("N1", "Anna", "Bruno")
    society.claim("Anna", "VIS", 10000)
    with archive.snapshot() as connection:
        made = checks_to_make(connection)
    assert check_chains in made
    assert len(alone) < len(made) < len(CHECKS)
    with archive.writer.begin() as connection:
        for statement in SPOILED:
            connection.execute(text(statement))
    found = {one.code for one in what_is_wrong(archive)}
    assert found == {one.code for one in verify(archive)}
    assert {"chain_end_differs", "claim_forgotten"} <= found


@pytest.mark.tampered
def test_a_table_that_is_gone_is_told_and_the_checks_after_it_go_on(archive: Archive, tmp_path: Path) -> None:
    society = small_society(archive, tmp_path)
    society.household("N1", "Anna")
    society.claim("Anna", "VIS", 10000)
    with archive.writer.begin() as connection:
        for statement in ("DROP TABLE balance", "DROP TABLE claim_open", "DELETE FROM pending_claim"):
            connection.execute(text(statement))
    found = [(one.code, one.place) for one in verify(archive)]
    assert ("table_missing", "balance") in found
    assert ("table_missing", "claim_open") in found
    assert "claim_forgotten" in [code for code, _ in found]
