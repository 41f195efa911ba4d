"""Copies of the archive: taken while others write, restored into either database, refused when altered."""

from __future__ import annotations

import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from archives import DIALECTS, Ready
from mutua.services.backup import TABLE, back_up
from mutua.services.digest import digest
from mutua.services.restore import restore
from mutua.services.verify_archive import verify
from mutua.store.database import Archive, ArchiveProblem, schema_version
from services.societies import NOW, Society
from services.test_digest import busy_society, decided


@contextmanager
def empty_place(ready: Ready, dialect: str, folder: Path) -> Iterator[Archive]:
    """An archive that is not there yet, or an empty database of the server."""
    url = str(folder / "restored.db") if dialect == "sqlite" else ready.empty_database()
    with Archive(url) as made:
        yield made


@pytest.fixture
def made(archive: Archive, tmp_path: Path) -> Society:
    return decided(busy_society(archive, tmp_path))


@pytest.fixture
def backup(made: Society, tmp_path: Path) -> Path:
    target = tmp_path / "copia.mutua"
    back_up(made.archive, target, now=NOW)
    return target


def problem(backup: Path, archive: Archive) -> str:
    with pytest.raises(ArchiveProblem) as caught:
        restore(backup, archive)
    return caught.value.code


@pytest.mark.parametrize("other", DIALECTS)
def test_a_backup_is_restored_into_either_database(
    made: Society, backup: Path, ready: Ready, other: str, tmp_path: Path
) -> None:
    with empty_place(ready, other, tmp_path) as target:
        manifest = restore(backup, target)
        assert manifest.digest == digest(made.archive) == digest(target)
        assert verify(target) == []
        with made.archive.snapshot() as one, target.snapshot() as two:
            from mutua.store.seals import chain_ends

            assert chain_ends(one) == chain_ends(two) == list(manifest.ends)


@pytest.mark.parametrize("other", DIALECTS)
def test_work_goes_on_in_a_restored_archive(
    made: Society, backup: Path, ready: Ready, other: str, tmp_path: Path
) -> None:
    """Numbers that the database counts go on: a new regulation, a new provider, a new run."""
    with empty_place(ready, other, tmp_path) as target:
        restore(backup, target)
        again = Society(target, made.plans, made.plan_code, people=made.people, households=made.households)
        again.actor_id = made.actor_id
        again.claim("Anna", "VIS", 10000)
        decided(again)
        assert verify(target) == []


def test_there_and_back_gives_the_same_archive(made: Society, backup: Path, ready: Ready, tmp_path: Path) -> None:
    with empty_place(ready, "postgresql", tmp_path) as server:
        restore(backup, server)
        back_up(server, tmp_path / "seconda.mutua", now=NOW)
    with empty_place(ready, "sqlite", tmp_path) as file:
        assert restore(tmp_path / "seconda.mutua", file).digest == digest(made.archive) == digest(file)


def test_a_backup_is_one_file_that_only_its_owner_reads(backup: Path) -> None:
    assert sorted(one.name for one in backup.parent.glob("*copia*")) == ["copia.mutua"]
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600


def test_a_backup_taken_while_others_write_is_of_one_moment(
    made: Society, ready: Ready, dialect: str, tmp_path: Path
) -> None:
    """Decisions go on while three copies are taken: each restores clean, with the digest it was taken with."""
    stop, faults = threading.Event(), []

    def work() -> None:
        try:
            while not stop.is_set():
                made.claim("Anna", "VIS", 10000)
                decided(made)
        except Exception as fault:  # told to the test below
            faults.append(fault)

    clerk = threading.Thread(target=work)
    clerk.start()
    try:
        manifests = [back_up(made.archive, tmp_path / f"{at}.mutua", now=NOW) for at in range(3)]
    finally:
        stop.set()
        clerk.join()
    assert faults == []
    assert len({one.digest for one in manifests}) == 3, "nobody wrote meanwhile"
    for at, manifest in enumerate(manifests):
        (tmp_path / str(at)).mkdir()
        with empty_place(ready, dialect, tmp_path / str(at)) as target:
            assert restore(tmp_path / f"{at}.mutua", target).digest == manifest.digest == digest(target)


# ---------------------------------------------------------------- what is refused


def _statement(backup: Path, *statements: str) -> None:
    with sqlite3.connect(backup) as file:
        for statement in statements:
            file.execute(statement)
    file.close()


_SOCIETY = '\'"society":"\', \'"society":"A\''
ALTERED = {
    "a name": "UPDATE identity SET surname = 'Bianchi'",
    "an author": "UPDATE actor SET name = 'altri'",
    "a guard": "DROP TRIGGER guard_entry_update",
    "the society of the manifest": f"UPDATE {TABLE} SET content = replace(content, {_SOCIETY})",
    "the form of the manifest": f"UPDATE {TABLE} SET content = content || ' '",
    "a row more": "INSERT INTO setting VALUES ('a', 'b')",
}


@pytest.mark.parametrize("what", ALTERED)
def test_an_altered_backup_is_refused(backup: Path, what: str, tmp_path: Path) -> None:
    _statement(backup, ALTERED[what])
    with Archive(str(tmp_path / "restored.db")) as target:
        assert problem(backup, target) == "backup_altered"
    assert list(tmp_path.glob("*restored*")) == []


