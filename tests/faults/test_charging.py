"""Charging a year, killed at any moment: taken up again it ends as if nobody had stopped it, nobody twice."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from sqlalchemy import func, select

from archives import Ready
from faults.conftest import Told, dialect_of
from faults.jobs import Stopped, charge
from faults.sizes import SEED, sized
from faults.workers import Workers, wait_for
from faults.worlds import World, new_world
from mutua.services.digest import digest
from mutua.services.verify_archive import verify
from mutua.store.database import Archive
from mutua.store.tables import charge as charge_table

Copied = Callable[[World], AbstractContextManager[str]]
NOWHERE = Path("/dev/null")
HOUSEHOLDS, NAMES = sized(5, 40), 2


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def village(request: pytest.FixtureRequest, ready: Ready, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Households of three people, without requests."""
    folder = tmp_path_factory.mktemp("village") / "v"
    with new_world(ready, request.param, folder, households=HOUSEHOLDS, claims=0, names=NAMES) as made:
        yield made


def mark(url: str) -> str:
    """The mark of everything recorded; all must be well, and everybody charged once."""
    with Archive(url) as archive:
        assert verify(archive) == []
        with archive.reader.begin() as connection:
            query = select(charge_table.c.person_id, func.count()).group_by(charge_table.c.person_id)
            times = [count for _, count in connection.execute(query)]
        assert times == [1] * (HOUSEHOLDS * NAMES)
        return digest(archive)


@pytest.fixture
def expected(village: World, copied: Copied) -> str:
    """The mark that a run leaves which nobody stops."""
    with copied(village) as url:
        assert charge(NOWHERE, url, **village.at)["people"] == HOUSEHOLDS * NAMES
        return mark(url)


def test_a_killed_charging_is_taken_up_again(
    village: World, copied: Copied, workers: Workers, expected: str, told: Told
) -> None:
    chance, kills, wanted = random.Random(SEED), 0, sized(3, 60)
    while kills < wanted:
        with copied(village) as url:
            ended = False
            while not ended:
                worker = workers.start("charge", {"url": url, **village.at})
                wait_for(worker.begun)
                time.sleep(chance.uniform(0, 0.15))
                worker.kill()
                status = workers.wait(worker)
                assert status in (0, -9), worker.complaint()
                ended = status == 0
                kills += not ended
            assert mark(url) == expected, f"MUTUA_FAULTS_SEED={SEED}"
    told("C charging", dialect_of(village.url), f"{kills} kills", "0 charged twice, 0 left out, 0 different")


def test_stopped_at_each_call_nobody_is_charged_by_halves(
    village: World, copied: Copied, expected: str, told: Told
) -> None:
    number, points, ended, step = 0, 0, False, sized(7, 1)
    while not ended:
        number += step
        with copied(village) as url:
            try:
                charge(NOWHERE, url, stop_at=number, how="raise", **village.at)
                ended = True
            except Stopped:
                points += 1
                charge(NOWHERE, url, **village.at)
            assert mark(url) == expected, number
    assert points > 5
    told("C charging", dialect_of(village.url), f"stopped at {points} calls of the database", "0 by halves")


def test_a_charging_that_commits_halfway_is_noticed(
    village: World, copied: Copied, workers: Workers, expected: str, told: Told
) -> None:
    """A commit in the middle of a transaction, then the process is gone: what is left is not what it should be."""
    fault, wrong, points = "committed_halfway", 0, 0
    with copied(village) as url:
        calls = workers.do("charge", {"url": url, "fault": fault, **village.at})["calls"]
    while not wrong and points < calls:
        with copied(village) as url:
            worker = workers.start("charge", {"url": url, "stop_at": calls - points, "fault": fault, **village.at})
            assert workers.wait(worker) == 9, worker.complaint()
            with Archive(url) as archive:
                wrong = len(verify(archive))
        points += 1
    assert wrong
    told("C charging", dialect_of(village.url), f"{points} calls", f"{wrong} findings", planted="a commit halfway")
