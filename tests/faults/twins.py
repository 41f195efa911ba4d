"""Twin societies: the same firms, people and statements; in one of them things befell people's health, at random.

Whatever a firm and its consultant can ask for is asked of both, and each answer compared to the last byte: status,
headers and their order, body. Leaks are planted, one for each channel by which something could be learnt.
"""

from __future__ import annotations

import io
import random
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event, update

from archives import Ready
from mutua.domain.access import Role
from mutua.domain.mails import FirmMailKind
from mutua.services.claim_life import Desktop, withdraw
from mutua.services.decide_claim import Refusal
from mutua.services.declare import BY_THEMSELVES, declare_elsewhere, give_notice, write_notice
from mutua.services.firm_mail import ask_of_month, tell_firm
from mutua.services.mail import Chosen, choose_address
from mutua.services.society import change_letterhead
from mutua.services.statement_money import pay_statement
from mutua.store.accounts import begin_session, complete_session, find_account, write_account_firm
from mutua.store.database import Archive
from mutua.store.declared import Elsewhere, Notice, NoticeGiven
from mutua.store.ids import Ids
from mutua.store.people import households_of
from mutua.store.tables import account
from mutua.store.tables_firms import firm_contact
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from mutua.store.wall import tables_named
from mutua.web import held
from mutua.web.guards import COOKIE
from mutua.web.outside_names import LIST, STATEMENT, WORKER
from services.firm_helpers import NAMES, code_of
from services.mail_helpers import Box, send, set_up
from services.payment_helpers import SOCIETYS
from web.counter import CALLED, Browser
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


def tell_in_private(made: Outside) -> None:
    """Who works at the firm says what is paid elsewhere, and got the society's notice: the firm learns neither."""
    at, anna = made.firms.at(JUNE), made.firms.person("Rossi Anna", 2)
    assert isinstance(declare_elsewhere(at, anna, JUNE.year, 361520, BY_THEMSELVES, on=JUNE), Elsewhere)
    assert isinstance(write_notice(at, "Come trattiamo i dati.", since=JUNE), Notice)
    assert isinstance(give_notice(at, anna, BY_THEMSELVES, on=JUNE), NoticeGiven)


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
                tell_in_private(self.ill)
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
        if not statement.startswith("INSERT INTO audit "):  # that something was refused is written down, and not read
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


def statement_path(number: int, end: str = "") -> str:
    return f"/estratti/{CALLED.of(STATEMENT, number)}{end}"


