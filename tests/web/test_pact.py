"""The pact for anybody: the page, a quote equal to what statements ask, an application from form to certificate."""

from __future__ import annotations

import io
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event, func, select

from mutua.domain.access import Role
from mutua.domain.pact import AdhesionEvent
from mutua.services import adhesion_requests
from mutua.services.adhesions import About, tell_adhesion
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.organisations import organisation
from mutua.services.pact_page import offers_on, quote_of
from mutua.store.database import Archive
from mutua.store.tables import firm
from mutua.store.tables_pact import adhesion_paper, adhesion_request
from mutua.store.wall import tables_named
from mutua.web.guards import COOKIE
from web.counter import Browser, Counter
from web.outside import JUNE, outside_of
from web.pact_helpers import LINK, applied
from web.pact_helpers import told as application
from web.pact_sample import PACT

QUOTE = "/patto/preventivo?persone=4&copertura=base&copertura=piccola&quota=70"
FORM = {
    "name": "Officina di prova", "vat": "01234567897", "seat": "porte", "signatory": "Anna Bo",
    "signatory_role": "titolare", "email": "a@esempio.invalid", "themes": ["work"], "read": "yes", "listed": "yes",
    "key": "k" * 22,
}  # fmt: skip
# All that the public pages and the page of a link reach: no person, no request, no cover.
PUBLIC = {
    "account", "account_firm", "account_role", "actor", "adhesion_event", "adhesion_paper", "adhesion_request",
    "counter", "failed_entry", "firm", "firm_contact", "setting", "web_session",
}  # fmt: skip


def desk(counter: Counter) -> Desktop:
    society = counter.society
    return Desktop(counter.archive, society.plans, society.actor_id, counter.clock.now, society.ids)


def tell(counter: Counter, firm_id: int, event_: AdhesionEvent, **about: str) -> None:
    done = tell_adhesion(desk(counter), firm_id, event_, on=counter.clock.now.date(), about=About(**about))  # type: ignore[arg-type]  # texts
    assert not isinstance(done, Refusal), done