@pytest.mark.parametrize("part", [0, 1, 50, 90])
def test_a_truncated_backup_is_refused(backup: Path, part: int, tmp_path: Path) -> None:
    whole = backup.read_bytes()
    backup.write_bytes(whole[: len(whole) * part // 100])
    with Archive(str(tmp_path / "restored.db")) as target:
        assert problem(backup, target) in ("backup_altered", "backup_not_one")
    assert list(tmp_path.glob("*restored*")) == []


def test_a_backup_altered_with_its_mark_made_again_is_refused(
    backup: Path, ready: Ready, dialect: str, tmp_path: Path
) -> None:
    """Somebody changes what was granted, makes both marks anew: the chain still knows."""
    from dataclasses import replace

    from mutua.services.backup import encode_manifest
    from mutua.services.digest import digest_of
    from mutua.services.restore import read_manifest
    from mutua.store.copying import content_mark

    manifest = read_manifest(backup)
    guard = "SELECT sql FROM sqlite_master WHERE name = 'guard_decision_line_update'"
    with sqlite3.connect(backup) as file:
        (sql,) = file.execute(guard).fetchone()
    file.close()
    _statement(
        backup,
        "DROP TRIGGER guard_decision_line_update",
        "UPDATE decision_line SET granted_cents = granted_cents - 100 WHERE granted_cents > 100",
        sql,
    )
    with Archive(str(backup)) as copy, copy.snapshot() as connection:
        mark = digest_of(connection)
    with sqlite3.connect(backup) as file:
        told = replace(manifest, digest=mark, content=content_mark(file, TABLE))
        file.execute(f"UPDATE {TABLE} SET content = ?", (encode_manifest(told),))
    file.close()
    with empty_place(ready, dialect, tmp_path) as target:
        assert problem(backup, target) == "backup_unsound"
        if dialect == "sqlite":
            assert not (tmp_path / "restored.db").exists()
        else:
            assert schema_version(target) is None


def test_a_backup_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("ciao" * 1000, encoding="utf-8")
    (tmp_path / "d").mkdir()
    with Archive(str(tmp_path / "restored.db")) as target:
        assert problem(tmp_path / "niente", target) == "backup_missing"
        assert problem(tmp_path / "x", target) == "backup_not_one"
        assert problem(tmp_path / "d", target) == "backup_not_one"


def test_an_ordinary_archive_is_no_backup(ready: Ready, tmp_path: Path) -> None:
    with ready.fresh("sqlite", tmp_path) as url, Archive(url) as one, Archive(str(tmp_path / "r.db")) as target:
        assert one.file is not None
        assert problem(one.file, target) == "backup_not_one"


def test_nothing_is_restored_over_an_archive(made: Society, backup: Path) -> None:
    before = digest(made.archive)
    assert problem(backup, made.archive) == "archive_exists"
    assert digest(made.archive) == before


def test_nothing_is_restored_beside_the_journal_of_a_lost_archive(backup: Path, tmp_path: Path) -> None:
    """SQLite would read an old journal into the new file."""
    (tmp_path / "restored.db-wal").write_bytes(b"x" * 100)
    with Archive(str(tmp_path / "restored.db")) as target:
        assert problem(backup, target) == "archive_leftovers"


def test_a_backup_is_never_written_over_another(made: Society, backup: Path) -> None:
    before = backup.read_bytes()
    with pytest.raises(ArchiveProblem) as caught:
        back_up(made.archive, backup, now=NOW)
    assert caught.value.code == "backup_exists"
    assert backup.read_bytes() == before


@pytest.mark.parametrize("name", ["no/copia", "file/copia"])
def test_a_folder_that_is_not_there_is_told(made: Society, tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ArchiveProblem) as caught:
        back_up(made.archive, tmp_path / name, now=NOW)
    assert caught.value.code == "file_unwritable"


def test_a_backup_is_restored_over_an_empty_file(backup: Path, tmp_path: Path) -> None:
    (tmp_path / "restored.db").touch()
    with Archive(str(tmp_path / "restored.db")) as target:
        assert restore(backup, target).digest == digest(target)


def test_a_full_disk_leaves_nothing_behind(made: Society, tmp_path: Path) -> None:
    """The process may not write files longer than 64 kB: what a full disk does, on any machine."""
    code = (
        "import resource, signal, sys, datetime, pathlib\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "from mutua.services.backup import back_up\n"
        "from mutua.store.database import Archive, ArchiveProblem\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536))\n"
        "try:\n"
        "    with Archive(sys.argv[1]) as one:\n"
        "        back_up(one, pathlib.Path(sys.argv[2]), now=datetime.datetime.now(datetime.UTC))\n"
        "except ArchiveProblem as problem:\n"
        "    print(problem.code)\n"
    )
    (tmp_path / "pieno").mkdir()
    url = made.archive.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", code, url, str(tmp_path / "pieno" / "copia")]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.stdout.strip() in ("disk_full", "disk_error"), ran.stderr
    assert list((tmp_path / "pieno").iterdir()) == []


@pytest.mark.skipif(shutil.which("mount") is None, reason="no small disk can be made here")
def test_a_backup_onto_a_small_disk_says_that_it_is_full(made: Society, tmp_path: Path) -> None:
    place = tmp_path / "disco"
    place.mkdir()
    small = ["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", str(place)]
    if subprocess.run(small, capture_output=True, check=False).returncode != 0:
        pytest.skip("mounting a small disk is not allowed here")
    try:
        with pytest.raises(ArchiveProblem) as caught:
            back_up(made.archive, place / "copia", now=NOW)
        assert caught.value.code == "disk_full"
        assert list(place.iterdir()) == []
    finally:
        subprocess.run(["umount", str(place)], check=True)
