"""The connection of an embedded archive that wrote stays open for the next work; whoever was refused spoils nothing."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError

from mutua.store import database
from mutua.store.database import Archive


@pytest.fixture
def embedded(tmp_path: Path) -> Archive:
    archive = Archive(f"sqlite:///{tmp_path / 'a.db'}")
    with archive.writer.begin() as connection:
        connection.execute(text("CREATE TABLE one (number INTEGER)"))
    return archive


def numbers(archive: Archive) -> list[int]:
    with archive.reader.begin() as connection:
        return list(connection.scalars(text("SELECT number FROM one ORDER BY number")))


def write(archive: Archive, number: int) -> None:
    with archive.writer.begin() as connection:
        connection.execute(text("INSERT INTO one VALUES (:number)"), {"number": number})


def write_and_fail(archive: Archive) -> None:
    with archive.writer.begin() as connection:
        connection.execute(text("INSERT INTO one VALUES (1)"))
        connection.execute(text("INSERT INTO no_such_table VALUES (1)"))


def test_the_connection_that_wrote_is_used_for_the_next_work(embedded: Archive) -> None:
    opened: list[object] = []
    event.listen(embedded.writer, "connect", lambda connection, _: opened.append(connection))
    for number in range(3):
        write(embedded, number)
    embedded.close()
    assert opened == []


def test_what_failed_is_taken_back_before_the_next_work(embedded: Archive) -> None:
    with pytest.raises(OperationalError):
        write_and_fail(embedded)
    write(embedded, 2)
    assert numbers(embedded) == [2]
    embedded.close()


def test_who_waited_in_vain_for_a_turn_gets_it_when_it_is_free(
    embedded: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0)
    other = sqlite3.connect(str(embedded.file), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(OperationalError):
        write(embedded, 1)
    other.execute("ROLLBACK")
    other.close()
    monkeypatch.undo()
    write(embedded, 2)
    assert numbers(embedded) == [2]
    with embedded.writer.begin() as connection:
        assert connection.scalar(text("PRAGMA busy_timeout")) == database.BUSY_SECONDS * 1000
    embedded.close()
