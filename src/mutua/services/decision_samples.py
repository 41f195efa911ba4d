"""Decisions worth reading aloud: the one with most steps, hours exchanged after an authorisation, ceilings reached."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select

from mutua.domain.case import Case
from mutua.domain.decisions import Assessment, LineAssessment, Outcome
from mutua.rules.model import Counts, Plan, Ruleset
from mutua.services.plan_book import Snapshots
from mutua.services.replay import regenerated
from mutua.store.base import read_instant, stored
from mutua.store.decisions import decision_in_force
from mutua.store.tables import claim, claim_line, decision_line, identity

_LOOKED_AT = 200  # requests looked at for a sample, at most
_OF_EACH_BENEFIT = 6
_HOURS_FIRST = (Counts.QUANTITY, Counts.BENEFIT, Counts.EXPENSE, Counts.OCCURRENCES)
Rank = Callable[[Assessment], int]


@dataclass(frozen=True, slots=True)
class Sample:
    """A decision told again from its own record, with who asked and when."""

    claim_id: int
    name: str
    card_number: str
    received_at: datetime
    plan: Plan
    answer: Assessment
    case: Case
    decided_on: date

    def rules_of(self, line: LineAssessment) -> Ruleset:
        """The version that decided the line."""
        return next((one for one in self.plan.versions if one.version == line.version), self.plan.versions[-1])


@dataclass(frozen=True, slots=True)
class CeilingReached:
    """A ceiling that a decision used up: the line and which of its ceilings."""

    sample: Sample
    line: LineAssessment
    pot: str


def most_instructive(connection: Connection) -> Sample | None:
    """A sum paid in part by the most steps and limits; the first of equals, None where there is none.

    Of each benefit the few largest sums are looked at.
    """
    in_part = (decision_line.c.granted_cents > 0) & (decision_line.c.granted_cents < decision_line.c.asked_cents)
    of_benefit = (claim_line.c.claim_id == decision_line.c.claim_id) & (claim_line.c.number == decision_line.c.number)
    place = func.row_number().over(
        partition_by=claim_line.c.benefit, order_by=(decision_line.c.asked_cents.desc(), decision_line.c.claim_id)
    )
    largest = (
        select(decision_line.c.claim_id, place.label("place"))
        .where(of_benefit & in_part & (decision_line.c.quantity_asked == 0))
        .subquery()
    )
    wanted = select(largest.c.claim_id).where(largest.c.place <= _OF_EACH_BENEFIT).order_by(largest.c.claim_id)
    return _best(connection, wanted, _many_steps)


def _many_steps(answer: Assessment) -> int:
    """Limits and different steps count: the same step again says nothing new."""
    line = answer.lines[0]
    if len(answer.lines) > 1 or line.quantity_asked:
        return 0
    drawn = sum(1 for one in line.ceilings if one.drawn)
    return 2 * len({step.code for step in line.steps}) + 4 * drawn + len(line.reasons)


def hours_exchanged(connection: Connection) -> Sample | None:
    """Hours used after an authorisation, some of them exchanged for others; None where there are none."""
    wanted = (
        select(decision_line.c.claim_id)
        .where((claim.c.claim_id == decision_line.c.claim_id) & claim.c.authorisation_id.is_not(None))
        .where(decision_line.c.quantity_granted > 0)
        .order_by(decision_line.c.quantity_granted.desc(), decision_line.c.claim_id)
    )
    return _best(connection, wanted, _exchanged)


def _exchanged(answer: Assessment) -> int:
    line = answer.lines[0]
    exchanged = any(one.code == "exchanged" for one in line.reasons)
    return len(line.ceilings) + (5 if line.outcome is Outcome.PAID else 0) if exchanged else 0


def ceilings_reached(connection: Connection, count: int = 3) -> list[CeilingReached]:
    """Ceilings that a decision used up, of as many plans as there are; hours first, then euros, then times."""
    wanted = (
        select(decision_line.c.claim_id)
        .where(decision_line.c.outcome == "reduced")
        .order_by(
            decision_line.c.quantity_granted.desc(), decision_line.c.granted_cents.desc(), decision_line.c.claim_id
        )
    )
    by_plan: dict[str, CeilingReached] = {}
    for sample in _samples(connection, wanted, _LOOKED_AT * 3):
        code = sample.plan.head.code
        reached = _reached(sample) if code not in by_plan else None
        if reached is not None:
            by_plan[code] = reached
    found = sorted(by_plan.values(), key=lambda one: _HOURS_FIRST.index(_counts(one)))
    return found[:count]


def _reached(sample: Sample) -> CeilingReached | None:
    for line in sample.answer.lines:
        for one in line.ceilings:
            if one.drawn and one.used + one.reserved + one.drawn >= one.size and one.pot in sample.rules_of(line).pots:
                return CeilingReached(sample, line, one.pot)
    return None


def _counts(one: CeilingReached) -> Counts:
    return one.sample.rules_of(one.line).pots[one.pot].counts


def _best(connection: Connection, wanted: Select[Any], rank: Rank) -> Sample | None:
    ranked = [(rank(sample.answer), sample) for sample in _samples(connection, wanted, _LOOKED_AT)]
    best = max(ranked, key=lambda one: one[0], default=None)
    return best[1] if best is not None and best[0] > 0 else None


def _samples(connection: Connection, wanted: Select[Any], most: int) -> Iterator[Sample]:
    snapshots = Snapshots(connection)
    for claim_id in list(dict.fromkeys(connection.scalars(wanted.limit(most)))):
        sample = sample_of(connection, snapshots, claim_id)
        if sample is not None:
            yield sample


def sample_of(connection: Connection, snapshots: Snapshots, claim_id: int) -> Sample | None:
    """The decision in force of a request, told again; None where there is none or its facts are gone."""
    record = decision_in_force(connection, claim_id)
    if record is None or record.facts is None:
        return None
    case, answer = regenerated(record, snapshots)
    query = (
        select(identity.c.surname, identity.c.given_name, identity.c.card_number, stored(claim.c.received_at))
        .select_from(claim.outerjoin(identity, identity.c.person_id == claim.c.person_id))
        .where(claim.c.claim_id == claim_id)
    )
    surname, given_name, card, received = connection.execute(query).one()
    names: Sequence[str] = [word for word in (given_name, surname) if word]
    return Sample(
        claim_id, " ".join(names), card or "", read_instant(received), snapshots[record.snapshot_id].plan, answer,
        case, record.decided_on,
    )  # fmt: skip
