"""A counter for the tests of pages: the small society behind the front, people with roles who are already in."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from types import CodeType

import pyotp
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import insert, select
from werkzeug.test import TestResponse

from mutua.domain.access import Role
from mutua.store.accounts import begin_session, change_account, complete_session, write_account
from mutua.store.database import Archive
from mutua.store.tables import actor, person
from mutua.store.vault import Vault
from mutua.web.app import create_app
from mutua.web.guards import COOKIE, SEAL
from mutua.web.outside_names import OutsideNames
from mutua.web.site import Site
from services.member_helpers import LAW
from services.societies import NOW, Society, small_society
from small_plan import VERSION
from web.pact_sample import CERTIFICATES, NEAR, PACT, TAX_NOTES

CALLED = OutsideNames(b"for tests alone!")  # of what those outside may name
HOUSE = "https://mutua.test"


@dataclass
class Clock:
    """The clock of the front: it stands still until a test moves it."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, span: timedelta) -> None:
        self.now += span


class Browser:
    """Somebody's browser: it keeps its cookies, and sends with each button the seal of the page it was on."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.seal = ""

    def get(self, path: str) -> TestResponse:
        return self.seen(self.client.get(path, base_url=HOUSE, buffered=True))

    def post(self, path: str, data: Mapping[str, object] | None = None, *, seal: str | None = None) -> TestResponse:
        sent: dict[str, object] = {SEAL: self.seal if seal is None else seal, **(data or {})}
        return self.seen(self.client.post(path, data=sent, base_url=HOUSE, buffered=True))

    def seen(self, answer: TestResponse) -> TestResponse:
        page = answer.text if answer.mimetype == "text/html" else ""
        found = re.search(rf'name="{SEAL}" value="([0-9a-f]{{64}})"', page)
        if found:
            self.seal = found[1]
        return answer

    def token(self) -> str:
        found = self.client.get_cookie(COOKIE, domain="mutua.test")
        return "" if found is None else found.value


@dataclass
class Counter:
    """The front of the small society, with whoever a test lets in."""

    society: Society
    app: Flask
    clock: Clock
    secrets: dict[str, str] = field(default_factory=dict)  # of the second factor, by login

    @property
    def archive(self) -> Archive:
        return self.society.archive

    @property
    def site(self) -> Site:
        found: Site = self.app.extensions["mutua"]
        return found

    def outsider(self) -> Browser:
        return Browser(self.app.test_client())

    def account(self, login: str, roles: Iterable[Role], *, person: str = "", password_hash: str = "none") -> int:
        """A login past its first entry; `person` is the short name of whom it is."""
        secret = self.secrets[login] = pyotp.random_base32()
        with self.archive.writer.begin() as connection:
            kind = "approver" if Role.APPROVER in roles else "clerk"
            told = {"public_id": self.society.ids.public(), "kind": kind, "name": login.title()}
            actor_id = connection.execute(insert(actor).values(**told).returning(actor.c.id)).scalar_one()
            made = write_account(
                connection, public_id=self.society.ids.public(), actor_id=actor_id, login=login,
                password_hash=password_hash, secret=secret, at=self.clock.now, roles=roles,
                person_id=self.society.people[person] if person else None,
            )  # fmt: skip
            change_account(connection, made, must_change=0)
        return made

    def inside(self, *roles: Role, login: str = "", person: str = "") -> Browser:
        """A browser of somebody with these roles who is in, both factors proved now."""
        name = login or f"{roles[0].value}-{secrets.token_hex(8)}"
        account_id = self.account(name, roles, person=person)
        first, token = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        with self.archive.writer.begin() as connection:
            begin_session(connection, first, account_id, self.clock.now)
            complete_session(connection, first, token, self.clock.now)
        browser = self.outsider()
        browser.client.set_cookie(COOKIE, token, domain="mutua.test", secure=True)
        browser.get("/")
        return browser

    def public_id(self, name: str) -> str:
        """How an address names the person with the short name."""
        with self.archive.reader.begin() as connection:
            return str(connection.scalar(select(person.c.public_id).where(person.c.id == self.society.people[name])))


class WrittenTemplates(BytecodeCache):
    """Templates made ready once in this process, whichever front asked first; another source is another checksum."""

    def __init__(self) -> None:
        self._ready: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._ready.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._ready[bucket.key, bucket.checksum] = bucket.code


_TEMPLATES = WrittenTemplates()


_FRONTS: list[Flask] = []  # one, once somebody asked


def front_of(site: Site) -> Flask:
    """A front with this site. Its routes and templates are the same for all sites, and made ready once in a process."""
    if not _FRONTS:
        made = create_app(site)
        made.jinja_env.bytecode_cache = _TEMPLATES
        made.extensions.clear()
        _FRONTS.append(made)
    front = copy(_FRONTS[0])
    front.config = copy(front.config)
    front.extensions = {"mutua": site}
    front.testing = True
    return front


def counter_of(archive: Archive, folder: Path, *, version: str = VERSION) -> Counter:
    """The small society with a household, and its front. `version`: the rules it decides by."""
    return counter_before(small_society(archive, folder, version=version), folder)


def counter_before(society: Society, folder: Path) -> Counter:
    """The front of a society that is there."""
    clock = Clock()
    site = Site(society.archive, society.plans, LAW, clock, society.actor_id, "Mutua di prova", False, society.ids,
                Vault(folder / "files", folder / "keys" / "master.key"), law=CERTIFICATES, pact=PACT,
                tax_notes=TAX_NOTES, near=NEAR, names=CALLED)  # fmt: skip
    return Counter(society, front_of(site), clock)
