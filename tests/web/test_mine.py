"""The members' pages: covered or not, what one is entitled to, a trial, a refund in three steps, a request read."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from html import unescape
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from mutua.domain.access import Role
from mutua.rules.engine.calendar import ROME
from mutua.rules.model import Benefit, Deadline, Duration, DurationUnit, Notice
from mutua.services.appeals import appeals_of
from mutua.services.claim_life import pay
from mutua.services.member_rights import ask_by
from mutua.services.society import PAYMENT_DAYS
from mutua.services.verify_archive import verify
from mutua.store.database import Archive
from mutua.store.settings import write_setting
from mutua.store.tables import claim, claim_draft, claim_line, identity, paper, pending_claim
from services.societies import small_society
from small_plan import HEAD, VERSION
from web.counter import Browser, counter_before
from web.mine import Families, families_in, families_of

PHOTO = b"\xff\xd8\xff" + b"photo"


@pytest.fixture
def families(archive: Archive, tmp_path: Path) -> Families:
    return families_of(archive, tmp_path)


def text_of(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def fields(page: str) -> dict[str, str]:
    """What the form of a step holds: hidden fields, inputs and choices."""
    form = page[page.index('id="claim-form"'):].partition("</form>")[0]
    found = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', form))
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    found.pop("seal", None)
    found.pop("files", None)
    return {name: unescape(value) for name, value in found.items()}


def test_the_first_page_says_it_plainly(families: Families) -> None:
    browser = families.inside("Maria")
    page = text_of(browser.get("/mie").text)
    assert "Sei coperta fino al 31 dicembre 2026." in page
    assert "Luca è coperto fino al 31 dicembre 2026." in page
    assert not [name for name in ("Piero", "Sara") if name in page], "adults are private"
    for told in ("Chiedi un rimborso", "Mi serve aiuto a casa", "A che cosa ho diritto"):
        assert told in page
    assert "· socia" in text_of(browser.get("/profilo").text)
    assert "<h1>Maria Rossi</h1>" in browser.get("/profilo").text
    assert text_of(browser.get("/entra/link").text).count("Vuoi parlarci?") == 1
    claim_id = families.society.claim("Maria", "VIS", 10000)
    families.society.decide(claim_id)
    assert "è approvata: 70,00 €, con il prossimo pagamento" in text_of(browser.get("/mie").text)
    with families.counter.archive.writer.begin() as connection:
        write_setting(connection, PAYMENT_DAYS, "15")
    assert "è approvata: 70,00 €, con il pagamento del 15 giugno 2026" in text_of(browser.get("/mie").text)


def test_what_one_is_entitled_to_stands_in_the_words_of_the_rules(families: Families) -> None:
    browser = families.inside("Maria")
    page = text_of(browser.get(f"/mie/diritti/{families.name('Maria')}").text)
    assert "di tutto il nucleo: cala anche quando lo usa un altro adulto, e qui non si dice chi né per che cosa" in page
    assert "Paghiamo il 70 % della spesa, fino a 400 € l'anno" in page, "without the title that stands above it"
    assert "ancora 400 € su 400 €" in page
    assert "ore a casa del nucleo ancora 12 ore su 12 ore" in page
    assert "Prescrizione del medico" in page
    assert "art. 5" in page
    assert "Prova con un importo : Visita specialistica" in page
    child = text_of(browser.get(f"/mie/diritti/{families.name('Luca')}").text)
    assert "Prova con un importo : Visita specialistica" not in child, "only the holder may have it"
    choices = browser.get(f"/mie/prova/{families.name('Luca')}").text
    assert "VIS" in choices.partition('<optgroup label="Solo per altri familiari">')[2]


def test_where_to_go_begins_with_where_one_lives(families: Families) -> None:
    """What ended yesterday is not there; who lives nowhere known sees all in one list; the counter prints the same."""
    browser, path = families.inside("Maria"), f"/mie/diritti/{families.name('Maria')}"

    def told() -> str:
        return text_of(browser.get(path).text).partition("Dove andare")[2].partition("Dove andare")[2]

    page = told()
    assert page.index("Studio di Pinerolo") < page.index("Studio di Pomaretto") < page.index("Laboratorio di Torino")
    assert "Più lontano" not in page
    with families.counter.archive.writer.begin() as connection:
        maria = identity.c.person_id == families.society.people["Maria"]
        connection.execute(update(identity).where(maria).values(municipality="Pomaretto"))
    page = told()
    assert page.index("Studio di Pomaretto") < page.index("Più lontano (2)") < page.index("Laboratorio di Torino")
    assert "via Inventata 1, Pinerolo · 0121 000001 Per i soci: igiene 60 €" in page
    assert "elenco riletto il 20 maggio 2026" in page
    assert "Studio di ieri" not in page
    printed = text_of(families.counter.inside(Role.CLERK).get(f"/persone/{families.name('Maria')}/da-stampare").text)
    assert printed.index("Studio di Pomaretto") < printed.index("Laboratorio di Torino")
    rights = browser.get(f"/mie/diritti/{families.name('Maria')}").text
    rules = re.findall(r"<q>(.*?)</q>", rights)
    assert len(rules) > 6
    assert [one for one in rules if text_of(one) not in printed] == [], "everything that the rules say is on paper too"


def test_a_trial_is_what_the_office_decides_and_keeps_nothing(families: Families) -> None:
    browser, society = families.inside("Maria"), families.society
    path = f"/mie/prova/{families.name('Maria')}"
    told = {"lines": "2", "benefit-1": f"{society.plan_code}:VIS", "served-1": "4/5/2026", "amount-1": "500",
            "benefit-2": f"{society.plan_code}:VIS", "served-2": "5/5/2026", "amount-2": "100,00"}  # fmt: skip
    page = text_of(browser.post(path, told).text)
    assert "Tornerebbero 400,00 €" in page, "350 of the first, then the 50 that are left"
    assert "non è una decisione" in page
    with families.counter.archive.reader.begin() as connection:
        assert connection.scalar(select(func.count()).select_from(claim)) == 0
        assert connection.scalar(select(func.count()).select_from(claim_draft)) == 0
    first = society.decide(society.claim("Maria", "VIS", 50000, on=date(2026, 5, 4)))
    assert first.draft.answer.granted_cents == 35000
    alone = {name: value for name, value in told.items() if name.endswith("-2") is False} | {"lines": "1"}
    page = text_of(browser.post(path, {**alone, "amount-1": "100"}).text)
    second = society.decide(society.claim("Maria", "VIS", 10000, on=date(2026, 5, 4)))
    assert second.draft.answer.granted_cents == 5000
    assert "Tornerebbero 50,00 €" in page
    wrong = browser.post(path, {**alone, "amount-1": "molto"})
    assert wrong.status_code == 422
    assert "Prima del conto, guarda qui: Quanto spendi, in euro :" in text_of(wrong.text)


def test_a_trial_of_two_benefits_has_the_papers_of_both(families: Families) -> None:
    """«Con tutti i documenti in regola» holds for each expense: 300 - 50 of the first, 70 % of 100 of the second."""
    browser, plan = families.inside("Maria"), families.society.plan_code
    told = {"lines": "2", "benefit-1": f"{plan}:CICLO", "served-1": "4/5/2026", "amount-1": "300",
            "fact-1-gruppo": "A", "benefit-2": f"{plan}:VIS", "served-2": "5/5/2026", "amount-2": "100"}  # fmt: skip
    page = text_of(browser.post(f"/mie/prova/{families.name('Maria')}", told).text)
    assert "Ci serv" not in page, "the papers are taken to be there"
    assert "Tornerebbero 320,00 €" in page
    assert "Prescrizione del medico" in page.partition("Che cosa servirebbe")[2].partition("Il conto vale")[0]
    step = {**fields(browser.get(path := f"/mie/rimborso/{families.name('Maria')}").text), "lines": "2", "bill-2": "2",
            **{name: value for name, value in told.items() if not name.startswith("amount")}}  # fmt: skip
    where = str(browser.post(path, step).location)
    choices = browser.get(where).text.partition('<optgroup label="Per tutte le fatture">')[2]
    assert 'value="b0-prescrizione"' in choices.partition("</optgroup>")[0], "also of a paper of the second alone"


def asked_for(browser: Browser, families: Families, whose: str = "Maria") -> str:
    """Up to the last step: the draft's name."""
    path = f"/mie/rimborso/{families.name(whose)}"
    step = fields(browser.get(path).text)
    sent = {**step, "benefit-1": f"{families.society.plan_code}:VIS", "served-1": "4/5/2026"}
    answer = browser.post(path, sent)
    assert answer.status_code == 303, text_of(answer.text)
    where = str(answer.location)
    step = fields(browser.get(where).text)
    assert step["benefit-1"] == "VIS"
    sent = {**step, "amount-1": "100", "invoice": "12", "invoiced": "4/5/2026", "issuer": "Studio Bianchi"}
    photo = {"file_paper": "fattura", "files": (io.BytesIO(PHOTO), "foto.jpg")}
    answer = browser.post(path, {**sent, **photo})
    assert answer.status_code == 303, text_of(answer.text)
    return where.split("/")[3]


