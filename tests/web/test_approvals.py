"""Two people on the pages: proposed by one, approved by another as it was shown; void as soon as anything changed."""

from __future__ import annotations

import re
from datetime import timedelta

import pyotp
from sqlalchemy import select

from intake.files import csv
from mutua.domain.access import Role
from mutua.domain.four_eyes import Rule
from mutua.services import import_members
from mutua.services.decide_batch import decide_pending
from mutua.services.four_eyes import change_rules
from mutua.services.verify_archive import verify
from mutua.store.tables import approval, identity, proposal_content
from services.societies import NOW
from web.claims_helpers import clerk, decisions, looks, page_of, stamp_on, waits
from web.counter import Browser, Counter
from web.test_claim_page import plain

OLD, NEW, OTHER = "IT60X0542811101000000123456", "IT89O0300203280429513916296", "IT24D0542811101000000654321"
IN_FOURS = "IT89 O030 0203 2804 2951 3916 296"
HEADER = (
    "Nucleo;Tessera;Cognome;Nome;Nascita;Sesso;Parentela;A carico;Dal;Piano;Assistenza;Decorrenza;Cessazione;IBAN"
)


def limit(counter: Counter, cents: int) -> None:
    told = [(Rule.DECISION_LIMIT, cents)]
    assert change_rules(
        counter.archive, told, since=NOW.date(), actor_id=counter.society.actor_id, now=NOW
    ) is None  # fmt: skip


def waiting(browser: Browser) -> list[str]:
    """The addresses of what waits for somebody."""
    return re.findall(r'href="(/approvazioni/[a-z2-7]{26})"', browser.get("/coda/da-approvare").text)


def seen_on(text: str) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', text)
    return found[1] if found else "0" * 64


def iban(counter: Counter, name: str) -> str:
    with counter.archive.reader.begin() as connection:
        query = select(identity.c.iban).where(identity.c.person_id == counter.society.people[name])
        return str(connection.scalar(query))


def acts(counter: Counter) -> list[str]:
    with counter.archive.reader.begin() as connection:
        return list(connection.scalars(select(approval.c.act).order_by(approval.c.position)))


NOBODY = "Nessun altro può approvarla: manca un altro responsabile che non ne sia interessato"


def test_what_nobody_can_approve_is_said_with_what_to_do(counter: Counter) -> None:
    limit(counter, 1)
    claim_id = counter.society.claim("Anna", "VIS", 18_000)
    path = page_of(counter, claim_id)
    only = counter.inside(Role.APPROVER, login="ada")
    assert NOBODY in plain(only.get(f"{path}/eccezione").text), "before it is proposed"
    propose(counter, only, claim_id)
    boss = counter.inside(Role.ADMIN, Role.CLERK, login="dina")
    for browser, link in ((only, False), (boss, True)):
        [opened] = waiting(browser)
        for page in (path, "/coda/da-approvare", opened):
            text = browser.get(page).text
            assert NOBODY in plain(text), page
            assert ('href="/accessi"' in text.partition("<main")[2]) is link, page
    assert "nessuno può approvarla" in plain(only.get("/coda/da-approvare").text)
    assert "Una proposta aspetta un secondo responsabile, e non c'è" in plain(boss.get("/accessi").text)
    family = counter.inside(Role.APPROVER, login="bice", person="Bruno")
    assert waiting(family) == [], "it is of her family"
    assert NOBODY in plain(only.get(path).text)
    counter.inside(Role.APPROVER, login="carla")
    assert "La può approvare Carla." in plain(only.get(path).text)
    assert "secondo responsabile" not in plain(boss.get("/accessi").text)
    text = plain(only.get("/coda/da-approvare").text)
    assert NOBODY not in text
    assert "vostra: la approva un altro" in text


