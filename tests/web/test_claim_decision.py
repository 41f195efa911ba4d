"""What may be done about a decision: taken back, read again later, proved by a file, decided otherwise, objected."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta

from sqlalchemy import select

from mutua.domain.access import Role
from mutua.services.claim_life import Desktop, Done, pay
from mutua.store.tables import attachment, paper
from web.claims_helpers import clerk, decisions, key_on, letters, page_of, printed, stamp_on, waits
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
        "Decisione annullata", "Pagato il 01/06/2026 −126,00 €", "Ancora da pagare 0,00 €",
        "Da recuperare dal socio 126,00 €", "Annullata il 01/06/2026 da Anita.",
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
    day = printed(counter, browser, "/coda/lettere", {"day": "01/06/2026"})
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


def test_hours_are_decided_otherwise_on_the_page_and_the_letter_says_so(clocked: Counter) -> None:
    counter, society = clocked, clocked.society
    path = page_of(counter, society.claim("Anna", "CASA", quantità=900))
    one, two = (counter.inside(Role.APPROVER, login=name) for name in ("primo", "secondo"))
    page = one.get(f"{path}/eccezione")
    assert "15 ore 12 ore" in plain(page.text)
    sent = {"seen": stamp_on(page.text), "motive": "la delibera lo permette", "basis": "art. 9"}
    for cents, status, told in (("14,01", 409, "le ore si scrivono al minuto"), ("15,5", 409, "al massimo 15 ore"),
                                ("-1", 422, "Non è una quantità")):  # fmt: skip
        answer = one.post(f"{path}/eccezione", {**sent, "cents": cents})
        assert (answer.status_code, told in plain(answer.text)) == (status, True), cents
    assert one.post(f"{path}/eccezione", {**sent, "cents": "14,50"}).location == path
    page = two.get(path)
    told = "le regole danno 12 ore; l'ufficio ha deciso 14 ore e 30 minuti perché la delibera lo permette (art. 9)."
    assert told in plain(page.text)
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', page.text)
    assert found
    assert two.post(f"{path}/eccezione/approva", {"seen": found[1]}).location == path
    assert "l'ufficio ha deciso 14 ore e 30 minuti" in of_pdf(clerk(counter).post(f"{path}/lettera").data)


def test_an_exception_is_proposed_by_one_approver_and_decided_by_another(clocked: Counter) -> None:
    counter, society = clocked, clocked.society
    claim_id = society.claim("Anna", "VIS", 18000)
    path = page_of(counter, claim_id)
    one, two = (counter.inside(Role.APPROVER, login=name) for name in ("primo", "secondo"))
    office = clerk(counter)
    assert "Decidere altrimenti" not in plain(office.get(path).text)
    assert office.get(f"{path}/eccezione").status_code == 403
    assert "Decidere altrimenti" in plain(one.get(path).text)
    page = one.get(f"{path}/eccezione")
    text = plain(page.text)
    assert "180,00 € 126,00 €" in text
    why, by = "la visita è stata chiesta dalla mutua", "delibera n. 4/2026"
    sent: dict[str, object] = {"seen": stamp_on(page.text), "cents": "150,00", "motive": why, "basis": by}
    for wrong, status, told in (
        ({"cents": "centocinquanta"}, 422, "Non è una quantità"), ({"motive": " "}, 422, "Manca"),
        ({"basis": ""}, 422, "Manca"), ({"cents": "180,01"}, 409, "più di quanto è stato speso: al massimo 180,00 €"),
        ({"cents": ""}, 409, "non è un'eccezione"), ({"seen": "0" * 32}, 409, "Intanto qualcosa è cambiato"),
        ({"cents": ["1,00", "2,00"]}, 409, "non ha la riga"), ({"cents": "-1"}, 422, "Non è una quantità"),
    ):
        answer = one.post(f"{path}/eccezione", {**sent, **wrong})
        assert answer.status_code == status, wrong
        assert told in plain(answer.text), wrong
        assert 'value="delibera n. 4/2026"' in answer.text or "basis" in wrong, "what was typed is not lost"
    assert one.post(f"{path}/eccezione", sent).location == path
    text = plain(one.get(path).text)
    assert "Aspetta un altro responsabile" in text
    assert "Approva e decidi così" not in text
    text = plain(office.get(path).text)
    assert "C'è una proposta che aspetta" in text
    assert "Decidi e resta qui" not in text
    past_it = plain(office.post(f"{path}/decidi", {"seen": sent["seen"], "then": "stay"}).text)
    assert "C'è una proposta che aspetta" in past_it
    page = two.get(path)
    told = f"le regole danno 126,00 €; l'ufficio ha deciso 150,00 € perché {why} ({by})."
    assert told in plain(page.text)
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', page.text)
    assert found
    assert one.post(f"{path}/eccezione/approva", {"seen": found[1]}).status_code == 409
    assert office.post(f"{path}/eccezione/approva", {"seen": found[1]}).status_code == 403
    assert decisions(counter, claim_id) == []
    assert two.post(f"{path}/eccezione/approva", {"seen": found[1]}).location == path
    text = plain(two.get(path).text)
    for wanted in ("eccezione 150,00 € Visita", told, "Che cosa dicono le regole: ",
                   "questa domanda ne prende 150,00 €", "restano a suo carico 30,00 €", "Ancora da pagare 150,00 €",
                   "in eccezione alle regole, 150,00 €"):
        assert wanted in text, wanted
    letter = office.post(f"{path}/lettera")
    told_there = of_pdf(letter.data)
    for wanted in ("l'ufficio ha deciso 150,00 € perché", f"({by})", "Riceverà 150,00 €", "a suo carico 30,00 €"):
        assert wanted in told_there, wanted
    # The letter is kept as it was sent, encrypted.
    sha256 = re.search(r"/allegati/([0-9a-f]{64})", office.get(path).text)
    assert sha256
    assert office.get(f"/allegati/{sha256[1]}").data == letter.data
    kept = [one.read_bytes() for one in counter.site.vault.folder.rglob("*") if one.is_file()]  # type: ignore[union-attr]
    assert len(kept) == 1
    assert letter.data not in kept[0]
    office.post(f"{path}/lettera")
    assert len(list(counter.site.vault.folder.rglob("*/*"))) == 1  # type: ignore[union-attr]
    # A paper that comes does not undo it: an approver has to.
    page = office.get(path)
    office.post(f"{path}/integra", {"key": key_on(page.text), "paper": "prescrizione", "dated_on": "04/05/2026"})
    text = plain(office.get(path).text)
    assert "rifarla secondo le regole la toglierebbe" in text
    assert "Decidi e apri" not in text
    page = one.get(f"{path}/eccezione")
    one.post(f"{path}/eccezione", {**sent, "seen": stamp_on(page.text), "cents": "140"})
    assert one.post(f"{path}/eccezione/ritira").location == path
    one.post(f"{path}/eccezione", {**sent, "seen": stamp_on(page.text), "cents": "140"})
    assert two.post(f"{path}/eccezione/rifiuta", {"motive": "basta così"}).location == path
    assert decisions(counter, claim_id) == ["decision"]


def heard_on(page: str) -> str:
    """What the page says of how much of the objection it shows."""
    found = re.search(r'name="heard" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def test_an_objection_is_filed_listed_with_its_days_and_answered_by_somebody_else(clocked: Counter) -> None:
    counter, society = clocked, clocked.society
    claim_id = society.claim("Bruno", "VIS", 5000)
    path = page_of(counter, claim_id)
    one, two = clerk(counter, login="primo"), clerk(counter, login="secondo")
    assert one.post(f"{path}/reclamo", {"filed_on": "01/06/2026", "channel": "post", "said": "No."}).status_code == 409
    assert one.post(f"{path}/decidi", {"seen": stamp_on(one.get(path).text)}).status_code == 303
    sent = {"filed_on": "01/06/2026", "channel": "post", "said": "Bruno è titolare\nda gennaio."}
    for wrong, status in (
        ({"said": " "}, 422), ({"filed_on": "02/06/2026"}, 409), ({"filed_on": "31/05/2026"}, 409),
        ({"channel": "piccione"}, 422), ({"said": "a" * 4001}, 422), ({"filed_on": "ieri"}, 422),
    ):  # fmt: skip
        answer = one.post(f"{path}/reclamo", {**sent, **wrong})
        assert answer.status_code == status, wrong
    assert "Bruno è titolare" in answer.text, "what was typed is not lost"
    assert counter.inside(Role.AUDITOR).post(f"{path}/reclamo", sent).status_code == 403
    assert one.post(f"{path}/reclamo", sent).location == path
    assert one.post(f"{path}/reclamo", sent).status_code == 409
    text = plain(one.get(path).text)
    for wanted in ("Reclamo del 01/06/2026 da rispondere", "fino al 31/07/2026", "entro il 01/07/2026",
                   "(mancano 30 gg)", "al reclamo risponde un collega", "con un reclamo"):  # fmt: skip
        assert wanted in text, wanted
    counter.clock.pass_by(timedelta(days=1))
    two = clerk(counter, login="terzo")
    text = plain(two.get("/coda/reclami").text)
    assert "Reclami 1" in text
    assert "01/07/2026 mancano 29 gg" in text
    assert "1 giorno" in text
    answered = {"outcome": "rejected", "motive": "spetta solo al titolare", "heard": heard_on(two.get(path).text)}
    one = clerk(counter, login="quarto")
    more = {"added_on": "02/06/2026", "channel": "phone", "more": "Ha portato\nanche la ricevuta."}
    for wrong, status in (
        ({"more": " "}, 422), ({"more": "Sì."}, 409), ({"added_on": "31/05/2026"}, 409), ({"channel": "web"}, 422),
        ({"added_on": "03/06/2026"}, 409),
    ):  # fmt: skip
        answer = one.post(f"{path}/reclamo/aggiungi", {**more, **wrong})
        assert answer.status_code == status, wrong
    assert "anche la ricevuta" in answer.text, "what was typed is not lost"
    assert counter.inside(Role.AUDITOR).post(f"{path}/reclamo/aggiungi", more).status_code == 403
    assert one.post(f"{path}/reclamo/aggiungi", more).location == path
    void = two.post(f"{path}/reclamo/rispondi", answered)
    assert (void.status_code, "Intanto il socio ha aggiunto altro" in plain(void.text)) == (409, True)
    told = "Aggiunto il 02/06/2026 per telefono; registrato da Quarto. Ha portato anche la ricevuta."
    assert told in plain(void.text)
    assert 'value="spetta solo al titolare"' in void.text, "nothing typed is lost"
    assert "02/06/2026 altre parole per il reclamo" in plain(two.get(path).text)
    answered["heard"] = heard_on(void.text)
    assert two.post(f"{path}/reclamo/rispondi", {**answered, "motive": ""}).status_code == 422
    assert two.post(f"{path}/reclamo/rispondi", {**answered, "outcome": "forse"}).status_code == 422
    assert two.post(f"{path}/reclamo/lettera").status_code == 409
    assert two.post(f"{path}/reclamo/rispondi", answered).location == path
    assert two.post(f"{path}/reclamo/rispondi", answered).status_code == 409
    told = of_pdf(two.post(f"{path}/reclamo/lettera").data)
    for wanted in ("risposta al reclamo", "La decisione del 1° giugno 2026 resta com'è", "Spetta solo al titolare.",
                   "reclamo del 1° giugno 2026 e quello che ha aggiunto il 2 giugno 2026"):  # fmt: skip
        assert wanted in told, wanted
    late = one.post(f"{path}/reclamo/aggiungi", more)
    assert (late.status_code, "è già stato risposto" in plain(late.text)) == (409, True)
    assert letters(counter)[-1] == ("appeal_letter", claim_id, 1, "")
    assert "Niente: questa lista è vuota" in plain(one.get("/coda/reclami").text)


def test_upheld_the_new_decision_says_so_in_its_letter(clocked: Counter) -> None:
    counter, society = clocked, clocked.society
    claim_id = society.claim("Anna", "VIS", 5000)
    path = page_of(counter, claim_id)
    society.decide(claim_id)
    browser = clerk(counter)
    browser.get(path)
    said = {"filed_on": "01/06/2026", "channel": "email", "said": "No, non è giusto."}
    assert browser.post(f"{path}/reclamo", said).location
    answered = {"outcome": "upheld", "motive": "ha ragione", "heard": heard_on(browser.get(path).text)}
    assert browser.post(f"{path}/reclamo/rispondi", answered).location == path
    text = plain(browser.get(path).text)
    assert "Accolto il 01/06/2026" in text
    assert browser.post(f"{path}/decidi", {"seen": stamp_on(browser.get(path).text)}).location == path
    told = of_pdf(browser.post(f"{path}/lettera").data)
    assert "Abbiamo accolto il suo reclamo del 1° giugno 2026: questa decisione prende il posto di quella" in told
