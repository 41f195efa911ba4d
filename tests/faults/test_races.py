"""R3, R4, R16: many at once on the same ceilings: never above them, as if one after the other, nobody told off."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from archives import Ready
from faults.conftest import Told, dialect_of
from faults.jobs import decide_as_clerk
from faults.side_by_side import Move, do
from faults.sizes import SEED, sized
from faults.state import state_of
from faults.workers import Workers, wait_for
from faults.worlds import World, ask, new_world, opened, request
from mutua.domain.case import FactValue
from mutua.domain.records import ClaimTold
from mutua.services.verify_archive import verify
from mutua.store.database import Archive
from mutua.store.decisions import decision_in_force
from mutua.store.tables import decision_line, firm, household_place, movement, provider

Copied = Callable[[World], AbstractContextManager[str]]
WORKERS = 8
CEILING = 40000  # euro cents a year for visits, of each person
HOURS = 240 * 60  # minutes a year in hospital, of each household


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def street(request: pytest.FixtureRequest, ready: Ready, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Households without requests yet."""
    folder = tmp_path_factory.mktemp("street") / "s"
    with new_world(ready, request.param, folder, households=6, claims=0) as made:
        yield made


def rounds_of(url: str, of: World, count: int) -> list[list[list[int]]]:
    """For each round, for each worker, one request of the same person: visits in one year, hours in the next.

    Every round has a year of its own, so that its ceiling is untouched.
    """
    with Archive(url) as archive:
        society = opened(archive, of.rulesets, 5)
        made: list[list[list[int]]] = []
        for at in range(count):
            on = date(2030 + at, 3, 3)
            hours = at % 2
            facts: dict[str, FactValue] = {"quantità": 50 * 60} if hours else {"spesa": 10000}
            told = [
                request(f"g{at}.{one}", of.members[0], "OSPEDALE" if hours else "VIS", on, facts)
                for one in range(WORKERS)
            ]
            made.append([[claim_id] for claim_id in ask(society, told)])
        return made


def over_or_under(url: str, rounds: list[list[list[int]]]) -> list[str]:
    """The rounds that did not grant exactly what the ceiling allows: the smaller of the ceiling and what was due."""
    wrong = []
    with Archive(url) as archive, archive.reader.begin() as connection:
        for at, claims in enumerate(rounds):
            ids = [claim_id for mine in claims for claim_id in mine]
            query = select(func.sum(decision_line.c.granted_cents), func.sum(decision_line.c.quantity_granted))
            cents, minutes = connection.execute(query.where(decision_line.c.claim_id.in_(ids))).one()
            drawn = connection.scalar(select(func.sum(movement.c.used)).where(movement.c.claim_id.in_(ids))) or 0
            due = min(HOURS, WORKERS * 50 * 60) if at % 2 else min(CEILING, WORKERS * 7000)
            granted = int((minutes if at % 2 else cents) or 0)
            if (granted, int(drawn)) != (due, due):
                wrong.append(f"round {at}: granted {granted}, drawn {drawn}, due {due}")
    return wrong


def test_eight_at_once_never_pay_more_than_the_ceiling_nor_less(
    street: World, copied: Copied, workers: Workers, told: Told
) -> None:
    count = sized(10, 50)
    with copied(street) as url:
        rounds = rounds_of(url, street, count)
        complaints = workers.do("race", {"url": url, "rounds": rounds, **street.at})["complaints"]
        assert complaints == []
        assert over_or_under(url, rounds) == []
        with Archive(url) as archive:
            assert verify(archive) == []
    done = f"{WORKERS} workers × {count} rounds, barrier, pause of 5 ms"
    told("R3 ceilings", dialect_of(street.url), done, "0 over, 0 under")


def test_without_the_lock_the_race_is_lost_within_three_rounds(
    street: World, copied: Copied, workers: Workers, told: Told
) -> None:
    with copied(street) as url:
        rounds = rounds_of(url, street, 3)
        args = {"url": url, "rounds": rounds, "fault": "without_lock", **street.at}
        complaints = workers.do("race", args)["complaints"]
        wrong = [*complaints, *over_or_under(url, rounds)]
    assert wrong
    told("R3 ceilings", dialect_of(street.url), "3 rounds", wrong[0][:90], planted="the lock removed")


# ---------------------------------------------------------------- one after the other


