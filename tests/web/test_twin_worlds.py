"""S2: two societies that differ only in what befell anybody's health give a firm and a consultant the same bytes.

Every page and every button of theirs is asked in both, in the same order, with everything that a browser gets compared:
status, headers and their order, the body to the last byte. Then leaks are planted, one for each of several channels.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Response
from sqlalchemy import func, select

from archives import Ready
from mutua.domain.access import Role
from mutua.services.claim_life import Desktop, withdraw
from mutua.services.decide_claim import Refusal
from mutua.services.firm_door import FirmDoor
from mutua.services.society import change_letterhead
from mutua.services.statement_money import pay_statement
from mutua.services.table_writer import OutColumn
from mutua.store.accounts import begin_session, complete_session, find_account, write_account_firm
from mutua.store.database import Archive
from mutua.store.ids import Ids
from mutua.store.people import households_of
from mutua.store.tables import account, claim, decision
from mutua.web import door_people, door_statements, guards
from mutua.web.guards import COOKIE
from mutua.web.site import File
from services.firm_helpers import NAMES, code_of
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
    if ill:
        befall(made)
    return made


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
    for login, _, _ in LOGINS:
        browsers = [inside(one, login) for one in worlds]
        pages = [looked_at(one, browser) for one, browser in zip(worlds, browsers, strict=True)]
        assert differing(*pages) == []
        assert {status for _, status, _, _ in pages[0]} >= {200, 303, 404}
        buttons = [done(one, browser) for one, browser in zip(worlds, browsers, strict=True)]
        assert differing(*buttons) == []
        assert {status for _, status, _, _ in buttons[0]} >= {200, 303, 422}
        for one in worlds:
            one.counter.clock.pass_by(timedelta(minutes=1))
    for plant in PLANTS:
        with monkeypatch.context() as patch:
            plant(patch, {one.archive.url: one.archive for one in worlds})
            found = differing(*(quickly(one, browser) for one, browser in zip(worlds, browsers, strict=True)))
            assert found != [], plant.__name__
    assert differing(*(quickly(one, browser) for one, browser in zip(worlds, browsers, strict=True))) == []


def differing(some: list[Told], others: list[Told]) -> list[str]:
    return [one[0] for one, other in zip(some, others, strict=True) if one != other]


def quickly(made: Outside, browser: Browser) -> list[Told]:
    firm = made.name("Alfa")
    paths = (f"/azienda/{firm}", f"/azienda/{firm}/estratti", "/estratti/2/paghe.csv", "/estratti/2")
    found = [told(path, browser.get(path)) for path in paths]
    sent = {"code": code_of("Rossi Anna", 2), "name": "Rossi Anna", "start": "01/02/2026"}
    return [*found, told("entra", browser.post(f"/azienda/{firm}/entra", sent))]


# ---------------------------------------------------------------- planted leaks, each through a way around the wall

Plant = Callable[[pytest.MonkeyPatch, dict[Any, Archive]], None]


def requests(archives: dict[Any, Archive], door: FirmDoor) -> int:
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


PLANTS: tuple[Plant, ...] = (
    a_field_more, another_order, gaps_in_numbers, another_day, another_status, an_error_that_tells,
    a_column_of_an_export, a_file_name,
)
