"""What a member tries out: days far away, amounts that cannot be, questions that come with the benefit."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mutua.domain.records import CoverTold
from mutua.store.database import Archive
from services.societies import small_society
from small_plan import VERSION
from web.counter import counter_before
from web.mine import Families, families_in, families_of, family
from web.test_mine import text_of


@pytest.fixture
def families(archive: Archive, tmp_path: Path) -> Families:
    return families_of(archive, tmp_path)


def tried(families: Families, day: str, amount: str = "100", whose: str = "Maria", benefit: str = "VIS") -> str:
    told = {"lines": "1", "benefit-1": f"{families.society.plan_code}:{benefit}", "served-1": day, "amount-1": amount}
    browser, path = families.inside(whose), f"/mie/prova/{families.name(whose)}"
    return text_of(browser.post(path, told).text)


def test_a_day_without_rules_has_no_sum_and_says_why(families: Families) -> None:
    far = tried(families, "4/5/2030")
    assert "In che giorno : Per il 2030 non ci sono ancora regole" in far
    assert "si può provare fino al 31/12/2027." in far
    old = tried(families, "4/5/2015")
    assert "Per il 04/05/2015 qui non ci sono regole: le prime che conosciamo valgono dal 01/01/2026." in old
    assert "La data è giusta?" in old
    for page in (far, old):
        assert "ornerebbero" not in page.replace("quanto tornerebbe", "")
        assert "rimborsiamo" not in page


def test_a_day_of_next_year_says_by_which_rules_and_cover_it_goes(families: Families) -> None:
    family(families, "N4", (CoverTold(families.society.plan_code, "base", date(2024, 1, 1)),), ("Aurora", "titolare"))
    rules = "Le regole del 2027 non ci sono ancora: qui valgono quelle in vigore dal 1° gennaio 2026, e può cambiare."
    page = tried(families, "4/5/2027", whose="Aurora")
    assert rules in page
    assert "Tornerebbero 70,00 €" in page
    assert "Le regole del 2026" not in tried(families, "4/6/2026", whose="Aurora")
    out = tried(families, "4/5/2027")
    assert "La copertura finisce il 31 dicembre 2026." in out
    assert "Tornerebbero 0,00 €" in out


@pytest.mark.parametrize("amount", ["99999999999", "99.999.999.999,00", "10000000"])
def test_an_amount_that_cannot_be_is_named_with_what_is_expected(families: Families, amount: str) -> None:
    page = tried(families, "4/5/2026", amount)
    told = f"{amount} euro? Un importo si scrive come 60,00, fino a 9.999.999,99: controlla la virgola."
    assert f"Quanto spendi, in euro : {told}" in page
    assert "Tornerebbero" not in page


def test_a_very_long_number_is_told_by_its_beginning(families: Families) -> None:
    assert f": {'1' * 24}… euro?" in tried(families, "4/5/2026", "1" * 99)


def test_whoever_joins_tomorrow_is_asked_at_once_what_will_matter_then(archive: Archive, tmp_path: Path) -> None:
    """The wait depends on the cause; without a day the page asks as of the first day of the cover."""
    society = small_society(archive, tmp_path, version=VERSION.replace(
        "carenza: 30 giorni", "carenza: {infortunio: nessuna, altre: 30 giorni}"))  # fmt: skip
    families = families_in(counter_before(society, tmp_path))
    family(families, "N4", (CoverTold(society.plan_code, "base", date(2026, 6, 2)),), ("Aurora", "titolare"))
    chosen = {"lines": "1", "benefit-1": f"{society.plan_code}:VIS", "asked-1": "", "step": "ask"}
    for whose, is_asked in (("Aurora", True), ("Maria", False)):
        browser, path = families.inside(whose), f"/mie/prova/{families.name(whose)}"
        page = browser.post(path, chosen)
        assert page.status_code == 200
        assert ("fact-1-causa" in page.text) is is_asked, whose
