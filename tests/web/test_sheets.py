"""A society's sheets on the pages: columns confirmed once, the mess by kind, all of it in or nothing, and the year; a
file that is wrong, gone, somebody else's or seen otherwise brings nothing in."""

from __future__ import annotations

import io
import re
import threading
import time
from collections.abc import Sequence
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import func, select

from intake.ugly.own.people import ANNA, BRUNO, DINA, FLORA, GINO, Somebody, book
from mutua.domain.access import Role
from mutua.store.tables import approval, audit, claim, identity, person, sheet_mapping
from mutua.web.held import KEPT_FOR
from web.claims_helpers import clerk
from web.counter import Browser, Counter

HEADER = ["Cognome", "Nome", "Cod. Fisc.", "Fam.", "Parentela", "Socio dal", "Note varie"]


def person_row(one: Somebody, family: str, kinship: str, since: object = date(2024, 1, 1)) -> list[Any]:
    return [one.surname, one.given, one.code, family, kinship, since, "via Inventata"]


def sent(browser: Browser, raw: bytes, what: str = "members") -> str:
    """Where a sheet that was sent leads, or the page that says why not."""
    answer = browser.post("/soci/fogli", {"files": (io.BytesIO(raw), "foglio.xlsx"), "what": what})
    return answer.location or f"{answer.status_code} {unescape(answer.text)}"


def page(browser: Browser, path: str = "foglio") -> str:
    return unescape(browser.get(f"/soci/fogli/{path}").text)


def hidden(text: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', text)
    assert found, f"no {name}"
    return found[1]


def columns_of(text: str) -> list[str]:
    """What each column is taken for, as the page offers it."""
    selects = re.findall(r'<select id="column-\d+".*?</select>', text, re.DOTALL)
    chosen = [re.search(r"<option selected>([^<]*)", one) for one in selects]
    return ["" if one is None else one[1] for one in chosen]


def confirmed(browser: Browser, **more: str) -> str:
    """The page of the sheet after its columns were confirmed as they seem."""
    text = page(browser, "colonne")
    told = {"file": hidden(text, "file"), "column": columns_of(text), **more}
    assert browser.post("/soci/fogli/colonne", told).location == "/soci/fogli/foglio"
    return page(browser)


def brought(browser: Browser, text: str, **more: str) -> str:
    told = {"file": hidden(text, "file"), "seen": hidden(text, "seen"), **more}
    answer = browser.post("/soci/fogli/porta", told)
    return page(browser) if answer.location else f"{answer.status_code} {unescape(answer.text)}"


def people(counter: Counter) -> int:
    with counter.archive.reader.begin() as connection:
        return int(connection.scalar(select(func.count()).select_from(person)) or 0)


def tables(raw: bytes) -> dict[str, Sequence[Sequence[Any]]]:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(raw))
    return {name: workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names}