def test_a_refund_is_asked_in_three_steps_and_becomes_a_request_of_the_office(families: Families) -> None:
    browser = families.inside("Maria")
    path = f"/mie/rimborso/{families.name('Maria')}"
    empty = browser.post(path, fields(browser.get(path).text))
    assert empty.status_code == 422
    draft = asked_for(browser, families)
    assert "Visita specialistica, 100,00 €" in text_of(browser.get("/mie/rimborso").text)
    page = browser.get(f"/mie/bozze/{draft}/controlla")
    assert "Manca qualcosa" in text_of(page.text)
    assert "Prescrizione del medico" in text_of(page.text)
    assert "l'IBAN che finisce per 456" in text_of(page.text)
    assert 'value="100"' in browser.get(f"/mie/bozze/{draft}/fattura").text, "a reload loses nothing"
    step = {**fields(page.text), "received": "11/01/2026 09:00", "channel": "counter", "paper-prescrizione": "x"}
    done = browser.post(path, step)
    assert done.status_code == 303, text_of(done.text)
    assert browser.post(path, step).location == done.location, "a second touch is the same request"
    told = text_of(browser.get(str(done.location)).text)
    assert "il numero qui sotto è la tua ricevuta" in told
    assert "Domanda 1" in told
    for there in ("", "/fattura", "/controlla"):  # back, with the browser's own button
        back = browser.get(f"/mie/bozze/{draft}{there}")
        assert back.location == done.location
        told = text_of(browser.get(str(back.location)).text)
        assert "Questa domanda è già stata mandata" in told
        assert "Domanda 1" in told
    assert families.inside("Gino").get(f"/mie/bozze/{draft}").status_code == 404
    with families.counter.archive.reader.begin() as connection:
        kept = connection.execute(select(claim.c.channel, claim.c.received_at)).all()
        papers = set(connection.scalars(select(paper.c.name)))
    assert [(one, at.date()) for one, at in kept] == [("web", date(2026, 6, 1))], "it came when it came"
    assert papers == {"fattura"}, "a paper without a file is not there"
    clerk = families.counter.inside(Role.CLERK)
    assert "Studio Bianchi" in clerk.get(f"/pratiche/{str(done.location).split('/')[-1]}").text
    assert verify(families.counter.archive) == []


