"""A visit of a firm: what one of its pages is made for. It holds a door, and no archive."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from mutua.domain.access import Permission
from mutua.domain.contact import Contact
from mutua.services.firm_door import FirmDoor, OpenFirm, Worker
from mutua.store.firm_view import StatementHead
from mutua.web.forms import Refused
from mutua.web.held import OwnHeld
from mutua.web.outside_names import OutsideNames
from mutua.web.site import said
from mutua.wording.numbers import Language


class House(NamedTuple):
    """What a page says of the society."""

    name: str
    demo: bool


@dataclass(frozen=True)
class FirmVisit:
    """One request of somebody who entered for a firm, or as the consultant of several."""

    site: House
    contact: Contact
    now: datetime
    language: Language
    seal: str
    who: str
    door: FirmDoor
    names: OutsideNames
    page: str = ""
    named: str = ""
    firm: OpenFirm | None = None  # whose page it is, where the address says so
    statement: StatementHead | None = None
    worker: Worker | None = None
    files: tuple[bytes, ...] = ()
    held: OwnHeld | None = None  # files of this login that wait for a yes
    written: Mapping[str, str] = field(default_factory=dict)
    refused: Refused | None = None

    inside = True
    staff = False

    @property
    def today(self) -> date:
        return self.door.today

    @property
    def open_firm(self) -> OpenFirm:
        """The firm of the address. A page without one that asks is a mistake of the program."""
        if self.firm is None:
            raise AssertionError("the address names no firm")
        return self.firm

    def may(self, permission: Permission) -> bool:
        return permission is Permission.FIRM_OWN

    def say(self, italian: str, english: str, **values: Any) -> str:
        """One of the two, by the language of the visit."""
        return said(self.language, italian, english, values)
