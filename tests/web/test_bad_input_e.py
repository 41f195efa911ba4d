"""Sections D, E and J of the bad inputs at the counter, each by its number: 51, 53 and 58 (91: test_collect_debits)."""

from __future__ import annotations

import pytest

from mutua.domain.access import Role
from mutua.services.accounts import list_users
from web.claims_helpers import clerk, decisions, page_of, stamp_on
from web.counter import Browser, Counter

# Number of the item, what is done, at which address, with which fields, the answer.
DONE: tuple[tuple[int, str, str, dict[str, object], int], ...] = (
    (51, "cancelled by who may not", "annulla", {"motive": "no"}, 403),
    (51, "withdrawn by who may not", "ritira", {"motive": "no"}, 403),
    (53, "an exception that nobody proposed is approved", "eccezione/approva", {"seen": "a" * 64}, 409),
    (53, "an objection to no decision", "reclamo",
     {"filed_on": "01/06/2026", "channel": "post", "said": "Non sono d'accordo."}, 409),
    (53, "an answer to no objection", "reclamo/rispondi",
     {"outcome": "upheld", "motive": "x", "heard": "1-0"}, 409),
    (53, "a decision taken back before it is taken", "annulla", {"motive": "x"}, 409),
    (53, "a letter of no decision", "lettera", {}, 409),
)


@pytest.mark.parametrize("dialect", ["sqlite"])  # what is stored is tested with the services
def test_d51_e53_e58_at_the_counter(counter: Counter) -> None:
    society = counter.society
    claim_id, decided = society.claim("Anna", "VIS", 5000), society.claim("Anna", "VIS", 6000)
    society.decide(decided)
    path = page_of(counter, claim_id)
    approver, auditor = counter.inside(Role.APPROVER, login="capo"), counter.inside(Role.AUDITOR)
    for number, what, where, fields, status in DONE:
        who = auditor if status == 403 else approver
        assert who.post(f"{path}/{where}", fields).status_code == status, (number, what)
    # 51: somebody else's, of the own family, of nobody; a decided one twice.
    for browser, address, status in (
        (approver, "/pratiche/" + "a" * 26, 404),
        (approver, page_of(counter, decided), 303), (approver, page_of(counter, decided), 409),
    ):  # fmt: skip
        assert browser.post(f"{address}/annulla", {"motive": "errore"}).status_code == status, (51, address)
    assert decisions(counter, decided) == ["decision", "reversal"]
    _with_an_old_page(counter, approver, path)
    _own_work(counter, approver)
    family = clerk(counter, person="Carla")
    assert family.post(f"{page_of(counter, decided)}/annulla", {"motive": "errore"}).status_code == 403, (51, "family")


def _with_an_old_page(counter: Counter, browser: Browser, path: str) -> None:
    """53: decided with the page from before another request drew on the same ceiling; then twice."""
    society = counter.society
    old = stamp_on(browser.get(path).text)
    society.decide(society.claim("Anna", "VIS", 55000))
    assert browser.post(f"{path}/decidi", {"seen": old}).status_code == 409
    now = stamp_on(browser.get(path).text)
    assert browser.post(f"{path}/decidi", {"seen": now}).status_code == 303
    assert browser.post(f"{path}/decidi", {"seen": now}).status_code == 409


def _own_work(counter: Counter, approver: Browser) -> None:
    """58: a role for oneself, the last administrator gone, one's own work approved and one's own decision answered."""
    admin = counter.inside(Role.ADMIN, login="solo")
    own = next(user for user in list_users(counter.archive) if user.login == "solo")
    for roles in (["admin", "approver"], ["clerk"]):
        assert admin.post(f"/accessi/{own.public_id}/ruoli", {"roles": roles}).status_code == 422
    assert "un altro amministratore" in admin.post(f"/accessi/{own.public_id}/chiudi").text
    claim_id = counter.society.claim("Anna", "CICLO", 20000)
    path = page_of(counter, claim_id)
    sent = {"seen": stamp_on(approver.get(f"{path}/eccezione").text), "cents": "10", "motive": "x", "basis": "art. 1"}
    assert approver.post(f"{path}/eccezione", sent).status_code == 303
    page = approver.get(path).text
    assert "Approva e decidi così" not in page
    assert approver.post(f"{path}/eccezione/approva", {"seen": "0" * 64}).status_code == 409
    assert approver.post(f"{path}/eccezione/ritira").status_code == 303
    assert approver.post(f"{path}/decidi", {"seen": stamp_on(approver.get(path).text)}).status_code == 303
    said = {"filed_on": "01/06/2026", "channel": "post", "said": "Non sono d'accordo."}
    assert approver.post(f"{path}/reclamo", said).status_code == 303
    answered = {"outcome": "rejected", "motive": "x", "heard": "1-0"}
    assert approver.post(f"{path}/reclamo/rispondi", answered).status_code == 409