def test_a_sheet_of_members_from_its_columns_to_the_archive(counter: Counter) -> None:
    browser, before = clerk(counter), people(counter)
    wrong = book(Soci=[
        HEADER, person_row(ANNA, "F1", "capofamiglia"), person_row(BRUNO, "F1", "marito"),
        person_row(DINA, "F2", "capofamiglia", "31/02/2024"),
    ])  # fmt: skip
    assert sent(browser, wrong) == "/soci/fogli/foglio"
    assert browser.get("/soci/fogli/foglio").location == "/soci/fogli/colonne", "columns are confirmed first"
    text = page(browser, "colonne")
    assert columns_of(text) == ["cognome", "nome", "codice fiscale", "nucleo", "parentela", "socio dal", ""]
    assert "via Inventata" in text, "with a few cells of each"
    file = hidden(text, "file")
    twice = columns_of(text)
    twice[1] = "cognome"
    answer = browser.post("/soci/fogli/colonne", {"file": file, "column": twice, "since": "ieri"})
    assert answer.status_code == 422
    answer = browser.post("/soci/fogli/colonne", {"file": file, "column": twice})
    assert (answer.status_code, "«cognome» è già un'altra colonna" in unescape(answer.text)) == (422, True)
    assert columns_of(answer.text) == twice, "what was chosen is not lost"
    assert browser.post("/soci/fogli/colonne", {"file": file, "column": ["piede"]}).status_code == 422

    text = confirmed(browser)
    assert "31/02/2024" in text
    assert "De Campione Dina" in text
    assert "nucleo nuovo" in text
    for which, sheet in (("report", "problemi"), ("aside", "Soci")):
        found = browser.post("/soci/fogli/rapporto", {"file": file, "which": which})
        assert (found.status_code, found.headers["Cache-Control"]) == (200, "no-store")
        assert "31/02/2024" in str(tables(found.data)[sheet])
    assert brought(browser, text).startswith("409 "), "all or nothing"
    assert people(counter) == before

    mended = book(Soci=[
        HEADER, person_row(ANNA, "F1", "capofamiglia"), [*person_row(BRUNO, "F1", "marito")[:-1], "deceduto 2020"],
        person_row(DINA, "F2", "capofamiglia"),
    ])  # fmt: skip
    assert sent(browser, mended) == "/soci/fogli/foglio"
    text = page(browser)
    assert "Porta dentro tutto questo" in text, "the columns are remembered"
    assert "Note che parlano forse di chi è morto o uscito: 1." in text.split("Porta dentro tutto questo")[0]
    assert browser.post("/soci/fogli/porta", {"file": hidden(text, "file"), "seen": "altro"}).status_code == 409
    stale = {"file": file, "seen": hidden(text, "seen")}
    assert browser.post("/soci/fogli/porta", stale).location == "/soci/fogli", "a sheet that was replaced"
    done = brought(browser, text)
    assert "3 persone nuove o cambiate, in 2 nuclei" in done
    assert "Nessuna riga è rimasta fuori" in done
    assert "Delle 3 persone nuove, soci: 2; con una copertura: 0." in done
    assert 'href="/soci/ammissioni"' in done
    assert people(counter) == before + 3
    again = browser.post("/soci/fogli/porta", {"file": hidden(text, "file"), "seen": hidden(text, "seen")})
    assert again.location == "/soci/fogli/foglio"
    assert people(counter) == before + 3, "twice is once"
    assert not list(counter.site.held._places), "the file is gone once it is in"
    with counter.archive.reader.begin() as connection:
        (trace,) = connection.execute(select(audit.c.object_kind, audit.c.motive).where(audit.c.kind == "import")).all()
    assert tuple(trace) == ("members", "new 3, changed 0, unchanged 0, wrong 0")
    assert browser.post("/soci/fogli/lascia", {"file": hidden(done, "file")}).location == "/soci/fogli"
    assert browser.get("/soci/fogli/foglio").location == "/soci/fogli"

    assert sent(browser, mended) == "/soci/fogli/foglio"
    text = page(browser)
    assert "già stato portato dentro" in text
    assert "Non c'è nulla da portare dentro" in text
    assert "/soci/fogli/porta" not in text


def test_households_that_a_sheet_hints_at_wait_for_a_yes_and_good_rows_for_a_tick(counter: Counter) -> None:
    browser, before = clerk(counter), people(counter)
    header = ["Cognome", "Nome", "Cod. Fisc.", "Indirizzo", "Comune", "Socio dal"]
    rows = [[one.surname, one.given, one.code, "via Roma 12", "Pinerolo", date(2024, 1, 1)] for one in (ANNA, BRUNO)]
    rows.append([DINA.surname, DINA.given, DINA.code, "", "", "boh"])
    assert sent(browser, book(Soci=[header, *rows])) == "/soci/fogli/foglio"
    assert "rispondete sì o no" in confirmed(browser)
    text = page(browser, "nuclei")
    who = re.findall(r'name="who" value="([^"]*)"', text)
    assert len(who) == 2
    assert "stesso cognome, stesso indirizzo" in text
    told = {"file": hidden(text, "file"), "who": who, "answer": ["yes", ""], "kinship": ["titolare", "coniuge"]}
    assert browser.post("/soci/fogli/nuclei", told).location == "/soci/fogli/nuclei", "one answer is still wanted"
    assert '<option value="yes" selected>' in page(browser, "nuclei")
    told |= {"answer": ["yes", "yes"]}
    assert browser.post("/soci/fogli/nuclei", told).location == "/soci/fogli/foglio"
    text = page(browser, "foglio?genere=days")
    assert "Porta dentro ciò che si è letto" in text
    done = brought(browser, text, good_rows="yes")
    assert "2 persone nuove o cambiate, in un nucleo" in done
    assert "rimaste fuori: 1" in done
    assert people(counter) == before + 2
    aside = browser.post("/soci/fogli/rapporto", {"file": hidden(done, "file"), "which": "aside"})
    assert "boh" in str(tables(aside.data)), "what stayed out is there to be put right"


