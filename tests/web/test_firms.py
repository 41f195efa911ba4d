"""Firms on the pages: a staff list is looked at and then exactly that is recorded, all or nothing; nobody ends before
the names are confirmed; wrong rows come back; statements, the pact with its resolution and its certificate."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date

import pytest

from mutua.domain.access import Role
from mutua.domain.staff_rows import Mode
from mutua.services.staff_lists import Done
from services.firm_helpers import NAMES, Firms, code_of
from web.claims_helpers import clerk, firm_name
from web.counter import Browser, Counter
from web.test_person import words

HEAD = "codice fiscale;cognome;nome;assunzione;cessazione\n"


def officina(counter: Counter) -> tuple[Firms, str]:
    """A firm with its plan, and its page."""
    firms = Firms(counter.society, counter.clock.now.date())
    return firms, f"/ditte/{firm_name(counter, firms.firm('Officina'))}"


def listed(*names: str, hired: str = "01/05/2026", left: str = "") -> str:
    rows = [
        f"{code_of(name, NAMES.index(name))};{name.replace(' ', ';')};{hired};{left}\n" for name in names
    ]  # fmt: skip
    return HEAD + "".join(rows)


def sent(browser: Browser, page: str, raw: str | bytes, mode: str = "movements") -> str:
    content = raw.encode() if isinstance(raw, str) else raw
    answer = browser.post(f"{page}/elenco", {"files": (io.BytesIO(content), "x.csv"), "mode": mode})
    return f"{answer.status_code} {answer.text}"


def hidden(text: str) -> dict[str, str]:
    """What the page's button would send: the file and the mark of what was shown."""
    return dict(re.findall(r'type="hidden" name="(file|seen)" value="([^"]+)"', text))


def test_thirty_movements_are_looked_at_and_recorded_together_and_taken_back(counter: Counter) -> None:
    firms, page = officina(counter)
    browser = clerk(counter)
    assert "Officina" in browser.get("/ditte").text
    text = sent(browser, page, listed(*NAMES))
    assert "entra Rossi Anna, dal 01/05/2026" in text
    assert firms.roster("Officina") == [], "looking changes nothing"
    told = hidden(text)
    assert browser.post(f"{page}/elenco/registra", {**told, "seen": "0" * 16}).status_code == 409
    assert firms.roster("Officina") == []
    assert browser.post(f"{page}/elenco/registra", told).location == page
    assert len(firms.roster("Officina")) == len(NAMES)
    assert browser.post(f"{page}/elenco/registra", told).location == page, "a second press is told that it was done"
    assert len(firms.roster("Officina")) == len(NAMES)
    assert "è già tutto così" in sent(browser, page, listed(*NAMES)), "the same list again is nothing"
    shown = browser.get(page).text
    assert "entrati 12" in shown
    number = re.search(r'name="number" value="(\d+)"', shown)
    assert number
    assert browser.post(f"{page}/elenco/annulla", {"number": number[1]}).location == page
    assert firms.roster("Officina") == []
    assert browser.post(f"{page}/elenco/annulla", {"number": number[1]}).status_code == 409
    other = firm_name(counter, firms.firm("Altra"))
    assert browser.post(f"/ditte/{other}/elenco/annulla", {"number": number[1]}).status_code == 409, "not its list"


def test_the_part_of_a_firm_in_a_list_of_several_is_taken_back_from_its_page(counter: Counter) -> None:
    firms, page = officina(counter)
    other = f"/ditte/{firm_name(counter, firms.firm('Altra'))}"
    rows = [*firms.rows("Officina", NAMES[:2]), *firms.rows("Altra", NAMES[2:4])]
    both = replace(firms.told("Officina", rows), firm_ids=(firms.firms["Officina"], firms.firms["Altra"]))
    done = firms.apply(both)
    assert isinstance(done, Done)
    browser = clerk(counter)
    for one in (page, other):
        assert "di più ditte, la parte di questa" in browser.get(one).text
    given = {"number": str(done.list_id)}
    assert browser.post(f"{page}/elenco/annulla", given).location == page
    assert (len(firms.roster("Officina")), len(firms.roster("Altra"))) == (0, 2)
    assert browser.post(f"{page}/elenco/annulla", given).status_code == 409, "taken back already"
    assert f"Annulla l&#39;elenco {done.list_id}" not in browser.get(page).text
    assert f"Annulla l&#39;elenco {done.list_id}" in browser.get(other).text


def test_a_list_of_which_something_changed_bears_no_button_to_take_it_back(counter: Counter) -> None:
    _, page = officina(counter)
    browser = clerk(counter)
    browser.post(f"{page}/elenco/registra", hidden(sent(browser, page, listed(*NAMES[:3]))))
    first = re.findall(r"Annulla l&#39;elenco (\d+)", browser.get(page).text)
    more = sent(browser, page, f"cf;matricola;assunto il\n{code_of(NAMES[0], 0)};77;01/05/2026\n")
    assert "1</span> persona cambia" in more
    assert browser.post(f"{page}/elenco/registra", hidden(more)).location == page
    later = re.findall(r"Annulla l&#39;elenco (\d+)", browser.get(page).text)
    assert (len(first), len(later), set(first) & set(later)) == (1, 1, set())


