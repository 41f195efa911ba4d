"""S3: whatever a browser sends to whichever button, the answer is a page or another address, and never a fault."""

from __future__ import annotations

import io
import math
import os
import random
import re
import time
from collections import Counter as Counts
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from bank.statements import Move
from faults.conftest import Told
from faults.sizes import FULL, SEED, sized
from mutua.domain.access import Role, may
from mutua.domain.firms import Rate
from mutua.services.accounts import list_users
from mutua.services.decide_claim import Refusal
from mutua.services.firm_statements import issue_statements
from mutua.web.app import HEADERS
from mutua.web.deeds import BACK
from mutua.web.guards import SEAL
from mutua.web.routes import ROUTES, Audience, Route, Subject
from services.bank_helpers import moves
from services.firm_helpers import NAMES, Firms
from web.claims_helpers import firm_name, name_of
from web.counter import HOUSE, Browser, Counter
from web.generated_forms import HOSTILE_NAMES, Fields, encoded, forms_on, sent_for
from web.mine import Families
from web.outside import Outside
from web.pact_helpers import LINK, applied
from web.payments_helpers import prepared_run
from web.right_forms import RIGHT, file_for, lines_of_the_bank, people_in_every_state, requests_in_every_state
from web.test_access import delivered, draft_of, half_in, proposed
from web.test_mine_access import draft_of as my_draft

HOUSES = (Role.CLERK, Role.APPROVER, Role.AUDITOR, Role.ADMIN)
# In an ordinary run everybody at their own door, one login with every role of the house; in the full campaign each of
# those there are presses everything, their own buttons and all the others.
WHO = (*HOUSES, "firm", "consultant", "member", "nobody") if FULL else ("everybody",)
# In full each role sends so many, in stretches of so many societies, the buttons in another order in each.
REQUESTS = int(os.environ.get("MUTUA_S3_REQUESTS", "50000"))
STRETCHES = sized(1, 10)
DRAWN = sized(120, 300)  # by hypothesis, of each stretch
AGAIN = 60  # after so many buttons the pages are looked at again: others stand there now
TOLD = {200, 303, 400, 401, 403, 404, 405, 409, 410, 413, 422, 429}
SLOW = 2.0  # seconds of the processor
INSIDES = (b"Traceback (most", b"sqlalchemy", b"psycopg", b"SELECT ", b"INSERT INTO", b"site-packages")
MARKS = {"file", "seen", "stamp", "mark"}
LAST = ("erase_person", "end_death")  # after them there is little left to ask


def subjects(counter: Counter, firms: Firms) -> Mapping[Subject | None, str]:
    """Of each kind of thing that an address may name, one that is there."""
    counter.account("qualcuno", [Role.CLERK])
    login = next(one.public_id for one in list_users(counter.archive) if one.login == "qualcuno")
    run = prepared_run(counter)
    asked = counter.society.claim("Anna", "VIS", 10_000)
    firms.firm("Officina", rates=(Rate("base", 1000),), firm_share=7000, fund_share=250)
    firms.move("Officina", *firms.rows("Officina", NAMES[:4]), today=date(2026, 1, 10))
    assert not isinstance(issue_statements(firms.at(), firms.firms["Officina"], date(2026, 6, 1)), Refusal)
    return {
        Subject.PERSON: counter.public_id("Anna"), Subject.CLAIM: name_of(counter, asked), Subject.ACCOUNT: login,
        Subject.BANK_LINE: str(moves(counter.society, Move(100))[0]), Subject.RUN: run.public_id,
        Subject.FIRM: firm_name(counter, firms.firms["Officina"]), Subject.LINK: "x" * 43,
        Subject.DRAFT: draft_of(counter, login), Subject.ATTACHMENT: delivered(counter),
        Subject.PROPOSAL: proposed(counter), Subject.STATEMENT: "1", Subject.WORKER: "1", None: "",
        Subject.APPLICATION: applied(counter).public_id, Subject.APPLICATION_LINK: LINK,
        Subject.MY_PERSON: counter.public_id("Anna"), Subject.MY_CLAIM: name_of(counter, asked),
    }  # fmt: skip