def test_decisions_made_at_once_are_those_of_one_order(
    street: World, copied: Copied, workers: Workers, told: Told
) -> None:
    """Requests decided and moves told at once by eight workers, then the same alone in the order in which they wrote.

    The order agrees with each household's log: every record of the second archive stands where it does in the first.
    """
    chance = random.Random(SEED)
    archives, each, moves = sized(1, 20), sized(3, 25), 0
    for at in range(archives):
        with copied(street) as url:
            schedules = Schedules(street, url, chance.randrange(1 << 30))
            rounds = [schedules.next_one(chance) for _ in range(each)]
            done = workers.do("race", {"url": url, "rounds": rounds, "pause": 0.001, **street.at})
            assert done["complaints"] == []
            order = done["order"]
            wrong = as_one_after_the_other(url, street, copied, schedules, order)
            assert wrong == [], f"archive {at}, MUTUA_FAULTS_SEED={SEED}"
            moves += sum(not isinstance(one, int) for one in order)
    what = f"{archives * each} random schedules, {moves} people moved, 6 households, {WORKERS} workers"
    told("R4 serial order", dialect_of(street.url), what, "0 different")


@dataclass
class Schedules:
    """Schedules for one archive, each in a year of its own: who asks for what, and who moves to which household."""

    of: World
    url: str
    seed: int
    places: dict[int, tuple[int, str, str]] = field(default_factory=dict)  # household, since, kinship
    asked: list[list[ClaimTold]] = field(default_factory=list)

    def __post_init__(self) -> None:
        columns = household_place.c
        with Archive(self.url) as archive, archive.reader.begin() as connection:
            query = select(columns.person_id, columns.chain_id, columns.effective_from, columns.kinship)
            for person_id, home, since, kinship in connection.execute(query.order_by(columns.person_id)):
                self.places[person_id] = home, since.isoformat(), kinship

    def next_one(self, chance: random.Random) -> list[list[Any]]:
        """Eight requests and two moves, dealt out to the workers in any order."""
        year = 2030 + len(self.asked)
        claims = self._requests(chance, year)
        self.asked.append(claims)
        with Archive(self.url) as archive:
            things: list[Any] = [*ask(opened(archive, self.of.rulesets, self.seed + year), claims)]
        things += self._moves(chance, year)
        chance.shuffle(things)
        return [things[at::WORKERS] for at in range(WORKERS)]

    def _requests(self, chance: random.Random, year: int) -> list[ClaimTold]:
        made = []
        for at in range(8):
            benefit = chance.choice(["VIS", "OSPEDALE", "OSPEDALE", "CICLO"])
            facts: dict[str, FactValue] = {"gruppo": f"c{year}"} if benefit == "CICLO" else {}
            facts["quantità" if benefit == "OSPEDALE" else "spesa"] = chance.randrange(3000, 30000)
            on, person_id = date(year, 3, chance.randrange(1, 29)), chance.choice(sorted(self.places))
            made.append(request(f"s{year}.{at}", person_id, benefit, on, facts))
        return made

    def _moves(self, chance: random.Random, year: int) -> list[Move]:
        """Two people, no heads of household, who live elsewhere from the middle of the month on."""
        free = sorted(person_id for person_id, (_, _, kinship) in self.places.items() if kinship != "titolare")
        made = []
        for person_id in chance.sample(free, 2):
            home, since, kinship = self.places[person_id]
            other, on = chance.choice([one for one in self.of.households if one != home]), f"{year}-03-15"
            made.append(Move(person_id, kinship, home, since, other, on))
            self.places[person_id] = other, on, kinship
        return made


def as_one_after_the_other(
    url: str, of: World, copied: Copied, schedules: Schedules, order: Sequence[Any]
) -> list[str]:
    """Does the same alone, in the order given, in a fresh archive; what comes out otherwise."""
    with Archive(url) as archive:
        assert verify(archive) == []
        at_once = state_of(archive)
    with copied(of) as other, Archive(other) as alone:
        for year, claims in enumerate(schedules.asked, 2030):
            ask(opened(alone, of.rulesets, schedules.seed + year), claims)
        society = opened(alone, of.rulesets, 6)
        assert [line for what in order for line in do(society, what)] == []
        one_by_one = state_of(alone)
    return [name for name in at_once if at_once[name] != one_by_one[name]]


def test_moves_told_in_another_order_are_noticed(
    street: World, copied: Copied, workers: Workers, told: Told
) -> None:
    """The test of the test: the same schedules, with the moves put after everything else."""
    if dialect_of(street.url) != "sqlite":
        pytest.skip("once is enough")
    chance = random.Random(SEED)
    with copied(street) as url:
        schedules = Schedules(street, url, 1)
        rounds = [schedules.next_one(chance) for _ in range(2)]
        order = workers.do("race", {"url": url, "rounds": rounds, "pause": 0, **street.at})["order"]
        moved = [one for one in order if not isinstance(one, int)]
        late = [*[one for one in order if isinstance(one, int)], *moved]
        assert as_one_after_the_other(url, street, copied, schedules, late) != []
    told("R4 serial order", dialect_of(street.url), "all moves told last", "noticed", planted="moves out of order")


