"""Opening the archive: which database, with which promises, and one clear message when it cannot be opened."""

from __future__ import annotations

import errno
import os
import random
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError
from sqlalchemy.pool import QueuePool

BUSY_SECONDS = 5
_POSTGRESQL = {  # each commit waits for the disk, whatever the server's own habit
    "lock_timeout": "4s", "idle_in_transaction_session_timeout": "10s", "timezone": "UTC", "synchronous_commit": "on",
}


class ArchiveProblem(Exception):
    """The archive cannot be used as it is; nothing was changed. `code` has a sentence in `wording`."""

    def __init__(self, code: str, found: str = "") -> None:
        super().__init__(code, found)
        self.code = code
        self.found = found

    def __str__(self) -> str:
        return f"{self.code}: {self.found}"


def parse_url(url: str) -> URL:
    """The address of an archive: `sqlite:///file`, `postgresql://…`, or simply the path of a file.

    Refuses, as an `ArchiveProblem`, what is none of these.
    """
    try:
        parsed = make_url(url) if "://" in url else URL.create("sqlite", database=url)
    except (ArgumentError, ValueError):  # never told back: there may be a password in it
        raise ArchiveProblem("url_unreadable") from None
    kind = parsed.get_backend_name()
    if kind == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    if kind != "sqlite":
        raise ArchiveProblem("url_other_database", kind)
    if not parsed.database or parsed.database == ":memory:":
        raise ArchiveProblem("url_without_file")
    if parsed.query:
        raise ArchiveProblem("url_unreadable")
    return parsed.set(drivername="sqlite")


