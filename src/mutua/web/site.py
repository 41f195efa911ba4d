"""What the front stands on: one archive, its rules, a clock; and one visit, which a page is made for."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import Any, Protocol

from mutua.domain.access import OUTSIDE, Permission, may
from mutua.domain.contact import Contact
from mutua.domain.elision import elided
from mutua.rules.engine.calendar import day_in_rome
from mutua.rules.near import Affiliates
from mutua.rules.pact import Pact
from mutua.rules.paper_notes import CertificateLaw, PaperNote
from mutua.rules.statute import Statute
from mutua.services.claim_life import Desktop
from mutua.services.enter import Visitor, code_now
from mutua.services.long_work import Works
from mutua.services.plan_book import PlanBook
from mutua.services.society import contact
from mutua.store.accounts import Account
from mutua.store.database import Archive
from mutua.store.ids import Ids
from mutua.store.vault import Vault
from mutua.web.forms import Refused, Wrong
from mutua.web.held import Holding
from mutua.web.outside_names import KEY_BYTES, OutsideNames
from mutua.web.pace import Pace
from mutua.wording.numbers import Language


@dataclass(frozen=True)
class Site:
    """One society's front. `clock` gives the moment; `program_id` acts where nobody is in."""

    archive: Archive
    plans: PlanBook
    statute: Statute
    clock: Callable[[], datetime]
    program_id: int
    name: str
    demo: bool = False
    ids: Ids = field(default_factory=Ids)
    vault: Vault | None = None  # where delivered files lie; None: nobody said where
    works: Works = field(default_factory=Works)  # what goes on beside the pages
    law: CertificateLaw = field(default_factory=CertificateLaw)  # of the yearly certificate
    tax_notes: tuple[PaperNote, ...] = ()  # for firms
    pact: Pact | None = None  # as the society publishes it
    near: Affiliates | None = None  # who has an agreement with it
    held: Holding = field(default_factory=Holding)  # files that wait for a yes
    pace: Pace = field(default_factory=Pace)  # of those who ask for papers and are not in
    # Of what those outside may name. Where nobody gives the archive's own, those of this start alone.
    names: OutsideNames = field(default_factory=lambda: OutsideNames(secrets.token_bytes(KEY_BYTES)))


@dataclass(frozen=True)
class Visit:
    """One request of a browser: who asks, when, in which language. `token` is what the browser holds."""

    site: Site
    now: datetime
    language: Language
    token: str
    address: str
    visitor: Visitor | None = None
    page: str = ""  # the name of the page, where it is one that may be opened by its address
    subject: int = 0  # the number of whom or what the address names
    named: str = ""  # how the address names them
    files: tuple[bytes, ...] = ()  # what was sent along, never under a name of its own
    written: Mapping[str, str] = field(default_factory=dict)  # what was just sent, as it was typed
    refused: Refused | None = None  # why it was not taken
    misasked: Refused | None = None  # what the address asks for and is none

    @property
    def account(self) -> Account:
        """Who is in. A page for anybody that asks is a mistake of the program."""
        if self.visitor is None:
            raise AssertionError("nobody is in")
        return self.visitor.account

    @cached_property
    def contact(self) -> Contact:
        """How members reach the society, for the foot of their pages."""
        with self.site.archive.reader.begin() as connection:
            return contact(connection)

    @cached_property
    def today(self) -> date:
        return day_in_rome(self.now)

    @cached_property
    def at(self) -> Desktop:
        """The desk of whoever is in: what they do is done under their name."""
        return Desktop(self.site.archive, self.site.plans, self.account.actor_id, self.now, self.site.ids)

    @cached_property
    def seal(self) -> str:
        """What each button sends along: nobody who does not hold the token can make it."""
        return hmac.new(self.token.encode(), b"mutua button", hashlib.sha256).hexdigest()

    def may(self, permission: Permission) -> bool:
        return self.visitor is not None and self.visitor.session.whole and may(self.account.roles, permission)

    @property
    def inside(self) -> bool:
        """Whether somebody is in, both factors proved."""
        return self.visitor is not None and self.visitor.session.whole

    @property
    def proved(self) -> bool:
        """Whether the code of the phone was proved so lately that nothing asks for it again."""
        return self.visitor is not None and self.visitor.proved_lately(self.now)

    @property
    def code_shown(self) -> str:
        """The code of this moment, in a demonstration whose phone nobody has; "" in any other society."""
        return code_now(self.account, self.now) if self.site.demo and self.visitor is not None else ""

    @property
    def staff(self) -> bool:
        """Whether whoever is in is of the house."""
        return self.visitor is not None and not self.visitor.account.roles & OUTSIDE

    @property
    def who(self) -> str:
        return self.visitor.account.name if self.visitor is not None else ""

    def say(self, italian: str, english: str, **values: Any) -> str:
        """One of the two, by the language of the visit."""
        return said(self.language, italian, english, values)


class Shown(Protocol):
    """What a page is shown for: a `Visit`, or the visit of a firm, which holds less."""

    @property
    def language(self) -> Language: ...
    @property
    def seal(self) -> str: ...
    @property
    def written(self) -> Mapping[str, str]: ...
    @property
    def refused(self) -> Refused | None: ...
    def may(self, permission: Permission) -> bool: ...
    def say(self, italian: str, english: str, **values: Any) -> str: ...


_elided = lru_cache(maxsize=10_000)(elided)  # of sentences as they stand in templates, nothing of anybody in them


def said(language: Language, italian: str, english: str, values: Mapping[str, Any]) -> str:
    """One of the two sentences with its values."""
    if language == "en":
        return english.format(**values) if values else english
    return elided(italian.format(**values)) if values else _elided(italian)


@dataclass(frozen=True)
class Page:
    """A page to be made: the template, what it says, and with which status it is sent.

    Whatever was just sent is shown again in the fields, with what is wrong with each.
    """

    template: str
    values: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200
    wrong: tuple[Wrong, ...] = ()  # mistakes that only the whole form shows
    again: int = 0  # after how many seconds the browser asks for it again by itself, 0: never
    then: str = ""  # the route to which the browser goes by itself a second later


@dataclass(frozen=True)
class Go:
    """Elsewhere: the name of a route, what its address names, and a sentence to be read there."""

    route: str
    subject: str = ""
    token: str | None = None  # another token for the browser; "" takes it away
    language: Language | None = None
    message: str = ""  # a code of wording.web


@dataclass(frozen=True)
class Data:
    """An answer for a script of the page."""

    value: Any
    status: int = 200


@dataclass(frozen=True)
class File:
    """A file, under a name that says nothing: put away by the browser, or `shown` where the society made it itself."""

    content: bytes
    media_type: str
    name: str
    shown: bool = False


Answer = Page | Go | Data | File
