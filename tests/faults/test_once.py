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
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import func, insert, select

from faults.conftest import Told, dialect_of
from faults.jobs import decide_as_clerk
from faults.sizes import sized
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


@dataclass
class Model:
    """What should be: of each key the content and the answer of the first time."""

    kept: dict[tuple[int, str], tuple[int, str]] = field(default_factory=dict)


def machine(archive: Archive, of: World) -> type[RuleBasedStateMachine]:
    """Clients that send, lose answers, send again with the same key, or with other content by mistake."""
    society = opened(archive, of.rulesets, 8)
    with archive.writer.begin() as connection:
        made = [society.actor_id, *(
            connection.execute(
                insert(actor).values(public_id=society.ids.public(), kind="clerk", name="altra").returning(actor.c.id)
            ).scalar_one()
            for _ in range(1)
        )]  # fmt: skip
    run = random.Random(0)

    class Clients(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.prefix = f"{run.random()}"
            self.model = Model()
            self.before = how_many(archive)

        @rule(
            who=st.sampled_from(made), key=st.sampled_from("abc"), cents=st.sampled_from([1000, 2000]),
            lost=st.sampled_from(["", "before", "after"]),
        )  # fmt: skip
        def send(self, who: int, key: str, cents: int, lost: str) -> None:
            key = self.prefix + key
            told = asked(f"{who}{key}", of.members[0], cents)
            known = self.model.kept.get((who, key))
            if lost == "before":
                return
            answer = wish(society, key, told, actor_id=who)
            if lost == "after" and known is None:
                self.model.kept[who, key] = (cents, str(answer))
                return
            if known is None:
                assert isinstance(answer, str)
                self.model.kept[who, key] = (cents, answer)
            elif known[0] == cents:
                assert answer == known[1]
            else:
                assert isinstance(answer, KeyTaken)

        @invariant()
        def one_effect_for_each_key(self) -> None:
            assert how_many(archive) - self.before == len(self.model.kept)

    return Clients


def test_retries_and_lost_answers_double_nothing_and_lose_nothing(hamlet: World, copied: Copied, told: Told) -> None:
    examples, steps = sized((8, 12), (500, 20))
    with copied(hamlet) as url, Archive(url) as archive:
        run_state_machine_as_test(  # type: ignore[no-untyped-call]
            machine(archive, hamlet),
            settings=settings(
                max_examples=examples, stateful_step_count=steps, deadline=None, derandomize=True, database=None,
                suppress_health_check=list(HealthCheck),
            ),
        )  # fmt: skip
        with archive.reader.begin() as connection:
            kept = connection.scalar(select(func.count()).select_from(idempotency))
    what = f"{examples} sequences of {steps} retries and lost answers, {kept} keys"
    told("R5 once", dialect_of(hamlet.url), what, "0 double, 0 lost")


__all__ = ["PLAN", "Path"]
