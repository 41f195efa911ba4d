"""Section B of the bad inputs, each by its number: passwords, codes, sessions, places one is sent to, look-alikes."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from mutua.domain.access import Role
from mutua.services.accounts import GIVEN_FOR, Given, add_user, disable_user, list_users, plain_login, reset_user
from mutua.services.decide_claim import Refusal
from mutua.store.accounts import read_given
from mutua.web.guards import SEAL
from web.counter import HOUSE, Browser, Counter
from web.test_entry import OWN, code, entered, given


def at_the_door(counter: Counter) -> Browser:
    browser = counter.outsider()
    browser.get("/entra")
    return browser


def test_b26_a_password_of_a_million_signs_is_refused_before_any_work(counter: Counter) -> None:
    """A blank at its end, a NUL, an emoji: test_entry."""
    browser = at_the_door(counter)
    for password, status in (("a" * 1_100_000, 413), ("a" * 900_000, 401), ("a" * 1025, 401), ("", 401)):
        began = time.process_time()
        answer = browser.post("/entra", {"login": "anna", "password": password})
        assert answer.status_code == status, len(password)
        assert "aaaa" not in answer.text
        assert time.process_time() - began < 1


def test_b27_a_code_tried_fifty_one_times_is_not_guessed_and_nobody_is_shut_out_for_good(counter: Counter) -> None:
    """The same code twice, of one step before, of three steps: test_entry."""
    entered(counter, given(counter))
    browser = at_the_door(counter)
    counter.clock.pass_by(timedelta(minutes=1))
    browser.post("/entra", {"login": "anna", "password": OWN})
    browser.get("/entra/codice")
    right = code(counter)
    odd = [f"{at:06d}" for at in range(51) if f"{at:06d}" != right]
    told = [browser.post("/entra/codice", {"code": one}) for one in (*odd, "", "٣٤٣٤٣٤", "1e5", "-00001", "０" * 6)]
    assert {one.status_code for one in told} == {401}
    assert "aspettate" in told[len(odd) - 1].text
    assert browser.post("/entra/codice", {"code": right}).status_code == 401, "the right one waits too"
    counter.clock.pass_by(timedelta(minutes=5, seconds=1))
    assert browser.post("/entra/codice", {"code": code(counter)}).location == "/", "and five minutes later opens"


def test_b29_a_cookie_is_dead_after_leaving_another_password_and_disabling(counter: Counter) -> None:
    told = {"before": OWN, "password": OWN + " due", "again": OWN + " due"}
    actor_id, now = counter.society.actor_id, counter.clock.now
    browser = entered(counter, given(counter))
    other = back_in(counter, OWN)
    gone = [other.token()]
    assert browser.post("/profilo/password", told).location == "/profilo"
    assert browser.get("/").status_code == 200, "whoever changes it stays in"
    gone.append(browser.token())
    assert browser.post("/esci").location == "/entra"
    for login, end in (("uno", disable_user), ("due", reset_user)):
        one = counter.inside(Role.CLERK, login=login)
        gone.append(one.token())
        end(counter.archive, login, actor_id=actor_id, now=now)
    for token in gone:
        old = counter.outsider()
        old.client.set_cookie("__Host-mutua", token, domain="mutua.test", secure=True)
        assert old.get("/").location == "/entra"
        assert old.post("/cerca", {"words": "rossi"}).status_code in (400, 401)


def back_in(counter: Counter, password: str) -> Browser:
    """Another browser of the same person."""
    counter.clock.pass_by(timedelta(minutes=1))
    browser = at_the_door(counter)
    browser.post("/entra", {"login": "anna", "password": password})
    browser.get("/entra/codice")
    assert browser.post("/entra/codice", {"code": code(counter)}).location == "/"
    browser.get("/")
    return browser


def test_b30_a_password_given_for_the_first_entry_opens_once_and_only_its_own_login(counter: Counter) -> None:
    """There are no links to a new password: an administrator gives one, shown once."""
    anna, bruno = given(counter), given(counter, "bruno")
    assert at_the_door(counter).post("/entra", {"login": "bruno", "password": anna.password}).status_code == 401
    two = []
    for _ in range(2):
        browser = at_the_door(counter)
        browser.post("/entra", {"login": "anna", "password": anna.password})
        browser.get("/entra/prima-volta")
        two.append(browser)
    sent = {"password": OWN, "again": OWN, "code": code(counter)}
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda one: one.post("/entra/prima-volta", sent), two))
    assert sorted(one.status_code for one in answers) == [303, 401], "one of the two"
    assert at_the_door(counter).post("/entra", {"login": "anna", "password": anna.password}).status_code == 401, "again"
    again = reset_user(counter.archive, "bruno", actor_id=counter.society.actor_id, now=counter.clock.now)
    assert isinstance(again, Given)
    assert at_the_door(counter).post("/entra", {"login": "bruno", "password": bruno.password}).status_code == 401, "old"
    disable_user(counter.archive, "bruno", actor_id=counter.society.actor_id, now=counter.clock.now)
    shut = at_the_door(counter).post("/entra", {"login": "bruno", "password": again.password})
    assert shut.status_code == 401


def test_b30_a_password_given_for_the_first_entry_ends_after_an_hour_and_says_what_to_do(counter: Counter) -> None:
    anna = given(counter)
    in_time = at_the_door(counter)
    counter.clock.pass_by(GIVEN_FOR)
    assert in_time.post("/entra", {"login": "anna", "password": anna.password}).location == "/entra/prima-volta"
    counter.clock.pass_by(timedelta(seconds=1))
    wrong = at_the_door(counter).post("/entra", {"login": "anna", "password": "un'altra cosa"})
    assert "scaduta" not in wrong.text, "told to who knows it alone"
    late = at_the_door(counter).post("/entra", {"login": "anna", "password": anna.password})
    assert (late.status_code, "fatevene dare un&#39;altra da chi amministra" in late.text) == (401, True)
    admin = counter.inside(Role.ADMIN, login="capo")
    assert "la password data è scaduta" in admin.get("/accessi").text
    again = reset_user(counter.archive, "anna", actor_id=counter.society.actor_id, now=counter.clock.now)
    assert isinstance(again, Given)
    text = admin.get("/accessi").text
    assert ("scaduta" in text, "mai entrato" in text) == (False, True)
    browser = at_the_door(counter)
    browser.post("/entra", {"login": "anna", "password": again.password})
    browser.get("/entra/prima-volta")
    sent = {"password": OWN, "again": OWN, "code": code(counter)}
    assert browser.post("/entra/prima-volta", sent).location == "/"
    counter.clock.pass_by(timedelta(days=1))
    assert at_the_door(counter).post("/entra", {"login": "anna", "password": OWN}).location == "/entra/codice"
    with counter.archive.reader.begin() as connection:
        assert "anna" not in {one.login for one in list_users(counter.archive) if one.id in read_given(connection)}


ELSEWHERE = ("https://evil.test", "//evil.test", "/\\evil.test", "javascript:alert(1)", "%2f%2fevil.test", "evil", " /",
             "home\0", "person", "asset")  # fmt: skip


def test_b31_nobody_is_sent_elsewhere(counter: Counter) -> None:
    clerk, door = counter.inside(Role.CLERK), at_the_door(counter)
    for name in ELSEWHERE:
        for answer in (
            door.get(f"/entra?next={name}"), door.get(f"/entra?to={name}&back={name}"),
            clerk.post("/lingua", {"language": "it", "back": name}), clerk.post("/codice", {"code": "1", "to": name}),
            clerk.get(f"/?next={name}"),
        ):  # fmt: skip
            assert "evil" not in (answer.location or ""), name
            assert (answer.location or "/") == "/", name
            assert 'href="//' not in answer.text


def test_b32_a_button_of_another_session_enters_nobody(counter: Counter) -> None:
    """Missing, wrong and foreign seals: test_access."""
    made = given(counter)
    mine, theirs = at_the_door(counter), at_the_door(counter)
    sent = {"login": made.login, "password": made.password}
    assert theirs.post("/entra", sent, seal=mine.seal).status_code == 400, "somebody else's page of entering"
    old = mine.seal
    assert mine.post("/entra", sent).status_code == 303
    assert mine.post("/entra/prima-volta", {"password": OWN, "again": OWN, "code": "1"}, seal=old).status_code == 400
    bare = mine.client.post("/entra", data=sent, base_url=HOUSE)
    assert bare.status_code == 400
    assert mine.client.post("/entra", data={**sent, SEAL: ""}, base_url=HOUSE).status_code == 400
    assert theirs.get("/").location == "/entra"


@pytest.mark.parametrize("dialect", ["sqlite"])
def test_b33_two_hundred_sessions_of_one_login_all_end_together(counter: Counter) -> None:
    from mutua.store.accounts import begin_session, complete_session

    first = counter.inside(Role.CLERK, login="anna")
    with counter.archive.writer.begin() as connection:
        for at in range(200):
            begin_session(connection, f"half-{at}", 1, counter.clock.now)
            complete_session(connection, f"half-{at}", f"whole-{at}", counter.clock.now)
    many = []
    for at in (0, 100, 199):
        browser = counter.outsider()
        browser.client.set_cookie("__Host-mutua", f"whole-{at}", domain="mutua.test", secure=True)
        many.append(browser)
    assert {one.get("/").status_code for one in many} == {200}
    assert first.post("/profilo/esci-ovunque").location == "/entra"
    assert {one.get("/").location for one in many} == {"/entra"}


@pytest.mark.parametrize("login", ["Anna", "ANNA", "ａnna", "anna.", " anna ", "ᵃnna"])
def test_b34_a_look_alike_of_a_login_is_that_login_and_no_other(login: str) -> None:
    assert plain_login(login) == "anna"


def test_b34_a_login_that_looks_like_another_is_not_given(counter: Counter) -> None:
    given(counter)
    for login in ("ANNA", "ａnna", "anna.", "аnna", "anna\u200b", "anna\0", "an na", "ann\u0430"):
        told = add_user(counter.archive, login, "Altra", [Role.CLERK], actor_id=counter.society.actor_id,
                        now=counter.clock.now, ids=counter.society.ids)  # fmt: skip
        assert isinstance(told, Refusal), login
        assert told.code in ("login_taken", "login_unreadable"), login
