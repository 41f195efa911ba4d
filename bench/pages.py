"""P7: how long a page takes beside one with nothing on it: the search among many members, a sheet, every list of work.

`python -m bench.pages --members 100000` makes an invented archive with so many people, brings a statement in, prepares
a payment, lets somebody in, and asks each page and the empty one in turn, so that a busy machine disturbs both alike.
No server in between: the whole front, from the address to the bytes. `--keep FILE` keeps the archive, or takes the one
that is there; with `--url` it is copied to that server, if nothing is there yet. `--processor` counts the processor's
time instead of the clock's, which others on the machine do not disturb: on SQLite alone, where all work is done here.

A page is measured as it opens: ten rows where the list has ten, else as many as a page of it shows (25, or 50).
"""

from __future__ import annotations

import random
import re
import secrets
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import click
from flask import Flask
from flask.testing import FlaskClient
from rich.console import Console
from rich.table import Table
from sqlalchemy import Connection, insert, select, text

from mutua.cli_decide import plan_book
from mutua.cli_serve import demo_clock, read_plans, site_of
from mutua.demo import SEED, TODAY
from mutua.demo.society import invent
from mutua.domain.access import Role
from mutua.domain.italian import written_day
from mutua.services import bank_import
from mutua.services.accounts import ForFirm
from mutua.services.apart import from_bank
from mutua.services.claim_life import Desktop, tell_payment
from mutua.services.decide_batch import decide_pending
from mutua.services.demo_doors import demo_doors, demo_member
from mutua.services.load_demo import fresh_archive, load_demo
from mutua.services.payment_draft import draft
from mutua.services.payment_runs import Wanted, prepare
from mutua.services.show_payments import usual_day
from mutua.store.accounts import (
    begin_session,
    change_account,
    complete_session,
    write_account,
    write_account_firm,
)
from mutua.store.copying import copy_tables
from mutua.store.database import Archive, schema_version
from mutua.store.ids import Ids
from mutua.store.ledger import balances_of_claims
from mutua.store.migrate import upgrade
from mutua.store.tables import actor, claim, claim_line, claim_open, decision, due, firm, identity, payment_run, person
from mutua.store.tables_work import SUSPENDED
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from mutua.web.app import create_app
from mutua.web.guards import COOKIE, SEAL

HOUSE = "https://bench.test"
GOALS = {"sqlite": 5.0, "postgresql": 10.0}
MOVEMENTS = 60
SETTLED_BEFORE = 21  # days
AT_ONCE = 5000  # payments of one transaction
TEN = 10


class Asked(NamedTuple):
    """A page: what it is called, its address, what is sent (nothing: it is only opened), through which door."""

    title: str
    address: str
    data: dict[str, str] | None = None
    door: str = ""


class Door(NamedTuple):
    """The browser of somebody who is in, and the seal of their buttons."""

    client: FlaskClient
    seal: str


def made(archive: Archive, members: int) -> None:
    """An invented society of so many, its requests decided; a statement that waits, a payment that was prepared."""
    ids, now = Ids(random.Random(SEED)), datetime(TODAY.year, TODAY.month, TODAY.day, 18, tzinfo=UTC)
    fresh_archive(archive)
    loaded = load_demo(archive, invent(members, SEED, TODAY), now=now, ids=ids, plans=plan_book())
    decide_pending(archive, plan_book(), actor_id=loaded.actor_id, now=now, ids=ids, clock=time.monotonic_ns)


def settled(archive: Archive) -> None:
    """What was asked for before the last weeks is paid, as it would be: what waits is a small part of what there is."""
    now = datetime(TODAY.year, TODAY.month, TODAY.day, 18, 10, tzinfo=UTC)
    before = now - timedelta(days=SETTLED_BEFORE)
    with archive.reader.begin() as connection:
        owed = select(claim_open.c.claim_id).where((claim_open.c.what != SUSPENDED) & (claim_open.c.amount != 0))
        which = claim.c.claim_id.in_(owed) & (claim.c.received_at < before)
        query = select(claim.c.chain_id, claim.c.claim_id).where(which)
        rows = [(row.chain_id, row.claim_id) for row in connection.execute(query.order_by(claim.c.chain_id))]
        number = connection.scalar(select(actor.c.id).where(actor.c.kind == "system").order_by(actor.c.id))
    for first in range(0, len(rows), AT_ONCE):
        some = rows[first : first + AT_ONCE]

        def work(unit: UnitOfWork, some: Sequence[tuple[int, int]] = some) -> None:
            accounts = balances_of_claims(unit.connection, [claim_id for _, claim_id in some])
            for home, claim_id in some:
                if any(account.startswith("payable:") for account in accounts[claim_id]):
                    tell_payment(unit, home, claim_id, accounts[claim_id], TODAY, "INVENTATO")

        unit_of_work(archive, {home for home, _ in some}, work, actor_id=int(number or 0), now=now)


