"""The schema of the archive, version after version: makes a new archive, brings an old one up to date."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from mutua.store.database import Archive, ArchiveProblem, explain_failure, schema_version

END = ";\n\n"  # what stands between two statements of the frozen SQL


def migrations_path() -> Path:
    """Where the migrations are: in the checkout, else in the installed package."""
    package = Path(__file__).resolve().parent.parent
    checkout = package.parent.parent / "migrations"
    return checkout if checkout.is_dir() else package / "_migrations"


@cache
def newest_version() -> str:
    """The schema version this program works with."""
    head = ScriptDirectory(str(migrations_path())).get_current_head()
    if head is None:
        raise AssertionError("the migrations have one head")
    return head


@cache
def known_versions() -> tuple[str, ...]:
    """Every schema version this program knows, the oldest first."""
    scripts = ScriptDirectory(str(migrations_path())).walk_revisions()
    return tuple(reversed([script.revision for script in scripts]))


def upgrade(
    archive: Archive, to: str = "head", then: Callable[[Connection], None] | None = None
) -> tuple[str | None, str]:
    """Brings the schema up, all in one transaction; gives the version before (None: it was empty) and after.

    `then` writes in the same transaction, when the schema is there: what it refuses leaves everything as it was.

    Refuses, as an `ArchiveProblem`, a database of a newer program and one that cannot be written.
    """
    there = archive.file is None or archive.file.exists()
    before = schema_version(archive) if there else None
    if not there and archive.file is not None:
        with suppress(OSError):  # what refuses it is told by the database
            archive.file.touch(mode=0o600, exist_ok=False)  # nobody else reads what will be in it
    if before is not None and before not in known_versions():
        raise ArchiveProblem("archive_newer", before)
    config = Config()
    config.set_main_option("script_location", str(migrations_path()))
    try:
        with archive.writer.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, to)
            if then is not None:
                then(connection)
    except DBAPIError as error:
        raise ArchiveProblem(*explain_failure(error, archive)) from error
    return before, newest_version() if to == "head" else to


def run_frozen_sql(connection: Connection, version: str) -> None:
    """Runs the statements of a version as they were written down once, for the database it is."""
    path = migrations_path() / "versions" / f"{version}_{connection.dialect.name}.sql"
    for statement in path.read_text(encoding="utf-8").strip().removesuffix(";").split(END):
        connection.exec_driver_sql(statement)