def test_a_full_list_ends_nobody_before_the_names_and_wrong_rows_come_back(counter: Counter) -> None:
    firms, page = officina(counter)
    browser = clerk(counter)
    browser.post(f"{page}/elenco/registra", hidden(sent(browser, page, listed(*NAMES[:3]))))
    text = sent(browser, page, listed(*NAMES[:2]), "full")
    told = hidden(text)
    code = re.search(r'name="endings" value="([0-9a-f]+)"', text)
    assert code
    assert "Verdi Carla" in text
    assert browser.post(f"{page}/elenco/registra", told).status_code == 409
    assert browser.post(f"{page}/elenco/registra", {**told, "endings": "0" * 8}).status_code == 409
    assert all(one.left_on is None for one in firms.roster("Officina"))
    assert browser.post(f"{page}/elenco/registra", {**told, "endings": code[1]}).location == page
    assert sum(one.left_on is not None for one in firms.roster("Officina")) == 1
    mixed = listed(NAMES[3]) + "XXXXXX;Nessuno;Nome;01/05/2026;\n"
    text = sent(browser, page, mixed)
    told = hidden(text)
    assert browser.post(f"{page}/elenco/registra", told).status_code == 409, "all or nothing"
    rows = browser.post(f"{page}/elenco/sbagliate", {"file": told["file"]})
    assert rows.headers["Content-Disposition"].startswith("attachment")
    lines = rows.text.splitlines()
    assert [len(lines), "XXXXXX" in lines[1], "perché" in lines[0]] == [2, True, True]
    assert browser.post(f"{page}/elenco/registra", {**told, "good_rows": "yes"}).location == page
    assert "intero o per niente" in sent(browser, page, mixed, "full")
    for raw, status in ((b"", "422"), (b"PK\x03\x04 no", "422"), (b"a;b\n1;2\n", "422")):
        assert sent(browser, page, raw).startswith(status), "a wrong file is told"
    assert browser.post(f"{page}/elenco", {"mode": "guess"}).status_code == 422
    assert browser.post(f"{page}/elenco", {"mode": "full"}).status_code == 422
    columns = sent(browser, page, "Chi;C\n" + f"Neri Dario;{code_of('Neri Dario', 3)}\n")
    again = browser.post(f"{page}/elenco/leggi", {"file": hidden(columns)["file"], "column": [
        "0:full_name", "1:fiscal_code"]})  # fmt: skip
    assert "la riga non dice né" in again.text


A_CHILD = "ZMPRLL19C44G674E"


@pytest.mark.parametrize(
    ("row", "mode", "told"),
    [
        (f"{code_of(NAMES[0])};;;;10/01/2026", "movements", "detto con più di 60 giorni di ritardo"),
        (f"{code_of(NAMES[4], 4)};{NAMES[4].replace(' ', ';')};01/01/2027;", "movements", "fra più di due mesi"),
        (f"{A_CHILD};Zamperi;Aurelio;01/05/2026;", "movements", "anni"),
        (f"{code_of(NAMES[4], 4)};Qualcun;Altro;01/05/2026;", "movements", "nel codice il cognome è"),
        (f"{code_of(NAMES[0])};;;15/01/2026;", "correction", "la correzione tocca mesi di più di 60 giorni fa"),
    ],
)
def test_what_is_odd_in_a_list_wants_a_tick_at_the_counter_as_at_the_firm_s_door(
    counter: Counter, row: str, mode: str, told: str
) -> None:
    firms, page = officina(counter)
    firms.move("Officina", firms.row("Officina", NAMES[0], date(2026, 1, 1)))
    browser, before = clerk(counter), firms.roster("Officina")
    text = sent(browser, page, f"{HEAD}{row}\n", mode)
    asked = re.search(r"<legend>È proprio così\?</legend>(.*?)</fieldset>", text, re.S)
    assert asked
    assert told in asked[1]
    assert 'name="sure"' in asked[1]
    refused = browser.post(f"{page}/elenco/registra", hidden(text))
    assert (refused.status_code, "Avvisi da leggere" in refused.text) == (409, True)
    assert firms.roster("Officina") == before, "nothing was done"
    assert browser.post(f"{page}/elenco/registra", {**hidden(text), "sure": "yes"}).location == page
    assert firms.roster("Officina") != before


def test_one_person_told_at_the_counter_is_asked_about_as_a_list_is(counter: Counter) -> None:
    firms, page = officina(counter)
    browser = clerk(counter)
    told = {"fiscal_code": A_CHILD, "surname": "Zamperi", "given_name": "Aurelio", "hired_on": "01/05/2026"}
    asked = browser.post(f"{page}/persona", told)
    assert asked.status_code == 422
    assert "È proprio così?" in asked.text
    assert 'value="Zamperi"' in asked.text, "what was typed is not lost"
    assert firms.roster("Officina") == []
    assert browser.post(f"{page}/persona", {**told, "sure": "yes"}).location == page
    assert len(firms.roster("Officina")) == 1
    another = {**told, "fiscal_code": code_of(NAMES[4], 4), "surname": "Qualcun", "given_name": "Altro"}
    assert "nel codice il cognome è" in browser.post(f"{page}/persona", another).text, "somebody else's code"
    assert len(firms.roster("Officina")) == 1
    plain = {"fiscal_code": code_of(NAMES[0]), "surname": "Rossi", "given_name": "Anna", "hired_on": "01/05/2026"}
    assert browser.post(f"{page}/persona", plain).location == page, "nothing is odd: nothing is asked"