def bank_day(archive: Archive) -> None:
    """A statement of movements that say who paid and how much, and a run of what can be paid."""
    now = datetime(TODAY.year, TODAY.month, TODAY.day, 18, 20, tzinfo=UTC)
    with archive.reader.begin() as connection:
        number = connection.scalar(select(actor.c.id).where(actor.c.kind == "system").order_by(actor.c.id))
        rows = connection.execute(
            select(identity.c.surname, identity.c.given_name, due.c.amount_cents)
            .join(due, due.c.person_id == identity.c.person_id).order_by(due.c.due_id.desc()).limit(MOVEMENTS)
        ).all()  # fmt: skip
        told = ["Data;Descrizione;Importo"]
        for surname, given_name, cents in rows:
            told.append(
                f"{written_day(TODAY)};BONIFICO DA {surname} {given_name} contributo;{cents // 100},{cents % 100:02d}"
            )
        plan = bank_import.preview(connection, from_bank("\n".join(told).encode()))
    at = Desktop(archive, plan_book(), int(number or 0), now, Ids())
    bank_import.apply(at, plan)
    prepare(at, Wanted(usual_day(TODAY)))


def ten_paid(archive: Archive) -> None:
    """A run of ten payments beside the one of as many as there is room for."""
    with archive.reader.begin() as connection:
        lines = connection.execute(select(payment_run.c.run_id, payment_run.c.line_count)).all()
        number = connection.scalar(select(actor.c.id).where(actor.c.kind == "system").order_by(actor.c.id))
        if any(count == TEN for _, count in lines):
            return
        every = draft(connection, usual_day(TODAY)).lines
    now = datetime(TODAY.year, TODAY.month, TODAY.day, 18, 25, tzinfo=UTC)
    at = Desktop(archive, plan_book(), int(number or 0), now, Ids())
    prepare(at, Wanted(usual_day(TODAY), but=frozenset(one.claim_id for one in every[TEN:])))


def doors(archive: Archive, app: Flask, now: datetime) -> dict[str, Door]:
    """Who may do everything at the counter; a member; a firm with a plan, and the consultant of all of them."""
    found = {"": inside(archive, app, now, (Role.CLERK, Role.APPROVER))}
    who = demo_member(archive, now=now)
    if who is not None:
        found["member"] = inside(archive, app, now, (Role.MEMBER,), person_id=who)
    theirs = demo_doors(archive, now=now, ids=Ids())
    for door, of in zip(("firm", "consultant"), theirs or (), strict=False):
        found[door] = inside(archive, app, now, (Role.FIRM,), of=of)
    return found


def inside(
    archive: Archive, app: Flask, now: datetime, roles: Sequence[Role], *, person_id: int | None = None,
    of: ForFirm | None = None,
) -> Door:  # fmt: skip
    """Somebody with these roles is in."""
    client, first, token, ids = app.test_client(), secrets.token_urlsafe(32), secrets.token_urlsafe(32), Ids()
    with archive.writer.begin() as connection:
        number = connection.execute(
            insert(actor).values(public_id=ids.public(), kind="clerk", name="Bench").returning(actor.c.id)
        ).scalar_one()
        account = write_account(
            connection, public_id=ids.public(), actor_id=number, login=f"bench{number}", password_hash="none",
            secret="none", at=now, roles=roles, person_id=person_id,
        )  # fmt: skip
        if of is not None:
            write_account_firm(connection, account, of.firm_id, intermediary=of.intermediary)
        change_account(connection, account, must_change=0)
        begin_session(connection, first, account, now)
        complete_session(connection, first, token, now)
    client.set_cookie(COOKIE, token, domain="bench.test", secure=True)
    page = client.get("/profilo", base_url=HOUSE).text
    return Door(client, page.partition(f'name="{SEAL}" value="')[2][:64])


