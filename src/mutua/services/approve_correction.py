"""A correction of an old decision that needs two people: proposed with its motive, approved, and recorded only then.

It is the request decided anew with what is known at that moment, every other decision standing. If its answer is no
longer the one that was proposed, nothing is recorded and the proposal is void.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from mutua.domain.four_eyes import Matter, State, Why
from mutua.rules.answer_content import answer_digest
from mutua.rules.engine.calendar import day_in_rome
from mutua.services import four_eyes
from mutua.services.approve_decision import Live
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Proposal as Shown
from mutua.services.decide_claim import Recorded, Refusal, stamp
from mutua.services.decided_anew import Differing, anew_alone, record_corrections
from mutua.services.locks import Locked, chains_of_claims, locked_work
from mutua.services.second_person import Watch, watch
from mutua.store.approvals import Proposal, open_proposals
from mutua.store.unit_of_work import UnitOfWork


class Correction(NamedTuple):
    """What an approver is shown: the decision as it would be, and why it is corrected."""

    shown: Shown
    motive: str
    before_cents: int


def is_correction(one: Proposal) -> bool:
    """Whether what is proposed about a request corrects its decision, rather than being its first."""
    return one.matter is Matter.DECISION and bool(one.content)


def motive_of(one: Proposal) -> str:
    return str(json.loads(one.content)["motive"])


def propose_corrections(
    unit: UnitOfWork, at: Desktop, household_ids: Sequence[int], some: Sequence[Differing], motive: str
) -> list[Differing]:
    """Proposes corrections that need two people, each as it is with all others standing; gives those that wait now.

    One that would then change nothing is not proposed.
    """
    watched = watch(unit.connection, day_in_rome(unit.now))
    waiting = []
    for one in some:
        if _waits_as_it_is(unit, one):
            waiting.append(one)
            continue
        found = anew_alone(unit.connection, at, household_ids, one.last.claim_id)[1]
        if found is not None and not isinstance(_propose(unit, watched, found, motive), Refusal):
            waiting.append(found)
    return waiting


def _waits_as_it_is(unit: UnitOfWork, one: Differing) -> bool:
    """Whether somebody proposed the decision of a request that waits: it is decided with all that is known anyhow."""
    there = open_proposals(unit.connection, Matter.DECISION, str(one.last.claim_id))
    return any(not is_correction(other) for other in there)


def _propose(unit: UnitOfWork, watched: Watch, found: Differing, motive: str) -> Proposal | Refusal:
    record, given = found.draft.record, found.draft.answer.given_cents
    reasons = watched.why(record.person_id, given) or (Why.ALWAYS,)
    return four_eyes.propose(unit, four_eyes.Asked(
        Matter.DECISION, str(record.claim_id), _digest(found, motive), reasons, record.person_id, given,
        json.dumps({"motive": motive}, ensure_ascii=False),
    ))  # fmt: skip


def _digest(found: Differing, motive: str) -> str:
    """Of what is shown: the answer, by which rules, in the place of which decision, and why. What others drew meanwhile
    changes it only where it changes the answer."""
    lines = [line._replace(ceilings=()) for line in found.draft.answer.lines]
    return four_eyes.digest_of_shown(
        "correction", str(found.last.claim_id), str(found.last.sequence), found.draft.booked.digest,
        answer_digest(lines), motive,
    )  # fmt: skip


def live_correction(at: Desktop, one: Proposal) -> Live:
    """The correction as it would be recorded now."""
    claim_id = int(one.subject)
    with at.archive.reader.begin() as connection:
        homes = sorted(chains_of_claims(connection, [claim_id]))
        found = anew_alone(connection, at, homes, claim_id, explain=True)[1]
    if found is None:
        return Live("", None, Refusal("approval_settled"))
    told = Correction(Shown(found.draft, stamp(found.draft)), motive_of(one), found.last.granted_cents)
    return Live(_digest(found, motive_of(one)), told)


def approve_correction(at: Desktop, one: Proposal, *, seen: str) -> Recorded | Proposal | Refusal:
    """Approves the correction that was shown (`seen`, its digest) and records it, or nothing of the two."""
    claim_id = int(one.subject)

    def work(unit: UnitOfWork, locked: Locked) -> Recorded | Proposal | Refusal:
        desk, found = anew_alone(unit.connection, at, locked.households, claim_id)
        live = "" if found is None else _digest(found, motive_of(one))
        booked = None if found is None else found.draft.booked
        if booked is not None and watch(unit.connection, day_in_rome(unit.now)).closed(booked):
            return Refusal("rules_not_approved", booked.code)
        approved = four_eyes.approve(unit, one.id, seen=seen, live=live)
        if isinstance(approved, Refusal) or approved.state is State.WAITING:
            return approved
        held = four_eyes.require_approval(unit, Matter.DECISION, one.subject, live)
        if isinstance(held, Refusal):
            return held
        assert found is not None
        record_corrections(unit, at, desk, [found], motive_of(one))
        return Recorded(found.draft, found.last.sequence + 1)

    return locked_work(at.archive, [claim_id], work, plans=at.plans, actor_id=at.actor_id, now=at.now)
