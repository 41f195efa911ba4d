"""A long look at the archive sees one moment, whoever writes meanwhile."""

from __future__ import annotations

from mutua.store.database import Archive
from mutua.store.settings import read_setting, write_setting


def test_a_snapshot_does_not_see_what_is_written_meanwhile(archive: Archive) -> None:
    with archive.snapshot() as looking:
        assert read_setting(looking, "a") == ""
        with archive.writer.begin() as writing:
            write_setting(writing, "a", "b")
        assert read_setting(looking, "a") == ""
    with archive.snapshot() as looking:
        assert read_setting(looking, "a") == "b"


def test_a_snapshot_leaves_the_next_reader_as_it_was(archive: Archive) -> None:
    """The isolation and the patience of a snapshot are its own."""
    with archive.snapshot() as looking:
        read_setting(looking, "a")
    if archive.dialect == "postgresql":
        with archive.reader.connect() as connection:
            assert connection.exec_driver_sql("SHOW transaction_isolation").scalar() == "read committed"
            assert connection.exec_driver_sql("SHOW idle_in_transaction_session_timeout").scalar() == "10s"
