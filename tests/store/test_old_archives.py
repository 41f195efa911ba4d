"""Archives of every earlier schema, with what was decided in them, come up whole: nothing is sealed anew."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Table, select, text

from archives import Ready
from mutua.services.replay import replay
from mutua.services.verify_archive import verify
from mutua.store.base import metadata, stored
from mutua.store.copying import copy_tables
from mutua.store.database import Archive, schema_version
from mutua.store.migrate import known_versions, migrations_path, newest_version, upgrade
from mutua.store.seals import chain_ends
from mutua.store.tables import PROTECTED
from store.test_schema import schema_of

FOLDER = Path(__file__).resolve().parent.parent / "data" / "archives"
TOGETHER = {"0006", "0007", "0008"}  # came in one day with the version after them: nobody was left at one of them
VERSIONS = [one for one in known_versions() if one != newest_version() and one not in TOGETHER]
# How many decisions each holds: every kind of them, and what was paid, came back, was withdrawn, corrected, released.
DECISIONS = {
    "0001": 11, "0002": 13, "0003": 13, "0004": 15, "0005": 16, "0009": 6, "0010": 6,
    "0011": 6, "0012": 7, "0013": 7, "0014": 7, "0015": 7,
}  # fmt: skip


@contextmanager
def old_archive(version: str, dialect: str, ready: Ready, folder: Path) -> Iterator[Archive]:
    """The archive of that version as it was left, on either database."""
    path = folder / f"{version}.db"
    with closing(sqlite3.connect(path)) as file:
        file.executescript((FOLDER / f"{version}.sql").read_text(encoding="utf-8"))
    if dialect == "sqlite":
        with Archive(f"sqlite:///{path}") as archive:
            yield archive
        return
    with Archive(f"sqlite:///{path}") as left, Archive(ready.empty_database()) as archive:
        upgrade(archive, version)
        with left.snapshot() as source, archive.writer.begin() as target:
            copy_tables(source, target, there(source))
        yield archive


def there(connection: Connection) -> list[Table]:
    """The tables of today that were there already."""
    names = {name for (name,) in connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'"))}
    return [one for one in metadata.sorted_tables if one.name in names]


def rows(connection: Connection, tables: list[Table]) -> dict[str, list[Any]]:
    return {
        table.name: [
            tuple(bytes(one) if isinstance(one, memoryview) else one for one in row)
            for row in connection.execute(
                select(*[stored(column) for column in table.columns]).order_by(*table.primary_key.columns)
            )
        ]
        for table in tables
    }


def test_an_archive_of_every_earlier_version_is_kept() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.sql")) == VERSIONS == sorted(DECISIONS)


@pytest.mark.parametrize("version", VERSIONS)
def test_an_old_archive_comes_up_whole(version: str, dialect: str, ready: Ready, tmp_path: Path) -> None:
    with old_archive(version, "sqlite", ready, tmp_path) as left, left.reader.connect() as connection:
        tables = there(connection)
        before, ends = rows(connection, tables), chain_ends(connection)
    (tmp_path / f"{version}.db").unlink()
    with old_archive(version, dialect, ready, tmp_path) as archive:
        assert upgrade(archive) == (version, newest_version())
        with archive.reader.connect() as connection:
            assert rows(connection, tables) == before
            assert chain_ends(connection) == ends
        assert verify(archive) == []
        again = replay(archive)
        assert (again.decisions, again.different) == (DECISIONS[version], [])
        assert schema_version(archive) == newest_version()
        with (
            ready.fresh(dialect, tmp_path) as url, Archive(url) as fresh, archive.reader.connect() as one,
            fresh.reader.connect() as other,
        ):  # fmt: skip
            assert schema_of(one) == schema_of(other)


def test_a_table_kept_for_ever_never_changes_its_columns() -> None:
    """A row is sealed column by column: what comes later is a new table (docs/decisions/0009)."""
    told = "".join(
        (migrations_path() / "versions" / f"{version}_sqlite.sql").read_text(encoding="utf-8")
        for version in known_versions()
    )
    made: dict[str, list[str]] = {}
    for name, body in re.findall(r"CREATE TABLE (\w+) \((.*?)\n\)", told, re.DOTALL):
        assert name not in made, f"{name} is made twice"
        made[name] = re.findall(r"^\s+(\w+) (?:INTEGER|TEXT|BLOB)", body, re.MULTILINE)
    kept = "|".join(table.name for table in PROTECTED)
    assert not re.search(rf"\b(ALTER|DROP) TABLE ({kept})\b", told)
    for table in PROTECTED:
        assert made[table.name] == [column.name for column in table.columns]
