"""Decisions in the archive: what was decided of each request, what proves it, what it moved on the ceilings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, and_, bindparam, func, or_, select

from mutua.store.base import Whole, read_instant, stored
from mutua.store.bulk import among
from mutua.store.of_claim import of_claim, of_claims
from mutua.store.tables import (
    claim,
    claim_override,
    decision,
    decision_line,
    entry,
    erasure,
    facts_seen,
    movement,
    topping_up,
)


class LineDecided(NamedTuple):
    """What was decided of a line: cents, quantities in the benefit's unit, reasons and evidence as they are kept."""

    number: int
    outcome: str
    version: str
    fingerprint: bytes
    asked_cents: int
    computed_cents: int
    granted_cents: int
    suspended_cents: int
    deferred_cents: int
    quantity_asked: int
    quantity_granted: int
    reasons: str
    evidence: bytes


class OverrideRecord(NamedTuple):
    """A line that was not decided as the rules say: what they said, by which article or resolution, which proposal."""

    number: int
    rules_outcome: str
    rules_granted_cents: int
    rules_suspended_cents: int
    rules_quantity_granted: int
    basis: str
    proposal_id: int


@dataclass(slots=True)
class DecisionRecord:
    """A decision as it was recorded. `salt` and `facts` are None after an erasure.

    `overrides`: those of its lines that are not what the rules say; empty of nearly every decision.
    """

    chain_id: int
    position: int
    claim_id: int
    public_id: str
    plan_code: str
    sequence: int
    kind: str
    decided_on: date
    snapshot_id: int
    engine_version: str
    granted_cents: int
    answer_digest: bytes
    commitment: bytes
    motive: str
    recorded_at: datetime
    salt: bytes | None
    facts: bytes | None
    lines: list[LineDecided] = field(default_factory=list)
    overrides: list[OverrideRecord] = field(default_factory=list)

    @property
    def lines_by_rules(self) -> list[LineDecided]:
        """The lines as the rules decided them."""
        said = {one.number: one for one in self.overrides}
        return [
            line if (other := said.get(line.number)) is None else line._replace(
                outcome=other.rules_outcome, granted_cents=other.rules_granted_cents,
                suspended_cents=other.rules_suspended_cents, quantity_granted=other.rules_quantity_granted,
            )
            for line in self.lines
        ]  # fmt: skip


class MovementRecord(NamedTuple):
    """What a decision added to a balance (negative where it took away)."""

    line: int
    owner_id: int
    plan_code: str
    pot: str
    holder: str
    period: date
    used: int
    reserved: int
    token: str


_DECISION = (
    decision.c.chain_id, decision.c.position, decision.c.claim_id, claim.c.public_id, claim.c.plan_code,
    decision.c.sequence, decision.c.kind, stored(decision.c.decided_on), decision.c.snapshot_id,
    decision.c.engine_version, decision.c.granted_cents, decision.c.answer_digest, decision.c.commitment,
    decision.c.motive, stored(entry.c.recorded_at), facts_seen.c.salt, facts_seen.c.content,
)  # fmt: skip
_LINE = (
    decision_line.c.number, decision_line.c.outcome, decision_line.c.version, decision_line.c.fingerprint,
    decision_line.c.asked_cents, decision_line.c.computed_cents, decision_line.c.granted_cents,
    decision_line.c.suspended_cents, decision_line.c.deferred_cents, decision_line.c.quantity_asked,
    decision_line.c.quantity_granted, decision_line.c.reasons, decision_line.c.evidence,
)  # fmt: skip
_FROM = (
    decision.join(claim, claim.c.claim_id == decision.c.claim_id)
    .join(entry, and_(entry.c.chain_id == decision.c.chain_id, entry.c.position == decision.c.position))
    .outerjoin(
        facts_seen,
        and_(facts_seen.c.chain_id == decision.c.chain_id, facts_seen.c.position == decision.c.position),
    )
)


