"""A firm from nothing to its own door, by pages alone: it comes in, gets a plan that covers, a consultant, a login; its
statements go out with those of all; who left goes on alone; nothing of another firm is reached."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from typing import Any

from mutua.domain.access import Role
from mutua.domain.identifiers.vat_number import compute_vat_number
from mutua.services.organisations import delegates_of, firm_by
from services.firm_helpers import NAMES, Firms, code_of
from web.claims_helpers import clerk, firm_name
from web.counter import Counter

VAT = compute_vat_number(1234999, 1)
TERMS = {"assistance": "base", "rate": "10,00", "valid_from": "01/01/2026", "firm_share": "70", "fund_share": "2,5"}


def test_a_firm_comes_in_and_its_plan_covers_from_its_day(counter: Counter) -> None:
    browser, plan = clerk(counter), counter.society.plan_code
    firms = Firms(counter.society, counter.clock.now.date())
    wrong = browser.post("/ditte/nuova", {"name": "Forno Alto", "vat": "123", "email": "chissà", "seat": "Atlantide"})
    assert wrong.status_code == 422
    assert wrong.text.count("wrong-told") == 3
    assert 'value="Forno Alto"' in wrong.text, "what was typed is there"
    assert browser.post("/ditte/nuova", {"name": "Senza numero"}).status_code == 422
    made = browser.post("/ditte/nuova", {"name": "Forno Alto", "vat": VAT, "seat": "G674", "roles": "firm"})
    page = made.location
    assert page.startswith("/ditte/")
    assert browser.post("/ditte/nuova", {"name": "Forno Alto 2", "vat": VAT}).status_code == 409
    assert "Pinerolo" in browser.get(page).text
    with counter.archive.reader.begin() as connection:
        found = firm_by(connection, VAT)
    assert isinstance(found, int)
    firms.firms["Forno Alto"] = found

    form = browser.get(f"{page}/piano?piano={plan}").text
    assert 'name="assistance" value="base"' in form
    odd = {"plan": plan, **TERMS, "rate": "dieci", "firm_share": "101"}
    assert browser.post(f"{page}/piano", odd).status_code == 422
    assert browser.post(f"{page}/piano", {"plan": "non/cè", **TERMS}).status_code == 409
    assert browser.post(f"{page}/piano", {"plan": plan, **TERMS, "rate": ""}).status_code == 409, "no price at all"
    assert browser.post(f"{page}/piano", {"plan": plan, **TERMS}).location == page
    bare = {"number": "1", "on": "01/01/2026", "step": "signed"}
    assert "servono la data e il documento" in browser.post(f"{page}/piano/passo", bare).text
    assert browser.post(f"{page}/piano/passo", {**bare, "step": "ended"}).location == page
    paper = {"basis_on": "01/12/2025", "files": (BytesIO(b"%PDF invented"), "regolamento.pdf")}
    assert browser.post(f"{page}/piano", {"plan": plan, **TERMS, **paper}).location == page
    shown = browser.get(page).text
    assert "70 %" in shown
    number = re.search(r'name="number" value="(\d+)"><input type="hidden" name="step"', shown)
    assert number
    told = {"number": number[1], "on": "01/01/2026"}
    assert browser.post(f"{page}/piano/passo", {**told, "step": "activated"}).status_code == 409, "not signed yet"
    assert browser.post(f"{page}/piano/passo", {**told, "step": "signed"}).location == page
    assert browser.post(f"{page}/piano/passo", {**told, "step": "activated"}).location == page
    shown = browser.get(page).text
    assert "in vigore" in shown
    assert "Attenzione: le stesse persone" not in shown, "the other plan ended before it covered anybody"
    assert browser.post(f"{page}/piano", {"plan": plan, **TERMS}).location == page
    assert "Attenzione: le stesse persone (dipendente) sono già nel piano aziendale" in browser.get(page).text

    elsewhere = f"/ditte/{firm_name(counter, firms.firm('Altra'))}"
    assert browser.post(f"{elsewhere}/piano/passo", {**told, "step": "ended"}).status_code == 404, "another firm's plan"
    assert browser.get(f"{elsewhere}/piano?rinnova={number[1]}").status_code == 404
    firms.move("Forno Alto", *firms.rows("Forno Alto", NAMES[:2], date(2026, 3, 2)), today=date(2026, 3, 2))
    confirm = browser.get(page).text
    assert "Ancora da confermare: 2" in confirm
    assert "manca: l&#39;IBAN, un telefono o un&#39;email" in confirm
    issued = browser.post("/ditte/estratti", {"month": "05/2026"}).text
    assert "Estratti di 05/2026: 1 nuovi" in issued
    assert "Estratti di 05/2026: 0 nuovi" in browser.post("/ditte/estratti", {"month": "05/2026"}).text
    assert browser.post("/ditte/estratti", {"month": "05/2099"}).status_code == 409

    renewal = browser.get(f"{page}/piano?rinnova={number[1]}").text
    assert 'value="10,00"' in renewal
    assert 'value="70"' in renewal
    again = {"plan": plan, **TERMS, "renewed": number[1], "rate": "11,00", "valid_from": "15/07/2026"}
    assert browser.post(f"{page}/piano", again).status_code == 409, "from the first of a month alone"
    assert browser.post(f"{page}/piano", {**again, "valid_from": "01/07/2026"}).location == page
    leaves = browser.post(f"{page}/persona", {"fiscal_code": code_of(NAMES[0], 2), "left_on": "15/04/2026"})
    assert leaves.status_code < 400
    offered = re.search(r'name="number" value="(\d+)">\s*<label for="answered', browser.get(page).text)
    assert offered
    answer = {"number": offered[1], "on": "01/06/2026"}
    assert browser.post(f"{elsewhere}/continua", {**answer, "answer": "accept"}).status_code == 404
    assert browser.post(f"{page}/continua", {**answer, "answer": "accept"}).location == page
    assert browser.post(f"{page}/continua", {**answer, "answer": "decline"}).status_code == 409, "answered once"
    ended = {"number": number[1], "step": "ended", "on": "31/12/2025", "motive": ""}
    assert browser.post(f"{page}/piano/passo", {**ended, "on": "01/01/2025"}).status_code == 409
    assert browser.post(f"{page}/piano/passo", {**ended, "on": "30/06/2026"}).location == page


def test_a_consultant_is_delegated_and_gets_a_login_and_both_end(counter: Counter) -> None:
    browser, firms = clerk(counter), Firms(counter.society, counter.clock.now.date())
    page = f"/ditte/{firm_name(counter, firms.firm('Officina'))}"
    studio = browser.post("/ditte/nuova", {"name": "Studio Paghe", "vat": VAT, "roles": "intermediary"}).location
    name = studio.rsplit("/", 1)[1]
    told = {"to": name, "scope": "enrol", "since": "01/06/2026"}
    assert browser.post(f"{page}/delega", {**told, "to": "x" * 26}).status_code == 422
    bare = browser.post(f"{page}/delega", told)
    assert (bare.status_code, "Serve la delega firmata" in bare.text) == (409, True)

    def signed(**more: str) -> Any:
        return browser.post(f"{page}/delega", {**told, **more, "files": (BytesIO(b"%PDF-1.7 delega"), "delega.pdf")})

    assert signed(since="01/08/2026").location == page
    assert "delega Studio Paghe (iscrizioni) dal 01/08/2026" in browser.get(page).text, "one that is still to come"
    assert browser.post(f"{page}/delega/fine", {"to": name, "on": "01/08/2026"}).location == page
    assert signed().location == page
    assert signed().status_code == 409, "there already"
    assert "delega Studio Paghe (iscrizioni)" in browser.get(page).text

    def delegates() -> int:
        with counter.archive.reader.begin() as connection:
            return len(delegates_of(connection, firms.firms["Officina"], date(2026, 6, 1)))

    assert delegates() == 1
    assert browser.post(f"{page}/delega/fine", {"to": name, "on": "01/06/2026"}).location == page
    assert delegates() == 0
    assert browser.post(f"{page}/delega/fine", {"to": name, "on": "01/06/2026"}).status_code == 409
    assert browser.post(f"{page}/ruolo", {"role": "provider"}).location == page
    assert browser.post(f"{page}/ruolo", {"role": "provider"}).status_code == 409

    admin = counter.inside(Role.ADMIN)
    new = {"login": "studio", "name": "Studio Paghe", "firm": "Studio Paghe", "acts_for": "others"}
    assert "Nessuna azienda" in admin.post("/accessi/ditta", {**new, "firm": "Che non c'è"}).text
    given = admin.post("/accessi/ditta", new).text
    assert "studio entra la prima volta" in given
    assert admin.post("/accessi/ditta", new).status_code == 422, "taken"
