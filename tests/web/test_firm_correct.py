"""A day or a name that a firm told wrong, put right from somebody's page: shown in days and euros, then recorded."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from mutua.domain.firms import Scope
from mutua.services.digest import digest
from mutua.store.database import Archive
from services.firm_helpers import NAMES, code_of
from web.counter import Browser
from web.outside import JUNE, Outside, outside_of


@pytest.fixture
def outside(archive: Archive, tmp_path: Path) -> Outside:
    """Alfa: four people since January, 10,00 each, 70 % the firm's, 2,5 % for the fund; May was asked for."""
    made = outside_of(archive, tmp_path)
    for month in range(1, 6):
        made.issue("Alfa", date(2026, month, 1))
    return made


def text_of(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split()).replace("\xa0", " ")


def page_of(browser: Browser, outside: Outside, name: str) -> str:
    """The address of somebody's page."""
    month = browser.get(f"/azienda/{outside.name('Alfa')}").text
    (found,) = re.findall(rf'href="(/dipendenti/[a-z2-7]{{26}})">{name}</a>', month)
    return str(found)


def told(surname: str = "Rossi", given: str = "Anna", start: str = "01/01/2026", last: str = "") -> dict[str, str]:
    return {"surname": surname, "given": given, "start": start, "last": last}


def mark_of(page: str) -> str:
    return re.findall(r'name="mark" value="([0-9a-f]{16})"', page)[0]


def foreseen(browser: Browser, outside: Outside) -> dict[tuple[str, str], int]:
    """The total of the forecast, in cents, by surname and month."""
    answer = browser.get(f"/azienda/{outside.name('Alfa')}/previsione.csv")
    rows = csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";")
    return {(one["cognome"], one["mese"]): int(one["totale"].replace(",", "")) for one in rows}


def test_a_first_day_is_put_right_with_what_it_gives_back(outside: Outside) -> None:
    """Since 16 March, not 1 January: covered from April; three months at 10,25 come back, as adjustments."""
    browser = outside.inside("Alfa")
    path = page_of(browser, outside, "Rossi Anna")
    assert "Correggi una data o il nome" in text_of(browser.get(path).text)
    assert 'value="01/01/2026"' in browser.get(f"{path}/correggi").text
    before, was = digest(outside.archive), foreseen(browser, outside)
    page = browser.post(f"{path}/correggi", told(start="16/3/2026"))
    assert page.status_code == 200
    said = text_of(page.text)
    assert "Data di assunzione: 01/01/2026 → 16/03/2026" in said
    assert "Copertura: dal 01/01/2026 → dal 01/04/2026 ." in said
    for month in ("01", "02", "03"):
        assert f"{month}/2026 · rettifica base -7,00 € -3,00 € -0,25 € -10,25 €" in said.replace("−", "-")
    assert "Totale -21,00 € -9,00 € -0,75 € -30,75 €" in said.replace("−", "-")
    assert "Gli estratti già fatti restano come sono" in said
    assert digest(outside.archive) == before, "nothing was written"
    assert "la correzione tocca mesi di più di 60 giorni fa" in said
    given = told(start="16/3/2026") | {"mark": mark_of(page.text)}
    assert browser.post(f"{path}/correggi", given).status_code == 422, "asked, as everywhere"
    assert digest(outside.archive) == before
    done = browser.post(f"{path}/correggi", given | {"sure": "sì"})
    assert (done.status_code, done.location) == (303, path)
    assert "Corretto. Se non va bene, si annulla dal mese" in text_of(browser.get(path).text)
    now = foreseen(browser, outside)
    assert {key: cents - was.get(key, 0) for key, cents in now.items() if cents != was.get(key, 0)} == {
        ("Rossi", f"{month}/2026"): -1025 for month in ("01", "02", "03")
    }  # fmt: skip
    made = outside.issue("Alfa", JUNE)
    assert made.total_cents == 4 * 1025 - 3 * 1025


