"""The page of a request: the decision with its steps, what may be done, each once and by whom it may; its letters."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from mutua.domain.access import Role
from mutua.domain.records import LineTold
from mutua.services.claim_life import Desktop, Done, pay
from mutua.services.request_letters import LettersPage
from mutua.services.society import change_letterhead
from mutua.store.database import Archive
from small_plan import VERSION
from web.claims_helpers import clerk, decisions, key_on, letters, looks, name_of, page_of, printed, stamp_on, waits
from web.counter import Counter, counter_of

# With every clock of the procedure, and a question that only the member can answer.
CLOCKS = VERSION.replace(
    "procedura: {completamento: 30 giorni da integrazione_chiesta, articolo: art. 14}",
    "procedura: {completamento: 30 giorni da integrazione_chiesta, decisione: 30 giorni da completata, "
    "pagamento: 60 giorni da decisa, reclamo: 60 giorni da decisa, articolo: art. 14}",
)


def plain(text: str) -> str:
    """The words of a page."""
    bare = re.sub(r"<[^>]+>", " ", text.replace("&#39;", "'").replace("\u00a0", " "))
    return " ".join(bare.split())


def of_pdf(content: bytes) -> str:
    found = PdfReader(io.BytesIO(content))
    return " ".join(" ".join(page.extract_text() for page in found.pages).replace("\u00a0", " ").split())


def test_a_request_shows_whose_it_is_the_steps_the_limits_and_what_stays(counter: Counter) -> None:
    claim_id = counter.society.claim("Anna", "VIS", 18000, numero_fattura="77/A")
    browser = clerk(counter)
    before = looks(counter, "Anna")
    page = browser.get(page_of(counter, claim_id))
    assert page.status_code == 200
    assert looks(counter, "Anna") == before + 1
    text = plain(page.text)
    for wanted in (
        "Rossi Anna", "N1-0", "77/A", "180,00 €", "le rimborsiamo 126,00 € su 180,00 €", "(art. 5)",
        "70 % di 180,00 €",
        "prima 400,00 €, questa domanda 126,00 €, dopo 274,00 €", "prescrizione del medico",
        "Decidi e apri la prossima", "che cosa dice il regolamento",
    ):  # fmt: skip
        assert wanted in text, wanted
    assert "Annulla la decisione" not in text, "nothing to take back yet"
    reader = counter.inside(Role.AUDITOR)
    text = reader.get(page_of(counter, claim_id)).text
    assert "Decidi e apri" not in text
    assert "Ritira la domanda" not in text
    assert reader.post(f"{page_of(counter, claim_id)}/decidi", {"seen": "0" * 32}).status_code == 403
    assert counter.inside(Role.ADMIN).get(page_of(counter, claim_id)).status_code == 403
    assert counter.outsider().get(page_of(counter, claim_id)).location == "/entra"
    for absent in ("nessuno", "a" * 26, name_of(counter, claim_id)[:-1]):
        assert browser.get(f"/pratiche/{absent}").status_code == 404
    assert waits(counter, claim_id)


def test_two_clerks_at_once_decide_once_and_the_second_hears_who_was_quicker(counter: Counter) -> None:
    society = counter.society
    claim_id = society.claim("Anna", "VIS", 50000)
    one, two = clerk(counter, login="primo"), clerk(counter, login="secondo")
    path = page_of(counter, claim_id)
    seen, seen_too = stamp_on(one.get(path).text), stamp_on(two.get(path).text)
    assert seen == seen_too
    assert one.post(f"{path}/decidi", {"seen": seen}).location == path
    late = two.post(f"{path}/decidi", {"seen": seen_too})
    assert late.status_code == 409
    assert "Nel frattempo l'ha decisa Primo" in plain(late.text)
    twice = one.post(f"{path}/decidi", {"seen": seen, "then": "next"})
    assert twice.status_code == 409
    assert decisions(counter, claim_id) == ["decision"]
    # Another request drew on the same ceiling between the look and the button.
    first, second = society.claim("Anna", "VIS", 5000), society.claim("Anna", "VIS", 3000)
    seen = stamp_on(one.get(page_of(counter, second)).text)
    society.decide(first)
    answer = one.post(f"{page_of(counter, second)}/decidi", {"seen": seen})
    assert answer.status_code == 409
    assert "qualcosa è cambiato: non è stato deciso nulla" in plain(answer.text)
    assert stamp_on(answer.text) != seen
    assert decisions(counter, second) == []
    assert one.post(f"{page_of(counter, second)}/decidi", {"seen": stamp_on(answer.text)}).status_code == 303
    for odd in ({}, {"seen": ""}, {"seen": "x", "then": "elsewhere"}, {"seen": "x", "more": "1"}):
        assert one.post(f"{page_of(counter, second)}/decidi", odd).status_code == 422
    assert one.get(f"{page_of(counter, second)}/decidi").status_code == 405, "nothing is decided by a look"


def test_copies_earlier_requests_and_decisions_that_went_otherwise_stand_beside(counter: Counter) -> None:
    society = counter.society
    society.household("N2", "Dora")
    refused = society.claim("Bruno", "VIS", 5000)
    society.decide(refused)
    earlier = society.claim("Anna", "CICLO", 9000)
    claim_id = society.claim("Anna", "VIS", 10000, on=date(2026, 5, 5), numero_fattura="12")
    copy = society.claim("Anna", "VIS", 10000, on=date(2026, 5, 5), numero_fattura="12")
    text = plain(clerk(counter).get(page_of(counter, copy)).text)
    assert f"possibile doppione della domanda {claim_id}" in text
    assert f"aspettano le domande {earlier}" in text
    assert "Decise altrimenti nell'ultimo anno" in text
    assert f"{refused}" in text
    assert "respinta (qui riconosciuta)" in text
    assert "grado di parentela: là coniuge, qui titolare" in text.lower()
    assert "Bruno" not in text, "nobody else is named"
    counter.clock.pass_by(timedelta(days=400))
    assert "Decise altrimenti" not in plain(clerk(counter).get(page_of(counter, copy)).text)
    own = clerk(counter, person="Dora")
    assert own.get(page_of(counter, copy)).status_code == 200


def test_papers_and_answers_that_came_later_are_recorded_once(counter: Counter) -> None:
    society = counter.society
    claim_id = society.claim("Anna", "VIS", 5000, papers={"fattura": date(2026, 5, 4)})
    society.decide(claim_id)
    browser, path = clerk(counter), page_of(counter, claim_id)
    page = browser.get(path)
    assert "prescrizione del medico (manca)" in plain(page.text)
    sent = {"key": key_on(page.text), "paper": "prescrizione", "dated_on": "04/05/2026"}
    for wrong, status in (
        ({**sent, "dated_on": "31/02/2026"}, 422), ({**sent, "paper": ""}, 422), ({**sent, "fact": "spesa"}, 422),
        ({**sent, "paper": "passaporto"}, 409), ({**sent, "line": "7"}, 409), ({**sent, "line": "-1"}, 422),
    ):  # fmt: skip
        answer = browser.post(f"{path}/integra", wrong)
        assert answer.status_code == status, wrong
    assert not waits(counter, claim_id)
    assert browser.post(f"{path}/integra", sent).location == path
    assert browser.post(f"{path}/integra", sent).location == path, "sent twice, told the same"
    assert browser.post(f"{path}/integra", {**sent, "dated_on": "05/05/2026"}).status_code == 409
    text = plain(browser.get(path).text)
    assert text.count("arrivati documenti o risposte") == 1
    assert "la decisione 1 verrebbe corretta" in text
    assert waits(counter, claim_id)
    page = browser.get(path)
    assert browser.post(f"{path}/decidi", {"seen": stamp_on(page.text)}).status_code == 303
    assert decisions(counter, claim_id) == ["decision", "correction"]


@pytest.mark.parametrize("dialect", ["sqlite"])  # what is stored is stored as papers are
def test_a_question_is_answered_in_the_words_of_the_form(counter: Counter) -> None:
    society = counter.society
    claim_id = society.claim("Anna", "CASA")
    society.decide(claim_id)
    browser, path = clerk(counter), page_of(counter, claim_id)
    page = browser.get(path)
    assert "Quante unità" in page.text or "Quante ore" in page.text
    sent = {"key": key_on(page.text), "fact": "quantità", "answer": "tante"}
    wrong = browser.post(f"{path}/integra", sent)
    assert wrong.status_code == 422
    assert 'value="tante"' in wrong.text, "what was typed is not lost"
    assert browser.post(f"{path}/integra", {**sent, "answer": ""}).status_code == 422
    assert browser.post(f"{path}/integra", {**sent, "answer": "8"}).location == path
    assert "8 ore" in plain(browser.get(path).text), "told in hours"


def test_a_request_is_withdrawn_or_its_decision_taken_back_with_a_reason(counter: Counter) -> None:
    society = counter.society
    waiting, decided = society.claim("Anna", "CICLO", 20000), society.claim("Anna", "VIS", 50000)
    society.decide(decided)
    browser = clerk(counter, login="anita")
    path = page_of(counter, waiting)
    for motive in ({"motive": "  "}, {}, {"motive": "a" * 201}, {"motive": "uno\u202edue"}):
        assert browser.post(f"{path}/ritira", motive).status_code == 422
    assert browser.post(f"{path}/annulla", {"motive": "errore"}).status_code == 409, "nothing was decided"
    assert browser.post(f"{path}/ritira", {"motive": "ripensamento"}).location == path
    assert browser.post(f"{path}/ritira", {"motive": "ripensamento"}).status_code == 409
    text = plain(browser.get(path).text)
    assert "ritirata" in text
    assert "Anita ripensamento" in text
    assert "È arrivato un documento" not in text
    path = page_of(counter, decided)
    assert browser.post(f"{path}/ritira", {"motive": "no"}).status_code == 409
    assert counter.inside(Role.AUDITOR).post(f"{path}/annulla", {"motive": "no"}).status_code == 403
    desk = Desktop(counter.archive, society.plans, society.actor_id, counter.clock.now, society.ids)
    assert isinstance(pay(desk, decided, on=counter.clock.now.date(), reference="E2E1"), Done)
    assert browser.post(f"{path}/annulla", {"motive": "fattura di altri"}).location == path
    assert browser.post(f"{path}/annulla", {"motive": "fattura di altri"}).status_code == 409
    assert decisions(counter, decided) == ["decision", "reversal"]
    text = plain(browser.get(path).text)
    assert "decisione annullata" in text
    assert "fattura di altri" in text
    assert "pagata, 350,00 €" in text


# ---------------------------------------------------------------- letters


@pytest.fixture
def clocked(archive: Archive, tmp_path: Path) -> Counter:
    """The same society under rules with every clock, and with a name at the head of its letters."""
    made = counter_of(archive, tmp_path, version=CLOCKS)
    made.society.household("N1", "Anna", "Bruno", "Carla")
    with archive.writer.begin() as connection:
        assert change_letterhead(connection, {"name": "Mutua di Prova", "municipality": "Pinerolo"}) == []
    return made


def test_everything_missing_is_asked_for_once_and_again_only_by_who_may(clocked: Counter) -> None:
    counter, society = clocked, clocked.society
    claim_id = society.claim("Anna", "VIS", 5000, papers={})
    society.decide(claim_id)
    browser, path = clerk(counter), page_of(counter, claim_id)
    assert "Non è ancora stato chiesto" in plain(browser.get(path).text)
    answer = browser.post(f"{path}/chiedi")
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == f'inline; filename="documenti-{claim_id}-1.pdf"'
    told = of_pdf(answer.data)
    for wanted in ("la fattura", "la prescrizione del medico", "entro il 1° luglio 2026", "art. 14", "35,00 €"):
        assert wanted in told, wanted
    assert letters(counter) == [("papers_asked", claim_id, 1, "")]
    counter.clock.pass_by(timedelta(days=3))
    browser = clerk(counter)
    browser.get(path)
    assert browser.post(f"{path}/chiedi").data == answer.data, "the same letter again is the same"
    assert letters(counter) == [("papers_asked", claim_id, 1, "")]
    text = plain(browser.get("/coda/da-completare").text)
    assert "01/07/2026" in text
    # One of two came: what is asked then is a second round.
    page = browser.get(path)
    browser.post(f"{path}/integra", {"key": key_on(page.text), "paper": "fattura", "dated_on": "04/05/2026"})
    assert browser.post(f"{path}/chiedi").status_code == 409, "it waits for a decision first"
    page = browser.get(path)
    browser.post(f"{path}/decidi", {"seen": stamp_on(page.text)})
    refused = browser.post(f"{path}/chiedi")
    assert refused.status_code == 409
    assert "già stati chiesti il 01/06/2026" in plain(refused.text)
    approver = counter.inside(Role.APPROVER)
    approver.get(path)
    assert browser.post(f"{path}/chiedi-di-nuovo", {"motive": "perché"}).status_code == 403
    assert approver.post(f"{path}/chiedi").status_code == 409
    assert approver.post(f"{path}/chiedi-di-nuovo", {"motive": " "}).status_code == 422, "not without saying why"
    again = approver.post(f"{path}/chiedi-di-nuovo", {"motive": "la prescrizione era di altri"})
    assert again.mimetype == "application/pdf"
    assert letters(counter)[-1] == ("papers_asked", claim_id, 2, "la prescrizione era di altri")
    other = society.claim("Anna", "CICLO", 20000)
    assert browser.post(f"{page_of(counter, other)}/chiedi").status_code == 409


@pytest.mark.parametrize("dialect", ["sqlite"])  # what a letter says is the same on either
def test_the_letter_tells_the_decision_why_and_how_to_object(clocked: Counter) -> None:
    counter, society = clocked, clocked.society
    society.household("N2", "Dora")
    paid, refused = society.claim("Anna", "VIS", 18000), society.claim("Bruno", "VIS", 5000)
    lines = (LineTold("VIS", {"servizio": date(2026, 5, 4), "fattura": date(2026, 5, 4), "spesa": 10000}),
             LineTold("CICLO", {"servizio": date(2026, 5, 4), "spesa": 9000}))  # fmt: skip
    several = society.claim("Dora", "", lines=lines)
    lacking = society.claim("Dora", "VIS", 3000, papers={})
    browser = clerk(counter)
    browser.get("/")
    assert browser.post(f"{page_of(counter, paid)}/lettera").status_code == 409, "nothing was decided yet"
    for claim_id in (paid, refused, several, lacking):
        society.decide(claim_id)
    answer = browser.post(f"{page_of(counter, paid)}/lettera")
    told = of_pdf(answer.data)
    for wanted in (
        "Anna Rossi", "le rimborsiamo 126,00 € su 180,00 €", "70 % di 180,00 €",
        "In tutto restano a suo carico 54,00 €",
        "con bonifico entro il 31 luglio 2026", "fare reclamo per iscritto entro il 31 luglio 2026 (art. 14)",
    ):  # fmt: skip
        assert wanted in told, wanted
    told = of_pdf(browser.post(f"{page_of(counter, refused)}/lettera").data)
    assert "non possiamo rimborsare nulla" in told
    assert "fare reclamo per iscritto" in told
    assert "bonifico" not in told
    assert browser.post(f"{page_of(counter, lacking)}/lettera").status_code == 409, "it waits: papers are asked for"
    text = plain(browser.get("/coda/lettere").text)
    assert text.count("stampata il") == 2
    assert "da stampare" in text
    every = printed(counter, browser, "/coda/lettere", {"day": "01/06/2026"})
    assert every.mimetype == "application/pdf"
    pages = PdfReader(io.BytesIO(every.data)).pages
    assert len(pages) == 3
    assert all("Pagina 1 di 1" in page.extract_text() for page in pages)
    assert "In tutto: 110,00 €" in of_pdf(every.data)
    assert sorted(letters(counter)) == [("decision_letter", one, 1, "") for one in sorted((paid, refused, several))]
    asked = printed(counter, browser, "/coda/lettere", {"day": "01/06/2026", "kind": "papers"})
    assert "la prescrizione del medico" in of_pdf(asked.data)
    assert len(PdfReader(io.BytesIO(asked.data)).pages) == 1, "only of who lacks something"
    assert "chiesto il 01/06/2026" in plain(browser.get("/coda/lettere").text)
    assert browser.post("/coda/lettere", {"day": "01/01/2026"}).mimetype == "text/html"
    assert browser.post("/coda/lettere", {"day": "ieri"}).status_code == 422
    assert browser.post("/coda/lettere", {"day": "01/06/2026", "first": "301"}).mimetype == "text/html"
    many = LettersPage((), 7899, 7, 158)
    assert (many.first, many.last, many.next_page) == (301, 400, 9)
    assert (LettersPage((), 7899, 157, 158).last, LettersPage((), 7899, 157, 158).next_page) == (7899, None)
    family = clerk(counter, person="Carla")
    assert "Rossi Anna" not in plain(family.get("/coda/lettere?giorno=01/06/2026").text)
    assert family.post(f"{page_of(counter, paid)}/lettera").status_code == 403
    theirs = printed(counter, family, "/coda/lettere", {"day": "01/06/2026"})
    assert len(PdfReader(io.BytesIO(theirs.data)).pages) == 1