def decisions_of(connection: Connection, claim_id: int) -> list[DecisionRecord]:
    """Every decision of a request, the first one first."""
    given = {"ids": [claim_id]}
    found = [_record(row) for row in connection.execute(_DECISIONS_OF, given)]
    if found:
        _with_lines(connection, {(one.chain_id, one.position): one for one in found}, given)
    return found


def _with_lines(
    connection: Connection, found: Mapping[tuple[int, int], DecisionRecord], given: Mapping[str, Sequence[int]]
) -> None:
    """Puts to the decisions of the requests given their lines, and those that were decided otherwise."""
    for row in connection.execute(_LINES_OF, given):
        if row[:2] in found:
            found[row[0], row[1]].lines.append(_line(row[2:]))
    for key, otherwise in _overrides(connection, _OVERRIDES_OF, given).items():
        if key in found:
            found[key].overrides = otherwise


_DECISIONS_OF = (
    select(*_DECISION).select_from(_FROM).where(among(decision.c.claim_id)).order_by(decision.c.sequence)
)
_LINES_OF = (
    select(decision_line.c.chain_id, decision_line.c.position, *_LINE).where(of_claims(decision_line))
    .order_by(*decision_line.primary_key.columns)
)  # fmt: skip
_OVERRIDES = select(
    claim_override.c.chain_id, claim_override.c.position, claim_override.c.number, claim_override.c.rules_outcome,
    claim_override.c.rules_granted_cents, claim_override.c.rules_suspended_cents,
    claim_override.c.rules_quantity_granted, claim_override.c.basis, claim_override.c.proposal_id,
).order_by(*claim_override.primary_key.columns)  # fmt: skip
_OVERRIDES_OF = _OVERRIDES.where(among(claim_override.c.claim_id))
_OVERRIDES_ON = _OVERRIDES.where(among(claim_override.c.chain_id))


def _overrides(
    connection: Connection, query: Select[Any], given: Mapping[str, Sequence[int]]
) -> dict[tuple[int, int], list[OverrideRecord]]:
    """The lines decided otherwise than the rules say, by decision."""
    found: dict[tuple[int, int], list[OverrideRecord]] = {}
    for chain_id, position, *told in connection.execute(query, given):
        found.setdefault((chain_id, position), []).append(OverrideRecord(*told))
    return found


def last_sequences(connection: Connection, claim_ids: Sequence[int]) -> dict[int, int]:
    """The number of the last decision of each request; nothing of one that nobody decided."""
    query = (
        select(decision.c.claim_id, func.max(decision.c.sequence))
        .where(among(decision.c.claim_id)).group_by(decision.c.claim_id)
    )  # fmt: skip
    return {claim_id: number for claim_id, number in connection.execute(query, {"ids": list(claim_ids)})}  # noqa: C416


def decided_otherwise(connection: Connection, claim_ids: Sequence[int]) -> set[int]:
    """Those of the requests whose decision in force is not what the rules say."""
    later = decision.alias("later")
    last = select(func.max(later.c.sequence)).where(later.c.claim_id == claim_override.c.claim_id).scalar_subquery()
    found: set[int] = set()
    for first in range(0, len(claim_ids), 500):
        some = list(claim_ids[first : first + 500])
        query = select(claim_override.c.claim_id).where(claim_override.c.claim_id.in_(some))
        found.update(connection.scalars(query.where(claim_override.c.sequence == last).distinct()))
    return found


def decision_in_force(connection: Connection, claim_id: int) -> DecisionRecord | None:
    """The newest decision of a request, None where nobody decided or the decision was reversed."""
    found = decisions_of(connection, claim_id)
    return found[-1] if found and found[-1].kind != "reversal" else None


def decisions_in_force(connection: Connection, claim_ids: Sequence[int]) -> dict[int, DecisionRecord]:
    """The same of several requests, by request."""
    given = {"ids": list(claim_ids)}
    last = {one.claim_id: one for one in map(_record, connection.execute(_DECISIONS_OF, given))}
    found = {(one.chain_id, one.position): one for one in last.values() if one.kind != "reversal"}
    if found:
        _with_lines(connection, found, given)
    return {one.claim_id: one for one in found.values()}


