"""S4: how long an entry with a wrong password takes where the name is somebody's, beside one where it is nobody's.

Pairs of entries in turn through the whole front, by the clock: it is what a stranger can measure from outside.
"""

from __future__ import annotations

import random
import statistics
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from flask.testing import FlaskClient

from bench.measuring import Tick, quiet_memory
from mutua.cli_serve import site_of
from mutua.domain.access import Role
from mutua.services.accounts import HASHER
from mutua.services.new_archive import the_program
from mutua.store.accounts import write_account
from mutua.store.database import Archive
from mutua.store.ids import Ids
from mutua.store.migrate import upgrade
from mutua.web.app import create_app
from mutua.web.guards import SEAL

HOUSE = "https://bench.test"
BETWEEN = timedelta(minutes=90)  # between two attempts by the front's own clock: nobody is made to wait


class Medians(NamedTuple):
    """Milliseconds of an entry that is refused: with a name that is there, with one that is not."""

    known: float
    unknown: float

    @property
    def apart(self) -> float:
        return abs(self.known - self.unknown)


class _Entrance:
    """The front of a new archive with one login, `anna`; its clock goes on at each attempt."""

    def __init__(self, archive: Archive) -> None:
        upgrade(archive)
        self._now = datetime(2026, 1, 7, 9, tzinfo=UTC)
        ids = Ids()
        program = the_program(archive, ids)
        with archive.writer.begin() as connection:
            write_account(
                connection, public_id=ids.public(), actor_id=program, login="anna", password_hash=HASHER.hash("monte"),
                secret="none", at=self._now, roles=(Role.CLERK,),
            )  # fmt: skip
        site = replace(site_of(archive), clock=lambda: self._now)
        self._client: FlaskClient = create_app(site).test_client()

    def seconds(self, login: str) -> float:
        """One entry with a wrong password; it has to be refused as any other."""
        self._now += BETWEEN
        page = self._client.get("/entra", base_url=HOUSE).text
        sent = {SEAL: page.partition(f'name="{SEAL}" value="')[2][:64], "login": login, "password": "valle"}
        began = time.perf_counter()
        answer = self._client.post("/entra", base_url=HOUSE, data=sent)
        took = time.perf_counter() - began
        if answer.status_code != 401:
            raise AssertionError(f"refused otherwise: {answer.status_code}")
        return took


def medians(folder: Path, pairs: int, tick: Tick) -> Medians:
    """So many pairs, in an order by chance; a first one that warms both up is not counted."""
    dice, took = random.Random(4), {"anna": [0.0], "nessuno": [0.0]}
    with Archive(f"sqlite:///{folder / 'entering.db'}") as archive:
        entrance = _Entrance(archive)
        with quiet_memory():
            for _ in range(pairs + 1):
                for login in dice.sample(sorted(took), 2):
                    took[login].append(entrance.seconds(login))
                tick()
    known, unknown = (statistics.median(took[login][2:]) * 1000 for login in ("anna", "nessuno"))
    return Medians(known, unknown)
