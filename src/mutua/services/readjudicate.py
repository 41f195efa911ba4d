"""What would change: old decisions decided anew with what is known today, for a person to approve.

A leaver told late, a corrected birth date, a late payment never edit a decision. They yield a plan: which decisions of
a household would come out otherwise, and by how much. Approved, it is recorded as corrections; if anything changed
since it was shown, nothing is recorded and the new plan comes back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from itertools import repeat
from typing import NamedTuple

from sqlalchemy import Connection, select

from mutua.domain.decisions import LineAssessment
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import keep_released, save_balances, stamp
from mutua.services.desk import Desk, Draft, authorisation_of, lay_out
from mutua.services.locks import Locked, locked_work
from mutua.services.plan_book import BookedPlan
from mutua.services.recording import Recorder, Standing, standing_of
from mutua.store.ceilings import signed
from mutua.store.claims import read_claims
from mutua.store.decisions import DecisionRecord, LineDecided, MovementRecord, decisions_of
from mutua.store.tables import decision
from mutua.store.unit_of_work import UnitOfWork


class Change(NamedTuple):
    """A decision that would come out otherwise: cents and outcomes of its lines, as they are and as they would be."""

    claim_id: int
    before_cents: int
    after_cents: int
    before: tuple[str, ...]
    after: tuple[str, ...]
    quantities: tuple[tuple[str, int, int], ...] = ()  # of each line: unit ("" for euros alone), as is, as would be


class Readjudication(NamedTuple):
    """The decisions that would change, in the order of requests; `stamp` changes with anything the plan rests on.

    `excepted`: requests that the society decided otherwise than its rules say; they stay as they are.
    """

    changes: tuple[Change, ...]
    stamp: str
    excepted: tuple[int, ...] = ()

    @property
    def difference_cents(self) -> int:
        """By how much the society would pay more (less, below nought)."""
        return sum(one.after_cents - one.before_cents for one in self.changes)


class Differing(NamedTuple):
    draft: Draft
    last: DecisionRecord
    before: Standing


def plan_readjudication(at: Desktop, household_ids: Sequence[int]) -> Readjudication:
    """What would change in the households, decided anew from their first request on. Nothing is written."""
    with at.archive.reader.begin() as connection:
        _, differing, excepted = _decided_anew(connection, at, household_ids)
    return _plan(differing, excepted)


def approve_readjudication(
    at: Desktop, household_ids: Sequence[int], *, seen: str, motive: str
) -> tuple[Readjudication, bool]:
    """Records the plan whose stamp was `seen` as corrections; (new plan, False) when it is no longer that one."""
    with at.archive.reader.begin() as connection:
        claim_ids = decided_claims(connection, household_ids)

    def work(unit: UnitOfWork, locked: Locked) -> tuple[Readjudication, bool]:
        desk, differing, excepted = _decided_anew(unit.connection, at, household_ids)
        plan = _plan(differing, excepted)
        if plan.stamp != seen:
            return plan, False
        recorder = Recorder(unit, at.ids)
        for one in differing:
            recorder.record(one.draft, sequence=one.last.sequence + 1, motive=motive, before=one.before)
        recorder.finish()
        keep_released(unit, desk, [one.draft.record for one in differing])
        save_balances(unit, desk)
        return plan, True

    return locked_work(at.archive, claim_ids, work, plans=at.plans, actor_id=at.actor_id, now=at.now)


def decided_claims(connection: Connection, household_ids: Sequence[int]) -> list[int]:
    """The requests of the households that have a decision."""
    query = select(decision.c.claim_id).where(decision.c.chain_id.in_(list(household_ids))).distinct()
    return sorted(connection.scalars(query))


def _decided_anew(
    connection: Connection, at: Desktop, household_ids: Sequence[int]
) -> tuple[Desk, list[Differing], list[int]]:
    """Every decision in force of the households again, in the order of requests, from ceilings without any of them.

    Those that are not what the rules say stay: each stands again in its turn. They come last in the answer, by number.
    """
    last = {id_: decisions_of(connection, id_)[-1] for id_ in decided_claims(connection, household_ids)}
    records = [
        record
        for record in read_claims(connection, [id_ for id_, one in last.items() if one.kind != "reversal"])
        if at.plans.get(record.plan_code) is not None and not record.authorisation
    ]
    desk = lay_out(connection, at.plans, sorted(household_ids), records)
    standing = {record.claim_id: standing_of(connection, record.claim_id) for record in records}
    excepted = {id_ for id_, one in last.items() if one.overrides}
    past = {}
    for record in records:
        desk.give_back(standing[record.claim_id].movements, authorisation_of(record))
        past[record.claim_id] = desk.forget(record.claim_id, record.person_id)
    differing = []
    for record in records:
        if record.claim_id in excepted:
            desk.lay_back(standing[record.claim_id].movements, past[record.claim_id], record)
            continue
        draft, kept = desk.decide(record), last[record.claim_id]
        if _differs(draft, kept, standing[record.claim_id]):
            differing.append(Differing(draft, kept, standing[record.claim_id]))
        desk.remember(draft)
    return desk, differing, sorted(excepted)


def _plan(differing: Sequence[Differing], excepted: Sequence[int]) -> Readjudication:
    changes = tuple(
        Change(
            one.draft.record.claim_id, one.last.granted_cents, one.draft.answer.granted_cents,
            tuple(line.outcome for line in one.last.lines),
            tuple(line.outcome.value for line in one.draft.answer.lines),
            tuple(map(_quantities, repeat(one.draft.booked), one.last.lines, one.draft.answer.lines)),
        )
        for one in differing
    )  # fmt: skip
    told = hashlib.sha256()
    for one in differing:
        told.update(f"{one.last.claim_id}:{one.last.sequence}:{stamp(one.draft)};".encode())
    return Readjudication(changes, told.hexdigest()[:32], tuple(excepted))


def _quantities(booked: BookedPlan, kept: LineDecided, line: LineAssessment) -> tuple[str, int, int]:
    unit = booked.unit_of(line.benefit)
    return (unit.value if unit is not None else "", kept.quantity_granted, line.quantity_granted)


def _differs(draft: Draft, kept: DecisionRecord, before: Standing) -> bool:
    """Whether money, hours, outcome or what is drawn on the ceilings would be others."""
    lines = zip(kept.lines, draft.answer.lines, strict=True)
    return any(_told(one) != _says(other) for one, other in lines) or _drawn(before.movements) != _draws(draft)


def _told(line: LineDecided) -> tuple[object, ...]:
    return (
        line.outcome, line.asked_cents, line.granted_cents, line.suspended_cents, line.deferred_cents,
        line.quantity_granted,
    )  # fmt: skip


def _says(line: LineAssessment) -> tuple[object, ...]:
    return (
        line.outcome.value, line.asked_cents, line.granted_cents, line.suspended_cents, line.deferred_cents,
        line.quantity_granted,
    )  # fmt: skip


def _drawn(movements: Sequence[MovementRecord]) -> dict[tuple[object, ...], tuple[int, int]]:
    return {
        (one.line, one.owner_id, one.pot, one.holder, one.period, one.token): (one.used, one.reserved)
        for one in movements
    }


def _draws(draft: Draft) -> dict[tuple[object, ...], tuple[int, int]]:
    found: dict[tuple[object, ...], tuple[int, int]] = {}
    for number, answer in enumerate(draft.answer.lines, 1):
        for one in answer.movements:
            owner = draft.booked.owner_of(one.pot, draft.case, draft.household_id)
            key = (number, owner, one.pot, one.holder, one.period, one.token)
            used, reserved = signed(one.kind, one.amount)
            before = found.get(key, (0, 0))
            found[key] = (before[0] + used, before[1] + reserved)
    return {key: amounts for key, amounts in found.items() if any(amounts)}
