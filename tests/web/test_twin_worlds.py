"""S2: two societies that differ only in what befell anybody's health give a firm and a consultant the same bytes.

Every page and every button of theirs is asked in both, in the same order, with everything that a browser gets compared:
status, headers and their order, the body to the last byte. Then leaks are planted, one for each of several channels.
"""

from __future__ import annotations

import io
import random
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Response
from sqlalchemy import func, select, update

from archives import Ready
from mutua.domain.access import Role
from mutua.domain.mails import FirmMailKind
from mutua.services.claim_life import Desktop, withdraw
from mutua.services.decide_claim import Refusal
from mutua.services.firm_door import FirmDoor
from mutua.services.firm_mail import ask_of_month, tell_firm
from mutua.services.firm_mail_words import FirmLetter
from mutua.services.mail import Chosen, choose_address
from mutua.services.posting import Addressed
from mutua.services.society import change_letterhead
from mutua.services.statement_money import pay_statement
from mutua.services.table_writer import OutColumn
from mutua.store.accounts import begin_session, complete_session, find_account, write_account_firm
from mutua.store.database import Archive
from mutua.store.ids import Ids
from mutua.store.people import households_of
from mutua.store.tables import account, claim, decision, mail_waiting
from mutua.store.tables_firms import firm_contact
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from mutua.web import door_people, door_statements, guards
from mutua.web.guards import COOKIE
from mutua.web.site import File
from services.firm_helpers import NAMES, code_of
from services.mail_helpers import Box, send, set_up
from services.payment_helpers import SOCIETYS
from web.counter import Browser
from web.outside import JUNE, Outside, outside_of
from web.payments_helpers import prepared_run
from web.test_firm_month import kept

Told = tuple[str, int, tuple[tuple[str, str], ...], bytes]
LOGINS = (("alfa", "Alfa", False), ("verdi", "Verdi", True))


def world(archive: Archive, folder: Path, *, ill: bool) -> Outside:
    """The same firms, people, statements and logins; then what only the one society knows."""
    made = outside_of(archive, folder)
    counter, firms = made.counter, made.firms
    counter.society.household("N1", "Anna", "Bruno", "Carla")
    with archive.writer.begin() as connection:
        assert change_letterhead(connection, {"name": "Mutua di prova", "iban": SOCIETYS}) == []
        connection.execute(update(firm_contact).values(email="ufficio@ditta.example"))
    write_mails(made)
    for month in (5, 6):
        told = made.issue("Alfa", JUNE.replace(month=month))
        if month == 5:
            paid = pay_statement(firms.at(), told.statement_id, cents=told.total_cents, received_on=JUNE)
            assert not isinstance(paid, Refusal), paid
    firms.move("Alfa", firms.row("Alfa", "Verdi Carla", left_on=JUNE, at=4), today=JUNE)
    for login, organisation, intermediary in LOGINS:
        account_id = counter.account(login, [Role.FIRM])
        with archive.writer.begin() as connection:
            write_account_firm(connection, account_id, firms.firms[organisation], intermediary=intermediary)
    asked = counter.account("beta", [Role.FIRM])  # of a firm that said nothing of the month, and is asked
    with archive.writer.begin() as connection:
        write_account_firm(connection, asked, firms.firms["Beta"], intermediary=False)
    if ill:
        befall(made)
    return made


def write_mails(made: Outside) -> None:
    """The society writes mails: to firms, and to who works there."""
    set_up(made.archive)
    person_id = made.firms.person("Rossi Anna", 2)

    def work(unit: UnitOfWork) -> object:
        return choose_address(unit, person_id, "anna@esempio.it")

    chosen = unit_of_work(made.archive, [], work, actor_id=made.counter.society.actor_id, now=made.counter.clock.now)
    assert isinstance(chosen, Chosen)


def mailed(made: Outside) -> list[Told]:
    """Every mail that goes to firms, in order, but for the names and links that come by chance."""
    actor_id, now = made.counter.society.actor_id, made.counter.clock.now
    ask_of_month(made.archive, actor_id=actor_id, now=now)
    box = Box()
    assert send(made.archive, box, now, actor_id).problem == ""
    found = [one for one in box.taken if one["To"] == "ufficio@ditta.example"]
    assert box.taken[: len(found)] == found  # before any other
    by_chance = re.compile(rb"<[a-z2-7]{26}@|(?<=/nulla/)[\w=\r\n-]{43,48}\r\n")
    return [("mail", 0, (), by_chance.sub(b"", one.as_bytes())) for one in found]


