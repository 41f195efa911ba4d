"""The firm's month through its pages: nothing changed, somebody joins or leaves, a list, what is to be paid."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from mutua.domain.firms import Scope
from mutua.services.decide_claim import Refusal
from mutua.services.firm_door import OpenFirm
from mutua.services.member_endings import record_death
from mutua.services.organisations import organisation
from mutua.services.statement_money import pay_statement
from mutua.store.database import Archive
from mutua.store.who import people_by_number, read_identities
from mutua.web.door_home import Standing
from mutua.web.outside_names import LIST, STATEMENT
from services.firm_helpers import NAMES, code_of
from services.member_helpers import desk
from web.counter import CALLED, Browser
from web.outside import JUNE, Outside, outside_of


@pytest.fixture
def outside(archive: Archive, tmp_path: Path) -> Outside:
    return outside_of(archive, tmp_path)


def text_of(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_nothing_changed_is_said_once(outside: Outside) -> None:
    browser = outside.inside("Alfa")
    assert browser.get("/azienda").location == f"/azienda/{outside.name('Alfa')}"
    page = browser.get(f"/azienda/{outside.name('Alfa')}")
    assert "Le vostre 4 persone. È cambiato qualcosa?" in text_of(page.text)
    path = f"/azienda/{outside.name('Alfa')}/nessun-cambiamento"
    for told in ("Segnato: questo mese non è cambiato nulla", "Era già segnato"):
        assert browser.post(path).status_code == 303
        page = browser.get(f"/azienda/{outside.name('Alfa')}")
        assert told in text_of(page.text)
        assert "Questo mese è già a posto" in text_of(page.text)
    assert len(outside.firms.roster("Alfa")) == 4


def test_a_firm_with_nobody_is_not_asked_who_left(outside: Outside) -> None:
    outside.firms.firm("Vuota")
    browser, path = outside.inside("Vuota"), f"/azienda/{outside.name('Vuota')}"
    month = browser.get(path).text
    assert "Nessuna persona, per ora. È entrato qualcuno?" in unescape(month)
    assert f'href="{path}/entra"' in month
    assert f'href="{path}/esce"' not in month
    leave = browser.get(f"{path}/esce").text
    assert "Nessuno può uscire" in leave
    assert 'name="last"' not in leave
    assert "quando il piano copre qualcuno" in browser.get(f"{path}/estratti").text


def test_somebody_joins_with_three_fields_and_it_can_be_taken_back(outside: Outside) -> None:
    browser, path = outside.inside("Alfa"), f"/azienda/{outside.name('Alfa')}"
    code = code_of("Greco Nora", 3)
    assert browser.post(f"{path}/nessun-cambiamento").status_code == 303
    assert "Come 01/07/2026" in browser.get(f"{path}/entra").text
    wrong = browser.post(f"{path}/entra", {"code": code[:-1] + "?", "name": "Nora Greco", "start": "1/6/2026"})
    assert wrong.status_code == 422
    assert 'aria-describedby="code-wrong code-hint"' in wrong.text
    assert 'value="Nora Greco"' in wrong.text, "nothing typed is lost"
    wrong = browser.post(f"{path}/entra", {"code": code[:-1] + "?", "name": "Nora", "start": "29/2/2027"})
    assert "Questo giorno non esiste" in wrong.text
    assert 'id="code-wrong"' in wrong.text, "all that is wrong at once"
    assert f'value="{code[:-1]}?"' in wrong.text
    unlike = browser.post(f"{path}/entra", {"code": code, "name": "Bianchi Lia", "start": "1/6/2026"})
    assert "Bianchi | Lia" in unescape(unlike.text)
    assert "è di un altro nome" in unlike.text
    assert "Ho corretto qui sopra" in unlike.text, "which sends it again as it is mended"
    # Out meanwhile: what was typed stays on that page, and comes back once they are in.
    half_hour = timedelta(minutes=45)
    outside.counter.clock.pass_by(half_hour)
    typed = {"code": code.lower(), "name": "Nora Greco", "start": "1/6/2026"}
    out = browser.post(f"{path}/entra", typed)
    assert out.status_code == 401
    assert 'name="name" value="Nora Greco"' in out.text
    assert browser.post(f"{path}/entra", typed, seal="x").text.count("Nora Greco") == 0, "of this browser's pages alone"
    browser = outside.inside("Alfa")
    assert browser.post(f"{path}/entra", typed, seal="x").status_code == 400
    back = browser.post(f"{path}/entra", {**typed, "di-nuovo": "1", "cut": ""}, seal="x")
    assert back.status_code == 422
    assert 'value="Nora Greco"' in back.text
    assert "Ecco quello che avevate scritto" in back.text
    assert len(outside.firms.roster("Alfa")) == 4, "nothing was done"
    done = browser.post(f"{path}/entra", {"code": code.lower(), "name": "Nora Greco", "start": "1/6/2026"})
    assert done.status_code == 303
    page = text_of(browser.get(str(done.location)).text)
    assert "Greco Nora" in page
    assert "nata il 4 aprile 1980" in page
    assert "Copertura dal 1 giugno 2026" in page or "Copertura dal 1° giugno 2026" in page
    assert browser.post(f"{path}/entra", {"code": code, "name": "Nora Greco", "start": "1/6/2026"}).status_code == 303
    month = browser.get(path).text
    assert "una persona: 1 in entrata (Greco Nora)" in text_of(month)
    assert "nessun cambiamento; poi: 1 in entrata" in text_of(month), "it was said before, and is not true any more"
    number = re.findall(r'annulla\?list_id=([a-z2-7]{26})"', month)[0]
    asked = browser.get(f"{path}/annulla?list_id={number}")
    assert "Greco Nora" in asked.text
    assert f'name="list_id" value="{number}"' in asked.text
    assert browser.get(f"{path}/annulla?list_id={CALLED.of(LIST, 999999)}").status_code == 404
    assert len(outside.firms.roster("Alfa")) == 5, "asked, not done"
    assert browser.post(f"{path}/annulla", {"list_id": CALLED.of(LIST, 999999)}).status_code == 422
    assert browser.post(f"{path}/annulla", {"list_id": number}).status_code == 303
    assert len(outside.firms.roster("Alfa")) == 4


def test_a_hire_told_late_is_recorded_only_once_it_is_confirmed(outside: Outside) -> None:
    browser, path = outside.inside("Alfa"), f"/azienda/{outside.name('Alfa')}"
    typed = {"code": code_of("Greco Nora", 3), "name": "greco nora", "start": "1/1/2020"}
    asked = browser.post(f"{path}/entra", typed)
    assert asked.status_code == 422
    assert 'id="start-wrong"' in asked.text
    assert "più di 60 giorni di ritardo" in asked.text
    assert 'id="sure"' in asked.text
    assert len(outside.firms.roster("Alfa")) == 4, "nothing was done"
    done = browser.post(f"{path}/entra", {**typed, "sure": "sì"})
    assert done.status_code == 303
    assert "Greco Nora" in browser.get(str(done.location)).text, "written as a name"
    number = re.findall(r'value="([a-z2-7]{26})">Greco Nora', browser.get(f"{path}/esce").text)[0]
    left = {"who": number, "last": "1/2/2021"}
    late = browser.post(f"{path}/esce", left)
    assert late.status_code == 422
    assert 'id="sure"' in late.text
    assert browser.post(f"{path}/esce", {**left, "sure": "sì"}).status_code == 303


def test_somebody_leaves_and_is_told_what_happens_to_the_cover(outside: Outside) -> None:
    browser, path = outside.inside("Alfa"), f"/azienda/{outside.name('Alfa')}"
    number = re.findall(r'value="([a-z2-7]{26})">Rossi Anna', browser.get(f"{path}/esce").text)[0]
    assert browser.post(f"{path}/esce", {"who": number, "last": "1/1/1925"}).status_code == 422
    early = browser.post(f"{path}/esce", {"who": number, "last": "1/1/1990"})
    assert 'id="last-wrong"' in early.text
    assert "primo giorno di lavoro, che è il" in text_of(early.text)
    far = browser.post(f"{path}/esce", {"who": number, "last": "30/11/2026"})
    assert far.status_code == 422
    assert 'id="sure"' in far.text, "said twice"
    assert browser.post(f"{path}/esce", {"who": "77777", "last": "1/6/2026"}).status_code == 422
    done = browser.post(f"{path}/esce", {"who": number, "last": "15/6/2026"})
    page = text_of(browser.get(str(done.location)).text)
    assert "Copertura fino al 30 giugno 2026" in page
    assert "Ultimo mese che vi chiediamo: 06/2026" in page
    letter = browser.get(f"{done.location}/lettera")
    assert letter.data.startswith(b"%PDF")
    assert browser.get(f"/dipendenti/{number}9/lettera").status_code == 404


def send(browser: Browser, path: str, mode: str, text: str, **more: str) -> str:
    sent: dict[str, object] = {"mode": mode, "files": (io.BytesIO(text.encode()), "personale.csv"), **more}
    return browser.post(path, sent).text


def kept(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    return "" if found is None else unescape(found[1])


def test_a_list_is_shown_then_recorded_exactly_and_its_wrong_rows_come_back(outside: Outside) -> None:
    browser, path = outside.inside("Alfa"), f"/azienda/{outside.name('Alfa')}/elenco"
    head = "codice fiscale;cognome;nome;data di assunzione\n"
    right = f"{code_of('Greco Nora', 3)};Greco;Nora;01/06/2026\n"
    wrong = "XXXYYY80A01H501A;Verdi;=cmd();01/06/2026\n"
    page = send(browser, path, "movements", head + right + wrong)
    assert "riga 3" in page
    given = {"mode": "movements", "on": kept(page, "on"), "file": kept(page, "file")}
    rows = browser.post(f"{path}/righe-sbagliate", given)
    assert rows.headers["Content-Disposition"] == 'attachment; filename="righe-sbagliate.csv"'
    assert "'=cmd()" in rows.text
    assert code_of("Greco Nora", 3) not in rows.text
    given["mark"] = kept(page, "mark")
    assert browser.post(f"{path}/registra", given).status_code == 422
    for gone in ("!!", "0" * 32):
        assert browser.post(f"{path}/registra", {**given, "file": gone, "good_rows": "yes"}).status_code == 422
    other = outside.inside("Beta")
    other.get("/profilo")
    theirs = f"/azienda/{outside.name('Beta')}/elenco/registra"
    assert "non è più qui" in other.post(theirs, {**given, "good_rows": "yes"}).text, "another login's file"
    assert "non è più qui" in browser.post("/azienda/elenco/registra", given).text, "sent for Alfa alone"
    assert browser.post(f"{path}/registra", {**given, "mark": "0" * 16, "good_rows": "yes"}).status_code == 422
    assert browser.post(f"{path}/registra", {**given, "good_rows": "yes"}).status_code == 303
    assert "non è più qui" in browser.post(f"{path}/righe-sbagliate", given).text, "it was used"
    assert len(outside.firms.roster("Alfa")) == 5
    # somebody of Beta's who died: by whatever road, Alfa hears nothing of it (tests/services/test_firm_reach.py)
    society = outside.counter.society
    died = record_death(desk(society, date(2026, 5, 20)), outside.firms.person(NAMES[5], 2), died_on=date(2026, 5, 8))
    assert not isinstance(died, Refusal), died
    surname, given_name = NAMES[5].split()
    page = send(browser, path, "movements", f"{head}{code_of(NAMES[5], 2)};{surname};{given_name};01/06/2026\n")
    rows = browser.post(f"{path}/righe-sbagliate", {
        "mode": "movements", "on": kept(page, "on"), "file": kept(page, "file"),
    })  # fmt: skip
    joins = browser.post(f"/azienda/{outside.name('Alfa')}/entra", {
        "code": code_of(NAMES[5], 2), "name": NAMES[5], "start": "1/6/2026",
    })  # fmt: skip
    for told in (unescape(page), rows.text, unescape(joins.text)):
        assert "se ne occupa l'ufficio" not in told
        assert "decedut" not in told


def test_a_full_list_ends_nobody_before_the_names_were_confirmed(outside: Outside) -> None:
    browser, path = outside.inside("Alfa"), f"/azienda/{outside.name('Alfa')}/elenco"
    rows = "".join(f"{code_of(name, at)};{name.replace(' ', ';')}\n" for at, name in enumerate(NAMES[:3], 2))
    page = send(browser, path, "full", "codice fiscale;cognome;nome\n" + rows)
    assert "Neri Dario" in text_of(page)
    given = {"mode": "full", "on": kept(page, "on"), "file": kept(page, "file"), "mark": kept(page, "mark")}
    refused = browser.post(f"{path}/registra", given)
    assert "Leggete i nomi" in refused.text
    code = re.findall(r'name="endings" value="(\w+)"', page)[0]
    assert browser.post(f"{path}/registra", {**given, "endings": code}).status_code == 303
    assert [one.left_on for one in outside.firms.roster("Alfa") if one.left_on] == [date(2026, 5, 31)]


def test_a_statement_is_read_paid_and_taken_to_payroll(outside: Outside) -> None:
    told = outside.issue("Alfa", date(2026, 5, 1))
    browser, named = outside.inside("Alfa"), CALLED.of(STATEMENT, told.statement_id)
    assert f"/estratti/{named}" in browser.get(f"/azienda/{outside.name('Alfa')}/estratti").text
    page = text_of(browser.get(f"/estratti/{named}").text)
    assert told.reference in page
    assert "205,00 €" in page, "four people, five months, 10 € and 2.5 % for the fund"
    payroll = browser.get(f"/estratti/{named}/paghe.csv").text.splitlines()
    assert len(payroll) == 21
    assert payroll[1].split(";")[3] == "01/2026", "a month, as the page writes it"
    assert f";Rossi;Anna;{code_of('Rossi Anna', 2)};base;sì;7,00;3,00;0,25;10,25" in payroll[11]
    assert browser.get(f"/estratti/{named}/paghe.xlsx").data.startswith(b"PK")
    assert browser.get(f"/estratti/{named}/estratto.pdf").data.startswith(b"%PDF")
    year = f"/azienda/{outside.name('Alfa')}/anno.csv?year=2026"
    assert browser.get(year).status_code == 404, "nothing paid yet"
    paid = pay_statement(outside.firms.at(), told.statement_id, cents=told.total_cents, received_on=JUNE)
    assert not isinstance(paid, Refusal)
    assert f"2026;Rossi;Anna;{code_of('Rossi Anna', 2)};;35,00;15,00" in browser.get(year).text


def test_a_consultant_does_as_much_as_each_firm_delegated(outside: Outside) -> None:
    """Alfa delegated all to Verdi, Beta its statements alone to Luini; a full list says where nothing changed, too."""
    outside.consultant("Luini", "Beta", scope=Scope.STATEMENTS)
    luini, beta = outside.inside("Luini", intermediary=True), f"/azienda/{outside.name('Beta')}"
    assert luini.get(f"{beta}/estratti").status_code == 200
    assert [luini.get(f"{beta}/{page}").status_code for page in ("entra", "esce", "elenco")] == [403] * 3
    given = {"code": code_of("Greco Nora", 3), "name": "Nora Greco", "start": "1/6/2026"}
    assert luini.post(f"{beta}/entra", given).status_code in (403, 422)
    assert luini.post(f"{beta}/nessun-cambiamento").status_code == 422
    assert len(outside.firms.roster("Beta")) == 2
    for page in ("entra", "esce", "elenco"):
        assert "La delega di Beta non comprende le persone" in text_of(luini.get(f"{beta}/{page}").text)
    outside.consultant("Costa", "Beta", scope=Scope.ENROL)
    costa = outside.inside("Costa", intermediary=True).get(f"{beta}/estratti")
    assert (costa.status_code, "La delega di Beta non comprende gli estratti" in text_of(costa.text)) == (403, True)
    verdi = outside.inside("Verdi", intermediary=True)
    with outside.archive.reader.begin() as connection:
        vats = [organisation(connection, outside.firms.firms[name]).vat_number for name in ("Alfa", "Beta")]
    rows = [f"{vats[0]};{code_of(name, at)};{name.replace(' ', ';')}" for at, name in enumerate(NAMES[:4], 2)]
    foreign = f"{vats[1]};{code_of('Greco Nora', 3)};Greco;Nora"
    head = "partita iva;codice fiscale;cognome;nome"
    page = send(verdi, "/azienda/elenco", "full", "\n".join([head, *rows, foreign]))
    assert "riga 6" in page, "a firm that delegated to somebody else"
    page = send(verdi, "/azienda/elenco", "full", "\n".join([head, *rows]))
    kept_of = {name: kept(page, name) for name in ("mode", "on", "file", "mark")}
    assert verdi.post("/azienda/elenco/registra", {**kept_of, "mode": "full"}).status_code == 303
    assert "Questo mese è già a posto" in text_of(verdi.get(f"/azienda/{outside.name('Alfa')}").text)


def test_a_consultant_takes_one_month_of_all_firms_to_payroll(outside: Outside) -> None:
    """Alfa and Beta delegated to Luini, Gamma to nobody: one table of the two, and nothing of Gamma."""
    outside.consultant("Luini", "Alfa", "Beta")
    outside.firms.firm("Gamma")
    outside.firms.move("Gamma", *outside.firms.rows("Gamma", NAMES[7:8]), today=date(2026, 1, 10))
    for name in ("Alfa", "Beta", "Gamma"):
        outside.issue(name, date(2026, 5, 1))
    luini = outside.inside("Luini", intermediary=True)
    page = luini.get("/azienda").text
    assert "maggio 2026 CSV" in text_of(page)
    assert 'href="/azienda/paghe.csv?month=2026-05"' in page
    answer = luini.get("/azienda/paghe.csv?month=2026-05")
    assert 'filename="paghe-2026-05.csv"' in answer.headers["Content-Disposition"]
    head, *lines = answer.text.splitlines()
    assert head.endswith("fondo;totale;voce azienda;voce trattenuta;previsione")
    firms = [line.split(";")[0] for line in lines]
    assert list(dict.fromkeys(firms)) == ["Alfa", "Beta"]
    alone = {name: outside.inside(name) for name in ("Alfa", "Beta")}
    each = [one.get("/azienda/paghe.csv?month=2026-05").text.splitlines()[1:] for one in alone.values()]
    assert lines == [*each[0], *each[1]], "as each firm has it by itself"
    assert luini.get("/azienda/paghe.xlsx?month=2026-05").data.startswith(b"PK")
    assert [luini.get(f"/azienda/paghe.csv?month={one}").status_code for one in ("2026-04", "2026-13", "")] == [404] * 3
    outside.consultant("Costa", "Alfa", scope=Scope.ENROL)
    assert outside.inside("Costa", intermediary=True).get("/azienda/paghe.csv?month=2026-05").status_code == 404


def test_a_consultant_pays_all_statements_from_one_table_and_the_first_due_is_first(outside: Outside) -> None:
    """Of Alfa and Beta, which delegated, every open statement stands with its reason; of Gamma none."""
    outside.consultant("Luini", "Alfa", "Beta")
    outside.firms.firm("Gamma")
    outside.firms.move("Gamma", *outside.firms.rows("Gamma", NAMES[7:8]), today=date(2026, 1, 10))
    issued = {
        (name, month): outside.issue(name, date(2026, month, 1))
        for name, month in (("Beta", 4), ("Alfa", 5), ("Beta", 5), ("Gamma", 5))
    }
    luini = outside.inside("Luini", intermediary=True)
    page = text_of(luini.get("/azienda/da-versare").text)
    mine = [one for (name, _), one in issued.items() if name != "Gamma"]
    assert [page.count(one.reference) for one in mine] == [1, 1, 1]
    assert issued["Gamma", 5].reference not in page
    head, *lines = luini.get("/azienda/da-versare.csv").text.splitlines()
    assert head.endswith("azienda;partita iva;estratto;dal;al;totale;scadenza;causale;a favore di;iban")
    told = [line.split(";") for line in lines]
    assert [(one[6], one[0]) for one in told] == sorted((one[6], one[0]) for one in told), "what is due first"
    assert sorted(line.split(";")[7] for line in lines) == sorted(one.reference for one in mine)
    assert luini.get("/azienda/da-versare.xlsx").data.startswith(b"PK")
    home = text_of(luini.get("/azienda").text)
    assert "Da versare, con le causali" in home
    neri = outside.inside("Neri", intermediary=True)
    assert "Non c'è nulla da versare" in text_of(neri.get("/azienda/da-versare").text)
    assert luini.get("/azienda/anno.csv?year=2026").status_code == 404, "nothing was paid yet"


def test_the_firms_of_a_consultant_stand_by_what_is_most_urgent() -> None:
    """What is due within a week or late comes before a month to be said, that before what is due later or nothing."""
    firm = cast(OpenFirm, SimpleNamespace(view=SimpleNamespace(may_enrol=True), name="x"))
    today = date(2026, 6, 20)

    def order(due_on: date | None, said_on: date | None) -> tuple[int, date, str]:
        return Standing(firm, 3, said_on, 1, due_on, due_on is not None and due_on < today).order(today)

    urgent, late = order(date(2026, 6, 21), today), order(date(2026, 5, 31), today)
    to_say, later, nothing = order(None, None), order(date(2026, 7, 31), today), order(None, today)
    assert sorted([nothing, later, to_say, urgent, late]) == [late, urgent, to_say, later, nothing]


def test_a_consultant_of_no_firm_is_told_what_to_do(outside: Outside) -> None:
    neri = outside.inside("Neri", intermediary=True)
    for path in ("/azienda", "/azienda/elenco"):
        answer = neri.get(path)
        assert answer.status_code == 200, path
        assert "firma una delega che vi nomina" in text_of(answer.text)
    sent = neri.post("/azienda/nessun-cambiamento", {"everywhere": "yes"})
    assert sent.status_code == 422
    assert "Segnate almeno un'azienda" in text_of(sent.text)
    luini = outside.consultant("Luini", "Beta", scope=Scope.STATEMENTS) and outside.inside("Luini", intermediary=True)
    page = luini.get("/azienda/elenco")
    assert (page.status_code, "Le deleghe che avete non comprendono le persone" in text_of(page.text)) == (403, True)


def test_a_provisional_code_asks_for_the_birth_and_where_the_name_is_cut(outside: Outside) -> None:
    """It bears no name: nobody is told that it is of another one."""
    browser, path = outside.inside("Alfa"), f"/azienda/{outside.name('Alfa')}"
    typed = {"code": "12345678903", "name": "Rossi Maria", "start": "1/6/2026"}
    asked = browser.post(f"{path}/entra", typed)
    said = text_of(asked.text)
    assert asked.status_code == 422
    assert "di un altro nome" not in said
    assert "codice provvisorio di 11 cifre" in said
    assert "non è di un'azienda?" in said
    assert 'id="born-wrong"' in asked.text
    assert "Rossi | Maria" in said
    assert 'id="sure"' in asked.text
    sure = {**typed, "cut": "0", "sure": "sì"}
    assert 'id="born-wrong"' in browser.post(f"{path}/entra", sure).text
    assert 'id="born-wrong"' in browser.post(f"{path}/entra", {**sure, "born": "2/6/2026"}).text
    child = browser.post(f"{path}/entra", {**sure, "sure": "", "born": "2/6/2019"})
    assert "il primo giorno di lavoro ha 6 anni" in text_of(child.text)
    assert '<option value="0" selected>' in child.text, "how the name is cut was said"
    assert len(outside.firms.roster("Alfa")) == 4
    done = browser.post(f"{path}/entra", {**sure, "born": "2/6/1990"})
    assert done.status_code == 303
    with outside.archive.reader.begin() as connection:
        (person_id,) = people_by_number(connection, [], ["12345678903"])["12345678903"]
        who = read_identities(connection, [person_id])[person_id]
    assert (who.surname, who.given_name, str(who.born_on)) == ("Rossi", "Maria", "1990-06-02")


def test_a_day_told_otherwise_leads_to_where_it_is_put_right(outside: Outside) -> None:
    """Beside the day, with the page of the person and what was told: there it is mended or taken back."""
    browser, path = outside.inside("Alfa"), f"/azienda/{outside.name('Alfa')}"
    number = re.findall(r'value="([a-z2-7]{26})">Rossi Anna', browser.get(f"{path}/esce").text)[0]
    assert browser.post(f"{path}/esce", {"who": number, "last": "20/5/2026"}).status_code == 303
    again = browser.post(f"{path}/esce", {"who": number, "last": "25/5/2026"})
    typed = {"code": code_of(NAMES[1], 3), "name": NAMES[1], "start": "2/6/2026"}
    joins = browser.post(f"{path}/entra", typed)
    other = re.findall(r'value="([a-z2-7]{26})">Bianchi Bruno', browser.get(f"{path}/esce").text)[0]
    for page, field, words, who in (
        (again, "last", "Avete già detto che è uscito il 20/05/2026", number),
        (joins, "start", "Avete già detto che lavora qui dal 01/01/2026", other),
    ):
        assert page.status_code == 422
        assert f'id="{field}-wrong"' in page.text
        assert words in text_of(page.text)
        assert f'href="/dipendenti/{who}"' in page.text
        assert f'href="{path}#said"' in page.text
