"""`mutua papers`: for one or for all, named by number, told what was printed and what could not be."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.conftest import Mutua
from letters.papers import text_of
from mutua.services.receive_money import receive
from mutua.store.database import Archive
from services.dues_helpers import FIRST, at, charged, received, transfer
from services.member_helpers import member
from services.societies import small_society


@pytest.fixture(autouse=True)
def archive_here(mutua: Mutua, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Anna, a member, who paid for herself and for Bruno."""
    path = tmp_path / "mutua.db"
    monkeypatch.setenv("MUTUA_DATABASE_URL", str(path))
    assert mutua("init", "--name", "Mutua di Prova").status == 0
    with Archive(str(path)) as archive:
        society = small_society(archive, tmp_path)
        society.household("N1", "Anna", "Bruno")
        member(society, "Anna")
        for name in ("Anna", "Bruno"):
            charged(society, name, (FIRST, 10000))
        received(receive(at(society), transfer(society, "Anna", 20000)))


def test_certificates_of_a_year_for_one_and_for_all(mutua: Mutua, tmp_path: Path) -> None:
    out = tmp_path / "carte"
    one = mutua("papers", "certificate", "--year", "2026", "--member", "N1-1", "--out", out)
    assert one.status == 0, one.err
    assert one.out.strip() == str(out / "attestazione-2026-N1-1.pdf")
    text = text_of((out / "attestazione-2026-N1-1.pdf").read_bytes())
    assert "Rossi Anna" in text  # who paid
    assert "100,00 €" in text
    everybody = mutua("papers", "certificate", "--year", "2026", "--all", "--out", out)
    assert everybody.out.splitlines() == [f"{out}: 2 documenti.", "Uguali a quelli già emessi: 1."]
    assert mutua("verify").out == ""
    assert "un documento stampato" in mutua("rights", "accesses", "--member", "N1-1").out


def test_the_other_papers(mutua: Mutua, tmp_path: Path) -> None:
    out = tmp_path / "carte"
    assert mutua("papers", "statement", "--year", "2026", "--household", "N1", "--out", out).status == 0
    assert "Non resta nulla da versare." in text_of((out / "estratto-2026-N1-0.pdf").read_bytes())
    assert mutua("papers", "card", "--all", "--out", out).out.strip() == str(out / "tessera-N1-0.pdf")
    assert mutua("papers", "members-book", "--on", "31/12/2026", "--out", out).status in (0, 2)
    for none in (("firm-list", "--year", "2026", "--all"), ("letters", "--on", "01/01/2020")):
        assert mutua("papers", *none, "--out", out).out.strip() == "Non c'è nulla da stampare."


def test_what_cannot_be_printed_is_told(mutua: Mutua, tmp_path: Path) -> None:
    assert mutua("papers", "card", "--member", "N1-1", "--out", tmp_path).err.strip() == (
        "N1-1: non è socio, e la tessera è dei soci."
    )
    assert mutua("papers", "certificate", "--year", "2026", "--member", "boh", "--out", tmp_path).status == 1
    assert mutua("papers", "statement", "--year", "2026", "--household", "boh", "--out", tmp_path).status == 1
    assert mutua("papers", "firm-list", "--year", "2026", "--firm", "1", "--out", tmp_path).status == 1
    assert mutua("papers", "card", "--out", tmp_path).status == 2
    assert mutua("papers", "card", "--all", "--member", "N1-0", "--out", tmp_path).status == 2
