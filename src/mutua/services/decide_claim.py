"""A clerk decides a request: first what would be decided, then the decision itself if nothing changed meanwhile."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from mutua.domain.four_eyes import Matter
from mutua.rules.answer_content import answer_digest
from mutua.rules.case_content import encode_case
from mutua.rules.engine.calendar import day_in_rome
from mutua.services.carried_use import tell_left
from mutua.services.desk import Desk, lay_out
from mutua.services.desk_values import Draft, authorisation_of
from mutua.services.locks import Locked, chains_of_claims, locked_work
from mutua.services.plan_book import PlanBook
from mutua.services.recording import NO_SNAPSHOTS, NOTHING, Recorder, Standing, standing_of
from mutua.services.reservations import is_used, release_what_is_left, was_released
from mutua.services.second_person import watch
from mutua.store.approvals import open_proposals
from mutua.store.ceilings import encode_pots, write_balances
from mutua.store.claims import ClaimRecord, await_those_that_top_up, no_longer_pending, read_claims
from mutua.store.database import Archive
from mutua.store.decisions import decided_otherwise
from mutua.store.ids import Ids
from mutua.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nothing was done; `code` has a sentence in `wording`."""

    code: str
    found: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What would be decided now. `stamp` changes with all that it rests on: facts, rules, ceilings, answer."""

    draft: Draft
    stamp: str


@dataclass(frozen=True, slots=True)
class Changed:
    """Something changed since the proposal that was shown: nothing was decided, here is the new one."""

    proposal: Proposal


@dataclass(frozen=True, slots=True)
class Recorded:
    """The decision that was recorded, and its number among those of the request."""

    draft: Draft
    sequence: int


def stamp(draft: Draft) -> str:
    """A short mark of everything the draft rests on and says."""
    told = hashlib.sha256(encode_case(draft.case))
    told.update(answer_digest(draft.answer.lines).encode())
    told.update(draft.booked.digest.encode())
    return told.hexdigest()[:32]


def propose(archive: Archive, plans: PlanBook, claim_id: int) -> Proposal | Refusal:
    """What would be decided of the request now, with every step. Nothing is written."""
    with archive.reader.begin() as connection:
        found = laid_out(connection, plans, claim_id, sorted(chains_of_claims(connection, [claim_id])))
        return found if isinstance(found, Refusal) else explained(*found)


def explained(desk: Desk, record: ClaimRecord) -> Proposal:
    """What would be decided of a request that lies on the desk, with every step."""
    draft = desk.decide(record, explain=True)
    return Proposal(draft, stamp(draft))


def laid_out(
    connection: Connection, plans: PlanBook, claim_id: int, households: list[int]
) -> tuple[Desk, ClaimRecord] | Refusal:
    """The request on a desk of its own, ready to be decided; or why it is not."""
    records = read_claims(connection, [claim_id])
    if not records:
        return Refusal("claim_unknown", str(claim_id))
    refusal = undecidable(connection, plans, records[0])
    if refusal is not None:
        return refusal
    desk = lay_out(connection, plans, households, records)
    if desk.waits_for_another(records[0]):
        return Refusal("topped_up_undecided", str(records[0].tops_up_id))
    take_back(connection, desk, records)
    return desk, records[0]


def take_back(connection: Connection, desk: Desk, records: Sequence[ClaimRecord]) -> dict[int, Standing]:
    """Clears the desk of what earlier decisions of these requests left, so that they are decided anew; by request."""
    standing = {one.claim_id: standing_of(connection, one.claim_id) for one in records if one.decisions}
    for record in records:
        if record.decisions:
            desk.give_back(standing[record.claim_id].movements, authorisation_of(record))
            desk.forget(record.claim_id, record.person_id)
    return standing


def undecidable(connection: Connection, plans: PlanBook, record: ClaimRecord) -> Refusal | None:
    """Why a request cannot be decided: it does not wait for a decision, its plan is not known, an exception waits."""
    if not record.pending:
        return Refusal("claim_not_pending", str(record.claim_id))
    if plans.get(record.plan_code) is None:
        return Refusal("plan_unknown", record.plan_code)
    if record.authorisation and record.decisions and is_used(connection, record.claim_id):
        return Refusal("authorisation_used", str(record.claim_id))
    if record.decisions and decided_otherwise(connection, [record.claim_id]):
        return Refusal("override_stands", str(record.claim_id))
    if open_proposals(connection, Matter.OVERRIDE, str(record.claim_id)):
        return Refusal("override_waiting", str(record.claim_id))
    return None


def decide(
    archive: Archive, plans: PlanBook, claim_id: int, *, seen: str, actor_id: int, now: datetime, ids: Ids
) -> Recorded | Changed | Refusal:
    """Records the decision of the request, if it is still the one whose stamp was `seen`; all or nothing.

    Refuses one that needs two people (`approve_decision`).
    """

    def work(unit: UnitOfWork, locked: Locked) -> Recorded | Changed | Refusal:
        found = laid_out(unit.connection, plans, claim_id, locked.households)
        if isinstance(found, Refusal):
            return found
        desk, record = found
        draft = desk.decide(record)  # nobody reads the steps of what is recorded: they are told again when asked for
        if stamp(draft) != seen:
            return Changed(explained(desk, record))
        watched = watch(unit.connection, day_in_rome(unit.now))
        if watched.closed(draft.booked):
            return Refusal("rules_not_approved", draft.booked.code)
        if watched.why(record.person_id, draft.answer.given_cents):
            return Refusal("decision_needs_two", str(claim_id))
        return record_drafts(unit, desk, [draft], ids, snapshots=locked.snapshots)[0]

    return locked_work(archive, [claim_id], work, plans=plans, actor_id=actor_id, now=now)


def record_drafts(
    unit: UnitOfWork, desk: Desk, drafts: Sequence[Draft], ids: Ids, *, motive: str = "",
    snapshots: Mapping[str, int] = NO_SNAPSHOTS,
) -> list[Recorded]:  # fmt: skip
    """Records drafts that the desk has not yet remembered, in order, with balances and list of what waits."""
    tell_carried_use(unit, desk)
    claim_ids = [draft.record.claim_id for draft in drafts]
    recorder = Recorder(unit, ids, snapshots)
    done: list[Recorded] = []
    for draft in drafts:
        last = draft.record.decisions
        before = standing_of(unit.connection, draft.record.claim_id) if last else NOTHING
        recorder.record(draft, sequence=last + 1, motive=motive, before=before)
        desk.remember(draft)
        done.append(Recorded(draft, last + 1))
    await_those_that_top_up(unit, [draft.record.claim_id for draft in drafts if draft.record.topped_up])
    no_longer_pending(unit, claim_ids)
    finish(recorder, desk, [draft.record for draft in drafts])
    return done


def finish(recorder: Recorder, desk: Desk, records: Sequence[ClaimRecord]) -> None:
    """Writes what was recorded of the requests, all together where none of them was decided before."""
    anew = [record for record in records if record.decisions]
    if anew:
        recorder.finish()
        keep_released(recorder.unit, desk, anew)
    save_balances(recorder.unit, desk)
    recorder.finish()


def keep_released(unit: UnitOfWork, desk: Desk, records: Sequence[ClaimRecord]) -> None:
    """Of an authorisation that was given back nothing is set aside by decisions taken anew, its own or of its users."""
    named = dict.fromkeys(id_ for id_ in map(authorisation_of, records) if id_ is not None)
    released = [id_ for id_ in named if was_released(unit.connection, id_)]
    for authorisation in read_claims(unit.connection, released):
        release_what_is_left(unit, desk, authorisation)
    unit.flush()


def tell_carried_use(unit: UnitOfWork, desk: Desk) -> None:
    """Tells the use that counts on the desk since a change of plan, once, before what rests on it."""
    tell_left(unit, desk.to_carry)
    desk.changed.update(
        (one.carried.owner_id, one.carried.to_plan, one.carried.period.year) for one in desk.to_carry
    )  # fmt: skip
    desk.to_carry.clear()


def save_balances(unit: UnitOfWork, desk: Desk) -> None:
    """Writes the balances that the desk changed."""
    tell_carried_use(unit, desk)
    packed = {(owner, plan, year): encode_pots(desk.balances[owner, plan], year) for owner, plan, year in desk.changed}
    write_balances(unit, packed)
    desk.changed.clear()
