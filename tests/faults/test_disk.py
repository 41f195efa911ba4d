"""R12, R13: an upgrade stopped halfway leaves the old archive or the new one; a full disk refuses and harms nothing."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from archives import Ready
from faults.conftest import Told, dialect_of
from faults.sizes import sized
from faults.test_kill import missing
from faults.workers import Workers
from faults.worlds import World
from mutua.cli import cli
from mutua.cli_base import run
from mutua.services.verify_archive import verify
from mutua.store.database import Archive, ArchiveProblem, schema_version
from mutua.store.guards import guards_missing
from mutua.store.migrate import known_versions, migrations_path, newest_version, upgrade
from mutua.store.tables import metadata
from store.test_schema import schema_of

Copied = Callable[[World], AbstractContextManager[str]]


# ---------------------------------------------------------------- upgrades

# What the first version is, whoever wants to change it: archives that exist were made by these very files. Before the
# first release it may be made again, and then its new mark is written here; afterwards never.
FIRST_VERSION = "016a8929c70484a6c5a090b9c6427d17"

@contextmanager
def empty(ready: Ready, dialect: str, folder: Path) -> Iterator[str]:
    """The address of a database without any schema."""
    if dialect == "sqlite":
        yield f"sqlite:///{folder / uuid.uuid4().hex}.db"
        return
    url = ready.empty_database()
    try:
        yield url
    finally:
        ready.command(f"DROP DATABASE IF EXISTS {make_url(url).database} WITH (FORCE)")


def between(url: str, expected: dict[str, str]) -> str:
    """What is neither old nor new about a database; "" when it is one of the two."""
    with Archive(url) as archive:
        if archive.file is not None and not archive.file.exists():
            return ""
        try:
            version = schema_version(archive)
        except ArchiveProblem as problem:
            return problem.code
        with archive.reader.begin() as connection:
            found = schema_of(connection)
            if version is None:
                return "" if not found else f"no version, yet {len(found)} things"
            if version == newest_version():
                return "" if found == expected and not guards_missing(connection) else "new, and unlike the new"
    return f"version {version}"


def test_an_upgrade_that_dies_at_any_call_leaves_the_old_or_the_new(
    ready: Ready, dialect: str, url: str, workers: Workers, tmp_path: Path, told: Told
) -> None:
    with Archive(url) as archive, archive.reader.begin() as connection:
        expected = schema_of(connection)
    with empty(ready, dialect, tmp_path) as fresh:
        calls = workers.do("migrate", {"url": fresh})
    points = sorted({*range(1, calls + 1, sized(max(1, calls // 12), 1)), calls - 1, calls})
    wrong = {}
    for number in points:
        with empty(ready, dialect, tmp_path) as fresh:
            worker = workers.start("migrate", {"url": fresh, "stop_at": number})
            assert workers.wait(worker) == 9, worker.complaint()
            wrong[number] = between(fresh, expected)
            workers.do("migrate", {"url": fresh})
            left = between(fresh, expected)
            wrong[-number] = f"{left}: not mended by the next upgrade" if left else ""
    assert {number: what for number, what in wrong.items() if what} == {}
    told("R12 migrations", dialect, f"died at {len(points)} of {calls} calls of an upgrade", "0 in between")


def test_an_upgrade_in_two_transactions_is_noticed(
    ready: Ready, dialect: str, url: str, tmp_path: Path, told: Told
) -> None:
    with Archive(url) as archive, archive.reader.begin() as connection:
        expected = schema_of(connection)
    with empty(ready, dialect, tmp_path) as fresh:
        with Archive(fresh) as archive, archive.writer.begin() as connection:
            metadata.tables["person"].create(connection)  # committed by itself, and then nothing more
        assert between(fresh, expected)
    told("R12 migrations", dialect, "half a schema", "noticed", planted="a commit halfway through the upgrade")


def first_version(folder: Path) -> str:
    """The mark of the files that make the first schema."""
    told = hashlib.sha256()
    for file in sorted((folder / "versions").glob("0001_*.*")):
        told.update(f"{file.name}\n{file.read_text(encoding='utf-8')}".encode())
    return told.hexdigest()[:32]


def test_the_first_schema_is_the_one_that_was_frozen(told: Told) -> None:
    assert first_version(migrations_path()) == FIRST_VERSION
    told("R12 migrations", "both", "the files of the first schema", f"as frozen: {FIRST_VERSION}")


def test_a_first_schema_that_drifted_is_noticed(tmp_path: Path, told: Told) -> None:
    shutil.copytree(migrations_path(), tmp_path / "migrations")
    assert first_version(tmp_path / "migrations") == first_version(migrations_path())
    changed = tmp_path / "migrations" / "versions" / "0001_sqlite.sql"
    changed.write_text(changed.read_text(encoding="utf-8").replace("position >= 0", "position >= 1", 1), "utf-8")
    assert first_version(tmp_path / "migrations") != first_version(migrations_path())
    told("R12 migrations", "both", "one figure of it changed", "noticed", planted="a first schema that drifted")


def test_the_frozen_first_schema_comes_up_to_what_a_new_archive_has(
    ready: Ready, dialect: str, url: str, tmp_path: Path, told: Told
) -> None:
    """The SQL of the first version is a file that nobody edits any more: from there every later one must lead here."""
    with Archive(url) as archive, archive.reader.begin() as connection:
        expected = schema_of(connection)
    with empty(ready, dialect, tmp_path) as old:
        with Archive(old) as archive:
            upgrade(archive, known_versions()[0])
            assert schema_version(archive) == "0001"
            upgrade(archive)
            assert verify(archive) == []
        assert between(old, expected) == ""
    told("R12 migrations", dialect, f"from 0001 to {newest_version()}", "0 differences to a new archive")


# ---------------------------------------------------------------- a full disk


@contextmanager
def small_disk(megabytes: int) -> Iterator[Path]:
    """A file system of a few megabytes, that the server may enter too. Skipped where this user may not mount one."""
    place = Path(tempfile.mkdtemp(prefix="mutua-disk-"))
    place.chmod(0o755)
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(place)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small disk: the test with a limit on the size of files stands for it")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)
        place.rmdir()


def grow(place: Path, megabytes: int) -> None:
    subprocess.run(["mount", "-o", f"remount,size={megabytes}m", str(place)], check=True)


def test_k94_a_full_disk_refuses_plainly_and_harms_nothing(
    hamlet: World, copied: Copied, workers: Workers, tmp_path: Path, told: Told
) -> None:
    if dialect_of(hamlet.url) != "sqlite":
        pytest.skip("the test with a tablespace stands for the server")
    with small_disk(3) as place, copied(hamlet) as url:
        source = make_url(url).database
        assert source is not None
        small = f"sqlite:///{shutil.copy(source, place / 'small.db')}"
        _filled(small, hamlet, workers, tmp_path, {"disk_full", "disk_error"}, lambda: grow(place, 64))
    told("R13 disk full", "sqlite", "a disk of 3 MB filled with requests", "disk_full; all acknowledged is there")


def test_an_archive_that_cannot_be_written_anew_says_that_the_disk_is_full_and_not_that_somebody_reads(
    hamlet: World, copied: Copied, capsys: pytest.CaptureFixture[str], told: Told
) -> None:
    if dialect_of(hamlet.url) != "sqlite":
        pytest.skip("the server's own journal would need the small disk")
    with small_disk(16) as place, copied(hamlet) as url:
        source = make_url(url).database
        assert source is not None
        small = shutil.copy(source, place / "small.db")
        filler = place / "filler"
        filler.write_bytes(bytes(shutil.disk_usage(place).free - 200_000))
        assert run(cli, ["rights", "clean", "--database", str(small)]) == 1
        said = capsys.readouterr().out
        assert "Sul disco non c'è posto" in said
        assert "Qualcuno" not in said
        filler.unlink()
        assert run(cli, ["rights", "clean", "--database", str(small)]) == 0
        assert capsys.readouterr().out == ""
    told("R13 disk full", "sqlite", "rights clean on a disk with 200 KB left", "said so; clean afterwards")


def _filled(
    url: str, of: World, workers: Workers, folder: Path, codes: set[str], mend: Callable[[], None], limit: int = 0
) -> None:
    answer = workers.do("fill", {"url": url, "count": 3000, "most_bytes": limit, **of.at})
    assert answer["problem"] in codes
    assert answer["readable"], "what is there can still be read and is well"
    assert len(answer["acknowledged"]) > 2
    receipts = folder / "receipts"
    receipts.write_text("\n".join(answer["acknowledged"]))
    mend()
    assert missing(url, receipts) == []
    with Archive(url) as archive:
        assert verify(archive) == []
    args = {"url": url, "public_id": "afterwards", "person_id": of.members[0], **of.at}
    assert workers.do("receive_one", args) == "received", "goes on without any repair"


def test_a_file_that_may_not_grow_refuses_plainly_and_harms_nothing(
    hamlet: World, copied: Copied, workers: Workers, tmp_path: Path, told: Told
) -> None:
    if dialect_of(hamlet.url) != "sqlite":
        pytest.skip("the files of a server belong to the server")
    with copied(hamlet) as url:
        size = Path(make_url(url).database or "").stat().st_size
        _filled(url, hamlet, workers, tmp_path, {"disk_full", "disk_error"}, lambda: None, size + 600_000)
    told("R13 disk full", "sqlite", "files limited by RLIMIT_FSIZE", "refused plainly; all acknowledged is there")


def test_a_full_disk_of_the_server_refuses_plainly_and_harms_nothing(
    ready: Ready, hamlet: World, workers: Workers, tmp_path: Path, told: Told
) -> None:
    """The tables of one database on a small disk of their own; the server's journal stays on the large one."""
    if dialect_of(hamlet.url) != "postgresql":
        pytest.skip("the test with a small disk stands for the embedded archive")
    data = Path(_asked(ready, "SHOW data_directory"))
    if not data.exists():
        pytest.skip("the server is on another machine")
    space, name = f"s{uuid.uuid4().hex}", f"d{uuid.uuid4().hex}"
    with small_disk(24) as place:
        owner = data.stat()
        room = place / "room"
        room.mkdir()
        os.chown(room, owner.st_uid, owner.st_gid)
        place.chmod(0o755)
        ready.command(f"CREATE TABLESPACE {space} LOCATION '{room}'")
        try:
            ready.command(f"CREATE DATABASE {name} TEMPLATE {make_url(hamlet.url).database} TABLESPACE {space}")
            url = ready.address(name)
            _filled(url, hamlet, workers, tmp_path, {"disk_full"}, lambda: grow(place, 200))
        finally:
            ready.command(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            ready.command(f"DROP TABLESPACE IF EXISTS {space}")
    what = "a tablespace of 24 MB filled with requests"
    told("R13 disk full", "postgresql", what, "disk_full; all acknowledged is there")


def _asked(ready: Ready, query: str) -> str:
    with Archive(ready.server) as archive, archive.reader.connect() as connection:
        return str(connection.execute(text(query)).scalar())


def test_a_refusal_that_is_not_read_as_a_full_disk_is_noticed(
    hamlet: World, copied: Copied, workers: Workers, tmp_path: Path, told: Told
) -> None:
    """The test of the test: a disk that never fills up gives no refusal, and the check of it fails."""
    if dialect_of(hamlet.url) != "sqlite":
        pytest.skip("once is enough")
    with copied(hamlet) as url:
        answer = workers.do("fill", {"url": url, "count": 2, **hamlet.at})
    assert answer["problem"] not in {"disk_full", "disk_error"}
    told("R13 disk full", "sqlite", "a large disk", "no refusal, noticed", planted="a disk that is not full")
