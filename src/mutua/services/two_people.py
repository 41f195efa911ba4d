"""Changing what takes two people: more of it at once; less of it is proposed, and counts when another approves it.

Whoever sits at the machine (`mutua four-eyes set`) changes it alone: they could change anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection

from mutua.domain.four_eyes import (
    APPROVING,
    PROPOSING,
    Matter,
    Rule,
    Rules,
    RuleTold,
    Someone,
    State,
    Why,
    loosens,
    same_person,
)
from mutua.rules.engine.calendar import day_in_rome
from mutua.services import four_eyes
from mutua.services.approve_decision import Live
from mutua.services.approve_rules import take_as_they_are, used_plans
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.four_eyes import Asked, digest_of_shown, drop_proposals, may_approve, may_propose, require_approval
from mutua.store.accounts import read_accounts
from mutua.store.approvals import (
    Proposal,
    as_they_are,
    lock_approvals,
    open_proposals,
    read_rules,
    rules_said,
    tell_rule,
    who_acts,
)
from mutua.store.database import Archive
from mutua.store.unit_of_work import UnitOfWork, unit_of_work


class Standing(NamedTuple):
    """A rule as it counts today; `later`: what was told of days to come; `waits`: what is proposed, if anything is."""

    rule: Rule
    now: int | None
    later: tuple[RuleTold, ...] = ()
    waits: str = ""  # the name of the proposal
    proposed: int | None = None


class Said(NamedTuple):
    """Something that the society said of it: by whom, when."""

    told: RuleTold
    name: str
    at: datetime


class Shown(NamedTuple):
    """What counts today, with the digest of it, and what was said before, the newest first."""

    standings: tuple[Standing, ...]
    digest: str
    said: tuple[Said, ...]


def rules_by_one(archive: Archive, on: date) -> bool:
    """Whether one person alone changes what the regulations say, though there are two who could look at it."""
    with archive.reader.begin() as connection:
        return _two_there(connection) and not read_rules(connection).holds(Rule.RULES, on)


def _two_there(connection: Connection) -> bool:
    """Whether somebody may propose what another person may approve."""
    there = [one for one in read_accounts(connection) if one.disabled_at is None]
    everybody = as_they_are(connection, [Someone(one.id) for one in there])
    return any(
        one.roles & APPROVING and other.roles & PROPOSING and not same_person(one, other)
        for one in everybody for other in everybody
    )


def ask_two_for_rules(at: Desktop) -> bool:
    """Contents of plans take two people from the day on which there are two, unless the society ever said otherwise.

    The plans in use are taken as they are on that day. True where it began now.
    """

    def work(unit: UnitOfWork) -> bool:
        lock_approvals(unit)
        said = any(one.rule is Rule.RULES for one in read_rules(unit.connection).told)
        if said or not _two_there(unit.connection):
            return False
        tell_rule(unit, RuleTold(Rule.RULES, day_in_rome(unit.now), 1))
        take_as_they_are(unit, used_plans(unit.connection, at.plans))
        return True

    return unit_of_work(at.archive, [], work, actor_id=at.actor_id, now=at.now)


class RuleChange(NamedTuple):
    """What a rule says and would say."""

    rule: Rule
    before: int | None
    after: int | None


class Changed(NamedTuple):
    """What counts from now on, and what waits for another person."""

    told: tuple[Rule, ...]
    proposed: tuple[Rule, ...]


LATEST = 12  # of what was said, on the page


def two_people_now(archive: Archive, on: date) -> Shown:
    """What takes two people on the day."""
    with archive.reader.begin() as connection:
        rules = read_rules(connection)
        waits = {one.subject: one for one in open_proposals(connection, Matter.TWO_PEOPLE)}
        said = tuple(Said(*one) for one in rules_said(connection, LATEST))
    found = []
    for rule in Rule:
        later = tuple(one for one in rules.told if one.rule is rule and one.effective_from > on)
        now, one = rules.counts(rule, on), waits.get(rule.value)
        if one is None:
            found.append(Standing(rule, now, later))
        else:
            found.append(Standing(rule, now, later, one.public_id, _after(one)))
    return Shown(tuple(found), _all(rules, on), said)


def _all(rules: Rules, on: date) -> str:
    return digest_of_shown(*(_written(rules.counts(rule, on)) for rule in Rule))


def _written(value: int | None) -> str:
    return "-" if value is None else str(value)


def _after(one: Proposal) -> int | None:
    return None if one.content == "-" else int(one.content)


def _digest(change: RuleChange) -> str:
    told = (change.rule.value, _written(change.before), _written(change.after))
    return digest_of_shown(Matter.TWO_PEOPLE.value, *told)


def change_two_people(at: Desktop, wanted: Mapping[Rule, int | None], *, seen: str) -> Changed | Refusal:
    """What is wanted of each rule: what asks more counts at once, what asks less is proposed; all of it, or nothing.

    `seen`: the digest of what was shown; anything else meanwhile, and nothing is done.
    """

    def work(unit: UnitOfWork) -> Changed | Refusal:
        lock_approvals(unit)
        today, rules = day_in_rome(unit.now), read_rules(unit.connection)
        if seen != _all(rules, today):
            return Refusal("approval_outdated")
        every = [RuleChange(rule, rules.counts(rule, today), value) for rule, value in wanted.items()]
        changes = [one for one in every if one.before != one.after]
        less = [one for one in changes if loosens(*one)]
        refused = _why_not(unit, changes, less)
        if refused is not None:
            return refused
        for one in less:
            done = four_eyes.propose(unit, _asked(one))
            assert not isinstance(done, Refusal), done.code  # looked at before anything was written
        more = [one for one in changes if one not in less]
        for one in more:
            drop_proposals(unit, Matter.TWO_PEOPLE, one.rule.value)
            tell_rule(unit, RuleTold(one.rule, today, one.after))
            if one.rule is Rule.RULES:
                take_as_they_are(unit, used_plans(unit.connection, at.plans))
        return Changed(tuple(one.rule for one in more), tuple(one.rule for one in less))

    return unit_of_work(at.archive, [], work, actor_id=at.actor_id, now=at.now)


def _asked(one: RuleChange) -> Asked:
    return Asked(Matter.TWO_PEOPLE, one.rule.value, _digest(one), (Why.ALWAYS,), content=_written(one.after))


def _why_not(unit: UnitOfWork, changes: list[RuleChange], less: list[RuleChange]) -> Refusal | None:
    """Why nothing of it is done; None: all of it is."""
    who = who_acts(unit.connection, unit.actor_id)
    refused = may_propose(unit, who, None)
    if refused is not None:
        return refused
    if not may_approve(who):
        return Refusal("approval_without_role")
    if not changes:
        return Refusal("two_people_same")
    for one in less:
        for before in open_proposals(unit.connection, Matter.TWO_PEOPLE, one.rule.value):
            mine = before.acts[0].by.account_id == who.account_id
            if before.digest == _digest(one) and before.state is State.WAITING and not mine:
                return Refusal("approval_waiting")
    return None


def _live(connection: Connection, one: Proposal, on: date) -> Live:
    if not one.content:
        return Live("", None, Refusal("approval_unknown", str(one.id)))
    rule = Rule(one.subject)
    change = RuleChange(rule, read_rules(connection).counts(rule, on), _after(one))
    return Live(_digest(change), change)


def live_two_people(at: Desktop, one: Proposal) -> Live:
    """What would be approved: void if the rule says something else than when it was proposed."""
    with at.archive.reader.begin() as connection:
        return _live(connection, one, day_in_rome(at.now))


def approve_two_people(at: Desktop, one: Proposal, *, seen: str) -> Proposal | Refusal:
    """Approves what was shown: from today on less takes two people."""

    def work(unit: UnitOfWork) -> Proposal | Refusal:
        lock_approvals(unit)
        today = day_in_rome(unit.now)
        live = _live(unit.connection, one, today)
        approved = four_eyes.approve(unit, one.id, seen=seen, live=live.digest)
        if isinstance(approved, Refusal) or approved.state is State.WAITING:
            return approved
        held = require_approval(unit, Matter.TWO_PEOPLE, one.subject, live.digest)
        if not isinstance(held, Refusal):
            tell_rule(unit, RuleTold(Rule(one.subject), today, _after(one)))
        return held

    return unit_of_work(at.archive, [], work, actor_id=at.actor_id, now=at.now)
