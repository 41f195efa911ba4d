"""What is locked while something is decided: the households of the person, and the pots that more of them share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection, select

from mutua.services.plan_book import PlanBook
from mutua.store.bulk import insert_unless_there
from mutua.store.chain import beginning
from mutua.store.database import Archive
from mutua.store.tables import chain, claim, claim_line, household_place
from mutua.store.unit_of_work import UnitOfWork, unit_of_work

T = TypeVar("T")
SHARED_POTS = "shared"  # one chain stands for every pot held by a firm or by the society


@dataclass(frozen=True, slots=True)
class Locked:
    """The households that are locked, in order."""

    households: list[int]


class Moved(Exception):
    """Somebody changed household between the look and the lock: look again."""


def chains_of_claims(connection: Connection, claim_ids: Sequence[int]) -> set[int]:
    """Every household that the people of the requests were ever in."""
    found: set[int] = set()
    for first in range(0, len(claim_ids), 1000):
        some = list(claim_ids[first : first + 1000])
        query = (
            select(claim.c.chain_id, household_place.c.chain_id)
            .outerjoin_from(claim, household_place, household_place.c.person_id == claim.c.person_id)
            .where(claim.c.claim_id.in_(some))
        )
        for home, other in connection.execute(query):
            found |= {home} if other is None else {home, other}
    return found


def draws_on_shared_pots(connection: Connection, plans: PlanBook, claim_ids: Sequence[int]) -> set[int]:
    """Those of the requests that may draw on a pot held by a firm or by the society."""
    found: set[int] = set()
    for first in range(0, len(claim_ids), 1000):
        query = (
            select(claim.c.claim_id, claim.c.plan_code, claim_line.c.benefit)
            .where((claim_line.c.chain_id == claim.c.chain_id) & (claim_line.c.position == claim.c.position))
            .where(claim.c.claim_id.in_(list(claim_ids[first : first + 1000])))
        )
        for claim_id, plan_code, benefit in connection.execute(query):
            booked = plans.get(plan_code)
            if booked is not None and benefit in booked.shared_benefits:
                found.add(claim_id)
    return found


def shared_chain(unit: UnitOfWork) -> int:
    """The chain that stands for the shared pots, made the first time."""
    first = beginning(0, "pot", SHARED_POTS)
    insert_unless_there(unit.connection, chain, id=0, kind="pot", name=SHARED_POTS, position=0, head=first)
    return 0


def locked_work(
    archive: Archive, claim_ids: Sequence[int], work: Callable[[UnitOfWork, Locked], T], *, plans: PlanBook,
    actor_id: int, now: datetime,
) -> T:  # fmt: skip
    """Does the work with everything locked that the requests may touch; looks again where somebody moved meanwhile."""
    while True:
        with archive.reader.begin() as connection:
            chains = chains_of_claims(connection, claim_ids)
            shared = bool(draws_on_shared_pots(connection, plans, claim_ids))

        def locked(unit: UnitOfWork, chains: set[int] = chains, shared: bool = shared) -> T:
            if chains_of_claims(unit.connection, claim_ids) - chains:
                raise Moved
            if shared:
                unit.lock([shared_chain(unit)])
            return work(unit, Locked(sorted(chains)))

        try:
            return unit_of_work(archive, chains, locked, actor_id=actor_id, now=now)
        except Moved:
            continue
