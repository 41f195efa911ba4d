"""Delivered files: encrypted by person, named by what they hold, never read without a line in the audit."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import delete, select

from mutua.services.backup import back_up
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.papers import MOST_BYTES, Attached, Delivered, attach, read_file
from mutua.services.restore import restore
from mutua.services.verify_archive import Finding, verify
from mutua.store.database import Archive, ArchiveProblem
from mutua.store.tables import audit, person_key
from mutua.store.vault import Vault, files_astray
from services.societies import Society, small_society

PDF = Delivered(b"%PDF-1.7 referto inventato", "application/pdf")


@pytest.fixture
def society(archive: Archive, tmp_path: Path) -> Society:
    made = small_society(archive, tmp_path)
    made.household("N1", "Anna", "Bruno")
    return made


@pytest.fixture
def at(society: Society) -> Desktop:
    return Desktop(society.archive, society.plans, society.actor_id, society.now, society.ids)


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "files", tmp_path / "keys" / "master.key")


def put(at: Desktop, vault: Vault, claim: int, file: Delivered = PDF) -> Attached:
    done = attach(at, vault, claim, "prescrizione", file, dated_on=date(2026, 5, 1))
    assert isinstance(done, Attached)
    return done


def test_a_file_completes_the_request_and_is_read_back(society: Society, at: Desktop, vault: Vault) -> None:
    claim = society.claim("Anna", "VIS", 10000, papers={"fattura": date(2026, 5, 4)})
    assert society.decide(claim).draft.answer.granted_cents == 0
    done = put(at, vault, claim)
    assert society.decide(claim).draft.answer.granted_cents == 7000
    assert read_file(at, vault, done.sha256, motive="controllo") == (PDF.content, PDF.media_type)
    assert verify(society.archive) == []


def test_what_lies_on_the_disk_tells_nothing(society: Society, at: Desktop, vault: Vault) -> None:
    done = put(at, vault, society.claim("Anna", "VIS", 10000))
    assert b"referto" not in vault.path(done.sha256).read_bytes()
    assert vault.path(done.sha256).stat().st_mode & 0o077 == 0
    assert vault.key_file.stat().st_mode & 0o077 == 0


def test_each_reading_is_written_down(society: Society, at: Desktop, vault: Vault) -> None:
    done = put(at, vault, society.claim("Anna", "VIS", 10000))
    read_file(at, vault, done.sha256, motive="telefonata")
    with society.archive.reader.begin() as connection:
        rows = connection.execute(select(audit.c.kind, audit.c.object_id, audit.c.motive)).all()
    assert rows == [("open", done.sha256, "telefonata")]


def test_the_same_file_for_two_requests_is_told(society: Society, at: Desktop, vault: Vault) -> None:
    one, other = society.claim("Anna", "VIS", 10000), society.claim("Bruno", "VIS", 10000)
    first, second = put(at, vault, one), put(at, vault, other)
    assert (first.also_in, second.also_in) == ((), (one,))
    assert first.sha256 != second.sha256  # each under its person's key


def test_without_the_persons_key_the_file_is_gone(society: Society, at: Desktop, vault: Vault) -> None:
    done = put(at, vault, society.claim("Anna", "VIS", 10000))
    with society.archive.writer.begin() as connection:
        connection.execute(delete(person_key))
    with pytest.raises(ArchiveProblem, match="key_destroyed"):
        read_file(at, vault, done.sha256, motive="x")


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (Delivered(b"", "application/pdf"), "file_empty"),
        (Delivered(b"%PDF-" + bytes(MOST_BYTES), "application/pdf"), "file_too_big"),
        (Delivered(b"<html>", "application/pdf"), "file_of_another_kind"),
        (Delivered(b"<svg/>", "image/svg+xml"), "file_of_another_kind"),
    ],
)
def test_an_unfit_file_is_refused(at: Desktop, vault: Vault, society: Society, file: Delivered, code: str) -> None:
    claim = society.claim("Anna", "VIS", 10000)
    answer = attach(at, vault, claim, "prescrizione", file)
    assert isinstance(answer, Refusal)
    assert answer.code == code
    assert not vault.folder.exists()


def test_an_unknown_request_line_or_file_is_refused(at: Desktop, vault: Vault, society: Society) -> None:
    assert attach(at, vault, 99, "x", PDF) == Refusal("claim_unknown", "99")
    assert attach(at, vault, society.claim("Anna", "VIS", 1), "x", PDF, line=2) == Refusal("line_unknown", "2")
    assert read_file(at, vault, "0" * 64, motive="x") == Refusal("file_unknown", "0" * 64)


def test_a_file_lost_or_changed_on_the_disk_is_found(society: Society, at: Desktop, vault: Vault) -> None:
    one, other = (put(at, vault, society.claim("Anna", "VIS", 10000)) for _ in range(2))
    with society.archive.reader.begin() as connection:
        assert list(files_astray(connection, vault.folder)) == []
        vault.path(one.sha256).unlink()
        vault.path(other.sha256).write_bytes(b"altro")
        found = dict(map(reversed, files_astray(connection, vault.folder)))  # type: ignore[arg-type]  # pairs turned
    assert found == {one.sha256: "file_missing", other.sha256: "file_damaged"}
    with pytest.raises(ArchiveProblem, match="file_damaged"):
        read_file(at, vault, other.sha256, motive="x")
    assert set(verify(society.archive, files=vault.folder)) == {
        Finding("file_missing", found=one.sha256), Finding("file_damaged", found=other.sha256)
    }  # fmt: skip


def test_a_backup_carries_the_files_and_never_the_key(
    society: Society, at: Desktop, vault: Vault, tmp_path: Path
) -> None:
    done = put(at, vault, society.claim("Anna", "VIS", 10000))
    backup, elsewhere = tmp_path / "copia.mutua", Vault(tmp_path / "altrove", vault.key_file)
    with pytest.raises(ArchiveProblem, match="files_folder_unknown"):
        back_up(society.archive, backup, now=society.now)
    assert not backup.exists()
    back_up(society.archive, backup, now=society.now, files=vault.folder)
    assert vault.key_file.read_bytes().strip() not in backup.read_bytes()
    with Archive(str(tmp_path / "altro.db")) as other:
        restore(backup, other, elsewhere.folder)
        there = Desktop(other, society.plans, society.actor_id, society.now, society.ids)
        assert verify(other, files=elsewhere.folder) == []
        assert read_file(there, elsewhere, done.sha256, motive="prova") == (PDF.content, PDF.media_type)


def test_a_backup_of_files_that_are_lost_is_refused(
    society: Society, at: Desktop, vault: Vault, tmp_path: Path
) -> None:
    done = put(at, vault, society.claim("Anna", "VIS", 10000))
    vault.path(done.sha256).unlink()
    with pytest.raises(ArchiveProblem, match="file_missing"):
        back_up(society.archive, tmp_path / "copia.mutua", now=society.now, files=vault.folder)


def test_another_master_key_or_none_is_told(society: Society, at: Desktop, vault: Vault, tmp_path: Path) -> None:
    done = put(at, vault, society.claim("Anna", "VIS", 10000))
    stranger = Vault(vault.folder, tmp_path / "other.key")
    with pytest.raises(ArchiveProblem, match="master_key_missing"):
        read_file(at, stranger, done.sha256, motive="x")
    stranger.master_key(create=True)
    with pytest.raises(ArchiveProblem, match="master_key_other"):
        read_file(at, stranger, done.sha256, motive="x")
    stranger.key_file.write_text("non è una chiave")
    with pytest.raises(ArchiveProblem, match="master_key_damaged"):
        read_file(at, stranger, done.sha256, motive="x")


def test_a_master_key_that_is_gone_is_never_replaced_by_a_new_one(
    society: Society, at: Desktop, vault: Vault, tmp_path: Path
) -> None:
    done, other = put(at, vault, society.claim("Anna", "VIS", 10000)), society.claim("Bruno", "VIS", 10000)
    kept = vault.key_file.rename(tmp_path / "da parte.key")
    for claim in (other, society.claim("Anna", "VIS", 9000)):
        with pytest.raises(ArchiveProblem, match="master_key_missing"):
            attach(at, vault, claim, "prescrizione", PDF)
    assert not vault.key_file.exists()
    assert [path.name for path in vault.folder.rglob("*") if path.is_file()] == [done.sha256]
    vault.master_key(create=True)  # a key of elsewhere, put there by mistake
    with pytest.raises(ArchiveProblem, match="master_key_other"):
        attach(at, vault, other, "prescrizione", PDF)
    kept.rename(vault.key_file)
    assert read_file(at, vault, put(at, vault, other).sha256, motive="x") == (PDF.content, PDF.media_type)
