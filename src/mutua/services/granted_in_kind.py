"""What requests ask for and were granted that is not money, in words: «3 ore», «2 sedute»."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, func, select

from mutua.rules.case_content import decode_facts
from mutua.rules.content import ContentError
from mutua.rules.model import Unit
from mutua.services.plan_book import BookedPlan, PlanBook
from mutua.store.bulk import among
from mutua.store.tables import claim_answer, claim_line, decision, decision_line
from mutua.wording.numbers import Language, exact_quantity, quantity

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


def asked_in_kind(
    connection: Connection, plans: PlanBook, plan_of: Mapping[int, str], language: Language
) -> dict[int, str]:
    """Of each request that asks for something counted, how much; `plan_of`: the requests asked about."""
    given = {"ids": list(plan_of)}
    told: dict[tuple[int, int], int] = {}
    benefits: dict[tuple[int, int], str] = {}
    for claim_id, number, benefit, facts in connection.execute(_ASKED, given):
        benefits[claim_id, number] = benefit
        _take(told, (claim_id, number), facts)
    for claim_id, number, facts in connection.execute(_ANSWERED, given):
        _take(told, (claim_id, number), facts)
    sums: dict[tuple[int, Unit], int] = {}
    for (claim_id, number), count in told.items():
        benefit = benefits.get((claim_id, number)) or benefits.get((claim_id, 1), "")
        unit = _unit(plans, plan_of[claim_id], benefit)
        if unit is not None and unit is not Unit.EURO and count > 0:
            sums[claim_id, unit] = sums.get((claim_id, unit), 0) + count
    parts: dict[int, list[str]] = {}
    for (claim_id, unit), count in sums.items():
        parts.setdefault(claim_id, []).append(exact_quantity(count, unit, language))
    return {claim_id: " + ".join(some) for claim_id, some in parts.items()}


def _take(told: dict[tuple[int, int], int], key: tuple[int, int], facts: str) -> None:
    """The quantity that the facts tell, if they do; they are left alone where they cannot be read."""
    if _QUANTITY not in facts:
        return
    try:
        found = decode_facts(facts).get(_QUANTITY)
    except ContentError:
        return
    if isinstance(found, int):
        told[key] = found


_QUANTITY = "quantità"
_ASKED = (
    select(claim_line.c.claim_id, claim_line.c.number, claim_line.c.benefit, claim_line.c.facts)
    .where(among(claim_line.c.claim_id)).order_by(claim_line.c.claim_id, claim_line.c.number)
)  # fmt: skip
_ANSWERED = (
    select(claim_answer.c.claim_id, claim_answer.c.line, claim_answer.c.facts)
    .where(among(claim_answer.c.claim_id)).order_by(claim_answer.c.chain_id, claim_answer.c.position)
)  # fmt: skip


def _unit(plans: PlanBook, plan_code: str, benefit: str) -> Unit | None:
    return unit_of(plans.get(plan_code), benefit)


def unit_of(booked: BookedPlan | None, benefit: str) -> Unit | None:
    """What the benefit is counted in, by the newest rules that know it."""
    versions = () if booked is None else booked.plan.versions
    return next((one.benefits[benefit].unit for one in reversed(versions) if benefit in one.benefits), None)