def test_requests_other_accounts_and_the_family_of_whoever_brings(counter: Counter) -> None:
    browser = clerk(counter)
    head = "nucleo;tessera;cognome;nome;parentela;dal;piano;assistenza;iban\n"
    plan = counter.society.plan_code
    rows = f"N1;N1-0;Rossi;Anna;titolare;01/01/2024;{plan};base;IT60X0542811101000000123456\n"
    ours = (head + rows).encode()
    assert sent(browser, ours) == "/soci/fogli/foglio"
    text = page(browser)
    assert "IBAN diversi da quelli che ci sono: 1" in text
    relative = counter.inside(Role.CLERK, person="Bruno")
    assert sent(relative, ours) == "/soci/fogli/foglio"
    theirs = page(relative)
    assert "lo porta dentro un collega" in theirs
    assert 'name="seen"' not in theirs
    mark = {"file": hidden(theirs, "file"), "seen": "x"}
    assert relative.post("/soci/fogli/porta", mark).status_code == 409
    done = brought(browser, text)
    assert "aspettano una seconda persona: 1" in done
    with counter.archive.reader.begin() as connection:
        assert connection.scalar(select(func.count()).select_from(approval)) == 1
        assert "IT60X0542811101000000123456" not in connection.scalars(select(identity.c.iban)).all()

    claims = b"pratica;piano;tessera;prestazione;data prestazione;importo;fattura del;documenti;ricevuta il\n" + (
        f"77;{plan};N1-0;VIS;04/05/2026;100,00;04/05/2026;fattura;05/05/2026\n".encode()
    )
    assert sent(browser, claims) == "/soci/fogli/foglio", "sent as members"
    assert "mandatelo di nuovo come domande" in page(browser)
    assert sent(browser, claims, "claims") == "/soci/fogli/foglio"
    assert "Una domanda" in brought(browser, page(browser))
    with counter.archive.reader.begin() as connection:
        assert connection.scalar(select(func.count()).select_from(claim)) == 1


def test_two_clerks_at_once_and_a_list_that_is_too_long_for_a_page(counter: Counter) -> None:
    pair = clerk(counter), clerk(counter)
    head = "nucleo;tessera;cognome;nome;parentela;dal;telefono\n"
    for browser, phone in zip(pair, ("0121 111111", "0121 222222"), strict=True):
        assert sent(browser, f"{head}N1;N1-0;Rossi;Anna;titolare;01/01/2024;{phone}\n".encode()).endswith("foglio")
    first, second = [brought(browser, page(browser)) for browser in pair]
    assert "Una persona nuova o cambiata, in un nucleo" in first
    assert "Cambiati nel frattempo" in second
    assert ">N1<" in second
    with counter.archive.reader.begin() as connection:
        assert "0121 222222" not in connection.scalars(select(identity.c.phone)).all()

    long = head + "".join(f"X{at};X{at};Prova;Ada;titolare;boh;\n" for at in range(120))
    assert sent(pair[0], long.encode()) == "/soci/fogli/foglio"
    text = page(pair[0], "foglio?genere=days&pagina=3")
    assert "Pagina 3 di 3" in text
    assert text.count('class="as-written"') == 20
    assert 'name="seen"' not in text, "nothing could be read"


