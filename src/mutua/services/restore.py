"""An archive made again from a backup: into an empty place only, checked from end to end, all or nothing."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, OperationalError

from mutua.services.backup import FILES, TABLE, Manifest, decode_manifest, in_one_go
from mutua.services.digest import digest_of
from mutua.services.new_archive import is_new_place
from mutua.services.verify_archive import findings
from mutua.store.copying import content_mark, copy_tables
from mutua.store.database import Archive, ArchiveProblem, failure_code
from mutua.store.migrate import known_versions, newest_version, upgrade
from mutua.store.seals import chain_ends
from mutua.store.settings import SOCIETY_NAME, read_setting
from mutua.store.vault import put_stored


def restore(backup: Path, archive: Archive, files: Path | None = None) -> Manifest:
    """Fills the archive, which must be empty or not there yet, with what the backup holds.

    Refuses, as an `ArchiveProblem`, a file that is no backup, an altered or incomplete one, one in which `verify` finds
    anything, a place that is not empty. Then nothing is changed. `files`: the folder of the delivered files, which are
    put back before the archive that names them.
    """
    is_new_place(archive)
    manifest = read_manifest(backup)
    _put_files_back(backup, files)
    with _brought_up(backup, manifest) as source:

        def fill(connection: Connection) -> None:
            _fill(source, connection, manifest, str(backup))

        if archive.file is None:
            upgrade(archive, then=fill)
        else:
            with in_one_go(archive.file) as part, Archive(str(part)) as made:
                upgrade(made, then=fill)
            archive.close()  # whoever had the empty file open looks at the new one from now on
    return manifest


def _put_files_back(backup: Path, folder: Path | None) -> None:
    with closing(sqlite3.connect(f"{backup.absolute().as_uri()}?mode=ro", uri=True)) as file:
        if not file.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (FILES,)).fetchone():
            return
        for name, stored in file.execute(f"SELECT name, content FROM {FILES} ORDER BY name"):
            if folder is None:
                raise ArchiveProblem("files_folder_unknown", name)
            put_stored(folder, name, stored)


def read_manifest(backup: Path) -> Manifest:
    """What the backup says of itself, once every row of it is found as it was written. Refuses anything else."""
    name = str(backup)
    if not backup.is_file():
        raise ArchiveProblem("backup_not_one" if backup.exists() else "backup_missing", name)
    try:
        with closing(sqlite3.connect(f"{backup.absolute().as_uri()}?mode=ro", uri=True)) as file:
            if not file.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (TABLE,)).fetchone():
                raise ArchiveProblem("backup_not_one", name)
            ((text,),) = file.execute(f"SELECT content FROM {TABLE}").fetchall()
            manifest = decode_manifest(text)
            if manifest.schema not in known_versions():
                raise ArchiveProblem("archive_newer", manifest.schema)
            if content_mark(file, TABLE) != manifest.content:
                raise ArchiveProblem("backup_altered", name)
    except (sqlite3.DatabaseError, ValueError, TypeError) as fault:
        code = failure_code(str(fault)) if isinstance(fault, sqlite3.Error) else ""
        whole = code in ("archive_not_a_database", "archive_unreachable")
        raise ArchiveProblem("backup_not_one" if whole else "backup_altered", name) from None
    return manifest


@contextmanager
def _brought_up(backup: Path, manifest: Manifest) -> Iterator[Connection]:
    """The backup open for reading, in today's schema: one of an earlier version is brought up in a copy of it."""
    with tempfile.TemporaryDirectory(prefix="mutua-restore-") as folder:
        file = backup
        if manifest.schema != newest_version():
            file = Path(shutil.copy(backup, folder))
            with Archive(str(file)) as older:
                upgrade(older)
        with Archive(str(file)) as source, source.snapshot() as connection:
            yield connection


def _fill(source: Connection, target: Connection, manifest: Manifest, name: str) -> None:
    """Copies everything, then looks at what was copied: the mark, the ends, all that `verify` looks at."""
    if target.dialect.name == "postgresql":
        target.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")
    try:
        copy_tables(source, target)
        same = (read_setting(target, SOCIETY_NAME), tuple(chain_ends(target))) == (manifest.society, manifest.ends)
        if manifest.schema == newest_version():
            same = same and digest_of(target) == manifest.digest
        if not same:
            raise ArchiveProblem("backup_altered", name)
        for finding in findings(target):
            raise ArchiveProblem("backup_unsound", f"{name} ({finding.code} {finding.place})")
    except OperationalError:
        raise
    except (DBAPIError, ValueError) as fault:
        raise ArchiveProblem("backup_altered", name) from fault
