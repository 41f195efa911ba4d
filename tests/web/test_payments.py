"""The pages of bank day: what can be paid, a run through two people, its file, what came back."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO

import pyotp
from python_calamine import CalamineWorkbook
from sqlalchemy import func, select

from bank.cbi_payment_order import payments_in, wrong_places
from bank.statements import Move
from mutua.domain.access import Role
from mutua.services.payments_waiting import AT_ONCE
from mutua.store.tables import file_access
from services.bank_helpers import moves
from services.payment_helpers import CARLAS
from web.claims_helpers import printed
from web.counter import Browser, Counter
from web.payments_helpers import account, prepared_run, ready_to_pay
from web.test_claim_page import of_pdf


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1]


def test_from_the_list_to_the_file_by_two_people(counter: Counter) -> None:
    ready_to_pay(counter, 10_000, 5_000)
    counter.society.household("N3", "Dario")
    left = counter.society.claim("Dario", "VIS", 2_000)
    counter.society.decide(left)
    clerk = counter.inside(Role.CLERK)
    page = clerk.get("/pagamenti").text
    assert "Da pagare il 2 giugno 2026" in page
    assert "105,00" in page.replace("\xa0", " ")
    assert "manca l&#39;IBAN" in page
    assert "IT89…296" in page
    assert "IT89O0300203280429513916296" not in page  # the whole number is shown to nobody
    sent = {"day": hidden(page, "day"), "seen": hidden(page, "seen"), "form": "cbi"}
    public = re.findall(r'name="but" value="([a-z2-7]{26})"', page)[1]
    assert clerk.post("/pagamenti", {**sent, "seen": "x"}).status_code == 409  # another list than was shown
    assert clerk.post("/pagamenti", {**sent, "form": "abi"}).status_code == 422
    bad = clerk.post("/pagamenti", {**sent, "day": "06/06/2026"})
    assert (bad.status_code, "in quel giorno le banche non lavorano" in bad.text) == (422, True)
    made = clerk.post("/pagamenti", {**sent, "but": public})
    assert made.status_code == 303
    run = made.location
    shown = clerk.get(run).text
    assert "L&#39;avete preparata voi" in shown
    assert "Approva 70,00" not in shown.replace("\xa0", " ")
    assert clerk.post(f"{run}/invia").status_code == 409  # nobody approved it
    assert clerk.post(f"{run}/approva", {"seen": "x"}).status_code == 403
    approver = counter.inside(Role.APPROVER, login="aldo")
    assert "Approva 70,00" in approver.get(run).text.replace("\xa0", " ")
    counter.clock.pass_by(timedelta(minutes=11))
    page = approver.get(run).text
    seen = hidden(page, "seen")
    assert 'id="code"' in page
    assert approver.post(f"{run}/approva", {"seen": seen}).status_code == 422
    assert approver.post(f"{run}/approva", {"seen": seen, "code": "000000"}).status_code == 422
    code = pyotp.TOTP(counter.secrets["aldo"]).at(counter.clock.now)
    assert approver.post(f"{run}/approva", {"seen": "0" * 64, "code": code}).status_code == 409  # an old page
    assert approver.post(f"{run}/approva", {"seen": seen}).status_code == 303
    assert approver.post(f"{run}/file").status_code == 409
    done = approver.post(f"{run}/invia")
    assert done.status_code == 303
    paid = approver.get(run).text
    assert "Pagamenti registrati" in paid
    assert '<td data-label="Sul conto">IT89…296</td>' in paid, "whoever asks by telephone is told which account it was"
    assert "IT89O0300203280429513916296" not in paid
    file = approver.post(f"{run}/file")
    assert (file.mimetype, file.headers["Content-Disposition"]) == (
        "application/xml", 'attachment; filename="SCT-000001.xml"',
    )  # fmt: skip
    assert wrong_places(file.data) == []
    assert [one.cents for one in payments_in(file.data)] == [7_000]
    assert approver.post(f"{run}/file").data == file.data
    assert [approver.post(f"{run}/{act}").status_code for act in ("invia", "annulla")] == [409, 409]
    with counter.archive.reader.begin() as connection:
        looked = select(func.count()).select_from(file_access).where(file_access.c.what == "export")
        assert connection.scalar(looked) == 2
    traces = counter.inside(Role.AUDITOR).get("/tracce").text.replace("\xa0", " ")
    assert f'<a href="{run}">n. 1</a>' in traces
    assert "distinta di pagamento, approvata" in traces
    assert "pagamento · " in traces
    assert "· 70,00 €" in traces
    whole = approver.get(f"{run}/elenco.xlsx")
    assert whole.headers["Content-Disposition"] == 'attachment; filename="SCT-000001.xlsx"'
    row = CalamineWorkbook.from_filelike(BytesIO(whole.data)).get_sheet_by_index(0).to_python()[-1]
    assert (row[0], row[4:]) == ("SCT-000001-00001", ["IT89…296", "nel file per la banca", 70])
    with counter.archive.reader.begin() as connection:
        assert connection.scalar(looked) == 3, "who takes the list is written down"
    _went_out(counter, approver, run)
    _came_back(counter)


def _went_out(counter: Counter, approver: Browser, run: str) -> None:
    """What left the account is confirmed by a person, on the movement's page; the run says the day, until undone."""
    clerk = counter.inside(Role.CLERK)
    coming = "Riceverà 70,00 € sul conto con IBAN IT89…296, con il pagamento del 2 giugno 2026."
    first = printed(counter, approver, f"{run}/avvisi", {"first": "1"})
    assert first.status_code == 200, first.text
    assert coming in of_pdf(first.data)
    [line_id] = moves(counter.society, Move(-7_000, "2026-06-03", text="DISTINTA SCT-000001"))
    movement = f"/banca/movimenti/{line_id}"
    assert f'href="{movement}"' in clerk.get(run).text
    assert "può essere SCT-000001: da confermare" in clerk.get("/banca/uscite").text
    page = clerk.get(movement).text
    assert "è l&#39;addebito di SCT-000001" in page
    assert "distinta SCT-000001, nominata nella causale; importo uguale a quello del bonifico" in page
    assert "Mettere da parte" not in page
    assert clerk.post(f"{movement}/conferma", {"stamp": "0" * 32}).status_code == 409
    stamp = hidden(page, "stamp")
    assert clerk.post(f"{movement}/conferma", {"stamp": stamp}).status_code == 303
    assert clerk.post(f"{movement}/conferma", {"stamp": stamp}).status_code == 409, "once"
    for path in (run, "/pagamenti"):
        assert "addebitata il 03/06/2026" in approver.get(path).text
    whose = re.search(r'name="request" value="([a-z2-7]{26})"', approver.get(run).text)
    assert whose
    advice = printed(counter, approver, f"{run}/avvisi", {"request": whose[1]})
    assert "Il 3 giugno 2026 le abbiamo pagato 70,00 € sul conto con IBAN IT89…296." in of_pdf(advice.data)
    assert "stampato l&#39;avviso di pagamento" in clerk.get(f"/pratiche/{whose[1]}").text
    assert approver.post(f"{run}/avvisi", {"request": "a" * 26}).status_code == 409
    assert "SCT-000001" in clerk.get("/banca/confermati").text
    assert clerk.post(f"{movement}/riapri").status_code == 303
    assert "addebitata il" not in approver.get(run).text
    assert clerk.post(f"{movement}/conferma", {"stamp": stamp}).status_code == 303


