"""Twin societies: the same firms, people and statements; in one of them things befell people's health, at random.

Whatever a firm and its consultant can ask for is asked of both, and each answer compared to the last byte: status,
headers and their order, body. Leaks are planted, one for each channel by which something could be learnt.
"""

from __future__ import annotations

import io
import random
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from flask import Response
from sqlalchemy import Engine, event, func, select, update

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
from mutua.store.tables import account, claim
from mutua.store.tables_firms import firm_contact
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from mutua.store.wall import tables_named
from mutua.web import door_home, door_lists, door_people, door_statements, guards, held
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


def world(archive: Archive, folder: Path) -> Outside:
    """The firms, people, statements and logins that both societies have."""
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


@dataclass
class Twins:
    """Two societies; `befell`: how much happened to people of the second one alone."""

    sound: Outside
    ill: Outside
    rng: random.Random
    ids: Ids  # of what befalls: not those of the other society
    befell: int = 0
    browsers: dict[str, list[Browser]] = field(default_factory=dict)

    @property
    def both(self) -> tuple[Outside, Outside]:
        return self.sound, self.ill

    def inside(self, login: str) -> list[Browser]:
        """The browsers of a login in both, each entered once."""
        if login not in self.browsers:
            self.browsers[login] = [inside(one, login) for one in self.both]
        return self.browsers[login]

    def befall(self) -> None:
        """Something more in the second society: of who works at the firm, of who left it, of others."""
        with health_of(self.ill, self.ids) as society:
            if self.befell == 0:
                society.decide(society.claim("Rossi Anna", "VIS", 9_000, on=date(2026, 5, 20)))
                prepared_run(self.ill.counter)
            for _ in range(self.rng.randint(1, 4)):
                self._something(society)
                self.befell += 1

    def _something(self, society: Any) -> None:
        who = self.rng.choice([*NAMES[:3], "Anna", "Bruno", "Carla"])
        what, cents = self.rng.choice(("VIS", "VIS", "CASA", "OSPEDALE")), self.rng.randint(100, 40_000)
        asked = society.claim(who, what, cents, on=date(2026, self.rng.randint(2, 5), self.rng.randint(1, 28)))
        then = self.rng.choice(("decided", "decided", "withdrawn", "waits"))
        if then == "decided":
            society.decide(asked)
        elif then == "withdrawn":
            at = Desktop(self.ill.archive, society.plans, society.actor_id, self.ill.counter.clock.now, society.ids)
            withdraw(at, asked, motive="prova")


@contextmanager
def health_of(made: Outside, ids: Ids) -> Iterator[Any]:
    """The society with its people by name, and with numbers by chance that are not those of the other one's."""
    society = made.counter.society
    before, society.ids = society.ids, ids
    for at, name in enumerate(NAMES[:3], 2):
        person_id = society.people[name] = made.firms.person(name, at)
        with made.archive.reader.begin() as connection:
            society.households[person_id] = min(households_of(connection, [person_id])[person_id])
    yield society
    society.ids = before


@contextmanager
def twins(ready: Ready, dialect: str, folder: Path, seed: int) -> Iterator[Twins]:
    """A pair, equal to the byte so far."""
    with ExitStack() as stack:
        made = []
        for name in ("sana", "malata"):
            own = folder / f"{name}-{seed}"
            own.mkdir()
            archive = stack.enter_context(Archive(stack.enter_context(ready.fresh(dialect, own))))
            made.append(world(archive, own))
        yield Twins(made[0], made[1], random.Random(seed), Ids(random.Random(seed + 99)))


def same_chance(patch: pytest.MonkeyPatch) -> None:
    """The names of files that wait are by chance: here the same in both societies."""
    names: dict[int, Iterator[int]] = {}
    keep = held.Holding.keep

    def named(self: held.Holding, *rest: Any, **more: Any) -> str:
        number = next(names.setdefault(id(self), count(1)))
        with pytest.MonkeyPatch.context() as inner:
            inner.setattr(held.secrets, "token_hex", lambda size: f"{number:0{size * 2}x}")
            return keep(self, *rest, **more)

    patch.setattr(held.Holding, "keep", named)


