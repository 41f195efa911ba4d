"""Decisions that are not what the rules say: each line with what the rules gave, what was decided, what it draws."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import Connection

from mutua.domain.decisions import Assessment, LineAssessment, MovementKind, Outcome
from mutua.rules.model import Plan, Unit
from mutua.services.desk import Draft
from mutua.store.decisions import DecisionRecord, movements_of
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
    return {
        one.number: Exceptional(
            one.rules_granted_cents, lines[one.number].granted_cents, lines[one.number].asked_cents, record.motive,
            one.basis, _drawn(plan, [(pot, period, used) for line, pot, period, used in moved if line == one.number]),
        )
        for one in record.overrides
    }  # fmt: skip


def exceptions_in(draft: Draft, motive: str, basis: str) -> dict[int, Exceptional]:
    """Of what would be decided, by number of the line."""
    if draft.by_rules is None:
        return {}
    found = {}
    for number, (said, line) in enumerate(zip(draft.by_rules.lines, draft.answer.lines, strict=True), 1):
        if differs(said, line):
            drawn = [(one.pot, one.period, one.amount) for one in line.movements if one.kind is MovementKind.CONSUME]
            found[number] = Exceptional(
                said.granted_cents, line.granted_cents, line.asked_cents, motive, basis,
                _drawn(draft.booked.plan, drawn),
            )  # fmt: skip
    return found


def differs(said: LineAssessment, line: LineAssessment) -> bool:
    return (said.outcome, said.granted_cents) != (line.outcome, line.granted_cents)


def as_decided(answer: Assessment, record: DecisionRecord) -> Assessment:
    """What the rules say with the amounts that were decided."""
    if not record.overrides:
        return answer
    otherwise = {one.number for one in record.overrides}
    lines = tuple(
        line if kept.number not in otherwise else line._replace(
            outcome=Outcome(kept.outcome), granted_cents=kept.granted_cents, suspended_cents=kept.suspended_cents,
            missing=(),
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