def shown_forms(
    browser: Browser, named: Mapping[Subject | None, Sequence[str]], whose: Audience
) -> Iterator[tuple[str, list[tuple[str, Fields]]]]:
    """Each page (in the full campaign also each step that one leads to) with its forms by the address they are sent to.
    """
    pages = [one for one in ROUTES if one.method == "GET" and one.audience in (whose, Audience.INSIDE)]
    asked = [one.path.replace("<subject>", name) for one in pages for name in named[one.subject]]
    seen = set(asked)
    for path in asked:
        page = browser.get(path)
        if page.mimetype != "text/html":
            continue
        yield path, forms_on(page.text)
        further = [one.replace("&amp;", "&") for one in re.findall(r'href="(/[^"]*\?[^"]*)"', page.text)]
        for one in further if FULL else ():
            if one not in seen and one.partition("?")[0] in seen:
                seen.add(one)
                asked.append(one)


def path_of(route: Route, name: str) -> str:
    """The address of what is called so, or is not at all."""
    return route.path.replace("<subject>", quote(name.encode(errors="surrogatepass"), safe=""))


class Each(NamedTuple):
    """How many requests are generated for each button that they may press, for each other, for each page."""

    theirs: int = 1
    others: int = 1
    looks: int = 1


class Pressing:
    """Somebody who presses buttons with whatever was generated, and comes in again where a button put them out."""

    def __init__(
        self, counter: Counter, caplog: pytest.LogCaptureFixture, who: str, consultant: bool, seed: int = SEED
    ) -> None:
        self.counter, self.caplog, self.who, self.seed, self.each = counter, caplog, who, seed, Each()
        self.outside = Outside(counter, Firms(counter.society, counter.clock.now.date()))
        self.families = Families(counter)
        self.families.inside("Anna", "anna-socia")
        draft = my_draft(self.families, "anna-socia", "Anna")
        named = {**subjects(counter, self.outside.firms), Subject.MY_DRAFT: draft}
        self.named: dict[Subject | None, tuple[str, ...]] = {kind: (name,) for kind, name in named.items()}
        if FULL:
            self.others_named()
        self.organisation = ("Verdi", True) if consultant else ("Officina", False)
        if consultant:
            self.outside.consultant("Verdi", "Officina")
        self.shown: dict[str, list[Fields]] = {}
        self.stands: dict[str, str] = {}  # on which page the form for an address was seen last
        self.answers: dict[str, Counts[int]] = {}
        self.looked: Counts[int] = Counts()
        self.confirmed = 0
        self.enter()

    def others_named(self) -> None:
        """Beside the one of each kind, people and requests in every state, and movements of the bank."""
        for kind, names in (
            (Subject.PERSON, people_in_every_state(self.counter)),
            (Subject.CLAIM, requests_in_every_state(self.counter)),
            (Subject.BANK_LINE, lines_of_the_bank(self.counter)),
        ):
            self.named[kind] += tuple(names)

    def look_around(self) -> None:
        """At every page, for the buttons that stand there; those seen before may be pressed again."""
        for audience in (Audience.STAFF, Audience.FIRM, Audience.MEMBER, Audience.ANYBODY):
            for page, forms in shown_forms(self.doors.get(audience, self.alone), self.named, audience):
                self.saw(page, forms)

    def saw(self, page: str, forms: Iterable[tuple[str, Fields]]) -> None:
        """Forms of a page ("": of an answer, which cannot be asked for again), by the address they are sent to."""
        for to, one in forms:
            self.shown[to] = [*[other for other in self.shown.get(to, []) if other != one], one][-12:]
            if page:
                self.stands[to] = page

    @property
    def roles(self) -> Sequence[Role]:
        """Of the house."""
        return HOUSES if self.who == "everybody" else [one for one in HOUSES if one == self.who]

    def enter(self) -> None:
        """Through each of the doors that are theirs."""
        every, self.doors = self.who == "everybody", {}
        self.alone = self.counter.outsider()
        self.alone.get("/entra")
        if self.roles:
            self.alone = self.doors[Audience.STAFF] = self.counter.inside(*self.roles)
        if every or self.who in ("firm", "consultant"):
            name, intermediary = self.organisation
            self.alone = self.doors[Audience.FIRM] = self.outside.inside(name, intermediary=intermediary)
        if every or self.who == "member":
            self.alone = self.doors[Audience.MEMBER] = self.families.inside("Anna")
        if every or self.who == "nobody":
            self.doors[Audience.HALF_IN] = half_in(self.counter)
            self.doors[Audience.ANYBODY] = self.counter.outsider()
            self.doors[Audience.ANYBODY].get("/entra")

    def may(self, route: Route) -> bool:
        """Whether somebody of those who press may press the button, as it is written here."""
        if route.audience is Audience.STAFF:
            return route.permission is not None and may(self.roles, route.permission)
        if route.audience is Audience.INSIDE:
            return self.who != "nobody"
        return route.audience is Audience.ANYBODY or route.audience in self.doors

    def shared_out(self, requests: int, buttons: Sequence[Route], pages: Sequence[Route]) -> None:
        """So many requests in all: eight for each button of theirs, four for each page, one for each other button.

        A page of which nothing can be asked is always the same page: once.
        """
        theirs = sum(self.may(one) for one in buttons)
        asked = sum(one.query is not None or one.subject is not None for one in pages)
        unit = requests / (8 * theirs + 4 * asked + len(buttons) - theirs)
        self.each = Each(math.ceil(8 * unit), math.ceil(unit), math.ceil(4 * unit))

    def press(self, route: Route) -> None:
        """As often as its share is: each eighth time, as the first, rightly as far as is known, else also wrongly."""
        chance = random.Random(f"{self.seed} {route.name}")
        for turn in range(self.each.theirs if self.may(route) else self.each.others):
            self.press_once(route, chance, rightly=turn % 8 == 0)

    def press_once(self, route: Route, chance: random.Random, *, rightly: bool) -> None:
        assert route.form is not None
        path = self.somewhere(route, chance, rightly=rightly)
        if FULL and rightly and path in self.stands:
            self.look_again(route, self.stands[path])
        shown = self.shown.get(path, [])
        fields = sent_for(route.form, shown, RIGHT.get(route.name), chance, rightly=rightly)
        file = file_for(route.path, chance, rightly=rightly) if route.files else None
        self.answered(route, path, fields, file, steps=3 if FULL and rightly else 1)

    def look_again(self, route: Route, page: str) -> None:
        """At the page of a form as it is now: what others did meanwhile changes its marks."""
        found = self.doors.get(route.audience, self.alone).get(page)
        if found.mimetype == "text/html":
            self.saw(page, forms_on(found.text))

    def somewhere(self, route: Route, chance: random.Random, *, rightly: bool) -> str:
        """An address of the button: of what is there, of what a page shows it for, seldom of what is not there."""
        if route.subject is None:
            return route.path
        if not rightly and chance.random() < 0.1:
            return path_of(route, chance.choice(HOSTILE_NAMES))
        begin, end = route.path.split("<subject>")
        deep = route.path.count("/")
        shown = [one for one in self.shown if one.startswith(begin) and one.endswith(end) and one.count("/") == deep]
        known = [path_of(route, name) for name in self.named[route.subject]]
        return known[0] if rightly and not shown else chance.choice(shown if shown and chance.random() < 0.6 else known)

    def answered(self, route: Route, path: str, fields: Fields, file: bytes | None, *, steps: int = 1) -> None:
        """Sent and answered as it must be; then what the answer asks, as often as there are `steps` left."""
        who = self.doors.get(route.audience, self.alone)
        if route.audience is Audience.ANYBODY and self.who == "nobody":
            self.counter.clock.pass_by(timedelta(minutes=20))  # or they soon hear nothing else than to wait
        token, began = who.token(), time.process_time()
        data: object = encoded([(SEAL, who.seal), *fields])
        kind = "application/x-www-form-urlencoded"
        if file is not None:
            told = {name: value.encode(errors="replace").decode() for name, value in fields}
            data, kind = {SEAL: who.seal, "files": (io.BytesIO(file), "a.pdf"), **told}, "multipart/form-data"
        answer = who.client.post(path, data=data, base_url=HOUSE, content_type=kind)
        self.fits(answer, (path[:80], [(name, value[:60]) for name, value in fields]), began)
        self.answers.setdefault(route.name, Counts())[answer.status_code] += 1
        if who.token() != token or answer.status_code == 401:
            self.enter()
        elif steps:
            self.go_on(who, answer, path, steps - 1)

    def go_on(self, who: Browser, answer: TestResponse, path: str, steps: int) -> None:
        """What was asked is confirmed; with steps to spare the page that follows is looked at, and what it goes on to
        with a mark of its own (a file that was read, a sum that was shown) is pressed.
        """
        if answer.status_code == 303 and steps:
            answer = who.get(answer.location)
        if answer.mimetype != "text/html" or answer.status_code not in (200, 409):
            return
        forms = forms_on(answer.text)
        self.saw("", forms)
        for to, one in forms:
            sure = to == path and dict(one).get("sure") not in (None, "", BACK)
            on = to != path and steps and answer.status_code == 200 and MARKS & {name for name, value in one if value}
            route = self.button(to) if sure or on else None
            if route is not None and (sure or self.may(route)):
                self.confirmed += 1
                self.answered(route, to, one, None, steps=steps)
                return

    def button(self, path: str) -> Route | None:
        """The button that is sent to the address."""
        parts = path.split("/")
        for one in ROUTES:
            told = one.path.split("/")
            if one.method == "POST" and len(told) == len(parts) and all(
                mine in (theirs, "<subject>") for mine, theirs in zip(told, parts, strict=True)
            ):  # fmt: skip
                return one
        return None

    def fits(self, answer: TestResponse, sent: object, began: float) -> None:
        """An answer that is told, soon, of ours, and says nothing of the program's inside."""
        where = (self.who, self.seed, sent, answer.status_code, self.caplog.text[-2000:])
        assert answer.status_code in TOLD, where
        assert time.process_time() - began < SLOW, where
        for inside in INSIDES:
            assert inside not in answer.data or answer.mimetype == "application/pdf", where
        assert b"<script>" not in answer.data or answer.mimetype != "text/html", where
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS, where
        assert re.match("/(?!/)", answer.location or "/"), where

    def look(self, route: Route) -> None:
        """The page with whatever behind its question mark, of what is there and of whatever is not."""
        who, chance = self.doors.get(route.audience, self.alone), random.Random(f"{self.seed} {route.name}")
        for turn in range(self.each.looks):
            odd = turn > 0 and route.subject is not None and chance.random() < 0.3
            name = chance.choice(HOSTILE_NAMES if odd else self.named[route.subject])
            fields = sent_for(route.query, [], None, chance, rightly=not turn) if route.query is not None else ()
            began = time.process_time()
            answer = who.client.get(f"{path_of(route, name)}?{encoded(fields).decode()}", base_url=HOUSE, buffered=True)
            self.fits(answer, (route.name, name, [(field, value[:60]) for field, value in fields]), began)
            self.looked[answer.status_code] += 1