def befall(made: Outside) -> None:
    """Requests granted, refused, withdrawn and waiting, of who works at the firm and of others; letters, a payment."""
    society = made.counter.society
    kept, society.ids = society.ids, Ids(random.Random(99))
    for at, name in enumerate(NAMES[:3], 2):
        person_id = society.people[name] = made.firms.person(name, at)
        with made.archive.reader.begin() as connection:
            society.households[person_id] = min(households_of(connection, [person_id])[person_id])
    for name in ("Anna", "Rossi Anna", "Bianchi Bruno"):
        society.decide(society.claim(name, "VIS", 9_000, on=date(2026, 5, 20)))
    society.decide(society.claim("Rossi Anna", "CASA"))
    society.claim("Verdi Carla", "VIS", 12_345)
    at = Desktop(made.archive, society.plans, society.actor_id, made.counter.clock.now, society.ids)
    withdraw(at, society.claim("Bianchi Bruno", "VIS", 1_000), motive="prova")
    prepared_run(made.counter)
    society.ids = kept


@pytest.fixture
def worlds(ready: Ready, dialect: str, tmp_path: Path) -> Iterator[tuple[Outside, Outside]]:
    with ExitStack() as stack:
        found = []
        for name, ill in (("sana", False), ("malata", True)):
            folder = tmp_path / name
            folder.mkdir()
            archive = stack.enter_context(Archive(stack.enter_context(ready.fresh(dialect, folder))))
            found.append(world(archive, folder, ill=ill))
        yield found[0], found[1]


def inside(made: Outside, login: str) -> Browser:
    """A browser whose token is the same in both worlds."""
    token = f"gettone-{login}".ljust(43, "x")
    now = made.counter.clock.now
    with made.archive.writer.begin() as connection:
        one = find_account(connection, account.c.login == login)
        assert one is not None
        begin_session(connection, f"prima-{login}", one.id, now)
        complete_session(connection, f"prima-{login}", token, now)
    browser = made.counter.outsider()
    browser.client.set_cookie(COOKIE, token, domain="mutua.test", secure=True)
    browser.get("/profilo")
    return browser


def looked_at(made: Outside, browser: Browser) -> list[Told]:
    """Every page of Alfa, those that are another's and nobody's, the files."""
    firm, other = made.name("Alfa"), made.name("Beta")
    workers = [one.enrolment_id for one in made.firms.roster("Alfa")]
    paths = [
        "/azienda", "/azienda/elenco", f"/azienda/{firm}", f"/azienda/{other}", f"/azienda/{firm}/entra",
        f"/azienda/{firm}/esce", f"/azienda/{firm}/elenco", f"/azienda/{firm}/estratti",
        f"/azienda/{firm}/anno.csv?year=2026", f"/azienda/{firm}/anno.pdf?year=2026", "/profilo", "/", "/coda",
        f"/pratiche/{firm}", *(f"/estratti/{one}" for one in (1, 2, 3)), "/estratti/2/paghe.csv",
        "/estratti/2/paghe.xlsx", "/estratti/2/estratto.pdf", *(f"/dipendenti/{one}" for one in (*workers, 9999)),
        f"/dipendenti/{workers[2]}/lettera", "/non-ce",
    ]  # fmt: skip
    return [told(path, browser.get(path)) for path in paths]


def told(path: str, answer: Any) -> Told:
    return path, answer.status_code, tuple(answer.headers), answer.data