def test_an_order_that_was_not_that_of_the_chain_is_noticed(
    street: World, copied: Copied, workers: Workers, told: Told
) -> None:
    """The test of the test: two requests on one ceiling, decided the other way round, come out otherwise."""
    with copied(street) as one, copied(street) as two:
        states = []
        for url, turned in ((one, False), (two, True)):
            with Archive(url) as archive:
                society = opened(archive, street.rulesets, 6)
                told_ = [
                    request(f"s1.{at}", street.members[0], "VIS", date(2026, 3, 3), {"spesa": 50000 - at})
                    for at in range(2)
                ]
                claims = ask(society, told_)
                for claim_id in reversed(claims) if turned else claims:
                    decide_as_clerk(society, claim_id)
                states.append(state_of(archive))
    assert states[0]["decision_line"] != states[1]["decision_line"]
    told("R4 serial order", dialect_of(street.url), "2 requests turned round", "noticed", planted="another order")


# ---------------------------------------------------------------- nobody is told off, and politely


def test_many_writers_beside_a_batch_never_hear_of_a_lock(
    street: World, copied: Copied, workers: Workers, told: Told
) -> None:
    seconds = sized(3, 180)
    with copied(street) as url:
        done = workers.do("writers", {"url": url, "count": WORKERS, "seconds": seconds, **street.at})
        assert done["complaints"] == []
        with Archive(url) as archive:
            assert verify(archive) == []
    half, most = done["waits"]
    what = f"{WORKERS} writers and a batch for {seconds} s: {done['done']} works"
    waits = f"a write waits {half} ms, 99 in 100 at most {most} ms, the longest {done['longest']} ms"
    told("R16 locks", dialect_of(street.url), what, f"0 «locked», 0 deadlocks, 0 serialisation failures; {waits}")


def test_without_its_turn_at_the_start_a_writer_hears_of_a_lock(
    street: World, copied: Copied, workers: Workers, told: Told
) -> None:
    args = {"count": WORKERS, "seconds": 2, "fault": "without_lock", **street.at}
    with copied(street) as url:
        done = workers.do("writers", {"url": url, **args})
        assert done["complaints"]
    told("R16 locks", dialect_of(street.url), "2 s", done["complaints"][0][:90], planted="the lock removed")


def test_k95_a_worker_that_stands_still_is_waited_for_and_then_refused_politely(
    street: World, copied: Copied, workers: Workers, tmp_path: Path, told: Told
) -> None:
    release = tmp_path / "release"
    with copied(street) as url:
        holder = workers.start("hold", {"url": url, "households": street.households[:1], "release": str(release)})
        wait_for(holder.begun)
        holder.stop()
        args = {"url": url, "person_id": street.members[0], **street.at}
        assert workers.do("receive_one", {"public_id": "refused", **args}) == "archive_busy"
        release.touch()
        holder.go_on()
        assert workers.wait(holder) == 0, holder.complaint()
        assert workers.do("receive_one", {"public_id": "welcome", **args}) == "received"
        with Archive(url) as archive:
            assert verify(archive) == []
    told("R16 locks", dialect_of(street.url), "a worker stopped, lock in hand", "archive_busy, then all goes on")


def test_two_clerks_on_one_request_decide_it_once(street: World, copied: Copied, workers: Workers) -> None:
    """M8: the second is told that it no longer waits."""
    with copied(street) as url:
        with Archive(url) as archive:
            told_ = [request("m8", street.members[0], "VIS", date(2026, 3, 3), {"spesa": 5000})]
            claim_id = ask(opened(archive, street.rulesets, 6), told_)[0]
        rounds = [[[claim_id]] * WORKERS]
        complaints = workers.do("race", {"url": url, "rounds": rounds, **street.at})["complaints"]
        assert sorted(complaints) == [
            f"{claim_id}: Refusal(code='claim_not_pending', found='{claim_id}')"
        ] * (WORKERS - 1)
        with Archive(url) as archive, archive.reader.begin() as connection:
            kept = decision_in_force(connection, claim_id)
            assert kept is not None
            assert kept.sequence == 1


def test_two_households_that_name_the_same_new_provider_and_firm_make_it_once(
    street: World, copied: Copied, workers: Workers
) -> None:
    with copied(street) as url:
        complaints = workers.do("newcomers", {"url": url, "count": WORKERS, **street.at})
        assert complaints == []
        with Archive(url) as archive, archive.reader.begin() as connection:
            for table in (provider, firm):
                assert connection.scalar(select(func.count()).select_from(table)) == 2, table.name
