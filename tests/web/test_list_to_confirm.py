"""A staff list asks of what is odd as the form of one person does: told late, far ahead, a child's code, another's."""

from __future__ import annotations

import io
import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from mutua.store.database import Archive
from services.firm_helpers import NAMES, code_of
from web.counter import Browser
from web.outside import Outside, outside_of

HEAD = "codice fiscale;cognome;nome;data di assunzione;data di cessazione;codice fiscale corretto"
ANNA = code_of(NAMES[0], 2)
A_CHILD = "ZMPRLL19C44G674E"


@pytest.fixture
def outside(archive: Archive, tmp_path: Path) -> Outside:
    return outside_of(archive, tmp_path)


def text_of(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def send(browser: Browser, path: str, mode: str, *rows: str, **more: str) -> str:
    sent: dict[str, object] = {"mode": mode, "files": (io.BytesIO("\n".join(rows).encode()), "personale.csv"), **more}
    return browser.post(path, sent).text


def kept(page: str) -> dict[str, str]:
    found = re.findall(r'type="hidden" name="(mode|on|file|mark)" value="([^"]*)"', page)
    return {name: unescape(value) for name, value in found}


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (f"{ANNA};;;01/03/2026;;", "corregge"),
        (f"{ANNA};;;;10/03/2026;", "Rossi Anna esce il 10/03/2026"),
        (f"{ANNA};;;;;{A_CHILD}", "nel codice il cognome è ZMP"),
        (f"{ANNA};;;;;{A_CHILD}", "6 anni"),
    ],
)
def test_a_correction_that_reaches_far_back_or_bears_another_s_code_wants_a_tick(
    outside: Outside, row: str, told: str
) -> None:
    browser, path = outside.inside("Alfa"), f"/azienda/{outside.name('Alfa')}/elenco"
    before = outside.firms.roster("Alfa")
    page = send(browser, path, "correction", HEAD, row)
    said = text_of(page)
    assert told.replace("corregge", "la correzione tocca mesi di più di 60 giorni fa") in said
    assert 'name="sure"' in page
    refused = browser.post(f"{path}/registra", kept(page))
    assert refused.status_code == 422
    assert "Avvisi da leggere" in text_of(refused.text)
    assert outside.firms.roster("Alfa") == before, "nothing was done"
    assert browser.post(f"{path}/registra", {**kept(page), "sure": "yes"}).status_code == 303
    assert outside.firms.roster("Alfa") != before


def test_a_correction_of_these_days_asks_nothing(outside: Outside) -> None:
    browser, path = outside.inside("Alfa"), f"/azienda/{outside.name('Alfa')}/elenco"
    page = send(browser, path, "movements", HEAD, f"{code_of('Greco Nora', 3)};Greco;Nora;25/05/2026;;")
    assert 'name="sure"' not in page
    assert browser.post(f"{path}/registra", kept(page)).status_code == 303
    page = send(browser, path, "correction", HEAD, f"{code_of('Greco Nora', 3)};;;20/05/2026;;")
    assert 'name="sure"' not in page
    assert browser.post(f"{path}/registra", kept(page)).status_code == 303


def test_movements_told_late_want_a_tick_as_the_form_does(outside: Outside) -> None:
    browser, path = outside.inside("Alfa"), f"/azienda/{outside.name('Alfa')}/elenco"
    page = send(browser, path, "movements", HEAD, f"{ANNA};;;;10/03/2026;")
    assert "detto con più di 60 giorni di ritardo" in text_of(page)
    assert browser.post(f"{path}/registra", kept(page)).status_code == 422
    assert browser.post(f"{path}/registra", {**kept(page), "sure": "yes"}).status_code == 303


@pytest.mark.parametrize(("day", "told"), [("01/01/2099", "fra più di due mesi"), ("01/03/2026", "chi manca risulta")])
def test_a_full_list_of_a_day_far_away_wants_a_tick(outside: Outside, day: str, told: str) -> None:
    browser, path = outside.inside("Alfa"), f"/azienda/{outside.name('Alfa')}/elenco"
    rows = [f"{code_of(name, at)};{name.replace(' ', ';')}" for at, name in enumerate(NAMES[:3], 2)]
    page = send(browser, path, "full", "codice fiscale;cognome;nome", *rows, on=day)
    assert told in text_of(page)
    ends = re.findall(r'name="endings" value="(\w+)"', page)[0]
    given = {**kept(page), "endings": ends}
    assert browser.post(f"{path}/registra", given).status_code == 422
    assert [one for one in outside.firms.roster("Alfa") if one.left_on] == []
    assert browser.post(f"{path}/registra", {**given, "sure": "yes"}).status_code == 303
    assert [one.left_on for one in outside.firms.roster("Alfa") if one.left_on] != [date(2026, 5, 31)]


def test_a_list_that_was_taken_back_is_not_told_as_done(outside: Outside) -> None:
    """«Registra» pressed again on the old page: the list is not in force, and that is what is said."""
    browser, month = outside.inside("Alfa"), f"/azienda/{outside.name('Alfa')}"
    page = send(browser, f"{month}/elenco", "movements", HEAD, f"{code_of('Greco Nora', 3)};Greco;Nora;25/05/2026;;")
    given = kept(page)
    assert browser.post(f"{month}/elenco/registra", given).status_code == 303
    again = browser.post(f"{month}/elenco/registra", given)
    assert (again.status_code, "Era già fatto" in text_of(browser.get(month).text)) == (303, True)
    number = re.findall(r'annulla\?list_id=([a-z2-7]{26})"', browser.get(month).text)[0]
    assert browser.post(f"{month}/annulla", {"list_id": number}).status_code == 303
    browser.get(month)
    again = browser.post(f"{month}/elenco/registra", given)
    assert again.status_code == 422
    assert "poi annullato" in text_of(again.text)
    assert "mandate di nuovo il file" in text_of(again.text)
    assert "Era già fatto" not in text_of(browser.get(month).text)


def test_a_totals_line_and_a_short_row_refuse_no_whole_list(outside: Outside) -> None:
    browser, path = outside.inside("Alfa"), f"/azienda/{outside.name('Alfa')}/elenco"
    row, short = f"{code_of('Greco Nora', 3)};Greco;Nora;25/05/2026;;", f"{code_of('Blu Ugo', 3)};Blu"
    page = send(browser, path, "movements", HEAD, row, short, "Totale dipendenti: 2")
    said = text_of(page)
    assert "1 persona entra" in said
    assert "1 riga sbagliata" in said
    assert "righe che fanno solo il totale, lasciate da parte: 4" in said
    wrong = browser.post(f"{path}/righe-sbagliate", kept(page)).text
    assert short in wrong
    assert "Greco" not in wrong
    assert browser.post(f"{path}/registra", {**kept(page), "good_rows": "yes"}).status_code == 303
    assert len(outside.firms.roster("Alfa")) == 5
