"""What went between a person and the society in a year: own contributions by payment, refunds by year of expense."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, select

from mutua.domain.dues import UNTRACEABLE, Channel, Due, Receipt, Regime
from mutua.rules.engine.calendar import day_in_rome
from mutua.services.plan_book import Snapshots
from mutua.services.recording import NO_AREA
from mutua.store.decisions import DecisionRecord, decision_in_force
from mutua.store.dues import dues_numbered, read_receipts, receipts_on_dues
from mutua.store.ledger import area_of, legs_of_entry
from mutua.store.tables import claim, claim_line, due, payment, receipt

_BY_OTHERS = frozenset({Regime.THIRD_PARTY, Regime.FUND})
_BY_EMPLOYER = frozenset({Regime.EMPLOYER, Regime.PAYROLL, Regime.BONUS})


class PaidPart(NamedTuple):
    """A part of a receipt that paid a due of the person; what went back is taken off."""

    due: Due
    receipt: Receipt
    cents: int

    @property
    def traceable(self) -> bool:
        return self.receipt.channel not in UNTRACEABLE

    @property
    def regime(self) -> Regime:
        """Of whoever paid; what somebody outside paid is as which source they paid it."""
        return self.due.regime if self.receipt.outsider is None else self.receipt.outsider.regime

    @property
    def own(self) -> bool:
        """Whether it is the member's own contribution. What a firm of its own will pays for them is nobody's to deduct;
        what it keeps back for such a plan is theirs, by whichever way it came. What somebody outside paid is never."""
        if self.receipt.outsider is not None:
            return False
        return self.regime is Regime.MEMBER or (self.regime is Regime.THIRD_PARTY and self.due.firm_id is None)


@dataclass(frozen=True, slots=True)
class OwnContributions:
    """What was paid in a year for a person's own position, and what employers paid or kept back (art. 51 TUIR).

    `by_others_cents`: what somebody outside paid for them, a person or a body.
    """

    parts: tuple[PaidPart, ...]
    by_employer_cents: int
    by_others_cents: int = 0


class Refunded(NamedTuple):
    """What was refunded in the year for one area of a request and one year of expense."""

    claim_id: int
    area: str
    spent_year: int
    spent_cents: int | None
    paid_on: date
    cents: int
    before_cents: int


def own_contributions(connection: Connection, person_id: int, year: int) -> OwnContributions:
    """The contributions for the person that came in during the year, by the day the money came in.

    Left out is what a list told paid without saying by which way: nothing can be certified of it.
    """
    ids = list(connection.scalars(select(due.c.due_id).where(due.c.person_id == person_id)))
    parts = [
        one for one in paid_parts(connection, ids)
        if one.receipt.received_on.year == year and one.receipt.channel is not Channel.LIST
    ]  # fmt: skip
    own = [one for one in parts if one.own]
    employer = sum(one.cents for one in parts if one.regime in _BY_EMPLOYER)
    others = sum(one.cents for one in parts if one.receipt.outsider is not None and one.regime in _BY_OTHERS)
    own.sort(key=lambda one: (one.receipt.received_on, one.receipt.receipt_id, one.due.due_id))
    return OwnContributions(tuple(own), employer, others)


def paid_parts(connection: Connection, due_ids: Iterable[int]) -> list[PaidPart]:
    """Which receipts paid the dues, how much of each."""
    ids = sorted(set(due_ids))
    paid = receipts_on_dues(connection, ids)
    dues = {one.due.due_id: one.due for one in dues_numbered(connection, ids)}
    wanted = {receipt_id for parts in paid.values() for receipt_id in parts}
    receipts = {one.receipt.receipt_id: one.receipt for one in read_receipts(connection, wanted)}
    return [
        PaidPart(dues[due_id], receipts[receipt_id], cents)
        for due_id, parts in sorted(paid.items()) for receipt_id, cents in sorted(parts.items())
    ]  # fmt: skip


# ---------------------------------------------------------------- refunds


def refunds(connection: Connection, person_id: int, year: int) -> list[Refunded]:
    """What was refunded to the person in the year, returns of the bank taken off; what came to nought is left out."""
    query = (
        select(payment.c.claim_id, payment.c.paid_on, payment.c.chain_id, payment.c.position)
        .join(claim, claim.c.claim_id == payment.c.claim_id)
        .where(claim.c.person_id == person_id)
        .order_by(payment.c.claim_id, payment.c.paid_on, payment.c.position)
    )
    by_claim: dict[int, list[tuple[date, Mapping[str, int]]]] = defaultdict(list)
    for claim_id, paid_on, chain_id, position in connection.execute(query):
        legs = legs_of_entry(connection, chain_id, position)
        by_area = {area_of(account): cents for account, cents in legs.items() if account != "bank"}
        by_claim[claim_id].append((paid_on, by_area))
    snapshots = Snapshots(connection)
    found = []
    for claim_id, paid in by_claim.items():
        if any(day.year == year for day, _ in paid):
            found += _of_claim(connection, claim_id, paid, year, snapshots)
    return found


def _of_claim(
    connection: Connection, claim_id: int, paid: list[tuple[date, Mapping[str, int]]], year: int, snapshots: Snapshots
) -> list[Refunded]:
    spent = _spent(connection, claim_id, decision_in_force(connection, claim_id), snapshots)
    last = max(day for day, _ in paid if day.year == year)
    found = []
    for area in sorted({area for _, by_area in paid for area in by_area}):
        now = sum(by_area.get(area, 0) for day, by_area in paid if day.year == year)
        before = sum(by_area.get(area, 0) for day, by_area in paid if day.year < year)
        years = spent.get(area) or {year: (None, 1)}
        shares = _shared(now, {one: weight for one, (_, weight) in years.items()})
        earlier = _shared(before, {one: weight for one, (_, weight) in years.items()})
        found += [
            Refunded(claim_id, area, one, years[one][0], last, shares[one], earlier[one])
            for one in sorted(years) if shares[one]
        ]  # fmt: skip
    return found


def _spent(
    connection: Connection, claim_id: int, record: DecisionRecord | None, snapshots: Snapshots
) -> dict[str, dict[int, tuple[int | None, int]]]:
    """By area and year of the expense: what was spent (None: no expense is told) and what was granted of it."""
    query = select(
        claim_line.c.number, claim_line.c.benefit, claim_line.c.service_on, claim_line.c.invoiced_on,
        claim_line.c.expense_cents, claim.c.received_at,
    ).where(
        (claim.c.claim_id == claim_id) & (claim_line.c.chain_id == claim.c.chain_id)
        & (claim_line.c.position == claim.c.position)
    )  # fmt: skip
    lines = {row.number: row for row in connection.execute(query)}
    found: dict[str, dict[int, tuple[int | None, int]]] = {}
    if record is None:
        return found
    versions = snapshots[record.snapshot_id].by_version
    for decided in record.lines:
        told = lines[decided.number]
        benefit = versions[decided.version].benefits.get(told.benefit) if decided.version in versions else None
        area = (benefit.area if benefit is not None else "") or NO_AREA
        day = told.invoiced_on or told.service_on or day_in_rome(told.received_at)
        years = found.setdefault(area, {})
        before, weight = years.get(day.year, (None, 0))
        spent = before if told.expense_cents is None else (before or 0) + told.expense_cents
        years[day.year] = (spent, weight + decided.granted_cents)
    return found


def _shared(cents: int, weights: Mapping[int, int]) -> dict[int, int]:
    """Cents shared out by weight, largest remainder first; to the first one where nobody weighs anything."""
    total = sum(weights.values())
    if not total:
        first = min(weights)
        return {one: cents if one == first else 0 for one in weights}
    parts = {one: divmod(cents * weight, total) for one, weight in weights.items()}
    found = {one: whole for one, (whole, _) in parts.items()}
    left = cents - sum(found.values())
    for one in sorted(parts, key=lambda key: (-parts[key][1], key))[:left]:
        found[one] += 1
    return found


# ---------------------------------------------------------------- whom a year is about


def people_with_money(connection: Connection, year: int) -> list[int]:
    """Who paid or was paid something in the year: those who get a certificate."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    refunded = select(claim.c.person_id).join(payment, payment.c.claim_id == claim.c.claim_id)
    found = set(connection.scalars(refunded.where(payment.c.paid_on.between(first, last))))
    received = set(connection.scalars(select(receipt.c.receipt_id).where(receipt.c.received_on.between(first, last))))
    ids = {due_id for one in read_receipts(connection, received) for due_id in one.parts if due_id is not None}
    found |= {one.due.person_id for one in dues_numbered(connection, ids)}
    return sorted(found)
