"""Who gets which page of the doors of outside: what was typed by hand against the routes, for every kind of login."""

from __future__ import annotations

import re
from collections import Counter as Counted
from collections.abc import Mapping
from pathlib import Path

import pytest
from sqlalchemy import event, select

from mutua.domain.access import Role
from mutua.services.decide_claim import Refusal
from mutua.services.statement_money import pay_statement
from mutua.store.database import Archive
from mutua.store.people import households_of
from mutua.store.tables import audit, claim
from mutua.store.wall import FIRM_TABLES, tables_named
from mutua.web.api.routes import ROOT
from mutua.web.door_forms import MonthQuery, YearQuery
from mutua.web.guards import COOKIE
from mutua.web.outside_names import STATEMENT, WORKER
from mutua.web.routes import ROUTES, Audience, Route, Subject
from services.firm_helpers import NAMES
from web.counter import CALLED, HOUSE, Browser
from web.outside import JUNE, Outside, outside_of

TABLE = Path(__file__).with_name("expected_outside.txt")
ROWS = [line.split() for line in TABLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
WHO = ("outsider", "clerk", "firm", "other", "consultant", "undelegated", "member")
OUTSIDERS = WHO[2:6]
THEIRS = [route for route in ROUTES if route.view.startswith("door_")]


@pytest.fixture
def outside(archive: Archive, tmp_path: Path) -> Outside:
    return outside_of(archive, tmp_path)


def browsers(outside: Outside) -> Mapping[str, Browser]:
    outsider = outside.counter.outsider()
    outsider.get("/entra")
    member = outside.counter.inside(Role.MEMBER, login="socia")
    member.get("/profilo")
    return {
        "outsider": outsider, "clerk": outside.counter.inside(Role.CLERK), "firm": outside.inside("Alfa"),
        "other": outside.inside("Beta"), "consultant": outside.inside("Verdi", intermediary=True),
        "undelegated": outside.inside("Neri", intermediary=True), "member": member,
    }  # fmt: skip


def subjects(outside: Outside) -> Mapping[Subject | None, str]:
    """What addresses name: Alfa, a paid statement of it, somebody of it who left lately."""
    told, firms = outside.issue("Alfa", JUNE), outside.firms
    paid = pay_statement(firms.at(), told.statement_id, cents=told.total_cents, received_on=JUNE)
    assert not isinstance(paid, Refusal), paid
    firms.move("Alfa", firms.row("Alfa", "Rossi Anna", left_on=JUNE, at=2), today=JUNE)
    worker = next(one.enrolment_id for one in firms.roster("Alfa") if one.surname == "Rossi")
    return {None: "", Subject.FIRM: outside.name("Alfa"), Subject.STATEMENT: CALLED.of(STATEMENT, told.statement_id),
            Subject.WORKER: CALLED.of(WORKER, worker), Subject.LINK: "x" * 43}  # fmt: skip


def told(route: Route, browser: Browser, name: str) -> str:
    path, token = route.path.replace("<subject>", name), browser.token()
    path += {YearQuery: "?year=2026", MonthQuery: "?month=2026-06"}.get(route.query, "")
    answer = browser.get(path) if route.method == "GET" else browser.post(path)
    if browser.token() != token:
        browser.client.set_cookie(COOKIE, token, domain="mutua.test", secure=True)
    there = re.sub(r"[a-z2-7]{26}", "*", answer.location or "")
    return f"{answer.status_code}>{there}" if there else str(answer.status_code)


def test_each_page_answers_each_login_as_was_typed_and_reads_no_other_table(outside: Outside) -> None:
    assert [row[0] for row in ROWS] == [route.name for route in THEIRS]
    named, who, seen = subjects(outside), browsers(outside), set[str]()

    asking = ""

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if asking in OUTSIDERS:
            seen.update(tables_named(statement))

    for engine in (outside.archive.reader, outside.archive.writer):
        event.listen(engine, "before_cursor_execute", note)
    found: list[list[str]] = []
    for route in THEIRS:
        cells = []
        for asking in WHO:
            cells.append(told(route, who[asking], named[route.subject]))
        found.append([route.name, *cells])
    assert found == ROWS
    assert seen <= FIRM_TABLES, "the guards and the pages read nothing else, on any road"
    assert {"firm_roster", "firm_statement", "staff_list", "account_firm"} <= seen


def test_what_is_anothers_and_what_nobody_has_are_the_same_bytes(outside: Outside) -> None:
    named = subjects(outside)
    browser = outside.inside("Beta")
    absent = {Subject.FIRM: "a" * 26, Subject.STATEMENT: "987654", Subject.WORKER: "987654"}
    for subject, name in absent.items():
        route = next(one for one in THEIRS if one.subject is subject and one.method == "GET")
        answers = [browser.get(route.path.replace("<subject>", one)) for one in (named[subject], name, "x", "0", "%27")]
        assert {(one.status_code, one.data, tuple(sorted(one.headers))) for one in answers} == {
            (404, answers[0].data, tuple(sorted(answers[0].headers)))
        }
        answers = [browser.post(f"/azienda/{one}/entra") for one in (named[Subject.FIRM], "a" * 26)]
        assert answers[0].data == answers[1].data
        assert answers[0].status_code == answers[1].status_code == 404


def test_ac13_a_firm_that_asks_for_a_claim_is_told_alike_whatever_it_asks_and_it_is_written_down(
    outside: Outside,
) -> None:
    """AC-13: of its own worker, of somebody else, of nobody; page, document, export, interface for programs."""
    society, firms = outside.counter.society, outside.firms
    for name in (NAMES[0], NAMES[5]):  # one of Alfa, one of Beta
        person_id = firms.person(name, 2)
        society.people[name] = person_id
        with outside.archive.reader.begin() as connection:
            society.households[person_id] = min(households_of(connection, [person_id])[person_id])
        society.claim(name, "VIS", 10_000, on=JUNE)
    with outside.archive.reader.begin() as connection:
        names = [*connection.scalars(select(claim.c.public_id).order_by(claim.c.claim_id)), "a" * 26]
    assert len(names) == 3
    house = [one for one in ROUTES if one.subject in (Subject.CLAIM, Subject.ATTACHMENT, Subject.PERSON, Subject.DRAFT)
             and one.audience is Audience.STAFF]  # fmt: skip
    assert {"claim", "attachment", "person", "claim_letter"} <= {one.name for one in house}
    browser, before = outside.inside("Alfa"), refused(outside)
    for route in house:
        answers = []
        for name in names:
            path = route.path.replace("<subject>", name)
            answers.append(browser.get(path) if route.method == "GET" else browser.post(path))
        assert {(one.status_code, one.data, tuple(sorted(one.headers))) for one in answers} == {
            (404, answers[0].data, tuple(sorted(answers[0].headers)))
        }, route.name
        assert refused(outside) - before == Counted({route.name: 3}), "each attempt, and of which kind of page"
        before = refused(outside)
    told = [browser.client.get(f"{ROOT}/claims/{name}", base_url=HOUSE) for name in names]
    assert len({(one.status_code, one.data) for one in told}) == 1
    assert told[0].status_code in (401, 404), "a login opens nothing for programs, and a firm has no key"


def refused(outside: Outside) -> Counted[str]:
    with outside.archive.reader.begin() as connection:
        return Counted(connection.scalars(select(audit.c.object_id).where(audit.c.kind == "refused")))


def test_who_is_of_the_house_or_a_member_never_gets_a_firms_page_with_another_role(outside: Outside) -> None:
    """Channel 16: roles never add up, whatever was done to the login."""
    both = outside.counter.inside(Role.FIRM, Role.CLERK, login="due")
    assert both.get("/persone/x").status_code == 404
    assert both.get(f"/azienda/{outside.name('Alfa')}").status_code == 403, "nobody said of which firm"
