"""Logins: who gets one, with which roles; a password given anew, a login that may no longer enter."""

from __future__ import annotations

import secrets
import string
import unicodedata
from collections.abc import Callable, Collection, Iterable
from datetime import datetime, timedelta
from typing import NamedTuple, TypeVar

import pyotp
from argon2 import PasswordHasher
from sqlalchemy import Connection, insert, select

from mutua.domain.access import OUTSIDE, Role, goes_together
from mutua.domain.mails import FirmMailKind, MailKind
from mutua.rules.engine.calendar import day_in_rome
from mutua.services.decide_claim import Refusal
from mutua.services.entry_links import drop_links
from mutua.services.firm_mail import tell_firm
from mutua.services.load_demo import is_demo
from mutua.services.mail import tell_person
from mutua.services.member_scope import why_no_login
from mutua.services.new_archive import the_program
from mutua.store.accounts import (
    Account,
    change_account,
    end_keys,
    end_sessions,
    find_account,
    forget_failures,
    read_accounts,
    read_given,
    write_account,
    write_account_firm,
    write_given,
    write_roles,
)
from mutua.store.database import Archive, ArchiveProblem
from mutua.store.ids import Ids
from mutua.store.tables import account, account_firm, actor
from mutua.store.unit_of_work import UnitOfWork, unit_of_work

T = TypeVar("T")
SHORTEST_PASSWORD, LONGEST_PASSWORD = 12, 256
LONGEST_NAME = 100
GIVEN_FOR = timedelta(hours=1)  # how long a password for the first entry opens
_ALPHABET = "".join(sign for sign in string.ascii_lowercase + string.digits if sign not in "il1o0")
# Argon2id with 19 MiB, two passes: about 20 ms, so that a flood of attempts is stopped before hashing (services/enter).
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


class ForFirm(NamedTuple):
    """The organisation that a login acts for: the firm itself, or the intermediary of those that delegated to it."""

    firm_id: int
    intermediary: bool = False


class Given(NamedTuple):
    """A login and the password it was given: shown once, changed at the first entry."""

    login: str
    password: str


def plain_login(text: str) -> str:
    """A login as it is compared: look-alike signs, capitals and blanks around it make no other login."""
    return unicodedata.normalize("NFKC", text).strip().rstrip(".").casefold()


def is_login(text: str) -> bool:
    """Small letters, digits, dots and hyphens, 2 to 40 of them, beginning with a letter."""
    signs = set(string.ascii_lowercase + string.digits + ".-")
    return 2 <= len(text) <= 40 and text[0] in string.ascii_lowercase and set(text) <= signs


