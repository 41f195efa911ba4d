"""Who gets which page: what was typed by hand against the routes, for every role, own family, nobody's name."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bank.statements import Move
from mutua.domain.access import OUTSIDE, ROLES, Permission, Role
from mutua.domain.identifiers.iban import Iban, read_iban
from mutua.services.accounts import disable_user
from mutua.services.approve_account import ask_for_account
from mutua.services.claim_drafts import Saved, Writing, Written, save_draft
from mutua.services.claim_life import Desktop
from mutua.services.list_claims import Wanted, list_claims
from mutua.services.papers import KeptFile, keep_file
from mutua.services.payment_runs import drop
from mutua.store.accounts import begin_session
from mutua.store.approvals import Proposal
from mutua.store.payment_runs import RunTold
from mutua.store.tables import account, claim, file_access
from mutua.web.guards import COOKIE
from mutua.web.routes import ROUTES, Audience, Route, Subject
from services.bank_helpers import moves
from services.firm_helpers import Firms
from web.claims_helpers import firm_name
from web.counter import Browser, Counter
from web.pact_helpers import LINK, applied
from web.payments_helpers import prepared_run

TABLE = Path(__file__).with_name("expected_access.txt")
ROWS = [line.split() for line in TABLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
WHO = ("outsider", "half", "clerk", "approver", "auditor", "admin", "family", "absent", "closed")
NOBODY = "a" * 26
DOORS = (Audience.FIRM, Audience.MEMBER)  # theirs are typed in expected_outside.txt
HOUSE = [route for route in ROUTES if route.audience not in DOORS and not route.view.startswith(("door_", "my_"))]


def half_in(counter: Counter) -> Browser:
    token = secrets.token_urlsafe(32)
    account_id = counter.account(f"half-{secrets.token_hex(8)}", [Role.CLERK])
    with counter.archive.writer.begin() as connection:
        begin_session(connection, token, account_id, counter.clock.now)
    browser = counter.outsider()
    browser.client.set_cookie(COOKIE, token, domain="mutua.test", secure=True)
    browser.get("/entra/codice")
    return browser


def browsers(counter: Counter) -> Mapping[str, Browser]:
    outsider = counter.outsider()
    outsider.get("/entra")
    name = f"closed-{secrets.token_hex(3)}"
    closed = counter.inside(Role.CLERK, login=name)
    disable_user(counter.archive, name, actor_id=counter.society.actor_id, now=counter.clock.now)
    return {
        "outsider": outsider, "half": half_in(counter), "closed": closed,
        "family": counter.inside(Role.CLERK, person="Bruno"), "absent": counter.inside(Role.CLERK),
        **{role.value: counter.inside(role) for role in Role if role not in OUTSIDE},
    }  # fmt: skip


def draft_of(counter: Counter, login: str) -> str:
    """A draft about Anna that the login wrote."""
    with counter.archive.reader.begin() as connection:
        account_id = connection.scalar(select(account.c.id).where(account.c.public_id == login)) or 0
    writing = Writing(counter.society.ids.public(), 0, account_id, counter.society.people["Anna"])
    assert isinstance(save_draft(desk(counter), writing, Written({"invoice": "7"}, "0" * 16)), Saved)
    return writing.public_id


def delivered(counter: Counter) -> str:
    """A file of Anna's."""
    assert counter.site.vault is not None
    kept = keep_file(desk(counter), counter.site.vault, counter.society.people["Anna"], b"%PDF-1.7 inventato")
    assert isinstance(kept, KeptFile)
    return kept.sha256


def proposed(counter: Counter) -> str:
    """Another IBAN of Anna's, that waits for two people."""
    iban = read_iban("IT60X0542811101000000123456")
    assert isinstance(iban, Iban)
    made = ask_for_account(desk(counter), counter.society.people["Anna"], iban)
    assert isinstance(made, Proposal)
    return made.public_id


def dropped(counter: Counter) -> str:
    """A payment run that was dropped: nothing can be done with it any more."""
    run = prepared_run(counter)
    assert isinstance(drop(desk(counter), run.run_id), RunTold)
    return run.public_id


def desk(counter: Counter) -> Desktop:
    society = counter.society
    return Desktop(counter.archive, society.plans, society.actor_id, counter.clock.now, society.ids)


def told(counter: Counter, route: Route, browser: Browser, name: str) -> str:
    path = route.path.replace("<subject>", name)
    token = browser.token()
    answer = browser.get(path) if route.method == "GET" else browser.post(path)
    if browser.token() != token:  # it left, or begins anew: the next route is asked as before
        browser.client.set_cookie(COOKIE, token, domain="mutua.test", secure=True)
    location = answer.location.replace(name, "NAME") if answer.location and name else answer.location
    return f"{answer.status_code}>{location}" if location else str(answer.status_code)