def propose(counter: Counter, browser: Browser, claim_id: int) -> None:
    page = browser.get(page_of(counter, claim_id))
    assert "Proponi e resta qui" in page.text
    sent = {"seen": stamp_on(page.text), "then": "stay"}
    assert browser.post(f"{page_of(counter, claim_id)}/decidi", sent).status_code == 303


def test_a_decision_above_the_limit_is_proposed_approved_and_recorded(counter: Counter) -> None:
    limit(counter, 5000)
    society = counter.society
    big, small = society.claim("Anna", "VIS", 10000), society.claim("Carla", "VIS", 1000)
    anna, bruno = (counter.inside(Role.CLERK, Role.APPROVER, login=name) for name in ("anna", "bruno"))
    assert "Decidi e resta qui" in anna.get(page_of(counter, small)).text
    run = decide_pending(counter.archive, society.plans, actor_id=society.actor_id, now=NOW, ids=society.ids)
    assert (run.aside, list(run.claims)) == ([big], [small]), "the batch names it and lets it be"
    propose(counter, anna, big)
    assert waits(counter, big)
    assert "da approvare" in anna.get("/").text
    (address,) = waiting(anna)
    page = anna.get(address)
    assert "la approva un" in page.text
    assert f"{address}/approva" not in page.text
    told = anna.post(f"{address}/approva", {"seen": "f" * 64})
    assert (told.status_code, "proposta voi" in told.text) == (409, True), "bad input 89: by the maker"
    assert clerk(counter).post(f"{address}/approva", {"seen": "f" * 64}).status_code == 403
    before = looks(counter, "Anna")
    page = bruno.get(address)
    assert looks(counter, "Anna") == before + 1
    assert "In tutto:" in page.text
    assert f"{address}/approva" in page.text
    assert bruno.post(f"{address}/approva", {"seen": "f" * 64}).status_code == 409, "bad input 89: an outdated page"
    assert decisions(counter, big) == []
    assert bruno.post(f"{address}/approva", {"seen": seen_on(page.text)}).location == "/coda/da-approvare"
    assert decisions(counter, big) == ["decision"]
    assert bruno.post(f"{address}/approva", {"seen": seen_on(page.text)}).status_code == 404, "it is settled"
    assert acts(counter) == ["proposed", "approved", "done"]
    assert verify(counter.archive) == []


def test_who_approves_proves_the_code_where_it_was_not_proved_lately(counter: Counter) -> None:
    """A session that somebody else sits at approves nothing: neither an IBAN, nor a decision, nor an exception."""
    limit(counter, 1000)
    claim_id = counter.society.claim("Anna", "VIS", 10000)
    other = counter.society.claim("Carla", "VIS", 500)
    anna, bruno = counter.inside(Role.CLERK, login="anna"), counter.inside(Role.APPROVER, login="bruno")
    carla = counter.inside(Role.APPROVER, login="carla")
    propose(counter, anna, claim_id)
    assert anna.post(f"/persone/{counter.public_id('Anna')}/iban", {"iban": NEW}).status_code == 303
    exception = {"cents": "4,00", "motive": "delibera", "basis": "art. 9"}
    path = page_of(counter, other)
    exception["seen"] = stamp_on(carla.get(f"{path}/eccezione").text)
    assert carla.post(f"{path}/eccezione", exception).location == path
    counter.clock.pass_by(timedelta(minutes=11))
    pages = [*waiting(bruno), path]
    assert len(pages) == 4, "of the exception there is a page in each place"
    for at in pages:
        page = bruno.get(at).text
        sent = {"seen": seen_on(page)}
        approve = f"{at}/eccezione/approva" if at == path else f"{at}/approva"
        assert 'id="code"' in page
        for code in ({}, {"code": "000000"}):
            assert bruno.post(approve, {**sent, **code}).status_code == 422
    assert acts(counter) == ["proposed"] * 3
    code = pyotp.TOTP(counter.secrets["bruno"]).at(counter.clock.now)
    first, *others = pages[:3]
    assert bruno.post(f"{first}/approva", {"seen": seen_on(bruno.get(first).text), "code": code}).status_code == 303
    for at in others:
        page = bruno.get(at).text
        assert 'id="code"' not in page, "it was proved a moment ago"
        assert bruno.post(f"{at}/approva", {"seen": seen_on(page)}).status_code == 303
    assert acts(counter)[3:] == ["approved", "done"] * 3
    assert verify(counter.archive) == []


