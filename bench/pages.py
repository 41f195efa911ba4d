"""P7: how long a page takes beside one with nothing on it: the search among many members, a sheet, a list of requests.

`python -m bench.pages --members 100000` makes an invented archive with so many people, lets somebody in, and asks each
page and the empty one in turn, so that a busy machine disturbs both alike. No server in between: the whole front, from
the address to the bytes.
"""

from __future__ import annotations

import random
import secrets
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click
from flask.testing import FlaskClient
from rich.console import Console
from rich.table import Table
from sqlalchemy import insert, select

from mutua.cli_decide import plan_book
from mutua.cli_serve import demo_clock, site_of
from mutua.demo import SEED, TODAY
from mutua.demo.society import invent
from mutua.domain.access import Role
from mutua.services.decide_batch import decide_pending
from mutua.services.load_demo import fresh_archive, load_demo
from mutua.store.accounts import begin_session, change_account, complete_session, write_account
from mutua.store.database import Archive
from mutua.store.ids import Ids
from mutua.store.tables import actor, identity, person
from mutua.web.app import create_app
from mutua.web.guards import COOKIE, SEAL

HOUSE = "https://bench.test"
GOALS = {"sqlite": 5.0, "postgresql": 10.0}


def made(archive: Archive, members: int) -> None:
    """An invented society of so many, its requests decided."""
    ids, now = Ids(random.Random(SEED)), datetime(TODAY.year, TODAY.month, TODAY.day, 18, tzinfo=UTC)
    fresh_archive(archive)
    loaded = load_demo(archive, invent(members, SEED, TODAY), now=now, ids=ids, plans=plan_book())
    decide_pending(archive, plan_book(), actor_id=loaded.actor_id, now=now, ids=ids, clock=time.monotonic_ns)


def inside(archive: Archive, client: FlaskClient, now: datetime) -> str:
    """A clerk who is in; gives the seal of their buttons."""
    first, token, ids = secrets.token_urlsafe(32), secrets.token_urlsafe(32), Ids()
    with archive.writer.begin() as connection:
        number = connection.execute(
            insert(actor).values(public_id=ids.public(), kind="clerk", name="Bench").returning(actor.c.id)
        ).scalar_one()
        account = write_account(
            connection, public_id=ids.public(), actor_id=number, login="bench", password_hash="none", secret="none",
            at=now, roles=[Role.CLERK],
        )  # fmt: skip
        change_account(connection, account, must_change=0)
        begin_session(connection, first, account, now)
        complete_session(connection, first, token, now)
    client.set_cookie(COOKIE, token, domain="bench.test", secure=True)
    page = client.get("/profilo", base_url=HOUSE).text
    return page.partition(f'name="{SEAL}" value="')[2][:64]


def asked(archive: Archive, seal: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Each page: what it is called, its address, and what is sent (nothing: it is only opened)."""
    with archive.reader.begin() as connection:
        who = connection.execute(
            select(person.c.public_id, identity.c.search_name)
            .join(identity, identity.c.person_id == person.c.id)
            .order_by(identity.c.search_name)
            .limit(1)
            .offset(50)
        ).one()
    surname, _, given = who.search_name.partition(" ")
    for title, words in (("search, three letters", surname[:3]), ("search, «ross ma»", f"{surname[:4]} {given[:2]}"),
                         ("search, a given name", given), ("search, nobody", "zzyx")):  # fmt: skip
        yield title, "/cerca/subito", {SEAL: seal, "words": words}
    yield "sheet of a person", f"/persone/{who.public_id}", {}


def pages(archive: Archive, rounds: int) -> Iterator[tuple[str, float, float, float]]:
    """Each page with its ratio to the empty one at the median and at the 95th of a hundred, and its milliseconds."""
    app = create_app(site_of(archive))
    client = app.test_client()
    seal = inside(archive, client, demo_clock(archive)())

    def once(address: str, data: dict[str, str]) -> float:
        began = time.perf_counter()
        answer = client.post(address, data=data, base_url=HOUSE) if data else client.get(address, base_url=HOUSE)
        took = time.perf_counter() - began
        assert answer.status_code == 200, (address, answer.status_code)
        return took

    for title, address, data in list(asked(archive, seal)):
        empty, full = [], []
        for _ in range(rounds):
            empty.append(once("/profilo", {}))
            full.append(once(address, data))
        empty.sort()
        full.sort()
        at = int(rounds * 0.95)
        yield title, full[rounds // 2] / empty[rounds // 2], full[at] / empty[at], full[at] * 1000


@click.command()
@click.option("--members", type=int, default=100_000)
@click.option("--rounds", type=int, default=200)
@click.option("--url", default="")
def main(members: int, rounds: int, url: str) -> None:
    """Measures and prints the table."""
    console = Console()
    with tempfile.TemporaryDirectory() as folder, Archive(url or f"sqlite:///{Path(folder) / 'pages.db'}") as archive:
        made(archive, members)
        goal = f"by the empty page, p95 ≤ {GOALS[archive.dialect]:g}"
        table = Table(title=f"P7, {members:,} people, {archive.dialect}: {goal}")
        for column in ("page", "median", "p95", "p95, ms"):
            table.add_column(column, justify="left" if column == "page" else "right")
        for title, median, worst, milliseconds in pages(archive, rounds):
            table.add_row(title, f"{median:.2f}", f"{worst:.2f}", f"{milliseconds:.1f}")
        console.print(table)


if __name__ == "__main__":
    main()
