"""R17: whatever happens while a payment run is released, each request is paid once, by one file, or not at all."""

from __future__ import annotations

import random
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bank.cbi_payment_order import payments_in
from faults import planted
from faults.conftest import Told
from faults.jobs import Stopped, stopping_at
from faults.sizes import SEED, sized
from faults.workers import Workers
from mutua.services.claim_life import Done, pay
from mutua.services.decide_claim import Refusal
from mutua.services.payment_runs import Released, Wanted, drop, file_of, prepare, proposal_of, release
from mutua.store.database import Archive
from mutua.store.payment_runs import RunTold
from mutua.store.tables import payment, payment_file, payment_run_end
from mutua.store.unit_of_work import UnitOfWork
from services.payment_helpers import PAY_ON, BankDay, bank_day
from services.societies import NOW

STEP = sized(9, 1)  # of the calls of the database every so manieth is tried
KILLED = -9
FEWEST = 60  # calls that releasing a run takes at least


@pytest.fixture
def day(archive: Archive, tmp_path: Path) -> BankDay:
    return bank_day(archive, tmp_path)


def recorded(day: BankDay) -> tuple[int, int, int]:
    """How many payments, ends of runs and files there are."""
    with day.archive.reader.begin() as connection:
        return tuple(  # type: ignore[return-value]  # three of them
            connection.scalar(select(func.count()).select_from(one)) for one in (payment, payment_run_end, payment_file)
        )


def test_stopped_at_each_call_of_the_database_a_run_is_released_or_not(
    day: BankDay, workers: Workers, tmp_path: Path, dialect: str, told: Told
) -> None:
    """Killed for good a few times; then stopped at its first call, at its second, and so on until it comes to its end.

    In between nothing is paid and no file is kept; the file that comes out in the end comes out again.
    """
    for name, cents in (("Anna", 10_000), ("Carla", 20_000), ("Anna", 5_000)):
        day.granted(name, cents)
    run = day.prepared()
    day.approved(run)
    _gone(day, workers, tmp_path, run.run_id)
    at, points = day.desk(day.clerk), 0
    made: object = None
    while not isinstance(made, Released):
        try:
            with stopping_at((points + 1) * STEP, "raise"):
                made = release(at, day.vault, run.run_id)
        except Stopped:
            points += 1
            assert recorded(day) == (0, 0, 0)
            with day.archive.reader.begin() as connection:
                assert proposal_of(connection, run.run_id) is not None  # what was approved is not used up by it
    assert points > 5
    assert recorded(day) == (3, 1, 1)
    content = file_of(day.archive, day.vault, run.run_id)
    assert isinstance(content, bytes)
    assert sum(one.cents for one in payments_in(content)) == run.total_cents
    assert release(at, day.vault, run.run_id) == Refusal("run_released", "1")
    assert recorded(day) == (3, 1, 1)
    told("R17 payment files", dialect, f"stopped at {points} calls of the database", "paid once, one file")


def test_killed_at_any_moment_each_request_leaves_in_one_file(
    day: BankDay, workers: Workers, tmp_path: Path, dialect: str, told: Told
) -> None:
    """Run after run, in either form, each released by processes that are killed (SIGKILL) until its file is there.

    Where the kill comes after the end of the work the file is there, and comes out as it was to be.
    """
    wanted, chance = sized(2, 200), random.Random(SEED)
    kills, after, files = 0, 0, dict[int, bytes]()  # sums so small that no ceiling is near, however many runs
    longest = 0.1  # seconds a release takes; what the first that is left alone took, later
    while kills < wanted:
        claims = {day.granted(name, cents) for name, cents in (("Anna", 20), ("Carla", 30), ("Anna", 10))}
        run = day.prepared(form=chance.choice(("cbi", "iso")))
        day.approved(run)
        args = {"url": _url(day), "folder": str(tmp_path), "actor_id": day.clerk, "run_id": run.run_id}
        before, soon = recorded(day), longest
        while day.run(run.run_id).end == "":
            assert recorded(day) == before, "nothing is paid halfway"
            began, worker = time.monotonic(), workers.start("release", args)
            if files:
                time.sleep(chance.uniform(0, soon))
                worker.kill()
                soon *= 1.1  # a machine that is busier than at first comes to the end too
            status = workers.wait(worker)
            assert status in (0, KILLED), worker.complaint()
            kills += status == KILLED
            longest = longest if files else time.monotonic() - began
        after += status == KILLED
        assert recorded(day) == (before[0] + 3, before[1] + 1, before[2] + 1)
        found = [file_of(day.archive, day.vault, run.run_id) for _ in range(2)]
        assert found[0] == found[1]
        assert isinstance(found[0], bytes)
        assert status == KILLED or worker.answer() == found[0].decode()
        files[run.run_id] = found[0]
        assert {one.claim_id for one in day.lines(run.run_id)} == claims
        assert sum(one.cents for one in payments_in(found[0])) == run.total_cents
        assert run.total_cents == -sum(day.books(one)["bank"] for one in claims)
        assert release(day.desk(day.clerk), day.vault, run.run_id) == Refusal("run_released", str(run.run_id))
    names = [one.end_to_end for content in files.values() for one in payments_in(content)]
    messages = [re.findall(rb"MsgId>([^<]+)<", content)[0] for content in files.values()]
    assert len(set(names)) == len(names) == 3 * len(files)
    assert len(set(messages)) == len(files)
    told("R17 payment files", dialect, f"{kills} kills of {len(files)} runs, {after} of them after the end of the work",
         f"{len(names)} requests, each in one file; none half done")  # fmt: skip


