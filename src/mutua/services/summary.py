"""What was decided, benefit by benefit: how many lines, how many of each outcome, what was asked and granted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import and_, func, select

from mutua.store.database import Archive
from mutua.store.tables import claim, claim_line, decision, decision_line, entry, household


@dataclass(slots=True)
class BenefitTotal:
    """The lines of one benefit; cents."""

    plan_code: str
    benefit: str
    outcomes: dict[str, int] = field(default_factory=dict)
    asked_cents: int = 0
    granted_cents: int = 0

    @property
    def lines(self) -> int:
        return sum(self.outcomes.values())


_LINE = and_(
    claim_line.c.chain_id == claim.c.chain_id,
    claim_line.c.position == claim.c.position,
    claim_line.c.number == decision_line.c.number,
)
_FROM = (
    entry.join(decision, and_(decision.c.chain_id == entry.c.chain_id, decision.c.position == entry.c.position))
    .join(
        decision_line,
        and_(decision_line.c.chain_id == decision.c.chain_id, decision_line.c.position == decision.c.position),
    )
    .join(claim, claim.c.claim_id == decision.c.claim_id)
    .join(claim_line, _LINE)
)


def decided_at(archive: Archive, recorded_at: datetime) -> list[BenefitTotal]:
    """What was decided at the very instant that a run gave to all it recorded, by plan and benefit."""
    key = (claim.c.plan_code, claim_line.c.benefit, decision_line.c.outcome)
    query = (
        select(
            *key, func.count(), func.sum(decision_line.c.asked_cents), func.sum(decision_line.c.granted_cents)
        )
        .select_from(_FROM)
        .where(entry.c.recorded_at == recorded_at)
        .group_by(*key)
    )  # fmt: skip
    with archive.reader.begin() as connection:
        return _gathered(connection.execute(query))


def _gathered(rows: Iterable[tuple[str, str, str, int, int, int]]) -> list[BenefitTotal]:
    found: dict[tuple[str, str], BenefitTotal] = {}
    for plan_code, benefit, outcome, lines, asked, granted in rows:
        one = found.setdefault((plan_code, benefit), BenefitTotal(plan_code, benefit))
        one.outcomes[outcome] = one.outcomes.get(outcome, 0) + lines
        one.asked_cents += int(asked)
        one.granted_cents += int(granted)
    return [found[key] for key in sorted(found)]


def household_codes(archive: Archive, household_ids: Sequence[int]) -> dict[int, str]:
    """How the society calls some households."""
    query = select(household.c.id, household.c.code).where(household.c.id.in_(household_ids))
    with archive.reader.begin() as connection:
        return {row.id: row.code for row in connection.execute(query)}
