"""What authorisations have set aside: still open, used, given back; a released one never sets anything aside again."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from mutua.services.desk import Desk
from mutua.services.recording import undo_movements
from mutua.store.claim_open import without_papers
from mutua.store.claims import ClaimRecord
from mutua.store.decisions import MovementRecord, movements_in_force
from mutua.store.of_claim import of_claim
from mutua.store.tables import claim, entry, movement
from mutua.store.unit_of_work import UnitOfWork


def users_of(connection: Connection, authorisation_id: int) -> list[int]:
    """The requests that name the authorisation."""
    query = select(claim.c.claim_id).where(claim.c.authorisation_id == authorisation_id)
    return list(connection.scalars(query.order_by(claim.c.claim_id)))


def is_used(connection: Connection, authorisation_id: int) -> bool:
    """Whether some request draws now on what the authorisation has set aside."""
    return any(movements_in_force(connection, claim_id) for claim_id in users_of(connection, authorisation_id))


def was_released(connection: Connection, authorisation_id: int) -> bool:
    """Whether what the authorisation had left was given back: from then on nothing of it is set aside."""
    query = (
        select(movement.c.claim_id)
        .where((entry.c.chain_id == movement.c.chain_id) & (entry.c.position == movement.c.position))
        .where(of_claim(movement, authorisation_id) & (entry.c.kind == "release"))
        .limit(1)
    )
    return connection.scalar(query) is not None


def release_what_is_left(unit: UnitOfWork, desk: Desk, authorisation: ClaimRecord) -> bool:
    """Gives back what the authorisation and the requests that use it still have set aside; False where nothing is. No
    paper is waited for then."""
    claim_ids = [authorisation.claim_id, *users_of(unit.connection, authorisation.claim_id)]
    left = _outstanding(unit.connection, claim_ids)
    unit.beside(without_papers([(authorisation.claim_id, 0)]))
    if left:
        undo_movements(unit.entry(authorisation.household_id, "release"), authorisation.claim_id, left)
        desk.give_back(left, authorisation.claim_id)
    return bool(left)


def _outstanding(connection: Connection, claim_ids: Sequence[int]) -> list[MovementRecord]:
    """What the authorisation (the first) and the requests that use it still have set aside, period by period."""
    total: dict[tuple[object, ...], MovementRecord] = {}
    for claim_id in claim_ids:
        for one in movements_in_force(connection, claim_id):
            key = (one.owner_id, one.plan_code, one.pot, one.holder, one.period)
            known = total.get(key, one._replace(used=0, reserved=0))
            total[key] = known._replace(reserved=known.reserved + one.reserved)
    return [one for one in total.values() if one.reserved > 0]
