"""An exception: the office decides a request otherwise than its rules say, with a reason and a right, and two people.

One approver proposes what each line is paid instead, why, and by which article or resolution; another approves exactly
that, and only then it is decided. What the rules say is recorded beside it. Never more than was spent.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from sqlalchemy import Connection

from mutua.domain.decisions import LineAssessment, Outcome
from mutua.domain.four_eyes import Matter, State, Why
from mutua.rules.engine.calendar import day_in_rome
from mutua.rules.model import Unit
from mutua.rules.paid_otherwise import drawn_otherwise, is_in_kind
from mutua.services import four_eyes
from mutua.services.approve_decision import Live
from mutua.services.claim_life import Desktop, a_claim, closed_to_more
from mutua.services.decide_claim import Recorded, Refusal, record_drafts, stamp, take_back
from mutua.services.desk import Desk, lay_out
from mutua.services.desk_values import Draft
from mutua.services.exceptions import differs, exceptions_in, unit_of
from mutua.services.locks import Locked, chains_of_claims, locked_work
from mutua.services.plan_book import PlanBook
from mutua.services.second_person import watch
from mutua.store.approvals import Proposal, open_proposals
from mutua.store.database import Archive
from mutua.store.decisions import decided_otherwise
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from mutua.wording.numbers import exact_quantity
from mutua.wording.override import Exceptional


@dataclass(frozen=True, slots=True)
class Override:
    """What is decided instead: cents of the lines by number (those not named stay as the rules say), why, by what.

    `quantities`: of the lines in kind, in the smallest unit of the benefit (minutes for hours).
    """

    cents: Mapping[int, int]
    motive: str
    basis: str
    quantities: Mapping[int, int] = field(default_factory=dict)

    def encoded(self) -> str:
        told: dict[str, object] = {"cents": sorted(self.cents.items()), "motive": self.motive, "basis": self.basis}
        if self.quantities:
            told["quantities"] = sorted(self.quantities.items())
        return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def decoded(content: str) -> Override:
    told = json.loads(content)
    cents, quantities = (
        {int(number): int(count) for number, count in told.get(name, ())} for name in ("cents", "quantities")
    )
    return Override(cents, told["motive"], told["basis"], quantities)


class Weighed(NamedTuple):
    """What would be decided, by the rules and otherwise. `stamp`: of the rules' answer; `digest`: of all shown."""

    by_rules: Draft
    draft: Draft
    exceptions: Mapping[int, Exceptional]
    stamp: str
    digest: str


class ByRules(NamedTuple):
    """What the rules say of a request now, decided before or not; `standing`: the decision in force is an exception."""

    draft: Draft
    stamp: str
    most: tuple[int, ...]  # of each line, the most that may be paid or given
    standing: bool

    @property
    def units(self) -> tuple[Unit, ...]:
        """What each line is decided in: euros, or of a line in kind the unit of the benefit."""
        return tuple(_unit(self.draft, number) for number in range(1, len(self.draft.answer.lines) + 1))


def by_rules(archive: Archive, plans: PlanBook, claim_id: int) -> ByRules | Refusal:
    """What an exception would be from. Nothing is written. Refuses what takes none."""
    with archive.reader.begin() as connection:
        homes = sorted(chains_of_claims(connection, [claim_id]))
        desk = _laid_out(connection, plans, claim_id, homes)
        if isinstance(desk, Refusal):
            return desk
        draft = desk[1]
        most = tuple(_most(draft, number) for number in range(1, len(draft.answer.lines) + 1))
        return ByRules(draft, stamp(draft), most, bool(decided_otherwise(connection, [claim_id])))


def _laid_out(
    connection: Connection, plans: PlanBook, claim_id: int, homes: list[int]
) -> tuple[Desk, Draft] | Refusal:
    record = a_claim(connection, claim_id)
    if isinstance(record, Refusal):
        return record
    closed = closed_to_more(connection, record)
    if closed is not None:
        return closed
    if record.authorisation:
        return Refusal("override_authorisation")
    if plans.get(record.plan_code) is None:
        return Refusal("plan_unknown", record.plan_code)
    desk = lay_out(connection, plans, homes, [record])
    if desk.waits_for_another(record):
        return Refusal("topped_up_undecided", str(record.tops_up_id))
    take_back(connection, desk, [record])
    return desk, desk.decide(record, explain=True)


def _most(draft: Draft, number: int) -> int:
    """The most that may be paid of a line: what was asked, never above what was spent and others did not pay."""
    if is_in_kind(draft.answer.lines[number - 1]):
        return draft.answer.lines[number - 1].quantity_asked
    line, facts = draft.answer.lines[number - 1], {**draft.case.facts, **draft.case.lines[number - 1].facts}
    limits = [line.asked_cents, *(value for name in ("spesa", "residuo") if isinstance(value := facts.get(name), int))]
    return max(0, min(limits))


