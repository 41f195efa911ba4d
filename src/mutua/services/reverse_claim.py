"""A decision is taken back: the ceilings are free again, the books get the opposite entry, the request stays closed.

What takes two people to decide takes two to take back: one proposes it with its reason, another approves exactly that.
"""

from __future__ import annotations

import json
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from mutua.domain.four_eyes import Matter, State, Why
from mutua.rules.engine.calendar import day_in_rome
from mutua.services import four_eyes
from mutua.services.appeals import open_appeals
from mutua.services.approve_correction import motive_of
from mutua.services.approve_decision import Live
from mutua.services.claim_life import Desktop, Done, a_claim
from mutua.services.decide_claim import Refusal, keep_released, save_balances
from mutua.services.desk import lay_out
from mutua.services.desk_values import authorisation_of
from mutua.services.locks import Locked, locked_work
from mutua.services.mail import tell_news
from mutua.services.recording import Recorder, standing_of
from mutua.services.reservations import is_used
from mutua.services.second_person import watch
from mutua.services.taking_back import Returns, returned_of
from mutua.store.approvals import Proposal, open_proposals
from mutua.store.claim_open import without_papers
from mutua.store.claims import ClaimRecord, await_those_that_top_up, no_longer_pending
from mutua.store.database import Archive
from mutua.store.decisions import DecisionRecord, decision_in_force
from mutua.store.unit_of_work import UnitOfWork


class Reversal(NamedTuple):
    """What an approver is shown: the decision that would be taken back, why, and what that brings."""

    sequence: int
    decided_on: date
    granted_cents: int
    motive: str
    returns: Returns


def reverse(at: Desktop, claim_id: int, motive: str) -> Done | Proposal | Refusal:
    """Takes the decision back, for a reason that stays; proposes it where the decision takes two people.

    What was already paid becomes recoverable from the member. Refuses a request without a decision in force, an
    authorisation that a request has used, and a decision objected to: the objection is answered first, by another.
    """

    def work(unit: UnitOfWork, locked: Locked) -> Done | Proposal | Refusal:
        found = _to_take_back(unit.connection, claim_id)
        if isinstance(found, Refusal):
            return found
        record, last = found
        why = _why_two(unit.connection, record, last, day_in_rome(unit.now))
        if not why:
            return _record(unit, at, locked, record, last, motive)
        return four_eyes.propose(unit, four_eyes.Asked(
            Matter.REVERSAL, str(claim_id), _digest(unit.connection, last, motive), why, record.person_id,
            _given(last), json.dumps({"motive": motive}, ensure_ascii=False),
        ))  # fmt: skip

    return locked_work(at.archive, [claim_id], work, plans=at.plans, actor_id=at.actor_id, now=at.now)


def why_two(archive: Archive, claim_id: int, today: date) -> tuple[Why, ...]:
    """Why taking the decision in force back needs two people; nothing: it does not, or there is none."""
    with archive.reader.begin() as connection:
        found = _to_take_back(connection, claim_id)
        return () if isinstance(found, Refusal) else _why_two(connection, *found, today)


def _why_two(connection: Connection, record: ClaimRecord, last: DecisionRecord, on: date) -> tuple[Why, ...]:
    """As for a decision of that sum for that person, today; an exception always does."""
    why = watch(connection, on).why(record.person_id, _given(last))
    return why or ((Why.ALWAYS,) if last.overrides else ())


def _given(last: DecisionRecord) -> int:
    return sum(line.granted_cents + line.deferred_cents for line in last.lines)


def _digest(connection: Connection, last: DecisionRecord, motive: str) -> str:
    """Of what is shown: the decision, why it is taken back, and all that it left and would be undone."""
    standing = standing_of(connection, last.claim_id)
    left = json.dumps([sorted(standing.accounts.items()), [[*map(str, one)] for one in standing.movements]])
    return four_eyes.digest_of_shown("reversal", str(last.claim_id), str(last.sequence), left, motive)


def open_reversal(archive: Archive, claim_id: int) -> Proposal | None:
    """What is proposed and waits: that the decision of the request is taken back."""
    with archive.reader.begin() as connection:
        found = open_proposals(connection, Matter.REVERSAL, str(claim_id))
    return found[-1] if found else None


def live_reversal(at: Desktop, one: Proposal) -> Live:
    """What taking the decision back would bring now."""
    with at.archive.snapshot() as connection:
        found = _to_take_back(connection, int(one.subject))
        if isinstance(found, Refusal):
            return Live("", None, found)
        record, last = found
        booked, motive = at.plans.get(record.plan_code), motive_of(one)
        returns = returned_of(booked, standing_of(connection, last.claim_id), day_in_rome(at.now))
        told = Reversal(last.sequence, last.decided_on, last.granted_cents, motive, returns)
        return Live(_digest(connection, last, motive), told)


def approve_reversal(at: Desktop, one: Proposal, *, seen: str) -> Done | Proposal | Refusal:
    """Approves what was shown (`seen`, its digest) and takes the decision back, or nothing of the two."""
    claim_id = int(one.subject)

    def work(unit: UnitOfWork, locked: Locked) -> Done | Proposal | Refusal:
        found = _to_take_back(unit.connection, claim_id)
        if isinstance(found, Refusal):
            told = four_eyes.approve(unit, one.id, seen=seen, live="")
            return found if isinstance(told, Refusal) and told.code == "approval_outdated" else told
        record, last = found
        live = _digest(unit.connection, last, motive_of(one))
        approved = four_eyes.approve(unit, one.id, seen=seen, live=live)
        if isinstance(approved, Refusal) or approved.state is State.WAITING:
            return approved
        held = four_eyes.require_approval(unit, Matter.REVERSAL, one.subject, live)
        return held if isinstance(held, Refusal) else _record(unit, at, locked, record, last, motive_of(one))

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
