"""S3: whatever a browser sends to whichever button, the answer is a page or another address, and never a fault."""

from __future__ import annotations

import io
import re
import time
from collections import Counter as Counts
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bank.statements import Move
from faults.conftest import Told
from faults.sizes import FULL
from mutua.domain.access import Role, may
from mutua.services.accounts import list_users
from mutua.web.app import HEADERS
from mutua.web.guards import SEAL
from mutua.web.routes import ROUTES, Audience, Route, Subject
from services.bank_helpers import moves
from services.firm_helpers import Firms
from web.claims_helpers import firm_name, name_of
from web.counter import HOUSE, Browser, Counter
from web.generated_forms import Fields, encoded, forms_on, sent_for
from web.mine import Families
from web.outside import Outside
from web.pact_helpers import LINK, applied
from web.payments_helpers import prepared_run
from web.test_access import delivered, draft_of, half_in, proposed
from web.test_mine_access import draft_of as my_draft
from web.test_s3_programs import times

EVERYBODY = (Role.CLERK, Role.APPROVER, Role.AUDITOR, Role.ADMIN)
# In an ordinary run one login has every role of the house; in the full campaign they come one after the other.
LOGINS = tuple((one,) for one in EVERYBODY) if FULL else (EVERYBODY,)
EACH = times(1, 100)
NOT_THEIRS = times(1, 5)  # of a button that they may not press
TOLD = {200, 303, 400, 401, 403, 404, 409, 410, 413, 422, 429}
SLOW = 2.0  # seconds of the processor
LAST = ("erase_person", "end_death")  # after them there is little left to ask


def subjects(counter: Counter, firms: Firms) -> Mapping[Subject | None, str]:
    """Of each kind of thing that an address may name, one that is there."""
    counter.account("qualcuno", [Role.CLERK])
    login = next(one.public_id for one in list_users(counter.archive) if one.login == "qualcuno")
    run = prepared_run(counter)
    asked = counter.society.claim("Anna", "VIS", 10_000)
    return {
        Subject.PERSON: counter.public_id("Anna"), Subject.CLAIM: name_of(counter, asked), Subject.ACCOUNT: login,
        Subject.BANK_LINE: str(moves(counter.society, Move(100))[0]), Subject.RUN: run.public_id,
        Subject.FIRM: firm_name(counter, firms.firm("Officina")), Subject.LINK: "x" * 43,
        Subject.DRAFT: draft_of(counter, login), Subject.ATTACHMENT: delivered(counter),
        Subject.PROPOSAL: proposed(counter), Subject.STATEMENT: "1", Subject.WORKER: "1", None: "",
        Subject.APPLICATION: applied(counter).public_id, Subject.APPLICATION_LINK: LINK,
        Subject.MY_PERSON: counter.public_id("Anna"), Subject.MY_CLAIM: name_of(counter, asked),
    }  # fmt: skip


def shown_forms(browser: Browser, named: Mapping[Subject | None, str], whose: Audience) -> dict[str, list[Fields]]:
    """The forms of all pages (in the full campaign also of the steps they lead to) by the address they are sent to."""
    found: dict[str, list[Fields]] = {}
    pages = [one for one in ROUTES if one.method == "GET" and one.audience in (whose, Audience.INSIDE)]
    asked = [one.path.replace("<subject>", named[one.subject]) for one in pages]
    seen = set(asked)
    for path in asked:
        page = browser.get(path)
        if page.mimetype != "text/html":
            continue
        for action, fields in forms_on(page.text):
            found.setdefault(action, []).append(fields)
        further = [one.replace("&amp;", "&") for one in re.findall(r'href="(/[^"]*\?[^"]*)"', page.text)]
        for one in further if FULL else ():
            if one not in seen and one.partition("?")[0] in seen:
                seen.add(one)
                asked.append(one)
    return found


