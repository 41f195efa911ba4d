"""The clerk's lists of work, the oldest first: one's own, to decide, to complete, to authorise, to pay, set aside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import Connection, select

from mutua.domain.four_eyes import Matter
from mutua.domain.kinds import Looked
from mutua.rules.model import NoTerm
from mutua.rules.procedure import Clocks
from mutua.services.accesses import look_at
from mutua.services.appeals import open_appeals
from mutua.services.claim_clocks import Days, clocks_of, days_of, rules_of_request
from mutua.services.counted import MOST, Counted
from mutua.services.decide_claim import Refusal
from mutua.services.explain_claim import awaited_of
from mutua.services.granted_in_kind import asked_in_kind
from mutua.services.list_claims import Listed, Wanted, count_claims, how_many, list_claims
from mutua.services.papers_to_come import papers_to_come_of
from mutua.services.payment_draft import to_send_again
from mutua.services.plan_book import PlanBook
from mutua.services.subjects import family_of
from mutua.store.accounts import Account
from mutua.store.approvals import open_proposals
from mutua.store.claim_taken import Holder, read_holders
from mutua.store.database import Archive
from mutua.store.tables import claim
from mutua.wording.numbers import Language

AT_ONCE = 25  # of a page


class Queue(StrEnum):
    """A list of work."""

    MINE = "mine"
    DECIDE = "decide"
    COMPLETE = "complete"
    BRING = "bring"
    AUTHORISE = "authorise"
    APPEALS = "appeals"
    PAY = "pay"
    PARKED = "parked"


_WANTED: Mapping[Queue, Wanted] = {
    Queue.MINE: Wanted(),
    Queue.DECIDE: Wanted(state="waiting", authorisation=False),
    Queue.COMPLETE: Wanted(state="suspended"),
    Queue.BRING: Wanted(state="to-bring"),
    Queue.AUTHORISE: Wanted(state="waiting", authorisation=True),
    Queue.APPEALS: Wanted(state="appealed"),
    Queue.PAY: Wanted(state="to-pay"),
    Queue.PARKED: Wanted(state="parked"),
}


_TO_DECIDE = (Queue.DECIDE, Queue.AUTHORISE)  # what is proposed already waits elsewhere


class Waiting(NamedTuple):
    """A request of the list. `since`: from when it waits for this; `by`: the promised day, if the rules say.

    `kind`: the list in which it waits, whoever has it; `promised`: whether the rules promise a day for that.
    """

    listed: Listed
    benefits: tuple[str, ...]
    since: date
    days: int
    by: date | None
    days_left: int | None
    asked_on: date | None  # when its missing papers were asked for
    kind: Queue
    promised: bool
    missing: tuple[str, ...] = ()  # what it waits for, in words
    in_kind: str = ""  # hours and the like that are asked for, in words
    holder: Holder | None = None  # who took it on
    back_on: date | None = None  # its payment came back then, and goes again once somebody looked at the account
    back_reason: str = ""  # the bank's code


class QueuePage(NamedTuple):
    """A page of a list. `of_family`: how many are not in it because whoever asks may not handle them."""

    waiting: tuple[Waiting, ...]
    total: int
    number: int
    pages: int
    of_family: int
    more: bool = False  # than `total`


def wanted(archive: Archive, who: Account, queue: Queue) -> Wanted:
    """The requests of a list that whoever is in may handle."""
    with archive.reader.begin() as connection:
        return _wanted(connection, who, [queue])[queue]


def _wanted(connection: Connection, who: Account, queues: Iterable[Queue]) -> dict[Queue, Wanted]:
    family = family_of(connection, who)
    names = list(queues)
    waits = open_proposals(connection, Matter.DECISION) if any(one in _TO_DECIDE for one in names) else ()
    proposed = frozenset(int(one.subject) for one in waits)
    mine = Wanted(without=family, oldest_first=True, at_once=AT_ONCE, counted_to=MOST)
    return {
        queue: replace(
            mine, state=_WANTED[queue].state, authorisation=_WANTED[queue].authorisation,
            but=proposed if queue in _TO_DECIDE else frozenset(),
            taken_by=who.id if queue is Queue.MINE else None,
        )
        for queue in names
    }  # fmt: skip


def counts(archive: Archive, who: Account, today: date) -> dict[Queue, Counted]:
    """How many there are in each list, counted to a thousand."""
    with archive.snapshot() as connection:
        return {
            queue: how_many(connection, one, today) for queue, one in _wanted(connection, who, Queue).items()
        }


def queue_page(
    archive: Archive, plans: PlanBook, who: Account, queue: Queue, page: int, today: date, *, older_than: int = 0,
    language: Language = "it", every_one: bool = False, at_once: int | None = None,
) -> QueuePage:
    """A page of a list, the oldest first. `older_than`: only those received at least so many days ago. `every_one`: all
    are counted."""
    asked = replace(wanted(archive, who, queue), counted_to=None if every_one else MOST, at_once=at_once or AT_ONCE)
    if older_than:
        asked = replace(asked, until=today - timedelta(days=older_than))
    found = list_claims(archive, asked, page, today=today)
    if isinstance(found, Refusal):
        raise AssertionError("no person was named")
    own = replace(asked, without=frozenset(), among=asked.without, counted_to=None)
    of_family = count_claims(archive, own, today=today) if asked.without else 0
    with archive.reader.begin() as connection:
        days = days_of(connection, {one.claim_id: one.received_on for one in found.claims})
        kinds = {one.claim_id: _kind(queue, one) for one in found.claims}
        objected = [claim_id for claim_id, kind in kinds.items() if kind is Queue.APPEALS]
        filed = open_appeals(connection, objected) if objected else {}
        lacking = [claim_id for claim_id, kind in kinds.items() if kind is Queue.COMPLETE]
        awaited = awaited_of(connection, lacking, language) if lacking else {}
        to_come = [claim_id for claim_id, kind in kinds.items() if kind is Queue.BRING]
        awaited |= papers_to_come_of(connection, to_come, language) if to_come else {}
        holders = read_holders(connection, list(kinds))
        back = to_send_again(connection, today, list(kinds)) if queue is Queue.PAY else {}
        in_kind = asked_in_kind(connection, plans, {one.claim_id: one.plan_code for one in found.claims}, language)
    waiting = tuple(
        _waiting(plans, kinds[one.claim_id], one, days[one.claim_id], today)._replace(
            missing=awaited.get(one.claim_id, ()), in_kind=in_kind.get(one.claim_id, ""),
            holder=holders.get(one.claim_id), back_on=back[one.claim_id].event_on if one.claim_id in back else None,
            back_reason=back[one.claim_id].reason if one.claim_id in back else "",
        )
        for one in found.claims
    )
    waiting = tuple(_objected(one, filed.get(one.listed.claim_id), today) for one in waiting)
    return QueuePage(waiting, found.total, found.number, found.pages, of_family, found.more)


def _kind(queue: Queue, one: Listed) -> Queue:
    """In which list a request waits; one's own wait in one of the others."""
    if queue is not Queue.MINE:
        return queue
    states = set(one.states)
    if "appealed" in states:
        return Queue.APPEALS
    here = {"parked": Queue.PARKED, "suspended": Queue.COMPLETE, "to-bring": Queue.BRING}
    return next((queue for state, queue in here.items() if state in states), Queue.DECIDE)