def _unit(draft: Draft, number: int) -> Unit:
    line = draft.answer.lines[number - 1]
    return unit_of(draft.booked.plan, line.version, line.benefit) if is_in_kind(line) else Unit.EURO


def as_typed(found: ByRules, hundredths: Mapping[int, int], motive: str, basis: str) -> Override | Refusal:
    """An exception from what was typed for each line: hundredths of euros, or of the unit of a line in kind.

    Refuses a part of something that is counted whole; hours are told to the minute.
    """
    cents, quantities = {}, {}
    for number, typed in hundredths.items():
        unit = found.units[number - 1] if 1 <= number <= len(found.units) else Unit.EURO
        if unit is Unit.EURO:
            cents[number] = typed
            continue
        each = 60 if unit is Unit.HOURS else 1
        if typed * each % 100:
            return Refusal("override_not_whole", str(number))
        quantities[number] = typed * each // 100
    return Override(cents, motive, basis, quantities)


def weigh(connection: Connection, plans: PlanBook, claim_id: int, told: Override, homes: list[int]) -> (
    tuple[Desk, Weighed] | Refusal
):  # fmt: skip
    """The exception as it would be now. Refuses one without reason or right, above what was spent, or that is none."""
    found = _laid_out(connection, plans, claim_id, homes)
    if isinstance(found, Refusal):
        return found
    desk, ruled = found
    if not told.motive.strip():
        return Refusal("override_without_motive")
    if not told.basis.strip():
        return Refusal("override_without_basis")
    lines = list(ruled.answer.lines)
    places: dict[int, int] = {}
    for number, wanted in sorted({**told.cents, **told.quantities}.items()):
        if not 1 <= number <= len(lines):
            return Refusal("line_unknown", str(number))
        said = lines[number - 1]
        refusal = _unfit(ruled, number, wanted, by_quantity=number in told.quantities)
        if refusal is not None:
            return refusal
        other = _given_otherwise(said, wanted) if number in told.quantities else _otherwise(said, wanted)
        if differs(said, other):
            lines[number - 1], places[number - 1] = other, wanted
    if not places and not decided_otherwise(connection, [claim_id]):
        return Refusal("override_same")
    drawn = drawn_otherwise(ruled.case, ruled.booked.plan, ruled.answer.lines, places)
    answer = ruled.answer._replace(lines=tuple(
        line._replace(movements=moved.movements) for line, moved in zip(lines, drawn, strict=True)
    ))  # fmt: skip
    draft = replace(ruled, answer=answer, by_rules=ruled.answer, basis=told.basis) if places else ruled
    mark = stamp(ruled)
    digest = four_eyes.digest_of_shown("override", str(claim_id), mark, told.encoded())
    return desk, Weighed(ruled, draft, exceptions_in(draft, told.motive, told.basis), mark, digest)


def _unfit(ruled: Draft, number: int, wanted: int, *, by_quantity: bool) -> Refusal | None:
    """Why a line takes no other amount, or no other quantity."""
    said, most = ruled.answer.lines[number - 1], _most(ruled, number)
    if said.deferrals:
        return Refusal("override_deferred")
    if by_quantity is not is_in_kind(said):
        return Refusal("override_in_money" if by_quantity else "override_in_kind")
    if not by_quantity and not said.asked_cents:
        return Refusal("override_in_kind")
    if 0 <= wanted <= most:
        return None
    told = exact_quantity(most, _unit(ruled, number), "it")
    return Refusal("override_too_many" if by_quantity else "override_too_much", told)


def _otherwise(said: LineAssessment, cents: int) -> LineAssessment:
    """The line with the other amount, and the outcome that it makes."""
    if cents == said.granted_cents and said.outcome not in (Outcome.SUSPENDED, Outcome.DEFERRED):
        return said
    outcome = Outcome.REFUSED if not cents else Outcome.REDUCED if cents < said.granted_cents else Outcome.PAID
    return said._replace(
        outcome=outcome, granted_cents=cents, suspended_cents=0, missing=(),
        quantity_granted=said.quantity_granted if cents else 0,
    )  # fmt: skip


def _given_otherwise(said: LineAssessment, quantity: int) -> LineAssessment:
    """A line in kind with the other quantity, and the outcome that it makes."""
    if quantity == said.quantity_granted and said.outcome not in (Outcome.SUSPENDED, Outcome.DEFERRED):
        return said
    less = quantity < said.quantity_granted
    outcome = Outcome.REFUSED if not quantity else Outcome.REDUCED if less else Outcome.PAID
    return said._replace(outcome=outcome, quantity_granted=quantity, missing=())


# ---------------------------------------------------------------- two people