class Pressing:
    """Somebody who presses buttons with whatever was generated, and comes in again where a button put them out."""

    def __init__(self, counter: Counter, caplog: pytest.LogCaptureFixture, roles: Sequence[Role]) -> None:
        self.counter, self.caplog, self.roles = counter, caplog, roles
        self.outside = Outside(counter, Firms(counter.society, counter.clock.now.date()))
        self.families = Families(counter)
        self.families.inside("Anna", "anna-socia")
        draft = my_draft(self.families, "anna-socia", "Anna")
        self.named = {**subjects(counter, self.outside.firms), Subject.MY_DRAFT: draft}
        self.enter()
        self.shown = shown_forms(self.browser, self.named, Audience.STAFF)
        self.shown |= shown_forms(self.firm, self.named, Audience.FIRM)
        self.shown |= shown_forms(self.member, self.named, Audience.MEMBER)
        self.answers: dict[str, Counts[int]] = {}

    def enter(self) -> None:
        """Through each of the doors."""
        self.browser, self.half = self.counter.inside(*self.roles), half_in(self.counter)
        self.firm, self.member = self.outside.inside("Officina"), self.families.inside("Anna")

    def may(self, route: Route) -> bool:
        """Whether somebody of those who press may press the button."""
        return route.audience is not Audience.STAFF or route.permission is None or may(self.roles, route.permission)

    def press(self, route: Route) -> None:
        assert route.form is not None
        path = route.path.replace("<subject>", self.named[route.subject])
        counted = self.answers.setdefault(route.name, Counts())
        files = st.sampled_from((None, b"", b"%PDF-", b"PK\3\4")) if route.files else st.none()

        many = EACH if self.may(route) else NOT_THEIRS

        @settings(max_examples=many, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
                  suppress_health_check=list(HealthCheck))  # fmt: skip
        @given(fields=sent_for(route.form, self.shown.get(path, [])), file=files)
        def one(fields: Fields, file: bytes | None) -> None:
            counted[self.answered(route, path, fields, file)] += 1

        one()

    def answered(self, route: Route, path: str, fields: Fields, file: bytes | None) -> int:
        doors = {Audience.HALF_IN: self.half, Audience.FIRM: self.firm, Audience.MEMBER: self.member}
        who = doors.get(route.audience, self.browser)
        token, began = who.token(), time.process_time()
        data: object = encoded([(SEAL, who.seal), *fields])
        kind = "application/x-www-form-urlencoded"
        if file is not None:
            told = {name: value.encode(errors="replace").decode() for name, value in fields}
            data, kind = {SEAL: who.seal, "files": (io.BytesIO(file), "a.pdf"), **told}, "multipart/form-data"
        answer = who.client.post(path, data=data, base_url=HOUSE, content_type=kind)
        sent = [(name, value[:60]) for name, value in fields]
        where = (route.name, sent, answer.status_code, self.caplog.text[-2000:])
        assert answer.status_code in TOLD, where
        assert time.process_time() - began < SLOW, where
        assert b"Traceback" not in answer.data, where
        assert b"<script>" not in answer.data or answer.mimetype != "text/html", where
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS, where
        assert re.match("/(?!/)", answer.location or "/"), where
        if who.token() != token or answer.status_code == 401:
            self.enter()
        return answer.status_code


@pytest.mark.parametrize("roles", LOGINS, ids=lambda some: "-".join(some))
def test_no_generated_form_gets_a_fault(
    counter: Counter, caplog: pytest.LogCaptureFixture, dialect: str, roles: Sequence[Role], told: Told
) -> None:
    """In an ordinary run each database gets every second button, by somebody with every role of the house; in the full
    campaign both get all of them, from each role."""
    buttons = [one for one in ROUTES if one.method == "POST"]
    if not FULL:
        buttons = buttons[dialect == "sqlite" :: 2]
    pressing = Pressing(counter, caplog, roles)
    for route in sorted(buttons, key=lambda one: one.name in LAST):
        pressing.press(route)
    theirs = {one.name for one in buttons if pressing.may(one)}
    assert min(each.total() for name, each in pressing.answers.items() if name in theirs) >= EACH
    taken = {name for name, each in pressing.answers.items() if {200, 303} & set(each)}
    assert len(taken) > len(theirs) // (4 if FULL else 8), "many buttons were pressed rightly too"
    assert taken <= theirs, "nobody does what is not theirs"
    requests = sum(each.total() for each in pressing.answers.values())
    told("S3", dialect, f"{len(buttons)} buttons as {'-'.join(roles)}: {requests:,} requests",
         f"0 faults; {len(taken)} of {len(theirs)} buttons of theirs did something")  # fmt: skip