def test_the_counter_prints_a_request_as_its_member_reads_it_and_a_form_to_fill_in(families: Families) -> None:
    society = families.society
    society.decide(society.claim("Maria", "VIS", 10000, public_id="b" * 26))
    clerk, browser = families.counter.inside(Role.CLERK), families.inside("Maria")
    page, theirs = clerk.get(f"/pratiche/{'b' * 26}").text, text_of(browser.get(f"/mie/domande/{'b' * 26}").text)
    assert "/da-stampare" in page
    printed = text_of(clerk.get(f"/pratiche/{'b' * 26}/da-stampare").text)
    for title in ("Che cosa hai chiesto", "La decisione del", "Che cosa è successo"):
        at, there = printed.index(title), theirs.index(title)
        assert printed[at:at + 50] == theirs[there:there + 50], "the same words"
    page = text_of(clerk.get(f"/persone/{families.name('Maria')}/modulo-rimborso").text)
    for told in ("Maria Rossi", "N1-0", "Prescrizione del medico", "Data e firma"):
        assert told in page


def test_the_printed_request_says_when_how_much_and_where_it_is_paid(families: Families) -> None:
    society, name = families.society, "b" * 26
    claim_id = society.claim("Maria", "VIS", 10000, public_id=name)
    with families.counter.archive.writer.begin() as connection:
        write_setting(connection, PAYMENT_DAYS, "10")
    society.decide(claim_id)
    clerk, browser = families.counter.inside(Role.CLERK), families.inside("Maria")

    def payments() -> list[str]:
        pages = clerk.get(f"/pratiche/{name}/da-stampare"), browser.get(f"/mie/domande/{name}")
        return [text_of(re.findall(r'<section[^>]*"paid">(.*?)</section>', one.text, re.DOTALL)[0]) for one in pages]

    printed, theirs = payments()
    assert printed == theirs, "the same words on paper"
    assert "70,00 €, con il pagamento del 10 giugno 2026. Paghiamo sul conto con l'IBAN che finisce per 456" in printed
    assert pay(families.at(), claim_id, on=date(2026, 6, 1), reference="A mano") is not None
    printed, theirs = payments()
    assert printed == theirs
    assert "è pagata: 70,00 € il 1° giugno 2026." in printed


def test_a_draft_of_several_expenses_says_their_sum_and_what_should_come_back(families: Families) -> None:
    browser, plan, who = families.inside("Maria"), families.society.plan_code, families.name("Maria")
    path = f"/mie/rimborso/{who}"
    step = {**fields(browser.get(path).text), "benefit-1": f"{plan}:VIS", "served-1": "4/5/2026"}
    step = {**fields(browser.post(f"{path}/salva", {**step, "step": "add"}).text), "benefit-2": f"{plan}:VIS"}
    where = str(browser.post(path, {**step, "served-2": "5/5/2026"}).location)
    step = {**fields(browser.get(where).text), "amount-1": "100"}
    assert "spese, in tutto" not in text_of(browser.post(f"{path}/salva", step).text), "one amount is no sum"
    step = {**step, "version": "3", "amount-2": "50,50"}
    page = browser.post(f"{path}/salva", step).text
    told = text_of(page.partition('id="part-sum"')[2].partition("</form>")[0])
    assert "Hai scritto 2 spese, in tutto 150,50 € ." in told
    assert "Circa 105,35 €, se tutto è in regola" in told, "15050 * 70 // 100; the papers are not there yet"
    assert "vale la decisione dell'ufficio" in told
    for listed in ("/mie", f"/mie/domande/di/{who}"):
        assert "Visita specialistica, 2 spese, 150,50 € in tutto" in text_of(browser.get(listed).text)
    last = text_of(browser.get(where.replace("fattura", "controlla")).text)
    assert "In tutto 150,50 €" in last
    page = browser.post(f"{path}/salva", {**fields(page), "amount-2": "molto"}).text
    assert "spese, in tutto" not in text_of(page), "what is no amount has no sum"
    assert "2 spese" in text_of(browser.get("/mie").text)
    assert "100,00 € in tutto" not in text_of(browser.get("/mie").text)


def test_several_expenses_of_one_invoice_are_one_request(families: Families) -> None:
    browser, plan = families.inside("Maria"), families.society.plan_code
    path = f"/mie/rimborso/{families.name('Maria')}"
    step = {**fields(browser.get(path).text), "benefit-1": f"{plan}:VIS", "served-1": "4/5/2026"}
    for wanted in ("add", "add"):
        page = browser.post(f"{path}/salva", {**step, "step": wanted}).text
        step = fields(page)
    assert step["served-3"] == "4/5/2026", "the day of the one before"
    step = fields(browser.post(f"{path}/salva", {**step, "step": "drop-2"}).text)
    assert "benefit-3" not in step
    answer = browser.post(path, step)
    assert (answer.status_code, 'id="benefit-2-wrong"' in answer.text) == (422, True), "the second is still empty"
    answer = browser.post(path, {**fields(answer.text), "benefit-2": f"{plan}:CICLO"})
    assert answer.status_code == 200, "the second has a question of its own"
    where = str(browser.post(path, fields(answer.text)).location)
    step = fields(browser.get(where).text)
    whole = {"amount-1": "100", "amount-2": "120,00", "invoice": "12", "invoiced": "4/5/2026",
             "issuer": "Studio Bianchi"}  # fmt: skip
    assert browser.post(path, {**step, **whole, "amount-2": "x"}).status_code == 422
    step = fields(browser.get(where).text)
    where = str(browser.post(path, {**step, **whole}).location)
    page = browser.get(where).text
    assert "Ciclo di cure" in text_of(page)
    assert "70,00 €" in text_of(page), "120 without the 50 of the deductible, whatever becomes of the visit"
    done = browser.post(path, fields(page))
    assert done.status_code == 303, text_of(done.text)
    with families.counter.archive.reader.begin() as connection:
        assert connection.scalar(select(func.count()).select_from(claim)) == 1
    told = text_of(browser.get(str(done.location)).text)
    assert ("Visita specialistica" in told, "Ciclo di cure" in told) == (True, True)


