"""The faults that are planted on purpose: each takes one precaution away, and a test is shown to notice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, event, select, text

from mutua.store import database, unit_of_work
from mutua.store.tables import chain, metadata


@contextmanager
def fault(name: str) -> Iterator[None]:
    """Works with the fault of this name; "" is without any."""
    with FAULTS[name]() if name in FAULTS else _none():
        yield


@contextmanager
def _none() -> Iterator[None]:
    yield


@contextmanager
def _swapped(owner: Any, name: str, other: Any) -> Iterator[None]:
    before = getattr(owner, name)
    setattr(owner, name, other)
    try:
        yield
    finally:
        setattr(owner, name, before)


def _committed_halfway() -> Any:
    """Decisions are committed before the balances and the list of what waits."""
    before = unit_of_work.UnitOfWork.flush

    def flush(self: unit_of_work.UnitOfWork) -> None:
        balances_and_lists, self._beside = self._beside, []
        gathered = bool(self._entries)
        before(self)
        driver: Any = self.connection.connection.driver_connection
        if gathered and self.connection.dialect.name == "sqlite":
            driver.execute("COMMIT")
            driver.execute("BEGIN IMMEDIATE")
        elif gathered:
            driver.commit()
        self._beside = balances_and_lists
        before(self)

    return _swapped(unit_of_work.UnitOfWork, "flush", flush)


@contextmanager
def _without_lock() -> Iterator[None]:
    """PostgreSQL reads the ends of chains without locking them; SQLite takes its turn only when it first writes."""

    def lock(self: unit_of_work.UnitOfWork, chain_ids: Iterable[int]) -> None:
        query = select(chain.c.id, chain.c.position, chain.c.head).where(chain.c.id.in_(list(chain_ids)))
        for id_, position, head in self.connection.execute(query):
            self._ends[id_] = (position, bytes(head))

    before: Callable[..., Any] = database._sqlite

    def sqlite(*args: Any, **more: Any) -> Any:
        engine = before(*args, **more)

        @event.listens_for(engine, "before_cursor_execute", retval=True)
        def plain(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> tuple[str, Any]:
            return ("BEGIN" if statement == "BEGIN IMMEDIATE" else statement), parameters

        return engine

    with _swapped(unit_of_work.UnitOfWork, "lock", lock), _swapped(database, "_sqlite", sqlite):
        yield


@contextmanager
def _relaxed(level: str) -> Iterator[None]:
    """SQLite no longer waits for the disk at each commit."""
    before: Callable[..., Any] = database._sqlite

    def sqlite(*args: Any, **more: Any) -> Any:
        engine = before(*args, **more)

        @event.listens_for(engine, "connect")
        def relax(connection: Any, _record: Any) -> None:
            connection.execute(f"PRAGMA synchronous={level}")

        return engine

    with _swapped(database, "_sqlite", sqlite):
        yield


FAULTS: dict[str, Callable[[], Any]] = {
    "committed_halfway": _committed_halfway,
    "without_lock": _without_lock,
    "synchronous_normal": lambda: _relaxed("normal"),
    "synchronous_off": lambda: _relaxed("off"),
    "asynchronous": lambda: _swapped(
        database, "_POSTGRESQL", {**database._POSTGRESQL, "synchronous_commit": "off"}
    ),
}


def without_guards(connection: Connection) -> None:
    """Takes every guard of history away: triggers, references, checks. Only of a copy that a test may spoil."""
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name == "sqlite":
        for pragma in ("foreign_keys=off", "ignore_check_constraints=on"):
            driver.execute(f"PRAGMA {pragma}")
        for (name,) in driver.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            driver.execute(f"DROP TRIGGER {name}")
        return
    with connection.begin():
        for table in metadata.sorted_tables:
            connection.execute(text(f"ALTER TABLE {table.name} DISABLE TRIGGER ALL"))
        checks = "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE contype = 'c' AND conrelid <> 0"
        for name, check in connection.execute(text(checks)).all():
            connection.execute(text(f"ALTER TABLE {name} DROP CONSTRAINT {check}"))