def every_decision(connection: Connection, households: int = 200) -> Iterator[DecisionRecord]:
    """All decisions with their lines, household by household, in the order they were recorded."""
    chains = list(connection.scalars(select(decision.c.chain_id).distinct().order_by(decision.c.chain_id)))
    for first in range(0, len(chains), households):
        some = chains[first : first + households]
        query = select(*_DECISION).select_from(_FROM).where(decision.c.chain_id.in_(some))
        found = [_record(row) for row in connection.execute(query.order_by(decision.c.chain_id, decision.c.position))]
        by_key = {(one.chain_id, one.position): one for one in found}
        lines = select(decision_line.c.chain_id, decision_line.c.position, *_LINE).where(
            decision_line.c.chain_id.in_(some)
        )
        for row in connection.execute(
            lines.order_by(decision_line.c.chain_id, decision_line.c.position, decision_line.c.number)
        ):
            by_key[row[0], row[1]].lines.append(_line(row[2:]))
        for key, otherwise in _overrides(connection, _OVERRIDES_ON, {"ids": some}).items():
            by_key[key].overrides = otherwise
        yield from found


def how_many(connection: Connection) -> int:
    """How many decisions the archive holds, reversals included."""
    return connection.scalar(select(func.count()).select_from(decision)) or 0


def movements_in_force(connection: Connection, claim_id: int) -> list[MovementRecord]:
    """What a request has drawn and set aside by now: the sum of the movements of all its decisions, without noughts."""
    rows = connection.execute(_MOVED, {"claim": claim_id})
    return [
        MovementRecord(line, owner, plan, pot, holder, period, int(used), int(reserved), token)
        for line, owner, plan, pot, holder, period, token, used, reserved in rows
        if used or reserved
    ]


_MOVED_KEYS = (
    movement.c.line, movement.c.owner_id, movement.c.plan_code, movement.c.pot, movement.c.holder, movement.c.period,
    movement.c.token,
)  # fmt: skip
_MOVED = (
    select(*_MOVED_KEYS, func.sum(movement.c.used), func.sum(movement.c.reserved))
    .where(of_claim(movement, bindparam("claim", type_=Whole)))
    .group_by(*_MOVED_KEYS)
    .order_by(*_MOVED_KEYS)
)


def movements_of(connection: Connection, chain_id: int, position: int) -> list[MovementRecord]:
    """What one entry added to the balances."""
    columns = (
        movement.c.line, movement.c.owner_id, movement.c.plan_code, movement.c.pot, movement.c.holder,
        movement.c.period, movement.c.used, movement.c.reserved, movement.c.token,
    )  # fmt: skip
    here = (movement.c.chain_id == chain_id) & (movement.c.position == position)
    return [MovementRecord(*row) for row in connection.execute(select(*columns).where(here).order_by(*columns[:6]))]


def reserved_by(connection: Connection, household_ids: Sequence[int]) -> Iterator[tuple[int, str, str, date, int]]:
    """What authorisations have set aside and given back: authorisation, pot, holder, period, amount."""
    authorisation = func.coalesce(claim.c.authorisation_id, claim.c.claim_id)
    keys = (authorisation, movement.c.pot, movement.c.holder, movement.c.period)
    concerned = or_(claim.c.authorisation == 1, claim.c.authorisation_id.is_not(None))
    for first in range(0, len(household_ids), 500):
        some = list(household_ids[first : first + 500])
        query = (
            select(*keys, func.sum(movement.c.reserved))
            .where((movement.c.claim_id == claim.c.claim_id) & claim.c.chain_id.in_(some) & concerned)
            .where(movement.c.chain_id == claim.c.chain_id)
            .group_by(*keys)
        )
        for id_, pot, holder, period, amount in connection.execute(query):
            yield int(id_), pot, holder, period, int(amount)