def test_several_invoices_are_one_request_each_with_its_papers(families: Families) -> None:
    browser, plan, society = families.inside("Maria"), families.society.plan_code, families.society
    path = f"/mie/rimborso/{families.name('Maria')}"
    step = {**fields(browser.get(path).text), "benefit-1": f"{plan}:VIS", "served-1": "4/5/2026"}
    step = fields(browser.post(f"{path}/salva", {**step, "step": "bill"}).text)
    assert (step["served-2"], step["bill-2"]) == ("", "2"), "the day of another invoice is asked anew"
    step = fields(browser.post(f"{path}/salva", {**step, "benefit-2": f"{plan}:VIS", "served-2": "6/5/2026",
                                                 "step": "bill"}).text)  # fmt: skip
    step |= {"benefit-3": f"{plan}:VIS", "served-3": "7/5/2026"}
    where = str(browser.post(path, step).location)
    draft = where.split("/")[3]

    def photo(called: str, content: bytes) -> None:
        sent = {**fields(browser.get(where).text), "file_paper": called, "files": (io.BytesIO(content), "foto.jpg")}
        assert browser.post(f"{path}/salva", sent).status_code == 200

    for called in ("fattura", "b3-fattura", "b0-prescrizione"):
        photo(called, PHOTO + called.encode())
    page = browser.get(where).text
    assert "Fattura 3: Fattura · JPG" in text_of(page)
    assert "dated-b0-prescrizione" in page, "its date is asked for once"
    step = {**fields(page), "amount-1": "100", "amount-2": "200", "amount-3": "50", "invoice": "12", "invoice-b2": "12",
            "invoiced": "4/5/2026", "invoiced-b2": "6/5/2026", "invoiced-b3": "7/5/2026", "issuer-b2": "Studio Neri",
            "invoice-b3": "14"}  # fmt: skip
    twice = browser.post(path, step)
    assert (twice.status_code, "È lo stesso numero della fattura 1" in text_of(twice.text)) == (422, True)
    browser.post(f"{path}/salva", {**fields(twice.text), "invoice-b2": "13"})
    step = fields(browser.get(f"/mie/bozze/{draft}").text)
    page = browser.post(f"{path}/salva", {**step, "step": "drop-1"}).text
    kept = fields(page)
    assert "Fattura 3" not in text_of(page)
    assert (kept["amount-1"], kept["bill-1"], kept["invoice-b2"], kept["invoice-b3"]) == ("200", "2", "13", "14")
    assert {"invoice", "invoiced"}.isdisjoint(kept), "what was told of the invoice went with it"
    page = browser.get(f"/mie/bozze/{draft}/controlla").text
    told = text_of(page)
    assert "Fattura 1: Fattura" in told.partition("Manca qualcosa")[2].partition("Aggiungi una foto")[0]
    assert "Fattura 2: Fattura" not in told.partition("Manca qualcosa")[2].partition("Aggiungi una foto")[0]
    photo("b2-fattura", PHOTO + b"2")
    page = browser.get(f"/mie/bozze/{draft}/controlla").text
    assert "Manca qualcosa" not in text_of(page)
    assert "175,00 €" in text_of(page), "140 and 35"
    done = browser.post(path, fields(page))
    assert done.status_code == 303, text_of(done.text)
    with families.counter.archive.reader.begin() as connection:
        (claim_id,) = connection.scalars(select(claim.c.claim_id))
        papers = connection.execute(select(paper.c.line, paper.c.name, paper.c.attachment_sha256.is_not(None))).all()
        issuers = connection.scalars(select(claim_line.c.invoice_number).order_by(claim_line.c.number)).all()
    assert sorted(map(tuple, papers)) == [(0, "prescrizione", True), (1, "fattura", True), (2, "fattura", True)]
    assert issuers == ["13", "14"]
    assert society.decide(claim_id).draft.answer.granted_cents == 17500
    clerk = families.counter.inside(Role.CLERK)
    assert "(riga 2)" in text_of(clerk.get(f"/pratiche/{str(done.location).split('/')[-1]}").text)
    assert verify(families.counter.archive) == []


