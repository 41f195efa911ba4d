"""Decisions that are not what the rules say: each line with what the rules gave, what was decided, what it draws."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import Connection, select

from mutua.domain.decisions import Assessment, LineAssessment, MovementKind, Outcome
from mutua.rules.model import Plan, Unit
from mutua.rules.paid_otherwise import is_in_kind
from mutua.services.desk_values import Draft
from mutua.store.decisions import DecisionRecord, movements_of
from mutua.store.tables import claim_line
from mutua.wording.override import Drawn, Exceptional


def exceptions_of(connection: Connection, record: DecisionRecord, plan: Plan) -> dict[int, Exceptional]:
    """Of a recorded decision, by number of the line; empty of nearly every one."""
    if not record.overrides:
        return {}
    moved = [
        (one.line, one.pot, one.period, one.used)
        for one in movements_of(connection, record.chain_id, record.position) if one.used > 0
    ]  # fmt: skip
    lines = {one.number: one for one in record.lines}
    found = {}
    for one in record.overrides:
        drawn = _drawn(plan, [(pot, period, used) for line, pot, period, used in moved if line == one.number])
        kept = lines[one.number]
        figures = (one.rules_granted_cents, kept.granted_cents, kept.asked_cents)
        unit = Unit.EURO
        if not kept.asked_cents and kept.quantity_asked:
            figures = (one.rules_quantity_granted, kept.quantity_granted, kept.quantity_asked)
            unit = unit_of_line(connection, record, plan, one.number)
        found[one.number] = Exceptional(*figures, record.motive, one.basis, drawn, unit)
    return found


def unit_of_line(connection: Connection, record: DecisionRecord, plan: Plan, number: int) -> Unit:
    """What a line of a request is counted in, by the version that decided it."""
    own = (claim_line.c.claim_id == record.claim_id) & (claim_line.c.number == number)
    benefit = connection.scalar(select(claim_line.c.benefit).where(own)) or ""
    version = next((one.version for one in record.lines if one.number == number), "")
    return unit_of(plan, version, benefit)


def unit_of(plan: Plan, version: str, benefit: str) -> Unit:
    """What a benefit is counted in, by that version; in euros where it knows no other unit."""
    ruleset = next((one for one in plan.versions if one.version == version), plan.versions[-1])
    known = ruleset.benefits.get(benefit)
    return known.unit or Unit.EURO if known is not None else Unit.EURO


def exceptions_in(draft: Draft, motive: str, basis: str) -> dict[int, Exceptional]:
    """Of what would be decided, by number of the line."""
    if draft.by_rules is None:
        return {}
    found = {}
    for number, (said, line) in enumerate(zip(draft.by_rules.lines, draft.answer.lines, strict=True), 1):
        if differs(said, line):
            drawn = [(one.pot, one.period, one.amount) for one in line.movements if one.kind is MovementKind.CONSUME]
            figures, unit = (said.granted_cents, line.granted_cents, line.asked_cents), Unit.EURO
            if is_in_kind(line):
                figures = (said.quantity_granted, line.quantity_granted, line.quantity_asked)
                unit = unit_of(draft.booked.plan, line.version, line.benefit)
            found[number] = Exceptional(*figures, motive, basis, _drawn(draft.booked.plan, drawn), unit)
    return found


def differs(said: LineAssessment, line: LineAssessment) -> bool:
    told = (said.outcome, said.granted_cents, said.quantity_granted)
    return told != (line.outcome, line.granted_cents, line.quantity_granted)


def as_decided(answer: Assessment, record: DecisionRecord) -> Assessment:
    """What the rules say with the amounts that were decided."""
    if not record.overrides:
        return answer
    otherwise = {one.number for one in record.overrides}
    lines = tuple(
        line if kept.number not in otherwise else line._replace(
            outcome=Outcome(kept.outcome), granted_cents=kept.granted_cents, suspended_cents=kept.suspended_cents,
            quantity_granted=kept.quantity_granted, missing=(),
        )
        for kept, line in zip(record.lines, answer.lines, strict=True)
    )  # fmt: skip
    return answer._replace(lines=lines)


def _drawn(plan: Plan, moved: Iterable[tuple[str, date, int]]) -> tuple[Drawn, ...]:
    """What is drawn of each ceiling and period that a regulation still knows."""
    total: dict[tuple[str, date], int] = {}
    for counter, period, used in moved:
        total[counter, period] = total.get((counter, period), 0) + used
    names = _names(plan)
    return tuple(
        Drawn(names[counter][0], period, used, names[counter][1])
        for (counter, period), used in total.items() if counter in names
    )  # fmt: skip


def _names(plan: Plan) -> Mapping[str, tuple[str, Unit]]:
    return {pot.counter: (pot.name, pot.unit) for version in plan.versions for pot in version.pots.values()}
