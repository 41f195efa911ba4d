"""Help at home where the cover is stopped, or where there is none: said before anything is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from mutua.domain.access import Role
from mutua.domain.records import CoverTold
from mutua.store.database import Archive
from services.member_helpers import member
from services.societies import JOINED
from web.mine import Families, families_of, family
from web.test_dues import charged
from web.test_mine import text_of

STOPPED = "La copertura è ferma dal 2 febbraio 2026, perché manca un contributo."


@pytest.fixture
def families(archive: Archive, tmp_path: Path) -> Families:
    return families_of(archive, tmp_path)


def test_a_stopped_cover_is_said_before_help_is_asked_for(families: Families) -> None:
    counter, mine = families.counter, families.name("Maria")
    pages = {"help": "/mie/aiuto", "rights": f"/mie/diritti/{mine}", "first step": f"/mie/aiuto/{mine}"}
    before = families.inside("Maria")
    for name, path in pages.items():
        assert "è ferma" not in text_of(before.get(path).text), name
    for name in ("Maria", "Dora", "Gino"):
        member(counter.society, name)
    charged(counter, counter.inside(Role.CLERK))
    for name, path in pages.items():
        page = text_of(families.inside("Maria").get(path).text).replace("\xa0", " ")
        assert STOPPED in page, name
        assert "Restano da pagare 1.200,00 €: dopo il pagamento la copertura riprende." in page, name
        assert "Che cosa c'è da pagare, e come" in page, name
    card = text_of(families.inside("Maria").get(pages["rights"]).text).split("Assistenza a casa")[1]
    assert STOPPED in card, "on the card of the help too"


def test_who_has_no_help_in_hours_is_not_led_to_a_button_that_is_not_there(families: Families) -> None:
    assert "Da qui, o per telefono" in text_of(families.inside("Maria").get("/mie/aiuto").text)
    ended = CoverTold(families.society.plan_code, "base", JOINED, ends_on=JOINED)
    family(families, "N4", (ended,), ("Aurora", "titolare"))
    page = text_of(families.inside("Aurora").get("/mie/aiuto").text)
    assert "Da qui" not in page
    assert "Per telefono o in sede" in page
