"""What requests were granted that is not money, in words: «3 ore», «2 sedute»."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, func, select

from mutua.rules.model import Unit
from mutua.services.plan_book import PlanBook
from mutua.store.bulk import among
from mutua.store.tables import claim_line, decision, decision_line
from mutua.wording.numbers import Language, quantity

_every = decision.alias("every_decision")
_LAST = select(func.max(_every.c.sequence)).where(_every.c.claim_id == decision.c.claim_id).scalar_subquery()
_GRANTED = (
    select(decision_line.c.claim_id, claim_line.c.benefit, func.sum(decision_line.c.quantity_granted))
    .join(decision, (decision.c.chain_id == decision_line.c.chain_id)
          & (decision.c.position == decision_line.c.position))
    .join(claim_line, (claim_line.c.claim_id == decision_line.c.claim_id)
          & (claim_line.c.number == decision_line.c.number))
    .where(among(decision.c.claim_id), decision.c.sequence == _LAST, decision.c.kind != "reversal")
    .group_by(decision_line.c.claim_id, claim_line.c.benefit)
    .having(func.sum(decision_line.c.quantity_granted) > 0)
)  # fmt: skip


def granted_in_kind(
    connection: Connection, plans: PlanBook, plan_of: Mapping[int, str], language: Language
) -> dict[int, str]:
    """Of each request that was granted something in kind, how much; `plan_of`: the requests asked about."""
    parts: dict[int, list[str]] = {}
    for claim_id, benefit, count in connection.execute(_GRANTED, {"ids": list(plan_of)}):
        unit = _unit(plans, plan_of[claim_id], benefit)
        if unit is not None and unit is not Unit.EURO:
            parts.setdefault(claim_id, []).append(quantity(int(count), unit, language))
    return {claim_id: " + ".join(told) for claim_id, told in parts.items()}


def _unit(plans: PlanBook, plan_code: str, benefit: str) -> Unit | None:
    """What the benefit is counted in, by the newest rules that know it."""
    booked = plans.get(plan_code)
    versions = () if booked is None else booked.plan.versions
    return next((one.benefits[benefit].unit for one in reversed(versions) if benefit in one.benefits), None)
