"""A new archive: its tables, its guards, the society's name and the program itself as the first to record things."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from sqlalchemy import Connection, select

from mutua.services.register import system_actor
from mutua.store.database import Archive, ArchiveProblem, disk_problem, schema_version
from mutua.store.ids import Ids
from mutua.store.migrate import upgrade
from mutua.store.settings import SOCIETY_NAME, write_setting
from mutua.store.tables import actor

PROGRAM = "mutua"


def start_archive(archive: Archive, society_name: str, ids: Ids) -> str:
    """Makes the archive, all or nothing; gives its schema version. Refuses a place where there is something already."""
    made = is_new_place(archive)
    if made and archive.file is not None:
        try:
            archive.file.touch(mode=0o600, exist_ok=False)  # nobody else reads what will be in it
        except OSError as error:
            raise disk_problem(error, archive.name) from error

    def first_rows(connection: Connection) -> None:
        system_actor(connection, PROGRAM, ids)
        if society_name.strip():
            write_setting(connection, SOCIETY_NAME, unicodedata.normalize("NFC", society_name.strip()))

    try:
        return upgrade(archive, then=first_rows)[1]
    except BaseException:
        if made and archive.file is not None:
            archive.close()
            for file in (archive.file, *leftovers(archive.file)):
                file.unlink(missing_ok=True)
        raise


def is_new_place(archive: Archive) -> bool:
    """Whether the archive's file is still to be made; False where an empty one, or an empty database, waits.

    Refuses, as an `ArchiveProblem`, a place that holds an archive, something else, or the journal of a lost archive.
    """
    file = archive.file
    if file is not None and not file.exists():
        if not file.parent.is_dir():
            raise ArchiveProblem("folder_missing", str(file.parent))
        if any(one.exists() for one in leftovers(file)):
            raise ArchiveProblem("archive_leftovers", archive.name)
        return True
    if schema_version(archive) is not None:
        raise ArchiveProblem("archive_exists", archive.name)
    return False


def leftovers(file: Path) -> tuple[Path, ...]:
    """The files that SQLite keeps beside an archive: with another archive's file they would spoil it."""
    return tuple(file.with_name(file.name + end) for end in ("-wal", "-shm", "-journal"))


def the_program(archive: Archive, ids: Ids) -> int:
    """The program as an author of entries; made where an archive does not know it yet."""
    with archive.reader.begin() as connection:
        known = connection.scalar(select(actor.c.id).where(actor.c.kind == "system"))
    if known is not None:
        return int(known)
    with archive.writer.begin() as connection:
        return system_actor(connection, PROGRAM, ids)
