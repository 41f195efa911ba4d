"""Who may approve what waits for a second person: by name, so that nothing waits for somebody who is not there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, select

from mutua.domain.four_eyes import APPROVING, Act, Matter, Someone, same_person, still_wanted
from mutua.services.four_eyes import waiting
from mutua.store.accounts import read_accounts
from mutua.store.approvals import Proposal, someone, who_acts
from mutua.store.database import Archive
from mutua.store.people import households_of, people_of
from mutua.store.tables import account, claim, payment_line


class WhoApproves(NamedTuple):
    """Who else may approve something, by name, and how many of them have to."""

    names: tuple[str, ...]
    wanted: int

    @property
    def stuck(self) -> bool:
        """Whether it waits for ever as things are."""
        return len(self.names) < self.wanted


def who_approves(connection: Connection, proposals: Iterable[Proposal]) -> dict[int, WhoApproves]:
    """For each that waits, by number: who may approve it that did not look at it, and whom it does not concern. What
    somebody may approve in a day is not looked at: tomorrow is another day."""
    some = [one for one in proposals if still_wanted(one.acts)]
    approvers = _approvers(connection) if some else []
    found = {}
    for one in some:
        looked = [told.by for told in one.acts if told.act in (Act.PROPOSED, Act.APPROVED)]
        found[one.id] = WhoApproves(_free(approvers, looked, _concerned(connection, one)), still_wanted(one.acts))
    return found


def who_else(archive: Archive, actor_id: int, person_id: int | None) -> WhoApproves:
    """Who could approve what whoever acts would propose about a person."""
    with archive.reader.begin() as connection:
        about = set() if person_id is None else {person_id}
        return WhoApproves(_free(_approvers(connection), [who_acts(connection, actor_id)], about), 1)


def count_stuck(archive: Archive) -> int:
    """How many proposals nobody may approve as things are."""
    with archive.reader.begin() as connection:
        return sum(one.stuck for one in who_approves(connection, waiting(connection)).values())


class _Approver(NamedTuple):
    who: Someone
    name: str
    family: frozenset[int]


def _approvers(connection: Connection) -> list[_Approver]:
    """Everybody whose login is open and who approves, with whom they live or ever lived."""
    there = [one for one in read_accounts(connection, account.c.disabled_at.is_(None)) if one.roles & APPROVING]
    members = [one.person_id for one in there if one.person_id is not None]
    homes: Mapping[int, set[int]] = households_of(connection, members) if members else {}
    found = []
    for one in there:
        own = homes.get(one.person_id, set()) if one.person_id is not None else set()
        family = frozenset(people_of(connection, own)) if own else frozenset()
        found.append(_Approver(someone(one), one.name, family | ({one.person_id} if one.person_id else frozenset())))
    return found


def _free(approvers: Sequence[_Approver], looked: Sequence[Someone], about: Collection[int]) -> tuple[str, ...]:
    """Each person once, though they had several logins."""
    found: list[_Approver] = []
    for one in approvers:
        taken = [*looked, *(other.who for other in found)]
        if one.family.isdisjoint(about) and not any(same_person(one.who, other) for other in taken):
            found.append(one)
    return tuple(one.name for one in found)


def _concerned(connection: Connection, one: Proposal) -> set[int]:
    """Whom it is about: of a payment run, all whom it pays."""
    if one.person_id is not None:
        return {one.person_id}
    if one.matter is not Matter.PAYMENT_RUN:
        return set()
    query = select(claim.c.person_id).distinct().join(payment_line, payment_line.c.claim_id == claim.c.claim_id)
    return set(connection.scalars(query.where(payment_line.c.run_id == int(one.subject))))
