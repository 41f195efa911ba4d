"""What workers do: each job is a function of plain arguments, run in a process that may be killed at any moment."""

from __future__ import annotations

import os
import resource
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event, select

from faults import planted
from faults.worlds import ask, mixed, opened, request
from mutua.services import charge_contributions, decide_batch
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Changed, Recorded, Refusal, decide, propose
from mutua.services.replay import replay
from mutua.services.verify_archive import verify
from mutua.store.database import Archive, ArchiveProblem
from mutua.store.migrate import upgrade
from mutua.store.tables import pending_claim
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from services.societies import Society


class Receipts:
    """What was acknowledged, in a file of its own: on the disk before anything else is done."""

    def __init__(self, path: str) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND) if path else -1

    def add(self, text: str) -> None:
        if self._file >= 0:
            os.write(self._file, f"{text}\n".encode())
            os.fsync(self._file)


class Stopped(BaseException):
    """The machine stops here, as far as the work can tell."""


@contextmanager
def stopping_at(number: int, how: str) -> Iterator[list[int]]:
    """Stops at the call of the database with this number (a commit is a call too); 0 never. Gives the count, and after
    it which calls were commits.
    """
    seen = [0]

    def count(*_: Any) -> None:
        seen[0] += 1
        if seen[0] == number:
            if how == "exit":
                os._exit(9)
            raise Stopped

    def commit(*_: Any) -> None:
        count()
        seen.append(seen[0])

    event.listen(Engine, "before_cursor_execute", count)
    event.listen(Engine, "commit", commit)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", count)
        event.remove(Engine, "commit", commit)


def batch(
    begun: Path, url: str, rulesets: str, seed: int = 1, lot: int = 50, receipts: str = "", stop_at: int = 0,
    how: str = "exit", fault: str = "",
) -> dict[str, Any]:  # fmt: skip
    """The batch over all that waits, in lots of so many requests. `stop_at`: at which call the machine stops."""
    with planted.fault(fault), Archive(url) as archive:
        society = opened(archive, Path(rulesets), seed)
        society.plans[society.plan_code].facts_read  # noqa: B018  # read now, so that the kill meets the work itself
        done = Receipts(receipts)
        begun.touch()
        with stopping_at(stop_at, how) as seen:
            result = decide_batch.decide_pending(
                archive, society.plans, actor_id=society.actor_id, now=society.now, ids=society.ids,
                told=lambda count, of: done.add(str(count)), first_lines=lot,
            )  # fmt: skip
    return {"decided": result.decided, "parked": len(result.parked), "calls": seen[0], "commits": seen[1:]}


def charge(
    begun: Path, url: str, rulesets: str, lot: int = 2, stop_at: int = 0, how: str = "exit", fault: str = ""
) -> dict[str, Any]:
    """Charges the year to everybody who is not charged yet, so many households at a time."""
    with planted.fault(fault), Archive(url) as archive:
        society = opened(archive, Path(rulesets))
        society.plans[society.plan_code].facts_read  # noqa: B018  # read now, so that the kill meets the work itself
        at = Desktop(archive, society.plans, society.actor_id, society.now, society.ids)
        before, charge_contributions.WRITTEN_AT_ONCE = charge_contributions.WRITTEN_AT_ONCE, lot
        begun.touch()
        try:
            with stopping_at(stop_at, how) as seen:
                plan = charge_contributions.plan_year(at, 2027, due_days=[date(2027, 1, 31)])
                done = charge_contributions.charge_year(at, plan)
        finally:
            charge_contributions.WRITTEN_AT_ONCE = before
    return {"people": done.people, "unchanged": plan.unchanged, "calls": seen[0], "commits": seen[1:]}


def decide_as_clerk(society: Society, claim_id: int) -> Recorded | Refusal:
    """Looks, then decides what was shown; looks again where it changed meanwhile."""
    proposal = propose(society.archive, society.plans, claim_id)
    while not isinstance(proposal, Refusal):
        done = decide(
            society.archive, society.plans, claim_id, seen=proposal.stamp, actor_id=society.actor_id, now=society.now,
            ids=society.ids,
        )  # fmt: skip
        if not isinstance(done, Changed):
            return done
        proposal = done.proposal
    return proposal