def test_each_route_answers_each_role_as_was_typed(counter: Counter) -> None:
    assert [row[0] for row in ROWS] == [route.name for route in HOUSE]
    asked = counter.society.claim("Anna", "visite", 10_000)
    with counter.archive.reader.begin() as connection:
        request = str(connection.scalar(select(claim.c.public_id).where(claim.c.claim_id == asked)))
    counter.account("qualcuno", [Role.CLERK])
    with counter.archive.reader.begin() as connection:
        login = str(connection.scalar(select(account.c.public_id).where(account.c.login == "qualcuno")))
    subjects = {
        Subject.PERSON: counter.public_id("Anna"), Subject.CLAIM: request, Subject.ACCOUNT: login, None: "",
        Subject.BANK_LINE: str(moves(counter.society, Move(100))[0]),
        Subject.FIRM: firm_name(counter, Firms(counter.society, counter.clock.now.date()).firm("Officina")),
        Subject.DRAFT: draft_of(counter, login), Subject.ATTACHMENT: delivered(counter),
        Subject.RUN: dropped(counter), Subject.PROPOSAL: proposed(counter),
        Subject.APPLICATION: applied(counter, aside=True).public_id, Subject.APPLICATION_LINK: LINK,
    }  # fmt: skip
    found: list[list[str]] = []
    who = browsers(counter)
    for row, route in zip(ROWS, HOUSE, strict=True):
        cells = []
        for one, expected in zip(WHO, row[1:], strict=True):
            name = NOBODY if one == "absent" and route.subject else subjects[route.subject]
            cells.append("-" if expected == "-" else told(counter, route, who[one], name))
        found.append([route.name, *cells])
        if route.name in ("leave", "own_leave"):
            who = browsers(counter)
    assert found == ROWS


def test_every_permission_is_of_some_role_and_of_some_route() -> None:
    assert {one for some in ROLES.values() for one in some} == set(Permission)
    assert {route.permission for route in ROUTES} - {None} == set(Permission)
    assert set(ROLES) == set(Role)


def test_a_route_for_staff_has_a_permission_and_a_button_has_a_form() -> None:
    named = (Audience.STAFF, *DOORS)
    assert [one.name for one in ROUTES if (one.audience in named) != (one.permission is not None)] == []
    assert [one.name for one in ROUTES if (one.method == "POST") != (one.form is not None)] == []
    assert [one.name for one in ROUTES if (one.subject is not None) != ("<subject>" in one.path)] == []
    assert len({one.name for one in ROUTES}) == len({(one.method, one.path) for one in ROUTES}) == len(ROUTES)


def test_foreign_and_absent_names_are_answered_alike(counter: Counter) -> None:
    """D13: an address that is nobody's, one that is no name at all, and a request's name as a person's."""
    asked = counter.society.claim("Anna", "visite", 10_000)
    with counter.archive.reader.begin() as connection:
        request = str(connection.scalar(select(claim.c.public_id).where(claim.c.claim_id == asked)))
    browser = counter.inside(Role.CLERK)
    answers = {browser.get(f"/persone/{name}").text for name in (NOBODY, "x", request, "1", "%27", "%F0%9F%91%A9")}
    assert len(answers) == 1
    shown = re.sub(r"<[^>]*>", " ", next(iter(answers)))  # the seal of a button may hold any figures
    assert "404" not in shown, "in words"


def test_each_look_is_written_down_before_anything_is_shown(counter: Counter) -> None:
    browser = counter.inside(Role.CLERK)
    name = counter.public_id("Anna")
    for status, path in ((200, f"/persone/{name}"), (404, f"/persone/{NOBODY}"), (200, "/")):
        assert browser.get(path).status_code == status
    with counter.archive.reader.begin() as connection:
        assert connection.execute(select(file_access.c.what, file_access.c.person_id)).all() == [
            ("sheet", counter.society.people["Anna"])
        ]


@pytest.mark.parametrize("seal", ["", "0" * 64, "è", "x" * 100_000])
def test_b32_a_button_without_its_seal_does_nothing(counter: Counter, seal: str) -> None:
    """Bad input 32."""
    browser = counter.inside(Role.CLERK)
    answer = browser.post("/esci", seal=seal)
    assert answer.status_code == 400
    assert "Nulla è stato registrato" in answer.text
    other = counter.inside(Role.CLERK)
    assert browser.post("/esci", seal=other.seal).status_code == 400, "another's seal"
    assert browser.get("/").status_code == 200, "still in"
    outsider = counter.outsider()
    outsider.get("/entra")
    assert outsider.post("/entra", {"login": "a", "password": "b"}, seal=seal).status_code == 400


def test_a_role_taken_away_counts_from_the_next_page_on(counter: Counter) -> None:
    from mutua.services.accounts import change_roles

    browser = counter.inside(Role.CLERK, login="uno")
    assert browser.post("/cerca", {"words": "rossi"}).status_code == 200
    change_roles(counter.archive, "uno", [Role.ADMIN], actor_id=counter.society.actor_id, now=counter.clock.now)
    assert browser.post("/cerca", {"words": "rossi"}).status_code == 403
    assert list_claims(counter.archive, Wanted(), today=counter.clock.now.date()).total == 0  # type: ignore[union-attr]
    with counter.archive.reader.begin() as connection:
        assert connection.scalar(select(func.count()).select_from(file_access)) == 0
