"""What of a request's money was decided, and what went out and how far: one telling for its page, letter and lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, select

from mutua.store.base import stored
from mutua.store.bulk import among
from mutua.store.decisions import DecisionRecord
from mutua.store.ledger import due_from, postings_of_claims
from mutua.store.of_claim import of_claims
from mutua.store.payment_debits import debits_told
from mutua.store.tables import decision, decision_line, payment, payment_line


class Decided(NamedTuple):
    """A decision by what counts its money: where it stands, what it granted at once and what from later periods."""

    claim_id: int
    position: int
    granted_cents: int
    deferred_cents: int


class Sent(NamedTuple):
    """Money of a request that went out and did not come back. `on`: the day of the payment, or that on which the bank's
    statement says it left.

    `on_its_way`: the file of its run was made, and no statement says yet that the money left.
    """

    claim_id: int
    on: date
    cents: int
    reference: str
    on_its_way: bool


def decided_of(records: Iterable[DecisionRecord]) -> list[Decided]:
    """The same of decisions that were read."""
    return [
        Decided(one.claim_id, one.position, one.granted_cents, sum(line.deferred_cents for line in one.lines))
        for one in records
    ]


def due_by_decisions(connection: Connection, decisions: Sequence[Decided]) -> dict[tuple[int, int], int]:
    """What each decision gives by the day on which it was taken, by request and position: what it grants, and what it
    charges to periods that had begun by then."""
    put_off: dict[int, list[tuple[int, int]]] = {}
    some = sorted({one.claim_id for one in decisions if one.deferred_cents})
    for claim_id, position, account, cents in postings_of_claims(connection, some) if some else ():
        booked = put_off.setdefault(claim_id, [])  # nothing of an authorisation is ever booked
        if due_from(account) is not None:
            booked.append((position, -cents))
    found = {}
    for one in decisions:
        cents = one.granted_cents
        if one.deferred_cents and one.claim_id in put_off:
            later = sum(amount for position, amount in put_off[one.claim_id] if position <= one.position)
            cents += one.deferred_cents - later
        found[one.claim_id, one.position] = cents
    return found


def due_in_force(connection: Connection, claim_ids: Sequence[int]) -> dict[int, int]:
    """The same of the last decision of each request; nothing of one that nobody decided."""
    given = {"ids": list(claim_ids)}
    later: dict[tuple[int, int], int] = {}
    for chain_id, position, cents in connection.execute(_DEFERRED, given):
        later[chain_id, position] = later.get((chain_id, position), 0) + cents
    last = {
        claim_id: Decided(claim_id, position, granted, later.get((chain_id, position), 0))
        for claim_id, chain_id, position, granted in connection.execute(_HEADS, given)
    }
    return {claim_id: cents for (claim_id, _), cents in due_by_decisions(connection, list(last.values())).items()}


_DEFERRED = select(decision_line.c.chain_id, decision_line.c.position, decision_line.c.deferred_cents).where(
    of_claims(decision_line)
)
_HEADS = (
    select(decision.c.claim_id, decision.c.chain_id, decision.c.position, decision.c.granted_cents)
    .where(among(decision.c.claim_id)).order_by(decision.c.sequence)
)  # fmt: skip
_PAYMENTS = (
    select(payment.c.claim_id, payment.c.kind, stored(payment.c.paid_on), payment.c.amount_cents, payment.c.reference)
    .where(of_claims(payment)).order_by(payment.c.chain_id, payment.c.position)
)  # fmt: skip


def sent_of(connection: Connection, claim_ids: Sequence[int]) -> dict[int, tuple[Sent, ...]]:
    """The payments of each request that did not come back, in order; nothing of one without any."""
    out: dict[int, list[Sent]] = {}
    for claim_id, kind, on, cents, reference in connection.execute(_PAYMENTS, {"ids": list(claim_ids)}):
        of_claim = out.setdefault(claim_id, [])
        if kind == "payment":
            of_claim.append(Sent(claim_id, date.fromisoformat(on), cents, reference or "", False))
            continue
        back = [one for one in of_claim if one.cents == cents and one.reference in (reference, "")] or of_claim
        if back:
            of_claim.remove(back[-1])
    left = _left_the_account(connection, [one.reference for some in out.values() for one in some if one.reference])
    return {
        claim_id: tuple(_how_far(one, left) for one in some) for claim_id, some in out.items() if some
    }


def _how_far(one: Sent, left: dict[str, date | None]) -> Sent:
    if one.reference not in left:
        return one
    on = left[one.reference]
    return one._replace(on_its_way=True) if on is None else one._replace(on=on)


def _left_the_account(connection: Connection, references: Sequence[str]) -> dict[str, date | None]:
    """Of the transfers of runs, the day on which the bank's statement says that each left; None: it does not yet."""
    query = select(payment_line.c.end_to_end, payment_line.c.line_id, payment_line.c.run_id)
    rows = [
        row for first in range(0, len(references), 500)
        for row in connection.execute(query.where(payment_line.c.end_to_end.in_(references[first : first + 500])))
    ]  # fmt: skip
    days: dict[tuple[int, int | None], date] = {}
    for one in debits_told(connection, [row.run_id for row in rows]) if rows else ():
        days[one.run_id, one.line_id] = one.booked_on
    return {
        row.end_to_end: days.get((row.run_id, row.line_id), days.get((row.run_id, None))) for row in rows
    }
