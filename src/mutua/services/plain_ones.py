"""Plain requests decided together: paid in full by the rules, of a small amount, with nothing odd beside them.

Each is proposed alone, as on its own page, and decided only as it was shown: what changed meanwhile is left and told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from mutua.domain.decisions import Outcome
from mutua.domain.kinds import Looked
from mutua.services.accesses import look_at
from mutua.services.beside import beside
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Changed, Proposal, Recorded, Refusal, decide, propose
from mutua.services.list_claims import Listed, list_claims
from mutua.services.second_person import watch
from mutua.services.work_queue import Queue, titles, wanted
from mutua.store.accounts import Account
from mutua.store.claims import claim_by_public_id
from mutua.store.database import Archive
from mutua.store.settings import read_setting

LIMIT = "plain_limit_cents"  # the setting
DEFAULT_LIMIT = 10_000  # cents
LOOKED_AT = 60  # requests, the oldest ones
AT_ONCE = 25  # plain ones of a list


class Plain(NamedTuple):
    """A plain request with its proposal."""

    listed: Listed
    benefits: tuple[str, ...]
    granted_cents: int
    stamp: str


class PlainOnes(NamedTuple):
    """The plain requests among the oldest that wait; `looked_at`: how many of those were looked at.

    `for_two`: those that would be plain, if they did not need two people.
    """

    found: tuple[Plain, ...]
    limit_cents: int
    looked_at: int
    for_two: tuple[Listed, ...] = ()


def plain_limit(archive: Archive) -> int:
    """Up to how many cents a request is plain, as the society says."""
    with archive.reader.begin() as connection:
        told = read_setting(connection, LIMIT)
    return int(told) if told.isascii() and told.isdigit() else DEFAULT_LIMIT


def plain_ones(at: Desktop, who: Account, today: date) -> PlainOnes:
    """The plain requests among the oldest that wait. Who is among them was looked at, which is written down."""
    limit = plain_limit(at.archive)
    asked = replace(wanted(at.archive, who, Queue.DECIDE), at_once=LOOKED_AT)
    page = list_claims(at.archive, asked, today=today)
    listed = () if isinstance(page, Refusal) else page.claims
    with at.archive.reader.begin() as connection:
        watched = watch(connection, today)
    found: list[Plain] = []
    for_two: list[Listed] = []
    seen = 0
    for one in listed:
        seen += 1
        proposal = propose(at.archive, at.plans, one.claim_id)
        if not isinstance(proposal, Refusal) and _is_plain(at.archive, proposal, limit):
            granted = proposal.draft.answer.granted_cents
            if watched.why(one.person_id, granted):
                for_two.append(one)
                continue
            found.append(Plain(one, titles(at.plans, one), granted, proposal.stamp))
        if len(found) == AT_ONCE:
            break
    look_at(
        at.archive, [*(one.listed.person_id for one in found), *(one.person_id for one in for_two)], Looked.REQUEST,
        actor_id=at.actor_id, now=at.now,
    )  # fmt: skip
    return PlainOnes(tuple(found), limit, seen, tuple(for_two))


def _is_plain(archive: Archive, proposal: Proposal, limit: int) -> bool:
    """Paid whole, never decided before, up to the limit, no copy of it and nothing before it in the household."""
    record, answer = proposal.draft.record, proposal.draft.answer
    paid = all(line.outcome is Outcome.PAID for line in answer.lines)
    if record.decisions or record.topped_up or not paid or not 0 < answer.granted_cents <= limit:
        return False
    odd = beside(archive, record.claim_id)
    return not odd.copies and not odd.earlier


@dataclass(frozen=True, slots=True)
class Shown:
    """A request as it was shown: its public name and the stamp of its proposal."""

    public_id: str
    stamp: str


class Left(NamedTuple):
    """A request that was left as it was; `code` has a sentence in `wording.web` or is that of a refusal."""

    public_id: str
    name: str
    code: str
    found: str = ""


class DecidedTogether(NamedTuple):
    decided: int
    granted_cents: int
    left: tuple[Left, ...]


def decide_shown(at: Desktop, who: Account, shown: Sequence[Shown], today: date) -> DecidedTogether:
    """Decides exactly those that were shown and still are as they were, each in a transaction of its own.

    Left: what changed, what was decided meanwhile, what is plain no more, and what whoever is in may not handle.
    """
    family = wanted(at.archive, who, Queue.DECIDE).without
    limit = plain_limit(at.archive)
    left: list[Left] = []
    cents = count = 0
    for one in shown:
        with at.archive.reader.begin() as connection:
            claim_id = claim_by_public_id(connection, one.public_id)
        if claim_id is None:
            left.append(Left("", "", "not_there"))
            continue
        done = _decide(at, claim_id, one.stamp, family, limit)
        if isinstance(done, Recorded):
            count += 1
            cents += done.draft.answer.granted_cents
            continue
        left.append(Left(one.public_id, str(claim_id), *done))
    return DecidedTogether(count, cents, tuple(left))


def _decide(at: Desktop, claim_id: int, seen: str, family: frozenset[int], limit: int) -> Recorded | tuple[str, str]:
    proposal = propose(at.archive, at.plans, claim_id)
    if isinstance(proposal, Refusal):
        return proposal.code, proposal.found
    if proposal.draft.record.person_id in family:
        return "own_family", ""
    if proposal.stamp != seen or not _is_plain(at.archive, proposal, limit):
        return "changed_meanwhile", ""
    done = decide(at.archive, at.plans, claim_id, seen=seen, actor_id=at.actor_id, now=at.now, ids=at.ids)
    if isinstance(done, Recorded):
        return done
    return ("changed_meanwhile", "") if isinstance(done, Changed) else (done.code, done.found)
