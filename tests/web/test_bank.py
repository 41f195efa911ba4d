"""Money that came in, on the pages: a statement, its proposals with their reasons, one confirmed or all the sure ones,
shared out, set aside, undone; a file twice is nothing, a wrong one is one page that says where and what."""

from __future__ import annotations

import io
import re

from bank.statements import ACCOUNT, Move, camt
from mutua.domain.access import Role
from mutua.domain.identifiers.creditor_reference import written_reference
from mutua.web.held import KEPT_FOR, Holding
from services.bank_helpers import DAYS, moves, states
from services.dues_helpers import FIRST, SECOND, books, charged, open_of
from services.societies import NOW
from web.claims_helpers import clerk
from web.counter import HOUSE, Browser, Counter


def sent(browser: Browser, raw: bytes, **told: object) -> str:
    """The page that a statement gives, with its status in front."""
    answer = browser.post("/banca/estratto", {"files": (io.BytesIO(raw), "estratto.xml"), **told})
    if answer.status_code == 303:
        answer = browser.get(answer.location)  # to which one may come back
    return f"{answer.status_code} {answer.text}"


def held(text: str) -> str:
    found = re.search(r'name="file" value="([0-9a-f]{32})"', text)
    assert found
    return found[1]


def stamps(text: str, line_id: int) -> list[str]:
    form = rf"movimenti/{line_id}/conferma.*?name=\"stamp\" value=\"([0-9a-f]+)\""
    return re.findall(rf'value="({line_id}\.[0-9a-f]+)"', text) or re.findall(form, text, re.S)


def test_a_statement_comes_in_once_and_its_sure_movements_are_confirmed_together(counter: Counter) -> None:
    dues = charged(counter.society, "Anna", (FIRST, 12000), (SECOND, 12000))
    paid = f"QUOTA {written_reference(dues[0].reference)}"
    raw = camt(Move(12000, text=paid, name="ROSSI BRUNO"), Move(500, name="IGNOTO SRL"), Move(-900, name="ENEL"),
               days=DAYS)  # fmt: skip
    browser = clerk(counter)
    page = sent(browser, raw)
    assert page.startswith("200 ")
    assert "Importa 3 movimenti" in page
    assert ACCOUNT not in page, "an account is masked"
    assert "Nessun movimento certo" in browser.get("/banca/certi").text, "looking at a file brings nothing in"
    assert browser.post("/banca/estratto/importa", {"file": held(page)}).location == "/banca/certi"
    assert "Movimenti della banca da guardare: 2" in browser.get("/").text
    again = browser.post("/banca/estratto/importa", {"file": held(page)})
    assert again.location == "/banca/certi"
    assert "Era già fatto" in browser.get("/banca/certi").text, "pressed twice"
    assert browser.get("/banca/estratto").location == "/banca/certi"
    text = browser.get("/banca/certi").text
    assert "nella causale" in text, "with the reason"
    assert "nucleo N1 (Rossi Anna)" in text
    (stamp,) = stamps(text, 1)
    assert "Un movimento confermato" in browser.post("/banca/certi", {"one": stamp}).text
    assert books(counter.society)["bank"] == 12000
    assert "non è più in attesa" in browser.post("/banca/certi", {"one": stamp}).text
    for odd in ("1", "x.y", "9" * 18 + ".a", "7.00"):
        assert browser.post("/banca/certi", {"one": odd}).status_code == 200
    assert books(counter.society)["bank"] == 12000
    again = sent(browser, raw)
    assert "già entrato" in again
    assert "/banca/estratto/importa" not in again
    assert "Rossi Anna) 120,00" in browser.get("/banca/confermati").text
    assert "IGNOTO" in browser.get("/banca/da-guardare").text
    assert "ENEL" in browser.get("/banca/uscite?pagina=1").text
    reading = counter.inside(Role.AUDITOR)
    assert "ENEL" in reading.get("/banca/movimenti/3").text


