"""What may be done about a decision: taken back whole, read again later, proved by a file, decided otherwise, objected."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from mutua.domain.access import Role
from mutua.services.claim_life import Desktop, Done, pay
from mutua.store.tables import attachment, paper
from web.claims_helpers import clerk, decisions, key_on, letters, page_of, stamp_on, waits
from web.counter import Counter
from web.test_claim_page import clocked, of_pdf, plain  # the same society, with a letterhead

__all__ = ["clocked"]
PDF = b"%PDF-1.7 whatever it says"


def test_a_decision_taken_back_says_what_returns_and_stays_readable(clocked: Counter) -> None:
    counter, society = clocked, clocked.society
    claim_id = society.claim("Anna", "VIS", 18000, papers={"fattura": date(2026, 5, 4)})
    society.decide(claim_id)
    browser, path = clerk(counter, login="anita"), page_of(counter, claim_id)
    page = browser.get(path)
    browser.post(f"{path}/integra", {"key": key_on(page.text), "paper": "prescrizione", "dated_on": "04/05/2026"})
    browser.post(f"{path}/decidi", {"seen": stamp_on(browser.get(path).text)})
    text = plain(browser.get(path).text)
    assert "Decisione 1 del 1° giugno 2026, 0,00 € · non più in vigore" in text
    assert "con la decisione 2. Perché: dopo erano arrivati documenti, risposte o altri fatti" in text
    desk = Desktop(counter.archive, society.plans, society.actor_id, counter.clock.now, society.ids)
    assert isinstance(pay(desk, claim_id, on=counter.clock.now.date(), reference="E2E1"), Done)
    text = plain(browser.get(path).text)
    assert "2026: tornano liberi 126,00 €." in text
    assert "126,00 € sono già stati pagati: restano un debito del socio." in text
    assert browser.post(f"{path}/lettera").mimetype == "application/pdf"
    assert browser.post(f"{path}/annulla", {"motive": "fattura di un'altra persona"}).location == path
    text = plain(browser.get(path).text)
    for wanted in (
        "Decisione annullata", "Da recuperare dal socio: 126,00 €.", "Annullata il 01/06/2026 da Anita.",
        "Perché: fattura di un'altra persona.", "70 % di 180,00 €", "Decisione 1 del",
    ):  # fmt: skip
        assert wanted in text, wanted
    told = of_pdf(browser.post(f"{path}/lettera").data)
    for wanted in (
        f"Domanda n. {claim_id}: decisione annullata", "Fattura di un'altra persona.", "già pagato 126,00 €",
        "tornano liberi 126,00 €", "Se non è d'accordo",
    ):  # fmt: skip
        assert wanted in told, wanted
    assert letters(counter)[-1] == ("reversal_letter", claim_id, 3, "")
    day = browser.post("/coda/lettere", {"day": "01/06/2026"})
    assert "decisione annullata" in of_pdf(day.data)
    assert counter.inside(Role.ADMIN).get(path).status_code == 403


def test_a_paper_that_came_later_brings_its_file(counter: Counter) -> None:
    society = counter.society
    claim_id = society.claim("Anna", "VIS", 5000, papers={"fattura": date(2026, 5, 4)})
    society.decide(claim_id)
    browser, path = clerk(counter), page_of(counter, claim_id)
    sent = {"key": key_on(browser.get(path).text), "paper": "prescrizione", "dated_on": "04/05/2026"}

    def with_files(*contents: bytes, **more: str) -> object:
        return {**sent, **more, "files": [(io.BytesIO(one), "ricetta di Anna.pdf") for one in contents]}

    for wrong, told in ((b"", "vuoto"), (b"MZ no picture", "non è un PDF")):
        answer = browser.post(f"{path}/integra", with_files(PDF, wrong))  # type: ignore[arg-type]  # a form with files
        assert answer.status_code == 422
        assert told in plain(answer.text)
        assert 'value="04/05/2026"' in answer.text
    assert not waits(counter, claim_id)
    assert not list((counter.site.vault.folder).rglob("*/*")), "nothing half taken"  # type: ignore[union-attr]
    for _ in range(2):  # pressed twice it is one
        assert browser.post(f"{path}/integra", with_files(PDF, b"\xff\xd8\xff photo")).location == path  # type: ignore[arg-type]
    assert browser.post(f"{path}/integra", with_files(b"%PDF-another")).status_code == 409  # type: ignore[arg-type]
    page = browser.get(path)
    assert page.text.count("apri l&#39;allegato") + page.text.count("apri l'allegato") == 2
    assert "ricetta di Anna" not in page.text
    with counter.archive.reader.begin() as connection:
        kept = set(connection.scalars(select(attachment.c.sha256)))
        named = set(connection.scalars(select(paper.c.attachment_sha256).where(paper.c.attachment_sha256.is_not(None))))
    assert kept == named
    assert len(kept) == 2
    assert waits(counter, claim_id)
    found = browser.get(f"/allegati/{min(kept)}")
    assert found.data in (PDF, b"\xff\xd8\xff photo")
    assert found.headers["Content-Disposition"].startswith("attachment;")
    # The same file for another request is taken, and told.
    other = society.claim("Anna", "VIS", 4000, papers={"fattura": date(2026, 5, 4)})
    society.decide(other)
    path = page_of(counter, other)
    sent["key"] = key_on(browser.get(path).text)
    assert browser.post(f"{path}/integra", with_files(PDF)).location == path  # type: ignore[arg-type]
    assert "lo stesso file era già stato consegnato" in plain(browser.get(path).text)