def test_what_changed_meanwhile_is_void_and_told(counter: Counter) -> None:
    limit(counter, 1000)
    society = counter.society
    big, other = society.claim("Anna", "VIS", 10000), society.claim("Anna", "VIS", 6000)
    anna, bruno = counter.inside(Role.CLERK, login="anna"), counter.inside(Role.APPROVER, login="bruno")
    for claim_id in (big, other):
        propose(counter, anna, claim_id)
    first, second = waiting(bruno)
    pages = [bruno.get(address).text for address in (first, second)]
    assert bruno.post(f"{second}/approva", {"seen": seen_on(pages[1])}).status_code == 303
    answer = bruno.post(f"{first}/approva", {"seen": seen_on(pages[0])})
    assert answer.status_code == 409
    assert "qualcosa è cambiato" in answer.text
    assert decisions(counter, big) == []
    assert acts(counter) == ["proposed", "proposed", "approved", "done", "voided"]
    propose(counter, anna, big)
    (address,) = waiting(bruno)
    assert bruno.post(f"{address}/approva", {"seen": seen_on(bruno.get(address).text)}).status_code == 303
    assert decisions(counter, big) == ["decision"]
    assert verify(counter.archive) == []


def test_another_iban_counts_once_approved_and_goes_from_the_archive_when_settled(counter: Counter) -> None:
    """Bad input 86: another IBAN than the one that was looked at is never the person's."""
    name = counter.public_id("Anna")
    anna, bruno = counter.inside(Role.CLERK, login="anna"), counter.inside(Role.APPROVER, login="bruno")
    page = f"/persone/{name}/iban"
    assert page in anna.get(f"/persone/{name}").text
    for wrong in ("", "IT00X", "x" * 300):
        assert anna.post(page, {"iban": wrong}).status_code == 422
    assert anna.post(page, {"iban": NEW}).location == f"/persone/{name}"
    assert anna.post(page, {"iban": NEW.lower()}).status_code == 303, "the same once more is the same"
    (address,) = waiting(bruno)
    text = bruno.get(address).text
    assert IN_FOURS in text
    assert iban(counter, "Anna") == ""
    with counter.archive.writer.begin() as connection:  # somebody changed it by another way
        connection.execute(
            identity.update().where(identity.c.person_id == counter.society.people["Anna"]).values(iban=OTHER)
        )
    assert bruno.post(f"{address}/approva", {"seen": seen_on(text)}).status_code == 409
    assert iban(counter, "Anna") == OTHER
    assert anna.post(page, {"iban": NEW}).status_code == 303
    (address,) = waiting(bruno)
    assert bruno.post(f"{address}/rifiuta", {"reason": "perché sì"}).status_code == 422
    assert bruno.post(f"{address}/rifiuta", {"reason": "account", "words": "manca il modulo"}).status_code == 303
    assert "manca il modulo" in anna.get("/coda/da-approvare").text
    assert anna.post(page, {"iban": NEW}).status_code == 303
    (address,) = waiting(bruno)
    assert bruno.post(f"{address}/approva", {"seen": seen_on(bruno.get(address).text)}).status_code == 303
    assert iban(counter, "Anna") == NEW
    with counter.archive.reader.begin() as connection:
        assert [one.content for one in connection.execute(select(proposal_content))] == [""], "of the one refused"
        for column in approval.c:
            assert not [one for one in connection.scalars(select(column)) if NEW in str(one) or OTHER in str(one)]
    assert verify(counter.archive) == []


