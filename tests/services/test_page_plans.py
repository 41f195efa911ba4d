"""Pages that many open go by an index, never through all that ever was; asked of the database itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from bank.statements import Move
from mutua.domain.identifiers.creditor_reference import written_reference
from mutua.services import bank_matches
from mutua.services.bank_candidates import candidates
from mutua.services.bank_matches import matches, money_line
from mutua.services.late_payers import late_on
from mutua.services.list_claims import Wanted, how_many, list_claims
from mutua.services.search import search
from mutua.services.society import letterhead
from mutua.store.database import Archive
from services.bank_helpers import moves
from services.dues_helpers import FIRST, SECOND, charged
from services.societies import small_society

TODAY = date(2026, 6, 30)
IBAN = "IT89O0300203280429513916296"
GROWING = ("claim", "decision", "due", "allocation", "receipt", "contribution", "entry", "household", "household_place")


@contextmanager
def asked(archive: Archive) -> Iterator[list[tuple[str, Any]]]:
    """The statements that were sent meanwhile, with their values."""
    seen: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, text: str, values: Any, *_: Any) -> None:
        if text.startswith(("SELECT", "WITH")):
            seen.append((text, values))

    event.listen(archive.reader, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(archive.reader, "before_cursor_execute", note)


def plans(archive: Archive, seen: list[tuple[str, Any]]) -> list[str]:
    with archive.reader.begin() as connection:
        return [
            f"{row[3]} | {text}"
            for text, values in seen for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", values)
        ]  # fmt: skip


def walks(told: list[str]) -> list[str]:
    """The steps that go through a whole growing table."""
    return [one for one in told for table in GROWING if one.split(" | ")[0] in (f"SCAN {table}", f"SCAN {table}_1")]


@pytest.mark.parametrize("state", ["to-pay", "suspended"])
@pytest.mark.parametrize("dialect", ["sqlite"])
def test_a_list_of_what_is_open_is_read_in_its_order_and_nothing_is_sorted(archive: Archive, state: str) -> None:
    index = {"to-pay": "ix_claim_open_money", "suspended": "ix_claim_open_waits"}[state]
    wanted = Wanted(state=state, oldest_first=True, counted_to=1000, without=frozenset({1}))
    with asked(archive) as seen:
        list_claims(archive, wanted, today=TODAY)
        with archive.reader.begin() as connection:
            how_many(connection, wanted, TODAY)
    of_list = [one for one in seen if "claim_open" in one[0] and "LIMIT" in one[0]]
    told = plans(archive, of_list)
    assert len(of_list) == 3
    assert sum(index in one for one in told) == 3
    assert not walks(told)
    assert not [one for one in told if one.startswith("USE TEMP B-TREE FOR ORDER BY")]


def test_movements_are_looked_at_beside_those_alone_who_may_have_paid(archive: Archive, tmp_path: Path) -> None:
    """And what is found is the same as beside everybody."""
    society = small_society(archive, tmp_path)
    society.household("N1", "Anna", "Bruno")
    society.household("N2", "Carla")
    society.household("N3", "Dora")
    dues = charged(society, "Anna", (FIRST, 12000), (SECOND, 12000))
    charged(society, "Carla", (FIRST, 5000))
    charged(society, "Dora", (FIRST, 7000))
    moves(
        society, Move(12000, text=f"QUOTA {written_reference(dues[0].reference)}"), Move(5000, name="ROSSI CARLA"),
        Move(4000, text="BONIFICO DI ROSSI BRUNO"), Move(900, name="NESSUNO DI NOI"), Move(800, iban=IBAN, name="X"),
    )  # fmt: skip
    everybody = set(society.households.values())
    with asked(archive) as seen, archive.reader.begin() as connection:
        found = matches(connection)
    with archive.reader.begin() as connection:
        lines = [money_line(one.kept) for one in found]
        _, firms = candidates(connection, lines, everybody)
        assert firms == []
        alone, _ = candidates(connection, lines[:1], ())
        assert alone == [society.households[society.people["Anna"]]]
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(bank_matches, "candidates", lambda c, told, more, **_: candidates(c, told, everybody))
            assert [(one.kept.line_id, one.proposals) for one in matches(connection)] == [
                (one.kept.line_id, one.proposals) for one in found
            ]  # fmt: skip
    assert sum(bool(one.proposals) for one in found) >= 3
    if archive.dialect == "sqlite":
        assert not walks(plans(archive, seen))
    with asked(archive) as late, archive.reader.begin() as connection:
        late_on(connection, society.plans, date(2027, 1, 1))
    assert len(late) <= 5, "however many households"


def test_on_a_server_what_begins_so_is_found_by_an_index(archive: Archive) -> None:
    if archive.dialect == "sqlite":
        pytest.skip("tests/services/test_search.py asks it of SQLite")
    with asked(archive) as seen, archive.reader.begin() as connection:
        search(connection, "rossi")
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")  # the table is empty: any way would do
        told = [
            str(connection.exec_driver_sql(f"EXPLAIN {text}", values).all()) for text, values in list(seen)
            if "search_name" in text or "fiscal_code" in text
        ]  # fmt: skip
    for index in ("ix_identity_begins", "ix_identity_code"):
        assert any(index in one for one in told), index


def test_the_head_of_the_papers_is_read_at_once(archive: Archive) -> None:
    with asked(archive) as seen, archive.reader.begin() as connection:
        letterhead(connection)
    assert len(seen) == 1
