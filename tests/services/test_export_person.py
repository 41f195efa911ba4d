"""What is handed over to a person: all of theirs, nothing of others, files in clear, and a trace that it was done."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest

from bank.statements import Move
from mutua.domain.dues import Channel, Outsider, Receipt, Regime
from mutua.domain.kinds import Looked
from mutua.services.accesses import accesses_of, forget_accesses, look_at
from mutua.services.confirm_lines import Part, split
from mutua.services.export_person import Handed, export_person
from mutua.services.papers import read_file
from mutua.services.receive_money import receive
from mutua.store.database import Archive
from services.bank_helpers import done, moves
from services.dues_helpers import SECOND, at, charged, received, transfer
from services.rights_helpers import PDF, desk, left_long_ago, shipped_retention
from services.societies import Society

TODAY = date(2026, 6, 10)
IBAN = "IT60X0542811101000000123456"


def package(society: Society, vault: object, folder: Path, name: str = "Anna") -> tuple[Handed, zipfile.ZipFile]:
    target = folder / f"{name}.zip"
    done = export_person(desk(society, TODAY), vault, society.people[name], target, society="Prova")  # type: ignore[arg-type]
    return done, zipfile.ZipFile(target)


def rows(found: zipfile.ZipFile, name: str) -> list[dict[str, str]]:
    text = found.read(f"tabelle/{name}.csv").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_everything_of_the_person_is_handed_over_and_nothing_of_others(archive: Archive, tmp_path: Path) -> None:
    society, vault = left_long_ago(archive, tmp_path)
    done, found = package(society, vault, tmp_path)
    assert (done.attachments, done.missing) == (1, 0)
    assert found.testzip() is None
    assert [row["codice fiscale"] for row in rows(found, "soci")] == ["RSSNNZ80E57G674Q"]
    assert [row["iban"] for row in rows(found, "soci")] == ["IT60X0542811101000000123456"]
    assert len(rows(found, "richieste")) == 2
    assert len(rows(found, "decisioni")) == 2
    assert [row["importo"] for row in rows(found, "pagamenti")] != []
    assert [row["importo"] for row in rows(found, "contributi")] == ["300,00"]
    everything = b"".join(found.read(name) for name in found.namelist())
    assert b"Bruno" not in everything
    assert b"Carla" not in everything
    (attached,) = [name for name in found.namelist() if name.startswith("allegati/")]
    assert found.read(attached) == PDF
    assert "Prova" in found.read("LEGGIMI.txt").decode()
    told = json.loads(found.read("dati.json"))
    assert told["identity"][0]["surname"] == "Rossignolo"
    assert {"claim", "claim_line", "decision", "payment", "household_place", "cover"} <= set(told)
    assert len([name for name in found.namelist() if name.startswith("spiegazioni/")]) == 2
    assert [row["che cosa"] for row in rows(found, "accessi")] == ["tutti i dati, per consegnarli"]


def test_contributions_and_money_received_are_handed_over(archive: Archive, tmp_path: Path) -> None:
    society, vault = left_long_ago(archive, tmp_path)
    charged(society, "Anna", (date(2026, 2, 28), 10000), (SECOND, 5000))
    received(receive(at(society), transfer(society, "Anna", 12000)))
    _, found = package(society, vault, tmp_path)
    assert [(row["importo"], row["versato"]) for row in rows(found, "contributi per persona")] == [
        ("100,00", "100,00"), ("50,00", "20,00"),
    ]  # fmt: skip
    told = json.loads(found.read("dati.json"))
    assert [row["amount_cents"] for row in told["receipt"]] == [12000]
    assert [row["amount_cents"] for row in told["allocation"]] == [10000, 2000]


def test_what_somebody_outside_paid_is_told_by_its_regime_without_the_name(archive: Archive, tmp_path: Path) -> None:
    society, vault = left_long_ago(archive, tmp_path)
    charged(society, "Anna", (date(2026, 2, 28), 10000))
    told = Receipt(Channel.TRANSFER, SECOND, 10000, outsider=Outsider("Rosalba Neri", Regime.THIRD_PARTY))
    received(receive(at(society), told, household_id=society.households[society.people["Anna"]]))
    _, found = package(society, vault, tmp_path)
    paid = [(row["chi paga"], row["importo"]) for row in rows(found, "versamenti")]
    assert paid == [("altri per il socio", "100,00")]
    assert not any(b"Rosalba" in found.read(name) for name in found.namelist())


def test_a_movement_that_was_for_others_too_names_nobody_else(archive: Archive, tmp_path: Path) -> None:
    """A person's own transfer is theirs whole; of a joint one, and of one that somebody else made, only their part."""
    society, vault = left_long_ago(archive, tmp_path)
    mine = charged(society, "Anna", (date(2026, 2, 28), 10000), (SECOND, 5000))
    theirs = charged(society, "Bruno", (date(2026, 2, 28), 7000))
    own, joint, other = moves(
        society,
        Move(3000, text="quota Annunziata", name="ROSSIGNOLO ANNUNZIATA", iban=IBAN),
        Move(9000, text="quota mia e di Bruno", name="ROSSIGNOLO ANNUNZIATA", iban=IBAN, day="2026-03-03"),
        Move(4000, text="per la cognata", name="FERRERO CESARE", iban="IT89O0300203280429513916296", day="2026-03-04"),
    )
    first, last = mine[0].due_id, theirs[0].due_id
    done(split(at(society), own, [Part(3000, first)]))
    done(split(at(society), joint, [Part(2000, first), Part(7000, last)]))
    done(split(at(society), other, [Part(4000, first)]))
    _, found = package(society, vault, tmp_path)
    told = [(row["importo"], row["causale"], row["nome"], row["iban"]) for row in rows(found, "movimenti bancari")]
    assert told == [
        ("30,00", "quota Annunziata", "ROSSIGNOLO ANNUNZIATA", IBAN), ("20,00", "", "", ""), ("40,00", "", "", ""),
    ]  # fmt: skip
    assert [
        (row["data"], row["chi paga"], row["canale"], row["anno di competenza"], row["importo"])
        for row in rows(found, "versamenti")
    ] == [
        ("02/03/2026", "", "bonifico", "2026", "30,00"), ("03/03/2026", "", "bonifico", "2026", "20,00"),
        ("04/03/2026", "", "bonifico", "2026", "40,00"),
    ]  # fmt: skip
    everything = b"".join(found.read(name) for name in found.namelist())
    assert [name for name in (b"Bruno", b"FERRERO", b"cognata", b"IT89O03") if name in everything] == []


