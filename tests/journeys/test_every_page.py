"""Every page of every door in a real browser, at both widths: as axe wants it, and as whoever has no mouse needs it.

A page that nobody gave a sample here fails: each is opened as somebody who may, with something in its lists. What is
handed over as a file (a paper, a table, the description of the addresses for programs) is no page, and is not opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple

import pytest
from sqlalchemy import select
from werkzeug.serving import make_server

from archives import Ready
from bank.statements import Move
from faults.everything import everything
from intake.ugly.own.people import ANNA, BRUNO, DINA, book
from journeys.conftest import WIDTHS, Front, cookie
from journeys.enlarged import enlarged
from mutua.domain.access import OUTSIDE, Role, may
from mutua.domain.identifiers.creditor_reference import written_reference
from mutua.domain.member_life import MemberKind
from mutua.services.appeals import AppealTold, file_appeal
from mutua.services.claim_life import Done
from mutua.services.confirm_lines import set_aside
from mutua.services.member_life import register_member
from mutua.store.accounts import change_account
from mutua.store.database import Archive
from mutua.store.tables import account, parked_household
from mutua.store.tables_roster import firm_statement
from mutua.web.outside_names import STATEMENT, WORKER
from mutua.web.route import Audience, Route, Subject
from mutua.web.routes import ROUTES
from services.bank_helpers import done, moves
from services.dues_helpers import FIRST, charged
from services.firm_helpers import Firms, code_of
from services.mail_helpers import set_up
from services.member_helpers import desk
from services.member_helpers import told as applies
from services.societies import NOW
from web.claims_helpers import name_of
from web.counter import CALLED, Browser, Counter, counter_before
from web.mine import Families, families_in
from web.outside import Outside
from web.test_access import draft_of, half_in
from web.test_mine_access import draft_of as my_draft
from web.test_mine_births import ADA
from web.test_s3_forms import subjects
from web.test_sheets import confirmed, sent

HOUSE = tuple(role for role in Role if role not in OUTSIDE)
DOORS: Mapping[Audience, Sequence[str]] = {  # who opens the pages of each door
    Audience.ANYBODY: ("nobody",), Audience.HALF_IN: ("half in",), Audience.STAFF: ("house",),
    Audience.INSIDE: ("house", "firm", "member"), Audience.FIRM: ("firm", "consultant"), Audience.MEMBER: ("member",),
}  # fmt: skip
FILES = re.compile(r"\.(pdf|csv|xlsx|json)$")  # how the address of a file ends, where it says what it is
HANDED_OVER = ("attachment", "door_letter", "application_file")  # files too
# Addresses that are no page: they lead to one, which is opened under its own name. A firm of one firm has no list; a
# statement that nobody sent is not seen.
LEADS_ON = ("queue", "members", "bank", "statement_seen", "my_rights", "my_try_mine", "my_claims", "my_papers",
            "printed_file", ("firm", "door_home"))  # fmt: skip
ALONE = ("home", "person", "claim")  # opened by each role of the house too, as whoever has no other sees them
# What stands behind the question mark of pages that are nothing without it, or show something else with it.
ASKED = {
    "member_step": ("passo=correct_person", "passo=move_household", "passo=add_newborn",
                    "passo=declare_elsewhere", "passo=give_notice"),
    "dues_step": ("passo=receive_money", "passo=choose_payment", "passo=add_mandate"),
    "cover_step": ("passo=join_plan",),
    "firm_plan": ("", "piano=mutua-di-prova/prova"), "door_undo_ask": ("list_id={list}",),
    "sheet": ("genere=days",), "pact_quote": ("persone=4&copertura=base",), "dues_year": ("anno=2026",),
    "late": ("giorno=2027-06-01",), "debits": ("entro=30/06/2027&il=30/07/2027&avvisati=01/07/2027",),
}  # fmt: skip

# One look at the page that is there. Everything that opens is opened; whatever can have the focus gets it once.
# Axe need not wait for sounds and films: there are none.
LOOK = """async () => {
  const told = [], seen = (one) => one.checkVisibility({visibilityProperty: true});
  for (const one of document.querySelectorAll('details')) one.open = true;
  if (!document.title.split('·')[0].trim()) told.push('it has no title of its own');
  const heads = [...document.querySelectorAll('h1')].filter(seen).map((one) => one.innerText.trim());
  if (heads.length !== 1 || !heads[0]) told.push(`first headings: ${JSON.stringify(heads)}`);
  const root = document.documentElement, wide = root.scrollWidth - root.clientWidth;
  if (wide > 0) told.push(`${wide} px too wide`);
  for (const one of document.querySelectorAll('.tile')) {
    if (one.scrollWidth > one.clientWidth) told.push(`it spills over: ${one.innerText}`);
  }
  for (const one of document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')) {
    if (one.type === 'hidden' || one.disabled || !seen(one)) continue;
    document.activeElement.blur();
    const mark = one.type === 'file' && one.closest('.pick')?.querySelector('.other') || one;
    const shown = getComputedStyle(mark), before = shown.boxShadow;
    one.focus();
    const ring = shown.outlineStyle !== 'none' && parseFloat(shown.outlineWidth) >= 1 || shown.boxShadow !== before;
    const box = mark.getBoundingClientRect();
    if (document.activeElement !== one) told.push(`no focus: ${one.outerHTML.slice(0, 120)}`);
    else if (!ring || !box.width || !box.height || !Number(shown.opacity)) {
      told.push(`focus unseen: ${one.outerHTML.slice(0, 120)}`);
    }
  }
  document.activeElement.blur();
  if (document.querySelector('audio, video, iframe')) told.push('axe has to wait for it, or to look into it');
  const found = await axe.run(document, {resultTypes: ['violations'], preload: false});
  for (const one of found.violations) for (const node of one.nodes) told.push(`${one.id}: ${node.target}`);
  return told;
}"""


@dataclass
class Everywhere:
    """An archive with something in each list, its front, who stands before it, what addresses name."""

    front: Front
    who: Mapping[str, Browser]
    named: Mapping[Subject | None, str]
    claims: Sequence[str]  # further requests, each another page: a question, an authorisation, an objection
    list_id: str  # of a list that the firm sent and may take back


SIZES = tuple({"width": width, "height": height} for width, height in WIDTHS)


class Opened(NamedTuple):
    """A page as somebody opens it."""

    who: str
    route: Route
    path: str


@pytest.fixture
def everywhere(ready: Ready, tmp_path: Path) -> Iterator[Everywhere]:
    with ready.fresh("sqlite", tmp_path) as url, Archive(url) as archive:
        society = everything(archive, tmp_path)
        counter = counter_before(society, tmp_path)
        families, outside = families_in(counter, "M"), Outside(counter, Firms(society, NOW.date()))
        set_up(archive)
        society.decide(society.claim("Dora", "VIS", 3000))  # what the payment run pays
        named = dict(subjects(counter, outside.firms))
        claims = waiting(families)
        who = {"nobody": counter.outsider(), "half in": half_in(counter), "new": new_half_in(counter)}
        who["house"] = counter.inside(*HOUSE, login="ufficio")
        named[Subject.DRAFT] = draft_of(counter, login_name(counter, "ufficio"))
        hinted(who["house"])
        who |= {role.value: counter.inside(role) for role in HOUSE}
        who["member"] = families.inside("Maria", "maria")
        of_her, objected = of_maria(families, who["member"])
        named |= of_her
        outside.firms.firm("Bottega")
        outside.consultant("Verdi", "Officina", "Bottega")
        who["firm"] = outside.inside("Officina")
        who["consultant"] = outside.inside("Verdi", intermediary=True)
        of_it, list_id = of_officina(outside, who["firm"], f"/azienda/{named[Subject.FIRM]}")
        named |= of_it
        server = make_server("127.0.0.1", 0, counter.app, threaded=True)
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        served = Front(f"http://127.0.0.1:{server.server_port}", counter)
        yield Everywhere(served, who, named, (*claims, objected), list_id)
        server.shutdown()
        thread.join()
        server.server_close()


def login_name(counter: Counter, login: str) -> str:
    """How addresses name the login."""
    with counter.archive.reader.begin() as connection:
        return str(connection.scalar(select(account.c.public_id).where(account.c.login == login)))


def new_half_in(counter: Counter) -> Browser:
    """Somebody whose first password was right, before they choose their own."""
    browser = half_in(counter)
    with counter.archive.writer.begin() as connection:
        newest = connection.scalar(select(account.c.id).order_by(account.c.id.desc()).limit(1))
        assert newest is not None
        change_account(connection, newest, must_change=1)
    return browser


def waiting(families: Families) -> list[str]:
    """Something in each list of work; the names of a question and of an authorisation that is asked for."""
    society, people = families.society, families.society.people
    question = society.claim("Gino", "CASA")
    society.decide(question)
    wanted = society.claim("Gino", "CASA", authorises=True, quantità=60)
    society.household("N13", "Nives")
    society.claim("Nives", "VIS", 5000)
    home_id = society.household("N12", "Zita")
    society.claim("Zita", "VIS", 4000)
    with society.archive.writer.begin() as connection:
        connection.execute(parked_household.insert().values(household_id=home_id, parked_at=NOW, cause="ContentError"))
    applies(register_member(desk(society, NOW.date()), people["Gino"], on=NOW.date(), kind=MemberKind.ORDINARY))
    (due,) = charged(society, "Dora", (FIRST, 12000))
    charged(society, "Nives", (FIRST, 123_456_78))  # a sum as wide as those of a whole society
    sure = Move(12000, text=f"QUOTA {written_reference(due.reference)}", name="ROSSI DORA")
    lines = moves(society, sure, Move(700, name="ENTE"), Move(-900, name="ENEL"))
    done(set_aside(families.at(), lines[1], "donazione"))
    return [name_of(families.counter, one) for one in (question, wanted)]


def hinted(browser: Browser) -> None:
    """A sheet that was looked at, with rows that cannot be read and two people who may be of one household."""
    header = ["Cognome", "Nome", "Cod. Fisc.", "Indirizzo", "Comune", "Socio dal"]
    rows = [[one.surname, one.given, one.code, "via Roma 12", "Pinerolo", "01/01/2024"] for one in (ANNA, BRUNO)]
    rows.append([DINA.surname, DINA.given, DINA.code, "", "", "boh"])
    assert sent(browser, book(Soci=[header, *rows])) == "/soci/fogli/foglio"
    assert "rispondete sì o no" in confirmed(browser)


def of_maria(families: Families, browser: Browser) -> tuple[dict[Subject | None, str], str]:
    """A birth that Maria told, a proxy that she gave, a request she objects to (and its name), one she is writing."""
    society = families.society
    paid = society.claim("Maria", "VIS", 20000)
    society.decide(paid)
    assert isinstance(file_appeal(families.at(), paid, AppealTold(NOW.date(), "post", "Mancano 30 euro.")), Done)
    name = name_of(families.counter, paid)
    families.proxy("Maria", "Dora")
    assert browser.post("/mie/nucleo/nascita", {**ADA, "step": "send"}).status_code == 303
    return {
        Subject.MY_PERSON: families.name("Maria"), Subject.MY_CLAIM: name,
        Subject.MY_DRAFT: my_draft(families, "maria", "Maria"),
    }, name  # fmt: skip


def of_officina(outside: Outside, browser: Browser, path: str) -> tuple[dict[Subject | None, str], str]:
    """A statement and somebody of the firm; the number of the list by which it told of somebody, to be taken back."""
    code = code_of("Greco Nora", 3)
    assert browser.post(f"{path}/entra", {"code": code, "name": "Nora Greco", "start": "1/6/2026"}).status_code == 303
    (list_id,) = re.findall(r'annulla\?list_id=([a-z2-7]{26})"', browser.get(path).text)
    firm_id = outside.firms.firms["Officina"]
    with outside.archive.reader.begin() as connection:
        query = select(firm_statement.c.statement_id).where(firm_statement.c.firm_id == firm_id)
        statement_id = connection.scalars(query).first()
    worker = outside.firms.roster("Officina")[0].enrolment_id
    assert statement_id is not None
    named = {Subject.STATEMENT: CALLED.of(STATEMENT, statement_id), Subject.WORKER: CALLED.of(WORKER, worker)}
    return named, list_id


def pages(everywhere: Everywhere) -> Iterator[Opened]:
    """Every page as everybody opens it who has a door to it; with what it asks behind its question mark."""
    for route in ROUTES:
        if route.method != "GET" or route.name in HANDED_OVER or FILES.search(route.path):
            continue
        path = route.path.replace("<subject>", everywhere.named[route.subject])
        for who in ("new",) if route.name == "first" else DOORS[route.audience]:
            for asked in ASKED.get(route.name, ("",)):
                yield Opened(who, route, f"{path}?{asked.format(list=everywhere.list_id)}".rstrip("?"))
        for name in everywhere.claims if route.name == "claim" else ():
            yield Opened("house", route, route.path.replace("<subject>", name))
        for role in HOUSE if route.name in ALONE else ():
            if route.permission is not None and may([role], route.permission):
                yield Opened(role.value, route, path)


def test_a_page_that_is_wrong_is_told(chromium: Any) -> None:
    from axe_playwright_python.base import AXE_SCRIPT

    page = chromium.new_page()
    page.set_viewport_size(SIZES[1])
    page.set_content("""<html lang="it"><title> · Mutua</title><style>:focus { outline: none; }</style><main>
        <h1>Uno</h1><h1>Due</h1><a href="/">Casa</a><details><summary>Altro</summary><input></details>
        <p style="color: #aaa">Pallido</p><div style="width: 500px">Largo</div>
        <div class="tile" style="width: 2rem">Trentottomila</div></main></html>""")
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate(LOOK)
    page.close()
    for told in ("no title of its own", '["Uno","Due"]', "px too wide", "it spills over: Trentottomila",
                 'focus unseen: <a href="/">', "focus unseen: <input>", "label: input",
                 "color-contrast: p"):  # fmt: skip
        assert [one for one in found if told in one], (told, found)


def test_an_enlarged_page_that_is_wrong_is_told(chromium: Any) -> None:
    page = chromium.new_page()
    page.set_content("""<html lang="it"><style>* { margin: 0; } button { display: block; }</style><main>
        <button style="width: 30px">Parola</button><p style="width: 4rem; overflow: hidden">Lunghissimamente</p>
        <button>Sotto</button><button style="position: relative; top: -12px">Sopra</button>
        <i style="display: block; width: 25rem">Largo</i><b style="position: absolute; left: -99px">Fuori</b>
        <h2 style="position: sticky; top: 0; height: 300px">Testa</h2></main></html>""")
    found = enlarged(page)
    page.close()
    for told in ("cut across: <button", "cut across: <p", "Sotto</button> upon <button", "lost: <b", "in the way: <h2",
                 "at 640 px, letters at 200 %: 160 px too wide", "at 320 px, letters at 100 %: reaches out: <i",
                 ):  # fmt: skip
        assert [one for one in found if told in one], (told, found)
    assert not [one for one in found if one.startswith("at 195") and "too wide" in one]


def test_every_page_at_both_widths(chromium: Any, everywhere: Everywhere) -> None:
    from axe_playwright_python.base import AXE_SCRIPT

    front, found, looked, led = everywhere.front, list[str](), set[str](), dict[object, str]()
    context = chromium.new_context(locale="it-IT", reduced_motion="reduce")
    context.add_init_script(AXE_SCRIPT)
    page = context.new_page()
    page.on("pageerror", lambda error: found.append(f"{page.url}: {error}"))
    page.on("console", lambda told: found.append(f"{page.url}: {told.text}") if told.type == "error" else None)
    before = ""
    for one in sorted(pages(everywhere), key=lambda one: one.who):
        if one.who != before:
            before = one.who
            context.clear_cookies()
            context.add_cookies([cookie(front, everywhere.who[before].token())])
        page.set_viewport_size(SIZES[0])
        answer = page.goto(front.address + one.path)
        there = page.url.removeprefix(front.address)
        if there != one.path:
            led[one.route.name if one.route.name in LEADS_ON else (one.who, one.route.name)] = there
            continue
        looked.add(there)
        assert answer.status == 200, (one, answer.status)
        for size in SIZES:  # no script asks for the width: it is the page as it opens at that width
            page.set_viewport_size(size)
            at = f"{one.route.name} for {one.who} at {size['width']}"
            found += [f"{at}: {told}" for told in page.evaluate(LOOK)]
        if one.who not in HOUSE:  # who of the office sees a page less is not looked at enlarged again
            found += [f"{one.route.name} for {one.who} {told}" for told in enlarged(page)]
    context.close()
    assert found == []
    assert set(led) == set(LEADS_ON)
    assert set(led.values()) <= looked, "where an address leads is looked at under its own name"
    assert {*HANDED_OVER, *ASKED, *ALONE} <= {route.name for route in ROUTES}
