"""Archives that cannot be used: one clear message, exit status 2, nothing changed, never a traceback."""

from __future__ import annotations

import builtins
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from archives import Ready
from cli.conftest import Mutua, Ran
from mutua.store.database import Archive


@pytest.fixture
def file(ready: Ready, tmp_path: Path) -> Iterator[Path]:
    """An ordinary archive in a file."""
    with ready.fresh("sqlite", tmp_path) as url:
        yield Path(make_url(url).database or "")


def refused(ran: Ran, *words: str) -> None:
    """One message in Italian, status 2, nothing on the other channel."""
    assert (ran.status, ran.out) == (2, ""), ran
    assert "Traceback" not in ran.err
    assert len(ran.err.strip().splitlines()) == 1
    for word in words:
        assert word in ran.err
    assert ran.err.strip().endswith("Non è stato cambiato nulla.")


READING = [["verify"], ["digest"], ["replay"], ["explain", "1"]]
WRITING = [["decide", "1", "--yes"], ["db", "upgrade"]]


@pytest.mark.parametrize("command", [*READING, *WRITING], ids=" ".join)
def test_an_archive_that_is_not_there_is_told(mutua: Mutua, tmp_path: Path, command: list[str]) -> None:
    refused(mutua(*command, "--database", tmp_path / "niente.db"), "niente.db non c'è", "mutua init")
    assert list(tmp_path.iterdir()) == []


def test_the_same_in_english(mutua: Mutua, tmp_path: Path) -> None:
    ran = mutua("verify", "--lang", "en", "--database", tmp_path / "none.db")
    assert ran.status == 2
    assert ran.err.startswith("There is no archive")
    assert ran.err.strip().endswith("Nothing was changed.")


@pytest.mark.parametrize("command", [*READING, *WRITING, ["init"]], ids=" ".join)
def test_a_file_that_is_no_database_is_told_and_left_alone(mutua: Mutua, tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "lettera.db").write_text("Gentile socia, " * 500, "utf-8")
    before = (tmp_path / "lettera.db").read_bytes()
    refused(mutua(*command, "--database", tmp_path / "lettera.db"), "non è un archivio")
    assert (tmp_path / "lettera.db").read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["lettera.db"]


@pytest.mark.parametrize("command", [*READING, *WRITING], ids=" ".join)
def test_an_empty_file_is_told(mutua: Mutua, tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "vuoto.db").touch()
    refused(mutua(*command, "--database", tmp_path / "vuoto.db"), "è vuoto", "mutua init")


@pytest.mark.parametrize("command", [*READING, *WRITING, ["init"]], ids=" ".join)
def test_a_folder_is_told(mutua: Mutua, tmp_path: Path, command: list[str]) -> None:
    refused(mutua(*command, "--database", tmp_path), "è una cartella")


@pytest.mark.parametrize("command", [*READING, *WRITING, ["init"]], ids=" ".join)
def test_a_database_of_others_is_told_and_left_alone(mutua: Mutua, tmp_path: Path, command: list[str]) -> None:
    file = sqlite3.connect(tmp_path / "altro.db")
    file.execute("CREATE TABLE fatture (numero INTEGER)")
    file.close()
    before = (tmp_path / "altro.db").read_bytes()
    refused(mutua(*command, "--database", tmp_path / "altro.db"), "contiene altro")
    assert (tmp_path / "altro.db").read_bytes() == before


@pytest.mark.parametrize("part", [25, 50, 75])
@pytest.mark.parametrize("command", [["verify"], ["digest"], ["decide", "--all"]], ids=" ".join)
def test_a_half_written_archive_is_told(mutua: Mutua, file: Path, command: list[str], part: int) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) * part // 100])
    ran = mutua(*command, "--database", file)
    assert ran.status in (1, 2)
    assert "Traceback" not in ran.err
    assert "rovinato" in ran.out + ran.err


@pytest.mark.parametrize("command", [*READING, *WRITING], ids=" ".join)
def test_k97_an_archive_of_a_newer_program_is_told(mutua: Mutua, url: str, command: list[str]) -> None:
    with Archive(url) as archive, archive.writer.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    refused(mutua(*command, "--database", url), "più recente", "9999", "aggiornate mutua")


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_k97_an_archive_of_an_earlier_program_says_how_to_go_on(mutua: Mutua, url: str, command: list[str]) -> None:
    with Archive(url) as archive, archive.writer.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    refused(mutua(*command, "--database", url), "mutua db upgrade")


