"""Rights: what an age rules out for good is not shown, a birthday says its day; what is put off to later years."""

from __future__ import annotations

from pathlib import Path

from mutua.domain.access import Role
from mutua.store.database import Archive
from services.societies import small_society
from services.test_put_off import PUTS_OFF
from small_plan import VERSION
from web.counter import counter_before
from web.mine import families_in
from web.test_mine import text_of

CYCLE = "    titolo: Ciclo di cure\n    articolo: art. 7\n"
AFTER = "    titolo: Visita di controllo\n    articolo: art. 8\n    spetta: ["


def test_a_benefit_of_another_age_is_not_among_the_rights(archive: Archive, tmp_path: Path) -> None:
    version = VERSION.replace(CYCLE, f"{CYCLE}    spetta: [{{età: meno di 3, motivo: età}}]\n")
    version = version.replace(AFTER, f"{AFTER}{{età: almeno 18, motivo: età}}, ")
    assert version.count("motivo: età}") == VERSION.count("motivo: età}") + 2
    families = families_in(counter_before(small_society(archive, tmp_path, version=version), tmp_path))
    browser, clerk = families.inside("Maria"), families.counter.inside(Role.CLERK)
    for path in ("/mie/diritti/{}", "/persone/{}/da-stampare"):
        at = browser if path.startswith("/mie") else clerk
        luca = text_of(at.get(path.format(families.name("Luca"))).text)
        maria = text_of(at.get(path.format(families.name("Maria"))).text)
        assert ("Ciclo di cure" in luca, "Ciclo di cure" in maria) == (False, False), path
        assert "Visita di controllo" in maria
        assert "Da quando: 4 maggio 2032." in luca.partition("Visita di controllo")[2], "when he is eighteen"
        assert "2032" not in maria


def test_what_is_above_a_year_s_limit_is_said_to_come_later(archive: Archive, tmp_path: Path) -> None:
    families = families_in(counter_before(small_society(archive, tmp_path, version=PUTS_OFF), tmp_path))
    told = "Nell'anno: ciò che supera il limite è rinviato ai periodi seguenti, finché dura «quattro anni»."
    browser, clerk = families.inside("Maria"), families.counter.inside(Role.CLERK)
    for page in (browser.get(f"/mie/diritti/{families.name('Maria')}"),
                 clerk.get(f"/persone/{families.name('Maria')}/da-stampare")):  # fmt: skip
        text = text_of(page.text)
        assert told in text.partition("Protesi")[2]
        assert text.count(told) == 1, "of no benefit that does not draw on it"