def searches(connection: Connection) -> Iterator[tuple[str, str]]:
    """What may be written into the box, by what it is."""
    who = connection.execute(
        select(identity.c.surname, identity.c.given_name, identity.c.fiscal_code, identity.c.card_number,
               identity.c.phone, identity.c.search_name)
        .where((identity.c.phone != "") & identity.c.fiscal_code.is_not(None))
        .order_by(identity.c.search_name).limit(1).offset(50)
    ).one()  # fmt: skip
    surname, given = who.search_name.split()[0], who.search_name.split()[-1]
    yield "search, three letters", surname[:3]
    yield "search, «ross ma»", f"{surname[:4]} {given[:2]}"
    yield "search, a given name", given
    yield "search, a tax code", who.fiscal_code
    yield "search, a card", who.card_number
    yield "search, a telephone", who.phone
    name = connection.scalar(select(firm.c.name).limit(1))
    yield "search, a firm", str(name)
    number = connection.scalar(select(claim.c.claim_id).order_by(claim.c.claim_id.desc()).limit(1))
    yield "search, a request", str(number)
    invoice = connection.scalar(select(claim_line.c.invoice_number).where(claim_line.c.invoice_number != "").limit(1))
    yield "search, an invoice", str(invoice)
    yield "search, nobody", "zzyx"


def asked(archive: Archive, seal: str) -> Iterator[Asked]:
    """Each page."""
    with archive.reader.begin() as connection:
        for title, words in list(searches(connection)):
            yield Asked(title, "/cerca/subito", {SEAL: seal, "words": words})
        who = connection.scalar(
            select(person.c.public_id).join(identity, identity.c.person_id == person.c.id)
            .order_by(identity.c.search_name).limit(1).offset(50)
        )  # fmt: skip
        decided = select(decision.c.claim_id).where(decision.c.claim_id == claim.c.claim_id)
        waits = connection.scalar(
            select(claim.c.public_id).where(~decided.exists()).order_by(claim.c.claim_id.desc()).limit(1)
        )
        done = connection.scalar(
            select(claim.c.public_id).where(decided.exists()).order_by(claim.c.claim_id.desc()).limit(1)
        )
        runs = connection.execute(select(payment_run.c.public_id, payment_run.c.line_count)).all()
        day = connection.scalar(select(decision.c.decided_on).order_by(decision.c.decided_on.desc()).limit(1))
    yield Asked("first page", "/")
    yield Asked("sheet of a person", f"/persone/{who}")
    yield Asked("account of a household", f"/persone/{who}/contributi")
    yield Asked("requests to decide", "/coda/da-decidere")
    yield Asked("requests to complete", "/coda/da-completare")
    yield Asked("requests to pay", "/coda/da-pagare")
    yield Asked("what waits for two", "/coda/da-approvare")
    if waits:
        yield Asked("a request that waits", f"/pratiche/{waits}")
    yield Asked("a request decided", f"/pratiche/{done}")
    yield Asked("letters of a day", f"/coda/lettere?giorno={written_day(day or TODAY)}")
    yield Asked("payments", "/pagamenti")
    for public_id, count in runs:
        yield Asked(f"a run of {count} payments", f"/pagamenti/{public_id}")
    yield Asked("movements of the bank", "/banca/da-guardare")
    yield Asked("contributions of a year", "/contributi")
    yield Asked("who is late", "/contributi/morosi")
    yield Asked("the members' book", "/soci/libro")
    yield Asked("traces of today", "/tracce")
    yield Asked("traces of a day", "/tracce", {SEAL: seal, "since": "02/03/2026", "until": "02/03/2026"})


