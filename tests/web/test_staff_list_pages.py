"""A staff list on the pages of a firm and at the counter: what columns hold, whose a row is, how many, in words."""

from __future__ import annotations

import io
import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from mutua.services.organisations import organisation, revoke
from mutua.services.staff_list_undo import undo_list
from mutua.services.staff_lists import Done
from mutua.store.database import Archive
from mutua.web.outside_names import LIST
from services.firm_helpers import NAMES, code_of
from web.counter import CALLED, Browser
from web.outside import Outside, outside_of


@pytest.fixture
def outside(archive: Archive, tmp_path: Path) -> Outside:
    return outside_of(archive, tmp_path)


def text_of(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def send(browser: Browser, path: str, mode: str, *rows: str) -> str:
    sent: dict[str, object] = {"mode": mode, "files": (io.BytesIO("\n".join(rows).encode()), "personale.csv")}
    return browser.post(path, sent).text


def kept(page: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in re.findall(
        r'type="hidden" name="(mode|on|file|mark)" value="([^"]*)"', page)}  # fmt: skip


def code(name: str = "Greco Nora") -> str:
    return code_of(name, 3)


def vats(outside: Outside, *names: str) -> list[str]:
    with outside.archive.reader.begin() as connection:
        return [organisation(connection, outside.firms.firms[name]).vat_number for name in names]


def test_a_firm_says_what_a_column_holds_once_and_it_is_remembered(outside: Outside) -> None:
    browser, path = outside.inside("Alfa"), f"/azienda/{outside.name('Alfa')}/elenco"
    rows = f"{code()};Greco Nora;01/06/26;Torino", f"{code('Verdi Ada')};Verdi Ada;02/06/26;Susa"
    page = send(browser, path, "movements", "Ditta Alfa", "Chiave;Chi;Quando;Sede", *rows)
    said = text_of(page)
    assert "quale colonna" in said or "colonna del codice fiscale" in said
    assert "Che cosa contiene «Chiave»?" in said
    assert f"per esempio: {code()}" in said
    assert "--map" not in page
    given = kept(page) | {"column": ["0:fiscal_code", "1:full_name", "2:hired_on", "3:"]}
    page = browser.post(f"{path}/colonne", given).text
    assert "2 persone entrano" in text_of(page)
    assert browser.post(f"{path}/colonne", given | {"column": ["0:nonsense"]}).status_code in (200, 422)
    assert browser.post(f"{path}/colonne", given | {"column": ["x"]}).status_code == 422
    assert "non è più qui" in browser.post(f"{path}/colonne", given | {"file": "0" * 32}).text
    assert "non è più qui" in browser.post("/azienda/elenco/colonne", given).text, "sent for Alfa alone"
    assert browser.post(f"{path}/registra", kept(page)).status_code == 303
    assert len(outside.firms.roster("Alfa")) == 6
    page = send(browser, path, "movements", "Chiave;Chi;Quando;Sede", f"{code('Blu Ugo')};Blu Ugo;03/06/26;Susa")
    assert "1 persona entra" in text_of(page), "remembered"
    other = outside.inside("Beta")
    page = send(other, f"/azienda/{outside.name('Beta')}/elenco", "movements", "Chiave;Chi;Quando;Sede", rows[0])
    assert "Che cosa contiene «Chiave»?" in text_of(page), "for that firm"


def test_a_consultant_says_what_a_column_holds_for_the_lists_of_all_his_firms(outside: Outside) -> None:
    outside.consultant("Luini", "Alfa", "Beta")
    luini = outside.inside("Luini", intermediary=True)
    alfa, beta = vats(outside, "Alfa", "Beta")
    head = "Cliente;CF;Nominativo;Assunto il"
    rows = f"{alfa.lstrip('0')};{code()};Greco Nora;01/06/2026", f"{beta};{code('Blu Ugo')};Blu Ugo;01/06/2026"
    page = send(luini, "/azienda/elenco", "movements", head, *rows)
    given = kept(page) | {"column": ["0:firm_vat"]}
    page = luini.post("/azienda/elenco/colonne", given).text
    assert "2 persone entrano" in text_of(page)
    assert luini.post("/azienda/elenco/registra", kept(page)).status_code == 303
    page = send(luini, "/azienda/elenco", "movements", head, f"{beta};{code('Neri Pia')};Neri Pia;01/06/2026")
    assert "1 persona entra" in text_of(page)


def test_a_mistake_names_the_person_and_the_firm_and_each_firm_has_its_sum(outside: Outside) -> None:
    outside.consultant("Luini", "Alfa", "Beta")
    luini = outside.inside("Luini", intermediary=True)
    alfa, beta = vats(outside, "Alfa", "Beta")
    rows = [
        f"{alfa};{code()};Greco;Nora;01/06/2026", f"{alfa};{code()};Greco;Nora;01/06/2026",
        f"{beta};{code('Blu Ugo')[:15]};Blu;Ugo;01/06/2026", f"{beta};{code('Neri Pia')};Neri;Pia;01/06/2036",
    ]  # fmt: skip
    page = send(luini, "/azienda/elenco", "movements", "P.IVA;CF;Cognome;Nome;Data Ass.", *rows)
    said = text_of(page)
    assert "riga 4 (Blu Ugo, Beta), colonna «CF»" in said
    assert "riga 5 (Neri Pia, Beta), colonna «Data Ass.»" in said
    assert "1 persona entra 0 persone escono 0 persone cambiano 0 persone sono già così" in said
    assert "1 riga ripetuta nel file 2 righe sbagliate" in said
    assert "Azienda per azienda (2)" in said
    assert "Alfa 1 0 0 0 1 0 Beta 0 0 0 0 0 2" in said


def test_a_row_without_a_name_is_called_as_on_the_roster(outside: Outside) -> None:
    browser, path = outside.inside("Alfa"), f"/azienda/{outside.name('Alfa')}/elenco"
    page = send(browser, path, "movements", "CF;Data Cess.", f"{code_of(NAMES[0], 2)};31/05/2026",
                f"{code()};31/05/2026")  # fmt: skip
    assert f"riga 3 ({code()}), colonna «CF»" in text_of(page)
    assert "1 persona esce" in text_of(page)
    assert "1 riga sbagliata" in text_of(page)
    page = send(browser, path, "full", "CF", *[code_of(name, at) for at, name in enumerate(NAMES[:3], 2)])
    assert "Sì, questa persona è uscita" in text_of(page)
    told = browser.post(f"{path}/registra", kept(page))
    assert "Persone in forza che non sono nell'elenco: 1." in text_of(told.text)


# ---------------------------------------------------------------- taken back


def test_the_part_of_one_firm_is_taken_back_and_the_other_stays(outside: Outside) -> None:
    """Whoever may tell of the people of a firm takes back what was told of them, whoever sent the list."""
    outside.consultant("Luini", "Alfa", "Beta")
    luini, own = outside.inside("Luini", intermediary=True), outside.inside("Alfa")
    alfa, beta = vats(outside, "Alfa", "Beta")
    rows = f"{alfa};{code()};Greco;Nora;01/06/2026", f"{beta};{code('Blu Ugo')};Blu;Ugo;01/06/2026"
    sent = "movements", "P.IVA;CF;Cognome;Nome;Assunto il", *rows
    page = send(luini, "/azienda/elenco", *sent)
    assert luini.post("/azienda/elenco/registra", kept(page)).status_code == 303
    path, other = f"/azienda/{outside.name('Alfa')}", f"/azienda/{outside.name('Beta')}"
    assert "Annulla per questa azienda" in text_of(luini.get(path).text)
    number = re.findall(r'annulla\?list_id=([a-z2-7]{26})"', own.get(path).text)[0]
    asked = own.get(f"{path}/annulla?list_id={number}").text
    assert "Vale per Alfa: le altre aziende dell'elenco restano come sono." in text_of(asked)
    assert 'name="together"' not in asked, "one of the firms is not theirs"
    assert 'name="together"' in luini.get(f"{path}/annulla?list_id={number}").text
    refused = own.post(f"{path}/annulla", {"list_id": number, "together": "yes"})
    assert (refused.status_code, "annullatelo azienda per azienda" in text_of(refused.text)) == (422, True)
    assert own.post(f"{path}/annulla", {"list_id": number}).status_code == 303
    assert (len(outside.firms.roster("Alfa")), len(outside.firms.roster("Beta"))) == (4, 3)
    assert "di più aziende annullato" in text_of(luini.get(path).text)
    assert "di più aziende (Blu Ugo) Annulla per questa azienda" in text_of(luini.get(other).text)
    page = text_of(luini.get("/azienda/elenco").text)
    assert "elenco di chi entra ed esce: 2 aziende, annullato per una Alfa annullato Beta Annulla" in page
    again = luini.post(f"{path}/annulla", {"list_id": number})
    assert (again.status_code, "Era già annullato." in text_of(again.text)) == (422, True)
    page = send(luini, "/azienda/elenco", *sent)
    assert "Alfa 1 0 0 0 0 0 Beta 0 0 0 1 0 0" in text_of(page), "the part taken back, and nothing else"
    assert luini.post("/azienda/elenco/registra", kept(page)).status_code == 303
    assert luini.post(f"{other}/annulla", {"list_id": number}).status_code == 303
    assert (len(outside.firms.roster("Alfa")), len(outside.firms.roster("Beta"))) == (5, 2)
    assert ": 2 aziende, annullato Alfa annullato Beta annullato" in text_of(luini.get("/azienda/elenco").text)


def test_a_list_is_taken_back_for_all_its_firms_by_whoever_sent_it(outside: Outside) -> None:
    outside.consultant("Luini", "Alfa", "Beta")
    luini = outside.inside("Luini", intermediary=True)
    alfa, beta = vats(outside, "Alfa", "Beta")
    rows = f"{alfa};{code()};Greco;Nora;01/06/2026", f"{beta};{code('Blu Ugo')};Blu;Ugo;01/06/2026"
    page = send(luini, "/azienda/elenco", "movements", "P.IVA;CF;Cognome;Nome;Assunto il", *rows)
    assert luini.post("/azienda/elenco/registra", kept(page)).status_code == 303
    path = f"/azienda/{outside.name('Alfa')}"
    number = re.findall(r'annulla\?list_id=([a-z2-7]{26})"', luini.get(path).text)[0]
    assert "Annulla per tutte e due le aziende" in text_of(luini.get(f"{path}/annulla?list_id={number}").text)
    assert luini.post(f"{path}/annulla", {"list_id": number, "together": "yes"}).status_code == 303
    assert "Annullato per tutte le aziende dell'elenco" in text_of(luini.get(path).text)
    assert (len(outside.firms.roster("Alfa")), len(outside.firms.roster("Beta"))) == (4, 2)


def test_a_list_of_firms_that_are_no_longer_all_his_is_taken_back_by_the_office(outside: Outside) -> None:
    luini_id = outside.consultant("Luini", "Alfa", "Beta")
    luini = outside.inside("Luini", intermediary=True)
    alfa, beta = vats(outside, "Alfa", "Beta")
    rows = f"{alfa};{code()};Greco;Nora;01/06/2026", f"{beta};{code('Blu Ugo')};Blu;Ugo;01/06/2026"
    page = send(luini, "/azienda/elenco", "movements", "P.IVA;CF;Cognome;Nome;Assunto il", *rows)
    assert luini.post("/azienda/elenco/registra", kept(page)).status_code == 303
    path = f"/azienda/{outside.name('Alfa')}"
    month, own = luini.get(path).text, outside.inside("Alfa")
    assert "Annulla per questa azienda" in text_of(month)
    number = re.findall(r'annulla\?list_id=([a-z2-7]{26})"', month)[0]
    ended = revoke(outside.firms.at(), outside.firms.firms["Beta"], luini_id, on=date(2026, 5, 2))
    assert ended is None
    asked = luini.get(f"{path}/annulla?list_id={number}").text
    assert 'name="together"' not in asked
    told = luini.post(f"{path}/annulla", {"list_id": number, "together": "yes"})
    assert "Non agite per tutte le aziende di questo elenco" in text_of(told.text)
    assert "e un'azienda di cui non avete più la delega" in text_of(luini.get("/azienda/elenco").text)
    other = f"/azienda/{outside.name('Beta')}"
    assert luini.post(f"{other}/annulla", {"list_id": number}).status_code == 404, "theirs no longer"
    assert isinstance(undo_list(outside.firms.at(), int(CALLED.read(LIST, number))), Done), "the office can"
    assert "annullato" in text_of(own.get(path).text)


def test_what_changed_since_bears_no_button_to_take_it_back(outside: Outside) -> None:
    browser, path = outside.inside("Alfa"), f"/azienda/{outside.name('Alfa')}"
    joined = {"code": code(), "name": "Nora Greco", "start": "1/6/2026"}
    assert browser.post(f"{path}/entra", joined).status_code == 303
    number = re.findall(r'annulla\?list_id=([a-z2-7]{26})"', browser.get(path).text)[0]
    page = send(browser, f"{path}/elenco", "movements", "CF;Cognome;Nome;Assunto il;Matr.",
                f"{code()};Greco;Nora;01/06/2026;77")  # fmt: skip
    assert "1 persona cambia" in text_of(page)
    assert browser.post(f"{path}/elenco/registra", kept(page)).status_code == 303
    links = re.findall(r'annulla\?list_id=([a-z2-7]{26})"', browser.get(path).text)
    assert number not in links
    assert len(links) == 1, "the last one can be taken back"
    why = "dopo è cambiato altro (Greco Nora): annullate prima quello, o correggete dalla pagina della persona"
    assert why in text_of(browser.get(path).text)
    told = browser.post(f"{path}/annulla", {"list_id": number})
    assert "Dopo è cambiato altro per una di queste persone" in text_of(told.text)
    assert browser.post(f"{path}/annulla", {"list_id": links[0]}).status_code == 303
    assert re.findall(r'annulla\?list_id=([a-z2-7]{26})"', browser.get(path).text) == [number], "nothing is in the way"
    assert browser.post(f"{path}/annulla", {"list_id": number}).status_code == 303
    assert "annulla?list_id" not in browser.get(path).text


def test_a_consultant_who_sent_nothing_yet_reads_that_there_is_nothing_to_take_back(outside: Outside) -> None:
    """The first page leads to the lists sent: the place is there before the first of them."""
    outside.consultant("Luini", "Alfa", "Beta")
    luini = outside.inside("Luini", intermediary=True)
    assert 'href="/azienda/elenco#sent"' in luini.get("/azienda").text
    page = luini.get("/azienda/elenco").text
    assert 'id="sent"' in page
    assert "Nessuno negli ultimi 3 mesi." in text_of(page)