def test_a_proposal_is_confirmed_as_it_was_shown_or_not_at_all(counter: Counter) -> None:
    dues = charged(counter.society, "Anna", (FIRST, 12000), (SECOND, 12000))
    text = f"QUOTA {written_reference(dues[0].reference)}"
    one, two = moves(counter.society, Move(7000, text=text), Move(7000, text=text, day="2026-03-05"))
    browser = clerk(counter)
    page = browser.get("/banca/da-guardare").text
    assert "mancano 50,00" in page
    first, second = stamps(page, one)[0], stamps(page, two)[0]
    assert browser.post(f"/banca/movimenti/{one}/conferma", {"stamp": first}).location == "/banca/da-guardare"
    told = browser.post(f"/banca/movimenti/{two}/conferma", {"stamp": second})
    assert told.status_code == 409
    assert "non è più quella mostrata" in told.text
    assert states(counter.society, one, two) == ["confirmed", "open"]
    assert browser.post(f"/banca/movimenti/{one}/riapri").location == "/banca/da-guardare"
    assert states(counter.society, one) == ["open"]
    assert [due.open_cents for due in open_of(counter.society, "Anna")] == [12000, 12000]


def test_a_movement_is_somebody_outsides_confirmed_or_shared_out(counter: Counter) -> None:
    dues = charged(counter.society, "Anna", (FIRST, 12000), (SECOND, 12000))
    text = f"QUOTA {written_reference(dues[0].reference)}"
    one, two = moves(counter.society, Move(12000, text=text, name="NERI ROSA"), Move(12000, name="ENTE"))
    browser = clerk(counter)
    path = f"/banca/movimenti/{one}"
    stamp = stamps(browser.get(path).text, one)[0]
    wrong = browser.post(f"{path}/conferma", {"stamp": stamp, "regime": "fund"})
    assert (wrong.status_code, "scrivete anche chi ha pagato" in wrong.text) == (422, True)
    assert 'value="fund" selected' in wrong.text, "what was typed is not lost"
    assert browser.post(f"{path}/conferma", {"stamp": stamp, "paid_by": "Rosa Neri"}).status_code == 303
    assert "ha pagato Rosa Neri (altri per il socio)" in " ".join(browser.get(path).text.split())
    what = {"what": f"due:{dues[1].due_id}", "amount": "120,00", "do": "share"}
    path = f"/banca/movimenti/{two}"
    wrong = browser.post(f"{path}/ripartisci", {**what, "paid_by": "=1+1"})
    assert (wrong.status_code, "come una formula" in wrong.text) == (422, True)
    assert browser.post(f"{path}/ripartisci", {**what, "paid_by": "Ente Valle", "regime": "fund"}).status_code == 303
    assert "Ente Valle (fondo)" in browser.get(path).text
    assert states(counter.society, one, two) == ["confirmed", "confirmed"]


def test_a_movement_is_shared_out_by_hand_or_set_aside(counter: Counter) -> None:
    charged(counter.society, "Anna", (FIRST, 12000))
    line, other = moves(counter.society, Move(12300, name="ZIO"), Move(100, name="ENTE"))
    browser = clerk(counter)
    path = f"/banca/movimenti/{line}/ripartisci"
    page = browser.post(path, {"words": "rossi ann", "do": "search"}).text
    what = re.search(r'name="add" value="(household:\d+)"', page)
    assert what
    page = browser.post(path, {"words": "rossi ann", "add": what[1]}).text
    due = re.search(r'name="what" value="(due:\d+)"', page)
    assert due
    for amounts, status, said in (
        (["120,00", ""], 409, "non fanno il suo importo"), (["120,0x", "3"], 422, "Non è un importo"),
        (["", ""], 422, "Manca"), (["123,00", ""], 409, ""),
    ):  # fmt: skip
        wrong = browser.post(path, {"payer": what[1], "what": [due[1], what[1]], "amount": amounts, "do": "share"})
        assert (wrong.status_code, said in wrong.text) == (status, True)
        assert f'value="{amounts[0]}"' in wrong.text, "what was typed is not lost"
    told = {"payer": what[1], "what": [due[1], what[1]], "amount": ["120,00", "3,00"], "do": "share"}
    assert browser.post(path, told).location == "/banca/da-guardare"
    assert open_of(counter.society, "Anna") == []
    assert browser.post(path, told).status_code == 409, "twice is once"
    for odd in ("due:999", "firm:9", "household:x", "statement:1:RF", "x", "due:²"):
        assert browser.post(f"/banca/movimenti/{other}/ripartisci",
                            {"what": odd, "amount": "1,00", "do": "share"}).status_code == 409  # fmt: skip
    assert browser.post(f"/banca/movimenti/{other}/da-parte", {"motive": " "}).status_code == 422
    assert browser.post(f"/banca/movimenti/{other}/da-parte", {"motive": "donazione"}).location == "/banca/da-guardare"
    assert "donazione" in browser.get("/banca/da-parte").text
    assert states(counter.society, line, other) == ["confirmed", "set_aside"]