def test_what_a_firm_says_otherwise_has_its_page(counter: Counter) -> None:
    firms, page = officina(counter)
    browser = clerk(counter)
    row = firms.row("Officina", NAMES[0], counter.clock.now.date().replace(day=1))
    firms.move("Officina", row)
    assert "diversi dai nostri" not in browser.get("/ditte").text
    assert "non dicono di nessuno altro" in browser.get("/ditte/differenze").text
    by_firm = firms.told("Officina", [row._replace(hired_on=None, surname="Rossi Blu")], Mode.CORRECTION, by_firm=True)
    assert isinstance(firms.apply(by_firm), Done)
    assert "Dati che le ditte dicono diversi dai nostri: 1" in browser.get("/ditte").text
    text = browser.get("/ditte/differenze").text
    assert f"Rossi Blu Anna {code_of(NAMES[0])}" in text
    assert f">Rossi Anna {code_of(NAMES[0])}<" in text
    person = re.search(r'href="(/[^"]+)">Scheda della persona', text)
    assert person
    sheet = browser.get(person[1])
    assert sheet.status_code == 200
    assert f'<a href="{page}">Officina</a>' in sheet.text, "the sheet leads to the firm, and the firm to the sheet"
    assert f'<a href="{person[1]}">Rossi' in browser.get(page).text
    assert f'href="{page}">Officina' in text


def test_who_another_firm_covers_is_told_when_enrolled(counter: Counter) -> None:
    firms, page = officina(counter)
    firms.firm("Altra")
    firms.move("Altra", firms.row("Altra", NAMES[0], date(2026, 1, 1)))
    browser = clerk(counter)
    told = {"fiscal_code": code_of(NAMES[0]), "surname": "Rossi", "given_name": "Anna", "hired_on": "01/05/2026"}
    answer = browser.post(f"{page}/persona", told)
    assert "È già coperta da Altra (dal 01/01/2026): da questa azienda non è coperta finché dura" in words(answer.text)
    code, (surname, given) = code_of(NAMES[1], 1), NAMES[1].split()
    other = {"fiscal_code": code, "surname": surname, "given_name": given, "hired_on": "01/05/2026"}
    assert browser.post(f"{page}/persona", other).location == page, "nobody else covers them"
    leaves = {"fiscal_code": code_of(NAMES[0]), "left_on": "31/05/2026"}
    assert browser.post(f"{page}/persona", leaves).location == page, "of who leaves nothing more is said"


def test_one_person_a_statement_and_the_pact(counter: Counter) -> None:
    firms, page = officina(counter)
    browser = clerk(counter)
    code = code_of(NAMES[0])
    wrong = browser.post(f"{page}/persona", {"fiscal_code": code[:-1] + "?", "hired_on": "01/05/2026"})
    assert wrong.status_code == 422
    assert code[:-1] in wrong.text, "what was typed is not lost"
    told = {"fiscal_code": code, "surname": "Rossi", "given_name": "Anna", "hired_on": "01/05/2026"}
    assert browser.post(f"{page}/persona", {**told, "surname": ""}).status_code == 422
    assert browser.post(f"{page}/persona", told).location == page
    assert [one.name for one in firms.roster("Officina")] == ["Rossi Anna"]
    assert browser.post(f"{page}/estratti", {"month": "13/2026"}).status_code == 422
    month = f"{counter.clock.now:%m/%Y}"
    assert browser.post(f"{page}/estratti", {"month": month}).location == page
    text = browser.get(page).text
    assert "RF" in text
    number = re.search(r'name="number" value="(\d+)">\s*<button class="other" aria-label="Stampa', text)
    assert number
    paper = browser.post(f"{page}/estratti/stampa", {"number": number[1]})
    assert paper.data.startswith(b"%PDF")
    assert browser.post(f"{page}/estratti/stampa", {"number": "999"}).status_code == 409
    day = f"{counter.clock.now:%d/%m/%Y}"
    for event, more, status in (
        ("applied", {}, 303), ("completed", {}, 303), ("admitted", {}, 409), ("withdrawn", {}, 409),
        ("admitted", {"resolution": "7", "body": "board"}, 303), ("nothing", {}, 422),
    ):  # fmt: skip
        assert browser.post(f"{page}/adesione", {"event": event, "on": day, **more}).status_code == status, event
    assert "delibera 7" in browser.get(page).text
    assert browser.post(f"{page}/certificato").data.startswith(b"%PDF")
    reading = counter.inside(Role.AUDITOR)
    assert "Rossi Anna" in reading.get(page).text
    assert "elenco/annulla" not in reading.get(page).text