def _came_back(counter: Counter) -> None:
    """What the bank gives back is on the page of payments, of the run, of the request and of the person."""
    clerk = counter.inside(Role.CLERK)
    assert "Tornati indietro" not in clerk.get("/pagamenti").text
    [line] = moves(counter.society, Move(7_000, "2026-06-01", end_to_end="SCT-000001-00001", reason="AC04"))
    assert "Nessun movimento certo" in clerk.get("/banca/certi").text, "it is dated before the day of the payment"
    doubtful = clerk.get("/banca/da-guardare").text
    assert "ma ha una data anteriore al 02/06/2026, il giorno in cui quel denaro si muove: guardarlo" in doubtful
    told = re.search(r"è tornato indietro il bonifico a [^<]*<a[^>]*>[^<]*</a>", doubtful)
    assert told is not None
    assert "domanda" in told[0]
    stamp = hidden(doubtful, "stamp")
    assert clerk.post(f"/banca/movimenti/{line}/conferma", {"stamp": stamp}).status_code == 303
    page = clerk.get("/pagamenti").text
    assert "Tornati indietro" in page
    assert "conto chiuso (AC04)" in page
    assert "1 bonifico, 35,00" in page.replace("\xa0", " "), "it does not go again by itself"
    assert 'name="again" form="prepare"' in page
    run = re.findall(r'href="(/pagamenti/[a-z2-7]{26})"', page)[0]
    assert "tornata indietro" in clerk.get(run).text
    asked = re.findall(r'href="(/pratiche/[a-z2-7]{26})"', page.split("Tornati indietro")[1])[0]
    text = clerk.get(asked).text
    assert "conto chiuso (AC04)" in text
    assert "Il bonifico è tornato indietro il 01/06/2026: conto chiuso (AC04)." in text
    assert '<span class="when">01/06/2026</span> pagamento tornato indietro' in text, "not a day that is still to come"
    assert f'href="/persone/{counter.public_id("Anna")}/iban">Guarda il conto' in text
    assert "Pagamenti tornati indietro: 1<" in clerk.get("/").text
    rows = clerk.get("/coda/da-pagare").text.split("<tr>")
    assert [asked in row for row in rows if "tornato indietro il 01/06/2026" in row] == [True]
    again = {"day": hidden(page, "day"), "seen": hidden(page, "seen"), "form": "cbi",
             "again": asked.removeprefix("/pratiche/")}  # fmt: skip
    assert clerk.post("/pagamenti", again).status_code == 303
    assert "Pagamenti tornati indietro" not in clerk.get("/").text, "it stands in a run"
    assert "Il bonifico è tornato indietro" not in clerk.get(asked).text
    assert "tornato indietro" in clerk.get(f"/persone/{counter.public_id('Anna')}").text


