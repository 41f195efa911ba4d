"""The schema of the archive: the migrations make what the program speaks of, guards and named rules included."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.schema import CreateTable

from archives import Ready
from mutua.store.database import Archive
from mutua.store.guards import guard_statements, guards_missing
from mutua.store.migrate import known_versions, newest_version, upgrade
from mutua.store.tables import APPEND_ONLY, metadata


def schema_of(connection: Connection) -> dict[str, str]:
    """Every table, index, rule and trigger of the database with its text, by name."""
    if connection.dialect.name == "sqlite":
        rows = connection.execute(text("SELECT type || ' ' || name, sql FROM sqlite_master WHERE sql IS NOT NULL"))
    else:
        rows = connection.execute(
            text(
                "SELECT 'rule ' || conrelid::regclass || ' ' || conname, pg_get_constraintdef(oid) FROM pg_constraint"
                " WHERE connamespace = 'public'::regnamespace"
                " UNION ALL SELECT 'index ' || indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
                " UNION ALL SELECT 'trigger ' || tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal"
                " UNION ALL SELECT 'column ' || table_name || ' ' || column_name,"
                " data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '')"
                " FROM information_schema.columns WHERE table_schema = 'public'"
            )
        )
    return {
        name: re.sub(r"\s+", " ", sql).replace("( ", "(").replace(" )", ")").strip()
        for name, sql in rows
        if "alembic_version" not in name
    }


def test_the_migrations_make_exactly_what_the_program_speaks_of(
    ready: Ready, dialect: str, url: str, tmp_path: Path
) -> None:
    made = f"sqlite:///{tmp_path / 'metadata.db'}" if dialect == "sqlite" else ready.empty_database()
    with Archive(url) as migrated, Archive(made) as direct:
        with direct.writer.begin() as connection:
            metadata.create_all(connection)
            for statement in guard_statements(dialect):
                connection.exec_driver_sql(statement)
        with migrated.reader.connect() as one, direct.reader.connect() as other:
            assert schema_of(one) == schema_of(other)


def test_the_migrations_have_one_head_and_a_line_of_versions() -> None:
    assert known_versions()[-1] == newest_version()
    assert list(known_versions()) == sorted(known_versions())


def test_upgrading_twice_changes_nothing(archive: Archive) -> None:
    with archive.reader.connect() as connection:
        before = schema_of(connection)
    assert upgrade(archive) == (newest_version(), newest_version())
    with archive.reader.connect() as connection:
        assert schema_of(connection) == before
        assert guards_missing(connection) == []


def test_every_rule_has_a_name(archive: Archive) -> None:
    with archive.reader.connect() as connection:
        looked = inspect(connection)
        for table in metadata.sorted_tables:
            assert all(check["name"] for check in looked.get_check_constraints(table.name)), table.name
            assert all(key["name"] for key in looked.get_foreign_keys(table.name)), table.name


def test_every_table_is_strict_on_sqlite() -> None:
    from sqlalchemy.dialects import sqlite

    loose = [
        one.name
        for one in metadata.sorted_tables
        if "STRICT" not in str(CreateTable(one).compile(dialect=sqlite.dialect()))
    ]
    assert loose == []


def test_a_strict_column_refuses_a_text_where_a_number_is_due(archive: Archive) -> None:
    with archive.writer.connect() as connection, pytest.raises(DBAPIError):
        connection.execute(text("INSERT INTO counter (name, value) VALUES ('claim', '12a')"))


def test_readers_cannot_write(archive: Archive) -> None:
    with archive.reader.connect() as connection, pytest.raises(DBAPIError):
        connection.execute(text("INSERT INTO setting (name, value) VALUES ('a', 'b')"))


def test_sqlite_keeps_its_promises_on_every_connection(tmp_path: Path, ready: Ready) -> None:
    with ready.fresh("sqlite", tmp_path) as url, Archive(url) as archive, archive.writer.connect() as connection:

        def of(name: str) -> object:
            return connection.execute(text(f"PRAGMA {name}")).scalar()

        assert (of("synchronous"), of("journal_mode"), of("foreign_keys"), of("busy_timeout")) == (2, "wal", 1, 5000)


def test_history_has_a_guard_on_each_table(archive: Archive) -> None:
    with archive.reader.connect() as connection:
        assert guards_missing(connection) == []
        assert len(APPEND_ONLY) > 15
