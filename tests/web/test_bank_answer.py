"""The bank's answer (pain.002) on the pages: what it refuses is shown with its reason, recorded once, owed again."""

from __future__ import annotations

import io
import re
from html import unescape

from bank.statements import Move, camt
from bank.test_status_report import answer, transaction
from mutua.domain.access import Role
from mutua.services.claim_life import Desktop
from mutua.services.payment_runs import Released, Wanted, prepare, release
from mutua.services.verify_archive import verify
from mutua.store.ledger import balances_of_claim
from mutua.store.payment_runs import RunTold, lines_of_run
from services.payment_helpers import ANNAS, PAY_ON, SOCIETYS
from web.claims_helpers import clerk
from web.counter import Browser, Counter
from web.payments_helpers import ready_to_pay

FIRST, SECOND = "SCT-000001-00001", "SCT-000001-00002"


def released_run(counter: Counter, *cents: int) -> list[int]:
    """Requests paid by a run that was released, before anybody had a login."""
    claims = ready_to_pay(counter, *cents)
    society = counter.society
    at = Desktop(counter.archive, society.plans, society.actor_id, counter.clock.now, society.ids)
    made = prepare(at, Wanted(PAY_ON))
    assert isinstance(made, RunTold), made
    assert isinstance(release(at, counter.site.vault, made.run_id), Released)
    return claims


def report(*transactions: str, group: str = "PART", name: str = "SCT-000001", debtor: str = SOCIETYS) -> bytes:
    account = f"<DbtrAcct><Id><IBAN>{debtor}</IBAN></Id></DbtrAcct></OrgnlTxRef>".encode()
    raw = answer(*transactions, group=group).replace(b"SDD-000001", name.encode())
    return raw.replace(b"</OrgnlTxRef>", account)


def sent(browser: Browser, raw: bytes) -> tuple[int, str]:
    found = browser.post("/banca/estratto", {"files": (io.BytesIO(raw), "esito.xml")})
    if found.status_code == 303:
        found = browser.get(found.location)
    return found.status_code, unescape(found.text).replace("\xa0", " ")


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="(file|stamp)" value="([0-9a-f]{32})"', page))


def out_of_the_bank(counter: Counter, claim_id: int) -> int:
    with counter.archive.reader.begin() as connection:
        found = balances_of_claim(connection, claim_id)
    return {str(key): value for key, value in found.items()}.get("bank", 0)


def test_j91_an_answer_is_looked_at_then_recorded_once_and_what_it_refuses_is_owed_again(counter: Counter) -> None:
    first, second = released_run(counter, 10_000, 20_000)
    browser = clerk(counter)
    assert "L'esito della banca (pain.002)" in unescape(browser.get("/pagamenti").text)
    back = transaction(FIRST, amount="70.00")
    refusing = report(back, back, transaction(SECOND, "ACSC", "", "140.00"))
    status, page = sent(browser, refusing)
    assert status == 200
    for told in ("1 bonifico respinto, 70,00 €", "conto chiuso (AC04)", "torna da pagare", "accettato", "Rossi"):
        assert told in page
    assert ANNAS not in page
    with counter.archive.reader.begin() as connection:
        assert [one.event for one in lines_of_run(connection, 1)] == ["", ""], "looking records nothing"
    shown = hidden(page)
    assert browser.post("/banca/esito", {**shown, "stamp": "0" * 32}).status_code == 409
    other = counter.inside(Role.APPROVER, login="aldo")
    assert other.post("/banca/esito", shown).status_code == 422, "somebody else's file is as if it were not there"
    assert browser.post("/banca/esito", shown).location == "/pagamenti"
    told = unescape(browser.get("/pagamenti").text)
    assert "ciò che la banca ha respinto è di nuovo da pagare" in told
    assert "Tornati indietro" in told
    assert "chiedere al socio un altro IBAN" in told
    with counter.archive.reader.begin() as connection:
        assert [(one.event, one.reason) for one in lines_of_run(connection, 1)] == [("refused", "AC04"), ("", "")]
    assert browser.post("/banca/esito", shown).location == "/banca/certi"
    assert "Era già fatto" in browser.get("/banca/certi").text, "the file is gone, and it is told why"
    status, page = sent(browser, refusing)
    assert (status, "Quello che l'esito respinge è già registrato" in page, "Registra" in page) == (422, True, False)
    # What cannot be taken is told in one sentence, and changes nothing.
    for raw, why in (
        (report(transaction(SECOND, amount="140.01")), "da chiarire con la banca"),
        (report(transaction(SECOND, "ACSC", "", "140.00")), "non respinge niente"),
        (report(transaction("SCT-000009-00001"), name="SCT-000009"), "SCT-000009, che non è un file inviato da qui"),
        (report(group="RJCT", name="SCT-000009"), "SCT-000009, che non è un file inviato da qui"),
        (report(transaction(SECOND, amount="140.00"), debtor=ANNAS), "è il file di un'altra società"),
        (report(transaction("")), "L'esito non si legge"),
        (answer(transaction("SDD-1-1")), "SDD-000001, che non è un file inviato da qui"),
        (b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"/>', "Il file non è entrato"),
        (camt(Move(100), off=1), "Il file non è entrato"),
    ):  # fmt: skip
        status, page = sent(browser, raw)
        assert (status, why in page) == (422, True), why
        assert "Registra l'esito" not in page
        for one in (hidden(page), {"file": "0" * 32, "stamp": "0" * 32}):
            assert browser.post("/banca/esito", one).status_code in (409, 422)
    assert out_of_the_bank(counter, second) == -14_000
    assert out_of_the_bank(counter, first) == 0
    assert verify(counter.archive) == []
