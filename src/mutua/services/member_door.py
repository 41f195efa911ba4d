"""The door of a member: what whoever entered as one may see and do, for whom; nothing else.

It holds the archive for itself: a page gets what a person in sight may be told, and whatever is of somebody else is as
if nobody had it. Who is in sight is looked up anew at each visit (`member_scope`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from sqlalchemy import select

from mutua.domain.kinds import Looked
from mutua.rules.engine.calendar import day_in_rome
from mutua.rules.paper_notes import PaperNote
from mutua.rules.statute import Statute
from mutua.services.accesses import look_at
from mutua.services.claim_drafts import own_draft
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.member_scope import By, Mine, people_in_sight
from mutua.services.person_sheet import PersonSheet, person_sheet
from mutua.services.plan_book import PlanBook
from mutua.store.accounts import Account
from mutua.store.database import Archive
from mutua.store.ids import Ids
from mutua.store.tables import claim
from mutua.store.vault import Vault
from mutua.wording.numbers import Language

_PUBLIC_ID = re.compile(r"[a-z2-7]{26}")


class Behind(NamedTuple):
    """What the door stands on."""

    archive: Archive
    plans: PlanBook
    statute: Statute
    ids: Ids
    vault: Vault | None
    notes: tuple[PaperNote, ...] = ()


class OwnClaim(NamedTuple):
    """A request of somebody in sight."""

    claim_id: int
    public_id: str
    whose: Mine


class OwnDraft(NamedTuple):
    """A request that whoever is in began to write, about somebody who is still in sight."""

    public_id: str
    whose: Mine


@dataclass(frozen=True)
class MemberDoor:
    """What somebody who entered as a member may see and do, now. Made by `open_member_door`."""

    _behind: Behind
    account_id: int
    actor_id: int
    people: tuple[Mine, ...]  # in sight, whoever is in first
    now: datetime

    @cached_property
    def today(self) -> date:
        return day_in_rome(self.now)

    @property
    def me(self) -> Mine:
        return self.people[0]

    @cached_property
    def _at(self) -> Desktop:
        return Desktop(self._behind.archive, self._behind.plans, self.actor_id, self.now, self._behind.ids)

    # ------------------------------------------------------------ whom and what an address names

    def person(self, public_id: str) -> Mine | Refusal:
        """Somebody in sight. Anybody else is not there."""
        found = next((one for one in self.people if one.public_id == public_id), None)
        return Refusal("not_there") if found is None else self._looked(found, Looked.SHEET)

    def claim(self, public_id: str) -> OwnClaim | Refusal:
        """A request of somebody in sight. Any other is not there."""
        if not _PUBLIC_ID.fullmatch(public_id):
            return Refusal("not_there")
        query = select(claim.c.claim_id, claim.c.person_id).where(
            (claim.c.public_id == public_id) & claim.c.person_id.in_([one.person_id for one in self.people])
        )
        with self._behind.archive.reader.begin() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return Refusal("not_there")
        return OwnClaim(row.claim_id, public_id, self._looked(self._mine(row.person_id), Looked.REQUEST))

    def draft(self, public_id: str) -> OwnDraft | Refusal:
        """A draft of whoever is in, about somebody in sight. Any other is not there."""
        if not _PUBLIC_ID.fullmatch(public_id):
            return Refusal("not_there")
        with self._behind.archive.reader.begin() as connection:
            row = own_draft(connection, self.account_id, public_id)
        found = None if row is None else next((one for one in self.people if one.person_id == row.person_id), None)
        return Refusal("not_there") if found is None else OwnDraft(public_id, found)

    def _mine(self, person_id: int) -> Mine:
        return next(one for one in self.people if one.person_id == person_id)

    def _looked(self, one: Mine, what: Looked) -> Mine:
        """Who looks at the matters of another adult is written down before anything is shown."""
        if one.by is By.PROXY:
            look_at(self._behind.archive, [one.person_id], what, actor_id=self.actor_id, now=self.now)
        return one

    # ------------------------------------------------------------ what is told

    def sheet(self, one: Mine, language: Language) -> PersonSheet:
        """All that is known of somebody in sight today."""
        behind = self._behind
        with behind.archive.snapshot() as connection:
            return person_sheet(connection, behind.plans, behind.statute, one.person_id, self.today, language)


def open_member_door(behind: Behind, one: Account, now: datetime) -> MemberDoor | None:
    """The door of a login of a member; None where it is nobody's, or theirs who died or was erased."""
    if one.person_id is None:
        return None
    with behind.archive.reader.begin() as connection:
        people = people_in_sight(connection, one.person_id, day_in_rome(now))
    return MemberDoor(behind, one.id, one.actor_id, people, now) if people else None