def pressed_by_hypothesis(pressing: Pressing, buttons: Sequence[Route]) -> None:
    """Any of the buttons with wrong or hostile fields, drawn by hypothesis, which tells the button and the number."""

    @settings(max_examples=DRAWN, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @seed(pressing.seed)
    @given(st.sampled_from(buttons), st.integers(0, 2**32))
    def drawn(route: Route, number: int) -> None:
        # A number alone: how much is drawn from it goes by what stands on the pages, which each example changes.
        pressing.press_once(route, random.Random(number), rightly=False)

    drawn()


@pytest.mark.parametrize("stretch", range(STRETCHES))
@pytest.mark.parametrize("who", WHO)
def test_no_generated_form_gets_a_fault(
    counter: Counter, caplog: pytest.LogCaptureFixture, dialect: str, who: str, stretch: int, told: Told
) -> None:
    """In an ordinary run each database gets every second button, by everybody at their own door, and the pages that
    can be asked for something; in the full campaign both get all of them, from each of those there are."""
    buttons = [one for one in ROUTES if one.method == "POST"]
    pages = [one for one in ROUTES if one.method == "GET" and (FULL or one.query is not None)]
    if not FULL:
        buttons = buttons[dialect == "sqlite" :: 2]
    consultant = who == "consultant" or (who == "everybody" and dialect == "sqlite")
    pressing = Pressing(counter, caplog, who, consultant, SEED + stretch)
    pressing.look_around()
    order = list(buttons)
    if FULL:
        pressing.shared_out(REQUESTS // STRETCHES, buttons, pages)
        random.Random(SEED + stretch).shuffle(order)
    for route in pages:
        pressing.look(route)
    for at, route in enumerate(sorted(order, key=lambda one: one.name in LAST)):
        if at and at % AGAIN == 0:
            pressing.look_around()
        pressing.press(route)
    pressed_by_hypothesis(pressing, buttons)
    theirs = {one.name for one in buttons if pressing.may(one)}
    assert min(each.total() for name, each in pressing.answers.items() if name in theirs) >= pressing.each.theirs
    taken = {name for name, each in pressing.answers.items() if {200, 303} & set(each)}
    taken -= {one.name for one in buttons if one.audience is Audience.HALF_IN}  # who is in is sent on from there
    assert len(taken) >= len(theirs) // (4 if FULL else 8), "many buttons were pressed rightly too"
    assert taken <= theirs, "nobody does what is not theirs"
    assert pressing.looked[200] or who == "nobody"
    requests = sum(each.total() for each in pressing.answers.values())
    told("S3", dialect, f"{len(buttons)} buttons as {who}: {requests:,} requests, {pressing.looked.total():,} pages",
         f"0 faults; {len(taken)} of {len(theirs)} buttons of theirs did something")  # fmt: skip
