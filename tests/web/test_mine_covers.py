"""Somebody with two covers: a trial sums expenses of both, a refund is of one and says how to ask for the other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mutua.domain.records import CoverTold
from mutua.store.database import Archive
from services.societies import JOINED, small_society
from small_plan import HEAD, VERSION, plan_folder
from web.counter import counter_before
from web.mine import Families, families_in
from web.test_mine import fields, text_of

OTHER = "mutua-di-prova/ricoveri"
BENEFIT = """\
prestazioni:
  SUSSIDIO:
    titolo: Sussidio giornaliero di ricovero
    articolo: art. 20
    unità: giorni
    passi: [importo: {misura: 40.00, per: giorno, anche_senza_spesa: sì}]
    consuma: nessuno
  STANZA:
    titolo: Indennità di ricovero
    articolo: art. 21
    unità: giorni
    conta: {giorni: tutti, articolo: art. 21}
    passi: [importo: {misura: 20.00, per: giorno, anche_senza_spesa: sì}]
    consuma: nessuno
"""


@pytest.fixture
def families(archive: Archive, tmp_path: Path) -> Families:
    """Aurora has both plans. «VIS» is in both, and pays half in the second."""
    second = plan_folder(
        tmp_path / "second", head=HEAD.replace("Piano di prova", "Ricoveri"),
        version=VERSION.replace("prestazioni:\n", BENEFIT, 1).replace("quota: 70%", "quota: 50%"),
    )
    (tmp_path / "rulesets" / "mutua-di-prova").mkdir(parents=True)
    second.rename(tmp_path / "rulesets" / OTHER)
    society = small_society(archive, tmp_path)
    made = families_in(counter_before(society, tmp_path))
    society.household("N4", "Aurora", covers=[CoverTold(one, "base", JOINED) for one in (society.plan_code, OTHER)])
    return made


def expenses(*told: tuple[str, str, str]) -> dict[str, str]:
    """Each by plan and benefit, amount, and what it asks first."""
    cells = {"lines": str(len(told))}
    for at, (benefit, amount, days) in enumerate(told, 1):
        cells |= {f"benefit-{at}": benefit, f"served-{at}": f"0{at}/05/2026"}
        cells |= {f"amount-{at}": amount} if amount else {}
        cells |= {f"fact-{at}-quantità": days} if days else {}
    return cells


def test_a_trial_adds_up_expenses_of_several_covers(families: Families) -> None:
    browser, path, own = families.inside("Aurora"), f"/mie/prova/{families.name('Aurora')}", families.society.plan_code
    told = expenses((f"{own}:VIS", "100", ""), (f"{OTHER}:SUSSIDIO", "", "3"), (f"{own}:VIS", "600", ""))
    answer = browser.post(path, told)
    page = text_of(answer.text)
    assert answer.status_code == 200, page
    # 100 × 70 %, three days at 40 euros, then what is left of 400 euros
    assert "Tornerebbero 520,00 €" in page
    assert [int(one) for one in re.findall(r"<h3>Spesa (\d)", answer.text)] == [1, 2, 3]
    assert f'value="{OTHER}:SUSSIDIO" selected' in answer.text
    same_code = expenses((f"{own}:VIS", "100", ""), (f"{OTHER}:VIS", "100", ""))
    assert "Tornerebbero 120,00 €" in text_of(browser.post(path, same_code).text), "each by its own cover"
    gone = browser.post(path, {**told, "step": "drop-1"}).text
    assert f'value="{OTHER}:SUSSIDIO" selected' in gone
    assert f'value="{own}:VIS" selected' in gone


def test_what_is_missing_of_one_cover_keeps_the_sum_of_both(families: Families) -> None:
    browser, path, own = families.inside("Aurora"), f"/mie/prova/{families.name('Aurora')}", families.society.plan_code
    answer = browser.post(path, expenses((f"{own}:VIS", "", ""), (f"{OTHER}:SUSSIDIO", "", "3")))
    assert answer.status_code == 422
    page = text_of(answer.text)
    assert "Quanto spendi, in euro (spesa 1) : Manca: scrivilo." in page
    assert "Tornerebbero" not in page


def test_a_refund_is_of_one_cover_and_says_where_the_other_goes(families: Families) -> None:
    browser, aurora, own = families.inside("Aurora"), families.name("Aurora"), families.society.plan_code
    path = f"/mie/rimborso/{aurora}"
    page = browser.get(path).text
    step = fields(page) | {"benefit-1": f"{own}:VIS", "served-1": "01/05/2026", "step": "bill"}
    action = re.search(r'formaction="([^"]+)"', page)
    assert action is not None
    more = browser.post(action[1], step).text
    assert f'value="{OTHER}:SUSSIDIO"' in more.partition('name="benefit-2"')[0]
    second = more.partition('name="benefit-2"')[2].partition("</select>")[0]
    assert f'value="{own}:VIS"' in second
    assert OTHER not in second
    assert "Una domanda è per una copertura sola: qui «Piano di prova»" in text_of(more)
    changed = fields(more) | {"benefit-1": f"{OTHER}:SUSSIDIO", "benefit-2": f"{own}:VIS", "served-2": "02/05/2026"}
    answer = browser.post(path, changed)
    told = text_of(answer.text)
    assert "È di un'altra copertura, e questa domanda è per «Ricoveri»: togli la spesa e mettila in un'altra." in told


def test_of_a_stay_the_day_is_asked_once(families: Families) -> None:
    browser, path = families.inside("Aurora"), f"/mie/prova/{families.name('Aurora')}"
    told = {"lines": "1", "benefit-1": f"{OTHER}:STANZA", "fact-1-inizio": "04/05/2026", "fact-1-fine": "08/05/2026"}
    page = browser.post(path, told).text
    assert 'name="served-1"' not in page
    assert 'name="fact-1-inizio"' in page
    assert "Tornerebbero 100,00 €" in text_of(page), "five days at 20 euros"


def test_of_a_stay_a_refund_asks_the_day_once_and_keeps_the_one_typed(families: Families) -> None:
    """Typed before the benefit is chosen it becomes the first day; chosen otherwise again, it stays the day."""
    browser, path = families.inside("Aurora"), f"/mie/rimborso/{families.name('Aurora')}"
    own = families.society.plan_code
    begun = fields(browser.get(path).text)
    page = browser.post(f"{path}/salva", {**begun, "benefit-1": f"{OTHER}:STANZA", "served-1": "4/5/2026"}).text
    assert 'name="served-1"' not in page
    step = fields(page)
    assert step["fact-1-inizio"] == "4/5/2026"
    wrong = browser.post(f"{path}/salva", {**step, "fact-1-inizio": "", "served-1": "boh"}).text
    assert fields(wrong)["fact-1-inizio"] == "boh"
    assert wrong.count('class="wrong-told"') == 1, "and the mistake is told once, where the day is asked"
    assert "wrong-served-1" not in wrong
    back = fields(browser.post(f"{path}/salva", {**step, "benefit-1": f"{own}:VIS"}).text)
    assert (back["served-1"], "fact-1-inizio" in back) == ("4/5/2026", False)
    step = fields(browser.post(f"{path}/salva", {**back, "benefit-1": f"{OTHER}:STANZA"}).text)
    answer = browser.post(path, {**step, "fact-1-fine": "8/5/2026"})
    assert answer.status_code == 303, text_of(answer.text)
    where = str(browser.post(path, fields(browser.get(str(answer.location)).text)).location)
    check = browser.get(where).text
    assert "100,00 €" in text_of(check), "five days at 20 euros"
    assert text_of(check).count("4/5/2026") == 1
    done = browser.post(path, fields(check))
    assert done.status_code == 303, text_of(done.text)
    trial = browser.post(f"/mie/prova/{families.name('Aurora')}",
                         {"lines": "1", "benefit-1": f"{OTHER}:STANZA", "served-1": "4/5/2026"}).text  # fmt: skip
    assert 'name="fact-1-inizio"' in trial
    assert 'value="4/5/2026"' in trial, "the day typed first"


def test_two_visits_of_one_day_are_a_doubt_only_where_the_amounts_are_the_same_too(families: Families) -> None:
    browser, path = families.inside("Aurora"), f"/mie/rimborso/{families.name('Aurora')}"
    own = families.society.plan_code
    step = fields(browser.get(path).text) | {"benefit-1": f"{own}:VIS", "served-1": "4/5/2026"}
    step = fields(browser.post(f"{path}/salva", {**step, "step": "add"}).text)
    answer = browser.post(path, {**step, "benefit-2": f"{own}:VIS", "served-2": "4/5/2026"})
    assert answer.status_code == 303, text_of(answer.text)
    invoice = str(answer.location)
    doubt = "Le spese 1 e 2 sono uguali in tutto, anche nell'importo."
    assert doubt not in text_of(browser.get(f"{invoice.removesuffix('/fattura')}/controlla").text), "nothing typed yet"
    told = fields(browser.get(invoice).text) | {"invoice": "12", "invoiced": "4/5/2026", "issuer": "Studio Bianchi"}
    check = browser.get(str(browser.post(path, {**told, "amount-1": "100", "amount-2": "80"}).location)).text
    assert doubt not in text_of(check)
    told = fields(browser.get(invoice).text) | {"amount-2": "100"}
    check = browser.get(str(browser.post(path, told).location)).text
    assert doubt in text_of(check)
    assert "140,00 €" in text_of(check), "it is only a doubt"
    assert browser.post(path, {**fields(check), "seen": ""}).status_code == 422
    done = browser.post(path, {**fields(check), "seen": "yes"})
    assert done.status_code == 303, text_of(done.text)
    assert text_of(browser.get(str(done.location)).text).count("Visita specialistica") >= 2