def _promises(plans: PlanBook, queue: Queue, one: Listed) -> bool:
    """Whether the rules promise a day for what a request of the list waits for."""
    rules = rules_of_request(plans, one.plan_code, one.received_on)
    if rules is None or rules.procedure is None:
        return False
    own = {Queue.COMPLETE: rules.procedure.completion, Queue.PAY: rules.procedure.payment}
    return not isinstance(own.get(queue, rules.procedure.decision), NoTerm)


def _waiting(plans: PlanBook, queue: Queue, one: Listed, days: Days, today: date) -> Waiting:
    missing = queue is Queue.COMPLETE
    promised = clocks_of(plans, one.plan_code, one.benefits, days, complete=not missing, decided_on=one.decided_on)
    by = days.complete_by if missing else _by(queue, promised)
    since = {
        Queue.COMPLETE: days.asked_on or one.decided_on, Queue.BRING: one.decided_on, Queue.PAY: one.decided_on,
    }.get(queue, days.came_on) or one.received_on  # fmt: skip
    left = None if by is None else (by - today).days
    return Waiting(
        one, titles(plans, one), since, (today - since).days, by, left, days.asked_on, queue,
        _promises(plans, queue, one),
    )  # fmt: skip


def _objected(one: Waiting, filed: tuple[date, date | None] | None, today: date) -> Waiting:
    """In the list of objections a request waits since its objection came, until the day of the answer."""
    if filed is None:
        return one
    since, by = filed
    return one._replace(since=since, days=(today - since).days, by=by, days_left=(by - today).days if by else None)


def _by(queue: Queue, promised: Clocks) -> date | None:
    return promised.pay_by if queue is Queue.PAY else promised.decide_by


def titles(plans: PlanBook, one: Listed) -> tuple[str, ...]:
    """What was asked for, by the titles of the newest rules that know it."""
    booked = plans.get(one.plan_code)
    versions = tuple(reversed(booked.plan.versions)) if booked is not None else ()
    return tuple(
        next((version.benefits[code].title for version in versions if code in version.benefits), code)
        for code in one.benefits
    )


def queue_of(*, authorisation: bool) -> Queue:
    """Where a request that waits for a decision is."""
    return Queue.AUTHORISE if authorisation else Queue.DECIDE


def next_in(archive: Archive, who: Account, queue: Queue, after: int, today: date) -> str | None:
    """The public name of the next request of a list: the first after that one, else the first; None where none is."""
    asked = replace(wanted(archive, who, queue), at_once=2)
    for one in (replace(asked, after=after), asked):
        found = list_claims(archive, one, today=today)
        if not isinstance(found, Refusal):
            others = [listed.public_id for listed in found.claims if listed.claim_id != after]
            if others:
                return others[0]
    return None


def public_name(archive: Archive, claim_id: int) -> str:
    """How an address names the request."""
    with archive.reader.begin() as connection:
        return str(connection.scalar(select(claim.c.public_id).where(claim.c.claim_id == claim_id)))


def note_shown(archive: Archive, found: QueuePage, *, actor_id: int, now: datetime) -> None:
    """Writes down, before a list is shown, that somebody looks at what the people in it ask for."""
    people = [one.listed.person_id for one in found.waiting]
    if people:
        look_at(archive, people, Looked.REQUESTS, actor_id=actor_id, now=now)