def test_what_was_put_right_is_taken_back_from_the_month(outside: Outside) -> None:
    browser, month = outside.inside("Alfa"), f"/azienda/{outside.name('Alfa')}"
    path, was = page_of(browser, outside, "Rossi Anna"), outside.firms.roster("Alfa")
    given = told("Rosso", "Anna Maria", last="30/06/2026")
    page = browser.post(f"{path}/correggi", given)
    said = text_of(page.text)
    assert "Cognome: Rossi → Rosso" in said
    assert "Il nome non è quello del codice fiscale." in said, "Rosso has the letters of Rossi"
    assert "Copertura: dal 01/01/2026 → dal 01/01/2026 al 30/06/2026 ." in said
    assert "Le somme non cambiano." in said, "June is covered whole"
    assert browser.post(f"{path}/correggi", given | {"mark": mark_of(page.text)}).status_code == 303
    assert "una persona: 1 in uscita (Rosso Anna Maria)" in text_of(browser.get(month).text)
    number = re.findall(r'annulla\?list_id=([a-z2-7]{26})"', browser.get(month).text)[0]
    assert browser.post(f"{month}/annulla", {"list_id": number}).status_code == 303
    assert outside.firms.roster("Alfa") == was
    assert page_of(browser, outside, "Rossi Anna") == path


def test_a_name_alone_changes_neither_cover_nor_sums(outside: Outside) -> None:
    browser = outside.inside("Alfa")
    path, was = page_of(browser, outside, "Rossi Anna"), foreseen(browser, outside)
    page = browser.post(f"{path}/correggi", told("rossi", "ANNA LIA"))
    said = text_of(page.text)
    assert "Nome: Anna → Anna Lia" in said
    assert "Cognome:" not in said, "Rossi, written small"
    assert "La copertura resta com'è: dal 01/01/2026." in said
    assert "Le somme non cambiano." in said
    assert browser.post(f"{path}/correggi", told("rossi", "ANNA LIA") | {"mark": mark_of(page.text)}).status_code == 303
    assert foreseen(browser, outside) == was
    assert "Rossi Anna Lia" in text_of(browser.get(path).text)


def test_a_leave_told_wrong_is_put_right_and_taken_off(outside: Outside) -> None:
    browser, month = outside.inside("Alfa"), f"/azienda/{outside.name('Alfa')}"
    path = page_of(browser, outside, "Rossi Anna")
    who = path.rsplit("/", 1)[1]
    assert browser.post(f"{month}/esce", {"who": who, "last": "30/04/2026"}).status_code == 303
    assert foreseen(browser, outside)["Rossi", "05/2026"] == -1025
    page = browser.post(f"{path}/correggi", told(last="15/05/2026"))
    assert "05/2026 · rettifica base 7,00 € 3,00 € 0,25 € 10,25 €" in text_of(page.text)
    page = browser.post(f"{path}/correggi", told())
    said = text_of(page.text)
    assert "Data di cessazione: 30/04/2026 → —" in said
    assert "06/2026 base 7,00 €" in said
    assert browser.post(f"{path}/correggi", told() | {"mark": mark_of(page.text)}).status_code == 303
    assert ("Rossi", "05/2026") not in foreseen(browser, outside)


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        (told(last="31/12/2025"), "last", "prima"),
        (told(start="01/01/2030"), "start", ""),
        (told(start="01/01/1890"), "start", ""),
        (told(start="31/02/2026"), "start", "non esiste"),
        (told(surname="12345"), "surname", ""),
        (told(given=""), "given", ""),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(
    outside: Outside, given: dict[str, str], field: str, words: str
) -> None:
    browser = outside.inside("Alfa")
    path, before = page_of(browser, outside, "Rossi Anna"), digest(outside.archive)
    refused = browser.post(f"{path}/correggi", given)
    assert refused.status_code == 422
    assert f'id="{field}-wrong"' in refused.text
    assert words in unescape(refused.text)
    assert 'name="mark"' not in refused.text
    assert digest(outside.archive) == before


