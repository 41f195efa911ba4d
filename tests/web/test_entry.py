"""Entering: both factors, once each; who may not come in learns nothing; out means out at once."""

from __future__ import annotations

from datetime import timedelta

import pyotp
import pytest
from sqlalchemy import func, select

from mutua.domain.access import Role
from mutua.services.accounts import Given, add_user, disable_user, reset_user
from mutua.store.tables import account, web_session
from web.counter import Browser, Counter

OWN = "cavallo batteria graffetta"


def given(counter: Counter, login: str = "anna", *roles: Role) -> Given:
    made = add_user(
        counter.archive, login, "Anna Bertot", roles or (Role.CLERK,), actor_id=counter.society.actor_id,
        now=counter.clock.now, ids=counter.society.ids,
    )  # fmt: skip
    assert isinstance(made, Given)
    return made


def code(counter: Counter, login: str = "anna") -> str:
    with counter.archive.reader.begin() as connection:
        secret = connection.scalar(select(account.c.secret).where(account.c.login == login))
    return pyotp.TOTP(str(secret)).at(counter.clock.now)


def entered(counter: Counter, made: Given) -> Browser:
    """A browser after the whole first entry."""
    browser = counter.outsider()
    browser.get("/entra")
    assert browser.post("/entra", {"login": made.login, "password": made.password}).location == "/entra/prima-volta"
    browser.get("/entra/prima-volta")
    answer = browser.post("/entra/prima-volta", {"password": OWN, "again": OWN, "code": code(counter, made.login)})
    assert answer.location == "/"
    browser.get("/")
    return browser


def test_b28_the_first_entry_chooses_a_password_and_the_next_one_asks_for_it_and_for_a_code(counter: Counter) -> None:
    browser = entered(counter, given(counter))
    assert "Anna Bertot" in browser.get("/").text
    before = browser.token()
    assert browser.post("/esci").location == "/entra"
    browser.client.set_cookie("__Host-mutua", before, domain="mutua.test", secure=True)
    assert browser.get("/").location == "/entra", "the token of a session that ended opens nothing"
    browser = counter.outsider()
    browser.get("/entra")
    fixed = browser.token()
    assert browser.post("/entra", {"login": "Anna", "password": OWN}).location == "/entra/codice"
    assert browser.get("/").location == "/entra/codice", "half in is not in"
    browser.get("/entra/codice")
    counter.clock.pass_by(timedelta(seconds=31))
    half = browser.token()
    assert browser.post("/entra/codice", {"code": code(counter)}).location == "/"
    assert len({fixed, half, browser.token()}) == 3, "a token known before entering is worth nothing after"


def test_b27_a_code_counts_once_and_only_around_its_time(counter: Counter) -> None:
    entered(counter, given(counter))
    browser = counter.outsider()
    browser.get("/entra")
    browser.post("/entra", {"login": "anna", "password": OWN})
    browser.get("/entra/codice")
    assert browser.post("/entra/codice", {"code": code(counter)}).status_code == 401, "used at the first entry"
    with counter.archive.reader.begin() as connection:
        clock = pyotp.TOTP(str(connection.scalar(select(account.c.secret))))
    counter.clock.pass_by(timedelta(minutes=5))
    now = int(counter.clock.now.timestamp()) // 30
    for step in (now - 3, now + 3):
        assert browser.post("/entra/codice", {"code": clock.generate_otp(step)}).status_code == 401
    assert browser.post("/entra/codice", {"code": clock.generate_otp(now - 1)}).location == "/"
    ahead = counter.outsider()
    ahead.get("/entra")
    ahead.post("/entra", {"login": "anna", "password": OWN})
    ahead.get("/entra/codice")
    assert ahead.post("/entra/codice", {"code": clock.generate_otp(now - 1)}).status_code == 401, "by then it was used"
    assert ahead.post("/entra/codice", {"code": clock.generate_otp(now + 1)}).location == "/"


