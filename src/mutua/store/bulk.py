"""Many rows at once, by the driver's own road: COPY on PostgreSQL, one prepared statement on SQLite.

What is written at the counter goes to PostgreSQL in one statement, what is read for it comes in one list.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    Connection,
    Dialect,
    Select,
    Table,
    Text,
    bindparam,
    cast,
    func,
    null,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine

FEW = 64  # below this number of rows a plain statement is quicker than COPY

Row = tuple[Any, ...]


# ---------------------------------------------------------------- reading


class _Numbers(TypeDecorator[Sequence[int]]):
    """Whole numbers as one parameter, however many: an array on PostgreSQL, a JSON list on SQLite."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return postgresql.ARRAY(BigInteger()) if dialect.name == "postgresql" else Text()

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return list(value) if dialect.name == "postgresql" else str(list(value))


class _Texts(TypeDecorator[Sequence[str]]):
    """Texts as one parameter, however many."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return postgresql.ARRAY(Text()) if dialect.name == "postgresql" else Text()

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return list(value) if dialect.name == "postgresql" else json.dumps(list(value))


class among(FunctionElement[Any]):  # it stands in a query as the functions of SQLAlchemy do
    """Whether a column is one of the numbers (or texts) that the query is given as `name`: one query for any of them.

    So the query is put together and prepared once. It is not said to be a Boolean: SQLite would be asked whether it
    equals 1, and then finds nothing by its index.
    """

    inherit_cache = True

    def __init__(self, column: Any, name: str = "ids") -> None:
        kind = _Texts() if isinstance(column.type, Text) else _Numbers()
        super().__init__(column, bindparam(name, type_=kind))


@compiles(among, "sqlite")
def _among_sqlite(element: among, compiler: Any, **more: Any) -> str:
    column, numbers = (compiler.process(one, **more) for one in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({numbers}))"


@compiles(among, "postgresql")
def _among_postgresql(element: among, compiler: Any, **more: Any) -> str:
    column, numbers = (compiler.process(one, **more) for one in element.clauses)
    return f"{column} = ANY ({numbers})"


def in_one_list(*parts: Sequence[Any]) -> list[Select[Any]]:
    """A SELECT of each list of columns, all of one width, to be joined by UNION ALL; None is an empty place."""
    width = max(len(part) for part in parts)
    padded = [[*part, *[None] * (width - len(part))] for part in parts]
    kinds = [
        next((column.type for column in place if column is not None), Text()) for place in zip(*padded, strict=True)
    ]
    return [
        select(*[cast(null(), kind) if one is None else one for one, kind in zip(part, kinds, strict=True)])
        for part in padded
    ]


def each_once(column: Any, *which: Any) -> Select[Any]:
    """The different values of a column, by an index of which it is the first: as many steps as there are values."""
    steps = select(func.min(column).label("one")).where(*which).cte("steps", recursive=True)
    following = select(func.min(column)).where(column > steps.c.one, *which).correlate(steps).scalar_subquery()
    every = steps.union_all(select(following).where(steps.c.one.is_not(None)))
    return select(every.c.one).where(every.c.one.is_not(None))


# ---------------------------------------------------------------- writing


class Written(NamedTuple):
    """A statement to be done for each of some rows of values, in the driver's own words: `{}` stands for a value."""

    before: str
    marks: str
    rows: Sequence[Row]
    after: str = ""
    table: Table | None = None  # the rows are added to it, and nothing else: PostgreSQL copies many of them
    columns: str = ""  # for PostgreSQL: the same for many rows at once, given as arrays of their values in order

    def text(self, mark: str, rows: int = 1) -> str:
        """The statement with the driver's marks; an INSERT may add several rows."""
        return self.before + ", ".join([self.marks.replace("{}", mark)] * rows) + self.after

    @property
    def adds(self) -> bool:
        return self.before.startswith("INSERT")


def added(table: Table, rows: Sequence[Row]) -> Written:
    """Rows to be added to a table: values in column order, as they are stored."""
    return Written(*_added(table), rows, table=table)


@cache
def _added(table: Table) -> tuple[str, str]:
    columns = [column.name for column in table.columns]
    return f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ", f"({', '.join(['{}'] * len(columns))})"


def write_together(connection: Connection, work: Sequence[Written]) -> None:
    """Does several things in order. On PostgreSQL few rows go in one statement: the way there and back is what costs.

    The database checks references when a statement ends, so what refers to a row may go with it.
    """
    work = [one for one in work if one.rows]
    if connection.dialect.name == "sqlite":
        for one in work:
            connection.exec_driver_sql(one.text("?"), list(one.rows))
    elif sum(len(one.rows) for one in work) < FEW:
        _in_one_statement(connection, work)
    else:
        for one in work:
            _many(connection, one)


def _in_one_statement(connection: Connection, work: Sequence[Written]) -> None:
    parts: list[str] = []
    values: list[Any] = []
    for one in work:
        if one.adds:
            parts.append(one.text("%s", len(one.rows)))
        else:
            parts += [one.text("%s")] * len(one.rows)
        for row in one.rows:
            values += row
    if parts:
        *first, last = parts
        before = ", ".join([f"w{at} AS ({part})" for at, part in enumerate(first)])
        connection.exec_driver_sql(f"WITH {before} {last}" if first else last, tuple(values))


def _many(connection: Connection, one: Written) -> None:
    if one.table is None:
        connection.exec_driver_sql(one.columns, tuple([list(values) for values in zip(*one.rows, strict=True)]))
    elif len(one.rows) < FEW:
        connection.exec_driver_sql(one.text("%s"), list(one.rows))
    else:
        with copying(connection, one.table) as copy:
            for row in one.rows:
                copy.write_row(row)


def insert_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Adds rows to a table: values in column order, as they are stored."""
    write_together(connection, [added(table, rows)])


def insert_unless_there(connection: Connection, table: Table, **values: Any) -> None:
    """Adds a row, unless one with its key is there already; waits for whoever is just adding it."""
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    connection.execute(insert(table).values(**values).on_conflict_do_nothing())


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