def asked_outside(doors: Mapping[str, Door]) -> Iterator[Asked]:
    """Each page of members and firms."""
    if "member" in doors:
        yield Asked("a member's home", "/mie", door="member")
        yield Asked("a member's rights", "/mie/diritti", door="member")
        yield Asked("a member's requests", "/mie/domande", door="member")
        yield Asked("a member's household", "/mie/nucleo", door="member")
        theirs = doors["member"].client.get("/mie/domande", base_url=HOUSE, follow_redirects=True).text
        found = re.search(r"/mie/domande/(?!di/)[a-z2-7]{26}", theirs)
        if found:
            yield Asked("a member's request", found.group(), door="member")
    for door, home in (("firm", "a firm's month"), ("consultant", "a consultant's list")):
        if door in doors:
            yield Asked(home, "/azienda", door=door)
    if "consultant" in doors:
        page = doors["consultant"].client.get("/azienda", base_url=HOUSE).text
        firm_page = re.search(r"/azienda/[a-z2-7]{26}", page)
        if firm_page:
            yield Asked("one firm of a consultant", firm_page.group(), door="consultant")
            yield Asked("statements of a firm", f"{firm_page.group()}/estratti", door="consultant")


def pages(
    archive: Archive, rounds: int, only: Iterable[str] = (), *, processor: bool = False
) -> Iterator[tuple[str, float, float, float]]:
    """Each page with its ratio to the empty one at the median and at the 95th of a hundred, and its milliseconds.

    A page that takes a second or longer is asked three times.
    """
    clock = time.thread_time if processor else time.perf_counter
    now = demo_clock(archive)()
    site = site_of(archive)
    every = doors(archive, create_app(site), now)
    read_plans(site)  # as serving begins

    def once(door: str, address: str, data: dict[str, str] | None) -> float:
        client = every[door].client
        began = clock()
        answer = client.post(address, data=data, base_url=HOUSE) if data else client.get(address, base_url=HOUSE)
        took = clock() - began
        assert answer.status_code == 200, (address, answer.status_code)
        return took

    for title, address, data, door in [*asked(archive, every[""].seal), *asked_outside(every)]:
        if only and not any(title.startswith(one) for one in only):
            continue
        if data is None:  # where it leads to is measured, not the way there
            address = every[door].client.get(address, base_url=HOUSE, follow_redirects=True).request.full_path
        empty, full = [], []
        several = min(rounds, 3) if once(door, address, data) > 1 else rounds
        for _ in range(several):
            empty.append(once(door, "/profilo", None))
            full.append(once(door, address, data))
        empty.sort()
        full.sort()
        at = int(several * 0.95)
        yield title, full[several // 2] / empty[several // 2], full[at] / empty[at], full[at] * 1000


def opened(stack: ExitStack, members: int, url: str, keep: str) -> Archive:
    """The archive to be measured: the kept one, or a new one; on a server a copy of it."""
    file = Path(keep) if keep else Path(stack.enter_context(tempfile.TemporaryDirectory())) / "pages.db"
    there = file.exists()
    archive = stack.enter_context(Archive(f"sqlite:///{file.resolve()}"))
    if not there:
        made(archive, members)
        settled(archive)
        bank_day(archive)
    ten_paid(archive)
    if not url:
        return archive
    server = stack.enter_context(Archive(url))
    if schema_version(server) is not None:
        return server
    with archive.reader.begin() as source:
        upgrade(server, then=lambda target: copy_tables(source, target))
    with server.writer.begin() as connection:
        connection.execute(text("ANALYZE"))
    return server


@click.command()
@click.option("--members", type=int, default=100_000)
@click.option("--rounds", type=int, default=200)
@click.option("--url", default="")
@click.option("--keep", default="")
@click.option("--processor", is_flag=True, help="The processor's time instead of the clock's; SQLite alone.")
@click.option("--only", multiple=True, help="Pages whose name begins so.")
def main(members: int, rounds: int, url: str, keep: str, processor: bool, only: tuple[str, ...]) -> None:
    """Measures and prints the table."""
    console = Console(width=120)
    with ExitStack() as stack:
        archive = opened(stack, members, url, keep)
        goal = f"by the empty page, p95 ≤ {GOALS[archive.dialect]:g}"
        table = Table(title=f"P7, {members:,} people, {archive.dialect}: {goal}")
        for column in ("page", "median", "p95", "p95, ms"):
            table.add_column(column, justify="left" if column == "page" else "right")
        for title, median, worst, milliseconds in pages(archive, rounds, only, processor=processor and not url):
            table.add_row(title, f"{median:.2f}", f"{worst:.2f}", f"{milliseconds:.1f}")
            click.echo(f"{title}: {median:.2f} {worst:.2f} {milliseconds:.1f}", err=True)
        console.print(table)


if __name__ == "__main__":
    main()
