"""What workers do side by side: each job here starts several processes that begin together."""

from __future__ import annotations

import multiprocessing
import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from faults import planted
from faults.jobs import decide_as_clerk
from faults.worlds import ask, opened, request
from mutua.services import decide_batch
from mutua.services.decide_claim import Recorded
from mutua.services.register import provider_named
from mutua.store.database import Archive
from mutua.store.people import Place, firm_named, tell_place
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from services.societies import Society


class Move(NamedTuple):
    """Somebody who lives in another household from a day on, as plain values."""

    person_id: int
    kinship: str
    of: int
    since: str
    to: int
    on: str


def do(society: Society, what: int | Sequence[Any]) -> list[str]:
    """A request decided, or a move told; the complaints."""
    if isinstance(what, int):
        done = decide_as_clerk(society, what)
        return [] if isinstance(done, Recorded) else [f"{what}: {done}"]
    move = Move(*what)
    on = date.fromisoformat(move.on)

    def work(unit: UnitOfWork) -> None:
        left = Place(
            move.person_id, move.of, move.kinship, True, date.fromisoformat(move.since), on - timedelta(days=1)
        )
        tell_place(unit.entry(move.of, "people"), 1, left)
        tell_place(unit.entry(move.to, "people"), 1, Place(move.person_id, move.to, move.kinship, True, on, None))

    unit_of_work(society.archive, [move.of, move.to], work, actor_id=society.actor_id, now=society.now)
    return []


def race(
    begun: Path, url: str, rulesets: str, rounds: Sequence[Sequence[Sequence[Any]]], pause: float = 0.005,
    fault: str = "",
) -> dict[str, list[Any]]:  # fmt: skip
    """In each round every worker does the things of its own list, all beginning together.

    `rounds`: for each round, for each worker, requests to decide and moves to tell, in order. `pause`: seconds between
    reading and writing. Gives the complaints, and what was done in the order in which it was written.
    """
    several = multiprocessing.get_context("fork")
    count = len(rounds[0])
    barrier, told, tickets = several.Barrier(count), several.SimpleQueue(), several.Value("q", 0)
    begun.touch()
    work = [
        several.Process(
            target=_racer, args=(url, rulesets, at, [one[at] for one in rounds], pause, fault, barrier, tickets, told)
        )
        for at in range(count)
    ]
    for one in work:
        one.start()
    answers = [told.get() for _ in work]
    for one in work:
        one.join()
    done = sorted((row for _, order in answers for row in order), key=lambda row: row[0])
    return {"complaints": [line for lines, _ in answers for line in lines], "order": [what for _, what in done]}


def _racer(
    url: str, rulesets: str, at: int, mine: Sequence[Sequence[Any]], pause: float, fault: str, barrier: Any,
    tickets: Any, told: Any,
) -> None:  # fmt: skip
    complaints: list[str] = []
    order: list[tuple[int, Any]] = []
    try:
        with planted.fault(fault), pausing(pause, tickets) as ticket, Archive(url) as archive:
            society = opened(archive, Path(rulesets), 100 + at)
            for some in mine:
                barrier.wait(timeout=600)
                for what in some:
                    complaints += _raced(society, what)
                    order.append((ticket[0], what))
    except Exception as problem:
        barrier.abort()
        complaints.append(f"worker {at}: {type(problem).__name__} {problem}")
    told.put((complaints, order))


def _raced(society: Society, what: Any) -> list[str]:
    try:
        return do(society, what)
    except Exception as problem:
        return [f"{what}: {type(problem).__name__} {problem}"[:200]]


@contextmanager
def pausing(seconds: float, tickets: Any) -> Iterator[list[int]]:
    """A pause between what a unit of work reads and what it writes; gives the number drawn last before writing.

    The number is drawn with everything locked that the work concerns: of two works that touch the same, the one with
    the smaller number wrote first.
    """
    drawn = [0]

    def between(_: UnitOfWork) -> None:
        time.sleep(seconds)
        with tickets.get_lock():
            tickets.value += 1
            drawn[0] = tickets.value

    before: Callable[..., None] = UnitOfWork.between_read_and_write
    UnitOfWork.between_read_and_write = between  # type: ignore[method-assign]
    try:
        yield drawn
    finally:
        UnitOfWork.between_read_and_write = before  # type: ignore[method-assign]


