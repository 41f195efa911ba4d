"""A visit of a member: what one of their pages is made for. It holds a door, and no archive."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from mutua.domain.access import Permission
from mutua.domain.contact import Contact
from mutua.services.member_door import MemberDoor
from mutua.services.member_scope import By, Mine, OwnClaim, OwnDraft
from mutua.web.door_visit import House
from mutua.web.forms import Refused
from mutua.web.site import said
from mutua.wording.numbers import Language


@dataclass(frozen=True)
class MemberVisit:
    """One request of somebody who entered as a member."""

    site: House
    contact: Contact
    now: datetime
    language: Language
    seal: str
    door: MemberDoor
    page: str = ""
    named: str = ""
    whose: Mine | None = None  # whom the address is about, where it says so
    claim: OwnClaim | None = None
    draft: OwnDraft | None = None
    files: tuple[bytes, ...] = ()
    written: Mapping[str, str] = field(default_factory=dict)
    refused: Refused | None = None

    inside = True
    staff = False

    @property
    def today(self) -> date:
        return self.door.today

    @property
    def who(self) -> str:
        return self.door.me.full_name

    @property
    def about(self) -> Mine:
        """Whom the page is about: who the address names, else whoever is in."""
        return self.whose or self.door.me

    @property
    def of_self(self) -> bool:
        return self.about.by is By.SELF

    @property
    def own_claim(self) -> OwnClaim:
        """The request of the address. A page without one that asks is a mistake of the program."""
        if self.claim is None:
            raise AssertionError("the address names no request")
        return self.claim

    @property
    def own_draft(self) -> OwnDraft:
        if self.draft is None:
            raise AssertionError("the address names no draft")
        return self.draft

    def may(self, permission: Permission) -> bool:
        return permission is Permission.MEMBER_OWN

    def say(self, italian: str, english: str, **values: Any) -> str:
        """One of the two, by the language of the visit."""
        return said(self.language, italian, english, values)