def clerk(begun: Path, url: str, rulesets: str, seed: int, receipts: str, fault: str = "", stop_at: int = 0) -> int:
    """Receives a request and decides it, again and again, with a receipt for each thing that was acknowledged."""
    with planted.fault(fault), Archive(url) as archive:
        society = opened(archive, Path(rulesets), seed)
        done = Receipts(receipts)
        told = mixed(society, 2000, seed)
        begun.touch()
        with stopping_at(stop_at, "exit"):
            for at, one in enumerate(told):
                name = f"k{seed}.{at}"
                fresh = request(name, one.person_id, one.lines[0].benefit, date(2026, 3, 3), one.lines[0].facts)
                if fault == "receipt_first":
                    done.add(f"claim {name}")
                claim_id = ask(society, [fresh])[0]
                done.add(f"claim {name}")
                decide_as_clerk(society, claim_id)
                done.add(f"decision {name}")
    return len(told)


def counter(begun: Path, url: str, rulesets: str, seed: int, receipts: str, each: int = 25) -> int:
    """Receives requests at full speed, one transaction and one receipt each; decides each so manieth of them too."""
    with Archive(url) as archive:
        society = opened(archive, Path(rulesets), seed)
        people, done = sorted(society.households), Receipts(receipts)
        begun.touch()
        for at in range(100_000):
            name = f"q{seed}.{at}"
            told = request(name, people[at % len(people)], "VIS", date(2026, 3, 3), {"spesa": 1000 + at})
            claim_id = ask(society, [told])[0]
            done.add(f"claim {name}")
            if at % each == 0:
                decide_as_clerk(society, claim_id)
                done.add(f"decision {name}")
    return 0


# ---------------------------------------------------------------- locks


def hold(begun: Path, url: str, households: Sequence[int], release: str) -> str:
    """Keeps households locked until a file comes."""

    def work(unit: UnitOfWork) -> str:
        unit.connection.execute(select(pending_claim.c.claim_id)).all()
        begun.touch()
        while not Path(release).exists():
            time.sleep(0.01)
        return "released"

    with Archive(url) as archive:
        society = opened(archive, Path("."))
        return unit_of_work(archive, households, work, actor_id=society.actor_id, now=society.now)


def receive_one(begun: Path, url: str, rulesets: str, public_id: str, person_id: int) -> str:
    """One request received; the code of the problem where it is refused."""
    with Archive(url) as archive:
        society = opened(archive, Path(rulesets), 77)
        try:
            ask(society, [request(public_id, person_id, "VIS", date(2026, 3, 3), {"spesa": 5000})])
        except ArchiveProblem as problem:
            return problem.code
    return "received"


# ---------------------------------------------------------------- the disk, the schema, the check


def fill(begun: Path, url: str, rulesets: str, count: int, most_bytes: int = 0) -> dict[str, Any]:
    """Receives and decides until the disk refuses. `most_bytes`: no file may grow beyond."""
    if most_bytes:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
    acknowledged: list[str] = []
    problem = ""
    with Archive(url) as archive:
        society = opened(archive, Path(rulesets), 9)
        people = sorted(society.households)
        try:
            for at in range(count):
                papers = [f"carta {os.urandom(1000).hex()}" for _ in range(24)]
                told = request(f"d{at}", people[at % len(people)], "VIS", date(2026, 3, 3), {"spesa": 500}, papers)
                claim_id = ask(society, [told])[0]
                acknowledged.append(f"claim d{at}")
                decide_as_clerk(society, claim_id)
                acknowledged.append(f"decision d{at}")
        except ArchiveProblem as refused:
            problem = refused.code
        readable = verify(archive) == [] if problem else True
    return {"acknowledged": acknowledged, "problem": problem, "readable": readable}


def migrate(begun: Path, url: str, stop_at: int = 0, to: str = "head") -> int:
    """Brings the schema up; gives how many calls it took."""
    begun.touch()
    with stopping_at(stop_at, "exit") as seen, Archive(url) as archive:
        upgrade(archive, to)
    return seen[0]


def check(begun: Path, url: str) -> list[str]:
    with Archive(url) as archive:
        return [str(one) for one in verify(archive)]


def replay_all(begun: Path, url: str) -> dict[str, Any]:
    with Archive(url) as archive:
        told = replay(archive)
    return {"decisions": told.decisions, "different": [list(one) for one in told.different]}


JOBS: dict[str, Callable[..., Any]] = {
    one.__name__: one
    for one in (batch, charge, clerk, counter, hold, receive_one, fill, migrate, check, replay_all)
}
