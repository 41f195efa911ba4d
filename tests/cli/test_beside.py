"""What `mutua decide` tells beside a proposal: copies of an invoice, earlier requests, what a suspended one awaits."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from cli.conftest import Mutua
from mutua.store.database import Archive
from services.societies import Society, small_society


@pytest.fixture
def made(archive: Archive, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Society:
    """Two people of one household and a third elsewhere; nothing asked yet."""
    monkeypatch.setenv("MUTUA_DATABASE_URL", url)
    monkeypatch.setenv("MUTUA_RULESETS", str(tmp_path / "rulesets"))
    monkeypatch.setenv("COLUMNS", "400")
    made = small_society(archive, tmp_path)
    made.household("N1", "Anna", "Bruno")
    made.household("N2", "Carla")
    return made


def test_a_copy_of_an_invoice_is_told_and_can_be_decided_all_the_same(mutua: Mutua, made: Society) -> None:
    first = made.claim("Anna", "VIS", 10000, numero_fattura="12/A")
    copy = made.claim("Bruno", "VIS", 10000, numero_fattura="012-A")
    made.claim("Carla", "VIS", 10000, numero_fattura="12/A")  # another household
    made.decide(first)
    ran = mutua("decide", copy, "--yes")
    assert ran.status == 0, ran.err
    told = f"la riga 1 è un possibile doppione della domanda {first} di un'altra persona del nucleo (riga 1)"
    assert told in ran.out
    assert "Registrata la decisione 1" in ran.out


def test_who_decides_everything_hears_which_requests_look_like_copies(mutua: Mutua, made: Society) -> None:
    made.claim("Anna", "VIS", 10000, numero_fattura="1")
    made.claim("Anna", "VIS", 10000, numero_fattura="1")
    made.claim("Anna", "VIS", 9000, numero_fattura="2")
    ran = mutua("decide", "--all", "--lang", "en")
    assert "Decided requests that look like copies: 1: 2 (like 1)." in ran.out
    assert "doppioni" not in mutua("decide", "--all").out


def test_a_request_that_passes_before_an_earlier_one_says_so(mutua: Mutua, made: Society) -> None:
    later = made.claim("Anna", "VIS", 10000, numero_fattura="1", received_at=datetime(2026, 5, 20, tzinfo=UTC))
    one = made.claim("Bruno", "VIS", 9000, numero_fattura="2", received_at=datetime(2026, 5, 12, tzinfo=UTC))
    ran = mutua("decide", later)
    assert (
        f"Prima di questa aspetta la domanda {one}, arrivata il 12 maggio 2026: decidendola adesso passa avanti "
        "ai limiti." in ran.out
    )
    assert "Prima di questa" not in mutua("decide", one, "--yes").out
    assert "Prima di questa" not in mutua("decide", later, "--yes").out


def test_suspended_requests_are_counted_apart_and_say_what_they_wait_for(mutua: Mutua, made: Society) -> None:
    made.claim("Anna", "VIS", 10000, numero_fattura="1")
    waiting = made.claim("Anna", "VIS", 9000, numero_fattura="2", papers={})
    assert "Domande decise: 1; sospese: 1." in mutua("decide", "--all").out
    ran = mutua("decide", waiting)
    told = f"La domanda {waiting} è sospesa: aspetta la fattura; la prescrizione del medico."
    assert (ran.status, ran.err.strip()) == (1, told)
    english = mutua("decide", waiting, "--lang", "en").err
    assert english.startswith(f"Request {waiting} is suspended: it awaits ")