def test_a_wrong_file_is_one_page_that_says_what_and_a_table_is_told_its_columns_once(counter: Counter) -> None:
    browser = clerk(counter)
    off = sent(browser, camt(Move(500), days=DAYS, off=7))
    assert off.startswith("422 ")
    assert "differenza" in off
    assert "<!DOCTYPE" not in off[10:]
    ahead = sent(browser, b"Data;Descrizione;Importo;IBAN ordinante\n01/06/2036;Quota;12,00;\n", account=ACCOUNT)
    assert ahead.startswith("422 ")
    assert "deve ancora venire" in ahead
    photo = sent(browser, b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    assert "on è una tabella" in photo
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    assert "DOCTYPE: nessuna banca" in sent(browser, bomb)
    assert sent(browser, b"").startswith("422 ")
    assert browser.post("/banca/estratto").status_code == 422
    sized = {"CONTENT_LENGTH": str(22 << 20)}
    files = {"files": (io.BytesIO(b"Data"), "estratto.csv")}
    huge = browser.client.post("/banca/estratto", base_url=HOUSE, data=files, environ_overrides=sized, buffered=True)
    assert huge.status_code == 413
    assert '<a class="main" href="/banca/estratto">' in huge.text, "a way back"
    table = b"Quando;Boh;Soldi\n02/03/2026;Versamento;12,00\n03/03/2026;Altro;13,00\n"
    page = sent(browser, table)
    assert page.startswith("422 ")
    assert '<label for="column-3">Soldi</label>' in page
    told = {"file": held(page), "account": ACCOUNT, "column": ["data", "descrizione", "importo"]}
    assert browser.post("/banca/estratto/leggi", told).location == "/banca/estratto"
    right = browser.get("/banca/estratto")
    assert "Importa 2 movimenti" in right.text
    other = clerk(counter)
    assert other.post("/banca/estratto/importa", {"file": told["file"]}).status_code == 422, "another's file"
    assert browser.post("/banca/estratto/importa", {"file": told["file"]}).location == "/banca/certi"
    assert browser.post("/banca/estratto/importa", {"file": "f" * 32}).status_code == 422
    more = table.replace(b"12,00", b"14,00")
    assert "Importa un movimento" in sent(browser, more, account=ACCOUNT), "the columns are remembered"


def test_a_held_file_is_its_senders_for_a_while_and_unreadable_on_the_disk() -> None:
    holding = Holding()
    name = holding.keep(1, "a", b"Rossi Anna", NOW)
    (path,) = holding._folder.iterdir() if holding._folder else ()
    assert b"Rossi" not in path.read_bytes()
    assert holding.find(1, "a", name, NOW) is not None
    assert [holding.find(2, "a", name, NOW), holding.find(1, "b", name, NOW), holding.find(1, "a", "x", NOW)] == [
        None, None, None,
    ]  # fmt: skip
    assert holding.find(1, "a", name, NOW + KEPT_FOR * 2) is None
    for _ in range(9):
        holding.keep(1, "a", b"x", NOW)
    assert holding.find(1, "a", name, NOW) is None, "the oldest goes"
    assert len(list(path.parent.iterdir())) == 8