def new_password() -> str:
    """A password for the first entry: four groups of four signs that nobody mistakes for one another (77 bits)."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(4))


def add_user(
    archive: Archive, login: str, name: str, roles: Collection[Role], *, actor_id: int, now: datetime, ids: Ids,
    person_id: int | None = None, firm: ForFirm | None = None,
) -> Given | Refusal:  # fmt: skip
    """A login for somebody of the office, or for a firm. Refuses one that cannot be typed, that is there, without role
    or name, the login of a firm without its firm, of a member without the person and of a member under age."""
    wanted, named = plain_login(login), " ".join(name.split())
    if not is_login(wanted):
        return Refusal("login_unreadable", login)
    if not named or len(named) > LONGEST_NAME:
        return Refusal("user_without_name", name[:LONGEST_NAME])
    if not roles:
        return Refusal("user_without_role", wanted)
    if not goes_together(roles):
        return Refusal("roles_apart")
    if (Role.FIRM in roles) != (firm is not None):
        return Refusal("login_and_firm", wanted)
    if Role.MEMBER in roles and person_id is None:
        return Refusal("login_and_person", wanted)
    password = new_password()
    hashed = HASHER.hash(password)

    def work(unit: UnitOfWork) -> Given | Refusal:
        unit.take_turn(f"login\0{wanted}")
        if find_account(unit.connection, account.c.login == wanted) is not None:
            return Refusal("login_taken", wanted)
        if Role.MEMBER in roles and person_id is not None:
            child = why_no_login(unit.connection, person_id, day_in_rome(now))
            if child is not None:
                return child
        kind = "approver" if Role.APPROVER in roles else "clerk"
        new_actor = unit.connection.execute(
            insert(actor).values(public_id=ids.public(), kind=kind, name=named).returning(actor.c.id)
        ).scalar_one()
        made = write_account(
            unit.connection, public_id=ids.public(), actor_id=new_actor, login=wanted, password_hash=hashed,
            secret=pyotp.random_base32(), at=unit.now, roles=roles, person_id=person_id,
        )  # fmt: skip
        write_given(unit.connection, made, unit.now)
        if firm is not None:
            write_account_firm(unit.connection, made, firm.firm_id, intermediary=firm.intermediary)
        _tell(unit, made, person_id)
        return Given(wanted, password)

    return unit_of_work(archive, [], work, actor_id=actor_id, now=now)


def known_user(
    archive: Archive, given: Given, name: str, roles: Collection[Role], *, now: datetime, ids: Ids,
    firm: ForFirm | None = None, person_id: int | None = None,
) -> None:  # fmt: skip
    """A login of a demonstration, past its first entry, with a password that everybody knows.

    Refuses, as an `ArchiveProblem`, an archive that is no demonstration.
    """
    if not is_demo(archive):
        raise ArchiveProblem("archive_not_a_demo", archive.name)
    made = add_user(archive, given.login, name, roles, actor_id=the_program(archive, ids), now=now, ids=ids, firm=firm,
                    person_id=person_id)  # fmt: skip
    if isinstance(made, Refusal):
        return

    def change(unit: UnitOfWork, one: Account) -> None:
        change_account(unit.connection, one.id, password_hash=HASHER.hash(given.password), must_change=0)
        write_given(unit.connection, one.id, None)

    _on_user(archive, given.login, change, actor_id=the_program(archive, ids), now=now)


def ended_passwords(connection: Connection, some: Iterable[Account], now: datetime) -> frozenset[int]:
    """The logins whose password for the first entry was given, and not used, so long ago that it opens no more.

    Of one that nobody noted the login's first day counts; a member's login may have none at all.
    """
    new = [one for one in some if one.must_change]
    given = read_given(connection) if new else {}
    since = {one.id: given.get(one.id, None if Role.MEMBER in one.roles else one.created_at) for one in new}
    return frozenset(number for number, at in since.items() if at is not None and now - at > GIVEN_FOR)


def list_users(archive: Archive) -> list[Account]:
    with archive.reader.begin() as connection:
        return read_accounts(connection)


def never_entered_in_time(archive: Archive, now: datetime) -> frozenset[int]:
    """The numbers of the logins that want another password for their first entry."""
    with archive.reader.begin() as connection:
        return ended_passwords(connection, read_accounts(connection), now)


def reset_user(archive: Archive, login: str, *, actor_id: int, now: datetime) -> Given | Refusal:
    """Another password for the first entry and another second factor; whoever was in is out at once, and so are
    programs with a key."""
    password = new_password()
    hashed = HASHER.hash(password)

    def change(unit: UnitOfWork, one: Account) -> Given:
        change_account(
            unit.connection, one.id, password_hash=hashed, must_change=1, secret=pyotp.random_base32(), last_step=0,
            disabled_at=None,
        )  # fmt: skip
        write_given(unit.connection, one.id, unit.now)
        end_sessions(unit.connection, one.id)
        end_keys(unit.connection, one.id)
        drop_links(unit, one.id)
        forget_failures(unit.connection, key=f"login {one.login}")
        _tell(unit, one.id, one.person_id)
        return Given(one.login, password)

    return _on_user(archive, login, change, actor_id=actor_id, now=now)


def _tell(unit: UnitOfWork, account_id: int, person_id: int | None) -> None:
    """That a login was made or given anew, to whom it is of: the person, or the firm."""
    firm_id = unit.connection.scalar(select(account_firm.c.firm_id).where(account_firm.c.account_id == account_id))
    if firm_id is not None:
        tell_firm(unit, FirmMailKind.LOGIN, firm_id, account_id)
    elif person_id is not None:
        tell_person(unit, MailKind.LOGIN, person_id)


def disable_user(archive: Archive, login: str, *, actor_id: int, now: datetime) -> str | Refusal:
    """May no longer enter, and is out at once; what they did stays under their name. Gives the login. Refuses the only
    administrator."""

    def change(unit: UnitOfWork, one: Account) -> str | Refusal:
        if one.disabled_at is None and _is_last_admin(unit, one):
            return Refusal("last_admin", one.login)
        change_account(unit.connection, one.id, disabled_at=one.disabled_at or unit.now)
        end_sessions(unit.connection, one.id)
        return one.login

    return _on_user(archive, login, change, actor_id=actor_id, now=now)


def change_roles(
    archive: Archive, login: str, roles: Collection[Role], *, actor_id: int, now: datetime
) -> str | Refusal:
    """These roles instead of those there were. Refuses none, and to take its role from the only administrator. Gives
    the login."""
    if not roles:
        return Refusal("user_without_role", login)
    if not goes_together(roles):
        return Refusal("roles_apart")

    def change(unit: UnitOfWork, one: Account) -> str | Refusal:
        if frozenset(roles) & OUTSIDE != one.roles & OUTSIDE:
            return Refusal("roles_apart")
        if Role.ADMIN not in roles and one.disabled_at is None and _is_last_admin(unit, one):
            return Refusal("last_admin", one.login)
        write_roles(unit.connection, one.id, roles)
        return one.login

    return _on_user(archive, login, change, actor_id=actor_id, now=now)


def _is_last_admin(unit: UnitOfWork, one: Account) -> bool:
    """Whether nobody else administers: without one nobody would give logins on the pages any more."""
    if Role.ADMIN not in one.roles:
        return False
    unit.take_turn("administrators")  # two that close each other at once leave one
    open_ones = read_accounts(unit.connection, account.c.disabled_at.is_(None) & (account.c.id != one.id))
    return not any(Role.ADMIN in other.roles for other in open_ones)


def _on_user(
    archive: Archive, login: str, change: Callable[[UnitOfWork, Account], T], *, actor_id: int, now: datetime
) -> T | Refusal:
    wanted = plain_login(login)

    def work(unit: UnitOfWork) -> T | Refusal:
        one = find_account(unit.connection, account.c.login == wanted)
        return Refusal("login_unknown", login[:LONGEST_NAME]) if one is None else change(unit, one)

    return unit_of_work(archive, [], work, actor_id=actor_id, now=now)