def test_help_for_days_to_come_is_asked_authorised_and_followed(families: Families) -> None:
    browser, society = families.inside("Maria"), families.society
    path, plan = f"/mie/rimborso/{families.name('Maria')}", families.society.plan_code
    assert f"/mie/aiuto/{families.name('Maria')}" in browser.get("/mie/aiuto").text
    page = browser.get(f"/mie/aiuto/{families.name('Maria')}").text
    assert ("CASA" in page, "VIS" in page) == (True, False), "help in hours, and nothing else"
    begun = {**fields(page), "benefit-1": f"{plan}:CASA", "served-1": "10/06/2026"}
    page = browser.post(path, begun).text
    assert "Manca: scrivilo" not in page, "what the help wants to know is shown before it is missed"
    without = browser.post(path, fields(page))
    assert (without.status_code, 'id="fact-1-quantità-wrong"' in without.text) == (422, True), "how many hours"
    past = browser.post(path, {**fields(page), "served-1": "31/05/2026", "fact-1-quantità": "8"})
    assert (past.status_code, "è già passato" in text_of(past.text)) == (422, True)
    many = browser.post(path, {**fields(past.text), "served-1": "10/06/2026", "fact-1-quantità": "99999"})
    assert (many.status_code, "più ore di quante ne ha un anno: controlla" in text_of(many.text)) == (422, True)
    step = fields(past.text) | {"served-1": "10/06/2026"}
    where = str(browser.post(path, step).location)
    page = browser.get(where).text
    assert "amount-1" not in page, "nothing was spent yet"
    where = str(browser.post(path, fields(page)).location)
    page = browser.get(where).text
    assert "8 ore" in text_of(page)
    assert "Quante ore? 8" in text_of(page), "what was answered, beside what was asked"
    done = browser.post(path, {**fields(page), "place": "via Roma 1", "phone": "0121 7"})
    assert done.status_code == 303, text_of(done.text)
    told = text_of(browser.get(str(done.location)).text)
    assert "aspetta la decisione" in told
    assert "Assistenza a casa, 10/06/2026, 8 ore" in told
    with families.counter.archive.reader.begin() as connection:
        (kept,) = connection.execute(select(claim.c.claim_id, claim.c.authorisation)).all()
    assert kept.authorisation
    clerk = families.counter.inside(Role.CLERK)
    assert "Maria" in text_of(clerk.get("/coda/da-autorizzare").text)
    assert "Maria" not in text_of(clerk.get("/coda/da-decidere").text)
    draft = society.decide(kept.claim_id).draft
    assert draft.answer.lines[0].quantity_granted == 8 * 60
    told = text_of(browser.get(str(done.location)).text)
    assert "è approvata il 1° giugno 2026: 8 ore" in told
    assert "IBAN" not in told, "nothing is paid"
    assert "ancora 4 ore su 12 ore" in text_of(browser.get("/mie/aiuto").text)
    assert verify(families.counter.archive) == []


def test_what_was_begun_by_proxy_ends_with_it_and_there_is_room_for_so_many(
    families: Families, monkeypatch: pytest.MonkeyPatch
) -> None:
    given, until = families.proxy("Dora", "Gino"), date(2026, 6, 10)
    browser, dora = families.inside("Gino"), families.name("Dora")

    def begun(whose: str) -> int:
        return int(browser.post(f"/mie/rimborso/{whose}/salva", fields(browser.get(f"/mie/rimborso/{whose}").text)
                                | {"served-1": "4/5/2026"}).status_code)  # fmt: skip

    def kept() -> int:
        with families.counter.archive.reader.begin() as connection:
            return connection.scalar(select(func.count()).select_from(claim_draft)) or 0

    assert (begun(dora), begun(families.name("Gino")), kept()) == (200, 200, 2)
    theirs = families.inside("Dora")
    assert theirs.post("/mie/nucleo/delega/togli", {"proxy": str(given.proxy_id)}).status_code == 303
    assert kept() == 1, "gone at once"
    families.proxy("Dora", "Gino", until)
    assert begun(dora) == 200
    families.counter.clock.now += timedelta(days=20)
    assert kept() == 2
    browser = families.inside("Gino", "later")
    assert kept() == 1, "the first page shows what was begun, and that of an ended proxy is gone before"
    assert "Rossi" not in text_of(browser.get("/mie/rimborso").text).partition("Cominciate")[2]
    assert kept() == 1, "and when its last day is over"
    monkeypatch.setattr("mutua.services.member_refund.MOST_BEGUN", 1)
    gino = families.name("Gino")
    assert begun(gino) == 200
    page = browser.post(f"/mie/rimborso/{gino}/salva", fields(browser.get(f"/mie/rimborso/{gino}").text)
                        | {"served-1": "4/5/2026"})  # fmt: skip
    assert "Hai già 1 domande cominciate" in text_of(page.text)
    assert 'value="4/5/2026"' in page.text, "what was typed is still there"


def test_what_a_request_lacks_is_told_from_the_moment_it_is_sent(families: Families) -> None:
    """Nobody decided anything yet: the request, the list, the first page and the paper of the counter say the same."""
    browser, society = families.inside("Maria"), families.society
    day = date(2026, 5, 4)
    society.claim("Maria", "VIS", 10000, papers={"fattura": day}, public_id="b" * 26)
    path, theirs = f"/mie/domande/{'b' * 26}", f"/mie/domande/di/{families.name('Maria')}"
    told = "è arrivata, ma aspettiamo la prescrizione del medico: prima non possiamo decidere"
    page = text_of(browser.get(path).text)
    assert told in page
    assert "Che cosa manca la prescrizione del medico" in page
    assert "Aspetta te. Manca: la prescrizione del medico" in text_of(browser.get(theirs).text)
    assert "Una domanda aspetta te Domanda 1" in text_of(browser.get("/mie").text)
    clerk = families.counter.inside(Role.CLERK)
    for printed in (f"/persone/{families.name('Maria')}/da-stampare", f"/pratiche/{'b' * 26}/da-stampare"):
        assert told in text_of(clerk.get(printed).text)
    choices = browser.get(path).text.partition('<select id="paper"')[2].partition("</select>")[0]
    assert "fattura" not in choices, "it came already"
    key = re.findall(r'name="key" value="([^"]+)"', browser.get(path).text)[0]
    photo = {"files": (io.BytesIO(PHOTO), "foto.jpg")}
    sent = {"key": key, "paper": "prescrizione", "dated_on": "3/5/2026", **photo}
    assert browser.post(f"{path}/documento", sent).status_code == 303
    page = browser.get(path).text
    assert "aspetta la decisione" in text_of(page)
    assert "Che cosa manca" not in page
    folded = page.partition("<details")[2].partition("</details>")[0]
    assert "Hai un altro documento da mandare?" in folded, "nothing is wanted, and nothing asks for it aloud"
    assert "aspetta te" not in text_of(browser.get("/mie").text)


