"""What was asked in a period and what came of it, benefit by benefit: how many lines, how many euros or hours."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Connection, func, select

from mutua.domain.decisions import Outcome
from mutua.rules.case_content import decode_facts
from mutua.store.base import stored
from mutua.store.ledger import area_of, due_from, trial_balance
from mutua.store.tables import claim, claim_line, decision, decision_line, entry


@dataclass(slots=True)
class BenefitFigures:
    """Lines of requests by outcome, cents asked and granted, quantities in the benefit's unit (minutes for hours)."""

    plan_code: str
    benefit: str
    lines: dict[Outcome, int] = field(default_factory=dict)
    asked_cents: int = 0
    granted_cents: int = 0
    deferred_cents: int = 0
    quantity_asked: int = 0
    quantity_granted: int = 0

    @property
    def asked(self) -> int:
        """How many lines were asked and decided."""
        return sum(self.lines.values())


_JOINED = (
    (claim_line.c.chain_id == claim.c.chain_id) & (claim_line.c.position == claim.c.position)
    & (decision.c.claim_id == claim.c.claim_id) & (claim_line.c.number == decision_line.c.number)
    & (decision_line.c.chain_id == decision.c.chain_id) & (decision_line.c.position == decision.c.position)
)  # fmt: skip
_FIGURES = (
    select(
        claim.c.plan_code, claim_line.c.benefit, decision_line.c.outcome, func.count(),
        func.sum(decision_line.c.asked_cents), func.sum(decision_line.c.granted_cents),
        func.sum(decision_line.c.deferred_cents), func.sum(decision_line.c.quantity_asked),
        func.sum(decision_line.c.quantity_granted),
    )
    .where(_JOINED)
    .group_by(claim.c.plan_code, claim_line.c.benefit, decision_line.c.outcome)
    .order_by(claim.c.plan_code, claim_line.c.benefit)
)  # fmt: skip
# What was refused or suspended before its quantity was looked at: the request alone says how much was asked.
_NOT_LOOKED_AT = (
    select(claim.c.plan_code, claim_line.c.benefit, claim_line.c.facts)
    .where(_JOINED)
    .where((decision_line.c.quantity_asked == 0) & (decision_line.c.asked_cents == 0))
    .where(decision_line.c.outcome.in_((Outcome.REFUSED.value, Outcome.SUSPENDED.value)))
)  # fmt: skip
_QUANTITY = "quantità"


def figures_by_benefit(connection: Connection, since: date, until: date) -> list[BenefitFigures]:
    """The requests received from a day to a day, both included, by plan and benefit, as they are decided now.

    Authorisations are left out: they set aside and pay nothing.
    """
    newest = (
        select(decision.c.claim_id, func.max(decision.c.sequence).label("sequence"))
        .group_by(decision.c.claim_id)
        .subquery()
    )
    return _gathered(
        connection,
        (decision.c.claim_id == newest.c.claim_id) & (decision.c.sequence == newest.c.sequence)
        & (decision.c.kind != "reversal") & (claim.c.authorisation == 0)
        & (stored(claim.c.received_at) >= since.isoformat())
        & (stored(claim.c.received_at) < (until + timedelta(days=1)).isoformat()),
    )  # fmt: skip


def figures_decided_at(connection: Connection, recorded_at: datetime) -> list[BenefitFigures]:
    """What was decided at the very instant that a run gave to all it recorded, by plan and benefit."""
    of_entry = (entry.c.chain_id == decision.c.chain_id) & (entry.c.position == decision.c.position)
    return _gathered(connection, of_entry & (entry.c.recorded_at == recorded_at))


def _gathered(connection: Connection, wanted: ColumnElement[bool]) -> list[BenefitFigures]:
    found: dict[tuple[str, str], BenefitFigures] = {}
    for plan_code, benefit, outcome, count, *sums in connection.execute(_FIGURES.where(wanted)):
        one = found.setdefault((plan_code, benefit), BenefitFigures(plan_code, benefit))
        asked, granted, deferred, quantity_asked, quantity_granted = map(int, sums)
        one.lines[Outcome(outcome)] = int(count)
        one.asked_cents += asked
        one.granted_cents += granted
        one.deferred_cents += deferred
        one.quantity_asked += quantity_asked
        one.quantity_granted += quantity_granted
    for plan_code, benefit, facts in connection.execute(_NOT_LOOKED_AT.where(wanted)):
        count = decode_facts(facts).get(_QUANTITY)
        found[plan_code, benefit].quantity_asked += count if isinstance(count, int) else 0
    return list(found.values())


def owed_by_area(connection: Connection, on: date) -> dict[str, tuple[int, int]]:
    """What the society owes to members, by area of benefits: cents due by the day, and cents due after it.

    What is put off to a period that has begun by the day counts as due, whether or not the books say so already.
    """
    found: dict[str, tuple[int, int]] = {}
    for (book, account), amount in trial_balance(connection).items():
        day = due_from(account)
        if book == "benefits" and amount and (day is not None or account.startswith("payable:")):
            now, later = found.get(area_of(account), (0, 0))
            put_off = day is not None and day > on
            found[area_of(account)] = (now, later - amount) if put_off else (now - amount, later)
    return dict(sorted(found.items()))
