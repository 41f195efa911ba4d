"""What the calendar does by itself: sums put off begin to be owed, expired authorisations give back what they hold."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, select

from mutua.services.claim_life import Desktop, release
from mutua.store.decisions import reserved_by
from mutua.store.ledger import DUE, balances_of_claim, book_entry, claims_with_deferred, legs_due
from mutua.store.tables import claim
from mutua.store.unit_of_work import UnitOfWork, unit_of_work

HOUSEHOLDS_AT_ONCE = 100


class Begun(NamedTuple):
    """A request of which something begins to be owed, in cents; 0 where all of it is set against what it owes us."""

    claim_id: int
    cents: int


def fall_due(at: Desktop, on: date) -> list[Begun]:
    """Books as owed what was put off to periods that have begun by the day, in the order of requests.

    Doing it again on the same day changes nothing.
    """
    with at.archive.reader.begin() as connection:
        waiting = list(claims_with_deferred(connection, on).items())
    households = sorted({household_id for _, household_id in waiting})
    found: list[Begun] = []
    for first in range(0, len(households), HOUSEHOLDS_AT_ONCE):
        some = set(households[first : first + HOUSEHOLDS_AT_ONCE])
        concerned = [(claim_id, home) for claim_id, home in waiting if home in some]

        def work(unit: UnitOfWork, concerned: list[tuple[int, int]] = concerned) -> list[Begun]:
            return [one for claim_id, home in concerned if (one := _begin(unit, claim_id, home, on)) is not None]

        found += unit_of_work(at.archive, some, work, actor_id=at.actor_id, now=at.now)
    return sorted(found)


def _begin(unit: UnitOfWork, claim_id: int, household_id: int, on: date) -> Begun | None:
    legs = legs_due(balances_of_claim(unit.connection, claim_id), on)
    if not legs:
        return None
    book_entry(unit.entry(household_id, DUE), 1, "benefits", on.isoformat(), DUE, legs, claim_id)
    return Begun(claim_id, -sum(cents for account, cents in legs.items() if account.startswith("payable:")))


def expired_authorisations(connection: Connection, on: date) -> list[int]:
    """The authorisations whose last day was before the given one and that still have something set aside."""
    query = select(claim.c.claim_id, claim.c.chain_id).where((claim.c.authorisation == 1) & (claim.c.expires_on < on))
    expired = {row.claim_id: row.chain_id for row in connection.execute(query)}
    left = reserved_by(connection, sorted(set(expired.values())))
    return sorted({claim_id for claim_id, _, _, _, amount in left if claim_id in expired and amount > 0})


def release_expired(at: Desktop, on: date) -> list[int]:
    """Gives back what expired authorisations still have set aside; those that gave something, in order.

    A person says when: a request that comes later for a day on which the authorisation still held finds nothing set
    aside any more. Doing it again on the same day changes nothing.
    """
    with at.archive.reader.begin() as connection:
        expired = expired_authorisations(connection, on)
    for claim_id in expired:
        release(at, claim_id)
    return expired
