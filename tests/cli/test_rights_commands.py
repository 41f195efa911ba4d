"""`mutua rights`: what is handed over, what must still be kept and until when, who looked."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from freezegun import freeze_time
from sqlalchemy import select

from cli.conftest import Mutua
from mutua.store.database import Archive
from mutua.store.tables import claim
from services.rights_helpers import left_long_ago

CARD = "TESSERA-77"


@pytest.fixture
def claim_id(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mutua: Mutua) -> int:
    """An archive with Anna, who left at the end of May 2026; the number of a request of hers."""
    path = tmp_path / "mutua.db"
    monkeypatch.setenv("MUTUA_DATABASE_URL", str(path))
    monkeypatch.setenv("MUTUA_FILES", str(tmp_path / "files"))
    monkeypatch.setenv("MUTUA_MASTER_KEY", str(tmp_path / "key" / "master.key"))
    monkeypatch.setenv("COLUMNS", "140")
    assert mutua("init", "--name", "Prova").status == 0
    with Archive(str(path)) as archive:
        society, _ = left_long_ago(archive, tmp_path)
        with archive.reader.begin() as connection:
            query = select(claim.c.claim_id).where(claim.c.person_id == society.people["Anna"])
            return int(connection.scalars(query.order_by(claim.c.claim_id)).first() or 0)


def test_all_data_are_handed_over_once(claim_id: int, mutua: Mutua, tmp_path: Path) -> None:
    done = mutua("rights", "export", "--member", CARD, tmp_path / "dati.zip")
    assert done.status == 0, done.err
    assert "1 allegati" in done.out
    assert "LEGGIMI.txt" in zipfile.ZipFile(tmp_path / "dati.zip").namelist()
    again = mutua("rights", "export", "--member", CARD, tmp_path / "dati.zip")
    assert again.status == 1
    assert "c'è già" in again.err


def test_before_its_time_erasing_is_refused_with_the_day_and_the_law(claim_id: int, mutua: Mutua) -> None:
    with freeze_time("2030-01-10"):
        refused = mutua("rights", "erase", "--member", CARD, "--motive", "richiesta", "--yes")
    assert refused.status == 1
    assert "si potrà dal 02/06/2036" in refused.err
    assert "codice civile, art. 2220" in refused.err
    assert mutua("rights", "terms", "--member", CARD, "--lang", "en").out.count("until") == 2


def test_after_its_time_erasing_says_what_went(claim_id: int, mutua: Mutua, tmp_path: Path) -> None:
    with freeze_time("2040-01-10"):
        done = mutua("rights", "erase", "--member", CARD, "--motive", "richiesta", "--yes")
        assert done.status == 0, done.err
        assert "fatti di 2 decisioni, 1 allegati" in done.out
        assert mutua("rights", "erase", "--member", CARD, "--motive", "richiesta", "--yes").status == 1
        assert mutua("rights", "erased", tmp_path / "fuori.json").status == 0
        assert len(json.loads((tmp_path / "fuori.json").read_text())["erased"]) == 1
        again = mutua("rights", "erase-again", tmp_path / "fuori.json")
        assert again.out.strip() == "Cancellati di nuovo: 0; già cancellati: 1."
        assert mutua("rights", "clean").status == 0
    assert mutua("verify").out == ""
    assert mutua("replay").status == 0
    told = mutua("explain", claim_id)
    assert "sono stati cancellati" in told.out


def test_a_backup_of_before_brings_nobody_back(claim_id: int, mutua: Mutua, tmp_path: Path) -> None:
    assert mutua("backup", tmp_path / "copia.mutua").status == 0
    with freeze_time("2040-01-10"):
        assert mutua("rights", "erase", "--member", CARD, "--motive", "richiesta", "--yes").status == 0
    assert mutua("rights", "erased", tmp_path / "fuori.json").status == 0
    other = tmp_path / "altro.db"
    assert mutua("restore", tmp_path / "copia.mutua", "--database", other).status == 0
    assert b"Rossignolo" in other.read_bytes()
    done = mutua("rights", "erase-again", tmp_path / "fuori.json", "--database", other)
    assert done.out.strip() == "Cancellati di nuovo: 1; già cancellati: 0."
    assert b"Rossignolo" not in other.read_bytes()
    assert mutua("verify", "--database", other).status == 0


def test_who_looked_is_told(claim_id: int, mutua: Mutua) -> None:
    assert mutua("rights", "accesses", "--member", CARD).out.strip() == "Nessuno ha guardato il fascicolo."
    assert mutua("explain", claim_id).status == 0
    assert mutua("claims", "--member", CARD).status == 0
    told = mutua("rights", "accesses", "--member", CARD).out
    assert "una domanda" in told
    assert "l'elenco delle domande" in told
    assert "mutua" in told
    assert mutua("society", "set", "--no-name-clerks").status == 0
    assert "il programma" in mutua("rights", "accesses", "--member", CARD).out
    assert mutua("rights", "forget-accesses").out.strip() == "Accessi tolti: 0."


def test_what_is_not_there_is_told(claim_id: int, mutua: Mutua, tmp_path: Path) -> None:
    assert mutua("rights", "terms", "--member", "nessuno").status == 1
    (tmp_path / "x").write_text("{}")
    assert "non è un elenco" in mutua("rights", "erase-again", tmp_path / "x").err
    assert mutua("rights", "erase", "--member", CARD, "--motive", " ").status == 2