def done(made: Outside, browser: Browser) -> list[Told]:
    """Every button: wrong, right, once more; of people who asked for something and of people who did not."""
    path, found = f"/azienda/{made.name('Alfa')}", []

    def press(where: str, **sent: object) -> str:
        answer = browser.post(where, sent)
        found.append(told(where, answer))
        return answer.text

    def listed(where: str, mode: str, rows: str) -> dict[str, object]:
        page = press(where, mode=mode, files=(io.BytesIO(rows.encode()), "x.csv"))
        return {"mode": mode, "on": kept(page, "on"), "content": kept(page, "content"), "mark": kept(page, "mark")}

    ids = {one.surname: str(one.enrolment_id) for one in made.firms.roster("Alfa")}
    press(f"{path}/nessun-cambiamento")
    press("/azienda/nessun-cambiamento", firms=made.name("Alfa"))
    press(f"{path}/entra", code="X", name="Y", start="Z")
    press(f"{path}/entra", code=code_of("Greco Nora", 3), name="Nora Greco", start="01/06/2026")
    press(f"{path}/entra", code=code_of("Rossi Anna", 2), name="Rossi Anna", start="01/02/2026")
    press(f"{path}/entra", code=code_of("Costa Fabio", 2), name="Costa Fabio", start="01/06/2026")
    press(f"{path}/esce", who=ids["Rossi"], last="31/05/2026")
    press(f"{path}/esce", who=ids["Neri"], last="31/01/2026")
    found.extend(looked_at(made, browser)[:4])
    for mark in ("2", "5", "6", "7", "999"):
        press(f"{path}/annulla", list_id=mark)
    rows = "codice fiscale;cognome;nome;data di assunzione;data di cessazione\n" + "".join(
        f"{code_of(name, at)};{name.replace(' ', ';')};;31/05/2026\n" for at, name in enumerate(NAMES[:6], 2)
    )
    given = listed(f"{path}/elenco", "movements", rows)
    press(f"{path}/elenco/righe-sbagliate", **given)
    press(f"{path}/elenco/registra", **given)
    press(f"{path}/elenco/registra", **given, good_rows="yes")
    press("/azienda/elenco", mode="full", files=(io.BytesIO(rows.encode()), "x.csv"))
    press("/cerca", words="rossi")
    press("/codice", code="000000", to="home")
    return found