ENVIRONMENT = [
    (97, "MUTUA_DATABASE_URL", "", ["verify"], 2, "mutua.db non c'è"),
    (97, "MUTUA_DATABASE_URL", ":::", ["verify"], 2, "::: non c'è"),
    (97, "MUTUA_DATABASE_URL", "http://example.org", ["digest"], 2, "non in «http»"),
    (97, "MUTUA_DATABASE_URL", ".", ["replay"], 2, "è una cartella"),
    (97, "MUTUA_RULESETS", "niente", ["rules", "check"], 1, "Non c'è: niente"),
]


@pytest.mark.parametrize(("number", "variable", "value", "command", "status", "words"), ENVIRONMENT)
def test_k97_a_variable_of_the_environment_that_is_empty_or_wrong_is_told(
    mutua: Mutua, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, variable: str, value: str,
    command: list[str], status: int, words: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    for other in ("MUTUA_DATABASE_URL", "MUTUA_RULESETS"):
        monkeypatch.delenv(other, raising=False)
    monkeypatch.setenv(variable, value)
    ran = mutua(*command)
    assert (ran.status, words in ran.err) == (status, True), (number, ran)
    assert "Traceback" not in ran.err
    assert list(tmp_path.iterdir()) == [], "nothing was made"


WRONG = {
    "sqlite:///": "in quale file",
    "sqlite:///a.db?x=1": "non si capisce",
    "mysql://a/b": "non in «mysql»",
    "http://example.org": "non in «http»",
    "://": "non si capisce",
    "postgresql://casa:porta/x": "non si capisce",
}


@pytest.mark.parametrize("url", WRONG)
@pytest.mark.parametrize("command", [["verify"], ["init"], ["backup", "x"], ["decide", "--all"]], ids=" ".join)
def test_a_wrong_address_is_told(mutua: Mutua, url: str, command: list[str]) -> None:
    refused(mutua(*command, "--database", url), WRONG[url])


@pytest.mark.parametrize("url", ["postgresql://u:segreta@localhost:1/x", "postgresql://u:segreta@casa.invalid/x?y=1"])
def test_a_server_that_does_not_answer_is_told_without_the_password(mutua: Mutua, url: str) -> None:
    ran = mutua("verify", "--database", url)
    refused(ran, "Non si arriva all'archivio")
    assert "segreta" not in ran.err


def test_a_password_in_an_address_that_cannot_be_read_is_not_told(mutua: Mutua) -> None:
    assert "segreta" not in mutua("verify", "--database", "postgresql://u:segreta@casa:porta/x").err


def test_a_database_that_the_server_does_not_have_is_told(mutua: Mutua, ready: Ready) -> None:
    refused(mutua("verify", "--database", ready.address("niente")), "non c'è")


def test_a_user_that_the_server_does_not_know_is_told(mutua: Mutua, ready: Ready) -> None:
    url = make_url(ready.server).set(username="nessuno").render_as_string(hide_password=False)
    refused(mutua("verify", "--database", url), "non vi lascia entrare")


def test_an_empty_database_of_a_server_is_told(mutua: Mutua, ready: Ready) -> None:
    refused(mutua("verify", "--database", ready.empty_database()), "è vuoto", "mutua init")


def test_a_missing_driver_is_told(mutua: Mutua, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without_psycopg(name: str, *arguments: Any, **others: Any) -> Any:
        if name.split(".")[0] == "psycopg":
            raise ModuleNotFoundError("No module named 'psycopg'", name="psycopg")
        return real(name, *arguments, **others)

    monkeypatch.setattr(builtins, "__import__", without_psycopg)
    refused(mutua("verify", "--database", "postgresql://casa/x"), "pip install 'mutua[postgres]'")


def test_k95_a_busy_archive_is_told(mutua: Mutua, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mutua.store.database.BUSY_SECONDS", 0)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        ran = mutua("decide", "--all", "--database", file)
    finally:
        other.close()
    assert ran.status == 2
    assert "occupato da un altro lavoro" in ran.err


def test_an_archive_damaged_in_the_middle_is_told(mutua: Mutua, file: Path) -> None:
    whole = bytearray(file.read_bytes())
    whole[8192:] = os.urandom(len(whole) - 8192)
    file.write_bytes(bytes(whole))
    for command in (*READING, *WRITING):
        ran = mutua(*command, "--database", file)
        assert ran.status in (1, 2)
        assert "rovinat" in ran.out + ran.err
        assert "Traceback" not in ran.err


@pytest.mark.skipif(os.name == "nt", reason="who owns a file is another matter there")
@pytest.mark.parametrize("what", ["folder", "disk"])
def test_k94_a_place_that_cannot_be_written_is_told(file: Path, tmp_path: Path, what: str) -> None:
    """Run as somebody else, for whom the folder is read-only; or on a disk that is read-only for everybody."""
    place = tmp_path / "sola-lettura"
    place.mkdir()
    undo: list[str] = []
    if what == "disk":
        if subprocess.run(["mount", "-t", "tmpfs", "tmpfs", place], capture_output=True, check=False).returncode != 0:
            pytest.skip("mounting a disk is not allowed here")
        undo = ["umount", str(place)]
    try:
        shutil.copy(file, place / "a.db")
        (place / "a.db").chmod(0o444)
        if what == "disk":
            subprocess.run(["mount", "-o", "remount,ro", place], check=True)
            prefix: list[str] = []
        else:
            place.chmod(0o555)
            prefix = ["setpriv", "--reuid=65534", "--clear-groups"] if os.geteuid() == 0 else []
            _readable_by_others(place)
        command = [*prefix, sys.executable, "-c", "from mutua.cli import main; main()"]
        if prefix and subprocess.run([*command, "--version"], capture_output=True, check=False).returncode != 0:
            pytest.skip("nobody else can run the program here")
        for arguments in (["decide", "--all"], ["db", "upgrade"], ["init", "--database", str(place / "nuovo.db")]):
            told = arguments if "--database" in arguments else [*arguments, "--database", str(place / "a.db")]
            ran = subprocess.run([*command, *told], capture_output=True, text=True, check=False)
            assert ran.returncode == 2, ran
            assert "Traceback" not in ran.stderr
            assert "sola lettura" in ran.stderr or "controllate la cartella" in ran.stderr, ran.stderr
        assert [one.name for one in place.iterdir()] == ["a.db"]
    finally:
        if undo:
            subprocess.run(undo, check=True)


def _readable_by_others(place: Path) -> None:
    for above in (place, *place.parents):
        if above.stat().st_uid == os.geteuid() and str(above).startswith(("/tmp/", "/dev/shm/")):
            above.chmod(above.stat().st_mode | 0o055)


@pytest.mark.skipif(shutil.which("mount") is None, reason="no small disk can be made here")
def test_k94_a_disk_that_is_full_is_called_so(mutua: Mutua, file: Path, tmp_path: Path) -> None:
    place = tmp_path / "disco"
    place.mkdir()
    size = (file.stat().st_size + 8191) // 4096 * 4096
    small = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)]
    if subprocess.run(small, capture_output=True, check=False).returncode != 0:
        pytest.skip("mounting a small disk is not allowed here")
    try:
        shutil.copy(file, place / "a.db")
        with suppress(OSError), (place / "altro").open("wb") as other:
            other.write(b"x" * 65536)
        for command in (["decide", "--all"], ["claims"]):
            ran = mutua(*command, "--database", place / "a.db")
            assert (ran.status, "Il disco è pieno" in ran.err) == (2, True), ran
    finally:
        subprocess.run(["umount", str(place)], check=True)


@pytest.mark.skipif(shutil.which("mount") is None, reason="no disk can be made read-only here")
def test_an_archive_on_a_disk_of_read_only_is_read(mutua: Mutua, file: Path, tmp_path: Path) -> None:
    place = tmp_path / "sola lettura?"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "tmpfs", place], capture_output=True, check=False).returncode != 0:
        pytest.skip("mounting a disk is not allowed here")
    try:
        for name in ("a.db", "b.db"):
            shutil.copy(file, place / name)
        (place / "b.db-wal").write_bytes(b"x" * 4096)  # somebody was at work when the disk was taken away
        subprocess.run(["mount", "-o", "remount,ro", place], check=True)
        for command in (["verify"], ["claims"], ["heads", tmp_path / "sigilli"], ["backup", tmp_path / "copia"]):
            ran = mutua(*command, "--database", place / "a.db")
            assert (ran.status, ran.err) == (0, ""), ran
        refused(mutua("verify", "--database", place / "b.db"), "sola lettura", "-wal", "copiatelo")
        refused(mutua("db", "upgrade", "--database", place / "a.db"), "Non si può scrivere")
    finally:
        subprocess.run(["umount", str(place)], check=True)
