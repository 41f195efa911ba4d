"""What a member reads of a cover that begins later, or that ended: on their pages, and on the counter's paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mutua.domain.access import Role
from mutua.domain.records import CoverTold
from mutua.services.plan_book import BookedPlan
from mutua.store.database import Archive
from web.mine import Families, families_of, family
from web.test_mine import text_of


@pytest.fixture
def families(archive: Archive, tmp_path: Path) -> Families:
    return families_of(archive, tmp_path)


def aurora(families: Families, *covers: tuple[date, date | None]) -> tuple[str, str, str]:
    """Her first page, what she is entitled to, and the counter's paper of both."""
    told = tuple(CoverTold(families.society.plan_code, "base", first, ends_on=last) for first, last in covers)
    family(families, "N4", told, ("Aurora", "titolare"))
    browser, who = families.inside("Aurora"), families.name("Aurora")
    counter = families.counter.inside(Role.CLERK)
    pages = browser.get("/mie"), browser.get(f"/mie/diritti/{who}"), counter.get(f"/persone/{who}/da-stampare")
    home, rights, paper = (text_of(page.text) for page in pages)
    return home, rights, paper


def test_a_cover_that_begins_later_says_from_when_each_benefit_holds(families: Families) -> None:
    home, rights, paper = aurora(families, (date(2026, 9, 1), None))
    assert "Non sei ancora coperta: la copertura comincia il 1° settembre 2026." in rights
    for page in (home, paper):
        assert "Non sei ancora coperta: la copertura comincia il 1° settembre 2026." in page
        assert "Non ancora: Visita specialistica. Da quando: 1° ottobre 2026." in page, "30 days after she joins"
    for page in (rights, paper):
        assert "Questa copertura non è ancora cominciata: le spese di prima non si rimborsano." in page
        told = page.partition("Questa copertura non è ancora cominciata")[2]
        visit = told.partition("Visita specialistica")[2].partition("Assistenza in ospedale")[0]
        for words in ("Da quando: 1° ottobre 2026.", "Paghiamo il 70 % della spesa", "Prescrizione del", "art. 5"):
            assert words in visit, words
        assert "Da quando: 1° settembre 2026." in told.partition("Assistenza in ospedale")[2]
        assert "ancora 400 €" not in page, "nothing is counted of what has not begun"
    assert "Dal 1° settembre 2026: Piano di prova" in rights
    assert "Prova con un importo" not in rights


def test_whoever_is_covered_reads_what_comes_next_beneath(families: Families) -> None:
    home, rights, paper = aurora(families, (date(2024, 1, 1), date(2026, 8, 31)), (date(2026, 9, 1), None))
    assert "Sei coperta fino al 31 agosto 2026." in home
    assert "Dal 1° settembre 2026: «Piano di prova»." in home
    for page in (rights, paper):
        assert page.index("ancora 400 € su 400 €") < page.index("Questa copertura non è ancora cominciata")


@pytest.mark.parametrize(
    ("ended", "by"),
    [(date(2026, 4, 30), "29 giugno 2026"), (date(2026, 4, 2), "1° giugno 2026"), (date(2026, 4, 1), "")],
)
def test_what_a_cover_that_ended_still_gives_is_told_until_the_last_day_to_ask(
    families: Families, ended: date, by: str
) -> None:
    """The visit is asked for within 60 days of the invoice, on 1 June at the latest; the hospital has no term."""
    home, rights, paper = aurora(families, (date(2024, 1, 1), ended))
    for page in (home, rights, paper):
        assert "Non sei più coperta: la copertura è finita il" in page
        assert "si può ancora chiedere il rimborso." in page or page is rights
    for page in (rights, paper):
        told = page.partition("si può ancora chiedere:")[2]
        assert (f"Una spesa dell'ultimo giorno si chiede entro il {by}" in told) == bool(by)
        assert ("Visita specialistica" in told) == bool(by)
        assert "Il regolamento non mette un termine" in told.partition("Assistenza in ospedale")[2]
    assert "non c'è nulla da chiedere" not in rights
    assert "Chiedi il rimborso di una spesa di allora" in rights


def test_of_a_cover_whose_terms_are_over_it_is_said_that_they_are(
    families: Families, monkeypatch: pytest.MonkeyPatch
) -> None:
    def over(people: object, booked: BookedPlan, *_: object) -> tuple[object, tuple[()]]:
        return booked.plan.versions[-1], ()

    monkeypatch.setattr("mutua.services.member_rights.still_asked", over)
    _, rights, _ = aurora(families, (date(2024, 1, 1), date(2026, 4, 30)))
    assert "il termine per chiedere le spese di allora è passato: oggi non c'è nulla da chiedere." in rights
    assert "Chiedi il rimborso di una spesa di allora" not in rights


def test_between_two_covers_both_what_was_and_what_will_be_are_told(families: Families) -> None:
    home, rights, paper = aurora(families, (date(2024, 1, 1), date(2026, 4, 30)), (date(2026, 9, 1), None))
    still = "Per le spese fatte fino al 30 aprile 2026 si può ancora chiedere"
    for page in (home, rights, paper):
        assert "la copertura comincia il 1° settembre 2026." in page
        assert still in page
    assert "entro il 29 giugno 2026" in rights.partition(still)[2]


def test_a_cover_that_goes_on_is_told_once(families: Families) -> None:
    _, rights, _ = aurora(families, (date(2024, 1, 1), date(2026, 4, 30)), (date(2026, 5, 1), None))
    assert "Finita il" not in rights
    assert "non è ancora cominciata" not in rights
