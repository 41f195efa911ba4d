"""Families behind the front, for the tests of the members' door: a mother, her husband, two children, others."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from mutua.domain.access import Role
from mutua.domain.records import CoverTold, Identity, PersonTold
from mutua.services.claim_life import Desktop
from mutua.services.proxies import give_proxy
from mutua.services.register import household_by_code, register_household
from mutua.store.accounts import begin_session, complete_session
from mutua.store.database import Archive
from mutua.store.proxies import Proxy
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from mutua.web.guards import COOKIE
from services.societies import JOINED, NOW, Society
from web.counter import Browser, Counter, counter_of

IBAN = "IT60X0542811101000000123456"
MEN = ("Piero", "Luca", "Gino")
BORN = {
    "Maria": date(1959, 3, 1), "Piero": date(1957, 1, 9), "Luca": date(2014, 5, 4), "Sara": date(2001, 2, 2),
    "Dora": date(1940, 8, 8), "Gino": date(1980, 1, 1),
    "Aurora": date(1990, 4, 4),
}  # fmt: skip


@dataclass
class Families:
    """The front of the small society: N1 is Maria with Piero, Luca (12) and Sara (25); N2 is Dora; N3 is Gino."""

    counter: Counter

    @property
    def society(self) -> Society:
        return self.counter.society

    def at(self, days: int = 0) -> Desktop:
        society = self.society
        return Desktop(society.archive, society.plans, society.actor_id, NOW + timedelta(days=days), society.ids)

    def name(self, person: str) -> str:
        """How addresses name the person."""
        return self.counter.public_id(person)

    def inside(self, person: str, login: str = "") -> Browser:
        """A browser of the member, who is in."""
        counter = self.counter
        account_id = counter.account(login or f"m-{secrets.token_hex(4)}", [Role.MEMBER], person=person)
        first, token = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        with counter.archive.writer.begin() as connection:
            begin_session(connection, first, account_id, counter.clock.now)
            complete_session(connection, first, token, counter.clock.now)
        browser = counter.outsider()
        browser.client.set_cookie(COOKIE, token, domain="mutua.test", secure=True)
        browser.get("/mie")
        return browser

    def proxy(self, grantor: str, delegate: str, until: date | None = None) -> Proxy:
        people = self.society.people
        given = give_proxy(self.at(), people[grantor], people[delegate], "paper", until=until)
        assert isinstance(given, Proxy), given
        return given


def families_of(archive: Archive, folder: Path) -> Families:
    return families_in(counter_of(archive, folder))


def families_in(counter: Counter, letter: str = "N") -> Families:
    """The families behind a front that is there; `letter`: how the codes of their households begin."""
    made = Families(counter)
    society = made.society
    first = (("Maria", "titolare"), ("Piero", "coniuge"), ("Luca", "figlio"), ("Sara", "figlio"))
    _household(society, f"{letter}1", *first)
    _household(society, f"{letter}2", ("Dora", "titolare"))
    _household(society, f"{letter}3", ("Gino", "titolare"))
    return made


def family(families: Families, code: str, covers: tuple[CoverTold, ...], *people: tuple[str, str]) -> None:
    """One more household, whose people have these covers."""
    _household(families.society, code, *people, covers=covers)


def _household(
    society: Society, code: str, *people: tuple[str, str], covers: tuple[CoverTold, ...] = ()
) -> None:
    everyday = (CoverTold(society.plan_code, "base", JOINED, ends_on=date(2026, 12, 31)),)
    told = [
        PersonTold(
            code,
            Identity("Rossi", name, born_on=BORN[name], card_number=f"{code}-{at}", sex="M" if name in MEN else "F",
                     iban=IBAN if at == 0 else "", email=f"{name.lower()}@esempio.it"),
            kinship, max(JOINED, BORN[name]), fiscally_dependent=kinship == "figlio",
            covers=covers or everyday,
        )
        for at, (name, kinship) in enumerate(people)
    ]  # fmt: skip

    def work(unit: UnitOfWork) -> tuple[int, dict[int, PersonTold]]:
        made = register_household(unit, told, society.ids)
        home = household_by_code(unit.connection, code)
        assert home is not None
        return home, made

    home, made = unit_of_work(society.archive, [], work, actor_id=society.actor_id, now=society.now)
    for person_id, one in made.items():
        society.people[one.identity.given_name] = person_id
        society.households[person_id] = home