def test_b34_unknown_wrong_and_closed_hear_the_same(counter: Counter) -> None:
    made = given(counter)
    entered(counter, made)
    given(counter, "bruno")
    disable_user(counter.archive, "bruno", actor_id=counter.society.actor_id, now=counter.clock.now)
    answers = []
    for login, password in (("nessuno", OWN), ("anna", "sbagliata"), ("bruno", "qualunque"), ("ａnna.", "no")):
        browser = counter.outsider()
        browser.get("/entra")
        answer = browser.post("/entra", {"login": login, "password": password})
        assert answer.status_code == 401
        answers.append(answer.text.replace(login, "").replace(browser.seal, ""))
    assert len(set(answers)) == 1


def test_ten_failures_make_one_wait_and_never_for_good(counter: Counter) -> None:
    entered(counter, given(counter))
    browser = counter.outsider()
    browser.get("/entra")
    for _ in range(5):
        assert "non vanno bene" in browser.post("/entra", {"login": "anna", "password": "sbagliata"}).text
    assert "aspettate" in browser.post("/entra", {"login": "anna", "password": OWN}).text
    counter.clock.pass_by(timedelta(minutes=5, seconds=1))
    assert browser.post("/entra", {"login": "anna", "password": OWN}).location == "/entra/codice"


def test_b29_whoever_is_disabled_reset_idle_or_in_since_the_morning_is_out(counter: Counter) -> None:
    actor_id, now = counter.society.actor_id, counter.clock.now
    one, two, three = (counter.inside(Role.CLERK, login=name) for name in ("uno", "due", "tre"))
    assert [browser.get("/").status_code for browser in (one, two, three)] == [200, 200, 200]
    disable_user(counter.archive, "uno", actor_id=actor_id, now=now)
    reset_user(counter.archive, "due", actor_id=actor_id, now=now)
    assert [browser.get("/").location for browser in (one, two)] == ["/entra", "/entra"]
    for _ in range(24):
        counter.clock.pass_by(timedelta(minutes=29))
        assert three.get("/").status_code == 200
    counter.clock.pass_by(timedelta(minutes=29))
    assert three.get("/").location == "/entra", "twelve hours, however busy"
    four = counter.inside(Role.CLERK)
    counter.clock.pass_by(timedelta(minutes=31))
    assert four.get("/").location == "/entra"
    answer = four.post("/cerca", {"words": "rossi"})
    assert answer.status_code == 401
    assert "nulla è stato registrato" in answer.text


@pytest.mark.parametrize(
    ("password", "why"),
    [("cor7a", "12"), ("a" * 300, "256"), ("aaaabbbbaaaabbbb", "si indovina"), ("anna di casa mia", "si indovina")],
)
def test_a_password_that_will_not_do_is_told_why(counter: Counter, password: str, why: str) -> None:
    made = given(counter)
    browser = counter.outsider()
    browser.get("/entra")
    browser.post("/entra", {"login": "anna", "password": made.password})
    browser.get("/entra/prima-volta")
    answer = browser.post("/entra/prima-volta", {"password": password, "again": password, "code": code(counter)})
    assert answer.status_code == 401
    assert why in answer.text
    assert password not in answer.text


def test_b26_a_password_goes_in_and_out_sign_by_sign(counter: Counter) -> None:
    """Bad input 26: blanks at the end, an emoji, a NUL: every sign counts."""
    made, odd = given(counter), " caffè\0 e 🥐 alle sette "
    browser = counter.outsider()
    browser.get("/entra")
    browser.post("/entra", {"login": "anna", "password": made.password})
    browser.get("/entra/prima-volta")
    assert browser.post("/entra/prima-volta", {"password": odd, "again": odd, "code": code(counter)}).location == "/"
    for password, status in ((odd.strip(), 401), (odd.replace("\0", ""), 401), (odd, 303)):
        other = counter.outsider()
        other.get("/entra")
        assert other.post("/entra", {"login": "anna", "password": password}).status_code == status


def test_signing_out_ends_one_session_and_leaves_the_others(counter: Counter) -> None:
    browser, other = counter.inside(Role.CLERK), counter.inside(Role.CLERK)
    browser.post("/esci")
    assert other.get("/").status_code == 200
    with counter.archive.reader.begin() as connection:
        assert connection.scalar(select(func.count()).select_from(web_session)) == 1