def test_every_request_says_how_it_stands_however_old(families: Families) -> None:
    browser, society = families.inside("Maria"), families.society
    day = date(2025, 1, 4)
    society.decide(society.claim("Maria", "VIS", 10000, on=day, fattura=day, public_id="b" * 26))
    for _ in range(6):
        society.decide(society.claim("Maria", "OSPEDALE", None, quantità=60))
    page = text_of(browser.get(f"/mie/domande/{'b' * 26}").text)
    assert "Respinta. La domanda 1 del" in page
    assert "è stata respinta: il perché è nella decisione" in page


def test_the_list_begins_with_what_waits_for_the_member_and_goes_by_year(families: Families) -> None:
    browser, society = families.inside("Maria"), families.society
    old, new = date(2026, 4, 20), date(2026, 5, 4)
    society.claim("Maria", "VIS", 10000, on=old, papers={"fattura": old}, public_id="a" * 26)
    society.decide(society.claim("Maria", "VIS", 10000, on=new, public_id="b" * 26))
    page = browser.get(f"/mie/domande/di/{families.name('Maria')}").text
    assert [text_of(one) for one in re.findall(r"<h2>(.*?)</h2>", page)] == ["Aspettano te", "2026"]
    assert "riconosciuti 70,00 € il 1° giugno 2026" in text_of(page)
    assert page.index("a" * 26) < page.index("b" * 26), "the older one first: it waits"


def test_the_paper_of_the_counter_has_the_household_the_proxies_and_earlier_requests(families: Families) -> None:
    society, clerk = families.society, families.counter.inside(Role.CLERK)
    for _ in range(7):
        society.decide(society.claim("Maria", "VIS", 1000))
    families.proxy("Maria", "Piero")
    page = text_of(clerk.get(f"/persone/{families.name('Maria')}/da-stampare").text)
    earlier = page.partition("Le domande di prima")[2].partition("Il tuo nucleo")[0]
    assert ("Domanda 1 del" in earlier, "Domanda 7 del" in earlier) == (True, False), "the last five stand above"
    assert "Maria Rossi (tu): con copertura" in page
    assert "Ha la tua delega Piero Rossi, dal" in page


def test_a_draft_is_thrown_away_after_a_question_and_one_lands_on_the_first_page(families: Families) -> None:
    browser = families.inside("Maria")
    draft = asked_for(browser, families)
    page = browser.get("/mie").text
    folded = page.partition('<details class="drop">')[2].partition("</details>")[0]
    assert "non si torna indietro" in text_of(folded)
    assert f"/mie/bozze/{draft}/butta" in folded
    gone = browser.post(f"/mie/bozze/{draft}/butta", {})
    assert str(gone.location).partition("?")[0] == "/mie"
    assert draft not in browser.get("/mie").text


def test_whoever_has_a_proxy_is_not_offered_another(families: Families) -> None:
    browser, piero = families.inside("Maria"), families.name("Piero")
    assert f'value="{piero}"' in browser.get("/mie/nucleo").text
    families.proxy("Maria", "Piero")
    page = browser.get("/mie/nucleo").text
    assert "Togli la delega" in page
    assert f'value="{piero}"' not in page


def test_a_request_is_read_completed_and_objected_to(families: Families) -> None:
    browser, society = families.inside("Maria"), families.society
    claim_id = society.claim("Maria", "VIS", 10000, papers={"fattura": date(2026, 5, 4)}, public_id="b" * 26)
    society.decide(claim_id)
    home = text_of(browser.get("/mie").text)
    assert "Una domanda aspetta te" in home
    assert "aspettiamo la prescrizione del medico" in home
    assert home.count("prescrizione") == 1, "told once: in the card, not again below"
    listed = text_of(browser.get(f"/mie/domande/di/{families.name('Maria')}").text)
    assert "Aspetta te. Manca: la prescrizione del medico" in listed
    path = f"/mie/domande/{'b' * 26}"
    page = browser.get(path).text
    assert "prescrizione" in text_of(page)
    key = re.findall(r'name="key" value="([^"]+)"', page)[0]
    sent = {"key": key, "paper": "prescrizione", "dated_on": "3/5/2026"}
    assert browser.post(f"{path}/documento", sent).status_code == 422, "without a photo"
    photo = {"files": (io.BytesIO(PHOTO), "foto.jpg")}
    assert "Ci serve ancora" in text_of(page)
    assert browser.post(f"{path}/documento", {**sent, **photo}).status_code == 303
    came = text_of(browser.get(path).text)
    assert "aspetta la decisione" in came
    assert "Ci serve ancora" not in came, "it came"
    society.decide(claim_id)
    assert "aspetta te" not in text_of(browser.get("/mie").text)
    page = text_of(browser.get(path).text)
    assert "70,00 €" in page
    assert "30,00 €" in page, "what stays with the member is told"
    late = {"key": "w" * 24, "paper": "prescrizione", "dated_on": "3/5/2026", "files": (io.BytesIO(PHOTO), "foto.jpg")}
    assert browser.post(f"{path}/documento", late).status_code in (409, 422), "what is decided is not opened again"
    told = {"key": "x" * 24, "fact": "causa", "answer": "malattia"}
    assert browser.post(f"{path}/risposta", told).status_code == 409, "nobody asked"
    with families.counter.archive.reader.begin() as connection:
        assert connection.scalar(select(func.count()).select_from(pending_claim)) == 0
    assert browser.post(f"{path}/reclamo", {"words": ""}).status_code == 422
    short = browser.post(f"{path}/reclamo", {"words": "x"})
    assert (short.status_code, "scrivi in qualche parola che cosa non va" in text_of(short.text)) == (409, True)
    assert "i 70,00 € già approvati si pagano solo dopo la risposta" in page, "told before it is sent"
    assert "Il regolamento non dà un termine per dirlo." in page
    assert browser.post(f"{path}/reclamo", {"words": "Ne avevo chiesti cento."}).status_code == 303
    page = text_of(browser.get(path).text)
    assert "Ne avevo chiesti cento." in page
    assert "qualcuno che non ha preso la decisione. Il regolamento non dà un termine per rispondere." in page
    printed = text_of(families.counter.inside(Role.CLERK).get(f"/pratiche/{'b' * 26}/da-stampare").text)
    for told in (page, printed, text_of(browser.get("/mie").text)):
        assert "70,00 €. C'è un reclamo: si paga dopo la risposta." in told, "a run leaves it out until then"
        assert "con il prossimo pagamento" not in told
    assert browser.post(f"{path}/reclamo", {"words": "Ancora."}).status_code == 409
    few = browser.post(f"{path}/reclamo/aggiungi", {"more": "Ecco."})
    assert (few.status_code, "scrivi in qualche parola" in text_of(few.text), "Ecco.</textarea>" in few.text) == (
        409, True, True
    )  # fmt: skip
    for _ in range(2):  # pressed twice, it is said once
        assert browser.post(f"{path}/reclamo/aggiungi", {"more": "La ricevuta era di cento."}).status_code == 303
    page = text_of(browser.get(path).text)
    printed = text_of(families.counter.inside(Role.CLERK).get(f"/pratiche/{'b' * 26}/da-stampare").text)
    for told in (page, printed):
        assert told.count("Hai aggiunto il 1° giugno 2026: La ricevuta era di cento.") == 1, told
    with families.counter.archive.reader.begin() as connection:
        assert [one.channel for one in appeals_of(connection, claim_id)] == ["web"]
    assert browser.post(f"{path}/reclamo/ritira").status_code == 303
    page = text_of(browser.get(path).text)
    assert "Reclamo ritirato" in page
    assert "C'è un reclamo" not in page
    assert "Ritira il reclamo" not in page
    assert browser.post(f"{path}/reclamo/ritira").status_code == 409, "once"
    assert "Aggiungi qualcosa" not in page
    gone = browser.post(f"{path}/reclamo/aggiungi", {"more": "Ancora una parola sola."})
    assert (gone.status_code, "è già stato risposto" in text_of(gone.text)) == (409, True)
    clerk = families.counter.inside(Role.CLERK)
    page = text_of(clerk.get(f"/pratiche/{'b' * 26}").text)
    assert "Ritirato dal socio il 01/06/2026 da Maria Rossi, dalle sue pagine" in page


