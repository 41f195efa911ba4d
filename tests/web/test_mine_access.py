"""Who gets which page of a member: what was typed by hand against the routes; relatives, delegates (S1)."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select

from mutua.domain.access import Role
from mutua.rules.engine.calendar import day_in_rome
from mutua.services.claim_drafts import Saved, Writing, Written, save_draft
from mutua.services.household_moves import Move, Moved, move_household
from mutua.services.mail import choose_at
from mutua.services.member_desk import MembersDesk
from mutua.services.member_login import ask_for_link, counter_link
from mutua.services.proxies import end_proxy
from mutua.store.accounts import begin_session, complete_session
from mutua.store.database import Archive
from mutua.store.proxies import Proxy
from mutua.store.tables import account, file_access, mail_waiting
from mutua.web.guards import COOKIE
from mutua.web.routes import ROUTES, Route, Subject
from services.mail_helpers import set_up
from web.counter import Browser
from web.mine import Families, families_of

TABLE = Path(__file__).with_name("expected_member.txt")
ROWS = [line.split() for line in TABLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
WHO = ("outsider", "clerk", "family", "firm", "maria", "piero", "sara", "gino", "dora")
THEIRS = [route for route in ROUTES if route.view.startswith("my_")]
NOBODY = "a" * 26


@pytest.fixture
def families(archive: Archive, tmp_path: Path) -> Families:
    return families_of(archive, tmp_path)


def draft_of(families: Families, login: str, whose: str) -> str:
    """A draft that the login wrote about somebody."""
    with families.counter.archive.reader.begin() as connection:
        account_id = connection.scalar(select(account.c.id).where(account.c.login == login)) or 0
    writing = Writing(families.society.ids.public(), 0, account_id, families.society.people[whose])
    assert isinstance(save_draft(families.at(), writing, Written({"invoice": "7", "lines": "1"}, "0" * 16)), Saved)
    return writing.public_id


def asked_by(browser: Browser, route: Route, name: str) -> str:
    path, token = route.path.replace("<subject>", name), browser.token()
    answer = browser.get(path) if route.method == "GET" else browser.post(path)
    if browser.token() != token:
        browser.client.set_cookie(COOKIE, token, domain="mutua.test", secure=True)
    there = re.sub(r"[a-z2-7]{26}", "*", answer.location or "")
    return f"{answer.status_code}>{there}" if there else str(answer.status_code)


def test_each_page_answers_each_login_as_was_typed(families: Families) -> None:
    assert [row[0] for row in ROWS] == [route.name for route in THEIRS]
    counter = families.counter
    families.society.claim("Luca", "CICLO", 10000, public_id="c" * 26)
    outsider = counter.outsider()
    outsider.get("/entra")
    who: Mapping[str, Browser] = {
        "outsider": outsider, "clerk": counter.inside(Role.CLERK), "family": counter.inside(Role.CLERK, person="Piero"),
        "firm": counter.inside(Role.FIRM), **{name.lower(): families.inside(name, login=name.lower())
                                              for name in ("Maria", "Piero", "Sara", "Gino", "Dora")},
    }  # fmt: skip
    who["firm"].get("/profilo")
    subjects = {
        None: "", Subject.PERSON: families.name("Luca"), Subject.MY_PERSON: families.name("Luca"),
        Subject.MY_CLAIM: "c" * 26, Subject.CLAIM: "c" * 26, Subject.LINK: "x" * 43,
    }  # fmt: skip
    found = []
    for route in THEIRS:
        name = draft_of(families, "maria", "Luca") if route.subject is Subject.MY_DRAFT else subjects[route.subject]
        found.append([route.name, *(asked_by(who[one], route, name) for one in WHO)])
    assert found == ROWS


def pages_of(whose: str, request: str) -> list[str]:
    return [f"/mie/diritti/{whose}", f"/mie/prova/{whose}", f"/mie/rimborso/{whose}", f"/mie/domande/di/{whose}",
            f"/mie/documenti/{whose}", f"/mie/domande/{request}"]  # fmt: skip


def seen(browser: Browser, paths: list[str]) -> set[int]:
    return {browser.get(path).status_code for path in paths}


def test_what_is_anothers_and_what_nobody_has_are_the_same_bytes(families: Families) -> None:
    families.society.claim("Piero", "CICLO", 10000, public_id="d" * 26)
    browser = families.inside("Maria")
    for theirs, nobodys in zip(pages_of(families.name("Piero"), "d" * 26), pages_of(NOBODY, NOBODY), strict=True):
        answers = [browser.get(path) for path in (theirs, nobodys)]
        assert {(one.status_code, one.data, tuple(sorted(one.headers))) for one in answers} == {
            (404, answers[0].data, tuple(sorted(answers[0].headers)))
        }
    for button in ("reclamo", "documento", "risposta"):
        answers = [browser.post(f"/mie/domande/{one}/{button}", {"words": "x"}) for one in ("d" * 26, NOBODY)]
        assert answers[0].status_code == answers[1].status_code == 404
        assert answers[0].data == answers[1].data


def test_after_a_separation_nothing_of_the_other_is_there_and_a_grown_child_is_private(families: Families) -> None:
    society = families.society
    society.claim("Luca", "CICLO", 10000, public_id="c" * 26)
    piero = families.inside("Piero")
    assert seen(piero, pages_of(families.name("Luca"), "c" * 26)) == {200}
    desk = MembersDesk(families.at(), families.counter.site.statute)
    apart = Move("N9", "titolare", day_in_rome(society.now), "separation")
    moved = move_household(desk, society.people["Piero"], apart)
    assert isinstance(moved, Moved), moved
    assert seen(piero, pages_of(families.name("Luca"), "c" * 26)) == {404}
    page = piero.get("/mie/nucleo").text
    assert not [name for name in ("Maria", "Luca", "Sara") if name in page]
    maria = families.inside("Maria")
    assert "Piero" not in maria.get("/mie/nucleo").text
    assert seen(maria, pages_of(families.name("Luca"), "c" * 26)) == {200}
    assert seen(families.inside("Luca"), pages_of(families.name("Maria"), "c" * 26)) == {403}, "he is twelve"
    families.counter.clock.now += timedelta(days=365 * 7)  # Luca is 19
    token = secrets.token_urlsafe(32)
    with families.counter.archive.writer.begin() as connection:
        made = connection.scalar(select(account.c.id).where(account.c.person_id == society.people["Maria"]))
        begin_session(connection, token + "1", made or 0, families.counter.clock.now)
        complete_session(connection, token + "1", token, families.counter.clock.now)
    maria.client.set_cookie(COOKIE, token, domain="mutua.test", secure=True)
    assert seen(maria, pages_of(families.name("Luca"), "c" * 26)) == {404}


def test_a_proxy_opens_from_its_day_to_its_end_and_is_written_down(families: Families) -> None:
    society = families.society
    society.claim("Dora", "VIS", 10000, public_id="e" * 26)
    gino, paths = families.inside("Gino", login="gino"), pages_of(families.name("Dora"), "e" * 26)
    assert seen(gino, paths) == {404}
    given = families.proxy("Dora", "Gino")
    assert seen(gino, paths) == {200}
    assert "Dora" in gino.get("/mie").text
    with families.counter.archive.reader.begin() as connection:
        query = select(func.count()).where(file_access.c.person_id == society.people["Dora"])
        assert (connection.scalar(query) or 0) >= len(paths), "she is told who looked"
    paths.append(f"/mie/bozze/{draft_of(families, 'gino', 'Dora')}")
    assert seen(gino, paths) == {200}
    assert isinstance(end_proxy(families.at(), society.people["Dora"], given.proxy_id), Proxy)
    assert seen(gino, paths) == {404}
    maria = families.inside("Maria")
    assert maria.post("/mie/nucleo/delega", {"to": families.name("Gino")}).status_code == 422, "not of the household"
    assert maria.post("/mie/nucleo/delega", {"to": families.name("Luca")}).status_code == 422, "a child"
    assert maria.post("/mie/nucleo/delega", {"to": families.name("Sara"), "until": "31/5/2026"}).status_code == 422
    assert maria.post("/mie/nucleo/delega", {"to": families.name("Sara")}).status_code == 303
    sara = families.inside("Sara")
    assert seen(sara, pages_of(families.name("Maria"), NOBODY)[:-1]) == {200}
    assert seen(sara, pages_of(families.name("Luca"), NOBODY)) == {404}, "a proxy is for oneself alone"
    number = re.findall(r'name="proxy" value="(\d+)"', maria.get("/mie/nucleo").text)[0]
    assert families.inside("Piero").post("/mie/nucleo/delega/togli", {"proxy": number}).status_code == 422
    assert maria.post("/mie/nucleo/delega/togli", {"proxy": number}).status_code == 303
    assert seen(sara, pages_of(families.name("Maria"), NOBODY)) == {404}
    clerk = families.counter.inside(Role.CLERK)
    path = f"/persone/{families.name('Dora')}/deleghe"
    assert clerk.post(path, {"to": "N3-0"}).status_code == 422, "not signed"
    assert clerk.post(path, {"to": "N3-0", "signed": "yes"}).status_code == 303
    assert seen(gino, paths) == {200}


def test_a_link_lets_in_once_within_the_hour_and_asking_tells_nothing(families: Families) -> None:
    counter, society = families.counter, families.society
    token = counter_link(families.at(), society.people["Dora"])
    assert isinstance(token, str)
    browser = counter.outsider()
    for _ in range(2):
        assert browser.get(f"/entra/link/{token}").status_code == 200, "looking uses nothing up"
    assert browser.post(f"/entra/link/{token}").location == "/mie"
    assert "Sei coperta" in browser.get("/mie").text
    assert counter.outsider().get(f"/entra/link/{token}").status_code == 200
    other = counter.outsider()
    other.get("/entra")
    assert other.post(f"/entra/link/{token}").status_code == 410
    late = counter_link(families.at(), society.people["Dora"])
    counter.clock.now += timedelta(hours=1, seconds=1)
    assert other.post(f"/entra/link/{late}").status_code == 410
    set_up(counter.archive)
    dora = society.people["Dora"]
    choose_at(counter.archive, dora, "dora@esempio.it", actor_id=society.actor_id, now=counter.clock.now)
    other.get("/entra/link")
    answers = [other.post("/entra/link", {"said": said}) for said in ("nessuno@esempio.it", "N2-0", "dora@esempio.it")]
    assert len({(one.status_code, one.data) for one in answers}) == 1

    def waiting() -> int:
        with counter.archive.reader.begin() as connection:
            return connection.scalar(select(func.count()).where(mail_waiting.c.kind == "entry")) or 0

    assert waiting() == 1, "the newest counts"
    with counter.archive.writer.begin() as connection:
        connection.execute(delete(mail_waiting))
    for _ in range(3):
        ask_for_link(counter.archive, "N2-0", address="192.0.2.9", actor_id=society.actor_id, now=counter.clock.now)
    with counter.archive.writer.begin() as connection:
        connection.execute(delete(mail_waiting))
    ask_for_link(counter.archive, "N2-0", address="192.0.2.9", actor_id=society.actor_id, now=counter.clock.now)
    assert waiting() == 0, "three in an hour by one name"


def test_a_member_enters_with_a_password_and_no_code(families: Families) -> None:
    from mutua.services.accounts import Given, add_user

    counter, society = families.counter, families.society
    given = add_user(
        counter.archive, "gino", "Gino Rossi", [Role.MEMBER], actor_id=society.actor_id, now=counter.clock.now,
        ids=society.ids, person_id=society.people["Gino"],
    )  # fmt: skip
    assert isinstance(given, Given)
    browser = counter.outsider()
    browser.get("/entra")
    assert browser.post("/entra", {"login": "gino", "password": given.password}).location == "/entra/prima-volta"
    page = browser.get("/entra/prima-volta").text
    assert "applicazione dei codici" not in page
    own = "valle monte fiume prato"
    assert browser.post("/entra/prima-volta", {"password": own, "again": own}).location == "/"
    assert browser.get("/").location == "/mie"
    again = counter.outsider()
    again.get("/entra")
    assert again.post("/entra", {"login": "gino", "password": own}).location == "/"
    assert "Sei coperto" in again.get("/mie").text
    assert again.post("/profilo/esci-ovunque").status_code == 303
    assert browser.get("/mie").location == "/entra"
    assert date(2026, 6, 1) == counter.clock.now.date()


def test_sessions_are_listed_and_ended_one_by_one_and_a_link_stands_for_the_password(families: Families) -> None:
    counter, society = families.counter, families.society
    token = counter_link(families.at(), society.people["Dora"])
    browser, other = counter.outsider(), counter.outsider()
    browser.get(f"/entra/link/{token}")
    assert browser.post(f"/entra/link/{token}").location == "/mie"
    late = counter_link(families.at(), society.people["Dora"])
    other.get(f"/entra/link/{late}")
    assert other.post(f"/entra/link/{late}").location == "/mie"
    page = browser.get("/profilo").text
    names = re.findall(r'name="session" value="([0-9a-f]{20})"', page)
    assert len(names) == 2
    assert page.index("Questo dispositivo") < page.index("Un altro dispositivo")
    assert not [one for one in names if one in other.token() or one in browser.token()]
    gino = families.inside("Gino", login="gino")
    gino.get("/profilo")
    assert gino.post("/profilo/esci", {"session": names[1]}).status_code == 303, "not hers to end: nothing happens"
    assert other.get("/mie").status_code == 200
    assert browser.post("/profilo/esci", {"session": names[1]}).location == "/profilo"
    assert other.get("/mie").location == "/entra"
    own = "valle monte fiume prato"
    new = {"password": own, "again": own}
    assert gino.post("/profilo/password", new).status_code == 422, "he did not come by a link"
    again = counter_link(families.at(), society.people["Dora"])
    other = counter.outsider()
    other.get(f"/entra/link/{again}")
    other.post(f"/entra/link/{again}")
    other.get("/profilo")
    assert browser.post("/profilo/password", new).location == "/profilo"
    assert browser.get("/mie").status_code == 200
    assert other.get("/mie").location == "/entra", "every other session ended"
    page = browser.get("/profilo").text
    assert "socio-" not in page, "nothing else to remember"
    assert "N2-0" in page
    counter.clock.pass_by(timedelta(seconds=1))
    after = counter.outsider()
    after.get("/entra")
    card = {"login": " n2-0", "password": own}
    assert after.post("/entra", card).location == "/", "by the card number; chosen: no first entry"
    held = own + " N2-0"
    after.get("/profilo")
    answer = after.post("/profilo/password", {"before": own, "password": held, "again": held})
    assert answer.status_code == 422, "a password that holds the card number is none"
    after.get("/profilo")
    assert after.post("/profilo/password", {"password": own + " x", "again": own + " x"}).status_code == 422
    counter.clock.now += timedelta(minutes=10, seconds=1)
    browser.get("/profilo")
    assert browser.post("/profilo/password", new).status_code == 422, "the link is too long ago"
    page = browser.get("/profilo").text
    here = re.findall(r'name="session" value="([0-9a-f]{20})"', page)[0]
    assert browser.post("/profilo/esci", {"session": here}).location == "/entra"


def test_a_card_that_is_known_unknown_or_without_login_hears_the_same(families: Families) -> None:
    counter = families.counter
    families.inside("Gino", login="gino")
    answers = []
    for login in ("N3-0", "N2-0", "N9-9", "RSSMRA59C41L219X"):  # with a login, without, of nobody, of nobody
        browser = counter.outsider()
        browser.get("/entra")
        answer = browser.post("/entra", {"login": login, "password": "sbagliata"})
        assert answer.status_code == 401
        answers.append(answer.text.replace(login, "").replace(browser.seal, ""))
    assert len(set(answers)) == 1