def propose_override(at: Desktop, claim_id: int, told: Override, *, seen: str) -> Proposal | Refusal:
    """Proposes the exception to another approver; `seen`: the stamp of the rules' answer that was shown."""

    def work(unit: UnitOfWork, locked: Locked) -> Proposal | Refusal:
        found = weigh(unit.connection, at.plans, claim_id, told, locked.households)
        if isinstance(found, Refusal):
            return found
        weighed = found[1]
        if weighed.stamp != seen:
            return Refusal("approval_outdated")
        record, booked = weighed.draft.record, weighed.draft.booked
        if watch(unit.connection, day_in_rome(unit.now)).closed(booked):
            return Refusal("rules_not_approved", booked.code)
        return four_eyes.propose(unit, four_eyes.Asked(
            Matter.OVERRIDE, str(claim_id), weighed.digest, (Why.ALWAYS,), record.person_id,
            weighed.draft.answer.granted_cents, told.encoded(),
        ))  # fmt: skip

    return locked_work(at.archive, [claim_id], work, plans=at.plans, actor_id=at.actor_id, now=at.now)


class Waiting(NamedTuple):
    """An exception that waits for another person: the proposal, and what it comes to now; why it no longer would."""

    proposal: Proposal
    told: Override
    weighed: Weighed | None
    refusal: Refusal | None


def waiting_override(archive: Archive, plans: PlanBook, claim_id: int) -> Waiting | None:
    """The exception proposed for a request, if one waits."""
    with archive.reader.begin() as connection:
        found = open_proposals(connection, Matter.OVERRIDE, str(claim_id))
        if not found:
            return None
        told = decoded(found[-1].content)
        homes = sorted(chains_of_claims(connection, [claim_id]))
        weighed = weigh(connection, plans, claim_id, told, homes)
    if isinstance(weighed, Refusal):
        return Waiting(found[-1], told, None, weighed)
    outdated = Refusal("approval_outdated") if weighed[1].digest != found[-1].digest else None
    return Waiting(found[-1], told, weighed[1], outdated)


def approve_override(at: Desktop, claim_id: int, *, seen: str) -> Recorded | Refusal:
    """Another approver agrees with what they were shown (`seen`, its digest): it is decided so, at once."""

    def work(unit: UnitOfWork, locked: Locked) -> Recorded | Refusal:
        waiting = open_proposals(unit.connection, Matter.OVERRIDE, str(claim_id))
        if not waiting:
            return Refusal("approval_unknown")
        one, told = waiting[-1], decoded(waiting[-1].content)
        found = weigh(unit.connection, at.plans, claim_id, told, locked.households)
        if isinstance(found, Refusal):
            return found
        desk, weighed = found
        booked = weighed.draft.booked
        if watch(unit.connection, day_in_rome(unit.now)).closed(booked):
            return Refusal("rules_not_approved", booked.code)
        approved = four_eyes.approve(unit, one.id, seen=seen, live=weighed.digest)
        if isinstance(approved, Refusal):
            return approved
        if approved.state is not State.APPROVED:
            return Refusal("approval_missing")
        used = four_eyes.require_approval(unit, Matter.OVERRIDE, str(claim_id), weighed.digest)
        if isinstance(used, Refusal):
            return used
        draft = replace(weighed.draft, proposal_id=one.id)
        motive = told.motive if draft.by_rules is not None else f"{told.motive} ({told.basis})"
        return record_drafts(unit, desk, [draft], at.ids, motive=motive, snapshots=locked.snapshots)[0]

    return locked_work(at.archive, [claim_id], work, plans=at.plans, actor_id=at.actor_id, now=at.now)


def live_override(at: Desktop, one: Proposal) -> Live:
    """What would be decided now of an exception that was proposed."""
    found = waiting_override(at.archive, at.plans, int(one.subject))
    if found is None or found.weighed is None:
        return Live("", None, Refusal("approval_settled") if found is None else found.refusal)
    return Live(found.weighed.digest, found.weighed)


def refuse_override(at: Desktop, claim_id: int, words: str) -> Proposal | Refusal:
    """Another approver does not agree, and says why."""
    return _settle(at, claim_id, lambda unit, id_: four_eyes.refuse(unit, id_, reason="other", words=words))


def withdraw_override(at: Desktop, claim_id: int) -> Proposal | Refusal:
    """Whoever proposed the exception takes it back."""
    return _settle(at, claim_id, four_eyes.withdraw)


def _settle(
    at: Desktop, claim_id: int, how: Callable[[UnitOfWork, int], Proposal | Refusal]
) -> Proposal | Refusal:  # fmt: skip
    def work(unit: UnitOfWork) -> Proposal | Refusal:
        found = open_proposals(unit.connection, Matter.OVERRIDE, str(claim_id))
        return how(unit, found[-1].id) if found else Refusal("approval_unknown")

    return unit_of_work(at.archive, [], work, actor_id=at.actor_id, now=at.now)
