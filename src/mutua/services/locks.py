"""What is locked while something is decided: the households of the person, and the pots that more of them share."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, union_all

from mutua.services.plan_book import PlanBook
from mutua.store.bulk import among, in_one_list, insert_unless_there
from mutua.store.chain import beginning
from mutua.store.database import Archive
from mutua.store.tables import chain, claim, claim_line, household_place, rules_snapshot
from mutua.store.unit_of_work import UnitOfWork, unit_of_work

T = TypeVar("T")
AT_ONCE = 5000
SHARED_POTS = "shared"  # one chain stands for every pot held by a firm or by the society


@dataclass(frozen=True, slots=True)
class Locked:
    """The households that are locked, in order, and the contents of the requests' plans that the archive holds."""

    households: list[int]
    snapshots: Mapping[str, int]  # number by digest


class Moved(Exception):
    """Somebody changed household between the look and the lock: look again."""


_CHAINS, _BENEFITS, _SNAPSHOTS = (
    part.where(among(claim.c.claim_id))
    for part in in_one_list(
        (claim.c.claim_id, claim.c.chain_id, household_place.c.chain_id),
        (claim.c.claim_id, None, None, claim.c.plan_code, claim_line.c.benefit),
        (claim.c.claim_id, rules_snapshot.c.id, None, None, rules_snapshot.c.digest),
    )
)
_CHAINS = _CHAINS.outerjoin_from(claim, household_place, household_place.c.person_id == claim.c.person_id)
_BENEFITS = _BENEFITS.where((claim_line.c.chain_id == claim.c.chain_id) & (claim_line.c.position == claim.c.position))
_ALL = union_all(_CHAINS, _BENEFITS, _SNAPSHOTS.where(rules_snapshot.c.plan_code == claim.c.plan_code))


def chains_of_claims(connection: Connection, claim_ids: Sequence[int]) -> set[int]:
    """Every household that the people of the requests were ever in."""
    rows = connection.execute(_CHAINS, {"ids": claim_ids}).all()
    return {home for _, *homes, _, _ in rows for home in homes if home is not None}


def draws_on_shared_pots(connection: Connection, plans: PlanBook, claim_ids: Sequence[int]) -> set[int]:
    """Those of the requests that may draw on a pot held by a firm or by the society."""
    found: set[int] = set()
    for first in range(0, len(claim_ids), AT_ONCE):
        some = claim_ids[first : first + AT_ONCE]
        found |= _drawing(connection.execute(_BENEFITS, {"ids": some}).all(), plans)
    return found


def _look(connection: Connection, plans: PlanBook, claim_ids: Sequence[int]) -> tuple[Locked, bool]:
    """What is to be locked for the requests, and whether some of them may draw on a shared pot."""
    rows = connection.execute(_ALL, {"ids": claim_ids}).all()
    chains: set[int] = set()
    snapshots: dict[str, int] = {}
    for _, first, second, plan_code, name in rows:
        if plan_code is None and name is None:
            chains.update(home for home in (first, second) if home is not None)
        elif plan_code is None:
            snapshots[name] = first
    return Locked(sorted(chains), snapshots), bool(_drawing(rows, plans))


def _drawing(rows: Sequence[Any], plans: PlanBook) -> set[int]:
    shared: dict[str, Collection[str]] = {}
    for plan_code in {row[3] for row in rows if row[3] is not None}:
        booked = plans.get(plan_code)
        shared[plan_code] = booked.shared_benefits if booked is not None else ()
    return {row[0] for row in rows if row[3] is not None and row[4] in shared[row[3]]}


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

    def locked(unit: UnitOfWork) -> T:
        found, shared = _look(unit.connection, plans, claim_ids)
        unit.lock(found.households)
        others_write = unit.connection.dialect.name == "postgresql"  # on SQLite nobody does since the work began
        if others_write and chains_of_claims(unit.connection, claim_ids) - set(found.households):
            raise Moved
        if shared:
            unit.lock([shared_chain(unit)])
        return work(unit, found)

    return until_nobody_moves(archive, locked, actor_id=actor_id, now=now)


def until_nobody_moves(archive: Archive, work: Callable[[UnitOfWork], T], *, actor_id: int, now: datetime) -> T:
    """One transaction of work that looks, locks what it saw and looks again (`Moved`: from the beginning)."""
    while True:
        try:
            return unit_of_work(archive, [], work, actor_id=actor_id, now=now)
        except Moved:
            continue