def test_a_mistake_of_the_program_is_told_without_what_it_read(
    counter: Counter, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    def fails(*_: object, **__: object) -> None:
        raise KeyError("Provetti Anna, oculistica")

    monkeypatch.setattr("mutua.web.sheet_work.look_at_sheet", fails)
    browser = clerk(counter)
    assert sent(browser, book(Soci=[HEADER, person_row(ANNA, "F1", "capofamiglia")])) == "/soci/fogli/foglio"
    answer = browser.get("/soci/fogli/foglio")
    assert (answer.status_code, "mandatelo di nuovo" in answer.text) == (409, True)
    for _ in range(100):  # it is written by the work itself, a moment after the page may know
        if caplog.text:
            break
        time.sleep(0.05)
    assert "work failed KeyError at test_sheets.py:" in caplog.text
    assert "Provetti" not in caplog.text + "".join(capfd.readouterr())
    assert not list(counter.site.held._places)


def test_work_that_a_restart_broke_off_is_told_where_it_was_waited_for(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_end = threading.Event()
    monkeypatch.setattr("mutua.web.sheet_work.look_at_sheet", lambda *_, **__: may_end.wait(20))
    monkeypatch.setattr("mutua.web.sheet_work.PATIENCE", 0.01)
    browser = clerk(counter)
    page = sent(browser, book(Soci=[HEADER, person_row(ANNA, "F1", "capofamiglia")]))
    waiting = browser.get(page)
    assert "Un momento" in waiting.text
    seconds, where = waiting.headers["Refresh"].split("; url=")
    assert (seconds, f'href="{page}{where}"' in waiting.text) == ("2", True)
    counter.site.works._named.clear()  # what a program that begins again knows
    told = browser.get(page + where)
    assert told.status_code == 409
    assert "Il programma è stato riavviato" in told.text
    assert "Mandate di nuovo lo stesso file" in told.text
    assert browser.get(page).location == "/soci/fogli", "who comes by another way is told nothing"
    may_end.set()


def test_the_year_with_names_and_euros_and_nothing_written(counter: Counter) -> None:
    browser = clerk(counter)
    header = ["Socio", "C.F.", "Prestazione", "Data visita", "N. fattura", "Data fattura", "Spesa", "Rimborsato"]
    day = date(2026, 4, 1)
    rows = [
        [f"{one.surname} {one.given}", one.code, "visita", day, "12/A", day, 100, 70] for one in (FLORA, FLORA, GINO)
    ]
    assert sent(browser, book(Rimborsi=[header, *rows]), "year") == "/soci/fogli/foglio"
    text = confirmed(browser, plan=counter.society.plan_code)
    assert "Fatture pagate due volte" in text
    assert "Finti Flora" in text
    assert "210,00" in text
    assert "Come la riga 2" in text
    assert "Provetti Gino" in page(browser, "foglio?genere=nobody_of_ours&pagina=1")
    file = hidden(text, "file")
    raw = browser.post("/soci/fogli/rapporto", {"file": file, "which": "report"}).data
    assert "Finti Flora" in str(tables(raw)["nomi ed euro"])
    assert browser.post("/soci/fogli/porta", {"file": file, "seen": ""}).status_code == 422
    with counter.archive.reader.begin() as connection:
        assert connection.scalar(select(func.count()).select_from(audit).where(audit.c.kind == "import")) == 0


def test_a_wrong_file_and_a_sheet_of_somebody_else_or_of_yesterday(counter: Counter) -> None:
    browser, other = clerk(counter), clerk(counter)
    for raw, told in (
        (b"", "è vuoto"), (b"%PDF-1.7 inventato", "non è una tabella"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"PK\3\4rotto", "rovinata"), (b"uno;due\n1;2\n3;4\n", "intestazione"),
    ):  # fmt: skip
        text = sent(browser, raw)
        assert text.startswith("422 "), told
        assert told in text.lower()
        assert "checked" in text, "what it was said to hold is not lost"
    assert browser.post("/soci/fogli", {"what": "members"}).status_code == 422
    assert browser.post("/soci/fogli", {"what": "altro"}).status_code == 422
    assert not list(counter.site.held._places)

    sheet = book(Soci=[HEADER, person_row(ANNA, "F1", "capofamiglia")])
    assert sent(browser, sheet) == "/soci/fogli/foglio"
    text = page(browser, "colonne")
    theirs = {"file": hidden(text, "file"), "column": columns_of(text)}
    assert other.get("/soci/fogli/foglio").location == "/soci/fogli"
    assert other.post("/soci/fogli/colonne", theirs).location == "/soci/fogli", "another's is as if it were not there"
    assert other.post("/soci/fogli/lascia", {"file": theirs["file"]}).location == "/soci/fogli"
    with counter.archive.reader.begin() as connection:
        assert connection.scalar(select(func.count()).select_from(sheet_mapping)) == 0
    counter.clock.pass_by(KEPT_FOR + timedelta(minutes=1))
    later = clerk(counter)
    assert later.get("/soci/fogli/foglio").location == "/soci/fogli"
    assert counter.site.works._named == {}, "what is too old is gone, whoever comes next"
