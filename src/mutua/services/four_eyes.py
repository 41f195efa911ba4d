"""Two people: one proposes, another approves exactly what was shown, and only then it is done.

Whoever does something that needs it calls `require_approval` in the same unit of work, with the digest of what is there
at that moment: whatever changed since the approval makes it worth nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from sqlalchemy import Connection

from mutua.domain.four_eyes import (
    APPROVING,
    Act,
    Day,
    Matter,
    Rule,
    RuleTold,
    Someone,
    State,
    Told,
    Why,
    why_not_approve,
    why_not_done,
    why_not_propose,
    why_not_refuse,
    why_not_withdraw,
)
from mutua.domain.italian import ROME
from mutua.rules.engine.calendar import day_in_rome
from mutua.services.decide_claim import Refusal
from mutua.store.approvals import (
    Proposal,
    approved_between,
    as_they_are,
    drop_content,
    is_family,
    keep_content,
    lock_approvals,
    new_proposal,
    open_proposals,
    read_proposal,
    read_proposals,
    read_rules,
    tell_act,
    tell_rule,
    who_acts,
)
from mutua.store.database import Archive
from mutua.store.tables import approval
from mutua.store.unit_of_work import UnitOfWork, unit_of_work

REASONS = ("wrong", "papers", "account", "rules", "other")  # for which something is refused
LONGEST_WORDS = 500


class Asked(NamedTuple):
    """What is proposed. `digest`: 64 hex digits, of all that was shown. `content`: erased once it is settled."""

    matter: Matter
    subject: str
    digest: str
    why: tuple[Why, ...]
    person_id: int | None = None
    cents: int = 0
    content: str = ""
    salt: bytes = b""


def digest_of_shown(*told: str) -> str:
    """The digest of what was shown, of its parts in order."""
    return hashlib.sha256("\0".join(told).encode("utf-8", "surrogatepass")).hexdigest()


# ---------------------------------------------------------------- proposing


def propose(unit: UnitOfWork, asked: Asked) -> Proposal | Refusal:
    """Proposes it, in a unit of work that may have locked more. The same proposed again by the same person is the same.

    Whatever else waited about the same subject, or was approved and not yet done, is void: it was of something else.
    """
    lock_approvals(unit)
    who = who_acts(unit.connection, unit.actor_id)
    why_not = may_propose(unit, who, asked.person_id)
    if why_not is not None:
        return why_not
    for before in open_proposals(unit.connection, asked.matter, asked.subject):
        mine = before.acts[0].by.account_id == who.account_id
        if before.digest == asked.digest and before.state is State.WAITING:
            return before if mine else Refusal("approval_waiting")
        tell_act(unit, before, Act.VOIDED, who, digest=before.digest)
        drop_content(unit, before.id)
    made = new_proposal(
        unit, asked.matter, asked.subject, asked.why, (Told(Act.PROPOSED, asked.digest, who),),
        person_id=asked.person_id, cents=asked.cents, content=asked.content, salt=asked.salt,
    )  # fmt: skip
    tell_act(unit, made, Act.PROPOSED, who, digest=asked.digest, role=_role(who, approving=False))
    keep_content(unit, made)
    return made


def may_propose(unit: UnitOfWork, who: Someone, person_id: int | None) -> Refusal | None:
    """Why somebody proposes nothing about a person; None: they may."""
    why_not = why_not_propose(who, family=is_family(unit.connection, who, person_id))
    return None if why_not is None else Refusal(why_not)


def _role(who: Someone, *, approving: bool) -> str:
    """In which role somebody acts: the least that lets them."""
    if who.account_id is None:
        return ""
    return "approver" if approving or not any(one.value == "clerk" for one in who.roles) else "clerk"


# ---------------------------------------------------------------- approving, refusing, taking back


def approve(unit: UnitOfWork, proposal_id: int, *, seen: str, live: str) -> Proposal | Refusal:
    """Approves what was shown (`seen`), if it is what is there now (`live`, looked up in this unit of work).

    What is outdated is void from now on. Gives the proposal as it is then: `APPROVED`, or still `WAITING` for another
    person where the program proposed it.
    """
    lock_approvals(unit)
    one = read_proposal(unit.connection, proposal_id)
    if one is None:
        return Refusal("approval_unknown", str(proposal_id))
    who = who_acts(unit.connection, unit.actor_id)
    makers = as_they_are(unit.connection, [one.acts[0].by])
    why_not = why_not_approve(
        one.acts, who, seen=seen, live=live, cents=one.cents, day=day_of(unit.connection, who, one.matter, unit.now),
        family=is_family(unit.connection, who, one.person_id), maker=makers[0] if makers else None,
    )  # fmt: skip
    if why_not == "approval_people" or (why_not == "approval_outdated" and live != one.digest):
        void(unit, one, who)
    if why_not is not None:
        return Refusal(why_not)
    tell_act(unit, one, Act.APPROVED, who, digest=seen, role=_role(who, approving=True))
    found = read_proposal(unit.connection, proposal_id)
    assert found is not None
    return found


def void(unit: UnitOfWork, one: Proposal, who: Someone) -> None:
    """What was proposed is no more what there is: it has to be proposed anew."""
    tell_act(unit, one, Act.VOIDED, who, digest=one.digest)
    drop_content(unit, one.id)


def day_of(connection: Connection, who: Someone, matter: Matter, now: datetime) -> Day:
    """What somebody approved of a matter today, and up to how much they may."""
    today = day_in_rome(now)
    limit = read_rules(connection).value(Rule.DAY_LIMIT, today)
    if limit is None or who.account_id is None:
        return Day()
    begins, ends = (datetime.combine(on, time(), ROME) for on in (today, today + timedelta(days=1)))
    return Day(approved_between(connection, who, matter, begins, ends), limit)


def refuse(unit: UnitOfWork, proposal_id: int, *, reason: str, words: str = "") -> Proposal | Refusal:
    """It is not done. `reason`: one of `REASONS`; `words`: for who proposed it, erasable."""
    lock_approvals(unit)
    one = read_proposal(unit.connection, proposal_id)
    if one is None:
        return Refusal("approval_unknown", str(proposal_id))
    who = who_acts(unit.connection, unit.actor_id)
    why_not = why_not_refuse(one.acts, who, family=is_family(unit.connection, who, one.person_id))
    if why_not is not None:
        return Refusal(why_not)
    if reason not in REASONS:
        return Refusal("approval_without_reason")
    tell_act(unit, one, Act.REFUSED, who, digest=one.digest, role=_role(who, approving=True), reason=reason)
    drop_content(unit, one.id, words=words.strip()[:LONGEST_WORDS] or reason)
    return one


def withdraw(unit: UnitOfWork, proposal_id: int) -> Proposal | Refusal:
    """Whoever proposed it takes it back."""
    lock_approvals(unit)
    one = read_proposal(unit.connection, proposal_id)
    if one is None:
        return Refusal("approval_unknown", str(proposal_id))
    who = who_acts(unit.connection, unit.actor_id)
    why_not = why_not_withdraw(one.acts, who)
    if why_not is not None:
        return Refusal(why_not)
    tell_act(unit, one, Act.WITHDRAWN, who, digest=one.digest, role=_role(who, approving=False))
    drop_content(unit, one.id)
    return one


# ---------------------------------------------------------------- carrying it out


def require_approval(unit: UnitOfWork, matter: Matter, subject: str, live: str) -> Proposal | Refusal:
    """The approval by which this is done now, noted as used; a refusal where there is none that holds.

    `live`: the digest of what is there at this moment, worked out in this unit of work from the archive itself. An
    approval serves once. Who proposed and who approved must still be let in, in their roles.
    """
    lock_approvals(unit)
    open_ones = open_proposals(unit.connection, matter, subject)
    if not open_ones:
        return Refusal("approval_missing")
    one = open_ones[-1]
    why_not = why_not_done(one.acts, as_they_are(unit.connection, [told.by for told in one.acts]), live)
    who = who_acts(unit.connection, unit.actor_id)
    if why_not in ("approval_outdated", "approval_people"):
        void(unit, one, who)
    if why_not is not None:
        return Refusal(why_not)
    tell_act(unit, one, Act.DONE, who, digest=live)
    drop_content(unit, one.id)
    return one


def drop_proposals(unit: UnitOfWork, matter: Matter, subject: str) -> int:
    """What waits about a subject is void: the subject itself changed, or is over. Gives how many."""
    found = open_proposals(unit.connection, matter, subject)
    if found:
        lock_approvals(unit)
        who = who_acts(unit.connection, unit.actor_id)
        for one in open_proposals(unit.connection, matter, subject):
            void(unit, one, who)
    return len(found)


# ---------------------------------------------------------------- what waits


def may_approve(who: Someone) -> bool:
    return who.enabled and bool(who.roles & APPROVING)


def waiting(connection: Connection, who: Someone | None = None) -> list[Proposal]:
    """All that waits for somebody, or for being carried out, the oldest first; without what is of `who`'s family."""
    found = open_proposals(connection)
    if who is None:
        return found
    return [one for one in found if not is_family(connection, who, one.person_id)]


