"""An archive in which anything may be done and nothing stays: what would happen is seen before it is confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from sqlalchemy import Connection, Engine

from mutua.store.database import Archive


class Rehearsal(Archive):
    """The same archive: what is written through it is there until the work is done, then never was.

    One piece of work sees nothing of what another one wrote. It is not closed: the archive behind it is.
    """

    def __init__(self, archive: Archive) -> None:
        self.url, self.reader = archive.url, archive.reader
        self.writer = cast(Engine, _Undone(archive.writer))

    def close(self) -> None:
        raise AssertionError("the archive behind a rehearsal is closed by whoever opened it")


class _Undone:
    """An engine as far as a unit of work needs one, whose transactions are all taken back."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        with self._engine.connect() as connection, connection.begin() as everything:
            yield connection
            everything.rollback()
