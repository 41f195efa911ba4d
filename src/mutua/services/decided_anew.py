"""Decisions in force decided anew, in the order of requests, from ceilings without any of them: what would differ.

Those that are not what the rules say stay as they are, and so do those that need two people until they are approved.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, select

from mutua.domain.decisions import LineAssessment
from mutua.rules.engine.calendar import day_in_rome
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import keep_released, save_balances
from mutua.services.desk import Desk, lay_out
from mutua.services.desk_values import Draft, authorisation_of
from mutua.services.recording import Recorder, Standing, standing_of
from mutua.services.second_person import watch
from mutua.store.ceilings import signed
from mutua.store.claims import read_claims
from mutua.store.decisions import DecisionRecord, LineDecided, MovementRecord, decisions_of
from mutua.store.tables import decision
from mutua.store.unit_of_work import UnitOfWork


class Differing(NamedTuple):
    draft: Draft
    last: DecisionRecord
    before: Standing


class Anew(NamedTuple):
    """Households decided anew: on which desk, what differs, what of that needs two people, what stays by exception."""

    desk: Desk
    differing: list[Differing]
    waiting: list[Differing]
    excepted: list[int]


def record_corrections(unit: UnitOfWork, at: Desktop, desk: Desk, some: Sequence[Differing], motive: str) -> None:
    """Records decisions that the desk took anew and remembers, each in the place of the one before."""
    recorder = Recorder(unit, at.ids)
    for one in some:
        recorder.record(one.draft, sequence=one.last.sequence + 1, motive=motive, before=one.before)
    recorder.finish()
    keep_released(unit, desk, [one.draft.record for one in some])
    save_balances(unit, desk)


def decided_claims(connection: Connection, household_ids: Sequence[int]) -> list[int]:
    """The requests of the households that have a decision."""
    query = select(decision.c.claim_id).where(decision.c.chain_id.in_(list(household_ids))).distinct()
    return sorted(connection.scalars(query))


def anew_alone(
    connection: Connection, at: Desktop, household_ids: Sequence[int], claim_id: int, *, explain: bool = False
) -> tuple[Desk, Differing | None]:
    """One request of the households decided anew, all others standing; None where nothing would change."""
    found = _round(connection, at, household_ids, lambda one: one != claim_id, explain=explain)
    return found.desk, found.differing[0] if found.differing else None


def decided_anew(connection: Connection, at: Desktop, household_ids: Sequence[int]) -> Anew:
    """Every decision in force of the households again, those that need two people standing while the others are taken.
    """
    watched = watch(connection, day_in_rome(at.now))
    waiting: dict[int, Differing] = {}
    while True:
        found = _round(connection, at, household_ids, waiting.__contains__)
        more = {
            one.last.claim_id: one for one in found.differing
            if watched.why(one.draft.record.person_id, one.draft.answer.given_cents)
        }  # fmt: skip
        if not more:
            return found._replace(waiting=[waiting[id_] for id_ in sorted(waiting)])
        waiting |= more


def _round(
    connection: Connection, at: Desktop, household_ids: Sequence[int], stands: Callable[[int], bool], *,
    explain: bool = False,
) -> Anew:  # fmt: skip
    """Every decision in force of the households again, in the order of requests, from ceilings without any of them.

    Those that are not what the rules say stay: each stands again in its turn. So do those that `stands` says, and they
    keep what they drew, so that no other draws it. What stays comes last in the answer, by number.
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
        if not stands(record.claim_id):
            desk.give_back(standing[record.claim_id].movements, authorisation_of(record))
        past[record.claim_id] = desk.forget(record.claim_id, record.person_id)
    differing = []
    for record in records:
        if stands(record.claim_id):
            desk.lay_back((), past[record.claim_id], record)
            continue
        if record.claim_id in excepted:
            desk.lay_back(standing[record.claim_id].movements, past[record.claim_id], record)
            continue
        draft, kept = desk.decide(record, explain=explain), last[record.claim_id]
        if _differs(draft, kept, standing[record.claim_id]):
            differing.append(Differing(draft, kept, standing[record.claim_id]))
        desk.remember(draft)
    return Anew(desk, differing, [], sorted(excepted))


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