def test_s10_whoever_is_paid_approves_nothing_and_a_change_is_told(counter: Counter) -> None:
    run = prepared_run(counter)
    path = f"/pagamenti/{run.public_id}"
    bruno = counter.inside(Role.APPROVER, person="Bruno")
    page = bruno.get(path).text
    assert "vostra o di un familiare" in page
    assert "Rossi" not in page.split("<main")[1]
    assert bruno.post(f"{path}/approva", {"seen": run.content_digest}).status_code == 409
    assert "Niente da pagare" in bruno.get("/pagamenti?giorno=04/06/2026").text
    approver = counter.inside(Role.APPROVER)
    waits = approver.get("/coda/da-approvare").text
    where = re.findall(r'href="(/approvazioni/[a-z2-7]{26})"', waits)[0]
    assert approver.get(where).location == path  # its own page, which asks for the code
    account(counter, "Anna", CARLAS)
    changed = approver.get(path).text
    assert "qualcosa è cambiato" in changed
    assert "Approva 70,00" not in changed.replace("\xa0", " ")
    assert approver.post(f"{path}/approva", {"seen": run.content_digest}).status_code == 409
    assert approver.post(f"{path}/invia").status_code == 409
    assert approver.post(f"{path}/annulla").status_code == 303
    assert "annullata" in approver.get("/pagamenti").text
    auditor = counter.inside(Role.AUDITOR)
    assert "Prepara la distinta" not in auditor.get("/pagamenti").text
    assert "Scarica il file" not in auditor.get(path).text


def test_what_is_left_out_on_one_page_stays_left_out_on_the_next(counter: Counter) -> None:
    ready_to_pay(counter)
    for number in range(AT_ONCE + 1):
        counter.society.decide(counter.society.claim("Anna", "CICLO", 8_500, gruppo=f"g{number}"))
    clerk = counter.inside(Role.CLERK)
    page = clerk.get("/pagamenti").text
    boxes = re.findall(r'name="but" value="([a-z2-7]{26})" aria', page)
    assert len(boxes) == AT_ONCE
    assert f"Aspettano {AT_ONCE + 1} domande" in page

    def sent(page: str, **more: object) -> dict[str, object]:
        kept = re.findall(r'type="hidden" name="but" value="([a-z2-7]{26})"', page)
        kept += re.findall(r'type="checkbox" name="but" value="([a-z2-7]{26})" checked', page)
        told = {name: hidden(page, name) for name in ("day", "seen", "page")}
        return {**told, "form": "iso", "but": kept, **more}

    second = clerk.post("/pagamenti", sent(page, but=boxes[:2], go="2"))
    assert second.status_code == 200
    assert "Pagina 2 di 2" in second.text
    assert sent(second.text)["but"] == boxes[:2], "kept, though they are not on this page"
    assert '<option value="iso" selected' in second.text
    last = re.findall(r'name="but" value="([a-z2-7]{26})" aria', second.text)
    assert len(last) == 1
    back = clerk.post("/pagamenti", sent(second.text, but=[*boxes[:2], *last], go="1")).text
    assert sorted(str(one) for one in sent(back)["but"]) == sorted([*boxes[:2], *last])  # type: ignore[attr-defined]
    assert back.count("checked") == 2
    run = clerk.post("/pagamenti", sent(back)).location
    assert run is not None
    assert f"<dd>{AT_ONCE - 2}, a una persona</dd>" in clerk.get(run).text
    assert clerk.get(f"{run}?pagina=9").status_code == 200
    assert "Questa pagina non c" in clerk.get("/pagamenti?pagina=7").text
    auditor = counter.inside(Role.AUDITOR)
    assert "Lascia fuori" not in auditor.get("/pagamenti").text
