"""Charging a year, killed at any moment: taken up again it ends as if nobody had stopped it, nobody twice."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from archives import Ready
from faults.conftest import Told, dialect_of
from faults.jobs import Stopped, charge
from faults.sizes import SEED, sized, spread
from faults.workers import Workers, wait_for
from faults.worlds import World, new_world, opened
from mutua.services import charge_contributions
from mutua.services.claim_life import Desktop
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
        assert times(archive) == [1] * (HOUSEHOLDS * NAMES)
        return digest(archive)


def times(archive: Archive) -> list[int]:
    """How often each person was charged."""
    with archive.reader.begin() as connection:
        query = select(charge_table.c.person_id, func.count()).group_by(charge_table.c.person_id)
        return [count for _, count in connection.execute(query)]


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
            ended, longest = False, 0.15
            while not ended:
                worker = workers.start("charge", {"url": url, **village.at})
                wait_for(worker.begun)
                time.sleep(chance.uniform(0, longest))
                longest *= 1.5  # on a busy machine nothing is done in so short a time
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
    with copied(village) as url:
        made = charge(NOWHERE, url, **village.at)
    assert made["commits"]
    points = spread(made["calls"], made["commits"], 4)
    for number in points:
        with copied(village) as url:
            with pytest.raises(Stopped):
                charge(NOWHERE, url, stop_at=number, how="raise", **village.at)
            charge(NOWHERE, url, **village.at)
            assert mark(url) == expected, number
    assert len(points) > 5
    told("C charging", dialect_of(village.url), f"stopped at {len(points)} calls of the database", "0 by halves")


def test_a_run_that_trusts_an_old_look_is_noticed(
    village: World, copied: Copied, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The plan of a run that was stopped, done once more: refused household by household, unless nobody looks again."""
    with copied(village) as url, Archive(url) as archive:
        society = opened(archive, village.rulesets)
        at = Desktop(archive, society.plans, society.actor_id, society.now, society.ids)
        plan = charge_contributions.plan_year(at, 2027, due_days=[date(2027, 1, 31)])
        charge_contributions.charge_year(at, plan)
        assert len(charge_contributions.charge_year(at, plan).changed_meanwhile) == HOUSEHOLDS
        assert times(archive) == [1] * (HOUSEHOLDS * NAMES)
        monkeypatch.setattr(charge_contributions, "_unchanged", lambda unit, some, ours: list(some))
        charge_contributions.charge_year(at, plan)
        assert times(archive) == [2] * (HOUSEHOLDS * NAMES)
    told("C charging", dialect_of(village.url), "the same plan again", "charged twice", planted="no second look")
