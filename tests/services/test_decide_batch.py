"""The batch decides everybody's requests, resumes, and sets one damaged household aside."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select, text

from mutua.services.decide_batch import decide_pending, release_household
from mutua.services.replay import replay
from mutua.services.verify_archive import verify
from mutua.store.ceilings import stored_balances
from mutua.store.database import Archive
from mutua.store.tables import decision, decision_line, parked_household, pending_claim
from services.societies import Society, small_society


@pytest.fixture
def society(archive: Archive, tmp_path: Path) -> Society:
    made = small_society(archive, tmp_path)
    for at in range(6):
        made.household(f"N{at}", f"Anna{at}", f"Bruno{at}", f"Carla{at}")
    return made


def some_requests(society: Society, count: int = 60) -> list[int]:
    chance = random.Random(3)
    made = []
    for at in range(count):
        name = chance.choice(sorted(society.people))
        benefit = chance.choice(["VIS", "CICLO", "OSPEDALE", "CASA", "CONTROLLO"])
        on = date(2026, chance.randrange(2, 6), chance.randrange(1, 28))
        more = {"quantità": chance.randrange(1, 40) * 60} if benefit in ("OSPEDALE", "CASA") else {}
        if benefit == "CICLO":
            more = {"gruppo": f"c{at % 3}"}
        spesa = None if benefit in ("OSPEDALE", "CASA") else chance.randrange(1000, 60000)
        made.append(society.claim(name, benefit, spesa, on=on, numero_fattura=str(at // 2), **more))
    return made


def run(society: Society, **more: object):  # type: ignore[no-untyped-def]
    return decide_pending(
        society.archive, society.plans, actor_id=society.actor_id, now=society.now, ids=society.ids, **more
    )  # type: ignore[arg-type]


def test_everybody_is_decided_and_all_is_well(society: Society) -> None:
    claims = some_requests(society)
    heard: list[tuple[int, int]] = []
    result = run(society, told=lambda done, of: heard.append((done, of)))
    assert (result.decided, result.parked, result.without_plan) == (len(claims), [], [])
    assert heard[-1] == (60, 60)
    with society.archive.reader.begin() as connection:
        assert connection.scalars(select(pending_claim.c.claim_id)).all() == []
    assert verify(society.archive) == []
    replayed = replay(society.archive)
    assert (replayed.decisions, replayed.different) == (60, [])
    assert run(society).decided == 0


def test_the_batch_decides_as_a_clerk_would_one_by_one(society: Society, ready, dialect: str, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    claims = some_requests(society)
    with ready.fresh(dialect, tmp_path) as url, Archive(url) as other_archive:
        other = small_society(other_archive, tmp_path / "other")
        for at in range(6):
            other.household(f"N{at}", f"Anna{at}", f"Bruno{at}", f"Carla{at}")
        assert some_requests(other) == claims
        run(society)
        for claim in sorted(claims, key=lambda id_: _order(other, id_)):
            other.decide(claim)
        assert _decided(society) == _decided(other)
        with society.archive.reader.begin() as one, other.archive.reader.begin() as two:
            assert stored_balances(one) == stored_balances(two)


def _order(society: Society, claim_id: int) -> tuple[object, int]:
    with society.archive.reader.begin() as connection:
        at = connection.execute(text(f"SELECT received_at FROM claim WHERE claim_id = {claim_id}")).scalar_one()
    return at, claim_id


def _decided(society: Society) -> list[tuple[object, ...]]:
    with society.archive.reader.begin() as connection:
        rows = connection.execute(
            select(*[c for c in decision_line.columns if c.name != "position"]).order_by(
                decision_line.c.claim_id, decision_line.c.number
            )
        )
        return [tuple(row) for row in rows]


def test_one_damaged_household_is_parked_and_the_others_are_decided(society: Society) -> None:
    claims = some_requests(society)
    with society.archive.writer.begin() as connection:
        broken = connection.scalar(select(pending_claim.c.household_id).limit(1))
        connection.execute(text(f"UPDATE chain SET position = position + 1 WHERE id = {broken}"))
        waiting = len(connection.execute(select(pending_claim).where(pending_claim.c.household_id == broken)).all())
    result = run(society)
    assert [one.household_id for one in result.parked] == [broken]
    assert result.decided == len(claims) - waiting
    with society.archive.writer.begin() as connection:
        assert connection.scalars(select(parked_household.c.household_id)).all() == [broken]
        connection.execute(text(f"UPDATE chain SET position = position - 1 WHERE id = {broken}"))
    assert run(society).decided == 0
    assert broken is not None
    assert release_household(society.archive, broken, actor_id=society.actor_id, now=society.now)
    assert run(society).decided == waiting
    assert verify(society.archive) == []


def test_a_request_of_an_unknown_plan_is_left_and_told(society: Society) -> None:
    society.plan_code = "nessuna/pianta"
    claim = society.claim("Anna0", "VIS", 100)
    result = run(society)
    assert (result.decided, result.without_plan) == (0, [claim])


def test_nothing_to_do_is_done_at_once(society: Society) -> None:
    assert run(society).decided == 0
    with society.archive.reader.begin() as connection:
        assert connection.execute(select(decision)).all() == []
