"""Rights: what an age rules out for good is not shown, a birthday says its day; what is put off to later years."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from mutua.domain.access import Role
from mutua.domain.records import CoverTold
from mutua.store.database import Archive
from services.societies import small_society
from services.test_put_off import PUTS_OFF
from small_plan import VERSION
from web.counter import counter_before
from web.mine import Families, families_in, family
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


def test_a_man_reads_nothing_of_pregnancy(archive: Archive, tmp_path: Path) -> None:
    version = VERSION.replace("carenza: 30 giorni", "carenza: {gravidanza: 300 giorni, altre: 90 giorni}")
    society = small_society(archive, tmp_path, version=version)
    families = families_in(counter_before(society, tmp_path))
    new = (CoverTold(society.plan_code, "base", date(2026, 5, 1)),)
    family(families, "N7", new, ("Aurora", "titolare"))
    _new_head(families, "Gino")
    for name, told in (("Aurora", True), ("Gino", False)):
        page = text_of(families.inside(name).get(f"/mie/diritti/{families.name(name)}").text)
        assert "Da quando: dal 30 luglio 2026" in page, name
        assert ("per gravidanza, dal 25 febbraio 2027" in page) is told, name


def _new_head(families: Families, name: str) -> None:
    """Somebody of that name who joined on the same day, in place of the one that there was."""
    families.society.people.pop(name)
    family(families, "N8", (CoverTold(families.society.plan_code, "base", date(2026, 5, 1)),), (name, "titolare"))


def test_who_has_nothing_left_to_ask_is_not_led_to_ask(archive: Archive, tmp_path: Path) -> None:
    families = families_in(counter_before(small_society(archive, tmp_path), tmp_path))
    over = CoverTold(families.society.plan_code, "base", date(2019, 1, 1), ends_on=date(2019, 12, 31))
    family(families, "N7", (over,), ("Aurora", "titolare"))
    tiles = {name: families.inside(name).get("/mie").text.partition("big-tiles")[2] for name in ("Aurora", "Maria")}
    assert ["Chiedi un rimborso" in tiles[name].partition("</ul>")[0] for name in tiles] == [False, True]
