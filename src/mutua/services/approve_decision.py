"""A decision that needs two people: a clerk proposes what was shown, an approver approves it, and then it is recorded.

What is recorded is worked out again at that moment: if facts, rules or ceilings changed since it was proposed, nothing
is recorded and the proposal is void.
"""

from __future__ import annotations

from typing import NamedTuple

from mutua.domain.four_eyes import Matter, State
from mutua.rules.engine.calendar import day_in_rome
from mutua.services import four_eyes
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import (
    Changed,
    Recorded,
    Refusal,
    explained,
    laid_out,
    propose,
    record_drafts,
    stamp,
)
from mutua.services.four_eyes import Asked, digest_of_shown, require_approval
from mutua.services.locks import Locked, locked_work
from mutua.services.second_person import watch
from mutua.store.approvals import Proposal, open_proposals
from mutua.store.database import Archive
from mutua.store.unit_of_work import UnitOfWork


class Live(NamedTuple):
    """What there is now of something proposed: its digest, and what its matter shows of it. "" and None: nothing."""

    digest: str
    told: object = None
    why_not: Refusal | None = None


def digest_of(claim_id: int, marked: str) -> str:
    """What was shown of a decision, as an approval holds it."""
    return digest_of_shown(Matter.DECISION.value, str(claim_id), marked)


def propose_decision(at: Desktop, claim_id: int, *, seen: str) -> Proposal | Changed | Refusal:
    """Proposes the decision whose stamp was `seen`, if it is still that one; not one that one person may take."""

    def work(unit: UnitOfWork, locked: Locked) -> Proposal | Changed | Refusal:
        found = laid_out(unit.connection, at.plans, claim_id, locked.households)
        if isinstance(found, Refusal):
            return found
        desk, record = found
        draft = desk.decide(record)
        if stamp(draft) != seen:
            return Changed(explained(desk, record))
        given = draft.answer.given_cents
        watched = watch(unit.connection, day_in_rome(unit.now))
        if watched.closed(draft.booked):
            return Refusal("rules_not_approved", draft.booked.code)
        why = watched.why(record.person_id, given)
        if not why:
            return Refusal("decision_needs_one", str(claim_id))
        asked = Asked(Matter.DECISION, str(claim_id), digest_of(claim_id, seen), why, record.person_id, given)
        return four_eyes.propose(unit, asked)

    return locked_work(at.archive, [claim_id], work, plans=at.plans, actor_id=at.actor_id, now=at.now)


def live_decision(at: Desktop, one: Proposal) -> Live:
    """What would be decided now of the request that a proposal is about."""
    proposal = propose(at.archive, at.plans, int(one.subject))
    if isinstance(proposal, Refusal):
        return Live("", None, proposal)
    return Live(digest_of(int(one.subject), proposal.stamp), proposal)


def approve_decision(at: Desktop, one: Proposal, *, seen: str) -> Recorded | Proposal | Refusal:
    """Approves the decision that was shown (`seen`, its digest) and records it, or nothing of the two.

    A proposal comes back where another person still has to look at it.
    """
    claim_id = int(one.subject)

    def work(unit: UnitOfWork, locked: Locked) -> Recorded | Proposal | Refusal:
        found = laid_out(unit.connection, at.plans, claim_id, locked.households)
        if isinstance(found, Refusal) and found.code == "override_waiting":
            return found
        if isinstance(found, Refusal):
            told = four_eyes.approve(unit, one.id, seen=seen, live="")
            return found if isinstance(told, Refusal) and told.code == "approval_outdated" else told
        desk, record = found
        draft = desk.decide(record)
        if watch(unit.connection, day_in_rome(unit.now)).closed(draft.booked):
            return Refusal("rules_not_approved", draft.booked.code)
        live = digest_of(claim_id, stamp(draft))
        approved = four_eyes.approve(unit, one.id, seen=seen, live=live)
        if isinstance(approved, Refusal) or approved.state is State.WAITING:
            return approved
        held = require_approval(unit, Matter.DECISION, one.subject, live)
        if isinstance(held, Refusal):
            return held
        return record_drafts(unit, desk, [draft], at.ids, snapshots=locked.snapshots)[0]

    return locked_work(at.archive, [claim_id], work, plans=at.plans, actor_id=at.actor_id, now=at.now)


def open_decision(archive: Archive, claim_id: int) -> Proposal | None:
    """What is proposed for the request and waits for somebody."""
    with archive.reader.begin() as connection:
        found = open_proposals(connection, Matter.DECISION, str(claim_id))
    return found[-1] if found else None
