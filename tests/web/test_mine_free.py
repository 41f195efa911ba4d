"""Help that costs nothing: a trial asks no price of it, and the day once; with a price the other form asks for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from mutua.store.database import Archive
from services.societies import small_society
from small_plan import HEAD, VERSION
from web.counter import counter_before
from web.mine import Families, families_in
from web.test_mine import fields, text_of

FACTS = """\
  assistente:
    tipo: scelta
    di: riga
    scelte: [convenzionato, qualificato]
    chiede: "Chi presta l'assistenza?"
    detto: {convenzionato: con il personale di enti convenzionati, qualificato: con altro personale}
"""
BENEFIT = """\
prestazioni:
  VEGLIA:
    titolo: Veglia in ospedale
    articolo: art. 20
    unità: ore
    domanda: {preavviso: 24 ore prima di inizio_ore, articolo: art. 21}
    calcolo:
      - {quando: {assistente: convenzionato}, articolo: art. 20, consuma: [ospedale]}
      - {quando: {assistente: qualificato}, articolo: art. 22, passi: [spesa, al_massimo: {misura: 10.00, per: ora}], consuma: [ospedale]}
      - altrimenti: non spetta
"""  # noqa: E501
NOTICE = "    domanda: {preavviso: 24 ore prima di inizio_ore, articolo: art. 21}\n"
DONE = BENEFIT.partition("\n")[2].replace("VEGLIA", "FATTA").replace(NOTICE, "")  # that need not be told before


@pytest.fixture
def families(archive: Archive, tmp_path: Path) -> Families:
    society = small_society(
        archive, tmp_path, head=HEAD + FACTS, version=VERSION.replace("prestazioni:\n", BENEFIT + DONE, 1)
    )
    return families_in(counter_before(society, tmp_path))


def told(families: Families, **more: str) -> dict[str, str]:
    return {"lines": "1", "benefit-1": f"{families.society.plan_code}:VEGLIA", "served-1": "10/06/2026",
            "fact-1-quantità": "10", "fact-1-inizio_ore": "9", **more}  # fmt: skip


def test_help_that_costs_nothing_asks_no_price(families: Families) -> None:
    browser, path = families.inside("Maria"), f"/mie/prova/{families.name('Maria')}"
    free = {"fact-1-assistente": "convenzionato"}
    for more in ({}, {"amount-1": ""}, {"amount-1": "100"}):
        answer = browser.post(path, told(families, **free, **more))
        page = text_of(answer.text)
        assert answer.status_code == 200, page
        assert "Che cosa ti spetterebbe" in page
        assert "10 ore" in page
        assert "a tuo carico" not in page
        assert 'name="amount-1"' not in answer.text.split("</main>")[0]
    paid = browser.post(path, told(families, **{"fact-1-assistente": "qualificato"}))
    assert paid.status_code == 422
    assert "Quanto spendi, in euro : Manca: scrivilo." in text_of(paid.text)
    paid = browser.post(path, told(families, **{"fact-1-assistente": "qualificato", "amount-1": "120"}))
    assert "Tornerebbero 100,00 €" in text_of(paid.text)
    open_ = browser.post(path, told(families))
    assert open_.status_code == 200, "which form it is was not said: there may be no price"
    assert 'name="amount-1"' in open_.text


def test_the_day_of_help_is_asked_once(families: Families) -> None:
    browser, path = families.inside("Maria"), f"/mie/prova/{families.name('Maria')}"
    page = text_of(browser.post(path, told(families, **{"fact-1-assistente": "convenzionato"})).text)
    assert "A che ora comincia?" in page
    assert "giorno e ora" not in page
    late = browser.post(path, told(families, **{"fact-1-assistente": "convenzionato", "served-1": "01/06/2026"}))
    assert "10 ore" not in text_of(late.text).partition("La spesa")[0], "at nine of that very day: it is too late"


def test_a_refund_of_it_asks_none_either(families: Families) -> None:
    browser, path = families.inside("Maria"), f"/mie/rimborso/{families.name('Maria')}"
    done = {"benefit-1": f"{families.society.plan_code}:FATTA", "served-1": "20/05/2026"}
    step = {**fields(browser.get(path).text), **told(families), "fact-1-assistente": "convenzionato", **done}
    where = str(browser.post(path, step).location)
    assert where.endswith("/fattura")
    page = browser.get(where).text
    assert 'name="amount-1"' not in page
    assert str(browser.post(path, fields(page)).location).endswith("/controlla")


def test_the_form_for_help_says_who_finds_it(families: Families) -> None:
    browser, path = families.inside("Maria"), f"/mie/aiuto/{families.name('Maria')}"
    step = {**fields(browser.get(path).text), "benefit-1": f"{families.society.plan_code}:VEGLIA"}
    assert "Chi viene lo troviamo noi" in text_of(browser.post(f"/mie/rimborso/{families.name('Maria')}", step).text)
