"""What would change: old decisions decided anew with what is known today, for a person to approve.

A leaver told late, a corrected birth date, a late payment never edit a decision. They yield a plan: which decisions of
a household would come out otherwise, and by how much. Approved, it is recorded as corrections, save those that need a
second person, which are proposed; if anything changed since it was shown, nothing is recorded and the new plan comes
back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from itertools import repeat
from typing import NamedTuple

from mutua.domain.decisions import LineAssessment
from mutua.services.approve_correction import propose_corrections
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import stamp
from mutua.services.decided_anew import Anew, Differing, decided_anew, decided_claims, record_corrections
from mutua.services.locks import Locked, locked_work
from mutua.services.plan_book import BookedPlan
from mutua.store.decisions import LineDecided
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

    `excepted`: requests that the society decided otherwise than its rules say; they stay as they are. `waiting`: those
    of which somebody else decides as well; they stay as they are until then.
    """

    changes: tuple[Change, ...]
    stamp: str
    excepted: tuple[int, ...] = ()
    waiting: tuple[Change, ...] = ()

    @property
    def difference_cents(self) -> int:
        """By how much the society would pay more (less, below nought), without what waits."""
        return sum(one.after_cents - one.before_cents for one in self.changes)


def plan_readjudication(at: Desktop, household_ids: Sequence[int]) -> Readjudication:
    """What would change in the households, decided anew from their first request on. Nothing is written."""
    with at.archive.reader.begin() as connection:
        return _plan(decided_anew(connection, at, household_ids))


def approve_readjudication(
    at: Desktop, household_ids: Sequence[int], *, seen: str, motive: str
) -> tuple[Readjudication, bool]:
    """Records the plan whose stamp was `seen` as corrections; (new plan, False) when it is no longer that one.

    Those that need a second person are not recorded: they are proposed; `waiting` of the answer is what waits.
    """
    with at.archive.reader.begin() as connection:
        claim_ids = decided_claims(connection, household_ids)

    def work(unit: UnitOfWork, locked: Locked) -> tuple[Readjudication, bool]:
        found = decided_anew(unit.connection, at, household_ids)
        plan = _plan(found)
        if plan.stamp != seen:
            return plan, False
        record_corrections(unit, at, found.desk, found.differing, motive)
        if found.waiting:
            waiting = propose_corrections(unit, at, locked.households, found.waiting, motive)
            plan = plan._replace(waiting=tuple(map(_change, waiting)))
        return plan, True

    return locked_work(at.archive, claim_ids, work, plans=at.plans, actor_id=at.actor_id, now=at.now)


def _plan(found: Anew) -> Readjudication:
    told = hashlib.sha256()
    for one in (*found.differing, *found.waiting):
        told.update(f"{one.last.claim_id}:{one.last.sequence}:{stamp(one.draft)};".encode())
    told.update(f"{len(found.waiting)}".encode() if found.waiting else b"")
    changes, waiting = (tuple(map(_change, some)) for some in (found.differing, found.waiting))
    return Readjudication(changes, told.hexdigest()[:32], tuple(found.excepted), waiting)


def _change(one: Differing) -> Change:
    return Change(
        one.draft.record.claim_id, one.last.granted_cents, one.draft.answer.granted_cents,
        tuple(line.outcome for line in one.last.lines),
        tuple(line.outcome.value for line in one.draft.answer.lines),
        tuple(map(_quantities, repeat(one.draft.booked), one.last.lines, one.draft.answer.lines)),
    )  # fmt: skip


def _quantities(booked: BookedPlan, kept: LineDecided, line: LineAssessment) -> tuple[str, int, int]:
    unit = booked.unit_of(line.benefit)
    return (unit.value if unit is not None else "", kept.quantity_granted, line.quantity_granted)
