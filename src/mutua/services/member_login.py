"""How a member enters: a login of their own, and a link that lets them in once, asked for or given at the counter.

Whoever asks for a link hears the same whether they are known or not; the mail goes to the address the society has.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

import pyotp
from sqlalchemy import Connection, func, insert, or_, select

from mutua.domain.access import Role
from mutua.domain.italian import written_day
from mutua.domain.mails import MailKind
from mutua.rules.engine.calendar import day_in_rome
from mutua.services.accounts import HASHER, is_login
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.entry_links import Purpose, make_link, use_link
from mutua.services.mail import tell_person, wait_for_link
from mutua.services.member_scope import people_in_sight, why_no_login
from mutua.store.accounts import (
    Account,
    begin_session,
    change_account,
    complete_session,
    drop_old_sessions,
    end_keys,
    end_sessions,
    failures_since,
    forget_failures,
    note_failures,
    read_accounts,
    write_account,
)
from mutua.store.database import Archive
from mutua.store.members import read_deaths
from mutua.store.tables import account, actor, audit, identity, person_mail
from mutua.store.unit_of_work import UnitOfWork, unit_of_work

LASTS = timedelta(hours=1)
ACTOR = "socio, dalle sue pagine"  # who acted, in history: never a name, for names are erased and history is not
OLDEST = timedelta(hours=12)  # of a session, after which it is cleared away
_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)
OF_ONE, OF_AN_ADDRESS = 3, 20  # links asked for within an hour


def login_of(connection: Connection, person_id: int) -> Account | None:
    """The login of the member, one that is open before one that is closed; None where they have none."""
    found = [one for one in read_accounts(connection, account.c.person_id == person_id) if Role.MEMBER in one.roles]
    return min(found, key=lambda one: (one.disabled_at is not None, one.id), default=None)


def counter_link(at: Desktop, person_id: int) -> str | Refusal:
    """What is written into the address of a link for the member, made at the counter; they get a login with the first.

    Who made it is written down, and the member is told by mail that a way in was made.

    Refuses the dead, somebody whose matters nobody may see through these pages any more, a minor, and a login that was
    closed.
    """

    def work(unit: UnitOfWork) -> int | Refusal:
        unit.take_turn(f"member\0{person_id}")
        child = why_no_login(unit.connection, person_id, day_in_rome(unit.now))
        if child is not None:
            return child
        died_on = read_deaths(unit.connection, [person_id]).get(person_id)
        if died_on is not None:
            return Refusal("login_of_dead", written_day(died_on))
        if not people_in_sight(unit.connection, person_id, day_in_rome(unit.now)):
            return Refusal("login_of_nobody")
        one = login_of(unit.connection, person_id)
        if one is not None and one.disabled_at is not None:
            return Refusal("login_closed")
        number = new_login(unit, at, person_id) if one is None else one.id
        unit.connection.execute(
            insert(audit).values(at=unit.now, actor_id=unit.actor_id, kind="link", object_kind="person",
                                 object_id=str(person_id), motive="")
        )  # fmt: skip
        tell_person(unit, MailKind.LOGIN, person_id)
        return number

    found = unit_of_work(at.archive, [], work, actor_id=at.actor_id, now=at.now)
    if isinstance(found, Refusal):
        return found
    return make_link(at.archive, found, Purpose.ENTER, lasts=LASTS, actor_id=at.actor_id, now=at.now)


def new_login(unit: UnitOfWork, at: Desktop, person_id: int) -> int:
    """A login without a password that anybody knows: its number."""
    told = {"public_id": at.ids.public(), "kind": "clerk", "name": ACTOR}
    acting = unit.connection.execute(insert(actor).values(**told).returning(actor.c.id)).scalar_one()
    name = f"socio-{at.ids.public()[:12]}"
    assert is_login(name)
    return write_account(
        unit.connection, public_id=at.ids.public(), actor_id=acting, login=name,
        password_hash=HASHER.hash(secrets.token_urlsafe(32)), secret=pyotp.random_base32(), at=unit.now,
        roles=(Role.MEMBER,), person_id=person_id,
    )  # fmt: skip


def ask_for_link(archive: Archive, said: str, *, address: str, actor_id: int, now: datetime) -> None:
    """A mail with a link waits for each login of the fiscal code, card or mail address that was said; nothing is told.

    Each asking counts, by what was said and from where: above some in an hour nothing waits.
    """
    wanted = "".join(said.split()).casefold()
    keys = (f"link {wanted}", f"link from {address}")

    def work(unit: UnitOfWork) -> None:
        forget_failures(unit.connection, before=unit.now - _DAY)
        often = [failures_since(unit.connection, key, unit.now - _HOUR) for key in keys]
        note_failures(unit.connection, keys, unit.now)
        if not wanted or often[0] >= OF_ONE or often[1] >= OF_AN_ADDRESS:
            return
        for person_id in _people_called(unit.connection, wanted):
            one = login_of(unit.connection, person_id)
            if one is not None and one.disabled_at is None and _may_enter(unit, person_id):
                wait_for_link(unit, one.id, person_id)

    unit_of_work(archive, [], work, actor_id=actor_id, now=now)


def _people_called(connection: Connection, said: str) -> list[int]:
    """Who has the fiscal code, the card number or the mail address."""
    c, chosen = identity.c, person_mail.c
    written_to = select(chosen.person_id).where((func.lower(chosen.address) == said) & chosen.until.is_(None))
    called = [func.lower(column) == said for column in (c.fiscal_code, c.card_number, c.email)]
    query = select(c.person_id).where(or_(*called, c.person_id.in_(written_to))).order_by(c.person_id)
    return list(connection.scalars(query.limit(10)))


def enter_by_link(archive: Archive, token: str, *, actor_id: int, now: datetime) -> str | None:
    """The token for the browser of whoever the link is for; it is used up with that. None where it opens nothing."""

    def work(unit: UnitOfWork) -> str | None:
        found = use_link(unit, token, Purpose.ENTER)
        if found is None or Role.MEMBER not in found[0].roles or not _may_enter(unit, found[0].person_id):
            return None
        drop_old_sessions(unit.connection, unit.now - OLDEST)
        first, whole = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        begin_session(unit.connection, first, found[0].id, unit.now)
        complete_session(unit.connection, first, whole, unit.now)
        return whole

    return unit_of_work(archive, [], work, actor_id=actor_id, now=now)


def _may_enter(unit: UnitOfWork, person_id: int | None) -> bool:
    """Whether there is anything to enter for: not for a minor, who has others to stand for them."""
    return person_id is not None and bool(people_in_sight(unit.connection, person_id, day_in_rome(unit.now)))


def close_logins(unit: UnitOfWork, person_id: int) -> None:
    """The member's logins open nothing any more, and say nothing of who it was."""
    for one in read_accounts(unit.connection, account.c.person_id == person_id):
        if Role.MEMBER in one.roles:
            change_account(unit.connection, one.id, disabled_at=one.disabled_at or unit.now,
                           login=f"chiuso-{one.public_id[:12]}")  # fmt: skip
            end_sessions(unit.connection, one.id)
            end_keys(unit.connection, one.id)
            unit.connection.execute(actor.update().where(actor.c.id == one.actor_id).values(name=ACTOR))
