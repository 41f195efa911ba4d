"""What the month will cost on a firm's pages: marked as a forecast, for payroll under the firm's own codes."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from mutua.domain.firms import Scope
from mutua.services.payslip_codes import PayslipCodes, read_codes
from mutua.store.database import Archive
from web.outside import JUNE, Outside, outside_of


@pytest.fixture
def outside(archive: Archive, tmp_path: Path) -> Outside:
    """Alfa: four people, 10,00 each, 70 % the firm's, 2,5 % for the fund; Beta: two, the firm pays half."""
    return outside_of(archive, tmp_path)


def text_of(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def table_of(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))


def settled(outside: Outside) -> None:
    """The statements of the months before June."""
    for month in range(1, 6):
        for name in ("Alfa", "Beta"):
            outside.issue(name, date(2026, month, 1))


def test_the_month_says_what_it_will_cost_before_its_statement(outside: Outside) -> None:
    settled(outside)
    browser, path = outside.inside("Alfa"), f"/azienda/{outside.name('Alfa')}"
    for leads in (path, f"{path}/estratti"):
        assert f'href="{path}/previsione"' in browser.get(leads).text
    page = text_of(browser.get(f"{path}/previsione").text).replace("\xa0", " ")
    assert "41,00 € · giugno 2026 È una previsione, non un estratto" in page
    assert "Totale 28,00 € 12,00 € 1,00 € 41,00 €" in page
    assert "Rossi Anna base 06/2026 7,00 € 3,00 € 0,25 € 10,25 €" in page
    made = outside.issue("Alfa", JUNE)
    assert made.total_cents == 4100
    page = text_of(browser.get(f"{path}/previsione").text)
    assert "È una previsione" not in page
    assert f"L'estratto di giugno 2026 c'è già: contano quelle somme. Estratto {made.statement_id}" in page


def test_the_file_of_the_forecast_is_that_of_the_statement_but_for_its_mark(outside: Outside) -> None:
    settled(outside)
    browser, path = outside.inside("Alfa"), f"/azienda/{outside.name('Alfa')}"
    given = {"worker": "512", "firm": "TRATT-MUTUA 1"}
    assert browser.post(f"{path}/voci-paga", given).status_code == 303
    foreseen = table_of(browser.get(f"{path}/previsione.csv"))
    statement = outside.issue("Alfa", JUNE)
    page = browser.get(f"{path}/estratti").text
    number = re.findall(r'href="/estratti/([a-z2-7]{26})"', page)[0]
    asked = table_of(browser.get(f"/estratti/{number}/paghe.csv"))
    assert len(asked) == 4
    for one in (*foreseen, *asked):
        assert (one["voce trattenuta"], one["voce azienda"]) == ("512", "TRATT-MUTUA 1")
    assert {one.pop("previsione") for one in foreseen} == {"sì"}
    assert {one.pop("estratto") for one in foreseen} == {""}
    assert {one.pop("previsione") for one in asked} == {"no"}
    assert {one.pop("estratto") for one in asked} == {str(statement.statement_id)}
    assert foreseen == asked
    assert browser.get(f"{path}/previsione.xlsx").data[:2] == b"PK"
    assert table_of(browser.get(f"{path}/previsione.csv")) == [], "the statement is there: nothing is foreseen"


def test_pay_slip_codes_are_kept_by_the_firm_and_a_wrong_one_is_told_beside_its_field(outside: Outside) -> None:
    browser, path = outside.inside("Alfa"), f"/azienda/{outside.name('Alfa')}"
    for wrong in ("=1+1", "a" * 21, "512;513", " .", "vöce"):
        refused = browser.post(f"{path}/voci-paga", {"worker": "512", "firm": wrong})
        assert refused.status_code == 422, wrong
        assert 'id="firm-wrong"' in refused.text
        assert 'id="worker-wrong"' not in refused.text
        assert "Copiatelo dal programma paghe" in unescape(refused.text)
        assert 'value="512"' in refused.text, "nothing typed is lost"
    with outside.archive.reader.begin() as connection:
        assert read_codes(connection, outside.firms.firms.values()) == {}
    for given in (PayslipCodes("512", "0613"), PayslipCodes("", "0613/B"), PayslipCodes()):
        assert browser.post(f"{path}/voci-paga", given._asdict()).status_code == 303
        page = browser.get(f"{path}/previsione").text
        assert f'name="worker" type="text" value="{given.worker}"' in page
        assert f'name="firm" type="text" value="{given.firm}"' in page
        with outside.archive.reader.begin() as connection:
            kept = read_codes(connection, outside.firms.firms.values())
        assert kept == ({outside.firms.firms["Alfa"]: given} if any(given) else {})


def test_a_consultant_foresees_all_firms_and_says_the_codes_once(outside: Outside) -> None:
    settled(outside)
    outside.consultant("Luini", "Alfa", "Beta")
    outside.consultant("Moro", "Alfa", scope=Scope.ENROL)
    luini, path = outside.inside("Luini", intermediary=True), f"/azienda/{outside.name('Alfa')}"
    page = luini.get(f"{path}/previsione").text
    assert "Le stesse per tutte le mie aziende" in unescape(page)
    assert luini.post(f"{path}/voci-paga", {"worker": "512", "everywhere": "yes"}).status_code == 303
    rows = table_of(luini.get("/azienda/previsione.csv"))
    assert [(one["azienda"], one["voce trattenuta"]) for one in rows] == [("Alfa", "512")] * 4 + [("Beta", "512")] * 2
    page = text_of(luini.get("/azienda/previsione").text).replace("\xa0", " ")
    assert "Alfa giugno 2026 28,00 € 12,00 € 1,00 € 41,00 €" in page
    assert "in tutto 61,00 €" in page
    assert "Previsione del mese azienda per azienda" in text_of(luini.get("/azienda").text)
    assert luini.get("/azienda/previsione.xlsx").data[:2] == b"PK"
    moro = outside.inside("Moro", intermediary=True)
    assert f'href="{path}/previsione"' not in moro.get(path).text
    for page in ("previsione", "previsione.csv", "previsione.xlsx"):
        assert moro.get(f"{path}/{page}").status_code == 403
    assert table_of(moro.get("/azienda/previsione.csv")) == []
    assert moro.post(f"{path}/voci-paga", {"worker": "9"}).status_code == 403
    assert "Non c'è" not in text_of(moro.get("/azienda/previsione").text)
    with outside.archive.reader.begin() as connection:
        assert set(read_codes(connection, outside.firms.firms.values()).values()) == {PayslipCodes("512", "")}


def test_what_is_told_is_in_the_forecast_at_once(outside: Outside) -> None:
    settled(outside)
    browser, path = outside.inside("Alfa"), f"/azienda/{outside.name('Alfa')}"
    before = table_of(browser.get(f"{path}/previsione.csv"))
    from services.firm_helpers import code_of

    joined = {"code": code_of("Greco Nora", 3), "name": "Nora Greco", "start": "1/5/2026"}
    assert browser.post(f"{path}/entra", joined).status_code == 303
    after = table_of(browser.get(f"{path}/previsione.csv"))
    fresh = [one for one in after if one not in before]
    assert [(one["cognome"], one["mese"], one["rettifica"], one["trattenuta lavoratore"]) for one in fresh] == [
        ("Greco", "05/2026", "sì", "3,00"), ("Greco", "06/2026", "no", "3,00"),
    ]  # fmt: skip