class Granted(NamedTuple):
    """To whom an authorisation was granted, under which plan, until which day (None: without end)."""

    person_id: int
    plan_code: str
    expires_on: date | None


def granted_authorisations(connection: Connection, claim_ids: Sequence[int]) -> dict[int, Granted]:
    """Those of the requests that are authorisations in force: granted, neither reversed nor refused."""
    if not claim_ids:
        return {}
    inner = decision.alias("every_decision")
    last = select(func.max(inner.c.sequence)).where(inner.c.claim_id == claim.c.claim_id).scalar_subquery()
    query = (
        select(claim.c.claim_id, claim.c.person_id, claim.c.plan_code, claim.c.expires_on)
        .where((decision.c.claim_id == claim.c.claim_id) & (decision.c.sequence == last))
        .where((decision_line.c.chain_id == decision.c.chain_id) & (decision_line.c.position == decision.c.position))
        .where(claim.c.claim_id.in_(sorted(set(claim_ids))) & (claim.c.authorisation == 1))
        .where((decision_line.c.granted_cents > 0) | (decision_line.c.quantity_granted > 0))
    )
    return {id_: Granted(person, plan, expires) for id_, person, plan, expires in connection.execute(query)}


def paid_by_covers_before(connection: Connection, claim_ids: Sequence[int]) -> dict[int, dict[int, int]]:
    """What was paid of each line of the requests, and of those that they top up in turn: cents by request and line.

    Decisions in force count; a line that is suspended, or that nobody decided, is left out, and so is what rests on it.
    """
    above: dict[int, int | None] = {}
    while new := [id_ for id_ in claim_ids if id_ not in above]:
        above.update(dict.fromkeys(new))
        query = select(topping_up.c.claim_id, topping_up.c.tops_up_id).where(topping_up.c.claim_id.in_(new))
        above.update((claim_id, tops_up_id) for claim_id, tops_up_id in connection.execute(query))
        claim_ids = [id_ for id_ in (above[one] for one in new) if id_ is not None]
    if not above:
        return {}
    paid: dict[int, dict[int, int]] = {}
    for claim_id, number, cents in connection.execute(_PAID.where(claim.c.claim_id.in_(list(above)))):
        paid.setdefault(claim_id, {})[number] = cents
    for claim_id in sorted(above):  # a request comes after the one that it tops up
        over = above[claim_id]
        if over is not None:
            before = paid.get(over, {})
            paid[claim_id] = {at: before[at] + cents for at, cents in paid.get(claim_id, {}).items() if at in before}
    return paid


_INNER = decision.alias("of_the_same")
_PAID = (
    select(
        claim.c.claim_id, decision_line.c.number, decision_line.c.granted_cents + decision_line.c.deferred_cents
    )
    .where((decision.c.claim_id == claim.c.claim_id) & (decision.c.kind != "reversal"))
    .where(
        decision.c.sequence
        == select(func.max(_INNER.c.sequence)).where(_INNER.c.claim_id == claim.c.claim_id).scalar_subquery()
    )
    .where((decision_line.c.chain_id == decision.c.chain_id) & (decision_line.c.position == decision.c.position))
    .where(decision_line.c.outcome != "suspended")
)  # fmt: skip


def erased_decisions(connection: Connection) -> set[tuple[int, int]]:
    """The decisions whose facts were erased, by chain and position."""
    query = select(erasure.c.erased_chain_id, erasure.c.erased_position)
    return {(chain_id, position) for chain_id, position in connection.execute(query)}


def _record(row: Sequence[object]) -> DecisionRecord:
    values = list(row)
    values[7] = date.fromisoformat(str(values[7]))
    values[14] = read_instant(str(values[14]))
    return DecisionRecord(*values)  # type: ignore[arg-type]  # columns in the order of the fields


def _line(row: Sequence[object]) -> LineDecided:
    return LineDecided(*row)  # type: ignore[arg-type]  # columns in the order of the fields
