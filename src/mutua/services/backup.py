"""A copy of the whole archive in one file, taken while others work; and an archive made again from such a copy.

The file is an SQLite archive with a manifest inside, whatever database it comes from, so that it can be restored into
either. It holds everything the archive holds and the delivered files, encrypted as they are; never the master key,
which has to be kept elsewhere: without it nobody reads those files again.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select

from mutua.rules.content import ContentError, expect_map, expect_text, read
from mutua.services.digest import digest_of
from mutua.services.heads import encode_json, read_ends, told_ends
from mutua.services.new_archive import leftovers
from mutua.store.base import read_instant, written_instant
from mutua.store.copying import content_mark, copy_tables
from mutua.store.database import Archive, ArchiveProblem, disk_problem, failure_code, is_full, schema_version
from mutua.store.migrate import upgrade
from mutua.store.seals import End, chain_ends, root_of
from mutua.store.settings import SOCIETY_NAME, read_setting
from mutua.store.tables import attachment
from mutua.store.vault import stored_file

FORM = "mutua backup 1"
TABLE = "backup_manifest"
FILES = "backup_file"
_KEYS = {"content", "digest", "ends", "form", "made_at", "root", "schema", "society"}


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. `digest` is of the archive, `content` of every row of the file as it is."""

    society: str
    made_at: datetime
    schema: str
    digest: str
    content: str
    ends: tuple[End, ...]


def back_up(archive: Archive, target: Path, *, now: datetime, files: Path | None = None) -> Manifest:
    """Copies the archive, as it stands at one moment, into a new file. All or nothing: no half-written file is left.

    `files`: the folder of the delivered files. Refuses, as an `ArchiveProblem`, a target that exists, a disk that is
    full, a place that cannot be written, a delivered file that is missing or not as it was stored.
    """
    if target.exists():
        raise ArchiveProblem("backup_exists", str(target))
    with in_one_go(target) as part:
        if archive.dialect == "sqlite":
            _copy_file(archive, part)
        else:
            with Archive(str(part)) as copy, archive.snapshot() as source:
                upgrade(copy, then=lambda connection: copy_tables(source, connection))
        _put_files(part, files)
        manifest = _described(part, now)
        _seal(part, manifest)
    return manifest


def how_many_files(archive: Archive) -> int:
    """How many delivered files the archive names."""
    with archive.reader.begin() as connection:
        return connection.scalar(select(func.count()).select_from(attachment)) or 0


def _put_files(part: Path, folder: Path | None) -> None:
    """The delivered files that the copy names, into the copy; each is looked at first."""
    with closing(sqlite3.connect(part)) as copy:
        copy.execute("PRAGMA journal_mode = delete")
        copy.execute(f"CREATE TABLE {FILES} (name TEXT NOT NULL PRIMARY KEY, content BLOB NOT NULL) STRICT")
        for (name,) in copy.execute("SELECT sha256 FROM attachment ORDER BY sha256").fetchall():
            if folder is None:
                raise ArchiveProblem("files_folder_unknown", name)
            copy.execute(f"INSERT INTO {FILES} VALUES (?, ?)", (name, stored_file(folder, name)))
        copy.commit()


def _copy_file(archive: Archive, part: Path) -> None:
    """SQLite's own hot copy, in one step: writers go on meanwhile, and the copy is of one moment."""
    with archive.reader.connect() as connection, closing(sqlite3.connect(part)) as copy:
        source = connection.connection.driver_connection
        assert isinstance(source, sqlite3.Connection)
        try:
            source.backup(copy)
        except sqlite3.DatabaseError as error:
            code = failure_code(str(error))
            if code in ("archive_damaged", "archive_not_a_database"):
                raise ArchiveProblem(code, archive.name) from error
            raise
        copy.execute("PRAGMA journal_mode = delete")  # one file, not one and its journal


def _described(part: Path, now: datetime) -> Manifest:
    """The manifest of a copy, read from the copy itself."""
    with Archive(str(part)) as copy:
        version = schema_version(copy)
        assert version is not None
        with copy.snapshot() as connection:
            society, ends = read_setting(connection, SOCIETY_NAME), tuple(chain_ends(connection))
            mark = digest_of(connection)
    with closing(sqlite3.connect(part)) as file:
        file.execute("PRAGMA journal_mode = delete")
        return Manifest(society, now, version, mark, content_mark(file, TABLE), ends)


def _seal(part: Path, manifest: Manifest) -> None:
    with closing(sqlite3.connect(part)) as file:
        file.execute("PRAGMA synchronous = full")
        file.execute(f"CREATE TABLE {TABLE} (content TEXT NOT NULL) STRICT")
        file.execute(f"INSERT INTO {TABLE} VALUES (?)", (encode_manifest(manifest),))
        file.commit()


def encode_manifest(manifest: Manifest) -> str:
    told = {
        "form": FORM, "society": manifest.society, "made_at": written_instant(manifest.made_at),
        "schema": manifest.schema, "digest": manifest.digest, "content": manifest.content,
        "root": root_of(manifest.ends).hex(), "ends": told_ends(manifest.ends),
    }  # fmt: skip
    return encode_json(told).decode()


def decode_manifest(text: str) -> Manifest:
    """The manifest of its text. Refuses, with a `ValueError`, whatever `encode_manifest` would not have written."""
    told = expect_map(read(text.encode()))
    if told.keys() != _KEYS or told["form"] != FORM:
        raise ContentError(FORM, sorted(told))
    instant = read_instant(expect_text(told["made_at"]))
    society, schema, digest, content = (expect_text(told[name]) for name in ("society", "schema", "digest", "content"))
    manifest = Manifest(society, instant, schema, digest, content, read_ends(told["ends"]))
    if encode_manifest(manifest) != text:
        raise ContentError("the manifest as it was written", text)
    return manifest


@contextmanager
def in_one_go(target: Path) -> Iterator[Path]:
    """A file to write beside the target, which takes its name when all is written and on the disk.

    Refuses, as an `ArchiveProblem`, what disk and database refuse; then nothing of it is left.
    """
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        part.touch(mode=0o600, exist_ok=False)  # nobody else reads what is in it
        yield part
        for path in (part, part.parent):
            _to_the_disk(path)
        os.replace(part, target)
        _to_the_disk(part.parent)
    except sqlite3.Error as error:
        code = failure_code(str(error)) or "file_unwritable"
        if code in ("disk_error", "archive_unreachable") and is_full(part.parent):
            code = "disk_full"
        raise ArchiveProblem(code, str(target)) from error
    except OSError as error:
        raise disk_problem(error, str(target)) from error
    except ArchiveProblem as problem:
        if problem.found != str(part):
            raise
        raise ArchiveProblem(problem.code, str(target)) from problem
    finally:
        for path in (part, *leftovers(part)):
            with suppress(OSError):  # it is not there, or its folder is none
                path.unlink()


def _to_the_disk(path: Path) -> None:
    """Waits until the disk has it. Some systems cannot open a folder for this; then there is nothing to wait for."""
    if path.is_dir() and os.name == "nt":
        return
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
