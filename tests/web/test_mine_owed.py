"""What a household is late with is said once to its members: how much, what happens, how to pay."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mutua.domain.access import Role
from mutua.store.database import Archive
from web.mine import Families, families_of
from web.test_dues import charged, tell_account
from web.test_mine import text_of


@pytest.fixture
def families(archive: Archive, tmp_path: Path) -> Families:
    return families_of(archive, tmp_path)


def test_what_is_late_is_said_once(families: Families) -> None:
    counter = families.counter
    clerk = counter.inside(Role.CLERK)
    charged(counter, clerk)
    tell_account(counter)
    home = families.inside("Maria").get("/mie").text
    said = text_of(home)
    owed = text_of(re.findall(r'<section class="sheet owed".*?</section>', home, re.DOTALL)[0])
    assert "La copertura di Luca è ferma dal 2 febbraio 2026, perché manca un contributo." in said, "whose it is"
    amounts = re.findall(r"[0-9.]+,[0-9]{2} €", said)
    assert len(amounts) == 1, said
    assert said.count("la copertura riprende") + said.count("la copertura non si ferma") == 1, "of Luca not again"
    assert amounts[0] in owed, "the sum with how it is paid"
    assert owed.count("Contributo con scadenza 31 gennaio 2026") == 1
    printed = text_of(clerk.get(f"/persone/{families.name('Maria')}/da-stampare").text)
    assert printed.partition("Le ultime domande")[0].count(amounts[0]) == 1, "on paper too"


def test_what_the_household_of_somebody_else_is_late_with_stays_beside_them(families: Families) -> None:
    counter = families.counter
    charged(counter, counter.inside(Role.CLERK))
    families.proxy("Dora", "Maria")
    said = text_of(families.inside("Maria").get("/mie").text)
    assert len(re.findall(r"[0-9.]+,[0-9]{2} €", said)) == 2, "hers, and Dora's in a card of her own"