def test_the_page_says_prices_what_one_gets_the_law_of_today_desks_and_who_agreed(counter: Counter) -> None:
    at = desk(counter)
    from mutua.domain.firms import Role as OrgRole
    from mutua.services.organisations import add_organisation

    for name, vat, listed in (("Consente", "01234567897", True), ("Tace", "07643520567", False)):
        firm_id = add_organisation(at, name, vat, (OrgRole.ADHERENT,), since=date(2026, 1, 1))
        assert isinstance(firm_id, int), firm_id
        about = About("web", ("work",), "2.1", listed)
        assert not isinstance(tell_adhesion(at, firm_id, AdhesionEvent.APPLIED, on=at.now.date(), about=about), Refusal)
        tell(counter, firm_id, AdhesionEvent.COMPLETED)
        tell(counter, firm_id, AdhesionEvent.ADMITTED, body="board", resolution="3/2026")
    browser = counter.outsider()
    answer = browser.get("/patto")
    page = answer.text.replace("\N{NO-BREAK SPACE}", " ")
    assert answer.status_code == 200
    assert "25,00 €" in page, "300 a year by the regulation, a twelfth"
    assert "versa al fondo del patto un altro 2" in page, "how much, not only that the quote says it"
    assert "delibera 7" in page
    assert "Domani" not in page, "its assistance is not in the regulation"
    for told in ("Visita specialistica: ", "Assistenza a casa", "Consente", "mercoledì 9-12",
                 "Valle alta", "3.615,20", "versione 2.1", "versione 1.3", "31/01/2027"):  # fmt: skip
        assert told in page, told
    assert "Tace" not in page
    assert "Frase di ieri" not in page
    assert browser.get("/entra").text.count("/patto") >= 1


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("persone=0&copertura=base", "almeno una"), ("persone=100000&copertura=base", "Fino a 5.000"),
        ("persone=-1&copertura=base", "almeno una"), ("persone=dieci&copertura=base", "almeno una"),
        ("copertura=base", "Manca: scrivetelo"), ("persone=4", "Scegliete almeno una copertura"),
        ("persone=4&copertura=luna", "Scegliete una delle voci"),
        ("persone=4&copertura=base&quota=101", "da 0 a 100"), ("persone=4&copertura=base&quota=1.5", "da 0 a 100"),
        ("persone=4&copertura=base&persone=5", "È arrivato due volte"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_quote_is_one_sentence_beside_its_field(asker: Browser, query: str, told: str) -> None:
    for path in ("/patto/preventivo?", "/patto/preventivo.pdf?", "/patto/regolamento.pdf?"):
        answer = asker.get(path + query)
        assert answer.status_code == 422
        assert answer.text.count(told) == 1
        assert 'class="wrong-told"' in answer.text


@pytest.fixture(scope="module")
def asker(ready: object, tmp_path_factory: pytest.TempPathFactory) -> Browser:
    """A browser at one front for all wrong quotes: they write nothing."""
    from archives import Ready
    from web.counter import counter_of

    assert isinstance(ready, Ready)
    folder = tmp_path_factory.mktemp("quote")
    archive = Archive(ready.fresh("sqlite", folder).__enter__())
    return counter_of(archive, folder).outsider()


def test_a_quote_is_what_the_statements_will_ask_to_the_cent(archive: Archive, tmp_path: Path) -> None:
    """Alfa: four people, 10 euro a month, 70 % the firm, 2.5 % for the fund."""
    made = outside_of(archive, tmp_path)
    issued = made.issue("Alfa", JUNE)
    offers = offers_on(made.counter.society.plans, PACT, JUNE)
    found = quote_of(offers, ["piccola"], PACT, heads=4, firm_percent=70, day=JUNE)
    month = issued.contribution_cents // 6  # from January to June, on one statement
    assert (month * 6, month) == (issued.contribution_cents, found.month.contribution)
    assert found.month.fund * 6 == issued.fund_cents
    assert found.year == (48_000, 33_600, 14_400, 1_200)
    browser = made.counter.outsider()
    page = browser.get("/patto/preventivo?persone=4&copertura=piccola&quota=70").text.replace("\N{NO-BREAK SPACE}", " ")
    assert "348,00 €" in page, "336.00 the firm and 12.00 for the fund"
    assert "3,00 €" in page
    assert "solidarietà, 10 % di ciò che versa l&#39;azienda, 33,60 € in un anno (D.L. 103/1991)" in page


def test_the_papers_of_a_quote_are_pdfs_for_so_many_and_then_one_waits(counter: Counter) -> None:
    browser = counter.outsider()
    for path in (QUOTE.replace("preventivo?", "preventivo.pdf?"), QUOTE.replace("preventivo?", "regolamento.pdf?")):
        answer = browser.get(path)
        assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
        assert answer.data.startswith(b"%PDF-")
        assert b"PDF/A" in answer.data or b"pdfaid" in answer.data
    address, pace = "127.0.0.1", counter.site.pace
    while pace.may(address, counter.clock.now):
        pass
    assert browser.get(QUOTE.replace("preventivo?", "preventivo.pdf?")).status_code == 429
    assert browser.get(QUOTE).status_code == 200, "the page itself costs nothing"
    counter.clock.pass_by(timedelta(minutes=6))
    assert browser.get(QUOTE.replace("preventivo?", "preventivo.pdf?")).status_code == 200


def test_an_application_goes_from_the_form_to_the_certificate(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adhesion_requests, "MOST_BYTES", 1_000)
    browser, seen = counter.outsider(), set[str]()
    for engine in (counter.archive.reader, counter.archive.writer):
        event.listen(engine, "before_cursor_execute", lambda *args: seen.update(tables_named(args[2])))
    browser.get("/patto/adesione")
    first = browser.post("/patto/adesione", FORM)
    assert first.status_code == 303
    assert browser.post("/patto/adesione", FORM).location == first.location, "pressed twice"
    link = first.location
    page = browser.get(link)
    assert "Domanda di adesione" in page.text
    assert "n. 1" not in page.text, "nobody learns how many apply"
    assert browser.get(f"{link}/domanda.pdf").data.startswith(b"%PDF-")
    for wrong in (b"", b"MZ nothing", b"%PDF-" + b"x" * 1_000):
        assert browser.post(f"{link}/firmata", {"files": (io.BytesIO(wrong), "x.pdf")}).status_code == 422
    assert browser.get(f"{link}/attestazione.pdf").status_code == 404
    assert seen <= PUBLIC, seen - PUBLIC
    assert browser.post(f"{link}/firmata", {"files": (io.BytesIO(b"%PDF-1.7 firmata"), "x.pdf")}).status_code == 303
    assert "ora la guarda" in browser.get(link).text
    with counter.archive.reader.begin() as connection:
        assert connection.scalar(select(func.count()).select_from(adhesion_request)) == 1
        content = connection.scalar(select(adhesion_paper.c.content))
        assert content is not None
        assert b"firmata" not in bytes(content), "encrypted"
        assert connection.scalar(select(func.count()).select_from(firm).where(firm.c.vat_number == "01234567897")) == 0

    clerk = counter.inside(Role.CLERK)
    assert "Adesioni da esaminare: 1" in clerk.get("/ditte").text
    assert "Ditte che chiedono di aderire: 1" in clerk.get("/").text
    name = clerk.get("/ditte/adesioni").text.split("/ditte/adesioni/")[1][:26]
    file = clerk.get(f"/ditte/adesioni/{name}/firmata")
    assert file.data == b"%PDF-1.7 firmata"
    assert file.headers["Content-Disposition"].startswith("attachment")
    clerk.get(f"/ditte/adesioni/{name}")
    assert clerk.post(f"/ditte/adesioni/{name}/manca", {"told": " "}).status_code == 409
    assert clerk.post(f"/ditte/adesioni/{name}/manca", {"told": "La visura."}).status_code == 303
    assert "La visura." in browser.get(link).text
    signed_outside = b"\x30\x82\x01\x00" + bytes.fromhex("06092a864886f70d010702") + b"firmata"
    assert browser.post(f"{link}/firmata", {"files": (io.BytesIO(signed_outside), "x.pdf.p7m")}).status_code == 303
    assert "La visura." not in browser.get(link).text, "it came: the office looks again"
    assert clerk.get(f"/ditte/adesioni/{name}/firmata").headers["Content-Disposition"].endswith('.pdf.p7m"')
    taken = clerk.post(f"/ditte/adesioni/{name}/prendi")
    assert taken.status_code == 303
    assert "Ditte che chiedono" not in clerk.get("/").text
    (suggested,) = clerk.post("/cerca/subito", {"words": "officina di"}).get_json()
    assert suggested["more"] == "azienda · 01234567897"
    assert clerk.post("/cerca", {"words": "01234567897"}).location == suggested["address"]
    assert clerk.post(f"/ditte/adesioni/{name}/prendi").status_code == 409
    assert "presa in esame" in browser.get(link).text
    with counter.archive.reader.begin() as connection:
        firm_id = connection.scalar(select(firm.c.id).where(firm.c.vat_number == "01234567897"))
        assert firm_id is not None
        made = organisation(connection, firm_id)
    assert (made.name, made.contact.municipality, made.contact.contact) == (
        "Officina di prova", "Porte", "Anna Bo, titolare",
    )  # fmt: skip
    assert browser.post(f"{link}/firmata", {"files": (io.BytesIO(b"%PDF-2"), "x.pdf")}).status_code == 422
    tell(counter, firm_id, AdhesionEvent.COMPLETED)
    assert "aspetta la delibera" in browser.get(link).text
    tell(counter, firm_id, AdhesionEvent.ADMITTED, body="board", resolution="9/2026")
    assert "9/2026" in browser.get(link).text
    assert browser.get(f"{link}/attestazione.pdf").data.startswith(b"%PDF-")
    assert "Officina di prova" in counter.outsider().get("/patto").text


def test_wrong_forms_are_told_beside_their_fields_and_nothing_is_kept(counter: Counter) -> None:
    browser = counter.outsider()
    browser.get("/patto/adesione")
    for change, told in (
        ({"vat": "01234567898"}, "cifra di controllo"), ({"seat": "Atlantide"}, "Non conosciamo questo comune"),
        ({"email": ""}, "e-mail o un telefono"), ({"email": "x"}, "Non è un indirizzo"),
        ({"email": "", "phone": "abc"}, "Non è un numero di telefono"),
        ({"read": ""}, "Serve il segno"),
        ({"read": "", "vat": "1", "seat": "Atlantide"}, "Non conosciamo questo comune"),
        ({"website": "http://x"}, "resta vuoto"), ({"themes": ["guerra"]}, "Scegliete una delle voci"),
        ({"note": "x" * 1001}, "troppo lungo"), ({"name": ""}, "Manca"), ({"key": "x"}, "Non va bene"),
    ):  # fmt: skip
        answer = browser.post("/patto/adesione", {**FORM, **change})
        assert answer.status_code == 422, change
        assert told in answer.text, change
        assert "Anna Bo" in answer.text, "what was typed is not lost"
    with counter.archive.reader.begin() as connection:
        assert connection.scalar(select(func.count()).select_from(adhesion_request)) == 0
    for number in range(41):
        answer = browser.post("/patto/adesione", {**FORM, "key": f"{number:022}"})
        assert answer.status_code == (303 if number < 40 else 429), "forty from one address within the hour"
    counter.clock.pass_by(timedelta(hours=1, minutes=1))
    assert browser.post("/patto/adesione", {**FORM, "key": "z" * 22}).status_code == 303


def test_what_was_put_right_is_what_the_office_reads_and_nothing_signed_changes(counter: Counter) -> None:
    browser = counter.outsider()
    browser.get("/patto/adesione")
    link = browser.post("/patto/adesione", FORM).location
    again = browser.post("/patto/adesione", {**FORM, "name": "Officina giusta", "email": "b@esempio.invalid"})
    assert (again.status_code, again.location) == (303, link)
    assert "Officina giusta" in browser.get(link).text
    clerk = counter.inside(Role.CLERK)
    assert clerk.get("/ditte/adesioni").text.count("01234567897") == 1
    assert browser.post(f"{link}/firmata", {"files": (io.BytesIO(b"%PDF-1.7"), "x.pdf")}).status_code == 303
    refused = browser.post("/patto/adesione", {**FORM, "name": "Un'altra ancora"})
    assert refused.status_code == 409
    assert "è già partita" in refused.text
    assert "Un&#39;altra ancora" in refused.text, "what was typed is not lost"
    assert "Officina giusta" in browser.get(link).text
    same = {**FORM, "name": "Officina giusta", "email": "b@esempio.invalid"}
    assert browser.post("/patto/adesione", same).location == link, "pressed again"


def test_marks_that_a_newsletter_adds_to_a_link_are_nothing(asker: Browser) -> None:
    assert asker.get("/patto/preventivo?utm_source=x").data == asker.get("/patto/preventivo").data
    assert asker.get(f"{QUOTE}&fbclid=1").status_code == 200
    assert asker.get("/patto/preventivo?persone=x").status_code == 422


def test_a_link_of_another_and_one_of_nobody_are_the_same_bytes(counter: Counter) -> None:
    one = applied(counter)
    browser = counter.outsider()
    browser.get("/entra")
    for end in ("", "/domanda.pdf", "/attestazione.pdf"):
        names = (LINK[:-1] + "y", "x", one.public_id, str(one.number), "%27", "è" * 40)
        answers = [browser.get(f"/patto/adesione/{name}{end}") for name in names]
        assert {(each.status_code, each.data, tuple(each.headers)) for each in answers} == {
            (404, answers[0].data, tuple(answers[0].headers))
        }
    assert browser.get(f"/patto/adesione/{LINK}").status_code == 200


def test_an_application_of_who_is_known_is_theirs_and_what_is_set_aside_is_forgotten(counter: Counter) -> None:
    from mutua.domain.firms import Role as OrgRole
    from mutua.services.organisations import add_organisation

    at = desk(counter)
    known = add_organisation(at, "Officina già nota", "01234567897", (OrgRole.FIRM,), since=date(2026, 1, 1))
    one = applied(counter)
    clerk = counter.inside(Role.CLERK)
    assert "Officina già nota" in clerk.get(f"/ditte/adesioni/{one.public_id}").text
    assert clerk.post(f"/ditte/adesioni/{one.public_id}/prendi").status_code == 303
    assert application(counter).firm_id == known
    second = applied(counter, link="altro".ljust(43, "y"))
    clerk.get(f"/ditte/adesioni/{second.public_id}")
    assert clerk.post(f"/ditte/adesioni/{second.public_id}/prendi").status_code == 303, "still applied: no step twice"
    applied(counter, link="terzo".ljust(43, "z"), aside=True)
    counter.clock.pass_by(timedelta(days=181))
    applied(counter, link="quarto".ljust(43, "w"))
    with counter.archive.reader.begin() as connection:
        states = connection.scalars(select(adhesion_request.c.state).order_by(adhesion_request.c.id)).all()
    assert states == ["taken", "taken", "received"]


def test_without_a_pact_there_is_no_page(counter: Counter) -> None:
    object.__setattr__(counter.site, "pact", None)
    browser = counter.outsider()
    for path in ("/patto", "/patto/preventivo", "/patto/adesione"):
        assert browser.get(path).status_code == 404
    assert "/patto" not in browser.get("/entra").text
    assert COOKIE in {cookie.key for cookie in browser.client._cookies.values()}