def _url(day: BankDay) -> str:
    return day.archive.writer.url.render_as_string(hide_password=False)


@pytest.mark.tampered
@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_a_run_committed_halfway_is_noticed(day: BankDay, told: Told) -> None:
    """The approval used up, and nothing paid by it: what the test above would see."""
    day.granted("Anna", 10_000)
    run = day.prepared()
    day.approved(run)
    number, whole = 0, True
    while whole:
        number += 4
        with pytest.raises(Stopped), planted.fault("committed_halfway"), stopping_at(number, "raise"):
            release(day.desk(day.clerk), day.vault, run.run_id)
        with day.archive.reader.begin() as connection:
            whole = proposal_of(connection, run.run_id) is not None and recorded(day) == (0, 0, 0)
    told("R17 payment files", "sqlite", f"stopped at call {number}", "half done", planted="a commit halfway")


def _gone(day: BankDay, workers: Workers, folder: Path, run_id: int) -> None:
    """Processes that end without any farewell, at calls taken by chance."""
    chance = random.Random(SEED)
    args = {"url": _url(day), "folder": str(folder), "actor_id": day.clerk, "run_id": run_id}
    for _ in range(sized(2, 200)):
        worker = workers.start("release", {**args, "stop_at": chance.randrange(2, FEWEST)})
        assert workers.wait(worker) == 9, worker.complaint()
        assert recorded(day) == (0, 0, 0)


# ---------------------------------------------------------------- at once


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pause between what is read and what is written, so that the other one reads meanwhile if it can."""
    pause = threading.Event()
    monkeypatch.setattr(UnitOfWork, "between_read_and_write", lambda unit: pause.wait(0.05))


def at_once(*works: object) -> list[object]:
    barrier = threading.Barrier(len(works), timeout=20)

    def one(work: object) -> object:
        barrier.wait()
        assert callable(work)
        return work()

    with ThreadPoolExecutor(len(works)) as all_of_them:
        return list(all_of_them.map(one, works))


def test_i87_two_who_prepare_release_or_pay_at_once_pay_once(day: BankDay, slow: None) -> None:
    """By two browsers, or a browser and the command line: no request in two runs, no run released twice."""
    at = day.desk(day.clerk)
    claim_id = day.granted("Anna", 10_000)
    found = at_once(*[lambda: prepare(at, Wanted(PAY_ON))] * 3)
    assert len([one for one in found if isinstance(one, RunTold)]) == 1
    run = next(one for one in found if isinstance(one, RunTold))
    day.approved(run)
    done = at_once(*[lambda: release(at, day.vault, run.run_id)] * 3)
    assert len([one for one in done if isinstance(one, Released)]) == 1
    assert done.count(Refusal("run_released", str(run.run_id))) == 2
    assert recorded(day) == (1, 1, 1)
    # Paid by hand while its run is prepared, released or dropped: once.
    for _ in range(sized(2, 20)):
        claim_id = day.granted("Carla", 1_000)
        at_once(lambda: pay(at, claim_id, on=NOW.date(), reference="a mano"), lambda: prepare(at, Wanted(PAY_ON)))  # noqa: B023
        paid = -day.books(claim_id).get("bank", 0)
        runs = [one for one in day.draft().left if one.claim_id == claim_id and one.why == "in_run"]
        assert (paid, len(runs)) in [(700, 0), (0, 1)], (paid, runs)
        if runs:
            made = day.run(_last(day))
            day.approved(made)
            ends = at_once(lambda: release(at, day.vault, made.run_id), lambda: drop(at, made.run_id))  # noqa: B023
            assert sum(not isinstance(one, Refusal) for one in ends) == 1, ends
            if day.run(made.run_id).state == "dropped":
                assert isinstance(pay(at, claim_id, on=NOW.date(), reference="a mano"), Done)
        assert -day.books(claim_id)["bank"] == 700


def _last(day: BankDay) -> int:
    from mutua.store.payment_runs import runs_told

    with day.archive.reader.begin() as connection:
        return runs_told(connection)[0].run_id