def test_a_list_that_brings_another_iban_proposes_it(counter: Counter) -> None:
    society = counter.society
    row = "N7;7;Bianchi;Luigi;17/05/1980;M;titolare;;01/01/2024;mutua-di-prova/prova;base;01/01/2024;;{}"

    def bring(account: str) -> int:
        with counter.archive.reader.begin() as connection:
            table = csv(HEADER, row.format(account))
            plan = import_members.preview(connection, society.plans, table, now=society.now)
        assert plan.right, plan.mistakes
        found = import_members.apply(
            counter.archive, plan, actor_id=society.actor_id, now=society.now, ids=society.ids
        )
        return found.accounts

    assert bring(OLD) == 0, "somebody new comes with theirs"
    assert bring(OTHER) == 0, "nobody has a login yet: one person is enough"
    anna, bruno = (counter.inside(Role.CLERK, Role.APPROVER, login=name) for name in ("anna", "bruno"))
    assert [bring(NEW), bring(NEW)] == [1, 1], "the same once more is the same"
    with counter.archive.reader.begin() as connection:
        now = connection.execute(select(identity.c.person_id, identity.c.iban).where(identity.c.surname == "Bianchi"))
        ((person_id, account),) = now.all()
    assert account == OTHER
    society.people["Luigi"] = person_id
    (address,) = waiting(anna)
    assert "servono due approvazioni" in anna.get("/coda/da-approvare").text, "nobody of the house proposed it"
    for browser, wanted in ((anna, OTHER), (bruno, NEW)):
        seen = {"seen": seen_on(browser.get(address).text)}
        assert browser.post(f"{address}/approva", seen).status_code == 303
        assert iban(counter, "Luigi") == wanted
    assert verify(counter.archive) == []


def test_what_takes_two_people_is_shown_and_loosened_by_two(counter: Counter) -> None:
    limit(counter, 50000)
    page, switches = "/coda/due-persone", {"staff": "1", "accounts": "1", "rules": "0"}
    anna, bruno = counter.inside(Role.APPROVER, login="anna"), counter.inside(Role.APPROVER, login="bruno")
    dora = counter.inside(Role.CLERK, login="dora")
    text = dora.get(page).text
    assert page in dora.get("/coda/da-approvare").text
    assert "sopra 500,00" in text
    assert 'name="decision_limit"' not in text, "who does not approve reads it"
    sent = {**switches, "seen": seen_on(anna.get(page).text), "payment_limit": ""}
    for wrong in ({"decision_limit": "cinquecento"}, {"decision_limit": "-1"}, {"staff": "forse"}, {"cells": "x"}):
        answer = anna.post(page, {**sent, "decision_limit": "500", **wrong})
        assert answer.status_code == 422, wrong
    assert anna.post(page, {**sent, "decision_limit": "500"}).status_code == 409, "nothing was changed"
    assert anna.post(page, {**sent, "decision_limit": "1.000,00", "day_limit": "5000"}).location == page
    text = anna.get(page).text
    assert "Proposto: due persone sopra 1.000,00" in text
    assert "al più 5.000,00" in text, "that asks more: it counts already"
    assert anna.post(page, {**sent, "decision_limit": "1.000,00"}).status_code == 409, "the page is old"
    (address,) = waiting(bruno)
    assert "Chiedere meno: decisioni, per importo" in bruno.get("/coda/da-approvare").text
    assert f"{address}/approva" not in anna.get(address).text
    text = bruno.get(address).text
    for words in ("sopra 500,00", "sopra 1.000,00", "Chiedere meno: decisioni"):
        assert words in text
    assert bruno.post(f"{address}/approva", {"seen": seen_on(text)}).status_code == 303
    text = anna.get(page).text
    assert "Proposto" not in text
    assert 'value="1.000,00"' in text
    assert verify(counter.archive) == []
