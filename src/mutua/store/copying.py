"""Whole tables from one archive to another, whatever the two databases are: the road of backups."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Table, func, select, text

from mutua.store.base import metadata, stored
from mutua.store.bulk import copying
from mutua.store.chain import canonical_text

ROWS = 2000

Rows = Iterator[list[tuple[Any, ...]]]


def copy_tables(source: Connection, target: Connection, tables: Sequence[Table] = metadata.sorted_tables) -> None:
    """Every row of every table of the archive (or of some), from one that is read into one that is empty."""
    if target.dialect.name == "sqlite":
        target.exec_driver_sql("PRAGMA defer_foreign_keys = on")  # a request may name one of a later chain
    for table in tables:
        if target.dialect.name == "sqlite":
            _insert(target, table, _rows(source, table))
        else:
            with copying(target, table) as copy:  # one statement, for the same reason
                for some in _rows(source, table):
                    for row in some:
                        copy.write_row(row)
            _go_on_counting(target, table)


def _rows(source: Connection, table: Table) -> Rows:
    columns = [stored(column) for column in table.columns]
    query = select(*columns).order_by(*table.primary_key.columns)
    rows = source.execute(query, execution_options={"yield_per": ROWS})
    for some in rows.partitions():
        yield [tuple(row) for row in some]


def _insert(target: Connection, table: Table, rows: Rows) -> None:
    names = ", ".join(column.name for column in table.columns)
    marks = ", ".join("?" for _ in table.columns)
    for some in rows:
        target.exec_driver_sql(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", some)


def _go_on_counting(target: Connection, table: Table) -> None:
    """Numbers that PostgreSQL counts go on after the last one that was copied."""
    key, *others = table.primary_key.columns
    if others or key.name != "id" or key.autoincrement is False:
        return
    last = target.scalar(select(func.max(key)))
    if last is not None:
        told = text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :last)")
        target.execute(told, {"name": table.name, "last": last})


def content_mark(file: sqlite3.Connection, left_out: str) -> str:
    """A mark of an SQLite file as it is, whatever its schema: the text of its tables and guards, and every row.

    Unlike the digest of the archive it tells everything: authors, instants and salts too. `left_out`: a table.
    """
    mark = hashlib.sha256()
    made = file.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE tbl_name <> ? ORDER BY type, name", (left_out,)
    )
    schema = made.fetchall()
    mark.update(canonical_text(schema).encode("utf-8", "surrogatepass"))
    for kind, name, _ in schema:
        if kind != "table":
            continue
        quoted = name.replace('"', '""')
        columns = file.execute(f'PRAGMA table_info("{quoted}")').fetchall()
        key = sorted((one[5], one[1]) for one in columns if one[5]) or [(0, "rowid")]
        order = ", ".join('"{}"'.format(one.replace('"', '""')) for _, one in key)
        mark.update(b"\n" + canonical_text([name]).encode("utf-8", "surrogatepass"))
        for row in file.execute(f'SELECT * FROM "{quoted}" ORDER BY {order}'):
            mark.update(b"\n" + canonical_text(row).encode("utf-8", "surrogatepass"))
    return mark.hexdigest()