@contextmanager
def read_by(pair: Twins, seen: set[str]) -> Iterator[None]:
    """Notes every table that a statement names meanwhile, on any road to either archive."""

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.update(tables_named(statement))

    engines: list[Engine] = [one for made in pair.both for one in (made.archive.reader, made.archive.writer)]
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    yield
    for engine in engines:
        event.remove(engine, "before_cursor_execute", note)


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


def looked_at(made: Outside, browser: Browser, *, papers: bool = True) -> list[Told]:
    """Every page of Alfa, another's, nobody's, the pact's; `papers`: PDFs and workbooks too."""
    firm, other = made.name("Alfa"), made.name("Beta")
    workers = [one.enrolment_id for one in made.firms.roster("Alfa")]
    paths = [
        "/patto", "/patto/preventivo?persone=4&copertura=base", "/azienda",
        "/azienda/elenco", f"/azienda/{firm}", f"/azienda/{other}", f"/azienda/{firm}/entra",
        f"/azienda/{firm}/esce", f"/azienda/{firm}/elenco", f"/azienda/{firm}/estratti",
        f"/azienda/{firm}/anno.csv?year=2026", "/profilo", "/", "/coda",
        f"/pratiche/{firm}", *(f"/estratti/{one}" for one in (1, 2, 3)), "/estratti/2/paghe.csv",
        *(f"/dipendenti/{one}" for one in (*workers, 9999)),
        "/non-ce",
    ]  # fmt: skip
    if papers:
        paths += [f"/azienda/{firm}/anno.pdf?year=2026", "/estratti/2/paghe.xlsx", "/estratti/2/estratto.pdf",
                  f"/dipendenti/{workers[2]}/lettera"]  # fmt: skip
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
        return {"mode": mode, "on": kept(page, "on"), "file": kept(page, "file"), "mark": kept(page, "mark")}

    ids = {one.surname: str(one.enrolment_id) for one in made.firms.roster("Alfa")}
    press(f"{path}/nessun-cambiamento")
    press("/azienda/nessun-cambiamento", firms=made.name("Alfa"))
    press(f"{path}/entra", code="X", name="Y", start="Z")
    press(f"{path}/entra", code=code_of("Greco Nora", 3), name="Nora Greco", start="01/06/2026")
    press(f"{path}/entra", code=code_of("Rossi Anna", 2), name="Rossi Anna", start="01/02/2026")
    press(f"{path}/entra", code=code_of("Costa Fabio", 2), name="Costa Fabio", start="01/06/2026")
    press(f"{path}/esce", who=ids["Rossi"], last="31/05/2026")
    press(f"{path}/esce", who=ids["Neri"], last="31/01/2026")
    found.extend(looked_at(made, browser, papers=False)[:6])
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


def differing(some: list[Told], others: list[Told]) -> list[str]:
    if len(some) != len(others):
        return ["how many"]
    return [one[0] for one, other in zip(some, others, strict=True) if one != other]



def asked(made: Outside, browser: Browser, what: str) -> Told:
    """One thing asked, by a short word: what a planted leak shows itself in."""
    firm = made.name("Alfa")
    if what == "joins":
        sent = {"code": code_of("Rossi Anna", 2), "name": "Rossi Anna", "start": "01/02/2026"}
        return told(what, browser.post(f"/azienda/{firm}/entra", sent))
    if what == "list":
        rows = f"codice fiscale;cognome;nome\n{code_of('Rossi Anna', 2)};Rossi;Anna\n"
        sent = {"mode": "movements", "files": (io.BytesIO(rows.encode()), "x.csv")}  # type: ignore[dict-item]  # a file
        return told(what, browser.post(f"/azienda/{firm}/elenco", sent))
    if what == "mails":
        def work(unit: UnitOfWork) -> bool:
            return tell_firm(unit, FirmMailKind.LOGIN, made.firms.firms["Alfa"], 1)

        unit_of_work(made.archive, [], work, actor_id=made.counter.society.actor_id, now=made.counter.clock.now)
        return what, 0, (), repr(mailed(made)).encode()
    return told(what, browser.get(what.replace("FIRM", firm)))


# ---------------------------------------------------------------- planted leaks, each through a way around the wall

Plant = Callable[[pytest.MonkeyPatch, dict[Any, Archive]], None]


class Channel(NamedTuple):
    """A channel of docs/reliability.md, a leak through it, and what it shows itself in."""

    number: int
    name: str
    plant: Plant
    asked: str


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


