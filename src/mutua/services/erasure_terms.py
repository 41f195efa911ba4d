"""From which day a person may be erased: when nothing binds them to the society and every term of keeping is over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, select

from mutua.domain.italian import written_day
from mutua.domain.member_life import NOTED, LifeEvent, State, standing_on
from mutua.rules.engine.calendar import day_in_rome
from mutua.rules.retention import Keeping, Retention
from mutua.services.decide_claim import Refusal
from mutua.store.dues import dues_numbered, read_receipts
from mutua.store.ledger import balances_of_claim
from mutua.store.members import read_lives
from mutua.store.people import People, households_of, read_people
from mutua.store.personal import was_erased
from mutua.store.tables import claim, contribution, due, ledger_entry, pending_claim, receipt

HEAD = "titolare"
_OPEN = frozenset({"deferred", "payable", "recoverable"})  # accounts on which nothing may stand any more


@dataclass(frozen=True, slots=True)
class Bound:
    """A term that holds a person's data: what of theirs, the day it runs from, the last day, who says so."""

    what: Keeping
    title: str
    happened_on: date
    until: date
    source: str


@dataclass(frozen=True, slots=True)
class Terms:
    """All terms that run for a person; `free_from`: the first day on which none does (None: none ever ran)."""

    bounds: tuple[Bound, ...]

    @property
    def free_from(self) -> date | None:
        return max((one.until for one in self.bounds), default=None)

    @property
    def last(self) -> Bound | None:
        return max(self.bounds, key=lambda one: one.until, default=None)

    def holds_on(self, day: date) -> bool:
        return self.free_from is not None and day <= self.free_from


def terms_of(connection: Connection, person_id: int, retention: Retention, on: date) -> Terms:
    """The terms, by what the archive knows of the person, as the retention stands on the day."""
    return Terms(tuple(
        Bound(what, retention.kept[what].title, day, retention.last_day(what, day, on),
              retention.in_force(what, on).source)
        for what, day in _happened(connection, person_id, on)
    ))  # fmt: skip


def _happened(connection: Connection, person_id: int, on: date) -> Iterator[tuple[Keeping, date]]:
    """The last day of each kind of thing that is kept, as far as it is over."""
    received = connection.scalar(select(func.max(claim.c.received_at)).where(claim.c.person_id == person_id))
    if received is not None:
        yield Keeping.REQUESTS, day_in_rome(received)
    booked = _last_booked(connection, person_id)
    if booked is not None:
        yield Keeping.BOOKS, booked
    life = read_lives(connection, [person_id]).get(person_id)
    if life is not None and any(one.event in NOTED for one in life.events):
        standing = standing_on(life.events, on)
        if not standing.is_member:  # who is one has no last day yet: the term begins when they are none
            yield Keeping.MEMBERSHIP, standing.since or life.events[-1].effective_on


def _last_booked(connection: Connection, person_id: int) -> date | None:
    """The last entry in the books about the person; contributions told by household are those they stood for."""
    theirs = claim.c.person_id == person_id
    asked, chains = select(claim.c.claim_id).where(theirs), select(claim.c.chain_id).where(theirs)
    of_theirs = ledger_entry.c.chain_id.in_(chains) & ledger_entry.c.claim_id.in_(asked)
    days = [
        connection.scalar(select(func.max(ledger_entry.c.booked_on)).where(of_theirs)),
        connection.scalar(select(func.max(due.c.due_on)).where(due.c.person_id == person_id)),
        connection.scalar(select(func.max(receipt.c.received_on)).where(receipt.c.payer_person_id == person_id)),
    ]
    homes = households_of(connection, [person_id]).get(person_id, set())
    heads = [
        one for one in read_people(connection, homes).places.get(person_id, ()) if one.kinship == HEAD
    ]  # fmt: skip
    for place in heads:
        within = [contribution.c.chain_id == place.household_id, contribution.c.due_on >= place.effective_from]
        if place.ends_on is not None:
            within.append(contribution.c.due_on <= place.ends_on)
        query = select(func.max(contribution.c.due_on), func.max(contribution.c.paid_on)).where(*within)
        days += list(connection.execute(query).one())
    return max((one for one in days if one is not None), default=None)


def why_bound(connection: Connection, person_id: int, on: date) -> Refusal | None:
    """Why nobody may erase the person as things stand, whatever the terms; None where nothing stands against it."""
    if was_erased(connection, person_id):
        return Refusal("erased_already")
    life = read_lives(connection, [person_id]).get(person_id)
    if life is not None and standing_on(life.events, on).is_member:
        return Refusal("erase_member")
    if life is not None and _asks_to_join(life.events, on):
        return Refusal("erase_applicant")
    people = read_people(connection, households_of(connection, [person_id]).get(person_id, set()))
    covered = [cover for _, cover in people.covers.get(person_id, ()) if cover.ends_on is None or cover.ends_on >= on]
    if covered:
        last = max((cover.ends_on for cover in covered if cover.ends_on), default=None)
        return Refusal("erase_covered", "" if last is None else written_day(last))
    if _leaves_others(people, person_id, on):
        return Refusal("household_left_without_member")
    return (
        _open_requests(connection, person_id) or _open_dues(connection, person_id) or _on_account(connection, person_id)
    )


def _asks_to_join(events: Sequence[LifeEvent], on: date) -> bool:
    """Whether an application is not settled: undecided, or refused and still open to an appeal."""
    state = standing_on(events, on).state
    if state is State.REFUSED:
        last = events[-1].due_on
        return last is not None and on <= last
    return state in (State.APPLICANT, State.APPEALING)


def _open_dues(connection: Connection, person_id: int) -> Refusal | None:
    """A contribution for the person that is not paid, or money owed back."""
    ids = connection.scalars(select(due.c.due_id).where(due.c.person_id == person_id))
    open_ = [one for one in dues_numbered(connection, ids) if one.open_cents]
    return Refusal("erase_open_due", written_day(open_[0].due.due_on)) if open_ else None


def _on_account(connection: Connection, person_id: int) -> Refusal | None:
    """Money that the person paid and that pays nothing yet: nobody would know any more whose it is."""
    ids = connection.scalars(select(receipt.c.receipt_id).where(receipt.c.payer_person_id == person_id))
    kept = sorted(
        one.receipt.receipt_id for one in read_receipts(connection, list(ids))
        if one.receipt.returned_of is None and one.parts.get(None, 0) > 0
    )  # fmt: skip
    return Refusal("erase_on_account", str(kept[0])) if kept else None


def _leaves_others(people: People, person_id: int, on: date) -> bool:
    """Whether the person still stands for a household in which others are covered."""
    for place in people.places.get(person_id, ()):
        if place.kinship == HEAD and place.holds_on(on):
            others = [one for one in people.by_household[place.household_id] if one.holds_on(on)]
            if any(
                cover.ends_on is None or cover.ends_on >= on
                for one in others for _, cover in people.covers.get(one.person_id, ())
            ):  # fmt: skip
                return True
    return False


def _open_requests(connection: Connection, person_id: int) -> Refusal | None:
    """A request that waits, or of which something is still owed, put off or to be recovered."""
    theirs = select(claim.c.claim_id).where(claim.c.person_id == person_id)
    waiting = set(connection.scalars(select(pending_claim.c.claim_id).where(pending_claim.c.claim_id.in_(theirs))))
    for claim_id in connection.scalars(theirs.order_by(claim.c.claim_id)):
        accounts = balances_of_claim(connection, claim_id)
        if claim_id in waiting or any(account.partition(":")[0] in _OPEN for account in accounts):
            return Refusal("erase_open_request", str(claim_id))
    return None