def test_what_is_so_already_and_what_changed_meanwhile_is_said(outside: Outside) -> None:
    browser = outside.inside("Alfa")
    path = page_of(browser, outside, "Rossi Anna")
    same = browser.post(f"{path}/correggi", told())
    assert (same.status_code, "È già così: non è cambiato nulla" in text_of(same.text)) == (422, True)
    mark = mark_of(browser.post(f"{path}/correggi", told(start="16/3/2026")).text)
    row = outside.firms.row("Alfa", NAMES[0], left_on=date(2026, 6, 20), at=2)
    outside.firms.move("Alfa", row, today=JUNE)
    late = browser.post(f"{path}/correggi", told(start="16/3/2026", last="20/06/2026") | {"mark": mark})
    assert late.status_code == 422
    assert "Nel frattempo è cambiato qualcosa: non è stato registrato nulla." in text_of(late.text)
    assert mark_of(late.text) != mark
    assert outside.firms.roster("Alfa")[0].hired_on == date(2026, 1, 1)
    assert browser.post(f"{path}/correggi", told() | {"mark": "x"}).status_code == 422


def test_only_the_last_time_at_work_is_put_right_from_its_page(outside: Outside) -> None:
    browser, month = outside.inside("Alfa"), f"/azienda/{outside.name('Alfa')}"
    old = page_of(browser, outside, "Rossi Anna")
    who = old.rsplit("/", 1)[1]
    assert browser.post(f"{month}/esce", {"who": who, "last": "31/03/2026", "sure": "sì"}).status_code == 303
    joined = {"code": code_of("Rossi Anna", 2), "name": "Rossi Anna", "start": "1/6/2026"}
    assert browser.post(f"{month}/entra", joined).status_code == 303
    for asked in (browser.get(f"{old}/correggi"), browser.post(f"{old}/correggi", told(start="2/1/2026"))):
        assert asked.status_code == 422
        assert "da qui si corregge soltanto l'ultimo" in text_of(asked.text)
    both = re.findall(r'(/dipendenti/[a-z2-7]{26})">Rossi Anna', browser.get(month).text)
    (new,) = {*both} - {old}
    crossing = browser.post(f"{new}/correggi", told(start="15/03/2026"))
    assert crossing.status_code == 422
    assert 'id="start-wrong"' in crossing.text
    assert "01/01/2026" in text_of(crossing.text)


def test_who_may_not_tell_of_people_puts_nothing_right_and_who_may_not_see_sums_sees_none(outside: Outside) -> None:
    outside.consultant("Luini", "Alfa", scope=Scope.STATEMENTS)
    outside.consultant("Moro", "Alfa", scope=Scope.ENROL)
    path = page_of(outside.inside("Alfa"), outside, "Rossi Anna")
    luini, moro = (outside.inside(name, intermediary=True) for name in ("Luini", "Moro"))
    assert luini.get(f"{path}/correggi").status_code == 403
    assert luini.post(f"{path}/correggi", told(start="16/3/2026") | {"mark": "0" * 16}).status_code == 403
    assert "Correggi" not in text_of(luini.get(path).text)
    page = moro.post(f"{path}/correggi", told(start="16/3/2026"))
    assert "Copertura: dal 01/01/2026 → dal 01/04/2026" in text_of(page.text)
    assert "€" not in text_of(page.text)


def test_the_answer_is_the_same_of_who_works_elsewhere_too(outside: Outside) -> None:
    """Of two people told alike, one of whom another firm told of first, one reads the same."""
    beta, month = outside.firms, f"/azienda/{outside.name('Alfa')}"
    beta.move("Beta", beta.row("Beta", "Sala Ida", date(2026, 1, 1), at=20), today=date(2026, 1, 10))
    browser, found = outside.inside("Alfa"), []
    for name, at in (("Sala Ida", 20), ("Sala Ada", 20)):
        joined = {"code": code_of(name, at), "name": name, "start": "1/5/2026"}
        assert browser.post(f"{month}/entra", joined).status_code == 303
        path, given = page_of(browser, outside, name), name.split()[1]
        page = text_of(browser.post(f"{path}/correggi", told("Sala", given, start="1/4/2026")).text)
        found.append(page.replace(given, "X").split("Mutua di prova F-")[0])
    assert "04/2026 · rettifica base 7,00 €" in found[0]
    assert found[0] == found[1]