def looked_at(made: Outside, browser: Browser, *, papers: bool = True) -> list[Told]:
    """Every page of Alfa, another's, nobody's, the pact's; `papers`: PDFs and workbooks too."""
    firm, other = made.name("Alfa"), made.name("Beta")
    workers = [one.enrolment_id for one in made.firms.roster("Alfa")]
    paths = [
        "/patto", "/patto/preventivo?persone=4&copertura=base", "/azienda",
        "/azienda/elenco", f"/azienda/{firm}", f"/azienda/{other}", f"/azienda/{firm}/entra",
        f"/azienda/{firm}/esce", f"/azienda/{firm}/elenco", f"/azienda/{firm}/estratti",
        f"/azienda/{firm}/anno.csv?year=2026", "/profilo", "/", "/coda", "/coda/da-decidere", "/mie",
        "/mie/domande", f"/azienda/{firm}?ordine=domande&cerca=visita",
        f"/pratiche/{firm}", *(statement_path(one) for one in (1, 2, 3, 9999)), statement_path(2, "/paghe.csv"),
        "/azienda/paghe.csv?month=2026-05",
        *(f"/dipendenti/{CALLED.of(WORKER, one)}" for one in (*workers, 9999)),
        "/non-ce", "/azienda/previsione", "/azienda/previsione.csv",
        *(f"/azienda/{one}/{page}" for one in (firm, other) for page in ("previsione", "previsione.csv")),
        *(f"/dipendenti/{CALLED.of(WORKER, one)}/correggi" for one in (*workers, 9999)),
    ]  # fmt: skip
    if papers:
        paths += ["/azienda/previsione.xlsx", f"/azienda/{firm}/previsione.xlsx",
                  f"/azienda/{firm}/anno.pdf?year=2026", statement_path(2, "/paghe.xlsx"),
                  statement_path(2, "/estratto.pdf"),
                  f"/dipendenti/{CALLED.of(WORKER, workers[2])}/lettera"]  # fmt: skip
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

    ids = {one.surname: CALLED.of(WORKER, one.enrolment_id) for one in made.firms.roster("Alfa")}
    press(f"{path}/nessun-cambiamento")
    press("/azienda/nessun-cambiamento", firms=made.name("Alfa"))
    press(f"{path}/entra", code="X", name="Y", start="Z")
    press(f"{path}/entra", code=code_of("Greco Nora", 3), name="Nora Greco", start="01/06/2026")
    press(f"{path}/entra", code=code_of("Rossi Anna", 2), name="Rossi Anna", start="01/02/2026")
    press(f"{path}/entra", code=code_of("Costa Fabio", 2), name="Costa Fabio", start="01/06/2026")
    press(f"{path}/esce", who=ids["Rossi"], last="31/05/2026")
    press(f"{path}/esce", who=ids["Neri"], last="31/01/2026")
    found.extend(looked_at(made, browser, papers=False)[:6])
    for number in (2, 5, 6, 7, 999):
        press(f"{path}/annulla", list_id=CALLED.of(LIST, number))
    rows = "codice fiscale;cognome;nome;data di assunzione;data di cessazione\n" + "".join(
        f"{code_of(name, at)};{name.replace(' ', ';')};;31/05/2026\n" for at, name in enumerate(NAMES[:6], 2)
    )
    given = listed(f"{path}/elenco", "movements", rows)
    press(f"{path}/elenco/righe-sbagliate", **given)
    press(f"{path}/elenco/registra", **given)
    press(f"{path}/elenco/registra", **given, good_rows="yes")
    press("/azienda/elenco", mode="full", files=(io.BytesIO(rows.encode()), "x.csv"))
    press(f"{path}/voci-paga", worker="512", firm="=1", everywhere="yes")
    press(f"{path}/voci-paga", worker="512", firm="513")
    for surname, given in (("Verdi", "Carla"), ("Rossi", "Anna"), ("Neri", "Daria")):
        said = {"surname": surname, "given": given, "start": "16/02/2026", "last": ""}
        page = press(f"/dipendenti/{ids[surname]}/correggi", **said)
        press(f"/dipendenti/{ids[surname]}/correggi", **said, mark=kept(page, "mark"))
    for number in range(2, 14):
        press(f"{path}/annulla", list_id=CALLED.of(LIST, number), together="yes" if number % 2 else "")
    found.extend(looked_at(made, browser, papers=False)[-20:])
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
    if what == "rows":
        rows = f"codice fiscale;cognome;nome\n{code_of('Rossi Anna', 2)};Rossi;Anna\n"
        sent = {"mode": "movements", "files": (io.BytesIO(rows.encode()), "x.csv")}  # type: ignore[dict-item]  # a file
        page = browser.post(f"/azienda/{firm}/elenco", sent).text
        told_back = {name: kept(page, name) for name in ("on", "file", "mark")}
        return told(what, browser.post(f"/azienda/{firm}/elenco/righe-sbagliate", {"mode": "movements", **told_back}))
    if what == "mails":
        def work(unit: UnitOfWork) -> bool:
            return tell_firm(unit, FirmMailKind.LOGIN, made.firms.firms["Alfa"], 1)

        unit_of_work(made.archive, [], work, actor_id=made.counter.society.actor_id, now=made.counter.clock.now)
        return what, 0, (), repr(mailed(made)).encode()
    return told(what, browser.get(what.replace("FIRM", firm)))
