"""R5: the same wish sent many times has one effect, whoever loses the answer; a key tells nothing to anybody else."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select

from faults.conftest import Told, dialect_of
from faults.jobs import decide_as_clerk
from faults.sizes import SEED, sized
from faults.worlds import PLAN, World, opened, request
from mutua.domain.records import ClaimTold
from mutua.services.once import KeyTaken, once
from mutua.services.register import receive_claims
from mutua.services.verify_archive import verify
from mutua.store.database import Archive, ArchiveProblem
from mutua.store.tables import actor, claim, idempotency
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from services.societies import Society

Copied = Callable[[World], AbstractContextManager[str]]
NOW = datetime(2026, 6, 1, tzinfo=UTC)
CROWD = 50


class AnswerLost(Exception):
    """The line went dead."""


def wish(society: Society, key: str, told: ClaimTold, *, actor_id: int | None = None) -> object:
    """A request received once for the key, as a counter on the web would: the answer is the number of the request."""

    def work(unit: UnitOfWork) -> object:
        def do() -> str:
            return str(receive_claims(unit, [told], society.households, society.ids)[0])

        return once(unit, "receive", key, repr(told).encode(), do)

    home = society.households[told.person_id]
    return unit_of_work(society.archive, [home], work, actor_id=actor_id or society.actor_id, now=NOW)


def asked(name: str, person_id: int, cents: int = 5000) -> ClaimTold:
    return request(name, person_id, "VIS", date(2026, 3, 3), {"spesa": cents})


def how_many(archive: Archive) -> int:
    with archive.reader.begin() as connection:
        return connection.scalar(select(func.count()).select_from(claim)) or 0


def test_fifty_identical_requests_at_once_have_one_effect(hamlet: World, copied: Copied, told: Told) -> None:
    with copied(hamlet) as url, Archive(url) as archive:
        answers = crowd(archive, hamlet, lambda society, at: wish(society, "k", asked(f"new{at}", hamlet.members[0])))
        assert sum(isinstance(one, KeyTaken) for one in answers) == CROWD - 1  # each wished something else
        assert sum(isinstance(one, str) for one in answers) == 1
        assert how_many(archive) == len(hamlet.claims) + 1
        same = crowd(archive, hamlet, lambda society, at: wish(society, "s", asked("same", hamlet.members[0])))
        assert len(set(same)) == 1
        assert how_many(archive) == len(hamlet.claims) + 2
        assert verify(archive) == []
    told("R5 once", dialect_of(hamlet.url), f"{CROWD} identical requests at once, twice", "1 effect each")


def crowd(archive: Archive, of: World, do: Callable[[Society, int], object]) -> list[object]:
    """That many threads, all beginning together; who finds the archive busy comes again with the same key."""
    barrier, answers = threading.Barrier(CROWD), []
    society = opened(archive, of.rulesets, 8)

    def one(at: int) -> None:
        barrier.wait()
        while True:
            try:
                answers.append(do(society, at))
            except ArchiveProblem as problem:
                if problem.code == "archive_busy":
                    continue
                answers.append(problem)
            return

    threads = [threading.Thread(target=one, args=(at,)) for at in range(CROWD)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_without_the_key_fifty_requests_have_many_effects(hamlet: World, copied: Copied, told: Told) -> None:
    def without(society: Society, at: int) -> object:
        one = asked(society.ids.public(), hamlet.members[0])
        work = lambda unit: receive_claims(unit, [one], society.households, society.ids)  # noqa: E731
        return unit_of_work(society.archive, hamlet.households, work, actor_id=society.actor_id, now=NOW)[0]

    with copied(hamlet) as url, Archive(url) as archive:
        crowd(archive, hamlet, without)
        effects = how_many(archive) - len(hamlet.claims)
    assert effects > 1
    told("R5 once", dialect_of(hamlet.url), f"{CROWD} requests", f"{effects} effects", planted="no key")


def test_deciding_is_done_once_for_a_key_and_gives_the_same_answer_again(hamlet: World, copied: Copied) -> None:
    with copied(hamlet) as url, Archive(url) as archive:
        society = opened(archive, hamlet.rulesets, 8)
        claim_id = int(str(wish(society, "a", asked("one", hamlet.members[0]))))

        def decided(unit: UnitOfWork) -> str:
            return "decided"

        done = decide_as_clerk(society, claim_id)
        first = unit_of_work(
            archive, [], lambda unit: once(unit, "decide", "k", b"x", lambda: repr(done)[:40]),
            actor_id=society.actor_id, now=NOW,
        )  # fmt: skip
        again = unit_of_work(
            archive, [], lambda unit: once(unit, "decide", "k", b"x", lambda: decided(unit)),
            actor_id=society.actor_id, now=NOW,
        )  # fmt: skip
        assert first == again != "decided"


def test_an_answer_that_is_not_final_is_not_kept_and_nothing_is_kept_of_a_failure(
    hamlet: World, copied: Copied
) -> None:
    with copied(hamlet) as url, Archive(url) as archive:
        society = opened(archive, hamlet.rulesets, 8)

        def ask(do: Callable[[], object]) -> object:
            work = lambda unit: once(unit, "o", "k", b"x", do)  # noqa: E731
            return unit_of_work(archive, [], work, actor_id=society.actor_id, now=NOW)

        def fails() -> object:
            raise AnswerLost

        assert ask(lambda: 7) == 7
        with pytest.raises(AnswerLost):
            ask(fails)
        assert ask(lambda: "done") == "done"
        assert ask(lambda: "otherwise") == "done"


# ---------------------------------------------------------------- retries and lost answers

NEVER_SENT, ANSWER_LOST = "never sent", "answer lost"


@dataclass
class Clients:
    """Two people at two counters, who send, lose answers and send again; and what should be of each of their keys."""

    society: Society
    person_id: int
    actors: list[int]
    kept: dict[tuple[int, str], tuple[int, str]] = field(default_factory=dict)  # cents, answer

    def sequence(self, prefix: str, chance: random.Random, steps: int) -> None:
        """So many wishes under a few keys: repeated, lost on the way there or back, or with other content by mistake.

        Whoever loses the answer does not know whether anything was done, and comes again: with the same key.
        """
        for _ in range(steps):
            who, key = chance.choice(self.actors), prefix + chance.choice("ab")
            cents, lost = chance.choice([1000, 2000]), chance.choice(["", "", NEVER_SENT, ANSWER_LOST])
            if lost == NEVER_SENT:
                continue
            answer = wish(self.society, key, asked(f"{who}{key}", self.person_id, cents), actor_id=who)
            known = self.kept.setdefault((who, key), (cents, str(answer)))
            if lost == ANSWER_LOST:
                continue
            assert answer == known[1] if known[0] == cents else isinstance(answer, KeyTaken)


def clients(archive: Archive, of: World) -> Clients:
    society = opened(archive, of.rulesets, 8)
    told = {"public_id": society.ids.public(), "kind": "clerk", "name": "altra"}
    with archive.writer.begin() as connection:
        other = connection.execute(insert(actor).values(**told).returning(actor.c.id)).scalar_one()
    return Clients(society, of.members[0], [society.actor_id, other])


def wrong_effects(archive: Archive, of: World, kept: dict[tuple[int, str], tuple[int, str]]) -> list[str]:
    """Keys that have another effect than the one they answered with, and effects that no key has."""
    with archive.reader.begin() as connection:
        rows = connection.execute(select(claim.c.public_id, claim.c.claim_id).where(claim.c.claim_id > max(of.claims)))
        effects = {name: str(id_) for name, id_ in rows}
    wanted = {f"{who}{key}": answer for (who, key), (_, answer) in kept.items()}
    return sorted(name for name in wanted.keys() | effects.keys() if wanted.get(name) != effects.get(name))


def test_retries_and_lost_answers_double_nothing_and_lose_nothing(hamlet: World, copied: Copied, told: Told) -> None:
    """Fresh archives in between, so that each sequence meets an archive of a usual size."""
    sequences, at_once, steps, keys = sized(40, 10_000), sized(40, 500), 6, 0
    for first in range(0, sequences, at_once):
        with copied(hamlet) as url, Archive(url) as archive:
            crew = clients(archive, hamlet)
            for at in range(first, first + at_once):
                crew.sequence(f"{at}.", random.Random(SEED + at), steps)
            assert wrong_effects(archive, hamlet, crew.kept) == [], f"MUTUA_FAULTS_SEED={SEED}"
            keys += len(crew.kept)
            with archive.reader.begin() as connection:
                assert connection.scalar(select(func.count()).select_from(idempotency)) == len(crew.kept)
            assert verify(archive) == []
    what = f"{sequences} sequences of {steps} retries and lost answers, {keys} keys"
    told("R5 once", dialect_of(hamlet.url), what, "0 double, 0 lost")


def test_a_key_that_is_forgotten_is_noticed(hamlet: World, copied: Copied, told: Told) -> None:
    """The test of the test: whoever comes again after a lost answer is served again."""
    with copied(hamlet) as url, Archive(url) as archive:
        crew = clients(archive, hamlet)
        crew.sequence("1.", random.Random(SEED), 6)
        again = asked(crew.society.ids.public(), hamlet.members[0])
        wish(crew.society, "another key by mistake", again)
        wrong = wrong_effects(archive, hamlet, crew.kept)
    assert wrong == [again.public_id]
    told("R5 once", dialect_of(hamlet.url), "one retry under a new key", "noticed", planted="a new key for a retry")


__all__ = ["PLAN", "Path"]
