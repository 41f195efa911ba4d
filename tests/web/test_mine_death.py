"""At the counter, of somebody who died or whose cover ended: nothing speaks to them as if all were as before."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mutua.domain.access import Role
from mutua.domain.records import CoverTold
from mutua.services.member_endings import record_death
from mutua.store.database import Archive
from services.member_helpers import desk, member, told
from web.mine import Families, families_of, family
from web.test_mine import text_of


@pytest.fixture
def families(archive: Archive, tmp_path: Path) -> Families:
    made = families_of(archive, tmp_path)
    society = made.society
    member(society, "Dora")
    told(record_death(desk(society, date(2026, 6, 1)), society.people["Dora"], died_on=date(2026, 5, 8)))
    return made


def test_the_pages_of_the_dead_are_for_whoever_looks_after_their_matters(families: Families) -> None:
    clerk, dora = families.counter.inside(Role.CLERK), f"/persone/{families.name('Dora')}"
    page = text_of(clerk.get(f"{dora}/da-stampare").text)
    assert "Morte: 8 maggio 2026." in page
    assert 'maxlength="200" value=""' in clerk.get(f"{dora}/da-stampare").text, "the search is empty"
    assert "Per le spese fatte fino all'8 maggio 2026 si può ancora chiedere:" in page
    for to_the_living in ("Sei ", "Non sei", "coperta", "Il tuo nucleo", "hai diritto", "sue pagine", "Dove andare"):
        assert to_the_living not in page, to_the_living
    form = text_of(clerk.get(f"{dora}/modulo-rimborso").text)
    assert ("Che cosa è stato pagato" in form, "hai pagato" in form) == (True, False)
    sheet = clerk.get(dora).text
    assert "Link per entrare" not in sheet
    assert f"{dora}/prova" not in sheet
    assert "Link per entrare" in clerk.get(f"/persone/{families.name('Maria')}").text


def test_nobody_enters_for_the_dead_and_no_proxy_is_given_to_or_by_them(families: Families) -> None:
    clerk = families.counter.inside(Role.CLERK)
    answer = clerk.post(f"/persone/{families.name('Dora')}/link")
    assert answer.status_code == 409
    assert "È una persona morta il 08/05/2026: nelle sue pagine non entra più nessuno." in text_of(answer.text)
    for grantor, to in (("Dora", "N1-0"), ("Maria", "N2-0")):
        given = clerk.post(f"/persone/{families.name(grantor)}/deleghe", {"to": to, "until": "", "signed": "yes"})
        assert given.status_code == 422
        assert "Dora Rossi non è più in vita: non può dare né ricevere una delega." in text_of(given.text)


def test_the_form_of_whose_cover_ended_asks_the_papers_of_what_may_still_be_asked(families: Families) -> None:
    ended = CoverTold(families.society.plan_code, "base", date(2024, 1, 1), ends_on=date(2026, 5, 20))
    family(families, "N4", (ended,), ("Aurora", "titolare"))
    clerk = families.counter.inside(Role.CLERK)
    form = text_of(clerk.get(f"/persone/{families.name('Aurora')}/modulo-rimborso").text)
    enclosed = form.partition("Da allegare")[2]
    assert "Piano di prova, per le spese fatte fino al 20 maggio 2026" in enclosed
    assert "Visita specialistica : Fattura, Prescrizione del medico" in enclosed
    assert "nessuna copertura" not in form
    old = CoverTold(families.society.plan_code, "base", date(2019, 1, 1), ends_on=date(2019, 12, 31))
    families.society.people.pop("Aurora")
    family(families, "N5", (old,), ("Aurora", "titolare"))
    form = text_of(clerk.get(f"/persone/{families.name('Aurora')}/modulo-rimborso").text)
    assert "Oggi non risulta nessuna copertura, e di quelle finite non c'è più niente da chiedere." in form