def writers(
    begun: Path, url: str, rulesets: str, count: int, seconds: float, fault: str = ""
) -> dict[str, Any]:
    """That many clerks at work for some seconds, and a batch beside them; gives what was done and what went wrong.

    `waits`: milliseconds that half the requests received, and 99 in 100 of them, took at most; `longest` the last one.
    """
    several = multiprocessing.get_context("fork")
    told = several.SimpleQueue()
    begun.touch()
    work = [
        several.Process(target=_writer, args=(url, rulesets, at, seconds, fault, told)) for at in range(count + 1)
    ]
    for one in work:
        one.start()
    answers = [told.get() for _ in work]
    for one in work:
        one.join()
    waits = sorted(wait for _, _, mine in answers for wait in mine)
    return {
        "done": sum(done for done, _, _ in answers),
        "complaints": [line for _, complaints, _ in answers for line in complaints],
        "waits": [round(1000 * waits[len(waits) * share // 100]) for share in (50, 99)] if waits else [],
        "longest": round(1000 * waits[-1]) if waits else 0,
    }


def _writer(url: str, rulesets: str, at: int, seconds: float, fault: str, told: Any) -> None:
    complaints: list[str] = []
    waits: list[float] = []
    done = 0
    try:
        with planted.fault(fault), Archive(url) as archive:
            society = opened(archive, Path(rulesets), 500 + at)
            until = time.monotonic() + seconds
            chance = random.Random(at)
            people = sorted(society.households)
            if at == 0:
                done += _batches(society, until)
            while at and time.monotonic() < until:
                done += 1
                one = request(f"w{at}.{done}", chance.choice(people), "VIS", date(2026, 3, 3), {"spesa": 5000})
                began = time.monotonic()
                claim_id = ask(society, [one])[0]
                waits.append(time.monotonic() - began)
                if done % 2:
                    decide_as_clerk(society, claim_id)
    except Exception as problem:
        complaints.append(f"writer {at}: {type(problem).__name__} {problem}"[:300])
    told.put((done, complaints, waits))


def _batches(society: Society, until: float) -> int:
    done = 0
    while time.monotonic() < until:
        done += decide_batch.decide_pending(
            society.archive, society.plans, actor_id=society.actor_id, now=society.now, ids=society.ids, first_lines=100
        ).decided
    return done


def newcomers(begun: Path, url: str, rulesets: str, count: int) -> list[str]:
    """That many households told all at once, each with the same two new firms and providers."""
    several = multiprocessing.get_context("fork")
    barrier, told = several.Barrier(count), several.SimpleQueue()
    work = [several.Process(target=_newcomer, args=(url, rulesets, at, barrier, told)) for at in range(count)]
    for one in work:
        one.start()
    complaints = [told.get() for _ in work]
    for one in work:
        one.join()
    return [one for one in complaints if one]


def _newcomer(url: str, rulesets: str, at: int, barrier: Any, told: Any) -> None:
    try:
        with Archive(url) as archive:
            society = opened(archive, Path(rulesets), 900 + at)

            def work(unit: UnitOfWork) -> None:
                for name in ("Alfa", "Beta"):
                    provider_named(unit, name, society.ids)
                    firm_named(unit, name, "", society.ids.number(), society.ids.public())
                    time.sleep(0.005)

            barrier.wait(timeout=600)
            unit_of_work(archive, [], work, actor_id=society.actor_id, now=society.now)
        told.put("")
    except Exception as problem:
        told.put(f"{type(problem).__name__} {problem}")


JOBS: dict[str, Callable[..., Any]] = {one.__name__: one for one in (race, writers, newcomers)}