def test_the_questions_of_a_benefit_come_before_the_next_step(families: Families) -> None:
    browser = families.inside("Maria")
    path = f"/mie/rimborso/{families.name('Maria')}"
    sent = {**fields(browser.get(path).text), "benefit-1": f"{families.society.plan_code}:OSPEDALE",
            "served-1": "4/5/2026"}  # fmt: skip
    page = browser.post(path, sent)
    assert page.status_code == 200, "asked for once, with what it wants to know"
    assert "fact-1-quantità" in page.text
    there = browser.post(path, {**fields(page.text), "fact-1-quantità": "3"})
    assert there.status_code == 303


def test_what_only_the_office_answers_keeps_nobody_from_the_next_step(archive: Archive, tmp_path: Path) -> None:
    price = 'prezzo: {tipo: importo, di: riga, chiede: "Quanto dà il tariffario?", risponde: società}'
    steps = "passi: [importo: {misura: {fatto: prezzo}, per: prestazione}]"
    society = small_society(archive, tmp_path, head=f"{HEAD}  {price}\n",
                            version=VERSION.replace("passi: [spesa, quota: 70%]", steps))  # fmt: skip
    families = families_in(counter_before(society, tmp_path))
    browser, path = families.inside("Maria"), f"/mie/rimborso/{families.name('Maria')}"
    sent = {**fields(browser.get(path).text), "benefit-1": f"{society.plan_code}:VIS", "served-1": "4/5/2026"}
    assert browser.post(path, sent).status_code == 303
    told = {"lines": "1", "benefit-1": f"{society.plan_code}:VIS", "served-1": "4/5/2026", "amount-1": "100"}
    page = text_of(browser.post(f"/mie/prova/{families.name('Maria')}", told).text)
    assert "Quanto torna lo guarda l'ufficio" in page
    assert "prezzo" in page.partition("lo guarda l'ufficio")[2].partition("Che cosa servirebbe")[0]


def test_a_question_without_an_answer_has_a_place_for_it_before_and_after_sending(families: Families) -> None:
    browser = families.inside("Maria")
    path = f"/mie/rimborso/{families.name('Maria')}"
    sent = {**fields(browser.get(path).text), "benefit-1": f"{families.society.plan_code}:OSPEDALE",
            "served-1": "4/5/2026"}  # fmt: skip
    page = browser.post(path, sent).text
    where = str(browser.post(path, fields(page)).location)
    where = str(browser.post(path, fields(browser.get(where).text)).location)
    page = browser.get(where).text
    assert "Dicci: «Quante ore?»" in text_of(page)
    assert f'href="{where.removesuffix("/controlla")}#part-facts-1"' in page
    done = str(browser.post(path, fields(page)).location)
    page = browser.get(done).text
    assert "aspettiamo la risposta a «Quante ore?»" in text_of(page)
    key = re.findall(r'name="key" value="([^"]+)"', page.partition('name="fact"')[0])[-1]
    told = {"key": key, "fact": "quantità", "answer": "3"}
    assert browser.post(f"{done.partition('?')[0]}/risposta", told).status_code == 303
    assert "Quante ore?" not in text_of(browser.get(done).text)


