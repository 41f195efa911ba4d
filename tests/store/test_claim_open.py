"""What is open of each request follows history: whatever was done, the list says what the books and decisions say."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select, update

from faults.everything import everything
from mutua.services.verify_archive import check_open, verify
from mutua.store.claim_open import differing, opened_by, worked_out
from mutua.store.database import Archive
from mutua.store.tables import claim, claim_open, decision, decision_line, ledger_entry, posting


def test_postings_of_one_request_are_put_together_and_a_newer_decision_says_what_waits() -> None:
    rows = {
        ledger_entry: [(1, 1, 1, "benefits", "2026-01-01", "decision", 7), (1, 2, 1, "contributions", "", "due", None)],
        posting: [(1, 1, 1, 1, "cost:x", 500), (1, 1, 1, 2, "payable:x", -300), (1, 1, 1, 3, "payable:x", -200),
                  (1, 2, 1, 1, "payable:x", -9)],
        decision: [(1, 1, 7, 1, "decision"), (1, 3, 7, 2, "correction"), (2, 1, 8, 1, "decision")],
        decision_line: [(1, 1, 1, 7, "suspended"), (1, 3, 1, 7, "granted"), (2, 1, 1, 8, "granted")],
    }  # fmt: skip
    money, waits = opened_by(rows)
    assert list(money.rows) == [(7, "payable:x", -500, None, 7)], "when it came is looked up, by its number"
    assert list(waits.rows) == [(7, "suspended", 0, None, 7)]
    came = "2026-01-01T09:00:00.000000Z"
    (with_request, _) = opened_by({**rows, claim: [(1, 1, 7, "name", 3, "VIS", came)]})
    assert list(with_request.rows) == [(7, "payable:x", -500, came, 7)], "it is written by the same statement"
    assert opened_by({decision: [(2, 1, 8, 1, "decision")]}) == []


@pytest.mark.tampered
def test_verify_finds_a_list_that_says_something_else(archive: Archive, tmp_path: Path) -> None:
    everything(archive, tmp_path)
    with archive.reader.begin() as connection:
        assert worked_out(connection), "something is open"
        assert differing(connection) == []
        [claim_id, *_] = connection.scalars(select(claim_open.c.claim_id).where(claim_open.c.amount != 0)).all()
    assert verify(archive) == []
    with archive.writer.begin() as connection:
        mine = update(claim_open).where(claim_open.c.claim_id == claim_id)
        connection.execute(mine.values(amount=claim_open.c.amount + 1))
        assert [one.place for one in check_open(connection)] == [str(claim_id)]
        connection.execute(mine.values(amount=claim_open.c.amount - 1, received_at=datetime(2001, 1, 1, tzinfo=UTC)))
        assert [one.place for one in check_open(connection)] == [str(claim_id)], "it came at another moment"