def test_a_firm_and_a_consultant_get_the_same_bytes_whatever_befell_anybody(
    worlds: tuple[Outside, Outside], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, ill = worlds
    with ill.archive.reader.begin() as connection:
        assert connection.scalar(select(func.count()).select_from(decision)) >= 5
    questions: list[Told] = []
    for login, _, _ in LOGINS:
        browsers = [inside(one, login) for one in worlds]
        pages = [looked_at(one, browser) for one, browser in zip(worlds, browsers, strict=True)]
        assert differing(*pages) == []
        assert {status for _, status, _, _ in pages[0]} >= {200, 303, 404}
        buttons = [done(one, browser) for one, browser in zip(worlds, browsers, strict=True)]
        assert differing(*buttons) == []
        assert {status for _, status, _, _ in buttons[0]} >= {200, 303, 422}
        mails = [mailed(one) for one in worlds]
        assert differing(*mails) == []
        assert len(mails[0]) > 0
        questions += [one for one in mails[0] if b"/nulla/" in one[3]]
        for one in worlds:
            one.counter.clock.pass_by(timedelta(minutes=1))
    assert len(questions) == 1
    for plant in PLANTS:
        with monkeypatch.context() as patch:
            plant(patch, {one.archive.url: one.archive for one in worlds})
            found = differing(*(quickly(one, browser) for one, browser in zip(worlds, browsers, strict=True)))
            assert found != [], plant.__name__
    assert differing(*(quickly(one, browser) for one, browser in zip(worlds, browsers, strict=True))) == []
    with ill.archive.reader.begin() as connection:  # somebody who works there was written to as well
        assert connection.scalar(select(func.count()).select_from(mail_waiting)) == 1


def differing(some: list[Told], others: list[Told]) -> list[str]:
    if len(some) != len(others):
        return ["how many"]
    return [one[0] for one, other in zip(some, others, strict=True) if one != other]


def quickly(made: Outside, browser: Browser) -> list[Told]:
    firm = made.name("Alfa")
    paths = (f"/azienda/{firm}", f"/azienda/{firm}/estratti", "/estratti/2/paghe.csv", "/estratti/2")
    found = [told(path, browser.get(path)) for path in paths]
    sent = {"code": code_of("Rossi Anna", 2), "name": "Rossi Anna", "start": "01/02/2026"}

    def work(unit: UnitOfWork) -> bool:
        return tell_firm(unit, FirmMailKind.LOGIN, made.firms.firms["Alfa"], 1)

    assert unit_of_work(made.archive, [], work, actor_id=made.counter.society.actor_id, now=made.counter.clock.now)
    return [*found, told("entra", browser.post(f"/azienda/{firm}/entra", sent)), *mailed(made)]


# ---------------------------------------------------------------- planted leaks, each through a way around the wall

Plant = Callable[[pytest.MonkeyPatch, dict[Any, Archive]], None]


def requests(archives: dict[Any, Archive], door: FirmDoor | FirmLetter) -> int:
    with archives[door.archive.url].reader.begin() as connection:
        return connection.scalar(select(func.count()).select_from(claim)) or 0


def a_field_more(patch: pytest.MonkeyPatch, archives: dict[Any, Archive]) -> None:
    people = FirmDoor.people
    patch.setattr(FirmDoor, "people", lambda door, one: [
        row._replace(payroll_number=str(requests(archives, door))) for row in people(door, one)
    ])  # fmt: skip


def another_order(patch: pytest.MonkeyPatch, archives: dict[Any, Archive]) -> None:
    people = FirmDoor.people
    patch.setattr(FirmDoor, "people", lambda door, one: people(door, one)[:: -1 if requests(archives, door) else 1])


def gaps_in_numbers(patch: pytest.MonkeyPatch, archives: dict[Any, Archive]) -> None:
    said = FirmDoor.said
    patch.setattr(FirmDoor, "said", lambda door, one, since=None: [
        told._replace(list_id=told.list_id + requests(archives, door)) for told in said(door, one, since=since)
    ])  # fmt: skip


def another_day(patch: pytest.MonkeyPatch, archives: dict[Any, Archive]) -> None:
    statements = FirmDoor.statements
    patch.setattr(FirmDoor, "statements", lambda door, one: [
        head._replace(due_on=head.due_on + timedelta(days=requests(archives, door))) for head in statements(door, one)
    ])  # fmt: skip


def another_status(patch: pytest.MonkeyPatch, archives: dict[Any, Archive]) -> None:
    firm = FirmDoor.firm
    patch.setattr(FirmDoor, "firm", lambda door, name: (
        Refusal("not_there") if requests(archives, door) else firm(door, name)
    ))  # fmt: skip


def an_error_that_tells(patch: pytest.MonkeyPatch, archives: dict[Any, Archive]) -> None:
    beside = door_people.told_beside

    def more(visit: Any, *rest: Any) -> dict[str, str]:
        told = beside(visit, *rest)
        return {**told, "": "ha domande aperte"} if requests(archives, visit.door) else told

    patch.setattr(door_people, "told_beside", more)


def a_column_of_an_export(patch: pytest.MonkeyPatch, archives: dict[Any, Archive]) -> None:
    table = door_statements.payroll_table

    def more(door: FirmDoor, *rest: Any) -> Any:
        made, count = table(door, *rest), requests(archives, door)
        return replace(made, columns=(*made.columns, OutColumn("x")), rows=[(*row, str(count)) for row in made.rows])

    patch.setattr(door_statements, "payroll_table", more)


def a_file_name(patch: pytest.MonkeyPatch, archives: dict[Any, Archive]) -> None:
    sent = guards.sent

    def header(visit: Any, answer: Any, **more: Any) -> Response:
        shown = more.get("shown")
        if isinstance(answer, File) and shown is not None:
            answer = replace(answer, name=f"paghe-{requests(archives, shown.door)}.csv")
        return sent(visit, answer, **more)

    patch.setattr(guards, "sent", header)


def words_of_a_mail(patch: pytest.MonkeyPatch, archives: dict[Any, Archive]) -> None:
    make = FirmLetter.make

    def more(letter: FirmLetter, row: Any, now: Any) -> Any:
        made = make(letter, row, now)
        assert isinstance(made, Addressed)
        return made._replace(words=made.words._replace(subject=f"{made.words.subject} {requests(archives, letter)}"))

    patch.setattr(FirmLetter, "make", more)


def the_moment_of_a_mail(patch: pytest.MonkeyPatch, archives: dict[Any, Archive]) -> None:
    make = FirmLetter.make

    def later(letter: FirmLetter, row: Any, now: Any) -> Any:
        made = make(letter, row, now)
        assert isinstance(made, Addressed)
        return made._replace(at=made.at + timedelta(minutes=requests(archives, letter)))

    patch.setattr(FirmLetter, "make", later)


def a_mail_less(patch: pytest.MonkeyPatch, archives: dict[Any, Archive]) -> None:
    make = FirmLetter.make
    patch.setattr(FirmLetter, "make", lambda letter, row, now: (
        "gone" if requests(archives, letter) else make(letter, row, now)
    ))  # fmt: skip


PLANTS: tuple[Plant, ...] = (
    a_field_more, another_order, gaps_in_numbers, another_day, another_status, an_error_that_tells,
    a_column_of_an_export, a_file_name, words_of_a_mail, the_moment_of_a_mail, a_mail_less,
)
