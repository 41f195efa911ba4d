"""Many rows at once, by the driver's own road: COPY on PostgreSQL, one prepared statement on SQLite."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError

FEW = 64  # below this number of rows a plain statement is quicker than COPY

Row = tuple[Any, ...]


@lru_cache(maxsize=256)
def _statement(table: str, columns: tuple[str, ...], mark: str) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join([mark] * len(columns))})"


def insert_unless_there(connection: Connection, table: Table, **values: Any) -> None:
    """Adds a row, unless one with its key is there already; waits for whoever is just adding it."""
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    connection.execute(insert(table).values(**values).on_conflict_do_nothing())


def insert_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Adds rows to a table: values in column order, as they are stored."""
    if not rows:
        return
    columns = tuple(column.name for column in table.columns)
    embedded = connection.dialect.name == "sqlite"
    if embedded or len(rows) < FEW:
        connection.exec_driver_sql(_statement(table.name, columns, "?" if embedded else "%s"), list(rows))
        return
    with copying(connection, table) as copy:
        for row in rows:
            copy.write_row(row)


@contextmanager
def copying(connection: Connection, table: Table) -> Iterator[Any]:
    """A COPY of PostgreSQL into a table; what the driver refuses is raised as from any other statement."""
    from psycopg import Error

    statement = f"COPY {table.name} ({', '.join(column.name for column in table.columns)}) FROM STDIN"
    driver: Any = connection.connection.driver_connection
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            yield copy
    except Error as error:
        raise DBAPIError.instance(statement, None, error, Error, dialect=connection.dialect) from error