def a_sheet_nobody_looks_at(patch: pytest.MonkeyPatch, archives: dict[Any, Archive]) -> None:
    made = door_statements.as_workbook
    patch.setattr(door_statements, "as_workbook", lambda door, table: made(
        door, replace(table, columns=(*table.columns, OutColumn("x")),
                      rows=[(*row, str(requests(archives, door))) for row in table.rows])
    ))  # fmt: skip


def a_cent_of_an_adjustment(patch: pytest.MonkeyPatch, archives: dict[Any, Archive]) -> None:
    lines = door_statements.lines_of
    patch.setattr(door_statements, "lines_of", lambda door, *rest: [
        row._replace(firm_cents=row.firm_cents + (requests(archives, door) if row.adjustment else 0))
        for row in lines(door, *rest)
    ])  # fmt: skip


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


def a_list_that_knows_them(patch: pytest.MonkeyPatch, archives: dict[Any, Archive]) -> None:
    look = door_lists.look_at_list

    def more(door: FirmDoor, *rest: Any) -> Any:
        seen = look(door, *rest)
        if isinstance(seen, Refusal) or not requests(archives, door):
            return seen
        plan = replace(seen.preview.plan, unchanged=(*seen.preview.plan.unchanged, 0))
        return replace(seen, preview=replace(seen.preview, plan=plan))

    patch.setattr(door_lists, "look_at_list", more)


def a_sum_over_firms(patch: pytest.MonkeyPatch, archives: dict[Any, Archive]) -> None:
    standing = door_home._standing

    def more(visit: Any, *rest: Any) -> Any:
        one = standing(visit, *rest)
        return replace(one, people=one.people + requests(archives, visit.door)) if hasattr(
            one, "__dataclass_fields__"
        ) else one._replace(people=one.people + requests(archives, visit.door))

    patch.setattr(door_home, "_standing", more)


def a_size(patch: pytest.MonkeyPatch, archives: dict[Any, Archive]) -> None:
    """Nothing one could read: as many blanks as requests."""
    sent = guards.sent

    def longer(visit: Any, answer: Any, **more: Any) -> Response:
        made, shown = sent(visit, answer, **more), more.get("shown")
        if shown is not None:
            made.set_data(made.get_data() + b" " * requests(archives, shown.door))
        return made

    patch.setattr(guards, "sent", longer)


def a_word_within_a_pdf(patch: pytest.MonkeyPatch, archives: dict[Any, Archive]) -> None:
    made = door_statements.statement_pdf

    def more(door: FirmDoor, *rest: Any) -> Any:
        pdf = made(door, *rest)
        return pdf if isinstance(pdf, Refusal) else pdf + b"%% " + str(requests(archives, door)).encode()

    patch.setattr(door_statements, "statement_pdf", more)


FIRM_PAGE, STATEMENTS = "/azienda/FIRM", "/azienda/FIRM/estratti"
CHANNELS: tuple[Channel, ...] = (
    Channel(1, "fields", a_field_more, FIRM_PAGE), Channel(2, "order", another_order, FIRM_PAGE),
    Channel(3, "gaps in numbers", gaps_in_numbers, FIRM_PAGE), Channel(4, "days and versions", another_day, STATEMENTS),
    Channel(5, "error texts", an_error_that_tells, "joins"), Channel(6, "status codes", another_status, FIRM_PAGE),
    Channel(6, "sizes", a_size, FIRM_PAGE), Channel(8, "exports", a_column_of_an_export, "/estratti/2/paghe.csv"),
    Channel(8, "workbooks", a_sheet_nobody_looks_at, "/estratti/2/paghe.xlsx"),
    Channel(9, "adjustments", a_cent_of_an_adjustment, "/estratti/1"),
    Channel(11, "answers to a list", a_list_that_knows_them, "list"),
    Channel(12, "sums over firms", a_sum_over_firms, "/azienda"),
    Channel(15, "file names", a_file_name, "/estratti/2/paghe.csv"),
    Channel(15, "data within a PDF", a_word_within_a_pdf, "/estratti/2/estratto.pdf"),
    Channel(10, "words of a mail", words_of_a_mail, "mails"),
    Channel(10, "the moment of a mail", the_moment_of_a_mail, "mails"),
    Channel(10, "a mail less", a_mail_less, "mails"),
)