def test_for_tomorrow_at_nine_one_asks_as_long_before_as_the_rules_want() -> None:
    today = date(2026, 6, 1)
    free = Benefit("CASA", "Aiuto", "art. 1")
    assert ask_by(free, today) is None
    for hours, day, hour in ((24, 1, 9), (12, 1, 21), (2, 2, 7)):
        notice = Deadline(notice=Notice(Duration(hours, DurationUnit.HOURS), "inizio_ore"))
        assert ask_by(replace(free, deadline=notice), today) == datetime(2026, 6, day, hour, tzinfo=ROME)


def test_an_invoice_like_a_relatives_is_the_offices_matter_and_ones_own_is_looked_at(families: Families) -> None:
    browser, society = families.inside("Maria"), families.society
    path = f"/mie/rimborso/{families.name('Maria')}"
    society.claim("Piero", "VIS", 10000, on=date(2026, 5, 4), numero_fattura="12", public_id="f" * 26)
    page = browser.get(f"/mie/bozze/{asked_for(browser, families)}/controlla").text
    assert "Guarda bene" not in page
    assert "f" * 26 not in page
    step = fields(page)
    assert browser.post(path, step).status_code == 303, "nothing of his is told, and nothing stops her"
    page = browser.get(f"/mie/bozze/{asked_for(browser, families)}/controlla").text
    assert "Guarda bene" in page, "her own request of just now"
    assert "f" * 26 not in page
    step = fields(page) | {"seen": ""}
    assert browser.post(path, step).status_code == 422
    assert browser.post(path, step | {"seen": "yes"}).status_code == 303


def test_a_benefit_chosen_anew_asks_its_own_questions_and_the_old_answers_go(families: Families) -> None:
    browser, code = families.inside("Maria"), families.society.plan_code
    path = f"/mie/prova/{families.name('Maria')}"
    first = {"lines": "1", "benefit-1": f"{code}:CASA", "asked-1": f"{code}:CASA", "served-1": "4/5/2026"}
    page = browser.post(path, first).text
    asked = re.findall(r'name="(fact-1-[^"]+)"', page)
    assert asked, "hours"
    assert 'name="amount-1"' not in page
    changed = {**first, asked[0]: "3", "benefit-1": f"{code}:VIS"}
    answer = browser.post(path, changed)
    assert answer.status_code == 200
    assert 'name="amount-1"' in answer.text
    assert asked[0] not in answer.text, "the answer was another question's"
    assert "Tornerebbero" not in text_of(answer.text)
    assert "Tornerebbero 70,00 €" in text_of(browser.post(path, {
        "lines": "1", "benefit-1": f"{code}:VIS", "asked-1": f"{code}:VIS", "served-1": "4/5/2026", "amount-1": "100",
    }).text)  # fmt: skip


def test_a_refund_for_another_benefit_leaves_nothing_of_the_first(families: Families) -> None:
    browser, code = families.inside("Maria"), families.society.plan_code
    path = f"/mie/rimborso/{families.name('Maria')}"
    draft = asked_for(browser, families)
    what, papers, check = (f"/mie/bozze/{draft}{one}" for one in ("", "/fattura", "/controlla"))
    sent = {**fields(browser.get(papers).text), "file_paper": "prescrizione", "files": (io.BytesIO(PHOTO), "x.jpg")}
    assert browser.post(f"{path}/salva", sent).status_code == 200
    page = browser.post(path, {**fields(browser.get(what).text), "benefit-1": f"{code}:OSPEDALE"}).text
    assert browser.post(path, {**fields(page), "fact-1-quantità": "3"}).location == papers
    assert "Prescrizione del medico · JPG" in text_of(browser.get(papers).text), "hours ask for no such paper"
    again = browser.get(what).text
    assert 'name="fact-1-quantità"' in again
    browser.post(path, {**fields(again), "benefit-1": f"{code}:CONTROLLO"})
    for there in (what, papers, check):
        assert "quantità" not in browser.get(there).text.lower(), there
    assert "Prescrizione del medico · JPG" in text_of(browser.get(papers).text)


def test_the_counter_prints_what_is_signed_tried_and_told_of_a_birth(families: Families) -> None:
    clerk, code = families.counter.inside(Role.CLERK), families.society.plan_code
    maria = f"/persone/{families.name('Maria')}"
    sheet = text_of(clerk.get(f"{maria}/deleghe/foglio").text)
    for told in ("Maria Rossi", "N1-0", "Firma di chi dà la delega", "Posso toglierla quando voglio"):
        assert told in sheet
    assert f'href="{maria}/deleghe/foglio"' in clerk.get(f"{maria}/deleghe").text
    assert "Se è nato oggi" in text_of(clerk.get(f"{maria}/nascita-da-stampare").text)
    luca = text_of(clerk.get(f"/persone/{families.name('Luca')}/nascita-da-stampare").text)
    assert "la dice il titolare del nucleo" in luca
    assert 'name="amount-1"' in clerk.get(f"{maria}/prova").text
    told = {"lines": "1", "benefit-1": f"{code}:VIS", "served-1": "4/5/2026", "amount-1": "100"}
    page = text_of(clerk.post(f"{maria}/prova", told).text)
    mine = text_of(families.inside("Maria").post(f"/mie/prova/{families.name('Maria')}", told).text)
    assert "Tornerebbero 70,00 €" in page
    assert page.partition("Tornerebbero")[2].partition("Spesa")[0].partition("La spesa")[0] == (
        mine.partition("Tornerebbero")[2].partition("Spesa")[0].partition("La spesa")[0]
    ), "the very sum of the member's own page"
    assert clerk.post(f"{maria}/prova", {**told, "amount-1": "molto"}).status_code == 422
    link = clerk.post(f"{maria}/link").text
    assert "<svg" in link, "a picture to scan, instead of 43 signs to copy"
    with families.counter.archive.reader.begin() as connection:
        assert connection.scalar(select(func.count()).select_from(claim)) == 0