class Archive:
    """One society's database: one engine that writes, one that only reads. `close` when done."""

    def __init__(self, url: str) -> None:
        self.url = parse_url(url)
        self.writer = _engine(self.url, read_only=False)
        self.reader = _engine(self.url, read_only=True)

    @property
    def dialect(self) -> str:
        return self.url.get_backend_name()

    @property
    def name(self) -> str:
        """How messages call it: never with the password."""
        if self.dialect == "sqlite":
            return self.url.database or ""
        return self.url.set(drivername="postgresql", query={}).render_as_string(hide_password=True)

    @property
    def file(self) -> Path | None:
        """The file of an embedded archive; None for one on a server."""
        return Path(self.url.database) if self.dialect == "sqlite" and self.url.database else None

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Everything as it stands at one moment, for reading at leisure while others write."""
        with self.reader.connect() as connection:
            if self.dialect == "postgresql":
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                if self.dialect == "postgresql":
                    connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
                yield connection

    def close(self) -> None:
        self.writer.dispose()
        self.reader.dispose()

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _engine(url: URL, *, read_only: bool) -> Engine:
    if url.get_backend_name() == "sqlite":
        return _sqlite(url, read_only=read_only)
    options = " ".join(f"-c {name}={value}" for name, value in _POSTGRESQL.items())
    if read_only:
        options += " -c default_transaction_read_only=on"
    try:
        engine = create_engine(
            url, connect_args={"options": options, "connect_timeout": BUSY_SECONDS}, poolclass=QueuePool, pool_size=4,
            pool_pre_ping=True, hide_parameters=True,  # no name and no health in a message
        )  # fmt: skip
    except (ModuleNotFoundError, NoSuchModuleError):
        raise ArchiveProblem("driver_missing", "psycopg") from None
    event.listen(engine, "connect", _whole_numbers_of_one_size)
    return engine


def _whole_numbers_of_one_size(connection: Any, _record: Any) -> None:
    """Numbers are sent in eight bytes, as columns are: by its size each row would be another statement to prepare."""
    from psycopg.types.numeric import Int8Dumper

    connection.adapters.register_dumper(int, Int8Dumper)


def _sqlite(url: URL, *, read_only: bool) -> Engine:
    """SQLite with a journal that survives a power cut; a writer takes its turn when it begins, not halfway.

    The connection that wrote stays open for the next work: opening one reads the whole schema, which takes as long as a
    page with nothing on it.
    """
    settings: dict[str, Any] = {"timeout": BUSY_SECONDS, "isolation_level": None, "check_same_thread": False}
    path = Path(url.database or "").absolute()

    def connect() -> sqlite3.Connection:
        if read_only and on_read_only_disk(path):
            found: sqlite3.Connection = sqlite3.connect(f"{path.as_uri()}?immutable=1", uri=True, **settings)
        else:
            found = sqlite3.connect(path, **settings)
        return found

    size, more = (5, 10) if read_only else (1, -1)  # one writes at a time; the others wait in `_take_turn`
    engine = create_engine(
        url, creator=connect, poolclass=QueuePool, pool_size=size, max_overflow=more, hide_parameters=True
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: Any) -> None:
        for pragma in (
            f"busy_timeout={BUSY_SECONDS * 1000}", "foreign_keys=on", "synchronous=full", "recursive_triggers=on",
            "secure_delete=on", "trusted_schema=off", "cache_size=-64000", f"query_only={'on' if read_only else 'off'}",
        ):  # fmt: skip
            try:
                connection.execute(f"PRAGMA {pragma}")
            except UnicodeDecodeError:  # what SQLite says of a damaged schema may itself be no text
                raise sqlite3.DatabaseError("malformed database schema") from None
        if not read_only:
            connection.execute("PRAGMA journal_mode=wal")

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        if read_only:
            connection.exec_driver_sql("BEGIN")
        else:
            _take_turn(connection)

    return engine


def _take_turn(connection: Connection) -> None:
    """Begins to write, waiting for others as long as `BUSY_SECONDS`, asking at short and uneven times.

    SQLite's own waiting asks ever more seldom, and among many writers who asks seldom is passed over.
    """
    driver: Any = connection.connection.driver_connection
    waited = 0.0
    driver.execute("PRAGMA busy_timeout=0")
    try:
        while True:
            try:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                return
            except OperationalError as error:
                code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
                if code != sqlite3.SQLITE_BUSY or waited >= BUSY_SECONDS:
                    raise
                pause = random.uniform(0.002, 0.02)
                time.sleep(pause)
                waited += pause
    finally:
        with suppress(sqlite3.ProgrammingError):  # what went wrong may have closed it
            driver.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")


def on_read_only_disk(path: Path) -> bool:
    """Whether nobody can write to the disk of an archive and nobody left work half done beside it: it stays as it is.

    Such an archive is read without the working files that SQLite would make beside it.
    """
    return _disk_is_read_only(path) and not _half_done(path)


def _half_done(path: Path) -> bool:
    journals = (path.with_name(f"{path.name}{end}") for end in ("-wal", "-journal"))
    return any(one.is_file() and one.stat().st_size for one in journals)


def _disk_is_read_only(path: Path) -> bool:
    try:
        return hasattr(os, "statvfs") and bool(os.statvfs(path).f_flag & os.ST_RDONLY)
    except OSError:
        return False


class DamagedText(ValueError):
    """A text of the archive whose bytes are no letters any more."""


def is_damaged_text(error: DBAPIError) -> bool:
    """Whether the driver stopped at such a text."""
    return "could not decode" in str(error.orig).lower()


@contextmanager
def reading_damaged_texts(connection: Connection) -> Iterator[None]:
    """Texts whose bytes are no letters any more are read all the same, each such byte as a mark of its own; slower."""
    driver: Any = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        yield  # PostgreSQL never holds such a text
        return
    driver.text_factory = lambda told: told.decode("utf-8", "surrogateescape")
    try:
        yield
    finally:
        driver.text_factory = str


def text_without_damage(told: str) -> str:
    """A text that can be printed: the marks of broken bytes become question marks."""
    return told.encode("utf-8", "replace").decode("utf-8")


def open_archive(url: str, *, newest: str) -> Archive:
    """The archive at the address, checked: it exists, it is ours, and it stands at the schema version `newest`.

    Refuses, as an `ArchiveProblem`, a database that is missing, of another kind, older or newer than the program.
    """
    archive = Archive(url)
    try:
        found = schema_version(archive)
        if found is None:
            raise ArchiveProblem("archive_empty", archive.name)
        if found != newest:
            raise ArchiveProblem("archive_newer" if found > newest else "archive_older", found)
    except BaseException:
        archive.close()
        raise
    return archive


def schema_version(archive: Archive) -> str | None:
    """The schema version of the database; None where it holds nothing at all.

    Refuses a database that cannot be reached, and one that holds something else.
    """
    if archive.file is not None and archive.file.is_dir():
        raise ArchiveProblem("archive_is_folder", archive.name)
    if archive.file is not None and not archive.file.exists():
        raise ArchiveProblem("archive_missing", archive.name)
    try:
        with archive.reader.connect() as connection:
            tables = inspect(connection).get_table_names()
            found = connection.scalar(text("SELECT version_num FROM alembic_version")) if _VERSION in tables else None
    except DBAPIError as error:
        raise ArchiveProblem(*explain_failure(error, archive)) from None
    if found is None and tables:
        raise ArchiveProblem("archive_without_version" if set(tables) >= _OURS else "archive_of_others", archive.name)
    return None if found is None else str(found)


_VERSION = "alembic_version"
_OURS = {"chain", "entry", "decision", "movement", "posting"}  # who has all of these is an archive of ours

# What databases say when they cannot go on, and the code of it; the first that fits.
FAILURES: tuple[tuple[str, str], ...] = (
    ("not a database", "archive_not_a_database"), ("malformed", "archive_damaged"), ("readonly", "archive_read_only"),
    ("read-only", "archive_read_only"), ("unable to open", "archive_unreachable"), ("locked", "archive_busy"),
    ("disk is full", "disk_full"), ("no space left", "disk_full"), ("disk i/o", "disk_error"),
    ("lock timeout", "archive_busy"), ("password", "archive_refused"), ('role "', "archive_refused"),
    ("permission denied", "archive_refused"), ("does not exist", "archive_missing"),
)  # fmt: skip


def failure_code(told: str) -> str | None:
    """The code of what a database told, None where it is nothing that we know."""
    return next((code for words, code in FAILURES if words in told.lower()), None)


LEAST_FREE = 64 * 1024  # bytes that SQLite needs to begin its journal and the index of it


def is_full(folder: Path) -> bool:
    """Whether the disk of a folder has no room for a journal: SQLite calls that a fault of the disk."""
    try:
        return shutil.disk_usage(folder).free < LEAST_FREE
    except OSError:
        return False


def disk_problem(error: OSError, name: str) -> ArchiveProblem:
    """What the disk refused, as a problem of the file with that name."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return ArchiveProblem("disk_full", name)
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return ArchiveProblem("archive_read_only", name)
    return ArchiveProblem("disk_error" if error.errno == errno.EIO else "file_unwritable", name)


def failure_told(told: str, archive: Archive) -> str | None:
    """The code of what the archive's database told; a full disk is one, whatever SQLite calls it."""
    code = failure_code(told)
    if archive.file is not None and code in ("disk_error", "archive_unreachable") and is_full(archive.file.parent):
        return "disk_full"
    return code


def explain_failure(error: DBAPIError, archive: Archive) -> tuple[str, str]:
    """The code of what went wrong with the database itself, and its name."""
    return known_failure(error, archive) or ("archive_unreachable", archive.name)


def known_failure(error: DBAPIError, archive: Archive) -> tuple[str, str] | None:
    """The same, None where the database said nothing that we know: then it may be a mistake of the program."""
    code = failure_told(str(error.orig), archive)
    if code == "disk_full":
        return code, archive.name
    shut = code in ("archive_unreachable", "archive_read_only")
    if shut and archive.file is not None and _disk_is_read_only(archive.file) and _half_done(archive.file):
        return "archive_half_done", archive.name
    if code == "archive_unreachable" and archive.file is not None and archive.file.exists():
        code = "archive_read_only"  # a folder in which the journal cannot be written
    return None if code is None else (code, archive.name)