def refused_lately(connection: Connection, who: Someone) -> list[Proposal]:
    """What somebody proposed and a colleague refused with words that are still there, the newest first."""
    if who.account_id is None:
        return []
    mine = (approval.c.act == Act.PROPOSED.value) & (approval.c.account_id == who.account_id)
    found = [one for one in read_proposals(connection, mine) if one.state is State.REFUSED and one.words]
    return found[::-1]


# ---------------------------------------------------------------- what the society says


def change_rules(
    archive: Archive, told: Iterable[tuple[Rule, int | None]], *, since: date, actor_id: int, now: datetime,
    also: Callable[[UnitOfWork], None] | None = None,
) -> Refusal | None:  # fmt: skip
    """Tells rules from a day on: today or later, never of days that are past. `also`: in the same unit of work."""

    def work(unit: UnitOfWork) -> Refusal | None:
        if since < day_in_rome(unit.now):
            return Refusal("approval_rule_in_past", since.isoformat())
        lock_approvals(unit)
        for rule, value in told:
            drop_proposals(unit, Matter.TWO_PEOPLE, rule.value)
            tell_rule(unit, RuleTold(rule, since, value))
        if also is not None:
            also(unit)
        return None

    return unit_of_work(archive, [], work, actor_id=actor_id, now=now)
