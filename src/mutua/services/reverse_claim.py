"""A decision is taken back: the ceilings are free again, the books get the opposite entry, the request stays closed."""

from __future__ import annotations

from sqlalchemy import Connection

from mutua.services.appeals import open_appeals
from mutua.services.claim_life import Desktop, Done, a_claim
from mutua.services.decide_claim import Refusal, keep_released, save_balances
from mutua.services.desk import authorisation_of, lay_out
from mutua.services.locks import Locked, locked_work
from mutua.services.mail import tell_news
from mutua.services.recording import Recorder, standing_of
from mutua.services.reservations import is_used
from mutua.store.claim_open import without_papers
from mutua.store.claims import ClaimRecord, await_those_that_top_up, no_longer_pending
from mutua.store.decisions import DecisionRecord, decision_in_force
from mutua.store.unit_of_work import UnitOfWork


def reverse(at: Desktop, claim_id: int, motive: str) -> Done | Refusal:
    """Takes the decision back, for a reason that stays.

    What was already paid becomes recoverable from the member. Refuses a request without a decision in force, an
    authorisation that a request has used, and a decision objected to: the objection is answered first, by another.
    """

    def work(unit: UnitOfWork, locked: Locked) -> Done | Refusal:
        found = _to_take_back(unit.connection, claim_id)
        return found if isinstance(found, Refusal) else _record(unit, at, locked, *found, motive)

    return locked_work(at.archive, [claim_id], work, plans=at.plans, actor_id=at.actor_id, now=at.now)


def _to_take_back(connection: Connection, claim_id: int) -> tuple[ClaimRecord, DecisionRecord] | Refusal:
    """The request with its decision in force, or why that is not taken back."""
    record = a_claim(connection, claim_id)
    if isinstance(record, Refusal):
        return record
    last = decision_in_force(connection, claim_id)
    if last is None:
        return Refusal("claim_not_decided", str(claim_id))
    if open_appeals(connection, [claim_id]):
        return Refusal("appeal_open")
    if record.authorisation and is_used(connection, claim_id):
        return Refusal("authorisation_used", str(claim_id))
    return record, last


def _record(
    unit: UnitOfWork, at: Desktop, locked: Locked, record: ClaimRecord, last: DecisionRecord, motive: str
) -> Done:
    claim_id = record.claim_id
    before = standing_of(unit.connection, claim_id)
    desk = lay_out(unit.connection, at.plans, locked.households, [record])
    Recorder(unit, at.ids).reverse(record.household_id, last, before, motive)
    if record.authorisation:
        unit.beside(without_papers([(claim_id, 0)]))
    desk.give_back(before.movements, authorisation_of(record))
    await_those_that_top_up(unit, [claim_id] if record.topped_up else [])
    no_longer_pending(unit, [claim_id])
    unit.flush()
    keep_released(unit, desk, [record])
    save_balances(unit, desk)
    tell_news(unit, [(record.person_id, record.household_id)])
    return Done(claim_id, last.granted_cents)