def test_names_of_files_say_nothing_about_health_or_people(archive: Archive, tmp_path: Path) -> None:
    society, vault = left_long_ago(archive, tmp_path)
    _, found = package(society, vault, tmp_path)
    assert not any("referto" in name or "Rossignolo" in name for name in found.namelist())


def test_the_package_is_for_its_owner_alone_and_never_overwrites(archive: Archive, tmp_path: Path) -> None:
    society, vault = left_long_ago(archive, tmp_path)
    package(society, vault, tmp_path)
    assert (tmp_path / "Anna.zip").stat().st_mode & 0o077 == 0
    with pytest.raises(FileExistsError):
        package(society, vault, tmp_path)


def test_a_file_whose_key_is_lost_is_counted_not_left_out_in_silence(archive: Archive, tmp_path: Path) -> None:
    society, vault = left_long_ago(archive, tmp_path)
    vault.key_file.unlink()
    done, _ = package(society, vault, tmp_path)
    assert (done.attachments, done.missing) == (0, 1)


def test_who_looked_is_told_newest_first_and_forgotten_when_its_time_is_over(archive: Archive, tmp_path: Path) -> None:
    """Two years, both ends: on the last day it is still there, the day after it goes."""
    society, _ = left_long_ago(archive, tmp_path)
    person_id = society.people["Anna"]
    for day, what in ((date(2026, 6, 10), Looked.REQUEST), (date(2027, 1, 1), Looked.REQUESTS)):
        who = desk(society, day)
        look_at(archive, [person_id], what, actor_id=who.actor_id, now=who.now, motive="telefonata")
    with archive.reader.begin() as connection:
        found = accesses_of(connection, person_id)
    assert [(one.what, one.by, one.motive) for one in found] == [
        (Looked.REQUESTS, "prova", "telefonata"), (Looked.REQUEST, "prova", "telefonata"),
    ]  # fmt: skip
    assert forget_accesses(desk(society, date(2028, 6, 10)), shipped_retention()) == 0
    assert forget_accesses(desk(society, date(2028, 6, 11)), shipped_retention()) == 1
    with archive.reader.begin() as connection:
        assert [one.what for one in accesses_of(connection, person_id)] == [Looked.REQUESTS]


def test_opening_a_delivered_file_is_written_in_the_file_of_its_person(archive: Archive, tmp_path: Path) -> None:
    society, vault = left_long_ago(archive, tmp_path)
    (kept,) = [path for path in vault.folder.rglob("*") if path.is_file()]
    assert read_file(desk(society, TODAY), vault, kept.name, motive="reclamo") == (PDF, "application/pdf")
    with archive.reader.begin() as connection:
        found = accesses_of(connection, society.people["Anna"])
    assert [(one.what, one.motive) for one in found] == [(Looked.ATTACHMENT, "reclamo")]
