"""Another content of a plan: a society may say that two people look at it before anything is decided by it.

A society that does not say so decides by the files as they are. One that does takes the plans as they are on that day;
from then on a plan whose files say something else decides nothing, until that is proposed and approved.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, select

from mutua.domain.four_eyes import Act, Matter, Rule, State, Told, Why
from mutua.rules.engine.calendar import day_in_rome
from mutua.rules.model import Plan
from mutua.rules.plan_content import decode_plan
from mutua.services import four_eyes
from mutua.services.approve_decision import Live
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.four_eyes import Asked, digest_of_shown, require_approval
from mutua.services.plan_book import BookedPlan, PlanBook
from mutua.services.second_person import watch
from mutua.store.approvals import (
    Proposal,
    approved_contents,
    keep_content,
    lock_approvals,
    new_proposal,
    open_proposals,
    read_proposals,
    read_rules,
    tell_act,
    who_acts,
)
from mutua.store.database import Archive
from mutua.store.tables import approval, cover
from mutua.store.unit_of_work import UnitOfWork, unit_of_work


class RulesShown(NamedTuple):
    """The plan as it is approved now (None: it never was) and as it is proposed."""

    before: Plan | None
    after: Plan


def _approved_last(connection: Connection, code: str) -> Proposal | None:
    """What was approved last of a plan, or taken as it was."""
    ours = (approval.c.matter == Matter.RULES.value) & (approval.c.subject == code)
    done = [one for one in read_proposals(connection, ours) if one.state is State.DONE and one.content]
    return max(done, key=lambda one: (one.at[-1], one.id), default=None)


def content_digest(one: Proposal) -> str:
    """The digest of the content that a proposal is of, as a booked plan has it."""
    return one.content[:64]


def _plan(one: Proposal | None) -> Plan | None:
    return None if one is None or not one.content else decode_plan(one.content[65:].encode())


def _content(booked: BookedPlan) -> str:
    return f"{booked.digest}\n{booked.content.decode()}"


def _digest(code: str, before: str, after: str) -> str:
    return digest_of_shown(Matter.RULES.value, code, before, after)


def take_as_they_are(unit: UnitOfWork, some: Iterable[BookedPlan]) -> None:
    """The plans as they are when the society begins to ask for two people."""
    lock_approvals(unit)
    who = who_acts(unit.connection, unit.actor_id)
    for booked in some:
        digest = _digest(booked.code, "", booked.digest)
        one = new_proposal(
            unit, Matter.RULES, booked.code, (Why.ALWAYS,), (Told(Act.TAKEN, digest, who),), content=_content(booked)
        )
        tell_act(unit, one, Act.TAKEN, who, digest=digest)
        keep_content(unit, one)


def propose_rules(at: Desktop, booked: BookedPlan) -> Proposal | Refusal:
    """Proposes the plan as its files are now."""

    def work(unit: UnitOfWork) -> Proposal | Refusal:
        lock_approvals(unit)
        if not watch(unit.connection, day_in_rome(unit.now)).closed(booked):
            return Refusal("rules_approved_already", booked.code)
        before = approved_contents(unit.connection).get(booked.code, "")
        digest = _digest(booked.code, before, booked.digest)
        asked = Asked(Matter.RULES, booked.code, digest, (Why.ALWAYS,), content=_content(booked))
        return four_eyes.propose(unit, asked)

    return unit_of_work(at.archive, [], work, actor_id=at.actor_id, now=at.now)


def _live(connection: Connection, one: Proposal) -> Live:
    before, after = _approved_last(connection, one.subject), _plan(one)
    if after is None:
        return Live("", None, Refusal("approval_unknown", str(one.id)))
    digest = _digest(one.subject, "" if before is None else content_digest(before), content_digest(one))
    return Live(digest, RulesShown(_plan(before), after))


def live_rules(at: Desktop, one: Proposal) -> Live:
    """What would be approved: void if another content was approved since it was proposed."""
    with at.archive.reader.begin() as connection:
        return _live(connection, one)


def approve_rules(at: Desktop, one: Proposal, *, seen: str) -> Proposal | Refusal:
    """Approves the content that was shown: from then on the plan decides again, if its files say just that."""

    def work(unit: UnitOfWork) -> Proposal | Refusal:
        lock_approvals(unit)
        live = _live(unit.connection, one)
        approved = four_eyes.approve(unit, one.id, seen=seen, live=live.digest)
        if isinstance(approved, Refusal) or approved.state is State.WAITING:
            return approved
        held = require_approval(unit, Matter.RULES, one.subject, live.digest)
        if not isinstance(held, Refusal):
            keep_content(unit, one)  # the next one is compared with it
        return held

    return unit_of_work(at.archive, [], work, actor_id=at.actor_id, now=at.now)


def _codes_used(connection: Connection) -> set[str]:
    """The plans that people have a cover under."""
    return set(connection.scalars(select(cover.c.plan_code).distinct()))


def used_plans(connection: Connection, plans: PlanBook) -> list[BookedPlan]:
    """The plans that people have a cover under, as their files are now."""
    found = [plans.get(code) for code in sorted(_codes_used(connection))]
    return [one for one in found if one is not None]


def plans_to_propose(archive: Archive, plans: PlanBook, on: date) -> list[str]:
    """The plans in use whose files say something that nobody approved, and that nobody proposed as it is."""
    with archive.reader.begin() as connection:
        if not read_rules(connection).holds(Rule.RULES, on):
            return []
        approved = approved_contents(connection)
        codes = {*approved, *_codes_used(connection)}
        proposed = {content_digest(one) for one in open_proposals(connection, Matter.RULES)}
    found = []
    for code in sorted(codes):
        booked = plans.get(code)
        known = {approved.get(code, ""), *proposed}
        if booked is not None and not any(booked.known_as(one) for one in known):
            found.append(code)
    return found
