"""Every table of the archive leaves the society in an exported table, and in a person's package, or says why not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event, select

from faults.everything import everything
from mutua.services.export_archive import READ, every_table
from mutua.services.export_person import raw_rows, readable_tables
from mutua.services.export_where import EXPORTED, HANDED_OVER, NOT_EXPORTED, NOT_HANDED_OVER
from mutua.services.table_writer import OutTable
from mutua.store.base import metadata
from mutua.store.database import Archive
from mutua.store.tables_bank import BANK_CODES
from mutua.store.tables_decided import DECIDED_CODES
from mutua.store.tables_declared import DECLARED_CODES
from mutua.store.tables_doors import DOOR_CODES
from mutua.store.tables_dues import DUE_CODES
from mutua.store.tables_firms import CODES as FIRM_CODES
from mutua.store.tables_members import CODES as LIFE_CODES
from mutua.store.tables_payments import PAYMENT_CODES
from mutua.wording.export_codes import CODES
from mutua.wording.export_words import TABLES
from services.societies import Society


@contextmanager
def statements(connection: Connection) -> Iterator[list[str]]:
    """What the connection is asked, statement by statement."""
    seen: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    event.listen(connection, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(connection, "before_cursor_execute", note)


Rows = dict[str, list[tuple[Any, ...]]]


def read_by(connection: Connection, tables: Iterable[OutTable]) -> tuple[dict[str, str], Rows]:
    """What was asked of the database for each table (what all share stands with each), and its rows."""
    asked: dict[str, str] = {}
    rows: Rows = {}
    with statements(connection) as seen:
        shared, before, coming = "", 0, iter(tables)
        while (one := next(coming, None)) is not None:
            shared = shared or " ".join(seen)
            told = [tuple(row) for row in one.rows]
            asked[one.name] = " ".join([shared, *seen[before:]])
            rows[one.name], before = told, len(seen)
            assert all(len(row) == len(one.columns) for row in told), one.name
    return asked, rows


def unread(where: Mapping[str, str], asked: Mapping[str, str]) -> list[str]:
    """The tables of the archive that the exported table named for them does not read."""
    return [
        f"{table}: {name}" for table, name in where.items() if not re.search(rf"\b{table}\b", asked.get(name, ""))
    ]


def test_each_table_is_exported_or_says_why_not(archive: Archive, tmp_path: Path) -> None:
    assert sorted(metadata.tables) == sorted([*EXPORTED, *NOT_EXPORTED])
    assert all(NOT_EXPORTED.values())
    society = everything(archive, tmp_path)
    with archive.reader.begin() as connection:
        asked, rows = read_by(connection, every_table(connection, society.plans))
    assert list(asked) == list(TABLES) == list(READ)
    assert unread(EXPORTED, asked) == []
    # The society has a row in every table that is kept: no exported table is empty.
    assert [name for name, told in rows.items() if not told] == []
    receipts = {row[0]: (row[4], row[12]) for row in rows["ricevute"]}
    assert (receipts[1], receipts[4]) == ((5000, None), (-5000, 1))  # what came in, and went back
    assert sum(row[9] for row in rows["ripartizioni"]) == sum(cents for cents, _ in receipts.values())
    _no_inner_number(archive, rows)
    _handed_over(society)


def _no_inner_number(archive: Archive, rows: Rows) -> None:
    """People, households and firms go by cards, codes and names, never by their inner numbers."""
    with archive.reader.begin() as connection:
        tables = [metadata.tables[name] for name in ("person", "household", "firm", "chain")]
        inner = {number for table in tables for number in connection.scalars(select(table.c.id))}
    inner -= set(range(1000))  # small numbers are those of things that people name
    assert [
        (name, cell) for name, told in rows.items() for row in told for cell in row if str(cell) in map(str, inner)
    ] == []


def _handed_over(society: Society) -> None:
    assert sorted(metadata.tables) == sorted([*HANDED_OVER, *NOT_HANDED_OVER])
    assert all(NOT_HANDED_OVER.values())
    anna = society.people["Anna"]
    with society.archive.reader.begin() as connection:
        asked, rows = read_by(connection, readable_tables(connection, society.plans, anna))
        raw = raw_rows(connection, anna)
    assert unread(HANDED_OVER, asked) == []
    for name in ("addebiti", "contributi per persona", "versamenti", "mandati", "movimenti bancari", "addebiti sdd",
                 "scelte di pagamento", "avvisi", "lavori", "risposte"):  # fmt: skip
        assert rows[name], name
    paid = {(row[0], row[2], row[9]) for row in rows["versamenti"]}
    assert {(1, "Rossi Anna", 5100), (7, "Rossi Anna", 4000), (8, "Rossi Anna", -4000)} <= paid  # of 7 a debit
    assert [row[9] for row in rows["mandati"]] == ["IT89O0300203280429513916296"] * 2
    assert [row[3] for row in rows["movimenti bancari"]] == [9000, -9000]
    assert {"mandate_account", "debit_event", "allocation", "debit_part", "movement"} <= set(raw)
    told = str(rows) + str(raw)
    assert [name for name in ("Bruno", "Elsa", "Ugo", "Pia") if name in told] == []


def test_each_code_has_a_word_where_it_is_exported() -> None:
    for known in (
        BANK_CODES, DECIDED_CODES, DECLARED_CODES, DOOR_CODES, DUE_CODES, FIRM_CODES, LIFE_CODES, PAYMENT_CODES,
    ):  # fmt: skip
        for column, codes in known.items():
            if column.name == "rules_outcome":  # told by the words of outcomes
                continue
            words = CODES[f"{column.table.name}.{column.name}"]
            assert sorted(str(code) for code in codes if code not in words) == [], column
